"""Raw date -> readings: every way in which a string can have been meant, healthy or broken, each with its price in bits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil import parser as dateutil_parser

from service import names
from service.dates import calendars, damage, scan, zones
from service.dates.confidence import surprise
from service.dates.defects import DEFECTS, Defect
from service.dates.formats import Format, Moment, read_slots
from service.dates.partial import PartialDatetime, days, exactly, only, settle
from service.model import Json


@dataclass(frozen=True, slots=True)
class Hints:
    """What a page says about its writers, for order and zones: BCP 47 language and ISO 3166 country, where known."""

    language: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One hypothesis of how a raw date was written, and what it says under it.

    ``bits`` is the price of the hypothesis (-log2 of its share); ``rule`` names the form or the damage, ``broken`` says that
    the meaning of the string as it stands is another.  ``weekday`` is a check, not a statement.
    """

    partial: PartialDatetime
    bits: float = 0.0
    rule: str | None = None
    broken: bool = False
    format: Format | None = None
    observed: str = ""
    weekday: frozenset[int] | None = None
    abbreviation: str | None = None
    out_of_season: bool = False

    def day(self) -> date | None:
        """The one calendar day it states, or None."""
        possible = days(self.partial)
        return possible[0] if len(possible) == 1 else None

    def __str__(self) -> str:
        """The reading in a few characters: "2022-02-25T14:40-05:00 Fri", "2022-??-25T??:40"."""
        text = str(self.partial)
        if self.weekday is not None and len(self.weekday) == 1:
            text += " " + names.weekday_name(next(iter(self.weekday)))[:3]
        return text


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of one raw date.

    ``information`` is what the string as it stands would say by chance, in bits; ``impossible`` says that as written it is no
    date although it has the shape of one; ``default`` that it is a zero that stands for "no date".
    """

    text: str
    information: float = 0.0
    healthy: tuple[Reading, ...] = ()
    broken: tuple[Reading, ...] = ()
    impossible: bool = False
    default: bool = False
    notes: tuple[str, ...] = ()


_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII)

#: Countries that write the month before the day.
_MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW", "BZ"))
# Shares of the orders where the country is not known, by language: English is written in both worlds; estimates.
_DAY_FIRST_SHARE_OF_ENGLISH = 0.5
_DAY_FIRST_SHARE = 0.97
#: A month of the Islamic calendar that begins by sight begins on the computed day in about 3 of 4 cases; an estimate, in bits.
_DAY_OFF = 2.6
#: A year that no Gregorian page would print leaves little doubt of its calendar; in bits.
_OTHER_CALENDAR = 0.1


@lru_cache(maxsize=4096)
def read(text: str, hints: Hints) -> Readings:
    """The readings of a raw date string under the page's hints, without those that need a defect (see ``with_defects``)."""
    quick = _read_iso(text)
    if quick is not None and calendars.ordinary(text):
        return quick
    cleaned = scan.plain(text)
    other = calendars.converted(cleaned, hints.language, hints.country)
    if other is not None:
        return _of_other_calendar(text, other, hints)
    if quick is not None:
        return quick
    count = damage.counted(cleaned)
    if count is not None:
        instant, rule = count
        reading = Reading(_stated(instant.replace(tzinfo=None), 0), 0.5, rule.id)
        return Readings(text, surprise(reading.partial), (reading,))
    if damage.is_zero_text(cleaned):
        return Readings(text, default=True)
    strict = _strict_iso(cleaned)
    if strict is not None:
        return Readings(text, surprise(strict.partial), (strict,))
    found = scan.shapes(cleaned, hints.language)
    if not found:
        free = _free_forms(cleaned)
        return Readings(text, _most_said(free), free)
    prices = _order_prices(found, hints)
    healthy = _distinct(
        reading for shape, price in zip(found, prices, strict=True) for reading in _readings(shape, None, price, hints)
    )
    information = _most_said(healthy) or _digits(found[0])
    default = bool(healthy) and all(_is_default(reading) for reading in healthy)
    return Readings(text, information, healthy, impossible=not healthy, default=default)


@lru_cache(maxsize=2048)
def with_defects(text: str, hints: Hints) -> Readings:
    """The same readings with those of every defect row whose slots the string has."""
    readings = read(text, hints)
    cleaned = scan.plain(text)
    if not calendars.ordinary(text) and calendars.converted(cleaned, hints.language, hints.country) is not None:
        return readings
    found = scan.shapes(cleaned, hints.language)
    prices = _order_prices(found, hints)
    broken = _distinct(
        reading
        for shape, price in zip(found, prices, strict=True)
        for defect in DEFECTS
        if _fits(shape, defect)
        for reading in _readings(shape, defect, price, hints)
    )
    as_written = {reading.partial for reading in readings.healthy}
    return replace(readings, broken=tuple(r for r in broken if r.partial not in as_written))


