"""One record in, one answer out: what HTTP, the command line and Spark share."""

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
from service.normalize import import_the_rest
from service.observe.transport import sent_at
from service.render import canonical_bytes

log = logging.getLogger(__name__)

#: What makes the answer of a page; it may raise RequestError when the page cannot be answered (its
#: time is used up), and LeftOutError when it is not wanted.
Work: TypeAlias = Callable[[Page], Mapping[str, Json]]

Made = TypeVar("Made")

Identifier: TypeAlias = "str | int | None"

# CPU seconds for one page outside the service.  The service's limit is shorter, since a caller
# waits; in an archive a page near the limit must not be answered on one machine and refused on the
# next.
BUDGET = 30.0

# The greatest depth of a JSON page outside the service, which has a setting with the same default
# (contract.md, "Limits").
JSON_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one record: a document, or the problem that stands in its place."""

    line: int
    id: Identifier
    document: Mapping[str, Json] | None = None
    problem: Problem | None = None
    #: Why the page was filtered out, if it was: then it has neither a document nor a problem.
    left_out: str | None = None
    #: Where and when the page was fetched, as far as its record says so.
    url: str | None = None
    fetched_at: datetime | None = None

    def ndjson(self, source: str | None = None) -> bytes:
        """Return the line of NDJSON; ``source`` is given only where several files are read."""
        place: dict[str, Json] = {"line": self.line}
        if self.id is not None:
            place["id"] = self.id
        if source is not None:
            place["source"] = source
        return canonical_bytes({**place, **(self.document or {"problem": self.problem})}) + b"\n"


def bounded(work: Callable[[], Made], pages: int = 1) -> Made:
    """Return the result of the work on one page, or on several; raises a problem when its CPU time
    runs out, so that others go on.
    """
    import_the_rest()
    seconds, what = BUDGET * pages, "page" if pages == 1 else f"{pages} captures"
    try:
        return deadline.within(seconds, work)
    except deadline.BudgetSpent:
        raise RequestError(
            "out-of-time", f"The {what} took more than {seconds:g} seconds."
        ) from None


def failed(_error: Exception) -> RequestError:
    """Return the problem for a bug of ours; the traceback goes to the log, without any text of the
    page.
    """
    log.exception("a page could not be answered")
    return RequestError("internal-error", problems.BY_SLUG["internal-error"].meaning)


def answer(
    record: Record,
    work: Work,
    json_depth: int = JSON_DEPTH,
    bug: Callable[[Exception], RequestError] = failed,
) -> Answer:
    """Return the answer for the record; an error in one record becomes its problem and never stops
    the batch.

    ``bug`` logs an unexpected exception and makes its problem.
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
    """Return the caller's own key, even of a page that is otherwise invalid."""
    key = members.get("id") if isinstance(members, dict) else None
    if isinstance(key, str):
        return key
    if isinstance(key, float) and key.is_integer():
        key = int(key)
    return (
        key
        if isinstance(key, int) and not isinstance(key, bool) and abs(key) <= SAFE_INTEGER
        else None
    )
