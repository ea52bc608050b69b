"""A run over files: reads them, answers on all cores, writes, counts, and resumes after a crash."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from service.answers import Form, digest
from service.batch import captures, outputs, pool, sources, store
from service.batch.answer import Answer
from service.batch.filters import Filters
from service.batch.formats import named
from service.batch.lines import broken
from service.batch.records import Record, Skipped
from service.batch.sources import Source, Unread
from service.http.problems import RequestError
from service.model import Json
from service.profiles.profile import Profiles
from service.render import canonical_bytes

# Records between commits: about a quarter of a minute of work on two cores, and row groups of a
# size that readers like.
COMMIT = 1024

# Entries shown of each count: more would scroll the first off the screen.
TOP = 8


class OutputError(Exception):
    """Raised for an output that cannot be written; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The inputs, the output and the options of a run."""

    inputs: tuple[Source, ...]
    #: None means standard output.
    output: Path | None
    form: Form
    dead_letters: Path | None
    workers: int = 1
    #: Whether every line names its source.
    sources: bool = False
    filters: Filters = field(default_factory=Filters)
    #: What stands in a directory of the inputs and is not read; it decides nothing, and a resumed
    #: run may find more.
    unread: tuple[Unread, ...] = ()
    #: Whether the pages' contributions to their sites' profiles are written instead of their
    #: answers.
    learning: bool = False
    #: Whether captures of one address are gathered, or answered together.
    captures: pool.Captures = ""
    #: Profiles with which the pages are asked again; the fields that differ are written.
    again: Profiles | None = None
    #: The records that are read, by source and line; None for all.
    only: frozenset[tuple[str, int]] | None = None
    #: The name of the command that started the run.
    command: str = "dateline batch"

    @property
    def written(self) -> str:
        """The form in which the answers are written, as the output's name says."""
        told = None if self.output is None or self.learning else named(self.output.name)
        return told or "ndjson"

    @property
    def fingerprint(self) -> str:
        """Return a digest of everything that decides the output: only a run with the same one can
        resume this one.
        """
        profiles = None if self.form.profiles is None else self.form.profiles.digest
        form = asdict(replace(self.form, profiles=None))
        wanted = [
            form,
            digest(self.form.thresholds),
            self.sources,
            asdict(self.filters),
            profiles,
            self.learning,
            self.captures,
            self.again and self.again.digest,
            self.only and sorted(self.only),
        ]
        parts = [[asdict(source) for source in self.inputs], *wanted]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(slots=True)
class Summary:
    """The counts of a run so far."""

    statuses: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    #: Sources that could not be read to their end.
    unreadable: int = 0
    #: Places where a source was damaged and read on behind, and the bytes that were passed over.
    gaps: int = 0
    gap_bytes: int = 0

    @property
    def pages(self) -> int:
        """The number of pages that were answered or failed."""
        return self.statuses.total()

    def add(self, chunk: list[Record], done: pool.Done) -> None:
        """Add the counts of a chunk."""
        self.statuses.update(done.statuses)
        self.rules.update(done.rules)
        self.left_out.update(done.left_out)
        self.skipped.update(
            record.content.reason for record in chunk if isinstance(record.content, Skipped)
        )
        self.notes.update(record.note for record in chunk if record.note)
        self.failures.update(str((answer.problem or {})["title"]) for _, answer in done.failures)
        self.unreadable += sum(record.last for record in chunk)
        self.gaps += sum(record.gap > 0 for record in chunk)
        self.gap_bytes += sum(record.gap for record in chunk)

    def lines(self) -> Iterator[str]:
        """Yield the summary as lines of text."""
        kinds = ("clean", "repaired", "unresolved", "failed")
        yield f"{self.pages:,} pages: " + ", ".join(
            f"{self.statuses[kind]:,} {kind}" for kind in kinds
        )
        if self.left_out:
            yield f"{self.left_out.total():,} pages left out by the filters"
        counts = (
            ("top rules", self.rules),
            ("left out", self.left_out),
            ("skipped", self.skipped),
            ("notes", self.notes),
            ("failures", self.failures),
        )
        for name, counter in counts:
            if counter:
                top = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
                shown = ", ".join(f"{what} {number:,}" for what, number in top[:TOP])
                yield f"{name}: {shown}" + (f" and {len(top) - TOP} more" if len(top) > TOP else "")


