"""The promises about whole answers: posting an answer back changes nothing, order changes nothing, nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

METAS = (
    '<meta property="og:title" content="Harbour bridge to close for repairs">',
    '<meta property="og:site_name" content="The Example Courier">',
    '<meta name="keywords" content="harbour, bridge, traffic, bridge">',
    '<meta property="article:published_time" content="2022-40-25">',
    '<meta property="article:modified_time" content="2022-02-26T09:10:00-05:00">',
    '<meta name="author" content="By Ada Quill">',
    '<meta property="og:image" content="/images/bridge.jpg">',
    '<meta name="description" content="The bridge closes in March.">',
)
BODY = (
    "<article><h1>Harbour bridge to close for repairs</h1>"
    '<p class="byline">By Ada Quill | Friday, 25 February 2022 02:40 PM EST</p>'
    "<p>The city closes the bridge for three weeks in March, the engineers told the council on Thursday evening.</p></article>"
)
QUICKSTART = Path(__file__).parents[2] / "docs" / "quickstart.md"
URL = "https://news.example.com/city/bridge"


def html(metas: tuple[str, ...] = METAS) -> str:
    """A page of our own words with these metas."""
    return f'<!DOCTYPE html><html lang="en"><head>{"".join(metas)}</head><body>{BODY}</body></html>'


def post(client: FlaskClient, members: Mapping[str, Any], explain: str = "summary") -> Mapping[str, Any]:
    """The answer to a JSON page."""
    response = client.post(f"/v1/normalize?explain={explain}", json=members)
    assert response.status_code == 200, response.data
    return json.loads(response.data)  # type: ignore[no-any-return]


PAGES = {
    "html": {"html": html(), "url": URL},
    "text": {
        "text": f"Bridge to close\n\nBy Ada Quill | 25 February 2022 02:40 PM EST\n\n{'A long day. ' * 9}\n\nTags: a, b, a\n"
    },
    "metadata": {"metadata": {"title": "Bridge to close", "date": "25.02.2022 14:40", "tags": "harbour; bridge", "lang": "de"}},
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_an_answer_posted_back_is_the_same(client: FlaskClient, page: Mapping[str, Any]) -> None:
    """The article as metadata gives the same article, and nothing is left to repair."""
    article = post(client, page)["article"]

    again = post(client, {"metadata": article})

    assert again["article"] == article
    assert again["repairs"] == []


def test_gold_answers_posted_back_are_the_same(client: FlaskClient, data_dir: Path) -> None:
    """The same on real pages, every twentieth of the gold corpus."""
    from bench.data import gold_records, page_bytes

    changed = {}
    for record in gold_records(data_dir)[::20]:
        query = {"url": record["url"]} if record.get("url") else {}
        response = client.post("/v1/normalize", data=page_bytes(data_dir, record), content_type="text/html", query_string=query)
        article = json.loads(response.data)["article"]
        again = post(client, {"metadata": article})
        if again["article"] != article or again["repairs"]:
            changed[record["id"]] = sorted(
                name for name in {*article, *again["article"]} if article.get(name) != again["article"].get(name)
            )
    assert changed == {}


@given(st.permutations(METAS))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_order_of_metas_does_not_matter(client: FlaskClient, metas: list[str]) -> None:
    """Permuting the meta tags of a page changes no value, status, confidence or repair."""
    straight, shuffled = (post(client, {"html": html(tuple(order)), "url": URL}) for order in (METAS, metas))

    assert straight["article"] == shuffled["article"]
    assert [(r["path"], r["rule"], r["before"]) for r in straight["repairs"]] == [
        (r["path"], r["rule"], r["before"]) for r in shuffled["repairs"]
    ]
    for name, report in straight["fields"].items():
        assert {k: v for k, v in report.items() if k != "evidence"} == {
            k: v for k, v in shuffled["fields"][name].items() if k != "evidence"
        }


def test_the_order_of_metadata_keys_does_not_matter(client: FlaskClient) -> None:
    """Two spellings of one key are two observations, in any order."""
    keys = {"date": "2022-02-25", "pubDate": "2022-02-25T14:40:00-05:00", "title": "Bridge", "tags": ["a", "b"]}
    backwards = dict(reversed(keys.items()))

    assert post(client, {"metadata": keys})["article"] == post(client, {"metadata": backwards})["article"]


def test_nothing_is_lost(client: FlaskClient) -> None:
    """Every raw value of the page stands in explain=full, used or not."""
    answer = post(client, {"html": html(), "url": URL, "metadata": {"shelf": "B7"}}, explain="full")

    raws = {json.dumps(e["raw"]) for report in answer["fields"].values() for e in report.get("evidence", ())}
    for expected in (
        "2022-40-25",
        "harbour, bridge, traffic, bridge",
        "2022-02-26T09:10:00-05:00",
        "The bridge closes in March.",
    ):
        assert json.dumps(expected) in raws
    assert answer["extra"] == {"shelf": "B7"}


#: Bytes of the quickstart's page at each level: what a client pays for each of a million pages.
SIZES = {"none": 1_300, "summary": 2_400}


@pytest.mark.parametrize("explain", SIZES)
def test_answers_are_lean(client: FlaskClient, explain: str) -> None:
    """The page that the quickstart sends is answered in so many bytes."""
    page = re.search(r"^cat > page.html <<'PAGE'\n(.*?)^PAGE$", QUICKSTART.read_text("utf-8"), re.M | re.S)
    assert page
    answer = client.post(f"/v1/normalize?explain={explain}", data=page[1].encode(), content_type="text/html")
    assert answer.get_json()["article"]["datePublished"] == "2022-02-25T14:40:00-05:00"
    assert len(answer.data) <= SIZES[explain]


def test_a_clean_page_withholds_no_kind(client: FlaskClient) -> None:
    """Every site says og:type "article"; the article has a kind without it."""
    metas = (
        '<meta property="og:type" content="article">',
        *(meta for meta in METAS if "published" not in meta and "keywords" not in meta),
    )
    answer = post(client, {"html": html(metas), "url": URL})
    assert (answer["status"], answer["article"]["@type"], answer["findings"]) == ("clean", "NewsArticle", [])


def test_no_clock_in_the_body(client: FlaskClient) -> None:
    """The same request gives the same bytes, and the bytes hold no date that the page does not."""
    first, second = (client.post("/v1/normalize?explain=full", json=PAGES["html"]).data for _ in range(2))

    assert first == second
