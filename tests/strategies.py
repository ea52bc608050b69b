"""The one place where generated inputs are described."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from service.dates.formats import Moment
from service.dates.partial import PartialDatetime
from service.model import Observation, Source

#: Wall clocks on the minute in the years of the web.
walls = st.datetimes(min_value=datetime(1996, 1, 1), max_value=datetime(2029, 12, 31)).map(
    lambda wall: wall.replace(microsecond=0)
)
offsets = st.sampled_from(
    [-480, -300, -240, -210, 0, 60, 120, 180, 330, 345, 480, 540, 570, 660, 780]
)
moments = st.builds(Moment, walls, offsets)


def _allowed(low: int, high: int) -> st.SearchStrategy[frozenset[int] | None]:
    values = st.frozensets(st.integers(low, high), min_size=1, max_size=3)
    return st.none() | values


partials = st.builds(
    PartialDatetime,
    year=_allowed(2019, 2022),
    month=_allowed(1, 12),
    day=_allowed(1, 31),
    hour=_allowed(0, 23),
    minute=_allowed(0, 59),
    second=_allowed(0, 59),
    weekday=_allowed(0, 6),
    yearday=_allowed(1, 366),
    offset=_allowed(-2, 2),
)


def observed(field: str, raw: object, place: str, reliability: float = 0.95) -> Observation:
    """An observation of a made place."""
    return Observation(field, raw, Source(place, field, place, reliability), "made")  # type: ignore[arg-type]
