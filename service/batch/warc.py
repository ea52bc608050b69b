"""WARC files (ISO 28500) as records: the HTTP responses that hold a page, with their headers and the time of the fetch.

Files of Common Crawl (CC-NEWS) are read as they are published.  fastwarc reads to the end of a file that was cut and says
nothing; hence lengths are compared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from schemas.page import instant
from service import limits, pages, problems
from service.batch.lines import LINE_LIMIT, broken
from service.batch.records import Problem, Record, Skipped
from service.model import Page
from service.problems import RequestError

#: The media types that hold a page, and as what; a response without any is read as HTML, as a browser would guess.
PAGE_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "": "html", "text/plain": "text"}

# The default of the service for what a body may hold once decompressed (contract.md, "Limits").
DECOMPRESSED_LIMIT = 32 * 1024 * 1024

# A chunk's size line (RFC 9112 section 7.1).
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_GZIP = b"\x1f\x8b"


def records(stream: str | BinaryIO) -> Iterator[Record]:
    """The responses of a WARC, plain or gzipped record by record; ``line`` counts its records of all types.

    What is no page by its own account (a redirect, an image) is skipped with the reason.  The last record says where the file
    is cut or corrupt.
    """
    line = 0
    try:
        archive = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False, fsspec_args=False)
        for record in archive:
            line += 1
            if record.record_type != WarcRecordType.response or not record.is_http:
                continue
            try:
                found = _record(record, line)
            except RequestError as error:
                yield broken(line, error, offset=record.stream_pos)
                return
            yield found
    except OSError:
        # Its message may quote what stands there.
        yield broken(line + 1, RequestError("malformed-body", "The WARC is corrupt here."))


def _record(record: WarcRecord, line: int) -> Record:
    """The record of a response; a problem when it is cut."""
    record.parse_http(quirks_mode=True)
    if record.http_headers is None:
        raise RequestError("malformed-body", "The WARC ends within the headers of a response.")
    key = (record.record_id or "").strip("<>") or None
    note = "cut by the crawler" if record.headers.get("WARC-Truncated") else None
    return Record(line, _content(record), key, offset=record.stream_pos, note=note)


def _content(record: WarcRecord) -> Page | Problem | Skipped:
    """The page of a response, or why there is none."""
    status = record.http_headers.status_code
    if not 200 <= (status or 200) < 300:
        return Skipped(f"HTTP status {status}")
    headers = _headers(record)
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in PAGE_TYPES:
        return Skipped(media_type if len(media_type) < 80 else "an unknown media type")
    payload = record.reader.read(LINE_LIMIT + 1)
    if len(payload) > LINE_LIMIT:
        return problems.of_error(limits.too_large(LINE_LIMIT))
    if len(payload) < record.content_length:
        detail = f"The WARC ends within a response: {len(payload)} of {record.content_length} bytes are there."
        raise RequestError("malformed-body", detail)
    if not payload:
        return Skipped("an empty response")
    try:
        body = _decoded(payload, headers)
    except RequestError as error:
        return problems.of_error(error)
    return Page(
        url=(record.headers.get("WARC-Target-URI") or "").strip("<>") or None,
        html=body if PAGE_TYPES[media_type] == "html" else None,
        text=body if PAGE_TYPES[media_type] == "text" else None,
        headers=headers,
        fetched_at=_instant(record.headers.get("WARC-Date") or ""),
        charset=pages.charset(headers),
    )


def _headers(record: WarcRecord) -> dict[str, str]:
    """The response's headers under their names in small letters, repeated ones joined (RFC 9110 section 5.3)."""
    headers: dict[str, str] = {}
    for name, value in record.http_headers.items():
        folded = name.lower()
        headers[folded] = f"{headers[folded]}, {value}" if folded in headers else value
    return headers


def _decoded(payload: bytes, headers: dict[str, str]) -> bytes:
    """The payload without chunks and compression. Many archives decode it and leave the headers as they were."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        payload = _dechunked(payload)
    coding = headers.get("content-encoding", "")
    if "gzip" in coding.lower() and not payload.startswith(_GZIP):
        return payload
    return limits.decompressed(payload, coding, DECOMPRESSED_LIMIT)


def _dechunked(payload: bytes) -> bytes:
    """The content of the chunks, or the payload as it is where it is not made of chunks."""
    whole = bytearray()
    at = 0
    while (size := _CHUNK.match(payload, at)) is not None:
        length = int(size[1], 16)
        if length == 0:
            return bytes(whole)
        whole += payload[size.end() : size.end() + length]
        at = size.end() + length + 2
    return payload


def _instant(text: str) -> datetime | None:
    """When the page was fetched; None where the record does not say it."""
    try:
        return instant(text)
    except ValueError:
        return None
