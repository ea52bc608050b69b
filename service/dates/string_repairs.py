"""String repairs of a date's text: what to put back, and the proof that damaging it again gives the
observed text.

A serialised date is whole and only dressed: a JSON value, a repr, quotes, an escaped line end, a
second copy.  A wound has lost something that must be guessed; a text is asked for wounds only when
it is no date as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from itertools import takewhile
from urllib.parse import unquote_plus

from service.dates import zones
from service.dates.partial import offset_text
from service.dates.score import rule
from service.lexicon import calendar_names as names
from service.lexicon.patterns import late
from service.lexicon.spelling import folded, in_code_page
from service.model import Json, Rule
from service.spans import clocks
from service.spans.date_words import MISREAD_NAME, YEAR, misread_month

#: Start and end in the repaired text, and what stood there in the damaged one.
Cut = tuple[int, int, str]
ESCAPED = rule("escaped_date")
MOJIBAKE = rule("mojibake_in_date")
DOUBLED = rule("doubled_date")
DEBUG_TAIL = rule("debug_output_behind_date")
OCR = rule("letters_for_digits")
LOST_LETTERS = rule("lost_letter_in_month_name")
TRUNCATED = rule("truncated_date")
YEAR_DIGITS = rule("year_digits_doubled_or_exchanged")
WRAPPED = rule("wrapped_date")
ZONE_LETTERS = rule("zone_letters_and_seconds_in_stamp")
ORDINAL = rule("ordinal_suffix_in_second_slot")
FRACTION = rule("fraction_in_second_slot")
MALFORMED = (ZONE_LETTERS, ORDINAL, FRACTION)
RULES = (
    WRAPPED,
    ESCAPED,
    MOJIBAKE,
    DOUBLED,
    DEBUG_TAIL,
    OCR,
    LOST_LETTERS,
    TRUNCATED,
    YEAR_DIGITS,
    *MALFORMED,
)
#: The plus of an address that stands for a blank before a clock, "2022-02-25+14%3A40"; one behind a
#: clock is a sign.
_PLUS_FOR_BLANK = re.compile(r"(?<=\d)\+(?=\d{1,2}(?:%3[Aa]|:))(?<!%3[Aa]\d\d\+)(?<!:\d\d\+)")
_LOOKS = str.maketrans("OoОоQDlIi|ZzЗзSsBbgб", "00000011112233558696")
#: What stands where a character was lost.
_HOLES = frozenset("?\ufffd")
_HOLE = re.compile(
    r"[^\W\d_]*(?:[?\ufffd]{1,3}[^\W\d_]+)+|[^\W\d_]{2,}[?\ufffd]{1,3}|[^\W\d_][?\ufffd]{2,3}"
)
#: A word that may be a month's name, and the number of a day before or behind it.
_NAME = re.compile(r"[^\s\d,./()–-]{4,12}")
_DAY_AHEAD = re.compile(r"(?<!\d)\d{1,2}(?:[a-zº]{1,2}|\.)?,?\s(?:(?:de|of)\s)?\Z")
_DAY_BEHIND = re.compile(r"\.?\s\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text without its damage, with the rule, the price in bits, and the cuts that give the
    damage back.
    """

    text: str
    rule: Rule
    bits: float
    cuts: tuple[Cut, ...]
    wound: bool = False

    def damaged(self) -> str:
        """The text as it was observed: the proof of a string repair is that this is it."""
        parts, cursor = [], 0
        for start, end, was in self.cuts:
            parts += [self.text[cursor:start], was]
            cursor = end
        return "".join((*parts, self.text[cursor:]))


@dataclass(frozen=True, slots=True)
class _Row:
    """A pattern, what is put back for each match, the character without which there is none, and
    what the damage costs.

    What only dresses a date costs nothing: it changes nothing of what the date says.
    """

    rule: Rule
    trigger: str
    pattern: re.Pattern[str]
    put: Callable[[re.Match[str]], str | None]
    bits: float = 0.0
    wound: bool = False

    def repaired(self, text: str) -> Repaired | None:
        """Return the text with every match replaced, and the text that stood there; None where
        nothing changes.
        """
        parts: list[str] = []
        cuts: list[Cut] = []
        cursor = length = 0
        for match in self.pattern.finditer(text) if self.trigger in text else ():
            replacement = self.put(match)
            if replacement is None or replacement == match.group():
                continue
            kept = text[cursor : match.start()]
            parts += [kept, replacement]
            length += len(kept) + len(replacement)
            cuts.append((length - len(replacement), length, match.group()))
            cursor = match.end()
        return (
            Repaired(
                "".join((*parts, text[cursor:])), self.rule, self.bits, tuple(cuts), self.wound
            )
            if cuts
            else None
        )


