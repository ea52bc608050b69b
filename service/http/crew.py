"""What the workers of one server know of each other: who lives, and how many connections each has
open.

It stands in memory that the master makes before it forks.  Each worker writes the cells of its own
place only, so nobody has to lock; the master clears the cells of a worker that has died.
"""

from __future__ import annotations

import mmap
import time
from collections.abc import Iterator

# Nobody has more workers; what is not used takes no memory.
PLACES = 4096
# A place is as wide as a cache line: the time of the last beat, and the connections of each
# listener.
CELLS = 8
#: Listeners that are counted apart; later ones share the last count.
LISTENERS = CELLS - 1
# Seconds without a beat after which the others do not wait for a worker.  It beats ten times a
# second, and a page that is worked on in its loop may hold it up for a tenth of a second.
SILENT = 0.25
#: Seconds without a beat after which a worker that has died is said to have been stuck.
STUCK = 1.0
# Of so many connections a worker may have one more than another: a crowd must not be let in one by
# one.
CROWD = 16


class Crew:
    """The cells of all places; place 1 is the first."""

    def __init__(self) -> None:
        # The first cell says how many places have ever been taken: others need not be looked at.
        self.cells = memoryview(mmap.mmap(-1, 8 * CELLS * (PLACES + 1))).cast("q")

    def make_room(self, place: int) -> None:
        """Say that this place will be taken; called by the master, before it forks."""
        self.cells[0] = max(self.cells[0], place)

    def clear(self, place: int) -> float | None:
        """Forget a dead worker; return how many seconds it had been silent, None if it had left by
        itself.
        """
        at = place * CELLS
        beat = self.cells[at]
        self.cells[at : at + CELLS] = memoryview(bytes(8 * CELLS)).cast("q")
        return (time.monotonic_ns() - beat) / 1e9 if beat else None


#: The crew of this server; whoever is forked from it shares it.
CREW = Crew()


class Seat:
    """A worker's own place in the crew."""

    def __init__(self, place: int, crew: Crew = CREW) -> None:
        self._place = place
        self._crew = crew
        self._at = place * CELLS

    def beat(self) -> None:
        """Say that this worker's loop runs."""
        self._crew.cells[self._at] = time.monotonic_ns()

    def leave(self) -> None:
        """Say that this worker accepts no connection any more."""
        self._crew.cells[self._at] = 0

    def count(self, listener: int, step: int) -> None:
        """Count a connection that was opened (1) or is closed (-1)."""
        self._crew.cells[self._at + 1 + listener] += step

    def least(self, listener: int) -> int | None:
        """Return how many connections the other worker has that has fewest; None where no other one
        takes any.
        """
        return min(self._others(listener), default=None)

    def may_accept(self, listener: int) -> bool:
        """Return whether no other worker has fewer connections."""
        return self._above(listener) <= 0

    def has_too_many(self, listener: int) -> bool:
        """Return whether another worker should have one of these connections."""
        return self._above(listener) > 1

    def _above(self, listener: int) -> int:
        """Return how many connections this worker has more than the one that has fewest, or a
        crowd's part.
        """
        least = self.least(listener)
        if least is None:
            return 0
        return self._crew.cells[self._at + 1 + listener] - least - least // CROWD

    def _others(self, listener: int) -> Iterator[int]:
        """Give the number of connections of each other worker whose loop runs."""
        cells = self._crew.cells
        since = time.monotonic_ns() - int(SILENT * 1e9)
        for at in range(CELLS, CELLS * (cells[0] + 1), CELLS):
            if at != self._at and cells[at] > since:
                yield cells[at + 1 + listener]


class Held:
    """A connection that is counted, until it is released."""

    def __init__(self, seat: Seat, listener: int) -> None:
        self._seat = seat
        self._listener = listener
        self._counted = True
        seat.count(listener, 1)

    def is_one_too_many(self) -> bool:
        """Return whether another worker should have this connection."""
        return self._counted and self._seat.has_too_many(self._listener)

    def release(self) -> None:
        """Count the connection no longer."""
        if self._counted:
            self._counted = False
            self._seat.count(self._listener, -1)
