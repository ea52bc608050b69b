"""The bench of changes: each way changes what it says and no more, and what moved is counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.changes.__main__ import compact, moved
from bench.changes.measure import NAMES, Count, Counts, Given, Pair, counted
from bench.changes.report import beyond, floors_today, lowered, text
from bench.changes.ways import WAYS
from bench.data import BLIND
from service.model import Page
from service.records import replace

HTML = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Die Fähre fährt wieder</title>
<meta name="author" content="Nia Marsch">
<script type="application/ld+json">{"datePublished":  "2021-05-04"}</script>
<script>var a  = "<p class='x'>";</script></head>
<body class="post wide" id="top">
<h1 class="wide title">Die  Fähre
fährt wieder</h1>
<p class=by id=by>Von Nia Marsch</p>
<pre>zwei  Blanks</pre>
<p>Am Morgen legte sie ab.</p>
<p>Der Kai war voll.</p>
</body></html>""".encode()
FETCHED = datetime(2021, 5, 6, 9, 30, tzinfo=UTC)
PAGE = Page(html=HTML, url="https://example.org/ferry?id=7#top", fetched_at=FETCHED)
BY_NAME = {way.name: way for way in WAYS}


def changed(name: str, page: Page = PAGE) -> Page:
    """The page after the change of that name."""
    return BY_NAME[name].change(page)


def html_after(name: str) -> str:
    """The markup after the change of that name."""
    html = changed(name).html
    assert isinstance(html, bytes)
    return html.decode()


def classes(html: str) -> list[list[str]]:
    """The classes of each element that has some."""
    nodes = LexborHTMLParser(html).css("[class]")
    return [(node.attributes["class"] or "").split() for node in nodes]


def seen(html: str) -> str:
    """What a reader sees, blanks aside."""
    body = LexborHTMLParser(html).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_each_way_changes_the_page_and_always_alike(way: Any) -> None:
    """A way that did nothing would count as one that moves no answer."""
    assert way.change(PAGE) != PAGE
    assert way.change(PAGE) == way.change(PAGE)


ADDING = ("today in a header", "today above the h1", "newsletter box", "related stories")
CHANGING = [way for way in WAYS if way.name not in ADDING]


@pytest.mark.parametrize("way", CHANGING, ids=lambda way: way.name)
def test_a_way_that_adds_nothing_leaves_the_readers_text(way: Any) -> None:
    """Markup, headers and addresses are changed, not what is read."""
    html = way.change(PAGE).html
    assert seen(html.decode()) == seen(HTML.decode())


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_page_without_anything_to_change_is_left_alone(way: Any) -> None:
    """An empty page has no body, no class and no address; none of the ways fails on it."""
    page = Page(html=b"")
    assert way.change(page).url is None
    assert b"class" not in way.change(page).html


def test_blanks_are_one_but_in_what_keeps_them() -> None:
    """A script's and a pre's text is no layout."""
    html = html_after("minified")
    assert '<h1 class="wide title">Die Fähre fährt wieder</h1> <p' in html
    assert "zwei  Blanks" in html
    assert "var a  =" in html


def test_classes_are_hashed_alike_within_a_page_and_otherwise_in_another() -> None:
    """``wide`` stands twice and gets the same letters twice; nothing of the name is left."""
    (post, wide), (wide_again, title), (by,) = classes(html_after("classes hashed"))
    assert wide == wide_again
    assert len({post, wide, title, by}) == 4
    assert not {post, wide, title, by} & {"post", "wide", "title", "by"}
    other = changed("classes hashed", replace(PAGE, html=HTML + b"<!-- -->")).html
    assert wide.encode() not in (other or b"")
    assert "<p class='x'>" in html_after("classes hashed")


def test_a_suffix_leaves_the_name_to_be_read() -> None:
    """CSS modules keep the name in front; the suffix of one name is one."""
    (_, wide), (wide_again, _), (by,) = classes(html_after("classes suffixed"))
    assert wide == wide_again
    assert wide.startswith("wide__")
    assert by.startswith("by__")


def test_classes_and_ids_are_removed() -> None:
    """The one is gone and the other is left."""
    assert classes(html_after("classes removed")) == []
    assert 'id="top"' in html_after("classes removed")
    assert "id=" not in html_after("ids removed")
    assert len(classes(html_after("ids removed"))) == 3


@pytest.mark.parametrize("name", ["today in a header", "today above the h1"])
def test_a_day_stands_above_the_page_in_its_language(name: str) -> None:
    """It is the day of the fetch; what it is put before is unchanged."""
    html = html_after(name)
    assert seen(html) == "Donnerstag, 6. Mai 2021 " + seen(HTML.decode())
    assert html.index("Donnerstag") < html.index("<h1")


@pytest.mark.parametrize("name", ["newsletter box", "related stories"])
def test_a_box_stands_in_the_middle_of_the_body(name: str) -> None:
    """Between the first paragraph and the last one."""
    html = html_after(name)
    added = len(html) - len(HTML.decode())
    at = html.index("<p>Am Morgen")
    assert html[: at - added] + html[at:] == HTML.decode()


def test_headers_and_address_are_those_of_a_fetch_by_mail() -> None:
    """The headers tell the moment of the fetch; the address keeps its parameters and fragment."""
    headers = changed("fetch headers").headers
    assert headers["Date"] == "Thu, 06 May 2021 09:30:00 GMT"
    assert headers["Last-Modified"] == "Thu, 06 May 2021 09:28:00 GMT"
    url = changed("tracking parameters").url or ""
    assert url.startswith("https://example.org/ferry?id=7&utm_source=")
    assert url.endswith("#top")


