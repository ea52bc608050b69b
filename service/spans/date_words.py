"""The words and numbers of a text with a date: its plain spelling, its tokens, the names of months,
days and zones in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from service.lexicon import calendar_names as names
from service.lexicon.spelling import folded
from service.lexicon.tables import phrases, table
from service.lexicon.texts import any_of, either_case, remembered

#: A year of a page, whole: no part of "120210"; it may run into what follows it, "Feb 25, 20222:40
#: PM".
YEAR = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d(?:(?!\d)|(?=\d{1,2}(?::\d\d|\s?min\b)))")
#: "2 h 24 février 2022", an age before a day: its hours have no minutes.
NO_MINUTE = r"(?!\s\d\d(?:[./-]\d\d?[./-]|\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?)(?:19|20)\d\d)"
#: A time of day in a text.
CLOCK = re.compile(
    rf"\d(?<!\d\d)\d?\s?(?:(?:[:時时시点點]|[hH]{NO_MINUTE})\s?\d\d(?!\d)|\.\d\d(?![.\d])"
    r"|[時时시点點]|[aApP]\.?[mM]\b|นาฬิกา|ໂມງ)"
)
#: No date with its labels is longer than this; what follows is not looked at (longest seen in the
#: corpora: 118 characters).
LONGEST = 256

# Look-alikes that typography and scrapers put in a date: "2022–02–25T14∶40", "10：09", "14 h 40"
# with no-break spaces
_LOOKALIKES = str.maketrans(
    {sign: plain for plain, signs in {"-": "‐‑‒–—―−－", ":": "∶：꞉﹕", "/": "／∕⁄", ",": "،，",
    ".": "．", "(": "（", ")": "）",
     " ": "\u00a0\u202f\u2009\u3000\t\n\r"}.items() for sign in signs}
)  # fmt: skip
# "Feb 25, 20222:40 PM", "Feb 25, 20225 min read", "28. Juni 201914. Januar 2020": the year runs
# into what follows it
RUNS_ON = r"(?=\d{1,2}(?:[:h時时]\d\d|\s?min\b|\.?\s[^\W\d_]{3}))"
#: Digits of other scripts and invisible marks, which most texts that are not ASCII lack.
_ODD = re.compile(
    "[^\\D0-9]|"
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
#: A number in Han: before its mark, or behind that of a month or an hour, "八月十五", "九点二十".
_HAN = re.compile(
    r"[〇零一二三四五六七八九十百廿卅]{1,7}(?=\s?[年月日號号時时點点分])"
    r"|(?<=[月時时點点])[〇零一二三四五六七八九十廿卅]{1,3}(?![^\W\d_])"
)
#: "14،40", "14٫40": the comma and the decimal sign of Arabic between hour and minute.
_ARABIC_CLOCK = re.compile(r"(?<![\d,،٫.:/-])([01]?\d|2[0-3])[،٫]([0-5]\d)(?![\d,،٫.:/-])")


def _coloned(clock: re.Match[str]) -> str:
    return ("T" if clock[1] == "T" else " ") + ":".join(filter(None, clock.groups()[1:]))


#: What a text must hold to need it, how parts of a date are written that other parts run into or
#: that are not parted as usual, and how they are read.
_REWRITTEN: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # "2021-04-12T04-55-46" and "2021-04-12_04-55", as file names have it;
    # "2022-02-25-14.40.00.000000", as DB2 does; but "12-13" may be from twelve to one
    ("-", re.compile(r"(?<=\d{4}-\d\d-\d\d)([T "
     r"_-])(\d\d)(?!-[012]\d(?<!2[4-9])(?![\d:-]))[-.]([0-5]\d)(?:[-.]([0-5]\d))?"
                     r"(?!\d|-)"), _coloned),
    # "2022:02:25 14:40:00", as cameras write
    (":", re.compile(r"(?<!\d)((?:19|20)\d\d):(\d\d):(\d\d)(?=[ T]\d\d:\d\d|\Z)"), r"\1-\2-\3"),
    # "Published:2021-03-05", "公開日：2021.03.05"; not the T of a timestamp, an hour's "14h:40" or
    # the letters of "14:4O:30"
    (":", re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_OoIlSBTZ])(?<!\d.)):(?=\d)"), ": "),
    # "2021/02/15 12_28:33", "2014/09/02 15|01:24": the hour's own colon
    (":", re.compile(r"(?<=\d[ T])([01]\d|2[0-3])[_|](?=[0-5]\d:[0-5]\d)"), r"\1:"),
    # "2020-06-2422:40": the day runs into its clock; "2020-06-24:22:40", "2020-06-24T22::40"
    (":", re.compile(r"(?<!\d)((?:19|20)\d\d([-/.])\d\d\2\d\d):?(?=\d\d:\d\d)"), r"\1 "),
    # "2016年6月2911:30"
    (":", re.compile(r"(?<=月)(\d\d)(?=\d\d:\d\d)"), r"\1日 "),
    ("::", re.compile(r"(?<=\d)::(?=\d\d)"), ":"),
    # "4/Jul/2022:09:08:07"
    ("", re.compile(rf"((?:19|20)(?<!\d\d\d)\d\d)(?::(?=\d\d:\d\d)|{RUNS_ON})"), r"\1 "),
)  # fmt: skip


def plain(raw: str) -> str:
    """Return the text with digits of every script as 0-9, look-alikes as ASCII, and neither
    invisible marks nor escapes.
    """
    text = unquote(unescape(raw[:LONGEST]), errors="replace")
    if not text.isascii():
        text = _ODD.sub(
            lambda odd: str(unicodedata.decimal(odd[0], "")), unicodedata.normalize("NFC", text)
        )
        text = _HAN.sub(_han_number, _ARABIC_CLOCK.sub(r"\1:\2", text))
    text = text.translate(_LOOKALIKES).replace("[GMT]", "GMT")
    for mark, pattern, written in _REWRITTEN:
        if mark in text:
            text = pattern.sub(written, text)
    return text.strip()


def _han_number(number: re.Match[str]) -> str:
    """Return the digits of a number in Chinese: "二〇二二" -> 2022, "二十五" -> 25, "一百一十一" ->
    111.
    """
    values = [int(unicodedata.numeric(sign)) for sign in number[0]]
    if max(values) < 10:
        return "".join(map(str, values))
    total = current = 0
    for value in values:
        total, current = (total + (current or 1) * value, 0) if value >= 10 else (total, value)
    return str(total + current)


#: Start, end, slot name.
Span = tuple[int, int, str]

# What ends a word: blanks, digits, ASCII and general punctuation, icons, and the commas and stops
# of other scripts.  The signs of vowels (Devanagari, Thai, …) are no letters to \w and belong to
# their words.
END = (
    "\\s\\d!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    "\u060c\u061b\u061f\u06d4\u0964\u1361-\u1368\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ue000-\uf8ff\uff01-\uff0f\U0001f000-\U0001faff"
)
#: How a number ends that counts, "25th"; and a word, with its inner stops and apostrophes.
_ORDINAL_ENDINGS = any_of(phrases("dates", "ordinal_endings"))
ORDINAL = rf"-?(?:{_ORDINAL_ENDINGS})(?![^{END}])"
WORD = rf"[^{END}]+(?:[.'’׳״][^{END}]+)*"
_TOKEN = re.compile(
    rf"((?:19|20)\d\d{RUNS_ON}|\d+)(?:\s?([年년月월号號]|日(?!曜)|일(?!요))|(?:{ORDINAL})?)?|({WORD})"
)
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿа-яά-ώ])(?=[A-ZÀ-ÖØ-ÞА-ЯΆ-Ώ])")


class Token(NamedTuple):
    """A number (with its mark: 年, 日) or a word (with the key under which names are looked up).

    It stops where its mark or ending does: "25th", "5日".
    """

    start: int
    end: int
    stop: int
    text: str
    key: str | None = None
    mark: str = ""

    @property
    def digits(self) -> int:
        """The number of digits; 0 for a word."""
        return len(self.text) if self.key is None else 0


@remembered
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order; words glued at a capital ("UpdatedFebruary") are
    two.
    """
    found = []
    for match in _TOKEN.finditer(text):
        start, number = match.start(), match[1]
        if number:
            found.append(
                Token(start, start + len(number), match.end(), number, None, match[2] or "")
            )
            continue
        for part in split_at_capitals(match[0]):
            found.append(Token(start, start + len(part), start + len(part), part, folded(part)))
            start += len(part)
    return tuple(found)


