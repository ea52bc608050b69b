"""Names of people and organisations told by their shape, and the roles and places that stand beside
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from service.lexicon.lines import SHELVES, is_boilerplate
from service.lexicon.patterns import late
from service.lexicon.tables import phrases
from service.lexicon.texts import LINE_LIMIT, any_of, fold, remembered, squeeze

#: What stands between the words of a name without a capital.
PARTICLES = phrases("people", "particles")
#: Words that open a heading or a link with capitals, but no name: "Über uns", "View Archive".
_NO_FIRST_NAMES = phrases("people", "no_first_names")
#: The same where no byline word stands before them: "Zum Geburtstag", but "By Mit Patel", "By Im
#: Chang-dong".
_HEADINGS = phrases("people", "headings")
#: Vowels and points that are written onto letters, which \\w leaves out: of "मीनल" and "วรัญญา", of
#: "José" in two characters.
_MARKS = (
    "".join(c for c in map(chr, range(0x300, 0x1100)) if unicodedata.category(c) in ("Mn", "Mc"))
    + "\u200c\u200d"
)
#: A word of a name, but none of a button: "Jaa Facebookissa", "شارك على فيسبوك".
_NAME_WORD = re.compile(
    r"(?!(?i:facebook|twitter|whatsapp|instagram)|فيسبوك|فیسبوک|ב?פייסבוק)"
    rf"['’]?[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:['’.\-](?:[^\W\d_]|[{_MARKS}])*)*\.?"
)
#: Scripts in which two words beside a date are as often a button or a town: there a byline's word
#: must name names.
_ONLY_SIGNED = re.compile(r"[\u0900-\u0eff]")
_HAN_NAME = late(
    r"[\u4e00-\u9fff]{2,4}(?:[\s·・][\u4e00-\u9fff]{1,4})?|[\uac00-\ud7af]{2,4}"
    r"|[\u30a0-\u30ff]{2,10}[・=][\u30a0-\u30ff・]{2,14}"
)
#: What stands without capitals beside times and names nobody: the eras of East Asia before a year,
#: reading times.
_NO_NAMES = re.compile(
    "令和|平成|昭和|大正|明治|西暦|西元|公元|(?:中[華华])?民[國国]|[農农][曆历]|.*(?:دقيق|دقائق|القراءة|دقیقه|مطالعه|קריאה).*"
)
#: A name in a script without capitals has so many words at most: "محمد عبد الله صالح"; more are a
#: line of text.
_UNCASED = 4
#: No name is longer, or ends as a heading does.
_ONE_NAME = re.compile(r".{1,59}[^:;!?]", re.DOTALL)
_APOSTROPHE = re.compile("['’]")


@remembered
def looks_like_person_name(text: str) -> bool:
    """Return whether the text has the shape of one person's name, and does not open as headings
    do.
    """
    return (
        can_sign(text) and fold(text.split()[0]) not in _HEADINGS and not _ONLY_SIGNED.search(text)
    )


@remembered
def can_sign(text: str) -> bool:
    """Return whether the text behind a byline word can be one person's name, even if headings open
    so.

    That is two to six capitalised words, particles allowed, no digits; without capitals two to
    four.
    """
    name = squeeze(text[:LINE_LIMIT])
    if _HAN_NAME.fullmatch(name) and not _NO_NAMES.fullmatch(name):
        return True
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 6 or not _ONE_NAME.fullmatch(name) or _NO_NAMES.fullmatch(name):
        return False
    return _are_name_words(words) and not (looks_like_organisation(name) or is_boilerplate(name))


def _are_name_words(words: list[str]) -> bool:
    """Return whether words are a name's: two with a capital at least, and particles between."""
    if not all(map(_NAME_WORD.fullmatch, words)) or fold(words[0]) in _NO_FIRST_NAMES:
        return False
    small = list(filter(_is_small, words))
    if not all(map(_may_be_small, small)):
        return False
    has_case = any(word[0].lower() != word[0].upper() for word in words)
    return 2 <= len(words) - len(small) <= (len(words) if has_case else _UNCASED)


def _is_small(word: str) -> bool:
    """Return whether a word has no capital, as "d'Arcy" and "al-Rashid" have behind small ones."""
    return word[0].islower() and word == word.lower()


