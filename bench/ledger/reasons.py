"""The reason for which a row stays in the engine, told from what was counted of it.

``pays``: it puts right more than it spoils on three sites or more.  ``case``: it decides a case, of
the catalogue of defects or of the repository's case files.  ``contract``: an answer that no corpus
judges was promised, and the row gives it.  ``group``: its group, ablated as one, pays, and the row
speaks where the group does.  ``groups.json`` says which rows are a group, ``promises.json`` what
was promised beside members of the article.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.accuracy import MEMBERS
from bench.ledger.rows import ENOUGH, Row, pays, spoke
from schemas.article import Article

HERE = Path(__file__).parent
#: The kinds for which a case is not enough: fitted weights and habits of sites are worth something
#: on pages, or nothing.  All others know a defect or a healthy form.
OF_PAGES = frozenset(("features", "profiles"))
#: Members of the article that no corpus judges, without those that repeat the address; of the
#: language the gold knows one in four.
PROMISED = (
    {each.alias or name for name, each in Article.model_fields.items()}
    - {*MEMBERS.values(), "@context", "@id", "mainEntityOfPage"}
) | {"inLanguage"}


class Reason(NamedTuple):
    """Why a row stays: one word, and the figures, cases, promise or group that it rests on."""

    word: str
    why: str


def alone(row: Row) -> Reason | None:
    """Return the reason that a row has without its group; None where it has none."""
    if pays(row):
        return Reason("pays", f"{row.right}:{row.spoiled} on {row.right_domains} sites")
    if row.kind not in OF_PAGES and row.decided and row.right > row.spoiled:
        more = row.decided - len(row.cases)
        return Reason("case", ", ".join(row.cases) + (f" and {more} more" if more else ""))
    return _promised(row)


def _promised(row: Row) -> Reason | None:
    """Return the promise that a row keeps: one of the table, or a member that it moves on enough
    sites.
    """
    for kinds, pattern, promise in _promises():
        if row.kind in kinds and pattern.match(row.id):
            return Reason("contract", promise)
    moved = {name: sites for name, sites in row.members.items() if sites >= ENOUGH}
    if not moved or row.spoiled > row.right:
        return None
    told = ", ".join(f"{name} ({sites})" for name, sites in moved.items())
    return Reason("contract", f"moved on so many sites: {told}")


@cache
def _promises() -> tuple[tuple[frozenset[str], re.Pattern[str], str], ...]:
    rows = json.loads((HERE / "promises.json").read_text("utf-8"))
    return tuple((frozenset(r["kinds"]), re.compile(r["id"]), r["promise"]) for r in rows)


@cache
def _groups() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    rows = json.loads((HERE / "groups.json").read_text("utf-8"))
    return tuple((r["name"], frozenset(r["kinds"]), re.compile(r["id"])) for r in rows)


def group_of(kind: str, name: str) -> str | None:
    """Return the name of the group that a row belongs to; None where no row of the table says one.

    >>> group_of("patterns", "spans.clocks._CLOCKS[3]")
    'spans.clocks: its patterns, words and predicates'
    """
    for title, kinds, pattern in _groups():
        found = pattern.match(name) if kind in kinds else None
        if found is not None:
            return title.format(found[1])
    return None


def unreasoned_groups(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the groups of the rows that speak and have no reason alone: each one's rows' keys.

    What pays alone is left out, or every group would pay by its best row; one row is no group.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        name = group_of(row.kind, row.id)
        if name is not None and row.tried and spoke(row) and alone(row) is None:
            found[name].append(row.key)
    return {name: keys for name, keys in found.items() if len(keys) > 1}


def group_pays(group: Row) -> bool:
    """Return whether a group puts right more than it spoils, on enough sites or cases."""
    return group.right > group.spoiled and max(group.right_domains, group.decided) >= ENOUGH


def reasons(rows: Sequence[Row], groups: Sequence[Row]) -> dict[str, Reason]:
    """Return the reason of each row that has one, by its key."""
    paying = {group.id: group for group in groups if group_pays(group)}
    found = {}
    for row in rows:
        group = paying.get(group_of(row.kind, row.id) or "")
        reason = alone(row)
        if reason is None and group is not None and row.key in group.of:
            reason = Reason("group", group.id)
        if reason is not None:
            found[row.key] = reason
    return found


def without(rows: Sequence[Row], groups: Sequence[Row]) -> list[Row]:
    """Return the rows that have no reason."""
    found = reasons(rows, groups)
    return [row for row in rows if row.key not in found]


def as_record(reason: Reason | None) -> dict[str, str | None]:
    """Return the reason as a line of ledger.json has it."""
    return {"reason": None} if reason is None else {"reason": reason.word, "why": reason.why}
