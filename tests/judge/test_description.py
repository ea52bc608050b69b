"""The features of descriptions: each on the smallest page that has it, and the texts that they decide between."""

from __future__ import annotations

import pytest

from service.fields.description import FEATURES, Text, Texts, claims
from service.judge.scorer import WEIGHTS, judged
from service.model import Source

HEAD = "Council backs plan for old harbour quay"
LEAD = "The council backs the harbour plan for the old quay."
SLOGAN = "A weblog from a tiny kitchen."
CUT = "The council heard eleven people before it backed the harbour plan for…"


BODY = "Eleven people spoke to the council about the harbour, its plan for the quay and the noise of ships at night. " * 6
OFFER = "Aktuelle News aus Politik, Wirtschaft und Sport."
OWN = "Gardens, recipes and letters from a tiny kitchen."


def page(*texts: str, places: int = 1, headline: str = HEAD, body: str = "") -> Texts:
    """A page with these descriptions, the first of them at so many places."""
    stated = [Source(f"meta:{n}", "description", "machine", 0.8) for n in range(places)]
    return Texts([Text(text, text, tuple(stated if at == 0 else stated[:1])) for at, text in enumerate(texts)], headline, body)


CASES = [
    ("idle", page(LEAD, SLOGAN), {SLOGAN}),
    ("idle", page("Bread.", SLOGAN), set()),
    ("headline", page(HEAD, LEAD), {HEAD}),
    ("excerpt", page(CUT, LEAD), {CUT}),
    ("excerpt", page(CUT, SLOGAN), set()),
    ("foreign", page(OWN, LEAD, body=BODY), {OWN}),
    ("foreign", page(OWN, body="A short text."), set()),
    ("foreign", page("A tiny kitchen.", body=BODY), set()),
    (
        "foreign",
        page("孩子们在学校学习音乐", "议会周二批准了港口计划", headline="港口计划", body="议会周二批准了港口的计划。" * 60),
        {"孩子们在学校学习音乐"},
    ),
    ("shelves", page(OFFER, LEAD, body=BODY), {OFFER}),
    ("shelves", page(OFFER, body=f"{BODY} Politik, Wirtschaft und Sport: aktuelle News"), set()),
    ("shelves", page("The latest news on sport at the harbour: the council has heard eleven people.", body=BODY), set()),
    (
        "shelves",
        page("提供最新新闻资讯，体育、娱乐。", body="议会周二批准了港口的计划。" * 60),
        {"提供最新新闻资讯，体育、娱乐。"},
    ),
    ("overlong", page("word " * 300), {"word " * 300}),
    ("overlong", page(LEAD), set()),
    ("repeated", page(LEAD, SLOGAN, places=2), {LEAD}),
]


@pytest.mark.parametrize(("feature", "given", "expected"), CASES, ids=[f"{row[0]} {len(row[2])}" for row in CASES])
def test_a_feature(feature: str, given: Texts, expected: set[str]) -> None:
    """A feature holds of what its row says, and of nothing beside."""
    assert {claim.value for claim in claims(given) if feature in {**claim.features, **claim.own}} == expected


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES}


def test_the_weights_are_the_tables() -> None:
    """The fitted weights have the table's ids, and no sign is another than its estimate's."""
    weights = WEIGHTS["description"].features
    assert set(weights) == {row.id for row in FEATURES}
    assert [row.id for row in FEATURES if weights[row.id] * row.estimate < 0] == []


DECIDED = [(LEAD, SLOGAN), (LEAD, HEAD), (LEAD, CUT), (CUT, SLOGAN)]


@pytest.mark.parametrize(("stands", "other"), DECIDED, ids=[f"{row[0][:12]} {row[1][:12]}" for row in DECIDED])
def test_a_decision(stands: str, other: str) -> None:
    """The editor's sentence stands, in either order."""
    for texts in ((stands, other), (other, stands)):
        assert judged("description", claims(page(*texts)))[0].key == stands
    assert judged("description", claims(page(stands, "Another text.", places=2)))[0].key == stands
