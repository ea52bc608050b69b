"""A text dump's body: the run of lines that has most prose for its length, and where it begins and
ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from service.lexicon.lines import opens_comments
from service.lexicon.texts import LINE_LIMIT, compact, print_width, word_count
from service.observe.text_lines import SIGNED, Dump, Line, ends_sentence, opens_biography
from service.spans.date_lines import DIGIT
from service.spans.date_spans import looks_like_date

#: A line of as many columns is prose, and counts whole; what a line falls short of the second is
#: taken off, down to the third: twenty links of a menu outweigh a sentence about cookies, and the
#: words between two links of a paragraph do not part a body.
_PROSE, _EVEN, _LEAST = 80, 45, -12
#: Lines before the body that may be headline, byline, lead and sharing bar; a byline stands so far
#: below a headline that is far above most of the prose, and so far below the body's first line, a
#: lead; so many bylines within that are a list's, one below each title.
HEAD, NEAR, BELOW, _LIST = 60, 5, 8, 3
#: What parts a page's title: "Storm closes road | Norham Times".
TITLE_BARS = re.compile(r"\s+[|¦·•»«:/–—-]+\s+|[|¦｜_：]")
#: Fewer letters name no article ("Supreme Court"), a sign of Chinese or Japanese says as much as
#: three; the share of the longest part of the title that a headline has in it.
_LETTERS, _SIGNS, _SHARE = 12, 4, 0.6
#: Lines that end a body whatever they say, and those of its prose.
_ENDS, _OF_BODY = frozenset(("furniture", "copyright")), frozenset(("", "paragraph"))


def widths(lines: Sequence[Line]) -> list[int]:
    """Return how wide in print the lines before each place are together; the last number is the
    width of all.
    """
    return [0, *accumulate(print_width(line.text) for line in lines)]


def densest(wide: Sequence[int]) -> tuple[int, int]:
    """Return the places of the first and the last line of the run of lines that has most prose for
    its length.
    """
    best = weight = start = 0
    found = 0, 0
    for i, (before, after) in enumerate(pairwise(wide)):
        if weight <= 0:
            weight, start = 0, i
        columns = after - before
        weight += columns if columns >= _PROSE else max(columns - _EVEN, _LEAST)
        if weight > best:
            best, found = weight, (start, i)
    return found


class TitleShare:
    """How much of the longest part of a dump's first line, mostly the page's title, a text is."""

    def __init__(self, title: str) -> None:
        """Take the title apart."""
        self.title = title[:LINE_LIMIT]
        self.letters = compact(self.title)
        self.longest = max([len(compact(part)) for part in TITLE_BARS.split(self.title)])

    def of(self, text: str) -> float:
        """Return the share of a text, 0 where the title has it not or it is too short to tell."""
        letters = compact(text)
        fewest = _SIGNS if letters[:1] >= "\u2e80" else _LETTERS
        if letters not in self.letters or len(letters) < max(fewest, _SHARE * self.longest):
            return 0.0
        return min(1.0, len(letters) / self.longest)


def find_body(dump: Dump) -> None:
    """Find the body: from the first paragraph to the last before the author box, the copyright line
    or the page's furniture.

    It begins where most prose stands, or below the title's headline: notices about cookies stand
    above and below articles.
    """
    lines = dump.lines
    paragraphs = [i for i, line in enumerate(lines) if line.kind == "paragraph"]
    if not paragraphs:
        return
    wide = widths(lines)
    first, most = densest(wide)
    half = bisect_left(wide, (wide[most + 1] + wide[first]) / 2, first, most)
    headline = _titled_line(lines, first, half)
    start = _first_paragraph(lines, paragraphs, headline, near_only=headline < first - 1)
    # a sharing bar below the lead ends no body whose most is to come
    most_behind = bisect_left(wide, (wide[most + 1] + wide[start]) / 2)
    last = _last_line(lines, start, 0 if first - headline > HEAD else most_behind)
    start = _below_byline(lines, start, last)
    # what ends an article may stand above its comments: a sharing bar, the small print
    behind = range(last + 1, len(lines))
    dump.comments = next((lines[i].number for i in behind if _heads_comments(lines, i)), 0)
    dump.body = [line for line in lines[start : last + 1] if line.kind in _OF_BODY]
    for line in dump.body:
        line.kind = "body"


def _titled_line(lines: Sequence[Line], first: int, half: int) -> int:
    """Return the place of the line that repeats the title: the first among the prose's first half,
    else the last above it that a byline follows; without one the place above the prose.
    """
    share = TitleShare(lines[0].text)
    titled = [
        i for i in range(1, half + 1) if lines[i].kind in _OF_BODY and share.of(lines[i].text)
    ]
    if titled and titled[-1] >= first:
        return titled[bisect_left(titled, first)]
    # far above, only what a byline follows is the article's
    signed = [i for i in titled if _is_signed_below(lines[i + 1 : i + 1 + NEAR])]
    return signed[-1] if signed else first - 1


def _is_signed_below(below: Sequence[Line]) -> bool:
    return not SIGNED.isdisjoint([line.kind for line in below])


def _first_paragraph(
    lines: Sequence[Line], paragraphs: Sequence[int], headline: int, near_only: bool
) -> int:
    """Return the place of the first paragraph below the headline that opens no list of stories."""
    near = [i for i in paragraphs if headline < i < headline + HEAD]
    if not near and not near_only:
        near = list(paragraphs)
    for i in near:
        if [line.kind for line in lines[i : i + BELOW]].count("byline") < _LIST:
            return i
    return len(lines)


def _last_line(lines: Sequence[Line], start: int, soonest: int) -> int:
    """Return the place of the body's last line: the last of prose before what ends it, which stands
    no sooner than a place.
    """
    behind = range(max(start, soonest), len(lines))
    end = next((i for i in behind if _ends_body(lines, i)), len(lines))
    for i in range(end - 1, start, -1):
        kind = lines[i].kind
        if kind == "paragraph" or (kind == "" and ends_sentence(lines[i].text)):
            return i
    return start


def _ends_body(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line is none of the article any more: comments, an author's box, the small
    print.
    """
    kind = lines[i].kind
    headed = kind in ("", "label") and (_heads_comments(lines, i) or opens_biography(lines, i))
    return headed or kind in _ENDS


def _below_byline(lines: Sequence[Line], start: int, last: int) -> int:
    """Return the place of the body's first paragraph behind a byline, where one stands below the
    lead, and else the lead's.
    """
    if not start or lines[start - 1].kind == "paragraph":
        return start
    lead = range(start + 1, min(start + 2 + BELOW, last))
    opening = (i for i in lead if lines[i].kind == "paragraph" and not lines[i].text[0].islower())
    below = next(opening, start)
    between = lines[start + 1 : below]
    dated = any(line.kind in SIGNED and DIGIT.search(line.text) for line in between)
    return below if dated else start


def _heads_comments(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line heads the comments of readers, or one of them: "Mary Moss says:" above
    its day.
    """
    line, below = lines[i], lines[min(i + 1, len(lines) - 1)]
    # "Share" / "Comments" / "By Jane Doe" are a bar of buttons above a byline
    if opens_comments(line.text) and (below.kind != "label" or below is line):
        return True
    speaks = line.kind == "" and line.text[-1] in ":："
    return speaks and word_count(line.text) >= 3 and looks_like_date(below.text)
