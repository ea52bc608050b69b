"""A page as keyword arguments, and its encoding as JSON."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict

from dateline_client.errors import BadPage


class Page(TypedDict, total=False):
    """One page: ``html`` or ``text``, ``metadata`` with or without them, and what else is known.
    None counts as not given.
    """

    html: bytes | str | None
    """The bytes as fetched, so that the charset can still be established; or a text that is already
    decoded.
    """
    text: str | None
    """The page's visible text, as a text-dump scraper keeps it."""
    metadata: Mapping[str, object] | None
    """What a scraper has already extracted, under any of the usual names."""
    headers: Mapping[str, str] | None
    """The HTTP response headers of the fetch."""
    url: str | None
    fetched_at: datetime | str | None
    """When the page was fetched, with an offset: anchors "3 hours ago" and vetoes the future."""
    language: str | None
    """The page's language as the caller knows it; it is evidence, not an order."""
    assume_zone: str | None
    """The zone of the site, such as America/New_York: used only where the page states none."""
    id: str | int | None
    """The caller's own key, which a stream of answers carries back."""


_ON_THE_WIRE = {"fetched_at": "fetchedAt", "assume_zone": "assumeZone"}


def encoded(page: Mapping[str, object]) -> bytes:
    """Return the page as one line of JSON.  Unknown members are sent unchanged: the service's error
    suggests the right name.
    """
    members: dict[str, object] = {}
    for name, value in page.items():
        if value is None:
            continue
        if name == "html" and isinstance(value, bytes | bytearray | memoryview):
            members["htmlBase64"] = b64encode(value).decode("ascii")
        elif name == "fetched_at" and isinstance(value, datetime):
            if value.utcoffset() is None:
                raise BadPage("fetched_at has no offset; datetime.now(UTC) has one")
            members["fetchedAt"] = value.isoformat()
        else:
            members[_ON_THE_WIRE.get(name, name)] = value
    try:
        # A lone surrogate becomes invalid UTF-8, and so a problem of this page only.
        return json.dumps(members, ensure_ascii=False, default=_plain).encode(
            "utf-8", "surrogatepass"
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise BadPage(f"the page cannot be sent as JSON: {error}") from None


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is none")
