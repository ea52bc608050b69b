"""A running service, and places in which a client finds whatever a test likes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.http.serving import serving


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a running service."""
    with serving() as port:
        yield f"http://127.0.0.1:{port}"
