"""Confidence intervals of figures on a few hundred pages, by bootstrap over whole domains.

Pages of one site fail alike, so drawing single pages would give too narrow intervals.  The seed is
fixed: the same answers give the same interval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from types import ModuleType
from typing import Any

from bench.data import domain_of

#: The number of draws of a whole corpus; the ends of a 95 % interval then move by a tenth of a
#: point between seeds.
DRAWS = 1_000
_SEED = 20_251

#: Counts of one domain: right, given, in the gold.  F1 is twice the first divided by the sum of the
#: others.
Counts = tuple[int, int, int]


def counts_of(result: Mapping[str, Any]) -> Counts:
    """Return how many values of a field were right, how many were given, and how many the gold
    has.
    """
    if "tp" in result:
        return result["tp"], result["tp"] + result["fp"], result["tp"] + result["fn"]
    right = result.get("correct", result.get("correct_day", 0))
    return right, right + result["wrong"] + result.get("spurious", 0), result["n"]


def by_domain(
    score: ModuleType,
    records: Sequence[dict[str, Any]],
    given: Mapping[str, Any],
    fields: Iterable[str],
) -> dict[str, list[Counts]]:
    """Return for each field the counts of every domain whose gold has it."""
    domains: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        domains[domain_of(record)].append(record)
    names = list(fields)
    found: dict[str, list[Counts]] = {name: [] for name in names}
    for domain in sorted(domains):
        result, _ = score.score(domains[domain], {r["id"]: given[r["id"]] for r in domains[domain]})
        for name in names:
            counts = counts_of(result[name])
            if any(counts):
                found[name].append(counts)
    return found


def f1(counts: Iterable[Counts]) -> float:
    """Return the F1, in percent, of counts put together."""
    right, given, asked = map(sum, zip(*counts, strict=True))
    return 200 * right / (given + asked) if given + asked else 0.0


def interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """Return the middle 95 % of F1, in percent, over draws of as many domains as there are."""
    chance = Random(_SEED)
    drawn = sorted(f1(chance.choices(counts, k=len(counts))) for _ in range(DRAWS))
    return round(drawn[DRAWS // 40], 1), round(drawn[-DRAWS // 40 - 1], 1)
