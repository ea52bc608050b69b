"""Clocks and their zones: the time of day in a text, offsets as written, abbreviations, and the pinned zone database.

Only the tzdata package is read, never the system's database, so that every machine gives the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from service import names
from service.lexicon.date_words import ANY_ZONE, COUNTED, GLUED_MERIDIEM, NO_MINUTE, YEAR, ZONES, Span, Token, names_of_zones
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of
from service.patterns import late
from service.spelling import folded

#: Offsets that clocks have shown since 1990, in minutes: "9:00-10:30" and "08:03:42+00:20" have none.
IN_USE = frozenset((*range(-720, 841, 60), -570, -270, -210, -150, 210, 270, 330, 345, 390, 510, 525, 570, 630, 690, 765, 825))

# What a newsroom prints all year is its wall clock: "Tue, 24 Jun 2008 15:28 EST" was 15:28 in New York.  Printing real
# standard time in summer takes intent; and the name of summer time in winter is a slip that hardly anyone makes.  Estimates
_OUT_OF_SEASON_LITERAL, _SUMMER_NAME_IN_WINTER = 1 / 30, 1 / 50
#: Where pages in a language are printed whose abbreviations mean more elsewhere: "CST" in Chinese, "IST" in Hebrew.
HOMES = {"zh": "CN", "he": "IL", "bn": "BD"}
#: Clocks are changed in the small hours: from this one on, noon's offset is the day's.
CHANGED_BY = 4
# "-0500", "-05:00", "+2", "-500"; the three digits are one hour and two minutes ("2016-11-22T08:57-500"); and the sign may
# stand before the minutes too ("-03:-30", from a formatter that splits a negative number); "+5.30" and "+5.5" are one in India
_GMT = "GMT|UTC|غرينتش|جرينتش|گرینویچ|Гринуич|ጂ ኤም ቲ|ജിഎംടി"
_OFFSET = re.compile(rf"(?:(ETC/GMT)|{_GMT})?\s*([+\-])(\d{{1,2}})(?:[:.]?(?:(?<=:)-)?([0-5]\d)(?::00)?|\.(5|75))?\Z", re.I)
_FIXED = re.compile(r"[+-]\d\d:\d\d", re.ASCII)


class Abbreviation(NamedTuple):
    """One meaning of an abbreviation: an offset in minutes, or None for "whatever the zone's clock shows".

    ``zone`` is an IANA zone whose clock shows it, ``countries`` are the ISO 3166 codes where it is printed, ``share`` is how
    often it is meant when nothing else is known about the page (an estimate from the population of news in English).
    """

    offset: int | None
    zone: str
    countries: frozenset[str] = frozenset()
    share: float = 1.0


_ABBREVIATIONS = {
    word: tuple([Abbreviation(offset, zone, frozenset(places.split()), share) for offset, zone, places, share in rows])
    for word, rows in ZONES["abbreviations"].items()
}
#: The zones that have an abbreviation: those of most readers.
KNOWN_ZONES = tuple(dict.fromkeys([row.zone for rows in _ABBREVIATIONS.values() for row in rows]))


@lru_cache(maxsize=256)
def _spoken(name: str) -> tuple[Abbreviation, ...]:
    """Return the meanings of a zone's name of the CLDR, folded: "ora standard dell'europa centrale"."""
    found = []
    for zone in names_of_zones().get(name, ()):
        countries = frozenset([country for country, zones in country_zones().items() if zone in zones])
        found.append(Abbreviation(None, zone, countries, 1.0 if zone in KNOWN_ZONES else 0.1))
    return tuple(found)


