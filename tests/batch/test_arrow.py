"""normalize_batch: the seam for engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from schemas.flat import FlatResult
from service.answers import Form
from service.batch.arrow import ANSWER_SCHEMAS, PAGE_SCHEMA, answer_schema, normalize_batch
from service.copies.columns import NAMES as COPIES
from tests.batch.conftest import BROKEN, PAGES, lines, ndjson


def of_json(pages: list[Any]) -> pa.RecordBatch:
    """A batch of JSON pages."""
    return pa.RecordBatch.from_pydict({"page": [json.dumps(page).encode() for page in pages]})


def typed(row: dict[str, Any]) -> dict[str, Any]:
    """A row of JSON as the columns of Arrow have it."""
    cells = {
        name: cell for name, cell in row.items() if name not in ("date_published", "date_modified")
    }
    for name, cell in cells.items():
        if cell is not None and name.endswith("_day"):
            cells[name] = date.fromisoformat(cell)
        elif cell is not None and name.endswith(("_local", "_instant")):
            cells[name] = datetime.fromisoformat(cell)
    return cells


@pytest.mark.parametrize("view", ["flat", "nested"])
def test_rows_are_the_answers_of_the_service(view: Any, posted: Callable[..., bytes]) -> None:
    """The flat columns are those of ?view=flat, the nested answer is the body of POST
    /v1/normalize, byte for byte.
    """
    made = normalize_batch(of_json(PAGES), Form(view=view, explain="summary"))
    assert made.schema == ANSWER_SCHEMAS[view]
    expected = lines(posted(ndjson(*PAGES), f"?view={view}&explain=summary"))
    for page, row, line in zip(PAGES, made.to_pylist(), expected, strict=True):
        assert (row.pop("line"), row.pop("id")) == (
            line.pop("line"),
            None if "id" not in line else str(line.pop("id")),
        )
        assert (row.pop("source"), row.pop("problem")) == ("", None)
        fetched = row.pop("fetched_url"), row.pop("fetched_at")
        if view == "nested":
            assert (json.loads(row["answer"]), row["status"]) == (line, line["status"])
        else:
            assert row == typed(line)
        assert fetched == (
            page.get("url"),
            page.get("fetchedAt") and datetime.fromisoformat(page["fetchedAt"]),
        )


def test_flat_columns_are_those_of_the_view() -> None:
    """The documented columns, in one order, beside the place and the problem, but for the two that
    hold days and moments.
    """
    columns = [
        name for name in FlatResult.model_fields if name not in ("date_published", "date_modified")
    ]
    place = ["source", "line", "id", "fetched_url", "fetched_at"]
    plain = [name for name in columns if name not in COPIES]
    assert answer_schema(Form(view="flat")).names == [*place, *plain, "problem"]
    marked = answer_schema(Form(view="flat", fingerprint=True)).names
    assert marked == [*place, *plain, *COPIES, "problem"]


def test_dates_have_real_types(tmp_path: Path, batch: Callable[..., int]) -> None:
    """In the file too: a day is a DATE, a clock a TIMESTAMP without zone, a moment one in UTC."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES))
    assert batch("pages.ndjson", "-o", "o.parquet", "--view", "flat") == 0
    table = parquet.read_table(tmp_path / "o.parquet")
    for column in ("date_published", "date_modified"):
        types = [
            table.schema.field(f"{column}_{kind}").type for kind in ("day", "local", "instant")
        ]
        assert types == [pa.date32(), pa.timestamp("us"), pa.timestamp("us", "UTC")]
    assert table["date_published_instant"].to_pylist()[0] == datetime(
        2022, 2, 25, 19, 40, tzinfo=UTC
    )
    assert table["date_published_local"].to_pylist()[:2] == [datetime(2022, 2, 25, 14, 40)] * 2
    assert table["date_published_day"].to_pylist()[2] == date(2022, 2, 25)
    assert table["date_published_local"].to_pylist()[2] is None
    assert table["fetched_url"].to_pylist() == ["https://news.example/a", None, None, None]
    assert table["fetched_at"].to_pylist()[3] == datetime(2022, 2, 26, 8, tzinfo=UTC)


