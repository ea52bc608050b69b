"""Which engine and which data each report is of: ``python -m bench.stamps --check``.

The last line of a report is its stamp: a digest of the engine (the code and tables that
``service.normalize`` imports), one of the reference data, and one of the report itself with the
files beside it. Whoever writes a report seals it (``seal``). ``--check`` tells in one line each
which report has no stamp, was changed by hand, or is of another engine or other data than are
here, and the command that makes it anew; and which figure that the documents quote from a report
does not stand there. A change that moves no answer need not make anew what depends on answers
alone: ``--restamp`` asks ``bench.bytes``, and where its digest is the recorded one it seals those
reports again. ``--record`` records that digest, when all of them are of the engine that is here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.complexity.modules import ENTRY, engine, tables
from bench.data import ROOT, data_dir

BENCH = Path(__file__).parent
REPORTS = BENCH / "reports"
#: The engine for which the digest of all answers was recorded, and that digest.
RECORD = BENCH / "stamps.json"
#: What the reference data are made of, below their folder.
DATA = ("gold", "gold-more", "gold-blind", "silver", "suites", "defects", "seed")
#: The part of a document that is sealed begins behind this line, where it has one: the rest of it
#: is written by hand.
MEASURED = "<!-- measured: written by `python -m bench.speed --write` -->"
_STAMP = re.compile(
    r"<!-- stamp: engine (?P<engine>\w+), data (?P<data>\w+), text (?P<text>\w+) -->\n"
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its file below ``bench/``, the command that makes it, the files that the same
    command writes, and whether it depends on nothing but answers (and not on times, memory or
    code).
    """

    file: str
    make: str
    beside: tuple[str, ...] = ()
    answers: bool = True

    @property
    def path(self) -> Path:
        """The file itself."""
        return BENCH / self.file

    def files(self) -> Iterator[Path]:
        """Yield the files whose bytes are sealed, the report apart."""
        yield from (REPORTS / name for name in self.beside)


def _report(name: str, *beside: str, answers: bool = True, make: str = "") -> Report:
    return Report(f"reports/{name}.md", make or f"python -m bench.{name} --write", beside, answers)


#: Every report there is; a file in ``bench/reports`` that none of these names is a mistake.
TABLE = (
    _report("accuracy", "accuracy.json"),
    _report("recall", "recall-misses.tsv", make="python -m bench.recall"),
    _report("sources", make="python -m bench.sources"),
    _report("holdout", make="python -m bench.holdout"),
    _report(
        "corruption",
        "corruption.json",
        *(f"corruption-{plot}.svg" for plot in ("candidates", "reliability", "risk")),
    ),
    _report("sealed"),
    _report("visible", "visible.json"),
    _report("changes", "changes.json"),
    _report("suites"),
    _report("dumps"),
    _report("copies"),
    _report("promises"),
    _report("captures"),
    _report("profiles"),
    _report("drift"),
    _report("unresolved"),
    _report("terms"),
    _report("places"),
    _report("body"),
    _report("fit"),
    _report("ledger", "ledger.json", make="python -m bench.ledger"),
    _report("complexity", "complexity.json", answers=False),
    _report("growth", "growth.svg", answers=False),
    Report("SPEED.md", "python -m bench.speed --write", answers=False),
    _report("batch", answers=False, make="make bench-batch"),
    _report("grouping", answers=False, make="python -m bench.captures.grouping --write"),
    _report("worst", answers=False, make="python -m bench.reliability.worst --write"),
    _report(
        "compare",
        "compare.json",
        "compare-accuracy.svg",
        "compare-latency.svg",
        answers=False,
        make="make peers compare",
    ),
    _report("reliability", "reliability.json", "reliability-memory.svg", answers=False),
    _report("cluster", answers=False, make=".venv-spark/bin/python -m bench.cluster --write"),
    _report("mutants", "mutants.json", answers=False, make="make mutants ARGS=--write"),
)
#: Kept by hand: why the misses of ``recall`` are none, which it reads.
BY_HAND = ("recall-reasons.json",)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a report is of: digests of 16 hexadecimal digits."""

    engine: str
    data: str


def engine_files(root: Path = ROOT) -> list[Path]:
    """Return the files of the engine: code and tables."""
    code = engine(root, ENTRY)
    return sorted([*code.values(), *tables(code)])


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """Return a digest of named bytes, 16 hexadecimal digits."""
    whole = hashlib.sha256()
    for name, content in parts:
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


@cache
def engine_digest(root: Path = ROOT) -> str:
    """Return the digest of the engine that is here."""
    return _digest(
        (path.relative_to(root).as_posix(), path.read_bytes()) for path in engine_files(root)
    )


@cache
def data_digest() -> str | None:
    """Return the digest of the reference data, or None where they are absent."""
    folder = data_dir()
    if folder is None:
        return None
    files = (
        path
        for name in DATA
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and path.suffix not in (".py", ".pyc", ".md")
    )
    return _digest((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def here() -> Stamp:
    """Return the stamp of a report that is made now."""
    return Stamp(engine_digest(), data_digest() or "none")


def of_parts(parts: Iterable[Mapping[str, Any]]) -> Stamp:
    """Return the stamp of a report that is measured part by part: of the engine that is here only
    where each part is.
    """
    engines = {part.get("engine", "none") for part in parts}
    others = sorted(engines - {engine_digest()})
    return Stamp(others[0], here().data) if others else here()


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp that a report carries, or None where it has none."""
    found = _STAMP.search(path.read_text("utf-8")) if path.is_file() else None
    return Stamp(found["engine"], found["data"]) if found else None


