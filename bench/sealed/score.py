"""The engine's answers to the sealed pages, added up: nothing of a single page leaves this
module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from bench.corruption.calibration import Pair, calibration
from bench.corruption.judge import TRUE, verdict
from bench.sealed.families import Made

#: Lines of the report, with the verdicts of ``bench.corruption.judge`` that each counts.
SHARES = (
    ("right", ("right",)),
    ("right day, less than the page says", ("coarse",)),
    ("true, though the page leaves it open", ("lucky",)),
    ("wrong", ("wrong", "clock", "failed")),
    ("withheld, though the page decides it", ("withheld",)),
)


@dataclass(frozen=True, slots=True)
class Totals:
    """What is told of a run: counts of verdicts, and the calibration of the dates that were
    given.
    """

    pages: int
    verdicts: dict[str, int]
    given: int
    sure: int
    wrong_when_sure: float
    ece: float

    def share(self, names: Iterable[str]) -> float:
        """The percentage of pages with one of these verdicts."""
        return 100 * sum(self.verdicts.get(name, 0) for name in names) / max(1, self.pages)


def _answer(page: Made) -> tuple[str, Pair | None]:
    """The verdict, and the stated confidence with whether it was true, where a date was given."""
    from service.model import Page
    from service.normalize import normalize

    try:
        result = normalize(
            Page(
                url=page.url,
                html=page.html,
                text=page.text,
                metadata=page.metadata,  # type: ignore[arg-type]
                fetched_at=page.fetched.replace(tzinfo=UTC),
                language=page.language,
                assume_zone=page.assume,
            )
        )
    except Exception:
        # a traceback would print the page; the count says that there is a bug, which other inputs
        # will show
        return "failed", None
    found = result.fields["datePublished"]
    value = found.value if isinstance(found.value, str) else None
    said = verdict(page.truth, value, found.precision)
    shown = min(0.9999, int(found.confidence * 10_000) / 10_000)
    return said, None if value is None else (shown, said in TRUE)


def totals(pages: Iterable[Made]) -> Totals:
    """The totals of the engine's answers to these pages, on one core."""
    verdicts: Counter[str] = Counter()
    pairs: list[Pair] = []
    for page in pages:
        said, pair = _answer(page)
        verdicts[said] += 1
        pairs += [] if pair is None else [pair]
    found = calibration(pairs)
    return Totals(
        sum(verdicts.values()), dict(verdicts), len(pairs), found.sure, found.wrong_at_95, found.ece
    )


def table(found: Totals) -> list[str]:
    """The totals, a line each."""
    lines = ["| total | |", "|---|---:|", f"| pages | {found.pages} |"]
    lines += [f"| {name}, % | {found.share(verdicts):.1f} |" for name, verdicts in SHARES]
    lines.append(f"| dates given | {found.given} |")
    lines.append(f"| given at a confidence of 0.95 and more | {found.sure} |")
    lines.append(f"| wrong of these, per 1,000 | {found.wrong_when_sure:.1f} |")
    lines.append(f"| expected calibration error | {found.ece:.4f} |")
    if found.verdicts.get("failed"):
        lines.append(f"| pages on which the engine raised | {found.verdicts['failed']} |")
    return lines
