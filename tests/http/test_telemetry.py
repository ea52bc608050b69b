"""What operators see: metrics over all workers with bounded labels, and log lines without a word of
a page.
"""

from __future__ import annotations

import io
import json
import logging
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.http import logs, metrics, process
from service.http.access import new_key
from service.http.logs import JsonLines
from service.normalize import FINDINGS, RULES
from tests.http.serving import ROOT, Server, free_port, start, stop
from tests.waiting import wait_until

SEED = (
    b"Envoys return without a deal\n\nBy Ana Ruiz | Friday, 25 February 2022 02:40 PM "
    b"EST\n\n2022-40-25\n"
)
TEXT = {"Content-Type": "text/plain"}


def samples(exposition: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample of an exposition by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
    }


def value(client: FlaskClient, name: str, **labels: str) -> float:
    """The present value of one sample, 0 when it has not been counted yet."""
    return samples(client.get("/metrics").text).get((name, frozenset(labels.items())), 0.0)


UNSURE = b"<h1>Envoys return</h1><p>10/11/2022</p>"

COUNTED = {
    "a page": (SEED, "text/plain", "dateline_pages_total", {"status": "repaired"}),
    "a repair": (SEED, "text/plain", "dateline_repairs_total", {"rule": "minute_in_month_slot"}),
    "a finding": (b"\x89PNG\r\n\x1a\n" * 50, "text/html", "dateline_findings_total",
    {"code": "not_a_page"}),
    "a withheld value": (UNSURE, "text/html", "dateline_withheld_total",
    {"field": "datePublished"}),
    "a request": (SEED, "text/plain", "dateline_requests_total", {"route": "/v1/normalize",
    "method": "POST", "status": "200"}),
    "its time": (SEED, "text/plain", "dateline_request_seconds_count", {"route": "/v1/normalize"}),
    "the work": (SEED, "text/plain", "dateline_page_seconds_count", {}),
    "the waiting": (SEED, "text/plain", "dateline_admission_seconds_count", {}),
    "a limit hit": (b"x" * 11_000_000, "text/plain", "dateline_problems_total",
    {"type": "body-too-large"}),
    "a fault": (b"{", "application/json", "dateline_problems_total", {"type": "malformed-body"}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "content_type", "name", "labels"), COUNTED.values(), ids=COUNTED)
def test_counted(
    client: FlaskClient, body: bytes, content_type: str, name: str, labels: dict[str, str]
) -> None:
    """What happens to a request is counted under the labels that the documentation lists."""
    before = value(client, name, **labels)
    client.post("/v1/normalize", data=body, content_type=content_type)
    assert value(client, name, **labels) == before + 1


def test_build_is_described(client: FlaskClient) -> None:
    """One sample says which version and which rules run."""
    version = client.get("/version").get_json()
    described = [
        dict(labels)
        for name, labels in samples(client.get("/metrics").text)
        if name == "dateline_build_info"
    ]
    assert {"version": version["version"], "rules": version["rules"]}.items() <= described[
        0
    ].items()


def test_labels_are_bounded(client: FlaskClient) -> None:
    """A caller who makes up paths, methods and hosts makes up no label."""
    for number in range(30):
        client.open(f"/{uuid.uuid4()}", method=f"M{number}", headers={"Host": f"h{number}.example"})
        client.get(f"/v1/schemas/s{number}")
    counted = [
        dict(labels)
        for name, labels in samples(client.get("/metrics").text)
        if name == "dateline_requests_total"
    ]
    known = {"other", *(rule.rule for rule in client.application.url_map.iter_rules())}
    assert {"other", "/v1/schemas/<name>"} <= {labels["route"] for labels in counted} <= known
    assert {labels["method"] for labels in counted} <= {"GET", "HEAD", "POST", "OPTIONS", "other"}


def test_rules_and_findings_outside_of_the_tables_are_other() -> None:
    """A label that no table knows cannot appear."""
    assert metrics.known_rule("no_such_rule") == metrics.known_finding("no_such_code") == "other"
    assert metrics.known_rule(RULES[0].id) == RULES[0].id
    assert metrics.known_finding(FINDINGS[0].code) == FINDINGS[0].code


