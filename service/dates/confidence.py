"""How much each part of a date proves, in bits: -log2 of the chance that an unrelated date shows the same value.

Measured on the 197 published times of the gold that have a clock, rounded (`python -m bench.holdout` has both halves of them
beside these): editors set round minutes, and seconds are zero where a form asks for minutes only.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2

from service.dates.partial import PartialDatetime, only

#: Dates on one page crowd together: another date of the page has the same year in about 1 of 8 cases, not 1 of 30.
_YEAR, _MONTH, _DAY, _HOUR = 3.0, 3.5, 4.9, 4.0
#: The shares of round minutes; what they leave is shared by the 48 others.
MINUTE_ZERO, _MINUTE_30, _MINUTE_15, _MINUTE_5 = 0.13, 0.04, 0.02, 0.018
_MINUTE_ELSE = (1 - MINUTE_ZERO - _MINUTE_30 - 2 * _MINUTE_15 - 8 * _MINUTE_5) / 48
SECOND_ZERO = 0.33


def minute_share(minute: int) -> float:
    """Return how common a minute is among published times."""
    if minute == 0:
        return MINUTE_ZERO
    if minute == 30:
        return _MINUTE_30
    if minute in (15, 45):
        return _MINUTE_15
    return _MINUTE_5 if minute % 5 == 0 else _MINUTE_ELSE


def _second_share(second: int) -> float:
    return SECOND_ZERO if second == 0 else (1 - SECOND_ZERO) / 59


@lru_cache(maxsize=4096)
def surprise(partial: PartialDatetime) -> float:
    """Return the bits that the known parts of a statement carry; a part that may have n values loses log2(n)."""
    total = 0.0
    for allowed, bits in (
        (partial.year, _YEAR),
        (partial.month, _MONTH),
        (partial.day, _DAY),
        (partial.hour, _HOUR),
    ):
        if allowed is not None:
            total += max(0.0, bits - log2(len(allowed)))
    if partial.yearday is not None and partial.day is None:
        total += _MONTH + _DAY
    minute, second = only(partial.minute), only(partial.second)
    if minute is not None:
        total += -log2(minute_share(minute))
    if second is not None:
        total += -log2(_second_share(second))
    return total


def posterior(scores: tuple[float, ...]) -> tuple[float, ...]:
    """Return the probability of each hypothesis; its score is log2 of its odds against "none of these", which scores 0."""
    top = max((0.0, *scores))
    weights = [2.0 ** (score - top) for score in scores]
    total = sum(sorted(weights)) + 2.0**-top
    return tuple(weight / total for weight in weights)
