"""Relative dates, told from the moment of reading: "3 hours ago", "yesterday", "Friday 14:40", and days without a year.

They mean something only against the time at which the page was fetched, and no more than their words say: hours ago is an hour
of a day, days ago is a day whose neighbours are not excluded, months ago is a month.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from service.dates import zones
from service.dates.findings import rule
from service.dates.partial import PartialDatetime, exactly
from service.dates.reading import Hints, Reading
from service.dates.score import Readers
from service.lexicon.labels import label_of
from service.lexicon.relative_words import Clock, DayWord, ago, clock_beside, day_word

RELATIVE_DATE = rule(
    "relative_date",
    "the date is counted from the moment of reading",
    "pages print how long ago an article appeared; that is a date only if the time of the fetch is known",
    "3 hours ago",
    "2022-02-26, fetched on 2022-02-26T03:10:00Z",
    "relative",
    "relative-date",
    "relative-plus-clock",
)
MISSING_YEAR = rule(
    "missing_year",
    "the year is not printed",
    "articles of the last months are dated with day and month only; the last such day before the fetch is meant",
    "25 de febrero",
    "2022-02-25, fetched on 2022-02-26",
    "missing-year",
)
RULES = (RELATIVE_DATE, MISSING_YEAR)

#: The price, in bits, of the neighbouring guess that the words themselves allow, as good as stated.
TOLD = 0.05
#: The hour before the one that is told, in bits: rounded to the nearest it is wrong, and hours are mostly rounded.
_HOURS_CUT = 6.0
#: "A week ago" is told of the same day of the last week, as parsers of such words count; another of ten days, in bits: an
#: estimate.  "3 weeks ago" is told of any of them.
_WEEK_CUT = 7.0
#: Where most papers are of the languages of many countries, whose clocks decide on no offset but show which day it is.
_SPOKEN_IN = {
    "ar": "EG SA AE MA", "bn": "BD IN", "en": "US GB IN AU CA", "es": "ES MX AR CO CL", "fa": "IR AF", "fr": "FR BE CH CA SN",
    "ms": "MY SG", "pt": "BR PT", "sw": "KE TZ", "ta": "IN LK", "ur": "PK IN", "zh": "CN TW HK",
}  # fmt: skip
#: Where nobody knows the readers, most pages' clocks are between those of California and of Japan.
_MOST_CLOCKS = tuple(range(-8 * 60, 9 * 60 + 1, 60))
#: The share of a country's papers that keep the time of its most populous zone; an estimate.
_MAIN = 0.9
#: A share of clocks below this is left out; and readers are few below that.
_FEW_CLOCKS, _FEW_READERS = 0.02, 0.25
#: How far from the reader's calendar a count of days lies, and how often: most sites subtract calendar days, some round the
#: hours that passed, or cut them, so that in the morning "2 days ago" is the afternoon of the day before.  Estimates.
_COUNTED = ((0, 0.95), (1, 0.03), (-1, 0.02))
#: The days around so many whole weeks that a count of weeks may be told of, rounded or cut.
_DAYS_OF_WEEKS = range(-3, 7)
#: On its own day of the week, "Friday 14:40" is today's or last week's.
_OWN_DAY = 0.5
#: A clock may be so far ahead of the fetch's.
_AHEAD = timedelta(minutes=5)


def relative_readings(text: str, hints: Hints) -> tuple[Reading, ...]:
    """Return the readings of a relative date; none where nobody says when the page was fetched."""
    if hints.fetched is None:
        return ()
    label = label_of(text)
    named = day_word(label[1] if label is not None and label[0].startswith("date") else text, hints.language)
    if named is not None:
        return tuple(_told_by_day(named, hints.fetched, hints))
    passed = ago(text, hints.language)
    return () if passed is None else tuple(_told_by_count(*passed, clock_beside(text), hints.fetched, hints))


def _said(partial: PartialDatetime, bits: float = 0.0) -> Reading:
    return Reading(partial, TOLD + bits, RELATIVE_DATE.id)


def _told_by_day(named: DayWord, fetched: datetime, hints: Hints) -> Iterator[Reading]:
    """Yield the readings of "yesterday": at one fetch it is another day in Sydney and in San Francisco."""
    shares: dict[date, float] = {}
    for offset, clocks in _offsets(hints).items():
        for day, share in _days_named(named, fetched + timedelta(minutes=offset)):
            shares[day] = shares.get(day, 0.0) + share * clocks
    # where "today 14:40" is still to come for nearly all readers, it is a programme's
    told = total if (total := sum(sorted(shares.values()))) > _FEW_READERS else 1.0
    for day, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
        if share / told >= _FEW_CLOCKS:
            yield _said(_day_and_clock(day, named.clock), -math.log2(share / told))


def _days_named(named: DayWord, wall: datetime) -> Iterator[tuple[date, float]]:
    """Yield the days that a name means where clocks show a time, each with its share; none that is still to come."""
    if named.weekday is None:
        days = [(wall.date() - timedelta(days=named.ago or 0), 1.0)]
    else:
        since = min((wall.weekday() - weekday) % 7 for weekday in named.weekday)
        last = wall.date() - timedelta(days=since)
        days = [(last, 1.0)] if since else [(last, _OWN_DAY), (last - timedelta(days=7), _OWN_DAY)]
    for day, share in days:
        hour, minute = named.clock or (0, 0)
        if datetime(day.year, day.month, day.day, hour, minute) <= wall + _AHEAD:
            yield day, share


def _offsets(hints: Hints) -> dict[int, float]:
    """Return the offsets that the site's clocks may show at the fetch, and the share of each."""
    assert hints.fetched is not None
    if hints.clock is not None:
        return {hints.clock: 1.0}
    day = hints.fetched.date()
    spoken = _SPOKEN_IN.get((hints.language or "").split("-")[0], "").split()
    readers = Readers(hints.language, hints.country).countries or spoken
    countries = [country for country in readers if zones.country_offsets(country, day)]
    shares: dict[int, float] = {}
    for country in countries:
        shown = sorted(zones.country_offsets(country, day))
        main = zones.main_offset(country, day)
        for offset in shown:
            share = 1.0 if len(shown) == 1 else _MAIN if offset == main else (1 - _MAIN) / (len(shown) - 1)
            shares[offset] = shares.get(offset, 0.0) + share / len(countries)
    return shares or {offset: 1 / len(_MOST_CLOCKS) for offset in _MOST_CLOCKS}


