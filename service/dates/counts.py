"""Dates as counts: seconds, ticks or days since some epoch, told apart by their size.

The ranges of the units do not overlap for the years in which pages carry dates, but for Apple's and NTP's epochs beside Unix'
and the two of Excel: those are priced, so that only a second witness makes them stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from service.dates.findings import rule
from service.dates.partial import PartialDatetime, exactly
from service.model import Rule

_UNIX = datetime(1970, 1, 1)
# Counts are read in the years in which pages carry dates; outside them a number is just a number.
_FIRST, _LAST = datetime(1995, 1, 1), datetime(2040, 1, 1)


@dataclass(frozen=True, slots=True)
class Count:
    """A unit of counting: its rule, its epoch, how many make a second, how it says its moment, and its price in bits.

    ``says`` is "instant" (UTC), "clock" (a local clock: Excel knows no zones) or "day".  A ``sure`` count is an everyday way to
    print a date; the others are numbers that were never meant to be read.
    """

    rule: Rule
    epoch: datetime
    per_second: Fraction
    bits: float
    says: str = "instant"
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number says as a count in one unit."""

    partial: PartialDatetime
    rule: Rule
    bits: float
    sure: bool


_A_DAY = Fraction(1, 86_400)

COUNTS = (
    Count(rule(
        "epoch_seconds", "the date is a count of seconds since 1970", "a Unix timestamp is printed where a date belongs",
        "1645818000", "2022-02-25T19:40:00+00:00", "epoch s/ms/us/ns", "machine epochs",
    ), _UNIX, Fraction(1), 0.0, sure=True),
    Count(rule(
        "epoch_milliseconds", "the date is a count of milliseconds since 1970",
        "Date.now() in JavaScript and currentTimeMillis() in Java count milliseconds", "1645818000000",
        "2022-02-25T19:40:00+00:00", "epoch s/ms/us/ns", "machine epochs",
    ), _UNIX, Fraction(1_000), 0.0, sure=True),
    Count(rule(
        "epoch_microseconds", "the date is a count of microseconds since 1970",
        "databases and Python's time_ns() // 1000 count microseconds", "1645818000000000", "2022-02-25T19:40:00+00:00",
        "epoch s/ms/us/ns",
    ), _UNIX, Fraction(10**6), 0.0, sure=True),
    Count(rule(
        "epoch_nanoseconds", "the date is a count of nanoseconds since 1970", "Go's UnixNano() and pandas count nanoseconds",
        "1645818000000000000", "2022-02-25T19:40:00+00:00", "epoch s/ms/us/ns",
    ), _UNIX, Fraction(10**9), 0.0, sure=True),
    Count(rule(
        "dotnet_ticks", "the date is a count of tenths of a microsecond since the year 1", "DateTime.Ticks in .NET",
        "637814148000000000", "2022-02-25T19:40:00+00:00", "machine epochs",
    ), datetime(1, 1, 1), Fraction(10**7), 1.0),
    Count(rule(
        "windows_file_time", "the date is a count of tenths of a microsecond since 1601",
        "FILETIME in Windows and Active Directory", "132902916000000000", "2022-02-25T19:40:00+00:00", "machine epochs",
    ), datetime(1601, 1, 1), Fraction(10**7), 1.0),
    Count(rule(
        "webkit_microseconds", "the date is a count of microseconds since 1601", "the history files of Chrome and WebKit",
        "13290291600000000", "2022-02-25T19:40:00+00:00", "machine epochs",
    ), datetime(1601, 1, 1), Fraction(10**6), 1.0),
    Count(rule(
        "cocoa_seconds", "the date is a count of seconds since 2001", "NSDate in Apple's systems counts from 2001", "667510800",
        "2022-02-25T19:40:00+00:00, with a byline of 25 February 2022", "machine epochs",
    ), datetime(2001, 1, 1), Fraction(1), 9.0),
    Count(rule(
        "ntp_seconds", "the date is a count of seconds since 1900", "the network time protocol counts from 1900", "3854806800",
        "2022-02-25T19:40:00+00:00, with a byline of 25 February 2022", "machine epochs",
    ), datetime(1900, 1, 1), Fraction(1), 9.0),
    Count(rule(
        "julian_day", "the date is a count of days since 4713 BC", "SQLite and astronomers count Julian days from noon",
        "2459636.31944", "2022-02-25", "machine epochs",
        # day 2440587.5 is the start of 1970; a datetime does not reach back to day 0
    ), _UNIX, _A_DAY, 2.0, "day"),
    Count(rule(
        "excel_serial", "the date is a count of days since the end of 1899",
        "a spreadsheet's date cell is exported as the number behind it", "44617.8194444444", "2022-02-25T19:40:00",
        "excel-serial / 1904", "excel-serial",
    ), datetime(1899, 12, 30), _A_DAY, 5.0, "clock"),
    Count(rule(
        "excel_1904_serial", "the date is a count of days since the start of 1904",
        "spreadsheets of old Macintosh systems count from 1904", "43155", "2022-02-25, with a byline of 25 February 2022",
        "excel-serial / 1904", "excel-1904-serial",
    ), datetime(1904, 1, 1), _A_DAY, 11.0, "clock"),
)  # fmt: skip

RULES = tuple(count.rule for count in COUNTS)

_JULIAN_DAY_OF_1970 = Fraction(24_405_875, 10)

# "1645818000", "44617.8194", "1.645818E+12", "1,645,818,000", "@1645818000"
_NUMBER = re.compile(r"@?(\d{5,19})(?:\.(\d{0,12}))?\Z")
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d{1,18}))?[eE]\+?(\d{1,2})\Z")
_GROUPED = re.compile(r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3}){2,5}\Z")


