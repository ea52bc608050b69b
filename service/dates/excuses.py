"""Excuses (alternative explanations): what makes an unexplained witness count less against a story, such as an update."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import log2

from service.dates.confidence import surprise
from service.dates.gains import reliability
from service.dates.hearing import Hearing, Told, Use
from service.dates.partial import PartialDatetime, days, only
from service.dates.readings import Readings
from service.dates.story import Story, join
from service.dates.witnesses import Witness
from service.dates.zones import LOWEST_OFFSET

#: A date that names no role and equals the page's modification date is explained by it; the price in bits.
_IS_MODIFICATION = 3.5
#: A place that names the publication and holds the modification: the publisher overwrites one with the other.
IS_OVERWRITTEN = 6.0
#: The same, where the line that prints the publication tells of an update that no place states.
_IS_UNTOLD_UPDATE = 3.5
#: An update follows within days as a rule; then the year and the month of its timestamp are no coincidence.
_SOON = timedelta(days=7)
#: Share of pages whose second timestamp is within a quarter of an hour of the first: saved, then published; an estimate.
_SAVED_AND_PUBLISHED = 0.04
#: A save so long before the publication is that of a draft.
_DRAFT = timedelta(minutes=15)
#: Articles are written in one month and come out in the next; later ones were put up again.
_MONTHS_OVER = 2
#: Places of dates that only their neighbourhood makes one of the article's.
_UNNAMED = frozenset(("html:near-headline", "html:in-article", "text:above-headline"))
#: Elements that lie no further apart than this in the walk are one place: a line, the element in it, that one's label.
_ONE_PLACE = 3


def excuse(story: Story, witness: Witness, readings: Readings, hearing: Hearing, published: bool, updated: bool) -> float:
    """Return how much less an unexplained witness counts: it may be the modification date, or a save minutes from publication.

    ``published`` says that the story has a machine place for it that names the publication: then another such place may have
    been overwritten with the modification.  ``updated`` says that the story's own line tells of an update.
    """
    best = 0.0
    for reading in readings.healthy:
        other = hearing.told(reading)
        odds = -log2(1 - reliability(witness))
        if witness.is_aside:
            continue
        if updated and witness.kind == "machine" and (apart := _after(story, other)) > timedelta(0):
            soon = reading.partial._replace(day=None, hour=None, minute=None, second=None)
            best = max(best, odds - _IS_UNTOLD_UPDATE - reading.bits + (surprise(soon) if apart <= _SOON else 0.0))
        # an address is built once, when the page is published
        saved = [modified for modified in hearing.question.modified if not _is_of_draft(story, witness, modified)]
        if witness.kind != "url" and any(same_moment(other, modified) for modified in saved):
            if not witness.stated:
                best = max(best, odds + readings.information - _IS_MODIFICATION - reading.bits)
            elif published and other.clock.minute is not None and not _is_relabelled(story, other):
                best = max(best, odds + readings.information - IS_OVERWRITTEN - reading.bits)
        elif (published or not witness.stated) and _near(story, other):
            best = max(best, odds + log2(_SAVED_AND_PUBLISHED) + surprise(_day_and_hour(reading.partial)) - reading.bits)
    return best


def _is_of_draft(story: Story, witness: Witness, modified: Story) -> bool:
    """Return whether a save lies before the publication: pages neither print one nor put it in the publication's place."""
    return (witness.kind == "human" or witness.stated) and _after(modified, story) > _DRAFT


def _after(story: Story, other: Story) -> timedelta:
    """Return how long after a story's moment a timestamp lies, at the least.

    A clock without a zone may be the last on the globe.
    """
    moment = story.moment()
    if other.instant is None or moment is None:
        return timedelta(0)
    latest = moment.wall + timedelta(minutes=-LOWEST_OFFSET, days=story.clock.hour is None)
    return other.instant - (latest if story.instant is None else story.instant)


def is_late(story: Story, unexplained: Iterable[tuple[Witness, Readings]], told: Told) -> bool:
    """Return whether a machine place that names the publication states an earlier instant of the story's day, to the second."""
    return any(
        witness.stated
        and witness.kind == "machine"
        and story.instant is not None
        and (other := told(readings.healthy[0])).instant is not None
        and other.clock.second is not None
        and other.instant < story.instant
        and days(other.clock) == days(story.clock)
        for witness, readings in unexplained
        if readings.healthy
    )


def is_one_voice(uses: Sequence[Use]) -> bool:
    """Return whether one variable filled all that supports a story: their agreement shows a right reading, and proves no date.

    A CMS writes one date into every machine-readable place, the publication's or the last save's.  And of
    <span class="date"><time datetime="2024-07-18T09:08:27Z">18.07.2024, 11.08</time></span>, where no word says which date it
    is, attribute, text and line are all of the same one.
    """
    kinds = {use.witness.kind for use in uses}
    if len(uses) > 1 and kinds == {"machine"}:
        return True
    if len(uses) < 2 or kinds != {"human"} or any(use.witness.stated for use in uses):
        return False
    places = [statement.observation.order for use in uses for statement in use.witness.statements]
    return max(places) - min(places) <= _ONE_PLACE


def is_denied(story: Story, kind: str, witness: Witness, readings: Readings) -> bool:
    """Return whether another class of witness denies the day of a story told by one; a neighbouring day may be a zone's.

    What is printed without a role is denied by a machine place that names the publication alone: an address or a line without
    one may be of another date as well.  And what a line is that no class word calls a date's, nobody knows: "Lisbon, 20
    February 2021".
    """
    if witness.kind == kind or (kind == "human" and not (witness.stated and witness.kind == "machine")):
        return False
    if all(statement.observation.source.id in _UNNAMED for statement in witness.statements):
        return False
    said = readings.healthy[0].day() if len(readings.healthy) == 1 else None
    possible = days(story.clock)
    return said is not None and len(possible) == 1 and abs(said - possible[0]) > timedelta(days=1)


def is_redated(story: Story, uses: Sequence[Use], witness: Witness, readings: Readings) -> bool:
    """Return whether the address names a month long before the story's day: "/2017/7/12/" on a page of 2019.

    Sites put stories up again under a new date, in print and in their metadata; the address stays as it was built.
    """
    if witness.kind != "url" or any(use.witness.kind == "url" for use in uses) or len(readings.healthy) != 1:
        return False
    said, possible = readings.healthy[0].partial, days(story.clock)
    year, month = only(said.year), only(said.month)
    if year is None or month is None or len(possible) != 1:
        return False
    return (possible[0].year - year) * 12 + possible[0].month - month > _MONTHS_OVER


def same_moment(first: Story, second: Story) -> bool:
    """Return whether two stories can be one moment at no price."""
    return any(not joined.bits for joined in join(second, first, False))


def _near(first: Story, second: Story) -> bool:
    mine, theirs = first.instant, second.instant
    if mine is None or theirs is None:
        one, two = first.moment(), second.moment()
        if one is None or two is None or first.clock.minute is None or second.clock.minute is None:
            return False
        mine, theirs = one.wall, two.wall
    return abs(mine - theirs) <= timedelta(minutes=15)


def _is_relabelled(story: Story, other: Story) -> bool:
    """Return whether two timestamps are whole hours apart to the second: one moment under two labels, and no later save."""
    if story.instant is None or other.instant is None or not (only(story.clock.second) and only(other.clock.second)):
        return False
    apart = abs(story.instant - other.instant)
    return timedelta(0) < apart <= timedelta(hours=14) and not apart % timedelta(hours=1)


def _day_and_hour(partial: PartialDatetime) -> PartialDatetime:
    return partial._replace(minute=None, second=None)
