"""A date that no pattern finds whole, or that is told from today, is no error wherever it
stands.
"""

from __future__ import annotations

import pytest

from service.model import Page
from service.normalize import normalize

_BODY = (
    "<p>"
    + (
        "The harbour of the town reopened on a grey morning, and the first boats left "
        "with their crews. "
    )
    * 4
    + "</p>"
)


@pytest.mark.parametrize(
    "line",
    [
        "Stand: 2 hours ago",
        "Stand: 25 tháng 2, 2022",
        "Date: yesterday",
        "Stand: 2 hours ago | 14:40",
    ],
)
@pytest.mark.parametrize(
    "frame",
    ["<p class=date>{}</p>", "<p>{}</p>", "<time>{}</time>", "<dl><dt>Date</dt><dd>{}</dd></dl>"],
)
def test_a_label_before_what_is_no_whole_date(line: str, frame: str) -> None:
    """The page is answered, as a page and as a dump."""
    html = (
        f"<html><body><article><h1>The harbour reopens</h1>{frame.format(line)}{_BODY}</"
        "article></body></html>"
    )
    assert normalize(Page(html=html)).article["headline"] == "The harbour reopens"
    assert (
        normalize(Page(text=f"The harbour reopens\n{line}\n\n{_BODY[3:-4]}\n")).article[
            "inLanguage"
        ]
        == "en"
    )
