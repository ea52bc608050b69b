"""``dateline normalize``: answers single pages, from files or a pipe."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from service import arguments
from service.answers import answered, result_of
from service.batch.answer import Answer, Work, answer
from service.batch.formats import FORMATS, formats, named
from service.batch.lines import LINE_LIMIT
from service.batch.records import Record
from service.cli.table import table
from service.model import Json, Page
from service.render import canonical_bytes

#: How a file of answers may be called here.
NAMES = ".ndjson (or .jsonl), .csv or .csl.json"

#: A further value of ``--explain`` here, beside the levels of an answer.
TABLE = "table"

KINDS = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".json": "json"}


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "normalize",
        help="answer single pages",
        description="Print the answer for each page: one line of canonical JSON, the same bytes "
        "that the service gives; or, "
        "with --explain table, what was read for every field, whether it was used, and why.",
        epilog="example: dateline normalize page.html --url https://news.example/a "
        "--fetched-at 2022-02-26T08:00:00Z\n"
        "         dateline normalize page.html --explain table",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "pages",
        metavar="PAGE",
        nargs="+",
        help="a file (.html, .txt, or .json with a page as it would be posted), or - for a pipe",
    )
    command.add_argument(
        "--type",
        choices=("html", "text", "json"),
        help="the type of a PAGE whose name does not say it (default: html)",
    )
    command.add_argument("--url", metavar="URL", help="where the page was fetched")
    arguments.add_fetched_at(command)
    command.add_argument(
        "--language",
        metavar="TAG",
        help="the page's language as you know it (BCP 47); it is evidence, not an order",
    )
    command.add_argument(
        "--assume-zone",
        metavar="IANA",
        type=arguments.zone,
        help="the time zone to assume if the page states none",
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="OUTPUT",
        type=output,
        help=f"a file instead of the screen: {NAMES}",
    )
    arguments.add_form(command, "summary", TABLE)
    command.add_argument(
        "--pretty", action="store_true", help="print the JSON over several lines, for people"
    )
    command.set_defaults(run=_run, usage=command.error)


def _run(options: argparse.Namespace) -> int:
    described = any((options.url, options.fetched_at, options.language, options.assume_zone))
    kinds = [KINDS.get(Path(name).suffix.lower(), options.type or "html") for name in options.pages]
    if described and len(options.pages) > 1:
        options.usage(
            "--url, --fetched-at, --language and --assume-zone describe one page: "
            "give "
            "one PAGE, or JSON"
        )
    if described and kinds == ["json"]:
        options.usage("the page is JSON: url, fetchedAt, language and assumeZone are members of it")
    if options.explain == TABLE and (options.pretty or options.view == "flat"):
        options.usage(
            f"--explain {TABLE} is laid out already: --pretty and --view flat are for JSON"
        )
    if options.output is None:
        pages = zip(options.pages, kinds, strict=True)
        return max([_printed(name, kind, options) for name, kind in pages])
    if options.explain == TABLE or options.pretty:
        options.usage(
            f"-o writes what programs read: --explain {TABLE} and --pretty are for people"
        )
    return _written(kinds, options)


def output(text: str) -> Path:
    """Parse the argument that names a file of answers."""
    if named(text) not in FORMATS or text.lower().endswith((".gz", ".zst")):
        raise argparse.ArgumentTypeError(f"{text!r} is not called {NAMES}")
    return Path(text)


def _written(kinds: Sequence[str], options: argparse.Namespace) -> int:
    """Write the answers to a file as its name says; return the exit code."""
    written = named(options.output.name) or "ndjson"
    arguments.flatten(options, written)
    form = arguments.form(options)
    formed = formats(form)[written]
    made = [
        _one(name, kind, options, lambda page: formed.document(result_of(page, form), form))
        for name, kind in zip(options.pages, kinds, strict=True)
    ]
    named_by = len(options.pages) > 1 or written == "csv"
    lines = [
        formed.written(each, name if named_by else None)
        for name, each in zip(options.pages, made, strict=True)
        if isinstance(each, Answer)
    ]
    try:
        options.output.write_bytes(b"".join(formed.frame.around(lines)))
    except OSError as error:
        return _say(str(options.output), f"cannot be written: {error.strerror}", 4)
    return max([each if isinstance(each, int) else 0 for each in made])


def _printed(name: str, kind: str, options: argparse.Namespace) -> int:
    """Print the answer for one page; return the exit code."""
    form = arguments.form(options)
    form = replace(form, explain="full") if options.explain == TABLE else form
    made = _one(name, kind, options, lambda page: answered(page, form))
    if isinstance(made, int):
        return made
    sys.stdout.buffer.write(_laid_out(name, made.document or {}, options))
    sys.stdout.buffer.flush()
    return 0


def _one(name: str, kind: str, options: argparse.Namespace, work: Work) -> Answer | int:
    """Return the answer for one page, or the exit code where it has none and why was said."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LINE_LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LINE_LIMIT + 1)
    except OSError as error:
        return _say(name, f"cannot be read: {error.strerror}", 3)
    if not data:
        return _say(name, "is empty", 1)
    if len(data) > LINE_LIMIT:
        return _say(name, f"is larger than {LINE_LIMIT} bytes", 1)
    page = Page(
        url=options.url,
        fetched_at=options.fetched_at,
        language=options.language,
        assume_zone=options.assume_zone,
    )
    content = (
        data
        if kind == "json"
        else replace(page, html=data)
        if kind == "html"
        else replace(page, text=data)
    )
    made = answer(Record(1, content), work)
    return made if made.document else _say(name, canonical_bytes(made.problem).decode(), 1)


def _laid_out(name: str, document: Mapping[str, Json], options: argparse.Namespace) -> bytes:
    """Return the answer in the form that is printed."""
    if options.explain == TABLE:
        # A pipe has no width of its own, and a file is read in an editor.
        lines = table(document, shutil.get_terminal_size((200, 24)).columns)
        head = [f"page: {name}"] if len(options.pages) > 1 else []
        return "".join(f"{line}\n" for line in (*head, *lines)).encode("utf-8", "replace")
    written = canonical_bytes(document)
    if options.pretty:
        return json.dumps(json.loads(written), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
    return written + b"\n"


def _say(name: str, what: str, code: int) -> int:
    print(f"dateline normalize: {name}: {what}", file=sys.stderr)
    return code
