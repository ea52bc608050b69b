"""``dateline copies``: tables of every kind in and out, and what is told of bad ones."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from service.cli import main
from service.copies.fingerprint import text_fingerprint

PAGE = Path(__file__).parents[2] / "docs" / "copies.md"
TOLD = [f"On day {n} the clerk of ward {n} read item {n * 7} to {n + 3} people" for n in range(90)]
MARKS = [text_fingerprint(". ".join(told)) for told in (TOLD[:20], TOLD[40:60], TOLD[:16])]


def row(mark: str | None, instant: str | None, *, proved: bool, **more: Any) -> dict[str, Any]:
    """A row as `dateline batch` writes it."""
    day = instant[:10] if instant else None
    return {
        "id": None,
        "fetched_url": "https://a.example/1",
        "text_fingerprint": mark,
        "date_published_day": day,
        "date_published_instant": instant,
        "date_published_proved": proved,
        "origin": None,
        **more,
    }


ROWS = [
    row(MARKS[0], "2026-03-05T12:00:00Z", proved=True, id="a", origin="Reuters"),
    row(MARKS[1], "2026-03-01T00:00:00Z", proved=False),
    row(MARKS[2], "2026-03-05T10:00:00Z", proved=True, origin="Reuters"),
    row(MARKS[0], "2026-03-02T10:00:00Z", proved=False),
    row(None, None, proved=False),
]
FOUND = [
    # story, copies, origin, first, is_first, claims_earlier
    (1, 3, "Reuters", "2026-03-05T10:00:00Z", False, False),
    (2, 1, None, None, False, False),
    (1, 3, "Reuters", "2026-03-05T10:00:00Z", True, False),
    (1, 3, "Reuters", "2026-03-05T10:00:00Z", False, True),
    (None, None, None, None, None, None),
]
SEEN = ("story", "copies", "origin", "first_published", "is_first", "claims_earlier")


def written(path: Path, rows: list[dict[str, Any]]) -> str:
    """A table of this name with these rows."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".parquet":
        parquet.write_table(pa.Table.from_pylist(rows), path)
    elif path.suffix == ".csv":
        with path.open("w", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(
                {k: {True: "true", False: "false"}.get(v, v) for k, v in row.items()}
                for row in rows
            )
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines)
    return str(path)


def asked(folder: Path, *tables: str, code: int = 0) -> list[dict[str, Any]]:
    """The answer for tables, as Parquet."""
    output = folder / "groups.parquet"
    assert main(["copies", *tables, "-o", str(output), "-q"]) == code
    found: list[dict[str, Any]] = parquet.read_table(output).to_pylist()
    return found


@pytest.mark.parametrize("name", ["t.parquet", "t.csv", "t.ndjson", "t.ndjson.gz"])
def test_tables_of_every_kind(name: str, tmp_path: Path) -> None:
    """The same rows give the same answer, a row each and in order."""
    table = written(tmp_path / name, ROWS)
    found = asked(tmp_path, table)
    assert [tuple(each[column] for column in SEEN) for each in found] == FOUND
    assert [(each["table"], each["row"]) for each in found] == [(table, n) for n in range(1, 6)]
    assert (found[0]["id"], found[0]["page"]) == ("a", "https://a.example/1")
    assert [each["origin_rows"] for each in found] == [2, 0, 2, 2, None]


def test_nested_answers(tmp_path: Path) -> None:
    """A date with an offset is an instant, one without is a day."""
    dates = ("2026-03-05T12:00:00+02:00", "2026-03-05T10:30:00Z", "2026-03-04T10:30:00")
    rows = [
        {
            "article": {"datePublished": date, "url": "https://a.example/1"},
            "text_fingerprint": MARKS[0],
            "date_published_proved": proved,
        }
        for date, proved in zip(dates, (True, True, False), strict=True)
    ]
    found = asked(tmp_path, written(tmp_path / "t.ndjson", rows))
    assert [each["is_first"] for each in found] == [True, False, False]
    assert [each["claims_earlier"] for each in found] == [False, False, True]
    assert {each["first_published"] for each in found} == {"2026-03-05T10:00:00Z"}
    answers = [{"id": "a", "answer": json.dumps(each)} for each in rows]
    nested = asked(tmp_path, written(tmp_path / "t.parquet", answers))
    assert [each["is_first"] for each in nested] == [True, False, False]
    assert {each["id"] for each in nested} == {"a"}


def test_a_dataset(tmp_path: Path) -> None:
    """A folder as Spark writes it, whose rows are grouped together, in the order of its files."""
    parts = [tmp_path / "d" / f"status={status}" for status in ("clean", "repaired")]
    for part, rows in zip(parts, (ROWS[:2], ROWS[2:]), strict=True):
        part.mkdir(parents=True)
        written(part / "part-0.snappy.parquet", rows)
        (part / ".part-0.snappy.parquet.crc").write_bytes(b"crc")
    (tmp_path / "d" / "_SUCCESS").touch()
    found = asked(tmp_path, str(tmp_path / "d"))
    assert [tuple(each[column] for column in SEEN) for each in found] == FOUND


