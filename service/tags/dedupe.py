"""Removes duplicate tags: the first place and spelling stay, and tags that a careful reader keeps apart are not merged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.lexicon.texts import unmarked, word_set
from service.records import record

#: Words that change meaning with a capital: merging "Polish" with "polish" would merge a nation with a cleaning product.
CAPITAL_MEANINGS = word_set(
    "turkey polish march may august nice reading bath job lima chile guinea jersey mobile catholic liberal labour "
    "conservative green apple amazon oracle shell target gap meta windows mercury jordan georgia"
)
#: One letter, two code points: an Arabic keyboard's yeh and kaf in a Persian word and the other way round.
_ARABIC = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": ""})
#: What one editor types with the keyboard's mark and the next with the printer's: "Israel-Gaza", "Israel–Gaza".
_MARKS = dict.fromkeys(map(ord, "’‘`´"), "'") | dict.fromkeys(map(ord, "‐‑–−"), "-")
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u3005]"
_CJK_BLANK = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")
_HALF_WIDTH, _GREEK = re.compile("[\uff66-\uff9f]"), re.compile("[\u0370-\u03ff]")
_JOINTS = re.compile(r"[\s_\-]+")
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


def _greek_key(tag: str, key: str) -> str:
    """Return the key of a Greek tag without its accents, which capitals drop ("ΑΘΗΝΑ" is "Αθήνα"); "" of any other."""
    if tag.isascii() or not _GREEK.search(key):
        return ""
    return "".join([c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c)])


def _without_first_accent(tag: str) -> str:
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


@record(frozen=True, slots=True)
class Deduped:
    """The kept tags, their keys, what was removed as a duplicate, and the poor spellings that a later one replaced."""

    tags: tuple[str, ...]
    keys: tuple[str, ...]
    removed: tuple[str, ...] = ()
    respelled: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What is known of the whole list before any tag is judged; each member allows one kind of merge, in linear time."""

    every: set[str]
    phrases: set[str] = field(default_factory=set)
    greek: dict[str, str] = field(default_factory=dict)
    accented: dict[str, str] = field(default_factory=dict)
    turned: dict[str, str] = field(default_factory=dict)

    def learn(self, told: Sequence[tuple[str, str]], french: bool) -> None:
        for tag, key in told:
            if " " in key:
                # a phrase, and which other it is turned round: "mercado Valdemora", "Valdemora mercado"
                phrase, (first, _, second) = _JOINTS.sub("", key), key.partition(" ")
                self.phrases.add(phrase)
                around = _JOINTS.sub("", f"{second} {first}")
                if " " not in second and around in self.phrases and around != phrase:
                    self.turned[phrase] = self.turned.get(around, around)
            if tag.isascii():
                continue
            if (greek := _greek_key(tag, key)) and not tag.isupper():
                self.greek.setdefault(greek, key)
            if french and (plain := _without_first_accent(tag)) != tag:
                self.accented.setdefault(plain, key)

    def slots(self, told: Sequence[tuple[str, str]]) -> list[str]:
        """Return for each tag the key under which it is the same as another of the list."""
        found = []
        for tag, key in told:
            key = self.accented.get(tag, key)
            if self.greek and tag.isupper():
                key = self.greek.get(_greek_key(tag, key), key)
            if "," in key:
                family, _, given = key.partition(",")
                turned = f"{given.strip()} {family.strip()}"
                key = turned if turned in self.every else key
            phrase = _JOINTS.sub("", key)
            found.append(self.turned.get(phrase, phrase) if phrase in self.phrases else key)
        return found


def dedupe(tags: Sequence[str], language: str | None = None) -> Deduped:
    """Return the tags without duplicates, in linear time.

    >>> dedupe(["china", "u.s.", "ukraine", "China ", "us"]).tags
    ('china', 'u.s.', 'ukraine', 'us')
    >>> dedupe(["formula-1", "Formula 1"]).tags
    ('Formula 1',)
    """
    told = [(tag, fold_tag(tag, language)) for tag in tags]
    known = _Known({key for _, key in told})
    known.learn(told, french=(language or "fr").split("-")[0] == "fr")
    kept: list[str] = []
    slots: dict[str, list[int]] = {}
    slot_of: list[str] = []
    removed: list[str] = []
    respelled: list[str] = []
    for tag, slot in zip(tags, known.slots(told), strict=True):
        places = slots.setdefault(slot, [])
        alike = [place for place in places if not differ_in_meaning(kept[place], tag)]
        if not alike:
            places.append(len(kept))
            kept.append(tag)
            slot_of.append(slot if len(places) == 1 else f"{slot}\0{len(places)}")
        elif _is_poorer(kept[alike[0]], tag):
            respelled.append(kept[alike[0]])
            kept[alike[0]] = tag
        else:
            removed.append(tag)
    return Deduped(tuple(kept), tuple(slot_of), tuple(removed), tuple(respelled))


def _is_poorer(first: str, later: str) -> bool:
    """Return whether the first spelling is only a machine's form of the later one, so that a reader would print the later."""
    if _is_degraded(later):
        return False
    inverted = first.count(",") == 1 and "," not in later
    return _is_degraded(first) or inverted or (" " not in first.strip() and " " in later.strip())


def _is_degraded(tag: str) -> bool:
    """Return whether the spelling is a machine's: slug, hashtag, half-width, or torn apart inside a script."""
    tag = tag.strip()
    torn = not tag.isascii() and (_CJK_BLANK.search(tag) or _HALF_WIDTH.search(tag))
    return bool(torn) or tag.startswith("#") or ("_" in tag and " " not in tag)
