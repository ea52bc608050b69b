"""The scorer: each rival value's log-odds are a sum of weights, its probability is its share beside the others and "none".

A value's score is the weight of the best place of each independent witness that states it, and the weights of its features.
The weights stand in weights.json, which ``python -m bench.fit`` writes; nothing changes a probability afterwards.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path

from service.confidence import CEILING
from service.model import Source
from service.records import record


@record(frozen=True, slots=True)
class Claim:
    """A possible value and its key: the place of each statement of it, and its features, each a number (mostly 0 or 1).

    ``features`` tell it from its rivals, ``own`` hold without any: only those make "none" likelier.
    """

    key: str
    value: str
    statements: tuple[Source, ...]
    features: Mapping[str, float]
    own: Mapping[str, float]


#: One contribution to a score, in natural log-odds: a place's id or a feature's, and its weight.
Share = tuple[str, float]


@record(frozen=True, slots=True)
class Verdict:
    """The probability of a claim (0 to 1, calibrated), its score in natural log-odds against "none", and what made it up."""

    key: str
    probability: float
    score: float
    shares: tuple[Share, ...]


@record(frozen=True, slots=True)
class Weights:
    """The fitted weights of one field; ``curve`` are pairs of raw and calibrated probabilities, both rising."""

    bias: float
    places: Mapping[str, float]
    features: Mapping[str, float]
    curve: tuple[tuple[float, float], ...]


def _loaded() -> dict[str, Weights]:
    stored = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
    return {
        field: Weights(each["bias"], each["places"], each["features"], tuple((low, high) for low, high in each["curve"]))
        for field, each in stored.items()
    }


WEIGHTS = _loaded()
#: A field of which the corpora have no truth: a place's statement is as likely right as it was measured or estimated.
UNFITTED = Weights(0.0, {}, {}, ())

#: A reliability is never certain and never worthless.
_LEAST, _MOST = 0.02, 0.98


@cache
def prior(reliability: float) -> float:
    """Return the log-odds of a place's reliability: its weight before pages have corrected it."""
    bounded = min(max(reliability, _LEAST), _MOST)
    return math.log(bounded / (1 - bounded))


def judged(field: str, claims: Sequence[Claim]) -> list[Verdict]:
    """Return the verdicts on the claims of a field, the likeliest first; what is left up to 1 is "none of these".

    Equal scores keep the order of the claims, which is the page's.
    """
    weights = WEIGHTS.get(field, UNFITTED)
    compared = [_shares(claim.features, weights.features) if claim.features else [] for claim in claims]
    # what tells rivals apart is counted from the best of them: that one title has a frame says nothing for "none"
    best = max([math.fsum([weight for _, weight in each]) for each in compared]) if any(compared) else 0.0
    shares = [
        [*_stated(c, weights), *(_shares(c.own, weights.features) if c.own else ()), *told]
        for c, told in zip(claims, compared, strict=True)
    ]
    scores = [math.fsum([weight for _, weight in each]) - best for each in shares]
    top = max([0.0, *scores])
    parts = [math.exp(score - top) for score in scores]
    total = math.fsum([math.exp(-top), *parts])
    found = sorted(zip(scores, parts, claims, shares, strict=True), key=itemgetter(0), reverse=True)
    chances = _calibrated([(score, part / total) for score, part, _, _ in found], weights.curve)
    return [Verdict(c.key, p, score, tuple(each)) for p, (score, _, c, each) in zip(chances, found, strict=True)]


def _calibrated(ranked: Sequence[tuple[float, float]], curve: Sequence[tuple[float, float]]) -> list[float]:
    """Return the probabilities of ranked scores: the likeliest as such ones were right, its rivals' shares of the rest."""
    if not ranked:
        return []
    (score, first), *rivals = ranked
    # of two values that are equally likely neither is the likelier one, whose share of right answers the curve tells
    tied = bool(rivals) and rivals[0][0] == score
    most = first if tied else calibrated(first, curve)
    rest = (1 - most) / (1 - first) if first < 1 else 0.0
    return [most, *[min(most, chance * rest) for _, chance in rivals]]


def contributions(verdict: Verdict, words: Mapping[str, str]) -> tuple[tuple[str, float], ...]:
    """Return what made a value likely or not, in the features' words and natural log-odds."""
    return tuple([(words.get(name, f"stated by {name}"), weight) for name, weight in verdict.shares])


def _shares(features: Mapping[str, float], weights: Mapping[str, float]) -> list[Share]:
    return [(name, value * weights.get(name, 0.0)) for name, value in features.items() if value]


def _stated(claim: Claim, weights: Weights) -> list[Share]:
    """Return the weight of the best place of each independent witness that states a claim."""
    best: dict[str, Share] = {}
    for place in claim.statements:
        weight = weights.bias + prior(place.reliability) + weights.places.get(place.id, 0.0)
        if place.witness not in best or weight > best[place.witness][1]:
            best[place.witness] = (place.id, weight)
    return [*best.values()]


def calibrated(probability: float, curve: Sequence[tuple[float, float]]) -> float:
    """Return how often a value of this raw probability is right, by straight lines between the points of a curve."""
    at = bisect_right(curve, (probability, math.inf))
    low, high = curve[at - 1] if at else (0.0, 0.0), curve[at] if at < len(curve) else (1.0, CEILING)
    share = (probability - low[0]) / (high[0] - low[0]) if high[0] > low[0] else 0.0
    return min(low[1] + share * (high[1] - low[1]), CEILING)
