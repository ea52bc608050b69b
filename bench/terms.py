"""What each term of a date's score does: ``python -m bench.terms`` decides every page's dates
without each term in turn.

The pages of gold and gold-more, whose published days are known, and made pages of the corruption
bench.  A term speaks on a page whose answer or confidence is another without it.  The report tells
on how many pages it speaks where the answer is right, and where it is wrong; how many answers it
puts right and how many it spoils; and what a half or the double of it would cost in bits of
surprise at the truth on each thousand pages.  Nothing is fitted.  ``--write`` writes
bench/reports/terms.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import log2
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.bytes import gold_page
from bench.corruption import generate, judge
from bench.data import corpus_digest, gold_records, required_data_dir, scorer
from bench.ledger.switches import memory
from bench.stamps import seal
from service import dates, normalize
from service.dates.terms import BITS, TERMS, Term
from service.model import Context, Observation, Page, Resolution
from service.normalize import Thresholds

REPORT = Path(__file__).parent / "reports" / "terms.md"
CORPORA = ("gold", "gold-more")
#: Made pages of the corruption bench, and their seed.
MADE, SEED = 1000, 3
#: Shares that say nothing, where another one than certainty does.
_SAY_NOTHING = {
    "most_share": 0.9995,
    "second_voice": 0.9999,
    "is_save_share": 1e-9,
    "one_variable": 1e9,
}
#: The steps of which even odds say nothing.
_ORDERS = ("month first", "year first")
#: A confidence is told to this many digits, and no truth is a surprise of more bits than this.
_DIGITS, _MOST_SURPRISE = 3, 10.0


@dataclass(frozen=True, slots=True)
class Case:
    """What is observed of the dates of one page, and whether an answer about its publication is
    right.
    """

    observations: tuple[Observation, ...]
    context: Context
    is_right: Any


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one term does on a set of pages."""

    right: int
    wrong: int
    puts_right: int
    spoils: int


def without(term: Term) -> float:
    """Return the bits or the share of a term that says nothing."""
    if term.step in _ORDERS:
        return 0.5
    return _SAY_NOTHING.get(term.id, 0.9999 if term.id.endswith("share") else 0.0)


@contextmanager
def priced(term: Term, bits: float) -> Iterator[None]:
    """Give a term other bits, within the context."""
    BITS[term.id] = bits
    memory().forget()
    try:
        yield
    finally:
        BITS[term.id] = term.bits
        memory().forget()


def observed(pages: Iterable[tuple[Page, Any]]) -> list[Case]:
    """Return the cases of these pages, each with its test of an answer."""
    cases: list[Case] = []
    is_right: Any = None
    decide = dates.resolve

    def kept(
        observations: Sequence[Observation], context: Context, threshold: float
    ) -> dict[str, Resolution]:
        cases.append(Case(tuple(observations), context, is_right))
        return decide(observations, context, threshold)

    normalize.dates.resolve = kept  # type: ignore[attr-defined]
    try:
        for page, test in pages:
            is_right = test
            normalize.normalize(page)
    finally:
        normalize.dates.resolve = decide  # type: ignore[attr-defined]
    return cases


def gold(folder: Path) -> Iterator[tuple[Page, Any]]:
    """Yield the pages of gold and gold-more with a known day of publication."""
    score = scorer(folder)
    for corpus in CORPORA:
        for record in score.drop_doubtful(gold_records(folder, corpus)):
            if record["gold"].get("published"):
                yield gold_page(folder, record), partial(_is_day, score, record["gold"])


def _is_day(score: ModuleType, known: dict[str, Any], answer: Resolution) -> bool:
    truth = score.parse_when(known["published"])
    said = score.parse_when(answer.value)
    zoned = bool(known.get("published_tz_known", truth.aware is not None))
    return said is not None and bool(score.same_day(truth, said, zoned))


def made() -> Iterator[tuple[Page, Any]]:
    """Yield made pages that say what their date is."""
    for page in generate.corpus(SEED, MADE):
        body = {"html" if page.is_html else "text": page.body}
        yield Page(url=page.url, fetched_at=page.fetched, **body), partial(_is_made, page)  # type: ignore[arg-type]


