"""The arguments that filter the pages of an archive."""

from __future__ import annotations

import argparse
import re
from datetime import date
from difflib import get_close_matches

from service.batch.filters import Filters, ascii_host, host_of
from service.fields.language import ALIASES, standard


def add(command: argparse.ArgumentParser) -> None:
    """Add the filter arguments; pages that cannot be answered are reported whatever the filters."""
    group = command.add_argument_group(
        "only some pages",
        (
            "each but --since and --until may be given several times; the summary counts "
            "what is left out"
        ),
    )
    group.add_argument(
        "--host",
        metavar="HOST",
        type=host,
        action="append",
        default=[],
        help="pages of this host and its subdomains",
    )
    group.add_argument(
        "--language",
        metavar="TAG",
        type=language,
        action="append",
        default=[],
        help="pages in this language (BCP 47)",
    )
    group.add_argument(
        "--status",
        choices=("clean", "repaired", "unresolved"),
        action="append",
        default=[],
        help="pages with this status",
    )
    group.add_argument(
        "--since", metavar="DAY", type=day, help="pages published on this day or later"
    )
    group.add_argument(
        "--until", metavar="DAY", type=day, help="pages published on this day or earlier"
    )


def filters(options: argparse.Namespace) -> Filters:
    """Return the filters of the arguments; filters that no page can pass end the program."""
    if options.since and options.until and options.since > options.until:
        options.usage(
            f"--since {options.since} is after --until {options.until}: no page can be both"
        )
    return Filters(
        tuple(options.host),
        tuple(options.language),
        tuple(options.status),
        options.since,
        options.until,
    )


def host(text: str) -> str:
    """Parse a host argument into the form in which hosts are compared."""
    meant = host_of(text if "//" in text else f"//{text}")
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", meant):
        raise argparse.ArgumentTypeError(f"{text!r} is no host such as news.example")
    if ascii_host(text) != meant:
        raise argparse.ArgumentTypeError(f"{text!r} is an address; did you mean {meant}?")
    return meant


def language(text: str) -> str:
    """Parse a language argument into the form of answers: "en_GB" is en-GB, "Deutsch" is de."""
    tag = standard(text)[0]
    if tag is None:
        near = get_close_matches(text.lower(), ALIASES, 1, 0.7)
        meant = f"; did you mean {standard(near[0])[0]}?" if near else ""
        raise argparse.ArgumentTypeError(f"{text!r} is no language such as en or pt-BR" + meant)
    return tag


def day(text: str) -> str:
    """Parse a day argument into the form of answers: "2022-02-25"."""
    try:
        found = date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2022-02-25") from None
    return found