def _of_other_calendar(text: str, other: calendars.Converted, hints: Hints) -> Readings:
    """The readings of a date that another calendar counts, with the days around it where its months begin by sight."""
    notes = (other.finding,) if other.finding else ()
    if not other.text:
        return Readings(text, notes=notes)
    inner = read(other.text, hints)
    if other.rule is None:
        return replace(inner, text=text)
    healthy = [
        replace(reading, rule=other.rule.id, bits=reading.bits + _OTHER_CALENDAR, format=None) for reading in inner.healthy
    ]
    around = [
        replace(reading, partial=moved, bits=reading.bits + _DAY_OFF)
        for reading in healthy
        for days_off in ((-1, 1) if other.doubt else ())
        if (moved := _moved(reading.partial, days_off)) is not None
    ]
    return replace(inner, text=text, healthy=(*healthy, *around), notes=notes)


def _moved(partial: PartialDatetime, days_off: int) -> PartialDatetime | None:
    """The same statement of the day before or after; None where it does not state one day."""
    possible = days(partial)
    if len(possible) != 1:
        return None
    day = possible[0] + timedelta(days=days_off)
    return replace(partial, **{name: frozenset((getattr(day, name),)) for name in ("year", "month", "day")})


def _read_iso(text: str) -> Readings | None:
    """The readings of the ISO forms that make up nearly all machine dates, without a scan."""
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        wall = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    except ValueError:
        return None
    offset = None if zone is None else zones.offset_minutes(zone)
    if damage.is_default(wall, offset, hour is None) or (zone is not None and offset is None) or second == "60":
        return None
    # RFC 3339, section 4.3: -00:00 says that the local offset is not known
    if hour is None:
        partial = exactly(year=wall.year, month=wall.month, day=wall.day)
    else:
        partial = exactly(year=wall.year, month=wall.month, day=wall.day, hour=wall.hour, minute=wall.minute)
        if second is not None:
            partial = replace(partial, second=frozenset((wall.second,)))
        if offset is not None:
            partial = replace(partial, offset=frozenset((offset,)))
    return Readings(text, surprise(partial), (Reading(partial),))


def _most_said(readings: tuple[Reading, ...]) -> float:
    return max((surprise(reading.partial) for reading in readings), default=0.0)


def _digits(shape: scan.Shape) -> float:
    """The bits of a string that is no date: its numbers are as good as random, the year apart."""
    numbers = [text for name, text in shape.slot_texts() if text.isdecimal() and not name.startswith("year")]
    return 3.0 + sum(math.log2(10) * min(len(text), 2) for text in numbers)


def _order_prices(found: tuple[scan.Shape, ...], hints: Hints) -> tuple[float, ...]:
    """The bits of each order of day, month and year among the shapes of one string."""
    shares = [_order_share(shape, hints) for shape in found]
    total = sum(shares) or 1.0
    return tuple(-math.log2(share / total) if share else 20.0 for share in shares)


def _order_share(shape: scan.Shape, hints: Hints) -> float:
    if shape.order == "mdy":
        return _month_first_share(shape, hints)
    if shape.order == "dmy":
        return 1 - _month_first_share(shape, hints)
    # two-digit years first are written where the year stands first, and hardly anywhere else
    if shape.order == "ymd" and shape.text_of("year2") is not None:
        return 0.9 if (hints.language or "")[:2] in ("zh", "ja", "ko", "hu", "lt", "mn") else 0.03
    return 1.0


def _month_first_share(shape: scan.Shape, hints: Hints) -> float:
    if "." in shape.observed()[:6]:
        return 1 - _DAY_FIRST_SHARE
    if hints.country is not None:
        return _DAY_FIRST_SHARE if hints.country in _MONTH_FIRST else 1 - _DAY_FIRST_SHARE
    if hints.language is None or hints.language.split("-")[0] in ("en", "und"):
        region = (hints.language or "").upper().split("-")[-1]
        if region in _MONTH_FIRST:
            return _DAY_FIRST_SHARE
        return 1 - _DAY_FIRST_SHARE if region in ("GB", "AU", "IE", "NZ", "IN", "ZA") else 1 - _DAY_FIRST_SHARE_OF_ENGLISH
    return 1 - _DAY_FIRST_SHARE


def _fits(shape: scan.Shape, defect: Defect) -> bool:
    present = {name for _, _, name in shape.spans}
    if "hour_of_half" in present and "hour" in defect.slots:
        return False
    return set(defect.slots) <= present


def _readings(shape: scan.Shape, defect: Defect | None, price: float, hints: Hints) -> list[Reading]:
    """The readings of a shape, as written or under a defect: one, or one for each offset that its zone may mean."""
    renamed = {} if defect is None else defect.slots
    texts = tuple((renamed.get(name, name), text) for name, text in shape.slot_texts())
    said = read_slots(texts, shape.language)
    partial = None if said is None else settle(said)
    if partial is None:
        return []
    weekday_text = shape.text_of("weekday_name")
    reading = Reading(
        partial,
        # one or two words that do not belong to a date are a name or a label; many are a sentence about another day.  In bits,
        # an estimate: 1 word 0.1, 3 words 1, 6 words 4
        price + min(shape.strangers**2 / 9, 4.0) + (0.0 if defect is None else defect.bits),
        None if defect is None else defect.rule.id,
        defect is not None,
        shape.format().with_slots(renamed),
        shape.observed(),
        names.weekdays(weekday_text, shape.language) if weekday_text else None,
    )
    return _zoned(reading, shape.text_of("zone"), hints)


