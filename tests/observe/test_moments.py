"""Moments in attributes, what a page prints of them, and days that no date of the page says
whole.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.model import Page
from service.normalize import normalize

AGED = (
    "<html lang=en><title>Quay reopens</title>{}<h1>Quay reopens</h1>{}<p>The quay "
    "reopened after the storm.</p>"
)
STAMP = '<meta property="article:published_time" content="2021-03-25T14:40:12+01:00">'
MOMENT = "2021-03-25T14:40:12+01:00"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        pytest.param("", f'<time datetime="{MOMENT}">25 March</time>', id="a day without its year"),
        pytest.param("", f'<time datetime="{MOMENT}">Yesterday</time>', id="a word for a day"),
        pytest.param(
            "", f'<relative-time datetime="{MOMENT}">3y</relative-time>', id="a script's element"
        ),
        pytest.param(
            "", '<bsp-timestamp data-timestamp="1616679612000"></bsp-timestamp>', id="milliseconds"
        ),
        pytest.param(
            "", f'<abbr class="timeago" title="{MOMENT}">3 years ago</abbr>', id="a title"
        ),
        pytest.param(
            "",
            f'<time datetime="2021-03-25" title="{MOMENT}">25 Mar</time>',
            id="a title that says more than its day",
        ),
        pytest.param("", f'<span title="{MOMENT}">3 years ago</span>', id="a title of an age"),
        pytest.param(
            "",
            '<a title="25 March 2021 14:40:12 CET">3 years ago</a>',
            id="a printed title of an age",
        ),
        pytest.param(
            "",
            f'<span class="date" data-datetime="{MOMENT}">Yesterday</span>',
            id="an attribute of data",
        ),
        pytest.param(
            "", '<span class="date" data-time="1616679612"></span>', id="an empty element"
        ),
        pytest.param(STAMP, '<p class="date">2 hours ago</p>', id="an age beside a timestamp"),
        pytest.param(STAMP, '<p class="date">Yesterday</p>', id="a word beside a timestamp"),
    ],
)
def test_what_a_page_prints_of_a_moment_is_of_the_day_it_was_printed(head: str, line: str) -> None:
    """A copy that is read years later still says "Yesterday"; the moment beside it says of which
    day.
    """
    page = Page(
        html=AGED.format(head, line).encode(), fetched_at=datetime(2024, 6, 12, 9, 30, tzinfo=UTC)
    )
    published = datetime.fromisoformat(str(normalize(page).article["datePublished"]))
    assert published.timestamp() == 1616679612


@pytest.mark.parametrize(
    "line",
    [
        '<table><tr><td class="day" data-date="2021-03-25">25</td></tr></table>',
        (
            '<ul class="related"><li><a href="/a">Dog found in lake</a> <i class="date" '
            'data-time="1616679612">1 d</i></li></ul>'
        ),
        '<span class="event-date" data-date="2021-03-25">Thursday</span>',
        '<span class="comments" title="25 March 2021">Thursday</span>',
        (
            '<ul class="related"><li><a href="/a">Dog found in lake</a> <i title="25 '
            "March "
            '2021">3 years ago</i></li></ul>'
        ),
        '<span class="date" data-date="2">x</span>',
    ],
)
def test_other_moments_are_not_the_articles(line: str) -> None:
    """A calendar's cell, another story's card and an event have such attributes too."""
    page = Page(
        html=AGED.format("", line).encode(), fetched_at=datetime(2024, 6, 12, 9, 30, tzinfo=UTC)
    )
    assert "datePublished" not in normalize(page).article


@pytest.mark.parametrize("stamp", ["2031-03-25T14:40:12", "1970-01-19T17:04:39"])
def test_a_stamp_that_cannot_be_denies_no_address(stamp: str) -> None:
    """A year to come and the first days of 1970 are no rivals of the day in the address."""
    html = AGED.format(f'<meta property="article:published_time" content="{stamp}">', "")
    page = Page(
        html=html.encode(),
        url="https://www.paper.com/2021/03/25/quay",
        fetched_at=datetime(2024, 6, 12, 9, 30, tzinfo=UTC),
    )
    assert normalize(page).article["datePublished"] == "2021-03-25"
