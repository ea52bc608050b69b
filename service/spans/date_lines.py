"""The stretch of a short text that is its date, with its label and its clock; and what its other
words say of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from service.lexicon import calendar_names as names
from service.lexicon.labels import DATE_LABELS, LABELS
from service.lexicon.lines import is_shelf
from service.lexicon.patterns import late
from service.lexicon.people import PLACES, is_byline_names, looks_like_organisation
from service.lexicon.texts import EDGE, fold, remembered, split_bars
from service.spans.date_context import (
    has_label_beside,
    is_byline_word,
    is_date_label,
    is_in_sentence,
    label_field,
    says_other_day,
    without_label,
)
from service.spans.date_spans import dates_within, first_date, looks_like_date
from service.spans.date_words import CLOCK, YEAR, words_beside_names
from service.spans.labelled import label_of, split_byline, without_lead_in
from service.spans.ranges import range_in
from service.spans.relative_words import DayWord, is_relative, named_day, stated_age
from service.spans.scanner import find_dates, is_one_date

DATE_LINE = 160
DIGIT = re.compile(r"\d")
DATES = frozenset({"date", "datePublished", "dateModified"})
#: A time of day without a day: "21:07", "ab 18.30 Uhr"; in a list of live news one stands at every
#: entry.
CLOCK_ONLY = re.compile(r"\D{0,12}\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\D{0,12}")
#: A clock as an editor's system prints it; an event's is on the hour, half or quarter past.
ODD_CLOCK = re.compile(r"\d(?<!\d\d)\d?\s?[:.h時시点]\s?(?!00|15|30|45)[0-5]\d(?!\d|[./-]\d)")


def byline_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a byline; a clock belongs to the day beside it: "05.03.21 | 14:40",
    "14:40 | 5 March 2021".
    """
    parts = [""]
    for part in split_bars(text):
        parts[-1:] = _joined(parts[-1], part, text)
    return tuple(filter(None, parts))


def _joined(before: str, part: str, text: str) -> tuple[str, ...]:
    """Return two neighbours in a byline as one where they are the days of a range or a day and its
    clock.
    """
    # a long dash parts the two days of a range too
    whole = f"{before} – {part}"
    if whole in text and range_in(whole):
        return (whole,)
    is_clock = CLOCK_ONLY.fullmatch(part) is not None
    clock, day = (part, before) if is_clock else (before, part)
    if CLOCK_ONLY.fullmatch(clock) and _is_day(day):
        return (f"{before} {part}",)
    return before, part


def _is_day(part: str) -> bool:
    """Return whether a part of a line is one date without a clock, in whatever language: "16 Eanáir
    2009".
    """
    ends = [end for _, end in find_dates(part)]
    return len(ends) < 2 and not CLOCK.search(part, sum(ends)) and looks_like_date(part)


#: What right behind a date may be a part of it: its clock, a half of the day, a zone, a label.
_GOES_ON = re.compile(r"[\s,(]{0,2}[\w'’]|[^\s,.|·(–—]|\.\d")
#: Another label ends a date: "2024-06-25 17:09:21 来源：临江日报".
_NEXT_LABEL = re.compile(r"\s[^\W\d_]+[:：](?!\d)")
#: A word that runs into a date, or a number right before it.
_RUNS_INTO = re.compile(r"\d|[^\W_]\Z")
#: A label and a weekday reach no further before a date, and a clock or a number that is a part of
#: it none so far, in characters.
_LEAD, _NEAR = 60, 25


@remembered
def cut_to_date(text: str) -> str:
    """Return a text cut to its date, with the label or weekday before it, and what behind it may be
    a part of the date.

    >>> cut_to_date("Founded Friday, 26 April 2024 · Example City")
    'Friday, 26 April 2024'
    >>> cut_to_date("page edited: 17 Jun 2018 15:15")
    'edited: 17 Jun 2018 15:15'
    """
    spans = find_dates(text)[:2]
    if len(spans) != 1 or range_in(text):
        return text
    start, end = spans[0]
    return _lead(text[:start]) + text[start:end] + _tail(text[start:end], text[end:])


