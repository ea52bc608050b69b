"""The scorer: each rival value's log-odds are a sum of weights, its probability is its share beside
the others and "none".

A value's score is the weight of the best place of each independent witness that states it, and the
weights of its features. The weights stand in weights.json, which ``python -m bench.fit`` writes;
nothing changes a probability afterwards.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from service.confidence import CEILING
from service.model import Json, Source
from service.records import record


class Feature(NamedTuple):
    """One row: the feature's id, the words that explain it, and its weight before pages have
    corrected it.

    The estimate's sign is kept, but for 0, which may go either way.  One that is not its value's
    ``own`` only tells it from rivals; one that is ``lone`` speaks only where one place is all that
    states the field, and is fitted to such pages.
    """

    id: str
    words: str
    estimate: float
    own: bool = True
    lone: bool = False


@record(frozen=True, slots=True)
class Claim:
    """A possible value and its key: the place of each statement of it, and how much it has of each
    feature, mostly 0 or 1.
    """

    key: str
    value: Json
    statements: tuple[Source, ...]
    marks: Mapping[str, float]


@record(frozen=True, slots=True)
class Verdict:
    """The probability of a claim (0 to 1, calibrated), its score in log-odds against "none", and
    what adds up to that.
    """

    key: str
    probability: float
    score: float
    shares: tuple[tuple[str, float], ...]


@record(frozen=True, slots=True)
class Weights:
    """The fitted weights of one field; ``curve`` are slope and shift from the judge's log-odds to
    those of being right.
    """

    bias: float
    places: Mapping[str, float]
    features: Mapping[str, float]
    curve: Sequence[float] = (1.0, 0.0)


WEIGHTS = {
    field: Weights(each["bias"], each["places"], each["features"], each["curve"])
    for field, each in json.loads(
        Path(__file__).with_name("weights.json").read_text("utf-8")
    ).items()
}
#: A field of which the corpora have no truth: a place's statement is as likely right as it was
#: measured or estimated.
UNFITTED = Weights(0.0, {}, {})

#: Less than any place weighs.
_NO_PLACE = (-math.inf, "")
#: A reliability is never certain and never worthless.
_LEAST, _MOST = 0.02, 0.98


@cache
def prior(reliability: float) -> float:
    """Return the log-odds of a place's reliability: its weight before pages have corrected it."""
    bounded = min(max(reliability, _LEAST), _MOST)
    return math.log(bounded / (1 - bounded))


def judged(field: str, claims: Sequence[Claim], rows: Sequence[Feature] = ()) -> list[Verdict]:
    """Return the verdicts on the claims of a field, the likeliest first; what is left up to 1 is
    "none of these".

    Equal scores keep the order of the claims, which is the page's.  ``rows`` is the field's table
    of features.
    """
    if not claims:
        return []
    weights = WEIGHTS.get(field, UNFITTED)
    asked = _shown_features(claims, rows)
    shares, compared = [], []
    for claim in claims:
        held = _feature_shares(claim, asked, weights)
        of_features = [(row.words, weight) for row, weight in held]
        shares.append((*_witness_shares(claim.statements, weights), *of_features))
        compared.append(math.fsum([weight for row, weight in held if not row.own]))
    # what tells rivals apart is counted from the best of them: that one title has a frame says
    # nothing for "none"
    least = max(compared)
    scores = [math.fsum([weight for _, weight in each]) - least for each in shares]
    ranked = sorted(range(len(claims)), key=scores.__getitem__, reverse=True)
    chances = _probabilities([scores[n] for n in ranked], weights.curve)
    return [
        Verdict(claims[n].key, chance, scores[n], shares[n])
        for n, chance in zip(ranked, chances, strict=True)
    ]


def _shown_features(claims: Sequence[Claim], rows: Sequence[Feature]) -> list[Feature]:
    """Return the features that a claim has and that may speak: one that only tells rivals apart
    says nothing of a claim that has none.
    """
    marked = {name for claim in claims for name, much in claim.marks.items() if much}
    has_rivals = len(claims) > 1
    return [row for row in rows if row.id in marked and (has_rivals or row.own)]


def _witness_shares(statements: Sequence[Source], weights: Weights) -> list[tuple[str, float]]:
    """Return the best place of each independent witness, in words, and its weight."""
    best: dict[str, tuple[float, str]] = {}
    for place in statements:
        weight = weights.bias + prior(place.reliability) + weights.places.get(place.id, 0.0)
        if weight > best.get(place.witness, _NO_PLACE)[0]:
            best[place.witness] = (weight, place.id)
    return [(f"stated by {name}", weight) for weight, name in best.values()]


def _feature_shares(
    claim: Claim, asked: Sequence[Feature], weights: Weights
) -> list[tuple[Feature, float]]:
    """Return the features that a claim has, and how much each adds to its score."""
    marks = claim.marks
    return [
        (row, marks[row.id] * weights.features.get(row.id, 0.0))
        for row in asked
        if marks.get(row.id)
    ]


def _probabilities(scores: Sequence[float], curve: Sequence[float]) -> list[float]:
    """Return the probabilities of rival scores, the greatest of which stands first: their shares
    beside "none", calibrated.
    """
    top = max(0.0, scores[0])
    parts = [math.exp(score - top) for score in scores]
    total = math.fsum([math.exp(-top), *parts])
    first, *others = [part / total for part in parts]
    # of two values that are equally likely neither is the likelier one, of which alone the fit has
    # seen how often it is right
    most = first if scores[1:2] == scores[:1] else calibrated(first, curve)
    rest = (1 - most) / (1 - first) if first < 1 else 0.0
    return [most, *[min(most, other * rest) for other in others]]


def calibrated(probability: float, curve: Sequence[float]) -> float:
    """Return how often a value of this raw probability is right: its log-odds stretched and shifted
    (Platt's scaling).
    """
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return CEILING / (1 + math.exp(-curve[0] * math.log(bounded / (1 - bounded)) - curve[1]))
