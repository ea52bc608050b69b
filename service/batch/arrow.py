"""The interface for data engines: a batch of pages in, a batch of answers out, both with fixed
Arrow schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from schemas.page import PageMembers, content_fault
from service.answers import Form, answered
from service.batch.answer import JSON_DEPTH, Answer, Work, answer, bounded
from service.batch.records import Problem, Record
from service.http import limits, pages, problems
from service.http.problems import Faults, RequestError
from service.model import Page
from service.render import View, canonical_bytes
from service.render.flat import DATES

#: The columns of a batch of pages; missing ones count as null, unknown ones are ignored.  ``page``
#: is a JSON page as it would be posted; without it the other columns are the page's members.
PAGE_SCHEMA = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("id", pa.string()),
        pa.field("page", pa.binary()),
        pa.field("url", pa.string()),
        pa.field("html", pa.binary()),
        pa.field("text", pa.binary()),
        pa.field("metadata", pa.string()),
        pa.field("headers", pa.map_(pa.string(), pa.string())),
        pa.field("fetched_at", pa.string()),
        pa.field("language", pa.string()),
        pa.field("assume_zone", pa.string()),
    ]
)

#: Timestamps of microseconds, which every reader of Parquet knows.
UTC = pa.timestamp("us", "UTC")

_PLACE = [
    pa.field("source", pa.string()),
    pa.field("line", pa.int64()),
    pa.field("id", pa.string()),
    pa.field("fetched_url", pa.string()),
    pa.field("fetched_at", UTC),
]
_NAMES = pa.list_(pa.string())


def _dated(column: str) -> list[pa.Field]:
    """Return the columns of a date; days and moments have separate ones, since a cast would turn
    days into midnights.
    """
    return [
        pa.field(f"{column}_status", pa.string()),
        pa.field(f"{column}_confidence", pa.float64()),
        pa.field(f"{column}_precision", pa.string()),
        pa.field(f"{column}_day", pa.date32()),
        pa.field(f"{column}_local", pa.timestamp("us")),
        pa.field(f"{column}_instant", UTC),
    ]


#: The columns of answers by view.  ``problem`` is a problem document as JSON, null where the page
#: was answered.
ANSWER_SCHEMAS: dict[View, pa.Schema] = {
    "flat": pa.schema(
        [
            *_PLACE,
            pa.field("headline", pa.string()),
            pa.field("description", pa.string()),
            pa.field("authors", _NAMES),
            pa.field("publisher", pa.string()),
            pa.field("keywords", _NAMES),
            pa.field("section", pa.string()),
            pa.field("language", pa.string()),
            pa.field("url", pa.string()),
            pa.field("image", pa.string()),
            pa.field("word_count", pa.int64()),
            pa.field("status", pa.string()),
            pa.field("withheld", _NAMES),
            pa.field("questions", _NAMES),
            pa.field("findings", _NAMES),
            pa.field("rules", _NAMES),
            *(field for column, _ in DATES for field in _dated(column)),
            pa.field("problem", pa.string()),
        ]
    ),
    "nested": pa.schema(
        [
            *_PLACE,
            pa.field("status", pa.string()),
            pa.field("answer", pa.string()),
            pa.field("problem", pa.string()),
        ]
    ),
}

_MEMBERS = {
    "url": "url",
    "fetched_at": "fetchedAt",
    "language": "language",
    "assume_zone": "assumeZone",
}


#: The columns that rows have beside these where fingerprints are asked for.
COPY_FIELDS = [
    pa.field("headline_key", pa.string()),
    pa.field("text_fingerprint", pa.string()),
    pa.field("date_published_proved", pa.bool_()),
]


def answer_schema(form: Form) -> pa.Schema:
    """Return the columns of answers in this form; a nested answer has all in one."""
    schema = ANSWER_SCHEMAS[form.view]
    if not form.fingerprint or form.view != "flat":
        return schema
    *columns, problem = schema
    return pa.schema([*columns, *COPY_FIELDS, problem])


def normalize_batch(batch: pa.RecordBatch, form: Form | None = None) -> pa.RecordBatch:
    """Return the answers for a batch of pages, row by row and in order; a pure function, so an
    engine may call it again.

    A row that cannot be answered has its reason in ``problem``.  ``line`` is the row's own, or else
    its place in the batch.
    """
    chosen = form or Form(view="flat")
    work = working(chosen)
    found = list(rows(batch))
    return answers(
        (answer(record, work) for record in found), [record.source for record in found], chosen
    )


def working(form: Form) -> Work:
    """Return the function that makes the answer of a page in this form."""
    return lambda page: bounded(lambda: answered(page, form))


def answers(made: Iterable[Answer], sources: Sequence[str], form: Form) -> pa.RecordBatch:
    """Return the batch of these answers, from these sources."""
    cells = [_row(item, source, form.view) for item, source in zip(made, sources, strict=True)]
    return pa.RecordBatch.from_pylist(cells, schema=answer_schema(form))


def _row(item: Answer, source: str, view: View) -> dict[str, Any]:
    place = {"source": source, "line": item.line, "id": None if item.id is None else str(item.id)}
    # A lone surrogate, from a crawler that read byte by byte, is no text that Arrow takes.
    url = None if item.url is None else item.url.encode("utf-8", "replace").decode("utf-8")
    place |= {"fetched_url": url, "fetched_at": item.fetched_at}
    if item.document is None:
        return {**place, "problem": canonical_bytes(item.problem).decode()}
    if view == "flat":
        return {**place, **_typed(item.document)}
    return {
        **place,
        "status": item.document["status"],
        "answer": canonical_bytes(item.document).decode(),
    }


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with days, local times and instants typed, and without the two strings that
    may be any of them.
    """
    cells = {name: cell for name, cell in row.items() if name not in dict(DATES)}
    for column, _ in DATES:
        if cells[f"{column}_day"] is not None:
            cells[f"{column}_day"] = date.fromisoformat(cells[f"{column}_day"])
        for kind in ("local", "instant"):
            if cells[f"{column}_{kind}"] is not None:
                cells[f"{column}_{kind}"] = datetime.fromisoformat(cells[f"{column}_{kind}"])
    return cells


