"""The steps that every field shares: statements are read, equal readings are one candidate, and the
judge decides.

A field gives its readings (:class:`Reading`) and its table of features; status, candidates,
evidence and repairs follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import fsum
from operator import attrgetter
from typing import Any

from service.confidence import printed
from service.judge.scorer import Claim, judged
from service.judge.scorer import Feature as Feature
from service.model import (
    Candidate,
    Evidence,
    Finding,
    Habit,
    Habits,
    Json,
    Observation,
    Repair,
    Resolution,
    Source,
    Status,
)
from service.records import Deferred, record, replace

#: Where on the page an observation stands.
_PLACE = attrgetter("order", "source.id", "locator")
#: Places that write a list as one statement for each member: <meta property="article:tag"> five
#: times is one list of five.
_BY_REPETITION = ("meta:", "html:", "microdata:", "text:byline", "text:biography")


def of_field(observations: Iterable[Observation], *fields: str) -> list[Observation]:
    """Return the observations of these fields in page order; the parts of one element,
    <li>Maeve<li>Bo, as they came.
    """
    return sorted([o for o in observations if o.field in fields], key=_PLACE)


def lists(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Return the observations grouped into lists: repeated members together, every other statement
    alone.
    """
    groups: dict[str, list[Observation]] = {}
    for observation in observations:
        source = observation.source.id
        key = (
            source
            if source.startswith(_BY_REPETITION)
            else f"{source}\0{observation.locator}\0{observation.order}"
        )
        groups.setdefault(key, []).append(observation)
    return list(groups.values())


def as_one(group: Sequence[Observation]) -> Observation:
    """Return the statements of a list as one, whose raw value is all members; those repeated word
    for word count once.
    """
    raws = list({repr(o.raw): o.raw for o in group}.values()) if len(group) > 1 else []
    return replace(group[0], raw=raws if len(raws) > 1 else raws[0]) if raws else group[0]


def counted(habits: Habits, what: str, field: str, said: str, habit: Habit) -> Evidence:
    """Return a habit of the site that was used as evidence: what it says, and on how many of the
    site's pages it stands.
    """
    source = Source(f"profile:{what}", field, "profile", 0.5)
    return Evidence(Observation(field, str(habit), source, habits.host), said, True)


def usual(habits: Habits | None, what: str) -> Mapping[str, Habit]:
    """Return the values, by their keys, that stand on a site's pages whatever the story."""
    return habits.usual.get(what, {}) if habits else {}


def boilerplate(
    habits: Habits | None, what: str, field: str, said: Iterable[tuple[str, str]]
) -> tuple[Evidence, ...]:
    """Return the habits by which these texts, each with its key, stand on all pages of the site."""
    if habits is None:
        return ()
    known = usual(habits, what)
    used = [(text, known[key]) for text, key in said if key in known]
    return tuple([counted(habits, "boilerplate", field, text, habit) for text, habit in used])


@record(frozen=True, slots=True)
class Damage:
    """One change of meaning that a reading needed: the rule's id and what stood before it."""

    rule: str
    before: Json
    removed: tuple[Json, ...] = ()


def damages_of(*changes: tuple[object, Damage]) -> tuple[Damage, ...]:
    """Return the damage of the changes that were made, each behind what says whether it was."""
    return tuple([damage for changed, damage in changes if changed])


@record(frozen=True, slots=True)
class Reading:
    """What one observation says after cleaning: the value and its fold key, or why it says nothing.

    ``stated`` is whether the page has the value in the answer's own shape; where it is None, a
    value equal to the raw one is. ``marks`` are ids of features that the judge weighs, ``habits``
    the site's habits that were used.
    """

    observation: Observation
    value: Json = None
    key: str = ""
    damages: tuple[Damage, ...] = ()
    why: str | None = None
    finding: Finding | None = None
    stated: bool | None = None
    marks: frozenset[str] = frozenset()
    habits: tuple[Evidence, ...] = ()


def refused(observation: Observation, why: str, finding: Finding | None = None) -> Reading:
    """Return a reading that says nothing, with the reason."""
    return Reading(observation, why=why, finding=finding)


#: Candidates shown of one field, and values that are weighed against one another.
_MOST_CANDIDATES, MOST = 10, 50
#: A rival that keeps this much of the probability is a disagreement worth telling.
_RIVAL = 0.05


def by_key_of(said: Sequence[Reading], most: int = 1_000) -> dict[str, list[Reading]]:
    """Return the readings of each value, of so many different values at most."""
    by_key: dict[str, list[Reading]] = {}
    for reading in [each for each in said if each.value is not None]:
        if reading.key in by_key or len(by_key) < most:
            by_key.setdefault(reading.key, []).append(reading)
    return by_key


def ranked(same: Sequence[Reading], ranks: Iterable[tuple[Any, ...]]) -> Reading:
    """Return the first of several equal readings by these ranks, one for each, then the most
    reliable, then the first.
    """
    places = [
        (rank, -r.observation.source.reliability, r.observation.order)
        for rank, r in zip(ranks, same, strict=True)
    ]
    return same[places.index(min(places))]


