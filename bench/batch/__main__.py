"""``python -m bench.batch``: what a run over an archive costs beside the engine alone, on one core
and on two.

``--records`` says how many (100,000 unless said), ``--write`` puts the report into bench/reports.
Everything is measured side by side in one run, in turns, and compared as a ratio.  Processor time
is compared where one process is enough; how much faster two cores are can only be seen on the
clock, and so the load of the machine stands beside it.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.batch import archive
from bench.data import ROOT, corpus_digest, required_data_dir
from bench.stamps import seal
from service.answers import Form, answered
from service.batch import run, warc
from service.batch.answer import Answer
from service.batch.sources import sources
from service.model import Page

REPORT = ROOT / "bench" / "reports" / "batch.md"

#: The repetitions of each measurement, in turns.
TURNS = 5
#: The targets (see the report).
SPEEDUP, OVERHEAD, GROWTH = 1.8, 0.15, 0.05


def main() -> int:
    """Run the measurements and print, or write, the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument(
        "--records", type=int, default=100_000, help="records of the archive (default: %(default)s)"
    )
    parser.add_argument(
        "--sample",
        type=int,
        default=400,
        help="records of each turn of the ratios (default: %(default)s)",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="where the archive is made, or is already (default: a temporary folder)",
    )
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    options = parser.parse_args()
    data = required_data_dir()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        figures = {
            "digest": corpus_digest(data),
            **_archive(data, folder, options.records),
            **_overhead(data, folder, options.sample),
            **_whole(data, folder, options.records),
        }
    text = _report(figures)
    if options.write:
        REPORT.write_text(text, encoding="utf-8")
        seal(REPORT)
    print(text)
    return 0 if _reached(figures) else 1


def _archive(data: Path, folder: Path, records: int) -> dict[str, Any]:
    """Make the files; return what they hold."""
    made = folder / "archive.warc.gz", folder / "archive.parquet"
    for path, write in zip(made, (archive.write_warc, archive.write_parquet), strict=True):
        if not path.exists():
            write(path, archive.pages(data, records))
    return {"records": records, "warc": made[0].stat().st_size, "parquet": made[1].stat().st_size}


def _sample(data: Path, folder: Path, count: int) -> Path:
    path = folder / f"sample-{count}.warc.gz"
    archive.write_warc(path, archive.pages(data, count))
    return path


def _overhead(data: Path, folder: Path, count: int) -> dict[str, Any]:
    """Return the CPU time of reading a WARC, answering and writing NDJSON, over that of answering
    pages in memory.
    """
    path = _sample(data, folder, count)
    pages = [
        record.content for record in warc.records(str(path)) if isinstance(record.content, Page)
    ]
    plan = run.Plan(tuple(sources([str(path)])), folder / "overhead.ndjson", Form(), None)
    # Names and addresses are cached once read; both sides are measured warm.
    _engine(pages)
    alone, whole = [], []
    for _ in range(TURNS):
        alone.append(_spent(lambda: _engine(pages)))
        whole.append(_spent(lambda: run.run(plan, lambda *_: None)))
    return {"sample": count, "page": median(alone) / count, "overhead": sum(whole) / sum(alone) - 1}


def _engine(pages: list[Page]) -> None:
    """Run the engine alone: pages to canonical bytes, in the form of a batch."""
    form = Form()
    for page in pages:
        Answer(1, None, answered(page, form)).ndjson()


def _spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _command(path: Path, output: Path, jobs: int) -> dict[str, float]:
    """Return wall-clock and CPU seconds, and peak memory in MiB, of the command over a file.

    The memory is that of the process that reads and writes, and with ``-j 1`` also does the work;
    workers hold single pages.
    """
    command = [
        sys.executable,
        "-m",
        "service.cli",
        "batch",
        str(path),
        "-o",
        str(output),
        "-j",
        str(jobs),
        "-q",
        "--force",
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT)
    memory = 0
    while process.poll() is None:
        # wait4 would report this process's memory at the fork as the peak, where that was higher.
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
        memory = max(memory, int(found[1]) if found else 0)
        time.sleep(0.1)
    seconds = time.monotonic() - start
    if process.returncode > 1:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime,
        "memory": memory / 1024,
    }


def _whole(data: Path, folder: Path, records: int) -> dict[str, Any]:
    """Measure the whole archive on one core and on two, and a tenth of it: speed, and memory by
    length.
    """
    tenth = folder / "tenth.warc.gz"
    archive.write_warc(tenth, archive.pages(data, max(records // 10, 1)))
    small, small_two = (_command(tenth, folder / "tenth.ndjson", jobs) for jobs in (1, 2))
    one, two = (
        _command(folder / "archive.warc.gz", folder / "whole.ndjson", jobs) for jobs in (1, 2)
    )
    return {
        "speedup": one["seconds"] / two["seconds"],
        "ideal": 2 * one["cpu"] / two["cpu"],
        "marginal": 2 * (one["cpu"] - small["cpu"]) / (two["cpu"] - small_two["cpu"]),
        "load": os.getloadavg()[0],
        "memory": one["memory"],
        "growth": one["memory"] / small["memory"] - 1,
        "rate": records / one["cpu"],
    }


def _reached(figures: dict[str, Any]) -> bool:
    return bool(
        figures["speedup"] >= SPEEDUP
        and figures["overhead"] <= OVERHEAD
        and figures["growth"] <= GROWTH,
    )


def _report(figures: dict[str, Any]) -> str:
    """Return the report in Markdown."""
    f = figures
    busy = f["load"] > (os.cpu_count() or 1) + 1
    note = (
        "The machine was busy with other work: the figure on the clock says nothing "
        "about two free cores."
    )
    clock = f"\n\n{note}" if busy else ""
    return f"""# Many pages

`python -m bench.batch --records {f["records"]} --write`; the corpus is {f["digest"]}.

An archive of {f["records"]:,} records is made of the gold pages by repetition under changed addresses: a WARC, a gzip member
a record ({f["warc"] / 1e6:,.0f} MB), and a Parquet file ({f["parquet"] / 1e6:,.0f} MB). Everything is measured side by side in
one run, the first line in {TURNS} turns over {f["sample"]:,} records; the load of the machine was {f["load"]:.1f}.

| what | to reach | measured |
|---|---|---|
| reading a WARC and writing NDJSON, processor time over the engine alone | at most {OVERHEAD:.0%} | {f["overhead"]:.1%} |
| `-j 2` over `-j 1`, on the clock | at least {SPEEDUP}x | {f["speedup"]:.2f}x |
| the same, were both cores free: twice the processor time of `-j 1` over that of `-j 2` | | {f["ideal"]:.2f}x |
| the same without the start of the processes, as for an archive that takes hours | | {f["marginal"]:.2f}x |
| peak memory, {f["records"]:,} records over a tenth of them | at most {GROWTH:.0%} more | {f["growth"]:+.1%} |

The peak is {f["memory"]:.0f} MiB in one process. The engine takes {1000 * f["page"]:.1f} ms of processor time a page here; the
whole archive went at {f["rate"]:.1f} pages a second of processor time, the start of the interpreter included.
`docs/batch.md` sizes a cluster from that figure. That the rows of Spark are those of the command line is a test
(`tests/batch/test_spark.py`), not a measurement.{clock}
"""


if __name__ == "__main__":
    sys.exit(main())
