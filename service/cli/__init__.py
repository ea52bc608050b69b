"""The command ``dateline``: the service's work from a shell."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial

from service import __version__, arguments
from service.cli import (
    batch,
    check_settings,
    copies,
    drift,
    explain,
    key,
    learn,
    normalize,
    profile,
)

#: The commands in the order of the help.
COMMANDS = (normalize, batch, copies, learn, profile, drift, explain, key, check_settings)

EPILOG = """\
examples:
  dateline normalize page.html --url https://news.example/a     answer one page, on the screen
  curl -s https://news.example/a | dateline normalize -         the same, from a pipe
  dateline normalize page.html --explain table                  show what was read, and why
  dateline batch pages.ndjson.gz -o answers.ndjson.gz           answer a file of pages, on all cores
  dateline batch CC-NEWS-*.warc.gz -o news.parquet --view flat  turn crawl archives into one table
  dateline copies news.parquet -o groups.parquet                tell which rows are the same text
  dateline learn crawl/ -o profiles.json                        learn what sites do, for --profiles
  dateline drift --profiles profiles.json crawl/                find the sites that changed
  dateline explain 2022-40-25 --with '25 February 2022 02:40 PM EST'

exit codes: 0 success, 1 something could not be answered or decided, 2 wrong arguments, 3 an input
could not be read, or not to its end, 4 the machine failed, 130 and 143 interrupted. `dateline
COMMAND --help` says more.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader of the pipe, `… | head`, has closed it; the interpreter would complain again
        # when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = arguments.Parser(
        prog="dateline",
        description="Dateline repairs the metadata of news pages: dates, authors, tags and more.",
        epilog=EPILOG,
        # As wide as the longest command, so that each command shares a line with its help.
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, max_help_position=20),
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