def _may_be_small(word: str) -> bool:
    return _APOSTROPHE.search(word) is not None or fold(word) in PARTICLES


#: News agencies and services whose name stands in bylines without "agency".
AGENCIES = phrases("people", "agencies")
#: Words that end and that open the names of organisations.
_ORG_LAST, _ORG_FIRST = (
    phrases("people", "organisation_ends"),
    phrases("people", "organisation_begins"),
)
#: How the names of newspapers, agencies and broadcasters end in scripts without blanks:
#: "中央通訊社", "한국일보".
_ORG_END = re.compile(
    rf"[^\x00-\x7f]{{1,12}}(?:{any_of(phrases('people', 'media_unspaced'))})"
    r"(?:網|网|デジタル|電子版|オンライン)?"
)


@remembered
def looks_like_organisation(text: str) -> bool:
    """Return whether the text has the shape of an organisation's name: "Example Media, Inc.", "The
    Example Times", "dpa".
    """
    name = squeeze(text[:LINE_LIMIT])
    folded = fold(name).strip("()[]")
    words = folded.replace(",", " ").split()
    if folded in AGENCIES or _ORG_END.fullmatch(folded.replace(" ", "")):
        return True
    if not 1 < len(words) <= 8 or not _names_organisation(words):
        return False
    if name[:1].islower() and "." not in name:
        return False
    written = name.split()
    small = [word for word in written if word[0].isalpha() and not word[0].isupper()]
    return len(small) <= len(written) / 2


def _names_organisation(words: list[str]) -> bool:
    """Return whether words end, or a few of them begin, as the names of organisations do."""
    return words[-1] in _ORG_LAST or (words[0] in _ORG_FIRST and len(words) <= 5)


#: What joins the last name of a list to the others in many languages.
JOINTS = phrases("people", "joints")
AND = f"(?:{any_of(JOINTS)})"
_JOINT = re.compile(rf"\s*(?:[,;&、]|(?<!\S)(?:{AND}|a)(?!\S))\s*")


@remembered
def is_byline_names(text: str) -> bool:
    """Return whether the text is one to eight names as a byline lists them: "Jane Doe, John Roe and
    Reuters".
    """
    return _are_names(text, looks_like_person_name)


@remembered
def is_signed_names(text: str) -> bool:
    """Return whether the text behind a byline word is one to eight names: "Mit Patel and Jane
    Doe".
    """
    return _are_names(text, can_sign)


def _are_names(text: str, is_person: Callable[[str], bool]) -> bool:
    names = [name for name in _JOINT.split(squeeze(text[:LINE_LIMIT])) if name]
    if not 0 < len(names) <= 8 or not (is_person(names[0]) or looks_like_organisation(names[0])):
        return False
    return sum([is_person(name) or looks_like_organisation(name) for name in names]) * 2 >= len(
        names
    )


#: Words that say what somebody is; behind a whole name they are no part of it, with or without a
#: comma.
ROLE_NOUNS = phrases("people", "role_nouns")
#: A word alone in the author's place that is a topic or a shelf, not a person known by one name.
TOPICS = SHELVES | phrases("people", "topics")
#: Words of a role or a desk: a part made of nothing else is no name.
ROLE = TOPICS | ROLE_NOUNS | phrases("people", "roles")
#: Newsrooms, which are a byline's where nobody else is named.
DESKS = phrases("people", "desks")
#: Words that name nobody: newsrooms, accounts, buttons, and words that stand where a name was not
#: given.
NOBODY = DESKS | phrases("people", "nobody")
#: What else people are by profession; behind a name and a comma only, for some of these are names
#: too.
PROFESSIONS = phrases("people", "professions")


#: Places beside names and days. Those that are first names too (Sydney, Charlotte, Jordan, Georgia)
#: are left out: "Jane Doe, Sydney" may be two people.
PLACES = phrases("people", "places")
#: The words of all these, one of which makes a name worth a closer look.
KNOWN_WORDS = frozenset(
    " ".join(
        NOBODY | AGENCIES | PLACES | TOPICS | PROFESSIONS | ROLE | _ORG_LAST | _ORG_FIRST
    ).split()
)
