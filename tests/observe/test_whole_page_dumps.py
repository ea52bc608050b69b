"""Dumps of whole pages: the article among the menus before it and the teasers and comments behind
it.
"""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from service.model import Page
from service.normalize import normalize
from service.observe import text_body
from service.observe.plain_text import observe_text
from service.observe.text_body import densest, widths
from service.observe.text_headline import address_words
from service.observe.text_lines import read_lines

HEADLINE = "Ferry pier at Norham to be rebuilt by spring"
ADDRESS = "https://www.tidewater.example/news/2024/ferry-pier-norham-rebuilt-spring-48213.html"
MENU = "\n".join(
    f"{word} news"
    for word in "Home Local World Sport Business Weather Culture Travel Motor Science".split()
)
MENU = "\n".join(
    [MENU, "My region", MENU, "My region", "Report a technical problem", "Search for anything here"]
)
BODY = "\n".join(
    (
        f"Engineers told the council on day {number} of the hearing that the old timber "
        "of "
        "the pier could carry its weight no more."
    )
    for number in range(1, 13)
)
TEASERS = "\n".join(
    f"Market hall number {number} opens its doors\nBy Rupert Longstaff\n{number} March 2024"
    for number in range(1, 20)
)
COMMENT = "Reader One 9 May 2024 at 18:12\nI walked there as a child."


def page(*head: str, title: str = "", below: str = "") -> str:
    """A whole page: its title, menus, the article's head and body, what stands below, and teasers
    of other stories.
    """
    return "\n".join(part for part in (title, MENU, *head, BODY, below, COMMENT, TEASERS) if part)


def seen(text: str, field: str, address: str = "") -> list[object]:
    """What is observed of a field."""
    return [o.raw for o in observe_text(text, address)[0] if o.field == field]


def test_the_title_names_the_headline() -> None:
    """The title stands first and says the headline beside the site's name."""
    assert seen(page(HEADLINE, title=f"{HEADLINE} | Tidewater"), "headline") == [HEADLINE]


def test_a_sites_name_on_its_own_line_is_no_headline() -> None:
    """Headline and site's name both stand in the title; the headline is the longer."""
    text = (
        f"{HEADLINE} | Tidewater Daily Gazette of Norham\nTidewater Daily Gazette of "
        f"Norham\nMenu\n{HEADLINE}\n{BODY}"
    )
    found = observe_text(text)[0]
    assert [o.raw for o in found if o.source.id == "text:headline"] == [HEADLINE]


def said(text: str, address: str = "") -> list[object]:
    """The line that is given as the headline."""
    value = normalize(Page(text=text, url=address or None)).fields["headline"].value
    return [] if value is None else [value]


def test_a_title_that_stands_twice_is_the_title() -> None:
    """Some pages have it in their bodies too, with the site's name; the headline has none."""
    title = f"{HEADLINE} | Tidewater"
    assert said(page(title, HEADLINE, title=title)) == [HEADLINE]
    assert said(page(HEADLINE, title=HEADLINE)) == [HEADLINE]


@pytest.mark.parametrize(
    "pieces",
    [
        ("Ferry pier", "at Norham", "to be rebuilt by spring"),
        ("Ferry pier at Norham to be", "rebuilt", "by spring"),
        ("Ferry pier at Norham", "to be rebuilt by spring"),
    ],
)
def test_a_headline_in_pieces(pieces: tuple[str, ...]) -> None:
    """Links and italics part the texts of a page, and the title has them whole; a piece is no name
    beside it.
    """
    text = page(*pieces, "By Ines Calloway", title=f"{HEADLINE} | Tidewater")
    assert said(text) == [HEADLINE]
    assert seen(text, "author") == ["Ines Calloway"]


def test_what_stands_below_a_headline_is_no_part_of_it() -> None:
    """The title has headline and subtitle with a mark between them, or the site's name behind a
    bar.
    """
    assert said(
        page(HEADLINE, "The council has voted", title=f"{HEADLINE}: The council has voted")
    ) == [HEADLINE]
    assert said(page(HEADLINE, "Tidewater", title=f"{HEADLINE} | Tidewater")) == [HEADLINE]


