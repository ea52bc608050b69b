"""What the engine is told of a site: counts as bits, smoothed, so that few pages say little, and bounded.

The bound lies below what two independent witnesses of a page weigh: one more date that agrees is worth the eleven bits of its
year, month and day, and the odds of its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import log2
from typing import Any

from service.model import Habit, Habits, PlaceHabits
from service.profiles.contribution import AS_WRITTEN, HERE

#: The most bits of a habit, however many pages have it.
CAP = 9.0
#: A page of the newest quarter counts as much as so many of the others; the more there are of them, the more: sites are
#: relaunched, and a handful of pages may be odd.
_NEW, _NEW_AT_MOST = 4, 30
#: From these bits on a value stands on a site's pages whatever the story, with so many pages against it to begin with; or on
#: its newest ones. True tags are on a third of a site's pages at times, and a tenth of its pages may be odd.
_USUAL, _USUAL_OF_NEW, _AGAINST, _LEAST = 0.5, 1.0, 2, 4
#: From these on a name is the site's; and an offset, which is given with the page's whole confidence: four pages.
_SURE, _SURE_OF_OFFSET = 2.5, 4.0
#: A damage that is rarer than this beside strings as written is an accident: of a site's pages a tenth may be an attacker's.
_LEAST_ODDS = -5.0
#: Half a page each way, as if one page had been seen that did both: few pages say little.  What a template has once and for
#: all is sooner known: a newsroom stands in one zone, and hardly a site writes days and months in two orders; estimates.
_HALF, _OF_ZONE, _OF_ORDER = 0.5, 0.25, 0.1

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
        for form, told in _members(node, "formats"):
            row = _row(told)
            found[f"{place} {form}"] = row[0] if row is not None and row[1].bits > 0 else AS_WRITTEN
        for name, _ in _ranked(_child(node, "orders"))[:1]:
            found[f"{place} order"] = name
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


def _bits(leaf: _Node, of: int, of_newest: int, unseen: float = _HALF) -> float:
    """The bits of so many pages of so many, the newest counting more, smoothed by a part of a page each way."""
    pages, newest = _number(leaf, "pages"), _number(leaf, "newest")
    more = min(max(of_newest, _NEW), _NEW_AT_MOST) - 1
    weight = of + more * of_newest
    share = min(1.0, (pages + more * newest) / weight) if weight else 0.0
    yes = share * of
    return log2((yes + unseen) / (of - yes + unseen))


def _habit(leaf: _Node, of: int, bits: float) -> Habit:
    """The habit of a leaf; one that is pinned by hand has all the bits that a habit can have."""
    bits = CAP if leaf.get("pinned") is True else max(-CAP, min(CAP, bits))
    pages = _number(leaf, "pages")
    return Habit(pages, max(of, pages), bits, _number(leaf, "first"), _number(leaf, "last"))


def _of_place(node: _Node) -> PlaceHabits:
    seen = _child(node, "seen")
    of, newest = _number(seen, "pages"), _number(seen, "newest")
    agreed = _child(node, "agreed")
    rows = {form: row for form, told in _members(node, "formats") if (row := _row(told)) is not None}
    order = _order([_child(node, "orders")])
    return PlaceHabits(rows, _main_row(rows, of), order, _habit(agreed, of, _bits(agreed, of, newest)) if of else None)


def _row(node: _Node) -> tuple[str, Habit] | None:
    """The damage that explains most strings of one form, with the odds of one more page's.

    What can be damage or as written tells nothing, and is not counted; what another damage explains speaks against this one.
    """
    seen, either = _child(node, "seen"), _child(node, "either")
    found = []
    for name, leaf in _ranked(_child(node, "rows")):
        both = _child(either, name)
        of, newest = (max(0, _number(seen, count) - _number(both, count)) for count in ("pages", "newest"))
        found.append((name, _habit(leaf, of, _bits(leaf, of, newest))))
    best = max(found, key=lambda row: row[1].bits, default=None)
    return best if best is not None and best[1].bits > _LEAST_ODDS else None


def _main_row(rows: Mapping[str, tuple[str, Habit]], of: int) -> tuple[str, Habit] | None:
    """The damage that more than half of a place's pages have, whatever the form of their strings."""
    for name, habit in sorted(rows.values(), key=lambda row: (-row[1].pages, row[0])):
        if habit.pages * 2 > of and habit.bits > 0:
            return name, replace(habit, of=max(of, habit.pages))
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
    return _leading(leaves, 0.0, _OF_ORDER)


def _leading(leaves: Mapping[str, _Node], least: float, unseen: float = _HALF) -> tuple[str, Habit] | None:
    """The member that most pages have, where it has so many bits."""
    ranked = _ranked(leaves)
    if not ranked:
        return None
    of, newest = (sum(_number(leaf, name) for _, leaf in ranked) for name in ("pages", "newest"))
    name, leaf = ranked[0]
    habit = _habit(leaf, of, _bits(leaf, of, newest, unseen))
    return (name, habit) if habit.bits > least else None


def _offset(document: _Node, season: str) -> tuple[int, Habit] | None:
    """The offset of a season's clocks, in minutes."""
    found = _leading(dict(_members(_child(document, "offsets"), season)), _SURE_OF_OFFSET, _OF_ZONE)
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
        habit = _habit(leaf, of, _bits_of_value(_number(leaf, "pages"), of))
        lately = _bits_of_value(_number(leaf, "newest"), newest) >= _USUAL_OF_NEW
        if leaf.get("pinned") is True or ((habit.bits >= _USUAL or lately) and habit.pages >= _LEAST):
            yield value, habit


def _bits_of_value(pages: int, of: int) -> float:
    return log2((pages + _HALF) / (max(of - pages, 0) + _HALF + _AGAINST))


def _publisher(document: _Node) -> tuple[str, Habit] | None:
    found = _leading(dict(_members(document, "publishers")), _SURE)
    return found if found is None or found[1].pages >= _LEAST else None
