"""What a reader sees: headline, date lines, bylines, tags; and whose each is."""

from __future__ import annotations

import pytest

from tests.observe.conftest import Seen

BODY = (
    "<p>"
    + "The council met on Tuesday evening to talk about the bridge and its repair. " * 4
    + "</p>"
)
PAGE = (
    (
        "<html><body><header><a class=logo>Valley News</a></header><main><article><h1>"
        "Bridge "
        "closed for repairs</h1>{}"
    )
    + BODY * 3
    + "{}</article></main>{}</body></html>"
)


def page(top: str = "", end: str = "", after: str = "") -> str:
    """A page with something between headline and body, after the body, and after the article."""
    return PAGE.format(top, end, after)


@pytest.mark.parametrize(
    ("top", "source", "raw"),
    [
        pytest.param(
            '<time datetime="2024-03-05T10:00">5 March 2024</time>',
            "time:datetime",
            "2024-03-05T10:00",
            id="time attribute",
        ),
        pytest.param(
            '<time datetime="2024-03-05T10:00">5 March 2024</time>',
            "time:text",
            "5 March 2024",
            id="time text",
        ),
        pytest.param(
            '<div>Updated <time datetime="2024-03-05">5 March</time></div>',
            "time:text",
            "Updated 5 March",
            id="label before time",
        ),
        pytest.param(
            '<time class="entry-date published" datetime="2024-03-05">x</time>',
            "time:published-datetime",
            "2024-03-05",
            id="published by class",
        ),
        pytest.param(
            (
                '<time class="published" datetime="2024-03-04">x</time><time '
                'class="updated" '
                'datetime="2024-03-05">x</time>'
            ),
            "time:updated-datetime",
            "2024-03-05",
            id="updated by class beside another",
        ),
        pytest.param(
            '<time data-published="2024-03-05 09:13:00Z">5 March</time>',
            "time:datetime",
            "2024-03-05 09:13:00Z",
            id="attribute for scripts",
        ),
        pytest.param(
            '<span class="artikel-datum">05.03.2024</span>',
            "html:dateline",
            "05.03.2024",
            id="german class",
        ),
        pytest.param(
            '<p class="fecha">5 de marzo de 2024</p>',
            "html:dateline",
            "5 de marzo de 2024",
            id="spanish class",
        ),
        pytest.param(
            '<div class="x9">March 5, 2024, 10:15 AM</div>',
            "html:near-headline",
            "March 5, 2024, 10:15 AM",
            id="no class word",
        ),
        pytest.param(
            '<font size="2">נועה לדוגמה<br>יום שלישי, 5 במרץ 2024 10:15</font>',
            "html:near-headline",
            "יום שלישי, 5 במרץ 2024 10:15",
            id="no class word, Hebrew",
        ),
        pytest.param(
            "<div>15 اسفند 1402 - 10:15</div>",
            "html:near-headline",
            "15 اسفند 1402 - 10:15",
            id="no class word, Persian",
        ),
        pytest.param(
            '<div class="meta"><span>05.03.2024</span> | <span>10:15</span></div>',
            "html:dateline",
            "05.03.2024 10:15",
            id="clock in the next part",
        ),
        pytest.param(
            '<aside><span class="date">05.03.2024</span></aside>',
            "html:dateline",
            "05.03.2024",
            id="aside before the body",
        ),
    ],
)
def test_date_line(seen: Seen, top: str, source: str, raw: str) -> None:
    """A date around the headline is the article's, whatever names it."""
    assert raw in seen(page(top))[source]


def test_two_labelled_times_in_one_line(seen: Seen) -> None:
    """Of two <time> elements in one line each has the label right before it, for its text and its
    attribute.
    """
    top = (
        '<p>Published <time datetime="2024-03-05T10:15:00Z">5 March 2024, 10:15</time> | '
        'Updated <time datetime="2024-03-06T08:00:00Z">6 March 2024, 08:00</time></p>'
    )
    read = seen(page(top))
    assert read["time:published-text"] == ["Published 5 March 2024, 10:15"]
    assert read["time:updated-text"] == ["Updated 6 March 2024, 08:00"]
    assert read["time:published-datetime"] == ["2024-03-05T10:15:00Z"]
    assert read["time:updated-datetime"] == ["2024-03-06T08:00:00Z"]


def test_a_list_that_is_called_published_holds_updates_too(seen: Seen) -> None:
    """What the class words around a date line say is not said of its date."""
    line = '<div class="published"><span class="date">Updated 20:49, 5 Aug 2024</span></div>'
    assert seen(page(line))["html:dateline"] == ["Updated 20:49, 5 Aug 2024"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(
            '<aside class="sidebar"><time datetime="1999-01-01">1 January 1999</time></aside>',
            id="sidebar",
        ),
        pytest.param(
            '<div class="related-articles"><span class="date">1 January 1999</span></div>',
            id="related",
        ),
        pytest.param(
            '<section id="comments"><time datetime="1999-01-01">1 January 1999</time></section>',
            id="comments",
        ),
        pytest.param('<nav><span class="date">1 January 1999</span></nav>', id="navigation"),
        pytest.param(
            (
                '<article><h2><a href="/b">Other story</a></h2><time '
                'datetime="1999-01-01">'
                "1999</time></article>"
            ),
            id="teaser",
        ),
    ],
)
def test_neighbours_dates_are_other_dates(seen: Seen, elsewhere: str) -> None:
    """A date among the neighbours is recorded, if at all, as another date."""
    values = seen(page('<time datetime="2024-03-05">5 March 2024</time>', after=elsewhere))
    assert values["time:datetime"] == ["2024-03-05"]
    assert "html:dateline" not in values


