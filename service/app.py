"""The application: built from its settings, registered, returned."""

from __future__ import annotations

import gc
import logging
import uuid
from types import TracebackType

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, InternalServerError

from service import access, problems, telemetry
from service.admission import Admission
from service.api import api
from service.normalize import Thresholds, rules_digest
from service.profiles.problem import ProfileError
from service.profiles.shelf import Shelf
from service.settings import Settings, SettingsError, loaded
from service.web import web

log = logging.getLogger(__name__)


class Service(Flask):
    """A Flask application whose own failures have an id: the log and the caller get the same."""

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        """Log the failure under a new id; the body of the request, which may be private, is not logged."""
        g.incident = f"urn:uuid:{uuid.uuid4()}"
        log.error("%s: %s %s failed", g.incident, request.method, request.path, exc_info=exc_info)


def create_app(settings: Settings | None = None) -> Flask:
    """The service with these settings, or with those of the environment."""
    app = Service("service", static_folder=None)
    settings = settings or loaded()
    try:
        door = access.Door(settings)
    except (OSError, ValueError) as error:
        # OSError's own words name the file.
        raise SettingsError(f"DATELINE_API_KEYS_FILE: cannot be read: {error}") from None
    try:
        shelf = Shelf(settings.profiles)
    except ProfileError as error:
        raise SettingsError(f"DATELINE_PROFILES: {error}") from None
    # A path with a double slash is no route; the framework would redirect with a page of HTML.
    app.url_map.merge_slashes = False
    app.config["DATELINE"] = settings
    app.config["PROFILES"] = shelf
    app.config["ADMISSION"] = Admission.of_threads(settings)
    # The server knows better, once it has been told to stop.
    app.config["STOPPING"] = lambda: False
    app.register_blueprint(api)
    app.register_blueprint(web)
    app.register_error_handler(problems.RequestError, problems.of_request)
    app.register_error_handler(HTTPException, problems.of_http)
    app.register_error_handler(InternalServerError, _our_bug)
    app.before_request(telemetry.begin)
    app.before_request(door.check)
    app.after_request(telemetry.end)
    app.after_request(door.say)
    telemetry.describe_build(rules_digest(Thresholds(settings.threshold_dates, settings.threshold_others)))
    telemetry.describe_profiles(shelf.current)
    return app


def reload_profiles(app: Flask) -> str:
    """Read the file of profiles again, and say what came of it."""
    shelf: Shelf = app.config["PROFILES"]
    said = shelf.reload()
    telemetry.describe_profiles(shelf.current)
    return said


def settle() -> None:
    """Tell the garbage collector that what is loaded by now stays, once per process and before workers are forked.

    The engine makes no cycles; looking for some among the tables took a tenth of a page's time, and the slowest pages' most.
    """
    gc.collect()
    gc.freeze()
    # Frameworks do make cycles: a few pages' objects are looked through now and then, everything every ten thousand pages.
    gc.set_threshold(20_000, 50, 50)


def _our_bug(_error: InternalServerError) -> Response:
    """The answer to what failed: an id to quote and no word about the inside."""
    kind = problems.BY_SLUG["internal-error"]
    return problems.response(kind, kind.meaning, instance=g.get("incident"))
