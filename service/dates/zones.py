"""Zones: offsets as they are written, abbreviations as sets of offsets, and the pinned zone database.

Only the tzdata package is read, never the system's database, so that every machine gives the same answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from service.lexicon.date_words import ZONE_WORDS

#: Offsets in use since 1900 lie between these, in minutes (Baker Island to Kiribati's Line Islands).
LOWEST_OFFSET, HIGHEST_OFFSET = -12 * 60, 14 * 60

# What a newsroom prints all year is its wall clock: "Tue, 24 Jun 2008 15:28 EST" was 15:28 in New York.  Printing real
# standard time in summer takes intent; 1 in 30 is an estimate, to be replaced by a count.
_OUT_OF_SEASON_LITERAL = 1 / 30
# Newsrooms print the name of standard time all year; that of summer time in winter is a slip that hardly anyone makes.
_SUMMER_NAME_IN_WINTER = 1 / 50
#: Clocks are changed in the small hours: from this one on, noon's offset is the day's.
_CHANGED_BY = 4


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One meaning of an abbreviation: an offset in minutes, or None for "whatever the zone's clock shows".

    ``zone`` is an IANA zone whose clock shows it, ``countries`` are the ISO 3166 codes where it is printed, ``share`` is how
    often it is meant when nothing else is known about the page (an estimate from the population of news in English).
    """

    name: str
    offset: int | None
    zone: str
    countries: frozenset[str]
    share: float


def _row(name: str, offset: int | None, zone: str, countries: str, share: float = 1.0) -> Abbreviation:
    return Abbreviation(name, offset, zone, frozenset(countries.split()), share)


_EUROPE = "AT BE CH CZ DE DK ES FR HR HU IT LU NL NO PL SE SI SK RS"
_EAST = "BG CY EE FI GR LT LV MD RO UA"

