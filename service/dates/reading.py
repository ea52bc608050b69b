"""The readings of a date's shape: what it says under one hypothesis of how it was written, with its price and proof.

As written, under a row of defects.py, with its clock on past 24, in either half of the day, and in each zone that it may mean.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from service import names
from service.dates import scan, zones
from service.dates.formats import Moment, read_slots
from service.dates.partial import PartialDatetime, days, only, settle, time_of
from service.dates.score import rule
from service.dates.string_repairs import Repaired
from service.lexicon.date_words import is_parted
from service.model import Rule

END_OF_DAY = rule("end_of_day_clock")
PAST_MIDNIGHT = rule("clock_past_midnight")
RULES = (END_OF_DAY, PAST_MIDNIGHT)


class Hints(NamedTuple):
    """What a page says about its writers, for order and zones: BCP 47 language and ISO 3166 country, where known.

    ``fetched`` is when the page was fetched (UTC, naive), from which "3 hours ago" counts; ``clock`` the offset that the
    site's clocks showed then, in minutes.  ``order`` is that of the page's dates between strokes that can have but one, and
    ``saved`` the moment of its modification (UTC, or its day's beginning), before which a day without a year lies.
    """

    language: str | None = None
    country: str | None = None
    fetched: datetime | None = None
    clock: int | None = None
    order: str = ""
    saved: datetime | None = None


class Written(NamedTuple):
    """How a text was written: its shape, its slots of another kind, and the clock's lag: "25 Feb 25:30" is of the 26th."""

    shape: scan.Shape
    renamed: Mapping[str, str]
    shift: timedelta = timedelta(0)


class Reading(NamedTuple):
    """What a raw date says under one hypothesis of how it was written.

    ``bits`` is the price of the hypothesis (-log2 of its share), and ``meaning`` the part of it that the zone's name costs for
    meaning this offset.  ``rule`` names the form or the damage.  ``broken`` says that the string as it stands means something
    else.  A ``silent`` reading is of damage that left a readable string, and is believed only beside a second witness.
    ``weekday`` is a check, not a statement.  ``string_repairs`` were made before the text was read, the outermost first.
    """

    partial: PartialDatetime
    bits: float = 0.0
    rule: str | None = None
    broken: bool = False
    written: Written | None = None
    weekday: frozenset[int] | None = None
    abbreviation: str | None = None
    out_of_season: bool = False
    string_repairs: tuple[Repaired, ...] = ()
    silent: bool = False
    meaning: float = 0.0

    @property
    def format(self) -> str | None:
        """The pattern in which the text was written, or None for a count and for a timestamp that needs no proof."""
        return None if self.written is None else self.written.shape.pattern(self.written.renamed)

    @property
    def observed(self) -> str:
        """The part of the text that the format stands for."""
        return "" if self.written is None else self.written.shape.observed()

    def day(self) -> date | None:
        """The one calendar day it states, or None."""
        possible = days(self.partial)
        return possible[0] if len(possible) == 1 else None

    def __str__(self) -> str:
        """The reading in a few characters: "2022-02-25T14:40-05:00 Fri", "2022-??-25T??:40"."""
        weekday = only(self.weekday)
        return str(self.partial) if weekday is None else f"{self.partial} {names.weekday_name(weekday)[:3]}"


@dataclass(frozen=True, slots=True)
class Defect:
    """A rule, the slots it swaps (intended -> actual), and how rare it is, in bits (-log2 of its share of pages).

    The bits are estimates of which the order matters: as written costs nothing, a common slip less than an odd one.
    ``padded`` is added where the slot holds a zero-padded number, for slips of code that pads nothing (getMonth() gives "1"),
    and ``in_timestamp`` in a whole ISO timestamp with its offset, as libraries write it.  ``beside`` are slots that must stand
    in the string too, ``without`` those that must not.  ``narrowed`` rows say several days, of which those stand that the
    actual pattern renders as the observed string; ``on_fetch_day`` rows need a string of the day of the fetch, and
    ``by_weekday`` rows a whole printed date whose day of the week is right, and not that of the string as written.
    """

    rule: Rule
    slots: Mapping[str, str]
    bits: float
    padded: float = 0.0
    in_timestamp: float = 0.0
    beside: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    on_fetch_day: bool = False
    narrowed: bool = False
    by_weekday: bool = False


def proves(reading: Reading, moment: Moment) -> bool:
    """Return whether the moment, rendered in the reading's format, gives the observed string back."""
    # counts and string repairs have proofs of their own
    return reading.day() is not None if reading.written is None else shown_as(reading, moment) is not None


def shown_as(reading: Reading, moment: Moment) -> Moment | None:
    """Return the moment as the reading's format shows it: at its own offset, in UTC, or at midnight where no clock was given.

    new Date("February 25") is 2001-02-25T00:00:00, whatever hour the page's readers see.
    """
    if reading.written is None:
        return None
    shape, renamed, shift = reading.written
    seen = [moment] if not moment.offset else [moment, moment.at(0)]
    texts = dict(shape.slot_texts())
    if _shows_midnight(texts):
        seen.append(Moment(moment.wall.replace(hour=0, minute=0, second=0), zones.offset_minutes(texts.get("zone", ""))))
    observed = shape.observed()
    return next((m for m in seen if shape.rendered(m._replace(wall=m.wall - shift), renamed) == observed), None)


def _shows_midnight(texts: Mapping[str, str]) -> bool:
    """Return whether a date has a clock, and that is 00:00."""
    clock = [text.strip("0") for name, text in texts.items() if name in ("hour", "minute", "second", "fraction")]
    return "hour" in texts and not any(clock)


#: The price, in bits, of a statement that the words themselves allow, as good as stated.
AS_SAID = 0.05
_AS_WRITTEN: Mapping[str, str] = {}
#: Slots that a parser filled in because the text had no value for them.
_DEFAULTS = frozenset(("default_year", "default_day"))
#: What two digits cost, in bits, that mean an archive of before 1990 or a year to come; and a number that a blank parts.
_FAR_TWO_DIGIT_YEAR, _PARTED_NUMBER = 5.0, 5.0
#: "2017-11-03T03:01:00-04:00": libraries write the whole form, and none of them exchanges its parts or counts months from zero.
_ISO_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)\Z", re.ASCII)
#: The ends of June and December, one of whose seconds may be a leap second, as some zone's clock shows it.
_LEAPS = ((6, 30), (7, 1), (12, 31), (1, 1))
#: "February 25, 2022 2:40" on an English page: where clocks go to 12, the letters for the half are left out on about one line
#: in five that has neither them nor a leading zero; an estimate, as the bits of either half.
_FIRST_HALF, _SECOND_HALF = 0.32, 2.32
#: Countries whose English clocks go to 24, as the CLDR has it.
_CLOCKS_TO_24 = frozenset(("GB", "IE", "ZA", "NG", "KE", "BE", "DE", "EU", "HK"))
#: Zones where an English clock goes to 12; who prints one of another continent ("11:50 CEST", "10:42 IST") goes to 24.
_ZONES_OF_TWELVE = re.compile(r"[ECMP]T|(?:[ECMPN]|A[KEC]?)[SD]T|HST|AWST|NZ[SD]T|PKT|PHT", re.I)


