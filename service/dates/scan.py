"""Where the parts of a date stand in a text: its shapes, each a way to assign slots to spans.

A shape says how the string *looks*, not what is true: "2022-40-25" looks like {year}-{month}-{day}.  Doubt between components
("03/04/2022") is two shapes.  Everything here is linear in the text, which is cut to a bounded length first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service import names
from service.dates.clock import clock_spans, zone_aside, zone_span
from service.dates.formats import Format, Slot
from service.dates.named import named_dates, strangers
from service.lexicon.date_words import Name, Span, Token, names_in, tokens


class Shape(NamedTuple):
    """One way to see a date in a text: spans in order, the order of its parts ("ymd", "dmy", "mdy", "name", ""), and the
    number of words that are no part of a date and no usual company of one.  Its names are read in ``language``."""

    text: str
    spans: tuple[Span, ...]
    order: str
    strangers: int = 0
    language: str | None = None

    def slot_texts(self) -> tuple[tuple[str, str], ...]:
        """Slot name and the text that stands in it, in order."""
        text = self.text
        return tuple([(name, text[start:end]) for start, end, name in self.spans])

    def format(self) -> Format:
        """The format of the part of the text from the first slot to the last."""
        parts: list[Slot | str] = []
        cursor = self.spans[0][0]
        for start, end, name in self.spans:
            if start > cursor:
                parts.append(self.text[cursor:start])
            token = self.text[start:end]
            parts.append(Slot(name, len(token) if token.isdecimal() and len(token) > 1 else 0, token, self.language))
            cursor = end
        return Format(tuple(parts))

    def observed(self) -> str:
        """The part of the text that the format stands for."""
        return self.text[self.spans[0][0] : self.spans[-1][1]]

    def text_of(self, slot: str) -> str | None:
        """The text in a slot, or None where the shape has no such slot."""
        for start, end, name in self.spans:
            if name == slot:
                return self.text[start:end]
        return None


#: Languages that write the year first, in two digits too: "21.12.12" in Seoul is no 21 December.
YEAR_FIRST_LANGUAGES = frozenset(("zh", "ja", "ko", "hu", "lt", "mn"))
# "2O20-10-15", from a scan, is no 15 October of 2020 written backwards: what stands behind a letter in a number is its rest.
# In "19.3. 10:02" and "19. 3. 10.02" the third number is an hour, and the year is left out
_NUMERIC = re.compile(
    r"(?<![\d.,:])(?<!\d[OoIl])(?P<a>\d{1,6})(?P<s1>\s?[-/.]{1,2}\s?)(?P<b>\d{1,3})(?P<s2>\s?[-/.]{1,2}\s?)(?P<c>(?!(?<=\.\s)\d{1,2}[:.]\d\d(?!\d))\d{1,6})(?![\d]|[.,:]\d{3})"
)
#: The "19." before the month of "19. 3. 10.02", whose clock gives no year.
_DAY_BEFORE = re.compile(r"(?<![\d.])\d{1,2}\.\s\Z")
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:(?:T|_(?=\d{6}(?!\d)))?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?)?(?!\d)"
)
#: The same with the year behind, and with nothing but blanks between: "25022022", "25 02 2022", "2022 02 25".
_COMPACT_LAST = re.compile(r"(?P<a>\d\d)(?P<s> ?)(?P<b>\d\d)(?P=s)(?P<y>(?:19|20)\d\d)")
_BLANKS = re.compile(r"(?P<y>(?:19|20)\d\d) (?P<m>[01]?\d) (?P<d>[0-3]?\d)(?: (?P<H>\d\d)[: ](?P<M>\d\d)(?:[: ](?P<S>\d\d))?)?")
_YEAR_AND_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})")


def shapes(text: str, language: str | None = None) -> tuple[Shape, ...]:
    """Return every way to see one date in a plain text, likeliest kinds first; empty where nothing looks like a date.

    Of two dates in one text the first that is whole.
    """
    numeric = _numbers(text)
    if (
        numeric is not None
        and numeric["s1"].strip()[0] == numeric["s2"].strip()[0]
        and not _digit_before(text, numeric.start())
    ):
        found = _numeric_shapes(text, numeric, language)
        if found:
            return tuple(found)
    named = _named_shapes(text, language)
    if named:
        return tuple(named)
    found = _numeric_shapes(text, numeric, language) if numeric is not None else []
    return tuple(found or _compact_shapes(text, language) or _month_shapes(text, language))


def _numbers(text: str) -> re.Match[str] | None:
    """Return the first three numbers of a date; of "10.02 - 15.3.2021" those behind the clock, which is written another way."""
    match = _NUMERIC.search(text)
    if match is not None and len(match["c"]) <= 2 and _DAY_BEFORE.search(text, 0, match.start()):
        return None
    if match is None or match["s1"] != "." or match["s2"].strip() != "-":
        return match
    behind = _NUMERIC.search(text, match.end("b"))
    minutes = match["b"]
    if behind is None or not (int(minutes) > 12 or (minutes[0] == "0" and len(behind["b"]) == 1 < len(minutes))):
        return match
    return behind


def _digit_before(text: str, position: int) -> bool:
    return any(map(str.isdigit, text[:position]))


def _numeric_shapes(text: str, match: re.Match[str], language: str | None) -> list[Shape]:
    if match["s1"].strip()[0] != match["s2"].strip()[0]:
        return []
    a, b, c = (match.span(name) for name in "abc")
    lengths = (len(match["a"]), len(match["b"]), len(match["c"]))
    found = tokens(text)
    time = clock_spans(text, found, (match.span(),), language)
    return [
        _shape(text, found, [(*a, first), (*b, second), (*c, third), *time], order, language)
        for order, (first, second, third) in _orders(lengths, language)
    ]


def _orders(lengths: tuple[int, int, int], language: str | None) -> list[tuple[str, tuple[str, str, str]]]:
    """Return the orders that the lengths of three numbers allow; a year has four digits, or two where no number has four."""
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
    if (first, last) == (2, 1) and (language or "").split("-")[0] in YEAR_FIRST_LANGUAGES:
        # "21. 6. 3. 오후 2:36"
        return [("ymd", ("year2", "month", "day"))]
    return []


def _compact_shapes(text: str, language: str | None) -> list[Shape]:
    last = _COMPACT_LAST.fullmatch(text)
    if last is not None:
        day_first: list[Span] = [(*last.span("a"), "day"), (*last.span("b"), "month"), (*last.span("y"), "year")]
        month_first: list[Span] = [(*last.span("a"), "month"), (*last.span("b"), "day"), (*last.span("y"), "year")]
        return [_shape(text, (), day_first, "dmy", language), _shape(text, (), month_first, "mdy", language)]
    match = _BLANKS.fullmatch(text) or _COMPACT.search(text)
    if match is None:
        return []
    parts = (("y", "year"), ("m", "month"), ("d", "day"), ("H", "hour"), ("M", "minute"), ("S", "second"))
    spans: list[Span] = [(*match.span(group), slot) for group, slot in parts if match[group]]
    found = tokens(text)
    spans += zone_span(text, match.end()) if match["H"] else clock_spans(text, found, (match.span(),), language)
    return [_shape(text, found, spans, "ymd", language)]


def _named_shapes(text: str, language: str | None) -> list[Shape]:
    found = tokens(text)
    clock = clock_spans(text, found, (), language)
    return [
        Shape(text, seen.spans, "name", seen.strangers, seen.language) for seen in named_dates(text, found, clock, language)
    ]


def _month_shapes(text: str, language: str | None) -> list[Shape]:
    """Return the shapes of a year and a month alone, as addresses and archives have them: "2020/05"."""
    match = _YEAR_AND_MONTH.fullmatch(text)
    if match is None:
        return []
    return [_shape(text, (), [(*match.span("y"), "year"), (*match.span("m"), "month")], "ymd", language)]


def _shape(text: str, found: Sequence[Token], spans: list[Span], order: str, language: str | None) -> Shape:
    """Return a shape of numbers, with the weekday that is named beside them."""
    # "CET" behind a Croatian clock is no Thursday
    seen = [name for name in _weekdays(found, language) if not _is_within(found[name.first], spans)]
    weekday = seen[0] if seen else None
    if weekday is not None:
        spans = [*spans, (found[weekday.first].start, found[weekday.last].end, "weekday_name")]
    aside = [*spans, *zone_aside(text, spans)]
    return Shape(text, tuple(sorted(spans)), order, strangers(found, seen, aside), language)


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    return any(start < token.end and token.start < end for start, end, _ in spans)


#: In a language that is not the page's, shorter words are too often its own words: German "man" is a Danish Monday.
_LONGER_ELSEWHERE = 4


def _weekdays(found: Sequence[Token], language: str | None) -> list[Name]:
    """Return the weekdays that are named, in the page's language or else in English, or in any."""
    words = [token for token in found if token.key is not None]
    if not words:
        return []
    for tongue in (language, "en"):
        seen = (
            [name for name in names_in(found, tongue) if name.weekdays and not _is_glued(found, name.first)] if tongue else []
        )
        if tongue != language and language is not None:
            # "Nguyễn Thu Hà / 17/06/2026": a word elsewhere, if no number stands beside it
            seen = [name for name in seen if _is_beside_number(found, name)]
        if seen:
            return seen
    least = 3 if language is None else _LONGER_ELSEWHERE
    return [
        Name(index, index, frozenset(), days)
        for index, token in enumerate(found)
        if token.key is not None
        and len(token.key) >= least
        and (days := names.weekdays(token.key))
        and not _is_glued(found, index)
    ]


def _is_beside_number(found: Sequence[Token], name: Name) -> bool:
    return any(
        token.key is None for token in (*found[max(0, name.first - 1) : name.first], *found[name.last + 1 : name.last + 2])
    )


def _is_glued(found: Sequence[Token], index: int) -> bool:
    """Return whether a word is the end of one with a number in it, as the "man" of a user called "Bo2man"."""
    if index < 2:
        return False
    word, number, token = found[index - 2 : index + 1]
    return word.key is not None and number.key is None and (word.end, number.end) == (number.start, token.start)
