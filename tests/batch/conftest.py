"""Pages, and the files that hold them."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from backports import zstd
from flask.testing import FlaskClient

from service.cli import main

BROKEN = (
    '<html lang="en"><meta name="date" content="2022-40-25"><h1>Envoys return</h1>'
    "<p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p>"
)
PAGES: list[dict[str, Any]] = [
    {"id": "a", "url": "https://news.example/a", "html": BROKEN},
    {"id": 7, "text": "Envoys return\n\n25 February 2022 14:40\n"},
    {
        "htmlBase64": base64.b64encode(
            "<h1>Être</h1><p>25 février 2022</p>".encode("latin-1")
        ).decode(),
        "language": "fr",
    },
    {
        "metadata": {"title": "Envoys return", "pubDate": "10/02/2022"},
        "fetchedAt": "2022-02-26T08:00:00Z",
    },
]

COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstd.compress,
}


def ndjson(*pages: Any) -> bytes:
    """The pages, one a line."""
    return b"".join(json.dumps(page).encode() + b"\n" for page in pages)


def numbered(count: int) -> list[dict[str, Any]]:
    """So many pages, each another one."""
    return [
        {
            "id": number,
            "text": f"Envoys return {number} times\n\n25 February 2022 14:{number % 60:02d}\n",
        }
        for number in range(count)
    ]


def lines(data: bytes) -> list[Any]:
    """The values of NDJSON."""
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture
def posted(client: FlaskClient) -> Callable[..., bytes]:
    """What the service answers to a batch."""

    def post(body: bytes, query: str = "") -> bytes:
        answer = client.post(
            f"/v1/normalize/batch{query}", data=body, content_type="application/x-ndjson"
        )
        assert answer.status_code == 200
        data: bytes = answer.data
        return data

    return post


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command, in a folder of its own, in this process unless ``-j`` says otherwise; its exit
    code.
    """
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> int:
        jobs = () if "-j" in arguments else ("-j", "1")
        try:
            return main(["batch", *jobs, *arguments])
        except SystemExit as stopped:
            return int(stopped.code or 0)

    return run


def _record(kind: str, url: str, block: bytes, gzipped: bool) -> bytes:
    """A record of a WARC (ISO 28500), written without the library that reads it."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: "
        "2022-02-26T03:10:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(url):08d}-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole, mtime=0) if gzipped else whole


def warc(gzipped: bool, *responses: tuple[str, bytes, dict[str, Any]]) -> bytes:
    """A WARC with these responses behind the record that every WARC begins with, and a request
    before each.
    """
    file = _record("warcinfo", "a.warc", b"software: test\r\n", gzipped).replace(
        b"application/http", b"application/warc"
    )
    for url, payload, headers in responses:
        file += _record("request", url, b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n", gzipped)
        names = {
            name.replace("_", "-"): value for name, value in headers.items() if name != "status"
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        block = f"HTTP/1.1 {headers.get('status', '200 OK')}\r\n{head}\r\n".encode() + payload
        file += _record("response", url, block, gzipped)
    return file
