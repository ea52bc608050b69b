"""JSON-LD in its real shapes: whose statement is it, and as what does it come out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.observe.conftest import Seen

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "River rises again in spring",
    "datePublished": "2024-03-05T10:00:00Z",
}


def block(*values: Any) -> str:
    """A page with one JSON-LD block a value."""
    return "".join(f'<script type="application/ld+json">{json.dumps(v)}</script>' for v in values)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(ARTICLE, id="object"),
        pytest.param([ARTICLE], id="array"),
        pytest.param({"@graph": [{"@type": "WebSite", "name": "X"}, ARTICLE]}, id="graph"),
        pytest.param(
            {**ARTICLE, "@type": ["Thing", "http://schema.org/ReportageNewsArticle"]},
            id="type list with address",
        ),
        pytest.param({"@type": "WebPage", "mainEntity": ARTICLE}, id="main entity"),
        pytest.param([[{"@type": "WebPage"}], [ARTICLE]], id="nested arrays"),
        pytest.param(
            {"type": "NewsArticle", **{k: v for k, v in ARTICLE.items() if k != "@type"}},
            id="type without @",
        ),
    ],
)
def test_shapes(seen: Seen, value: Any) -> None:
    """The article's date is found in every shape."""
    assert seen(block(value))["ld+json:datePublished"] == ["2024-03-05T10:00:00Z"]


@pytest.mark.parametrize(
    "neighbour",
    [
        pytest.param({"@type": "WebSite", "datePublished": "1999-01-01"}, id="site"),
        pytest.param(
            {
                "@type": "ItemList",
                "itemListElement": [{"@type": "NewsArticle", "datePublished": "1999-01-01"}],
            },
            id="list",
        ),
        pytest.param(
            {"@type": "Event", "startDate": "1999-01-01", "datePublished": "1999-01-01"}, id="event"
        ),
        pytest.param({"@type": "Comment", "datePublished": "1999-01-01"}, id="comment"),
        pytest.param(
            {
                "@type": "NewsArticle",
                "headline": "Another story altogether",
                "datePublished": "1999-01-01",
            },
            id="related",
        ),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_neighbours_are_not_the_article(seen: Seen, neighbour: Any, first: bool) -> None:
    """A node beside the article gives no publication date, in either order."""
    nodes = [neighbour, ARTICLE] if first else [ARTICLE, neighbour]
    head = '<meta property="og:title" content="River rises again in spring">'
    values = seen(head + block(*nodes))
    assert values["ld+json:datePublished"] == ["2024-03-05T10:00:00Z"]


def test_live_blog_updates_are_not_the_article(seen: Seen) -> None:
    """A live blog's own date is read, its updates' dates are not."""
    update = {"@type": "BlogPosting", "headline": "Update", "datePublished": "2024-03-06T11:00:00Z"}
    values = seen(
        block({**ARTICLE, "@type": "LiveBlogPosting", "liveBlogUpdate": [update, update]})
    )
    assert values["ld+json:datePublished"] == ["2024-03-05T10:00:00Z"]


def test_address_chooses_among_articles(seen: Seen) -> None:
    """Of two articles the one that names the page's address is read."""
    mine = {**ARTICLE, "mainEntityOfPage": {"@id": "https://www.example.org/a/1?x=2"}}
    other = {
        "@type": "NewsArticle",
        "url": "https://example.org/a/2",
        "headline": "Other",
        "datePublished": "1999-01-01",
    }
    assert seen(block(other, mine), url="http://example.org/a/1")["ld+json:datePublished"] == [
        "2024-03-05T10:00:00Z"
    ]


@pytest.mark.parametrize(
    ("author", "raw"),
    [
        pytest.param("Jane Doe", "Jane Doe", id="string"),
        pytest.param(
            {"@type": "Person", "name": "Jane Doe", "image": {"url": "x"}},
            {"@type": "Person", "name": "Jane Doe"},
            id="object",
        ),
        pytest.param(
            [{"@type": "Person", "name": "A B"}, "C D"],
            [{"@type": "Person", "name": "A B"}, "C D"],
            id="list",
        ),
        pytest.param({"@id": "#jane"}, {"@type": "Person", "name": "Jane Doe"}, id="reference"),
        pytest.param(
            [{"@id": "#jane"}], [{"@type": "Person", "name": "Jane Doe"}], id="list of references"
        ),
    ],
)
def test_author_shapes(seen: Seen, author: Any, raw: Any) -> None:
    """An author stays string, object or list, and a reference is resolved within the page."""
    person = {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}
    assert seen(block({"@graph": [{**ARTICLE, "author": author}, person]}))["ld+json:author"] == [
        raw
    ]


@pytest.mark.parametrize(
    ("parts", "raws"),
    [
        pytest.param(
            {"date": "2022-02-25", "time": "14:40", "timezone": "EST"},
            ["2022-02-25 14:40 EST"],
            id="with a zone",
        ),
        pytest.param(
            {"date": "2022-02-25", "time": "14:40"}, ["2022-02-25 14:40"], id="day and clock"
        ),
        pytest.param({"year": 2022, "month": 2, "day": 25}, ["2022-02-25"], id="numbers"),
        pytest.param(
            {"date": "2022-02-25", "time": "00:00"}, ["2022-02-25"], id="a clock that was not set"
        ),
        pytest.param({"@value": "2022-02-25"}, ["2022-02-25"], id="a value with its type"),
        pytest.param({"start_date": "2022-02-25", "end_time": "14:40"}, [], id="of two families"),
        pytest.param({"time": "14:40"}, [], id="a clock alone"),
    ],
)
def test_a_date_in_parts(seen: Seen, parts: Any, raws: list[Any]) -> None:
    """An object that states day, clock and zone apart is one statement."""
    assert seen(block({**ARTICLE, "datePublished": parts})).get("ld+json:datePublished", []) == raws


def test_keywords_list_is_one_statement(seen: Seen) -> None:
    """A list of keywords is one observation."""
    assert seen(block({**ARTICLE, "keywords": ["a", "b"]}))["ld+json:keywords"] == [["a", "b"]]


def test_cyclic_references_end(seen: Seen) -> None:
    """References that point at each other are followed one step."""
    a, b = (
        {"@id": "#a", **ARTICLE, "author": {"@id": "#b"}},
        {"@id": "#b", "@type": "Person", "name": {"@id": "#a"}},
    )
    assert "ld+json:datePublished" in seen(block({"@graph": [a, b]}))
    c, people = (
        {**ARTICLE, "author": {"@id": "#c"}},
        {"@id": "#c", "@type": "Thing", "@list": [{"@id": "#c"}]},
    )
    assert "ld+json:datePublished" in seen(block({"@graph": [c, people]}))


def test_page_node_is_read_apart(seen: Seen) -> None:
    """A WebPage's dates and a breadcrumb's names come under their own sources."""
    trail = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "item": {"name": "World"}}, {"name": "Asia"}],
    }
    values = seen(block({"@type": "WebPage", "datePublished": "2020-01-02", "breadcrumb": trail}))
    assert values["ld+json:WebPage/datePublished"] == ["2020-01-02"]
    assert values["ld+json:BreadcrumbList/itemListElement"] == [["World", "Asia"]]


