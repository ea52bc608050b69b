"""Sections on many requests: memory over a hundred thousand, fuzzing, and every operation of the OpenAPI document."""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from statistics import mean

from bench.reliability import pages
from bench.reliability.client import Request, Tally, keep_asking
from bench.reliability.expected import alone
from bench.reliability.fuzz.targets import TARGETS
from bench.reliability.fuzz.tokens import Tried, search
from bench.reliability.load import Section, wrong_answers
from bench.reliability.servers import ROOT, serving


def _stream(count: int) -> Iterator[Request]:
    """Yield so many requests: one hostile page in 500, one real page in eight, else fuzzed and made ones."""
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
    """Measure the memory of two workers over 100,000 mixed pages without recycling, and check that no answer is a 500."""
    count = round(100_000 * scale)
    section = Section(
        "Memory over many pages, and no 500",
        f"{count:,} requests on 8 connections, polite; one in eight a real page, one in 500 a hostile one, the rest fuzzed: "
        "pages, JSON and heads with bytes changed, cut, doubled and spliced. MiB of the workers' own and shared memory (PSS), "
        "workers never recycled; MALLOC_ARENA_MAX=2, as in the image.",
        ("requests", "MiB", "answers so far"),
    )
    # Refusals would measure nothing here, so every request waits for its place.
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
        section.held["real and made pages answered byte for byte as alone"] = wrong_answers(tally, expected) == 0
        third = len(found) // 3
        middle, last = mean(found[third:-third]), mean(found[-third:])
        section.held["flat after warm-up (the last third's mean less than a tenth above the middle's)"] = last <= middle * 1.1
    return section


def fuzz(scale: float) -> Section:
    """Fuzz each reader."""
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
    """Return how many inputs atheris tried, and what it found."""
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
    """Try every operation of the OpenAPI document with generated requests, valid and invalid."""
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
