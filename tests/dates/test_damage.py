"""Laws of damage that is no slip of a pattern, and what reading costs."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from timeit import repeat

import pytest
from dateutil import parser
from hypothesis import assume, given
from hypothesis import strategies as st

from service.dates import resolve
from service.dates.defects import with_defects
from service.dates.formats import Moment, stated
from service.dates.machine_dates import COUNTS, Count, counted
from service.dates.partial import unify
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.relative import relative_readings
from service.model import Context
from service.spans.date_words import plain
from tests.strategies import moments, observed, walls

_FETCHED = datetime(2022, 2, 26, 3, 10)


def _texts() -> list[str]:
    """Every string that stands in a case file."""
    files = sorted((Path(__file__).parent / "cases").glob("*.json"))
    cases = [case for path in files for case in json.loads(path.read_text("utf-8"))]
    return sorted(
        {o["raw"] for case in cases for o in case["observations"] if isinstance(o["raw"], str)}
    )


def test_every_string_repair_gives_the_damage_back() -> None:
    """Damaging a repaired text again gives the text that was repaired, for every repair of every
    case.
    """
    repaired = 0
    for text in _texts():
        readings = with_defects(text, Hints("de", None, _FETCHED))
        for reading in (*readings.healthy, *readings.broken):
            before = text
            for repair in reading.string_repairs:
                assert repair.damaged() in (before.strip(), plain(before))
                before = repair.text
                repaired += 1

    assert repaired > 40


@pytest.mark.parametrize(
    "form", ["%Y-%m-%dEST%H:%M:%S-18000", "%Y-%m-%d %H:%M:th", "%Y-%m-%d %H:%M:123"]
)
@given(moment=moments)
def test_what_stands_for_the_seconds_is_taken_out(form: str, moment: Moment) -> None:
    """Letters, a fraction and an offset in seconds leave the day and the minute as they are."""
    readings = read(moment.wall.strftime(form), Hints())
    truth = stated(Moment(moment.wall))

    assert any(unify(reading.partial, truth) is not None for reading in readings.broken)


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count.rule.id)
@given(wall=walls)
def test_what_a_unit_counts_it_reads(count: Count, wall: datetime) -> None:
    """The number of units since the epoch says the moment, or its day."""
    since = Fraction(round((wall - count.epoch) / timedelta(seconds=1))) * count.per_second
    number = since + Fraction(24_405_875, 10) if count.rule.id == "julian_day" else since
    assume(count.per_second != 1 or since >= 10**8)

    text = f"{float(number):.10f}" if number.denominator > 1 else str(int(number))
    said = [partial for unit, partial in counted(text) if unit is count]

    assert [unify(partial, stated(Moment(wall))) is not None for partial in said] == [True]


@given(hours=st.integers(1, 60))
def test_hours_ago_is_an_hour_of_a_day(hours: int) -> None:
    """The words say the hour and no minute, in any language."""
    moment = _FETCHED - timedelta(hours=hours)

    for text in (
        f"{hours} hours ago",
        f"vor {hours} Stunden",
        f"hace {hours} horas",
        f"{hours}時間前",
    ):
        said = relative_readings(text, Hints(fetched=_FETCHED))[0].partial
        assert (said.day, said.hour, said.minute) == (
            frozenset((moment.day,)),
            frozenset((moment.hour,)),
            None,
        )


@pytest.mark.parametrize(
    "fetched",
    ["0001-01-01T00:00:00+14:00", "0001-01-01T00:30:00+00:00", "9999-12-31T23:59:59-14:00"],
)
@pytest.mark.parametrize(
    "text",
    ["2 days ago", "2 weeks ago", "999 years ago", "0 hours ago", "yesterday", "5 March", "25.02."],
)
def test_a_fetch_at_the_end_of_time_tells_nothing(text: str, fetched: str) -> None:
    """Words that count from a clock that was never set say nothing, and nothing is raised."""
    said = [observed("datePublished", text, "machine"), observed("date", text, "human")]
    found = resolve(
        said, Context(language="en", country="AU", fetched_at=datetime.fromisoformat(fetched)), 0.90
    )

    assert all(resolution.value is None for resolution in found.values())


@pytest.mark.parametrize(
    "text", ["2022-02-25T14:40:00-05:00", "2022-02-25", "2022-02-25T19:40:00Z"]
)
def test_a_healthy_iso_date_costs_no_more_than_a_parser(text: str) -> None:
    """Reading an ISO date with its evidence takes at most 1.2 times what dateutil takes for the
    value alone.
    """
    hints = Hints("en", "US")
    ours = min(repeat(lambda: read.__wrapped__(text, hints), number=300, repeat=5))
    theirs = min(repeat(lambda: parser.parse(text), number=300, repeat=5))

    assert ours <= 1.2 * theirs


@pytest.mark.parametrize(
    "piece",
    ["2022-02-25 ", "2O22-O2-25", "M?rz ", "&amp;", "[[", "3 hours ago ", "FriFri", "1,", "yyyy-"],
)
def test_cost_does_not_grow_with_what_lies_behind_the_date(piece: str) -> None:
    """A megabyte of date-like text costs no more than in line with its length."""
    short, long = (piece * (size // len(piece)) for size in (100_000, 1_000_000))
    first = min(repeat(lambda: read.__wrapped__(short, Hints()), number=3, repeat=3))
    second = min(repeat(lambda: read.__wrapped__(long, Hints()), number=3, repeat=3))

    assert second <= 15 * first
