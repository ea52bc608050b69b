"""Publication and modification in each other's places: the stamp that is called the modification is the earlier one.

A draft that was saved before it was published, and a modification that is filled with the creation, look the same; only an
address that was built on the earlier day tells that the two were exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from service.dates.partial import only
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.rows import rule
from service.dates.story import begin
from service.model import Observation, Repair, Resolution

EXCHANGED = rule(
    "published_and_modified_exchanged",
    "publication and modification stand in each other's places",
    "the variables of a template are exchanged, as the_modified_date() behind the publication's name",
    "2021-04-06T06:32:14+00:00, with a modification of 2020-07-21T00:17:28+00:00 at /2020/07/21/",
    "2020-07-21T00:17:28+00:00",
    "published-modified-swapped",
)

_OTHER = {"datePublished": "dateModified", "dateModified": "datePublished"}
#: Less than this apart two days may be one moment in two zones, and two stamps a draft's last save and its publication.
_APART = timedelta(days=2)
#: Even so it is a rare slip, and an address may keep the day on which a draft was begun; an estimate.
_MOST_SURE = 0.97


def exchanged(observations: Sequence[Observation], hints: Hints) -> tuple[Observation, ...] | None:
    """The observations with the machines' publication and modification exchanged back, or None where they were not."""
    addressed = _days([o for o in observations if o.source.witness == "url"], hints)
    machine = [o for o in observations if o.source.witness == "machine"]
    stamps = [o for o in machine if o.field == "datePublished"]
    # nearly every page: no address that is dated, or one of the day that is called the publication's
    if not addressed or any(abs(day - said) < _APART for said in _days(stamps[:1], hints) for day in addressed):
        return None
    published = _instant(stamps, hints)
    modified = _instant([o for o in machine if o.field == "dateModified"], hints)
    if published is None or modified is None or published - modified < _APART or any(o.field == "dateCreated" for o in machine):
        return None
    printed = _days([o for o in observations if o.source.witness == "human" and o.field in ("date", "datePublished")], hints)
    if not all(_is_near(day, modified) for day in addressed) or any(_is_near(day, published) for day in printed):
        return None
    return tuple(
        replace(o, field=_OTHER[o.field]) if o.source.witness == "machine" and o.field in _OTHER else o for o in observations
    )


def told(resolution: Resolution, observations: Iterable[Observation]) -> Resolution:
    """The resolution of one of the two roles with the repair; ``observations`` are those of the page, as they stood."""
    before = min(str(o.raw) for o in observations if o.source.witness == "machine" and o.field == resolution.field)
    confidence = min(resolution.confidence, _MOST_SURE)
    agreeing = [n for n, e in enumerate(resolution.evidence) if e.agrees]
    addresses = [str(e.observation.raw) for e in resolution.evidence if e.agrees and e.observation.source.witness == "url"]
    repair = Repair(
        f"/article/{resolution.field}",
        EXCHANGED.id,
        before,
        resolution.value,
        confidence,
        f"{EXCHANGED.damage.capitalize()}: the modification is the earlier stamp, and the address is of its day.",
        tuple(agreeing),
        {"address": addresses[0]} if addresses else None,
    )
    return replace(resolution, status="repaired", confidence=confidence, repairs=(*resolution.repairs, repair))


def _instant(stamps: Sequence[Observation], hints: Hints) -> datetime | None:
    """The one instant that all of some stamps state as written, or None."""
    found = set()
    for stamp in stamps:
        readings = read(str(stamp.raw), hints).healthy
        found.add(begin(readings[0]).instant if len(readings) == 1 and only(readings[0].partial.minute) is not None else None)
    return found.pop() if len(found) == 1 else None


def _days(dates: Iterable[Observation], hints: Hints) -> set[date]:
    """The days that some dates state as written."""
    return {day for o in dates for reading in read(str(o.raw), hints).healthy[:1] if (day := reading.day()) is not None}


def _is_near(day: date, instant: datetime) -> bool:
    return abs(day - instant.date()) < _APART
