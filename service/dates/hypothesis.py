"""A hypothesis (one moment with what is known of it), as several readings say it together, with the readers' clock.

A page may state an instant in UTC and print the local clock beside it; both are true of one moment.  So a hypothesis keeps the
wall clock of the readers (a partial datetime), that clock's offset where it is known, and the instant where it is known.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.formats import Moment, stated
from service.dates.partial import PartialDatetime, days, surprise, time_of, unify
from service.dates.reading import Hints, Reading
from service.dates.score import BITS, bits_of_day, bits_of_offset, is_shown
from service.dates.zones import IN_USE, is_season_of, names_offset

#: A save so long before the publication is that of a draft; so near the publication it is part of it.
DRAFT = timedelta(minutes=15)
#: The clocks furthest from UTC, and half of a day, in minutes.
_FARTHEST, _HALF = 14 * 60, 12 * 60
#: Two timestamps further apart than this are no one moment under two labels.
_LONGEST_SLIP = timedelta(minutes=2 * _FARTHEST)
_AT_ONCE, _HOUR, _MIDNIGHT, _NO_SECONDS = timedelta(0), timedelta(hours=1), frozenset((0,)), (None, frozenset((0,)))
#: Nobody knows where the readers are.
ANYWHERE = Hints()


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
    """A hypothesis after one more reading, the bits that the join costs, and the rule where the join itself explains damage."""

    hypothesis: Hypothesis
    bits: float = 0.0
    rule: str | None = None


@lru_cache(maxsize=4096)
def said_alone(said: PartialDatetime, abbreviation: str | None) -> Hypothesis:
    """Return the hypothesis of what a reading says, and of the abbreviation that its offset is from."""
    if said.offset is None or len(said.offset) > 1:
        return Hypothesis(said if said.offset is None else said._replace(offset=None), abbreviation=abbreviation)
    (offset,) = said.offset
    clock = PartialDatetime(*said[:8])
    return _at(clock, offset, "abbreviation" if abbreviation else "stated", abbreviation)


def _at(clock: PartialDatetime, offset: int, origin: str | None, abbreviation: str | None = None) -> Hypothesis:
    """Return the hypothesis of a clock at an offset, with the instant that follows."""
    wall = _wall(clock)
    return Hypothesis(clock, offset, origin, abbreviation, None if wall is None else wall - timedelta(minutes=offset))


def same_moment(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two hypotheses can be one moment at no price."""
    return first == second or 0.0 in [joined.bits for joined in join(second, first, False)]


def lies_after(hypothesis: Hypothesis, modified: Hypothesis) -> bool:
    """Return whether a hypothesis lies after a save, wherever its clock stands: it was a draft's, and pages print none."""
    saved = modified.instant
    if saved is None and modified.wall is not None:
        saved = modified.wall - timedelta(minutes=min(IN_USE))
    return saved is not None and hypothesis.instant is not None and hypothesis.instant - saved > DRAFT


def lasts(first: Hypothesis, second: Hypothesis) -> timedelta:
    """Return how much later the second moment is, by clocks where an instant is not known; nothing where a day is open."""
    mine, theirs = first.instant, second.instant
    if mine is None or theirs is None:
        mine, theirs = _from_midnight(first.clock), _from_midnight(second.clock)
    return timedelta(0) if mine is None or theirs is None else theirs - mine


