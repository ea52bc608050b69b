"""Cross-validation of fitted figures: ``python -m bench.holdout``.

The gold pages are split by domain into two halves.  The reliabilities of places are measured on
each half and used on the other, so that no page is judged by figures that it helped to make; the
same for the frequency of each minute, second and hour (service/dates/partial.py).  Writes
bench/reports/holdout.md.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log2
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from bench.accuracy import answers_to, figures
from bench.data import corpus_digest, gold_records, required_data_dir, scorer
from bench.sources import HIGHEST, STATED_IN, TABLE, TOO_FEW, Hits, mean_of, measure, smoothed
from bench.stamps import seal
from service.dates.partial import SECOND_ZERO, minute_share
from service.model import Source
from service.observe import sources

REPORT = Path(__file__).parent / "reports" / "holdout.md"
_CLOCK = re.compile(r"(\d{4})-\d\d-\d\d[T ](\d\d):(\d\d)(?::(\d\d))?")
_SUFFIXES = PublicSuffixList()


def half_of(record: dict[str, Any]) -> int:
    """Return the half of a record, 0 or 1, the same for all pages of a domain."""
    host = urlsplit(record.get("url") or "").hostname or str(record["id"])
    domain = _SUFFIXES.privatesuffix(host) or host
    return hashlib.blake2b(domain.encode()).digest()[0] % 2


def fitted(total: Hits) -> dict[tuple[str, str], Source]:
    """Return the sources table as ``bench.sources --apply`` would write it from these pages only.

    Rows that these pages do not show keep their reliability, which was measured on all pages.
    """
    table = dict(sources.SOURCES)
    for row in TABLE:
        gold = next((name for name, stated_in in STATED_IN.items() if row.field in stated_in), None)
        hits = [
            hit
            for name in row.names.split()
            for hit in total.get((str(gold), f"{row.place}:{name}"), ())
        ]
        if hits and gold not in TOO_FEW:
            reliability = round(min(smoothed(hits, mean_of(str(gold), total)), HIGHEST), 2)
            for name in row.names.split():
                table[row.place, name] = replace(table[row.place, name], reliability=reliability)
    return table


def held_out(folder: Path, halves: Sequence[list[dict[str, Any]]]) -> dict[str, float]:
    """Return the figures of bench.accuracy, with each half answered by the table measured on the
    other.
    """
    score = scorer(folder)
    as_committed = dict(sources.SOURCES)
    answers = []
    for mine, other in ((0, 1), (1, 0)):
        sources.SOURCES.update(fitted(measure(folder, halves[other])))
        answers += answers_to(halves[mine], folder)
        sources.SOURCES.update(as_committed)
    records = score.drop_doubtful([*halves[0], *halves[1]])
    return figures(score.score(records, {answer["id"]: answer for answer, _ in answers})[0])


def clocks(records: Iterable[dict[str, Any]]) -> list[tuple[int, int, int | None]]:
    """Return hour, minute and second of each published time in the gold; midnight to the second
    counts as no time.
    """
    found = (_CLOCK.match(record["gold"].get("published") or "") for record in records)
    times = [(int(m[2]), int(m[3]), int(m[4]) if m[4] else None) for m in found if m]
    return [time for time in times if time[:2] != (0, 0)]


def frequencies(halves: Sequence[list[dict[str, Any]]]) -> list[str]:
    """Return the report's table of clocks: the engine's share beside that of each half."""
    times = [clocks(half) for half in halves]
    rows = ["| what | engine | one half | the other |", "|---|---|---|---|"]
    groups = (("minute :00", (0,)), (":30", (30,)), (":15 or :45, each", (15, 45)))
    fives = ("another multiple of five, each", tuple(m for m in range(0, 60, 5) if m % 15))
    others = ("any other minute, each", tuple(m for m in range(60) if m % 5))
    for name, minutes in (*groups, fives, others):
        shares = [
            sum(minute in minutes for _, minute, _ in half) / len(half) / len(minutes)
            for half in times
        ]
        rows.append(
            f"| {name} | {minute_share(minutes[0]):.4f} | {shares[0]:.4f} | {shares[1]:.4f} |"
        )
    zeros = [sum(second in (None, 0) for *_, second in half) / len(half) for half in times]
    rows.append(
        f"| second :00, or none stated | {SECOND_ZERO:.4f} | {zeros[0]:.4f} | {zeros[1]:.4f} |"
    )
    same = [
        -log2(sum((n / len(half)) ** 2 for n in Counter(hour for hour, *_ in half).values()))
        for half in times
    ]
    rows.append(f"| bits of the same hour by chance | 4.0 | {same[0]:.2f} | {same[1]:.2f} |")
    return [*rows, "", f"{len(times[0])} and {len(times[1])} clocks."]


def main() -> int:
    """Run the command."""
    folder = required_data_dir()
    records = gold_records(folder)
    halves = [[record for record in records if half_of(record) == half] for half in (0, 1)]
    score = scorer(folder)
    whole = figures(
        score.score(
            score.drop_doubtful(records), {a["id"]: a for a, _ in answers_to(records, folder)}
        )[0]
    )
    apart = held_out(folder, halves)
    lines = ["| figure | fitted on all pages | held out |", "|---|---|---|"]
    lines += [f"| {name} | {value:g} | {apart[name]:g} |" for name, value in whole.items()]
    head = (
        f"Made by `python -m bench.holdout`; corpus {corpus_digest(folder)}, halves of "
        f"{len(halves[0])} and "
        f"{len(halves[1])} pages by domain. Held out: each half answered with the "
        "reliabilities that the other half made. "
        "The rules are the same in both columns, and were written with the gold at hand."
    )
    common = frequencies([score.drop_doubtful(half) for half in halves])
    text = "\n".join(
        [
            "# What the fit flatters",
            "",
            head,
            "",
            *lines,
            "",
            "## How common a clock is",
            "",
            *common,
            "",
        ]
    )
    REPORT.write_text(text, "utf-8")
    seal(REPORT)
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