ABBREVIATIONS = (
    _row("UTC", 0, "Etc/UTC", ""), _row("GMT", 0, "Etc/UTC", "GB IE"), _row("Z", 0, "Etc/UTC", ""),
    _row("WET", 0, "Europe/Lisbon", "PT"), _row("WEST", 60, "Europe/Lisbon", "PT"),
    _row("CET", 60, "Europe/Paris", _EUROPE), _row("CEST", 120, "Europe/Paris", _EUROPE),
    _row("MEZ", 60, "Europe/Berlin", "DE AT CH"), _row("MESZ", 120, "Europe/Berlin", "DE AT CH"),
    _row("CET", 60, "Africa/Algiers", "DZ TN", 0.002),
    _row("EET", 120, "Europe/Athens", _EAST, 0.95), _row("EEST", 180, "Europe/Athens", _EAST, 0.95),
    _row("EET", 120, "Africa/Cairo", "EG", 0.03), _row("EEST", 180, "Africa/Cairo", "EG", 0.03),
    _row("EET", 120, "Asia/Beirut", "LB", 0.02), _row("EEST", 180, "Asia/Beirut", "LB", 0.02),
    _row("MSK", 180, "Europe/Moscow", "RU"), _row("MSD", 240, "Europe/Moscow", "RU"),
    _row("BST", 60, "Europe/London", "GB", 0.95), _row("BST", 360, "Asia/Dhaka", "BD", 0.05),
    _row("IST", 330, "Asia/Kolkata", "IN", 0.95), _row("IST", 120, "Asia/Jerusalem", "IL", 0.04),
    _row("IST", 60, "Europe/Dublin", "IE", 0.01), _row("IDT", 180, "Asia/Jerusalem", "IL"),
    _row("EST", -300, "America/New_York", "US CA", 0.995), _row("EST", 600, "Australia/Sydney", "AU", 0.00005),
    _row("EST", -300, "America/Jamaica", "JM PA KY", 0.003),
    _row("EDT", -240, "America/New_York", "US CA", 0.998), _row("EDT", 660, "Australia/Sydney", "AU", 0.00005),
    _row("ET", None, "America/New_York", "US CA"),
    _row("CST", -360, "America/Chicago", "US CA", 0.96), _row("CST", 480, "Asia/Shanghai", "CN TW", 0.01),
    _row("CST", -300, "America/Havana", "CU", 0.005), _row("CST", -360, "America/Mexico_City", "MX", 0.005),
    _row("CST", -360, "America/Costa_Rica", "CR GT HN NI SV", 0.002),
    _row("CDT", -300, "America/Chicago", "US CA", 0.995), _row("CDT", -240, "America/Havana", "CU", 0.005),
    _row("CDT", -300, "America/Mexico_City", "MX", 0.002),
    _row("CT", None, "America/Chicago", "US CA"),
    # Arizona has no summer time, and a fifth of the people
    _row("MST", -420, "America/Denver", "US CA", 0.795), _row("MST", -420, "America/Phoenix", "US", 0.2),
    _row("MST", 390, "Asia/Yangon", "MM", 0.005),
    _row("MDT", -360, "America/Denver", "US CA"), _row("MT", None, "America/Denver", "US CA"),
    _row("PST", -480, "America/Los_Angeles", "US CA", 0.995), _row("PST", 480, "Asia/Manila", "PH", 0.0005),
    _row("PDT", -420, "America/Los_Angeles", "US CA"), _row("PT", None, "America/Los_Angeles", "US CA"),
    _row("AKST", -540, "America/Anchorage", "US"), _row("AKDT", -480, "America/Anchorage", "US"),
    _row("HST", -600, "Pacific/Honolulu", "US"),
    _row("AST", -240, "America/Halifax", "CA", 0.4), _row("AST", 180, "Asia/Riyadh", "SA", 0.3),
    _row("AST", -240, "America/Puerto_Rico", "AG AI AW BB BL BQ CW DM DO GD GP KN LC MF MQ MS PR SX TT VC VG VI", 0.3),
    _row("ADT", -180, "America/Halifax", "CA"),
    _row("NST", -210, "America/St_Johns", "CA"), _row("NDT", -150, "America/St_Johns", "CA"),
    # French Canada: heure avancée and heure normale de l'Est, du Centre, des Rocheuses, du Pacifique, de l'Atlantique
    _row("HAE", -240, "America/Toronto", "CA"), _row("HNE", -300, "America/Toronto", "CA"),
    _row("HAC", -300, "America/Winnipeg", "CA"), _row("HNC", -360, "America/Winnipeg", "CA"),
    _row("HAR", -360, "America/Edmonton", "CA"), _row("HNR", -420, "America/Edmonton", "CA"),
    _row("HAP", -420, "America/Vancouver", "CA"), _row("HNP", -480, "America/Vancouver", "CA"),
    _row("HAA", -180, "America/Halifax", "CA"), _row("HNA", -240, "America/Halifax", "CA"),
    _row("BRT", -180, "America/Sao_Paulo", "BR"), _row("BRST", -120, "America/Sao_Paulo", "BR"),
    _row("ART", -180, "America/Argentina/Buenos_Aires", "AR"),
    _row("AMT", -240, "America/Manaus", "BR", 0.6), _row("AMT", 240, "Asia/Yerevan", "AM", 0.4),
    _row("SST", -660, "Pacific/Pago_Pago", "AS US", 0.5), _row("SST", 480, "Asia/Singapore", "SG", 0.5),
    _row("ACT", -300, "America/Rio_Branco", "BR", 0.5), _row("ACT", 570, "Australia/Darwin", "AU", 0.5),
    _row("ECT", -300, "America/Guayaquil", "EC"), _row("COT", -300, "America/Bogota", "CO"),
    _row("PET", -300, "America/Lima", "PE"), _row("VET", -240, "America/Caracas", "VE"),
    _row("CLT", -240, "America/Santiago", "CL"), _row("CLST", -180, "America/Santiago", "CL"),
    _row("UYT", -180, "America/Montevideo", "UY"), _row("TRT", 180, "Europe/Istanbul", "TR"),
    _row("IRST", 210, "Asia/Tehran", "IR"), _row("IRDT", 270, "Asia/Tehran", "IR"),
    _row("МСК", 180, "Europe/Moscow", "RU"),
    _row("SAST", 120, "Africa/Johannesburg", "ZA"), _row("WAT", 60, "Africa/Lagos", "NG"),
    _row("CAT", 120, "Africa/Harare", "ZW"), _row("EAT", 180, "Africa/Nairobi", "KE UG TZ"),
    _row("GST", 240, "Asia/Dubai", "AE OM", 0.95), _row("GST", -120, "Atlantic/South_Georgia", "GS", 0.05),
    _row("PKT", 300, "Asia/Karachi", "PK"), _row("NPT", 345, "Asia/Kathmandu", "NP"),
    _row("ICT", 420, "Asia/Bangkok", "TH VN KH LA"), _row("WIB", 420, "Asia/Jakarta", "ID"),
    _row("WITA", 480, "Asia/Makassar", "ID"), _row("WIT", 540, "Asia/Jayapura", "ID"),
    _row("SGT", 480, "Asia/Singapore", "SG"), _row("MYT", 480, "Asia/Kuala_Lumpur", "MY"),
    _row("HKT", 480, "Asia/Hong_Kong", "HK"), _row("PHT", 480, "Asia/Manila", "PH"),
    _row("JST", 540, "Asia/Tokyo", "JP"), _row("KST", 540, "Asia/Seoul", "KR"),
    _row("AWST", 480, "Australia/Perth", "AU"), _row("ACST", 570, "Australia/Adelaide", "AU", 0.5),
    _row("ACST", 570, "Australia/Darwin", "AU", 0.5), _row("ACDT", 630, "Australia/Adelaide", "AU"),
    _row("AEST", 600, "Australia/Sydney", "AU", 0.5), _row("AEST", 600, "Australia/Brisbane", "AU", 0.5),
    _row("AEDT", 660, "Australia/Sydney", "AU"), _row("NZST", 720, "Pacific/Auckland", "NZ"),
    _row("NZDT", 780, "Pacific/Auckland", "NZ"),
)  # fmt: skip

