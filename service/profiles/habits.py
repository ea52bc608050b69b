"""What the engine is told of a site: counts as bits, smoothed, so that few pages say little, and bounded.

The bound lies below what two independent witnesses of a page weigh: one more date that agrees is worth the eleven bits of its
year, month and day, and the odds of its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log2
from typing import Any

from service.model import Habit, Habits, PlaceHabits
from service.profiles.contribution import AS_WRITTEN, HERE

#: The most bits of a habit, however many pages have it.
CAP = 9.0
#: A page of the newest quarter counts as many of the others.
_NEW = 4
#: From these bits on a value stands on a site's pages whatever the story, on so many of them at least; a tenth of a site's
#: pages may be odd.
_USUAL, _LEAST = 1.5, 4
#: From these on a name is the site's; and an offset, which is given with the page's whole confidence: eight pages at least.
_SURE, _SURE_OF_OFFSET = 2.5, 4.0
#: Half a page each way, as if one page had been seen that did both: few pages say little.
_HALF = 0.5

#: A site of a profile as JSON.
_Node = Mapping[str, Any]


def habits_of(site: str, document: _Node) -> Habits | None:
    """The habits of a site; None where somebody has set it to be ignored."""
    if _is_ignored(document):
        return None
    dates = _members(document, "dates")
    return Habits(
        site,
        int(document["pages"]),
        {place: _of_place(node) for place, node in dates},
        _order([orders for _, node in dates for orders in (_child(node, "orders"),)]),
        _offset(document, "january"),
        _offset(document, "july"),
        {place: frames for place, node in _members(document, "frames") if (frames := tuple(_frames(node)))},
        {name: dict(_usual(document, name)) for name in ("authors", "descriptions", "images", "sections", "tags")},
        _publisher(document),
    )


def leading(document: _Node) -> dict[str, str]:
    """What most pages of a site do, by what it is about: hosts of one domain that differ in it are different sites."""
    found = {}
    for place, node in _members(document, "dates"):
        for kind in ("rows", "orders"):
            names = [name for name, _ in _ranked(_child(node, kind))]
            if names:
                found[f"{kind} {place}"] = AS_WRITTEN if AS_WRITTEN in names[:1] else names[0]
    for season, node in _members(document, "offsets"):
        found[f"offset {season}"] = next((name for name, _ in _ranked(node)), "")
    return found


def _child(node: _Node, name: str) -> _Node:
    child = node.get(name)
    return child if isinstance(child, Mapping) and not _is_ignored(child) else {}


def _members(node: _Node, name: str) -> list[tuple[str, _Node]]:
    """The objects in a member, without what is ignored."""
    return [(key, value) for key, value in _child(node, name).items() if isinstance(value, Mapping) and not _is_ignored(value)]


def _is_ignored(node: _Node) -> bool:
    return node.get("ignored") is True


def _ranked(node: _Node) -> list[tuple[str, _Node]]:
    """The counted members of a node, the pinned ones and then those on the most pages first."""
    found = [(name, leaf) for name, leaf in node.items() if isinstance(leaf, Mapping) and not _is_ignored(leaf)]
    return sorted(found, key=lambda item: (item[1].get("pinned") is not True, -_number(item[1], "pages"), item[0]))


def _number(node: _Node, name: str) -> int:
    value = node.get(name, 0)
    return value if isinstance(value, int) else 0


def _bits(leaf: _Node, of: int, of_newest: int) -> float:
    """The bits of so many pages of so many, the newest counting more, smoothed by half a page of each kind."""
    pages, newest = _number(leaf, "pages"), _number(leaf, "newest")
    weight = of + (_NEW - 1) * of_newest
    share = min(1.0, (pages + (_NEW - 1) * newest) / weight) if weight else 0.0
    yes = share * of
    return log2((yes + _HALF) / (of - yes + _HALF))


def _habit(leaf: _Node, of: int, bits: float) -> Habit:
    """The habit of a leaf; one that is pinned by hand has all the bits that a habit can have."""
    bits = CAP if leaf.get("pinned") is True else max(-CAP, min(CAP, bits))
    pages = _number(leaf, "pages")
    return Habit(pages, max(of, pages), bits, _number(leaf, "first"), _number(leaf, "last"))


def _of_place(node: _Node) -> PlaceHabits:
    seen = _child(node, "seen")
    of, newest = _number(seen, "pages"), _number(seen, "newest")
    agreed = _child(node, "agreed")
    row = _row(_child(node, "rows"), of, newest)
    order = _order([_child(node, "orders")])
    return PlaceHabits(row, order, _habit(agreed, of, _bits(agreed, of, newest)) if of else None)


def _row(rows: _Node, of: int, newest: int) -> tuple[str, Habit] | None:
    """The damage that explains more pages of a place than its strings as written do."""
    as_written = _bits(_child(rows, AS_WRITTEN), of, newest)
    for name, leaf in _ranked({name: leaf for name, leaf in rows.items() if name != AS_WRITTEN}):
        habit = _habit(leaf, of, _bits(leaf, of, newest) - as_written)
        if habit.bits > 0:
            return name, habit
    return None


def _order(nodes: list[_Node]) -> tuple[str, Habit] | None:
    """The order of day and month that a site's strings have."""
    leaves = {
        order: {name: sum(_number(leaf, name) for leaf in found) for name in ("pages", "newest")}
        | {"last": max((_number(leaf, "last") for leaf in found), default=0)}
        | ({"pinned": True} if any(leaf.get("pinned") is True for leaf in found) else {})
        for order in ("dmy", "mdy")
        if (found := [leaf for node in nodes if (leaf := _child(node, order))])
    }
    return _leading(leaves, 0.0)


