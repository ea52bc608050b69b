"""The log: JSON lines on standard error.

No text of a page, no address of one and no key appears in a line.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
from flask import has_request_context
from flask.globals import app_ctx
from gunicorn.glogging import Logger

if TYPE_CHECKING:
    from gunicorn.config import Config

#: Every member that a line may have, and what it says; `make docs` writes them down.
LOG_MEMBERS = {
    "time": "When, in UTC (RFC 3339, milliseconds).",
    "level": "`debug`, `info`, `warning`, `error` or `critical`.",
    "logger": (
        "The part of the service that speaks: `dateline.access` of requests, "
        "`gunicorn.error` of the server."
    ),
    "message": "What happened; of a request always `request`.",
    "pid": "The process.",
    "request_id": (
        "The caller's `X-Request-Id` where it is 1 to 128 letters, digits or `._:/+=@-`, "
        "else a new one; returned."
    ),
    "trace_id": "From the caller's valid `traceparent`, or that of our own trace.",
    "parent_span_id": "From the caller's `traceparent`, where we make no trace.",
    "span_id": "Of the request's own span, where traces are on.",
    "method": "`GET`, `HEAD`, `POST`, `OPTIONS` or `other`.",
    "path": "The path, its first 200 characters, without the query.",
    "route": "The route that the path is of, or `other`.",
    "status": "The status of the answer.",
    "problem": "The last part of the problem's `type`, where the answer is one.",
    "ms": "From the request's head to the answer, without sending it.",
    "bytes_in": "The request's Content-Length, where it has one.",
    "bytes_out": "The answer's length; a batch that streams has none.",
    "client": (
        "The address that asked, behind proxies as far as `DATELINE_TRUSTED_PROXIES` names them."
    ),
    "key": "The label of the API key.",
    "error": "The type of a failure. Not its message, which can quote a page.",
    "traceback": "Where it failed: file, line and function, the outermost first.",
}


class JsonLines(logging.Formatter):
    """A formatter of log records as lines of JSON: time, level, logger, message, and the request's
    members.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "pid": record.process,
        }
        if has_request_context() and "request_id" in (own := app_ctx.g):
            line |= {"request_id": own.request_id, **own.trace}
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= _exception(record.exc_info[1])
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class ServerLog(Logger):
    """gunicorn's log, and the application's, as JSON lines on standard error.

    gunicorn's own access log stays off: the application's line knows the request's id.
    """

    def setup(self, cfg: Config) -> None:
        """Configure gunicorn's log and the application's the same way."""
        super().setup(cfg)
        # No line says where in the code it was written, or in which thread: the library need not
        # look.
        logging._srcfile, logging.logThreads = None, False
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        self.error_log.handlers = logging.getLogger().handlers = [handler]
        logging.getLogger().setLevel(self.loglevel)


def _exception(error: BaseException) -> dict[str, object]:
    """Return an exception's type and place, without its message, which can quote the page ("invalid
    literal for int(): …").
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__qualname__, "traceback": places}
