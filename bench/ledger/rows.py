"""A row of the ledger: what one part of the engine, or a group of them, is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

#: The least sites on which a row must put more right than it spoils.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger; counts of pages, domains and answers.

    ``pages`` and ``domains`` are those of gold and gold-more on which it speaks, ``others`` are
    all other pages and cases; ``read`` is how many of all these were read again.  ``right`` are
    answers that are right because of it, ``spoiled`` those that are wrong because of it, ``moved``
    those that change and of which nothing is known or which stay wrong. ``right_domains`` are sites
    with more right than spoiled, ``right_more`` the right on gold-more. ``calls`` are the calls of
    Python functions in it, a page of all; None where they cannot be told. ``cases`` are the ids of
    a few of the ``decided`` cases whose answer it decides. ``members`` are the members of the
    article that no corpus judges, with the sites on which the row moves each. ``of`` are
    the rows of a group that speak where it decides an answer, each as kind and id.
    """

    kind: str
    id: str
    where: str
    lines: int
    pages: int
    domains: int
    others: int
    read: int
    right: int
    spoiled: int
    moved: int
    right_domains: int
    right_more: int
    calls: float | None
    microseconds: int | None
    tried: bool
    decided: int = 0
    cases: tuple[str, ...] = ()
    members: Mapping[str, int] = field(default_factory=dict)
    of: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the kind and the id, which together name one row."""
        return f"{self.kind} {self.id}"


def from_record(record: Mapping[str, Any]) -> Row:
    """Return the row that a line of ledger.json states."""
    names = {each.name for each in fields(Row)}
    lists = {name: tuple(record[name]) for name in ("cases", "of") if name in record}
    return Row(**{name: value for name, value in record.items() if name in names} | lists)


def spoke(row: Row) -> bool:
    """Return whether the row ever spoke."""
    return bool(row.pages or row.others)


def idle(row: Row) -> bool:
    """Return whether the row speaks but no answer changes without it."""
    return row.tried and spoke(row) and not (row.right or row.spoiled or row.moved)


def pays(row: Row) -> bool:
    """Return whether the row puts right more than it spoils, on enough sites."""
    return row.right > row.spoiled and row.right_domains >= ENOUGH
