"""The meanings of zones: what an abbreviation stands for on a day, and the pinned zone database.

Only the tzdata package is read, never the system's database, so that every machine gives the same
answer.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from service.spans.clocks import offset_minutes, zone_named, zone_names, zones_spoken
from service.spans.date_words import ZONES

# What a newsroom prints all year is its wall clock: "Tue, 24 Jun 2008 15:28 EST" was 15:28 in New
# York.  Printing real standard time in summer takes intent; and the name of summer time in winter
# is a slip that hardly anyone makes.  Estimates
_OUT_OF_SEASON_LITERAL, _SUMMER_NAME_IN_WINTER = 1 / 30, 1 / 50
#: Where pages in a language are printed whose abbreviations mean more elsewhere: "CST" in Chinese,
#: "IST" in Hebrew.
HOMES = {"zh": "CN", "he": "IL", "bn": "BD"}
#: Clocks are changed in the small hours: from this one on, noon's offset is the day's.
CHANGED_BY = 4
_FIXED = re.compile(r"[+-]\d\d:\d\d", re.ASCII)


class Abbreviation(NamedTuple):
    """One meaning of an abbreviation: an offset in minutes, or None for "whatever the zone's clock
    shows".

    ``zone`` is an IANA zone whose clock shows it, ``countries`` are the ISO 3166 codes where it is
    printed, ``share`` is how often it is meant when nothing else is known about the page (an
    estimate from the population of news in English).
    """

    offset: int | None
    zone: str
    countries: frozenset[str] = frozenset()
    share: float = 1.0


_ABBREVIATIONS = {
    word: tuple(
        [
            Abbreviation(offset, zone, frozenset(places.split()), share)
            for offset, zone, places, share in rows
        ]
    )
    for word, rows in ZONES["abbreviations"].items()
}
#: The zones that have an abbreviation: those of most readers.
KNOWN_ZONES = tuple(dict.fromkeys([row.zone for rows in _ABBREVIATIONS.values() for row in rows]))


@lru_cache(maxsize=1024)
def _meanings(word: str) -> tuple[Abbreviation, ...]:
    """Return the meanings of a zone's name: an abbreviation, a zone in words, or one of the
    database ("America/New_York").
    """
    name = zone_named(word)
    if word in _ABBREVIATIONS or name is not None:
        return _ABBREVIATIONS.get(word) or (Abbreviation(None, name or ""),)
    return tuple(map(_spoken, zones_spoken(word)))


def _spoken(zone: str) -> Abbreviation:
    """Return what a zone's name in some language means: its clock, and less often where hardly any
    reader is.
    """
    countries = frozenset([country for country, zones in country_zones().items() if zone in zones])
    return Abbreviation(None, zone, countries, 1.0 if zone in KNOWN_ZONES else 0.1)


def countries_naming(word: str) -> frozenset[str]:
    """Return the countries where an abbreviation is printed; none where it is not one."""
    return frozenset([country for row in _ABBREVIATIONS.get(word, ()) for country in row.countries])


class OffsetReading(NamedTuple):
    """One offset that an abbreviation may stand for on a day, how likely it is, and whether it is
    of the other season.
    """

    offset: int
    probability: float
    out_of_season: bool = False


def names_offset(word: str, offset: int) -> bool:
    """Return whether an abbreviation by itself stands for an offset: "EST" for -05:00, whatever
    clocks show in July.
    """
    return offset in [row.offset for row in _meanings(word)]


@lru_cache(maxsize=1024)
def offsets(word: str, wall: datetime, country: str | None) -> tuple[OffsetReading, ...]:
    """Return the offsets that an abbreviation can mean in a country and season, likeliest first;
    probabilities sum to 1.

    A country that prints one of the meanings decides for it: "IST" on a page from Israel is not
    India's.
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
    """Return what a meaning stands for at an hour: half the year "EST" is what the clock shows,
    else careless or literal.
    """
    # two in the hour that comes twice, "1:46 AM EDT" on 1 November
    shown = (local_offsets(row.zone, wall) if wall.hour < CHANGED_BY else ()) or (
        utc_offset(row.zone, wall),
    )
    if row.offset is None:
        return tuple([OffsetReading(offset, 1 / len(shown)) for offset in shown])
    if row.offset in shown:
        return (OffsetReading(row.offset, 1.0),)
    of_year = {utc_offset(row.zone, datetime(wall.year, month, 15, 12)) for month in range(1, 13)}
    if row.offset not in of_year:
        # Moscow was at +04:00 from 2011 to 2014, and printed MSK
        return (OffsetReading(shown[0], 1.0),)
    likely, literal = (
        _SUMMER_NAME_IN_WINTER if row.offset == max(of_year) else 1.0,
        _OUT_OF_SEASON_LITERAL,
    )
    return OffsetReading(shown[0], likely * (1 - literal), out_of_season=True), OffsetReading(
        row.offset, likely * literal
    )


