"""Readings of what words tell from the time of the fetch: "yesterday", "2 days ago", "18 hours ago"."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from service.dates import relative, zones
from service.dates.partial import exactly
from service.dates.reading import Hints, Reading

#: A guess that the words themselves make, as good as stated; the price in bits.
TOLD = 0.05
#: The hour before the one that is told, in bits: rounded to the nearest it is wrong, and hours are mostly rounded.
_HOURS_CUT = 6.0
#: Parsers of such words count so many weeks back, and so do their readers; another of the ten days of which "2 weeks ago" is
#: told, in bits; an estimate.
_WEEKS_CUT = 8.0


def readings_told(cleaned: str, hints: Hints) -> tuple[Reading, ...]:
    """What words tell from the time of the fetch."""
    partial = None if hints.fetched is None else relative.told(cleaned, hints.language, hints.fetched)
    if partial is None or hints.fetched is None:
        return ()
    said = Reading(partial, TOLD, relative.RELATIVE_DATE.id)
    if relative.names_day(cleaned, hints.language):
        return tuple(_told_by_day(said, cleaned, hints.fetched, hints))
    if partial.hour is None:
        return _told_by_count(said, cleaned, hints.fetched, hints)
    if partial.minute is not None or partial.offset is None:
        return (said,)
    # whole hours are cut as often as they are rounded: "18 hours ago" may be nearly 19
    earlier = relative.told(cleaned, hints.language, hints.fetched - timedelta(minutes=59))
    return (said,) if earlier in (None, partial) else (said, said._replace(partial=earlier, bits=_HOURS_CUT))


def _told_by_day(said: Reading, cleaned: str, fetched: datetime, hints: Hints) -> Iterator[Reading]:
    """What "yesterday" says: at one fetch it is another day in Sydney and in San Francisco."""
    offsets = zones.country_offsets(hints.country, fetched.date()) if hints.country else ()
    for wall, share in relative.readers_days(fetched, offsets).items():
        partial = relative.told(cleaned, hints.language, wall)
        if partial is not None:
            yield said._replace(partial=partial, bits=said.bits - math.log2(share))


def _told_by_count(said: Reading, cleaned: str, fetched: datetime, hints: Hints) -> tuple[Reading, ...]:
    """What "2 days ago" and "3 weeks ago" say: a day on some reader's calendar, counted in one of several ways."""
    weeks = relative.weeks_counted(cleaned, hints.language, fetched)
    if weeks is not None:
        return said, said._replace(partial=weeks, bits=_WEEKS_CUT)
    offsets = zones.country_offsets(hints.country, fetched.date()) if hints.country else ()
    days_told = relative.days_counted(cleaned, hints.language, fetched, offsets)
    return tuple(
        said._replace(partial=exactly(year=day.year, month=day.month, day=day.day), bits=said.bits - math.log2(share))
        for day, share in sorted(days_told.items(), key=lambda pair: (-pair[1], pair[0]))
    ) or (said,)
