"""Captures grouped by address: each record becomes a look on disk, then each address an answer.

Reading and answering are two runs of ``run``, each resumed by itself.  Between them the looks stand
beside the output; what is written follows from them alone, and not from the order of the inputs or
the number of workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from service.answers import Form, captured, document_of_captures
from service.batch import store
from service.batch.answer import Answer, answer, bounded, failed
from service.batch.filters import Filters, LeftOutError
from service.batch.formats import formats
from service.batch.looks import Again, Look, look_of, moment, unpacked
from service.batch.pool import Chunk, Done, Task, written
from service.batch.records import Group, Record, Revisit, Skipped
from service.captures import MOST_CAPTURES, CapturesResult, concluded_each
from service.http import problems
from service.http.problems import RequestError
from service.model import Json, Page, Result


def work(chunk: Chunk, task: Task) -> Done:
    """Return what is made of a chunk: looks to be kept, or the answers of addresses."""
    return _gathered(chunk, task) if task.captures == "gather" else _answered(chunk, task)


# ------------------------------------------------------------------ first: records become looks


def _gathered(chunk: Chunk, task: Task) -> Done:
    """Return the looks of a chunk of records, and what of it is none."""
    made: list[Look | Again] = []
    left: list[tuple[str, Answer]] = []
    for record in chunk:
        if isinstance(record.content, Skipped):
            made += _again(record.content, task.filters)
            continue
        looks: list[Look] = []
        told = answer(record, partial(_keep, looks, record, task))
        made += looks
        if not looks:
            left.append((record.source, told))
    done = written(left, task, Done())
    done.made = made
    return done


def _keep(looks: list[Look], record: Record, task: Task, page: Page) -> Mapping[str, Json]:
    """Add the look that a page is."""
    task.filters.of_page(page)
    looks.append(bounded(lambda: look_of(page, record.payload, task.form.thresholds)))
    return {}


def _again(skipped: Skipped, filters: Filters) -> list[Again]:
    """Return the look that a revisit stands for; none for what is no revisit, or not wanted."""
    if not isinstance(skipped, Revisit) or skipped.fetched_at is None:
        return []
    try:
        filters.of_page(Page(url=skipped.url))
    except LeftOutError:
        return []
    of = None if skipped.of is None else moment(skipped.of)
    at = skipped.fetched_at
    return [Again(skipped.url, moment(at), at.isoformat(), skipped.payload, of)]


# ------------------------------------------------------------------ then: addresses are answered


def records(path: Path) -> Iterator[Record]:
    """Yield the looks at each address as one record; ``line`` counts the addresses."""
    done = 0
    for line, group in enumerate(store.groups(path, MOST_CAPTURES), 1):
        done += sum(length for _, _, length in group.looks)
        yield Record(line, group, offset=done)


def _answered(chunk: Chunk, task: Task) -> Done:
    """Return the answers of a chunk of addresses."""
    done = Done()
    found: list[Answer] = []
    for record in chunk:
        group = record.content
        assert isinstance(group, Group), "only addresses are answered"
        for told, result in of_address(group, store.pages(group), record.line, task):
            found.append(told)
            if result is not None:
                done.statuses[result.status] += 1
                done.rules.update(one.rule for r in result.fields.values() for one in r.repairs)
    return written([("", one) for one in found], task, done)


#: The kept pages of an address, each with its time.
Kept = Iterable[tuple[str, bytes]]


def of_address(
    group: Group, kept: Kept, line: int, task: Task
) -> Iterator[tuple[Answer, Result | None]]:
    """Yield the answer of an address: one, or one for each story where none is on most captures."""
    place = Answer(line, None, url=group.address)
    try:
        found = bounded(lambda: _concluded(group, kept, task.form), max(len(group.looks), 1))
    except RequestError as error:
        problem = problems.of_error(error)
        yield replace(place, problem={**problem, "address": group.address}), None
        return
    except Exception as error:
        yield replace(place, problem=problems.of_error(failed(error))), None
        return
    for each in found:
        try:
            task.filters.of_result(each.result)
        except LeftOutError as reason:
            yield replace(place, left_out=str(reason)), None
            continue
        seen = datetime.fromisoformat(str(each.history["lastSeen"]))
        told = replace(place, fetched_at=seen, document=_document(group, each, task))
        yield told, each.result


def _concluded(group: Group, kept: Kept, form: Form) -> list[CapturesResult]:
    """Return the answers from the captures of an address, read one at a time."""
    if group.count > MOST_CAPTURES:
        detail = (
            f"The address has {group.count:,} captures, and {MOST_CAPTURES:,} are answered "
            "together: thin them out, or part them by time."
        )
        raise RequestError("body-too-large", detail, limit=MOST_CAPTURES)
    pages = (unpacked(data, said) for said, data in kept)
    told = [captured(page, form) for page in pages]
    return concluded_each(told, form.thresholds)


def _document(group: Group, each: CapturesResult, task: Task) -> Mapping[str, Json]:
    """Return the answer, with address and history where what is written has a place for them."""
    # a row of Parquet is typed later, and an answer as the form says
    of = formats(task.form)["ndjson" if task.written == "parquet" else task.written]
    if of.is_flat:
        return of.document(each.result, task.form)
    if task.form.view == "flat":
        return {"address": group.address, **of.document(each.result, task.form)}
    return {"address": group.address, **document_of_captures(each, task.form)}
