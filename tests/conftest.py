"""Fixtures for all tests: the application, its client, and the reference data that lies beside the
repository.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from bench.data import NoReferenceDataError, required_data_dir
from service.app import create_app
from service.settings import Settings

# The laws are tried on the same examples everywhere, so that a red run can be had again;
# HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

#: Tests whose outcome is no matter of the Python, and why: `make test` leaves them out on each but
#: that of the venv.
ONCE: Mapping[str, str] = {
    "tests/bench": "the benches are tools of this repository, and run in its venv alone",
    "tests/clients/test_generators.py": "the generators have a Python of their own, and are given one document",
    "tests/deploy": "manifests and images, which bring their Python with them",
    "tests/docs": (
        "what the documents say; what their samples call is tested in tests/batch and tests/clients"
    ),
    "tests/test_house.py": "it reads the source",
    "tests/test_skipped.py": "a tool of this repository",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark what ONCE names, before pytest looks at the marks that are asked for."""
    for item in items:
        if any(
            item.nodeid.startswith(f"{path}::" if path.endswith(".py") else f"{path}/")
            for path in ONCE
        ):
            item.add_marker("once")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that asks for the reference data where there are none, itself or through what it
    calls, is skipped.
    """
    report = yield
    if call.excinfo is not None and isinstance(call.excinfo.value, NoReferenceDataError):
        path, line, _ = item.reportinfo()
        report.outcome = "skipped"
        report.longrepr = (os.fspath(path), (line or 0) + 1, f"Skipped: {call.excinfo.value}")
    return report


@pytest.fixture(scope="session")
def app() -> Flask:
    """The application with the documented settings; an exception in it fails the test instead of
    answering 500.
    """
    app = create_app(Settings())
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application, without a server between them."""
    return app.test_client()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The reference data (found as bench/data.py says); without them the test is skipped."""
    return required_data_dir()
