"""Observations from microformats: hNews and hEntry ("hentry", "entry-title"), and h-entry ("h-entry", "dt-published").

Old themes put "hentry" on every teaser too; the entry that holds the page's headline is the article's.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from service.model import Observation
from service.observe.document import Document, Element, is_hidden, text_of
from service.observe.places import Places
from service.observe.sources import SOURCES, observation

_ENTRIES = ".hentry, .h-entry, .hnews"
#: The table's names, each a class.
_NAMES = tuple(name for place, name in SOURCES if place == "hentry")
_SELECTOR = ", ".join(f".{name}" for name in _NAMES)
_DATES = frozenset({"published", "updated", "dt-published", "dt-updated"})
_TITLES = frozenset({"entry-title", "p-name"})
#: More properties than these are a feed in one entry; longer texts are no property.
MAX_PROPERTIES, TEXT = 40, 400


def observe_microformats(document: Document, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """What the article's entry says under the classes of microformats and no other observation says of the same element."""
    entry = _entry(document, places)
    if entry is None:
        return
    known = {(o.order, str(o.raw)) for o in seen}
    positions = document.positions()
    # hAtom: an entry without a published date was published when it was updated.
    alone = entry.css_first(".published, .dt-published") is None
    for node in entry.css(_SELECTOR)[:MAX_PROPERTIES]:
        element = document.element(positions[node.mem_id])
        classes = element.get("class").split()
        for name in _NAMES:
            own = name in classes and places.region(element) == "article"
            # Teasers inside the entry have titles too.
            raw = _value(element, name) if own and (name not in _TITLES or places.near_headline(element)) else ""
            if raw and (element.position, raw) not in known:
                known.add((element.position, raw))
                # an update that is hidden stands beside a printed day
                only = alone and name == "updated" and not is_hidden(element)
                yield observation("hentry", "published" if only else name, raw, element.locator, element.position)


def _entry(document: Document, places: Places) -> LexborNode | None:
    """The innermost entry around the headline, or the page's only one."""
    entries = document.tree.css(_ENTRIES)
    own = [node for node in entries if node.mem_id in places.own]
    if own:
        return own[-1]
    return entries[0] if len(entries) == 1 else None


def _value(element: Element, name: str) -> str:
    """The property's value: for a date the attribute that machines read, else the text."""
    if name in _DATES:
        stamp = element.get("datetime") or element.get("title")
        if stamp:
            return stamp.strip()
    text = text_of(element.node, TEXT + 1, " ")
    return text if len(text) <= TEXT else ""