def test_caption_date_is_another_date(seen: Seen) -> None:
    """The date in a picture's caption is no candidate."""
    values = seen(
        page(
            "<figure><figcaption>The bridge on Feb. 10, 2007 (A. Photographer)</"
            "figcaption></figure>"
        )
    )
    assert "html:near-headline" not in values


@pytest.mark.parametrize(
    ("top", "source", "raw"),
    [
        pytest.param(
            '<p class="byline">By <a href="/x">Jane Doe</a></p>',
            "html:byline",
            "By Jane Doe",
            id="byline",
        ),
        pytest.param(
            '<span class="article__author-name">Jane Doe</span>',
            "html:author",
            "Jane Doe",
            id="compound class",
        ),
        pytest.param(
            '<div class="auteurs">Par Jeanne Exemple</div>',
            "html:author",
            "Par Jeanne Exemple",
            id="french class",
        ),
        pytest.param(
            '<a rel="author" href="/x">Jane Doe</a>', "html:rel-author", "Jane Doe", id="rel"
        ),
        pytest.param(
            '<a href="/autoren/erika-muster/">Erika Muster</a>',
            "html:rel-author",
            "Erika Muster",
            id="address",
        ),
        pytest.param(
            "<div><span>By</span><span>by JANE DOE and JOHN ROE</span></div>",
            "html:near-headline-byline",
            "by JANE DOE and JOHN ROE",
            id="no class word",
        ),
        pytest.param(
            '<p class="byline">By Jane Doe | Friday, 25 February 2022 02:40 PM EST</p>',
            "html:byline",
            "By Jane Doe",
            id="with a date behind a bar",
        ),
        pytest.param(
            '<p class="byline">Jane Doe, Friday, 25 February 2022</p>',
            "html:byline",
            "Jane Doe",
            id="with a date behind a comma",
        ),
        pytest.param(
            '<p class="byline">By Jane Doe | Friday, 25 February 2022 02:40 PM EST</p>',
            "html:dateline",
            "Friday, 25 February 2022 02:40 PM EST",
            id="the date of a byline",
        ),
        pytest.param(
            '<p class="byline"><span>By</span>Jane Doe</p>',
            "html:byline",
            "By Jane Doe",
            id="glued label",
        ),
    ],
)
def test_byline(seen: Seen, top: str, source: str, raw: str) -> None:
    """A name around the headline is observed, its date apart from it."""
    assert raw in seen(page(top))[source]


@pytest.mark.parametrize("weekday", ["Kemis", "Selasa"])
def test_a_teaser_and_its_weekday_are_no_byline(seen: Seen, weekday: str) -> None:
    """A letter that a sign beyond Latin folds to, as the Kelvin sign to k, is no letter of a script
    without capitals.
    """
    found = seen(page(f'<ul><li><a href="/h">Harbour</a> {weekday}, 1 April 1999</li></ul>'))
    assert "html:near-headline-byline" not in found


@pytest.mark.parametrize(
    ("end", "source", "raws"),
    [
        pytest.param(
            '<ul class="tags"><li><a href="/1">China</a></li><li><a href="/2">U.S.</a></li></ul>',
            "html:tags",
            ["China", "U.S."],
            id="class",
        ),
        pytest.param('<a rel="tag" href="/1">China</a>', "html:rel-tag", ["China"], id="rel"),
        pytest.param('<a href="/thema/china">China</a>', "html:tag-link", ["China"], id="address"),
        pytest.param(
            '<div><h4>Mehr zum Thema</h4><ul><li><a href="/1">China</a></li></ul></div>',
            "html:tag-list",
            ["China"],
            id="heading",
        ),
        pytest.param(
            "<dl><dt><b>Tags:</b></dt><dd><a href='/k=1'>China</a></dd></dl>",
            "html:tag-list",
            ["China"],
            id="label",
        ),
    ],
)
def test_after_the_body(seen: Seen, end: str, source: str, raws: list[str]) -> None:
    """What stands after the body: tag lists, however they are marked."""
    assert seen(page(end=end))[source] == raws


def test_how_a_word_is_said_is_no_part_of_the_headline(seen: Seen) -> None:
    """News for learners print the reading above each word."""
    ruby = (
        "<h1><ruby>体罰<rp>(</rp><rt>たいばつ</rt><rp>)</rp></ruby>を<ruby>禁止<rt>きんし</rt></ruby>"
        "する法律ができる</h1>"
    )
    assert seen(ruby)["html:h1"] == ["体罰を禁止する法律ができる"]


