"""The flat view: an answer as one row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from service.model import Json, Resolution, Result
from service.weigh import rounded

View = Literal["nested", "flat"]
VIEWS: tuple[View, ...] = get_args(View)

#: The dates that a row reports on beside their values: (column, property of the article).
DATES = (("date_published", "datePublished"), ("date_modified", "dateModified"))


def flat(result: Result) -> dict[str, Json]:
    """The answer as a row: always the same columns, whatever the page.

    A cell is null where nothing was established and a list is empty then, so that a reader of tables needs no special cases.
    Of sections and images the first one stands, of organisations and people the name; the nested view has the rest.
    """
    article = result.article
    row: dict[str, Json] = {
        "headline": article.get("headline"),
        "description": article.get("description"),
        "date_published": article.get("datePublished"),
        "date_modified": article.get("dateModified"),
        "authors": [_member(author, "name") for author in _list(article.get("author"))],
        "publisher": _member(article.get("publisher"), "name"),
        "keywords": list(_list(article.get("keywords"))),
        "section": _first(article.get("articleSection")),
        "language": article.get("inLanguage"),
        "url": article.get("url"),
        "image": _member(_first(article.get("image")), "url"),
        "word_count": article.get("wordCount"),
        "status": result.status,
        "findings": _codes(finding.code for finding in result.findings),
        "rules": _codes(repair.rule for resolution in result.fields.values() for repair in resolution.repairs),
    }
    for column, name in DATES:
        row |= {f"{column}_{what}": cell for what, cell in _date(result.fields[name]).items()}
    return row


def _date(resolution: Resolution) -> dict[str, Json]:
    """What is known of a date, each kind of truth in a column of its own: no cast can make a midnight of a day.

    The day is the reader's; the clock is null for a day, the instant where no offset is established.
    """
    value = resolution.value if isinstance(resolution.value, str) else None
    clock = value[:CLOCK] if value is not None and len(value) >= CLOCK else None
    return {
        "status": resolution.status,
        "confidence": rounded(resolution.confidence),
        "precision": None if value is None else "day" if clock is None else resolution.precision,
        "day": None if value is None else value[:DAY],
        "local": clock,
        "instant": None if clock is None else resolution.instant,
    }


#: The characters of "2022-02-25" and of "2022-02-25T14:40:00".
DAY, CLOCK = 10, 19


def _codes(found: Iterable[str]) -> list[Json]:
    """Each code once, in the order of the answer."""
    return list(dict.fromkeys(found))


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _first(value: Json) -> Json:
    return next(iter(_list(value)), None)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, Mapping) else None
