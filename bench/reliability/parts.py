"""The measurements: each is a function that gives a section of the report."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from statistics import mean
from typing import Any

from bench.reliability import pages
from bench.reliability.client import Connection, Request, Tally, after, keep_asking, quantile, watch_probe
from bench.reliability.expected import alone
from bench.reliability.fuzz.targets import TARGETS
from bench.reliability.fuzz.tokens import Tried, search
from bench.reliability.servers import ROOT, Server, serving


@dataclass(slots=True)
class Section:
    """A part of the report: what was done, a table, and what must hold."""

    title: str
    text: str
    columns: tuple[str, ...]
    rows: list[tuple[str | int | float, ...]] = field(default_factory=list)
    held: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The section as it is kept."""
        return asdict(self)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _wrong(tally: Tally, expected: Mapping[str, str]) -> int:
    """How many pages got another answer than alone."""
    return sum(
        1 for answer in tally.answers if answer.status == 200 and answer.digest != expected.get(answer.name, answer.digest)
    )


async def _load(
    server: Server, connections: int, seconds: float, requests: Sequence[Request], *, patient: bool = False
) -> tuple[Tally, Tally]:
    """The answers to so many connections that ask without a pause, and those to a probe beside them."""
    tally, probes, until = Tally(), Tally(), after(seconds)
    turn = itertools.cycle(requests)
    await asyncio.gather(
        *(keep_asking(server.port, turn, until, tally, patient=patient) for _ in range(connections)),
        watch_probe(server.port, until, probes),
    )
    return tally, probes


LOAD_COLUMNS = (
    "connections", "pages/s", "p50 ms", "p99 ms", "refused/s", "refused share", "other", "probe p50 ms", "probe p99 ms",
    "probes lost", "pages per CPU s",
)  # fmt: skip


def _load_row(
    server: Server, connections: int, seconds: float, name: str, *, patient: bool = False
) -> tuple[tuple[Any, ...], Tally, Tally]:
    before = server.processor_seconds()
    tally, probes = asyncio.run(_load(server, connections, seconds, pages.mixed(), patient=patient))
    used = server.processor_seconds() - before
    statuses, good, seen = tally.statuses(), tally.times(200), probes.times(200)
    others = {status: number for status, number in statuses.items() if status not in (200, 503)}
    row = (
        name,
        round(len(good) / seconds, 1),
        _ms(quantile(good, 0.5)),
        _ms(quantile(good, 0.99)),
        round(statuses[503] / seconds, 1),
        f"{statuses[503] / max(1, len(tally.answers)):.0%}",
        " ".join(f"{status}: {number}" for status, number in sorted(others.items())) or "-",
        _ms(quantile(seen, 0.5)),
        _ms(quantile(seen, 0.99)),
        len(probes.answers) - len(seen),
        round(len(good) / used) if used > 0 else 0,
    )
    return row, tally, probes


def load(scale: float) -> Section:
    """Throughput and waiting at 1, 8, 64 and 256 connections."""
    section = Section(
        "Load",
        "Connections that ask again as soon as they are answered (the last row: that wait out Retry-After), mixed real and "
        "made pages, two workers; a probe on a new connection every 0.1 s.",
        LOAD_COLUMNS,
    )
    expected, wrong, idle = alone(pages.mixed()), 0, 0.0
    with serving() as server:
        _load_row(server, 2, 2, "")
        for connections in (1, 8, 64, 256):
            row, tally, probes = _load_row(server, connections, 15 * scale, str(connections))
            section.rows.append(row)
            wrong += _wrong(tally, expected)
            good = tally.times(200)
            idle = idle or quantile(good, 0.99)
            section.held[f"no answer but 200 and 503 at {connections}"] = not set(tally.statuses()) - {200, 503}
            section.held[f"probes' p99 within 1 s at {connections}"] = quantile(probes.times(200), 0.99) <= 1
        section.held["p99 at 256 within the wait + 5 x the idle p99"] = quantile(good, 0.99) <= 0.05 + 5 * idle
        row, tally, _ = _load_row(server, 256, 15 * scale, "256, polite", patient=True)
        section.rows.append(row)
        wrong += _wrong(tally, expected)
        section.held["polite: p99 at 256 within the wait + 5 x the idle p99"] = (
            quantile(tally.times(200), 0.99) <= 0.05 + 5 * idle
        )
    section.held["every answer byte for byte as alone"] = wrong == 0
    return section


# ------------------------------------------------------------------ slow clients


class Dribblers:
    """Connections that send a drop each every half second, from a thread of their own."""

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
                # A backlog that is full makes the system try again for long; such a client is as slow as the others.
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
        """Whether the connection still takes a drop."""
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

