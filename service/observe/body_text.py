"""The article's own text, for counting its words and recognising its language: the paragraphs of the densest container."""

from __future__ import annotations

from collections import defaultdict

from service.view.columns import View
from service.view.places import Places

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
