"""Dateline beside the peers: ``python -m bench.compare`` reads the gold pages with every tool that
is here, in one run.

``make peers`` installs them; what is absent is skipped with a line.  ``--every 8`` takes a sample,
``--write`` puts the report, its figures and its plots into bench/reports.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.compare import report as words
from bench.compare.figures import accuracy, costs, outcomes, rim
from bench.compare.roster import TOOLS
from bench.compare.rounds import (
    Run,
    gold_page,
    made_page,
    measure,
    measure_rim,
    present,
    subjects,
    warm_up,
)
from bench.compare.servers import Servers
from bench.compare.workers import Subject
from bench.corruption.generate import corpus
from bench.data import corpus_digest, gold_records, required_data_dir, scorer
from bench.stamps import seal

REPORTS = Path(__file__).resolve().parent.parent / "reports"
#: Made pages: those that warm up have a seed of their own.
_WARM_SEED, _MADE_SEED = 3, 5


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser().parse_args(given)
    folder = required_data_dir()
    records = gold_records(folder)[:: options.every]
    if len(records) < 2:
        raise SystemExit("A distribution needs two pages at least: choose a smaller --every.")
    run = Run()
    these = subjects(options.only or (), run)
    warm_up(these, [made_page(made) for made in corpus(_WARM_SEED, 150) if made.is_html][::6], run)
    pages = [gold_page(folder, record) for record in records]
    measure(these, pages, options.rounds, run)
    score = scorer(folder)
    found: dict[str, Any] = {
        "command": shlex.join(["python", "-m", "bench.compare", *given]),
        "date": datetime.now(UTC).date().isoformat(),
        "machine": words.machine(),
        "corpus": corpus_digest(folder),
        "pages": len(records),
        "rounds": options.rounds,
        "versions": run.versions,
        "accuracy": accuracy(run, records, score),
        "costs": costs(run),
        "rim": rim(measure_rim(present(these, run), pages)),
    }
    found["made"] = _made(present(these, run), options.made, score)
    found["skipped"] = run.skipped
    for subject in these:
        subject.close()
    text = words.markdown(found)
    print(text)
    if options.write:
        _write(found, text)
    return 0


def _made(these: Sequence[Subject], pages: int, score: ModuleType) -> dict[str, Any] | None:
    made = [page for page in corpus(_MADE_SEED, pages) if page.is_html] if pages else []
    if not made:
        return None
    run = Run()
    measure(
        [subject for subject in these if not isinstance(subject, Servers)],
        [made_page(page) for page in made],
        1,
        run,
    )
    return {"pages": len(made), "seed": _MADE_SEED, "outcomes": outcomes(run, made, score)}


def _write(found: dict[str, Any], text: str) -> None:
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "compare.json").write_text(
        json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8"
    )
    (REPORTS / "compare.md").write_text(text, "utf-8")
    (REPORTS / "compare-accuracy.svg").write_text(words.accuracy_plot(found), "utf-8")
    (REPORTS / "compare-latency.svg").write_text(words.latency_plot(found), "utf-8")
    seal(REPORTS / "compare.md")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _parser() -> argparse.ArgumentParser:
    names = [*(tool.name for tool in TOOLS), *Servers.names[:1]]
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument(
        "--every", type=_count, default=1, metavar="N", help="read every Nth gold page"
    )
    parser.add_argument(
        "--rounds", type=_count, default=3, help="how often, for tools that are not slow (3)"
    )
    parser.add_argument(
        "--made",
        type=int,
        default=500,
        metavar="N",
        help="made pages with known dates; 0 for none (500)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=names,
        metavar="TOOL",
        help="compare this one alone; may be repeated",
    )
    parser.add_argument("--write", action="store_true", help="write the report into bench/reports")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
