"""The time budget of a page: the work stops, wherever it is, and the process goes on serving."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
from flask import Flask

from service import deadline
from service.answers import Form, result_of
from service.app import create_app
from service.batch import answer
from service.deadline import BudgetSpent, within
from service.http import api
from service.model import Page, Result
from service.settings import Settings
from tests.http.serving import Server, start, stop


def endless() -> None:
    """Work that never ends, and catches what it can catch."""
    while True:
        with contextlib.suppress(Exception):
            sum(range(100))


def counted(number: int) -> int:
    """The number, counted to: work whose length can be chosen."""
    reached = 0
    for _ in range(number):
        reached += 1
    return reached


def test_endless_work_is_stopped_in_the_main_thread() -> None:
    """What would run for ever ends with the budget."""
    with pytest.raises(BudgetSpent):
        within(0.05, endless)


def test_endless_work_is_stopped_in_any_thread() -> None:
    """A signal would reach the main thread only."""
    outcome: list[str] = []

    def work() -> None:
        try:
            within(0.05, endless)
        except BudgetSpent:
            outcome.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert outcome == ["stopped"]


def test_work_in_time_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is raised in a thread that is in time."""
    raised: list[object] = []
    monkeypatch.setattr(deadline, "_raise_in", lambda *told: raised.append(told))
    assert within(5, lambda: counted(1_000)) == 1_000
    assert raised == []


def test_neighbours_are_left_alone() -> None:
    """Only the thread that is over time is stopped."""
    waiting = threading.Event()
    outcome: list[str] = []

    def work() -> str:
        waiting.wait()
        return "done"

    thread = threading.Thread(target=lambda: outcome.append(within(60, work)))
    thread.start()
    with pytest.raises(BudgetSpent):
        within(0.05, endless)
    waiting.set()
    thread.join()
    assert outcome == ["done"]


def test_work_that_swallows_the_stop_is_stopped_again() -> None:
    """What is raised inside of a destructor is lost; the next look raises it once more."""
    swallowed: list[bool] = []

    def stubborn() -> None:
        while True:
            try:
                endless()
            except BudgetSpent:
                swallowed.append(True)
                if len(swallowed) == 3:
                    raise

    with pytest.raises(BudgetSpent):
        within(0.05, stubborn)
    assert len(swallowed) == 3


def test_result_in_the_last_moment_stands_or_is_given_up_but_nothing_leaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Work that ends when its time is up: a result or BudgetSpent, never an exception that comes
    later, elsewhere.
    """
    monkeypatch.setattr(deadline, "TICK", 0.0002)
    outcomes = set()
    for length in range(2000):
        try:
            outcomes.add(within(0.0002, lambda n=length: counted(n * 20) == n * 20))  # type: ignore[misc]
        except BudgetSpent:
            outcomes.add("spent")
    assert outcomes == {True, "spent"}


def test_stop_that_comes_as_the_watch_ends_reaches_nobody() -> None:
    """CPython raises it at the next step, and to enter a function is one; the thread goes on to
    work for others.
    """
    here = threading.get_ident()

    def late(frame: FrameType, event: str, _what: object) -> None:
        if event == "call" and frame.f_code.co_filename == deadline.__file__:
            sys.setprofile(None)
            raise BudgetSpent

    def work() -> str:
        deadline._told.add(here)
        sys.setprofile(late)
        return "done"

    try:
        assert within(60, work) == "done"
    finally:
        sys.setprofile(None)
    assert here not in deadline._ends
    assert here not in deadline._told


#: Pages that need what few pages need: damaged encodings, other languages and scripts, tags of
#: languages, code pages.
SELDOM = """
import sys
from service.model import Page
from service.normalize import import_the_rest, normalize

import_the_rest()
loaded = set(sys.modules)
for page in (
    "<html lang=zh_Hant_HK><title>KrÃ¤uter im CafÃ©</title><meta name=date content='25 FÃ©vrier 2022'><p>Im Garten.",
    "<html lang=tlh><title>A title</title><p>Паромы снова ходят, гавань открыта после шторма, сказал начальник порта.",
    "<html><title>港口重新开放</title><time>農曆2022年二月</time><p>港口重新开放，渡轮恢复运行。",
    "<html lang=ru><title>A title</title><meta name=date content='21 ìàðòà 2024 14:40 Europe/Moscow'><p>A text.",
    "<html><title>A title</title><meta name=date content='2022056'><p>\xed\xa0\xbd\xed\xb8\x8d \xc3\xa0 \xe2\x82\xac",
):
    normalize(Page(html=page))
    normalize(Page(html=page.encode()))
for label in ("shift_jis", "euc-kr", "big5", "gbk", "iso-2022-jp", "koi8-u", "ibm866", "x-mac-cyrillic", "iso-8859-16"):
    normalize(Page(html=b"<html><title>A title</title><p>\\xd0\\xe5", charset=label))
print(*sorted(set(sys.modules) - loaded))
"""


def test_no_page_imports_anything() -> None:
    """A page that is stopped in the middle of an import would leave half of ftfy to all pages after
    it.
    """
    run = subprocess.run([sys.executable, "-c", SELDOM], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_page_of_a_batch_imports_nothing_within_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does the first page in the process of the command itself, or in Spark's."""
    done: list[str] = []
    monkeypatch.setattr(answer, "import_the_rest", lambda: done.append("imported"))
    assert answer.bounded(lambda: [*done]) == ["imported"]


@pytest.fixture
def slow_page(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Makes pages with a word of the caller's choice endless."""
    words: list[bytes] = []

    def slowed(page: Page, form: Form) -> Result:
        if any(word in (page.html or b"") for word in words):
            endless()
        return result_of(page, form)

    monkeypatch.setattr(api, "result_of", slowed)
    return words.append


def test_page_out_of_time_is_504_and_the_next_one_is_served(
    slow_page: Callable[[bytes], None],
) -> None:
    """The slot is free again at once."""
    app: Flask = create_app(Settings(page_seconds=0.05, pages_in_work=1))
    slow_page(b"endless")
    client = app.test_client()
    for _ in range(3):
        given_up = client.post("/v1/normalize", data=b"<h1>endless</h1>", content_type="text/html")
        served = client.post("/v1/normalize", data=b"<h1>short</h1>", content_type="text/html")
        assert (given_up.status_code, given_up.json["type"], given_up.json["limit"]) == (  # type: ignore[index]
            504,
            "/problems/out-of-time",
            0.05,
        )
        assert served.status_code == 200


@pytest.fixture(scope="module")
def hasty() -> Iterator[Server]:
    """A server with one place, whose budget no large page fits in."""
    running = start(DATELINE_PAGE_SECONDS="0.05", DATELINE_PAGES_IN_WORK="1")
    yield running
    stop(running)


def test_real_worker_gives_a_page_up_and_serves_on(hasty: Server) -> None:
    """In the worker's own threads, with a page that is only long; the worker is the same one
    afterwards.
    """
    long = (
        b"<html>"
        + (
            b"<article><h1>By Jane Doe</h1><time>3 May 2021</time><p>Posted on 3 May "
            b"2021 by Jane</p></article>"
        )
        * 40_000
    )
    before = hasty.workers()
    for _ in range(2):
        assert hasty.ask("POST", "/v1/normalize", long, {"Content-Type": "text/html"})[0] == 504
        assert (
            hasty.ask("POST", "/v1/normalize", b"<h1>short</h1>", {"Content-Type": "text/html"})[0]
            == 200
        )
    assert hasty.workers() == before
