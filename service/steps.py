"""The steps of the work on a page, for whoever wants to know how long each takes: the engine itself has no clock.

Nobody watches by default, and a step is then entered and left for an eighth of a microsecond.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeAlias

Watcher: TypeAlias = Callable[[str], AbstractContextManager[object]]

_UNWATCHED = nullcontext()


def _nobody(_name: str) -> AbstractContextManager[object]:
    return _UNWATCHED


_watcher: Watcher = _nobody


def step(name: str) -> AbstractContextManager[object]:
    """The step of that name, to be worked in."""
    return _watcher(name)


def watch(watcher: Watcher | None) -> None:
    """Have every step watched from now on, in the whole process; None for nobody."""
    global _watcher
    _watcher = watcher or _nobody
