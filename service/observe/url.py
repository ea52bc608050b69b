"""Observations from the page's address: the date in its path, its first part as a section, the address itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from service.model import Observation
from service.observe.sources import observation

#: The address of a site's front page: "https://www.example.com/", "example.com/index.html"; "/#!/town/quay" is a story's.
_FRONT = re.compile(r"(?:[a-z]{2,6}:)?(?://)?[^/?#]+/?(?:(?:index|default|home)\.\w{3,5})?(?:#(?![!/]).*)?", re.IGNORECASE)
_SPLIT = re.compile(r"^[a-z][a-z0-9+.\-]{0,15}://[^/?#]*", re.IGNORECASE)
#: A date in the path: year, month and day as parts of it, at the start of a part, or behind a hyphen. Ids are no days:
#: "/2021/04/92713" says April 2021 and no more.
_DATES = (
    re.compile(r"(?<=/)(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?=[/.\-_]|$)"),
    re.compile(r"(?<=[/\-_])(?:19|20)\d\d([-_.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<=[/\-_.])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=[/.\-_a-zA-Z]|$)"),
    re.compile(r"(?<=/)(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?=[/.]|$)"),
    re.compile(
        r"(?<=/)(?:19|20)\d\d/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?:0?[1-9]|"
        r"[12]\d|3[01])(?=/|$)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<=/)(?:19|20)\d\d[/-](?:0[1-9]|1[0-2])(?=[/.]|$)"),
    re.compile(r"(?<=/)(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?=-)"),
)
#: A day behind such a part is that of what takes place.
_EVENTS = re.compile(
    r"/(?:events?|calendar|agenda|kalender|termine?|veranstaltung(?:en)?|eventos?|[eé]v[eé]nements?|eventi|evenement(?:en)?)/",
    re.IGNORECASE,
)
#: First parts of a path that name a kind of page or a language, not a section.
_NO_SECTION = frozenset(
    "article articles artikel articolo articoli news story stories post posts blog blogs index amp "
    "archive archives content "
    "node page pages item items id p a n s www de en fr es it pt ru nl show read view detail details "
    "video videos wp-content "
    "noticia noticias nachrichten actualites actualite notizie nieuws artigo artigos author tag tags "
    "category news-story web 'a'".split()
)
_SLUG = re.compile(r"[^\W\d_][\w\-]{2,30}")
#: "article-9551232", "c_1128774": the number of a page.
_NUMBERED = re.compile(r"\d{5,}")


def path_of(address: str) -> str:
    """The address's path without host, query and fragment, percent-escapes resolved."""
    return unquote(re.split(r"[?#]", _SPLIT.sub("", address[:4096]), maxsplit=1)[0])


def observe_url(address: str, order: int = 0) -> Iterator[Observation]:
    """The observations of the page's address."""
    path = path_of(address)
    found = url_date(path)
    if found:
        yield observation("url", "path-date", found, "url", order)
    parts = [part for part in path.split("/") if part]
    if len(parts) > 1:
        first = parts[0].lower()
        if first in _NO_SECTION and len(parts) > 2:
            first = parts[1].lower()
        if first not in _NO_SECTION and _SLUG.fullmatch(first) and not _NUMBERED.search(first):
            yield observation("url", "path-section", first, "url", order)
    if "://" in address:
        yield observation("url", "address", address, "url", order)


def url_date(path: str) -> str | None:
    """The date in a path as it stands there, the fullest form first; None without one, and for an event's.

    >>> url_date("/world/2022/02/25/talks"), url_date("/2021/04/92713/story"), url_date("/events/2021-02-20/fair")
    ('2022/02/25', '2021/04', None)
    """
    for pattern in _DATES:
        match = pattern.search(path)
        if match:
            return None if _EVENTS.search(path[: match.start()]) else match.group()
    return None


def of_front_page(address: str, seen: list[Observation]) -> list[Observation]:
    """The observations, with dates that no class names made other dates on a site's front page: of its stories, or of today.

    Where an address in the page or a date for machines says that it is an article, the address is only the site's.
    """
    stated = any(
        (o.field == "url" and not _FRONT.fullmatch(str(o.raw)))
        or (o.field == "datePublished" and o.source.witness == "machine")
        for o in seen
    )
    return seen if stated or not _FRONT.fullmatch(address) else [_as_other(o) if _is_unnamed_date(o) else o for o in seen]


def _is_unnamed_date(o: Observation) -> bool:
    place, _, name = o.source.id.partition(":")
    return o.field in ("date", "datePublished") and (place == "text" or name in ("near-headline", "in-article"))


def _as_other(o: Observation) -> Observation:
    return replace(o, field="otherDate", source=replace(o.source, field="otherDate"))
