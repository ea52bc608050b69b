"""The steps that every field shares: statements are read, equal readings are one candidate, and the judge decides.

A field gives its readings (:class:`Reading`) and its table of features; status, candidates, evidence and repairs follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from service.confidence import printed
from service.judge.scorer import Claim, judged
from service.judge.scorer import Feature as Feature
from service.model import Candidate, Evidence, Finding, Habit, Habits, Json, Observation, Repair, Resolution, Source, Status
from service.records import Deferred, record, replace

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


def as_one(group: Sequence[Observation]) -> Observation:
    """Return the statements of a list as one, whose raw value is all members; those repeated word for word count once."""
    raws = list({repr(o.raw): o.raw for o in group}.values()) if len(group) > 1 else []
    return replace(group[0], raw=raws if len(raws) > 1 else raws[0]) if raws else group[0]


def counted(habits: Habits, what: str, field: str, said: str, habit: Habit) -> Evidence:
    """Return a habit of the site that was used as evidence: what it says, and on how many of the site's pages it stands."""
    source = Source(f"profile:{what}", field, "profile", 0.5)
    return Evidence(Observation(field, str(habit), source, habits.host), said, True)


@record(frozen=True, slots=True)
class Damage:
    """One change of meaning that a reading needed: the rule's id and what stood before it."""

    rule: str
    before: Json
    removed: tuple[Json, ...] = ()


@record(frozen=True, slots=True)
class Reading:
    """What one observation says after cleaning: the value and its fold key, or why it says nothing.

    ``stated`` is whether the page has the value in the answer's own shape; where it is None, a value equal to the raw one is.
    ``marks`` are ids of features that the judge weighs, ``habits`` the site's habits that were used.
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
    """Return the first of several equal readings by these ranks, one for each, then the most reliable, then the first."""
    places = [(rank, -r.observation.source.reliability, r.observation.order) for rank, r in zip(ranks, same, strict=True)]
    return same[places.index(min(places))]


def decide(
    name: str,
    readings: Sequence[Reading],
    features: Sequence[Feature] = (),
    *,
    by_key: Mapping[str, Sequence[Reading]] | None = None,
    marks: Mapping[str, Mapping[str, float]] | None = None,
    display: Callable[[Sequence[Reading]], Reading] | None = None,
    conflicts: bool | Collection[str] = True,
) -> Resolution:
    """Return the resolution of one field from all its readings: the likeliest value, its confidence, and what explains it.

    ``by_key`` are the readings of each value where a statement may say several, ``marks`` its features where they are not
    those that all its readings have, ``display`` tells which of equal readings is printed.  ``conflicts`` is whether another
    witness's probable value is a conflict, or the keys of the values that are one whoever states them.
    """
    if not readings:
        return Resolution(name)
    by_key = by_key_of(readings) if by_key is None else by_key
    findings = {(each.code, each.message): each for r in readings if (each := r.finding) is not None}
    if not by_key:
        return Resolution(name, evidence=Deferred(_evidence, readings, ()), findings=(*findings.values(),))
    best, claims = {}, []
    for key, same in by_key.items():
        first = same[0]
        best[key] = first if len(same) == 1 else display(same) if display else ranked(same, [(len(r.damages),) for r in same])
        held = marks[key] if marks else dict.fromkeys(first.marks.intersection(*[r.marks for r in same]), 1.0)
        claims.append(Claim(key, best[key].value, tuple([r.observation.source for r in same]), held))
    verdicts = judged(name, claims, features)[:_MOST_CANDIDATES]
    candidates = tuple([Candidate(best[v.key].value, printed(v.probability), v.shares) for v in verdicts])
    key, confidence = verdicts[0].key, candidates[0].probability
    chosen, evidence = best[key], Deferred(_evidence, readings, by_key[key])
    rivals = [best[v.key] for v in verdicts[1:] if v.probability >= _RIVAL] if conflicts else []
    if not isinstance(conflicts, bool):
        rivals = [r for r in rivals if r.key in conflicts]
    elif rivals:
        mine = {r.observation.source.witness for r in by_key[key]}
        rivals = [r for r in rivals if r.observation.source.witness not in mine]
    for rival in rivals[:1]:
        message = (
            f"{rival.observation.source.id} ({rival.observation.locator}) says “{str(_shown(rival.value))[:200]}” instead."
        )
        told = Finding(f"/article/{name}", "witnesses_disagree", "info", message, rival.observation.raw)
        findings[told.code, told.message] = told
    agreeing = tuple([at for at, item in enumerate(evidence) if item.agrees]) if chosen.damages else ()
    repairs = [
        Repair(f"/article/{name}", d.rule, d.before, chosen.value, confidence, "", agreeing, None, d.removed)
        for d in chosen.damages
    ]
    is_stated = chosen.observation.raw == chosen.value if chosen.stated is None else chosen.stated
    status: Status = "repaired" if repairs else "conflict" if rivals else "stated" if is_stated else "normalized"
    return Resolution(name, status, chosen.value, confidence, candidates, evidence, (*repairs,), (*findings.values(),))


def _evidence(readings: Sequence[Reading], same: Sequence[Reading]) -> list[Evidence]:
    """Return the evidence, habits behind it; of a statement that may say several things, what it says of the chosen value."""
    said_so = {id(r.observation): r for r in reversed(same)}
    evidence = []
    for reading in readings:
        chosen = said_so.get(id(reading.observation))
        why = None if chosen else reading.why or "says nothing" if reading.value is None else "another value is likelier"
        evidence.append(Evidence(reading.observation, _shown((chosen or reading).value), chosen is not None, why))
    habits = {str(used.reading): used for r in readings if r.habits for used in r.habits}
    return [*evidence, *[habits[said] for said in sorted(habits)]]


def _shown(value: Json) -> str | None:
    """Return a value as evidence shows it: of people, outlets and pictures the name or the address."""
    if value is None or isinstance(value, str):
        return value
    members = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join([str(m.get("name") or m.get("url") or "") if isinstance(m, dict) else str(m) for m in members])
