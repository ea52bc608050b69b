"""What machines write whole: the ISO 8601 forms, malformed timestamps, and dates inside raw JSON values and printed objects.

Nearly all machines write ISO 8601, which is read without a search.  Of malformed timestamps each row is a regular expression
whose groups are slots (formats.py), so that the same row reads and renders.  What stands around the groups stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service import names
from service.dates import zones
from service.dates.counts import default_kind
from service.dates.findings import rule
from service.dates.partial import PartialDatetime, exactly, offset_text
from service.dates.scan import Shape
from service.lexicon.date_spans import DATE_GLUE
from service.lexicon.date_words import LONGEST
from service.lexicon.texts import fold, word_set
from service.model import Json, Rule


@dataclass(frozen=True, slots=True)
class Stamp:
    """A pattern of whole strings that are damaged although they can be read, the rule of that damage, and its price in bits."""

    rule: Rule
    pattern: re.Pattern[str]
    bits: float


_DAY = r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)"
_OPTIONAL_CLOCK = rf"(?:[T ]{_CLOCK}(?::(?P<second>\d\d))?)?\Z"

STAMPS = (
    Stamp(rule(
        "zone_letters_and_seconds_in_stamp",
        "the zone's name stands where the T belongs, and its offset in seconds stands after the time",
        "T and Z are the zone's name and its offset in seconds in PHP patterns: Y-m-dTH:i:sZ needs backslashes",
        "2022-02-25EST14:40:00-18000", "2022-02-25T14:40:00-05:00", "token-php-unescaped-T-Z",
    ), re.compile(
        rf"{_DAY}(?P<zone_letters>[A-Z]{{2,5}}|[+-]\d\d(?::?\d\d)?){_CLOCK}:(?P<second>\d\d)(?P<offset_seconds>-?\d{{1,5}})\Z",
        re.ASCII,
    ), 2.0),
    Stamp(rule(
        "ordinal_suffix_in_second_slot", "the English ending of the day's number stands where the seconds belong",
        "upper-case S in PHP patterns is st, nd, rd or th: H:i:S", "2022-02-25 14:40:th", "2022-02-25T14:40:00",
        "token-php-ordinal-suffix",
    ), re.compile(rf"{_DAY}[T ]{_CLOCK}:(?P<ordinal_suffix>st|nd|rd|th)\Z", re.ASCII), 1.0),
    Stamp(rule(
        "fraction_in_second_slot", "a fraction of a second stands where the seconds belong",
        "S is the millisecond in Java and moment patterns: HH:mm:SSS", "2024-01-15 01:40:123", "2024-01-15T01:40:00",
        "token-fraction-as-seconds",
    ), re.compile(
        rf"{_DAY}[T ]{_CLOCK}:(?P<fraction_for_second>\d{{3,9}}|6[1-9]|[7-9]\d)(?P<zone>Z|[+-]\d\d:?\d\d)?\Z", re.ASCII
    ), 1.0),
)  # fmt: skip
WRAPPED = rule(
    "wrapped_date", "the date is wrapped in the notation of a database, a library or a programming language",
    "an object is printed as it is: MongoDB's $date, Firestore's _seconds, .NET's /Date()/, Python's repr, PHP's DateTime",
    "/Date(1645818000000)/", "2022-02-25T19:40:00+00:00", "object wrappers", "machine epochs", "language-repr leaks",
    "python-repr", "json-list",
)  # fmt: skip
RULES = (*(stamp.rule for stamp in STAMPS), WRAPPED)

# Strings that have the shape of a date but for one part, which a row of defects.py explains, or that end with the hour
_ODD = (
    # "2022-02-25T14"
    re.compile(rf"{_DAY}[T ](?P<hour>\d\d)(?P<zone>Z)?\Z", re.ASCII),
    # "2022-02-Fr"
    re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d\d?)[-/](?P<day>(?:Mo|Tu|We|Th|Fr|Sa|Su)[a-z]?){_OPTIONAL_CLOCK}", re.ASCII),
    # "122-1-25", "19122-1-25", "252525-02-25"
    re.compile(rf"(?P<year>1\d\d|19[01]\d\d|\d{{6}})-(?P<month>\d\d?)-(?P<day>\d\d?){_OPTIONAL_CLOCK}", re.ASCII),
    # "1/25/122", "25.1.19122"
    re.compile(r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>1\d\d|191\d\d)\Z", re.ASCII),
    re.compile(r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>1\d\d|191\d\d)\Z", re.ASCII),
    # "366.12.2020"
    re.compile(r"(?P<day>\d{3})[./-](?P<month>\d\d?)[./-](?P<year>\d{4})\Z", re.ASCII),
)


def stamps(text: str) -> tuple[tuple[Stamp, Shape], ...]:
    """Return the rows that a whole text fits, each with the shape in which it does."""
    if not text[:2].isdigit():
        return ()
    return tuple([(stamp, _shape(text, match)) for stamp in STAMPS if (match := stamp.pattern.match(text)) is not None])


def odd_shapes(text: str) -> tuple[Shape, ...]:
    """Return the shapes of a text that is a date except for one part."""
    if len(text) > 30 or not text[:1].isdigit():
        return ()
    return tuple([_shape(text, match) for pattern in _ODD if (match := pattern.match(text)) is not None])


def _shape(text: str, match: re.Match[str]) -> Shape:
    spans = sorted((*match.span(name), name) for name, said in match.groupdict().items() if said is not None)
    return Shape(text, tuple(spans), "")


# --- ISO 8601 --------------------------------------------------------------------------------------------------------------

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
    default = default_kind(wall, offset, hour is not None)
    unusual = default == "zero" or (default == "slip" and not suspect) or (zone is not None and offset is None)
    if unusual or not FIRST_YEAR <= wall.year <= LAST_YEAR:
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


# The ISO 8601 forms beyond the calendar date with colons: week and ordinal dates, and the basic forms with their T
_OTHER_ISO = re.compile(
    r"(?P<day>\d{4}-?W\d\d-?\d|\d{4}-\d{3}|\d{8}(?=T))(?P<time>T\d\d:?\d\d(?P<second>:?\d\d(?:[.,]\d{1,6})?)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?\Z",
    re.ASCII,
)
#: XML Schema's date with its zone, "2022-07-20-02:00": what stands there may be a clock as well, and the day is the same.
_XSD_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|\+\d\d:\d\d|-(?:(?:0\d|1[0-2]):00|0[239]:30))\Z", re.ASCII)


def rare_iso(text: str) -> PartialDatetime | None:
    """Return what a text says in the rarer ISO forms, "2022-W08-5", "2022-056", "20220225T144000Z"; a week is no day."""
    if (day := _XSD_DATE.match(text)) is not None:
        return plain_iso(day[1])
    match = _OTHER_ISO.match(text)
    if match is None:
        return None
    ordinal = len(match["day"]) == len("2022-056") and match["day"][4] == "-"
    try:
        first = datetime.strptime(match["day"], "%Y-%j").date().isoformat() if ordinal else match["day"]
        wall = datetime.fromisoformat(first + (match["time"] or ""))
    except ValueError:
        return None
    said = {"year": wall.year, "month": wall.month, "day": wall.day}
    if match["time"]:
        said |= {"hour": wall.hour, "minute": wall.minute}
    if match["second"]:
        said["second"] = wall.second
    offset = zones.offset_minutes(match["zone"]) if match["zone"] else None
    return exactly(**said) if offset is None else exactly(**said, offset=offset)


# --- raw values and printed objects ----------------------------------------------------------------------------------------

#: Members that hold the date of an object, in the order in which they are asked; values may be objects themselves.
_MEMBERS = (
    "$date", "$numberLong", "@value", "value", "iso", "iso8601", "dateTime", "datetime", "date_time", "timestamp", "time",
    "millis", "epochMillis", "_seconds", "seconds", "epochSecond", "epochSeconds", "unix", "date", "content", "text",
)  # fmt: skip
#: The members of an object that is a date in parts.
_PARTS = (
    ("year", "tm_year"), ("month", "monthValue", "tm_mon"), ("day", "dayOfMonth", "tm_mday"), ("hour", "tm_hour"),
    ("minute", "tm_min"), ("second", "tm_sec"),
)  # fmt: skip
_DEEPEST = 4


def text_of(raw: Json, depth: int = 0) -> str | None:
    """Return a raw date as the string that is read; None for what holds no date.

    Numbers are printed, wrappers of databases are taken off, and a list is its one date or its parts.
    """
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or raw is None or depth > _DEEPEST:
        return None
    if isinstance(raw, int | float):
        if raw != raw or abs(raw) > 1e19:
            return None
        return str(int(raw)) if float(raw).is_integer() else repr(raw)
    if isinstance(raw, Mapping):
        parts = [next((raw[name] for name in names if name in raw), None) for names in _PARTS]
        numbers = [part for part in parts if isinstance(part, int)]
        if len(numbers) >= 3 and numbers == parts[: len(numbers)]:
            return _of_parts(numbers)
        name = next((name for name in _MEMBERS if name in raw), None)
        text = None if name is None else text_of(raw[name], depth + 1)
        zone = raw.get("timezone") or raw.get("tz") or raw.get("zone")
        return text if text is None or not isinstance(zone, str) else _in_zone(text, zone)
    numbers = [item for item in raw if isinstance(item, int) and not isinstance(item, bool)]
    if len(numbers) == len(raw) == _PAIR and numbers[0] > _FIRST_COUNT:
        return str(numbers[0])
    if len(numbers) == len(raw) and _PAIR < len(raw) <= _MOST_PARTS:
        return _of_parts(numbers)
    if len(numbers) == len(raw) == _STRUCT_TIME:
        return _of_struct_time(numbers)
    texts = [text_of(item, depth + 1) for item in raw[:_MOST_ITEMS]]
    return texts[0] if len(set(texts)) == 1 else _joined([text.strip() for text in texts if text and text.strip()])


#: [1645818000, 0] is a count of seconds with its nanoseconds; [2022, 2, 25, 14, 40, 0, 0] is as long as a date in parts gets.
_PAIR, _MOST_PARTS, _FIRST_COUNT = 2, 7, 10**8
#: A list that states one date again and again, or in pieces, is not longer.
_MOST_ITEMS = 8
#: The members of Python's struct_time: the date's six, the weekday from Monday, the day of the year, summer time.
_STRUCT_TIME = 9
#: A clock with what stands before and behind it, and what is nearly always a date: a year beside other numbers or letters.
_CLOCK_PIECE = re.compile(r"(\D{0,10}?)\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(\D{0,14})")
_DATE_PIECE = re.compile(r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d)).{6,40}", re.S)
_LONGEST_PIECE = 24
#: What stands beside a clock in languages whose dates have no such word; "04:30 video" is how long something takes.
_BESIDE_CLOCK = word_set("a p m klokken klockan kello saat pukul wib godz h hs hrs uhr hodin часов год ώρα น") | DATE_GLUE
_LETTERS = re.compile(r"[^\W\d_]+")


def _of_struct_time(numbers: Sequence[int]) -> str | None:
    """Return the date of a struct_time in JSON, as feedparser's: its weekday and its day of the year are the date's."""
    try:
        day = date(*numbers[:3])
    except (ValueError, OverflowError):
        return None
    same = [day.weekday(), day.timetuple().tm_yday] == numbers[6:8]
    return _of_parts(numbers[:6]) if same else None


def _joined(texts: Sequence[str]) -> str | None:
    """Return the texts of a date's element as one text, where one alone is a date: ["Friday", "5 March 2021", "14:40"]."""
    numbered = [text for text in texts if any(map(str.isdigit, text))]
    dates = [text for text in numbered if _DATE_PIECE.fullmatch(text)]
    clocks = [text for text in numbered if text not in dates and _is_clock(text)]
    short = all(len(text) <= _LONGEST_PIECE for text in texts if text not in dates)
    whole = len(dates) == 1 and len(clocks) <= 1 and len(dates) + len(clocks) == len(numbered) and short
    return " ".join(texts) if whole else None


