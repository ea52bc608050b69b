"""The stretch of a short text that is its date, with the label before it; and texts that only look like dates.

A template's date line holds more than the date ("Founded 1947 Friday, 26 April 2024, No. 98"), and its words tell whose day it
is: "Termin: 21.02.2020" is the day of a tasting, "5 min read" no day at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from service import names
from service.lexicon.date_spans import dates_within, first_date, is_range
from service.lexicon.date_telling import clock_of_update, is_prose, is_told, opens_with_label, says_other_day
from service.lexicon.date_words import DATE_GLUE, looks_like_date, names_day
from service.lexicon.labels import closes_line, label_of
from service.lexicon.people import is_byline_names
from service.lexicon.relative_words import day_word, is_relative
from service.lexicon.signatures import before_date
from service.lexicon.texts import fold, of_short_texts, split_bars
from service.lexicon.zone_words import ANY_ZONE, COUNTED, GLUED_MERIDIEM

#: Longer texts are no date line.
DATE_LINE = 160
DIGIT = re.compile(r"\d")
#: A time of day without a day: "21:07", "ab 18.30 Uhr"; in a list of live news one stands at every entry.
CLOCK_ONLY = re.compile(r"\D{0,12}\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\D{0,12}")
#: A clock as an editor's system prints it; an event's is on the hour, half or quarter past.
ODD_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時시点]\s?(?!00|15|30|45)[0-5]\d(?!\d|[./-]\d)")
#: How long ago: "5 hours ago", "vor 4 Minuten", "12 jam lalu".
_AGO = re.compile(
    r"\b(?:ago|vor|il y a|hace|há|atrás|fa|geleden|sedan|siden|sitten|temu|назад|тому|önce|lalu|yang|prije|pred|před|acum|"
    r"trước|before|since|seit)\b|前|전|قبل|לפני|^\s*há\b",
    re.IGNORECASE,
)
#: What may stand between a date and its clock, the clock, and the zone behind it.
_CLOCK_BEHIND = re.compile(
    r"(?:[\s,|·–—@-]{0,4}"
    r"(?:um|at|à|a l[ae]s|às|kl\.?|klo|kello|kell|plkst\.|godz\.|saat|pukul|alle|ore|ora|om|o|в|u|ob|në|nang|को|کو)?\s{0,2}"
    rf"\(?\d{{1,2}}\s?(?:[:.]\s?\d{{2}}(?!{COUNTED})|h\s?\d\d(?:\s?min\s\d\d\ss\b)?|[ap]\.?m)"
    r"(?::\d{2})?(?:\.\d{1,6})?(?:\so['’]clock|\s(?-i:[A-Z]{3,4})(?=\s[ap]m\b))?"
    rf"\s?(?:Uhr|[hu]\b|hrs|[ap]\.?\s?m\b\.?|{GLUED_MERIDIEM}|[πμ]\.?\s?μ(?!\w)\.?|[ap]\b|[صم](?!\w))?"
    # "(GMT-3)" whole: without its number it would be another zone
    r"(?:\s?\(?(?:GMT|UTC)\s?[+\u2212-]\s?\d{1,2}(?::?\d{2})?\)?|"
    rf"\s?\(?{ANY_ZONE}\)?|\s?(?-i:[A-Z]{{3,4}}(?=[A-Z][a-z]))|"
    r"\s?[\[(]?(?-i:[A-Z][A-Za-z]{2,15}(?:/[A-Z][A-Za-z_]{2,20}){1,2})[\])]?|"
    r"\s?\(?(?-i:[A-Z]{2,5}|МСК)\b\)?|\s?[+-]\d{2}:?\d{2}\b)?)?",
    re.IGNORECASE,
)
_DATE_LABELS = ("datePublished", "dateModified", "date")
_WORDS = re.compile(r"\S+\s*")
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:h時시点]\s?\d{2}(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}([./-])\s?\d{1,2}\1\s?\d{2}(?!\d)|\d\s?[月월]\s?\d|'\d\d\b")
# the year may run into what follows it: "Feb 25, 20222:40 PM"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:(?!\d)|(?=\d{1,2}(?::\d\d|\s?min\b)))")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[2-9]|2[0-6])\d\d(?!\d)")
#: A text up to this length may be all date, and its dash that of a range: "28 February – 2 March 2022".
_ALL_DATE = 45
#: A part of the day ("de la tarde") or a label behind a date has three words at most, within so many characters.
_TRAIL, _MARKS = 24, " ,.|()[]（）"


@lru_cache(maxsize=2_048)
def is_date_label(label: str) -> bool:
    """Return whether a text is a date's label: "Published on", "Stand:"."""
    named = label_of(f"{label.rstrip(' :(')}: x") if 0 < len(label) <= 40 and not DIGIT.search(label) else None
    return named is not None and named[0] in _DATE_LABELS


