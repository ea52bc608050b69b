"""The value of each switch: the pages on which it speaks are read again without it, in two processes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

from bench.ledger.kinds import KINDS
from bench.ledger.material import Item
from bench.ledger.reading import Answer, Seen, TooLongError, answered, look
from bench.ledger.switches import Switch, memory
from service.app import settle

#: The most pages of news sites that are read again for one switch; more cost minutes and change no verdict.
MOST_PAGES = 20
#: The most cases and made pages, which cost a fifth of a news page.
MOST_SMALL = 24
#: Without some parts the engine does not terminate; so many pages are enough to show it.
MOST_GIVEN_UP = 3
_SMALL = ("cases", "made", "own")
#: The made pages with profiles: read again all, for they are few and every term speaks on most.
_WHOLE = "profiled"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger; counts of pages, domains and answers.

    ``pages`` and ``domains`` are those of gold and gold-more on which it speaks, ``others`` are dumps, cases, made pages and
    the pages of the tests; ``read`` is how many of all these were read again.  ``right`` are answers that are right because of
    it, ``spoiled`` those that are wrong because of it, ``moved`` those that change and of which nothing is known or which stay
    wrong.  ``right_domains`` are sites and cases with more right than spoiled, ``right_more`` the right on gold-more.
    ``calls`` are the calls of Python functions in it, a page of all; None where they cannot be told.
    """

    kind: str
    id: str
    where: str
    lines: int
    pages: int
    domains: int
    others: int
    read: int
    right: int
    spoiled: int
    moved: int
    right_domains: int
    right_more: int
    calls: float | None
    microseconds: int | None
    tried: bool


class World:
    """The pages with today's answers and what speaks on each; made once, and inherited by the processes."""

    def __init__(self, items: Sequence[Item], answers: Sequence[Answer], seen: Seen, processes: int) -> None:
        """Store what the instrumented pass found."""
        self.items, self.answers, self.seen = items, answers, seen
        self.speaking: dict[str, list[int]] = defaultdict(list)
        for index, marks in enumerate(seen.marks):
            for mark in marks:
                self.speaking[mark].append(index)
        self.processes = processes

    def spoken(self, switch: Switch) -> list[int]:
        """Return the pages on which a switch speaks, in order."""
        return sorted({index for mark in switch.marks for index in self.speaking.get(mark, ())})

    def sample(self, switch: Switch) -> list[int]:
        """Return the pages to read again: an even sample of those on which the switch speaks; for wide ones other cases too."""
        spoken = self.spoken(switch)
        small = [i for i in spoken if self.items[i].group in _SMALL]
        if switch.wide:
            rest = [i for i, item in enumerate(self.items) if item.group in _SMALL and i not in set(small)]
            small = _thinned(small, MOST_SMALL) + _thinned(rest, MOST_SMALL)
        more = [i for i in spoken if self.items[i].group == "gold-more"]
        whole = [i for i in spoken if self.items[i].group == _WHOLE]
        large = [i for i in spoken if self.items[i].group not in (*_SMALL, _WHOLE, "gold-more")]
        kept = _thinned(more, MOST_PAGES // 3)
        return sorted(
            {
                *_thinned(small, 2 * MOST_SMALL if switch.wide else MOST_SMALL),
                *_thinned(large, MOST_PAGES - len(kept)),
                *kept,
                *whole,
            }
        )


def _thinned(numbers: list[int], most: int) -> list[int]:
    """Return at most so many of the numbers, evenly spaced."""
    if len(numbers) <= most:
        return numbers
    return [numbers[i * len(numbers) // most] for i in range(most)]


_ITEMS: Sequence[Item]


def _looked(part: tuple[int, int]) -> tuple[list[Answer], Seen]:
    start, step = part
    return look(list(_ITEMS[start::step]))


def world(items: Sequence[Item], processes: int = 2) -> World:
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
    return World(items, answers, whole, processes)


_WORLD: World
_SWITCHES: dict[tuple[str, str], Switch]


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one page's answer without a switch: members wrong without it, right without it, and otherwise changed."""

    item: int
    right: tuple[str, ...]
    spoiled: tuple[str, ...]
    moved: tuple[str, ...]


def change(index: int, before: Answer, after: Answer) -> Change | None:
    """Return the difference between two answers; None where there is none."""
    if before == after:
        return None
    members = {name for name in (*before.article, *after.article) if before.article.get(name) != after.article.get(name)}
    members |= {name for name, fine in before.right.items() if after.right.get(name) != fine}
    right = {name for name in before.right if before.right[name] and not after.right[name]}
    spoiled = {name for name in before.right if not before.right[name] and after.right[name]}
    return Change(index, tuple(sorted(right)), tuple(sorted(spoiled)), tuple(sorted(members - right - spoiled)))


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
    """Return the row of a switch, in a process that inherited the world."""
    switch, world = _SWITCHES[key], _WORLD
    sample = [] if switch.off is None else world.sample(switch)
    return row(switch, world, sample, changes([switch], sample, world) if sample else [])


def row(switch: Switch, world: World, sample: Sequence[int], found: Sequence[Change]) -> Row:
    """Return the row of the ledger for these changes."""
    spoken = [world.items[i] for i in world.spoken(switch)]
    pages = [item for item in spoken if item.group in ("gold", "gold-more")]
    balance: dict[str, int] = defaultdict(int)
    for each in found:
        balance[world.items[each.item].domain] += len(each.right) - len(each.spoiled)
    mark = switch.marks[0]
    counted = mark in world.seen.calls
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
        right_more=sum(len(each.right) for each in found if world.items[each.item].group == "gold-more"),
        calls=round(world.seen.calls[mark] / max(1, len(world.items)), 2) if counted else None,
        microseconds=round(scale * world.seen.seconds[mark]) if counted else None,
        tried=switch.off is not None,
    )


def switches(kinds: Sequence[str], every: int = 1) -> list[Switch]:
    """Return the switches of the kinds, or every Nth of them."""
    return [switch for kind in kinds for switch in list(KINDS[kind]())[::every]]


def ledger(world: World, chosen: Sequence[Switch]) -> list[Row]:
    """Return a row for each switch, in order."""
    global _WORLD, _SWITCHES
    _WORLD, _SWITCHES = world, {(switch.kind, switch.id): switch for switch in chosen}
    # the most expensive first, so that no process waits long for the other's last one
    keys = sorted(_SWITCHES, key=lambda key: -len(world.spoken(_SWITCHES[key])))
    with ProcessPoolExecutor(world.processes, mp_context=get_context("fork")) as pool:
        found = {(each.kind, each.id): each for each in pool.map(_weighed, keys)}
    return [found[key] for key in _SWITCHES]


def as_record(each: Row) -> dict[str, Any]:
    """Return the row as it is written into ledger.json."""
    return asdict(each)
