"""``dateline drift``: finds out which sites of a crawl changed their habits, and which answers rest
on them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from service import arguments
from service.answers import Form
from service.batch.run import OutputError, Plan, begin
from service.batch.sources import STDIN, InputError, sources, unread
from service.cli import wanted
from service.cli.batch import carried_out, cores, require, say
from service.cli.table import shown
from service.profiles import drift_report as report
from service.profiles import state
from service.profiles.crawl import Crawl
from service.profiles.profile import Profiles
from service.render import canonical_bytes

WHO = "dateline drift"
EPILOG = """\
The pages of each site are looked at in order of fetchedAt, of pages without one in that of the
input, each address once. For each habit that changed the table and the report say since which page,
show three pages of it, and name the answers that rest on it: those that differ once what the site
does now has been learned. Of 1,000 sites that did not change at most one is told to have, over 100
pages each.

examples:
  dateline drift --profiles profiles.json friday.warc.gz
  dateline drift --profiles profiles.json crawl/ -o report.json

exit codes: 0 nothing changed, 1 something did, 2 wrong arguments, 3 an input could not be read as a
whole, 4 the machine failed, 130 and 143 interrupted; pages that could not be answered are counted
and leave the rest as it is.
"""
#: The pages that are named on the screen; the report has all.
_NAMED = 3
#: The habits in words: what a site did, and what it does.
_WORDS: Mapping[str, str] = {
    "place": "the place is gone",
    "witnesses": "dates on which two witnesses agree have become rare",
    "agreement": "the place agrees with the page no more",
    "format": "another format",
    "reading": "written otherwise than it means",
    "damage": "other damage",
    "order": "another order of day and month",
    "zone": "another offset",
    "frame": "another frame around the headline",
    "boilerplate": "on every page, whatever the story",
}


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "drift",
        help="find the sites that changed what they do",
        description=(
            "Read the pages of a crawl in order of time, and tell which habits of a site's profile "
            "changed, since when, and which answers to ask again."
        ),
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "inputs", metavar="INPUT", nargs="+", help="a file of pages, a directory, or - for a pipe"
    )
    command.add_argument(
        "--profiles",
        metavar="FILE",
        type=arguments.profiles,
        required=True,
        help="what the sites did, by `dateline learn`",
    )
    command.add_argument(
        "-o", "--output", metavar="REPORT", type=Path, help="the report, a .json file"
    )
    command.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=arguments.count,
        default=cores(),
        help="processes (default: one a core, %(default)s)",
    )
    wanted.add(command)
    command.add_argument("--force", action="store_true", help="replace a report that exists")
    command.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    command.set_defaults(run=_run, usage=command.error)


def _run(options: argparse.Namespace) -> int:
    output: Path | None = options.output
    if output is not None and (output.suffix != ".json" or not output.parent.is_dir()):
        options.usage(f"{output}: a report is a .json file in a directory that exists")
    if output is not None and output.exists() and not options.force:
        return say(f"{output} exists: --force replaces it", 2, WHO)
    with ExitStack() as stack:
        # beside the report, where there is room for what a crawl told
        beside = None if output is None else output.parent
        folder = Path(stack.enter_context(TemporaryDirectory(prefix=".drift-", dir=beside)))
        try:
            return _found(options, folder)
        except InputError as error:
            return say(str(error), 3, WHO)
        except OutputError as error:
            return say(str(error), 2, WHO)


def _found(options: argparse.Namespace, folder: Path) -> int:
    """Read the pages, compare, ask again, and write; return the exit code."""
    profiles: Profiles = options.profiles
    plan = _plan(options, folder)
    begin(plan, False, False)
    code = carried_out(plan, options.quiet)
    # failed pages are reported and left out
    if code not in (0, 1, 3):
        return code
    assert plan.output is not None
    crawl = Crawl(plan.output, profiles)
    sites = list(report.drifted(crawl, profiles))
    asked: report.Asked = {}
    if sites:
        again = replace(
            plan,
            output=folder / "again.ndjson",
            dead_letters=None,
            form=Form(profiles=profiles),
            learning=False,
            again=report.relearned(crawl, sites),
            only=report.records(crawl, sites),
        )
        begin(again, False, False)
        stopped = carried_out(again, True)
        if stopped not in (0, 1, 3):
            return stopped
        asked = _asked(folder / "again.ndjson", report.evidence(crawl, sites))
    told = report.document(crawl, profiles, sites, asked)
    if options.output is not None:
        state.replaced(options.output, [canonical_bytes(told) + b"\n"])
    print("\n".join(_lines(told)))
    return 3 if code == 3 else 1 if sites else 0


def _plan(options: argparse.Namespace, folder: Path) -> Plan:
    """Return the plan of reading what each page tells; pages from a pipe are kept, since some are
    read twice.
    """
    names = list(options.inputs)
    if STDIN in names:
        kept = folder / "stdin.ndjson"
        with kept.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        names = [str(kept) if name == STDIN else name for name in names]
    files = sources(names)
    require(files, None, options.usage)
    return Plan(
        tuple(files),
        folder / "pages.ndjson",
        Form(),
        options.output and options.output.with_name(options.output.name + ".bad.ndjson"),
        options.jobs,
        True,
        wanted.filters(options),
        tuple(unread(names)),
        learning=True,
        command=WHO,
    )


def _asked(path: Path, evidence: frozenset[tuple[str, int]]) -> report.Asked:
    """Return what differs when pages are asked again, and what those of the evidence say."""
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    with path.open("rb") as lines:
        for line in map(orjson.loads, lines):
            record = (line["source"], line["line"])
            kept = line if record in evidence else {"fields": line.get("fields")}
            if kept.get("fields") or record in evidence:
                found[record] = kept
    return found


# ------------------------------------------------------------------ the table for people


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the report as lines for people."""
    changed = told["changed"]
    for site in changed:
        yield (
            f"{site['site']}: {len(site['changes'])} of {site['watched']} habits changed, "
            f"{site['pages']:,} pages"
        )
        for change in site["changes"]:
            yield from _change(change)
        yield from _again(site["askAgain"])
        yield ""
    rest = f"; {told['unknown']:,} pages of sites without a profile" if told["unknown"] else ""
    yield f"{len(changed):,} of {told['sites']:,} sites changed, {told['pages']:,} pages{rest}"


