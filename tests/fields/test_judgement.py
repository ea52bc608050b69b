"""Between several places of a page the careful editor's choice: which headline, which name, which
people, which text.
"""

from __future__ import annotations

import pytest

from service import fields
from service.fields.author_features import FEATURES
from service.model import Context, Json, Observation, Source
from service.records import replace
from tests.fields.test_fields import BODY, say, titled

WORDS = {row.id: row.words for row in FEATURES}
PAGE = Context(url="https://www.courier.example/metro/bridge")


def test_the_heading_that_readers_see_goes_before_other_wordings() -> None:
    """An h1 and an og:title in other words: readers' headline is the h1, given as one that another
    place disputes.
    """
    h1, og = "Harbour bridge closes for weeks", "Why the bridge had to close"
    found = titled(title="Bridge closed - Courier", h1=h1, og=og)
    first, second, *others = found.candidates
    assert (first.value, second.value) == (h1, og)
    assert found.status == "conflict"
    assert found.confidence is not None
    assert found.confidence < 0.75
    assert all(other.probability < second.probability + 0.1 for other in others)


PADDED = [
    (
        "The Old Harbour Bridge in Port Ellis closes for weeks",
        "The Harbour Bridge closes for weeks",
        True,
    ),
    (
        "The Harbour Bridge closes for weeks",
        "The Old Harbour Bridge in Port Ellis closes for weeks",
        False,
    ),
    (
        "The Harbour Bridge closes for weeks, ferries sail until midnight",
        "The Harbour Bridge closes for weeks",
        False,
    ),
    ("The Old Harbour Bridge closes for weeks", "Old Bridge", False),
    (
        "Die alte Hafenbrücke bleibt für Wochen gesperrt",
        "Die Hafenbrücke bleibt wochenlang gesperrt",
        False,
    ),
    ("港の古い橋が数週間にわたって閉鎖される", "港の橋が数週間閉鎖される", False),
]


@pytest.mark.parametrize(("h1", "og", "yields"), PADDED, ids=[row[1] for row in PADDED])
def test_words_put_in_for_search_engines(h1: str, og: str, yields: bool) -> None:
    """An h1 that the title repeats yields to the same headline without words put in, and never to
    its own beginning.
    """
    found = titled(title=f"{h1} | Courier", h1=h1, og=og)
    assert found.value == (og if yields else h1)
    assert "witnesses_disagree" in {finding.code for finding in found.findings}


def test_a_headline_is_spelled_as_it_is_printed() -> None:
    """Quotation marks that a meta tag adds are not the printed headline's."""
    assert titled(
        title="‘Harbour Lights’: a review",
        og="‘Harbour Lights’: a review",
        h1="Harbour Lights: a review",
    ).value == ("Harbour Lights: a review")


def test_a_shelf_in_the_h1_is_no_headline() -> None:
    """An h1 that shares only little words with the title names a shelf of the site."""
    assert (
        titled(title="Bridges: What They Are and How", h1="Information and Resources").value
        == "Bridges: What They Are and How"
    )


@pytest.mark.parametrize("h1", ["The Harbour Bridge", "Closed for weeks again"])
def test_half_of_a_headline_counts_for_the_whole(h1: str) -> None:
    """An h1 may hold the kicker alone, or what follows it; the whole headline stands elsewhere."""
    assert (
        titled(h1=h1, og="The Harbour Bridge: Closed for weeks again").value
        == "The Harbour Bridge: Closed for weeks again"
    )


def test_a_lone_title_is_emitted() -> None:
    """Where nothing else names the headline, the title reaches the threshold."""
    row = say("headline", "Ports – and what they cost", "html:title", 0.42)
    assert fields.resolve_headline([row], PAGE).confidence >= 0.5


