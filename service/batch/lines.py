"""NDJSON and JSON arrays cut into the JSON of single pages, in bounded memory whatever their
length.

Nothing is parsed here: an array is cut at its commas, and each piece goes to the JSON parser like a
line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import cast

from service.batch.records import Problem, Record
from service.http import limits, problems
from service.http.problems import RequestError

BLANKS = b" \t\r\n"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# The default of the contract ("Limits"); the service has it as a setting.
LINE_LIMIT = 10 * 1024 * 1024

# The rest of a string up to its closing quote, and what may stand before the next token: whole
# strings too, and within an element its commas, so that a page of 10 MB is a handful of steps.
_STRING = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'
_IN_STRING = re.compile(_STRING, re.S)
_BETWEEN = re.compile(rb'(?:[^"\[\]{},]++|"' + _STRING + rb'")*+', re.S)
_WITHIN = re.compile(rb'(?:[^"\[\]{}]++|"' + _STRING + rb'")*+', re.S)

#: Cuts pieces into records.
Splitter = Callable[[Iterable[bytes], int], Iterator[Record]]


class _Held:
    """The bytes of one line so far, at most one beyond the limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = bytearray()

    def add(self, piece: bytes) -> None:
        """Keep the piece as far as there is room."""
        self.bytes += piece[: self.limit + 1 - len(self.bytes)]

    def taken(self) -> bytes:
        """Return what was held, and empty the buffer."""
        whole = bytes(self.bytes)
        self.bytes.clear()
        return whole


def ndjson(pieces: Iterable[bytes], limit: int = LINE_LIMIT) -> Iterator[Record]:
    """Yield a record for each line that is not blank; ``line`` is the physical line number.

    A line beyond the limit becomes a problem and reading goes on.  Where the pieces are cut or
    corrupt the last record says so.
    """
    held = _Held(limit)
    line = 1
    try:
        for piece in pieces:
            # A megabyte of blank lines is counted, not walked through.
            if not held.bytes and not piece.strip(BLANKS):
                line += piece.count(b"\n")
                continue
            *ended, rest = piece.split(b"\n")
            for end in ended:
                held.add(end)
                yield from _record(held, line)
                line += 1
            held.add(rest)
    except RequestError as error:
        yield broken(line, error)
        return
    yield from _record(held, line)


def array(pieces: Iterable[bytes], limit: int = LINE_LIMIT) -> Iterator[Record]:
    """Yield a record for each element of a JSON array; ``line`` counts the elements.  Limits and
    cuts are as for lines.
    """
    held = _Held(limit)
    element = 1
    try:
        for commas, content in _elements(pieces, held):
            yield _judged(content, commas + 1, limit)
            element = commas + 2
    except RequestError as error:
        yield broken(element, error)


def _elements(pieces: Iterable[bytes], held: _Held) -> Iterator[tuple[int, bytes]]:
    """Yield the elements of an array with their index from 0; raises a problem when it is no array,
    or not closed.

    Depth 1 is between the elements, 0 behind the array.
    """
    depth, elements = 1, 0
    in_string = escaped = False
    for piece in _inside(pieces):
        at = 0
        if escaped and piece:
            held.add(piece[:1])
            at, escaped = 1, False
        while depth and at < len(piece):
            end = _end(piece, at, _IN_STRING if in_string else _WITHIN if depth > 1 else _BETWEEN)
            held.add(piece[at:end])
            if end == len(piece):
                break
            token = piece[end : end + 1]
            at = end + 1
            if token == b"\\":
                # The backslash is the last byte of this piece; the byte that it escapes is the
                # first of the next one.
                held.add(token)
                escaped = True
                continue
            if token == b'"':
                in_string = not in_string
            elif token in b"[{":
                depth += 1
            elif token in b"]}":
                depth -= 1
            if depth == 0 or (depth == 1 and token == b","):
                content = held.taken()
                # "[]" has no element, "[1,]" has an empty one.
                if depth or elements or content.strip(BLANKS):
                    yield elements, content
                elements += 1
            else:
                held.add(token)
        if depth == 0 and piece[at:].strip(BLANKS):
            raise RequestError("malformed-body", "Something stands behind the array's end.")
    if depth:
        raise RequestError("malformed-body", "The array is not closed.")


def _inside(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces after the bracket that opens the array."""
    opened = False
    for piece in _without_mark(pieces):
        if not opened:
            piece = piece.lstrip(BLANKS)
            if not piece:
                continue
            if not piece.startswith(b"["):
                break
            piece, opened = piece[1:], True
        yield piece
    if not opened:
        raise RequestError("malformed-body", "There is no JSON array.")


def _end(piece: bytes, at: int, before: re.Pattern[bytes]) -> int:
    """Return the place of the next token; in a string it is the closing quote, or a backslash at
    the end of the piece.
    """
    found = before.match(piece, at)
    return found.end() if found else at


def _without_mark(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces without a byte order mark at their start; a mark that is cut in two is left,
    and is no array's start.
    """
    first = True
    for piece in pieces:
        yield piece.removeprefix(BYTE_ORDER_MARK) if first else piece
        first = False


def _record(held: _Held, line: int) -> Iterator[Record]:
    content = held.taken()
    if content.strip(BLANKS):
        yield _judged(content, line, held.limit)


def _judged(content: bytes, line: int, limit: int) -> Record:
    """Return the record of a line, or of its problem when it is longer than the limit."""
    if len(content) <= limit:
        return Record(line, content)
    return Record(line, problems.of_error(limits.too_large(limit)))


def passed_over(damage: Record, gap: int) -> Record:
    """Return the record that stands where a source was damaged and is read on; ``damage`` is what
    would have ended it.
    """
    told = cast(Problem, damage.content)
    detail = (
        f"{told['detail']} {gap} bytes of the file are passed over; what is whole behind "
        "them is read."
    )
    return replace(damage, content={**told, "detail": detail}, gap=gap, last=False)


def broken(line: int, error: RequestError, source: str = "", offset: int = 0) -> Record:
    """Return the last record of a source that cannot be read any further."""
    return Record(line, problems.of_error(error), source=source, offset=offset, last=True)
