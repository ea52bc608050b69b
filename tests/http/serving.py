"""A real server on the loopback interface, for what the framework's test client cannot show."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any

from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
LISTENING = re.compile(r"Listening at: http://\S+?:(\d+)")


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn, its port, and what it logs."""

    process: subprocess.Popen[bytes]
    port: int
    log: IO[bytes]

    def said(self) -> str:
        """All that has been logged so far."""
        return os.pread(self.log.fileno(), 10_000_000, 0).decode()

    def lines(self) -> list[dict[str, Any]]:
        """The log, line by line."""
        return [json.loads(line) for line in self.said().splitlines()]

    def workers(self) -> list[int]:
        """The process ids of the living workers."""
        return [
            int(pid)
            for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            .read_text()
            .split()
        ]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters) and content of the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        answer = (
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
        connection.close()
        return answer


def start(workers: int = 1, **environment: str) -> Server:
    """A gunicorn with the committed configuration, on a port that the system chose, once its
    workers have booted.
    """
    log = tempfile.TemporaryFile()  # noqa: SIM115 (stop closes it)
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=ROOT,
        env={**os.environ, "PORT": "0", "DATELINE_WORKERS": str(workers), **environment},
        stderr=log,
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        said = os.pread(log.fileno(), 100_000, 0).decode()
        if (match := LISTENING.search(said)) and said.count("Booting worker") >= workers:
            return Server(process, int(match[1]), log)
        time.sleep(0.05)
    process.kill()
    process.wait()
    raise AssertionError(f"gunicorn did not start:\n{os.pread(log.fileno(), 100_000, 0).decode()}")


@contextmanager
def free_port() -> Iterator[int]:
    """A port on which a server can be told to listen, and that nobody else is given meanwhile.

    It is held by a socket that does not listen, and that lets another one have the same address.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def stop(server: Server, number: signal.Signals = signal.SIGTERM) -> int:
    """The exit code of a server that was sent this signal."""
    server.process.send_signal(number)
    code = server.process.wait(timeout=60)
    server.log.close()
    return code


@contextmanager
def serving() -> Iterator[int]:
    """The port of a server that runs as long as the block."""
    running = start()
    try:
        yield running.port
    finally:
        stop(running)
