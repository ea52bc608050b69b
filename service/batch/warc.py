"""WARC files (ISO 28500) as records: the HTTP responses that hold a page, with their headers and
the time of the fetch.

Files of Common Crawl (CC-NEWS) are read as they are published.  Every byte is accounted for, also
in records that are skipped: a record that is cut, or bytes that begin no record, are a problem.
Where records are compressed one by one, the next one that is whole is known by its compression, and
the file is read on there; the problem says how much is lost.  Else the file ends: a reader that
searches for the next thing that looks like a record makes a cut archive look like a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from schemas.page import instant
from service.batch import streams
from service.batch.lines import LINE_LIMIT, broken, passed_over
from service.batch.members import MAGIC, Members
from service.batch.records import Problem, Record, Revisit, Skipped
from service.http import limits, pages, problems
from service.http.problems import RequestError
from service.model import Page

#: The media types that hold a page, and the kind of content; a response without one is read as
#: HTML, as a browser would guess.
PAGE_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "": "html",
    "text/plain": "text",
}

# The service's default limit on a decompressed body (contract.md, "Limits").
DECOMPRESSED_LIMIT = 32 * 1024 * 1024

# Limits on a line of headers and on all headers of a record: crawlers write hundreds of bytes,
# servers some kilobytes.
LONGEST_LINE, LONGEST_HEAD = 64 * 1024, 1024 * 1024

_GZIP = b"\x1f\x8b"
_VERSION = b"WARC/"
_NO_RECORD = "No record of a WARC begins here."
_NEW_LINES = b"\r\n"
# Two of them follow every record.
_BETWEEN = 4

_STATUS = re.compile(rb"HTTP/\d\S* +(\d{3})")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
# A chunk's size line (RFC 9112 section 7.1).
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


def records(stream: str | BinaryIO) -> Iterator[Record]:
    """Yield the responses of a WARC, plain or compressed record by record; ``line`` counts its
    records of all types.

    Responses that declare themselves no page (a redirect, an image) are skipped with the reason.
    Where the file is damaged, a record says how many bytes are passed over; it counts as one,
    however many are lost.  If nothing behind can be read, it is the last.
    """
    if isinstance(stream, str):
        with Path(stream).open("rb") as file:
            yield from records(file)
        return
    counted = streams.Counted(stream)
    try:
        archive = _opened(counted.pieces())
    except RequestError as error:
        yield broken(1, error)
        return
    for line in count(1):
        try:
            if not archive.more():
                break
            found = _next(archive, line)
        except RequestError as error:
            found = archive.after(broken(line, error))
        if found is not None:
            yield replace(found, offset=counted.read)
            if found.last:
                return
    if line == 1:
        yield broken(1, RequestError("malformed-body", "The WARC is empty."))


def _opened(pieces: Iterator[bytes]) -> _Archive:
    """Return the archive of these pieces; the first bytes show the kind of compression."""
    start = next(pieces, b"")
    coding = _coding(start)
    whole = streams.again(start, pieces)
    if coding is None:
        return _Archive(whole, None)
    members = Members(whole, coding, _VERSION)
    return _Archive(members.pieces(), members)


def _coding(start: bytes) -> str | None:
    """Return how a file is compressed that begins so; where its very first bytes are damaged, a
    member behind them shows it.
    """
    if start.lstrip(_NEW_LINES).startswith(_VERSION):
        return None
    places = {start.find(magic): name for name, magic in MAGIC.items() if magic in start}
    return places[min(places)] if places else None


class _Archive:
    """The bytes of an archive, read line by line and block by block."""

    def __init__(self, pieces: Iterator[bytes], members: Members | None) -> None:
        self.pieces = pieces
        #: The members of the compressed file that the pieces are of; None where the file is not
        #: compressed.
        self.members = members
        #: Where in the compressed file the member begins that the record is in; None between
        #: records.
        self.began: int | None = None
        self.held = b""
        self.at = 0

    def after(self, damage: Record) -> Record:
        """Go on behind the damage and return its record, the last one where nothing behind it can
        be read.
        """
        if self.members is None:
            return damage
        gap = self.members.go_on(self.members.begun if self.began is None else self.began)
        if gap is None:
            return damage
        self.pieces, self.held, self.at = self.members.pieces(), b"", 0
        return passed_over(damage, gap)

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
        self.began = None
        while self._fill():
            if self.held[self.at] not in _NEW_LINES:
                self.began = self.members.begun if self.members else None
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
        """Return the first ``kept`` of the next ``count`` bytes, and how many of the ``count``
        there were.
        """
        parts: list[bytes] = []
        taken = 0
        while taken < count and self._fill():
            part = self.held[self.at : self.at + count - taken]
            parts.append(part[: max(kept - taken, 0)])
            taken += len(part)
            self.at += len(part)
        return b"".join(parts), taken

    def end_record(self) -> None:
        """Skip the new lines after a record, and check its member's checksum where it ends there.

        In a member nothing but another record may follow: what decodes damaged data can give more
        than there was.
        """
        for _ in range(_BETWEEN):
            if not self._fill_within() or self.held[self.at] not in _NEW_LINES:
                break
            self.at += 1
        if (
            self._fill_within()
            and self.members
            and self.held[self.at] not in (*_NEW_LINES, _VERSION[0])
        ):
            raise RequestError("malformed-body", _NO_RECORD)

    def _fill_within(self) -> bool:
        """Return whether bytes are left, in a compressed file those of this member; the next one
        may be damaged.
        """
        while self.members and self.at == len(self.held) and not self.members.between:
            self.held, self.at = next(self.pieces), 0
        return self.at < len(self.held) if self.members else self._fill()


def _next(archive: _Archive, line: int) -> Record | None:
    """Return the next record of the archive; None for one that is no response, a problem where it
    is cut.
    """
    head = _head(archive)
    length = head.get("content-length", "")
    if not length.isascii() or not length.isdigit() or len(length) > _LONGEST_LENGTH:
        raise RequestError("malformed-body", "A record of the WARC does not say how long it is.")
    kind = head.get("warc-type", "").lower()
    is_response = kind == "response" and head.get("content-type", "").lower().startswith(
        "application/http"
    )
    block, there = archive.take(int(length), LINE_LIMIT + LONGEST_HEAD if is_response else 0)
    if there < int(length):
        detail = (
            f"The WARC ends within a record of type {kind[:20] or 'unknown'}: {there} of "
            f"{length} bytes are there."
        )
        raise RequestError("malformed-body", detail)
    archive.end_record()
    if kind == "revisit":
        return Record(line, _revisit(head))
    if not is_response:
        return None
    key = head.get("warc-record-id", "").strip("<>") or None
    note = "cut by the crawler" if head.get("warc-truncated") else None
    payload = head.get("warc-payload-digest") or None
    return Record(line, _content(head, block), key, note=note, payload=payload)


def _revisit(head: Mapping[str, str]) -> Skipped:
    """Return what a record says was the same as before; one of another address is only counted."""
    url = head.get("warc-target-uri", "").strip("<>")
    other = head.get("warc-refers-to-target-uri", "").strip("<>")
    at = _instant(head.get("warc-date", ""))
    if not url or at is None or (other and other != url):
        return Skipped("a revisit of another address" if other else "a revisit without its time")
    of = _instant(head.get("warc-refers-to-date", ""))
    return Revisit("a revisit", url, at, head.get("warc-payload-digest") or None, of)


#: More digits are no length of a record.
_LONGEST_LENGTH = 18


def _head(archive: _Archive) -> dict[str, str]:
    """Return the headers of a record by lower-case name."""
    version = archive.line()
    if not version.startswith(_VERSION):
        if _VERSION.startswith(version):
            raise RequestError("malformed-body", "The WARC ends within the headers of a record.")
        raise RequestError("malformed-body", _NO_RECORD)
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
    """Headers under their names in small letters, repeated ones joined (RFC 9110 section 5.3),
    folded ones unfolded.
    """
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
    """Return the line as text: names are ASCII, values mostly UTF-8 and else Latin-1 (RFC 9110
    section 5.5).
    """
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
    """Return the payload dechunked and decompressed.  Many archives have decoded it and left the
    headers as they were.
    """
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
