"""Where a time of day and its zone stand in a text, and the offset that a zone states in
figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from service.lexicon import calendar_names as names
from service.lexicon.patterns import late
from service.lexicon.spelling import folded
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of
from service.spans.date_words import (
    ANY_ZONE,
    COUNTED,
    GLUED_MERIDIEM,
    NO_MINUTE,
    YEAR,
    ZONES,
    Span,
    Token,
    date_vocabulary,
    names_of_zones,
)

#: Offsets that clocks have shown since 1990, in minutes: "9:00-10:30" and "08:03:42+00:20" have
#: none.
IN_USE = frozenset(
    (
        *range(-720, 841, 60),
        -570,
        -270,
        -210,
        -150,
        210,
        270,
        330,
        345,
        390,
        510,
        525,
        570,
        630,
        690,
        765,
        825,
    )
)

# "-0500", "-05:00", "+2", "-500"; the three digits are one hour and two minutes
# ("2016-11-22T08:57-500"); and the sign may stand before the minutes too ("-03:-30", from a
# formatter that splits a negative number); "+5.30" and "+5.5" are one in India
_GMT = "GMT|UTC|غرينتش|جرينتش|گرینویچ|Гринуич|ጂ ኤም ቲ|ജിഎംടി"
_OFFSET = re.compile(
    (
        r"(?:(ETC/GMT)"
        rf"|{_GMT})?\s*([+\-])(\d{{1,2}})(?:[:.]?(?:(?<=:)-)?([0-5]\d)(?::00)?"
        r"|\.(5|75))?\Z"
    ),
    re.I,
)


#: The minutes of "+5.5" and "+5.75".
_PARTS_OF_HOUR = {"5": 30, "75": 45}


@lru_cache(maxsize=1024)
def offset_minutes(text: str) -> int | None:
    """Return the minutes east of UTC of a written offset, or None for another text: "+05:30" is
    330, "Z" is 0.
    """
    bare = text.strip().upper()
    if bare in ("Z", "UTC", "GMT"):
        return 0
    found = _OFFSET.match(bare)
    if found is None:
        return None
    minutes = int(found[3]) * 60 + _PARTS_OF_HOUR.get(found[5], int(found[4] or 0))
    # POSIX counts westwards: Etc/GMT+5 is five hours behind UTC
    is_behind = (found[2] == "-") != bool(found[1])
    total = -minutes if is_behind else minutes
    return total if total in IN_USE else None


def leaves_offset_open(zone: str) -> bool:
    """Return whether a zone says that the local offset is not known: RFC 3339's "-00:00"; mailers
    write "-0000" for UTC.
    """
    return zone.strip() in ("-00:00", "\u221200:00")


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    """Return the zones by their names in lower case: Oracle prints "EUROPE/BERLIN"."""
    return {name.casefold(): name for name in zone_names() if "/" in name}


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return every zone name of the pinned tzdata package."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


#: "14:40 (heure d'Europe centrale)", "13h25 - horário de Brasília": shorter words are no name of a
#: zone.
_SHORTEST_NAME = 6


def zone_named(word: str) -> str | None:
    """Return the zone that a word names wherever it stands, in plain words or as the zone database
    does, in any case.
    """
    plain = word.casefold()
    return ZONES["words"].get(plain) or (_regions().get(plain) if "/" in word else None)


def zones_spoken(word: str) -> list[str]:
    """Return the zones that have a name in some language of the CLDR: "ora standard dell'europa
    centrale".
    """
    if len(word) < _SHORTEST_NAME:
        return []
    listed = names_of_zones()
    # "hora de Espanha (Ceuta)": the bracket that closes may be the name's own
    return listed.get(folded(word)) or listed.get(folded(f"{word})")) or []


@lru_cache(maxsize=1024)
def is_zone_name(word: str) -> bool:
    """Return whether a word is the name of a zone: an abbreviation, plain words or one of the
    database.
    """
    return (
        word in ZONES["abbreviations"] or zone_named(word) is not None or zones_spoken(word) != []
    )


#: What may stand behind "14.40" and makes it a clock, besides a zone.
_BEHIND_DOTTED = late(
    (
        r"\s*(?:[ap]\.?\s?m\b|[ap]\.\s?m\.|uhr\b|hrs?\b|horas?\b|h\b|u\b|น|Z\b"
        r"|[A-Z]{2,4}\b"
        r"|[+-]\d|[|()\[\]·,;-]|$)"
    ),
    re.IGNORECASE,
)
_ENGLISH_HALF = rf"[ap]\.?\s?m\b\.?|{GLUED_MERIDIEM}"

#: "20h52 GMT+02:00", "2052 -02:00", "2052:07-02:00": what stands behind a sign is no clock, nor are
#: hours that an offset can have behind a minus with a blank only before it, nor what is left of a
#: clock, "08::10:52", "12i03:34".
_NO_OFFSET = (
    r"(?<!\+)(?<!GMT-)(?<!UTC-)(?<!:\d\d-)(?<!:\d{4}-)(?<!\d[:a-su-z])(?<!\D\d::)(?<!\D\d\d::)(?<!\d\d[.:h]\d\d\s-)(?<!\d\d[.:]\d\d[.:]\d\d\s-)"
    r"(?!(?<=\s-)(?:0\d|1[0-2]):(?:00|30|45)(?!\s?[ap]\.?\s?m))"
    # nor what a blank parts from the head of its hour or minute: "18/11/2014 1 2:52", "2022-02-25T1
    # 4:40", "10:2 7:32"
    r"(?!(?:(?<=[\d,日일] [12] )|(?<=\d,[12] )|(?<=T[12] )|(?<=\d:\d ))\d:)"
)


class _ClockForm(NamedTuple):
    """How a time of day is written, and the characters of which it needs one; "14.40" may be a
    number as well.
    """

    needed: frozenset[str]
    pattern: re.Pattern[str]
    may_be_number: bool


#: Tried in this order; the first that stands outside the date wins.
_CLOCKS = tuple(
    _ClockForm(frozenset(needed), late(pattern, re.IGNORECASE), needed == ".")
    for needed, pattern in (
        # "2020-12-21 5:2:18" of numbers that nothing pads, and "17.10:02 h" in Switzerland
        (":", rf"(?<!\d)(?<!\d:)(?!(\d\d):\1:\d\d:\d\d(?!\d)){_NO_OFFSET}(?P<h>\d{{1,2}})"
              r"(?:\s?:\s?|(?<![\d.:]..)\.(?=[0-5]\d:\d\d(?![\d:])))"
              # who pads another number pads the minute: "09:3:12" and "19:3:03" lost a digit
              r"(?P<m>\d{2}|(?<!0\d:)(?:\d(?=:\d(?!\d))|(?<!-\d\d-\d\dT\d\d:)\d(?=:[1-9]\d)))"
              r"(?::(?P<s>\d{1,2})(?:(?:[.,]|:(?=\d{3}(?!\d)"
              r"|(?<=\d\d:\d\d:\d\d:)\d\d(?![\d:])))(?P<f>\d{1,12}))?)?"
              rf"(?![\d:]|{COUNTED})"),
        ("时時點点시นໂ",
         r"(?<!\d)(?P<h>\d{1,2})\s?(?:[时時點点시]|นาฬิกา|ໂມງ)"
         r"(?:\s?(?P<m>\d{1,2})(?!\d|\s?[秒초])\s?(?:[分분]|นาที"
         r"|ນາທີ)?)?(?:\s?(?P<s>\d{1,2})\s?(?:[秒초]|วินาที|ວິນາທີ))?"),
        # "16h'31" of old Javas, "10 h 04 min 06 s" in Canada
        ("hHuUчЧgG", rf"(?<![\d.:/-])(?P<h>\d{{1,2}})\s?(?:h'?|u|ч\.?|giờ|g){NO_MINUTE}\s?"
         r"(?P<m>\d{2}|\d(?=\s?min))(?!\d)"
                     r"(?:\s?(?:min|m)(?:\s?(?P<s>\d{1,2})\s?s\b|\b))?"),
        # "23 Uhr 16", "16 horas 52 minutos", "às 22 horas e 15 minutos"
        ("uUhHoOч", r"(?<![\d.:/-])(?P<h>\d{1,2})\s(?:uhr(?=\s\d\d(?!\d|\.))|(?:horas?|heures?"
         r"|hours?|ore|час[оа]?в?)"
                    r"(?:\s(?:e|y|et|and|и))?(?=\s\d\d?\s(?:min|мин)))\s(?P<m>\d{1,2})"),
        (".", r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d{2})(?:\.(?P<s>\d{2})(?:\.\d{3,9})?)?(?![\d.])"),
        # "1632hrs", "1126 UTC", "1453Z"
        ("hHZUG", (r"(?<![\d.:/-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?(?:(?:hrs?|hours)\b"
         r"|(?=(?-i:Z|UTC|GMT)\b(?!\s?[+-])))")),
        ("mM", (r"(?<![\d.:/-])(?P<h>\d|1[0-2]"
         rf"|\d{{2}}(?!\d))(?P<m>[0-5]\d)?\s?(?P<half>{_ENGLISH_HALF})")),
        ("hHgGน", r"(?<![\d.:/-])(?P<h>\d{1,2})\s?(?:uhr|h|hrs|giờ|น\.?)(?![^\W\d_])"),
        ("oOmM정正", (r"(?P<noon>(?<![^\W_])(?:12\s)?(?:noon|midi|mezzogiorno|mediod[ií]a|meio-dia"
         r"|정오|正午)(?![^\W_]))")),
    )
)  # fmt: skip
# English, and Greek "6:05 μ.μ."; old Javas write "12:04:20 o'clock AM EST", and "12:41:55 EDT AM"
# in Canada; "2:40p"
_HALF = re.compile(
    rf"\s*(?:o['’]clock\s|(?-i:[A-Z]{{3,4}})\s(?=[ap]m\s?\Z))?(?P<half>{_ENGLISH_HALF}"
    r"|[πμ]\.?\s?μ(?!\w)\.?|"
    r"(?:(?<=\d\d)|(?<=\s)(?=\w\W*\Z))[ap](?![\w.'’]))",
    re.I,
)
#: "6:20 M", "7:18 PPM", "11:09 Pn" at the end of a text: a half of the day was said, and nobody
#: knows which.
_BROKEN_HALF = re.compile(r"\s*(?:[a-z]?m{1,2}|[ap]{2}m|m[ap]|(?-i:[AP][a-z]))\W*\Z", re.IGNORECASE)
# "14:40 ESTBy Jane Doe" glues the next word to it; "14:40:00,2022-02-25" has a second day
_ZONE = late(
    r"[.,;]{0,2}\s*[(\[]?(?P<zone>Z[+-]\d{2}(?::?\d{2})?(?!\d)|Z(?![A-Za-z])"
    r"|Etc/GMT[+-]\d{1,2}|МСК|"
    rf"(?:{_GMT})?\s?[+-]\d{{1,2}}(?::-?\d{{2}}|\d{{2}}|\.(?:5|75|30|45))?(?!-?\d)|{ANY_ZONE}|"
    r"[A-Z][A-Za-z]{2,15}(?:/[A-Z][A-Za-z_]{2,20}){1,2}|[A-Z]{2,5}(?![A-Za-z])"
    r"|[A-Z]{2,4}(?=[A-Z][a-z]))"
    r"(?P<close>\s?\([^()]{1,40}\)|\[[A-Za-z_/+-]{3,40}\])?"
)
#: What hardly begins a span of hours: "2022-02-25 07:40-08:00" between the quarters, "25 Feb 2022
#: 04:40-08:00" at night, hours before its end, "07:41-08:00"; no newsroom is twelve hours behind,
#: "11:52-12:00".
_ODD = re.compile(
    r"(?:(?:(?<=\d{4}-\d\d-\d\d )\d\d|0[0-5](?=:\d\d-(?:0[4-9]|1))):(?!00|15|30"
    r"|45)\d\d"
    r"|\d\d:\d[1-46-9])-(?!12)\d\d:\d\d"
)
#: The end of a span of hours, where an offset might stand: "2:40p-3:40p", "9:00 am-5 pm",
#: "9:00-10:30", "3:26 - 4:56 PM".
_END_OF_SPAN = late(
    r"\s?-\s?(?P<h>\d\d?)(?::?(?P<m>[0-5]\d))?(?:\s?(?P<half>[ap](?:\.?\s?m)?(?!\w)))?(?![\d:])",
    re.IGNORECASE,
)
#: "14:40 (heure d'Europe centrale)", "13h25 - horário de Brasília", "Москва, стандартное время":
#: words to the end.
_ZONE_IN_WORDS = re.compile(
    r"(?:[.,]|\s[-–])?\s?\(?(?P<zone>[^\W\d_][^\d|·;]{5,60}?)(?P<close>)(?:\)?\s*(?:\Z|[|·;]))"
)
#: "Thu Dec 16 16:28:23 2021 -0500" of git, "Wed Jan 27 08:15:24 2016 EST" of PostgreSQL, "14:07, 9
#: March 2016 (UTC)" of wikis.
_BEHIND_YEAR = re.compile(r"(?<=\d{4})\s\(?(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{3,5})\)?\s*\Z")
#: "2020年11月18日 中国标准时间 06:43:24", "GMT+06:30 12:59:47": the CLDR's order in Chinese and
#: Burmese; and before the day, "(GMT-4) 29 September 2012 12:10", "北京时间2022年2月25日 14:40".
_AHEAD = re.compile(
    r"\s(?P<zone>(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d(?::?\d\d)?|GMT|UTC"
    r"|[^\0-\u2e7f\uffdd-\U0010ffff]{3,10})\s?\Z"
)
_OPENING = re.compile(
    r"\(?(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?=\)?\s)|[\u2e80-\u9fff]{2,4}(?:时间|時間))"
)
# "14:40 Uhr MEZ", "14.40 klo": words of the clock between its digits and the zone
_UNIT = re.compile(r"\s*(?:uhr|hrs?|h|น\.?|ч\.?|год\.?|uur|बजे|بجے|টা)(?![^\W\d_])", re.I)
#: "Duration: 12:40" is no time of day.
_LENGTH = re.compile(rf"(?:{any_of(phrases('dates', 'lengths'))})\s?:?\s?\Z", re.IGNORECASE)
#: A clock has one of these beside its digits: most dates without one need no further look.
_MAY_TELL = re.compile(
    r"\d\s?[:時时點点시นໂhuчgapz]|\d\.\d|noon|midi|mezzogiorno|mediod|meio-dia|정오|正午",
    re.IGNORECASE,
)


def clock_spans(
    text: str, found: Sequence[Token], taken: tuple[int, int] | None, language: str | None
) -> list[Span]:
    """Return the spans of the time of day and its zone outside a span already taken, and of what
    only repeats the zone.
    """
    letters = frozenset(text) if _MAY_TELL.search(text) else frozenset[str]()
    begin, end = taken or (0, 0)
    for form in _CLOCKS:
        for match in form.pattern.finditer(text) if form.needed & letters else ():
            is_outside = match.end() <= begin or end <= match.start()
            if is_outside and _is_time_of_day(match, form):
                return _clock(found, match, language)
    return []


def _is_time_of_day(match: re.Match[str], form: _ClockForm) -> bool:
    """Return whether what looks like a clock is neither the year of the text, nor a number, nor a
    length.
    """
    text, start = match.string, match.start()
    # "Jan 27 2016 GMT" has no other year
    if YEAR.match(text, start) is not None and len(YEAR.findall(text)) == 1:
        return False
    if form.may_be_number and not (
        _BEHIND_DOTTED.match(text, match.end()) or zone_span(text, match.end())
    ):
        return False
    return _LENGTH.search(text, max(0, start - 20), start) is None


def _clock(found: Sequence[Token], match: re.Match[str], language: str | None) -> list[Span]:
    """Return the spans of a clock's parts, of its half or part of the day, and of its zone."""
    text = match.string
    if match.groupdict().get("noon"):
        return [(*match.span("noon"), "noon"), *zone_span(text, match.end())]
    half, end = _half_beside(match)
    unit = _UNIT.match(text, end)
    behind = end if unit is None else unit.end()
    half = half or _period(text, found, match.start("h"), behind, language)
    half = half or _half_of_span(match, end)
    if half is None and int(match["h"]) <= 12 and _BROKEN_HALF.match(text, end):
        return []
    behind = max(behind, *half) if half else behind
    return _clock_parts(match, half) + _zone_of(match, end, behind, language)


