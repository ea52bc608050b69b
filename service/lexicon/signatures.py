"""Splits bylines in one piece into name and date: "By Jane Doe on March 5, 2021.", "Posted on 5 March 2021 by Jane Doe"."""

from __future__ import annotations

import re

from service import names
from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.labels import BYLINE_OPENINGS, LABELS, label_of
from service.lexicon.people import is_signed_names
from service.lexicon.texts import fold, phrase_set

_AROUND = re.compile(r"^[\s,،|·:：–—-]+|[\s,،|·:：(（–—-]+$")
#: What languages put before a day, last in what is cut before it: "Af Jens Hansen den", "بواسطة محمد علي في", "Jan Jansen op".
_PREPOSITIONS = phrase_set("""
    on, the, at, am, vom, den, der, le, du, el, del, de, em, no, il, op, på, pe, în, la, data de, dne, dňa, dnia, z, от, на, в
    за, στις, την, kl, pada, ngày, vào, lúc, في, بتاريخ, يوم, در, در تاریخ, ב, ביום, เมื่อ, วันที่, को, তারিখে, last, zuletzt
""")
_DATE_LABELS = _PREPOSITIONS | LABELS["datePublished"] | LABELS["dateModified"] | LABELS["date"]
#: The names of days are names of people too where they are short, "Li Sun"; labels have so many words at most.
_DAY, _LABEL_WORDS = 4, 4


def before_date(text: str, date: str) -> str:
    """Return what stands before a date, without the weekday, label, preposition and marks that belong to the date.

    >>> before_date("Af Jens Hansen den 31. august 2022", "31. august 2022")
    'Af Jens Hansen'
    """
    return without_end(text[: max(text.find(date), 0)])


def without_end(text: str) -> str:
    """Return a text that a date was cut from, without what belonged to the date at its end: "Jan Jansen op" → "Jan Jansen"."""
    words = _AROUND.sub("", text).split(" ")
    for _ in range(4):
        size = next((size for size in range(min(_LABEL_WORDS, len(words)), 0, -1) if _is_of_date(words, size)), 0)
        if not size:
            break
        words = _AROUND.sub("", " ".join(words[:-size])).split(" ")
    # in Han a particle runs into what stands before the date: "大桥于" names nobody
    return "" if words[-1].endswith(("于", "於", "在")) else " ".join(words)


def _is_of_date(words: list[str], size: int) -> bool:
    """Return whether so many of the last words are a label, a preposition or a weekday."""
    key = fold(" ".join(words[-size:])).strip(" :.,")
    # "Max Le" is a name, "Jean Dupont le" is not
    if key in _DATE_LABELS and (key not in _PREPOSITIONS or not words[-size][:1].isupper() or " ".join(words).isupper()):
        return True
    # "Max Sonntag" and "Li Sun" are names, "Published Wed", "on Wed" and "By Jane Doe, Sat" hold none; "Thứ tư" is one day
    before = words[-2] if len(words) > 1 else ""
    dated = fold(before).strip(" :.,") in _DATE_LABELS or (before.endswith(",") and len(words) > _LABEL_WORDS - 1)
    alone = dated or (len(key) >= _DAY and len(words) != 2)
    return (size == 2 or (size == 1 and alone)) and bool(names.weekdays(key))


def signed(text: str) -> tuple[str, str] | None:
    """Return the author's part and the date's of a line that a byline word opens or ends, or None.

    >>> signed("By Jane Doe on 5 March 2021."), signed("Posted on 5 March 2021 by Jane Doe"), signed("Jane Doe, 5 March 2021")
    (('By Jane Doe', '5 March 2021'), ('by Jane Doe', 'Posted on 5 March 2021'), None)
    """
    if ":" not in text and "：" not in text and BYLINE_OPENINGS.isdisjoint(text.casefold().split()):
        return None
    dates = dates_within(text, 2)
    if len(dates) != 1:
        return None
    before, _, behind = text.partition(dates[0])
    start = without_end(before)
    who = without_clock(start)
    if who and _names_author(who) and looks_like_date(when := text[len(before) :].rstrip(" .")):
        return who, when
    # "Posted on March 5, 2008 by Jane Doe": nothing but the date's own words stands before, and who updated wrote no article
    who = _AROUND.sub("", without_clock(_AROUND.sub("", behind)))
    if not who or start or not _names_author(who) or (label_of(text) or "-")[0] == "dateModified":
        return None
    return who, text.removesuffix(behind) + behind.partition(who)[0].rstrip(" ,|-")


def _names_author(text: str) -> bool:
    """Return whether a byline word opens a text and names follow: "By Jane Doe", "Piše: Ivan Horvat"."""
    named = label_of(text)
    return named is not None and named[0] == "author" and is_signed_names(named[1])


#: A clock at one end of a text, with the word before it: "Jane Doe at 10:15 AM", "um 09:45 Uhr von Max Muster".
_CLOCK = (
    r"(?:at|um|à|a las|às|alle|ore|om|kl\.?|klo|o|в|@)?\s?\d{1,2}\s?[:.h]\s?\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?|\s?uhr\b|\s?h\b)?"
)
_CLOCK_MARKS = re.compile(r"\d\s?[:.h]\s?\d", re.IGNORECASE)
_CLOCK_AT_END = re.compile(rf"\A{_CLOCK}\s|\s{_CLOCK}\Z", re.IGNORECASE)


def without_clock(text: str) -> str:
    """Return the text without the clock at its beginning or its end.

    >>> without_clock("posted by Jane Doe @ 7:41 AM"), without_clock("a las 09:45 por Luis Cano")
    ('posted by Jane Doe', 'por Luis Cano')
    """
    return _CLOCK_AT_END.sub("", text) if _CLOCK_MARKS.search(text) else text
