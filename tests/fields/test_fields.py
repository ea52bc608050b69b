"""The other fields: what clings to a value goes, the value itself is never cut, and what is no
value is not emitted.
"""

from __future__ import annotations

import pytest

from service import fields
from service.model import Context, Json, Observation, Resolution, Source

PAGE = Context(url="https://www.courier.example/metro/bridge")
BODY = (
    "Die Hafenbrücke wurde am Montag für den gesamten Verkehr gesperrt, nachdem "
    "Ingenieure einen Riss in einem der Seile "
    "gefunden hatten. Die Arbeiten dauern nach Angaben der Stadt mindestens drei Wochen, "
    "und die Fahrer werden gebeten, den "
    "nördlichen Tunnel zu benutzen. Niemand sei jemals in Gefahr gewesen, sagte der "
    "leitende Ingenieur, der die Sperrung "
    "innerhalb einer Stunde angeordnet hatte. Die Fähren fahren bis in den späten Abend "
    "alle zehn Minuten."
)


def say(
    field: str, raw: Json, source: str, reliability: float, witness: str = "machine", order: int = 0
) -> Observation:
    """One statement."""
    return Observation(field, raw, Source(source, field, witness, reliability), source, order)


def titled(
    title: str | None = None, h1: str | None = None, og: str | None = None, site: str | None = None
) -> Resolution:
    """The headline of a page with these places filled."""
    rows = [
        say("headline", title, "html:title", 0.55, order=0),
        say("headline", og, "meta:og:title", 0.8, order=1),
        say("headline", h1, "html:h1", 0.85, "human", order=2),
        say("publisher", site, "meta:og:site_name", 0.8, order=3),
    ]
    return fields.resolve_headline([row for row in rows if row.raw is not None], PAGE)


HEADLINES = [
    (
        {"title": "Bridge closes for weeks | Harbour Courier", "site": "Harbour Courier"},
        "Bridge closes for weeks",
    ),
    (
        {"title": "Harbour Courier - Bridge closes for weeks", "site": "Harbour Courier"},
        "Bridge closes for weeks",
    ),
    (
        {"title": "Bridge closes for weeks | Metro | Courier", "h1": "Bridge closes for weeks"},
        "Bridge closes for weeks",
    ),
    ({"title": "Bridge closes for weeks - Courier"}, "Bridge closes for weeks"),
    ({"title": "Why the bridge had to close: N1", "site": "N1"}, "Why the bridge had to close"),
    ({"title": "(2) Bridge closes for weeks"}, "Bridge closes for weeks"),
    ({"title": "Bridge closes again Bridge closes again"}, "Bridge closes again"),
    ({"title": "It&amp;#8217;s over"}, "It’s over"),
    (
        {
            "title": "Bridge closes, thousands wait…",
            "h1": "Bridge closes, thousands wait for ferries",
        },
        "Bridge closes, thousands wait for ferries",
    ),
    (
        {"title": "BRIDGE CLOSES FOR WEEKS", "og": "Bridge closes for weeks"},
        "Bridge closes for weeks",
    ),
    (
        {"title": "x | y", "h1": "Bridge closes", "og": "Traffic: Bridge closes"},
        "Traffic: Bridge closes",
    ),
]


@pytest.mark.parametrize(
    ("places", "expected"), HEADLINES, ids=[str(row[0])[:60] for row in HEADLINES]
)
def test_headlines(places: dict[str, str], expected: str) -> None:
    """Site names, counters, doublings and cuts are undone."""
    assert titled(**places).value == expected


WHOLE = """Superbugs: What They Are and How You Get Them|Announces Launch Of Next-Gen Ferry|"The bridge has a problem" - Miller
Ports – and what they cost|Harbour: a history|9/11 – the day after|Fork the Bridge : a Podcast"""


@pytest.mark.parametrize("title", WHOLE.replace("\n", "|").split("|"))
def test_a_headline_is_never_cut(title: str) -> None:
    """What stands behind a dash or colon is part of the headline unless the page calls it the
    site.
    """
    assert titled(title=title, site="Harbour Courier").value == title


