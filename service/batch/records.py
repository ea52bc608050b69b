"""What a batch is made of: one record a page, with its place in the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from service.model import Json, Page

#: A problem document (RFC 9457).
Problem: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that holds no page by its own account (an image, a redirect): counted, not answered."""

    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One page of a batch as it was read, or what is wrong with it.

    ``content`` is the JSON of a page, still to be parsed, a page, a problem document, or why there is none.  ``line`` counts
    from 1: physical lines, elements of an array, records of a WARC, rows, files.  ``offset`` is how many bytes of the source
    had been read by then, for the progress bar.
    """

    line: int
    content: bytes | Page | Problem | Skipped
    id: str | int | None = None
    source: str = ""
    offset: int = 0
    #: What a reader of the summary should know of the record ("cut by the crawler").
    note: str | None = None
    #: Whether the source cannot be read any further: it is cut or corrupt.
    last: bool = False