def words_of(text: str) -> list[str]:
    """Return the words among the tokens of a text, as written."""
    return [
        part
        for _, _, word in _TOKEN.findall(text)
        if word
        for part in split_at_capitals(word)
        if part.isascii() or folded(part)
    ]


def words_beside_names(text: str) -> list[str]:
    """Return the words of a text, of more than a letter and without stops, that name no month or
    day; "Ku wa kane" does.
    """
    found = tokens(text)
    named = {index for name in names_in(found, None) for index in range(name.first, name.last + 1)}
    words = [token.text for index, token in enumerate(found) if token.key and index not in named]
    return [word for word in words if len(word) > 1 and "." not in word]


def split_at_capitals(word: str) -> Sequence[str]:
    """Return the words that are glued at a capital: "UpdatedFebruary" is two."""
    return (word,) if len(word) <= 5 or word[1:].islower() or word.isupper() else _GLUED.split(word)


#: Of how many words the names of months and days are.
_NAME_SIZES = (5, 3, 2, 1)


class Name(NamedTuple):
    """A name of one or more tokens: the first and last of them, and the months and days of the week
    that it can be.
    """

    first: int
    last: int
    months: frozenset[int]
    weekdays: frozenset[int]


def names_in(found: Sequence[Token], language: str | None, shortest: int = 1) -> list[Name]:
    """Return the names of months and weekdays that a language, or any, has among the tokens, of
    months no shorter ones.
    """
    seen: list[Name] = []
    openings, end = names.first_words(language), -1
    for index, token in enumerate(found):
        if token.key is None or index <= end:
            continue
        is_first = token.key in openings
        for last, key in _phrases_from(found, index) if is_first else ((index, token.key),):
            months, weekdays = names.named_in(key, language) if language else names.named(key)
            if _may_be_month(key, shortest) if months else weekdays:
                seen.append(Name(index, last, months, weekdays))
                end = last
                break
    return seen


