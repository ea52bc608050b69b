"""The corruption bench: ``python -m bench.corruption`` makes pages with known dates, damages them,
and judges the answers.

``--write`` puts the report, its figures and its plots into bench/reports; ``--show FAMILY`` prints
the pages of a family that were not answered rightly ("worst" for the worst families); ``--holdout``
judges only the held-out halves of hosts and families; ``--floors`` fails when a figure lies beyond
floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.corruption import plots, report
from bench.corruption.calibration import best_pairs, calibration, emitted_pairs, risk_coverage
from bench.corruption.generate import FAMILIES, Made, corpus, digest, half
from bench.corruption.scene import Answer
from bench.corruption.score import Scored, score
from bench.stamps import seal
from service import __version__

REPORTS = Path(__file__).parent.parent / "reports"
FLOORS = Path(__file__).with_name("floors.json")
#: Figures of which less is better.
_CEILINGS = ("wrong", "clock wrong", "false repairs", "ece", "modified wrong", "withheld", "lucky")


def under_floor(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each figure beyond its floor (or ceiling)."""
    bad = []
    for name, floor in floors.items():
        ceiling = name.startswith(_CEILINGS)
        if (found[name] > floor) if ceiling else (found[name] < floor):
            bad.append(
                f"{name}: {found[name]:g} is {'over' if ceiling else 'under'} the "
                "floor "
                f"of {floor:g}"
            )
    return bad


def _options(arguments: Iterable[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.corruption", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--write", action="store_true", help="write the report into bench/reports")
    parser.add_argument(
        "--show", metavar="FAMILY", help="print the failing pages of a family, or of the worst"
    )
    parser.add_argument("--most", type=int, default=12, help="how many pages to show")
    parser.add_argument("--body", action="store_true", help="show the page's text too")
    parser.add_argument("--every", action="store_true", help="show right answers too")
    parser.add_argument(
        "--holdout",
        action="store_true",
        help="judge only hosts and families of the held-out halves",
    )
    parser.add_argument(
        "--floors", action="store_true", help="fail when a figure lies beyond floors.json"
    )
    return parser.parse_args(None if arguments is None else list(arguments))


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    options = _options(arguments)
    one = options.show is not None and any(family.id == options.show for family in FAMILIES)
    pages = [
        page
        for page in corpus(options.seed, options.pages)
        if not one or page.family == options.show
    ]
    if options.holdout:
        pages = [page for page in pages if half(page.host) == half(page.family) == "holdout"]
    scored = score(pages)
    if options.show is not None:
        _show(pages, scored, options)
        return 0
    print(
        "\n".join(
            (*report.family_table(scored), "", *report.figure_table(report.columns_of(scored)))
        )
    )
    if options.write:
        _write(pages, scored, options)
    floors = json.loads(FLOORS.read_text("utf-8")) if options.floors else {}
    bad = under_floor(report.summary(scored), floors)
    print("\n".join(bad), file=sys.stderr)
    print(
        f"{len(scored)} pages judged, corpus {digest(pages)}, {len(bad)} figures "
        "beyond "
        "their floors"
    )
    return 1 if bad else 0


def _write(pages: Sequence[Made], scored: Sequence[Scored], options: argparse.Namespace) -> None:
    REPORTS.mkdir(exist_ok=True)
    name = digest(pages)
    command = f"python -m bench.corruption --seed {options.seed} --pages {options.pages} --write"
    found = report.figures(scored, name, __version__, options.seed)
    (REPORTS / "corruption.json").write_text(
        json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    (REPORTS / "corruption.md").write_text(
        report.markdown(scored, name, __version__, command), "utf-8"
    )
    stated, best = calibration(emitted_pairs(scored)), calibration(best_pairs(scored))
    for file, text in (
        (
            "corruption-reliability.svg",
            plots.reliability(stated.bins, "Emitted dates: confidence and truth"),
        ),
        (
            "corruption-candidates.svg",
            plots.reliability(best.bins, "Best candidates: probability and truth"),
        ),
        ("corruption-risk.svg", plots.risk(risk_coverage(scored), "Risk and coverage")),
    ):
        (REPORTS / file).write_text(text, "utf-8")
    seal(REPORTS / "corruption.md")


def _show(pages: Sequence[Made], scored: Sequence[Scored], options: argparse.Namespace) -> None:
    """Print the failing pages compactly: the statements by place, the expected answer, and the
    given one.
    """
    made = {page.id: page for page in pages}
    shown = 0
    for name, part in report.by_family(scored).items():
        bad = [
            s
            for s in part
            if options.every
            or s.verdict != "right"
            or (s.repairs and s.kind in ("healthy", "trap"))
        ]
        if not bad:
            continue
        print(f"== {name} ({part[0].kind}): {report.verdicts(part)}")
        for s in bad[: options.most]:
            print(_lines(made[s.id], s))
            print(made[s.id].body.decode() if options.body else "", end="")
        shown += 1
        if options.show == "worst" and shown == 15:
            return


def _lines(page: Made, s: Scored) -> str:
    expected = (
        " or ".join(map(_text, page.expected.answers))
        or f"nothing (truth {_text(page.expected.truth[0])})"
    )
    got = "withheld" if s.value is None else f"{s.value} {s.precision} {s.confidence:.4f}"
    make = "html" if page.is_html else "text"
    lines = [f"{s.verdict:8} {page.id} [{make}] fetched {page.fetched:%Y-%m-%dT%H:%MZ} {page.url}"]
    lines += [
        f"    {'ok' if c.states else '--'} {c.role:9} {c.place}: {c.text}" for c in page.claims
    ]
    lines.append(f"    expected {expected}")
    lines.append(f"    got      {got} ({s.status}) {' '.join(s.repairs)}")
    lines += [f"             {probability:.4f} {value}" for value, probability in s.candidates[:3]]
    return "\n".join(lines)


def _text(answer: Answer) -> str:
    text = answer.day.isoformat()
    if answer.clock is not None:
        hour, minute, second = answer.clock
        text += f"T{hour:02d}:{minute:02d}" + ("" if second is None else f":{second:02d}")
    if answer.offset is not None:
        sign, size = ("-" if answer.offset < 0 else "+"), abs(answer.offset)
        text += f"{sign}{size // 60:02d}:{size % 60:02d}"
    return text


if __name__ == "__main__":
    raise SystemExit(main())
