"""Where dates stand in a text: in figures, or as a day and a year beside the name or the number of
a month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias, TypeGuard

from service.lexicon import calendar_names as names
from service.lexicon.spelling import folded
from service.lexicon.tables import table
from service.lexicon.texts import remembered
from service.spans import figures
from service.spans.date_words import (
    CLOCK,
    COMPANY,
    CONNECTORS,
    RUNS_ON,
    WORD,
    Name,
    Token,
    counts_next,
    date_vocabulary,
    names_in,
    split_at_capitals,
    tokens,
)

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
_MONTH_BEFORE, _MONTH_BEHIND = date_vocabulary("before_months"), date_vocabulary("behind_months")
#: With which a month begins whose name is longer than a word, or which no table of names has.
_OPENINGS = (names.FIRST_WORDS - CONNECTORS) | _MONTH_BEFORE | _MONTH_BEHIND | _ETHIOPIAN
_ROMAN = re.compile("I{1,3}|I?[VX]|VI{1,3}|XI{1,2}", re.IGNORECASE)
#: What parts a Roman number from its day and year; small letters need more than a blank.
_ROMAN_MARKS = ("", ".", "-", "/")


#: What stands where there is no token, and what may stand between a month and its day: nothing, or
#: words that connect them.
_NO_TOKEN, _PASSED = Token(0, 0, 0, "", ""), CONNECTORS | {None}


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
        return [
            (i, token)
            for i, token in enumerate(self.found)
            if token.key is None and i not in self.busy
        ]

    def at(self, index: int | None) -> Token:
        """Return a token; for None one without a number or a word."""
        return _NO_TOKEN if index is None else self.found[index]

    def is_day(self, index: int | None) -> TypeGuard[int]:
        """Return whether a token may be the number of a day."""
        token = self.at(index)
        return token.digits in (1, 2) and token.mark not in _NO_DAY_MARKS

    def is_year(self, index: int | None) -> TypeGuard[int]:
        """Return whether a token is the number of a year, by its four digits or its mark."""
        token = self.at(index)
        is_year = token.mark in _YEAR_MARKS or (token.digits, token.mark) == (4, "")
        return is_year and index not in self.busy

    def two_digits(self, index: int | None) -> int | None:
        """Return the token if it is a number of two digits without a mark, as short years are."""
        token = self.at(index)
        return index if (token.digits, token.mark) == (2, "") else None

    def neighbour(self, index: int, step: int) -> int | None:
        """Return the number next to a token, over at most three connecting words; None where
        something else stands there.
        """
        for at in range(index + step, index + 5 * step, step):
            if at in self.busy or not 0 <= at < len(self.found):
                return None
            key, last = self.found[at].key, at - step
            if key not in _PASSED or not _GAP.match(self.between(min(at, last), max(at, last))):
                return None
            if key is None:
                return at
        return None


def day_and_year(words: Words, month: Name) -> tuple[int | None, int | None]:
    """Return the number of the day beside a month and that of the year beside either, or of two
    digits behind both.
    """
    left, right = _number_before(words, month), words.neighbour(month.last, 1)
    behind = words.neighbour(right, 1) if words.is_day(right) else None
    if words.is_year(behind):
        # "Boone 4, Millbrook 3, September 18, 1999"
        return right, behind
    if words.is_day(left):
        around = (right, words.neighbour(left, -1))
        return left, next(filter(words.is_year, around), words.two_digits(right))
    day = right if words.is_day(right) else None
    return day, next(filter(words.is_year, (left, right)), words.two_digits(behind))


def _number_before(words: Words, month: Name) -> int | None:
    """Return the number before a month, but for one that counts: "Issue 12, May 2010" is of May."""
    left = words.neighbour(month.first, -1)
    if left is None or {",", "/"}.isdisjoint(words.between(left, month.first)):
        return left
    return None if counts_next(words.text[: words.found[left].start]) else left


def numbered_months(words: Words) -> list[tuple[Name, str]]:
    """Return the months that no name tells, with their slots: Roman numbers, numbers beside a mark
    or a word.
    """
    months = []
    for index, token in enumerate(words.found):
        slot = _roman_slot(words, index) if token.key is not None else _month_slot(words, index)
        if slot:
            months.append((Name(index, index, frozenset(), frozenset()), slot))
    return months


def _roman_slot(words: Words, index: int) -> str:
    """Return the slot of a Roman number between a day and a year, "15.II.2021", "3 X 1998",
    Hungarian "2021. II. 15."; "" for other words.
    """
    text, before, behind = words.found[index].text, index - 1, index + 1
    if not 0 < index < len(words.found) - 1 or not _ROMAN.fullmatch(text):
        return ""
    mark, other = words.between(before, index).strip(), words.between(index, behind).strip()
    if mark != other or mark not in _ROMAN_MARKS[not text.isupper() :]:
        return ""
    day, year = (before, behind) if words.is_day(before) else (behind, before)
    return "month_roman" if words.is_day(day) and words.found[year].digits == 4 else ""


def _month_slot(words: Words, index: int) -> str:
    """Return the slot of a number that its mark or a word beside it calls a month, "tháng 2", "2-р
    сар"; "" for other numbers.
    """
    number = words.found[index]
    before, behind = words.found[max(0, index - 1)], words.found[index + 1 : index + 3]
    is_month = (
        number.mark in _MONTH_MARKS
        or before.key in _MONTH_BEFORE
        or not _MONTH_BEHIND.isdisjoint([token.key for token in behind])
    )
    return "month" if is_month and len(number.text) <= 2 and 1 <= int(number.text) <= 60 else ""


#: How far the name of a month stands from its day; a longer text holds more dates than anyone asks
#: for.
_WORD, _BEFORE, _BEHIND, _LONGEST = re.compile(WORD), 16, 26, 2_000
#: A name may run into a date, "Jane Doe5 Nov 2013", and a date into what follows it; a label is
#: longer than a year's mark. "2022ko otsailaren 25ean" has a Basque ending.
_BEGINS = re.compile(r"(?<!\w)|(?<=[^\W\d_]{3})")
_ENDS = re.compile(rf"(?!\w)|{RUNS_ON}|(?=[^\W\d_]{{5}}|(?:e?an?|e?ko)(?!\w))")
#: Years of pages, and those of the Buddhist, the Persian and the Islamic calendar.
EASTERN_YEARS = range(1300, 1500)
_YEARS = frozenset((*range(1900, 2100), *range(2440, 2600), *EASTERN_YEARS))
#: "25 May 22", "03.Mär.19", "14 Feb ’20", "25/February/22"
_SHORT_YEAR_GAP = re.compile(r"\.?[\s./-]?['’‘]?")


@remembered
def find_dates(text: str) -> tuple[DateSpan, ...]:
    """Return where the dates of a text stand, in order."""
    # "2022‑02‑25", with the hyphens that part no lines; "25 مارچ، 2021"
    plain = text[:_LONGEST].replace("\u2010", "-").replace("\u2011", "-").replace("،", ",")
    figured, numbers = _in_figures(plain)
    if "月" in plain:
        figured = _with_han(plain, figured)
    # most texts name no month near a number, and need not be taken apart
    if not _names_month_near(plain, numbers):
        return tuple(figured)
    words = _words_outside_clocks(plain)
    months = [month for month in _months(words) if month.first not in words.busy]
    named = [date for month in months if (date := _date(words, month)) is not None]
    # figures that blanks part may be a year and a clock
    sure = [(-1 if " " in plain[slice(*span)] else -2, *span) for span in figured]
    return _apart([*sure, *named])


def _in_figures(text: str) -> tuple[list[DateSpan], list[int]]:
    """Return where the dates in figures stand, and where other numbers that may be a day."""
    dates, numbers, end = [], [], 0
    for number in figures.BEGINNING.finditer(text):
        start = number.start()
        if start < end:
            continue
        if match := figures.IN_TEXT.match(text, start):
            dates.append(match.span())
            end = match.end()
        elif not figures.NO_DAY.fullmatch(number[0]):
            numbers.append(start)
    return dates, numbers


def _with_han(text: str, figured: list[DateSpan]) -> list[DateSpan]:
    """Return where the dates in figures stand, with those in Han numerals of the solar calendar."""
    found = [han.span() for han in figures.IN_HAN.finditer(text)]
    spans = [span for span in figured if all(span[1] <= a or b <= span[0] for a, b in found)]
    spans += [span for span in found if not figures.OF_LUNAR_CALENDAR.search(text, 0, span[0])]
    return sorted(spans)


def _names_month_near(text: str, numbers: list[int]) -> bool:
    """Return whether a word that may begin a month's name stands near one of the numbers."""
    near = (_WORD.findall(text, max(0, at - _BEFORE), at + _BEHIND) for at in numbers)
    return any(map(_opens_month, chain.from_iterable(near)))


