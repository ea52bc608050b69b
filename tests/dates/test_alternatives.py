"""What makes an unexplained witness count less against a hypothesis, in bits: a row for each
reason.
"""

from __future__ import annotations

from math import log2

import pytest

from service.dates.hypothesis import same_moment
from service.dates.partial import exactly, surprise
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.resolve import alternative
from service.dates.terms import BITS
from tests.dates.stating import hypothesis, question, witness

TOLD = "2022-02-25T14:40:10Z"
#: The odds of the witnesses here, which are right in nine of ten cases.
ODDS = -log2(0.1)
DAY_AND_HOUR = surprise(exactly(year=2022, month=2, day=25, hour=14))


def information(text: str) -> float:
    """What a text would say by chance."""
    return read(text, Hints()).information


SAVE, SAME_DAY = BITS["is_modification"], BITS["is_same_days_save"]


def excused(text: str, *modified: str, kind: str = "machine", told: str = TOLD,
published: bool = False,
            stated: bool = False, role: str = "datePublished") -> float:  # fmt: skip
    """The alternative explanation of a witness beside a hypothesis."""
    return alternative(
        hypothesis(told),
        witness(text, kind, stated=stated, role=role),
        question(*modified),
        published,
    )


LATER, SAVED = "2022-02-26T10:00:00Z", "2022-02-25T14:50:10Z"


@pytest.mark.parametrize(
    ("text", "modified", "bits"),
    [
        pytest.param(LATER, LATER, ODDS + information(LATER) - SAVE, id="the modification"),
        pytest.param("2022-02-26", LATER, ODDS + information("2022-02-26") - SAVE, id="its day"),
        pytest.param(LATER, "2022-02-27T10:00:00Z", 0, id="another moment"),
        pytest.param(SAVED, LATER, ODDS + log2(0.04) + DAY_AND_HOUR, id="a save ten minutes later"),
        pytest.param(
            "2022-02-25T14:55:10Z",
            LATER,
            ODDS + log2(0.04) + DAY_AND_HOUR,
            id="a quarter of an hour later",
        ),
        pytest.param("2022-02-25T14:55:11Z", LATER, 0, id="more than a quarter of an hour later"),
        pytest.param(
            "2022-02-25T14:25:10Z",
            LATER,
            ODDS + log2(0.04) + DAY_AND_HOUR,
            id="a quarter of an hour before",
        ),
        pytest.param("2022-02-25T14:25:09Z", LATER, 0, id="more than a quarter of an hour before"),
    ],
)
def test_date_without_a_role_may_be_the_modification(text: str, modified: str, bits: float) -> None:
    """It then counts for nothing against the hypothesis, but for the price; a creation's date
    explains nothing.
    """
    assert excused(text, modified) == pytest.approx(bits)
    assert excused(text, modified, kind="human") == pytest.approx(bits)
    assert excused(text, modified, published=True) == pytest.approx(bits)
    assert excused(text, modified, role="dateCreated") == 0


def test_address_is_built_once() -> None:
    """It never holds the modification, but may be minutes apart."""
    assert excused(LATER, LATER, kind="url") == 0
    assert excused(SAVED, LATER, kind="url") > 0


@pytest.mark.parametrize(
    ("text", "published", "bits"),
    [
        pytest.param(
            LATER, True, ODDS + information(LATER) - SAVE, id="overwritten with the modification"
        ),
        pytest.param(LATER, False, 0, id="no other place names the publication"),
    ],
)
def test_place_of_the_publication_may_hold_the_modification(
    text: str, published: bool, bits: float
) -> None:
    """Where another place for it states the hypothesis."""
    assert excused(
        text, text if "T" in text else LATER, stated=True, published=published
    ) == pytest.approx(bits)


def test_save_beside_the_publication_needs_another_place_for_it() -> None:
    """Of two places that name the publication one may hold the save; the only one does not."""
    assert excused(SAVED, stated=True) == 0
    assert excused(SAVED, stated=True, published=True) == pytest.approx(
        ODDS + log2(0.04) + DAY_AND_HOUR
    )


BEFORE, LONG_BEFORE = "2022-02-25T14:25:10Z", "2022-02-25T14:25:09Z"


@pytest.mark.parametrize(
    ("text", "kind", "stated", "bits"),
    [
        pytest.param(
            BEFORE,
            "human",
            False,
            ODDS + information(BEFORE) - SAME_DAY,
            id="a quarter of an hour before",
        ),
        pytest.param(LONG_BEFORE, "human", False, 0, id="longer before, in print"),
        pytest.param(
            LONG_BEFORE, "machine", True, 0, id="longer before, in the publication's place"
        ),
        pytest.param(LONG_BEFORE, "machine", False, 0, id="in a place without a role"),
    ],
)
def test_save_of_a_draft_is_not_printed(text: str, kind: str, stated: bool, bits: float) -> None:
    """Nor put in the publication's place."""
    assert excused(text, text, kind=kind, stated=stated, published=True) == pytest.approx(bits)


@pytest.mark.parametrize(
    ("told", "text", "near"),
    [
        pytest.param("2022-02-25 14:40", "2022-02-25 14:55", True, id="two clocks"),
        pytest.param("2022-02-25 14:40", "2022-02-25 14:56", False, id="two clocks too far apart"),
        pytest.param(TOLD, "2022-02-25 14:50", True, id="a clock and an instant"),
        pytest.param("2022-02-25", "2022-02-25 00:05", False, id="a day has no minute"),
        pytest.param("2022-02-25 00:05", "2022-02-25", False, id="nor has the other one"),
    ],
)
def test_nearness_is_of_clocks(told: str, text: str, near: bool) -> None:
    """To a quarter of an hour; a day alone is near nothing."""
    assert (excused(text, told=told) > 0) == near


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (TOLD, TOLD, True),
        (TOLD, "25 February 2022", True),
        (TOLD, "26 February 2022", False),
        (TOLD, "25 February 2022 15:40", False),
    ],
)
def test_one_moment_at_no_price(first: str, second: str, same: bool) -> None:
    """What needs an offset that nobody states is not surely the same."""
    assert same_moment(hypothesis(first), hypothesis(second)) == same
