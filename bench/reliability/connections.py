"""Sections on connections: how they lie on the workers, and what becomes of them when a worker
stops.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bench.reliability import pages, stuck
from bench.reliability.client import (
    Connection,
    Request,
    Tally,
    after,
    keep_asking,
    quantile,
    watch_probe,
)
from bench.reliability.load import Section, ms
from bench.reliability.servers import Server, serving

ESTABLISHED = "01"


def lying(port: int, workers: Sequence[int]) -> list[int]:
    """Return how many connections to the port each of the workers has open, the fewest first."""
    rows = [line.split() for line in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
    ours = {
        f"socket:[{row[9]}]"
        for row in rows
        if row[3] == ESTABLISHED and int(row[1].split(":")[1], 16) == port
    }
    return sorted(len(ours & _files(pid)) for pid in workers)


def _files(pid: int) -> set[str]:
    """Return what the files of a process are: none where it has ended since it was listed."""
    found = set()
    with suppress(FileNotFoundError, ProcessLookupError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.add(os.readlink(file))
    return found


async def spread(server: Server, count: int, seconds: float) -> list[list[int]]:
    """Return how so many connections that ask without a pause lie, ten times a second from half a
    second on.
    """
    until, turn, seen = after(seconds + 0.5), itertools.cycle(pages.made()), []

    async def watch() -> None:
        await asyncio.sleep(0.5)
        while not until():
            seen.append(lying(server.port, server.workers()))
            await asyncio.sleep(0.1)

    await asyncio.gather(
        *(keep_asking(server.port, turn, until, Tally()) for _ in range(count)), watch()
    )
    return seen


def connections(scale: float) -> Section:
    """Measure how 4, 8 and 16 connections lie on two workers, in 30 starts."""
    section = Section(
        "Connections on workers",
        "Connections that are kept open and ask without a pause, on two workers that "
        "have just been "
        "started; looked at ten times a second. Even: no worker has more than one above its share.",
        ("connections", "starts", "looks", "even", "as they lay most often", "most uneven"),
    )
    counts = (4, 8, 16)
    starts = max(2, round(30 * scale))
    looks: dict[int, list[list[int]]] = {count: [] for count in counts}
    for _ in range(starts):
        with serving() as server:
            for count in counts:
                looks[count] += asyncio.run(spread(server, count, 1.0))
    for count in counts:
        seen = looks[count]
        even = sum(max(look) <= -(-count // 2) + 1 for look in seen)
        usual = Counter(":".join(map(str, look)) for look in seen).most_common(1)[0][0]
        worst = max(seen, key=lambda look: look[-1] - look[0])
        section.rows.append((count, starts, len(seen), even, usual, ":".join(map(str, worst))))
        section.held[f"{count} connections lie evenly"] = even == len(seen)
    return section


def ending(fault: str) -> str:
    """Return what the end of a connection without an answer is to its client."""
    return {"ConnectionRefusedError": "refused", "IncompleteReadError": "closed"}.get(
        fault, "reset"
    )


async def stopped_amid(
    port: int, stop: Callable[[], object], clients: int, seconds: float
) -> Counter[str]:
    """Return what clients that ask without a pause see around a stop, until no new connection is
    taken.

    The system completes a connection before a worker takes it, and resets it when the last
    listening socket closes.  Each worker takes all that wait before it closes its own; what
    connects between that look and the close cannot be saved, and is counted as "untaken".  Such a
    reset comes before any byte of an answer, and behind it nobody listens: the client is refused
    when it comes again.  Every other reset is a loss.
    """
    seen: Counter[str] = Counter()
    turn = itertools.cycle(pages.mixed())

    async def ask() -> None:
        connection, was_reset = Connection(port), False
        while True:
            answer = await connection.ask(next(turn))
            outcome = ending(answer.fault) if answer.status == 0 else str(answer.status)
            if was_reset:
                seen["untaken" if outcome == "refused" else "reset"] += 1
            was_reset = outcome == "reset" and connection.is_unheard
            if not was_reset:
                seen[outcome] += 1
            if outcome == "refused":
                return

    async def stop_later() -> None:
        await asyncio.sleep(seconds)
        # On a busy machine the first answers may take as long.
        while seen["200"] < clients:
            await asyncio.sleep(0.01)
        stop()

    await asyncio.gather(*(ask() for _ in range(clients)), stop_later())
    return seen


def stops(scale: float) -> Section:
    """Measure 20 stops amid 8 connections that are kept open."""
    section = Section(
        "Stops under load",
        "SIGTERM, and nothing before it, amid 8 connections that are kept open and ask "
        "without a pause, "
        "again on new connections until none is taken. Closed: in an orderly way, with "
        "no byte of an answer. Untaken: reset on a new connection, which the system had completed "
        "and no worker had taken when the listening sockets closed.",
        (
            "stop",
            "answered",
            "refused (503)",
            "closed",
            "reset or cut",
            "untaken",
            "exit code",
            "seconds",
        ),
    )
    lost = 0
    for number in range(max(2, round(20 * scale))):
        with serving() as server:
            seen = asyncio.run(stopped_amid(server.port, server.process.terminate, 8, 1.0))
            began = time.monotonic()
            code = server.process.wait(timeout=60)
        section.rows.append(
            (
                number + 1,
                seen["200"],
                seen["503"],
                seen["closed"],
                seen["reset"],
                seen["untaken"],
                code,
                round(time.monotonic() - began, 1),
            )
        )
        lost += seen["reset"] + seen["closed"] + (code != 0)
    section.held["no connection that was taken was reset, and no answer lost"] = lost == 0
    return section


def replaced(scale: float) -> Section:
    """Measure how soon a worker that is stuck in C code is replaced, and what the others see of
    it.
    """
    section = Section(
        "Stuck worker replaced",
        "A request that never ends and lets its worker do nothing else (C code that "
        "keeps the interpreter's "
        "lock), with the usual budget of 5 s a page: its alarm rings after 2.5 s of work,"
        " which is longer on a "
        "busy machine, and the master gives it up after 10 s at most. Beside it a probe "
        "and an ordinary page, "
        "each on a new connection, from that moment on.",
        (
            "time",
            "replaced after s",
            "probes answered",
            "probe worst ms",
            "pages answered",
            "page worst ms",
        ),
    )
    with serving(arguments=("--worker-class", f"{stuck.__name__}.Stuck")) as server:
        asyncio.run(keep_asking(server.port, iter(pages.made()), after(5), Tally()))
        for number in range(max(1, round(5 * scale))):
            seconds, probes, ordinary = asyncio.run(_stuck_once(server))
            good, seen = ordinary.times(200), probes.times(200)
            section.rows.append((
                number + 1, round(seconds, 1), f"{len(seen)} of {len(probes.answers)}",
                ms(quantile(seen, 1)),
                f"{len(good)} of {len(ordinary.answers)}", ms(quantile(good, 1)),
            ))  # fmt: skip
            section.held[f"{number + 1}: replaced within 12 s"] = seconds <= 12
            section.held[f"{number + 1}: probes and pages within 1 s"] = max(
                *seen, *good
            ) <= 1 and {200} == set(probes.statuses()) | set(ordinary.statuses())
        section.held["the log says so"] = "was stuck, and" in server.log.read_text(
            "utf-8", "replace"
        )
    return section


async def _stuck_once(server: Server) -> tuple[float, Tally, Tally]:
    """Return the seconds until a stuck worker is replaced, and what a probe and a page see
    meanwhile.
    """
    before, began = set(server.workers()), time.monotonic()
    probes, ordinary = Tally(), Tally()

    def over() -> bool:
        now = set(server.workers())
        return (len(now) == len(before) and now != before) or time.monotonic() > began + 60

    victim = asyncio.create_task(Connection(server.port).ask(Request.get(stuck.PATH)))
    await asyncio.sleep(0.2)
    await asyncio.gather(
        watch_probe(server.port, over, probes),
        keep_asking_anew(server.port, over, ordinary, pages.made()[1]),
    )
    await victim
    return time.monotonic() - began, probes, ordinary


async def keep_asking_anew(
    port: int, until: Callable[[], bool], tally: Tally, page: Request
) -> None:
    """Ask for a page a few times a second, each time on a new connection."""
    while not until():
        connection = Connection(port)
        tally.answers.append(await connection.ask(page))
        connection.close()
        await asyncio.sleep(0.2)


def beside(scale: float) -> Section:
    """Measure a probe and an ordinary page beside four clients that send hostile pages only."""
    section = Section(
        "Probes beside four hostile clients",
        "Four connections that send hostile pages without a pause, on two workers; a "
        "probe and an ordinary "
        "page beside them, each on a new connection.",
        ("what", "answered", "p50 ms", "p99 ms", "worst ms", "others"),
    )
    with serving() as server:
        asyncio.run(keep_asking(server.port, iter(pages.made()), after(5), Tally()))
        attack, probes, ordinary = asyncio.run(_beside(server, 30 * scale))
    for name, tally in (
        ("hostile pages", attack),
        ("probes", probes),
        ("ordinary pages", ordinary),
    ):
        statuses, good = tally.statuses(), tally.times(200)
        others = " ".join(
            f"{status}: {number}" for status, number in sorted(statuses.items()) if status != 200
        )
        section.rows.append(
            (
                name,
                len(good),
                ms(quantile(good, 0.5)),
                ms(quantile(good, 0.99)),
                ms(quantile(good, 1)),
                others or "-",
            )
        )
    section.held["probes within 50 ms (p99)"] = quantile(probes.times(200), 0.99) <= 0.05
    section.held["ordinary pages within 1 s (p99)"] = quantile(ordinary.times(200), 0.99) <= 1
    section.held["every probe and page answered"] = {200} == set(probes.statuses()) | set(
        ordinary.statuses()
    )
    section.held["no connection broke"] = 0 not in attack.statuses()
    return section


async def _beside(server: Server, seconds: float) -> tuple[Tally, Tally, Tally]:
    attack, probes, ordinary, until = Tally(), Tally(), Tally(), after(seconds)
    bombs = itertools.cycle(pages.hostile())
    await asyncio.gather(
        *(keep_asking(server.port, bombs, until, attack) for _ in range(4)),
        watch_probe(server.port, until, probes),
        keep_asking_anew(server.port, until, ordinary, pages.made()[1]),
    )
    return attack, probes, ordinary
