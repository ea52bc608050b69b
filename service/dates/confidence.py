"""How much a component proves, in bits: -log2 of the chance that an unrelated date shows the same value.

The figures are estimates, not yet measured: editors set round minutes, and seconds are zero where a form asks for minutes only.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2

from service.dates.partial import PartialDatetime, only

#: Dates on one page crowd together: another date of the page has the same year in about 1 of 8 cases, not 1 of 30.
_YEAR, _MONTH, _DAY, _HOUR = 3.0, 3.5, 4.9, 4.0


def _minute_share(minute: int) -> float:
    if minute == 0:
        return 0.15
    if minute == 30:
        return 0.07
    if minute in (15, 45):
        return 0.035
    return 0.025 if minute % 5 == 0 else 0.0105


def _second_share(second: int) -> float:
    return 0.4 if second == 0 else 0.0101


@lru_cache(maxsize=4096)
def surprise(partial: PartialDatetime) -> float:
    """The bits that the determined components of a statement carry; a component in doubt between n values loses log2(n)."""
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
        total += -log2(_minute_share(minute))
    if second is not None:
        total += -log2(_second_share(second))
    return total


def posterior(scores: tuple[float, ...]) -> tuple[float, ...]:
    """The probability of each hypothesis whose score is log2 of its odds against "none of these", which scores 0."""
    top = max((0.0, *scores))
    weights = [2.0 ** (score - top) for score in scores]
    total = sum(sorted(weights)) + 2.0**-top
    return tuple(weight / total for weight in weights)
