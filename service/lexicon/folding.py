"""When two texts are one text: without invisible characters, in one case, with one kind of blank, quote and dash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from service.lexicon.memory import remembered

#: The quotation marks that open a text and those that close it; an apostrophe may be a name's own.
_OPENING, _CLOSING = frozenset('"“„«»”'), frozenset('"”“»«')


def unquoted(text: str) -> str:
    """The text without the pair of quotation marks around all of it.

    >>> unquoted('"The Example Times"'), unquoted('"Quay" and "Post"')
    ('The Example Times', '"Quay" and "Post"')
    """
    inner = text[1:-1].strip()
    around = text[:1] in _OPENING and text[-1:] in _CLOSING and _OPENING.isdisjoint(inner)
    return inner if around and inner else text


INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),
        0xFEFF,
    ]
)
_QUOTES = {ord(c): "'" for c in "‘’‚‛′ʼ`´"} | {ord(c): '"' for c in "“”„‟«»″"}
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−﹘﹣－"}
_PLAIN = _QUOTES | _DASHES | INVISIBLE | {ord("…"): "..."}


def _any_of(table: Iterable[int]) -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(map(chr, table))) + "]")


# str.translate looks up every character of a text that is not ASCII; most such texts hold none that it would change.
_HAS_INVISIBLE, _HAS_PLAIN = _any_of(INVISIBLE), _any_of(_PLAIN)


def visible(text: str) -> str:
    """The text without invisible characters; those that spell its words stay.

    >>> visible("می\u200cماند\u200b"), visible("so\u200cft")
    ('می\u200cماند', 'soft')
    """
    return _INVISIBLE_RUN.sub(_spelling, text) if not text.isascii() and _HAS_INVISIBLE.search(text) else text


_INVISIBLE_RUN = re.compile(_HAS_INVISIBLE.pattern + "+")
_VIRAMA = "[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]"
#: Where a joiner spells: Persian and Urdu part a word's stems by a non-joiner, Indic scripts choose half letters and ligatures
#: by either beside a virama, and a family of emoji is held together by joiners.
_SPELLS = re.compile(
    f"(?<=[\u0620-\u08ff])\u200c(?=[\u0620-\u08ff])|(?<={_VIRAMA})[\u200c\u200d]|[\u200c\u200d](?={_VIRAMA})"
    "|(?<=[\ufe0f\U0001f300-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f300-\U0001faff])"
)


def _spelling(run: re.Match[str]) -> str:
    """What stays of a run of invisible characters: one joiner, where the letters around it are written with it."""
    before, behind = run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]
    joiner = next((c for c in run.group() if c in "\u200c\u200d"), "")
    return joiner if joiner and _SPELLS.search(f"{before}{joiner}{behind}") else ""


def unmarked(text: str) -> str:
    """The text without any invisible character: the form for comparing, in which "می\u200cشود" is "میشود"."""
    return text.translate(INVISIBLE) if not text.isascii() and _HAS_INVISIBLE.search(text) else text


def squeeze(text: str) -> str:
    """The text without invisible characters, with single blanks."""
    return " ".join(visible(text).split())


@remembered
def fold(text: str) -> str:
    """The form in which two spellings of one text are equal: NFKC, case, blanks, quotes, dashes, invisible characters."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    folded = unicodedata.normalize("NFKC", _plainly(text)).casefold()
    return " ".join(_plainly(folded).split())


def _plainly(text: str) -> str:
    return text.translate(_PLAIN) if _HAS_PLAIN.search(text) else text


@remembered
def compact(text: str) -> str:
    """The letters and digits of the folded text alone, so that "The Example-Times" equals "theexampletimes"."""
    return "".join(filter(str.isalnum, fold(text)))
