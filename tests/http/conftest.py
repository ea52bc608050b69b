"""A running server for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.http.serving import Server, start, stop


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A running server for the tests of one module."""
    running = start()
    yield running
    stop(running)
