"""A standalone Spark cluster on the loopback interface: a master and its workers, each a process
that can be killed.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from bench.data import ROOT


def home() -> Path:
    """Return the folder of Spark itself: inside of the Python package."""
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "There is no pyspark here: make .venv-spark/.spark builds it, and "
            ".venv-spark/bin/python has it."
        )
    return Path(spec.origin).parent


@dataclass(slots=True)
class Cluster:
    """A standalone master, its address, and the processes, the master's first and then the
    workers'.
    """

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process: all on one interface, with this Python and this
        checkout.
        """
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
        """Start a daemon in a session of its own; return what it says once it is there."""
        log = self.folder / f"{role}-{len(self.processes)}.log"
        command = [
            str(home() / "bin" / "spark-class"),
            f"org.apache.spark.deploy.{role.lower()}.{role}",
            "--host",
            "127.0.0.1",
        ]
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

    def worker(self) -> int:
        """Start a worker of one core; return its number."""
        self.start(
            "Worker", self.address, "--cores", "1", "--memory", "1g", says="Successfully registered"
        )
        return len(self.processes) - 1

    def kill(self, number: int) -> None:
        """End a daemon and all that it started, without asking."""
        process = self.processes[number]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def submit(self, *arguments: str, conf: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """Submit the job as its documentation says, and return its process."""
        options = [
            "spark.driver.host=127.0.0.1",
            "spark.executor.memory=512m",
            "spark.ui.enabled=false",
            *conf,
        ]
        command = [
            str(home() / "bin" / "spark-submit"),
            "--master",
            self.address,
            "--driver-memory",
            "512m",
        ]
        command += [word for option in options for word in ("--conf", option)]
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
        """Return what the job said."""
        return (self.folder / "job.log").read_text(errors="replace")


@contextmanager
def running(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Run a master and workers of one core each, within the context."""
    cluster = Cluster(folder)
    try:
        cluster.address = cluster.start("Master", says=r"spark://127\.0\.0\.1:\d+")
        for _ in range(workers):
            cluster.worker()
        yield cluster
    finally:
        for number in range(len(cluster.processes)):
            cluster.kill(number)
