"""The table of defects, and what a raw date may be the damage of.

Each row is a slip of a pattern, with what the pattern should have held and what it held: a forward model.  The format that a
string seems to have is taken, the slots are renamed as the row says, and the text is read again: "2022-40-25" looks like
{year}-{month}-{day}, and under the first row is {year}-{minute}-{day}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates import scan, zones
from service.dates.formats import slot_says
from service.dates.machine_dates import is_exact
from service.dates.reading import Defect, Hints, Reading, distinct, readings_of
from service.dates.readings import Readings, is_plausible, read, retyped, shapes_of
from service.dates.score import order_prices, rule
from service.lexicon.date_words import plain
from service.lexicon.texts import of_short_texts

DEFECTS = (
    Defect(rule("minute_in_month_slot"), {"month": "minute"}, 8.0),
    Defect(rule("month_in_minute_slot"), {"minute": "month"}, 6.0),
    Defect(rule("month_and_minute_exchanged"), {"month": "minute", "minute": "month"}, 12.0),
    # a minute under 32 fits as well ("2020-24-12"), once in ten
    Defect(rule("day_and_month_swapped"), {"month": "day", "day": "month"}, 6.4, in_timestamp=4.0),
    Defect(rule("twelve_hour_clock_without_meridiem"), {"hour": "hour12"}, 6.0),
    Defect(rule("minute_in_month_slot_on_twelve_hour_clock"), {"month": "minute", "hour": "hour12"}, 10.0),
    Defect(rule("yearday_in_day_slot"), {"day": "yearday"}, 8.0),
    Defect(rule("minute_and_yearday_in_date"), {"month": "minute", "day": "yearday_past_january"}, 6.0),
    Defect(rule("us_week_year_in_year_slot"), {"year": "us_week_year"}, 6.0, narrowed=True),
    Defect(rule("iso_week_year_in_year_slot"), {"year": "iso_week_year"}, 7.0, narrowed=True),
    Defect(rule("zero_based_month"), {"month": "month_from_zero"}, 8.0, padded=5.0, in_timestamp=11.0),
    Defect(rule("year_since_1900"), {"year": "year_since_1900"}, 5.0),
    Defect(rule("year_since_1900_and_zero_based_month"), {"year": "year_since_1900", "month": "month_from_zero"}, 5.0),
    Defect(rule("year_since_1900_behind_19"), {"year": "year_since_1900_behind_19"}, 5.0),
    Defect(
        rule("year_since_1900_behind_19_and_zero_based_month"),
        {"year": "year_since_1900_behind_19", "month": "month_from_zero"},
        5.0,
    ),
    Defect(
        rule("weekday_number_in_day_slot"),
        {"day": "weekday_number"},
        11.0,
        in_timestamp=6.0,
        without=frozenset(("month_name",)),
    ),
    Defect(rule("weekday_letters_in_day_slot"), {"day": "weekday_letters"}, 5.0),
    Defect(rule("days_in_month_in_day_slot"), {"day": "days_in_month"}, 14.0, in_timestamp=6.0),
    Defect(rule("zero_based_yearday_in_day_slot"), {"day": "yearday_from_zero"}, 12.0),
    Defect(rule("hour_counted_to_24"), {"hour": "hour_to_24"}, 4.0),
    Defect(rule("minute_and_second_exchanged"), {"minute": "second", "second": "minute_past_hour"}, 10.0),
    Defect(rule("month_in_day_slot"), {"day": "month_as_day"}, 13.0, padded=5.0, beside=frozenset(("month_name",))),
    Defect(rule("day_in_year_slot"), {"year": "year_as_go_layout"}, 5.0),
    Defect(rule("century_of_zero"), {"year": "year_of_century"}, 3.0),
    Defect(rule("next_century"), {"year": "year_of_next_century"}, 7.5),
    Defect(rule("last_century"), {"year": "year_of_last_century"}, 8.0),
    Defect(rule("default_year_2001"), {"year": "default_year"}, 6.0),
    Defect(rule("default_day"), {"day": "default_day"}, 15.0),
    Defect(
        rule("default_day_of_fetch"),
        {"year": "kept", "month": "kept", "day": "kept"},
        9.0,
        beside=frozenset(("hour", "minute")),
        on_fetch_day=True,
    ),
    Defect(rule("zero_for_month"), {"month": "zero"}, 9.0),
    Defect(rule("zero_for_day"), {"day": "zero"}, 5.0),
    Defect(rule("sixtieth_second"), {"second": "sixtieth_second"}, 3.0),
    Defect(rule("year_before"), {"year": "year_before"}, 8.0, beside=frozenset(("weekday_name",))),
    # 7.5 for the month and the hour, of which it explains nothing, and what an odd slip costs
    Defect(
        rule("month_misread"),
        {"month": "kept", "hour": "kept", "zone": "kept"},
        14.0,
        beside=frozenset(("minute",)),
        by_weekday=True,
    ),
)


class Near(NamedTuple):
    """A moment near which readings are looked for: its day, its minute within the quarter of an hour, where known.

    ``by_weekday`` says that a printed weekday confirms the day, which some rows need.
    """

    day: date
    minute: int | None = None
    by_weekday: bool = True


def _fitting(shape: scan.Shape, shown: Mapping[str, frozenset[int]], by_weekday: bool) -> list[Defect]:
    """Return the defect rows whose slots a shape has, with texts in them that the row can read and that clocks may show."""
    texts, language = dict(shape.slot_texts()), shape.language
    zone = zones.offset_minutes(texts["zone"]) if "zone" in texts else 0
    if zone is None or zone % 15:
        # before there were zones, local clocks were not quarters of an hour from the others
        shown = {component: allowed for component, allowed in shown.items() if component != "minute"}
    written, wrong, month = {}, [], None
    for name, text in texts.items():
        written[name] = said = slot_says(name, text, language)
        if said is None or [part for part in said if part in shown and shown[part].isdisjoint(said[part])]:
            wrong.append(name)
        month = said.get("month", month) if said else month
    fitting = []
    for defect in _explaining(frozenset(texts), frozenset(wrong)):
        if (defect.by_weekday and not by_weekday) or (month and defect.narrowed and _TURN_OF_YEAR.isdisjoint(month)):
            continue
        # "2022" is what a Go layout prints on the 2nd of a month, and what everybody prints in that year
        if defect.slots.get("year") == "year_as_go_layout" and texts["year"][:2] in ("19", "20"):
            continue
        differs = False
        for name, actual in defect.slots.items():
            said = slot_says(actual, texts[name], language)
            if said is None or [part for part in said if part in shown and shown[part].isdisjoint(said[part])]:
                break
            if month and "yearday" in said and "month" not in defect.slots and month.isdisjoint(_months_with(said["yearday"])):
                break
            differs = differs or said != written[name]
        else:
            # what a row says as well as the text itself it does not explain
            fitting += [defect] if differs else []
    return fitting


@lru_cache(maxsize=512)
def _months_with(numbers: frozenset[int]) -> frozenset[int]:
    """Return the months in which days with these numbers of the year lie."""
    return frozenset([(date(year, 1, 1) + timedelta(days=number - 1)).month for number in numbers for year in (2023, 2024)])


#: The months whose days belong to weeks of two years.
_TURN_OF_YEAR = frozenset((1, 12))


@lru_cache(maxsize=1024)
def _shown_near(near: Near) -> Mapping[str, frozenset[int]]:
    """Return the years, months, days and minutes that clocks of the world show at some moment of a day.

    They are up to 26 hours apart, and stand quarters of an hour from one another; 00:00 may stand for no time at all.
    """
    around = [near.day + timedelta(days=n) for n in range(-2, 3)]
    years, months, days = zip(*[(day.year, day.month, day.day) for day in around], strict=True)
    shown = {"year": frozenset(years), "month": frozenset(months), "day": frozenset(days)}
    if near.minute is not None:
        shown["minute"] = frozenset((0, *range(near.minute % 15, 60, 15)))
    return shown


@lru_cache(maxsize=1024)
def _explaining(slots: frozenset[str], wrong: frozenset[str]) -> tuple[Defect, ...]:
    """Return the defect rows for which a shape has the slots, and that change all whose texts are wrong as written."""
    rows = [row for row in DEFECTS if wrong <= row.slots.keys() and row.slots.keys() | row.beside <= slots]
    return tuple([r for r in rows if not (r.without & slots or ("hour_of_half" in slots and "hour" in r.slots))])


#: Rows whose damage a string shows by itself, where it cannot be meant as written.
_WEEK_YEARS = frozenset(defect.rule.id for defect in DEFECTS if defect.narrowed)
# What the year before costs where the printed weekday is that of the year after, and the hand was in January or the page was
# fetched within two months: of the slips that make a weekday wrong, one in six does so by chance; an estimate, in bits
_STALE_YEAR, _RECENT = 0.5, timedelta(days=60)


@of_short_texts
@lru_cache(maxsize=1024)
def with_defects(text: str, hints: Hints) -> Readings:
    """Return the readings with those of every defect row whose slots the string has, and of mistyped years."""
    readings = read(text, hints)
    new = damaged(text, hints)
    late = bool(readings.healthy) and bool([r for r in new if not r.silent and r.rule in _WEEK_YEARS])
    return readings._replace(broken=(*readings.broken, *new), impossible=readings.impossible or late)


def damaged(text: str, hints: Hints, near: Near | None = None) -> tuple[Reading, ...]:
    """Return the readings of a text under every defect row whose slots it has, and with its year's digits exchanged.

    Where a moment is asked for, without most of those that cannot be true of it.  None where it says all as written.
    """
    readings = read(text, hints)
    if readings.default or readings.whole:
        return ()
    # most rows of a healthy text say what no clock shows near the moment
    shown, by_weekday = ({}, True) if near is None else (_shown_near(near), near.by_weekday)
    mended = readings.string_repairs[-1].text if readings.string_repairs else text
    cleaned = mended if is_exact(mended) else plain(mended)
    shapes, found = shapes_of(cleaned, hints.language), retyped(cleaned, hints, shown.get("year"))
    fitting = [(shape, n, row) for n, shape in enumerate(shapes) for row in _fitting(shape, shown, by_weekday)]
    written = [day for reading in readings.healthy if (day := reading.day()) is not None] if found or fitting else []
    noons = [datetime(day.year, day.month, day.day, 12) for day in written]
    of_fetch = (fetched := hints.fetched) and [noon for noon in noons if abs(noon - fetched) < timedelta(hours=26)]
    fitting = [each for each in fitting if of_fetch or not each[2].on_fetch_day]
    if not found and not fitting:
        return ()
    known = {reading.partial for reading in (*readings.healthy, *readings.broken)}
    if fitting:
        prices = order_prices(shapes, hints) if len(shapes) > 1 else (0.0,)
        said = distinct([reading for shape, n, row in fitting for reading in readings_of(shape, row, prices[n], hints)])
        found = [*[reading for reading in said if is_plausible(reading) and reading.partial not in known], *found]
    damage = []
    for reading in found:
        bits = _shown_by_itself(reading, written, hints) if written else None
        string_repairs = (*readings.string_repairs, *reading.string_repairs)
        silent, price = bool(known) and bits is None, reading.bits if bits is None else bits
        damage.append(reading._replace(string_repairs=string_repairs, silent=silent, bits=price))
    return tuple(damage)


def has_other_clock(readings: Readings, near: Near) -> bool:
    """Return whether a text states the day of a moment, with a clock that is no damage of the moment's: 14:40:10 beside 14:17.

    Damage of a clock leaves its minute within the quarter of an hour, puts it in the second's place or the month in its own.
    """
    said = [reading.partial for reading in readings.healthy if reading.day() == near.day] if near.minute is not None else []
    return bool(said) and not [
        each
        for each in said
        if each.minute is None
        or each.minute == each.month
        or near.minute in [part % 15 for part in (*each.minute, *(each.second or ()))]
    ]


def may_show_itself(readings: Readings, hints: Hints) -> bool:
    """Return whether a text that reads well may show by itself that a row is meant: a weekday, a day after the fetch."""
    written = [day for reading in readings.healthy if hints.fetched is not None and (day := reading.day()) is not None]
    if hints.fetched is not None and min(written, default=date.min) > hints.fetched.date() + _RECENT:
        return True
    return bool([r for r in readings.healthy if r.weekday and (day := r.day()) is not None and day.weekday() not in r.weekday])


def _shown_by_itself(reading: Reading, written: Sequence[date], hints: Hints) -> float | None:
    """Return the bits of a reading that the string alone shows to be meant: weekday or fetch contradict the days as written."""
    day = reading.day() if reading.rule == "year_before" or reading.rule in _WEEK_YEARS else None
    if day is None:
        return None
    fetched = hints.fetched
    recent = fetched is not None and timedelta(0) <= fetched - datetime(day.year, day.month, day.day) <= _RECENT
    if reading.rule in _WEEK_YEARS:
        # "2022-12-29" on a page of 2021-12-30
        return reading.bits if recent and fetched and min(written) > fetched.date() + _RECENT else None
    # no hand wrote a date with seconds
    by_hand = (day.month, day.day) <= (1, 15) and fetched is None and reading.partial.second is None
    fits = reading.weekday is not None and day.weekday() in reading.weekday.difference([said.weekday() for said in written])
    return _STALE_YEAR if fits and (recent or by_hand) else None