@lru_cache(maxsize=1024)
def _meanings(word: str) -> tuple[Abbreviation, ...]:
    """Return the meanings of a zone's name: an abbreviation, a zone in words, or one of the database ("America/New_York")."""
    name = ZONES["words"].get(word.casefold(), _regions().get(word.casefold()) if "/" in word else None)
    if word in _ABBREVIATIONS or name is not None:
        return _ABBREVIATIONS.get(word) or (Abbreviation(None, name or ""),)
    # "hora de Espanha (Ceuta)": the bracket that closes may be the name's own
    return _spoken(folded(word)) or _spoken(folded(f"{word})")) if len(word) >= _SHORTEST_NAME else ()


def countries_naming(word: str) -> frozenset[str]:
    """Return the countries where an abbreviation is printed; none where it is not one."""
    return frozenset([country for row in _ABBREVIATIONS.get(word, ()) for country in row.countries])


class OffsetReading(NamedTuple):
    """One offset that an abbreviation may stand for on a day, how likely it is, and whether it is of the other season."""

    offset: int
    probability: float
    out_of_season: bool = False


def names_offset(word: str, offset: int) -> bool:
    """Return whether an abbreviation by itself stands for an offset: "EST" for -05:00, whatever clocks show in July."""
    return offset in [row.offset for row in _meanings(word)]


@lru_cache(maxsize=1024)
def offset_minutes(text: str) -> int | None:
    """Return the minutes east of UTC of a written offset, or None for another text: "+05:30" is 330, "GMT-5" -300, "Z" 0."""
    bare = text.strip().upper()
    if bare in ("Z", "UTC", "GMT"):
        return 0
    if (found := _OFFSET.match(bare)) is None:
        return None
    # POSIX counts westwards: Etc/GMT+5 is five hours behind UTC
    minutes = int(found[4] or 0) if found[5] is None else 30 if found[5] == "5" else 45
    total = (int(found[3]) * 60 + minutes) * (1 if (found[2] == "-") == bool(found[1]) else -1)
    return total if total in IN_USE else None


def leaves_offset_open(zone: str) -> bool:
    """Return whether a zone says that the local offset is not known: RFC 3339's "-00:00"; mailers write "-0000" for UTC."""
    return zone.strip() in ("-00:00", "\u221200:00")


@lru_cache(maxsize=1024)
def offsets(word: str, wall: datetime, country: str | None) -> tuple[OffsetReading, ...]:
    """Return the offsets that an abbreviation can mean in a country and season, likeliest first; probabilities sum to 1.

    A country that prints one of the meanings decides for it: "IST" on a page from Israel is not India's.
    """
    rows = [row for row in _meanings(word) if country in row.countries] or _meanings(word)
    found: dict[int, OffsetReading] = {}
    meant = [(row, reading) for row in rows for reading in _in_season(row, wall)]
    total = sum([row.share * probability for row, (_, probability, _) in meant])
    for row, (offset, probability, out_of_season) in meant:
        known = found.get(offset, OffsetReading(offset, 0.0, True))
        more = known.probability + row.share * probability / total
        found[offset] = OffsetReading(offset, more, out_of_season and known.out_of_season)
    return tuple(sorted(found.values(), key=lambda reading: (-reading.probability, reading.offset)))


def _in_season(row: Abbreviation, wall: datetime) -> tuple[OffsetReading, ...]:
    """Return what a meaning stands for at an hour: half the year "EST" is what the clock shows, else careless or literal."""
    # two in the hour that comes twice, "1:46 AM EDT" on 1 November
    shown = (local_offsets(row.zone, wall) if wall.hour < CHANGED_BY else ()) or (utc_offset(row.zone, wall),)
    if row.offset is None:
        return tuple([OffsetReading(offset, 1 / len(shown)) for offset in shown])
    if row.offset in shown:
        return (OffsetReading(row.offset, 1.0),)
    of_year = {utc_offset(row.zone, datetime(wall.year, month, 15, 12)) for month in range(1, 13)}
    if row.offset not in of_year:
        # Moscow was at +04:00 from 2011 to 2014, and printed MSK
        return (OffsetReading(shown[0], 1.0),)
    likely, literal = _SUMMER_NAME_IN_WINTER if row.offset == max(of_year) else 1.0, _OUT_OF_SEASON_LITERAL
    return OffsetReading(shown[0], likely * (1 - literal), out_of_season=True), OffsetReading(row.offset, likely * literal)


