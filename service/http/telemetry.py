"""Metrics over all workers, one JSON log line a request, and the request id that a caller can quote.

Every label has a bounded set of values: routes, statuses, rules, findings and fields come from tables, anything else is
"other".  No text of a page, no address and no key is a label or appears in a log line.
"""

from __future__ import annotations

import logging
import os
import platform
import re
import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson
from flask import Request, Response, current_app, has_request_context
from flask.globals import app_ctx, request_ctx
from gunicorn.glogging import Logger
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    PROCESS_COLLECTOR,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    values,
)
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from service import __version__
from service.http import forwarded, process
from service.model import CORE_FIELDS, Result
from service.normalize import FINDINGS, RULES
from service.profiles.profile import Profiles

if TYPE_CHECKING:
    from gunicorn.config import Config

# ------------------------------------------------------------------ metrics

#: The folder in which the workers share their counts; gunicorn.conf.py sets it, and without it there is one process.
DIRECTORY = os.environ.get("PROMETHEUS_MULTIPROC_DIR")

# The library names the files after process ids and keeps those of the dead, so a service that recycles its workers fills its
# disk.  Places in the crew are used again: the next worker goes on counting in the file of the one before it.
_place = 0
#: When this process began, and which of its seconds on a processor have been counted.
_began, _counted = time.time(), 0.0


def _own_place() -> int:
    return _place


def take_place(place: int) -> None:
    """Take this worker's place number for its metric files; two living processes never share one."""
    global _place, _began, _counted
    _place, _began, _counted = place, time.time(), 0.0


def leave_place(place: int) -> None:
    """Drop the gauges that only hold while the worker lives."""
    if DIRECTORY:
        mark_process_dead(place, DIRECTORY)  # type: ignore[no-untyped-call]


if DIRECTORY:
    Path(DIRECTORY).mkdir(parents=True, exist_ok=True)
    for _stale in Path(DIRECTORY).glob("*.db"):
        _stale.unlink()
    values.ValueClass = values.MultiProcessValue(_own_place)  # type: ignore[no-untyped-call]

# Seconds, from a probe (under 1 ms) to the default time budget of a page.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Described:
    """A metric as the documentation lists it."""

    name: str
    labels: tuple[str, ...]
    meaning: str


#: Every metric there is; `make docs` writes them down.
METRICS: list[Described] = []

Kind = TypeVar("Kind", bound=MetricWrapperBase)


def _metric(kind: type[Kind], name: str, meaning: str, labels: tuple[str, ...] = (), **options: Any) -> Kind:
    METRICS.append(Described(name + "_total" * (kind is Counter), labels, meaning))
    return kind(name, meaning, labels, **options)


def _timer(name: str, meaning: str, labels: tuple[str, ...] = ()) -> Histogram:
    return _metric(Histogram, name, meaning, labels, buckets=_SECONDS)


REQUESTS = _metric(Counter, "dateline_requests", "Requests answered.", ("route", "method", "status"))
REQUEST_SECONDS = _timer("dateline_request_seconds", "From the request's head to its answer.", ("route",))
PROBLEMS = _metric(Counter, "dateline_problems", "Answers that are a problem, by the last part of its type.", ("type",))
PAGES = _metric(Counter, "dateline_pages", "Pages normalized, by the status of the answer.", ("status",))
PAGE_SECONDS = _timer("dateline_page_seconds", "Work on one page, from reading its JSON to writing the answer.")
REPAIRS = _metric(Counter, "dateline_repairs", "Repairs made.", ("rule",))
FOUND = _metric(Counter, "dateline_findings", "Findings reported.", ("code",))
WITHHELD = _metric(Counter, "dateline_withheld", "Values withheld: nothing that was read was probable enough.", ("field",))
PAGES_IN_WORK = _metric(Gauge, "dateline_pages_in_work", "Pages being worked on now.", multiprocess_mode="livesum")
BATCHES_RUNNING = _metric(Gauge, "dateline_batches_running", "Batches being streamed now.", multiprocess_mode="livesum")
BYTES_HELD = _metric(
    Gauge, "dateline_body_bytes_held", "Bytes of bodies in memory now, as they came in.", multiprocess_mode="livesum"
)
ADMISSION_SECONDS = _timer("dateline_admission_seconds", "Waiting for one's turn, whether or not it came.")
EXPECTED_WAIT = _metric(
    Gauge,
    "dateline_admission_expected_seconds",
    "Work that is here, in seconds, of the worker that has most: what a page that came now would wait for at most.",
    multiprocess_mode="livemax",
)
SHED = _metric(Counter, "dateline_shed", "Requests refused: their turn would not come in time, or no room was left for bodies.")
BUILD = _metric(
    Gauge, "dateline_build_info", "Always 1; the labels say what runs.", ("version", "rules", "python"), multiprocess_mode="max"
)
PROFILES = _metric(
    Gauge, "dateline_profiles", "Sites in the file of profiles, by its digest; 0 once another is used.", ("digest",),
    multiprocess_mode="max",
)  # fmt: skip

