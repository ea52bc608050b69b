"""The view of a page: a made page for each fact that it states, and what may change in a page
without changing its view.
"""

from __future__ import annotations

import random
import re
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.view.columns import View
from service.view.places import PageIdentity, Places, listed

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour wall reopens | Quay Post</title>
<script>var a = "<p>no text</p>";</script><style>p { color: red }</style></head>
<body class="single"><nav class="main-menu"><a href="/">Home</a><a href="/news">News</a></nav>
<main id="content"><article class="post"><h1 class="entry-title">Harbour wall <em>reopens</em></h1>
<div class="byline vcard">By <a rel="author" href="/by/ana">Ana Ruiz</a> <time datetime="2024-03-12">12 March 2024</time></div>
<figure><img src="/a.jpg" alt=""><figcaption>The wall. Photo: B. Lens</figcaption></figure>
<p>The harbour wall was opened again on Tuesday after nine months of work that cost the town four million.</p>
<p>Ferries<br>leave at noon.</p><!-- end of text --><ul class="tags"><li><a href="/tag/harbour">Harbour</a></li></ul>
</article></main><aside class="sidebar"><p>Most read stories of this week are listed in this box for you.</p></aside>
<footer><p>© 2024 Quay Post</p></footer></body></html>"""

ARTICLE = (
    "<h1>Harbour wall reopens</h1><p class=meta>12 March 2024</p><p>"
    f"{'The harbour wall was opened again. ' * 4}</p>"
)


def view_of(html: str) -> tuple[View, Places]:
    """The view and the places of a page whose title names the headline."""
    view = View(html)
    return view, Places(
        view,
        PageIdentity(
            frozenset(), frozenset(["harbour wall reopens"]), "harbour wall reopens | quay post"
        ),
    )


def state(html: str) -> list[tuple[object, ...]]:
    """What a view says of each element: all that readers can ask, but for the order of
    attributes.
    """
    view, places = view_of(html)
    return [
        (
            view.tags[i],
            view.parents[i],
            view.ends[i],
            sorted(view.attributes[i].items(), key=str),
            view.text(i),
            view.text(i, between=" ", blocks=" | "),
            view.own(i, " | "),
            view.roles[i],
            places.region(i),
            places.near_headline(i),
            " ".join(view.before(i).split()),
            " ".join(view.behind(i).split()),
        )
        for i in range(len(view))
    ]


def the(view: View, tag: str, number: int = 0) -> int:
    """The place of an element by its tag."""
    return view.all(tag)[number]


def test_an_element_knows_its_frame_its_end_and_its_neighbours() -> None:
    view, _ = view_of(PAGE)
    article, heading, byline = the(view, "article"), the(view, "h1"), the(view, "div")
    assert view.parents[heading] == article
    assert view.tags[view.parents[article]] == "main"
    assert list(view.siblings(heading))[1] == byline
    assert view.previous(byline) == heading
    assert view.previous(heading) == -1
    assert [view.tags[child] for child in view.siblings(article + 1)] == [
        "h1",
        "div",
        "figure",
        "p",
        "p",
        "ul",
    ]
    assert view.ends[article] == the(view, "aside")
    assert view.inside(article, {"time", "a"})[0] == the(view, "a", 2)
    assert view.inside(article, {"article"}) == []
    assert [view.tags[above] for above in view.ancestors(heading)] == [
        "article",
        "main",
        "body",
        "html",
    ]


def test_text_is_what_a_reader_sees() -> None:
    view, _ = view_of(PAGE)
    assert view.text(the(view, "h1")) == "Harbour wall reopens"
    assert view.text(the(view, "p", 1)) == "Ferries leave at noon."
    assert view.text(the(view, "p", 1), blocks=" | ") == "Ferries | leave at noon."
    assert view.own(the(view, "h1")) == "Harbour wall"
    assert view.text(the(view, "html")).startswith("Harbour wall reopens | Quay Post Home")
    assert "no text" not in view.text(the(view, "html"))
    assert view.script(the(view, "script")) == 'var a = "<p>no text</p>";'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param(
            "<p>By Jane Doe<svg><title>Quay</title></svg>5 March</p>",
            "By Jane Doe | 5 March",
            id="a drawing",
        ),
        pytest.param(
            "<p>By Jane Doe<button>Follow</button><select><option>1</select>5 March</p>",
            "By Jane Doe | 5 March",
            id="two",
        ),
        pytest.param("<p>Har<style>b{}</style>bour</p>", "Harbour", id="a style"),
        pytest.param(
            "<p><ruby>体罰<rt>たいばつ</rt></ruby>の<noscript><b>x</b></noscript>件</p>",
            "体罰 | の件",
            id="how to say a word",
        ),
    ],
)
def test_what_is_drawn_parts_texts_and_is_none(html: str, text: str) -> None:
    view = View(html)
    assert view.text(the(view, "p"), between=" | ") == text
    assert {"svg", "option", "style", "rt", "b"}.isdisjoint(view.tags)


def test_a_mark_clings_to_the_word_before_it() -> None:
    view = View("<h1><div>Harbour</div> <span>: </span><span>Wall reopens</span></h1>")
    assert view.text(the(view, "h1")) == "Harbour: Wall reopens"


def test_microdata_are_found_wherever_they_stand() -> None:
    items = (
        "<meta property=og:title content=x><p itemprop=a></p><noscript><i itemprop=b></i>"
        "</noscript><b property=c></b>"
    )
    view = View(f"{ARTICLE}{items}")
    assert view.marked_up() == []
    assert view.named(0, len(view)) == [(the(view, "p"), frozenset({"date"}))]
    assert [view.tags[place] for place in view.marked_up()] == ["p", "b"]


def test_text_beside_an_element() -> None:
    view = View("<p>Posted <b>3 May</b> by <i>Ana</i>, Quay</p>")
    assert view.before(the(view, "b")).strip() == "Posted"
    assert view.behind(the(view, "b")).strip() == "by"
    assert view.behind(the(view, "i")).strip() == ", Quay"
    assert view.text(the(view, "b")) == "3 May"


@pytest.mark.parametrize(
    ("tag", "number", "region"),
    [
        ("h1", 0, "article"),
        ("p", 0, "article"),
        ("ul", 0, "article"),
        ("figcaption", 0, "caption"),
        ("nav", 0, "neighbour"),
        ("aside", 0, "neighbour"),
        ("p", 2, "neighbour"),
    ],
)
def test_regions(tag: str, number: int, region: str) -> None:
    view, places = view_of(PAGE)
    assert places.region(the(view, tag, number)) == region


def test_the_headline_and_the_first_paragraph_are_the_fixed_points() -> None:
    view, places = view_of(PAGE)
    assert places.headline == the(view, "h1")
    assert places.first_paragraph == the(view, "p")
    assert places.near_headline(the(view, "time"))


def test_the_article_opens_at_a_long_h1_before_the_headline() -> None:
    head = (
        "<div><h1>After nine years the wall opens again</h1><aside><i>5 March 2024</i></"
        "aside></div>"
    )
    view, places = view_of(f"{head}{'<b>Share</b>' * 20}{ARTICLE}")
    assert places.headline == the(view, "h1", 1)
    assert places.region(the(view, "i")) == "article"


@pytest.mark.parametrize(
    ("top", "header"),
    [
        pytest.param('<div class="topbar"><i>Tuesday 5 March 2024</i></div>', True, id="named so"),
        pytest.param('<div id="header"><i>Tuesday 5 March 2024</i></div>', True, id="by id"),
        pytest.param("<header><i>Tuesday 5 March 2024</i></header>", True, id="its element"),
        pytest.param(
            '<div><i>Tuesday 5 March 2024</i></div><nav><a href="/">Home</a></nav>',
            True,
            id="above the menu",
        ),
        pytest.param(
            "<div><i>Tuesday 5 March 2024</i></div><form><input></form>",
            True,
            id="above the search",
        ),
        pytest.param(
            '<div class="entry-header"><i>Tuesday 5 March 2024</i></div>',
            False,
            id="an article's own header",
        ),
        pytest.param(
            "<div><i>Tuesday 5 March 2024</i></div>", False, id="right above the headline"
        ),
    ],
)
def test_the_header_of_a_page(top: str, header: bool) -> None:
    view, places = view_of(f"<body>{top}{ARTICLE}</body>")
    assert places.in_header(the(view, "i")) is header


def test_the_headers_frame_around_the_headline_is_the_articles() -> None:
    view, places = view_of(f"<body><header><i>Tuesday 5 March 2024</i>{ARTICLE}</header></body>")
    assert not places.in_header(the(view, "i"))


@pytest.mark.parametrize(
    ("box", "region"),
    [
        pytest.param(
            '<div class="related-stories"><p>Ferry fares rise</p></div>',
            "neighbour",
            id="other stories",
        ),
        pytest.param(
            '<section id="comments"><p>Well said.</p></section>', "neighbour", id="comments"
        ),
        pytest.param(
            '<div class="image-caption"><p>The wall in 1998.</p></div>',
            "caption",
            id="a picture's caption",
        ),
        pytest.param(
            '<div class="entry-footer"><p>Filed under: Quay</p></div>',
            "article",
            id="an article's footer",
        ),
        pytest.param(
            '<div class="author-box related"><p>Ana Ruiz covers the quay.</p></div>',
            "article",
            id="an author's box",
        ),
    ],
)
def test_regions_by_class_words(box: str, region: str) -> None:
    view, places = view_of(f"<body>{ARTICLE}{box}</body>")
    assert places.region(view.all("p")[-1]) == region


def test_class_words_give_roles() -> None:
    view, _ = view_of(PAGE)
    assert "author" in view.roles[the(view, "div")]
    assert "tags" in view.roles[the(view, "ul")]
    assert "neighbour" in view.roles[the(view, "nav")]
    assert view.roles[the(view, "h1")] == frozenset()
    # a word of an updated or a published day is a day's
    assert View("<i class=aktualisiert>").roles[3] == {"date", "updated"}


def test_a_large_menu_is_empty_and_a_trail_is_not() -> None:
    links = "".join(f'<a href="/{i}">Topic {i}</a>' for i in range(40))
    trail = links[: links.index('<a href="/12">')]
    view = View(
        f"<nav id=m>{links}</nav><nav class=breadcrumb>{trail}</nav><nav>{links}<p>© "
        "Quay Post</p></nav>"
    )
    assert [len(list(view.inside(place, frozenset("a")))) for place in view.all("nav")] == [
        0,
        12,
        40,
    ]


def test_more_menus_than_any_page_has_are_not_looked_at() -> None:
    """Each costs a look at all that is in it."""
    links = "".join(f'<a href="/{i}">Topic {i}</a>' for i in range(16))
    view = View(f"<nav>{links}</nav>" * 51)
    assert [len(list(view.inside(place, frozenset("a")))) for place in view.all("nav")] == [
        0
    ] * 50 + [16]


# --- what changes nothing
#   ------------------------------------------------------------------------------------------------

_BLOCK_BORDER = re.compile(
    r"(?<=</p>)|(?<=</div>)|(?<=</h1>)|(?<=</li>)|(?<=</ul>)|(?<=</figure>)"
    r"|(?<=</article>)|(?<=</main>)|(?<=</aside>)|"
    r"(?<=</nav>)|(?=<p>)|(?=<article)|(?=<main)|(?=<ul)|(?=<footer)|(?=<figure>)"
)
_ATTRIBUTES = re.compile(r"<(a|time|article|main|div|h1|ul) ([^<>]+)>")


def shuffled(html: str, seed: int) -> str:
    """The page with the attributes of its elements in another order."""
    order = random.Random(seed)

    def turn(match: re.Match[str]) -> str:
        attributes = re.findall(r'[\w-]+="[^"]*"', match[2])
        order.shuffle(attributes)
        return f"<{match[1]} {' '.join(attributes)}>"

    return _ATTRIBUTES.sub(turn, html)


@given(
    st.lists(
        st.sampled_from(["", " ", "\n", "\n\n  \t", "<!-- x -->", " <!---->\n"]),
        min_size=40,
        max_size=40,
    ),
    st.integers(),
)
def test_blanks_comments_and_the_order_of_attributes_change_no_view(
    between: list[str], seed: int
) -> None:
    borders = iter(between * 10)
    changed = shuffled(_BLOCK_BORDER.sub(lambda _: next(borders), PAGE.replace("\n", "")), seed)
    assert state(changed) == state(PAGE)


def test_a_minified_page_has_the_view_of_an_indented_one() -> None:
    lines = (
        PAGE.replace("</p>", "</p>\n        ")
        .replace("<p>", "\n\n    <p>\n      ")
        .replace("<div", "\n  <div")
    )
    assert state(lines) == state(PAGE.replace("\n", ""))


def test_a_comment_parts_no_text() -> None:
    assert View("<p>Har<!-- soft -->bour</p>").own(3, " | ") == "Harbour"


# --- lists
#   -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "count"),
    [
        pytest.param(
            "<div class=x><a href=/{0}>Story number {0}</a><i>{0} May 2024</i></div>",
            3,
            id="teasers",
        ),
        pytest.param(
            "<div class=c><b>Bo</b><i>{0} May 2024</i><p>Well said.</p></div>", 3, id="comments"
        ),
        pytest.param(
            "<tr><td>Match {0}</td><td><i>{0} May 2024</i></td></tr>", 3, id="rows of a table"
        ),
    ],
)
def test_siblings_of_one_make_are_a_list(items: str, count: int) -> None:
    rows = "".join(items.format(number) for number in range(2, 2 + count))
    view, places = view_of(f"{ARTICLE}<section>{'<table>' * ('<tr>' in items)}{rows}</section>")
    stated = {place: view.text(place) for place in view.all("i")} | {
        view.all("p")[0]: "12 March 2024"
    }
    assert listed(view, places, stated) == set(view.all("i"))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("<div><i>3 May 2024</i></div><div><i>4 May 2024</i></div>", id="two are none"),
        pytest.param("<div><i>3 May 2024</i></div>" * 3, id="one day said three times"),
        pytest.param(
            (
                "<div><i>3 May 2024</i></div><p><i>4 May 2024</i></p><div class=b><i>5 "
                "May "
                "2024</i></div>"
            ),
            id="unlike",
        ),
    ],
)
def test_what_is_no_list(rows: str) -> None:
    view, places = view_of(f"{ARTICLE}<section>{rows}</section>")
    assert listed(view, places, {place: view.text(place) for place in view.all("i")}) == set()


def test_the_text_of_a_large_element_is_cut_run_by_run() -> None:
    """Each of a thousand elements around a megabyte is asked for its text: it costs what is asked
    for, not what is there.
    """
    words = "harbour " * 100_000
    view = View(f"<div><b>{words}</b><i>{words}</i><u>quay</u></div>")

    assert len(view.text(the(view, "div"), 100)) < 3_000
    assert view.text(the(view, "div"), 100).startswith("harbour harbour")


def test_a_view_is_freed_with_its_last_name() -> None:
    # a table that held the view would keep a page's tree until the collector comes, which is made
    # to come seldom
    view = View(PAGE)
    assert view.roles[0] == view.roles[0]
    kept = weakref.ref(view)
    del view
    assert kept() is None
