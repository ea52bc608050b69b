"""Finds the dates and the ranges of days in a text.

A text is looked through once, at its numbers: a day is three numbers ("25/02/2022"), or one or two beside the name of a month.
A range, "March 5–7, 2021", "du 5 au 7 mars 2021", tells when an event takes place; a publication is a moment.  Where a place
calls a range the publication's its first day is meant, if any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from service import names
from service.lexicon.date_words import DATE_GLUE, END, NUMBER, NUMERIC, RUNS_ON, is_other_sentence, looks_like_date, names_day
from service.lexicon.texts import LINE_LIMIT, fold, remembered, word_set

__all__ = [
    "DATE_GLUE",
    "DateSpan",
    "Range",
    "counts",
    "date_spans",
    "dates_within",
    "day_numbers",
    "is_other_sentence",
    "is_range",
    "looks_like_date",
    "names_day",
    "range_in",
    "two_days",
]


class DateSpan(NamedTuple):
    """The place of a date in a text."""

    start: int
    end: int


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
    for number in NUMBER.finditer(text):
        at = number.start()
        if at < end:
            continue
        found = _at(text, at, end)
        if found is not None:
            yield found
            end = found.end


def _at(text: str, at: int, end: int) -> DateSpan | None:
    """Return the date whose first number is at a place, behind the end of the date before."""
    match = NUMERIC.match(text, at)
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
    if NUMBER.search(text) is None:
        return ()
    return _of_line(text)[:limit] if len(text) <= LINE_LIMIT else tuple(islice(_spans(text), limit))


def dates_within(text: str, limit: int = 20) -> list[str]:
    """Return up to ``limit`` dates of running text as written; "on Feb. 10, 2007 in Beijing" holds "Feb. 10, 2007"."""
    return [text[start:end] for start, end in date_spans(text, limit)]


@remembered
def first_date(text: str) -> str:
    """Return the first date of a text as written, "" without one."""
    return "".join([text[start:end] for start, end in date_spans(text, 1)])


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
    date = first_date(_UNPARTED.sub(r"\1-\2-\3 ", text)) or text
    months = [min(found) for word in _LETTERS.findall(date) if (found := names.months(word))]
    return frozenset((*map(int, _SHORT_NUMBER.findall(date)[:3]), *months[:1]))


# --- ranges of days ---------------------------------------------------------------------------------------------------------


class Range(NamedTuple):
    """The first and the last day of a range, each as the text would state it alone.

    ``doubtful`` where either may be meant: two whole dates side by side.
    """

    first: str
    last: str
    doubtful: bool = False


#: No line with a range is longer, its label and its place included.
_LONGEST = 120

# What stands between two days: dashes and the words for "to" and "and" of the languages of newspapers
_TO = (
    "to|till?|until|thru|through|bis|zum|und|and|au|et|al|a|y|e|ed|até|ate|tot|en|met|t/m|og|och|do|i|a[žz]|po|по|до|и|та|"
    "ile|ve|đến|sampai|hingga|dan|s/d|إلى|الى|و|حتى|تا|עד|से|और|থেকে|ও|முதல்|şi|și|până la|έως|ως|και|fino al|&|\\+"
)
#: The same where no blanks part the words.
_TO_UNPARTED = "至|到|から|부터|ถึง|และ|ຫາ|ແລະ"
_DASH = r"\s{0,2}[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]{1,2}\s{0,2}"
_JOIN = rf"(?P<join>{_DASH}|\s(?:{_TO})\s|\s?(?:{_TO_UNPARTED})\s?)"
#: A quick look for what joins two numbers: most dates hold nothing of the kind.
_MAY_JOIN = re.compile(rf"\d\D{{0,24}}?(?:{_DASH}|\s(?:{_TO})\s|\./|{_TO_UNPARTED})\D{{0,24}}?\d", re.IGNORECASE)
_ALONE = r"(?<![\w:.,/+-])"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª|°)?"
#: A letter or a vowel's sign: "มีนาคม", "मार्च".
_LETTER = f"[^{END}]".replace("{", "{{")
_MONTH = rf"(?:[^\W\d_]{{{{1,3}}}}\.?\s)?(?P<month{{0}}>{_LETTER}{{{{2,14}}}}(?:\.{_LETTER}{{{{1,4}}}})?)\.?"
_WEEKDAY = r"(?P<weekday>\(?[^\W\d_]{1,14}\)?[.,]{0,2}\s(?:[^\W\d_]{2,3}\s)?)?"
_NO_CLOCK = r"(?!\d|\s?[:h時时시点]\s?\d|\s?[時时시点]|\.\d\d(?!\d)|\s?[ap]\.?m\b|\s?uhr\b)"
#: What may follow the last day where no month does: the year, or the end of what is said.
_CLOSED = r"(?=\s{0,2}(?:,|(?:19|20)\d\d|[|)·;]|d\.|$))"
_HAN_DAY = r"\s?[日일]?\s?(?:[(（].[)）])?"

#: Two days of one month: the groups ``first`` and ``last`` are what differs between them.
_WITHIN = (
    # "5–7 March", "5. bis 7. März", "5./6. März", "Friday 5 – Sunday 7 March", "5, 6 and 7 March", "5.–7.3.2021"
    rf"{_ALONE}(?P<first>\d{{1,2}}){_ORDINAL}(?:,\s?\d{{1,2}}(?!\d)){{0,5}}(?:{_JOIN}|(?<=\.)/){_WEEKDAY}(?P<last>\d{{1,2}})"
    # "5-7 اسفند 1400": no names of that calendar are here
    rf"(?:(?:\s[\u0621-\u06d3]{{2,9}}){{1,2}}\s[1١۱][34٣٤۳۴]\d\d(?!\d)|"
    rf"{_ORDINAL}\s?{_MONTH.format(2)}|(?P<s>[./])\d{{1,2}}(?P=s)(?:19|20)?\d\d(?!\d))",
    # "March 5–7, 2021"
    rf"{_MONTH.format(1)}\s(?P<first>\d{{1,2}}){_ORDINAL}{_JOIN}{_WEEKDAY}(?P<last>\d{{1,2}}){_ORDINAL}{_NO_CLOCK}{_CLOSED}",
    # "2021/03/05-07"; behind a dash with blanks stands any number
    rf"(?<![\d.,:/-])(?:19|20)\d\d(?P<s>[./])\d{{1,2}}(?P=s)(?P<first>\d{{1,2}})(?P<join>[-–—~〜～])"
    rf"(?P<last>\d{{1,2}}){_NO_CLOCK}{_CLOSED}",
    # "2021年3月5日~7日", "2021년 3월 5일부터 7일까지"
    rf"[月월]\s?(?P<first>\d{{1,2}}){_HAN_DAY}{_JOIN}(?P<last>\d{{1,2}})\s?[日일]",
)
_YEAR = r"(?:,?\s(?:de[l]?\s)?(?:19|20)\d\d\.?(?:\s?г\.?|\s?р\.?)?)?"
_HAN = r"(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
#: Two whole days, the first of which may lack its year.
_BETWEEN = (
    # "28 February – 2 March 2021", "5 March 2021 to Sunday 7 March 2021"
    rf"{_ALONE}(?P<first>\d{{1,2}}{_ORDINAL}\s?{_MONTH.format(1)}{_YEAR}){_JOIN}(?P<last>{_WEEKDAY}\d{{1,2}}{_ORDINAL}\s?{_MONTH.format(2)})",
    # "Feb 28 – Mar 2, 2021"
    rf"(?<![^\W\d_])(?P<first>{_MONTH.format(1)}\s\d{{1,2}}{_ORDINAL}{_YEAR}){_JOIN}"
    rf"(?P<last>{_WEEKDAY}{_MONTH.format(2)}\s\d{{1,2}}{_ORDINAL}{_NO_CLOCK})",
    # "2021-03-05/2021-03-07"
    rf"(?<![\d.,:/-])(?P<first>(?:19|20)\d\d(?P<s>[-./])\d\d?(?P=s)\d\d?)(?:{_JOIN}|\s?/\s?)"
    r"(?P<last>(?:19|20)\d\d(?P=s)\d\d?(?P=s)\d\d?)(?!\d)",
    # "05.03.2021 – 07.03.2021", "05.03.-07.03.2021", "5/3 – 7/3/2021"
    rf"(?<![\d.,:/-])(?P<first>\d{{1,2}}(?P<s>[./-])\d{{1,2}}(?:(?P=s)(?:(?:19|20)?\d\d)?)?){_JOIN}"
    rf"(?P<last>{_WEEKDAY}\d{{1,2}}(?P=s)\d{{1,2}}(?P=s)(?:19|20)?\d\d)(?!\d)",
    # "2021年3月5日〜4月7日", "2021년 3월 5일 ~ 2021년 4월 7일"
    rf"(?P<first>{_HAN}(?:\s?[(（].[)）])?){_JOIN}(?P<last>{_HAN})",
)


@cache
def _patterns(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the forms, compiled when a line first may hold a range, so that a start need not wait."""
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_WHOLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_range(text: str) -> bool:
    """Return whether a line holds a range of days.

    >>> is_range("March 5–7, 2021"), is_range("5 March 2021 – 14:30"), is_range("2021-03-05")
    (True, False, False)
    """
    return range_in(text) is not None


