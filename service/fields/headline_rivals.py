"""Weighs the headlines of one page against each other: cut ends completed, rests cut off, doubtful wordings made weaker."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from service.fields.frame import Damage, Reading
from service.fields.headline_clinging import CUT, SEPARATOR, key_of
from service.lexicon.slugs import slug_of, slug_words
from service.lexicon.texts import compact, fold, remembered

#: Statements that are compared with one another; a page with more of them says nothing more.
_MOST = 50
_KICKER = re.compile(r"^[^:|]{3,60}?(?:: | - | \| )")
_WORD = re.compile(r"\w+")


def compared(readings: list[Reading], url: str | None = None) -> list[Reading]:
    """Return the readings, each mended, weakened or confirmed by the others; every step builds on those before it."""
    readings = _doubted_h1(_outvoted(readings), slug_of(url))
    for step in (_lone_title, _cut_by_others, _padded, _completed, _with_kickers):
        readings = step(readings)
    return readings


def _cut_by_others(readings: list[Reading]) -> list[Reading]:
    """Return the readings, one cut where another place of the page states its beginning alone as the whole headline."""
    whole = {str(r.value): None for r in readings if r.value is not None and len(r.key) > 9}
    whole = dict.fromkeys(list(whole)[:_MOST])
    return [_cut_by(reading, whole) for reading in readings]


#: What may stand between a headline and the name of the site; a colon is no such mark, since kickers stand before colons.
_BEFORE_SITE = "-–—|｜ㅣ¦：_«»·•~/›‹★☆►▸▶◆●■│→"


def _cut_by(reading: Reading, whole: Collection[str]) -> Reading:
    if not isinstance(reading.value, str):
        return reading
    text = reading.value
    for other in sorted(whole, key=len, reverse=True):
        rest = text[len(other) :].strip()
        parted = rest[:1] in _BEFORE_SITE or rest[:2] == "::"
        if not text.startswith(other) or not parted or not 1 < len(rest) <= 60:
            continue
        why = "Another place of the page states the rest alone as the headline."
        damage = Damage("site_name_in_headline", text, why)
        return replace(reading, value=other, key=key_of(other), damages=(*reading.damages, damage))
    return reading


#: The most that a doubtful h1 is worth.
_DOUBTED = 0.4


def _lone_title(readings: list[Reading]) -> list[Reading]:
    """Return the readings, a title that no better place contradicts made surer: where it stands alone, it is mostly right."""
    titles = [r for r in readings if r.observation.source.id == "html:title" and r.value is not None]
    if any(r.value is not None and r.reliability > _DOUBTED and r not in titles for r in readings):
        return readings
    return [replace(r, weight=1.45) if r in titles else r for r in readings]


def _doubted_h1(readings: list[Reading], slug: frozenset[str]) -> list[Reading]:
    """Return the readings, an h1 made weaker that is one of several, or shares no word with any other headline.

    One whose words the address has is no masthead: the title beside it is the site's or was set for search engines.
    """
    mine = [r for r in readings if isinstance(r.value, str) and r.observation.source.id == "html:h1"][:_MOST]
    others = [r for r in readings if isinstance(r.value, str) and r.observation.source.id != "html:h1"][:_MOST]
    alone = _cut_by_others(others)
    confirmed = {r.key for r in others}
    several = len({r.key for r in mine}) > 1
    addressed = {r.key for r in mine if _is_in(slug, r) and not any(_is_in(slug, o) for o in alone)}
    doubted = [r for r in mine if r.key not in confirmed and others and (several or not any(_share(r, o) for o in alone))]
    doubted = [r for r in doubted if r.key not in addressed]
    last = {key_of(parts[-1]) for o in others if len(parts := SEPARATOR.split(str(o.value))) > 1}
    doubted += [r for r in mine if r.key in last - confirmed and r not in doubted]
    sure = {r.key for r in mine if r not in doubted}
    readings = [_reweighed(r, doubted, sure) for r in readings]
    if not addressed or any(o.observation.source.id != "html:title" for o in others):
        return readings
    return [replace(r, weight=r.weight * _IDLE) if r in others else r for r in readings]


#: The weight left to a title without a word of the address, beside an h1 that has its words.
_IDLE = 0.5
#: So many words in common with an address are no coincidence.
_ADDRESSED = 3


def _is_in(slug: frozenset[str], reading: Reading) -> bool:
    """Return whether the address has several words of a headline, and half of those that tell it from others."""
    words = {word for word in slug_words(str(reading.value)) if len(word) > _SHORT}
    return len(words & slug) >= max(_ADDRESSED, len(words) / 2)


def _reweighed(reading: Reading, doubted: list[Reading], sure: set[str]) -> Reading:
    """Return the reading, weaker as a doubtful h1, or as a meta tag that words a sure h1 otherwise for social media."""
    if reading in doubted:
        return replace(reading, weight=reading.weight * 0.4)
    if sure and reading.observation.source.id.startswith("meta:") and reading.value is not None and reading.key not in sure:
        return replace(reading, weight=reading.weight * 0.75)
    return reading


#: What a JSON-LD headline keeps of its weight where the article marks its printed headline up, and og:title repeats that.
_OUTVOTED = 0.85


def _outvoted(readings: list[Reading]) -> list[Reading]:
    """Return the readings, JSON-LD weaker where it differs from what the article itself marks up as its headline.

    <h1 itemprop="headline">Mayor defiant over gifts</h1>, the same in og:title, and "Mayor suggests he will keep the gifts" in
    JSON-LD: two statements for machines stand against each other, and the readers' headline decides between them.
    """
    said = {r.observation.source.id: r.key for r in readings if r.value is not None}
    marked = said.get("microdata:headline")
    if marked is None or not marked == said.get("html:h1") == said.get("meta:og:title"):
        return readings
    return [
        replace(r, weight=r.weight * _OUTVOTED) if r.observation.source.id == "ld+json:headline" and r.key != marked else r
        for r in readings
    ]


#: What a wording with words added for search engines keeps of its weight: on every gold page that has one, the shorter stood.
_PADDED = 0.5
#: A shorter wording of fewer words than this says too little to be the same headline.
_WORDS = 5


def _padded(readings: list[Reading]) -> list[Reading]:
    """Return the readings, the wording of h1 and title weaker where another place has the same words without extra ones.

    "I sell Walt Disney World holidays" is set for search engines, and og:title keeps the editor's "I sell Disney World
    holidays".  A shorter wording that is only the beginning may be a cut one, and decides nothing.
    """
    told = [r for r in readings if isinstance(r.value, str)][:_MOST]
    titled = {r.key for r in told if r.observation.source.id == "html:title"}
    padded = {r.key: _words(str(r.value)) for r in told if r.observation.source.id == "html:h1" and r.key in titled}
    shorter = {r.key: _words(str(r.value)) for r in told if r.observation.source.witness == "machine" and r.key not in titled}
    pairs = [(key, short) for key, words in padded.items() for short in shorter if _is_tighter(shorter[short], words)]
    losing, winning = {key for key, _ in pairs}, {short for _, short in pairs}
    return [_rated(r, losing, winning) for r in readings]


def _rated(reading: Reading, losing: Collection[str], winning: Collection[str]) -> Reading:
    if reading.value is None or reading.key not in {*losing, *winning}:
        return reading
    return replace(reading, weight=reading.weight * _PADDED if reading.key in losing else 1.0)


def _words(text: str) -> list[str]:
    """Return the words in order; none in scripts that are written without blanks."""
    return [] if not text.isascii() and max(text) >= _WIDE else _WORD.findall(fold(text))


def _is_tighter(short: list[str], words: list[str]) -> bool:
    """Return whether the first words are the second with some left out, and not only those at the end."""
    rest = iter(words)
    return _WORDS <= len(short) < len(words) and words[: len(short)] != short and all(word in rest for word in short)


#: Words up to this long stand in every headline: "the", "and", "how", "und", "les".
_SHORT = 3
#: Scripts from here on (Chinese, Japanese, Korean) are written without blanks, or have words of two characters.
_WIDE = "\u2e80"


@remembered
def _telling_words(text: str) -> frozenset[str]:
    """Return the words that tell one headline from another; of a text in a script without blanks its characters."""
    if not text.isascii() and max(text) >= _WIDE:
        return frozenset(text.replace(" ", ""))
    words = [word.strip(".,:;!?\"'") for word in text.split()]
    return frozenset(word for word in words if len(word) > _SHORT) or frozenset(words)


def _share(first: Reading, second: Reading) -> bool:
    """Return whether two headlines have a third of the shorter one's words in common (its characters where no blanks are)."""
    words = [_telling_words(fold(str(r.value))) for r in (first, second)]
    return len(words[0] & words[1]) * 3 >= min(map(len, words))


