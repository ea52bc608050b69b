"""The OpenAPI 3.1 description, made from the schemas and from the tables of problems and
parameters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from schemas.captures import CapturedPage, CapturesResult
from schemas.flat import FlatResult
from schemas.json_schema import components
from schemas.page import PageMembers, ScrapedPage
from schemas.problem import Problem
from schemas.profile import ProfileAnswer, ProfileFile
from schemas.published import SCHEMAS
from schemas.result import Result
from schemas.rules import RuleBook
from service import __version__
from service.http.parameters import PAGE_PARAMETERS, ROW_PARAMETERS, fields
from service.http.problems import BY_SLUG, MEDIA_TYPE, REFUSED_BY_SERVER, TYPES
from service.render import EXPLAIN, VIEWS, csl

Object: TypeAlias = dict[str, Any]

SUMMARY = (
    "News metadata, put right: one scraped page in, canonical schema.org JSON out, every "
    "repair explained and proved."
)

# The lead example: month 40 does not exist, but minute 40 stands in the byline.
EXAMPLE_HTML = (
    '<html lang="en"><head><meta name="date" content="2022-40-25"></head><body><h1>'
    "Envoys return without a deal</h1>"
    "<p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p></body></html>"
)

EXAMPLE_TEXT = (
    "Envoys return without a deal\n\nBy Ana Ruiz | Friday, 25 February 2022 02:40 PM "
    "EST\n\n2022-40-25\n"
)

EXAMPLE_LINES = (
    '{"id": 1, "text": "Envoys return\\n\\n25 February 2022 02:40 PM EST"}\n{"id": 2, '
    '"metadata": {"pubDate": "2022-40-25"}}\n'
)

EXAMPLE_CAPTURES = (
    '{"fetchedAt": "2022-02-26T08:00:00Z", "text": "Envoys return\\n\\nBy Ana Ruiz | 25 February '
    '2022 02:40 PM EST"}\n'
    '{"fetchedAt": "2022-03-02T08:00:00Z", "text": "Envoys return\\n\\nBy Ana Ruiz | 1 March '
    '2022 09:00 AM EST"}\n'
)

#: Parameters that say how the answer should look.
ANSWER_PARAMETERS: tuple[Object, ...] = (
    {
        "name": "explain",
        "in": "query",
        "description": (
            "How much the answer explains. A flat row explains nothing, whatever is asked."
        ),
        "schema": {"type": "string", "enum": list(EXPLAIN), "default": "summary"},
    },
    {
        "name": "fields",
        "in": "query",
        "description": "Names of the article's members, separated by commas: the answer has only "
        "these, "
        "and what concerns the whole page. Not with view=flat.",
        "style": "form",
        "explode": False,
        "schema": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": list(fields())},
        },
        "example": ["headline", "datePublished"],
    },
    {
        "name": "fingerprint",
        "in": "query",
        "description": (
            "With 1, the answer has what copies of a text are told by: headline_key, "
            "text_fingerprint and date_published_proved."
        ),
        "schema": {"type": "string", "enum": ["0", "1"], "default": "0"},
    },
    {
        "name": "minConfidence",
        "in": "query",
        "description": (
            "Withhold values that are less probable than this; replaces the service's thresholds."
        ),
        "schema": {"type": "number", "minimum": 0, "maximum": 1},
    },
    {
        "name": "view",
        "in": "query",
        "description": (
            "The shape of the answer: nested with its reasons, or one flat row for a table."
        ),
        "schema": {"type": "string", "enum": list(VIEWS), "default": "nested"},
    },
)

#: Problems that every operation may answer with.
ANYWHERE = ("internal-error",)
#: Problems of every operation that needs a key where the service is configured to ask for one.
KEYED = ("unauthorized",)
NORMALIZE_PROBLEMS = (
    "malformed-body",
    "not-acceptable",
    "too-slow",
    "body-too-large",
    "unsupported-media-type",
    "unsupported-coding",
    "invalid-request",
    "over-capacity",
    "out-of-time",
)

#: Headers of problems, by slug.
PROBLEM_HEADERS: dict[str, Object] = {
    "unauthorized": {
        "WWW-Authenticate": {"description": "How to send the key.", "schema": {"type": "string"}}
    },
    "over-capacity": {
        "Retry-After": {
            "description": "Seconds to wait.",
            "schema": {"type": "integer", "minimum": 1},
        }
    },
    "unsupported-media-type": {
        "Accept": {"description": "The media types that are taken.", "schema": {"type": "string"}},
        "Accept-Encoding": {
            "description": "The content codings that are taken.",
            "schema": {"type": "string"},
        },
    },
}


#: The headers of an answer that is sent whole.
DIGESTED: Object = {
    "Content-Digest": {
        "description": "SHA-256 of the content (RFC 9530).",
        "required": True,
        "schema": {"type": "string", "pattern": "^sha-256=:[A-Za-z0-9+/]{43}=:$"},
    }
}

#: What each representation holds.  ``?view=flat`` is left to the operation of rows: of an answer
#: that is one of two shapes generators make a type that callers have to tell apart.
SHAPES: dict[str, Object] = {
    "application/json": {"$ref": "#/components/schemas/Result"},
    "application/ld+json": {"$ref": "#/components/schemas/Article"},
    "application/vnd.iptc.ninjs+json": {
        "type": "object",
        "required": ["uri"],
        "description": "An IPTC ninjs 3.1 item; lossy, as docs/other-shapes.md says.",
    },
    "text/csv": {
        "type": "string",
        "description": "The FlatResult as RFC 4180 has it: the names of the columns, and the row.",
    },
    csl.MEDIA_TYPE: {
        "type": "object",
        "required": ["id", "type"],
        "description": "A CSL-JSON item of the type article-newspaper.",
    },
}

#: What a stream holds, by media type.
_STREAMED = {
    "application/x-ndjson": "One JSON object a line; compressed for who asks.",
    "text/csv": "The names of the columns, then one FlatResult a line, behind its `line` and `id` "
    "and before the `problem` of a page that could not be answered.",
    csl.MEDIA_TYPE: "A JSON array of CSL-JSON items; what could not be answered has its "
    "problem under `custom`.",
}


def description(
    bodies: Sequence[str], representations: Sequence[str], batches: Sequence[str]
) -> Object:
    """Return the OpenAPI document for a service that takes these bodies and batches and offers
    these representations.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "summary": SUMMARY,
            "description": _promises(),
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "pages", "description": "Normalizing scraped pages."},
            {
                "name": "catalogue",
                "description": "What can be repaired, and the shapes of requests and answers.",
            },
            {"name": "pages for people", "description": "What a browser shows."},
            {"name": "service", "description": "For operators."},
        ],
        "paths": {
            "/v1/normalize": {"post": _normalize(bodies, representations)},
            "/v1/normalize/flat": {"post": _normalize_flat(bodies)},
            "/v1/normalize/batch": {"post": _normalize_batch(batches)},
            "/v1/captures": {"post": _captures(batches)},
            "/v1/rules": {
                "get": _get(
                    "listRules",
                    "catalogue",
                    "Every rule and every finding",
                    _ref("RuleBook"),
                    keyed=False,
                )
            },
            "/v1/schemas/{name}": {"get": _schema(tuple(SCHEMAS))},
            "/v1/profiles/{host}": {"get": _profile()},
            **_pages(),
            "/openapi.json": {
                "get": _get(
                    "getDescription", "catalogue", "This document", {"type": "object"}, keyed=False
                )
            },
            "/livez": {
                "get": _get(
                    "getLiveness",
                    "service",
                    "Whether the process answers at all",
                    _ref("Health"),
                    keyed=False,
                )
            },
            "/readyz": {"get": _readyz()},
            "/metrics": {"get": _metrics()},
            "/version": {
                "get": _get("getVersion", "service", "The version and its rules", _ref("Version"))
            },
        },
        # An empty requirement stands for services that ask for no key.
        "security": [{}, {"key": []}],
        "components": {
            "schemas": {
                **components(
                    [ScrapedPage, CapturedPage, FlatResult],
                    [Result, CapturesResult, Problem, RuleBook, ProfileFile, ProfileAnswer],
                ),
                "Health": _words("status"),
                "Version": _version(),
            },
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An API key, if asked for.",
                }
            },
        },
    }