def range_in(text: str) -> Range | None:
    """Return the first and the last day of the range that a line holds, or None.

    >>> range_in("du 5 au 7 mars 2021")
    Range(first='du 5 mars 2021', last='du 7 mars 2021', doubtful=False)
    >>> range_in("Feb 28 – Mar 2, 2021")
    Range(first='Feb 28 2021', last='Mar 2, 2021', doubtful=False)
    """
    return _found(text) if 8 < len(text) <= _LONGEST else None


_CLOCK_BESIDE = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")


def two_days(text: str) -> Range | None:
    """Return two whole dates with nothing but marks and clocks beside them, of which either may be meant; else None.

    >>> two_days("2021-03-05, 2021-04-09"), two_days("2021-03-05 | 2021-03-05")
    (Range(first='2021-03-05', last='2021-04-09', doubtful=True), None)
    """
    spans = date_spans(text, 3) if 16 < len(text) <= _LONGEST else ()
    if len(spans) != 2:
        return None
    (start, end), (begin, stop) = spans
    first, last = text[start:end], text[begin:stop]
    if first == last or not (_WHOLE_YEAR.search(first) and _WHOLE_YEAR.search(last)):
        return None
    beside = _CLOCK_BESIDE.sub("", f"{text[:start]} {text[end:begin]} {text[stop:]}".replace("T", " "))
    # "2016-05-24 14:17:57.02016-05-24": a date glued to a clock is the damage of one
    return Range(first, last, True) if end < begin and not set(beside) - set(" ,;|/()[]") else None


