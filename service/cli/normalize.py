"""``dateline normalize``: single pages, from files or a pipe."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from service import arguments
from service.answers import answered
from service.batch.answer import answer
from service.batch.lines import LINE_LIMIT
from service.batch.records import Record
from service.model import Page
from service.render import canonical_bytes

KINDS = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".json": "json"}


def add(commands: arguments.Commands) -> None:
    """The sub-command, with its arguments."""
    command = commands.add_parser(
        "normalize",
        help="answer single pages",
        description="Print the answer for each page, one line of canonical JSON a page, the bytes that the service gives.",
        epilog="example: dateline normalize page.html --url https://news.example/a --fetched-at 2022-02-26T08:00:00Z",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "pages",
        metavar="PAGE",
        nargs="+",
        help="a file (.html, .txt, or .json with a page as it would be posted), or - for a pipe",
    )
    command.add_argument(
        "--type", choices=("html", "text", "json"), help="what a PAGE is whose name does not say it (default: html)"
    )
    command.add_argument("--url", metavar="URL", help="where the page was fetched")
    arguments.add_fetched_at(command)
    command.add_argument(
        "--language", metavar="TAG", help="the page's language as you know it (BCP 47); a witness, not an order"
    )
    command.add_argument(
        "--assume-zone", metavar="IANA", type=arguments.zone, help="the zone to assume where the page states none"
    )
    arguments.add_form(command, "summary")
    command.set_defaults(run=_run, usage=command.error)


def _run(options: argparse.Namespace) -> int:
    described = any((options.url, options.fetched_at, options.language, options.assume_zone))
    kinds = [KINDS.get(Path(name).suffix.lower(), options.type or "html") for name in options.pages]
    if described and len(options.pages) > 1:
        options.usage("--url, --fetched-at, --language and --assume-zone describe one page: give one PAGE, or JSON")
    if described and kinds == ["json"]:
        options.usage("the page is JSON: url, fetchedAt, language and assumeZone are members of it")
    return max([_one(name, kind, options) for name, kind in zip(options.pages, kinds, strict=True)])


def _one(name: str, kind: str, options: argparse.Namespace) -> int:
    """Prints the answer for one page; the exit code."""
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
    page = Page(url=options.url, fetched_at=options.fetched_at, language=options.language, assume_zone=options.assume_zone)
    content = data if kind == "json" else replace(page, html=data) if kind == "html" else replace(page, text=data)
    form = arguments.form(options)
    made = answer(Record(1, content), lambda page: answered(page, form))
    if made.document is None:
        return _say(name, canonical_bytes(made.problem).decode(), 1)
    sys.stdout.buffer.write(canonical_bytes(made.document) + b"\n")
    sys.stdout.buffer.flush()
    return 0


def _say(name: str, what: str, code: int) -> int:
    print(f"dateline normalize: {name}: {what}", file=sys.stderr)
    return code
