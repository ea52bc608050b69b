"""What the words around a date tell: its label, or that the day is of something else, or that only
a clock was updated.

"Retrieved 17 February 2001", "The bridge opened on 12 May 1998", "Prices current as of 3 May 2022",
"Updated at 3:15 PM".
"""

from __future__ import annotations

import re

from service.lexicon import calendar_names as names
from service.lexicon.labels import DATE_LABELS, LABELS, date_labels
from service.lexicon.lines import is_sentence
from service.lexicon.spelling import folded
from service.lexicon.tables import phrases
from service.lexicon.texts import EDGE, any_of, fold
from service.spans.date_words import COMPANY, words_beside_names
from service.spans.labelled import label_of
from service.spans.relative_words import is_relative, without_age

_WORD = re.compile(r"[^\W\d_]+")
_DATE_FIELDS = ("datePublished", "dateModified", "date")


def is_date_label(label: str) -> bool:
    """Return whether a text is a date's label: "Published on", "Stand:"."""
    return 0 < len(label) <= 40 and fold(label).strip(f"{EDGE}(") in DATE_LABELS


def label_field(text: str) -> str:
    """Return the date field that a text's own label names: "dateModified" of "Updated: 3 May 2021",
    "" without such a label.
    """
    field, _ = label_of(text) or ("", "")
    return field if field in _DATE_FIELDS else ""


def without_label(text: str) -> str:
    """Return what stands behind a date's label, or "": the words of the label are no part of the
    date.
    """
    field, rest = label_of(text) or ("", "")
    return rest if field in _DATE_FIELDS else ""


def _words(purpose: str) -> str:
    return f"(?:{any_of(phrases('other_days', purpose))})"


#: What says at the beginning of a folded line that its day is of something else: the day of reading
#: or the state of data; what is done on a day, until it or since it.
_OPENING = re.compile(
    rf"\W{{0,3}}(?:{_words('of_reading')}(?![a-z])|{_words('of_what_is_next')}[^\d"
    rf"|:,]{{3,30}}(?::|(?=\d))|"
    rf"{_words('done')}(?: ?:|(?: [^\W\d_]{{2,10}}\.?,?)? (?=\d))|{_words('since')} (?=\d)|"
    r"сегодня(?= \d{1,2}(?![\d:.])| .{1,24}\d{4})|(?:сейчас|зараз)(?= \d)|"
    # the Slavic "do" stands before a month in its case, "Do 6 maja", for "Do 6. Mai" is a Thursday
    r"do (?=\d{1,2}\.? [^\W\d_]{2,}[aeoíu]\b))"
)
#: What says it anywhere: words for an event, a broadcast, an issue, a life, a deadline, a picture,
#: a copy; "until" and "since".
_WITHIN = re.compile(
    rf"\b(?:{_words('of_events')}|printed \d|(?<!online )since(?= \d| [a-z]{{3,9}}\.? \d)|"
    r"(?:polic(?:y|ies)|terms|datenschutz\w*|nutzungsbedingungen)\b.{0,20}\b(?:updated"
    r"|revised|aktualisiert))\b|"
    r"\d(?:-(?:ig|t[óő]l)|\.? óta| (?:asti|saakka|alkaen|lähtien|mennessä|tarihinden))\b|"
    r"'(?:y?[ae] kadar|[dt][ea]n (?:beri|itibaren))\b|(?=[^\0-\u05cf])(?:(?:منذ|מאז) "
    r"(?=\d{1,2} \D{3,12} \d{4})|"
    rf"{_words('unspaced')}|{_words('unspaced_before_number')} ?:? ?(?=\d))"
)


def says_other_day(text: str) -> bool:
    """Return whether a short text says that its day is an event's, a copy's, a reading's, or of
    something else than publishing.

    >>> says_other_day("Today is 12 June 2002"), says_other_day("Retrieved 5 May 2021")
    (True, True)
    >>> says_other_day("Today, 5 May 2021")
    False
    """
    line = fold(text)
    return (_OPENING.match(line) or _WITHIN.search(line)) is not None


