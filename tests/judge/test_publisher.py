"""The features of publishers' names: each on the smallest page that has it, and the names that they decide between."""

from __future__ import annotations

import pytest

from service.fields.publisher import FEATURES, Name, Names, claims
from service.judge.scorer import WEIGHTS, judged
from service.lexicon.texts import compact
from service.model import Source

SITE = Source("meta:og:site_name", "publisher", "machine", 0.66)
PRINTED = Source("html:title", "publisher", "machine", 0.42)


def names(*texts: str, told: str = "", stated: Source = SITE) -> Names:
    """A page that names these, with what it says elsewhere: "host:", "title:", "account:" or "slogan:" before a name."""
    kind, _, name = told.partition(":")
    there = {each: {compact(name)} if each == kind else set() for each in ("host", "title", "account", "slogan")}
    made = [Name(compact(text), text, (stated,)) for text in texts]
    return Names(made, there["host"], there["title"], there["account"], there["slogan"])


CASES = [
    ("on_host", names("Quay Post", "Tidewater", told="host:quaypost"), {"Quay Post"}),
    ("in_title", names("Quay Post", "Tidewater", told="title:quaypost"), {"Quay Post"}),
    ("on_account", names("Quay Post", "Tidewater", told="account:quaypost"), {"Quay Post"}),
    ("host", names("Quay Post", "quaypost.example", "Le Quai.fr"), {"quaypost.example", "Le Quai.fr"}),
    ("slug", names("Quay Post", "thequaypost"), {"thequaypost"}),
    ("registered", names("Quay Post", "Quay Media Ltd."), {"Quay Media Ltd."}),
    ("shelf", names("Quay Post", "Politique"), {"Politique"}),
    ("shelf", names("Quay Post", "Journal", told="host:quayjournal"), set()),
    ("platform", names("Quay Post", "Medium"), {"Medium"}),
    ("slogan", names("Quay Post", "Quay Post – News", told="slogan:Quay Post – News"), {"Quay Post – News"}),
]


@pytest.mark.parametrize(("feature", "page", "expected"), CASES, ids=[f"{row[0]}: {len(row[2])}" for row in CASES])
def test_a_feature(feature: str, page: Names, expected: set[str]) -> None:
    """A feature holds of what its row says, and of nothing beside."""
    assert {claim.value for claim in claims(page) if feature in {**claim.features, **claim.own}} == expected


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES}


def test_the_weights_are_the_tables() -> None:
    """The fitted weights have the table's ids, and no sign is another than its estimate's."""
    weights = WEIGHTS["publisher"].features
    assert set(weights) == {row.id for row in FEATURES}
    assert [row.id for row in FEATURES if weights[row.id] * row.estimate < 0] == []


#: Two names that are stated alike, what the page says elsewhere, and the one that stands.
DECIDED = [
    ("thequaypost", "Tidewater", "", "Tidewater"),
    ("Quay Media Ltd.", "Tidewater", "", "Tidewater"),
    ("Medium", "Tidewater", "", "Tidewater"),
    ("Sport", "Tidewater", "", "Tidewater"),
    ("quaypost.example", "Tidewater", "", "Tidewater"),
    ("Tidewater", "Quay Post", "host:quaypost", "Quay Post"),
    ("Tidewater", "Quay Post", "title:quaypost", "Quay Post"),
    ("Tidewater", "Quay Post", "account:quaypost", "Quay Post"),
    ("Tidewater News", "Tidewater", "slogan:Tidewater News", "Tidewater"),
]


@pytest.mark.parametrize(("first", "second", "told", "expected"), DECIDED, ids=[f"{row[0]} {row[2]}" for row in DECIDED])
def test_a_decision(first: str, second: str, told: str, expected: str) -> None:
    """Of two names the one that readers know the outlet by stands, in either order."""
    for texts in ((first, second), (second, first)):
        page = names(*texts, told=told)
        shown = {each.key: each.text for each in page.names}
        assert shown[judged("publisher", claims(page))[0].key] == expected
