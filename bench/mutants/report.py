"""The report on mutants, in Markdown."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bench.mutants.rooms import ROOMS

#: The share of mutants that the tests must kill.
FLOOR = 0.85


def share(found: dict[str, Any]) -> float:
    """Return the share of the mutants that the tests saw; 1 of none."""
    mutants = found["mutants"]
    return (
        sum(mutant["outcome"] != "survived" for mutant in mutants) / len(mutants)
        if mutants
        else 1.0
    )


def lines(room: str, found: dict[str, Any]) -> list[str]:
    """Return a room's part of the report, in Markdown."""
    mutants = found["mutants"]
    seen = Counter(mutant["outcome"] for mutant in mutants)
    out = ", ".join(f"{number} {rule}" for rule, number in found["excluded"].items())
    killed = f"{share(found):.0%} killed" if mutants else "none tried"
    told = [
        f"## {room}",
        "",
        f"{len(mutants)} of {found['places']:,} places (seed {found['seed']}), one "
        f"mutant at each: **{killed}** "
        f"({seen['killed']} by a test that failed, {seen['timed out']} by time). Left out by rule: "
        f"{out or 'nothing'}. Dateline {found['version']}.",
        "",
        "| module | mutants | killed |",
        "|---|---|---|",
    ]
    for module in ROOMS[room]:
        here = [mutant for mutant in mutants if mutant["module"] == module]
        if here:
            told.append(
                f"| {module} | {len(here)} | "
                f"{sum(mutant['outcome'] != 'survived' for mutant in here)} |"
            )
    alive = [mutant for mutant in mutants if mutant["outcome"] == "survived"]
    told += ["", "Survivors:" if alive else "No survivors.", ""]
    told += [f"- `{m['module']}:{m['line']}`: `{m['before']}` → `{m['after']}`" for m in alive]
    return [*told, ""] if alive else told


def report(kept: dict[str, Any]) -> str:
    """Return the whole report."""
    head = [
        "# Mutants",
        "",
        "Written by `make mutants ARGS='--write'`: Cosmic Ray changes one thing in a "
        "module, and the tests of that module "
        "(`bench/mutants/rooms.py`) must see it. Places are drawn by a seed, and one of "
        "the changes that each allows. What "
        "would be the same program is left out by rule (`bench/mutants/rules.py`). The floor is "
        f"{FLOOR:.0%} in each room.",
        "",
    ]
    return (
        "\n".join(
            [*head, *(line for room, found in kept.items() for line in lines(room, found))]
        ).rstrip()
        + "\n"
    )
