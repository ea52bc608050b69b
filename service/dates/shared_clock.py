"""Applies one finding to both dates of a template: where its publication is a local clock labelled UTC, its update is too.

Both were printed by one template, so that one slip labelled them both.
"""

from __future__ import annotations

from dataclasses import replace

from service.dates.findings import LOCAL_CLOCK_LABELLED_UTC
from service.model import Candidate, Evidence, Repair, Resolution

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
