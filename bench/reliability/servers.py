"""The server under test: gunicorn with the committed configuration or a variant of it, on the
loopback interface.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LISTENING = re.compile(r"Listening at: http://[\d.]+:(\d+)")

# Seconds to start: the tables take a few to load, on a busy machine more.
_START = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn: its port, the process id of its master, and what it logs."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def workers(self) -> list[int]:
        """Return the process ids of the live workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def memory(self) -> dict[int, float]:
        """Return the proportional set size of each worker in MiB (PSS counts a shared page in
        parts).
        """
        found = {}
        for pid in self.workers():
            with suppress(OSError):
                text = Path(f"/proc/{pid}/smaps_rollup").read_text()
                found[pid] = int(re.findall(r"^Pss:\s+(\d+)", text, re.M)[0]) / 1024
        return found

    def processor_seconds(self) -> float:
        """Return the CPU seconds that the workers have used so far."""
        ticks = 0
        for pid in self.workers():
            with suppress(OSError):
                stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                ticks += int(stat[11]) + int(stat[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(
    environment: Mapping[str, str] | None = None, arguments: Sequence[str] = (), workers: int = 2
) -> Iterator[Server]:
    """Run a server with these settings, stopped at the end; ``arguments`` go to gunicorn and
    override its configuration.
    """
    # Bound to the loopback interface only, on a port that the system chooses.
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        "127.0.0.1:0",
        "--workers",
        str(workers),
        *arguments,
    ]
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stderr=sink,
                stdout=sink,
            )
        try:
            yield Server(_port(process, log, workers), process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=45)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _port(process: subprocess.Popen[bytes], log: Path, workers: int) -> int:
    """Return the port, once every worker has booted."""
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        said = log.read_text("utf-8", "replace")
        if said.count("Booting worker") >= workers and (port := _LISTENING.search(said)):
            return int(port[1])
        time.sleep(0.1)
    raise RuntimeError(f"gunicorn did not start:\n{log.read_text('utf-8', 'replace')}")
