"""The visible page: machine metadata goes, all else stays as it was, byte for byte."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench import visible as bench
from bench.accuracy import FIELDS
from bench.data import BLIND
from bench.markup import tags
from bench.visible import visible

PAGE = b"""<!doctype html>
<html lang="en"><head>
<meta charset="iso-8859-1"><META HTTP-EQUIV=Content-Type content="text/html; charset=iso-8859-1">
<meta property="article:author" content="Nia Marsh"><link rel="canonical" href="/ferry">
<title>Ferry <script> returns</title>
<script type="application/ld+json">{"author": "Nia Marsh", "x": "<p>no text</p>"}</script>
<style>.by > a { color: red }</style></head>
<body class="post" data-published="2021-05-04"><!-- <script> of old -->
<h1 itemprop="headline" class='big "one"'>The ferry returns</h1>
<p class=by title="a datetime='x' > b">By <a rel=author href=/nia>Nia Marsh</a>,
<time datetime="2021-05-04T08:00Z" class="when">4 May 2021</time></p>
<pre>caf\xe9  <b>two</b></pre><input disabled value=7/>
</body></html>"""


def test_what_speaks_to_machines_is_gone() -> None:
    """Each kind of place: metas, links, scripts, and attributes however they are quoted."""
    left = visible(PAGE)
    gone = (b"article:author", b"canonical", b"ld+json", b"itemprop", b"data-published", b"T08:00Z")
    assert all(word in PAGE for word in gone)
    assert [word for word in gone if word in left] == []


def test_nothing_else_changes() -> None:
    """Tags that are left keep their bytes, quotes and order; so do styles, comments and blanks."""
    expected = (
        PAGE.replace(b'<meta property="article:author" content="Nia Marsh">', b"")
        .replace(b'<link rel="canonical" href="/ferry">', b"")
        .replace(b' itemprop="headline"', b"")
        .replace(b' datetime="2021-05-04T08:00Z"', b"")
        .replace(b' data-published="2021-05-04"', b"")
    )
    start = expected.index(b"<script type")
    end = expected.index(b"</script>") + len(b"</script>")
    assert visible(PAGE) == expected[:start] + expected[end:]


def test_a_reader_sees_the_same_text() -> None:
    """The parser reads the same text of the body before and after."""
    before, after = (LexborHTMLParser(html).body for html in (PAGE, visible(PAGE)))
    assert before is not None
    assert after is not None
    assert before.text() == after.text() != ""


@pytest.mark.parametrize(
    "html",
    [b"<p", b"<p class='", b"<script>a", b"a < b", b"<!-- <p>", b"<p a= >b</p>", b"</script>"],
)
def test_a_broken_page_is_no_error(html: bytes) -> None:
    """What is no tag stays; a script without end is one to the end, as for a browser."""
    assert visible(html) == (b"" if html.startswith(b"<script") else html)


def test_a_quote_that_never_closes_ends_no_tag() -> None:
    """It would hold the rest of the page, so that tag is left as it is; others are found."""
    assert [tag.name for tag in tags(b"<p id='a'><a title='b><i>c</i>")] == [b"p", b"i"]


def test_a_blind_page_cannot_be_listed() -> None:
    """The refusal comes before anything is read."""
    with pytest.raises(SystemExit, match="only its totals are printed"):
        bench.main(["--errors", "title", "--corpus", BLIND])


def scored_of(share: float, missing: float) -> Any:
    """A scored corpus whose figures are all the same."""
    figures = {name: share for _, name in FIELDS} | {"wrong days": 2.0}
    result = {field: {"missing_rate": missing} for field in ("title", "authors", "published")}
    return SimpleNamespace(corpus="gold", figures=figures, result=result)


def test_floors_hold_what_is_said_and_what_is_right() -> None:
    """A figure under its floor is named, and so are too many wrong days; at it all is well."""
    floors: dict[str, dict[str, float]] = {
        "gold": {"authors": 80, "day said": 75, "wrong days": 2},
    }
    fewer, silent = "authors: 79 is under the floor of 80", "day said: 74 is under the floor of 75"
    assert bench.beyond([scored_of(80.0, 0.25)], floors) == []
    assert bench.beyond([scored_of(79.0, 0.25)], floors) == [f"gold: {fewer}"]
    assert bench.beyond([scored_of(80.0, 0.26)], floors) == [f"gold: {silent}"]
    floors["gold"]["wrong days"] = 1.9
    wrong = "wrong days: 2 is over the floor of 1.9"
    assert bench.beyond([scored_of(80.0, 0.25)], floors) == [f"gold: {wrong}"]
    assert "| day said | 75 |" in bench.table([scored_of(80.0, 0.25)])
