"""Which captures show one story: by headline and text, whatever their address."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from service.lexicon.texts import fold
from service.model import Observed, Result

#: Words in a run; five in a row are seldom the same by chance.
_RUN = 5
#: So many words of a text are compared; a story is told apart by its beginning.
_MOST_WORDS = 1500
#: A text of fewer words says too little by itself: a teaser.
_FEWEST_WORDS = 20
#: So much of the shorter text's runs are in the longer one of the same story; papers rewrite a
#: report within hours, but keep a paragraph.  An estimate.
_SAME_TEXT = 0.2
#: So many of the shorter headline's words are in the other one of the same story.  An estimate.
_SAME_HEADLINE = 0.5
#: Each sign of Chinese and Japanese is a word.
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")


class Told(NamedTuple):
    """The words of a headline, and the hashed runs of five words of a text."""

    headline: frozenset[str]
    runs: array[int]

    def is_silent(self) -> bool:
        """Return whether it has neither headline nor text, so that nothing tells it apart."""
        return not self.headline and not self.runs


def told_by(seen: Observed, result: Result) -> Told:
    """Return the story that a page shows."""
    headline = result.article.get("headline")
    words = _WORDS.findall(fold(seen.body[: 20 * _MOST_WORDS]))[:_MOST_WORDS]
    runs = {
        zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace"))
        for at in range(len(words) - _RUN + 1)
    }
    if len(words) < _FEWEST_WORDS:
        runs = set()
    title = _WORDS.findall(fold(headline)) if isinstance(headline, str) else []
    return Told(frozenset(title), array("I", sorted(runs)))


def is_same(first: Told, second: Told) -> bool:
    """Return whether two captures show one story: their headlines or their texts share enough.

    Where neither can be compared nothing tells them apart.
    """
    headlines = _shared(first.headline, second.headline)
    texts = _shared(frozenset(first.runs), frozenset(second.runs))
    if headlines is None and texts is None:
        return first.is_silent() or second.is_silent()
    return (headlines or 0.0) >= _SAME_HEADLINE or (texts or 0.0) >= _SAME_TEXT


def _shared(first: frozenset[object] | frozenset[int], second: frozenset[object]) -> float | None:
    """Return how much of the smaller set is in the other; None where one is empty."""
    least = min(len(first), len(second))
    return len(first & second) / least if least else None


def stories(captures: Sequence[Told]) -> list[list[int]]:
    """Return the numbers of the captures of each story, the most captured first.

    A capture belongs to the story of which it is like the first, the last or the one before.
    """
    found: list[list[int]] = []
    for number, story in enumerate(captures):
        for known in found:
            likened = {known[0], *known[-2:]}
            if any(is_same(captures[each], story) for each in sorted(likened)):
                known.append(number)
                break
        else:
            found.append([number])
    return sorted(found, key=lambda each: (-len(each), each[0]))
