"""The readings of a date's shape: what it says under one hypothesis of how it was written, with its
price and proof.

As written, under a row of defects.py, with its clock on past 24, in either half of the day, and in
each zone that it may mean.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from service.dates import zones
from service.dates.formats import SLOTS, Moment, read_slots
from service.dates.partial import PartialDatetime, days, only, settle, time_of
from service.dates.score import rule
from service.dates.string_repairs import Repaired
from service.lexicon import calendar_names as names
from service.model import Rule
from service.spans import clocks, shapes
from service.spans.date_words import has_split_number

END_OF_DAY = rule("end_of_day_clock")
PAST_MIDNIGHT = rule("clock_past_midnight")
RULES = (END_OF_DAY, PAST_MIDNIGHT)


class Hints(NamedTuple):
    """What a page says about its writers, for order and zones: BCP 47 language and ISO 3166
    country, where known.

    ``fetched`` is when the page was fetched (UTC, naive), from which "3 hours ago" counts;
    ``clock`` the offset that the site's clocks showed then, in minutes.  ``order`` is that of the
    page's dates between strokes that can have but one, and ``saved`` the moment of its modification
    (UTC, or its day's beginning), before which a day without a year lies.
    """

    language: str | None = None
    country: str | None = None
    fetched: datetime | None = None
    clock: int | None = None
    order: str = ""
    saved: datetime | None = None


class Written(NamedTuple):
    """How a text was written: its shape, its slots of another kind, and the clock's lag: "25 Feb
    25:30" is of the 26th.
    """

    shape: shapes.Shape
    renamed: Mapping[str, str]
    shift: timedelta = timedelta(0)


class Reading(NamedTuple):
    """What a raw date says under one hypothesis of how it was written.

    ``bits`` is the price of the hypothesis (-log2 of its share), and ``meaning`` the part of it
    that the zone's name costs for meaning this offset.  ``rule`` names the form or the damage.
    ``broken`` says that the string as it stands means something else.  A ``silent`` reading is of
    damage that left a readable string, and is believed only beside a second witness. ``weekday`` is
    a check, not a statement.  ``string_repairs`` were made before the text was read, the outermost
    first.
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
        """The pattern in which the text was written, or None for a count and for a timestamp that
        needs no proof.
        """
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
        return (
            str(self.partial)
            if weekday is None
            else f"{self.partial} {names.weekday_name(weekday)[:3]}"
        )


class Circumstances(NamedTuple):
    """What a row of defects is asked about: the texts of a date's slots, what its month may be, its
    language, and whether the date is that of the fetch, or is confirmed by a printed weekday.
    """

    texts: Mapping[str, str]
    months: frozenset[int] | None
    language: str | None
    on_fetch_day: bool
    by_weekday: bool


def _anywhere(_: Circumstances) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Defect:
    """A rule, the slots it swaps (intended -> actual), and how rare it is, in bits (-log2 of its
    share of pages).

    The bits are estimates of which the order matters: as written costs nothing, a common slip less
    than an odd one.  ``where`` says in which circumstances the row is tried at all, and ``dearer``
    what it costs more: where a slot holds such a text, or the whole date is written so.
    """

    rule: Rule
    slots: Mapping[str, str]
    bits: float
    where: Callable[[Circumstances], bool] = _anywhere
    dearer: tuple[tuple[Callable[[shapes.Shape, Collection[str]], bool], float], ...] = ()

    def price(self, shape: shapes.Shape) -> float:
        """The bits of the row for a date of this shape."""
        return sum([more for holds, more in self.dearer if holds(shape, self.slots)], self.bits)


def is_padded(shape: shapes.Shape, slots: Collection[str]) -> bool:
    """Return whether one of the slots holds a padded number, "02": code that pads nothing does not
    write it (getMonth() gives "1").
    """
    return any(
        name in slots and text[:1] == "0" and bool(text.strip("0"))
        for name, text in shape.slot_texts()
    )


def is_iso_timestamp(shape: shapes.Shape, _: Collection[str]) -> bool:
    """Return whether a date is a whole ISO timestamp with its offset, as libraries write it."""
    return _ISO_TIMESTAMP.match(shape.observed()) is not None


def proves(reading: Reading, moment: Moment) -> bool:
    """Return whether the moment, rendered in the reading's format, gives the observed string
    back.
    """
    # counts and string repairs have proofs of their own
    return (
        reading.day() is not None
        if reading.written is None
        else shown_as(reading, moment) is not None
    )


def shown_as(reading: Reading, moment: Moment) -> Moment | None:
    """Return the moment as the reading's format shows it: at its own offset, in UTC, or at midnight
    where no clock was given.

    new Date("February 25") is 2001-02-25T00:00:00, whatever hour the page's readers see.
    """
    if reading.written is None:
        return None
    shape, renamed, shift = reading.written
    seen = [moment] if not moment.offset else [moment, moment.at(0)]
    texts = dict(shape.slot_texts())
    if _shows_midnight(texts):
        seen.append(
            Moment(
                moment.wall.replace(hour=0, minute=0, second=0),
                clocks.offset_minutes(texts.get("zone", "")),
            )
        )
    observed = shape.observed()
    return next(
        (m for m in seen if rendered(shape, m._replace(wall=m.wall - shift), renamed) == observed),
        None,
    )


def rendered(shape: shapes.Shape, moment: Moment, renamed: Mapping[str, str]) -> str | None:
    """Return the moment written as a shape is, some of its slots renamed, or None where a slot
    cannot show it.
    """
    return shape.written(
        lambda slot, text: SLOTS[renamed.get(slot, slot)].render(moment, text, shape.language)
    )


def _shows_midnight(texts: Mapping[str, str]) -> bool:
    """Return whether a date has a clock, and that is 00:00."""
    clock = [
        text.strip("0")
        for name, text in texts.items()
        if name in ("hour", "minute", "second", "fraction")
    ]
    return "hour" in texts and not any(clock)


#: The price, in bits, of a statement that the words themselves allow, as good as stated.
AS_SAID = 0.05
_AS_WRITTEN: Mapping[str, str] = {}
#: Slots that say several years, of which that stands in which they show the observed string.
WEEK_YEAR_SLOTS = frozenset(("us_week_year", "iso_week_year"))
#: Slots that a parser filled in because the text had no value for them.
_DEFAULTS = frozenset(("default_year", "default_day"))
#: What two digits cost, in bits, that mean an archive of before 1990 or a year to come; and a
#: number that a blank parts.
_FAR_TWO_DIGIT_YEAR, _PARTED_NUMBER = 5.0, 5.0
#: "2017-11-03T03:01:00-04:00": libraries write the whole form, and none of them exchanges its parts
#: or counts months from zero.
_ISO_TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)\Z", re.ASCII
)
#: The years that two digits mean on nearly all pages.
_NEAR_YEARS = frozenset(range(1990, 2040))
_CENTURY_AT_END = re.compile(r"(?<![-'’‘./A-Za-z])(?:19|20)\Z")
#: The ends of June and December, one of whose seconds may be a leap second, as some zone's clock
#: shows it.
_LEAPS = ((6, 30), (7, 1), (12, 31), (1, 1))
#: "February 25, 2022 2:40" on an English page: where clocks go to 12, the letters for the half are
#: left out on about one line in five that has neither them nor a leading zero; an estimate, as the
#: bits of either half.
_FIRST_HALF, _SECOND_HALF = 0.32, 2.32
#: The hours that a clock to 12 shows without a leading zero in both halves of the day.
_HOURS_OF_HALF = frozenset(map(str, range(1, 12)))
#: Countries whose English clocks go to 24, as the CLDR has it.
_CLOCKS_TO_24 = frozenset(("GB", "IE", "ZA", "NG", "KE", "BE", "DE", "EU", "HK"))
#: Zones where an English clock goes to 12; who prints one of another continent ("11:50 CEST",
#: "10:42 IST") goes to 24.
_ZONES_OF_TWELVE = re.compile(r"[ECMP]T|(?:[ECMPN]|A[KEC]?)[SD]T|HST|AWST|NZ[SD]T|PKT|PHT", re.I)
#: The last hour that a day's clocks show: past 24:59 only broadcasters of the Far East go;
#: elsewhere hour and minute are exchanged.
_LAST_HOURS = dict.fromkeys(("", "ja", "ko", "zh"), "29")
_PAST_MIDNIGHT = {"hour": "hour_past_midnight"}


