"""Made syndications with known truth: what papers do to a text that they were supplied with, and
what only looks like it.

It shares nothing with the engine: paragraphs are moved, dropped and added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple, TypeAlias

#: A text as its paragraphs.
Text: TypeAlias = list[str]
#: Runs of words for the exact truth.
_RUN = 5
#: Bodies that share more than this of the shorter's runs are no two stories: silver has a few.
_SHARED = 0.1


class Row(NamedTuple):
    """A made row: its text, the story that it is of, and what was done to it."""

    text: Text
    story: int
    made: str


def _size(text: Text) -> int:
    return sum(len(paragraph.split()) for paragraph in text)


def _runs(text: Text) -> set[str]:
    found = " ".join(text).lower().split()
    return {" ".join(found[n : n + _RUN]) for n in range(len(found) - _RUN + 1)}


def apart(texts: Sequence[Text]) -> list[Text]:
    """Return the texts that share no more than a tenth of their runs with one before them."""
    kept: list[Text] = []
    sizes: list[int] = []
    owners: dict[str, list[int]] = {}
    for text in texts:
        runs = _runs(text)
        shared = Counter(owner for run in runs for owner in owners.get(run, ()))
        if all(n <= _SHARED * min(len(runs), sizes[owner]) for owner, n in shared.items()):
            for run in runs:
                owners.setdefault(run, []).append(len(kept))
            kept.append(text)
            sizes.append(len(runs))
    return kept


def _until(text: Text, share: float) -> Text:
    """Return the text as far as it holds this share of the words, the last paragraph cut."""
    kept: Text = []
    left = round(share * _size(text))
    for paragraph in text:
        told = paragraph.split()[:left]
        left -= len(told)
        kept += [" ".join(told)] if told else []
    return kept


def _cut(text: Text, other: Text, random: Random) -> Text:
    """An agency's text is cut at the end: half of it or more stays."""
    return _until(text, random.uniform(0.5, 0.9))


def _headed(text: Text, other: Text, random: Random) -> Text:
    """A new headline above the text."""
    return [" ".join(other[0].split()[:9]), *text]


def _begun(text: Text, other: Text, random: Random) -> Text:
    """Another first paragraph, as long as the first was."""
    return [" ".join(" ".join(other).split()[: _size(text[:1])]), *text[1:]]


def _quoted(text: Text, other: Text, random: Random) -> Text:
    """Local quotes among the paragraphs, up to a third as long as the text."""
    added = _until(other, random.uniform(0.05, 0.3) * _size(text) / max(1, _size(other)))
    places = sorted(random.randrange(len(text) + 1) for _ in added)
    made = list(text)
    for place, paragraph in zip(reversed(places), reversed(added), strict=True):
        made.insert(place, paragraph)
    return made


def _corrected(text: Text, other: Text, random: Random) -> Text:
    """Three words or figures corrected later."""
    made = list(text)
    for _ in range(3):
        place = random.randrange(len(made))
        found = made[place].split()
        if found:
            found[random.randrange(len(found))] = random.choice(("12", "Tuesday", "about"))
            made[place] = " ".join(found)
    return made


def _both(text: Text, other: Text, random: Random) -> Text:
    """Cut at the end, and begun anew."""
    return _begun(_until(text, random.uniform(0.7, 0.9)), other, random)


#: What papers do to a text.
COPIES: dict[str, Callable[[Text, Text, Random], Text]] = {
    "cut at the end": _cut,
    "a new headline": _headed,
    "another first paragraph": _begun,
    "local quotes added": _quoted,
    "corrected later": _corrected,
    "cut, and begun anew": _both,
}
#: Those that replace the first paragraph, which is no more than this share of the text: of one
#: without paragraphs nothing would be left.
_BEGUN, _FIRST = frozenset({"another first paragraph", "cut, and begun anew"}), 0.1

_TEAMS = "Alder Brook Cedar Dale Elm Fern Grove Heath Iris Juniper Knoll Larch".split()


def _results(random: Random) -> Text:
    """A list of results: one template, other names and figures."""
    return [
        f"{random.choice(_TEAMS)} beat {random.choice(_TEAMS)} by {random.randrange(1, 9)} goals "
        f"to {random.randrange(9)} before {random.randrange(900, 60_000)} people"
        for _ in range(16)
    ]


def _pair(one: Text, other: Text, frame: Text, share: float) -> tuple[Text, Text]:
    """Return two texts with so large a common part, and parts of their own."""
    size = min(_size(one), _size(other), _size(frame))
    part = _until(frame, share * size / _size(frame))
    own = [_until(text, (1 - share) * size / _size(text)) for text in (one, other)]
    return [*part, *own[0]], [*own[1], *part]


#: What only looks like a copy, with the share of a text that another has.
FRAMED = {
    "live blogs of one event": (0.2, 0.45),
    "columns with one frame": (0.4, 0.6),
    "press releases of one firm": (0.15, 0.35),
}


def rows(bodies: Sequence[Text], seed: int) -> list[Row]:
    """Return the rows of a made table: a third of the bodies are copied, the rest are parts of what
    only looks so.
    """
    random = Random(seed)
    found = list(bodies)
    random.shuffle(found)
    third = len(found) // 3
    supplied, rest = found[:third], found[third:]
    made: list[Row] = []
    for story, text in enumerate(supplied):
        made.append(Row(text, story, "origin"))
        for kind, change in COPIES.items():
            if kind in _BEGUN and _size(text[:1]) > _FIRST * _size(text):
                continue
            made.append(Row(change(text, random.choice(rest), random), story, kind))
    story = len(supplied)
    for number in range(0, len(rest) - 2, 3):
        kind = [*FRAMED][number // 3 % len(FRAMED)]
        share = random.uniform(*FRAMED[kind])
        one, other, frame = rest[number : number + 3]
        for text in _pair(one, other, frame, share):
            made.append(Row(text, story, kind))
            story += 1
    for _ in range(len(found) // 10):
        made.append(Row(_results(random), story, "lists of results"))
        story += 1
    random.shuffle(made)
    return made
