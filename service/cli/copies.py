"""``dateline copies``: groups the rows of tables that are the same text."""

from __future__ import annotations

import argparse
from pathlib import Path

from service import arguments
from service.batch.formats import named
from service.cli.batch import say

EPILOG = """\
Tables are what `dateline batch --fingerprint` writes, flat or nested. The answer has a row for each
of theirs: its story (the same number for the same text), who supplied it, the earliest publication
that is proved, and whether this row is of it or claims, without proof, to be older.

example:
  dateline batch crawl/ -o news.parquet --view flat --fingerprint
  dateline copies news.parquet -o groups.parquet

exit codes: 0 all was read, 3 a table could not be read, or not to its end, or has fingerprints of
another version, which are told and compared with none; what was read is answered.
"""
_ENDINGS = ".parquet, .csv or .ndjson"


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "copies",
        help="tell which rows are the same text",
        description="Group the rows of tables that are the same text.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "tables", metavar="TABLE", nargs="+", help="a table of answers, or a folder of them"
    )
    command.add_argument(
        "-o", "--output", required=True, metavar="GROUPS", type=_output, help=f"{_ENDINGS}"
    )
    command.add_argument("-q", "--quiet", action="store_true", help="no summary")
    command.set_defaults(run=_run, usage=command.error)


def _output(text: str) -> Path:
    """Parse the argument that names the answer."""
    if named(text) not in ("parquet", "csv", "ndjson") or text.lower().endswith((".gz", ".zst")):
        raise argparse.ArgumentTypeError(f"{text!r} does not end with {_ENDINGS}")
    return Path(text)


def _run(options: argparse.Namespace) -> int:
    output: Path = options.output
    if not output.parent.is_dir():
        options.usage(f"{output}: there is no such directory")
    if any(
        Path(name).exists() and output.exists() and output.samefile(name) for name in options.tables
    ):
        options.usage(f"{output} is one of the tables")
    try:
        from service.batch import copies
    except ImportError:
        options.usage("copies needs pyarrow and numpy: pip install 'dateline[batch]'")
    found = copies.read(options.tables)
    for told in found.told:
        _said(told, 3)
    try:
        copies.write(output, copies.grouped(found))
    except OSError as error:
        return _said(f"{output} cannot be written: {error.strerror}", 4)
    if not options.quiet:
        _said(f"{output}: {found.size:,} rows, {len(found.marked):,} of them with a fingerprint", 0)
    return 3 if found.told else 0


def _said(what: str, code: int) -> int:
    return say(what, code, "dateline copies")
