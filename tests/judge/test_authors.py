"""The marks of lists of authors: each on the smallest page that has it, and the people whom they
decide between.
"""

from __future__ import annotations

import pytest

from service.fields.author_features import FEATURES, author_features
from service.judge.decision import Reading, by_key_of, decide
from service.model import Habit, Observation, Source

WITNESSES = {"html": "human", "text": "human"}
SITE, HEAD = "Quay Post", "Tilda Marsh leaves the council"


def said(place: str, *names: str, order: int = 0, marked: str = "") -> Reading:
    """A reading of one place that names these people; the outlet is no person."""
    source = Source(place, "author", WITNESSES.get(place.partition(":")[0], "machine"), 0.8)
    elements = [
        {"@type": "Organization" if name == SITE else "Person", "name": name} for name in names
    ]
    observation = Observation("author", ", ".join(names), source, f"{place}[{order}]", order)
    key = "\n".join(sorted(map(str.casefold, names)))
    return Reading(observation, [*elements], key, marks=frozenset(marked.split()))


def held(*readings: Reading, known: str = "") -> set[str]:
    """The ids of the first reading's marks."""
    habits = {known: Habit(9, 9, 3.0)} if known else {}
    return set(author_features(by_key_of(readings), SITE, HEAD, habits)[readings[0].key])


PRINTED, TOLD = "html:byline", "ld+json:author"
CASES = [
    (
        "contradicted",
        [said(PRINTED, "Ana Ruiz"), said("html:author", "Odo Finch")],
        [said(PRINTED, "Ana Ruiz"), said("html:author", "Ana Ruiz harbour correspondent")],
    ),
    (
        "several",
        [said(PRINTED, "Ana Ruiz", "Odo Finch", marked="several")],
        [said(PRINTED, "Ana Ruiz", "Odo Finch", marked="several"), said(TOLD, "Ana Ruiz",
        "Odo Finch")],
    ),
    ("signed", [said(PRINTED, "Ana Ruiz", marked="signed")], [said(PRINTED, "Ana Ruiz")]),
    ("about", [said(PRINTED, "Tilda Marsh")], [said(PRINTED, "Tilda Marsh"), said(TOLD,
     "Tilda Marsh")]),
    ("about", [said("html:rel-author", "Bo Marsh")], [said(PRINTED, "Bo Marsh")]),
    ("one_word", [said(TOLD, "Ruiz")], [said(TOLD, "Ana Ruiz")]),
    (
        "later",
        [said("text:byline", "Ana Ruiz", order=2), said("text:byline", "Odo Finch", order=1)],
        [said("text:byline", "Ana Ruiz", order=1), said("text:byline", "Odo Finch", order=2)],
    ),
    ("outlet", [said(TOLD, SITE), said(PRINTED, "Ana Ruiz")], [said(TOLD, SITE),
     said("html:near-headline-name", "Ana Ruiz")]),
    ("part", [said("meta:author", "Ana"), said(TOLD, "Ana Ruiz")], [said("meta:author", "Ana"),
     said(PRINTED, "Ana Ruiz")]),
    ("part", [said(PRINTED, "Ana Ruiz"), said(TOLD, "Ana Ruiz", "Bo Roe")], [said(PRINTED,
     "Ana Ruiz"), said(TOLD, "Bo Roe")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "has", "lacks"), CASES, ids=[f"{row[0]} {row[1][0].key}" for row in CASES]
)
def test_a_mark(name: str, has: list[Reading], lacks: list[Reading]) -> None:
    """A list has the mark of what it is, and not of what is like it."""
    assert name in held(*has)
    assert name not in held(*lacks)


def test_a_name_of_every_page() -> None:
    """What stands on all pages of a site is marked so."""
    assert "usual" in held(said(TOLD, "Ana Ruiz"), known="ana ruiz")
    assert "usual" not in held(said(TOLD, "Ana Ruiz"), known="odo finch")


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES} | {"usual"}


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [
        (
            said(TOLD, "Ana Ruiz"),
            said(PRINTED, "Odo Finch", "Bo Roe", "Tilda Marsh", marked="several"),
            "Ana Ruiz",
        ),
        (said("meta:author", "Ana"), said(TOLD, "Ana Ruiz"), "Ana Ruiz"),
        (said(TOLD, SITE), said(PRINTED, "Ana Ruiz", marked="signed"), "Ana Ruiz"),
        (said("html:author", "Odo Finch"), said(PRINTED, "Ana Ruiz", marked="signed"), "Ana Ruiz"),
    ],
    ids=["no cards", "the whole name", "a person before the outlet", "who is signed"],
)
def test_who_is_the_author(first: Reading, second: Reading, winner: str) -> None:
    """The marks decide between two lists, whichever comes first."""
    for readings in ([first, second], [second, first]):
        by_key = by_key_of(readings)
        found = decide("author", readings, FEATURES, marks=author_features(by_key, SITE, HEAD, {}))
        assert found.candidates[0].value == [{"@type": "Person", "name": winner}]
