"""The ranges of days that a text holds: "5–7 March 2021", "28 February – 2 March 2021".

A range tells when an event takes place; where a place calls it the publication's its first day is
meant.
"""

from __future__ import annotations

import re

from service.lexicon import calendar_names as names
from service.lexicon.patterns import late
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, remembered
from service.spans.date_words import YEAR, counts_next
from service.spans.scanner import find_dates, is_one_date

#: No line with a range is longer, its label and its place included; the longest name of a day that
#: nobody need know.
_LONGEST_RANGE, _SHORT = 120, 3
# What stands between two days: dashes and the words for "to" and "and"
_TO = any_of(phrases("dates", "between_days"))
_JOIN = (
    # the marks of "2015-07-18 (Sat)" and of "2015-04-24-15.09.12.123456" join no two days
    rf"[-\u2010-\u2015\u2212~\u223c\u301c\uff5e](?<!\d\d\d\d-\d\d.)[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]?\s{{0,2}}(?!\d\d\.\d\d\.\d\d\.\d)"
    rf"|\s(?:[&+]|{_TO})\s|"
    r"(?:至|到|から|부터|ถึง|และ|ຫາ|ແລະ)\s?|/(?<=\d\./)(?=\d)|/\s?(?=(?:19|20)\d\d-)"
)
#: In lower case, where a literal tells at once that a word does not begin there, and in any.
_PLAIN_JOIN, _ANY_JOIN = re.compile(_JOIN), late(_JOIN, re.IGNORECASE)
#: The last day before what joins two, and the first behind it: "5." of "5.–7. März", "5日" of
#: "5日〜7日".
_MARK = r"(?:st|nd|rd|th|er|[.º\xaa°]|\s?[日일](?:\s?[(（].[)）])?)?"
_LAST_DAY = re.compile(rf"(?<![\d:,+])(\d{{1,2}}){_MARK}\Z", re.IGNORECASE)
_NEXT_DAY = re.compile(r"(?:([^\W\d_]{1,14})[.,]{0,2}\s)?(\d{1,2})(?!\d)")
#: A year of the Persian or Islamic calendar.
_EASTERN = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
#: What may stand between what joins two dates and the second: "Friday, ", "den ".
_WEEKDAY = re.compile(r"(?:\(?([^\W\d_]{1,14})\)?[.,]{0,2}\s)?(?:[^\W\d_]{2,3}\s)?")


@remembered
def range_in(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of the range that a line holds, each as the text would
    state it alone, or None.

    >>> range_in("du 5 au 7 mars 2021")
    ('du 5 mars 2021', 'du 7 mars 2021')
    >>> range_in("Feb 28 – Mar 2, 2021")
    ('Feb 28 2021', 'Mar 2, 2021')
    """
    if not 8 < len(text) <= _LONGEST_RANGE or is_one_date(text):
        return None
    for join in _PLAIN_JOIN.finditer(text.lower()) if text.isascii() else _ANY_JOIN.finditer(text):
        before, behind = text[: join.start()].rstrip(), text[join.end() :]
        if found := _days(
            before, behind, len(before) < join.start() or join[0][-1].isspace()
        ) or _dates(before, behind):
            return found
    return None


def _days(before: str, behind: str, spaced: bool) -> tuple[str, str] | None:
    """Return the range of two days of one month, "5–7 March": what stands around both is around
    either.
    """
    one, other = _LAST_DAY.search(before), _NEXT_DAY.match(behind)
    if one is None or other is None or not 0 < int(one[1]) < int(other[2]) <= 31:
        return None
    start = one.start()
    if counts_next(before[:start]) or not _may_be_weekday(other[1]):
        return None
    last = before[:start] + behind[other.start(2) :]
    in_figures = spaced and not any(map(str.isalpha, before[max(0, start - 3) : start]))
    if not _is_day_of_date(last, start, start + len(other[2]), in_figures):
        return None
    return before[: one.end(1)] + behind[other.end() :], last


def _is_day_of_date(text: str, start: int, stop: int, in_figures: bool) -> bool:
    """Return whether the number at a place is the day of a date that stands there: at one end of
    it, or beside a month's name.
    """
    around = [span for span in find_dates(text) if span[0] <= start and stop <= span[1]]
    begin, end = (around or [(-1, -1)])[0]
    if end == stop:
        # behind the day of "2021/03/05 - 18" may stand anything
        return not in_figures and text[end : end + 1] in ("", "日", "일")
    return begin == start or any(map(str.isalpha, text[begin:end]))


def _may_be_weekday(word: str | None) -> bool:
    """Return whether a word before a day may be its name, which is longer, but for "Fri" and "пт",
    which few know.
    """
    return not word or len(word) <= _SHORT or names.weekdays(word) != frozenset()


def _dates(before: str, behind: str) -> tuple[str, str] | None:
    """Return the range of two dates, the first with or without its year: "28 February – 2 March
    2021".
    """
    spans = find_dates(behind)
    beside = _WEEKDAY.fullmatch(behind, 0, spans[0][0]) if spans else None
    if beside is None or not _may_be_weekday(beside[1]):
        return None
    begin, stop = spans[0]
    if _EASTERN.search(behind, begin, stop):
        # "25/03/2021 - 12/08/1442" is one day in two calendars
        return None
    year = YEAR.search(behind, begin)
    if year is not None and YEAR.search(before) is None:
        before = _with_year(before, year[0])
    start, end = (find_dates(before) or ((0, -1),))[-1]
    if before[end:].strip() not in ("", "日", "일") or before[start:end] == behind[begin:stop]:
        return None
    return before, before[:start] + behind


def _with_year(date: str, year: str) -> str:
    """Return a date without its year with it, in the same style; "10.02 – 15.3.2021" is a clock
    before a date.
    """
    if date.endswith((".", "/", "-")):
        return date + year
    return f"{date}/{year}" if "/" in date[-3:] else f"{date} {year}"
