"""The Python client: typed answers, patience, order, and a typed error for whatever else comes back."""

from __future__ import annotations

import asyncio
import base64
import doctest
import json
import logging
import re
import socketserver
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import httpx
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

import dateline_client
from dateline_client import (
    AsyncDateline,
    BadPage,
    Dateline,
    DatelineError,
    Invalid,
    NotDateline,
    OverCapacity,
    Page,
    PageAnswer,
    PageProblem,
    Refused,
    Retries,
    TooLarge,
    Unreachable,
    asking,
    errors,
    page,
    retries,
)
from schemas.page import ScrapedPage
from service.http import problems

HTML = b"<h1>Envoys return</h1><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p>"
CORE = "headline description author datePublished dateModified publisher keywords articleSection inLanguage url image".split()
RESULT = {
    "article": {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Envoys return"},
    "extra": {},
    "fields": {name: {"status": "absent", "confidence": 0} for name in CORE},
    "findings": [],
    "normalizer": {"name": "dateline", "version": "0", "rules": "x"},
    "repairs": [],
    "status": "clean",
}

Handler = Callable[[httpx.Request], httpx.Response]


def document(slug: str, **members: Any) -> dict[str, Any]:
    """A problem document of the service."""
    return problems.of_error(problems.RequestError(slug, "Something is wrong.", **members))


PROBLEM = {"Content-Type": "application/problem+json"}
JSON = {"Content-Type": "application/json"}
NDJSON = {"Content-Type": "application/x-ndjson"}


def refused(slug: str, headers: dict[str, str] | None = None, **members: Any) -> httpx.Response:
    """The answer that is this problem."""
    problem = document(slug, **members)
    return httpx.Response(problem["status"], content=json.dumps(problem), headers={**PROBLEM, **(headers or {})})


def answered(request: httpx.Request) -> httpx.Response:
    """What the service would answer: one answer, or a line for each page, with its id."""
    if request.url.path == "/v1/normalize":
        return httpx.Response(200, json=RESULT)
    rows = [json.loads(row) for row in request.content.splitlines()]
    lines = [json.dumps({**RESULT, "line": line, "id": row.get("id")}) for line, row in enumerate(rows, 1)]
    return httpx.Response(200, content="\n".join(lines), headers=NDJSON)


def afresh(answer: httpx.Response) -> httpx.Response:
    """The same answer again: a client that has read one has closed it."""
    return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


class Script:
    """A server that answers as it is told, in turn, and then as the service does; it keeps the requests."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else answered(request)
        if isinstance(answer, Exception):
            raise answer
        return afresh(answer)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client waited, without waiting."""
    waited: list[float] = []
    really, here = time.sleep, threading.get_ident()

    def rest(seconds: float) -> None:
        # The thread that watches over pages' time, of tests before this one, goes on sleeping.
        if threading.get_ident() == here:
            waited.append(seconds)
        else:
            really(seconds)

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(time, "sleep", rest)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waited


def asked(handler: Handler, kind: str, **arguments: Any) -> Any:
    """What a client of this kind, sync or async, says of one page."""
    options = {name: arguments.pop(name) for name in ("key", "retries") if name in arguments}
    if kind == "sync":
        with Dateline(transport=httpx.MockTransport(handler), **options) as client:
            return client.normalize(**arguments)

    async def ask() -> Any:
        async with AsyncDateline(transport=httpx.MockTransport(handler), **options) as client:
            return await client.normalize(**arguments)

    return asyncio.run(ask())


both = pytest.mark.parametrize("kind", ["sync", "async"])


# ------------------------------------------------------------------ what is sent


def test_a_page_has_the_members_of_the_service() -> None:
    """What the service takes can be said, and nothing else."""
    taken = set(ScrapedPage.model_fields) - {"html_base64"}
    assert set(Page.__annotations__) == taken


@pytest.mark.parametrize(
    ("given_", "sent"),
    [
        ({"html": b"<h1>\xe9"}, {"htmlBase64": base64.b64encode(b"<h1>\xe9").decode()}),
        ({"html": "<h1>é"}, {"html": "<h1>é"}),
        ({"text": "x", "url": None, "id": 0}, {"text": "x", "id": 0}),
        (
            {"text": "x", "fetched_at": datetime(2022, 2, 25, 8, tzinfo=UTC)},
            {"fetchedAt": "2022-02-25T08:00:00+00:00", "text": "x"},
        ),
        ({"text": "x", "fetched_at": "2022-02-25T08:00:00Z"}, {"fetchedAt": "2022-02-25T08:00:00Z", "text": "x"}),
        ({"text": "x", "assume_zone": "Europe/Paris"}, {"assumeZone": "Europe/Paris", "text": "x"}),
        ({"metadata": {"date": datetime(2022, 2, 25, 8)}}, {"metadata": {"date": "2022-02-25T08:00:00"}}),
        ({"text": "x", "headers": httpx.Headers({"Date": "x"})}, {"text": "x", "headers": {"date": "x"}}),
        ({"text": "x", "fetchedAt": "y", "titel": 1}, {"text": "x", "fetchedAt": "y", "titel": 1}),
    ],
)
def test_a_page_is_sent_as_it_is(given_: dict[str, Any], sent: dict[str, Any]) -> None:
    """Bytes as base64, times with their offset, Python's names as the wire's, and what is unknown as it is."""
    assert json.loads(page.encoded(given_)) == sent


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"text": "x", "fetched_at": datetime(2022, 2, 25)}, "fetched_at has no offset"),
        ({"metadata": {"tags": {1, 2}}}, "a set is none"),
    ],
)
def test_a_page_that_cannot_be_sent_is_told(given_: dict[str, Any], said: str) -> None:
    """Before anything is sent, and as an error of the client's own family."""
    with pytest.raises(BadPage, match=said):
        page.encoded(given_)


