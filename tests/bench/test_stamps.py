"""Reports say which engine and which data they are of, and whoever changes one of these is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import stamps
from bench.data import ROOT
from bench.stamps import Report, Stamp, seal, stamp_of, told

TEXT = "# Tides\n\n| port | hours |\n|---|---|\n| Brill | 12.4 |\n"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Return a report of its own in a folder of its own, with a file beside it."""
    monkeypatch.setattr(stamps, "BENCH", tmp_path)
    monkeypatch.setattr(stamps, "REPORTS", tmp_path / "reports")
    row = Report("reports/tides.md", "python -m bench.tides --write", ("tides.json",))
    monkeypatch.setattr(stamps, "TABLE", (row,))
    (tmp_path / "reports").mkdir()
    row.path.write_text(TEXT, "utf-8")
    (tmp_path / "reports" / "tides.json").write_text("{}", "utf-8")
    return row


def test_a_sealed_report_is_of_the_engine_that_is_here(report: Report) -> None:
    assert told(report) == "has no stamp"
    seal(report.path)
    assert told(report) is None
    assert stamp_of(report.path) == stamps.here()
    assert report.path.read_text("utf-8").startswith(TEXT)


def test_sealing_twice_changes_nothing(report: Report) -> None:
    seal(report.path)
    once = report.path.read_bytes()
    seal(report.path)
    assert report.path.read_bytes() == once


@pytest.mark.parametrize("name", ["tides.md", "tides.json"])
def test_a_change_by_hand_is_told(report: Report, name: str) -> None:
    seal(report.path)
    changed = report.path.with_name(name)
    changed.write_text(changed.read_text("utf-8").replace("12.4", "12.1") + " ", "utf-8")
    if name == "tides.md":
        changed.write_text(changed.read_text("utf-8").replace("Brill", "Brielle"), "utf-8")
    assert told(report) == "was changed by hand"


def test_a_part_that_is_missing_is_told(report: Report) -> None:
    seal(report.path)
    report.path.with_name("tides.json").unlink()
    assert told(report) == "lacks tides.json beside it"
    report.path.unlink()
    assert told(report) == "is not there"


@pytest.mark.parametrize(
    ("stamp", "matter"),
    [
        (Stamp("0123456789abcdef", "none"), "is of engine 0123456789abcdef"),
        (Stamp(stamps.engine_digest(), "0123456789abcdef"), "is of data 0123456789abcdef"),
    ],
)
def test_another_engine_and_other_data_are_told(
    report: Report, monkeypatch: pytest.MonkeyPatch, stamp: Stamp, matter: str
) -> None:
    monkeypatch.setattr(stamps, "data_digest", lambda: "fedcba9876543210")
    seal(report.path, stamp)
    assert (told(report) or "").startswith(matter)


def test_where_the_data_are_absent_nobody_asks_for_theirs(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "data_digest", lambda: None)
    seal(report.path, Stamp(stamps.engine_digest(), "0123456789abcdef"))
    assert told(report) is None


def test_a_line_names_the_report_and_the_command(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stamps.main(["--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "bench/reports/tides.md has no stamp: python -m bench.tides --write"


def test_a_file_that_no_command_writes_is_told(report: Report) -> None:
    report.path.with_name("moon.md").write_text("full", "utf-8")
    (line,) = stamps.strays()
    assert line.startswith("bench/reports/moon.md: ")


def test_of_a_measured_part_the_rest_may_be_written_by_hand(report: Report) -> None:
    report.path.write_text(f"By hand.\n\n{stamps.MEASURED}\n{TEXT}", "utf-8")
    seal(report.path)
    text = report.path.read_text("utf-8")
    report.path.write_text(text.replace("By hand", "By another hand") + "\nMore.\n", "utf-8")
    assert told(report) is None
    report.path.write_text(text.replace("12.4", "12.5"), "utf-8")
    assert told(report) == "was changed by hand"


def test_a_report_of_parts_is_of_the_engine_of_each() -> None:
    now = stamps.engine_digest()
    assert stamps.of_parts([{"engine": now}, {"engine": now}]).engine == now
    assert stamps.of_parts([{"engine": now}, {"engine": "0123456789abcdef"}]).engine != now
    assert stamps.of_parts([{"engine": now}, {}]).engine == "none"


def test_the_engine_is_its_code_and_its_tables(tmp_path: Path) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "__init__.py").touch()
    code = tmp_path / "service" / "normalize.py"
    code.write_text("from service import tides\n", "utf-8")
    used = tmp_path / "service" / "tides.py"
    used.write_text("HOURS = 12.4\n", "utf-8")
    before = stamps.engine_digest.__wrapped__(tmp_path)
    (tmp_path / "service" / "unused.py").write_text("MOON = 1\n", "utf-8")
    assert stamps.engine_digest.__wrapped__(tmp_path) == before
    (tmp_path / "service" / "tides.json").write_text("{}", "utf-8")
    with_table = stamps.engine_digest.__wrapped__(tmp_path)
    assert with_table != before
    used.write_text("HOURS = 12.5\n", "utf-8")
    assert stamps.engine_digest.__wrapped__(tmp_path) != with_table


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("It takes [12.4](reports/tides.md) hours.", False),
        ("It takes [12.4 hours](reports/tides.md).", False),
        ("It takes [12](reports/tides.md) hours.", True),
        ("It takes [2.4](reports/tides.md) hours.", True),
        ("It takes [13](reports/gone.md) hours.", True),
        ("[The tides](reports/tides.md) come and go.", False),
    ],
)
def test_a_quoted_figure_stands_in_its_report(
    report: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, is_told: bool
) -> None:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    document = tmp_path / "document.md"
    document.write_text(text, "utf-8")
    assert bool(stamps.quoted([document])) is is_told


def test_every_report_is_made_by_a_command_that_is_there() -> None:
    assert {row.file for row in stamps.TABLE if not row.path.is_file()} == set()
    assert stamps.strays() == []
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for row in stamps.TABLE:
        module = re.search(r"-m (bench[.\w]*)", row.make)
        targets = re.match(r"make ((?:[a-z-]+ ?)+)", row.make)
        assert module or targets, row.file
        if module:
            base = ROOT / module[1].replace(".", "/")
            assert base.with_suffix(".py").is_file() or (base / "__main__.py").is_file()
        for target in targets[1].split() if targets else ():
            assert re.search(rf"^{target}:", makefile, re.M), row.file
