"""A crawl made of the gold pages, repeated under changed addresses to any number of records."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import pack
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from bench.data import gold_records, page_bytes

# Rows of a row group, for pages of 100 KB.
ROWS = 64

# The time of fetches that the gold does not know: after every date in it.
LATER = "2026-01-01T00:00:00Z"


def pages(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """Yield so many pages: bytes, address, media type and time of the fetch; each repetition has an
    address of its own.
    """
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
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{page['id']}>"
                f"\r\nWARC-Target-URI: {page['url']}\r\n"
                f"WARC-Date: {page['fetched_at']}\r\nContent-Type: application/http; "
                "msgtype=response\r\n"
                f"Content-Length: {len(http) + len(page['html'])}\r\n\r\n"
            )
            file.write(_member(head.encode() + http, page["html"]))


def _member(head: bytes, html: bytes) -> bytes:
    """Return a gzip member of a record, whose page is compressed once however often it is
    repeated.
    """
    stream = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    before = stream.compress(head) + stream.flush(zlib.Z_FULL_FLUSH)
    check = zlib.crc32(html + _END, zlib.crc32(head))
    return (
        _GZIP
        + before
        + _deflated(html)
        + pack("<II", check, (len(head) + len(html) + len(_END)) & 0xFFFFFFFF)
    )


#: The end of a record, and the first ten bytes of a gzip member: deflated, no flags, no time.
_END, _GZIP = b"\r\n\r\n", b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


@cache
def _deflated(html: bytes) -> bytes:
    stream = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(html + _END) + stream.flush()


def write_parquet(path: Path, found: Iterator[dict[str, Any]]) -> None:
    """Write the pages in the columns of ``service.batch.arrow``."""
    names = ("id", "url", "html", "fetched_at")
    schema = pa.schema(
        [pa.field(name, pa.binary() if name == "html" else pa.string()) for name in names]
    )
    rows: list[dict[str, Any]] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for page in found:
            rows.append(page)
            if len(rows) == ROWS:
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
                rows = []
        if rows:
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