def rows(batch: pa.RecordBatch, first: int = 1) -> Iterator[Record]:
    """Yield the rows of a batch as records; ``first`` is the line of the first one where rows have
    no ``line``.
    """
    known = [name for name in batch.schema.names if name in PAGE_SCHEMA.names]
    columns = [batch.column(name) for name in known]
    for number in range(batch.num_rows):
        row = {name: column[number].as_py() for name, column in zip(known, columns, strict=True)}
        given = {name: value for name, value in row.items() if value is not None}
        key = given.get("id")
        yield Record(
            line=given.get("line", first + number),
            content=_content(given),
            id=key if isinstance(key, int | str) and not isinstance(key, bool) else None,
            source=str(given.get("source", "")),
        )


def _content(row: Mapping[str, Any]) -> bytes | Page | Problem:
    """Return the page of a row, or what is wrong with it."""
    if "page" in row:
        page = row["page"]
        return page.encode("utf-8", "replace") if isinstance(page, str) else bytes(page)
    faults = Faults()
    members = {name: _text(row[column]) for column, name in _MEMBERS.items() if column in row}
    scraped = pages.validated(PageMembers, members, "#", faults)
    contents = {name: row[name] for name in ("html", "text") if name in row}
    contents |= {
        name: _object(row[name], name, faults) for name in ("metadata", "headers") if name in row
    }
    fault = content_fault(contents)
    if fault is not None:
        faults.add("#", fault[1], fault[0])
    for name in ("html", "text"):
        if not isinstance(contents.get(name, "x"), str | bytes):
            faults.add(f"#/{name}", "should be a string or binary", "wrong_type")
        elif contents.get(name) in ("", b""):
            faults.add(f"#/{name}", "is empty", "empty")
    if scraped is None or faults.found:
        return problems.of_error(problems.invalid(faults.found))
    return pages.of_members(scraped, **contents, charset=pages.charset(contents.get("headers", {})))


def _text(value: Any) -> Any:
    """Return the value as JSON has it; Arrow has a type of its own for instants."""
    return value.isoformat() if isinstance(value, datetime) else value


def _object(value: Any, name: str, faults: Faults) -> dict[str, Any]:
    """Return the object of a map column, or of JSON in a string."""
    if isinstance(value, list):
        return dict(value)
    if isinstance(value, str | bytes):
        data = value.encode("utf-8", "replace") if isinstance(value, str) else value
        try:
            value = limits.parsed_json(data, JSON_DEPTH)
        except RequestError as error:
            faults.add(f"#/{name}", error.detail, "bad_json")
            return {}
    if isinstance(value, dict) and (
        name != "headers" or all(isinstance(member, str) for member in value.values())
    ):
        return value
    faults.add(f"#/{name}", "should be an object", "wrong_type")
    return {}