@both
def test_parameters_are_sent(kind: str) -> None:
    """What the answer should look like stands in the query, the key in its header."""
    script = Script()
    asked(script, kind, key="secret", text="x", explain="full", fields=["headline", "datePublished"], min_confidence=0.75)
    (request,) = script.requests
    assert dict(request.url.params) == {"explain": "full", "fields": "headline,datePublished", "minConfidence": "0.75"}
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.headers["Content-Type"] == "application/json"


def test_the_client_knows_every_parameter_of_the_service(client: FlaskClient) -> None:
    """A parameter that the service learns has to be learned here."""
    operation = client.get("/openapi.json").get_json()["paths"]["/v1/normalize"]["post"]
    wire = {row["name"] for row in operation["parameters"]} - {"view"}
    members = {page._ON_THE_WIRE.get(name, name) for name in Page.__annotations__}
    assert wire <= members | {"explain", "fields", "minConfidence"}
    explain = next(row for row in operation["parameters"] if row["name"] == "explain")
    assert set(explain["schema"]["enum"]) == set(get_args(asking.Explain)) == set(asking.PAGES)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://localhost", "http://", "news.example", "http://[", "http://x:99999"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    """At once, and not when the first page is sent."""
    with pytest.raises(ValueError, match="not the address of a service"):
        Dateline(url)


@pytest.mark.parametrize("key", ["", "two words", "caf\xe9", "7f3a\n7f3a"])
def test_a_key_that_can_be_none_is_told_but_not_shown(key: str) -> None:
    """httpx would quote it in its own error."""
    with pytest.raises(ValueError, match="key: not one word") as told:
        Dateline(key=key)
    assert not key or key not in str(told.value)