def label_field(text: str) -> str:
    """Return the date field that a text's own label names: "dateModified" of "Updated: 3 May 2021", "" without such a label."""
    named = label_of(text)
    return named[0] if named is not None and named[0] in _DATE_LABELS else ""


def names_year(text: str) -> bool:
    """Return whether a text holds a year of four digits, of any calendar: 2018, 1397, 2561."""
    return _ANY_YEAR.search(text) is not None


def may_be_dated(text: str) -> bool:
    """Return whether a text has a digit, or names a day from today without one: "5 March", "Published yesterday"."""
    return DIGIT.search(text) is not None or is_relative(text) or is_relative(_without_label(text))


def names_from_today(text: str) -> bool:
    """Return whether a text is "today 14:40" or the like; "Friday 20:00" is a programme's as often."""
    named = day_word(text) or day_word(_without_label(text))
    return named is not None and named.ago is not None


def is_moment(text: str) -> bool:
    """Return whether a text that no class calls a date line is one: it has a day with a year or a clock, or says how long ago.

    >>> is_moment("2. Sam Ponder"), is_moment("Current Biology 31, 2021"), is_moment("13 Jan 2020"), is_moment("6 اسفند 1400")
    (False, False, True, True)
    """
    if _AGO.search(text) or _SHORT_YEAR.search(text) or names_from_today(text):
        return True
    timed = bool(_YEAR.search(text) or _CLOCK.search(text))
    if (timed and (first_date(text) or not _WORD.search(text))) or names_day(text):
        return True
    # "發布日期：110-06-18" counts its years from 1911
    return looks_like_date(_without_label(text))


@of_short_texts
@lru_cache(maxsize=2_048)
def is_of_others(text: str, named: bool = False) -> bool:
    """Return whether a short text says that its date is not the article's: an event's, a broadcast's, a printed issue's.

    A range of days is an event's, unless it is labelled or its place is ``named`` as that of the article's date.
    """
    return says_other_day(text) or (not named and is_range(text) and not _without_label(text))


def _without_label(text: str) -> str:
    """Return what stands behind a date's label, or "": the words of the label are no part of the date."""
    named = label_of(text)
    return named[1] if named is not None and named[0] in _DATE_LABELS else ""


@lru_cache(maxsize=2_048)
def date_parts(text: str) -> tuple[str, ...]:
    """The parts of a short text that hold a date: "By Jane Doe | 3 May 2021 10:00 | 5 min read" gives the second.

    A clock that stands in the next part belongs to the day before it: "03.05.2021 | 10:00".
    """
    return tuple(
        [
            part
            for part in byline_parts(text)
            if may_be_dated(part) and (looks_like_date(part) or first_date(part) or looks_like_date(_without_label(part)))
        ]
    )


def byline_parts(text: str) -> list[str]:
    """Return the parts of a byline; a clock belongs to the day before it, "5 March 2021 | 14:40", and an update's too."""
    parts: list[str] = []
    for part in ranges_whole(text, split_bars(text)):
        if parts and DIGIT.search(parts[-1]) and (clock_of_update(part) or _is_clock_of(part, parts[-1])):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts


def _is_clock_of(part: str, day: str) -> bool:
    """Return whether a part is the clock of the day before it; with two days before it, it may be of either."""
    alone = CLOCK_ONLY.fullmatch(part) is not None and _CLOCK.search(day) is None
    return alone and looks_like_date(day) and len(dates_within(day, 2)) == 1


def ranges_whole(text: str, bars: list[str]) -> list[str]:
    """Return the parts of a text, with the two days of a range that a long dash parts as one."""
    for at, (first, last) in enumerate(pairwise(bars)):
        for dash in "–—":
            whole = f"{first} {dash} {last}"
            if whole in text and is_range(whole):
                return [*bars[:at], whole, *bars[at + 2 :]]
    return bars


