"""The arithmetic of the speed benches; what they measure is no test's business."""

from __future__ import annotations

import pytest

from bench.growth import WAYS, cost, table, worst_step
from bench.plots import proportion
from bench.speed import REST, STAGES, count_calls, figures
from service.model import Page


def test_a_step_in_proportion_is_one() -> None:
    """Ten times the cost for ten times the size is linear, a hundred times is eleven times too
    much.
    """
    assert worst_step([1, 10, 100], [2.0, 20.0, 200.0]) == 1
    assert worst_step([1, 10], [1.0, 100.0]) == 11


def test_figures_are_ratios() -> None:
    """A machine twice as slow gives the same figures."""
    parses, readings = [0.5, 1.0, 1.5] * 50, [4.0, 10.0, 16.0] * 50
    assert figures(parses, readings) == figures([2 * s for s in parses], [2 * s for s in readings])
    assert figures(parses, readings)["engine"] == 10


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
def test_made_pages_grow_as_they_say(way: tuple[str, object, tuple[int, ...]]) -> None:
    """Each made page is larger than the one before, and the least of them can be read."""
    _, make, sizes = way
    bodies = [make(size) for size in sizes[:3]]  # type: ignore[operator]
    assert [len(body) for body in bodies] == sorted({len(body) for body in bodies})
    assert cost(bodies[0]) > 0


def test_plot_and_table_name_every_series() -> None:
    """What was measured is shown."""
    found = {"dates": {1: 0.001, 10: 0.002, 100: 0.02}}
    assert "| dates | 1 to 100 | 1, 2, 20 |" in table(found)[2]
    assert ">dates</text>" in proportion({"dates": [(1.0, 0.001), (100.0, 0.02)]}, "t", "x", "y")


def test_calls_are_counted_by_stage() -> None:
    """Every stage written in Python is seen on a page with a headline, a tag and a date, and a
    second page adds its calls.
    """
    html = (
        b"<meta name=keywords content='port'><h1>The bridge reopens</h1><time>5 March "
        b"2025</time><p>Work begins next week.</p>"
    )
    once = count_calls([Page(html=html)])
    assert {stage for stage, *_ in STAGES} - {"parse"} <= {REST, *once}
    assert count_calls([Page(html=html)] * 2).total() > once.total() > 500
