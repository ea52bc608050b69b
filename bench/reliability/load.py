"""Sections on many clients and on slow ones: each measurement is a function that returns a section
of the report.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.reliability import pages
from bench.reliability.client import (
    Connection,
    Request,
    Tally,
    after,
    keep_asking,
    quantile,
    watch_probe,
)
from bench.reliability.expected import alone
from bench.reliability.servers import Server, serving
from service.settings import Settings


@dataclass(slots=True)
class Section:
    """A part of the report: what was done, a table, and what must hold."""

    title: str
    text: str
    columns: tuple[str, ...]
    rows: list[tuple[str | int | float, ...]] = field(default_factory=list)
    held: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the section in the form in which it is stored."""
        return asdict(self)


def ms(seconds: float) -> float:
    """Return seconds as milliseconds with one decimal."""
    return round(seconds * 1000, 1)


def wrong_answers(tally: Tally, expected: Mapping[str, str]) -> int:
    """Return how many pages got a different answer than alone."""
    return sum(
        1
        for answer in tally.answers
        if answer.status == 200 and answer.digest != expected.get(answer.name, answer.digest)
    )


async def under_load(
    server: Server,
    connections: int,
    seconds: float,
    requests: Sequence[Request],
    *,
    patient: bool = False,
) -> tuple[Tally, Tally]:
    """Return the answers to so many connections that ask without a pause, and those to a probe
    beside them.
    """
    tally, probes, until = Tally(), Tally(), after(seconds)
    turn = itertools.cycle(requests)
    await asyncio.gather(
        *(
            keep_asking(server.port, turn, until, tally, patient=patient)
            for _ in range(connections)
        ),
        watch_probe(server.port, until, probes),
    )
    return tally, probes


LOAD_COLUMNS = (
    "connections", "pages/s", "p50 ms", "p99 ms", "refused/s", "refused share", "other",
    "probe p50 ms", "probe p99 ms",
    "probes lost", "pages per CPU s",
)  # fmt: skip


def load_row(
    server: Server, connections: int, seconds: float, name: str, *, patient: bool = False
) -> tuple[tuple[Any, ...], Tally, Tally]:
    """Return a row of the load's table, with the answers to the connections and to the probe."""
    before = server.processor_seconds()
    tally, probes = asyncio.run(
        under_load(server, connections, seconds, pages.mixed(), patient=patient)
    )
    used = server.processor_seconds() - before
    statuses, good, seen = tally.statuses(), tally.times(200), probes.times(200)
    others = {status: number for status, number in statuses.items() if status not in (200, 503)}
    row = (
        name,
        round(len(good) / seconds, 1),
        ms(quantile(good, 0.5)),
        ms(quantile(good, 0.99)),
        round(statuses[503] / seconds, 1),
        f"{statuses[503] / max(1, len(tally.answers)):.0%}",
        " ".join(f"{status}: {number}" for status, number in sorted(others.items())) or "-",
        ms(quantile(seen, 0.5)),
        ms(quantile(seen, 0.99)),
        len(probes.answers) - len(seen),
        round(len(good) / used) if used > 0 else 0,
    )
    return row, tally, probes


#: Seconds that a request waits for its turn, as the settings have it.
WAIT = Settings().admission_wait


def load(scale: float) -> Section:
    """Measure throughput and waiting at 1, 8, 64 and 256 connections."""
    section = Section(
        "Load",
        "Connections that ask again as soon as they are answered (the last row: that "
        "wait out Retry-After), mixed real and "
        "made pages, two workers; a probe on a new connection every 0.1 s.",
        LOAD_COLUMNS,
    )
    expected, wrong, idle = alone(pages.mixed()), 0, 0.0
    with serving() as server:
        load_row(server, 2, 2, "")
        for connections in (1, 8, 64, 256):
            row, tally, probes = load_row(server, connections, 15 * scale, str(connections))
            section.rows.append(row)
            wrong += wrong_answers(tally, expected)
            good = tally.times(200)
            idle = idle or quantile(good, 0.99)
            section.held[f"no answer but 200 and 503 at {connections}"] = not set(
                tally.statuses()
            ) - {200, 503}
            section.held[f"probes' p99 within 1 s at {connections}"] = (
                quantile(probes.times(200), 0.99) <= 1
            )
        section.held["p99 at 256 within the wait + 5 x the idle p99"] = (
            quantile(good, 0.99) <= WAIT + 5 * idle
        )
        row, tally, _ = load_row(server, 256, 15 * scale, "256, polite", patient=True)
        section.rows.append(row)
        wrong += wrong_answers(tally, expected)
        section.held["polite: p99 at 256 within the wait + 5 x the idle p99"] = (
            quantile(tally.times(200), 0.99) <= WAIT + 5 * idle
        )
    section.held["every answer byte for byte as alone"] = wrong == 0
    return section


# ------------------------------------------------------------------ slow clients