@pytest.mark.parametrize("trail", ["Start / Local / ", "Home News ", "Home › Local › "])
def test_a_trail_before_the_headline(trail: str) -> None:
    """A trail of breadcrumbs ends in the headline, and has the address's words and others."""
    assert said(page(f"{trail}{HEADLINE}", HEADLINE), ADDRESS) == [HEADLINE]


@pytest.mark.parametrize(
    "line", ["Front Page", "Courtesy of Tidewater", "Ines Calloway", "Toggle navigation"]
)
def test_a_menus_line_that_stands_twice(line: str) -> None:
    """In a whole page's dump only a line that tells something is the headline for standing
    twice.
    """
    menu = "\n".join(f"{word} news" for word in "Home Local World Sport".split())
    assert said("\n".join([line, menu, line, BODY, COMMENT, TEASERS])) == []
    assert said("\n".join([HEADLINE, menu, HEADLINE, BODY, COMMENT, TEASERS])) == [HEADLINE]


def test_an_opening_line_of_which_the_address_has_no_word() -> None:
    """The address tells of something else; in another script it tells nothing."""
    opening = "Watch our hearing of the engineers here"
    assert said(f"{opening}\n{BODY}", ADDRESS) == []
    assert said(f"{opening}\n{BODY}") == [opening]
    told = (
        "Паром не ходит до весны, потому что пристань ремонтируют, сказали инженеры "
        "городскому совету во вторник вечером."
    )
    assert said(f"Паром не ходит до весны\n5 марта 2021\n{told}\n{told}", ADDRESS) == [
        "Паром не ходит до весны"
    ]


@pytest.mark.parametrize(
    "line", ["Start > Abroad > Asia", "首页 > 要闻 > 头条 > 正文", "More about this story:"]
)
def test_a_trail_or_a_label_opens_no_article(line: str) -> None:
    """Neither is a headline, though it stands first."""
    assert said(f"{line}\n{HEADLINE}\n{BODY}") == [HEADLINE]


def test_prose_before_the_headline_is_no_body() -> None:
    """What a page says of cookies and newsletters stands before the article, and the byline below
    its headline is found.
    """
    notice = (
        "We would like to send you the news of the day every morning, and you can stop "
        "that whenever you want to do so."
    )
    text = page(
        notice, notice, HEADLINE, "By Ines Calloway", "7 May 2024", title=f"{HEADLINE} | Tidewater"
    )
    found, body, _ = observe_text(text)
    assert [o.raw for o in found if o.field == "datePublished"] == ["7 May 2024"]
    assert notice not in body


def test_a_headline_repeated_below_the_text_begins_no_body() -> None:
    """A sharing box at the foot has it again, where most of the prose stands before it."""
    text = page(
        HEADLINE,
        title=f"{HEADLINE} | Tidewater",
        below=f"{HEADLINE}\nThe council will hear the engineers again in May.",
    )
    assert BODY.split("\n")[0] in observe_text(text)[1]


def test_a_menus_line_bears_out_no_headline() -> None:
    """A line that stands again, no longer and not first, is no title beside the headline."""
    text = f"Tidewater\n{HEADLINE}\nHome news\n{HEADLINE}\n{BODY}"
    found = [(o.source.id, o.raw) for o in observe_text(text)[0] if o.field == "headline"]
    assert found == [("text:headline", HEADLINE)]


def test_the_address_names_the_headline() -> None:
    """The words of the address are the headline's."""
    assert seen(page(HEADLINE), "headline", ADDRESS) == [HEADLINE]


@pytest.mark.parametrize("title", ["", "Tidewater", "News and weather"])
def test_what_nothing_names_is_no_headline(title: str) -> None:
    """A menu's words stand twice in a whole page, and are not answered."""
    assert said(page(HEADLINE, title=title)) == []


def test_a_line_that_is_hardly_the_headline_is_withheld() -> None:
    """It is the field's candidate, and no date's or name's place is told by it."""
    withheld = normalize(Page(text=page(HEADLINE))).fields["headline"]
    assert (withheld.value, withheld.status) == (None, "absent")
    assert [candidate.value for candidate in withheld.candidates] == [HEADLINE]
    assert 0 < withheld.candidates[0].probability < 0.5


