"""extruct: ``extract`` with ``uniform``; it gives every statement and decides nothing, so a plain
pick follows.

The pick: the first article of JSON-LD or microdata that states the field; Open Graph for what none
of them states.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extruct import extract

from bench.compare.tools import Fields, Page

DISTRIBUTION = "extruct"

_SYNTAXES = ("json-ld", "microdata")


def read(page: Page) -> Any:
    """Return the pick from every statement in three syntaxes."""
    found = extract(
        page.text,
        base_url=page.url,
        syntaxes=[*_SYNTAXES, "opengraph"],
        uniform=True,
        errors="ignore",
    )
    nodes = [
        node for syntax in _SYNTAXES for root in found.get(syntax, ()) for node in _nodes(root)
    ]
    stated: dict[str, Any] = {}
    for node in filter(_is_article, nodes):
        stated = {name: value for name, value in node.items() if value} | stated
    return _pick(stated, next(iter(found.get("opengraph", ())), {}))


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the node, and those of its graph."""
    graph = root.get("@graph")
    yield from (
        node
        for node in (root, *(graph if isinstance(graph, list) else ()))
        if isinstance(node, dict)
    )


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type") or ""
    return any(
        str(kind).endswith(("Article", "Posting"))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _pick(article: dict[str, Any], graph: dict[str, Any]) -> Fields:
    return {
        "title": article.get("headline") or graph.get("og:title"),
        "authors": _names(article.get("author") or graph.get("article:author")),
        "published": article.get("datePublished") or graph.get("article:published_time"),
        "modified": article.get("dateModified") or graph.get("article:modified_time"),
        "tags": _tags(article.get("keywords") or graph.get("article:tag")),
        "publisher": graph.get("og:site_name") or _names(article.get("publisher")),
        "description": article.get("description") or graph.get("og:description"),
        "canonical_url": graph.get("og:url") or article.get("url"),
        "image": graph.get("og:image") or _names(article.get("image"), "url"),
        "section": article.get("articleSection") or graph.get("article:section"),
        "language": article.get("inLanguage") or graph.get("og:locale"),
    }


def _tags(value: Any) -> list[str]:
    return [word.strip() for word in value.split(",")] if isinstance(value, str) else _names(value)


def _names(value: Any, key: str = "name") -> list[str]:
    """Return the strings of a schema.org value: itself, its members, or their names."""
    items = value if isinstance(value, list) else [value]
    found = (item.get(key) if isinstance(item, dict) else item for item in items)
    return [item for item in found if isinstance(item, str)]


def fields(found: Any) -> Fields:
    """Return the pick, which has the scorer's names; the first of several values where one is asked
    for.
    """
    return {
        name: next(iter(value), None)
        if isinstance(value, list) and name not in ("authors", "tags")
        else value
        for name, value in found.items()
    }
