"""Admission control: how many pages this process works on at once, how long one waits, and how long
one may take.

Reading a page is pure computation, so working on more of them at once makes none faster: they wait
for their turn, for a second at most.  A page that would wait longer, by the expected cost of the
pages ahead of it, is refused before its body is read; this keeps probes and admitted clients quick.
Pages are counted, not connections: a slow client takes no place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from math import inf
from random import uniform
from threading import Event, Lock
from typing import Any, TypeVar

from service import deadline
from service.http import metrics
from service.http.problems import RequestError
from service.http.turns import Costs, Signal, Turn, Turns
from service.settings import Settings

T = TypeVar("T")

# Seconds of expected work for which an event loop may be kept from its connections: nobody who
# probes notices a fiftieth of a second, and nineteen news pages in twenty cost less.  A page that
# takes longer is stopped at the next check (deadline.TICK).
BRIEF = 0.02
# Seconds for which no page is worked on in the event loop after one has overrun its time there: who
# sends one page that is dearer than its size says mostly sends more, and each would hold the loop
# up.
WARY = 5.0
# Seconds between two looks of a waiting page at whether those ahead of it are overdue.
LOOK = 0.05


def _here(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Return the result of the work, done in the calling thread."""
    return work(*arguments)


def _not_at_all(_seconds: float) -> None:
    """Return at once: a pause would keep the thread from answering others."""


