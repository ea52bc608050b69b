"""Calendars: the arithmetic against independent libraries, and what stands beside what."""

from __future__ import annotations

import importlib
import random
from datetime import date, timedelta

import pytest
from persiantools.jdatetime import JalaliDate

from service.dates.calendars import WHOLE, converted
from service.dates.reading import Hints
from service.dates.readings import read

hijri_day, persian_day = [row.day for row in WHOLE[:2]]
hebrew_day, hebrew_lengths = WHOLE[-1].day, WHOLE[-1].lengths


def _random_days(first: date, last: date, count: int) -> list[date]:
    chance = random.Random(20220225)
    return [first + timedelta(days=chance.randrange((last - first).days)) for _ in range(count)]


def test_persian_dates_are_those_of_an_independent_library() -> None:
    """From the calendar's adoption in Iran (1304, 1925) to 1420, on random days and on every new
    year.
    """
    days = _random_days(date(1925, 3, 21), date(2042, 3, 1), 300)
    persian = [JalaliDate(day) for day in days]
    assert [persian_day(p.year, p.month, p.day) for p in persian] == days

    years = range(1304, 1421)
    assert [persian_day(y, 1, 1) for y in years] == [
        JalaliDate(y, 1, 1).to_gregorian() for y in years
    ]


def test_hijri_dates_are_those_of_an_independent_library() -> None:
    """On random days of the whole table; the library's own converter is asked, not its table."""
    gregorian = importlib.import_module("hijridate").Gregorian

    days = _random_days(date(1924, 8, 2), date(2077, 11, 10), 500)
    assert [
        hijri_day(*gregorian(d.year, d.month, d.day).to_hijri().datetuple()) for d in days
    ] == days


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (5740, "1979-09-22"), (5758, "1997-10-02"), (5765, "2004-09-16"), (5774, "2013-09-05"), (5777, "2016-10-03"),
        (5779, "2018-09-10"), (5780, "2019-09-30"), (5781, "2020-09-19"), (5782, "2021-09-07"), (5783, "2022-09-26"),
        (5784, "2023-09-16"), (5785, "2024-10-03"), (5786, "2025-09-23"), (5787, "2026-09-12"), (5790, "2029-09-10"),
    ],
)  # fmt: skip
def test_hebrew_years_begin_on_known_days(year: int, first: str) -> None:
    """Published almanacs' first of Tishri; the months fill the years between, which have the
    lengths that there are.
    """
    assert hebrew_day(year, 1, 1) == date.fromisoformat(first)
    assert sum(hebrew_lengths(year)) in {353, 354, 355, 383, 384, 385}


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1400, 12, 30), (1400, 13, 1), (1400, 7, 31), (1700, 1, 1), (1400, 0, 5)],
)
def test_persian_dates_that_do_not_exist(year: int, month: int, day: int) -> None:
    """A month too long, a thirteenth month and a year out of range are no days."""
    assert persian_day(year, month, day) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2078-12-31", "ne"),
        ("२०७८ फागुन १३", "hi"),
        ("የካቲት 18 ቀን 2014", "am"),
        ("30 Tevet 5782", "he"),
        ("1443-07-24", "en"),
    ],
    ids=[
        "no such day",
        "months of the moon",
        "ethiopian without its era",
        "no such hebrew day",
        "which is not known",
    ],
)
def test_calendars_that_are_not_converted(text: str, language: str) -> None:
    """They are recognised, state no day, and say so."""
    readings = read(text, Hints(language))

    assert readings.healthy == ()
    assert readings.finding == "calendar_not_converted"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("२०७८ फागुन १३, 25 February 2022", "ne"),
        ('כ"ד באדר א תשפ"ב, 25 בפברואר 2022', "he"),
        ("24 رجب 1443هـ - 25/02/2022", "ar"),
        ("۶ اسفند ۱۴۰۰ - ۲۵ فوریه ۲۰۲۲", "fa"),
        ("1443/07/24 - 2022/02/25", "ar"),
    ],
)
def test_the_gregorian_half_is_read(text: str, language: str) -> None:
    """Where both are printed, the Gregorian date stands and the other one is dropped."""
    days = {reading.day() for reading in read(text, Hints(language)).healthy}

    assert date(2022, 2, 25) in days
    assert all(day is None or 2021 < day.year < 2023 for day in days)


def test_a_month_that_begins_by_sight_leaves_three_days() -> None:
    """Outside of the countries that compute the calendar the days around the computed one stay
    possible.
    """
    seen = {reading.day() for reading in read("24 رجب 1443هـ", Hints("ar", "MA")).healthy}
    computed = {reading.day() for reading in read("24 رجب 1443هـ", Hints("ar", "SA")).healthy}

    assert seen == {date(2022, 2, 24), date(2022, 2, 25), date(2022, 2, 26)}
    assert computed == {date(2022, 2, 25)}


@pytest.mark.parametrize(
    "text", ["25 February 2022", "Friday, 25 February 2022 14:40", "02/25/2022", "24 May 1999"]
)
def test_gregorian_dates_are_left_alone(text: str) -> None:
    """No other calendar is seen in an ordinary date."""
    assert converted(text, "en", None) is None
