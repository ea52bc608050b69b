"""Publication and modification held against each other: roles swapped, a slip of one template in both, and which came first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from service.dates.findings import LOCAL_CLOCK_LABELLED_UTC, rule
from service.dates.partial import only
from service.dates.reading import Hints, Reading
from service.dates.readings import read
from service.dates.story import Story, begin, join
from service.dates.witnesses import statements
from service.model import Candidate, Evidence, Observation, Repair, Resolution, Status
from service.records import replace

EXCHANGED = rule(
    "published_and_modified_exchanged",
    "the dates of publication and modification stand in each other's place",
    "the variables of a template are exchanged, such as the_modified_date() under the publication's name",
    "2021-04-06T06:32:14+00:00, with a modification of 2020-07-21T00:17:28+00:00 at /2020/07/21/",
    "2020-07-21T00:17:28+00:00",
    "published-modified-swapped",
)

#: What confirms a role swap, by its name in the proof.
_BORE_OUT = {"printed": "the page prints it as its date", "address": "the address is of its day"}
#: The same where the page prints the later one: "Updated June 29, 2023 8:10 a.m.".
_PRINTED_LATER = "the page prints the later one as its update"
_OTHER = {"datePublished": "dateModified", "dateModified": "datePublished"}
#: Less than this apart two days may be one moment in two zones, and two timestamps a draft's last save and its publication.
APART = timedelta(days=2)
#: A save so shortly before the publication is part of it.
_SAVED = timedelta(minutes=15)
#: Even so it is a rare slip, and an address may keep the day on which a draft was begun; an estimate.
_MOST_SURE = 0.97


def exchanged(observations: Sequence[Observation], hints: Hints) -> tuple[Observation, ...] | None:
    """Return the observations with publication and modification swapped back, or None where they were not swapped."""
    stamps = _stamps(observations)
    # a caller's column may hold days alone; a page's is a stamp
    days = bool(stamps) and stamps[0].source.witness == "supplied"
    published = _one([o for o in stamps if o.field == "datePublished"], hints, days)
    modified = _one([o for o in stamps if o.field == "dateModified"], hints, days)
    apart = None if published is None or modified is None else _later(published, modified)
    # nearly every page: the modification is the later
    if published is None or modified is None or apart is None or apart < _SAVED:
        return None
    if any(o.field == "dateCreated" for o in stamps):
        return None
    addressed = _days([o for o in observations if o.source.witness == "url"], hints)
    printed = [read(text, hints).healthy for text in _printed(observations)]
    # "Updated June 29, 2023 8:10 a.m.", which is the publication by its machine's name
    updated = [read(text, hints).healthy for text in _printed(observations, "dateModified")]
    if not all(_is_near(day, modified) for day in addressed) or any(_may_show(said, published) for said in printed):
        return None
    # a day alone is the draft's as often, and an address may keep the day on which it was begun
    built_then = apart >= APART and addressed and not any(_is_near(day, published) for day in addressed)
    saved_then = any(_shows_clock(said, published) for said in updated)
    if not (built_then or saved_then or any(_shows_clock(said, modified) for said in printed)):
        return None
    return tuple(replace(o, field=_OTHER[o.field]) if o in stamps and o.field in _OTHER else o for o in observations)


def _stamps(observations: Iterable[Observation]) -> list[Observation]:
    """Return what the page states for machines or, where it states nothing of the kind, the caller's own columns."""
    dates = [o for o in observations if o.field in (*_OTHER, "dateCreated")]
    return [o for o in dates if o.source.witness == "machine"] or [o for o in dates if o.source.witness == "supplied"]


def _printed(observations: Sequence[Observation], *roles: str) -> list[str]:
    """Return the texts of the printed dates of some roles, by default of those that may be the publication's."""
    human = [o for o in observations if o.source.witness == "human"]
    return [s.text for s in statements(human) if s.role in (roles or ("date", "datePublished"))]


def _may_show(said: Sequence[Reading], stamp: Story) -> bool:
    """Return whether a printed date can be a timestamp's moment in some zone."""
    return any(joined.rule is None for reading in said for joined in join(stamp, begin(reading), False))


def _shows_clock(said: Sequence[Reading], stamp: Story) -> bool:
    """Return whether a printed date with its clock is a timestamp's moment."""
    return _may_show([reading for reading in said if only(reading.partial.minute) is not None], stamp)