#: Called after every chunk with the summary so far and the number of input bytes done.
Watcher = Callable[[Summary, int], None]


@dataclass(slots=True)
class _Checkpoint:
    """The state at the last commit: records read, output and dead letters written."""

    fingerprint: str
    records: int = 0
    output: int = 0
    dead_letters: int = 0
    summary: Summary = field(default_factory=Summary)


def begin(plan: Plan, resume: bool, force: bool) -> bool:
    """Prepare the output; return whether there is anything to do.  OutputError when the output must
    not be touched.
    """
    if plan.output is None:
        return True
    # captures are gathered first, and until then the output is not begun
    kept = looks_of(plan) if plan.captures else None
    first = _place(kept).exists() if kept is not None else False
    begun = _place(plan.output).exists() or first
    if force:
        _removed(plan.output, kept)
    elif plan.output.exists():
        if not resume:
            raise OutputError(f"{plan.output} exists: --force replaces it")
        # The earlier run ended between giving the output its name and removing its checkpoint.
        _place(plan.output).unlink(missing_ok=True)
        if kept is not None:
            _unkept(kept)
        return False
    elif begun and not resume:
        raise OutputError(
            f"{plan.output} was begun by a run that did not end: --resume goes on "
            "with "
            "it, --force starts anew"
        )
    elif begun and _is_another(plan, kept):
        raise OutputError(
            f"{plan.output} was begun with other inputs, options or another version: "
            "--force starts anew"
        )
    return True


def _removed(output: Path, kept: Path | None) -> None:
    """Remove an output, and what an unfinished run of it left."""
    for path in (output, _place(output)):
        path.unlink(missing_ok=True)
    if kept is not None:
        _unkept(kept)


def _unkept(kept: Path) -> None:
    """Remove the captures that were kept, and how far they were gathered."""
    for folder in (kept, store.partial(kept)):
        shutil.rmtree(folder, ignore_errors=True)
    _place(kept).unlink(missing_ok=True)


def _is_another(plan: Plan, kept: Path | None) -> bool:
    """Return whether the unfinished run is one of other inputs or options."""
    assert plan.output is not None, "what is unfinished has a name"
    if kept is not None and _place(kept).exists():
        return _loaded(kept).fingerprint != gathered(plan, kept).fingerprint
    return _loaded(plan.output).fingerprint != plan.fingerprint


def run(plan: Plan, watch: Watcher) -> Summary:
    """Read, answer and write everything; return the counts."""
    summary = _run_captures(plan, watch) if plan.captures else _run(plan, watch)
    if plan.output is not None:
        _place(plan.output).unlink()
    return summary


def _run_captures(plan: Plan, watch: Watcher) -> Summary:
    """Gather the captures of each address, then answer each; what was done of either is not done
    again.
    """
    with ExitStack() as temporary:
        folder = None
        if plan.output is None:
            folder = Path(temporary.enter_context(TemporaryDirectory(prefix="dateline-")))
        kept = looks_of(plan, folder)
        gathering = gathered(plan, kept)
        if not kept.exists():
            _run(gathering, watch)
        before = _loaded(kept)
        before.summary.skipped["a revisit of a response that is not there"] += store.unknown(kept)
        since = _Checkpoint(plan.fingerprint, 0, 0, before.dead_letters, before.summary)
        summary = _run(plan, watch, since, kept)
        _unkept(kept)
        return summary


def looks_of(plan: Plan, folder: Path | None = None) -> Path:
    """Return where the captures of a run are kept between its two parts."""
    if plan.output is None:
        return (folder or Path()) / f"captures{outputs.LOOKS}"
    return plan.output.with_name(plan.output.name + outputs.LOOKS)


def gathered(plan: Plan, kept: Path) -> Plan:
    """Return the first part of a run over captures: its records become looks."""
    return replace(plan, output=kept, captures="gather")


