"""How one more date joins a hypothesis: the moment that both are of, what it costs in bits, and the
damage that it explains.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from service.dates.hypothesis import ANYWHERE, Hypothesis, Joined, join, join_at_site, said_alone
from service.dates.partial import exactly
from service.dates.reading import Hints
from tests.dates.stating import hypothesis, use


def shown(joined: Joined) -> str:
    """A join in one line: clock, offset in minutes with its origin, instant, bits, rule."""
    told = joined.hypothesis
    parts = [
        str(told.clock),
        f"{told.offset} {told.origin}",
        str(told.instant),
        f"{joined.bits:g}",
        joined.rule,
    ]
    return " | ".join(part for part in parts if part)


HUNGARY, AMERICA = Hints("hu", "HU"), Hints("en", "US")
MISLABELLED = "2022-02-25T14:40:10 | -300 stated | 2022-02-25 19:40:10 | 7 |"


@pytest.mark.parametrize(
    ("first", "second", "readers", "joins"),
    [
        # two instants
        pytest.param(
            "2022-02-25T14:40:10Z", "2022-02-25T14:40:10Z", ANYWHERE,
            ["2022-02-25T14:40:10 | 0 stated | 2022-02-25 14:40:10 | 0"], id="the same"),
        pytest.param(
            "2022-02-25T14:40Z", "2022-02-25T15:40:10+01:00", ANYWHERE,
            ["2022-02-25T15:40:10 | 60 stated | 2022-02-25 14:40:10 | 0"], id="the local clock stands, not UTC's"),
        pytest.param(
            "2022-02-25T15:40:10+01:00", "2022-02-25T14:40Z", ANYWHERE,
            ["2022-02-25T15:40:10 | 60 stated | 2022-02-25 14:40:10 | 0"], id="whichever is first"),
        pytest.param(
            "2022-02-25T15:40+01:00", "2022-02-25T14:40:10Z", ANYWHERE,
            ["2022-02-25T15:40:10 | 60 stated | 2022-02-25 14:40:10 | 0"], id="the finer one gives the second"),
        pytest.param(
            "2022-02-25T14:40:00Z", "2022-02-25T14:40:10Z", ANYWHERE,
            ["2022-02-25T14:40:00 | 0 stated | 2022-02-25 14:40:10 | 0"], id=":00 may be a missing second"),
        pytest.param("2022-02-25T14:40:11Z", "2022-02-25T14:40:10Z", ANYWHERE, [], id="a second apart"),
        pytest.param("2022-02-25T14:41Z", "2022-02-25T14:40Z", ANYWHERE, [], id="a minute apart"),
        pytest.param("2022-02-25T14:40:10Z", "2022-02-25T14:40:10-05:00", ANYWHERE, [], id="UTC's clock is believed"),
        pytest.param(
            "2022-02-25T14:40:10-05:00", "2022-02-25T14:40:10Z", ANYWHERE,
            [f"{MISLABELLED} local_clock_labelled_utc"], id="the local clock labelled UTC"),
        pytest.param(
            "2022-02-25T14:40-05:00", "2022-02-25T14:40:10Z", ANYWHERE,
            [f"{MISLABELLED} local_clock_labelled_utc"], id="the local clock labelled UTC, with the second"),
        pytest.param(
            "2022-02-25T14:40:10-05:00", "2022-02-25T19:40:10-05:00", ANYWHERE,
            [f"{MISLABELLED} utc_clock_labelled_local"], id="UTC's clock labelled local"),
        pytest.param("2022-02-25T14:40:10-05:00", "2022-02-25T19:41:10-05:00", ANYWHERE, [], id="another clock labelled local"),
        pytest.param("2022-02-25T14:40:10-05:00", "2022-02-25T19:40:10-04:00", ANYWHERE, [], id="another label"),
        pytest.param("2022-02-25T14:40:10-05:00", "2022-02-25T14:40:10+05:00", ANYWHERE, [], id="of two signs neither is sure"),
        pytest.param(
            "2022-02-25T14:40:10-05:00", "2022-02-25T14:40:10+05:00", AMERICA,
            [f"{MISLABELLED} offset_sign_inverted"], id="a sign inverted, at an American paper"),
        pytest.param("2022-02-25T14:40:10+05:00", "2022-02-25T14:40:10-05:00", AMERICA, [], id="the readers' sign stands"),
        pytest.param(
            "25 February 2022 14:40 EST", "2022-02-25T14:40:10+05:00", ANYWHERE,
            [("2022-02-25T14:40:10 | -300 abbreviation | 2022-02-25 19:40:10 | 7 | " "offset_sign_inverted")],
            id="a sign inverted, where the zone is named"),
        pytest.param(
            "2022-02-25T14:40:10+01:00", "2022-02-25T14:40:10+02:00", HUNGARY,
            [("2022-02-25T14:40:10 | 60 stated | 2022-02-25 13:40:10 | 7 | " "offset_out_of_season")], id="summer's in winter"),
        pytest.param("2022-02-25T14:40:10+01:00", "2022-02-25T14:40:10+03:00", HUNGARY, [], id="no season's offset"),
        pytest.param(
            "2022-02-25T15:40:10Z", "2022-02-25T11:40:10-05:00", ANYWHERE, [], id="an hour off: no season has that label"),
        pytest.param(
            "2022-02-25T15:40:00Z", "2022-02-25T10:40:00-04:00", ANYWHERE,
            ["2022-02-25T10:40:00 | -300 witness | 2022-02-25 15:40:00 | 7 | offset_out_of_season"],
            id="the same at :00, which both state"),
        pytest.param(
            "2022-02-25T15:40:10Z", "2022-02-25T10:40:10-04:00", ANYWHERE,
            ["2022-02-25T10:40:10 | -300 witness | 2022-02-25 15:40:10 | 7 | offset_out_of_season"],
            id="an hour off: summer's label in winter"),
        pytest.param("2022-02-25T15:40:11Z", "2022-02-25T10:40:10-04:00", ANYWHERE, [], id="an hour off, but for a second"),
        pytest.param("2022-02-25T15:40Z", "2022-02-25T10:40-04:00", ANYWHERE, [], id="an hour off to the minute is no proof"),
        pytest.param("2022-02-25T16:40:10Z", "2022-02-25T10:40:10-04:00", ANYWHERE, [], id="two hours off"),
        # a clock and an instant
        pytest.param(
            "25 February 2022 14:40", "2022-02-25T14:40:10Z", ANYWHERE,
            ["2022-02-25T14:40:10 | 0 stated | 2022-02-25 14:40:10 | 0"], id="the clock that the instant shows"),
        pytest.param("2022-02-25T14:40:10Z", "2022-02-25 14:40:07", ANYWHERE, [], id="another second"),
        pytest.param(
            "2022-02-25T14:40:10Z", "25 February 2022 15:40", ANYWHERE,
            ["2022-02-25T15:40:10 | 60 witness | 2022-02-25 14:40:10 | 4"], id="an offset from two clocks"),
        pytest.param(
            "2022-02-25T14:40:10Z", "2022-02-25 15:40:10", ANYWHERE,
            ["2022-02-25T15:40:10 | 60 witness | 2022-02-25 14:40:10 | 4"], id="an offset from two clocks with seconds"),
        pytest.param(
            "2022-02-25T14:40:10Z", "25 February 2022 15:40", AMERICA,
            ["2022-02-25T15:40:10 | 60 witness | 2022-02-25 14:40:10 | 8"], id="an offset that is not the country's"),
        pytest.param(
            "2022-02-25T14:40:10Z", "25 February 2022 20:10", HUNGARY,
            ["2022-02-25T20:10:10 | 330 witness | 2022-02-25 14:40:10 | 12"], id="a rare one, and not the country's"),
        pytest.param("2022-02-25T14:40:10Z", "25 February 2022 14:47", ANYWHERE, [], id="no offset in use"),
        pytest.param("2022-02-25T14:40:10Z", "2022-02-25 15:40:20", ANYWHERE, [], id="seconds of no offset"),
        pytest.param(
            "2022-02-25T14:40:10+01:00", "25 February 2022 13:40", ANYWHERE,
            ["2022-02-25T14:40:10 | 60 stated | 2022-02-25 13:40:10 | 4"], id="a text rendered in UTC"),
        pytest.param("2022-02-25T14:40:10+01:00", "25 February 2022 15:40", ANYWHERE, [], id="neither its clock nor UTC's"),
        pytest.param(
            "2022-04-25T16:11:47+01:00", "25 April 2022 17:11", HUNGARY,
            ["2022-04-25T17:11:47 | 120 witness | 2022-04-25 15:11:47 | 4"], id="a server that keeps winter's offset"),
        pytest.param("2022-04-25T16:11:47+01:00", "25 April 2022 17:11", ANYWHERE, [], id="where nobody knows the season"),
        pytest.param("2022-04-25T16:11:47+01:00", "25 April 2022 18:11", HUNGARY, [], id="two hours are no season"),
        # a day and an instant
        pytest.param(
            "2022-02-25T14:40:10Z", "25 February 2022", ANYWHERE,
            ["2022-02-25T14:40:10 | 0 stated | 2022-02-25 14:40:10 | 0"], id="its day"),
        pytest.param(
            "2022-02-25T23:40:10Z", "26 February 2022", ANYWHERE,
            ["2022-02-26 | None None | 2022-02-25 23:40:10 | 2.5"], id="the readers' day, further east"),
        pytest.param("2022-02-25T23:40:10Z", "26 February 2022", AMERICA, [], id="a day that no clock of the readers' shows"),
        pytest.param("2022-02-25T02:40:10Z", "23 February 2022", ANYWHERE, [], id="two days before"),
        pytest.param("2022-02-25T02:40:10+03:00", "24 February 2022", ANYWHERE, [], id="UTC's day beside a local clock"),
        pytest.param(
            "2022-02-25T02:40:10+03:00", "24 February 2022 23:40", ANYWHERE,
            ["2022-02-25T02:40:10 | 180 stated | 2022-02-24 23:40:10 | 4"], id="UTC's clock beside a local one"),
        pytest.param("2022-02-25T02:40:10+03:00", "23 February 2022", ANYWHERE, [], id="neither day"),
        # midnights
        pytest.param(
            "2022-02-25T14:40:10Z", "2022-02-25T00:00:00Z", ANYWHERE,
            ["2022-02-25T14:40:10 | 0 stated | 2022-02-25 14:40:10 | 1.5"], id="a midnight for a day"),
        pytest.param("2022-02-25T14:40:10Z", "2022-02-25T00:00:01Z", ANYWHERE, [], id="a second after midnight is a clock"),
        pytest.param("2022-02-25T14:40:10Z", "2022-02-25T00:01:00Z", ANYWHERE, [], id="a minute after midnight too"),
        pytest.param("2022-02-25T14:40:10Z", "2022-02-26T00:00:00Z", ANYWHERE, [], id="another day's midnight"),
        pytest.param(
            "25 February 2022 14:40", "2022-02-25T00:00", ANYWHERE,
            ["2022-02-25T14:40 | None None | None | 1.5"], id="a midnight beside a clock"),
        pytest.param(
            "25 February 2022", "2022-02-25T00:00:00", ANYWHERE,
            ["2022-02-25T00:00:00 | None None | None | 0"], id="a midnight beside a day is as good as one"),
        # neither has an instant
        pytest.param(
            "25 February 2022", "25 February 2022 14:40", ANYWHERE,
            ["2022-02-25T14:40 | None None | None | 0"], id="a day and its clock"),
        pytest.param("25 February 2022", "26 February 2022 14:40", ANYWHERE, [], id="two days"),
        pytest.param(
            "25 February 2022 14:40", "25 February 2022 14:40 EST", ANYWHERE,
            ["2022-02-25T14:40 | -300 abbreviation | 2022-02-25 19:40:00 | 0"], id="the same clock with its zone"),
        pytest.param(
            "26 May 2017 09:20", "2017-05-26T07:20:59+02:00", ANYWHERE,
            [("2017-05-26T09:20:59 | 120 assumed | 2017-05-26 07:20:59 | 7 | " "utc_clock_labelled_local")],
            id="UTC's clock under the label of the printed one"),
        pytest.param("26 May 2017 09:20", "2017-05-26T07:20:59+01:00", ANYWHERE, [], id="under the label of neither"),
    ],
)  # fmt: skip
def test_dates_join_as_one_moment(
    first: str, second: str, readers: Hints, joins: list[str]
) -> None:
    """A row for each way, and beside it what is too far off."""
    assert [
        shown(joined) for joined in join(hypothesis(first), hypothesis(second), False, readers)
    ] == joins


def test_clock_with_an_offset_makes_a_day_an_instant() -> None:
    """Neither had one alone; a day without a clock still has none."""
    clock = Hypothesis(exactly(hour=14, minute=40), -300, "stated")
    (joined,) = join(hypothesis("25 February 2022"), clock, False)
    assert shown(joined) == "2022-02-25T14:40 | -300 stated | 2022-02-25 19:40:00 | 0"
    (joined,) = join(
        hypothesis("25 February 2022"), Hypothesis(exactly(year=2022), -300, "stated"), False
    )
    assert shown(joined) == "2022-02-25 | -300 stated | None | 0"


def test_date_in_an_address_moves_nothing() -> None:
    """The timestamp's clock stands, though the address has the day after."""
    (joined,) = join(hypothesis("2022-02-25T23:40:10Z"), hypothesis("2022-02-26"), True)
    assert shown(joined) == "2022-02-25T23:40:10 | 0 stated | 2022-02-25 23:40:10 | 2.5"


