"""Traces: off by default, a span a request and a step where they are asked for, and no word of a
page in any.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service import steps
from service.app import create_app
from service.http import api, tracing
from service.http.access import new_key
from service.settings import Settings, SettingsError
from tests.http.serving import start, stop
from tests.waiting import wait_until

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
STEPS = ["decode", "parse", "observe", "dates", "fields", "render"]


def test_nobody_watches_by_default(client: FlaskClient) -> None:
    """Without the setting a step is nothing at all, and OpenTelemetry is not even looked for."""
    client.post("/v1/normalize", data=b"<h1>x</h1>", content_type="text/html")
    assert isinstance(steps.step("observe"), nullcontext)
    assert steps.step("observe") is steps.step("render")


def test_extra_that_is_missing_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for traces learns that they cannot be made, and what to install."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(tracing, "find_spec", missing)
    create_app(Settings())
    with pytest.raises(SettingsError, match=r"DATELINE_TRACES: .*dateline\[traces\]"):
        create_app(Settings(traces=True))


def skip_without_the_extra() -> None:
    """Most of these tests need what the extra installs."""
    if importlib.util.find_spec("opentelemetry") is None:
        pytest.skip("the extra for traces is not installed")


@pytest.fixture
def spans() -> Iterator[tuple[FlaskClient, Any]]:
    """A client of a traced service, and where its spans are kept."""
    skip_without_the_extra()
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept, provider, app = InMemorySpanExporter(), TracerProvider(), create_app(Settings())
    provider.add_span_processor(SimpleSpanProcessor(kept))
    tracing.trace(app, provider)
    yield app.test_client(), kept
    steps.watch(None)


def by_name(kept: Any) -> dict[str, Any]:
    """The finished spans by their names."""
    return {span.name: span for span in kept.get_finished_spans()}


def test_request_follows_its_caller_and_has_its_steps(spans: tuple[FlaskClient, Any]) -> None:
    """The request's span is a child of the caller's, and every step one of the request's; dates are
    a part of the fields.
    """
    client, kept = spans
    client.post(
        "/v1/normalize",
        data=b"<h1>x</h1>",
        content_type="text/html",
        headers={"traceparent": f"00-{TRACE}-{PARENT}-01"},
    ).close()
    found = by_name(kept)
    request = found["POST /v1/normalize"]
    assert [span.name for span in kept.get_finished_spans()] == [*STEPS, "POST /v1/normalize"]
    assert (f"{request.context.trace_id:032x}", f"{request.parent.span_id:016x}") == (TRACE, PARENT)
    assert {found[name].parent.span_id for name in STEPS if name != "dates"} == {
        request.context.span_id
    }
    assert found["dates"].parent.span_id == found["fields"].context.span_id
    assert dict(request.attributes) == {
        "http.request.method": "POST", "http.route": "/v1/normalize",
        "http.response.status_code": 200
    }  # fmt: skip


def test_request_that_is_refused_has_a_span_too(tmp_path: Path) -> None:
    """For lack of a key: the span begins before the door."""
    skip_without_the_extra()
    from opentelemetry.sdk.trace import TracerProvider

    (tmp_path / "keys").write_text(new_key("crawler")[1])
    app = create_app(Settings(api_keys_file=tmp_path / "keys"))
    tracing.trace(app, TracerProvider())
    try:
        assert app.test_client().get("/version").status_code == 401
    finally:
        steps.watch(None)


def test_caller_that_does_not_sample_is_followed_too(spans: tuple[FlaskClient, Any]) -> None:
    """The caller's flag decides."""
    client, kept = spans
    client.get("/version", headers={"traceparent": f"00-{TRACE}-{PARENT}-00"}).close()
    assert kept.get_finished_spans() == ()


def test_lines_of_a_batch_are_steps_of_its_request(spans: tuple[FlaskClient, Any]) -> None:
    """The request's span ends with its last line."""
    client, kept = spans
    answer = client.post(
        "/v1/normalize/batch", data=b'{"text": "x"}\n' * 2, content_type="application/x-ndjson"
    )
    assert answer.get_data().count(b"\n") == 2
    answer.close()
    names = [span.name for span in kept.get_finished_spans()]
    assert names.count("observe") == 2
    assert names[-1] == "POST /v1/normalize/batch"


def test_spans_have_no_word_of_the_page(
    spans: tuple[FlaskClient, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither body, query, path, header nor the message of a failure."""
    client, kept = spans
    secret = {"Authorization": "Bearer hunter2", "User-Agent": "hunter2"}
    client.post(
        "/v1/normalize?url=http://hunter2/",
        data=b"<h1>hunter2</h1>",
        content_type="text/html",
        headers=secret,
    ).close()
    client.open("/hunter2", method="HUNTER2").close()

    def fail(*_: object) -> None:
        with steps.step("observe"):
            raise ValueError("hunter2")

    monkeypatch.setattr(api, "result_of", fail)
    failed = client.post("/v1/normalize", data=b"hunter2", content_type="text/plain")
    failed.close()
    assert failed.status_code == 500
    # a failure of the service is the span's; what a client did wrong is not
    ends = {
        span.attributes.get("http.response.status_code"): span.status.status_code.name
        for span in kept.get_finished_spans()
    }
    assert (ends[500], ends[404]) == ("ERROR", "UNSET")
    told = [span.to_json() for span in kept.get_finished_spans()]
    assert len(told) >= 10
    assert "hunter2" not in "".join(told).lower()


def test_server_sends_its_spans() -> None:
    """Behind the real server, whose pages are worked on in other threads, the spans arrive where
    they are to.
    """
    skip_without_the_extra()
    sent: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    collector = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    running = start(
        DATELINE_TRACES="true",
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{collector.server_port}",
        OTEL_BSP_SCHEDULE_DELAY="100",
    )
    headers = {"Content-Type": "text/html", "traceparent": f"00-{TRACE}-{PARENT}-01"}
    try:
        assert running.ask("POST", "/v1/normalize", b"<h1>hunter2</h1>", headers)[0] == 200
        wait_until(lambda: b"POST /v1/normalize" in b"".join(sent), "the spans")
        line = next(line for line in running.lines() if line.get("route") == "/v1/normalize")
    finally:
        stop(running)
        collector.shutdown()
        collector.server_close()
    told = b"".join(sent)
    assert [name for name in STEPS if name.encode() not in told] == []
    assert told.count(bytes.fromhex(TRACE)) == len(STEPS) + 1
    assert (line["trace_id"], bytes.fromhex(line["span_id"]) in told) == (TRACE, True)
    assert b"hunter2" not in told
