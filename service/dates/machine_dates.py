"""What machines write whole in a date's place: ISO 8601, counts since an epoch, zeros and unfilled
templates.

Counts are told apart by their size, but for Apple's and NTP's epochs beside Unix' and the two of
Excel: those are priced, so that only a second witness makes them stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from service.dates.partial import ONE, PartialDatetime
from service.dates.score import rule
from service.lexicon.patterns import late
from service.model import Rule
from service.spans.clocks import leaves_offset_open, offset_minutes
from service.spans.shapes import Shape

# "2022-02-25 09:00-10:00" may be a span of hours
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"(?!(?<=\d \d\d:\d\d)-(?:0[6-9]|1[0-2]):)\s?([Zz]|[+-]\d\d:?\d\d)?)?\Z",
    re.ASCII,
)
#: The first newspaper (Relation, Strasbourg) and the end of this century: no page is dated outside,
#: in our calendar.
FIRST_YEAR, LAST_YEAR = 1605, 2099
_CLOCK = r"(?:[T ](?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
# Strings that have the shape of a date but for one part, which a row of defects.py explains, or
# that end with the hour
_ODD = tuple(
    re.compile(rf"{pattern}\Z", re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)[T ](?P<hour>\d\d)(?P<zone>Z)?",
        r"(?P<year>20\d\d)(?P<month>0\d|1[0-2])(?P<day>[0-2]\d|3[01])(?P<hour>[01]\d|2[0-3])",
        # "2022-02-Fr"
        (
            rf"(?P<year>\d{{4}})[-/](?P<month>\d\d?)[-/](?P<day>(?:Mo|Tu|We|Th|Fr|Sa"
            rf"|Su)[a-z]?){_CLOCK}"
        ),
        # "122-1-25", "19122-1-25", "252525-02-25"; "1/25/122", "25.1.19122"; "366.12.2020"
        rf"(?P<year>1\d\d|19[01]\d\d|\d{{6}})-(?P<month>\d\d?)-(?P<day>\d\d?){_CLOCK}",
        r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>1\d\d|191\d\d)",
        r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>1\d\d|191\d\d)",
        r"(?P<day>\d{3})[./-](?P<month>\d\d?)[./-](?P<year>\d{4})",
        # "2022-0225 14:40", "2022.02-25", of which a mark was lost or is another
        rf"(?!\d{{4}}([-/.])\d\d\1|\d{{8}})(?P<year>(?:19|20)\d\d)[-/.| "
        rf"]?(?P<month>\d\d)[-/.| ]?(?P<day>\d\d){_CLOCK}"
        r"(?P<zone>(?<=:\d\d)(?:Z|[+-]\d\d:?\d\d))?",
    )
)
_ISO_SLOTS = ("year", "month", "day", "hour", "minute", "second", "fraction", "zone")
# The ISO 8601 forms beyond the calendar date with colons: week and ordinal dates; the basic forms
# with their T, another mark or none before a clock ("20220225-1440", "2022022514:40:00"), also
# behind a date with hyphens; and XML Schema's date with its zone, "2022-07-20-02:00", which may be
# a clock as well, of the same day
_OTHER_ISO = re.compile(
    r"(?P<day>\d{4}-?W\d\d-?\d|\d{4}-\d{3}|\d{7}(?=T|\Z)|\d{8}(?=T)"
    r"|\d{4}-\d\d-\d\d(?=T(?:\d{4}|\d\d:\d{4}))|(?:19|20)\d{6}"
    r"(?=[ _.-]?\d\d:\d\d|(?:[ _.]|-(?!(?:0\d|1[0-4])(?:00|30|45)|000\d))\d{4}(?:\d\d)?\Z))"
    r"(?P<time>(?:[T ]|(?<=\d{8})[_.-]?)\d\d:?\d\d(?P<second>:?\d\d(?:[.,]\d{1,6})?)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?\Z"
    r"|(?P<xsd>\d{4}-\d\d-\d\d)T?(?:Z|\+\d\d:\d\d|-(?:(?:0\d|1[0-2]):00|0[239]:30))\Z",
    re.ASCII,
)


def plain_iso(text: str, suspect: bool = False) -> PartialDatetime | None:
    """Return what a text says in the ISO forms of nearly all machine dates; None for any other, and
    a ``suspect`` default.
    """
    match = _ISO.match(text)
    if match is None:
        return None
    *numbers, _, zone = match.groups("")
    wall, offset = _moment_of(numbers), offset_minutes(zone)
    if wall is None or (zone and offset is None):
        return None
    kind = default_kind(wall, offset, bool(numbers[3]))
    if kind == "zero" or (kind == "slip" and not suspect):
        return None
    said = [ONE[int(number)] if number else None for number in numbers]
    return PartialDatetime(*said)._replace(offset=_stated_offset(zone))


def _moment_of(numbers: Sequence[str]) -> datetime | None:
    """Return the moment of year, month, day and clock, where there is such a one in the years of
    pages.
    """
    try:
        wall = datetime(*[int(number or 0) for number in numbers])  # type: ignore[arg-type]
    except ValueError:
        return None
    return wall if FIRST_YEAR <= wall.year <= LAST_YEAR else None


def _stated_offset(zone: str) -> frozenset[int] | None:
    """Return the offset that a zone states; None where it leaves that open or there is none."""
    offset = None if leaves_offset_open(zone) else offset_minutes(zone)
    return None if offset is None else frozenset((offset,))


def whole_shapes(text: str) -> tuple[Shape, ...]:
    """Return the shapes of a text that has one of ISO's forms, or is a date except for one part."""
    match = _ISO.match(text)
    if match is not None:
        return (_iso_shape(match),)
    odd = filter(None, [pattern.match(text) for pattern in _ODD])
    return tuple([_odd_shape(match) for match in odd])


