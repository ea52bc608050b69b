"""Dates that a page or a caller states in parts: the day under one name, its clock, its zone or its
numbers under others.

Scrapers part {"pub_date": "2022-02-25", "pub_time": "14:40"}, and metas citation_year,
citation_month and citation_day.  Names are of one family where they differ in the word of the part
alone: no "reading_time" and no "modified_time" is the clock of a "pub_date".  A part that is
damaged, or says nothing, joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from service.lexicon import calendar_names as names
from service.model import Json
from service.observe.sources import DATED, OBJECT, SOURCES, SUPPLIED_NAMES, fold_key, meta_name
from service.spans.date_lines import CLOCK_ALONE
from service.spans.date_spans import looks_like_date
from service.spans.date_words import ZONES

#: The words of the parts at the end of a folded name, "pubtime", those of the day and its clock
#: also at the front.
_WORDS = {word: word for word in "date year month day hour minute".split()} | {
    "time": "clock", "timezone": "zone", "utcoffset": "zone", "tz": "zone",
}  # fmt: skip
_NUMBERS = ("year", "month", "day", "hour", "minute")
#: How the name of a part ends and begins, "utc_offset" too.
_LAST_WORDS = (*_WORDS, "zone", "offset")
_FIRST_WORDS = ("date", "time")
_ENDS = re.compile(rf"(?P<family>.*?)(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\Z")
_OPENS = re.compile(rf"(?P<word>{'|'.join(_FIRST_WORDS)})(?P<family>.+)\Z")
#: A clock at midnight was not set.
_UNSET = re.compile(r"0?0[:.h]00|12[:.h]00(?::00)?\s?a", re.IGNORECASE)
#: A day that a column for moments holds at midnight, "2022-02-25T00:00:00"; and a zone,
#: "Europe/Berlin", "+02:00".
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00(?::00(?:\.0{1,6})?)?Z?\Z")
_ZONE = re.compile(r"[A-Za-z]{2,20}/[A-Za-z_/]{3,40}\Z|[+-]\d\d:?\d\d\Z")
#: A date that ends with its clock, so that a zone may stand behind it.
_UNZONED = re.compile(r":\d\d(?:\.\d{1,6})?(?:\s?[ap]\.?m\.?)?\Z", re.IGNORECASE)
#: A day with what parts its numbers, or with all eight of them; seconds since 1970 are none.
_DAY = re.compile(r"(?:19|20)\d{6}\Z|.*\D")
#: Year, month and day, each under its name; the month may be a word.
_NUMBERED = re.compile(r"(?:19|20)\d\d/(?:0?[1-9]|1[0-2]|[^\W\d]+)/(?:0?[1-9]|[12]\d|3[01])\Z")
#: No part of a date is longer: "Donnerstag, 25. Februar 2022", "America/Argentina/Buenos_Aires",
#: "2022-02-25T00:00:00.000Z".
_LONGEST = 40
_SHORTEST = 6
#: A date with its clock.
_MOMENT = re.compile(r"\d{4}.{1,30}?\d:\d\d")
#: The columns whose clock a zone without a family is of: of "date_gmt" and "crawl_date" nobody says
#: that.
_ZONED = re.compile(r"(?:pub[a-z]*)?\Z")


class Member(NamedTuple):
    """A member of a record: where it stands, the keys above it, its key, its value."""

    where: str
    path: tuple[str, ...]
    key: str
    value: Json


def is_part(name: str) -> bool:
    """Return whether a name in small letters may be that of a part of a date."""
    return name.endswith(_LAST_WORDS) or name.startswith(_FIRST_WORDS)


def with_wholes(members: Sequence[Member], of_page: bool = False) -> list[Member]:
    """Return the members of a record, those that state one date in healthy parts of one family as
    one.

    The record is a caller's, or what the metas ``of_page`` state.

    >>> date = Member("0", (), "pub_date", "2022-02-25")
    >>> with_wholes([date, Member("1", (), "pub_time", "14:40")])
    [Member(where='0, 1', path=(), key='pub_date', value='2022-02-25 14:40')]
    """
    joined: dict[str, Member] = {}
    merged: set[str] = set()
    moments = {m.where for m in members if _is_moment(m)}
    for family, parts, value, used in _wholes(members):
        day = _day_of(family, parts.get("date"), of_page)
        places = [parts[word].where for word in used]
        # beside a moment, "time": "4:35" is how long the text takes
        if day is not None and (family or moments.issubset(places)):
            joined[places[0]] = Member(", ".join(places), parts[used[0]].path, day, value)
            merged.update(places[1:])
    return [joined.get(member.where, member) for member in members if member.where not in merged]


#: The parts of a date that have the keys above them and the family of their names in common.
_Families = dict[tuple[tuple[str, ...], str], dict[str, Member]]


def _wholes(members: Sequence[Member]) -> Iterator[tuple[str, dict[str, Member], str, list[str]]]:
    """Yield each family that states a date: its name, its parts by word, the date, its words."""
    families = _families(members)
    for (path, family), parts in families.items():
        if _ZONED.match(family) and "zone" in (bare := families.get((path, ""), {})):
            parts.setdefault("zone", bare["zone"])
        value, used = _joined({word: str(part.value) for word, part in parts.items()})
        if len(used) > 1:
            yield family, parts, value, used


def _families(members: Sequence[Member]) -> _Families:
    """Return the parts of dates by what they have in common, and by their words."""
    families: _Families = {}
    for member in members:
        name = fold_key(member.key).lstrip("@") if is_part(member.key.lower()) else ""
        if match := _ENDS.match(name) or _OPENS.match(name):
            parts = families.setdefault((member.path, match["family"]), {})
            part = member._replace(value=_plain(member.value))
            # of two clocks nobody knows whose day it is
            same = parts.setdefault(word := _WORDS[match["word"]], part).value == part.value
            parts[word] = part if same else part._replace(value="")
    return families


def _is_dated(name: str, of_page: bool) -> bool:
    """Return whether a name is a date's, among a page's metas or in a caller's record."""
    if of_page:
        known = meta_name(name)
        return known is not None and SOURCES["meta", known].field in DATED
    return _field(name) in DATED


