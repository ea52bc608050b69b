"""fundus: its parsers belong to single publishers, so here one of the generic functions that its
guide builds them from.

JSON-LD first, then meta tags.  A field that cannot be parsed is left out and the others stand, as
in its own pipeline.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fundus.parser import BaseParser
from fundus.parser.utility import (
    generic_author_parsing,
    generic_date_parsing,
    generic_topic_parsing,
)

from bench.compare.tools import Fields, Page

DISTRIBUTION = "fundus"

_PARSER = BaseParser()


def read(page: Page) -> Any:
    """Return what the generic functions make of the JSON-LD and meta tags that ``BaseParser``
    finds.
    """
    parsed = _PARSER.parse(page.text)
    linked, meta = parsed["ld"], parsed["meta"]
    return {
        "title": linked.bf_search("headline") or meta.get("og:title"),
        "authors": _tried(generic_author_parsing, linked.bf_search("author") or meta.get("author")),
        "published": _tried(
            generic_date_parsing,
            linked.bf_search("datePublished") or meta.get("article:published_time"),
        ),
        "modified": _tried(
            generic_date_parsing,
            linked.bf_search("dateModified") or meta.get("article:modified_time"),
        ),
        "tags": _tried(generic_topic_parsing, linked.bf_search("keywords") or meta.get("keywords")),
        "publisher": meta.get("og:site_name"),
        "description": meta.get("og:description") or meta.get("description"),
        "canonical_url": meta.get("og:url"),
        "image": meta.get("og:image"),
        "section": meta.get("article:section"),
        "language": _PARSER.precomputed.doc.get("lang"),
    }


def _tried(parse: Callable[[Any], Any], value: Any) -> Any:
    try:
        return parse(value)
    except Exception:
        # its pipeline's error_handling="suppress" catches the same
        return None


def fields(found: Any) -> Fields:
    """Return the fields; dates come as datetimes, everything else as a string or a list of
    strings.
    """
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in found.items()
    }
