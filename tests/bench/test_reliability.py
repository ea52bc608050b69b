"""The section on memory: slices that are gone on with, and what is said of them together."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from bench.reliability import memory
from bench.reliability.memory import Slice, ranges, request_at, told


def slice_of(begin: int, *mib: float, **more: int) -> Slice:
    """A slice of a thousand requests between two readings of its memory."""
    end = begin + 1000 * (len(mib) - 1)
    curve = [(1000 * place, float(place), value) for place, value in enumerate(mib)]
    return Slice(begin, end, "rules", curve, {"200": end - begin, **more}, {"made": end - begin})


FLAT = (40.0, *[100.0] * 12)


@pytest.mark.parametrize(
    ("done", "size", "left"),
    [
        pytest.param([], 0, [(0, 300)], id="all at once"),
        pytest.param(
            [], 120, [(0, 120), (120, 240), (240, 300)], id="in slices, the last one shorter"
        ),
        pytest.param(
            [(0, 110)], 120, [(110, 230), (230, 300)], id="behind one that was broken off"
        ),
        pytest.param([(0, 120), (120, 300)], 120, [], id="nothing is left"),
    ],
)
def test_slices_go_on_where_the_last_one_ended(
    done: list[tuple[int, int]], size: int, left: list[tuple[int, int]]
) -> None:
    """No request is asked twice and none is left out."""
    assert list(ranges([Slice(*each) for each in done], 300, size or 300)) == left


def test_request_is_made_from_its_number_alone() -> None:
    """A slice needs none of those before it; one in 200 is hostile, one in eight is made and
    whole.
    """
    assert request_at(3_000_007) == request_at(3_000_007)
    assert request_at(3_000_007) != request_at(3_000_015)
    assert request_at(9).name.startswith("made ")
    assert request_at(3_000_007).name == "broken 3000007"
    assert not request_at(199).name.startswith(("made ", "broken ", "real "))


def test_answers_are_summed_and_memory_is_not() -> None:
    """Each slice is a server of its own, with its own rows and its own criterion."""
    section = told(24_000, [slice_of(0, *FLAT), slice_of(12_000, *FLAT)])
    assert "24,000 of 200" in section.text
    assert "2 slices, each on a new server" in section.text
    assert {row[0] for row in section.rows} == {1, 2}
    assert [row[1] for row in section.rows][-1] == 24_000
    assert all(section.held.values())
    assert sum(name.startswith("slice ") for name in section.held) == 2
    assert section.plot.count("<polyline") == 2


@pytest.mark.parametrize(
    ("each", "broken"),
    [
        pytest.param(slice_of(0, *FLAT, **{"500": 1}), "no 500", id="a 500"),
        pytest.param(
            slice_of(0, *FLAT, **{"0": 1}), "no connection broke", id="a broken connection"
        ),
        pytest.param(slice_of(0, *FLAT[:-1]), "every request answered", id="an end too early"),
        pytest.param(
            slice_of(0, 40.0, *map(float, range(100, 220, 10))),
            "slice 1: flat",
            id="memory that grows",
        ),
        pytest.param(slice_of(0, *FLAT[:5]), "slice 1: long enough", id="too short to tell"),
    ],
)
def test_what_does_not_hold_is_said(each: Slice, broken: str) -> None:
    """Each criterion can fail."""
    assert any(
        name.startswith(broken) and not held for name, held in told(12_000, [each]).held.items()
    )


def test_slices_of_two_programs_are_no_one_run() -> None:
    """Where the rules changed in between, it is said."""
    section = told(
        24_000,
        [slice_of(0, *FLAT), Slice(**{**asdict(slice_of(12_000, *FLAT)), "rules": "others"})],
    )
    assert not section.held["every slice by the same rules"]


def test_kept_slice_is_the_same_slice() -> None:
    """What was written can be gone on with."""
    each = slice_of(0, *FLAT)
    assert Slice.read(asdict(each)) == each


def test_growth_is_the_slope_of_the_second_half() -> None:
    """A MiB for a thousand requests is 100 for 100,000; the warm-up does not count."""
    assert slice_of(0, 0.0, 400.0, 500.0, 501.0, 502.0, 503.0).growth() == pytest.approx(100)
    assert slice_of(0, *FLAT).growth() == 0


def test_a_slice_is_kept_after_each_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was broken off has been written up to its last whole block."""

    def two_blocks(now: Slice, end: int) -> object:
        for stop in (now.begin + 10, end):
            now.end = stop
            now.curve.append((stop - now.begin, 1.0, 100.0))
            yield

    monkeypatch.setattr(memory, "_asked", two_blocks)
    kept: list[list[tuple[int, int]]] = []
    memory.memory(
        50,
        25,
        keep=lambda section: kept.append([(each.begin, each.end) for each in section.slices]),
    )
    assert kept == [[(0, 10)], [(0, 25)], [(0, 25), (25, 35)], [(0, 25), (25, 50)]]
