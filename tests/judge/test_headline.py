"""The features of headlines: each on the smallest page that has it, and on its like that has
not.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from service.fields.headline_features import FEATURES, Wordings, wording_features
from service.fields.titles import Cut, parts_of, telling
from service.judge.scorer import Claim, judged
from service.lexicon.texts import compact
from service.model import Source

WITNESS = {"html:h1": ("human", 0.75), "html:title": ("machine", 0.42)}
HEAD = "Council backs plan for old quay"
SLUG = frozenset("council backs plan for old quay".split())


class Made(NamedTuple):
    """A page's wordings by key: their texts, who states them, and their features."""

    texts: dict[str, str]
    statements: dict[str, list[Source]]
    marks: dict[str, dict[str, float]]


def wordings(
    *stated: tuple[str, str],
    site: str = "Quay Post",
    told: str = "Town",
    slug: frozenset[str] = frozenset(),
) -> Made:
    """The wordings of a page where these places state these texts."""
    sites = frozenset({compact(site)} - {""})
    texts: dict[str, str] = {}
    places: dict[str, list[str]] = {}
    statements: dict[str, list[Source]] = {}
    cuts: dict[str, list[Cut]] = {}
    for place, text in stated:
        texts.setdefault(compact(text), text)
        places.setdefault(compact(text), []).append(place)
        statements.setdefault(compact(text), []).append(
            Source(place, "headline", *WITNESS.get(place, ("machine", 0.8)))
        )
    for place, text in stated:
        for part, rest in parts_of(text, lambda name: compact(name) in sites, place == "html:h1"):
            if compact(part) not in sites:
                cuts.setdefault(compact(part), []).append((place, rest))
                texts.setdefault(compact(part), part)
                source = Source(place, "headline", *WITNESS.get(place, ("machine", 0.8)))
                statements.setdefault(compact(part), []).append(source)
    return Made(
        texts,
        statements,
        wording_features(Wordings(texts, places, cuts, sites, frozenset({compact(told)}), slug)),
    )


def having(feature: str, page: Made) -> set[str]:
    """The texts that have a feature on a page."""
    return {page.texts[key] for key, marks in page.marks.items() if feature in marks}


