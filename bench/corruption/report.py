"""The figures and the report of the bench: results by family, false repairs, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bench.corruption.calibration import (
    best_pairs,
    calibration,
    emitted_pairs,
    halves,
    risk_coverage,
)
from bench.corruption.score import Scored

_COLUMNS = ("right", "coarse", "lucky", "clock", "wrong", "withheld")
_HEAD = "| family | kind | pages | right % | right day | lucky | clock wrong | wrong | withheld |"


def share(count: int, total: int) -> float:
    """Return a percentage with two decimals."""
    return round(100 * count / total, 2) if total else 0.0


def verdicts(scored: Sequence[Scored]) -> dict[str, int]:
    """Return how often each verdict was given."""
    found = Counter(s.verdict for s in scored)
    return {name: found[name] for name in _COLUMNS}


def by_family(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Return the pages of each family, worst families first."""
    groups: dict[str, list[Scored]] = {}
    for s in scored:
        groups.setdefault(s.family, []).append(s)
    return dict(sorted(groups.items(), key=lambda item: (_goodness(item[1]), item[0])))


def _goodness(scored: Sequence[Scored]) -> float:
    """Return the mean score of pages, in which a wrong answer costs ten withheld ones."""
    found = verdicts(scored)
    lost = 10 * (found["wrong"] + found["clock"]) + found["withheld"] + 0.5 * found["coarse"]
    return -lost / len(scored)


def summary(scored: Sequence[Scored]) -> dict[str, float]:
    """Return the figures that floors guard, in percent except for counts and the two of
    calibration.
    """
    found, total = verdicts(scored), len(scored)
    decidable = [s for s in scored if not s.open]
    sound = [s for s in scored if s.kind in ("healthy", "trap")]
    stated, best = calibration(emitted_pairs(scored)), calibration(best_pairs(scored))
    # a page without a modification whose answer has none proves nothing
    modified = [s for s in scored if s.modified_verdict != "right" or s.modified is not None]
    modified = [s for s in modified if s.modified_verdict != "unjudged"]
    return {
        "right": share(found["right"], total),
        "right day": share(found["coarse"], total),
        "lucky": share(found["lucky"], total),
        "clock wrong": share(found["clock"], total),
        "wrong": share(found["wrong"], total),
        "withheld": share(found["withheld"], total),
        "coverage": share(sum(s.value is not None for s in decidable), len(decidable)),
        "false repairs": sum(bool(s.repairs) for s in sound),
        "false repairs on healthy pages": sum(
            bool(s.repairs) for s in sound if s.kind == "healthy"
        ),
        "modified right": share(
            sum(s.modified_verdict == "right" for s in modified), len(modified)
        ),
        "modified wrong": share(
            sum(s.modified_verdict in ("wrong", "clock") for s in modified), len(modified)
        ),
        "ece": stated.ece,
        "ece of best candidates": best.ece,
        "wrong at 0.95 per 1000": stated.wrong_at_95,
        "unsure pages": share(sum(s.kind == "unsure" for s in scored), total),
    }


def figures(scored: Sequence[Scored], corpus: str, version: str, seed: int) -> dict[str, object]:
    """Return everything that was measured, for JSON."""
    silent = [s for s in scored if s.silent]
    splits = {
        name: {half: summary(part) for half, part in halves(scored, of).items()}
        for name, of in (("by host", lambda s: s.host_half), ("by family", lambda s: s.family_half))
    }
    return {
        "seed": seed,
        "pages": len(scored),
        "corpus": corpus,
        "version": version,
        "figures": summary(scored),
        "silent": summary(silent),
        "kinds": {
            kind: summary([s for s in scored if s.kind == kind])
            for kind in ("healthy", "trap", "defect", "unsure")
        },
        "splits": splits,
        "families": {
            name: {"pages": len(part), **verdicts(part)} for name, part in by_family(scored).items()
        },
        "stated confidence": calibration(emitted_pairs(scored)).figures(),
        "best candidate": calibration(best_pairs(scored)).figures(),
        "stated confidence of silent defects": calibration(emitted_pairs(silent)).figures(),
        "risk and coverage": risk_coverage(scored),
    }