#: The servers that slow clients were tried on: arguments that override the configuration.
WORKERS: dict[str, tuple[str, ...]] = {
    "sync": ("--worker-class", "sync"),
    "gthread, 16 threads": ("--worker-class", "gthread", "--threads", "16"),
    "gthread, 256 threads": ("--worker-class", "gthread", "--threads", "256"),
    "gevent, pages in the loop": ("--worker-class", "bench.reliability.in_loop.InLoop"),
    "ours": (),
}


async def _ordinary(server: Server, seconds: float) -> tuple[Tally, Tally]:
    """An ordinary client, a page every 0.3 s on a new connection, and a probe."""
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
    """200 and 900 clients that dribble, on gunicorn's worker classes and on ours."""
    section = Section(
        "Slow clients",
        "Clients that send a byte of a head or a body every half second, beside one ordinary client and a probe (each on a new "
        "connection every 0.3 s, given up after 5 s); two workers. Cut off: of the slow ones, within the run.",
        ("worker", "slow clients", "pages answered", "p50 ms", "worst ms", "probes answered", "probe worst ms", "cut off"),
    )  # fmt: skip
    for name, arguments in WORKERS.items():
        with serving(arguments=arguments) as server:
            asyncio.run(_ordinary(server, 2))
            idle, idle_probes = asyncio.run(_ordinary(server, 15 * scale))
            section.rows.append(_slow_row(name, "none", idle, idle_probes, 0))
            for count, kind in ((200, "head"), (200, "body"), (900, "body")) if name == "ours" else ((200, "body"),):
                with Dribblers(server.port, count, *DRIBBLES[kind]) as dribblers:
                    tally, probes = asyncio.run(_ordinary(server, 16 * scale))
                    section.rows.append(_slow_row(name, f"{count}, {kind}", tally, probes, dribblers.cut))
                if name == "ours" and count == 200:
                    section.held[f"{kind}: every page and probe answered"] = {200} == set(tally.statuses()) | set(
                        probes.statuses()
                    )
                    section.held[f"{kind}: probes within 1 s"] = max(probes.times(200)) <= 1
                    section.held[f"{kind}: a page within twice its idle time (medians)"] = quantile(
                        tally.times(200), 0.5
                    ) <= 2 * quantile(idle.times(200), 0.5)
                    section.held[f"{kind}: slow ones cut off"] = dribblers.cut >= count * 0.95
    return section


def _slow_row(name: str, count: str, tally: Tally, probes: Tally, cut: int) -> tuple[Any, ...]:
    good, seen = tally.times(200), probes.times(200)
    return (
        name, count, f"{len(good)} of {len(tally.answers)}", _ms(quantile(good, 0.5)), _ms(quantile(good, 1)),
        f"{len(seen)} of {len(probes.answers)}", _ms(quantile(seen, 1)), cut,
    )  # fmt: skip


# ------------------------------------------------------------------ faults