def publisher(
    *rows: tuple[str, Json, float], title: str | None = None, url: str = PAGE.url or ""
) -> str | None:
    """The publisher's name on a page with these places filled."""
    stated = [
        say("publisher", raw, source, reliability, order=i)
        for i, (source, raw, reliability) in enumerate(rows)
    ]
    titles = [say("headline", title, "html:title", 0.4)] if title else []
    value = fields.resolve_publisher([*stated, *titles], Context(url=url)).value
    return str(value["name"]) if isinstance(value, dict) else None


def test_the_tenant_of_a_platform_is_the_publisher() -> None:
    """Medium publishes nothing itself; alone it is all that is known."""
    platform = ("meta:og:site_name", "Medium", 0.66)
    assert (
        publisher(platform, ("ld+json:publisher", {"name": "Harbour Engineering"}, 0.6))
        == "Harbour Engineering"
    )
    assert publisher(platform) == "Medium"


def test_a_slogan_behind_the_name_goes_only_where_the_name_is_known() -> None:
    """The host bears the name out; without it the dash may belong to the name."""
    name = ("meta:og:site_name", "Harbour Courier – News from the coast", 0.66)
    assert publisher(name, url="https://www.harbour-courier.example/x") == "Harbour Courier"
    assert publisher(name) == "Harbour Courier – News from the coast"


def test_a_rival_name_of_another_witness_is_told() -> None:
    """The name printed otherwise, spelled as it is shown to readers, is a conflict with the one
    that stands.
    """
    stated = say("publisher", "Quay Post", "meta:og:site_name", 0.8)
    printed = [
        say("publisher", name, f"html:{name}", good, "human")
        for name, good in (("Tidewater.com", 0.78), ("Tidewater", 0.75))
    ]
    found = fields.resolve_publisher([stated, *printed], PAGE)
    assert found.status == "conflict"
    assert "witnesses_disagree" in {finding.code for finding in found.findings}


def test_a_host_stands_where_nothing_else_does() -> None:
    """A name written as a domain gives way to any other; alone it is the name."""
    domain = ("ld+json:publisher", {"name": "HarbourCourier.com"}, 0.6)
    assert (
        publisher(domain, ("meta:og:site_name", "The Coastal Press", 0.66)) == "The Coastal Press"
    )
    assert publisher(domain) == "HarbourCourier.com"


def test_the_title_template_names_a_site_that_nothing_else_names() -> None:
    """The last part of the title is the site's name where the host says so, and a section's
    otherwise.
    """
    assert (
        publisher(title="Bridge closes - The Courier", url="https://www.thecourier.example/x")
        == "The Courier"
    )
    assert publisher(title="Bridge closes - Metro", url="https://www.thecourier.example/x") is None


def authors(
    *rows: tuple[str, Json], headline: str | None = None, url: str | None = None, least: float = 0.5
) -> list[str]:
    """The authors of a page with these places filled."""
    reliable = {
        "html": ("human", 0.7),
        "ld+json": ("machine", 0.93),
        "meta": ("machine", 0.81),
        "microdata": ("machine", 0.8),
    }
    seen = []
    for i, (source, raw) in enumerate(rows):
        witness, reliability = reliable[source.partition(":")[0]]
        seen.append(
            Observation("author", raw, Source(source, "author", witness, reliability), f"{i}", i)
        )
    found = fields.resolve_authors(seen, Context(url=url), headline=headline)
    value = found.value if isinstance(found.value, list) and found.confidence >= least else []
    return [str(element["name"]) for element in value if isinstance(element, dict)]


def test_whom_the_story_is_about_is_not_its_author() -> None:
    """A link marked rel=author to a person of the headline loses to the stated author, and is
    hardly believed alone.
    """
    link = ("html:rel-author", "Max Schmidt")
    assert authors(
        link, ("ld+json:author", {"name": "Ann Miller"}), headline="Max Schmidt resigns"
    ) == ["Ann Miller"]
    assert authors(link, headline="Mayor resigns", least=0.7) == ["Max Schmidt"]
    assert authors(link, headline="Max Schmidt resigns", least=0.6) == []
    assert authors(link, headline="Schmidt resigns", least=0.6) == []


