"""The queue of pages: which one starts next, and how long one more would wait, by what pages of its
size have cost.

A process works on one core, so pages in work at once share its time: each is charged for its share,
and the sum of its charges is its cost.  Costs are predicted from sizes, since a page's size is all
that is known before it is read.

The order is that of arrival, with the page's own expected cost as a handicap: the cheapest first
among those that arrive together, while a page that has waited longer than its handicap is overtaken
no more.  docs/operating.md ("Whose turn it is") compares this with plain order of arrival and with
a lane for large pages.
"""

from __future__ import annotations

import heapq
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

# The fixed cost of a page, as bytes of a larger one: 2.2 ms, where real pages cost 30 ns a byte
# beside it (7 ms for 180 KB) and synthetic ones that are all paragraphs and links 110.
LEAST = 64 * 1024
# Assumed seconds a byte, until pages have been measured.
FIRST_RATE = 50e-9
# Decay of the moving average for each page: the last fifty or so count.
KEPT = 0.98
# A page that takes seconds must not make all others look expensive: a cost is capped at so many
# times the expected one.
MOST_SURPRISE = 4.0
# Handicap, in seconds of arrival for each second of expected cost.  With 1, small pages wait nearly
# as long as by arrival; with 4, two clients with large pages starve beside 128 with small ones
# (python -m bench.reliability --parts orders).
HANDICAP = 2.0
# A page that has had so many times its expected cost is overdue: its place is given to another, and
# it goes on beside that one.  Else two pages that are dearer than their sizes say hold all places
# of a process until they are given up, and every ordinary page that comes meanwhile is refused.
OVERDUE = 2.0
# So many pages may begin in the places of overdue ones: each more makes probes wait longer.
SPARE = 1


class Signal(Protocol):
    """The event that wakes a waiting page; threads and greenlets have their own."""

    def set(self) -> None:
        """Wake the waiting page."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait; return whether it was woken within ``timeout`` seconds."""


@dataclass(slots=True)
class Costs:
    """The cost of a byte: a moving average over the last pages, weighted by size."""

    _seconds: float = FIRST_RATE * LEAST
    _bytes: float = float(LEAST)

    def expected(self, size: int) -> float:
        """Return the expected cost of a page of ``size`` bytes, in seconds."""
        return self._seconds / self._bytes * (size + LEAST)

    def learn(self, size: int, cost: float) -> None:
        """Update the average with the cost of a page."""
        believed = min(cost, MOST_SURPRISE * self.expected(size))
        self._seconds = KEPT * self._seconds + believed
        self._bytes = KEPT * self._bytes + size + LEAST


@dataclass(slots=True, order=True)
class Turn:
    """A page's place in the order; ``charged`` is the seconds that the process had given each page
    in work when it began.
    """

    due: float
    number: int
    cost: float = field(compare=False)
    signal: Signal = field(compare=False)
    charged: float = field(default=0.0, compare=False)


class Turns:
    """The pages in work and those that wait.  Not thread-safe: callers hold a lock."""

    def __init__(self, places: int, clock: Callable[[], float]) -> None:
        self._places = places
        self._clock = clock
        self._working: list[Turn] = []
        self._waiting: list[Turn] = []
        self._charged = 0.0
        self._looked = clock()
        self._numbers = 0

    @property
    def working(self) -> int:
        """The number of pages in work."""
        return len(self._working)

    @property
    def waiting(self) -> int:
        """The number of pages that wait."""
        return len(self._waiting)

    def expected_wait(self, cost: float) -> float:
        """Return the seconds until a page of that cost would begin if it came now."""
        self._look()
        if self._has_place():
            return 0.0
        ends = [self._left(turn) for turn in self._working]
        heapq.heapify(ends)
        due = self._looked + HANDICAP * cost
        for turn in self._waiting:
            if turn.due > due:
                break
            heapq.heapreplace(ends, ends[0] + turn.cost)
        # As long as a page waits every place is taken, and each page in work gets an equal share.
        return ends[0] * self._places

    def _left(self, turn: Turn) -> float:
        """Return the seconds that a page in work is expected to need yet: none where it is overdue,
        as if it ended now.

        That it will need as long again as it has overrun, or has had, was tried: where costs
        scatter, more are refused and the waits are foretold no better (python -m bench.reliability
        --parts overdue).
        """
        return max(0.0, turn.charged + turn.cost - self._charged)

    def backlog(self) -> float:
        """Return the expected seconds of work for all pages here."""
        self._look()
        return sum(self._left(turn) for turn in self._working) + sum(
            turn.cost for turn in self._waiting
        )

    def enter(self, cost: float, signal: Signal) -> Turn:
        """Add a page that comes now and return its turn; the signal is set when it may begin."""
        self._look()
        self._numbers += 1
        turn = Turn(self._looked + HANDICAP * cost, self._numbers, cost, signal)
        insort(self._waiting, turn)
        self._fill()
        return turn

    def leave(self, turn: Turn) -> float:
        """Remove the page and let the next one begin; return what it cost in seconds, 0 if it gave
        up waiting.
        """
        self._look()
        if turn in self._waiting:
            self._waiting.remove(turn)
            return 0.0
        self._working.remove(turn)
        self._fill()
        return self._charged - turn.charged

    def look(self) -> None:
        """Start waiting pages in the places of those that are overdue by now."""
        self._look()
        self._fill()

    def _has_place(self) -> bool:
        """Return whether one more page may begin: overdue ones have no place of their own."""
        if len(self._working) >= self._places + SPARE:
            return False
        return sum(not self._is_overdue(turn) for turn in self._working) < self._places

    def _is_overdue(self, turn: Turn) -> bool:
        return self._charged - turn.charged > OVERDUE * turn.cost

    def _fill(self) -> None:
        """Start waiting pages while places are free."""
        while self._waiting and self._has_place():
            turn = self._waiting.pop(0)
            turn.charged = self._charged
            self._working.append(turn)
            turn.signal.set()

    def _look(self) -> None:
        """Charge the time since the last call to the pages in work, in equal shares."""
        now = self._clock()
        if self._working:
            self._charged += (now - self._looked) / len(self._working)
        self._looked = now