def _may_be_month(key: str, shortest: int) -> bool:
    """Return whether a word has as many letters as months must have; other scripts need fewer."""
    return len(key) >= shortest or not key.isascii()


def _phrases_from(found: Sequence[Token], first: int) -> Iterator[tuple[int, str]]:
    """Yield the phrases that begin at a token, each with the last of its tokens, the longest first:
    "sánzá ya zómi na mɔ̌kɔ́" is November, and "sánzá ya zómi" October.
    """
    for size in _NAME_SIZES:
        phrase = found[first : first + size]
        yield first + len(phrase) - 1, " ".join([token.key or "0" for token in phrase])


def names_weekday(found: Sequence[Token], name: Name, language: str | None) -> bool:
    """Return whether the name of a month elsewhere is that of a day of the week in the page's
    language or in English.
    """
    key = found[name.first].key or ""
    return name.months != frozenset() and any(
        names.named_in(key, code)[1] for code in (language, "en") if code
    )


def date_vocabulary(purpose: str) -> frozenset[str]:
    """Return the words that ``dates.json`` has for a purpose, as tokens have them."""
    return frozenset(map(folded, phrases("dates", purpose)))


#: Words that stand between the day, the month and the year: "25 de febrero del 2022", "2022 m.
#: vasario 25 d.".
CONNECTORS = date_vocabulary("connectors")
#: Words that keep a date company and say nothing about which day it is, beside those that connect
#: its parts.
COMPANY = CONNECTORS | date_vocabulary("company")


