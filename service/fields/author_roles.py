"""Who is nobody, or not named: roles, newsrooms, agencies, hosts and accounts in the place of names
and around them.
"""

from __future__ import annotations

import re

from service.lexicon.labels import DATE_LABELS, LABELS
from service.lexicon.lines import PLACEHOLDERS, is_boilerplate, is_placeholder
from service.lexicon.people import (
    AGENCIES,
    DESKS,
    KNOWN_WORDS,
    NOBODY,
    PROFESSIONS,
    ROLE,
    ROLE_NOUNS,
    TOPICS,
    can_sign,
)
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, fold, remembered
from service.spans.date_spans import looks_like_date

#: What stands in a byline and is no person's name.
NO_PERSONS = NOBODY | AGENCIES

#: Words of roles and offices that are surnames too: "Nick Staff", "Alexandra Editor".
_SURNAMES = phrases("people", "surnames_too") | PROFESSIONS
_PROFESSIONS = ROLE_NOUNS | PROFESSIONS
#: Words that say of two others that they are a desk's and no name: "White House Correspondent".
OF_DESKS = KNOWN_WORDS | {"house"}
#: Words of roles that are no surnames.
_ONLY_ROLES = ROLE_NOUNS - _SURNAMES
_BEFORE_NAMES = ROLE | AGENCIES
_NO_GIVEN_NAMES = _BEFORE_NAMES | {"the", "redaktion"}
#: Words of which a name with a role or an agency has one.
_AROUND_NAMES = ROLE | frozenset(" ".join(AGENCIES).split())
#: Words that open a role and are no surname behind two other names.
_RANKS = frozenset(
    ("Senior", "Head", "Deputy", "Associate", "Assistant", "Managing", "Contributing", "Executive")
)
#: "Professor of Hydrology", "Associate Professor", "Head of News": what somebody is, and where.
POSITION = re.compile(
    r"(?:[a-z-]+ "
    rf"){{0,3}}(?:{any_of(_PROFESSIONS | {'head', 'dean', 'chair', 'minister', 'executive'})})(?: "
    r"emerit\w+)? "
    r"(?:of|in|at|for|en|a|d[eioa]l?) .+"
)


@remembered
def is_role(part: str) -> bool:
    """Return whether a text says what somebody is, and where, and names nobody."""
    words = fold(part).strip(" .").split()
    if not words:
        return False
    if POSITION.fullmatch(" ".join(words)) or all(map(_is_of_roles, words)):
        return True
    if words[0] == "the" or words[-1].rpartition("-")[2] not in _PROFESSIONS:
        return False
    # "Foreign Policy Editor": what opens with a desk is no name, whatever follows
    rest = [word for word in part.split()[:-1] if fold(word) not in ROLE]
    return words[0] in ROLE or not can_sign(" ".join(rest))


def _is_of_roles(word: str) -> bool:
    """Return whether a word is one of roles and desks, "Online-Redakteurin" too."""
    return word in ROLE or word.rpartition("-")[2] in ROLE_NOUNS


def is_surname(name: str) -> bool:
    """Return whether a word of roles is a surname here: "Nick Staff", "Jane Counsel"; "Reuters
    Staff" is an agency's.
    """
    first, _, last = fold(name).partition(" ")
    if last not in _SURNAMES or first in _NO_GIVEN_NAMES:
        return False
    return name.istitle() and first.isalpha()


def without_roles(name: str) -> str:
    """Return the name without the roles around it that no comma parts from it, and without an
    agency behind it.
    """
    words, folded = name.split(), fold(name).split()
    if not 3 <= len(words) == len(folded) or _AROUND_NAMES.isdisjoint(folded):
        return name
    if folded[0] in AGENCIES and is_role(" ".join(words[1:])):
        return words[0]
    start = _behind_role(words, folded)
    return " ".join(words[start : _role_behind(words, folded, start)])


def _behind_role(words: list[str], folded: list[str]) -> int:
    """Return where a name begins that a role stands before, or 0."""
    opened = [at for at, word in enumerate(folded) if word in ROLE_NOUNS]
    opened = [at + 1 for at in opened if _BEFORE_NAMES.issuperset(folded[:at])]
    return opened[-1] if opened and can_sign(" ".join(words[opened[-1] :])) else 0


def _agency_behind(words: list[str], folded: list[str]) -> int:
    """Return where an agency behind a name begins, or the number of words."""
    # an agency of one word is written as only agencies are: "Ana Maria Lusa" is a name
    if folded[-1] in AGENCIES and (folded[-1] == "reuters" or not words[-1].istitle()):
        return len(words) - 1
    of_two = len(words) > 3 and " ".join(folded[-2:]) in AGENCIES
    return len(words) - 2 if of_two else len(words)


