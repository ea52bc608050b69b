"""Where most of the prose of a text dump stands: the menus and teasers of a whole page have their sentences too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from service.observe.text_lines import Line

#: A line of as many columns is prose, and counts whole; what a line falls short of the second is taken off, down to the third:
#: twenty links of a menu outweigh a sentence about cookies, and the words between two links of a paragraph do not part a body.
_PROSE, _EVEN, _LEAST = 80, 45, -12


def densest(lines: Sequence[Line]) -> tuple[int, int]:
    """The places of the first and the last line of the run of lines that has most prose for its length."""
    best = weight = start = 0
    found = 0, 0
    for i, line in enumerate(lines):
        if weight <= 0:
            weight, start = 0, i
        columns = _columns(line.text)
        weight += columns if columns >= _PROSE else max(columns - _EVEN, _LEAST)
        if weight > best:
            best, found = weight, (start, i)
    return found


def widths(lines: Sequence[Line]) -> list[int]:
    """How wide the lines before each place are together, and behind the last all of them."""
    return [0, *accumulate(_columns(line.text) for line in lines)]


def _columns(text: str) -> int:
    """How wide the text is in type: signs of Chinese, Japanese and Korean are as wide as two letters."""
    return len(text) if text.isascii() else len(text) + sum(c >= "\u2e80" for c in text)
