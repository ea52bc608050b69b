"""A date decision in plain columns: every reading, its bits, what agreed and what did not, the answer and its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from service.confidence import rounded
from service.dates.accounts import Account
from service.dates.confidence import surprise
from service.dates.hearing import Question
from service.dates.reading import Hints, Reading
from service.dates.resolve import Decision, decide
from service.dates.values import value_of
from service.dates.witnesses import Statement, statements, witnesses
from service.model import Json, Observation, Resolution

#: The cells of one row of a table.
Row = tuple[str, ...]


def explain(observations: Sequence[Observation], question: Question, resolution: Resolution) -> Iterator[str]:
    """Yield the lines that show how the observations were read and weighed, and what was decided."""
    found = statements(observations)
    decision = decide(witnesses(found, "datePublished"), question)
    yield from _laid_out(("READ", "bits", "says", "rule", "format"), _readings(found, question.hints))
    yield ""
    yield from _laid_out(("WEIGHED", "bits", "because", "rule"), _accounts(decision))
    yield ""
    yield from _answer(resolution)


def _readings(found: Sequence[Statement], hints: Hints) -> Iterator[Row]:
    """Yield every reading of every raw string, the cheapest first."""
    for witness in witnesses(found, "datePublished"):
        readings = witness.readings(hints, True)
        yield (witness.text, "", f"({witness.kind}, {readings.information:.1f} bits of information)")
        for reading in sorted((*readings.healthy, *readings.broken), key=lambda r: (r.bits, str(r))):
            yield ("", f"{reading.bits:.1f}", str(reading), reading.rule or "as written", _format(reading))
        if readings.default:
            yield ("", "", "a default that stands for no date", "default_date")
        elif readings.impossible:
            yield ("", "", "as written it has the shape of a date and is none")
        elif not readings.healthy:
            yield ("", "", "nothing in it is a date")


def _accounts(decision: Decision) -> Iterator[Row]:
    """Yield each possible moment, with what it explains and at what price."""
    for account, share in decision.accounts:
        yield (f"{value_of(account.story).text}", f"{account.score:+.1f}", f"probability {rounded(share):.4f}")
        yield ("", f"{-surprise(account.story.clock):+.1f}", "is what its own details cost")
        yield from _account(account, decision)


def _account(account: Account, decision: Decision) -> Iterator[Row]:
    used = {id(use.witness) for use in account.uses}
    for use in account.uses:
        yield ("", f"{use.gain:+.1f}", f"explains {use.witness.text}", use.broken_rule or "as written")
    for witness in decision.witnesses:
        if id(witness) not in used:
            yield ("", "", f"leaves {witness.text}", "unexplained")


def _answer(resolution: Resolution) -> Iterator[str]:
    value = resolution.value or "nothing"
    yield f"ANSWER  {value}  {resolution.status}, confidence {rounded(resolution.confidence):.4f}"
    for repair in resolution.repairs:
        yield f"        {repair.rule}: {repair.explanation}"
        yield from (f"        proof: {shown}" for shown in _proofs(repair.proof or {}))
    for finding in resolution.findings:
        yield f"        {finding.code}: {finding.message}"


def _proofs(proof: Mapping[str, Json]) -> Iterator[str]:
    """Yield the proof that a repair is right: the damage done again gives the text that was observed."""
    if "format" in proof:
        yield f"{proof['format']} renders {proof['rendered']}"
    if "mended" in proof:
        yield f"{proof['mended']} damaged again is {proof['damaged']}"


def _format(reading: Reading) -> str:
    return str(reading.format) if reading.format is not None else "ISO 8601"


def _laid_out(head: Row, rows: Iterator[Row]) -> Iterator[str]:
    """Yield the rows under their head in plain columns, each as wide as its widest cell except the last."""
    table = [head, *rows]
    widths = [max(len(row[n]) for row in table if n < len(row)) for n in range(len(head))]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
