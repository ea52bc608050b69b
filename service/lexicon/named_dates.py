"""Where dates stand in a text: in figures, or as a day and a year beside the name or the number of a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from service import names
from service.lexicon.date_words import CLOCK, COMPANY, CONNECTORS, RUNS_ON, WORD, Name, Token, dated, names_in, parted, tokens
from service.lexicon.tables import phrases, table
from service.lexicon.texts import any_of, either_case, remembered
from service.patterns import late
from service.spelling import folded

#: Where a date begins and ends in a text.
DateSpan: TypeAlias = tuple[int, int]

#: What may stand between a day and its month besides words that connect them.
_GAP = re.compile(r"[\s.,'’()\-/º°ª–·&+\u200e\u200f]{0,5}\Z")
_MONTH_MARKS, _YEAR_MARKS = ("月", "월"), ("年", "년")
_NO_DAY_MARKS = _MONTH_MARKS + _YEAR_MARKS
#: The thirteen months of Ethiopia's calendar in their order, each in its spellings.
ETHIOPIAN_MONTHS = table("dates")["ethiopian_months"]["am"].replace(",", ";")
_ETHIOPIAN = frozenset(map(folded, re.split("; |[|]", ETHIOPIAN_MONTHS)))
#: Words before which a month is a number, "25 tháng 2, 2022", and behind which, "2-р сарын 25".
_MONTH_BEFORE, _MONTH_BEHIND = dated("before_months"), dated("behind_months")
#: With which a month begins whose name is longer than a word, or which no table of names has.
_OPENINGS = (names.FIRST_WORDS - CONNECTORS) | _MONTH_BEFORE | _MONTH_BEHIND | _ETHIOPIAN
_ROMAN = re.compile("I{1,3}|I?[VX]|VI{1,3}|XI{1,2}", re.IGNORECASE)

#: What the word right before a number says that it counts, of pages, parts, issues, comments: "Episode 4 – 12 May 2021".
numbered = re.compile(rf"(?:[#№]|\b(?:{any_of(phrases('dates', 'counted'), either_case)})\b\.?)\s?\Z", re.IGNORECASE).search


class Words(NamedTuple):
    """A text with its tokens, and those of them that its clock takes up."""

    text: str
    found: Sequence[Token]
    busy: frozenset[int] = frozenset()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the place of some tokens in the text."""
        return self.found[first].start, self.found[last].end

    def between(self, first: int, second: int) -> str:
        """Return what stands between two tokens."""
        return self.text[self.found[first].stop : self.found[second].start]

    def numbers(self) -> list[tuple[int, Token]]:
        """Return the numbers outside the clock, with their indices."""
        return [(i, token) for i, token in enumerate(self.found) if token.key is None and i not in self.busy]

    def is_day(self, index: int | None) -> bool:
        """Return whether a token may be the number of a day."""
        return index is not None and 1 <= self.found[index].digits <= 2 and self.found[index].mark not in _NO_DAY_MARKS

    def two_digits(self, index: int | None) -> int | None:
        """Return the token if it is a number of two digits without a mark, as short years are."""
        return index if index is not None and self.found[index].digits == 2 and not self.found[index].mark else None

    def is_year(self, index: int | None) -> bool:
        """Return whether a token is the number of a year, by its four digits or its mark."""
        if index is None or index in self.busy or self.found[index].key is not None:
            return False
        token = self.found[index]
        return token.mark in _YEAR_MARKS if token.mark else len(token.text) == 4

    def neighbour(self, index: int, step: int) -> int | None:
        """Return the number next to a token, over at most three connecting words; None where something else stands there."""
        for at in range(index + step, index + 5 * step, step):
            if not 0 <= at < len(self.found) or at in self.busy:
                return None
            if not _GAP.match(self.between(at - step, at) if step > 0 else self.between(at, at - step)):
                return None
            key = self.found[at].key
            if key is None:
                return at
            if key not in CONNECTORS:
                return None
        return None


def day_and_year(words: Words, month: Name) -> tuple[int | None, int | None]:
    """Return the number of the day beside a month and that of the year beside either, or of two digits behind both."""
    left, right = words.neighbour(month.first, -1), words.neighbour(month.last, 1)
    if (
        left is not None
        and {",", "/"} & set(words.between(left, month.first))
        and numbered(words.text[: words.found[left].start])
    ):
        # "Issue 12, May 2010" is of May
        left = None
    behind = words.neighbour(right, 1) if right is not None and words.is_day(right) else None
    if words.is_year(behind):
        # "Boone 4, Millbrook 3, September 18, 1999"
        return right, behind
    if left is not None and words.is_day(left):
        around = (right, words.neighbour(left, -1))
        return left, next(filter(words.is_year, around), words.two_digits(right))
    day = right if words.is_day(right) else None
    return day, next(filter(words.is_year, (left, right)), words.two_digits(behind))


