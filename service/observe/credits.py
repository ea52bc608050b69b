"""Observations of figure credits: who made or lends the article's pictures, which is neither its author nor its publisher.

"The bridge in 1998. (Photo: B. Lens)" names a photographer where a byline finder sees a person; recorded as what it is, the
name explains why the photographer is not among the authors.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from service.lexicon.credits import credit_in
from service.model import Observation
from service.observe import class_words
from service.observe.document import Document, Element, text_of
from service.observe.places import Places
from service.observe.sources import observation

#: Figures read for their credits: more is a gallery.  A caption that is longer is text.
MAX_FIGURES, CAPTION, CREDIT = 50, 700, 160
_CREDIT_ATTRIBUTES = ("data-credit", "data-copyright", "data-photographer")


def observe_credits(document: Document, places: Places) -> Iterator[Observation]:
    """The credits of the figures and pictures in the article's region, each text once."""
    said: set[str] = set()
    for element in [*document.all("figure", limit=MAX_FIGURES), *document.all("img", limit=MAX_FIGURES)]:
        credits = [*_of_picture(element)] if element.tag == "img" else None
        if credits == [] or places.region(element) == "neighbour":
            continue
        for credit in credits or _of_figure(element):
            if credit and credit not in said:
                said.add(credit)
                yield observation("html", "credit", credit, element.locator, element.position)


def read_caption(element: Element, _found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The credit in an element whose class words call it a caption or a credit, on templates without figures."""
    if places.region(element) != "neighbour" and (text := _short(element.node)):
        credit = text if _is_credit(element.node) and len(text) <= CREDIT else credit_in(text)
        if credit:
            yield observation("html", "credit", credit, element.locator, element.position)


def _of_figure(figure: Element) -> Iterator[str]:
    """The parts of a figure that its marks or class words call a credit, or the credit that its caption ends in."""
    if not figure.text or figure.text.isspace():
        return
    parts = figure.node.css("[class], [itemprop]")[:20]
    marked = [text for part in parts if _is_credit(part) and 1 < len(text := _short(part)) <= CREDIT]
    yield from marked
    if not marked:
        yield from (credit_in(_short(caption)) or "" for caption in figure.node.css("figcaption")[:3])


def _is_credit(node: LexborNode) -> bool:
    attributes = node.attributes
    marks = (attributes.get("itemprop") or "").lower().split()
    return not class_words.CREDIT.isdisjoint(class_words.words(attributes.get("class") or "")) or "credittext" in marks


def _short(node: LexborNode) -> str:
    text = text_of(node, CAPTION + 1)
    return text if len(text) <= CAPTION else ""


def _of_picture(picture: Element) -> Iterator[str]:
    """The credit that a template leaves on the picture for its scripts."""
    for name in _CREDIT_ATTRIBUTES:
        text = " ".join(picture.get(name).split())
        if 1 < len(text) <= CREDIT:
            yield text
