"""The report: what was counted, and how often everything occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bench.captures import frequencies

#: The tables of frequencies, by what they are of.
TABLES: dict[str, Mapping[Any, float]] = {
    "what the metadata say": frequencies.MACHINE,
    "what the line says": frequencies.LINE,
    "what an update does": frequencies.ON_UPDATE,
    "where a publication is overwritten": frequencies.OVERWRITTEN,
    "events of a life (chance, in percent)": {
        name: round(100 * share) for name, share in frequencies.EVENTS.items()
    },
    "updates, where there are any": frequencies.UPDATES,
    "looks (from, to)": frequencies.LOOKS,
    "first look after the publication (minutes)": frequencies.FIRST_LOOK,
    "mean gap between looks (minutes)": frequencies.GAP,
    "instead of the article (percent of looks)": {
        name: round(100 * share) for name, share in frequencies.INSTEAD.items()
    },
    "around the article (percent of templates)": {
        name: round(100 * share) for name, share in frequencies.AROUND.items()
    },
    "locales": frequencies.LOCALES,
}
#: Whose answer for one capture alone is compared.
SINGLE = ("the first", "the last", "the surest")


def tables() -> Iterator[str]:
    """Yield the lines of the tables of frequencies."""
    for name, table in TABLES.items():
        cells = ", ".join(f"{_kind(kind)} {weight:g}" for kind, weight in table.items())
        yield f"| {name} | {cells} |"


def _kind(kind: object) -> str:
    return " to ".join(map(str, kind)) if isinstance(kind, tuple) else str(kind)


def share(part: float, whole: float) -> float:
    """Return a share in percent; 0 where there is nothing to share."""
    return 100 * part / whole if whole else 0.0


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return the figures of the targets, by name."""
    sure, every = counts["decidable"], counts["histories"]
    singles = {
        f"{name} look alone, right": share(counts[f"decidable: {name}: right"], sure)
        for name in SINGLE
    }
    spent = counts["together, in microseconds"] / max(counts["alone, in microseconds"], 1)
    return {
        "right": share(counts["decidable: right"], sure),
        "withheld": share(counts["decidable: withheld"], sure),
        "wrong": share(counts["wrong"], every),
        "decidable, wrong": share(counts["decidable: wrong"], sure),
        **singles,
        "redating found": share(counts["redating: found"], counts["redated"]),
        "redating invented": counts["redating: invented"],
        "headline found": share(counts["headline found"], counts["headline changed"]),
        "author found": share(counts["author found"], counts["author changed"]),
        "date found": share(counts["date found"], counts["date changed"]),
        "invented without an event": counts["invented without an event"],
        "invented beside an event": counts["invented beside an event"],
        "other looks shown as versions": counts["other looks shown as versions"],
        "cost beside single pages": 100 * (spent - 1),
    }


def beyond(found: Mapping[str, float], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a line for each figure beyond its floor."""
    under = {name: floor for name, floor in floors["at least"].items() if found[name] < floor}
    over = {name: most for name, most in floors["at most"].items() if found[name] > most}
    return [
        f"{name}: {found[name]:.2f} is {how} {bound:g}"
        for how, bounds in (("under", under), ("over", over))
        for name, bound in bounds.items()
    ]


#: The rows of the report: what is measured, the figure's name, its target, and its unit.
ROWS = (
    ("first publication right, of the decidable", "right", "at least 98", "%"),
    ("… withheld", "withheld", "", "%"),
    ("… wrong", "decidable, wrong", "", "%"),
    ("wrong, of all", "wrong", "at most .2", "%"),
    ("the surest single look, right", "the surest look alone, right", "", "%"),
    ("the first look alone, right", "the first look alone, right", "", "%"),
    ("the last look alone, right", "the last look alone, right", "at most 85", "%"),
    ("silent redating found", "redating found", "at least 95", "%"),
    ("silent redating invented", "redating invented", "0", ""),
    ("changes of the headline found", "headline found", "100", "%"),
    ("changes of the authors found", "author found", "100", "%"),
    ("changes of a date found", "date found", "100", "%"),
    ("changes told between looks without an event", "invented without an event", "0", ""),
    ("changes told of other values beside an event", "invented beside an event", "", ""),
    ("looks at something else shown as versions", "other looks shown as versions", "0", ""),
    ("processor time over that of the pages alone", "cost beside single pages", "at most 10", "%"),
)
KINDS = ("decidable", "open", "beyond the looks")


def markdown(counts: Counter[str], seed: int) -> str:
    """Return the report."""
    found = figures(counts)
    rows = [
        f"| {what} | {target} | {_number(found[name], unit)} |" for what, name, target, unit in ROWS
    ]
    kinds = [
        f"| {kind} | {counts[kind]:,} | "
        + " | ".join(f"{counts[f'{kind}: {what}']:,}" for what in ("right", "withheld", "wrong"))
        + " |"
        for kind in KINDS
    ]
    command = f"python -m bench.captures --histories {counts['histories']} --seed {seed} --write"
    return "\n".join(
        (
            "# Captures: an article at several times",
            "",
            f"Made by `{command}`: {counts['histories']:,} histories, {counts['looks']:,} looks.",
            "",
            *_TEXT,
            "",
            "| what | to reach | measured |",
            "|---|---|---|",
            *rows,
            "",
            f"Of {counts['one capture']:,} histories of one look, "
            f"{counts['one capture, the same article']:,} have the article of `/v1/normalize`; "
            f"{counts['redated']:,} were redated in silence between two looks; "
            f"{counts['pairs of looks']:,} pairs of looks follow each other, "
            f"{counts['pairs without an event']:,} of them without an event.",
            "",
            "| histories | number | right | withheld | wrong |",
            "|---|---|---|---|---|",
            *kinds,
            "",
            "## By habit",
            "",
            "Decidable histories by the habit of their first template.",
            "",
            "| place | habit | right | withheld | wrong |",
            "|---|---|---|---|---|",
            *_habits(counts),
            "",
            "## How often everything occurs",
            "",
            "Weights, set before the engine was asked.",
            "",
            "| table | weights |",
            "|---|---|",
            *tables(),
            "",
        )
    )


_TEXT = (
    "A history is *decidable* where the days that its places can mean, over all looks, leave one;",
    "*open* where they leave several, so that withholding is right; and *beyond the looks* where",
    "the first date was overwritten before anybody looked, so that the later one is all there is.",
    "A day, its clock and its instant are right; a false clock or offset is as wrong as a false",
    "day. The surest single look is the one whose answer has the highest confidence.",
)


def _number(figure: float, unit: str) -> str:
    return f"{figure:.2f} %" if unit else f"{figure:.0f}"


def _habits(counts: Counter[str]) -> Iterator[str]:
    for place, habits in (("the metadata", frequencies.MACHINE), ("the line", frequencies.LINE)):
        for habit in habits:
            cells = [
                str(counts[f"{place}: {habit}: decidable: {what}"])
                for what in ("right", "withheld", "wrong")
            ]
            yield f"| {place} | {habit} | {' | '.join(cells)} |"
