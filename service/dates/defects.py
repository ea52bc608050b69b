"""The defects of dates that are slips of a pattern: one row says what the pattern should have held and what it held.

A row is a forward model.  The format that a string seems to have is taken, the slots are renamed as the row says, and the text
is read again: "2022-40-25" looks like {year}-{month}-{day}, and under the first row is {year}-{minute}-{day}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.model import Rule


@dataclass(frozen=True, slots=True)
class Defect:
    """A rule, the slots it exchanges (intended -> actual), and how rare it is, in bits (-log2 of its share of pages).

    The bits are estimates until the measured priors replace them; what matters is their order: as written costs nothing, a
    common slip less than an odd one.
    """

    rule: Rule
    slots: Mapping[str, str]
    bits: float


def _rule(id: str, damage: str, cause: str, before: str, after: str, *catalogue: str) -> Rule:
    return Rule(id, "datePublished", damage, cause, before, after, catalogue)


DEFECTS = (
    Defect(
        _rule(
            "minute_in_month_slot",
            "the minute stands where the month belongs",
            "in .NET, Java and ICU patterns lower-case mm is the minute: yyyy-mm-dd",
            "2022-40-25",
            "2022-02-25T14:40:00-05:00, with a byline of Friday, 25 February 2022 02:40 PM EST",
            "token-minute-in-month",
            "token-minute-in-month-silent",
        ),
        {"month": "minute"},
        8.0,
    ),
    Defect(
        _rule(
            "month_in_minute_slot",
            "the month stands where the minute belongs",
            "in moment, Java and Oracle patterns upper-case MM is the month, and in PHP so is m: HH:MM, H:m",
            "2012-12-16 19:12:41",
            "2012-12-16T19:27:00, with a byline of Sunday, 16 December 2012 07:27 PM",
            "token-month-in-minute",
        ),
        {"minute": "month"},
        6.0,
    ),
    Defect(
        _rule(
            "month_and_minute_exchanged",
            "month and minute stand in each other's place",
            "the letters for month and minute are exchanged in both halves of the pattern: yyyy-mm-dd HH:MM",
            "2021-31-04 09:05",
            "2021-05-04T09:31:00",
            "token-minute-in-month",
            "token-month-in-minute",
        ),
        {"month": "minute", "minute": "month"},
        10.0,
    ),
    Defect(
        _rule(
            "day_and_month_swapped",
            "day and month stand in each other's place",
            "a Go layout 2006-02-01, a pattern yyyy-dd-MM, or a hand that writes the day first",
            "2017-15-03",
            "2017-03-15",
            "token-go-day-month-swap",
            "year-day-month",
        ),
        {"month": "day", "day": "month"},
        5.0,
    ),
    Defect(
        _rule(
            "twelve_hour_clock_without_meridiem",
            "the hour is that of a 12-hour clock and nothing says am or pm",
            "hh in .NET, Java and moment patterns, %I in strftime, h in PHP, without the letters for am and pm",
            "2019-05-07 01:18",
            "2019-05-07T13:18:00, with a byline of 7 May 2019 1:18 PM",
            "token-12h-no-meridiem",
        ),
        {"hour": "hour12"},
        6.0,
    ),
    Defect(
        _rule(
            "minute_in_month_slot_on_twelve_hour_clock",
            "the minute stands where the month belongs, and the clock goes to 12 without am or pm",
            "a .NET or Java pattern yyyy-mm-dd hh:mm: both slips come from one hand",
            "2023-18-30 11:18",
            "2023-05-30T23:18:00-07:00, with a byline of Tuesday, 30 May 2023 11:18 PM PDT",
            "token-minute-in-month",
            "token-12h-no-meridiem",
        ),
        {"month": "minute", "hour": "hour12"},
        10.0,
    ),
    Defect(
        _rule(
            "yearday_in_day_slot",
            "the day of the year stands where the day of the month belongs",
            "DD is the day of the year in Java, ICU and date-fns patterns, DDDD in moment",
            "2022-02-56",
            "2022-02-25",
            "token-day-of-year",
        ),
        {"day": "yearday"},
        8.0,
    ),
    Defect(
        _rule(
            "minute_and_yearday_in_date",
            "the minute stands in the month's place and the day of the year in the day's",
            "a Java pattern yyyy-mm-DD: both letters are in the wrong case",
            "2024-00-301",
            "2024-10-27",
            "minute + day-of-year",
        ),
        {"month": "minute", "day": "yearday_past_january"},
        10.0,
    ),
)
