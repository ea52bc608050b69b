"""``dateline copies``: which rows of tables are the same text, and which of them was first."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from service.batch import tables
from service.batch.formats import named
from service.batch.outputs import unfinished
from service.batch.tables import Row, TableError
from service.copies.fingerprint import parsed
from service.copies.first import First, Published, first_of, origin_of
from service.copies.groups import Numbers, of_signatures, stories
from service.render import canonical_bytes, table_csv

#: The columns of the answer, a row for each row of the tables.
SCHEMA = pa.schema(
    [
        # the table's name as it was given, and the number of the row in it, from 1 on
        pa.field("table", pa.string()),
        pa.field("row", pa.int64()),
        pa.field("id", pa.string()),
        # where the page was fetched, or what it says of itself
        pa.field("page", pa.string()),
        # the same number for the same text; null for a row without a fingerprint
        pa.field("story", pa.int64()),
        # how many rows have that text
        pa.field("copies", pa.int64()),
        # who supplied it, as most of the rows that say so name it, and how many do
        pa.field("origin", pa.string()),
        pa.field("origin_rows", pa.int64()),
        # the earliest publication that is proved, a day or an instant in UTC
        pa.field("first_published", pa.string()),
        # whether this row is of that publication
        pa.field("is_first", pa.bool_()),
        # whether this row says, without proof, that it is older
        pa.field("claims_earlier", pa.bool_()),
    ]
)
#: Rows written at a time.
_AT_ONCE = 65_536
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: A fingerprint of any version.
_VERSION = re.compile(r"(v\d{1,9}):", re.ASCII)


@dataclass(slots=True)
class Read:
    """The rows of tables as far as copies need them: those that have a fingerprint by their number
    among all, and what is to be told of the others.
    """

    chunks: list[pa.RecordBatch] = field(default_factory=list)
    #: The place among all rows of each row that has a fingerprint.
    marked: array[int] = field(default_factory=lambda: array("q"))
    words: array[int] = field(default_factory=lambda: array("q"))
    signatures: bytearray = field(default_factory=bytearray)
    told: list[str] = field(default_factory=list)
    size: int = 0

    def table(self) -> pa.Table:
        """Return the rows."""
        return pa.Table.from_batches(self.chunks, _KEPT)


_KEPT = pa.schema(
    [
        *[SCHEMA.field(name) for name in ("table", "row", "id", "page", "origin")],
        pa.field("day", pa.string()),
        pa.field("instant", pa.string()),
        pa.field("is_proved", pa.bool_()),
    ]
)


def read(names: Iterable[str]) -> Read:
    """Return the rows of the tables, and of those in folders; what cannot be read is told, and the
    rest stands.
    """
    found = Read()
    for name in chain.from_iterable(map(tables.files, names)):
        before = len(found.marked), found.size
        others: Counter[str] = Counter()
        try:
            _read(name, found, others)
        except TableError as error:
            found.told.append(f"{name}: {error}")
        for version, count in sorted(others.items()):
            found.told.append(
                f"{name}: {count:,} fingerprints are {version}, and are compared with none"
            )
        if before[0] == len(found.marked) and found.size > before[1] and not others:
            found.told.append(f"{name}: no row has a fingerprint: make it with --fingerprint")
    return found


def _read(name: str, found: Read, others: Counter[str]) -> None:
    """Add the rows of a table; ``others`` counts the fingerprints that cannot be compared."""
    held: list[Row] = []
    try:
        for number, row in tables.rows(name):
            held.append(_kept(name, number, row))
            _mark(row.get("text_fingerprint"), found, others)
            found.size += 1
            if len(held) == tables.ROWS:
                found.chunks.append(pa.RecordBatch.from_pylist(held, _KEPT))
                held = []
    finally:
        # what was read before a table breaks off stands
        found.chunks.append(pa.RecordBatch.from_pylist(held, _KEPT))


def _mark(printed: Any, found: Read, others: Counter[str]) -> None:
    if not isinstance(printed, str):
        return
    mark = parsed(printed)
    if mark is None:
        version = _VERSION.match(printed)
        known = version is not None and version[1] != "v1"
        others[f"of version {version[1]}" if known and version else "damaged"] += 1
        return
    found.marked.append(found.size)
    found.words.append(mark[0])
    found.signatures += mark[1]


def _kept(name: str, number: int, row: Row) -> Row:
    key = row.get("id")
    return {
        "table": name,
        "row": number,
        "id": None if key is None else str(key),
        "page": _text(row.get("fetched_url")) or _text(row.get("url")),
        "origin": _text(row.get("origin")),
        "day": _day(row.get("date_published_day")),
        "instant": _instant(row.get("date_published_instant")),
        "is_proved": row.get("date_published_proved") in (True, "true"),
    }


def _text(cell: Any) -> str | None:
    # Arrow takes no half of a surrogate pair
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else None


def _day(cell: Any) -> str | None:
    """Return a day as it is compared."""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return cell if isinstance(cell, str) and _DAY.fullmatch(cell) else None


def _instant(cell: Any) -> str | None:
    """Return an instant in UTC to the second; a nested answer gives it with its offset.

    >>> _instant("2026-03-05T10:00:00+01:00"), _instant("2026-03-05"), _instant("soon")
    ('2026-03-05T09:00:00Z', None, None)
    """
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell)
        except ValueError:
            return None
    if not isinstance(cell, datetime) or cell.tzinfo is None:
        return None
    try:
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError:
        return None


def grouped(found: Read) -> Iterator[pa.RecordBatch]:
    """Yield the answer in the order of the rows."""
    kept = found.table()
    marked = np.frombuffer(found.marked, dtype=np.int64)
    first = stories(of_signatures(found.signatures), np.frombuffer(found.words, dtype=np.int64))
    columns = _columns(kept, marked, first)
    answer = pa.table([*columns.values()], names=[*columns]).select(SCHEMA.names)
    yield from answer.cast(SCHEMA).to_batches(_AT_ONCE)


def _columns(kept: pa.Table, marked: Numbers, first: Numbers) -> dict[str, Any]:
    """Return the columns of the answer; ``first`` has for each marked row the first of its
    group.
    """
    size = kept.num_rows
    story = np.zeros(size, dtype=np.int64)
    copies = np.zeros(size, dtype=np.int64)
    _, number, counts = np.unique(first, return_inverse=True, return_counts=True)
    story[marked], copies[marked] = number + 1, counts[number]
    alone = story == 0
    made = {name: kept.column(name) for name in ("table", "row", "id", "page")}
    told = _Told(kept)
    for rows in _groups(marked, number):
        told.tell(rows)
    return made | {
        "story": pa.array(story, mask=alone),
        "copies": pa.array(copies, mask=alone),
        "origin": pa.array(told.origins, pa.string()),
        "origin_rows": pa.array(told.named, mask=alone),
        "first_published": pa.array(told.firsts, pa.string()),
        "is_first": pa.array(told.are_first, mask=alone),
        "claims_earlier": pa.array(told.claim, mask=alone),
    }


def _groups(marked: Numbers, number: Numbers) -> Iterator[list[int]]:
    """Yield the rows of each group."""
    order = np.argsort(number, kind="stable")
    ends = np.flatnonzero(np.diff(number[order])) + 1
    for group in np.split(marked[order], ends):
        if len(group):
            yield group.tolist()


class _Told:
    """What is said of the rows of each story: who supplied it, and which was first."""

    def __init__(self, kept: pa.Table) -> None:
        size = kept.num_rows
        self.origin, self.day, self.instant, self.is_proved = (
            kept.column(name).combine_chunks() for name in ("origin", "day", "instant", "is_proved")
        )
        self.origins: list[str | None] = [None] * size
        self.firsts: list[str | None] = [None] * size
        self.named = np.zeros(size, dtype=np.int64)
        self.are_first = np.zeros(size, dtype=bool)
        self.claim = np.zeros(size, dtype=bool)

    def tell(self, rows: Sequence[int]) -> None:
        """Say it of the rows of one story."""
        origin, named = origin_of([self.origin[row].as_py() for row in rows])
        published = [self._published(row) for row in rows]
        first = first_of(published)
        for row, said in zip(rows, published, strict=True):
            self.origins[row], self.named[row] = origin, named
            if first is not None:
                self._place(row, said, first)

    def _published(self, row: int) -> Published:
        return Published(
            self.day[row].as_py(), self.instant[row].as_py(), self.is_proved[row].as_py()
        )

    def _place(self, row: int, said: Published, first: First) -> None:
        self.firsts[row] = first.instant or first.day
        self.are_first[row] = first.was_that_of(said)
        self.claim[row] = first.is_after(said)


def write(output: Path, batches: Iterable[pa.RecordBatch]) -> None:
    """Write the answer as the name of the file says; it has its name when it is complete."""
    kind = named(output.name)
    begun = unfinished(output)
    if kind == "parquet":
        with parquet.ParquetWriter(begun, SCHEMA, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
    else:
        with begun.open("wb") as file:
            if kind == "csv":
                file.write(table_csv.header(SCHEMA.names))
            for batch in batches:
                file.write(_lines(batch.to_pylist(), kind))
    begun.replace(output)


def _lines(rows: Sequence[Row], kind: str | None) -> bytes:
    if kind == "csv":
        return table_csv.lines(SCHEMA.names, rows)
    return b"".join(canonical_bytes(row) + b"\n" for row in rows)