def readings_of(
    shape: scan.Shape, defect: Defect | None, price: float, hints: Hints, slots: Mapping[str, str] = _AS_WRITTEN
) -> list[Reading]:
    """Return the readings of a shape, as written or under a defect: one, or one for each offset that its zone may mean."""
    renamed = slots if defect is None else defect.slots
    pairs = shape.slot_texts()
    said = read_slots(tuple([(renamed.get(name, name), text) for name, text in pairs]) if renamed else pairs, shape.language)
    if said is None:
        return []
    texts = dict(pairs)
    # a date that was given no clock shows midnight, of the machine's own zone
    timeless = defect is not None and not _DEFAULTS.isdisjoint(defect.slots.values()) and _shows_midnight(texts)
    partial = settle(said._replace(hour=None, minute=None, second=None) if timeless else said)
    if partial is None:
        return []
    if 60 in (partial.second or ()) and (
        only(partial.minute) != 59 or not [day for day in days(partial) if (day.month, day.day) in _LEAPS]
    ):
        return []
    # one or two words that do not belong to a date are a name or a label; many are a sentence about another day.  In bits,
    # an estimate: 1 word 0.1, 3 words 1, 6 words 4
    bits = price + min(shape.strangers**2 / 9, 4.0)
    bits += _PARTED_NUMBER if is_parted(shape.text, shape.spans) else 0.0
    if defect is not None:
        padded = defect.padded and [slot for slot in defect.slots if texts[slot][:1] == "0" and texts[slot].strip("0")]
        whole = defect.in_timestamp and _ISO_TIMESTAMP.match(shape.observed())
        bits += defect.bits + (defect.padded if padded else 0.0) + (defect.in_timestamp if whole else 0.0)
    if "year2" in texts and (year := only(partial.year)) is not None:
        # so is a century at the end of a text, where the rest of the year may be cut off: "February 25, 20"; not "18-OCT-19"
        cut = shape.order == "name" and re.search(r"(?<![-'’‘./A-Za-z])(?:19|20)\Z", shape.text) is not None
        bits += _FAR_TWO_DIGIT_YEAR if cut or not 1990 <= year < 2040 else 0.0
    named = texts.get("weekday_name")
    reading = Reading(
        partial, bits, None if defect is None else defect.rule.id, defect is not None, Written(shape, renamed),
        names.weekdays(named, shape.language) if named else None,
    )  # fmt: skip
    found = [reading] if defect is None or not defect.narrowed else _narrowed(reading)
    zone = texts.get("zone") if "zone" not in renamed and not timeless else None
    zoned = found if zone is None else [each for reading in found for each in _zoned(reading, zone, hints)]
    return _either_half(zoned, shape, texts, hints) if shape.order == "name" and defect is None and not renamed else zoned


