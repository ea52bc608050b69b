"""What a careful reader of all looks would know of the first publication, and what was changed.

A reader who knows nothing of the site has, for each place that states a date, the days that it may
mean; the days that all places leave are the answer.  Where more than one is left, the history is
*open*: withholding is right there.  Where every look came after the first date was overwritten, it
is *beyond the looks*: the later date is what the looks tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench.captures.lives import Life, Look
from bench.captures.pages import UNITS
from bench.captures.shown import Shown, shown
from bench.corruption.moments import Moment, at_utc

#: A date without its year is of the year before a look, if that is not long after it.
YEAR_IS_CLEAR = timedelta(days=300)

#: The days that a place may mean; None for any.
Days = frozenset[date] | None


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth about a history, as far as its looks can tell."""

    #: "decidable", "open" or "beyond the looks".
    kind: str
    days: frozenset[date]
    #: The instants that are the first publication, in UTC, and the wall clocks that show it.
    instants: frozenset[datetime]
    walls: frozenset[datetime]
    #: The looks that are the article, in order.
    looks: tuple[Look, ...]
    #: Whether the publication was moved in silence between two of them.
    redated: bool


def truth(life: Life) -> Truth:
    """Return the truth about a life's looks."""
    seen = [shown(life, look) for look in life.looks if look.instead is None]
    first = life.published
    redated = _is_moved(seen[0], first) is False and _is_moved(seen[-1], first)
    kind = _kind(life, seen)
    moments = [first]
    if kind == "beyond the looks":
        moments += [moment for now in seen[:1] for moment in _stated(now)]
    elif not any(_tells_clock(now, first) for now in seen):
        # no look tells when on that day it was: the clock that the metadata give is all there is
        moments += [
            moment
            for now in seen
            for moment in _stated(now)
            if moment.wall.date() == first.wall.date()
        ]
    walls = {moment.wall for moment in moments}
    if any(now.habits.machine == "UTC without a mark" for now in seen):
        # no reader can tell such a clock from a local one
        walls |= {moment.utc for moment in moments}
    days = {moment.wall.date() for moment in moments}
    if all(now.habits.machine == "UTC without a mark" for now in seen) and all(
        now.habits.line == "none" for now in seen
    ):
        days |= {moment.utc.date() for moment in moments}
    return Truth(
        kind,
        frozenset(days),
        frozenset(_minute(moment.utc) for moment in moments),
        frozenset(map(_minute, walls)),
        tuple(now.look for now in seen),
        redated,
    )


def _stated(now: Shown) -> list[Moment]:
    """Return the moments that the page states as its publication, rightly or not."""
    swapped = now.habits.machine == "roles swapped" and now.modified is not None
    return [now.for_machine, now.for_line, *([now.modified] if swapped and now.modified else [])]


def _tells_clock(now: Shown, first: Moment) -> bool:
    """Return whether a place tells the first publication with its clock, and as one."""
    swapped = now.habits.machine == "roles swapped" and now.modified is None
    machine = now.habits.machine in ("sound", "UTC without a mark") or swapped
    line = now.habits.line == "named month and clock"
    return (machine and now.for_machine == first) or (line and now.for_line == first)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _is_moved(now: Shown, first: Moment) -> bool:
    """Return whether a place that states the publication shows another moment than the first."""
    if now.again is not None:
        return False
    pairs = ((now.habits.machine, now.for_machine), (now.habits.line, now.for_line))
    return any(_shows_other(habit, moment, first) for habit, moment in pairs)


def _shows_other(habit: str, moment: Moment, first: Moment) -> bool:
    """Return whether a place of this habit shows two moments as different ones."""
    if habit in _CLOCKS:
        return moment != first
    return habit in _DAYS and moment.wall.date() != first.wall.date()


#: The habits in which a moved publication can be seen: those with a clock, and those with a day.
_CLOCKS = frozenset(("sound", "UTC without a mark", "named month and clock"))
_DAYS = frozenset(("day alone", "named month", "numbers"))
_FIXED = _CLOCKS | _DAYS | {"minute in the month's place"}


def _kind(life: Life, seen: list[Shown]) -> str:
    first = life.published
    places = [_machine(life, seen), *_lines(life, seen)]
    if all(place is not None and first.wall.date() not in place for place in places):
        return "beyond the looks"
    if _is_beyond(seen, first):
        return "beyond the looks"
    left: Days = None
    for place in places:
        left = place if left is None else left if place is None else left & place
    return (
        "decidable" if left == frozenset((first.wall.date(),)) and not _misleads(seen) else "open"
    )


def _is_beyond(seen: list[Shown], first: Moment) -> bool:
    """Return whether no look was before the publication was overwritten everywhere."""
    now = seen[0]
    silent = now.habits.machine in ("none", "renderer's clock")
    machine = silent or now.for_machine != first
    line = now.habits.line in ("none", "today's date") or now.for_line != first
    swapped = all(
        now.habits.machine == "roles swapped" and now.modified is not None for now in seen
    )
    if swapped and not any(_line_days(now) == frozenset((first.wall.date(),)) for now in seen):
        # a modification before the publication is what a scheduled article has as well
        return True
    return now.again is None and machine and line and _is_moved(now, first)


