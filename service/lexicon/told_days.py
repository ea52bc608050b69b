"""Whether a date in a short text is told in a sentence, "The bridge opened on 12 May 1998", or says when a text appeared.

Where a class word calls the place a date line, only a long sentence tells; where nothing does, a verb beside it is enough.
"""

from __future__ import annotations

import re

from service import names
from service.lexicon.date_shapes import DATE_GLUE, dates_within, is_other_sentence
from service.lexicon.folding import fold
from service.lexicon.labels import LABELS, label_of
from service.lexicon.proper_names import PARTICLES
from service.lexicon.roles import ROLE, ROLE_NOUNS
from service.lexicon.words import phrase_set, word_set

_WORD = re.compile(r"[^\W\d_]+")
#: The labels of dates, and their single words, which in a sentence say that its date is the article's.
_WRITTEN = frozenset(("geschrieben", "written", "écrit", "escrito", "scritto", "geschreven", "edited"))
#: The text itself as what was done on a day: "Dieser Beitrag wurde am … von … veröffentlicht", with a name in it.
_ITSELF = phrase_set(
    """
        this article, this entry, this post, this story, dieser artikel, dieser beitrag, dieser text, cet article, ce billet
        este artículo, esta entrada, este artigo, este post, questo articolo, questo post, dit artikel, dit bericht
        denna artikel, den här artikeln, denne artikel, denne artikkelen, dette innlegget, ten artykuł, ten wpis, tento článek
        эта статья, эта запись, эта новость, bu yazı, bu haber
    """
)
_TELLING = (
    _WRITTEN
    | _ITSELF
    | frozenset(label for name in ("datePublished", "dateModified") for label in LABELS[name] if len(label) > 4)
)
_TELLING_WORDS = frozenset(word for label in _TELLING - _ITSELF for word in label.split() if len(word) > 4)
#: More words than these that are neither date nor label make a sentence about another day, where a place is called a date line.
_MOST_WORDS = 6
_LABEL_WORDS = frozenset(
    word for name in ("author", "datePublished", "dateModified", "date") for label in LABELS[name] for word in label.split(" ")
)
#: A name has so many words at most.
_NAME = 4
#: A label beside a date in a sentence is so far from it at most.
_BESIDE = 60
#: A run of characters of this length is more than a name or a label, in scripts without blanks.
_PHRASE = 10
#: Shorter words stand between the words of names and dates in some language.
_SHORT = 2
#: A single word without a capital that is longer may be a verb.
_VERB = 3
_PARTED = re.compile(r"\s+[-–—]\s|\s?[:：]\s")
#: The name of a zone in full, behind a machine's clock: "13:44:16 GMT+0100 (heure normale d'Europe centrale)".
_ZONE_NAME = re.compile(r"(\d:\d\d:\d\d).*", re.S)
#: The same where people write it, "11:20 am eastern standard time", "14h30 heure de Paris", "14.30 waktu setempat".
_ZONE_WORDS = re.compile(
    r"(\d[:.h]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s?uhr\b)?),?\s\(?(?:(?:[^\W\d_]+\s){1,4}(?:time|zeit|tid|tijd)|"
    r"(?:heure|hora|ora|horário|waktu|czasu|по времени)\s(?:[^\W\d_]+[\s'’]?){1,4})\)?\.?\Z",
    re.IGNORECASE,
)
#: A name in small letters behind a date and a byline word, "March 5, 2021 by jane doe"; an article makes no name.
_BY_NAME = re.compile(
    r"[\s,|–—-]*(?:by|von|par|por|door|av|af)\s(?!(?:the|an?|our|der|die|das|eine?r?|le|la|les|una?|el|los|las|het|een|ett?)\s)"
    r"[^\W\d_]+(?:\s[^\W\d_]+){1,3}\Z",
    re.IGNORECASE,
)
#: A word directly behind a date, and a clock behind no more than three words: "5 Mart 2021 Cuma günü saat 14:30".
_GOES_ON, _CLOCK_BEHIND = re.compile(r"\s+[^\W\d_]"), re.compile(r"\W*(?:[^\W\d_]+\W+){0,3}\d{1,2}[:.h]\d\d")
#: How a sentence ends: in a stop behind a word or a year, and not behind "5 mars 2021, 10 h.".
_STOP = re.compile(r"(?:[^\W\d_]{4,}|\d{4})[.!?…][\"'”»]?\Z")
#: What bylines print without a capital beside names and dates: what is counted, how long it takes to read, and prepositions.
_BESIDE_NAMES = word_set(
    """
        min mins minute minutes minuten minuti minutos minuter minutter read lesezeit lecture lectura leitura lettura lestid
        lästid leestijd hour hours comment comments kommentar kommentare commentaire commentaires comentario comentarios
        comentários commenti reacties kommentarer комментарий комментариев просмотров views shares likes last first originally
        with and from the for our und mit aus für avec dans pour con para com sul per met voor och med fra från til
        gada года року години година године годину часов часа часот годин roku roka rok leta godine sati hodin
        horas heures uur uhr klockan klokken klo kello pukul jam metų diena rugsėjo anno noon midnight morning evening
        пятницу среду субботу środę sobotę niedzielę středu sobotu neděli srijedu subotu nedjelju maanantaina tiistaina
        günü päivänä dhen haoine оны сарын гараг keskiviikkona torstaina perjantaina lauantaina sunnuntaina
        dne dnia pada tanggal från στις tháng thg năm ngày giờ saat pukul wib utc cet cest dpa afp uhr hrs godz
    """
)


