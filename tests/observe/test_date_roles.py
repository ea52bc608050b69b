"""Whose the dates are: the article's at its headline, other stories' in lists, tickers, page
headers and embedded posts.
"""

from __future__ import annotations

import pytest

from service.model import Page
from service.observe import observe
from tests.observe.conftest import Seen

BODY = (
    "<p>"
    + "The council met on Tuesday evening to talk about the bridge and its repair. " * 4
    + "</p>"
)
HEAD = '<meta property="article:published_time" content="2024-03-05T10:00Z">'
OWN = '<p class="date">5 March 2024</p>'
FAR = "<p>Short.</p>" * 80


def page(before: str = "", top: str = OWN, behind: str = "", head: str = "") -> str:
    """A page with something before the headline, between it and the body, and behind the body."""
    story = (
        f"<main><article><h1>Bridge closed for repairs</h1>{top}{BODY * 3}{behind}</article></main>"
    )
    return f"<html><head>{head}</head><body>{before}<div>{story}</div></body></html>"


def dates(html: str) -> tuple[set[str], set[str]]:
    """The raw dates that may be the article's, and the other ones."""
    own, other = set(), set()
    for o in observe(Page(html=html)).observations:
        if o.source.id.startswith(("html:", "time:", "hentry:")):
            if o.field in ("date", "datePublished", "dateModified"):
                own.add(str(o.raw))
            elif o.field == "otherDate":
                other.add(str(o.raw))
    return own, other


def teasers(wrap: str) -> str:
    """Three items of a list, one day each."""
    return "".join(wrap.format(f"{day}.01.1999") for day in (11, 12, 13))


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(
            {"behind": FAR + teasers('<div><span class="date">{}</span></div>')},
            id="list behind the body",
        ),
        pytest.param(
            {"behind": FAR + teasers("<div><time>{}</time></div>")}, id="comments without a class"
        ),
        pytest.param(
            {"behind": FAR + '<div class="published">11.01.1999</div>'}, id="one teaser far behind"
        ),
        pytest.param(
            {"before": '<header><span class="date">11.01.1999</span></header>'},
            id="today in the page's header",
        ),
        pytest.param(
            {"behind": '<blockquote class="post"><time>11.01.1999</time></blockquote>'},
            id="embedded post",
        ),
        pytest.param(
            {"behind": '<p class="details">Termin: 11.01.1999, 19 Uhr</p>'}, id="an event"
        ),
        pytest.param(
            {"behind": '<p class="info">Ausgabe vom 11.01.1999</p>'}, id="a printed issue"
        ),
        pytest.param(
            {"before": '<div id="header"><p class="date">11.01.1999</p></div>'}, id="header by id"
        ),
    ],
)
def test_dates_of_others(elsewhere: dict[str, str]) -> None:
    """A date that is another's is recorded as such, beside the article's own."""
    own, other = dates(page(**elsewhere))
    assert own == {"5 March 2024"}
    assert any("11.01.1999" in raw for raw in other)


def test_lists_are_nobodys_where_a_machine_states_the_date() -> None:
    """Beside a stamp in the metadata, three days of one make behind the body are events or
    stories.
    """
    events = FAR + teasers('<td><span class="date">{} 18:00 Uhr</span></td>')
    assert dates(page(top="", behind=events, head=HEAD))[0] == set()


def test_clocks_of_a_ticker_are_other_dates() -> None:
    """The hours of a live ticker are not the article's."""
    ticker = FAR + "".join(f"<li><time>{hour}:15</time> news</li>" for hour in (18, 19, 20, 21))
    assert dates(page(behind=ticker))[0] == {"5 March 2024"}


