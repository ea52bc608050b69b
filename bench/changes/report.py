"""The report of the changes, and what is held against the floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bench.changes.measure import NAMES, SURE, Count, Counts
from bench.changes.ways import WAYS

WITHHOLDS = {way.name: way.withholds for way in WAYS}


def total(counts: Counts, way: str) -> Count:
    """Return the counts of all fields under a change together, of the pages that it changed."""
    whole = Count()
    for count in counts.rows.get(way, {}).values():
        whole.add(count)
    whole.pages = max((count.pages for count in counts.rows.get(way, {}).values()), default=0)
    return whole


def _cell(count: Count) -> str:
    return f"{count.moved} / {count.withheld} / {count.wrong}" if count.moved else "–"


def field_table(counts: Counts, withholds: bool) -> Iterable[str]:
    """Yield the table of one kind of changes: a row for each change, a column for each field."""
    yield "| change | pages | " + " | ".join(NAMES.values()) + " |"
    yield "|---" * (len(NAMES) + 2) + "|"
    for way in (way.name for way in WAYS if way.withholds == withholds):
        cells = (_cell(counts.at(way, name)) for name in NAMES.values())
        yield f"| {way} | {total(counts, way).pages} | " + " | ".join(cells) + " |"


def total_table(groups: Mapping[str, Counts]) -> Iterable[str]:
    """Yield the table of totals: a row for each change, a column for each group of pages."""
    yield "| change | " + " | ".join(f"pages | {name}" for name in groups) + " |"
    yield "|---" * (2 * len(groups) + 1) + "|"
    for way in WITHHOLDS:
        totals = [total(counts, way) for counts in groups.values()]
        yield f"| {way} | " + " | ".join(f"{each.pages} | {_cell(each)}" for each in totals) + " |"


def text(groups: Mapping[str, Counts], shown: str) -> list[str]:
    """Return the report's lines: totals of all groups, and the fields of the one that is shown."""
    return [
        "## All fields together",
        "",
        *total_table(groups),
        "",
        f"## Must change nothing ({shown})",
        "",
        *field_table(groups[shown], withholds=False),
        "",
        f"## May only withhold ({shown})",
        "",
        *field_table(groups[shown], withholds=True),
    ]


def held(way: str, count: Count) -> tuple[int, int]:
    """Return what a floor holds: how many answers moved, and how many became wrong.

    Where a change may have answers withheld, those do not count as moved.
    """
    return count.moved - (count.withheld if WITHHOLDS[way] else 0), count.wrong


def floors_today(counts: Counts, every: int, slack: Mapping[str, int]) -> dict[str, Any]:
    """Return floors that hold today's figures; a field of which none moved has no row."""
    changes: dict[str, dict[str, list[int]]] = {}
    for way in WITHHOLDS:
        for name, count in counts.rows.get(way, {}).items():
            if any(held(way, count)):
                changes.setdefault(way, {})[name] = list(held(way, count))
    return {"every": every, "slack": dict(slack), "changes": changes}


def lowered(floors: Mapping[str, Any], counts: Counts) -> dict[str, Any]:
    """Return the floors with all that is better today, and nothing raised."""
    today = floors_today(counts, floors["every"], floors["slack"])["changes"]
    kept: dict[str, dict[str, list[int]]] = {}
    for way, fields in floors["changes"].items():
        for name, most in fields.items():
            found = today.get(way, {}).get(name, (0, 0))
            least = [min(pair) for pair in zip(most, found, strict=True)]
            if any(least):
                kept.setdefault(way, {})[name] = least
    return {**floors, "changes": kept}


def beyond(floors: Mapping[str, Any], counts: Counts) -> list[str]:
    """Return a line for each change and field with more than its floor and the slack allow."""
    slack = floors["slack"]
    bad = []
    for way, fields in counts.rows.items():
        for name, count in fields.items():
            moved, wrong = held(way, count)
            most_moved, most_wrong = floors["changes"].get(way, {}).get(name, (0, 0))
            if moved > most_moved + slack["moved"]:
                bad.append(f"{way}: {name}: {moved} answers moved, and {most_moved} may")
            if wrong > most_wrong + slack["wrong"]:
                bad.append(f"{way}: {name}: {wrong} became wrong at {SURE:g}, and {most_wrong} may")
    return bad
