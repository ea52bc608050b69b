"""A typed error for whatever comes back instead of an answer."""

from __future__ import annotations

import json
import logging

import httpx
import pytest

import dateline_client
from dateline_client import (
    DatelineError,
    Invalid,
    NotDateline,
    Refused,
    TooLarge,
    asking,
    errors,
)
from service.http import problems
from tests.clients.script import JSON, PROBLEM, RESULT, Script, afresh, asked, both, refused


@both
@pytest.mark.parametrize("row", problems.TYPES, ids=lambda row: row.slug)
def test_every_problem_has_its_exception(
    kind: str, row: problems.ProblemType, waits: list[float]
) -> None:
    """One class a status, all of one family, with the document of the service."""
    with pytest.raises(DatelineError) as told:
        asked(lambda _: refused(row.slug), kind, text="x")
    assert type(told.value) is errors.BY_STATUS[row.status] is not Refused
    assert isinstance(told.value, Refused)
    assert told.value.problem.type == row.address
    assert row.title in str(told.value)


def test_errors_and_limits_are_told() -> None:
    """What is wrong with a request, and how long it may be."""
    faults = [
        {"pointer": "#/titel", "detail": "titel: did you mean text?", "code": "unknown_member"}
    ]
    with pytest.raises(Invalid, match="did you mean text") as told:
        asked(lambda _: refused("invalid-request", errors=faults), "sync", text="x")
    assert [error.code for error in told.value.errors] == ["unknown_member"]
    with pytest.raises(TooLarge) as large:
        asked(lambda _: refused("body-too-large", limit=5), "sync", text="x")
    assert large.value.problem.limit == 5


GARBAGE: dict[str, httpx.Response] = {
    "a web page": httpx.Response(
        200, text="<h1>It works!</h1>", headers={"Content-Type": "text/html"}
    ),
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
    with pytest.raises(
        NotDateline, match="301 with no Content-Type that points to https://elsewhere"
    ):
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
def test_neither_pages_nor_keys_are_logged(
    kind: str, waits: list[float], caplog: pytest.LogCaptureFixture
) -> None:
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
