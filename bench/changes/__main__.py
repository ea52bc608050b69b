"""Changes pages and counts what moves: ``python -m bench.changes``, as the package says."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import bench.changes as package
from bench.changes.measure import ARTICLE, Counts, Pair, counted, run, sample
from bench.changes.report import beyond, lowered, text
from bench.changes.ways import WAYS
from bench.data import BLIND, CORPORA, ROOT, corpus_digest, required_data_dir, scorer
from bench.stamps import seal
from service import __version__

REPORTS = ROOT / "bench" / "reports"
FLOORS = ROOT / "bench" / "changes_floors.json"
#: The corpora whose pages may be listed, under their name in the report.
READ = tuple(corpus for corpus in CORPORA if corpus != BLIND)
SHOWN = " and ".join(READ)
HEAD = """
# Pages changed in ways that must not matter

Made by `python -m bench.changes --write`: Dateline {version}. Each page is read as it is and after
each change (`bench/changes/ways.py`). Three figures: answers that moved; of them those of which
less is said than before, or nothing; and of them those that became wrong at a confidence of .9 or
more. Of gold-blind there are totals only. `make floors` holds a fixed sample of the other pages to
`bench/changes_floors.json`.
"""


#: The options that take no value.
OPTIONS = {
    "--write": "write the report, of all pages",
    "--floors": "fail beyond the floors, on their sample",
    "--lower": "lower the floors where today is better",
}


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    found = argparse.ArgumentParser(prog="python -m bench.changes", description=package.__doc__)
    for option, does in OPTIONS.items():
        found.add_argument(option, action="store_true", help=does)
    names = [way.name for way in WAYS]
    found.add_argument("--every", type=int, default=1, metavar="N", help="read one page in N")
    found.add_argument("--moved", choices=names, help="list what moved under this change")
    return found


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    options = parser().parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    if options.floors or options.lower:
        return _floors(folder, options.lower)
    every = 1 if options.write else options.every
    found = run(folder, sample(folder, CORPORA, every))
    score = scorer(folder)
    groups = {SHOWN: counted(score, found, READ), BLIND: counted(score, found, (BLIND,))}
    print("\n".join([*text(groups, SHOWN), *moved(found, options.moved)]))
    if options.write:
        _write(folder, groups)
    return 0


def _floors(folder: Path, lower: bool) -> int:
    """Return 1 where the floors are exceeded on their sample, after a line for each."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    records = sample(folder, READ, floors["every"])
    counts = counted(scorer(folder), run(folder, records), READ)
    if lower:
        FLOORS.write_text(compact(lowered(floors, counts)), "utf-8")
    bad = beyond(floors, counts)
    print("\n".join(bad), file=sys.stderr)
    print(f"{len(records)} pages, {len(WAYS)} changes, {len(bad)} figures beyond their floors")
    return 1 if bad else 0


def moved(found: Sequence[Pair], way: str | None) -> list[str]:
    """Return a line for each answer that moved under a change, but for pages of gold-blind."""
    lines = []
    for pair in found:
        if pair.way != way or pair.record["corpus"] == BLIND:
            continue
        for name in ARTICLE:
            before, after = pair.before.values[name], pair.after.values[name]
            if before != after:
                said = json.dumps([before, after], ensure_ascii=False)
                where = f"{pair.record['corpus']}/{pair.record['id']}"
                lines.append(f"{where}\t{name}\t{said}\t{pair.after.confidence[name]:g}")
    return lines


def compact(floors: Mapping[str, Any]) -> str:
    """Return the floors as they are kept: a line for each field."""
    parts = []
    for way, fields in floors["changes"].items():
        rows = (f"      {json.dumps(name)}: {json.dumps(most)}" for name, most in fields.items())
        parts.append(f"    {json.dumps(way)}: {{\n" + ",\n".join(rows) + "\n    }")
    head = f'  "every": {floors["every"]},\n  "slack": {json.dumps(floors["slack"])},\n'
    return f'{{\n{head}  "changes": {{\n' + ",\n".join(parts) + "\n  }\n}\n"


def _write(folder: Path, groups: Mapping[str, Counts]) -> None:
    digests = ", ".join(f"{corpus} {corpus_digest(folder, corpus)}" for corpus in CORPORA)
    report = [HEAD.lstrip().format(version=__version__), f"Corpora: {digests}.", ""]
    (REPORTS / "changes.md").write_text("\n".join([*report, *text(groups, SHOWN), ""]), "utf-8")
    rows: dict[str, dict[str, Any]] = {}
    for way, fields in groups[SHOWN].rows.items():
        rows[way] = {name: asdict(count) for name, count in fields.items()}
    data = json.dumps({"version": __version__, SHOWN: rows}, indent=2, sort_keys=True)
    (REPORTS / "changes.json").write_text(data + "\n", "utf-8")
    seal(REPORTS / "changes.md")


if __name__ == "__main__":
    raise SystemExit(main())