def _change(change: Mapping[str, Any]) -> Iterator[str]:
    where = ", ".join([*change["fields"], *filter(None, [change.get("place")])])
    moved = " -> ".join(change[name] for name in ("was", "now") if name in change)
    yield shown(f"  {where}: {_WORDS[change['habit']]}" + (f": {moved}" if moved else ""))
    since, certain = change["since"], change["certain"]
    before, after = change["before"], change["after"]
    yield (
        f"    since page {since['page']}{_on(since)}, certain with page {certain['page']}: "
        f"{_of(before)} pages before, {_of(after)} since"
    )
    for page in change["evidence"]:
        yield shown(f"    {page['url']}" + (f"  {page['says']}" if "says" in page else ""))


def _of(counted: Mapping[str, int]) -> str:
    return f"{counted['broken']} of {counted['pages']}"


def _on(page: Mapping[str, Any]) -> str:
    return f" ({page['fetchedAt'][:10]})" if "fetchedAt" in page else ""


def _again(pages: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield which answers rest on the changes: how many, by field, and the first of them."""
    if not pages:
        yield "  no answer rests on it"
        return
    yield f"  ask again {len(pages):,} pages:"
    for page in pages[:_NAMED]:
        yield shown(f"    {page['url']}  {', '.join(page['fields'])}")
    if len(pages) > _NAMED:
        yield f"    and {len(pages) - _NAMED:,} more, all in the report (-o)"