def family_table(scored: Sequence[Scored]) -> list[str]:
    """Return a line for each family, worst first."""
    lines = [_HEAD, "|---|---|" + "---:|" * 7]
    for name, part in by_family(scored).items():
        found = verdicts(part)
        cells = " | ".join(str(found[column]) if found[column] else "·" for column in _COLUMNS[1:])
        lines.append(
            f"| {name} | {part[0].kind} | {len(part)} | "
            f"{share(found['right'], len(part)):.0f} | {cells} |"
        )
    return lines


def bin_table(pairs: list[tuple[float, bool]]) -> list[str]:
    """Return the reliability table."""
    lines = ["| pages | confidence from | to | mean | right |", "|---:" * 5 + "|"]
    found = calibration(pairs)
    lines += [
        f"| {b.count} | {b.low:.4f} | {b.high:.4f} | {b.confidence:.4f} | {b.right:.4f} |"
        for b in found.bins
    ]
    return [*lines, "", f"Expected calibration error {found.ece:g}; Brier score {found.brier:g}."]


def figure_table(columns: dict[str, dict[str, float]]) -> list[str]:
    """Return the table of the summary's figures, a column for each part of the corpus."""
    names = list(columns)
    lines = ["| figure | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for figure in next(iter(columns.values())):
        lines.append(
            f"| {figure} | " + " | ".join(f"{columns[name][figure]:g}" for name in names) + " |"
        )
    return lines


def columns_of(scored: Sequence[Scored]) -> dict[str, dict[str, float]]:
    """Return the figures of the whole corpus, its kinds, its silent defects and the held-out
    halves.
    """
    parts: Iterable[tuple[str, list[Scored]]] = (
        ("all", list(scored)),
        *(
            (kind, [s for s in scored if s.kind == kind])
            for kind in ("healthy", "trap", "defect", "unsure")
        ),
        ("silent", [s for s in scored if s.silent]),
        ("held-out hosts", [s for s in scored if s.host_half == "holdout"]),
        ("held-out families", [s for s in scored if s.family_half == "holdout"]),
    )
    return {name: summary(part) for name, part in parts}


def markdown(scored: Sequence[Scored], corpus: str, version: str, command: str) -> str:
    """Return the report in Markdown."""
    lines = [
        "# The corruption bench",
        "",
        f"Made by `{command}`: Dateline {version}, {len(scored)} pages.",
        f"Corpus {corpus}.",
        "",
        (
            "Known moments of 45 locales, rendered through every family of damage, with "
            "healthy distractors, in HTML and in"
        ),
        (
            "text dumps. *Right*: as exact as the page allows, or withheld where a "
            "careful "
            "reader could not decide. *Right day*:"
        ),
        (
            "less exact than the page allows. *Lucky*: emitted and true, although the "
            "page "
            "does not decide it. *Clock wrong*: the"
        ),
        (
            "day is right, the clock or the offset is not. *Coverage*: decidable dates "
            "that "
            "were emitted. Percentages of pages,"
        ),
        "counts where they are counts.",
        "",
        *figure_table(columns_of(scored)),
        "",
        "## Calibration of the stated confidence (emitted dates)",
        "",
        *bin_table(emitted_pairs(scored)),
        "",
        "![reliability](corruption-reliability.svg) ![risk and coverage](corruption-risk.svg)",
        "",
        "## Calibration of the best candidate, withheld ones too",
        "",
        *bin_table(best_pairs(scored)),
        "",
        "![reliability of the best candidate](corruption-candidates.svg)",
        "",
        "## Silent defects: the damaged date reads as a valid one",
        "",
        *bin_table(emitted_pairs([s for s in scored if s.silent])),
        "",
        "## Families, worst first",
        "",
        *family_table(scored),
        "",
    ]
    return "\n".join(lines)
