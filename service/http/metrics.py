"""The metrics of all workers, as Prometheus reads them.

Every label has a bounded set of values: routes, statuses, rules, findings and fields come from
tables, anything else is "other".  No text of a page, no address and no key is a label.
"""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

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
from service.http import process
from service.model import CORE_FIELDS, Result
from service.normalize import FINDINGS, RULES
from service.profiles.profile import Profiles
from service.profiles.watched import HABITS

#: The folder in which the workers share their counts; gunicorn.conf.py sets it, and without it
#: there is one process.
DIRECTORY = os.environ.get("PROMETHEUS_MULTIPROC_DIR")

# The library names the files after process ids and keeps those of the dead, so a service that
# recycles its workers fills its disk.  Places in the crew are used again: the next worker goes on
# counting in the file of the one before it.
_place = 0
#: When this process began, and which of its seconds on a processor have been counted.
_began, _counted = time.time(), 0.0


def _own_place() -> int:
    return _place


def take_place(place: int) -> None:
    """Take this worker's place number for its metric files; two living processes never share
    one.
    """
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


def _metric(
    kind: type[Kind], name: str, meaning: str, labels: tuple[str, ...] = (), **options: Any
) -> Kind:
    METRICS.append(Described(name + "_total" * (kind is Counter), labels, meaning))
    return kind(name, meaning, labels, **options)


def _timer(name: str, meaning: str, labels: tuple[str, ...] = ()) -> Histogram:
    return _metric(Histogram, name, meaning, labels, buckets=_SECONDS)


REQUESTS = _metric(
    Counter, "dateline_requests", "Requests answered.", ("route", "method", "status")
)
REQUEST_SECONDS = _timer(
    "dateline_request_seconds", "From the request's head to its answer.", ("route",)
)
PROBLEMS = _metric(
    Counter,
    "dateline_problems",
    "Answers that are a problem, by the last part of its type.",
    ("type",),
)
PAGES = _metric(
    Counter, "dateline_pages", "Pages normalized, by the status of the answer.", ("status",)
)
PAGE_SECONDS = _timer(
    "dateline_page_seconds", "Work on one page, from its JSON to the answer; each attempt counts."
)
REPAIRS = _metric(Counter, "dateline_repairs", "Repairs made.", ("rule",))
FOUND = _metric(Counter, "dateline_findings", "Findings reported.", ("code",))
WITHHELD = _metric(
    Counter,
    "dateline_withheld",
    "Values withheld: nothing that was read was probable enough.",
    ("field",),
)
PAGES_IN_WORK = _metric(
    Gauge, "dateline_pages_in_work", "Pages being worked on now.", multiprocess_mode="livesum"
)
BATCHES_RUNNING = _metric(
    Gauge, "dateline_batches_running", "Batches being streamed now.", multiprocess_mode="livesum"
)
BYTES_HELD = _metric(
    Gauge,
    "dateline_body_bytes_held",
    "Bytes of bodies in memory now, as they came in.",
    multiprocess_mode="livesum",
)
ADMISSION_SECONDS = _timer(
    "dateline_admission_seconds", "Waiting for one's turn, whether or not it came."
)
EXPECTED_WAIT = _metric(
    Gauge,
    "dateline_admission_expected_seconds",
    (
        "Work that is here, in seconds, of the worker that has most: what a page that "
        "came "
        "now would wait for at most."
    ),
    multiprocess_mode="livemax",
)
SHED = _metric(
    Counter,
    "dateline_shed",
    "Requests refused: their turn would not come in time, or no room was left for bodies.",
)
STUCK = _metric(Counter, "dateline_stuck_workers", "Workers replaced because they were stuck.")
BUILD = _metric(
    Gauge,
    "dateline_build_info",
    "Always 1; the labels say what runs.",
    ("version", "rules", "python"),
    multiprocess_mode="max",
)
PROFILES = _metric(
    Gauge, "dateline_profiles",
    "Sites in the file of profiles, by its digest; 0 once another is used.", ("digest",),
    multiprocess_mode="max",
)  # fmt: skip

DRIFT = _metric(
    Counter,
    "dateline_drift",
    "Habits of sites that their recent pages speak against; the log names the sites.",
    ("habit",),
)

# The library's own process metrics cover one process only, and their names would appear twice.
REGISTRY.unregister(PROCESS_COLLECTOR)
PROCESS = {
    name: _metric(Gauge, f"process_{name}", meaning, ("worker",), multiprocess_mode="livemax")
    for name, meaning in process.MEANINGS.items()
}
PROCESS_CPU = _metric(
    Counter,
    "process_cpu_seconds",
    "Seconds of the worker on a processor; its successor goes on counting.",
    ("worker",),
)


def tell_process() -> None:
    """Update this worker's process metrics, at every heartbeat: the worker that answers /metrics
    cannot read the others.
    """
    global _counted
    worker = str(_place)
    for name, reading in process.readings(_began).items():
        PROCESS[name].labels(worker).set(reading)
    used = process.cpu_seconds()
    PROCESS_CPU.labels(worker).inc(max(0.0, used - _counted))
    _counted = used


_RULES = frozenset(rule.id for rule in RULES)
_FINDINGS = frozenset(row.code for row in FINDINGS)


def one_of(known: frozenset[str], value: str) -> str:
    """Return the value as a label, "other" where it is none of those known."""
    return value if value in known else "other"


def known_rule(name: str) -> str:
    """Return the rule as a label, "other" for an unknown one."""
    return one_of(_RULES, name)


def known_finding(code: str) -> str:
    """Return the finding's code as a label, "other" for an unknown one."""
    return one_of(_FINDINGS, code)


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
        for habit in HABITS:
            # an increase can only be told of a series that was there before
            labelled(DRIFT, habit).inc(0)


def count_drift(habit: str) -> None:
    """Count a habit that a site's recent pages speak against."""
    labelled(DRIFT, habit).inc()


@cache
def labelled(metric: Any, *labels: str) -> Any:
    """Return the metric with these labels, of which there are few; the library looks at all of them
    again at each call.
    """
    return metric.labels(*labels)


def count_result(result: Result) -> None:
    """Count the result of one page."""
    labelled(PAGES, result.status).inc()
    for resolution in result.fields.values():
        for repair in resolution.repairs:
            labelled(REPAIRS, known_rule(repair.rule)).inc()
    for finding in result.findings:
        labelled(FOUND, known_finding(finding.code)).inc()
    for name in CORE_FIELDS:
        if result.fields[name].status == "ambiguous":
            labelled(WITHHELD, name).inc()


CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """Return the metrics of all workers in Prometheus' text format."""
    tell_process()
    if not DIRECTORY:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, DIRECTORY)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