def _lead(before: str) -> str:
    """Return the end of the text before a date that belongs to it: a label, a weekday, or all of
    it where a part of the date may stand there, as in "Jan 04 09:34 2021".
    """
    near = before[-_NEAR:]
    lead = "" if CLOCK.search(near) else _label_or_weekday(before[-_LEAD:])
    return lead or (before if CLOCK.search(near) or _RUNS_INTO.search(near) else "")


def _label_or_weekday(before: str) -> str:
    """Return the end of a text from a date's label or a weekday on, "" without one."""
    words = re.findall(r"\S+\s*", before)[-6:]
    keys = [fold(word).strip(f" ,.([|{EDGE}") for word in words]
    for first in range(len(keys)):
        # "יום שלישי" is one day's name
        ends = range(max(first + 1, len(keys) - 2), len(keys) + 1)
        phrases = [" ".join(keys[first:end]).strip() for end in ends]
        if not DATE_LABELS.isdisjoint(phrases) or names.weekdays(phrases[-1]):
            return "".join(words[first:])
    return ""


def _tail(date: str, behind: str) -> str:
    """Return the text behind a date where it may go on with its clock, its zone or its year, or
    "".
    """
    tail = _NEXT_LABEL.split(behind)[0]
    year = None if YEAR.search(date) else YEAR.search(tail)
    return tail if year or _GOES_ON.match(tail) or CLOCK.search(tail) else ""


#: A day whose year has two digits, is Buddhist ("24/03/2562") or is left out.
_SHORT_YEAR = re.compile(
    r"(?<!\d)\d{1,2}([./-])\s?\d{1,2}\1\s?(?:25[4-7]\d|\d{2})(?!\d)|\d\s?[月월]\s?\d|'\d\d\b"
)
_LETTER, _WHOLE_YEAR = re.compile(r"[^\W\d_]"), re.compile(r"\d{4}")


@remembered
def is_date_line(text: str) -> bool:
    """Return whether a text that no class calls a date line is one: it has a day with a year or a
    clock, or says how long ago.

    >>> is_date_line("2. Sam Ponder"), is_date_line("Current Biology 31, 2021")
    (False, False)
    >>> is_date_line("13 Jan 2020"), is_date_line("6 اسفند 1400")
    (True, True)
    """
    text = unescape(text)
    # "發布日期：110-06-18" counts its years from 1911
    rest = without_label(text)
    return _has_year_or_clock(text) or _says_how_long_ago(text, rest) or looks_like_date(rest)


def _has_year_or_clock(text: str) -> bool:
    """Return whether a text has a day with its year or clock, or figures without words."""
    dates = "|".join(dates_within(text))
    if _SHORT_YEAR.search(text) or _WHOLE_YEAR.search(dates):
        return True
    clock = CLOCK.search(text)
    if _LETTER.search(text):
        return clock is not None and dates != ""
    return (clock or YEAR.search(text)) is not None


def _says_how_long_ago(text: str, rest: str) -> bool:
    """Return whether a text or its rest behind a label counts from today: "today 14:40", "2 days
    ago"; "Friday 20:00" is a programme's as often.
    """
    day = named_day(text) or named_day(rest) or DayWord()
    return day.ago is not None or stated_age(rest or text, None) is not None


