"""The flat view: an answer as one row of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from service.model import Json, Result
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
    }
    for column, name in DATES:
        row[f"{column}_status"] = result.fields[name].status
        row[f"{column}_confidence"] = rounded(result.fields[name].confidence)
    return row


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _first(value: Json) -> Json:
    return next(iter(_list(value)), None)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, Mapping) else None
