"""The records of a batch: one for each page, with its place in the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from service.model import Json, Page

#: A problem document (RFC 9457).
Problem: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that declares itself no page (an image, a redirect): counted, not answered."""

    reason: str


@dataclass(frozen=True, slots=True)
class Revisit(Skipped):
    """A record of an archive that says of a fetch: the same as before (WARC "revisit").

    It is no page of its own, and a capture where captures are grouped.  ``of`` is the time of the
    fetch that it equals, where it says so, and ``payload`` the digest that both have.
    """

    url: str = ""
    fetched_at: datetime | None = None
    payload: str | None = None
    of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The looks at one address, by their place in the file that holds their pages."""

    folder: str
    address: str
    #: Time as said, place and length of each look.
    looks: tuple[tuple[str, int, int], ...]
    #: How many there are, which can be more than are answered.
    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """One page of a batch as it was read, or what is wrong with it.

    ``content`` is the unparsed JSON of a page, a page, a problem document, the reason why the
    record is skipped, or the captures of an address.  ``line`` counts from 1: physical lines,
    elements of an array, records of a WARC, rows, files.  ``offset`` is the number of bytes of the
    source read by then, for the progress bar.
    """

    line: int
    content: bytes | Page | Problem | Skipped | Group
    id: str | int | None = None
    source: str = ""
    offset: int = 0
    #: A remark on the record for the summary ("cut by the crawler").
    note: str | None = None
    #: True where the source cannot be read any further: it is cut or corrupt.
    last: bool = False
    #: The bytes of the source that could not be read before this place, where it could be read on
    #: behind them.
    gap: int = 0
    #: The digest that an archive gives the content.
    payload: str | None = None
