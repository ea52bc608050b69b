"""Readers of the article itself: its headline, the lines below it, its text, and the copyright line at the page's end.

Where the page's metadata have no description and no picture, the story's first lines and its first picture stand for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from service.lexicon.labels import label_of
from service.lexicon.lines import credit_in, is_boilerplate, is_copyright
from service.lexicon.slugs import is_furniture
from service.lexicon.texts import compact
from service.model import Observation
from service.observe.sources import observation, see
from service.view.columns import View
from service.view.places import Places, reach

#: Enough to count the words of the longest reportage.
MAX_CHARACTERS = 200_000


def read_headline(view: View, places: Places) -> Iterator[Observation]:
    """The headline's element, and up to two other h1 of the article's region."""
    if places.headline >= 0:
        source = "h1" if view.tags[places.headline] == "h1" else "headline"
        yield see(view, places.headline, source, _alone(view, places.headline))
    others = 0
    for place in view.all("h1", limit=20):
        own = place != places.headline and others < 2 and places.region(place) == "article"
        if own and (text := view.text(place)):
            others += 1
            yield see(view, place, "h1", text)


def _alone(view: View, headline: int) -> str:
    """Return the headline without a kicker, badge, count or day in an element of its own, where the <title> has the rest."""
    text, title = _unglued(view, headline), compact(next((view.text(place, 600) for place in view.all("title")), ""))
    for part in range(headline + 1, min(headline + _PARTS, view.ends[headline])):
        badge = view.text(part, _BADGE + 1)
        rest = (text.removeprefix(badge) if text.startswith(badge) else text.removesuffix(badge)).strip(" |·•:,–—-")
        if len(badge) <= _BADGE and len(rest) >= _REST and compact(rest) in title and compact(text) not in title:
            return rest
    return text


def _unglued(view: View, headline: int) -> str:
    """Return the headline's text, with a blank where only the style sheet parts a kicker from it: "BreakingStorm"."""
    text = view.text(headline, between=_JOINT)
    parts = [part for part in text.split(_JOINT) if part]
    # an album's name that is its band's too is no text that stands twice
    return (text if len(set(parts)) < len(parts) else _SEAM.sub(" ", text)).replace(_JOINT, "")


#: A sign that no page has, in the place of an inline element's edge, and edges that part two words.
_JOINT = "\x00"
_SEAM = re.compile(r"(?<=[a-zß-ÿа-яα-ω!?])\x00+(?=[A-ZÀ-ÞА-ЯΑ-Ω]\S*\s)")
#: Elements of a headline that are looked at, the longest kicker, and the shortest headline beside one.
_PARTS, _BADGE, _REST = 11, 40, 8


