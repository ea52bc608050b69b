"""Ranges of days, which are when something takes place: "March 5–7, 2021", "du 5 au 7 mars 2021", "2021-03-05/2021-03-07".

A publication is a moment.  A range beside a headline is an event's, and where a place calls it the publication's its first day
is meant, if any.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from service import names
from service.spelling import folded


class Range(NamedTuple):
    """The first and the last day of a range, each as the text would state it alone."""

    first: str
    last: str


#: No line with a range is longer, its label and its place included.
LONGEST = 120

# What stands between two days: dashes and the words for "to" and "and" of the languages of newspapers
_TO = (
    "to|till?|until|thru|through|bis|zum|und|and|au|et|al|a|y|e|ed|até|ate|tot|en|met|t/m|og|och|do|i|a[žz]|po|по|до|и|та|"
    "ile|ve|đến|sampai|hingga|dan|s/d|إلى|الى|و|حتى|تا|עד|से|şi|și|până la|έως|ως|και|fino al|&|\\+"
)
_DASH = r"\s{0,2}[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]{1,2}\s{0,2}"
_JOIN = rf"(?P<join>{_DASH}|\s(?:{_TO})\s|\s?(?:至|到|から|부터)\s?)"
#: A quick look for what joins two numbers: most dates hold nothing of the kind.
_MAY_JOIN = re.compile(
    rf"\d\D{{0,24}}?(?:[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]|\s(?:{_TO})\s|\./|至|到|から|부터)\D{{0,24}}?\d",
    re.IGNORECASE,
)
_ALONE = r"(?<![\w:.,/+-])"
_NTH = r"(?:st|nd|rd|th|er|\.|º|ª|°)?"
_YEAR = r"(?:,?\s(?:de[l]?\s)?(?P<year{0}>(?:19|20)\d\d)\.?(?:\s?г\.?|\s?р\.?)?)?"
_WORD = r"(?:[^\W\d_]{{1,3}}\.?\s)?(?P<month{0}>[^\W\d_]{{3,14}})\.?"
_WEEKDAY = r"(?P<weekday>\(?[^\W\d_]{1,14}\)?[.,]{0,2}\s(?:[^\W\d_]{2,3}\s)?)?"
_NO_CLOCK = r"(?!\d|\s?[:h]\s?\d|\.\d\d(?!\d)|\s?[ap]\.?m\b|\s?uhr\b)"

#: The forms, each with the groups ``first`` and ``last`` for what differs between the two days.
_FORMS = (
    # "5–7 March", "5. bis 7. März", "5./6. März", "Friday 5 – Sunday 7 March", "5 – 7 tháng 3"
    rf"{_ALONE}(?P<first>\d{{1,2}}){_NTH}(?:{_JOIN}|(?<=\.)/){_WEEKDAY}(?P<last>\d{{1,2}}){_NTH}\s?{_WORD.format(2)}",
    # "March 5–7, 2021"
    rf"{_WORD.format(1)}\s(?P<first>\d{{1,2}}){_NTH}{_JOIN}{_WEEKDAY}(?P<last>\d{{1,2}}){_NTH}{_NO_CLOCK}"
    r"(?=\s{0,2}(?:,|(?:19|20)\d\d|[|)·;]|$))",
    # "5.–7.3.2021", "5-7/3/2021"
    rf"{_ALONE}(?P<first>\d{{1,2}})\.?{_JOIN}(?P<last>\d{{1,2}})(?P<s>[./])\d{{1,2}}(?P=s)(?:19|20)?\d\d(?!\d)",
    # "2021年3月5日~7日", "2021년 3월 5일부터 7일까지"
    r"月\s?(?P<first>\d{1,2})\s?日?\s?(?:[(（].[)）])?" + _JOIN + r"(?P<last>\d{1,2})\s?日",
    r"월\s?(?P<first>\d{1,2})\s?일?\s?(?:[(（].[)）])?" + _JOIN + r"(?P<last>\d{1,2})\s?일",
)
#: The forms in which two whole dates stand.
_WHOLE = (
    # "28 February – 2 March 2021", "5 March 2021 to Sunday 7 March 2021"
    rf"{_ALONE}(?P<first>\d{{1,2}}{_NTH}\s?{_WORD.format(1)}{_YEAR.format(1)}){_JOIN}"
    rf"(?P<last>{_WEEKDAY}\d{{1,2}}{_NTH}\s?{_WORD.format(2)})",
    # "Feb 28 – Mar 2, 2021"
    rf"(?P<first>{_WORD.format(1)}\s\d{{1,2}}{_NTH}{_YEAR.format(1)}){_JOIN}"
    rf"(?P<last>{_WEEKDAY}{_WORD.format(2)}\s\d{{1,2}}{_NTH}{_NO_CLOCK})",
    # "2021-03-05/2021-03-07", "05.03.2021 – 07.03.2021", "05.03.-07.03.2021", "5/3 – 7/3/2021"
    rf"(?<![\d.,:/-])(?P<first>(?:19|20)\d\d(?P<s>[-./])\d\d?(?P=s)\d\d?)"
    rf"(?:{_JOIN}|\s?/\s?)(?P<last>(?:19|20)\d\d(?P=s)\d\d?(?P=s)\d\d?)(?!\d)",
    rf"(?<![\d.,:/-])(?P<first>\d{{1,2}}(?P<s>[./-])\d{{1,2}}(?:(?P=s)(?:(?:19|20)?\d\d)?)?){_JOIN}"
    rf"(?P<last>{_WEEKDAY}\d{{1,2}}(?P=s)\d{{1,2}}(?P=s)(?:19|20)?\d\d)(?!\d)",
    # "2021年3月5日〜4月7日", "2021년 3월 5일 ~ 2021년 4월 7일"
    r"(?P<first>\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일](?:\s?[(（].[)）])?)"
    + _JOIN
    + r"(?P<last>(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])",
)


@cache
def _patterns(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns of the forms, compiled when a line first may hold a range: a start must not wait for them."""
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"\d+")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_range(text: str) -> bool:
    """Whether a line holds a range of days.

    >>> is_range("March 5–7, 2021"), is_range("5 March 2021 – 14:30"), is_range("2021-03-05")
    (True, False, False)
    """
    return range_in(text) is not None


