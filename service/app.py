"""The application factory."""

from __future__ import annotations

import gc
import logging

# What is loaded here is tables, and no garbage: searching them for some was a twentieth of the
# start.
gc.disable()

from service.http import access, metrics, telemetry, tracing
from service.http.about import about
from service.http.admission import Admission
from service.http.api import api
from service.http.application import Service
from service.http.captures import captures
from service.http.web import web
from service.normalize import Thresholds, import_the_rest, rules_digest
from service.profiles.problem import ProfileError
from service.profiles.shelf import Shelf
from service.settings import Settings, SettingsError, loaded

gc.enable()


def create_app(settings: Settings | None = None) -> Service:
    """Return the service with these settings, or with those of the environment."""
    app = Service()
    settings = settings or loaded()
    try:
        door = access.Door(settings)
    except (OSError, ValueError) as error:
        # OSError's message names the file.
        raise SettingsError(f"DATELINE_API_KEYS_FILE: cannot be read: {error}") from None
    tracing.check(settings)
    try:
        shelf = Shelf(settings.profiles)
    except ProfileError as error:
        raise SettingsError(f"DATELINE_PROFILES: {error}") from None
    app.config["DATELINE"] = settings
    app.config["PROFILES"] = shelf
    app.config["ADMISSION"] = Admission(settings)
    # The gunicorn worker replaces this, since it knows when it has been told to stop.
    app.config["STOPPING"] = lambda: False
    app.register_blueprint(api)
    app.register_blueprint(captures)
    app.register_blueprint(about)
    app.register_blueprint(web)
    app.before_request(telemetry.begin)
    app.before_request(door.check)
    app.after_request(telemetry.end)
    app.after_request(door.say)
    metrics.describe_build(
        rules_digest(Thresholds(settings.threshold_dates, settings.threshold_others))
    )
    metrics.describe_profiles(shelf.current)
    return app


def reload_profiles(app: Service) -> tuple[int, str]:
    """Read the file of profiles again; return what to log of it, and how loudly: a refusal is an
    error to be seen.
    """
    shelf: Shelf = app.config["PROFILES"]
    try:
        said = logging.INFO, f"profiles read again: {shelf.reload()}"
    except ProfileError as error:
        said = logging.ERROR, f"profiles refused, the former ones stay in use: {error}"
    metrics.describe_profiles(shelf.current)
    return said


def settle() -> None:
    """Load the rest, and exempt everything from garbage collection; called once per process, before
    workers are forked.

    The engine makes no cycles; searching the tables for some took a tenth of a page's time, and
    most of the slowest pages'.
    """
    import_the_rest()
    gc.collect()
    gc.freeze()
    # Frameworks do make cycles: the objects of a few pages are searched now and then, everything
    # every ten thousand pages.
    gc.set_threshold(20_000, 50, 50)
