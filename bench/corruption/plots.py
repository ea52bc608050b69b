"""Plots as SVG text: reliability, risk against coverage, cost against size; by hand, so that nothing need be installed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bench.corruption.calibration import Bin

_SIDE, _EDGE = 320, 50
_FULL = _SIDE + 2 * _EDGE


def _x(share: float) -> float:
    return round(_EDGE + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_EDGE + (1 - share) * _SIDE, 1)


def _frame(title: str, across: str, up: str, body: Sequence[str], low: float, high: float, top: float) -> str:
    bottom = low if top == high else 0.0
    ticks = [
        f'<text x="{_x(part)}" y="{_FULL - _EDGE + 16}" text-anchor="middle">{low + part * (high - low):.2f}</text>'
        f'<text x="{_EDGE - 6}" y="{_y(part) + 4}" text-anchor="end">{bottom + part * (top - bottom):.3g}</text>'
        for part in (0, 0.25, 0.5, 0.75, 1)
    ]
    return _framed(title, across, up, [*ticks, *body])


def _framed(title: str, across: str, up: str, body: Sequence[str]) -> str:
    middle = _FULL / 2
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_FULL}" height="{_FULL}" '
            'font-family="sans-serif" font-size="11">',
            f'<rect width="{_FULL}" height="{_FULL}" fill="#fff"/>',
            f'<text x="{middle}" y="24" text-anchor="middle" font-size="14">{title}</text>',
            f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
            f'<text x="{middle}" y="{_FULL - 12}" text-anchor="middle">{across}</text>',
            f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">{up}</text>',
            *body,
            "</svg>",
            "",
        )
    )


def reliability(bins: Sequence[Bin], title: str) -> str:
    """Mean confidence of each bin against the share that was right, with the line on which both agree."""
    low = min((min(b.confidence, b.right) for b in bins), default=0.0)
    low = max(0.0, int(low * 20) / 20)
    scale = 1 - low or 1.0
    dots = [
        f'<circle cx="{_x((b.confidence - low) / scale)}" cy="{_y((b.right - low) / scale)}" r="4" fill="#1565c0"/>'
        for b in bins
    ]
    line = f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#bbb" stroke-dasharray="4 3"/>'
    return _frame(title, "stated confidence (mean of a bin)", "share right", [line, *dots], low, 1.0, 1.0)


def risk(curve: Sequence[tuple[float, float]], title: str) -> str:
    """The share of wrong answers among the surest pages, as more pages are answered."""
    top = max((wrong for _, wrong in curve), default=0.0) or 0.01
    points = " ".join(f"{_x(cover)},{_y(wrong / top)}" for cover, wrong in curve)
    body = [f'<polyline points="{points}" fill="none" stroke="#c62828" stroke-width="2"/>']
    return _frame(title, "share of pages answered", "share of the answered that is wrong", body, 0.0, 1.0, top)


_COLOURS = ("#1565c0", "#c62828", "#2e7d32", "#6a1b9a", "#ef6c00", "#00838f")


def logarithmic(series: Mapping[str, Sequence[tuple[float, float]]], title: str, across: str, up: str) -> str:
    """A line for each series on two logarithmic axes, whole powers of ten at the ends; a cost in proportion rises at 45°."""
    points = [point for line in series.values() for point in line]
    low, high = (math.floor(math.log10(min(x for x, _ in points))), math.ceil(math.log10(max(x for x, _ in points))))
    bottom, top = (math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points))))
    # One scale for both axes, so that the slope can be seen.
    span = max(high - low, top - bottom)
    body = []
    for power in range(span + 1):
        at = power / span
        body.append(f'<text x="{_x(at)}" y="{_FULL - _EDGE + 16}" text-anchor="middle">1e{low + power}</text>')
        body.append(f'<text x="{_EDGE - 6}" y="{_y(at) + 4}" text-anchor="end">1e{bottom + power}</text>')
    for number, (name, line) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        dots = [(_x((math.log10(x) - low) / span), _y((math.log10(y) - bottom) / span)) for x, y in line]
        places = " ".join(f"{x},{y}" for x, y in dots)
        body.append(f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body.append(f'<text x="{_EDGE + 10}" y="{_EDGE + 18 + 14 * number}" fill="{colour}">{name}</text>')
    return _framed(title, across, up, body)
