"""A clock in an element or a line of its own belongs to the day beside it; in a live blog each entry has its own."""

from __future__ import annotations

import pytest

from service.model import Page
from service.normalize import normalize

_BODY = "<p>" + "The harbour of the town reopened on a grey morning, and the first boats left with their crews. " * 4 + "</p>"


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("<div class=date>5 March 2021</div><div class=time>14:40</div>", "2021-03-05T14:40:00"),
        ("<p>5 March 2021</p><p>14:40</p>", "2021-03-05T14:40:00"),
        ("<p class=date>25.03.21 | 14:40</p>", "2021-03-25T14:40:00"),
        ("<p class=date>14:40 | 25.03.2021</p>", "2021-03-25T14:40:00"),
        ("<time>5 March 2021</time> <time>14:40</time>", "2021-03-05T14:40:00"),
        ("<div class=time>14:40</div><div class=date>5 March 2021</div>", "2021-03-05T14:40:00"),
        ("<dl><dt>Date</dt><dd>5 March 2021</dd><dt>Time</dt><dd>14:40</dd></dl>", "2021-03-05T14:40:00"),
        ("<p>Published <span>5 March 2021</span> at <span>14:40</span></p>", "2021-03-05T14:40:00"),
        ("<i class=date>March 5, 2021</i> <i>2:40</i> <i>PM</i> <i>EST</i>", "2021-03-05T14:40:00-05:00"),
        ("<i class=date>March 5, 2021</i> <i>2.40</i> <i>miles</i>", "2021-03-05"),
        (
            "<p class=date>5 March 2021</p><p>14:40</p><p>The first boat is out.</p><p>15:10</p><p>The last is.</p>",
            "2021-03-05",
        ),
        ("<p class=date>5 March 2021 10:15</p><p>14:40</p>", "2021-03-05T10:15:00"),
        ("<i class=date>5 March 2021</i> <i class=video-length>12:00</i>", "2021-03-05"),
        ("<i class=date>5 March 2021</i> <i class=score>3:00</i>", "2021-03-05"),
        ("<p class=date>5 March 2021</p><p>47:12</p>", "2021-03-05"),
        ("<p class=date>5 March 2021</p><p>24:30</p>", "2021-03-05"),
        ("<p class=date>5 March 2021</p><div class=player><b>00:00</b></div>", "2021-03-05"),
    ],
)
def test_the_clock_beside_a_day(markup: str, value: str) -> None:
    """The only clock right beside the day is its own."""
    html = f"<html lang=en-GB><body><article><h1>The harbour reopens</h1>{markup}{_BODY}</article></body></html>"
    assert normalize(Page(html=html)).article["datePublished"] == value


@pytest.mark.parametrize("lines", ["5 March 2021\n14:40", "14:40\n5 March 2021", "Published\n5 March 2021\n14:40"])
def test_the_clock_on_the_line_beside_a_day(lines: str) -> None:
    """Of a text dump it is the line above or below."""
    text = f"The harbour reopens after a long winter\n\n{lines}\n\n{_BODY[3:-4]}"
    assert normalize(Page(text=text)).article["datePublished"] == "2021-03-05T14:40:00"


def test_a_stamp_with_its_clock_needs_no_other() -> None:
    """Beside it a bare "12:34" may be the length of a film: it neither moves the clock nor tells an offset."""
    stamp = "<meta property=article:published_time content=2021-03-05T09:00:00Z>"
    html = f"{stamp}<h1>The harbour reopens</h1><p class=date>5 March 2021</p><p>12:00</p>{_BODY}"
    assert normalize(Page(html=html)).article["datePublished"] == "2021-03-05T09:00:00+00:00"
