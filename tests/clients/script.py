"""A server in a script, and a client of either kind that asks it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from dateline_client import (
    AsyncDateline,
    Dateline,
)
from service.http import problems

HTML = b"<h1>Envoys return</h1><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p>"
CORE = (
    "headline description author datePublished dateModified publisher keywords "
    "articleSection inLanguage url image"
).split()
RESULT = {
    "article": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Envoys return",
    },
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
    return httpx.Response(
        problem["status"], content=json.dumps(problem), headers={**PROBLEM, **(headers or {})}
    )


def answered(request: httpx.Request) -> httpx.Response:
    """What the service would answer: one answer, or a line for each page, with its id."""
    if request.url.path == "/v1/normalize":
        return httpx.Response(200, json=RESULT)
    rows = [json.loads(row) for row in request.content.splitlines()]
    lines = [
        json.dumps({**RESULT, "line": line, "id": row.get("id")})
        for line, row in enumerate(rows, 1)
    ]
    return httpx.Response(200, content="\n".join(lines), headers=NDJSON)


def afresh(answer: httpx.Response) -> httpx.Response:
    """The same answer again: a client that has read one has closed it."""
    return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


class Script:
    """A server that answers as it is told, in turn, and then as the service does; it keeps the
    requests.
    """

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else answered(request)
        if isinstance(answer, Exception):
            raise answer
        return afresh(answer)


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