def _promises() -> str:
    return (
        "The same page gives the same bytes: answers are RFC 8785 canonical JSON, "
        "without clock or chance. "
        "Bodies may be compressed with `Content-Encoding: gzip`, `deflate` or `zstd`. "
        "Every error is `application/problem+json` (RFC 9457); its `type` is an address "
        "of this service. "
        "Within v1 members may be added: ignore those you do not know."
    )


def _normalize(bodies: Sequence[str], representations: Sequence[str]) -> Object:
    answer: Object = {
        "description": "The canonical metadata, with a reason for every change.",
        "headers": DIGESTED,
        "content": {media_type: {"schema": SHAPES[media_type]} for media_type in representations},
    }
    page = _page_parameters()
    return {
        "operationId": "normalize",
        "tags": ["pages"],
        "summary": "Normalize one page",
        "description": (
            "Answers 200 for any page, whatever stands in it: what is wrong with a page "
            "is a finding, not an error. With `view=flat` it answers as /v1/normalize/flat does."
        ),
        "parameters": [*(each for each in ANSWER_PARAMETERS if each["name"] != "view"), *page],
        "requestBody": _page_bodies(bodies),
        "responses": {"200": answer, **_problems(*KEYED, *NORMALIZE_PROBLEMS)},
    }


def _normalize_flat(bodies: Sequence[str]) -> Object:
    """Return the description of the route of rows."""
    shapes = {"application/json": _ref("FlatResult"), "text/csv": SHAPES["text/csv"]}
    asked = [each for each in ANSWER_PARAMETERS if each["name"] in ROW_PARAMETERS]
    return {
        "operationId": "normalizeFlat",
        "tags": ["pages"],
        "summary": "Normalize one page into a row of a table",
        "description": "The answer of /v1/normalize with `view=flat`: the same columns for every "
        "page, null where nothing was established.",
        "parameters": [*asked, *_page_parameters()],
        "requestBody": _page_bodies(bodies),
        "responses": {
            "200": {
                "description": "The row.",
                "headers": DIGESTED,
                "content": {name: {"schema": schema} for name, schema in shapes.items()},
            },
            **_problems(*KEYED, *NORMALIZE_PROBLEMS),
        },
    }


