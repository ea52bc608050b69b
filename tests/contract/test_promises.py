"""The promises about whole answers: posting an answer back changes nothing, order changes nothing,
nothing is lost.
"""

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

from service.confidence import rounded
from service.model import Json, Page
from service.normalize import Thresholds, normalize

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
    "<p>The city closes the bridge for three weeks in March, the engineers told the "
    "council on Thursday evening.</p></article>"
)
QUICKSTART = Path(__file__).parents[2] / "docs" / "quickstart.md"
URL = "https://news.example.com/city/bridge"


def html(metas: tuple[str, ...] = METAS) -> str:
    """A page of our own words with these metas."""
    return f'<!DOCTYPE html><html lang="en"><head>{"".join(metas)}</head><body>{BODY}</body></html>'


def post(
    client: FlaskClient, members: Mapping[str, Any], explain: str = "summary"
) -> Mapping[str, Any]:
    """The answer to a JSON page."""
    response = client.post(f"/v1/normalize?explain={explain}", json=members)
    assert response.status_code == 200, response.data
    return json.loads(response.data)  # type: ignore[no-any-return]


PAGES = {
    "html": {"html": html(), "url": URL},
    "text": {
        "text": (
            "Bridge to close\n\nBy Ada Quill | 25 February 2022 02:40 PM "
            f"EST\n\n{'A long day. ' * 9}\n\nTags: a, b, a\n"
        )
    },
    "metadata": {
        "metadata": {
            "title": "Bridge to close",
            "date": "25.02.2022 14:40",
            "tags": "harbour; bridge",
            "lang": "de",
        }
    },
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_an_answer_posted_back_is_the_same(client: FlaskClient, page: Mapping[str, Any]) -> None:
    """The article as metadata gives the same article, and nothing is left to repair."""
    article = post(client, page)["article"]

    again = post(client, {"metadata": article})

    assert again["article"] == article
    assert again["repairs"] == []


HEADLINE = "Harbour bridge to close for repairs"
LONG = (
    "The quay was rebuilt in three years, and the council told the town what that had cost. " * 14
)


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(
            {"headline": "Nine Falls a Day – The Crisis Of Unsafe Harbours"},
            id="a dash, and nothing that names a site",
        ),
        pytest.param({"headline": "旧港_雨後晴天 (2)"}, id="a short part of a wide title"),
        pytest.param(
            {"author": [{"@type": "Person", "name": "maevetolan"}]},
            id="an account, named as a person",
        ),
        pytest.param(
            {"datePublished": "2020-12-06", "dateCreated": "2020-12-05T23:15:00+00:00"},
            id="created at the day's begin",
        ),
        pytest.param({"description": LONG.strip()}, id="a description as long as an article"),
        pytest.param(
            {
                "headline": "Council plans new quay beside harbour",
                "keywords": ["beside", "council", "harbour", "new", "quay"],
            },
            id="terms by name, of the headline's words",
        ),
    ],
)
def test_what_is_stated_alone_stands(article: Mapping[str, Any]) -> None:
    """An article's members that nothing contradicts are the answer's."""
    found = normalize(
        Page(metadata={"@context": "https://schema.org", "@type": "NewsArticle", **article})
    )
    assert {name: found.article.get(name) for name in article} == article
    assert [repair for field in found.fields.values() for repair in field.repairs] == []


