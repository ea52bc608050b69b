"""``python -m bench.captures.grouping``: what it costs to group a million records by address.

The records are read, kept, put in order and given back address by address as ``dateline batch
--captures`` does it, in one process; the engine has a stand-in, since what it costs a page is
measured elsewhere: the address is the one that was fetched, and an answer counts the captures.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from bench.stamps import seal

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "bench" / "reports" / "grouping.md"
#: What is to be reached, in MiB.
MEMORY = 1024
#: The mean number of captures of an address, and the words of a page.
EACH, WORDS = 5, 120
_VOCABULARY = [f"{start}{end}" for start in "ba ce di fo gu ha ke li".split() for end in "abcdefgh"]

#: The command with its stand-in, as a program of its own: its memory is its own, too.
_CHILD = """
import sys, time
from service.batch import captures, looks
from service.captures import CapturesResult
from service.cli import main
from service.model import Page, Resolution, Result, CORE_FIELDS

def concluded(group, kept, form):
    pages = [looks.unpacked(data, said) for said, data in kept]
    told = {name: Resolution(name) for name in CORE_FIELDS}
    seen = max(page.fetched_at for page in pages).isoformat()
    result = Result({"url": group.address}, told, (), "clean", {})
    return [CapturesResult(result, {"lastSeen": seen, "captures": len(pages)}, 0)]

looks.address_of = lambda page, limits: page.url
captures._concluded = concluded
sys.exit(main(sys.argv[1:]))
"""


def lines(records: int, seed: int) -> Iterator[bytes]:
    """Yield the records in no order of addresses or times, one a line."""
    rng, stories = Random(seed), records // EACH // 50
    for _ in range(records):
        text = " ".join(rng.choices(_VOCABULARY, k=WORDS))
        page = {
            "url": f"https://news{rng.randrange(50)}.example/{rng.randrange(stories)}",
            "html": f"<h1>{text[:40]}</h1><p>{text}</p>",
            "fetchedAt": f"20{rng.randrange(10, 25)}-{rng.randrange(1, 13):02d}-"
            f"{rng.randrange(1, 29):02d}T{rng.randrange(24):02d}:{rng.randrange(60):02d}:00Z",
        }
        yield json.dumps(page).encode() + b"\n"


def measured(source: Path, output: Path) -> dict[str, Any]:
    """Return seconds on the clock, the peak of memory in MiB, and the most that lay on disk."""
    command = [sys.executable, "-c", _CHILD, "batch", str(source), "-o", str(output)]
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, "--captures", "-j", "1", "-q", "--force"], cwd=ROOT, stderr=sys.stderr
    )
    memory, kept, first = 0, 0, 0.0
    while process.poll() is None:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
        memory = max(memory, int(found[1]) if found else 0)
        beside = [*output.parent.glob(f"{output.name}.looks*/*")]
        kept = max(kept, sum(path.stat().st_size for path in beside if path.exists()))
        if not first and output.with_name(output.name + ".looks").exists():
            first = time.monotonic() - began
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"the command ended with {process.returncode}")
    return {
        "seconds": time.monotonic() - began,
        "first": first,
        "memory": memory / 1024,
        "kept": kept,
        "digest": sha256(output.read_bytes()).hexdigest()[:16],
        "answers": sum(1 for _ in output.open("rb")),
    }


def main(arguments: Iterable[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.captures.grouping", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory(prefix="dateline-grouping-") as name:
        folder = Path(name)
        figures = {}
        for records in (options.records // 10, options.records):
            source = folder / f"{records}.ndjson"
            with source.open("wb") as file:
                file.writelines(lines(records, 1))
            figures[records] = measured(source, folder / "o.ndjson") | {
                "input": source.stat().st_size
            }
    text = _report(options.records, figures)
    print(text)
    if options.write:
        REPORT.write_text(text, "utf-8")
        seal(REPORT)
    return 0 if figures[options.records]["memory"] <= MEMORY else 1


def _report(records: int, figures: dict[int, dict[str, Any]]) -> str:
    rows = "\n".join(
        f"| {number:,} | {f['answers']:,} | {f['input'] / 1e6:,.0f} MB | {f['kept'] / 1e6:,.0f} MB "
        f"| {f['first']:.0f} s | {f['seconds']:.0f} s | {f['memory']:.0f} MiB |"
        for number, f in figures.items()
    )
    heads = (
        "records",
        "addresses",
        "input",
        "kept on disk at most",
        "read and in order after",
        "the whole",
        "peak memory",
    )
    return f"""# Grouping records by address

`python -m bench.captures.grouping --records {records} --write`: `dateline batch --captures` in
one process, with a stand-in for the engine, over records in no order.
To reach: {records:,} records in at most {MEMORY:,} MiB.

| {" | ".join(heads)} |
|{"---|" * len(heads)}
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