def is_prose(text: str, date: str) -> bool:
    """Whether the date is a word of a long sentence: "... was killed on January 26, 1950 when ..."."""
    start = text.find(date)
    if start < 3:
        return False
    if "\u3002" in text[:start]:
        # a sentence that has ended: "…渡船照常开行。 (2016年12月5日)"
        return True
    words = _words(f"{text[:start]} {text[start + len(date) :]}")
    # where no blanks part the words, a long run is a sentence of them
    phrases = sum(len(word) // 3 if word[0] >= "\u2e80" and len(word) >= _PHRASE else 1 for word in words)
    return phrases > _MOST_WORDS and _TELLING_WORDS.isdisjoint(map(fold, words))


def is_told(text: str, date: str) -> bool:
    """Whether a short text that nothing calls a date line is a sentence, with or without its stop.

    >>> is_told("The bridge opened on 12 May 1998", "12 May 1998"), is_told("Jane Doe, 12 May 1998", "12 May 1998")
    (True, False)
    """
    text = _ZONE_WORDS.sub(r"\1", _ZONE_NAME.sub(r"\1", text))
    if is_other_sentence(text):
        return True
    start = text.find(date) if date else -1
    before, behind = (text[:start], text[start + len(date) :]) if start >= 0 else (text, "")
    if _is_labelled(before, behind) or opens_with_label(text, date) or (start == 0 and _BY_NAME.match(behind)):
        return False
    before = _without_roles(before)
    words = _words(f"{before} {behind}")
    # where capitals tell no names from words, more of them than a name has are a sentence
    uncased = [word for word in words if not (word[0].isupper() or word[0].islower()) and not names.weekdays(word)]
    if len(uncased) > _NAME:
        return True
    stopped = _STOP.search(text.rstrip()) is not None
    if not stopped and (text.lower() == text or (start == 0 and _PARTED.match(behind))):
        # a template's lower case leaves names and verbs alike; and a date before a dash is none of the words behind it
        return False
    signed = _is_signed(text, before)
    strange = [word for word in words if len(word) > _SHORT and not _is_usual(word, stopped and not signed)]
    # one verb makes a sentence, but not of a name that a comma parts from its date
    return len(strange) > 1 or (not signed and any(len(word) > _VERB for word in strange))


def says_when_it_appeared(text: str) -> bool:
    """Whether a sentence opens with the text itself and says on which day it was published, and not updated.

    >>> says_when_it_appeared("This entry was posted on Saturday, October 22nd, 2005 at 6:05 pm and is filed under Law.")
    True
    """
    if not fold(text).startswith(_OPENINGS) or not (date := next(iter(dates_within(text, 1)), "")):
        return False
    before, _, behind = text.partition(date)
    words = frozenset(_WORD.findall(fold(before + behind[:_BESIDE])))
    return not words.isdisjoint(_PUBLISHED) and words.isdisjoint(_UPDATED | _FIRST)


_OPENINGS = tuple(f"{itself} " for itself in sorted(_ITSELF))
#: What appeared first elsewhere appeared here on another day.
_FIRST = word_set(
    """
        originally first zuerst ursprünglich erstmals initialement abord originalmente originariamente primera inizialmente
        oorspronkelijk eerst ursprungligen först pierwotnie najpierw původně первоначально впервые ilk
    """
)
#: The words by which a sentence says that a text appeared, and those by which it says that it was changed.
_PUBLISHED, _UPDATED = (
    frozenset(label for label in LABELS[name] if " " not in label and len(label) > 4)
    for name in ("datePublished", "dateModified")
)


def is_told_under_key(text: str, date: str) -> bool:
    """Whether a value of which a key says that it is the date is a sentence about another day.

    The key labels a date with which the value begins, "5 March 2021, print edition", unless the words run on behind it.

    >>> is_told_under_key("5 March 2021, print edition", "5 March 2021")
    False
    >>> is_told_under_key("The quay was rebuilt on 5 May 2021", "5 May 2021")
    True
    """
    start = text.find(date)
    before, behind = text[:start], text[start + len(date) :]
    if (_only_weekdays(before) or opens_with_label(text, date)) and (not _GOES_ON.match(behind) or _CLOCK_BEHIND.match(behind)):
        return False
    return is_told(text, date)


def opens_with_label(text: str, date: str) -> bool:
    """Whether a text is a label of dates and right behind it the date: "发布时间：2024-06-25　来源：临江日报　作者：方语棠"."""
    label = label_of(text)
    return bool(date) and label is not None and label[0].startswith("date") and _only_weekdays(label[1].partition(date)[0])


def _only_weekdays(text: str) -> bool:
    return all(names.weekdays(word) for word in _WORD.findall(text))


def _without_roles(before: str) -> str:
    """What stands before a date without what somebody is, behind the name and a comma: "Jane Doe, staff writer, March 5"."""
    name, *parts = before.split(",")
    return ",".join([name, *(part for part in parts if not _is_uncapitalised_role(part))]) + (
        "," if before.rstrip().endswith(",") else ""
    )


def _is_uncapitalised_role(part: str) -> bool:
    """Whether a part is what somebody is: "political editor", "editor of the Quay Post", with no small word beside it."""
    words = [fold(word) for word in _WORD.findall(part) if not word[0].isupper()]
    return any(word in ROLE_NOUNS for word in words) and all(word in ROLE for word in words)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 1]


