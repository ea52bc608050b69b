"""The cost of reading a page relative to parsing it: ``python -m bench.speed`` times both on every
gold page in one run.

The engine's time is from body bytes to canonical answer bytes at explain=summary; the parse is
selectolax alone.  CPU time of this process, the two interleaved page by page, each page read once,
since caches would speed up a second reading.  Figures are ratios, so that the machine cancels out.
``--floors`` fails when one lies beyond bench/speed_floors.json.  The calls of Python functions on a
page, by stage, are counted on a sample of pages in a process of their own: they are the same
everywhere.
"""

from __future__ import annotations

import argparse
import inspect
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import mean, quantiles
from tempfile import TemporaryDirectory
from time import process_time
from types import CodeType, FrameType
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.bytes import answer, gold_page
from bench.corruption.generate import corpus
from bench.data import gold_records, required_data_dir
from bench.floors import read as floors_of
from bench.stamps import MEASURED, seal
from service import dates, fields, observe, tags
from service.app import settle
from service.model import Page
from service.observe import charset
from service.view import columns

SPEED = Path(__file__).with_name("SPEED.md")
FLOORS = Path(__file__).with_name("speed_floors.json")
#: One gold page in so many is read where only the floors are checked.
SAMPLE = 3

#: The calls are counted on one gold page in so many.
COUNTED = 12

#: The functions or classes of the pipeline that open each stage; a stage can have several rows.
#: The time of an inner stage is not counted in the outer one, so "statements" is the cost of the
#: rest of the observations.
STAGES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("parse", columns, ("LexborHTMLParser",)),
    ("decode and guard", charset, ("decode", "already_decoded")),
    ("decode and guard", observe, ("cut_tree",)),
    ("view", observe, ("View", "Places")),
    ("statements", observe, ("observe",)),
    ("dates", dates, ("resolve",)),
    ("tags", tags, ("resolve",)),
    (
        "fields",
        fields,
        tuple(name for name in fields.__all__ if name.startswith(("resolve", "country"))),
    ),
)
#: The stage of everything outside the others.
REST = "render"


def stage_codes() -> dict[CodeType, str]:
    """Return the code of each function that opens a stage, with the stage's name; functions in C
    have none.
    """
    found: dict[CodeType, str] = {}
    for stage, module, names in STAGES:
        for name in names:
            opens = getattr(module, name)
            made = vars(opens).get("__init__") if isinstance(opens, type) else inspect.unwrap(opens)
            if inspect.isfunction(made):
                found[made.__code__] = stage
    return found


def count_calls(pages: Sequence[Page]) -> Counter[str]:
    """Return the number of Python calls on these pages, by stage; a generator counts each time it
    is resumed.
    """
    for made in corpus(3, 20):
        answer(Page(html=made.body, url=made.url))
    codes, count = stage_codes(), Counter[str]()
    open_stages = [REST]

    def counted(frame: FrameType, event: str, _: object) -> None:
        stage = codes.get(frame.f_code)
        if event == "call":
            if stage is not None:
                open_stages.append(stage)
            count[open_stages[-1]] += 1
        elif event == "return" and stage is not None:
            open_stages.pop()

    for page in pages:
        sys.setprofile(counted)
        try:
            answer(page)
        finally:
            sys.setprofile(None)
    return count


class StageClock:
    """A clock of the CPU seconds of each stage, without the time of inner stages."""

    def __init__(self) -> None:
        """Start at zero and time the stages' functions from now on."""
        self.spent: dict[str, float] = {}
        self._inner = [0.0]
        for stage, module, names in STAGES:
            for name in names:
                setattr(module, name, self._timed(stage, getattr(module, name)))

    def _timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            start = process_time()
            result = call(*arguments, **named)
            whole = process_time() - start
            self.spent[stage] = self.spent.get(stage, 0.0) + whole - self._inner.pop()
            self._inner[-1] += whole
            return result

        return timed


