"""Where the reference data are absent a test of them is skipped, and a command ends with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The ways to the data: of the test itself, of a fixture that many share, and of one that passes.
TESTS = """
import pytest
from bench.data import required_data_dir
@pytest.fixture(scope="session")
def pages(): return required_data_dir() / "gold"
def test_asks(): required_data_dir()
@pytest.mark.parametrize("number", [1, 2])
def test_shares(pages, number): pass
def test_asks_of_conftest(data_dir): pass
def test_runs(): pass
def test_exits(): raise SystemExit("not for the data's sake")
"""
SENTENCE = "The reference data are not here: set DATELINE_DATA to the folder"


def run(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in that folder, where no reference data are."""
    environment = {
        **os.environ,
        "DATELINE_DATA": str(tmp_path / "no-data"),
        "PYTHONPATH": str(ROOT),
        "PYTEST_ADDOPTS": "",
    }
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_test_that_lacks_the_data_is_skipped(tmp_path: Path) -> None:
    """However it asks for them; another exit is a failure as before."""
    (tmp_path / "test_made.py").write_text(TESTS, "utf-8")
    done = run(tmp_path, "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "tests.conftest")
    assert done.stdout.splitlines()[-1].startswith("1 failed, 1 passed, 4 skipped"), done.stdout
    # One line for each test, since each is named with its place.
    skipped = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    assert [line.split(": ", 1)[0] for line in skipped] == [
        "SKIPPED [1] test_made.py:6",
        "SKIPPED [2] test_made.py:7",
        "SKIPPED [1] test_made.py:9",
    ]
    assert all(SENTENCE in line for line in skipped)


def test_a_floor_that_lacks_the_data_fails(tmp_path: Path) -> None:
    """It says what is missing, and how to name it."""
    done = run(tmp_path, "bench.unresolved", "--floors")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(SENTENCE)
    assert done.stderr.count("\n") == 1