class Dribblers:
    """Slow connections that each send a few bytes every half second, from a thread of their own."""

    def __init__(self, port: int, count: int, begin: bytes, drop: bytes) -> None:
        self._address = ("127.0.0.1", port)
        self._count, self._begin, self._drop = count, begin, drop
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._dribble)
        self.held = 0
        self.cut = 0

    def __enter__(self) -> Dribblers:
        self._thread.start()
        while self.held < self._count:
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _dribble(self) -> None:
        with ExitStack() as stack:
            held: list[socket.socket] = []
            for _ in range(self._count):
                connection = stack.enter_context(socket.socket())
                # With a full backlog the system retries for long; such a client is as slow as the
                # others.
                connection.settimeout(2)
                with suppress(OSError):
                    connection.connect(self._address)
                    connection.sendall(self._begin)
                connection.setblocking(False)
                held.append(connection)
                self.held += 1
            while not self._stop.wait(0.5):
                held = [connection for connection in held if self._drops(connection)]

    def _drops(self, connection: socket.socket) -> bool:
        """Send a few bytes; return whether the connection is still open."""
        try:
            connection.send(self._drop)
        except BlockingIOError:
            return True
        except OSError:
            self.cut += 1
            return False
        return True


HEAD = b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/html\r\n"
DRIBBLES = {
    "head": (HEAD, b"X-a: b\r\n"),
    "body": (HEAD + b"Content-Length: 1000000\r\n\r\n", b"<"),
}

#: The servers on which slow clients are tried, as arguments that override the configuration.
WORKERS: dict[str, tuple[str, ...]] = {
    "sync": ("--worker-class", "sync"),
    "gthread, 16 threads": ("--worker-class", "gthread", "--threads", "16"),
    "gthread, 256 threads": ("--worker-class", "gthread", "--threads", "256"),
    "gevent, pages in the loop": ("--worker-class", "bench.reliability.in_loop.InLoop"),
    "ours": (),
}


async def _ordinary(server: Server, seconds: float) -> tuple[Tally, Tally]:
    """Return the answers to an ordinary client, with a page every 0.3 s on a new connection, and to
    a probe.
    """
    tally, probes, until = Tally(), Tally(), after(seconds)
    page = pages.made()[1]

    async def ask() -> None:
        while not until():
            connection = Connection(server.port, patience=5)
            tally.answers.append(await connection.ask(page))
            connection.close()
            await asyncio.sleep(0.3)

    await asyncio.gather(ask(), watch_probe(server.port, until, probes, pause=0.3, patience=5))
    return tally, probes


def slow(scale: float) -> Section:
    """Measure 200 and 900 slow clients on gunicorn's worker classes and on ours."""
    section = Section(
        "Slow clients",
        "Clients that send a byte of a head or a body every half second, beside one "
        "ordinary client and a probe (each on a new "
        "connection every 0.3 s, given up after 5 s); two workers. Cut off: of the slow "
        "ones, within the run.",
        ("worker", "slow clients", "pages answered", "p50 ms", "worst ms", "probes answered",
         "probe worst ms", "cut off"),
    )  # fmt: skip
    for name, arguments in WORKERS.items():
        with serving(arguments=arguments) as server:
            asyncio.run(_ordinary(server, 2))
            idle, idle_probes = asyncio.run(_ordinary(server, 15 * scale))
            section.rows.append(_slow_row(name, "none", idle, idle_probes, 0))
            for count, kind in (
                ((200, "head"), (200, "body"), (900, "body"))
                if name == "ours"
                else ((200, "body"),)
            ):
                with Dribblers(server.port, count, *DRIBBLES[kind]) as dribblers:
                    tally, probes = asyncio.run(_ordinary(server, 16 * scale))
                    section.rows.append(
                        _slow_row(name, f"{count}, {kind}", tally, probes, dribblers.cut)
                    )
                if name == "ours" and count == 200:
                    section.held[f"{kind}: every page and probe answered"] = {200} == set(
                        tally.statuses()
                    ) | set(probes.statuses())
                    section.held[f"{kind}: probes within 1 s"] = max(probes.times(200)) <= 1
                    section.held[f"{kind}: a page within twice its idle time (medians)"] = quantile(
                        tally.times(200), 0.5
                    ) <= 2 * quantile(idle.times(200), 0.5)
                    section.held[f"{kind}: slow ones cut off"] = dribblers.cut >= count * 0.95
    return section


def _slow_row(name: str, count: str, tally: Tally, probes: Tally, cut: int) -> tuple[Any, ...]:
    good, seen = tally.times(200), probes.times(200)
    return (
        name, count, f"{len(good)} of {len(tally.answers)}", ms(quantile(good, 0.5)),
        ms(quantile(good, 1)),
        f"{len(seen)} of {len(probes.answers)}", ms(quantile(seen, 1)), cut,
    )  # fmt: skip
