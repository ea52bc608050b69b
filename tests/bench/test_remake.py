"""``make bench`` makes what is of another engine, and says what it could not make."""

from __future__ import annotations

from pathlib import Path

import pytest

import bench.__main__ as remake
from bench import stamps
from bench.data import ROOT
from bench.stamps import Report, seal


@pytest.fixture
def tides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Return a report that no command made yet."""
    monkeypatch.setattr(stamps, "BENCH", tmp_path)
    monkeypatch.setattr(stamps, "REPORTS", tmp_path)
    report = Report("tides.md", f"echo '# Tides' >{tmp_path}/tides.md")
    monkeypatch.setattr(stamps, "TABLE", (report,))
    return report


def test_what_is_of_this_engine_is_left(tides: Report) -> None:
    assert remake.stale([tides]) == [tides]
    tides.path.write_text("# Tides\n", "utf-8")
    seal(tides.path)
    assert remake.stale([tides]) == []


def test_each_report_that_is_made_is_told(
    tides: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert remake.make([tides]) == []
    assert tides.path.read_text("utf-8") == "# Tides\n"
    assert capsys.readouterr().out.startswith("1 of 1: tides made in ")


def test_what_failed_is_told_with_its_last_words(capsys: pytest.CaptureFixture[str]) -> None:
    bad = Report("ebb.md", "echo no water; exit 3")
    good = Report("flood.md", "true", answers=False)
    assert remake.make([bad, good]) == ["ebb"]
    told = capsys.readouterr().out
    assert "1 of 2: ebb failed (3) in " in told
    assert "no water" in told
    assert "2 of 2: flood made in " in told


def test_what_needs_a_program_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remake, "NEEDS", {"tides": "a-program-that-nobody-has"})
    assert remake.make([Report("tides.md", "exit 3")]) == [
        "tides (no a-program-that-nobody-has here)"
    ]


@pytest.mark.parametrize("report", stamps.TABLE, ids=remake.name)
def test_each_report_has_a_command_that_can_be_run(report: Report) -> None:
    """A module that it names is there, and so is the target of make."""
    words = remake.command(report).split()
    if "-m" in words:
        module = words[words.index("-m") + 1].replace(".", "/")
        assert (ROOT / f"{module}.py").is_file() or (ROOT / module / "__main__.py").is_file()
    else:
        rules = (ROOT / "Makefile").read_text("utf-8")
        assert all(f"\n{word}:" in rules for word in words[1:] if word.isalpha())


def test_what_makes_a_report_smaller_is_a_report() -> None:
    names = {remake.name(report) for report in stamps.TABLE}
    assert {*remake.SMALLER, *remake.NEEDS, *remake.WIDE} <= names