def _words_outside_clocks(text: str) -> Words:
    """Return a text with its tokens, of which those of its clocks are taken."""
    found = tokens(text)
    starts = chain.from_iterable(range(*clock.span()) for clock in CLOCK.finditer(text))
    taken = frozenset(starts)
    return Words(text, found, frozenset(i for i, t in enumerate(found) if t.start in taken))


def _apart(dates: list[tuple[int, int, int]]) -> tuple[DateSpan, ...]:
    """Return where dates stand, in order; of those that overlap the surest, or else the first: "30
    giugno 2026 - 14.34", "30 giugno 26 - 14.34".
    """
    spans, taken = [], set[int]()
    for _, start, stop in sorted(dates):
        if taken.isdisjoint(range(start, stop)):
            taken.update(range(start, stop))
            spans.append((start, stop))
    return tuple(sorted(spans))


def is_one_date(text: str) -> bool:
    """Return whether a text is one date, in figures or beside a month's name, from end to end."""
    return find_dates(text)[:1] == ((0, len(text)),)


def _date(words: Words, month: Name) -> tuple[int, int, int] | None:
    """Return how sure the date around a month is, as a rank, and where it stands; None where there
    is none.
    """
    found, (day, year) = words.found, day_and_year(words, month)
    if day is None or not 1 <= int(found[day].text) <= 31:
        return None
    year = _vetted(words, day, month, year)
    parts = [index for index in (month.first, month.last, day, year) if index is not None]
    start, stop, sure = (
        found[min(parts)].start,
        found[max(parts)].stop,
        _sureness(words, day, month, year),
    )
    return (
        (-sure, start, stop)
        if sure and _BEGINS.match(words.text, start) and _ENDS.match(words.text, stop)
        else None
    )