# The library's own process metrics cover one process only, and their names would appear twice.
REGISTRY.unregister(PROCESS_COLLECTOR)
PROCESS = {
    name: _metric(Gauge, f"process_{name}", meaning, ("worker",), multiprocess_mode="livemax")
    for name, meaning in process.MEANINGS.items()
}
PROCESS_CPU = _metric(
    Counter, "process_cpu_seconds", "Seconds of the worker on a processor; its successor goes on counting.", ("worker",)
)


def tell_process() -> None:
    """Update this worker's process metrics, at every heartbeat: the worker that answers /metrics cannot read the others."""
    global _counted
    worker = str(_place)
    for name, reading in process.readings(_began).items():
        PROCESS[name].labels(worker).set(reading)
    used = process.cpu_seconds()
    PROCESS_CPU.labels(worker).inc(max(0.0, used - _counted))
    _counted = used


_RULES = frozenset(rule.id for rule in RULES)
_FINDINGS = frozenset(row.code for row in FINDINGS)
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


def _one_of(known: frozenset[str], value: str) -> str:
    return value if value in known else "other"


def known_rule(name: str) -> str:
    """Return the rule as a label, "other" for an unknown one."""
    return _one_of(_RULES, name)


def known_finding(code: str) -> str:
    """Return the finding's code as a label, "other" for an unknown one."""
    return _one_of(_FINDINGS, code)


def describe_build(rules: str) -> None:
    """Set the metric of the version and rules that run."""
    BUILD.labels(__version__, rules, platform.python_version()).set(1)


#: The digest that the metric shows now, so that it can be removed when it changes.
_shelved: list[str] = []


def describe_profiles(profiles: Profiles | None) -> None:
    """Set the metric of the profiles used from now on."""
    for digest in _shelved:
        PROFILES.labels(digest).set(0)
    _shelved[:] = [] if profiles is None else [profiles.digest]
    if profiles is not None:
        PROFILES.labels(profiles.digest).set(len(profiles))


@cache
def _labelled(metric: Any, *labels: str) -> Any:
    """Return the metric with these labels, of which there are few; the library looks at all of them again at each call."""
    return metric.labels(*labels)


def count_result(result: Result) -> None:
    """Count the result of one page."""
    _labelled(PAGES, result.status).inc()
    for resolution in result.fields.values():
        for repair in resolution.repairs:
            _labelled(REPAIRS, known_rule(repair.rule)).inc()
    for finding in result.findings:
        _labelled(FOUND, known_finding(finding.code)).inc()
    for name in CORE_FIELDS:
        if result.fields[name].status == "ambiguous":
            _labelled(WITHHELD, name).inc()


CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """Return the metrics of all workers in Prometheus' text format."""
    tell_process()
    if not DIRECTORY:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, DIRECTORY)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


# ------------------------------------------------------------------ requests

# The ids that proxies and clients use, without anything that could break a header or a log line.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}", re.ASCII)
# W3C Trace Context, version 00; ids of zeros are invalid there.
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}", re.ASCII)
# A path is the caller's text, so it is shown shortened.
_SHOWN_PATH = 200

#: Routes that machines ask for every few seconds; a log line for each would bury the others, as would one for each refusal
#: in a flood: those are only counted.
_QUIET = frozenset(("/livez", "/readyz", "/metrics"))

_access = logging.getLogger("dateline.access")


def method(incoming: Request) -> str:
    """Return the request's method as a label."""
    return _one_of(_METHODS, incoming.method)


def route(incoming: Request) -> str:
    """Return the request's route as a label."""
    return incoming.url_rule.rule if incoming.url_rule is not None else "other"


def begin() -> None:
    """Record when the request began and its id: the one it came with, or a new one."""
    # Each look through one of the framework's proxies costs three calls, so they are looked through once.
    environ, own = request_ctx.request.environ, app_ctx.g
    own.began = time.monotonic()
    given = environ.get("HTTP_X_REQUEST_ID", "")
    own.request_id = given if _REQUEST_ID.fullmatch(given) else os.urandom(16).hex()
    trace = _TRACEPARENT.fullmatch(environ.get("HTTP_TRACEPARENT", ""))
    own.trace = {"trace_id": trace[1], "parent_span_id": trace[2]} if trace else {}


