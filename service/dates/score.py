"""The terms of a story's score, in bits: gains, excuses (alternative explanations) and vetoes.

A gain is what explaining a witness is worth, an excuse what makes an unexplained one count less, such as an update, and a veto
what counts against a story whoever states it, such as a wrong weekday or a moment after the fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import log2

from service.dates.hearing import Hearing, Question, Told, Use
from service.dates.partial import PartialDatetime, days, only, surprise
from service.dates.readers import live_by_utc
from service.dates.reading import Reading
from service.dates.readings import Readings
from service.dates.story import Story, join
from service.dates.witnesses import Witness
from service.dates.zones import LOWEST_OFFSET

#: A second witness of one independence class (two meta tags) proves little beyond the first; an estimate.
_SAME_CLASS = 0.35
#: A string that is no date as written was damaged by something; that it is damage of no row is this unlikely, in bits.
_UNKNOWN_DAMAGE = 10.0
_RELIABILITY_LIMITS = (0.02, 0.995)


def gain_of(witness: Witness, readings: Readings, bits: float) -> float:
    """Return the bits by which explaining a witness beats leaving it unexplained: odds and information, minus the price."""
    right = reliability(witness)
    if not readings.impossible:
        return odds(right) + readings.information - bits
    # a place is no surer of a damaged string than of a sound one
    return min(_UNKNOWN_DAMAGE + log2(right) - bits, odds(right)) + readings.information


def odds(probability: float) -> float:
    """Return the odds of a probability, in bits."""
    return log2(probability / (1 - probability))


def reliability(witness: Witness) -> float:
    """Return how often the witness is right, within limits: no place is always right, and none never."""
    low, high = _RELIABILITY_LIMITS
    return min(max(witness.reliability, low), high)


def total_by_class(gains: Sequence[tuple[str, float]]) -> float:
    """Return the sum of gains, where one independence class counts once in full and its further voices less and less.

    Forty comments on one evening are not forty witnesses of it.
    """
    by_class: dict[str, list[float]] = {}
    for kind, gain in gains:
        by_class.setdefault(kind, []).append(gain)
    total = 0.0
    for kind in sorted(by_class):
        total += sum(gain * _SAME_CLASS**place for place, gain in enumerate(sorted(by_class[kind], reverse=True)))
    return total


def prior(story: Story) -> float:
    """Return the bits of everything a story says: it pays for each detail that its witnesses confirm."""
    if story.instant is None or story.clock.hour is not None:
        return surprise(story.clock)
    wall = story.instant
    return surprise(
        story.clock._replace(hour=frozenset((wall.hour,)), minute=frozenset((wall.minute,)), second=frozenset((wall.second,)))
    )


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
_UNNAMED = frozenset(("html:near-headline", "text:above-headline"))
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