_BY_NAME: dict[str, tuple[Abbreviation, ...]] = {}
for _abbreviation in ABBREVIATIONS:
    _BY_NAME[_abbreviation.name] = (*_BY_NAME.get(_abbreviation.name, ()), _abbreviation)


def _meanings(word: str) -> tuple[Abbreviation, ...]:
    """Return the meanings of a zone's name: an abbreviation, a zone in words, or one of the database ("America/New_York")."""
    known = _BY_NAME.get(word)
    if known is not None:
        return known
    name = ZONE_WORDS.get(word.casefold(), word if "/" in word and word in zone_names() else None)
    return () if name is None else (Abbreviation(word, None, name, frozenset(), 1.0),)


class OffsetReading(NamedTuple):
    """One offset that an abbreviation may stand for on a day, with its probability."""

    offset: int
    probability: float
    out_of_season: bool = False


def is_named(word: str) -> bool:
    """Return whether a word names a zone: "EST", words such as "hora peninsular", or a database name ("America/New_York")."""
    return bool(_meanings(word))


def names_offset(word: str, offset: int) -> bool:
    """Return whether an abbreviation by itself stands for an offset: "EST" for -05:00, whatever clocks show in July."""
    return offset in [row.offset for row in _meanings(word)]


# "-0500", "-05:00", "+2", "-500"; the three digits are one hour and two minutes ("2016-11-22T08:57-500"); and the sign may
# stand before the minutes too ("-03:-30", from a formatter that splits a negative number)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+\-])(\d{1,2}):?(?:(?<=:)-)?(\d{2})?(?::00)?\Z")


@lru_cache(maxsize=1024)
def offset_minutes(text: str) -> int | None:
    """Return the minutes east of UTC of a written offset, or None for another text: "+05:30" is 330, "GMT-5" -300, "Z" 0."""
    bare = text.strip().upper()
    if bare in ("Z", "UTC", "GMT"):
        return 0
    # POSIX counts westwards: Etc/GMT+5 is five hours behind UTC
    west = -1 if bare.startswith("ETC/GMT") else 1
    found = _OFFSET.match(bare.removeprefix("ETC/"))
    if found is None:
        return None
    sign, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
    total = (hours * 60 + minutes) * (-1 if sign == "-" else 1) * west
    return total if minutes <= 59 and LOWEST_OFFSET <= total <= HIGHEST_OFFSET else None


def hour_of(day: date, hour: int) -> datetime:
    """Return the hour of a day that `offsets` is asked for: noon stands for all hours in which no clock is changed."""
    return datetime(day.year, day.month, day.day, hour if hour < _CHANGED_BY else 12)


@lru_cache(maxsize=1024)
def offsets(word: str, wall: datetime, country: str | None) -> tuple[OffsetReading, ...]:
    """Return the offsets that an abbreviation can mean in a country and season, likeliest first; probabilities sum to 1.

    A country that prints one of the meanings decides for it: "IST" on a page from Israel is not India's.
    """
    rows = _meanings(word)
    rows = tuple([row for row in rows if country in row.countries]) or rows
    found: dict[int, OffsetReading] = {}
    told = [(row, reading) for row in rows for reading in _in_season(row, wall)]
    total = sum([row.share * reading.probability for row, reading in told])
    for row, reading in told:
        known = found.get(reading.offset, OffsetReading(reading.offset, 0.0, True))
        probability = known.probability + row.share * reading.probability / total
        found[reading.offset] = OffsetReading(reading.offset, probability, reading.out_of_season and known.out_of_season)
    return tuple(sorted(found.values(), key=lambda reading: (-reading.probability, reading.offset)))


