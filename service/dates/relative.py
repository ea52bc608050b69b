"""Relative dates, counted from the fetch: "3 hours ago", "yesterday", "Friday 14:40", and days without a year.

They mean something only against the time at which the page was fetched, and no more than their words say: hours ago is an hour
of a day, days ago is a day whose neighbours are not excluded, months ago is a month.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from service.dates.partial import PartialDatetime, exactly
from service.dates.reading import AS_SAID, Hints, Reading, on_day
from service.dates.score import countries_of, rule
from service.dates.zones import country_offsets, main_offset
from service.lexicon.labels import label_of
from service.lexicon.relative_words import Clock, DayWord, ago, clock_beside, day_word
from service.lexicon.tables import table

RELATIVE_DATE = rule("relative_date")
MISSING_YEAR = rule("missing_year")
RULES = (RELATIVE_DATE, MISSING_YEAR)

#: The hour before the one that is said, in bits.
_HOURS_CUT, _MOST_CUT = 6.0, 59
#: How many minutes later than counted it may have been: WordPress, Rails and Moment round hours, Django and Carbon cut them.
_ROUNDED_OR_CUT = (-55, -45, -35, -25, -25, -15, -15, -5, -5, 5, 15, 25)
#: "A week ago" is said of the same day of the last week, as parsers of such words count; another of ten days, in bits: an
#: estimate.  "3 weeks ago" is said of any of them.
_WEEK_CUT, _DAYS_OF_WEEKS = 7.0, range(-3, 7)
#: Where most papers are of the languages of many countries, the most first; their shares fall with their rank, an estimate.
#: Their clocks decide on no offset but show which day it is.
_SPOKEN_IN: dict[str, str] = table("languages")["spoken_in"]
#: Where nobody knows the readers, most pages' clocks are between those of California and of Japan.
_MOST_CLOCKS = tuple(range(-8 * 60, 9 * 60 + 1, 60))
#: The share of a country's papers that keep the time of its most populous zone; an estimate.
_MAIN = 0.9
#: A share of clocks below this is left out; and readers are few below that.
_FEW_CLOCKS, _FEW_READERS = 0.0199, 0.25
#: How far from the reader's calendar a count of days lies, and how often: most sites subtract calendar days, some round the
#: hours that passed, or cut them, so that in the morning "2 days ago" is the afternoon of the day before.  Estimates.
_COUNTED, _ONE_DAY = {0: 0.95, 1: 0.03, -1: 0.02}, {0: 1.0}
#: A clock may be so far ahead of the fetch's.
_AHEAD = timedelta(minutes=5)


def relative_readings(text: str, hints: Hints) -> tuple[Reading, ...]:
    """Return the readings of a relative date; none where nobody says when the page was fetched."""
    if (fetched := hints.fetched) is None:
        return ()
    field, rest = label_of(text) or ("", text)
    named = day_word(rest if field.startswith("date") else text, hints.language)
    if named is not None:
        return tuple(_by_day(named, _ONE_DAY, hints, fetched))
    passed = ago(text, hints.language)
    if passed is None:
        return ()
    (number, unit), clock = passed, clock_beside(text)
    if unit == "day":
        # a day with its clock is one of the reader's calendar; a count of days alone is made of hours as often
        return tuple(_by_day(DayWord(number, None, clock), _COUNTED if clock is None else _ONE_DAY, hints, fetched))
    said = _by_time(number, unit, clock, hints, fetched)
    return tuple([Reading(partial, AS_SAID + bits, RELATIVE_DATE.id) for partial, bits in said])


def _by_day(named: DayWord, counted: Mapping[int, float], hints: Hints, fetched: datetime) -> Iterator[Reading]:
    """Yield the readings of "yesterday" and "2 days ago": at one fetch it is another day in Sydney and in San Francisco."""
    shares: dict[date, float] = {}
    for offset, clocks in _offsets(hints, fetched).items():
        wall = fetched + timedelta(minutes=offset)
        days = {wall.date() - timedelta(days=(named.ago or 0) + off): share for off, share in counted.items()}
        if named.weekday is not None:
            since = min([(wall.weekday() - weekday) % 7 for weekday in named.weekday])
            last = wall.date() - timedelta(days=since)
            # on its own day of the week, "Friday 14:40" is today's or last week's
            days = {last: 1.0} if since else {last: 0.5, last - timedelta(days=7): 0.5}
        for day, share in days.items():
            # none that is still to come
            if datetime(day.year, day.month, day.day, *(named.clock or (0, 0))) <= wall + _AHEAD:
                shares[day] = shares.get(day, 0.0) + share * clocks
    # where "today 14:40" is still to come for nearly all readers, it is a programme's
    all_readers = total if (total := sum(sorted(shares.values()))) > _FEW_READERS else 1.0
    for day, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
        if share / all_readers >= _FEW_CLOCKS:
            yield Reading(_on(day, named.clock), AS_SAID - math.log2(share / all_readers), RELATIVE_DATE.id)


def _offsets(hints: Hints, at: datetime) -> dict[int, float]:
    """Return the offsets that the site's clocks may show at a moment in UTC, and the share of each."""
    if hints.clock is not None:
        return {hints.clock: 1.0}
    readers = countries_of(hints) or _SPOKEN_IN.get((hints.language or "").split("-")[0], "").split()
    countries = [country for country in readers if country_offsets(country, at.date())]
    total = sum([1 / rank for rank in range(1, len(countries) + 1)])
    shares: dict[int, float] = {}
    for rank, country in enumerate(countries, 1):
        shown, main = sorted(country_offsets(country, at.date())), main_offset(country, at.date())
        for offset in shown:
            share = 1.0 if len(shown) == 1 else _MAIN if offset == main else (1 - _MAIN) / (len(shown) - 1)
            shares[offset] = shares.get(offset, 0.0) + share / rank / total
    return shares or {offset: 1 / len(_MOST_CLOCKS) for offset in _MOST_CLOCKS}


