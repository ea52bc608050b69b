"""A feature: one row of a field's table, how the rows that hold are put on claims, and lists as pages state them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from service.judge.scorer import Claim
from service.model import Json, Observation, Source

#: The keys of the values that have a feature, each with how much of it (mostly 1).
Found = Mapping[str, float]


def _nowhere(page: Any) -> Found:
    """Return that no value has a feature: one that a field marks is not looked for."""
    return {}


class Feature(NamedTuple):
    """One row: the feature's id, the words that explain it, its weight before pages have corrected it, and what finds it.

    The estimate's sign is kept, but for 0, which may go either way; an ``own`` feature needs no rivals; one that is ``lone``
    speaks only where one place is all that states the field, and is fitted to such pages.
    """

    id: str
    words: str
    estimate: float
    found: Callable[[Any], Found] = _nowhere
    own: bool = False
    lone: bool = False


class Keyed(Protocol):
    """A value with the key of its claim."""

    @property
    def key(self) -> str:
        """The key."""


def flags(values: Iterable[Keyed]) -> Found:
    """Return that each of the values has a feature."""
    return {each.key: 1.0 for each in values}


def found_on(rows: Sequence[Feature], page: Any, keys: Sequence[str]) -> dict[str, tuple[dict[str, float], dict[str, float]]]:
    """Return for each key its features beside rivals and its own; a page of one value is asked for the latter alone."""
    several = len(keys) > 1
    told = [(row, row.found(page)) for row in rows if several or row.own]
    return {
        key: (
            {row.id: found[key] for row, found in told if not row.own and key in found},
            {row.id: found[key] for row, found in told if row.own and key in found},
        )
        for key in keys
    }


class Marked(NamedTuple):
    """A possible value whose features its field has found: its key, who states it, and by id how much of each it has."""

    key: str
    value: str
    statements: tuple[Source, ...]
    marks: Mapping[str, float]


def mark(name: str, words: str, estimate: float, *, own: bool = True) -> Feature:
    """Return the row of a feature that a field puts on its values itself."""
    return Feature(name, words, estimate, own=own)


def marked(rows: Sequence[Feature], values: Sequence[Marked]) -> list[Claim]:
    """Return the values as claims with their features, in their order; ``rows`` are those of marks."""
    several = len(values) > 1
    claims = []
    for key, value, statements, marks in values:
        # most values have no mark
        mine = [row for row in rows if row.id in marks] if marks else ()
        compared = {row.id: marks[row.id] for row in mine if not row.own} if several else {}
        claims.append(Claim(key, value, statements, compared, {row.id: marks[row.id] for row in mine if row.own}))
    return claims


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
