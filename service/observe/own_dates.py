"""How surely a date that no class names is the article's, between its headline and its body.

"Saturday 12 June 2021" there may be an event's, and "The Old Pier, 3 August 1998" a picture's; what a byline, a label or a
clock stands with is the article's.
"""

from __future__ import annotations

import re
from enum import IntEnum

from service import names
from service.lexicon.folding import fold
from service.lexicon.labels import LABELS, label_of
from service.lexicon.places import PLACES, WIDER_PLACES
from service.lexicon.proper_names import is_byline_names, is_signed_names, looks_like_organisation
from service.lexicon.signatures import signed, without_end
from service.observe.date_stretch import DATE_LINE, ODD_CLOCK, byline_parts, label_field
from service.view.columns import View


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


def short_text(view: View, place: int) -> str:
    """The text of an element that is no other's, its pieces parted by bars."""
    return view.own(place, " | ")


def standing(view: View, place: int, raw: str) -> Standing:
    """What stands with a date in a short text of its element, or right beside it."""
    text = short_text(view, place)
    part = next((part for part in byline_parts(text) if raw in part), raw)
    if label_field(raw) or signed(part) or signed(text):
        return Standing.OWN
    if view.tags[place] == "li" and any(len(view.text(p, DATE_LINE).split()) >= _TITLE for p in view.inside(place, _LINKS)):
        return Standing.BESIDE_WORDS
    before, _, behind = part.partition(raw)
    name = without_end(before)
    if _has_words(behind) or (_has_words(before) and (fold(name.partition(" ")[0]) in _ARTICLES or not is_byline_names(name))):
        return Standing.BESIDE_WORDS
    own = ODD_CLOCK.search(raw) is not None or _is_beside_byline(view, place, raw)
    return Standing.OWN if own else Standing.BARE


_LINKS = frozenset({"a"})
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


def _has_words(text: str) -> bool:
    return any(not names.weekdays(word) and names.periods(fold(word)) is None for word in _LETTERS.findall(text))


def _is_beside_byline(view: View, place: int, raw: str) -> bool:
    """Whether a byline stands right before a date or its element, behind it or around it: "By Jane Doe <b>5 March 2021</b>"."""
    parent = view.parents[place]
    texts = [(view.text(parent, DATE_LINE + 1, " ", " | "), parent)] if parent >= 0 and view.tags[parent] not in _FRAMES else []
    texts += [_beside(view, place, back=True), _beside(view, place, back=False)]
    # <i>by Maeve Tolan</i><br>January 23, 1996<p>…: the date may be words of the page's own element
    run = next((r for r in view.direct.get(place, ()) if raw in view.runs[r]), None)
    texts += [_before_run(view, place, run)] if run is not None else []
    for text, element in texts:
        if not 2 < len(text) <= DATE_LINE:
            continue
        first = byline_parts(text)[:1]
        named = label_of(first[0]) if first else None
        classed = element >= 0 and "author" in view.roles[element]
        if classed or signed(text) or (named is not None and named[0] == "author" and is_signed_names(named[1])):
            return True
    return False


def _beside(view: View, place: int, back: bool) -> tuple[str, int]:
    """The text right next to an element, line breaks passed over, and the element that it is of (-1: the parent's own)."""
    element = place
    while element >= 0:
        text = " ".join((view.before if back else view.behind)(element).split())
        element = (view.previous if back else view.next)(element)
        if text:
            return text, -1
        if element >= 0 and view.tags[element] != "br":
            return view.text(element, DATE_LINE + 1, " ", " | "), element
    return "", -1


def _before_run(view: View, place: int, run: int) -> tuple[str, int]:
    """The text right before one of an element's own runs, line breaks passed over, and the element that it is of."""
    if run == view.starts[place]:
        return "", -1
    if run - 1 in view.direct[place]:
        return " ".join(view.runs[run - 1].split()), -1
    child = next((c for c in view.children(place) if view.starts[c] < run == view.stops[c]), -1)
    return (view.text(child, DATE_LINE + 1, " ", " | "), child) if child >= 0 else ("", -1)
