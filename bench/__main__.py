"""All reports of the engine that is here: ``python -m bench`` makes those that are of another
engine, of other data, or changed by hand, and leaves the others as they are; ``--all`` makes each.

What depends on answers alone is made first, two at a time; what measures time or memory runs
alone behind it, and smaller than the command of its own would make it where that takes longer than
a few minutes. What needs a program that is not here (Java for the cluster) is left out and named.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from shutil import which
from time import monotonic

from bench.data import ROOT, required_data_dir
from bench.stamps import TABLE, Report, told

#: What is run in place of a report's own command, which takes more than a few minutes.
SMALLER: Mapping[str, str] = {
    "batch": "python -m bench.batch --records 10000 --write",
    "grouping": "python -m bench.captures.grouping --records 100000 --write",
    "worst": "python -m bench.reliability.worst --minutes 1 --write",
    "compare": "make peers compare ARGS='--every 8'",
    "reliability": "python -m bench.reliability --scale .05 --write",
    "cluster": "make .venv-spark/.spark && "
    ".venv-spark/bin/python -m bench.cluster --records 4000 --files 8 --write",
    "mutants": "make mutants ARGS='--sample 12 --write'",
}
#: The programs without which a report cannot be made.
NEEDS: Mapping[str, str] = {"cluster": "java"}
#: These keep both cores busy by themselves.
WIDE = frozenset(("ledger", "fit", "profiles", "drift", "promises"))
#: This one's Python, where the command names no other.
_PYTHON = re.compile(r"(?<![\w/])python(?= -m)")
#: The last lines of a command that failed, which say why.
_TOLD = 20


def name(report: Report) -> str:
    """Return the name of a report, as the progress tells it."""
    return report.path.stem


def stale(reports: Iterable[Report]) -> list[Report]:
    """Return the reports that are not of the engine and the data that are here."""
    return [report for report in reports if told(report)]


def command(report: Report) -> str:
    """Return the command that makes a report here, for the shell."""
    own = SMALLER.get(name(report), report.make)
    return _PYTHON.sub(lambda _: shlex.quote(sys.executable), own)


def made(report: Report) -> tuple[int, float, str]:
    """Return the exit code of a report's command, the seconds it took, and what it printed."""
    start = monotonic()
    done = subprocess.run(
        ["bash", "-c", command(report)],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, monotonic() - start, done.stdout


def make(reports: Sequence[Report]) -> list[str]:
    """Make the reports and print a line for each that is there; return the names of those that
    failed, or that another program is lacking for.
    """
    failed = [f"{name(each)} (no {NEEDS[name(each)]} here)" for each in reports if _lacks(each)]
    left = [each for each in reports if not _lacks(each)]
    pairs = [each for each in left if each.answers and name(each) not in WIDE]
    # The weights first: where they move, all that follows is of the engine that has them.
    weights = [each for each in left if name(each) == "fit"]
    alone = [each for each in left if each not in pairs and each not in weights]
    count, start = 0, monotonic()
    for side_by_side, waiting in ((1, weights), (2, pairs), (1, alone)):
        with ThreadPoolExecutor(side_by_side) as pool:
            running = {pool.submit(made, each): each for each in waiting}
            for done in as_completed(running):
                report, (code, seconds, printed) = running[done], done.result()
                count += 1
                state = "made" if code == 0 else f"failed ({code})"
                print(
                    f"{count} of {len(left)}: {name(report)} {state} in {seconds:.0f} s, "
                    f"{monotonic() - start:.0f} s in all",
                    flush=True,
                )
                if code:
                    failed.append(name(report))
                    print("\n".join(printed.splitlines()[-_TOLD:]), flush=True)
    return failed


def _lacks(report: Report) -> bool:
    program = NEEDS.get(name(report))
    return program is not None and which(program) is None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 1 where a report could not be made."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--all", action="store_true", help="also those that are of this engine")
    parser.add_argument("--list", action="store_true", help="print the commands, and run none")
    options = parser.parse_args(arguments)
    required_data_dir()
    reports = list(TABLE) if options.all else stale(TABLE)
    if options.list:
        print("\n".join(command(each) for each in reports))
        return 0
    if not reports:
        print("Every report is of the engine and the data that are here.")
        return 0
    failed = make(reports)
    if failed:
        print("Not made: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
