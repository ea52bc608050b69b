"""The routes by which the service speaks of itself: its rules, schemas and profiles, its state, its
version.
"""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Response, current_app
from werkzeug.exceptions import NotFound

from service import __version__
from service.answers import NAME, digest
from service.http import problems
from service.http.admission import Admission
from service.http.api import (
    BATCHES,
    BODIES,
    REPRESENTATIONS,
    profiles_in_use,
    settings_in_force,
    thresholds,
)
from service.http.metrics import CONTENT_TYPE, exposition
from service.http.parameters import Asked
from service.model import Json, Rule
from service.normalize import FINDINGS, RULES
from service.render import canonical_bytes

about = Blueprint("about", __name__)


def _json(value: Json) -> Response:
    return Response(canonical_bytes(value), content_type="application/json")


@about.get("/v1/rules")
def rules() -> Response:
    """Return every rule and every finding."""
    findings: list[Json] = [
        {"code": row.code, "severity": row.severity, "meaning": row.meaning, "advice": row.advice}
        for row in FINDINGS
    ]
    return _json({"rules": [_rule(row) for row in RULES], "findings": findings})


def _rule(row: Rule) -> dict[str, Json]:
    return {
        "id": row.id,
        "field": row.field,
        "damage": row.damage,
        "cause": row.cause,
        "example": {"before": row.before, "after": row.after},
        "catalogue": list(row.catalogue),
    }


@about.get("/v1/schemas/<name>")
def schema(name: str) -> Response:
    """Return the JSON Schema of a request, an answer, its article, or a problem."""
    # On first need, with the models of answers: nothing else asks for them, and they slow the
    # start.
    from schemas import published

    if name not in published.SCHEMAS:
        raise NotFound
    return _json(published.document(name, f"/v1/schemas/{name}"))


@about.get("/v1/profiles/<host>")
def profile(host: str) -> Response:
    """Return what the profiles in use say of a host, or else of its registrable domain."""
    profiles = profiles_in_use()
    site = None if profiles is None else profiles.site_of(host.lower().removeprefix("www."))
    if profiles is None or site is None:
        raise NotFound
    return _json({"site": site, "profiles": profiles.digest, "profile": profiles.document(site)})


@cache
def openapi_bytes() -> bytes:
    """Return the OpenAPI 3.1 description of this service."""
    # On first need, as the schemas that it holds.
    from service.http import openapi

    return canonical_bytes(
        openapi.description(tuple(BODIES), tuple(REPRESENTATIONS), tuple(BATCHES))
    )


@about.get("/openapi.json")
def openapi_document() -> Response:
    """Return the OpenAPI 3.1 description of this service."""
    return Response(openapi_bytes(), content_type="application/json")


@about.get("/livez")
def livez() -> Response:
    """Answer the liveness probe."""
    return _json({"status": "alive"})


@about.get("/readyz")
def readyz() -> Response:
    """Answer the readiness probe; the tables are loaded by the time the application exists."""
    if current_app.config["STOPPING"]():
        kind = problems.BY_SLUG["stopping"]
        return problems.response(kind, kind.meaning)
    return _json({"status": "ready"})


@about.get("/metrics")
def metrics() -> Response:
    """Return the metrics of this service, for Prometheus."""
    admission: Admission = current_app.config["ADMISSION"]
    admission.tell()
    return Response(exposition(), content_type=CONTENT_TYPE)


@about.get("/version")
def version() -> Response:
    """Return the version and two digests: of the rules with the thresholds in force, and of the
    profiles.
    """
    told: dict[str, Json] = {
        "name": NAME,
        "version": __version__,
        "rules": digest(thresholds(Asked(), settings_in_force())),
    }
    profiles = profiles_in_use()
    return _json(told if profiles is None else {**told, "profiles": profiles.digest})