def _as_utf_8(text: str) -> str:
    """Return the text that a text's bytes in Windows-1252 are in UTF-8; the text itself where they
    are none.
    """
    import ftfy.bad_codecs  # noqa: F401  # loaded on first need; it is this that makes the codec known

    try:
        return text.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return text


def _by_seconds(match: re.Match[str]) -> str | None:
    """Return a timestamp with the offset that PHP's Z gives in seconds; a plus sign is not
    printed.
    """
    seconds = int(match["seconds"])
    plausible = not seconds % 900 and abs(seconds) <= 50_400
    return f"{match['day']}T{match['clock']}{offset_text(seconds // 60)}" if plausible else None


#: What dresses a date, stands where a part of it belongs or cuts its end, in the order in which it
#: is taken off.
_DRESSES = (
    # 1645818000L, ts:1645818000, <t:1645818000:F>, Timestamp(1645818000, 1), SystemTime { tv_sec:
    # 1645818000, tv_nsec: 0 }, 1645818000 UTC, git's 1645818000 -0500, a Java calendar's
    # [time=1645818000000,…
    _Row(WRAPPED, "1", re.compile(
        r"\A(?:(?:(?:new )?[<\w.]{0,30}[:=([]){1,2}|[\w\s{]{0,20}(?:seconds|_sec|stamp"
        r"|time|epoch)[\s:=]{1,3}|\{)?"
        r"(1\d{9}(?:\d{3})?)(?:[LSs]?|[,:]\s?\w{1,9}|,are.*| ?[+-]\d{4}| ?(?:UTC|GMT|ms"
        r"|seconds)| \d{1,9}(?=\})"
        r"|[,\s]{1,2}[a-z_]{0,5}n(?:ano)?s[a-z]{0,7}[:=]\s?\d{1,9})\s?[])>}]{0,2}\Z", re.S
    ), lambda m: m[1]),
    # D:20220225144000+05'30' of PDF
    _Row(WRAPPED, "'", re.compile(r"(?<=\d{6}[+-]\d\d)'(\d\d)'?\Z"), lambda m: m[1]),
    # +002022-02-25 of ISO 8601, 02022-02-25, 220225144000Z of ASN.1
    _Row(WRAPPED, "",
        re.compile(r"\A(?:\+0{0,2}|0{1,2})(?=\d{4}-\d\d-)|\A(?=[0-4]\d[01]\d[0-3]\d{7}Z\Z)"),
         lambda m: "" if m[0] else "20"),
    _Row(WRAPPED, "", re.compile("\\A[^\"'`“«({\\[=]*[\"'`“«({\\[=].*\\Z", re.S),
        lambda m: _unwrapped(m[0])),
    # 251440Z FEB 22 of the military
    _Row(WRAPPED, "Z",
        re.compile(r"\A(\d\d) ?(\d\d)(\d\d)Z ?([A-Z][A-Za-z]{2}) ?(\d\d(?:\d\d)?)\Z"),
         lambda m: f"{m[1]} {m[4]} {m[5]} {m[2]}:{m[3]} UTC"),
    _Row(ESCAPED, "&", re.compile(r"&(?:amp;|#38;)*(?:#\d{1,6}|#x[\da-fA-F]{1,5}|[A-Za-z]{2,8});"),
         lambda m: unescape(unescape(unescape(m.group())))),
    _Row(ESCAPED, "\\", re.compile(r"\\(?:[nrt\"',./:-]|[ux]((?:(?<=u)..)?[\da-fA-F]{2}))"),
         lambda m: chr(int(m[1], 16)) if m[1] else m[0][1] if m[0][1] in "./:-" else " "),
    # "2022-02-25=2014:40:00", "Fri=2C 25 Feb 2022" of mail
    _Row(ESCAPED, "=", re.compile(r"(?<=\d)=(20)(?=\d\d?:\d\d)|(?<=\w)=(2[CDF]|3A)"),
        lambda m: chr(int(m[1] or m[2], 16))),
    _Row(ESCAPED, "<", re.compile(r"</?(?:sup|b|i|em|strong|span|small|br)\b[^<>]{0,80}>"),
         lambda m: "" if "sup" in m[0] else " "),  # "25<sup>th</sup> February 2022"
    # "2022-02-25T14:40:00 02:00": an address was decoded, in which a plus is a blank
    _Row(ESCAPED, "T", re.compile(r"(?<=T\d\d:\d\d:\d\d) (?=(?:0\d|1[0-4]):[0-5]\d\Z)"),
        lambda m: "+"),
    # JavaScript's "Fri Feb 25 2022 14:40:00 GMT 0100 (CET)", decoded too; behind "GMT 0500 (EST)"
    # it was no plus
    _Row(ESCAPED, "GMT ",
        re.compile(r"(?<=\d\d:\d\d:\d\d GMT) (?=(?:0\d|1[0-4])[0-5]\d(?!\d)"
            r"(?: \(([ECMP][SD]T)\))?)"),
         lambda m: "-" if m[1] else "+"),
    _Row(ESCAPED, "%25", re.compile(r"%25(?=[\dA-Fa-f]{2})"), lambda m: "%"),
    # "Fri,+25+Feb+2022+14:40:00+GMT", "2022-02-25+14:40:00"; the plus of "+0100" and "GMT+1" is a
    # sign
    _Row(ESCAPED, "+", re.compile(
        r"\+(?=[A-Z][a-z]{2}|[A-Z]{3,4}\Z)|(?<=[a-z],)\+|(?<=[a-z]{3})\+(?=\d{1,4}(?!\d))"
        r"|(?<=\d,)\+(?=\d{4}(?!\d))"
        r"|(?<=\d)(?<!:\d\d)\+(?=\d{1,2}:\d\d:\d\d)"
    ), lambda m: " "),
    # "2022_02_25_14_40_00", "25_Feb_2022" of file names, "25·02·2022", "2022/02/25/14/40"; the
    # clock of "2022-02-25 14;40"
    _Row(ESCAPED, "", re.compile(
        r"\A(?!(?:[a-z]+_)?\d+_\d+_\d+(?:_\d)?\Z)[^\W_]+([_,;*·•~›؍+])[^\W_]+(?:\1[^\W_]+){1,4}\Z"
        r"|\A\d{4}([/:.])\d\d\2\d\d\2[0-2]\d(?:\2[0-5]\d){1,2}\Z"
        r"|(?<=\d\d-\d\d )\d\d(?:[;,]|::)\d\d\Z"), lambda m: re.sub(r"\W+|_",
        " " if m[1] or m[2] else ":", m[0])),
    _Row(ESCAPED, "+", re.compile(r"\A.*%3A.*\Z", re.S | re.I),
         lambda m: unquote_plus(_PLUS_FOR_BLANK.sub(" ", m[0]).replace("+", "%2B"),
         errors="replace")),
    # "2022-02-25T14:40:00Z,2022-02-25T14:40:00Z", "2022-02-25T2022-02-25T14:40:00"
    _Row(DOUBLED, "", re.compile(
        r"\A(?=\D*\d)(.{8,}?)\W{0,3}\1\Z|(\d{4}-\d\d-\d\d)([T ,;|/]{1,3})\2(?=\3|\Z|[T ])", re.S),
        lambda m: m[1] or m[2]),
    # "2022-02-25 00:00:00 14:40:00", of a column for days and one for clocks
    _Row(DOUBLED, "00:00",
        re.compile(r"(?<=\d{4}-\d\d-\d\d)[T ]00:00(?::00)?(?:\.0{1,9})?(?=[T ]\d\d:\d\d)"),
            lambda m: ""),
    # "FridayFriday, 25 February 2022", "25 February 2022 2022", "20222022-02-25"
    _Row(DOUBLED, "", re.compile(
        r"(?<![^\W_])([^\W\d_]{3,12})\1(?![^\W\d_])|(?<![\d:./-])(\d{4}"
        r"|[^\W\d_]{3,12}+),? \2(?![\w:./-])"
        r"|(?<!\d)((?:19|20)\d\d)\3(?=[-/.]\d\d?[-/.])"
    ), lambda m: m[1] or m[2] or m[3]),
    _Row(DEBUG_TAIL, " ",
        re.compile(r" (?:m=[+-]\d{1,12}\.\d{1,12}|(?<=([+-]\d{4}) )(?:\1|[A-Z]{3,5}))\Z"),
            lambda m: ""),
    _Row(ZONE_LETTERS, ":", re.compile(
        r"(?P<day>\d{4}-\d\d?-\d\d?)(?:[A-Z]{2,5}"
         r"|[+-]\d\d(?::?\d\d)?)(?P<clock>\d\d?:\d\d:\d\d)(?P<seconds>-?\d{1,5})\Z"
    ), _by_seconds, 2.0, wound=True),
    _Row(ORDINAL, ":", re.compile(r"(\d{4}-\d\d?-\d\d?[T ]\d\d?:\d\d):(?:st|nd|rd|th)\Z"),
        lambda m: m[1], 1.0, wound=True),
    _Row(FRACTION, ":", re.compile(
        r"(\d{4}-\d\d?-\d\d?[T ]\d\d?:\d\d):(?:\d{3,9}|6[1-9]|[7-9]\d)(Z|[+-]\d\d:?\d\d)?\Z"
    ), lambda m: m[1] + (m[2] or ""), 1.0, wound=True),
    # "2022-02-25T14:4", "2022-02-25T", "Fri, 25 Feb 2022 14:40:", "2022-02-25T14:40:00+0",
    # "2022-02-25T14:40:00."
    *(
        _Row(TRUNCATED, trigger, re.compile(pattern), lambda m: m[1], 1.0, wound=True)
        for trigger, pattern in (
            (":", r"(\d{4}-\d\d-\d\d[T ]\d\d):\d?\Z"),
            ("-", r"(\d{4}-\d\d-\d\d)(?:T\d?| \d)\Z"),
            # who pads the month pads the day; and "2022年12月2" has no 日
            ("", r"(\d{4}(?:-(?:0\d|1[0-2])|[/.]0\d|年\d\d?(?=月)))[-/.月][123]\Z"),
            (":", r"((?<![\d:])\d\d:\d\d):\d?\Z"),
            (":", r"(\d\d:\d\d:\d\d(?:\.\d+)?)(?:[+-](?:[01]|\d\d:\d?)?|\.| GM?)\Z"),
        )
    ),
)  # fmt: skip
#: What a text may have lost; a template's own words stand sound beside a date from elsewhere:
#: "Yayınlanma 10 Åžubat 2024".
_WOUNDS = (
    # what UTF-8 has before its second bytes, in Windows-1252, and what ftfy makes of a byte that
    # this lacks
    _Row(MOJIBAKE, "", re.compile(r"\A.*(?:[\xc2-\xf4][^\x00-\x7f]|\ufffd).*\Z", re.S),
         lambda m: " ".join(map(_as_utf_8, m[0].split(" "))), 1.0),
    _Row(OCR, "", re.compile(
        r"(?<![^\W_])(?=[^\W_]*\d|[OolI]{1,2}[-/. ])[\dOoОоQDlIi"
        r"|ZzЗзSsBbgб]{1,8}?(?:(?![^\W_])|(?<=:\w\w)(?=Z\Z))"
        r"|(?<=-)[\dOolI]{2}T(?=[\dOolI])|(?<=[\dOolI]T)[\dOolI]{2}(?=:)"
    ), lambda m: m[0] if m[0].isdecimal() else m[0].translate(_LOOKS), 4.0, wound=True),
    _Row(OCR, "", MISREAD_NAME, misread_month, 4.0, wound=True),
)  # fmt: skip


