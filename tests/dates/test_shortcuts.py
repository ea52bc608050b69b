"""What is short for the sake of speed sees what the long way sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dates import scan
from service.dates.hypotheses import Near
from service.dates.partial import days
from service.dates.reading import Hints
from service.dates.suspicions import damaged

LANGUAGES = st.sampled_from((None, "en", "en-US", "de", "vi", "ar", "ja", "zh", "ko", "th", "hu", "sw", "fil"))


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


STAMPS = st.builds(
    lambda year, sep, month, day, clock: f"{year}{sep}{month}{sep}{day}{clock}",
    _digits(4),
    st.sampled_from("-/"),
    _digits(2),
    _digits(2),
    st.one_of(
        st.just(""),
        st.builds(
            lambda gap, hour, minute, rest, zone: f"{gap}{hour}:{minute}{rest}{zone}",
            st.sampled_from("T "),
            _digits(2),
            _digits(2),
            st.sampled_from(("", ":07", ":59.5", ":00,123456", ":60")),
            st.sampled_from(("", "Z", "+00:00", "-0500", "+05:30", "+99:99")),
        ),
    ),
)


@given(STAMPS, LANGUAGES)
def test_stamp_shape_is_the_one_that_a_search_for_words_finds(text: str, language: str | None) -> None:
    """The pattern of machines' stamps gives the very shape that tokens, clock and names give."""
    quick = scan._stamp_shape(text, language)
    if quick is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "_stamp_shape", lambda text, language: None)
        assert scan.shapes(text, language) == (quick,)


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
    """Of a text's damaged readings the ones that are asked for near a moment lack none of its day and minute."""
    text, hints, near = f"{day}T{hour:02d}:{minute:02d}:{second:02d}{zone}", Hints(), Near(day + timedelta(days=away), other)
    every, some = damaged(text, hints), damaged(text, hints, near)
    assert {reading.partial for reading in some} <= {reading.partial for reading in every}
    for reading in every:
        clock = reading.partial
        shows_minute = clock.minute is None or near.minute in clock.minute
        if shows_minute and any(abs(possible - near.day) <= timedelta(days=2) for possible in days(clock)):
            assert reading in some
