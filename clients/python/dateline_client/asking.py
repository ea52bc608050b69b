"""The requests: path, query and body, and how the answer is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import urlsplit

import httpx

from dateline_client.answers import Line, Model, content, lines, parsed
from dateline_client.models import CapturesResult, FlatResult, Result
from dateline_client.page import encoded

Explain: TypeAlias = Literal["none", "summary", "full"]
Read = TypeVar("Read")

# httpx reads only after it has sent everything, and the service stops reading while its answers are
# not taken: the answers made meanwhile must fit into the sockets' buffers, 64 KiB at least.  An
# answer has about 1, 5 and 50 KB.
PAGES: dict[str, int] = {"none": 50, "summary": 10, "full": 1}
#: The most bytes of a batch, unless one page alone is longer.
BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Asked(Generic[Read]):
    """One request, and the reader of its answer."""

    path: str
    query: Mapping[str, str]
    body: bytes = field(repr=False)
    media_type: str
    reading: Callable[[bytes], Read]
    #: The media type of the answer, where it is not that of the body.
    accepted: str = ""

    @property
    def arguments(self) -> dict[str, Any]:
        """Return the arguments for httpx."""
        headers = {
            "Content-Type": self.media_type,
            "Accept": self.accepted or self.media_type,
        }
        return {
            "method": "POST",
            "url": self.path,
            "params": self.query,
            "content": self.body,
            "headers": headers,
        }

    def read(self, response: httpx.Response, body: bytes) -> Read:
        """Return the parsed answer; raises the exception for any other response."""
        return self.reading(content(response, body, self.accepted or self.media_type))


@dataclass(slots=True)
class Batch:
    """The pages of one request, a line each, with the number of pages before them."""

    before: int = 0
    pages: list[bytes] = field(default_factory=list, repr=False)
    length: int = 0

    def alone(self) -> Iterator[Batch]:
        """Yield the pages, each in a batch of its own."""
        for number, page in enumerate(self.pages):
            yield Batch(self.before + number, [page])


@dataclass(slots=True)
class Cutter:
    """A cutter of a stream of pages into batches, bounded in pages and in bytes."""

    most: int
    batch: Batch = field(default_factory=Batch)

    def add(self, page: Mapping[str, object]) -> Iterator[Batch]:
        """Add a page; yields the batches that it completes."""
        line = encoded(page)
        if self.batch.length + len(line) > BYTES:
            yield from self.rest()
        self.batch.pages.append(line)
        self.batch.length += len(line)
        if len(self.batch.pages) >= self.most or self.batch.length > BYTES:
            yield from self.rest()

    def rest(self) -> Iterator[Batch]:
        """Yield the remaining pages as a batch, if there are any."""
        done = self.batch
        if done.pages:
            self.batch = Batch(done.before + len(done.pages))
            yield done


@dataclass(frozen=True, slots=True)
class Wanted(Generic[Model]):
    """The form of the answers, and the model that reads them."""

    model: type[Model]
    query: Mapping[str, str]

    def one(self, page: Mapping[str, object]) -> Asked[Model]:
        """Return the request for one page."""
        return Asked(
            "/v1/normalize",
            self.query,
            encoded(page),
            "application/json",
            partial(parsed, self.model),
        )

    def many(self, batch: Batch) -> Asked[list[Line[Model]]]:
        """Return the request for several pages."""
        body = b"\n".join(batch.pages) + b"\n"
        reading = partial(lines, self.model, count=len(batch.pages), before=batch.before)
        return Asked("/v1/normalize/batch", self.query, body, "application/x-ndjson", reading)

    def together(self, captures: Iterable[Mapping[str, object]]) -> Asked[Model]:
        """Return the request for several captures of one article."""
        body = b"".join(encoded(each) + b"\n" for each in captures)
        reading = partial(parsed, self.model)
        return Asked(
            "/v1/captures", self.query, body, "application/x-ndjson", reading, "application/json"
        )

    def cutter(self) -> Cutter:
        """Return a cutter for requests of this form."""
        return Cutter(PAGES.get(self.query.get("explain", "none"), 1))


def nested(
    explain: Explain | None,
    fields: Sequence[str] | None,
    min_confidence: float | None,
    fingerprint: bool,
) -> Wanted[Result]:
    """Return the form of nested answers with their reasons; None leaves a choice to the service."""
    return Wanted(Result, _nested(explain, fields, min_confidence, fingerprint))


def of_captures(
    explain: Explain | None,
    fields: Sequence[str] | None,
    min_confidence: float | None,
    fingerprint: bool,
) -> Wanted[CapturesResult]:
    """Return the form of an answer from several captures, which is nested."""
    return Wanted(CapturesResult, _nested(explain, fields, min_confidence, fingerprint))


def _nested(
    explain: Explain | None,
    fields: Sequence[str] | None,
    min_confidence: float | None,
    fingerprint: bool,
) -> dict[str, str]:
    chosen: dict[str, str] = {} if explain is None else {"explain": explain}
    chosen |= {} if fields is None else {"fields": ",".join(fields)}
    return chosen | _both(min_confidence, fingerprint)


def rows(min_confidence: float | None, fingerprint: bool) -> Wanted[FlatResult]:
    """Return the form of answers as rows for tables."""
    return Wanted(FlatResult, {"view": "flat"} | _both(min_confidence, fingerprint))


def _both(min_confidence: float | None, fingerprint: bool) -> dict[str, str]:
    """Return what nested answers and rows can be asked for."""
    marks = {"fingerprint": "1"} if fingerprint else {}
    return marks if min_confidence is None else {**marks, "minConfidence": str(min_confidence)}


def address(url: str) -> str:
    """Return the address of a service; ``ValueError`` when it cannot be one.

    >>> address("localhost:8000")
    Traceback (most recent call last):
    ValueError: localhost:8000: not the address of a service; did you mean http://localhost:8000?
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and httpx.URL(url).host and parts.port != 0
    except (ValueError, httpx.InvalidURL) as error:
        raise ValueError(f"{url}: not the address of a service: {error}") from None
    if known:
        return url
    guess = "" if "://" in url else f"; did you mean http://{url}?"
    raise ValueError(f"{url}: not the address of a service{guess}")


def authorization(key: str | None) -> dict[str, str]:
    """Return the header that carries an API key; ``ValueError``, which does not quote it, when it
    cannot be one.

    >>> authorization("the key is 7f3a")
    Traceback (most recent call last):
    ValueError: key: not one word of printable ASCII; is there more than the key in it?
    """
    if key is None:
        return {}
    word = key.strip()  # files and variables often end in a line break
    if not word or not word.isascii() or not word.isprintable() or " " in word:
        raise ValueError("key: not one word of printable ASCII; is there more than the key in it?")
    return {"Authorization": f"Bearer {word}"}
