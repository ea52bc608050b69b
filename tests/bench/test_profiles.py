"""The floors of profiles guard what they name, and the made sites reach them."""

from __future__ import annotations

import json

from bench.profiles.__main__ import FLOORS, beyond, guarded

BOUNDS = json.loads(FLOORS.read_text("utf-8"))


def test_a_few_made_sites_come_near_the_floors() -> None:
    """Twenty pages of a site decide what a page alone leaves open; on so few sites a question more
    that is withheld is chance.

    That every floor names a figure shows here as well.
    """
    found = guarded(6, 1)
    assert beyond(found, {**BOUNDS, "at least": dict.fromkeys(BOUNDS["at least"], 90)}) == []


def test_a_figure_beyond_its_floor_is_told() -> None:
    """Less right, more wrong, a page moved by an attacker: each has its line."""
    reached = {name: float(bound) for bounds in BOUNDS.values() for name, bound in bounds.items()}
    assert beyond(reached, BOUNDS) == []

    worse = {name: reached[name] + (-1 if name in BOUNDS["at least"] else 1) for name in reached}
    assert [line.rpartition(":")[0] for line in beyond(worse, BOUNDS)] == list(worse)
