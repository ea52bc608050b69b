"""Copies: ``python -m bench.copies`` makes syndications of silver's bodies and what only looks like
them, and says which pairs are found, broken and joined wrongly; then what groups cost as rows grow.

``--write`` writes bench/reports/copies.md (five minutes); ``--floors`` takes a sample of the bodies
and no large table.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from bench.body.texts import page_html, records, texts
from bench.copies import made, scale
from bench.data import required_data_dir
from bench.stamps import seal
from service.copies.fingerprint import parsed, text_fingerprint
from service.copies.groups import of_signatures, stories
from service.copies.story import story_text
from service.model import Page
from service.normalize import normalize
from service.view.columns import View
from service.view.places import Places

REPORT = Path(__file__).parents[1] / "reports" / "copies.md"
#: Words of a body that is copied, pages of the floors, and the seed.
_LEAST, _SAMPLE, _SEED = 150, 240, 48
_SIZES = (10_000, 100_000, 1_000_000)
#: What must hold.
FOUND, WRONG = 0.97, 0.001


class Outcome(NamedTuple):
    """Of a made table: by what was done, pairs with the origin and those found; stories broken, and
    pairs joined and joined wrongly, by what they look like.
    """

    pairs: Counter[str]
    found: Counter[str]
    stories: int
    broken: int
    joined: int
    wrong: Counter[str]
    rows: Counter[str]


def measured(rows: Sequence[made.Row]) -> Outcome:
    """Return what became of a made table."""
    marks = [parsed(text_fingerprint("\n".join(row.text)) or "") for row in rows]
    kept = [(row, mark) for row, mark in zip(rows, marks, strict=True) if mark is not None]
    counts = np.array([mark[0] for _, mark in kept], dtype=np.int64)
    first = stories(of_signatures(b"".join(mark[1] for _, mark in kept)), counts)
    group = {id(row): int(number) for (row, _), number in zip(kept, first, strict=True)}
    origins = {row.story: group[id(row)] for row, _ in kept if row.made == "origin"}
    pairs: Counter[str] = Counter()
    found: Counter[str] = Counter()
    broken = set()
    for row, _ in kept:
        if row.made in made.COPIES and row.story in origins:
            pairs[row.made] += 1
            found[row.made] += group[id(row)] == origins[row.story]
            if group[id(row)] != origins[row.story]:
                broken.add(row.story)
    joined, wrong = _joined([row for row, _ in kept], first)
    seen = Counter(row.made for row, _ in kept)
    return Outcome(pairs, found, len(origins), len(broken), joined, wrong, seen)


def _joined(rows: Sequence[made.Row], first: np.ndarray) -> tuple[int, Counter[str]]:
    """Return how many pairs are joined, and the wrong ones by what they look like."""
    members: dict[int, list[made.Row]] = {}
    for row, number in zip(rows, first, strict=True):
        members.setdefault(int(number), []).append(row)
    joined, wrong = 0, Counter[str]()
    for group in members.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                joined += 1
                wrong[one.made] += one.story != other.story
    return joined, +wrong


def bodies(folder: Path, least: int | None = None) -> list[made.Text]:
    """Return the texts of silver that are long enough, no two alike."""
    found = records(folder)
    chosen = found if least is None else found[:: max(1, len(found) // least)]
    told = [text.splitlines() for text in texts(folder, chosen)]
    return made.apart([text for text in told if len(" ".join(text).split()) >= _LEAST])


def parses(folder: Path) -> tuple[float, float]:
    """Return what a fingerprint costs, in parses of its page, and a parse in milliseconds: the
    least of five rounds over a sample.
    """
    pages = [
        Page(html=page_html(folder, record), url=record["url"]) for record in records(folder)[::12]
    ]
    seen: list[tuple[View, Places]] = []

    def kept(view: View, places: Places) -> str:
        seen.append((view, places))
        return ""

    for page in pages:
        normalize(page, story=kept)
    parse = _least(lambda: [LexborHTMLParser(page.html or b"") for page in pages])
    mark = _least(lambda: [text_fingerprint(story_text(*each)) for each in seen])
    return mark / parse, 1000 * parse / len(pages)


def _least(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def wilson(hits: int, of: int) -> str:
    """Return a share with its 95 % interval (Wilson's)."""
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.2%} ({max(0, middle - half):.2%} to {min(1, middle + half):.2%})"


def report(outcome: Outcome, costs: Sequence[scale.Cost], fingerprint: tuple[float, float]) -> str:
    """Return the report."""
    total, found = outcome.pairs.total(), outcome.found.total()
    wrong = outcome.wrong.total()
    by_kind = "\n".join(
        f"| {kind} | {n:,} | {outcome.found[kind]:,} | {wilson(outcome.found[kind], n)} |"
        for kind, n in outcome.pairs.items()
    )
    looks = "\n".join(
        f"| {kind} | {outcome.rows[kind]:,} | {outcome.wrong[kind]:,} |"
        for kind in (*made.FRAMED, "lists of results")
    )
    cost = "\n".join(
        f"| {c.rows:,} | {c.seconds:,.1f} | {c.memory:,.0f} | {c.stories:,} |" for c in costs
    )
    return f"""# Copies

`python -m bench.copies --write`: made syndications of {outcome.stories:,} bodies of `silver`,
among what only looks like copies.

Pairs of origin and copy that are found: **{found:,} of {total:,}**, {wilson(found, total)}.
Stories broken in two or more: {outcome.broken:,} of {outcome.stories:,}. Pairs joined wrongly:
**{wrong:,} of {outcome.joined:,}** that are joined, {wilson(wrong, outcome.joined)}.

| what was done to the copy | pairs | found | share |
|---|---|---|---|
{by_kind}

| what only looks like a copy | rows | pairs joined wrongly |
|---|---|---|
{looks}

A half to nine tenths of a text that is cut stays, quotes added are up to a third as long as the
text, and three words are corrected.
Live blogs share 20 to 45 % of their paragraphs, columns 40 to 60 %, press releases 15 to 35 %.

## Cost

A fingerprint costs {fingerprint[0]:.2f} parses of its page ({fingerprint[1]:.2f} ms each, by
selectolax).

| rows | seconds | MiB at the peak | stories |
|---|---|---|---|
{cost}

Rows are stand-ins for signatures: independent texts of 50 sites whose frame is a fifth of each
text, a third of them copies that share 0.7 to 1 of their runs with another; the command reads
Parquet and writes Parquet, on one core.
"""


def main() -> int:
    """Measure; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the report")
    parser.add_argument("--floors", action="store_true", help="a sample; fail below what must hold")
    options = parser.parse_args()
    folder = required_data_dir()
    outcome = measured(made.rows(bodies(folder, _SAMPLE if options.floors else None), _SEED))
    if options.floors:
        share = outcome.found.total() / outcome.pairs.total()
        wrong = outcome.wrong.total() / outcome.joined
        print(f"{share:.2%} of {outcome.pairs.total():,} pairs found, {wrong:.2%} joined wrongly")
        return 0 if share >= FOUND and wrong <= WRONG else 1
    text = report(outcome, [scale.cost(size) for size in _SIZES], parses(folder))
    print(text)
    if options.write:
        REPORT.write_text(text, "utf-8")
        seal(REPORT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