def _zoned(reading: Reading, zone_text: str | None, hints: Hints) -> list[Reading]:
    if zone_text is None:
        return [reading]
    stated = zones.offset_minutes(zone_text)
    if stated is not None:
        return [replace(reading, partial=replace(reading.partial, offset=frozenset((stated,))))]
    possible = days(reading.partial)
    when = possible[0] if possible else date(only(reading.partial.year) or 2000, 1, 15)
    return [
        replace(
            reading,
            partial=replace(reading.partial, offset=frozenset((meaning.offset,))),
            bits=reading.bits - math.log2(meaning.probability),
            abbreviation=zone_text,
            out_of_season=meaning.out_of_season,
        )
        for meaning in zones.offsets(zone_text, when, hints.country)
    ]


# The ISO 8601 forms beyond the calendar date with colons: week and ordinal dates, and the basic forms with their T
_OTHER_ISO = re.compile(
    r"(?P<day>\d{4}-?W\d\d(?:-?\d)?|\d{4}-\d{3}|\d{8}(?=T))(?P<time>T\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,6})?)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?\Z",
    re.ASCII,
)
_ISO_PARSER = dateutil_parser.isoparser()


def _strict_iso(text: str) -> Reading | None:
    """What dateutil's strict ISO parser reads in the rarer ISO forms; the offset is ours to read, and a week is no day."""
    match = _OTHER_ISO.match(text)
    if match is None or re.fullmatch(r"\d{4}-?W\d\d", match["day"]):
        return None
    try:
        wall = _ISO_PARSER.isoparse(match["day"] + (match["time"] or "").replace(",", "."))
    except ValueError:
        return None
    said = {"year": wall.year, "month": wall.month, "day": wall.day}
    if match["time"]:
        said |= {"hour": wall.hour, "minute": wall.minute}
        if len(match["time"].replace(":", "")) >= 7:
            said["second"] = wall.second
    offset = zones.offset_minutes(match["zone"]) if match["zone"] else None
    return Reading(exactly(**said) if offset is None else exactly(**said, offset=offset))


# Shapes that only a free-form parser reads; each must show a day, a month's name and a four-digit year before it is asked
_SHOWS_ALL = re.compile(r"(?=.*\b(?:19|20)\d\d\b)(?=.*(?<!\d)\d{1,2}(?!\d))", re.S)


def _free_forms(text: str) -> tuple[Reading, ...]:
    """What dateutil reads in a stamp that the scanner does not know, where two runs with different defaults agree.

    Where they differ, a part came from the default and not from the page.  Offsets are never left to it: it reads GMT+0530 as
    -05:30.
    """
    if (
        not text
        or len(text) > 64
        or not _SHOWS_ALL.match(text)
        or not any(names.months_in(w.lower().strip(".,"), "en") for w in text.split())
    ):
        return ()
    try:
        first, second = (
            dateutil_parser.parse(text, default=default, ignoretz=True)
            for default in (datetime(1, 1, 1, 1, 1, 1), datetime(2, 2, 2, 2, 2, 2))
        )
    except (ValueError, OverflowError):
        return ()
    if first.date() != second.date():
        return ()
    return (Reading(exactly(year=first.year, month=first.month, day=first.day), 1.0, None),)


def _is_default(reading: Reading) -> bool:
    day = reading.day()
    if day is None:
        return False
    hour, minute = only(reading.partial.hour), only(reading.partial.minute)
    wall = datetime(day.year, day.month, day.day, hour or 0, minute or 0)
    return damage.is_default(wall, only(reading.partial.offset), hour is None)


def _distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The cheapest reading of each meaning, in order."""
    best: dict[object, Reading] = {}
    for reading in readings:
        key = (reading.partial, reading.abbreviation)
        if key not in best or reading.bits < best[key].bits:
            best[key] = reading
    return tuple(best.values())


def _stated(wall: datetime, offset: int) -> PartialDatetime:
    return exactly(
        year=wall.year, month=wall.month, day=wall.day, hour=wall.hour, minute=wall.minute, second=wall.second,
        offset=offset,
    )  # fmt: skip


def text_of(raw: Json) -> str | None:
    """A raw date as the string that is read: numbers are printed, a list of one is its member, other shapes are None."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int | float):
        return str(int(raw)) if float(raw).is_integer() else repr(raw)
    if isinstance(raw, list | tuple) and len(raw) == 1:
        return text_of(raw[0])
    return None


def proves(reading: Reading, moment: Moment) -> bool:
    """Whether rendering the moment in the reading's format gives the observed string back.

    Tried at the moment's own offset and in UTC, where a server may have rendered it.
    """
    if reading.format is None:
        return False
    if reading.format.render(moment) == reading.observed:
        return True
    return moment.offset is not None and reading.format.render(moment.at(0)) == reading.observed
