"""Parquet in and out: pages and answers in the columns of ``arrow``; the same answers give the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from service.answers import Form
from service.batch import arrow
from service.batch.lines import broken
from service.batch.records import Record
from service.http.problems import RequestError

# For pages of 100 KB: more rows at once would only wait in memory.
ROWS = 64

# The best compression of answers whose cost does not show beside the engine's.
COMPRESSION = "zstd"


def records(name: str, size: int) -> Iterator[Record]:
    """Yield the rows of a file in order; where it is corrupt the last record says so."""
    line = 0
    try:
        with parquet.ParquetFile(name) as file:
            known = [
                column for column in file.schema_arrow.names if column in arrow.PAGE_SCHEMA.names
            ]
            if not {"page", "html", "text", "metadata"} & set(known):
                columns = ", ".join(file.schema_arrow.names)
                raise RequestError(
                    "malformed-body",
                    f"No column is page, html, text or metadata; there are: {columns[:300]}.",
                )
            for batch in file.iter_batches(batch_size=ROWS, columns=known):
                for record in arrow.rows(
                    batch.drop_columns([n for n in ("source", "line") if n in known]), line + 1
                ):
                    line = record.line
                    yield replace(record, offset=size * line // file.metadata.num_rows)
    except RequestError as error:
        yield broken(line + 1, error)
    except (pa.ArrowException, OSError):
        yield broken(line + 1, RequestError("malformed-body", "The Parquet file is corrupt."))


def write(path: Path, batches: Iterable[pa.RecordBatch], form: Form) -> None:
    """Write a file with a row group for each batch; it gets its name when it is complete."""
    unfinished = path.with_name(path.name + ".writing")
    with parquet.ParquetWriter(
        unfinished, arrow.answer_schema(form), compression=COMPRESSION
    ) as writer:
        for batch in batches:
            writer.write_batch(batch)
    unfinished.replace(path)


def join(parts: Iterable[Path], path: Path, form: Form) -> None:
    """Join the row groups of all parts into one file, in order, one in memory at a time."""
    write(path, (batch for part in parts for batch in _groups(part)), form)


def _groups(part: Path) -> Iterator[pa.RecordBatch]:
    with parquet.ParquetFile(part) as file:
        for group in range(file.num_row_groups):
            yield from file.read_row_group(group).combine_chunks().to_batches()
