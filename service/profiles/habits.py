"""The habits of a site for the engine: its profile's counts as log-odds in bits, smoothed so that
few pages say little.

The bits are bounded below what two independent witnesses of a page weigh: one more date that agrees
is worth the eleven bits of its year, month and day, and the odds of its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log2
from typing import Any

from service.model import Habit, Habits, PlaceHabits
from service.profiles.contribution import AS_WRITTEN, HERE
from service.records import replace

#: The most bits of a habit, however many pages show it.
CAP = 9.0
#: The pages that stand for a hand's word that a place is to be trusted.
_SURELY = 1000
#: A page of the newest quarter counts as much as so many of the others, and more the more of them
#: there are: sites are relaunched, and a handful of pages may be odd.
_NEW, _NEW_AT_MOST = 4, 30
#: The least bits at which a value counts as the site's own and not the story's, with the pages
#: assumed against it at first, on all pages or on the newest.  True tags can be on a third of a
#: site's pages, and a tenth of its pages may be odd.
_USUAL, _USUAL_OF_NEW, _AGAINST, _LEAST = 0.5, 1.0, 2, 4
#: The least bits for the name of a site, and for its offset, which takes the page's full
#: confidence: four pages.
_SURE, _SURE_OF_OFFSET = 2.5, 4.0
#: Damage rarer than this beside strings as written is an accident: a tenth of a site's pages may be
#: an attacker's.
_LEAST_ODDS = -5.0
#: The smoothing: half a page for and half a page against, so that few pages say little.  What a
#: template fixes needs less: a newsroom has one time zone, and hardly any site writes days and
#: months in two orders.  Both are estimates.
_HALF, _OF_ZONE, _OF_ORDER = 0.5, 0.25, 0.1

#: A node of a site's profile, as JSON.
_Node = Mapping[str, Any]


def habits_of(site: str, document: _Node) -> Habits | None:
    """Return the habits of a site; None where the profile marks it as ignored."""
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
        {
            place: frames
            for place, node in _members(document, "frames")
            if (frames := tuple(_frames(node)))
        },
        {
            name: dict(_usual(document, name))
            for name in ("authors", "descriptions", "images", "sections", "tags")
        },
        _publisher(document),
    )


def leading(document: _Node) -> dict[str, str]:
    """Return the leading habit of a site for each topic; hosts of one domain that differ in one are
    different sites.
    """
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
    """Return the objects in a member, without ignored ones."""
    return [
        (key, value)
        for key, value in _child(node, name).items()
        if isinstance(value, Mapping) and not _is_ignored(value)
    ]


def _is_ignored(node: _Node) -> bool:
    return node.get("ignored") is True


def _is_pinned(node: _Node) -> bool:
    return node.get("pinned") is True


def _ranked(node: _Node) -> list[tuple[str, _Node]]:
    """Return the counted members of a node, the pinned ones first, then by number of pages."""
    found = [
        (name, leaf)
        for name, leaf in node.items()
        if isinstance(leaf, Mapping) and not _is_ignored(leaf)
    ]
    return sorted(
        found, key=lambda item: (not _is_pinned(item[1]), -_number(item[1], "pages"), item[0])
    )


def _number(node: _Node, name: str) -> int:
    value = node.get(name, 0)
    return value if isinstance(value, int) else 0


def _bits(leaf: _Node, of: int, of_newest: int, unseen: float = _HALF) -> float:
    """Return the log-odds in bits of a count of pages, the newest weighted more, smoothed by part
    of a page each way.
    """
    pages, newest = _number(leaf, "pages"), _number(leaf, "newest")
    more = min(max(of_newest, _NEW), _NEW_AT_MOST) - 1
    weight = of + more * of_newest
    share = min(1.0, (pages + more * newest) / weight) if weight else 0.0
    yes = share * of
    return log2((yes + unseen) / (of - yes + unseen))


def _habit(leaf: _Node, of: int, bits: float) -> Habit:
    """Return the habit of a leaf; one pinned by hand has the most bits a habit can have."""
    bits = CAP if _is_pinned(leaf) else max(-CAP, min(CAP, bits))
    pages = _number(leaf, "pages")
    return Habit(pages, max(of, pages), bits, _number(leaf, "first"), _number(leaf, "last"))


def _of_place(node: _Node) -> PlaceHabits:
    seen = _child(node, "seen")
    of, newest = _number(seen, "pages"), _number(seen, "newest")
    rows = {
        form: row for form, told in _members(node, "formats") if (row := _row(told)) is not None
    }
    order = _order([_child(node, "orders")])
    return PlaceHabits(rows, _main_row(rows, of), order, _trust(_child(node, "agreed"), of, newest))


def _trust(leaf: _Node, of: int, newest: int) -> Habit | None:
    """Return how often a place agrees with its pages' dates; always, where a hand says so."""
    if _is_pinned(leaf):
        return Habit(_SURELY, _SURELY, CAP)
    return _habit(leaf, of, _bits(leaf, of, newest)) if of else None


