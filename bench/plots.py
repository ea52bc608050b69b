"""Plots as SVG text, drawn by hand so that nothing need be installed: a frame with two axes, and
marks in it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_EDGE = 50
#: Told apart in grey too: dark and light ones alternate.
COLOURS = (
    "#1565c0",
    "#c62828",
    "#2e7d32",
    "#ef6c00",
    "#6a1b9a",
    "#00838f",
    "#4e342e",
    "#ad1457",
    "#9e9d24",
    "#37474f",
    "#f9a825",
)


@dataclass(frozen=True, slots=True)
class Axis:
    """A range with its title; ``ticks`` are written, and on a logarithmic axis equal ratios are
    equal lengths.
    """

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Return the position of the value from 0 (low) to 1 (high); values outside are put at the
        edge.
        """
        inside = min(max(value, self.low), self.high)
        if self.logarithmic:
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)


def powers(title: str, values: Sequence[float]) -> Axis:
    """Return a logarithmic axis from the power of ten below the values to that above them."""
    low, high = (
        round_(math.log10(end))
        for round_, end in ((math.floor, min(values)), (math.ceil, max(values)))
    )
    high = max(high, low + 1)
    return Axis(
        title, 10.0**low, 10.0**high, tuple(10.0**power for power in range(low, high + 1)), True
    )


@dataclass(frozen=True, slots=True)
class Plot:
    """A frame of ``width`` by ``height`` units with its axes; marks are made by its methods and put
    into it by ``svg``.
    """

    title: str
    across: Axis
    up: Axis
    width: int = 320
    height: int = 320

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the coordinates of a pair of values."""
        return (
            round(_EDGE + self.across.share(x) * self.width, 1),
            round(_EDGE + (1 - self.up.share(y)) * self.height, 1),
        )

    def dot(self, x: float, y: float, colour: str = COLOURS[0], label: str = "") -> str:
        """Return a dot, with its label on the side that has room."""
        left, top = self.at(x, y)
        dot = f'<circle cx="{left}" cy="{top}" r="4" fill="{colour}"/>'
        if not label:
            return dot
        before = left > _EDGE + 0.7 * self.width
        place = (
            f'x="{left - 7 if before else left + 7}" y="{top + 4}" '
            f'text-anchor="{"end" if before else "start"}"'
        )
        return f"{dot}<text {place}>{escape(label)}</text>"

    def line(
        self, points: Sequence[tuple[float, float]], colour: str = COLOURS[0], dashed: bool = False
    ) -> str:
        """Return a line through the points."""
        places = " ".join(f"{x},{y}" for x, y in (self.at(*point) for point in points))
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        return (
            f'<polyline points="{places}" fill="none" stroke="{colour}" '
            f'stroke-width="{1 if dashed else 2}"{dash}/>'
        )

    def legend(self, names: Sequence[tuple[str, str]]) -> list[str]:
        """Return a legend of names with their colours, for the lower right corner."""
        first = _EDGE + self.height - 14 * len(names)
        return [
            f'<rect x="{_EDGE + self.width - 150}" y="{first + 14 * row - 3}" width="12" '
            f'height="3" fill="{colour}"/>'
            f'<text x="{_EDGE + self.width - 133}" y="{first + 14 * row + 2}">{escape(name)}</text>'
            for row, (name, colour) in enumerate(names)
        ]

    def svg(self, marks: Sequence[str]) -> str:
        """Return the whole picture as SVG."""
        wide, tall = self.width + 2 * _EDGE, self.height + 2 * _EDGE
        middle, centre = wide / 2, tall / 2
        across = [
            (
                f'<text x="{self.at(tick, self.up.low)[0]}" y="{tall - _EDGE + 16}" '
                f'text-anchor="middle">{tick:g}</text>'
            )
            for tick in self.across.ticks
        ]
        up = [
            (
                f'<text x="{_EDGE - 6}" y="{self.at(self.across.low, tick)[1] + 4}" '
                f'text-anchor="end">{tick:.3g}</text>'
            )
            for tick in self.up.ticks
        ]
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" '
                'font-family="sans-serif" font-size="11">',
                f'<rect width="{wide}" height="{tall}" fill="#fff"/>',
                (
                    f'<text x="{middle}" y="24" text-anchor="middle" font-size="14">'
                    f"{escape(self.title)}</text>"
                ),
                (
                    f'<rect x="{_EDGE}" y="{_EDGE}" width="{self.width}" '
                    f'height="{self.height}" fill="none" stroke="#888"/>'
                ),
                *across,
                *up,
                (
                    f'<text x="{middle}" y="{tall - 12}" text-anchor="middle">'
                    f"{escape(self.across.title)}</text>"
                ),
                f'<text x="14" y="{centre}" text-anchor="middle" transform="rotate(-90 '
                f'14 {centre})">'
                f"{escape(self.up.title)}</text>",
                *marks,
                "</svg>",
                "",
            )
        )


def proportion(
    series: Mapping[str, Sequence[tuple[float, float]]], title: str, across: str, up: str
) -> str:
    """Return a plot with a line for each series on two logarithmic axes of one scale; proportional
    growth has 45 degrees.
    """
    points = [point for line in series.values() for point in line]
    wide, tall = powers(across, [x for x, _ in points]), powers(up, [y for _, y in points])
    span = 10.0 ** (max(len(wide.ticks), len(tall.ticks)) - 1)
    plot = Plot(
        title, powers(across, (wide.low, wide.low * span)), powers(up, (tall.low, tall.low * span))
    )
    named = [(name, COLOURS[number % len(COLOURS)]) for number, name in enumerate(series)]
    lines = [
        plot.line(line, colour) for line, (_, colour) in zip(series.values(), named, strict=True)
    ]
    return plot.svg([*lines, *plot.legend(named)])