def test_a_second_wording_makes_the_headline_less_sure() -> None:
    """JSON-LD words otherwise what the article marks up and og:title repeats: both are shown, and
    neither is sure.
    """
    rows = [
        say("headline", "Mayor suggests gifts will go on", "ld+json:headline", 0.86),
        *(
            say("headline", "Mayor defiant over gifts", place, 0.76)
            for place in ("microdata:headline", "meta:og:title")
        ),
        say("headline", "Mayor defiant over gifts", "html:h1", 0.75, "human"),
    ]
    found = fields.resolve_headline(rows, PAGE)
    assert [c.value for c in found.candidates] == [
        "Mayor defiant over gifts",
        "Mayor suggests gifts will go on",
    ]
    assert found.confidence < 0.9
    assert [f.code for f in found.findings] == ["witnesses_disagree"]


@pytest.mark.parametrize(
    "title",
    ["undefined | Example Times", "Just a moment...", "404 Not Found", "{{title}}", "Courier", ""],
)
def test_no_headline(title: str) -> None:
    """Placeholders, error pages and the site's name alone are no headline."""
    assert titled(title=title).value is None


def test_an_h1_that_has_nothing_to_do_with_the_page_loses() -> None:
    """The logo's h1 is no headline where everything else agrees on another."""
    assert (
        titled(
            title="Bridge closes for weeks", og="Bridge closes for weeks", h1="Harbour Logo"
        ).value
        == "Bridge closes for weeks"
    )


def test_disagreeing_witnesses_are_told() -> None:
    """Another headline of an independent place is a finding."""
    found = titled(og="Bridge closes for weeks", h1="Bridge shut for a month")
    assert "witnesses_disagree" in {finding.code for finding in found.findings}


PUBLISHERS: list[tuple[list[Json], str | None]] = [
    (["Harbour Courier"], "Harbour Courier"),
    ([{"@type": "Organization", "name": "Harbour Courier"}], "Harbour Courier"),
    (["www.courier.example"], "courier.example"),
    (["courier.example", "Harbour Courier"], "Harbour Courier"),
    (["HarbourCourier.com", "Harbour Courier"], "Harbour Courier"),
    (["Harbour Media GmbH", "Harbour Courier"], "Harbour Courier"),
    (["Harbour Media, Inc."], "Harbour Media, Inc."),
    (["WordPress"], None),
    (["My Site"], None),
    (["@courier"], None),
    (["https://www.facebook.com/courier"], None),
]


@pytest.mark.parametrize(("raws", "expected"), PUBLISHERS, ids=[str(row[0]) for row in PUBLISHERS])
def test_publishers(raws: list[Json], expected: str | None) -> None:
    """The name for readers wins over domains and registered names; platforms and addresses are
    none.
    """
    rows = [say("publisher", raw, f"meta:{i}", 0.8 - i / 20, order=i) for i, raw in enumerate(raws)]
    value = fields.resolve_publisher(rows, PAGE).value
    assert (value["name"] if isinstance(value, dict) else None) == expected


SECTIONS: list[tuple[Json, list[str] | None]] = [
    ("Home > World > Europe", ["Europe"]),
    ("News", ["News"]),
    (["World", "Europe", "world"], ["World", "Europe"]),
    ("uncategorized", None),
    ("Sin categoría", None),
    ("", None),
]


@pytest.mark.parametrize(("raw", "expected"), SECTIONS, ids=[repr(row[0]) for row in SECTIONS])
def test_sections(raw: Json, expected: list[str] | None) -> None:
    """A path gives its last step; a list keeps its order; a default is none."""
    assert (
        fields.resolve_section(
            [say("articleSection", raw, "meta:article:section", 0.8)], PAGE
        ).value
        == expected
    )


LANGUAGES = {
    "EN": "en", "en_US": "en-US", "en-UK": "en-GB", "zh-Hans-CN": "zh-Hans-CN", "Deutsch": "de",
        "français": "fr",
    "in": "id", "iw": "he", "ji": "yi", "cz": "cs", "dk": "da", "jp": "ja", "cn": "zh", "gr": "el",
        "ua": "uk", "uk": "uk",
    "se": "se", "eng": "en", "ger": "de", "en, de": "en",
    "und": None, "": None, "x-default": None, "null": None, "english-ish": None,
    "pt-br": "pt-BR", "no": "no", "en_US.UTF-8": "en-US",
}  # fmt: skip


def test_a_folder_of_the_address_is_no_section() -> None:
    """What stands in the address alone is not told; it seconds what the page says."""
    folder = say("articleSection", "local", "url:path-section", 0.35, "url")
    alone = fields.resolve_section([folder], PAGE)
    assert (alone.status, alone.value) == ("absent", None)
    seconded = fields.resolve_section(
        [folder, say("articleSection", "Local", "html:section", 0.5, "human")], PAGE
    )
    assert seconded.value == ["Local"]
    assert seconded.confidence > 0.5


