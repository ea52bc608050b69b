"""The time budget of one page: work that takes too long is stopped where it stands, in whatever thread it runs.

The engine knows no clock, and a signal reaches the main thread only.  CPython can raise an exception in another thread at its
next step of Python code; one watching thread does that to whoever is over time.  Code in C is not interrupted: what holds the
interpreter's lock for long also stops the heartbeat, and gunicorn kills such a worker (``timeout`` in gunicorn.conf.py).

The budget is the thread's own time on a processor, where the system can tell it: a page must not fail because its neighbours
are busy.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# How often the watching thread looks: the budget is meant in seconds, and ten looks a second cost nothing that can be measured.
TICK = 0.1

#: The threads at work: by which clock each is timed, and when its time is up.
_ends: dict[int, tuple[Callable[[], float], float]] = {}
#: Of them those that an error has been raised in.
_told: set[int] = set()
_lock = threading.Lock()
_watcher: threading.Thread | None = None


class BudgetSpent(BaseException):
    """The budget is used up.  No ``Exception``: what a reader of a broken page catches must not swallow it."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """The result of the work; ``BudgetSpent`` once it has worked for so many seconds."""
    thread = threading.get_ident()
    clock = _clock(thread)
    with _lock:
        _ends[thread] = clock, clock() + seconds
        _watch()
    try:
        return work()
    finally:
        _settle(thread)


def _clock(thread: int) -> Callable[[], float]:
    """The seconds that a living thread has been on a processor, to be asked from another one."""
    if sys.platform != "linux":
        return time.monotonic
    number = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(number)


def _settle(thread: int) -> None:
    """Take the thread off the watch, also when its time runs out in this very moment.

    An error that is on its way is let arrive, here: one that is taken back leaves CPython before 3.13 looking for it at every
    step, which slows the thread down for good and in which a profiler stands still.
    """
    while True:
        try:
            with _lock:
                _ends.pop(thread, None)
                told = thread in _told
                _told.discard(thread)
            while told:
                _raise_in(thread, BudgetSpent)
            return
        except BudgetSpent:
            # The work was done before its time was up: the result stands.
            continue


def _watch() -> None:
    """Have the watching thread run; after a fork there is none."""
    global _watcher
    if _watcher is None or not _watcher.is_alive():
        _watcher = threading.Thread(target=_look, name="deadline", daemon=True)
        _watcher.start()


def _look() -> None:
    """Stop whoever is over time, again at every tick: an exception raised inside of a destructor is lost."""
    while True:
        time.sleep(TICK)
        with _lock:
            for thread, (clock, end) in _ends.items():
                if clock() >= end:
                    _told.add(thread)
                    _raise_in(thread, BudgetSpent)


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Raise the error at the thread's next step."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
