"""``POST /v1/captures``: several captures of one article in, one answer with its history out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from flask import Blueprint, Response, current_app, request

from service.answers import Form, captured, document_of_captures
from service.batch.answer import answer
from service.batch.records import Problem, Record
from service.captures import Capture, CapturesResult, NoMajorityError, concluded, unreadable
from service.http import limits, metrics, parameters, problems
from service.http.admission import Admission
from service.http.api import (
    form_of,
    page_bug,
    records_of,
    representation,
    response_of,
    settings_in_force,
    thresholds,
)
from service.http.problems import Fault, Faults, RequestError
from service.model import Json, Page
from service.records import replace
from service.render import canonical_bytes
from service.settings import Settings
from service.steps import step

captures = Blueprint("captures", __name__)

MEDIA_TYPE = "application/json"
#: Clocks of crawlers differ; a time later than this was not that of a fetch.
_AHEAD = timedelta(days=1)


@captures.post("/v1/captures")
def answer_captures() -> Response:
    """Return one answer for the captures of one article in the body."""
    admission: Admission = current_app.config["ADMISSION"]
    # Captures are read one after another, as a batch's pages are.
    with admission.stream():
        return _answered(admission)


def _answered(admission: Admission) -> Response:
    media_type = representation(request, (MEDIA_TYPE,))
    settings = settings_in_force()
    faults = Faults()
    wanted = parameters.asked(request.args, raw_body=False, faults=faults)
    if wanted.view == "flat":
        faults.add("?view", "a flat row has no place for a history", "no_flat_view")
    records = records_of(settings, faults)
    form = form_of(wanted, thresholds(wanted, settings))
    read = _Reading(form, admission, settings)
    for record in records:
        if record.last:
            # cut or corrupt: an answer from a part would pass for one from all
            return problems.of_document(cast(Mapping[str, Json], record.content))
        read.add(record)
    read.check()
    found = admission.run(read.concluded, size=0, patient=True)
    metrics.count_result(found.result)
    with step("render"):
        return response_of(canonical_bytes(document_of_captures(found, form)), media_type)


@dataclass(slots=True)
class _Reading:
    """The captures read so far, what is wrong with others, and what with the request."""

    form: Form
    admission: Admission
    settings: Settings
    captures: list[Capture] = field(default_factory=list)
    broken: list[tuple[int, Problem]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    count: int = 0
    size: int = 0

    def add(self, record: Record) -> None:
        """Read a capture in its turn, or keep what is wrong with it."""
        size = len(record.content) if isinstance(record.content, bytes) else 0
        self.count += 1
        self.size += size
        if self.count > self.settings.captures:
            detail = f"more than {self.settings.captures} captures"
            raise problems.invalid([Fault("#", detail, "too_many_captures")])
        if self.size > self.settings.captures_limit:
            raise limits.too_large(self.settings.captures_limit)
        found: list[Capture] = []
        try:
            problem = self.admission.run(lambda: self._read(record, found), size=size, patient=True)
        except RequestError as out_of_time:
            problem = problems.of_error(out_of_time)
        if problem is None:
            self.captures += found
        else:
            self.broken.append((record.line, problem))

    def _read(self, record: Record, found: list[Capture]) -> Problem | None:
        """Add the capture of a record to ``found``; return the problem of one that is no page."""

        def work(page: Page) -> Mapping[str, Json]:
            # the work may be begun a second time
            found.clear()
            if self._has_time(page, record.line) and not self.faults.found:
                found.append(captured(page, self.form))
            return {}

        return answer(record, work, self.settings.json_depth, page_bug).problem

    def _has_time(self, page: Page, line: int) -> bool:
        """Return whether a capture has a time that can be that of its fetch; else that is a fault
        of the request, told once.
        """
        if page.fetched_at is None:
            fault = ("a capture needs the time of its fetch", "no_time")
        elif page.fetched_at > datetime.now(UTC) + _AHEAD:
            fault = ("the time of the fetch is in the future", "time_in_future")
        else:
            return True
        told = Fault(f"#/{line - 1}/fetchedAt", *fault)
        if told not in self.faults.found:
            self.faults.found.append(told)
        return False

    def check(self) -> None:
        """Raise a problem where the request is at fault, or no capture of it can be read."""
        faults = [*self.faults.found]
        if not faults and not self.captures:
            faults = [Fault(f"#/{line - 1}", _why(told), "not_read") for line, told in self.broken]
            faults = faults or [Fault("#", "there is no capture", "no_capture")]
        if faults:
            raise problems.invalid(faults)

    def concluded(self) -> CapturesResult:
        """Return the answer; raises a problem where the captures are of no one article."""
        try:
            found = concluded(self.captures, self.form.thresholds)
        except NoMajorityError as error:
            seen = "; ".join(_times(times) for times in error.stories[:_SHOWN])
            detail = f"no article is on more than half of the captures: {seen}"
            raise problems.invalid([Fault("#", detail, "several_articles")]) from None
        told = [unreadable(line, _why(problem)) for line, problem in self.broken]
        result = replace(found.result, findings=(*found.result.findings, *told))
        return found._replace(result=result)


#: Of so many articles, and so many captures of each, a problem names the times.
_SHOWN = 3


def _times(times: Any) -> str:
    more = f" and {len(times) - _SHOWN} more" if len(times) > _SHOWN else ""
    return f"one is on {', '.join(times[:_SHOWN])}{more}"


def _why(problem: Problem) -> str:
    """Return why a capture was not read, in a sentence: the first error of a 422, else what the
    problem says.
    """
    errors = problem.get("errors")
    if isinstance(errors, list) and errors:
        first = cast(Mapping[str, Json], errors[0])
        return f"{first['pointer']}: {first['detail']}."
    return str(problem["detail"])