@lru_cache(maxsize=512)
def is_season_of(offset: int, other: int, day: date) -> bool:
    """Return whether clocks that change between two offsets with the season, and name both, show
    the first on a day.
    """
    noon = datetime(day.year, day.month, day.day, 12)
    one, two = (
        {row.zone for rows in _ABBREVIATIONS.values() for row in rows if row.offset == o}
        for o in (offset, other)
    )
    return any(utc_offset(name, noon) == offset for name in sorted(one & two))


def utc_offset(zone_name: str, wall: datetime) -> int:
    """Return the offset in minutes that a zone's clock shows at a wall-clock time (the first of two
    in a fold).
    """
    return (zone(zone_name).utcoffset(wall) or timedelta(0)) // timedelta(minutes=1)


def local_offsets(zone_name: str, wall: datetime) -> tuple[int, ...]:
    """Return the offsets at which a zone's clock shows this wall time: one, two in an autumn fold,
    none in a spring gap.
    """
    tz = zone(zone_name)
    both = [wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1)]
    real = [
        aware for aware in both if aware.astimezone(UTC).astimezone(tz).replace(tzinfo=None) == wall
    ]
    return tuple(
        dict.fromkeys(
            [(aware.utcoffset() or timedelta(0)) // timedelta(minutes=1) for aware in real]
        )
    )


@lru_cache(maxsize=1024)
def country_offsets(country: str, day: date) -> frozenset[int]:
    """Return the offsets that the clocks of a country (ISO 3166) show at noon of a day; empty for
    an unknown country.
    """
    noon = datetime(day.year, day.month, day.day, 12)
    return frozenset(utc_offset(name, noon) for name in country_zones().get(country, ()))


def main_offset(country: str, day: date) -> int | None:
    """Return the offset that most clocks of a country show at noon of a day."""
    listed = country_zones().get(country)
    return utc_offset(listed[0], datetime(day.year, day.month, day.day, 12)) if listed else None


@lru_cache(maxsize=1)
def country_zones() -> dict[str, list[str]]:
    """Return the zones of each country, the most populous first, but for five not as the zone
    database lists them.
    """
    lines = (
        resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    )
    rows = [line.split("\t")[:3:2] for line in lines if not line.startswith("#")]
    first = (
        "Australia/Sydney",
        "America/Sao_Paulo",
        "America/Toronto",
        "Europe/Moscow",
        "Europe/Kyiv",
    )
    found: dict[str, list[str]] = {}
    for country, name in sorted(rows, key=lambda row: row[1] not in first):
        found.setdefault(country, []).append(name)
    return found


def is_zone(name: str) -> bool:
    """Return whether a text names a zone of the pinned database or is a fixed offset:
    "Europe/Kyiv", "+02:00".
    """
    return name in zone_names() or (
        _FIXED.fullmatch(name) is not None and offset_minutes(name) is not None
    )


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """Return the zone of the pinned tzdata package, or the fixed offset ("+02:00"); KeyError when
    it is neither.
    """
    if _FIXED.fullmatch(name):
        return timezone(timedelta(minutes=offset_minutes(name) or 0))
    if name not in zone_names():
        raise KeyError(name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
