"""One capture: a page that was fetched at a known time, examined alone, and what is kept of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import orjson

from service.captures.story import Told, told_by
from service.model import Observation, Page, Result
from service.normalize import (
    NO_ARTICLE,
    Examined,
    Profile,
    Thresholds,
    concluded,
    examined,
)
from service.observe import Story
from service.records import replace


class UntimedError(ValueError):
    """Raised for a page without the time at which it was fetched: it bounds nothing."""


class Capture(NamedTuple):
    """One look at an article; the page itself is not kept.

    ``sha256`` is that of the page as fetched, ``key`` that of all its members: captures of one key
    are one.
    """

    fetched_at: datetime
    sha256: str
    key: str
    page: Examined
    result: Result
    story: Told

    @property
    def is_article(self) -> bool:
        """Whether the page is one on which an article stands: no wall, no error page."""
        return self.page.seen.kind not in NO_ARTICLE

    @property
    def seen_at(self) -> str:
        """The time of the look as an answer shows it, in UTC."""
        return self.fetched_at.astimezone(UTC).isoformat().replace("+00:00", "Z")


#: What the captures' decision on the publication draws on.
DATED = frozenset(("datePublished", "dateModified", "dateCreated", "date", "otherDate"))


def capture(
    page: Page,
    thresholds: Thresholds | None = None,
    profile: Profile | None = None,
    story: Story | None = None,
) -> Capture:
    """Return a page as a capture; ``UntimedError`` where nobody says when it was fetched."""
    if page.fetched_at is None:
        raise UntimedError("a capture needs the time at which it was fetched")
    limits = thresholds or Thresholds()
    alone = examined(page, limits, profile, story)
    result = concluded(alone, limits)
    told = told_by(alone.seen, result)
    # a thousand captures are held at once, and nothing else of their pages is read again
    read = [o for o in alone.seen.observations if o.field in DATED or _is_supplied(o)]
    kept = alone._replace(seen=replace(alone.seen, observations=tuple(read), body=""))
    sha256, key = _digests(page)
    return Capture(page.fetched_at, sha256, key, kept, result, told)


def _is_supplied(observation: Observation) -> bool:
    """Return whether it is of the metadata, of which the answer tells what was not read."""
    return observation.source.witness == "supplied"


def _digests(page: Page) -> tuple[str, str]:
    """Return the digest of the page as fetched, and that of all its members."""
    content = page.html if page.html is not None else page.text
    metadata = orjson.dumps(page.metadata, option=orjson.OPT_SORT_KEYS)
    if content is None:
        content = metadata
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    sha256 = hashlib.sha256(raw).hexdigest()
    assert page.fetched_at is not None, "only a capture has a key"
    headers = orjson.dumps(dict(page.headers), option=orjson.OPT_SORT_KEYS).decode()
    told = [
        page.fetched_at.astimezone(UTC).isoformat(),
        sha256,
        *(str(each) for each in (page.url, page.language, page.assume_zone, page.charset)),
        headers,
        metadata.decode(),
        str(page.html is None),
    ]
    members = "\0".join(told).encode("utf-8", "surrogatepass")
    return sha256, hashlib.sha256(members).hexdigest()


def in_order(captures: Iterable[Capture]) -> Sequence[Capture]:
    """Return the captures by their time, each once, whatever order they came in."""
    each = {one.key: one for one in captures}
    return sorted(each.values(), key=lambda one: (one.fetched_at, one.sha256, one.key))
