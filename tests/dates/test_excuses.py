"""What makes an unexplained witness count less against a story, in bits, and what denies it: a row for each reason."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest

from service.dates.hearing import Use
from service.dates.partial import PartialDatetime, exactly, surprise
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.score import excuse, is_denied, is_late, is_one_voice, is_redated, same_moment
from tests.dates.stating import hearing, pair, story, use

TOLD = "2022-02-25T14:40:10Z"
#: The odds of the witnesses here, which are right in nine of ten cases.
ODDS = -log2(0.1)
DAY_AND_HOUR = surprise(exactly(year=2022, month=2, day=25, hour=14))
MONTH = surprise(PartialDatetime(year=frozenset((2022,)), month=frozenset((3,))))


def information(text: str) -> float:
    """What a text would say by chance."""
    return read(text, Hints()).information


def excused(text: str, *modified: str, kind: str = "machine", told: str = TOLD, published: bool = False, updated: bool = False,
            stated: bool = False, role: str = "datePublished") -> float:  # fmt: skip
    """The excuse of a witness beside a story."""
    return excuse(story(told), *pair(text, kind, stated=stated, role=role), hearing(*modified), published, updated)


LATER, SAVED = "2022-02-26T10:00:00Z", "2022-02-25T14:50:10Z"


@pytest.mark.parametrize(
    ("text", "modified", "bits"),
    [
        pytest.param(LATER, LATER, ODDS + information(LATER) - 3.5, id="the modification"),
        pytest.param("2022-02-26", LATER, ODDS + information("2022-02-26") - 3.5, id="its day"),
        pytest.param(LATER, "2022-02-27T10:00:00Z", 0, id="another moment"),
        pytest.param(SAVED, LATER, ODDS + log2(0.04) + DAY_AND_HOUR, id="a save ten minutes later"),
        pytest.param("2022-02-25T14:55:10Z", LATER, ODDS + log2(0.04) + DAY_AND_HOUR, id="a quarter of an hour later"),
        pytest.param("2022-02-25T14:55:11Z", LATER, 0, id="more than a quarter of an hour later"),
        pytest.param("2022-02-25T14:25:10Z", LATER, ODDS + log2(0.04) + DAY_AND_HOUR, id="a quarter of an hour before"),
        pytest.param("2022-02-25T14:25:09Z", LATER, 0, id="more than a quarter of an hour before"),
    ],
)
def test_date_without_a_role_may_be_the_modification(text: str, modified: str, bits: float) -> None:
    """It then counts for nothing against the story, but for what the excuse costs; a creation's date is no excuse's."""
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
        pytest.param(LATER, True, ODDS + information(LATER) - 6, id="overwritten with the modification"),
        pytest.param(LATER, False, 0, id="no other place names the publication"),
        pytest.param("2022-02-26", True, 0, id="a day alone is no save"),
        pytest.param("2022-02-25T19:40:10Z", True, 0, id="whole hours apart: one moment under two labels"),
        pytest.param("2022-02-26T04:40:10Z", True, 0, id="fourteen hours: still a label"),
        pytest.param("2022-02-26T05:40:10Z", True, ODDS + information("2022-02-26T05:40:10Z") - 6, id="fifteen: no label"),
        pytest.param("2022-02-25T19:40:11Z", True, ODDS + information("2022-02-25T19:40:11Z") - 6, id="a second off"),
    ],
)
def test_place_of_the_publication_may_hold_the_modification(text: str, published: bool, bits: float) -> None:
    """Where another place for it states the story."""
    assert excused(text, text if "T" in text else LATER, stated=True, published=published) == pytest.approx(bits)


def test_save_beside_the_publication_needs_another_place_for_it() -> None:
    """Of two places that name the publication one may hold the save; the only one does not."""
    assert excused(SAVED, stated=True) == 0
    assert excused(SAVED, stated=True, published=True) == pytest.approx(ODDS + log2(0.04) + DAY_AND_HOUR)


@pytest.mark.parametrize(
    ("text", "kind", "bits"),
    [
        pytest.param("2022-03-01T10:00:00Z", "machine", ODDS - 3.5 + MONTH, id="within days: its month is no coincidence"),
        pytest.param("2022-03-04T14:40:10Z", "machine", ODDS - 3.5 + MONTH, id="a week"),
        pytest.param("2022-03-04T14:40:11Z", "machine", 0, id="more than a week"),
        pytest.param("2022-02-25T14:40:10Z", "machine", ODDS + log2(0.04) + DAY_AND_HOUR, id="no later: no update"),
        pytest.param("2022-03-01T10:00:00Z", "human", 0, id="no timestamp"),
        pytest.param("2022-03-01 10:00", "machine", 0, id="no instant"),
    ],
)
def test_line_that_tells_of_an_update_excuses_a_later_timestamp(text: str, kind: str, bits: float) -> None:
    """Though no place states the update."""
    assert excused(text, kind=kind, updated=True) == pytest.approx(bits)
    assert excused(text, kind=kind) == pytest.approx(bits if text == TOLD else 0)


@pytest.mark.parametrize(
    ("told", "text", "apart"),
    [
        pytest.param("2022-02-25 14:40", "2022-02-26T02:40:00Z", False, id="a clock of the last zone: not after it"),
        pytest.param("2022-02-25 14:40", "2022-02-26T02:41:00Z", True, id="after the last zone's"),
        pytest.param("2022-02-25", "2022-02-26T12:00:00Z", False, id="a day, in the last zone"),
        pytest.param("2022-02-25", "2022-02-26T12:01:00Z", True, id="after the day in the last zone"),
        pytest.param("February 2022", "2022-02-26T12:01:00Z", False, id="no day at all"),
    ],
)
def test_update_is_later_wherever_the_clock_stands(told: str, text: str, apart: bool) -> None:
    """A clock without a zone may be the last on the globe."""
    assert (excused(text, told=told, updated=True, stated=True) > 0) == apart


BEFORE, LONG_BEFORE = "2022-02-25T14:25:10Z", "2022-02-25T14:25:09Z"


@pytest.mark.parametrize(
    ("text", "kind", "stated", "bits"),
    [
        pytest.param(BEFORE, "human", False, ODDS + information(BEFORE) - 3.5, id="a quarter of an hour before"),
        pytest.param(LONG_BEFORE, "human", False, 0, id="longer before, in print"),
        pytest.param(LONG_BEFORE, "machine", True, 0, id="longer before, in the publication's place"),
        pytest.param(LONG_BEFORE, "machine", False, ODDS + information(LONG_BEFORE) - 3.5, id="in a place without a role"),
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
    ("told", "text", "how", "late"),
    [
        pytest.param(TOLD, "2022-02-25T10:00:00Z", {}, True, id="an earlier instant of the day, to the second"),
        pytest.param(TOLD, "2022-02-25T10:00:00Z", {"kind": "human"}, False, id="in print"),
        pytest.param(TOLD, "2022-02-25T10:00:00Z", {"stated": False}, False, id="in a place without a role"),
        pytest.param(TOLD, "2022-02-25T10:00Z", {}, False, id="to the minute"),
        pytest.param(TOLD, "2022-02-25T15:00:00Z", {}, False, id="a later one"),
        pytest.param(TOLD, TOLD, {}, False, id="the same"),
        pytest.param(TOLD, "2022-02-24T10:00:00Z", {}, False, id="of another day"),
        pytest.param(TOLD, "2022-02-25 10:00:00", {}, False, id="no instant"),
        pytest.param(TOLD, "2022-40-25", {}, False, id="no date"),
        pytest.param("2022-02-25 14:40", "2022-02-25T10:00:00Z", {}, False, id="beside a story without an instant"),
    ],
)
def test_story_is_late_where_a_place_states_an_earlier_instant(told: str, text: str, how: dict[str, Any], late: bool) -> None:
    """A machine place that names the publication, on the story's day."""
    assert is_late(story(told), [pair(text, **how)], hearing().told) == late


