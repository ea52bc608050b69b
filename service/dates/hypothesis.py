"""A hypothesis (one moment with what is known of it), as several readings say it together, with the readers' clock.

A page may state an instant in UTC and print the local clock beside it; both are true of one moment.  So a hypothesis keeps the
wall clock of the readers (a partial datetime), that clock's offset where it is known, and the instant where it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.formats import Moment, stated
from service.dates.partial import PartialDatetime, days, only, surprise, time_of, unify
from service.dates.reading import Reading
from service.dates.score import ANYWHERE, BITS, IN_USE, Readers, bits_of_day, bits_of_offset
from service.dates.zones import LOWEST_OFFSET, is_season_of, names_offset

#: A save so long before the publication is that of a draft; so near the publication it is part of it.
DRAFT = timedelta(minutes=15)
#: The clocks furthest from UTC, in minutes.
_FARTHEST = 14 * 60
#: The offset that a site's clocks show at a wall-clock time, in minutes; None where they show it twice or never.
OffsetOf = Callable[[datetime], "int | None"]


class Hypothesis(NamedTuple):
    """The moment as far as it is known.

    ``clock`` has no offset component; ``origin`` says where the offset comes from: "stated", "abbreviation", "witness".
    ``instant`` is UTC, naive, to the minute or second that some reading states.
    """

    clock: PartialDatetime
    offset: int | None = None
    origin: str | None = None
    abbreviation: str | None = None
    instant: datetime | None = None

    @property
    def day(self) -> date | None:
        """The one calendar day that it determines, or None."""
        possible = days(self.clock)
        return possible[0] if len(possible) == 1 else None

    @property
    def wall(self) -> datetime | None:
        """The wall-clock time, where day, hour and minute are determined."""
        return _wall(self.clock)

    @property
    def prior(self) -> float:
        """The bits of everything it says: it pays for each detail that its witnesses confirm."""
        if self.instant is None or self.clock.hour is not None:
            return surprise(self.clock)
        shown = stated(Moment(self.instant))
        return surprise(self.clock._replace(hour=shown.hour, minute=shown.minute, second=shown.second))

    def moment(self) -> Moment | None:
        """The moment with silent parts as zero, or None while the day is open."""
        wall = _from_midnight(self.clock)
        return None if wall is None else Moment(wall, self.offset)


class Joined(NamedTuple):
    """A hypothesis after one more reading, the bits that the join costs, and the rule where the join itself explains damage."""

    hypothesis: Hypothesis
    bits: float = 0.0
    rule: str | None = None


def begin(reading: Reading) -> Hypothesis:
    """Return the hypothesis that one reading gives alone."""
    return _begin(reading.partial, reading.abbreviation)


@lru_cache(maxsize=4096)
def _begin(said: PartialDatetime, abbreviation: str | None) -> Hypothesis:
    offset = only(said.offset)
    clock = said if said.offset is None else said._replace(offset=None)
    if offset is None:
        return Hypothesis(clock, abbreviation=abbreviation)
    return Hypothesis(clock, offset, "abbreviation" if abbreviation else "stated", abbreviation, _utc(_wall(clock), offset))


def same_moment(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two hypotheses can be one moment at no price."""
    return any(not joined.bits for joined in join(second, first, False))


def lies_after(hypothesis: Hypothesis, modified: Hypothesis) -> bool:
    """Return whether a hypothesis lies after a save, wherever its clock stands: it was a draft's, and pages print none."""
    saved = modified.instant
    if saved is None and modified.wall is not None:
        saved = modified.wall - timedelta(minutes=LOWEST_OFFSET)
    return saved is not None and hypothesis.instant is not None and hypothesis.instant - saved > DRAFT


def is_relabelled(hypothesis: Hypothesis, other: Hypothesis) -> bool:
    """Return whether two timestamps are whole hours apart to the second: one moment under two labels, and no later save."""
    if hypothesis.instant is None or other.instant is None or not (only(hypothesis.clock.second) and only(other.clock.second)):
        return False
    apart = abs(hypothesis.instant - other.instant)
    return timedelta(0) < apart <= timedelta(minutes=_FARTHEST) and not apart % timedelta(hours=1)


