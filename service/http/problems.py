"""Errors: the table of problem types, the exception that carries one, and RFC 9457 responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast

from flask import Response, g, has_request_context
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from service.model import Json
from service.render import canonical_bytes

MEDIA_TYPE = "application/problem+json"

# "Every error at once", but a body can have a million unknown members: this many are listed, and
# the detail says how many.
MAX_ERRORS = 100


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A row of the error table: its slug is the last part of the address in ``type``."""

    slug: str
    status: int
    title: str
    meaning: str
    advice: str

    @property
    def address(self) -> str:
        """The documented address of this problem type."""
        return f"/problems/{self.slug}"


TYPES = (
    ProblemType(
        "malformed-body",
        400,
        "The body cannot be read",
        (
            "The body is not JSON, is not what its Content-Encoding says, or ended "
            "before "
            "its Content-Length."
        ),
        (
            "Send strict JSON in UTF-8, without NaN, trailing commas or lone surrogates. "
            "Compress the whole body once."
        ),
    ),
    ProblemType(
        "unauthorized",
        401,
        "An API key is required",
        (
            "This service answers only requests with an API key, and the request has "
            "none or "
            "a wrong one."
        ),
        "Send the key as `Authorization: Bearer KEY`. Whoever runs the service gives out keys.",
    ),
    ProblemType(
        "not-found",
        404,
        "There is nothing here",
        "No route of this service has that path.",
        "The routes are listed in /openapi.json.",
    ),
    ProblemType(
        "method-not-allowed",
        405,
        "The method is not allowed here",
        "The path exists, but not for this method.",
        "The Allow header lists the methods. To normalize a page, use POST.",
    ),
    ProblemType(
        "not-acceptable",
        406,
        "No such representation",
        "The service can give none of the media types in the Accept header.",
        "Leave Accept out, or ask for one of the types that the problem lists under supported.",
    ),
    ProblemType(
        "too-slow",
        408,
        "The body came in too slowly",
        (
            "The service waited for the body longer than it waits for any client, and "
            "closed "
            "the connection."
        ),
        "Send the body right after the headers, without pauses.",
    ),
    ProblemType(
        "body-too-large",
        413,
        "The body is too large",
        (
            "The body, or what it decompresses to, is larger than the limit that the "
            "problem "
            "states in bytes."
        ),
        "Send one page per request, without inlined images; compress it.",
    ),
    ProblemType(
        "unsupported-media-type",
        415,
        "The media type is not supported",
        "The Content-Type is missing, or is not one that a page can have.",
        "The Accept header of the answer lists the supported types.",
    ),
    ProblemType(
        "unsupported-coding",
        415,
        "The content coding is not supported",
        (
            "The Content-Encoding is one that the service cannot decompress, or there is "
            "more than one."
        ),
        "The Accept-Encoding header of the answer lists the supported codings; use one of them.",
    ),
    ProblemType(
        "invalid-request",
        422,
        "The request breaks the schema",
        "The request can be read, but its members or parameters do not fit the schema.",
        (
            "The member errors lists everything that is wrong, with its place. The "
            "schema is "
            "/v1/schemas/page."
        ),
    ),
    ProblemType(
        "internal-error",
        500,
        "This is our bug",
        "The service failed, and the request is not the cause.",
        (
            "Quote the instance of the problem when you report it: the service's log has "
            "it "
            "too. Trying again will not help."
        ),
    ),
    ProblemType(
        "over-capacity",
        503,
        "Over capacity",
        (
            "The pages that are here take longer than a request may wait. Nothing of the "
            "request has been read into a page."
        ),
        (
            "Try again after the seconds in Retry-After, with fewer requests at once. "
            "More "
            "processes or machines make it faster."
        ),
    ),
    ProblemType(
        "stopping",
        503,
        "The service is stopping",
        "This process finishes the requests that it has begun, and takes no new ones.",
        "Send requests to another process. Requests that were begun are still answered.",
    ),
    ProblemType(
        "out-of-time",
        504,
        "The page took too long",
        "The page used up its time budget, and work on it was stopped.",
        (
            "Trying again will take as long. Send the page without what is not part of "
            "the "
            "article, or report it as a slow page."
        ),
    ),
)

