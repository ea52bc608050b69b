"""htmldate: ``find_date`` with ``original_date``, its documentation's way to the publication, and a format with a clock."""

from __future__ import annotations

from typing import Any

from htmldate import find_date

from bench.compare.tools import Fields, Page

DISTRIBUTION = "htmldate"


def read(page: Page) -> Any:
    """The date as a string."""
    return find_date(page.text, url=page.url, original_date=True, outputformat="%Y-%m-%dT%H:%M:%S%z")


def fields(found: Any) -> Fields:
    """Midnight is the tool's way to say that it knows the day alone."""
    return {"published": found.removesuffix("T00:00:00") if found else None}
