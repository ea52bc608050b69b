"""The command: ``python -m bench.fit`` prints the report, ``--write`` stores it and the weights."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import bench.fit
from bench.data import BLIND, CORPORA, corpus_digest, required_data_dir
from bench.fit.model import Held, Model, costs, crossed, crossed_error, error_of, scored, weights_of
from bench.fit.pages import FIELDS, Example, Field, examples
from bench.stamps import seal
from service.judge import scorer as judge

WEIGHTS = Path(judge.__file__).with_name("weights.json")
REPORT = Path(__file__).parents[1] / "reports" / "fit.md"


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit", description=bench.fit.__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights and the report")
    parser.add_argument(
        "--fields",
        default="",
        help="only these, with commas, the others' weights as they are written",
    )
    parser.add_argument(
        "--quick", action="store_true", help="without the costs of leaving each feature out"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    stored: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8")) if options.fields else {}
    lines: list[str] = []
    asked = [
        each for each in FIELDS if not options.fields or each.name in options.fields.split(",")
    ]
    for field, pages in zip(asked, examples(asked).values(), strict=True):
        stored[field.name] = weights_of(field, pages)
        lines += report(
            field, pages, stored[field.name], {} if options.quick else costs(field, pages)
        )
    print("\n".join(lines))
    if options.write:
        WEIGHTS.write_text(as_text(stored), "utf-8")
        if not options.fields:
            REPORT.write_text("\n".join([*_HEAD, *lines]) + "\n", "utf-8")
            seal(REPORT)
    return 0


def as_text(stored: Mapping[str, Any]) -> str:
    """Return the weights as the file holds them."""
    return json.dumps(stored, indent=1, sort_keys=True) + "\n"


_HEAD = [
    "# The judge's weights",
    "",
    (
        "Made by `python -m bench.fit --write`, which writes service/judge/weights.json. "
        "Weights are natural log-odds. *Pages* and"
    ),
    (
        "*domains* are those of gold and gold-more where the feature speaks of a claim; "
        "*cost* is the log-loss, cross-validated by"
    ),
    (
        "domain over all these pages, that leaving it out costs: below nought the pages "
        "would do without it. gold-blind is scored"
    ),
    (
        "with the final weights, never fitted to. The curve of confidence stretches and "
        "shifts the judge's log-odds; its ECE on"
    ),
    "both corpora is cross-validated too.",
    "",
]


def report(
    field: Field, pages: Sequence[Example], stored: Mapping[str, Any], cost: Mapping[str, float]
) -> list[str]:
    """Return the field's part of the report."""
    folder = required_data_dir()
    held = crossed(field, pages)
    answers = [answer for corpus in held.answers.values() for answer in corpus]
    held_bare = crossed(field, pages, bare=True)
    bare = [answer for corpus in held_bare.answers.values() for answer in corpus]
    model = Model(field, pages)
    final = np.array(
        [
            stored["bias"],
            *[stored["places"].get(p, 0.0) for p in model.places],
            *[stored["features"][f] for f in model.features],
        ]
    )
    blind = Held(0.0, {})
    scored(model, final, [page for page in pages if page.corpus == BLIND], blind)
    digests = ", ".join(f"{name} {corpus_digest(folder, name)}" for name in CORPORA)
    lines = [
        f"## {field.name}",
        "",
        f"Corpora: {digests}.",
        "",
        "| pages | right | of | log-loss a page | ECE, raw | ECE, by the curve |",
        "|---|---|---|---|---|---|",
    ]
    for name, told, loss in (
        *[(f"{corpus}, cross-validated", found, None) for corpus, found in held.answers.items()],
        ("both, cross-validated", answers, held.loss),
        *([("titles alone, cross-validated", bare, held_bare.loss)] if bare else []),
        ("gold-blind", blind.answers.get(BLIND, []), blind.loss),
    ):
        raw = error_of(told)
        # a curve that was fitted to an answer flatters it
        mended = crossed_error(held.folds) if told is answers else error_of(told, stored["curve"])
        shown = "" if loss is None else f"{loss / max(1, len(told)):.3f}"
        lines.append(
            f"| {name} | {sum(right for _, right in told)} | {len(told)} | {shown} | "
            f"{raw:.3f} | {mended:.3f} |"
        )
    lines += [
        "",
        "| feature | weight | estimate | pages | domains | cost |",
        "|---|---|---|---|---|---|",
    ]
    tuned = [page for page in pages if page.corpus != BLIND]
    for row in field.features:
        speaking = [
            page
            for page in tuned
            if any(
                row.id in claim.marks for claim in page.claims if row.own or len(page.claims) > 1
            )
        ]
        lost = f"{cost[row.id]:.2f}" if row.id in cost else ""
        domains = len({page.domain for page in speaking})
        lines.append(
            f"| `{row.id}`: {row.words} | {stored['features'][row.id]} | {row.estimate} "
            f"| {len(speaking)} | {domains} | {lost} |"
        )
    lines += [
        "",
        "Places, beside their measured reliability: "
        + ", ".join(f"`{name}` {weight:+}" for name, weight in stored["places"].items())
        + ".",
        "",
    ]
    lines += [
        "Confidence: {} times the judge's log-odds, and {:+}.".format(*stored["curve"]),
        "",
    ]
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
