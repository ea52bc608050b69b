"""Observations of figure credits: who made or lends the article's pictures, which is neither its author nor its publisher.

"The bridge in 1998. (Photo: B. Lens)" names a photographer where a byline finder sees a person; recorded as what it is, the
name explains why the photographer is not among the authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lexicon.credits import credit_in, is_copyright
from service.model import Observation
from service.observe.sources import see
from service.view import class_words
from service.view.columns import View
from service.view.places import Places

#: Figures read for their credits: more is a gallery.  A caption that is longer is text.
MAX_FIGURES, CAPTION, CREDIT = 50, 700, 160
_CREDIT_ATTRIBUTES = ("data-credit", "data-copyright", "data-photographer")


def read_credits(view: View, places: Places) -> Iterator[Observation]:
    """The credits of the figures and pictures in the article's region, each text once."""
    said: set[str] = set()
    for place in (*view.all("figure", limit=MAX_FIGURES), *view.all("img", limit=MAX_FIGURES)):
        credits = _of_picture(view, place) if view.tags[place] == "img" else None
        if credits == [] or places.region(place) == "neighbour":
            continue
        for credit in credits or _of_figure(view, place):
            if credit and credit not in said:
                said.add(credit)
                yield see(view, place, "credit", credit)


def read_caption(view: View, place: int, _found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The credit in an element whose class words call it a caption or a credit, on templates without figures."""
    if places.region(place) != "neighbour" and (text := _short(view, place)):
        credit = text if _is_credit(view, place) and len(text) <= CREDIT else credit_in(text)
        if credit:
            yield see(view, place, "credit", credit)


def _of_figure(view: View, figure: int) -> Iterator[str]:
    """The parts of a figure that its marks or class words call a credit, or the credit that its caption ends in."""
    if view.starts[figure] == view.stops[figure]:
        return
    parts = [p for p in range(figure + 1, view.ends[figure]) if {"class", "itemprop"} & view.attributes[p].keys()][:20]
    marked = [text for part in parts if _is_credit(view, part) and 1 < len(text := _short(view, part)) <= CREDIT]
    yield from marked
    if not marked:
        captions = list(view.inside(figure, frozenset({"figcaption"})))[:3]
        yield from (credit_in(_short(view, caption)) or "" for caption in captions)


def _is_credit(view: View, place: int) -> bool:
    names, marks = view.get(place, "class"), view.get(place, "itemprop").lower()
    return (names != "" and not class_words.CREDIT.isdisjoint(class_words.words(names))) or "credittext" in marks.split()


def _short(view: View, place: int) -> str:
    text = view.text(place, CAPTION + 1)
    return text if len(text) <= CAPTION else ""


def _of_picture(view: View, picture: int) -> list[str]:
    """The credits that a template leaves on the picture for its scripts."""
    texts = (" ".join(view.get(picture, name).split()) for name in _CREDIT_ATTRIBUTES)
    return [text for text in texts if 1 < len(text) <= CREDIT]


def read_copyright(view: View) -> Iterator[Observation]:
    """The copyright lines at the end of the page, the innermost elements that hold the mark and the name."""
    found, end = 0, len(view)
    for place in view.marked(end - _LAST, end, _COPYRIGHT):
        text = view.text(place, 300) if view.tags[place] in _SMALL_PRINT and len(view.own(place)) < 400 else ""
        if text and found < _MOST_COPYRIGHTS and len(text) <= 250 and is_copyright(text):
            found += 1
            yield see(view, place, "copyright", text)


#: Elements at a page's end among which its small print stands, and how many lines of it are read.
_LAST, _MOST_COPYRIGHTS = 250, 3
_COPYRIGHT = re.compile(r"©|opyright|\(c\)")
_SMALL_PRINT = frozenset(
    ["p", "div", "span", "small", "li", "a", "td", "b", "strong", "address", "footer", "h5", "h6", "center", "font"]
)
