"""Admission: how many pages are in work at once in this process, how long one waits, and how long one may take.

Reading a page is pure computation, so more pages at once make none faster: beyond the limit a request is refused at once, and
probes and clients that are served stay quick.  The limit counts pages, not connections: a slow client costs none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from random import uniform
from threading import BoundedSemaphore
from typing import Any, Protocol, TypeVar

from service import deadline
from service.http import telemetry
from service.http.problems import RequestError
from service.settings import Settings

T = TypeVar("T")


class Slots(Protocol):
    """A counting semaphore; threads and greenlets have their own."""

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Whether a slot could be had within ``timeout`` seconds."""

    def release(self) -> None:
        """Give the slot back."""


def _here(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The work, done by the thread that asks for it."""
    return work(*arguments)


def _not_at_all(_seconds: float) -> None:
    """No pause: it would keep a thread from answering others."""


@dataclass(slots=True)
class Admission:
    """The door to the engine.

    ``slots`` and ``call`` belong to the server: a server of threads waits with a semaphore of ``threading`` and works in the
    thread of the request; one of greenlets (``service/http/worker.py``) waits without stopping the others and works in a
    thread apart.
    """

    settings: Settings
    slots: Slots
    call: Callable[[Callable[..., Any], tuple[Any, ...]], Any] = _here
    pause: Callable[[float], None] = _not_at_all
    waiting: int = field(default=0, init=False)
    held: int = field(default=0, init=False)
    streams: int = field(default=0, init=False)

    @classmethod
    def of_threads(cls, settings: Settings) -> Admission:
        """The door of a server that gives each request a thread."""
        return cls(settings, BoundedSemaphore(settings.pages_in_work))

    def run(self, work: Callable[[], T], *, patient: bool = False) -> T:
        """The result of the work on one page, done in a slot and within the time budget.

        ``patient`` waits for the slot as long as it takes: for a page of a stream whose status has already been sent.
        Raises the problem ``over-capacity`` (503) or ``out-of-time`` (504).
        """
        if not self._slot(None if patient else self.settings.admission_wait):
            raise self._over_capacity()
        telemetry.PAGES_IN_WORK.inc()
        try:
            done: T = self.call(copy_context().run, (self._timed, work))
            return done
        finally:
            telemetry.PAGES_IN_WORK.dec()
            self.slots.release()

    def _slot(self, timeout: float | None) -> bool:
        """Whether a slot could be had in time, with no more than a few waiting for one."""
        if timeout is not None and self.waiting >= self.settings.pages_waiting:
            return False
        self.waiting += 1
        try:
            with telemetry.ADMISSION_SECONDS.time():
                return self.slots.acquire(timeout=timeout)
        finally:
            self.waiting -= 1

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
        try:
            yield
        finally:
            self.streams -= 1

    @contextmanager
    def room(self) -> Iterator[Callable[[int], None]]:
        """Room in memory for one body, to be asked for as its bytes arrive; none while too many wait already.

        Slow clients keep what they have sent in memory; many of them together get a bounded part of it.
        """
        if self.waiting >= self.settings.pages_waiting:
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
        """The refusal, after a pause: a client that asks again at once must not cost more than one that is served.

        Those who were refused together should not come back together: one pauses longer than another.
        """
        telemetry.SHED.inc()
        self.pause(self.settings.refusal_seconds * uniform(0.5, 1.5))
        seconds = self.settings.retry_after
        detail = f"All places are taken. Try again in {seconds} s, or elsewhere."
        return RequestError("over-capacity", detail, headers={"Retry-After": str(seconds)})
