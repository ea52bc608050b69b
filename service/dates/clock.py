"""Finds the time of day in a date's text: "02:40 PM EST", "14h40", "午後2時40分", "a las 14.40", "1632hrs IST"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service import names
from service.dates import zones
from service.lexicon.date_words import Span, Token
from service.lexicon.zone_words import ANY_ZONE, COUNTED, GLUED_MERIDIEM

_AFTER = (
    rf"(?:\s*(?:[ap]\.?\s?m\b|{ANY_ZONE}|"
    r"[ap]\.\s?m\.|uhr\b|hrs?\b|horas?\b|h\b|u\b|น|Z\b|[A-Z]{2,4}\b|[+-]\d|[|)\]·,;-]|$))"
)
#: Words right before a clock, whatever stands behind it: "klo 6.14 illalla".
_AT = r"(?:klo|kl\.?|klokka|klockan|pukul|pkl\.?|jam|um|alle|ore|ora|saat|kell)"

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
        rf"(?<![^\W_]){_AT}\s(?P<h>\d{{1,2}})\.(?P<m>[0-5]\d)(?:\.(?P<s>[0-5]\d))?(?![\d:]|\.\d)",
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


def clock_spans(text: str, found: Sequence[Token], taken: Sequence[tuple[int, int]], language: str | None) -> list[Span]:
    """Return the spans of the time of day and its zone outside the spans already taken; empty where there is none."""
    for pattern in _CLOCKS:
        for match in pattern.finditer(text):
            at = match.start()
            if any(start < match.end() and at < end for start, end in taken) or _LENGTH.search(text, max(0, at - _LABEL), at):
                continue
            return _spans(text, found, match, language)
    return []


def _spans(text: str, found: Sequence[Token], match: re.Match[str], language: str | None) -> list[Span]:
    groups = match.groupdict()
    end = match.end()
    if groups.get("noon"):
        return [(*match.span("noon"), "noon"), *zone_span(text, end)]
    half: tuple[int, int] | None = match.span("half") if groups.get("half") else None
    if half is None:
        said = _HALF.match(text, end)
        if said is not None:
            half, end = said.span("half"), said.end()
        else:
            half = _period(text, found, match.start("h"), end, language)
            end = max(end, half[1]) if half else end
    spans: list[Span] = [(*match.span("h"), "hour_of_half" if half else "hour")]
    spans += [
        (*match.span(group), slot) for group, slot in (("m", "minute"), ("s", "second"), ("f", "fraction")) if groups.get(group)
    ]
    if half is not None:
        spans.append((*half, "meridiem"))
    unit = _UNIT.match(text, end)
    zone = zone_span(text, end if unit is None else unit.end()) or zone_span(text, match.end())
    behind_year = None if zone else _BEHIND_YEAR.search(text, end)
    return spans + ([(*behind_year.span("zone"), "zone")] if behind_year is not None else zone)


def _period(text: str, found: Sequence[Token], start: int, end: int, language: str | None) -> tuple[int, int] | None:
    """The span of the name of a part of the day behind the clock or before it: "2:40 de la tarde", "下午2:40"."""
    behind = [t for t in found if end <= t.start < end + _PERIOD_REACH][:_PERIOD_WORDS]
    ahead = [t for t in found if start - _PERIOD_REACH < t.end <= start][-_PERIOD_WORDS:]
    for size in range(_PERIOD_WORDS, 0, -1):
        for group in (behind[:size], ahead[-size:]):
            # "am 18:30" is Welsh and German
            if len(group) < size or any(t.key is None for t in group) or (group[-1].end <= start and group[-1].text == "am"):
                continue
            first, last = group[0].start, group[-1].end
            gap = text[end:first] if first >= end else text[last:start]
            if len(gap) <= 2 and names.periods("".join(t.key or "" for t in group), language) is not None:
                return first, last
    return _period_behind(text, end, language)


def _period_behind(text: str, end: int, language: str | None) -> tuple[int, int] | None:
    """The span of such a name with marks in it, or behind the hour's word: "3:05 de l’après-midi", "3:15 Uhr nachmittags"."""
    unit = _UNIT.match(text, end)
    start = end if unit is None else unit.end()
    words = [
        match for match in _PERIOD_WORD.finditer(text, start, start + _PERIOD_REACH) if match.start() - start <= _PERIOD_REACH
    ]
    for size in range(min(_PERIOD_WORDS, len(words)), 0, -1):
        first, last = words[0].start(), words[size - 1].end()
        if first - start <= 1 and names.periods(text[first:last].rstrip(".,"), language) is not None:
            return first, last
    return None


_PERIOD_WORD = re.compile(r"[^\s\d,;|()]+")


def zone_span(text: str, at: int) -> list[Span]:
    """Return the span of a zone that follows at a place of the text, as a list of one or none."""
    match = _ZONE.match(text, at)
    if match is None:
        return []
    word = match["zone"]
    doubled = word[:1] in "Zz" and zones.offset_minutes(word[1:]) is not None
    if not doubled and zones.offset_minutes(word) is None and not zones.is_named(word):
        return []
    return [(*match.span("zone"), "zone")]


def zone_aside(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the span of a zone's name in brackets behind the zone: "GMT-0500 (Eastern Standard Time)"."""
    match = next((_ZONE.match(text, start) for start, _, name in spans if name == "zone"), None)
    return [(*match.span("close"), "")] if match is not None and match["close"] else []
