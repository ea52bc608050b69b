"""Where damage is looked for: which texts may start a hypothesis of it, near which moment, and
which show it by themselves.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from service.dates import resolve
from service.dates.defects import Near, damaged, may_show_itself
from service.dates.reading import Hints
from service.dates.resolve import damage_of
from service.dates.witnesses import Question
from service.model import Context
from tests.dates.stating import hypothesis, witness
from tests.strategies import observed


@pytest.mark.parametrize(
    ("zone", "wall", "offset"),
    [
        pytest.param("America/New_York", "2022-02-25T12:00", -300, id="winter"),
        pytest.param("America/New_York", "2022-07-25T12:00", -240, id="summer"),
        pytest.param("America/New_York", "2022-11-06T01:30", None, id="an hour that comes twice"),
        pytest.param("America/New_York", "2022-03-13T02:30", None, id="an hour that never comes"),
        pytest.param(None, "2022-02-25T12:00", None, id="no zone"),
    ],
)
def test_offset_of_the_callers_zone(zone: str | None, wall: str, offset: int | None) -> None:
    """The one that the site's clocks show then."""
    assert Question(Hints(), zone=zone).offset_at(datetime.fromisoformat(wall)) == offset


@pytest.mark.parametrize(
    ("beside", "value"),
    [
        pytest.param(["04/27/2014"], "2014-04-12", id="month first"),
        pytest.param(["27/04/2014"], "2014-12-04", id="day first"),
        pytest.param(["04/27/2014", "28/05/2014"], None, id="both"),
        pytest.param(["27.04.2014"], None, id="dots are of another pattern"),
        pytest.param(["04/11/2014"], None, id="as open as the date"),
    ],
)
def test_order_of_the_pages_other_dates(beside: list[str], value: str | None) -> None:
    """Where the language has both orders, the one in which the page writes days after the
    twelfth.
    """
    raws = {"04/12/2014": "datePublished"} | dict.fromkeys(beside, "otherDate")
    observations = [observed(field, raw, "machine") for raw, field in raws.items()]
    resolution = resolve(observations, Context(language="en"), 0.9)["datePublished"]
    assert (resolution.value if resolution.confidence >= 0.9 else None) == value


SOON = datetime(2022, 2, 25, 12)


@pytest.mark.parametrize(
    ("text", "fetched", "asks"),
    [
        pytest.param("2022-02-25", SOON, False, id="a day that reads well"),
        pytest.param("2022-40-25", SOON, True, id="no date as written"),
        pytest.param("2022-04-26", SOON, False, id="two months after the fetch"),
        pytest.param("2022-04-27", SOON, True, id="more than two months after it"),
        pytest.param("2022-04-27", None, False, id="where nobody knows of the fetch"),
        pytest.param("Friday, 25 February 2022", None, False, id="a weekday that is the day's"),
        pytest.param(
            "Friday, 25 February 2021", None, True, id="another weekday, whose year may be another"
        ),
        pytest.param("25 February 2022", None, False, id="no weekday"),
    ],
)
def test_row_may_start_a_story(text: str, fetched: datetime | None, asks: bool) -> None:
    """Where the text says nothing without one, or shows by itself that one is meant."""
    hints = Hints(None, None, fetched)
    said = witness(text, hints=hints)
    assert said.asks_for_rows(hints) == asks
    assert may_show_itself(said.readings, hints) == (asks and text != "2022-40-25")


@pytest.mark.parametrize(
    ("text", "kind", "near", "rules"),
    [
        pytest.param(
            "2022-10-25",
            "machine",
            "2022-02-25 14:10",
            ["minute_in_month_slot"],
            id="the minute of the hypothesis",
        ),
        pytest.param("2022-10-25", "machine", "2022-02-25 14:11", [], id="another minute"),
        pytest.param(
            "2022-10-25",
            "url",
            "2022-02-25 14:10",
            [],
            id="an address is built from other variables",
        ),
        pytest.param(
            "2022-40-25",
            "machine",
            "2022-02-25 14:40",
            [],
            id="what starts a hypothesis of its own",
        ),
        pytest.param(
            "2022-10-25",
            "machine",
            "February 2022",
            ["minute_in_month_slot", "zero_based_month"],
            id="near no day",
        ),
    ],
)
def test_damage_of_what_reads_well(text: str, kind: str, near: str, rules: list[str]) -> None:
    """It is looked for where it may mean the hypothesis's moment."""
    said = witness(text, kind)
    said.asked = said.asks_for_rows(Hints())
    assert [
        reading.rule for reading, _ in damage_of(hypothesis(near), [], said, Question(Hints()))
    ] == rules