def test_a_byline_below_and_the_bodys_words_name_the_headline() -> None:
    """Without a title, what the article tells again above its byline is its headline."""
    headline = "Engineers tell the council of old timber"
    assert seen(page(headline, "By Ines Calloway", "7 May 2024"), "headline") == [headline]


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport\nAbout us\nContact us now\nPrivacy policy",
        (
            "Ferry fares to rise again\nLighthouse sold to a buyer\nCouncil votes to "
            "close "
            "the pool\nStorm damages three boats"
        ),
        "\n".join([MENU, TEASERS, MENU, TEASERS]),
    ],
)
def test_what_is_no_article_has_no_headline(text: str) -> None:
    """A menu, and the titles of a home page."""
    assert normalize(Page(text=text)).fields["headline"].value is None


def test_a_title_heads_no_article_unless_a_mark_says_so() -> None:
    """The page's title has the site's name too; what Markdown marks as a heading is the headline,
    also in the first line.
    """
    behind = "\n".join([MENU, BODY, COMMENT, TEASERS])
    assert said(f"{HEADLINE} - Tidewater Gazette\n{behind}", ADDRESS) == []
    assert said(f"# {HEADLINE}\n{behind}", ADDRESS) == [HEADLINE]


def test_a_short_head_needs_no_name() -> None:
    """A dump of the article alone opens with its headline."""
    assert seen(f"{HEADLINE}\nBy Ines Calloway\n{BODY}", "headline") == [HEADLINE]


@pytest.mark.parametrize(
    "line",
    [
        "7 May 2024",
        "By Ines Calloway | 7 May 2024 10:30",
        "by Ines Calloway May 7, 2024 10:30 am 12 Comments",
        "Ines Calloway / TIDEWATER.EXAMPLE / May 7, 2024, 10:30 GMT",
    ],
)
def test_the_byline_beside_the_headline(line: str) -> None:
    """Only the day beside the headline is the article's; those of teasers and comments are
    others'.
    """
    dates = [str(raw) for raw in seen(page(HEADLINE, line), "datePublished", ADDRESS)]

    assert len(dates) == 1
    assert "May" in dates[0]
    assert "7" in dates[0]


def test_days_of_teasers_and_comments_are_others() -> None:
    """Without a day of its own, the article gets none of its neighbours'."""
    assert seen(page(HEADLINE), "datePublished", ADDRESS) == []
    assert seen(page(HEADLINE), "otherDate", ADDRESS) != []


def test_names_of_teasers_are_others() -> None:
    """Who wrote another story wrote not this one."""
    assert seen(page(HEADLINE), "author", ADDRESS) == []
    assert seen(page(HEADLINE, "By Ines Calloway"), "author", ADDRESS) == ["Ines Calloway"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("By", "Ines Calloway", "7 May 2024"), ["Ines Calloway"]),
        (("By", "Ines Calloway", "and", "Tom Varga"), ["Ines Calloway and Tom Varga"]),
        (
            ("Von", "Ines Calloway", ",", "Tom Varga", "und", "Eva Roth", "Lesezeit"),
            ["Ines Calloway , Tom Varga und Eva Roth"],
        ),
        (("By", "the light of the old harbour lamps"), []),
    ],
)
def test_a_byline_of_several_lines(lines: tuple[str, ...], names: list[str]) -> None:
    """Each text of a page on a line of its own parts the byline word from the names."""
    assert seen(page(HEADLINE, *lines), "author", ADDRESS) == names


def test_a_sharing_bar_below_the_lead_ends_no_body() -> None:
    """Lead, date and sharing bar stand before the first paragraph."""
    lead = (
        "The council has voted for the dearest of three plans, and nobody knows yet who "
        "is going to pay for all of the work."
    )
    text = page(HEADLINE, lead, "7 May 2024", "Share", "Facebook")

    assert seen(text, "datePublished", ADDRESS) == ["7 May 2024"]
    assert BODY.split("\n")[-1] in observe_text(text, ADDRESS)[1]


IMPRINT = """World News
12 Quay Street, Norham, NE4 1AB
2024
en
https://www.tidewater.example/contact
The harbour office, which is open on weekdays, answers all letters that readers send within a few days of their arrival."""


