"""Serialised dates: the text of a date inside raw JSON values and printed objects of databases and libraries."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from service import names
from service.dates import zones
from service.dates.findings import rule
from service.dates.partial import offset_text
from service.lexicon.date_spans import DATE_GLUE
from service.lexicon.date_words import LONGEST
from service.lexicon.texts import fold, word_set
from service.model import Json

WRAPPED = rule(
    "wrapped_date", "the date is wrapped in the notation of a database, a library or a programming language",
    "an object is printed as it is: MongoDB's $date, Firestore's _seconds, .NET's /Date()/, Python's repr, PHP's DateTime",
    "/Date(1645818000000)/", "2022-02-25T19:40:00+00:00", "object wrappers", "machine epochs", "language-repr leaks",
    "python-repr", "json-list",
)  # fmt: skip
RULES = (WRAPPED,)

#: Members that hold the date of an object, in the order in which they are asked; values may be objects themselves.
_MEMBERS = (
    "$date", "$numberLong", "@value", "value", "iso", "iso8601", "dateTime", "datetime", "date_time", "timestamp", "time",
    "millis", "epochMillis", "_seconds", "seconds", "epochSecond", "epochSeconds", "unix", "date", "content", "text",
)  # fmt: skip
#: The parts of a date as an object names them.
_PARTS = (
    ("year", "tm_year"), ("month", "monthValue", "tm_mon"), ("day", "dayOfMonth", "tm_mday"), ("hour", "tm_hour"),
    ("minute", "tm_min"), ("second", "tm_sec"),
)  # fmt: skip
_DEEPEST = 4


def text_of(raw: Json, depth: int = 0) -> str | None:
    """Return a raw date as the string that is read; None for what holds no date.

    Numbers are printed, wrappers of databases are taken off, and a list is its one date, its parts, or seconds and nanoseconds.
    """
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or raw is None or depth > _DEEPEST:
        return None
    if isinstance(raw, int | float):
        return _number(raw)
    if isinstance(raw, Mapping):
        return _of_object(raw, depth)
    return _of_list(raw, depth)


def _number(raw: int | float) -> str | None:
    if raw != raw or abs(raw) > 1e19:
        return None
    return str(int(raw)) if float(raw).is_integer() else repr(raw)


def _of_object(raw: Mapping[str, Json], depth: int) -> str | None:
    parts = [next((raw[name] for name in names if name in raw), None) for names in _PARTS]
    if all(isinstance(part, int) for part in parts[:3]) and isinstance(parts[0], int) and parts[0] > 999:
        return _of_parts([part for part in parts if isinstance(part, int)])
    for name in _MEMBERS:
        if name in raw:
            text = text_of(raw[name], depth + 1)
            zone = raw.get("timezone") or raw.get("tz") or raw.get("zone")
            return text if text is None or not isinstance(zone, str) else in_zone(text, zone)
    return None


def _of_list(raw: Sequence[Json], depth: int) -> str | None:
    if len(raw) == 1:
        return text_of(raw[0], depth + 1)
    numbers = [item for item in raw if isinstance(item, int) and not isinstance(item, bool)]
    if len(numbers) == len(raw) == _STRUCT_TIME:
        return _of_parts(numbers[:6]) if _is_struct_time(numbers) else None
    if len(numbers) == len(raw) and 2 <= len(raw) <= 7:
        if len(raw) == 2 and numbers[0] > 10**8 and 0 <= numbers[1] < 10**9:
            return str(numbers[0])
        return _of_parts(numbers) if len(raw) >= 3 and 1000 <= numbers[0] <= 9999 else None
    if len(raw) > _MOST_PIECES:
        return None
    texts = [text_of(item, depth + 1) for item in raw]
    return texts[0] if len(set(texts)) == 1 else _joined([text.strip() for text in texts if text and text.strip()])


#: The members of Python's struct_time: the date's six, the weekday from Monday, the day of the year, summer time.
_STRUCT_TIME = 9
#: A date in pieces has no more texts.
_MOST_PIECES = 8
#: A clock alone, and what is nearly always a date: a year of four digits beside other numbers or letters.
_CLOCK_PIECE = re.compile(r"(\D{0,10}?)\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(\D{0,14})")
#: What stands beside a clock in languages whose dates have no such word; "04:30 video" is how long something takes.
_BESIDE_CLOCK = word_set("a p m klokken klockan kello saat pukul wib godz h hs hrs uhr hodin часов год ώρα น") | DATE_GLUE
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE_PIECE = re.compile(r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d)).{6,40}", re.S)
_LONGEST_PIECE = 24


def _is_struct_time(numbers: Sequence[int]) -> bool:
    """Return whether nine numbers are a struct_time in JSON: the weekday and the day of the year are the date's."""
    try:
        day = date(*numbers[:3])
    except (ValueError, OverflowError):
        return False
    return (day.weekday(), day.timetuple().tm_yday) == tuple(numbers[6:8]) and numbers[8] in (-1, 0, 1)


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
    match = _CLOCK_PIECE.fullmatch(text.strip())
    if match is None:
        return False
    zone = match[2].strip(" ()")
    words = _LETTERS.findall(match[1] if zones.is_named(zone) else f"{match[1]} {match[2]}")
    return all(fold(word) in _BESIDE_CLOCK or names.periods(word) is not None or zones.is_named(word) for word in words)


