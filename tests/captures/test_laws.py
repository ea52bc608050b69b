"""What holds of any captures: their order, one sent twice, one alone, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service import captures
from service.model import Page
from service.normalize import normalize
from tests.captures.pages import (
    FIRST,
    HEADLINE,
    MOVED,
    OTHER_BODY,
    OTHER_HEADLINE,
    capture,
    wall,
)

_DAYS = st.integers(26, 28).map(lambda day: f"2022-02-{day:02d}T08:00:00Z")
_MADE = st.builds(
    capture,
    published=st.sampled_from([FIRST, MOVED, "2022-02-25", "25/02/2022", ""]),
    at=_DAYS,
    headline=st.sampled_from([HEADLINE, f"{HEADLINE}, ferries run"]),
    line=st.sampled_from(["", "<p class='published'>3 hours ago</p>", "<p>By Ana Ruiz</p>"]),
)


@settings(max_examples=25)
@given(pages=st.lists(_MADE, min_size=1, max_size=4), data=st.data())
def test_order_and_repetition_change_nothing(pages: list[Page], data: st.DataObject) -> None:
    """The same captures in another order, one of them twice, give the same answer."""
    other = data.draw(st.permutations([*pages, data.draw(st.sampled_from(pages))]))
    assert captures.answer(other) == captures.answer(pages)


@settings(max_examples=25)
@given(page=_MADE)
def test_one_capture_is_a_page(page: Page) -> None:
    """One capture answers as the page does."""
    assert captures.answer([page]).result == normalize(page)


def test_walls_and_other_stories_are_left_out() -> None:
    """Each is named by its place in the order of time; the article stands."""
    pages = [
        capture(at="2022-03-05T08:00:00Z", headline=OTHER_HEADLINE, body=OTHER_BODY),
        capture(),
        wall("2022-02-27T08:00:00Z"),
        capture(at="2022-03-01T08:00:00Z"),
    ]
    answer = captures.answer(pages)
    told = [f for f in answer.result.findings if f.code == "capture_left_out"]
    assert [f.raw for f in told] == [1, 3]
    assert answer.last == 2
    assert answer.history["captures"] == 2
    assert answer.result.article["headline"] == HEADLINE


def test_no_majority_is_no_article() -> None:
    """Two stories on a capture each: no answer, or in a batch one for each."""
    pages = [
        capture(),
        capture(at="2022-03-05T08:00:00Z", headline=OTHER_HEADLINE, body=OTHER_BODY),
    ]
    with pytest.raises(captures.NoMajorityError) as told:
        captures.answer(pages)
    assert told.value.stories == [["2022-02-26T08:00:00Z"], ["2022-03-05T08:00:00Z"]]
    both = captures.answer_each(pages)
    assert [each.result.article["headline"] for each in both] == [HEADLINE, OTHER_HEADLINE]
    assert all("several_articles" in [f.code for f in each.result.findings] for each in both)


def test_a_capture_has_a_time() -> None:
    """Else it bounds nothing."""
    with pytest.raises(captures.UntimedError):
        captures.answer([Page(text="Harbour bridge closes for a year")])


def test_versions_are_what_readers_see() -> None:
    """Another address, blanks and a counter make none; another headline does."""
    pages = [
        capture(),
        capture(at="2022-02-27T08:00:00Z", url="https://paper.example/moved/bridge"),
        capture(at="2022-02-28T08:00:00Z", headline=f"  {HEADLINE}\n", line="<b>17 comments</b>"),
        capture(at="2022-03-01T08:00:00Z", headline=f"{HEADLINE}, ferries run"),
    ]
    versions = captures.answer(pages).history["versions"]
    assert isinstance(versions, list)
    assert [(each["capture"], [c["path"] for c in each["changed"]]) for each in versions] == [
        (0, []),
        (3, ["/article/headline"]),
    ]
