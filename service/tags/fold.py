"""The keys under which two spellings of a tag are one tag, and the spellings that only a machine would print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from service.lexicon.texts import unmarked, word_set

#: Words that change meaning with a capital: merging "Polish" with "polish" would merge a nation with a cleaning product.
CAPITAL_MEANINGS = word_set(
    "turkey polish march may august nice reading bath job lima chile guinea jersey mobile catholic liberal labour "
    "conservative green apple amazon oracle shell target gap meta windows mercury jordan georgia"
)
_HOMOGLYPHS = str.maketrans("АВЕКМНОРСТХУаеорсухіІјЈѕЅ", "ABEKMHOPCTXYaeopcyxiIjJsS")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTXYaeopcyxiI", "АВЕКМНОРСТХУаеорсухіІ")
#: One letter, two code points: an Arabic keyboard's yeh and kaf in a Persian word and the other way round.
_ARABIC = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": ""})
#: What one editor types with the keyboard's mark and the next with the printer's: "Israel-Gaza", "Israel–Gaza".
_MARKS = dict.fromkeys(map(ord, "’‘`´"), "'") | dict.fromkeys(map(ord, "‐‑–−"), "-")
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u3005]"
_CJK_BLANK = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")
_WORD = re.compile(r"\w+", re.UNICODE)
#: Capitals of French headlines often stand without their accents: "Elections" is "Élections", but "pêche" is not "péché".
_FRENCH_CAPITALS = str.maketrans("ÉÈÊËÀÂÎÏÔÛÙÇ", "EEEEAAIIOUUC")


@lru_cache(maxsize=2_048)
def fold_tag(tag: str, language: str | None = None) -> str:
    """Return the key of a tag: NFKC, invisible characters and edge blanks off, casefolded by the page's language.

    >>> fold_tag("STRASSE") == fold_tag("Straße"), fold_tag("u.s.") == fold_tag("us")
    (True, False)
    """
    text = tag if tag.isascii() else unicodedata.normalize("NFKC", unmarked(tag)).translate(_ARABIC)
    text = _CJK_BLANK.sub("", " ".join(text.lstrip("#").split()))
    if (language or "").split("-")[0] in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return unicodedata.normalize("NFC", text.casefold()).translate(_MARKS)


def is_greek_capitals(text: str) -> bool:
    """Return whether the text is Greek in capitals, which are printed without accents."""
    return not text.isascii() and text.isupper() and any("\u0370" <= c <= "\u03ff" for c in text)


def bare(key: str) -> str:
    """Return the key without its Greek accents: capitals drop them, "ΑΘΗΝΑ" is "Αθήνα"."""
    plain = unicodedata.normalize("NFD", key)
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=2_048)
def joined(key: str) -> str:
    """Return the key without blanks, hyphens and underscores: what slugs and hashtags leave of a phrase."""
    return re.sub(r"[\s_\-]+", "", key)


def french_bare(tag: str) -> str:
    """Return the tag with the accent of its initial capital dropped, as French typewriters did."""
    return tag[:1].translate(_FRENCH_CAPITALS) + tag[1:]


def differ_in_meaning(first: str, second: str) -> bool:
    """Return whether two tags that fold alike mean two things: "IT" and "it", "WHO" and "who", "Turkey" and "turkey".

    >>> differ_in_meaning("IT", "it"), differ_in_meaning("Turkey", "turkey"), differ_in_meaning("War", "war")
    (True, True, False)
    """
    if first == second or " " in first.strip() or " " in second.strip():
        return False
    for one, other in ((first, second), (second, first)):
        if len(one) <= 4 and one.isalpha() and one.isascii() and one.isupper() and other.islower():
            return True
    return first.casefold() in CAPITAL_MEANINGS and first.islower() != second.islower()


def majority_script(tag: str) -> str:
    """Return the tag with look-alike letters replaced by those of the word's main script: "СOVID" is "COVID"."""
    return tag if tag.isascii() else _WORD.sub(lambda match: _one_script(match.group()), tag)


def _one_script(word: str) -> str:
    if word.isascii():
        return word
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
    latin = sum(c.isascii() and c.isalpha() for c in word)
    if not cyrillic or not latin:
        return word
    table: Mapping[int, str | int | None] = _HOMOGLYPHS if latin >= cyrillic else _TO_CYRILLIC
    changed = word.translate(dict(table))
    mixed = any("\u0400" <= c <= "\u04ff" for c in changed) and any(c.isascii() and c.isalpha() for c in changed)
    return word if mixed else changed


def is_degraded(tag: str) -> bool:
    """Return whether the spelling is a machine's: slug, hashtag, half-width, or torn apart inside a script."""
    stripped = tag.strip()
    if _CJK_BLANK.search(stripped) or any("\uff66" <= c <= "\uff9f" for c in stripped):
        return True
    return stripped.startswith("#") or ("_" in stripped and " " not in stripped)
