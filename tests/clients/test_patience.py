"""The Python client's patience: what is tried again, and how long it waits."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from dateline_client import (
    OverCapacity,
    Refused,
    Retries,
    Unreachable,
)
from tests.clients.script import PROBLEM, Script, asked, both, refused


@both
@pytest.mark.parametrize(
    "failure",
    [
        refused("over-capacity"),
        refused("stopping"),
        httpx.Response(429, text="slow down"),
        httpx.Response(503, text="<h1>no upstream</h1>", headers={"Content-Type": "text/html"}),
        httpx.Response(503, content=b'{"title": "Over', headers=PROBLEM),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
    ],
    ids=["503", "stopping", "429", "gateway", "cut problem", "nobody", "silence", "cut"],
)
def test_what_may_pass_is_tried_again(kind: str, failure: Any, waits: list[float]) -> None:
    """A service that is busy, stopping or away for a moment."""
    script = Script(failure, failure)
    assert asked(script, kind, text="x").status == "clean"
    assert len(script.requests) == 3
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1


@both
def test_the_same_page_is_sent_again(kind: str, waits: list[float]) -> None:
    """Every try has the whole body."""
    script = Script(refused("over-capacity"))
    asked(script, kind, text="x")
    assert waits
    assert [request.content for request in script.requests] == [b'{"text": "x"}'] * 2


def test_waits_grow_and_end(waits: list[float]) -> None:
    """Twice as long each time, up to the longest, and so often as was said."""
    script = Script(*[httpx.ConnectError("refused")] * 20)
    with pytest.raises(Unreachable, match="no answer after 8 of 8 tries: ConnectError: refused"):
        asked(script, "sync", text="x", retries=Retries(tries=8, first=1, longest=10))
    assert len(script.requests) == 8
    assert all(
        most / 2 <= wait <= most for wait, most in zip(waits, [1, 2, 4, 8, 10, 10, 10], strict=True)
    )


@both
def test_retry_after_is_obeyed(kind: str, waits: list[float]) -> None:
    """Never earlier than the service says; a date that has passed, or no date at all, says
    nothing.
    """
    headers = ["7", "soon", "Fri, 25 Feb 2022 19:40:30 GMT"]
    asked(
        Script(*(refused("over-capacity", {"Retry-After": header}) for header in headers)),
        kind,
        text="x",
    )
    assert 7.25 <= waits[0] <= 7.5
    assert 0.5 <= waits[1] <= 1
    assert 1 <= waits[2] <= 2


@pytest.mark.parametrize("header", ["3600", "Fri, 25 Feb 2999 19:40:30 GMT"])
def test_a_wait_that_is_too_long_is_told(header: str, waits: list[float]) -> None:
    """A service that wants an hour, in seconds or as a date, gets the caller's decision instead."""
    script = Script(refused("over-capacity", {"Retry-After": header}))
    with pytest.raises(OverCapacity) as told:
        asked(script, "sync", text="x")
    assert told.value.retry_after is not None
    assert told.value.retry_after >= 3600
    assert waits == []


def test_a_service_that_stays_busy_is_told(waits: list[float]) -> None:
    """The problem of the last try, even where a gateway has said it in words of its own."""
    with pytest.raises(OverCapacity, match="429 Too Many Requests"):
        asked(lambda _: httpx.Response(429), "sync", text="x")
    assert len(waits) == 5


@pytest.mark.parametrize(
    "slug", ["malformed-body", "body-too-large", "invalid-request", "internal-error", "out-of-time"]
)
def test_what_will_not_pass_is_not_tried_again(slug: str, waits: list[float]) -> None:
    """The same page would end the same way."""
    script = Script(refused(slug))
    with pytest.raises(Refused):
        asked(script, "sync", text="x")
    assert (len(script.requests), waits) == (1, [])
