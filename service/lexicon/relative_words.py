"""The words of relative dates, counted from the moment of reading: "3 hours ago", "yesterday", "hace una semana", "Fri 14:40".

What they say is worked out in ``service/dates/relative.py``, beside the time of the fetch; here is only what stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from service import names
from service.lexicon.tables import phrases, table
from service.lexicon.texts import fold, of_short_texts, remembered

#: The languages whose names for days are known on a page that does not say its own; in 200 more, "ma" and "uri" are days.
_WIDELY_READ = phrases("languages", "widely_read")
#: Days in one language that are names or other words in more.
_NAMES = frozenset("ma leo jana gaur sot kal parson haut".split())
#: Numbers that are written as words.
_COUNTS = {word: int(number) for number in table("small_numbers") for word in phrases("small_numbers", number)}
#: The stops of abbreviations are no part of the words.
_STOP = re.compile(r"\.(?!\d)|(?<!\d)\.")


def folded(text: str) -> str:
    """Return a phrase as the tables have it: folded, without stops but a clock's ("i går kl. 14.40"), with single blanks."""
    said = fold(text)
    return " ".join(_STOP.sub("", said).split()) if "." in said else said


#: A phrase with {0} for its number -> language -> "2 hour": the number that it says without one (0: the text has it), and the
#: unit; the name of a day -> language -> how many days before today it is.
_PHRASES: dict[str, dict[str, str]] = table("cldr_relative")["phrases"]
_DAYS: dict[str, dict[str, int]] = table("cldr_relative")["days"]
#: Phrases that are sure to be said of now.
_NOW = frozenset(table("cldr_relative")["now"])
#: "avant-hier" is one word.
_BETWEEN = re.compile(r"(?:[\s,;:|()·•/–]|(?<!\w)-|-(?!\w))+")
_EDGES = " ,;:|()·•-–"
_WITHOUT_NUMBERS = str.maketrans(",;:|()·•/–", " " * 10, "0123456789")
#: The longest word of each phrase, and the words of days: a text without one of them tells nothing, and most texts are such.
_OF_PHRASES = frozenset(max(phrase.replace("{0}", "").split(), key=len).strip(_EDGES) for phrase in _PHRASES)
_OF_NOW = (_OF_PHRASES | {word for phrase in _DAYS for word in _BETWEEN.split(phrase)}) - {""}
#: The days that mean the same in every widely read language.
_WELL_KNOWN = {
    word: min(known)
    for word, meanings in _DAYS.items()
    if word not in _NAMES and len(known := {before for language, before in meanings.items() if language in _WIDELY_READ}) == 1
}
_NUMBER = re.compile(r"\d{1,3}")
#: The smaller of two units, "3 days, 4 hours ago" of Django; their lengths in minutes.
_SMALLER = re.compile(
    r"(?P<larger>\d{1,3} [^\W\d_]{3,}),?(?: and| und| et| y| en| och)? (?P<smaller>\d{1,2} [^\W\d_]{3,})(?=\Z| [^\W\d])"
)
_MINUTES, _MOST_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}, 7 * 24 * 60
#: The longest phrase has five words; its first stands among the first eight.
_WINDOW, _FEW_WORDS = 5, 8
#: Longer texts hold more than a relative date.
_LONGEST = 80


def ago(text: str, language: str | None) -> tuple[int, str] | None:
    """Return the number and unit that a text says has passed, in the page's language or in any that agree; else None.

    >>> ago("3 hours ago", "en"), ago("vor einer Woche", None), ago("3 hours of rain", "en"), ago("1 day, 2 hours ago", "en")
    ((3, 'hour'), (1, 'week'), None, (26, 'hour'))
    """
    phrase, code = folded(text[:_LONGEST]), (language or "").split("-")[0]
    if (two := _SMALLER.search(phrase)) is not None:
        larger, smaller = [ago(phrase.replace(two[0], two[part]), language) or (0, "") for part in ("larger", "smaller")]
        if larger[1] in _MINUTES and _MINUTES[larger[1]] > _MINUTES.get(smaller[1], _MOST_MINUTES):
            return larger[0] * _MINUTES[larger[1]] // _MINUTES[smaller[1]] + smaller[0], smaller[1]
        if larger[1] in ("month", "year"):
            return larger
    words = phrase.split(" ")
    # where a number stands, in digits or as a word, which it is, and the word with {0} for it
    numbers = [
        (at, int(found[0]), _NUMBER.sub("{0}", word)) for at, word in enumerate(words) if (found := _NUMBER.search(word))
    ]
    numbers += [(at, _COUNTS[word], "{0}") for at, word in enumerate(words) if word in _COUNTS]
    versions = [(None, words), *[(number, [*words[:at], blank, *words[at + 1 :]]) for at, number, blank in numbers]]
    runs = [(start, end) for start in range(_FEW_WORDS) for end in range(start + _WINDOW, start, -1) if end <= len(words)]
    for start, end in runs:
        for number, version in versions:
            pattern = " ".join(version[start:end]).strip(_EDGES)
            spoken = _PHRASES.get(pattern, {}) if number is None or "{0}" in pattern else {}
            meanings = {spoken[code]} if code in spoken else set(spoken.values())
            # where languages disagree nothing is told
            if len(meanings) == 1:
                alone, _, unit = meanings.pop().partition(" ")
                if alone != "0" or number is not None or pattern in _NOW:
                    return int(alone) or number or 0, unit
    return None