TITLE, H1, OG, LD = "html:title", "html:h1", "meta:og:title", "ld+json:headline"
_LONG = "Council backs plan for the old quay and all of its sheds"
_FIVE = "Ferries of Tidewater wait again"
_ZH = "旧码头改造计划获得通过_要闻_海港日报网"
#: The feature, what the page states, and the texts that have the feature there.
CASES = [
    ("lone_title", ((TITLE, HEAD),), {HEAD}),
    ("lone_title", ((TITLE, HEAD), (OG, HEAD)), set()),
    ("unknown_cut_off", ((TITLE, f"{HEAD} - now"), (LD, f"{HEAD} - now")), {HEAD}),
    ("unknown_cut_off", ((TITLE, f"{HEAD} - now"),), set()),
    ("lone_cut_off", ((TITLE, f"now - {HEAD}"),), {HEAD}),
    ("lone_cut_off", ((TITLE, f"{HEAD} - Tidewater"),), {"Tidewater"}),
    ("lone_cut_off", ((TITLE, f"now - {HEAD}"), (OG, f"now - {HEAD}")), set()),
    ("short_end_kept", ((TITLE, f"“{HEAD}” - Tolan"),), set()),
    ("short_end_kept", ((TITLE, f"{HEAD} - a podcast"),), set()),
    ("short_end_kept", ((TITLE, f"{HEAD} - Tidewater"),), {f"{HEAD} - Tidewater"}),
    ("short_end_kept", ((TITLE, f"{HEAD} - iPads"),), set()),
    ("short_end_kept", ((TITLE, f"{HEAD} - Tidewater"), (OG, f"{HEAD} - Tidewater")), set()),
    ("short_end_kept", ((TITLE, f"{HEAD} - why the harbour has to wait"),), set()),
    ("short_end_kept", ((TITLE, "Storm - Tidewater"),), set()),
    (
        "short_end_kept",
        ((TITLE, f"{_LONG} - Tidewater and its harbour"),),
        {f"{_LONG} - Tidewater and its harbour"},
    ),
    ("short_end_kept", ((TITLE, f"{_LONG} - Tidewater and its old harbour"),), set()),
    ("unknown_cut_off", ((TITLE, f"{HEAD} - Quay Post"),), set()),
    ("site_kept", ((TITLE, f"{HEAD} - Quay Post"),), {f"{HEAD} - Quay Post"}),
    ("site_kept", ((TITLE, f"Quay Post: {HEAD}"),), {f"Quay Post: {HEAD}"}),
    ("site_kept", ((TITLE, f"Quay Post: {HEAD}"), (H1, f"Quay Post: {HEAD}")), set()),
    ("section_kept", ((TITLE, f"{HEAD} - Town"),), {f"{HEAD} - Town"}),
    ("section_kept", ((TITLE, f"{HEAD} - now"),), set()),
    ("section_kept", ((TITLE, f"{HEAD} - now"), (H1, HEAD)), set()),
    ("site_kept", ((OG, f"{HEAD} - The Harbour Times"),), {f"{HEAD} - The Harbour Times"}),
    ("section_kept", ((TITLE, f"Tidewater - {HEAD}"), (H1, "Tidewater")), {f"Tidewater - {HEAD}"}),
    (
        "section_kept",
        ((TITLE, f"Quay Post » Archive » {HEAD}"),),
        {f"Quay Post » Archive » {HEAD}", f"Archive » {HEAD}", "Quay Post » Archive"},
    ),
    ("section_kept", ((TITLE, _ZH),), {"旧码头改造计划获得通过_要闻", "要闻_海港日报网", _ZH}),
    ("masthead", ((TITLE, f"Tidewater - {HEAD}"), (H1, "Tidewater")), {"Tidewater"}),
    ("masthead", ((TITLE, "Storm - Tidewater"), (H1, "Tidewater")), set()),
    (
        "masthead",
        ((TITLE, f"{HEAD} again - Ferries of Tidewater wait again"), (H1, _FIVE)),
        {_FIVE},
    ),
    (
        "masthead",
        (
            (TITLE, f"{HEAD} again - Old ferries of Tidewater wait again"),
            (H1, "Old ferries of Tidewater wait again"),
        ),
        set(),
    ),
    ("cut_short", ((TITLE, "Council backs plan for…"), (OG, HEAD)), {"Council backs plan for…"}),
    ("strange_heading", ((H1, "Most read"), (OG, HEAD)), {"Most read"}),
    ("strange_heading", ((H1, "Top 10"), (OG, HEAD)), {"Top 10"}),
    ("strange_heading", ((H1, "Top 10"), ("html:headline", "Top 10"), (OG, HEAD)), set()),
    ("strange_heading", ((H1, "Council has plan for the quay"), (OG, HEAD)), set()),
    ("strange_heading", ((H1, "Council, painter, gallery"), (OG, HEAD)), set()),
    (
        "strange_heading",
        ((H1, "Council, painter, gallery, museum"), (OG, HEAD)),
        {"Council, painter, gallery, museum"},
    ),
    (
        "half",
        ((H1, "Council backs plan"), (OG, "Harbour: Council backs plan")),
        {"Council backs plan"},
    ),
    ("half", ((H1, "Council backs plan"), (OG, "Harbour: no plan")), set()),
    (
        "printed_otherwise",
        ((H1, HEAD), (OG, "Why the council wants a quay")),
        {"Why the council wants a quay"},
    ),
    ("printed_otherwise", ((H1, "Storm"), (OG, "Why the council wants a quay")), set()),
    ("printed_otherwise", ((H1, "Council"), (OG, "Why the council wants a quay")), set()),
    ("padded", ((TITLE, f"Old {HEAD}"), (H1, f"Old {HEAD}"), (OG, HEAD)), {f"Old {HEAD}"}),
    ("padded", ((TITLE, "Storm"), (H1, f"Old {HEAD}"), (OG, HEAD)), set()),
    ("padded", ((TITLE, f"Old {HEAD}"), (H1, "Storm"), (OG, HEAD)), set()),
]


@pytest.mark.parametrize(
    ("feature", "stated", "expected"),
    CASES,
    ids=[f"{row[0]}: {row[1][0][1]}, {len(row[1])}" for row in CASES],
)
def test_a_feature(feature: str, stated: tuple[tuple[str, str], ...], expected: set[str]) -> None:
    """A feature holds of what its row says, and of nothing beside."""
    assert having(feature, wordings(*stated)) == expected


def test_the_address() -> None:
    """The wording whose words the address has is told from one that it has no word of."""
    page = wordings((H1, "Most read"), (OG, HEAD), slug=SLUG)
    assert having("in_address", page) == {HEAD}


def test_half_of_the_words_stand_in_the_address() -> None:
    """A wording that has fewer of them than half may share a name with it and no more."""
    half, less = (
        "Council backs plan, painter opens gallery",
        "Council backs plan, painter opens another gallery",
    )
    page = wordings((H1, half), (OG, less), slug=frozenset("council backs plan harbour".split()))
    assert having("in_address", page) == {half}