def _is_clock(text: str) -> bool:
    """Return whether a text is a clock with nothing beside it but words of clocks, parts of the day and zones."""
    match = _CLOCK_PIECE.fullmatch(text)
    if match is None:
        return False
    words = _LETTERS.findall(match[1] if zones.is_named(match[2].strip(" ()")) else f"{match[1]} {match[2]}")
    return all(fold(word) in _BESIDE_CLOCK or names.periods(word) is not None or zones.is_named(word) for word in words)


def _of_parts(numbers: Sequence[int]) -> str | None:
    """Return the date of [2022, 2, 25, 14, 40], as Java's Jackson writes a LocalDateTime; the seventh is a fraction."""
    if not 1000 <= numbers[0] <= 9999 or not all(0 <= number <= 99 for number in numbers[1:6]):
        return None
    text = "-".join(f"{number:02d}" for number in numbers[:3])
    clock = numbers[3:6]
    return f"{text}T" + ":".join(f"{number:02d}" for number in clock) if len(clock) >= 2 else text


_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?\Z", re.ASCII)


def _in_zone(text: str, zone: str) -> str:
    """Return a timestamp with the offset of the zone that its object names; unchanged where it has one or no single clock."""
    match = _STAMP.match(text)
    if match is None:
        return text
    if zones.offset_minutes(zone) is not None:
        return f"{text}{'Z' if zone.isalpha() else zone}"
    if zone not in zones.zone_names():
        return text
    try:
        wall = datetime.fromisoformat(f"{match[1]}T{match[2]}")
    except ValueError:  # the 30th of February
        return text
    offsets = zones.local_offsets(zone, wall)
    return f"{text}{offset_text(offsets[0])}" if len(offsets) == 1 else text


