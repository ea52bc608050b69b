"""A tool in a process of its own, asked page by page."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Any, Protocol

from bench.compare.tools import Page
from bench.data import ROOT


class LostToolError(Exception):
    """Raised for a tool that did not start, died or hung, with the reason in words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one page: its cost in nanoseconds of CPU time, that of the parse alone, and
    what it found.
    """

    cpu: int
    floor: int | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None


class Subject(Protocol):
    """A reader of pages; the two servers are a single one, since one needs the other's answers."""

    names: tuple[str, ...]
    versions: Mapping[str, str]

    def read(self, page: Page) -> tuple[Reading, ...]:
        """Return a reading for each name; raises LostToolError."""

    def close(self) -> None:
        """End the processes."""


class Worker:
    """One tool behind the line protocol of worker.py."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        patience: float = 120.0,
    ) -> None:
        """Start the process; ``patience`` is how many seconds a page may take before the tool
        counts as hung.
        """
        self.names: tuple[str, ...] = (name,)
        self._patience = patience
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=environment,
        )
        try:
            hello = self._reply()
        except LostToolError:
            self.close()
            raise
        self.versions: Mapping[str, str] = {name: f"{hello['version']} on {hello['runtime']}"}

    def read(self, page: Page) -> tuple[Reading, ...]:
        """Return the tool's reading of one page."""
        assert self._process.stdin is not None
        html = base64.b64encode(page.html).decode("ascii")
        request = json.dumps(
            {"html": html, "text": page.text, "url": page.url, "fetched": page.fetched}
        )
        try:
            print(request, file=self._process.stdin, flush=True)
        except BrokenPipeError:
            raise LostToolError("its process has ended") from None
        reply = self._reply()
        return (Reading(reply["cpu"], reply["floor"], reply["fields"], reply["error"]),)

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        alarm = Timer(self._patience, self._process.kill)
        alarm.start()
        line = self._process.stdout.readline()
        alarm.cancel()
        if not line:
            status = self._process.wait()
            raise LostToolError(
                f"no answer within {self._patience:g} s"
                if status == -9
                else f"its process ended with status {status}"
            )
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End the process by closing its standard input; may be called several times."""
        with self._process as process, suppress(BrokenPipeError):
            if process.stdin is not None:
                process.stdin.close()
