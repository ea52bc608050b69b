"""Texts and dates that only fill the place of a date: zeros and defaults of systems, and unfilled templates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from service.dates.findings import rule
from service.model import FindingCode

DEFAULT_DATE = rule(
    "default_date", "a zero or default value stands where a date belongs",
    "a database, a language or an operating system prints its zero: MySQL 0000-00-00, Go and .NET 0001-01-01, Unix 1970-01-01",
    "0000-00-00 00:00:00", "no date", "default-date", "0000-00-00, 00000000T00:00:00Z", "-0001-11-30, 30 Nov -0001",
    "0001-01-01, Mon, 01 Jan 0001", "1-1-1", "1899-12-30, 30.12.1899 01:00",
    "1900-01-01, 1/0/1900, 1753-01-01, 1904-01-01, 1601-01-01, 1980-01-01, 1582-10-15",
    "1970-01-01 in any zone: 1969-12-31 19:00 -05:00, 1970-01-01T05:30+05:30", "2038-01-19, 2106-02-07, 1901-12-13, 9999-12-31",
)  # fmt: skip
TEMPLATE_LEFTOVER = rule(
    "template_leftover", "what a template or a program prints when it has no date stands where a date belongs",
    "a placeholder was not filled, a pattern was printed as it is, or a missing value was turned into text", "{{date}}",
    "no date", "template leftovers", "template-leftover", "template-format-string", "token-literal-letters",
    "token-literal-year",
)  # fmt: skip
RULES = (DEFAULT_DATE, TEMPLATE_LEFTOVER)

FINDINGS = (
    FindingCode(
        "default_date",
        "warning",
        "A zero or default value stands in a place for dates; it means that no date was set.",
        "Nothing to do for this answer. The site's template prints an unset field.",
    ),
    FindingCode(
        "template_leftover",
        "warning",
        "A placeholder, a format pattern or a printed missing value stands in a place for dates.",
        "Nothing to do for this answer. The site's template was not filled.",
    ),
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Zeros of the world, as instants: the value printed depends on the zone of the machine, the instant does not.  The start of
#: Unix' time, of 2000 (PostgreSQL, AVR), and where 32 bits end, signed and unsigned.
_ZERO_INSTANTS = (
    _EPOCH,
    datetime(1901, 12, 13, 20, 45, 52, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    datetime(2106, 2, 7, 6, 28, 15, tzinfo=UTC),
)
#: Zeros that are printed as days, whatever the zone: OLE and Excel, SQL Server, .NET and Go, FILETIME, the Gregorian start,
#: 32-bit limits, and "never".
_ZERO_DAYS = frozenset(
    date(*day)
    for day in (
        (1, 1, 1), (1582, 10, 15), (1601, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1),
        (1901, 12, 13), (1904, 1, 1), (1980, 1, 1), (2038, 1, 19), (2106, 2, 7), (9999, 12, 31),
    )
)  # fmt: skip
#: Zeros of days that a zone may have moved: midnight of them in UTC is the evening before in the west.
_MOVED_DAYS = frozenset((date(1899, 12, 29), date(1969, 12, 31)))

_ZERO_TEXT = re.compile(
    # "0000-00-00 00:00:00", "00/00/0000", "0000-00-00T00:00:00Z"
    r"\D*0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[T ]00:00(?::00)?(?:\.0+)?(?:Z|[+-]00:?00)?)?\Z"
    # "00000000T00:00:00Z"
    r"|0{8}(?:T?0{4,6}Z?|T00:00:00Z?)?\Z"
    # PHP reads MySQL's zero as the last day of November of the year before 0
    r"|-0{0,3}1-11-30|30[. ]+(?:11[.]|Nov\w*) ?-0{0,3}1|.{0,6}Nov\w* 30,? -0{0,3}1|.{0,6}30 Nov\w* -0{0,3}1"
    # getters of an object without a date; day 0 of January 1900 in a spreadsheet
    r"|1-1-1\Z|1/0/1900|0?1[/.]0?1[/.](?:0001|1900)|(?:0001|1900)[-/]0?1[-/]0?0\b|(?:0001|0000)-0?1-0?1",
    re.ASCII,
)

_LEFTOVER = re.compile(
    # placeholders of template languages: {{ }}, {% %}, ${ }, <%= %>, <?php ?>, [[ ]], %%DATE%%, #{date}, @@date@@, :date:
    r".*(?:\{\{|\}\}|\{%|%\}|\$\{|#\{|<%|%>|<\?|\?>|\[\[|\]\]|%%\w+%%|@@\w+@@|__[A-Z_]+__).*\Z"
    # one placeholder and nothing else: {date}, {0}, $date, :published_at, %DATE%
    r"|\{[\w.: ]*\}\Z|\$[A-Za-z_]\w*\Z|:[a-z_]+\Z|%[A-Za-z_]{3,}%\Z|\[[a-z_ -]{3,30}\]\Z"
    # missing values as text, and what arithmetic on them gives
    r"|\(?(?:null|none|nil|undefined|nan|n/?a|nat|tbd|tba|false|true|unknown|date|unpublished|draft|not set|empty)\)?\Z"
    r"|.*\b(?-i:a?NaN|undefined)\b.*\Z"
    r"|.*(?:invalid date|invalid datetime|\[object |native code\]|error:|exception|#value!|#ref!|#n/a|#name\?).*\Z"
    # a column too narrow, a dash, dots, question marks
    r"|[#\-–—_.?*]+\Z"
    # patterns: "YYYY-MM-DD", "dd/mm/yyyy", "%Y-%m-%d %H:%M", "d MMMM yyyy 'at' HH:mm", PHP's "Y-m-d\TH:i:sP"
    r"|(?=.*(?:yy|dd|mm|hh))(?:[ymdhsatzepq]|'[^']{0,20}'|[-/.,:;\s])+\Z"
    # the letters that a formatter did not know are left in: "YYYY-02-DD", "yyyy-02-Fr"
    r"|(?=.*(?:yyyy|dd))(?:yyyy|\d{4})[-/.](?:mm|\d\d?)[-/.](?:dd|[a-z]{2}|\d\d?)\Z"
    r"|(?:%-?[a-z]|[-/.,:;\stzl])+%?\Z"
    r"|[yjndm][-/. ][nmdj][-/. ][djymn](?:[t\s\\]+[hg]:i(?::s)?[pzoe\\ ]*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
#: Go's reference time is Monday, 2 January 2006, 15:04:05; layouts are written with it.
_GO_CLOCK = re.compile(r"\b(?:15|0?3):04")
_GO_DAY = date(2006, 1, 2)


def is_zero_text(text: str) -> bool:
    """Return whether a text is a date of zeros: "0000-00-00 00:00:00", "00000000T00:00:00Z", "-0001-11-30"."""
    return _ZERO_TEXT.match(text) is not None


def is_leftover(text: str) -> bool:
    """Return whether a text is a placeholder, a pattern or a missing value: "{{date}}", "YYYY-MM-DD", "Invalid Date"."""
    # beside six digits a brace is dirt on a date
    return sum(map(str.isdigit, text)) < 6 and _LEFTOVER.match(text) is not None


def is_go_layout(text: str, day: date) -> bool:
    """Return whether a text is Go's reference time with its clock, a layout: "Mon Jan 2 15:04:05 MST 2006"."""
    return day == _GO_DAY and _GO_CLOCK.search(text) is not None


def is_go_day(day: date) -> bool:
    """Return whether a day is that of Go's layouts, "2006-01-02": a date only where another witness says so."""
    return day == _GO_DAY


def is_default(wall: datetime, offset: int | None, day_only: bool) -> bool:
    """Return whether a date is a system's zero: by its day, by its instant, or as 1970's start on some zone's clock.

    "1969-12-31 19:00" is the Unix zero as New York's clock shows it; "1970-01-01T05:30+05:30" is it as India's does.
    """
    if wall.date() in _ZERO_DAYS:
        return True
    if day_only:
        return wall.date() == date(1970, 1, 1) or wall.date() in _MOVED_DAYS
    if offset is not None and wall.replace(tzinfo=UTC) - timedelta(minutes=offset) in _ZERO_INSTANTS:
        return True
    since = (wall.replace(tzinfo=UTC) - _EPOCH).total_seconds()
    # clocks stand up to 14 hours before and 12 behind UTC, some on a half or a quarter of an hour; a local one is labelled as
    # UTC's too, and some systems begin with the first second: "1969-12-31T13:00:01+00:00"
    return -12 * 3600 <= since <= 14 * 3600 + 1 and since % 900 <= 1
