"""Mojibake: text that was decoded with a wrong charset, and how it is undone."""

from __future__ import annotations

import re

from service.lexicon.memory import remembered

#: What every text holds that ftfy takes for mojibake: two characters beyond ASCII in a row, or one of a few alone.
_SUSPECT = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[\x80-\x9fÂÃŒœ]))")
may_be_mojibake = _SUSPECT.search


@remembered
def is_mojibake(text: str) -> bool:
    """Whether the text looks as if it had been decoded with a wrong charset: "KrÃ¤uter"."""
    if text.isascii() or not _SUSPECT.search(text):
        return False
    # Loaded on first need: ftfy's patterns are a tenth of the start-up.
    from ftfy.badness import is_bad

    return is_bad(text)


def unscrambled(text: str) -> str:
    """The text with mojibake undone: "KrÃ¤uter" is "Kräuter"."""
    return unscrambling(text)[0]


def unscrambling(text: str) -> tuple[str, list[str]]:
    """The text with mojibake undone, and the steps that it took: "encode latin-1", "decode utf-8"; none for a healthy text."""
    if not is_mojibake(text):
        return text, []
    from ftfy import fix_encoding_and_explain

    mended, plan = fix_encoding_and_explain(text)
    return mended, [f"{step.action} {step.parameter}" for step in plan or ()]
