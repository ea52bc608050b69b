"""The time budget of one page: work that takes too long is interrupted, in whatever thread it runs.

The engine reads no clock, and a signal reaches the main thread only.  CPython can raise an
exception in another thread at its next step of Python code; one watching thread does that to
threads over their time.  C code is not interrupted: if it holds the interpreter's lock for long,
the system kills the worker (``_beat`` in service/http/worker.py).

The budget is the thread's own CPU time, where the system provides it: a page must not fail because
its neighbours are busy.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# Seconds between checks of the watching thread, which a budget may be overrun by: ten a second cost
# nothing measurable.
TICK = 0.1

#: The threads at work: the clock of each, and the time on it at which its budget ends.
_ends: dict[int, tuple[Callable[[], float], float]] = {}
#: The threads among them in which BudgetSpent has been raised.
_told: set[int] = set()
_lock = threading.Lock()
_watcher: threading.Thread | None = None


class BudgetSpent(BaseException):
    """Raised when the budget is used up; no ``Exception``, so that handlers for broken pages do not
    swallow it.
    """


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return the result of the work; raises ``BudgetSpent`` after so many seconds.

    The thread is watched no longer afterwards, also when its time runs out at this very moment.  A
    pending exception is awaited and caught here.  Withdrawing it would leave CPython before 3.13
    checking for it at every step, which slows the thread for good and stalls profilers.
    """
    thread = threading.get_ident()
    clock = _clock(thread)
    try:
        with _lock:
            _ends[thread] = clock, clock() + seconds
            _watch()
        return work()
    finally:
        # No function of its own: the exception may come as one is entered, and then every later
        # tick would raise another.
        while True:
            try:
                with _lock:
                    _ends.pop(thread, None)
                    told = thread in _told
                    _told.discard(thread)
                while told:
                    _raise_in(thread, BudgetSpent)
                break
            except BudgetSpent:
                # The work was done before its time was up: keep the result.
                continue


def _clock(thread: int) -> Callable[[], float]:
    """Return a clock of a live thread's CPU seconds that another thread can read."""
    if sys.platform != "linux":
        return time.monotonic
    number = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(number)


def _watch() -> None:
    """Start the watching thread if there is none, as after a fork."""
    global _watcher
    if _watcher is None or not _watcher.is_alive():
        _watcher = threading.Thread(target=_look, name="deadline", daemon=True)
        _watcher.start()


def _look() -> None:
    """Interrupt threads over their time, again at every tick: an exception raised inside a
    destructor is lost.
    """
    while True:
        time.sleep(TICK)
        with _lock:
            for thread, (clock, end) in _ends.items():
                if clock() >= end:
                    _told.add(thread)
                    _raise_in(thread, BudgetSpent)


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Raise the error in the thread at its next step of Python code."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