@lru_cache(maxsize=2_048)
def dates_of_line(
    text: str, named: bool = False, in_plain_element: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the dates of a short text, each cut to it, with "other-date" before one of something
    else, "" before others.

    Class words call the text the article's date if ``named``, and say nothing of it if it stands
    ``in_plain_element``.
    """
    # no date goes on behind a bar
    parts = (text,) if "|" not in text and is_one_date(text) else byline_parts(text)
    dated = filter(_holds_date, parts)
    return tuple(
        [
            _date_of_part(part, named, in_plain_element)
            for part in (filter(is_date_line, dated) if in_plain_element else dated)
        ]
    )


def _holds_date(part: str) -> bool:
    """Return whether a part of a line has a date, or something like one behind its label."""
    return first_date(part) != "" or looks_like_date(part) or looks_like_date(without_label(part))


#: Longer parts of a line that is called a date may be sentences.
_LONG_PART = 60


def _date_of_part(part: str, named: bool, in_plain_element: bool) -> tuple[str, str]:
    """Return "other-date" or "", and the date of one part of a line."""
    date = first_date(part)
    # a date with its clock has no word beside it
    words = not (date and part.startswith(date)) or _LETTER.search(part, len(date))
    if not words and not range_in(part):
        return "", part
    # in a place that is called a date line what is short is a byline, whatever its words
    doubtful = not label_field(part) if in_plain_element else len(part) > _LONG_PART
    other = belongs_to_event(part, named) or (doubtful and is_in_sentence(part, date))
    return ("other-date" if other else ""), cut_to_date(part)


def belongs_to_event(text: str, named: bool = False) -> bool:
    """Return whether a short text says that its date is an event's, a broadcast's: by words, or as
    a range of days that nothing has ``named`` the article's.
    """
    is_range = not named and range_in(text) is not None
    return says_other_day(text) or (is_range and not without_label(text))


#: What counts days and years beside a date: "Ngày 25 tháng 2", "令和4年2月25日", "24 رجب 1443هـ
#: الموافق 25 فبراير 2022".
_OF_CALENDAR = re.compile(
    r"^\s?(?:[日일号號](?![期付時])|[Nn]gày\b)|令和|平成|昭和|大正|民[國国]|中華|西元|公元|단기|서기|هـ|الموافق"
    r"|میلادی|شمسی|[พค]\.?ศ\.?"
)
#: Shorter words are no names, but in scripts that write a word with few characters.
_LONG_WORD = re.compile("...|[^\0-\u08ff]")
#: Words that begin no person's name: "The Old Quay, 18 September 1999"; Hebrew writes its article
#: before both of two words.
_ARTICLES = re.compile(
    r"\A(?:(?:the|der|die|das|het|les|los|las|gli|det|az)\s|ה[\u05d0-\u05ea]+ (?=ה))", re.IGNORECASE
)
#: "21 Nisan 2018'de gazeteye katıldı", "2018. április 21-én csatlakozott", "21 апреля 2018 года
#: пришёл в редакцию".
_IN_CASE = re.compile(r"\d(?:['’-][^\W\d_]{1,5}|\s(?:года|року|tarihinde))\s+([^\W\d_]{4,})")
#: Scripts without capitals, but for East Asia's, in which the first sign of a name tells it.
_CASELESS = re.compile("[\u0590-\u0fff\uac00-\ud7af]")
_SIGNS = LABELS["author"] | LABELS["datePublished"]
_ARTICLES_DATES = ("datePublished", "dateModified")
#: What stands between a shelf's name and a date: a comma, a bar, or nothing.
_SHELF_END = re.compile(r"(?:[,/]\s*|[^\W\d_])\Z")
#: The first sign of East Asia's scripts.
_HAN = "\u2e80"
#: What is done on a day right behind it: "2018年4月21日撮影", "2018년 4월 21일 서울에서 태어남";
#: names have no particle.
_DONE = late(
    r"\s?[^\W\d_]+(?:(?:에서|에게|으로|부터|까지|를)(?=\s)|(?<=.{4})다(?=\.?\Z))|"
    # East Asia's letters, written by what they are not: the compiler visits each character of a
    # range
    r"(?=\s?[^\0-\u2e7f\u3000\uffdd-\U0010ffff])(?:\s?[^\W\d_]{2}(?![^\W\d_])|[^\W\d_]+)"
)


def belongs_to_other_subject(text: str, raw: str, *, in_byline: bool = False) -> bool:
    """Return whether a date is of the words beside it, which neither label nor sign it, and has no
    clock: "Concert: 8 May 2021".

    >>> belongs_to_other_subject("Concert: 8 May 2021", "8 May 2021")
    True
    >>> belongs_to_other_subject("Jane Doe, 8 May 2021", "8 May 2021", in_byline=True)
    False
    """
    part = next(filter(lambda part: raw in part, byline_parts(text)), raw)
    before, behind = _beside(part, raw)
    if split_byline(part) or split_byline(text) or is_relative(raw):
        return False
    if CLOCK.search(f"{before}|{behind}" if find_dates(raw) else part):
        return False
    if deed := _deed(behind):
        return names.periods(deed) is None
    if has_label_beside(before, behind) or label_field(raw) in _ARTICLES_DATES:
        return False
    return _goes_on_in_sentence(part) or _is_of_words(before, in_byline)


def _beside(part: str, raw: str) -> tuple[str, str]:
    """Return what stands before and behind a date, without words that count years and days."""
    before, _, behind = part.partition(first_date(raw) or raw)
    return _OF_CALENDAR.sub("", before), _OF_CALENDAR.sub("", behind)


def _deed(behind: str) -> str:
    """Return what was done on the day right before it, "撮影" of "2021年4月21日撮影"; "" where that
    is a label or a part of the date.
    """
    done = _DONE.match(behind)
    word = done[0].strip() if done else ""
    is_of_date = (
        word in ("", "第", "放送")
        or is_date_label(word)
        or any(names.named(word))
        or label_of(behind.strip())
    )
    return "" if is_of_date else word


def _goes_on_in_sentence(part: str) -> bool:
    """Return whether a date has the ending of its case, with a word of prose behind it."""
    case = _IN_CASE.search(part)
    word = case[1] if case else ""
    return word[:1].islower() and not (is_byline_word(fold(word)) or is_shelf(word))


def _is_of_words(before: str, in_byline: bool) -> bool:
    """Return whether the words before a date are what it is of: a heading with a colon, or neither
    names nor a shelf.
    """
    words = any(map(_LONG_WORD.match, words_beside_names(before)))
    # "24 رجب 1443 / 25 فبراير 2022" is one day in two calendars, "Boone 4, Millbrook 3, September
    # 18, 1999" a result
    if not words or DIGIT.search(before):
        return False
    label, name = before.strip(), without_lead_in(before).strip(" ,:.–—/-")
    # "Published by Penguin Random House, 5 March 2021", "来源：新华网2021年3月5日"
    if fold(name).partition(" ")[0] in _SIGNS or (label[-1] >= _HAN and label_of(label)):
        return False
    if label.endswith((":", "：")):
        # "Closing Date: 5 May 2021" has a name's shape
        return not is_date_label(label)
    return not (_is_known(before, name) or _signs(name, in_byline))


def _is_known(before: str, name: str) -> bool:
    """Return whether what stands before a date is nothing, a place, a house, a weekday or a shelf
    of the site.
    """
    # "Kultur, 30.10.23" and "News30.10.23" of two elements are a shelf, and "Weather 14 June 2020"
    # the weather's day
    if not name or (_SHELF_END.search(before) and is_shelf(name)):
        return True
    # "The Old Quay" is a picture of it, and no house for its article
    bare = _ARTICLES.sub("", name)
    return fold(name) in PLACES or looks_like_organisation(bare) or _is_weekday(name)


def _is_weekday(name: str) -> bool:
    """Return whether a name may be a weekday, whole or cut short."""
    return names.may_be_weekday(name) or names.is_cut_weekday(name)


def _signs(name: str, in_byline: bool) -> bool:
    """Return whether the words before a date are names of people.

    Without capitals any few words have a name's shape: "새 다리, 2021년 3월 5일" is a picture of
    the new bridge.
    """
    last = name.rpartition(" ")[2]
    sure = last == name or in_byline or fold(last) in _SIGNS or not _CASELESS.match(name)
    return sure and not _ARTICLES.match(name) and is_byline_names(name)


#: A time of day and nothing else: "14:40", "2:40 PM EST", "14:40:00+02:00", "14h40".
CLOCK_ALONE = re.compile(
    r"(?:[01]?\d"
    r"|2[0-3])\s?[:h時时시点點]\s?[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?\s?(?:[ap]\.?\s?m\.?|uhr|h"
    r"|hrs|分|분|น\.?)?"
    r"(?:\s?\(?(?-i:Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)\)?)?",
    re.IGNORECASE,
)