def _told_by_count(number: int, unit: str, clock: Clock | None, fetched: datetime, hints: Hints) -> Iterator[Reading]:
    """Yield the readings of "3 minutes ago", "18 hours ago", "2 days ago at 10:09" and "3 weeks ago"."""
    if unit in ("second", "minute"):
        moment = fetched - timedelta(**{f"{unit}s": number})
        # "just now" says no minute
        minute = frozenset((moment.minute,)) if number else None
        yield _said(_hour_of(moment, hints.clock or 0)._replace(minute=minute))
    elif unit == "hour":
        yield from _told_by_hours(fetched - timedelta(hours=number), clock, hints)
    elif unit == "day":
        # a day with its clock is one of the reader's calendar; a count of days alone is made of hours as often
        counted = ((0, 1.0),) if clock is not None else _COUNTED
        days: dict[date, float] = {}
        for offset, share in _offsets(hints).items():
            for off, of_these in counted:
                day = (fetched + timedelta(minutes=offset)).date() - timedelta(days=number + off)
                days[day] = days.get(day, 0.0) + share * of_these
        for day, share in sorted(days.items(), key=lambda pair: (-pair[1], pair[0])):
            if share >= _FEW_CLOCKS:
                yield _said(_day_and_clock(day, clock), -math.log2(share))
    elif unit == "week":
        around = [fetched.date() - timedelta(days=7 * number + off) for off in _DAYS_OF_WEEKS]
        spread = PartialDatetime(*(frozenset(getattr(day, name) for day in around) for name in ("year", "month", "day")))
        if number > 1:
            yield _said(spread)
        else:
            yield _said(_day_and_clock(fetched.date() - timedelta(days=7), None))
            yield _said(spread, _WEEK_CUT)
    else:
        moment = fetched - relativedelta(**{f"{unit}s": number})  # type: ignore[arg-type]
        yield _said(exactly(year=moment.year, month=moment.month) if unit == "month" else exactly(year=moment.year))


def _told_by_hours(moment: datetime, clock: Clock | None, hints: Hints) -> Iterator[Reading]:
    if clock is not None:
        yield _said(_day_and_clock(_day_of_clock(moment, clock), clock))
        return
    # whole hours are cut as often as they are rounded: "18 hours ago" may be nearly 19
    for told, bits in ((moment, 0.0), (moment - timedelta(minutes=59), _HOURS_CUT)):
        if bits and told.hour == moment.hour:
            continue
        # where nobody knows the site's clock the day is UTC's, by which archives count
        yield _said(_hour_of(told, _clock(hints)), bits)


def _clock(hints: Hints) -> int:
    """The minutes by which the site's clock is ahead of UTC, as somebody says or the page's country has one clock; else 0."""
    assert hints.fetched is not None
    if hints.clock is not None:
        return hints.clock
    offsets = zones.country_offsets(hints.country, hints.fetched.date()) if hints.country else frozenset()
    main = zones.main_offset(hints.country, hints.fetched.date()) if hints.country else None
    return main if main is not None and len(offsets) == 1 else 0


def _hour_of(moment: datetime, offset: int) -> PartialDatetime:
    """Return the hour that a clock so many minutes ahead of UTC shows at a UTC moment."""
    wall = moment + timedelta(minutes=offset)
    return exactly(year=wall.year, month=wall.month, day=wall.day, hour=wall.hour, offset=offset)


def _day_of_clock(instant: datetime, clock: Clock) -> date:
    """Return the day on which a wall clock showed a time around an instant: offsets lie between -12 and +14 hours."""
    around = [instant.date() + timedelta(days=days) for days in (-1, 0, 1)]
    shown = [datetime(d.year, d.month, d.day, *clock) for d in around]
    fitting = [wall for wall in shown if timedelta(hours=-12) <= wall - instant <= timedelta(hours=14)]
    return min(fitting or shown, key=lambda wall: abs(wall - instant)).date()


def _day_and_clock(day: date, clock: Clock | None) -> PartialDatetime:
    if clock is None:
        return exactly(year=day.year, month=day.month, day=day.day)
    return exactly(year=day.year, month=day.month, day=day.day, hour=clock[0], minute=clock[1])


def year_of(month: int, day: int, weekdays: frozenset[int] | None, fetched: datetime) -> int | None:
    """Return the nearest past year in which a calendar day fell (on one of these weekdays) before the fetch.

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
