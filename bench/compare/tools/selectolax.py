"""selectolax: the parse alone, which everything else is measured by."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.compare.tools import Fields, Page

DISTRIBUTION = "selectolax"


def read(page: Page) -> Any:
    """The tree."""
    return LexborHTMLParser(page.html)


def fields(found: Any) -> Fields:
    """Nothing: a tree is no metadata."""
    return {}
