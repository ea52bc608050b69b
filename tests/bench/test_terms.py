"""The report on the terms of a date's score: its rows, and what it counts for and against a
term.
"""

from __future__ import annotations

import re

import pytest

from bench import terms
from service.dates.terms import BITS, TERMS, Term
from service.model import Context, Resolution


def test_the_committed_report_has_a_row_for_each_term() -> None:
    """In the order of the table, with its figure."""
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", terms.REPORT.read_text("utf-8"), re.MULTILINE)
    assert rows == [(term.id, f"{term.bits:g}") for term in TERMS]


def _counted() -> dict[str, tuple[str, str]]:
    """Return on how many real and on how many made pages each term speaks, as the report has it."""
    text = terms.REPORT.read_text("utf-8")
    found = re.findall(
        r"^\| `(\w+)` \| [\d.]+ \| (\d+ : \d+) \| \d+ : \d+ \| (\d+ : \d+) \|", text, re.MULTILINE
    )
    return {id: (real, made) for id, real, made in found}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_what_is_called_measured_is_what_the_report_counts(term: Term) -> None:
    """On real pages, and where it says so on made ones; an estimate claims no figures."""
    claimed = [" : ".join(each) for each in re.findall(r"(\d+) right, (\d+) wrong", term.origin)]
    real, made = _counted()[term.id]
    if term.origin.startswith("measured: "):
        assert real != "0 : 0"
        assert claimed == [real, made][: len(claimed)]
        assert (len(claimed) == 2) == ("made pages: " in term.origin)
    else:
        assert not claimed


def test_a_term_is_off_within_the_context_only() -> None:
    """And says nothing there."""
    term = next(each for each in TERMS if each.id == "wrong_weekday")
    with terms.priced(term, terms.without(term)):
        assert BITS["wrong_weekday"] == 0
    assert BITS["wrong_weekday"] == term.bits


@pytest.mark.parametrize(
    ("with_it", "without_it", "counted"),
    [
        pytest.param(("right", 0.99), ("right", 0.99), (0, 0, 0, 0), id="silent"),
        pytest.param(
            ("right", 0.93), ("right", 0.99), (1, 0, 0, 0), id="less sure of what is right"
        ),
        pytest.param(
            ("wrong", 0.93), ("wrong", 0.99), (0, 1, 0, 0), id="less sure of what is wrong"
        ),
        pytest.param(("right", 0.99), ("wrong", 0.99), (1, 0, 1, 0), id="puts right"),
        pytest.param(("wrong", 0.50), ("wrong", 0.99), (0, 1, 1, 0), id="withholds what is wrong"),
        pytest.param(("right", 0.50), ("right", 0.99), (1, 0, 0, 1), id="withholds what is right"),
    ],
)
def test_what_a_term_does(
    with_it: tuple[str, float], without_it: tuple[str, float], counted: tuple[int, int, int, int]
) -> None:
    """Right and wrong answers on which it speaks, answers that it puts right, and that it
    spoils.
    """
    case = terms.Case((), Context(), lambda answer: answer.value == "right")
    one, other = (
        Resolution("datePublished", "stated", value, confidence)
        for value, confidence in (with_it, without_it)
    )
    found = terms.spoken([case], [one], [other])
    assert (found.right, found.wrong, found.puts_right, found.spoils) == counted