def timings(pages: Sequence[Page], clock: StageClock) -> tuple[list[float], list[float]]:
    """Return the seconds of each page's parse and of its whole reading."""
    parses, readings = [], []
    settle()
    for made in corpus(3, 60):
        answer(Page(html=made.body, url=made.url))
    clock.spent.clear()
    for page in pages:
        start = process_time()
        tree = LexborHTMLParser(page.html or b"")
        parses.append(process_time() - start)
        del tree
        start = process_time()
        answer(page)
        readings.append(process_time() - start)
    return parses, readings


def start_up() -> float:
    """Return the CPU seconds from starting an interpreter to a ready application, less those of a
    bare interpreter.

    The modules are compiled, as pip leaves them where it installs them.
    """
    with TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}

        def seconds(code: str) -> float:
            command = [sys.executable, "-c", f"{code}\nimport time; print(time.process_time())"]
            runs = (
                subprocess.run(command, capture_output=True, check=True, env=environment)
                for _ in range(4)
            )
            return min(float(run.stdout) for run in runs)

        return seconds("from service.app import create_app; create_app()") - seconds("")


def figures(parses: Sequence[float], readings: Sequence[float]) -> dict[str, float]:
    """Return the ratios of the means, and of the 99th percentiles of pages and parses."""
    return {
        "engine": round(mean(readings) / mean(parses), 2),
        "engine p50": round(quantiles(readings, n=100)[49] / quantiles(parses, n=100)[49], 2),
        "engine p99": round(quantiles(readings, n=100)[98] / quantiles(parses, n=100)[98], 2),
    }


def table(found: Mapping[str, float], stages: Mapping[str, tuple[float, float]]) -> list[str]:
    """Return the tables of the report: each stage's parses and calls a page, and the ratios."""
    calls = sum(each for _, each in stages.values())
    return [
        "| part | parses | calls of Python functions a page |",
        "|---|---|---|",
        *[f"| {name} | {parses:.2f} | {each:,.0f} |" for name, (parses, each) in stages.items()],
        f"| all | {found['engine']:.2f} | {calls:,.0f} |",
        "",
        "| | times the parse |",
        "|---|---|",
        *[f"| {name} | {value:.2f} |" for name, value in found.items()],
    ]


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument(
        "--floors",
        action="store_true",
        help="read a sample and fail beyond bench/speed_floors.json",
    )
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="read every Nth gold page"
    )
    parser.add_argument("--write", action="store_true", help="write the tables of bench/SPEED.md")
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    every = SAMPLE if options.floors else options.every
    pages = [gold_page(folder, record) for record in gold_records(folder)[::every]]
    sample = [gold_page(folder, record) for record in gold_records(folder)[::COUNTED]]
    with ProcessPoolExecutor(1) as pool:
        calls = pool.submit(count_calls, sample).result()
    clock = StageClock()
    parses, readings = timings(pages, clock)
    found = figures(parses, readings)
    spent = {**clock.spent, REST: sum(readings) - sum(clock.spent.values())}
    stages = {
        stage: (spent.get(stage, 0.0) / sum(parses), calls[stage] / len(sample))
        for stage in dict.fromkeys([*(stage for stage, *_ in STAGES), REST])
    }
    parse, engine = (1000 * mean(seconds) for seconds in (parses, readings))
    told = [
        *table(found, stages),
        "",
        f"{len(pages)} pages: a parse took {parse:.2f} ms of processor time here, the engine "
        f"{engine:.2f} ms.",
        f"The start takes {start_up():.2f} s more than the bare interpreter.",
    ]
    print("\n".join(told))
    if options.write:
        before, _, rest = SPEED.read_text("utf-8").partition(MEASURED)
        after = rest[rest.index("<!-- stamp:") :]
        SPEED.write_text("\n".join([before + MEASURED, "", *told, "", after]), "utf-8")
        seal(SPEED)
    floors = floors_of(FLOORS) if options.floors else {}
    bad = [
        f"{name}: {found[name]:g} is over {most:g} times the parse"
        for name, most in floors.items()
        if found[name] > most
    ]
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
