"""Tables of answers as they are read for their copies: Parquet, CSV or NDJSON, flat or nested, in
bounded memory.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from service.batch import sources, streams
from service.batch.formats import named
from service.http import limits
from service.http.problems import RequestError

#: What is read of a row, by the names that it has in tables of rows.
COLUMNS = (
    "id", "url", "fetched_url", "text_fingerprint", "origin", "date_published_day",
    "date_published_instant", "date_published_proved",
)  # fmt: skip
#: Where the same stand in a nested answer.
_MEMBERS = {
    "url": ("article", "url"),
    "origin": ("article", "sourceOrganization", "name"),
    "date_published_day": ("article", "datePublished"),
    "date_published_instant": ("article", "datePublished"),
}
#: The column without which there is nothing to compare.
_NEEDED = "text_fingerprint"
#: Rows in memory at once.
ROWS = 8_192
#: How the names of tables end.
NAMES = ".parquet, .csv, .ndjson or .jsonl, the last three also with .gz or .zst behind it"

#: A row: what stands in its columns, null where it has none.
Row = dict[str, Any]


class TableError(Exception):
    """Raised where a table cannot be read, or not to its end; the message says what to do."""


def files(name: str) -> list[str]:
    """Return the tables that a folder holds, as a dataset of Spark's does; of anything else its
    name.

    Spark's "_SUCCESS" and ".part-0.parquet.crc" are no tables.
    """
    folder = Path(name)
    if not folder.is_dir():
        return [name]
    found = (
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("_", "."))
    )
    return sorted(str(path) for path in found if named(path.name) in _READERS) or [name]


def rows(name: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table with their numbers, from 1 on."""
    kind = named(name)
    if Path(name).is_dir():
        raise TableError(f"the folder holds no table whose name ends with {NAMES}")
    if kind not in _READERS:
        raise TableError(f"its name does not end with {NAMES}")
    try:
        yield from _READERS[kind](name)
    except OSError as error:
        raise TableError(f"it cannot be read: {error.strerror or error}") from None
    except RequestError as error:
        raise TableError(f"it cannot be read any further: {error.detail}") from None


def _parquet(name: str) -> Iterator[tuple[int, Row]]:
    number = 0
    try:
        with parquet.ParquetFile(name) as file:
            known = {*file.schema_arrow.names}
            wanted = [column for column in COLUMNS if column in known]
            # a nested answer is all in one column
            wanted += ["answer"] if "answer" in known and _NEEDED not in known else []
            _must_be_marked(wanted)
            for batch in file.iter_batches(batch_size=ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield number, _of_answer(row) if "answer" in row else row
    except pa.ArrowException:
        after = f" behind row {number:,}" if number else ""
        raise TableError(f"it is no Parquet file, or is corrupt or cut{after}") from None


def _of_answer(row: Row) -> Row:
    return {
        **_of_members(_parsed(row["answer"] or "")),
        "id": row.get("id"),
        "fetched_url": row.get("fetched_url"),
    }


def _must_be_marked(names: Iterable[str]) -> None:
    if _NEEDED not in names and "answer" not in names:
        raise TableError(f"it has no column {_NEEDED}: make it with --fingerprint")


def _csv(name: str) -> Iterator[tuple[int, Row]]:
    with Path(name).open("rb") as file:
        lines = _lines(_inflated(name, streams.Counted(file).pieces()))
        read = csv.reader(lines, strict=True)
        header = next(read, [])
        _must_be_marked(header)
        places = [(column, header.index(column)) for column in COLUMNS if column in header]
        number = 0
        try:
            for number, cells in enumerate(read, 1):
                if len(cells) != len(header):
                    raise TableError(
                        f"row {number:,} has {len(cells)} cells, and the header {len(header)}: "
                        "the table is cut or is no CSV"
                    )
                yield number, {column: cells[place] or None for column, place in places}
        except (csv.Error, UnicodeDecodeError):
            raise TableError(f"it is no CSV in UTF-8, or is cut, behind row {number:,}") from None


def _inflated(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    coding = sources.CODING_SUFFIXES.get(Path(name.lower()).suffix)
    found = limits.coding_of(coding) if coding else None
    return pieces if found is None else streams.inflated(pieces, found)


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the lines of a text with their ends."""
    rest = ""
    for text in codecs.iterdecode(pieces, "utf-8-sig"):
        *lines, rest = (rest + text).split("\n")
        yield from (line + "\n" for line in lines)
    if rest:
        yield rest


def _ndjson(name: str) -> Iterator[tuple[int, Row]]:
    for record in sources.records(sources.Source(name)):
        content = record.content
        if record.last:
            detail = content.get("detail") if isinstance(content, Mapping) else None
            raise TableError(f"it cannot be read behind line {record.line - 1:,}: {detail}")
        # a broken line is a row without a fingerprint, and the others are read
        yield record.line, _of_members(_parsed(content) if isinstance(content, bytes) else {})


def _parsed(line: bytes | str) -> Mapping[str, Any]:
    """Return the members of a JSON object; none where it is no such."""
    try:
        members = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}


def _of_members(members: Mapping[str, Any]) -> Row:
    """Return the row of a JSON object, flat or nested."""
    if "article" not in members:
        return {column: members.get(column) for column in COLUMNS}
    row = {column: _at(members, _MEMBERS.get(column, (column,))) for column in COLUMNS}
    date = row["date_published_day"]
    if isinstance(date, str):
        row["date_published_day"] = date[:10]
    return row


def _at(members: Any, path: Iterable[str]) -> Any:
    for name in path:
        members = members.get(name) if isinstance(members, dict) else None
    return members


_READERS: dict[str | None, Callable[[str], Iterator[tuple[int, Row]]]] = {
    "parquet": _parquet,
    "csv": _csv,
    "ndjson": _ndjson,
}