@pytest.mark.parametrize(
    ("text", "fetched", "rule", "bits", "silent"),
    [
        pytest.param(
            "Monday, 3 January 2021",
            None,
            "year_before",
            0.5,
            False,
            id="January: last year's number",
        ),
        pytest.param(
            "Monday, 3 January 2022",
            None,
            "year_before",
            8,
            True,
            id="January, with the right weekday",
        ),
        pytest.param("Sunday, 20 February 2021", None, "year_before", 8, True, id="February"),
        pytest.param(
            "Sunday, 20 February 2021",
            datetime(2022, 2, 21),
            "year_before",
            0.5,
            False,
            id="fetched the day after",
        ),
        pytest.param(
            "Sunday, 20 February 2021",
            datetime(2022, 4, 21),
            "year_before",
            0.5,
            False,
            id="two months after",
        ),
        pytest.param(
            "Sunday, 20 February 2021", datetime(2022, 4, 22), "year_before", 8, True, id="later"
        ),
        pytest.param(
            "Sunday, 20 February 2021",
            datetime(2022, 2, 19),
            "year_before",
            8,
            True,
            id="before that day",
        ),
        pytest.param(
            "Monday, 3 January 2021",
            datetime(2023, 1, 9),
            "year_before",
            8,
            True,
            id="January, fetched long after",
        ),
        pytest.param(
            "2022-12-29",
            datetime(2021, 12, 30),
            "us_week_year_in_year_slot",
            6,
            False,
            id="a year to come",
        ),
        pytest.param(
            "2022-12-29",
            datetime(2022, 10, 30),
            "us_week_year_in_year_slot",
            6,
            True,
            id="a year that has come",
        ),
        pytest.param("2022-12-29", None, "us_week_year_in_year_slot", 6, True, id="a year alone"),
        pytest.param(
            "2021-01-01",
            datetime(2022, 1, 5),
            "iso_week_year_in_year_slot",
            7,
            True,
            id="a year ago, as it may be",
        ),
        pytest.param(
            "25 February 2202",
            None,
            "year_digits_doubled_or_exchanged",
            13,
            False,
            id="no year to write of",
        ),
        pytest.param(
            "25 February 2002",
            None,
            "year_digits_doubled_or_exchanged",
            13,
            True,
            id="a year that may be meant",
        ),
    ],
)
def test_text_shows_its_damage_by_itself(
    text: str, fetched: datetime | None, rule: str, bits: float, silent: bool
) -> None:
    """Then it is believed alone, and costs little."""
    found = {reading.rule: reading for reading in damaged(text, Hints(None, None, fetched))}
    assert (found[rule].bits, found[rule].silent) == (bits, silent)


@pytest.mark.parametrize(
    ("text", "near", "fits"),
    [
        pytest.param(
            "25 February 2002", date(2020, 2, 25), True, id="the year with its digits exchanged"
        ),
        pytest.param("25 February 2002", date(2021, 2, 25), False, id="another year"),
        pytest.param(
            "1 January 2002", date(2019, 12, 30), True, id="two days before the turn of the year"
        ),
        pytest.param("1 January 2002", date(2019, 12, 29), False, id="three days before it"),
        pytest.param("31 December 2002", date(2021, 1, 2), True, id="two days after it"),
        pytest.param("31 December 2002", date(2021, 1, 3), False, id="three days after it"),
    ],
)
def test_mistyped_year_is_near_the_moment(text: str, near: date, fits: bool) -> None:
    """Within the days that zones can make."""
    found = {reading.rule for reading in damaged(text, Hints(), Near(near))}
    assert ("year_digits_doubled_or_exchanged" in found) == fits


@pytest.mark.parametrize(
    ("text", "near", "row", "asked"),
    [
        pytest.param(
            "2022-02-25T14:40:10",
            Near(date(2022, 2, 25)),
            "hour_counted_to_24",
            False,
            id="it says what is written",
        ),
        pytest.param(
            "2022-02-25T02:40:10",
            Near(date(2022, 2, 25)),
            "twelve_hour_clock_without_meridiem",
            True,
            id="or it does not",
        ),
        pytest.param(
            "2017-07-18T15:44:00Z",
            Near(date(2017, 1, 18), 14),
            "month_misread",
            True,
            id="a weekday bears it out",
        ),
        pytest.param(
            "2017-07-18T15:44:00Z",
            Near(date(2017, 1, 18), 14, False),
            "month_misread",
            False,
            id="no weekday does",
        ),
        pytest.param(
            "2022-01-25",
            Near(date(2022, 1, 26)),
            "zero_based_yearday_in_day_slot",
            True,
            id="day 25 is January's",
        ),
        pytest.param(
            "2022-02-25",
            Near(date(2022, 2, 26)),
            "zero_based_yearday_in_day_slot",
            False,
            id="and not February's",
        ),
    ],
)
def test_rows_that_explain_nothing_are_not_read(
    text: str, near: Near, row: str, asked: bool
) -> None:
    """Most rows of a healthy text are left out before they are read."""
    assert (row in [reading.rule for reading in damaged(text, Hints(), near)]) == asked


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2022-02-32", "2022-02-01", id="the first of its month"),
        pytest.param("2022-02-59", "2022-02-28", id="the last"),
        pytest.param("2024-02-60", "2024-02-29", id="a leap day"),
        pytest.param("2024-12-366", "2024-12-31", id="the last of a leap year"),
        pytest.param("2023-02-60", None, id="a day of the next month"),
        pytest.param("2022-03-59", None, id="a day of the month before"),
    ],
)
def test_a_day_of_the_year_is_one_of_the_month_beside_it(text: str, day: str | None) -> None:
    """The row is for what a pattern with both writes."""
    found = [
        str(reading.day())
        for reading in damaged(text, Hints())
        if reading.rule == "yearday_in_day_slot"
    ]
    assert found == ([day] if day else [])
