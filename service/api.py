"""HTTP begins and ends here: a body becomes a page, a result becomes a response."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from flask import Blueprint, Response, current_app, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import NotFound
from werkzeug.http import parse_options_header

from schemas.article import Article
from schemas.flat import FlatResult
from schemas.json_schema import document
from schemas.page import PageMembers, ScrapedPage, content_fault, instant
from schemas.problem import Problem
from schemas.result import Result as Answer
from service import __version__, limits, openapi, parameters, problems, telemetry
from service.admission import Admission
from service.model import Json, Page, Result, Rule
from service.negotiation import preferred
from service.normalize import FINDINGS, RULES, Thresholds, normalize, rules_digest
from service.parameters import Asked
from service.problems import Faults, RequestError
from service.render import canonical_bytes, envelope, flat, ld_json, ninjs
from service.settings import Settings

NAME = "dateline"

Members = TypeVar("Members", bound=PageMembers)

api = Blueprint("api", __name__)

# The digest reads the versions of installed packages from disk; few thresholds are ever in use.
_digest = lru_cache(maxsize=64)(rules_digest)


@api.post("/v1/normalize")
def normalize_one() -> Response:
    """The canonical metadata of the page in the body."""
    media_type = _representation()
    read = BODIES[_body_kind()]
    settings = _settings()
    admission: Admission = current_app.config["ADMISSION"]

    def answered(body: bytes) -> tuple[Response, Result]:
        page, wanted = read(_decompressed(body, settings), settings)
        thresholds = _thresholds(wanted, settings)
        result = normalize(page, thresholds)
        return _answer(REPRESENTATIONS[media_type](result, wanted, thresholds), media_type), result

    with admission.room() as take:
        body = _body(settings, take)
        response, result = admission.run(lambda: answered(body))
    telemetry.count_result(result)
    return response


# ------------------------------------------------------------------ the body becomes a page


def _json_page(body: bytes, settings: Settings) -> tuple[Page, Asked]:
    """The page that a JSON body describes."""
    faults = Faults()
    members = limits.parsed_json(body, settings.json_depth) if body else {}
    wanted = parameters.asked(request.args, raw_body=False, faults=faults)
    if not body:
        faults.add("#", "the body is empty", "empty_body")
    scraped = _validated(ScrapedPage, members, "#", faults) if body else None
    if scraped is None or faults.found:
        raise problems.invalid(faults.found)
    headers = scraped.headers or {}
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    return _page(
        scraped,
        html=scraped.html_base64 if scraped.html is None else scraped.html,
        text=scraped.text,
        metadata=scraped.metadata or {},
        headers=headers,
        charset=parse_options_header(content_type)[1].get("charset"),
    ), wanted


def _raw_page(content: str) -> Callable[[bytes, Settings], tuple[Page, Asked]]:
    """A reader of bodies that are the page itself; ``content`` says which member of the page the bytes are."""

    def read(body: bytes, _settings: Settings) -> tuple[Page, Asked]:
        faults = Faults()
        wanted = parameters.asked(request.args, raw_body=True, faults=faults)
        scraped = _validated(PageMembers, wanted.members, "?", faults)
        if not body:
            faults.add("#", "the body is empty", "empty_body")
        if scraped is None or faults.found:
            raise problems.invalid(faults.found)
        return _page(scraped, charset=request.mimetype_params.get("charset"), **{content: body}), wanted

    return read


#: The media types that can hold a page, and how each is read.
BODIES: dict[str, Callable[[bytes, Settings], tuple[Page, Asked]]] = {
    "application/json": _json_page,
    "text/html": _raw_page("html"),
    "application/xhtml+xml": _raw_page("html"),
    "text/plain": _raw_page("text"),
}


def _body_kind() -> str:
    if request.mimetype in BODIES:
        return request.mimetype
    raise RequestError(
        "unsupported-media-type",
        "A page is sent as one of: " + ", ".join(BODIES) + ".",
        headers={"Accept": ", ".join(BODIES)},
        supported=list(BODIES),
    )


def _body(settings: Settings, take: Callable[[int], None]) -> bytes:
    """The request's body as it is on the wire, within its limit and the room that there is."""
    return limits.read_body(
        request.environ["wsgi.input"],
        request.content_length,
        bool(request.environ.get("wsgi.input_terminated")),
        settings.body_limit,
        take,
    )


def _decompressed(body: bytes, settings: Settings) -> bytes:
    """The body without its content coding, within its limit."""
    return limits.decompressed(body, request.headers.get("Content-Encoding", ""), settings.decompressed_limit)


def _validated(model: type[Members], members: Any, prefix: str, faults: Faults) -> Members | None:
    """The members as the model, or None when they break it."""
    known = [str(member.alias or name) for name, member in model.model_fields.items()]
    try:
        return model.model_validate(members)
    except ValidationError as error:
        found = parameters.of_validation(error, known, prefix)
    fault = content_fault(members) if model is ScrapedPage and isinstance(members, Mapping) else None
    if fault is not None and fault[0] not in {known.code for known in found}:
        faults.add(prefix, fault[1], fault[0])
    faults.found.extend(found)
    return None