@dataclass(slots=True)
class Admission:
    """Admission control of one process.

    ``signal`` and ``call`` belong to the server: a server of threads waits with an event of
    ``threading`` and works in the thread of the request; one of greenlets
    (``service/http/worker.py``) waits without stopping the others and works in a thread apart.  To
    change threads costs half of what an empty request does, so there a page that is expected to
    take no longer than ``brief`` seconds is begun in the loop when no other is here; if it is
    stopped there, it is begun anew apart.
    """

    settings: Settings
    signal: Callable[[], Signal] = Event
    call: Callable[[Callable[..., Any], tuple[Any, ...]], Any] = _here
    pause: Callable[[float], None] = _not_at_all
    clock: Callable[[], float] = time.monotonic
    brief: float = 0.0
    turns: Turns = field(init=False)
    # A compressed byte holds more of a page, so it counts for more.
    costs: dict[bool, Costs] = field(
        default_factory=lambda: {False: Costs(), True: Costs()}, init=False
    )
    held: int = field(default=0, init=False)
    streams: int = field(default=0, init=False)
    _wary_until: float = field(default=float("-inf"), init=False)
    # Greenlets share a thread and do not need it; they never wait for one another inside of it.
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        self.turns = Turns(self.settings.pages_in_work, self.clock)

    @property
    def waiting(self) -> int:
        """The number of pages that wait for their turn."""
        return self.turns.waiting

    def run(
        self, work: Callable[[], T], *, size: int, coded: bool = False, patient: bool = False
    ) -> T:
        """Return the result of the work on a page of ``size`` bytes, done in its turn and within
        the time budget.

        ``coded`` says that the bytes are compressed.  ``patient`` waits for the turn as long as it
        takes, for a page of a stream whose status has already been sent.  Raises the problem
        ``over-capacity`` (503) or ``out-of-time`` (504).
        """
        turn = self._turn(size, coded, patient)
        if turn is None:
            raise self._over_capacity()
        try:
            # what a compressed page costs is a guess
            if (
                not coded
                and turn.cost <= self.brief
                and self.clock() >= self._wary_until
                and self._is_alone()
            ):
                try:
                    with metrics.PAGE_SECONDS.time():
                        return deadline.within(self.brief, work)
                except deadline.BudgetSpent:
                    self._wary_until = self.clock() + WARY
            done: T = self.call(copy_context().run, (self._timed, work))
            return done
        finally:
            with self._lock:
                self.costs[coded].learn(size, self.turns.leave(turn))

    def _is_alone(self) -> bool:
        """Return whether no other page is here after all that is ready has had its turn.

        Else a client whose requests have all arrived would keep the loop to itself, and under load
        each look of a probe at its connection would wait for several pages.
        """
        self.pause(0)
        return self.turns.working == 1 and not self.turns.waiting

    def _turn(self, size: int, coded: bool, patient: bool) -> Turn | None:
        """Wait for a turn and return it; None if it does not come in time."""
        with self._lock:
            cost = self.costs[coded].expected(size)
            if not patient and self.turns.expected_wait(cost) > self.settings.admission_wait:
                return None
            turn = self.turns.enter(cost, self.signal())
        with metrics.ADMISSION_SECONDS.time():
            try:
                come = self._comes(turn, inf if patient else self.settings.admission_wait)
            except BaseException:
                # The greenlet was killed while it waited.
                self._give_up(turn)
                raise
        # The turn may have come just as the wait ended.
        if come or turn.signal.wait(0):
            return turn
        self._give_up(turn)
        return None

    def _comes(self, turn: Turn, seconds: float) -> bool:
        """Return whether the turn comes within so many seconds.

        It also comes when a page that has its place is overdue, which nothing tells but the clock.
        """
        end = self.clock() + seconds
        while not turn.signal.wait(max(0.0, min(LOOK, end - self.clock()))):
            if self.clock() >= end:
                return False
            with self._lock:
                self.turns.look()
        return True

    def _give_up(self, turn: Turn) -> None:
        with self._lock:
            self.turns.leave(turn)

    def tell(self) -> None:
        """Update the metrics of what is here now, at every heartbeat and before /metrics is
        answered.

        They are states, not counts: to write them at each page that comes and goes cost more than
        the admission itself.
        """
        with self._lock:
            metrics.PAGES_IN_WORK.set(self.turns.working)
            metrics.EXPECTED_WAIT.set(self.turns.backlog())
        metrics.BATCHES_RUNNING.set(self.streams)
        metrics.BYTES_HELD.set(self.held)

    def _timed(self, work: Callable[[], T]) -> T:
        """Return the result of the work, timed and within the budget, in the thread that does
        it.
        """
        budget = self.settings.page_seconds
        try:
            with metrics.PAGE_SECONDS.time():
                return deadline.within(budget, work)
        except deadline.BudgetSpent:
            detail = f"The page took more than {budget:g} seconds of work and was given up."
            raise RequestError("out-of-time", detail, limit=budget) from None

    @contextmanager
    def stream(self) -> Iterator[None]:
        """Hold a place for a stream of pages, which keeps one line in memory and always has one
        page waiting.
        """
        if self.streams >= self.settings.batches:
            raise self._over_capacity()
        self.streams += 1
        try:
            yield
        finally:
            self.streams -= 1

    @contextmanager
    def room(self, size: int = 0, *, coded: bool = False) -> Iterator[Callable[[int], None]]:
        """Reserve memory for one body: gives a function to call with the number of bytes as they
        arrive.

        Refuses a page that would wait too long.  ``size`` is the declared length, 0 where there is
        none.  What slow clients have sent so far stays in memory, so all bodies together share a
        bounded amount.
        """
        with self._lock:
            wait = self.turns.expected_wait(self.costs[coded].expected(size))
        if wait > self.settings.admission_wait:
            raise self._over_capacity()
        taken = 0

        def take(size: int) -> None:
            nonlocal taken
            if self.held + size > self.settings.bodies_held:
                raise self._over_capacity()
            self.held += size
            taken += size

        try:
            yield take
        finally:
            self.held -= taken

    def _over_capacity(self) -> RequestError:
        """Pause, then return the refusal: a client that asks again at once must not cost more than
        one that is served.

        The pauses differ at random, so that clients refused together do not come back together.
        """
        metrics.SHED.inc()
        self.pause(self.settings.refusal_seconds * uniform(0.5, 1.5))
        seconds = self.settings.retry_after
        detail = (
            f"The pages that are here take all the time there is. Try again in {seconds} "
            "s, or elsewhere."
        )
        return RequestError("over-capacity", detail, headers={"Retry-After": str(seconds)})
