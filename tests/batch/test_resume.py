"""A run that is killed and resumed gives the bytes of one that was not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from service.batch import run as runs
from service.cli import main
from tests.batch.conftest import ndjson, numbered
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]

# A commit for every 32 records, so that a short run has many.  Every page takes a little, so that
# the run can be stopped between two of them; the last ones never end, so that the run cannot end
# before it is stopped, however late that is.
SLOWED = r"""
import os, re, sys, time
from service.batch import answer, pool, run
from service.cli import main
run.COMMIT = 32
whole = pool.result_of
def slow(page, form):
    number = int(re.search(r"return (\d+) times", page.text)[1])
    time.sleep(0.01 if number < int(os.environ["ENDLESS_FROM"]) else 3600)
    return whole(page, form)
pool.result_of = slow
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def pages(count: int) -> bytes:
    """Pages, every tenth of which fails."""
    return b"".join(
        b"{\n" if number % 10 == 3 else ndjson(page) for number, page in enumerate(numbered(count))
    )


@pytest.fixture
def committing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits as the slowed command has them."""
    monkeypatch.setattr(runs, "COMMIT", 32)


@contextmanager
def begun(tmp_path: Path, endless_from: int, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """The slowed command, running in a process group of its own; from that page on, none ends.

    Whatever becomes of the test, nothing of it is left.
    """
    script = tmp_path / "slowed.py"
    script.write_text(SLOWED)
    process = subprocess.Popen(
        [sys.executable, script, "batch", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "ENDLESS_FROM": str(endless_from)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # Shells start what runs in the background with Ctrl-C ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(records: int, output: Path, process: subprocess.Popen[bytes]) -> None:
    """Return once so many records are done; fail when the process ends before."""

    def is_so_far() -> bool:
        assert process.poll() is None, "the run ended before it could be stopped"
        return progress(output) >= records

    wait_until(is_so_far, f"{records} records")


def progress(path: Path) -> int:
    """The records that the checkpoint says are done."""
    try:
        return runs._loaded(path).records
    except FileNotFoundError:
        return 0


def of_group(group: int) -> list[str]:
    """The processes of a group that are still there."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(status.parent.name)
    return found


def wait_until_alone(process: subprocess.Popen[bytes]) -> None:
    """Wait until the workers of a run that has ended are gone: they must not outlive it."""
    wait_until(lambda: not of_group(process.pid), "the workers to end")


