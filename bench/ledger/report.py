"""The committed ledger: bench/reports/ledger.md for readers, ledger.json with every row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.data import corpus_digest
from bench.ledger.reasons import Reason, as_record, group_pays, reasons
from bench.ledger.rows import Row, from_record, idle, spoke
from bench.ledger.weigh import MOST_PAGES, MOST_SMALL, Bounds

REPORTS = Path(__file__).parents[1] / "reports"
#: The words for why a row stays, as the report counts them.
WORDS = ("pays", "case", "contract", "group")

#: The description of each kind's rows in the report.
TITLES = {
    "places": "Places of the sources table: its statements are not seen",
    "readers": "Readers, functions that state what stands on a page: they give nothing",
    "damage": "Damage of dates: its row is taken out, or no text is read under its rule",
    "features": "Features of the judge: they have no weight",
    "patterns": "Patterns that a module holds by name: they match nothing",
    "words": "Sets of words that a module holds by name: they are empty",
    "predicates": "Predicates: always false",
    "functions": "Other functions: they hand on what they were given, or give nothing",
    "rules": "Rules of tags and fields that repair: right is what is right where they repaired it",
    "findings": "Findings: pages only",
    "profiles": (
        "Terms of a site's profile, on questions of made sites (bench.profiles; all "
        "*others*): it lacks the term"
    ),
}


def read(path: Path) -> list[Row]:
    """Return the rows of a committed ledger; none where there is no ledger."""
    return [from_record(row) for row in _committed(path).get("rows", [])]


def read_groups(path: Path) -> list[Row]:
    """Return the groups of a committed ledger."""
    return [from_record(row) for row in _committed(path).get("groups", [])]


def pages_read(path: Path) -> dict[str, int]:
    """Return the numbers of pages of each group that a committed ledger was weighed on."""
    found: dict[str, int] = _committed(path).get("read", {})
    return found


def _bounds(path: Path) -> Bounds:
    """Return how many pages the rows and groups of a committed ledger were read on."""
    return Bounds(*(_committed(path).get(name) for name in Bounds._fields))


def _committed(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def merged(old: Iterable[Row], new: Sequence[Row], kinds: Sequence[str]) -> list[Row]:
    """Return the old rows with those of the kinds that were weighed again replaced, in the kinds'
    order.
    """
    weighed = {row.kind for row in new}
    rows = [*(row for row in old if row.kind not in weighed and row.kind in kinds), *new]
    return sorted(rows, key=lambda row: kinds.index(row.kind))


def completed(old: Iterable[Row], new: Sequence[Row], order: Sequence[str]) -> list[Row]:
    """Return the old rows that the code still has and the new ones, in the order of the code's
    keys.
    """
    rows = {row.key: row for row in (*old, *new)}
    return [rows[key] for key in order if key in rows]


def written(
    rows: Sequence[Row],
    folder: Path,
    pages: dict[str, int],
    groups: Sequence[Row] | None = None,
    bounds: Bounds | None = None,
) -> None:
    """Write both files; the pages that this run did not read, and the groups where it weighed none,
    are those of the committed ledger.
    """
    path = REPORTS / "ledger.json"
    groups = read_groups(path) if groups is None else groups
    head = {
        "corpora": {name: corpus_digest(folder, name) for name in ("gold", "gold-more")},
        "read": pages_read(path) | pages,
        **(bounds or _bounds(path))._asdict(),
    }
    why = reasons(rows, groups)
    lines = [f'"{name}": {json.dumps(value)},' for name, value in head.items()]
    lines += ['"groups": [', ",\n".join(_line(asdict(group)) for group in groups), "],"]
    lines += ['"rows": [', ",\n".join(_line(_explained(row, why)) for row in rows), "]}"]
    path.write_text("{" + "\n".join([*lines, ""]), "utf-8")
    REPORTS.joinpath("ledger.md").write_text(text(rows, groups, head), "utf-8")


def _explained(row: Row, why: Mapping[str, Reason]) -> dict[str, Any]:
    record = {name: value for name, value in asdict(row).items() if name != "of"}
    return record | as_record(why.get(row.key))


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


HEAD = """
Made by `python -m bench.ledger`. Each row of the engine is switched off in turn and pages on which
it speaks are read again, evenly spaced, of four sorts: at first {pages} news pages, a third of them
of gold-more, {small} cases and made pages and {small} of the repository's cases (for damage as many
again on which it does not win). Where it has no reason then, {again} are read; of a group, of whose
rows any may speak, {most}. Never a page of gold-blind.

