"""``dateline learn``: learns the habits of a crawl's sites from files of pages, on all cores."""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path

import orjson

from service import arguments
from service.answers import Form
from service.batch.run import OutputError, Plan, begin
from service.batch.sources import STDIN, InputError, sources, unread
from service.cli import wanted
from service.cli.batch import carried_out, cores, require, say
from service.profiles import profile, state
from service.profiles.contribution import Contribution
from service.profiles.problem import ProfileError

WHO = "dateline learn"
EPILOG = """\
What is learned is a sum over a sample of each site's pages, those whose addresses hash lowest: any
split of the pages in any order, and pages that come twice, give the same bytes. Only what the
pages' own witnesses agree on is counted, and no profile is used.

PROFILES.state, beside the output, holds the sample; the next run adds to it, and several machines'
states are merged:
  dateline learn monday.warc.gz -o profiles.json
  dateline learn tuesday.warc.gz -o new.json --profiles profiles.json.state
  dateline learn -o all.json --profiles a.json.state --profiles b.json.state

exit codes: as those of dateline batch; pages that could not be read are counted and leave the rest
as it is.
"""


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "learn",
        help="learn what sites do from their pages",
        description=(
            "Read pages as `dateline batch` does, and write a profile: what each site "
            "does, one line a site."
        ),
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "inputs", metavar="INPUT", nargs="*", help="a file of pages, a directory, or - for a pipe"
    )
    command.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="PROFILES",
        type=Path,
        help="the profile, a .json file",
    )
    command.add_argument(
        "--profiles",
        metavar="STATE",
        type=Path,
        action="append",
        default=[],
        help="a state to go on from; may be repeated",
    )
    command.add_argument(
        "--min-pages",
        metavar="N",
        type=arguments.count,
        default=profile.LEAST_PAGES,
        help="leave out sites of fewer pages (default: %(default)s)",
    )
    command.add_argument(
        "--sample",
        metavar="N",
        type=arguments.count,
        default=state.SAMPLE,
        help="pages of a site that are kept (default: %(default)s)",
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
    command.add_argument(
        "--resume", action="store_true", help="go on where an earlier run of the same stopped"
    )
    command.add_argument(
        "--force", action="store_true", help="replace the output, or start an unfinished one anew"
    )
    command.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    command.set_defaults(run=_run, usage=command.error)


def _run(options: argparse.Namespace) -> int:
    output: Path = options.output
    if output.suffix != ".json" or not output.parent.is_dir():
        options.usage(f"{output}: a profile is a .json file in a directory that exists")
    if not options.inputs and not options.profiles:
        options.usage("nothing to learn from: give pages, or states to merge")
    if options.resume and STDIN in options.inputs:
        options.usage("--resume needs inputs that are files: what went through a pipe is gone")
    if output.exists() and not options.force:
        done = options.resume and not _pages(output).exists()
        return (
            _said(f"{output} is complete, there is nothing to do", 0)
            if done
            else _said(_exists(output), 2)
        )
    code = 0
    try:
        known = state.merged([state.State(options.sample), *map(state.loaded, options.profiles)])
        if options.inputs:
            code = _read(options)
    except InputError as error:
        return _said(str(error), 3)
    except (OutputError, ProfileError) as error:
        return _said(str(error), 2)
    # failed pages are reported and left out; only an aborted run leaves nothing to sum up
    if code not in (0, 1, 3):
        return code
    for told in _learned(output) if options.inputs else ():
        known.add(told)
    state.written(known, output.with_name(output.name + ".state"))
    state.replaced(output, profile.lines_of(known, options.min_pages))
    _pages(output).unlink(missing_ok=True)
    if not options.quiet:
        _said(f"{output}: {len(profile.loaded(output)):,} sites of {len(known.sites):,}", 0)
    return code


def _read(options: argparse.Namespace) -> int:
    """Read the pages, writing a line with each one's contribution; return the exit code."""
    files = sources(options.inputs)
    pages = _pages(options.output)
    require(files, None, options.usage)
    dead = options.output.with_name(options.output.name + ".bad.ndjson")
    passed, filters = tuple(unread(options.inputs)), wanted.filters(options)
    plan = Plan(
        tuple(files),
        pages,
        Form(),
        dead,
        options.jobs,
        False,
        filters,
        passed,
        learning=True,
        command=WHO,
    )
    resume = options.resume and not options.force
    return carried_out(plan, options.quiet) if begin(plan, resume, options.force) else 0


def _pages(output: Path) -> Path:
    """Return the path that keeps the pages' contributions, from which a run can resume."""
    return output.with_name(output.name + ".pages.ndjson.gz")


def _learned(output: Path) -> Iterator[Contribution]:
    with gzip.open(_pages(output)) as lines:
        for line in lines:
            members = orjson.loads(line)
            # the line of a failed page holds its problem
            if "host" in members:
                yield state.contribution_of(members)


def _exists(output: Path) -> str:
    return f"{output} exists: --force replaces it"


def _said(what: str, code: int) -> int:
    return say(what, code, WHO)