@pytest.mark.parametrize(
    ("name", "jobs"), [("o.ndjson", "1"), ("o.ndjson.gz", "2"), ("o.parquet", "2")]
)
@pytest.mark.usefixtures("committing")
def test_killed_run_is_resumed_without_loss_or_repetition(
    tmp_path: Path, batch: Callable[..., int], name: str, jobs: str
) -> None:
    """kill -9 between commits, twice; the output, the dead letters and the summary are those of a
    run in one go.
    """
    (tmp_path / "pages.ndjson").write_bytes(pages(300))
    assert batch("pages.ndjson", "-o", f"whole.{name.partition('.')[2]}", "--view", "flat") == 1
    output = tmp_path / name
    for least in (32, 160):
        command = ("pages.ndjson", "-o", name, "--view", "flat", "-j", jobs, "--resume")
        with begun(tmp_path, 250, *command) as process:
            wait_for(least, output, process)
            # Into the work on what the next commit will hold.
            time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.wait()
            wait_until_alone(process)
        assert not output.exists()
    assert batch("pages.ndjson", "-o", name, "--view", "flat", "--resume") == 1
    assert output.read_bytes() == (tmp_path / f"whole.{name.partition('.')[2]}").read_bytes()
    letters = (tmp_path / f"{name}.bad.ndjson").read_bytes()
    assert letters == (tmp_path / f"whole.{name.partition('.')[2]}.bad.ndjson").read_bytes()
    assert len(letters.splitlines()) == 30
    left = {path.name for path in tmp_path.iterdir() if path.name.startswith("o.")}
    assert left == {name, f"{name}.bad.ndjson"}


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_interrupted_run_has_its_exit_code(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    """A run that is told to stop stops, leaves no process, and can be resumed."""
    (tmp_path / "pages.ndjson").write_bytes(pages(10_000))
    with begun(tmp_path, 10_000, "pages.ndjson", "-o", "o.ndjson", "-j", "2") as process:
        wait_for(32, tmp_path / "o.ndjson", process)
        process.send_signal(number)
        assert process.wait(timeout=60) == code
        wait_until_alone(process)
    assert not (tmp_path / "o.ndjson").exists()


@pytest.mark.usefixtures("committing")
def test_what_was_written_after_the_last_commit_is_undone(
    tmp_path: Path, batch: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash after the output grew and before the checkpoint knew it: the tail is cut off and made
    again.
    """
    (tmp_path / "pages.ndjson").write_bytes(pages(100))
    assert batch("pages.ndjson", "-o", "whole.ndjson") == 1
    saved = runs._save
    saves: list[object] = []

    def crash(output: Path, at: object) -> None:
        if len(saves) == 2:
            raise KeyboardInterrupt
        saves.append(at)
        saved(output, at)  # type: ignore[arg-type]

    monkeypatch.setattr(runs, "_save", crash)
    assert batch("pages.ndjson", "-o", "o.ndjson") == 130
    monkeypatch.setattr(runs, "_save", saved)
    assert len((tmp_path / "o.ndjson.partial").read_bytes().splitlines()) == 64
    assert progress(tmp_path / "o.ndjson") == 32
    assert batch("pages.ndjson", "-o", "o.ndjson", "--resume") == 1
    assert (tmp_path / "o.ndjson").read_bytes() == (tmp_path / "whole.ndjson").read_bytes()


@pytest.fixture
def stopped(
    tmp_path: Path, batch: Callable[..., int], monkeypatch: pytest.MonkeyPatch, committing: None
) -> None:
    """A run that stopped after its first commit."""
    (tmp_path / "pages.ndjson").write_bytes(pages(100))
    saved = runs._save
    with monkeypatch.context() as patched:

        def crash(output: Path, at: runs._Checkpoint) -> None:
            saved(output, at)
            if at.records:
                raise KeyboardInterrupt

        patched.setattr(runs, "_save", crash)
        assert batch("pages.ndjson", "-o", "o.ndjson") == 130


@pytest.mark.usefixtures("stopped")
def test_unfinished_run_is_not_overwritten_by_accident(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --resume or --force nothing happens, and the message names both."""
    assert batch("pages.ndjson", "-o", "o.ndjson") == 2
    said = capsys.readouterr().err
    assert "--resume" in said
    assert "--force" in said
    assert batch("pages.ndjson", "-o", "o.ndjson", "--force") == 1


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("change", ["options", "filters", "input", "checkpoint"])
def test_another_run_is_not_resumed(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str], change: str
) -> None:
    """Halves of two different runs would make one file that is neither."""
    options = {"options": ["--view", "flat"], "filters": ["--status", "clean"]}.get(change, [])
    if change == "input":
        (tmp_path / "pages.ndjson").write_bytes(pages(101))
    if change == "checkpoint":
        (tmp_path / "o.ndjson.progress").write_text("{}")
    assert batch("pages.ndjson", "-o", "o.ndjson", "--resume", *options) == 2
    assert "--force" in capsys.readouterr().err


def test_resuming_what_is_complete_does_nothing(tmp_path: Path, batch: Callable[..., int]) -> None:
    """A script may always say --resume."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*numbered(3)))
    assert batch("pages.ndjson", "-o", "o.ndjson", "--resume") == 0
    before = (tmp_path / "o.ndjson").read_bytes()
    assert batch("pages.ndjson", "-o", "o.ndjson", "--resume") == 0
    assert (tmp_path / "o.ndjson").read_bytes() == before


def test_progress_on_a_terminal_is_a_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bar with pages, rate and time left where somebody watches."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*numbered(40)))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert (
        main(["batch", str(tmp_path / "pages.ndjson"), "-o", str(tmp_path / "o.ndjson"), "-j", "1"])
        == 0
    )
    said = capsys.readouterr().err
    assert "100%|" in said
    assert "pages/s" in said


def test_progress_elsewhere_is_plain_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A log gets lines and no control characters."""
    (tmp_path / "pages.ndjson").write_bytes(
        ndjson(*({"text": page["text"] + "x" * 20_000} for page in numbered(40)))
    )
    monkeypatch.setattr("service.cli.batch.QUIET", 0)
    assert (
        main(["batch", str(tmp_path / "pages.ndjson"), "-o", str(tmp_path / "o.ndjson"), "-j", "1"])
        == 0
    )
    said = capsys.readouterr().err
    assert "dateline batch: 32 pages, " in said
    assert " left\n" in said
    assert "\r" not in said