def near(at: int, stated: bool = False) -> Use:
    """A day printed at an element."""
    return use("2022-02-25", "human", at=at, stated=stated)


@pytest.mark.parametrize(
    ("uses", "one"),
    [
        pytest.param([use(TOLD)], False, id="a machine alone"),
        pytest.param([use(TOLD), use(TOLD)], True, id="two places of a CMS"),
        pytest.param([use(TOLD, "url"), use(TOLD, "url")], False, id="addresses"),
        pytest.param([use(TOLD), near(0)], False, id="a machine and a line"),
        pytest.param([near(0)], False, id="a line alone"),
        pytest.param([near(0), near(3)], True, id="a line, the element in it and its label"),
        pytest.param([near(3), near(0)], True, id="in any order"),
        pytest.param([near(0), near(4)], False, id="two lines"),
        pytest.param([near(0), near(0, stated=True)], False, id="a line that names its role"),
    ],
)
def test_agreement_of_one_variable_proves_no_date(uses: list[Use], one: bool) -> None:
    """A CMS writes one date into every machine-readable place."""
    assert is_one_voice(uses) == one


@pytest.mark.parametrize(
    ("told_by", "text", "how", "denied"),
    [
        pytest.param("machine", "27 February 2022", {"kind": "human"}, True, id="two days later in print"),
        pytest.param("machine", "23 February 2022", {"kind": "human"}, True, id="two days before"),
        pytest.param("machine", "26 February 2022", {"kind": "human"}, False, id="a zone's day"),
        pytest.param("machine", "24 February 2022", {"kind": "human"}, False, id="a zone's day before"),
        pytest.param("machine", "27 February 2022", {"kind": "machine"}, False, id="of the same class"),
        pytest.param("human", "27 February 2022", {"kind": "machine"}, True, id="print, by the publication's own place"),
        pytest.param(
            "human", "27 February 2022", {"kind": "machine", "stated": False}, False, id="print, by one without a role"
        ),
        pytest.param("human", "27 February 2022", {"kind": "url"}, False, id="print, by an address"),
        pytest.param("url", "27 February 2022", {"kind": "human", "source": "text:byline"}, True, id="an address, by a byline"),
        pytest.param("url", "27 February 2022", {"kind": "human", "source": "html:near-headline"}, False, id="by one near it"),
        pytest.param("url", "27 February 2022", {"kind": "human", "source": "text:above-headline"}, False, id="by one above"),
        pytest.param("machine", "02/03/2022", {"kind": "human"}, False, id="by a day that may be two"),
        pytest.param("machine", "March 2022", {"kind": "human"}, False, id="by a month"),
    ],
)
def test_one_class_can_deny_what_another_says(told_by: str, text: str, how: dict[str, Any], denied: bool) -> None:
    """Of a day; a story without one is not denied."""
    assert is_denied(story("2022-02-25"), told_by, *pair(text, **how)) == denied
    assert not is_denied(story("February 2022"), told_by, *pair(text, **how))


