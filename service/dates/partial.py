"""A datetime of which only some components are known, each as the set of values it may have.

"2022-40-25" written by the pattern yyyy-mm-dd says year 2022, minute 40 and day 25, and is silent
about the month and the hour. Not said is None, several possible values are a set, a conflict is no
value.  How much each component proves is counted in bits.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from math import log2
from operator import attrgetter
from typing import NamedTuple

Allowed = frozenset[int] | None

#: The numbers of nearly all parts of dates, each as the one allowed value.
ONE = tuple([frozenset((number,)) for number in range(2100)])
#: Dates are looked for between these years; the range of datetime minus a margin for offsets.
FIRST_YEAR, LAST_YEAR = 1, 9998
#: The months and days that there are in a leap year (True), and in another.
_MONTH_DAYS = {
    isleap(year): frozenset(
        [(month, day) for month in range(1, 13) for day in range(1, monthrange(year, month)[1] + 1)]
    )
    for year in (2023, 2024)
}
#: What two statements allow together that contradict each other.
_NO_VALUE: frozenset[int] = frozenset()
# What each part of a date proves is -log2 of the chance that an unrelated date shows the same
# value, measured on the 197 published times of the gold that have a clock, rounded (`python -m
# bench.holdout` has both halves of them beside these): editors set round minutes, and seconds are
# zero where a form asks for minutes only.
#: Dates on one page crowd together: another date of the page has the same year in about 1 of 8
#: cases, not 1 of 30.
_YEAR, _MONTH, _DAY, _HOUR = 3.0, 3.5, 4.9, 4.0
#: The shares of round minutes; what they leave is shared by the 48 others.
MINUTE_ZERO, _MINUTE_30, _MINUTE_15, _MINUTE_5 = 0.13, 0.04, 0.02, 0.018
_MINUTE_ELSE = (1 - MINUTE_ZERO - _MINUTE_30 - 2 * _MINUTE_15 - 8 * _MINUTE_5) / 48
#: The share of clocks whose seconds are 0, "14:40:00": whoever sets a clock by hand leaves them so.
SECOND_ZERO = 0.33


class PartialDatetime(NamedTuple):
    """Component -> allowed values; None where nothing is said.

    month 1-12, day 1-31, hour 0-23, minute 0-59, second 0-60, weekday 0 (Monday) to 6, yearday
    1-366, offset in minutes east of UTC.  The components are wall-clock readings in the frame of
    ``offset`` when that is known.
    """

    year: Allowed = None
    month: Allowed = None
    day: Allowed = None
    hour: Allowed = None
    minute: Allowed = None
    second: Allowed = None
    weekday: Allowed = None
    yearday: Allowed = None
    offset: Allowed = None

    @lru_cache(maxsize=4096)  # noqa: B019 (a tuple is no object of a page, and the cache is bounded)
    def __str__(self) -> str:
        """The components in ISO order, "?" where silent and "{a,b}" where in doubt:
        "2022-??-25T??:40".
        """
        text = "-".join(map(_shown, self[:3], (4, 2, 2)))
        if self.hour is not None or self.minute is not None:
            text += "T" + ":".join(
                map(_shown, self[3 : 5 if self.second is None else 6], (2, 2, 2))
            )
        if self.offset is not None:
            text += "|".join([offset_text(value) for value in sorted(self.offset)])
        of_year = self.yearday is not None and self.day is None
        return f"{text} day {_shown(self.yearday, 3)} of the year" if of_year else text


def _shown(allowed: Allowed, width: int) -> str:
    if allowed is None or len(allowed) > 4:
        return "?" * width
    if len(allowed) == 1:
        return str(min(allowed)).zfill(width)
    return f"{{{','.join([str(value).zfill(width) for value in sorted(allowed)])}}}"


def exactly(**components: int) -> PartialDatetime:
    """Return a partial datetime in which each named component has one value."""
    return PartialDatetime(**{name: frozenset((value,)) for name, value in components.items()})


def only(allowed: Allowed) -> int | None:
    """Return the single allowed value, or None where there are several or nothing is said."""
    return min(allowed) if allowed is not None and len(allowed) == 1 else None


def time_of(partial: PartialDatetime) -> tuple[int | None, int | None, int | None]:
    """Return the single hour, minute and second, each None where there are several or nothing is
    said.
    """
    return only(partial.hour), only(partial.minute), only(partial.second)


def offset_text(minutes: int) -> str:
    """Return an offset as RFC 3339 writes it: -300 -> "-05:00"."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def unify(first: PartialDatetime, second: PartialDatetime) -> PartialDatetime | None:
    """Return what both statements say together, or None when they cannot both be true: a meet, in
    whatever order.
    """
    merged = [
        mine if theirs is None else theirs if mine is None else mine & theirs
        for mine, theirs in zip(first, second, strict=True)
    ]
    return None if _NO_VALUE in merged else settle(PartialDatetime(*merged))


