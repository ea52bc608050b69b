"""POST /v1/normalize: the three kinds of body, how much is explained, and from which confidence
on.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.answers import Form, result_of
from service.app import create_app
from service.http import api
from service.model import Page
from service.normalize import Thresholds
from service.settings import Settings

# Month 40 does not exist, but minute 40 stands in the byline.
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Envoys return without a deal</title>
<meta name="date" content="2022-40-25"><meta name="keywords" content="talks, Geneva, talks"></head>
<body><article><h1>Envoys return without a deal</h1><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p>
<p>The delegations left Geneva on Friday without a common statement, two people close to the talks said.</p></article>
</body></html>"""
PUBLISHED = "2022-02-25T14:40:00-05:00"

BODIES: dict[str, dict[str, Any]] = {
    "html in JSON": {"json": {"html": PAGE}},
    "bytes in JSON": {"json": {"htmlBase64": base64.b64encode(PAGE.encode()).decode()}},
    "wrapped base64": {"json": {"htmlBase64": base64.encodebytes(PAGE.encode()).decode()}},
    "nulls in JSON": {"json": {"html": PAGE, "text": None, "metadata": None, "headers": None,
    "id": None, "url": None}},
    "byte order mark": {"data": b'\xef\xbb\xbf{"html": "' + PAGE.replace('"', "'").replace("\n",
    " ").encode() + b'"}',
                        "content_type": "application/json"},
    "text/html": {"data": PAGE, "content_type": "text/html"},
    "xhtml": {"data": PAGE, "content_type": "application/xhtml+xml; charset=utf-8"},
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_page_in_every_kind_of_body(client: FlaskClient, body: dict[str, Any]) -> None:
    """The same page is the same article, however it is wrapped."""
    answer = client.post("/v1/normalize", **body)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.json["article"]["datePublished"] == PUBLISHED  # type: ignore[index]


def test_plain_text(client: FlaskClient) -> None:
    """A text dump is a page of its own kind."""
    dump = (
        "Envoys return without a deal\n\nBy Ana Ruiz | Friday, 25 February 2022 02:40 PM "
        "EST\n\n2022-40-25\n"
    )
    answer = client.post("/v1/normalize", data=dump, content_type="text/plain; charset=utf-8")
    assert answer.json["article"]["datePublished"] == PUBLISHED  # type: ignore[index]


def test_metadata_alone(client: FlaskClient) -> None:
    """What a scraper has extracted can be put right without the page."""
    answer = client.post("/v1/normalize", json={"metadata": {"title": "Envoys return", "qq": 1}})
    assert (answer.json["article"]["headline"], answer.json["extra"]) == (  # type: ignore[index]
        "Envoys return",
        {"qq": 1},
    )


def test_query_reaches_the_engine_as_the_members_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A raw body's parameters and a JSON body's members make the same page."""
    seen: list[Page] = []

    def watch(page: Page, form: Form) -> Any:
        seen.append(page)
        return result_of(page, form)

    monkeypatch.setattr(api, "result_of", watch)
    members = {
        "url": "https://news.example/a",
        "fetchedAt": "2022-02-26T08:00:00+01:00",
        "language": "en",
        "assumeZone": "America/New_York",
        "id": "7",
    }
    content = base64.b64encode(PAGE.encode()).decode()
    headers = {"content-TYPE": "text/html; charset=windows-1251"}
    client.post(
        "/v1/normalize",
        query_string=members,
        data=PAGE,
        content_type="text/html; charset=windows-1251",
    )
    client.post("/v1/normalize", json={**members, "htmlBase64": content, "headers": headers})
    assert (seen[0].url, seen[0].language, seen[0].assume_zone) == (
        "https://news.example/a",
        "en",
        "America/New_York",
    )
    assert str(seen[0].fetched_at) == "2022-02-26 08:00:00+01:00"
    assert [page.charset for page in seen] == ["windows-1251", "windows-1251"]
    assert [(p.url, p.html, p.fetched_at, p.language, p.assume_zone) for p in seen[:1]] == [
        (p.url, p.html, p.fetched_at, p.language, p.assume_zone) for p in seen[1:]
    ]


def test_digest_is_that_of_the_content(client: FlaskClient) -> None:
    """Content-Digest (RFC 9530) can be checked by anyone."""
    answer = client.post("/v1/normalize", data=PAGE, content_type="text/html")
    digest = base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
    assert answer.headers["Content-Digest"] == f"sha-256=:{digest}:"


def test_answer_varies_with_the_negotiated_headers(client: FlaskClient) -> None:
    """A cache is told what else decided the answer."""
    assert (
        client.post("/v1/normalize", json={"text": "x"}).headers["Vary"]
        == "Accept, Accept-Encoding"
    )


def test_id_is_not_part_of_a_single_answer(client: FlaskClient) -> None:
    """The caller's key changes nothing in the answer: the same page is the same bytes under any
    key.
    """
    answers = {
        client.post("/v1/normalize", json={"html": PAGE, "id": key}).data for key in ("a", "b", 7)
    }
    assert len(answers) == 1


FIELD_MEMBERS = {
    "none": {"status", "confidence"},
    "summary": {"status", "confidence", "precision", "edtf", "instant", "zone", "evidence"},
    "full": {
        "status",
        "confidence",
        "precision",
        "edtf",
        "instant",
        "zone",
        "candidates",
        "evidence",
    },
}
REPAIR_MEMBERS = {
    "none": {"path", "rule", "before", "after", "confidence"},
    "summary": {
        "path",
        "rule",
        "before",
        "after",
        "confidence",
        "explanation",
        "evidence",
        "proof",
    },
    "full": {"path", "rule", "before", "after", "confidence", "explanation", "evidence", "proof"},
}


@pytest.mark.parametrize("explain", FIELD_MEMBERS)
def test_explain(client: FlaskClient, explain: str) -> None:
    """explain decides what a field's report and a repair carry."""
    answer = client.post(
        f"/v1/normalize?explain={explain}", data=PAGE, content_type="text/html"
    ).get_json()
    (repair,) = (
        repair for repair in answer["repairs"] if repair["path"] == "/article/datePublished"
    )
    assert set(answer["fields"]["datePublished"]) == FIELD_MEMBERS[explain]
    assert set(repair) == REPAIR_MEMBERS[explain]


def test_summary_is_the_default(client: FlaskClient) -> None:
    """Nothing asked for is a summary."""
    asked = client.post("/v1/normalize?explain=summary", data=PAGE, content_type="text/html")
    assert client.post("/v1/normalize", data=PAGE, content_type="text/html").data == asked.data


@pytest.mark.parametrize("media_type", ["application/json", "application/ld+json"])
def test_fields_are_chosen(client: FlaskClient, media_type: str) -> None:
    """Whoever stores two columns is sent two; the status is the whole page's all the same."""
    query = "/v1/normalize?fields=headline,keywords"
    part = client.post(
        query, data=PAGE, content_type="text/html", headers={"Accept": media_type}
    ).get_json()
    whole = client.post("/v1/normalize", data=PAGE, content_type="text/html").get_json()
    article = part if media_type == "application/ld+json" else part["article"]
    assert article == {
        name: whole["article"][name]
        for name in ("@context", "@type", "headline", "keywords")
        if name in whole["article"]
    }
    if article is not part:
        assert set(part["fields"]) <= {"headline", "keywords"}
        assert (part["status"], whole["status"]) == ("repaired", "repaired")


def test_min_confidence_withholds(client: FlaskClient) -> None:
    """Of a caller who wants certainty, everything is withheld: no confidence is ever 1."""
    answer = client.post(
        "/v1/normalize?minConfidence=1", data=PAGE, content_type="text/html"
    ).get_json()
    assert set(answer["article"]) <= {"@context", "@type", "url"}
    assert answer["fields"]["datePublished"]["status"] == "ambiguous"
    assert answer["status"] == "unresolved"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Thresholds(0.8, 0.6)),
        ("?minConfidence=0.25", Thresholds(0.25, 0.25)),
        ("?minConfidence=2e-1", Thresholds(0.2, 0.2)),
    ],
)
def test_thresholds(monkeypatch: pytest.MonkeyPatch, query: str, expected: Thresholds) -> None:
    """The settings' thresholds hold, unless the request replaces both."""
    seen: list[Thresholds] = []

    def watch(page: Page, form: Form) -> Any:
        seen.append(form.thresholds)
        return result_of(page, form)

    monkeypatch.setattr(api, "result_of", watch)
    app = create_app(Settings(threshold_dates=0.8, threshold_others=0.6))
    app.test_client().post(f"/v1/normalize{query}", data=PAGE, content_type="text/html")
    assert seen == [expected]


def test_thresholds_are_part_of_the_rules_digest(client: FlaskClient) -> None:
    """Answers under other thresholds are told apart by their digest of rules."""
    digests = {
        client.post(f"/v1/normalize{query}", json={"text": "x"}).get_json()["normalizer"]["rules"]
        for query in ("", "?minConfidence=0.3", "?minConfidence=0.4")
    }
    assert len(digests) == 3


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit is an environment variable away."""
    monkeypatch.setenv("DATELINE_BODY_LIMIT", "10")
    answer = (
        create_app().test_client().post("/v1/normalize", data=b"x" * 11, content_type="text/html")
    )
    assert (answer.status_code, answer.json["limit"]) == (413, 10)  # type: ignore[index]