@lru_cache(maxsize=512)
def is_season_of(offset: int, other: int, day: date) -> bool:
    """Return whether clocks that change between two offsets with the season, and name both, show the first on a day."""
    noon = datetime(day.year, day.month, day.day, 12)
    one, two = ({row.zone for rows in _ABBREVIATIONS.values() for row in rows if row.offset == o} for o in (offset, other))
    return any(utc_offset(name, noon) == offset for name in sorted(one & two))


def utc_offset(zone_name: str, wall: datetime) -> int:
    """Return the offset in minutes that a zone's clock shows at a wall-clock time (the first of two in a fold)."""
    return (zone(zone_name).utcoffset(wall) or timedelta(0)) // timedelta(minutes=1)


def local_offsets(zone_name: str, wall: datetime) -> tuple[int, ...]:
    """Return the offsets at which a zone's clock shows this wall time: one, two in an autumn fold, none in a spring gap."""
    tz = zone(zone_name)
    both = [wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1)]
    real = [aware for aware in both if aware.astimezone(UTC).astimezone(tz).replace(tzinfo=None) == wall]
    return tuple(dict.fromkeys([(aware.utcoffset() or timedelta(0)) // timedelta(minutes=1) for aware in real]))


@lru_cache(maxsize=1024)
def country_offsets(country: str, day: date) -> frozenset[int]:
    """Return the offsets that the clocks of a country (ISO 3166) show at noon of a day; empty for an unknown country."""
    noon = datetime(day.year, day.month, day.day, 12)
    return frozenset(utc_offset(name, noon) for name in country_zones().get(country, ()))


def main_offset(country: str, day: date) -> int | None:
    """Return the offset that most clocks of a country show at noon of a day."""
    listed = country_zones().get(country)
    return utc_offset(listed[0], datetime(day.year, day.month, day.day, 12)) if listed else None


@lru_cache(maxsize=1)
def country_zones() -> dict[str, list[str]]:
    """Return the zones of each country, the most populous first, but for five not as the zone database lists them."""
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t")[:3:2] for line in lines if not line.startswith("#")]
    first = ("Australia/Sydney", "America/Sao_Paulo", "America/Toronto", "Europe/Moscow", "Europe/Kyiv")
    found: dict[str, list[str]] = {}
    for country, name in sorted(rows, key=lambda row: row[1] not in first):
        found.setdefault(country, []).append(name)
    return found


def is_zone(name: str) -> bool:
    """Return whether a text names a zone of the pinned database or is a fixed offset: "Europe/Kyiv", "+02:00"."""
    return name in zone_names() or (_FIXED.fullmatch(name) is not None and offset_minutes(name) is not None)


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """Return the zone of the pinned tzdata package, or the fixed offset ("+02:00"); KeyError when it is neither."""
    if _FIXED.fullmatch(name):
        return timezone(timedelta(minutes=offset_minutes(name) or 0))
    if name not in zone_names():
        raise KeyError(name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    """Return the zones by their names in lower case: Oracle prints "EUROPE/BERLIN"."""
    return {name.casefold(): name for name in zone_names() if "/" in name}


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return every zone name of the pinned tzdata package."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


#: What may stand behind "14.40" and makes it a clock, besides a zone.
_BEHIND_DOTTED = late(
    r"\s*(?:[ap]\.?\s?m\b|[ap]\.\s?m\.|uhr\b|hrs?\b|horas?\b|h\b|u\b|น|Z\b|[A-Z]{2,4}\b|[+-]\d|[|()\[\]·,;-]|$)",
    re.IGNORECASE,
)
_ENGLISH_HALF = rf"[ap]\.?\s?m\b\.?|{GLUED_MERIDIEM}"

#: "20h52 GMT+02:00", "2052 -02:00", "2052:07-02:00": what stands behind a sign is no clock, nor are hours that an offset can
#: have behind a minus with a blank only before it, nor what is left of a clock, "08::10:52", "12i03:34".
_NO_OFFSET = (
    r"(?<!\+)(?<!GMT-)(?<!UTC-)(?<!:\d\d-)(?<!:\d{4}-)(?<!\d[:a-su-z])(?<!\D\d::)(?<!\D\d\d::)(?<!\d\d[.:h]\d\d\s-)(?<!\d\d[.:]\d\d[.:]\d\d\s-)"
    r"(?!(?<=\s-)(?:0\d|1[0-2]):(?:00|30|45)(?!\s?[ap]\.?\s?m))"
    # nor what a blank parts from the head of its hour or minute: "18/11/2014 1 2:52", "2022-02-25T1 4:40", "10:2 7:32"
    r"(?!(?:(?<=[\d,日일] [12] )|(?<=\d,[12] )|(?<=T[12] )|(?<=\d:\d ))\d:)"
)
# Each with a character of which it needs one, tried in this order; the first that stands outside the date wins
_CLOCKS = tuple(
    (frozenset(needed), late(pattern, re.IGNORECASE))
    for needed, pattern in (
        # "2020-12-21 5:2:18" of numbers that nothing pads, and "17.10:02 h" in Switzerland
        (":", rf"(?<!\d)(?<!\d:)(?!(\d\d):\1:\d\d:\d\d(?!\d)){_NO_OFFSET}(?P<h>\d{{1,2}})"
              r"(?:\s?:\s?|(?<![\d.:]..)\.(?=[0-5]\d:\d\d(?![\d:])))"
              # who pads another number pads the minute: "09:3:12" and "19:3:03" lost a digit
              r"(?P<m>\d{2}|(?<!0\d:)(?:\d(?=:\d(?!\d))|(?<!-\d\d-\d\dT\d\d:)\d(?=:[1-9]\d)))"
              r"(?::(?P<s>\d{1,2})(?:(?:[.,]|:(?=\d{3}(?!\d)|(?<=\d\d:\d\d:\d\d:)\d\d(?![\d:])))(?P<f>\d{1,12}))?)?"
              rf"(?![\d:]|{COUNTED})"),
        ("时時點点시นໂ",
         r"(?<!\d)(?P<h>\d{1,2})\s?(?:[时時點点시]|นาฬิกา|ໂມງ)"
         r"(?:\s?(?P<m>\d{1,2})(?!\d)\s?(?:[分분]|นาที|ນາທີ)?)?(?:\s?(?P<s>\d{1,2})\s?(?:[秒초]|วินาที|ວິນາທີ))?"),
        # "16h'31" of old Javas, "10 h 04 min 06 s" in Canada
        ("hHuUчЧgG", rf"(?<![\d.:/-])(?P<h>\d{{1,2}})\s?(?:h'?|u|ч\.?|giờ|g){NO_MINUTE}\s?" r"(?P<m>\d{2}|\d(?=\s?min))(?!\d)"
                     r"(?:\s?(?:min|m)(?:\s?(?P<s>\d{1,2})\s?s\b|\b))?"),
        # "23 Uhr 16", "16 horas 52 minutos", "às 22 horas e 15 minutos"
        ("uUhHoOч", r"(?<![\d.:/-])(?P<h>\d{1,2})\s(?:uhr(?=\s\d\d(?!\d|\.))|(?:horas?|heures?|hours?|ore|час[оа]?в?)"
                    r"(?:\s(?:e|y|et|and|и))?(?=\s\d\d?\s(?:min|мин)))\s(?P<m>\d{1,2})"),
        (".", r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d{2})(?:\.(?P<s>\d{2})(?:\.\d{3,9})?)?(?![\d.])"),
        # "1632hrs", "1126 UTC", "1453Z"
        ("hHZUG", r"(?<![\d.:/-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?(?:(?:hrs?|hours)\b|(?=(?-i:Z|UTC|GMT)\b(?!\s?[+-])))"),
        ("mM", rf"(?<![\d.:/-])(?P<h>\d|1[0-2]|\d{{2}}(?!\d))(?P<m>[0-5]\d)?\s?(?P<half>{_ENGLISH_HALF})"),
        ("hHgGน", r"(?<![\d.:/-])(?P<h>\d{1,2})\s?(?:uhr|h|hrs|giờ|น\.?)(?![^\W\d_])"),
        ("oOmM정正", r"(?P<noon>(?<![^\W_])(?:12\s)?(?:noon|midi|mezzogiorno|mediod[ií]a|meio-dia|정오|正午)(?![^\W_]))"),
    )
)  # fmt: skip
# English, and Greek "6:05 μ.μ."; old Javas write "12:04:20 o'clock AM EST", and "12:41:55 EDT AM" in Canada; "2:40p"
_HALF = re.compile(
    rf"\s*(?:o['’]clock\s|(?-i:[A-Z]{{3,4}})\s(?=[ap]m\s?\Z))?(?P<half>{_ENGLISH_HALF}|[πμ]\.?\s?μ(?!\w)\.?|"
    r"(?:(?<=\d\d)|(?<=\s)(?=\w\W*\Z))[ap](?![\w.'’]))",
    re.I,
)
#: "6:20 M", "7:18 PPM", "11:09 Pn" at the end of a text: a half of the day was said, and nobody knows which.
_BROKEN_HALF = re.compile(r"\s*(?:[a-z]?m{1,2}|[ap]{2}m|m[ap]|(?-i:[AP][a-z]))\W*\Z", re.IGNORECASE)
# "14:40 ESTBy Jane Doe" glues the next word to it; "14:40:00,2022-02-25" has a second day
_ZONE = late(
    r"[.,;]{0,2}\s*[(\[]?(?P<zone>Z[+-]\d{2}(?::?\d{2})?(?!\d)|Z(?![A-Za-z])|Etc/GMT[+-]\d{1,2}|МСК|"
    rf"(?:{_GMT})?\s?[+-]\d{{1,2}}(?::-?\d{{2}}|\d{{2}}|\.(?:5|75|30|45))?(?!-?\d)|{ANY_ZONE}|"
    r"[A-Z][A-Za-z]{2,15}(?:/[A-Z][A-Za-z_]{2,20}){1,2}|[A-Z]{2,5}(?![A-Za-z])|[A-Z]{2,4}(?=[A-Z][a-z]))"
    r"(?P<close>\s?\([^()]{1,40}\)|\[[A-Za-z_/+-]{3,40}\])?"
)
#: What hardly begins a span of hours: "2022-02-25 07:40-08:00" between the quarters, "25 Feb 2022 04:40-08:00" at night, hours
#: before its end, "07:41-08:00"; no newsroom is twelve hours behind, "11:52-12:00".
_ODD = re.compile(
    r"(?:(?:(?<=\d{4}-\d\d-\d\d )\d\d|0[0-5](?=:\d\d-(?:0[4-9]|1))):(?!00|15|30|45)\d\d|\d\d:\d[1-46-9])-(?!12)\d\d:\d\d"
)
#: The end of a span of hours, where an offset might stand: "2:40p-3:40p", "9:00 am-5 pm", "9:00-10:30", "3:26 - 4:56 PM".
_END_OF_SPAN = late(r"\s?-\s?(?P<h>\d\d?)(?::?(?P<m>[0-5]\d))?(?:\s?(?P<half>[ap](?:\.?\s?m)?(?!\w)))?(?![\d:])", re.IGNORECASE)
#: "14:40 (heure d'Europe centrale)", "13h25 - horário de Brasília", "Москва, стандартное время": words to the end.
_SHORTEST_NAME = 6
_ZONE_IN_WORDS = re.compile(r"(?:[.,]|\s[-–])?\s?\(?(?P<zone>[^\W\d_][^\d|·;]{5,60}?)(?P<close>)(?:\)?\s*(?:\Z|[|·;]))")
#: "Thu Dec 16 16:28:23 2021 -0500" of git, "Wed Jan 27 08:15:24 2016 EST" of PostgreSQL, "14:07, 9 March 2016 (UTC)" of wikis.
_BEHIND_YEAR = re.compile(r"(?<=\d{4})\s\(?(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{3,5})\)?\s*\Z")
#: "2020年11月18日 中国标准时间 06:43:24", "GMT+06:30 12:59:47": the CLDR's order in Chinese and Burmese; and before the day,
#: "(GMT-4) 29 September 2012 12:10", "北京时间2022年2月25日 14:40".
_AHEAD = re.compile(
    r"\s(?P<zone>(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d(?::?\d\d)?|GMT|UTC|[^\0-\u2e7f\uffdd-\U0010ffff]{3,10})\s?\Z"
)
_OPENING = re.compile(r"\(?(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?=\)?\s)|[\u2e80-\u9fff]{2,4}(?:时间|時間))")
# "14:40 Uhr MEZ", "14.40 klo": words of the clock between its digits and the zone
_UNIT = re.compile(r"\s*(?:uhr|hrs?|h|น\.?|ч\.?|год\.?|uur|बजे|بجے|টা)(?![^\W\d_])", re.I)
#: "Duration: 12:40" is no time of day.
_LENGTH = re.compile(rf"(?:{any_of(phrases('dates', 'lengths'))})\s?:?\s?\Z", re.IGNORECASE)
#: A clock has one of these beside its digits: most dates without one need no further look.
_MAY_TELL = re.compile(r"\d\s?[:時时點点시นໂhuчgapz]|\d\.\d|noon|midi|mezzogiorno|mediod|meio-dia|정오|正午", re.IGNORECASE)


def clock_spans(text: str, found: Sequence[Token], taken: tuple[int, int] | None, language: str | None) -> list[Span]:
    """Return the spans of the time of day and its zone outside a span already taken, and of what only repeats the zone."""
    letters = frozenset(text) if _MAY_TELL.search(text) else frozenset[str]()
    for needed, pattern in _CLOCKS:
        for match in pattern.finditer(text) if needed & letters else ():
            at = match.start()
            in_date = taken is not None and taken[0] < match.end() and at < taken[1]
            # "Jan 27 2016 GMT" has no other year
            is_year = YEAR.match(text, at) is not None and len(YEAR.findall(text)) == 1
            unsaid = needed == {"."} and not (_BEHIND_DOTTED.match(text, match.end()) or zone_span(text, match.end()))
            if not (in_date or is_year or unsaid or _LENGTH.search(text, max(0, at - 20), at)):
                return _clock(text, found, match, language)
    return []


def _clock(text: str, found: Sequence[Token], match: re.Match[str], language: str | None) -> list[Span]:
    """Return the spans of a clock's parts, of its half or part of the day, and of its zone."""
    groups = match.groupdict()
    end = match.end()
    if groups.get("noon"):
        return [(*match.span("noon"), "noon"), *zone_span(text, end)]
    half = match.span("half") if groups.get("half") else None
    said = _HALF.match(text, end) if half is None else None
    # "14:40 a" of a line that was cut says no half
    if said is not None and (len(said["half"]) > 1 or int(match["h"]) <= 12):
        half, end = said.span("half"), said.end()
    unit = _UNIT.match(text, end)
    behind_unit = end if unit is None else unit.end()
    half = half or _period(text, found, match.start("h"), behind_unit, language)
    # "3:26-4:56 PM" began in the same half of the day, "11:30-1:00 PM" in the other
    last = _END_OF_SPAN.match(text, end) if half is None else None
    if last is not None and last["half"] and int(match["h"]) % 12 <= int(last["h"]) % 12:
        half = last.span("half")
    if half is None and int(match["h"]) <= 12 and _BROKEN_HALF.match(text, end):
        return []
    spans: list[Span] = [(*match.span("h"), "hour_of_half" if half else "hour")]
    spans += [(*match.span(n), slot) for n, slot in (("m", "minute"), ("s", "second"), ("f", "fraction")) if groups.get(n)]
    if half is not None:
        spans.append((*half, "half_letter" if text[slice(*half)] in ("a", "p", "A", "P") else "meridiem"))
    zone = zone_span(text, max(behind_unit, half[1]) if half else behind_unit) or zone_span(text, match.end())
    if zone and _is_end_of_span(text, match, end, zone[0][0], language):
        return spans
    hour = match.start("h")
    if not zone and (other := _BEHIND_YEAR.search(text, end) or _AHEAD.search(text, 0, hour) or _OPENING.match(text, 0, hour)):
        zone = [(*other.span("zone"), "zone")] if _meanings(other["zone"]) or offset_minutes(other["zone"]) is not None else []
    return spans + zone


def _is_end_of_span(text: str, clock: re.Match[str], behind: int, zone: int, language: str | None) -> bool:
    """Return whether what could be an offset is the end of a span of hours: "9:00-10:00", "9:30am-4:00", "9:00 am-5 pm".

    A whole timestamp has an offset, "2022-02-25T04:40-05:00"; no clock of German readers has one behind UTC's, "00:05-04:00".
    """
    last = _END_OF_SPAN.match(text, zone)
    if last is None or last["half"]:
        return last is not None
    before, home = text[: clock.start()], (language or "en")[:2] in ("en", "es", "pt", "fr")
    odd = (home or before[-3:-2] == "-") and _ODD.match(text, clock.start())
    if behind != zone or clock.groupdict().get("s") or before[-1:] == "T" or odd:
        return False
    later = last["m"] is None or (int(last["h"]), int(last["m"])) > (int(clock["h"]), int(clock["m"]))
    return later if behind == clock.end() else last["h"][0] != "0"


def _period(text: str, found: Sequence[Token], start: int, end: int, language: str | None) -> tuple[int, int] | None:
    """Return the span of the name of a part of the day behind the clock or before it: "2:40 de la tarde", "下午2:40"."""
    # three words at most ("de la tarde"), of no more characters than 24, beside the clock
    behind = [token for token in found if token.key is not None and end <= token.start < end + 24][:3]
    ahead = [token for token in found if token.key is not None and start - 24 < token.end <= start][-3:]
    behind = behind if behind and behind[0].start - end <= 2 else []
    # "am 18:30" is Welsh and German
    ahead = ahead if ahead and start - ahead[-1].end <= 2 and ahead[-1].text != "am" else []
    for size in (3, 2, 1):
        for group in (behind[:size], ahead[-size:]):
            if len(group) == size and names.periods(text[group[0].start : group[-1].end], language) is not None:
                return group[0].start, group[-1].end
    return None


def zone_span(text: str, at: int) -> list[Span]:
    """Return the span of a zone that follows at a place of the text, and of its name in brackets behind it."""
    for pattern in (_ZONE, _ZONE_IN_WORDS) if at < len(text) else ():
        match = pattern.match(text, at)
        word = "" if match is None else match["zone"]
        # "14:40:00Z-05:00"
        offset = word[1:] if word[:1] in "Zz" and len(word) > 1 else word
        if match is not None and match["close"] and leaves_offset_open(word) and _meanings(match["close"].strip("[]")):
            return [(match.start("close") + 1, match.end("close") - 1, "zone")]  # "-00:00[Europe/Berlin]" of Java
        if match is not None and (offset_minutes(offset) is not None or _meanings(word)):
            return [(*match.span("zone"), "zone"), *([(*match.span("close"), "")] if match["close"] else [])]
    return []
