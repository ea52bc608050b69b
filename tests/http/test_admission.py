"""Admission: a bounded number of pages in work, refusals before anything is parsed, probes
outside.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.answers import Form, result_of
from service.app import create_app
from service.http import api
from service.http.admission import WARY, Admission
from service.http.problems import RequestError
from service.http.turns import Costs
from service.model import Page, Result
from service.settings import Settings
from tests.waiting import wait_until


@pytest.fixture
def full() -> Iterator[FlaskClient]:
    """A client of a service whose only place is taken."""
    app = create_app(Settings(pages_in_work=1, admission_wait=0))
    with occupied(app.config["ADMISSION"]):
        yield app.test_client()


class occupied:  # noqa: N801
    """Takes a place for as long as the block runs."""

    def __init__(self, admission: Admission, size: int = 1000) -> None:
        self._size = size
        self._begun, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(
            target=admission.run, args=(self._work,), kwargs={"size": self._size}
        )

    def _work(self) -> None:
        self._begun.set()
        self._over.wait()

    def __enter__(self) -> None:
        self._thread.start()
        self._begun.wait()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"<h1>x</h1>", "text/html"), (b"{not json", "application/json"), (b"", "text/plain")],
    ids=["page", "broken JSON", "empty"],
)
def test_over_capacity_before_the_body_is_parsed(
    full: FlaskClient, body: bytes, content_type: str
) -> None:
    """A refusal is 503 with Retry-After, also for what would be 400 or 422: nobody looked."""
    answer = full.post("/v1/normalize", data=body, content_type=content_type)
    assert (answer.status_code, answer.json["type"], answer.headers["Retry-After"]) == (  # type: ignore[index]
        503,
        "/problems/over-capacity",
        "1",
    )


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/version", "/metrics", "/openapi.json"])
def test_everything_but_pages_is_outside(full: FlaskClient, path: str) -> None:
    """What is not a page needs no place."""
    assert full.get(path).status_code == 200


def test_place_is_free_again() -> None:
    """After the work, whether it ended well or not."""
    app = create_app(Settings(pages_in_work=1, admission_wait=0))
    admission: Admission = app.config["ADMISSION"]
    with app.test_request_context(), pytest.raises(ZeroDivisionError):
        admission.run(lambda: 1 // 0, size=0)
    with occupied(admission):
        pass
    assert (
        app.test_client()
        .post("/v1/normalize", data=b"<h1>x</h1>", content_type="text/html")
        .status_code
        == 200
    )


def test_costs_of_compressed_bodies_are_their_own() -> None:
    """A compressed byte holds more of a page: what it has cost says nothing of the others."""
    app = create_app(Settings())
    admission: Admission = app.config["ADMISSION"]
    before = {coded: costs.expected(1000) for coded, costs in admission.costs.items()}
    admission.run(lambda: None, size=1000)
    assert admission.costs[False].expected(1000) != before[False]
    assert admission.costs[True].expected(1000) == before[True]
    admission.run(lambda: None, size=1000, coded=True)
    assert admission.costs[True].expected(1000) != before[True]


def test_who_would_wait_for_too_long_is_refused_at_once() -> None:
    """A page waits while those ahead of it are expected to be done in time; one that would wait for
    longer is not even read.
    """
    app = create_app(Settings(pages_in_work=1, admission_wait=30))
    admission: Admission = app.config["ADMISSION"]
    waited: list[int] = []
    # 50 ns a byte: some 20 seconds, so that a second one of the kind has to wait and a third would
    # for 40.
    with occupied(admission, size=400_000_000):
        waiter = threading.Thread(target=lambda: waited.append(_status(app)))
        waiter.start()
        wait_until(lambda: admission.waiting == 1, "the one that waits")
        stream = threading.Thread(
            target=lambda: admission.run(lambda: None, size=400_000_000, patient=True)
        )
        stream.start()
        wait_until(lambda: admission.waiting == 2, "the stream to wait as well")
        # What is large stands behind that, what is small before it.
        with pytest.raises(RequestError) as refused, admission.room(400_000_000):
            pass
        # What compressed bodies have cost says nothing of one that is not.
        admission.costs[True] = Costs(1e6, 1.0)
        with admission.room(1000):
            pass
        assert refused.value.type.slug == "over-capacity"
    waiter.join()
    stream.join()
    assert waited == [200]


@pytest.mark.parametrize(("chance", "seconds"), [(0.5, 2.0), (1.5, 6.0)])
def test_refusal_is_held_back(
    monkeypatch: pytest.MonkeyPatch, chance: float, seconds: float
) -> None:
    """By half as much or more than is set, so that clients that were refused together do not come
    back together.
    """
    paused: list[float] = []
    bounds: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        bounds.append((low, high))
        return chance

    monkeypatch.setattr("service.http.admission.uniform", uniform)
    admission = Admission(Settings(refusal_seconds=4, batches=1), pause=paused.append)
    with admission.stream(), pytest.raises(RequestError), admission.stream():
        pass
    assert (paused, bounds) == ([seconds], [(0.5, 1.5)])


def test_wait_has_an_end() -> None:
    """Who was let in by what pages were expected to cost, and they cost more, is refused when its
    time is over.
    """
    app = create_app(Settings(pages_in_work=1, admission_wait=0.05))
    with occupied(app.config["ADMISSION"]):
        assert _status(app) == 503
        assert app.config["ADMISSION"].waiting == 0


def _status(app: Flask) -> int:
    return (
        app.test_client()
        .post("/v1/normalize", data=b"<h1>x</h1>", content_type="text/html")
        .status_code
    )


def test_stream_waits_for_as_long_as_it_takes() -> None:
    """A page of a stream whose status has been sent cannot be refused; it waits."""
    app = create_app(Settings(pages_in_work=1, admission_wait=0))
    admission: Admission = app.config["ADMISSION"]
    done: list[str] = []
    with occupied(admission):
        stream = threading.Thread(
            target=lambda: done.append(admission.run(lambda: "line", size=0, patient=True))
        )
        stream.start()
        wait_until(lambda: admission.waiting == 1, "the stream to wait")
    stream.join()
    assert done == ["line"]


def test_bodies_in_memory_are_bounded() -> None:
    """Bodies count as they come in, together; what is over is 503, and the room comes back."""
    app = create_app(Settings(bodies_held=100))
    admission: Admission = app.config["ADMISSION"]
    client = app.test_client()

    def post(size: int) -> int:
        return client.post("/v1/normalize", data=b"x" * size, content_type="text/html").status_code

    with admission.room() as take:
        take(60)
        assert (post(41), post(40)) == (503, 200)
    assert (post(101), post(100), admission.held) == (503, 200, 0)


def test_work_sees_the_request_in_another_thread() -> None:
    """A server of greenlets works in threads apart; the request goes along."""
    app = create_app(Settings())
    seen: list[Any] = []

    def call(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        thread = threading.Thread(target=lambda: seen.append(work(*arguments)))
        thread.start()
        thread.join()
        return seen[-1]

    app.config["ADMISSION"].call = call
    answer = app.test_client().post(
        "/v1/normalize?explain=full", data=b"<h1>x</h1>", content_type="text/html"
    )
    assert (answer.status_code, len(seen)) == (200, 1)


class Loop:
    """The admission of an event loop that works on pages apart where they take their time, and what
    it was asked to do.
    """

    def __init__(self, brief: float = 10) -> None:
        self.told: list[str] = []
        self.admission = Admission(Settings(), call=self._apart, pause=self._pause, brief=brief)

    def _pause(self, seconds: float) -> None:
        self.told.append(f"others for {seconds:g} s")

    def _apart(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        self.told.append("apart")
        return work(*arguments)


def test_brief_page_is_worked_on_in_the_loop() -> None:
    """To change threads costs more than to keep the loop for some milliseconds; whoever else is
    ready comes first.
    """
    loop = Loop()
    assert (loop.admission.run(lambda: "done", size=1000), loop.told) == (
        "done",
        ["others for 0 s"],
    )


def test_page_that_is_expected_to_take_long_is_worked_on_apart() -> None:
    """By what pages of its size have cost: nothing else is known of it, and of a compressed one not
    even that.
    """
    loop = Loop(brief=Costs().expected(1000))
    loop.admission.run(lambda: None, size=1001)
    loop.admission.brief = 10
    loop.admission.run(lambda: None, size=1000, coded=True)
    assert loop.told == ["apart", "apart"]


def test_brief_page_beside_another_is_worked_on_apart() -> None:
    """Under load the loop looks at its connections between any two steps of the pages, as it would
    at a probe's.
    """
    loop = Loop()
    inner = partial(loop.admission.run, lambda: "inner", size=1000)
    assert (loop.admission.run(inner, size=10**12), loop.told) == (
        "inner",
        ["apart", "others for 0 s", "apart"],
    )


def test_brief_page_that_another_waits_behind_is_worked_on_apart() -> None:
    """What has come in the pause counts."""
    loop = Loop()

    def another_comes(_seconds: float) -> None:
        loop.admission.turns.enter(1, threading.Event())

    loop.admission.pause = another_comes
    assert (loop.admission.run(lambda: "done", size=1000), loop.told) == ("done", ["apart"])


def test_page_that_overruns_in_the_loop_is_begun_anew_apart() -> None:
    """What it costs more than expected keeps nobody else waiting."""
    loop = Loop(brief=0.05)
    begun: list[str] = []

    def work() -> str:
        begun.append("begun")
        while len(begun) == 1:
            pass
        return "done"

    assert (loop.admission.run(work, size=0), len(begun), loop.told) == (
        "done",
        2,
        ["others for 0 s", "apart"],
    )


def test_after_an_overrun_the_loop_is_spared_for_a_while() -> None:
    """Who sends one page that is dearer than its size says sends more; each would hold up every
    probe.
    """
    loop = Loop(brief=0.05)
    now = 0.0
    loop.admission.clock = lambda: now
    begun = []

    def work() -> None:
        begun.append(1)
        while len(begun) == 1:
            pass

    def told() -> list[str]:
        loop.told.clear()
        loop.admission.run(work, size=0)
        return loop.told

    assert told() == ["others for 0 s", "apart"]
    now = WARY - 0.1
    assert told() == ["apart"]
    now = WARY + 0.1
    # A quick page, on however busy a machine.
    loop.admission.brief = 60
    assert told() == ["others for 0 s"]


def test_fault_in_the_loop_is_the_callers() -> None:
    """Only time that runs out leads to a second attempt."""
    loop = Loop()
    with pytest.raises(ZeroDivisionError):
        loop.admission.run(lambda: 1 // 0, size=0)
    assert loop.told == ["others for 0 s"]


def test_refusal_outside_of_a_request_is_the_same_problem() -> None:
    """A stream's generator may run after its request; the refusal needs none."""
    admission = Admission(Settings(pages_in_work=1, admission_wait=0))
    with occupied(admission), pytest.raises(RequestError) as refused:
        admission.run(lambda: None, size=0)
    assert refused.value.type.status == 503


