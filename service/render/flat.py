"""The flat view: an answer as one row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from service.confidence import rounded
from service.model import Json, Resolution, Result

View = Literal["nested", "flat"]
VIEWS: tuple[View, ...] = get_args(View)

#: The dates that a row reports on beside their values: (column, property of the article).
DATES = (("date_published", "datePublished"), ("date_modified", "dateModified"))


def flat(result: Result) -> dict[str, Json]:
    """Return the answer as a row, with the same columns for every page.

    Where nothing was established a cell is null and a list is empty, so that a reader of tables
    needs no special cases. Sections and images are given by the first one, organisations and people
    by name; the nested view has the rest.
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
        "withheld": list(result.withheld),
        "questions": list(result.questions.values()),
        "findings": _codes(finding.code for finding in result.findings),
        "rules": _codes(
            repair.rule for resolution in result.fields.values() for repair in resolution.repairs
        ),
    }
    for column, name in DATES:
        row |= {f"{column}_{what}": cell for what, cell in _date(result.fields[name]).items()}
    return row


def _date(resolution: Resolution) -> dict[str, Json]:
    """Return what is known of a date: day, clock and instant in separate columns, so that no cast
    turns a day into midnight.

    The day is the reader's; the clock is null for a day, the instant where no offset is
    established.
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


#: The lengths of "2022-02-25" and of "2022-02-25T14:40:00".
DAY, CLOCK = 10, 19


def _codes(found: Iterable[str]) -> list[Json]:
    """Return each code once, in the order of the answer."""
    return list(dict.fromkeys(found))


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _first(value: Json) -> Json:
    return next(iter(_list(value)), None)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, Mapping) else None
