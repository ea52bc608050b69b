"""Where the parts of a date stand in a text: its shapes, each a way to assign slots to spans, and its time of day.

A shape says how the string *looks*, not what is true: "2022-40-25" looks like {year}-{month}-{day}.  Doubt between components
("03/04/2022") is two shapes.  Everything here is linear in the text, which is cut to a bounded length first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service import names
from service.dates import zones
from service.dates.formats import Format, Slot
from service.dates.named import is_within, named_dates, strangers
from service.lexicon.date_words import ANY_ZONE, COUNTED, GLUED_MERIDIEM, Name, Span, Token, names_in, tokens


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
    numeric = _NUMERIC.search(text)
    if numeric is not None and (
        numeric["s1"].strip()[0] != numeric["s2"].strip()[0]
        or (len(numeric["c"]) <= 2 and _DAY_BEFORE.search(text, 0, numeric.start()))
    ):
        numeric = None
    digit_before = numeric is not None and any(map(str.isdigit, text[: numeric.start()]))
    found = _numeric_shapes(text, numeric, language) if numeric is not None and not digit_before else []
    found = found or _named_shapes(text, language)
    if not found and numeric is not None and digit_before:
        found = _numeric_shapes(text, numeric, language)
    return tuple(found or _compact_shapes(text, language))


def _numeric_shapes(text: str, match: re.Match[str], language: str | None) -> list[Shape]:
    a, b, c = [match.span(name) for name in "abc"]
    lengths = (len(match["a"]), len(match["b"]), len(match["c"]))
    found = tokens(text)
    time = clock_spans(text, found, match.span(), language)
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
    """Return the shapes of digits without marks, and of a year and a month alone, as addresses have them: "2020/05"."""
    last = _COMPACT_LAST.fullmatch(text)
    if last is not None:
        return [
            _shape(text, (), [(*last.span("a"), first), (*last.span("b"), second), (*last.span("y"), "year")], order, language)
            for order, first, second in (("dmy", "day", "month"), ("mdy", "month", "day"))
        ]
    match = _BLANKS.fullmatch(text) or _COMPACT.search(text) or _YEAR_AND_MONTH.fullmatch(text)
    if match is None:
        return []
    spans: list[Span] = [(*match.span(group), _COMPACT_SLOTS[group]) for group, said in match.groupdict().items() if said]
    found = tokens(text)
    if match.re is not _YEAR_AND_MONTH:
        spans += zone_span(text, match.end()) if match["H"] else clock_spans(text, found, match.span(), language)
    return [_shape(text, found, spans, "ymd", language)]


_COMPACT_SLOTS = {"y": "year", "m": "month", "d": "day", "H": "hour", "M": "minute", "S": "second"}


def _named_shapes(text: str, language: str | None) -> list[Shape]:
    found = tokens(text)
    clock = clock_spans(text, found, None, language)
    dates = named_dates(text, found, clock, zone_aside(text, clock), language)
    return [Shape(text, date.spans, "name", date.strangers, date.language) for date in dates]


def _shape(text: str, found: Sequence[Token], spans: list[Span], order: str, language: str | None) -> Shape:
    """Return a shape of numbers, with the weekday that is named beside them."""
    # "CET" behind a Croatian clock is no Thursday
    seen = [name for name in _weekdays(found, language) if not is_within(found[name.first], spans)]
    if seen:
        spans = [*spans, (found[seen[0].first].start, found[seen[0].last].end, "weekday_name")]
    return Shape(text, tuple(sorted(spans)), order, strangers(found, seen, [*spans, *zone_aside(text, spans)]), language)


#: In a language that is not the page's, shorter words are too often its own words: German "man" is a Danish Monday.
_LONGER_ELSEWHERE = 4


def _weekdays(found: Sequence[Token], language: str | None) -> list[Name]:
    """Return the weekdays that are named, in the page's language or else in English, or in any."""
    words = [(index, token.key) for index, token in enumerate(found) if token.key is not None]
    if not words:
        return []
    for tongue in (language, "en"):
        seen = [name for name in names_in(found, tongue) if name.weekdays] if tongue else []
        if tongue != language and language is not None:
            # "Nguyễn Thu Hà / 17/06/2026": a word elsewhere, if no number stands beside it
            seen = [name for name in seen if _is_beside_number(found, name)]
        if seen:
            return seen
    least = 3 if language is None else _LONGER_ELSEWHERE
    return [
        Name(index, index, frozenset(), days) for index, word in words if len(word) >= least and (days := names.weekdays(word))
    ]


def _is_beside_number(found: Sequence[Token], name: Name) -> bool:
    beside = (*found[max(0, name.first - 1) : name.first], *found[name.last + 1 : name.last + 2])
    return None in [token.key for token in beside]


