"""A story (hypothesis: one moment with what is known of it), as several readings say it together, with the readers' clock.

A page may state an instant in UTC and print the local clock beside it; both are true of one moment.  So a story keeps the wall
clock of the readers (a partial datetime), that clock's offset where it is known, and the instant where it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.formats import Moment, stated
from service.dates.partial import PartialDatetime, days, only, unify
from service.dates.readers import ANYWHERE, IN_USE, Readers, bits_of_day, bits_of_offset
from service.dates.reading import Reading
from service.dates.zones import is_season_of, names_offset

# Prices of what a join assumes, in bits; estimates.  An offset that nobody states is one of about 30 in use, most pages lie in
# a few of them (readers.py has what others cost); a server that renders in UTC is common; a wrong label behind a right clock is
# a known slip of templates.
_OFFSET_FROM_TWO_CLOCKS = 4.0
_RENDERED_IN_UTC = 3.0
_UTC_DAY = 8.0
_LOCAL_DAY_BESIDE_UTC = 2.5
_MIDNIGHT_FOR_NO_TIME = 1.5
_CLOCK_MISLABELLED = 7.0
#: How far summer time is ahead of winter's, in minutes.
_SUMMER = 60
# an hour off to the very second is a fixed offset in the other half of the year, and hardly a save an hour later
_OFFSET_OUT_OF_SEASON = 5.0
# where the caller names the site's zone and the label is another, little else than a wrong label is left
_CLOCK_MISLABELLED_AT_SITE = 3.0


#: The offset that a site's clocks show at a wall-clock time, in minutes; None where they show it twice or never.
OffsetOf = Callable[[datetime], "int | None"]


class Story(NamedTuple):
    """The moment as far as it is known.

    ``clock`` has no offset component; ``origin`` says where the offset comes from: "stated", "abbreviation", "witness".
    ``instant`` is UTC, naive, to the minute or second that some reading states.
    """

    clock: PartialDatetime
    offset: int | None = None
    origin: str | None = None
    abbreviation: str | None = None
    instant: datetime | None = None

    def moment(self) -> Moment | None:
        """The moment with silent parts as zero, or None while the day is open."""
        wall = _from_midnight(self.clock)
        return None if wall is None else Moment(wall, self.offset)


class Joined(NamedTuple):
    """A story after one more reading, the bits that the join costs, and the rule where the join itself explains damage."""

    story: Story
    bits: float = 0.0
    rule: str | None = None


def determines_day(story: Story) -> bool:
    """Return whether a story determines one calendar day."""
    return len(days(story.clock)) == 1


def begin(reading: Reading) -> Story:
    """Return the story that one reading gives alone."""
    offset = only(reading.partial.offset)
    clock = reading.partial._replace(offset=None)
    story = Story(clock, offset, _origin(reading), reading.abbreviation)
    wall = _wall(clock)
    if wall is not None and offset is not None:
        return story._replace(instant=wall - timedelta(minutes=offset))
    return story


def join(story: Story, other: Story, in_address: bool, readers: Readers = ANYWHERE) -> Iterator[Joined]:
    """Yield every way in which a reading, taken as a story, can be true of this story's moment; none when it cannot.

    A date ``in_address`` is no clock that readers saw: beside an instant it may lie a day off and moves nothing.  Where the
    ``readers`` are says which offset between two clocks is likely.
    """
    if story.instant is not None and other.instant is not None:
        yield from _two_instants(story, other, readers)
    elif other.instant is not None:
        yield from _clock_meets_instant(story, other, False, readers)
        # the timestamp's own offset is the evidence: the printed clock is ahead of it as far as it is ahead of UTC
        yield from join_at_site(story, other, lambda _: other.offset)
    elif story.instant is not None:
        yield from _clock_meets_instant(other, story, in_address, readers)
    else:
        together = unify(story.clock, other.clock)
        if together is not None:
            yield Joined(_with_offset(story._replace(clock=together), other))
        else:
            yield from _utc_without_label(story, other, readers)
    if _is_midnight(other.clock):
        yield from _as_day_only(story, other)


def join_at_site(clock_side: Story, instant_side: Story, offset_of: OffsetOf) -> Iterator[Joined]:
    """Yield a bare printed clock joined to a timestamp that shows UTC's clock under a label that is not the site's offset.

    "26 mei 2017 09:20" beside "2017-05-26T07:20:59+01:00" at a site two hours ahead of UTC.
    """
    wall = _wall(clock_side.clock)
    if wall is None or clock_side.offset is not None or not instant_side.offset or instant_side.instant is None:
        return
    site = offset_of(wall)
    if site is None:
        return
    instant = wall - timedelta(minutes=site)
    if unify(_to_minute(instant_side.clock), stated(Moment(instant.replace(second=0)))) is None:
        return
    clock = _with_second(clock_side.clock, instant_side.clock)
    told = _told(clock, clock_side._replace(offset=site, origin="assumed"))
    known = site != instant_side.offset
    yield Joined(told, _CLOCK_MISLABELLED_AT_SITE if known else _CLOCK_MISLABELLED, "utc_clock_labelled_local")


def _utc_without_label(story: Story, other: Story, readers: Readers) -> Iterator[Joined]:
    """Yield a printed clock joined to a database's that shows UTC's and says nothing of it.

    "2017/05/07 10:04" beside "2017-05-07 01:04:58" in Japan; a full hour apart, two full hours are two saves.
    """
    for local, utc in ((story, other), (other, story)):
        wall, instant = _wall(local.clock), _wall(utc.clock)
        if wall is None or instant is None or local.clock.second is not None or not (instant.minute and instant.second):
            continue
        minutes, rest = divmod((wall - instant.replace(second=0)).total_seconds(), 60)
        if minutes and not rest and readers.live_by(int(minutes), wall.date()):
            told = _at_offset(local, utc._replace(instant=instant), int(minutes))
            yield Joined(told, _CLOCK_MISLABELLED, "utc_clock_labelled_local")


def _two_instants(story: Story, other: Story, readers: Readers) -> Iterator[Joined]:
    assert story.instant is not None
    assert other.instant is not None
    if _same(story, other):
        local = other if story.offset == 0 and other.offset != 0 else story
        if story.offset is None and other.offset is not None and other.offset != 0:
            local = other
        finer = _finer(story, other)
        clock = local.clock
        if clock.second is None and finer.clock.second is not None and clock.minute is not None:
            clock = clock._replace(second=finer.clock.second)
        yield Joined(local._replace(clock=clock, instant=finer.instant))
    elif story.offset == 0 and other.offset and _is_an_hour_off(story, other):
        yield Joined(_relabelled(story, other), _OFFSET_OUT_OF_SEASON, "offset_out_of_season")
    elif not story.offset:
        return
    elif other.offset == 0 and unify(_to_minute(story.clock), _to_minute(other.clock)) is not None:
        told = _told(_with_second(story.clock, other.clock), story)
        yield Joined(told, _CLOCK_MISLABELLED, "local_clock_labelled_utc")
    elif other.offset == story.offset and _in_utc(story, other):
        yield Joined(story, _CLOCK_MISLABELLED, "utc_clock_labelled_local")
    elif other.offset is not None and _is_one_clock(story, other) and _is_sure_of_offset(story, other.offset, readers):
        told = _told(_with_second(story.clock, other.clock), story)
        if other.offset == -story.offset:
            yield Joined(told, _CLOCK_MISLABELLED, "offset_sign_inverted")
        elif is_season_of(story.offset, other.offset, days(story.clock)[0]):
            yield Joined(told, _CLOCK_MISLABELLED, "offset_out_of_season")


def _is_sure_of_offset(story: Story, other: int, readers: Readers) -> bool:
    """Return whether the story's is surely right of two offsets behind one clock: its zone is named, or its readers' own."""
    if story.offset is None:
        return False
    if story.abbreviation is not None:
        return names_offset(story.abbreviation, story.offset)
    day = days(story.clock)[0]
    return readers.shows(story.offset, day) and not readers.shows(other, day)


def _clock_meets_instant(clock_side: Story, instant_side: Story, in_address: bool, readers: Readers) -> Iterator[Joined]:
    """Yield the joins of a side that has only a clock or a day to one whose instant is known."""
    assert instant_side.instant is not None
    together = unify(clock_side.clock, instant_side.clock)
    if together is None and only(clock_side.clock.second) == 0 and clock_side.offset is None:
        # "2025-06-25 20:57:00" beside 20:57:54-04:00 was cut to its minute
        together = unify(_to_minute(clock_side.clock), instant_side.clock)
    if together is not None and clock_side.offset in (None, instant_side.offset):
        yield Joined(instant_side._replace(clock=together))
        return
    wall = _wall(clock_side.clock)
    if wall is not None and clock_side.offset is None:
        yield from _offset_between(clock_side, instant_side, wall, readers)
        return
    if clock_side.offset is not None:
        # "3 hours ago" is told in UTC, from the fetch; "2012-55-16T03:55:50Z", whose month is open, is 8:55 PM PDT of the 15th
        yield from _seen_from(clock_side, instant_side, clock_side.offset)
        return
    in_utc = unify(clock_side.clock, stated(Moment(instant_side.instant)))
    if in_utc is not None and instant_side.offset not in (None, 0):
        # a day alone that is not the reader's is UTC's, or another day of the page
        yield Joined(instant_side, _RENDERED_IN_UTC if clock_side.clock.hour is not None else _UTC_DAY)
    elif instant_side.offset in (0, None) and clock_side.clock.hour is None and clock_side.clock.minute is None:
        for joined in _neighbouring_day(clock_side, instant_side, readers):
            yield joined._replace(story=instant_side) if in_address else joined


def _seen_from(clock_side: Story, instant_side: Story, offset: int) -> Iterator[Joined]:
    """Yield the join of a clock with its offset whose day is open, where it can show the other side's instant."""
    assert instant_side.instant is not None
    shown = stated(Moment(instant_side.instant + timedelta(minutes=offset)))
    second = instant_side.clock.second
    if unify(clock_side.clock, shown if second is not None else _to_minute(shown)) is None:
        return
    if second is None and instant_side.clock.minute is not None and (told := only(clock_side.clock.second)) is not None:
        clock = instant_side.clock._replace(second=clock_side.clock.second)
        instant_side = instant_side._replace(clock=clock, instant=instant_side.instant.replace(second=min(told, 59)))
    yield Joined(instant_side)


