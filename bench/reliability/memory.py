"""The section on memory: a long stream of mixed requests, asked in slices, whose curves and answers
are kept one by one.

The stream is the same in every run: request number n is made from n alone.  A slice is so many of
them from some number on, and a new server: what its workers have grown by ends with it, so each
slice has its own curve and its own criterion, and only answers are summed.  What a slice has done
is kept after every block, so one that was broken off is gone on with from there.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

from bench import plots
from bench.reliability import pages
from bench.reliability.client import Request, Tally, keep_asking
from bench.reliability.expected import alone, digest_alone
from bench.reliability.load import Section, wrong_answers
from bench.reliability.servers import Server, serving
from service.normalize import rules_digest

#: Requests in the whole stream, where nothing else is said.
REQUESTS = 300_000
#: Requests after which every worker is idle for a moment, memory is read, and the slice is kept.
BLOCK = 2_500
#: One in so many broken pages is answered a second time, alone, and compared.
COMPARED = 10
#: How far the mean memory of a slice's last third may lie above that of its middle third.
GROWTH = 1.1
#: Readings of memory without which a slice says nothing of that.
_LEAST = 12
_SEED = 7_000_000_000
_CONNECTIONS = 8
#: Seconds: on a machine that others keep busy, nobody may take for dead or slow who only waits for
#: a processor.
_PATIENCE = 300
#: Rows of the table for each slice; the plot has every block.
_ROWS = 10


@dataclass(slots=True)
class Slice:
    """The requests from ``begin`` to ``end`` of the stream, asked of one server that began anew,
    and what came of them.

    ``curve`` has after each block how many of them were answered, the seconds since the first, and
    the workers' memory in MiB; ``lost`` names the requests whose connection broke, each with how
    and after how many seconds.
    """

    begin: int
    end: int
    rules: str = ""
    curve: list[tuple[int, float, float]] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    compared: int = 0
    wrong: int = 0
    died: int = 0
    lost: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Slice:
        """Return the slice that was kept in this form."""
        curve = [(count, seconds, mib) for count, seconds, mib in kept["curve"]]
        return cls(**{**kept, "curve": curve})

    def thirds(self) -> tuple[float, float]:
        """Return the mean memory of the middle third and of the last third, in MiB."""
        mib = [point[2] for point in self.curve]
        third = len(mib) // 3
        return mean(mib[-2 * third : -third]), mean(mib[-third:])

    def growth(self) -> float:
        """Return the slope of memory over the second half in MiB for 100,000 requests, by least
        squares.
        """
        half = self.curve[len(self.curve) // 2 :]
        counts, mib = [point[0] for point in half], [point[2] for point in half]
        middle, level = mean(counts), mean(mib)
        spread = sum((count - middle) ** 2 for count in counts)
        slope = sum(
            (count - middle) * (value - level) for count, value in zip(counts, mib, strict=True)
        )
        return slope / spread * 100_000 if spread else 0.0


@dataclass(slots=True)
class MemorySection(Section):
    """The section with the slices that it is made of, and the plot of their curves."""

    slices: list[Slice] = field(default_factory=list)
    plot: str = ""


def request_at(number: int) -> Request:
    """Return request ``number`` of the stream: hostile (one in 200), real, made and whole (one in
    eight each), or broken.
    """
    chance = random.Random(_SEED + number)
    real = pages.real() or pages.made()
    if number % 200 == 199:
        return chance.choice(pages.hostile())
    if number % 8 == 0:
        return chance.choice(real)
    if number % 8 == 1:
        return chance.choice(pages.made())
    return pages.fuzzed(chance, real if number % 8 == 2 else pages.made(), f"broken {number}")


def summed(*counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts added up, by name.

    >>> summed({"200": 5}, {"500": 1, "200": 2})
    {'200': 7, '500': 1}
    """
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))


def _kind(request: Request, hostile: frozenset[str]) -> str:
    return "hostile" if request.name in hostile else request.name.split(" ", 1)[0]


