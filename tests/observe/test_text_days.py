"""Whose the days of a text dump are: the article's, the page header's, a comment's, another
story's.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.model import Page
from service.normalize import normalize
from service.observe.plain_text import observe_text
from service.spans.date_context import label_field, without_label

PAGE_HEADER = """Tuesday, 12 March 2024

Example Courier

Bridge closes for repairs
Anna Sample
{byline}

The stone bridge at Example Mill closes on Monday for repairs that the council has put off for years.

Drivers will have to go around by the valley road until the work is done, the council said on Friday.
"""


def _raws(text: str, field: str) -> list[str]:
    seen = [
        (o, label_field(str(o.raw)) if o.field == "date" else "") for o in observe_text(text)[0]
    ]
    return [
        without_label(str(o.raw)) if told else str(o.raw)
        for o, told in seen
        if (told or o.field) == field
    ]


def _dates(text: str) -> list[tuple[str, str, str]]:
    seen, _, _ = observe_text(text)
    return [
        (o.field, o.source.id, str(o.raw))
        for o in seen
        if o.source.id in ("text:byline", "text:above-headline")
    ]


@pytest.mark.parametrize(
    "line", ["Prices current as of 4 March 2024", "Société créée le 4 mars 2024"]
)
def test_the_state_of_data_dates_no_dump(line: str) -> None:
    """What prices or a company were on a day is told of them, and of no page."""
    text = PAGE_HEADER.partition("Bridge")[2].format(byline=line)
    assert _raws(f"Bridge{text}", "datePublished") + _raws(f"Bridge{text}", "dateModified") == []


def test_page_header_is_no_byline() -> None:
    """The day above the headline is the page's own where the byline has a date."""
    assert _dates(PAGE_HEADER.format(byline="4 March 2024, 10:15")) == [
        ("author", "text:byline", "Anna Sample"),
        ("datePublished", "text:byline", "4 March 2024, 10:15"),
    ]


def test_date_above_headline_without_another() -> None:
    """Where the byline has none, the day above the headline may be the article's, and its place
    says that it stands there.
    """
    assert ("datePublished", "text:above-headline", "Tuesday, 12 March 2024") in _dates(
        PAGE_HEADER.format(byline="")
    )


def test_a_list_of_stories_is_no_block_of_values() -> None:
    """Three days among names and titles behind the body are other stories'."""
    stories = (
        "Ferries late again\n2 March 2024\nMayor on leave\n27 February 2024\nBaths stay "
        "open\n12 February 2024"
    )
    text = PAGE_HEADER.format(byline="4 March 2024, 10:15") + "\nExample Courier, Inc.\n" + stories
    seen, _, _ = observe_text(text)
    assert [str(o.raw) for o in seen if o.field in ("date", "datePublished")] == [
        "4 March 2024, 10:15"
    ]


def test_a_thai_heading_is_no_paragraph() -> None:
    """Thai is written without blanks, and its letters are no words: a neighbour's heading does not
    carry the body on.
    """
    body = (
        "สภาเมืองอนุมัติงบประมาณใหม่หลังจากการอภิปรายอันยาวนานที่ดำเนินไปจนถึงค่ำ "
        "ชาวบ้านกล่าวว่าพวกเขารอการตัดสินใจนี้มาหลายเดือน"
    )
    heading = "สะพานเก่าปิดซ่อมถึงเดือนมิถุนายน"
    text = (
        f"{heading}\n\n4 มีนาคม 2567 10:15\n\n{body}\n\n{body}\n\nข่าวอื่น\n{heading} "
        f"2\n2 มีนาคม 2567\n{heading} 3\n27 ก.พ. 2567"
    )
    seen, _, _ = observe_text(text)
    assert [str(o.raw) for o in seen if o.field in ("date", "datePublished")] == [
        "4 มีนาคม 2567 10:15"
    ]


SHORT = """Mill bridge to close | Quay Gazette
Mill bridge to close
By Ann Miller
{dates}
The stone bridge at Example Mill closes on Monday for repairs that the council has put off for years.

Drivers will have to go around by the valley road until the work is done, the council said on Friday.
{behind}
"""


@pytest.mark.parametrize(
    ("dates", "behind", "published", "modified"),
    [
        ("Published\n4 March 2024", "", ["4 March 2024"], []),
        ("4 March 2024\nUpdated\n5 March 2024", "", ["4 March 2024"], ["5 March 2024"]),
        ("4 March 2024\nUpdates", "", ["4 March 2024"], []),
        ("4 March 2024", "Flood victims wait\nPublished 22 November 2023", ["4 March 2024"], []),
        ("4 March 2024", "Published 4 March 2024", ["4 March 2024", "4 March 2024"], []),
        # where none stands above the body, the one behind it is the article's
        ("", "Published 22 November 2023", ["22 November 2023"], []),
    ],
    ids=[
        "label alone",
        "label of the update alone",
        "no label",
        "another story's",
        "the same day",
        "none above",
    ],
)
def test_days_around_a_short_body(
    dates: str, behind: str, published: list[str], modified: list[str]
) -> None:
    """A label on its own line is the next line's; a labelled day behind the body yields to another
    one above it.
    """
    text = SHORT.format(dates=dates, behind=behind)
    assert _raws(text, "datePublished") == published
    assert _raws(text, "dateModified") == modified


def test_today_above_a_day_among_bare_values() -> None:
    """A count and a word beside the article's day make a block of them; the day above the headline
    is the reader's.
    """
    text = (
        "Mill bridge to close | Quay Gazette\nTuesday, 12 March 2024\nMill bridge to "
        "close\n4 March 2024 at 11:48\n12\nen\n"
    )
    text += SHORT.partition("{dates}\n")[2].format(behind="")
    seen, _, _ = observe_text(text)
    assert [str(o.raw) for o in seen if o.field in ("date", "datePublished")] == [
        "4 March 2024 at 11:48"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Opublikowano3 marca 2021Zaktualizowano4 marca 2021",
        "Publicerad3 mars 2021Uppdaterad4 mars 2021",
        "Δημοσιεύθηκε3 Μαρτίου 2021Ενημερώθηκε4 Μαρτίου 2021",
        "PublishedMay 3, 2021UpdatedMay 4, 2021",
    ],
)
def test_two_dates_that_run_into_their_labels(line: str) -> None:
    """The date of the update is not the publication's because its label hides the first year's
    end.
    """
    article = normalize(Page(text=PAGE_HEADER.format(byline=line))).article
    found = (str(article["datePublished"]), str(article["dateModified"]))
    assert [day[-2:] for day in found] == ["03", "04"]


@pytest.mark.parametrize(
    ("line", "day"), [("3 days, 4 hours ago", "2021-03-03"), ("an hour ago", "2021-03-06")]
)
def test_how_long_ago(line: str, day: str) -> None:
    """Of two units both count, and a number may be a word."""
    fetched = datetime(2021, 3, 6, 18, tzinfo=UTC)
    text = PAGE_HEADER.partition("\n\n")[2].format(byline=line)
    assert str(normalize(Page(text=text, fetched_at=fetched)).article["datePublished"])[:10] == day
