"""A hypothesis (one moment with what is known of it), as several readings say it together, with the
readers' clock.

A page may state an instant in UTC and print the local clock beside it; both are true of one moment.
So a hypothesis keeps the wall clock of the readers (a partial datetime), that clock's offset where
it is known, and the instant where it is known.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.formats import Moment, stated
from service.dates.partial import PartialDatetime, days, surprise, time_of, unify
from service.dates.reading import Hints, Reading
from service.dates.score import (
    LOCAL_CLOCK_LABELLED_UTC,
    OFFSET_OUT_OF_SEASON,
    OFFSET_SIGN_INVERTED,
    UTC_CLOCK_LABELLED_LOCAL,
    bits_of_day,
    bits_of_offset,
    is_shown,
)
from service.dates.terms import BITS
from service.dates.zones import is_season_of, names_offset
from service.spans.clocks import IN_USE

#: A save so long before the publication is that of a draft; so near the publication it is part of
#: it.
DRAFT = timedelta(minutes=15)
#: The clocks furthest from UTC, and half of a day, in minutes.
_FARTHEST = 14 * 60
_HALF = 12 * 60
#: Two timestamps further apart than this are no one moment under two labels.
_LONGEST_SLIP = timedelta(minutes=2 * _FARTHEST)
#: A moment by so much after the fetch may be that of a clock which is a little ahead.
_CLOCKS_DIFFER = timedelta(minutes=5)
_AT_ONCE = timedelta(0)
#: The clocks furthest behind UTC of those that many readers have, Hawaii's.
_LAST_CLOCKS = timedelta(hours=-10)
_HOUR = timedelta(hours=1)
_A_DAY = timedelta(days=1)
_MIDNIGHT = frozenset((0,))
_NO_SECONDS = (None, frozenset((0,)))
#: Nobody knows where the readers are.
ANYWHERE = Hints()


class Hypothesis(NamedTuple):
    """The moment as far as it is known.

    ``clock`` has no offset component; ``origin`` says where the offset comes from: "stated",
    "abbreviation", "witness". ``instant`` is UTC, naive, to the minute or second that some reading
    states.
    """

    clock: PartialDatetime
    offset: int | None = None
    origin: str | None = None
    abbreviation: str | None = None
    instant: datetime | None = None

    @property
    @lru_cache(maxsize=4096)  # noqa: B019 (a tuple is no object of a page, and the cache is bounded)
    def day(self) -> date | None:
        """The one calendar day that it determines, or None."""
        possible = days(self.clock)
        return possible[0] if len(possible) == 1 else None

    @property
    def wall(self) -> datetime | None:
        """The wall-clock time, where day, hour and minute are determined."""
        return _wall(self.clock)

    @property
    @lru_cache(maxsize=4096)  # noqa: B019
    def prior(self) -> float:
        """The bits of everything it says: it pays for each detail that its witnesses confirm."""
        if self.instant is None or self.clock.hour is not None:
            return surprise(self.clock)
        hour, minute, second = [frozenset((part,)) for part in self.instant.timetuple()[3:6]]
        return surprise(self.clock._replace(hour=hour, minute=minute, second=second))

    def moment(self) -> Moment | None:
        """The moment with silent parts as zero, or None while the day is open."""
        wall = _from_midnight(self.clock)
        return None if wall is None else Moment(wall, self.offset)


class Joined(NamedTuple):
    """A hypothesis after one more reading, the bits that the join costs, and the rule where the
    join itself explains damage.
    """

    hypothesis: Hypothesis
    bits: float = 0.0
    rule: str | None = None


@lru_cache(maxsize=4096)
def said_alone(said: PartialDatetime, abbreviation: str | None) -> Hypothesis:
    """Return the hypothesis of what a reading says, and of the abbreviation that its offset is
    from.
    """
    if said.offset is None:
        return Hypothesis(said, abbreviation=abbreviation)
    clock = PartialDatetime(*said[:8])
    if len(said.offset) > 1:
        return Hypothesis(clock, abbreviation=abbreviation)
    (offset,) = said.offset
    return _at(clock, offset, "abbreviation" if abbreviation else "stated", abbreviation)


def _at(
    clock: PartialDatetime, offset: int, origin: str | None, abbreviation: str | None = None
) -> Hypothesis:
    """Return the hypothesis of a clock at an offset, with the instant that follows."""
    wall = _wall(clock)
    instant = None if wall is None else wall - timedelta(minutes=offset)
    return Hypothesis(clock, offset, origin, abbreviation, instant)


def same_moment(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two hypotheses can be one moment at no price."""
    return first == second or 0.0 in [joined.bits for joined in join(second, first, False)]