def killed(scale: float) -> Section:
    """Workers that are killed under load."""
    section = Section(
        "kill -9 of workers",
        "16 connections, and every half second one worker is killed. An answer is whole and right, or the connection breaks; a "
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
            await asyncio.gather(*(keep_asking(server.port, turn, until, tally) for _ in range(16)), kill(until))
            return tally

        tally = asyncio.run(run())
        statuses, wrong = tally.statuses(), _wrong(tally, expected)
        others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
        section.rows.append((kills, statuses[200], statuses[503], statuses[0], others, wrong))
        section.held["answered rightly or not at all"] = wrong == 0 and others == 0
        section.held["no more broken connections than killed workers could have"] = statuses[0] <= kills * 16
        end = time.monotonic() + 30
        while len(server.workers()) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        after_all = asyncio.run(_load(server, 2, 2, pages.mixed()))[0]
        section.held["serves on afterwards"] = set(after_all.statuses()) == {200}
    return section


def stopped(scale: float) -> Section:
    """SIGTERM and recycling under load."""
    section = Section(
        "SIGTERM and recycling under load",
        "SIGTERM amid 16 connections: what the server had accepted is answered, later connections are refused by the system. "
        "Recycling: workers are replaced after 200 requests, give or take 50.",
        ("what", "answered", "refused", "broken while serving", "other", "wrong answers", "exit code"),
    )
    expected = alone(pages.mixed())
    for run in range(3):
        with serving() as server:
            tally, broken = asyncio.run(_terminated(server, 3 * scale))
            code = server.process.wait(timeout=60)
        statuses, wrong = tally.statuses(), _wrong(tally, expected)
        others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
        section.rows.append((f"SIGTERM, run {run + 1}", statuses[200], statuses[503], broken, others, wrong, code))
        section.held[f"run {run + 1}: no request that was sent before the signal was dropped"] = (
            broken == 0 and wrong == others == 0
        )
    with serving(arguments=("--max-requests", "200", "--max-requests-jitter", "50")) as server:
        first = server.workers()
        tally, _ = asyncio.run(_load(server, 16, 15 * scale, pages.made()))
        replaced = server.log.read_text("utf-8", "replace").count("Booting worker") - len(first)
    statuses, wrong = tally.statuses(), _wrong(tally, expected)
    others = sum(number for status, number in statuses.items() if status not in (0, 200, 503))
    section.rows.append((f"{replaced} workers recycled", statuses[200], statuses[503], statuses[0], others, wrong, "-"))
    section.held["recycling drops nothing"] = statuses[0] == 0 and wrong == others == 0 and replaced >= 2
    return section


async def _terminated(server: Server, seconds: float) -> tuple[Tally, int]:
    """The answers around a SIGTERM, and how many requests broke that had been sent before it."""
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
    """Bombs and hostile pages among ordinary ones."""
    section = Section(
        "Hostile pages among ordinary ones",
        "Four connections of ordinary pages: alone; with one bomb or hostile page in fifty mixed in; and beside two "
        "connections that send nothing else, which always takes one place of each process.",
        ("what", "ordinary pages", "p50 ms", "p99 ms", "refused", "other", "hostile pages", "their answers", "probe p99 ms"),
    )
    expected = alone(pages.mixed())
    with serving() as server:
        _load_row(server, 2, 2, "")
        quiet, probes = asyncio.run(_load(server, 4, 20 * scale, pages.mixed()))
        section.rows.append(_attack_row("alone", quiet, Tally(), probes))
        limit = 2 * quantile(quiet.times(200), 0.99)
        both, probes = asyncio.run(_load(server, 4, 20 * scale, _one_in_fifty()))
        bombs = {request.name for request in pages.hostile()}
        tally = Tally([answer for answer in both.answers if answer.name not in bombs])
        mixed_in = Tally([answer for answer in both.answers if answer.name in bombs])
        section.rows.append(_attack_row("one in fifty", tally, mixed_in, probes))
        section.held["mixed in: others' p99 within twice that alone"] = quantile(tally.times(200), 0.99) <= limit
        tally, attack, probes = asyncio.run(_attack(server, 20 * scale))
        section.rows.append(_attack_row("beside two connections of them", tally, attack, probes))
        section.held["beside: others' p99 within twice that alone"] = quantile(tally.times(200), 0.99) <= limit
        attack.answers += mixed_in.answers
        section.held["no hostile page is a 500 or breaks a connection"] = not {0, 500} & set(attack.statuses())
        section.held["no wrong answer"] = _wrong(tally, expected) == 0
        section.held["no worker died"] = server.log.read_text("utf-8", "replace").count("Booting worker") == 2
    return section


def _one_in_fifty() -> list[Request]:
    """The ordinary pages, many times over, with every hostile one among them."""
    ordinary = itertools.cycle(pages.mixed())
    return [request for bomb in pages.hostile() for request in (*itertools.islice(ordinary, 49), bomb)]


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
    answers = " ".join(f"{status}: {number}" for status, number in sorted(attack.statuses().items())) or "-"
    good = tally.times(200)
    return (
        name, len(good), _ms(quantile(good, 0.5)), _ms(quantile(good, 0.99)), statuses[503], others, len(attack.answers),
        answers, _ms(quantile(probes.times(200), 0.99)),
    )  # fmt: skip


def hostile(scale: float) -> Section:
    """Each hostile page alone: what it costs."""
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
                section.rows.append((request.name, len(request.wire), answer.status, round(answer.seconds, 2)))

        asyncio.run(run())
    section.held["none is a 500 or breaks the connection"] = not {0, 500} & {row[2] for row in section.rows}
    return section


# ------------------------------------------------------------------ memory, and many requests


def _stream(count: int) -> Iterator[Request]:
    """So many requests: one hostile page in 500, one real page in eight, else fuzzed and made ones."""
    chance = random.Random(7)
    ordinary, real, bombs = pages.made(), pages.real() or pages.made(), pages.hostile()
    for number in range(count):
        if number % 500 == 499:
            yield chance.choice(bombs)
        elif number % 8 == 0:
            yield chance.choice(real)
        elif number % 8 == 1:
            yield chance.choice(ordinary)
        else:
            yield pages.fuzzed(chance)


def memory(scale: float) -> Section:
    """The memory of two workers over 100,000 mixed pages, none of them recycled; and no 500 among all answers."""
    count = round(100_000 * scale)
    section = Section(
        "Memory over many pages, and no 500",
        f"{count:,} requests on 8 connections, polite; one in eight a real page, one in 500 a hostile one, the rest fuzzed: "
        "pages, JSON and heads with bytes changed, cut, doubled and spliced. MiB of the workers' own and shared memory (PSS), "
        "workers never recycled; MALLOC_ARENA_MAX=2, as in the image.",
        ("requests", "MiB", "answers so far"),
    )
    # Refusals are no use here: every request waits for its place.
    environment = {"DATELINE_ADMISSION_WAIT": "30", "MALLOC_ARENA_MAX": "2"}
    with serving(environment, arguments=("--max-requests", "0")) as server:
        tally, turn = Tally(), _stream(count)
        expected = alone(pages.mixed())
        found: list[float] = []

        async def run() -> None:
            done = asyncio.Event()

            async def watch() -> None:
                step = max(1, count // 10)
                while not done.is_set():
                    if len(tally.answers) >= step * len(found):
                        found.append(sum(server.memory().values()))
                        statuses = " ".join(f"{status}: {number}" for status, number in sorted(tally.statuses().items()))
                        section.rows.append((len(tally.answers), round(found[-1], 1), statuses or "-"))
                    await asyncio.sleep(0.2)

            watcher = asyncio.create_task(watch())
            await asyncio.gather(*(keep_asking(server.port, turn, lambda: False, tally) for _ in range(8)))
            done.set()
            await watcher

        asyncio.run(run())
        statuses = tally.statuses()
        summary = " ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
        section.rows.append((len(tally.answers), round(sum(server.memory().values()), 1), summary))
        section.held["no 500"] = statuses[500] == 0
        section.held["no connection broke"] = statuses[0] == 0
        section.held["real and made pages answered byte for byte as alone"] = _wrong(tally, expected) == 0
        third = len(found) // 3
        middle, last = mean(found[third:-third]), mean(found[-third:])
        section.held["flat after warm-up (the last third's mean less than a tenth above the middle's)"] = last <= middle * 1.1
    return section


def fuzz(scale: float) -> Section:
    """Inputs that nobody thought of, for each reader."""
    section = Section(
        "Fuzzing",
        "hypothesis puts pieces of each format together with any characters; atheris changes inputs towards new branches. The "
        "readers must not raise, and pages must be answered twice alike. Seconds: the slowest input of hypothesis, on the busy "
        "machine.",
        ("target", "inputs of hypothesis", "its slowest, s", "bytes of that", "inputs of atheris", "faults"),
    )
    for name, target in TARGETS.items():
        number = max(100, round(target.inputs * scale))
        fault = ""
        tried = Tried()
        try:
            search(name, min(number, 10_000), tried)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"[:200]
        followed, broken = _followed(name, number)
        section.rows.append((name, tried.number, round(tried.slowest, 2), tried.length, followed, fault or broken or "none"))
        section.held[name] = not fault and not broken
    return section


def _followed(name: str, runs: int) -> tuple[int | str, str]:
    """How many inputs atheris tried, and what it found."""
    if find_spec("atheris") is None:
        return "not installed", ""
    command = [sys.executable, "-m", "bench.reliability.fuzz.coverage", name, str(runs)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=3600)
    done = re.search(r"^Done (\d+) runs", run.stderr + run.stdout, re.M)
    if done and run.returncode == 0:
        return int(done[1]), ""
    print(run.stderr[-3000:], file=sys.stderr)
    return "stopped", "see its output"


def described(scale: float) -> Section:
    """Every operation of the OpenAPI document with made-up requests, good and bad."""
    section = Section(
        "Every operation as described",
        "schemathesis makes requests, good and bad, for every operation of /openapi.json and checks status, media type, "
        "headers and schema of each answer.",
        ("examples per operation and kind", "outcome"),
    )
    examples = max(5, round(200 * scale))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-k",
        "test_application_does_as_described",
        "tests/contract/test_openapi.py",
    ]
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "DATELINE_EXAMPLES": str(examples)}, capture_output=True, text=True, timeout=3600
    )
    outcome = re.findall(r"^\d+ (?:passed|failed).*", run.stdout, re.M)
    section.rows.append((examples, re.sub(r" in .*", "", outcome[-1]) if outcome else "did not run"))
    section.held["every answer as described"] = run.returncode == 0
    if run.returncode:
        print(run.stdout[-5000:], file=sys.stderr)
    return section


PARTS: dict[str, Callable[[float], Section]] = {
    "load": load,
    "slow": slow,
    "killed": killed,
    "stopped": stopped,
    "attacked": attacked,
    "hostile": hostile,
    "memory": memory,
    "fuzz": fuzz,
    "described": described,
}
