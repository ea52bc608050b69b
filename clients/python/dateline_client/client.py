"""The clients: ``Dateline`` waits for each answer, ``AsyncDateline`` awaits it under asyncio."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from typing import Any, Self, TypeAlias, TypeVar, Unpack

import httpx

from dateline_client import asking
from dateline_client.answers import Kept, Line, Model
from dateline_client.asking import Asked, Batch, Cutter, Explain, Wanted
from dateline_client.errors import OverCapacity, Unreachable
from dateline_client.models import CapturesResult, FlatResult, Result
from dateline_client.page import Page
from dateline_client.retries import Retries

Read = TypeVar("Read")

#: Pages with the names of the keyword arguments, or of the JSON members.
Pages: TypeAlias = Iterable[Mapping[str, object]]
AnyPages: TypeAlias = Pages | AsyncIterable[Mapping[str, object]]

# The service allows a page 5 s of work and 1 s of waiting for its turn; a batch sends a line after
# each page.
TIMEOUT = httpx.Timeout(60.0, connect=10.0)


def _options(url: str, key: str | None, timeout: float | httpx.Timeout) -> dict[str, Any]:
    return {
        "base_url": asking.address(url),
        "headers": asking.authorization(key),
        "timeout": timeout,
    }


class Dateline:
    """A client of the service at ``url``; safe to share between threads.

    ``key`` is the API key, where the service asks for one.  ``transport`` is httpx's, for a proxy
    or certificates of one's own.
    """

    def __init__(
        self,
        url: str = "http://localhost:8000",
        *,
        key: str | None = None,
        retries: Retries = Retries(),  # noqa: B008 (frozen)
        timeout: float | httpx.Timeout = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(**_options(url, key, timeout), transport=transport)
        self._retries = retries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def normalize(
        self,
        *,
        explain: Explain | None = None,
        fields: Sequence[str] | None = None,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        **page: Unpack[Page],
    ) -> Result:
        """Return the answer for one page: ``normalize(html=response.content, url=response.url)``.

        ``explain`` is how much of the reasons it carries, ``fields`` which properties; values less
        probable than ``min_confidence`` are withheld.  With ``fingerprint`` it has what copies of a
        text are told by.
        """
        return self._ask(asking.nested(explain, fields, min_confidence, fingerprint).one(page))

    def flat(
        self,
        *,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        **page: Unpack[Page],
    ) -> FlatResult:
        """Return the answer for one page as a row for a table."""
        return self._ask(asking.rows(min_confidence, fingerprint).one(page))

    def captures(
        self,
        captures: Pages,
        *,
        explain: Explain | None = None,
        fields: Sequence[str] | None = None,
        min_confidence: float | None = None,
        fingerprint: bool = False,
    ) -> CapturesResult:
        """Return one answer for several captures of one article, in any order, with its history.

        Each is a page with its ``fetched_at``; up to 1,000 go in one request.
        """
        wanted = asking.of_captures(explain, fields, min_confidence, fingerprint)
        return self._ask(wanted.together(captures))

    def normalize_many(
        self,
        pages: Pages,
        *,
        explain: Explain = "none",
        fields: Sequence[str] | None = None,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        at_once: int = 4,
    ) -> Generator[Line[Result], None, None]:
        """Yield the answers for any number of pages in order, for each a PageAnswer or, if it
        failed, a PageProblem.

        Pages are taken from the iterable as answers are consumed, with ``at_once`` batches in work,
        so memory does not grow with the number of pages.
        """
        return self._stream(
            asking.nested(explain, fields, min_confidence, fingerprint), pages, at_once
        )

    def flat_many(
        self,
        pages: Pages,
        *,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        at_once: int = 4,
    ) -> Generator[Line[FlatResult], None, None]:
        """Yield the answers for any number of pages as rows, in the way of ``normalize_many``."""
        return self._stream(asking.rows(min_confidence, fingerprint), pages, at_once)

    def _stream(
        self, wanted: Wanted[Model], pages: Pages, at_once: int
    ) -> Generator[Line[Model], None, None]:
        _check(at_once)
        pool = ThreadPoolExecutor(at_once, "dateline")
        working: deque[Future[list[Line[Model]]]] = deque()
        try:
            for batch in _batches(wanted.cutter(), pages):
                working.append(pool.submit(self._batch, wanted, batch))
                if len(working) >= at_once:
                    yield from working.popleft().result()
            while working:
                yield from working.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _batch(self, wanted: Wanted[Model], batch: Batch) -> list[Line[Model]]:
        try:
            return self._ask(wanted.many(batch))
        except Unreachable:
            # Answers too long for the sockets' buffers block a batch that is still being sent; a
            # single page is not blocked.
            if len(batch.pages) == 1:
                raise
            return [line for page in batch.alone() for line in self._ask(wanted.many(page))]

    def _ask(self, asked: Asked[Read]) -> Read:
        tried = 0
        while True:
            tried += 1
            try:
                with self._http.stream(**asked.arguments) as response:
                    kept = Kept()
                    for piece in response.iter_bytes():
                        kept.add(piece)
                    return asked.read(response, kept.whole())
            except (httpx.RequestError, OverCapacity) as failure:
                time.sleep(self._retries.pause(tried, failure))


class AsyncDateline:
    """``Dateline`` under asyncio."""

    def __init__(
        self,
        url: str = "http://localhost:8000",
        *,
        key: str | None = None,
        retries: Retries = Retries(),  # noqa: B008 (frozen)
        timeout: float | httpx.Timeout = TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._http = httpx.AsyncClient(**_options(url, key, timeout), transport=transport)
        self._retries = retries

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def normalize(
        self,
        *,
        explain: Explain | None = None,
        fields: Sequence[str] | None = None,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        **page: Unpack[Page],
    ) -> Result:
        """Return the answer for one page, like ``Dateline.normalize``."""
        return await self._ask(
            asking.nested(explain, fields, min_confidence, fingerprint).one(page)
        )

    async def flat(
        self,
        *,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        **page: Unpack[Page],
    ) -> FlatResult:
        """Return the answer for one page as a row for a table."""
        return await self._ask(asking.rows(min_confidence, fingerprint).one(page))

    async def captures(
        self,
        captures: Pages,
        *,
        explain: Explain | None = None,
        fields: Sequence[str] | None = None,
        min_confidence: float | None = None,
        fingerprint: bool = False,
    ) -> CapturesResult:
        """Return one answer for several captures of one article, like ``Dateline.captures``."""
        wanted = asking.of_captures(explain, fields, min_confidence, fingerprint)
        return await self._ask(wanted.together(captures))

    def normalize_many(
        self,
        pages: AnyPages,
        *,
        explain: Explain = "none",
        fields: Sequence[str] | None = None,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        at_once: int = 4,
    ) -> AsyncGenerator[Line[Result], None]:
        """Yield the answers for any number of pages in order, like ``Dateline.normalize_many``."""
        return self._stream(
            asking.nested(explain, fields, min_confidence, fingerprint), pages, at_once
        )

    def flat_many(
        self,
        pages: AnyPages,
        *,
        min_confidence: float | None = None,
        fingerprint: bool = False,
        at_once: int = 4,
    ) -> AsyncGenerator[Line[FlatResult], None]:
        """Yield the answers for any number of pages as rows."""
        return self._stream(asking.rows(min_confidence, fingerprint), pages, at_once)

    async def _stream(
        self, wanted: Wanted[Model], pages: AnyPages, at_once: int
    ) -> AsyncGenerator[Line[Model], None]:
        _check(at_once)
        working: deque[asyncio.Task[list[Line[Model]]]] = deque()
        try:
            async with aclosing(_awaited_batches(wanted.cutter(), pages)) as batches:
                async for batch in batches:
                    working.append(asyncio.create_task(self._batch(wanted, batch)))
                    if len(working) >= at_once:
                        for line in await working.popleft():
                            yield line
            while working:
                for line in await working.popleft():
                    yield line
        finally:
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)

    async def _batch(self, wanted: Wanted[Model], batch: Batch) -> list[Line[Model]]:
        try:
            return await self._ask(wanted.many(batch))
        except Unreachable:
            # As in Dateline.
            if len(batch.pages) == 1:
                raise
            return [line for page in batch.alone() for line in await self._ask(wanted.many(page))]

    async def _ask(self, asked: Asked[Read]) -> Read:
        tried = 0
        while True:
            tried += 1
            try:
                async with self._http.stream(**asked.arguments) as response:
                    kept = Kept()
                    async for piece in response.aiter_bytes():
                        kept.add(piece)
                    return asked.read(response, kept.whole())
            except (httpx.RequestError, OverCapacity) as failure:
                await asyncio.sleep(self._retries.pause(tried, failure))


def _check(at_once: int) -> None:
    if at_once < 1:
        raise ValueError(f"at_once: {at_once}, and not at least 1")


def _batches(cutter: Cutter, pages: Pages) -> Iterator[Batch]:
    for page in pages:
        yield from cutter.add(page)
    yield from cutter.rest()


async def _awaited_batches(cutter: Cutter, pages: AnyPages) -> AsyncGenerator[Batch, None]:
    if isinstance(pages, AsyncIterable):
        async for page in pages:
            for batch in cutter.add(page):
                yield batch
        for batch in cutter.rest():
            yield batch
    else:
        for batch in _batches(cutter, pages):
            yield batch
