"""The dates of a text as written, and whether a text is a date and nothing else."""

from __future__ import annotations

import re
from html import unescape

from service.lexicon import calendar_names as names
from service.lexicon.lines import is_sentence
from service.lexicon.spelling import folded
from service.lexicon.texts import LINE_LIMIT, remembered, squeeze
from service.spans import figures
from service.spans.date_words import (
    CLOCK,
    COMPANY,
    YEAR,
    ZONES,
    date_vocabulary,
    names_of_zones,
    words_of,
)
from service.spans.relative_words import is_relative
from service.spans.scanner import find_dates, is_one_date

_NUMBER = re.compile(r"\d+")


def dates_within(text: str, limit: int = 20) -> list[str]:
    """Return up to ``limit`` dates of running text as written; "on Feb. 10, 2007 in Beijing" holds
    "Feb. 10, 2007".
    """
    return [text[start:end] for start, end in find_dates(text)[:limit]]


@remembered
def first_date(text: str) -> str:
    """Return the first date of a text as written, "" without one."""
    return next(iter(dates_within(text, 1)), "")


_SHORT_NUMBER, _LETTERS = re.compile(r"\d{1,4}"), re.compile(r"[^\W\d_]+")


@remembered
def day_numbers(text: str) -> frozenset[int]:
    """Return the numbers of a date's day, month and year, in no order: two spellings of one day
    have the same.

    >>> day_numbers("2021-03-05T14:40:00Z") == day_numbers("March 5, 2021")
    True
    """
    date = first_date(text) or text
    months = [min(found) for word in _LETTERS.findall(date) if (found := names.months(word))]
    return frozenset((*map(int, _SHORT_NUMBER.findall(date)[:3]), *months[:1]))


#: What stands in a date without telling anything of it, but not in its title, "HR Firms 2026",
#: "Sitzung vom 10. Mai 2019", too; and how many words more make a sentence.
_KNOWN, _MOST_UNKNOWN = (
    (COMPANY - date_vocabulary("in_titles_too")) | names.FIRST_WORDS | set(ZONES["abbreviations"]),
    3,
)
#: "中華民國一百一十一年二月二十五日" has no digits.
_HAN_DATE = re.compile(r"[〇零一二三四五六七八九十百元]{1,6}年[一二三四五六七八九十]{1,3}月")
#: Longer lines hold more than a date, and more words than a date's; a month beside so few is one.
_LONGEST, _MOST_WORDS, _FEW = 90, 5, 3


@remembered
def looks_like_date(text: str) -> bool:
    """Return whether the text is a date and nothing else, healthy or broken: "2022-40-25" is, a
    sentence with a date is not.
    """
    # "27.&nbsp;Juni", of a template that escapes what was escaped
    line = squeeze(unescape(text[:LINE_LIMIT]))
    if not 0 < len(line) <= _LONGEST:
        return False
    if _NUMBER.search(line) is None:
        return is_relative(line) or _HAN_DATE.search(line) is not None
    if is_one_date(line) or figures.BARE_NUMBER.fullmatch(line):
        return True
    words = words_of(line)
    if _has_parts_of_date(line, words) and _says_little_else(line, words):
        return True
    return not find_dates(line) and is_relative(line)


def _has_parts_of_date(line: str, words: list[str]) -> bool:
    """Return whether a line has a month beside a year or a clock, a month and hardly another word,
    or a day and a year of other calendars.
    """
    if len(words) < _FEW and any(map(names.is_printed_month, words)):
        return True
    timed = CLOCK.search(line) or YEAR.search(line) or figures.IN_TEXT.search(line)
    if timed and (find_dates(line) or any(map(names.months, words))):
        return True
    return len(words) <= _MOST_WORDS and _has_day_and_year(line)


def _says_little_else(line: str, words: list[str]) -> bool:
    """Return whether a line with a date has hardly a word that is none of a date, and is no
    sentence.
    """
    if len(words) > _MOST_UNKNOWN and CLOCK.search(line):
        words = _before_zone(words)
    if len(words) > _MOST_UNKNOWN:
        words = [word for word in words if not _is_beside_dates(word)]
    return len(words) <= _MOST_UNKNOWN and not is_sentence(line, words)


def _before_zone(words: list[str]) -> list[str]:
    """Return the words before the name of a zone at their end: "5 مارچ، 2021 5:40:12 PM پاکستان کا
    معیاری وقت".
    """
    ends = (i for i in range(len(words) - 1) if folded(" ".join(words[i:])) in names_of_zones())
    return words[: next(ends, len(words))]


def _is_beside_dates(word: str) -> bool:
    """Return whether a word stands in dates or beside them, as any single letter may."""
    known = not _KNOWN.isdisjoint((word, folded(word)))
    return known or len(word) == 1 or names.is_of_calendar(word)


def _has_day_and_year(line: str) -> bool:
    """Return whether numbers as large as a day's and a year's stand there: months of other
    calendars are in no table here.

    Years of the Persian and Islamic calendars begin at 1200, those of the Buddhist end at 2600.
    """
    numbers = [int(number) for number in _NUMBER.findall(line) if len(number) <= 4]
    years, days = [n for n in numbers if 1200 <= n <= 2600], [n for n in numbers if 1 <= n <= 31]
    return bool(years and days) and len(numbers) <= 6
