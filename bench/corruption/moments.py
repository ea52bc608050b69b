"""Known moments: an instant with its zone, as a newsroom's clock showed it, and how such moments are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from random import Random
from zoneinfo import ZoneInfo

#: What an editor's clock shows: (minutes, weight).  Round minutes are set by hand, the rest is when a button was pressed.
_MINUTES = tuple(
    6.0 if minute == 0 else 3.5 if minute == 30 else 2.0 if minute in (15, 45) else 1.4 if minute % 5 == 0 else 1.0
    for minute in range(60)
)
#: Newsrooms sleep little, but they sleep: weight of each local hour.
_HOURS = (1, 0.7, 0.5, 0.5, 0.7, 1.5, 3, 4, 5, 6, 6.5, 6.5, 6, 6, 6, 6, 6, 5.5, 5, 4, 3.5, 3, 2.5, 1.5)
#: Forms ask for minutes, so that most stamps have :00 for seconds.
_ZERO_SECONDS = 0.55
FIRST_YEAR, LAST_YEAR = 1997, 2026


def _zone(name: str) -> ZoneInfo:
    """The zone from the pinned tzdata package, so that the machine's own zone data never decide what is generated."""
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


_ZONES: dict[str, ZoneInfo] = {}


def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name."""
    if name not in _ZONES:
        _ZONES[name] = _zone(name)
    return _ZONES[name]


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as one place's clock shows it; ``offset`` in minutes east of UTC, ``abbreviation`` as tzdata has it."""

    wall: datetime
    offset: int
    abbreviation: str
    zone: str

    @property
    def utc(self) -> datetime:
        """The instant as a naive UTC date-time."""
        return self.wall - timedelta(minutes=self.offset)

    def shifted(self, minutes: float) -> Moment:
        """The moment so many minutes later, on the same place's clock."""
        return at_utc(self.utc + timedelta(minutes=minutes), self.zone)

    def on_clock(self, wall: datetime) -> Moment:
        """The same offset with another wall clock: what a slip of the clock prints."""
        return Moment(wall, self.offset, self.abbreviation, self.zone)

    def as_utc(self) -> Moment:
        """The same instant on the clock of UTC."""
        return Moment(self.utc, 0, "UTC", "UTC")


def at_utc(instant: datetime, name: str) -> Moment:
    """The moment of a naive UTC instant in a zone."""
    local = instant.replace(tzinfo=UTC).astimezone(zone(name))
    offset = local.utcoffset() or timedelta()
    return Moment(local.replace(tzinfo=None, fold=0), int(offset.total_seconds() // 60), local.tzname() or "", name)


def at_wall(wall: datetime, name: str) -> Moment:
    """The moment at which a zone's clock shows that wall time (the first of two, where it shows it twice)."""
    local = wall.replace(tzinfo=zone(name))
    return at_utc(local.astimezone(UTC).replace(tzinfo=None), name)


def draw(rng: Random, name: str, first: int = FIRST_YEAR, last: int = LAST_YEAR) -> Moment:
    """A newsroom moment in a zone: recent years are likelier, as on the web; hours and minutes as editors have them."""
    year = max(rng.randint(first, last), rng.randint(first, last))
    days = 366 if year % 4 == 0 else 365
    last_day = 300 if year == LAST_YEAR else days - 1
    day = datetime(year, 1, 1) + timedelta(days=rng.randint(0, last_day))
    hour = rng.choices(range(24), _HOURS)[0]
    minute = rng.choices(range(60), _MINUTES)[0]
    second = 0 if rng.random() < _ZERO_SECONDS else rng.randint(0, 59)
    return at_wall(day.replace(hour=hour, minute=minute, second=second), name)


def draw_where(rng: Random, name: str, fits: Callable[[Moment], bool] | None, tries: int = 600) -> Moment | None:
    """A newsroom moment for which ``fits`` holds, or None: a damage that shows only in late December needs many draws."""
    for _ in range(tries):
        moment = draw(rng, name)
        if fits is None or fits(moment):
            return moment
    return None
