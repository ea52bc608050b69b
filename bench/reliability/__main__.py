"""Measures, and writes bench/reports/reliability.md: ``python -m bench.reliability --write``.

Bounded in time (about forty minutes on two idle cores), on the loopback interface only.  ``--parts
load,slow`` measures these alone and leaves the other sections of the report as they are; ``--scale
0.1`` is a quick look.

The part ``memory`` takes longest.  ``--requests`` says how many it asks; with ``--slice 100000`` it
asks them in slices of so many, with ``--slices 1`` it stops after one, and with ``--resume`` it
goes on behind those that the report has.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from bench.reliability.load import Section
from bench.reliability.memory import REQUESTS, MemorySection, Slice, memory
from bench.reliability.parts import PARTS
from bench.stamps import engine_digest, of_parts, seal
from service import __version__

REPORTS = Path(__file__).parents[1] / "reports"
DATA, REPORT = REPORTS / "reliability.json", REPORTS / "reliability.md"


def main() -> int:
    """Runs the parts and says what did not hold; the exit code is the number of those."""
    parser = argparse.ArgumentParser(prog="python -m bench.reliability", description=main.__doc__)
    parser.add_argument(
        "--parts", default=",".join(PARTS), help="which, with commas: " + ", ".join(PARTS)
    )
    parser.add_argument(
        "--scale", type=float, default=1.0, help="of the seconds and numbers of requests"
    )
    parser.add_argument(
        "--requests", type=int, help=f"requests of the part memory, instead of {REQUESTS:,} x scale"
    )
    parser.add_argument(
        "--slice", type=int, default=0, help="requests of memory that are asked of one server (all)"
    )
    parser.add_argument(
        "--slices", type=int, default=0, help="slices of memory after which this run stops (none)"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with memory behind the slices in the report"
    )
    parser.add_argument("--write", action="store_true", help="write the report")
    options = parser.parse_args()
    failed = 0
    for name in options.parts.split(","):
        began = time.monotonic()
        measure = partial(_memory, options) if name == "memory" else PARTS[name]
        section = {
            **measure(options.scale).as_json(),
            "machine": _machine(time.monotonic() - began, options.scale),
        }
        print("\n".join(_lines(section)), flush=True)
        failed += sum(not held for held in section["held"].values())
        if options.write:
            _store(name, section)
    return min(failed, 100)


def _kept() -> dict[str, Any]:
    """Return the sections of the report, as they were stored."""
    kept: dict[str, Any] = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    return kept


def _store(name: str, section: dict[str, Any]) -> None:
    """Put the section into the report; read anew, since another run may have written another
    section meanwhile.
    """
    if plot := section.pop("plot", ""):
        (REPORTS / f"reliability-{name}.svg").write_text(plot, "utf-8")
        section["picture"] = f"reliability-{name}.svg"
    kept = {**_kept(), name: section | {"engine": engine_digest()}}
    DATA.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    REPORT.write_text(_report(kept), "utf-8")
    seal(REPORT, of_parts(kept.values()))


def _memory(options: argparse.Namespace, scale: float) -> Section:
    """Measure memory as the options say, and keep each slice as it goes."""
    requests = options.requests or round(REQUESTS * scale)
    slices = (
        [Slice.read(kept) for kept in _kept().get("memory", {}).get("slices", [])]
        if options.resume
        else []
    )
    began = time.monotonic()

    def keep(section: MemorySection) -> None:
        print(
            f"{section.slices[-1].end:,} of {requests:,}: {section.slices[-1].curve[-1][2]} MiB",
            flush=True,
        )
        if options.write:
            _store(
                "memory",
                {**section.as_json(), "machine": _machine(time.monotonic() - began, scale)},
            )

    return memory(requests, options.slice, options.slices, slices, keep)


def _machine(seconds: float, scale: float) -> str:
    """Return a line on what the section was measured on."""
    load = "/".join(f"{value:.0f}" for value in os.getloadavg())
    return (
        f"Dateline {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"{seconds:.0f} s at scale {scale:g}, load average {load} at the end"
    )


def _lines(section: dict[str, Any]) -> list[str]:
    """Return a section in Markdown."""
    lines = [
        f"## {section['title']}",
        "",
        section["text"],
        "",
        "| " + " | ".join(section["columns"]) + " |",
    ]
    lines.append("|" + "---|" * len(section["columns"]))
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in section["rows"]]
    lines += [
        "",
        *(
            f"- {'held' if held else '**not held**'}: {what}"
            for what, held in section["held"].items()
        ),
    ]
    if "picture" in section:
        lines += ["", f"![{section['title']}]({section['picture']})"]
    return [*lines, "", f"*{section['machine']}*", ""]


def _report(kept: dict[str, Any]) -> str:
    """Return the whole report."""
    lines = [
        "# Reliability",
        "",
        "Written by `python -m bench.reliability --write`. The load generator and all "
        "else on the machine share the cores "
        "with the server, so times are too long rather than too short; ratios within a "
        "section are firmer.",
        "",
    ]
    for name in (*PARTS, *(kept.keys() - PARTS.keys())):
        if name in kept:
            lines += _lines(kept[name])
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