def _page_bodies(bodies: Sequence[str]) -> Object:
    return {
        "required": True,
        "content": {media_type: _body(media_type) for media_type in bodies},
    }


def _normalize_batch(batches: Sequence[str]) -> Object:
    """Return the description of the batch; a stream has no schema of its own, so the text names
    that of its lines.
    """
    explain, *others = ANSWER_PARAMETERS
    explain = {**explain, "schema": {**explain["schema"], "default": "none"}}
    bodies: Object = {
        "application/x-ndjson": {
            "schema": {"type": "string", "minLength": 1, "description": "One ScrapedPage a line."},
            "examples": {"pages": {"value": EXAMPLE_LINES}},
        },
        "application/json": {
            "schema": {"type": "array", "items": _ref("ScrapedPage")},
            "examples": {
                "pages": {
                    "value": [{"id": 1, "html": EXAMPLE_HTML}, {"id": 2, "text": EXAMPLE_TEXT}]
                }
            },
        },
    }
    return {
        "operationId": "normalizeBatch",
        "tags": ["pages"],
        "summary": "Normalize many pages in one stream",
        "description": "Answers one line a page, in order, while it reads: "
        '`{"line", "id", …the answer}`, or `{"line", "id", "problem"}` where a page '
        "cannot be answered. "
        "`line` is the physical line, or the element of an array; blank lines are "
        "counted and skipped. "
        "Input that is cut or corrupt gives a last line with its problem: all is well "
        "when the last line's number is your own. "
        "Read while you send: what nobody reads stops the reading.",
        "parameters": [explain, *others],
        "requestBody": {
            "required": True,
            "content": {media_type: bodies[media_type] for media_type in batches},
        },
        "responses": {
            "200": {
                "description": "One line a page.",
                "content": {
                    media_type: {"schema": {"type": "string", "description": told}}
                    for media_type, told in _STREAMED.items()
                },
            },
            **_problems(*KEYED, *NORMALIZE_PROBLEMS),
        },
    }