@pytest.mark.parametrize(
    ("metadata", "member", "said"),
    [
        (
            {"title": "Council plans new quay | The Harbour Courier"},
            "headline",
            "Council plans new quay",
        ),
        (
            {"headline": "Council plans quay | Quay Post", "publisher": "Quay Post"},
            "headline",
            "Council plans quay",
        ),
        (
            {"headline": "Council plans new quay - Town", "articleSection": "Town"},
            "headline",
            "Council plans new quay",
        ),
        ({"author": "print"}, "author", None),
        ({"headline": "Subscribe | Quay Post", "publisher": "Quay Post"}, "headline", None),
        (
            {"headline": "Council plans new quay", "keywords": ["council", "plans", "new", "quay"]},
            "keywords",
            None,
        ),
    ],
)
def test_what_something_denies_does_not(metadata: dict[str, Json], member: str, said: Json) -> None:
    """A frame that the site or the section names, a page's title, a word in a column of authors, a
    form, a title cut.
    """
    assert normalize(Page(metadata=metadata)).article.get(member) == said


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            Page(
                html="<title>Harbour on Twitter</title><p>© 2020 Twitter</p>",
                url="https://twitter.com/quay/1",
            ),
            id="a platform's copyright",
        ),
        pytest.param(
            Page(
                html=(
                    "<title>Subscribe | Quay Post</title><meta property=og:site_name "
                    "content='Quay Post'>"
                )
            ),
            id="a form",
        ),
        pytest.param(
            Page(
                text=f"{HEADLINE}\n\n{LONG}\n\n© Quaypost.de - 2015 .",
                url="https://www.quaypost.de/1",
            ),
            id="a mark before a year",
        ),
        pytest.param(
            Page(
                html='<meta property="article:published_time" '
                'content="2023-11-09T05:30:01+00:00"><meta name="dcterms.created" '
                f'content="2023-11-09T05:30:01+00:00"><article><h1>{HEADLINE}</h1><p>'
                "Published November 9, 2023 5:30 AM EST</p>"
                "</article>"
            ),
            id="a creation with the publication's slip",
        ),
        pytest.param(
            Page(
                metadata={
                    "og:title": "Quays: «Old Wall», «Six Steps», «New Pier»…",
                    "title": "Quays: «Old Wall», «Six Steps», «New Pier»… - Town / Next",
                    "section": "Town",
                    "og:site_name": "Next",
                }
            ),
            id="an ellipsis of the headline's own",
        ),
        pytest.param(
            Page(
                metadata={
                    "headline": "Tolan: Build the Quay, Not Promises",
                    "og:title": "Tolan: Build the Quay, Not Promises",
                    "title": "Tolan: Build the Quay, Not Promises | The Quay Caller",
                    "publisher": {"name": "The Quay Caller"},
                    "source": "Tolan: Build the Quay, Not Promises",
                }
            ),
            id="the headline in a column of outlets",
        ),
    ],
)
def test_a_conclusion_is_one_that_the_conclusion_gives(page: Page) -> None:
    """Pages whose answers another rule refused when they came back."""
    article = normalize(page).article
    again = normalize(Page(metadata=article))
    assert again.article == article
    assert [repair for field in again.fields.values() for repair in field.repairs] == []


def test_gold_answers_posted_back_are_the_same(client: FlaskClient, data_dir: Path) -> None:
    """The same on real pages, every twentieth of the gold corpus."""
    from bench.data import gold_records, page_bytes

    changed = {}
    for record in gold_records(data_dir)[::20]:
        query = {"url": record["url"]} if record.get("url") else {}
        response = client.post(
            "/v1/normalize",
            data=page_bytes(data_dir, record),
            content_type="text/html",
            query_string=query,
        )
        article = json.loads(response.data)["article"]
        again = post(client, {"metadata": article})
        if again["article"] != article or again["repairs"]:
            changed[record["id"]] = sorted(
                name
                for name in {*article, *again["article"]}
                if article.get(name) != again["article"].get(name)
            )
    assert changed == {}


@given(st.permutations(METAS))
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_the_order_of_metas_does_not_matter(client: FlaskClient, metas: list[str]) -> None:
    """Permuting the meta tags of a page changes no value, status, confidence or repair."""
    straight, shuffled = (
        post(client, {"html": html(tuple(order)), "url": URL}) for order in (METAS, metas)
    )

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
    keys = {
        "date": "2022-02-25",
        "pubDate": "2022-02-25T14:40:00-05:00",
        "title": "Bridge",
        "tags": ["a", "b"],
    }
    backwards = dict(reversed(keys.items()))

    assert (
        post(client, {"metadata": keys})["article"]
        == post(client, {"metadata": backwards})["article"]
    )


#: Where two names say one thing in different words, each as reliable as the other.
RIVALS = (
    '<meta property="og:title" content="Harbour bridge to close_Quay Post">',
    '<meta name="twitter:title" content="Harbour Bridge to Close">',
    '<meta property="og:description" content="The bridge closes in March">',
    '<meta name="twitter:description" content="The bridge closes in March.">',
    '<meta property="og:locale" content="en_GB">',
    '<meta name="language" content="en-US">',
)
#: Two blocks of one story, of which one names the author's page and the other does not.
BLOCKS = tuple(
    (
        '<script type="application/ld+json">'
        f"{json.dumps({'@type': 'NewsArticle', 'headline': HEADLINE, **said})}</script>"
    )
    for said in (
        {"author": {"@type": "Person", "name": "Ada Quill"}},
        {"author": {"@type": "Person", "name": "Ada Quill", "url": "https://news.example.com/ada"}},
        {"author": "Ada Quill", "image": "https://news.example.com/images/bridge.jpg"},
    )
)