def _offset_between(clock_side: Story, instant_side: Story, wall: datetime, readers: Readers) -> Iterator[Joined]:
    """Yield the offset that makes a printed clock and an instant one moment: 18:29 printed, 16:29Z stated, so +02:00."""
    assert instant_side.instant is not None
    instant = instant_side.instant
    if clock_side.clock.second is None:
        instant = instant.replace(second=0)
    minutes, rest = divmod((wall - instant).total_seconds(), 60)
    day = wall.date()
    if rest or int(minutes) not in IN_USE or _is_half_a_day_off(int(minutes), day, readers):
        return
    if instant_side.offset in (0, None):
        told = _at_offset(clock_side, instant_side, int(minutes))
        yield Joined(told, _OFFSET_FROM_TWO_CLOCKS + bits_of_offset(int(minutes), day, readers))
    elif minutes == 0:
        yield Joined(instant_side, _RENDERED_IN_UTC)
    elif minutes - instant_side.offset == _SUMMER and readers.shows(int(minutes), day):
        # 17:11 in April's Budapest beside 16:11:47+01:00, from a server that keeps winter's offset: one moment, and no damage
        yield Joined(_at_offset(clock_side, instant_side, int(minutes)), _OFFSET_FROM_TWO_CLOCKS)


def _is_half_a_day_off(minutes: int, day: date, readers: Readers) -> bool:
    """Return whether an offset is the readers' but for twelve hours: 05:59Z beside 19:59 in Berlin is a clock to 12."""
    halves = (minutes - 12 * 60, minutes + 12 * 60)
    return not readers.shows(minutes, day) and any(readers.shows(offset, day) for offset in halves)


