"""newspaper4k: ``newspaper.article`` with ``input_html``, and without fetching images, which would
need the network.
"""

from __future__ import annotations

from typing import Any

import newspaper

from bench.compare.tools import NOWHERE, Fields, Page

DISTRIBUTION = "newspaper4k"


def read(page: Page) -> Any:
    """Return the parsed Article."""
    return newspaper.article(page.url or NOWHERE, input_html=page.text, fetch_images=False)


def fields(found: Any) -> Fields:
    """Return the fields; tags are the links that the tool recognises, or else the page's
    keywords.
    """
    return {
        "title": found.title,
        "authors": found.authors,
        "published": found.publish_date.isoformat() if found.publish_date else None,
        "tags": sorted(found.tags or ()) or found.meta_keywords,
        "publisher": found.meta_site_name,
        "description": found.meta_description,
        "canonical_url": found.canonical_link,
        "image": found.top_image,
        "language": found.meta_lang,
    }