@pytest.mark.parametrize(
    ("top", "raws"),
    [
        pytest.param(
            '<div class="meta"><span class="date">5 March 2024</span></div>',
            {"5 March 2024"},
            id="innermost stays",
        ),
        pytest.param(
            '<div class="meta">Updated: <span class="date">5 March 2024</span></div>',
            {"Updated: 5 March 2024"},
            id="with label",
        ),
        pytest.param(
            '<div class="date"><span class="date">05.03.2024</span> | 10:15</div>',
            {"05.03.2024 10:15"},
            id="with the clock",
        ),
        pytest.param(
            (
                '<div class="entry-meta"><time>5 March 2024</time><p class="updated">'
                "Updated "
                "5 March 2024 10:15</p></div>"
            ),
            {"5 March 2024", "Updated 5 March 2024 10:15"},
            id="beside its update of the same day",
        ),
    ],
)
def test_nested_elements_say_a_date_once(top: str, raws: set[str]) -> None:
    """Of nested elements the innermost speaks, unless one around it adds the label or the clock."""
    assert dates(page(top=top))[0] == raws


def test_an_only_date_is_not_modified_by_its_class() -> None:
    """Old themes give the article's only date the class "updated"; without a label it has no
    role.
    """
    fields = {
        o.field
        for o in observe(
            Page(html=page(top='<span class="updated">5 March 2024</span>'))
        ).observations
    }
    assert "date" in fields
    assert "dateModified" not in fields


def test_behind_the_body_where_none_stands_at_the_headline() -> None:
    """A single date behind the body is the article's where the headline has none."""
    assert dates(page(top="", behind=FAR + '<p class="date">5 March 2024</p>'))[0] == {
        "5 March 2024"
    }


BAR = (
    '<div class="bar"><div class="bar-date">11.01.1999</div>{}</div>' + "<span>Weather</span>" * 20
)
SEARCH = '<form role="search"><label>Search</label><input name="s"></form>'


@pytest.mark.parametrize("between", [SEARCH, '<nav><a href="/local/">Local</a></nav>'])
def test_today_in_a_bar_above_the_menu(between: str) -> None:
    """In a frame around the whole page, a date with the search or the menu between it and the
    headline is the page's.
    """
    own, other = dates(f"<html><body><div>{BAR.format(between)}{page(top='')}</div></body></html>")
    assert (own, other) == (set(), {"11.01.1999"})


def test_a_date_above_the_headline_with_nothing_between() -> None:
    """A date line above the headline, behind the menu, is the article's."""
    top = f"<nav>Menu</nav>{BAR.format('')}"
    assert dates(f"<html><body><div>{top}{page(top='')}</div></body></html>")[0] == {"11.01.1999"}


def test_a_heading_that_is_the_link_home_is_no_headline() -> None:
    """The site's name is an h1 too; today beside it is the page's header."""
    logo = (
        '<header><h1><a href="/">Valley News</a></h1><span class="date">11.01.1999</span></header>'
    )
    html = (
        "<html><head><title>Bridge closed today - Valley News</title></head><body>"
        f"{logo}{page()}</body></html>"
    )
    assert dates(html)[0] == {"5 March 2024"}
    assert (
        next(o.raw for o in observe(Page(html=html)).observations if o.source.id == "html:h1")
        == "Bridge closed for repairs"
    )


def test_the_first_item_of_a_list_of_events_is_one_of_them() -> None:
    """Far behind the headline, where no paragraph says that the body has begun, a list's first item
    is like the others.
    """
    events = (
        '<ul class="events">'
        + teasers('<li><span class="date">{} 18:00 Uhr</span> <a>Tasting</a></li>')
        + "</ul>"
    )
    html = (
        f"<html><head>{HEAD}</head><body><h1>Bridge closed for repairs</h1>"
        f"{FAR}{events}</body></html>"
    )
    own, other = dates(html)
    assert own == set()
    assert len(other) == 3


