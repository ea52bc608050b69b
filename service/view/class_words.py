"""What the class and id words of templates say an element is: byline, date line, tag list,
neighbour and so on.

Front-end developers name things in English and in their own language: "entry-date",
"artikel__autor", "fecha-publicacion".  The words are general vocabulary; no site's own invention
belongs here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from service.lexicon.tables import phrases, table
from service.lexicon.texts import remembered

#: Characters of class and id words that are looked at; an element of a template has a few dozen.
LONGEST = 400

#: Word to the roles it gives.  "otherday" is a date's that is of something else than the page,
#: <span class="event-date">Friday 20:00</span>; "updated" and "published" are a date's too, and say
#: which it is.  A "neighbour" holds other articles, other people's words, or the site's furniture;
#: what is "beside" is the article's own between headline and body, and a neighbour's anywhere else;
#: a "header" is around the page, with the day on which it is read: <div class="top-bar">25 November
#: 2026</div>.
_ROLES_OF: dict[str, frozenset[str]] = {}
for _role in table("class_words"):
    for _word in phrases("class_words", _role):
        _also = {"date"} if _role in ("updated", "published") else ()
        _ROLES_OF[_word] = _ROLES_OF.get(_word, frozenset()).union([_role], _also)
#: First halves of words in the vocabulary that templates also write apart: "most-read",
#: "author-box", "pub_date".
_FIRST_HALVES = phrases("templates", "first_halves")
#: Words that make a "caption" one of a picture, for the word alone is also used of small print.
_PICTURE = phrases("templates", "picture")
_OF_THE_ARTICLE = frozenset("post entry article asset story".split())
_NAMED = frozenset(_ROLES_OF)
_TELLING = _NAMED | _PICTURE | _OF_THE_ARTICLE
_LETTERS = (
    bytes(byte if chr(byte).islower() or byte == 10 else 32 for byte in range(128)) + b" " * 128
)
_NO_LETTERS = re.compile(r"[^a-zß-ÿ\n]+")
_CAMEL = re.compile(r"[A-Z](?<=[a-zß-ÿ].)")
_NONE: frozenset[str] = frozenset()


@remembered
def words(names: str) -> frozenset[str]:
    """Return the words of class and id attributes, and neighbouring pairs of them: "pub-date" also
    gives "pubdate".
    """
    (parts,) = _parts([names])
    return frozenset([*parts, *[a + b for a, b in pairwise(parts)]])


@remembered
def roles(names: str) -> frozenset[str]:
    """Return the roles that an element's class and id words give it."""
    return roles_of([names])[names]


def roles_of(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the roles that class and id words give, for each of the distinct names of several
    elements.
    """
    given = dict.fromkeys(names, _NONE)
    for name, parts in zip(given, _parts(given), strict=False):
        if not _FIRST_HALVES.isdisjoint(parts):
            parts += [
                a + b for a, b in pairwise(parts) if a in _FIRST_HALVES and a + b in _ROLES_OF
            ]
        if not _NAMED.isdisjoint(parts):
            given[name] = _given(_TELLING.intersection(parts))
    return given


def _parts(names: Iterable[str]) -> list[list[str]]:
    """Return the words of each of several names in lower case: "entry-date" is two words,
    "ArticleBody" too.

    Many names at once: a few calls over one long text cost less than as many as there are names.
    """
    whole = "\n".join(
        [" ".join(name[:LONGEST].split()) if "\n" in name else name[:LONGEST] for name in names]
    )
    whole = whole if whole.islower() else _CAMEL.sub(r" \g<0>", whole).lower()
    letters = (
        whole.encode().translate(_LETTERS).decode()
        if whole.isascii()
        else _NO_LETTERS.sub(" ", whole)
    )
    return [line.split() for line in letters.split("\n")]


@lru_cache(maxsize=2_048)
def _given(hits: frozenset[str]) -> frozenset[str]:
    """Return the roles that the known words of one element give it together."""
    given = _NONE.union(*[_ROLES_OF[word] for word in hits if word in _ROLES_OF])
    if _PICTURE.isdisjoint(hits):
        given -= {"caption"}
    return given if _OF_THE_ARTICLE.isdisjoint(hits) else given - {"header", "beside"}
