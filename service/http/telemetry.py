"""One log line and one count a request, and the request id that a caller can quote."""

from __future__ import annotations

import logging
import os
import re
import time

from flask import Request, Response, current_app
from flask.globals import app_ctx, request_ctx

from service.http import forwarded, metrics

# The ids that proxies and clients use, without anything that could break a header or a log line.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}", re.ASCII)
# W3C Trace Context, version 00; ids of zeros are invalid there.
_TRACEPARENT = re.compile(
    r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}", re.ASCII
)
# A path is the caller's text, so it is shown shortened.
_SHOWN_PATH = 200

#: Routes that machines ask for every few seconds; a log line for each would bury the others, as
#: would one for each refusal in a flood: those are only counted.
_QUIET = frozenset(("/livez", "/readyz", "/metrics"))

_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))

_access = logging.getLogger("dateline.access")


def method(incoming: Request) -> str:
    """Return the request's method as a label."""
    return metrics.one_of(_METHODS, incoming.method)


def route(incoming: Request) -> str:
    """Return the request's route as a label."""
    return incoming.url_rule.rule if incoming.url_rule is not None else "other"


def begin() -> None:
    """Record when the request began and its id: the one it came with, or a new one."""
    # Each look through one of the framework's proxies costs three calls, so they are looked through
    # once.
    environ, own = request_ctx.request.environ, app_ctx.g
    own.began = time.monotonic()
    given = environ.get("HTTP_X_REQUEST_ID", "")
    own.request_id = given if _REQUEST_ID.fullmatch(given) else os.urandom(16).hex()
    trace = _TRACEPARENT.fullmatch(environ.get("HTTP_TRACEPARENT", ""))
    own.trace = {"trace_id": trace[1], "parent_span_id": trace[2]} if trace else {}


def end(response: Response) -> Response:
    """Count and log the request; return the response with the request's id."""
    incoming, own = request_ctx.request, app_ctx.g
    seconds = time.monotonic() - own.began
    response.headers.add("X-Request-Id", own.request_id)
    matched, verb = route(incoming), method(incoming)
    metrics.labelled(metrics.REQUESTS, matched, verb, str(response.status_code)).inc()
    metrics.labelled(metrics.REQUEST_SECONDS, matched).observe(seconds)
    if problem := own.get("problem"):
        metrics.labelled(metrics.PROBLEMS, problem).inc()
    if matched not in _QUIET and problem != "over-capacity":
        # No query (it holds addresses of pages), and no header that could hold a key.
        members = {
            "method": verb,
            "route": matched,
            "ms": round(seconds * 1000, 1),
            "path": incoming.path[:_SHOWN_PATH],
            "status": response.status_code,
            "problem": problem,
            "bytes_in": incoming.content_length,
            # Asking a stream for its length would first collect all of it.
            "bytes_out": None if response.is_streamed else response.calculate_content_length(),
            "client": _client(incoming),
            "key": own.get("key_label"),
        }
        _access.info(
            "request",
            extra={"fields": {name: value for name, value in members.items() if value is not None}},
        )
    return response


def _client(incoming: Request) -> str | None:
    """Return the client's address, behind the proxies that the settings name."""
    trusted = current_app.config["DATELINE"].trusted_proxies
    if not trusted:
        return incoming.remote_addr
    given = incoming.headers
    return forwarded.client(
        incoming.remote_addr, given.get("Forwarded"), given.get("X-Forwarded-For"), trusted
    )
