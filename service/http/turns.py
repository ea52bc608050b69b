"""Whose turn it is: pages that wait for a place, and how long one more would wait, by what pages of its size have cost.

A process works on one core, so pages in work at once share its time: each is charged for its share, and what a page is charged
from its beginning to its end is its cost.  Costs are told from sizes, since a page's size is all that is known of it before it
is read.

The order is that of arrival, with the page's own expected cost as a handicap: shortest first among those that come together,
and whoever has waited for longer than its handicap lets nobody pass any more.  Measured against the order of arrival alone and
against a lane for large pages in docs/operating.md ("Whose turn it is").
"""

from __future__ import annotations

import heapq
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

# What a page costs however small it is, as bytes of a larger one: 2.2 ms, where real pages cost 30 ns a byte with it (7 ms for
# 180 KB) and made ones that are all paragraphs and links 110.
LEAST = 64 * 1024
# Seconds for a byte until pages have been measured.
FIRST_RATE = 50e-9
# Of what is known of costs, the share that one more page leaves: the last fifty or so count.
KEPT = 0.98
# One page in fifty that takes seconds must not make all others look dear: more than so many times the expected is not believed.
MOST_SURPRISE = 4.0
# Seconds of arrival that a second of cost is worth. With 1, small pages wait nearly as long as by arrival; with 4, two clients
# with large pages starve beside 128 with small ones (python -m bench.reliability --parts orders).
HANDICAP = 2.0


class Signal(Protocol):
    """What wakes one that waits; threads and greenlets have their own."""

    def set(self) -> None:
        """Wake it."""

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it was woken within ``timeout`` seconds."""


@dataclass(slots=True)
class Costs:
    """What a byte costs: an average over the last pages, in which large ones count for more."""

    _seconds: float = FIRST_RATE * LEAST
    _bytes: float = float(LEAST)

    def expected(self, size: int) -> float:
        """The cost of a page of so many bytes, in seconds."""
        return self._seconds / self._bytes * (size + LEAST)

    def learn(self, size: int, cost: float) -> None:
        """Take account of what a page has cost."""
        believed = min(cost, MOST_SURPRISE * self.expected(size))
        self._seconds = KEPT * self._seconds + believed
        self._bytes = KEPT * self._bytes + size + LEAST


@dataclass(slots=True, order=True)
class Turn:
    """A page's place in the order; ``charged`` is what the process had given to each page in work when this one began."""

    due: float
    number: int
    cost: float = field(compare=False)
    signal: Signal = field(compare=False)
    charged: float = field(default=0.0, compare=False)


class Turns:
    """The pages in work and those that wait.  Not safe for several threads: who shares it has a lock."""

    def __init__(self, places: int, clock: Callable[[], float]) -> None:
        self._places = places
        self._clock = clock
        self._working: list[Turn] = []
        self._waiting: list[Turn] = []
        self._charged = 0.0
        self._looked = clock()
        self._numbers = 0

    @property
    def waiting(self) -> int:
        """How many pages wait."""
        return len(self._waiting)

    def expected_wait(self, cost: float) -> float:
        """Seconds until a page of that cost would begin if it came now and all went as expected."""
        if len(self._working) < self._places:
            return 0.0
        self._look()
        ends = [max(self._charged, turn.charged + turn.cost) for turn in self._working]
        heapq.heapify(ends)
        due = self._looked + HANDICAP * cost
        for turn in self._waiting:
            if turn.due > due:
                break
            heapq.heapreplace(ends, ends[0] + turn.cost)
        # As long as anybody waits every place is taken, and each page gets one share of so many.
        return (ends[0] - self._charged) * self._places

    def backlog(self) -> float:
        """Seconds of work for everything that is here."""
        self._look()
        left = sum(max(0.0, turn.charged + turn.cost - self._charged) for turn in self._working)
        return left + sum(turn.cost for turn in self._waiting)

    def enter(self, cost: float, signal: Signal) -> Turn:
        """The turn of a page that comes now; its signal is set when it may begin."""
        self._look()
        self._numbers += 1
        turn = Turn(self._looked + HANDICAP * cost, self._numbers, cost, signal)
        insort(self._waiting, turn)
        self._fill()
        return turn

    def leave(self, turn: Turn) -> float:
        """What the page has cost; 0 for one that gave up waiting.  The next one may begin."""
        self._look()
        if turn in self._waiting:
            self._waiting.remove(turn)
            return 0.0
        self._working.remove(turn)
        self._fill()
        return self._charged - turn.charged

    def _fill(self) -> None:
        """Let pages begin where places are free."""
        while self._waiting and len(self._working) < self._places:
            turn = self._waiting.pop(0)
            turn.charged = self._charged
            self._working.append(turn)
            turn.signal.set()

    def _look(self) -> None:
        """Charge the time since the last look to the pages in work, in equal shares."""
        now = self._clock()
        if self._working:
            self._charged += (now - self._looked) / len(self._working)
        self._looked = now
