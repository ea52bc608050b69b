"""Content negotiation: the representation that a client's Accept header prefers (RFC 9110 section
12.5.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that the header prefers, the earlier one in a tie; None when it
    refuses all.

    Parameters of a range other than ``q`` are ignored: ``application/json;charset=utf-8`` asks for
    JSON.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [parsed for part in accept.split(",") if (parsed := _range(part)) is not None]
    weighed = [(_weight(media_type, ranges), -place) for place, media_type in enumerate(offered)]
    weight, place = max(weighed)
    return offered[-place] if weight > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    """Return a media range and its weight; None where the part is malformed."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    # Java's URLConnection still writes "*" for "*/*".
    name = "*/*" if name == "*" else name
    if "/" not in name:
        return None
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = float(value) if WEIGHT.fullmatch(value.strip()) else 0.0
    return name, weight


def _weight(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that matches the type."""
    for name in (media_type, media_type.split("/")[0] + "/*", "*/*"):
        weights = [weight for given, weight in ranges if given == name]
        if weights:
            return max(weights)
    return 0.0