_NUMBERS = r"(\d{4})\D{1,12}(\d{1,2})\D{1,14}(\d{1,2})(?:\D{1,14}(\d{1,2})\D{1,14}(\d{1,2})(?:\D{1,14}(\d{1,2}))?)?"
# datetime.datetime(2022, 2, 25, 14, 40, tzinfo=…), datetime.date(2022, 2, 25), time.struct_time(tm_year=2022, tm_mon=2, …)
_CONSTRUCTED = re.compile(
    rf"(?:[a-z]{{4,8}}\.)?(?:datetime|date|struct_time)\((?:tm_year=)?{_NUMBERS}(?P<rest>.{{0,120}})\)\Z", re.S
)
_DELTA = re.compile(r"timedelta\((?:days=(-1), )?seconds=(\d{1,5})\)")
# Timestamp('2022-02-25 14:40:00-0500', tz='America/New_York'), ISODate("…"), numpy.datetime64('…'), new Date(1645818000000)
_CALLED = re.compile(
    r"(?:[A-Za-z_][\w.]{0,40}\(|new Date\()\s*(?P<quote>['\"]?)(?P<inner>[^'\"()]{4,60})(?P=quote)"
    r"(?:, tz(?:info)?=['\"](?P<zone>[\w/+-]{2,40})['\"])?[^()]{0,40}\)\Z"
)
# /Date(1645818000000-0500)/: the offset tells the writer's zone, the number is UTC
_DOTNET = re.compile(r"\\?/Date\((?P<count>-?\d{9,14})(?P<offset>[+-]\d{4})?\)\\?/\Z")
_QUOTED = re.compile(r"[bBuU]?(?P<quote>'{1,3}|\"{1,3}|`|“|«)(?P<inner>[^'\"`“”«»]{4,80})(?:(?P=quote)|”|»)\Z")
# DateTime Object ( [date] => 2022-02-25 14:40:00.000000 [timezone_type] => 3 [timezone] => America/New_York )
_PHP = re.compile(
    r"\bdate['\"\]]{1,2}\s*=>\s*['\"]?(?P<inner>[\d-]{10} [\d:.]{8,15}).{0,80}?"
    r"timezone['\"\]]{1,2}\s*=>\s*['\"]?(?P<zone>[\w/+:-]{1,40})",
    re.S,
)
# #<DateTime: 2022-02-25T14:40:00-05:00 ((2459636j,70800s,0n),-18000s,2299161j)>
_RUBY = re.compile(r"#<(?:DateTime|Date|Time):? (?P<inner>[\dT:.+-]{10,35})\b.{0,80}>\Z", re.S)
# Firestore's and protobuf's Timestamp(seconds=1645818000, nanoseconds=0); a Java calendar's [time=1645818000000,…
_SECONDS = re.compile(r"(?:Timestamp\(|\w*Calendar\[)(?:seconds|time)=(?P<inner>\d{10,13})\b.{0,200}", re.S)
#: What is printed around a date has one of these.
_MARKS = re.compile("[\"'`“«({\\[=]")


