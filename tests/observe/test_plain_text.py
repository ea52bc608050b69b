"""Text dumps: every kind of line is recognised by its content and place, in any order, language and
state of repair.
"""

from __future__ import annotations

import pytest

from service.model import Json, Page
from service.normalize import normalize
from service.observe.plain_text import observe_text
from service.observe.text_lines import is_paragraph
from service.spans.date_context import label_field, without_label

HEADLINE = "Harbour Bridge Closes for Repairs After Crack Is Found"
BODY = [
    (
        "The harbour bridge was closed to all traffic on Monday after engineers found a "
        "crack in one of its main cables."
    ),
    (
        "City officials said the work would take at least three weeks and asked drivers "
        "to "
        "use the northern tunnel instead."
    ),
    (
        "“Nobody was ever in danger,” said the chief engineer, who had ordered the "
        "closure "
        "within an hour of the discovery."
    ),
    (
        "Ferries will run every ten minutes until late evening, and the price of a "
        "ticket "
        "has been halved for the time being."
    ),
    (
        "The bridge was opened in 1931 and carries some 40,000 vehicles a day between "
        "the "
        "old town and the port."
    ),
]
COUNT = sum(len(paragraph.split()) for paragraph in BODY)
BLOCK = [
    "Metro",
    BODY[0],
    "harbour, bridge, traffic, Bridge",
    str(COUNT),
    "2021-17-03",
    "Wednesday, 3 March 2021 09:17 AM",
    "Harbour Courier, Inc.",
]
BIOGRAPHY = [
    "Ann Miller",
    (
        "Ann Miller, who has covered the port for nine years, writes about roads, ships "
        "and "
        "city money."
    ),
]


def page(
    *,
    head: list[str] | None = None,
    byline: str = "By   |   Wednesday, 3 March 2021 09:17 AM GMT",
    biography: list[str] | None = None,
    block: list[str] | None = None,
    caption: str = "Engineers inspect a cable on May 5, 2008. (J. Roe/Example Photo)",
) -> str:
    """A dump of an invented page, each part replaceable."""
    parts = ["Skip to main content", "Tags: harbour | bridge | traffic | Bridge", ""]
    parts += head or [HEADLINE, "", HEADLINE]
    parts += [caption, "", byline, "", "\n\n".join(BODY), ""]
    parts += [
        "\n\n".join(BIOGRAPHY if biography is None else biography),
        "",
        "© 2023 Harbour Courier. All rights reserved.",
        "",
    ]
    parts += [
        *(BLOCK if block is None else block),
        "",
        "Sign up for our daily newsletter",
        "Read and Post Comments",
        "TOP",
    ]
    return "\n".join(parts)


def raws(text: str, field: str) -> list[Json]:
    """What the page states of a field, in page order; of a labelled date its label tells the
    field.
    """
    seen = [
        (o, label_field(str(o.raw)) if o.field == "date" else "") for o in observe_text(text)[0]
    ]
    return [
        without_label(str(o.raw)) if told else o.raw
        for o, told in seen
        if (told or o.field) == field
    ]


WHOLE = {
    "headline": HEADLINE,
    "author": "Ann Miller",
    "articleSection": "Metro",
    "description": BODY[0],
    "wordCount": str(COUNT),
    "publisher": "Harbour Courier, Inc.",
    "datePublished": "Wednesday, 3 March 2021 09:17 AM GMT",
    "copyright": "© 2023 Harbour Courier. All rights reserved.",
}


@pytest.mark.parametrize("field", WHOLE)
def test_each_field_of_a_whole_dump(field: str) -> None:
    """Every value of a complete dump is found."""
    assert raws(page(), field)[0] == WHOLE[field]


def test_tags_stand_twice() -> None:
    """The labelled tags and the tags of the block are two observations."""
    assert raws(page(), "keywords") == [
        "harbour | bridge | traffic | Bridge",
        "harbour, bridge, traffic, Bridge",
    ]


def test_unlabelled_dates_of_the_block_have_no_role() -> None:
    """A bare date of the block is a date whose role nobody states, healthy or broken."""
    assert raws(page(), "date") == ["2021-17-03", "Wednesday, 3 March 2021 09:17 AM"]


