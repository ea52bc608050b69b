"""Observations from what stands around the page: its address, and the headers of the response that brought it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from service.model import Observation
from service.observe.sources import observation
from service.records import replace

#: The address of a site's front page: "https://www.example.com/", "example.com/index.html"; "/#!/town/quay" is a story's.
_FRONT = re.compile(r"(?:[a-z]{2,6}:)?(?://)?[^/?#]+/?(?:(?:index|default|home)\.\w{3,5})?(?:#(?![!/]).*)?", re.IGNORECASE)
_UNNAMED = (":near-headline",)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.\-]{0,15}://[^/?#]*)?([^?#]*)", re.IGNORECASE)
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_2, _DAY_2 = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
#: A date in the path: as parts of it, at the start of a part, or behind a hyphen; "/2021/04/92713" says April 2021 and no more.
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<=/){_YEAR}/{_MONTH}/{_DAY}(?=[/.\-_]|$)",
        rf"(?<=[/\-_]){_YEAR}([-_.]){_MONTH_2}\1{_DAY_2}(?!\d)",
        rf"(?<=[/\-_.]){_YEAR}{_MONTH_2}{_DAY_2}(?=[/.\-_a-z]|$)",
        rf"(?<=/){_YEAR}/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}/{_DAY}(?=/|$)",
        rf"(?<=/){_YEAR}[/-]{_MONTH_2}(?=[/.]|$)",
    )
)
#: A path without one of these has no date.
_DATED = re.compile(rf"[/\-_.]{_YEAR}")
#: First parts of a path that name a kind of page or a language, not a section.
_NO_SECTION = frozenset(
    "article articles artikel articolo articoli news story stories post posts blog blogs index amp archive archives content "
    "node page pages item items id p a n s www de en fr es it pt ru nl show read view detail details video videos wp-content "
    "noticia noticias nachrichten actualites actualite notizie nieuws artigo artigos author tag tags category news-story web "
    "'a'".split()
)
#: A section's name, and no page's number, "article-9551232".
_SECTION = re.compile(r"(?!.*\d{5})[^\W\d_][\w\-]{2,30}")
#: RFC 9110, 5.6.7: "Fri, 09 Jul 2021 00:55:30 GMT".
_HTTP_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\Z", re.ASCII)
_LINK = re.compile(r"<([^<>]{1,4096})>([^,<]{0,400})")
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)


def observe_url(address: str) -> Iterator[Observation]:
    """The date in the address's path, its first part as a section, and the address itself."""
    match = _ADDRESS.match(address[:4096])
    path = match[1] if match else ""
    path = unquote(path) if "%" in path else path
    if found := url_date(path):
        yield observation("url", "path-date", found, "url")
    parts = [part for part in path.split("/", 5) if part]
    if len(parts) > 1:
        first = parts[0].lower()
        if first in _NO_SECTION and len(parts) > 2:
            first = parts[1].lower()
        if first not in _NO_SECTION and _SECTION.fullmatch(first):
            yield observation("url", "path-section", first, "url")
    if "://" in address:
        yield observation("url", "address", address, "url")


def url_date(path: str) -> str | None:
    """Return the date in a path as it stands there, the fullest form first; None without one.

    >>> url_date("/world/2022/02/25/talks"), url_date("/2021/04/92713/story")
    ('2022/02/25', '2021/04')
    """
    found = (pattern.search(path) for pattern in _DATES) if _DATED.search(path) else ()
    return next((match.group() for match in found if match), None)


def of_front_page(address: str, seen: list[Observation]) -> list[Observation]:
    """Return the observations, where a site's front page has dates that no class names as other dates: its stories', or today.

    Where an address in the page or a date for machines says that it is an article, the address is only the site's.
    """
    if not _FRONT.fullmatch(address) or any(
        (o.field == "url" and not _FRONT.fullmatch(str(o.raw)))
        or (o.field == "datePublished" and o.source.witness == "machine")
        for o in seen
    ):
        return seen
    return [
        replace(o, field="otherDate", source=replace(o.source, field="otherDate"))
        if o.field in ("date", "datePublished") and (o.source.id.startswith("text:") or o.source.id.endswith(_UNNAMED))
        else o
        for o in seen
    ]


def header(headers: Mapping[str, str], name: str) -> str:
    """Return the header's value by its name, whatever the case; "" where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name), "") if headers else ""


def sent_at(headers: Mapping[str, str]) -> datetime | None:
    """Return when the response was written, by its Date header: the moment of the fetch where the caller names none."""
    stamp = header(headers, "date").strip()
    try:
        return parsedate_to_datetime(stamp) if _HTTP_DATE.match(stamp) else None
    except ValueError:
        return None


def observe_headers(headers: Mapping[str, str]) -> Iterator[Observation]:
    """The observations of Last-Modified, Content-Language and Link."""
    for name in ("last-modified", "content-language"):
        value = header(headers, name)
        if value.strip():
            yield observation("http", name, value, f"headers/{name}")
    for address, parameters in _LINK.findall(header(headers, "link")[:65536]):
        if _CANONICAL.search(parameters):
            yield observation("http", "link-canonical", address, "headers/link")
