"""Metrics of the worker's process (CPU, memory, open files) under Prometheus' standard names."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path

#: The process metrics: the ends of their names, and their meanings.  Without /proc some are
#: missing.
MEANINGS = {
    "resident_memory_bytes": "Memory in use by the worker, what it shares with others included.",
    "virtual_memory_bytes": "Addresses that the worker has taken.",
    "open_fds": "Files and connections that the worker has open.",
    "max_fds": "As many may be open.",
    "start_time_seconds": "When the worker began, in seconds since 1970.",
}

_SELF = Path("/proc/self")


def readings(began: float) -> dict[str, float]:
    """Return the metrics of this process now; ``began`` is when it was forked."""
    found: dict[str, float] = {
        "start_time_seconds": began,
        "max_fds": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    }
    if _SELF.exists():
        size, resident = (_SELF / "statm").read_text().split()[:2]
        found["virtual_memory_bytes"] = int(size) * resource.getpagesize()
        found["resident_memory_bytes"] = int(resident) * resource.getpagesize()
        found["open_fds"] = len(os.listdir(_SELF / "fd"))
    return found


def cpu_seconds() -> float:
    """Return the CPU seconds that this process has used."""
    return time.process_time()