def _captures(batches: Sequence[str]) -> Object:
    """Return the description of the route for several captures of one article."""
    told: Object = {
        "application/x-ndjson": {
            "schema": {
                "type": "string",
                "minLength": 1,
                "description": "One CapturedPage a line.",
            },
            "examples": {"captures": {"value": EXAMPLE_CAPTURES}},
        },
        "application/json": {
            "schema": {"type": "array", "minItems": 1, "items": _ref("CapturedPage")},
            "examples": {
                "captures": {"value": [json.loads(line) for line in EXAMPLE_CAPTURES.splitlines()]}
            },
        },
    }
    return {
        "operationId": "answerCaptures",
        "tags": ["pages"],
        "summary": "Answer several captures of one article together",
        "description": "One decision over what all captures state: when the article was first "
        "published, what readers saw change and when, and which date was moved. "
        "The order of the captures does not matter, and one that is sent twice changes nothing. "
        "A capture that is a wall, an error page or another story is left out, and one that is no "
        "page is told by its place, each with a finding. "
        "422 where a capture has no `fetchedAt` or one in the future, where there are too many, "
        "and where no article is on more than half of those that show one.",
        "parameters": [each for each in ANSWER_PARAMETERS if each["name"] != "view"],
        "requestBody": {
            "required": True,
            "content": {media_type: told[media_type] for media_type in batches},
        },
        "responses": {
            "200": {
                "description": "The answer for the article, with its history.",
                "headers": DIGESTED,
                "content": {"application/json": {"schema": _ref("CapturesResult")}},
            },
            **_problems(*KEYED, *NORMALIZE_PROBLEMS),
        },
    }


def _page_parameters() -> list[Object]:
    """Return the page's members as query parameters, for bodies that are the page itself."""
    properties = components([PageMembers], [])["PageMembers"]["properties"]
    return [
        {
            "name": name,
            "in": "query",
            "description": (
                f"{properties[name]['description']} Only beside a raw body: in JSON it is a member."
            ),
            "schema": properties[name]["anyOf"][0] if name != "id" else {"type": "string"},
        }
        for name in PAGE_PARAMETERS
    ]


def _body(media_type: str) -> Object:
    """Return the description of a request body; a raw body may be bytes in any charset, but not
    empty.
    """
    if media_type == "application/json":
        return {
            "schema": _ref("ScrapedPage"),
            "examples": {"page": {"value": {"html": EXAMPLE_HTML}}},
        }
    value = EXAMPLE_TEXT if media_type == "text/plain" else EXAMPLE_HTML
    return {"schema": {"type": "string", "minLength": 1}, "examples": {"page": {"value": value}}}


def _schema(names: Sequence[str]) -> Object:
    told = "The JSON Schema of a request, an answer or a problem"
    operation = _get("getSchema", "catalogue", told, {"type": "object"}, keyed=False)
    operation["parameters"] = [_path_parameter("name", names)]
    operation["responses"] |= _problems("not-found")
    return operation


