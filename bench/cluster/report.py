"""The report on the cluster, and what a billion pages would take by its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: The pages that are reckoned with, the share of its time for which a cluster is busy, and a file's
#: records in CC-NEWS.
_BILLION, _BUSY, _A_FILE = 1_000_000_000, 0.8, 30_000


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run.

    ``cpu`` are the processor seconds of both workers with all that they started, ``working`` the
    seconds of all tasks on the clock, ``durations`` the shortest, median and longest task,
    ``tasks`` and ``ends`` the number of each worker's and when its last one ended.
    """

    digest: str
    records: int
    files: int
    size: int
    output: int
    rows: int
    seconds: float
    cpu: float
    working: float
    durations: tuple[float, float, float]
    tasks: list[int]
    ends: list[float]
    load: float
    cores: int


def report(f: Figures) -> str:
    """Return the report in Markdown."""
    busy = (
        f"\n\nThe machine had other work, a load of {f.load:.1f} on {f.cores} cores: the "
        "figures on the clock are those of a"
        "\nshared machine, and the reckoning below goes by processor time."
    )
    rows = "\n".join(f"| {what} | {figure} |" for what, figure in _rows(f))
    return f"""# The job on a cluster of two workers

Made by `.venv-spark/bin/python -m bench.cluster --records {f.records} --files {f.files} --write`; the corpus is
{f.digest}.

A standalone Spark master and two workers of one core each, on this machine. {f.records:,} records are made of the gold pages by
repetition under changed addresses, in {f.files} WARC files ({f.size / 1e6:,.0f} MB), a task each; the answers are one
Parquet dataset in the flat view ({f.output / 1e6:,.0f} MB), and hold {f.rows:,} rows. That these are those of the command
line, also where a worker is killed midway, is a test (`make test-spark`).{busy if f.load > f.cores + 1 else ""}

| what | measured |
|---|---|
{rows}

## A billion pages

Calculated from these figures, for pages and cores like these, a cluster that is busy for {_BUSY:.0%} of the time, and files of
{_A_FILE:,} records such as CC-NEWS has:

{_reckoned(f)}

A task is a file and needs nothing of another one, so that cores add up; what moves between machines is the list of files, the
profiles where some are used, and when learning one state a site at the end. The pages repeat here, so that names and words are
found in caches more often than in a crawl of a billion different ones, which saves time that is not known; and their answers
repeat in the Parquet files, which shrink by it: those of different pages take some 1.3 KB each.
"""


def _rows(f: Figures) -> Iterator[tuple[str, str]]:
    shortest, middle, longest = f.durations
    idle = max(f.ends) - min(f.ends)
    yield (
        "processor time a record, of both workers with all that they start",
        f"{1000 * f.cpu / f.records:.1f} ms",
    )
    yield "records a second of processor time", f"{f.records / f.cpu:.1f}"
    yield (
        "records a second on the clock, from submitting the job to its end",
        f"{f.records / f.seconds:.1f}",
    )
    yield "the whole run on the clock", f"{f.seconds / 60:.1f} min"
    yield (
        "share of that for which a worker had a task",
        f"{100 * f.working / f.seconds / len(f.tasks):.1f} %",
    )
    yield "tasks: shortest, median, longest", f"{shortest:.1f} s, {middle:.1f} s, {longest:.1f} s"
    yield (
        "skew: the longest task over the median; all have as many records",
        f"{longest / middle:.2f}",
    )
    yield "tasks of each worker", ", ".join(map(str, f.tasks))
    yield (
        "one worker idle at the end, for the other's last task",
        f"{idle:.1f} s, {100 * idle / f.seconds:.1f} %",
    )


def _reckoned(f: Figures) -> str:
    """Return the reckoning for a billion pages, each line with how its figure comes about."""
    a_record = f.cpu / f.records
    hours = a_record * _BILLION / 3600
    cores = hours / 24 / _BUSY
    size, output = f.size / f.records, f.output / f.records
    lines = [
        ("core-hours", f"10^9 × {1000 * a_record:.1f} ms", f"{hours:,.0f}"),
        ("in a day", f"{hours:,.0f} ÷ 24 ÷ {_BUSY:g}", f"{cores:,.0f} cores"),
        ("in a week", f"{cores:,.0f} ÷ 7", f"{cores / 7:,.0f} cores"),
        (
            "input",
            f"10^9 × {size / 1e3:.0f} KB",
            f"{size / 1e3:,.0f} TB; in a day {size * _BILLION / 86_400 / 1e6:,.0f} MB/s",
        ),
        ("output", f"10^9 × {output / 1e3:.2f} KB (flat)", f"{output / 1e3:.2f} TB"),
        (
            "tasks",
            f"10^9 ÷ {_A_FILE:,}",
            f"{_BILLION / _A_FILE:,.0f} of {_A_FILE * a_record / 60:.0f} minutes each",
        ),
        (
            "idle at the end",
            "at most one task a core",
            f"{100 * _A_FILE * a_record / (86_400 * _BUSY):.1f} % of a day's run",
        ),
    ]
    return "\n".join(f"    {name:<16} {how:<26} {figure}" for name, how, figure in lines)
