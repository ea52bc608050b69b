"""Every example does what it says, against a real service that is over its capacity at first."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from service.web.examples import EXAMPLES as PAGES
from service.web.examples import FOLDER as PAGE_FOLDER
from tests.http.serving import serving
from tests.programs import program

FOLDER = Path(__file__).parents[2] / "examples"
CLIENT = str(FOLDER.parent / "clients" / "python")
HTML = tuple(str(PAGE_FOLDER / page.file) for page in PAGES if page.media_type == "text/html")

#: What the built-in pages say: headline, status, day.
HEADLINES = {
    "Harbour Festival Opens With a Parade of Small Boats": ("unresolved", "-"),
    "Night Trains Return to the Coast": ("repaired", "2023-06-14T07:15:00+02:00"),
    "River Town Votes to Keep Its Ferry": ("repaired", "2024-01-15T09:30:00+00:00"),
    "Museum Finds a Second Portrait Under the First": ("unresolved", "-"),
    "Lighthouse Keepers Hand Over the Last Key": ("clean", "2023-11-08T16:20:00+00:00"),
}


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a running service."""
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


class Busy(BaseHTTPRequestHandler):
    """Hands requests on to the service, but says first that every place is taken."""

    service: str
    refused: int

    def do_POST(self) -> None:
        """Refuse the first request, hand on the others."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not type(self).refused:
            type(self).refused += 1
            self._answer(
                503,
                "application/problem+json",
                b'{"title":"Over capacity","detail":"full"}',
                ("Retry-After", "1"),
            )
            return
        request = urllib.request.Request(
            self.service + self.path, body, {"Content-Type": self.headers["Content-Type"]}
        )
        try:
            with urllib.request.urlopen(request) as response:
                self._answer(response.status, response.headers["Content-Type"], response.read())
        except urllib.error.HTTPError as error:
            # On a busy machine the service itself can be over its capacity.
            waits = (
                [("Retry-After", error.headers["Retry-After"])]
                if "Retry-After" in error.headers
                else []
            )
            self._answer(error.code, error.headers["Content-Type"], error.read(), *waits)

    def _answer(self, status: int, media_type: str, body: bytes, *more: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", media_type),
            ("Content-Length", str(len(body))),
            *more,
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def busy(service: str) -> Iterator[type[Busy]]:
    """A service that is over its capacity once; its address is in the environment of the
    examples.
    """
    handler = type("BusyOnce", (Busy,), {"service": service, "refused": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    handler.address = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    yield handler
    server.shutdown()
    thread.join()
    server.server_close()


def run(busy: Any, *command: str, cwd: Path = FOLDER) -> str:
    """What the example prints; it must have been refused once and have asked again."""
    environment = {
        **os.environ,
        "DATELINE_URL": busy.address,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": CLIENT,
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert busy.refused == 1
    return done.stdout


def needs(*modules: str) -> None:
    """Skip where a library of the example is not installed."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed (`make examples` does)")


def listed(printed: str) -> dict[str, tuple[str, str]]:
    """What the examples print that list status, date and headline."""
    cells = [line.split("\t") for line in printed.splitlines()]
    return {headline: (status, date) for status, date, headline in cells}


def test_requests(busy: Any) -> None:
    """Plain requests, one page each."""
    needs("requests")
    assert listed(run(busy, sys.executable, "with_requests.py", *HTML)) == HEADLINES


def test_client(busy: Any) -> None:
    """A stream of pages, printed in order."""
    printed = run(busy, sys.executable, "with_client.py", *HTML)
    assert listed(printed) == HEADLINES
    assert [line.split("\t")[2] for line in printed.splitlines()] == list(HEADLINES)


def test_node(busy: Any) -> None:
    """Node's own fetch."""
    assert listed(run(busy, program("node"), "normalize.mjs", *HTML)) == HEADLINES


def test_shell(busy: Any) -> None:
    """curl and jq, a line for a page."""
    program("curl"), program("jq")
    lines = run(busy, program("bash"), "normalize.sh", *HTML).splitlines()
    assert [tuple(line.split("\t")[1:3]) for line in lines] == list(HEADLINES.values())
    assert lines[1].split("\t")[3:] == ["Mara Lindqvist", "Night Trains, railways, climate, EU"]


def test_sqlite(busy: Any, tmp_path: Path) -> None:
    """A table that SQL can ask, with the tags as JSON."""
    database = tmp_path / "articles.db"
    printed = run(busy, sys.executable, "flat_to_sqlite.py", str(database), *HTML)
    assert printed.splitlines() == ["clean\t1", "repaired\t2", "unresolved\t2"]
    connection = sqlite3.connect(database)
    tags = connection.execute(
        "SELECT value FROM article, json_each(keywords) WHERE headline LIKE 'River%'"
    ).fetchall()
    connection.close()
    assert tags == [("ferry",), ("referendum",), ("river",)]


def test_duckdb(busy: Any, tmp_path: Path) -> None:
    """A table with lists in its cells."""
    needs("duckdb")
    printed = run(
        busy, sys.executable, "flat_to_duckdb.py", str(tmp_path / "articles.duckdb"), *HTML
    )
    assert "ferry\t1" in printed.splitlines()


