"""A real server on the loopback interface, for what the framework's test client cannot show."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTENING = re.compile(r"Listening at: http://\S+?:(\d+)")


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn and its port."""

    process: subprocess.Popen[str]
    port: int


def start() -> Server:
    """A gunicorn with the committed configuration, on a port that the system chose, once a worker has booted."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=ROOT,
        env={**os.environ, "PORT": "0", "DATELINE_WORKERS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    port, said = 0, ""
    for line in process.stderr:
        said += line
        port = int(match[1]) if (match := LISTENING.search(line)) else port
        if "Booting worker" in line:
            return Server(process, port)
    raise AssertionError(f"gunicorn did not start:\n{said}")


def stop(server: Server, number: signal.Signals = signal.SIGTERM) -> int:
    """The exit code of a server that was sent this signal."""
    server.process.send_signal(number)
    server.process.communicate(timeout=60)
    return server.process.returncode
