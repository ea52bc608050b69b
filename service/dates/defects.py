"""The table of defects, and what a raw date may be the damage of.

Each row is a slip of a pattern, with what the pattern should have held and what it held: a forward
model.  The format that a string seems to have is taken, the slots are renamed as the row says, and
the text is read again: "2022-40-25" looks like {year}-{month}-{day}, and under the first row is
{year}-{minute}-{day}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.formats import Said, slot_says
from service.dates.partial import PartialDatetime
from service.dates.reading import (
    WEEK_YEAR_SLOTS,
    Circumstances,
    Defect,
    Hints,
    Reading,
    distinct,
    is_iso_timestamp,
    is_padded,
    readings_of,
)
from service.dates.readings import (
    ANY_YEAR,
    Readings,
    is_plausible,
    prices_of_orders,
    read,
    retyped,
    shapes_of,
)
from service.dates.score import rule
from service.lexicon.texts import of_short_texts
from service.spans import clocks, shapes
from service.spans.date_words import plain


def _is_beside_month_name(place: Circumstances) -> bool:
    """Return whether the month is printed by its name."""
    return "month_name" in place.texts


def _is_of_numbers(place: Circumstances) -> bool:
    """Return whether the month is not printed by its name."""
    return "month_name" not in place.texts


def _is_beside_weekday(place: Circumstances) -> bool:
    """Return whether a weekday is printed by its name."""
    return "weekday_name" in place.texts


def _is_at_turn_of_year(place: Circumstances) -> bool:
    """Return whether the month has days that belong to a week of another year."""
    return place.months is None or not place.months.isdisjoint((1, 12))


def _is_in_month_as(slot: str) -> Callable[[Circumstances], bool]:
    """Return the predicate whether the day's number, read as one of the year, lies in the month."""

    def is_in_month(place: Circumstances) -> bool:
        said = slot_says(slot, place.texts["day"], place.language) or {"yearday": frozenset()}
        return place.months is None or not place.months.isdisjoint(_months_with(said["yearday"]))

    return is_in_month


@lru_cache(maxsize=512)
def _months_with(numbers: frozenset[int]) -> frozenset[int]:
    """Return the months in which days with these numbers of the year lie."""
    starts = (date(2023, 1, 1), date(2024, 1, 1))
    days = [start + timedelta(days=number - 1) for number in numbers for start in starts]
    return frozenset([day.month for day in days])


def _is_no_year_of_ours(place: Circumstances) -> bool:
    """Return whether no reader takes the year's text for a year: "2022" is what a Go layout prints
    on the 2nd of a month, and what everybody prints in that year.
    """
    return place.texts["year"][:2] not in ("19", "20")


def is_clock_of_fetch_day(place: Circumstances) -> bool:
    """Return whether a clock stands beside the day of the fetch."""
    return place.on_fetch_day and place.texts.keys() >= {"hour", "minute"}


def is_confirmed_by_weekday(place: Circumstances) -> bool:
    """Return whether another date confirms the day by its weekday, and a minute stands here."""
    return place.by_weekday and "minute" in place.texts