@lru_cache(maxsize=1024)
def _found(text: str) -> Range | None:
    if not _MAY_JOIN.search(text):
        return None
    for form in _patterns(_WITHIN):
        match = form.search(text)
        if match and _is_within_month(match) and not counts(text, match.start("first")):
            (start, end), (begin, stop) = match.span("first"), match.span("last")
            return Range(text[:end] + text[stop:], text[:start] + text[begin:])
    for form in _patterns(_BETWEEN):
        match = form.search(text)
        if match and _is_between_days(match):
            return _with_years(match)
    return None


def _with_years(match: re.Match[str]) -> Range:
    """Return both days, one without a year with the other's: "05.03." of "05.03. – 07.03.2021".

    Where the first month is the later, "Dec 30 – Jan 2, 2021", the first day is of the year before.
    """
    text, mark = match.string, match.groupdict().get("s")
    before, first, last = text[: match.start()], match["first"], match["last"]
    behind = text[match.end("last") :]
    months = _months(match)
    turn = months is not None and months[0] > months[1]
    of_first, of_last = _WHOLE_YEAR.search(first), _WHOLE_YEAR.search(last + behind)
    if of_first is None and of_last is not None:
        year = str(int(of_last.group()) - turn)
        first = f"{first.rstrip('.')}{mark}{year}" if mark else f"{first} {year}"
    elif of_first is not None and of_last is None:
        year = str(int(of_first.group()) + turn)
        last = f"{year}{first[4:].lstrip()[0]}{last}" if "月" in last or "월" in last else f"{last} {year}"
    return Range(before + first, before + last + behind)


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the months of two whole dates, where each is one month and no other."""
    groups = match.groupdict()
    if "month1" in groups:
        named = [names.months(groups[name]) for name in ("month1", "month2")]
        return (min(named[0]), min(named[1])) if all(len(found) == 1 for found in named) else None
    first, last = _numbers(match)
    if groups.get("s") is None:
        return first[-2], last[-2]
    if len(first) != 2:
        return None
    day_first, month_first = (first[1], last[1]), (first[0], last[0])
    if groups["s"] == "." or max(month_first) > 12:
        return day_first
    return month_first if max(day_first) > 12 else None


def _numbers(match: re.Match[str]) -> tuple[list[int], list[int]]:
    first, last = ([int(number) for number in NUMBER.findall(match[name])] for name in ("first", "last"))
    return first, last


_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\.?\s{0,2}\Z|[#№]\s?\Z")
#: Words for what is numbered: pages, parts, issues, comments.
_NUMBERED = word_set(
    """
        page pages part issue no nr num number vol volume episode season chapter room comments seite teil heft ausgabe folge
        kommentare numéro tome épisode chapitre número tomo capítulo comentarios numero puntata deel aflevering numer odcinek
        číslo номер выпуск часть sayı bölüm
    """
)


def counts(text: str, number: int) -> bool:
    """Return whether the word right before a number says that it counts something else than days.

    >>> counts("Part 2 - 15 March 2021", 5), counts("Published 2 - 15 March 2021", 10)
    (True, False)
    """
    before = _WORD_BEFORE.search(text, max(0, number - 24), number)
    return before is not None and (before["word"] is None or fold(before["word"]) in _NUMBERED)


def _is_within_month(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    word = groups.get("month1") or groups.get("month2")
    in_order = 0 < int(match["first"]) < int(match["last"]) <= 31
    return in_order and _is_weekday(groups.get("weekday")) and (word is None or _is_month(word))


def _is_between_days(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if match["first"] == match["last"] or not _is_weekday(groups.get("weekday")):
        return False
    if "month1" in groups:
        return _is_month(groups["month1"]) and _is_month(groups["month2"])
    first, last = _numbers(match)
    if groups.get("s") != "." or len(first) != 2:
        return True
    # "10.02 – 15.3.2021" is a clock before a date
    clock = not match["first"].endswith(".") and len(match["first"].partition(".")[2]) == 2 and first[0] < 24
    return not clock and 0 < first[1] <= 12 and first[::-1] != last[1::-1]


def _is_weekday(words: str | None) -> bool:
    """Return whether the words before the second day are its weekday or an article: "dal 5 al 7"."""
    return all(len(word) < 4 or names.weekdays(word) for word in _LETTERS.findall(words or ""))


def _is_month(word: str) -> bool:
    # "tháng 3" is March
    return word.casefold() == "tháng" or names.is_printed_month(word)
