"""Stamps (malformed timestamps): output of formatters that no reader of dates would take for one, by whole-string pattern.

Each row is a regular expression whose groups are slots (formats.py), so that the same row reads and renders.  The
characters before and after the groups stand as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.dates.findings import rule
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
    Stamp(
        rule(
            "zone_letters_and_seconds_in_stamp",
            "the zone's name stands where the T belongs, and its offset in seconds stands after the time",
            "T and Z are the zone's name and its offset in seconds in PHP patterns: Y-m-dTH:i:sZ needs backslashes",
            "2022-02-25EST14:40:00-18000",
            "2022-02-25T14:40:00-05:00",
            "token-php-unescaped-T-Z",
        ),
        re.compile(
            rf"{_DAY}(?P<zone_letters>[A-Z]{{2,5}}|[+-]\d\d(?::?\d\d)?){_CLOCK}:(?P<second>\d\d)(?P<offset_seconds>-?\d{{1,5}})\Z",
            re.ASCII,
        ),
        2.0,
    ),
    Stamp(
        rule(
            "ordinal_suffix_in_second_slot",
            "the English ending of the day's number stands where the seconds belong",
            "upper-case S in PHP patterns is st, nd, rd or th: H:i:S",
            "2022-02-25 14:40:th",
            "2022-02-25T14:40:00",
            "token-php-ordinal-suffix",
        ),
        re.compile(rf"{_DAY}[T ]{_CLOCK}:(?P<ordinal_suffix>st|nd|rd|th)\Z", re.ASCII),
        1.0,
    ),
    Stamp(
        rule(
            "fraction_in_second_slot",
            "a fraction of a second stands where the seconds belong",
            "S is the millisecond in Java and moment patterns: HH:mm:SSS",
            "2024-01-15 01:40:123",
            "2024-01-15T01:40:00",
            "token-fraction-as-seconds",
        ),
        re.compile(
            rf"{_DAY}[T ]{_CLOCK}:(?P<fraction_for_second>\d{{3,9}}|6[1-9]|[7-9]\d)(?P<zone>Z|[+-]\d\d:?\d\d)?\Z", re.ASCII
        ),
        1.0,
    ),
)
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