Pages are those of gold and gold-more, gold pages as text dumps, without their machine metadata
(*visible*) and changed as in [changes.md](changes.md), the cases of defects, made pages, and the
cases and pages of the tests. *Pages* and *domains* are those of gold and gold-more on which it
speaks, *others* all others. *Right* are answers that are right because of it, *spoiled* those that
are wrong because of it, *moved* those that change and of which nobody knows the truth, or which
stay wrong. *Sites* are the domains on which it puts right more than it spoils, *cases* the cases
that it decides, *more* the right ones on gold-more. *Calls* are the calls of Python functions
inside it, a page, each read cold. A confidence that changes is no answer. Microseconds (watched, so
too many, and the only figures that differ between runs) stand in ledger.json.

A row stays for a reason. *pays*: it puts right more than it spoils on three sites or more. *case*:
it decides a case of the catalogue of defects (`case/`), of the repository's case files (`dates/`,
`fields/`) or a made page with its family of damage, and puts right more than it spoils; weights of
the judge and habits of sites need more than cases. *own cases* are those of *case* of which none
stands in the catalogue. *contract*: it keeps a promise that no corpus judges, such as a finding, a
limit, or a member of the article that it moves on three sites or more. *group*: the rows of its
group (bench/ledger/groups.json) that have no reason alone were ablated as one and pay together, and
it speaks where they do. The reason of each row, with its figures or cases, stands in the tables and
in ledger.json. `python -m bench.ledger --gate` fails where a kind has more rows without a reason
than bench/ledger_floors.json allows, and where a row of the code is not here.
"""


BARE = """
Candidates to go, by kind; a row is named with what it put right and spoiled, or that it never
spoke. Look before it goes: what has no switch may be a set or pattern that others are built of at
import, or a function that can give nothing else; and what changes no answer may be a shortcut that
saves time.
""".strip()


def text(rows: Sequence[Row], groups: Sequence[Row], head: Mapping[str, Any]) -> str:
    """Return the report in Markdown."""
    why = reasons(rows, groups)
    told = {name: _bound(head.get(name)) for name in Bounds._fields}
    lines = ["# The ledger"]
    lines += [HEAD.format(pages=MOST_PAGES, small=MOST_SMALL, **told).rstrip(), ""]
    lines += [f"Read: {_told(head['read'])}. Corpora: {_told(head['corpora'])}.", ""]
    lines += [*_summary(rows, why), "", *_groups(groups), "", *_unreasoned(rows, why)]
    for kind in dict.fromkeys(row.kind for row in rows):
        mine = [row for row in rows if row.kind == kind]
        lines += ["", f"## {TITLES.get(kind, kind)}", "", *_kind(mine, why)]
    return "\n".join([*lines, ""])


def _bound(most: int | None) -> str:
    if most is None:
        return "all"
    return f"all cases and at most {most} more news pages of each sort"


def _summary(rows: Sequence[Row], why: Mapping[str, Reason]) -> list[str]:
    """Return the table of the kinds: how many of their rows stay for which reason."""
    titles = ("kind", "rows", "never speak", "change nothing", *WORDS, "own cases", "no reason")
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    for kind in dict.fromkeys(row.kind for row in rows):
        mine = [row for row in rows if row.kind == kind]
        words = Counter(why[row.key].word for row in mine if row.key in why)
        counts = [len(mine), sum(not spoke(row) for row in mine), sum(map(idle, mine))]
        own = [row for row in mine if row.key in why and _is_of_own_cases(row, why[row.key])]
        counts += [*(words[word] for word in WORDS), len(own), len(mine) - words.total()]
        lines.append(f"| {kind} | " + " | ".join(map(str, counts)) + " |")
    return lines


def _is_of_own_cases(row: Row, reason: Reason) -> bool:
    return reason.word == "case" and not any(name.startswith("case/") for name in row.cases)


def _groups(groups: Sequence[Row]) -> list[str]:
    """Return the section on the groups, each ablated as one."""
    titles = ("group", "read", "right", "spoiled", "moved", "sites", "cases", "rows that it keeps")
    lines = ["## Groups: their rows that have no reason alone, all switched off at once", ""]
    if not groups:
        return [*lines, "None was weighed: no row has this reason yet."]
    lines += ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    for group in groups:
        kept = len(group.of) if group_pays(group) else "does not pay"
        counts = (group.read, group.right, group.spoiled, group.moved, group.right_domains)
        lines.append(f"| {group.id} | {_cells(counts)} | {group.decided} | {kept} |")
    return lines


def _unreasoned(rows: Sequence[Row], why: Mapping[str, Reason]) -> list[str]:
    """Return the section on the rows that have no reason, which are candidates to go."""
    lines = ["## Rows without a reason", "", BARE]
    for kind in dict.fromkeys(row.kind for row in rows):
        bare = [row for row in rows if row.kind == kind and row.key not in why]
        if bare:
            lines += ["", f"**{kind}** ({len(bare)}): {', '.join(map(_candidate, bare))}."]
    return lines


def _candidate(row: Row) -> str:
    if not row.tried and row.kind != "rules":
        return f"`{row.id}` (no switch)"
    if not spoke(row):
        return f"`{row.id}` (silent)"
    return f"`{row.id}`" + (f" ({row.right}:{row.spoiled})" if row.right or row.spoiled else "")


def _told(named: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in named.items())


def _cells(values: Iterable[object]) -> str:
    return " | ".join(map(str, values))


def _kind(rows: Sequence[Row], why: Mapping[str, Reason]) -> list[str]:
    """Return the lines on a kind: rows that never speak, rows that change nothing, and the others
    as a table.
    """
    silent = [f"`{row.id}`" for row in rows if not spoke(row)]
    quiet = [f"`{row.id}` ({row.pages}+{row.others})" for row in rows if idle(row)]
    lines = [f"**Never speak** ({len(silent)}): {', '.join(silent) or 'none'}.", ""]
    lines += [
        (
            f"**Speak and change nothing** ({len(quiet)}; pages + others): "
            f"{', '.join(quiet) or 'none'}."
        ),
        "",
    ]
    rest = sorted(
        (row for row in rows if spoke(row) and not idle(row)),
        key=lambda row: (row.right - row.spoiled, row.id),
    )
    return lines + (_table(rest, why) if rest else [])


#: The columns of a kind's table between the row's name and its reason, each with its member.
_COLUMNS = {
    "pages": "pages",
    "domains": "domains",
    "others": "others",
    "read": "read",
    "right": "right",
    "spoiled": "spoiled",
    "moved": "moved",
    "sites": "right_domains",
    "cases": "decided",
    "more": "right_more",
}


def _table(rows: Collection[Row], why: Mapping[str, Reason]) -> list[str]:
    titles = ("row", *_COLUMNS, "calls", "reason")
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    for row in rows:
        counts = _cells(getattr(row, member) for member in _COLUMNS.values())
        calls = "–" if row.calls is None else f"{row.calls:g}"
        lines.append(f"| `{_short(row.id)}` | {counts} | {calls} | {_reason(why.get(row.key))} |")
    return lines


def _reason(reason: Reason | None) -> str:
    """Return the reason as a cell: of what pays the figures stand beside it already."""
    if reason is None:
        return "–"
    told = "" if reason.word == "pays" else f": {reason.why}"
    return f"{reason.word}{told}".replace("|", "\\|")


def _short(name: str) -> str:
    """Return the first eighty characters of a row's id, without bars."""
    return (name if len(name) < 80 else name[:79] + "…").replace("|", "\\|")
