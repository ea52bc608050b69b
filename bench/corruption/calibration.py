"""Calibration of the stated confidence: reliability over equal-count bins, expected calibration
error, risk and coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from bench.corruption.score import Scored

BINS = 10

Pair = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """One of ten bins of equal count: its mean confidence and the share that was right."""

    count: int
    low: float
    high: float
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration of one set of answers; ``wrong_at_95`` counts wrong ones per 1,000 with a
    confidence of 0.95 or more.
    """

    count: int
    ece: float
    brier: float
    sure: int
    wrong_at_95: float
    bins: tuple[Bin, ...]

    def figures(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return asdict(self)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def bins_of(pairs: Sequence[Pair], number: int = BINS) -> tuple[Bin, ...]:
    """Return bins of equal count, from the least confidence to the most.

    Pairs of equal confidence are spread evenly over the bins that they fill, so that their order in
    the corpus has no effect.
    """
    ranked = sorted(pairs)
    levels: dict[float, list[bool]] = {}
    for confidence, right in ranked:
        levels.setdefault(confidence, []).append(right)
    smooth = [
        (confidence, _mean([float(right) for right in levels[confidence]]))
        for confidence, _ in ranked
    ]
    found = []
    for index in range(number):
        part = smooth[len(smooth) * index // number : len(smooth) * (index + 1) // number]
        if part:
            sure = [confidence for confidence, _ in part]
            found.append(
                Bin(len(part), sure[0], sure[-1], _mean(sure), _mean([right for _, right in part]))
            )
    return tuple(found)


def calibration(pairs: Sequence[Pair]) -> Calibration:
    """Return the calibration of (confidence, was right) pairs."""
    bins = bins_of(pairs)
    ece = sum(b.count * abs(b.confidence - b.right) for b in bins) / len(pairs) if pairs else 0.0
    sure = [right for confidence, right in pairs if confidence >= 0.95]
    wrong = 1000 * (1 - _mean([float(right) for right in sure])) if sure else 0.0
    brier = _mean([(confidence - right) ** 2 for confidence, right in pairs])
    return Calibration(len(pairs), round(ece, 4), round(brier, 4), len(sure), round(wrong, 2), bins)


def emitted_pairs(scored: Sequence[Scored]) -> list[Pair]:
    """Return the stated confidence of each emitted date, as shown (cut to four decimals, at most
    0.9999).
    """
    return [
        (min(0.9999, int(s.confidence * 10_000) / 10_000), s.true)
        for s in scored
        if s.value is not None
    ]


def best_pairs(scored: Sequence[Scored]) -> list[Pair]:
    """Return the probability of each page's best candidate, also where it was withheld."""
    return [(min(0.9999, s.candidates[0][1]), s.best_true) for s in scored if s.candidates]


def risk_coverage(scored: Sequence[Scored], points: int = 50) -> list[tuple[float, float]]:
    """Return (coverage, risk) pairs: the share of pages answered, surest first, and the share of
    those that is wrong.
    """
    ranked = sorted(best_pairs(scored), reverse=True)
    curve, wrong = [], 0
    step = max(1, len(ranked) // points)
    for index, (_, right) in enumerate(ranked, 1):
        wrong += not right
        if index % step == 0 or index == len(ranked):
            curve.append((round(index / max(1, len(scored)), 4), round(wrong / index, 5)))
    return curve


def halves(scored: Sequence[Scored], of: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    """Return the pages of each half of a split."""
    return {name: [s for s in scored if of(s) == name] for name in ("fit", "holdout")}
