"""``dateline profile``: shows what a file of profiles says of a site, for people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from service import arguments
from service.cli import wanted
from service.profiles.profile import Document, Profiles

_FILE = Path("profiles.json")


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "profile",
        help="show what a profile says of a site",
        description=(
            "Print what a profile says of a site, a line a habit, or what differs "
            "between two profiles."
        ),
        epilog="example: dateline profile show news.example --profiles profiles.json\n"
        "         dateline profile diff news.example old.json new.json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = command.add_subparsers(required=True, metavar="show|diff")
    show = kinds.add_parser("show", help="what a profile says of a site")
    show.add_argument("host", metavar="HOST", type=wanted.host)
    show.add_argument(
        "--profiles",
        metavar="FILE",
        type=arguments.profiles,
        default=str(_FILE),
        help="default: %(default)s",
    )
    show.set_defaults(run=_show)
    diff = kinds.add_parser("diff", help="what two profiles say otherwise of a site")
    diff.add_argument("host", metavar="HOST", type=wanted.host)
    diff.add_argument("old", metavar="OLD", type=arguments.profiles)
    diff.add_argument("new", metavar="NEW", type=arguments.profiles)
    diff.set_defaults(run=_diff)


def _show(options: argparse.Namespace) -> int:
    document = _site(options.profiles, options.host)
    if document is None:
        return 1
    print("\n".join(lines(document)))
    return 0


def _diff(options: argparse.Namespace) -> int:
    """Print the differences; return the exit code, 1 where there are any, like diff."""
    old, new = (_site(profiles, options.host) for profiles in (options.old, options.new))
    before, after = (dict.fromkeys(lines(document)) if document else {} for document in (old, new))
    gone, come = (
        [line for line in before if line not in after],
        [line for line in after if line not in before],
    )
    print(
        "\n".join(
            [*(f"- {line}" for line in gone), *(f"+ {line}" for line in come)]
            or ["nothing differs"]
        )
    )
    return 1 if gone or come else 0


def _site(profiles: Profiles, host: str) -> Document | None:
    site = profiles.site_of(host)
    if site is None:
        print(f"dateline profile: {profiles.path}: has no site {host}", file=sys.stderr)
        return None
    return profiles.document(site)


def lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield a site of a profile as lines: its pages, and each count with its days."""
    yield (
        f"{document['pages']} pages, {document.get('sample', 0)} of them in the "
        f"sample{_days(document)}{_marks(document)}"
    )
    yield from _members(document, ())


def _members(node: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for name, value in node.items():
        if isinstance(value, Mapping) and isinstance(value.get("pages"), int):
            where = " / ".join((*path, name))
            newest = f", {value['newest']} of the newest" if "newest" in value else ""
            yield f"{where}: {value['pages']} pages{newest}{_days(value)}{_marks(value)}"
        elif isinstance(value, Mapping):
            yield from _members(value, (*path, name))


def _days(node: Mapping[str, Any]) -> str:
    first, last = node.get("first", 0), node.get("last", 0)
    return f", {_day(first)} to {_day(last)}" if first and last else ""


def _day(number: int) -> str:
    """Return a day, stored as a number, in ISO form.

    >>> _day(20220225)
    '2022-02-25'
    """
    text = str(number)
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _marks(node: Mapping[str, Any]) -> str:
    return "".join(f" ({flag})" for flag in ("pinned", "ignored") if node.get(flag) is True)