@lru_cache(maxsize=8_192)
def _opens_month(word: str) -> bool:
    """Return whether a word, or what a capital parts of its end, may be a month's name or its
    beginning in any calendar.
    """
    month = split_at_capitals(word)[-1]
    return _is_arabic(month) or folded(month) in _OPENINGS or names.named(month)[0] != frozenset()


def _is_arabic(word: str | None) -> bool:
    return word is not None and "\u0600" <= word <= "\u06ff\uffff" and word not in COMPANY


def _months(words: Words) -> list[Name]:
    """Return the months among the tokens: names of any language, Ethiopian ones, words in Arabic
    script, and numbers.
    """
    months = [name for name in names_in(words.found, None) if name.months]
    if months and words.text.isascii():
        return months
    keys = [*[token.key for token in words.found], None]
    for index, key in enumerate(keys):
        if _may_be_eastern(key):
            # "7 ربيع الأول 1442"
            ends = range(index, index + 1 + _is_arabic(keys[index + 1]))
            months += [Name(index, last, frozenset(), frozenset()) for last in ends]
    return [*months, *[month for month, _ in numbered_months(words)]]


def _may_be_eastern(key: str | None) -> bool:
    """Return whether a word is an Ethiopian month, or one in Arabic script that names none of the
    Western calendar.
    """
    return key in _ETHIOPIAN or (_is_arabic(key) and not names.named(key or "")[0])


def _vetted(words: Words, day: int, month: Name, year: int | None) -> int | None:
    """Return the year's token if it is one of a page's years, or of two digits right behind: "25
    May 22", not "May 22-25".
    """
    if words.is_year(year):
        return year if int(words.found[year].text) in _YEARS else None
    if (day + 1, year) != (month.first, month.last + 1):
        return None
    return year if _SHORT_YEAR_GAP.fullmatch(words.between(month.last, month.last + 1)) else None


def _sureness(words: Words, day: int, month: Name, year: int | None) -> int:
    """Return how sure a month beside a day is one: by its year, by a name that newspapers print, or
    0 for another word.
    """
    name = words.text[slice(*words.span(month.first, month.last))]
    gap = words.between(min(day, month.last), max(day, month.first))
    # "2012 七月 (7)" counts the articles of a month
    if "(" in gap or not _is_of_calendar(words, month, name, year):
        return 0
    sure = not month.months or month.first < month.last or names.is_printed_month(name)
    if words.is_year(year):
        return 1 + sure
    if year is None:
        return sure and day > month.last and gap.strip(".").isspace()
    return sure and gap != ""


def _is_of_calendar(words: Words, month: Name, name: str, year: int | None) -> bool:
    """Return whether a month is one of its year's calendar: beside a Persian or Islamic year any
    word may be one's, "6 اسفند 1400", and beside no other.
    """
    eastern = year is not None and int(words.found[year].text) in EASTERN_YEARS
    return eastern == (not month.months and _is_arabic(name))
