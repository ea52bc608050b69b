"""Admission: how many pages are in work at once in this process, how long one waits, and how long one may take.

Reading a page is pure computation, so more pages at once make none faster: they wait for their turn, for a second at most.  A
page that would wait for longer, by what the pages ahead of it are expected to cost, is refused before its body is read; probes
and clients that are served stay quick.  Pages are counted, not connections: a slow client takes no place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from random import uniform
from threading import Event, Lock
from typing import Any, TypeVar

from service import deadline
from service.http import telemetry
from service.http.problems import RequestError
from service.http.turns import Costs, Signal, Turn, Turns
from service.settings import Settings

T = TypeVar("T")


def _here(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The work, done by the thread that asks for it."""
    return work(*arguments)


def _not_at_all(_seconds: float) -> None:
    """No pause: it would keep a thread from answering others."""


@dataclass(slots=True)
class Admission:
    """The door to the engine.

    ``signal`` and ``call`` belong to the server: a server of threads waits with an event of ``threading`` and works in the
    thread of the request; one of greenlets (``service/http/worker.py``) waits without stopping the others and works in a
    thread apart.
    """

    settings: Settings
    signal: Callable[[], Signal] = Event
    call: Callable[[Callable[..., Any], tuple[Any, ...]], Any] = _here
    pause: Callable[[float], None] = _not_at_all
    clock: Callable[[], float] = time.monotonic
    turns: Turns = field(init=False)
    # A body that is compressed says less with its size: its bytes are dearer.
    costs: dict[bool, Costs] = field(default_factory=lambda: {False: Costs(), True: Costs()}, init=False)
    held: int = field(default=0, init=False)
    streams: int = field(default=0, init=False)
    # Greenlets share a thread and do not need it; they never wait for one another inside of it.
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        self.turns = Turns(self.settings.pages_in_work, self.clock)

    @property
    def waiting(self) -> int:
        """How many pages wait for their turn."""
        return self.turns.waiting

    def run(self, work: Callable[[], T], *, size: int, coded: bool = False, patient: bool = False) -> T:
        """The result of the work on one page of so many bytes, done in its turn and within the time budget.

        ``coded`` says that they are compressed; ``patient`` waits for the turn as long as it takes: for a page of a stream
        whose status has already been sent. Raises the problem ``over-capacity`` (503) or ``out-of-time`` (504).
        """
        turn = self._turn(size, coded, patient)
        if turn is None:
            raise self._over_capacity()
        telemetry.PAGES_IN_WORK.inc()
        try:
            done: T = self.call(copy_context().run, (self._timed, work))
            return done
        finally:
            telemetry.PAGES_IN_WORK.dec()
            with self._lock:
                self.costs[coded].learn(size, self.turns.leave(turn))
            self._tell()

    def _turn(self, size: int, coded: bool, patient: bool) -> Turn | None:
        """The turn that has come, None when it does not come in time."""
        with self._lock:
            cost = self.costs[coded].expected(size)
            if not patient and self.turns.expected_wait(cost) > self.settings.admission_wait:
                return None
            turn = self.turns.enter(cost, self.signal())
        self._tell()
        with telemetry.ADMISSION_SECONDS.time():
            try:
                come = turn.signal.wait(None if patient else self.settings.admission_wait)
            except BaseException:
                # A greenlet that is ended while it waits.
                self._give_up(turn)
                raise
        # It may have come in the moment in which the wait was over.
        if come or turn.signal.wait(0):
            return turn
        self._give_up(turn)
        return None

    def _give_up(self, turn: Turn) -> None:
        with self._lock:
            self.turns.leave(turn)
        self._tell()

    def _tell(self) -> None:
        """Say how long a page would wait behind everything that is here."""
        with self._lock:
            telemetry.EXPECTED_WAIT.set(self.turns.backlog())

    def _timed(self, work: Callable[[], T]) -> T:
        """The result of the work, in the thread that does it."""
        budget = self.settings.page_seconds
        try:
            with telemetry.PAGE_SECONDS.time():
                return deadline.within(budget, work)
        except deadline.BudgetSpent:
            detail = f"The page took more than {budget:g} seconds of work and was given up."
            raise RequestError("out-of-time", detail, limit=budget) from None

    @contextmanager
    def stream(self) -> Iterator[None]:
        """A place for a stream of pages, which holds a line in memory and always has a page that waits."""
        if self.streams >= self.settings.batches:
            raise self._over_capacity()
        self.streams += 1
        telemetry.BATCHES_RUNNING.inc()
        try:
            yield
        finally:
            self.streams -= 1
            telemetry.BATCHES_RUNNING.dec()

    @contextmanager
    def room(self, size: int = 0, *, coded: bool = False) -> Iterator[Callable[[int], None]]:
        """Room in memory for one body, to be asked for as its bytes arrive; none for one that would wait for too long.

        ``size`` is what the body is declared to have, 0 where it does not say. Slow clients keep what they have sent in memory;
        many of them together get a bounded part of it.
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
            telemetry.BYTES_HELD.inc(size)

        try:
            yield take
        finally:
            self.held -= taken
            telemetry.BYTES_HELD.dec(taken)

    def _over_capacity(self) -> RequestError:
        """The refusal, after a pause: a client that asks again at once must not cost more than one that is served.

        Those who were refused together should not come back together: one pauses longer than another.
        """
        telemetry.SHED.inc()
        self.pause(self.settings.refusal_seconds * uniform(0.5, 1.5))
        seconds = self.settings.retry_after
        detail = f"The pages that are here take all the time there is. Try again in {seconds} s, or elsewhere."
        return RequestError("over-capacity", detail, headers={"Retry-After": str(seconds)})
