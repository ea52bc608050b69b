"""What the Python client sends: pages, parameters, keys."""

from __future__ import annotations

import base64
import doctest
import json
from datetime import UTC, datetime
from typing import Any, get_args

import httpx
import pytest
from flask.testing import FlaskClient

from dateline_client import (
    BadPage,
    Dateline,
    Page,
    asking,
    page,
    retries,
)
from schemas.page import ScrapedPage
from tests.clients.script import Script, asked, both


def test_a_page_has_the_members_of_the_service() -> None:
    """What the service takes can be said, and nothing else."""
    taken = set(ScrapedPage.model_fields) - {"html_base64"}
    assert set(Page.__annotations__) == taken


@pytest.mark.parametrize(
    ("given_", "sent"),
    [
        ({"html": b"<h1>\xe9"}, {"htmlBase64": base64.b64encode(b"<h1>\xe9").decode()}),
        ({"html": "<h1>é"}, {"html": "<h1>é"}),
        ({"text": "x", "url": None, "id": 0}, {"text": "x", "id": 0}),
        (
            {"text": "x", "fetched_at": datetime(2022, 2, 25, 8, tzinfo=UTC)},
            {"fetchedAt": "2022-02-25T08:00:00+00:00", "text": "x"},
        ),
        (
            {"text": "x", "fetched_at": "2022-02-25T08:00:00Z"},
            {"fetchedAt": "2022-02-25T08:00:00Z", "text": "x"},
        ),
        ({"text": "x", "assume_zone": "Europe/Paris"}, {"assumeZone": "Europe/Paris", "text": "x"}),
        (
            {"metadata": {"date": datetime(2022, 2, 25, 8)}},
            {"metadata": {"date": "2022-02-25T08:00:00"}},
        ),
        (
            {"text": "x", "headers": httpx.Headers({"Date": "x"})},
            {"text": "x", "headers": {"date": "x"}},
        ),
        ({"text": "x", "fetchedAt": "y", "titel": 1}, {"text": "x", "fetchedAt": "y", "titel": 1}),
    ],
)
def test_a_page_is_sent_as_it_is(given_: dict[str, Any], sent: dict[str, Any]) -> None:
    """Bytes as base64, times with their offset, Python's names as the wire's, and what is unknown
    as it is.
    """
    assert json.loads(page.encoded(given_)) == sent


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"text": "x", "fetched_at": datetime(2022, 2, 25)}, "fetched_at has no offset"),
        ({"metadata": {"tags": {1, 2}}}, "a set is none"),
    ],
)
def test_a_page_that_cannot_be_sent_is_told(given_: dict[str, Any], said: str) -> None:
    """Before anything is sent, and as an error of the client's own family."""
    with pytest.raises(BadPage, match=said):
        page.encoded(given_)


@both
def test_parameters_are_sent(kind: str) -> None:
    """What the answer should look like stands in the query, the key in its header."""
    script = Script()
    asked(
        script,
        kind,
        key="secret",
        text="x",
        explain="full",
        fields=["headline", "datePublished"],
        min_confidence=0.75,
        fingerprint=True,
    )
    (request,) = script.requests
    assert dict(request.url.params) == {
        "explain": "full",
        "fields": "headline,datePublished",
        "fingerprint": "1",
        "minConfidence": "0.75",
    }
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.headers["Content-Type"] == "application/json"


def test_the_client_knows_every_parameter_of_the_service(client: FlaskClient) -> None:
    """A parameter that the service learns has to be learned here."""
    operation = client.get("/openapi.json").get_json()["paths"]["/v1/normalize"]["post"]
    wire = {row["name"] for row in operation["parameters"]}
    members = {page._ON_THE_WIRE.get(name, name) for name in Page.__annotations__}
    assert wire <= members | {"explain", "fields", "fingerprint", "minConfidence"}
    explain = next(row for row in operation["parameters"] if row["name"] == "explain")
    assert set(explain["schema"]["enum"]) == set(get_args(asking.Explain)) == set(asking.PAGES)


@pytest.mark.parametrize(
    "url",
    ["localhost:8000", "ftp://localhost", "http://", "news.example", "http://[", "http://x:99999"],
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    """At once, and not when the first page is sent."""
    with pytest.raises(ValueError, match="not the address of a service"):
        Dateline(url)


@pytest.mark.parametrize("key", ["", "two words", "caf\xe9", "7f3a\n7f3a"])
def test_a_key_that_can_be_none_is_told_but_not_shown(key: str) -> None:
    """httpx would quote it in its own error."""
    with pytest.raises(ValueError, match="key: not one word") as told:
        Dateline(key=key)
    assert not key or key not in str(told.value)


def test_a_key_may_end_its_line() -> None:
    """As those do that come from files."""
    script = Script()
    asked(script, "sync", key="secret\n", text="x")
    assert script.requests[0].headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("module", [retries, asking], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_are_true(module: Any) -> None:
    """What the functions say of themselves."""
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed
