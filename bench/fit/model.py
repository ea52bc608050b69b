"""The likelihood of a field's weights, what maximises it, and what the weights do on pages that
they were not fitted to.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from dataclasses import field as member
from typing import Any, TypeAlias

import numpy as np
from scipy.optimize import minimize

from bench import calibration
from bench.data import BLIND
from bench.fit.pages import FIELDS, Example, Field
from service.judge import Claim
from service.judge import scorer as judge

#: How strongly what all witnesses share is drawn to 1, a place's weight to its reliability, a
#: feature's to its estimate.
RIDGE_BIAS, RIDGE_PLACES, RIDGE_FEATURES = 0.05, 5.0, 1.0
#: A place on fewer pages keeps the weight of its reliability.
FEWEST = 20
FOLDS = 5
#: How strongly the slope of the curve of confidence is drawn to 1, and its shift to 0: a field has
#: few wrong answers to learn a slope from.  Of 3, 10, 30, 100 with 0.3, 1, 3, 10, 30 these had the
#: least calibration error, summed over the fields on gold and gold-more, cross-validated by six
#: divisions of the domains: 0.364 (3 with 1: 0.400; no curve: 0.362, of which authors
#: 0.036 and pictures 0.045 for 0.027 and 0.040).
RIDGE_CURVE = (30.0, 1.0)
#: A field with more wrong answers than this learns its own slope: it is drawn the less, the more
#: they are.
FEW_WRONG = 10
LEAST_SLOPE = 0.1
DIGITS = 2

#: A claim for the fit: (place, prior) of each statement by witness, and (place, value) of its
#: features and its own ones.
_Made: TypeAlias = tuple[
    list[list[tuple[int, float]]], list[tuple[int, float]], list[tuple[int, float]]
]


class Model:
    """The likelihood of a field's weights on pages, with its gradient; weights are a vector of
    bias, places, features.
    """

    def __init__(self, field: Field, pages: Sequence[Example], without: str = "") -> None:
        """Number the places and features; ``without`` is a feature that is left out."""
        self.field = field
        seen: dict[str, int] = {}
        for page in pages:
            if page.corpus != BLIND:
                for place in {
                    statement.id for claim in page.claims for statement in claim.statements
                }:
                    seen[place] = seen.get(place, 0) + 1
        self.places = {
            name: at
            for at, name in enumerate(
                sorted(name for name, count in seen.items() if count >= FEWEST)
            )
        }
        self.features = {row.id: at for at, row in enumerate(field.features)}
        self.start = np.array(
            [
                1.0,
                *[0.0] * len(self.places),
                *[0.0 if row.id == without else row.estimate for row in field.features],
            ]
        )
        ridge = [
            RIDGE_BIAS,
            *[RIDGE_PLACES] * len(self.places),
            *[RIDGE_FEATURES] * len(self.features),
        ]
        self.ridge = np.array(ridge)
        signs = [None if not row.estimate else row.estimate > 0 for row in field.features]
        limits: list[tuple[float | None, float | None]] = [(None, None)] * (1 + len(self.places))
        limits += [
            (None if not sign else 0.0, None if sign is not False else 0.0) for sign in signs
        ]
        if without:
            limits[1 + len(self.places) + self.features[without]] = (0.0, 0.0)
        self.limits = limits
        self.made: dict[int, list[_Made]] = {}
        # a page's id is its key only while the page is there
        self.pages: list[Example] = []

    def _made(self, page: Example) -> list[_Made]:
        """Return each claim by the places in the vector of its witnesses' statements, its features
        and its own ones.
        """
        found: list[_Made] = []
        for claim in page.claims:
            witnesses: dict[str, list[tuple[int, float]]] = {}
            for statement in claim.statements:
                at = 1 + self.places[statement.id] if statement.id in self.places else -1
                witnesses.setdefault(statement.witness, []).append(
                    (at, judge.prior(statement.reliability))
                )
            found.append(
                (
                    list(witnesses.values()),
                    self._placed(claim, own=False),
                    self._placed(claim, own=True),
                )
            )
        return found

    def _placed(self, claim: Claim, *, own: bool) -> list[tuple[int, float]]:
        held = [row.id for row in self.field.features if row.own == own and claim.marks.get(row.id)]
        return [(1 + len(self.places) + self.features[name], claim.marks[name]) for name in held]

    def page(
        self, weights: Sequence[float], page: Example, gradient: list[float] | None = None
    ) -> tuple[float, list[float]]:
        """Return the loss of a page (minus the log of the right claims' probability) and the
        probabilities of its claims.
        """
        if id(page) not in self.made:
            self.made[id(page)] = self._made(page)
            self.pages.append(page)
        claims = self.made[id(page)]
        compared = [sum(weights[at] * value for at, value in told) for _, told, _ in claims]
        best = max(range(len(claims)), key=compared.__getitem__, default=0)
        scores, places = [], []
        for (witnesses, _, own), told in zip(claims, compared, strict=True):
            score, mine = told - compared[best] + sum(weights[at] * value for at, value in own), []
            for stated in witnesses:
                place, prior = max(
                    stated, key=lambda each: each[1] + (weights[each[0]] if each[0] > 0 else 0.0)
                )
                score += weights[0] + prior + (weights[place] if place > 0 else 0.0)
                mine.append(place)
            scores.append(score)
            places.append(mine)
        top = max([*scores, 0.0])
        parts = [math.exp(score - top) for score in (*scores, 0.0)]
        total = math.fsum(parts)
        chances = [part / total for part in parts]
        right = [*page.right, not any(page.right)]
        mass = max(
            math.fsum(chance for chance, is_right in zip(chances, right, strict=True) if is_right),
            1e-12,
        )
        if gradient is not None:
            for chance, is_right, (_, relative, own), mine in zip(
                chances, right, claims, places, strict=False
            ):
                off = chance - (chance / mass if is_right else 0.0)
                for at in (0, *mine):
                    if at >= 0:
                        gradient[at] += off * (len(mine) if at == 0 else 1)
                for sign, told_of in ((off, relative), (-off, claims[best][1]), (off, own)):
                    for at, value in told_of:
                        gradient[at] += sign * value
        return -math.log(mass), chances[:-1]

    def fitted(self, pages: Sequence[Example]) -> Any:
        """Return the weights that suit the pages best."""

        def one_by_one(weights: Any) -> tuple[float, Any]:
            gradient = [0.0] * len(weights)
            plain = weights.tolist()
            return math.fsum(self.page(plain, page, gradient)[0] for page in pages), gradient

        def loss(weights: Any) -> tuple[float, Any]:
            away = weights - self.start
            total, gradient = summed(weights)
            return total + float((self.ridge * away) @ away), np.array(
                gradient
            ) + 2 * self.ridge * away

        def best(start: Any, limits: Sequence[tuple[float | None, float | None]]) -> Any:
            options = {"maxiter": 500, "ftol": 1e-12, "gtol": 1e-7}
            return minimize(
                loss, start, jac=True, method="L-BFGS-B", bounds=limits, options=options
            ).x

        told, pages = pages, [page for page in pages if not page.bare]
        summed = self.of_lines(pages) if self.field.dumped else one_by_one
        weights = best(self.start, self.limits)
        bare = [page for page in told if page.bare]
        if not bare:
            return weights
        # titles alone teach what only they have, and nothing else
        pages = bare
        first = 1 + len(self.places)
        free = {first + self.features[row.id] for row in self.field.features if row.lone}
        return best(
            weights,
            [self.limits[at] if at in free else (each, each) for at, each in enumerate(weights)],
        )

    def of_lines(self, pages: Sequence[Example]) -> Callable[[Any], tuple[float, Any]]:
        """Return the loss of all pages and its gradient, at once: a dump has many claims, each of
        one statement.
        """
        held = [(page, claim) for page in pages for claim in page.claims]
        rows, base = np.zeros((len(held), len(self.start))), np.zeros(len(held))
        for at, (_, claim) in enumerate(held):
            (stated,) = claim.statements
            rows[at, 0], base[at] = 1.0, judge.prior(stated.reliability)
            if stated.id in self.places:
                rows[at, 1 + self.places[stated.id]] = 1.0
            for place, value in self._placed(claim, own=True):
                rows[at, place] = value
        of_page = np.repeat(np.arange(len(pages)), [len(page.claims) for page in pages])
        right = np.array([is_right for page in pages for is_right in page.right], dtype=bool)
        none = np.array([not any(page.right) for page in pages], dtype=float)

        def summed(weights: Any) -> tuple[float, Any]:
            parts = np.exp(np.minimum(rows @ weights + base, 500.0))
            total = 1 + np.bincount(of_page, parts, len(pages))
            mass = none + np.bincount(of_page, parts * right, len(pages))
            off = parts / total[of_page] - np.where(right, parts / mass[of_page], 0.0)
            return float((np.log(total) - np.log(mass)).sum()), rows.T @ off

        return summed

    def named(self, weights: Any) -> dict[str, Any]:
        """Return the weights as they are written, rounded; features of no weight stay, so that the
        table is whole.
        """
        rounded = [round(float(weight), DIGITS) + 0.0 for weight in weights]
        first = 1 + len(self.places)
        return {
            "bias": rounded[0],
            "places": {
                name: rounded[1 + at] for name, at in self.places.items() if rounded[1 + at]
            },
            "features": {name: rounded[first + at] for name, at in self.features.items()},
        }


def _fold(domain: str) -> int:
    return int(hashlib.sha256(domain.encode()).hexdigest(), 16) % FOLDS


@dataclass(slots=True)
class Held:
    """What weights do on pages that they were not fitted to: the loss, and (confidence, right) of
    each page's answer.

    The answers stand by corpus, and once more by fold.
    """

    loss: float
    answers: dict[str, list[tuple[float, bool]]]
    folds: list[list[tuple[float, bool]]] = member(default_factory=list)


def scored(model: Model, weights: Any, pages: Iterable[Example], held: Held) -> None:
    """Add what weights do on pages to ``held``."""
    held.folds.append([])
    for page in pages:
        loss, chances = model.page(list(weights), page)
        held.loss += loss
        if chances:
            at = max(range(len(chances)), key=chances.__getitem__)
            held.answers.setdefault(page.corpus, []).append((chances[at], page.right[at]))
            held.folds[-1].append((chances[at], page.right[at]))


def crossed(
    field: Field, pages: Sequence[Example], without: str = "", *, bare: bool = False
) -> Held:
    """Return what is cross-validated by domain on the pages that are not blind; on titles alone,
    where they are asked for.
    """
    held = Held(0.0, {})
    tuned = [page for page in pages if page.corpus != BLIND]
    model = Model(field, tuned, without)
    for fold in range(FOLDS):
        weights = model.fitted([page for page in tuned if _fold(page.domain) != fold])
        scored(
            model,
            weights,
            [page for page in tuned if _fold(page.domain) == fold and page.bare == bare],
            held,
        )
    return held


def curve(answers: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and shift from the judge's log-odds to those of how often such answers are
    right; without answers, none.

    That a value is right is aimed at with a little doubt, and that it is wrong too (Platt 1999): a
    field that is right on all of 400 pages is no surer than they bear out.
    """
    chances = np.clip([chance for chance, _ in answers], 1e-9, 1 - 1e-9)
    odds = np.log(chances / (1 - chances))
    right = np.array([is_right for _, is_right in answers], dtype=bool)
    aims = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    few = FEW_WRONG / max(FEW_WRONG, (~right).sum())
    start, ridge = np.array([1.0, 0.0]), np.array([RIDGE_CURVE[0] * few, RIDGE_CURVE[1]])

    def loss(line: Any) -> tuple[float, Any]:
        scores, away = line[0] * odds + line[1], line - start
        off = 1 / (1 + np.exp(-scores)) - aims
        gradient = np.array([off @ odds, off.sum()]) + 2 * ridge * away
        return float(
            (np.logaddexp(0, scores) - aims * scores).sum() + (ridge * away) @ away
        ), gradient

    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[(LEAST_SLOPE, None), (None, None)]
    ).x
    return round(float(found[0]), DIGITS), round(float(found[1]), DIGITS) + 0.0


