"""?view=flat: one row a page, the same columns for every page."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from schemas.flat import FlatResult
from service.app import create_app
from service.copies.columns import NAMES as COPIES
from service.settings import Settings

PAGE = {
    "url": "https://news.example/2022/02/25/envoys",
    "html": '<html lang="en"><title>Envoys return</title><script type="application/ld+json">'
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Envoys return", '
    '"datePublished": "2022-02-25T14:40:00-05:00", "author": [{"@type": "Person", '
    '"name": "Ana Ruiz"}, '
    '{"@type": "Person", "name": "Bo Lind"}], "publisher": {"@type": "Organization", '
    '"name": "The Example"}, '
    '"image": ["https://news.example/a.jpg", "https://news.example/b.jpg"], '
    '"articleSection": ["World", "Europe"], '
    '"keywords": ["talks", "Geneva"], "wordCount": 350}</script><h1>Envoys return</h1></html>',
}
NOTHING = {"text": "\u0000\u0001"}


def row(client: FlaskClient, page: dict[str, Any], query: str = "") -> Any:
    """The flat answer for a page."""
    answer = client.post(f"/v1/normalize?view=flat{query}", json=page)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    return answer.get_json()


@pytest.mark.parametrize("page", [PAGE, NOTHING], ids=["article", "no page"])
def test_row_has_every_column_and_no_other(client: FlaskClient, page: dict[str, Any]) -> None:
    """A table has the same columns in every row; three more where copies are asked for."""
    assert set(row(client, page)) == set(FlatResult.model_fields) - set(COPIES)
    assert set(row(client, page, "&fingerprint=1")) == set(FlatResult.model_fields)


def test_row_is_a_projection_of_the_nested_answer(client: FlaskClient) -> None:
    """Every cell is a value of the nested answer."""
    nested = client.post("/v1/normalize", json=PAGE).get_json()
    article, fields = nested["article"], nested["fields"]
    assert row(client, PAGE) == {
        "headline": article["headline"],
        "description": article.get("description"),
        "date_published": article["datePublished"],
        "date_modified": None,
        "authors": ["Ana Ruiz", "Bo Lind"],
        "publisher": "The Example",
        "keywords": article["keywords"],
        "section": article["articleSection"][0],
        "language": "en",
        "url": article["url"],
        "image": "https://news.example/a.jpg",
        "word_count": article.get("wordCount"),
        "status": nested["status"],
        "withheld": [],
        "questions": [],
        "findings": [finding["code"] for finding in nested["findings"]],
        "rules": [repair["rule"] for repair in nested["repairs"]],
        "date_published_status": fields["datePublished"]["status"],
        "date_published_confidence": fields["datePublished"]["confidence"],
        "date_published_precision": fields["datePublished"]["precision"],
        "date_published_day": "2022-02-25",
        "date_published_local": "2022-02-25T14:40:00",
        "date_published_instant": fields["datePublished"]["instant"],
        "date_modified_status": "absent",
        "date_modified_confidence": 0,
        **{f"date_modified_{what}": None for what in ("precision", "day", "local", "instant")},
    }


TRUTHS: dict[str, tuple[str, tuple[str | None, ...]]] = {
    "a moment": (
        "25 February 2022 02:40 PM EST",
        ("minute", "2022-02-25", "2022-02-25T14:40:00", "2022-02-25T19:40:00Z"),
    ),
    "a moment on another day in UTC": (
        "25 February 2022 09:40 PM EST",
        ("minute", "2022-02-25", "2022-02-25T21:40:00", "2022-02-26T02:40:00Z"),
    ),
    "a local clock": (
        "25 February 2022 14:40",
        ("minute", "2022-02-25", "2022-02-25T14:40:00", None),
    ),
    "a day": ("25 February 2022", ("day", "2022-02-25", None, None)),
    "an hour": ("Published 3 hours ago", ("day", "2022-02-25", None, None)),
    "withheld": ("2022-40-25", (None, None, None, None)),
}


@pytest.mark.parametrize(("printed", "expected"), TRUTHS.values(), ids=TRUTHS)
def test_each_kind_of_truth_has_its_column(
    client: FlaskClient, printed: str, expected: tuple[str | None, ...]
) -> None:
    """A day is no moment, a local clock is no instant, and what is withheld is nothing."""
    fetched = "2022-02-25T16:00:00Z" if "ago" in printed else "2022-03-01T16:00:00Z"
    found = row(client, {"text": f"Envoys return\n\n{printed}\n", "fetchedAt": fetched})
    assert (
        tuple(found[f"date_published_{what}"] for what in ("precision", "day", "local", "instant"))
        == expected
    )
    assert (found["date_published"] is None) is (expected[0] is None)


def test_findings_and_rules_are_listed_once(client: FlaskClient) -> None:
    """What a table is grouped by."""
    tags = {
        "metadata": {
            "title": "Envoys return",
            "date": "2022-40-25",
            "tags": "talks, Talks, Geneva, geneva",
        }
    }
    found = row(client, tags)
    assert found["rules"] == ["duplicate_tag"]
    assert found["findings"] == ["unreadable_date", "value_missing"]


def test_a_page_without_anything_is_a_row_of_nulls(client: FlaskClient) -> None:
    """What was not established is null, and a list is empty: neither is left out."""
    empty = row(client, NOTHING)
    assert (empty["headline"], empty["authors"], empty["date_published"]) == (None, [], None)
    assert (empty["status"], empty["date_published_status"]) == ("unresolved", "absent")


def test_nested_is_the_default_and_can_be_asked_for(client: FlaskClient) -> None:
    """The two names of the shape are parameters, and no third is."""
    assert (
        client.post("/v1/normalize", json=PAGE).data
        == client.post("/v1/normalize?view=nested", json=PAGE).data
    )
    refused = client.post("/v1/normalize?view=csv", json=PAGE)
    assert refused.status_code == 422
    assert refused.get_json()["errors"] == [
        {"pointer": "?view", "detail": "should be one of nested, flat", "code": "unknown_value"}
    ]


@pytest.mark.parametrize("query", ["", "fingerprint=1", "minConfidence=1"])
def test_rows_have_a_route_of_their_own(client: FlaskClient, query: str) -> None:
    """The same bytes as with ``?view=flat``, as JSON and as CSV."""
    for accept in ("application/json", "text/csv"):
        asked = {"json": PAGE, "headers": {"Accept": accept}}
        there = client.post(f"/v1/normalize/flat?{query}", **asked)
        assert there.status_code == 200
        assert there.data == client.post(f"/v1/normalize?view=flat&{query}", **asked).data


@pytest.mark.parametrize("query", ["view=nested", "fields=headline", "explain=full"])
def test_the_route_of_rows_has_one_shape(client: FlaskClient, query: str) -> None:
    """What would change the shape is no parameter of it; nor is the article alone a row."""
    refused = client.post(f"/v1/normalize/flat?{query}", json=PAGE)
    (error,) = refused.get_json()["errors"]
    assert (refused.status_code, error["code"]) == (422, "unknown_parameter")
    asked = client.post("/v1/normalize/flat", json=PAGE, headers={"Accept": "application/ld+json"})
    assert asked.status_code == 406


def test_thresholds_hold_in_a_row(client: FlaskClient) -> None:
    """A value that is withheld is withheld in every view."""
    withheld = row(client, PAGE, "&minConfidence=1")
    assert (withheld["date_published"], withheld["date_published_status"]) == (None, "ambiguous")


def test_row_has_a_digest(client: FlaskClient) -> None:
    """A flat answer is canonical JSON with its digest, like the nested one."""
    assert (
        "Content-Digest"
        in create_app(Settings()).test_client().post("/v1/normalize?view=flat", json=PAGE).headers
    )
