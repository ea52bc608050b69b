"""Patterns that few pages need: each is compiled when the first page does, since all of them would
be a fifth of the start.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any


class Late:
    """A pattern that is compiled when something is first looked for."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Return a method of the pattern, which is this object's own from then on, and as quick to
        call.
        """
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:

    def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
        """Return the pattern."""
else:
    late = Late
