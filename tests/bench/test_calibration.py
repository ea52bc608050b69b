"""The calibration error of known sets, and which answers count."""

from __future__ import annotations

import pytest

from bench.calibration import chance, error, table, told

SETS = [
    ("as sure as right", [(0.5, n % 2 == 0) for n in range(100)], 0.0),
    ("too sure", [(1.0, n % 2 == 0) for n in range(100)], 0.5),
    ("not sure enough", [(0.5, True)] * 100, 0.5),
    ("none", [], 0.0),
]


@pytest.mark.parametrize(
    ("answers", "expected"), [row[1:] for row in SETS], ids=[row[0] for row in SETS]
)
def test_a_known_set(answers: list[tuple[float, bool]], expected: float) -> None:
    """The error is the gap between what is said and what is right."""
    assert error(answers) == pytest.approx(expected)


def test_what_chance_alone_makes_of_few_answers() -> None:
    """Ten groups of thirteen that say 0.8 are off by 0.09 though it is so, groups of 130 by little,
    sure answers by nothing.
    """
    assert chance([(0.8, True)] * 130) == pytest.approx(0.0907, abs=1e-3)
    assert chance([(0.8, True)] * 1300) < 0.03
    assert chance([(1.0, True)] * 130) == chance([]) == 0


def test_only_answers_of_known_truth_count() -> None:
    """A value that is withheld or of which the gold knows nothing says nothing of confidence."""
    records = [
        {"id": name, "gold": {"title": gold}}
        for name, gold in (("a", "A"), ("b", "B"), ("c", None), ("d", "D"))
    ]
    given = {
        name: {"title": title, "confidences": {"title": 0.75}}
        for name, title in (("a", "A"), ("b", "X"), ("c", "C"), ("d", None))
    }
    found = told([("title", "headline")], records, given, [("title", "b")])
    assert found == {"headline": [(0.75, True), (0.75, False)]}
    assert table(found)[-1] == "| headline | 2 | 0.750 | 0.500 | 0.500 | 0.375 |"
