"""The search for the dearest page: it finds what is planted, the same in each run, and nothing that
it reads can hurt it.
"""

from __future__ import annotations

import itertools
import random

import orjson
import pytest

from bench.reliability.worst import report
from bench.reliability.worst.child import READERS, Child, Cost
from bench.reliability.worst.grammar import GRAMMARS, PLACES, expanded
from bench.reliability.worst.search import Hills
from bench.reliability.worst.shapes import Run, Shape, changed, drawn

TYPICAL = {"html": 100.0, "text": 100.0, "json": 100.0}


def planted(kind: str, body: bytes) -> Cost:
    """The cost by a function that looks at each caption once more for each caption before it."""
    return Cost(len(body), len(body) * 50e-9 + body.count(b"<figcaption") ** 2 * 50e-9)


def found(steps: int) -> Hills:
    """The hills of the planted function after so many tries."""
    hills = Hills("html", planted, seed=7)
    for _ in range(steps):
        hills.step()
    return hills


def test_a_planted_square_is_found_and_fails_the_verdict() -> None:
    """A name of an element among a hundred costs the square of its number, and nothing else
    does.
    """
    worst = found(500).dearest()[0]
    assert "<figcaption" in str(worst.shape)
    costs = tuple(planted("html", worst.shape.written(size)) for size in report.SIZES)
    assert costs[-1].a_byte > 5 * costs[-2].a_byte
    measured = report.Measured(worst.shape, costs)
    assert measured.faults(TYPICAL)
    assert "**not held**" in "\n".join(report.lines([measured], TYPICAL, {"html": 500}))


def test_what_is_linear_holds() -> None:
    """As many times the typical page's cost as may be is not too much."""
    shape = Shape("html", (Run("body", ("<p>x",)),))
    costs = tuple(Cost(size, size * 1e-9 * TYPICAL["html"] * report.TIMES) for size in report.SIZES)
    assert report.Measured(shape, costs).faults(TYPICAL) == []
    assert "- held" in "\n".join(
        report.lines([report.Measured(shape, costs)], TYPICAL, {"html": 1})
    )


@pytest.mark.parametrize(
    "cost",
    [
        Cost(100_000, 0.001, 65 << 20),
        Cost(10_000_000, 0.1, 601_000_000),
        Cost(10_000, 20.0, 0, "out of time"),
    ],
    ids=["64 MB", "60 bytes a byte", "no end"],
)
def test_memory_and_faults_fail_the_verdict(cost: Cost) -> None:
    """Time is not all that a page can take."""
    assert len(report.Measured(Shape("html", (Run("body", ("x",)),)), (cost,)).faults(TYPICAL)) == 1


def test_the_same_seed_tries_the_same_pages() -> None:
    """Where the costs are the same."""
    first, second = found(60).dearest(), found(60).dearest()
    assert [str(each.shape) for each in first] == [str(each.shape) for each in second]


@pytest.mark.parametrize("kind", [*READERS])
def test_a_shape_is_written_at_any_size(kind: str) -> None:
    """The growth of a shape is that of its cost, so its size must be what was asked for."""
    for number in range(150):
        chance = random.Random(number)
        shape = drawn(kind, chance)
        for _ in range(5):
            shape = changed(shape, [drawn(kind, chance)], chance)
        assert 50_000 < len(shape.written(100_000)) < 150_000, shape


def test_a_shape_never_loses_all_its_runs() -> None:
    """Two runs of a shape may be the same, when it took one from itself."""
    run = Run("body", ("<p>x",))
    for number in range(200):
        assert changed(Shape("html", (run, run)), [], random.Random(number)).runs


def test_bodies_of_json_are_mostly_json() -> None:
    """What cannot be parsed is refused at once, and tells nothing of the reader."""
    bodies = [drawn("json", random.Random(number)).written(5_000) for number in range(200)]

    def is_json(body: bytes) -> bool:
        try:
            return isinstance(orjson.loads(body), dict)
        except orjson.JSONDecodeError:
            return False

    assert sum(map(is_json, bodies)) > 150


def test_every_symbol_can_be_expanded() -> None:
    """A name that is in no grammar would stand in the page as it is."""
    for kind, grammar in GRAMMARS.items():
        assert {place.symbol for place in PLACES[kind].values()} <= grammar.keys()
        for symbol in grammar:
            for number in range(20):
                assert expanded(kind, symbol, random.Random(number))


def _endless(body: bytes) -> object:
    for _ in itertools.count():
        pass
    return body


def _greedy(body: bytes) -> object:
    return bytearray(1 << 40)


def _wide(body: bytes) -> object:
    return bytes(range(256)) * (len(body) * 256)


def test_a_page_without_end_hurts_nobody() -> None:
    """The child is ended and replaced, and the next page is read by another."""
    child = Child(
        {"endless": _endless, "greedy": _greedy, "wide": _wide, "nothing": len}, seconds=1
    )
    assert child.cost("endless", b"x").fault == "out of time"
    assert child.cost("greedy", b"x").fault == "out of memory"
    assert child.cost("nothing", b"x").fault == ""
    assert child.cost("wide", b"x" * 512).memory > 20 << 20
    child.end()