def test_caption_body_and_copyright_dates_are_other_dates() -> None:
    """Dates in running text are kept, and are candidates for nothing."""
    assert "May 5, 2008" in raws(page(), "otherDate")
    assert "May 5, 2008" not in raws(page(), "date") + raws(page(), "datePublished")


def test_the_body_is_the_article_and_nothing_else() -> None:
    """The body has the paragraphs, and neither caption nor author box nor furniture."""
    assert observe_text(page())[1] == "\n\n".join(BODY)


ORDERS = [
    pytest.param([BLOCK[i] for i in order], id="-".join(map(str, order)))
    for order in [
        (6, 5, 4, 3, 2, 1, 0),
        (2, 0, 6, 1, 5, 3, 4),
        (5, 3, 2, 6, 0, 4, 1),
        (3, 4, 5, 6, 0, 1, 2),
    ]
]


@pytest.mark.parametrize("block", ORDERS)
def test_the_order_of_the_block_does_not_matter(block: list[str]) -> None:
    """Values of the block are typed by what they are, whatever their order."""
    text = page(block=block)
    found = {
        f: raws(text, f)[-1]
        for f in ("articleSection", "description", "keywords", "wordCount", "publisher")
    }
    assert found == {
        "articleSection": "Metro",
        "description": BODY[0],
        "keywords": BLOCK[2],
        "wordCount": str(COUNT),
        "publisher": BLOCK[6],
    }
    assert sorted(map(str, raws(text, "date"))) == sorted(
        ["2021-17-03", "Wednesday, 3 March 2021 09:17 AM"]
    )


MISSING = [pytest.param(i, id=str(line)[:20]) for i, line in enumerate(BLOCK)]


@pytest.mark.parametrize("missing", MISSING)
def test_a_block_without_one_of_its_lines(missing: int) -> None:
    """Each line of the block may be missing; the others keep their meaning."""
    text = page(block=[line for i, line in enumerate(BLOCK) if i != missing])
    expected = {"articleSection": 0, "description": 1, "wordCount": 3, "publisher": 6}
    for field, i in expected.items():
        assert raws(text, field) == ([BLOCK[i]] if i != missing else [])


def test_no_timestamp_at_all() -> None:
    """A page without any date gives no date."""
    text = page(
        byline="By Ann Miller", block=[line for i, line in enumerate(BLOCK) if i not in (4, 5)]
    )
    assert raws(text, "date") + raws(text, "datePublished") == []
    assert raws(text, "wordCount") == [str(COUNT)]


DATES = [
    "2021-03-03",
    "2021-03-03T09:17:00Z",
    "2021-17-03 09:17",
    "03/03/2021",
    "0000-00-00",
    "1614763020",
    "1614763020000",
    "20210303091700",
    "Mittwoch, 3. März 2021, 9:17 Uhr",
    "mercredi 3 mars 2021 à 9h17",
    "3 de marzo de 2021",
    "2021年3月3日 9:17",
    "3 марта 2021 г.",
]


@pytest.mark.parametrize("date", DATES)
def test_dates_of_every_shape_stand_in_the_block(date: str) -> None:
    """A date line is known by its shape, broken ones included."""
    assert raws(page(block=[*BLOCK[:4], date, BLOCK[6]]), "date") == [date]


BYLINES = [
    (
        "By Ann Miller | Wednesday, 3 March 2021 09:17 AM",
        "Ann Miller",
        "Wednesday, 3 March 2021 09:17 AM",
    ),
    ("By Ann Miller and John Roe   •   March 3, 2021", "Ann Miller and John Roe", "March 3, 2021"),
    ("Von Anna Müller | 3. März 2021, 09:17 Uhr", "Anna Müller", "3. März 2021, 09:17 Uhr"),
    ("Par Jeanne Dupont | Publié le 3 mars 2021 à 9h17", "Jeanne Dupont", "3 mars 2021 à 9h17"),
    ("Por María Gómez · 3 de marzo de 2021", "María Gómez", "3 de marzo de 2021"),
    ("Автор: Анна Иванова | 3 марта 2021", "Анна Иванова", "3 марта 2021"),
    ("Ann Miller — 3 March 2021", "Ann Miller", "3 March 2021"),
    ("3 March 2021 | By Ann Miller", "Ann Miller", "3 March 2021"),
    ("By    |   3 March 2021", None, "3 March 2021"),
    ("**By Ann Miller** | 3 March 2021", "Ann Miller", "3 March 2021"),
]


