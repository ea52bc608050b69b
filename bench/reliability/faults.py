"""Sections on faults under load: workers that are killed or stopped, attacks, hostile pages."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
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
from bench.reliability.load import Section, load_row, ms, under_load, wrong_answers
from bench.reliability.servers import Server, serving


def killed(scale: float) -> Section:
    """Measure killed workers under load."""
    section = Section(
        "kill -9 of workers",
        "16 connections, and every half second one worker is killed. An answer is whole "
        "and right, or the connection breaks; a "
        "broken connection is one that the killed worker had.",
        ("workers killed", "answered", "refused", "connections broken", "other", "wrong answers"),
    )
    expected = alone(pages.mixed())
    with serving() as server:
        kills = 0

        async def kill(until: Callable[[], bool]) -> None:
            nonlocal kills
            while not until():
                await asyncio.sleep(0.5)
                if workers := server.workers():
                    with suppress(ProcessLookupError):
                        os.kill(workers[kills % len(workers)], signal.SIGKILL)
                        kills += 1

        async def run() -> Tally:
            tally, until, turn = Tally(), after(20 * scale), itertools.cycle(pages.mixed())
            await asyncio.gather(
                *(keep_asking(server.port, turn, until, tally) for _ in range(16)), kill(until)
            )
            return tally

        tally = asyncio.run(run())
        statuses, wrong = tally.statuses(), wrong_answers(tally, expected)
        others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
        section.rows.append((kills, statuses[200], statuses[503], statuses[0], others, wrong))
        section.held["answered rightly or not at all"] = wrong == 0 and others == 0
        section.held["no more broken connections than killed workers could have"] = (
            statuses[0] <= kills * 16
        )
        end = time.monotonic() + 30
        while len(server.workers()) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        after_all = asyncio.run(under_load(server, 2, 2, pages.mixed()))[0]
        section.held["serves on afterwards"] = set(after_all.statuses()) == {200}
    return section


def stopped(scale: float) -> Section:
    """Measure SIGTERM and recycling under load."""
    section = Section(
        "SIGTERM and recycling under load",
        "SIGTERM amid 16 connections: what the server had accepted is answered, later "
        "connections are refused by the system. "
        "Recycling: workers are replaced after 200 requests, give or take 50.",
        (
            "what",
            "answered",
            "refused",
            "broken while serving",
            "other",
            "wrong answers",
            "exit code",
        ),
    )
    expected = alone(pages.mixed())
    for run in range(3):
        with serving() as server:
            tally, broken = asyncio.run(_terminated(server, 3 * scale))
            code = server.process.wait(timeout=60)
        statuses, wrong = tally.statuses(), wrong_answers(tally, expected)
        others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
        section.rows.append(
            (f"SIGTERM, run {run + 1}", statuses[200], statuses[503], broken, others, wrong, code)
        )
        section.held[f"run {run + 1}: no request that was sent before the signal was dropped"] = (
            broken == 0 and wrong == others == 0
        )
    with serving(arguments=("--max-requests", "200", "--max-requests-jitter", "50")) as server:
        first = server.workers()
        tally, _ = asyncio.run(under_load(server, 16, 15 * scale, pages.made()))
        replaced = server.log.read_text("utf-8", "replace").count("Booting worker") - len(first)
    statuses, wrong = tally.statuses(), wrong_answers(tally, expected)
    others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
    section.rows.append(
        (
            f"{replaced} workers recycled",
            statuses[200],
            statuses[503],
            statuses[0],
            others,
            wrong,
            "-",
        )
    )
    section.held["recycling drops nothing"] = (
        statuses[0] == 0 and wrong == others == 0 and replaced >= 2
    )
    return section


def reloaded(scale: float) -> Section:
    """Measure SIGHUP under load, at which profiles and keys are read again."""
    section = Section(
        "SIGHUP under load",
        "16 connections, and the server is told to reload a second after it has done so: "
        "each worker finishes what it has "
        "begun, and another takes its place.",
        (
            "reloads",
            "workers begun",
            "answered",
            "refused",
            "connections broken",
            "other",
            "wrong answers",
        ),
    )
    expected = alone(pages.mixed())
    with serving() as server:
        reloads = begun = 0

        async def reload(until: Callable[[], bool]) -> None:
            nonlocal reloads, begun
            while not until():
                # a second signal amid a reload would only be part of it
                if begun == 2 * reloads:
                    await asyncio.sleep(1)
                    server.process.send_signal(signal.SIGHUP)
                    reloads += 1
                await asyncio.sleep(0.2)
                begun = server.log.read_text("utf-8", "replace").count("Booting worker") - 2

        async def run() -> Tally:
            tally, until, turn = Tally(), after(20 * scale), itertools.cycle(pages.mixed())
            await asyncio.gather(
                *(keep_asking(server.port, turn, until, tally) for _ in range(16)), reload(until)
            )
            return tally

        tally = asyncio.run(run())
    statuses, wrong = tally.statuses(), wrong_answers(tally, expected)
    others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
    section.rows.append((reloads, begun, statuses[200], statuses[503], statuses[0], others, wrong))
    section.held["reloading drops nothing"] = statuses[0] == 0 and wrong == others == 0
    section.held["new workers answered"] = begun >= 2
    return section


async def _terminated(server: Server, seconds: float) -> tuple[Tally, int]:
    """Return the answers around a SIGTERM, and how many of the requests sent before it broke."""
    tally, turn = Tally(), itertools.cycle(pages.mixed())
    signalled = 0.0
    broken = 0

    async def ask() -> None:
        nonlocal broken
        connection = Connection(server.port)
        while not signalled:
            began = time.monotonic()
            answer = await connection.ask(next(turn))
            tally.answers.append(answer)
            if answer.status == 0 and (not signalled or began < signalled):
                broken += 1
        connection.close()

    async def stop() -> None:
        nonlocal signalled
        await asyncio.sleep(seconds)
        server.process.send_signal(signal.SIGTERM)
        signalled = time.monotonic()

    await asyncio.gather(*(ask() for _ in range(16)), stop())
    return tally, broken


def attacked(scale: float) -> Section:
    """Measure ordinary pages among bombs and hostile ones."""
    section = Section(
        "Hostile pages among ordinary ones",
        "Four connections of ordinary pages: alone; with one bomb or hostile page in "
        "fifty mixed in; and beside two "
        "connections that send nothing else, which always takes one place of each process.",
        (
            "what",
            "ordinary pages",
            "p50 ms",
            "p99 ms",
            "refused",
            "other",
            "hostile pages",
            "their answers",
            "probe p99 ms",
        ),
    )
    expected = alone(pages.mixed())
    with serving() as server:
        load_row(server, 2, 2, "")
        quiet, probes = asyncio.run(under_load(server, 4, 20 * scale, pages.mixed()))
        section.rows.append(_attack_row("alone", quiet, Tally(), probes))
        limit = 2 * quantile(quiet.times(200), 0.99)
        both, probes = asyncio.run(under_load(server, 4, 20 * scale, _one_in_fifty()))
        bombs = {request.name for request in pages.hostile()}
        tally = Tally([answer for answer in both.answers if answer.name not in bombs])
        mixed_in = Tally([answer for answer in both.answers if answer.name in bombs])
        section.rows.append(_attack_row("one in fifty", tally, mixed_in, probes))
        section.held["mixed in: others' p99 within twice that alone"] = (
            quantile(tally.times(200), 0.99) <= limit
        )
        tally, attack, probes = asyncio.run(_attack(server, 20 * scale))
        section.rows.append(_attack_row("beside two connections of them", tally, attack, probes))
        section.held["beside: others' p99 within twice that alone"] = (
            quantile(tally.times(200), 0.99) <= limit
        )
        attack.answers += mixed_in.answers
        section.held["no hostile page is a 500 or breaks a connection"] = not {0, 500} & set(
            attack.statuses()
        )
        section.held["no wrong answer"] = wrong_answers(tally, expected) == 0
        section.held["no worker died"] = (
            server.log.read_text("utf-8", "replace").count("Booting worker") == 2
        )
    return section


def _one_in_fifty() -> list[Request]:
    """Return the ordinary pages, many times over, with every hostile one among them."""
    ordinary = itertools.cycle(pages.mixed())
    return [
        request for bomb in pages.hostile() for request in (*itertools.islice(ordinary, 49), bomb)
    ]


async def _attack(server: Server, seconds: float) -> tuple[Tally, Tally, Tally]:
    tally, attack, probes, until = Tally(), Tally(), Tally(), after(seconds)
    turn, bombs = itertools.cycle(pages.mixed()), itertools.cycle(pages.hostile())
    await asyncio.gather(
        *(keep_asking(server.port, turn, until, tally) for _ in range(4)),
        *(keep_asking(server.port, bombs, until, attack) for _ in range(2)),
        watch_probe(server.port, until, probes),
    )
    return tally, attack, probes


def _attack_row(name: str, tally: Tally, attack: Tally, probes: Tally) -> tuple[Any, ...]:
    statuses = tally.statuses()
    others = sum(number for status, number in statuses.items() if status not in (200, 503))
    answers = (
        " ".join(f"{status}: {number}" for status, number in sorted(attack.statuses().items()))
        or "-"
    )
    good = tally.times(200)
    return (
        name, len(good), ms(quantile(good, 0.5)), ms(quantile(good, 0.99)), statuses[503], others,
        len(attack.answers),
        answers, ms(quantile(probes.times(200), 0.99)),
    )  # fmt: skip


def hostile(scale: float) -> Section:
    """Measure the cost of each hostile page alone."""
    section = Section(
        "Hostile pages one by one",
        "Each alone on an idle server.",
        ("page", "bytes on the wire", "status", "seconds"),
    )
    del scale
    with serving() as server:

        async def run() -> None:
            connection = Connection(server.port)
            await connection.ask(pages.made()[1])
            for request in pages.hostile():
                answer = await connection.ask(request)
                section.rows.append(
                    (request.name, len(request.wire), answer.status, round(answer.seconds, 2))
                )

        asyncio.run(run())
    section.held["none is a 500 or breaks the connection"] = not {0, 500} & {
        row[2] for row in section.rows
    }
    return section
