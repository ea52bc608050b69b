"""Basic work on texts: comparing, splitting into words and parts, undoing wrong decoding, and
caching recognisers.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial, update_wrapper, wraps
from itertools import groupby, product
from operator import itemgetter
from typing import Any, TypeVar, cast

from service.lexicon.patterns import late

#: Longest text that a recogniser of single lines looks at: nothing longer is a byline, a label or a
#: lone date.  Judgements that a recogniser keeps: ten pages' worth, of texts no longer than that;
#: more would crowd the processor's caches.
LINE_LIMIT, _REMEMBERED = 400, 512
#: What stands around a line's words without being one of them: bullets, rules, quote marks of mail,
#: bars, colons.
EDGE = " \t*_#>`~-–—•·|:："
#: Longer values are counted by their beginning; longer dates are sentences, which no template
#: prints twice.
LONGEST, _LONGEST_FORM = 300, 60
#: What else a pattern that ignores case takes for a letter.
_MORE_CASES = {"i": "İı", "k": "\u212a", "s": "ſ"}
_BAR = re.compile(r"[|¦·•∙●▪◦—–\s](?:(?<=[|¦·•∙●▪◦])|(?<=\s[—–])(?=\s)|(?<=\s)\s\s+)")
_QUOTED = re.compile(r'["“„«»”]([^"“„«»”]+)["”“»«]')
_MARKUP, _DIGIT, _LETTERS = (
    re.compile(r"</?[a-zA-Z!][^<>]{0,500}>"),
    re.compile(r"\d"),
    re.compile(r"[^\W\d_]+"),
)
_BRACES, _WORD = re.compile("[{}]"), re.compile(r"[^\W_]+")
_NO_ALNUM = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_APART = bytes.maketrans(_NO_ALNUM, b" " * len(_NO_ALNUM))
#: Characters that are words of their own, and letters of scripts without blanks.
_SIGNS, _SPELT = late("[\u3040-\u30ff\u3400-\u9fff]"), re.compile("[\u0e00-\u0eff]")
#: Signs that are as wide in print as two letters, and say as much.
_WIDE = late("[^\0-\u2e7f]")
#: What every text has that ftfy takes for mojibake: two characters beyond ASCII in a row, one no
#: plain letter, or one alone.
may_be_mojibake = re.compile(
    "[^\0-\x7fΑ-Ωα-ωА-я\u0530-\u1fff\u2e80-\uf8fe\uff00-\ufffc](?:[^\0-\x7f]|"
    "(?<=[^\0-\x7f].)|(?<=[\x80-\x9fÂÃŒœ]))"
).search
_INVISIBLE = (
    0xAD,
    0x61C,
    0x180E,
    0xFEFF,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
)
#: Marks that are spelt in several ways, as compatibility forms too, and what they are alike to.
_QUOTES, _DOUBLE, _DASHES = "‘’‚‛′ʼ`´\u1fef｀", "“”„‟«»″", "‐‑‒–—―−﹘﹣－⁻₋︱︲"
_ALIKE = dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_DASHES, "-")
_PLAIN = dict.fromkeys(map(chr, _INVISIBLE), "") | _ALIKE | {"…": "...", "‴": "'''"}
# str.translate would look up every character of a text that is not ASCII; most such texts hold one
# or none of these.
_HAS_PLAIN = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
_VIRAMA = "[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]"
_ONE_UNSEEN = f"[{''.join(map(chr, _INVISIBLE))}]"
#: An invisible character where it does not spell: Persian and Urdu part a word's stems by a
#: non-joiner, Indic scripts choose half letters and ligatures by either joiner beside a virama, and
#: a family of emoji is held together by joiners.
_UNSEEN = re.compile(
    rf"{_ONE_UNSEEN}(?!(?<=[\u0620-\u08ff]\u200c)[\u0620-\u08ff])(?<!{_VIRAMA}[\u200c\u200d])(?!(?<=[\u200c\u200d]){_VIRAMA})"
    "(?!(?<=[\ufe0f\U0001f300-\U0001faff]\u200d)[\u2600-\u27bf\U0001f300-\U0001faff])"
)
#: The text without any, the form for comparing.
unmarked: Callable[[str], str] = partial(re.compile(_ONE_UNSEEN).sub, "")


def split_bars(line: str) -> list[str]:
    """Return the parts of a line that bars, dots, spaced long dashes or wide gaps part: "By | 3 May
    2021" has two.
    """
    return [part for piece in _BAR.split(line[:LINE_LIMIT]) if (part := piece.strip())]


Judgement = TypeVar("Judgement")
Remembering = TypeVar("Remembering", bound=Callable[..., Any])


class _Judgements(dict[str, Judgement]):
    """A cache of what a recogniser said of recent lines, called like the recogniser; a known line
    costs no Python call.
    """

    __wrapped__: Callable[[str], Judgement]
    __call__ = dict.__getitem__
    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    cache_clear = dict.clear

    def __missing__(self, text: str) -> Judgement:
        said = self.__wrapped__(text)
        if len(text) <= LINE_LIMIT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = said
        return said


def remembered(recognise: Callable[[str], Judgement]) -> Callable[[str], Judgement]:
    """Return the recogniser with a cache of recent lines: a page states its headline, names and
    tags many times over.
    """
    return cast(Callable[[str], Judgement], update_wrapper(_Judgements(), recognise))


def of_short_texts(kept: Remembering) -> Remembering:
    """Return the caching function, which does not keep long texts: a page can state hundreds of 64
    KiB.
    """
    anew = kept.__wrapped__  # type: ignore[attr-defined]

    @wraps(kept)
    def judged(text: str, *rest: Any, **named: Any) -> Any:
        return kept(text, *rest, **named) if len(text) <= LINE_LIMIT else anew(text, *rest, **named)

    judged.cache_info = kept.cache_info  # type: ignore[attr-defined]
    return cast(Remembering, judged)


def visible(text: str) -> str:
    """Return the text without invisible characters, except those that its spelling needs.

    >>> visible("می\u200cماند\u200b"), visible("so\u200cft")
    ('می\u200cماند', 'soft')
    """
    return text if text.isascii() else _UNSEEN.sub("", text)


def squeeze(text: str) -> str:
    """Return the text without invisible characters, with single blanks."""
    return " ".join((text if text.isascii() else visible(text)).split())


@remembered
def fold(text: str) -> str:
    """Return the form in which two spellings of one text are equal: of case, blanks, marks,
    compatibility forms (NFKC).
    """
    if text.isascii() or (text := _HAS_PLAIN.sub(lambda mark: _PLAIN[mark[0]], text)).isascii():
        return " ".join(text.lower().replace("`", "'").split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@remembered
def compact(text: str) -> str:
    """Return the letters and digits of the folded text alone, so that "The Example-Times" equals
    "theexampletimes".
    """
    folded = text.lower() if text.isascii() else fold(text)
    # in English a curly quote is often all that was not ASCII
    return (
        folded.encode().translate(None, _NO_ALNUM).decode()
        if folded.isascii()
        else "".join(filter(str.isalnum, folded))
    )


def words_in(folded: str) -> list[str]:
    """Return the words of a folded text, runs of letters and digits, in their order."""
    return (
        folded.encode().translate(_APART).decode().split()
        if folded.isascii()
        else _WORD.findall(folded)
    )


def unquoted(text: str) -> str:
    """Return the text without the pair of quotation marks around all of it.

    >>> unquoted('"The Example Times"'), unquoted('"Quay" and "Post"')
    ('The Example Times', '"Quay" and "Post"')
    """
    quoted = _QUOTED.fullmatch(text) if text[:1] in '"“„«»”' else None
    return (quoted and quoted[1].strip()) or text


def phrase_set(text: str) -> frozenset[str]:
    """Return the folded phrases of a table that commas part, of choices in braces each: "{log|sign}
    {in|up}" are four.
    """
    written = [phrase.strip() for phrase in fold(text.replace("\n", ",")).split(",")]
    choices = [
        [part.split("|") for part in _BRACES.split(phrase)] for phrase in written if "{" in phrase
    ]
    chosen = [" ".join("".join(parts).split()) for each in choices for parts in product(*each)]
    return frozenset([phrase for phrase in written if "{" not in phrase] + chosen) - {""}


def any_of(words: Iterable[str], letter_of: Callable[[str], str] = str) -> str:
    """Return the pattern of any of some words, the longest first, by their first letter: most texts
    begin with none.
    """
    by_letter = groupby(sorted(words, key=lambda word: (word[0], -len(word), word)), itemgetter(0))
    return "|".join(
        f"{letter_of(letter)}(?:{'|'.join(re.escape(word[1:]) for word in same)})"
        for letter, same in by_letter
    )


def either_case(letter: str) -> str:
    """Return a first letter in both cases as a set: a pattern that ignores case tries each letter,
    and a set at once.
    """
    return (
        letter
        if letter.upper() == letter
        else f"(?-i:[{letter}{letter.upper()}{_MORE_CASES.get(letter, '')}])"
    )


def word_count(text: str) -> int:
    """Return how many words the text has: runs between blanks.

    Without blanks, each character of Chinese and Japanese is one, and four letters of Thai and Lao
    are one.
    """
    if text.isascii():
        return len(text.split())
    wide, letters = len(_SIGNS.findall(text)), len(_SPELT.findall(text))
    return wide + letters // 4 if (wide + letters) * 3 > len(text) else len(text.split())


def print_width(text: str) -> int:
    """Return how wide a text is in letters: a sign of Chinese or Japanese and a Korean syllable
    count as two.
    """
    return len(text) + len(_WIDE.findall(text))


@remembered
def is_mojibake(text: str) -> bool:
    """Return whether the text looks as if it had been decoded with a wrong charset: "KrÃ¤uter"."""
    if text.isascii() or not may_be_mojibake(text):
        return False
    # Loaded on first need: ftfy's patterns are a tenth of the start-up.
    from ftfy.badness import is_bad

    return is_bad(text)


def unscrambling(text: str) -> tuple[str, list[str]]:
    """Return the text with mojibake undone, and the steps that it took ("encode latin-1", "decode
    utf-8"), none if healthy.
    """
    if not is_mojibake(text):
        return text, []
    from ftfy import fix_encoding_and_explain

    mended, plan = fix_encoding_and_explain(text)
    return mended, [f"{step.action} {step.parameter}" for step in plan or ()]


def unescaped(text: str) -> str:
    """Return the text with entities (doubly escaped too), markup, mojibake and invisible characters
    undone; its blanks stay.

    >>> unescaped("Caf&amp;eacute; <b>zu</b> KrÃ¤uter")
    'Café zu Kräuter'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _MARKUP.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", visible(unscrambling(text)[0]))


def key_of(text: str) -> str:
    """Return the form of a value under which it is counted."""
    return fold(text)[:LONGEST]


def form_of(text: str) -> str:
    """Return the form of a date's text, the same for all dates of one template.

    >>> form_of("2022-40-25"), form_of("2022-02-25T14:40:00Z")
    ('0000-00-00', '0000-00-00a00:00:00a')
    """
    return _LETTERS.sub("a", _DIGIT.sub("0", " ".join(text.split())[:_LONGEST_FORM]))
