"""The features of descriptions: each on the smallest page that has it, and the texts that they
decide between.
"""

from __future__ import annotations

import pytest

from service import fields
from service.fields.description import FEATURES
from service.model import Context, Observation, Resolution, Source

HEAD = "Council backs plan for old harbour quay"
LEAD = "The council backs the harbour plan for the old quay."
SLOGAN = "A weblog from a tiny kitchen."
CUT = "The council heard eleven people before it backed the harbour plan for…"

OFFER = "Aktuelle News aus Politik, Wirtschaft und Sport."


def described(*texts: str, places: int = 1, headline: str = HEAD) -> Resolution:
    """The description of a page with these texts, the first of them at so many places."""
    stated = [(text, f"meta:{at}") for at, text in enumerate(texts)] + [
        (texts[0], f"meta:x{n}") for n in range(1, places)
    ]
    rows = [
        Observation("description", text, Source(place, "description", "machine", 0.8), place, at)
        for at, (text, place) in enumerate(stated)
    ]
    return fields.resolve_description(rows, Context(), headline=headline)


CASES = [
    ("idle", described(LEAD, SLOGAN), {SLOGAN}),
    ("idle", described("Bread and butter.", SLOGAN), set()),
    ("excerpt", described(CUT, LEAD), {CUT}),
    ("excerpt", described(CUT, SLOGAN), set()),
    ("overlong", described("word " * 300), {("word " * 300).strip()}),
    ("overlong", described(LEAD), set()),
    ("repeated", described(LEAD, SLOGAN, places=2), {LEAD}),
]
WORDS = {row.id: row.words for row in FEATURES}


@pytest.mark.parametrize(
    ("feature", "given", "expected"), CASES, ids=[f"{row[0]} {len(row[2])}" for row in CASES]
)
def test_a_feature(feature: str, given: Resolution, expected: set[str]) -> None:
    """A feature holds of what its row says, and of nothing beside."""
    assert {
        each.value
        for each in given.candidates
        if WORDS[feature] in [words for words, _ in each.contributions]
    } == expected


@pytest.mark.parametrize("text", [HEAD, f"Quay Post - {HEAD}"])
def test_the_headline_describes_nothing(text: str) -> None:
    """The headline, with the site's name beside it or without, is not used."""
    found = described(text)
    assert (found.value, found.evidence[0].why) == (None, "the headline again")


OFFERS = [
    (OFFER, HEAD, None),
    ("提供最新新闻资讯，体育、娱乐。", "港口计划", None),
    (OFFER, "Sport im Hafen", OFFER),
    (
        "The latest news on sport at the quay: the council has heard people.",
        "Vote",
        "The latest news on sport at the quay: the council has heard people.",
    ),
]


@pytest.mark.parametrize(("text", "headline", "expected"), OFFERS, ids=[row[1] for row in OFFERS])
def test_what_the_site_offers_describes_nothing(
    text: str, headline: str, expected: str | None
) -> None:
    """Shelves of the site alone are its slogan, but for those that the headline speaks of."""
    assert described(text, headline=headline).value == expected


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES}


DECIDED = [(LEAD, SLOGAN), (LEAD, HEAD), (LEAD, CUT), (CUT, SLOGAN)]


@pytest.mark.parametrize(
    ("stands", "other"), DECIDED, ids=[f"{row[0][:12]} {row[1][:12]}" for row in DECIDED]
)
def test_a_decision(stands: str, other: str) -> None:
    """The editor's sentence stands, in either order."""
    for texts in ((stands, other), (other, stands)):
        assert described(*texts).value == stands
    assert described(stands, "Another text.", places=2).value == stands


def test_a_text_of_a_thousand_characters_is_the_article() -> None:
    """One character less is a long description."""
    long = "word " * 199
    texts = {f"{long}{'x' * 5}": set(), f"{long}{'x' * 6}": {f"{long}{'x' * 6}"}}
    for text, expected in texts.items():
        found = described(text)
        words = {
            each.value
            for each in found.candidates
            if WORDS["overlong"] in [said for said, _ in each.contributions]
        }
        assert (len(text) > 1_000, words) == (bool(expected), expected)


AROUND = [
    (
        "The council backs the plan – and its sheds - Quay Post",
        "The council backs the plan – and its sheds",
    ),
    (
        f"{HEAD} | The council heard people – eleven of them. | Quay Post",
        "The council heard people – eleven of them.",
    ),
    (f"{HEAD} | The council heard eleven people.", "The council heard eleven people."),
    (
        "The council heard eleven people – at the quay",
        "The council heard eleven people – at the quay",
    ),
]


@pytest.mark.parametrize(("text", "expected"), AROUND, ids=[row[0][-12:] for row in AROUND])
def test_what_stands_around_a_description_goes_and_its_own_parts_stay(
    text: str, expected: str
) -> None:
    """The site's name behind it and the headline before it are one part each."""
    row = Observation(
        "description", text, Source("meta:description", "description", "machine", 0.8), "meta"
    )
    assert (
        fields.resolve_description([row], Context(), publisher="Quay Post", headline=HEAD).value
        == expected
    )