@pytest.mark.parametrize("parts", [RIVALS, BLOCKS], ids=["metas", "JSON-LD"])
def test_of_equal_statements_the_first_is_no_likelier(parts: tuple[str, ...]) -> None:
    """Names that say one thing in several spellings give one answer, whichever stands first in the
    head.
    """
    orders = (parts, parts[::-1], parts[1:] + parts[:1])
    pages = [f"<head>{''.join(order)}</head><h1>{HEADLINE}</h1>" for order in orders]
    assert len({json.dumps(normalize(Page(html=page, url=URL)).article) for page in pages}) == 1


def test_the_keys_of_a_record_have_no_order() -> None:
    """Of two columns that state one author, the one with the address is not given up because it
    comes later.
    """
    keys: dict[str, Json] = {
        "author": "Ada Quill",
        "og:locale": "en_GB",
        "creator": {"name": "Ada Quill", "url": f"{URL}/ada"},
        "lang": "en",
    }
    found = [normalize(Page(metadata=order)) for order in (keys, dict(reversed(keys.items())))]
    assert found[0].article == found[1].article
    assert [r.status for r in found[0].fields.values()] == [
        r.status for r in found[1].fields.values()
    ]


def test_a_higher_threshold_gives_nothing_more() -> None:
    """What is asked for is the printed confidence: .9999 gives what says .9999, and 1 nothing that
    is judged.
    """
    stamp = "2022-02-25T14:40:00-05:00"
    metas = (
        f'<meta property="article:published_time" content="{stamp}"><meta name="author" '
        'content="Ada Quill">'
    )
    dated = f'<time datetime="{stamp}">Friday, 25 February 2022 02:40 PM EST</time>'
    block = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "datePublished": stamp})
    page = Page(
        html=f'<head>{metas}<script type="application/ld+json">{block}</script></head>'
        f'<article><h1>{HEADLINE}</h1><p class="byline">Published {dated}</p></article>',
        url="https://news.example.com/2022/02/25/bridge",
    )
    resolved = normalize(page).fields["datePublished"]
    assert rounded(resolved.confidence) == 0.9999
    given = [
        normalize(page, Thresholds(level, level)).article.keys()
        for level in (0.0, 0.9, 0.9999, 1.0)
    ]
    assert given[0] >= given[1] >= given[2] >= given[3] == {"@context", "@type"}
    assert "datePublished" in given[2]


def test_a_drafts_clock_is_given_at_no_threshold() -> None:
    """A day beside a draft's hour is the day at each threshold that gives it, and never gains the
    hour by a higher one.
    """
    page = Page(
        html='<head><meta name="dc.created" content="2022-02-25 03:46:00 EST"><meta '
        'name="dc.date" content="2022-02-25"></head>'
        "<article><h1>Harbour bridge to close</h1><p>Published February 25, 2022</p></article>",
        url="https://news.example.com/2022/02/25/bridge",
    )
    levels = [step / 1_000 for step in range(900, 1_000)] + [0.9995, 0.9999, 1.0]
    found = [
        normalize(page, Thresholds(level, level)).article.get("datePublished") for level in levels
    ]
    assert found[0] == "2022-02-25"
    assert set(found) <= {"2022-02-25", None}


def test_nothing_is_lost(client: FlaskClient) -> None:
    """Every raw value of the page stands in explain=full, used or not."""
    answer = post(client, {"html": html(), "url": URL, "metadata": {"shelf": "B7"}}, explain="full")

    raws = {
        json.dumps(e["raw"])
        for report in answer["fields"].values()
        for e in report.get("evidence", ())
    }
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
    page = re.search(
        r"^cat > page.html <<'PAGE'\n(.*?)^PAGE$", QUICKSTART.read_text("utf-8"), re.M | re.S
    )
    assert page
    answer = client.post(
        f"/v1/normalize?explain={explain}", data=page[1].encode(), content_type="text/html"
    )
    assert answer.get_json()["article"]["datePublished"] == "2022-02-25T14:40:00-05:00"
    assert len(answer.data) <= SIZES[explain]


def test_a_clean_page_withholds_no_kind(client: FlaskClient) -> None:
    """Every site says og:type "article"; the article has a kind without it."""
    metas = (
        '<meta property="og:type" content="article">',
        *(meta for meta in METAS if "published" not in meta and "keywords" not in meta),
    )
    answer = post(client, {"html": html(metas), "url": URL})
    assert (answer["status"], answer["article"]["@type"], answer["findings"]) == (
        "clean",
        "NewsArticle",
        [],
    )


def test_no_clock_in_the_body(client: FlaskClient) -> None:
    """The same request gives the same bytes, and the bytes hold no date that the page does not."""
    first, second = (
        client.post("/v1/normalize?explain=full", json=PAGES["html"]).data for _ in range(2)
    )

    assert first == second
