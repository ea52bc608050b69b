"""The Scrapy pipeline and middleware in real crawls: every item comes out, with its article or with
the reason why not.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from service.web.examples import EXAMPLES, FOLDER

ROOT = Path(__file__).parents[2]
PAGES = {
    page.file: (FOLDER / page.file).read_bytes()
    for page in EXAMPLES
    if page.media_type == "text/html"
}

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("scrapy") is None,
    reason="scrapy is not installed (`make examples` does)",
)


class Site(BaseHTTPRequestHandler):
    """The built-in pages, a front page that links to them, and a feed."""

    def do_GET(self) -> None:
        """A page, by the name of its file."""
        name = self.path.strip("/")
        links = "".join(
            f'<a href="/{page}">{page}</a>' for page in (*PAGES, "feed.xml", "empty.html")
        )
        body, kind = PAGES.get(name, links.encode()), "text/html"
        if name == "feed.xml":
            body, kind = b"<rss><title>Feed</title></rss>", "application/xml"
        elif name == "empty.html":
            body = b""
        self.send_response(200)
        for header, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("X-Secret", "7f3a"),
        ):
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Proxy(BaseHTTPRequestHandler):
    """Hands requests on to the service, and keeps those that it did not send away."""

    service: str
    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        """Hand a request on."""
        import httpx

        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = httpx.post(
            self.service + self.path,
            content=body,
            headers={"Content-Type": self.headers["Content-Type"]},
        )
        if answer.status_code != 503:
            type(self).asked.append(json.loads(body))
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def listening() -> Iterator[Any]:
    """Starts servers, and stops them at the end."""
    running: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def listen(handler: type[BaseHTTPRequestHandler]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield listen
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


#: The three lines of settings that the module's docstring promises, and a spider that knows nothing
#: of Dateline.
SPIDER = """
import dataclasses
import scrapy

class Undeclared(scrapy.Item):
    url = scrapy.Field()
    title = scrapy.Field()

@dataclasses.dataclass
class Story:
    url: str
    html: bytes | None = None
    article: dict | None = None
    dateline_status: str | None = None
    dateline_problem: dict | None = None

class NewsSpider(scrapy.Spider):
    name = "news"
    custom_settings = {
        "DATELINE_URL": %(url)r,
        %(use)s,
        "DATELINE_TRIES": %(tries)s,
        # Bytes are no JSON: html stays in the item and out of the feed.
        "FEED_EXPORT_FIELDS": "url title n text article dateline_status dateline_problem".split(),
    }

    async def start(self):
        yield scrapy.Request(%(site)r, callback=self.%(callback)s)

    def links(self, response):
        yield from response.follow_all(css="a", callback=self.story)

    def story(self, response):
        yield {"url": response.url, "n": 1}
        yield {"url": response.url, "n": 2}

    def held(self, response):
        yield {"url": "https://news.example/a", "html": b"<h1>Envoys return</h1><p>By Ana Ruiz, 25 February 2022", "n": 1}
        yield {"url": "https://news.example/b", "title": "Envoys return", "pubDate": "2022-02-25", "n": 2}
        yield {"url": "https://news.example/c", "text": "Envoys return", "fetched_at": "yesterday", "n": 3}
        yield {"url": "https://news.example/d", "price": {1, 2}, "n": 4}
        yield Story("https://news.example/e", b"<h1>Envoys return</h1>")
        yield Undeclared(url="https://news.example/f", title="Envoys return")
"""
PIPELINE = '"ITEM_PIPELINES": {"dateline_client.scrapy.DatelinePipeline": 300}'
MIDDLEWARE = '"SPIDER_MIDDLEWARES": {"dateline_client.scrapy.DatelineMiddleware": 550}'


def crawl(folder: Path, tries: int = 6, **values: str) -> tuple[list[dict[str, Any]], str]:
    """The items of a crawl, and its log."""
    (folder / "spider.py").write_text(SPIDER % {"tries": tries, **values}, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "clients" / "python")}
    command = [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-O", "items.jsonl"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    lines = (folder / "items.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines], done.stderr


def test_the_pipeline_sends_what_an_item_holds(
    service: str, listening: Any, tmp_path: Path
) -> None:
    """Bytes, or what a scraper has extracted; what cannot be answered keeps its fields, and items
    of any class come out.
    """
    items, log = crawl(tmp_path, url=service, use=PIPELINE, site=listening(Site), callback="held")
    found = {item["url"][-1]: item for item in items}
    assert set(found) == set("abcdef")
    assert found["a"]["article"]["author"] == [{"@type": "Person", "name": "Ana Ruiz"}]
    assert found["a"]["n"] == 1
    assert found["b"]["article"]["datePublished"] == "2022-02-25"
    assert (found["b"]["title"], found["b"]["dateline_status"]) == ("Envoys return", "clean")
    assert found["c"]["dateline_problem"]["status"] == 422
    assert (found["c"]["text"], found["c"]["n"]) == ("Envoys return", 3)
    assert found["d"]["dateline_problem"]["title"] == "BadPage"
    assert found["e"]["article"]["headline"] == "Envoys return"
    assert found["f"] == {"url": "https://news.example/f", "title": "Envoys return"}
    assert "Undeclared declares no field article" in log
    assert "'dateline/problem': 2" in log


def test_the_middleware_sends_the_page_of_an_item(
    service: str, listening: Any, tmp_path: Path
) -> None:
    """The bytes once a page, with its address, its headers and the time of the fetch; a feed's
    items pass as they are.
    """
    Proxy.service, Proxy.asked = service, []
    items, log = crawl(
        tmp_path, url=listening(Proxy), use=MIDDLEWARE, site=listening(Site), callback="links"
    )
    assert len(items) == 2 * (len(PAGES) + 2)
    found = {(item["url"].rsplit("/", 1)[1], item["n"]): item for item in items}
    for name in PAGES:
        assert found[name, 1]["article"] == found[name, 2]["article"]
        assert found[name, 1]["article"]["headline"]
        assert found[name, 1]["dateline_status"] in ("clean", "repaired", "unresolved")
    assert set(found["feed.xml", 1]) == {"url", "n"}
    assert found["empty.html", 2]["dateline_problem"]["status"] == 422
    assert len(Proxy.asked) == len(PAGES) + 1
    for page in Proxy.asked:
        assert page["url"].startswith("http://127.0.0.1")
        assert page["headers"]["Content-Type"] == "text/html"
        assert {"htmlBase64", "fetchedAt", "headers", "url"} == set(page)
        assert "X-Secret" not in page["headers"]
    assert "Traceback" not in log


def test_a_crawl_survives_a_service_that_is_away(listening: Any, tmp_path: Path) -> None:
    """Every item comes out, with the reason why it has no article."""
    items, _ = crawl(
        tmp_path,
        1,
        url="http://127.0.0.1:9",
        use=MIDDLEWARE,
        site=listening(Site),
        callback="links",
    )
    assert len(items) == 2 * (len(PAGES) + 2)
    assert {item.get("dateline_problem", {}).get("title") for item in items} == {
        "Unreachable",
        None,
    }