def _zone_of(clock: re.Match[str], end: int, behind: int, language: str | None) -> list[Span]:
    """Return the spans of the zone behind a clock that ends there, or behind its half of the day or
    its unit; or else of one that stands apart.
    """
    text = clock.string
    zone = zone_span(text, behind) or zone_span(text, clock.end())
    if not zone:
        return _zone_apart(text, end, clock.start("h"))
    return [] if _is_end_of_span(clock, end, zone[0][0], language) else zone


def _half_beside(clock: re.Match[str]) -> tuple[tuple[int, int] | None, int]:
    """Return the span of the half of the day in a clock or right behind it, None without one; and
    where both end.
    """
    if clock.groupdict().get("half"):
        return clock.span("half"), clock.end()
    said = _HALF.match(clock.string, clock.end())
    # "14:40 a" of a line that was cut says no half
    if said is None or (len(said["half"]) == 1 and int(clock["h"]) > 12):
        return None, clock.end()
    return said.span("half"), said.end()


def _half_of_span(clock: re.Match[str], end: int) -> tuple[int, int] | None:
    """Return the span of the half of the day at the end of a span of hours that began in it, or
    None.

    "3:26-4:56 PM" began in the same half of the day, "11:30-1:00 PM" in the other.
    """
    last = _END_OF_SPAN.match(clock.string, end)
    is_same = last is not None and last["half"] and int(clock["h"]) % 12 <= int(last["h"]) % 12
    return last.span("half") if last is not None and is_same else None