def readings_of(
    shape: shapes.Shape,
    defect: Defect | None,
    price: float,
    hints: Hints,
    slots: Mapping[str, str] = _AS_WRITTEN,
) -> list[Reading]:
    """Return the readings of a shape, as written or under a defect: one, or one for each offset
    that its zone may mean.
    """
    renamed = slots if defect is None else defect.slots
    texts = dict(shape.slot_texts())
    is_timeless = _is_timeless(renamed, texts)
    partial = _stated_by(shape, renamed, is_timeless)
    if partial is None:
        return []
    bits = _bits_of_form(shape, texts, partial, price)
    reading = Reading(
        partial, bits, written=Written(shape, renamed), weekday=_weekdays_of(texts, shape.language)
    )
    if defect is not None:
        reading = reading._replace(
            bits=bits + defect.price(shape), rule=defect.rule.id, broken=True
        )
    zone = "" if is_timeless or "zone" in renamed else texts.get("zone", "")
    zoned = [each for one in _narrowed(reading) for each in _zoned(one, zone, hints)]
    leaves_half_open = not renamed and _leaves_half_open(shape, texts, hints)
    return _either_half(zoned) if leaves_half_open else zoned


def _is_timeless(renamed: Mapping[str, str], texts: Mapping[str, str]) -> bool:
    """Return whether a parser filled in parts of a date that was given no clock: it then shows
    midnight, of the machine's own zone.
    """
    return not _DEFAULTS.isdisjoint(renamed.values()) and _shows_midnight(texts)


