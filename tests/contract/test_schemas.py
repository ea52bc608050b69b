"""Answers against the published schemas, and every pointer of an answer against the answer
itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from service.render import EXPLAIN

PAGES: dict[str, dict[str, Any]] = {
    "broken date": {
        "html": '<html lang="en"><meta name="date" content="2022-40-25"><meta '
        'name="keywords" content="talks, Geneva, talks">'
        "<h1>Envoys return</h1><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p></html>"
    },
    "healthy": {
        "url": "https://news.example/2022/02/25/envoys",
        "fetchedAt": "2022-02-26T08:00:00Z",
        "html": '<html lang="en"><title>Envoys return</title><script type="application/ld+json">'
        '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Envoys return", '
        '"datePublished": "2022-02-25T14:40:00-05:00", "author": [{"@type": "Person", '
        '"name": "Ana Ruiz"}], '
        '"publisher": {"@type": "Organization", "name": "The Example"}, "image": '
        '["https://news.example/a.jpg"], '
        '"keywords": ["talks", "Geneva"], "isAccessibleForFree": "False"}</script><h1>'
        "Envoys return</h1></html>",
    },
    "witnesses disagree": {
        "html": '<meta property="article:published_time" content="2022-02-10T08:00:00Z"><h1>'
        "Envoys return</h1>"
        "<p>Published 3 March 2022 09:15 GMT</p>"
    },
    "ambiguous": {"metadata": {"date": "10/02/2022", "title": "Envoys return"}},
    "text": {
        "text": (
            "Envoys return\n\nBy Ana Ruiz\n\n25 February 2022\n\nThe delegations "
            "left.\n\n© 2024 The Example\n"
        )
    },
    "unknown names": {"metadata": {"qq": {"deep": [1, None, 2**60]}, "Q.q": "x"}},
    "no page": {"text": "\u0000\u0001"},
    "assumed zone": {
        "text": "Envoys return\n\n25 February 2022 14:40\n",
        "assumeZone": "America/New_York",
    },
}


@pytest.fixture(params=PAGES.values(), ids=list(PAGES))
def page(request: pytest.FixtureRequest) -> Any:
    """A page of each kind."""
    return request.param


def closed(schema: Any) -> Any:
    """The schema with every object closed: an undocumented member is a fault here, though clients
    must ignore it.
    """
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: closed(member) for name, member in schema.items()}
    if isinstance(shut.get("properties"), dict) and shut.get("type") == "object":
        shut.setdefault("additionalProperties", False)
    return shut


def faults(schema: Any, value: Any) -> list[str]:
    """What is wrong with the value, by place."""
    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(value)
    ]


@pytest.mark.parametrize("explain", EXPLAIN)
def test_answer_is_valid(client: FlaskClient, page: Any, explain: str) -> None:
    """Every answer is valid against /v1/schemas/result and has no member that the schema does not
    name.
    """
    schema = client.get("/v1/schemas/result").get_json()
    answer = client.post(f"/v1/normalize?explain={explain}", json=page).get_json()
    assert faults(closed(schema), answer) == []


def test_row_is_valid(client: FlaskClient, page: Any) -> None:
    """A flat answer is valid against /v1/schemas/flat and has no column that the schema does not
    name.
    """
    schema = client.get("/v1/schemas/flat").get_json()
    assert (
        faults(closed(schema), client.post("/v1/normalize?view=flat", json=page).get_json()) == []
    )


def test_article_is_valid(client: FlaskClient, page: Any) -> None:
    """The article alone is valid against /v1/schemas/article, which is closed."""
    schema = client.get("/v1/schemas/article").get_json()
    assert schema["additionalProperties"] is False
    assert faults(schema, client.post("/v1/normalize", json=page).get_json()["article"]) == []


def test_page_is_valid(client: FlaskClient, page: Any) -> None:
    """What is accepted here is valid against /v1/schemas/page."""
    assert faults(client.get("/v1/schemas/page").get_json(), page) == []


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"url": "x"},
        {"html": "a", "text": "b"},
        {"html": ""},
        {"text": "x", "fetched_at": "x"},
        {"metadata": []},
    ],
)
def test_schema_refuses_what_the_service_refuses(client: FlaskClient, broken: Any) -> None:
    """The published schema knows the rules that no single member shows."""
    assert client.post("/v1/normalize", json=broken).status_code == 422
    assert faults(client.get("/v1/schemas/page").get_json(), broken)


@pytest.mark.parametrize(
    "request_",
    [
        {"json": {"fetched_at": 1}},
        {"data": b"{", "content_type": "application/json"},
        {"data": b"x", "content_type": "image/png"},
        {"data": b"x" * 11_000_000, "content_type": "text/html"},
        {"json": {"text": "x"}, "headers": {"Accept": "image/png"}},
    ],
    ids=["422", "400", "415", "413", "406"],
)
def test_problem_is_valid(client: FlaskClient, request_: Any) -> None:
    """Every problem is valid against /v1/schemas/problem and has no member that the schema does not
    name.
    """
    schema = closed(client.get("/v1/schemas/problem").get_json())
    answer = client.post("/v1/normalize", **request_)
    assert answer.status_code >= 400
    assert faults(schema, answer.get_json(force=True)) == []


@pytest.mark.parametrize("name", ["page", "result", "flat", "article", "problem"])
def test_schema_is_a_schema(client: FlaskClient, name: str) -> None:
    """Every published schema is valid JSON Schema 2020-12 under its own address."""
    schema = client.get(f"/v1/schemas/{name}").get_json()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"/v1/schemas/{name}"


def pointers(value: Any) -> Iterator[str]:
    """Every JSON Pointer that an answer shows: paths of repairs and findings, and cited
    evidence.
    """
    for entry in (*value["repairs"], *value["findings"]):
        yield entry["path"]
        yield from entry.get("evidence", [])


def resolve(document: Any, pointer: str) -> Any:
    """What a JSON Pointer (RFC 6901) points to; KeyError or IndexError when nothing stands
    there.
    """
    for step in pointer.split("/")[1:]:
        name = unquote(step).replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


@pytest.mark.parametrize("explain", EXPLAIN)
def test_every_pointer_resolves(client: FlaskClient, page: Any, explain: str) -> None:
    """A pointer of an answer points into that same answer."""
    answer = client.post(f"/v1/normalize?explain={explain}", json=page).get_json()
    unresolved = []
    for pointer in pointers(answer):
        try:
            resolve(answer, pointer)
        except (KeyError, IndexError, ValueError):
            unresolved.append(pointer)
    assert unresolved == []


def test_cited_evidence_is_shown(client: FlaskClient) -> None:
    """The pages above do cite evidence, so that the test of pointers has something to follow."""
    answer = client.post("/v1/normalize", json=PAGES["broken date"]).get_json()
    (repair,) = (repair for repair in answer["repairs"] if repair["rule"] == "minute_in_month_slot")
    assert "2022-40-25" in json.dumps([resolve(answer, pointer) for pointer in repair["evidence"]])
