"""The article's own text, and what stands for a description and a picture where the page's metadata have none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from service.lexicon.boilerplate import is_boilerplate
from service.lexicon.credits import credit_in, is_copyright
from service.lexicon.date_spans import dates_within
from service.lexicon.folding import fold
from service.lexicon.function_words import content_words
from service.lexicon.labels import LABELS, label_of
from service.model import Observation
from service.observe.sources import observation, see
from service.view.columns import View
from service.view.places import Places, reach

#: Enough to count the words of the longest reportage.
MAX_CHARACTERS = 200_000


def body_text(view: View, places: Places) -> str:
    """The paragraphs of the element that holds most text in paragraphs, in page order, one a line."""
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
    best = max(weight, key=lambda key: weight[key])
    return "\n".join(
        text
        for place, text in paragraphs
        if (view.parents[place] == best or (view.parents[place] >= 0 and view.parents[view.parents[place]] == best))
        and places.region(place) == "article"
    )


def observe_fallbacks(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """What stands for a description and a picture where the page's metadata has none: dek, first paragraph, first picture."""
    fields = {o.field for o in seen}
    if "description" not in fields:
        yield from _dek(view, places, seen) or _first_paragraph(view, places)
    if "image" not in fields:
        yield from _first_picture(view, places)


def _dek(view: View, places: Places, seen: Sequence[Observation]) -> list[Observation]:
    """The sentence between headline and body: in an element of a subtitle's class, or in the one behind the headline."""
    for o in seen:
        if o.source.id == "html:subtitle" and _is_dek(str(o.raw), view, places):
            return [observation("html", "lead", o.raw, o.locator, o.order)]
    behind = view.next(places.headline) if places.headline >= 0 else -1
    if behind < 0 or view.tags[behind] not in _DEK_TAGS or view.first(behind, "a") >= 0:
        return []
    text = view.text(behind, 400)
    return [see(view, behind, "lead", text)] if _is_dek(text, view, places) else []


_DEK_TAGS = frozenset(["h2", "h3", "h4", "p"])


def _is_dek(text: str, view: View, places: Places) -> bool:
    """Whether a text is a sentence or two of the story: "The Long Read" is a kicker, and "What now?" a heading."""
    return reach(text) > _SHORTEST_DEK and _is_sentence(text) and _is_of_story(text, view, places)


def _is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and is no line of the template with a stop: "By Jane Doe.", "© 2020 Courier."."""
    return len(text) <= 300 and _STOP.search(text) is not None and not _is_of_template(text)


def _is_of_template(text: str) -> bool:
    """Whether a text speaks of the page and not of its story: cookies, credits, bylines, days, "This article contains …"."""
    if is_boilerplate(text) or is_copyright(text) or credit_in(text) or label_of(text) or _ITSELF.match(text):
        return True
    words = fold(text[:60]).split()
    labelled = any(" ".join(words[:size]) in _SIGNING for size in (1, 2, 3))
    return labelled and bool(dates_within(text, 1))


def _is_of_story(text: str, view: View, places: Places) -> bool:
    """Whether a text has a word of the headline, or of the first paragraphs of the body that are others than itself."""
    headline = view.text(places.headline) if places.headline >= 0 else ""
    body = (p for p in view.all("p") if p >= places.first_paragraph and places.region(p) == "article")
    others = (words for place in islice(body, _PARAGRAPHS) if (words := view.text(place, 1_000)) != text)
    mine = content_words(text)
    return any(mine & content_words(other) for other in (headline, *others))


#: "Bu yıl bal verimi yarıya düştü." has 31 letters.
_SHORTEST_DEK = 25
_STOP = re.compile(r"[.!…。।؟][\s\"'”’»)\]]*$")
#: What an article says of itself.
_ITSELF = re.compile(
    r"(?:(?:editor['’]s )?note\W+)?"
    r"(?:this|the following|an earlier version of this|diese[rs]|cet|cette|est[ea]|quest['’oa]|dit|deze) ?"
    r"(?:article|story|post|page|piece|report|column|site|artikel|beitrag|text|artículo|artigo|articolo|bericht)\b",
    re.IGNORECASE,
)
#: What opens a byline or a dated line.
_SIGNING = LABELS["author"] | LABELS["datePublished"] | LABELS["dateModified"]
#: So many paragraphs tell what a story is about.
_PARAGRAPHS = 8


def _first_paragraph(view: View, places: Places) -> Iterator[Observation]:
    for place in view.all("p"):
        if place >= places.first_paragraph and places.region(place) == "article":
            text = view.text(place, 3_000)
            if (
                _SHORTEST_PARAGRAPH < len(text) <= 2_500
                and not is_copyright(text)
                and (len(text) > _PROSE or _SENTENCE_MARK.search(text))
            ):
                first = _opening(view, places, place)
                yield see(view, first, "first-paragraph", view.text(first, 3_000))
                return


def _opening(view: View, places: Places, paragraph: int) -> int:
    """The body's first paragraph that describes anything, where it is shorter than its first long one, or that one itself."""
    first, place = paragraph, view.previous(paragraph)
    for _ in range(_BEFORE):
        if place < 0:
            break
        if view.tags[place] == "p" and reach(text := view.text(place, 400)) > _SHORTEST_PARAGRAPH and _is_sentence(text):
            first = place if _is_of_story(text, view, places) else first
        place = view.previous(place)
    return first


_SHORTEST_PARAGRAPH = 40
#: Siblings before the first long paragraph that are looked at.
_BEFORE = 12


#: A paragraph of fewer letters without a sentence's end is a line of the template: "3. August 2015 · Filed under local".
_PROSE, _SENTENCE_MARK = 120, re.compile(r"[.!?…:。！？।؟»”\"][\s\"'”’»)\]]*$")


def _first_picture(view: View, places: Places) -> Iterator[Observation]:
    """The first picture after the headline that is none of the template's: not tiny, not inline data, not a link's icon."""
    for place in view.all("img"):
        width = view.get(place, "width")
        if (
            place < places.start
            or (width.isascii() and width.isdigit() and len(width) < 4 and int(width) < 150)
            or places.region(place) == "neighbour"
        ):
            continue
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            address = view.get(place, name).strip()
            if address and not address.startswith("data:") and len(address) < 4_000:
                yield see(view, place, "lead-image", address)
                return
