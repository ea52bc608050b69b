"""The word lists of the lexicon, ``labels.json`` and its kin: by purpose, then by language, phrases
that commas part.

A speaker of a language adds to its lines.  Braces hold choices, of which one may be nothing:
"{log|sign} {in|up}" are four phrases.  A phrase of several languages stands with one of them, what
is of none (names of programs, codes) under "zxx".
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import orjson

from service.lexicon.texts import phrase_set


@cache
def table(name: str) -> Any:
    """Return a table by its name, as it stands in its file: of phrases by purpose and language."""
    return orjson.loads(resources.files("service.lexicon").joinpath(f"{name}.json").read_bytes())


def phrases(name: str, purpose: str) -> frozenset[str]:
    """Return the folded phrases that a table has for a purpose, of all languages.

    >>> "lesen sie auch" in phrases("lines", "other_stories")
    True
    """
    return phrase_set(",".join(table(name)[purpose].values()))


def vocabulary(purpose: str) -> str:
    """Return the names that ``vocabularies.json`` has for a purpose, in their order and case: of
    elements, types, members.
    """
    return " ".join(table("vocabularies")[purpose].values())
