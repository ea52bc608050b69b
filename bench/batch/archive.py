"""A crawl made of the gold pages, repeated under changed addresses to any number of records."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from bench.data import gold_records, page_bytes

# Rows of a row group, for pages of 100 KB.
ROWS = 64

# The time of fetches that the gold does not know: after every date in it.
LATER = "2026-01-01T00:00:00Z"


def pages(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """Yield so many pages: bytes, address, media type and time of the fetch; each repetition has an address of its own."""
    gold = [(record, page_bytes(folder, record)) for record in gold_records(folder)]
    for number in range(count):
        record, html = gold[number % len(gold)]
        url = record.get("url") or f"https://news.example/{record['id']}"
        copy = number // len(gold)
        fetched = record.get("fetched")
        yield {
            "id": f"{record['id']}-{copy}",
            "url": f"{url}{'&' if '?' in url else '?'}copy={copy}" if copy else url,
            "html": html,
            "fetched_at": fetched.replace(" ", "T") + "Z" if fetched else LATER,
        }


def write_warc(path: Path, found: Iterator[dict[str, Any]]) -> None:
    """Write the pages as Common Crawl publishes them: a gzip member for each record."""
    with path.open("wb") as file:
        for page in found:
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page["html"]
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{page['id']}>\r\nWARC-Target-URI: {page['url']}\r\n"
                f"WARC-Date: {page['fetched_at']}\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            member = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            file.write(member.compress(head.encode() + block + b"\r\n\r\n") + member.flush())


def write_parquet(path: Path, found: Iterator[dict[str, Any]]) -> None:
    """Write the pages in the columns of ``service.batch.arrow``."""
    names = ("id", "url", "html", "fetched_at")
    schema = pa.schema([pa.field(name, pa.binary() if name == "html" else pa.string()) for name in names])
    rows: list[dict[str, Any]] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for page in found:
            rows.append(page)
            if len(rows) == ROWS:
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
                rows = []
        if rows:
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
