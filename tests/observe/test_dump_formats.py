"""Dumps as terminal browsers, converters to Markdown and Org, PDF readers and scrapers of feeds
write them.
"""

from __future__ import annotations

from typing import Any

import pytest

from service.model import Page
from service.normalize import normalize

HEADLINE = "Harbour wall reopens after winter storm"
PROSE = """\
The harbour wall in Norham reopened to walkers on Friday after four months of repairs that cost the council two million pounds.
Engineers replaced more than three hundred stones that were torn out by the storm in November, the council said."""


def stated(text: str, url: str | None = None) -> dict[str, Any]:
    """Return the values of a dump's article by field."""
    return {
        name: field.value
        for name, field in normalize(Page(text=text, url=url)).fields.items()
        if field.value
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"The Norham and District Evening Times\n{HEADLINE}\n{PROSE}",
            id="masthead of more words",
        ),
        pytest.param(
            f"Evening Times of Norham\n{HEADLINE}\n{PROSE}\n© 2021 Evening Times of Norham",
            id="in the small print",
        ),
        pytest.param(
            (
                "Related articles\nFerry fares to rise again\nLighthouse sold to "
                f"buyer\n\n{HEADLINE}\n{PROSE}"
            ),
            id="others",
        ),
        pytest.param(
            f"• Local\n• Ferry fares to rise again in April\n\n{HEADLINE}\n{PROSE}",
            id="menu with bullets",
        ),
        pytest.param(
            f"   [1]Norham Times   [2]Local News\n\n   {HEADLINE}\n\n   {PROSE}",
            id="links of a terminal browser",
        ),
        pytest.param(
            f"Norham Times                       1\n\n{HEADLINE}\n\n{PROSE}\n\f Norham Times",
            id="head of a printed page",
        ),
        pytest.param(
            (
                "We use cookies to improve this site. By continuing you accept "
                f"them.\n\n{HEADLINE}\n{PROSE}"
            ),
            id="cookies",
        ),
        pytest.param(f"#+TITLE: {HEADLINE}\n#+OPTIONS: toc:nil\n\n{PROSE}", id="Org"),
        pytest.param(f'+++\ntitle = "{HEADLINE}"\n+++\n\n{PROSE}', id="TOML"),
        pytest.param(f"Headline\t{HEADLINE}\nDate\t2021-03-05\n\n{PROSE}", id="rows of a table"),
        pytest.param(f"og:title: {HEADLINE}\nog:type: article\n\n{PROSE}", id="names of metas"),
    ],
)
def test_headline(text: str) -> None:
    """What the article tells again is its headline: mastheads, menus, other stories and notices are
    not.
    """
    assert stated(text)["headline"] == HEADLINE


@pytest.mark.parametrize(
    ("notice", "headline", "prose"),
    [
        (
            (
                "Wir verwenden Cookies, um Inhalte zu personalisieren. Mit der Nutzung "
                "stimmen Sie der Verwendung zu."
            ),
            "Hafenmauer nach Sturmschäden wieder geöffnet",
            (
                "Die Hafenmauer in Nordheim ist am Freitag nach vier Monaten Bauzeit "
                "wieder "
                "für Spaziergänger geöffnet worden."
            ),
        ),
        (
            (
                "Vi använder cookies för att förbättra din upplevelse. Genom att "
                "fortsätta "
                "godkänner du det."
            ),
            "Hamnmuren öppnar igen efter stormen",
            (
                "Hamnmuren i Norrvik öppnade på fredagen igen för promenerande efter "
                "fyra "
                "månaders arbete som kostade miljoner."
            ),
        ),
        (
            (
                "Мы используем файлы cookie, чтобы сделать сайт удобнее. Продолжая, вы "
                "соглашаетесь с этим."
            ),
            "Портовую стену открыли после шторма",
            (
                "Портовую стену в Северном в пятницу снова открыли для прогулок после "
                "четырёх месяцев работ и одного шторма."
            ),
        ),
    ],
)
def test_notice_about_cookies(notice: str, headline: str, prose: str) -> None:
    """A notice above the headline is no article's first paragraph."""
    assert stated(f"{notice}\n\n{headline}\n\n{prose}")["headline"] == headline


LEAD = (
    "How the council of Norham came to replace the harbour wall after the storm in "
    "November and what it cost"
)


@pytest.mark.parametrize(
    ("headline", "rest"),
    [
        # the lead has more of the text's words
        ("Troubled waters in Norham", f"{LEAD}\nBy Jane Doe\n5 March 2021\n\n{PROSE}"),
        ("- We were lucky, say the harbour's engineers", f"By Jane Doe\n\n{PROSE}"),
        ("Norham thanks @harbourfans for months of patience", f"By Jane Doe @jane\n\n{PROSE}"),
        (
            "Norham opens its harbour - Norham Times",
            f"© 2021 Norham opens its harbour - Norham Times\n{PROSE}",
        ),
        # a sentence on each line, none of them broken by a program
        (
            "Harbour reopens after storm and the ferries sail again today",
            "5 March 2021\n\nThousands of passengers waited for three days at the quay.\n"
            "The mayor said that the repairs had cost nine million marks.\n"
            "Nobody had been hurt when the wall fell in early November.\n\nShare this",
        ),
    ],
)
def test_first_line(headline: str, rest: str) -> None:
    """What stands first stays the headline, whole."""
    assert stated(f"{headline}\n{rest}")["headline"] == headline


@pytest.mark.parametrize(
    "first",
    [
        "The Herald of the Valley",
        "The Evening Post",
        "Opening hours and admission",
    ],
)
def test_what_the_article_does_not_tell_is_no_headline(first: str) -> None:
    """A dump without its headline has none, whatever stands first."""
    assert "headline" not in stated(f"{first}\n\n{PROSE}")


