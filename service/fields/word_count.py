"""The word count: what the page states, checked against the words of its body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.fields.frame import Damage, Reading, decide, of_field, refused, text_of
from service.lexicon.texts import word_count
from service.model import Context, Finding, FindingCode, Json, Observation, Resolution, Rule

_CHANCE = 0.005
#: A body of fewer words was cut by a paywall or not found; a count this many times off is another text's.
_COUNTABLE, _FAR = 50, 2
_NUMBER = re.compile(r"\s*(\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d{1,7})(?:\.0+)?\s*(?!min|sec|мин|dk|分)[^\W\d]{0,12}\.?\s*")

RULES = (
    Rule(
        "zero_word_count",
        "wordCount",
        "the stated count is zero although there is a text",
        "a counter that ran before the text was there",
        "0",
        "650",
        ("zero",),
    ),
)
FINDINGS = (
    FindingCode(
        "word_count_differs",
        "info",
        "The stated word count is far from the words counted in the page's body.",
        "Count again if you need the number; markup, paywalls and captions often explain it.",
    ),
)


def resolve_word_count(observations: Sequence[Observation], ctx: Context, *, body: str = "") -> Resolution:
    """The word count as a whole number."""
    stated = of_field(observations, "wordCount")
    counted = word_count(body) if stated and body else 0
    readings = [_read(observation, counted) for observation in stated]
    return decide("wordCount", readings, u=_CHANCE)


def _read(observation: Observation, counted: int) -> Reading:
    number = _number(observation.raw)
    if number is None:
        return refused(observation, "no whole number")
    if number == 0:
        if counted < 20:
            return refused(observation, "zero")
        damage = Damage("zero_word_count", observation.raw, f"The body has {counted} words.")
        return Reading(observation, counted, str(counted), (damage,), weight=0.8)
    finding = None
    if counted >= _COUNTABLE and not number / _FAR <= counted <= number * _FAR:
        message = f"{observation.source.id} says {number} words, and the body has {counted}."
        finding = Finding("/article/wordCount", "word_count_differs", "info", message, observation.raw)
    return Reading(observation, number, str(number), finding=finding)


def _number(raw: Json) -> int | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return int(raw) if 0 <= raw < 10_000_000 and raw == int(raw) else None
    match = _NUMBER.fullmatch((text_of(raw) or "")[:40])
    return int(re.sub(r"\D", "", match.group(1))) if match else None
