"""Stamps: the ISO 8601 forms, and output of formatters that no reader of dates would take for one, by whole-string pattern.

Nearly all machines write ISO 8601, which is read without a search.  Of malformed timestamps each row is a regular expression
whose groups are slots (formats.py), so that the same row reads and renders.  What stands around the groups stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.parser import isoparser

from service.dates import defaults, zones
from service.dates.findings import rule
from service.dates.partial import PartialDatetime, exactly
from service.dates.scan import Shape
from service.model import Rule


@dataclass(frozen=True, slots=True)
class Stamp:
    """A pattern of whole strings that are damaged although they can be read, the rule of that damage, and its price in bits."""

    rule: Rule
    pattern: re.Pattern[str]
    bits: float


_DAY = r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)"

STAMPS = (
    Stamp(rule(
        "zone_letters_and_seconds_in_stamp",
        "the zone's name stands where the T belongs, and its offset in seconds stands after the time",
        "T and Z are the zone's name and its offset in seconds in PHP patterns: Y-m-dTH:i:sZ needs backslashes",
        "2022-02-25EST14:40:00-18000", "2022-02-25T14:40:00-05:00", "token-php-unescaped-T-Z",
    ),
        re.compile( rf"{_DAY}(?P<zone_letters>[A-Z]{{2,5}}|[+-]\d\d(?::?\d\d)?){_CLOCK}:(?P<second>\d\d)(?P<offset_seconds>-?\d{{1,5}})\Z", re.ASCII, ),
        2.0
    ),
    Stamp(rule(
        "ordinal_suffix_in_second_slot", "the English ending of the day's number stands where the seconds belong",
        "upper-case S in PHP patterns is st, nd, rd or th: H:i:S", "2022-02-25 14:40:th", "2022-02-25T14:40:00",
        "token-php-ordinal-suffix",
    ), re.compile(rf"{_DAY}[T ]{_CLOCK}:(?P<ordinal_suffix>st|nd|rd|th)\Z", re.ASCII), 1.0),
    Stamp(rule(
        "fraction_in_second_slot", "a fraction of a second stands where the seconds belong",
        "S is the millisecond in Java and moment patterns: HH:mm:SSS", "2024-01-15 01:40:123", "2024-01-15T01:40:00",
        "token-fraction-as-seconds",
    ),
        re.compile( rf"{_DAY}[T ]{_CLOCK}:(?P<fraction_for_second>\d{{3,9}}|6[1-9]|[7-9]\d)(?P<zone>Z|[+-]\d\d:?\d\d)?\Z", re.ASCII ),
        1.0
    ),
)  # fmt: skip
# Strings that have the shape of a date but for one part, which a row of defects.py explains, or that end with the hour
_ODD = (
    # "2022-02-25T14"
    re.compile(rf"{_DAY}[T ](?P<hour>\d\d)(?P<zone>Z)?\Z", re.ASCII),
    # "2022-02-Fr"
    re.compile(
        r"(?P<year>\d{4})[-/](?P<month>\d\d?)[-/](?P<day>(?:Mo|Tu|We|Th|Fr|Sa|Su)[a-z]?)"
        r"(?:[T ](?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?\Z",
        re.ASCII,
    ),
    # "122-1-25", "19122-1-25", "252525-02-25"
    re.compile(
        r"(?P<year>1\d\d|19[01]\d\d|\d{6})-(?P<month>\d\d?)-(?P<day>\d\d?)"
        r"(?:[T ](?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?\Z",
        re.ASCII,
    ),
    # "1/25/122", "25.1.19122"
    re.compile(r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>1\d\d|191\d\d)\Z", re.ASCII),
    re.compile(r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>1\d\d|191\d\d)\Z", re.ASCII),
    # "366.12.2020"
    re.compile(r"(?P<day>\d{3})[./-](?P<month>\d\d?)[./-](?P<year>\d{4})\Z", re.ASCII),
)

RULES = tuple(stamp.rule for stamp in STAMPS)


def stamps(text: str) -> tuple[tuple[Stamp, Shape], ...]:
    """Return the rows that a whole text fits, each with the shape in which it does."""
    if not text[:2].isdigit():
        return ()
    return tuple((stamp, _shape(text, match)) for stamp in STAMPS if (match := stamp.pattern.match(text)) is not None)


def odd_shapes(text: str) -> tuple[Shape, ...]:
    """Return the shapes of a text that is a date except for one part."""
    if len(text) > 30 or not text[:1].isdigit():
        return ()
    return tuple(_shape(text, match) for pattern in _ODD if (match := pattern.match(text)) is not None)


def _shape(text: str, match: re.Match[str]) -> Shape:
    spans = sorted((*match.span(name), name) for name, said in match.groupdict().items() if said is not None)
    return Shape(text, tuple(spans), "")


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?\Z", re.ASCII
)
#: The first newspaper (Relation, Strasbourg) and the end of this century: no page is dated outside, in our calendar.
FIRST_YEAR, LAST_YEAR = 1605, 2099


def plain_iso(text: str, suspect: bool = False) -> PartialDatetime | None:
    """Return what a text says in the ISO forms of nearly all machine dates; None for any other text.

    A day that a machine's slip may explain better is left to the long way, unless ``suspect`` ones are asked for.
    """
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        wall = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    offset = None if zone is None else zones.offset_minutes(zone)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR or (
        not suspect and wall.year in _SUSPECT_YEARS and is_suspect(wall, hour is not None, offset)
    ):
        return None
    if defaults.is_default(wall, offset, hour is None) or (zone is not None and offset is None):
        return None
    year_, month_, day_ = frozenset((wall.year,)), frozenset((wall.month,)), frozenset((wall.day,))
    if hour is None:
        return PartialDatetime(year_, month_, day_)
    return PartialDatetime(
        year_,
        month_,
        day_,
        frozenset((wall.hour,)),
        frozenset((wall.minute,)),
        None if second is None else frozenset((wall.second,)),
        None,
        None,
        None if offset is None else frozenset((offset,)),
    )


#: January of 1970 is where seconds land that are read as milliseconds; the years of the web fill these days of it.
_SHRUNKEN = (date(1970, 1, 10), date(1970, 1, 26))


#: Where the clocks of databases and controllers begin whose time was never set; few stories are of that very midnight.
_TURN = datetime(2000, 1, 1)
#: The minutes by which clocks stood apart from UTC at that moment: whole hours, and the halves and quarters in use
#: (Newfoundland, the Marquesas, Iran, Afghanistan, India, Nepal, Burma, South Australia, Norfolk, Chatham).
_OFFSETS_OF_2000 = frozenset(
    (*range(-11 * 60, 14 * 60 + 1, 60), -570, -210, 210, 270, 330, 345, 390, 570, 630, 690, 825),
)
_SUSPECT_YEARS = (1970, 1999, 2000, 2006)


def is_suspect(wall: datetime, timed: bool, offset: int | None = None) -> bool:
    """Return whether a machine's slip explains a date better than a page's age.

    The slips are Go's layout, seconds read as milliseconds, and the midnight of 2000 where a clock says so, as any zone's shows
    it: "1999-12-31 18:00" is Chicago's.
    """
    day = wall.date()
    return defaults.is_go_day(day) or _SHRUNKEN[0] <= day <= _SHRUNKEN[1] or (timed and _is_turn(wall, offset))


def _is_turn(wall: datetime, offset: int | None) -> bool:
    since = (wall - _TURN).total_seconds() / 60
    if offset is not None:
        return since in (0, offset)
    return since in _OFFSETS_OF_2000


# The ISO 8601 forms beyond the calendar date with colons: week and ordinal dates, and the basic forms with their T
_OTHER_ISO = re.compile(
    r"(?P<day>\d{4}-?W\d\d(?:-?\d)?|\d{4}-\d{3}|\d{8}(?=T))(?P<time>T\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,6})?)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?\Z",
    re.ASCII,
)
_ISO_PARSER = isoparser()
#: XML Schema's date with its zone, "2022-07-20-02:00": what stands there may be a clock as well, and the day is the same.
_XSD_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|\+\d\d:\d\d|-(?:(?:0\d|1[0-2]):00|0[239]:30))\Z", re.ASCII)


def rare_iso(text: str) -> PartialDatetime | None:
    """Return what dateutil's strict ISO parser reads in the rarer ISO forms; the offset is read here, and a week is no day."""
    if (day := _XSD_DATE.match(text)) is not None:
        return plain_iso(day[1])
    match = _OTHER_ISO.match(text)
    if match is None or re.fullmatch(r"\d{4}-?W\d\d", match["day"]) is not None:
        return None
    try:
        wall = _ISO_PARSER.isoparse(match["day"] + (match["time"] or "").replace(",", "."))
    except ValueError:
        return None
    said = {"year": wall.year, "month": wall.month, "day": wall.day}
    if match["time"]:
        said |= {"hour": wall.hour, "minute": wall.minute}
        if len(match["time"].replace(":", "")) >= 7:
            said["second"] = wall.second
    offset = zones.offset_minutes(match["zone"]) if match["zone"] else None
    return exactly(**said) if offset is None else exactly(**said, offset=offset)