#: What bylines print without a capital beside names and dates: what is counted, how long it takes
#: to read, and prepositions.
_USUAL = phrases("lines", "beside_names").union(
    *[label.split(" ") for label in LABELS["author"] | DATE_LABELS]
)
#: What calls the article so or says that it was written, two words before a date at most: "This
#: story is from 9 October 2019".
_THIS_ARTICLE = re.compile(rf"\b{_words('of_the_article')}(?:\W+\w+){{0,2}}\W*\Z", re.IGNORECASE)
#: A name has so many words at most; a label in a sentence is no further from its date than so many
#: characters.
_NAME, _BESIDE = 4, 20
#: Shorter words connect the words of names and dates in some language; a longer one without a
#: capital may be a verb.
_SHORT, _VERB = 2, 3
#: A date and a clock that a dash parts are a template's: "Submitted by admin on Fri, 07/14/2023 -
#: 10:30".
_CLOCK_BEHIND_DASH = re.compile(r"\s[-–|]\s\d{1,2}[:.]\d\d")
#: Behind a clock stand its zone and what is counted: "2015 à 14:40:00 temps universel coordonné",
#: "8:05pmComments (12)".
_UP_TO_CLOCK = re.compile(r"\D{0,24}?\d{1,2}(?:[:.h]\d\d)+(?:\s?[ap]\.?m)?", re.IGNORECASE)


def is_in_sentence(text: str, date: str) -> bool:
    """Return whether a short text that nothing calls a date line is a sentence, with or without its
    stop.

    >>> is_in_sentence("The bridge opened on 12 May 1998", "12 May 1998")
    True
    >>> is_in_sentence("Jane Doe, 12 May 1998", "12 May 1998")
    False
    """
    if text == date or (not date and is_relative(text)):
        return False
    if is_sentence(text, ()):
        return True
    before, behind = _around(text, date)
    words = [
        word for word in words_beside_names(f"{before} {behind}") if not is_byline_word(fold(word))
    ]
    if not words or has_label_beside(before, behind) or _CLOCK_BEHIND_DASH.match(behind):
        return False
    return _is_prose(text, before, words)


def _around(text: str, date: str) -> tuple[str, str]:
    """Return what stands before a date and behind it, without how long ago it is and what stands
    behind its clock.
    """
    before, _, behind = text.partition(date) if date else (text, "", "")
    clock = _UP_TO_CLOCK.match(behind)
    return without_age(before), clock[0] if clock else without_age(behind)


def _is_prose(text: str, before: str, words: list[str]) -> bool:
    """Return whether the words beside a date are a sentence's: they begin with small letters, and
    one is as long as a verb.
    """
    # where capitals tell no names from words, more of them than a name has are a sentence
    if len(list(filter(_is_caseless, words))) > _NAME:
        return True
    small = [word for word in words if len(word) > _SHORT and word[0].islower()]
    if text.lower() == text:
        # a template's lower case leaves names and verbs alike; but "21 avril 2018 arrive à la
        # rédaction"
        return not before and len(small) > 1
    if len(small) == 1:
        return len(small[0]) > _VERB and not _is_signed(text, before)
    return len(small) > 1


def _is_caseless(word: str) -> bool:
    """Return whether a word begins in a script without capitals."""
    return word[0].swapcase() == word[0]


def _is_signed(text: str, before: str) -> bool:
    """Return whether a byline word opens a line, or a comma parts a name from its date: "Max
    Muster, 5. März".
    """
    name = before.rstrip()
    last = name.rstrip(" ,،").rpartition(" ")[2]
    opening = fold(text).split(" ", 1)[0].strip(":")
    return opening in LABELS["author"] or (name.endswith((",", "،")) and not names.weekdays(last))


def has_label_beside(before: str, behind: str) -> bool:
    """Return whether a label of dates stands beside a date: "It was first published here on", not
    "first sailed on".
    """
    beside = date_labels().search(before[-_BESIDE:]) or date_labels().search(behind[:_BESIDE])
    return beside is not None or _THIS_ARTICLE.search(before) is not None


def is_byline_word(key: str) -> bool:
    """Return whether a word without a capital may stand in a byline: one of a date, of a label, or
    beside names.
    """
    return key in _USUAL or folded(key) in COMPANY or names.is_of_calendar(key)


#: Labels that are said of data, prices or a company as often as of a page, behind what they are
#: said of, or before it.
_OF_A_NOUN = re.compile(
    rf"(?<![^\W\d_])(?!{_words('pages_and_clocks')}\b)[^\W\d_]{{3,}}(?: [-–])? "
    rf"{_words('of_nouns')}(?![^\W\d_])|"
    r"aggiornamento (?!del\b)(?P<topic>[^\W\d_]{3,})|(?:現在|현재"
    r"|기준)[、,]?\s?[^\W\d]{0,20}\s?\d|截至.{0,40}[，,]\s?[^\W\d]",
    re.IGNORECASE,
)


def is_date_of_data(text: str) -> bool:
    """Return whether a label that is said of data or a company as often as of a page stands beside
    other words of its line.

    >>> is_date_of_data("Prices current as of 3 May 2022"), is_date_of_data("As of 3 May 2022")
    (True, False)
    """
    found = _OF_A_NOUN.search(text)
    # "Aggiornamento lunedì 3 maggio 2021"
    return found is not None and not names.is_of_calendar(found["topic"] or "")
