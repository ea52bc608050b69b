"""Dates that no calendar pattern wrote: counts since an epoch, and the zeros and defaults that stand for "no date"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from service.model import FindingCode, Rule

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Stamps are read as counts when they fall in the years in which pages carry them; outside, a number is just a number.
_FIRST, _LAST = datetime(1995, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Count:
    """A unit of counting since 1970: its rule, and how many of them make a second."""

    rule: Rule
    per_second: int


def _rule(id: str, damage: str, cause: str, before: str, after: str, *catalogue: str) -> Rule:
    return Rule(id, "datePublished", damage, cause, before, after, catalogue)


COUNTS = (
    Count(
        _rule(
            "epoch_seconds",
            "the date is a count of seconds since 1970",
            "a Unix timestamp is printed where a date belongs",
            "1645818000",
            "2022-02-25T19:40:00+00:00",
            "epoch s/ms/us/ns",
        ),
        1,
    ),
    Count(
        _rule(
            "epoch_milliseconds",
            "the date is a count of milliseconds since 1970",
            "Date.now() in JavaScript and currentTimeMillis() in Java count milliseconds",
            "1645818000000",
            "2022-02-25T19:40:00+00:00",
            "epoch s/ms/us/ns",
        ),
        1_000,
    ),
)

DEFAULT_DATE = _rule(
    "default_date",
    "a zero or default value stands where a date belongs",
    "a database, a language or an operating system prints its zero: MySQL 0000-00-00, Go and .NET 0001-01-01, Unix 1970-01-01",
    "0000-00-00 00:00:00",
    "no date",
    "default-date",
)

RULES = (*(count.rule for count in COUNTS), DEFAULT_DATE)

FINDINGS = (
    FindingCode(
        "default_date",
        "warning",
        "A zero or default value stands in a place for dates; it means that no date was set.",
        "Nothing to do for this answer. The site's template prints an unset field.",
    ),
)

_NUMBER = re.compile(r"\d{9,16}(?:\.0*)?\Z")

#: Zeros of the world, as instants: the value printed depends on the zone of the machine, the instant does not.
_ZERO_INSTANTS = (_EPOCH,)
#: Zeros that are printed as days, whatever the zone: OLE and Excel, SQL Server, .NET and Go, FILETIME, the Gregorian start,
#: 32-bit limits, and "never".
_ZERO_DAYS = frozenset(
    date(*day)
    for day in (
        (1, 1, 1), (1582, 10, 15), (1601, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1),
        (1901, 12, 13), (1904, 1, 1), (1980, 1, 1), (2038, 1, 19), (2106, 2, 7), (9999, 12, 31),
    )
)  # fmt: skip
_ZERO_TEXT = re.compile(
    r"\D*0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[T ]00:00(?::00)?(?:\.0+)?(?:Z|[+-]00:?00)?)?\Z|0{8}(?:T?0{4,6}Z?)?\Z"
)


def counted(text: str) -> tuple[datetime, Rule] | None:
    """The instant (aware, UTC) that a bare number counts, with the rule of its unit; None when it is no such count."""
    if _NUMBER.match(text) is None:
        return None
    number = int(text.split(".")[0])
    for count in COUNTS:
        seconds, rest = divmod(number, count.per_second)
        if seconds > 5_000_000_000:
            continue
        instant = _EPOCH + timedelta(seconds=seconds, microseconds=rest * (1_000_000 // count.per_second))
        if _FIRST <= instant < _LAST:
            return instant, count.rule
    return None


def is_zero_text(text: str) -> bool:
    """Whether a text is a date of zeros: "0000-00-00 00:00:00", "00000000T00:00:00Z"."""
    return _ZERO_TEXT.match(text) is not None


def is_default(wall: datetime, offset: int | None, day_only: bool) -> bool:
    """Whether a date is a zero of the world: its day is one, or its instant is, or its clock shows 1970's start somewhere.

    "1969-12-31 19:00" is the Unix zero as New York's clock shows it; "1970-01-01T05:30+05:30" is it as India's does.
    """
    if wall.date() in _ZERO_DAYS:
        return True
    if day_only:
        return wall.date() in (date(1970, 1, 1), date(1969, 12, 31))
    if offset is not None:
        return wall.replace(tzinfo=UTC) - timedelta(minutes=offset) in _ZERO_INSTANTS
    since = (wall.replace(tzinfo=UTC) - _EPOCH).total_seconds() / 3600
    return -12 <= since <= 14 and since == int(since)
