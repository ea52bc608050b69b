"""A clock in an element or a line of its own belongs to the day beside it; in a live blog each
entry has its own.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.model import Page
from service.normalize import normalize

_BODY = (
    "<p>"
    + (
        "The harbour of the town reopened on a grey morning, and the first boats left "
        "with their crews. "
    )
    * 4
    + "</p>"
)


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("<div class=date>5 March 2021</div><div class=time>14:40</div>", "2021-03-05T14:40:00"),
        ("<p>5 March 2021</p><p>14:40</p>", "2021-03-05T14:40:00"),
        ("<p class=date>25.03.21 | 14:40</p>", "2021-03-25T14:40:00"),
        ("<p class=date>14:40 | 25.03.2021</p>", "2021-03-25T14:40:00"),
        ("<time>5 March 2021</time> <time>14:40</time>", "2021-03-05T14:40:00"),
        ("<div class=time>14:40</div><div class=date>5 March 2021</div>", "2021-03-05T14:40:00"),
        (
            "<dl><dt>Date</dt><dd>5 March 2021</dd><dt>Time</dt><dd>14:40</dd></dl>",
            "2021-03-05T14:40:00",
        ),
        ("<p>Published <span>5 March 2021</span> at <span>14:40</span></p>", "2021-03-05T14:40:00"),
        (
            "<i class=date>March 5, 2021</i> <i>2:40</i> <i>PM</i> <i>EST</i>",
            "2021-03-05T14:40:00-05:00",
        ),
        ("<p class=date>16 Eanáir 2009 | 11:44</p>", "2009-01-16T11:44:00"),
        ("<div><span>16 януари 2012 г.</span><span>12:45</span></div>", "2012-01-16T12:45:00"),
        ("<div><span>16 януари 2012 г.</span><span>12:45 души</span></div>", "2012-01-16"),
        ("<i class=date>March 5, 2021</i> <i>2.40</i> <i>miles</i>", "2021-03-05"),
        ("<div>Date: 5 March 2021</div><div>Time: 2:40 PM EST</div>", "2021-03-05T14:40:00-05:00"),
        ("<p>Time: 14:40</p><p>Date: 5 March 2021</p>", "2021-03-05T14:40:00"),
        ("<p>Datum: 5. März 2021</p><p>Uhrzeit: 14:40 Uhr</p>", "2021-03-05T14:40:00"),
        ("<p>Дата: 5 марта 2021</p><p>Время: 14:40</p>", "2021-03-05T14:40:00"),
        ("<p>日期：2021年3月5日</p><p>时间：14:40</p>", "2021-03-05T14:40:00"),
        ("<p>Date: 5 March 2021</p><p>Reading time: 2:40</p>", "2021-03-05"),
        ("<p>Date: 5 March 2021</p><p>Duration: 12:40</p>", "2021-03-05"),
        (
            (
                "<p class=date>5 March 2021</p><p>14:40</p><p>The first boat is out.</p>"
                "<p>"
                "15:10</p><p>The last is.</p>"
            ),
            "2021-03-05",
        ),
        ("<p class=date>5 March 2021 10:15</p><p>14:40</p>", "2021-03-05T10:15:00"),
        ("<i class=date>5 March 2021</i> <i class=video-length>12:00</i>", "2021-03-05"),
        ("<i class=date>5 March 2021</i> <i class=score>3:00</i>", "2021-03-05"),
        ("<p class=date>5 March 2021</p><p>47:12</p>", "2021-03-05"),
        ("<p class=date>5 March 2021</p><ul><li>Time: 7:30 PM</li></ul>", "2021-03-05"),
        ("<p>5 March 2021</p><p>Uhrzeit: 19:30 Uhr</p>", "2021-03-05"),
        ("<p>Published 5 March 2021</p><p>Time: 7:30 PM</p><p>Place: Pier</p>", "2021-03-05"),
        (
            (
                "<p>Date: 5 March 2021</p><p>Time: 2:40 PM</p><p>Reading time: 3 min</p>"
                "<p>"
                "Views: 120</p>"
            ),
            "2021-03-05T14:40:00",
        ),
        (
            "<p>Author: Jane Doe</p><p>Date: 5 March 2021</p><p>Time: 2:40 PM</p>",
            "2021-03-05T14:40:00",
        ),
        (
            "<div><i class=date>05.03.2021</i> | <i class=time>03:12</i></div>",
            "2021-03-05T03:12:00",
        ),
        ("<p class=date>05.03.2021</p><p>| 03:12</p>", "2021-03-05T03:12:00"),
        ("<p class=date>5 March 2021</p><p>24:30</p>", "2021-03-05"),
        ("<p class=date>5 March 2021</p><div class=player><b>00:00</b></div>", "2021-03-05"),
    ],
)
def test_the_clock_beside_a_day(markup: str, value: str) -> None:
    """The only clock right beside the day is its own."""
    html = (
        f"<html lang=en-GB><body><article><h1>The harbour reopens</h1>{markup}{_BODY}</"
        "article></body></html>"
    )
    assert normalize(Page(html=html)).article["datePublished"] == value


@pytest.mark.parametrize(
    "lines",
    [
        "5 March 2021\n14:40",
        "14:40\n5 March 2021",
        "Published\n5 March 2021\n14:40",
        "Date: 5 March 2021\nTime: 14:40",
        "5 March 2021\n| 14:40",
        "5 March 2021\n|\n14:40",
    ],
)
def test_the_clock_on_the_line_beside_a_day(lines: str) -> None:
    """Of a text dump it is the line above or below."""
    text = f"The harbour reopens after a long winter\n\n{lines}\n\n{_BODY[3:-4]}"
    assert normalize(Page(text=text)).article["datePublished"] == "2021-03-05T14:40:00"


@pytest.mark.parametrize(
    ("lang", "date", "clock", "place"),
    [
        ("en", "5 March 2021", "Time: 7:30 PM", "Place: Harbour Hall"),
        ("en", "Date: 5 March 2021", "Time: 7:30 PM", "Venue: Harbour Hall"),
        ("en", "5 March 2021", "When: 7:30 PM", "Where: Harbour Hall"),
        ("de", "5. März 2021", "Uhrzeit: 19:30 Uhr", "Ort: Hafenhalle"),
        ("fr", "5 mars 2021", "Heure : 19h30", "Lieu : Salle du port"),
        ("ru", "5 марта 2021", "Время: 19:30", "Место: Дом у порта"),
        ("ja", "2021年3月5日", "時間：19:30", "場所：港ホール"),
    ],
)
def test_the_facts_of_an_event(lang: str, date: str, clock: str, place: str) -> None:
    """Its day, its clock and its place are no publication's, in a list and in a dump."""
    facts = f"<p class=date>{date}</p><ul><li>{clock}</li><li>{place}</li></ul>"
    html = (
        f"<html lang={lang}><body><article><h1>The harbour reopens</h1>{facts}{_BODY}</"
        "article></body></html>"
    )
    assert normalize(Page(html=html)).article.get("datePublished") is None
    text = f"The harbour reopens after a long winter\n\n{date}\n{clock}\n{place}\n\n{_BODY[3:-4]}"
    assert normalize(Page(text=text)).article.get("datePublished") is None


