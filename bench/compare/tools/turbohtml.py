"""turbohtml: ``article()`` for the metadata, and ``dates`` with ``original``, its documentation's
way to the publication.
"""

from __future__ import annotations

from typing import Any

from turbohtml import parse
from turbohtml.extract import DateExtraction, dates

from bench.compare.tools import Fields, Page

DISTRIBUTION = "turbohtml"

_PUBLICATION = DateExtraction(original=True)


def read(page: Page) -> Any:
    """Return the tool's Article and its date, or None; the date is a second parse, as it comes."""
    return parse(page.text).article(), dates(page.text, _PUBLICATION)


def fields(found: Any) -> Fields:
    """Return the fields; the byline comes as one string."""
    article, published = found
    return {
        "title": article.title,
        "authors": [article.byline] if article.byline else [],
        "published": published.date if published else None,
        "tags": list(article.tags),
        "publisher": article.site_name,
        "description": article.description,
        "canonical_url": article.canonical,
        "image": article.image,
        "language": article.lang,
    }