@pytest.mark.parametrize(("byline", "author", "date"), BYLINES, ids=[row[0] for row in BYLINES])
def test_bylines(byline: str, author: str | None, date: str) -> None:
    """Names and dates of a byline are told apart, in many languages, also when the name is
    missing.
    """
    text = page(byline=byline, biography=[], block=[])
    assert raws(text, "datePublished") == [date]
    assert raws(text, "author") == ([author] if author else [])


def test_a_byline_with_two_dates() -> None:
    """Posted and updated dates of one byline keep their roles."""
    text = page(
        byline="By Ann Miller | Posted: 3 March 2021 | Updated: 4 March 2021",
        biography=[],
        block=[],
    )
    assert (raws(text, "datePublished"), raws(text, "dateModified")) == (
        ["3 March 2021"],
        ["4 March 2021"],
    )


def test_two_dates_in_one_part() -> None:
    """ "Posted … Updated …" without a bar is two dates."""
    article = normalize(
        Page(text=page(byline="Posted 3 March 2021 Updated 4 March 2021", biography=[], block=[]))
    ).article
    assert (article["datePublished"], article["dateModified"]) == ("2021-03-03", "2021-03-04")


LABELS = [
    ("Schlagwörter: Hafen, Brücke", "keywords", "Hafen, Brücke"),
    ("Mots-clés : port, pont", "keywords", "port, pont"),
    ("Etiquetas: puerto, puente", "keywords", "puerto, puente"),
    ("Теги: порт, мост", "keywords", "порт, мост"),
    ("标签：港口、大桥", "keywords", "港口、大桥"),
    ("Filed under: Harbour, Bridge", "keywords", "Harbour, Bridge"),
    ("Published: 3 March 2021", "datePublished", "3 March 2021"),
    ("Veröffentlicht am 3. März 2021", "datePublished", "3. März 2021"),
    ("Publié le 3 mars 2021", "datePublished", "3 mars 2021"),
    ("Опубликовано: 3 марта 2021", "datePublished", "3 марта 2021"),
    ("发布时间：2021-03-03 09:17", "datePublished", "2021-03-03 09:17"),
    ("Last updated: 4 March 2021", "dateModified", "4 March 2021"),
    ("Aktualisiert: 4. März 2021", "dateModified", "4. März 2021"),
    ("Actualizado el 4 de marzo de 2021", "dateModified", "4 de marzo de 2021"),
    ("Обновена 4 март 2021 г.", "dateModified", "4 март 2021 г."),
    ("Publicēts: 2021. gada 3. marts", "datePublished", "2021. gada 3. marts"),
    ("Atnaujinta: 2021-03-04", "dateModified", "2021-03-04"),
    ("Đăng lúc: 3 tháng 3, 2021", "datePublished", "3 tháng 3, 2021"),
    ("Section: Metro", "articleSection", "Metro"),
    ("Source: Harbour Courier", "publisher", "Harbour Courier"),
    ("Language: en", "inLanguage", "en"),
    ("URL: https://courier.example/bridge", "url", "https://courier.example/bridge"),
    ("Word count: 97", "wordCount", "97"),
    ("Autor: Anna Müller", "author", "Anna Müller"),
]


@pytest.mark.parametrize(("line", "field", "raw"), LABELS, ids=[row[0] for row in LABELS])
def test_labelled_lines(line: str, field: str, raw: str) -> None:
    """A label in any of the known languages names the field of its line."""
    text = "\n".join([HEADLINE, "", line, "", *BODY])
    assert raws(text, field) == [raw]


def test_a_label_whose_value_stands_below() -> None:
    """ "Tags:" on a line of its own names the next line."""
    assert raws("\n".join([HEADLINE, "", *BODY, "", "Tags:", "harbour, bridge"]), "keywords") == [
        "harbour, bridge"
    ]


HEADERS = (
    "Title: {0}\nDate: Wed, 3 Mar 2021 09:17:00 +0000\nFrom: Ann Miller\nSource: Harbour "
    "Courier\n\n{1}"
)


