"""Dates that a page or a caller states in parts: the day under one name, its clock, its zone or its numbers under others.

Scrapers part {"pub_date": "2022-02-25", "pub_time": "14:40"}, and metas citation_year, citation_month and citation_day.  Names
are of one family where they differ in the word of the part alone: no "reading_time" and no "modified_time" is the clock of a
"pub_date".  A part that is damaged, or says nothing, joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.lexicon.date_spans import looks_like_date
from service.model import Json

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
    r"(?!0?0:00(?::00)?\b)(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:\s?[ap]\.?m\.?)?(?:\s?uhr)?"
    r"(?:\s?(?:Z|(?-i:[A-Z]{3,4})|[+-]\d\d:?\d\d))?\Z",
    re.IGNORECASE,
)
#: A day that a column for moments holds at midnight, "2022-02-25T00:00:00"; and a zone, "Europe/Berlin", "+02:00", "UTC".
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00(?::00(?:\.0{1,6})?)?Z?\Z")
_ZONE = re.compile(r"[A-Za-z]{2,20}/[A-Za-z_/]{3,40}\Z|[+-]\d\d:?\d\d\Z|[A-Z]{3,4}\Z")
#: A date that ends with its clock, so that a zone may stand behind it.
_UNZONED = re.compile(r":\d\d(?:\.\d{1,6})?(?:\s?[ap]\.?m\.?)?\Z", re.IGNORECASE)
#: No part of a date is longer: "Donnerstag, 25. Februar 2022", "America/Argentina/Buenos_Aires", "2022-02-25T00:00:00.000Z".
_LONGEST = 40
#: "2022-02-25T14:40" is a date and its clock; where all are as long, none is a part.
_SHORTEST_WHOLE = 16


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
    for part in parts if [part for part in parts if len(str(part.value)) < _SHORTEST_WHOLE] else ():
        match = _ENDS.match(part.name) or _OPENS.match(part.name)
        if match is not None:
            said, word = families.setdefault((part.place, match["family"]), {}), _WORDS[match["word"]]
            # of two clocks nobody knows whose day it is
            other = said.setdefault(word, part).value
            said[word] = said[word] if other == part.value else part._replace(value=None)
    found = []
    for (place, family), said in families.items():
        zone = said.get("zone") or families.get((place, ""), {}).get("zone")
        whole = _of_numbers(family, said) or _of_columns(said, zone)
        found += [whole] if whole is not None else []
    return found


def _of_numbers(family: str, said: Mapping[str, Part]) -> Whole | None:
    """Return the date of which each number has its name; the month may be a word. None beside a whole date."""
    given = {word: said[word] for word in _NUMBERS if word in said}
    texts = {word: str(part.value).strip() for word, part in given.items() if isinstance(part.value, int | str)}
    year, month, day = [texts.get(word, "") for word in _NUMBERS[:3]]
    if "date" in said or not re.match(r"(?:19|20)\d\d\Z", year) or not re.match(r"\d\d?\Z", day) or len(month) > _LONGEST:
        return None
    if month.isalpha():
        value: Json = f"{day} {month} {year}"
    elif month.isdecimal() and all(text.isdecimal() for text in texts.values()):
        value = {word: int(text) for word, text in texts.items()}
    else:
        return None
    return Whole(given["year"].number, f"{family.removesuffix('date')}date", value, tuple([p.number for p in given.values()]))


def _of_columns(said: Mapping[str, Part], zone: Part | None) -> Whole | None:
    """Return the date of a column for days with what columns for clocks and zones add to it; None where they add nothing."""
    date, clock = said.get("date"), said.get("clock")
    if date is None or not isinstance(text := date.value, str) or not 6 <= len(text) <= _LONGEST:
        return None
    parts, day = [date.number], _MIDNIGHT.sub("", text.strip())
    hour = str(clock.value).strip() if clock is not None else ""
    if clock is not None and _CLOCK.match(hour) and ":" not in day and looks_like_date(day):
        text, parts = f"{day} {hour}", [*parts, clock.number]
    if zone is not None and isinstance(name := zone.value, str) and _ZONE.match(name.strip()) and _UNZONED.search(text):
        text, parts = f"{text} {name.strip()}", [*parts, zone.number]
    return Whole(date.number, date.name, text, tuple(parts)) if len(parts) > 1 else None