def _in_season(row: Abbreviation, wall: datetime) -> tuple[OffsetReading, ...]:
    """Return what a meaning stands for at an hour.

    Half the year "EST" is what the zone's clock shows; the other half it is either careless or literal.  There is no Irish
    Summer Time in February.
    """
    # two in the hour that comes twice, "1:46 AM EDT" on 1 November
    shown = (local_offsets(row.zone, wall) if wall.hour < _CHANGED_BY else ()) or (utc_offset(row.zone, wall),)
    if row.offset is None:
        return tuple([OffsetReading(offset, 1 / len(shown)) for offset in shown])
    if row.offset in shown:
        return (OffsetReading(row.offset, 1.0),)
    of_year = seasonal_offsets(row.zone, wall.year)
    if row.offset not in of_year:
        # Moscow was at +04:00 from 2011 to 2014, and printed MSK
        return (OffsetReading(shown[0], 1.0),)
    likely = _SUMMER_NAME_IN_WINTER if row.offset == max(of_year) else 1.0
    return (
        OffsetReading(shown[0], likely * (1 - _OUT_OF_SEASON_LITERAL), out_of_season=True),
        OffsetReading(row.offset, likely * _OUT_OF_SEASON_LITERAL),
    )


@lru_cache(maxsize=512)
def seasonal_offsets(zone_name: str, year: int) -> frozenset[int]:
    """Return the offsets a zone's clock shows in a year, looked at on the 15th of each month."""
    return frozenset([utc_offset(zone_name, datetime(year, month, 15, 12)) for month in range(1, 13)])


@lru_cache(maxsize=512)
def is_season_of(offset: int, other: int, day: date) -> bool:
    """Return whether clocks that change between two offsets with the season show the first on a day.

    Of the zones that have a name for both in the table, which are those of most readers.
    """
    noon = datetime(day.year, day.month, day.day, 12)
    both = {row.zone for row in ABBREVIATIONS if row.offset == offset} & {r.zone for r in ABBREVIATIONS if r.offset == other}
    return any(utc_offset(name, noon) == offset for name in sorted(both))


def utc_offset(zone_name: str, wall: datetime) -> int:
    """Return the offset in minutes that a zone's clock shows at a wall-clock time (the first of two in a fold)."""
    delta = zone(zone_name).utcoffset(wall)
    return int((delta or timedelta(0)).total_seconds() // 60)


def local_offsets(zone_name: str, wall: datetime) -> tuple[int, ...]:
    """Return the offsets at which a zone's clock shows this wall time: one, two in an autumn fold, none in a spring gap."""
    tz = zone(zone_name)
    found = []
    for fold in (0, 1):
        aware = wall.replace(tzinfo=tz, fold=fold)
        minutes = int((aware.utcoffset() or timedelta(0)).total_seconds() // 60)
        if aware.astimezone(UTC).astimezone(tz).replace(tzinfo=None) == wall and minutes not in found:
            found.append(minutes)
    return tuple(found)


@lru_cache(maxsize=1024)
def country_offsets(country: str, day: date) -> frozenset[int]:
    """Return the offsets that the clocks of a country (ISO 3166) show at noon of a day; empty for an unknown country."""
    noon = datetime(day.year, day.month, day.day, 12)
    return frozenset(utc_offset(name, noon) for name in country_zones().get(country, ()))


@lru_cache(maxsize=1024)
def main_offset(country: str, day: date) -> int | None:
    """Return the offset that most clocks of a country show at noon of a day.

    The zone database lists a country's most populous zone first.
    """
    names = country_zones().get(country)
    return utc_offset(names[0], datetime(day.year, day.month, day.day, 12)) if names else None


@lru_cache(maxsize=1)
def country_zones() -> dict[str, tuple[str, ...]]:
    """Return the zones of each country, as the zone database lists them."""
    found: dict[str, tuple[str, ...]] = {}
    for line in resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), name)
    return found


_FIXED = re.compile(r"[+-]\d\d:\d\d", re.ASCII)


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
    *folders, leaf = name.split("/")
    with resources.files("tzdata").joinpath("zoneinfo", *folders, leaf).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return every zone name of the pinned tzdata package."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())