# ------------------------------------------------------------------ ids and log lines


@pytest.fixture
def log(app: Flask) -> Iterator[io.StringIO]:
    """What the application logs, as the lines that go to standard error."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """The lines as JSON."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    "given", ["a", "7f3c", "Root=1-67891233-abcdef", "x" * 128, "a/b:c+d=e@f.g_h-i"]
)
def test_request_id_is_taken_over(client: FlaskClient, log: io.StringIO, given: str) -> None:
    """The caller's id comes back and stands in the log."""
    answer = client.post("/v1/normalize", json={"text": "x"}, headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"], lines(log)[-1]["request_id"]) == (given, given)


@pytest.mark.parametrize("given", [None, "", "x" * 129, "a b", "ü", '"', "<script>", "a\tb"])
def test_request_id_is_made_where_none_can_be_taken(
    client: FlaskClient, log: io.StringIO, given: str | None
) -> None:
    """A missing, long or strange id is replaced."""
    answer = client.get("/nowhere", headers={} if given is None else {"X-Request-Id": given})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-Id"])
    assert lines(log)[-1]["request_id"] == answer.headers["X-Request-Id"]


TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    ("header", "trace"),
    [
        (f"00-{TRACE}-00f067aa0ba902b7-01", TRACE),
        (f"00-{'0' * 32}-00f067aa0ba902b7-01", None),
        (f"00-{TRACE}-{'0' * 16}-01", None),
        (f"ff-{TRACE}-00f067aa0ba902b7-01", None),
        (f"00-{TRACE.upper()}-00f067aa0ba902b7-01", None),
        ("nonsense", None),
    ],
)
def test_traceparent_is_honoured(
    client: FlaskClient, log: io.StringIO, header: str, trace: str | None
) -> None:
    """A valid W3C trace context ties the line to its trace; an invalid one is passed over."""
    client.get("/version", headers={"traceparent": header})
    assert lines(log)[-1].get("trace_id") == trace


def test_line_says_what_happened_and_nothing_of_the_page(
    client: FlaskClient, log: io.StringIO
) -> None:
    """Method, route, status, problem, sizes and time; no word of body, query or headers."""
    secrets = {
        "Authorization": "Bearer hunter2",
        "Cookie": "hunter2",
        "User-Agent": "hunter2",
        "Referer": "http://hunter2/",
    }
    client.post(
        "/v1/normalize?url=http://hunter2/",
        data=b"<h1>hunter2</h1>",
        content_type="text/html",
        headers=secrets,
    )
    client.post(
        "/v1/normalize?explain=hunter2", data=b"hunter2", content_type="text/html", headers=secrets
    )
    good, bad = lines(log)[-2:]
    assert (good["method"], good["route"], good["status"], good["bytes_in"]) == (
        "POST",
        "/v1/normalize",
        200,
        16,
    )
    assert (bad["status"], bad["problem"]) == (422, "invalid-request")
    assert "hunter2" not in log.getvalue()


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_probes_are_not_logged(client: FlaskClient, log: io.StringIO, path: str) -> None:
    """What machines ask every few seconds would bury the rest."""
    client.get(path)
    assert log.getvalue() == ""


def test_failure_is_logged_by_place_and_not_by_content(log: io.StringIO) -> None:
    """An exception's message can quote the page; the line has its type and where it was raised."""
    try:
        int("hunter2")
    except ValueError:
        logging.getLogger("service.app").exception("failed")
    line = lines(log)[-1]
    assert (line["level"], line["error"], len(line["traceback"])) == ("error", "ValueError", 1)
    assert "hunter2" not in log.getvalue()


