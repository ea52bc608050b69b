"""The habits of a site that can be watched: read from its profile, with their counts, and asked of
the features of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from service.profiles.contribution import AS_WRITTEN, HERE, PART
from service.profiles.profile import REST

#: A node of a site's profile, as JSON.
_Node: TypeAlias = Mapping[str, Any]

#: The least pages that could have shown a habit: fewer bear no proof of a change.
_LEAST = 4
#: A count that is not in a profile is of less than one in so many of its like's most: the profile
#: leaves out forms and orders as rare as that.
_LEFT_OUT = 20
#: The field that each kind of values is of.
FIELD_OF = {
    "authors": "author",
    "descriptions": "description",
    "images": "image",
    "sections": "articleSection",
    "tags": "keywords",
}
_DATES = ("datePublished", "dateModified")


class Features:
    """The features of one page, by kind: "offsets\\tjuly" -> {"120"}."""

    def __init__(self, features: Iterable[str]) -> None:
        self._named: dict[str, set[str]] = {}
        for feature in features:
            kind, _, name = feature.rpartition(PART)
            self._named.setdefault(kind, set()).add(name)

    def of(self, kind: str) -> set[str]:
        """Return the names of one kind."""
        return self._named.get(kind, set())

    def having(self, name: str, beginning: str) -> set[str]:
        """Return the rest of each kind that begins so and has a member of this name."""
        return {
            kind.removeprefix(beginning)
            for kind, names in self._named.items()
            if kind.startswith(beginning) and name in names
        }


class Watched(NamedTuple):
    """One habit of a site, which a page has, breaks, or says nothing of.

    ``broken`` of ``of`` pages of the profile broke it.
    """

    habit: str
    fields: tuple[str, ...]
    place: str
    #: What the pages do: the order, the form, the offset, or the damage.
    was: str
    #: The kind of its feature, and the feature that a page must have to tell anything of it.
    kind: str
    asks: tuple[str, str] | None
    broken: int
    of: int

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells the habit apart from the site's others."""
        return self.kind, self.was, self.habit

    @property
    def shown(self) -> str:
        """What the pages did, for people; "" where the habit's name says it."""
        return "" if self.was in ("seen", "agreed") or self.was == self.place else self.was

    def is_broken_by(self, page: Features) -> bool | None:
        """Return whether a page breaks the habit; None where it says nothing of it."""
        return _TELLS[self.habit](self, page)

    def now(self, pages: Iterable[Features], document: _Node) -> str | None:
        """Return what most of the pages that broke the habit do instead; None where it has no
        name.
        """
        does = _DOES.get(self.habit)
        if does is None:
            return None
        told = Counter(name for page in pages for name in does(self, page, document))
        del told[self.was]
        return min(told, key=lambda name: (-told[name], name), default=None)


def watched(document: _Node) -> list[Watched]:
    """Return the habits of a site that can be watched: those that most of its pages have."""
    if document.get("ignored") is True:
        return []
    found = [one for reader in _READERS for one in reader(document)]
    return [one for one in found if one.of >= _LEAST and one.broken * 2 < one.of]


def listed(document: _Node, kind: str) -> frozenset[str]:
    """Return the values of a kind that most pages have by the profile, also ignored ones: they are
    known to be there.
    """
    found = document.get(kind)
    return frozenset(found if isinstance(found, Mapping) else ())


def seen_before(document: _Node, kind: str, value: str) -> int:
    """Return the most pages on which a value can have stood that most pages do not have.

    A profile of an earlier version says only what is on half of the pages.
    """
    sample = _pages(document, "sample")
    rest = _child(_child(document, "rest"), kind)
    if value in rest:
        return _pages(rest[value])
    return sample // (REST if "places" in document else 2)


# ------------------------------------------------------------------ what a page says of a habit


def _lacks(one: Watched, page: Features) -> bool:
    return one.was not in page.of(one.kind)


def _lacks_where_asked(one: Watched, page: Features) -> bool | None:
    assert one.asks is not None
    kind, name = one.asks
    return _lacks(one, page) if name in page.of(kind) else None


def _lacks_form(one: Watched, page: Features) -> bool | None:
    assert one.asks is not None
    kind, name = one.asks
    return "seen" not in page.of(one.kind) if name in page.of(kind) else None


def _lacks_damage(one: Watched, page: Features) -> bool | None:
    """Return whether a string is not damaged as ever; one that may be either tells nothing."""
    form = one.kind.removesuffix(f"{PART}rows")
    either = one.was in page.of(f"{form}{PART}either")
    return None if either else _lacks_where_asked(one, page)


def _is_other(one: Watched, page: Features) -> bool | None:
    names = page.of(one.kind)
    return None if not names else one.was not in names


_TELLS: Mapping[str, Callable[[Watched, Features], bool | None]] = {
    "place": _lacks,
    "witnesses": _lacks,
    "frame": _lacks,
    "agreement": _lacks_where_asked,
    "format": _lacks_form,
    "reading": _lacks_where_asked,
    "damage": _lacks_damage,
    "order": _is_other,
    "zone": _is_other,
}


def _names(one: Watched, page: Features, _document: _Node) -> set[str]:
    return page.of(one.kind)


def _new_places(one: Watched, page: Features, document: _Node) -> set[str]:
    """Return the places of a field that its site did not have."""
    return page.of(one.kind) - _child(_child(document, "places"), one.fields[0]).keys()