def undressed(text: str) -> Repaired | None:
    """Return the text without the first thing that dresses it or without its cut end, or None where
    it has neither.
    """
    rows = (row for row in _DRESSES if row.trigger in text and row.pattern.search(text))
    return next(filter(None, (row.repaired(text) for row in rows)), None)


def wounds(text: str, language: str | None) -> Iterator[Repaired]:
    """Yield the texts that this one may have been before it lost something; asked where it is no
    date as it stands.
    """
    yield from filter(None, [row.repaired(text) for row in _WOUNDS])
    decoded = in_code_page(text, language)
    if decoded != text:
        yield Repaired(decoded, MOJIBAKE, 1.0, ((0, len(decoded), text),))
    meant = (*_months_with_holes(text, language), *_misspelt_months(text, language))
    for match, months, bits in meant:
        if len(months) == 1:
            (start, end), name = match.span(), names.month_name(*months)
            cut = (start, start + len(name), match[0])
            yield Repaired(text[:start] + name + text[end:], LOST_LETTERS, bits, (cut,), wound=True)


#: A word, the months that it may have been, and the price of that.
_MonthMeant = tuple[re.Match[str], set[int], float]


def _months_with_holes(text: str, language: str | None) -> list[_MonthMeant]:
    """Return the words of which letters were lost: "M?rz"."""
    holes = () if _HOLES.isdisjoint(text) else _HOLE.finditer(text)
    return [(match, _around_holes(match[0], language), 3.0) for match in holes]


