"""The hearing (context) in which witnesses are weighed: the question, what their readings say, where damage is looked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from service.dates.defects import Near, damaged, may_show_itself
from service.dates.partial import days, only
from service.dates.readers import Readers
from service.dates.reading import Hints, Reading
from service.dates.readings import Readings
from service.dates.story import Story, begin
from service.dates.witnesses import Witness
from service.dates.zones import local_offsets
from service.model import Habits

#: What a reading says alone.
Told = Callable[[Reading], Story]
#: What a witness can say of a story when damage is looked for.
Damage = Callable[[Witness, Story], tuple[Reading, ...]]


class Use(NamedTuple):
    """How a story explains one witness: the reading, and the rule where the join itself explains damage."""

    witness: Witness
    reading: Reading
    rule: str | None
    gain: float

    @property
    def broken_rule(self) -> str | None:
        """The rule of the damage, or None for a witness that means what it says."""
        return self.reading.rule if self.reading.broken else self.rule


class Question(NamedTuple):
    """The question that witnesses answer, and what else is known.

    It has hints for reading, the latest possible instant (UTC, naive), the stories of the page's modification dates (which
    explain dates that name no role), the zone that the caller names for the site, whether only the response's own header tells
    when it was fetched, and what the site does on its other pages.
    """

    hints: Hints
    fetched: datetime | None = None
    modified: tuple[Story, ...] = ()
    zone: str | None = None
    by_header: bool = False
    habits: Habits | None = None

    def offset_at(self, wall: datetime) -> int | None:
        """Return the one offset of the site's clocks at a wall-clock time; None without a zone, or with two or none."""
        offsets = local_offsets(self.zone, wall) if self.zone is not None else ()
        return offsets[0] if len(offsets) == 1 else None


class Hearing(NamedTuple):
    """The context in which witnesses are weighed: the question, what readings say, the damage to look for, the readers."""

    question: Question
    told: Told
    damage: Damage
    readers: Readers


def telling() -> Told:
    """Return a function that works out once for each reading the story that it gives alone."""
    # by identity, since a reading is no key; kept beside its story, since an identity is free again when its object is gone
    stories: dict[int, tuple[Reading, Story]] = {}

    def told(reading: Reading) -> Story:
        known = stories.get(id(reading))
        if known is None:
            known = stories[id(reading)] = reading, begin(reading)
        return known[1]

    return told


def noting(asked: list[tuple[Witness, Story]]) -> Damage:
    """Return a function that looks for no damage, and notes that it was asked to."""

    def damage(witness: Witness, story: Story) -> tuple[Reading, ...]:
        asked.append((witness, story))
        return ()

    return damage


def suspected(witness: Witness, readings: Readings, hints: Hints) -> Readings:
    """Return the readings, with those of the defect rows that may start a story."""
    return witness.readings(hints, broken=True) if asks_for_rows(witness, readings, hints) else readings


def asks_for_rows(witness: Witness, readings: Readings, hints: Hints) -> bool:
    """Return whether a defect row may start a story: the text says nothing without one, or itself shows that one is meant."""
    return not (readings.healthy or readings.broken) or may_show_itself(witness.text, readings, hints)


def damaged_by(question: Question) -> Damage:
    """Return a function that gives the defect readings of a text that reads well, where they may mean a story's moment."""

    def damage(witness: Witness, story: Story) -> tuple[Reading, ...]:
        as_written = witness.readings(question.hints, broken=False)
        if not witness.may_be_damaged or asks_for_rows(witness, as_written, question.hints):
            return ()
        return damaged(witness.text, question.hints, _around(story, question))

    return damage


def _around(story: Story, question: Question) -> Near | None:
    """Return the moment near which a reading must be to join a story; None while the story's day is open."""
    possible = days(story.clock)
    if len(possible) != 1:
        return None
    # a day beside an instant may have got its clock from elsewhere, and a site's old zones are no quarters of an hour apart
    on_quarters = (story.offset or 0) % 15 == 0 and (story.offset is not None or story.instant is None) and not question.zone
    minute = only(story.clock.minute) if on_quarters else None
    return Near(possible[0], None if minute is None else minute % 15)