#: "Apri1", "0ctober"; and "l9" and "2O", of which the 9 and the 2 are no days; "1o de março" is the
#: first in Portuguese.
MISREAD_NAME = re.compile(r"(?<![^\W_])(?:[^\W\d_]+[01][^\W\d_]*|[01][^\W\d_]{2,})(?![^\W_])")
_MISREAD_NUMBER = re.compile(
    r"(?<![^\W_])(?=[^\W\d]{0,3}\d)(?=\d{0,3}[^\W\d])(?:[\dOQDlIiSBbg]"
    r"|[Zz](?=\d)){2,4}(?![^\W_])|(?<=\dT)(?:[OlI]\d|\d[OlI])(?=:)"
)


def misread_month(match: re.Match[str]) -> str | None:
    """Return the month's name of which letters were read as digits, or None where it is none."""
    name = match[0].translate({48: "O" if match[0][0] == "0" else "o", 49: "l"})
    return name if names.months(name) else None


def is_misread(text: str) -> bool:
    """Return whether letters stand in a number, or digits in a month's name, so that a part of them
    may look like a day.
    """
    name = MISREAD_NAME.search(text)
    return (name is not None and misread_month(name) is not None) or _MISREAD_NUMBER.search(
        text
    ) is not None


#: Two numbers that a blank parts; the second is no hour.
_TWO_NUMBERS = re.compile(
    r"(\d(?<!\d\d)\d{0,2}) (\d{1,2})(?![\d:.h]|-\d\d\Z|[^\W\dT日일]|\s?(?:uhr|hrs?|час)\b)",
    re.IGNORECASE,
)
#: "2-06-11 05:39:44+02:00", of which the head of the year was cut; "5-03-21 14:40" is a Dutch day.
_HEADLESS_YEAR = re.compile(r"\d-\d\d-\d\d(?:T\d\d:\d\d| \d\d:\d\d:\d\d ?(?:Z|[+-]\d\d))")


def has_split_number(text: str, spans: Sequence[Span]) -> bool:
    """Return whether a number beside a day or a short year may be a part of it: "1 3 August 2015",
    "30 November 20 24".
    """
    for pair in _TWO_NUMBERS.finditer(text):
        slots = {at: slot for start, end, slot in spans for at in (start, end)}
        one, other = slots.get(pair.end(1)), slots.get(pair.start(2))
        # "201 8-05-15"
        whole = len(pair[1]) in (len(pair[2]), 4 - len(pair[2]))
        # what opens the text or a part of it
        ahead = (
            text[: pair.start()][-2:] in ("", ", ")
            and one is None
            and other in ("day", "month", "year2")
        )
        if whole and (ahead or (other is None and one in ("day", "year2"))):
            return True
    return _HEADLESS_YEAR.match(text) is not None


#: What the word right before a number says that it counts, of pages, parts, issues, comments:
#: "Episode 4 – 12 May 2021".
counts_next = re.compile(
    rf"(?:[#№]|\b(?:{any_of(phrases('dates', 'counted'), either_case)})\b\.?)\s?\Z", re.IGNORECASE
).search

_ROMAN_YEAR = re.compile(r"(?<!\w)MM(X{0,3})(IX|IV|V?I{0,3})(?!\w)")
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


class _Spelled(NamedTuple):
    """The numbers of a language in words, folded: of days, and behind "two thousand" of years; the
    words of days, and how many the longest has.
    """

    days: dict[str, int]
    years: dict[str, int]
    parts: frozenset[str]
    most: int


