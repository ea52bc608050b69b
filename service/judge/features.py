"""What the rooms that judge have in common: a feature (one row of a field's table), statements, habits and status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from service.model import Evidence, Habit, Habits, Json, Observation, Source, Status


class Feature(NamedTuple):
    """One row: the feature's id, the words that explain it, and its weight before pages have corrected it.

    The estimate's sign is kept, but for 0, which may go either way.  One that is not its value's ``own`` only tells it from
    rivals; one that is ``lone`` speaks only where one place is all that states the field, and is fitted to such pages.
    """

    id: str
    words: str
    estimate: float
    own: bool = True
    lone: bool = False


#: How a field's table writes a row.
mark = Feature

#: Where on the page an observation stands.
_PLACE = attrgetter("order", "source.id", "locator")
#: Places that write a list as one statement for each member: <meta property="article:tag"> five times is one list of five.
_BY_REPETITION = ("meta:", "html:", "microdata:", "text:byline", "text:biography")


def of_field(observations: Iterable[Observation], *fields: str) -> list[Observation]:
    """Return the observations of these fields in page order; the parts of one element, <li>Maeve<li>Bo, as they came."""
    return sorted([o for o in observations if o.field in fields], key=_PLACE)


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
    if len(group) == 1:
        return group[0].raw
    raws = list({repr(observation.raw): observation.raw for observation in group}.values())
    return raws[0] if len(raws) == 1 else raws


def counted(habits: Habits, what: str, field: str, said: str, habit: Habit) -> Evidence:
    """Return a habit of the site that was used as evidence: what it says, and on how many of the site's pages it stands."""
    source = Source(f"profile:{what}", field, "profile", 0.5)
    return Evidence(Observation(field, str(habit), source, habits.host), said, True)


def status_of(repaired: bool, disputed: bool, stated: bool) -> Status:
    """Return how a field came by its value."""
    return "repaired" if repaired else "conflict" if disputed else "stated" if stated else "normalized"
