"""Whole pages in our own words: everything that a page states is found once under the right
source.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from service.model import Page
from service.observe import observe
from tests.observe.conftest import Seen

FOLDER = Path(__file__).parent.parent / "pages"
BRIDGE = (FOLDER / "valley-bridge" / "page.html").read_bytes()


@pytest.mark.parametrize(
    ("source", "raws"),
    [
        ("html:lang", ["en-GB"]),
        ("link:canonical", ["https://courier.example/local/2024/03/05/old-bridge-to-close"]),
        ("meta:article:tag", ["Transport", "Example Mill"]),
        ("ld+json:datePublished", ["2024-03-05T09:12:00+00:00"]),
        (
            "ld+json:author",
            [
                {
                    "@type": "Person",
                    "name": "Anna Sample",
                    "url": "https://courier.example/staff/anna-sample",
                }
            ],
        ),
        ("ld+json:WebSite/name", ["The Valley Courier"]),
        ("html:h1", ["Old bridge to close for repairs until June"]),
        ("html:byline", ["By Anna Sample"]),
        ("html:rel-author", ["Anna Sample"]),
        ("time:datetime", ["2024-03-05T09:12:00Z"]),
        ("time:text", ["5 March 2024, 09:12"]),
        ("time:other-datetime", ["2023-11-02"]),
        ("html:section", ["Local"]),
        ("html:tags", ["Transport", "Example Mill"]),
        ("html:copyright", ["© 2024 Valley Courier Ltd. All rights reserved."]),
    ],
)
def test_bridge(seen: Seen, source: str, raws: list[object]) -> None:
    """Each source gives exactly what the page says there."""
    assert seen(BRIDGE)[source] == raws


def test_bridge_dates_of_others_are_no_candidates() -> None:
    """The day of the visit, the site's first day, the caption's and the neighbour's day are no
    candidates for the article's.
    """
    fields = ("date", "datePublished", "dateModified")
    dates = {str(o.raw) for o in observe(Page(html=BRIDGE)).observations if o.field in fields}
    assert not [d for d in dates if "2001" in d or "1998" in d or "2023" in d or "12 March" in d]


def test_a_mark_between_paragraphs_is_none() -> None:
    """Templates part sections with a star of its own, which nobody reads."""
    prose = (
        "<p>The stone bridge at Example Mill closes on Monday for repairs until June, "
        "the council said.</p>"
    )
    observed = observe(
        Page(html=f"<h1>Bridge closes</h1><article>{prose}<p>*</p>{prose}<p>No.</p></article>")
    )
    assert [line.split()[0] for line in observed.body.splitlines()] == ["The", "The", "No."]


def test_bridge_body_and_repair() -> None:
    """The body is the three paragraphs, and the trailing comma in the JSON-LD is reported."""
    observed = observe(Page(html=BRIDGE))
    assert observed.body.count("\n") == 2
    assert observed.body.startswith("The stone bridge at Example Mill closes")
    assert [(f.code, f.raw) for f in observed.findings] == [
        ("json_ld_repaired", ["trailing_comma"])
    ]


def test_order_of_metas_changes_nothing_but_lists() -> None:
    """Moving a meta tag changes places, not statements."""
    text = BRIDGE.decode()
    line = '<meta property="og:site_name" content="The Valley Courier">\n'
    moved = text.replace(line, "").replace("</head>", line + "</head>")
    first, second = (observe(Page(html=html)).observations for html in (text, moved))
    assert sorted((o.source.id, repr(o.raw)) for o in first) == sorted(
        (o.source.id, repr(o.raw)) for o in second
    )
