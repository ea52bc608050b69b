"""Date texts of other projects' tests: what an answer is worth, and which floors it breaks."""

from __future__ import annotations

import pytest

from bench import suites


@pytest.mark.parametrize(
    ("suite", "expected", "given", "worth"),
    [
        ("dateparser", "2016-01-12T00:00:00", "", "withheld"),
        ("dateparser", "2016-01-12T00:00:00", "2016-01-12", "right"),
        ("dateparser", "2016-01-12T00:00:00", "2016-01-13", "wrong"),
        ("dateparser", "2016-01-12T20:00:00", "2016-01-12T08:00:00", "wrong clock"),
        ("dateparser", "2016-01-12T20:00:00", "2016-01-12", "right"),
        ("dateparser-relative", "2016-01-12T20:10:00", "2016-01-12T20:00:00", "right"),
    ],
)
def test_what_an_answer_is_worth(suite: str, expected: str, given: str, worth: str) -> None:
    """A day decides, and a clock where both have one; relative dates are no exact clocks."""
    assert suites.verdict({"suite": suite, "expected": expected}, given) == worth


def test_the_text_is_the_byline_of_its_page() -> None:
    """A text that says "vor 3 Stunden" is read, and what looks like markup in it is text."""
    case = {
        "id": "1",
        "suite": "dateparser",
        "language": "de",
        "text": "21. März 2016 <b>",
        "expected": "2016-03-21T00:00:00",
        "fetchedAt": "2035-01-01T00:00:00+00:00",
    }
    assert "21. März 2016 &lt;b&gt;" in str(suites.page(case).html)
    assert suites.tried(case).verdict == "right"


def test_floors() -> None:
    """Fewer right ones and more wrong ones are named; at its floor all is well."""
    floors = {"right": 77.0, "wrong": 1.0}
    assert suites.beyond({"right": 77.0, "wrong": 1.0}, floors) == []
    assert suites.beyond({"right": 76.0, "wrong": 1.1}, floors) == [
        "right: 76, where 77 is the floor",
        "wrong: 1.1, where 1 is the floor",
    ]