@pytest.mark.parametrize("other", ["Ferries wait for the bridge", f"{HEAD}…"])
def test_an_ellipsis_of_the_editor_s(other: str) -> None:
    """An ellipsis is a cut only where another wording goes on."""
    assert having("cut_short", wordings((TITLE, "Council backs plan for…"), (OG, other))) == set()


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES} | {"in_address"}


#: What the page states, and the headline: each decided by one feature alone, so that a turned sign
#: shows.
DECIDED = [
    ("the site's name behind a bar", ((TITLE, f"{HEAD} | Quay Post"),), HEAD),
    ("a section behind a dash", ((TITLE, f"{HEAD} – Town"),), HEAD),
    ("a short end of a title that stands alone", ((TITLE, f"{HEAD} – Tolan"),), HEAD),
    (
        "words behind a dash stay",
        ((TITLE, f"{HEAD} – Tolan"), (LD, f"{HEAD} – Tolan")),
        f"{HEAD} – Tolan",
    ),
    (
        "half a title stays",
        ((TITLE, f"{HEAD} – why the town wants it"),),
        f"{HEAD} – why the town wants it",
    ),
    ("a masthead in the h1", ((TITLE, f"{HEAD} | Tidewater"), (H1, "Tidewater")), HEAD),
    ("a shelf in the h1", ((TITLE, HEAD), (H1, "Information and Resources")), HEAD),
    (
        "a kicker alone in the h1",
        ((H1, "The Harbour Bridge"), (OG, "The Harbour Bridge: Closed again")),
        "The Harbour Bridge: Closed again",
    ),
    (
        "another wording for sharing",
        ((TITLE, "Why the council wants a quay"), (OG, "Why the council wants a quay"), (H1, HEAD)),
        HEAD,
    ),
    ("a cut title", ((OG, "Council backs plan for old…"), (H1, HEAD)), HEAD),
    (
        "words put in for search engines",
        ((TITLE, f"Old {HEAD}"), (H1, f"Old {HEAD}"), (OG, HEAD)),
        HEAD,
    ),
]


@pytest.mark.parametrize(
    ("stated", "expected"), [row[1:] for row in DECIDED], ids=[row[0] for row in DECIDED]
)
def test_a_decision(stated: tuple[tuple[str, str], ...], expected: str) -> None:
    """The likeliest wording is the one that an editor would name."""
    page = wordings(*stated)
    claims = [
        Claim(key, text, tuple(page.statements[key]), page.marks[key])
        for key, text in page.texts.items()
    ]
    assert page.texts[judged("headline", claims, FEATURES)[0].key] == expected


IS_PRINTED = [
    (f"Quay Post | {HEAD}", [HEAD, "Quay Post"]),
    (f"{HEAD} | Quay Post", [HEAD, "Quay Post"]),
    (f"Harbour | {HEAD}", []),
]


@pytest.mark.parametrize(("text", "expected"), IS_PRINTED, ids=[row[0][:10] for row in IS_PRINTED])
def test_what_is_printed_has_no_frame_but_the_site_s_name(text: str, expected: list[str]) -> None:
    """The name may stand at either end; a heading's other parts are its own."""
    assert (
        sorted(part for part, _ in parts_of(text, lambda name: name == "Quay Post", True))
        == expected
    )


def test_the_parts_of_a_title_of_three() -> None:
    """One or two parts may be cut off at either end, or one at each; all that is left has a
    headline's length.
    """
    parts = parts_of(f"Town | {HEAD} | Quay Post", lambda _name: False, False)
    assert (HEAD, ("Town", "Quay Post")) in parts
    assert (f"{HEAD} | Quay Post", ("Town",)) in parts
    assert (f"Town | {HEAD}", ("Quay Post",)) in parts


def test_a_short_end_is_short_beside_all_before_it() -> None:
    """Two parts of a headline outweigh an end that is as long as one of them."""
    title = "Quay closed – ferries wait for repairs - Tidewater Daily Echo"
    assert title in having("short_end_kept", wordings((TITLE, title), site=""))
    less = "Quay closed - Tidewater Daily Echo"
    assert having("short_end_kept", wordings((TITLE, less), site="")) == set()


def test_what_ties_a_text_to_a_topic() -> None:
    """Words of four letters, and each two signs that stand beside one another where there are no
    blanks.
    """
    assert telling("Storm at sea 港の橋") == {"storm", "港の", "の橋"}
    assert telling("Die See") == frozenset()