@pytest.mark.parametrize(
    "event",
    [
        (
            "<div class='event-details'><b>When:</b> Saturday 16 March 2024, 7:30 pm<br>"
            "<b>"
            "Where:</b> Quay</div>"
        ),
        "<dl><dt>When</dt><dd>Saturday 16 March 2024, 7:30 pm</dd></dl>",
        "<table><tr><td>Wann:</td><td>16.03.2024, 19:30 Uhr</td></tr></table>",
        "<p><b>Date and time:</b> Saturday 16 March 2024, 7:30 pm</p>",
    ],
)
def test_the_day_of_an_event_behind_its_label(event: str) -> None:
    """A label in an element of its own, inside or beside that of the date, says whose day it is."""
    own, other = dates(
        f"<html><head>{HEAD}</head><body><h1>Bridge closed for repairs</h1>{event}</body></html>"
    )
    assert own == set()
    assert other


@pytest.mark.parametrize("label", ["Published:", "Date:", "Posted on", "Bericht:"])
def test_a_label_of_the_article_is_no_events(label: str) -> None:
    """Labels of the article's own date, and words that label nothing, leave it the article's."""
    top = f"<p><b>{label}</b> Saturday 16 March 2024, 7:30 pm</p>"
    own, _ = dates(
        f"<html><head>{HEAD}</head><body><h1>Bridge closed for repairs</h1>{top}</body></html>"
    )
    assert len(own) == 1


def test_today_above_the_menu_of_a_short_page() -> None:
    """Close to the headline, too, a date above the menu is the page's, for today's stands there as
    often as the article's.
    """
    menu = (
        '<div class="top"><span>Thursday, January 11, 1999</span></div><nav><a href="/">'
        "Home</a></nav>"
    )
    lean = f"<html><body>{menu}<h1>Bridge closed for repairs</h1>{{}}{BODY}</body></html>"
    assert dates(lean.format("<p>5 March 2024</p>")) == (
        {"5 March 2024"},
        {"Thursday, January 11, 1999"},
    )
    assert dates(lean.format(""))[0] == set()


def test_briefs_side_by_side_are_nobodys() -> None:
    """On a page without a headline the first of several articles is no more the page's than the
    second.
    """
    briefs = teasers(f"<article><h2>Brief</h2><time>{{}}</time>{BODY}</article>")
    assert (
        dates(f"<html><head><title>News in brief</title></head><body>{briefs}</body></html>")[0]
        == set()
    )
    assert dates(
        f"<html><body><h1>Bridge closed for repairs</h1>{OWN}{BODY}{briefs}</body></html>"
    )[0] == {"5 March 2024"}


def test_a_day_to_be_saved_is_another_date() -> None:
    """What a newsletter asks to save is the date of an event."""
    saved = "<p>Save the date: 2 December 2023, annual dinner.</p>"
    assert dates(
        "<html><body><p>14 November 2023 | Issue 88</p><h1>The brief</h1>"
        f"{saved}{BODY}</"
        "body></html>"
    )[0] == {"14 November 2023"}


@pytest.mark.parametrize(
    "remark",
    [
        "Printed from Valley News on 3 March 2018",
        "Abgerufen am 03.03.2018",
        "Consulté le 3 mars 2018",
    ],
)
def test_the_day_of_a_print_is_another_date(remark: str) -> None:
    """When a page was printed or looked at is no day of its article."""
    own, other = dates(
        f"<html><head></head><body><h1>Bridge closed for repairs</h1>{BODY}<p>"
        f"{remark}</"
        "p></body></html>"
    )
    assert own == set()
    assert len(other) == 1


