"""A pool of processes: records go to all cores, answers come back in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

from service.answers import Form, result_of
from service.batch.answer import Answer, answer, bounded
from service.batch.filters import Filters, LeftOutError
from service.batch.formats import formats
from service.batch.records import Record, Skipped
from service.http import problems
from service.http.problems import RequestError
from service.model import Json, Page, Result
from service.observe.transport import sent_at
from service.profiles.contribution import contribution
from service.profiles.profile import Profiles

# Records in a chunk: enough to hide the cost of sending it to a worker, few enough for pages of 10
# MB.
CHUNK = 16
CHUNK_BYTES = 4 * 1024 * 1024

# Chunks submitted for each worker: one in work, two waiting, so that no worker waits for the
# reader.
AHEAD = 3

Chunk: TypeAlias = list[Record]
#: What is made of the captures of an address.
Captures: TypeAlias = Literal["", "gather", "answer"]


@dataclass(frozen=True, slots=True)
class Task:
    """What to make of every record: answers of this form, written as text or as an Arrow batch.

    ``written`` is a name of the table of formats, or "parquet".
    """

    form: Form
    written: str = "ndjson"
    #: Whether a line names its source: only where several files are read.
    sources: bool = False
    filters: Filters = field(default_factory=Filters)
    #: Whether each page's contribution to its site's profile is written instead of its answer.
    learning: bool = False
    #: Whether captures of one address are gathered (``gather``), or answered together (``answer``).
    captures: Captures = ""
    #: Other profiles, with which the pages are asked again: the fields that differ are written
    #: instead of the answers.
    again: Profiles | None = None


@dataclass(slots=True)
class Done:
    """A chunk that is done: what is to be written, what failed, and what is counted."""

    made: Any = b""
    failures: list[tuple[str, Answer]] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def work(chunk: Chunk, task: Task) -> Done:
    """Return the answers for a chunk, without skipped and filtered records; runs in a worker or in
    this process.
    """
    if task.captures:
        from service.batch import captures

        return captures.work(chunk, task)
    done = Done()

    def counted(page: Page) -> Mapping[str, Json]:
        task.filters.of_page(page)
        result = bounded(lambda: result_of(page, task.form))
        task.filters.of_result(result)
        made = _made(page, result, task)
        done.statuses[result.status] += 1
        done.rules.update(
            repair.rule for resolution in result.fields.values() for repair in resolution.repairs
        )
        return made

    pairs = [
        (record.source, answer(record, counted))
        for record in chunk
        if not isinstance(record.content, Skipped)
    ]
    return written(pairs, task, done)


def _made(page: Page, result: Result, task: Task) -> Mapping[str, Json]:
    """Return what is written of a page."""
    if task.learning:
        return _told(page, result)
    if task.again is not None:
        return _asked_again(page, result, replace(task.form, profiles=task.again))
    # a row of Parquet is typed later, and an answer as the form says
    written = formats(task.form)["ndjson" if task.written == "parquet" else task.written]
    return written.document(result, task.form)


def _told(page: Page, result: Result) -> Mapping[str, Json]:
    """Return the page's contribution to its site's profile, as JSON, and where and when it was
    fetched.
    """
    told = contribution(page, result)
    if told is None:
        raise LeftOutError("no address")
    fetched = page.fetched_at or sent_at(page.headers)
    return told._asdict() | {"url": page.url or "", "fetchedAt": _utc(fetched)}


def _utc(at: datetime | None) -> str | None:
    """Return a time in UTC to the second, so that times sort as their texts do."""
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


#: The most letters of a statement that is quoted.
_QUOTED = 200


def _asked_again(page: Page, result: Result, form: Form) -> Mapping[str, Json]:
    """Return the fields that differ when a page is asked with other profiles, and what its places
    say.
    """
    other = bounded(lambda: result_of(page, form)).article
    names = sorted(result.article.keys() | other.keys())
    says: dict[str, Json] = {}
    for resolution in result.fields.values():
        for evidence in resolution.evidence:
            raw = evidence.observation.raw
            if isinstance(raw, str):
                says.setdefault(evidence.observation.source.id, " ".join(raw.split())[:_QUOTED])
    differ = [name for name in names if result.article.get(name) != other.get(name)]
    return {"fields": differ, "says": says}


def written(pairs: list[tuple[str, Answer]], task: Task, done: Done) -> Done:
    """Return the chunk with its answers in the form that is written."""
    done.left_out.update(item.left_out for _, item in pairs if item.left_out is not None)
    pairs = [pair for pair in pairs if pair[1].left_out is None]
    done.failures = [pair for pair in pairs if pair[1].problem is not None]
    done.statuses["failed"] += len(done.failures)
    if task.captures == "gather":
        done.made = []
    elif task.written != "parquet":
        form = formats(task.form)[task.written]
        # a table names the source of each row, whether there is one or many
        named = task.sources or task.written == "csv"
        done.made = form.frame.between.join(
            form.written(item, source if named else None) for source, item in pairs
        )
    else:
        from service.batch import arrow

        done.made = arrow.answers(
            [item for _, item in pairs], [source for source, _ in pairs], task.form
        )
    return done


def through(records: Iterable[Record], task: Task, workers: int) -> Iterator[tuple[Chunk, Done]]:
    """Yield every chunk of the records with its result, in order."""
    chunks = _chunks(records)
    if workers == 1:
        yield from ((chunk, work(chunk, task)) for chunk in chunks)
        return
    with _Workers(task, workers) as pool:
        for chunk in chunks:
            pool.submit(chunk)
            if pool.full:
                yield pool.next()
        while pool.waiting:
            yield pool.next()


def _chunks(records: Iterable[Record]) -> Iterator[Chunk]:
    """Yield the records in chunks; the cuts depend on the records alone, so a resumed run makes the
    same ones.
    """
    chunk: Chunk = []
    size = 0
    for record in records:
        chunk.append(record)
        size += _size(record)
        if len(chunk) == CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(record: Record) -> int:
    content = record.content
    if isinstance(content, Page):
        return len(content.html or content.text or b"")
    return len(content) if isinstance(content, bytes) else 0


class _Workers:
    """A pool of processes, and the submitted chunks in order."""

    def __init__(self, task: Task, workers: int) -> None:
        self.task = task
        self.workers = workers
        self.waiting: deque[tuple[Chunk, Future[Done]]] = deque()
        self.pool = _executor(workers)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    @property
    def full(self) -> bool:
        """Return whether a result should be taken before more is submitted."""
        return len(self.waiting) >= AHEAD * self.workers

    def submit(self, chunk: Chunk) -> None:
        """Send a chunk to whichever worker is free first."""
        try:
            future = self.pool.submit(work, chunk, self.task)
        except BrokenProcessPool:
            # A worker has died; the chunk that killed it is dealt with when its turn comes.
            future = Future()
            future.set_exception(BrokenProcessPool())
        self.waiting.append((chunk, future))

    def next(self) -> tuple[Chunk, Done]:
        """Return the oldest chunk with its result; replaces the pool if a worker died."""
        chunk, future = self.waiting.popleft()
        try:
            return chunk, future.result()
        except BrokenProcessPool:
            self.pool.shutdown(wait=False, cancel_futures=True)
            done = _one_by_one(chunk, self.task)
            self.pool = _executor(self.workers)
            rest, self.waiting = self.waiting, deque()
            for later, _ in rest:
                self.submit(later)
            return chunk, done


def _one_by_one(chunk: Chunk, task: Task) -> Done:
    """Return the chunk's result, made record by record in one process: only the record that kills
    it fails.
    """
    parts: list[Done] = []
    pool = _executor(1)
    for record in chunk:
        try:
            parts.append(pool.submit(work, [record], task).result())
        except BrokenProcessPool:
            error = RequestError(
                "internal-error",
                "The process that read this page died; it may have run out of memory.",
            )
            failure = Answer(record.line, record.id, problem=problems.of_error(error))
            parts.append(written([(record.source, failure)], task, Done()))
            pool = _executor(1)
    pool.shutdown()
    whole = Done(failures=[failure for part in parts for failure in part.failures])
    for part in parts:
        whole.statuses.update(part.statuses)
        whole.rules.update(part.rules)
        whole.left_out.update(part.left_out)
    if task.captures == "gather":
        whole.made = [one for part in parts for one in part.made]
    elif task.written != "parquet":
        between = formats(task.form)[task.written].frame.between
        whole.made = between.join(part.made for part in parts if part.made)
    else:
        import pyarrow as pa

        whole.made = pa.concat_batches([part.made for part in parts])
    return whole


def _executor(workers: int) -> ProcessPoolExecutor:
    """Return a pool of started processes; BrokenProcessPool when none can start, which is no
    record's fault.
    """
    # Spawned, since a fork would copy the locks that other threads hold.
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
    )
    pool.submit(int).result()
    return pool


def _begin() -> None:
    """Set up a worker: Ctrl-C is left to the parent, and the worker ends when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