def _weekdays_of(texts: Mapping[str, str], language: str | None) -> frozenset[int] | None:
    """Return what the printed name of a weekday may mean, or None where none is printed."""
    named = texts.get("weekday_name")
    return names.weekdays(named, language) if named else None


def _stated_by(
    shape: shapes.Shape, renamed: Mapping[str, str], is_timeless: bool
) -> PartialDatetime | None:
    """Return what a shape's texts state, some of its slots renamed; None where no day has it."""
    pairs = shape.slot_texts()
    if renamed:
        pairs = tuple([(renamed.get(name, name), text) for name, text in pairs])
    said = read_slots(pairs, shape.language)
    if said is None:
        return None
    partial = settle(said._replace(hour=None, minute=None, second=None) if is_timeless else said)
    return None if partial is None or _has_wrong_leap_second(partial) else partial


def _has_wrong_leap_second(partial: PartialDatetime) -> bool:
    """Return whether a sixtieth second stands where no minute has one."""
    ends = {(day.month, day.day) for day in days(partial)} if 60 in (partial.second or ()) else None
    return ends is not None and (only(partial.minute) != 59 or ends.isdisjoint(_LEAPS))


def _bits_of_form(
    shape: shapes.Shape, texts: Mapping[str, str], partial: PartialDatetime, price: float
) -> float:
    """Return the price of a shape with what makes it an odd form of a date."""
    # one or two words that do not belong to a date are a name or a label; many are a sentence about
    # another day.  In bits, an estimate: 1 word 0.1, 3 words 1, 6 words 4
    bits = price + min(shape.strangers**2 / 9, 4.0)
    if has_split_number(shape.text, shape.spans):
        bits += _PARTED_NUMBER
    if "year2" in texts and (_is_cut_century(shape) or _NEAR_YEARS.isdisjoint(partial.year or ())):
        bits += _FAR_TWO_DIGIT_YEAR
    return bits


def _is_cut_century(shape: shapes.Shape) -> bool:
    """Return whether a short year at a text's end may be a century of which the rest was cut off:
    "February 25, 20"; not "18-OCT-19".
    """
    return shape.order == "name" and _CENTURY_AT_END.search(shape.text) is not None


def _either_half(readings: list[Reading]) -> list[Reading]:
    """Return the readings of a clock to 12, each in both halves of the day."""
    return [
        reading._replace(
            partial=reading.partial._replace(hour=frozenset((hour + half,))),
            bits=reading.bits + bits,
        )
        for reading in readings
        for hour in reading.partial.hour or ()
        for half, bits in ((0, _FIRST_HALF), (12, _SECOND_HALF))
    ]


def _leaves_half_open(shape: shapes.Shape, texts: Mapping[str, str], hints: Hints) -> bool:
    """Return whether a date has an English clock to 11 that does not say which half of the day it
    means.
    """
    # a clock that shows seconds was written by a machine, and goes to 24
    if shape.order != "name" or "second" in texts or texts.get("hour") not in _HOURS_OF_HALF:
        return False
    begins = {slot: start for start, _, slot in shape.spans}
    ends = {slot: end for _, end, slot in shape.spans}
    # "2016-Mar-04 10:06", "1126 hrs"
    is_military = shape.spans[0][2] == "year" or ends["hour"] == begins.get("minute")
    return not is_military and _reads_clocks_to_12(shape, texts.get("zone", "ET"), hints)


def _reads_clocks_to_12(shape: shapes.Shape, zone: str, hints: Hints) -> bool:
    """Return whether the page and the text are in English, for readers whose clocks go to 12."""
    region = hints.country or (hints.language or "").upper().split("-")[-1]
    languages = {(tag or "en").split("-")[0] for tag in (hints.language, shape.language)}
    to_12 = region not in _CLOCKS_TO_24 and _ZONES_OF_TWELVE.fullmatch(zone) is not None
    return to_12 and languages == {"en"}


