"""Many pages through the Python client: in order, in bounded memory, each with its own fault."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline_client import (
    AsyncDateline,
    Dateline,
    Invalid,
    NotDateline,
    PageAnswer,
    PageProblem,
    Retries,
    asking,
    errors,
)
from tests.clients.script import NDJSON, Handler, Script, afresh, answered, both, document, refused


def many(handler: Handler, kind: str, pages: Iterator[Any], **arguments: Any) -> Iterator[Any]:
    """What a client of this kind gives for these pages."""
    if kind == "sync":
        with Dateline(transport=httpx.MockTransport(handler), retries=Retries(first=0)) as client:
            yield from client.normalize_many(pages, **arguments)
        return

    async def later() -> AsyncIterator[Any]:
        for one in pages:
            yield one

    async def ask() -> AsyncIterator[Any]:
        source = pages if kind == "async" else later()
        async with (
            AsyncDateline(
                transport=httpx.MockTransport(handler), retries=Retries(first=0)
            ) as client,
            aclosing(client.normalize_many(source, **arguments)) as lines,
        ):
            async for line in lines:
                yield line

    loop = asyncio.new_event_loop()
    lines = ask()
    try:
        while True:
            yield loop.run_until_complete(anext(lines))
    except StopAsyncIteration:
        pass
    finally:
        loop.run_until_complete(lines.aclose())  # type: ignore[attr-defined]
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


every = pytest.mark.parametrize("kind", ["sync", "async", "async of async"])


@every
@given(number=st.integers(0, 230), at_once=st.integers(1, 5))
def test_law_pages_come_back_in_order_and_none_is_taken_early(
    kind: str, number: int, at_once: int
) -> None:
    """Each page has its line in its place, and no more pages are taken than there are batches in
    work.
    """
    taken = 0

    def pages() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for taken in range(1, number + 1):
            yield {"id": taken, "text": "x"}

    given_back = 0
    for line in many(answered, kind, pages(), at_once=at_once):
        given_back += 1
        assert isinstance(line, PageAnswer)
        assert (line.number, line.id) == (given_back, given_back)
        assert taken <= given_back + at_once * asking.PAGES["none"]
    assert given_back == number


@every
def test_long_pages_make_short_batches(kind: str) -> None:
    """Memory is bounded by bytes, not by pages alone; a page that is longer than a batch goes
    alone.
    """
    sizes: list[int] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sizes.append(len(request.content))
        return answered(request)

    pages = [{"text": "x" * 1_500_000}] * 5 + [{"text": "x" * 5_000_000}] + [{"text": "x"}]
    assert [line.number for line in many(handler, kind, iter(pages), at_once=1)] == list(
        range(1, 8)
    )
    assert [size // 1_000_000 for size in sizes] == [3, 3, 6, 0] or [
        size // 1_000_000 for size in sizes
    ] == [3, 3, 1, 5, 0]


@every
def test_a_problem_is_its_pages_own(kind: str) -> None:
    """The others are answered."""

    def handler(request: httpx.Request) -> httpx.Response:
        lines = answered(request).text.splitlines()
        lines[1] = json.dumps({"line": 2, "id": "b", "problem": document("invalid-request")})
        return httpx.Response(200, content="\n".join(lines), headers=NDJSON)

    first, second, third = many(handler, kind, iter([{"id": key, "text": "x"} for key in "abc"]))
    assert isinstance(first, PageAnswer)
    assert isinstance(third, PageAnswer)
    assert isinstance(second, PageProblem)
    assert (second.number, second.id, second.problem.status) == (2, "b", 422)
    assert isinstance(second.error, Invalid)


@every
def test_a_batch_that_breaks_is_sent_again(kind: str) -> None:
    """Nothing is lost and nothing comes twice."""
    script = Script(httpx.RemoteProtocolError("cut"), refused("over-capacity"))
    numbers = [line.number for line in many(script, kind, iter([{"text": "x"}] * 120), at_once=2)]
    assert numbers == list(range(1, 121))


@every
def test_a_batch_that_never_gets_through_goes_page_by_page(kind: str) -> None:
    """The service closes a connection whose answers nobody takes while it sends; a single page it
    reads to its end.
    """

    def handler(request: httpx.Request) -> httpx.Response:
        if request.content.count(b"\n") > 1:
            raise httpx.WriteError("reset")
        return answered(request)

    lines = list(many(handler, kind, iter([{"id": key, "text": "x"} for key in range(60)])))
    assert [(line.number, line.id) for line in lines] == [(key + 1, key) for key in range(60)]


@every
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 lines came back for 2 pages"),
        (b'{"line": 1, "id": 1}\n', "is no Result"),
        (b"garbage\n", "line 1 of the answer is cut or no JSON"),
        (b'{"line": 2}\n', "line 1 of the answer has another number"),
        (b"[]\n", "line 1 of the answer has another number"),
        (b'{"line": 1, "problem": []}\n', "is no Problem"),
    ],
)
def test_a_garbled_batch_is_a_typed_error(kind: str, content: bytes, said: str) -> None:
    """Cut, garbled, or another server's."""
    answer = httpx.Response(200, content=content, headers=NDJSON)
    with pytest.raises(NotDateline, match=re.escape(said)):
        list(many(lambda _: afresh(answer), kind, iter([{"text": "x"}] * 2)))


@every
def test_a_batch_that_is_given_up_says_why(kind: str) -> None:
    """A last line with a problem ends it."""
    line = json.dumps({"line": 1, "problem": document("too-slow")})
    answer = httpx.Response(200, content=line, headers=NDJSON)
    with pytest.raises(errors.TooSlow):
        list(many(lambda _: afresh(answer), kind, iter([{"text": "x"}] * 2)))


@every
def test_nothing_runs_on_when_nobody_reads(kind: str) -> None:
    """Who stops after the first answer takes no more pages."""
    taken = iter([{"text": "x"}] * 1000)
    lines = many(answered, kind, taken, at_once=2)
    assert next(lines).number == 1
    lines.close()  # type: ignore[attr-defined]
    assert len(list(taken)) == 900


@both
def test_none_at_once_is_told(kind: str) -> None:
    """Instead of waiting for ever."""
    with pytest.raises(ValueError, match="at_once: 0"):
        list(many(answered, kind, iter([{"text": "x"}]), at_once=0))
