"""The publication, decided over all captures of an article."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from service import captures
from service.model import Page
from tests.captures.pages import FIRST, MOVED, capture

SECOND = "2022-03-02T08:00:00Z"
THIRD = "2022-04-05T18:20:00Z"
OVERWRITTEN = (
    ("Friday, 25 February 2022 2:40 PM", "2022-02-26T08:00:00Z"),
    ("Tuesday, 1 March 2022 9:00 AM", SECOND),
)
PRINTED = "<p class='published'>Friday, 25 February 2022</p>"


class Case(NamedTuple):
    """Captures, and the publication that they tell together, None where it is withheld."""

    label: str
    pages: list[Page]
    published: str | None
    rules: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def relative(text: str, at: str) -> Page:
    """Return a capture that prints how long ago the story came out."""
    return capture("", at, line=f'<p class="published">{text}</p>')


CASES = [
    Case("nothing changed", [capture(), capture(at=SECOND)], FIRST),
    Case(
        "moved in silence",
        [capture(), capture(MOVED, SECOND)],
        FIRST,
        ("published_again",),
        (MOVED,),
    ),
    Case(
        "overwritten with the update",
        [capture(), capture(MOVED, SECOND, modified=MOVED)],
        FIRST,
        ("published_again",),
        (MOVED,),
    ),
    Case(
        "moved twice",
        [capture(), capture(MOVED, SECOND), capture("2022-04-04T11:00:00-04:00", THIRD)],
        FIRST,
        ("published_again",),
        (MOVED, "2022-04-04T11:00:00-04:00"),
    ),
    Case(
        "moved back in time",
        [capture(), capture("2022-02-21T09:00:00-05:00", SECOND)],
        FIRST,
        ("published_again",),
        ("2022-02-21T09:00:00-05:00",),
    ),
    Case(
        "another form of the same moment",
        [capture(), capture("2022-02-25T19:40:00Z", SECOND)],
        FIRST,
    ),
    Case(
        "the renderer's clock",
        [capture("2022-02-26T08:00:00Z"), capture("2022-03-02T07:59:59Z", SECOND)],
        None,
    ),
    Case(
        "the renderer's clock, handed out by a cache, and a printed day",
        [
            capture("2022-02-26T07:53:00Z", line=PRINTED),
            capture("2022-03-02T07:51:00Z", SECOND, line=PRINTED),
            capture("2022-04-05T18:14:00Z", THIRD, line=PRINTED),
        ],
        "2022-02-25",
    ),
    Case(
        "put up again shortly before one look of three",
        [capture(), capture(at=SECOND), capture("2022-04-05T18:14:00Z", THIRD)],
        FIRST,
        ("published_again",),
        ("2022-04-05T18:14:00+00:00",),
    ),
    Case(
        "a line without a name is overwritten",
        [capture("", line=f"<p class='dateline'>{day}</p>", at=at) for day, at in OVERWRITTEN],
        "2022-02-25T14:40:00",
        ("published_again",),
        ("2022-03-01T09:00:00",),
    ),
    Case(
        "the day of the first look, which stays",
        [capture("2022-02-26"), capture("2022-02-26", SECOND)],
        "2022-02-26",
    ),
    Case(
        "day and month, of which only one order lies before the look",
        [capture("03/04/2022", "2022-03-10T08:00:00Z"), capture("03/04/2022", THIRD)],
        "2022-03-04",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.label for case in CASES])
def test_first_publication(case: Case) -> None:
    """The first true date stands, and what was put in its place is told with both captures."""
    answer = captures.answer(case.pages)
    told = answer.history["published"]
    assert isinstance(told, dict)
    assert answer.result.article.get("datePublished") == case.published
    assert [r.rule for r in answer.result.fields["datePublished"].repairs] == [*case.rules]
    assert [each["datePublished"] for each in told["movedTo"]] == [*case.moved]


def test_moved_date_has_both_values_and_both_captures() -> None:
    """The repair cites the statement of the first capture and that of the capture that moved it."""
    answer = captures.answer([capture(MOVED, SECOND), capture()])
    date = answer.result.fields["datePublished"]
    (repair,) = date.repairs
    cited = [date.evidence[n].observation for n in repair.evidence]
    assert [(each.raw, each.capture) for each in cited] == [(FIRST, 0), (MOVED, 1)]
    assert repair.proof == {
        "first": FIRST,
        "firstSeen": "2022-02-26T08:00:00Z",
        "moved": MOVED,
        "movedSeen": SECOND,
    }


def test_the_renderers_clock_is_no_version_and_says_why() -> None:
    """What follows each look changes nothing; the evidence says what it is."""
    looks = ("2022-02-26T08:00:00Z", SECOND, THIRD)
    answer = captures.answer([capture(at, at, modified=at, line=PRINTED) for at in looks])
    versions = answer.history["versions"]
    assert isinstance(versions, list)
    assert [each["changed"] for each in versions] == [[]]
    assert answer.history["modified"] == []
    date = answer.result.fields["datePublished"]
    clocks = [e for e in date.evidence if e.observation.source.id.startswith("meta:")]
    assert clocks
    assert all("the clock of who made the page" in (each.why or "") for each in clocks)


def test_another_reading_is_no_change() -> None:
    """ "3 hours ago" gives another moment at each look, and the page said nothing else."""
    looks = [("3 hours ago", "2022-02-26T01:00:00Z"), ("6 hours ago", "2022-02-26T04:40:00Z")]
    answer = captures.answer([relative(text, at) for text, at in looks])
    versions = answer.history["versions"]
    assert isinstance(versions, list)
    assert len(versions) == 1


def test_todays_date_is_no_version() -> None:
    """A line that has the day of each look, as a header prints it, changes nothing."""
    days = [f"2022-03-{day:02d}" for day in range(2, 7)]
    answer = captures.answer([capture("", f"{day}T08:00:00Z", line=_line(day)) for day in days])
    versions = answer.history["versions"]
    assert isinstance(versions, list)
    assert [each["changed"] for each in versions] == [[]]


def _line(day: str) -> str:
    return f"<p class='dateline'>{day}</p>"