#: The slots of a clock's groups behind its hour.
_BEHIND_HOUR = (("m", "minute"), ("s", "second"), ("f", "fraction"))


def _clock_parts(clock: re.Match[str], half: tuple[int, int] | None) -> list[Span]:
    """Return the spans of a clock's numbers and of its half of the day."""
    groups = clock.groupdict()
    spans: list[Span] = [(*clock.span("h"), "hour_of_half" if half else "hour")]
    spans += [(*clock.span(group), slot) for group, slot in _BEHIND_HOUR if groups.get(group)]
    if half is not None:
        is_letter = clock.string[slice(*half)] in ("a", "p", "A", "P")
        spans.append((*half, "half_letter" if is_letter else "meridiem"))
    return spans


def _zone_apart(text: str, end: int, hour: int) -> list[Span]:
    """Return the span of a zone that does not stand behind its clock but behind the year or before
    the clock or the day.
    """
    other = (
        _BEHIND_YEAR.search(text, end)
        or _AHEAD.search(text, 0, hour)
        or _OPENING.match(text, 0, hour)
    )
    if other is None or not (
        is_zone_name(other["zone"]) or offset_minutes(other["zone"]) is not None
    ):
        return []
    return [(*other.span("zone"), "zone")]


def _is_end_of_span(clock: re.Match[str], behind: int, zone: int, language: str | None) -> bool:
    """Return whether what could be an offset is the end of a span of hours: "9:00-10:00",
    "9:30am-4:00", "9:00 am-5 pm".
    """
    last = _END_OF_SPAN.match(clock.string, zone)
    if last is None or last["half"]:
        return last is not None
    if behind != zone or _has_offset(clock, language):
        return False
    if behind != clock.end():
        return last["h"][0] != "0"
    return last["m"] is None or (int(last["h"]), int(last["m"])) > (
        int(clock["h"]),
        int(clock["m"]),
    )


