"""Dateline for Scrapy: an item pipeline, and a spider middleware that needs no change to a spider.

Three lines of settings::

    DATELINE_URL = "http://localhost:8000"
    ITEM_PIPELINES = {"dateline_client.scrapy.DatelinePipeline": 300}
    DATELINE_KEY = "…"  # where the service asks for one

or, to have the items of a page enriched from the page they came from, instead of the second line::

    SPIDER_MIDDLEWARES = {"dateline_client.scrapy.DatelineMiddleware": 550}

Both give an item ``article`` and ``dateline_status``; where there is no answer it keeps what it has
and gets ``dateline_problem``.  Nothing is dropped, and the crawl goes on while the service works.
They need Scrapy's asyncio reactor, which is its default.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, Self, cast

from itemadapter import ItemAdapter, is_item
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from dateline_client.client import AsyncDateline
from dateline_client.errors import DatelineError, Refused
from dateline_client.page import Page
from dateline_client.retries import Retries

log = logging.getLogger(__name__)

ARTICLE, STATUS, PROBLEM = "article", "dateline_status", "dateline_problem"

#: The members of an item that describe a page, named like the client's arguments.
MEMBERS = frozenset(Page.__annotations__)
CONTENTS = ("html", "text", "metadata")

#: The key in ``response.meta`` under which the middleware keeps the time of the response.
FETCHED_AT = "dateline_fetched_at"
HEADERS = ("Content-Type", "Content-Language", "Date", "Last-Modified", "Link")


class Desk:
    """The client of a crawl, with its limit on simultaneous requests and its statistics.

    Settings: DATELINE_URL (http://localhost:8000), DATELINE_KEY, DATELINE_AT_ONCE (8),
    DATELINE_TRIES (6).
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._client = AsyncDateline(
            settings.get("DATELINE_URL", "http://localhost:8000"),
            key=settings.get("DATELINE_KEY") or None,
            retries=Retries(tries=settings.getint("DATELINE_TRIES", 6)),
        )
        # More at once would only wait at the service.
        self._gate = asyncio.Semaphore(settings.getint("DATELINE_AT_ONCE", 8))
        self._stats = crawler.stats
        self._undeclared: set[tuple[type, str]] = set()
        self.close = self._client.aclose

    async def ask(self, page: Page) -> dict[str, object]:
        """Ask about a page; return the fields for its item."""
        try:
            async with self._gate:
                answer = await self._client.normalize(explain="none", **page)
        except DatelineError as error:
            self._count("problem")
            log.warning("no answer for %s: %s", page.get("url"), error)
            return {PROBLEM: _document(error)}
        self._count(answer.status)
        return {
            ARTICLE: answer.article.model_dump(mode="json", by_alias=True, exclude_unset=True),
            STATUS: answer.status,
        }

    def write(self, item: Any, fields: Mapping[str, object]) -> None:
        """Set these fields on the item; a field that its class does not declare is left out and
        logged once.
        """
        adapter = ItemAdapter(item)
        for name, value in fields.items():
            try:
                adapter[name] = value
            except (KeyError, AttributeError, ValueError):
                if (type(item), name) not in self._undeclared:
                    self._undeclared.add((type(item), name))
                    log.error(
                        "%s declares no field %s: it cannot be written", type(item).__name__, name
                    )

    def _count(self, what: str) -> None:
        if self._stats is not None:
            self._stats.inc_value(f"dateline/{what}")


def _document(error: DatelineError) -> dict[str, Any]:
    """Return the problem document of an error; made up where the service sent none."""
    if isinstance(error, Refused):
        return error.problem.model_dump(mode="json", exclude_unset=True)
    return {"type": "about:blank", "title": type(error).__name__, "detail": str(error)}


class DatelinePipeline:
    """An item pipeline that sends what an item holds: html (bytes or str), text or metadata, with
    url, headers, fetched_at, ….

    An item that has none of the three is metadata itself: its title, date, tags and so on, under
    any of the usual names.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._desk = Desk(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the pipeline of a crawl."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return the item with Dateline's fields."""
        self._desk.write(item, await self._desk.ask(page_of(item)))
        return item

    async def close_spider(self) -> None:
        """Close the connections."""
        await self._desk.close()


def page_of(item: Any) -> Page:
    """Return the page that an item describes."""
    held = {name: value for name, value in ItemAdapter(item).items() if value is not None}
    page: dict[str, Any] = {name: value for name, value in held.items() if name in MEMBERS}
    if not any(name in page for name in CONTENTS):
        page["metadata"] = {
            name: value
            for name, value in held.items()
            if name not in (*MEMBERS, ARTICLE, STATUS, PROBLEM)
        }
    return cast(Page, page)


class DatelineMiddleware:
    """A spider middleware that adds Dateline's answer to each item, from the bytes, address and
    headers of the item's page.

    A page is sent once, whatever the number of its items, and only if there are any.  Items from
    other responses than HTML pass unchanged.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._desk = Desk(crawler)
        crawler.signals.connect(self._desk.close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of a crawl."""
        return cls(crawler)

    def process_spider_input(self, response: Response) -> None:
        """Record when the response came in; one from Scrapy's cache came in earlier, and its Date
        header says when.
        """
        if "cached" not in response.flags:
            response.meta[FETCHED_AT] = datetime.now(UTC).replace(microsecond=0)

    async def process_spider_output(
        self, response: Response, result: AsyncIterable[Any]
    ) -> AsyncIterator[Any]:
        """Yield what the spider yields, with its items enriched."""
        fields: Mapping[str, object] | None = None
        async for output in result:
            if isinstance(response, HtmlResponse) and is_item(output):
                if fields is None:
                    fields = await self._desk.ask(page_from(response))
                self._desk.write(output, deepcopy(fields))
            yield output


def page_from(response: Response) -> Page:
    """Return the page of a response."""
    given = {name: response.headers.get(name) for name in HEADERS}
    headers = {name: value.decode("latin-1") for name, value in given.items() if value}
    return Page(
        html=response.body,
        url=response.url,
        headers=headers,
        fetched_at=response.meta.get(FETCHED_AT),
    )
