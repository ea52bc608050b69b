"""Shapes of pages, which can be written at any size, and how one becomes another."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bench.reliability.worst.grammar import FRAMES, PLACES, expanded

#: The number of a repetition in a piece.
NUMBER = "¤"
#: Runs of a shape, pieces of a run, and characters of a piece, at most; a run has so many parts of
#: the page at most.
_RUNS, _PIECES, _LONGEST, _PARTS = 3, 5, 600, 4


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that are repeated in a place of a page, numbered or alike, for so many parts of its
    size.
    """

    place: str
    pieces: tuple[str, ...]
    numbered: bool = True
    parts: int = 1

    def written(self, kind: str, size: int) -> str:
        """Return the run with about so many characters."""
        place, piece = PLACES[kind][self.place], "".join(self.pieces)
        digits = "9" * len(str(size // max(1, len(piece)))) if self.numbered else "7"
        times = max(1, size // len(piece.replace(NUMBER, digits).encode("utf-8", "replace")))
        number = str if self.numbered else lambda _: "7"
        repeated = (
            (piece.replace(NUMBER, number(n)) for n in range(times))
            if NUMBER in piece
            else [piece] * times
        )
        return place.before + "".join(repeated) + place.behind


@dataclass(frozen=True, slots=True)
class Shape:
    """A page of a kind (html, text or json), as runs in its frame."""

    kind: str
    runs: tuple[Run, ...]

    def written(self, size: int) -> bytes:
        """Return the page with about so many bytes."""
        before, amid, behind = FRAMES[self.kind]
        whole = sum(run.parts for run in self.runs)
        texts = [(run, run.written(self.kind, size * run.parts // whole)) for run in self.runs]
        outer = [text for run, text in texts if PLACES[self.kind][run.place].outside]
        inner = [text for run, text in texts if not PLACES[self.kind][run.place].outside]
        return "".join([before, *outer, amid, *inner, behind]).encode("utf-8", "replace")

    def __str__(self) -> str:
        return " + ".join(
            f"{run.place}: {''.join(run.pieces)!r}{'' if run.numbered else ' (alike)'}"
            for run in self.runs
        )

    @property
    def family(self) -> frozenset[tuple[str, str]]:
        """What makes two shapes relatives: the places and the beginnings of their pieces."""
        return frozenset((run.place, max(run.pieces, key=len)[:12]) for run in self.runs)


def _drawn(kind: str, place: str, chance: random.Random) -> str:
    return expanded(kind, PLACES[kind][place].symbol, chance)[:_LONGEST] or "x"


def drawn(kind: str, chance: random.Random, place: str = "") -> Shape:
    """Return a new shape of one run, in this place or any."""
    place = place or chance.choice([*PLACES[kind]])
    pieces = tuple(_drawn(kind, place, chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    return Shape(kind, (Run(place, pieces, chance.random() < 0.7),))


def changed(shape: Shape, among: Sequence[Shape], chance: random.Random) -> Shape:
    """Return the shape with one to three changes; ``among`` are others that it may take runs of."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        shape = chance.choice(_CHANGES)(shape, among, chance)
    return shape


def _with(shape: Shape, old: Run, *new: Run) -> Shape:
    # two runs may be the same
    at = shape.runs.index(old)
    return replace(shape, runs=(*shape.runs[:at], *new, *shape.runs[at + 1 :])[:_RUNS])


def _another_piece(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    run = chance.choice(shape.runs)
    at = chance.randint(0, len(run.pieces))
    pieces = (*run.pieces[:at], _drawn(shape.kind, run.place, chance), *run.pieces[at:])
    return _with(shape, run, replace(run, pieces=pieces[:_PIECES]))


def _other_piece(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    run = chance.choice(shape.runs)
    at = chance.randrange(len(run.pieces))
    return _with(
        shape,
        run,
        replace(
            run,
            pieces=(*run.pieces[:at], _drawn(shape.kind, run.place, chance), *run.pieces[at + 1 :]),
        ),
    )


def _without_piece(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    run = chance.choice(shape.runs)
    at = chance.randrange(len(run.pieces))
    return _with(
        shape, run, replace(run, pieces=(run.pieces[:at] + run.pieces[at + 1 :]) or run.pieces)
    )


def _broken_piece(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    """A part of a piece is cut out, or stands twice: most text is dearest where something is left
    out.
    """
    run = chance.choice(shape.runs)
    at = chance.randrange(len(run.pieces))
    piece = run.pieces[at]
    start, end = sorted((chance.randint(0, len(piece)), chance.randint(0, len(piece))))
    broken = piece[:start] + piece[start:end] * chance.choice((0, 2)) + piece[end:]
    return _with(
        shape,
        run,
        replace(run, pieces=(*run.pieces[:at], broken[:_LONGEST] or piece, *run.pieces[at + 1 :])),
    )


def _renumbered(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    run = chance.choice(shape.runs)
    return _with(shape, run, replace(run, numbered=not run.numbered))


def _moved(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    run = chance.choice(shape.runs)
    return _with(shape, run, replace(run, place=chance.choice([*PLACES[shape.kind]])))


def _reweighed(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    run = chance.choice(shape.runs)
    return _with(shape, run, replace(run, parts=chance.randint(1, _PARTS)))


def _without_run(shape: Shape, _: Sequence[Shape], chance: random.Random) -> Shape:
    return _with(shape, chance.choice(shape.runs)) if len(shape.runs) > 1 else shape


def _with_run(shape: Shape, among: Sequence[Shape], chance: random.Random) -> Shape:
    other = chance.choice(among) if among and chance.random() < 0.5 else drawn(shape.kind, chance)
    runs = [*shape.runs, chance.choice(other.runs)]
    chance.shuffle(runs)
    return replace(shape, runs=tuple(runs[:_RUNS]))


_CHANGES: tuple[Callable[[Shape, Sequence[Shape], random.Random], Shape], ...] = (
    _another_piece,
    _other_piece,
    _without_piece,
    _broken_piece,
    _renumbered,
    _moved,
    _reweighed,
    _without_run,
    _with_run,
)
