"""Reading the pages before and after each change, and counting what moved."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.accuracy import FIELDS, MEMBERS, prediction
from bench.bytes import answer, gold_page
from bench.changes.ways import WAYS
from bench.data import gold_records
from service.model import Page

#: The scorer's fields with their names in the report, and the article's members.
NAMES = {**dict(FIELDS), "published": "published", "modified": "modified", "section": "section"}
ARTICLE = {**MEMBERS, "modified": "dateModified", "section": "articleSection"}
#: The confidence from which a wrong answer is one that users act on.
SURE = 0.9
SEED = 11


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: the values under the scorer's names, and the confidence of each."""

    values: Mapping[str, Any]
    confidence: Mapping[str, float]


@dataclass(slots=True)
class Count:
    """What became of the answers of one field under one change.

    ``withheld`` are those of ``moved`` of which less is said than before, or nothing.
    """

    pages: int = 0
    moved: int = 0
    withheld: int = 0
    wrong: int = 0

    def add(self, other: Count) -> None:
        """Add the counts of another one."""
        self.pages += other.pages
        self.moved += other.moved
        self.withheld += other.withheld
        self.wrong += other.wrong


@dataclass(frozen=True, slots=True)
class Pair:
    """The answers to one page before and after one change."""

    way: str
    record: Mapping[str, Any]
    before: Given
    after: Given


@dataclass(slots=True)
class Counts:
    """The counts by change and field."""

    rows: dict[str, dict[str, Count]] = field(default_factory=dict)

    def at(self, way: str, name: str) -> Count:
        """Return the count of a field under a change, none yet if it is new."""
        return self.rows.setdefault(way, {}).setdefault(name, Count())


def sample(folder: Path, corpora: Iterable[str], every: int) -> list[dict[str, Any]]:
    """Return one record in so many of each corpus, always the same ones, in the corpus' order."""
    chosen: list[dict[str, Any]] = []
    for corpus in corpora:
        records = gold_records(folder, corpus)
        some = random.Random(SEED).sample(range(len(records)), -(-len(records) // every))
        chosen += (records[at] for at in sorted(some))
    return chosen


def given(page: Page, identifier: str) -> Given:
    """Return the answer to a page."""
    found = json.loads(answer(page))
    nothing = {"confidence": 0.0}
    said = {f: found["fields"].get(member, nothing)["confidence"] for f, member in ARTICLE.items()}
    return Given(prediction(found["article"], identifier), said)


def pairs(folder: Path, records: Sequence[dict[str, Any]]) -> list[Pair]:
    """Return the answers to these pages before and after each change that changes the page."""
    found = []
    for record in records:
        page = gold_page(folder, record)
        before = given(page, record["id"])
        for way in WAYS:
            changed = way.change(page)
            if changed != page:
                found.append(Pair(way.name, record, before, given(changed, record["id"])))
    return found


def run(folder: Path, records: Sequence[dict[str, Any]]) -> list[Pair]:
    """Return the pairs of all records, in order."""
    chunks = [records[start : start + 16] for start in range(0, len(records), 16)]
    with ProcessPoolExecutor(2) as pool:
        return [pair for part in pool.map(pairs, [folder] * len(chunks), chunks) for pair in part]


def is_less(before: Any, after: Any) -> bool:
    """Return whether an answer says less: nothing, an instant's day alone, or some of the names.

    >>> is_less("2021-05-04T08:00Z", "2021-05-04"), is_less(["Ada", "Bo"], ["Bo"])
    (True, True)
    >>> is_less("a", "b")
    False
    """
    if not after:
        return bool(before)
    if isinstance(after, list):
        return set(after) < set(before or ())
    return str(before).startswith(f"{after}T")


def wrong_at(score: ModuleType, record: Mapping[str, Any], found: Given) -> set[str]:
    """Return the fields that are answered with confidence and against the gold."""
    _, errors = score.score([record], {record["id"]: found.values})
    return {name for name, *_ in errors if found.values[name] and found.confidence[name] >= SURE}


def moves(score: ModuleType, pair: Pair) -> Iterator[tuple[str, Count]]:
    """Yield for each field what became of its answer."""
    became = wrong_at(score, pair.record, pair.after) - wrong_at(score, pair.record, pair.before)
    for name in NAMES:
        before, after = pair.before.values[name], pair.after.values[name]
        moved = before != after
        less = moved and is_less(before, after)
        yield name, Count(1, int(moved), int(less), int(moved and name in became))


def counted(score: ModuleType, found: Iterable[Pair], corpora: Collection[str]) -> Counts:
    """Return the counts of the pairs whose page is of these corpora; doubtful gold is no gold."""
    counts = Counts()
    for pair in found:
        if pair.record["corpus"] not in corpora:
            continue
        kept = Pair(pair.way, score.drop_doubtful([pair.record])[0], pair.before, pair.after)
        for name, count in moves(score, kept):
            counts.at(pair.way, NAMES[name]).add(count)
    return counts
