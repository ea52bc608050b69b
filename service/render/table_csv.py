"""The flat row as CSV (RFC 4180): for spreadsheets, and for engines that read tables from text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from service.model import Json, Resolution, Result
from service.render.canonical import canonical_bytes, json_safe
from service.render.flat import DATES, flat

#: The columns of every row, in their order.
COLUMNS = tuple(flat(Result({}, {name: Resolution(name) for _, name in DATES}, (), "clean", {})))
#: The columns of a batch: of each page its place before, and behind what stands there where it
#: could not be answered, a problem document as JSON.
BATCH_COLUMNS = ("line", "id", *COLUMNS, "problem")

#: What joins the members of a list, and how it and the mark before it stand within one.
_JOINED_BY = "|"
_ESCAPED = str.maketrans({"|": "\\|", "\\": "\\\\"})

#: A spreadsheet takes a cell that begins so for a formula and runs it: =HYPERLINK("https://…").
_RUN = ("=", "+", "-", "@")


def lines(columns: Sequence[str], rows: Iterable[Mapping[str, Json]] = ()) -> bytes:
    """Return rows as lines of CSV in UTF-8, a cell for each column, empty where a row has none."""
    written = io.StringIO()
    csv.writer(written).writerows([cell(row.get(name)) for name in columns] for row in rows)
    return written.getvalue().encode("utf-8", "replace")


def header(columns: Sequence[str]) -> bytes:
    """Return the line of the columns' names."""
    return lines(columns, [{name: name for name in columns}])


def cell(value: Json) -> str:
    """Return a value as a cell holds it: lists joined, objects as JSON, and an apostrophe before
    what a spreadsheet would run.

    >>> cell(["a|b", "c"]), cell("=1+1"), cell(None), cell(0.5)
    ('a\\\\|b|c', "'=1+1", '', '0.5')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        value = _JOINED_BY.join([str(member).translate(_ESCAPED) for member in value])
    elif not isinstance(value, str):
        return canonical_bytes(value).decode()
    # NUL ends a text for many a reader
    text = str(json_safe(value)).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if text.startswith(_RUN) else text
