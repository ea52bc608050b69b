"""``dateline explain``: shows how a date is read, weighed and decided."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from service import arguments, dates, fields
from service.confidence import rounded
from service.dates.account import ScoredHypothesis
from service.dates.answer import value_of
from service.dates.defects import with_defects
from service.dates.reading import Hints, Reading
from service.dates.resolve import Decision, decide
from service.dates.witnesses import AsWritten, Question, Witness, statements, witnesses
from service.model import Context, Json, Observation, Resolution, Source
from service.normalize import Thresholds
from service.observe.transport import observe_url

#: A date given on the command line has no place: the first is weighed like a machine's, the others
#: like a byline.
_FIRST, _OTHERS = ("machine", 0.97), ("human", 0.95)


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "explain",
        help="show how a date is read, weighed and decided",
        description=(
            "Show every reading of a date, how it fits the other dates, the weights in "
            "bits, the answer and its proof."
        ),
        epilog=(
            "example: dateline explain 2022-40-25 --with 'Friday, 25 February 2022 02:40 PM EST'"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("raw", metavar="RAW", help="the date as the page's metadata has it")
    command.add_argument(
        "--with",
        dest="others",
        metavar="RAW",
        action="append",
        default=[],
        help="a date that the page prints for readers; may be repeated",
    )
    command.add_argument("--lang", metavar="TAG", help="the page's language (BCP 47)")
    command.add_argument(
        "--url",
        metavar="URL",
        help="the page's address: its country and the date in its path are evidence",
    )
    arguments.add_fetched_at(command)
    command.add_argument(
        "--zone",
        metavar="ZONE",
        type=arguments.zone,
        help="the time zone to assume if the page states none",
    )
    command.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    observations = [_observation("datePublished", options.raw, _FIRST, "RAW")]
    observations += [
        _observation("date", raw, _OTHERS, f"--with {n}") for n, raw in enumerate(options.others, 1)
    ]
    observations += [
        o for o in (observe_url(options.url) if options.url else ()) if o.field in dates.FIELDS
    ]
    country = fields.country_of(options.url, options.lang)
    context = Context(options.url, options.lang, country, options.fetched_at, options.zone)
    resolution = dates.resolve(observations, context, Thresholds().dates)["datePublished"]
    fetched = dates.fetched_of(context)
    question = Question(Hints(options.lang, country, fetched))
    for line in explain(observations, question, resolution):
        print(line)
    decided = resolution.value is not None and resolution.confidence >= Thresholds().dates
    if not decided:
        print("        withheld: no moment reaches the threshold of", Thresholds().dates)
    return 0 if decided else 1


def _observation(field: str, raw: str, place: tuple[str, float], locator: str) -> Observation:
    witness, reliability = place
    return Observation(
        field, raw, Source(f"argument:{field}", field, witness, reliability), locator
    )


#: The cells of one row of a table.
Row = tuple[str, ...]


def explain(
    observations: Sequence[Observation], question: Question, resolution: Resolution
) -> Iterator[str]:
    """Yield the lines that show how the observations were read and weighed, and what was
    decided.
    """
    found = statements(observations)
    heard = witnesses(found, "datePublished", AsWritten(question.hints))
    decision = decide(heard, question)
    yield from _laid_out(
        ("READ", "bits", "says", "rule", "format"), _readings(heard, question.hints)
    )
    yield ""
    yield from _laid_out(("WEIGHED", "bits", "because", "rule"), _ranked(decision))
    yield ""
    yield from _answer(resolution)


def _readings(heard: Sequence[Witness], hints: Hints) -> Iterator[Row]:
    """Yield every reading of every raw string, the cheapest first."""
    for witness in heard:
        readings = witness.readings if witness.kind == "url" else with_defects(witness.text, hints)
        yield (
            witness.text,
            "",
            f"({witness.kind}, {readings.information:.1f} bits of information)",
        )
        for reading in sorted(
            (*readings.healthy, *readings.broken), key=lambda r: (r.bits, str(r))
        ):
            yield (
                "",
                f"{reading.bits:.1f}",
                str(reading),
                reading.rule or "as written",
                _format(reading),
            )
        if readings.default:
            yield ("", "", "a default that stands for no date", "default_date")
        elif readings.impossible:
            yield ("", "", "as written it has the shape of a date and is none")
        elif not readings.healthy:
            yield ("", "", "nothing in it is a date")


def _ranked(decision: Decision) -> Iterator[Row]:
    """Yield each possible moment, with what it explains and at what price."""
    for scored, share in decision.ranked:
        yield (
            f"{value_of(scored.hypothesis).text}",
            f"{scored.score:+.1f}",
            f"probability {rounded(share):.4f}",
        )
        yield ("", f"{-scored.hypothesis.prior:+.1f}", "is what its own details cost")
        yield from _explained(scored, decision)


def _explained(scored: ScoredHypothesis, decision: Decision) -> Iterator[Row]:
    used = {id(use.witness) for use in scored.uses}
    for use in scored.uses:
        yield (
            "",
            f"{use.contribution:+.1f}",
            f"explains {use.witness.text}",
            use.broken_rule or "as written",
        )
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
    """Yield the proof that a repair is right: the damage done again gives the text that was
    observed.
    """
    if "format" in proof:
        yield f"{proof['format']} renders {proof['rendered']}"
    if "mended" in proof:
        yield f"{proof['mended']} damaged again is {proof['damaged']}"


def _format(reading: Reading) -> str:
    return str(reading.format) if reading.format is not None else "ISO 8601"


def _laid_out(head: Row, rows: Iterator[Row]) -> Iterator[str]:
    """Yield the rows under their head in plain columns, each as wide as its widest cell except the
    last.
    """
    table = [head, *rows]
    widths = [max(len(row[n]) for row in table if n < len(row)) for n in range(len(head))]
    for row in table:
        yield "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=False)
        ).rstrip()
