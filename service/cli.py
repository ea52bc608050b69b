"""The command ``dateline``: what the service does, from a shell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from service import __version__, access, dates, fields
from service.dates.explain import explain
from service.dates.readings import Hints
from service.dates.resolve import Question
from service.model import Context, Observation, Source
from service.normalize import Thresholds
from service.observe.url import observe_url

#: A date given on the command line has no place; it is trusted like a machine's, and the others like a byline.
_FIRST, _OTHERS = ("machine", 0.97), ("human", 0.95)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code: 0, or 1 where nothing could be decided."""
    options = _parser().parse_args(arguments)
    run: int = options.run(options)
    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dateline", description="News metadata, put right.")
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "explain",
        help="show how a date is read, weighed and decided",
        description="Show every reading of a date, what unifies with the other dates, the bits, the answer and its proof.",
        epilog="example: dateline explain 2022-40-25 --with 'Friday, 25 February 2022 02:40 PM EST'",
    )
    command.add_argument("raw", metavar="RAW", help="the date as a machine field of the page has it")
    command.add_argument("--with", dest="others", metavar="RAW", action="append", default=[], help="a date printed for readers")
    command.add_argument("--lang", metavar="TAG", help="the page's language (BCP 47)")
    command.add_argument("--url", metavar="URL", help="the page's address: its country and the date in its path are witnesses")
    command.add_argument("--fetched-at", metavar="TIME", type=_instant, help="when the page was fetched (RFC 3339 with offset)")
    command.add_argument("--zone", metavar="ZONE", type=_zone, help="the zone to assume where the page states none")
    command.set_defaults(run=_explain)
    command = commands.add_parser(
        "key",
        help="make an API key and its line for the file of keys",
        description="Make an API key: the key goes to standard error, once; its line for the file of keys to standard output.",
        epilog="example: dateline key crawler-1 >> keys",
    )
    command.add_argument("label", metavar="LABEL", help="whose key it is; the log names it")
    command.set_defaults(run=_key)
    return parser


def _key(options: argparse.Namespace) -> int:
    try:
        key, line = access.new_key(options.label)
    except ValueError as error:
        print(f"dateline key: {error}", file=sys.stderr)
        return 2
    print(key, file=sys.stderr)
    print(line)
    return 0


def _explain(options: argparse.Namespace) -> int:
    observations = [_observation("datePublished", options.raw, _FIRST, "RAW")]
    observations += [_observation("date", raw, _OTHERS, f"--with {n}") for n, raw in enumerate(options.others, 1)]
    observations += [o for o in (observe_url(options.url) if options.url else ()) if o.field in dates.FIELDS]
    country = fields.country_of(options.url, options.lang)
    context = Context(options.url, options.lang, country, options.fetched_at, options.zone)
    resolution = dates.resolve(observations, context, Thresholds().dates)["datePublished"]
    fetched = options.fetched_at.astimezone(UTC).replace(tzinfo=None) if options.fetched_at else None
    for line in explain(observations, Question(Hints(options.lang, country), fetched), resolution):
        print(line)
    decided = resolution.value is not None and resolution.confidence >= Thresholds().dates
    if not decided:
        print("        withheld: no moment reaches the threshold of", Thresholds().dates)
    return 0 if decided else 1


def _observation(field: str, raw: str, place: tuple[str, float], locator: str) -> Observation:
    witness, reliability = place
    return Observation(field, raw, Source(f"argument:{field}", field, witness, reliability), locator)


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no RFC 3339 time such as 2022-02-26T03:10:00Z") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no offset; write it as {text}Z if it is UTC")
    return moment


def _zone(text: str) -> str:
    if not dates.is_zone(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no IANA zone such as America/New_York, nor an offset such as +02:00")
    return text


if __name__ == "__main__":
    sys.exit(main())
