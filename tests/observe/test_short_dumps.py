"""Dumps of a few short lines: a headline, perhaps a byline and a day, and a sentence or two."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from service.model import Page
from service.normalize import normalize
from service.observe.plain_text import observe_text
from service.spans.date_context import without_label

SHORT = [
    (("Envoys return",), "Envoys return"),
    (
        ("Harbour reopens after storm and the ferries sail",),
        "Harbour reopens after storm and the ferries sail",
    ),
    (
        ("Harbour reopens", "By Jane Doe", "12 March 2024 10:05 GMT", "The harbour reopened."),
        "Harbour reopens",
    ),
    (("Harbour reopens", "The harbour reopened on Monday."), "Harbour reopens"),
    (
        ("12 March 2024", "Mill to be sold", "The mill is to be sold.", "Nobody wants it."),
        "Mill to be sold",
    ),
    (
        ("Mill to be sold", "The mill is to be sold.", "Nobody wants it.", "12 March 2024"),
        "Mill to be sold",
    ),
    (
        ("News", "Mill to be sold", "Jane Doe", "12 March 2024", "The old mill is to be sold."),
        "Mill to be sold",
    ),
    (
        ("Hafen wieder offen", "Von Anna Müller", "12. März 2024", "Der Hafen ist wieder offen."),
        "Hafen wieder offen",
    ),
    (
        (
            "Порт открыт снова",
            "Автор: Анна Иванова",
            "12 марта 2024",
            "Порт снова открыт для всех.",
        ),
        "Порт открыт снова",
    ),
    (
        ("Το λιμάνι ανοίγει", "12 Μαρτίου 2024", "Το λιμάνι άνοιξε ξανά σήμερα."),
        "Το λιμάνι ανοίγει",
    ),
    (("渔港重新开放", "2024年3月12日 10:05", "渔港今天上午重新开放。"), "渔港重新开放"),
    (("بندر دوباره باز شد", "۱۲ مارس ۲۰۲۴", "بندر امروز صبح دوباره باز شد."), "بندر دوباره باز شد"),
    (("बंदरगाह फिर खुला", "12 मार्च 2024", "बंदरगाह आज सुबह फिर से खुल गया।"), "बंदरगाह फिर खुला"),
    # a story in other words, a name, and a lead above the byline
    (
        (
            "La ville garde son bac",
            "Par Ana Ruiz",
            "12 mars 2024",
            "Le conseil municipal en a décidé ainsi hier soir.",
        ),
        "La ville garde son bac",
    ),
    (
        (
            "Byen beholder færgen",
            "Ana Ruiz",
            "12. marts 2024",
            "Det har kommunalbestyrelsen vedtaget i aftes.",
        ),
        "Byen beholder færgen",
    ),
    (
        ("小镇保留渡船", "作者：王小明", "2024年3月12日", "镇议会昨晚以微弱多数作出这一决定。"),
        "小镇保留渡船",
    ),
    (
        (
            "Le bac reste",
            "Le conseil municipal en a décidé.",
            "Par Ana Ruiz | 12 mars 2024",
            "Il s'est réuni hier soir.",
        ),
        "Le bac reste",
    ),
]


@pytest.mark.parametrize(
    ("lines", "headline"), SHORT, ids=["|".join(lines)[:50] for lines, _ in SHORT]
)
def test_headline_of_a_short_dump(lines: tuple[str, ...], headline: str) -> None:
    """The line that ends in no full stop is the headline, however few words it has beside a
    sentence's.
    """
    assert normalize(Page(text="\n".join(lines))).fields["headline"].value == headline


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        # a sentence alone is as often the story
        (("The harbour has reopened.", "By Jane Doe", "12 March 2024"), None),
        # a kicker above the headline has fewer words
        (
            ("World affairs", "Harbour of Norham reopens after storm", "The harbour reopened."),
            "Harbour of Norham reopens after storm",
        ),
        # a menu and a list of topics have more commas than a headline
        (
            (
                "Harbour, quay, boats, town",
                "Hanna, 18, missing in Norham",
                "By Jane Doe",
                "The harbour reopened.",
            ),
            "Hanna, 18, missing in Norham",
        ),
        # a mark is plainer than any word
        (
            ("Quay Gazette daily news", "# Harbour reopens", "The harbour reopened."),
            "Harbour reopens",
        ),
    ],
)
def test_what_else_a_short_dump_opens_with(lines: tuple[str, ...], headline: str | None) -> None:
    """A sentence, a kicker and a masthead."""
    assert normalize(Page(text="\n".join(lines))).fields["headline"].value == headline


@pytest.mark.parametrize(
    "lines",
    [("By Jane Doe", "12 March 2024 10:05 GMT"), ("12 March 2024",), ("Tags: pier, ferry", "News")],
)
def test_what_is_no_headline(lines: tuple[str, ...]) -> None:
    """Bylines, days and labels head nothing."""
    assert [o.raw for o in observe_text("\n".join(lines))[0] if o.field == "headline"] == []


@pytest.mark.parametrize(
    ("lines", "author", "day"),
    [
        (
            ("Harbour reopens", "By Jane Doe", "12 March 2024 10:05 GMT", "The harbour reopened."),
            "Jane Doe",
            "12 March 2024 10:05 GMT",
        ),
        (
            ("Harbour reopens", "12 March 2024 | By Jane Doe", "The harbour reopened."),
            "Jane Doe",
            "12 March 2024",
        ),
        (
            ("Harbour reopens", "The harbour reopened.", "Jane Doe, 12 March 2024"),
            "Jane Doe",
            "12 March 2024",
        ),
        (
            (
                "Harbour reopens",
                "By",
                "Jane Doe",
                "Published",
                "12 March 2024",
                "The harbour reopened.",
            ),
            "Jane Doe",
            "12 March 2024",
        ),
        # nobody is named: no person stands in a list of places beside the day
        (
            (
                "Harbour reopens",
                "12 March 2024",
                "The harbour reopened.",
                "Read more about ferries",
            ),
            None,
            "12 March 2024",
        ),
    ],
)
def test_byline_of_a_short_dump(lines: tuple[str, ...], author: str | None, day: str) -> None:
    """Who wrote and when are read as on a page, wherever they stand among the few lines."""
    seen, _, _ = observe_text("\n".join(lines))

    assert [o.raw for o in seen if o.field == "author"] == ([author] if author else [])
    assert [
        without_label(str(o.raw)) or o.raw for o in seen if o.field in ("date", "datePublished")
    ] == [day]
    assert all(o.locator.startswith("line ") and o.source.id.startswith("text:") for o in seen)


PROSE = (
    "The council voted on Tuesday evening to close the old pool at the end of the season,"
    " citing repairs of two million.\n"
    "Residents who filled the public gallery shouted as the result was read out, for the "
    "pool has been open since 1931."
)
HEADED = "Council votes to close historic pool"


def stated(text: str, field: str) -> list[object]:
    """What is observed of a field."""
    return [o.raw for o in observe_text(text)[0] if o.field == field]


def test_the_head_of_a_markdown_text() -> None:
    """YAML above Markdown labels what the text is, in quotes or without."""
    text = f'---\ntitle: "{HEADED}"\nauthor: Jane Doe\ndate: 2021-03-05\n---\n\n{PROSE}'
    assert stated(text, "headline") == [HEADED]
    assert stated(text, "author") == ["Jane Doe"]
    assert "2021-03-05" in stated(text, "date")
    text = (
        f"---\ntitle: {HEADED}\nauthors:\n- Jane Doe\n- Tom Leary\ntags:\n- pool\n- "
        f"council\n---\n\n{PROSE}"
    )
    assert (stated(text, "author"), stated(text, "keywords")) == (
        ["Jane Doe, Tom Leary"],
        ["pool\ncouncil"],
    )


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        # a role is no name, whatever its other words
        ("Jane Doe\nDeputy Content Hub Director\n08:39, 5 March 2021", ["Jane Doe"]),
        ("Jane Doe\nSenior Reporter\nTom Leary\n5 March 2021", ["Jane Doe", "Tom Leary"]),
        # the outlet stands beside the person
        ("By Jane Doe | The Norham Times\n5 March 2021", ["Jane Doe"]),
        ("By Staff Reporter\n5 March 2021", ["Staff Reporter"]),
        ("Geplaatst door Jan de Vries op vrijdag 5 maart 2021", ["Jan de Vries"]),
    ],
)
def test_names_beside_roles_and_outlets(byline: str, authors: list[str]) -> None:
    """A byline names people; their roles and their paper name nobody."""
    assert stated(f"{HEADED}\n{byline}\n\n{PROSE}", "author") == authors


@pytest.mark.parametrize(
    "other", ["Temps de lecture : 2 min de plus", "View this email in your browser"]
)
def test_a_headline_of_a_few_words(other: str) -> None:
    """Four words head an article, though a line of six is near; what a newsletter opens with heads
    none.
    """
    assert stated(f"{HEADED}\n{other}\n5 mars 2021\n\n{PROSE}", "headline") == [HEADED]
    assert stated(f"View in your browser\n{HEADED}\n5 March 2021\n\n{PROSE}", "headline") == [
        HEADED
    ]


def test_authors_above_the_headline_wrote_something_else() -> None:
    """Another story is offered there."""
    text = f"Ferry fares rise\nBy Tom Leary\n# {HEADED}\nBy Jane Doe\n5 March 2021\n\n{PROSE}"
    assert stated(text, "author") == ["Jane Doe"]
    # a byline above the headline alone is the article's
    assert stated(f"By Tom Leary\n# {HEADED}\n\n{PROSE}", "author") == ["Tom Leary"]


@pytest.mark.parametrize(
    "byline", [f"{PROSE[:80]}.\nJane Doe\n5 March 2021", "Text size\nJane Doe\n5 March 2021\n0"]
)
def test_a_byline_is_no_block_of_values(byline: str) -> None:
    """A lead, a name and a day, or a count of comments, are no record of hidden values."""
    assert stated(f"{HEADED}\n{byline}\n\n{PROSE}", "author") == ["Jane Doe"]


def test_a_section_labelled_as_headlines_are_elsewhere() -> None:
    """ "Rubrik" is a section in German and a headline in Swedish, which has more words than a
    section.
    """
    text = f"{HEADED}\nDatum: 05.03.2021\nRubrik: Lokales\n\n{PROSE}"
    assert (stated(text, "headline"), stated(text, "articleSection")) == ([HEADED], ["Lokales"])
    assert stated(f"Rubrik: {HEADED}\n\n{PROSE}", "articleSection") == []


def test_the_program_of_a_posting_wrote_nothing() -> None:
    """A posting ends in its clock, its day and what it was written with."""
    page = Page(
        text=f"Tom Leary\n@tomleary\n{HEADED}\n2:07 PM · Mar 5, 2021 · Twitter Web App\n12 Retweets"
    )
    assert normalize(page).fields["author"].value is None


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("Jane Doe 5 March 2021 — 7 minutes read", ["Jane Doe"], ["5 March 2021"]),
        ("Jane Doe · Mar 5 · 7 min read", ["Jane Doe"], ["Mar 5"]),
        ("5-Mar-21 | Jane Doe", ["Jane Doe"], ["5-Mar-21"]),
        ("Jane Doe | Yesterday", ["Jane Doe"], ["Yesterday"]),
        # a desk or a paper is no author
        ("Sports Desk 5 March 2021", [], ["5 March 2021"]),
        # a programme's line and an event's
        (
            (
                "The film by Jane Doe is shown on Monday, 5 March 2021, at 8:15 pm on "
                "the "
                "town's own channel."
            ),
            [],
            [],
        ),
        ("5 – 7 March 2021", [], []),
    ],
)
def test_a_date_among_other_words_of_a_byline(line: str, author: list[str], day: list[str]) -> None:
    """What stands beside a date is read as in a page's line below its headline; a sentence and a
    range date no article.
    """
    text = f"{HEADED}\n{line}\n\n{PROSE}"
    assert (stated(text, "author"), stated(text, "date") + stated(text, "datePublished")) == (
        author,
        day,
    )


@pytest.mark.parametrize(
    ("headline", "day", "story", "value"),
    [
        (
            "항구가 다시 열렸다",
            "2024년 3월 12일 10:05",
            "항구가 오늘 아침 다시 열렸다고 시장이 말했다.",
            "2024-03-12T10:05:00+09:00",
        ),
        (
            "Satama avataan uudelleen",
            "12. maaliskuuta 2024 klo 10.05",
            "Satama avattiin tänään.",
            "2024-03-12T10:05:00+02:00",
        ),
        (
            "Liman yeniden açıldı",
            "12 Mart 2024 10:05",
            "Liman bu sabah yeniden açıldı.",
            "2024-03-12T10:05:00+03:00",
        ),
        (
            "Harbour reopens",
            "12 March 2024 10:05 GMT",
            "The harbour reopened.",
            "2024-03-12T10:05:00+00:00",
        ),
    ],
)
def test_a_block_below_repeats_the_headline(
    headline: str, day: str, story: str, value: str
) -> None:
    """Scrapers put their columns below the text; a date above stays the article's, in languages of
    long words too.
    """
    stamp = datetime.fromisoformat(value).astimezone(UTC).isoformat()
    lines = (
        headline,
        "",
        day,
        "",
        story,
        "",
        headline,
        story,
        "Ana Ruiz",
        "harbour, ferry, storm",
        "113",
        stamp,
    )
    fields = normalize(Page(text="\n".join(lines))).fields
    assert (fields["headline"].value, fields["datePublished"].value) == (headline, value)


@pytest.mark.parametrize(
    "byline", ["글 Olga Strand | 2024년 3월 12일", "Par Olga Strand | 12 février 2024"]
)
def test_letters_in_pieces(byline: str) -> None:
    """A date is the same whether its letters are composed or not, beside a picture's day as
    well.
    """
    told = [
        normalize(
            Page(
                text="\n".join(
                    ("Quay rebuilt at last", form, "새 다리, 2013년 7월 26일", "The quay is open.")
                )
            )
        )
        for form in (byline, unicodedata.normalize("NFD", byline))
    ]
    first, second = [
        (each.fields["datePublished"].value, each.fields["datePublished"].confidence)
        for each in told
    ]
    assert first == second
    assert first[1] > 0


@pytest.mark.parametrize(
    "line",
    [
        "Parengė Ana Petraitė", "Kirjutas Ana Tamm", "Пише Ана Јовић", "Eftir Önnu Jónsdóttur", "Miktub minn Ana Borg",
        "Müəllif: Ana Əliyeva",
        "লিখেছেন রহিম উদ্দিন", "تحریر: احمد خان", "Imeandikwa na Ana Mwangi", "Shkruar nga Ana Hoxha", "Text de Ana Puig",
    ],
)  # fmt: skip
def test_byline_words_of_more_languages(line: str) -> None:
    """The word before the name is no part of it, on a page as in a dump."""
    name = " ".join(line.split()[-2:])
    page = (
        f"<article><h1>Harbour reopens</h1><p class=byline>{line}</p><p>The harbour "
        "reopened on Monday.</p></article>"
    )
    dump = f"Harbour reopens\n{line}\n\nThe harbour reopened on Monday."
    found = [
        normalize(each).article.get("author")
        for each in (Page(html=page.encode()), Page(text=dump))
    ]
    assert found == [[{"@type": "Person", "name": name}]] * 2
