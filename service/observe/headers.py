"""Observations from the HTTP response headers of the fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from service.model import Observation
from service.observe.sources import observation

_LINK = re.compile(r"<([^<>]{1,4096})>([^,<]{0,400})")


def header(headers: Mapping[str, str], name: str) -> str | None:
    """The header's value by its name, whatever the case."""
    return next((value for key, value in headers.items() if key.lower() == name), None)


def observe_headers(headers: Mapping[str, str]) -> Iterator[Observation]:
    """The observations of Last-Modified, Content-Language and Link."""
    for name in ("last-modified", "content-language"):
        value = header(headers, name)
        if value and value.strip():
            yield observation("http", name, value, f"headers/{name}")
    for address, parameters in _LINK.findall((header(headers, "link") or "")[:65536]):
        if re.search(r"""\brel\s*=\s*["']?canonical\b""", parameters, re.IGNORECASE):
            yield observation("http", "link-canonical", address, "headers/link")