def numbered_months(words: Words) -> list[tuple[Name, str]]:
    """Return the months that no name tells, with their slots: Roman numbers, numbers beside a mark or a word."""
    found = words.found
    months = []
    for index, token in enumerate(found):
        if token.key is not None:
            # "15.II.2021", "3 X 1998", Hungarian "2021. II. 15."
            if not _ROMAN.fullmatch(token.text) or not index or not found[index + 1 :]:
                continue
            marks = {words.between(n, n + 1).strip() for n in (index - 1, index) if n + 1 < len(found)}
            sound = len(marks) == 1 and marks <= ({"", ".", "-", "/"} if token.text.isupper() else {".", "-", "/"})
            day, year = (index - 1, index + 1) if words.is_day(index - 1) else (index + 1, index - 1)
            slot = "month_roman" if sound and words.is_day(day) and found[year].digits == 4 else None
        else:
            before = found[index - 1].key if index else None
            behind = [following.key for following in found[index + 1 : index + 3]]
            # "tháng 2", "2-р сар"
            told = token.mark in _MONTH_MARKS or before in _MONTH_BEFORE or not _MONTH_BEHIND.isdisjoint(behind)
            slot = "month" if told and len(token.text) <= 2 and 1 <= int(token.text) <= 60 else None
        if slot is not None:
            months.append((Name(index, index, frozenset(), frozenset()), slot))
    return months


#: "2022-02-25", "25. 2. 2022", "2022년 2월 25", "2월 25일", "2022-02-Fr" of a wrong pattern, "2022-W08".
NUMERIC = late(
    r"(?<![\d./-])(?:\d{1,4}\s?[-/.年년]\s?\d{1,3}\s?[-/.月월]\s?(?:\d{1,4}(?!\d|[-/.](?:19|20)\d\d(?![\w/-]))|(?:19|20)\d\d(?=\d{1,2}[:h時时]\d\d)|\d\d(?=\d\d:\d\d)|[A-Z][a-z](?!\w))"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{4}-W\d\d)"
)
#: A number with which a date may begin: what parts it from the next, a word behind it or a blank before it; most have none.
_BEGINNING = re.compile(
    r"\d(?<!\d\d)\d{0,3}(?!\d)(?:(?=\s?[-/.年년月월])|(?=[\s,'’ºª°\u200e\u200f]{0,4}[^\W\d_])|(?<=[\s.]\d)|(?<=[\s.]\d\d))"
)
_NO_DAY = re.compile(r"\d{3}|[4-9]\d|3[2-9]")
#: How far the name of a month stands from its day; a longer text holds more dates than anyone asks for.
_WORD, _BEFORE, _BEHIND, _LONGEST = re.compile(WORD), 16, 26, 2_000
#: A name may run into a date, "Jane Doe5 Nov 2013", and a date into what follows it; a label is longer than a year's mark.
#: "2022ko otsailaren 25ean" has a Basque ending.
_BEGINS = re.compile(r"(?<!\w)|(?<=[^\W\d_]{3})")
_ENDS = re.compile(rf"(?!\w)|{RUNS_ON}|(?=[^\W\d_]{{5}}|(?:e?an?|e?ko)(?!\w))")
#: Years of pages, and those of the Buddhist, the Persian and the Islamic calendar.
EASTERN_YEARS = range(1300, 1500)
_YEARS = frozenset((*range(1900, 2100), *range(2440, 2600), *EASTERN_YEARS))
#: "25 May 22", "03.Mär.19", "14 Feb ’20", "25/February/22"
_SHORT_YEAR_GAP = re.compile(r"\.?[\s./-]?['’‘]?")