def _of_parts(numbers: Sequence[int]) -> str | None:
    """Return the date of [2022, 2, 25, 14, 40], as Java's Jackson writes a LocalDateTime; the seventh is a fraction."""
    if any(number < 0 for number in numbers) or any(number > 99 for number in numbers[1:6]):
        return None
    text = "-".join(f"{number:02d}" for number in numbers[:3])
    clock = numbers[3:6]
    return f"{text}T" + ":".join(f"{number:02d}" for number in clock) if len(clock) >= 2 else text


def in_zone(text: str, zone: str) -> str:
    """Return a timestamp with the offset of the zone that its object names; unchanged where it has one or no single clock."""
    match = _STAMP.match(text)
    if match is None:
        return text
    if zones.offset_minutes(zone) is not None and zone[:1] in "+-Z":
        return f"{match[0]}{zone}"
    if zone in ("UTC", "GMT", "Etc/UTC"):
        return f"{match[0]}Z"
    if zone not in zones.zone_names():
        return text
    try:
        wall = datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError:  # the 30th of February
        return text
    offsets = zones.local_offsets(zone, wall)
    return f"{match[0]}{offset_text(offsets[0])}" if len(offsets) == 1 else text


_STAMP = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?\Z", re.ASCII
)

_NUMBERS = r"(\d{4})\D{1,12}(\d{1,2})\D{1,14}(\d{1,2})(?:\D{1,14}(\d{1,2})\D{1,14}(\d{1,2})(?:\D{1,14}(\d{1,2}))?)?"
# datetime.datetime(2022, 2, 25, 14, 40, tzinfo=…), datetime.date(2022, 2, 25), time.struct_time(tm_year=2022, tm_mon=2, …)
_CONSTRUCTED = re.compile(rf"(?:datetime\.)?(?:datetime|date)\({_NUMBERS}(?:, \d+)?(?P<rest>[^\d].{{0,80}})?\)\Z", re.S)
_STRUCT = re.compile(rf"(?:time\.)?struct_time\(tm_year={_NUMBERS}", re.S)
_DELTA = re.compile(r"timedelta\((?:days=(-1), )?seconds=(\d{1,5})\)")
# Timestamp('2022-02-25 14:40:00-0500', tz='America/New_York'), ISODate("…"), numpy.datetime64('…'), new Date(1645818000000)
_CALLED = re.compile(
    r"(?:[A-Za-z_][\w.]{0,40}\(|new Date\()\s*(?P<quote>['\"]?)(?P<inner>[^'\"()]{4,60})(?P=quote)"
    r"(?:, tz(?:info)?=['\"](?P<zone>[\w/+-]{2,40})['\"])?[^()]{0,40}\)\Z"
)
# /Date(1645818000000-0500)/: the offset tells the writer's zone, the number is UTC
_DOTNET = re.compile(r"\\?/Date\((?P<count>-?\d{9,14})(?P<offset>[+-]\d{4})?\)\\?/\Z")
_QUOTED = re.compile(r"[bBuU]?(?P<quote>'{1,3}|\"{1,3}|`|“|«)(?P<inner>[^'\"`“”«»]{4,80})(?:(?P=quote)|”|»)\Z")
# Firestore's and protobuf's Timestamp(seconds=1645818000, nanoseconds=0); a Java calendar's [time=1645818000000,…
_SECONDS = re.compile(r"(?:Timestamp\(|\w*Calendar\[)(?:seconds|time)=(\d{10,13})\b.{0,200}", re.S)
# DateTime Object ( [date] => 2022-02-25 14:40:00.000000 [timezone_type] => 3 [timezone] => America/New_York )
_PHP = re.compile(
    r"\bdate['\"\]]{1,2}\s*=>\s*['\"]?(?P<inner>[\d-]{10} [\d:.]{8,15}).{0,80}?"
    r"timezone['\"\]]{1,2}\s*=>\s*['\"]?(?P<zone>[\w/+:-]{1,40})",
    re.S,
)
# #<DateTime: 2022-02-25T14:40:00-05:00 ((2459636j,70800s,0n),-18000s,2299161j)>
_RUBY = re.compile(r"#<(?:DateTime|Date|Time):? (?P<inner>[\dT:.+-]{10,35})\b.{0,80}>\Z", re.S)


