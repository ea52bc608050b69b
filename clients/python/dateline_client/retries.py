"""Retries: only of failures that are not the request's fault, with growing pauses, never earlier
than the service asks.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from dateline_client.errors import NotDateline, OverCapacity, Unreachable

log = logging.getLogger("dateline_client")

# Faults of the request itself, which would also fail the next try.
_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a page is sent, and the pauses in between: ``first`` seconds, then twice as long
    each time.

    A pause is at most ``longest`` plus what the service asks for; if the service asks for more than
    ``longest``, there is no further try.
    """

    tries: int = 6
    first: float = 0.5
    longest: float = 60.0

    def pause(self, tried: int, failure: httpx.RequestError | OverCapacity) -> float:
        """Return the seconds until the next try; raises the failure for the caller when there is
        none.
        """
        asked = failure.retry_after if isinstance(failure, OverCapacity) else None
        if isinstance(failure, httpx.DecodingError):
            raise NotDateline(f"the answer cannot be decompressed: {failure}") from failure
        if tried >= self.tries or (asked or 0) > self.longest or isinstance(failure, _HOPELESS):
            if isinstance(failure, OverCapacity):
                raise failure
            raise Unreachable(
                f"no answer after {tried} of {self.tries} tries: {_told(failure)}"
            ) from failure
        # Otherwise all clients that were refused together would come back together.
        spread = min(self.longest, self.first * 2.0 ** (tried - 1)) * random.uniform(0.5, 1)
        seconds = (asked or 0) + spread
        log.info("%s; try %d of %d in %.1f s", _told(failure), tried + 1, self.tries, seconds)
        return seconds


def _told(failure: Exception) -> str:
    """Return what happened; some network errors have no message but their name."""
    return f"{type(failure).__name__}: {failure}" if str(failure) else type(failure).__name__


def seconds_of(retry_after: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, None if it is neither a number nor an
    HTTP date.

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
