"""The dates and the ranges of days of a text as written, and whether a text is a date and nothing else.

A range, "March 5–7, 2021", tells when an event takes place; where a place calls it the publication's its first day is meant.
"""

from __future__ import annotations

import re
from html import unescape

from service import names
from service.lexicon.date_words import CLOCK, COMPANY, YEAR, ZONES, dated, names_of_zones, words_of
from service.lexicon.lines import is_sentence
from service.lexicon.named_dates import EASTERN_YEARS, NUMERIC, all_spans, numbered
from service.lexicon.relative_words import is_relative
from service.lexicon.tables import phrases
from service.lexicon.texts import LINE_LIMIT, any_of, remembered, squeeze
from service.patterns import late
from service.spelling import folded

_NUMBER = re.compile(r"\d+")


def dates_within(text: str, limit: int = 20) -> list[str]:
    """Return up to ``limit`` dates of running text as written; "on Feb. 10, 2007 in Beijing" holds "Feb. 10, 2007"."""
    return [text[start:end] for start, end in all_spans(text)[:limit]]


@remembered
def first_date(text: str) -> str:
    """Return the first date of a text as written, "" without one."""
    return next(iter(dates_within(text, 1)), "")


_SHORT_NUMBER, _LETTERS = re.compile(r"\d{1,4}"), re.compile(r"[^\W\d_]+")


@remembered
def day_numbers(text: str) -> frozenset[int]:
    """Return the numbers of a date's day, month and year, in no order: two spellings of one day have the same.

    >>> day_numbers("2021-03-05T14:40:00Z") == day_numbers("March 5, 2021")
    True
    """
    date = first_date(text) or text
    months = [min(found) for word in _LETTERS.findall(date) if (found := names.months(word))]
    return frozenset((*map(int, _SHORT_NUMBER.findall(date)[:3]), *months[:1]))


#: Unix seconds or milliseconds from 2001 on, as scripts write them too, and calendar digits without separators or as databases
#: part them: "20210325134012.0Z", "D:20210325144012+01'00'", "2021:03:25 14:40:12".
_BARE_NUMBER = re.compile(
    r"(?:19|20)\d\d(?:-[0-3]\d\d|-?W\d\d-?\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?:@|(?:new )?Date\(|/Date\()?1\d{9}(?:\d{3}|\.\d{1,6})?(?:[+-]\d{4})?\)?/?"
    r"|(?:D:)?(?:19|20)\d{6}(?:[T _-]?\d\d:?\d\d(?::?\d\d)?(?:[.,]\d{1,9})?)?(?:Z(?:00'00'?)?|[+-]\d\d(?::?\d\d|'\d\d'?)?)?"
    r"|(?:19|20)\d\d:\d\d:\d\d \d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)"
)
#: What stands in a date without telling anything of it, but not in its title, "HR Firms 2026", "Sitzung vom 10. Mai 2019", too;
#: and how many words more make a sentence.
_KNOWN, _MOST_UNKNOWN = (COMPANY - dated("in_titles_too")) | names.FIRST_WORDS | set(ZONES["abbreviations"]), 3
#: "中華民國一百一十一年二月二十五日" has no digits.
_HAN_DATE = re.compile(r"[〇零一二三四五六七八九十百元]{1,6}年[一二三四五六七八九十]{1,3}月")
#: Longer lines hold more than a date, and more words than a date's.
_LONGEST, _MOST_WORDS = 90, 5


@remembered
def looks_like_date(text: str) -> bool:
    """Return whether the text is a date and nothing else, healthy or broken: "2022-40-25" is, a sentence with a date is not."""
    # "27.&nbsp;Juni", of a template that escapes what was escaped
    line = squeeze(unescape(text[:LINE_LIMIT]) if "&" in text else text[:LINE_LIMIT])
    if not line or len(line) > _LONGEST:
        return False
    if _NUMBER.search(line) is None:
        return is_relative(line) or (not line.isascii() and _HAN_DATE.search(line) is not None)
    spans = all_spans(line)
    if spans[:1] == ((0, len(line)),) or _BARE_NUMBER.fullmatch(line):
        return True
    words, clock = words_of(line), CLOCK.search(line)
    timed = clock or YEAR.search(line) or NUMERIC.search(line)
    if (
        (timed and (spans or any(map(names.months, words))))
        or (len(words) < 3 and any(map(names.is_printed_month, words)))
        or (len(words) <= _MOST_WORDS and _has_day_and_year(line))
    ):
        if len(words) > _MOST_UNKNOWN and clock:
            # "5 مارچ، 2021 5:40:12 PM پاکستان کا معیاری وقت"
            ends = [i for i in range(len(words) - 1) if folded(" ".join(words[i:])) in names_of_zones()]
            words = words[: ends[0]] if ends else words
        if len(words) > _MOST_UNKNOWN:
            words = [w for w in words if len(w) > 1 and not (names.is_of_calendar(w) or _KNOWN & {w, folded(w)})]
        if len(words) <= _MOST_UNKNOWN and (line.isascii() or not is_sentence(line, words)):
            return True
    return not spans and is_relative(line)


def _has_day_and_year(line: str) -> bool:
    """Return whether numbers as large as a day's and a year's stand there: months of other calendars are in no table here.

    Years of the Persian and Islamic calendars begin at 1200, those of the Buddhist end at 2600.
    """
    numbers = [int(number) for number in _NUMBER.findall(line) if len(number) <= 4]
    years, days = [n for n in numbers if 1200 <= n <= 2600], [n for n in numbers if 1 <= n <= 31]
    return bool(years and days) and len(numbers) <= 6


