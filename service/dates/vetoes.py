"""Vetoes: what speaks against a story whoever tells it, such as the wrong day of the week or a moment after the fetch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from service.dates.hearing import Question, Use
from service.dates.partial import days
from service.dates.readings import Reading
from service.dates.story import Story
from service.dates.zones import main_offset

#: A clock printed for readers that shows UTC, at a site in a country whose clocks do not.
_FOREIGN_CLOCK = 6.0
#: A printed weekday that contradicts its date means that one of the two is wrong.
_WRONG_WEEKDAY = 6.0
#: Pages are fetched after they are published; a stamp from the future is wrong or misread.
_FROM_THE_FUTURE = 12.0
#: Pages of the web are from these years; an archive that puts up a page of 1923 has more than one witness for it.
_PLAUSIBLE_YEARS = range(1985, 2036)
_IMPLAUSIBLE_YEAR = 9.0


def vetoes(story: Story, uses: Iterable[Use], question: Question) -> float:
    """Bits against a story: printed weekdays that contradict it, and a moment after the page was fetched."""
    total = sum(_WRONG_WEEKDAY for use in uses if contradicts_weekday(story, use.reading))
    moment = story.moment()
    if shows_foreign_clock(story, uses, question.hints.country):
        total += _FOREIGN_CLOCK
    if moment is not None and moment.wall.year not in _PLAUSIBLE_YEARS:
        total += _IMPLAUSIBLE_YEAR
    if is_from_the_future(story, question):
        total += _FROM_THE_FUTURE
    return total


def is_from_the_future(story: Story, question: Question) -> bool:
    """Whether a moment lies after the fetch of its page, however far in the east its clock stands."""
    moment = story.moment() if question.fetched is not None else None
    if question.fetched is None or moment is None:
        return False
    earliest = moment.wall - timedelta(minutes=story.offset if story.offset is not None else 14 * 60)
    return earliest > question.fetched + timedelta(minutes=5)


def shows_foreign_clock(story: Story, uses: Iterable[Use], country: str | None) -> bool:
    """Whether the readers' clock would be UTC's in a country where no clock shows that."""
    moment = story.moment()
    if story.offset != 0 or country is None or moment is None:
        return False
    clocks = [use.reading.partial for use in uses if use.witness.kind == "human" and use.reading.partial.minute is not None]
    printed = bool(clocks) and all(clock.offset is None for clock in clocks)
    # the Azores show UTC in summer, and Portugal's papers print Lisbon's time
    return printed and main_offset(country, moment.wall.date()) not in (0, None)


def contradicts_weekday(story: Story, reading: Reading) -> bool:
    """Whether a reading names a day of the week that the story's day is not."""
    possible = days(story.clock)
    return reading.weekday is not None and len(possible) == 1 and possible[0].weekday() not in reading.weekday
