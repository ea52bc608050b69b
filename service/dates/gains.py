"""Gains (log-odds contributions): what explaining a witness is worth in bits, and what a story pays for its details."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from service.dates.confidence import surprise
from service.dates.readings import Readings
from service.dates.story import Story
from service.dates.witnesses import Witness

#: A second witness of one independence class (two meta tags) proves little beyond the first; an estimate.
_SAME_CLASS = 0.35
#: A string that is no date as written was damaged by something; that it is damage of no row is this unlikely, in bits.
_UNKNOWN_DAMAGE = 10.0
_RELIABILITY_LIMITS = (0.02, 0.995)


def gain_of(witness: Witness, readings: Readings, bits: float) -> float:
    """Return the bits by which explaining a witness beats leaving it unexplained: odds and information, minus the price."""
    right = reliability(witness)
    if not readings.impossible:
        return odds(right) + readings.information - bits
    # a place is no surer of a damaged string than of a sound one
    return min(_UNKNOWN_DAMAGE + log2(right) - bits, odds(right)) + readings.information


def odds(probability: float) -> float:
    """Return the odds of a probability, in bits."""
    return log2(probability / (1 - probability))


def reliability(witness: Witness) -> float:
    """Return how often the witness is right, within limits: no place is always right, and none never."""
    low, high = _RELIABILITY_LIMITS
    return min(max(witness.reliability, low), high)


def total_by_class(gains: Sequence[tuple[str, float]]) -> float:
    """Return the sum of gains, where one independence class counts once in full and its further voices less and less.

    Forty comments on one evening are not forty witnesses of it.
    """
    by_class: dict[str, list[float]] = {}
    for kind, gain in gains:
        by_class.setdefault(kind, []).append(gain)
    total = 0.0
    for kind in sorted(by_class):
        total += sum(gain * _SAME_CLASS**place for place, gain in enumerate(sorted(by_class[kind], reverse=True)))
    return total


def prior(story: Story) -> float:
    """Return the bits of everything a story says: it pays for each detail that its witnesses confirm."""
    if story.instant is None or story.clock.hour is not None:
        return surprise(story.clock)
    wall = story.instant
    return surprise(
        story.clock._replace(hour=frozenset((wall.hour,)), minute=frozenset((wall.minute,)), second=frozenset((wall.second,)))
    )
