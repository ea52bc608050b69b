"""Hostile pages: bounded work, a finding, never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.dates import defects, readings
from service.dates.reading import Hints
from service.model import Page
from service.observe import FINDINGS, observe
from service.tags.clean import clean

LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("html", "code"),
    [
        pytest.param("<div>" * 200_000, "page_truncated", id="200,000 nested"),
        pytest.param("<div/>" * 50_000, "page_truncated", id="self-closed div"),
        pytest.param("<svg><p>" + "<x-y/>" * 50_000, "page_truncated", id="out of a drawing"),
        pytest.param("<svg>" + "<tr>" * 50_000, "page_truncated", id="rows in a drawing"),
        pytest.param("<svg/>" + "<path/>" * 50_000, "page_truncated", id="behind a closed drawing"),
        pytest.param(
            "<table><div><th><table></th>" * 20_000, "page_truncated", id="cells around tables"
        ),
        pytest.param("<li><dd>" * 50_000, "page_truncated", id="items in descriptions"),
        pytest.param(
            "<SCRIPT></script>" + "<div>" * 50_000, "page_truncated", id="script in capitals"
        ),
        pytest.param("<!-->" + "<div>" * 50_000, "page_truncated", id="empty comment"),
        pytest.param("<b><div></b>" * 20_000, "page_truncated", id="misnested"),
        pytest.param(
            '<meta name="article:tag" content="x">' * 100_000, "meta_limit", id="100,000 metas"
        ),
        pytest.param(
            LD.format('{"@type":"Article","headline":"' + "x" * 5_000_000 + '"}'),
            "json_ld_limit",
            id="5 MB of JSON-LD",
        ),
        pytest.param(
            LD.format('{"a":' + "'\\" * 1_000_000), "json_ld_unreadable", id="quotes without end"
        ),
        pytest.param(LD.format('{"a":' * 300 + "nonsense"), "json_ld_unreadable", id="unparseable"),
        pytest.param(
            '<meta name="description" content="' + "x" * 1_000_000 + '">',
            "attribute_limit",
            id="a megabyte attribute",
        ),
    ],
)
def test_limit(html: str, code: str) -> None:
    """Beyond a limit the rest is not read, and a finding says so."""
    assert code in {f.code for f in observe(Page(html=html)).findings}


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<a " * 300_000, id="tags without end"),
        pytest.param("<!--" * 300_000, id="comments without end"),
        pytest.param('<a b="' * 300_000, id="attributes without end"),
        pytest.param("<time datetime=2021-01-01>1 May 2021</time>" * 3_000, id="times"),
        pytest.param(
            "<h1>Some headline</h1>" + "<p class=byline>By Jane Doe, 3 May 2021</p>" * 3_000,
            id="bylines",
        ),
        pytest.param(
            "<div class='byline date tags section'>" * 1_500 + "By Jane Doe 3 May 2021",
            id="nested bylines",
        ),
        pytest.param("<title>" + "| a " * 200_000, id="long title"),
        pytest.param(
            "<h1>Some headline</h1><p>" + "<a href=/tag/quay>quay</a> and " * 50_000,
            id="50,000 links to a tag in a sentence",
        ),
        pytest.param("<h1>\u202e" + "a\u0301" * 10_000 + "</h1>", id="combining marks"),
        pytest.param("<h1>\ud800 half a pair</h1>", id="lone surrogate"),
        pytest.param(
            LD.format(
                json.dumps(
                    {"@type": "NewsArticle", "author": [{"name": f"A {i}"} for i in range(5_000)]}
                )
            ),
            id="5,000 authors",
        ),
        pytest.param(
            LD.format('{"@type":"Article","a":' * 900 + "1" + "}" * 900), id="deep JSON-LD"
        ),
        pytest.param(
            LD.format(
                '{"@type":["Article","Event",7,null],"headline":{"a":[1]},'
                '"author":[[["x"]]],"datePublished":{"@value":"2024"}}'
            ),
            id="contradictory types",
        ),
        pytest.param(
            '<base href="javascript:alert(1)"><link rel=canonical href="/x">', id="hostile base"
        ),
        pytest.param(
            LD.format('{"@graph":[{"@id":"#a","@type":"Article","author":{"@id":"#a"}}]}'),
            id="cyclic @id",
        ),
        pytest.param(
            LD.format('{"@type":"Article","author":{"@id":"#b"},"publisher":{"@id":"#c"}}'),
            id="@id of nothing",
        ),
    ],
)
def test_no_exception(html: str) -> None:
    """The page is read without an exception, and no kind of observation grows without bound."""
    assert len(observe(Page(html=html)).observations) < 500


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        pytest.param("<h1>Brücke wird gesperrt</h1>".encode("utf-16"), set(), id="UTF-16"),
        pytest.param(
            "<h1>Brücke wird gesperrt</h1>".encode("utf-16-be"), set(), id="UTF-16 without mark"
        ),
        pytest.param(
            b"<meta charset=iso-8859-1>" + "<h1>Brücke wird gesperrt</h1>".encode(),
            {"charset_mismatch"},
            id="mislabelled",
        ),
    ],
)
def test_charset(data: bytes, codes: set[str]) -> None:
    """The headline is read whatever the bytes are in and say that they are."""
    observed = observe(Page(html=data))
    assert "Brücke wird gesperrt" in [
        o.raw for o in observed.observations if o.source.id == "html:h1"
    ]
    assert codes == {f.code for f in observed.findings}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("\u202egnp.exe\u202c headline of a story", id="bidi override"),
        pytest.param("a" + "\u0301" * 10_000, id="marks"),
    ],
)
def test_hostile_text_is_kept(raw: str) -> None:
    """What a hostile title says is kept as it stands: cleaning is for those who decide."""
    assert raw in [
        o.raw
        for o in observe(Page(html=f'<meta property="og:title" content="{raw}">')).observations
    ]


def test_a_base_is_no_address() -> None:
    """A <base> is never taken for the page's address, and its relative links stay as they stand."""
    html = '<base href="javascript:alert(1)"><link rel=canonical href="/x">'
    found = {o.source.id: o.raw for o in observe(Page(html=html)).observations}
    assert found == {"link:canonical": "/x"}


