"""Whose turn it is, by a clock that is moved by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.reliability.turns import ORDERS, Client, Woken, simulated
from service.http.turns import (
    FIRST_RATE,
    HANDICAP,
    LEAST,
    MOST_SURPRISE,
    SPARE,
    Costs,
    Turn,
    Turns,
)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Scene:
    """Turns with a clock, and the pages that came."""

    places: int = 2
    clock: Clock = field(default_factory=Clock)
    turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        self.turns = Turns(self.places, self.clock)

    def come(self, *costs: float) -> list[Turn]:
        """Pages that come together."""
        return [self.turns.enter(cost, Woken()) for cost in costs]


def begun(*turns: Turn) -> list[bool]:
    """Which of them have begun."""
    return [turn.signal.wait(0) for turn in turns]


def test_free_place_is_had_at_once() -> None:
    """As many begin as there are places; the next one waits."""
    scene = Scene()
    assert scene.turns.expected_wait(1.0) == 0
    pages = scene.come(0.1, 0.1, 0.1)
    assert (begun(*pages), scene.turns.waiting) == ([True, True, False], 1)


def test_expected_wait_is_what_the_pages_ahead_cost() -> None:
    """Two pages share a core: two of 0.1 s end after 0.2 s, and a third that waits has its place
    until 0.4 s.
    """
    scene = Scene()
    scene.come(0.1, 0.1)
    assert scene.turns.expected_wait(0.1) == pytest.approx(0.2)
    scene.clock.now = 0.1
    assert scene.turns.expected_wait(0.1) == pytest.approx(0.1)
    scene.come(0.1, 0.1)
    assert scene.turns.expected_wait(0.1) == pytest.approx(0.1 + 0.2)
    assert scene.turns.backlog() == pytest.approx(0.1 + 0.2)


def test_expected_wait_passes_the_pages_that_a_short_one_passes() -> None:
    """A page of 0.2 s waits until 0.4 s past its arrival for those that are shorter; one as long
    stands behind it.
    """
    scene = Scene(places=1)
    scene.come(1.0, 0.2)
    assert scene.turns.expected_wait(0.01) == pytest.approx(1.0)
    assert scene.turns.expected_wait(0.3) == pytest.approx(1.2)


def test_a_first_guess_is_made_of_a_fixed_cost_and_a_rate() -> None:
    """50 ns a byte, and as much as 64 KiB on top."""
    assert Costs().expected(0) == pytest.approx(50e-9 * 65_536)
    assert Costs().expected(65_536) == pytest.approx(50e-9 * 2 * 65_536)


def test_page_is_charged_for_its_share() -> None:
    """A page that has the core to itself for 0.1 s and half of it for 0.2 s has cost 0.2 s."""
    scene = Scene()
    (first,) = scene.come(0.1)
    scene.clock.now = 0.1
    (second,) = scene.come(0.1)
    scene.clock.now = 0.3
    assert scene.turns.leave(first) == pytest.approx(0.2)
    scene.clock.now = 0.4
    assert scene.turns.leave(second) == pytest.approx(0.2)


def test_page_that_overruns_is_expected_to_end_now() -> None:
    """What takes longer than expected makes nobody's wait negative."""
    scene = Scene(places=1)
    scene.come(0.1)
    scene.clock.now = 5.0
    assert (scene.turns.expected_wait(0.1), scene.turns.backlog()) == (0, 0)


def test_place_of_an_overdue_page_is_given_to_another() -> None:
    """Two pages that take many times what their sizes say leave room for one more, and no second."""
    scene = Scene()
    scene.come(0.1, 0.1)
    waiting = scene.come(0.1, 0.1, 0.1)
    scene.turns.look()
    assert begun(*waiting) == [False, False, False]
    scene.clock.now = 2 * 2 * 0.1 + 0.01
    scene.turns.look()
    assert begun(*waiting) == [True, False, False]
    scene.clock.now = 60
    scene.turns.look()
    assert begun(*waiting) == [True, False, False]


