"""Known moments: an instant with its zone, as a newsroom's clock showed it, and the drawing of
random ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from random import Random
from zoneinfo import ZoneInfo

#: The minutes of publications with their weights.  Round ones are set by hand, the others are when
#: a button was pressed.
_MINUTES = tuple(
    6.0
    if minute == 0
    else 3.5
    if minute == 30
    else 2.0
    if minute in (15, 45)
    else 1.4
    if minute % 5 == 0
    else 1.0
    for minute in range(60)
)
#: The weight of each local hour: newsrooms publish less at night.
_HOURS = (
    1,
    0.7,
    0.5,
    0.5,
    0.7,
    1.5,
    3,
    4,
    5,
    6,
    6.5,
    6.5,
    6,
    6,
    6,
    6,
    6,
    5.5,
    5,
    4,
    3.5,
    3,
    2.5,
    1.5,
)
#: The share of stamps with :00 for seconds: most, since forms ask for minutes.
_ZERO_SECONDS = 0.55
FIRST_YEAR, LAST_YEAR = 1997, 2026


def _zone(name: str) -> ZoneInfo:
    """Return the zone from the pinned tzdata package, so that the machine's zone data have no
    effect on the pages.
    """
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


_ZONES: dict[str, ZoneInfo] = {}


def zone(name: str) -> ZoneInfo:
    """Return the zone of that IANA name."""
    if name not in _ZONES:
        _ZONES[name] = _zone(name)
    return _ZONES[name]


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as one place's clock shows it; ``offset`` in minutes east of UTC, ``abbreviation``
    as tzdata has it.
    """

    wall: datetime
    offset: int
    abbreviation: str
    zone: str

    @property
    def utc(self) -> datetime:
        """The instant as a naive UTC date-time."""
        return self.wall - timedelta(minutes=self.offset)

    def shifted(self, minutes: float) -> Moment:
        """Return the moment so many minutes later, on the same place's clock."""
        return at_utc(self.utc + timedelta(minutes=minutes), self.zone)

    def on_clock(self, wall: datetime) -> Moment:
        """Return the same offset with another wall clock, as a wrong clock prints it."""
        return Moment(wall, self.offset, self.abbreviation, self.zone)

    def as_utc(self) -> Moment:
        """Return the same instant in UTC."""
        return Moment(self.utc, 0, "UTC", "UTC")


def at_utc(instant: datetime, name: str) -> Moment:
    """Return the moment of a naive UTC instant in a zone."""
    local = instant.replace(tzinfo=UTC).astimezone(zone(name))
    offset = local.utcoffset() or timedelta()
    return Moment(
        local.replace(tzinfo=None, fold=0),
        int(offset.total_seconds() // 60),
        local.tzname() or "",
        name,
    )


def at_wall(wall: datetime, name: str) -> Moment:
    """Return the moment at which a zone's clock shows that wall time (the first of two, where it
    shows it twice).
    """
    local = wall.replace(tzinfo=zone(name))
    return at_utc(local.astimezone(UTC).replace(tzinfo=None), name)


def draw(rng: Random, name: str, first: int = FIRST_YEAR, last: int = LAST_YEAR) -> Moment:
    """Return a random moment of a newsroom in a zone; recent years and an editor's usual hours and
    minutes are likelier.
    """
    year = max(rng.randint(first, last), rng.randint(first, last))
    days = 366 if year % 4 == 0 else 365
    last_day = 300 if year == LAST_YEAR else days - 1
    day = datetime(year, 1, 1) + timedelta(days=rng.randint(0, last_day))
    hour = rng.choices(range(24), _HOURS)[0]
    minute = rng.choices(range(60), _MINUTES)[0]
    second = 0 if rng.random() < _ZERO_SECONDS else rng.randint(0, 59)
    return at_wall(day.replace(hour=hour, minute=minute, second=second), name)


def draw_where(
    rng: Random, name: str, fits: Callable[[Moment], bool] | None, tries: int = 600
) -> Moment | None:
    """Return a random moment for which ``fits`` holds, or None; damage that shows only in late
    December needs many draws.
    """
    for _ in range(tries):
        moment = draw(rng, name)
        if fits is None or fits(moment):
            return moment
    return None
