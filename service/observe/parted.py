"""Dates that a page or a caller states in parts: the day under one name, its clock, its zone or its numbers under others.

Scrapers part {"pub_date": "2022-02-25", "pub_time": "14:40"}, and metas citation_year, citation_month and citation_day.  Names
are of one family where they differ in the word of the part alone: no "reading_time" and no "modified_time" is the clock of a
"pub_date".  A part that is damaged, or says nothing, joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service import names
from service.lexicon.date_spans import looks_like_date
from service.lexicon.date_words import ZONES
from service.model import Json
from service.observe.sources import fold_key

#: The words of the parts at the end of a folded name, "pubtime", those of the day and its clock also at the front.
_WORDS = {word: word for word in "date year month day hour minute".split()} | {
    "time": "clock", "timezone": "zone", "utcoffset": "zone", "tz": "zone",
}  # fmt: skip
_NUMBERS = ("year", "month", "day", "hour", "minute")
#: The same, and the first words, as a name begins and ends.
LAST_WORDS, FIRST_WORDS = tuple(_WORDS), ("date", "time")
_ENDS = re.compile(rf"(?P<family>.*?)(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\Z")
_OPENS = re.compile(rf"(?P<word>{'|'.join(FIRST_WORDS)})(?P<family>.+)\Z")
#: "14:40", "2:40 PM EST", "14:40:00+02:00", "14.40 Uhr", "14h40"; a clock at midnight was not set.
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:\s?[ap]\.?m\.?)?(?:\s?uhr)?"
    r"(?:\s?(?:Z|(?-i:[A-Z]{3,4})|[+-]\d\d:?\d\d))?\Z",
    re.IGNORECASE,
)
_UNSET = re.compile(r"0?0[:.h]00|12[:.h]00(?::00)?\s?a", re.IGNORECASE)
#: A day that a column for moments holds at midnight, "2022-02-25T00:00:00"; and a zone, "Europe/Berlin", "+02:00".
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00(?::00(?:\.0{1,6})?)?Z?\Z")
_ZONE = re.compile(r"[A-Za-z]{2,20}/[A-Za-z_/]{3,40}\Z|[+-]\d\d:?\d\d\Z")
#: A date that ends with its clock, so that a zone may stand behind it.
_UNZONED = re.compile(r":\d\d(?:\.\d{1,6})?(?:\s?[ap]\.?m\.?)?\Z", re.IGNORECASE)
#: A day with what parts its numbers, or with all eight of them; seconds since 1970 are none.
_DAY = re.compile(r"(?:19|20)\d{6}\Z|.*\D")
#: No part of a date is longer: "Donnerstag, 25. Februar 2022", "America/Argentina/Buenos_Aires", "2022-02-25T00:00:00.000Z".
_LONGEST = 40
#: The columns whose clock a zone without a family is of: of "date_gmt" and "crawl_date" nobody says that.
_ZONED = re.compile(r"(?:pub[a-z]*)?\Z")


class Part(NamedTuple):
    """A named value beside others: its number, the place that they have in common, its folded name, the value."""

    number: int
    place: object
    name: str
    value: Json


class Whole(NamedTuple):
    """A date put together: the number of the part that stands for it, the name of such a date, its value, all its parts."""

    number: int
    name: str
    value: Json
    parts: tuple[int, ...]


def wholes(parts: Sequence[Part]) -> list[Whole]:
    """Return the dates that healthy parts of one family state together, in the order of the parts.

    >>> wholes([Part(0, "", "pubdate", "2022-02-25"), Part(1, "", "pubtime", "14:40")])[0].value
    '2022-02-25 14:40'
    """
    families: dict[tuple[object, str], dict[str, Part]] = {}
    for part in parts:
        match = _ENDS.match(part.name) or _OPENS.match(part.name)
        if match is not None:
            said, word = families.setdefault((part.place, match["family"]), {}), _WORDS[match["word"]]
            own = part._replace(value=_plain(part.value))
            # of two clocks nobody knows whose day it is
            said[word] = own if said.setdefault(word, own).value == own.value else own._replace(value=None)
    found = []
    for (place, family), said in families.items():
        zone = said.get("zone") or (families.get((place, ""), {}).get("zone") if _ZONED.match(family) else None)
        whole = _of_numbers(family, said) or _of_columns(said, zone)
        found += [whole] if whole is not None else []
    return found


def whole_of(value: Mapping[str, Json]) -> Json:
    """Return the date that the members of one object state together, {"date": "2022-02-25", "time": "14:40"}, or None."""
    inside = wholes([Part(number, "", fold_key(key), each) for number, (key, each) in enumerate(value.items())])
    # a clock at midnight was not set
    return inside[0].value if len(inside) == 1 else value["date"] if value.keys() == {"date", "time"} else None


def _plain(value: Json) -> str | int | None:
    """Return a value that may be a part of a date, a number of pandas (25.0) as the whole one that it is; None for others."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        return value.strip() if len(value) <= _LONGEST else None
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10_000 else None


def _of_numbers(family: str, said: Mapping[str, Part]) -> Whole | None:
    """Return the date of which each number has its name; the month may be a word. None beside a whole date."""
    texts = {word: str(said[word].value) for word in _NUMBERS if word in said and said[word].value is not None}
    year, month, day = [texts.get(word, "") for word in _NUMBERS[:3]]
    if "date" in said or not re.match(r"(?:19|20)\d\d\Z", year) or not re.match(r"(?:0?[1-9]|[12]\d|3[01])\Z", day):
        return None
    given: Sequence[str] = _NUMBERS[:3]
    if names.months(month):
        value: Json = f"{day} {month} {year}"
    elif re.match(r"(?:0?[1-9]|1[0-2])\Z", month):
        hour, minute = [texts.get(word, "") for word in _NUMBERS[3:]]
        # a clock at midnight was not set
        timed = hour.isdecimal() and minute.isdecimal() and int(hour) + int(minute) > 0
        given = _NUMBERS if timed else _NUMBERS[:3]
        value = {word: int(texts[word]) for word in given}
    else:
        return None
    return Whole(said["year"].number, f"{family.removesuffix('date')}date", value, tuple([said[word].number for word in given]))


def _of_columns(said: Mapping[str, Part], zone: Part | None) -> Whole | None:
    """Return the date of a column for days with what columns for clocks and zones add to it; None where they add nothing."""
    date, clock = said.get("date"), said.get("clock")
    if date is None or not isinstance(text := date.value, str) or len(text) < 6:
        return None
    parts, day = [date.number], _MIDNIGHT.sub("", text)
    hour = clock.value if clock is not None else None
    if clock is not None and isinstance(hour, str) and _is_clock_of(day, hour):
        text, parts = f"{day} {hour}", [*parts, clock.number]
    name = zone.value if zone is not None else None
    known = isinstance(name, str) and (_ZONE.match(name) or name in ZONES["abbreviations"])
    if zone is not None and known and _UNZONED.search(text):
        text, parts = f"{text} {name}", [*parts, zone.number]
    return Whole(date.number, date.name, text, tuple(parts)) if len(parts) > 1 else None


def _is_clock_of(day: str, hour: str) -> bool:
    """Return whether a column holds the clock of another's day: no length, "4.35", and no midnight."""
    # "14.40" is written beside "25.2.2022"
    dotted = "." in hour[:3] and "uhr" not in hour.lower() and "." not in day
    is_set = _CLOCK.match(hour) is not None and not _UNSET.match(hour) and not dotted
    return is_set and ":" not in day and _DAY.match(day) is not None and looks_like_date(day)