def _zoned(reading: Reading, zone: str, hints: Hints) -> list[Reading]:
    """Return the reading with the offset that its zone states, or with each that its zone's name
    may mean.
    """
    if not zone or clocks.leaves_offset_open(zone):
        return [reading]
    stated = _stated_offsets(zone)
    if stated:
        return [
            reading._replace(
                partial=reading.partial._replace(offset=frozenset((offset,))),
                bits=reading.bits + len(stated) - 1,
            )
            for offset in stated
        ]
    country = hints.country or zones.HOMES.get((hints.language or "")[:2])
    return [
        reading._replace(
            partial=reading.partial._replace(offset=frozenset((meaning.offset,))),
            bits=reading.bits - math.log2(meaning.probability),
            abbreviation=zone,
            out_of_season=meaning.out_of_season,
            meaning=-math.log2(meaning.probability),
        )
        for meaning in zones.offsets(zone, _hour_of_change(reading.partial), country)
    ]


def _stated_offsets(zone: str) -> list[int]:
    """Return the offsets that a zone states in figures, or none for a name.

    "14:40:00Z-05:00" has a literal Z and an offset; one of the two is the clock's, as often the one
    as the other.
    """
    stated = clocks.offset_minutes(zone)
    if stated is not None:
        return [stated]
    behind = clocks.offset_minutes(zone[1:]) if zone[0] in "Zz" else None
    return [] if behind is None else sorted({0, behind})


def _hour_of_change(partial: PartialDatetime) -> datetime:
    """Return the hour at which the season of a date's clocks is looked up: its own in the small
    hours, in which clocks are changed, else noon.
    """
    middle = date(only(partial.year) or 2000, 1, 15)
    day, hour = next(iter(days(partial)), middle), only(partial.hour)
    is_small = hour is not None and hour < zones.CHANGED_BY
    return datetime(day.year, day.month, day.day, hour or 0 if is_small else 12)


def _narrowed(reading: Reading) -> list[Reading]:
    """Return the reading of a week's year in the one year in which its format renders the observed
    string, or none without exactly one; any other reading as it is.
    """
    if reading.written is None or reading.written.renamed.get("year") not in WEEK_YEAR_SLOTS:
        return [reading]
    hour, minute, second = time_of(reading.partial)
    clock = time(hour or 0, minute or 0, min(second or 0, 59))
    proved = [
        day.year
        for day in days(reading.partial)
        if str(day.year) not in reading.observed
        and proves(reading, Moment(datetime.combine(day, clock)))
    ]
    if len(proved) != 1:
        return []
    return [reading._replace(partial=reading.partial._replace(year=frozenset(proved)))]


def past_midnight(shape: shapes.Shape, hints: Hints) -> list[Reading]:
    """Return the readings of a clock that goes on past 24: 24:00 is the next day's start, 25:30 its
    half past one.
    """
    hour = shape.text_of("hour") or ""
    language = (hints.language or "")[:2]
    # "12_28:33" is in pieces
    if not "24" <= hour <= _LAST_HOURS.get(language, "24") or f"_{hour}" in shape.text:
        return []
    found = []
    for reading in readings_of(shape, None, 0.0, hints, _PAST_MIDNIGHT):
        day = reading.day()
        if day is None:
            continue
        is_end_of_day = hour == "24" and not any(time_of(reading.partial)[1:])
        is_doubtful = False
        if hour == "24":
            found += _of_same_day(shape, hints, is_silent=is_end_of_day)
            # Java's kk prints 24:05 for five past midnight of the same day
            is_doubtful = not (is_end_of_day or language in ("ja", "ko"))
        found.append(_on_next_day(reading, shape, day, is_end_of_day, is_doubtful))
    return found


def _on_next_day(
    reading: Reading, shape: shapes.Shape, day: date, is_end_of_day: bool, is_doubtful: bool
) -> Reading:
    """Return the reading of a clock past midnight on the day after its date."""
    return reading._replace(
        partial=on_day(reading.partial, day + timedelta(days=1)),
        bits=4.0 if is_doubtful else AS_SAID,
        broken=is_doubtful,
        rule=(END_OF_DAY if is_end_of_day else PAST_MIDNIGHT).id,
        written=Written(shape, _PAST_MIDNIGHT, timedelta(days=1)),
        weekday=None,
    )


def _of_same_day(shape: shapes.Shape, hints: Hints, is_silent: bool) -> list[Reading]:
    """Return the readings of 24:05 by a clock that counts its hours from 1 to 24."""
    return [
        each._replace(rule="hour_counted_to_24", broken=True, silent=is_silent)
        for each in readings_of(shape, None, 4.0, hints, {"hour": "hour_to_24"})
    ]


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
        return [
            reading._replace(bits=max(0.0, -math.log2(shares[key])))
            for key, reading in best.items()
        ]
    return list(best.values())
