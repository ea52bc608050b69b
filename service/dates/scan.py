"""Where in a text the parts of a date stand: text -> shapes, each a way to assign slots to spans.

A shape says how the string *looks*, not what is true: "2022-40-25" looks like {year}-{month}-{day}.  Doubt between components
("03/04/2022") is two shapes.  Everything here is linear in the text, which is cut to a bounded length first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from service.dates import names, zones
from service.dates.formats import Format, Slot

#: No date with its labels is longer than this; what follows is not looked at (longest seen in the corpora: 118 characters).
LONGEST = 256

#: Start, end, slot name.
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to see a date in a text: spans in order, the order of its parts ("ymd", "dmy", "mdy", "name", ""), and the
    number of words that are no part of a date and no usual company of one."""

    text: str
    spans: tuple[Span, ...]
    order: str
    strangers: int = 0

    def slot_texts(self) -> tuple[tuple[str, str], ...]:
        """Slot name and the text that stands in it, in order."""
        return tuple((name, self.text[start:end]) for start, end, name in self.spans)

    def format(self) -> Format:
        """The format of the part of the text from the first slot to the last."""
        parts: list[Slot | str] = []
        cursor = self.spans[0][0]
        for start, end, name in self.spans:
            if start > cursor:
                parts.append(self.text[cursor:start])
            token = self.text[start:end]
            parts.append(Slot(name, len(token) if token.isdecimal() and len(token) > 1 else 0, token))
            cursor = end
        return Format(tuple(parts))

    def observed(self) -> str:
        """The part of the text that the format stands for."""
        return self.text[self.spans[0][0] : self.spans[-1][1]]

    def text_of(self, slot: str) -> str | None:
        """The text in a slot, or None where the shape has no such slot."""
        return next((self.text[start:end] for start, end, name in self.spans if name == slot), None)


# Look-alikes that typography and scrapers put in a date: "2022–02–25T14∶40", "10：09", "14 h 40" with no-break spaces
_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("∶：", ":"), "／": "/", "．": ".", "،": ",", "\u00a0": " ",
     "\u202f": " ", "\u2009": " ", "\u3000": " ", "\t": " ", "\n": " ", "\r": " "}
)  # fmt: skip


def plain(raw: str) -> str:
    """The text with digits of every script as 0-9, look-alikes as ASCII, and neither invisible marks nor escapes."""
    text = raw[:LONGEST]
    if "&" in text:
        text = unescape(text)
    if "%" in text:
        text = unquote(text, errors="replace")
    if text.isascii():
        return text.translate(_LOOKALIKES).strip()
    return "".join(_plain_characters(text.translate(_LOOKALIKES))).strip()


def _plain_characters(text: str) -> Iterator[str]:
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd":
            yield str(unicodedata.decimal(character))
        elif category != "Cf":
            yield character


_NUMERIC = re.compile(
    r"(?<![\d.,:])(?P<a>\d{1,6})(?P<s1>\s?[-/.]\s?)(?P<b>\d{1,3})(?P<s2>\s?[-/.]\s?)(?P<c>\d{1,6})(?![\d]|[.,:]\d{3})"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?)?(?!\d)")
_YEAR_AND_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})")
_CLOCK = re.compile(r"(?<![\d:])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?)?(?![\d:])")
_DOTTED_CLOCK = re.compile(
    r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d{2})(?:\.(?P<s>\d{2}))?(?![\d.])"
    r"(?=\s*(?:[ap]\.?\s?m\b|[ap]\.\s?m\.|uhr|h\b|Z\b|[A-Z]{2,4}\b|$))"
)
_HALF = re.compile(r"\s*(?P<half>[ap]\.?\s?m\b\.?)", re.I)
_BARE_HOUR = re.compile(r"(?<![\d.:/-])(?P<h>\d{1,2})\s?(?P<half>[ap]\.?m\b\.?)", re.I)
_ZONE = re.compile(
    r"\s*\(?(?P<zone>Z(?![A-Za-z])|(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Z]{2,5}(?![A-Za-z]))(?P<close>\s?\([^()]{1,40}\))?"
)
_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?")
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")

# Words that keep a date company and say nothing about which day it is
_COMPANY = frozenset(
    [
        "on",
        "at",
        "the",
        "of",
        "and",
        "by",
        "st",
        "nd",
        "rd",
        "th",
        "from",
        "to",
        "in",
        "o'clock",
        "published",
        "publication",
        "updated",
        "update",
        "posted",
        "post",
        "last",
        "modified",
        "date",
        "created",
        "first",
        "online",
        "issued",
        "release",
        "released",
        "pm",
        "am",
        "a.m",
        "p.m",
        "uhr",
        "h",
        "t",
        "z",
        "dated",
        "time",
        "day",
        "as",
        "since",
    ]
)


def shapes(text: str) -> tuple[Shape, ...]:
    """Every way to see one date in a plain text, likeliest kinds first; empty where nothing looks like a date."""
    found = _numeric_shapes(text) or _compact_shapes(text) or _named_shapes(text) or _month_shapes(text)
    return tuple(found)


def _numeric_shapes(text: str) -> list[Shape]:
    match = _NUMERIC.search(text)
    if match is None or match["s1"].strip() != match["s2"].strip():
        return []
    a, b, c = (match.span(name) for name in "abc")
    lengths = (len(match["a"]), len(match["b"]), len(match["c"]))
    time = _time_spans(text, ((match.start(), match.end()),))
    return [
        _shape(text, [(*a, first), (*b, second), (*c, third), *time], order)
        for order, (first, second, third) in _orders(lengths)
    ]


