"""Observations from the HTTP response headers of the fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from service.model import Observation
from service.observe.sources import observation

_LINK = re.compile(r"<([^<>]{1,4096})>([^,<]{0,400})")


def header(headers: Mapping[str, str], name: str) -> str | None:
    """The header's value by its name, whatever the case."""
    return next((value for key, value in headers.items() if key.lower() == name), None)


def sent_at(headers: Mapping[str, str]) -> datetime | None:
    """When the response was written, by its Date header: the moment of the fetch for who names none."""
    match = _HTTP_DATE.match((header(headers, "date") or "").strip())
    if match is None:
        return None
    day, month, year, hour, minute, second = match.groups()
    try:
        number = _MONTHS.index(month.title()) + 1
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None


#: RFC 9110, 5.6.7: "Fri, 09 Jul 2021 00:55:30 GMT".
_HTTP_DATE = re.compile(r"\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT\Z", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def observe_headers(headers: Mapping[str, str]) -> Iterator[Observation]:
    """The observations of Last-Modified, Content-Language and Link."""
    for name in ("last-modified", "content-language"):
        value = header(headers, name)
        if value and value.strip():
            yield observation("http", name, value, f"headers/{name}")
    for address, parameters in _LINK.findall((header(headers, "link") or "")[:65536]):
        if re.search(r"""\brel\s*=\s*["']?canonical\b""", parameters, re.IGNORECASE):
            yield observation("http", "link-canonical", address, "headers/link")