def test_every_member_of_a_line_is_documented(client: FlaskClient, log: io.StringIO) -> None:
    """What stands in the lines of the log is what the table says, all of it and nothing else."""
    traced = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    client.post("/v1/normalize", data=b"<h1>x</h1>", content_type="text/html", headers=traced)
    client.post("/v1/normalize", data=b"{", content_type="application/json")
    with pytest.raises(ZeroDivisionError) as failed:
        _ = 1 // 0
    logging.getLogger("service").error("failed", exc_info=failed.value)
    members = set().union(*lines(log))
    # These two need a file of keys and the extra for traces.
    assert members == set(logs.LOG_MEMBERS) - {"key", "span_id"}


def test_times_are_counted_from_a_probe_to_a_budget(client: FlaskClient) -> None:
    """The bounds that dashboards and alerts go by."""
    client.get("/livez")
    told = samples(client.get("/metrics").get_data(as_text=True))
    bounds = {
        dict(labels)["le"]
        for (name, labels), _ in told.items()
        if name == "dateline_request_seconds_bucket"
    }
    assert sorted(bounds, key=float) == [
        "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5",
        "5.0", "10.0", "+Inf",
    ]  # fmt: skip


def test_processor_is_counted_once(monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    """From the first second of a worker on, and what its predecessor used stays counted."""

    def total() -> float:
        told = samples(client.get("/metrics").get_data(as_text=True))
        return sum(
            number for (name, _), number in told.items() if name == "process_cpu_seconds_total"
        )

    used = [0.0]
    monkeypatch.setattr(process, "cpu_seconds", lambda: used[0])
    metrics.take_place(0)
    before, found = total(), []
    for used[0] in (0.25, 0.75, 0.75, 1.0):
        metrics.tell_process()
        found.append(total() - before)
    assert found == pytest.approx([0.25, 0.75, 0.75, 1.0])
    metrics.take_place(0)
    used[0] = 0.5
    metrics.tell_process()
    assert total() - before == pytest.approx(1.5)


def test_a_processor_clock_that_goes_back_counts_nothing(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient
) -> None:
    """A counter never falls; what is used afterwards counts again."""
    told, used = [], [0.0]
    monkeypatch.setattr(process, "cpu_seconds", lambda: used[0])
    metrics.take_place(0)
    for used[0] in (2.0, 1.5, 1.75):
        metrics.tell_process()
        told.append(value(client, "process_cpu_seconds_total", worker="0"))
    assert [each - told[0] for each in told] == pytest.approx([0.0, 0.0, 0.25])


def test_the_workers_folder_may_be_there_and_is_cleared(tmp_path: Path) -> None:
    """A service that starts anew in the same container begins its counts at nought, and drops what
    a dead worker left.
    """
    (tmp_path / "gauge_live_7.db").touch()
    code = "from service.http import metrics; metrics.leave_place(3)"
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)
    assert not (tmp_path / "gauge_live_7.db").exists()
    code = (
        "from service.http import metrics; from pathlib import Path; "
        "lives = Path(metrics.DIRECTORY) / 'gauge_livesum_3.db'; lives.touch(); "
        "metrics.leave_place(3); "
        "assert not lives.exists()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)


def test_a_request_takes_the_seconds_that_pass(client: FlaskClient) -> None:
    """From its beginning to its end."""
    before = value(client, "dateline_request_seconds_sum", route="/v1/normalize")
    client.post("/v1/normalize", data=SEED, content_type="text/plain")
    assert 0 < value(client, "dateline_request_seconds_sum", route="/v1/normalize") - before < 60


def test_profiles_in_use_are_told_by_their_digest(client: FlaskClient) -> None:
    """How many sites the file has; those that are used no longer stand at 0."""

    class File:
        """A file of profiles, as far as the metric goes."""

        def __init__(self, digest: str, sites: int) -> None:
            self.digest, self._sites = digest, sites

        def __len__(self) -> int:
            return self._sites

    def told() -> dict[str, float]:
        found = samples(client.get("/metrics").get_data(as_text=True))
        told = {
            dict(labels)["digest"]: number
            for (name, labels), number in found.items()
            if name == "dateline_profiles"
        }
        # this process may have had other files before
        return {digest: number for digest, number in told.items() if digest in ("one", "two")}

    metrics.describe_profiles(File("one", 3))  # type: ignore[arg-type]
    assert told() == {"one": 3}
    metrics.describe_profiles(File("two", 5))  # type: ignore[arg-type]
    assert told() == {"one": 0, "two": 5}
    metrics.describe_profiles(None)
    assert told() == {"one": 0, "two": 0}


# ------------------------------------------------------------------ behind the real server


@pytest.fixture(scope="module")
def crew() -> Iterator[Server]:
    """A server with two workers."""
    running = start(workers=2)
    yield running
    stop(running)


def total(server: Server, name: str) -> float:
    """The sum of a metric over its labels."""
    return sum(
        number
        for (sample, _), number in samples(server.ask("GET", "/metrics")[2].decode()).items()
        if sample == name
    )


def test_counts_are_those_of_all_workers_and_survive_them(crew: Server) -> None:
    """Whichever worker answers /metrics, and whichever has died: nothing is lost, and nothing is
    left of the dead.
    """
    for _ in range(20):
        crew.ask("POST", "/v1/normalize", SEED, TEXT)
    assert {total(crew, "dateline_pages_total") for _ in range(10)} == {20}
    before = crew.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(crew.workers()) - set(before)) == 2, "two other workers")
    for _ in range(20):
        crew.ask("POST", "/v1/normalize", SEED, TEXT)
    assert (total(crew, "dateline_pages_total"), total(crew, "dateline_pages_in_work")) == (40, 0)


