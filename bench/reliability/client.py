"""A client that keeps many connections busy from one process, and remembers every answer's time and
content.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

HOST = "127.0.0.1"

# Seconds, longer than any answer may take; a later one counts as lost and ends the connection.
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """A request as bytes on the wire, and a name for what it asks."""

    name: str
    wire: bytes

    @classmethod
    def post(
        cls, name: str, body: bytes, media_type: str = "text/html", query: str = "", **headers: str
    ) -> Request:
        """Return a request that posts a page to be normalized."""
        more = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in headers.items())
        head = (
            f"POST /v1/normalize{query} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {media_type}\r\n"
            f"Content-Length: {len(body)}\r\n{more}\r\n"
        )
        return cls(name, head.encode("latin-1") + body)

    @classmethod
    def get(cls, path: str) -> Request:
        """Return a request for a document."""
        return cls(path, f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode("latin-1"))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status (0: the connection broke, and how), the seconds it took, and the digest
    of its content.
    """

    name: str
    status: int
    seconds: float
    digest: str = ""
    fault: str = ""


@dataclass(slots=True)
class Tally:
    """The answers of a run."""

    answers: list[Answer] = field(default_factory=list)

    def statuses(self) -> Counter[int]:
        """Return the number of answers by status; 0 is a connection that broke."""
        return Counter(answer.status for answer in self.answers)

    def times(self, *statuses: int) -> list[float]:
        """Return the seconds of the answers with these statuses, sorted."""
        return sorted(answer.seconds for answer in self.answers if answer.status in statuses)


def quantile(times: Sequence[float], share: float) -> float:
    """Return the time under which this share of the sorted times lies; 0 without any.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    return times[max(0, min(len(times) - 1, round(share * len(times)) - 1))] if times else 0.0


class Connection:
    """A connection that is opened when needed, and again after the server closed it."""

    def __init__(self, port: int, patience: float = PATIENCE) -> None:
        self._port = port
        self._patience = patience
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        #: Whether nothing has ever come on this connection: nobody has shown yet that a worker took
        #: it.
        self.is_unheard = True

    async def ask(self, request: Request) -> Answer:
        """Return the answer to the request; status 0 when the connection broke before it was
        complete.
        """
        began = time.perf_counter()
        try:
            status, body = await asyncio.wait_for(self._exchange(request.wire), self._patience)
        except (OSError, EOFError, asyncio.LimitOverrunError) as error:
            self.close()
            return Answer(request.name, 0, time.perf_counter() - began, fault=type(error).__name__)
        return Answer(
            request.name, status, time.perf_counter() - began, hashlib.sha256(body).hexdigest()
        )

    async def _exchange(self, wire: bytes) -> tuple[int, bytes]:
        if self._writer is None:
            self.is_unheard = True
            self._reader, self._writer = await asyncio.open_connection(HOST, self._port)
        assert self._reader is not None
        self._writer.write(wire)
        first = await self._reader.readexactly(1)
        self.is_unheard = False
        head = (first + await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length: ", 1)[1].split("\r\n", 1)[0])
        body = await self._reader.readexactly(length)
        if "connection: close" in head:
            self.close()
        return int(head.split(" ", 2)[1]), body

    def close(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def keep_asking(
    port: int,
    requests: Iterator[Request],
    until: Callable[[], bool],
    tally: Tally,
    *,
    patient: bool = False,
    patience: float = PATIENCE,
) -> None:
    """Send requests on one connection without a pause; a ``patient`` one waits a second after a
    refusal, as it is told to.
    """
    connection = Connection(port, patience)
    while not until():
        request = next(requests, None)
        if request is None:
            break
        answer = await connection.ask(request)
        tally.answers.append(answer)
        if answer.status == 0:
            # A client whose connection is refused must not spin.
            await asyncio.sleep(0.05)
        elif answer.status == 503 and patient:
            await asyncio.sleep(1)
    connection.close()


async def watch_probe(
    port: int,
    until: Callable[[], bool],
    tally: Tally,
    pause: float = 0.1,
    patience: float = PATIENCE,
) -> None:
    """Ask for a probe at intervals, each time on a new connection, as an orchestrator does."""
    while not until():
        connection = Connection(port, patience)
        tally.answers.append(await connection.ask(Request.get("/livez")))
        connection.close()
        await asyncio.sleep(pause)


def after(seconds: float) -> Callable[[], bool]:
    """Return a function that is true once so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end
