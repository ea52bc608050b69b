"""CSV: every reader gets the row back, and no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from service.copies.columns import NAMES as COPIES
from service.render.table_csv import BATCH_COLUMNS, COLUMNS, cell, header, lines

CSV = "text/csv"
PAGE = {
    "url": "https://news.example/a",
    "metadata": {
        "title": '=HYPERLINK("https://evil.example")',
        "author": "Ana Ruiz, Bo Lind",
        "date": "2022-02-25T14:40:00-05:00",
        "tags": ["talks", "Geneva"],
        "description": 'They said: "no",\nand left, as everybody at the quay had expected of them.',
    },
}


def read(data: bytes) -> list[dict[str, str]]:
    """The rows, as the standard library reads them."""
    return [*csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("Envoys return", "Envoys return"),
        (["a", "b|c"], "a|b\\|c"),
        (["a\\", "b"], "a\\\\|b"),
        ([], ""),
        (0.5, "0.5"),
        (-3, "-3"),
        ({"status": 422}, '{"status":422}'),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        (["=1", "b"], "'=1|b"),
        ("a\0b", "a\ufffdb"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_cell(value: Any, written: str) -> None:
    """What is not text is written so that it can be told, and what would be run is not."""
    assert cell(value) == written


texts = st.text(max_size=12) | st.sampled_from(["a,b", 'say "no"', "two\r\nlines", "=1", "|", "\\"])


@given(st.lists(texts, min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_rows_are_read_as_they_were_written(values: list[str]) -> None:
    """Quotes, commas and line breaks are part of a value."""
    row = dict(zip(COLUMNS, values, strict=True))
    (found,) = read(header(COLUMNS) + lines(COLUMNS, [row]))
    assert found == {name: cell(value) for name, value in row.items()}


@given(st.lists(texts.filter(bool), min_size=1, max_size=5))
def test_lists_can_be_parted_again(values: list[str]) -> None:
    """A bar within a member is told from one between two."""
    joined = cell(values)
    if joined.startswith("'") and values[0].startswith(("=", "+", "-", "@")):
        joined = joined[1:]
    assert _parted(joined) == [value.replace("\0", "\ufffd") for value in values]


def _parted(joined: str) -> list[str]:
    """The members of a list, parted as the documents say."""
    found, at = [""], 0
    while at < len(joined):
        if joined[at] == "\\":
            at += 1
            found[-1] += joined[at]
        elif joined[at] == "|":
            found.append("")
        else:
            found[-1] += joined[at]
        at += 1
    return found


def test_one_page_is_a_header_and_a_row(client: FlaskClient) -> None:
    """The flat row, cell by cell; explain has no say in it."""
    row = client.post("/v1/normalize?view=flat", json=PAGE).get_json()
    answer = client.post("/v1/normalize?explain=full", json=PAGE, headers={"Accept": CSV})
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.count(b"\r\n") == 2
    (found,) = read(answer.data)
    assert found == {name: cell(row[name]) for name in COLUMNS}
    assert found["headline"] == '\'=HYPERLINK("https://evil.example")'
    assert found["authors"] == "Ana Ruiz|Bo Lind"


def test_fields_are_refused(client: FlaskClient) -> None:
    """A table has the same columns for every page."""
    for path, body in (("/v1/normalize", PAGE), ("/v1/normalize/batch", [PAGE])):
        answer = client.post(f"{path}?fields=headline", json=body, headers={"Accept": CSV})
        assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (
            422,
            "not_in_flat_view",
        )


def test_a_batch_is_a_header_and_a_row_a_page(client: FlaskClient) -> None:
    """With the page's line and id, and what is wrong with one that cannot be answered."""
    body = [{"id": "a", **PAGE}, {"id": 2, "text": ""}]
    answer = client.post("/v1/normalize/batch", json=body, headers={"Accept": CSV})
    assert answer.content_type == "text/csv; charset=utf-8"
    first, second = read(answer.data)
    assert tuple(first) == BATCH_COLUMNS
    assert (first["line"], first["id"], first["problem"]) == ("1", "a", "")
    assert (second["line"], second["id"], second["headline"]) == ("2", "2", "")
    assert '"status":422' in second["problem"]


def test_an_empty_batch_has_its_header(client: FlaskClient) -> None:
    """A table without rows is a table."""
    answer = client.post("/v1/normalize/batch", json=[], headers={"Accept": CSV})
    assert answer.data == header(BATCH_COLUMNS)


@pytest.mark.parametrize("path", ["/v1/normalize", "/v1/normalize/batch"])
def test_fingerprints_are_columns_where_they_are_asked_for(client: FlaskClient, path: str) -> None:
    """Of one page and of many; without being asked for they are absent."""
    body: Any = [PAGE] if path.endswith("batch") else PAGE
    for query, extra in (("", set()), ("?fingerprint=1", set(COPIES))):
        answer = client.post(path + query, json=body, headers={"Accept": CSV})
        (found,) = read(answer.data)
        assert set(found) & set(COPIES) == extra
    assert (found["headline_key"], found["date_published_proved"]) == (
        "hyperlinkhttpsevilexample",
        "false",
    )


READERS = {
    "duckdb": lambda module, path: module.read_csv(path).fetchall(),
    "pandas": lambda module, path: module.read_csv(path).values.tolist(),
}


@pytest.mark.parametrize("name", READERS)
def test_readers_of_tables(name: str, client: FlaskClient, tmp_path: Any) -> None:
    """Each finds the rows and columns without being told anything."""
    module = pytest.importorskip(name, reason=f"no {name} (`make examples` installs it)")
    plain = {"id": "b", "metadata": {"title": "Quay opens, late", "date": "2022-02-26"}}
    body = [{"id": "a", **PAGE}, plain, {"id": "c", "text": ""}]
    answer = client.post("/v1/normalize/batch", json=body, headers={"Accept": CSV})
    (tmp_path / "a.csv").write_bytes(answer.data)
    rows = READERS[name](module, str(tmp_path / "a.csv"))
    assert [(row[0], row[1], len(row)) for row in rows] == [
        (line, key, len(BATCH_COLUMNS)) for line, key in ((1, "a"), (2, "b"), (3, "c"))
    ]
    headline, description = (BATCH_COLUMNS.index(n) for n in ("headline", "description"))
    assert rows[1][headline] == "Quay opens, late"
    assert rows[0][headline].startswith("'=HYPERLINK")
    assert rows[0][description].startswith('They said: "no",')