def test_every_line_of_the_server_is_json(crew: Server) -> None:
    """gunicorn's own lines too, from the first one on."""
    crew.ask(
        "POST", "/v1/normalize", b"{", {"Content-Type": "application/json", "X-Request-Id": "r-1"}
    )
    written = crew.lines()
    assert written[0]["message"].startswith("Starting gunicorn")
    assert [line["status"] for line in written if line.get("request_id") == "r-1"] == [400]


def test_each_worker_tells_how_it_is_doing(crew: Server) -> None:
    """Memory, processor, files and beginning of every worker, whichever is asked; nothing of those
    that are gone.
    """
    names = [f"process_{end}" for end in (*process.MEANINGS, "cpu_seconds_total")]
    told: dict[str, dict[str, float]] = {}

    def all_told() -> bool:
        told.clear()
        for (name, labels), number in samples(crew.ask("GET", "/metrics")[2].decode()).items():
            told.setdefault(name, {})[dict(labels).get("worker", "")] = number
        return all(len(told.get(name, ())) >= 2 for name in names)

    # Each worker notes it once a second.
    wait_until(all_told, "both workers to tell of themselves")
    assert {name: set(told[name]) for name in names} == {name: {"1", "2"} for name in names}
    assert [name for name in names if min(told[name].values()) <= 0] == []


# ------------------------------------------------------------------ a port for machines


def test_metrics_port_answers_machines_without_a_key(tmp_path: Path) -> None:
    """Scraping works with keys on; the port has nothing else, and the other port still asks for a
    key, whatever Host says.
    """
    (tmp_path / "keys").write_text(new_key("crawler")[1])
    with free_port() as port:
        running = start(
            DATELINE_METRICS_PORT=str(port), DATELINE_API_KEYS_FILE=str(tmp_path / "keys")
        )
    try:
        machines = replace(running, port=port)
        assert [machines.ask("GET", path)[0] for path in ("/metrics", "/livez", "/readyz")] == [
            200
        ] * 3
        assert [
            machines.ask("GET", path)[0] for path in ("/", "/version", "/openapi.json", "/nowhere")
        ] == [404] * 4
        assert machines.ask("POST", "/v1/normalize", SEED, TEXT)[0] == 404
        pretended = {
            "Host": f"localhost:{port}",
            "X-Forwarded-Port": str(port),
            "Forwarded": f"host=localhost:{port}",
        }
        assert running.ask("GET", "/metrics", headers=pretended)[0] == 401
    finally:
        stop(running)