@pytest.mark.parametrize(
    "text",
    [
        # German nouns have capitals too
        "Hafenmauer wieder offen\n\nDie Hafenmauer in Nordheim ist am Freitag nach vier "
        "Monaten wieder für\n"
        "Spaziergänger geöffnet worden.\n\nMehr als dreihundert Steine mussten ersetzt "
        "werden, die der Sturm im\n"
        "November herausgerissen hatte.",
    ],
)
def test_few_lines_of_broken_prose(text: str) -> None:
    """Two paragraphs are enough to see the columns at which a program broke them."""
    assert stated(text)["headline"] == "Hafenmauer wieder offen"


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("By Jane Doe @janedoe\n5 March 2021", ["Jane Doe"]),
        ("Jane Doe @janedoe\n5 March 2021", ["Jane Doe"]),
        ("By [Jane Doe](/authors/jd) [@jane](https://social.example/jane)", ["Jane Doe"]),
        ("dc:creator: Jane Doe", ["Jane Doe"]),
        ("article:author: Jane Doe", ["Jane Doe"]),
        # buttons
        ("Aino Laine\n5.3.2021\nJaa Facebookissa", ["Aino Laine"]),
        ("سارة العلي\n5 مارس 2021\nشارك على فيسبوك", ["سارة العلي"]),
        # a list of stories
        ("By Jane Doe\nLighthouse sold\nBy Tom Becker\nBridge painted\nBy Ann Lee", None),
        # no label of a machine: a word of prose
        ("Next-of-kin: the Norham five", None),
    ],
)
def test_author(lines: str, authors: list[str] | None) -> None:
    """Users' names, machines' labels and buttons beside an author."""
    found = stated(f"{HEADLINE}\n{lines}\n\n{'' if 'Lighthouse' in lines else PROSE}").get("author")
    assert ([each["name"] for each in found] if found else None) == authors


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        (
            "Topics: [Ferry](/tag/1) [Old Harbour](/tag/2) [Council](/tag/3)",
            ["Ferry", "Old Harbour", "Council"],
        ),
        ("Oznake: luka, oluja, radovi", ["luka", "oluja", "radovi"]),
        # links of a sentence
        (
            (
                "The council closed the [old ferry](/a) [terminal](/b) on Tuesday, "
                "ending "
                "ninety years of service in Norham."
            ),
            None,
        ),
    ],
)
def test_tags(line: str, tags: list[str] | None) -> None:
    """Blanks part the links of a list, and no words of a sentence are tags."""
    assert stated(f"{HEADLINE}\n\n{PROSE}\n\n{line}").get("keywords") == tags


@pytest.mark.parametrize(
    "comments",
    [
        "2 commenti\nPietro Marini\n6 marzo 2021",
        "2 kommenttia\nPekka Metsä\n6.3.2021",
        "2 comentarii\nPetru Marin\n6 martie 2021",
        "2 комментария\nПётр Морозов\n6 марта 2021",
        "2 Komentar\nPutra Mandala\n6 Maret 2021",
        "Mary Moss says:\n6 March 2021 at 10:12",
        "Petra Moor sagt:\n6. März 2021",
        # what ends the article stands above them
        "© 2021 Norham Times\n2 Comments\nPeter Marsh\n6 March 2021",
        "Teilen\nKommentare (2)\nPeter Moor\n6. März 2021",
    ],
)
def test_day_and_author_of_a_comment(comments: str) -> None:
    """Who comments wrote no article, and the day of a comment is not the article's."""
    found = stated(f"{HEADLINE}\n\n{PROSE}\n\n{comments}\nA shame, I took it every day to school.")
    assert not {"datePublished", "author"} & found.keys()


def test_who_is_quoted_ends_no_article() -> None:
    """A sentence that goes on below its colon heads no comments."""
    quote = "The mayor of Norham said:\nIt is a good day for the town and for all who love to walk."
    text = f"{HEADLINE}\n\n{PROSE}\n{quote}\nJane Doe, 5 March 2021"
    assert stated(text)["datePublished"] == "2021-03-05"


def test_program_in_a_dump() -> None:
    """A name of a program's is no label of a meta: only what has a colon in it is."""
    address = "https://www.example.com/a"
    assert (
        stated(f"{HEADLINE}\n\n{PROSE}\n\npage_url: window.location.href,", address)["url"]
        == address
    )
    assert stated(f"og:url: {address}\n{HEADLINE}\n\n{PROSE}")["url"] == address


def test_section_beside_the_day() -> None:
    """A name that stands in the menu far above the headline too is a section's."""
    menu = "\n".join(["Open Future", *(f"Section {number}" for number in range(60))])
    text = f"{menu}\n{HEADLINE}\nOpen Future\n5 March 2021\n{PROSE}"
    found = stated(text, "https://www.example.com/harbour-wall-reopens-after-winter-storm")
    assert found["datePublished"] == "2021-03-05"
    assert "author" not in found


CHINESE = "港口在周一重新开放，渡轮再次航行。" * 6


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            f"港口重新开放\n来源：新华网 2021年3月5日\n\n{CHINESE}\n{CHINESE}",
            "2021-03-05",
            id="above the body",
        ),
        pytest.param("港口重新开放\n来源：新华网 2021年3月5日", "2021-03-05", id="without a body"),
        pytest.param(
            f"港口重新开放\n\n{CHINESE}\n{CHINESE}\n\n来源：新华网 2021年3月5日",
            None,
            id="below it",
        ),
    ],
)
def test_a_source_with_its_day(text: str, day: str | None) -> None:
    """The day behind a source's name is the article's above its body, and no part of the name
    anywhere.
    """
    found = stated(text)
    assert (found["publisher"]["name"], found.get("datePublished")) == ("新华网", day)
