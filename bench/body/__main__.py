"""The story's text against trafilatura's: ``python -m bench.body`` reads every page of silver with
both, and compares the words.

Neither is the truth: trafilatura takes in tables and captions, and cuts what it holds for a list of
links.  Where both agree the text is the article's.  ``--write`` writes bench/reports/body.md and
the oracle's fingerprints of a sample, which ``--floors`` compares without the oracle.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any, NamedTuple

import numpy as np

from bench.body.texts import records, texts
from bench.data import ROOT, required_data_dir
from bench.stamps import seal
from service.copies.fingerprint import FEWEST_WORDS, POSITIONS, parsed, text_fingerprint
from service.copies.groups import are_same, of_signatures
from service.copies.words import words

HERE = Path(__file__).parent
REPORT = HERE.parent / "reports" / "body.md"
FLOORS = HERE.parent / "body_floors.json"
ORACLE = ROOT / ".peers" / "trafilatura" / "bin" / "python"
#: Pages whose fingerprints are compared by the floors: ten seconds.
SAMPLE, _SEED = 120, 48
#: Draws of the bootstrap, over hosts: pages of one template fail alike.
_DRAWS = 1_000


class Compared(NamedTuple):
    """A page's texts: words of ours, of the oracle's, and of both, and the site."""

    host: str
    ours: int
    theirs: int
    both: int

    @property
    def f1(self) -> float:
        """The F1 of the words."""
        return 2 * self.both / max(1, self.ours + self.theirs)


def oracle(folder: Path, found: Sequence[dict[str, Any]]) -> list[str]:
    """Return the texts of the pages as the oracle has them."""
    if not ORACLE.exists():
        raise SystemExit("the oracle is not here: `make .peers/trafilatura/.installed`")
    paths = "".join(f"{folder / 'silver' / record['page']}\n" for record in found)
    done = subprocess.run(
        [str(ORACLE), str(HERE / "oracle.py")],
        input=paths,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def compared(record: dict[str, Any], ours: str, theirs: str) -> Compared:
    """Return the words of a page's two texts."""
    one, other = Counter(words(ours)), Counter(words(theirs))
    return Compared(record["url"].split("/")[2], one.total(), other.total(), (one & other).total())


def interval(rows: Iterable[Compared]) -> tuple[float, float]:
    """Return the 95 % interval of the median F1, by draws of whole sites."""
    sites: dict[str, list[float]] = {}
    for row in rows:
        sites.setdefault(row.host, []).append(row.f1)
    random, groups = Random(_SEED), list(sites.values())
    drawn = [
        median([f1 for group in random.choices(groups, k=len(groups)) for f1 in group])
        for _ in range(_DRAWS)
    ]
    cuts = quantiles(drawn, n=40)
    return cuts[0], cuts[-1]


def report(rows: Sequence[Compared], silent: int) -> str:
    """Return the report."""
    found = sorted(row.f1 for row in rows)
    low, high = interval(rows)
    bands = [(0.95, "0.95 and more"), (0.9, "0.9"), (0.8, "0.8"), (0.5, "0.5"), (0.0, "less")]
    counts: Counter[str] = Counter(
        next(name for least, name in bands if f1 >= least) for f1 in found
    )
    one = median(row.both / max(1, row.ours) for row in rows)
    other = median(row.both / row.theirs for row in rows)
    table = "\n".join(
        f"| {name} | {counts[name]} | {counts[name] / len(found):.1%} |" for _, name in bands
    )
    return f"""# The text that fingerprints rest on

Of {len(rows) + silent:,} pages of `silver`, {len(rows):,} have a text of at least
{FEWEST_WORDS} words for trafilatura, which is the oracle here; `python -m bench.body` compares its
words with those of Dateline's.

The median F1 of the words is **{median(found):.3f}** (95 % interval over sites: {low:.3f} to
{high:.3f}); the median precision is {one:.3f}, the median recall {other:.3f}.

| F1 | pages | share |
|---|---|---|
{table}

Neither is the truth. Where they differ most, one holds a list or a forum's thread for the text and
the other does not.
"""


def agreement(ours: Sequence[str | None], theirs: Sequence[str]) -> float:
    """Return the share of pages whose two texts are the same text, as fingerprints tell."""
    same = 0
    for one, other in zip(ours, theirs, strict=True):
        mine, its = parsed(one or ""), parsed(other)
        if mine is not None and its is not None:
            signed = of_signatures(mine[1] + its[1])
            alike = np.array([np.count_nonzero(signed[0] == signed[1]) / POSITIONS])
            same += int(are_same(alike, np.array([mine[0]]), np.array([its[0]]))[0])
    return same / len(theirs)


def floors(folder: Path) -> int:
    """Compare a sample with the oracle's fingerprints; return the exit code."""
    kept = json.loads(FLOORS.read_text("utf-8"))
    by_id = {record["id"]: record for record in records(folder)}
    found = [by_id[key] for key in kept["oracle"]]
    share = agreement([*map(text_fingerprint, texts(folder, found))], [*kept["oracle"].values()])
    print(f"the same text as the oracle's on {share:.1%} of {len(found)} pages")
    if share >= kept["least"]:
        return 0
    print(f"that is below {kept['least']:.1%}, the floor")
    return 1


def main() -> int:
    """Compare; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the report and the floors")
    parser.add_argument("--floors", action="store_true", help="fail below bench/body_floors.json")
    options = parser.parse_args()
    folder = required_data_dir()
    if options.floors:
        return floors(folder)
    found = records(folder)
    theirs, ours = oracle(folder, found), texts(folder, found)
    rows = [row for row in map(compared, found, ours, theirs) if row.theirs >= FEWEST_WORDS]
    text = report(rows, len(found) - len(rows))
    print(text)
    if options.write:
        REPORT.write_text(text, "utf-8")
        seal(REPORT)
        _keep(found, ours, theirs)
    return 0


def _keep(found: Sequence[dict[str, Any]], ours: Sequence[str], theirs: Sequence[str]) -> None:
    """Write the oracle's fingerprints of a sample, and the floor."""
    marked = [
        (record["id"], text_fingerprint(mine), mark)
        for record, mine, its in zip(found, ours, theirs, strict=True)
        if (mark := text_fingerprint(its)) is not None
    ]
    sample = sorted(Random(_SEED).sample(marked, SAMPLE))
    share = agreement([mine for _, mine, _ in sample], [mark for *_, mark in sample])
    # a page less is chance, two are a fault
    kept = {"least": round(share - 1.5 / SAMPLE, 4), "oracle": {k: mark for k, _, mark in sample}}
    FLOORS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
