"""``dateline key``: makes an API key and its line for the file of keys."""

from __future__ import annotations

import argparse
import sys

from service import arguments
from service.http import access


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "key",
        help="make an API key and its line for the file of keys",
        description=(
            "Make an API key. The key goes to standard error, once; its line for the "
            "file of keys to standard output."
        ),
        epilog="example: dateline key crawler-1 >> keys",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("label", metavar="LABEL", help="whose key it is; the log names it")
    command.set_defaults(run=_key)


def _key(options: argparse.Namespace) -> int:
    try:
        key, line = access.new_key(options.label)
    except ValueError as error:
        print(f"dateline key: {error}", file=sys.stderr)
        return 2
    print(key, file=sys.stderr)
    print(line)
    return 0