def contradicts_weekday(hypothesis: Hypothesis, reading: Reading) -> bool:
    """Return whether a reading names a weekday that the hypothesis's day is not."""
    return reading.weekday is not None and (day := hypothesis.day) is not None and day.weekday() not in reading.weekday


def is_from_the_future(hypothesis: Hypothesis, fetched: datetime | None, by_header: bool) -> bool:
    """Return whether a hypothesis's moment lies after the fetch of its page, however far east its clock stands.

    A Date header alone may be older than the page: it counts where the zones explain how much later the date seems.
    """
    moment = hypothesis.moment()
    if fetched is None or moment is None:
        return False
    late = moment.wall - timedelta(minutes=_FARTHEST if hypothesis.offset is None else hypothesis.offset) - fetched
    # a clock of the east labelled UTC, an hour of summer time, a sign exchanged
    longest = _FARTHEST if hypothesis.offset == 0 else max(60, -2 * hypothesis.offset) if hypothesis.offset else 0
    return timedelta(minutes=5) < late and (not by_header or late <= timedelta(minutes=longest))


def is_near(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two moments lie so near each other as the last save and the publication; a day is near nothing."""
    mine, theirs = first.instant, second.instant
    if mine is None or theirs is None:
        one, two = first.moment(), second.moment()
        if one is None or two is None or first.clock.minute is None or second.clock.minute is None:
            return False
        mine, theirs = one.wall, two.wall
    return abs(mine - theirs) <= DRAFT


def join(hypothesis: Hypothesis, other: Hypothesis, in_address: bool, readers: Readers = ANYWHERE) -> Iterator[Joined]:
    """Yield every way in which a reading, taken as a hypothesis, can be true of this hypothesis's moment; none when it cannot.

    A date ``in_address`` is no clock that readers saw: beside an instant it may lie a day off and moves nothing.  Where the
    ``readers`` are says which offset between two clocks is likely.
    """
    if hypothesis.instant is not None and other.instant is not None:
        yield from _two_instants(hypothesis, other, readers)
    elif other.instant is not None:
        yield from _clock_meets_instant(hypothesis, other, other.instant, False, readers)
        # the timestamp's own offset is the evidence: the printed clock is ahead of it as far as it is ahead of UTC
        yield from join_at_site(hypothesis, other, lambda _: other.offset)
    elif hypothesis.instant is not None:
        yield from _clock_meets_instant(other, hypothesis, hypothesis.instant, in_address, readers)
    elif (together := unify(hypothesis.clock, other.clock)) is not None:
        yield Joined(_with_offset(hypothesis._replace(clock=together), other))
    clock = other.clock
    if time_of(clock) in ((0, 0, None), (0, 0, 0)):
        # a midnight is a day alone: "2022-02-25T00:00:00Z" beside a byline of 14:40
        together = unify(hypothesis.clock, clock._replace(hour=None, minute=None, second=None))
        if together is not None and (hypothesis.clock.hour is not None or hypothesis.instant is not None):
            yield Joined(hypothesis._replace(clock=together), BITS["midnight_for_no_time"])


def join_at_site(clock_side: Hypothesis, instant_side: Hypothesis, offset_of: OffsetOf) -> Iterator[Joined]:
    """Yield a bare printed clock joined to a timestamp that shows UTC's clock under a label that is not the site's offset.

    "26 mei 2017 09:20" beside "2017-05-26T07:20:59+01:00" at a site two hours ahead of UTC.
    """
    wall = clock_side.wall
    if wall is None or clock_side.offset is not None or not instant_side.offset or instant_side.instant is None:
        return
    site = offset_of(wall)
    if site is None or not _shows(instant_side.clock, wall - timedelta(minutes=site)):
        return
    price = "clock_mislabelled_at_site" if site != instant_side.offset else "clock_mislabelled"
    told = _at_offset(clock_side, instant_side, site, "assumed")
    yield Joined(told, BITS[price], "utc_clock_labelled_local")


def _two_instants(hypothesis: Hypothesis, other: Hypothesis, readers: Readers) -> Iterator[Joined]:
    """Yield the joins of two timestamps: one instant, one clock under two labels, or an hour of summer time too much."""
    assert hypothesis.instant is not None
    assert other.instant is not None
    first, second = only(hypothesis.clock.second), only(other.clock.second)
    apart = other.instant.replace(second=0) - hypothesis.instant.replace(second=0)
    # a stated :00 may be a missing second
    exact = not first or not second or first == second
    if not apart and exact:
        local, finer = (other if other.offset and not hypothesis.offset else hypothesis), (other if second else hypothesis)
        clock = local.clock if local.clock.minute is None else _with_second(local.clock, finer.clock)
        yield Joined(local._replace(clock=clock, instant=finer.instant))
        return
    day, one_clock = hypothesis.day, _is_one_clock(hypothesis, other)
    if hypothesis.offset is None or other.offset is None or day is None:
        return
    if not hypothesis.offset:
        # the same clock under two labels is a wrong label, not a wrong season
        if other.offset and not one_clock and abs(apart) == timedelta(hours=1) and first is not None and first == second:
            shown = other.offset + int(apart.total_seconds() // 60)
            if other.day is not None and is_season_of(shown, other.offset, other.day):
                told = other._replace(offset=shown, origin="witness", abbreviation=None, instant=hypothesis.instant)
                yield Joined(told, BITS["offset_out_of_season"], "offset_out_of_season")
    elif one_clock and other.offset == 0:
        yield _mislabelled(hypothesis, other, "local_clock_labelled_utc")
    elif other.offset == hypothesis.offset and _shows(other.clock, hypothesis.instant):
        yield Joined(hypothesis, BITS["clock_mislabelled"], "utc_clock_labelled_local")
    elif one_clock and _is_sure_of_offset(hypothesis, hypothesis.offset, other.offset, day, readers):
        if other.offset == -hypothesis.offset:
            yield _mislabelled(hypothesis, other, "offset_sign_inverted")
        elif is_season_of(hypothesis.offset, other.offset, day):
            yield _mislabelled(hypothesis, other, "offset_out_of_season")


def _is_sure_of_offset(hypothesis: Hypothesis, offset: int, other: int, day: date, readers: Readers) -> bool:
    """Return whether its offset is surely right of two offsets behind one clock: its zone is named, or its readers' own."""
    if hypothesis.abbreviation is not None:
        return names_offset(hypothesis.abbreviation, offset)
    return readers.shows(offset, day) and not readers.shows(other, day)


def _mislabelled(hypothesis: Hypothesis, other: Hypothesis, rule: str) -> Joined:
    """Return the hypothesis joined to the same clock under another label, which is wrong."""
    clock = _with_second(hypothesis.clock, other.clock)
    told = hypothesis._replace(clock=clock, instant=_utc(_wall(clock), hypothesis.offset))
    return Joined(told, BITS["clock_mislabelled"], rule)


def _clock_meets_instant(
    clock_side: Hypothesis, instant_side: Hypothesis, instant: datetime, in_address: bool, readers: Readers
) -> Iterator[Joined]:
    """Yield the joins of a side that has only a clock or a day to one whose instant is known."""
    clock, offset = clock_side.clock, clock_side.offset
    together = unify(clock, instant_side.clock)
    if together is not None and offset in (None, instant_side.offset):
        yield Joined(instant_side._replace(clock=together))
    elif offset is not None:
        # "3 hours ago" is told in UTC, from the fetch; "2012-55-16T03:55:50Z", whose month is open, is 8:55 PM PDT of the 15th
        if _shows(clock, instant + timedelta(minutes=offset)):
            yield Joined(_with_its_second(instant_side, clock))
    elif (wall := _wall(clock)) is not None:
        yield from _offset_between(clock_side, instant_side, wall, instant, readers)
    elif not instant_side.offset and clock.hour is None and clock.minute is None and (day := clock_side.day) is not None:
        # a printed day beside a UTC timestamp of the day before or after: the readers' day stands, without a clock
        bits = bits_of_day(day, instant, readers)
        if bits is not None:
            told = instant_side if in_address else clock_side._replace(instant=instant)
            yield Joined(told, BITS["local_day_beside_utc"] + bits)


def _offset_between(
    clock_side: Hypothesis, instant_side: Hypothesis, wall: datetime, instant: datetime, readers: Readers
) -> Iterator[Joined]:
    """Yield the offset that makes a printed clock and an instant one moment: 18:29 printed, 16:29Z stated, so +02:00."""
    if clock_side.clock.second is None:
        instant = instant.replace(second=0)
    offset, rest = divmod(int((wall - instant).total_seconds()), 60)
    day = wall.date()
    if rest or offset not in IN_USE or _is_half_a_day_off(offset, day, readers):
        return
    if not instant_side.offset:
        told = _at_offset(clock_side, instant_side, offset)
        yield Joined(told, BITS["offset_from_two_clocks"] + bits_of_offset(offset, day, readers))
    elif offset == 0:
        yield Joined(instant_side, BITS["rendered_in_utc"])
    elif offset - instant_side.offset == 60 and readers.shows(offset, day):
        # 17:11 in April's Budapest beside 16:11:47+01:00, from a server that keeps winter's offset: one moment, and no damage
        yield Joined(_at_offset(clock_side, instant_side, offset), BITS["offset_from_two_clocks"])


def _is_half_a_day_off(minutes: int, day: date, readers: Readers) -> bool:
    """Return whether an offset is the readers' but for twelve hours: 05:59Z beside 19:59 in Berlin is a clock to 12."""
    halves = (minutes - 12 * 60, minutes + 12 * 60)
    return not readers.shows(minutes, day) and any(readers.shows(offset, day) for offset in halves)


def _at_offset(clock_side: Hypothesis, instant_side: Hypothesis, offset: int, origin: str = "witness") -> Hypothesis:
    """Return the printed clock at the offset that makes it the other side's instant."""
    clock = _with_second(clock_side.clock, instant_side.clock)
    return Hypothesis(clock, offset, origin, None, _utc(_wall(clock), offset))


def _with_its_second(hypothesis: Hypothesis, clock: PartialDatetime) -> Hypothesis:
    """Return the hypothesis with the second of another clock, where it has none."""
    second = only(clock.second)
    if hypothesis.clock.second is not None or second is None or hypothesis.clock.minute is None or hypothesis.instant is None:
        return hypothesis
    return hypothesis._replace(
        clock=hypothesis.clock._replace(second=clock.second), instant=hypothesis.instant.replace(second=min(second, 59))
    )


def _with_offset(hypothesis: Hypothesis, other: Hypothesis) -> Hypothesis:
    """Return the hypothesis with the other's offset, where it has none, and the instant that follows."""
    if hypothesis.offset is None and other.offset is not None:
        hypothesis = hypothesis._replace(offset=other.offset, origin=other.origin, abbreviation=other.abbreviation)
    return hypothesis._replace(instant=_utc(hypothesis.wall, hypothesis.offset)) if hypothesis.instant is None else hypothesis


def _is_one_clock(hypothesis: Hypothesis, other: Hypothesis) -> bool:
    return unify(hypothesis.clock._replace(second=None), other.clock._replace(second=None)) is not None


def _shows(clock: PartialDatetime, wall: datetime) -> bool:
    """Return whether a clock can show a time, to the minute."""
    return unify(clock._replace(second=None), stated(Moment(wall))) is not None


def _with_second(clock: PartialDatetime, other: PartialDatetime) -> PartialDatetime:
    return clock if clock.second is not None else clock._replace(second=other.second)


def _utc(wall: datetime | None, offset: int | None) -> datetime | None:
    return None if wall is None or offset is None else wall - timedelta(minutes=offset)


@lru_cache(maxsize=4096)
def _wall(clock: PartialDatetime) -> datetime | None:
    return None if None in time_of(clock)[:2] else _from_midnight(clock)


@lru_cache(maxsize=4096)
def _from_midnight(clock: PartialDatetime) -> datetime | None:
    """Return the wall-clock time with silent parts as zero, or None while the day is open; cached for the many joins."""
    possible = days(clock)
    if len(possible) != 1:
        return None
    day = possible[0]
    hour, minute, second = time_of(clock)
    return datetime(day.year, day.month, day.day, hour or 0, minute or 0, min(second or 0, 59))