#: Languages whose readers may live behind UTC; no clock of German readers has such an offset,
#: "00:05-04:00".
_BEHIND_UTC = frozenset(("en", "es", "pt", "fr"))


def _has_offset(clock: re.Match[str], language: str | None) -> bool:
    """Return whether a clock is one that has an offset behind it: of a whole timestamp,
    "2022-02-25T04:40-05:00".
    """
    before = clock.string[: clock.start()]
    if clock.groupdict().get("s") or before.endswith("T"):
        return True
    may_be_behind = (language or "en")[:2] in _BEHIND_UTC or before[-3:-2] == "-"
    return may_be_behind and _ODD.match(clock.string, clock.start()) is not None


#: How far from a clock a word for a part of the day may begin, and how far the words ("de la
#: tarde") may reach.
_BESIDE_CLOCK, _PERIOD_REACH, _PERIOD_WORDS = 2, 24, 3
#: Words between a part of the day and its clock: "akşam saat 8:00", "abends um 8:00", "kvällen kl.
#: 8".
_BEFORE_CLOCK = date_vocabulary("before_clocks")
#: A script that parts no words, in which a part of the day is the end of one: "21日の午後8:00".
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff]+\Z")


def _period(
    text: str, found: Sequence[Token], start: int, end: int, language: str | None
) -> tuple[int, int] | None:
    """Return the span of the name of a part of the day behind the clock or before it: "2:40 de la
    tarde", "下午2:40".
    """
    behind, ahead = _words_behind(found, end), _words_ahead(found, start)
    for size in (3, 2, 1):
        for group in (behind[:size], ahead[-size:]):
            if len(group) < size:
                continue
            span = group[0].start, group[-1].end
            if names.periods(text[slice(*span)], language) is not None:
                return span
    return _period_at_end(ahead[-1], language) if ahead else None


