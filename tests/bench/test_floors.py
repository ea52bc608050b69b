"""Floors stand where the figures are, less a stated noise, and each says why it moved last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench import floors

KEPT: dict[str, Any] = {
    "noise": {"tides": 0.5},
    "tides": {"right": [90, "as ever"], "wrong days": [3, "as ever"], "dates invented": [0, "no"]},
}
FIGURES = {"tides": {"right": 90.4, "wrong days": 2.6, "dates invented": 0}}
FILES = ("floors", "visible_floors", "suites_floors", "dumps_floors", "speed_floors")


def test_a_bound_within_the_noise_stays() -> None:
    assert list(floors.due(KEPT, FIGURES)) == []


@pytest.mark.parametrize(
    ("name", "figure", "place"), [("right", 91.25, 90.75), ("wrong days", 2.0, 2.5)]
)
def test_a_bound_that_leaves_more_than_the_noise_is_due(
    name: str, figure: float, place: float
) -> None:
    figures = {"tides": FIGURES["tides"] | {name: figure}}
    assert list(floors.due(KEPT, figures)) == [("tides", name, place)]


def test_no_bound_is_lowered() -> None:
    """A figure that fell is found by the bench; its floor stays."""
    assert list(floors.due(KEPT, {"tides": FIGURES["tides"] | {"right": 80}})) == []


def test_bounds_are_read_without_their_reasons(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(floors.text(KEPT), "utf-8")
    assert json.loads(path.read_text("utf-8")) == KEPT
    assert floors.read(path) == {"tides": {"right": 90, "wrong days": 3, "dates invented": 0}}


def _rows(kept: dict[str, Any]) -> Iterator[Any]:
    for name, each in kept.items():
        if name != floors.NOISE:
            yield from _rows(each) if isinstance(each, dict) else [each]


@pytest.mark.parametrize("name", FILES)
def test_each_floor_says_why_it_moved_last(name: str) -> None:
    rows = list(_rows(json.loads((floors.BENCH / f"{name}.json").read_text("utf-8"))))
    assert rows
    assert all(isinstance(bound, int | float) and len(why) > 10 for bound, why in rows)


def test_the_committed_floors_leave_no_more_than_the_noise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert floors.main([]) == 0, capsys.readouterr().out