def _profile() -> Object:
    operation = _get(
        "getProfile", "catalogue", "What the profiles in use say of a site", _ref("ProfileAnswer")
    )
    host = {"type": "string", "examples": ["news.example"]}
    operation["parameters"] = [{"name": "host", "in": "path", "required": True, "schema": host}]
    operation["responses"] |= _problems("not-found")
    return operation


def _version() -> Object:
    words = _words("name", "version", "rules")
    return {**words, "properties": {**words["properties"], "profiles": {"type": "string"}}}


def _pages() -> Object:
    """Return the descriptions of the HTML pages, which explain the names in answers to people."""
    # The names are many, and /v1/rules lists them.
    name = {"type": "string", "pattern": "^[a-z0-9_]+$", "examples": ["minute_in_month_slot"]}
    rule = [{"name": "name", "in": "path", "required": True, "schema": name}]
    problem = [_path_parameter("slug", tuple(BY_SLUG))]
    return {
        "/": {"get": _page("showTryPage", "Try it: paste a page, see what is put right and why")},
        "/docs": {"get": _page("showInterface", "This interface, with requests that can be run")},
        "/rules/": {"get": _page("showRules", "Every rule and every finding, for people")},
        "/rules/{name}": {
            "get": _page("showRule", "What a rule or a finding means and what to do", rule)
        },
        "/problems/": {"get": _page("showProblems", "Every type of problem")},
        "/problems/{slug}": {
            "get": _page("showProblem", "What a type of problem means and what to do", problem)
        },
    }


def _page(operation_id: str, summary: str, parameters: Sequence[Object] = ()) -> Object:
    operation = _get(operation_id, "pages for people", summary, {"type": "string"}, keyed=False)
    operation["responses"]["200"]["content"] = {"text/html": {"schema": {"type": "string"}}}
    if parameters:
        operation["parameters"] = list(parameters)
        operation["responses"] |= _problems("not-found")
    return operation


def _readyz() -> Object:
    operation = _get(
        "getReadiness", "service", "Whether pages can be sent here", _ref("Health"), keyed=False
    )
    operation["responses"] |= _problems("stopping")
    return operation


def _metrics() -> Object:
    operation = _get(
        "getMetrics", "service", "What this service has done, for Prometheus", {"type": "string"}
    )
    operation["responses"]["200"]["content"] = {"text/plain": {"schema": {"type": "string"}}}
    return operation


def _get(
    operation_id: str, tag: str, summary: str, schema: Object, *, keyed: bool = True
) -> Object:
    operation: Object = {
        "operationId": operation_id,
        "tags": [tag],
        "summary": summary,
        "responses": {
            "200": {
                "description": summary + ".",
                "content": {"application/json": {"schema": schema}},
            },
            **_problems(*(KEYED if keyed else ())),
        },
    }
    return operation if keyed else {**operation, "security": []}


def _path_parameter(name: str, values: Sequence[str]) -> Object:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": list(values)},
    }


def _problems(*slugs: str) -> Object:
    """Return the problem responses by status, with what the server refuses; problems of the same
    status share an entry.
    """
    found = [row for row in TYPES if row.slug in (*slugs, *ANYWHERE)]
    meanings = [*((row.status, row.meaning) for row in found), *REFUSED_BY_SERVER.items()]
    responses: Object = {}
    for status, meaning in meanings:
        entry = responses.setdefault(
            str(status), {"description": "", "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}
        )
        entry["description"] = f"{entry['description']} {meaning}".strip()
    for row in found:
        if row.slug in PROBLEM_HEADERS:
            responses[str(row.status)]["headers"] = PROBLEM_HEADERS[row.slug]
    return responses


def _words(*names: str) -> Object:
    """Return the schema of an object of strings."""
    return {
        "type": "object",
        "required": list(names),
        "properties": {name: {"type": "string"} for name in names},
    }


def _ref(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}
