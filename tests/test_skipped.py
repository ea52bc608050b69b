"""What `make pytest` skipped is what `make test-skipped` runs: each such test, and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import os, pytest
def test_runs(): pass
@pytest.mark.parametrize("word", ["one two", "a::b"])
def test_lacks(word): "THERE" in os.environ or pytest.skip("not there")
"""


def run(folder: Path, *arguments: str, **more: str) -> str:
    """What pytest prints at its end, in that folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", **more}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    return done.stdout.splitlines()[-1]


def test_what_was_skipped_is_run_again(tmp_path: Path) -> None:
    """The file names the two tests that were skipped, and with what they lack those two run."""
    (tmp_path / "test_made.py").write_text(TESTS, "utf-8")
    assert run(tmp_path, "-p", "tests.skipped", "--write-skipped=skipped").startswith(
        "1 passed, 2 skipped"
    )
    assert run(tmp_path, "@skipped", THERE="1").startswith("2 passed")


def test_a_collection_that_was_skipped_is_run_again(tmp_path: Path) -> None:
    """A file that lacks something while it is read is named as a whole."""
    (tmp_path / "test_made.py").write_text(
        (
            'import os, pytest\nif "THERE" not in os.environ: pytest.skip("", '
            "allow_module_level=True)\ndef test_runs(): pass\n"
        ),
        "utf-8",
    )
    assert run(tmp_path, "-p", "tests.skipped", "--write-skipped=skipped").startswith("1 skipped")
    assert run(tmp_path, "@skipped", THERE="1").startswith("1 passed")