def unwrapped(text: str) -> str | None:
    """Return the text of the date inside a printed object, or None for any other text."""
    text = text[:LONGEST].strip()
    if _MARKS.search(text) is None:
        return None
    if text[:1] in "[{" and text[-1:] in "]}":
        return _of_json(text)
    if (match := _DOTNET.match(text)) is not None:
        offset = zones.offset_minutes(match["offset"]) if match["offset"] else None
        return _at(int(match["count"]) // 1000, offset) if offset else match["count"]
    if (match := _CONSTRUCTED.match(text)) is not None:
        parts = [int(part) for part in match.groups()[:6] if part is not None]
        return (_of_parts(parts) or "") + (_offset_of(match["rest"]) if len(parts) > 4 else "") or None
    match = _QUOTED.match(text) or _RUBY.match(text) or _SECONDS.match(text) or _PHP.search(text) or _CALLED.match(text)
    if match is None or not any(map(str.isdigit, match["inner"])):
        return match["inner"] if match is not None and match.re is _QUOTED else None
    zone = match.groupdict().get("zone")
    return _in_zone(match["inner"], zone) if zone else match["inner"]


def _of_json(text: str) -> str | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        # Python's list of one
        return text[1:-1].strip() if re.fullmatch(r"\['[^']{4,60}'\]", text) else None
    return text_of(value)


def _offset_of(rest: str) -> str:
    """Return the offset in the rest of a repr: "tzinfo=datetime.timezone.utc", "tzinfo=<UTC>", "timedelta(seconds=3600)"."""
    delta = _DELTA.search(rest)
    if delta is not None:
        return offset_text((int(delta[2]) - (86_400 if delta[1] else 0)) // 60)
    return "+00:00" if re.search(r"\b(?:tz)?utc\b", rest, re.IGNORECASE) else ""


def _at(seconds: int, offset: int) -> str | None:
    """Return the instant of a count of seconds as a timestamp of the writer's zone."""
    if not 0 < seconds < 4_000_000_000:
        return None
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds, minutes=offset)).isoformat() + offset_text(offset)