@pytest.mark.parametrize(
    "line",
    [
        "3. August 2015 · Filed under harbour news and others",
        "Copyright © 2020 Courier Press. All rights reserved.",
    ],
)
def test_a_line_of_the_template_is_no_first_paragraph(seen: Seen, line: str) -> None:
    """What describes an article in want of anything better is a paragraph of prose."""
    prose = "The old quay was closed on Monday after divers had found cracks."
    found = seen(f"<h1>Quay closed</h1>{'<hr>' * 200}<p>{line}</p><p>{prose}</p>")
    assert found["html:first-paragraph"] == [prose]


def test_a_link_in_a_sentence_is_no_tag(seen: Seen) -> None:
    """A word of a paragraph leads to its topic's page; behind a short label the same links are the
    article's.
    """
    story = (
        "The quay was closed on Monday after divers had found cracks, the <a href='/"
        "topic/port'>port</a> said."
    )
    assert "html:tag-link" not in seen(page(end=f"<p>{story}</p>"))
    label = "<p>Read on: <a href='/topic/port'>Port</a>, <a href='/topic/quay'>Quay</a></p>"
    assert seen(page(end=label))["html:tag-link"] == ["Port", "Quay"]


def test_headline_is_the_heading_that_the_metadata_names(seen: Seen) -> None:
    """On a template whose h1 is the site's name, the headline is the heading that og:title says."""
    head = '<meta property="og:title" content="Bridge closed for repairs">'
    assert seen(head + "<h1>The Valley News of Example</h1><h2>Bridge closed for repairs</h2>")[
        "html:headline"
    ] == ["Bridge closed for repairs"]


def test_copyright_line(seen: Seen) -> None:
    """The claim at the page's end is a copyright line, not a date."""
    values = seen(page(after="<footer><p>© 2024 Example Media. All rights reserved.</p></footer>"))
    assert values["html:copyright"] == ["© 2024 Example Media. All rights reserved."]


def test_fallbacks_only_without_metadata(seen: Seen) -> None:
    """The first paragraph and picture stand in for a description and an image only where the page
    states none.
    """
    assert "html:first-paragraph" in seen(page('<img src="/a.jpg">'))
    assert "html:first-paragraph" not in seen(
        '<meta name="description" content="Short">' + page('<img src="/a.jpg">')
    )


@pytest.mark.parametrize(
    "trail",
    [
        (
            '<nav class="breadcrumb"><a href="/">Home</a><a href="/local">Local</a><a '
            'href="/'
            'local/roads">Roads</a></nav>'
        ),
        (
            '<ol class="c-breadcrumbs"><li><a href="/">Home</a></li><li><a href="/local">'
            "Local</a></li><li>Roads</li></ol>"
        ),
    ],
)
def test_breadcrumbs_before_the_article(seen: Seen, trail: str) -> None:
    """The trail stands before the article as often as in it; its steps keep their order, and the
    way home is none of them.
    """
    assert seen(page().replace("<article>", trail + "<article>"))["html:breadcrumb"] == [
        ["Local", "Roads"]
    ]


def test_the_frame_of_a_byline_is_no_section(seen: Seen) -> None:
    """Class words such as "author-section" name a part of the template, not a shelf."""
    assert "html:section" not in seen(page('<p class="author-section byline">By Jane Doe</p>'))


@pytest.mark.parametrize(
    ("top", "raw"),
    [
        ("<div>Par Élodie Marchand<br>Publié le 05/11/2013 à 19h47</div>", "Par Élodie Marchand"),
        (
            "<p>Von <i>Friederike Haupt</i>, Bonn</p><p>03.03.2016, 06.14 Uhr</p>",
            "Von Friederike Haupt , Bonn",
        ),
        (
            "<font>Published Wednesday, June 11, 2003</font><p><b>By WANDA PRUETT</b></p>",
            "By WANDA PRUETT",
        ),
    ],
    ids=["two lines of one element", "a name in italics", "a label and a weekday are nobody"],
)
def test_unnamed_bylines(seen: Seen, top: str, raw: str) -> None:
    """A byline without a class keeps its name whole and takes nothing of the date's."""
    assert seen(page(top=top))["html:near-headline-byline"] == [raw]


def test_an_entry_with_tags_in_its_class_is_no_tag_list(seen: Seen) -> None:
    """WordPress writes a post's tags into the class of the element around all of it; its permalink
    is no tag.
    """
    tags = (
        '<div class="entry-tags"><a href="/t/1" rel="tag">Roads</a> <a rel="bookmark" '
        'href="/b">permalink</a></div>'
    )
    post = (
        '<div class="post hentry tag-roads"><h1>Bridge closed</h1><a href="/x">Jane '
        f"Doe</a>{BODY}{tags}</div>"
    )
    assert seen(f"<html><body>{post}</body></html>")["html:tags"] == ["Roads"]
