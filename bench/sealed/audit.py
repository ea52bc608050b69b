"""What an audit of the families found and mended, as checks that the sealed tests run; they stand
here to keep the seal.

Each check takes a maker of a family's pages by its name, and raises where a page breaks what was
agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from bench.corruption.moments import at_utc, at_wall
from bench.sealed.calendars import SAKA_MARATHI, SAKA_MONTHS
from bench.sealed.catalogue import REGISTER
from bench.sealed.families import Made, pages
from bench.sealed.press import PRESSES

Pages = Callable[[str], Sequence[Made]]


def pages_of(name: str) -> list[Made]:
    """Two turns of a family's pages."""
    (row,) = (row for row in REGISTER if row.id == name)
    return list(pages(3, row, 96))


def _sure(made: Pages) -> None:
    """Where every reader knows the day, withholding is a fault."""
    assert not any(
        page.truth.open for name in ("misspelt_months", "month_for_minute") for page in made(name)
    )


def _clocked(made: Pages) -> None:
    """A day alone is less than a stamp or a print with a clock says."""
    found = [
        *made("midnight_for_no_clock"),
        *(page for page in made("compact_day_first") if page.truth.answers[0].clock),
    ]
    assert all(answer.clock for page in found for answer in page.truth.answers)


def _nothing_invented(made: Pages) -> None:
    """No answer has a midnight or an offset that its page has not."""
    for page in made("stamp_with_day_and_month_turned"):
        assert ("T00:00:00" in _shown(page)) == any(answer.clock for answer in page.truth.answers)
    for page in made("template_prints_now"):
        stamped = f"{at_utc(page.fetched, _zone(page)).wall:%Y-%m-%dT}" in _shown(page)
        assert stamped or not any(answer.offset is not None for answer in page.truth.answers)


def _season(made: Pages) -> None:
    """The day before the fetch is told on the newsroom's clock at that date, and given only where
    UTC shows no other.
    """
    for page in made("yesterday_without_zone"):
        before = [
            at_utc(page.fetched, zone).wall.date() - timedelta(days=1)
            for zone in PRESSES[page.tag].zones
        ]
        assert page.truth.open
        assert page.truth.truth[0].day in before
        for answer in page.truth.answers:
            assert page.tag in ("de-DE", "ja-JP")
            assert answer.day == before[0] == page.fetched.date() - timedelta(days=1)


def _winter_names(made: Pages) -> None:
    """A winter's name in summer stands for the wall clock and for the winter's, where the page
    leaves the country open.
    """
    for page in made("shared_name_beside_utc_day"):
        shown = {answer.offset for answer in page.truth.answers}
        if -360 in shown:
            noon = datetime.combine(page.truth.answers[0].day, time(12))
            assert at_wall(noon, "America/Chicago").offset in shown


def _names(made: Pages) -> None:
    """A locale's months are its own, and a label's last word is not printed twice."""
    other = [
        number
        for number, pair in enumerate(zip(SAKA_MARATHI, SAKA_MONTHS, strict=True), 1)
        if pair[0] != pair[1]
    ]
    assert other == [4, 9]
    assert not any(
        twice in _shown(page)
        for page in made("ordinal_days")
        for twice in (" le le ", " il il ", " el el ")
    )


def _shown(page: Made) -> str:
    return f"{page.html}{page.text}{page.metadata}"


def _zone(page: Made) -> str:
    return PRESSES[page.tag].zones[0]


#: What the tests run, by number.
CHECKS: tuple[Callable[[Pages], None], ...] = (
    _sure,
    _clocked,
    _nothing_invented,
    _season,
    _winter_names,
    _names,
)