def _text_digest(report: Report, text: str) -> str:
    """Return the digest of what is sealed of the report, and of the files beside it."""
    before, _, after = text.partition(MEASURED)
    sealed = _STAMP.split(after or before)[0].strip("\n")
    own = (report.path.name, sealed.encode())
    return _digest([own, *((path.name, path.read_bytes()) for path in report.files())])


def seal(path: Path, stamp: Stamp | None = None) -> None:
    """Put the stamp under a report that was just written with all that stands beside it.

    ``stamp`` is given where the report is not, or not as a whole, of the engine that is here.
    """
    report = next((row for row in TABLE if row.path == path), None)
    if report is None:
        # A test writes its report elsewhere; what is committed has a row, which --check holds.
        return
    text = path.read_text("utf-8")
    stamp = stamp or here()
    line = (
        f"<!-- stamp: engine {stamp.engine}, data {stamp.data}, "
        f"text {_text_digest(report, text)} -->\n"
    )
    replaced, count = _STAMP.subn(line, text)
    path.write_text(replaced if count else text.rstrip("\n") + "\n\n" + line, "utf-8")
    if stamp.engine == engine_digest() and (told := _dirty()):
        print(told, file=sys.stderr)


def _dirty() -> str:
    """Return a line on changes of the engine that are not committed, or nothing."""
    names = [path.relative_to(ROOT).as_posix() for path in engine_files()]
    try:
        found = subprocess.run(
            ["git", "-C", str(ROOT), "status", "--porcelain", "--", *names],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    changed = len(found.stdout.splitlines())
    files = "1 file" if changed == 1 else f"{changed} files"
    return f"The engine has changes in {files} that are not committed." if changed else ""


def told(report: Report) -> str | None:
    """Return what is the matter with a report, without the way to mend it; None: nothing is."""
    if not report.path.is_file():
        return "is not there"
    text = report.path.read_text("utf-8")
    found = _STAMP.search(text)
    if found is None:
        return "has no stamp"
    if missing := [path.name for path in report.files() if not path.is_file()]:
        return f"lacks {', '.join(missing)} beside it"
    if found["text"] != _text_digest(report, text):
        return "was changed by hand"
    if found["engine"] != engine_digest():
        return f"is of engine {found['engine']}, and the one here is {engine_digest()}"
    if data_digest() not in (None, found["data"]):
        return f"is of data {found['data']}, and those here are {data_digest()}"
    return None


def strays() -> list[str]:
    """Return a line for each file in ``bench/reports`` that no command is known to write."""
    known = {path.name for row in TABLE for path in (row.path, *row.files())} | set(BY_HAND)
    names = sorted(path.name for path in REPORTS.iterdir() if path.is_file())
    return [
        f"bench/reports/{name}: no row of bench/stamps.py says which command writes it"
        for name in names
        if name not in known
    ]


#: A figure that a document quotes from a report: a link whose text is a number with its unit.
_QUOTED = re.compile(r"\[(?P<figure>[\d.,]+)(?: ?[%\w]+)?\]\((?P<target>[^)#]+\.md)\)")


def quoted(documents: Iterable[Path]) -> list[str]:
    """Return a line for each figure that a document quotes and its report does not print."""
    lines = []
    for document in documents:
        for found in _QUOTED.finditer(document.read_text("utf-8")):
            report = document.parent / found["target"]
            printed = report.read_text("utf-8") if report.is_file() else ""
            figure = re.escape(found["figure"])
            if not re.search(rf"(?<![\d.,]){figure}(?![\d]|[.,]\d)", printed):
                lines.append(
                    f"{document.relative_to(ROOT)}: {found['figure']} does not stand in "
                    f"{report.resolve().relative_to(ROOT)}: write what that says today"
                )
    return lines


def _check() -> list[str]:
    """Return all that is the matter, a line each."""
    found = [(report, told(report)) for report in TABLE]
    lines = [f"bench/{report.file} {matter}: {report.make}" for report, matter in found if matter]
    others = [report for report, matter in found if matter and "is of engine" in matter]
    if others and (changed := _dirty()):
        lines.append(changed)
    if any(report.answers for report in others):
        lines.append(
            "If no answer moved, `python -m bench.stamps --restamp` is enough for: "
            + ", ".join(report.path.stem for report in others if report.answers)
        )
    documents = [
        ROOT / "README.md",
        *sorted((ROOT / "docs").glob("*.md")),
        ROOT / "bench" / "SPEED.md",
    ]
    return [*lines, *strays(), *quoted(documents)]


def _answers_digest() -> str:
    """Return the digest of all answers, those to pages of the tests apart: these come and go."""
    from bench.bytes import every_digest

    with ProcessPoolExecutor(2) as pool:
        found = {
            name: hashes
            for name, hashes in every_digest(pool).items()
            if not name.startswith("tests/")
        }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]