@pytest.mark.parametrize(
    "field", ["publisher", "keywords", "articleSection", "description", "wordCount", "url"]
)
def test_bare_values_that_nothing_ties_to_the_article(field: str) -> None:
    """An imprint has as many values of as many kinds as the block that hidden elements leave
    behind.
    """
    assert seen(page(HEADLINE) + "\n\n" + IMPRINT, field, ADDRESS) == []


def test_a_block_that_repeats_the_opening() -> None:
    """The hidden values of the article hold its opening once more."""
    block = "\n".join(
        ["Town", BODY.split("\n")[0], "pier, ferry, council", "2024-05-07", "Tidewater, Inc."]
    )
    text = page(HEADLINE) + "\n\n© 2024 Tidewater. All rights reserved.\n\n" + block

    assert seen(text, "keywords", ADDRESS) == ["pier, ferry, council"]
    assert seen(text, "publisher", ADDRESS) == ["Tidewater, Inc."]


def test_a_block_of_a_menu_is_none_of_the_article() -> None:
    """Its count of comments may be that of the words by chance; rates and "1 / 3" make no tags."""
    count = str(len(BODY.split()))
    for block in (
        ["Popular Categories", "Harbour News", "September 11, 2023", count, "Sports News", "40"],
        ["1 / 3", count, "2024-05-07", "16.105,83", "Tidewater, Inc."],
    ):
        text = page(HEADLINE) + "\n\n© 2024 Tidewater. All rights reserved.\n\n" + "\n".join(block)
        for field in ("keywords", "publisher", "articleSection", "description", "wordCount"):
            assert seen(text, field, ADDRESS) == []


def test_labels_of_other_stories_are_others() -> None:
    """A label far from the article is another's; one below its body is its own, and where a list
    ends is not known.
    """
    assert seen(page(HEADLINE) + "\n" * 2 + "Tags: football, goals", "keywords", ADDRESS) == []
    tags = [
        o
        for o in observe_text(page(HEADLINE, below="Tags:\npier\nferry"), ADDRESS)[0]
        if o.field == "keywords"
    ]
    assert [(o.raw, o.source.reliability < 0.5) for o in tags] == [("pier\nferry", True)]


def test_the_run_with_most_prose() -> None:
    """A sentence about cookies among menus is not where the article begins."""
    cookies = (
        "We and our partners use cookies, and ask for your consent to the purposes that "
        "are listed below in this window."
    )
    lines, _ = read_lines("\n".join([cookies, MENU, HEADLINE, BODY]))
    first, last = densest(widths(lines))

    assert lines[first].text in (HEADLINE, BODY.split("\n")[0])
    assert lines[last].text == BODY.split("\n")[-1]
    assert densest(widths([])) == (0, 0)


