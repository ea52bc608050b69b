"""A plugin of pytest (``-p tests.skipped``): which tests were skipped, for `make test-skipped` to
run with what they lack.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Make known ``--write-skipped``."""
    told = "write there which tests were skipped, one a line; `pytest @FILE` runs them"
    parser.addoption("--write-skipped", metavar="FILE", type=Path, help=told)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Write the file; it is empty where no test was skipped."""
    path: Path | None = config.getoption("--write-skipped")
    if path is not None:
        skipped = dict.fromkeys(
            report.nodeid for report in terminalreporter.stats.get("skipped", ())
        )
        path.write_text("".join(f"{test}\n" for test in skipped), "utf-8")
