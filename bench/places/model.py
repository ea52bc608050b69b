"""The fit of a kind of place: which weights make the right texts of the pages most probable.

Each page has one byline or none; a text's share is the exponent of its score beside those of the
others and of "none of these".  What is learned says little where it has seen little: a value counts
that stands on pages of several hosts, and its weight is drawn to 0.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from bench.places.pages import Example, Text

#: Hosts on which a value must stand, and how strongly its weight is drawn to 0: of 4, 6, 10, 15
#: with 0.4, 0.7, 1.0, 1.2, 1.8 none has a log-loss more than 0.002 a page below theirs on gold and
#: gold-more.
FEWEST, RIDGE = 6, 1.0
#: How much a page counts whose metadata name somebody whom no text names, as a sixth of silver's
#: do: the byline may be printed all the same, in a text that is not asked.
UNPRINTED = 0.25
#: Of a text of which nothing is known.
_BIAS = -4.0
DIGITS = 2

#: A value of a feature.
Value = tuple[str, str]


def vocabulary(pages: Sequence[Example]) -> list[Value]:
    """Return the values that stand on pages of several hosts, sorted."""
    hosts: dict[Value, set[str]] = defaultdict(set)
    for page in pages:
        for text in page.texts:
            for value in text.values:
                hosts[value].add(page.domain)
    return sorted(value for value, seen in hosts.items() if len(seen) >= FEWEST)


def fitted(pages: Sequence[Example]) -> tuple[float, dict[Value, float]]:
    """Return the score of a text of which nothing is known, and the weight of each value."""
    pages = [page for page in pages if page.texts]
    known = {value: at for at, value in enumerate(vocabulary(pages))}
    rows = [sorted(known[v] for v in t.values if v in known) for p in pages for t in p.texts]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([at for row in rows for at in row], dtype=np.int32)
    table = sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(known)))
    right = np.array([float(text.right) for page in pages for text in page.texts])
    sizes = [len(page.texts) for page in pages]
    starts, of_page = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(pages)), sizes)
    none = np.array([float(not page.prints) for page in pages])
    counted = np.where(none > 0, UNPRINTED, 1.0)
    across = table.T.tocsr()

    def loss(weights: Any) -> tuple[float, Any]:
        parts = np.exp(np.minimum(table @ weights[1:] + weights[0], 40.0))
        total = 1 + np.add.reduceat(parts, starts)
        mass = none + np.add.reduceat(parts * right, starts)
        off = parts / total[of_page] - np.where(right > 0, parts / mass[of_page], 0.0)
        off *= counted[of_page]
        drawn = RIDGE * weights[1:]
        value = float((counted * (np.log(total) - np.log(mass))).sum() + drawn @ weights[1:] / 2)
        return value, np.concatenate([[off.sum()], across @ off + drawn])

    start = np.concatenate([[_BIAS], np.zeros(len(known))])
    options = {"maxiter": 300, "ftol": 1e-10, "gtol": 1e-5}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    rounded = [round(float(weight), DIGITS) + 0.0 for weight in found]
    weights = {value: weight for value, weight in zip(known, rounded[1:], strict=True) if weight}
    return rounded[0], weights


#: A score beyond this is as good as certain.
_CERTAIN = 30.0


def first_of(
    page: Example, bias: float, weights: Mapping[Value, float]
) -> tuple[Text | None, float]:
    """Return the text of the highest score, and the probability of it and those that name the
    same.
    """
    if not page.texts:
        return None, 0.0
    scores = [bias + math.fsum([weights.get(v, 0.0) for v in text.values]) for text in page.texts]
    parts = [math.exp(min(score, _CERTAIN)) for score in scores]
    first = page.texts[max(range(len(parts)), key=parts.__getitem__)]
    same = [
        part
        for part, text in zip(parts, page.texts, strict=True)
        if text.names == first.names or (first.right and text.right)
    ]
    return first, math.fsum(same) / (1 + math.fsum(parts))
