"""The value of each switch: the pages on which it speaks are read again without it, in two
processes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, NamedTuple

from bench.ledger.kinds import KINDS
from bench.ledger.material import RULE, Item
from bench.ledger.reading import Answer, Seen, TooLongError, answered, look
from bench.ledger.reasons import PROMISED, alone, unreasoned_groups
from bench.ledger.rows import Row
from bench.ledger.switches import Switch, memory, together
from service.app import settle

#: The most pages of news sites that are read again for one switch at first.
MOST_PAGES = 20
#: The most cases and made pages, which cost a fifth of a news page.
MOST_SMALL = 24
#: The further pages of each sort for a row that would have no reason otherwise.
AGAIN = 60
#: The most cases of one row whose ids the ledger keeps.
MOST_NAMED = 4
#: Without some parts the engine does not terminate; so many pages are enough to show it.
MOST_GIVEN_UP = 3
#: What is sampled apart, each sort with its groups of pages and the most of it for one switch.
_SORTS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("cases", "made", "own"), MOST_SMALL),
    (("date cases", "field cases"), MOST_SMALL),
    (("gold-more",), MOST_PAGES // 3),
    (("gold", "dumps", "visible", "changed"), MOST_PAGES - MOST_PAGES // 3),
)
_SMALL = _SORTS[0][0] + _SORTS[1][0]
#: The made pages with profiles: read again all, for they are few and every term speaks on most.
_WHOLE = "profiled"


class Bounds(NamedTuple):
    """How many pages of each sort are read for a row that has no reason after its sample, and for
    a group; None for all.
    """

    again: int | None = AGAIN
    most: int | None = None


class World:
    """The pages with today's answers and what speaks on each; made once, and inherited by the
    processes.
    """

    def __init__(
        self,
        items: Sequence[Item],
        answers: Sequence[Answer],
        seen: Seen,
        processes: int,
        bounds: Bounds = Bounds(),  # noqa: B008
    ) -> None:
        """Store what the instrumented pass found."""
        self.items, self.answers, self.seen = items, answers, seen
        self.speaking: dict[str, list[int]] = defaultdict(list)
        for index, marks in enumerate(seen.marks):
            for mark in marks:
                self.speaking[mark].append(index)
        self.processes, self.bounds = processes, bounds

    def spoken(self, switch: Switch) -> list[int]:
        """Return the pages on which a switch speaks, in order."""
        return sorted({index for mark in switch.marks for index in self.speaking.get(mark, ())})

    def sample(self, switch: Switch) -> list[int]:
        """Return the pages to read again: an even sample of those on which the switch speaks; for
        wide ones other cases too.
        """
        spoken = self.spoken(switch)
        kept = [i for i in spoken if self.items[i].group == _WHOLE]
        for groups, most in _SORTS:
            kept += _thinned([i for i in spoken if self.items[i].group in groups], most)
        if switch.wide:
            heard = set(spoken)
            small = [i for i, item in enumerate(self.items) if item.group in _SMALL]
            kept += _thinned([i for i in small if i not in heard], MOST_SMALL)
        return sorted(kept)

    def further(self, switch: Switch, read: Collection[int]) -> list[int]:
        """Return the other pages on which a switch speaks, at most so many of each sort of news
        page, and all cases: they cost little, and one of them can be the reason that a row has.
        """
        done = set(read)
        left = [i for i in self.spoken(switch) if i not in done]
        most = self.bounds.most if switch.parts else self.bounds.again
        kept: list[int] = [i for i in left if self.items[i].group == _WHOLE]
        for groups, _ in _SORTS:
            mine = [i for i in left if self.items[i].group in groups]
            is_small = groups[0] in _SMALL
            kept += mine if most is None or is_small else _thinned(mine, most)
        return sorted(kept)


def _thinned(numbers: list[int], most: int) -> list[int]:
    """Return at most so many of the numbers, evenly spaced."""
    if len(numbers) <= most:
        return numbers
    return [numbers[i * len(numbers) // most] for i in range(most)]


_ITEMS: Sequence[Item]


def _looked(part: tuple[int, int]) -> tuple[list[Answer], Seen]:
    start, step = part
    return look(list(_ITEMS[start::step]))


def world(
    items: Sequence[Item],
    bounds: Bounds = Bounds(),  # noqa: B008
    processes: int = 2,
) -> World:
    """Make the instrumented pass over all pages."""
    global _ITEMS
    _ITEMS = items
    memory()
    settle()
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        parts = list(pool.map(_looked, [(start, processes * 4) for start in range(processes * 4)]))
    answers: list[Any] = [None] * len(items)
    whole = Seen(marks=[set()] * len(items))
    for start, (found, seen) in enumerate(parts):
        answers[start :: len(parts)] = found
        whole.marks[start :: len(parts)] = seen.marks
        whole.calls += seen.calls
        for mark, seconds in seen.seconds.items():
            whole.seconds[mark] = whole.seconds.get(mark, 0.0) + seconds
        whole.total_calls += seen.total_calls
        whole.total_seconds += seen.total_seconds
    return World(items, answers, whole, processes, bounds)


_WORLD: World
_SWITCHES: dict[tuple[str, str], Switch]


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one page's answer without a switch: members wrong without it, right without it,
    and otherwise changed.
    """

    item: int
    right: tuple[str, ...]
    spoiled: tuple[str, ...]
    moved: tuple[str, ...]