def _with_kickers(readings: list[Reading]) -> list[Reading]:
    """Return the readings, an h1 that is only half of "Weather: Storm" (the kicker or the rest) counted for the whole.

    A <title> alone is no witness of that: before the printed headline it may have the site's name, "Harbour Post: Storm".
    """
    told = [r for r in readings if r.value is not None and r.observation.source.witness != "human"]
    told = [r for r in told if r.observation.source.id != "html:title"][:_MOST]
    fuller = {r.key: r for r in told}
    return [_with_kicker(reading, fuller) for reading in readings]


def _with_kicker(reading: Reading, fuller: dict[str, Reading]) -> Reading:
    if reading.value is None or reading.observation.source.witness != "human" or reading.key in fuller:
        return reading
    longer = [r for r in fuller.values() if len(reading.key) > 9 and _is_half(reading.key, str(r.value))]
    if not longer:
        return reading
    other = max(longer, key=lambda r: (r.reliability, r.key))
    return replace(reading, value=other.value, key=other.key, weight=reading.weight * 0.95, stated=False)


def _is_half(key: str, whole: str) -> bool:
    """Return whether the key is that of the headline without its kicker, or of what stands before its colon."""
    kicker = _KICKER.match(whole)
    behind = whole if kicker is None else whole[kicker.end() :]
    before, colon, _ = whole.partition(": ")
    # "Storm hits coast : The Example Times" and "… :: …" are no kickers
    return key_of(behind) == key or (bool(colon) and before[-1:] not in " :" and key_of(before).endswith(key))


def _completed(readings: list[Reading]) -> list[Reading]:
    """Return the readings, one that ends in an ellipsis completed by another that goes on."""
    whole = [r for r in readings if isinstance(r.value, str) and not CUT.search(r.value)][:_MOST]
    return [_complete(reading, whole) for reading in readings]


def _complete(reading: Reading, whole: list[Reading]) -> Reading:
    if not isinstance(reading.value, str) or not CUT.search(reading.value):
        return reading
    start = compact(CUT.sub("", reading.value))
    longer = [r for r in whole if len(start) >= 10 and r.key.startswith(start)]
    if not longer:
        return reading
    other = max(longer, key=lambda r: (r.reliability, r.key))
    damage = Damage("cut_headline", reading.value, "The headline was cut; another place of the page continues it.")
    return replace(reading, value=other.value, key=other.key, damages=(*reading.damages, damage))