def _iso_shape(match: re.Match[str]) -> Shape:
    """Return the shape of a text in ISO 8601, without a zone that has no such offset."""
    spans = [(*match.span(n), slot) for n, slot in enumerate(_ISO_SLOTS, 1) if match[n]]
    if match[8] and offset_minutes(match[8]) is None:
        spans.pop()
    return Shape(match.string, tuple(spans), "ymd")


def _odd_shape(match: re.Match[str]) -> Shape:
    """Return the shape of a text that is a date except for one part."""
    slots = [slot for slot, text in match.groupdict().items() if text]
    return Shape(match.string, tuple(sorted([(*match.span(slot), slot) for slot in slots])), "")


def rare_iso(text: str) -> PartialDatetime | None:
    """Return what a text says in the rarer ISO forms, "2022-W08-5", "2022-056", "20220225T144000Z";
    a week is no day.
    """
    match = _OTHER_ISO.match(text)
    if match is None:
        return None
    if match["xsd"]:
        return plain_iso(match["xsd"])
    wall = _moment_of_rare(match)
    if wall is None or not FIRST_YEAR <= wall.year <= LAST_YEAR:
        return None
    says = "to the second" if match["second"] else "clock" if match["time"] else "day"
    return _stated(wall, says)._replace(offset=_stated_offset(match["zone"] or ""))


def _moment_of_rare(match: re.Match[str]) -> datetime | None:
    """Return the moment of a rarer ISO form, or None where there is none."""
    day = match["day"].replace("-", "")
    clock = (match["time"] or "").lstrip("T _.-").replace(":", "")
    try:
        if len(day) == len("2022056"):
            first = datetime.strptime(day, "%Y%j").strftime("%Y-%m-%d")
        else:
            first = match["day"]
        return datetime.fromisoformat(f"{first}T{clock}".removesuffix("T"))
    except ValueError:
        return None


