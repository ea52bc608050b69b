"""The records of a batch: one for each page, with its place in the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from service.model import Json, Page

#: A problem document (RFC 9457).
Problem: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that declares itself no page (an image, a redirect): counted, not answered."""

    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One page of a batch as it was read, or what is wrong with it.

    ``content`` is the unparsed JSON of a page, a page, a problem document, or the reason why the record is skipped.  ``line``
    counts from 1: physical lines, elements of an array, records of a WARC, rows, files.  ``offset`` is the number of bytes of
    the source read by then, for the progress bar.
    """

    line: int
    content: bytes | Page | Problem | Skipped
    id: str | int | None = None
    source: str = ""
    offset: int = 0
    #: A remark on the record for the summary ("cut by the crawler").
    note: str | None = None
    #: True where the source cannot be read any further: it is cut or corrupt.
    last: bool = False
