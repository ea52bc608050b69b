"""The Spark job on a real cluster: a master and two workers on the loopback interface, one of which dies midway.

Needs pyspark and Java: ``make test-spark`` installs the former and fails where this would be skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from service.cli import main
from tests.batch.conftest import BROKEN, PAGES, warc

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="no pyspark: it is built from source, by make test-spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java to run Spark with"),
]


def home() -> Path:
    """Where Spark itself is: inside of the Python package."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@dataclass(slots=True)
class Cluster:
    """A standalone master, its address, and its workers by number."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Everything on one interface, with this Python and this checkout."""
        return {
            **os.environ,
            "SPARK_HOME": str(home()),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_WORKER_DIR": str(self.folder / "work"),
            "SPARK_LOCAL_DIRS": str(self.folder / "scratch"),
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
        }

    def start(self, role: str, *arguments: str, says: str) -> str:
        """Start a daemon in a process group of its own; what it says once it is there."""
        log = self.folder / f"{role}-{len(self.processes)}.log"
        command = [str(home() / "bin" / "spark-class"), f"org.apache.spark.deploy.{role.lower()}.{role}", "--host", "127.0.0.1"]
        with log.open("wb") as file:
            self.processes.append(
                subprocess.Popen(
                    [*command, "--port", "0", "--webui-port", "0", *arguments],
                    env=self.environment,
                    cwd=self.folder,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )
        deadline = time.monotonic() + 240
        while (found := re.search(says, log.read_text())) is None:
            assert self.processes[-1].poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        return found[0]

    def kill(self, number: int) -> None:
        """End a daemon and all that it started, without asking."""
        process = self.processes[number]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def submit(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The job, submitted as its documentation says."""
        options = {"spark.driver.host": "127.0.0.1", "spark.executor.memory": "512m", "spark.ui.enabled": "false"}
        command = [str(home() / "bin" / "spark-submit"), "--master", self.address, "--driver-memory", "512m"]
        command += [word for name, value in options.items() for word in ("--conf", f"{name}={value}")]
        with (self.folder / "job.log").open("wb") as log:
            return subprocess.Popen(
                [*command, str(ROOT / "service" / "batch" / "spark.py"), *arguments],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log(self) -> str:
        """What the job said."""
        return (self.folder / "job.log").read_text(errors="replace")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and two workers of one core each."""
    running = Cluster(tmp_path_factory.mktemp("spark"))
    try:
        running.address = running.start("Master", says=r"spark://127\.0\.0\.1:\d+")
        for _ in range(2):
            running.start("Worker", running.address, "--cores", "1", "--memory", "1g", says="Successfully registered")
        yield running
    finally:
        for number in range(len(running.processes)):
            running.kill(number)


def rows(table: pa.Table, names: list[str]) -> pa.Table:
    """The rows in the order of their places, whoever made them first."""
    return table.select(names).sort_by([("source", "ascending"), ("line", "ascending")]).combine_chunks()


def compared(folder: Path, command: Path) -> tuple[pa.Table, pa.Table]:
    """The rows of Spark and of the command, in one order and with the same columns."""
    expected = parquet.read_table(command)
    # The folders' names are strings; without a schema they would be read as dictionary columns.
    layout = dataset.partitioning(pa.schema([("status", pa.string())]), flavor="hive")
    found = dataset.dataset(folder, format="parquet", partitioning=layout).to_table()
    return rows(found, expected.schema.names).cast(expected.schema), rows(expected, expected.schema.names)


def test_parquet_gives_the_rows_of_the_command(cluster: Cluster, batch: Callable[..., int], tmp_path: Path) -> None:
    """Files, rows, answers and problems are those of ``dateline batch``, byte for byte."""
    pages = [json.dumps({**PAGES[number % len(PAGES)], "id": number}).encode() for number in range(90)]
    pages[7] = b"{"
    for number in range(3):
        parquet.write_table(pa.table({"page": pages[number * 30 :][:30]}), tmp_path / f"{number}.parquet", row_group_size=8)
    names = [str(tmp_path / f"{number}.parquet") for number in range(3)]
    job = cluster.submit("--parquet", *names, "-o", str(tmp_path / "spark"), "--explain", "summary")
    assert job.wait(timeout=600) == 0, cluster.log()
    assert batch(*names, "-o", "command.parquet", "--explain", "summary") == 1
    found, expected = compared(tmp_path / "spark", tmp_path / "command.parquet")
    assert found.equals(expected)
    assert found.num_rows == 90


def test_job_is_complete_though_a_worker_died(cluster: Cluster, batch: Callable[..., int], tmp_path: Path) -> None:
    """A worker is killed once the first file is done; its file is read again elsewhere, and no row is lost or there twice."""
    html = {"Content_Type": "text/html; charset=utf-8"}
    for number in range(8):
        pages = [(f"https://news.example/{number}/{page}", BROKEN.encode(), html) for page in range(200)]
        (tmp_path / f"{number}.warc.gz").write_bytes(warc(True, *pages))
    names = [str(tmp_path / f"{number}.warc.gz") for number in range(8)]
    (tmp_path / "warc.paths").write_text("".join(f"{name}\n" for name in names))
    out = tmp_path / "spark"
    job = cluster.submit("--warc-list", str(tmp_path / "warc.paths"), "-o", str(out), "--view", "flat")
    deadline = time.monotonic() + 600
    while not list(out.glob("_temporary/0/task_*")):
        assert job.poll() is None, cluster.log()
        assert time.monotonic() < deadline, cluster.log()
        time.sleep(0.02)
    cluster.kill(2)
    assert job.poll() is None, "the job ended before the worker died"
    assert job.wait(timeout=600) == 0, cluster.log()
    assert "Lost executor" in cluster.log()
    assert batch(*names, "-o", "command.parquet", "--view", "flat") == 0
    found, expected = compared(out, tmp_path / "command.parquet")
    assert found.equals(expected)
    assert found.num_rows == 8 * 200


def test_a_profile_is_the_commands(cluster: Cluster, tmp_path: Path) -> None:
    """What a cluster learns from WARC files are the bytes of ``dateline learn``, of the profile and of its state."""
    html = {"Content_Type": "text/html; charset=utf-8"}
    for number in range(4):
        pages = [(f"https://news.example/{number}/{page}", BROKEN.encode(), html) for page in range(20)]
        (tmp_path / f"{number}.warc.gz").write_bytes(warc(True, *pages))
    names = [str(tmp_path / f"{number}.warc.gz") for number in range(4)]
    job = cluster.submit("--learn", "--warc", *names, "-o", str(tmp_path / "spark.json"))
    assert job.wait(timeout=600) == 0, cluster.log()
    assert main(["learn", *names, "-o", str(tmp_path / "command.json"), "-q"]) == 0
    for ending in ("", ".state"):
        assert (tmp_path / f"spark.json{ending}").read_bytes() == (tmp_path / f"command.json{ending}").read_bytes()