def error_of(
    answers: Sequence[tuple[float, bool]], line: tuple[float, float] = (1.0, 0.0)
) -> float:
    """Return the expected calibration error of answers, by a curve where there is one."""
    return calibration.error((judge.calibrated(chance, line), right) for chance, right in answers)


def crossed_error(folds: Sequence[Sequence[tuple[float, bool]]]) -> float:
    """Return the error of the answers of each fold by a curve that was fitted to those of the
    others.
    """
    told: list[tuple[float, bool]] = []
    for at, fold in enumerate(folds):
        line = curve([answer for other in (*folds[:at], *folds[at + 1 :]) for answer in other])
        told += [(judge.calibrated(chance, line), right) for chance, right in fold]
    return calibration.error(told)


def weights_of(field: Field, pages: Sequence[Example]) -> dict[str, Any]:
    """Return the field's weights and its curve, fitted to the pages that are not blind, and the
    table that they began from.
    """
    tuned = [page for page in pages if page.corpus != BLIND]
    model = Model(field, tuned)
    held = crossed(field, pages)
    answers = [answer for corpus in held.answers.values() for answer in corpus]
    table = {row.id: [row.estimate, row.own, row.lone] for row in field.features}
    return {**model.named(model.fitted(tuned)), "curve": curve(answers), "table": table}


def costs(field: Field, pages: Sequence[Example]) -> dict[str, float]:
    """Return for each feature the cross-validated log-loss that leaving it out costs."""
    whole = crossed(field, pages).loss
    with ProcessPoolExecutor() as pool:
        lost = pool.map(
            _loss_without, [(FIELDS.index(field), pages, row.id) for row in field.features]
        )
        return {row.id: loss - whole for row, loss in zip(field.features, lost, strict=True)}


def _loss_without(job: tuple[int, Sequence[Example], str]) -> float:
    number, pages, without = job
    return crossed(FIELDS[number], pages, without).loss
