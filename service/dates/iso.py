"""The ISO 8601 forms, in which nearly all machines write dates; they are read without a search."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil.parser import isoparser

from service.dates import defaults, zones
from service.dates.partial import PartialDatetime, exactly

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