#: What the server refuses before the service sees it, by status; the type of these problems is
#: ``about:blank``.
REFUSED_BY_SERVER: Mapping[int, str] = {
    400: "What was sent is no valid HTTP.",
    414: "The request line is longer than 4094 bytes: send members of the page in a JSON body.",
    417: "The Expect header asks for something else than `100-continue`.",
    431: "There are more than 100 headers, or one is longer than 8190 bytes.",
    501: (
        "The Transfer-Encoding names a coding other than `chunked`. Compress with Content-Encoding."
    ),
}

BY_SLUG = {row.slug: row for row in TYPES}
BY_STATUS = {row.status: row for row in reversed(TYPES)}


class RequestError(Exception):
    """A problem that keeps a request from being answered; never raised for what a page contains."""

    def __init__(
        self,
        slug: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **members: Json,
    ) -> None:
        super().__init__(detail)
        self.type = BY_SLUG[slug]
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members


@dataclass(frozen=True, slots=True)
class Fault:
    """One error in a request: where (``#/fetchedAt`` or ``?explain``), what, and a code for
    machines.
    """

    pointer: str
    detail: str
    code: str


@dataclass(slots=True)
class Faults:
    """All errors in a request, collected so that the caller learns of them at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, pointer: str, detail: str, code: str) -> None:
        """Add one fault."""
        self.found.append(Fault(pointer, detail, code))


def invalid(faults: Sequence[Fault]) -> RequestError:
    """Return the 422 that lists the faults."""
    number = len(faults)
    detail = (
        "One thing is wrong with the request."
        if number == 1
        else f"{number} things are wrong with the request."
    )
    if number > MAX_ERRORS:
        detail += f" The first {MAX_ERRORS} are listed."
    errors: list[Json] = [
        {"pointer": fault.pointer, "detail": fault.detail, "code": fault.code}
        for fault in faults[:MAX_ERRORS]
    ]
    return RequestError("invalid-request", detail, errors=errors)


def response(
    kind: ProblemType, detail: str, headers: Mapping[str, str] | None = None, **members: Json
) -> Response:
    """Return a problem response of this type."""
    answer = of_document(_document(kind, detail, members))
    answer.headers.update(headers or {})
    if has_request_context():
        g.problem = kind.slug
    return answer


def untyped(status: int) -> Response:
    """Return the response for a status without a problem type of its own."""
    phrase = HTTPStatus(status).phrase
    return of_document(
        {"type": "about:blank", "title": phrase, "status": status, "detail": f"{phrase}."}
    )


def of_error(problem: RequestError) -> dict[str, Json]:
    """Return the problem document of an error, as a line of a batch carries it."""
    return _document(problem.type, problem.detail, problem.members)


def _document(kind: ProblemType, detail: str, members: Mapping[str, Json]) -> dict[str, Json]:
    return {
        "type": kind.address,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        **members,
    }


def of_request(problem: RequestError) -> Response:
    """Return the response for a request that cannot be answered."""
    return response(problem.type, problem.detail, problem.headers, **problem.members)


def of_document(document: Mapping[str, Json]) -> Response:
    """Return the response that carries a problem document."""
    return Response(
        canonical_bytes(document), status=cast(int, document["status"]), content_type=MEDIA_TYPE
    )


def of_http(error: HTTPException) -> Response:
    """Return the response for what the framework refused: an unknown path, a wrong method."""
    status = error.code or 500
    kind = BY_STATUS.get(status)
    if kind is None:
        return untyped(status)
    headers = (
        {"Allow": ", ".join(sorted(error.valid_methods or ()))}
        if isinstance(error, MethodNotAllowed)
        else {}
    )
    return response(kind, kind.meaning, headers)
