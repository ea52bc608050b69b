"""The marks of lists of tags: each on the smallest list that has it, and the lists that they decide
between.
"""

from __future__ import annotations

import pytest

from service.judge.scorer import Claim, judged
from service.model import Observation, Source
from service.tags.lists import _GENERIC, FEATURES, TagList, families, is_of_site, respell

TEXT = (
    "Council backs plan for old quay. " + "The harbour and its ferries wait for the bridge. " * 12
)
TITLES = ("/town/council-backs-plan-for-old-quay", "Council backs plan for old quay")


def listed(place: str, *tags: str, reliability: float = 0.6) -> TagList:
    """A list of one place with these tags."""
    witness = "human" if place.startswith("html:") else "machine"
    stated = Observation("keywords", "", Source(place, "keywords", witness, reliability), place)
    return TagList(stated.source, stated, tags=tags, key_set=frozenset(map(str.casefold, tags)))


def marks(*lists: TagList, text: str = TEXT) -> dict[str, float]:
    """The marks of the first family."""
    return families(list(lists), TITLES, text)[0][1]


TOPICS = ("harbour", "ferries", "bridge")
CASES = [
    (
        "headlines",
        [
            listed(
                "html:tag-list",
                "Council lets the contract for the old quay",
                "Old lighthouse sold to a painter at last",
            )
        ],
    ),
    (
        "of_site",
        [listed("meta:keywords", "breaking news", "top news", "latest headlines", "harbour")],
    ),
    ("cut_title", [listed("meta:keywords", "council", "backs", "plan", "for", "old", "quay")]),
    ("crowd", [listed("html:tags", *(f"topic {n}" for n in range(16)))]),
    ("found_by_class", [listed("html:tags", *TOPICS)]),
    ("few_by_class", [listed("html:tags", *TOPICS[:2])]),
    ("linked_alone", [listed("html:tag-link", *TOPICS)]),
    ("shown_whole", [listed("meta:keywords", *TOPICS), listed("html:tags", *TOPICS)]),
    ("in_text", [listed("meta:keywords", "harbour", "painter")]),
]


@pytest.mark.parametrize(("name", "lists"), CASES, ids=[row[0] for row in CASES])
def test_a_mark(name: str, lists: list[TagList]) -> None:
    """A list has the mark of what it is."""
    assert marks(*lists)[name] == (0.5 if name == "in_text" else 1.0)


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES}


def test_a_plain_list_has_no_other_mark() -> None:
    """Nor is a list of links alone where machines are told one."""
    assert set(marks(listed("meta:keywords", *TOPICS))) == {"in_text"}
    assert set(marks(listed("html:tags", *TOPICS))) == {"found_by_class", "in_text"}
    assert set(marks(listed("html:tag-link", *TOPICS), listed("meta:keywords", "quay"))) == {
        "found_by_class",
        "in_text",
    }
    assert set(marks(listed("html:tag-link", *TOPICS[:2]))) == {"few_by_class", "in_text"}
    assert set(marks(listed("html:tag-list", *TOPICS, *map(str, range(20))))) == {
        "crowd",
        "in_text",
    }


def test_one_tag_is_shown_anywhere() -> None:
    """That readers see it too bears out nothing: a section is printed on each page."""
    assert "shown_whole" not in marks(
        listed("meta:keywords", "harbour"), listed("html:tags", "harbour")
    )


def test_a_family_has_the_marks_of_its_best_list() -> None:
    """A less reliable one of the site's words is no mark of the list that it shares some with."""
    mixed = listed(
        "meta:keywords",
        "breaking news",
        "top news",
        "harbour",
        "ferries",
        "bridge",
        reliability=0.9,
    )
    of_site = listed(
        "meta:news_keywords", "breaking news", "top news", "latest headlines", "harbour"
    )
    assert len(families([mixed, of_site], TITLES, TEXT)) == 1
    assert "of_site" not in marks(mixed, of_site)
    assert "of_site" in marks(of_site)


def test_what_readers_are_shown_whole_is_the_list() -> None:
    """A longer list that readers see too, tag for tag, is a family's; one that they do not see is
    not.
    """
    best = listed("meta:keywords", "harbour", "ferries", reliability=0.65)
    longer = listed("meta:news_keywords", *TOPICS)
    assert families([best, longer], TITLES, TEXT)[0][0][0] is best
    assert families([best, longer, listed("html:tags", *TOPICS)], TITLES, TEXT)[0][0][0] is longer


