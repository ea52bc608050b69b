"""The measurement: page by page, every tool in turn, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

from bench.compare.roster import DATELINE, OVER_HTTP, PARSE, TOOLS, Tool
from bench.compare.servers import Servers
from bench.compare.tools import Page
from bench.compare.workers import LostToolError, Reading, Subject, Worker
from bench.corruption.generate import Made
from bench.data import page_bytes
from service.observe.charset import decode

#: Tools that cost more than so many parses are left out of the later rounds: the first takes
#: minutes and its mean is steady.
SLOW = 40
#: The cost of HTTP is measured on so many gold pages, so often: a small difference of large numbers
#: needs many readings.
RIM_PAGES, RIM_ROUNDS = 100, 12


@dataclass(slots=True)
class Run:
    """Every reading by tool and round, in page order, and the lines about tools that are
    missing.
    """

    rounds: dict[str, list[list[Reading]]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def gold_page(folder: Path, record: dict[str, Any]) -> Page:
    """Return a gold page as every tool gets it, with its text decoded once for the tools that take
    text.
    """
    body = page_bytes(folder, record)
    fetched = record.get("fetched")
    text = decode(body).markup.decode()
    return Page(
        body, text, record.get("url") or None, fetched.replace(" ", "T") + "Z" if fetched else None
    )


def made_page(made: Made) -> Page:
    """Return a made page, which is UTF-8, as every tool gets it."""
    return Page(made.body, made.body.decode(), made.url, made.fetched.isoformat() + "Z")


def subjects(only: Sequence[str], run: Run) -> list[Subject]:
    """Start and return every installed tool; adds a line for each missing one."""
    makers: dict[str, Callable[[], Subject]] = {tool.name: partial(_worker, tool) for tool in TOOLS}
    started: list[Subject] = []
    for name, make in (makers | {OVER_HTTP: Servers}).items():
        if only and name not in only and name != PARSE.name:
            continue
        try:
            started.append(make())
        except (LostToolError, FileNotFoundError) as reason:
            _skip(run, name, str(reason))
        else:
            run.versions.update(started[-1].versions)
    return started


def _worker(tool: Tool) -> Subject:
    return Worker(tool.name, tool.command(), tool.environment())


def warm_up(these: Sequence[Subject], pages: Sequence[Page], run: Run) -> None:
    """Read unmeasured pages first: imports on first use, compiled patterns and Node's compiler are
    no cost of a page.
    """
    for page in pages:
        _turn(these, page, run)


def measure(these: Sequence[Subject], pages: Sequence[Page], rounds: int, run: Run) -> None:
    """Read every page in every round; the tool that goes first changes with each page."""
    for number in range(rounds):
        taking_part = [
            subject for subject in present(these, run) if number == 0 or not _slow(subject, run)
        ]
        if not taking_part:
            break
        found: dict[str, list[Reading]] = {}
        for index, page in enumerate(pages):
            start = index % len(taking_part)
            readings = _turn(taking_part[start:] + taking_part[:start], page, run)
            floor = next(
                (
                    reading.floor
                    for name, reading in readings.items()
                    if name in (PARSE.name, DATELINE.name)
                ),
                None,
            )
            for name, reading in readings.items():
                found.setdefault(name, []).append(
                    reading if reading.floor is not None else replace(reading, floor=floor)
                )
            if sys.stderr.isatty():
                print(
                    f"\rround {number + 1}: {index + 1} of {len(pages)} pages",
                    end="",
                    file=sys.stderr,
                    flush=True,
                )
        print(f"\rround {number + 1}: {len(pages)} pages read", file=sys.stderr)
        for name in [name for name in found if name not in run.skipped]:
            run.rounds.setdefault(name, []).append(found[name])


def present(these: Sequence[Subject], run: Run) -> list[Subject]:
    """Return the tools that have not been lost."""
    return [subject for subject in these if subject.names[0] not in run.skipped]


def measure_rim(these: Sequence[Subject], pages: Sequence[Page]) -> Run:
    """Measure only the engine, the service and the empty route, directly after one another."""
    run = Run()
    three = [subject for subject in these if subject.names[0] in (DATELINE.name, OVER_HTTP)]
    if len(three) == 2:
        measure(three, pages[:: max(1, len(pages) // RIM_PAGES)], RIM_ROUNDS, run)
    return run


def _turn(these: Sequence[Subject], page: Page, run: Run) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for subject in these:
        if subject.names[0] in run.skipped:
            continue
        try:
            found |= zip(subject.names, subject.read(page), strict=True)
        except LostToolError as reason:
            subject.close()
            for name in subject.names:
                _skip(run, name, f"lost at {page.url or 'a page without address'}: {reason}")
                run.rounds.pop(name, None)
    return found


def _skip(run: Run, name: str, reason: str) -> None:
    run.skipped[name] = reason
    print(f"{name}: skipped, {reason}", file=sys.stderr)


def _slow(subject: Subject, run: Run) -> bool:
    first = run.rounds[subject.names[0]][0]
    return mean(reading.cpu for reading in first) > SLOW * mean(
        reading.floor or 0 for reading in first
    )