def _at_offset(clock_side: Story, instant_side: Story, offset: int) -> Story:
    """Return the printed clock at the offset that makes it the other side's instant."""
    return clock_side._replace(
        clock=_with_second(clock_side.clock, instant_side.clock),
        offset=offset,
        origin="witness",
        abbreviation=None,
        instant=instant_side.instant,
    )


def _neighbouring_day(clock_side: Story, instant_side: Story, readers: Readers) -> Iterator[Joined]:
    """Yield a printed day joined to a UTC timestamp of the day before or after: the readers' day stands, without a clock."""
    assert instant_side.instant is not None
    possible = days(clock_side.clock)
    if len(possible) != 1:
        return
    bits = bits_of_day(possible[0], instant_side.instant, readers)
    if bits is not None:
        yield Joined(clock_side._replace(instant=instant_side.instant), _LOCAL_DAY_BESIDE_UTC + bits)


def _as_day_only(story: Story, other: Story) -> Iterator[Joined]:
    """Yield a midnight read as a day alone: "2022-02-25T00:00:00Z" beside a byline of 14:40."""
    bare = other.clock._replace(hour=None, minute=None, second=None)
    together = unify(story.clock, bare)
    if together is not None and (story.clock.hour is not None or story.instant is not None):
        yield Joined(story._replace(clock=together), _MIDNIGHT_FOR_NO_TIME)