def _either_half(readings: list[Reading], shape: scan.Shape, texts: Mapping[str, str], hints: Hints) -> list[Reading]:
    """Return the readings, twice those of an English clock to 11 that does not say which half of the day it means."""
    hour = texts.get("hour", "0")
    # a clock that shows seconds was written by a machine, and goes to 24
    if hour[0] == "0" or int(hour) > 11 or "second" in texts:
        return readings
    clock = [place for *span, slot in shape.spans if slot in ("hour", "minute") for place in span]
    region = hints.country or (hints.language or "").upper().split("-")[-1]
    if (
        # "2016-Mar-04 10:06", "1126 hrs"
        shape.spans[0][2] == "year" or (len(clock) == 4 and clock[1] == clock[2])
        or not _ZONES_OF_TWELVE.fullmatch(texts.get("zone", "ET")) or region in _CLOCKS_TO_24
        or {(tag or "en").split("-")[0] for tag in (hints.language, shape.language)} != {"en"}
    ):  # fmt: skip
        return readings
    return [
        reading._replace(partial=reading.partial._replace(hour=frozenset((int(hour) + half,))), bits=reading.bits + bits)
        for reading in readings
        for half, bits in ((0, _FIRST_HALF), (12, _SECOND_HALF))
    ]


def _zoned(reading: Reading, zone: str, hints: Hints) -> list[Reading]:
    """Return the reading with the offset that its zone states, or with each that its zone's name may mean."""
    if zones.leaves_offset_open(zone):
        return [reading]
    stated = zones.offset_minutes(zone)
    behind = zones.offset_minutes(zone[1:]) if stated is None and zone[:1] in "Zz" else None
    if stated is not None or behind is not None:
        # "14:40:00Z-05:00": a literal Z and an offset; one of the two is the clock's, as often the one as the other
        meant = [stated] if stated is not None else sorted({0, behind or 0})
        return [
            reading._replace(partial=reading.partial._replace(offset=frozenset((offset,))), bits=reading.bits + len(meant) - 1)
            for offset in meant
        ]
    possible, hour = days(reading.partial), only(reading.partial.hour)
    day = possible[0] if possible else date(only(reading.partial.year) or 2000, 1, 15)
    wall = datetime(day.year, day.month, day.day, hour if hour is not None and hour < zones.CHANGED_BY else 12)
    return [
        reading._replace(
            partial=reading.partial._replace(offset=frozenset((meaning.offset,))),
            bits=reading.bits - math.log2(meaning.probability), abbreviation=zone, out_of_season=meaning.out_of_season,
            meaning=-math.log2(meaning.probability),
        )
        for meaning in zones.offsets(zone, wall, hints.country or zones.HOMES.get((hints.language or "")[:2]))
    ]  # fmt: skip


