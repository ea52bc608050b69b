"""How surely a date that no class names is the article's, between its headline and its body.

"Saturday 12 June 2021" there may be an event's, and "The Old Pier, 3 August 1998" a picture's; what a byline, a label or a
clock stands with is the article's.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import islice

from selectolax.lexbor import LexborNode

from service import names
from service.lexicon.folding import fold
from service.lexicon.labels import LABELS, label_of
from service.lexicon.places import PLACES, WIDER_PLACES
from service.lexicon.proper_names import is_byline_names, is_signed_names, looks_like_organisation
from service.lexicon.signatures import signed, without_end
from service.observe import class_words
from service.observe.date_stretch import DATE_LINE, ODD_CLOCK, byline_parts, label_field
from service.observe.document import Element, text_of


class Standing(IntEnum):
    """What stands with a date: words of something else, nothing, or what only an article's own date has."""

    BESIDE_WORDS, BARE, OWN = range(3)


_LETTERS = re.compile(r"[^\W\d_]{3,}")
#: A link of so many words in the item of a list is another story's title: "Flood money runs dry - February 2, 1998".
_TITLE = 3
#: Words that begin no person's name: "The Old Pier".
_ARTICLES = frozenset("the der die das het les los las gli det".split())
#: Where a byline is looked for beside a date.
_FRAMES = frozenset({"article", "main", "body", "html", "section"})


def short_text(element: Element) -> str:
    """The text of an element that is no other's, its pieces parted by bars."""
    return " ".join(element.node.text(deep=False, separator=" | ").split())


def standing(element: Element, raw: str) -> Standing:
    """What stands with a date in a short text of its element, or right beside it."""
    text = short_text(element)
    part = next((part for part in byline_parts(text) if raw in part), raw)
    if label_field(raw) or signed(part) or signed(text):
        return Standing.OWN
    if element.tag == "li" and any(len(text_of(link, DATE_LINE).split()) >= _TITLE for link in element.node.css("a")):
        return Standing.BESIDE_WORDS
    before, _, behind = part.partition(raw)
    name = without_end(before)
    if _has_words(behind) or (_has_words(before) and (fold(name.partition(" ")[0]) in _ARTICLES or not is_byline_names(name))):
        return Standing.BESIDE_WORDS
    own = ODD_CLOCK.search(raw) is not None or _is_beside_byline(element, raw)
    return Standing.OWN if own else Standing.BARE


#: How often a day behind words that nobody knows is the article's: an estimate, below what is answered alone.
AMONG_WORDS = 0.8


def is_told_of_another(text: str, raw: str) -> bool:
    """Whether a date with which no clock stands has words before it that neither label nor sign it: "Concert: 8 May 2021".

    A place writes the line of a report, "Lübeck, 31. März 2003", and is no such word.
    """
    part = next((part for part in byline_parts(text) if raw in part), raw)
    before = part.partition(raw)[0]
    # "Interview date: 6 August 2024": the last word alone would be a label
    noun = label_field(raw) == "date" and not label_field(part)
    if _CLOCK.search(part) or not _has_words(before) or (label_field(raw) and not noun) or signed(part) or signed(text):
        return False
    words = fold(before).split()
    if not _PUBLISHED.isdisjoint(words) and (_ELSEWHERE.isdisjoint(words) or words[0] in _PUBLISHED):
        return False
    name = without_end(before).strip(" ,:.–—-")
    folded = fold(name)
    opening, _, rest = folded.partition(" ")
    # "The Frontier Post / March 1, 2020", and not "The Old Quay, September 18, 1999"
    house = looks_like_organisation(name.partition(" ")[2] if opening in _ARTICLES else name)
    if not name or house or folded in PLACES or folded in WIDER_PLACES:
        return False
    if opening in LABELS["author"] and len(rest.split()) == 1:
        # "von SeglerBlog am 23. Februar 2020"
        return False
    return opening in _ARTICLES or not is_byline_names(name)


#: "This report was first published here on 12 May 1998", "Published by Example House", and not "was published in" another.
_PUBLISHED = frozenset(label for label in LABELS["datePublished"] if " " not in label and len(label) > 4)
_ELSEWHERE = frozenset("by in von bei par dans por en da di su door przez".split())
#: A clock behind a day.
_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d")


def _beside(node: LexborNode, side: str) -> LexborNode | None:
    """What stands next to a node, blanks and line breaks passed over."""
    beside: LexborNode | None = getattr(node, side)
    while beside is not None and beside.tag in ("-text", "-comment", "br") and not (beside.text_content or "").strip():
        beside = getattr(beside, side)
    return beside


def _has_words(text: str) -> bool:
    return any(not names.weekdays(word) and names.periods(fold(word)) is None for word in _LETTERS.findall(text))


def _is_beside_byline(element: Element, raw: str) -> bool:
    """Whether a byline stands right before a date or its element, behind it or around it: "By Jane Doe <b>5 March 2021</b>"."""
    node = element.node
    around = [node.parent] if node.parent is not None and node.parent.tag not in _FRAMES else []
    beside = [_beside(node, "prev"), _beside(node, "next")]
    # <i>by Maeve Tolan</i><br>January 23, 1996<p>…: the date may be words of the page's own element
    words = (child for child in node.iter(include_text=True) if child.tag == "-text" and raw in (child.text_content or ""))
    beside += [_beside(child, "prev") for child in islice(words, 1)]
    around += [other for other in beside if other is not None]
    for other in around:
        text = text_of(other, DATE_LINE + 1, " ", " | ") if other.tag != "-text" else (other.text_content or "").strip()
        if not 2 < len(text) <= DATE_LINE:
            continue
        first = byline_parts(text)[:1]
        named = label_of(first[0]) if first else None
        classed = other.tag != "-text" and "author" in class_words.roles(
            (other.attributes.get("class") or "")[: class_words.LONGEST]
        )
        if classed or signed(text) or (named is not None and named[0] == "author" and is_signed_names(named[1])):
            return True
    return False