@lru_cache(maxsize=4096)
def settle(partial: PartialDatetime) -> PartialDatetime | None:
    """Return the statement with its calendar consequences drawn, or None when no calendar day
    satisfies it.

    Day 56 of 2022 is 25 February; 30 February is no day.  Without a year only the length of months
    is checked.
    """
    stated = {name for name in _OF_DAY if getattr(partial, name) is not None}
    dated = stated >= {"month", "day"}
    if "year" not in stated:
        return _settled_in_some_year(partial) if dated else partial
    if not dated and stated.isdisjoint(("weekday", "yearday")):
        return partial
    possible = _days_of(partial)
    if "yearday" in stated:
        stated |= {"month", "day"}
    pruned = {name: frozenset(map(_OF_DAY[name], possible)) for name in stated}
    return partial._replace(**pruned) if possible else None


def _settled_in_some_year(partial: PartialDatetime) -> PartialDatetime | None:
    """Return the statement with the days that some year has: 29 February may exist when nobody
    names the year.
    """
    pairs = _month_days(partial, leap=True)
    months, numbers = frozenset([m for m, _ in pairs]), frozenset([d for _, d in pairs])
    return partial._replace(month=months, day=numbers) if pairs else None


@lru_cache(maxsize=4096)
def days(partial: PartialDatetime) -> tuple[date, ...]:
    """Return the calendar days that the statement allows, in order; empty unless year, month and
    day are all bounded.
    """
    return () if None in partial[:3] else tuple(_days_of(partial))


def _days_of(partial: PartialDatetime) -> list[date]:
    """Return the days of the years of a statement that it allows, in order."""
    checks = [
        (part_of, allowed)
        for name, part_of in _OF_DAY.items()
        if (allowed := getattr(partial, name)) is not None
    ]
    return [
        day
        for year in sorted(partial.year or ())
        if FIRST_YEAR <= year <= LAST_YEAR
        for day in _days_in(year, partial)
        if all(part_of(day) in allowed for part_of, allowed in checks)
    ]


def _days_in(year: int, partial: PartialDatetime) -> list[date]:
    """Return the days of one year with the numbers that a statement names, in order."""
    leap = isleap(year)
    if partial.yearday is None:
        return [date(year, *pair) for pair in _month_days(partial, leap)]
    first, ordinals = date(year, 1, 1), sorted(partial.yearday)
    return [first + timedelta(days=n - 1) for n in ordinals if 1 <= n <= 365 + leap]


def _month_days(partial: PartialDatetime, leap: bool) -> list[tuple[int, int]]:
    """Return the months and days of a leap year, or of another, that a statement allows."""
    months, numbers = sorted(partial.month or range(1, 13)), sorted(partial.day or range(1, 32))
    return [pair for pair in product(months, numbers) if pair in _MONTH_DAYS[leap]]


def yearday(day: date) -> int:
    """Return the number of a day in its year, from 1."""
    return day.timetuple().tm_yday


_OF_DAY: Mapping[str, Callable[[date], int]] = {
    **{name: attrgetter(name) for name in ("year", "month", "day")},
    "yearday": yearday,
    "weekday": date.weekday,
}


def minute_share(minute: int) -> float:
    """Return how common a minute is among published times."""
    if minute % 5:
        return _MINUTE_ELSE
    return {0: MINUTE_ZERO, 30: _MINUTE_30, 15: _MINUTE_15, 45: _MINUTE_15}.get(minute, _MINUTE_5)


_MINUTES = tuple([-log2(minute_share(minute)) for minute in range(60)])


@lru_cache(maxsize=4096)
def surprise(partial: PartialDatetime) -> float:
    """Return the bits that the known parts of a statement carry; a part that may have n values
    loses log2(n).
    """
    total = 0.0
    for allowed, bits in zip(partial[:4], (_YEAR, _MONTH, _DAY, _HOUR), strict=True):
        if allowed is not None:
            total += max(0.0, bits - log2(len(allowed)))
    if partial.yearday is not None and partial.day is None:
        total += _MONTH + _DAY
    _, minute, second = time_of(partial)
    if minute is not None:
        total += _MINUTES[minute]
    if second is not None:
        total -= log2((1 - SECOND_ZERO) / 59 if second else SECOND_ZERO)
    return total