def range_in(text: str) -> Range | None:
    """The first and the last day of the range that a line holds, or None.

    >>> range_in("du 5 au 7 mars 2021"), range_in("28 February – 2 March 2021")
    (Range(first='du 5 mars 2021', last='du 7 mars 2021'), Range(first='28 February 2021', last='2 March 2021'))
    """
    return _found(text) if 8 < len(text) <= LONGEST else None


@lru_cache(maxsize=1024)
def _found(text: str) -> Range | None:
    if not _MAY_JOIN.search(text):
        return None
    for form in _patterns(_FORMS):
        match = form.search(text)
        if match and _within_month(match):
            (start, end), (begin, stop) = match.span("first"), match.span("last")
            return Range(text[:end] + text[stop:], text[:start] + text[begin:])
    for form in _patterns(_WHOLE):
        match = form.search(text)
        if match and _between_months(match):
            first, last = text[: match.end("first")], text[: match.start()] + text[match.start("last") :]
            return Range(_with_year(first, last, match.groupdict().get("s")), last)
    return None


def _with_year(first: str, last: str, mark: str | None) -> str:
    """The first day with the year of the last where it has none of its own: "05.03." of "05.03. – 07.03.2021"."""
    year = _ANY_YEAR.search(last)
    if year is None or _ANY_YEAR.search(first):
        return first
    return f"{first.rstrip('.')}{mark}{year.group()}" if mark else f"{first} {year.group()}"


def _within_month(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    word = groups.get("month1") or groups.get("month2")
    return (
        _is_between(groups.get("weekday"))
        and (word is None or _is_month(word))
        and 0 < int(match["first"]) < int(match["last"]) <= 31
    )


def _between_months(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if match["first"] == match["last"] or not _is_between(groups.get("weekday")):
        return False
    if "month1" in groups:
        return _is_month(groups["month1"]) and _is_month(groups["month2"])
    first, last = ([int(number) for number in _NUMBERS.findall(part)] for part in (match["first"], match["last"]))
    # "10.05 – 7.3.2021" is a clock before a date
    return groups.get("s") != "." or len(first) != 2 or (first[::-1] < last[1::-1] and first[1] <= 12)


def _is_between(words: str | None) -> bool:
    """Whether what stands before the second day is the name of its weekday, or an article: "dal 5 al 7"."""
    return all(len(word) < 4 or names.weekdays(word) for word in _WORDS.findall(words or ""))


def _is_month(word: str) -> bool:
    # "tháng 3" is March, "במרץ" is "in March"
    return folded(word) == "thang" or bool(names.months(word)) or names.is_inflected_month(word)