def is_near(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two moments lie so near each other as the last save and the publication; a day is near nothing."""
    if (first.instant is None or second.instant is None) and (first.clock.minute is None or second.clock.minute is None):
        return False
    return first.day is not None and second.day is not None and abs(lasts(first, second)) <= DRAFT


def is_relabelled(first: Hypothesis, second: Hypothesis) -> bool:
    """Return whether two timestamps are whole hours apart to the second: one moment under two labels, and no later save."""
    exact = None not in (first.instant, first.clock.second, second.instant, second.clock.second)
    return exact and _AT_ONCE < abs(lasts(first, second)) <= timedelta(minutes=_FARTHEST) and not lasts(first, second) % _HOUR


def contradicts_weekday(hypothesis: Hypothesis, reading: Reading) -> bool:
    """Return whether a reading names a weekday that the hypothesis's day is not."""
    return reading.weekday is not None and (day := hypothesis.day) is not None and day.weekday() not in reading.weekday


def is_from_the_future(hypothesis: Hypothesis, fetched: datetime, by_header: bool) -> bool:
    """Return whether a hypothesis's moment lies after the fetch of its page, however far east its clock stands.

    A Date header alone may be older than the page: it counts where the zones explain how much later the date seems.
    """
    wall = _from_midnight(hypothesis.clock)
    if wall is None:
        return False
    late = wall - timedelta(minutes=_FARTHEST if hypothesis.offset is None else hypothesis.offset) - fetched
    # a clock of the east labelled UTC, an hour of summer time, a sign exchanged
    longest = _FARTHEST if hypothesis.offset == 0 else max(60, -2 * hypothesis.offset) if hypothesis.offset else 0
    return timedelta(minutes=5) < late and (not by_header or late <= timedelta(minutes=longest))


def join(hypothesis: Hypothesis, other: Hypothesis, in_address: bool, hints: Hints = ANYWHERE) -> list[Joined]:
    """Return every way in which a reading, taken as a hypothesis, can be true of this hypothesis's moment; none when it cannot.

    A date ``in_address`` is no clock that readers saw: beside an instant it may lie a day off and moves nothing.  The
    ``hints`` say where the readers are, and so which offset between two clocks is likely.
    """
    mine, its = hypothesis.instant, other.instant
    if mine is not None:
        joined = (
            _clock_meets_instant(other, hypothesis, mine, in_address, hints)
            if its is None
            else _two_instants(hypothesis, mine, other, its, hints)
        )
    elif its is not None:
        joined = _clock_meets_instant(hypothesis, other, its, False, hints)
    else:
        together = unify(hypothesis.clock, other.clock)
        zoned = other if hypothesis.offset is None and other.offset is not None else hypothesis
        if together is None:
            joined = None
        elif zoned.offset is not None:
            joined = Joined(_at(together, zoned.offset, zoned.origin, zoned.abbreviation))
        else:
            joined = Joined(hypothesis._replace(clock=together))
    found = [] if joined is None else [joined]
    if mine is None and its is not None and other.offset:
        # the timestamp's own offset is the evidence: the printed clock is ahead of it as far as it is ahead of UTC
        at_site = join_at_site(hypothesis, other, other.offset)
        found += [] if at_site is None else [at_site]
    clock = other.clock
    if clock.hour == clock.minute == _MIDNIGHT and clock.second in _NO_SECONDS:
        # a midnight is a day alone: "2022-02-25T00:00:00Z" beside a byline of 14:40
        together = unify(hypothesis.clock, clock._replace(hour=None, minute=None, second=None))
        if together is not None and (hypothesis.clock.hour is not None or mine is not None):
            found.append(Joined(hypothesis._replace(clock=together), BITS["midnight_for_no_time"]))
    return found


def join_at_site(clock_side: Hypothesis, instant_side: Hypothesis, site: int | None) -> Joined | None:
    """Return a bare printed clock joined to a timestamp that shows UTC's clock under a label that is not the site's offset.

    "26 mei 2017 09:20" beside "2017-05-26T07:20:59+01:00" at a site two hours ahead of UTC.
    """
    if site is None or clock_side.offset is not None or not instant_side.offset or instant_side.instant is None:
        return None
    wall = clock_side.wall
    if wall is None or not _shows(instant_side.clock, wall - timedelta(minutes=site)):
        return None
    price = "clock_mislabelled_at_site" if site != instant_side.offset else "clock_mislabelled"
    return Joined(
        _at(_with_second(clock_side.clock, instant_side.clock), site, "assumed"), BITS[price], "utc_clock_labelled_local"
    )


def _two_instants(hypothesis: Hypothesis, instant: datetime, other: Hypothesis, its: datetime, hints: Hints) -> Joined | None:
    """Return the join of two timestamps: one instant, one clock under two labels, or an hour of summer time too much."""
    apart = _AT_ONCE if its == instant else its.replace(second=0) - instant.replace(second=0)
    if abs(apart) > _LONGEST_SLIP:
        return None
    first, second = hypothesis.clock.second, other.clock.second
    mine, theirs, day = hypothesis.offset, other.offset, hypothesis.day
    # a stated :00 may be a missing second
    if not apart and (first in _NO_SECONDS or second in _NO_SECONDS or first == second):
        local, finer = (other if theirs and not mine else hypothesis), (hypothesis if second in _NO_SECONDS else other)
        clock = local.clock if local.clock.minute is None else _with_second(local.clock, finer.clock)
        return Joined(local._replace(clock=clock, instant=finer.instant))
    if mine is None or theirs is None or day is None:
        return None
    one_clock, rule = unify(PartialDatetime(*hypothesis.clock[:5]), PartialDatetime(*other.clock[:5])) is not None, None
    if not mine:
        # the same clock under two labels is a wrong label, not a wrong season
        shown = theirs + int(apart.total_seconds() // 60)
        if not theirs or one_clock or abs(apart) != _HOUR or first is None or first != second:
            return None
        if other.day is None or not is_season_of(shown, theirs, other.day):
            return None
        seen = other._replace(offset=shown, origin="witness", abbreviation=None, instant=instant)
        return Joined(seen, BITS["clock_mislabelled"], "offset_out_of_season")
    if theirs == mine:
        utc_shown = _shows(other.clock, instant)
        return Joined(hypothesis, BITS["clock_mislabelled"], "utc_clock_labelled_local") if utc_shown else None
    if one_clock and not theirs:
        rule = "local_clock_labelled_utc"
    elif one_clock and _is_sure(hypothesis, mine, theirs, day, hints):
        in_season = is_season_of(mine, theirs, day)
        rule = "offset_sign_inverted" if theirs == -mine else "offset_out_of_season" if in_season else None
    if rule is None:
        return None
    right = _at(_with_second(hypothesis.clock, other.clock), mine, hypothesis.origin, hypothesis.abbreviation)
    return Joined(right, BITS["clock_mislabelled"], rule)


def _is_sure(hypothesis: Hypothesis, mine: int, theirs: int, day: date, hints: Hints) -> bool:
    """Return whether of one clock's two labels the hypothesis's is right: its zone is named, or it is the readers' own."""
    if hypothesis.abbreviation is not None:
        return names_offset(hypothesis.abbreviation, mine)
    return is_shown(mine, day, hints) and not is_shown(theirs, day, hints)


def _clock_meets_instant(
    clock_side: Hypothesis, instant_side: Hypothesis, instant: datetime, in_address: bool, hints: Hints
) -> Joined | None:
    """Return the join of a side that has only a clock or a day to one whose instant is known."""
    clock, offset = clock_side.clock, clock_side.offset
    if offset is None or offset == instant_side.offset:
        together = unify(clock, instant_side.clock)
        if together is not None:
            return Joined(Hypothesis(together, *instant_side[1:]))
    if offset is not None:
        # "3 hours ago", counted in UTC from the fetch; "2012-55-16T03:55:50Z", whose month is open, is 8:55 PM PDT of the 15th
        local = instant + timedelta(minutes=offset)
        return Joined(_filled(clock_side, offset, local, instant_side)) if _shows(clock, local) else None
    # "02:40" that lost its pm may be of two hours
    halves = sorted(clock.hour or ()) if clock.minute is not None else []
    for hour in halves:
        its_half = clock if len(halves) == 1 else clock._replace(hour=frozenset((hour,)))
        joined = _offset_between(its_half, instant_side, instant, hints)
        if joined is not None and (len(halves) == 1 or is_shown(joined.hypothesis.offset or 0, instant.date(), hints)):
            return joined
    if not instant_side.offset and clock.hour is None and clock.minute is None and (day := clock_side.day) is not None:
        # a printed day beside a UTC timestamp of the day before or after: the readers' day stands, without a clock
        bits = bits_of_day(day, instant, hints)
        if bits is not None:
            seen = instant_side if in_address else clock_side._replace(instant=instant)
            return Joined(seen, BITS["local_day_beside_utc"] + bits)
    return None


def _offset_between(clock: PartialDatetime, instant_side: Hypothesis, instant: datetime, hints: Hints) -> Joined | None:
    """Return the join with the offset that makes both one moment: 18:29 printed, 16:29Z stated, so +02:00."""
    wall = _wall(clock)
    if wall is None:
        return None
    # "2022-02-25 19:40:12", which a database keeps in UTC, beside a printed "02:40 PM EST" without seconds
    exact = clock.second is not None and instant_side.clock.second is not None
    apart = wall - instant if exact else wall.replace(second=0) - instant.replace(second=0)
    offset, rest = divmod(int(apart.total_seconds()), 60)
    day, base = wall.date(), instant_side.offset
    if rest or offset not in IN_USE:
        return None
    shown = is_shown(offset, day, hints)
    # a known offset but for twelve hours: 05:59Z beside 19:59 in Berlin is a clock to 12
    if not shown and (abs(offset) == _HALF or is_shown(offset - _HALF, day, hints) or is_shown(offset + _HALF, day, hints)):
        return None
    if base and not offset:
        seconds = time_of(clock)[2] or instant.second
        seen = instant_side._replace(clock=_with_second(instant_side.clock, clock), instant=instant.replace(second=seconds))
    else:
        seen = _at(_with_second(clock, instant_side.clock), offset, "witness")
    bits = bits_of_offset(offset, day, hints) if not base else 0.0
    # 17:11 in April's Budapest beside 16:11:47+01:00, from a server that keeps winter's offset: one moment, and no damage
    explained = not base or not offset or (offset - base == 60 and shown)
    return Joined(seen, BITS["offset_from_two_clocks"] + bits) if explained else None


def _filled(clock_side: Hypothesis, offset: int, wall: datetime, instant_side: Hypothesis) -> Hypothesis:
    """Return the instant's side with the clock's second, or the clock where it is a local one: "02:40 EST" that lost its pm."""
    clock, its = clock_side.clock, instant_side.clock
    second = clock.second if its.second is None and its.minute is not None else None
    if second is not None and len(second) == 1:
        wall = wall.replace(second=min(*second, 59))
    if offset and not instant_side.offset and None not in (clock.hour, clock.minute, its.minute):
        return _at(stated(Moment(wall))._replace(second=second or its.second), offset, *clock_side[2:4])
    if second is None:
        return instant_side
    return instant_side._replace(clock=its._replace(second=second), instant=wall - timedelta(minutes=offset))


def _shows(clock: PartialDatetime, wall: datetime) -> bool:
    """Return whether a clock can show a time, to the minute."""
    shown = zip(clock[:5], (wall.year, wall.month, wall.day, wall.hour, wall.minute), strict=True)
    return not [value for allowed, value in shown if allowed is not None and value not in allowed]


def _with_second(clock: PartialDatetime, other: PartialDatetime) -> PartialDatetime:
    return clock if clock.second is not None or other.second is None else clock._replace(second=other.second)


def _wall(clock: PartialDatetime) -> datetime | None:
    _, _, _, hour, minute, *_ = clock
    return _from_midnight(clock) if hour and minute and len(hour) == len(minute) == 1 else None


@lru_cache(maxsize=4096)
def _from_midnight(clock: PartialDatetime) -> datetime | None:
    """Return the wall-clock time with silent parts as zero, or None while the day is open; cached for the many joins."""
    possible = days(clock)
    if len(possible) != 1:
        return None
    (day,), (hour, minute, second) = possible, time_of(clock)
    return datetime(day.year, day.month, day.day, hour or 0, minute or 0, min(second or 0, 59))