def test_answers_of_every_kind(tmp_path: Path) -> None:
    """Of two tables, whose rows are grouped together."""
    tables = [written(tmp_path / name, ROWS) for name in ("a.ndjson", "b.csv")]
    found = asked(tmp_path, *tables)
    assert [each["copies"] for each in found] == [6, 2, 6, 6, None] * 2
    for name in ("groups.ndjson", "groups.csv"):
        assert main(["copies", *tables, "-o", str(tmp_path / name), "-q"]) == 0
    lines = (tmp_path / "groups.ndjson").read_text().splitlines()
    assert [json.loads(line) for line in lines] == found
    with (tmp_path / "groups.csv").open(newline="") as file:
        assert [each["story"] for each in csv.DictReader(file)] == ["1", "2", "1", "1", ""] * 2


GOOD = json.dumps(ROWS[0])
OTHER = json.dumps({**ROWS[0], "text_fingerprint": str(MARKS[0]).replace("v1:", "v2:")})
BAD: dict[str, tuple[str, bytes, str, int]] = {
    "no such file": ("gone.csv", b"", "it cannot be read: No such file or directory", 0),
    "no table": ("t.txt", b"a", "its name does not end with .parquet", 0),
    "a column missing": ("t.csv", b"a,b\n1,2\n", "it has no column text_fingerprint", 0),
    "an empty table": ("t.csv", b"", "it has no column text_fingerprint", 0),
    "rows without it": ("t.ndjson", b'{"a":1}\n', "no row has a fingerprint: make it with", 1),
    "another version": (
        "t.ndjson",
        f"{OTHER}\n{GOOD}\n".encode(),
        "1 fingerprints are of version v2, and are compared with none",
        2,
    ),
    "damaged fingerprints": (
        "t.ndjson",
        f"{GOOD}\n{GOOD.replace('==', '')}\n".encode(),
        "1 fingerprints are damaged",
        2,
    ),
    "a line that is no JSON": ("t.ndjson", f"{GOOD}\n{{\n{GOOD}\n".encode(), "", 3),
    "lines that are cut": (
        "t.ndjson.gz",
        gzip.compress(f"{GOOD}\n{GOOD}\n".encode())[:-12],
        "it cannot be read behind line",
        1,
    ),
    "a row that is cut": (
        "t.csv",
        f"id,text_fingerprint,url\n1,{MARKS[0]},a\n2,{MARKS[0]}".encode(),
        "row 2 has 2 cells, and the header 3",
        1,
    ),
    "a cell that is cut": (
        "t.csv",
        f'id,text_fingerprint\n1,{MARKS[0]}\n"2'.encode(),
        "it is no CSV in UTF-8, or is cut, behind row 1",
        1,
    ),
    "an empty folder": ("empty", b"", "the folder holds no table whose name ends with", 0),
    "no Parquet": ("t.parquet", b"PAR1abc", "it is no Parquet file, or is corrupt or cut", 0),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_tables(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is told in a sentence; the rows before it, and other tables, are answered."""
    file, data, told, left = BAD[name]
    if data or file == "t.csv":
        (tmp_path / file).write_bytes(data)
    (tmp_path / "empty").mkdir()
    good = written(tmp_path / "good.ndjson", ROWS)
    found = asked(tmp_path, str(tmp_path / file), good, code=3 if told else 0)
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == (1 if told else 0)
    assert told in "".join(errors)
    assert len(found) == left + len(ROWS)
    assert [each["story"] is None for each in found[left:]] == [False] * 4 + [True]


def test_wrong_arguments(tmp_path: Path) -> None:
    """An answer of no known kind, in no directory, or over a table."""
    table = written(tmp_path / "t.csv", ROWS)
    for output in (tmp_path / "a.txt", tmp_path / "no" / "a.csv", tmp_path / "t.csv"):
        with pytest.raises(SystemExit) as ended:
            main(["copies", table, "-o", str(output)])
        assert ended.value.code == 2


def test_cells_of_no_sense(tmp_path: Path) -> None:
    """Dates that are none, and ids of any kind, harm nothing."""
    odd = row(MARKS[0], None, proved=True, id=7, date_published_day="soon", fetched_url="\ud83d")
    odd |= {"date_published_instant": "0001-01-01T00:00:00+14:00", "origin": ["x"]}
    (found,) = asked(tmp_path, written(tmp_path / "t.ndjson", [odd]))
    assert (found["id"], found["first_published"], found["origin"]) == ("7", None, None)


def test_the_questions_of_the_page_have_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each query of docs/copies.md as it is printed, on rows whose answers are known."""
    duckdb = pytest.importorskip("duckdb", reason="no duckdb (`make examples` installs it)")
    monkeypatch.chdir(tmp_path)
    asked(tmp_path, written(tmp_path / "t.ndjson", ROWS))
    (block,) = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert [duckdb.sql(query).fetchall() for query in block.strip().split("\n")] == [
        [(4, 2)],
        [(1, "2026-03-05T10:00:00Z", 3)],
        [("a.example", 2, 1)],
        [("Reuters", 1, 3)],
        [("https://a.example/1", "2026-03-05T10:00:00Z")],
    ]