def _role_behind(words: list[str], folded: list[str], start: int) -> int:
    """Return where the role or the agency behind a name begins, or the number of words."""
    end = _agency_behind(words, folded)
    closed = end < len(words) or folded[-1] in ROLE_NOUNS
    for at in range(start + 2, end):
        # "Jane Doe Ressortleiterin Politik", "Jane Doe Editor at Large": what stands behind the
        # role is its desk
        is_rank = words[at] in _RANKS and at < end - 1
        if is_rank or folded[at] in _ONLY_ROLES or (closed and ROLE.issuperset(folded[at:end])):
            return at
    return end


#: What names never have: words of programs, hosts, dates and accounts.
_NOT_IN_NAMES = phrases("people", "not_in_names")
#: What stands in the place of a name, whole.
_FURNITURE = NOBODY | DATE_LABELS | _NOT_IN_NAMES
#: How the name of a newsroom ends, an outlet's host, and a user's name.
_DESK_ENDS = phrases("people", "desk_ends")
_IN_ACCOUNTS = frozenset("_*0123456789")
_HOST = re.compile(r"(?:[\w-]+\.){1,3}(?:com|net|org|info|news|[a-z]{2})", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?!.*(?:admin|editor|guest|import|publish|redak|test|user))[^\W\d_][\w-]{2,30}", re.IGNORECASE
)


@remembered
def is_nobody(name: str) -> bool:
    """Return whether the words name no one: a newsroom, an account, a date, a role, a sentence."""
    folded = fold(name).strip(" .:")
    words = folded.split()
    if _is_furniture(name, folded) or looks_like_date(name):
        return True
    if _is_no_name(name) or not _NOT_IN_NAMES.isdisjoint(words) or len(words) > 8:
        return True
    if len(words) > 1:
        return is_role(name) and not is_surname(name)
    return _is_nobody_of_one_word(name, folded)


def _is_no_name(text: str) -> bool:
    """Return whether a text has no letters, is too long for a name, or has words of none."""
    # " a " is a preposition in some languages and an article in others, and part of no name
    if " a " in text or text.lower().startswith("special to ") or len(text) > 80:
        return True
    return not any(map(str.isalpha, text))


def _is_furniture(name: str, folded: str) -> bool:
    """Return whether a text stands in the place of a name, as "Son Güncelleme" (last update) does
    in the case of names.
    """
    return folded in _FURNITURE or is_placeholder(folded) or is_boilerplate(name)


def _is_nobody_of_one_word(name: str, folded: str) -> bool:
    """Return whether a word is no name: "covid-19", "NZZ-Redaktion", "jdoe42", "print"; "Madonna"
    is one.
    """
    if folded in TOPICS or folded.rpartition("-")[2] in _DESK_ENDS:
        return True
    if not _IN_ACCOUNTS.isdisjoint(name) or _HOST.fullmatch(folded):
        return True
    return is_role(name) or (name.islower() and name.isascii() and folded not in AGENCIES)


#: Two words with a capital each, as most names are; what rows and labels speak of, which such a
#: text may be instead.
_TWO_WORDS = re.compile(
    r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+ [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?"
)
_SPOKEN = KNOWN_WORDS.union(_NOT_IN_NAMES, phrases("people", "around_authors"))
_SPOKEN |= set(" ".join(LABELS["author"] | DATE_LABELS | PLACEHOLDERS).split())


@remembered
def is_plain(name: str) -> bool:
    """Return whether a text is a person's name and nothing else, as most are: "Jane Doe"."""
    words = name.lower().replace("-", " ").split()
    return (
        bool(_TWO_WORDS.fullmatch(name))
        and _SPOKEN.isdisjoint(words)
        and can_sign(name)
        and not looks_like_date(name)
    )


def newsroom_or_account_in(name: str, *, linked: bool = False) -> tuple[str, str] | None:
    """Return the newsroom, the host or the account in the place of a name, and its type: "Sports
    Desk", "jdoe42".

    A word in small letters, "print", is an account only where it is ``linked`` as an author;
    "admin" is none.
    """
    folded = fold(name)
    if folded in DESKS or _is_newsroom(name, folded):
        return name, "Organization"
    if _is_furniture(name, folded):
        return None
    if _HOST.fullmatch(name):
        return name.removeprefix("www."), "Organization"
    return (name, "Person") if _is_account(name, folded, linked) else None


def _is_newsroom(name: str, folded: str) -> bool:
    """Return whether a text of two or three words with capitals ends as newsrooms do."""
    words = folded.replace("-", " ").split()
    if len(words) not in (2, 3) or words[-1] not in _DESK_ENDS:
        return False
    return not any(map(str.islower, name.split()))


def _is_account(name: str, folded: str, linked: bool) -> bool:
    """Return whether a word is an account's; "Covid19" is a topic."""
    if not _ACCOUNT.fullmatch(name) or folded in TOPICS or is_role(name):
        return False
    numbered = name[:1].islower() and any(map(str.isdigit, name))
    return numbered or "_" in name or (linked and is_nobody(name))
