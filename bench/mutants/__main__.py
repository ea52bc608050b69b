"""Tries mutants: ``python -m bench.mutants --write``, with Cosmic Ray's Python; ``make mutants``
sees to that.

A sample of the places of a room, the same for the same seed; at each place one of the changes that
are possible there, since of the eleven that a ``+`` can become the first is as good as all.  Each
mutant is tried by the tests of its module alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.mutants.places import Mutation, places
from bench.mutants.report import FLOOR, lines, report, share
from bench.mutants.rooms import ROOMS
from bench.mutants.rules import Span
from bench.mutants.trial import ROOT, Trial, trial
from bench.stamps import engine_digest, of_parts, seal
from service import __version__

REPORTS = ROOT / "bench" / "reports"
DATA, REPORT = REPORTS / "mutants.json", REPORTS / "mutants.md"


def main() -> int:
    """Try the sample of each room; the exit code is 1 where fewer are killed than must be."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=main.__doc__)
    parser.add_argument(
        "--rooms", default=",".join(ROOMS), help="which, with commas: " + ", ".join(ROOMS)
    )
    parser.add_argument(
        "--modules", default="", help="only the modules whose path has one of these, with commas"
    )
    parser.add_argument("--sample", type=int, default=100, help="places of each room (0: all)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another sample")
    parser.add_argument(
        "--again",
        action="store_true",
        help="of the report's sample, only what survived or has changed since",
    )
    parser.add_argument(
        "--floor",
        type=float,
        default=FLOOR,
        help="the share that must be killed, less for a small sample",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=0,
        help="begin no further mutant of a room after so many seconds (never)",
    )
    parser.add_argument(
        "--python",
        type=Path,
        default=ROOT / ".venv" / "bin" / "python",
        help="the Python of the tests",
    )
    parser.add_argument("--write", action="store_true", help="write the report")
    options = parser.parse_args()
    good = True
    # Not resolved: a venv's Python is a link, and knows its venv by where the link stands.
    with trial(options.python.absolute()) as copy:
        for room in options.rooms.split(","):
            until = time.monotonic() + options.seconds if options.seconds else float("inf")
            kept = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
            known = kept.get(room, {}).get("mutants", ()) if options.again else ()
            found = tried(
                copy, room, options.modules.split(","), options.sample, options.seed, until, known
            )
            print("\n".join(lines(room, found)), flush=True)
            good &= share(found) >= options.floor
            if options.write:
                found["engine"] = engine_digest()
                kept = {
                    name: found if name == room else kept.get(name)
                    for name in ROOMS
                    if name == room or name in kept
                }
                DATA.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
                REPORT.write_text(report(kept), "utf-8")
                seal(REPORT, of_parts(kept.values()))
    return 0 if good else 1


def tried(
    copy: Trial,
    room: str,
    wanted: list[str],
    size: int,
    seed: int,
    until: float,
    known: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Return what became of a sample of the room's mutants; those that are known to be seen are not
    tried again.
    """
    seen = {_mark(mutant): mutant["outcome"] for mutant in known if mutant["outcome"] != "survived"}
    sources = {
        module: (ROOT / module).read_text("utf-8")
        for module in ROOMS[room]
        if any(name in module for name in wanted)
    }
    everywhere: list[tuple[str, Span, list[Mutation]]] = []
    excluded: Counter[str] = Counter()
    for module, source in sources.items():
        kept, out = places(source)
        everywhere += [(module, span, mutations) for span, mutations in kept.items()]
        excluded += out
    chance = random.Random(seed)
    sample = chance.sample(everywhere, min(size or len(everywhere), len(everywhere)))
    mutants = []
    for module, span, mutations in sample:
        mutated = chance.choice(mutations).apply(sources[module])
        before, after = _difference(sources[module], mutated)
        mutant = {
            "module": module,
            "line": span[0][0],
            "column": span[0][1],
            "before": before,
            "after": after,
        }
        if not (outcome := seen.get(_mark(mutant), "")):
            if time.monotonic() >= until:
                break
            outcome = copy.outcome(module, mutated, ROOMS[room][module])
            print(f"{outcome}: {module}:{span[0][0]}: {after}", file=sys.stderr, flush=True)
        mutants.append({**mutant, "outcome": outcome})
    return {
        "places": len(everywhere), "excluded": dict(sorted(excluded.items())), "seed": seed,
            "version": __version__,
        "mutants": sorted(mutants, key=lambda mutant: (mutant["module"], mutant["line"],
            mutant["after"])),
    }  # fmt: skip


def _mark(mutant: dict[str, Any]) -> tuple[object, ...]:
    """Return what makes two mutants one: the place and the change."""
    return tuple(mutant[name] for name in ("module", "line", "column", "before", "after"))


def _difference(source: str, mutated: str) -> tuple[str, str]:
    """Return the first line that differs, before and after."""
    for before, after in zip(source.splitlines(), mutated.splitlines(), strict=False):
        if before != after:
            return before.strip(), after.strip()
    return "", ""


if __name__ == "__main__":
    sys.exit(main())