def test_a_trail_is_a_section_without_its_ends() -> None:
    """The first step is the site's, the last the article itself."""
    trail = say(
        "articleSection", ["Valley News", "Local", "Roads", "Bridge closed"], "html:breadcrumb", 0.5
    )
    assert fields.resolve_section(
        [trail], PAGE, publisher="Valley News", headline="Bridge closed"
    ).value == ["Local", "Roads"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Reporting by the valley desk", "Reporting by the valley desk"),
        ({"name": "Valley"}, "Valley"),
        ("null", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("field", ["creditText", "dateline", "contentLocation"])
def test_as_stated(field: str, raw: Json, expected: str | None) -> None:
    """Credit, dateline and location are the page's own words or nothing."""
    assert (
        fields.resolve_stated([say(field, raw, f"ld+json:{field}", 0.8)], PAGE)[field].value
        == expected
    )


def test_the_credit_of_a_picture_is_not_the_article_s() -> None:
    """Shown with its reason, never taken."""
    told = say("creditText", "Foto: B. Lens", "text:credit", 0.7, "human")
    resolution = fields.resolve_stated([told], PAGE)["creditText"]
    assert (resolution.status, [e.why for e in resolution.evidence]) == (
        "absent",
        ["the credit of a picture"],
    )


@pytest.mark.parametrize(("raw", "expected"), LANGUAGES.items(), ids=repr)
def test_languages(raw: str, expected: str | None) -> None:
    """Names, countries, old and three-letter codes become one BCP 47 tag."""
    assert (
        fields.resolve_language([say("inLanguage", raw, "html:lang", 0.9)], PAGE).value == expected
    )


def test_the_text_overrules_a_template() -> None:
    """A default "en" over a long German text is repaired."""
    found = fields.resolve_language([say("inLanguage", "en", "html:lang", 0.9)], PAGE, body=BODY)
    assert (found.value, [repair.rule for repair in found.repairs]) == ("de", ["template_language"])


def test_a_short_text_overrules_nobody() -> None:
    """A detector errs on a sentence: the declared language stays."""
    found = fields.resolve_language(
        [say("inLanguage", "nl", "html:lang", 0.9)], PAGE, body=BODY[:100]
    )
    assert (found.value, found.repairs) == ("nl", ())


def test_the_text_speaks_where_nothing_is_declared() -> None:
    """Without a declaration the text is read."""
    assert fields.resolve_language([], PAGE, body=BODY).value == "de"


URLS: list[tuple[str, str]] = [
    ("//www.courier.example/metro/bridge", "https://www.courier.example/metro/bridge"),
    ("/metro/bridge", "https://www.courier.example/metro/bridge"),
    ("https://www.courier.example//metro/bridge", "https://www.courier.example/metro/bridge"),
    ("https://www.courier.example/", "https://www.courier.example/metro/bridge"),
    ("https://staging.courier.example/metro/bridge", "https://www.courier.example/metro/bridge"),
    ("http://localhost:3000/metro/bridge", "https://www.courier.example/metro/bridge"),
    ("javascript:alert(1)", "https://www.courier.example/metro/bridge"),
    ("https://tribune.example/metro/bridge", "https://tribune.example/metro/bridge"),
    (
        "https://www.courier.example/metro/bridge?page=1",
        "https://www.courier.example/metro/bridge?page=1",
    ),
    (
        "https://www.courier.example/b?id=7&utm_source=x&fbclid=y",
        "https://www.courier.example/b?id=7",
    ),
    ("https://www.courier.example/b#comments", "https://www.courier.example/b"),
    (
        "https://www.courier.example/b?source=wire&ref=7",
        "https://www.courier.example/b?source=wire&ref=7",
    ),
    ("www.courier.example/metro/bridge", "https://www.courier.example/metro/bridge"),
    ("courier.example/metro/span", "https://courier.example/metro/span"),
    ("metro/bridge", "https://www.courier.example/metro/bridge"),
    ("bridge", "https://www.courier.example/metro/bridge"),
    ("span", "https://www.courier.example/metro/span"),
    ("metro/span.html", "https://www.courier.example/metro/span.html"),
    ("./span.html", "https://www.courier.example/metro/span.html"),
    ("?id=7", "https://www.courier.example/metro/bridge?id=7"),
    ("tribune.example/metro/span", "https://www.courier.example/metro/tribune.example/metro/span"),
]


@pytest.mark.parametrize(("canonical", "expected"), URLS, ids=[row[0] for row in URLS])
def test_urls(canonical: str, expected: str) -> None:
    """The canonical address by the browser's rules; home pages and staging hosts are refused,
    tracking goes.
    """
    assert (
        fields.resolve_url([say("url", canonical, "link:canonical", 0.95)], PAGE).value == expected
    )


def test_removed_parameters_are_told() -> None:
    """Taking a parameter off is a repair that names it."""
    found = fields.resolve_url(
        [say("url", "https://a.example/b?utm_source=x", "link:canonical", 0.95)], PAGE
    )
    assert [(repair.rule, repair.removed) for repair in found.repairs] == [
        ("tracking_parameter", ("utm_source=x",))
    ]


def test_a_supplied_home_page_is_a_home_page() -> None:
    """What the caller says of the address is not doubted."""
    found = fields.resolve_url(
        [say("url", "https://courier.example/", "supplied:url", 0.7, "supplied")], Context()
    )
    assert found.value == "https://courier.example/"


IMAGES: list[tuple[Json, str | None]] = [
    ("https://a.example/bridge.jpg", "https://a.example/bridge.jpg"),
    ("//a.example/bridge.jpg?w=1&amp;h=2", "https://a.example/bridge.jpg?w=1&h=2"),
    ("['https://a.example/b.jpg', 'https://a.example/c.jpg']", "https://a.example/b.jpg"),
    ("/bridge.jpg", "https://www.courier.example/bridge.jpg"),
    (["https://a.example/b.jpg", "https://a.example/b.jpg"], "https://a.example/b.jpg"),
    (
        {
            "@type": "ImageObject",
            "url": "https://a.example/b.jpg",
            "width": "1200",
            "height": {"value": 800},
        },
        "https://a.example/b.jpg",
    ),
    ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", None),
    ("undefined", None),
    ({"url": "https://a.example/p.gif", "width": 1, "height": 1}, None),
]


@pytest.mark.parametrize(("raw", "expected"), IMAGES, ids=[repr(row[0])[:50] for row in IMAGES])
def test_images(raw: Json, expected: str | None) -> None:
    """Addresses are made absolute; data, pixels and placeholders are no pictures."""
    value = fields.resolve_image([say("image", raw, "meta:og:image", 0.9)], PAGE).value
    first = value[0] if isinstance(value, list) else None
    assert (first["url"] if isinstance(first, dict) else None) == expected


def test_a_logo_stays_below_the_threshold() -> None:
    """A file called logo is not the story's picture, unless something better is missing and then it
    is withheld.
    """
    found = fields.resolve_image(
        [say("image", "https://a.example/site-logo.png", "meta:og:image", 0.9)], PAGE
    )
    assert found.confidence < 0.5


DESCRIPTIONS = [
    ("The bridge … [&hellip;]", "The bridge …"),
    ("The bridge &amp; the sea", "The bridge & the sea"),
    ("The <b>bridge</b>\n closes.", "The bridge closes."),
    ("The bridge closes... Read more", "The bridge closes..."),
    ("null", None),
    ("Harbour Courier: news, sport, opinion", None),
    ("Breaking news, latest news and headlines", None),
]


@pytest.mark.parametrize(("raw", "expected"), DESCRIPTIONS, ids=[row[0] for row in DESCRIPTIONS])
def test_descriptions(raw: str, expected: str | None) -> None:
    """Marks of cuts and markup go; the site's slogan says nothing of the article."""
    row = say("description", raw, "meta:description", 0.9)
    assert fields.resolve_description([row], PAGE, publisher="Harbour Courier").value == expected


def test_a_description_cut_at_a_quotation_mark_is_taken_whole() -> None:
    """An attribute that ends at an unescaped quotation mark is completed from another meta tag."""
    rows = [
        say(
            "description",
            "The mayor said her failure to close the ",
            "meta:description",
            0.9,
            order=0,
        ),
        say(
            "description",
            'The mayor said her failure to close the "old bridge" was a mistake.',
            "meta:og:description",
            0.9,
            order=1,
        ),
    ]
    assert (
        fields.resolve_description(rows, PAGE).value
        == 'The mayor said her failure to close the "old bridge" was a mistake.'
    )


COUNTS: list[tuple[Json, int | None]] = [
    (350, 350),
    ("350", 350),
    ("1.234", 1234),
    ("1,234", 1234),
    ("650 words", 650),
    ("12 345", 12345),
    ("many", None),
    (True, None),
    (-3, None),
]


@pytest.mark.parametrize(("raw", "expected"), COUNTS, ids=[repr(row[0]) for row in COUNTS])
def test_word_counts(raw: Json, expected: int | None) -> None:
    """Grouped numbers and units are read; what is no count is not."""
    assert (
        fields.resolve_stated([say("wordCount", raw, "ld+json:wordCount", 0.8)], PAGE)[
            "wordCount"
        ].value
        == expected
    )


def test_a_zero_count_is_replaced_by_the_count() -> None:
    """A counter that ran before the text was there is repaired from the body."""
    found = fields.resolve_stated(
        [say("wordCount", "0", "ld+json:wordCount", 0.8)], PAGE, body=BODY
    )["wordCount"]
    assert (found.value, [repair.rule for repair in found.repairs]) == (
        len(BODY.split()),
        ["zero_word_count"],
    )


COPYRIGHTS: list[tuple[str, int | None, str | None]] = [
    ("© 2024 Harbour Courier. All rights reserved.", 2024, "Harbour Courier"),
    ("Copyright 1998-2021 Harbour Media, Inc.", 2021, "Harbour Media, Inc."),
    ("© Harbour Courier", None, "Harbour Courier"),
    ("(c) 2019–23 Verlag Hafen GmbH. Alle Rechte vorbehalten.", 2023, "Verlag Hafen GmbH"),
    ("All Rights Reserved", None, None),
]


@pytest.mark.parametrize(("raw", "year", "holder"), COPYRIGHTS, ids=[row[0] for row in COPYRIGHTS])
def test_copyright_lines(raw: str, year: int | None, holder: str | None) -> None:
    """A copyright line gives its last year and its holder."""
    found = fields.resolve_stated([say("copyright", raw, "text:copyright", 0.9)], PAGE)
    named = found["copyrightHolder"].value
    assert (found["copyrightYear"].value, named["name"] if isinstance(named, dict) else None) == (
        year,
        holder,
    )


ACCESS: list[tuple[Json, bool | None]] = [
    (True, True),
    ("False", False),
    ("yes", True),
    ("metered", False),
    ("http://schema.org/True", True),
    ("maybe", None),
]


@pytest.mark.parametrize(("raw", "expected"), ACCESS, ids=[repr(row[0]) for row in ACCESS])
def test_access(raw: Json, expected: bool | None) -> None:
    """Words for free and paid become a boolean."""
    assert (
        fields.resolve_stated(
            [say("isAccessibleForFree", raw, "ld+json:isAccessibleForFree", 0.8)], PAGE
        )["isAccessibleForFree"].value
        is expected
    )


TYPES: list[tuple[Json, str | None]] = [
    ("NewsArticle", "NewsArticle"),
    ("https://schema.org/OpinionNewsArticle", "OpinionNewsArticle"),
    (["Article", "NewsArticle"], "NewsArticle"),
    ("article", "Article"),
    ("WebPage", None),
]


@pytest.mark.parametrize(("raw", "expected"), TYPES, ids=[repr(row[0]) for row in TYPES])
def test_types(raw: Json, expected: str | None) -> None:
    """The most telling type of the profile is taken."""
    assert (
        fields.resolve_stated([say("type", raw, "ld+json:@type", 0.9)], PAGE)["@type"].value
        == expected
    )


COUNTRIES = [
    ("https://www.courier.co.uk/x", None, "GB"),
    ("https://courier.de/", "en", "DE"),
    ("https://courier.io/", None, None),
    ("https://courier.com/", "pt-BR", "BR"),
    ("https://courier.com/", "de", None),
    ("not an address", None, None),
]


@pytest.mark.parametrize(
    ("url", "language", "expected"), COUNTRIES, ids=[str(row[:2]) for row in COUNTRIES]
)
def test_countries(url: str, language: str | None, expected: str | None) -> None:
    """The country stands in the domain's end, else in the language's region, and nowhere in domains
    sold to the world.
    """
    assert fields.country_of(url, language) == expected