def test_pandas(busy: Any) -> None:
    """A data frame in the order of the moments, in UTC; what is no instant stands last."""
    needs("pandas")
    lines = run(busy, sys.executable, "flat_to_pandas.py", *HTML).splitlines()
    assert "2023-06-14 05:15:00+00:00" in lines[1]
    assert [line.count("NaT") for line in lines[1:]] == [0, 0, 0, 1, 1]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A small site: a front page that links to the built-in pages."""
    links = "".join(f'<a href="/{Path(page).name}">{Path(page).stem}</a> ' for page in HTML)
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>Front page</title>{links}", "utf-8"
    )
    for page in HTML:
        shutil.copy(page, tmp_path)

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(tmp_path))

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_scrapy(busy: Any, site: str, tmp_path: Path) -> None:
    """A crawl through the middleware: every page comes out with its own article."""
    needs("scrapy")
    out = tmp_path / "out.jsonl"
    spider = [str(FOLDER / "scrapy_spider.py"), "-a", f"front={site}", "-O", str(out)]
    run(busy, sys.executable, "-m", "scrapy", "runspider", *spider, cwd=tmp_path)
    items = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    articles = [(item["dateline_status"], item["article"]) for item in items]
    found = {
        article["headline"]: (status, article.get("datePublished", "-"))
        for status, article in articles
    }
    assert found == HEADLINES
    assert {item["article"]["headline"]: item["url"].rsplit("/", 1)[1] for item in items} == dict(
        zip(HEADLINES, (Path(page).name for page in HTML), strict=True)
    )


def test_what_is_refused_is_told_in_words(service: str) -> None:
    """The examples raise or print the service's own reason."""
    needs("requests")
    code = "import with_requests as r; r.normalize(r.session(), b'')"
    environment = {**os.environ, "DATELINE_URL": service, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "the body is empty" in done.stderr


#: How each example is called, before its pages, and what it needs.
CALLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "with_requests.py": ((sys.executable,), ("requests",)),
    "with_client.py": ((sys.executable,), ()),
    "normalize.mjs": (("node",), ()),
    "normalize.sh": (("bash",), ()),
    "flat_to_sqlite.py": ((sys.executable,), ()),
    "flat_to_duckdb.py": ((sys.executable,), ("duckdb",)),
    "flat_to_pandas.py": ((sys.executable,), ("pandas",)),
}
#: What an example runs besides its own program.
RUNS = {"normalize.sh": ("curl", "jq")}
TABLES = {"flat_to_sqlite.py": "articles.db", "flat_to_duckdb.py": "articles.duckdb"}


def begun(address: str, cwd: Path, *command: str) -> subprocess.Popen[str]:
    """An example that runs in a folder, with its own modules in reach."""
    path = os.pathsep.join((CLIENT, str(FOLDER)))
    environment = {
        **os.environ, "DATELINE_URL": address, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": path,
    }  # fmt: skip
    return subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=-1, stderr=-1, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize("name", CALLS)
def test_what_is_wrong_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    """No service, no such file, no argument; and a page where the database should be."""
    (runner, *more), modules = CALLS[name]
    needs(*modules)
    for needed in RUNS.get(name, ()):
        program(needed)
    call = (program(runner), *more, str(FOLDER / name))
    with socket.socket() as free:
        # nobody listens on it
        free.bind(("127.0.0.1", 0))
        stopped = f"http://127.0.0.1:{free.getsockname()[1]}"
        (tmp_path / "a.html").write_text("<h1>Envoys return</h1>")
        table = (TABLES[name],) if name in TABLES else ()
        wrong: dict[tuple[str, ...], tuple[str, ...]] = {
            (*table, "a.html"): (stopped.removeprefix("http://").replace(":", " port "), stopped),
            (*table, "gone.html"): ("gone.html",),
            (): ("usage: ",),
        }
        if table:
            wrong["a.html", "a.html"] = ("a.html is no database: name one first",)
        ran = [begun(stopped, tmp_path, *call, *arguments) for arguments in wrong]
        said = [process.communicate(timeout=60) for process in ran]
    for (out, line), told, process in zip(said, wrong.values(), ran, strict=True):
        assert any(each in line for each in told), line
        assert (out, line.count("\n"), process.returncode) == ("", 1, 1), line
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("front", ["", "http://127.0.0.1:1/"])
def test_a_spider_says_what_it_cannot_begin(front: str, tmp_path: Path) -> None:
    """No front page, and one that nobody serves."""
    needs("scrapy")
    given = ["-a", f"front={front}"] if front else []
    spider = [str(FOLDER / "scrapy_spider.py"), *given]
    process = begun(
        "http://127.0.0.1:1", tmp_path, sys.executable, "-m", "scrapy", "runspider", *spider
    )
    errors = [line for line in process.communicate(timeout=60)[1].splitlines() if "ERROR" in line]
    assert len(errors) == 1
    assert (front or "-a front=https://") in errors[0]


def test_every_example_is_listed() -> None:
    """The table in the folder's README names each file."""
    readme = (FOLDER / "README.md").read_text("utf-8")
    files = [path.name for path in FOLDER.iterdir() if path.is_file() and path.name != "README.md"]
    assert [name for name in files if f"[{name}]({name})" not in readme] == []