SOUP = st.lists(
    st.sampled_from(
        [
            *"<>/=\"' {}[]:,@\\abp1",
            "<time ",
            "<meta ",
            "<h1>",
            "</",
            "content=",
            "2021-01-01",
            "datetime=",
            LD,
            "<article>",
            "By Jane Doe",
        ]
    ),
    max_size=120,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_any_text_is_read(html: str) -> None:
    """Any soup of markup gives observations and known findings, never an exception."""
    observed = observe(Page(html=html, metadata={"x": html}))
    assert {f.code for f in observed.findings} <= {row.code for row in FINDINGS}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    """Any bytes are a page, or are named as none."""
    assert observe(Page(html=data)).kind in {
        "article",
        "not_a_page",
        "error_page",
        "bot_wall",
        "login_page",
        "consent_wall",
    }


@pytest.mark.parametrize(
    ("remembering", "rest"),
    [
        pytest.param(readings.read, (Hints(),), id="dates"),
        pytest.param(defects.with_defects, (Hints(),), id="damaged dates"),
        pytest.param(clean, (), id="tags"),
    ],
)
def test_long_texts_are_not_remembered(remembering: Any, rest: tuple[Any, ...]) -> None:
    """A memory of a few thousand texts of 64 KiB each would be all that a worker has; short ones
    are remembered.
    """
    before = remembering.cache_info().currsize
    for number in range(3):
        remembering(f"{number} May 2021 " + "x " * 300, *rest)
    assert remembering.cache_info().currsize == before
    remembering("a text that no other test has: 17 May 2021", *rest)
    assert remembering.cache_info().currsize in (before + 1, remembering.cache_info().maxsize)