def test_authors_of_the_cards_below_are_not_added() -> None:
    """Several names of several elements, confirmed by nothing, do not widen what a machine place
    states.
    """
    cards = [("html:byline", name) for name in ("Ann Miller", "John Roe", "Max Poe")]
    assert authors(("meta:author", "Ann Miller"), *cards) == ["Ann Miller"]
    marked = [("microdata:author", name) for name in ("Ann Miller", "John Roe", "Max Poe")]
    assert authors(("meta:author", "Ann Miller"), *marked) == ["Ann Miller"]


def test_one_byline_of_three_names_is_three_authors() -> None:
    """Names that one byline lists are no cards."""
    assert authors(("html:byline", "By Ann Miller, John Roe and Max Poe")) == [
        "Ann Miller",
        "John Roe",
        "Max Poe",
    ]


def test_two_kinds_of_elements_outvote_a_third() -> None:
    """What a byline and an author's box agree on beats a lone link."""
    rows = (
        ("html:byline", "Ann Miller"),
        ("html:author", "Ann Miller"),
        ("html:rel-author", "John Roe"),
    )
    assert authors(*rows) == ["Ann Miller"]


def test_the_outlet_as_author_is_an_organisation() -> None:
    """A name that is the site's own is typed as what it is, unless it can be a person's."""
    row = Observation(
        "author", "Hafenblatt", Source("meta:author", "author", "machine", 0.9), "meta[1]"
    )
    value = fields.resolve_authors([row], Context(url="https://www.hafenblatt.example/a")).value
    assert value == [{"@type": "Organization", "name": "Hafenblatt"}]


@pytest.mark.parametrize("name", ["中央通訊社", "한국일보", "朝日新聞デジタル", "新华社"])
def test_organisations_in_scripts_without_blanks(name: str) -> None:
    """Agencies and papers are known by how their names end."""
    row = Observation("author", name, Source("meta:author", "author", "machine", 0.9), "meta[1]")
    assert fields.resolve_authors([row], PAGE).value == [{"@type": "Organization", "name": name}]


def described(*raws: str, headline: str = "Harbour bridge closes for weeks") -> Json:
    """The description of a page with these statements, the first being the most reliable."""
    rows = [
        say("description", raw, f"meta:{i}", 0.9 - i / 100, order=i) for i, raw in enumerate(raws)
    ]
    return fields.resolve_description(
        rows, PAGE, publisher="Harbour Courier", headline=headline
    ).value


def test_what_stands_on_every_page_describes_none() -> None:
    """A text without a word of the headline loses to one that has several."""
    slogan = "A quiet paper from a small town. The place to find out."
    story = "The harbour bridge closes on Monday, and the ferries run for weeks."
    assert described(slogan, story) == story
    assert described(slogan, "See what is new today.") == slogan


def test_a_cut_that_is_marked_yields_to_the_whole() -> None:
    """Two texts that begin alike are one, and the whole one is given; what most places cut, or goes
    on for pages, stays cut.
    """
    start = "The harbour bridge closes on Monday for at least three weeks after"
    whole = f"{start} a crack was found in one of its cables."
    assert described(f"{start}...", whole) == whole
    assert described(f"{start}...", f"{start}...", whole) == f"{start}..."
    assert described(f"{start}...", whole * 20) == f"{start}..."
    assert described(f"{start}…", f"{start} a crack was") == f"{start}…"


def test_an_excerpt_yields_to_a_written_sentence() -> None:
    """The cut beginning of the article is worth less than a whole sentence of another place, and
    more than a mere title.
    """
    excerpt = (
        "At first glance the cable of the harbour bridge looks like any other. It is "
        "thick enough for..."
    )
    assert (
        described(excerpt, "One harbour bridge cable is about to snap.")
        == "One harbour bridge cable is about to snap."
    )
    assert described(excerpt, "The trouble with the harbour bridge cable") == excerpt


