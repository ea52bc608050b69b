"""Which shape an answer comes in, and how it says so: Accept, q-values, 406, Vary, HEAD and
OPTIONS.
"""

from __future__ import annotations

import base64
import hashlib

import pytest
from flask.testing import FlaskClient

from service.http.api import REPRESENTATIONS

JSON, LD, NINJS = "application/json", "application/ld+json", "application/vnd.iptc.ninjs+json"
PAGE = {
    "metadata": {
        "title": "Envoys return",
        "date": "2022-02-25T14:40:00-05:00",
        "url": "https://news.example/a",
    }
}


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (LD, LD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', LD),
        ("APPLICATION/LD+JSON", LD),
        ("application/json;q=0.5, application/ld+json;q=0.9", LD),
        ("application/json, application/ld+json", JSON),
        ("application/ld+json;q=0.1, */*;q=0.2", JSON),
        ("application/*;q=0.3, application/json;q=0", LD),
        (f"text/html, {NINJS}", NINJS),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/*;q=0.3, image/png", "text/csv; charset=utf-8"),
        ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_accept(client: FlaskClient, accept: str | None, given: str) -> None:
    """The representation that the client likes best, with a digest of its own bytes."""
    answer = client.post(
        "/v1/normalize", json=PAGE, headers={"Accept": accept} if accept is not None else {}
    )
    digest = base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
    assert (answer.status_code, answer.content_type) == (200, given)
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    assert answer.headers["Content-Digest"] == f"sha-256=:{digest}:"


@pytest.mark.parametrize(
    "accept",
    ["text/html", "application/xml, image/*;q=0.3", "application/json;q=0, text/css", "nonsense"],
)
def test_not_acceptable(client: FlaskClient, accept: str) -> None:
    """What cannot be given is a 406 with the list of what can."""
    answer = client.post("/v1/normalize", json=PAGE, headers={"Accept": accept})
    problem = answer.get_json()
    assert (answer.status_code, problem["type"]) == (406, "/problems/not-acceptable")
    assert problem["supported"] == list(REPRESENTATIONS)
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"


def test_ld_json_is_the_bare_article(client: FlaskClient) -> None:
    """The article of the envelope and the JSON-LD are one object; explain has no say in it."""
    envelope = client.post("/v1/normalize", json=PAGE).get_json()
    bare = client.post("/v1/normalize?explain=full", json=PAGE, headers={"Accept": LD})
    assert bare.get_json() == envelope["article"]


def test_ld_json_goes_back_in(client: FlaskClient) -> None:
    """The article, posted as metadata, is the same article."""
    bare = client.post("/v1/normalize", json=PAGE, headers={"Accept": LD})
    assert (
        client.post(
            "/v1/normalize", json={"metadata": bare.get_json()}, headers={"Accept": LD}
        ).data
        == bare.data
    )


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    """What can be read can be asked about."""
    for path in ("/v1/rules", "/openapi.json", "/livez"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.data, head.headers["Content-Length"]) == (
            200,
            b"",
            str(len(get.data)),
        )


def test_head_of_what_is_posted_is_refused(client: FlaskClient) -> None:
    """A page is normalized with POST alone, and the answer says so."""
    answer = client.head("/v1/normalize")
    assert (answer.status_code, answer.headers["Allow"], answer.data) == (405, "OPTIONS, POST", b"")


def test_options_names_the_methods(client: FlaskClient) -> None:
    """OPTIONS answers without a body, with the methods in Allow."""
    answer = client.options("/v1/normalize")
    assert (answer.status_code, set(answer.headers["Allow"].split(", ")), answer.data) == (
        200,
        {"OPTIONS", "POST"},
        b"",
    )