def _run(
    plan: Plan, watch: Watcher, since: _Checkpoint | None = None, kept: Path | None = None
) -> Summary:
    """Read, answer and write everything from the last checkpoint on; return the counts.

    The checkpoint stays.  ``since`` is what counts before there is one, and ``kept`` where the
    captures are, if they are read instead of the inputs.
    """
    at = since or _Checkpoint(plan.fingerprint)
    if plan.output is not None and _place(plan.output).exists():
        at = _loaded(plan.output)
    with ExitStack() as files:
        output = files.enter_context(
            closing(outputs.opened(plan.output, at.output, plan.form, plan.written))
        )
        dead = (
            outputs.DeadLetters(plan.dead_letters, at.dead_letters) if plan.dead_letters else None
        )
        if dead:
            files.enter_context(closing(dead))
        if plan.output is not None:
            _save(plan.output, at)
        _work(plan, at, output, dead, watch, kept)
        output.finish()
    return at.summary


def _work(
    plan: Plan,
    at: _Checkpoint,
    output: outputs.Output,
    dead: outputs.DeadLetters | None,
    watch: Watcher,
    kept: Path | None,
) -> None:
    """Read, answer and write the records after the checkpoint."""
    task = pool.Task(
        plan.form,
        plan.written,
        plan.sources and plan.captures != "answer",
        plan.filters,
        plan.learning,
        plan.captures,
        plan.again,
    )
    since = 0
    found = _wanted(plan) if kept is None else captures.records(kept)
    for chunk, done in pool.through(islice(found, at.records, None), task, plan.workers):
        output.write(done.made)
        if dead:
            dead.write(b"".join(_dead_letter(*failure) for failure in done.failures))
        at.summary.add(chunk, done)
        at.records += len(chunk)
        since += len(chunk)
        watch(at.summary, chunk[-1].offset)
        if since >= COMMIT:
            _commit(plan, at, output, dead)
            since = 0
    _commit(plan, at, output, dead)


def _wanted(plan: Plan) -> Iterator[Record]:
    """Yield the records of the plan."""
    records = _records(plan.inputs)
    if plan.only is None:
        return records
    only = plan.only
    return (record for record in records if (record.source, record.line) in only)


def _records(inputs: tuple[Source, ...]) -> Iterator[Record]:
    """Yield the records of all inputs in order; offsets continue from one input to the next."""
    base = 0
    for source in inputs:
        try:
            for record in sources.records(source):
                yield replace(record, offset=base + record.offset)
        except OSError as error:
            reason = RequestError("malformed-body", f"The file cannot be read: {error.strerror}.")
            yield broken(1, reason, source.name, base)
        base += source.size


def _dead_letter(source: str, answer: Answer) -> bytes:
    place: dict[str, Json] = {"source": source, "line": answer.line, "problem": answer.problem}
    return canonical_bytes(place if answer.id is None else {**place, "id": answer.id}) + b"\n"


def _commit(
    plan: Plan, at: _Checkpoint, output: outputs.Output, dead: outputs.DeadLetters | None
) -> None:
    """Flush the output first, then write the checkpoint: a crash between the two repeats work and
    loses none.
    """
    at.output = output.commit()
    at.dead_letters = dead.commit() if dead else 0
    if plan.output is not None:
        _save(plan.output, at)


def _place(output: Path) -> Path:
    return output.with_name(output.name + ".progress")


def _save(output: Path, at: _Checkpoint) -> None:
    place = _place(output)
    new = place.with_name(place.name + ".new")
    with new.open("w") as file:
        # dataclasses.asdict would count the pairs of a Counter.
        json.dump(
            at,
            file,
            default=lambda part: {one.name: getattr(part, one.name) for one in fields(part)},
        )
        file.flush()
        os.fsync(file.fileno())
    new.replace(place)


def _loaded(output: Path) -> _Checkpoint:
    """Return the checkpoint of an output; OutputError when the file is not a checkpoint of ours."""
    try:
        saved: dict[str, Any] = json.loads(_place(output).read_text())
        counted: dict[str, Any] = saved.pop("summary")
        summary = Summary()
        for name, value in counted.items():
            setattr(summary, name, Counter(value) if isinstance(value, dict) else value)
        return _Checkpoint(**saved, summary=summary)
    except (ValueError, TypeError, KeyError):
        raise OutputError(f"{_place(output)} cannot be read: --force starts anew") from None