def change(index: int, before: Answer, after: Answer) -> Change | None:
    """Return the difference between two answers; None where there is none."""
    if before == after:
        return None
    members = {
        name
        for name in (*before.article, *after.article)
        if before.article.get(name) != after.article.get(name)
    }
    members |= {name for name, fine in before.right.items() if after.right.get(name) != fine}
    right = {name for name in before.right if before.right[name] and not after.right[name]}
    spoiled = {name for name in before.right if not before.right[name] and after.right[name]}
    return Change(
        index,
        tuple(sorted(right)),
        tuple(sorted(spoiled)),
        tuple(sorted(members - right - spoiled)),
    )


def changes(switches: Sequence[Switch], indices: Sequence[int], world: World) -> list[Change]:
    """Return what changes on these pages while all the switches are off."""
    with ExitStack() as stack:
        for switch in switches:
            if switch.off is not None:
                stack.enter_context(switch.off())
        memory().forget()
        found: list[Change | None] = []
        given_up = 0
        for index in indices:
            after = answered(world.items[index])[0]
            given_up += after.raised == TooLongError.__name__
            found.append(change(index, world.answers[index], after))
            if given_up == MOST_GIVEN_UP:
                break
    memory().forget()
    return [each for each in found if each is not None]


def _weighed(key: tuple[str, str]) -> Row:
    """Return the row of a switch, in a process that inherited the world.

    What has no reason after its sample is read again on more of the pages on which it speaks.
    """
    switch, world = _SWITCHES[key], _WORLD
    if switch.off is None:
        return row(switch, world, (), ())
    sample = [] if switch.parts else world.sample(switch)
    found = changes([switch], sample, world)
    first = row(switch, world, sample, found)
    more = [] if alone(first) else world.further(switch, sample)
    if not more:
        return first
    return row(switch, world, [*sample, *more], [*found, *changes([switch], more, world)])


def row(switch: Switch, world: World, sample: Sequence[int], found: Sequence[Change]) -> Row:
    """Return the row of the ledger for these changes."""
    spoken = world.spoken(switch)
    pages = [world.items[i] for i in spoken if world.items[i].group in ("gold", "gold-more")]
    if switch.field and not found:
        found = _repaired(switch, spoken, world)
    balance, more, decided = _balance(found, world)
    mark = switch.marks[0]
    counted = not switch.parts and mark in world.seen.calls
    scale = 1_000_000 / max(1, len(world.items))
    return Row(
        kind=switch.kind,
        id=switch.id,
        where=switch.where,
        lines=switch.lines,
        pages=len(pages),
        domains=len({item.domain for item in pages}),
        others=len(spoken) - len(pages),
        read=len(sample),
        right=sum(len(each.right) for each in found),
        spoiled=sum(len(each.spoiled) for each in found),
        moved=sum(len(each.moved) for each in found),
        right_domains=sum(value > 0 for value in balance.values()),
        right_more=more,
        calls=round(world.seen.calls[mark] / max(1, len(world.items)), 2) if counted else None,
        microseconds=round(scale * world.seen.seconds[mark]) if counted else None,
        tried=switch.off is not None,
        decided=len(decided),
        cases=tuple(decided[:MOST_NAMED]),
        members=_members(found, world),
        of=_deciding(switch, found, world),
    )