def test_the_whole_article_is_no_description() -> None:
    """A text of more than a thousand characters is withheld, and loses to any description."""
    article = "The harbour bridge closes on Monday. " * 40
    row = say("description", article, "microdata:description", 0.83)
    assert fields.resolve_description([row], PAGE).confidence < 0.5
    assert described(article, "The ferries run for weeks.") == "The ferries run for weeks."


def test_the_first_of_repeated_pictures_is_the_main_one() -> None:
    """Repeated og:image metas are one list in page order; a logo in it is left out, and told."""
    rows = [
        say("image", f"https://a.example/{name}.jpg", "meta:og:image", 0.9, order=i)
        for i, name in enumerate(("site-logo", "bridge", "anchor"))
    ]
    found = fields.resolve_image(rows, PAGE)
    assert isinstance(found.value, list)
    assert [image["url"] for image in found.value if isinstance(image, dict)] == [
        "https://a.example/bridge.jpg", "https://a.example/anchor.jpg"
    ]  # fmt: skip
    assert [repair.removed for repair in found.repairs] == [("https://a.example/site-logo.jpg",)]


def test_a_template_that_says_english_everywhere_yields_to_the_text() -> None:
    """Every place of a theme declares en-GB; three hundred letters of German say otherwise."""
    places = ("meta:og:locale", "html:lang", "ld+json:inLanguage")
    found = fields.resolve_language(
        [say("inLanguage", "en-GB", place, 0.99) for place in places], PAGE, body=BODY
    )
    assert (found.value, found.confidence >= 0.8) == ("de", True)


def test_a_section_is_spelled_for_readers() -> None:
    """The slug and the name of one section are one, and the name is printed."""
    rows = [
        say("articleSection", "harbour-news", "meta:article:section", 0.8),
        say("articleSection", "Harbour News", "html:section", 0.5, "human", 1),
    ]
    assert fields.resolve_section(rows, PAGE).value == ["Harbour News"]


def test_agreement_inside_one_page_is_not_certainty() -> None:
    """Printed and machine places are filled from one CMS: their agreement is worth what was
    measured, not a product of odds.
    """
    assert (
        0.9
        <= titled(title="Bridge closes", h1="Bridge closes", og="Bridge closes").confidence
        <= 0.99
    )


def test_a_glued_article_is_no_other_name() -> None:
    """ "theprovince" is The Province, which readers see; "thera" may be a name."""
    rows = [
        say("publisher", "theprovince", "meta:og:site_name", 0.66),
        say("publisher", "The Province", "html:logo", 0.6),
    ]
    found = fields.resolve_publisher(rows, PAGE)
    assert [each.value for each in found.candidates] == [
        {"@type": "NewsMediaOrganization", "name": "The Province"}
    ]
    short = [
        say("publisher", "thera", "meta:og:site_name", 0.66),
        say("publisher", "Ra", "html:logo", 0.6),
    ]
    assert len(fields.resolve_publisher(short, PAGE).candidates) == 2


@pytest.mark.parametrize(("length", "kept"), [(150, True), (151, False)])
def test_the_longest_name_of_an_outlet(length: int, kept: bool) -> None:
    """A longer text is none."""
    found = fields.resolve_publisher(
        [say("publisher", "x" * length, "meta:og:site_name", 0.66)], PAGE
    )
    assert (found.value is not None) is kept


@pytest.mark.parametrize(("length", "kept"), [(1_999, True), (2_000, False)])
def test_the_longest_address_of_an_outlet(length: int, kept: bool) -> None:
    """Beside a longer one the name stands alone."""
    url = f"https://www.courier.example/{'a' * (length - 28)}"
    found = fields.resolve_publisher(
        [say("publisher", {"name": "Courier", "url": url}, "ld+json:publisher", 0.66)], PAGE
    )
    assert found.value == {"@type": "NewsMediaOrganization", "name": "Courier"} | (
        {"url": url} if kept else {}
    )


