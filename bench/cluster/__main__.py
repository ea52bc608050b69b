"""``python -m bench.cluster``: the Spark job on a standalone cluster of two workers, the cost of a
record and its skew.

``--records`` says how many (100,000 unless said), ``--write`` puts the report into bench/reports.
Needs pyspark and Java, so it is run with the Python that ``make test-spark`` installs:
``.venv-spark/bin/python -m bench.cluster``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from pyarrow import dataset

from bench.batch import archive
from bench.cluster.report import Figures, report
from bench.cluster.standalone import Cluster, running
from bench.data import ROOT, corpus_digest, required_data_dir
from bench.stamps import seal

REPORT = ROOT / "bench" / "reports" / "cluster.md"
#: Seconds between two looks at what the processes have used.
_EVERY = 0.5


def main() -> int:
    """Run the job and print, or write, the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument(
        "--records", type=int, default=100_000, help="records of the archive (default: %(default)s)"
    )
    parser.add_argument(
        "--files",
        type=int,
        default=64,
        help="WARC files that hold them, a task each (default: %(default)s)",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="where the archive is made, or is already (default: a temporary folder)",
    )
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(exist_ok=True)
        names = archives(required_data_dir(), folder, options.records, options.files)
        found = measured(names, Path(temporary) / "cluster", options.records)
    text = report(found)
    if options.write:
        REPORT.write_text(text, encoding="utf-8")
        seal(REPORT)
    print(text)
    return 0 if found.rows == found.records else 1


def archives(data: Path, folder: Path, records: int, files: int) -> list[Path]:
    """Make the files, of as equal numbers of records as can be; those that are there already
    stay.
    """
    pages, names = archive.pages(data, records), []
    for number in range(files):
        path = folder / f"{records}-{files}-{number}.warc.gz"
        share = islice(pages, (number + 1) * records // files - number * records // files)
        if path.exists():
            # the next file begins where this one ends
            list(share)
        else:
            archive.write_warc(path.with_suffix(".new"), share)
            path.with_suffix(".new").rename(path)
        names.append(path)
    return names


@dataclass(slots=True)
class Watched:
    """The processor seconds of each worker with all that it started, and the loads of the machine,
    while the job runs.
    """

    cpu: Counter[int] = field(default_factory=Counter)
    loads: list[float] = field(default_factory=list)

    def look(self, cluster: Cluster) -> None:
        """Note what the workers have used so far."""
        used: Counter[int] = Counter()
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                # it has just ended, and is in its parent's children's time
                continue
            # session; user and system time, and the same of children that have ended
            used[int(fields[3])] += sum(map(int, fields[11:15]))
        for number, process in enumerate(cluster.processes[1:], 1):
            seconds = used[process.pid] / os.sysconf("SC_CLK_TCK")
            # a process that ends between two looks takes its time along
            self.cpu[number] = max(self.cpu[number], seconds)  # type: ignore[assignment]
        self.loads.append(os.getloadavg()[0])


def measured(names: list[Path], folder: Path, records: int) -> Figures:
    """Run the job over the files; return what it took."""
    folder.mkdir()
    events, output = folder / "events", folder / "answers"
    events.mkdir()
    (folder / "warc.paths").write_text("".join(f"{name}\n" for name in names))
    conf = [f"dir={events.as_uri()}", "enabled=true", "compress=false", "rolling.enabled=false"]
    with running(folder) as cluster:
        watched, began = Watched(), time.monotonic()
        watched.look(cluster)
        before = Counter(watched.cpu)
        job = cluster.submit(
            "--warc-list", str(folder / "warc.paths"), "-o", str(output), "--view", "flat",
            conf=tuple(f"spark.eventLog.{each}" for each in conf),
        )  # fmt: skip
        _wait(job, cluster, watched)
        seconds = time.monotonic() - began
    tasks = list(_tasks(next(events.iterdir())))
    answers = dataset.dataset(output, format="parquet", partitioning="hive")
    durations = sorted(task["seconds"] for task in tasks)
    workers = sorted({task["worker"] for task in tasks})
    return Figures(
        digest=corpus_digest(required_data_dir()),
        records=records,
        files=len(names),
        size=sum(name.stat().st_size for name in names),
        output=sum(path.stat().st_size for path in output.rglob("*.parquet")),
        rows=answers.count_rows(),
        seconds=seconds,
        cpu=sum(watched.cpu.values()) - sum(before.values()),
        working=sum(durations),
        durations=(durations[0], median(durations), durations[-1]),
        tasks=[sum(task["worker"] == worker for task in tasks) for worker in workers],
        ends=[max(task["end"] for task in tasks if task["worker"] == worker) for worker in workers],
        load=sum(watched.loads) / len(watched.loads),
        cores=os.cpu_count() or 1,
    )


def _wait(job: subprocess.Popen[bytes], cluster: Cluster, watched: Watched) -> None:
    """Wait for the job, and note meanwhile what its workers use."""
    while job.poll() is None:
        watched.look(cluster)
        time.sleep(_EVERY)
    if job.returncode:
        raise SystemExit(cluster.log())


def _tasks(log: Path) -> Iterator[dict[str, Any]]:
    """Yield the tasks that ended well, by Spark's own log of events: the worker, the seconds, and
    when it ended.
    """
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if (
                event["Event"] == "SparkListenerTaskEnd"
                and event["Task End Reason"]["Reason"] == "Success"
            ):
                info = event["Task Info"]
                began, ended = info["Launch Time"] / 1000, info["Finish Time"] / 1000
                yield {"worker": info["Executor ID"], "seconds": ended - began, "end": ended}


if __name__ == "__main__":
    sys.exit(main())
