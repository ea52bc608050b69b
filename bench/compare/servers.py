"""Dateline over HTTP, and beside it an empty Flask route under the same gunicorn settings.

The CPU time is that of gunicorn's worker, read from outside.  That clock is Linux's; elsewhere this
part is skipped.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.accuracy import prediction
from bench.compare.roster import EMPTY_ROUTE, OVER_HTTP
from bench.compare.tools import Page
from bench.compare.workers import LostToolError, Reading
from bench.data import ROOT
from service import __version__

#: Seconds to start, and to wait for the worker's work before a request and after it has sent the
#: answer.
_PATIENCE, _SETTLE = 60.0, 0.002


def process_cpu_ns(pid: int) -> int:
    """Return the CPU nanoseconds of another process with all its threads: utime and stime of
    /proc/<pid>/stat, but exact.

    The clock's number is made as clock_getcpuclockid(3) makes it.
    """
    return time.clock_gettime_ns((~pid << 3) | 2)


class Answer(NamedTuple):
    """A status, a body, and what they cost the worker in nanoseconds."""

    status: int
    body: bytes
    cpu: int


class Server:
    """One gunicorn with one worker and the settings of gunicorn.conf.py, on a free port of this
    machine.
    """

    def __init__(self, application: str) -> None:
        """Start the server, and wait until it answers."""
        with socket.socket() as held:
            # So that nobody else is given the port until the server listens on it.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(("127.0.0.1", 0))
            port = held.getsockname()[1]
            settings = [
                "--config",
                "gunicorn.conf.py",
                "--bind",
                f"127.0.0.1:{port}",
                "--workers",
                "1",
            ]
            command = [sys.executable, "-m", "gunicorn", *settings, application]
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            self._connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            self._worker = self._started()

    def _started(self) -> int:
        """Wait for the worker, which starts after the master listens; return its process id."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        for _ in range(int(_PATIENCE / 0.1)):
            if self._process.poll() is not None:
                break
            with suppress(ConnectionRefusedError):
                self._connection.connect()
                self._connection.close()
                if workers := children.read_text("ascii").split():
                    return int(workers[0])
            time.sleep(0.1)
        self.close()
        raise LostToolError("gunicorn did not start")

    def send(self, method: str, target: str, body: bytes) -> Answer:
        """Send a request and return the answer.

        A client that posts many pages keeps its connection, so the cost of making one is not
        counted; but during a slow tool's turn the server closes an idle one.
        """
        self._connection.connect()
        time.sleep(_SETTLE)
        before = process_cpu_ns(self._worker)
        self._connection.request(method, target, body, {"Content-Type": "text/html"})
        response = self._connection.getresponse()
        body = response.read()
        time.sleep(_SETTLE)
        spent = process_cpu_ns(self._worker) - before
        self._connection.close()
        return Answer(response.status, body, spent)

    def close(self) -> None:
        """Stop the server."""
        self._connection.close()
        self._process.terminate()
        self._process.wait()


class Servers:
    """The service's server and that of the empty route."""

    names: tuple[str, ...] = (OVER_HTTP, EMPTY_ROUTE)

    def __init__(self) -> None:
        """Start both."""
        if not sys.platform.startswith("linux"):
            raise LostToolError("the CPU time of another process is read on Linux alone")
        self.versions: Mapping[str, str] = {OVER_HTTP: __version__, EMPTY_ROUTE: ""}
        self._dateline = Server("service.app:create_app()")
        try:
            self._empty = Server("bench.compare.empty:create_app()")
        except LostToolError:
            self._dateline.close()
            raise

    def read(self, page: Page) -> tuple[Reading, ...]:
        """Post the page to the service, then to the empty route, which has been given the same
        answer to send.
        """
        known = {"url": page.url, "fetchedAt": page.fetched}
        target = "/v1/normalize?" + urlencode(
            {name: value for name, value in known.items() if value}
        )
        answer = self._dateline.send("POST", target, page.html)
        self._empty.send("PUT", target, answer.body)
        same = self._empty.send("POST", target, page.html)
        assert same.body == answer.body
        if answer.status != 200:
            return Reading(answer.cpu, None, {}, f"status {answer.status}"), Reading(same.cpu, None)
        return Reading(
            answer.cpu, None, prediction(json.loads(answer.body)["article"], "")
        ), Reading(same.cpu, None)

    def close(self) -> None:
        """Stop both."""
        self._dateline.close()
        self._empty.close()
