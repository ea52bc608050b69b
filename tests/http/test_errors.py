"""The rows of the error table, and the pages that their types point to."""

from __future__ import annotations

import logging
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from gunicorn.config import Config

from service.app import create_app
from service.http import api, worker
from service.http.api import REPRESENTATIONS
from service.http.problems import REFUSED_BY_SERVER, TYPES
from service.settings import Settings

TAKEN = "application/json, text/html, application/xhtml+xml, text/plain"

ROWS: dict[str, tuple[str, str, dict[str, Any], int, dict[str, str]]] = {
    "no such route": ("GET", "/v2/normalize", {}, 404, {}),
    "trailing slash": ("POST", "/v1/normalize/", {"data": b"x"}, 404, {}),
    "double slash": ("GET", "/v1//rules", {}, 404, {}),
    "no such schema": ("GET", "/v1/schemas/pages", {}, 404, {}),
    "no such problem": ("GET", "/problems/none", {}, 404, {}),
    "wrong method": ("GET", "/v1/normalize", {}, 405, {"Allow": "OPTIONS, POST"}),
    "HEAD of a POST route": ("HEAD", "/v1/normalize", {}, 405, {"Allow": "OPTIONS, POST"}),
    "TRACE": ("TRACE", "/livez", {}, 405, {"Allow": "GET, HEAD, OPTIONS"}),
    "no such representation": (
        "POST",
        "/v1/normalize",
        {"data": b"x", "content_type": "text/html", "headers": {"Accept": "application/xml"}},
        406,
        {"Vary": "Accept, Accept-Encoding"},
    ),
    "a page that is well and a parameter that is not": (
        "POST",
        "/v1/normalize?explain=everything",
        {"json": {"text": "Harbour reopens"}},
        422,
        {},
    ),
    "no media type": ("POST", "/v1/normalize", {"data": b"x"}, 415, {"Accept": TAKEN}),
    "a form": ("POST", "/v1/normalize", {"data": {"html": "x"}}, 415, {"Accept": TAKEN}),
    "NDJSON": (
        "POST",
        "/v1/normalize",
        {"data": b"{}", "content_type": "application/x-ndjson"},
        415,
        {"Accept": TAKEN},
    ),
}


@pytest.mark.parametrize(
    ("method", "path", "request_", "status", "headers"), ROWS.values(), ids=ROWS
)
def test_row(
    client: FlaskClient,
    method: str,
    path: str,
    request_: dict[str, Any],
    status: int,
    headers: dict[str, str],
) -> None:
    """Every error is a problem document with the headers that its status asks for."""
    answer = client.open(path, method=method, **request_)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert {name: answer.headers[name] for name in headers} == headers
    assert method == "HEAD" or answer.json["status"] == status  # type: ignore[index]


def test_statuses_are_those_that_clients_know() -> None:
    """A type never changes its status: clients go by either."""
    assert {row.slug: row.status for row in TYPES} == {
        "malformed-body": 400,
        "unauthorized": 401,
        "not-found": 404,
        "method-not-allowed": 405,
        "not-acceptable": 406,
        "too-slow": 408,
        "body-too-large": 413,
        "unsupported-media-type": 415,
        "unsupported-coding": 415,
        "invalid-request": 422,
        "internal-error": 500,
        "over-capacity": 503,
        "stopping": 503,
        "out-of-time": 504,
    }