@pytest.mark.parametrize(
    ("told", "text", "uses", "redated"),
    [
        pytest.param("2019-07-12", "2017/7/12", [], True, id="years before"),
        pytest.param("2019-07-12", "2019/4", [], True, id="three months before"),
        pytest.param("2019-07-12", "2019/5", [], False, id="two months before"),
        pytest.param("2019-02-12", "2018/11", [], True, id="over the turn of the year"),
        pytest.param("2019-02-12", "2018/12", [], False, id="two months over it"),
        pytest.param("2019-07-12", "2019/8", [], False, id="later"),
        pytest.param("2019-07-12", "2017", [], False, id="no month"),
        pytest.param("July 2019", "2017/7/12", [], False, id="no day"),
        pytest.param("2019-07-12", "2017/7/12", [use("2019/7/12", "url")], False, id="another address confirms it"),
        pytest.param("2019-07-12", "2017/7/12", [use("2019/7/12", "human")], True, id="a line confirms it"),
    ],
)
def test_address_stays_as_it_was_built(told: str, text: str, uses: list[Use], redated: bool) -> None:
    """Sites put stories up again under a new date."""
    assert is_redated(story(told), uses, *pair(text, "url")) == redated
    assert not is_redated(story(told), uses, *pair(text, "machine"))


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
    assert same_moment(story(first), story(second)) == same