def _field(key: str) -> str | None:
    name = fold_key(key).lstrip("@")
    return SUPPLIED_NAMES.get(name) or SUPPLIED_NAMES.get(OBJECT.sub("", name))


def _day_of(family: str, date: Member | None, of_page: bool) -> str | None:
    """Return the name of the date that a family states, that of its day or "pubdate"; None where it
    is not the page's.

    A caller's year, month and day of no family say where a crawl is kept.
    """
    of = family.removesuffix("date")
    named = (f"{of}date", f"{of}publicationdate") if family or of_page else ()
    own = () if date is None else (date.key,)
    return next((name for name in (*own, *named) if _is_dated(name, of_page)), None)


def _is_moment(member: Member) -> bool:
    """Return whether a member states the day and the clock of the publication."""
    stated = isinstance(member.value, str) and _MOMENT.search(member.value[:_LONGEST]) is not None
    return stated and _field(member.key) in ("date", "datePublished")


def whole_of(value: Mapping[str, Json]) -> Json:
    """Return the date that one object's members state: {"date": "2022-02-25", "time": "14:40"}."""
    joined = [
        date
        for *_, date, _ in _wholes(
            [Member(str(number), (), *each) for number, each in enumerate(value.items())]
        )
    ]
    if joined or value.keys() != {"date", "time"}:
        return joined[0] if len(joined) == 1 else None
    # a clock at midnight was not set, and a moment says more than its day
    clock = value["time"]
    return (
        None
        if clock and (not isinstance(clock, str) or _MOMENT.search(clock[:_LONGEST]))
        else value["date"]
    )


def _plain(value: Json) -> str:
    """Return the text of what may be part of a date, pandas' 25.0 as "25"; "" of others."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10_000
    return (
        str(value).strip() if number or (isinstance(value, str) and len(value) <= _LONGEST) else ""
    )


def _joined(parts: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the date that a family's parts state, and the words of those that add to it."""
    day, used = parts.get("date", ""), ["date"]
    clock, clocked = parts.get("clock", ""), ["clock"]
    if "date" not in parts:
        day, used = _day_in_numbers(parts), [*_NUMBERS[:3]]
        if parts.get("hour") and parts.get("minute"):
            clock, clocked = f"{parts['hour']}:{parts['minute']:0>2}", [*_NUMBERS[3:]]
    if len(day) < _SHORTEST:
        return "", []
    if _is_clock_of(bare := _MIDNIGHT.sub("", day), clock):
        day, used = f"{bare} {clock}", [*used, *clocked]
    zone = parts.get("zone", "")
    if (_ZONE.match(zone) or zone in ZONES["abbreviations"]) and _UNZONED.search(day):
        day, used = f"{day} {zone}", [*used, "zone"]
    return day, used


def _day_in_numbers(parts: Mapping[str, str]) -> str:
    """Return the day of a year, a month and a number, each under its name, else ""."""
    year, month, number = [parts.get(word, "") for word in _NUMBERS[:3]]
    if not _NUMBERED.match(f"{year}/{month}/{number}"):
        return ""
    if month.isdecimal():
        return f"{year}-{month:0>2}-{number:0>2}"
    return f"{number} {month} {year}" if names.months(month) else ""


def _is_clock_of(day: str, hour: str) -> bool:
    """Return whether a column holds another's clock: no length, "4.35", and no midnight."""
    # "14.40" is written beside "25.2.2022"
    dotted = "." in hour[:3] and "uhr" not in hour.lower() and "." not in day
    is_set = (
        CLOCK_ALONE.fullmatch(hour[:3].replace(".", ":") + hour[3:]) is not None
        and not _UNSET.match(hour)
        and not dotted
    )
    return is_set and ":" not in day and _DAY.match(day) is not None and looks_like_date(day)