@pytest.mark.parametrize(
    ("clock", "stamp", "site", "joins"),
    [
        pytest.param("26 May 2017 09:20", "2017-05-26T07:20:59+01:00", 120,
                     [("2017-05-26T09:20:59 | 120 assumed | 2017-05-26 07:20:59 | 3 | " "utc_clock_labelled_local")],
                     id="another label"),
        pytest.param("26 May 2017 09:20", "2017-05-26T07:20:59+02:00", 120,
                     [("2017-05-26T09:20:59 | 120 assumed | 2017-05-26 07:20:59 | 7 | " "utc_clock_labelled_local")],
                     id="its own label"),
        pytest.param("26 May 2017 09:20:30", "2017-05-26T07:20+01:00", 120,
                     [("2017-05-26T09:20:30 | 120 assumed | 2017-05-26 07:20:30 | 3 | " "utc_clock_labelled_local")],
                     id="the second printed"),
        pytest.param("26 May 2017 09:20", "2017-05-26T07:21:59+01:00", 120, [], id="another minute"),
        pytest.param("26 May 2017 09:20", "2017-05-26T07:20:59+01:00", None, [], id="a site that shows it twice"),
        pytest.param("26 May 2017 09:20", "2017-05-26T07:20:59Z", 120, [], id="a label that is right"),
        pytest.param("26 May 2017 09:20", "2017-05-26 07:20:59", 120, [], id="no label"),
        pytest.param("26 May 2017", "2017-05-26T07:20:59+01:00", 120, [], id="no clock"),
        pytest.param("26 May 2017 09:20 CEST", "2017-05-26T07:20:59+01:00", 120, [], id="a clock that says its zone"),
    ],
)  # fmt: skip
def test_label_is_wrong_where_the_site_is_known(
    clock: str, stamp: str, site: int | None, joins: list[str]
) -> None:
    """At a site two hours ahead of UTC."""
    joined = join_at_site(hypothesis(clock), hypothesis(stamp), site)
    assert ([] if joined is None else [shown(joined)]) == joins


@pytest.mark.parametrize(
    ("text", "moment", "instant", "origin"),
    [
        (
            "2022-02-25T14:40:10-05:00",
            datetime(2022, 2, 25, 14, 40, 10),
            datetime(2022, 2, 25, 19, 40, 10),
            "stated",
        ),
        (
            "25 February 2022 14:40 EST",
            datetime(2022, 2, 25, 14, 40),
            datetime(2022, 2, 25, 19, 40),
            "abbreviation",
        ),
        ("2022-02-25 14:40", datetime(2022, 2, 25, 14, 40), None, None),
        ("2022-02-25", datetime(2022, 2, 25), None, None),
        ("February 2022", None, None, None),
    ],
)
def test_story_of_one_date(
    text: str, moment: datetime | None, instant: datetime | None, origin: str | None
) -> None:
    """The moment with silent parts as zero; the instant only with an offset, whose origin is
    told.
    """
    reading = use(text).reading
    told = said_alone(reading.partial, reading.abbreviation)
    found = told.moment()
    assert (found.wall if found else None, told.instant, told.origin) == (moment, instant, origin)
    assert told.day == (moment.date() if moment else None)