def _is_made(page: generate.Made, answer: Resolution) -> bool:
    return judge.verdict(page.expected, str(answer.value), answer.precision) in judge.TRUE


def answers(cases: Sequence[Case]) -> list[Resolution]:
    """Return the decision about the publication of each case."""
    return [
        dates.resolve(case.observations, case.context, Thresholds().dates)["datePublished"]
        for case in cases
    ]


def spoken(
    cases: Sequence[Case], as_priced: Sequence[Resolution], other: Sequence[Resolution]
) -> Spoken:
    """Return what a term does: the answers with it, and those without it."""
    right = wrong = puts_right = spoils = 0
    for case, answer, its in zip(cases, as_priced, other, strict=True):
        if answer.value is None or _shown(answer) == _shown(its):
            continue
        is_right = case.is_right(answer)
        right, wrong = right + is_right, wrong + (not is_right)
        good, before = (_is_given(each) and case.is_right(each) for each in (answer, its))
        bad, harm = (_is_given(each) and not case.is_right(each) for each in (answer, its))
        puts_right += (good and not before) or (harm and not bad)
        spoils += (before and not good) or (bad and not harm)
    return Spoken(right, wrong, puts_right, spoils)


def _is_given(answer: Resolution) -> bool:
    return answer.value is not None and answer.confidence >= Thresholds().dates


def _shown(answer: Resolution) -> tuple[Any, float]:
    return answer.value, round(answer.confidence, _DIGITS)


def surprise(cases: Sequence[Case], found: Sequence[Resolution]) -> float:
    """Return the bits of surprise at the truth on each thousand pages."""
    total = 0.0
    for case, answer in zip(cases, found, strict=True):
        right = answer.value is not None and case.is_right(answer)
        chance = answer.confidence if right else 1 - answer.confidence
        total += min(_MOST_SURPRISE, -log2(max(chance, 1e-9)))
    return 1000 * total / max(1, len(cases))


def rows(
    real: Sequence[Case], synthetic: Sequence[Case], terms: Sequence[Term] = TERMS
) -> Iterator[str]:
    """Yield the report's row of each term."""
    as_real, as_made = answers(real), answers(synthetic)
    usual = surprise(real, as_real)
    for term in terms:
        with priced(term, without(term)):
            on_real, on_made = (
                spoken(real, as_real, answers(real)),
                spoken(synthetic, as_made, answers(synthetic)),
            )
        costs = []
        for factor in (0.5, 2.0):
            is_share = 0 < term.bits < 1
            bits = term.bits**factor if is_share else term.bits * factor
            with priced(term, bits):
                costs.append(surprise(real, answers(real)) - usual)
        cells = [
            f"`{term.id}`", f"{term.bits:g}",
            *(f"{s.right} : {s.wrong} | {s.puts_right} : {s.spoils}" for s in (on_real, on_made)),
            *(f"{cost:+.1f}" for cost in costs), term.origin,
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.terms", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the report into bench/reports")
    parser.add_argument(
        "--term", action="append", help="only this term; can be given more than once"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    real, synthetic = observed(gold(folder)), observed(made())
    chosen = [term for term in TERMS if not options.term or term.id in options.term]
    lines = [
        "# The terms of a date's score",
        "",
        (
            "Made by `python -m bench.terms --write`: pages on which the term speaks "
            "where "
            "the answer is right : wrong, answers"
        ),
        (
            "that it puts right : spoils, on real and on made pages; what a half and the "
            "double of it (of a share its root and its"
        ),
        "square) cost on real ones, in bits of surprise on each thousand pages.",
        f"{len(real)} pages of gold {corpus_digest(folder)} and gold-more "
        f"{corpus_digest(folder, 'gold-more')}, "
        f"and {len(synthetic)} made ones.",
        "",
        (
            "| term | is | real, right : wrong | helps : spoils | made, right : wrong | "
            "helps : spoils | half | double | origin |"
        ),
        "|---|---|---|---|---|---|---|---|---|",
        *rows(real, synthetic, chosen),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        REPORT.write_text(text, "utf-8")
        seal(REPORT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