def _record() -> int:
    """Record the digest of the answers of the engine that is here."""
    if of_another := [row.file for row in TABLE if row.answers and told(row)]:
        print("Not recorded, these are not of this engine: " + ", ".join(of_another))
        return 1
    record = {"engine": engine_digest(), "answers": _answers_digest()}
    RECORD.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    print(f"Recorded: engine {record['engine']}, answers {record['answers']}")
    return 0


def _restamp() -> int:
    """Seal again what depends on answers alone, if the answers are those that were recorded."""
    kept = json.loads(RECORD.read_text("utf-8"))
    answers = _answers_digest()
    if answers != kept["answers"]:
        print("Answers moved, so each report has to be made anew: make bench")
        return 1
    again = [row for row in TABLE if row.answers and _is_restampable(row, kept["engine"])]
    for row in again:
        seal(row.path)
    RECORD.write_text(json.dumps(kept | {"engine": engine_digest()}, indent=1) + "\n", "utf-8")
    print(f"No answer moved: {len(again)} reports are of engine {engine_digest()}")
    return 0


def _is_restampable(report: Report, engine: str) -> bool:
    """Tell whether a report is whole, and of that engine."""
    text = report.path.read_text("utf-8")
    found = _STAMP.search(text)
    return (
        found is not None
        and found["engine"] == engine
        and found["text"] == _text_digest(report, text)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 1 where something is the matter."""
    parser = argparse.ArgumentParser(prog="python -m bench.stamps", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="say which reports are not of this tree")
    what.add_argument(
        "--restamp",
        action="store_true",
        help="seal again what depends on answers alone, if no answer moved",
    )
    what.add_argument(
        "--record", action="store_true", help="record the answers, behind `make bench`"
    )
    options = parser.parse_args(arguments)
    if options.record:
        return _record()
    if options.restamp:
        return _restamp()
    lines = _check()
    print("\n".join(lines), end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