@remembered
def all_spans(text: str) -> tuple[DateSpan, ...]:
    """Return where the dates of a text stand, in order."""
    # "2022‑02‑25", with the hyphens that part no lines; "25 مارچ، 2021"
    plain = text[:_LONGEST].replace("\u2010", "-").replace("\u2011", "-").replace("،", ",")
    numeric: list[DateSpan] = []
    numbers = []
    for number in _BEGINNING.finditer(plain):
        if numeric and number.start() < numeric[-1][1]:
            continue
        if match := NUMERIC.match(plain, number.start()):
            numeric.append(match.span())
        elif not _NO_DAY.fullmatch(number[0]):
            numbers.append(number.start())
    # most texts name no month near a number, and need not be taken apart
    near = (word for at in numbers for word in _WORD.findall(plain, max(0, at - _BEFORE), at + _BEHIND))
    if not any(map(_opens_month, near)):
        return tuple(numeric)
    found = tokens(plain)
    clocks = [range(*clock.span()) for clock in CLOCK.finditer(plain)]
    words = Words(plain, found, frozenset([i for clock in clocks for i, token in enumerate(found) if token.start in clock]))
    named = [date for month in _months(words) if month.first not in words.busy and (date := _date(words, month)) is not None]
    # figures that blanks part may be a year and a clock
    figured = [(-1 if " " in plain[slice(*span)] else -2, *span) for span in numeric]
    spans: list[DateSpan] = []
    # of those that overlap the surest, or else the first: "30 giugno 2026 - 14.34", "30 giugno 26 - 14.34"
    for _, start, stop in sorted([*figured, *named]):
        if not [1 for begin, end in spans if begin < stop and start < end]:
            spans.append((start, stop))
    return tuple(sorted(spans))


def _date(words: Words, month: Name) -> tuple[int, int, int] | None:
    """Return how sure the date around a month is, as a rank, and where it stands; None where there is none."""
    found, (day, year) = words.found, day_and_year(words, month)
    if day is None or not 1 <= int(found[day].text) <= 31:
        return None
    year = _vetted(words, day, month, year)
    parts = [index for index in (month.first, month.last, day, year) if index is not None]
    start, stop, sure = found[min(parts)].start, found[max(parts)].stop, _sureness(words, day, month, year)
    return (-sure, start, stop) if sure and _BEGINS.match(words.text, start) and _ENDS.match(words.text, stop) else None


@lru_cache(maxsize=8_192)
def _opens_month(word: str) -> bool:
    """Return whether a word, or what a capital parts of its end, may be a month's name or its beginning in any calendar."""
    month = parted(word)[-1]
    return _is_arabic(month) or folded(month) in _OPENINGS or names.named(month)[0] != frozenset()


def _is_arabic(word: str | None) -> bool:
    return word is not None and "\u0600" <= word <= "\u06ff\uffff" and word not in COMPANY


def _months(words: Words) -> list[Name]:
    """Return the months among the tokens: names of any language, Ethiopian ones, words in Arabic script, and numbers."""
    months = [name for name in names_in(words.found, None) if name.months]
    if months and words.text.isascii():
        return months
    listed = [token.key for token in words.found]
    for index, key in enumerate(listed):
        if key in _ETHIOPIAN or (_is_arabic(key) and not names.named(key or "")[0]):
            # "7 ربيع الأول 1442"
            lasts = (index, index + 1) if _is_arabic(key) and _is_arabic((listed[index + 1 :] or [None])[0]) else (index,)
            months += [Name(index, last, frozenset(), frozenset()) for last in lasts]
    return [*months, *[month for month, _ in numbered_months(words)]]


def _vetted(words: Words, day: int, month: Name, year: int | None) -> int | None:
    """Return the year's token if it is one of a page's years, or of two digits right behind: "25 May 22", not "May 22-25"."""
    if year is None or words.is_year(year):
        return year if year is not None and int(words.found[year].text) in _YEARS else None
    beside = day + 1 == month.first and year == month.last + 1
    return year if beside and _SHORT_YEAR_GAP.fullmatch(words.between(month.last, year)) else None


def _sureness(words: Words, day: int, month: Name, year: int | None) -> int:
    """Return how sure a month beside a day is one: by its year, by a name that newspapers print, or 0 for another word."""
    name = words.text[slice(*words.span(month.first, month.last))]
    gap = words.between(*((day, month.first) if day < month.first else (month.last, day)))
    eastern = year is not None and int(words.found[year].text) in EASTERN_YEARS
    if "(" in gap or eastern != (not month.months and _is_arabic(name)):
        # "2012 七月 (7)" counts the articles of a month; beside a Persian or Islamic year any word may be one's: "6 اسفند 1400"
        return 0
    printed = not month.months or month.first < month.last or names.is_printed_month(name)
    if words.is_year(year):
        return 1 + printed
    return printed and (gap != "" if year is not None else day > month.last and gap.strip(".").isspace())
