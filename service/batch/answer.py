"""One record in, one answer out: the seam that HTTP, the command line and Spark share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from schemas.page import SAFE_INTEGER, ScrapedPage
from service import deadline
from service.batch.filters import LeftOutError
from service.batch.records import Problem, Record
from service.http import limits, pages, problems
from service.http.problems import Faults, RequestError
from service.model import Json, Page
from service.observe.transport import sent_at
from service.render import canonical_bytes

log = logging.getLogger(__name__)

#: What makes the answer of a page; it may raise RequestError when the page cannot be answered (its time is used up), and
#: LeftOutError when it is not wanted.
Work: TypeAlias = Callable[[Page], Mapping[str, Json]]

Made = TypeVar("Made")

Identifier: TypeAlias = "str | int | None"

# Seconds on a processor for one page outside of the service. Its own limit is shorter, since a caller waits; in an archive a
# page near the limit must not be answered on one machine and refused on the next.
BUDGET = 30.0

# The levels of a JSON page outside the service, whose own is a setting with the same default (contract.md, "Limits").
JSON_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one record: a document, or the problem that stands in its place."""

    line: int
    id: Identifier
    document: Mapping[str, Json] | None = None
    problem: Problem | None = None
    #: Why the page is not wanted, where it is not: then there is neither.
    left_out: str | None = None
    #: Where and when the page was fetched, as far as its record says so.
    url: str | None = None
    fetched_at: datetime | None = None

    def ndjson(self, source: str | None = None) -> bytes:
        """The line of NDJSON; ``source`` only where several files are read."""
        place: dict[str, Json] = {"line": self.line}
        if self.id is not None:
            place["id"] = self.id
        if source is not None:
            place["source"] = source
        return canonical_bytes({**place, **(self.document or {"problem": self.problem})}) + b"\n"


def bounded(work: Callable[[], Made]) -> Made:
    """The result of the work on one page; the problem of a page that takes for ever, so that it costs itself and no other."""
    try:
        return deadline.within(BUDGET, work)
    except deadline.BudgetSpent:
        raise RequestError("out-of-time", f"The page took more than {BUDGET:g} seconds.") from None


def failed(_error: Exception) -> RequestError:
    """The problem for our own bug; the traceback goes to the log, which has no word of the page."""
    log.exception("a page could not be answered")
    return RequestError("internal-error", problems.BY_SLUG["internal-error"].meaning)


def answer(
    record: Record, work: Work, json_depth: int = JSON_DEPTH, bug: Callable[[Exception], RequestError] = failed
) -> Answer:
    """The answer for the record; whatever is wrong with one is its own problem and never the batch's.

    ``bug`` makes the problem of an exception that is nobody's fault but ours, and logs it.
    """
    made = Answer(record.line, record.id)
    try:
        page = record.content
        if isinstance(page, bytes):
            members = limits.parsed_json(page, json_depth)
            made = replace(made, id=made.id if _id(members) is None else _id(members))
            page = _page(members)
        if isinstance(page, Page):
            made = replace(made, url=page.url, fetched_at=page.fetched_at or sent_at(page.headers))
            return replace(made, document=work(page))
    except LeftOutError as reason:
        return replace(made, left_out=str(reason))
    except RequestError as error:
        return replace(made, problem=problems.of_error(error))
    except Exception as error:
        return replace(made, problem=problems.of_error(bug(error)))
    assert isinstance(page, Mapping), "a skipped record has no answer"
    return replace(made, problem=page)


def _page(members: Any) -> Page:
    faults = Faults()
    scraped = pages.validated(ScrapedPage, members, "#", faults)
    if scraped is None:
        raise problems.invalid(faults.found)
    return pages.of_scraped(scraped)


def _id(members: Any) -> Identifier:
    """The caller's own key, even of a page that is otherwise at fault."""
    key = members.get("id") if isinstance(members, dict) else None
    if isinstance(key, str):
        return key
    if isinstance(key, float) and key.is_integer():
        key = int(key)
    return key if isinstance(key, int) and not isinstance(key, bool) and abs(key) <= SAFE_INTEGER else None