LINES = b'{"text": "Envoys return"}\n' * 3
NDJSON = "application/x-ndjson"


def test_streams_are_bounded_and_leave_their_places() -> None:
    """A batch keeps its place until its last line has gone out, or it is given up; the next one is
    refused meanwhile.
    """
    app = create_app(Settings(batches=1))
    admission: Admission = app.config["ADMISSION"]
    client = app.test_client()
    running = client.post("/v1/normalize/batch", data=LINES, content_type=NDJSON)
    lines = running.iter_encoded()
    assert b'"line":1,' in next(lines)
    refused = client.post("/v1/normalize/batch", data=LINES, content_type=NDJSON)
    assert (refused.status_code, admission.streams) == (503, 1)
    assert len(list(lines)) == 2
    assert admission.streams == 0
    client.post("/v1/normalize/batch", data=LINES, content_type=NDJSON).close()
    faulty = client.post("/v1/normalize/batch?explain=some", data=LINES, content_type=NDJSON)
    assert (faulty.status_code, admission.streams) == (422, 0)


def test_line_out_of_time_is_that_lines_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream goes on with the next line."""

    def slow(page: Page, form: Form) -> Result:
        while page.text == "endless":
            pass
        return result_of(page, form)

    monkeypatch.setattr(api, "result_of", slow)
    client = create_app(Settings(page_seconds=0.05)).test_client()
    body = b'{"text": "short"}\n{"id": 7, "text": "endless"}\n{"text": "short"}\n'
    lines = [
        json.loads(line)
        for line in client.post(
            "/v1/normalize/batch", data=body, content_type=NDJSON
        ).data.splitlines()
    ]
    assert [line["line"] for line in lines] == [1, 2, 3]
    assert (lines[1]["id"], lines[1]["problem"]["status"], "article" in lines[2]) == (7, 504, True)


def _gauge(client: FlaskClient, name: str) -> float:
    return float(re.findall(rf"^{name} (\S+)$", client.get("/metrics").text, re.M)[0])


def test_gauges_tell_of_what_is_here() -> None:
    """Work, bodies and batches stand in the metrics while they are here, and are gone after it."""
    app = create_app(Settings(pages_in_work=1, admission_wait=0))
    admission: Admission = app.config["ADMISSION"]
    client = app.test_client()

    def told() -> tuple[bool, float, float]:
        wait, held, running = ("admission_expected_seconds", "body_bytes_held", "batches_running")
        return (
            _gauge(client, f"dateline_{wait}") > 0, _gauge(client, f"dateline_{held}"),
                _gauge(client, f"dateline_{running}")
        )  # fmt: skip

    idle = (False, 0.0, 0.0)
    assert told() == idle
    with admission.room(700) as take, admission.stream(), occupied(admission, size=400_000_000):
        take(700)
        assert told() == (True, 700.0, 1.0)
    assert told() == idle