def test_what_the_server_refuses_is_told(client: FlaskClient) -> None:
    """Each status of the server's parser has a meaning, which stands on the page of problems; the
    limits are the server's.
    """
    assert set(REFUSED_BY_SERVER) == {status for _, status in worker.REFUSALS if status != 500}
    page = unescape(re.sub(r"<[^>]+>", "", client.get("/problems/").text))
    assert [
        status
        for status, meaning in REFUSED_BY_SERVER.items()
        if meaning.replace("`", "") not in page
    ] == []
    server = Config()
    assert str(server.limit_request_line) in REFUSED_BY_SERVER[414]
    assert str(server.limit_request_fields) in REFUSED_BY_SERVER[431]
    assert str(server.limit_request_field_size) in REFUSED_BY_SERVER[431]


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.slug)
def test_type_is_a_served_address(client: FlaskClient, row: Any) -> None:
    """The type of a problem is an address of this service, whose page says what it means and what
    to do.
    """
    page = client.get(row.address)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    # Backticks are set as code, quotation marks escaped.
    assert row.advice.replace("`", "") in unescape(re.sub(r"<[^>]+>", "", page.text))


ACCEPTED = {
    "nothing": "",
    "anything": "*/*",
    "a browser": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "any application": "application/*;q=0.1",
    "with a charset": "application/json; charset=utf-8",
    "in capitals": "Application/JSON",
    "Java's star": "text/html, *; q=.2, */*; q=0.2",
}
REFUSED = {
    "another type": "application/xml",
    "weight nothing": "application/json;q=0",
    "all but JSON, its kin and CSV": "*/*, application/*;q=0, text/csv;q=0",
    "no media range": "json",
    "no weight": "application/json;q=high",
}


@pytest.mark.parametrize("accept", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(client: FlaskClient, accept: str) -> None:
    """JSON is given wherever the header leaves room for it."""
    answer = client.post("/v1/normalize", json={"text": "x"}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")


@pytest.mark.parametrize("accept", REFUSED.values(), ids=REFUSED)
def test_not_acceptable(client: FlaskClient, accept: str) -> None:
    """A client that will have none of the representations is told what there is."""
    answer = client.post("/v1/normalize", json={"text": "x"}, headers={"Accept": accept})
    assert (answer.status_code, answer.json["supported"]) == (406, list(REPRESENTATIONS))  # type: ignore[index]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application whose engine fails, outside of testing mode."""

    def fail(*_: object) -> None:
        raise LookupError("the secret of the page")

    monkeypatch.setattr(api, "result_of", fail)
    return create_app(Settings())


def test_our_bug(broken: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """A failure of ours has an id that the caller can quote and the log knows; no trace of the
    inside leaves the house.
    """
    with caplog.at_level(logging.ERROR):
        answer = broken.test_client().post("/v1/normalize", json={"text": "x"})
    assert (answer.status_code, answer.json["type"]) == (500, "/problems/internal-error")  # type: ignore[index]
    assert answer.json["instance"] in caplog.text  # type: ignore[index]
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/livez", "/readyz", "/version", "/v1/rules", "/openapi.json", "/v1/schemas/page"]
)
def test_head_is_get_without_the_content(client: FlaskClient, path: str) -> None:
    """HEAD answers as GET does, without the content."""
    headers = {"X-Request-Id": "1"}
    head, got = client.head(path, headers=headers), client.get(path, headers=headers)
    assert (head.status_code, head.headers, head.data) == (200, got.headers, b"")


def test_options(client: FlaskClient) -> None:
    """OPTIONS lists the methods."""
    answer = client.options("/v1/normalize")
    assert (answer.status_code, sorted(answer.headers["Allow"].split(", "))) == (
        200,
        ["OPTIONS", "POST"],
    )


@pytest.mark.parametrize("path", ["/livez", "/nowhere", "/problems/not-found"])
def test_media_types_are_not_to_be_guessed(client: FlaskClient, path: str) -> None:
    """A browser is told not to look into an answer for another media type."""
    assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_many_pages_are_told_where_to_go(client: FlaskClient) -> None:
    """NDJSON at the address of one page, and a page at that of many."""
    many = client.post("/v1/normalize", data=b"{}", content_type="application/jsonl").get_json()
    one = client.post("/v1/normalize/batch", data=b"<p>", content_type="text/html").get_json()
    assert "/v1/normalize/batch as application/x-ndjson" in many["detail"]
    assert one["detail"].endswith("One page goes to /v1/normalize.")