def _page(scraped: PageMembers, **contents: Any) -> Page:
    return Page(
        url=scraped.url or None,
        fetched_at=instant(scraped.fetched_at) if scraped.fetched_at is not None else None,
        language=scraped.language or None,
        assume_zone=scraped.assume_zone,
        **contents,
    )


def _thresholds(wanted: Asked, settings: Settings) -> Thresholds:
    if wanted.min_confidence is not None:
        return Thresholds(dates=wanted.min_confidence, others=wanted.min_confidence)
    return Thresholds(dates=settings.threshold_dates, others=settings.threshold_others)


def _settings() -> Settings:
    return cast(Settings, current_app.config["DATELINE"])


# ------------------------------------------------------------------ the result becomes a response


def _answer(value: Json, media_type: str) -> Response:
    """The response in canonical JSON, with its digest (RFC 9530) and the request headers that decided its form."""
    answer = Response(canonical_bytes(value), content_type=media_type)
    digest = base64.b64encode(hashlib.sha256(answer.get_data()).digest()).decode("ascii")
    answer.headers["Content-Digest"] = f"sha-256=:{digest}:"
    answer.headers["Vary"] = "Accept, Accept-Encoding"
    return answer


def _shown(result: Result, wanted: Asked, thresholds: Thresholds) -> dict[str, Json]:
    """The answer in the view that was asked for."""
    if wanted.view == "flat":
        return flat(result)
    return envelope(result, wanted.explain, {"name": NAME, "version": __version__, "rules": _digest(thresholds)})


#: The representations of an answer; the first is what a client gets that asks for nothing.
REPRESENTATIONS: dict[str, Callable[[Result, Asked, Thresholds], Json]] = {
    "application/json": _shown,
    "application/ld+json": lambda result, *_: ld_json(result),
    "application/vnd.iptc.ninjs+json": lambda result, *_: ninjs(result),
}


def _representation() -> str:
    chosen = preferred(request.headers.get("Accept"), tuple(REPRESENTATIONS))
    if chosen is None:
        raise RequestError(
            "not-acceptable",
            "An answer can be had as one of: " + ", ".join(REPRESENTATIONS) + ".",
            headers={"Vary": "Accept, Accept-Encoding"},
            supported=list(REPRESENTATIONS),
        )
    return chosen


def _json(value: Json) -> Response:
    return Response(canonical_bytes(value), content_type="application/json")


# ------------------------------------------------------------------ what the service says about itself


@api.get("/v1/rules")
def rules() -> Response:
    """Every rule and every finding."""
    findings: list[Json] = [
        {"code": row.code, "severity": row.severity, "meaning": row.meaning, "advice": row.advice} for row in FINDINGS
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


#: The published schemas by name; the second member says whether what is missing is left out, as answers do (a row has nulls).
SCHEMAS: dict[str, tuple[type[BaseModel], bool]] = {
    "page": (ScrapedPage, False),
    "result": (Answer, True),
    "article": (Article, True),
    "flat": (FlatResult, False),
    "problem": (Problem, True),
}


@api.get("/v1/schemas/<name>")
def schema(name: str) -> Response:
    """The JSON Schema of a request, an answer, its article, or a problem."""
    if name not in SCHEMAS:
        raise NotFound
    model, is_answer = SCHEMAS[name]
    return _json(document(model, f"/v1/schemas/{name}", answer=is_answer))


@cache
def _openapi_bytes() -> bytes:
    return canonical_bytes(openapi.description(tuple(BODIES), tuple(REPRESENTATIONS), tuple(SCHEMAS)))


@api.get("/openapi.json")
def openapi_document() -> Response:
    """The OpenAPI 3.1 description of this service."""
    return Response(_openapi_bytes(), content_type="application/json")


@api.get("/livez")
def livez() -> Response:
    """Whether the process answers at all."""
    return _json({"status": "alive"})


@api.get("/readyz")
def readyz() -> Response:
    """Whether pages can be sent here: the tables are loaded by the time that the application exists."""
    if current_app.config["STOPPING"]:
        kind = problems.BY_SLUG["stopping"]
        return problems.response(kind, kind.meaning)
    return _json({"status": "ready"})


@api.get("/metrics")
def metrics() -> Response:
    """What this service has done, for Prometheus."""
    return Response(telemetry.exposition(), content_type=telemetry.CONTENT_TYPE)


@api.get("/version")
def version() -> Response:
    """The version, and the digest of the rules with the thresholds in force."""
    return _json({"name": NAME, "version": __version__, "rules": _digest(_thresholds(Asked(), _settings()))})


@api.get("/problems/<slug>")
def problem_page(slug: str) -> Response:
    """What a type of problem means and what to do about it."""
    if slug not in problems.BY_SLUG:
        raise NotFound
    return Response(problems.page(problems.BY_SLUG[slug]), content_type="text/html; charset=utf-8")