def test_shorter_ones_pass_until_the_handicap_is_used_up() -> None:
    """A large page lets small ones pass that come soon after it; whoever comes later stands behind
    it.
    """
    scene = Scene(places=1)
    (busy,) = scene.come(1.0)
    (large,) = scene.come(0.2)
    (soon,) = scene.come(0.01)
    scene.clock.now = HANDICAP * 0.2
    (late,) = scene.come(0.01)
    order = []
    for turn in (busy, soon, large, late):
        assert begun(turn) == [True]
        scene.turns.leave(turn)
        order.append(begun(soon, large, late))
    assert order == [[True, False, False], [True, True, False], [True] * 3, [True] * 3]


def test_who_gives_up_costs_nothing() -> None:
    """A page that has waited for too long goes, and takes no place."""
    scene = Scene(places=1)
    first, second, third = scene.come(0.1, 0.2, 0.3)
    scene.clock.now = 0.1
    assert scene.turns.leave(second) == 0
    scene.turns.leave(first)
    assert begun(third) == [True]


def test_costs_are_learned_by_size() -> None:
    """After pages of some size the cost of one twice that size is known; the first guess is
    forgotten.
    """
    costs = Costs()
    assert costs.expected(0) == pytest.approx(FIRST_RATE * LEAST)
    for _ in range(300):
        costs.learn(100_000, 0.01)
    assert costs.expected(100_000) == pytest.approx(0.01, rel=0.05)
    assert costs.expected(2 * 100_000 + LEAST) == pytest.approx(0.02, rel=0.05)


def test_one_surprise_does_not_make_all_pages_dear() -> None:
    """A hostile page that uses up five seconds is not believed; a service that has become slower
    is.
    """
    costs = Costs()
    for _ in range(300):
        costs.learn(100_000, 0.01)
    costs.learn(100_000, 5.0)
    assert costs.expected(100_000) < 0.01 * (1 + MOST_SURPRISE / 40)
    for _ in range(300):
        costs.learn(100_000, 0.1)
    assert costs.expected(100_000) == pytest.approx(0.1, rel=0.1)


@given(
    st.lists(st.tuples(st.floats(0.001, 1), st.floats(0, 0.5)), min_size=1, max_size=30),
    st.integers(1, 4),
)
def test_everyone_has_a_turn_and_no_place_stands_empty(
    pages: list[tuple[float, float]], places: int
) -> None:
    """Whatever comes and goes: as many are in work as there are places, one more where some are
    overdue, none is free while one waits, and all leave.
    """
    scene, chance = Scene(places), random.Random(0)
    here: list[Turn] = []
    for cost, pause in pages:
        scene.clock.now += pause
        here += scene.come(cost)
        if chance.random() < 0.5:
            _one_leaves(scene, here, chance)
        working = sum(begun(*here))
        assert min(places, len(here)) <= working <= min(places + SPARE, len(here))
        assert scene.turns.waiting == len(here) - working
    while here:
        _one_leaves(scene, here, chance)
    assert (scene.turns.waiting, scene.turns.backlog(), scene.turns.expected_wait(1)) == (0, 0, 0)


def _one_leaves(scene: Scene, here: list[Turn], chance: random.Random) -> None:
    turn = chance.choice(here)
    here.remove(turn)
    assert scene.turns.leave(turn) >= 0


@pytest.mark.parametrize(("large", "small"), [(2, 8), (8, 8), (2, 128)])
def test_neither_large_nor_small_pages_starve(large: int, small: int) -> None:
    """Beside the other kind each is answered, in the time it may take, and none of these loads is
    one to refuse.
    """
    wide, narrow = [Client(0.1) for _ in range(large)], [Client(0.005) for _ in range(small)]
    simulated(ORDERS["shortest first, with ageing"], [*wide, *narrow], 20)
    for client in (*wide, *narrow):
        assert client.refused == 0
        assert len(client.waits) >= 10
        # A second of waiting, and two pages that share the core.
        assert max(client.waits) < 1 + 2 * 2 * 0.15