@lru_cache(maxsize=2_048)
def date_stretch(text: str) -> str:
    """A text cut to its date, the label or weekday before and the clock behind; whole where the rest holds a clock or year.

    >>> date_stretch("Founded Friday, 26 April 2024, Example City"), date_stretch("page edited: 17 Jun 2018 15:15")
    ('Friday, 26 April 2024', 'edited: 17 Jun 2018 15:15')
    """
    found = dates_within(text, 2)
    # of a range both ends are told
    if not found or is_range(text):
        return text
    start: int = text.find(found[0])
    behind = _CLOCK_BEHIND.match(text, start + len(found[0]))
    end = start + len(found[0]) + (len(behind.group().rstrip()) if behind else 0)
    blank = text[end : end + 1].isspace()
    period = _reach(text[end + blank : end + _TRAIL], _is_period) if behind else 0
    end += blank + period if period else 0
    # "Julkaistu 25.2.2022 klo 14.40", "R4.2.25": of a short text that is a date, what the stretch leaves out may belong to it
    glued = text[max(0, start - 1) : start].isalnum()
    if len(text) <= _ALL_DATE and (glued or DIGIT.search(text[:start] + text[end:])) and looks_like_date(text):
        return text
    lead = _lead(text[max(0, start - 60) : start])
    end += 0 if lead else _label_behind(text[end:])
    rest = text[: start - len(lead)] + " " + text[end:]
    if text[end : end + 1].isalnum() or text[end : end + 1] == ":" or clock_of_update(text[end:].lstrip(" ,;.|(–—-")):
        return text
    if len(found) > 1 or _CLOCK.search(rest) or (_YEAR.search(rest) and not _YEAR.search(text[start:end])):
        return text
    return text[start - len(lead) : end].rstrip(" ,|·–—-(")


def stretches(text: str, named: bool = False, unnamed: bool = False) -> Iterator[tuple[str, str]]:
    """The dates of a short text, each cut to its stretch; "other-date" for those that belong to something else.

    Where no class word calls the text a date line, it must say a year, a clock or how long ago.
    """
    for part in date_parts(text):
        if unnamed and not is_moment(part):
            continue
        date = first_date(part)
        # "Maëlle Toussaint-Roy et Solène Marchadier, le 8/12" is a long line of names
        named_so = opens_with_label(part, date) or is_byline_names(before_date(part, date))
        prose = bool(date) and not looks_like_date(part) and is_prose(part, date) and not named_so
        foreign = is_of_others(part, named) or prose or (unnamed and not label_field(part) and is_told(part, date))
        yield "other-date" if foreign else "", date_stretch(part)


#: "14 Temmuz 2023 tarihinde güncellendi", "14.07.2023'te güncellendi": what says "on" behind a date.
_ON = re.compile(r"\s*(?:(?:tarihinde|['’][dt][ea]|को|کو|তারিখে)\s+)?")


def _reach(text: str, wanted: Callable[[str], bool]) -> int:
    """Return the length of the one to three words that begin a text and are together what is wanted; 0 without them."""
    words = _WORDS.findall(text)[:3]
    phrases = ["".join(words[:size]).rstrip() for size in range(len(words), 0, -1)]
    return next((len(phrase) for phrase in phrases if wanted(phrase.strip(_MARKS))), 0)


def _is_period(words: str) -> bool:
    """Return whether words are a part of the day: "de la tarde" behind "6:05"."""
    return names.periods(words) is not None


def _label_behind(text: str) -> int:
    """Return the length of the label that a text is, " 更新" behind "2021-03-06 09:15"; 0 for "edited by John Smith"."""
    on = _ON.match(text)
    begin = on.end() if on is not None else 0
    length = _reach(text[begin:], is_date_label) if len(text) <= _TRAIL else 0
    return begin + length if length and closes_line(text[begin + length :]) else 0


def _lead(before: str) -> str:
    """Return the end of the text before a date that belongs to the date: the label, the weekday, a preposition."""
    words = _WORDS.findall(before)[-6:]
    for size in range(len(words), 0, -1):
        lead = words[-size:]
        for cut in range(_companions(lead) + 1):
            if is_date_label("".join(lead[: size - cut]).strip(" ,.([|")):
                return "".join(lead)
    for size in (1, 2):  # "יום שלישי" is one day's name
        named = "".join(words[-size:])
        if names.weekdays(named.strip(" ,.([|")):
            return named
    return ""


def _companions(words: list[str]) -> int:
    """Return how many words at the end may stand between a label and its date.

    "First published on Tue", "Updated Date: Sat,".
    """
    count = 0
    for word in reversed(words):
        bare = fold(word).strip(" ,.([|")
        if bare not in DATE_GLUE and not names.weekdays(bare):
            break
        count += 1
    # one word more is of any kind: "le", "op", "dne"
    return max(count, 1)