def ranges(slices: Sequence[Slice], requests: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the slices of the stream that are still to be asked, each of at most ``size``."""
    begin = max((each.end for each in slices), default=0)
    while begin < requests:
        end = min(begin + size, requests)
        yield begin, end
        begin = end


def memory(
    requests: int = REQUESTS,
    size: int = 0,
    most: int = 0,
    slices: Sequence[Slice] = (),
    keep: Callable[[MemorySection], None] = lambda section: None,
) -> MemorySection:
    """Ask what is left of the stream behind these slices, in slices of ``size`` (0: one), at most
    so many of them (0: all).
    """
    done = list(slices)
    for number, (begin, end) in enumerate(ranges(slices, requests, size or requests)):
        if most and number == most:
            break
        now = Slice(begin, begin, rules_digest())
        done.append(now)
        for _ in _asked(now, end):
            keep(told(requests, done))
    return told(requests, done)


def _asked(now: Slice, end: int) -> Iterator[None]:
    """Ask the slice's requests of a new server, up to ``end``; yield after each block, when the
    slice has been added to.
    """
    # Refusals would measure nothing here, so every request waits for its place, and no client is
    # cut off for being slow.
    waits = {
        "DATELINE_ADMISSION_WAIT": "60",
        "DATELINE_CLIENT_SECONDS": str(_PATIENCE),
        "DATELINE_KEEP_ALIVE": str(_PATIENCE),
    }
    environment = {**waits, "MALLOC_ARENA_MAX": "2"}
    whole = (*pages.mixed(), *pages.hostile())
    expected, hostile = alone(whole), frozenset(request.name for request in pages.hostile())
    with serving(
        environment, arguments=("--max-requests", "0", "--timeout", str(_PATIENCE))
    ) as server:
        now.curve.append((0, 0.0, _mib(server)))
        began = time.monotonic()
        while now.end < end:
            stop = min(now.end + BLOCK, end)
            asked: list[Request] = []
            tally = asyncio.run(_block(server, _remembered(range(now.end, stop), asked)))
            here = expected | {
                r.name: digest_alone(r)
                for r in asked
                if r.name.startswith("broken ") and _is_compared(r.name)
            }
            now.compared += sum(
                answer.status == 200 and answer.name in here for answer in tally.answers
            )
            now.wrong += wrong_answers(tally, here)
            now.statuses = summed(
                now.statuses, {str(status): number for status, number in tally.statuses().items()}
            )
            now.kinds = summed(now.kinds, Counter(_kind(request, hostile) for request in asked))
            now.lost += [
                f"{a.name}: {a.fault} after {a.seconds:.2f} s"
                for a in tally.answers
                if not a.status
            ]
            now.died = server.log.read_text("utf-8", "replace").count("Booting worker") - 2
            now.end = stop
            now.curve.append(
                (now.end - now.begin, round(time.monotonic() - began, 1), _mib(server))
            )
            yield


def _is_compared(name: str) -> bool:
    return int(name.rsplit(" ", 1)[1]) // 8 % COMPARED == 0


def _remembered(numbers: range, asked: list[Request]) -> Iterator[Request]:
    """Yield the requests of these numbers, and put down what has been asked."""
    for number in numbers:
        request = request_at(number)
        asked.append(request)
        yield request


async def _block(server: Server, requests: Iterator[Request]) -> Tally:
    tally = Tally()
    await asyncio.gather(
        *(
            keep_asking(server.port, requests, lambda: False, tally, patience=_PATIENCE)
            for _ in range(_CONNECTIONS)
        )
    )
    return tally


def _mib(server: Server) -> float:
    return round(sum(server.memory().values()), 1)


# ------------------------------------------------------------------ the report


def told(requests: int, slices: Sequence[Slice]) -> MemorySection:
    """Return the section on these slices: answers summed, memory slice by slice."""
    asked = sum(each.end - each.begin for each in slices)
    statuses = summed(*(each.statuses for each in slices))
    kinds = ", ".join(
        f"{number:,} {kind}" for kind, number in summed(*(each.kinds for each in slices)).items()
    )
    section = MemorySection(
        "Memory over many pages, and no 500",
        f"{asked:,} of {requests:,} requests on {_CONNECTIONS} connections, in {len(slices)} "
        f"{'slice' if len(slices) == 1 else 'slices, each on a new server'}: {kinds}. "
        "Broken are pages, JSON and heads with "
        "bytes changed, cut, doubled and spliced. MiB of the two workers' own and shared "
        "memory (PSS) whenever "
        f"{BLOCK:,} more are answered and none is in work; workers never recycled; "
        "MALLOC_ARENA_MAX=2, as in the image. "
        f"Answers: {', '.join(f'{number:,} of {status}' for status, number in statuses.items())}. "
        f"{sum(each.compared for each in slices):,} of those of 200 were compared with "
        "what the application alone answers.",
        ("slice", "requests", "minutes", "MiB"),
        slices=list(slices),
        plot=drawn(slices),
    )
    for number, each in enumerate(slices, 1):
        step = max(1, len(each.curve) // _ROWS)
        points = [*each.curve[:-1:step], each.curve[-1]]
        section.rows += [
            (number, each.begin + count, round(seconds / 60, 1), mib)
            for count, seconds, mib in points
        ]
    section.held["every request answered"] = asked == requests == sum(statuses.values())
    section.held["no 500"] = "500" not in statuses
    section.held[
        " ".join(
            ["no connection broke", *(f"({lost})" for each in slices for lost in each.lost[:20])]
        )
    ] = "0" not in statuses
    section.held["no worker died"] = not any(each.died for each in slices)
    section.held["every compared answer byte for byte as alone"] = not any(
        each.wrong for each in slices
    )
    for number, each in enumerate(slices, 1):
        if len(each.curve) < _LEAST:
            section.held[f"slice {number}: long enough to tell whether it is flat"] = False
            continue
        middle, last = each.thirds()
        what = (
            f"slice {number}: flat after warm-up (the last third's mean, {last:.0f} MiB, "
            "less than a tenth above the middle's, "
            f"{middle:.0f}; over its second half {each.growth():+.1f} MiB for 100,000 requests)"
        )
        section.held[what] = last <= middle * GROWTH
    if len({each.rules for each in slices}) > 1:
        section.held["every slice by the same rules"] = False
    return section


def drawn(slices: Sequence[Slice]) -> str:
    """Return the plot of the slices' memory over the requests, as SVG."""
    most = max((each.end for each in slices), default=0) or 1
    top = 100 * (
        1 + max((int(mib) for each in slices for _, _, mib in each.curve), default=0) // 100
    )
    plot = plots.Plot(
        "Memory of two workers",
        plots.Axis(
            "requests (thousands)",
            0,
            most / 1000,
            tuple(most / 1000 * share / 6 for share in range(7)),
        ),
        plots.Axis("MiB", 0, top, tuple(range(0, top + 1, 100))),
        width=640,
    )
    lines = [
        plot.line(
            [((each.begin + count) / 1000, mib) for count, _, mib in each.curve],
            plots.COLOURS[number % 2],
        )
        for number, each in enumerate(slices)
    ]
    return plot.svg(lines)