STATUSES = [
    ("headline", "Bridge closes for weeks", "stated"),
    ("headline", "Bridge  closes for weeks", "normalized"),
    ("author", "Jane Doe", "stated"),
    ("author", [{"@type": "Person", "name": "Jane Doe"}], "stated"),
    ("author", "Doe, Jane", "normalized"),
    ("publisher", {"@type": "Organization", "name": "Harbour Courier"}, "stated"),
    ("publisher", "  Harbour Courier", "normalized"),
]
RESOLVERS = {
    "headline": fields.resolve_headline,
    "author": fields.resolve_authors,
    "publisher": fields.resolve_publisher,
}


@pytest.mark.parametrize(
    ("name", "raw", "status"), STATUSES, ids=[f"{row[0]} {row[1]}" for row in STATUSES]
)
def test_what_the_page_states_is_told_from_what_was_made_of_it(
    name: str, raw: Json, status: str
) -> None:
    """A value is stated where the page says just that, also inside its object."""
    assert RESOLVERS[name]([say(name, raw, "meta:made", 0.8)], PAGE).status == status


def test_evidence_shows_the_address_of_a_picture() -> None:
    """A picture has no name."""
    found = fields.resolve_image(
        [say("image", {"url": "https://www.courier.example/bridge.jpg"}, "ld+json:image", 0.8)],
        PAGE,
    )
    assert [each.reading for each in found.evidence] == ["https://www.courier.example/bridge.jpg"]


FURNITURE = [
    (["Jane Doe", "Share"], ["Jane Doe"]),
    (["Jane Doe", "Share", "Print"], ["Jane Doe"]),
    (["Jane Doe", "Jane Doe Harbour"], ["Jane Doe"]),
    (["Jane Doe", "Jane Doe Harbour", "Odo Finch"], ["Jane Doe", "Odo Finch"]),
    (["Jane Doe", "AFP"], ["Jane Doe"]),
    (["AFP"], ["AFP"]),
    (["Madonna"], ["Madonna"]),
    (["madonna", "Jane Doe"], ["Jane Doe"]),
    (["Jane Doe", "Odo Finch"], ["Jane Doe", "Odo Finch"]),
]


@pytest.mark.parametrize(
    ("raw", "expected"), FURNITURE, ids=[", ".join(row[0]) for row in FURNITURE]
)
def test_what_stands_beside_names_on_a_page(raw: list[str], expected: list[str]) -> None:
    """Buttons, agencies and longer forms of a name go; an agency alone signs, and so do two
    people.
    """
    value = fields.resolve_authors([say("author", [*raw], "html:byline", 0.8, "human")], PAGE).value
    assert isinstance(value, list)
    assert [author["name"] for author in value if isinstance(author, dict)] == expected


SEVERAL = [
    (["Ana Ruiz", "Odo Finch"], "html:byline", True),
    (["Ana Ruiz and Odo Finch"], "html:byline", False),
    (["Ana Ruiz and Odo Finch", "Ana Ruiz"], "html:byline", False),
    (["Ana Ruiz", "Odo Finch"], "meta:author", False),
]


@pytest.mark.parametrize(
    ("texts", "place", "expected"), SEVERAL, ids=[f"{row[1]} {row[0][-1]}" for row in SEVERAL]
)
def test_names_in_several_elements(texts: list[str], place: str, expected: bool) -> None:
    """They may be a menu's or other stories'; an element that lists them all is not in doubt, nor
    are metas.
    """
    witness = "human" if place.startswith("html:") else "machine"
    rows = [say("author", text, place, 0.8, witness, order) for order, text in enumerate(texts)]
    rows = [replace(row, locator=str(at)) for at, row in enumerate(rows)]
    (first, *_) = fields.resolve_authors(rows, PAGE).candidates
    assert (WORDS["several"] in [what for what, _ in first.contributions]) is expected