#: What is printed around a date has one of these.
_MARKS = re.compile("[\"'`“«({\\[#=]")


def unwrapped(text: str) -> str | None:
    """Return the text of the date inside a printed object, or None for any other text."""
    text = text[:LONGEST].strip()
    if _MARKS.search(text) is None:
        return None
    if text[:1] in "[{" and text[-1:] in "]}":
        return _of_json(text)
    for pattern in (_QUOTED, _RUBY):
        if (match := pattern.match(text)) is not None:
            return match["inner"]
    if (match := _DOTNET.match(text)) is not None:
        return _of_dotnet(match["count"], match["offset"])
    if (match := _SECONDS.match(text)) is not None:
        return match[1]
    if (match := _PHP.search(text)) is not None:
        return in_zone(match["inner"], match["zone"])
    return _of_call(text)


def _of_json(text: str) -> str | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text[1:-1].strip() if re.fullmatch(r"\['[^']{4,60}'\]", text) else None
    return text_of(value) if isinstance(value, list | dict) else None


def _of_call(text: str) -> str | None:
    if "(" not in text or not text.endswith(")"):
        return None
    for pattern in (_CONSTRUCTED, _STRUCT):
        if (match := pattern.match(text)) is not None:
            parts = [int(part) for part in match.groups()[:6] if part is not None]
            stamp = _of_parts(parts) or ""
            return stamp + (_offset_of(match["rest"] or "") if "rest" in match.groupdict() and len(parts) > 4 else "") or None
    match = _CALLED.match(text)
    if match is None or not any(map(str.isdigit, match["inner"])):
        return None
    return in_zone(match["inner"], match["zone"]) if match["zone"] else match["inner"]


def _offset_of(rest: str) -> str:
    """Return the offset in the rest of a repr: "tzinfo=datetime.timezone.utc", "tzinfo=<UTC>", "timedelta(seconds=3600)"."""
    delta = _DELTA.search(rest)
    if delta is not None:
        seconds = int(delta[2]) - (86_400 if delta[1] else 0)
        return offset_text(seconds // 60)
    return "+00:00" if re.search(r"\b(?:tz)?utc\b", rest, re.IGNORECASE) else ""


def _of_dotnet(count: str, offset: str | None) -> str | None:
    """Return the instant of a .NET wrapper as a timestamp in the writer's zone."""
    minutes = zones.offset_minutes(offset) if offset else None
    if not minutes:
        return count
    seconds = int(count) // 1000 + minutes * 60
    if not 0 < seconds < 4_000_000_000:
        return count
    wall = datetime(1970, 1, 1).fromordinal(719_163 + seconds // 86_400)
    clock = f"{seconds % 86_400 // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return f"{wall:%Y-%m-%d}T{clock}{offset_text(minutes)}"
