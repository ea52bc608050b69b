"""The corruption bench's plots: reliability, and risk against coverage."""

from __future__ import annotations

from collections.abc import Sequence

from bench.corruption.calibration import Bin
from bench.plots import COLOURS, Axis, Plot

_QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def reliability(bins: Sequence[Bin], title: str) -> str:
    """Return the plot of each bin's mean confidence against the share that was right, with the
    diagonal on which both agree.
    """
    low = min((min(b.confidence, b.right) for b in bins), default=0.0)
    low = min(max(0.0, int(low * 20) / 20), 0.95)
    ticks = tuple(low + part * (1 - low) for part in _QUARTERS)
    plot = Plot(
        title,
        Axis("stated confidence (mean of a bin)", low, 1, ticks),
        Axis("share right", low, 1, ticks),
    )
    return plot.svg(
        [
            plot.line([(low, low), (1, 1)], "#bbb", dashed=True),
            *(plot.dot(b.confidence, b.right) for b in bins),
        ]
    )


def risk(curve: Sequence[tuple[float, float]], title: str) -> str:
    """Return the plot of the share of wrong answers among the surest pages, as more pages are
    answered.
    """
    top = max((wrong for _, wrong in curve), default=0.0) or 0.01
    across = Axis("share of pages answered", 0, 1, _QUARTERS)
    up = Axis(
        "share of the answered that is wrong", 0, top, tuple(part * top for part in _QUARTERS)
    )
    plot = Plot(title, across, up)
    return plot.svg([plot.line(curve, COLOURS[1])])
