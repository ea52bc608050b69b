"""The article's own text, for counting its words and recognising its language: the paragraphs of the densest container."""

from __future__ import annotations

from collections import defaultdict

from service.observe.document import Document, Element
from service.observe.places import Places

#: Enough to count the words of the longest reportage.
MAX_CHARACTERS = 200_000


def body_text(document: Document, places: Places) -> str:
    """The paragraphs of the element that holds most text in paragraphs, in page order, one a line."""
    paragraphs: list[tuple[Element, str]] = []
    weight: dict[int, int] = defaultdict(int)
    total = 0
    for element in document.all("p"):
        text = element.text
        if len(text) < 2 or total > MAX_CHARACTERS:
            continue
        total += len(text)
        paragraphs.append((element, text))
        # Furniture has short lines; a paragraph's weight grows faster than its length.
        size = len(text) if len(text) > 60 else len(text) // 4
        parent = element.node.parent
        if parent is not None:
            weight[parent.mem_id] += size
            grandparent = parent.parent
            if grandparent is not None and grandparent.tag not in ("body", "html"):
                # Some templates wrap every paragraph; their common ancestor then wins by its sum.
                weight[grandparent.mem_id] += size * 2 // 3
    if not weight:
        return ""
    best = max(weight, key=lambda key: weight[key])
    chosen = [text for element, text in paragraphs if _below(element, best) and places.region(element) == "article"]
    return "\n".join(" ".join(text.split()) for text in chosen)


def _below(element: Element, container: int) -> bool:
    parent = element.node.parent
    if parent is None:
        return False
    return parent.mem_id == container or (parent.parent is not None and parent.parent.mem_id == container)
