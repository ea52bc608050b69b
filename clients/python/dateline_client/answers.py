"""The parsing of responses: a typed answer, or the exception for anything else."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Generic, TypeAlias, TypeVar

import httpx
import pydantic
from pydantic import BaseModel
from pydantic_core import from_json

from dateline_client.errors import BY_STATUS, NotDateline, OverCapacity, Refused, refusal
from dateline_client.models import Problem
from dateline_client.retries import seconds_of

Model = TypeVar("Model", bound=BaseModel)

PROBLEM = "application/problem+json"

#: The most bytes of an answer, far more than any has: a page of 10 MiB, explained in full.
LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageAnswer(Generic[Model]):
    """The answer for one page of many, with its position among them, counted from 1, and its id."""

    number: int
    id: str | int | None
    answer: Model


@dataclass(frozen=True, slots=True)
class PageProblem:
    """The reason why one page of many has no answer."""

    number: int
    id: str | int | None
    problem: Problem

    @property
    def error(self) -> Refused:
        """Return the exception that this page would have raised on its own."""
        return refusal(self.problem)


Line: TypeAlias = PageAnswer[Model] | PageProblem


class Kept:
    """The pieces of an answer as they arrive, up to the limit of its size."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def add(self, piece: bytes) -> None:
        """Add a piece."""
        self._length += len(piece)
        if self._length > LIMIT:
            raise NotDateline(f"the answer is longer than {LIMIT} bytes")
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return all pieces as one body."""
        return b"".join(self._pieces)


def content(response: httpx.Response, body: bytes, media_type: str) -> bytes:
    """Return the body of an answer of this media type; raises the exception for any other
    response.
    """
    status = response.status_code
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if status == 200 and kind == media_type:
        return body
    if BY_STATUS.get(status) is OverCapacity:
        raise OverCapacity(
            _crowded(status, body), seconds_of(response.headers.get("Retry-After", ""))
        )
    if status >= 400 and kind == PROBLEM:
        raise refusal(parsed(Problem, body))
    moved = (
        f" that points to {response.headers['Location']}" if response.has_redirect_location else ""
    )
    raise NotDateline(
        f"{status} with {kind or 'no Content-Type'}{moved}, and not 200 with {media_type}"
    )


def _crowded(status: int, body: bytes) -> Problem:
    """Return the problem of a service over its capacity; made up where a gateway answered with a
    body of its own or none.
    """
    try:
        return parsed(Problem, body)
    except NotDateline:
        phrase = HTTPStatus(status).phrase
        return Problem(type="about:blank", title=phrase, status=status, detail=f"{phrase}.")


def parsed(model: type[Model], body: bytes) -> Model:
    """Return the model that the JSON holds."""
    try:
        return model.model_validate_json(body)
    except pydantic.ValidationError as error:
        raise _misread(error) from None


def _misread(error: pydantic.ValidationError) -> NotDateline:
    """Return the exception for an invalid answer, without quoting the answer."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    wrong = [
        f"{'.'.join(map(str, row['loc']))}: {row['msg']}".removeprefix(": ") for row in details[:3]
    ]
    more = f", and {len(details) - 3} more" if len(details) > 3 else ""
    return NotDateline(f"the answer is no {error.title}: {'; '.join(wrong)}{more}")


def lines(model: type[Model], body: bytes, count: int, before: int = 0) -> list[Line[Model]]:
    """Return the lines of a batch of ``count`` pages; ``before`` is the number of pages before
    it.
    """
    found = [
        _line(model, row, before + number, number)
        for number, row in enumerate(body.splitlines(), 1)
    ]
    if len(found) == count:
        return found
    if len(found) < count and found and isinstance(found[-1], PageProblem):
        # The last line of a batch that the service aborted is the reason.
        raise found[-1].error
    raise NotDateline(f"{len(found)} lines came back for {count} pages")


def _line(model: type[Model], row: bytes, number: int, line: int) -> Line[Model]:
    try:
        members = from_json(row)
    except ValueError:
        raise NotDateline(f"line {line} of the answer is cut or no JSON") from None
    if not isinstance(members, dict) or members.pop("line", None) != line:
        raise NotDateline(f"line {line} of the answer has another number")
    key = members.pop("id", None)
    try:
        if "problem" in members:
            return PageProblem(number, key, Problem.model_validate(members["problem"]))
        return PageAnswer(number, key, model.model_validate(members))
    except pydantic.ValidationError as error:
        raise _misread(error) from None