def test_headers_like_those_of_mail() -> None:
    """A dump that opens with mail-like headers gives each of them."""
    text = HEADERS.format(HEADLINE, "\n\n".join(BODY))
    assert raws(text, "headline") == [HEADLINE]
    assert raws(text, "date") == ["Wed, 3 Mar 2021 09:17:00 +0000"]
    assert raws(text, "author") == ["Ann Miller"]
    assert raws(text, "publisher") == ["Harbour Courier"]


def test_a_dump_in_markdown() -> None:
    """Heading marks and emphasis are no part of the values."""
    text = "\n\n".join([f"# {HEADLINE}", "**By Ann Miller**", "*3 March 2021*", *BODY])
    assert raws(text, "headline") == [HEADLINE]
    assert raws(text, "datePublished") == ["3 March 2021"]
    assert raws(text, "author") == ["Ann Miller"]


def test_line_ends_do_not_matter() -> None:
    """CRLF and CR dumps read like LF dumps."""
    found = observe_text(page())
    assert observe_text(page().replace("\n", "\r\n")) == found
    assert observe_text(page().replace("\n", "\r")) == found


def test_a_dump_without_blank_lines() -> None:
    """Without blank lines the values are still found."""
    text = "\n".join(line for line in page().split("\n") if line.strip())
    for field in ("headline", "author", "keywords", "wordCount", "publisher", "datePublished"):
        assert raws(text, field)[0] == raws(page(), field)[0], field