def _repaired(switch: Switch, spoken: Sequence[int], world: World) -> list[Change]:
    """Return what a rule has changed that has no switch, or that its switch leaves in force.

    What is right where it repaired is so because of it, and of the rest nothing is known.
    """
    fields, nothing = (switch.field,), ()
    return [
        Change(index, fields, nothing, nothing)
        if _is_of_rule(switch, world.answers[index])
        else Change(index, nothing, nothing, fields)
        for index in spoken
    ]


def _is_of_rule(switch: Switch, answer: Answer) -> bool:
    """Return whether an answer is right by a rule; one of dates has to be named by the answer."""
    named = switch.field != RULE or answer.article.get(RULE) == switch.id
    return named and answer.right.get(switch.field, False)


def _balance(found: Sequence[Change], world: World) -> tuple[dict[str, int], int, list[str]]:
    """Return what is put right less what is spoiled by site, what is right on gold-more, and the
    cases that are decided, the catalogue's first.
    """
    sites: dict[str, int] = defaultdict(int)
    more, decided = 0, []
    for each in sorted(found, key=lambda change: change.item):
        item, gain = world.items[each.item], len(each.right) - len(each.spoiled)
        if item.group not in _SMALL:
            sites[item.domain] += gain
        elif gain > 0:
            decided.append(item.id)
        more += len(each.right) if item.group == "gold-more" else 0
    return sites, more, decided


def _members(found: Sequence[Change], world: World) -> dict[str, int]:
    """Return the members that no corpus judges, with the sites on which they move."""
    sites: dict[str, set[str]] = defaultdict(set)
    for each in found:
        item = world.items[each.item]
        for name in () if item.group in _SMALL else PROMISED.intersection(each.moved):
            sites[name].add(item.domain)
    return {name: len(those) for name, those in sorted(sites.items())}


def _deciding(switch: Switch, found: Sequence[Change], world: World) -> tuple[str, ...]:
    """Return the parts of a group that speak on a page of which the group puts an answer right."""
    marks = [world.seen.marks[each.item] for each in found if len(each.right) > len(each.spoiled)]
    return tuple(
        part.key for part in switch.parts if any(not page.isdisjoint(part.marks) for page in marks)
    )


def switches(kinds: Sequence[str], every: int = 1) -> list[Switch]:
    """Return the switches of the kinds, or every Nth of them."""
    return [switch for kind in kinds for switch in list(KINDS[kind]())[::every]]


def groups(rows: Sequence[Row]) -> list[Switch]:
    """Return the switch of each group of rows that have no reason alone."""
    by_key = {each.key: each for each in switches([*KINDS])}
    found = unreasoned_groups(row for row in rows if row.key in by_key)
    return [together(name, [by_key[key] for key in keys]) for name, keys in sorted(found.items())]


def ledger(world: World, chosen: Sequence[Switch]) -> list[Row]:
    """Return a row for each switch, in order."""
    global _WORLD, _SWITCHES
    _WORLD, _SWITCHES = world, {(switch.kind, switch.id): switch for switch in chosen}
    # the most expensive first, so that no process waits long for the other's last one
    keys = sorted(_SWITCHES, key=lambda key: -len(world.spoken(_SWITCHES[key])))
    with ProcessPoolExecutor(world.processes, mp_context=get_context("fork")) as pool:
        found = {(each.kind, each.id): each for each in pool.map(_weighed, keys)}
    return [found[key] for key in _SWITCHES]