def _misspelt_months(text: str, language: str | None) -> list[_MonthMeant]:
    """Return the words beside a day, in a text with a year, that may be a misspelt month."""
    return [
        (match, names.misspelt_months(match[0], language), 4.0)
        for match in (_NAME.finditer(text) if YEAR.search(text) else ())
        if _DAY_AHEAD.search(text, 0, match.start()) or _DAY_BEHIND.match(text, match.end())
    ]


def _around_holes(word: str, language: str | None) -> set[int]:
    """Return the months that a word with holes can be: "M?rz" is German March."""
    # one hole is one character, or the two bytes of one
    pattern = re.compile(
        "".join(r"\w{0,1}\w" if c in _HOLES else re.escape(c) for c in folded(word))
    )
    tables = [table.months.items() for table in names.spoken(language)]
    return {
        month
        for table in tables
        for name, months in table
        if pattern.fullmatch(name)
        for month in months
    }


#: Members that hold the date of an object, in the order in which they are asked; values may be
#: objects themselves.
_MEMBERS = tuple(
    """
    $date $numberLong $timestamp @value value date-parts iso iso8601 dateTime datetime date_time
    timestamp time millis long epochMillis _seconds seconds epochSecond epochSeconds unix date
    content text string t N S
    """.split()
)
#: The members of an object that is a date in parts.
_PARTS = (
    ("year", "tm_year", "yyyy", "Y", "y"), ("monthValue", "month", "tm_mon", "mm", "M", "m"),
    ("day", "dayOfMonth", "tm_mday", "dd", "D", "d"), ("hour", "tm_hour"), ("minute", "tm_min"),
     ("second", "tm_sec"),
)  # fmt: skip
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\Z", re.ASCII)
_PART = r"[\s,;:='\"&{}()\[\]]{1,4}(?:[a-z_]{1,10}['\"]?\s?[:=]\s?)?"
# datetime.datetime(2022, 2, 25, 14, 40, tzinfo=…), time.struct_time(tm_year=2022, tm_mon=2, …),
# {'year': 2022, 'month': 2, …}, {{2022,2,25},{14,40,0}} of Erlang, new Date(2022, 1, 25) of
# JavaScript
_CONSTRUCTED = late(
    r"(?P<js>(?:new )?Date(?:\.UTC)?(?=\())?(?:new "
    r")?(?:[A-Za-z_][\w.]*)?[({\['\"]*(?:[a-z_]{1,7}['\"]?\s?[:=]\s?)?(\d{4})"
    rf"{_PART}(\d{{1,2}}){_PART}(\d{{1,2}})"
    rf"(?:{_PART}(\d{{1,2}}){_PART}(\d{{1,2}})(?:{_PART}(\d{{1,2}}))?)?"
    r"(?!\d)(?P<rest>.{0,120})\Z",
    re.S,
)
#: zoneinfo.ZoneInfo(key='America/New_York'), Timezone('Europe/Paris'), <DstTzInfo 'Asia/Tokyo'
#: JST+9:00:00 STD>
_TZINFO = re.compile(r"tzinfo=<?[\w.]{4,20}[( ](?:key=)?['\"](\w{2,20}/[\w/]{2,30})['\"]")
_DELTA = re.compile(r"(?:timedelta\((?:days=(-1), )?seconds=|tzoffset\(\w{4}, )(-?\d{1,5})\)")
# /Date(1645818000000-0500)/: the offset tells the writer's zone, the number is UTC
_DOTNET = re.compile(r"\\*/Date\((?P<count>-?\d{9,14})(?P<offset>[+-]\d{4})?\)\\*/\Z")
# u'2022-02-25', SAS' '25FEB2022:14:40:00'dt
_QUOTED = re.compile(
    r"[bBuU]?(?P<quote>'{1,3}|\"{1,3}|`|“|«)(?P<inner>[^'\"`“”«»]{4,80})(?:(?P=quote)"
    r"|”"
    r"|»)(?:dt?)?\Z"
)
# Timestamp('2022-02-25 14:40:00-0500', tz='America/New_York'), ISODate("…"), Ruby's #<DateTime:
# 2022-02-25T14:40:00-05:00 (…)>, DateTime Object ( [date] => 2022-02-25 14:40:00.000000 …
# [timezone] => America/New_York ) of PHP
_PRINTED = late(
    r"\w\(\s?['\"](?P<text>[^'\"()]{6,60})['\"]|(?:\w\(|[={\[>]|[):](?=\s?\")"
    r"|#<\w{0,8}:?\s)\s?['\"]?"
    r"(?P<stamp>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:\s?(?:Z"
    r"|[+-]\d\d:?\d\d))?)?)(?![\w:.-])"
)
_OF_OBJECT = re.compile(
    r"\b(?:timezone|tz|tzinfo)\W{1,6}(?:string\(\d\d\) |s:\d+:)?['\"]?(?P<zone>[\w/+:-]{2,40})"
)


