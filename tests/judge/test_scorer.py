"""The scorer: votes, features, "none of these", ties, and the curve; each with weights of its
own.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.confidence import CEILING
from service.fields import author_features, description, headline_features, language, publisher, url
from service.judge import Claim, judged, scorer
from service.judge.decision import Feature
from service.judge.scorer import WEIGHTS, Weights, calibrated, prior
from service.model import Source
from service.observe import text_headline
from service.tags import lists as tags

MACHINE, HUMAN = ("meta:og:title", "machine", 0.8), ("html:h1", "human", 0.8)


@pytest.fixture(autouse=True)
def _weights(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Weights(0.5, {"html:h1": 0.25}, {"good": 2.0, "bad": -2.0, "framed": -2.0})
    monkeypatch.setitem(scorer.WEIGHTS, "made", made)


#: Of these features only the last tells rivals apart and nothing else.
ROWS = (
    Feature("good", "well made", 1.0),
    Feature("bad", "badly made", -1.0),
    Feature("framed", "with a frame", -1.0, own=False),
)


def claim(key: str, *stated: tuple[str, str, float], features: str = "") -> Claim:
    """A claim with these statements and features."""
    sources = tuple(Source(place, "headline", witness, trust) for place, witness, trust in stated)
    return Claim(key, key, sources, dict.fromkeys(features.split(), 1.0))


def chances(*claims: Claim) -> dict[str, float]:
    """The probability of each claim."""
    return {verdict.key: verdict.probability for verdict in judged("made", claims, ROWS)}


def test_one_statement() -> None:
    """Its score is the bias and the log-odds of its place's reliability, and its probability the
    share beside "none".
    """
    (found,) = judged("made", [claim("a", MACHINE)])
    assert found.score == pytest.approx(0.5 + math.log(0.8 / 0.2))
    assert found.probability == pytest.approx(1 / (1 + math.exp(-found.score)), rel=1e-3)


def test_a_place_has_its_own_weight() -> None:
    """What pages taught of a place is added to its reliability."""
    (found,) = judged("made", [claim("a", HUMAN)])
    assert [name for name, _ in found.shares] == ["stated by html:h1"]
    assert found.score == pytest.approx(0.75 + prior(0.8))


def test_a_witness_counts_once() -> None:
    """Two places of one CMS are one witness, by the better one; another witness adds to it."""
    twice = claim("a", MACHINE, ("meta:dc.title", "machine", 0.6))
    assert chances(twice) == chances(claim("a", MACHINE))
    assert chances(claim("a", MACHINE, HUMAN))["a"] > chances(twice)["a"]


def test_features_tell_rivals_apart_and_say_nothing_for_none() -> None:
    """A frame around one title makes its rival likelier, and no page headless."""
    plain, framed = (
        chances(claim("a", MACHINE), claim("b", MACHINE)),
        chances(claim("a", MACHINE), claim("b", MACHINE, features="framed")),
    )
    assert framed["a"] > plain["a"]
    assert chances(claim("b", MACHINE, features="framed")) == {
        "b": chances(claim("a", MACHINE))["a"]
    }


def test_what_needs_no_rival_counts_against_none() -> None:
    """A feature of the value itself moves it alone too."""
    alone = chances(claim("a", MACHINE))["a"]
    assert (
        chances(claim("a", MACHINE, features="good"))["a"]
        > alone
        > chances(claim("a", MACHINE, features="bad"))["a"]
    )


def test_equal_scores_keep_the_order_of_the_page() -> None:
    """Between equals the first on the page stands."""
    assert [each.key for each in judged("made", [claim("b", MACHINE), claim("a", MACHINE)])] == [
        "b",
        "a",
    ]


def test_a_value_beyond_doubt_leaves_its_rival_nothing() -> None:
    """A score so high that no float is left beside it."""
    sure = Claim("a", "a", claim("a", MACHINE).statements, {"good": 50.0})
    assert chances(sure, claim("b", MACHINE)) == {"a": pytest.approx(CEILING), "b": 0.0}


def test_nothing_stated() -> None:
    """Without claims there is no verdict."""
    assert judged("made", []) == []


def test_the_curve_moves_the_first_and_leaves_its_rivals_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Confidence is how often such answers were right, and all probabilities together stay below
    one.
    """
    monkeypatch.setitem(scorer.WEIGHTS, "made", Weights(0.5, {}, {"framed": -2.0}, (0.5, 0.0)))
    first, second = judged(
        "made", [claim("a", MACHINE), claim("b", MACHINE, features="framed")], ROWS
    )
    assert first.probability == pytest.approx(
        calibrated(1 / (1 + math.exp(-first.score) + math.exp(-2)), (0.5, 0.0)), abs=0.05
    )
    assert second.probability <= first.probability
    assert first.probability + second.probability < 1


