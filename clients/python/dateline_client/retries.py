"""When to try again: where nobody was at fault and nothing was begun, later each time, and never before the service says."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from dateline_client.errors import NotDateline, OverCapacity, Unreachable

log = logging.getLogger("dateline_client")

# Faults of the request itself, which the next try would have too.
_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a page is sent, and how long is waited in between: ``first`` seconds, then twice as long each time.

    A wait is never longer than ``longest`` plus what the service asks for; a service that asks for more than ``longest`` is
    not asked again.
    """

    tries: int = 6
    first: float = 0.5
    longest: float = 60.0

    def pause(self, tried: int, failure: httpx.RequestError | OverCapacity) -> float:
        """Seconds until the next try; raises what the caller should know when there is none."""
        asked = failure.retry_after if isinstance(failure, OverCapacity) else None
        if isinstance(failure, httpx.DecodingError):
            raise NotDateline(f"the answer cannot be decompressed: {failure}") from failure
        if tried >= self.tries or (asked or 0) > self.longest or isinstance(failure, _HOPELESS):
            if isinstance(failure, OverCapacity):
                raise failure
            raise Unreachable(f"no answer after {tried} of {self.tries} tries: {_told(failure)}") from failure
        # Everybody who was refused at once would otherwise be back at once.
        spread = min(self.longest, self.first * 2.0 ** (tried - 1)) * random.uniform(0.5, 1)
        seconds = (asked or 0) + spread
        log.info("%s; try %d of %d in %.1f s", _told(failure), tried + 1, self.tries, seconds)
        return seconds


def _told(failure: Exception) -> str:
    """What happened: some errors of the network have no words but their name."""
    return f"{type(failure).__name__}: {failure}" if str(failure) else type(failure).__name__


def seconds_of(retry_after: str, now: datetime | None = None) -> float | None:
    """The seconds that a Retry-After header asks for, None if it is neither a number nor an HTTP date.

    >>> seconds_of("120")
    120.0
    >>> seconds_of("Fri, 25 Feb 2022 19:40:30 GMT", datetime(2022, 2, 25, 19, 40, tzinfo=UTC))
    30.0
    >>> seconds_of("soon")
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    # "-0000" says that the zone is unknown, and an HTTP date is always in UTC.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