def _leading(leaves: Mapping[str, _Node], least: float) -> tuple[str, Habit] | None:
    """The member that most pages have, where it has so many bits."""
    ranked = _ranked(leaves)
    if not ranked:
        return None
    of, newest = (sum(_number(leaf, name) for _, leaf in ranked) for name in ("pages", "newest"))
    name, leaf = ranked[0]
    habit = _habit(leaf, of, _bits(leaf, of, newest))
    return (name, habit) if habit.bits > least else None


def _offset(document: _Node, season: str) -> tuple[int, Habit] | None:
    """The offset of a season's clocks, in minutes."""
    found = _leading(dict(_members(_child(document, "offsets"), season)), _SURE_OF_OFFSET)
    if found is None or not found[0].removeprefix("-").isdecimal() or not -720 <= int(found[0]) <= 840:
        return None
    return int(found[0]), found[1]


def _frames(node: _Node) -> Iterator[tuple[str, str, Habit]]:
    """The texts around a place's headlines that many of them have."""
    of, newest = (sum(_number(leaf, name) for _, leaf in _ranked(node)) for name in ("pages", "newest"))
    for name, leaf in _ranked(node):
        before, found, after = name.partition(HERE)
        habit = _habit(leaf, of, _bits(leaf, of, newest))
        if found and (before or after) and (habit.bits > 0 or leaf.get("pinned") is True) and habit.pages >= _LEAST:
            yield before, after, habit


def _usual(document: _Node, kind: str) -> Iterator[tuple[str, Habit]]:
    """The values of a kind that stand on a site's pages whatever the story."""
    of, newest = _number(document, "sample"), _number(document, "newest")
    for value, leaf in _ranked(_child(document, kind)):
        habit = _habit(leaf, of, _bits(leaf, of, newest))
        if leaf.get("pinned") is True or (habit.bits >= _USUAL and habit.pages >= _LEAST):
            yield value, habit


def _publisher(document: _Node) -> tuple[str, Habit] | None:
    found = _leading(dict(_members(document, "publishers")), _SURE)
    return found if found is None or found[1].pages >= _LEAST else None
