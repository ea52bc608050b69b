"""Meta tags, links and the document's own words: one row a vocabulary."""

from __future__ import annotations

import pytest

from service.model import Page
from service.normalize import normalize
from service.observe.sources import SOURCES, TABLE
from tests.observe.conftest import Seen


@pytest.mark.parametrize(
    ("tag", "source", "raw"),
    [
        pytest.param(
            '<meta property="article:published_time" content="2024-03-05">',
            "meta:article:published_time",
            "2024-03-05",
            id="article",
        ),
        pytest.param(
            '<meta NAME="DC.Date.Issued" CONTENT="2024-03-05">',
            "meta:dc.date.issued",
            "2024-03-05",
            id="dublin core, case",
        ),
        pytest.param(
            '<link rel="canonical" href="/x"><link rel="alternate" hreflang="de-AT" href="/x">',
            "link:hreflang",
            "de-AT",
            id="alternate that is this page",
        ),
        pytest.param(
            '<meta name="dc:creator" content="Jane Doe">',
            "meta:dc.creator",
            "Jane Doe",
            id="colon for dot",
        ),
        pytest.param(
            '<meta name="parsely-pub-date" content="x1">',
            "meta:parsely-pub-date",
            "x1",
            id="parsely",
        ),
        pytest.param(
            '<meta name="sailthru.date" content="x1">', "meta:sailthru.date", "x1", id="sailthru"
        ),
        pytest.param(
            '<meta name="sailthru.date" value="x1">',
            "meta:sailthru.date",
            "x1",
            id="value for content",
        ),
        pytest.param(
            '<meta name="cXenseParse:recs:publishtime" content="x1">',
            "meta:published",
            "x1",
            id="cxense",
        ),
        pytest.param(
            '<meta name="citation_publication_date" content="2022/02/25">',
            "meta:citation_publication_date",
            "2022/02/25",
            id="highwire",
        ),
        pytest.param(
            '<meta name="acme:publishtime" content="x1">',
            "meta:published",
            "x1",
            id="unknown vendor",
        ),
        pytest.param(
            '<meta name="lastModifiedDate" content="x1">', "meta:updated", "x1", id="a change"
        ),
        pytest.param(
            '<meta name="author.name" content="Jane Doe">',
            "meta:authors",
            "Jane Doe",
            id="author's name",
        ),
        pytest.param(
            '<meta name="page-content-tags" content="a,b">', "meta:tags", "a,b", id="vendor tags"
        ),
        pytest.param(
            '<meta itemprop="datePublished" content="x1">',
            "microdata:datepublished",
            "x1",
            id="itemprop",
        ),
        pytest.param(
            '<meta http-equiv="Content-Language" content="de">',
            "meta:content-language",
            "de",
            id="http-equiv",
        ),
        pytest.param(
            '<meta property="og:title og:description" content="Both">',
            "meta:og:description",
            "Both",
            id="two names",
        ),
        pytest.param('<link rel="canonical" href="/a">', "link:canonical", "/a", id="canonical"),
        pytest.param('<html lang="pt-BR">', "html:lang", "pt-BR", id="lang"),
        pytest.param("<title>A &amp; B\n | Site</title>", "html:title", "A & B | Site", id="title"),
        pytest.param(
            '<meta name="DCTERMS.title" content="A">',
            "meta:dc.title",
            "A",
            id="the other Dublin Core",
        ),
        pytest.param(
            '<meta property="og:article:tag" content="A">',
            "meta:article:tag",
            "A",
            id="the other Open Graph",
        ),
        pytest.param(
            '<meta property="og:image:url" content="/a.jpg">',
            "meta:og:image",
            "/a.jpg",
            id="second name",
        ),
    ],
)
def test_statement(seen: Seen, tag: str, source: str, raw: str) -> None:
    """The statement is found under its source."""
    assert seen(f"<head>{tag}</head><p>x")[source] == [raw]


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param(
            (
                '<meta name="twitter:label1" content="Est. reading time"><meta '
                'name="twitter:data1" content="3 minutes">'
            ),
            id="reading time",
        ),
        pytest.param('<meta name="og:image:type" content="image/png">', id="picture type"),
        pytest.param('<meta name="viewport" content="width=1">', id="viewport"),
        pytest.param('<meta name="keywords" content="  ">', id="blank"),
        pytest.param('<meta name="author">', id="no content"),
        pytest.param('<meta name="expiry_date" content="2024-03-05">', id="another day"),
        pytest.param(
            '<meta property="book:release_date" content="2024-03-05">', id="another thing's day"
        ),
        pytest.param("<svg><title>Logo</title></svg>", id="title of a drawing"),
    ],
)
def test_silence(seen: Seen, tag: str) -> None:
    """What states nothing about the article gives nothing."""
    assert seen(f"<head></head><body>{tag}</body>") == {}


def test_repeated_tags_stay_apart(seen: Seen) -> None:
    """Five article:tag are five observations in page order, an exact repetition is one."""
    tags = "".join(f'<meta property="article:tag" content="{t}">' for t in ("b", "a", "c", "a"))
    assert seen(tags)["meta:article:tag"] == ["b", "a", "c"]


def test_table_is_sound() -> None:
    """Every reliability is a share, every witness a known one, and every name of a meta is lower
    case.
    """
    assert {row.witness for row in TABLE} <= {"machine", "human", "url", "http", "supplied"}
    assert all(0 < row.reliability < 1 for row in TABLE)
    assert all(name == name.lower() for place, name in SOURCES if place == "meta")


NAMELESS = '<meta name="" content="2022-02-25T10:00:00Z">'


def test_a_stamp_without_a_name(seen: Seen) -> None:
    """A stamp in the head whose name got lost is seen where no meta states a date, as a date
    without a role.
    """
    assert seen(f"<head>{NAMELESS}</head>")["meta:nameless"] == ["2022-02-25T10:00:00Z"]
    assert "meta:nameless" not in seen(
        f'<head>{NAMELESS}<meta name="date" content="2022-02-24"></head>'
    )


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<head></head><body><p>Live</p>{NAMELESS}</body>", id="in the body"),
        pytest.param('<head><meta name="" content="2022-02-25"></head>', id="no stamp"),
        pytest.param('<head><meta charset="utf-8" name="" content="1.0"></head>', id="no date"),
    ],
)
def test_no_stamp_without_a_name(seen: Seen, html: str) -> None:
    """Outside the head and as less than a stamp it says nothing."""
    assert "meta:nameless" not in seen(html)


def test_a_stamp_without_a_name_is_never_the_answer_alone() -> None:
    """It carries another date, as the year that a weekday contradicts, and is withheld by
    itself.
    """
    html = (
        f"<html lang=en><head>{NAMELESS}</head><body><article><h1>Story</h1>{{}}<p>The "
        "work begins.</p></article></body></html>"
    )
    alone = normalize(Page(html=html.format(""))).fields["datePublished"]
    beside = normalize(
        Page(html=html.format('<p class="date">Friday, 25 February 2021</p>'))
    ).fields["datePublished"]
    assert (alone.value, alone.status) == (None, "ambiguous")
    assert (beside.value, beside.repairs[0].rule) == ("2022-02-25T10:00:00+00:00", "year_before")
