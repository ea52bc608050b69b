"""Made histories: their pages and what is known of them, before any engine is asked."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest

from bench.captures import lives, pages, truth
from bench.captures.frequencies import INSTEAD, LINE, MACHINE
from bench.captures.judge import verdict

LIVES = [lives.life(number) for number in range(400)]


def test_a_life_is_the_same_every_time() -> None:
    """A history is made of its number and the seed alone."""
    assert pages.captures(lives.life(7)) == pages.captures(LIVES[7])


def test_the_engine_is_no_part_of_what_is_made() -> None:
    """Whoever makes the pages and knows the truth imports nothing of the service."""
    code = (
        "import sys; import bench.captures.truth, bench.captures.pages, bench.captures.judge;"
        "print([name for name in sys.modules if name.split('.')[0] in ('service', 'schemas')])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_every_habit_and_kind_of_look_occurs() -> None:
    """No row of the tables of habits is without a life."""
    habits = [habit for life in LIVES for habit in life.habits]
    assert {habit.machine for habit in habits} == set(MACHINE)
    assert {habit.line for habit in habits} == set(LINE)
    seen = {look.instead for life in LIVES for look in life.looks}
    assert seen == {None, *INSTEAD}


def test_most_looks_are_the_article() -> None:
    """No history is one of something else."""
    for life in LIVES:
        assert sum(look.instead is not None for look in life.looks) * 2 < len(life.looks)


def test_no_look_is_before_the_article() -> None:
    """What is looked at exists, and looks are in order."""
    for life in LIVES:
        times = [look.at.utc for look in life.looks]
        assert life.published.utc < times[0]
        assert times == sorted(times)


def test_kinds_of_histories() -> None:
    """Most histories are decidable, and each kind occurs."""
    kinds = Counter(truth.truth(life).kind for life in LIVES)
    assert set(kinds) == {"decidable", "open", "beyond the looks"}
    assert kinds["decidable"] > 300


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, "withheld"),
        ("{day}", "right"),
        ("{wall}", "right"),
        ("{instant}", "right"),
        ("2001-01-01", "wrong"),
        ("{day}T03:33:00", "wrong"),
        ("{wall}+13:45", "wrong"),
    ],
)
def test_verdicts(given: str | None, expected: str) -> None:
    """A day, its clock and its instant are right; a false clock is as wrong as a false day."""
    life = LIVES[0]
    at = life.published
    slots = {
        "day": f"{at.wall:%Y-%m-%d}",
        "wall": f"{at.wall:%Y-%m-%dT%H:%M:%S}",
        "instant": f"{at.utc:%Y-%m-%dT%H:%M:%S}+00:00",
    }
    article = {} if given is None else {"datePublished": given.format(**slots)}
    assert verdict({"article": article}, truth.truth(life)) == expected


def test_nothing_is_changed_between_looks_without_an_event() -> None:
    """Counters, advertisements and blanks differ at every look; what readers see does not."""
    for life in LIVES[:150]:
        looks = truth.truth(life).looks
        for before, after in pairwise(looks):
            if not truth.may_move(life, before, after):
                assert not truth.changes(life, before, after)
                assert pages.page(life, before) != pages.page(life, after)