@pytest.mark.parametrize(
    ("raw", "curve", "expected"),
    [
        (0.7, (1.0, 0.0), 0.7), (0.9, (0.5, 0.0), 0.75), (0.5, (1.0, 1.0), 0.73), (0.25, (1.0, 1.0), 0.48),
        (0.0, (1.0, 0.0), 0.0), (1.0, (1.0, 0.0), 0.9999),
    ],
    ids=str,
)  # fmt: skip
def test_a_curve(raw: float, curve: tuple[float, float], expected: float) -> None:
    """Log-odds are stretched and shifted, and nothing is certain."""
    assert calibrated(raw, curve) == pytest.approx(expected, abs=1e-2)


def test_a_place_that_is_right_half_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it alone states stays below a half."""
    monkeypatch.delitem(scorer.WEIGHTS, "made")
    (found,) = judged("made", [claim("a", ("html:deck", "human", 0.5))])
    assert 0.4999 < found.probability < 0.5


TABLES = {
    "articleSection": (),
    "author": author_features.FEATURES,
    "description": description.FEATURES,
    "headline": headline_features.FEATURES,
    "image": url.IMAGE_FEATURES,
    "inLanguage": language.FEATURES,
    "keywords": tags.FEATURES,
    "publisher": publisher.FEATURES,
    "text:headline": text_headline.FEATURES,
    "url": url.FEATURES,
}


@pytest.mark.parametrize("field", TABLES)
def test_the_weights_are_those_of_the_tables(field: str) -> None:
    """The fit notes the table that it began from: whoever changes an estimate or what a feature
    tells apart fits anew.
    """
    stored = json.loads(Path(scorer.__file__).with_name("weights.json").read_text("utf-8"))
    assert stored[field]["table"] == {
        row.id: [row.estimate, row.own, row.lone] for row in TABLES[field]
    }
    assert stored[field]["features"].keys() == stored[field]["table"].keys()


@pytest.mark.parametrize("field", TABLES)
def test_a_feature_weighs_what_its_row_says(field: str) -> None:
    """The fit stops a sign that would turn at nothing: what the words say is then not so, and the
    row is to go.
    """
    weights = WEIGHTS[field].features
    assert [row.id for row in TABLES[field] if weights[row.id] * row.estimate <= 0] == []


def test_every_fitted_field_has_its_table() -> None:
    """No weights stand there that no table has."""
    assert {field for field in WEIGHTS if field != "made"} == TABLES.keys()


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_rises(one: float, two: float) -> None:
    """A likelier value never comes out less likely, for any field."""
    for weights in WEIGHTS.values():
        low, high = sorted((one, two))
        assert calibrated(low, weights.curve) <= calibrated(high, weights.curve) + 1e-12


def test_of_equals_none_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two equal values share what is left beside "none": a curve tells of likeliest values, and
    neither is.
    """
    monkeypatch.setitem(scorer.WEIGHTS, "made", Weights(0.5, {}, {}, (3.0, 3.0)))
    found = judged("made", [claim("a", MACHINE), claim("b", MACHINE)])
    assert [each.probability for each in found] == [found[0].probability] * 2
    assert found[0].probability < 0.5


def test_a_field_that_was_not_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone statement is as likely as its place is reliable, and features that no fit has seen
    weigh nothing.
    """
    monkeypatch.delitem(scorer.WEIGHTS, "made")
    (found,) = judged("made", [claim("a", MACHINE, features="good")], ROWS)
    assert found.probability == pytest.approx(0.8, abs=1e-3)


def test_a_place_is_never_certain_and_never_worthless() -> None:
    """A reliability counts as one between two and ninety-eight in a hundred."""
    assert (prior(0.0), prior(1.0)) == (prior(0.02), prior(0.98))
    assert prior(0.02) == pytest.approx(-math.log(49))
    assert prior(0.03) > prior(0.02)
