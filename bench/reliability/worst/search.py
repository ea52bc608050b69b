"""The search: shapes of pages are drawn, changed and kept where they cost more than their like,
hill by hill.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.reliability.worst.child import Cost
from bench.reliability.worst.grammar import PLACES
from bench.reliability.worst.shapes import Shape, changed, drawn

#: Sizes at which a shape is tried: what is bounded shows that at the second, and what costs its
#: square does so too.
SMALL, LARGE = 20_000, 300_000
#: Shapes that are kept of a kind, of each family one; the share of tries that are new, and pages
#: drawn of each place at first.
_KEPT, _NEW, _FIRST = 16, 0.25, 4
#: So many times the cost a byte of the small page is as bad as can be; beyond lies noise.
_STEEPEST = 16.0

Measure = Callable[[str, bytes], Cost]


@dataclass(frozen=True, slots=True)
class Found:
    """A shape with its cost at two sizes, and how bad it is: nanoseconds a byte that a page ten
    times as large would cost.
    """

    shape: Shape
    small: Cost
    large: Cost

    @property
    def score(self) -> float:
        """The larger page's cost a byte, and once more for each time that it is the smaller
        one's.
        """
        steepness = self.large.a_byte / max(self.small.a_byte, 1e-9)
        return self.large.a_byte * min(max(1.0, steepness), _STEEPEST)


class Hills:
    """The dearest shapes of one kind: one of each family, so that no hill hides the others."""

    def __init__(self, kind: str, measure: Measure, seed: int) -> None:
        """Begin with nothing; the seed, the kind and the number of a try say what it draws."""
        self.kind, self.measure, self.seed = kind, measure, seed
        self.found: dict[frozenset[tuple[str, str]], Found] = {}
        self.tries = 0
        self._first = self._of_each_place()

    def _of_each_place(self) -> Iterator[Shape]:
        """Yield the shapes that are tried first: a few of each place."""
        for place in PLACES[self.kind]:
            for number in range(_FIRST):
                yield drawn(self.kind, random.Random(f"{self.seed} {place} {number}"), place)

    def step(self) -> Found:
        """Try one shape, and keep it if it costs more than its relatives and than the last of those
        that are kept.
        """
        self.tries += 1
        chance = random.Random(f"{self.seed} {self.kind} {self.tries}")
        shape = next(self._first, None) or self._next(chance)
        small = self.measure(self.kind, shape.written(SMALL))
        found = Found(
            shape, small, small if small.fault else self.measure(self.kind, shape.written(LARGE))
        )
        known = self.found.get(shape.family)
        if known is None or found.score > known.score:
            self.found[shape.family] = found
        for family in sorted(self.found, key=lambda each: -self.found[each].score)[_KEPT:]:
            del self.found[family]
        return found

    def _next(self, chance: random.Random) -> Shape:
        kept = [found.shape for found in self.dearest()]
        if not kept or chance.random() < _NEW:
            return drawn(self.kind, chance)
        # the dearest more often than the others
        return changed(
            kept[min(chance.randrange(len(kept)), chance.randrange(len(kept)))], kept, chance
        )

    def dearest(self) -> list[Found]:
        """Return the shapes that are kept, the dearest first."""
        return sorted(self.found.values(), key=lambda found: (-found.score, str(found.shape)))
