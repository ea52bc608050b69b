"""Files of answers whose names say how they are written: CSV and CSL-JSON, whole or resumed."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service.answers import Form
from service.batch import outputs
from service.batch.formats import FILE_COLUMNS, FORMATS, NAMES, named
from service.batch.run import Plan
from service.cli import main
from service.lexicon.texts import compact
from tests.batch.conftest import PAGES, ndjson, numbered

Batch = Callable[..., int]


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a table."""
    return [*csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)]


def test_a_table_has_a_header_and_a_row_a_page(tmp_path: Path, batch: Batch) -> None:
    """One that cannot be answered has its problem; explanations and single fields are refused."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES) + b"bad\n")
    assert batch("pages.ndjson", "-o", "news.csv", "--quiet") == 1
    found = rows((tmp_path / "news.csv").read_bytes())
    assert tuple(found[0]) == FILE_COLUMNS
    assert [row["line"] for row in found] == ["1", "2", "3", "4", "5"]
    assert {row["source"] for row in found} == {"pages.ndjson"}
    assert found[0]["fetched_url"] == "https://news.example/a"
    assert found[3]["fetched_at"] == "2022-02-26T08:00:00+00:00"
    assert [row["date_published_day"] for row in found[2:]] == ["2022-02-25", "2022-02-10", ""]
    assert '"status":400' in found[4]["problem"]
    for argument in (("--explain", "full"), ("--fields", "headline")):
        assert batch("pages.ndjson", "-o", "other.csv", *argument) == 2


def test_compressed_files_hold_the_same(tmp_path: Path, batch: Batch) -> None:
    """Whatever their names end with; two processes write what one does."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*numbered(40)))
    for name in ("news.csv", "news.csl.json"):
        assert batch("pages.ndjson", "-o", name, "--quiet", "-j", "1") == 0
        assert batch("pages.ndjson", "-o", f"{name}.gz", "--quiet", "-j", "2") == 0
        plain = (tmp_path / name).read_bytes()
        assert gzip.decompress((tmp_path / f"{name}.gz").read_bytes()) == plain
    assert [item["id"] for item in json.loads(plain)] == [*range(40)]


@pytest.mark.parametrize("name", ["news.csv", "news.csl.json", "news.csv.gz"])
@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_resumed_file_has_one_frame(tmp_path: Path, name: str, written: int) -> None:
    """A run that died after some commits goes on without a second header or bracket."""
    path, form = tmp_path / name, FORMATS[named(name) or ""]
    answers = [b"a", b"b", b"c"]
    output, end = outputs.opened(path, 0, Form(), named(name) or ""), 0
    for answer in answers[:written]:
        output.write(answer)
        end = output.commit()
    output.write(b"lost")
    output.close()
    resumed = outputs.opened(path, end, Form(), named(name) or "")
    for answer in answers[written:]:
        resumed.write(answer)
        resumed.commit()
    resumed.finish()
    resumed.close()
    data = path.read_bytes()
    found = gzip.decompress(data) if name.endswith(".gz") else data
    assert found == b"".join(form.frame.around(answers))


def test_without_pages_there_is_a_frame(tmp_path: Path, batch: Batch) -> None:
    """A table without rows has its columns, an array without items its brackets."""
    (tmp_path / "none.ndjson").write_bytes(b"\n")
    assert batch("none.ndjson", "-o", "news.csl.json", "--quiet") == 0
    assert json.loads((tmp_path / "news.csl.json").read_bytes()) == []
    assert batch("none.ndjson", "-o", "news.csv", "--quiet") == 0
    assert (tmp_path / "news.csv").read_bytes() == FORMATS["csv"].frame.head


def test_another_name_is_refused_with_those_that_are_known(
    tmp_path: Path, batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says what an output may be called."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES))
    assert batch("pages.ndjson", "-o", "news.xlsx") == 2
    assert f"news.xlsx: an output is called {NAMES}" in capsys.readouterr().err


def test_learning_writes_what_it_writes(tmp_path: Path) -> None:
    """The contributions to profiles are no table, whatever the file is called."""
    plan = Plan((), tmp_path / "profiles.csv", Form(), None, learning=True)
    assert plan.written == "ndjson"


def test_single_pages_are_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`dateline normalize -o`: what cannot be read is said, and the others are written."""
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(
            f"Envoys return {name}\n\n25 February 2022\n", "utf-8"
        )
    assert main(["normalize", "a.txt", "b.txt", "-o", "news.csv"]) == 0
    found = rows((tmp_path / "news.csv").read_bytes())
    assert [(row["source"], row["headline"]) for row in found] == [
        ("a.txt", "Envoys return a"),
        ("b.txt", "Envoys return b"),
    ]
    assert main(["normalize", "a.txt", "gone.txt", "-o", "news.csl.json"]) == 3
    (item,) = json.loads((tmp_path / "news.csl.json").read_bytes())
    assert (item["id"], item["title"]) == ("a.txt:1", "Envoys return a")
    assert main(["normalize", "a.txt", "-o", "news.ndjson"]) == 0
    assert json.loads((tmp_path / "news.ndjson").read_bytes())["status"] == "clean"
    assert main(["normalize", "a.txt", "-o", str(tmp_path / "no" / "news.csv")]) == 4
    for wrong in (["-o", "news.xlsx"], ["-o", "news.csv", "--pretty"]):
        with pytest.raises(SystemExit, match="2"):
            main(["normalize", "a.txt", *wrong])


def test_a_table_has_fingerprints_where_they_are_asked_for(tmp_path: Path, batch: Batch) -> None:
    """Three columns before the last, in files of one and of many pages; other forms have none."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES) + b"bad\n")
    names = ("headline_key", "text_fingerprint", "date_published_proved", "problem")
    assert batch("pages.ndjson", "-o", "news.csv", "--quiet", "--fingerprint") == 1
    found = rows((tmp_path / "news.csv").read_bytes())
    assert tuple(found[0]) == (*FILE_COLUMNS[:-1], *names)
    assert [row["date_published_proved"] for row in found][-2:] == ["false", ""]
    assert found[0]["headline_key"] == compact(found[0]["headline"])
    assert batch("pages.ndjson", "-o", "a.csl.json", "--quiet", "--fingerprint") == 1
    assert b"headline_key" not in (tmp_path / "a.csl.json").read_bytes()
