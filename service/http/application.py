"""The Flask application, and how it reports its own failures."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, InternalServerError

from service.http import problems

log = logging.getLogger(__name__)


class Service(Flask):
    """A Flask application that gives each internal failure an id, the same in the log and in the
    answer.
    """

    def __init__(self) -> None:
        super().__init__("service", static_folder=None)
        # A path with a double slash is no route (404); the framework would redirect with a page of
        # HTML.
        self.url_map.merge_slashes = False
        self.register_error_handler(problems.RequestError, problems.of_request)
        self.register_error_handler(HTTPException, problems.of_http)
        self.register_error_handler(InternalServerError, _our_bug)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is: none here is a coroutine, and the framework asks that of
        five a request.
        """
        return func

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        """Log the failure under a new id; the body of the request, which may be private, is not
        logged.
        """
        g.incident = f"urn:uuid:{uuid.uuid4()}"
        log.error("%s: %s %s failed", g.incident, request.method, request.path, exc_info=exc_info)


def _our_bug(_error: InternalServerError) -> Response:
    """Return the 500 for an internal failure: an id to quote, and no internal detail."""
    kind = problems.BY_SLUG["internal-error"]
    return problems.response(kind, kind.meaning, instance=g.get("incident"))
