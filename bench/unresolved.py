"""What a person is asked to look at: ``python -m bench.unresolved`` counts the unresolved pages and
the withheld fields of gold and gold-more.

Lists the questions of 30 unresolved pages, drawn by a seed, with the truth where it is known; and
by field each answer that is absent although something was read, since none of the readings is
likelier than that all of them are wrong.  ``--write`` makes bench/reports/unresolved.md, with
``--floors`` it fails where more pages of gold-more are unresolved than people would look at, where
one has no question, or where a field is withheld whose readings are likelier wrong than right.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.bytes import gold_page
from bench.data import corpus_digest, gold_records, required_data_dir
from bench.stamps import seal
from service import __version__
from service.model import Resolution, Result
from service.normalize import normalize

REPORT = Path(__file__).parent / "reports" / "unresolved.md"
#: Corpora whose pages may be named.
CORPORA = ("gold", "gold-more")
_LONGEST = 140
#: The questions that the report lists, and what draws them.
DRAWN = 30
SEED = 46
#: The share of the pages of gold-more that may be unresolved.
MOST = 0.12
#: The gold's names of the fields that are asked about.
_GOLD = {"headline": "title", "datePublished": "published", "author": "authors"}

#: The result of each page, by corpus and id.
Results = Mapping[tuple[str, str], Result]


def results(folder: Path, corpora: Sequence[str] = CORPORA) -> dict[tuple[str, str], Result]:
    """Return the result of each page of these corpora."""
    return {
        (corpus, str(record["id"])): normalize(gold_page(folder, record))
        for corpus in corpora
        for record in gold_records(folder, corpus)
    }


def outweighed(resolution: Resolution) -> bool:
    """Return whether something was read of an absent field that could be its value."""
    return resolution.status == "absent" and bool(_readings(resolution))


def _readings(resolution: Resolution) -> list[str]:
    """Return the candidates with their probabilities, or else what else of it was read: a month."""
    told = [f"{_shown(c.value)} ({c.probability:.2f})" for c in resolution.candidates[:2]]
    if told or not resolution.field.startswith("date"):
        return told
    return [f"{e.observation.raw} ({e.reading})" for e in resolution.evidence if e.reading]


def _shown(value: Any) -> str:
    """Return a value in a few words: of people, outlets and pictures the name or the address."""
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("url"))
    if isinstance(value, str) or not isinstance(value, Sequence):
        return str(value)
    return ", ".join(map(_shown, value))


def shares(found: Results) -> list[str]:
    """Return the table of statuses by corpus."""
    lines = ["| corpus | pages | clean | repaired | unresolved |", "|---|---|---|---|---|"]
    for corpus in CORPORA:
        statuses = Counter(r.status for (of, _), r in found.items() if of == corpus)
        pages = statuses.total()
        if not pages:
            continue
        share = f"{statuses['unresolved']} ({100 * statuses['unresolved'] / pages:.1f} %)"
        lines.append(
            f"| {corpus} | {pages} | {statuses['clean']} | {statuses['repaired']} | {share} |"
        )
    return lines


def by_field(found: Results) -> list[str]:
    """Return the table of withheld fields, and of those that are absent though something was
    read.
    """
    withheld: Counter[tuple[str, str]] = Counter()
    absent: Counter[tuple[str, str]] = Counter()
    for (corpus, _), result in found.items():
        withheld.update((name, corpus) for name in result.withheld)
        absent.update((name, corpus) for name, r in result.fields.items() if outweighed(r))
    head = [f"{what}, {corpus}" for what in ("withheld", "absent") for corpus in CORPORA]
    lines = ["| field | " + " | ".join(head) + " |", "|---" * (1 + len(head)) + "|"]
    for name in sorted({name for name, _ in (*withheld, *absent)}):
        counts = [which[name, corpus] for which in (withheld, absent) for corpus in CORPORA]
        lines.append(f"| {name} | " + " | ".join(map(str, counts)) + " |")
    return lines


def listed(found: Results) -> Iterator[str]:
    """Yield a line for each field that is absent though something was read, with its readings."""
    for name in sorted({name for result in found.values() for name in result.fields}):
        lines = [
            f"* {corpus}/{page}: {' · '.join(_readings(result.fields[name]))}"[:_LONGEST]
            for (corpus, page), result in found.items()
            if name in result.fields and outweighed(result.fields[name])
        ]
        yield from ("", f"**{name}** ({len(lines)})", "", *lines) if lines else ()


def drawn(found: Results, folder: Path) -> Iterator[str]:
    """Yield the questions of some unresolved pages, drawn by a seed, with their truth."""
    truth = {
        (corpus, str(record["id"])): record["gold"]
        for corpus in CORPORA
        for record in gold_records(folder, corpus)
    }
    asked = [key for key, result in found.items() if result.questions]
    for key in sorted(random.Random(SEED).sample(asked, min(DRAWN, len(asked)))):
        yield f"* {'/'.join(key)}"
        for name, question in found[key].questions.items():
            known = truth[key].get(_GOLD[name])
            yield f"  * {question} *{_shown(known) if known else 'not known'}*"


def faults(found: Results) -> list[str]:
    """Return what does not hold of the pages: too many unresolved, no question, none likelier."""
    told = []
    for (corpus, page), result in found.items():
        if (result.status == "unresolved") != bool(result.questions):
            told.append(f"{corpus}/{page}: {result.status} with {len(result.questions)} questions")
        told += [
            f"{corpus}/{page}: {name} is withheld, and its readings are likelier wrong than right"
            for name in result.withheld
            if result.fields[name].none_likelier
        ]
    statuses = [result.status for (corpus, _), result in found.items() if corpus == "gold-more"]
    share = statuses.count("unresolved") / max(1, len(statuses))
    if share > MOST:
        told.append(f"gold-more: {share:.3f} of the pages are unresolved, over {MOST:g}")
    return told


def report(folder: Path, found: Results) -> list[str]:
    """Return the lines of the report."""
    corpora = ", ".join(f"{corpus} {corpus_digest(folder, corpus)}" for corpus in CORPORA)
    prose = (
        f"Made by `python -m bench.unresolved --write`: Dateline {__version__}; {corpora}. "
        "A page is unresolved where a look at it would settle its headline, its day or its author."
    )
    absent = (
        "No threshold has moved: these values were not given before either. They were withheld as "
        "`ambiguous`, with a warning, while it was likelier that none of the readings is right."
    )
    return [
        *("# What a person is asked to look at", "", prose, "", *shares(found), ""),
        *(f"## The questions of {DRAWN} unresolved pages, drawn by the seed {SEED}", ""),
        "In italics the truth, where it is known.",
        "",
        *drawn(found, folder),
        "",
        *("## Withheld, and absent although something was read", "", absent, "", *by_field(found)),
        *("", "## Each answer that went from ambiguous to absent", *listed(found), ""),
    ]


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.unresolved", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write bench/reports/unresolved.md")
    parser.add_argument("--floors", action="store_true", help="fail where gold-more does not hold")
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    found = results(folder, CORPORA[1:] if options.floors else CORPORA)
    if options.write:
        REPORT.write_text("\n".join(report(folder, found)), "utf-8")
        seal(REPORT)
    print("\n".join([*shares(found), "", *by_field(found)]))
    bad = faults(found)
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad and options.floors else 0


if __name__ == "__main__":
    raise SystemExit(main())