# --- the time of day: "02:40 PM EST", "14h40", "午後2時40分", "a las 14.40", "1632hrs IST" ----------------------------------

_AFTER = (
    rf"(?:\s*(?:[ap]\.?\s?m\b|{ANY_ZONE}|"
    r"[ap]\.\s?m\.|uhr\b|hrs?\b|horas?\b|h\b|u\b|น|Z\b|[A-Z]{2,4}\b|[+-]\d|[|)\]·,;-]|$))"
)
_ENGLISH_HALF = rf"[ap]\.?\s?m\b\.?|{GLUED_MERIDIEM}"

#: "20h52 GMT+02:00": what stands behind a sign is no clock.
_NO_OFFSET = (
    r"(?<!\+)(?<!GMT-)(?<!UTC-)(?<!\d\d[.:h]\d\d\s-)(?<!\d\d[.:]\d\d[.:]\d\d\s-)"
    # "2052 -02:00": a minus with a blank only before it, and hours that an offset can have
    r"(?!(?<=\s-)(?:0\d|1[0-2]):(?:00|30|45)(?!\s?[ap]\.?\s?m))"
)

# Tried in this order; the first that stands outside the date wins
_CLOCKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "17.10:02 h" in Switzerland
        r"(?<![\d.:])(?P<h>\d{1,2})\.(?P<m>[0-5]\d):(?P<s>\d\d)(?![\d:])",
        rf"(?<!\d)(?<!\d:){_NO_OFFSET}(?P<h>\d{{1,2}})\s?:\s?(?P<m>\d{{2}})"
        r"(?::(?P<s>\d{1,2})(?:(?:[.,]|:(?=\d{3}(?!\d)))(?P<f>\d{1,9}))?)?"
        rf"(?![\d:]|{COUNTED})",
        r"(?<!\d)(?P<h>\d{1,2})\s?(?:[时時點点시]|นาฬิกา|ໂມງ)"
        r"(?:\s?(?P<m>\d{1,2})\s?(?:[分분]|นาที|ນາທີ)?(?!\d))?(?:\s?(?P<s>\d{1,2})\s?(?:[秒초]|วินาที|ວິນາທີ))?",
        # "16h'31" of old Javas, "10 h 04 min 06 s" in Canada
        r"(?<![\d.:/-])(?P<h>\d{1,2})\s?(?:h'?|u|ч|giờ|g)\s?(?P<m>\d{2}|\d(?=\s?min))(?!\d)"
        r"(?:\s?(?:min|m)(?:\s?(?P<s>\d{1,2})\s?s\b|\b))?",
        rf"(?<![\d.])(?P<h>\d{{1,2}})\.(?P<m>\d{{2}})(?:\.(?P<s>\d{{2}})(?:\.\d{{3,9}})?)?"
        rf"(?![\d.]){_AFTER.replace('(?:', '(?=', 1)}",
        # "2020-12-21 5:2:18" of numbers that nothing pads
        r"(?<![\d:])(?P<h>\d{1,2}):(?P<m>\d{1,2}):(?P<s>\d{1,2})(?![\d:])",
        r"(?<![\d.:/-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?(?:hrs?|hours)\b",
        rf"(?<![\d.:/-])(?P<h>\d{{1,2}})\s?(?P<half>{_ENGLISH_HALF})",
        r"(?<![\d.:/-])(?P<h>\d{1,2})\s?(?:uhr|h|hrs|giờ|น\.?)(?![^\W\d_])",
        r"(?P<noon>(?<![^\W_])(?:12\s)?(?:noon|midi|mezzogiorno|mediod[ií]a|meio-dia|정오|正午)(?![^\W_]))",
    )
)
# English, and Greek "6:05 μ.μ."
_HALF = re.compile(
    # old Javas write "12:04:20 o'clock AM EST" and "12:41:55 EDT AM" in Canada
    rf"\s*(?:o['’]clock\s|(?-i:[A-Z]{{3,4}})\s(?=[ap]m\s?\Z))?"
    rf"(?P<half>{_ENGLISH_HALF}|[πμ]\.?\s?μ(?!\w)\.?)",
    re.I,
)
# "14:40 ESTBy Jane Doe" glues the next word to it
_ZONE = re.compile(
    r"\s*[(\[]?(?P<zone>Z[+-]\d{2}(?::?\d{2})?(?!\d)|Z(?![A-Za-z])|Etc/GMT[+-]\d{1,2}|МСК|"
    r"(?:GMT|UTC)?\s?[+-]\d{1,2}(?::-?\d{2}|\d{2})?(?!\d)|"
    rf"{ANY_ZONE}|"
    r"[A-Z][A-Za-z]{2,15}(?:/[A-Z][A-Za-z_]{2,20}){1,2}|[A-Z]{2,5}(?![A-Za-z])|[A-Z]{2,4}(?=[A-Z][a-z]))"
    r"(?P<close>\s?\([^()]{1,40}\)|\[[A-Za-z_/+-]{3,40}\])?"
)
#: "Thu Dec 16 16:28:23 2021 -0500", as git writes.
_BEHIND_YEAR = re.compile(r"(?<=\d{4})\s(?P<zone>[+-]\d{2}:?\d{2})\s*\Z")
# "14:40 Uhr MEZ", "14.40 klo": words of the clock between its digits and the zone
_UNIT = re.compile(r"\s*(?:uhr|hrs?|h|น\.?|ч\.?|год\.?|uur|बजे|بجے|টা)(?![^\W\d_])", re.I)
#: "Duration: 12:40" is no time of day; and the longest of such labels.
_LABEL = 20
_LENGTH = re.compile(
    r"(?:duration|length|runtime|running time|dauer|laufzeit|länge|durée|duración|durata|duração|duur|speltid|varighe[dt]|"
    r"kesto|czas trwania|délka|süre|длительность|тривалість|时长|時長|재생시간)\s?:?\s?\Z",
    re.IGNORECASE,
)
#: A part of the day is named by three words at most ("de la tarde"), of no more characters than this.
_PERIOD_WORDS, _PERIOD_REACH = 3, 24