def fewest_damages(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal readings that needed the fewest changes of meaning."""
    return ranked(same, [(len(r.damages),) for r in same])


def decide(
    name: str,
    readings: Sequence[Reading],
    features: Sequence[Feature] = (),
    *,
    by_key: Mapping[str, Sequence[Reading]] | None = None,
    marks: Mapping[str, Mapping[str, float]] | None = None,
    display: Callable[[Sequence[Reading]], Reading] = fewest_damages,
    conflicts: bool | Collection[str] = True,
) -> Resolution:
    """Return the resolution of one field from all its readings: the likeliest value, its
    confidence, and what explains it.

    ``by_key`` are the readings of each value where a statement may say several, ``marks`` its
    features where they are not those that all its readings have, ``display`` tells which of equal
    readings is printed.  ``conflicts`` is whether another witness's probable value is a conflict,
    or the keys of the values that are one whoever states them.
    """
    by_key = by_key_of(readings) if by_key is None else by_key
    if not by_key:
        evidence = Deferred(_evidence, readings, ())
        return Resolution(name, evidence=evidence, findings=_findings(name, readings, ()))
    best = {key: same[0] if len(same) == 1 else display(same) for key, same in by_key.items()}
    claims = _claims(by_key, best, marks)
    weighed = judged(name, claims, features)
    none = 1.0 - fsum([v.probability for v in weighed])
    verdicts = weighed[:_MOST_CANDIDATES]
    candidates = [Candidate(best[v.key].value, printed(v.probability), v.shares) for v in verdicts]
    same, chosen = by_key[verdicts[0].key], best[verdicts[0].key]
    others = [best[v.key] for v in verdicts[1:] if v.probability >= _RIVAL]
    rivals = _rivals(others, same, conflicts)
    evidence, confidence = Deferred(_evidence, readings, same), candidates[0].probability
    return Resolution(
        name,
        _status(chosen, rivals),
        chosen.value,
        confidence,
        (*candidates,),
        evidence,
        _repairs(name, chosen, confidence, evidence),
        _findings(name, readings, rivals),
        none_likelier=none > verdicts[0].probability,
    )


def _claims(
    by_key: Mapping[str, Sequence[Reading]],
    best: Mapping[str, Reading],
    marks: Mapping[str, Mapping[str, float]] | None,
) -> list[Claim]:
    """Return the claims that the judge weighs; where no features are given, each has those that all
    its readings have.
    """
    marks = marks or {
        key: dict.fromkeys(same[0].marks.intersection(*[r.marks for r in same]), 1.0)
        for key, same in by_key.items()
    }
    return [
        Claim(key, best[key].value, tuple([r.observation.source for r in same]), marks[key])
        for key, same in by_key.items()
    ]


def _rivals(
    others: Sequence[Reading], same: Sequence[Reading], conflicts: bool | Collection[str]
) -> list[Reading]:
    """Return the other probable values that are in conflict with the chosen one's readings."""
    if not isinstance(conflicts, bool):
        return [r for r in others if r.key in conflicts]
    mine = {r.observation.source.witness for r in same}
    return [r for r in others if conflicts and r.observation.source.witness not in mine]


def _findings(
    name: str, readings: Sequence[Reading], rivals: Sequence[Reading]
) -> tuple[Finding, ...]:
    """Return each finding of the readings once, and that the likeliest rival says another value."""
    told = [r.finding for r in readings if r.finding]
    for stated, value in [(rival.observation, _shown(rival.value)) for rival in rivals[:1]]:
        says = f"{stated.source.id} ({stated.locator}) says “{str(value)[:200]}” instead."
        path = f"/article/{name}"
        told.append(Finding(path, "witnesses_disagree", "info", says, stated.raw))
    return tuple({(each.code, each.message): each for each in told}.values())


def _status(chosen: Reading, rivals: Sequence[Reading]) -> Status:
    """Return what was done to the value, or that another witness says another."""
    if chosen.damages:
        return "repaired"
    if rivals:
        return "conflict"
    stated = chosen.observation.raw == chosen.value if chosen.stated is None else chosen.stated
    return "stated" if stated else "normalized"


def _repairs(
    name: str, chosen: Reading, confidence: float, evidence: Sequence[Evidence]
) -> tuple[Repair, ...]:
    """Return a repair for each change of meaning that the chosen reading needed."""
    if not chosen.damages:
        return ()
    path, value = f"/article/{name}", chosen.value
    agreeing = tuple([at for at, item in enumerate(evidence) if item.agrees])
    return tuple(
        [
            Repair(path, d.rule, d.before, value, confidence, "", agreeing, removed=d.removed)
            for d in chosen.damages
        ]
    )


def _evidence(readings: Sequence[Reading], same: Sequence[Reading]) -> list[Evidence]:
    """Return the evidence, habits behind it; of a statement that may say several things, what it
    says of the chosen value.
    """
    said_so = {id(r.observation): r for r in reversed(same)}
    evidence = []
    for reading in readings:
        observation = reading.observation
        if chosen := said_so.get(id(observation)):
            evidence.append(Evidence(observation, _shown(chosen.value), True))
        else:
            why = reading.why or "another value is likelier"
            evidence.append(Evidence(observation, _shown(reading.value), False, why))
    habits = {str(used.reading): used for r in readings for used in r.habits}
    return [*evidence, *[habits[said] for said in sorted(habits)]]


def _shown(value: Json) -> str | None:
    """Return a value as evidence shows it: of people, outlets and pictures the name or the
    address.
    """
    if value is None or isinstance(value, str):
        return value
    members = value if isinstance(value, list | tuple) else [value]
    return ", ".join([_shown_member(member) for member in members])


def _shown_member(member: Json) -> str:
    """Return one member of a list, or the name or else the address that it has."""
    if not isinstance(member, dict):
        return str(member)
    return str(member.get("name") or member.get("url") or "")