DEFECTS = (
    Defect(rule("minute_in_month_slot"), {"month": "minute"}, 8.0),
    Defect(rule("month_in_minute_slot"), {"minute": "month"}, 6.0),
    Defect(rule("month_and_minute_exchanged"), {"month": "minute", "minute": "month"}, 12.0),
    # a minute under 32 fits as well ("2020-24-12"), once in ten
    Defect(
        rule("day_and_month_swapped"),
        {"month": "day", "day": "month"},
        6.4,
        dearer=((is_iso_timestamp, 4.0),),
    ),
    Defect(rule("twelve_hour_clock_without_meridiem"), {"hour": "hour12"}, 6.0),
    Defect(
        rule("minute_in_month_slot_on_twelve_hour_clock"),
        {"month": "minute", "hour": "hour12"},
        10.0,
    ),
    Defect(rule("yearday_in_day_slot"), {"day": "yearday"}, 8.0, _is_in_month_as("yearday")),
    Defect(
        rule("minute_and_yearday_in_date"), {"month": "minute", "day": "yearday_past_january"}, 6.0
    ),
    Defect(rule("us_week_year_in_year_slot"), {"year": "us_week_year"}, 6.0, _is_at_turn_of_year),
    Defect(rule("iso_week_year_in_year_slot"), {"year": "iso_week_year"}, 7.0, _is_at_turn_of_year),
    Defect(
        rule("zero_based_month"),
        {"month": "month_from_zero"},
        8.0,
        dearer=((is_padded, 5.0), (is_iso_timestamp, 11.0)),
    ),
    Defect(rule("year_since_1900"), {"year": "year_since_1900"}, 5.0),
    Defect(
        rule("year_since_1900_and_zero_based_month"),
        {"year": "year_since_1900", "month": "month_from_zero"},
        5.0,
    ),
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
        _is_of_numbers,
        ((is_iso_timestamp, 6.0),),
    ),
    Defect(rule("weekday_letters_in_day_slot"), {"day": "weekday_letters"}, 5.0),
    Defect(
        rule("days_in_month_in_day_slot"),
        {"day": "days_in_month"},
        14.0,
        dearer=((is_iso_timestamp, 6.0),),
    ),
    Defect(
        rule("zero_based_yearday_in_day_slot"),
        {"day": "yearday_from_zero"},
        12.0,
        _is_in_month_as("yearday_from_zero"),
    ),
    Defect(rule("hour_counted_to_24"), {"hour": "hour_to_24"}, 4.0),
    Defect(
        rule("minute_and_second_exchanged"),
        {"minute": "second", "second": "minute_past_hour"},
        10.0,
    ),
    Defect(
        rule("month_in_day_slot"),
        {"day": "month_as_day"},
        13.0,
        _is_beside_month_name,
        ((is_padded, 5.0),),
    ),
    Defect(rule("day_in_year_slot"), {"year": "year_as_go_layout"}, 5.0, _is_no_year_of_ours),
    Defect(rule("century_of_zero"), {"year": "year_of_century"}, 3.0),
    Defect(rule("next_century"), {"year": "year_of_next_century"}, 7.5),
    Defect(rule("last_century"), {"year": "year_of_last_century"}, 8.0),
    Defect(rule("default_year_2001"), {"year": "default_year"}, 6.0),
    Defect(rule("default_day"), {"day": "default_day"}, 15.0),
    Defect(
        rule("default_day_of_fetch"),
        {"year": "kept", "month": "kept", "day": "kept"},
        9.0,
        is_clock_of_fetch_day,
    ),
    Defect(rule("zero_for_month"), {"month": "zero"}, 9.0),
    Defect(rule("zero_for_day"), {"day": "zero"}, 5.0),
    Defect(rule("sixtieth_second"), {"second": "sixtieth_second"}, 3.0),
    Defect(rule("year_before"), {"year": "year_before"}, 8.0, _is_beside_weekday),
    # 7.5 for the month and the hour, of which it explains nothing, and what an odd slip costs
    Defect(
        rule("month_misread"),
        {"month": "kept", "hour": "kept", "zone": "kept"},
        14.0,
        is_confirmed_by_weekday,
    ),
)


def rules_where(where: Callable[[Circumstances], bool]) -> frozenset[str]:
    """Return the ids of the rows that are tried in these circumstances alone."""
    return frozenset([row.rule.id for row in DEFECTS if row.where is where])


class Near(NamedTuple):
    """A moment near which readings are looked for: its day, its minute within the quarter of an
    hour, where known.

    ``by_weekday`` says that a printed weekday confirms the day, which some rows need.
    """

    day: date
    minute: int | None = None
    by_weekday: bool = True


@lru_cache(maxsize=1024)
def _shown_near(near: Near | None) -> Mapping[str, frozenset[int]]:
    """Return the years, months, days and minutes that clocks of the world show at some moment of a
    day.

    They are up to 26 hours apart, and stand quarters of an hour from one another; 00:00 may stand
    for no time at all.
    """
    if near is None:
        return {}
    around = [near.day + timedelta(days=n) for n in range(-2, 3)]
    years, months, days = zip(*[(day.year, day.month, day.day) for day in around], strict=True)
    shown = {"year": frozenset(years), "month": frozenset(months), "day": frozenset(days)}
    if near.minute is not None:
        shown["minute"] = frozenset((0, *range(near.minute % 15, 60, 15)))
    return shown


def _may_show(shown: Mapping[str, frozenset[int]], said: Said) -> bool:
    """Return whether a slot's text can be read, as numbers that clocks may show."""
    return said is not None and all(
        not shown[part].isdisjoint(said[part]) for part in said.keys() & shown.keys()
    )


