"""The steps of the work on a page, so that a watcher can time them: the engine itself reads no
clock.

By default nothing watches, and a step then costs an eighth of a microsecond.
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
    """Return a context manager for the work of the named step."""
    return _watcher(name)


def watch(watcher: Watcher | None) -> None:
    """Set the watcher of every step in this process; None removes it."""
    global _watcher
    _watcher = watcher or _nobody