def read_subtitle(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The line below the headline, in an element whose class words call it so."""
    if places.near_headline(place) and places.region(place) == "article" and place != places.headline:
        text = view.text(place, 400)
        if 10 < len(text) <= 300:
            yield see(view, place, "subtitle", text)


def body_text(view: View, places: Places) -> str:
    """Return the paragraphs of the element that holds most text in paragraphs, in page order, one a line."""
    paragraphs: list[tuple[int, str]] = []
    weight: dict[int, int] = defaultdict(int)
    total = 0
    for place in view.all("p"):
        text = view.text(place, MAX_CHARACTERS) if total <= MAX_CHARACTERS else ""
        if len(text) < 2:
            continue
        total += len(text)
        paragraphs.append((place, text))
        # Furniture has short lines; a paragraph's weight grows faster than its length.
        size = len(text) if len(text) > 60 else len(text) // 4
        parent = view.parents[place]
        if parent >= 0:
            weight[parent] += size
            above = view.parents[parent]
            if above >= 0 and view.tags[above] not in ("body", "html"):
                # Some templates wrap every paragraph; their common ancestor then wins by its sum.
                weight[above] += size * 2 // 3
    if not weight:
        return ""
    best = max(weight, key=weight.__getitem__)
    parents = view.parents
    inside = [each for each in paragraphs if (above := parents[each[0]]) == best or (above >= 0 and parents[above] == best)]
    return "\n".join([text for place, text in inside if places.region(place) == "article"])


def observe_fallbacks(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield what stands in for a missing description or picture: line below the headline, first paragraph, first picture."""
    fields = {o.field for o in seen}
    if "description" not in fields:
        yield from _dek(view, places, seen) or _first_paragraph(view, places)
    pictures = [o.raw for o in seen if o.field == "image"]
    if all(isinstance(raw, str) and is_furniture(raw) for raw in pictures):
        yield from _first_picture(view, places)


def _dek(view: View, places: Places, seen: Sequence[Observation]) -> list[Observation]:
    """Return the sentence between headline and body: in an element of a subtitle's class, or in the one behind the headline."""
    for o in seen:
        if o.source.id == "html:subtitle" and _is_dek(str(o.raw)):
            return [observation("html", "lead", o.raw, o.locator, o.order)]
    behind = view.next(places.headline) if places.headline >= 0 else -1
    if behind < 0 or view.tags[behind] not in _DEK_TAGS or view.first(behind, "a") >= 0:
        return []
    text = view.text(behind, 400)
    return [see(view, behind, "lead", text)] if _is_dek(text) else []


_DEK_TAGS = frozenset(["h2", "h3", "h4", "p"])


def _is_dek(text: str) -> bool:
    """Return whether a text is a sentence or two of the article.

    "The Long Read" is a kicker, "We use cookies." the template's.
    """
    ended = reach(text) > _SHORTEST_DEK and len(text) <= 300 and _STOP.search(text) is not None
    return ended and not (is_boilerplate(text) or is_copyright(text) or credit_in(text) or label_of(text))


#: "Bu yıl bal verimi yarıya düştü." has 31 letters.
_SHORTEST_DEK = 25
_STOP = re.compile(r"[.!…。।؟][\s\"'”’»)\]]*$")


def _first_paragraph(view: View, places: Places) -> Iterator[Observation]:
    for place in view.all("p"):
        if place >= places.first_paragraph and places.region(place) == "article":
            text = view.text(place, 3_000)
            prose = len(text) > _PROSE or _SENTENCE_MARK.search(text)
            if _SHORTEST_PARAGRAPH < len(text) <= 2_500 and prose and not is_copyright(text):
                yield see(view, place, "first-paragraph", text)
                return


#: A paragraph of fewer letters without a sentence's end is a line of the template: "3. August 2015 · Filed under local".
_SHORTEST_PARAGRAPH, _PROSE, _SENTENCE_MARK = 40, 120, re.compile(r"[.!?…:。！？।؟»”\"][\s\"'”’»)\]]*$")


def _first_picture(view: View, places: Places) -> Iterator[Observation]:
    """Yield the first picture after the headline that is not the template's: not tiny, no inline data, no link's icon."""
    skipped = False
    for place in view.all("img"):
        width = view.get(place, "width")
        size = int(width) if width.isascii() and width.isdigit() and len(width) < _DIGITS else None
        tiny = size is not None and size < _TINY
        if place < places.start or tiny or places.region(place) == "neighbour":
            continue
        # behind a logo or a portrait what follows may be another; one that is large or a figure's is none
        shown = (size or 0) >= _LARGE or any(view.tags[above] == "figure" for above in view.ancestors(place, 4))
        if skipped and not shown:
            continue
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            address = view.get(place, name).strip()
            if address and not address.startswith("data:") and len(address) < 4_000:
                if is_furniture(address):
                    skipped = True
                    break
                yield see(view, place, "lead-image", address)
                return


#: Pixels of width below which a picture is an icon, and from which it is the story's; of longer numbers nothing is read.
_TINY, _LARGE, _DIGITS = 150, 300, 6


def read_copyright(view: View) -> Iterator[Observation]:
    """Yield the copyright lines at the end of the page: the innermost elements that hold the mark and the name."""
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
