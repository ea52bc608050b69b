"""``python -m bench.captures``: what several looks at an article tell that no single one does.

``--write`` writes bench/reports/captures.md; ``--floors`` asks fewer histories and fails where a
figure lies beyond floors.json; ``--tables`` prints how often everything occurs, and asks nothing;
``--list KIND`` names the histories that end so ("decidable: wrong", "redating: missed").
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.captures.asked import alone, pages_of, together
from bench.captures.judge import redating, single, verdict, versions
from bench.captures.lives import Life, life
from bench.captures.pages import captures
from bench.captures.report import beyond, figures, markdown, tables
from bench.captures.truth import Truth, truth
from bench.stamps import seal

REPORT = Path(__file__).parent.parent / "reports" / "captures.md"
FLOORS = Path(__file__).with_name("floors.json")
#: The made histories of the report, and of the floors.
HISTORIES, GUARDED = 3000, 150


def counted(number: int, seed: int) -> Counter[str]:
    """Return the counts of one history; a name with "#" at its end is that of the history."""
    told = life(number, seed)
    known = truth(told)
    pages = pages_of(captures(told))
    began = time.process_time()
    answers = [alone(page) for page in pages]
    between = time.process_time()
    answer = together(pages)
    ended = time.process_time()
    counts = Counter({"histories": 1, known.kind: 1, "looks": len(pages)})
    counts["alone, in microseconds"] = round(1e6 * (between - began))
    counts["together, in microseconds"] = round(1e6 * (ended - between))
    for name, what in single(answers, known, told).items():
        counts[f"{known.kind}: {name}: {what}"] += 1
    what = verdict(answer, known)
    places = {"the metadata": told.habits[0].machine, "the line": told.habits[0].line}
    for name in (what, f"{known.kind}: {what}"):
        counts[name] += 1
    for place, habit in places.items():
        counts[f"{place}: {habit}: {known.kind}: {what}"] += 1
    if len(pages) == 1:
        counts["one capture"] += 1
        counts["one capture, the same article"] += answer["article"] == answers[0]["article"]
    counts.update(_redating(answer, known, told))
    counts.update(versions(answer, told, known))
    shown = {name for name in counts if ": " in name and counts[name] and "the " not in name[:4]}
    counts.update({f"{name} #{number}": 1 for name in shown})
    return counts


def _redating(answer: dict[str, object], known: Truth, told: Life) -> Counter[str]:
    """Return whether a publication that was moved in silence is found, or one invented."""
    said = redating(answer)
    if known.redated:
        return Counter({"redated": 1, f"redating: {'found' if said else 'missed'}": 1})
    # what is stated as the publication does move where roles are swapped, as with an open one
    moved = (
        told.habits[0].on_update == "publication overwritten"
        or told.times("republished openly")
        or any(habits.machine == "roles swapped" for habits in told.habits)
    )
    if said and not moved:
        return Counter({"redating: invented": 1})
    return Counter()


def asked(histories: int, seed: int, processes: int) -> Counter[str]:
    """Return the counts of so many histories."""
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(processes) as pool:
        for found in pool.map(partial(counted, seed=seed), range(histories), chunksize=8):
            counts.update(found)
    return counts


def listed(counts: Counter[str], kind: str) -> Iterator[str]:
    """Yield the numbers of the histories that ended so."""
    for name in counts:
        what, mark, number = name.rpartition(" #")
        if mark and what == kind:
            yield number


def main(arguments: Iterable[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.captures", description=__doc__)
    parser.add_argument("--histories", type=int)
    parser.add_argument("--seed", type=int, default=47)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--list", metavar="KIND")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.tables:
        print("\n".join(tables()))
        return 0
    histories = options.histories or (GUARDED if options.floors else HISTORIES)
    counts = asked(histories, options.seed, options.processes)
    if options.list:
        print(*sorted(listed(counts, options.list), key=int))
        return 0
    if options.floors:
        lines = beyond(figures(counts), json.loads(FLOORS.read_text("utf-8")))
        print("\n".join(lines) or "bench.captures: within its floors")
        return bool(lines)
    text = markdown(counts, options.seed)
    print(text)
    if options.write:
        REPORT.write_text(text, "utf-8")
        seal(REPORT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
