"""Words: how many a text has, and the tables of them, in many languages, that recognisers look into."""

from __future__ import annotations

import re

from service.lexicon.folding import fold

#: Characters that are words of their own, and letters of scripts without blanks.
_WORDS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SPELT = re.compile("[\u0e00-\u0eff]")


def word_set(text: str) -> frozenset[str]:
    """The folded words of a table that is written as one text."""
    return frozenset(fold(word) for word in text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The folded phrases of a table that is written with commas."""
    return frozenset(fold(phrase) for phrase in text.replace("\n", ",").split(",") if phrase.strip())


def word_count(text: str) -> int:
    """How many words the text has: runs between blanks; without blanks, characters of Chinese and Japanese, and four letters of
    Thai and Lao each."""
    if text.isascii():
        return len(text.split())
    wide, letters = len(_WORDS.findall(text)), len(_SPELT.findall(text))
    return wide + letters // 4 if (wide + letters) * 3 > len(text) else len(text.split())