def number_of(text: str) -> Fraction | None:
    """Return the number that a text is, in plain, grouped or scientific notation; None for other texts and other sizes."""
    plain = _NUMBER.match(text)
    if plain is not None:
        return Fraction(f"{plain[1]}.{plain[2] or 0}")
    scientific = _SCIENTIFIC.match(text)
    if scientific is not None and int(scientific[3]) <= 18:
        return Fraction(f"{scientific[1]}.{scientific[2] or 0}") * Fraction(10) ** int(scientific[3])
    grouped = _GROUPED.match(text)
    return Fraction(re.sub(r"\D", "", text)) if grouped is not None else None


def counted(text: str) -> tuple[Counted, ...]:
    """Return the dates that a bare number gives, one for each unit in which it falls into the years of the web."""
    number = number_of(text)
    # eight, twelve and fourteen digits that begin with a year are a calendar date without separators
    if number is None or re.fullmatch(r"(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?:\d{4}|\d{6})?", text):
        return ()
    return tuple(_counted(number))


def _counted(number: Fraction) -> Iterator[Counted]:
    for count in COUNTS:
        ticks = number - _JULIAN_DAY_OF_1970 if count.rule.id == "julian_day" else number
        seconds = ticks / count.per_second
        # shorter numbers than 100 million seconds (1973, or 2004 of Cocoa's) are ids and days, not seconds
        if not (10**8 if count.per_second == 1 else 0) <= seconds < 10**11:
            continue
        # the exact fraction is rounded once: 44617.8194444444 days are 19:40 and not 19:39:59
        whole = round(seconds) if count.says == "clock" else int(seconds)
        moment = count.epoch + timedelta(seconds=whole)
        if _FIRST <= moment < _LAST:
            yield Counted(_said(moment, count, number), count.rule, count.bits, count.sure)


def _said(moment: datetime, count: Count, number: Fraction) -> PartialDatetime:
    day = exactly(year=moment.year, month=moment.month, day=moment.day)
    if count.says == "day" or (count.says == "clock" and number.denominator == 1):
        return day
    if count.says == "clock":
        return exactly(year=moment.year, month=moment.month, day=moment.day, hour=moment.hour, minute=moment.minute)
    return stated_in_utc(moment)


def stated_in_utc(moment: datetime) -> PartialDatetime:
    """Return what an instant says to the second, as UTC's clock shows it."""
    return exactly(
        year=moment.year, month=moment.month, day=moment.day,
        hour=moment.hour, minute=moment.minute, second=moment.second, offset=0,
    )  # fmt: skip


# Instants that were counted in the wrong unit

SECONDS_READ_AS_MILLISECONDS = rule(
    "epoch_seconds_read_as_milliseconds", "seconds since 1970 were read as milliseconds: every date is in January 1970",
    "new Date(1638482400) in JavaScript expects milliseconds and is given seconds", "1970-01-19T23:08:02.400Z",
    "2021-12-02T22:00:00+00:00", "epoch-seconds-read-as-millis",
)  # fmt: skip
MILLISECONDS_READ_AS_SECONDS = rule(
    "epoch_milliseconds_read_as_seconds", "milliseconds since 1970 were read as seconds: the year has five digits",
    "a library that expects seconds is given Date.now(), which is milliseconds", "54123-11-24T10:40:00Z",
    "2022-02-25T19:40:00+00:00", "epoch-millis-read-as-seconds",
)  # fmt: skip
WRONG_UNITS = (SECONDS_READ_AS_MILLISECONDS, MILLISECONDS_READ_AS_SECONDS)

_JANUARY_1970 = re.compile(r"1970-01-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?(?:Z|\+00:?00)\Z", re.ASCII)
_FIVE_DIGIT_YEAR = re.compile(
    r"\+?0?(\d{5})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|\+00:?00)?)?\Z", re.ASCII
)


def in_wrong_unit(text: str) -> tuple[PartialDatetime, Rule] | None:
    """Return the date of a timestamp counted in the wrong unit, as exact as what survived; None for any other text."""
    shrunk = _JANUARY_1970.match(text)
    if shrunk is not None:
        day, hour, minute, second, fraction = shrunk.groups()
        since = ((int(day) - 1) * 24 + int(hour)) * 3600 + int(minute) * 60 + int(second)
        moment = _UNIX + timedelta(seconds=since * 1000 + int((fraction or "0").ljust(3, "0")))
        if not _FIRST <= moment < _LAST:
            return None
        if fraction:
            return stated_in_utc(moment), SECONDS_READ_AS_MILLISECONDS
        # without its milliseconds the timestamp leaves a thousand seconds open: the day stands where both ends are in it
        if moment.date() != (moment + timedelta(seconds=999)).date():
            return None
        return exactly(year=moment.year, month=moment.month, day=moment.day), SECONDS_READ_AS_MILLISECONDS
    grown = _FIVE_DIGIT_YEAR.match(text)
    if grown is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in grown.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    seconds = ((_days_since_1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
    moment = _UNIX + timedelta(milliseconds=seconds)
    if not _FIRST <= moment < _LAST:
        return None
    # a day of that calendar is 86 seconds of ours
    partial = stated_in_utc(moment) if grown[4] else exactly(year=moment.year, month=moment.month, day=moment.day)
    return partial, MILLISECONDS_READ_AS_SECONDS


def _days_since_1970(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a Gregorian day of any year: datetime ends with the year 9999."""
    cycles, rest = divmod(year - 2000, 400)
    within = datetime(2000 + rest, month, min(day, 28)) - datetime(1970, 1, 1)
    return cycles * 146_097 + within.days + day - min(day, 28)
