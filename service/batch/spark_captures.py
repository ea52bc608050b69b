"""Captures of one address answered together on a Spark cluster, with the answers of the command.

Each file's records become rows; Spark brings the rows of an address together and sorts them, on
disk where they do not fit, and each address is answered as its rows go by: no address is held but
by the worker that answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from service.answers import Form
from service.batch import arrow, captures
from service.batch.looks import Again, Look
from service.batch.pool import Task
from service.batch.records import Group, Record
from service.captures import MOST_CAPTURES
from service.render import canonical_bytes

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: A look, or a revisit, or the problem of a record that is neither.
ROWS = pa.schema(
    [
        pa.field("kind", pa.string()),
        pa.field("address", pa.string()),
        pa.field("at", pa.string()),
        pa.field("said", pa.string()),
        pa.field("digest", pa.binary()),
        pa.field("page", pa.binary()),
        pa.field("url", pa.string()),
        pa.field("payload", pa.string()),
        pa.field("of", pa.string()),
        pa.field("source", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("id", pa.string()),
        pa.field("problem", pa.string()),
    ]
)
COLUMNS = ", ".join(
    f"{field.name} { {pa.string(): 'string', pa.binary(): 'binary'}.get(field.type, 'bigint') }"
    for field in ROWS
)
#: Rows of a batch: pages stand in them, compressed.
BATCH = 64
#: What sorts the rows of a fetched address: responses before revisits, in time; and of an address.
_OF_URL = ("url", "kind", "at", "digest")
_OF_ADDRESS = ("address", "at", "said", "digest")

Row = Mapping[str, Any]
#: Opens a file of records by its name.
Opened = Callable[[str], AbstractContextManager[Iterator[Record]]]


def of_names(
    session: SparkSession, names: list[str], opened: Opened, form: Form, out: str
) -> DataFrame:
    """Return the answers for the captures in these files, and the problems of their records."""
    parted = session.sparkContext.parallelize([(name,) for name in names], len(names))
    files = session.createDataFrame(parted, "source string")
    rows = files.mapInArrow(partial(_gathered, opened, form), COLUMNS)
    known = rows.repartition("url").sortWithinPartitions(*_OF_URL).mapInArrow(_resolved, COLUMNS)
    looks = known.repartition("address").sortWithinPartitions(*_OF_ADDRESS)
    return looks.mapInArrow(partial(_answered, form), out)


def _gathered(
    opened: Opened, form: Form, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the records of files."""
    task = Task(form, captures="gather")
    for batch in batches:
        for name in batch.column("source").to_pylist():
            with opened(name) as records:
                yield from _batches(row for record in records for row in _rows(record, name, task))


def _rows(record: Record, name: str, task: Task) -> Iterator[Row]:
    done = captures.work([record], task)
    for one in done.made:
        if isinstance(one, Look):
            yield {"kind": "look", **one._asdict(), "url": one.url or one.address}
        elif isinstance(one, Again):
            yield {"kind": "revisit", **one._asdict()}
    for _, failure in done.failures:
        key = None if failure.id is None else str(failure.id)
        problem = canonical_bytes(failure.problem).decode()
        # what has no address is spread by its place
        place = {"source": name, "line": failure.line, "id": key}
        yield {"kind": "problem", "url": f"{name}#{failure.line}", **place, "problem": problem}


def _batches(rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    found = iter(rows)
    while chunk := list(islice(found, BATCH)):
        yield pa.RecordBatch.from_pylist(chunk, schema=ROWS)


def _read(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    return (row for batch in batches for row in batch.to_pylist())


def _resolved(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows with each revisit as the look that it equals; without what equals none.

    The rows of a fetched address come with its looks first.
    """
    return _batches(_with_revisits(_read(batches)))


def _with_revisits(rows: Iterable[Row]) -> Iterator[Row]:
    for _, group in groupby(rows, lambda row: row["url"]):
        looks: list[Row] = []
        for row in group:
            if row["kind"] != "revisit":
                yield row
                # what an archive does not name cannot be visited again
                if row["kind"] == "look" and len(looks) < MOST_CAPTURES:
                    looks.append(row)
                continue
            same = [look for look in looks if _is_same(look, row)]
            if same:
                of = min(same, key=partial(_preference, row))
                yield {**of, "at": row["at"], "said": row["said"]}


def _preference(again: Row, look: Row) -> tuple[bool, str, bytes]:
    """Return what sorts the looks that a revisit may equal, as the command does."""
    return look["payload"] != again["payload"], look["at"], look["digest"]


def _is_same(look: Row, again: Row) -> bool:
    payload = again["payload"] is not None and look["payload"] == again["payload"]
    return payload or (again["of"] is not None and look["at"] == again["of"])


def _answered(form: Form, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the answers of the addresses whose rows follow each other."""
    task = Task(form, "parquet", captures="answer")
    for address, rows in groupby(_read(batches), lambda row: row["address"]):
        if address is None:
            yield from _problems(rows, form)
            continue
        kept: list[tuple[str, bytes]] = []
        seen: set[tuple[str, bytes]] = set()
        for row in rows:
            key = (row["said"], row["digest"])
            if key not in seen and len(seen) <= MOST_CAPTURES:
                seen.add(key)
                kept.append((row["said"], row["page"]))
        group = Group("", address, tuple((said, 0, 0) for said, _ in kept), len(kept))
        told = [answer for answer, _ in captures.of_address(group, kept, 0, task)]
        told = [answer for answer in told if answer.left_out is None]
        yield arrow.answers(told, [""] * len(told), form)


def _problems(rows: Iterable[Row], form: Form) -> Iterator[pa.RecordBatch]:
    found = iter(rows)
    while chunk := list(islice(found, BATCH)):
        schema = arrow.answer_schema(form)
        cells = [{name: row.get(name) for name in schema.names} for row in chunk]
        yield pa.RecordBatch.from_pylist(cells, schema=schema)
