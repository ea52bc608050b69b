"""Observations from microformats: hNews and hEntry ("hentry", "entry-title"), and h-entry ("h-entry", "dt-published").

Old themes put "hentry" on every teaser too; the entry that holds the page's headline is the article's.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.model import Observation
from service.observe.see import see
from service.observe.sources import SOURCES
from service.view.columns import View, is_hidden
from service.view.places import Places

_ENTRIES = frozenset({"hentry", "h-entry", "hnews"})
#: The table's names, each a class.
_NAMES = tuple(name for place, name in SOURCES if place == "hentry")
_DATES = frozenset({"published", "updated", "dt-published", "dt-updated"})
_TITLES = frozenset({"entry-title", "p-name"})
#: More properties than these are a feed in one entry; longer texts are no property.
MAX_PROPERTIES, TEXT = 40, 400


def observe_microformats(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """What the article's entry says under the classes of microformats and no other observation says of the same element."""
    entry = _entry(view, places)
    if entry < 0:
        return
    known = {(o.order, str(o.raw)) for o in seen}
    classed = [(place, classes) for place in range(entry + 1, view.ends[entry]) if (classes := _classes(view, place) & _ALL)]
    # hAtom: an entry without a published date was published when it was updated.
    alone = not any({"published", "dt-published"} & classes for _, classes in classed)
    for place, classes in classed[:MAX_PROPERTIES]:
        for name in _NAMES:
            own = name in classes and places.region(place) == "article"
            # Teasers inside the entry have titles too.
            raw = _value(view, place) if own and (name not in _TITLES or places.near_headline(place)) else ""
            if raw and (place, raw) not in known:
                known.add((place, raw))
                # an update that is hidden stands beside a printed day
                only = alone and name == "updated" and not is_hidden(view, place)
                yield see(view, place, "published" if only else name, raw, "hentry")


_ALL = frozenset(_NAMES)


def _classes(view: View, place: int) -> frozenset[str]:
    return frozenset((view.attributes[place].get("class") or "").split())


def _entry(view: View, places: Places) -> int:
    """The innermost entry around the headline, or the page's only one; -1 for none."""
    entries = [p for p, found in enumerate(view.roles) if "entry" in found and not _ENTRIES.isdisjoint(_classes(view, p))]
    own = [place for place in entries if place in places.own]
    if own:
        return own[-1]
    return entries[0] if len(entries) == 1 else -1


def _value(view: View, place: int) -> str:
    """The property's value: for a date the attribute that machines read, else the text."""
    if not _DATES.isdisjoint(_classes(view, place)) and (stamp := view.get(place, "datetime") or view.get(place, "title")):
        return stamp.strip()
    text = view.text(place, TEXT + 1, " ")
    return text if len(text) <= TEXT else ""