def _period_at_end(word: Token, language: str | None) -> tuple[int, int] | None:
    """Return the span of the part of the day with which a word ends, in a script without blanks."""
    if _UNPARTED.match(word.text) is None:
        return None
    starts = (at for at in range(len(word.text)) if names.periods(word.text[at:], language))
    first = next(starts, None)
    return None if first is None else (word.start + first, word.end)


def _words_behind(found: Sequence[Token], end: int) -> list[Token]:
    """Return the few words that stand right behind a place; "19:00 Uhr am 22.12." is German, and
    English halves have been found.
    """
    reach = end + _PERIOD_REACH
    words = [token for token in found if token.key is not None and end <= token.start < reach]
    is_beside = bool(words) and words[0].start - end <= _BESIDE_CLOCK
    return words[:_PERIOD_WORDS] if is_beside and words[0].text != "am" else []


def _words_ahead(found: Sequence[Token], start: int) -> list[Token]:
    """Return the few words that stand right before a place; "am 18:30" is Welsh and German."""
    reach = start - _PERIOD_REACH
    words = [token for token in found if token.key is not None and reach < token.end <= start]
    while words and words[-1].key in _BEFORE_CLOCK and _is_beside(words[-1], start):
        start = words.pop().start
    is_beside = bool(words) and _is_beside(words[-1], start)
    return words[-_PERIOD_WORDS:] if is_beside and words[-1].text != "am" else []


def _is_beside(word: Token, start: int) -> bool:
    return start - word.end <= _BESIDE_CLOCK


def zone_span(text: str, at: int) -> list[Span]:
    """Return the span of a zone that follows at a place of the text, and of its name in brackets
    behind it.
    """
    if at >= len(text):
        return []
    for pattern in (_ZONE, _ZONE_IN_WORDS):
        match = pattern.match(text, at)
        if match is not None and (spans := _zone_spans(match)):
            return spans
    return []


def _zone_spans(match: re.Match[str]) -> list[Span]:
    """Return the spans of what looks like a zone, and of its name in brackets; none where it is no
    zone.
    """
    word, close = match["zone"], match["close"]
    if close and leaves_offset_open(word) and is_zone_name(close.strip("[]")):
        # "-00:00[Europe/Berlin]" of Java
        return [(match.start("close") + 1, match.end("close") - 1, "zone")]
    # "14:40:00Z-05:00"
    offset = word[1:] if len(word) > 1 and word[0] in "Zz" else word
    if offset_minutes(offset) is None and not is_zone_name(word):
        return []
    spans: list[Span] = [(*match.span("zone"), "zone")]
    return [*spans, (*match.span("close"), "")] if close else spans
