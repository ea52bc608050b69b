"""The targets of fuzzing: each takes any input, must not raise, and checks what holds for any
answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service import dates
from service.lexicon import printed
from service.model import Context, Observation, Page, Source
from service.normalize import normalize
from service.render import canonical_bytes, envelope
from service.tags.clean import split


def date_reader(raw: bytes) -> None:
    """Read a machine date, beside a byline."""
    observations = (
        Observation(
            "datePublished", _text(raw), Source("meta", "datePublished", "machine", 0.97), "made"
        ),
        Observation(
            "date",
            "Friday, 25 February 2022 02:40 PM EST",
            Source("byline", "date", "human", 0.95),
            "made",
        ),
    )
    for resolution in dates.resolve(observations, Context(language="en"), 0.9).values():
        assert 0 <= resolution.confidence <= 1
        assert resolution.value is None or isinstance(resolution.value, str)


def byline_reader(raw: bytes) -> None:
    """Read a date as printed for readers, in any language."""
    found = Observation("date", _text(raw), Source("byline", "date", "human", 0.95), "made")
    for resolution in dates.resolve((found,), Context(), 0.9).values():
        assert 0 <= resolution.confidence <= 1


def tag_splitter(raw: bytes) -> None:
    """Split tags in one string."""
    for tag in split(_text(raw))[0]:
        assert isinstance(tag, str)


def json_ld_repairer(raw: bytes) -> None:
    """Repair a block of JSON-LD, broken in any way."""
    printed.parse(_text(raw))


def html_reader(raw: bytes) -> None:
    """Read a page from its bytes to the bytes of the answer; the same page must give the same
    answer again.
    """
    first = canonical_bytes(envelope(normalize(Page(html=raw)), "full", {}))
    assert first == canonical_bytes(envelope(normalize(Page(html=raw)), "full", {}))


def text_reader(raw: bytes) -> None:
    """Read a text dump."""
    canonical_bytes(envelope(normalize(Page(text=raw)), "full", {}))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Target:
    """A target: its function, the pieces that reach its depths, and the number of inputs in a run,
    by the cost of one.
    """

    call: Callable[[bytes], None]
    pieces: tuple[str, ...]
    inputs: int


def _pieces(table: str) -> tuple[str, ...]:
    """Return the cells of a table that is laid out in lines."""
    return tuple(piece for line in table.splitlines() for piece in line.split("~") if piece)


_DATES = _pieces("""
2022-40-25~2022-02-25T14:40:00-05:00~1646000000~1646000000123~25/02/2022~02.25.22~Feb~February~Friday,~février~2月25日~令和4年
2565-02-25~ago~3 hours~yesterday~PM~a.m.~EST~+0530~Z~GMT~T24:00~:60~0001-01-01~0000-00-00~null~{{date}}~Posted on ~Updated:
20220225~2022W08~2022-056~week 8~th~,~/~-~.~ ~:~Ã©~&nbsp;~%2F~/Date(1646000000000)/~13 شعبان 1443~५~०४
""")
_TAGS = (
    *_pieces("""
china~u.s.~Ukraine, Russia~;~ / ~ · ~#tag~['a', 'b']~["a","b"]~"~'~{~}~, ~and~&amp;~C++~AT&T~Tags: ~|~،~、~||
"""),
    "\n",
    "\t",
)
_JSON = (
    *_pieces(r"""
{~}~[~]~:~,~"~'~\~\u00~\ud83d~"@type"~"NewsArticle"~"headline"~"datePublished"~"a": 1~/* ~*/~<!--~]]>~&quot;~NaN
undefined~1e999~-0~;~var x = ~true~null~“~”
"""),
    "// x\n",
    "\x00",
    "\n",
    "\ufeff",
)
_HTML = (
    *_DATES,
    *_TAGS,
    *_JSON,
    *_pieces("""
<html lang="en">~<head>~<meta name="date" content="~">~<meta property="article:tag" content="~<title>~</title>~<h1>~</h1>
<script type="application/ld+json">~</script>~<time datetime="~</time>~<p class="byline">~By Jane Doe~<!--~-->~<base href="
<link rel="canonical" href="http://a.example/2022/02/25/x">~<div itemscope itemtype="http://schema.org/Article">~<a rel="tag">
<span itemprop="author">~<template>~<svg>~<![CDATA[~<noscript>~<body>~&#x~&copy;~<p>~</p>~<table>~<b>~</i>~window.__STATE__ =
"""),
)

TARGETS: dict[str, Target] = {
    "date reader": Target(date_reader, _DATES, 10_000),
    "byline reader": Target(byline_reader, _DATES, 10_000),
    "tag splitter": Target(tag_splitter, _TAGS, 100_000),
    "JSON-LD repairer": Target(json_ld_repairer, _JSON, 100_000),
    "HTML reader": Target(html_reader, _HTML, 5_000),
    "text reader": Target(
        text_reader, (*_DATES, *_TAGS, "\n", "\n\n", "By ", "Tags: ", "Date: "), 5_000
    ),
}
