"""Relative dates, counted from the fetch: "3 hours ago", "yesterday", "Friday 14:40", and days
without a year.

They mean something only against the time at which the page was fetched, and no more than their
words say: hours ago is an hour of a day, days ago is a day whose neighbours are not excluded,
months ago is a month.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from service.dates.partial import PartialDatetime, exactly
from service.dates.reading import AS_SAID, Hints, Reading, on_day
from service.dates.score import countries_of, rule
from service.dates.zones import country_offsets, main_offset
from service.lexicon.tables import table
from service.spans.labelled import label_of
from service.spans.relative_words import (
    NO_UNIT,
    Clock,
    DayWord,
    clock_beside,
    named_day,
    stated_age,
)

RELATIVE_DATE = rule("relative_date")
MISSING_YEAR = rule("missing_year")
RULES = (RELATIVE_DATE, MISSING_YEAR)

#: The hour before the one that is said, in bits.
_HOURS_CUT, _MOST_CUT = 6.0, 59
#: How many minutes later than counted it may have been: WordPress, Rails and Moment round hours,
#: Django and Carbon cut them.
_ROUNDED_OR_CUT = (-55, -45, -35, -25, -25, -15, -15, -5, -5, 5, 15, 25)
#: "A week ago" is said of the same day of the last week, as parsers of such words count; another of
#: ten days, in bits: an estimate.  "3 weeks ago" is said of any of them.
_WEEK_CUT, _DAYS_OF_WEEKS = 7.0, range(-3, 7)
#: Where most papers are of the languages of many countries, the most first; their shares fall with
#: their rank, an estimate. Their clocks decide on no offset but show which day it is.
_SPOKEN_IN: dict[str, str] = table("languages")["spoken_in"]
#: Where nobody knows the readers, most pages' clocks are between those of California and of Japan.
_MOST_CLOCKS = tuple(range(-8 * 60, 9 * 60 + 1, 60))
#: The share of a country's papers that keep the time of its most populous zone; an estimate.
_MAIN = 0.9
#: A share of clocks below this is left out; and readers are few below that.
_FEW_CLOCKS, _FEW_READERS = 0.0199, 0.25
#: How far from the reader's calendar a count of days lies, and how often: most sites subtract
#: calendar days, some round the hours that passed, or cut them, so that in the morning "2 days ago"
#: is the afternoon of the day before.  Estimates.
_COUNTED, _ONE_DAY = {0: 0.95, 1: 0.03, -1: 0.02}, {0: 1.0}
#: A clock may be so far ahead of the fetch's.
_AHEAD = timedelta(minutes=5)


def relative_readings(text: str, hints: Hints) -> tuple[Reading, ...]:
    """Return the readings of a relative date; none where nobody says when the page was fetched."""
    if (fetched := hints.fetched) is None:
        return ()
    field, rest = label_of(text) or ("", text)
    named = named_day(rest if field.startswith("date") else text, hints.language)
    if named is not None:
        return _by_name(named, hints, fetched)
    passed = stated_age(text, hints.language)
    if passed is None or passed[1] == NO_UNIT:
        return ()
    (number, unit), clock = passed, clock_beside(text)
    if unit == "day":
        # a day with its clock is one of the reader's calendar; a count of days alone is made of
        # hours as often
        return tuple(
            _by_day(
                DayWord(number, None, clock),
                _COUNTED if clock is None else _ONE_DAY,
                hints,
                fetched,
            )
        )
    said = _by_time(number, unit, clock, hints, fetched)
    return tuple([Reading(partial, AS_SAID + bits, RELATIVE_DATE.id) for partial, bits in said])


def _by_name(named: DayWord, hints: Hints, fetched: datetime) -> tuple[Reading, ...]:
    """Return the readings of a named day; none of "sab", a Saturday in Spanish and a Sunday
    elsewhere, where nobody knows the language.
    """
    is_one = named.weekday is None or len(named.weekday) == 1
    return tuple(_by_day(named, _ONE_DAY, hints, fetched)) if is_one else ()


def _by_day(
    named: DayWord, counted: Mapping[int, float], hints: Hints, fetched: datetime
) -> Iterator[Reading]:
    """Yield the readings of "yesterday" and "2 days ago": at one fetch it is another day in Sydney
    and in San Francisco.
    """
    shares: dict[date, float] = {}
    for offset, clocks in _offsets(hints, fetched).items():
        wall = fetched + timedelta(minutes=offset)
        for day, share in _days_meant(named, counted, wall.date()).items():
            # none that is still to come
            if datetime(day.year, day.month, day.day, *(named.clock or (0, 0))) <= wall + _AHEAD:
                shares[day] = shares.get(day, 0.0) + share * clocks
    # where "today 14:40" is still to come for nearly all readers, it is a programme's
    all_readers = total if (total := sum(sorted(shares.values()))) > _FEW_READERS else 1.0
    for day, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
        if share / all_readers >= _FEW_CLOCKS:
            yield Reading(
                _on(day, named.clock), AS_SAID - math.log2(share / all_readers), RELATIVE_DATE.id
            )


def _days_meant(named: DayWord, counted: Mapping[int, float], today: date) -> dict[date, float]:
    """Return the days that a word means on a day, and the share of each."""
    if named.weekday is None:
        ago = named.ago or 0
        return {today - timedelta(days=ago + off): share for off, share in counted.items()}
    since = min([(today.weekday() - weekday) % 7 for weekday in named.weekday])
    last = today - timedelta(days=since)
    # on its own day of the week, "Friday 14:40" is today's or last week's
    return {last: 1.0} if since else {last: 0.5, last - timedelta(days=7): 0.5}


def _offsets(hints: Hints, at: datetime) -> dict[int, float]:
    """Return the offsets that the site's clocks may show at a moment in UTC, and the share of
    each.
    """
    if hints.clock is not None:
        return {hints.clock: 1.0}
    countries = [each for each in _countries_of(hints) if country_offsets(each, at.date())]
    total = sum([1 / rank for rank in range(1, len(countries) + 1)])
    shares: dict[int, float] = {}
    for rank, country in enumerate(countries, 1):
        for offset, share in _offsets_of(country, at.date()).items():
            shares[offset] = shares.get(offset, 0.0) + share / rank / total
    return shares or {offset: 1 / len(_MOST_CLOCKS) for offset in _MOST_CLOCKS}


def _countries_of(hints: Hints) -> Sequence[str]:
    """Return the countries of a page's readers, else those of its language, the most papers
    first.
    """
    language = (hints.language or "").split("-")[0]
    return [*countries_of(hints)] or _SPOKEN_IN.get(language, "").split()


def _offsets_of(country: str, day: date) -> dict[int, float]:
    """Return the offsets that a country's clocks show on a day, and the share of its papers at
    each.
    """
    shown, main = sorted(country_offsets(country, day)), main_offset(country, day)
    if len(shown) == 1:
        return {shown[0]: 1.0}
    elsewhere = (1 - _MAIN) / (len(shown) - 1)
    return {offset: _MAIN if offset == main else elsewhere for offset in shown}


def share_of_day(day: date, instant: datetime, hints: Hints) -> float:
    """Return how many of the clocks that readers may have show a day at an instant in UTC."""
    offsets = _offsets(hints, instant)
    return sum(
        [
            share
            for offset, share in offsets.items()
            if (instant + timedelta(minutes=offset)).date() == day
        ]
    )


class _Passed(NamedTuple):
    """So many units before the fetch, with the clock that stands beside, where one does.

    ``offset`` is that of the site's clock, 0 where nobody knows that: the day is then UTC's, by
    which archives count.
    """

    number: int
    unit: str
    clock: Clock | None
    fetched: datetime
    offset: int
    is_clock_known: bool

    def moment(self) -> datetime:
        """The moment that is so long before the fetch."""
        units: Any = {f"{self.unit}s": self.number}
        return self.fetched - relativedelta(**units)


#: What words say, each with its bits.
_Meant = list[tuple[PartialDatetime, float]]


def _by_time(
    number: int, unit: str, clock: Clock | None, hints: Hints, fetched: datetime
) -> _Meant:
    """Return what "3 minutes ago", "18 hours ago", "3 weeks ago" and "a year ago" say, with its
    bits.
    """
    is_local = bool(hints.country) or hints.clock is not None
    offsets = list(_offsets(hints, fetched)) if is_local else []
    is_known = len(offsets) == 1
    offset = offsets[0] if is_known else 0
    return _BY_UNIT[unit](_Passed(number, unit, clock, fetched, offset, is_known))


def _minutes_ago(passed: _Passed) -> _Meant:
    """Return the minute; "just now" says none."""
    moment = passed.moment()
    minute = frozenset((moment.minute,)) if passed.number else None
    return [(_hour_of(moment, passed.offset)._replace(minute=minute), 0.0)]


def _hours_ago(passed: _Passed) -> _Meant:
    """Return the hours, and the one before; with a clock, its nearest day.

    "18 hours ago" may be nearly 19: by a clock that is known it was rather on the day before
    shortly after midnight.
    """
    moment = passed.moment()
    if passed.clock is not None:
        days = [moment + timedelta(days=off) for off in (-1, 0, 1)]
        walls = [datetime(day.year, day.month, day.day, *passed.clock) for day in days]
        nearest = min(walls, key=lambda wall: abs(wall - moment))
        return [(_on(nearest.date(), passed.clock), 0.0)]
    late = _ROUNDED_OR_CUT if passed.is_clock_known else (0,)
    hours = [_hour_of(moment + timedelta(minutes=minutes), passed.offset) for minutes in late]
    shares = Counter([hour.day for hour in hours])
    first = {hour.day: hour for hour in [*reversed(hours), _hour_of(moment, passed.offset)]}
    said = [(hour, -math.log2(shares[hour.day] / shares.total())) for hour in first.values()]
    if moment.minute < _MOST_CUT:
        said.append((_hour_of(moment - timedelta(minutes=_MOST_CUT), passed.offset), _HOURS_CUT))
    return said


def _weeks_ago(passed: _Passed) -> _Meant:
    """Return the days around, and before them the same day of the last week."""
    today = passed.fetched.date()
    around = [today - timedelta(days=7 * passed.number + off) for off in _DAYS_OF_WEEKS]
    spread = PartialDatetime(
        frozenset([day.year for day in around]),
        frozenset([day.month for day in around]),
        frozenset([day.day for day in around]),
    )
    if passed.number != 1:
        return [(spread, 0.0)]
    return [(_on(today - timedelta(days=7), None), 0.0), (spread, _WEEK_CUT)]


def _months_ago(passed: _Passed) -> _Meant:
    moment = passed.moment()
    return [(exactly(year=moment.year, month=moment.month), 0.0)]


def _years_ago(passed: _Passed) -> _Meant:
    return [(exactly(year=passed.moment().year), 0.0)]


_BY_UNIT: Mapping[str, Callable[[_Passed], _Meant]] = {
    "second": _minutes_ago,
    "minute": _minutes_ago,
    "hour": _hours_ago,
    "week": _weeks_ago,
    "month": _months_ago,
    "year": _years_ago,
}


def _hour_of(moment: datetime, offset: int) -> PartialDatetime:
    """Return the hour that a clock so many minutes ahead of UTC shows at a UTC moment."""
    wall = moment + timedelta(minutes=offset)
    return exactly(year=wall.year, month=wall.month, day=wall.day, hour=wall.hour, offset=offset)


def _on(day: date, clock: Clock | None) -> PartialDatetime:
    return on_day(
        PartialDatetime() if clock is None else exactly(hour=clock[0], minute=clock[1]), day
    )


def year_of(month: int, day: int, weekdays: frozenset[int] | None, fetched: datetime) -> int | None:
    """Return the nearest past year in which a calendar day fell (on one of these weekdays) before
    the fetch.

    Clocks of the east are up to 14 hours ahead of the fetch's UTC.
    """
    latest = (fetched + timedelta(hours=14)).date()
    for year in range(latest.year, latest.year - 8, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= latest and (weekdays is None or found.weekday() in weekdays):
            return year
    return None