def text_of(raw: Json, depth: int = 0) -> str | None:
    """Return a raw date as the string that is read; None for what holds no date.

    Numbers are printed, what databases put around them is taken off, and a list is its one date or
    its parts.
    """
    if isinstance(raw, str):
        return raw
    if raw is None or isinstance(raw, bool) or depth > 4:
        return None
    if isinstance(raw, int | float):
        return _printed_number(raw)
    return _of_object(raw, depth) if isinstance(raw, Mapping) else _of_list(raw, depth)


def _printed_number(number: float) -> str | None:
    """Return a number as it is read; None for one that counts nothing, as NaN."""
    if not abs(number) <= 1e19:
        return None
    return str(int(number)) if float(number).is_integer() else repr(number)


def _first_member(raw: Mapping[str, Json], names: Iterable[str]) -> Json:
    """Return the first of an object's members that it has, or None."""
    return next((raw[name] for name in names if name in raw), None)


def _of_object(raw: Mapping[str, Json], depth: int) -> str | None:
    """Return the date of an object: in parts, or in a member, with the zone that stands beside."""
    parts = [str(_first_member(raw, names)) for names in _PARTS]
    numbers = [int(part) for part in takewhile(str.isdecimal, parts)]
    if len(numbers) >= 3:
        return _of_parts(numbers)
    text = text_of(_first_member(raw, _MEMBERS), depth + 1)
    zone = next(filter(None, map(raw.get, ("timezone", "timeZone", "tz", "zone"))), None)
    return _in_zone(text, zone) if text is not None and isinstance(zone, str) else text