#: An hour and a minute.
Clock: TypeAlias = tuple[int, int]


class DayWord(NamedTuple):
    """A day that a text names from today: how many days before, or the weekdays (0 Monday) of which the last is meant.

    ``clock`` is the hour and minute that stand with it.
    """

    ago: int | None = None
    weekday: frozenset[int] | None = None
    clock: Clock | None = None


#: "gestern, 14.20 Uhr", "Today 2:40 pm", "昨天14:40", "14:40, сегодня", "hier à 14h40".
_CLOCK = re.compile(
    r"(?P<hour>\d(?<![\d./:-]\d)\d?)(?:\s?[:.h時时시点]\s?(?P<minute>[0-5]\d)(?!\d|[./-]\d)(?::[0-5]\d)?|(?=\s?[ap]\.?\s?m\b))"
    r"\s?(?:分|분|(?P<half>[ap])\.?\s?m\b\.?|uhr\b|h\b|u\b|น)?",
)
#: No more words stand beside the day's name and its clock ("at", "um", "a las", "kl.", "WIB"), and none is longer.
_MOST_BESIDE, _LONGEST_BESIDE = 2, 4


@of_short_texts
@lru_cache(maxsize=2_048)
def day_word(text: str, language: str | None = None) -> DayWord | None:
    """Return the day of a text that only names a day from today, with or without its clock; None for any other text.

    >>> day_word("Yesterday at 14:40"), day_word("kemarin"), day_word("Yesterday's news"), day_word("Friday")
    (DayWord(ago=1, weekday=None, clock=(14, 40)), DayWord(ago=1, weekday=None, clock=None), None, None)
    """
    if len(text) > _LONGEST:
        return None
    rest = folded(text)
    clock = _CLOCK.search(rest)
    time = _time(clock)
    if clock is not None:
        rest = f"{rest[: clock.start()]} {rest[clock.end() :]}"
    # 26:40 is no time, and a day with more numbers is no word
    if (clock is not None and time is None) or any(map(str.isdigit, rest)):
        return None
    code, beside = (language or "").split("-")[0], _MOST_BESIDE if clock is not None else 0
    words = [word for word in _BETWEEN.split(rest) if word]
    for size in range(min(_WINDOW, len(words)), max(0, len(words) - beside - 1), -1):
        for start in range(len(words) - size + 1):
            phrase, others = " ".join(words[start : start + size]), words[:start] + words[start + size :]
            days = _DAYS.get(phrase, {}).get(code, _WELL_KNOWN.get(phrase))
            # "Friday" alone heads a programme
            weekdays = names.weekdays(phrase) if days is None and clock is not None and len(phrase) > 1 else None
            if (days is not None or weekdays) and max(map(len, others), default=0) <= _LONGEST_BESIDE:
                return DayWord(days, weekdays or None, time)
    return None


def _time(clock: re.Match[str] | None) -> Clock | None:
    """Return the hour and the minute of a clock; None without one, and for "26:40"."""
    hour, half = (int(clock["hour"]), clock["half"]) if clock else (24, None)
    if half is not None:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 24
    return (hour, int(clock["minute"] or 0)) if clock and hour <= 23 else None


#: "8 hours ago at 10:09 am"; but "14 hours ago Duration 1:30" tells the length of a film.
_BESIDE = re.compile(
    r"(?:[,|·]|\b(?:at|um|à|às|a las|alle|kl|klo|om|ob|o|в|о|у|saat)[.]?) {0,2}(?P<clock>\d{1,2}[:.h].*)", re.IGNORECASE
)


def clock_beside(text: str) -> Clock | None:
    """Return the clock beside a count of hours or days, behind a word or a mark for it."""
    beside = _BESIDE.search(text)
    return _time(_CLOCK.match(beside["clock"].lower())) if beside else None


#: What no relative date has: a year, a day and a month of figures.
_OF_A_DATE = re.compile(r"\d(?:\d{3}|[/-]\d)")
#: A longer text holds more than how long ago it is.
_LONGEST_AGO = 40


@remembered
def is_relative(text: str) -> bool:
    """Return whether a text is a relative date and nothing else: "gestern", "3 hours ago", "just now"."""
    if len(text) > _LONGEST or _OF_A_DATE.search(text) is not None:
        return False
    said = folded(text)
    # only beside a clock the name of a day of the week tells one
    told = not _OF_NOW.isdisjoint([word.strip("-") for word in said.translate(_WITHOUT_NUMBERS).split()])
    if (told or _CLOCK.search(said)) and day_word(text) is not None:
        return True
    return told and len(text) <= _LONGEST_AGO and ago(text, None) is not None


def without_age(text: str) -> str:
    """Return a text without how long ago it is at its end: of "Budi Santoso 2 jam lalu" before a date stays the name."""
    words = text.split()[-_WINDOW:]
    ages = (age for size in range(1, len(words) + 1) if is_relative(age := " ".join(words[-size:])))
    return text.rstrip().removesuffix(next(ages, "")) if words else text
