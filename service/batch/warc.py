"""WARC files (ISO 28500) as records: the HTTP responses that hold a page, with their headers and the time of the fetch.

Files of Common Crawl (CC-NEWS) are read as they are published.  Every byte is accounted for, also in records that are skipped:
a record that is cut, or bytes that begin no record, end the file with a problem.  A reader that searches for the next thing
that looks like a record makes a cut archive look like a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from schemas.page import instant
from service.batch import streams
from service.batch.lines import LINE_LIMIT, broken
from service.batch.records import Problem, Record, Skipped
from service.http import limits, pages, problems
from service.http.problems import RequestError
from service.model import Page

#: The media types that hold a page, and the kind of content; a response without one is read as HTML, as a browser would guess.
PAGE_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "": "html", "text/plain": "text"}

# The service's default limit on a decompressed body (contract.md, "Limits").
DECOMPRESSED_LIMIT = 32 * 1024 * 1024

# Limits on a line of headers and on all headers of a record: crawlers write hundreds of bytes, servers some kilobytes.
LONGEST_LINE, LONGEST_HEAD = 64 * 1024, 1024 * 1024

#: The first bytes of a compressed file, whether its records are compressed one by one or all at once.
_CODINGS = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}

_GZIP = b"\x1f\x8b"
_NEW_LINES = b"\r\n"
# Two of them follow every record.
_BETWEEN = 4

_STATUS = re.compile(rb"HTTP/\d\S* +(\d{3})")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
# A chunk's size line (RFC 9112 section 7.1).
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


def records(stream: str | BinaryIO) -> Iterator[Record]:
    """Yield the responses of a WARC, plain or compressed record by record; ``line`` counts its records of all types.

    Responses that declare themselves no page (a redirect, an image) are skipped with the reason.  If the file is cut or
    corrupt, the last record says where.
    """
    if isinstance(stream, str):
        with Path(stream).open("rb") as file:
            yield from records(file)
        return
    counted = streams.Counted(stream)
    archive = _Archive(_plain(counted.pieces()))
    line = 1
    try:
        if not archive.more():
            raise RequestError("malformed-body", "The WARC is empty.")
        while archive.more():
            found = _next(archive, line)
            if found is not None:
                yield replace(found, offset=counted.read)
            line += 1
    except RequestError as error:
        yield broken(line, error, offset=counted.read)


def _plain(pieces: Iterator[bytes]) -> Iterable[bytes]:
    """Return the decompressed pieces; the first bytes show the kind of compression."""
    start = next(pieces, b"")
    coding = next((name for magic, name in _CODINGS.items() if start.startswith(magic)), None)
    whole = streams.again(start, pieces)
    return whole if coding is None else streams.inflated(whole, limits.CODINGS[coding])


class _Archive:
    """The bytes of an archive, read line by line and block by block."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = iter(pieces)
        self.held = b""
        self.at = 0

    def _fill(self) -> bool:
        """Return whether unread bytes are left; reads the next piece where the buffer is empty."""
        while self.at == len(self.held):
            piece = next(self.pieces, None)
            if piece is None:
                return False
            self.held, self.at = piece, 0
        return True

    def more(self) -> bool:
        """Skip the new lines before a record; return whether another record begins."""
        while self._fill():
            if self.held[self.at] not in _NEW_LINES:
                return True
            self.at += 1
        return False

    def line(self) -> bytes:
        """Return the next line with its line end, which is missing where the archive is cut."""
        parts: list[bytes] = []
        while self._fill():
            end = self.held.find(b"\n", self.at) + 1
            parts.append(self.held[self.at : end or len(self.held)])
            self.at = end or len(self.held)
            if end:
                break
            if sum(map(len, parts)) > LONGEST_LINE:
                raise RequestError("malformed-body", "A line of the WARC's headers does not end.")
        return b"".join(parts)

    def take(self, count: int, kept: int) -> tuple[bytes, int]:
        """Return the first ``kept`` of the next ``count`` bytes, and how many of the ``count`` there were."""
        parts: list[bytes] = []
        taken = 0
        while taken < count and self._fill():
            part = self.held[self.at : self.at + count - taken]
            parts.append(part[: max(kept - taken, 0)])
            taken += len(part)
            self.at += len(part)
        return b"".join(parts), taken

    def end_record(self) -> None:
        """Skip the new lines after a record, which also makes gzip check its member's checksum."""
        for _ in range(_BETWEEN):
            if not self._fill() or self.held[self.at] not in _NEW_LINES:
                return
            self.at += 1


