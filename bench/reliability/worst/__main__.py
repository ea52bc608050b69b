"""Looks for the dearest page a byte, and writes bench/reports/worst.md: ``python -m
bench.reliability.worst --write``.

Ten minutes, or ``--minutes``; ``--kind html`` looks among HTML pages alone.  What is tried follows
from ``--seed`` and from what the pages before cost.  The exit code is 1 where a page costs too
much.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from bench.bytes import answer
from bench.corruption.generate import corpus
from bench.reliability.worst import report
from bench.reliability.worst.child import READERS, Child
from bench.reliability.worst.search import Hills
from bench.stamps import seal
from service.app import settle
from service.model import Page

REPORT = Path(__file__).parents[2] / "reports" / "worst.md"
#: Shapes in the report, and those of them that are measured at the largest size too.
_WORST, _FEW = 10, 3


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.reliability.worst", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to search")
    parser.add_argument(
        "--kind", choices=[*READERS], action="append", help="only bodies of this kind"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other pages")
    parser.add_argument("--write", action="store_true", help="write the report")
    options = parser.parse_args(None if arguments is None else list(arguments))
    for made in corpus(3, 60):  # in many languages, so that every table and model is loaded
        answer(Page(html=made.body, url=made.url))
    settle()
    child = Child()
    typical = report.typical_costs(child)
    hills = [Hills(kind, child.cost, options.seed) for kind in options.kind or READERS]
    searched(hills, typical, time.monotonic() + 60 * options.minutes)
    found = worst(hills, typical, child)
    lines = report.lines(found, typical, {each.kind: each.tries for each in hills})
    print("\n".join(lines))
    for each in found:
        print(
            json.dumps(
                {"kind": each.shape.kind, "shape": str(each.shape), "faults": each.faults(typical)},
                ensure_ascii=False,
            )
        )
    if options.write:
        REPORT.write_text("\n".join(lines), "utf-8")
        seal(REPORT)
    child.end()
    return int(any(each.faults(typical) for each in found))


def searched(hills: list[Hills], typical: dict[str, float], end: float) -> None:
    """Climb the hills in turn until the end, and say each new dearest page."""
    most = dict.fromkeys(typical, 0.0)
    while time.monotonic() < end:
        for each in hills:
            found = each.step()
            if found.score > most[each.kind]:
                most[each.kind] = found.score
                times = found.large.a_byte / typical[each.kind]
                print(
                    f"{each.kind} {each.tries}: {times:.1f} times, {found.shape}"[:300],
                    file=sys.stderr,
                    flush=True,
                )


def worst(hills: list[Hills], typical: dict[str, float], child: Child) -> list[report.Measured]:
    """Return the worst shapes of all kinds, each by its kind's typical page, at each size; the
    worst few at the largest too.
    """
    found = [
        (each.score / typical[hill.kind], each.shape) for hill in hills for each in hill.dearest()
    ]
    shapes = [shape for _, shape in sorted(found, key=lambda each: -each[0])[:_WORST]]
    sizes = (*report.SIZES, report.LARGEST)
    return [
        report.measured(shape, child, sizes if n < _FEW else report.SIZES)
        for n, shape in enumerate(shapes)
    ]


if __name__ == "__main__":
    raise SystemExit(main())
