"""Labels: the words by which a line says which field it holds, "Schlagwörter: a, b"; and what needs none: bylines, keywords.

Bylines in one piece are split into name and date: "By Jane Doe on March 5, 2021.", "Posted on 5 March 2021 by Jane Doe".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from service import names
from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.people import is_signed_names, looks_like_organisation
from service.lexicon.relative_words import is_relative
from service.lexicon.tables import phrases, table
from service.lexicon.texts import EDGE, LINE_LIMIT, any_of, either_case, fold, remembered, squeeze, word_count

#: The labels of each field in the languages of newspapers.
LABELS = {field: phrases("labels", field) for field in table("labels")}
DATE_LABELS = LABELS["datePublished"] | LABELS["dateModified"] | LABELS["date"]
#: One look-up for all labels; a label that two fields share stands with the first.
_FIELD_OF = {label: name for name in reversed(LABELS) for label in LABELS[name]}
#: Labels that need no colon, given what must follow: "Published 3 May 2021", "By Jane Doe".
_BARE: dict[str, Callable[[str], bool]] = {
    "datePublished": looks_like_date,
    "dateModified": lambda text: looks_like_date(text) or is_relative(text),
    "author": is_signed_names,
}
#: Their labels, but for those that open titles too, "Words Without Borders", "Reporter Wanted"; and the first words of them.
_BARE_LABELS = frozenset(label for label, name in _FIELD_OF.items() if name in _BARE) - {"words", "reporter", "текст"}
_BARE_OPENINGS = frozenset(label.split(" ")[0] for label in _BARE_LABELS)
BYLINE_OPENINGS = frozenset(label.partition(" ")[0] for label in LABELS["author"])
#: What ends a label, in a text with single blanks, and the marks of which each has one.
_COLON_MARK, _COLON = re.compile("[:：=–—-]"), re.compile(" (?:[:：] ?|[-–—=] )|[:：] ?")


@remembered
def label_of(line: str) -> tuple[str, str] | None:
    """Return the field that the line's label names and the text after it, or None without a label.

    >>> label_of("Schlagwörter: a, b"), label_of("A story: the end")
    (('keywords', 'a, b'), None)
    """
    text = squeeze(line[: LINE_LIMIT * 8]).strip("*_#>`~ ")
    parts = _COLON.split(text, maxsplit=1) if _COLON_MARK.search(text) and len(line) < LINE_LIMIT * 8 else [text]
    if len(parts) == 2 and len(parts[0]) <= 40 and (name := _FIELD_OF.get(fold(parts[0]).strip(EDGE))):
        return name, parts[1].strip("*_ ")
    words = text[:LINE_LIMIT].split(" ")
    # most lines begin with another word, and need not be looked at more closely
    opening = words[0].lower() if words[0].isascii() else fold(words[0]).partition(" ")[0]
    sizes = range(min(4, len(words) - 1), 0, -1) if opening in _BARE_OPENINGS else ()
    for size in sizes:
        label, rest = fold(" ".join(words[:size])), " ".join(words[size:]).lstrip(EDGE)
        if label in _BARE_LABELS and _BARE[_FIELD_OF[label]](rest):
            return _FIELD_OF[label], rest.rstrip("*_ ")
    return None


# A label may be glued to what follows ("UpdatedFebruary 25"), to a day ("3月5日更新") or to a clock ("14:40 UhrAktualisiert"),
# but is no part of a word ("Eastern Standard Time", "Stand")
@cache
def date_labels() -> re.Pattern[str]:
    """Return the pattern of every label that names a date, compiled on first need: sixty languages would slow the start."""
    # a word of two or three letters is a label in scripts that spell syllables or words with one: "수정", "更新"
    modified, published = [
        any_of([label for label in LABELS[field] if len(label) > 3 or (len(label) > 1 and label[0] >= "\u2e80")], either_case)
        for field in ("dateModified", "datePublished")
    ]
    return re.compile(
        r"(?:(?<![^\W\d_])|(?<=\d[日일])|(?<=\d[分분])(?=現在|현재|기준)|(?-i:(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[AP]M)(?=[A-Z][a-z])))"
        rf"(?:(?P<dateModified>{modified})|(?P<datePublished>{published}))"
        # "Von Max Stand, 5. März 2021" is signed
        r"(?-i:(?![a-zß-öø-ÿα-ωа-яё]))(?!(?<=stand),)",
        re.IGNORECASE,
    )


_LIST_SEPARATOR = re.compile(r"[,;|/،؛、，；·•](?:(?<!/)|(?<=\s/)(?=\s))")
#: Two phrases of Chinese or Japanese that one comma parts are a headline as often as a list: "首相、来月訪米で調整".
_TWO_PHRASES = re.compile(r"[^、，]{6,}[、，][^、，]+|[^、，]+[、，][^、，]{6,}")


def is_keyword_list(text: str) -> bool:
    """Return whether the text is a list of short items parted by commas, semicolons, bars or dots, and no sentence."""
    line = squeeze(text[:4000])
    items = [item for item in map(str.strip, _LIST_SEPARATOR.split(line)) if item]
    sizes = [item_size(item) for item in items] if len(items) > 1 else []
    if not sizes or max(sizes) > 5 or sum(sizes) / len(sizes) > 2.6 or max(map(len, items)) > 50:
        return False
    sentence = line[-1:] in "!?。" or (line[-1:] == "." and sizes[-1] > 2)
    return not (sentence or _TWO_PHRASES.fullmatch(line) or looks_like_date(line) or looks_like_organisation(line))


def item_size(item: str) -> int:
    """Return how many words an item has, two characters of Chinese and Japanese being one."""
    blanks = len(item.split())
    return max(blanks, (word_count(item) + 1) // 2) if item[:1] >= "\u2e80" else blanks


_AROUND = re.compile(r"^[\s,،|·:：–—-]+|[\s,،|·:：(（–—-]+$")
#: What languages put before a day, last in what is cut before it: "Af Jens Hansen den", "بواسطة محمد علي في", "Jan Jansen op".
_PREPOSITIONS = phrases("lines", "before_dates")
_OF_DATES = _PREPOSITIONS | DATE_LABELS
#: The names of days are names of people too where they are short, "Li Sun"; labels have so many words at most.
_DAY, _LABEL_WORDS = 4, 4


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
    if key in _OF_DATES and (key not in _PREPOSITIONS or not words[-size][:1].isupper() or " ".join(words).isupper()):
        return True
    # "Max Sonntag" and "Li Sun" are names, "Published Wed", "on Wed" and "By Jane Doe, Sat" hold none; "Thứ tư" is one day
    before = words[-2] if len(words) > 1 else ""
    dated = fold(before).strip(" :.,") in _OF_DATES or (before.endswith(",") and len(words) > _LABEL_WORDS - 1)
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
    start = who = without_end(before)
    if who and _names_author(who) and looks_like_date(when := text[len(before) :].rstrip(" .")):
        return who, when
    # "Posted on March 5, 2008 by Jane Doe": nothing but the date's own words stands before, and who updated wrote no article
    who = _AROUND.sub("", behind)
    if not who or start or not _names_author(who) or (label_of(text) or "-")[0] == "dateModified":
        return None
    return who, text.removesuffix(behind) + behind.partition(who)[0].rstrip(" ,|-")


def _names_author(text: str) -> bool:
    """Return whether a byline word opens a text and names follow: "By Jane Doe", "Piše: Ivan Horvat"."""
    named = label_of(text)
    return named is not None and named[0] == "author" and is_signed_names(named[1])