def _later(published: Story, modified: Story) -> timedelta | None:
    """Return how much later the publication is said to be; None where it is not later, or the clocks cannot be compared."""
    first, second = (modified.instant, published.instant)
    if first is None and second is None:
        walls = modified.moment(), published.moment()
        first, second = (None if wall is None else wall.wall for wall in walls)
    return second - first if first is not None and second is not None and second > first else None


def told(resolution: Resolution, observations: Iterable[Observation]) -> Resolution:
    """Return the resolution of one of the two roles with the repair; ``observations`` are the page's, as they stood."""
    before = min(str(o.raw) for o in _stamps(observations) if o.field == resolution.field)
    confidence = min(resolution.confidence, _MOST_SURE)
    agreeing = [n for n, e in enumerate(resolution.evidence) if e.agrees]
    proof = {
        name: str(e.observation.raw)
        for kind, name in (("human", "printed"), ("url", "address"))
        for e in resolution.evidence
        if e.agrees and e.observation.source.witness == kind
    }
    if resolution.field == "dateModified":
        borne_out = _PRINTED_LATER if "printed" in proof else ""
    else:
        borne_out = " and ".join(_BORE_OUT[name] for name in proof) or _PRINTED_LATER
    repair = Repair(
        f"/article/{resolution.field}",
        EXCHANGED.id,
        before,
        resolution.value,
        confidence,
        f"{EXCHANGED.damage.capitalize()}: the modification is the earlier stamp{', and ' * bool(borne_out)}{borne_out}.",
        tuple(agreeing),
        proof or None,
    )
    # a third date that stands unexplained stays in sight
    status: Status = "conflict" if resolution.status == "conflict" else "repaired"
    return replace(resolution, status=status, confidence=confidence, repairs=(*resolution.repairs, repair))


def _one(stamps: Sequence[Observation], hints: Hints, days: bool) -> Story | None:
    """Return the one moment that all given timestamps state as written, to the minute or, if so said, to the day; or None."""
    found: dict[object, Story] = {}
    for stamp in stamps:
        readings = read(str(stamp.raw), hints).healthy
        if len(readings) != 1 or (only(readings[0].partial.minute) is None and not (days and readings[0].day())):
            return None
        story = begin(readings[0])
        found.setdefault(story.instant or story.clock, story)
    return next(iter(found.values())) if len(found) == 1 else None


def _days(dates: Iterable[Observation], hints: Hints) -> set[date]:
    """Return the days that some dates state as written."""
    return {day for o in dates for reading in read(str(o.raw), hints).healthy[:1] if (day := reading.day()) is not None}


def _is_near(day: date, stamp: Story) -> bool:
    moment = stamp.moment()
    return moment is not None and abs(day - moment.wall.date()) < APART


#: The wall clock of "2025-05-23T22:41:04+00:00".
_WALL = len("2025-05-23T22:41:04")


def with_shared_clock(modified: Resolution, published: Resolution) -> Resolution:
    """Return the modification as local time, where all that states it in UTC are places whose publication proved not to be UTC.

    Which offset it has is not said: the proof is of another moment, and the clocks may have changed between the two.
    """
    value = modified.value
    if not isinstance(value, str) or modified.zone is None or modified.zone.offset != "+00:00" or modified.repairs:
        return modified
    slipped = {_place(e) for e in published.evidence if e.agrees and e.rule == LOCAL_CLOCK_LABELLED_UTC.id}
    told = {i: e for i, e in enumerate(modified.evidence) if e.agrees}
    if not slipped or not all(_place(e) in slipped for e in told.values()):
        return modified
    wall = value[:_WALL]
    explanation = f'"{value}": {LOCAL_CLOCK_LABELLED_UTC.damage}, as in the publication that the same place states.'
    repair = Repair(
        "/article/dateModified",
        LOCAL_CLOCK_LABELLED_UTC.id,
        next(iter(told.values())).observation.raw,
        wall,
        modified.confidence,
        explanation,
        tuple(told),
    )
    first, *rest = modified.candidates
    return replace(
        modified,
        status="repaired",
        value=wall,
        candidates=(Candidate(wall, first.probability), *rest),
        repairs=(repair,),
        instant=None,
        zone=None,
    )


def _place(evidence: Evidence) -> str:
    """Return the kind of place that an observation is from: JSON-LD, the metas, microdata."""
    return evidence.observation.source.id.partition(":")[0]
