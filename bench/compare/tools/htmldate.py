"""htmldate: ``find_date`` with ``original_date``, its documentation's way to the publication, and a
format with a clock.
"""

from __future__ import annotations

from typing import Any

from htmldate import find_date

from bench.compare.tools import Fields, Page

DISTRIBUTION = "htmldate"


def read(page: Page) -> Any:
    """Return the date as a string."""
    return find_date(
        page.text, url=page.url, original_date=True, outputformat="%Y-%m-%dT%H:%M:%S%z"
    )


def fields(found: Any) -> Fields:
    """Return the date; one at midnight becomes a day alone, since the tool writes midnight when it
    knows no time.
    """
    return {"published": found.removesuffix("T00:00:00") if found else None}