def _is_an_hour_off(story: Story, other: Story) -> bool:
    """Return whether two timestamps are one hour apart to the second, as when a fixed "-04:00" is printed in winter.

    In July the clocks that change between -04:00 and -05:00 show the first, and nothing explains a second one of the other.
    """
    assert story.instant is not None
    assert other.instant is not None
    exact = only(story.clock.second) is not None and only(story.clock.second) == only(other.clock.second)
    # the same clock under two labels is a wrong label, not a wrong season
    if not exact or _is_one_clock(story, other) or abs(story.instant - other.instant) != timedelta(hours=1):
        return False
    wall = _wall(other.clock)
    assert wall is not None
    assert other.offset is not None
    shown = other.offset + int((other.instant - story.instant).total_seconds() // 60)
    return is_season_of(shown, other.offset, wall.date())


def _relabelled(story: Story, other: Story) -> Story:
    """Return the story's moment on the other's clock, whose own label is an hour off."""
    wall = _wall(other.clock)
    assert wall is not None
    assert story.instant is not None
    offset = int((wall - story.instant.replace(second=wall.second)).total_seconds() // 60)
    return other._replace(offset=offset, origin="witness", abbreviation=None, instant=story.instant)


def _in_utc(story: Story, other: Story) -> bool:
    """Return whether the other's clock shows the story's instant as UTC, whatever offset it carries."""
    assert story.instant is not None
    return unify(_to_minute(other.clock), stated(Moment(story.instant.replace(second=0)))) is not None


def _is_one_clock(story: Story, other: Story) -> bool:
    return unify(_to_minute(story.clock), _to_minute(other.clock)) is not None


def _told(clock: PartialDatetime, story: Story) -> Story:
    """Return the story with a finer clock, and the instant that this clock shows at the story's offset."""
    wall = _wall(clock)
    assert wall is not None
    assert story.offset is not None
    return story._replace(clock=clock, instant=wall - timedelta(minutes=story.offset))


def _same(story: Story, other: Story) -> bool:
    """Return whether two instants are one, to the second where both state seconds; a stated :00 may be a missing second."""
    assert story.instant is not None
    assert other.instant is not None
    if story.instant.replace(second=0) != other.instant.replace(second=0):
        return False
    first, second = only(story.clock.second), only(other.clock.second)
    return not first or not second or first == second


def _finer(story: Story, other: Story) -> Story:
    return other if only(other.clock.second) else story


def _to_minute(clock: PartialDatetime) -> PartialDatetime:
    return clock._replace(second=None)


def _with_second(clock: PartialDatetime, other: PartialDatetime) -> PartialDatetime:
    return clock if clock.second is not None else clock._replace(second=other.second)


def _with_offset(story: Story, other: Story) -> Story:
    if story.offset is None and other.offset is not None:
        story = story._replace(offset=other.offset, origin=other.origin, abbreviation=other.abbreviation)
    wall = _wall(story.clock)
    if story.instant is None and story.offset is not None and wall is not None:
        return story._replace(instant=wall - timedelta(minutes=story.offset))
    return story


def _wall(clock: PartialDatetime) -> datetime | None:
    """Return the wall-clock time when day, hour and minute are determined."""
    if only(clock.hour) is None or only(clock.minute) is None:
        return None
    return _from_midnight(clock)


@lru_cache(maxsize=4096)
def _from_midnight(clock: PartialDatetime) -> datetime | None:
    """Return the wall-clock time with silent parts as zero, or None while the day is open; cached for the many joins."""
    possible = days(clock)
    if len(possible) != 1:
        return None
    day = possible[0]
    hour, minute, second = only(clock.hour), only(clock.minute), only(clock.second)
    return datetime(day.year, day.month, day.day, hour or 0, minute or 0, min(second or 0, 59))


def _origin(reading: Reading) -> str | None:
    if only(reading.partial.offset) is None:
        return None
    return "abbreviation" if reading.abbreviation else "stated"


def _is_midnight(partial: PartialDatetime) -> bool:
    return only(partial.hour) == 0 and only(partial.minute) == 0 and only(partial.second) in (None, 0)
