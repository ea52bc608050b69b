"""The report: the dearest shapes at each size, beside a typical page, and whether any costs too
much.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.bytes import answer, gold_page
from bench.data import gold_records, required_data_dir
from bench.reliability.worst.child import SECONDS, Child, Cost
from bench.reliability.worst.shapes import Shape
from service import __version__

#: The sizes of the report, and the one that only the worst few are measured at.
SIZES, LARGEST = (10_000, 100_000, 1_000_000), 10_000_000
#: A page may cost so many times a typical page's time a byte, and so much memory, or so much a byte
#: if that is more; of a smaller page than the last what is read of any article weighs more than its
#: bytes.
TIMES, MEMORY, MEMORY_A_BYTE, SMALLEST = 20, 64 << 20, 60, 50_000
#: Pages of the corpus of which the typical one is the median.
_PAGES = 120
#: Characters of a shape that the report shows.
_SHOWN = 150


@dataclass(frozen=True, slots=True)
class Measured:
    """A shape, and what it costs at each size."""

    shape: Shape
    costs: tuple[Cost, ...]

    def faults(self, typical: Mapping[str, float]) -> list[str]:
        """Return what is too much of it."""
        usual = typical[self.shape.kind]
        large = [cost for cost in self.costs if cost.size >= SMALLEST]
        slow = [f"{cost.a_byte / usual:.0f} times" for cost in large if cost.a_byte > usual * TIMES]
        wide = [
            f"{cost.memory >> 20} MB"
            for cost in self.costs
            if cost.memory > max(MEMORY, MEMORY_A_BYTE * cost.size)
        ]
        return [*slow, *wide, *[cost.fault for cost in self.costs if cost.fault]]


def measured(shape: Shape, child: Child, sizes: Sequence[int] = SIZES) -> Measured:
    """Return the shape's costs, each in a process of its own; beyond a size that failed none is
    tried.
    """
    costs: list[Cost] = []
    for size in sizes:
        if not (costs and costs[-1].fault):
            costs.append(child.cost(shape.kind, shape.written(size), anew=True))
    return Measured(shape, tuple(costs))


def typical_costs(child: Child) -> dict[str, float]:
    """Return the nanoseconds a byte of the median news page, as HTML, as its text, and as the
    metadata of its answer.
    """
    folder = required_data_dir()
    records = gold_records(folder)
    costs: dict[str, list[float]] = {"html": [], "text": [], "json": []}
    for record in records[:: max(1, len(records) // _PAGES)]:
        page = gold_page(folder, record)
        html = page.html if isinstance(page.html, bytes) else str(page.html).encode()
        costs["html"].append(child.cost("html", html).a_byte)
        body = LexborHTMLParser(html).body
        text = (
            body.text(separator="\n", strip=True).encode("utf-8", "replace")
            if body is not None
            else b""
        )
        if text.strip():
            costs["text"].append(child.cost("text", text).a_byte)
        article = json.loads(answer(page, "none"))["article"]
        posted: dict[str, Any] = {"url": page.url, "metadata": article}
        costs["json"].append(child.cost("json", json.dumps(posted).encode()).a_byte)
    return {kind: median(found) for kind, found in costs.items()}


def lines(
    found: Sequence[Measured], typical: Mapping[str, float], tries: Mapping[str, int]
) -> list[str]:
    """Return the report in Markdown."""
    told = ", ".join(f"{kind} {cost:,.0f} ns a byte" for kind, cost in typical.items())
    tried = ", ".join(f"{number:,} of {kind}" for kind, number in tries.items())
    head = [
        "# The dearest page",
        "",
        (
            "Made by `python -m bench.reliability.worst --write`: Dateline "
            f"{__version__}. "
            f"Shapes tried: {tried}. CPU time;"
        ),
        (
            "what memory grows by at most in a new process. Cells are nanoseconds a byte,"
            " in "
            "brackets how many times a typical"
        ),
        "page's, and MB.",
        "",
        f"The typical page, the median of the reference pages through the same function: {told}.",
        "",
        "| kind | what is repeated | 10 kB | 100 kB | 1 MB | 10 MB | too much |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = [
        f"| {each.shape.kind} | {_shown(each.shape)} | {_cells(each, typical)} |" for each in found
    ]
    held = "**not held**" if any(each.faults(typical) for each in found) else "held"
    verdict = (
        f"- {held}: from {SMALLEST // 1000} kB on none costs more than {TIMES} times a "
        "typical page's time a byte; "
        f"none takes more memory than the greater of {MEMORY >> 20} MB and "
        f"{MEMORY_A_BYTE} bytes a byte, "
        f"or more than {SECONDS} CPU seconds"
    )
    return [*head, *rows, "", verdict, ""]


def _cells(each: Measured, typical: Mapping[str, float]) -> str:
    cells = [
        f"{c.a_byte:,.0f} ({c.a_byte / typical[each.shape.kind]:.1f}), {c.memory / 2**20:.0f} MB"
        for c in each.costs
    ]
    cells = [*cells, *[""] * (len(SIZES) + 1 - len(cells))]
    return " | ".join([*cells, ", ".join(each.faults(typical))])


def _shown(shape: Shape) -> str:
    text = str(shape)
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return "`" + cut.replace("|", "¦").replace("`", "'") + "`"
