"""The posterior's laws: it is a probability, no order matters, and a witness who agrees never does harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Observation, Source
from service.weigh import lists, members, posterior, printed, rounded

GROUPS = ("machine", "human", "url", "supplied")
statements = st.lists(
    st.tuples(st.sampled_from("abc"), st.floats(0, 1), st.sampled_from(GROUPS)), min_size=1, max_size=8, unique=True
)
chances = st.floats(0.0001, 0.5)


def weighed(stated: list[tuple[str, float, str]], u: float) -> dict[str, float]:
    """The posterior of statements given as rows."""
    by_key: dict[str, list[tuple[float, str]]] = {}
    for key, reliability, group in stated:
        by_key.setdefault(key, []).append((reliability, group))
    return posterior(by_key, u=u)


@given(statements, chances)
def test_probabilities_add_up_to_at_most_one(stated: list[tuple[str, float, str]], u: float) -> None:
    """What is missing to one is the chance that none of the values is right."""
    found = weighed(stated, u)
    assert all(0 <= chance <= 1 for chance in found.values())
    assert sum(found.values()) <= 1 + 1e-9


@given(statements.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), chances)
def test_order_does_not_matter(rows: tuple[list[tuple[str, float, str]], list[tuple[str, float, str]]], u: float) -> None:
    """Permuted statements give the same numbers to the last bit."""
    assert weighed(rows[0], u) == weighed(rows[1], u)


@given(statements, chances, st.integers(0, 7))
def test_removing_an_agreeing_witness_never_raises_confidence(
    stated: list[tuple[str, float, str]], u: float, index: int
) -> None:
    """A value is never more certain for having fewer statements in its favour."""
    gone = stated[index % len(stated)]
    rest = [row for row in stated if row is not gone]
    assert weighed(rest, u).get(gone[0], 0.0) <= weighed(stated, u)[gone[0]] + 1e-9


def test_one_witness_is_as_sure_as_its_source() -> None:
    """A single statement comes out at its source's reliability."""
    assert weighed([("a", 0.8, "machine")], 0.01) == {"a": pytest.approx(0.8)}


def test_one_group_is_one_witness() -> None:
    """A second statement of the same group adds nothing."""
    assert weighed([("a", 0.8, "machine"), ("a", 0.7, "machine")], 0.01) == weighed([("a", 0.8, "machine")], 0.01)


def test_two_groups_are_two_witnesses() -> None:
    """A second, independent witness makes near certain what one made likely."""
    assert weighed([("a", 0.8, "machine"), ("a", 0.7, "human")], 0.01)["a"] > 0.99


def test_a_contradiction_costs() -> None:
    """An independent witness for another value takes from the first."""
    assert weighed([("a", 0.8, "machine"), ("b", 0.7, "human")], 0.01)["a"] < 0.8


@pytest.mark.parametrize(("probability", "shown"), [(1.0, 0.9999), (0.87659, 0.8765), (0.5, 0.5), (0.0, 0.0)])
def test_confidence_is_rounded_down(probability: float, shown: float) -> None:
    """The printed confidence has four decimals, never rounds up and never says certain."""
    assert printed(probability) == shown


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (1.0, 0.9999), (0.9999, 0.9999), (0.99989999, 0.9998), (0.57, 0.57), (0.87659, 0.8765), (0.0001, 0.0001),
        (0.00012, 0.0001), (0.0000999, 0), (0.0, 0),
    ],
)  # fmt: skip
def test_probability_is_cut_to_four_decimals(probability: float, shown: float) -> None:
    """The digits are cut: 0.57 stays 0.57, though ten thousand times it lies below 5,700."""
    assert rounded(probability) == shown


@pytest.mark.parametrize(
    ("stated", "u", "shares"),
    [
        pytest.param([("a", 0.8, "machine"), ("a", 0.8, "human")], 0.1, {"a": 0.993789}, id="two groups: their odds over u"),
        pytest.param([("a", 0.8, "machine"), ("b", 0.8, "human")], 0.1, {"a": 0.444444, "b": 0.444444}, id="two rivals"),
        pytest.param([("a", 0.8, "machine"), ("b", 0.5, "machine")], 0.1, {"a": 0.8, "b": 0.006667}, id="one without a vote"),
        pytest.param(
            [("a", 0.8, "m"), ("b", 0.5, "m"), ("c", 0.5, "m")], 0.1, {"a": 0.8, "b": 0.005, "c": 0.005}, id="two without one"),
        pytest.param([("a", 0.8, "machine"), ("b", 0.8, "machine")], 0.1, {"a": 0.285714, "b": 0.285714}, id="a shared vote"),
        pytest.param(
            [("a", 0.8, "m"), ("b", 0.8, "m"), ("b", 0.6, "h")], 0.1, {"b": 0.983607, "a": 0.000729}, id="a tie: more groups"),
        pytest.param(
            [("a", 0.8, "m"), ("b", 0.8, "m"), ("b", 0.6, "m")], 0.1, {"b": 0.8, "a": 0.008889}, id="a tie: more places"),
        pytest.param([("a", 1.0, "machine")], 0.1, {"a": 0.999}, id="no source is certain"),
        pytest.param([("a", 0.0, "machine")], 0.01, {"a": 0.02}, id="and none worthless"),
        pytest.param([("a", 0.05, "machine")], 0.5, {"a": 0.333333}, id="a vote never counts against its value"),
    ],
)  # fmt: skip
def test_shares_of_rival_values(stated: list[tuple[str, float, str]], u: float, shares: dict[str, float]) -> None:
    """A row for each kind of agreement."""
    assert weighed(stated, u) == pytest.approx(shares, abs=1e-6)


def observation(source: str, raw: str, order: int) -> Observation:
    """A statement about keywords from a source."""
    return Observation("keywords", raw, Source(source, "keywords", "machine", 0.8), f"at {order}", order)


def test_repeated_metas_are_one_list_and_blocks_are_not() -> None:
    """Five article:tag metas are one list; two JSON-LD blocks are two statements."""
    rows = [observation("meta:article:tag", tag, i) for i, tag in enumerate("ab")]
    rows += [observation("ld+json:keywords", tag, i) for i, tag in enumerate("ab", 2)]
    assert [members(group) for group in lists(rows)] == [["a", "b"], "a", "b"]


def test_a_statement_repeated_word_for_word_counts_once() -> None:
    """Two plugins that print the same meta tag make no duplicate."""
    rows = [observation("meta:keywords", "a, b", 0), observation("meta:keywords", "a, b", 9)]
    assert members(lists(rows)[0]) == "a, b"
