"""A family of made pages: one damage (or none), the moments it shows on, and what stands beside
it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.corruption.moments import Moment
from bench.corruption.pattern_letters import php
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Damage,
    Expectation,
    Scene,
    States,
    expect,
    healthy,
    printed_zone,
)
from bench.corruption.stamps import byline, healthy_stamp, human, stamp, url_day

Build = Callable[[Scene], "Expectation | None"]
Fits = Callable[[Moment], bool]


@dataclass(frozen=True, slots=True)
class Family:
    """A named kind of page; ``kind`` is healthy, trap, defect or unsure; ``build`` returns None for
    an unsuitable scene.
    """

    id: str
    kind: str
    build: Build
    fits: Fits | None = None
    locales: tuple[str, ...] = ()
    html_only: bool = False
    weight: float = 1.0


def _byline_with_zone(scene: Scene) -> bool:
    if printed_zone(scene.locale, scene.truth) is None:
        return False
    byline(scene, zone=True)
    return True


def _done(act: Callable[[Scene], None]) -> Callable[[Scene], bool]:
    def acted(scene: Scene) -> bool:
        act(scene)
        return True

    return acted


def _utc_stamp(scene: Scene) -> None:
    text = php(scene.truth.as_utc(), r"Y-m-d\TH:i:s\Z")
    stamp(scene, text, States(SECOND, utc=True, offset=True))


#: Visible damage from which nothing can be recovered.
PLAIN = Damage()

#: What may stand beside a damaged statement, by the code that rows use.
CONTEXTS: dict[str, Callable[[Scene], bool]] = {
    "alone": lambda _: True,
    "clock": _done(lambda scene: byline(scene)),
    "bare": _done(lambda scene: byline(scene, zone=False)),
    "zone": _byline_with_zone,
    "day": _done(lambda scene: byline(scene, clock=False)),
    "weekday": _done(lambda scene: byline(scene, clock=False, weekday=True)),
    "url": _done(url_day),
    "stamp": _done(lambda scene: healthy_stamp(scene, MINUTE)),
    "local": _done(lambda scene: stamp(scene, php(scene.truth, "c"), States(SECOND, offset=True))),
    "utc": _done(_utc_stamp),
    "date": _done(lambda scene: stamp(scene, php(scene.truth, "Y-m-d"), States(DAY))),
}


def surround(scene: Scene, codes: str) -> bool:
    """Add one of the named contexts ("clock day+url") to the scene; return False where its place
    cannot have it.
    """
    return all(CONTEXTS[code](scene) for code in scene.rng.choice(codes.split()).split("+"))


@dataclass(frozen=True, slots=True)
class Row:
    """A family as one row of a table.

    ``texts`` print the moment.  ``states`` is given where a careful reader can be sure of the text
    alone; otherwise ``damage`` says what can be recovered beside the contexts.  ``human`` rows are
    printed for readers, the others written by machines.
    """

    id: str
    texts: tuple[Callable[[Moment], str], ...]
    contexts: str
    states: States | None = None
    damage: Damage = PLAIN
    fits: Fits | None = None
    human: bool = False
    locales: str = ""
    kind: str = "defect"
    html_only: bool = False
    weight: float = 1.0


def _build(row: Row) -> Build:
    def build(scene: Scene) -> Expectation | None:
        if not surround(scene, row.contexts):
            return None
        text = scene.rng.choice(row.texts)(scene.truth)
        if row.human:
            human(scene, text, row.states)
        else:
            stamp(scene, text, row.states)
        return healthy(scene) if row.states is not None else expect(scene, row.damage)

    return build


def family(row: Row) -> Family:
    """Return the family of a table's row."""
    return Family(
        row.id,
        row.kind,
        _build(row),
        row.fits,
        tuple(row.locales.split()),
        row.html_only,
        row.weight,
    )


def families(rows: tuple[Row, ...]) -> tuple[Family, ...]:
    """Return the families of a table."""
    return tuple(family(row) for row in rows)