def _next(archive: _Archive, line: int) -> Record | None:
    """Return the next record of the archive; None for one that is no response, a problem where it is cut."""
    head = _head(archive)
    length = head.get("content-length", "")
    if not length.isascii() or not length.isdigit() or len(length) > _LONGEST_LENGTH:
        raise RequestError("malformed-body", "A record of the WARC does not say how long it is.")
    kind = head.get("warc-type", "").lower()
    is_response = kind == "response" and head.get("content-type", "").lower().startswith("application/http")
    block, there = archive.take(int(length), LINE_LIMIT + LONGEST_HEAD if is_response else 0)
    if there < int(length):
        detail = f"The WARC ends within a record of type {kind[:20] or 'unknown'}: {there} of {length} bytes are there."
        raise RequestError("malformed-body", detail)
    archive.end_record()
    if not is_response:
        return None
    key = head.get("warc-record-id", "").strip("<>") or None
    note = "cut by the crawler" if head.get("warc-truncated") else None
    return Record(line, _content(head, block), key, note=note)


#: More digits are no length of a record.
_LONGEST_LENGTH = 18


def _head(archive: _Archive) -> dict[str, str]:
    """Return the headers of a record by lower-case name."""
    version = archive.line()
    if not version.startswith(b"WARC/"):
        if b"WARC/".startswith(version):
            raise RequestError("malformed-body", "The WARC ends within the headers of a record.")
        raise RequestError("malformed-body", "No record of a WARC begins here.")
    lines = [version]
    size = 0
    while lines[-1].strip(_NEW_LINES):
        lines.append(archive.line())
        size += len(lines[-1])
        if not lines[-1].endswith(b"\n"):
            raise RequestError("malformed-body", "The WARC ends within the headers of a record.")
        if size > LONGEST_HEAD:
            raise RequestError("malformed-body", "The headers of a record of the WARC do not end.")
    return headers_of(lines[1:])


def headers_of(lines: Iterable[bytes]) -> dict[str, str]:
    """Headers under their names in small letters, repeated ones joined (RFC 9110 section 5.3), folded ones unfolded."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        text = _text(line)
        if text.startswith((" ", "\t")) and name:
            found[name] += [" ", text.strip()]
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if colon:
            parts = found.setdefault(name, [])
            parts += [", ", value.strip()] if parts else [value.strip()]
        else:
            name = ""
    return {name: "".join(parts) for name, parts in found.items()}


def _text(line: bytes) -> str:
    """Return the line as text: names are ASCII, values mostly UTF-8 and else Latin-1 (RFC 9110 section 5.5)."""
    try:
        return line.decode("utf-8").strip("\r\n")
    except UnicodeDecodeError:
        return line.decode("latin-1").strip("\r\n")


def _content(head: Mapping[str, str], block: bytes) -> Page | Problem | Skipped:
    """Return the page of a response, or why there is none."""
    end = _BLANK_LINE.search(block)
    first, _, rest = block[: end.start() if end else len(block)].partition(b"\n")
    payload = block[end.end() :] if end else b""
    status = _STATUS.match(first)
    if status is not None and not status[1].startswith(b"2"):
        return Skipped(f"HTTP status {int(status[1])}")
    headers = headers_of(rest.split(b"\n"))
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in PAGE_TYPES:
        return Skipped(media_type if len(media_type) < 80 else "an unknown media type")
    if len(payload) > LINE_LIMIT:
        return problems.of_error(limits.too_large(LINE_LIMIT))
    if not payload:
        return Skipped("an empty response")
    try:
        body = _decoded(payload, headers)
    except RequestError as error:
        return problems.of_error(error)
    return Page(
        url=head.get("warc-target-uri", "").strip("<>") or None,
        html=body if PAGE_TYPES[media_type] == "html" else None,
        text=body if PAGE_TYPES[media_type] == "text" else None,
        headers=headers,
        fetched_at=_instant(head.get("warc-date", "")),
        charset=pages.charset(headers),
    )


def _decoded(payload: bytes, headers: Mapping[str, str]) -> bytes:
    """Return the payload dechunked and decompressed.  Many archives have decoded it and left the headers as they were."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        payload = _dechunked(payload)
    coding = headers.get("content-encoding", "")
    if "gzip" in coding.lower() and not payload.startswith(_GZIP):
        return payload
    if payload.lstrip()[:1] == b"<":
        # markup already, whatever coding the headers name
        return payload
    return limits.decompressed(payload, coding, DECOMPRESSED_LIMIT)


def _dechunked(payload: bytes) -> bytes:
    """Return the content of the chunks, or the payload unchanged where it is not chunked."""
    whole = bytearray()
    at = 0
    while (size := _CHUNK.match(payload, at)) is not None:
        length = int(size[1], 16)
        if length == 0:
            return bytes(whole)
        whole += payload[size.end() : size.end() + length]
        at = size.end() + length + 2
    # what a crawler cut has no last chunk
    return bytes(whole) or payload


def _instant(text: str) -> datetime | None:
    """Return when the page was fetched; None where the record does not say."""
    try:
        return instant(text)
    except ValueError:
        return None
