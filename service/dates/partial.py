"""A datetime of which only some components are known, each as the set of values it may have.

"2022-40-25" written by the pattern yyyy-mm-dd says year 2022, minute 40 and day 25, and is silent about the month and the hour.
Not said is None, several possible values are a set, a conflict is no value.  How much each component proves is counted in bits.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from math import log2
from operator import attrgetter
from typing import NamedTuple

Allowed = frozenset[int] | None

#: The numbers of nearly all parts of dates, each as the one allowed value.
ONE = tuple([frozenset((number,)) for number in range(2100)])
#: Dates are looked for between these years; the range of datetime minus a margin for offsets.
FIRST_YEAR, LAST_YEAR = 1, 9998
#: The longest that each month can be, from 1.
_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What each part of a date proves is -log2 of the chance that an unrelated date shows the same value, measured on the 197
# published times of the gold that have a clock, rounded (`python -m bench.holdout` has both halves of them beside these):
# editors set round minutes, and seconds are zero where a form asks for minutes only.
#: Dates on one page crowd together: another date of the page has the same year in about 1 of 8 cases, not 1 of 30.
_YEAR, _MONTH, _DAY, _HOUR = 3.0, 3.5, 4.9, 4.0
#: The shares of round minutes; what they leave is shared by the 48 others.
MINUTE_ZERO, _MINUTE_30, _MINUTE_15, _MINUTE_5 = 0.13, 0.04, 0.02, 0.018
_MINUTE_ELSE = (1 - MINUTE_ZERO - _MINUTE_30 - 2 * _MINUTE_15 - 8 * _MINUTE_5) / 48
#: The share of clocks whose seconds are 0, "14:40:00": whoever sets a clock by hand leaves them so.
SECOND_ZERO = 0.33


class PartialDatetime(NamedTuple):
    """Component -> allowed values; None where nothing is said.

    month 1-12, day 1-31, hour 0-23, minute 0-59, second 0-60, weekday 0 (Monday) to 6, yearday 1-366, offset in minutes east of
    UTC.  The components are wall-clock readings in the frame of ``offset`` when that is known.
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
        """The components in ISO order, "?" where silent and "{a,b}" where in doubt: "2022-??-25T??:40"."""
        text = "-".join(map(_shown, self[:3], (4, 2, 2)))
        if self.hour is not None or self.minute is not None:
            text += "T" + ":".join(map(_shown, self[3 : 5 if self.second is None else 6], (2, 2, 2)))
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
    """Return the single hour, minute and second, each None where there are several or nothing is said."""
    hour, minute, second = [min(each) if each is not None and len(each) == 1 else None for each in partial[3:6]]
    return hour, minute, second


def offset_text(minutes: int) -> str:
    """Return an offset as RFC 3339 writes it: -300 -> "-05:00"."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def unify(first: PartialDatetime, second: PartialDatetime) -> PartialDatetime | None:
    """Return what both statements say together, or None when they cannot both be true: a meet, in whatever order."""
    merged: list[Allowed] = []
    for mine, theirs in zip(first, second, strict=True):
        both = theirs if mine is None else mine if theirs is None or theirs is mine else mine & theirs
        if both is not None and not both:
            return None
        merged.append(both)
    return settle(PartialDatetime(*merged))


@lru_cache(maxsize=4096)
def settle(partial: PartialDatetime) -> PartialDatetime | None:
    """Return the statement with its calendar consequences drawn, or None when no calendar day satisfies it.

    Day 56 of 2022 is 25 February; 30 February is no day.  Without a year only the length of months is checked.
    """
    year, month, day, _, _, _, weekday, number, _ = partial
    if (month is None or day is None) and (year is None or weekday is number is None):
        return partial
    if year is None:
        # 29 February may exist when nobody names the year
        pairs = [(m, d) for m in month or () for d in day or () if 1 <= m <= 12 and 1 <= d <= _LENGTHS[m]]
        said = partial._replace(month=frozenset([m for m, _ in pairs]), day=frozenset([d for _, d in pairs]))
        return said if pairs else None
    possible = days(partial) or _days_of(partial)
    # of nearly every date: whatever stands in it alone stands in its only day
    if len(possible) == 1 and weekday is number is None and len(year) == len(month or ()) == len(day or ()) == 1:
        return partial
    determined = number is not None or (month is not None and day is not None)
    pruned = {
        name: frozenset(map(part_of, possible))
        for name, part_of in _OF_DAY.items()
        if getattr(partial, name) is not None or (determined and name in ("month", "day"))
    }
    return partial._replace(**pruned) if possible else None


@lru_cache(maxsize=4096)
def days(partial: PartialDatetime) -> tuple[date, ...]:
    """Return the calendar days that the statement allows, in order; empty unless year, month and day are all bounded."""
    year, month, day, _, _, _, weekday, number, _ = partial
    if year is None or month is None or day is None:
        return ()
    if len(year) == len(month) == len(day) == 1 and weekday is number is None:
        try:
            return (date(*year, *month, *day),) if min(year) <= LAST_YEAR else ()
        except ValueError:
            return ()
    return tuple(_days_of(partial))


def _days_of(partial: PartialDatetime) -> list[date]:
    """Return the days of the years of a statement that it allows, in order."""
    found: list[date] = []
    months, numbers = sorted(partial.month or range(1, 13)), sorted(partial.day or range(1, 32))
    for year in sorted(partial.year or ()):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        leap = isleap(year)
        if partial.yearday is None:
            lengths = [(m, _LENGTHS[m] - (m == 2 and not leap)) for m in months if 1 <= m <= 12]
            found += [date(year, month, day) for month, length in lengths for day in numbers if 1 <= day <= length]
        else:
            every = [date(year, 1, 1) + timedelta(days=n - 1) for n in sorted(partial.yearday) if 1 <= n <= 365 + leap]
            found += [day for day in every if day.month in months and day.day in numbers]
    return found if partial.weekday is None else [day for day in found if day.weekday() in partial.weekday]


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
    """Return the bits that the known parts of a statement carry; a part that may have n values loses log2(n)."""
    total = 0.0
    for allowed, bits in zip(partial[:4], (_YEAR, _MONTH, _DAY, _HOUR), strict=True):
        total += 0.0 if allowed is None else bits if len(allowed) == 1 else max(0.0, bits - log2(len(allowed)))
    if partial.yearday is not None and partial.day is None:
        total += _MONTH + _DAY
    if partial.minute is not None and len(partial.minute) == 1:
        total += _MINUTES[min(partial.minute)]
    if partial.second is not None and len(partial.second) == 1:
        total -= log2(SECOND_ZERO if 0 in partial.second else (1 - SECOND_ZERO) / 59)
    return total
