"""Fuzzing with hypothesis, which joins a target's pieces: ``python -m bench.reliability.fuzz.tokens
"date reader" 10000``.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.reliability.fuzz.targets import TARGETS


@dataclass(slots=True)
class Tried:
    """The number of inputs tried, and the slowest one for its length."""

    number: int = 0
    slowest: float = 0.0
    length: int = 0


def search(name: str, inputs: int, tried: Tried) -> None:
    """Try so many inputs on a target; the first that breaks it is shrunk and raised."""
    target = TARGETS[name]
    piece = st.sampled_from(target.pieces) | st.text(max_size=6)
    texts = (
        st.lists(piece, max_size=30)
        .map("".join)
        .map(lambda text: text.encode("utf-8", "surrogatepass"))
    )

    @settings(
        max_examples=inputs, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(texts | st.binary(max_size=200))
    def breaks(raw: bytes) -> None:
        tried.number += 1
        began = time.perf_counter()
        target.call(raw)
        seconds = time.perf_counter() - began
        if seconds > tried.slowest:
            tried.slowest, tried.length = seconds, len(raw)

    breaks()


if __name__ == "__main__":
    outcome = Tried()
    search(sys.argv[1], int(sys.argv[2]), outcome)
    print(outcome)