@pytest.mark.parametrize(
    ("lang", "printed", "value"),
    [
        ("en", "Published 5 March 2021 14:40 – 15:02", "2021-03-05T14:40:00"),
        ("en", "5 March 2021 - 14:40", "2021-03-05T14:40:00"),
        ("en", "5 March 2021 14:40 -05:00", "2021-03-05T14:40:00-05:00"),
        ("de", "25.03.21 - 10:11", "2021-03-25T10:11:00"),
        ("it", "5 marzo 2021 14.40 – 3 min", "2021-03-05T14:40:00"),
        ("en", "Issued on: 25/03/2021 - 14:40", "2021-03-25T14:40:00"),
        ("en", "Issued on: 25/03/2021", None),
    ],
)
def test_what_stands_around_a_clock(lang: str, printed: str, value: str | None) -> None:
    """A second clock, a reading time and an offset take nothing from it, and what is issued at an
    hour is a text.
    """
    for markup in (f"<p class=date>{printed}</p>", f"<p>{printed}</p>"):
        html = (
            f"<html lang={lang}><body><article><h1>The harbour reopens</h1>"
            f"{markup}{_BODY}</article></body></html>"
        )
        assert normalize(Page(html=html)).article.get("datePublished") == value


def test_a_stamp_with_its_clock_needs_no_other() -> None:
    """Beside it a bare "12:34" may be the length of a film: it neither moves the clock nor tells an
    offset.
    """
    stamp = "<meta property=article:published_time content=2021-03-05T09:00:00Z>"
    html = f"{stamp}<h1>The harbour reopens</h1><p class=date>5 March 2021</p><p>12:00</p>{_BODY}"
    assert normalize(Page(html=html)).article["datePublished"] == "2021-03-05T09:00:00+00:00"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("20&amp;nbsp;de&amp;nbsp;noviembre&amp;nbsp;de&amp;nbsp;2016", "2016-11-20"),
        (
            "16 &amp;#1103;&amp;#1085;&amp;#1091;&amp;#1072;&amp;#1088;&amp;#1080; 2012",
            "2012-01-16",
        ),
        ("Q&amp;amp;A 2016", None),
    ],
)
def test_what_was_escaped_twice(printed: str, value: str | None) -> None:
    """A template that escapes what was escaped prints "&nbsp;" between a day and its month."""
    html = (
        f"<html><body><article><h1>The harbour reopens</h1><p class=date>{printed}</p>"
        f"{_BODY}</article></body></html>"
    )
    assert normalize(Page(html=html)).article.get("datePublished") == value


def test_a_day_without_digits_in_its_element() -> None:
    """Signs of numbers are digits, in <time> too."""
    html = (
        f"<html lang=ja><body><article><h1>港が再開</h1><time>二〇二一年三月二十五日</time>{_BODY}</"
        "article></body></html>"
    )
    assert normalize(Page(html=html)).article.get("datePublished") == "2021-03-25"


@pytest.mark.parametrize(
    "printed", ["Gestern | 09:23", "09:23 | Gestern", "вчера 09:23", "hier | 09:23"]
)
def test_a_clock_behind_a_bar_belongs_to_the_day_named_from_today(printed: str) -> None:
    """A bar parts yesterday from its clock as it parts a date from it."""
    html = (
        f"<html><body><article><h1>The harbour reopens</h1><p class=date>{printed}</p>"
        f"{_BODY}</article></body></html>"
    )
    page = Page(
        html=html, fetched_at=datetime(2023, 6, 14, 15, 7, tzinfo=UTC), assume_zone="Europe/Berlin"
    )
    assert normalize(page).article.get("datePublished") == "2023-06-13T09:23:00+02:00"