def test_a_list_before_the_headline_is_of_others(seen: Seen) -> None:
    """Of a column of teasers that ends right before the headline none is the article's, where a
    date stands behind it.
    """
    teasers = "".join(
        f"<li><a href='/{day}'>Ferries late again {day}</a><br><small>{day} March 2024</small></li>"
        for day in (5, 6, 7)
    )
    page = (
        f"<div class='left'><ul>{teasers}</ul></div><div class='main'><h1>Parish fair "
        "moves again</h1>"
        "<small>3 March 2024 at 8:01pm</small><p>The parish fair moves to the lower "
        "meadow this year, it is said.</p></div>"
    )
    assert seen(page)["html:near-headline"] == ["3 March 2024 at 8:01pm"]


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param("<p>Læs også: 14. feb. 2019</p>", id="another story"),
        pytest.param("<div>14.02.2019 Carnival</div>", id="an event"),
        pytest.param(
            '<div><time datetime="2019-02-14T19:00">Thu, Feb 14, 2019</time> Quilt fair</div>',
            id="an event's time",
        ),
        pytest.param('<div class="date">Thursday, 14 February 2019</div>', id="today at the foot"),
    ],
)
@pytest.mark.parametrize(
    "top",
    [
        '<p class="date">5 March 2018</p>',
        "<p>Posted 5 March 2018</p>",
        "<p>5 March 2018 14:20</p>",
    ],
)
def test_behind_a_short_body_beside_a_date_above_it(top: str, behind: str) -> None:
    """Where a day stands between headline and body, one behind the body is a neighbour's, however
    short the page.
    """
    assert dates(page(top=top, behind=behind))[0] == {
        top[top.rindex("<p") :].partition(">")[2][:-4]
    }


def test_a_bare_day_above_the_body_and_words_with_another_behind() -> None:
    """A day with another story's label yields to a bare one."""
    assert dates(page(top="<p>5 March 2018</p>", behind="<p>Læs også: 14. feb. 2019</p>"))[0] == {
        "5 March 2018"
    }


@pytest.mark.parametrize(
    ("behind", "own"),
    [
        ('<div class="date">Thursday, 14 February 2019</div>', "Thursday, 14 February 2019"),
        ("<p>By Jane Doe, 14 February 2019</p>", "14 February 2019"),
        ("<p>14 February 2019</p>", "14 February 2019"),
        ("<p>Published: 14 February 2019</p>", "Published: 14 February 2019"),
    ],
    ids=["classed", "byline", "bare", "label"],
)
@pytest.mark.parametrize("top", ["Saturday 5 March 2018", "Saturday 5 March 2018, 19:30"])
def test_a_bare_day_above_the_body_and_the_articles_at_its_foot(
    top: str, behind: str, own: str
) -> None:
    """A bare day above the body may be an event's: beside a date at the foot both stay, and neither
    is the answer.
    """
    assert dates(page(top=f"<p>{top}</p>", behind=behind))[0] == {top, own}


def test_a_caption_above_the_body_and_the_articles_date_behind() -> None:
    """Words that are no name make of a day above the body a picture's, where the template names
    another.
    """
    top = "<p>Old boats at the pier, 3 August 1998</p>"
    assert dates(page(top=top, behind='<p class="date">5 March 2021</p>')) == (
        {"5 March 2021"},
        {"3 August 1998"},
    )


def test_a_label_behind_a_short_body_is_the_articles() -> None:
    """A date behind the body that says what it is stays."""
    assert (
        "First published on: 4 March 2024"
        in dates(page(behind="<p class=date>First published on: 4 March 2024</p>"))[0]
    )


def test_a_label_is_more_than_a_place() -> None:
    """Beside "Published Wednesday, …" bare days around the headline are an archive's."""
    top = "<font>Published Wednesday, June 11, 2003</font>"
    own, other = dates(page(before="<table><tr><td>June 9, 2003</td></tr></table>", top=top))
    assert own == {"Published Wednesday, June 11, 2003"}
    assert other == {"June 9, 2003"}


def test_an_issue_and_the_day_behind_its_bar() -> None:
    """The word before a bar labels nothing behind it."""
    assert "Posted 6 April 2017" in dates(page(top="<p>Issue 44 | Posted 6 April 2017</p>"))[0]


def test_a_label_before_an_element() -> None:
    """The label may be text before the element that holds its date."""
    top = (
        '<p>by <a rel="author" href="/a/jane">Jane Doe</a> | Last Updated: <span>June 3, '
        "2021</span></p>"
    )
    assert "Last Updated: June 3, 2021" in dates(page(top=top))[0]