#: Words that are articles as often as a number: "un mars", "en maj".
_ARTICLES = frozenset(map(folded, phrases("small_numbers", "1")))


@lru_cache(maxsize=16)
def _spelled(language: str) -> _Spelled | None:
    """Return the numbers of a language in words, or None where they are not known."""
    listed: dict[str, str] = table("cldr_numbers")["languages"].get(language, {})
    days = {
        words: int(day)
        for day, joined in listed.items()
        for words in joined.split("|")
        if words not in _ARTICLES
    }
    written = table("number_words").get(language, {})
    days |= _counted(written.get("days", ()))
    units = _counted(written.get("years", written.get("days", ())))
    years = {
        f"{folded(thousand)} {words}": 2000 + unit
        for thousand in written.get("thousand", ())
        for words, unit in units.items()
    }
    # "zweitausendzwanzig"
    years |= {words.replace(" ", ""): year for words, year in years.items()}
    most = max([len(words.split(" ")) for words in (*days, *years)], default=0)
    return _Spelled(days, years, frozenset(" ".join(days).split(" ")), most) if most else None


def _counted(words: Sequence[str]) -> dict[str, int]:
    """Return the words for 1, 2, 3, …, folded, with their numbers."""
    return {folded(word): number for number, word in enumerate(words, 1)}


#: Words between a day in words and its month, "vierde van juli".
_BESIDE_NUMBERS = CONNECTORS | date_vocabulary("beside_numbers_in_words")


def days_in_words(language: str) -> dict[str, int]:
    """Return the words for the numbers up to 31 that a language has, folded."""
    spelled = _spelled(language)
    return {} if spelled is None else spelled.days


#: A word of a text, and what may stand between those of a number: "twenty-two".
_WORD_OF_NUMBER, _IN_NUMBER = re.compile(WORD), re.compile(r"[\s-]{1,2}")


class _Spoken(NamedTuple):
    """A text with its words, folded, and where they stand."""

    text: str
    found: Sequence[re.Match[str]]
    keys: Sequence[str]

    def numbers(self, known: dict[str, int], most: int) -> Iterator[tuple[int, int, int]]:
        """Yield each number that words name, the longest first where several begin: its first and
        its last word, and the number.
        """
        last = -1
        for first in range(len(self.keys)):
            for end in range(min(len(self.keys), first + most), first, -1):
                number = known.get(" ".join(self.keys[first:end]))
                if first > last and number is not None and self._is_one(first, end):
                    yield first, end - 1, number
                    last = end - 1

    def _is_one(self, first: int, end: int) -> bool:
        """Return whether nothing but blanks and hyphens parts some words."""
        pairs = pairwise(self.found[first:end])
        return all(_IN_NUMBER.fullmatch(self.text, a.end(), b.start()) for a, b in pairs)

    def neighbour(self, index: int, step: int) -> int | None:
        """Return the word beside another, over those that connect a day with its month."""
        at = index + step
        while 0 <= at < len(self.keys) and self.keys[at] in _BESIDE_NUMBERS:
            at += step
        return at if 0 <= at < len(self.keys) else None

    def names_month(self, index: int | None, language: str) -> bool:
        """Return whether a word is the name of a month."""
        return index is not None and bool(names.months(self.keys[index], language))

    def before(self, index: int) -> str:
        """Return the text before a word."""
        return self.text[: self.found[index].start()]

    def behind(self, index: int) -> str:
        """Return the text behind a word."""
        return self.text[self.found[index].end() :]


def _spoken(text: str) -> _Spoken:
    found = list(_WORD_OF_NUMBER.finditer(text))
    return _Spoken(text, found, [folded(word[0]) for word in found])


