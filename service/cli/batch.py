"""``dateline batch``: answers files of pages on all cores, with progress, a summary, and resuming
after a crash.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from service import arguments
from service.batch.formats import NAMES, named
from service.batch.run import TOP, OutputError, Plan, Summary, begin, run
from service.batch.sources import KINDS, STDIN, InputError, Source, sources, unread
from service.cli import wanted

EPILOG = f"""\
input: {KINDS};
- is NDJSON or a JSON array from a pipe. Directories are walked in the order of their paths.
output: one line or row for every page, in the order of the input. If a page cannot be answered, its
problem is there, and its source, line and reason are also in OUTPUT.bad.ndjson. The output is
called OUTPUT.partial until it is complete.

examples:
  dateline batch pages.ndjson.gz -o answers.ndjson.gz
  dateline batch CC-NEWS-*.warc.gz -o news.parquet --view flat
  dateline batch crawl/ -o news.csv                    for a spreadsheet; .csl.json for Zotero
  dateline batch crawl/ -o answers.ndjson --resume     go on after a crash; does no harm without one
  dateline batch CC-NEWS-*.warc.gz -o de.ndjson --language de --since 2026-01-01 \\
    --status clean --status repaired

exit codes: 0 all pages were answered, 1 some were not, 2 wrong arguments, 3 an input could not be
read as a whole, 4 the machine failed (disk full), 130 and 143 interrupted; --resume goes on after
these three.
"""

# Seconds between progress lines where there is no terminal.
QUIET = 10.0


def add(commands: arguments.Commands) -> None:
    """Add the sub-command with its arguments."""
    command = commands.add_parser(
        "batch",
        help="answer files of pages: NDJSON, WARC, Parquet, directories",
        description="Answer every page of the inputs, on all cores, in order.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "inputs", metavar="INPUT", nargs="+", help="a file of pages, a directory, or - for a pipe"
    )
    command.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUTPUT",
        help=f"a file: {NAMES}; or - for the screen",
    )
    command.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=arguments.count,
        default=cores(),
        help="number of processes (default: one per core, %(default)s)",
    )
    arguments.add_form(command, "none")
    wanted.add(command)
    command.add_argument(
        "--captures",
        action="store_true",
        help="answer the captures of an address together: one answer each, with its history",
    )
    command.add_argument(
        "--resume",
        action="store_true",
        help="go on where an earlier run of the same command stopped",
    )
    command.add_argument(
        "--force", action="store_true", help="replace an output that exists, complete or not"
    )
    command.add_argument(
        "--dead-letters",
        metavar="FILE",
        help="where failed pages are listed (default: OUTPUT.bad.ndjson)",
    )
    command.add_argument(
        "-q", "--quiet", action="store_true", help="print no progress and no summary"
    )
    command.set_defaults(run=_run, usage=command.error)


class _Stopped(BaseException):
    """Raised on SIGTERM; a BaseException, so that no handler of errors catches it."""


def _run(options: argparse.Namespace) -> int:
    try:
        plan = _plan(options)
        todo = begin(plan, options.resume, options.force)
    except InputError as error:
        return say(str(error), 3)
    except OutputError as error:
        return say(str(error), 2)
    if not todo:
        return say(f"{plan.output} is complete, there is nothing to do", 0)
    return carried_out(plan, options.quiet)


def carried_out(plan: Plan, quiet: bool) -> int:
    """Run the plan with progress and a summary on standard error; return the exit code."""
    signal.signal(signal.SIGTERM, _stop)
    progress = _progress(plan, quiet)
    try:
        summary = run(plan, progress.watch)
    except KeyboardInterrupt:
        return _interrupted(progress, plan, 130)
    except _Stopped:
        return _interrupted(progress, plan, 143)
    except BrokenPipeError:
        # no failure of the machine's: the command ends in silence
        raise
    except OSError as error:
        progress.close()
        return say(
            (
                f"{error.filename or plan.output}: {error.strerror}; --resume goes on "
                "once "
                "that is mended"
            ),
            4,
            plan.command,
        )
    except BrokenProcessPool:
        progress.close()
        return say("no process can be started; -j 1 does without", 4, plan.command)
    progress.close()
    if not quiet:
        _summary(summary, plan)
    return 3 if summary.unreadable or summary.gaps else 1 if summary.statuses["failed"] else 0


def _plan(options: argparse.Namespace) -> Plan:
    """Return the plan that the arguments describe; wrong ones end the program."""
    output = None if options.output == STDIN else Path(options.output)
    if output is not None and named(output.name) is None:
        options.usage(
            f"{output}: an output is called {NAMES}; or it is -, which is NDJSON on the screen"
        )
    if output is not None and not output.parent.is_dir():
        options.usage(f"{output.parent}: there is no such directory")
    if options.resume and (output is None or STDIN in options.inputs):
        options.usage(
            "--resume needs inputs and an output that are files: what went through a pipe is gone"
        )
    files = sources(options.inputs)
    require(files, output, options.usage)
    dead = (
        Path(options.dead_letters)
        if options.dead_letters
        else output and output.with_name(output.name + ".bad.ndjson")
    )
    several = len(options.inputs) > 1 or any(Path(name).is_dir() for name in options.inputs)
    if output is not None:
        arguments.flatten(options, named(output.name))
    form, filters, passed = (
        arguments.form(options),
        wanted.filters(options),
        tuple(unread(options.inputs)),
    )
    plan = Plan(tuple(files), output, form, dead, options.jobs, several, filters, passed)
    return replace(plan, captures="answer") if options.captures else plan


def require(files: Iterable[Source], output: Path | None, usage: Callable[[str], NoReturn]) -> None:
    """End the program where a library of the extra is needed and absent."""
    names = [file.name.lower() for file in files]
    if (
        any(name.endswith(".parquet") for name in [*names, str(output).lower()])
        and find_spec("pyarrow") is None
    ):
        usage("Parquet needs pyarrow, which is not installed: `make batch` installs it")


class _Progress:
    """Progress as lines at intervals, for logs."""

    def __init__(self, total: int, who: str) -> None:
        self.total = total
        self.who = who
        self.begun = self.said = time.monotonic()
        self.first: tuple[int, int] | None = None

    def watch(self, summary: Summary, offset: int) -> None:
        """Report the progress, if it is time."""
        if self.first is None:
            self.first = (summary.pages, offset)
        now = time.monotonic()
        if now - self.said >= QUIET:
            self.said = now
            self.show(summary, offset, now - self.begun)

    def show(self, summary: Summary, offset: int, seconds: float) -> None:
        """Print a line of progress."""
        pages, start = self.first or (0, 0)
        line = f"{summary.pages:,} pages, {(summary.pages - pages) / seconds:.1f} pages/s"
        if self.total and offset > start:
            left = seconds * (self.total - offset) / (offset - start)
            line += f", {100 * offset / self.total:.0f} %, {_time(left)} left"
        print(f"{self.who}: {line}", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Do nothing: there is no bar to finish."""