def share_of_day(day: date, instant: datetime, hints: Hints) -> float:
    """Return how many of the clocks that readers may have show a day at an instant in UTC."""
    offsets = _offsets(hints, instant)
    return sum([share for offset, share in offsets.items() if (instant + timedelta(minutes=offset)).date() == day])


def _by_time(
    number: int, unit: str, clock: Clock | None, hints: Hints, fetched: datetime
) -> Iterator[tuple[PartialDatetime, float]]:
    """Yield what "3 minutes ago", "18 hours ago", "3 weeks ago" and "a year ago" say, with its bits."""
    # where nobody knows the site's clock the day is UTC's, by which archives count
    offsets = _offsets(hints, fetched) if hints.country or hints.clock is not None else {}
    offset = next(iter(offsets)) if len(offsets) == 1 else 0
    if unit == "week":
        around = [fetched.date() - timedelta(days=7 * number + off) for off in _DAYS_OF_WEEKS]
        if number == 1:
            yield _on(fetched.date() - timedelta(days=7), None), 0.0
        spread = [frozenset([getattr(day, name) for day in around]) for name in ("year", "month", "day")]
        yield PartialDatetime(*spread), _WEEK_CUT if number == 1 else 0.0
        return
    moment = fetched - relativedelta(**{f"{unit}s": number})  # type: ignore[arg-type]
    if unit in ("second", "minute"):
        # "just now" says no minute
        yield _hour_of(moment, offset)._replace(minute=frozenset((moment.minute,)) if number else None), 0.0
    elif unit == "hour" and clock is not None:
        days = [moment.date() + timedelta(days=off) for off in (-1, 0, 1)]
        yield _on(min(days, key=lambda d: abs(datetime(d.year, d.month, d.day, *clock) - moment)), clock), 0.0
    elif unit == "hour":
        # "18 hours ago" may be nearly 19: by a clock that is known it was rather on the day before shortly after midnight
        late = (0, *_ROUNDED_OR_CUT) if len(offsets) == 1 else (0, 0)
        hours = [_hour_of(moment + timedelta(minutes=minutes), offset) for minutes in late]
        shares = Counter([hour.day for hour in hours[1:]])
        yield from [(h, -math.log2(shares[h.day] / shares.total())) for h in {h.day: h for h in reversed(hours)}.values()]
        if moment.minute < _MOST_CUT:
            yield _hour_of(moment - timedelta(minutes=_MOST_CUT), offset), _HOURS_CUT
    else:
        yield exactly(year=moment.year, month=moment.month) if unit == "month" else exactly(year=moment.year), 0.0


def _hour_of(moment: datetime, offset: int) -> PartialDatetime:
    """Return the hour that a clock so many minutes ahead of UTC shows at a UTC moment."""
    wall = moment + timedelta(minutes=offset)
    return exactly(year=wall.year, month=wall.month, day=wall.day, hour=wall.hour, offset=offset)


def _on(day: date, clock: Clock | None) -> PartialDatetime:
    return on_day(PartialDatetime() if clock is None else exactly(hour=clock[0], minute=clock[1]), day)


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
