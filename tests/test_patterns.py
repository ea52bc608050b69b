"""Patterns that are compiled on first need: they do what compiled ones do, and each of the engine's
can be compiled.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import service.normalize  # noqa: F401
from service.lexicon.patterns import Late, late


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    """Methods, flags and source are those of the pattern."""
    pattern = late(r"(?P<unit>MIN|h)\b", re.IGNORECASE)
    assert "_compiled" not in vars(pattern)
    assert [match["unit"] for match in pattern.finditer("5 min, 2 H")] == ["min", "H"]
    assert (pattern.pattern, pattern.groups) == (r"(?P<unit>MIN|h)\b", 1)
    assert pattern.flags & re.IGNORECASE
    assert pattern.sub("", "5 min") == "5 "


def test_every_late_pattern_can_be_compiled() -> None:
    """A fault in one is found here, and not by the first page that needs it."""
    found = [
        each
        for name, module in sys.modules.items()
        if name.startswith("service.")
        for each in _late((*vars(module).values(),))
    ]
    assert len(found) > 20
    for pattern in found:
        pattern.fullmatch("")


def _late(value: Any) -> Iterator[Late]:
    """Yield the late patterns among a module's names and in the rows of its tables."""
    if isinstance(value, Late):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _late(each)
