"""How a probability is printed: four decimals, never rounded up, never 1."""

from __future__ import annotations

import math
from functools import lru_cache

#: The greatest confidence that is printed (contract.md: at most 0.9999).
CEILING = 0.9999


@lru_cache(maxsize=4_096)
def rounded(probability: float) -> float:
    """Return the probability as answers show it: four decimals, rounded down so that it never
    promises too much, and never 1.

    The decimal digits are cut, since in binary 0.57 × 10,000 lies below 5,700.
    """
    if probability >= CEILING:
        return CEILING
    # Below a ten-thousandth the digits are written with an exponent; zero is an integer here, as
    # JSON's canonical form has it.
    return float(repr(float(probability))[:6]) if probability >= 0.0001 else 0


def printed(probability: float) -> float:
    """Return the confidence of a probability, rounded down as answers show it, with float error in
    the last digit corrected.

    >>> printed(0.99999), printed(0.87654321)
    (0.9999, 0.8765)
    """
    return min(math.floor(probability * 10_000 + 1e-6) / 10_000, CEILING)