def _orders(lengths: tuple[int, int, int]) -> list[tuple[str, tuple[str, str, str]]]:
    """The orders that the lengths of three numbers allow; a year has four digits, or two where nothing has four."""
    first, _, last = lengths
    if first == 4 and last <= 3:
        return [("ymd", ("year", "month", "day"))]
    if first <= 2 and last == 4:
        return [("dmy", ("day", "month", "year")), ("mdy", ("month", "day", "year"))]
    if first <= 2 and last == 2:
        return [
            ("dmy", ("day", "month", "year2")),
            ("mdy", ("month", "day", "year2")),
            ("ymd", ("year2", "month", "day")),
        ]
    return []


def _compact_shapes(text: str) -> list[Shape]:
    match = _COMPACT.search(text)
    if match is None:
        return []
    parts = (("y", "year"), ("m", "month"), ("d", "day"), ("H", "hour"), ("M", "minute"), ("S", "second"))
    spans: list[Span] = [(*match.span(group), slot) for group, slot in parts if match[group]]
    spans += _zone_span(text, match.end()) if match["H"] else _time_spans(text, (match.span(),))
    return [_shape(text, spans, "ymd")]


def _named_shapes(text: str) -> list[Shape]:
    words = list(_WORD.finditer(text))
    month = next((word for word in words if names.months(word.group()) and not _is_weekday_here(word, words)), None)
    if month is None:
        return []
    time = _time_spans(text, (month.span(),), dotted=True)
    taken = [(start, end) for start, end, _ in time]
    numbers = [n for n in _NUMBER.finditer(text) if not any(start <= n.start() < end for start, end in taken)]
    year = _nearest([n for n in numbers if len(n.group()) == 4], month)
    day = _nearest([n for n in numbers if len(n.group()) <= 2], month)
    spans: list[Span] = [(*_without_dot(month), "month_name"), *time]
    if year is not None:
        spans.append((*year.span(), "year"))
    if day is not None:
        spans.append((*day.span(), "day"))
    if year is None and day is None:
        return []
    return [_shape(text, spans, "name")]


def _month_shapes(text: str) -> list[Shape]:
    """A year and a month alone, as addresses and archives have them: "2020/05"."""
    match = _YEAR_AND_MONTH.fullmatch(text)
    if match is None:
        return []
    return [_shape(text, [(*match.span("y"), "year"), (*match.span("m"), "month")], "ymd")]


def _is_weekday_here(word: re.Match[str], words: list[re.Match[str]]) -> bool:
    """Whether a word that names a day of the week too stands for it: some other word is a month."""
    return bool(names.weekdays(word.group())) and any(w is not word and names.months(w.group()) for w in words)


def _nearest(numbers: list[re.Match[str]], word: re.Match[str]) -> re.Match[str] | None:
    """The number closest to a word, the one before it winning a tie: "25 February 14" has day 25."""
    if not numbers:
        return None
    return min(numbers, key=lambda n: (word.start() - n.end()) if n.end() <= word.start() else n.start() - word.end() + 0.5)


def _without_dot(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    return (start, end - 1) if match.group().endswith(".") else (start, end)


def _time_spans(text: str, taken: tuple[tuple[int, int], ...], dotted: bool = False) -> list[Span]:
    """The spans of the clock reading and its zone outside the taken spans; empty where there is none."""
    for pattern in (_CLOCK, _DOTTED_CLOCK, _BARE_HOUR):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            return _clock_spans(text, match)
    return []


def _clock_spans(text: str, match: re.Match[str]) -> list[Span]:
    groups = match.groupdict()
    end = match.end()
    half: tuple[int, int] | None = match.span("half") if groups.get("half") else None
    if half is None:
        said = _HALF.match(text, end)
        if said is not None:
            half, end = said.span("half"), said.end()
    spans: list[Span] = [(*match.span("h"), "hour_of_half" if half else "hour")]
    spans += [
        (*match.span(group), slot) for group, slot in (("m", "minute"), ("s", "second"), ("f", "fraction")) if groups.get(group)
    ]
    if half is not None:
        spans.append((*half, "meridiem"))
    return spans + _zone_span(text, end)


def _zone_span(text: str, at: int) -> list[Span]:
    match = _ZONE.match(text, at)
    if match is None:
        return []
    word = match["zone"]
    if zones.offset_minutes(word) is None and not zones.is_abbreviation(word):
        return []
    return [(*match.span("zone"), "zone")]


def _shape(text: str, spans: list[Span], order: str) -> Shape:
    spans = sorted(spans)
    weekday = next((w for w in _WORD.finditer(text) if names.weekdays(w.group()) and not _covered(w.start(), spans)), None)
    if weekday is not None:
        spans = sorted([*spans, (*_without_dot(weekday), "weekday_name")])
    # "GMT-0500 (Eastern Standard Time)": what stands in brackets behind a zone is its name
    named = next((_ZONE.match(text, start) for start, _, name in spans if name == "zone"), None)
    aside = [*spans, (*named.span("close"), "")] if named is not None and named["close"] else spans
    strangers = sum(
        1
        for word in _WORD.finditer(text)
        if not _covered(word.start(), aside) and word.group().casefold().rstrip(".") not in _COMPANY
    )
    return Shape(text, tuple(spans), order, strangers)


def _covered(position: int, spans: list[Span]) -> bool:
    return any(start <= position < end for start, end, _ in spans)
