"""trafilatura: ``extract_metadata``, which its documentation names for metadata alone."""

from __future__ import annotations

from typing import Any

from trafilatura import extract_metadata

from bench.compare.tools import Fields, Page

DISTRIBUTION = "trafilatura"


def read(page: Page) -> Any:
    """Return the tool's Document."""
    return extract_metadata(page.text, default_url=page.url)


def fields(found: Any) -> Fields:
    """Return the fields; authors come as one string, joined by semicolons, tags as they were
    written.
    """
    if found is None:
        return {}
    return {
        "title": found.title,
        "authors": found.author.split("; ") if found.author else [],
        "published": found.date,
        "tags": found.tags,
        "publisher": found.sitename,
        "description": found.description,
        "canonical_url": found.url,
        "image": found.image,
        "section": next(iter(found.categories or ()), None),
        "language": found.language,
    }