def lies_after(hypothesis: Hypothesis, modified: Hypothesis) -> bool:
    """Return whether a hypothesis lies after a save, wherever its clock stands: it was a draft's,
    and pages print none.
    """
    saved = modified.instant
    if saved is None and modified.wall is not None:
        saved = modified.wall - timedelta(minutes=min(IN_USE))
    saved = saved or _end_of_day(modified)
    return (
        saved is not None and hypothesis.instant is not None and hypothesis.instant - saved > DRAFT
    )


def _end_of_day(hypothesis: Hypothesis) -> datetime | None:
    """Return when the day of a hypothesis without a clock has ended for nearly all readers, in
    UTC.
    """
    start = None if hypothesis.clock.hour is not None else _from_midnight(hypothesis.clock)
    return None if start is None else start + timedelta(days=1) - _LAST_CLOCKS


def lasts(first: Hypothesis, second: Hypothesis) -> timedelta:
    """Return how much later the second moment is, by clocks where an instant is not known; nothing
    where a day is open.
    """
    mine, theirs = first.instant, second.instant
    if mine is None or theirs is None:
        mine, theirs = _from_midnight(first.clock), _from_midnight(second.clock)
    return timedelta(0) if mine is None or theirs is None else theirs - mine


def is_within_save_interval(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two moments lie so near each other as the last save and the publication; a day
    is near nothing.
    """
    has_instants = None not in (first.instant, second.instant)
    has_clocks = None not in (first.clock.minute, second.clock.minute)
    if None in (first.day, second.day) or not (has_instants or has_clocks):
        return False
    return abs(lasts(first, second)) <= DRAFT


def is_relabelled(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two timestamps are whole hours apart to the second: one moment under two
    labels, and no later save.
    """
    if None in (first.instant, first.clock.second, second.instant, second.clock.second):
        return False
    apart = abs(lasts(first, second))
    return _AT_ONCE < apart <= timedelta(minutes=_FARTHEST) and not apart % _HOUR


def contradicts_weekday(hypothesis: Hypothesis, reading: Reading) -> bool:
    """Return whether a reading names a weekday that the hypothesis's day is not."""
    if reading.weekday is None or hypothesis.day is None:
        return False
    return hypothesis.day.weekday() not in reading.weekday


def is_from_the_future(hypothesis: Hypothesis, fetched: datetime, by_header: bool) -> bool:
    """Return whether a hypothesis's moment lies after the fetch of its page, however far east its
    clock stands.

    A Date header alone may be older than the page: it counts where the zones explain how much later
    the date seems.
    """
    wall = _from_midnight(hypothesis.clock)
    if wall is None:
        return False
    offset = hypothesis.offset
    late = wall - timedelta(minutes=_FARTHEST if offset is None else offset) - fetched
    if late <= _CLOCKS_DIFFER:
        return False
    return not by_header or late <= timedelta(minutes=_most_explained(offset))


def _most_explained(offset: int | None) -> int:
    """Return by how many minutes zones explain that a clock of an offset seems late.

    A clock of the east labelled UTC; an hour of summer time, or a sign exchanged.
    """
    if offset is None:
        return 0
    return max(60, -2 * offset) if offset else _FARTHEST


def join(
    hypothesis: Hypothesis, other: Hypothesis, in_address: bool, hints: Hints = ANYWHERE
) -> list[Joined]:
    """Return every way in which a reading, taken as a hypothesis, can be true of this hypothesis's
    moment; none when it cannot.

    A date ``in_address`` is no clock that readers saw: beside an instant it may lie a day off and
    moves nothing.  The ``hints`` say where the readers are, and so which offset between two clocks
    is likely.
    """
    mine, its = hypothesis.instant, other.instant
    if mine is not None and its is not None:
        found = [_two_instants(hypothesis, mine, other, its, hints)]
    elif mine is not None:
        found = [_clock_meets_instant(other, hypothesis, mine, in_address, hints)]
    elif its is not None:
        # the timestamp's own offset is the evidence: the printed clock is ahead of it as far as it
        # is ahead of UTC
        at_site = join_at_site(hypothesis, other, other.offset)
        found = [_clock_meets_instant(hypothesis, other, its, False, hints), at_site]
    else:
        beside = _beside_address(hypothesis, other) if in_address else None
        found = [_two_clocks(hypothesis, other), beside]
    found.append(_without_midnight(hypothesis, other))
    return [joined for joined in found if joined is not None]


def _two_clocks(hypothesis: Hypothesis, other: Hypothesis) -> Joined | None:
    """Return the join of two sides of which neither has an instant; the offset may be of either."""
    together = unify(hypothesis.clock, other.clock)
    if together is None:
        return None
    zoned = other if hypothesis.offset is None and other.offset is not None else hypothesis
    if zoned.offset is None:
        return Joined(hypothesis._replace(clock=together))
    return Joined(_at(together, zoned.offset, zoned.origin, zoned.abbreviation))


def _beside_address(hypothesis: Hypothesis, address: Hypothesis) -> Joined | None:
    """Return the join of a day with the address of the day before or after: /2019/05/27/ was made
    in UTC, or on the evening before "28 May 2019".
    """
    mine, its = hypothesis.day, address.day
    if mine is None or its is None or abs(mine - its) != _A_DAY:
        return None
    return Joined(hypothesis, BITS["address_day_off"])


def _without_midnight(hypothesis: Hypothesis, other: Hypothesis) -> Joined | None:
    """Return the join of a midnight as a day alone: "2022-02-25T00:00:00Z" beside 14:40."""
    clock = other.clock
    if not clock.hour == clock.minute == _MIDNIGHT or clock.second not in _NO_SECONDS:
        return None
    if hypothesis.clock.hour is None and hypothesis.instant is None:
        return None
    together = unify(hypothesis.clock, clock._replace(hour=None, minute=None, second=None))
    if together is None:
        return None
    return Joined(hypothesis._replace(clock=together), BITS["midnight_for_no_time"])


def join_at_site(
    clock_side: Hypothesis, instant_side: Hypothesis, site: int | None
) -> Joined | None:
    """Return a bare printed clock joined to a timestamp that shows UTC's clock under a label that
    is not the site's offset.

    "26 mei 2017 09:20" beside "2017-05-26T07:20:59+01:00" at a site two hours ahead of UTC.
    """
    if (
        site is None
        or clock_side.offset is not None
        or not instant_side.offset
        or instant_side.instant is None
    ):
        return None
    wall = clock_side.wall
    if wall is None or not _shows(instant_side.clock, wall - timedelta(minutes=site)):
        return None
    price = "clock_mislabelled_at_site" if site != instant_side.offset else "clock_mislabelled"
    return Joined(
        _at(_with_second(clock_side.clock, instant_side.clock), site, "assumed"),
        BITS[price],
        UTC_CLOCK_LABELLED_LOCAL.id,
    )


def _two_instants(
    hypothesis: Hypothesis, instant: datetime, other: Hypothesis, its: datetime, hints: Hints
) -> Joined | None:
    """Return the join of two timestamps: one instant, one clock under two labels, or an hour of
    summer time too much.
    """
    apart = its.replace(second=0) - instant.replace(second=0)
    if not apart and _seconds_agree(hypothesis, other):
        return _one_instant(hypothesis, other)
    if abs(apart) > _LONGEST_SLIP or None in (hypothesis.offset, other.offset, hypothesis.day):
        return None
    if not hypothesis.offset:
        return _out_of_season(hypothesis, instant, other, apart)
    if other.offset != hypothesis.offset:
        return _one_clock(hypothesis, hypothesis.offset, other, hints)
    utc_shown = _shows(other.clock, instant)
    return _mislabelled(hypothesis, UTC_CLOCK_LABELLED_LOCAL.id) if utc_shown else None


def _one_clock(
    hypothesis: Hypothesis, offset: int, other: Hypothesis, hints: Hints
) -> Joined | None:
    """Return the join of one clock under two labels, of which the hypothesis's is surely right."""
    rule = _rule_of_label(hypothesis, other, hints) if _is_one_clock(hypothesis, other) else None
    if rule is None:
        return None
    clock = _with_second(hypothesis.clock, other.clock)
    right = _at(clock, offset, hypothesis.origin, hypothesis.abbreviation)
    return _mislabelled(right, rule)


def _mislabelled(right: Hypothesis, rule: str) -> Joined:
    """Return the join of a right clock with one whose label is wrong."""
    return Joined(right, BITS["clock_mislabelled"], rule)


def _seconds_agree(hypothesis: Hypothesis, other: Hypothesis) -> bool:
    """Return whether two clocks may show one second; a stated :00 may be a missing one."""
    first, second = hypothesis.clock.second, other.clock.second
    return first in _NO_SECONDS or second in _NO_SECONDS or first == second


def _is_one_clock(hypothesis: Hypothesis, other: Hypothesis) -> bool:
    """Return whether two clocks show the same to the minute, whatever their labels."""
    first, second = PartialDatetime(*hypothesis.clock[:5]), PartialDatetime(*other.clock[:5])
    return unify(first, second) is not None


def _one_instant(hypothesis: Hypothesis, other: Hypothesis) -> Joined:
    """Return the join of two labels of one instant: the local clock, to the second if stated."""
    local = other if other.offset and not hypothesis.offset else hypothesis
    finer = hypothesis if other.clock.second in _NO_SECONDS else other
    if local.clock.minute is None:
        return Joined(local._replace(instant=finer.instant))
    clock = _with_second(local.clock, finer.clock)
    return Joined(local._replace(clock=clock, instant=finer.instant))


def _out_of_season(
    hypothesis: Hypothesis, instant: datetime, other: Hypothesis, apart: timedelta
) -> Joined | None:
    """Return the join of an instant in UTC with a clock that is an hour of summer time off.

    The same clock under two labels is a wrong label, not a wrong season.
    """
    offset, day, second = other.offset, other.day, hypothesis.clock.second
    if not offset or day is None or second is None or second != other.clock.second:
        return None
    shown = offset + int(apart.total_seconds() // 60)
    if abs(apart) != _HOUR or _is_one_clock(hypothesis, other):
        return None
    if not is_season_of(shown, offset, day):
        return None
    seen = other._replace(offset=shown, origin="witness", abbreviation=None, instant=instant)
    return _mislabelled(seen, OFFSET_OUT_OF_SEASON.id)


def _rule_of_label(hypothesis: Hypothesis, other: Hypothesis, hints: Hints) -> str | None:
    """Return what is wrong with the other label of one clock; None where that is not sure."""
    mine, theirs, day = hypothesis.offset or 0, other.offset, hypothesis.day
    if not theirs:
        return LOCAL_CLOCK_LABELLED_UTC.id
    if day is None or not _is_sure(hypothesis, mine, theirs, day, hints):
        return None
    if theirs == -mine:
        return OFFSET_SIGN_INVERTED.id
    return OFFSET_OUT_OF_SEASON.id if is_season_of(mine, theirs, day) else None


def _is_sure(hypothesis: Hypothesis, mine: int, theirs: int, day: date, hints: Hints) -> bool:
    """Return whether of one clock's two labels the hypothesis's is right: its zone is named, or it
    is the readers' own.
    """
    if hypothesis.abbreviation is not None:
        return names_offset(hypothesis.abbreviation, mine)
    return is_shown(mine, day, hints) and not is_shown(theirs, day, hints)


def _clock_meets_instant(
    clock_side: Hypothesis,
    instant_side: Hypothesis,
    instant: datetime,
    in_address: bool,
    hints: Hints,
) -> Joined | None:
    """Return the join of a side that has only a clock or a day to one whose instant is known."""
    clock, offset = clock_side.clock, clock_side.offset
    if offset in (None, instant_side.offset):
        together = unify(clock, instant_side.clock)
        if together is not None:
            return Joined(Hypothesis(together, *instant_side[1:]))
    if offset is not None:
        # "3 hours ago", counted in UTC from the fetch; "2012-55-16T03:55:50Z", whose month is open,
        # is 8:55 PM PDT of the 15th
        local = instant + timedelta(minutes=offset)
        can_be = _shows(clock, local)
        return Joined(_filled(clock_side, offset, local, instant_side)) if can_be else None
    if clock.minute is not None:
        return _bare_clock_meets_instant(clock, instant_side, instant, hints)
    if clock.hour is not None or instant_side.offset:
        return None
    return _day_beside_utc(clock_side, instant_side, instant, in_address, hints)


def _day_beside_utc(
    day_side: Hypothesis,
    instant_side: Hypothesis,
    instant: datetime,
    in_address: bool,
    hints: Hints,
) -> Joined | None:
    """Return the join of a printed day and a UTC timestamp of the day before or after: the readers'
    day stands, without a clock.
    """
    bits = None if day_side.day is None else bits_of_day(day_side.day, instant, hints)
    if bits is None:
        return None
    seen = instant_side if in_address else day_side._replace(instant=instant)
    return Joined(seen, BITS["local_day_beside_utc"] + bits)


def _bare_clock_meets_instant(
    clock: PartialDatetime, instant_side: Hypothesis, instant: datetime, hints: Hints
) -> Joined | None:
    """Return the join of a clock without a zone to an instant; "02:40" that lost its pm may be of
    two hours.
    """
    hours = sorted(clock.hour or ())
    for hour in hours:
        its_half = clock._replace(hour=frozenset((hour,)))
        joined = _offset_between(its_half, instant_side, instant, hints)
        if joined is None:
            continue
        if len(hours) == 1 or is_shown(joined.hypothesis.offset or 0, instant.date(), hints):
            return joined
    return None


def _offset_between(
    clock: PartialDatetime, instant_side: Hypothesis, instant: datetime, hints: Hints
) -> Joined | None:
    """Return the join with the offset that makes both one moment: 18:29 printed, 16:29Z stated, so
    +02:00.
    """
    offset = _minutes_ahead(clock, instant_side, instant)
    if offset is None:
        return None
    day = (instant + timedelta(minutes=offset)).date()
    if _is_half_a_day_off(offset, day, hints):
        return None
    base, bits = instant_side.offset, BITS["offset_from_two_clocks"]
    if base and not offset:
        seconds = time_of(clock)[2] or instant.second
        utc = _with_second(instant_side.clock, clock)
        return Joined(
            instant_side._replace(clock=utc, instant=instant.replace(second=seconds)), bits
        )
    seen = _at(_with_second(clock, instant_side.clock), offset, "witness")
    if not base:
        return Joined(seen, bits + bits_of_offset(offset, day, hints))
    # 17:11 in April's Budapest beside 16:11:47+01:00, from a server that keeps winter's offset: one
    # moment, and no damage
    is_summer = offset - base == 60 and is_shown(offset, day, hints)
    return Joined(seen, bits) if is_summer else None


def _minutes_ahead(
    clock: PartialDatetime, instant_side: Hypothesis, instant: datetime
) -> int | None:
    """Return the offset in use by which a clock is ahead of an instant; None where it is none."""
    wall = _wall(clock)
    if wall is None:
        return None
    # "2022-02-25 19:40:12", which a database keeps in UTC, beside a printed "02:40 PM EST" without
    # seconds
    if None in (clock.second, instant_side.clock.second):
        wall, instant = wall.replace(second=0), instant.replace(second=0)
    offset, rest = divmod(int((wall - instant).total_seconds()), 60)
    return None if rest or offset not in IN_USE else offset


def _is_half_a_day_off(offset: int, day: date, hints: Hints) -> bool:
    """Return whether an offset is a known one but for twelve hours: 05:59Z beside 19:59 in Berlin
    is a clock to 12.
    """
    if is_shown(offset, day, hints):
        return False
    others = (offset - _HALF, offset + _HALF)
    return 0 in others or True in [is_shown(each, day, hints) for each in others]


def _filled(
    clock_side: Hypothesis, offset: int, wall: datetime, instant_side: Hypothesis
) -> Hypothesis:
    """Return the instant's side with the clock's second, or the clock where it is a local one:
    "02:40 EST" that lost its pm.
    """
    clock, its = clock_side.clock, instant_side.clock
    second = clock.second if its.second is None and its.minute is not None else None
    if second is not None and len(second) == 1:
        wall = wall.replace(second=min(*second, 59))
    if offset and not instant_side.offset and None not in (clock.hour, clock.minute, its.minute):
        return _at(
            stated(Moment(wall))._replace(second=second or its.second), offset, *clock_side[2:4]
        )
    if second is None:
        return instant_side
    return instant_side._replace(
        clock=its._replace(second=second), instant=wall - timedelta(minutes=offset)
    )


def _shows(clock: PartialDatetime, wall: datetime) -> bool:
    """Return whether a clock can show a time, to the minute."""
    shown = zip(clock[:5], (wall.year, wall.month, wall.day, wall.hour, wall.minute), strict=True)
    return not [value for allowed, value in shown if allowed is not None and value not in allowed]


def _with_second(clock: PartialDatetime, other: PartialDatetime) -> PartialDatetime:
    """Return a clock with the other's second, where it has none."""
    return clock._replace(second=other.second) if clock.second is None else clock


def _wall(clock: PartialDatetime) -> datetime | None:
    _, _, _, hour, minute, *_ = clock
    return _from_midnight(clock) if hour and minute and len(hour) == len(minute) == 1 else None


@lru_cache(maxsize=4096)
def _from_midnight(clock: PartialDatetime) -> datetime | None:
    """Return the wall-clock time with silent parts as zero, or None while the day is open; cached
    for the many joins.
    """
    possible = days(clock)
    if len(possible) != 1:
        return None
    (day,), (hour, minute, second) = possible, time_of(clock)
    return datetime(day.year, day.month, day.day, hour or 0, minute or 0, min(second or 0, 59))
