"""Measures, and writes bench/reports/reliability.md: ``python -m bench.reliability --write``.

Bounded in time (about twenty minutes on two idle cores), on the loopback interface only.  ``--parts load,slow`` measures these
alone and leaves the other sections of the report as they are; ``--scale 0.1`` is a quick look.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

from bench.reliability.parts import PARTS
from service import __version__

REPORTS = Path(__file__).parents[1] / "reports"
DATA, REPORT = REPORTS / "reliability.json", REPORTS / "reliability.md"


def main() -> int:
    """Runs the parts and says what did not hold; the exit code is the number of those."""
    parser = argparse.ArgumentParser(prog="python -m bench.reliability", description=main.__doc__)
    parser.add_argument("--parts", default=",".join(PARTS), help="which, with commas: " + ", ".join(PARTS))
    parser.add_argument("--scale", type=float, default=1.0, help="of the seconds and numbers of requests")
    parser.add_argument("--write", action="store_true", help="write the report")
    options = parser.parse_args()
    kept: dict[str, Any] = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    failed = 0
    for name in options.parts.split(","):
        began = time.monotonic()
        section = {**PARTS[name](options.scale).as_json(), "machine": _machine(time.monotonic() - began, options.scale)}
        kept[name] = section
        print("\n".join(_lines(section)), flush=True)
        failed += sum(not held for held in section["held"].values())
        if options.write:
            DATA.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
            REPORT.write_text(_report(kept), "utf-8")
    return min(failed, 100)


def _machine(seconds: float, scale: float) -> str:
    """Return a line on what the section was measured on."""
    load = "/".join(f"{value:.0f}" for value in os.getloadavg())
    return (
        f"Dateline {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"{seconds:.0f} s at scale {scale:g}, load average {load} at the end"
    )


def _lines(section: dict[str, Any]) -> list[str]:
    """Return a section in Markdown."""
    lines = [f"## {section['title']}", "", section["text"], "", "| " + " | ".join(section["columns"]) + " |"]
    lines.append("|" + "---|" * len(section["columns"]))
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in section["rows"]]
    lines += ["", *(f"- {'held' if held else '**not held**'}: {what}" for what, held in section["held"].items())]
    return [*lines, "", f"*{section['machine']}*", ""]


def _report(kept: dict[str, Any]) -> str:
    """Return the whole report."""
    lines = [
        "# Reliability",
        "",
        "Written by `python -m bench.reliability --write`. The load generator and all else on the machine share the cores "
        "with the server, so times are too long rather than too short; ratios within a section are firmer.",
        "",
    ]
    for name in (*PARTS, *(kept.keys() - PARTS.keys())):
        if name in kept:
            lines += _lines(kept[name])
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
