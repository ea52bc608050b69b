"""The expected answers: those of the application alone, in this process, one request after
another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

from flask.testing import FlaskClient

from bench.reliability.client import Request
from service.app import create_app
from service.settings import Settings


@cache
def _client() -> FlaskClient:
    return create_app(Settings()).test_client()


def digest_alone(request: Request) -> str:
    """Return the digest of the content that answers the request."""
    head, _, body = request.wire.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    answer = _client().post(first.split(" ")[1], data=body, headers=headers)
    return hashlib.sha256(answer.data).hexdigest()


# Those that are asked for again and again; what is asked once would only fill memory.
_digest = cache(digest_alone)


def alone(requests: Iterable[Request]) -> dict[str, str]:
    """Return name -> digest of the answer's content, for each of these requests."""
    return {request.name: _digest(request) for request in requests}
