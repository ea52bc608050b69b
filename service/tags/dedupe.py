"""Removes duplicate tags: the first place and spelling stay, and tags that a careful reader keeps apart are not merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.records import record
from service.tags.fold import (
    bare,
    differ_in_meaning,
    fold_tag,
    french_bare,
    is_degraded,
    is_greek_capitals,
    joined,
)


@record(frozen=True, slots=True)
class Deduped:
    """The kept tags, their keys, what was removed, and the pairs of a poor spelling and the later one shown instead."""

    tags: tuple[str, ...]
    keys: tuple[str, ...]
    removed: tuple[str, ...] = ()
    respelled: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Known:
    """What is known of the whole list before any tag is judged; each member allows one kind of merge, in linear time."""

    language: str | None
    keys: list[str]
    phrases: set[str] = field(default_factory=set)
    greek: dict[str, str] = field(default_factory=dict)
    accented: dict[str, str] = field(default_factory=dict)
    every: set[str] = field(default_factory=set)
    turned: dict[str, str] = field(default_factory=dict)

    def learn(self, tags: Sequence[str]) -> None:
        french = (self.language or "fr").split("-")[0] == "fr"
        for tag, key in zip(tags, self.keys, strict=True):
            self.every.add(key)
            if " " in key:
                self._learn_phrase(key)
            if not key.isascii() and any("\u0370" <= c <= "\u03ff" for c in key) and not is_greek_capitals(tag):
                self.greek.setdefault(bare(key), key)
            if french and not tag.isascii() and french_bare(tag) != tag:
                self.accented.setdefault(french_bare(tag), key)

    def _learn_phrase(self, key: str) -> None:
        """Remember a phrase, and which other it is turned round: "mercado Valdemora", "Valdemora mercado"."""
        phrase, (first, _, second) = joined(key), key.partition(" ")
        self.phrases.add(phrase)
        around = joined(f"{second} {first}")
        if " " not in second and around in self.phrases and around != phrase:
            self.turned[phrase] = self.turned.get(around, around)

    def slot(self, tag: str, key: str) -> str:
        """Return the key under which this tag is the same as another of the list."""
        if tag in self.accented:
            key = self.accented[tag]
        if is_greek_capitals(tag):
            key = self.greek.get(bare(key), key)
        if key.count(",") == 1:
            family, given = (part.strip() for part in key.split(","))
            if f"{given} {family}" in self.every:
                key = f"{given} {family}"
        phrase = joined(key)
        return self.turned.get(phrase, phrase) if phrase in self.phrases else key


def dedupe(tags: Sequence[str], language: str | None = None) -> Deduped:
    """Return the tags without duplicates, in linear time.

    >>> dedupe(["china", "u.s.", "ukraine", "China ", "us"]).tags
    ('china', 'u.s.', 'ukraine', 'us')
    >>> dedupe(["formula-1", "Formula 1"]).tags
    ('Formula 1',)
    """
    known = _Known(language, [fold_tag(tag, language) for tag in tags])
    known.learn(tags)
    kept: list[str] = []
    slots: dict[str, list[int]] = {}
    slot_of: list[str] = []
    removed: list[str] = []
    respelled: list[tuple[str, str]] = []
    for tag, key in zip(tags, known.keys, strict=True):
        slot = known.slot(tag, key)
        places = slots.setdefault(slot, [])
        same = next((place for place in places if not differ_in_meaning(kept[place], tag)), None)
        if same is None:
            places.append(len(kept))
            kept.append(tag)
            slot_of.append(slot if len(places) == 1 else f"{slot}\0{len(places)}")
            continue
        if _is_poorer(kept[same], tag):
            respelled.append((kept[same], tag))
            removed.append(kept[same])
            kept[same] = tag
        else:
            removed.append(tag)
    return Deduped(tuple(kept), tuple(slot_of), tuple(removed), tuple(respelled))


def _is_poorer(first: str, later: str) -> bool:
    """Return whether the first spelling is only a machine's form of the later one, so that a reader would print the later."""
    if is_degraded(first) and not is_degraded(later):
        return True
    if first.count(",") == 1 and "," not in later:
        return True
    return " " not in first.strip() and " " in later.strip() and not is_degraded(later)
