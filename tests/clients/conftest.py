"""A running service, places in which a client finds whatever a test likes, and waits without
waiting.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from tests.http.serving import serving


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a running service."""
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client waited, without waiting."""
    waited: list[float] = []
    really, here = time.sleep, threading.get_ident()

    def rest(seconds: float) -> None:
        # The thread that watches over pages' time, of tests before this one, goes on sleeping.
        if threading.get_ident() == here:
            waited.append(seconds)
        else:
            really(seconds)

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(time, "sleep", rest)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waited