#: No line with a range is longer, its label and its place included; the longest name of a day that nobody need know.
_LONGEST_RANGE, _SHORT = 120, 3
# What stands between two days: dashes and the words for "to" and "and"
_TO = any_of(phrases("dates", "between_days"))
_JOIN = (
    # the marks of "2015-07-18 (Sat)" and of "2015-04-24-15.09.12.123456" join no two days
    rf"[-\u2010-\u2015\u2212~\u223c\u301c\uff5e](?<!\d\d\d\d-\d\d.)[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]?\s{{0,2}}(?!\d\d\.\d\d\.\d\d\.\d)|\s(?:[&+]|{_TO})\s|"
    r"(?:至|到|から|부터|ถึง|และ|ຫາ|ແລະ)\s?|/(?<=\d\./)(?=\d)|/\s?(?=(?:19|20)\d\d-)"
)
#: In lower case, where a literal tells at once that a word does not begin there, and in any.
_PLAIN_JOIN, _ANY_JOIN = re.compile(_JOIN), late(_JOIN, re.IGNORECASE)
#: The last day before what joins two, and the first behind it: "5." of "5.–7. März", "5日" of "5日〜7日".
_MARK = r"(?:st|nd|rd|th|er|[.º\xaa°]|\s?[日일](?:\s?[(（].[)）])?)?"
_LAST_DAY = re.compile(rf"(?<![\d:,+])(\d{{1,2}}){_MARK}\Z", re.IGNORECASE)
_NEXT_DAY = re.compile(r"(?:([^\W\d_]{1,14})[.,]{0,2}\s)?(\d{1,2})(?!\d)")
#: What may stand between what joins two dates and the second: "Friday, ", "den ".
_WEEKDAY = re.compile(r"(?:\(?([^\W\d_]{1,14})\)?[.,]{0,2}\s)?(?:[^\W\d_]{2,3}\s)?")


@remembered
def range_in(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of the range that a line holds, each as the text would state it alone, or None.

    >>> range_in("du 5 au 7 mars 2021")
    ('du 5 mars 2021', 'du 7 mars 2021')
    >>> range_in("Feb 28 – Mar 2, 2021")
    ('Feb 28 2021', 'Mar 2, 2021')
    """
    if not 8 < len(text) <= _LONGEST_RANGE or all_spans(text)[:1] == ((0, len(text)),):
        return None
    for join in _PLAIN_JOIN.finditer(text.lower()) if text.isascii() else _ANY_JOIN.finditer(text):
        before, behind = text[: join.start()].rstrip(), text[join.end() :]
        if found := _days(before, behind, len(before) < join.start() or join[0][-1].isspace()) or _dates(before, behind):
            return found
    return None


def _days(before: str, behind: str, spaced: bool) -> tuple[str, str] | None:
    """Return the range of two days of one month, "5–7 March": what stands around both is around either."""
    one, other = _LAST_DAY.search(before), _NEXT_DAY.match(behind)
    if one is None or other is None or not 0 < int(one[1]) < int(other[2]) <= 31 or not _may_be_weekday(other[1]):
        return None
    start, stop = one.start(), one.start() + len(other[2])
    if numbered(before[:start]):
        return None
    last = before[:start] + behind[other.start(2) :]
    end = _end_of_date(last, start, stop)
    # behind the day of "2021/03/05 - 18" may stand anything
    in_figures = spaced and not any(map(str.isalpha, before[max(0, start - 3) : start]))
    if end < 0 or (end == stop and (in_figures or last[end : end + 1] not in ("", "日", "일"))):
        return None
    return before[: one.end(1)] + behind[other.end() :], last


def _end_of_date(text: str, start: int, end: int) -> int:
    """Return where the date ends whose day stands there, at one end of figures or beside a month; -1 where none does."""
    for begin, stop in all_spans(text):
        if begin <= start and end <= stop:
            return stop if start == begin or end == stop or any(map(str.isalpha, text[begin:stop])) else -1
    return -1


def _may_be_weekday(word: str | None) -> bool:
    """Return whether a word before a day may be its name, which is longer, but for "Fri" and "пт", which few know."""
    return not word or len(word) <= _SHORT or names.weekdays(word) != frozenset()


def _dates(before: str, behind: str) -> tuple[str, str] | None:
    """Return the range of two dates, the first with or without its year: "28 February – 2 March 2021"."""
    begin, stop = next(iter(all_spans(behind)), (-1, 0))
    beside = _WEEKDAY.fullmatch(behind, 0, begin) if begin >= 0 else None
    if beside is None or not _may_be_weekday(beside[1]):
        return None
    year = YEAR.search(behind, begin)
    if year is None and any(int(number) in EASTERN_YEARS for number in _NUMBER.findall(behind[begin:stop])):
        # "25/03/2021 - 12/08/1442" is one day in two calendars
        return None
    if year is not None and YEAR.search(before) is None:
        # "10.02 – 15.3.2021" is a clock before a date
        before += ("" if before[-1:] in (".", "/", "-") else "/" if "/" in before[-3:] else " ") + year[0]
    start, end = (all_spans(before) or ((0, -1),))[-1]
    if before[end:].strip() not in ("", "日", "일") or before[start:end] == behind[begin:stop]:
        return None
    return before, before[:start] + behind
