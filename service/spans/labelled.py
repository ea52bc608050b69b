"""Labels: the words by which a line says which field it holds, "Schlagwörter: a, b"; and what needs
none: bylines, keywords.

Bylines in one piece are split into name and date: "By Jane Doe on March 5, 2021.", "Posted on 5
March 2021 by Jane Doe".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from service.lexicon import calendar_names as names
from service.lexicon.labels import BYLINE_OPENINGS, DATE_LABELS, LABELS
from service.lexicon.people import is_signed_names, looks_like_organisation
from service.lexicon.tables import phrases
from service.lexicon.texts import EDGE, LINE_LIMIT, fold, remembered, squeeze, word_count
from service.spans.date_spans import dates_within, looks_like_date
from service.spans.relative_words import is_relative

#: One look-up for all labels; a label that two fields share stands with the first.
_FIELD_OF = {label: name for name in reversed(LABELS) for label in LABELS[name]}
#: Labels that need no colon, given what must follow: "Published 3 May 2021", "By Jane Doe".
_BARE: dict[str, Callable[[str], bool]] = {
    "datePublished": looks_like_date,
    "dateModified": lambda text: looks_like_date(text) or is_relative(text),
    "author": is_signed_names,
}
#: Their labels, but for those that open titles too, "Words Without Borders", "Reporter Wanted"; and
#: the first words of them.
_BARE_LABELS = frozenset(label for label, name in _FIELD_OF.items() if name in _BARE) - {
    "words",
    "reporter",
    "текст",
}
_BARE_OPENINGS = frozenset(label.split(" ")[0] for label in _BARE_LABELS)
#: What ends a label, in a text with single blanks; and where it has ended at the latest.
_COLON, _LONGEST_LABEL = re.compile(" (?:[:：] ?|[-–—=] )|[:：] ?"), 43


@remembered
def label_of(line: str) -> tuple[str, str] | None:
    """Return the field that the line's label names and the text after it, or None without a label.

    >>> label_of("Schlagwörter: a, b"), label_of("A story: the end")
    (('keywords', 'a, b'), None)
    """
    text = squeeze(line[: LINE_LIMIT * 8]).strip("*_#>`~ ")
    colon = _COLON.search(text, 0, _LONGEST_LABEL) if len(line) < LINE_LIMIT * 8 else None
    if colon and (name := _FIELD_OF.get(fold(text[: colon.start()]).strip(EDGE))):
        return name, text[colon.end() :].strip("*_ ")
    return _bare_label_of(text[:LINE_LIMIT].split(" "))


def _bare_label_of(words: list[str]) -> tuple[str, str] | None:
    """Return the field that a label without a colon names at the beginning of a line, and the rest;
    None without one.
    """
    # most lines begin with another word, and need not be looked at more closely
    opening = words[0].lower() if words[0].isascii() else fold(words[0]).partition(" ")[0]
    sizes = range(min(4, len(words) - 1), 0, -1) if opening in _BARE_OPENINGS else ()
    for size in sizes:
        label, rest = fold(" ".join(words[:size])), " ".join(words[size:]).lstrip(EDGE)
        if label in _BARE_LABELS and _BARE[_FIELD_OF[label]](rest):
            return _FIELD_OF[label], rest.rstrip("*_ ")
    return None


_LIST_SEPARATOR = re.compile(r"[,;|/،؛、，；·•](?:(?<!/)|(?<=\s/)(?=\s))")
#: Two phrases of Chinese or Japanese that one comma parts are a headline as often as a list:
#: "首相、来月訪米で調整".
_TWO_PHRASES = re.compile(r"[^、，]{6,}[、，][^、，]+|[^、，]+[、，][^、，]{6,}")
#: The most words of an item of a list of keywords, the most on average, and the most characters.
_ITEM, _MEAN, _WIDTH = 5, 2.6, 50


def is_keyword_list(text: str) -> bool:
    """Return whether the text is a list of short items parted by commas, semicolons, bars or dots,
    and no sentence.
    """
    line = squeeze(text[:4000])
    items = list(filter(None, map(str.strip, _LIST_SEPARATOR.split(line))))
    if len(items) < 2 or not _are_short(items):
        return False
    stops = ("!", "?", "。", ".")[: 3 + (item_size(items[-1]) > 2)]
    is_sentence = line.endswith(stops) or _TWO_PHRASES.fullmatch(line)
    return not (is_sentence or looks_like_date(line) or looks_like_organisation(line))


def _are_short(items: list[str]) -> bool:
    """Return whether items are as short as keywords."""
    sizes = list(map(item_size, items))
    is_brief = max(sizes) <= _ITEM and sum(sizes) <= _MEAN * len(sizes)
    return is_brief and max(map(len, items)) <= _WIDTH


def item_size(item: str) -> int:
    """Return how many words an item has, two characters of Chinese and Japanese being one."""
    blanks = len(item.split())
    return max(blanks, (word_count(item) + 1) // 2) if item[:1] >= "\u2e80" else blanks


_AROUND = re.compile(r"^[\s,،|·:：–—-]+|[\s,،|·:：(（–—-]+$")
#: What languages put before a day, last in what is cut before it: "Af Jens Hansen den", "بواسطة
#: محمد علي في", "Jan Jansen op".
_PREPOSITIONS = phrases("lines", "before_dates")
_OF_DATES = _PREPOSITIONS | DATE_LABELS
#: The names of days are names of people too where they are short, "Li Sun"; labels have so many
#: words at most.
_DAY, _LABEL_WORDS = 4, 4


def without_lead_in(text: str) -> str:
    """Return a text that a date was cut from, without what belonged to the date at its end: "Jan
    Jansen op" → "Jan Jansen".
    """
    words = _AROUND.sub("", text).split(" ")
    for _ in range(4):
        sizes = range(min(_LABEL_WORDS, len(words)), 0, -1)
        size = next((size for size in sizes if _is_of_date(words, size)), 0)
        if not size:
            break
        words = _AROUND.sub("", " ".join(words[:-size])).split(" ")
    # in Han a particle runs into what stands before the date: "大桥于" names nobody
    return "" if words[-1].endswith(("于", "於", "在")) else " ".join(words)


def _is_of_date(words: list[str], size: int) -> bool:
    """Return whether so many of the last words are a label, a preposition or a weekday."""
    key = _date_key(" ".join(words[-size:]))
    if key in _PREPOSITIONS:
        # "Max Le" is a name, "Jean Dupont le" is not
        if not words[-size][:1].isupper() or " ".join(words).isupper():
            return True
    elif key in DATE_LABELS:
        return True
    # "Thứ tư" is one day
    is_sure = size == 2 or (size == 1 and _is_no_surname(words, key))
    return is_sure and bool(names.weekdays(key))


def _date_key(text: str) -> str:
    """Return what is looked up of words at a date."""
    return fold(text).strip(" :.,")


def _is_no_surname(words: list[str], key: str) -> bool:
    """Return whether a day's name at the end of some words is no surname: "Max Sonntag" and "Li
    Sun" are names, "Published Wed", "on Wed" and "By Jane Doe, Sat" hold none.
    """
    before = "".join(words[-2:-1])
    if _date_key(before) in _OF_DATES:
        return True
    parted = before.endswith(",") and len(words) >= _LABEL_WORDS
    return parted or (len(key) >= _DAY and len(words) != 2)


def split_byline(text: str) -> tuple[str, str] | None:
    """Return the author's part and the date's of a line that a byline word opens or ends, or None.

    >>> split_byline("By Jane Doe on 5 March 2021.")
    ('By Jane Doe', '5 March 2021')
    >>> split_byline("Posted on 5 March 2021 by Jane Doe")
    ('by Jane Doe', 'Posted on 5 March 2021')
    >>> split_byline("Jane Doe, 5 March 2021")
    """
    if not _MAY_SIGN.search(text) and BYLINE_OPENINGS.isdisjoint(text.casefold().split()):
        return None
    dates = dates_within(text, 2)
    if len(dates) != 1:
        return None
    before, _, behind = text.partition(dates[0])
    if lead := without_lead_in(before):
        when = text[len(before) :].rstrip(" .")
        return (lead, when) if _names_author(lead) and looks_like_date(when) else None
    # "Posted on March 5, 2008 by Jane Doe": nothing but the date's own words stands before, and who
    # updated wrote no article
    who = _AROUND.sub("", behind)
    if not _names_author(who) or (label_of(text) or "-")[0] == "dateModified":
        return None
    return who, text.removesuffix(behind) + behind.partition(who)[0].rstrip(" ,|-")


#: A byline word that no list knows has its colon.
_MAY_SIGN = re.compile("[:：]")


def _names_author(text: str) -> bool:
    """Return whether a byline word opens a text and names follow: "By Jane Doe", "Piše: Ivan
    Horvat".
    """
    field, names_behind = label_of(text) or ("", "")
    return field == "author" and is_signed_names(names_behind)