def test_an_update_that_only_its_label_names() -> None:
    """Beside a date with a class an update is read where its label says so, and nothing without
    one.
    """
    top = '<p class="date">5 March 2024</p><p>Actualizado: 6 March 2024</p><p>7 March 2024</p>'
    assert dates(page(top=top))[0] == {"5 March 2024", "Actualizado: 6 March 2024"}


def test_a_short_paragraph_of_japanese_is_one() -> None:
    """Forty signs say as much as eighty letters: the body begins there, and a day behind it is a
    neighbour's.
    """
    body = "<p>上川市議会は火曜日の夜、左岸の商店主らの反対を押し切り、老朽化した橋を十か月間閉鎖することを賛成多数で決めた。</p>"
    own, other = '<div class="date">2022/3/9 5:00</div>', "<div><time>2022/3/11 6:00</time></div>"
    assert dates(f"<html><body><h1>橋を閉鎖へ</h1>{own}{body}{other}</body></html>")[0] == {
        "2022/3/9 5:00"
    }


def test_a_labelled_day_of_the_republic() -> None:
    """A year of three digits is a day's behind a label."""
    assert dates(page(top="<ul><li>發布單位：工務局</li><li>發布日期：110-06-18</li></ul>"))[0] == {
        "發布日期：110-06-18"
    }
    assert dates(page(top="<ul><li>電話：110-06-18</li></ul>"))[0] == set()


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(
            "<p>12/14/1998 <a href=1>Bridge lab opens</a></p><p>11/30/1998 <a href=2>A "
            "grant for the lab</a></p>"
            "<p>10/07/1998 <a href=3>Bridges that listen</a></p>",
            id="press releases of a year",
        ),
        pytest.param(
            "<p><a href=1>两座桥梁将关闭</a> 2003-03-04</p><p><a href=2>渡轮回来了了</a> 2003-03-02</p>"
            "<p><a href=3>冰雹毁坏麦田</a> 2003-03-01</p>",
            id="a list of news in Chinese",
        ),
        pytest.param(
            "<div><a href=1>Bridge shut again</a><span>May 2, 2019</span></div><div><a "
            "href=2>Board splits on tolls</a>"
            "<span>April 22, 2019</span></div><div><a href=3>Clerk resigns</a><span>"
            "April 2, 2019</span></div>",
            id="a writer's latest stories",
        ),
    ],
)
def test_a_list_of_stories_gives_no_date(items: str) -> None:
    """The first of several titles with their days is no more the page's own than the second."""
    assert dates(f"<h1>Latest from the bridge</h1>{items}")[0] == set()


def test_the_last_teaser_of_a_short_list_is_no_article() -> None:
    """Where no paragraph is long, the last summary on the page opens no body of the page's own."""
    post = (
        '<article><h2><a href="/{0}">Planks {0}</a></h2><time datetime="2019-0{0}-02">'
        "{0}</time><p>Excerpt.</p></article>"
    )
    assert dates(f"<h1>Tag: bridges</h1>{post.format(3)}{post.format(2)}")[0] == set()


@pytest.mark.parametrize(
    "date", ["ಮಾರ್ಚ್ 8, 2018", "ಗುರುವಾರ, ಮಾರ್ಚ್ 8, 2018", "मार्च २६, २०२२", "วันเสาร์ที่ 24 สิงหาคม 2567"]
)
def test_names_of_a_date_are_no_words_beside_it(date: str) -> None:
    """Where the month or the weekday stands first in a script that no pattern of dates knows, they
    say nothing of an event.
    """
    seen = observe(
        Page(html=page(top=f'<p class="byline">Jane Doe <span class="date">{date}</span></p>'))
    )
    assert [o.source.reliability > 0.9 for o in seen.observations if o.raw == date] == [True]