def test_fifteen_are_no_crowd() -> None:
    """An editor may set so many; one more is a cloud or a menu."""
    assert "crowd" not in marks(listed("html:tags", *(f"topic {n}" for n in range(15))))
    assert "crowd" in marks(listed("html:tags", *(f"topic {n}" for n in range(16))))


def test_a_short_text_tells_nothing() -> None:
    """It is taken to have half of them."""
    assert marks(listed("meta:keywords", "painter"), text="A short text.")["in_text"] == 0.5
    assert "in_text" not in marks(listed("meta:keywords", "painter"))


def chance(*lists: TagList) -> float:
    """The probability of the first list's family."""
    found = families(list(lists), TITLES, TEXT)
    claims = [
        Claim(str(at), "", tuple(each.source for each in kin), held)
        for at, (kin, held) in enumerate(found)
    ]
    verdicts = {
        verdict.key: verdict.probability for verdict in judged("keywords", claims, FEATURES)
    }
    mine = next(str(at) for at, (kin, _) in enumerate(found) if kin[0].key_set >= lists[0].key_set)
    return verdicts[mine]


SURER = [
    (listed("meta:keywords", *TOPICS), listed("meta:keywords", "painter", "gallery", "museum")),
    (
        listed("meta:keywords", *TOPICS),
        listed("meta:keywords", "breaking news", "top news", "latest headlines"),
    ),
    (
        listed("meta:keywords", *TOPICS),
        listed("meta:keywords", "council", "backs", "plan", "for", "old", "quay"),
    ),
    (
        listed("html:tag-list", *TOPICS),
        listed("html:tag-list", *TOPICS, *(f"ferries {n}" for n in range(13))),
    ),
    (
        listed("html:tag-list", *TOPICS),
        listed("html:tag-list", "The harbour and its ferries wait for the bridge", "harbour"),
    ),
    (listed("html:tag-link", *TOPICS), listed("html:tag-link", *TOPICS[:2])),
    (listed("html:tag-list", *TOPICS), listed("html:tags", *TOPICS)),
    (listed("html:tags", *TOPICS), listed("html:tags", *TOPICS[:2])),
]


@pytest.mark.parametrize(
    ("surer", "other"), SURER, ids=[f"{row[0].source.id} {row[1].tags[0][:12]}" for row in SURER]
)
def test_what_is_surer(surer: TagList, other: TagList) -> None:
    """Each mark lowers or raises a list that stands alone."""
    assert chance(surer) > chance(other) + 0.02


def test_readers_bear_out_what_machines_are_told() -> None:
    """The same list on the page makes it surer than another witness's larger one."""
    told = listed("meta:keywords", *TOPICS)
    assert chance(told, listed("html:tag-list", *TOPICS)) > chance(told) + 0.05
    assert (
        chance(told, listed("html:tag-list", *TOPICS))
        > chance(told, listed("html:tag-list", *TOPICS, "painter")) + 0.005
    )


def test_a_family_has_all_its_lists() -> None:
    """The answer stands first, then the others of the page in the order of their reliability."""
    best, same = (
        listed("meta:keywords", *TOPICS, reliability=0.9),
        listed("meta:news_keywords", *TOPICS),
    )
    other = listed("html:tags", *TOPICS[:2], reliability=0.5)
    found = families([other, same, best], TITLES, TEXT)
    assert [[each.source.id for each in lists] for lists, _ in found] == [
        ["meta:keywords", "meta:news_keywords", "html:tags"]
    ]


@pytest.mark.parametrize(("topics", "expected"), [(0, True), (11, True), (12, False)])
def test_generic_words_are_the_site_s_where_they_are_a_third(topics: int, expected: bool) -> None:
    """Five of them among many topics are an editor's."""
    words = sorted(_GENERIC)[:5]
    assert is_of_site([*words, *[f"topic {n}" for n in range(topics)]]) is expected


SPELT = [
    (("old-quay", "ferries"), ("Old Quay", "Ferries")),
    (("harbour", "ferries"), ("harbour", "ferries")),
    (("old-quay", "north pier"), ("Old Quay", "north pier")),
]


@pytest.mark.parametrize(("tags", "expected"), SPELT, ids=[", ".join(row[0]) for row in SPELT])
def test_slugs_are_spelt_as_they_are_printed(
    tags: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """Words in small letters are slugs where one of them has a joint."""
    told = listed("meta:keywords", *tags)
    respell(told, [told, listed("html:tags", "Old Quay", "Harbour", "Ferries", "North Pier")])
    assert told.tags == expected
