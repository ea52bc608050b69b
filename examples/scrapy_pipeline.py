"""A Scrapy spider whose items go through Dateline.

`scrapy runspider scrapy_pipeline.py -a front=https://news.example/ -O out.jsonl`

The pipeline gathers what the spider yields, sends a batch when it is full or half a second old, and gives each item its
article, its status and, where the service refused a page, the problem.  Settings: DATELINE_URL, DATELINE_KEY, DATELINE_BATCH.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

#: Seconds that a batch waits for more items, and how often a refused one is sent again.
LINGER, TRIES = 0.5, 6


class DatelinePipeline:
    """An item pipeline: an item holds the members of a page (url, htmlBase64, headers, …) and gets article and status."""

    def __init__(self, url: str, key: str | None, size: int) -> None:
        headers = {"Content-Type": "application/x-ndjson", **({"Authorization": f"Bearer {key}"} if key else {})}
        self._client = httpx.AsyncClient(base_url=url, headers=headers, timeout=120)
        self._size = size
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[dict[str, Any]]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._sending: set[asyncio.Task[None]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DatelinePipeline:
        """The pipeline with the crawler's settings, or those of the environment."""
        url = crawler.settings.get("DATELINE_URL") or os.environ.get("DATELINE_URL", "http://localhost:8000")
        key = crawler.settings.get("DATELINE_KEY") or os.environ.get("DATELINE_KEY")
        return cls(url, key, crawler.settings.getint("DATELINE_BATCH", 50))

    async def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """The item with what Dateline says of its page; other items are sent meanwhile."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._waiting.append((item, answer))
        if len(self._waiting) >= self._size:
            self._flush()
        elif self._timer is None:
            self._timer = loop.call_later(LINGER, self._flush)
        line = await answer
        if "problem" in line:
            return {"url": item["url"], "problem": line["problem"]}
        return {"url": item["url"], "article": line["article"], "status": line["status"]}

    async def close_spider(self) -> None:
        """Let go of the connections; no item waits any more when a spider closes."""
        await self._client.aclose()

    def _flush(self) -> None:
        """Send what waits; the crawl goes on meanwhile."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._waiting = self._waiting, []
        task = asyncio.create_task(self._answer(batch))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _answer(self, batch: list[tuple[dict[str, Any], asyncio.Future[dict[str, Any]]]]) -> None:
        try:
            lines = [line async for line in self._lines("".join(json.dumps(item) + "\n" for item, _ in batch))]
        except httpx.HTTPError as error:
            lines = [{"problem": {"title": "No answer", "detail": repr(error)}}]
        for place, (_, answer) in enumerate(batch):
            # A batch that was cut off ends with a problem, which is that of all the lines that did not come.
            answer.set_result(lines[min(place, len(lines) - 1)])

    async def _lines(self, body: str) -> AsyncIterator[dict[str, Any]]:
        """The answers, a line for a line; a service that is over its capacity is asked again when it says."""
        for left in reversed(range(TRIES)):
            response = await self._client.post("/v1/normalize/batch", content=body)
            if response.status_code != 503 or not left:
                break
            await asyncio.sleep(float(response.headers.get("Retry-After", 1)))
        if response.status_code != 200:
            yield {"problem": response.json()}
        else:
            for line in response.text.splitlines():
                yield json.loads(line)


class NewsSpider(scrapy.Spider):
    """The pages that a front page links to, as they were fetched."""

    name = "news"
    front: str
    custom_settings = {  # noqa: RUF012 (Scrapy's own way to say it)
        "ITEM_PIPELINES": {DatelinePipeline: 300},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "LOG_LEVEL": "WARNING",
    }

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The front page that ``-a front=…`` names."""
        yield scrapy.Request(self.front, callback=self.parse)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """A request for each article."""
        assert isinstance(response, TextResponse)
        yield from response.follow_all(css="a", callback=self.parse_article)

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        """The page's bytes, undecoded, with what the fetch knows of it."""
        yield {
            "url": response.url,
            "htmlBase64": base64.b64encode(response.body).decode("ascii"),
            "headers": {"Content-Type": (response.headers.get("Content-Type") or b"").decode("latin-1")},
            "fetchedAt": datetime.now(UTC).isoformat(timespec="seconds"),
        }