def _shown_in_zone(zone: str, near: Near | None) -> Mapping[str, frozenset[int]]:
    """Return what clocks show near a moment, without its minute where the zone is none of today's:
    before there were zones, local clocks were not quarters of an hour from the others.
    """
    shown, offset = _shown_near(near), clocks.offset_minutes(zone)
    if offset is not None and offset % 15 == 0:
        return shown
    return {component: shown[component] for component in shown.keys() - {"minute"}}


def _fitting(shape: shapes.Shape, near: Near | None, on_fetch_day: bool) -> list[Defect]:
    """Return the defect rows whose slots a shape has, with texts in them that the row can read and
    that clocks may show.
    """
    texts, language = dict(shape.slot_texts()), shape.language
    shown = _shown_in_zone(texts.get("zone", "Z"), near)
    written = {name: slot_says(name, text, language) for name, text in texts.items()}
    wrong = frozenset([name for name, said in written.items() if not _may_show(shown, said)])
    by_weekday = near is None or near.by_weekday
    place = Circumstances(texts, _months_of(written), language, on_fetch_day, by_weekday)
    return [
        row
        for row in _explaining(frozenset(texts), wrong)
        if row.where(place) and _explains(row, place, written, shown)
    ]


def _months_of(written: Mapping[str, Said]) -> frozenset[int] | None:
    """Return the months that a slot states, or None where none does."""
    return next((said["month"] for said in written.values() if said and "month" in said), None)


def _explains(
    row: Defect,
    place: Circumstances,
    written: Mapping[str, Said],
    shown: Mapping[str, frozenset[int]],
) -> bool:
    """Return whether a row reads what clocks may show, and not what the text itself says: that it
    does not explain.
    """
    said = {
        name: slot_says(actual, place.texts[name], place.language)
        for name, actual in row.slots.items()
    }
    differs = any(said[name] != written[name] for name in said)
    return differs and all(_may_show(shown, each) for each in said.values())


@lru_cache(maxsize=1024)
def _explaining(slots: frozenset[str], wrong: frozenset[str]) -> tuple[Defect, ...]:
    """Return the defect rows for which a shape has the slots, and that change all whose texts are
    wrong as written.
    """
    return tuple([row for row in DEFECTS if wrong <= row.slots.keys() <= slots])


# What the year before costs where the printed weekday is that of the year after, and the hand was
# in January or the page was fetched within two months: of the slips that make a weekday wrong, one
# in six does so by chance; an estimate, in bits
_STALE_YEAR, _RECENT = 0.5, timedelta(days=60)
#: How far the noon of a page's day is at most from its fetch on that day, in any zone.
_A_DAY = timedelta(hours=26)


@of_short_texts
@lru_cache(maxsize=1024)
def with_defects(text: str, hints: Hints) -> Readings:
    """Return the readings with those of every defect row whose slots the string has, and of
    mistyped years.
    """
    readings = read(text, hints)
    new = damaged(text, hints)
    is_late = bool(readings.healthy) and any(r.rule in _WEEK_YEARS and not r.silent for r in new)
    return readings._replace(
        broken=(*readings.broken, *new), impossible=readings.impossible or is_late
    )


def damaged(text: str, hints: Hints, near: Near | None = None) -> tuple[Reading, ...]:
    """Return the readings of a text under every defect row whose slots it has, and with its year's
    digits exchanged.

    Where a moment is asked for, without most of those that cannot be true of it.  None where it
    says all as written.
    """
    readings = read(text, hints)
    if readings.default or readings.whole:
        return ()
    cleaned = plain(readings.string_repairs[-1].text if readings.string_repairs else text)
    written = list(filter(None, [reading.day() for reading in readings.healthy]))
    found = _under_rows(cleaned, hints, near, _is_of_fetch_day(written, hints))
    known = {reading.partial for reading in (*readings.healthy, *readings.broken)}
    new = [reading for reading in found if is_plausible(reading) and reading.partial not in known]
    new += retyped(cleaned, hints, _shown_near(near).get("year", ANY_YEAR))
    return tuple([_as_damage(reading, readings, written, hints) for reading in new])


def _as_damage(
    reading: Reading, readings: Readings, written: Sequence[date], hints: Hints
) -> Reading:
    """Return the reading of a row as one of the whole text: silent beside those as written, unless
    the string alone shows that it is meant.
    """
    bits = _bits_by_itself(reading, written, hints)
    return reading._replace(
        string_repairs=(*readings.string_repairs, *reading.string_repairs),
        silent=bits is None and bool(readings.healthy or readings.broken),
        bits=reading.bits if bits is None else bits,
    )