_UNIX = datetime(1970, 1, 1)
# The years in which counts are read; from two thousand million on a number is a date that lost a
# digit, "2018072203040".
_FIRST, _LAST = datetime(1995, 1, 1), datetime(2033, 5, 18)
_A_DAY = Fraction(1, 86_400)
_JULIAN_DAY_OF_1970 = Fraction(24_405_875, 10)
# "1645818000", "44617.8194", "@1645818000", "1.645818000e+09", "1,645,818,000"
_NUMBER = re.compile(
    r"[@+]?(?P<plain>\d{5,19}(?:\.\d{1,12})?|\d(?:\.\d{1,18})?[eE]\+?[01]?\d)\Z"
    r"|\d{1,3}(?:([,' ])\d{3})(?:\2\d{3}){2,5}\Z"
)
#: Eight to fourteen digits that begin with a year are a calendar date without separators, ten are
#: one with its hour.
_CALENDAR_DATE = re.compile(
    r"(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?:(?:[01]\d|2[0-3])|\d{4}|\d{6})?\Z"
)
SECONDS_READ_AS_MILLISECONDS = rule("epoch_seconds_read_as_milliseconds")
MILLISECONDS_READ_AS_SECONDS = rule("epoch_milliseconds_read_as_seconds")
_WRONG_UNIT = re.compile(
    r"(1970(?=-01-\d\dT\d\d:\d\d:\d\d.)|\+?0?\d{5})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|\+00:?00)?)?\Z",
    re.ASCII,
)
DEFAULT_DATE = rule("default_date")
TEMPLATE_LEFTOVER = rule("template_leftover")
#: Zeros that are printed as days, whatever the zone: OLE, Excel, SQL Server, .NET, Go, FILETIME,
#: 32-bit limits, and "never".
_ZERO_DAYS = frozenset(map(date.fromisoformat, """
    0001-01-01 1582-10-15 1601-01-01 1753-01-01 1899-12-30 1899-12-31 1900-01-01 1901-12-13
    1904-01-01 1980-01-01 2038-01-19 2106-02-07 9999-12-31
""".split()))  # fmt: skip
#: Zeros of days that a zone may have moved: midnight of them in UTC is the evening before in the
#: west.
_MOVED_DAYS = frozenset((date(1899, 12, 29), date(1969, 12, 31), date(1970, 1, 1)))
#: Go's reference time is Monday, 2 January 2006, 15:04:05; layouts are written with it.
GO_CLOCK = re.compile(r"\b(?:15|0?3):04")
GO_DAY = date(2006, 1, 2)
#: January of 1970 is where seconds land that are read as milliseconds; the years of the web fill
#: these days of it.
_SHRUNKEN = (date(1970, 1, 10), date(1970, 1, 26))
#: Where the clocks of databases and controllers begin whose time was never set; few stories are of
#: that very midnight.
_TURN = datetime(2000, 1, 1)
#: The years in which there is such a day.
YEARS_OF_DEFAULTS = frozenset(
    (1969, 1970, 1999, 2000, 2006, *(day.year for day in (*_ZERO_DAYS, *_MOVED_DAYS)))
)
_ZERO_TEXT = re.compile(
    # "0000-00-00 00:00:00", "00/00/0000", "0000-00-00T00:00:00Z"
    r"\D*0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[T ]00:00(?::00)?(?:\.0+)?(?:Z|[+-]00:?00)?)?\Z"
    # "00000000T00:00:00Z"
    r"|0{8}(?:T?0{4,6}Z?|T00:00:00Z?)?\Z"
    # PHP reads MySQL's zero as the last day of November of the year before 0
    r"|-0{0,3}1-11-30|(?=.{0,20}\b30\b).{4,24}[ ./]-0{2,3}1(?!\d)"
    # getters of an object without a date; day 0 of January 1900 in a spreadsheet
    r"|1-1-1\Z|1/0/1900|0?1[/.]0?1[/.](?:0001|1900)|(?:0001|1900)[-/]0?1[-/]0?0\b|(?:0001"
    r"|0000)-0?1-0?1",
    re.ASCII,
)
_LEFTOVER = late(
    # placeholders of template languages: {{ }}, {% %}, ${ }, <%= %>, <?php ?>, [[ ]], %%DATE%%,
    # #{date}, @@date@@; and one with nothing beside it: {date}, {0}, $date, :published_at, %DATE%
    r".*(?:\{\{|\}\}|\{%|%\}|\$\{|#\{|<%|%>|<\?|\?>|\[\[|\]\]|%%\w+%%|@@\w+@@|__[A-Z_]+__).*\Z"
    r"|\{[\w.: ]*\}\Z|\$[A-Za-z_]\w*\Z|:[a-z_]+\Z|%[A-Za-z_]{3,}%\Z|\[[a-z_ -]{3,30}\]\Z"
    # missing values as text, what arithmetic on them gives, a column too narrow, a dash, dots,
    # question marks
    r"|\(?(?:null|none|nil|undefined|nan|n/?a|nat|tbd|tba|false|true|unknown|date"
    r"|unpublished|draft|not set|empty)\)?\Z"
    r"|.*(?:\b(?-i:a?NaN|undefined)\b|invalid date|\[object |native code\]|error:"
    r"|exception|#value!|#ref!|#n/a|#name\?).*\Z"
    r"|[#\-–—_.?*]+\Z"
    # patterns: "YYYY-MM-DD", "dd/mm/yyyy", "%Y-%m-%d %H:%M", "d MMMM yyyy 'at' HH:mm", PHP's
    # "Y-m-d\TH:i:sP"; the letters that a formatter did not know are left in: "YYYY-02-DD",
    # "yyyy-02-Fr"
    r"|(?=.*(?:yy|dd|mm|hh))(?:[ymdhsatzepq]|'[^']{0,20}'|[-/.,:;\s])+\Z"
    r"|(?=.*(?:yyyy|dd))(?:yyyy|\d{4})[-/.](?:mm|\d\d?)[-/.](?:dd|[a-z]{2}|\d\d?)\Z"
    r"|(?:%-?[a-z]|[-/.,:;\stzl])+%?\Z"
    r"|[yjndm][-/. ][nmdj][-/. ][djymn](?:[t\s\\]+[hg]:i(?::s)?[pzoe\\ ]*)?\Z",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A unit of counting: its rule, its epoch, how many make a second, its price in bits, and how
    it says its moment.

    ``says`` is "instant" (UTC), "clock" (a local clock: Excel knows no zones) or "day".  What costs
    nothing is an everyday way to print a date; the others are numbers that were never meant to be
    read.
    """

    rule: Rule
    epoch: datetime
    per_second: Fraction
    bits: float
    says: str


COUNTS = tuple(
    Count(rule(name), epoch, Fraction(per_second), bits, says)
    for name, epoch, per_second, bits, says in (
        ("epoch_seconds", _UNIX, 1, 0.0, "instant"),
        ("epoch_milliseconds", _UNIX, 10**3, 0.0, "instant"),
        ("epoch_microseconds", _UNIX, 10**6, 0.0, "instant"),
        ("epoch_nanoseconds", _UNIX, 10**9, 0.0, "instant"),
        ("dotnet_ticks", datetime(1, 1, 1), 10**7, 1.0, "instant"),
        ("windows_file_time", datetime(1601, 1, 1), 10**7, 1.0, "instant"),
        ("webkit_microseconds", datetime(1601, 1, 1), 10**6, 1.0, "instant"),
        ("cocoa_seconds", datetime(2001, 1, 1), 1, 9.0, "instant"),
        ("ntp_seconds", datetime(1900, 1, 1), 1, 9.0, "instant"),
        ("julian_day", _UNIX, _A_DAY, 2.0, "day"),
        ("excel_serial", datetime(1899, 12, 30), _A_DAY, 5.0, "clock"),
        ("excel_1904_serial", datetime(1904, 1, 1), _A_DAY, 11.0, "clock"),
    )
)  # fmt: skip


#: The number of an epoch that is not the unit's first.
_COUNTED_FROM = {"julian_day": _JULIAN_DAY_OF_1970}
# The least number of seconds, by how many counts make one: numbers below 100 million seconds (1973,
# or 2004 of Cocoa's) are ids and days; and of counts that are no whole seconds: 856943133848502272
# is a post's id
_LEAST = {Fraction(1): 10**8}
_LEAST_IN_PART = {**_LEAST, Fraction(10**9): 10**9}


def counted(text: str) -> Iterator[tuple[Count, PartialDatetime]]:
    """Yield what a bare number says as a count, for each unit in which it falls into the years of
    the web.
    """
    match = _NUMBER.match(text)
    if match is None or _CALENDAR_DATE.match(text):
        return
    number = Fraction(match["plain"] or re.sub(r"\D", "", text))
    blur = _blur_of(text)
    for count in COUNTS:
        moment = _moment_counted(count, number)
        if moment is not None and blur <= 1000 * count.per_second:
            is_whole_day = count.says == "clock" and number.denominator == 1
            yield count, _stated(moment, "day" if is_whole_day else count.says)


def _blur_of(text: str) -> Fraction:
    """Return between how many counts a number leaves the choice: "1.64582E+12" of a spreadsheet's
    narrow column is any of ten thousand seconds, and may be of two days.
    """
    mantissa, _, power = text.upper().partition("E")
    digits = mantissa.partition(".")[2]
    return Fraction(10) ** (int(power) - len(digits)) if power else Fraction(0)


def _moment_counted(count: Count, number: Fraction) -> datetime | None:
    """Return the moment that a number counts in a unit; None outside of the years of the web."""
    seconds = (number - _COUNTED_FROM.get(count.rule.id, 0)) / count.per_second
    least = _LEAST if seconds.denominator == 1 else _LEAST_IN_PART
    if not least.get(count.per_second, 0) <= seconds < 10**11:
        return None
    # the exact fraction is rounded once: 44617.8194444444 days are 19:40 and not 19:39:59
    whole = round(seconds) if count.says == "clock" else int(seconds)
    moment = count.epoch + timedelta(seconds=whole)
    return moment if _FIRST <= moment < _LAST else None


def _stated(moment: datetime, says: str) -> PartialDatetime:
    """Return what is said of a moment: its day, its minute on a local clock, or the whole of it as
    UTC's clock shows it.
    """
    parts = moment.timetuple()[: {"day": 3, "clock": 5}.get(says, 6)]
    said = PartialDatetime(*[frozenset((part,)) for part in parts])
    return said._replace(offset=frozenset((0,))) if says == "instant" else said


def in_wrong_unit(text: str) -> tuple[PartialDatetime, Rule] | None:
    """Return the date of a timestamp counted in the wrong unit, as exact as what survived; None for
    any other text.
    """
    match = _WRONG_UNIT.match(text)
    since = None if match is None else _since_1970(match)
    if match is None or since is None:
        return None
    if int(match[1]) == _UNIX.year:
        row, rest = SECONDS_READ_AS_MILLISECONDS, (match[7] or "")[:3]
        moment = _UNIX + since * 1000 + timedelta(seconds=int(rest.ljust(3, "0")))
        is_exact, open_seconds = bool(rest), 999
    else:
        row, moment = MILLISECONDS_READ_AS_SECONDS, _UNIX + since / 1000
        is_exact, open_seconds = match[4] is not None, 0
    # a timestamp that lost its milliseconds leaves a thousand seconds open: the day stands where
    # both ends are in it; and a day of a far year is 86 seconds of ours
    is_sure = is_exact or moment.date() == (moment + timedelta(seconds=open_seconds)).date()
    if not is_sure or not _FIRST <= moment < _LAST:
        return None
    return _stated(moment, "instant" if is_exact else "day"), row


def _since_1970(match: re.Match[str]) -> timedelta | None:
    """Return how long after 1970 a timestamp is, also of a year that datetime does not have; None
    where there is no such day.
    """
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    # datetime ends with the year 9999; 400 years are a cycle of the calendar
    cycles = (year - 2000) // 400
    try:
        wall = datetime(year - 400 * cycles, month, day, hour, minute, second)
    except ValueError:
        return None
    return wall - _UNIX + timedelta(days=cycles * 146_097)


RULES = (
    *(count.rule for count in COUNTS), SECONDS_READ_AS_MILLISECONDS, MILLISECONDS_READ_AS_SECONDS,
    DEFAULT_DATE, TEMPLATE_LEFTOVER,
)  # fmt: skip


def instead_of_date(text: str) -> str | None:
    """Return the finding's code for a text that stands for no date: "0000-00-00 00:00:00",
    "{{date}}", "Invalid Date".
    """
    if _ZERO_TEXT.match(text):
        return "default_date"
    # beside six digits a brace is dirt on a date
    return (
        "template_leftover" if sum(map(str.isdigit, text)) < 6 and _LEFTOVER.match(text) else None
    )


def default_kind(wall: datetime, offset: int | None, timed: bool) -> str | None:
    """Return "zero" for a system's zero, "slip" for a date that a machine's slip explains better
    than a page's age, or None.

    "1969-12-31 19:00" is the Unix zero as New York's clock shows it, "1970-01-01T05:30+05:30" as
    India's does.  The slips are Go's layout, seconds read as milliseconds, and the midnight of
    2000: "1999-12-31 18:00" is Chicago's.
    """
    day = wall.date()
    if day.year not in YEARS_OF_DEFAULTS:
        return None
    if day in _ZERO_DAYS or (not timed and day in _MOVED_DAYS):
        return "zero"
    if day == GO_DAY or _SHRUNKEN[0] <= day <= _SHRUNKEN[1]:
        return "slip"
    return _default_kind_of_clock(wall, offset) if timed else None


def _default_kind_of_clock(wall: datetime, offset: int | None) -> str | None:
    """Return "zero" for the Unix zero and "slip" for the midnight of 2000, as the clock of some
    zone shows it.

    Clocks stand up to 14 hours before and 12 behind UTC, some on a half or a quarter of an hour; a
    local one is labelled as UTC's too, and some systems begin with the first second:
    "1969-12-31T13:00:01+00:00".
    """
    since = (wall - _UNIX).total_seconds()
    if -12 * 3600 <= since <= 14 * 3600 + 1 and since % 900 <= 1:
        return "zero"
    since = (wall - _TURN).total_seconds() / 60
    if offset is None:
        is_turn = -11 * 60 <= since <= 14 * 60 and since % 15 == 0
    else:
        is_turn = since in (0, offset)
    return "slip" if is_turn else None
