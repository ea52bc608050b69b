"""Lists as pages state them: the members that one place repeats are one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.model import Json, Observation

#: Places that write a list as one statement for each member: <meta property="article:tag"> five times is one list of five.
_BY_REPETITION = ("meta:", "html:", "hentry:", "microdata:", "rdfa:", "text:byline", "text:biography")


def lists(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Return the observations grouped into lists: repeated members together, every other statement alone."""
    groups: dict[str, list[Observation]] = {}
    for observation in observations:
        source = observation.source.id
        key = source if source.startswith(_BY_REPETITION) else f"{source}\0{observation.locator}\0{observation.order}"
        groups.setdefault(key, []).append(observation)
    return list(groups.values())


def members(group: Sequence[Observation]) -> Json:
    """Return the raw list that a group states; members repeated word for word count once."""
    raws = list({repr(observation.raw): observation.raw for observation in group}.values())
    return raws[0] if len(raws) == 1 else raws
