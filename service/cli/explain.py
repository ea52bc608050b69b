"""``dateline explain``: shows how a date is read, weighed and decided."""

from __future__ import annotations

import argparse

from service import arguments, dates, fields
from service.dates.hearing import Question
from service.dates.reading import Hints
from service.dates.values import explain
from service.model import Context, Observation, Source
from service.normalize import Thresholds
from service.observe.transport import observe_url

#: A date given on the command line has no place: the first is trusted like a machine's, the others like a byline.
_FIRST, _OTHERS = ("machine", 0.97), ("human", 0.95)


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "explain",
        help="show how a date is read, weighed and decided",
        description="Show every reading of a date, how it fits the other dates, the weights in bits, the answer and its proof.",
        epilog="example: dateline explain 2022-40-25 --with 'Friday, 25 February 2022 02:40 PM EST'",
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
    command.add_argument("--url", metavar="URL", help="the page's address: its country and the date in its path are evidence")
    arguments.add_fetched_at(command)
    command.add_argument("--zone", metavar="ZONE", type=arguments.zone, help="the time zone to assume if the page states none")
    command.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    observations = [_observation("datePublished", options.raw, _FIRST, "RAW")]
    observations += [_observation("date", raw, _OTHERS, f"--with {n}") for n, raw in enumerate(options.others, 1)]
    observations += [o for o in (observe_url(options.url) if options.url else ()) if o.field in dates.FIELDS]
    country = fields.country_of(options.url, options.lang)
    context = Context(options.url, options.lang, country, options.fetched_at, options.zone)
    resolution = dates.resolve(observations, context, Thresholds().dates)["datePublished"]
    fetched = dates.fetched_of(context)
    question = Question(Hints(options.lang, country, fetched), fetched)
    for line in explain(observations, question, resolution):
        print(line)
    decided = resolution.value is not None and resolution.confidence >= Thresholds().dates
    if not decided:
        print("        withheld: no moment reaches the threshold of", Thresholds().dates)
    return 0 if decided else 1


def _observation(field: str, raw: str, place: tuple[str, float], locator: str) -> Observation:
    witness, reliability = place
    return Observation(field, raw, Source(f"argument:{field}", field, witness, reliability), locator)