def _of_list(raw: Sequence[Json], depth: int) -> str | None:
    """Return the date of a list: its parts, a count, or the one date that it states."""
    numbers = [item for item in raw if type(item) is int]
    if numbers and len(numbers) == len(raw):
        return _of_numbers(numbers)
    # a list that states one date again and again is not longer
    texts = [text_of(item, depth + 1) for item in raw[:8]]
    return texts[0] if len(set(texts)) == 1 else None


def _of_numbers(numbers: Sequence[int]) -> str | None:
    """Return the date of a list of numbers: Python's struct_time has the weekday and the day of the
    year behind the clock, [1645818000, 0] its nanoseconds.
    """
    if len(numbers) in (3, 4, 5, 6, 7, 9):
        return _of_parts(numbers[:6])
    is_count = len(numbers) == 1 or (len(numbers) == 2 and numbers[0] > 10**8)
    return str(numbers[0]) if is_count else None


def _of_parts(numbers: Sequence[int]) -> str | None:
    """Return the date of [2022, 2, 25, 14, 40], as Java's Jackson writes a LocalDateTime; the
    seventh is a fraction.
    """
    if not 1000 <= numbers[0] <= 9999 or not all(0 <= number <= 99 for number in numbers[1:6]):
        return None
    text = "-".join(f"{number:02d}" for number in numbers[:3])
    clock = numbers[3:6]
    return f"{text}T" + ":".join(f"{number:02d}" for number in clock) if len(clock) >= 2 else text


