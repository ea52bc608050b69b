"""The words of relative dates, counted from the moment of reading: "3 hours ago", "yesterday",
"hace una semana", "Fri 14:40".

What they say is worked out in ``service/dates/relative.py``, beside the time of the fetch; here is
only what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from service.lexicon import calendar_names as names
from service.lexicon.tables import phrases, table
from service.lexicon.texts import any_of, fold, of_short_texts, remembered
from service.spans.date_words import days_in_words

#: The languages whose names for days are known on a page that does not say its own; in 200 more,
#: "ma" and "uri" are days.
_WIDELY_READ = phrases("languages", "widely_read")
#: Days in one language that are names or other words in more.
_NAMES = frozenset("ma leo jana gaur sot kal parson haut 前日".split())
#: Numbers that are written as words.
_COUNTS = {
    word: int(number)
    for number in table("small_numbers")
    for word in phrases("small_numbers", number)
}
#: Signs that pages write for an apostrophe, "Aujourd՚hui", and letters that look like one.
APOSTROPHES = dict.fromkeys(map(ord, "՚ꞌ‵ʹʻ"), "'")
#: The stops of abbreviations are no part of the words.
_STOP = re.compile(r"\.(?!\d)|(?<!\d)\.")


def folded(text: str) -> str:
    """Return a phrase as the tables have it: folded, without stops but a clock's ("i går kl.
    14.40"), with single blanks.
    """
    said = fold(text)
    if not said.isascii():
        said = said.translate(APOSTROPHES)
    return " ".join(_STOP.sub("", said).split()) if "." in said else said


#: A phrase with {0} for its number -> language -> "2 hour": the number that it says without one (0:
#: the text has it), and the unit; the name of a day -> language -> how many days before today it
#: is.
_PHRASES: dict[str, dict[str, str]] = table("cldr_relative")["phrases"]
_DAYS: dict[str, dict[str, int]] = table("cldr_relative")["days"]
#: Phrases that are sure to be said of now.
_NOW = frozenset(table("cldr_relative")["now"])
#: "avant-hier" is one word.
_BETWEEN = re.compile(r"(?:[\s,;:|()·•/–]|(?<!\w)-|-(?!\w))+")
_EDGES = " ,;:|()·•-–"
_WITHOUT_NUMBERS = str.maketrans(",;:|()·•/–", " " * 10, "0123456789")
#: The longest word of each phrase, and the words of days: a text without one of them tells nothing,
#: and most texts are such.
_OF_PHRASES = frozenset(
    max(phrase.replace("{0}", "").split(), key=len).strip(_EDGES) for phrase in _PHRASES
)
_OF_NOW = (_OF_PHRASES | {word for phrase in _DAYS for word in _BETWEEN.split(phrase)}) - {""}
#: The days that mean the same in every widely read language.
_WELL_KNOWN = {
    word: min(known)
    for word, meanings in _DAYS.items()
    if word not in _NAMES
    and len(known := {before for language, before in meanings.items() if language in _WIDELY_READ})
    == 1
}
_NUMBER, _DIGIT = re.compile(r"\d{1,3}"), re.compile(r"\d")
#: The lengths of units in minutes; a second counts for nothing.
_MINUTES = {"second": 0, "minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
#: What an age is whose units have no fixed number of the smaller: "1 mese e 21 giorni fa".
NO_UNIT = "unknown"
#: "about 3 hours ago", "vor etwa 23 Stunden", "约23小时前".
_ABOUT = re.compile(
    rf"(?<![^\W\d_])(?:{any_of(phrases('dates', 'about'))})\s+(?=\S)|[约約](?=\s?\d)|약\s?(?=\d)"
)
#: A number with the word behind it that may be its unit.
_COUNT = re.compile(r"(?P<number>\d{1,3})\s?(?P<unit>[^\s\d,;:|()·•/–-]{1,14})")
#: The longest word that joins two units: "3 days and 4 hours ago".
_JOINS = 3
#: Where the next unit begins in a script without blanks: "1小时30分钟前".
_COUNT_BEHIND = re.compile(r"(?<=[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af])(?=\d)")
#: The words that stand behind the number of an age, of any language.
_UNIT_WORDS = frozenset(
    found["unit"] for phrase in _PHRASES if (found := _COUNT.search(phrase.replace("{0}", "1")))
)
#: The longest phrase has six words; its first stands among the first eight.
_WINDOW, _FEW_WORDS = 6, 8
#: Longer texts hold more than a relative date.
_LONGEST = 80


def stated_age(text: str, language: str | None) -> tuple[int, str] | None:
    """Return the number and unit that a text says has passed, in the page's language or in any that
    agree; else None.

    >>> stated_age("3 hours ago", "en"), stated_age("vor einer Woche", None)
    ((3, 'hour'), (1, 'week'))
    >>> stated_age("3 hours of rain", "en"), stated_age("1 day, 2 hours ago", "en")
    (None, (26, 'hour'))
    """
    phrase = _without_about(folded(text[:_LONGEST]))
    words = _COUNT_BEHIND.sub(" ", phrase).split(" ")
    return _first_age(words, (language or "").split("-")[0])


def _without_about(phrase: str) -> str:
    """Return a phrase without the words that say that its number is a round one."""
    return _ABOUT.sub("", phrase)


#: The one number of a text with the word behind it; a word of two letters is as often another.
_LONE_COUNT = re.compile(r"\D*(?<!\d)\d{1,2}\s(?P<unit>[^\W\d_]{3,14})(?![^\W\d_])\D*")


def counts_units(text: str) -> bool:
    """Return whether a text has one number, which counts units of time and is no day: "tra 5
    giorni" is in five days, and no 5 April.
    """
    found = _LONE_COUNT.fullmatch(folded(text))
    if found is None or names.named(found["unit"])[0]:
        return False
    return found["unit"] in _UNIT_WORDS


#: "2 weeks before May 13 1999", "16 dagen vanaf 01/02/2018".
_COUNTED_FROM = re.compile(
    rf"\d{{1,3}} (?P<unit>[^\W\d_]{{3,14}}) (?:{any_of(phrases('dates', 'counted_from'))}) "
    r"(?=.*\d)"
)


def counts_from_a_date(text: str) -> bool:
    """Return whether a text tells another day by how far from a date it is."""
    found = _COUNTED_FROM.search(folded(text[:_LONGEST]))
    return found is not None and found["unit"] in _UNIT_WORDS


def _first_age(words: list[str], code: str) -> tuple[int, str] | None:
    """Return the first age that a run of a phrase's words says, the longest run first, with its
    larger and smaller units.
    """
    versions = [(None, words), *_with_blanks(words, code)]
    for start in range(min(len(words), _FEW_WORDS)):
        for end in range(min(len(words), start + _WINDOW), start, -1):
            for number, version in versions:
                pattern = " ".join(version[start:end]).strip(_EDGES)
                if pattern in _PHRASES and (age := _meaning(pattern, number, code)):
                    return _in_one_unit([age, *_more_units(words, start, end, pattern, code)])
    return None


def _more_units(
    words: list[str], start: int, end: int, pattern: str, code: str
) -> Iterator[tuple[int, str]]:
    """Yield the other units of an age: "1 mese e" before "21 giorni fa", "und 21 Tagen" behind "vor
    1 Monat"; of no unit where what is said so means none.
    """
    is_last = pattern.startswith("{0}")
    beside = words[:start][::-1] if is_last else words[end:]
    while count := _count_beside(beside, is_last):
        size, number, unit = count
        phrases = _in_place_of(pattern, unit, is_last)
        said = (_meaning(phrase, number, code) for phrase in phrases if phrase in _PHRASES)
        yield next(filter(None, said), (number, NO_UNIT))
        beside = beside[size:]


def _in_place_of(pattern: str, unit: str, is_last: bool) -> Iterator[str]:
    """Yield the phrases that another unit may make: "{0} mese fa" of "{0} giorni fa"."""
    for count in (f"{{0}} {unit}", f"{{0}}{unit}"):
        if is_last:
            yield from (count + pattern[at:] for at in range(3, len(pattern)))
        else:
            yield from (pattern[:at] + count for at in range(pattern.find("{0}") + 1))


def _count_beside(words: list[str], is_before: bool) -> tuple[int, int, str] | None:
    """Return how many of the next words are a number and its unit, over a short word that joins
    them, and both; None where they are not.
    """
    for skipped in (0, 1):
        joins = skipped == 0 or (len(words) > 1 and words[0].isalpha() and len(words[0]) <= _JOINS)
        for size in (1, 2):
            said = words[skipped : skipped + size]
            text = " ".join(said[::-1] if is_before else said).strip(_EDGES)
            found = _COUNT.fullmatch(text) if joins else None
            if found is not None and found["unit"] in _UNIT_WORDS:
                return skipped + size, int(found["number"]), found["unit"]
    return None


def _in_one_unit(said: list[tuple[int, str]]) -> tuple[int, str]:
    """Return an age of one or more units in the smallest of them; months have no fixed number of
    days.
    """
    if len(said) == 1:
        return said[0]
    units = {unit for _, unit in said}
    if units <= _MINUTES.keys():
        smallest = min(units - {"second"}, key=lambda unit: _MINUTES[unit], default="second")
        total = sum([number * _MINUTES[unit] for number, unit in said])
        return total // max(1, _MINUTES[smallest]), smallest
    if units == {"year", "month"}:
        return sum([number * (12 if unit == "year" else 1) for number, unit in said]), "month"
    return 0, NO_UNIT


def _with_blanks(words: list[str], code: str) -> list[tuple[int, list[str]]]:
    """Return each number of a phrase, in digits or as a word of its language, with the words that
    have {0} for it.
    """
    spelled = {**days_in_words(code), **_COUNTS}
    numbers = [
        (at, int(found[0]), _NUMBER.sub("{0}", word))
        for at, word in enumerate(words)
        if (found := _NUMBER.search(word))
    ]
    numbers += [(at, spelled[word], "{0}") for at, word in enumerate(words) if word in spelled]
    return [(number, [*words[:at], blank, *words[at + 1 :]]) for at, number, blank in numbers]


def _meaning(pattern: str, number: int | None, code: str) -> tuple[int, str] | None:
    """Return what a phrase with its number means in a language, or in all others where they
    agree.
    """
    if number is not None and "{0}" not in pattern:
        return None
    spoken = _PHRASES[pattern]
    meanings = {spoken[code]} if code in spoken else set(spoken.values())
    alone, _, unit = meanings.pop().partition(" ")
    if meanings or (alone == "0" and number is None and pattern not in _NOW):
        return None
    return int(alone) or number or 0, unit


#: An hour and a minute.
Clock: TypeAlias = tuple[int, int]


class DayWord(NamedTuple):
    """A day that a text names from today: how many days before, or the weekdays (0 Monday) of which
    the last is meant.

    ``clock`` is the hour and minute that stand with it.
    """

    ago: int | None = None
    weekday: frozenset[int] | None = None
    clock: Clock | None = None


#: "gestern, 14.20 Uhr", "Today 2:40 pm", "昨天14:40", "14:40, сегодня", "hier à 14h40".
_CLOCK = re.compile(
    r"(?P<hour>\d(?<![\d./:-]\d)\d?)(?:\s?[:.h時时시点]\s?(?P<minute>[0-5]\d)(?!\d"
    r"|[./-]\d)(?::[0-5]\d)?|(?=\s?[ap]\.?\s?m\b))"
    r"\s?(?:分|분|(?P<half>[ap])\.?\s?m\b\.?|uhr\b|h\b|u\b|น)?",
)
#: No more words stand beside the day's name and its clock ("at", "um", "a las", "kl.", "WIB"), and
#: none is longer.
_MOST_BESIDE, _LONGEST_BESIDE = 2, 4


@of_short_texts
@lru_cache(maxsize=2_048)
def named_day(text: str, language: str | None = None) -> DayWord | None:
    """Return the day of a text that only names a day from today, with or without its clock; None
    for any other text.

    >>> named_day("Yesterday at 14:40"), named_day("kemarin")
    (DayWord(ago=1, weekday=None, clock=(14, 40)), DayWord(ago=1, weekday=None, clock=None))
    >>> named_day("Yesterday's news"), named_day("Friday")
    (None, None)
    """
    rest = folded(text) if len(text) <= _LONGEST else ""
    clock = _CLOCK.search(rest)
    time, beside = (_time(clock), _MOST_BESIDE) if clock is not None else (None, 0)
    rest = _CLOCK.sub(" ", rest, count=1)
    # 26:40 is no time, and a day with more numbers is no word
    if (beside and time is None) or _DIGIT.search(rest):
        return None
    code = (language or "").split("-")[0]
    days = (_day_called(phrase, code, time) for phrase in _phrases(rest, beside))
    return next(filter(None, days), None)


def _phrases(text: str, beside: int) -> Iterator[str]:
    """Yield the phrases of a text, the longest first, with few and short words beside them."""
    words = [word for word in _BETWEEN.split(text) if word]
    for size in range(min(_WINDOW, len(words)), max(0, len(words) - beside - 1), -1):
        for start in range(len(words) - size + 1):
            end = start + size
            if max(map(len, words[:start] + words[end:]), default=0) <= _LONGEST_BESIDE:
                yield " ".join(words[start:end])


def _day_called(phrase: str, code: str, clock: Clock | None) -> DayWord | None:
    """Return the day that a phrase names, in a language or in all that are widely read; a day of
    the week only beside a clock, for "Friday" alone heads a programme.
    """
    days = _DAYS.get(phrase, {}).get(code, _WELL_KNOWN.get(phrase))
    if days is not None:
        return DayWord(days, None, clock)
    may_be_weekday = clock is not None and len(phrase) > 1
    weekdays = names.weekdays(phrase, code or None) if may_be_weekday else frozenset[int]()
    return DayWord(None, weekdays, clock) if weekdays else None


def _time(clock: re.Match[str]) -> Clock | None:
    """Return the hour and the minute of a clock; None for "26:40"."""
    hour, half = int(clock["hour"]), clock["half"]
    if half is not None:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 24
    return (hour, int(clock["minute"] or 0)) if hour < 24 else None


#: "8 hours ago at 10:09 am"; but "14 hours ago Duration 1:30" tells the length of a film.
_BESIDE = re.compile(
    (
        r"(?:[,|·]|\b(?:at|um|à|às|a las|alle|kl|klo|om|ob|o|в|о|у|saat)[.]?) "
        r"{0,2}(?P<clock>\d{1,2}[:.h].*)"
    ),
    re.IGNORECASE,
)


def clock_beside(text: str) -> Clock | None:
    """Return the clock beside a count of hours or days, behind a word or a mark for it."""
    beside = _BESIDE.search(text)
    clock = _CLOCK.match(beside["clock"].lower()) if beside else None
    return _time(clock) if clock else None


#: What no relative date has: a year, a day and a month of figures.
_OF_A_DATE = re.compile(r"\d(?:\d{3}|[/-]\d)")
#: A longer text holds more than how long ago it is.
_LONGEST_AGO = 40


@remembered
def is_relative(text: str) -> bool:
    """Return whether a text is a relative date and nothing else: "gestern", "3 hours ago", "just
    now".
    """
    if len(text) > _LONGEST or _OF_A_DATE.search(text) is not None:
        return False
    said = _without_about(folded(text))
    # only beside a clock the name of a day of the week tells one
    told = not _OF_NOW.isdisjoint(
        [word.strip("-") for word in said.translate(_WITHOUT_NUMBERS).split()]
    )
    if (told or _CLOCK.search(said)) and named_day(text) is not None:
        return True
    return told and len(text) <= _LONGEST_AGO and stated_age(text, None) is not None


def without_age(text: str) -> str:
    """Return a text without how long ago it is at its end: of "Budi Santoso 2 jam lalu" before a
    date stays the name.
    """
    words = text.split()[-_WINDOW:]
    ages = (age for size in range(1, len(words) + 1) if is_relative(age := " ".join(words[-size:])))
    return text.rstrip().removesuffix(next(ages, "")) if words else text
