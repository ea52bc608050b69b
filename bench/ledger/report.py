"""The committed ledger: bench/reports/ledger.md for readers, ledger.json with every row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from bench.data import corpus_digest
from bench.ledger.weigh import MOST_PAGES, MOST_SMALL, Row

REPORTS = Path(__file__).parents[1] / "reports"
#: The least sites or cases on which a row must put more right than it spoils.
ENOUGH = 3

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
    "rules": "Rules of tags and fields that repair: pages only, for there is no switch",
    "findings": "Findings: pages only",
    "profiles": "Terms of a site's profile, on questions of made sites (bench.profiles; all *others*): it lacks the term",
}


def spoke(row: Row) -> bool:
    """Return whether the row ever spoke."""
    return bool(row.pages or row.others)


def idle(row: Row) -> bool:
    """Return whether the row speaks but no answer changes without it."""
    return row.tried and spoke(row) and not (row.right or row.spoiled or row.moved)


def pays(row: Row) -> bool:
    """Return whether the row puts right more than it spoils, on enough sites and cases."""
    return row.right > row.spoiled and row.right_domains >= ENOUGH


def read(path: Path) -> list[Row]:
    """Return the rows of a committed ledger; none where there is no ledger."""
    names = {each.name for each in fields(Row)}
    if not path.exists():
        return []
    return [Row(**{k: v for k, v in row.items() if k in names}) for row in json.loads(path.read_text("utf-8"))["rows"]]


def merged(old: Iterable[Row], new: Sequence[Row], kinds: Sequence[str]) -> list[Row]:
    """Return the old rows with those of the kinds that were weighed again replaced, in the kinds' order."""
    weighed = {row.kind for row in new}
    rows = [*(row for row in old if row.kind not in weighed and row.kind in kinds), *new]
    return sorted(rows, key=lambda row: kinds.index(row.kind))


def pages_read(path: Path) -> dict[str, int]:
    """Return the numbers of pages of each group that a committed ledger was weighed on."""
    return json.loads(path.read_text("utf-8")).get("read", {}) if path.exists() else {}


def written(rows: Sequence[Row], folder: Path, groups: dict[str, int]) -> None:
    """Write both files; the groups that this run did not read are those of the committed ledger."""
    groups = pages_read(REPORTS / "ledger.json") | groups
    corpora = {name: corpus_digest(folder, name) for name in ("gold", "gold-more")}
    lines = ",\n".join(json.dumps(asdict(row), ensure_ascii=False) for row in rows)
    REPORTS.joinpath("ledger.json").write_text(
        f'{{"corpora": {json.dumps(corpora)},\n"read": {json.dumps(groups)},\n"rows": [\n{lines}\n]}}\n', "utf-8"
    )
    REPORTS.joinpath("ledger.md").write_text(text(rows, corpora, groups), "utf-8")


def text(rows: Sequence[Row], corpora: dict[str, str], groups: dict[str, int]) -> str:
    """Return the report in Markdown."""
    head = (
        "Made by `python -m bench.ledger`. Each row of the engine is switched off in turn and the pages on which it "
        f"speaks are read again, at most {MOST_PAGES} news pages and {MOST_SMALL} cases and made pages of each row, evenly "
        "spaced (for damage as many again on which it does not win); never a page of gold-blind. *Pages* and *domains* "
        "are those of gold and gold-more on which it speaks, *others* dumps, cases, made pages and pages of the tests. "
        "*Right* are answers that are right because of it, *spoiled* those that are wrong because of it, *moved* those "
        "that change and of which nobody knows the truth, or which stay wrong. *Sites* are the domains and cases on which "
        "it puts right more than it spoils, *more* the right ones on gold-more. *Calls* are the calls of Python functions "
        "inside it, a page, each read cold. A confidence that changes is no answer. Microseconds (watched, so too many, "
        "and the only figures that differ between runs) stand in ledger.json."
    )
    lines = ["# The ledger", "", head, "", f"Read: {_told(groups)}. Corpora: {_told(corpora)}.", ""]
    lines += [
        "| kind | rows | never speak | speak, change nothing | right ≤ spoiled, some change | pay on three sites |",
        "|---|---|---|---|---|---|",
    ]
    kinds = list(dict.fromkeys(row.kind for row in rows))
    for kind in kinds:
        mine = [row for row in rows if row.kind == kind]
        tried = [row for row in mine if row.tried and spoke(row)]
        counts = [sum(not spoke(row) for row in mine), sum(map(idle, mine))]
        counts += [sum(row.right <= row.spoiled and not idle(row) for row in tried), sum(map(pays, tried))]
        lines.append(f"| {kind} | {len(mine)} | " + " | ".join(map(str, counts)) + " |")
    for kind in kinds:
        lines += ["", f"## {TITLES.get(kind, kind)}", "", *_kind([row for row in rows if row.kind == kind])]
    return "\n".join([*lines, ""])


def _told(named: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in named.items())


def _kind(rows: Sequence[Row]) -> list[str]:
    """Return the lines on a kind: rows that never speak, rows that change nothing, and the others as a table."""
    silent = [f"`{row.id}`" for row in rows if not spoke(row)]
    quiet = [f"`{row.id}` ({row.pages}+{row.others})" for row in rows if idle(row)]
    lines = [f"**Never speak** ({len(silent)}): {', '.join(silent) or 'none'}.", ""]
    lines += [f"**Speak and change nothing** ({len(quiet)}; pages + others): {', '.join(quiet) or 'none'}.", ""]
    rest = sorted((row for row in rows if spoke(row) and not idle(row)), key=lambda row: (row.right - row.spoiled, row.id))
    if rest:
        lines += [
            "| row | pages | domains | others | read | right | spoiled | moved | sites | more | calls |",
            "|---" * 11 + "|",
        ]
    for row in rest:
        counts = (
            row.pages,
            row.domains,
            row.others,
            row.read,
            row.right,
            row.spoiled,
            row.moved,
            row.right_domains,
            row.right_more,
        )
        calls = "–" if row.calls is None else f"{row.calls:g}"
        lines.append(f"| `{_short(row.id)}` | " + " | ".join(map(str, counts)) + f" | {calls} |")
    return lines


def _short(name: str) -> str:
    """Return the first eighty characters of a row's id, without bars."""
    return (name if len(name) < 80 else name[:79] + "…").replace("|", "\\|")