def test_a_key_may_end_its_line() -> None:
    """As those do that come from files."""
    script = Script()
    asked(script, "sync", key="secret\n", text="x")
    assert script.requests[0].headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("module", [retries, asking], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_are_true(module: Any) -> None:
    """What the functions say of themselves."""
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed


# ------------------------------------------------------------------ patience


@both
@pytest.mark.parametrize(
    "failure",
    [
        refused("over-capacity"),
        refused("stopping"),
        httpx.Response(429, text="slow down"),
        httpx.Response(503, text="<h1>no upstream</h1>", headers={"Content-Type": "text/html"}),
        httpx.Response(503, content=b'{"title": "Over', headers=PROBLEM),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
    ],
    ids=["503", "stopping", "429", "gateway", "cut problem", "nobody", "silence", "cut"],
)
def test_what_may_pass_is_tried_again(kind: str, failure: Any, waits: list[float]) -> None:
    """A service that is busy, stopping or away for a moment."""
    script = Script(failure, failure)
    assert asked(script, kind, text="x").status == "clean"
    assert len(script.requests) == 3
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1


@both
def test_the_same_page_is_sent_again(kind: str, waits: list[float]) -> None:
    """Every try has the whole body."""
    script = Script(refused("over-capacity"))
    asked(script, kind, text="x")
    assert waits
    assert [request.content for request in script.requests] == [b'{"text": "x"}'] * 2


def test_waits_grow_and_end(waits: list[float]) -> None:
    """Twice as long each time, up to the longest, and so often as was said."""
    script = Script(*[httpx.ConnectError("refused")] * 20)
    with pytest.raises(Unreachable, match="no answer after 8 of 8 tries: ConnectError: refused"):
        asked(script, "sync", text="x", retries=Retries(tries=8, first=1, longest=10))
    assert len(script.requests) == 8
    assert all(most / 2 <= wait <= most for wait, most in zip(waits, [1, 2, 4, 8, 10, 10, 10], strict=True))


@both
def test_retry_after_is_obeyed(kind: str, waits: list[float]) -> None:
    """Never earlier than the service says; a date that has passed, or no date at all, says nothing."""
    headers = ["7", "soon", "Fri, 25 Feb 2022 19:40:30 GMT"]
    asked(Script(*(refused("over-capacity", {"Retry-After": header}) for header in headers)), kind, text="x")
    assert 7.25 <= waits[0] <= 7.5
    assert 0.5 <= waits[1] <= 1
    assert 1 <= waits[2] <= 2


@pytest.mark.parametrize("header", ["3600", "Fri, 25 Feb 2999 19:40:30 GMT"])
def test_a_wait_that_is_too_long_is_told(header: str, waits: list[float]) -> None:
    """A service that wants an hour, in seconds or as a date, gets the caller's decision instead."""
    script = Script(refused("over-capacity", {"Retry-After": header}))
    with pytest.raises(OverCapacity) as told:
        asked(script, "sync", text="x")
    assert told.value.retry_after is not None
    assert told.value.retry_after >= 3600
    assert waits == []


def test_a_service_that_stays_busy_is_told(waits: list[float]) -> None:
    """The problem of the last try, even where a gateway has said it in words of its own."""
    with pytest.raises(OverCapacity, match="429 Too Many Requests"):
        asked(lambda _: httpx.Response(429), "sync", text="x")
    assert len(waits) == 5


@pytest.mark.parametrize("slug", ["malformed-body", "body-too-large", "invalid-request", "internal-error", "out-of-time"])
def test_what_will_not_pass_is_not_tried_again(slug: str, waits: list[float]) -> None:
    """The same page would end the same way."""
    script = Script(refused(slug))
    with pytest.raises(Refused):
        asked(script, "sync", text="x")
    assert (len(script.requests), waits) == (1, [])


# ------------------------------------------------------------------ what comes back instead


@both
@pytest.mark.parametrize("row", problems.TYPES, ids=lambda row: row.slug)
def test_every_problem_has_its_exception(kind: str, row: problems.ProblemType, waits: list[float]) -> None:
    """One class a status, all of one family, with the document of the service."""
    with pytest.raises(DatelineError) as told:
        asked(lambda _: refused(row.slug), kind, text="x")
    assert type(told.value) is errors.BY_STATUS[row.status] is not Refused
    assert isinstance(told.value, Refused)
    assert told.value.problem.type == row.address
    assert row.title in str(told.value)


def test_errors_and_limits_are_told() -> None:
    """What is wrong with a request, and how long it may be."""
    faults = [{"pointer": "#/titel", "detail": "titel: did you mean text?", "code": "unknown_member"}]
    with pytest.raises(Invalid, match="did you mean text") as told:
        asked(lambda _: refused("invalid-request", errors=faults), "sync", text="x")
    assert [error.code for error in told.value.errors] == ["unknown_member"]
    with pytest.raises(TooLarge) as large:
        asked(lambda _: refused("body-too-large", limit=5), "sync", text="x")
    assert large.value.problem.limit == 5


GARBAGE: dict[str, httpx.Response] = {
    "a web page": httpx.Response(200, text="<h1>It works!</h1>", headers={"Content-Type": "text/html"}),
    "no type": httpx.Response(200, content=json.dumps(RESULT)),
    "no JSON": httpx.Response(200, content=b"\x00\xff garbage", headers=JSON),
    "cut JSON": httpx.Response(200, content=json.dumps(RESULT)[:-20], headers=JSON),
    "another's JSON": httpx.Response(200, json={"status": "ok"}),
    "a list": httpx.Response(200, json=[RESULT]),
    "wrong types": httpx.Response(200, json={**RESULT, "repairs": {"a": 1}}),
    "nothing": httpx.Response(200, headers=JSON),
    "no content": httpx.Response(204),
    "a redirect": httpx.Response(301, headers={"Location": "https://elsewhere.example/"}),
    "another's error": httpx.Response(404, text="nginx", headers={"Content-Type": "text/html"}),
    "no problem": httpx.Response(500, content=b"[]", headers=PROBLEM),
    "a cut problem": httpx.Response(422, content=b'{"title": "Over', headers=PROBLEM),
}


@both
@pytest.mark.parametrize("answer", GARBAGE.values(), ids=list(GARBAGE))
def test_garbage_is_a_typed_error(kind: str, answer: httpx.Response, waits: list[float]) -> None:
    """Whatever answers there is not Dateline, and nothing else is raised or waited for."""
    with pytest.raises(NotDateline):
        asked(lambda _: afresh(answer), kind, text="x")
    assert waits == []


def test_where_a_redirect_points_is_told() -> None:
    """An address without its https:// is the usual reason."""
    with pytest.raises(NotDateline, match="301 with no Content-Type that points to https://elsewhere"):
        asked(lambda _: afresh(GARBAGE["a redirect"]), "sync", text="x")


def test_a_broken_compression_is_a_typed_error(waits: list[float]) -> None:
    """What cannot be unpacked."""

    def handler(_: httpx.Request) -> httpx.Response:
        headers = {**JSON, "Content-Encoding": "gzip"}
        return httpx.Response(200, stream=httpx.ByteStream(b"no gzip"), headers=headers)

    with pytest.raises(NotDateline, match="cannot be decompressed"):
        asked(handler, "sync", text="x")
    assert waits == []


def test_an_endless_answer_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything from the network is bounded."""
    monkeypatch.setattr(dateline_client.answers, "LIMIT", 1000)
    with pytest.raises(NotDateline, match="longer than 1000 bytes"):
        asked(lambda _: httpx.Response(200, content=b" " * 1001, headers=JSON), "sync", text="x")


def test_members_of_a_later_version_are_kept() -> None:
    """Within v1 members may be added: they are no error, and not lost."""
    later = {**RESULT, "novel": 1, "article": {**RESULT["article"], "novel": "x"}}  # type: ignore[dict-item]
    answer = asked(lambda _: httpx.Response(200, json=later), "sync", text="x")
    assert answer.novel == 1
    assert answer.article.model_dump(by_alias=True, exclude_unset=True) == later["article"]


@both
def test_neither_pages_nor_keys_are_logged(kind: str, waits: list[float], caplog: pytest.LogCaptureFixture) -> None:
    """Not when it is tried again, not when it fails, not in the words of an exception."""
    caplog.set_level(logging.DEBUG)
    echo = httpx.Response(200, json={"article": "page-7f3a"})
    script = Script(refused("over-capacity"), httpx.ConnectError("refused"), echo)
    with pytest.raises(NotDateline) as told:
        asked(script, kind, key="key-7f3a", html=b"page-7f3a", metadata={"title": "page-7f3a"})
    assert len(waits) == 2
    assert "try 2 of 6" in caplog.text
    assert "7f3a" not in caplog.text + str(told.value) + repr(asking.Batch(pages=[b"7f3a"]))
    assert told.value.__cause__ is None


# ------------------------------------------------------------------ many pages


def many(handler: Handler, kind: str, pages: Iterator[Any], **arguments: Any) -> Iterator[Any]:
    """What a client of this kind gives for these pages."""
    if kind == "sync":
        with Dateline(transport=httpx.MockTransport(handler), retries=Retries(first=0)) as client:
            yield from client.normalize_many(pages, **arguments)
        return

    async def later() -> AsyncIterator[Any]:
        for one in pages:
            yield one

    async def ask() -> AsyncIterator[Any]:
        source = pages if kind == "async" else later()
        async with (
            AsyncDateline(transport=httpx.MockTransport(handler), retries=Retries(first=0)) as client,
            aclosing(client.normalize_many(source, **arguments)) as lines,
        ):
            async for line in lines:
                yield line

    loop = asyncio.new_event_loop()
    lines = ask()
    try:
        while True:
            yield loop.run_until_complete(anext(lines))
    except StopAsyncIteration:
        pass
    finally:
        loop.run_until_complete(lines.aclose())  # type: ignore[attr-defined]
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


every = pytest.mark.parametrize("kind", ["sync", "async", "async of async"])


@every
@given(number=st.integers(0, 230), at_once=st.integers(1, 5))
def test_law_pages_come_back_in_order_and_none_is_taken_early(kind: str, number: int, at_once: int) -> None:
    """Each page has its line in its place, and no more pages are taken than there are batches in work."""
    taken = 0

    def pages() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for taken in range(1, number + 1):
            yield {"id": taken, "text": "x"}

    given_back = 0
    for line in many(answered, kind, pages(), at_once=at_once):
        given_back += 1
        assert isinstance(line, PageAnswer)
        assert (line.number, line.id) == (given_back, given_back)
        assert taken <= given_back + at_once * asking.PAGES["none"]
    assert given_back == number


@every
def test_long_pages_make_short_batches(kind: str) -> None:
    """Memory is bounded by bytes, not by pages alone; a page that is longer than a batch goes alone."""
    sizes: list[int] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sizes.append(len(request.content))
        return answered(request)

    pages = [{"text": "x" * 1_500_000}] * 5 + [{"text": "x" * 5_000_000}] + [{"text": "x"}]
    assert [line.number for line in many(handler, kind, iter(pages), at_once=1)] == list(range(1, 8))
    assert [size // 1_000_000 for size in sizes] == [3, 3, 6, 0] or [size // 1_000_000 for size in sizes] == [3, 3, 1, 5, 0]


@every
def test_a_problem_is_its_pages_own(kind: str) -> None:
    """The others are answered."""

    def handler(request: httpx.Request) -> httpx.Response:
        lines = answered(request).text.splitlines()
        lines[1] = json.dumps({"line": 2, "id": "b", "problem": document("invalid-request")})
        return httpx.Response(200, content="\n".join(lines), headers=NDJSON)

    first, second, third = many(handler, kind, iter([{"id": key, "text": "x"} for key in "abc"]))
    assert isinstance(first, PageAnswer)
    assert isinstance(third, PageAnswer)
    assert isinstance(second, PageProblem)
    assert (second.number, second.id, second.problem.status) == (2, "b", 422)
    assert isinstance(second.error, Invalid)


@every
def test_a_batch_that_breaks_is_sent_again(kind: str) -> None:
    """Nothing is lost and nothing comes twice."""
    script = Script(httpx.RemoteProtocolError("cut"), refused("over-capacity"))
    numbers = [line.number for line in many(script, kind, iter([{"text": "x"}] * 120), at_once=2)]
    assert numbers == list(range(1, 121))


@every
def test_a_batch_that_never_gets_through_goes_page_by_page(kind: str) -> None:
    """The service closes a connection whose answers nobody takes while it sends; a single page it reads to its end."""

    def handler(request: httpx.Request) -> httpx.Response:
        if request.content.count(b"\n") > 1:
            raise httpx.WriteError("reset")
        return answered(request)

    lines = list(many(handler, kind, iter([{"id": key, "text": "x"} for key in range(60)])))
    assert [(line.number, line.id) for line in lines] == [(key + 1, key) for key in range(60)]


@every
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 lines came back for 2 pages"),
        (b'{"line": 1, "id": 1}\n', "is no Result"),
        (b"garbage\n", "line 1 of the answer is cut or no JSON"),
        (b'{"line": 2}\n', "line 1 of the answer has another number"),
        (b"[]\n", "line 1 of the answer has another number"),
        (b'{"line": 1, "problem": []}\n', "is no Problem"),
    ],
)
def test_a_garbled_batch_is_a_typed_error(kind: str, content: bytes, said: str) -> None:
    """Cut, garbled, or another server's."""
    answer = httpx.Response(200, content=content, headers=NDJSON)
    with pytest.raises(NotDateline, match=re.escape(said)):
        list(many(lambda _: afresh(answer), kind, iter([{"text": "x"}] * 2)))


@every
def test_a_batch_that_is_given_up_says_why(kind: str) -> None:
    """A last line with a problem ends it."""
    line = json.dumps({"line": 1, "problem": document("too-slow")})
    answer = httpx.Response(200, content=line, headers=NDJSON)
    with pytest.raises(errors.TooSlow):
        list(many(lambda _: afresh(answer), kind, iter([{"text": "x"}] * 2)))


@every
def test_nothing_runs_on_when_nobody_reads(kind: str) -> None:
    """Who stops after the first answer takes no more pages."""
    taken = iter([{"text": "x"}] * 1000)
    lines = many(answered, kind, taken, at_once=2)
    assert next(lines).number == 1
    lines.close()  # type: ignore[attr-defined]
    assert len(list(taken)) == 900


@both
def test_none_at_once_is_told(kind: str) -> None:
    """Instead of waiting for ever."""
    with pytest.raises(ValueError, match="at_once: 0"):
        list(many(answered, kind, iter([{"text": "x"}]), at_once=0))


# ------------------------------------------------------------------ against the service


def test_a_page_against_the_service(service: str) -> None:
    """Each kind of page, with all that can be said of it."""
    with Dateline(service) as client:
        answer = client.normalize(
            html=HTML,
            url="https://news.example/a",
            fetched_at=datetime(2022, 2, 26, 8, tzinfo=timezone(timedelta(hours=1))),
            language="en",
            assume_zone="America/New_York",
            headers={"Content-Type": "text/html; charset=utf-8"},
            id=7,
            explain="full",
            min_confidence=0.5,
        )
        assert answer.article.date_published == "2022-02-25T14:40:00-05:00"
        assert [author.name for author in answer.article.author or ()] == ["Ana Ruiz"]
        evidence = answer.fields.date_published
        assert evidence is not None
        assert evidence.evidence
        assert client.normalize(html=HTML.decode()).article.headline == "Envoys return"
        assert client.normalize(text="Envoys return\n\n25 February 2022\n").article.date_published == "2022-02-25"
        assert client.normalize(metadata={"title": "Envoys return"}, explain="none").article.headline == "Envoys return"
        assert client.flat(html=HTML).authors == ["Ana Ruiz"]
        with pytest.raises(Invalid, match="the year is not between"):
            client.normalize(text="x", fetched_at="0001-01-01T00:00:00Z")


def pages_with_faults(number: int) -> Iterator[Page]:
    """Pages, every seventh of which is none."""
    for key in range(number):
        yield {"id": key, "text": f"Envoys return {key}\n\n25 February 2022\n"} if key % 7 else {"id": key}


def test_chosen_fields_against_the_service(service: str) -> None:
    """The answer holds the fields that were asked for; a field that is none is refused with a sentence."""
    with Dateline(service) as client:
        answer = client.normalize(html=HTML, fields=["author", "datePublished"])
        assert (answer.article.date_published, answer.article.headline) == ("2022-02-25T14:40:00-05:00", None)
        assert answer.article.author is not None
        lines = list(client.normalize_many([{"html": HTML}], fields=["headline"]))
        assert [line.answer.article.headline for line in lines if isinstance(line, PageAnswer)] == ["Envoys return"]
        with pytest.raises(Invalid, match="datePublished"):
            client.normalize(html=HTML, fields=["datePublishd"])


def test_many_pages_against_the_service(service: str) -> None:
    """Every page has its own answer or problem, in order."""
    with Dateline(service) as client:
        for key, line in enumerate(client.normalize_many(pages_with_faults(230), at_once=3)):
            assert (line.number, line.id) == (key + 1, key)
            if isinstance(line, PageAnswer):
                assert line.answer.article.headline == f"Envoys return {key}"
            else:
                assert (key % 7, line.problem.status) == (0, 422)
        assert key == 229


def test_many_rows_against_the_service_under_asyncio(service: str) -> None:
    """The same as rows; other work goes on meanwhile."""

    async def ask() -> list[int]:
        turns, done = 0, False

        async def other_work() -> None:
            nonlocal turns
            while not done:
                turns += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(other_work())
        async with AsyncDateline(service) as client:
            assert (await client.normalize(html=HTML)).article.headline == "Envoys return"
            assert (await client.flat(html=HTML)).headline == "Envoys return"
            numbers = [line.number async for line in client.flat_many(pages_with_faults(130))]
        done = True
        await other
        assert turns > 100
        return numbers

    assert asyncio.run(ask()) == list(range(1, 131))


def test_long_answers_do_not_stop_a_batch(service: str) -> None:
    """Pages with a thousand tags, whose answers are longer than sockets hold while the batch is being sent."""
    tags = ", ".join(f"keyword number {number} of many" for number in range(1000))
    long = {"html": f"<meta name=keywords content='{tags}'><h1>Envoys return</h1><p>{'word ' * 10_000}</p>"}
    with Dateline(service) as client:
        answers = [line.answer for line in client.normalize_many([long] * 60) if isinstance(line, PageAnswer)]
    assert [len(answer.model_dump_json()) > 50_000 for answer in answers] == [True] * 60


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", Unreachable),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Unreachable),
        (b"", Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi", NotDateline),
    ],
    ids=["cut", "cut chunks", "ssh", "silence", "a web server"],
)
def test_a_server_that_is_not_dateline_is_a_typed_error(said: bytes, kind: type[DatelineError]) -> None:
    """On a real connection: cut answers, and servers of other kinds."""

    class Other(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(said)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        with Dateline(url, retries=Retries(tries=2, first=0)) as client, pytest.raises(kind):
            client.normalize(text="x")
        server.shutdown()
        thread.join()


def test_nobody_there_is_a_typed_error() -> None:
    """A port on which nobody listens."""
    with Dateline("http://127.0.0.1:9", retries=Retries(tries=2, first=0)) as client, pytest.raises(Unreachable):
        client.normalize(text="x")