def _row(node: _Node) -> tuple[str, Habit] | None:
    """Return the damage that explains most strings of one form, with its odds for one more page.

    Strings that can be read either way are not counted; those that another damage explains count
    against this one.
    """
    seen, either = _child(node, "seen"), _child(node, "either")
    found = []
    for name, leaf in _ranked(_child(node, "rows")):
        both = _child(either, name)
        of, newest = (
            max(0, _number(seen, count) - _number(both, count)) for count in ("pages", "newest")
        )
        found.append((name, _habit(leaf, of, _bits(leaf, of, newest))))
    best = max(found, key=lambda row: row[1].bits, default=None)
    return best if best is not None and best[1].bits > _LEAST_ODDS else None


def _main_row(rows: Mapping[str, tuple[str, Habit]], of: int) -> tuple[str, Habit] | None:
    """Return the damage that more than half of a place's pages have, whatever the form of their
    strings.
    """
    for name, habit in sorted(rows.values(), key=lambda row: (-row[1].pages, row[0])):
        if habit.pages * 2 > of and habit.bits > 0:
            return name, replace(habit, of=max(of, habit.pages))
    return None


def _order(nodes: list[_Node]) -> tuple[str, Habit] | None:
    """Return the order of day and month in a site's strings."""
    leaves = {
        order: {name: sum(_number(leaf, name) for leaf in found) for name in ("pages", "newest")}
        | {"last": max((_number(leaf, "last") for leaf in found), default=0)}
        | ({"pinned": True} if any(map(_is_pinned, found)) else {})
        for order in ("dmy", "mdy")
        if (found := [leaf for node in nodes if (leaf := _child(node, order))])
    }
    return _leading(leaves, 0.0, _OF_ORDER)


def _leading(
    leaves: Mapping[str, _Node], least: float, unseen: float = _HALF
) -> tuple[str, Habit] | None:
    """Return the member that most pages have, if it has at least ``least`` bits."""
    ranked = _ranked(leaves)
    if not ranked:
        return None
    of, newest = (sum(_number(leaf, name) for _, leaf in ranked) for name in ("pages", "newest"))
    name, leaf = ranked[0]
    habit = _habit(leaf, of, _bits(leaf, of, newest, unseen))
    return (name, habit) if habit.bits > least else None


def _offset(document: _Node, season: str) -> tuple[int, Habit] | None:
    """Return the offset of the clocks in a season, in minutes."""
    found = _leading(dict(_members(_child(document, "offsets"), season)), _SURE_OF_OFFSET, _OF_ZONE)
    if (
        found is None
        or not found[0].removeprefix("-").isdecimal()
        or not -720 <= int(found[0]) <= 840
    ):
        return None
    return int(found[0]), found[1]


def _frames(node: _Node) -> Iterator[tuple[str, str, Habit]]:
    """Yield the texts that stand around many of a place's headlines."""
    of, newest = (
        sum(_number(leaf, name) for _, leaf in _ranked(node)) for name in ("pages", "newest")
    )
    for name, leaf in _ranked(node):
        before, found, after = name.partition(HERE)
        habit = _habit(leaf, of, _bits(leaf, of, newest))
        if (
            found
            and (before or after)
            and (_is_pinned(leaf) or (habit.bits > 0 and habit.pages >= _LEAST))
        ):
            yield before, after, habit


def _usual(document: _Node, kind: str) -> Iterator[tuple[str, Habit]]:
    """Yield the values of a kind that stand on a site's pages whatever the story."""
    of, newest = _number(document, "sample"), _number(document, "newest")
    for value, leaf in _ranked(_child(document, kind)):
        habit = _habit(leaf, of, _bits_of_value(_number(leaf, "pages"), of))
        lately = _bits_of_value(_number(leaf, "newest"), newest) >= _USUAL_OF_NEW
        if _is_pinned(leaf) or ((habit.bits >= _USUAL or lately) and habit.pages >= _LEAST):
            yield value, habit


def _bits_of_value(pages: int, of: int) -> float:
    return log2((pages + _HALF) / (max(of - pages, 0) + _HALF + _AGAINST))


def _publisher(document: _Node) -> tuple[str, Habit] | None:
    names = dict(_members(document, "publishers"))
    found = _leading(names, _SURE)
    return (
        found if found is None or found[1].pages >= _LEAST or _is_pinned(names[found[0]]) else None
    )