def _is_labelled(before: str, behind: str) -> bool:
    """Whether a whole label of dates stands beside a date: "It was first published here on", not "first sailed on"."""
    words, after = (_WORD.findall(fold(part)) for part in (before[-_BESIDE:], behind[:_BESIDE]))
    phrases = [words[-first:][:size] for first in range(1, 6) for size in range(max(1, first - 2), first + 1)]
    phrases += [after[first:][:size] for first in range(3) for size in range(1, 4)]
    return any(" ".join(phrase) in _TELLING for phrase in phrases)


def _is_signed(text: str, before: str) -> bool:
    """Whether a byline word opens a line or a comma parts a name from its date: "Max Muster, 5. März", not "Freitag, 5."."""
    named = label_of(text)
    last = before.rstrip(" ,،").rpartition(" ")[2]
    parted = before.rstrip().endswith((",", "،")) and not names.weekdays(last)
    first = fold(text).split(" ", 1)[0].strip(":")
    return parted or first in LABELS["author"] or (named is not None and named[0] == "author")


def _is_usual(word: str, uncased: bool) -> bool:
    """Whether a word may stand in a byline: one with a capital, of a date or a label; ``uncased`` ones are strange there."""
    if word[0].isupper() or not (uncased or word[0].islower()):
        return True
    key = fold(word)
    return (
        key in DATE_GLUE
        or key in PARTICLES
        or key in _BESIDE_NAMES
        or key in _LABEL_WORDS
        or bool(names.months(word) or names.weekdays(word))
        or names.is_inflected_month(word)
        or names.periods(word) is not None
    )
