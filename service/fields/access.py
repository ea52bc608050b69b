"""The access field: whether the article may be read without paying."""

from __future__ import annotations

from collections.abc import Sequence

from service.fields.frame import RULES as NO_RULES
from service.fields.frame import Reading, decide, of_field, refused, text_of
from service.lexicon.texts import fold
from service.model import Context, FindingCode, Json, Observation, Resolution

_CHANCE = 0.5
#: schema.org says true and false; article:content_tier says free, metered and locked.
_WORDS = {
    "true": True, "yes": True, "1": True, "free": True, "open": True, "public": True, "http://schema.org/true": True,
    "https://schema.org/true": True, "false": False, "no": False, "0": False, "metered": False, "locked": False,
    "paid": False, "premium": False, "subscription": False, "subscriber": False, "http://schema.org/false": False,
    "https://schema.org/false": False, "registered": False,
}  # fmt: skip

RULES = NO_RULES
FINDINGS: tuple[FindingCode, ...] = ()


def resolve_access(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return whether the article is accessible for free, as a boolean."""
    return decide("isAccessibleForFree", [_read(o) for o in of_field(observations, "isAccessibleForFree")], u=_CHANCE)


def _read(observation: Observation) -> Reading:
    value = _boolean(observation.raw)
    if value is None:
        return refused(observation, "neither yes nor no")
    return Reading(observation, value, str(value), stated=observation.raw is value)


def _boolean(raw: Json) -> bool | None:
    if isinstance(raw, bool):
        return raw
    return _WORDS.get(fold(text_of(raw) or ""))