def clock_spans(text: str, found: Sequence[Token], taken: tuple[int, int] | None, language: str | None) -> list[Span]:
    """Return the spans of the time of day and its zone outside a span already taken; empty where there is none."""
    for pattern in _CLOCKS:
        for match in pattern.finditer(text):
            at = match.start()
            in_date = taken is not None and taken[0] < match.end() and at < taken[1]
            if not in_date and not _LENGTH.search(text, max(0, at - _LABEL), at):
                return _clock(text, found, match, language)
    return []


def _clock(text: str, found: Sequence[Token], match: re.Match[str], language: str | None) -> list[Span]:
    """Return the spans of a clock's parts, of its half or part of the day, and of its zone."""
    groups = match.groupdict()
    end = match.end()
    if groups.get("noon"):
        return [(*match.span("noon"), "noon"), *zone_span(text, end)]
    half = match.span("half") if groups.get("half") else None
    if half is None and (said := _HALF.match(text, end)) is not None:
        half, end = said.span("half"), said.end()
    unit = _UNIT.match(text, end)
    behind_unit = end if unit is None else unit.end()
    half = half or _period(text, found, match.start("h"), behind_unit, language)
    spans: list[Span] = [(*match.span("h"), "hour_of_half" if half else "hour")]
    for group, slot in (("m", "minute"), ("s", "second"), ("f", "fraction")):
        if groups.get(group):
            spans.append((*match.span(group), slot))
    if half is not None:
        spans.append((*half, "meridiem"))
    zone = zone_span(text, max(behind_unit, half[1]) if half else behind_unit) or zone_span(text, match.end())
    behind_year = None if zone else _BEHIND_YEAR.search(text, end)
    return spans + ([(*behind_year.span("zone"), "zone")] if behind_year is not None else zone)


def _period(text: str, found: Sequence[Token], start: int, end: int, language: str | None) -> tuple[int, int] | None:
    """Return the span of the name of a part of the day behind the clock or before it: "2:40 de la tarde", "下午2:40"."""
    words = [token for token in found if token.key is not None]
    behind = [token for token in words if end <= token.start < end + _PERIOD_REACH][:_PERIOD_WORDS]
    ahead = [token for token in words if start - _PERIOD_REACH < token.end <= start][-_PERIOD_WORDS:]
    for size in range(_PERIOD_WORDS, 0, -1):
        for group in (behind[:size], ahead[-size:]):
            if len(group) < size:
                continue
            first, last = group[0].start, group[-1].end
            gap = text[end:first] if first >= end else text[last:start]
            # "am 18:30" is Welsh and German
            if len(gap) > 2 or (last <= start and group[-1].text == "am"):
                continue
            if names.periods(text[first:last], language) is not None:
                return first, last
    return None


def zone_span(text: str, at: int) -> list[Span]:
    """Return the span of a zone that follows at a place of the text, as a list of one or none."""
    match = _ZONE.match(text, at)
    if match is None:
        return []
    word = match["zone"]
    # "14:40:00Z-05:00"
    offset = word[1:] if word[:1] in "Zz" and len(word) > 1 else word
    return [(*match.span("zone"), "zone")] if zones.offset_minutes(offset) is not None or zones.is_named(word) else []


def zone_aside(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the span of a zone's name in brackets behind the zone: "GMT-0500 (Eastern Standard Time)"."""
    for start, _, name in spans:
        if name == "zone" and (match := _ZONE.match(text, start)) is not None and match["close"]:
            return [(*match.span("close"), "")]
    return []
