"""Finds the dates of a text, and tells whether the text is a date and nothing else.

A text is looked through once, at its numbers: a day is three numbers ("25/02/2022"), or one or two beside the name of a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from service import names
from service.lexicon.date_words import RUNS_ON, Token, keys, tokens
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import LINE_LIMIT, remembered, squeeze, word_set
from service.lexicon.zone_words import ANY_ZONE


class DateSpan(NamedTuple):
    """The place of a date in a text."""

    start: int
    end: int


_NUMBER = re.compile(r"\d+")
#: "2022-02-25", "25. 2. 2022", "2022년 2월 25", "2월 25일", "2022-02-Fr" of a wrong pattern, "2022-W08".
_NUMERIC = re.compile(
    r"(?<![\d./-])(?:\d{1,4}\s?[-/.年년]\s?\d{1,3}\s?[-/.月월]\s?(?:\d{1,4}(?!\d)|(?:19|20)\d\d(?=\d{1,2}[:h時时]\d\d)|\d\d(?=\d\d:\d\d)|[A-Z][a-z](?!\w))"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{4}-W\d\d)"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_ANY_YEAR = r"(?:19|20)\d\d"
#: "25 de febrero de 2022"; a name may run into the day, "Jane Doe5 Nov 2013".
_DAY_FIRST = re.compile(
    rf"(?:(?<!\w)|(?<=[^\W\d_]{{3}})){_NTH}\.?\s(?:de\s)?([^\W\d]{{3,12}})\.?,?\s(?:de\s)?{_ANY_YEAR}(?:(?!\w)|{RUNS_ON})"
)
#: The month of "Feb. 25, 2022", which a word may run into, "UpdatedFeb. 25"; and what follows it.
_MONTH_BEFORE = re.compile(r"(?:(?<!\w)|(?<=[a-zß-öø-ÿ]{3})(?=[A-Z]))([^\W\d]{3,12})\.?\s\Z")
_DAY_BEHIND = re.compile(rf"{_NTH}(?:,?\s{_ANY_YEAR}{RUNS_ON}|(?:,?\s{_ANY_YEAR})?(?!\w))")
#: In "25 May 22" the 22 is the year, as the 25 before the month tells.
_DAY_AHEAD, _OF_YEAR = re.compile(r"(?<![\d.,:/-])(?:[12]?\d|3[01])\.?\s\Z"), re.compile(r"\d\d")
#: The longest name of a month, its stop and a blank.
_MONTH_REACH = 15


def _spans(text: str) -> Iterator[DateSpan]:
    """Yield the dates of a text in order, without overlaps."""
    end = 0
    for number in _NUMBER.finditer(text):
        at = number.start()
        if at < end:
            continue
        found = _at(text, at, end)
        if found is not None:
            yield found
            end = found.end


def _at(text: str, at: int, end: int) -> DateSpan | None:
    """Return the date whose first number is at a place, behind the end of the date before."""
    match = _NUMERIC.match(text, at)
    if match is None:
        match = _DAY_FIRST.match(text, at)
        if match is not None and not names.is_printed_month(match[1]):
            match = None
    if match is not None:
        return DateSpan(at, match.end())
    match = _MONTH_BEFORE.search(text, max(end, at - _MONTH_REACH), at) if text[at - 1 : at].isspace() else None
    behind = _DAY_BEHIND.match(text, at) if match is not None and names.is_printed_month(match[1]) else None
    if match is None or behind is None:
        return None
    day = _DAY_AHEAD.search(text, end, match.start()) if _OF_YEAR.fullmatch(behind[0]) else None
    return DateSpan((day or match).start(), behind.end())


@lru_cache(maxsize=2_048)
def _of_line(line: str) -> tuple[DateSpan, ...]:
    return tuple(_spans(line))


def date_spans(text: str, limit: int = 20) -> tuple[DateSpan, ...]:
    """Return where up to ``limit`` dates stand in a text, in order.

    >>> date_spans("on Feb. 10, 2007 in Beijing")
    (DateSpan(start=3, end=16),)
    """
    # every date has a number; most texts that are asked have none
    if _NUMBER.search(text) is None:
        return ()
    return _of_line(text)[:limit] if len(text) <= LINE_LIMIT else tuple(islice(_spans(text), limit))


def dates_within(text: str, limit: int = 20) -> list[str]:
    """Return up to ``limit`` dates of running text as written; "on Feb. 10, 2007 in Beijing" holds "Feb. 10, 2007"."""
    return [text[start:end] for start, end in date_spans(text, limit)]


#: Seconds or milliseconds since 1970, and a day whose digits nothing parts.
_EPOCH, _UNPARTED = re.compile(r"1\d{9}(?:\d{3})?"), re.compile(r"\A((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\d|\Z)")
_SHORT_NUMBER, _LETTERS = re.compile(r"\d{1,4}"), re.compile(r"[^\W\d_]+")


def day_numbers(text: str) -> frozenset[int]:
    """Return the numbers of a date's day, month and year, in no order: two spellings of one day have the same.

    >>> day_numbers("2021-03-05T14:40:00Z") == day_numbers("March 5, 2021") == day_numbers("1614953400")
    True
    """
    if _EPOCH.fullmatch(text):
        day = datetime.fromtimestamp(int(text[:10]), UTC)
        return frozenset((day.year, day.month, day.day))
    date = next(iter(dates_within(_UNPARTED.sub(r"\1-\2-\3 ", text), 1)), text)
    months = [min(found) for word in _LETTERS.findall(date) if (found := names.months(word))]
    return frozenset((*map(int, _SHORT_NUMBER.findall(date)[:3]), *months[:1]))


_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h.]\d{2}(?!\d)|\b\d{1,2}\s?[ap]\.?m\b|\d{1,2}[时時시]|\d\s(?:นาฬิกา|ໂມງ)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?:(?!\d)|(?=\d{1,2}:\d\d))")
#: Unix seconds or milliseconds from 2001 on, and calendar digits without separators.
_BARE_NUMBER = re.compile(
    r"(?:19|20)\d\d-[0-3]\d\d|1\d{9}(?:\d{3})?|(?:19|20)\d{6}(?:\d{4}|\d{6})?|(?:19|20)\d{6}T\d{4,6}(?:Z|[+-]\d{4})?"
)
#: Words that stand inside a printed date without being part of it; more than three unknown words make a sentence.
DATE_GLUE = word_set(
    """
        am pm uhr at um on the of den de del le les di el à a as kl klo ob o в г u ore ora alle h hrs hours est
        edt gmt utc and في को کو बजे بجے nang min เวลา นาฬิกา นาที วินาที ໂມງ ນາທີ ວິນາທີ
        """
)
_GLUE = keys(" ".join(DATE_GLUE))
#: More words that are no part of a date make a sentence.
_MOST_UNKNOWN = 3
#: The name of a zone behind a clock is no word: "23:29 IST", "14:40 (CET)".
_ZONE_BEHIND = re.compile(rf"(?<=[\d.mMhs])\s?\(?(?:[A-Z]{{2,5}}|{ANY_ZONE})\)?\Z")
#: The words beside which a month is a number: "25 tháng 2, 2022", "2-р сарын 25".
_MONTH_WORDS = keys("tháng thg сар сарын")
#: "中華民國一百一十一年二月二十五日" has no digits.
_HAN_DATE = re.compile(r"[〇零一二三四五六七八九十百元]{1,6}年[一二三四五六七八九十]{1,3}月")
#: Longer lines hold more than a date, and more words than a date's.
_LONGEST, _MOST_WORDS = 90, 5


@remembered
def looks_like_date(text: str) -> bool:
    """Return whether the text is a date and nothing else, healthy or broken: "2022-40-25" is, a sentence with a date is not."""
    line = squeeze(text[:LINE_LIMIT])
    if not line or len(line) > _LONGEST:
        return False
    if _BARE_NUMBER.fullmatch(line) or is_relative(line):
        return True
    if not any(map(str.isdigit, line)):
        # "中華民國一百一十一年二月二十五日"
        return not line.isascii() and _HAN_DATE.search(line) is not None
    words = [token.key for token in tokens(_ZONE_BEHIND.sub("", line)) if token.key]
    if not (
        _NUMERIC.search(line)
        or (_names_month(words) and (_YEAR.search(line) or _CLOCK.search(line)))
        or (len(words) < 3 and any(map(names.is_printed_month, words)))
        or (len(words) <= _MOST_WORDS and _has_day_and_year(line))
    ):
        return False
    unknown = [word for word in words if len(word) > 1 and not _is_of_date(word)]
    return len(unknown) <= _MOST_UNKNOWN and not is_other_sentence(line, unknown)


def _is_of_date(word: str) -> bool:
    """Return whether a word is a month's, a day's, or one that stands inside a printed date."""
    return (
        word in _GLUE
        or word in names.FIRST_WORDS
        or bool(names.months(word) or names.weekdays(word))
        or names.is_inflected_month(word)
    )


def is_other_sentence(line: str, words: Sequence[str] = ()) -> bool:
    """Return whether a line without capitals or blanks is a sentence, alone or by one of its words beside the date.

    Its patterns are loaded when such a line comes.
    """
    if line.isascii():
        return False
    from service.lexicon.sentences import is_phrase, is_sentence

    return any(map(is_phrase, words)) or "\u3002" in line[:-1] or is_sentence(line)


def _names_month(words: Sequence[str]) -> bool:
    """Return whether one of the words, or two of them in a row, name a month."""
    return any(word in _MONTH_WORDS or names.months(word) for word in words) or any(
        first in names.FIRST_WORDS and names.months(f"{first} {second}") for first, second in pairwise(words)
    )


def _has_day_and_year(line: str) -> bool:
    """Return whether numbers as large as a day's and a year's stand there: months of other calendars are in no table here.

    Years of the Persian and Islamic calendars begin at 1200, those of the Buddhist end at 2600.
    """
    numbers = [number for number in _NUMBER.findall(line) if len(number) <= 4]
    years = any(len(number) == 4 and 1200 <= int(number) <= 2600 for number in numbers)
    return years and len(numbers) <= 6 and any(len(number) < 3 and 1 <= int(number) <= 31 for number in numbers)


#: Persian and Islamic years; their months are in no table here.
_OTHER_YEARS = range(1300, 1500)


@remembered
def names_day(text: str) -> bool:
    """Return whether a date and nothing else names its month, in any language, beside a day and a year of four digits.

    >>> names_day("25 फ़रवरी 2022, 14:40"), names_day("6 اسفند 1400"), names_day("Current Biology 31, 2021")
    (True, True, False)
    """
    if not looks_like_date(text):
        return False
    found = tokens(text[:LINE_LIMIT])
    years = [int(token.text) for token in found if token.digits == 4 and 1200 <= int(token.text) <= 2600]
    other = any(year in _OTHER_YEARS for year in years)
    return bool(years) and any(
        _is_month(found[place : place + 2], other)
        and any(token.digits in (1, 2) and 1 <= int(token.text) <= 31 for token in found[max(0, place - 2) : place + 3])
        for place in range(len(found))
    )


def _is_month(found: Sequence[Token], other: bool) -> bool:
    """Return whether a token is a month's name, or two are; beside a Persian or Islamic year any Arabic-script word may be."""
    word = found[0].key
    if not word:
        return False
    known = _names_month([token.key for token in found[:1] if token.key]) or names.is_inflected_month(word)
    two = word in names.FIRST_WORDS and _names_month([token.key or "" for token in found])
    return known or two or (other and len(word) > 1 and "\u0600" <= word[0] <= "\u06ff")