def test_metadata_are_dropped_and_the_charset_is_kept() -> None:
    """JSON-LD is no other script, and what says how to read the bytes stays."""
    kept = {name: html_after(name) for name in ("JSON-LD dropped", "metas dropped", "both dropped")}
    assert ["ld+json" in html for html in kept.values()] == [False, True, False]
    assert ['Marsch">' in html for html in kept.values()] == [True, False, False]
    assert all("<meta charset" in html and "var a" in html for html in kept.values())


def test_a_page_is_written_again_in_its_own_encoding() -> None:
    """The bytes of a Latin page stay Latin ones."""
    page = Page(html=b"<meta charset=iso-8859-1><p>caf\xe9 &larr; <b>bar")
    html = changed("re-serialised", page).html
    assert b"caf\xe9 &#8592; <b>bar</b></p>" in (html or b"")


GOLD = {"id": "a", "corpus": "gold", "gold": {"authors": ["Ada"]}}


def given(authors: list[str], confidence: float, published: str | None = None) -> Given:
    """An answer with these authors and this date."""
    values = dict.fromkeys(NAMES) | {"id": "a", "authors": authors, "published": published}
    return Given(values, dict.fromkeys(NAMES, confidence))


def judge() -> Any:
    """A scorer that knows authors only."""

    def score(records: Any, found: Any) -> tuple[None, list[tuple[str, str]]]:
        wrong = [r for r in records if found[r["id"]]["authors"] != r["gold"]["authors"]]
        return None, [("authors", record["id"]) for record in wrong]

    return SimpleNamespace(score=score, drop_doubtful=list)


@pytest.mark.parametrize(
    ("after", "confidence", "expected"),
    [
        (["Ada"], 0.99, Count(1, 0, 0, 0)),
        ([], 0.0, Count(1, 1, 1, 0)),
        (["Bo"], 0.89, Count(1, 1, 0, 0)),
        (["Bo"], 0.9, Count(1, 1, 0, 1)),
    ],
)
def test_what_moved_is_counted(after: list[str], confidence: float, expected: Count) -> None:
    """The same, nothing, another one that is told with doubt, and one that is told for sure."""
    pair = Pair("minified", GOLD, given(["Ada"], 0.95), given(after, confidence))
    assert counted(judge(), [pair], ["gold"]).at("minified", "authors") == expected


def test_what_was_wrong_before_did_not_become_wrong() -> None:
    """A change is not blamed for what the page as it is leads to."""
    pair = Pair("minified", GOLD, given(["Bo"], 0.95), given(["Cy"], 0.95))
    assert counted(judge(), [pair], ["gold"]).at("minified", "authors") == Count(1, 1, 0, 0)


def test_nothing_but_totals_leaves_a_blind_page() -> None:
    """Its pairs are in no list and in no group but its own."""
    blind = Pair("minified", GOLD | {"corpus": BLIND}, given(["Ada"], 0.95), given(["Bo"], 0.95))
    read = Pair("minified", GOLD, given(["Ada"], 0.95), given(["Cy"], 0.95))
    assert ["Cy" in line for line in moved([blind, read], "minified")] == [True]
    groups = {name: counted(judge(), [blind, read], [name]) for name in ("gold", BLIND)}
    lines = text(groups, "gold")
    assert "| minified | 1 | 1 / 0 / 1 | 1 | 1 / 0 / 1 |" in lines
    assert len([line for line in lines if line.startswith("| minified")]) == 2


def counts(way: str, count: Count) -> Counts:
    """Counts with this one alone."""
    return Counts({way: {"authors": count}})


SLACK = {"moved": 1, "wrong": 0}


def test_floors_hold_what_moves_and_what_gets_wrong() -> None:
    """With the slack that is written beside them; a field without a row may not move beyond it."""
    floors = floors_today(counts("minified", Count(9, 3, 1, 1)), 8, SLACK)
    assert floors["changes"] == {"minified": {"authors": [3, 1]}}
    assert beyond(floors, counts("minified", Count(9, 4, 0, 1))) == []
    assert beyond(floors, counts("minified", Count(9, 5, 0, 1))) != []
    assert beyond(floors, counts("minified", Count(9, 3, 0, 2))) != []
    assert beyond(floors, counts("ids removed", Count(9, 2, 0, 0))) != []


def test_what_is_withheld_counts_only_where_it_may_not_be() -> None:
    """Without its metadata a page may say less; hashed classes are no reason to."""
    floors = {"slack": SLACK, "changes": {}}
    assert beyond(floors, counts("both dropped", Count(9, 6, 5, 0))) == []
    assert beyond(floors, counts("both dropped", Count(9, 6, 4, 0))) != []
    assert beyond(floors, counts("classes hashed", Count(9, 6, 5, 0))) != []


def test_floors_are_lowered_never_raised_and_kept_as_they_are_written() -> None:
    """The better figure of each pair stays; what moves no more has no row."""
    floors = floors_today(counts("minified", Count(9, 3, 0, 1)), 8, SLACK)
    after = lowered(floors, counts("minified", Count(9, 2, 0, 5)))
    assert after["changes"] == {"minified": {"authors": [2, 1]}}
    assert lowered(floors, counts("minified", Count(9, 0, 0, 0)))["changes"] == {}
    assert json.loads(compact(after)) == after