def test_each_line_is_measured_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any of a thousand lines may end the body: what stands before and behind is not measured anew
    for each.
    """
    measured = Mock(side_effect=widths)
    monkeypatch.setattr(text_body, "widths", measured)
    line = (
        "© 2021 Tidewater Example Company of the North, all rights reserved, and so on "
        "for a long line of words and more"
    )

    observe_text("\n".join([BODY.split("\n")[0], *[line] * 1_000]))

    assert measured.call_count == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (ADDRESS, {"ferry", "pier", "norham", "rebuilt", "spring"}),
        ("https://www.tidewater.example/news/politics/", set()),
        ("https://www.tidewater.example/?p=48213", set()),
        ("http://[", set()),
        ("", set()),
    ],
)
def test_words_of_an_address(address: str, words: set[str]) -> None:
    """Sections and numbers name nothing, nor does an address that is none."""
    assert address_words(address) == words


@pytest.mark.parametrize(
    "words",
    [
        "br%C3%BCcke-f%C3%BCr-norham-er%C3%B6ffnet",
        "bruecke-fuer-norham-eroeffnet",
        "brucke-fur-norham-eroffnet",
    ],
)
def test_an_address_spells_umlauts_in_three_ways(words: str) -> None:
    """As they are, with an e behind, and bare."""
    headline = "Brücke für Norham ist endlich eröffnet"

    assert seen(page(headline), "headline", f"https://www.tidewater.example/politik/{words}/") == [
        headline
    ]


LEAD = (
    "The old timber of the pier at Norham carries its weight no more, engineers told the "
    "council on Monday evening."
)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        (("Ines Calloway", "12 March 2024, 17:47"), ["Ines Calloway"]),
        (
            ("Ines Calloway", "Rupert Oakes", "12 March 2024, 17:47", ","),
            ["Ines Calloway", "Rupert Oakes"],
        ),
        # letters stand for portraits that are missing
        (
            ("IC", "Ines Calloway", "RO", "Rupert Oakes", "Published 12 March 2024"),
            ["Ines Calloway", "Rupert Oakes"],
        ),
    ],
)
def test_a_byline_below_the_lead(byline: tuple[str, ...], authors: list[str]) -> None:
    """The lead is a paragraph, and the body begins below the byline."""
    text = page(HEADLINE, LEAD, *byline, title=f"{HEADLINE} | Tidewater")
    assert seen(text, "author") == authors
    assert observe_text(text)[1].startswith("Engineers told")


@pytest.mark.parametrize(
    "lines",
    [
        # a sentence about another paper's day goes on
        (
            "As the Gazette wrote on 3 May 2023",
            ", the pier was built of oak and has carried the ferry ever since.",
        ),
        # no day
        ("Norham", "Pier"),
    ],
)
def test_no_byline_below_the_lead(lines: tuple[str, ...]) -> None:
    """The body begins with the first paragraph where no byline follows it."""
    assert observe_text(page(HEADLINE, LEAD, *lines))[1].startswith(LEAD)


BOX = "Ines Calloway", "Ines Calloway covers harbours and ferries for the Tidewater."


def test_an_authors_box_stands_below_the_body() -> None:
    """There it names the author."""
    assert seen(page(HEADLINE, below="\n".join(BOX)), "author") == ["Ines Calloway"]


@pytest.mark.parametrize(
    "text",
    [
        # a programme in the menu
        "\n".join(
            [
                "Harbour Talks",
                "Harbour Talks goes beyond the news and asks what comes next.",
                page(HEADLINE),
            ]
        ),
        # who another story is about
        page(
            HEADLINE,
            below="\n".join(
                ["Share"] * 20 + ["Boris Oakes", "Boris Oakes delighted the town with a new song."]
            ),
        ),
        # a topic, and the title of its story
        page(HEADLINE, below="Boris Oakes\nBoris Oakes explains the crash at Norham"),
    ],
)
def test_what_is_no_authors_box(text: str) -> None:
    """Names that open the next line elsewhere are of products, programmes and people in other
    stories.
    """
    assert seen(text, "author") == []


NOTICE = "\n".join(
    (
        f"We and our {number} partners keep cookies and read them, and you may tell us "
        "at "
        "any time that you want none of that."
    )
    for number in range(1, 15)
)


def test_a_short_report_above_a_long_notice() -> None:
    """The title names its headline and a byline stands below, however far off most prose is; the
    body begins there.
    """
    report = "\n".join([HEADLINE, "Ines Calloway", "12 March 2024, 17:47", LEAD])
    text = "\n".join([f"{HEADLINE} | Tidewater", MENU, report, *["Share this"] * 70, NOTICE])
    assert said(text) == [HEADLINE]
    assert seen(text, "author") == ["Ines Calloway"]
    assert seen(text, "datePublished") == ["12 March 2024, 17:47"]
    assert observe_text(text)[1] == LEAD


def test_a_sites_motto_far_above_is_no_headline() -> None:
    """No byline stands below it."""
    motto = "Tidewater, the other paper for the coast"
    assert said("\n".join([f"Welcome | {motto}", MENU, motto, *["Share this"] * 70, NOTICE])) == []


def test_a_pictures_agency_writes_nothing() -> None:
    """An author's label before a seller of pictures credits a picture."""
    text = page(
        "Autor: Ada Lens/Shutterstock",
        HEADLINE,
        "Autor: Ines Calloway",
        "12 March 2024",
        title=f"{HEADLINE} | Tidewater",
    )
    assert seen(text, "author") == ["Ines Calloway"]
    assert "Ada Lens/Shutterstock" in str(seen(text, "creditText")[0])