def test_every_line_is_typed_a_fixed_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the lines are twice the work, and no more."""
    from service.observe import text_lines

    def calls(lines: int) -> int:
        seen: list[str] = []

        def counting(text: str) -> str:
            seen.append(text)
            return ""

        monkeypatch.setattr(text_lines, "kind_of", counting)
        observe_text("A short line\n350\n" * lines)
        return len(seen)

    assert 0 < calls(2_000) <= 2 * calls(1_000)


def test_a_headline_that_stands_once() -> None:
    """One title-like line before the byline is the headline."""
    assert raws(page(head=[HEADLINE]), "headline") == [HEADLINE]


def test_a_tab_title_and_a_headline() -> None:
    """The browser's title has the site's name, and the headline has not."""
    assert raws(
        page(head=[f"{HEADLINE} | Harbour Courier", "", HEADLINE, "", HEADLINE]), "headline"
    ) == [HEADLINE]


def test_a_number_far_from_the_count_is_doubted() -> None:
    """A bare number is a word count only where it fits the body."""
    found = [
        o
        for o in observe_text(page(block=[*BLOCK[:3], "48211", *BLOCK[4:]]))[0]
        if o.field == "wordCount"
    ]
    assert [o.source.reliability < 0.5 for o in found] == [True]


def test_names_in_the_body_are_no_authors() -> None:
    """Prose that opens with a name is no author box."""
    text = page(biography=[], block=[], byline="3 March 2021")
    assert raws(text, "author") == []


@pytest.mark.parametrize(
    "text", ["", "\n\n\n", "\0\0", "x", "|||", ":", "By", "©", "# ", "\u202e\u200b"]
)
def test_nothing_breaks_on_nothing(text: str) -> None:
    """Empty and odd dumps give no value and no error."""
    observations, body, findings = observe_text(text)
    assert (body, findings) == ("", ())
    assert all(o.raw for o in observations)


def test_a_dump_beyond_the_limits_is_cut_and_told() -> None:
    """What exceeds the limits is not read, and a finding says so."""
    assert [f.code for f in observe_text("word\n" * 30_000)[2]] == ["page_truncated"]


@pytest.mark.parametrize(
    ("line", "field", "raw"),
    [
        pytest.param(
            "published_time: 1999-10-01T12:00:35-05:00",
            "datePublished",
            "1999-10-01T12:00:35-05:00",
            id="meta name",
        ),
        pytest.param(
            "article:modified_time: 1999-10-02",
            "dateModified",
            "1999-10-02",
            id="meta name with a colon",
        ),
        pytest.param("expires: 1999-12-31", None, None, id="when it expires"),
        pytest.param("Breaking: 27 boats saved in 1998", None, None, id="no name of a field"),
    ],
)
def test_labels_that_machines_write(line: str, field: str | None, raw: str | None) -> None:
    """A dump keeps the names of metas as labels of its dates."""
    seen, _, _ = observe_text(
        f"Town keeps its old ferry\n\nBy Ines Calloway\n\n{'The town keeps it. ' * 20}\n\n{line}\n"
    )

    dates = [(o.field, o.raw) for o in seen if o.field in ("datePublished", "dateModified", "date")]
    assert dates == ([(field, raw)] if field else [])


def test_a_caption_with_a_date_is_no_dateline() -> None:
    """A line of words that ends in a date stands under a picture."""
    seen, _, _ = observe_text(
        "Town keeps its old ferry\n\nBy Ines Calloway\n\nThe new footbridge on 27 "
        f"August 1998\n{'The town keeps it. ' * 20}\n"
    )

    assert [o.field for o in seen if "1998" in str(o.raw)] in ([], ["otherDate"])


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        pytest.param("Az új híd, 2013. július 14.\n", "datePublished", id="the only date"),
        pytest.param("July 3, 2013\n\n2013. július 14.\n", "datePublished", id="without words"),
        pytest.param(
            "July 3, 2013\n\nAz új híd, 2013. július 14.\n\n", "datePublished", id="on its own"
        ),
    ],
)
def test_words_and_a_date_glued_to_the_body(lines: str, field: str) -> None:
    """Right above a paragraph they date it as anywhere else; beside another date neither is
    answered.
    """
    seen, _, _ = observe_text(
        f"Town keeps its old ferry\n\nBy Ines Calloway\n\n{lines}{'The town keeps it. ' * 20}\n"
    )

    assert [o.field for o in seen if "július" in str(o.raw)] == [field]


def test_a_label_for_readers_is_no_machine() -> None:
    """A date that is printed behind a label is a reader's witness; a stamp behind a name is a
    machine's.
    """
    seen, _, _ = observe_text(
        "Town keeps it\n\nPublicado el 24 de abril de 2017, "
        f"11:51\n\n{'The town keeps it. ' * 20}\n\npubdate: 2017-04-24\n"
    )

    assert [o.source.witness for o in seen if o.field in ("date", "datePublished")] == [
        "human",
        "machine",
    ]


def test_a_sentence_without_blanks_is_no_date() -> None:
    """A caption in Japanese that ends in a date is a sentence, not a date line."""
    from service.spans.date_spans import looks_like_date

    assert not looks_like_date("町議会は僅差で渡し船を残すことを決めた (2013年9月23日)")
    assert looks_like_date("中華民國一百一十一年二月二十五日")
    assert looks_like_date("発表日：2021年03月23日")
    assert looks_like_date("14 Unr'21")


def test_the_day_of_an_event_is_another_date() -> None:
    """Behind "When:" a dump prints the day of the event that the story announces."""
    seen, _, _ = observe_text(
        "Concert in the old church\n\nWhen: Saturday 16 March 2024, 7:30 "
        f"pm\n\n{'The choir sings. ' * 20}\n"
    )

    assert [o.field for o in seen if "2024" in str(o.raw)] == ["otherDate"]


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("Town keeps it\n\nJane Doe\nMay 11, 2023 at 9:14 p.m.", ["Jane Doe"]),
        ("Town keeps it\n\nMay 11, 2023\nJane Doe", ["Jane Doe"]),
        ("Jane Doe\nMay 11, 2023\n\nTown keeps its old ferry open", []),
        ("Town keeps it\n\nBy John Roe\nJane Doe\nMay 11, 2023", ["John Roe"]),
    ],
)
def test_a_name_between_headline_and_date(lines: str, author: list[str]) -> None:
    """A name alone next to the date line, below the headline, is the author's where no byline names
    one.
    """
    seen, _, _ = observe_text(f"{lines}\n\n{'The town keeps it. ' * 20}\n")

    assert [o.raw for o in seen if o.field == "author"] == author


@pytest.mark.parametrize(
    ("words", "end", "paragraph"),
    [(12, ".", True), (11, ".", False), (24, "", True), (23, "", False), (12, " –", False)],
)
def test_what_a_paragraph_is(words: int, end: str, paragraph: bool) -> None:
    """A dozen words that end as a sentence does, or two dozen; menus and headlines are shorter."""
    assert is_paragraph(" ".join(["pier"] * words) + end) == paragraph
