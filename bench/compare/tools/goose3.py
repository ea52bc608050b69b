"""goose3: ``Goose().extract(raw_html=…)``; images are off unless they may be fetched, so the page's
own og:image stands in.
"""

from __future__ import annotations

from typing import Any

from goose3 import Goose

from bench.compare.tools import Fields, Page

DISTRIBUTION = "goose3"

_GOOSE = Goose()


def read(page: Page) -> Any:
    """Return the tool's Article."""
    return _GOOSE.extract(raw_html=page.text)


def fields(found: Any) -> Fields:
    """Return the fields; tags are the links that the tool recognises, or else the page's
    keywords.
    """
    graph = found.opengraph or {}
    keywords = [word.strip() for word in (found.meta_keywords or "").split(",") if word.strip()]
    return {
        "title": found.title,
        "authors": found.authors,
        "published": found.publish_date,
        "tags": found.tags or keywords,
        "publisher": graph.get("site_name"),
        "description": found.meta_description,
        "canonical_url": found.canonical_link,
        "image": graph.get("image"),
        "language": found.meta_lang,
    }