def _under_rows(cleaned: str, hints: Hints, near: Near | None, on_fetch_day: bool) -> list[Reading]:
    """Return the readings of a text in plain characters under the rows that fit, in all its
    shapes.
    """
    found = shapes_of(cleaned, hints.language)
    fitting = [
        (shape, n, row)
        for n, shape in enumerate(found)
        for row in _fitting(shape, near, on_fetch_day)
    ]
    prices = prices_of_orders(found, hints) if fitting else ()
    return distinct(
        [r for shape, n, row in fitting for r in readings_of(shape, row, prices[n], hints)]
    )


def _is_of_fetch_day(days: Sequence[date], hints: Hints) -> bool:
    """Return whether a day may be that of the fetch, somewhere in the world."""
    at = hints.fetched or datetime.max
    return any(abs(datetime(day.year, day.month, day.day, 12) - at) < _A_DAY for day in days)


def _may_hide(clock: PartialDatetime, minute: int) -> bool:
    """Return whether a clock may be the damage of one with this minute: it leaves the minute within
    the quarter of an hour, puts it in the second's place or the month in its own.
    """
    if clock.minute is None or clock.minute == clock.month:
        return True
    return minute in [part % 15 for part in (*clock.minute, *(clock.second or ()))]


def has_other_clock(readings: Readings, near: Near) -> bool:
    """Return whether a text states the day of a moment, with a clock that is no damage of the
    moment's: 14:40:10 beside 14:17.
    """
    minute = near.minute
    said = [reading.partial for reading in readings.healthy if reading.day() == near.day]
    return minute is not None and bool(said) and not any(_may_hide(each, minute) for each in said)


def may_show_itself(readings: Readings, hints: Hints) -> bool:
    """Return whether a text that reads well may show by itself that a row is meant: a weekday, a
    day after the fetch.
    """
    dated = [(day, r.weekday) for r in readings.healthy if (day := r.day()) is not None]
    return _is_far_ahead([day for day, _ in dated], hints) or any(
        weekday and day.weekday() not in weekday for day, weekday in dated
    )


def _is_far_ahead(written: Sequence[date], hints: Hints) -> bool:
    """Return whether days as written lie long after the fetch: "2022-12-29" on a page of
    2021-12-30.
    """
    fetched = hints.fetched
    return fetched is not None and min(written, default=date.min) > fetched.date() + _RECENT


def _is_recent(day: date, hints: Hints) -> bool:
    """Return whether a page of this day was fetched within two months."""
    fetched, begun = hints.fetched, datetime(day.year, day.month, day.day)
    return fetched is not None and begun <= fetched <= begun + _RECENT


def _of_week_year(
    reading: Reading, day: date, written: Sequence[date], hints: Hints
) -> float | None:
    """Return the bits of a week's year, where the page was fetched within two months of it, and
    long before the day as written.
    """
    is_meant = _is_recent(day, hints) and _is_far_ahead(written, hints)
    return reading.bits if is_meant else None


def _of_year_before(
    reading: Reading, day: date, written: Sequence[date], hints: Hints
) -> float | None:
    """Return the bits of January's habit of last year's number, where the printed weekday is this
    year's alone.
    """
    # no hand wrote a date with seconds
    is_by_hand = hints.fetched is None and reading.partial.second is None
    wrong = {each.weekday() for each in written}
    is_printed = day.weekday() in (reading.weekday or frozenset()) - wrong
    is_in_time = _is_recent(day, hints) or (is_by_hand and (day.month, day.day) <= (1, 15))
    return _STALE_YEAR if is_printed and is_in_time else None


#: Rows whose damage a string shows by itself, where weekday or fetch contradict the days as
#: written: the bits that each then costs.
_WEEK_YEARS = frozenset(
    [row.rule.id for row in DEFECTS if row.slots.get("year") in WEEK_YEAR_SLOTS]
)
_BITS_BY_ITSELF = {"year_before": _of_year_before, **dict.fromkeys(_WEEK_YEARS, _of_week_year)}


def _bits_by_itself(reading: Reading, written: Sequence[date], hints: Hints) -> float | None:
    """Return the bits of a reading that the string alone shows to be meant; None for any other."""
    bits_of = _BITS_BY_ITSELF.get(reading.rule or "")
    day = reading.day()
    if bits_of is None or day is None or not written:
        return None
    return bits_of(reading, day, written, hints)
