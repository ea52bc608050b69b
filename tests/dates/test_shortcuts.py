"""What is short for the sake of speed sees what the long way sees."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.dates.defects import Near, damaged
from service.dates.partial import days
from service.dates.reading import Hints


@given(
    st.dates(date(1996, 1, 1), date(2035, 12, 31)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from(("", "Z", "-05:00", "+05:30", " EST")),
    st.integers(-40, 40),
    st.integers(0, 59),
)
def test_damage_near_a_moment_is_all_that_can_be_of_it(
    day: date, hour: int, minute: int, second: int, zone: str, away: int, other: int
) -> None:
    """Of a text's damaged readings the ones that are asked for near a moment lack none of its day
    and minute.
    """
    text, hints, near = (
        f"{day}T{hour:02d}:{minute:02d}:{second:02d}{zone}",
        Hints(),
        Near(day + timedelta(days=away), other),
    )
    every, some = damaged(text, hints), damaged(text, hints, near)
    assert {reading.partial for reading in some} <= {reading.partial for reading in every}
    for reading in every:
        clock = reading.partial
        shows_minute = clock.minute is None or near.minute in clock.minute
        if shows_minute and any(
            abs(possible - near.day) <= timedelta(days=2) for possible in days(clock)
        ):
            assert reading in some