def test_columns_are_the_members_of_a_page() -> None:
    """A page in columns is the same page as in JSON."""
    columns = {
        "id": ["a"],
        "url": ["https://news.example/a"],
        "html": [BROKEN.encode()],
        "headers": [[("Content-Type", "text/html; charset=utf-8")]],
        "metadata": ['{"tags": "talks, talks"}'],
        "fetched_at": ["2022-02-26T08:00:00Z"],
        "language": ["en"],
        "assume_zone": ["America/New_York"],
    }
    batch = pa.RecordBatch.from_pydict(
        columns, schema=pa.schema([PAGE_SCHEMA.field(name) for name in columns])
    )
    page = {
        "url": "https://news.example/a",
        "html": BROKEN,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        "metadata": {"tags": "talks, talks"},
        "fetchedAt": "2022-02-26T08:00:00Z",
        "language": "en",
        "assumeZone": "America/New_York",
    }
    form = Form(view="nested")
    assert (
        normalize_batch(batch, form)["answer"] == normalize_batch(of_json([page]), form)["answer"]
    )


def test_instants_and_strings_are_taken_too() -> None:
    """Tables in the wild have timestamps, HTML as text and headers as JSON."""
    batch = pa.RecordBatch.from_pydict(
        {
            "html": [BROKEN],
            "fetched_at": pa.array([datetime(2022, 2, 26, tzinfo=UTC)], pa.timestamp("us", "UTC")),
            "headers": ['{"Content-Type": "text/html"}'],
            "unknown": [1],
        }
    )
    (row,) = normalize_batch(batch).to_pylist()
    assert (row["date_published_local"], row["problem"]) == (datetime(2022, 2, 25, 14, 40), None)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"url": ["https://news.example/a"]}, "no_content"),
        ({"html": ["a"], "text": ["b"]}, "several_contents"),
        ({"html": [b""]}, "empty"),
        ({"html": ["a"], "metadata": ["["]}, "bad_json"),
        ({"html": ["a"], "headers": ["[]"]}, "wrong_type"),
        ({"html": ["a"], "fetched_at": ["yesterday"]}, "bad_instant"),
        ({"html": ["a"], "fetched_at": [datetime(2022, 2, 26)]}, "bad_instant"),
        ({"html": [1]}, "wrong_type"),
    ],
)
def test_row_at_fault_has_its_problem(columns: dict[str, list[Any]], code: str) -> None:
    """What is wrong with a row is in its own problem."""
    (row,) = normalize_batch(pa.RecordBatch.from_pydict(columns)).to_pylist()
    problem = json.loads(row["problem"])
    assert (problem["status"], [error["code"] for error in problem["errors"]], row["status"]) == (
        422,
        [code],
        None,
    )


def test_seam_is_pure() -> None:
    """The same batch gives the same rows however it is sliced, so that an engine may cut it and try
    it again.
    """
    batch = pa.RecordBatch.from_pylist(
        [
            {"page": json.dumps(page).encode(), "line": number}
            for number, page in enumerate(PAGES, 1)
        ]
    )
    whole = normalize_batch(batch)
    assert whole == normalize_batch(batch)
    assert (
        pa.concat_batches([normalize_batch(batch.slice(at, 1)) for at in range(batch.num_rows)])
        == whole
    )


def test_parquet_in_and_out(tmp_path: Path, batch: Callable[..., int]) -> None:
    """Pages in a file of columns come out as rows in order, under their lines, the same bytes each
    time and on any cores.
    """
    pages = [
        json.dumps({**PAGES[number % len(PAGES)], "id": number}).encode() for number in range(50)
    ]
    parquet.write_table(pa.table({"page": pages}), tmp_path / "pages.parquet", row_group_size=7)
    assert batch("pages.parquet", "-o", "a.parquet", "--view", "flat") == 0
    assert batch("pages.parquet", "-o", "b.parquet", "--view", "flat", "-j", "2") == 0
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.schema == ANSWER_SCHEMAS["flat"]
    assert table["line"].to_pylist() == list(range(1, 51))
    assert table["source"].unique().to_pylist() == ["pages.parquet"]
    assert not list(tmp_path.glob("*.partial")) + list(tmp_path.glob("*.progress"))


@pytest.mark.parametrize("damage", ["cut", "no columns", "no parquet"])
def test_parquet_that_cannot_be_read(
    tmp_path: Path, batch: Callable[..., int], damage: str
) -> None:
    """The exit code says that an input could not be read, the dead letter why."""
    path = tmp_path / "pages.parquet"
    parquet.write_table(pa.table({"body" if damage == "no columns" else "text": ["x"]}), path)
    if damage != "no columns":
        path.write_bytes(path.read_bytes()[:-10] if damage == "cut" else b"x" * 100)
    assert batch(path.name, "-o", "o.ndjson") == 3
    (letter,) = lines((tmp_path / "o.ndjson.bad.ndjson").read_bytes())
    assert letter["problem"]["status"] == 400
    assert damage != "no columns" or "body" in letter["problem"]["detail"]
