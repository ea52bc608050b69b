"""Counts the engine: ``python -m bench.complexity``, as the package says."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import bench.complexity as package
from bench.complexity.report import Measured, beyond, figures, lowered, measured, text
from bench.data import ROOT
from bench.stamps import seal

REPORTS = ROOT / "bench" / "reports"
FLOORS = ROOT / "bench" / "complexity_floors.json"
OPTIONS = {
    "--write": "write bench/reports/complexity.md and complexity.json",
    "--floors": "fail beyond bench/complexity_floors.json, and print only that",
    "--lower": "lower bench/complexity_floors.json where today is better",
}
#: What is said below the lines of a failure, and of a success that could be held.
CAPS = "bench/complexity_floors.json has the caps, and under `exempt` what may be complex, and why."
BETTER = "The engine is simpler than its floors: `python -m bench.complexity --lower` keeps it so."
HEAD = """
# How complex the engine is

Made by `python -m bench.complexity --write`, of all that `service.normalize` imports;
`bench/complexity/count.py` says what a condition is, and what counts in a function. Tables are
counted apart: they grow by data. `make lint` holds the figures to `bench/complexity_floors.json`:
no function above 10 gets worse, and none is added.
"""


READERS = Path(__file__).with_name("readers.json")


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.complexity", description=package.__doc__)
    for option, does in OPTIONS.items():
        parser.add_argument(option, action="store_true", help=does)
    options = parser.parse_args(None if arguments is None else list(arguments))
    floors = json.loads(FLOORS.read_text("utf-8"))
    found = measured(ROOT)
    if not options.floors:
        print("\n".join(text(found, floors["exempt"])))
    if options.write:
        _write(found, floors)
    if options.lower:
        _save(FLOORS, lowered(floors, found))
    return held(floors, found) if options.floors else 0


def held(floors: Mapping[str, Any], found: Measured) -> int:
    """Return 1 where a floor is exceeded, after a line for each on what to do; 0 otherwise."""
    bad = beyond(floors, found)
    if bad:
        print("\n".join([*bad, CAPS]), file=sys.stderr)
    elif lowered(floors, found) != floors:
        print(BETTER)
    return 1 if bad else 0


def _save(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read_by_strangers(path: Path = READERS) -> list[str]:
    """Return the lines on the functions that were shown to a reader without their code."""
    kept = json.loads(path.read_text("utf-8"))
    rows = kept["functions"]
    right = sum(row["told"] for row in rows)
    return [
        "",
        "## Read without their code",
        "",
        f"{len(rows)} functions, drawn by seed {kept['seed']} on {kept['date']}, were shown to a",
        "reader who had not seen the engine: module, signature and first line. What each takes and",
        f"gives was told rightly of {right}; the first lines of the others were written anew.",
        "",
        "| function | told | what was not |",
        "|---|---|---|",
        *[
            f"| `{row['function']}` | {'yes' if row['told'] else 'no'} | {row['note']} |"
            for row in rows
        ],
    ]


def _write(found: Measured, floors: Mapping[str, Any]) -> None:
    report = [HEAD.lstrip(), *text(found, floors["exempt"]), *read_by_strangers(), ""]
    (REPORTS / "complexity.md").write_text("\n".join(report), "utf-8")
    data = {"figures": figures(found), "functions above": found.above, "tables": found.tables}
    _save(REPORTS / "complexity.json", data)
    seal(REPORTS / "complexity.md")


if __name__ == "__main__":
    raise SystemExit(main())