def in_digits(text: str, language: str | None) -> str:
    """Return a text with the day and the year that stand in words in digits: "the first of March
    two thousand twenty", "tweeëntwintig jan. 2018".

    A day is one beside the name of its month: "First published March 2022" has none.
    """
    text = _ROMAN_YEAR.sub(lambda m: str(2000 + 10 * len(m[1]) + _ROMAN_UNITS.index(m[2])), text)
    text = text.replace(" day of ", " of ")
    code = (language or "en").split("-")[0]
    spelled = _spelled(code)
    if spelled is None or not any(names.months(word, code) for word in words_of(text)):
        return text
    text = _with_year(text, spelled)
    spoken = _spoken(text)
    for first, last, day in spoken.numbers(spelled.days, spelled.most):
        if _counts_something_else(first, spoken, spelled):
            continue
        month = spoken.neighbour(last, 1)
        if month is not None and spoken.names_month(month, code):
            # "vierde van juli" has words between that no figure has behind it
            return f"{spoken.before(first)}{day} {spoken.text[spoken.found[month].start() :]}"
        if spoken.names_month(spoken.neighbour(first, -1), code):
            return f"{spoken.before(first)}{day}{spoken.behind(last)}"
    return text


def _with_year(text: str, spelled: _Spelled) -> str:
    """Return a text with the year that stands in words in figures: "zweitausendzwanzig"."""
    # "jan twenty two, 2018" has its year
    if YEAR.search(text):
        return text
    spoken = _spoken(text)
    year = next(spoken.numbers(spelled.years, spelled.most), None)
    if year is None:
        return text
    first, last, number = year
    return f"{spoken.before(first)}{number}{spoken.behind(last)}"


def _counts_something_else(first: int, spoken: _Spoken, spelled: _Spelled) -> bool:
    """Return whether a number in words is the rest of another, or counts what stands before it:
    "thirty second" is no second, and "Part two, March 2022" has no day.
    """
    before = spoken.neighbour(first, -1)
    is_rest = before is not None and spoken.keys[before] in spelled.parts
    return is_rest or counts_next(spoken.before(first)) is not None


#: Names of zones: the "words" in lower case that a clock can have behind it in any text, "14:40
#: Indian Standard Time", to the zone that they mean; the meanings of "abbreviations"; and all
#: "names" of each zone in the languages of its country, folded.
ZONES = table("zone_names")
#: Any of the words, as part of a pattern.
ANY_ZONE = (
    "(?i:" + "|".join(map(re.escape, sorted(ZONES["words"], key=len, reverse=True))) + r")(?!\w)"
)
#: A meridiem that the next word or a zone is glued to: "07:23 PMUpdated", "02:40pmIST", "2:40
#: PMEST", "12:23 AMUPDATED", "07:23 PMअपडेटेड"; AMT, AMST and the like are zones.
GLUED_MERIDIEM = (
    r"(?-i:[ap]m(?=[A-Z])|[AaPp][Mm](?=[A-Z][a-z]|(?:[AECMP][SD]T|GMT|UTC|IST"
    r"|BST)(?![A-Za-z])|[^\W\d_A-Za-z])|"
    r"[AP]M(?!(?:S|D)?T\b)(?=[A-Z]{3})|[ap]m(?=(?:[aecmp][sd]t|gmt|utc|ist|bst)\b))"
)
#: What makes "12:40" before it the length of a film or of reading: "12:40 min", "12:40 Minuten",
#: "2:40 Std."
COUNTED = (
    r"\s?(?:min(?:s|ut[a-zé]{0,4}|uuttia)?|mn|мин(?:ут[аы]?)?|хв|dk|dakika|std|stunden"
    r"|perc|分[钟鐘])(?![^\W\d_])"
)


@lru_cache(maxsize=1)
def names_of_zones() -> dict[str, list[str]]:
    """Return the CLDR's names of zones, folded, with the zones; made when words first stand behind
    a clock.
    """
    found: dict[str, list[str]] = {}
    for zone, listed in ZONES["names"].items():
        for name in listed.split("|"):
            found.setdefault(name, []).append(zone)
    return found
