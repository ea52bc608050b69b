"""The exceptions of the client: one class for each kind of failure, all of them a DatelineError."""

from __future__ import annotations

from dateline_client.models import Problem, ProblemError


class DatelineError(Exception):
    """No answer for a page, whatever the reason."""


class BadPage(DatelineError, ValueError):
    """A page that cannot be sent: a member cannot be JSON, or a time has no offset."""


class Unreachable(DatelineError):
    """No answer came after all tries: no server listens, the connection broke, or it took too
    long.
    """


class NotDateline(DatelineError):
    """The response is not one of Dateline's: cut, garbled, of another kind, or another server's."""


class Refused(DatelineError):
    """Dateline answered with a problem: ``problem`` is its document."""

    def __init__(self, problem: Problem) -> None:
        errors = "".join(f" {error.pointer}: {error.detail}." for error in problem.errors or ())
        super().__init__(f"{problem.status} {problem.title}: {problem.detail}{errors}")
        self.problem = problem


class BadRequest(Refused):
    """400: the body cannot be read."""


class Unauthorized(Refused):
    """401: the service asks for an API key, and it was missing or wrong."""


class NotFound(Refused):
    """404: no such route; the address of the service may have one part too many or too few."""


class MethodNotAllowed(Refused):
    """405: the route does not take this method."""


class NotAcceptable(Refused):
    """406: the service has no representation of that kind."""


class TooSlow(Refused):
    """408: the body arrived too slowly."""


class TooLarge(Refused):
    """413: the body, compressed or decompressed, is larger than ``problem.limit`` bytes."""


class UnsupportedMediaType(Refused):
    """415: the media type or the compression is not supported."""


class Invalid(Refused):
    """422: members or parameters do not fit the schema; ``errors`` lists everything that is
    wrong.
    """

    @property
    def errors(self) -> list[ProblemError]:
        """Return everything that is wrong, each with its place."""
        return self.problem.errors or []


class ServerFault(Refused):
    """500: a bug of the service; ``problem.instance`` is the id to quote."""


class OverCapacity(Refused):
    """503, or 429 from a gateway: no place was free after all tries.

    ``retry_after`` is how many seconds the service asked to wait, None if it did not say.
    """

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem)
        self.retry_after = retry_after


class TimedOut(Refused):
    """504: the work on the page used up its time budget; trying again would not help."""


BY_STATUS: dict[int, type[Refused]] = {
    400: BadRequest,
    401: Unauthorized,
    404: NotFound,
    405: MethodNotAllowed,
    406: NotAcceptable,
    408: TooSlow,
    413: TooLarge,
    415: UnsupportedMediaType,
    422: Invalid,
    429: OverCapacity,
    500: ServerFault,
    503: OverCapacity,
    504: TimedOut,
}


def refusal(problem: Problem) -> Refused:
    """Return the exception for a problem document."""
    return BY_STATUS.get(problem.status, Refused)(problem)