class _Bar(_Progress):
    """Progress as a bar with rate and time left, for people."""

    def __init__(self, total: int, who: str, bar: Any) -> None:
        super().__init__(total, who)
        self.bar = bar

    def watch(self, summary: Summary, offset: int) -> None:
        """Move the bar; its length is in bytes, since the number of pages in a file is unknown."""
        if self.first is None:
            self.first = (summary.pages, offset)
            self.bar.initial = offset
        seconds = max(time.monotonic() - self.begun, 1e-9)
        failed = summary.statuses["failed"]
        note = f"{summary.pages:,} pages, {(summary.pages - self.first[0]) / seconds:.1f} pages/s"
        self.bar.set_postfix_str(note + (f", {failed:,} failed" if failed else ""), refresh=False)
        self.bar.update(offset - self.bar.n)

    def close(self) -> None:
        """Close the bar and leave it on the screen."""
        self.bar.close()


class _Silent(_Progress):
    """No progress (``--quiet``)."""

    def watch(self, summary: Summary, offset: int) -> None:
        """No progress (``--quiet``)."""


def _progress(plan: Plan, quiet: bool) -> _Progress:
    total = sum(source.size for source in plan.inputs)
    if quiet:
        return _Silent(total, plan.command)
    if not sys.stderr.isatty() or find_spec("tqdm") is None:
        return _Progress(total, plan.command)
    from tqdm import tqdm

    shown = (
        "{percentage:3.0f}%|{bar}| {elapsed}<{remaining}{postfix}"
        if total
        else "{elapsed}{postfix}"
    )
    return _Bar(
        total,
        plan.command,
        tqdm(total=total or None, bar_format=shown, file=sys.stderr, dynamic_ncols=True),
    )


def _summary(summary: Summary, plan: Plan) -> None:
    for line in summary.lines():
        print(f"{plan.command}: {line}", file=sys.stderr)
    for line in _losses(summary, plan):
        print(f"{plan.command}: {line}", file=sys.stderr)


def _losses(summary: Summary, plan: Plan) -> Iterator[str]:
    """Yield what of the inputs was not read, and where what failed is listed."""
    if summary.gaps:
        yield (
            f"the inputs are damaged in {summary.gaps:,} places: {summary.gap_bytes:,} "
            "bytes were passed over"
        )
    if summary.unreadable:
        yield f"{summary.unreadable} of the inputs could not be read to their end"
    if plan.unread:
        yield f"in the directories, {len(plan.unread):,} files or links were not read:"
        yield from (f"  {each.name}: {each.reason}" for each in plan.unread[:TOP])
    if len(plan.unread) > TOP:
        reasons = Counter(each.reason for each in plan.unread[TOP:]).most_common(TOP)
        yield "  and more: " + ", ".join(f"{reason} {number:,}" for reason, number in reasons)
    if summary.statuses["failed"] and plan.dead_letters:
        yield f"what failed is listed in {plan.dead_letters}"


def _interrupted(progress: _Progress, plan: Plan, code: int) -> int:
    progress.close()
    return say(
        "interrupted" + (f"; --resume goes on with {plan.output}" if plan.output else ""),
        code,
        plan.command,
    )


def _stop(*_: object) -> NoReturn:
    raise _Stopped


def _time(seconds: float) -> str:
    """Return a duration in words: "2 h 05 min".

    >>> _time(7500), _time(75), _time(5)
    ('2 h 05 min', '1 min', '5 s')
    """
    minutes = int(seconds // 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02d} min"
    return f"{minutes} min" if minutes else f"{int(seconds)} s"


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def say(what: str, code: int, who: str = "dateline batch") -> int:
    """Print a message to standard error; return the exit code."""
    print(f"{who}: {what}", file=sys.stderr)
    return code
