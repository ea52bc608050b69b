"""A Scrapy spider whose items get their article from Dateline.

`scrapy runspider scrapy_spider.py -a front=https://news.example/ -O out.jsonl`

The spider knows nothing of it: the middleware sends each page that an item came from.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure


class NewsSpider(scrapy.Spider):
    """The pages that a front page links to."""

    name = "news"
    front: str = ""
    custom_settings = {  # noqa: RUF012 (Scrapy's own way to say it)
        "DATELINE_URL": os.environ.get("DATELINE_URL", "http://localhost:8000"),
        "DATELINE_KEY": os.environ.get("DATELINE_KEY"),
        "SPIDER_MIDDLEWARES": {"dateline_client.scrapy.DatelineMiddleware": 550},
        "LOG_LEVEL": "WARNING",
    }

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The front page that ``-a front=…`` names."""
        if not self.front.startswith(("http://", "https://")):
            self.logger.error("say where to begin: -a front=https://news.example/")
            return
        # told of once, and not by the tries too
        once = {"dont_retry": True}
        yield scrapy.Request(self.front, callback=self.parse, errback=self.failed, meta=once)

    def failed(self, failure: Failure) -> None:
        """Say in one line that the front page cannot be had."""
        self.logger.error("%s: %s", self.front, failure.getErrorMessage())

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """A request for each article."""
        assert isinstance(response, TextResponse)
        yield from response.follow_all(css="a", callback=self.parse_article)

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        """What the crawl wants to keep beside the article."""
        yield {"url": response.url}
