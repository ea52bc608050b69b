"""Waiting for a state, and never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Seconds that a state may take which comes in less than one on an idle machine: others may have
#: the processor.
PATIENCE = 60.0


def wait_until(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Return once it holds; a test that waits in vain fails, and says for what."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain for {what}"
        time.sleep(0.02)
