"""How a probability is printed, and which statements are one list."""

from __future__ import annotations

import pytest

from service.confidence import printed, rounded
from service.judge.decision import as_one, lists
from service.model import Observation, Source


@pytest.mark.parametrize(
    ("probability", "shown"), [(1.0, 0.9999), (0.87659, 0.8765), (0.5, 0.5), (0.0, 0.0)]
)
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


def observation(source: str, raw: str, order: int) -> Observation:
    """A statement about keywords from a source."""
    return Observation(
        "keywords", raw, Source(source, "keywords", "machine", 0.8), f"at {order}", order
    )


def test_repeated_metas_are_one_list_and_blocks_are_not() -> None:
    """Five article:tag metas are one list; two JSON-LD blocks are two statements."""
    rows = [observation("meta:article:tag", tag, i) for i, tag in enumerate("ab")]
    rows += [observation("ld+json:keywords", tag, i) for i, tag in enumerate("ab", 2)]
    assert [as_one(group).raw for group in lists(rows)] == [["a", "b"], "a", "b"]


def test_a_statement_repeated_word_for_word_counts_once() -> None:
    """Two plugins that print the same meta tag make no duplicate."""
    rows = [observation("meta:keywords", "a, b", 0), observation("meta:keywords", "a, b", 9)]
    assert as_one(lists(rows)[0]).raw == "a, b"