def _line_days(now: Shown) -> Days:
    return _line(now) or frozenset()


def _misleads(seen: list[Shown]) -> bool:
    """Return whether a clock of the renderer passes for a date, since it is seen once, or the looks
    are too close.
    """
    if sum(now.habits.machine == "renderer's clock" for now in seen) == 1:
        return True
    if len({now.look.at.wall.date() for now in seen}) > 1:
        return False
    clock = any(
        now.habits.machine == "renderer's clock" or now.habits.line == "today's date"
        for now in seen
    )
    return clock and seen[0].look.at.wall.date() != seen[0].for_line.wall.date()


def _machine(life: Life, seen: list[Shown]) -> Days:
    """Return the days that the metadata of all looks may mean."""
    first, here = life.published, seen[0].for_machine
    kinds = {now.habits.machine for now in seen if now.for_machine == first}
    day = first.wall.date()
    if not kinds and seen[0].habits.machine in _FIXED:
        # moved before the first look: the first date is this one or an earlier one
        return (
            frozenset((here.wall.date(), day))
            if seen[0].for_line == first
            else frozenset((here.wall.date(),))
        )
    if kinds & {"sound", "day alone", "roles swapped"}:
        return frozenset((day,))
    if "UTC without a mark" in kinds:
        return frozenset((day, first.utc.date()))
    if "day before month" in kinds:
        return _orders(day, seen[0].look.at)
    return None


def _orders(day: date, look: Moment) -> frozenset[date]:
    """Return the days that two orders of day and month may mean, none after the first look."""
    found = {day}
    if day.day <= 12:
        other = date(day.year, day.day, day.month)
        if other <= (look.utc + timedelta(hours=14)).date():
            found.add(other)
    return frozenset(found)


def _lines(life: Life, seen: list[Shown]) -> list[Days]:
    """Return the days that each look's line may mean."""
    return [_line(now) for now in seen if now.for_line == life.published] or [
        _line(seen[0]) if seen[0].again is None else None
    ]


def _line(now: Shown) -> Days:
    at, kind = now.for_line, now.habits.line
    day, age = at.wall.date(), now.look.at.utc - at.utc
    if kind in ("none", "today's date"):
        return None
    if kind == "relative" or (kind == "relative for a week" and age < timedelta(days=7)):
        return _ago(now.look.at, at, age)
    if kind in ("numbers", "numbers in the other order"):
        return _orders(day, now.look.at)
    yearless = kind == "never a year" or (
        kind == "a year once it is over" and day.year == now.look.at.wall.year
    )
    return None if yearless and age > YEAR_IS_CLEAR else frozenset((day,))


def _ago(look: Moment, at: Moment, age: timedelta) -> Days:
    """Return the local days on which something "3 hours ago" may have been."""
    minutes = max(age / timedelta(minutes=1), 1)
    size = next(size for _, size, most in UNITS if minutes < most)
    count = minutes // size
    latest = at_utc(look.utc - timedelta(minutes=count * size), at.zone).wall
    earliest = at_utc(look.utc - timedelta(minutes=(count + 1) * size), at.zone).wall
    days = (latest.date() - earliest.date()).days
    return frozenset(earliest.date() + timedelta(days=n) for n in range(days + 1))


# ------------------------------------------------------------------ what was changed


def changes(life: Life, before: Look, after: Look) -> frozenset[str]:
    """Return what a careful reader finds changed from one look to the next."""
    old, new = shown(life, before), shown(life, after)
    found = {name for name in ("headline", "authors") if getattr(old, name) != getattr(new, name)}
    if _redated(old, new):
        found.add("datePublished")
    if _told(new) is not None and _told(new) != _told(old):
        found.add("dateModified")
    return frozenset("author" if name == "authors" else name for name in found)


def _redated(old: Shown, new: Shown) -> bool:
    """Return whether a place with the same habit states another publication than before."""
    machine = (
        old.habits.machine == new.habits.machine == "sound" and old.for_machine != new.for_machine
    )
    line = (
        old.habits.line == new.habits.line
        and new.habits.line in ("named month and clock", "named month")
        and old.for_line != new.for_line
        and (old.for_line.wall.date() != new.for_line.wall.date() or "clock" in new.habits.line)
    )
    return machine or line


def _told(now: Shown) -> object:
    """Return the modification that the page tells soundly; None where it tells none."""
    if now.modified is None or now.habits.machine != "sound":
        return None
    return now.modified


def may_move(life: Life, before: Look, after: Look) -> bool:
    """Return whether anything of the article, or its template, changed between two looks."""
    return any(before.at.utc < event.at.utc <= after.at.utc for event in life.events)
