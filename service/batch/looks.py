"""Looks at addresses, as records become them: what an address is, and how a page is kept on disk.

A monitor's files hold one article many times, anywhere among others.  Each record becomes a look:
its address, its time, and the page in a form that gives the same page back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from service import fields, observe
from service.http import problems
from service.http.limits import zstd
from service.http.problems import Fault
from service.model import Context, Page
from service.normalize import NO_ARTICLE, Thresholds
from service.observe.transport import sent_at

#: How the bytes of a page are compressed on disk: quickly, since they are read once.
_LEVEL = 3
#: What a page is beside its content and its time.
_MEMBERS = ("url", "metadata", "headers", "language", "assume_zone", "charset")


class Look(NamedTuple):
    """One look at an address, as it is kept.

    ``at`` sorts by time and ``said`` is the time as the record has it; ``payload`` is the digest
    that an archive gives the content, by which its later records call it the same.
    """

    address: str
    at: str
    said: str
    digest: bytes
    page: bytes
    url: str | None = None
    payload: str | None = None


class Again(NamedTuple):
    """A record of an archive that says: the same as before."""

    url: str
    at: str
    said: str
    payload: str | None
    #: When the response was fetched that it is the same as, where the record says so.
    of: str | None


def look_of(page: Page, payload: str | None, limits: Thresholds) -> Look:
    """Return the look that a page is; a problem where it has no time, or no address."""
    at = page.fetched_at or sent_at(page.headers)
    if at is None:
        raise problems.invalid([Fault("#/fetchedAt", "is required of a capture", "missing")])
    address = address_of(page, limits)
    if address is None:
        raise problems.invalid([Fault("#/url", "the page has no address to group by", "missing")])
    packed = _packed(page)
    digest = hashlib.sha256(packed).digest()
    data = zstd.compress(packed, _LEVEL)
    return Look(_clean(address), moment(at), at.isoformat(), digest, data, page.url, payload)


def address_of(page: Page, limits: Thresholds) -> str | None:
    """Return the canonical address as it is answered, else the one that was fetched."""
    seen = observe.observe(page)
    if seen.kind in NO_ARTICLE:
        return page.url
    stated = [o for o in seen.observations if o.field == "url"]
    found = fields.resolve_url(stated, Context(url=page.url))
    sure = isinstance(found.value, str) and found.confidence >= limits.others
    return str(found.value) if sure else page.url


def _clean(address: str) -> str:
    """Return the address as text that can be written; a crawler can leave lone surrogates."""
    return address.encode("utf-8", "replace").decode("utf-8")


def moment(at: datetime) -> str:
    """Return a time as text that sorts."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _packed(page: Page) -> bytes:
    """Return everything of a page but its time: a line of JSON, and its content as it is."""
    content = page.html if page.html is not None else page.text
    members: dict[str, Any] = {name: getattr(page, name) for name in _MEMBERS}
    members["metadata"], members["headers"] = dict(page.metadata), dict(page.headers)
    members["kind"] = "html" if page.html is not None else "text" if page.text is not None else ""
    members["decoded"] = isinstance(content, str)
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content or b""
    return json.dumps(members).encode() + b"\n" + raw


def unpacked(data: bytes, said: str) -> Page:
    """Return the page that was kept, as it was looked at at this time."""
    head, _, raw = zstd.decompress(data).partition(b"\n")
    members: Mapping[str, Any] = json.loads(head)
    content: str | bytes = raw.decode("utf-8", "surrogatepass") if members["decoded"] else raw
    kind = members["kind"]
    return Page(
        html=content if kind == "html" else None,
        text=content if kind == "text" else None,
        fetched_at=datetime.fromisoformat(said),
        **{name: members[name] for name in _MEMBERS},
    )