def end(response: Response) -> Response:
    """Count and log the request; return the response with the request's id."""
    incoming, own = request_ctx.request, app_ctx.g
    seconds = time.monotonic() - own.began
    response.headers.add("X-Request-Id", own.request_id)
    matched, verb = route(incoming), method(incoming)
    _labelled(REQUESTS, matched, verb, str(response.status_code)).inc()
    _labelled(REQUEST_SECONDS, matched).observe(seconds)
    if problem := own.get("problem"):
        _labelled(PROBLEMS, problem).inc()
    if matched not in _QUIET and problem != "over-capacity":
        # No query (it holds addresses of pages), and no header that could hold a key.
        members = {
            "method": verb,
            "route": matched,
            "ms": round(seconds * 1000, 1),
            "path": incoming.path[:_SHOWN_PATH],
            "status": response.status_code,
            "problem": problem,
            "bytes_in": incoming.content_length,
            # Asking a stream for its length would first collect all of it.
            "bytes_out": None if response.is_streamed else response.calculate_content_length(),
            "client": _client(incoming),
            "key": own.get("key_label"),
        }
        _access.info("request", extra={"fields": {name: value for name, value in members.items() if value is not None}})
    return response


def _client(incoming: Request) -> str | None:
    """Return the client's address, behind the proxies that the settings name."""
    trusted = current_app.config["DATELINE"].trusted_proxies
    if not trusted:
        return incoming.remote_addr
    given = incoming.headers
    return forwarded.client(incoming.remote_addr, given.get("Forwarded"), given.get("X-Forwarded-For"), trusted)


# ------------------------------------------------------------------ logs


#: Every member that a line may have, and what it says; `make docs` writes them down.
LOG_MEMBERS = {
    "time": "When, in UTC (RFC 3339, milliseconds).",
    "level": "`debug`, `info`, `warning`, `error` or `critical`.",
    "logger": "The part of the service that speaks: `dateline.access` of requests, `gunicorn.error` of the server.",
    "message": "What happened; of a request always `request`.",
    "pid": "The process.",
    "request_id": "The caller's `X-Request-Id` where it is 1 to 128 letters, digits or `._:/+=@-`, else a new one; returned.",
    "trace_id": "From the caller's valid `traceparent`, or that of our own trace.",
    "parent_span_id": "From the caller's `traceparent`, where we make no trace.",
    "span_id": "Of the request's own span, where traces are on.",
    "method": "`GET`, `HEAD`, `POST`, `OPTIONS` or `other`.",
    "path": "The path, its first 200 characters, without the query.",
    "route": "The route that the path is of, or `other`.",
    "status": "The status of the answer.",
    "problem": "The last part of the problem's `type`, where the answer is one.",
    "ms": "From the request's head to the answer, without sending it.",
    "bytes_in": "The request's Content-Length, where it has one.",
    "bytes_out": "The answer's length; a batch that streams has none.",
    "client": "The address that asked, behind proxies as far as `DATELINE_TRUSTED_PROXIES` names them.",
    "key": "The label of the API key.",
    "error": "The type of a failure. Not its message, which can quote a page.",
    "traceback": "Where it failed: file, line and function, the outermost first.",
}


class JsonLines(logging.Formatter):
    """A formatter of log records as lines of JSON: time, level, logger, message, and the request's members."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "pid": record.process,
        }
        if has_request_context() and "request_id" in (own := app_ctx.g):
            line |= {"request_id": own.request_id, **own.trace}
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= _exception(record.exc_info[1])
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class ServerLog(Logger):
    """gunicorn's log, and the application's, as JSON lines on standard error.

    gunicorn's own access log stays off: the application's line knows the request's id.
    """

    def setup(self, cfg: Config) -> None:
        """Configure gunicorn's log and the application's the same way."""
        super().setup(cfg)
        # No line says where in the code it was written, or in which thread: the library need not look.
        logging._srcfile, logging.logThreads = None, False
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        self.error_log.handlers = logging.getLogger().handlers = [handler]
        logging.getLogger().setLevel(self.loglevel)


def _exception(error: BaseException) -> dict[str, object]:
    """Return an exception's type and place, without its message, which can quote the page ("invalid literal for int(): …")."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__qualname__, "traceback": places}