def _in_zone(text: str, zone: str) -> str:
    """Return a timestamp with the offset of the zone that its object names; unchanged where it has
    one or no single clock.
    """
    if _TIMESTAMP.match(text) is None:
        return text
    if clocks.offset_minutes(zone) is not None:
        return f"{text}{'Z' if zone.isalpha() else zone}"
    try:
        offsets = (
            zones.local_offsets(zone, datetime.fromisoformat(text[:19]))
            if zone in clocks.zone_names()
            else ()
        )
    except ValueError:  # the 30th of February
        return text
    return f"{text}{offset_text(offsets[0])}" if len(offsets) == 1 else text


def _unwrapped(text: str) -> str | None:
    """Return the text of the date inside a printed object, or None for any other text."""
    if text[0] in "[{" and text[-1] in "]}":
        inner = _of_json(text)
        if inner is not None or text[0] == "[":
            return inner
    for pattern, date_of in _WRAPPINGS:
        match = pattern.match(text)
        if match is not None:
            return date_of(match)
    return _of_printed_object(text)


def _of_json(text: str) -> str | None:
    """Return the date of a JSON value, or of Python's list of one."""
    try:
        return text_of(json.loads(text))
    except (ValueError, RecursionError):
        return text[1:-1].strip() if re.fullmatch(r"\['[^']{4,60}'\]", text) else None


def _of_dotnet(match: re.Match[str]) -> str:
    """Return the moment of .NET's count at its offset, or the count where it has none."""
    seconds = int(match["count"]) // 1000
    offset = clocks.offset_minutes(match["offset"] or "") or 0
    if not offset or not 0 < seconds < 4_000_000_000:
        return match["count"]
    wall = datetime(1970, 1, 1) + timedelta(seconds=seconds, minutes=offset)
    return wall.isoformat() + offset_text(offset)


def _of_constructor(match: re.Match[str]) -> str | None:
    """Return the date that a constructor is called with."""
    parts = [int(part) for part in match.groups()[1:7] if part is not None]
    parts[1] += match["js"] is not None  # JavaScript counts months from zero
    text, rest = _of_parts(parts), match["rest"]
    if text is None:
        return None
    offset = _constructed_offset(rest, match["js"] or "")
    if offset is not None and len(parts) > 4:
        text += offset_text(offset)
    named = _TZINFO.search(rest)
    return text if named is None else _in_zone(text, named[1])


def _constructed_offset(rest: str, constructor: str) -> int | None:
    """Return the offset in minutes that is given to a constructor, or None."""
    delta = _DELTA.search(rest)
    if delta is not None:
        return (int(delta[2]) - (86_400 if delta[1] else 0)) // 60
    return 0 if re.search(r"\b(?:tz)?utc\b", f"{rest} {constructor}", re.I) else None


#: What programs print around a date, and what is the date of each.
_WRAPPINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_DOTNET, _of_dotnet),
    (_CONSTRUCTED, _of_constructor),
    (_QUOTED, lambda match: match["inner"]),
)


def _of_printed_object(text: str) -> str | None:
    """Return the one date of an object that was printed, with the zone that it names."""
    stamps = {"".join(said_or_stamp) for said_or_stamp in _PRINTED.findall(text)}
    # "5 March 2022 [2022-02-20]" is no object
    if len(stamps) != 1 or YEAR.search(_PRINTED.sub("", text)):
        return None
    zone = _OF_OBJECT.search(text)
    return stamps.pop() if zone is None else _in_zone(stamps.pop(), zone["zone"])
