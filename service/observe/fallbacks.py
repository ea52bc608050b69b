"""What stands for a description and a picture where a page's metadata have none: dek, first paragraph, first picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from service.lexicon.boilerplate import is_boilerplate
from service.lexicon.credits import credit_in, is_copyright
from service.lexicon.date_spans import dates_within
from service.lexicon.folding import fold
from service.lexicon.function_words import content_words
from service.lexicon.labels import LABELS, label_of
from service.model import Observation
from service.observe.document import Document, Element, text_of
from service.observe.places import Places, reach
from service.observe.sources import observation


def observe_fallbacks(document: Document, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """What stands for a description and a picture where the page's metadata has none: dek, first paragraph, first picture."""
    fields = {o.field for o in seen}
    if "description" not in fields:
        yield from _dek(document, places, seen) or _first_paragraph(document, places)
    if "image" not in fields:
        yield from _first_picture(document, places)


def _dek(document: Document, places: Places, seen: Sequence[Observation]) -> list[Observation]:
    """The sentence between headline and body: in an element of a subtitle's class, or in the one behind the headline."""
    for o in seen:
        if o.source.id == "html:subtitle" and _is_dek(str(o.raw), document, places):
            return [observation("html", "lead", o.raw, o.locator, o.order)]
    if places.headline is None:
        return []
    behind = places.headline.node.next
    while behind is not None and behind.tag in ("-text", "-comment"):
        behind = behind.next
    if behind is None or behind.tag not in _DEK_TAGS or behind.css_first("a") is not None:
        return []
    text, last = text_of(behind, 400), min(places.first_paragraph, len(document)) - 1
    position = document.position_above(behind, last) if _is_dek(text, document, places) else 0
    return [_see("lead", text, document.element(position))] if position > places.headline.position else []


_DEK_TAGS = frozenset(["h2", "h3", "h4", "p"])


def _is_dek(text: str, document: Document, places: Places) -> bool:
    """Whether a text is a sentence or two of the story: "The Long Read" is a kicker, and "What now?" a heading."""
    return reach(text) > _SHORTEST_DEK and _is_sentence(text) and _is_of_story(text, document, places)


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


def _is_of_story(text: str, document: Document, places: Places) -> bool:
    """Whether a text has a word of the headline, or of the first paragraphs of the body that are others than itself."""
    headline = places.headline.text if places.headline is not None else ""
    body = (e.node for e in document.all("p") if e.position >= places.first_paragraph and places.region(e) == "article")
    others = (words for node in islice(body, _PARAGRAPHS) if (words := text_of(node, 1_000)) != text)
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


def _first_paragraph(document: Document, places: Places) -> Iterator[Observation]:
    for element in document.all("p"):
        if element.position >= places.first_paragraph and places.region(element) == "article":
            text = text_of(element.node, 3_000)
            if (
                _SHORTEST_PARAGRAPH < len(text) <= 2_500
                and not is_copyright(text)
                and (len(text) > _PROSE or _SENTENCE_MARK.search(text))
            ):
                first = _opening(document, places, element)
                yield _see("first-paragraph", text_of(first.node, 3_000), first)
                return


def _opening(document: Document, places: Places, paragraph: Element) -> Element:
    """The body's first paragraph that describes anything, where it is shorter than its first long one, or that one itself."""
    first, node = paragraph.node, paragraph.node.prev
    for _ in range(_BEFORE):
        if node is None:
            break
        if node.tag == "p" and reach(text := text_of(node, 400)) > _SHORTEST_PARAGRAPH and _is_sentence(text):
            first = node if _is_of_story(text, document, places) else first
        node = node.prev
    return paragraph if first is paragraph.node else document.element(document.position_above(first, paragraph.position))


_SHORTEST_PARAGRAPH = 40
#: Siblings before the first long paragraph that are looked at, blanks between them counted.
_BEFORE = 24


#: A paragraph of fewer letters without a sentence's end is a line of the template: "3. August 2015 · Filed under local".
_PROSE, _SENTENCE_MARK = 120, re.compile(r"[.!?…:。！？।؟»”\"][\s\"'”’»)\]]*$")


def _first_picture(document: Document, places: Places) -> Iterator[Observation]:
    """The first picture after the headline that is none of the template's: not tiny, not inline data, not a link's icon."""
    start = places.headline.position if places.headline is not None else 0
    for element in document.all("img"):
        width = element.get("width")
        if element.position < start or (width.isdigit() and int(width) < 150) or places.region(element) == "neighbour":
            continue
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            address = element.get(name).strip()
            if address and not address.startswith("data:") and len(address) < 4_000:
                yield _see("lead-image", address, element)
                return


def _see(name: str, raw: str, element: Element) -> Observation:
    return observation("html", name, raw, element.locator, element.position)
