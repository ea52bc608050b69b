"""The features of publishers' names: each on the smallest page that has it, and the names that they
decide between.
"""

from __future__ import annotations

import pytest

from service import fields
from service.fields.publisher import FEATURES
from service.model import Context, Observation, Resolution, Source

SITE = Source("meta:og:site_name", "publisher", "machine", 0.66)


def decided(*texts: str, host: str = "news.example") -> Resolution:
    """The publisher of a page at this host, or with a title, where one place names each of
    these.
    """
    stated = [
        Observation("publisher", text, SITE, f"meta[{at}]", at) for at, text in enumerate(texts)
    ]
    title = Observation(
        "headline",
        "Storm hits coast | Tidewater",
        Source("html:title", "headline", "machine", 0.4),
        "title",
    )
    return fields.resolve_publisher(
        [*stated, title] if host == "title" else stated, Context(url=f"https://www.{host}/x")
    )


CASES = [
    ("on_host", ("Quay Post", "Tidewater"), "quaypost.example", {"Quay Post"}),
    ("slug", ("Quay Post", "tidewater"), "", {"tidewater"}),
    ("registered", ("Quay Post", "Quay Media Ltd."), "", {"Quay Media Ltd."}),
    ("shelf", ("Quay Post", "Politique"), "", {"Politique"}),
    ("shelf", ("Quay Post", "Journal"), "quayjournal.example", set()),
    ("platform", ("Quay Post", "Medium"), "", {"Medium"}),
    ("slogan", ("Quay Post", "Quay Post – News"), "", {"Quay Post – News"}),
    ("in_title", ("Quay Post", "Tidewater"), "title", {"Tidewater"}),
]
WORDS = {row.id: row.words for row in FEATURES}


@pytest.mark.parametrize(
    ("feature", "texts", "host", "expected"),
    CASES,
    ids=[f"{row[0]}: {len(row[3])}" for row in CASES],
)
def test_a_feature(feature: str, texts: tuple[str, ...], host: str, expected: set[str]) -> None:
    """A feature holds of what its row says, and of nothing beside."""
    found = decided(*texts, host=host or "news.example")
    held = [
        each.value
        for each in found.candidates
        if WORDS[feature] in [words for words, _ in each.contributions]
    ]
    assert {value["name"] for value in held if isinstance(value, dict)} == expected


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES}


#: Two names that are stated alike, the host, and the one that stands.
DECIDED = [
    ("thequaypost", "Tidewater", "", "Tidewater"),
    ("Quay Media Ltd.", "Tidewater", "", "Tidewater"),
    ("Medium", "Tidewater", "", "Tidewater"),
    ("Sport", "Tidewater", "", "Tidewater"),
    ("quaypost.example", "Tidewater", "", "Tidewater"),
    ("Tidewater", "Quay Post", "quaypost.example", "Quay Post"),
    ("Tidewater | News", "Tidewater", "", "Tidewater"),
]


@pytest.mark.parametrize(
    ("first", "second", "host", "expected"), DECIDED, ids=[f"{row[0]} {row[2]}" for row in DECIDED]
)
def test_a_decision(first: str, second: str, host: str, expected: str) -> None:
    """Of two names the one that readers know the outlet by stands, in either order."""
    for texts in ((first, second), (second, first)):
        value = decided(*texts, host=host or "news.example").value
        assert isinstance(value, dict)
        assert value["name"] == expected


@pytest.mark.parametrize("texts", [("The List", "TheList.com"), ("Il Giornale", "ilgiornale")])
def test_spellings_of_one_name(texts: tuple[str, ...]) -> None:
    """Two spellings are one candidate, whichever stands first."""
    for each in (texts, texts[::-1]):
        found = decided(*each, host="thelist.example")
        assert [c.value for c in found.candidates if isinstance(c.value, dict)] == [
            {"@type": "NewsMediaOrganization", "name": texts[0]}
        ]
