"""The text of the article as its readers see it: paragraphs, headings, lists and quotations, one a
line.

It is read where copies of a text are asked for and nowhere else: no answer rests on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, pairwise

from service.lexicon.texts import print_width
from service.view.columns import BLOCK, BLOCKS, INLINE, View
from service.view.places import ARTICLE, Places

#: A text of fewer letters may be a button, a label or a list's entry; a sign of Chinese counts two.
_LONG, _LONG_OF_SIGNS = 80, 40
#: The box of the story holds this share of the letters of all long texts: with less, a story in
#: parts loses some, with more, it takes in comments.  Of .5, .7, .8 and .9, this one agreed best
#: with the oracle of `bench.body`.
_SHARE = 0.7
#: Elements whose short texts are the story's: "Yes." in a <p> is one, "Share" in a <div> is not.
_TEXTS = frozenset("p li h2 h3 h4 h5 h6 blockquote pre td th dd dt".split())
#: A link, and what stands outside of the body.
_APART = frozenset({"a", "title"})
#: A line that links half of its letters lists links; a paragraph may, and is a list at this share.
_PARAGRAPH, _MOST_LINKED, _ALL_LINKED = 400, 0.5, 0.9


def story_text(view: View, places: Places) -> str:
    """Return the lines of the story's box that are its own, from its first long one to its last."""
    box = _box(view, places)
    lines = [*_lines(view, places, box)] if box >= 0 else []
    long = [number for number, line in enumerate(lines) if _is_long(line)]
    # what is shorter before and behind is a date line, a button, the author's box
    told = lines[long[0] : long[-1] + 1] if long else []
    return "\n".join(told).replace(BLOCK, "").replace(INLINE, "")


def _is_long(text: str) -> bool:
    """Return whether a text is as long as a paragraph."""
    size = len(text)
    if size > _LONG or size <= _LONG_OF_SIGNS:
        return size > _LONG
    return not text.isascii() and print_width(text) > _LONG


def _box(view: View, places: Places) -> int:
    """Return the smallest element around the longest text that holds most of the long ones; -1
    without any.
    """
    runs, owners = view.runs, view.owners
    found = [run for run in _long_texts(view, places) if places.region(owners[run]) == ARTICLE]
    if not found:
        return -1
    sizes = [len(runs[run]) for run in found]
    before = [0, *accumulate(sizes)]
    starts, stops, least = view.starts, view.stops, _SHARE * before[-1]
    longest = owners[found[sizes.index(max(sizes))]]
    for place in (longest, *view.ancestors(longest)):
        first, last = bisect_left(found, starts[place]), bisect_left(found, stops[place])
        if before[last] - before[first] >= least:
            return place
    return -1


def _long_texts(view: View, places: Places) -> list[int]:
    """Return the long texts that are no links, of the article's range; of what is behind it too
    where most of the text stands there.

    A teaser above the body can be the only paragraph of the range that it opens.
    """
    runs, owners, tags = view.runs, view.owners, view.tags
    start, end = view.span(*places.article_range)
    sized = [run for run, text in enumerate(runs[start:], start) if len(text) > _LONG_OF_SIGNS]
    long = [run for run in sized if tags[owners[run]] not in _APART and _is_long(runs[run])]
    inside = bisect_left(long, end)
    letters = [len(runs[run]) for run in long]
    return long if 2 * sum(letters[:inside]) < sum(letters) else long[:inside]


def _lines(view: View, places: Places, box: int) -> Iterator[str]:
    """Yield the texts of the box's blocks that are the article's and no list of links."""
    runs, owners, tags = view.runs, view.owners, view.tags
    start, end = view.starts[box], view.stops[box]
    inner = enumerate(runs[start + 1 : end], start + 1)
    begins = [run for run, text in inner if text[0] == BLOCK]
    for first, last in pairwise([start, *begins, end]):
        line = runs[first] if last - first == 1 else "".join(runs[first:last])
        block = _block(view, owners[first])
        if tags[block] in _TEXTS or _is_long(line):
            most = (_ALL_LINKED if len(line) >= _PARAGRAPH else _MOST_LINKED) * len(line)
            if _linked(view, first, last) <= most and places.region(block) == ARTICLE:
                yield line


def _block(view: View, place: int) -> int:
    """Return the nearest block that an element is, or stands in."""
    tags, parents = view.tags, view.parents
    while tags[place] not in BLOCKS and parents[place] >= 0:
        place = parents[place]
    return place


def _linked(view: View, first: int, last: int) -> int:
    """Return how many letters of a line of runs are linked."""
    owners, tags, parents, runs = view.owners, view.tags, view.parents, view.runs
    linked = 0
    for run in range(first, last):
        place = owners[run]
        if tags[place] == "a" or tags[parents[place]] == "a":
            linked += len(runs[run])
    return linked