def _forms(one: Watched, page: Features, _document: _Node) -> set[str]:
    return page.having("seen", one.kind.removesuffix(one.was))


def _rows(one: Watched, page: Features, _document: _Node) -> set[str]:
    """Return the damage of a string of the form, or that it has none."""
    form = one.kind.removesuffix(f"{PART}rows")
    return page.of(f"{form}{PART}rows") | (page.of(form) & {AS_WRITTEN})


_DOES: Mapping[str, Callable[[Watched, Features, _Node], set[str]]] = {
    "place": _new_places,
    "frame": _names,
    "format": _forms,
    "reading": _rows,
    "damage": _rows,
    "order": _names,
    "zone": _names,
}


#: Every kind of habit that can be told to have changed.
HABITS = (*_TELLS, "boilerplate")


# ------------------------------------------------------------------ what a profile says of habits


def _places(document: _Node) -> Iterator[Watched]:
    """Yield the places in which most pages have a field."""
    of = _pages(document, "sample")
    for name, places in _members(document, "places"):
        for place, leaf in _members(places):
            kind = PART.join(("places", name))
            broken = of - _pages(leaf)
            yield Watched("place", (name,), place, place, kind, None, broken, of)


def _frames(document: _Node) -> Iterator[Watched]:
    """Yield the texts that stand around most headlines of a place."""
    of = _pages(document, "sample")
    for place, frames in _members(document, "frames"):
        for frame, leaf in _members(frames):
            if frame != HERE:
                kind, broken = PART.join(("frames", place)), of - _pages(leaf)
                yield Watched("frame", ("headline",), place, frame, kind, None, broken, of)


def _dates(document: _Node) -> Iterator[Watched]:
    """Yield how often the pages' witnesses agree on a date, and each place with them."""
    places = _members(document, "dates")
    of = _pages(document, "sample")
    seen = {place: _pages(_child(node, "seen")) for place, node in places}
    best = max(sorted(seen), key=lambda place: seen[place], default=None)
    if best is not None:
        kind, broken = PART.join(("dates", best)), of - seen[best]
        yield Watched("witnesses", _DATES, best, "seen", kind, None, broken, of)
    for place, node in places:
        fields = _fields_of(document, place)
        yield from _of_place(place, node, fields)


def _of_place(place: str, node: _Node, fields: tuple[str, ...]) -> Iterator[Watched]:
    kind = PART.join(("dates", place))
    seen = _pages(_child(node, "seen"))
    agreed = seen - _pages(_child(node, "agreed"))
    asks = (kind, "seen")
    yield Watched("agreement", fields, place, "agreed", kind, asks, agreed, seen)
    for form, told in _members(node, "formats"):
        its = PART.join((kind, "formats", form))
        shown = _pages(_child(told, "seen"))
        yield Watched("format", fields, place, form, its, asks, seen - shown, seen)
        broken = shown - _pages(_child(told, AS_WRITTEN))
        yield Watched("reading", fields, place, AS_WRITTEN, its, (its, "seen"), broken, shown)
        yield from _damages(place, told, fields, its)
    orders = PART.join((kind, "orders"))
    yield from _leading("order", fields, place, orders, _child(node, "orders"))


def _damages(place: str, told: _Node, fields: tuple[str, ...], form: str) -> Iterator[Watched]:
    kind = PART.join((form, "rows"))
    shown, either = _pages(_child(told, "seen")), _child(told, "either")
    for row, leaf in _members(told, "rows"):
        of = shown - _pages(_child(either, row))
        broken = max(0, of - _pages(leaf))
        yield Watched("damage", fields, place, row, kind, (form, "seen"), broken, of)


def _zones(document: _Node) -> Iterator[Watched]:
    for season, node in _members(document, "offsets"):
        kind = PART.join(("offsets", season))
        yield from _leading("zone", ("datePublished",), season, kind, node)


def _leading(
    habit: str, fields: tuple[str, ...], place: str, kind: str, node: _Node
) -> Iterator[Watched]:
    """Yield the member that most pages have, with all others against it."""
    counts = {name: _pages(leaf) for name, leaf in _members(node)}
    if not counts:
        return
    was = max(sorted(counts), key=lambda name: counts[name])
    others = sum(counts.values()) - counts[was]
    broken = max(others, (counts[was] - 1) // _LEFT_OUT)
    yield Watched(habit, fields, place, was, kind, None, broken, counts[was] + broken)


_READERS: tuple[Callable[[_Node], Iterator[Watched]], ...] = (_places, _dates, _zones, _frames)


def _fields_of(document: _Node, place: str) -> tuple[str, ...]:
    """Return the dates that a place gives."""
    places = dict(_members(document, "places"))
    return tuple(name for name in _DATES if place in places.get(name, {})) or _DATES[:1]


def _child(node: _Node, name: str) -> _Node:
    child = node.get(name)
    return child if isinstance(child, Mapping) and child.get("ignored") is not True else {}


def _members(node: _Node, name: str | None = None) -> list[tuple[str, _Node]]:
    """Return the objects in a node, or in a member of it, without ignored ones."""
    return [
        (key, value)
        for key, value in (node if name is None else _child(node, name)).items()
        if isinstance(value, Mapping) and value.get("ignored") is not True
    ]


def _pages(node: _Node, name: str = "pages") -> int:
    value = node.get(name, 0)
    return value if isinstance(value, int) else 0
