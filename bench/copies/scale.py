"""What groups cost as rows grow: tables of stand-ins for signatures, through the command itself."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from service.copies.fingerprint import POSITIONS, written

#: Rows made at a time, of so many sites, whose frame is this share of each text.
_AT_ONCE, _SITES, _FRAME = 10_000, 50, 0.2
#: A third of the rows are copies, which share so many of their runs with another.
_COPIES, _ALIKE = 1 / 3, (0.7, 1.0)
#: Reports its own peak, so that no other child's is taken for it.
_RUN = """
import resource, sys
from service.cli import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""


class Cost(NamedTuple):
    """What a run took: rows, seconds of wall time, MiB at its peak, stories found."""

    rows: int
    seconds: float
    memory: float
    stories: int


def table(path: Path, size: int) -> None:
    """Write a table of so many rows."""
    random = np.random.default_rng(size)
    frames = random.integers(0, 65_536, (_SITES, POSITIONS), dtype=np.uint16)
    with parquet.ParquetWriter(path, _chunk(random, frames, 1, 0).schema) as writer:
        for start in range(0, size, _AT_ONCE):
            writer.write_table(_chunk(random, frames, min(_AT_ONCE, size - start), start))


def _chunk(random: np.random.Generator, frames: np.ndarray, size: int, start: int) -> pa.Table:
    signed = random.integers(0, 65_536, (size, POSITIONS), dtype=np.uint16)
    framed = random.random(signed.shape) < _FRAME
    signed = np.where(framed, frames[random.integers(0, _SITES, size)], signed)
    alike = random.uniform(*_ALIKE, size) * (random.random(size) < _COPIES)
    copied = random.random(signed.shape) < alike[:, None]
    signed = np.where(copied, signed[random.integers(0, size, size)], signed).astype(">u2")
    days = [f"2026-03-{1 + number % 28:02d}" for number in range(start, start + size)]
    return pa.table(
        {
            "fetched_url": [
                f"https://news{n % 997}.example/{n}" for n in range(start, start + size)
            ],
            "text_fingerprint": [written(400, row.tobytes()) for row in signed],
            "date_published_day": days,
            "date_published_instant": [f"{day}T10:00:00Z" for day in days],
            "date_published_proved": [number % 3 == 0 for number in range(size)],
            "origin": [None if number % 4 else "Example Agency" for number in range(size)],
        },
        schema=None,
    )


def cost(size: int) -> Cost:
    """Return what the command takes for a table of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "t.parquet", Path(folder) / "groups.parquet"
        table(given, size)
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", _RUN, "copies", str(given), "-o", str(made), "--quiet"],
            check=True,
            capture_output=True,
            text=True,
        )
        seconds = time.monotonic() - begun
        stories = len(parquet.read_table(made, columns=["story"])["story"].unique())
    return Cost(size, seconds, int(done.stdout) / 1024, stories)
