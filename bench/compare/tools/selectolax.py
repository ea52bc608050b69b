"""selectolax: the parse alone, the unit of all costs."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.compare.tools import Fields, Page

DISTRIBUTION = "selectolax"


def read(page: Page) -> Any:
    """Return the tree."""
    return LexborHTMLParser(page.html)


def fields(found: Any) -> Fields:
    """Return no fields: a tree is no metadata."""
    return {}
