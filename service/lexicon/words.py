"""Words: how many a text has, and the tables of them, in many languages, that recognisers look into."""

from __future__ import annotations

from service.lexicon.folding import fold


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
    wide = sum("\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in text)
    letters = sum("\u0e00" <= c <= "\u0eff" for c in text)
    return wide + letters // 4 if (wide + letters) * 3 > len(text) else len(text.split())
