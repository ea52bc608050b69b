"""The answer as an item of CSL-JSON, which citation managers import: Zotero, pandoc, citeproc."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from service.model import Json, Resolution, Result
from service.render.ninjs import identifier_of

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
TYPE = "article-newspaper"

#: Where each member of an item comes from, for docs/other-shapes.md.
MEMBERS: tuple[tuple[str, str], ...] = (
    ("id", "the page's own id in a batch, else the article's address, else a name made of it"),
    ("type", f'"{TYPE}"'),
    ("title", "headline"),
    ("abstract", "description"),
    ("author", "author: family and given where the page parts them, else literal"),
    ("container-title", "the name of publisher"),
    ("issued", "datePublished as date-parts, at the precision of its day"),
    ("URL", "url"),
    ("language", "inLanguage"),
    ("section", "the first of articleSection"),
    ("keyword", "keywords, joined by commas"),
    ("custom", "in a batch, the problem of a page that could not be answered"),
)

#: What an item cannot carry.
LOST: tuple[tuple[str, str], ...] = (
    ("the time of day, and dateModified", "a citation has the day of publication"),
    ("image, isAccessibleForFree, wordCount, copyright", "there is no such member"),
    ("fields, repairs, findings, status", "an item is cited, not explained: keep the answer too"),
)

#: A year, a month or a day in EDTF; a set of days is none that can be cited.
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def csl(result: Result, key: str | int | None = None) -> dict[str, Json]:
    """Return the answer as an item; ``key`` is its id, else the article's address is."""
    article = result.article
    told: dict[str, Json] = {
        "id": identifier_of(article) if key is None else key,
        "type": TYPE,
        "title": article.get("headline"),
        "abstract": article.get("description"),
        "author": _authors(article.get("author"), result.fields.get("author")),
        "container-title": _name(article.get("publisher")),
        "issued": _issued(article, result.fields.get("datePublished")),
        "URL": article.get("url"),
        "language": article.get("inLanguage"),
        "section": next(iter(_list(article.get("articleSection"))), None),
        "keyword": ", ".join(map(str, _list(article.get("keywords")))),
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def unanswered(key: str | int, problem: Mapping[str, Json] | None) -> dict[str, Json]:
    """Return the item in place of a page that could not be answered."""
    return {"id": key, "type": TYPE, "custom": {"problem": dict(problem or {})}}


def _issued(article: Mapping[str, Json], dated: Resolution | None) -> Json:
    """Return the day as a CSL date; None where nothing is given."""
    if dated is None or "datePublished" not in article:
        return None
    found = _EDTF.fullmatch(dated.edtf or "")
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def _authors(authors: Json, resolution: Resolution | None) -> list[Json]:
    """Return the names, parted where a statement of the page parts the same name."""
    parted = dict(_parted([e.observation.raw for e in resolution.evidence])) if resolution else {}
    names = [_name(author) for author in _list(authors)]
    return [parted.get(name, {"literal": name}) for name in names if name]


def _parted(raw: Json) -> Iterator[tuple[str, Json]]:
    """Yield each name that a raw value parts into given and family name, in either order."""
    if isinstance(raw, Mapping):
        given, family = raw.get("givenName"), raw.get("familyName")
        if isinstance(given, str) and isinstance(family, str):
            name: Json = {"family": family.strip(), "given": given.strip()}
            yield f"{given.strip()} {family.strip()}", name
            yield f"{family.strip()} {given.strip()}", name
    for member in _list(raw):
        yield from _parted(member)


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _name(value: Json) -> str | None:
    name = value.get("name") if isinstance(value, Mapping) else None
    return name if isinstance(name, str) else None
