"""The kinds of rows that the ledger knows: one entry a kind, each a function that yields its
switches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

from bench.ledger import functions, profiled, words
from bench.ledger.material import RULE
from bench.ledger.switches import Switch, rebound, wrapped
from service import dates, normalize, observe
from service.dates import defects, machine_dates, readings
from service.judge import scorer
from service.model import Observed
from service.observe.sources import TABLE

#: Tables of the dates whose rows carry a rule: the table, and the module that looks it up.
_DAMAGE: tuple[tuple[tuple[Any, ...], Any], ...] = (
    (defects.DEFECTS, defects),
    (machine_dates.COUNTS, machine_dates),
)


#: The places whose statements are hidden now, one collection for each switch that is off.
_hidden: list[Collection[str]] = []


@contextmanager
def without_sources(dropped: Collection[str]) -> Iterator[None]:
    """Hide the page's statements at these places, within the context."""
    seen = observe.observe

    def observed(page: Any, story: Any = None) -> Observed:
        found = seen(page, story)
        kept = (o for o in found.observations if not any(o.source.id in each for each in _hidden))
        return replace(found, observations=tuple(kept))

    _hidden.append(dropped)
    try:
        # of a group, the first one hides what all of them drop
        with rebound(seen, observed) if len(_hidden) == 1 else nullcontext():
            yield
    finally:
        _hidden.pop()


def places() -> Iterator[Switch]:
    """Yield the rows of the table of places."""
    for row in TABLE:
        ids = tuple(f"{row.place}:{name}" for name in row.names.split())
        yield Switch(
            "places",
            f"{row.place}:{row.names}",
            partial(without_sources, frozenset(ids)),
            speaks_as=ids,
        )


@contextmanager
def without_row(table: tuple[Any, ...], row: Any) -> Iterator[None]:
    """Remove one row from a table of damage, wherever the table is held by a name."""
    with rebound(table, tuple(each for each in table if each is not row)):
        yield


@contextmanager
def without_reading(rule: str) -> Iterator[None]:
    """Leave out the readings under a rule."""
    read = functions.plain(readings.read)
    assert read is not None

    def kept(found: readings.Readings) -> readings.Readings:
        healthy, broken = (
            [r for r in group if r.rule != rule] for group in (found.healthy, found.broken)
        )
        return found._replace(healthy=tuple(healthy), broken=tuple(broken))

    with wrapped(read, kept):
        yield


def damage() -> Iterator[Switch]:
    """Yield the rows of damage to dates, and the other rules of dates, whose readings are left
    out.

    A rule that two witnesses need, such as ``offset_sign_inverted``, is in force without its
    readings; it is judged by the cases of dates that name it.
    """
    rows = {row.rule.id: (table, row) for table, _ in _DAMAGE for row in table}
    for rule in sorted(dates.RULES, key=lambda rule: rule.id):
        off = (
            partial(without_row, *rows[rule.id])
            if rule.id in rows
            else partial(without_reading, rule.id)
        )
        yield Switch("damage", rule.id, off, wide=True, field=RULE)


@contextmanager
def without_feature(field: str, feature: str) -> Iterator[None]:
    """Give a feature of the judge no weight, within the context."""
    weights = scorer.WEIGHTS[field]
    scorer.WEIGHTS[field] = replace(weights, features={**weights.features, feature: 0.0})
    try:
        yield
    finally:
        scorer.WEIGHTS[field] = weights


def features() -> Iterator[Switch]:
    """Yield the features of the judge."""
    for field, weights in sorted(scorer.WEIGHTS.items()):
        for feature in weights.features:
            yield Switch("features", f"{field}.{feature}", partial(without_feature, field, feature))


def rules() -> Iterator[Switch]:
    """Yield the rules of tags and fields: an answer is theirs that is right where they repaired it;
    their patterns are another kind.
    """
    dated = {rule.id for rule in dates.RULES}
    yield from (
        Switch("rules", rule.id, None, field=rule.field)
        for rule in normalize.RULES
        if rule.id not in dated
    )


def findings() -> Iterator[Switch]:
    """Yield the findings: counted only, since no answer depends on one."""
    yield from (Switch("findings", code.code, None) for code in normalize.FINDINGS)


#: Kind to its switches.  A new kind is one line here.
KINDS: dict[str, Callable[[], Iterator[Switch]]] = {
    "places": places,
    "readers": partial(functions.of_kind, "readers"),
    "damage": damage,
    "features": features,
    "patterns": partial(words.switches, "patterns"),
    "words": partial(words.switches, "words"),
    "predicates": partial(functions.of_kind, "predicates"),
    "functions": partial(functions.of_kind, "functions"),
    "rules": rules,
    "findings": findings,
    "profiles": profiled.switches,
}

#: The kinds that are weighed on pages of their own and not on the pages of the others.
OWN_PAGES = {"profiles": profiled.material}

#: The kinds that are weighed by default; the other functions are too many.
DEFAULT = tuple(kind for kind in KINDS if kind != "functions")
