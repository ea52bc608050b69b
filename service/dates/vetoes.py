"""Vetoes: what counts against a story whoever states it, such as a wrong weekday or a moment after the fetch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from service.dates.hearing import Question, Use
from service.dates.partial import days
from service.dates.readers import live_by_utc
from service.dates.reading import Reading
from service.dates.story import Story

#: A clock printed for readers that shows UTC, at a site in a country whose clocks do not.
_FOREIGN_CLOCK = 6.0
#: A printed weekday that contradicts its date means that one of the two is wrong.
_WRONG_WEEKDAY = 6.0
#: Pages are fetched after they are published; a timestamp from the future is wrong or misread.
_FROM_THE_FUTURE = 12.0
#: How JavaScript's Date writes itself: toISOString has always three decimals, toString the name of UTC.
_BY_SCRIPT = re.compile(r"\d:\d\d\.\d{3}Z\Z|GMT\+0000 \(", re.ASCII)
#: Pages of the web are from these years; an archive that puts up a page of 1923 has more than one witness for it.
_PLAUSIBLE_YEARS = range(1985, 2036)
_IMPLAUSIBLE_YEAR = 9.0


def vetoes(story: Story, uses: Iterable[Use], question: Question) -> float:
    """Return the bits against a story: printed weekdays that contradict it, and a moment after the page was fetched."""
    total = sum(_WRONG_WEEKDAY for use in uses if contradicts_weekday(story, use.reading))
    moment = story.moment()
    if shows_foreign_clock(story, uses, question.hints.language, question.hints.country):
        total += _FOREIGN_CLOCK
    if moment is not None and moment.wall.year not in _PLAUSIBLE_YEARS:
        total += _IMPLAUSIBLE_YEAR
    if is_from_the_future(story, question):
        total += _FROM_THE_FUTURE
    return total


def is_from_the_future(story: Story, question: Question) -> bool:
    """Return whether a story's moment lies after the fetch of its page, however far east its clock stands.

    Where only the Date header tells of the fetch, an older one is itself uncertain, unless a slip of zones explains the date.
    """
    moment = story.moment() if question.fetched is not None else None
    if question.fetched is None or moment is None:
        return False
    earliest = moment.wall - timedelta(minutes=story.offset if story.offset is not None else 14 * 60)
    late = earliest - question.fetched
    return late > timedelta(minutes=5) and (not question.by_header or late <= _longest_slip(story.offset))


def _longest_slip(offset: int | None) -> timedelta:
    """Return how far in the future a timestamp with a wrong zone may seem.

    The slips are a clock of the east labelled UTC, a sign exchanged, and an hour of summer time.
    """
    if not offset:
        return timedelta(hours=14 if offset == 0 else 0)
    return timedelta(minutes=max(60, -2 * offset))


def shows_foreign_clock(story: Story, uses: Iterable[Use], language: str | None, country: str | None) -> bool:
    """Return whether the readers' clock would be UTC's in a place where hardly any clock shows that.

    An element's attribute is no clock of the readers; but where a script wrote it from its Date, the text was drawn by one as
    well, on a server whose clock is UTC's.
    """
    moment = story.moment()
    if story.offset != 0 or moment is None:
        return False
    clocks = [
        use.reading
        for use in uses
        if use.witness.kind == "human"
        and use.reading.partial.minute is not None
        and (use.witness.is_printed or _BY_SCRIPT.search(use.witness.text))
    ]
    if not clocks or any(clock.partial.offset is not None for clock in clocks):
        return False
    by_utc = live_by_utc(language, country, moment.wall.date())
    return not by_utc if by_utc is not None else any(map(_is_north_american, clocks))


def _is_north_american(reading: Reading) -> bool:
    """Return whether a clock is printed as in North America: "March 6, 2014 12:25 PM"."""
    names = [name for name, _ in reading.written.shape.slot_texts()] if reading.written is not None else []
    return {"month_name", "day", "meridiem"} <= set(names) and names.index("month_name") < names.index("day")


def contradicts_weekday(story: Story, reading: Reading) -> bool:
    """Return whether a reading names a weekday that the story's day is not."""
    possible = days(story.clock)
    return reading.weekday is not None and len(possible) == 1 and possible[0].weekday() not in reading.weekday