def test_a_front_pages_list_describes_no_page(seen: Seen) -> None:
    """Of three articles of which the page calls none its own, none is the page's; beside the page's
    own they are neighbours.
    """
    titles = ["Bus lane trial ends early", "Parish fair moves again", "Baths stay open"]
    nodes = [
        {**ARTICLE, "headline": title, "datePublished": f"2024-03-0{day}"}
        for day, title in enumerate(titles, 1)
    ]
    assert "ld+json:datePublished" not in seen(
        f"<title>Valley News</title><h1>Valley News</h1>{block(*nodes)}"
    )
    assert seen(f"<title>Parish fair moves again</title>{block(*nodes)}")[
        "ld+json:datePublished"
    ] == ["2024-03-02"]


def test_an_embedded_film_is_not_the_page(seen: Seen) -> None:
    """A recording of another name than the page's says nothing of the page; one of the page's name,
    or of none, does.
    """
    film = {
        "@type": "VideoObject",
        "name": "How ferries are built",
        "datePublished": "2019-03-01",
        "uploadDate": "2019-03-01",
    }
    page = "<title>Parish fair moves again</title><h1>Parish fair moves again</h1>"
    values = seen(page + block(film))
    assert "ld+json:datePublished" not in values
    for own in (
        {**film, "name": "Parish fair moves again"},
        {key: film[key] for key in film if key != "name"},
    ):
        assert seen(page + block(own))["ld+json:datePublished"] == ["2019-03-01"]