def _narrowed(reading: Reading) -> list[Reading]:
    """Return the reading in the one year in which its format renders the observed string; empty without exactly one."""
    hour, minute, second = time_of(reading.partial)
    clock = time(hour or 0, minute or 0, min(second or 0, 59))
    # the few days whose week belongs to another year
    turn = [day for day in days(reading.partial) if (day.month, day.day) >= (12, 26) or (day.month, day.day) <= (1, 3)]
    proved = [
        day.year
        for day in turn
        if str(day.year) not in reading.observed and proves(reading, Moment(datetime.combine(day, clock)))
    ]
    return [reading._replace(partial=reading.partial._replace(year=frozenset(proved)))] if len(proved) == 1 else []


def past_midnight(shape: scan.Shape, hints: Hints) -> list[Reading]:
    """Return the readings of a clock that goes on past 24: 24:00 is the next day's start, 25:30 its half past one."""
    hour = shape.text_of("hour") or ""
    language = (hints.language or "")[:2]
    # past 24:59 only broadcasters of the Far East go: elsewhere hour and minute are exchanged; "12_28:33" is in pieces
    if not "24" <= hour <= ("29" if language in ("", "ja", "ko", "zh") else "24") or f"_{hour}" in shape.text:
        return []
    renamed, found = {"hour": "hour_past_midnight"}, []
    for reading in readings_of(shape, None, 0.0, hints, renamed):
        if (day := reading.day()) is None:
            continue
        end_of_day = hour == "24" and not any(time_of(reading.partial)[1:])
        if hour == "24":
            same_day = readings_of(shape, None, 4.0, hints, {"hour": "hour_to_24"})
            found += [each._replace(rule="hour_counted_to_24", broken=True, silent=end_of_day) for each in same_day]
        # Java's kk prints 24:05 for five past midnight of the same day
        doubtful = hour == "24" and not end_of_day and language not in ("ja", "ko")
        found.append(reading._replace(
            partial=on_day(reading.partial, day + timedelta(days=1)), bits=4.0 if doubtful else AS_SAID, broken=doubtful,
            rule=(END_OF_DAY if end_of_day else PAST_MIDNIGHT).id, written=Written(shape, renamed, timedelta(days=1)),
            weekday=None,
        ))  # fmt: skip
    return found


def on_day(partial: PartialDatetime, day: date) -> PartialDatetime:
    """Return the same statement for another day."""
    year, month, number = [frozenset((part,)) for part in (day.year, day.month, day.day)]
    return partial._replace(year=year, month=month, day=number, weekday=None, yearday=None)


def distinct(readings: Sequence[Reading], together: bool = False) -> list[Reading]:
    """Return the cheapest reading of each meaning, in order.

    ``together`` as probable as all that have it: 03/03/2021 is one day in either order.
    """
    if len(readings) < 2:
        return [*readings]
    best: dict[object, Reading] = {}
    shares: dict[object, float] = {}
    for reading in readings:
        key = (reading.partial, reading.abbreviation)
        shares[key] = shares.get(key, 0.0) + 2.0**-reading.bits
        if key not in best or reading.bits < best[key].bits:
            best[key] = reading
    if together and len(best) < len(readings):
        return [reading._replace(bits=max(0.0, -math.log2(shares[key]))) for key, reading in best.items()]
    return list(best.values())
