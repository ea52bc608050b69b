"""The steps that every field shares: observations are read, equal readings are one candidate, and the judge decides.

A field gives its readings (:class:`Reading`) and its table of features; status, candidates, evidence and repairs follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from service.confidence import printed
from service.judge import Claim, judged
from service.judge.features import Feature, of_field, status_of
from service.lexicon.lines import is_placeholder
from service.lexicon.printed import printed_of
from service.lexicon.texts import remembered, unescaped
from service.model import Candidate, Evidence, Finding, Json, Observation, Repair, Resolution, findings_of
from service.records import record

#: Text longer than this in one value is not the value but a page.
LONGEST = 20_000

FINDINGS = findings_of("""
    witnesses_disagree info
        Independent places of the page state different values; the likelier one is given, the other is among the candidates.
        Compare the candidates when this field matters to you.
    placeholder_value info
        A value was only a CMS's default, an unfilled template or a printed missing value; it is not used.
        Nothing to do; it is not used.
""")


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


#: What a text that is plain as it stands has none of: entities, tags, slashes, other letters, and blanks in a row or at an end.
_ODD = re.compile(r"[^!-%'-;=-[\]-~](?:(?<! )|(?<=  )|(?<=\A )|\Z)")
#: The members of an object that hold its one text, behind one that is called like the field.
_NAMES = ("name", "legalName", "@value", "value", "text", "headline", "title")


@remembered
def plain(raw: str) -> str:
    """Return the text with entities (doubly escaped too), markup, mojibake, invisible characters and odd blanks undone."""
    text = raw[:LONGEST]
    return " ".join(unescaped(text).split()) if _ODD.search(text) else text


def unprinted(raw: Json) -> Json:
    """Return the list or object whose printed form the text is ("['a', 'b']", "('a',)"), or the value as it is."""
    text = raw.strip() if isinstance(raw, str) and len(raw) <= LONGEST else ""
    if text[:1] + text[-1:] not in ("[]", "{}", "()") or (text[0] == "(" and text[1:2] not in "'\""):
        return raw
    return printed_of(text) or raw


def text_of(raw: Json, keys: Sequence[str] = _NAMES, depth: int = 5) -> str | None:
    """Return the one text of a raw value: a string, an object's name, the first member of a list; None when there is none."""
    if isinstance(raw := unprinted(raw), str):
        return raw
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return str(raw)
    members = map(raw.get, keys) if isinstance(raw, dict) else raw if isinstance(raw, (list, tuple)) else ()
    inner = next((member for member in members if member), None)
    return text_of(inner, keys, depth - 1) if inner and depth else None


def told_in(observations: Iterable[Observation], field: str, keys: Sequence[str] = ()) -> list[tuple[Observation, str]]:
    """Return the observations of a field in page order, each with its one text, made plain; "" where there is none."""
    keys = keys or (field, *_NAMES)
    return [(o, plain(text_of(o.raw, keys) or "")) for o in of_field(observations, field)]


def all_told(observations: Iterable[Observation], *fields: str) -> set[str]:
    """Return all texts that are told in these fields, wherever they stand."""
    return {plain(text_of(o.raw, (o.field, *_NAMES)) or "") for o in observations if o.field in fields}


def texts_of(raw: Json) -> list[str]:
    """Return the texts of a list, printed or not, or the one of another value, each made plain."""
    raw = unprinted(raw)
    return [plain(text) for text in map(text_of, raw[:50] if isinstance(raw, (list, tuple)) else [raw]) if text]


def refused(observation: Observation, why: str, finding: Finding | None = None) -> Reading:
    """Return a reading that says nothing, with the reason."""
    return Reading(observation, why=why, finding=finding)


def empty(observation: Observation, name: str, text: str) -> Reading | None:
    """Return a reading that says nothing for a text that only fills the slot: "", "null", "{{title}}", "Uncategorized"."""
    if not text:
        return Reading(observation, why="no text")
    if not is_placeholder(text):
        return None
    message = f"“{str(observation.raw)[:100]}” in {observation.source.id} is a placeholder."
    finding = Finding(f"/article/{name}", "placeholder_value", "info", message, observation.raw)
    return Reading(observation, why="a placeholder", finding=finding)


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
        return Resolution(name, evidence=_evidence(readings, ()), findings=(*findings.values(),))
    best, claims = {}, []
    for key, same in by_key.items():
        first = same[0]
        best[key] = first if len(same) == 1 else display(same) if display else ranked(same, [(len(r.damages),) for r in same])
        held = marks[key] if marks else dict.fromkeys(first.marks.intersection(*[r.marks for r in same]), 1.0)
        claims.append(Claim(key, best[key].value, tuple([r.observation.source for r in same]), held))
    verdicts = judged(name, claims, features)[:_MOST_CANDIDATES]
    candidates = tuple([Candidate(best[v.key].value, printed(v.probability), v.shares) for v in verdicts])
    key, confidence = verdicts[0].key, candidates[0].probability
    chosen, evidence = best[key], _evidence(readings, by_key[key])
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
    status = status_of(bool(repairs), bool(rivals), is_stated)
    return Resolution(name, status, chosen.value, confidence, candidates, evidence, (*repairs,), (*findings.values(),))


def _evidence(readings: Sequence[Reading], same: Sequence[Reading]) -> tuple[Evidence, ...]:
    """Return the evidence, habits behind it; of a statement that may say several things, what it says of the chosen value."""
    said_so = {id(r.observation): r for r in reversed(same)}
    evidence = []
    for reading in readings:
        chosen = said_so.get(id(reading.observation))
        why = None if chosen else reading.why or "says nothing" if reading.value is None else "another value is likelier"
        evidence.append(Evidence(reading.observation, _shown((chosen or reading).value), chosen is not None, why))
    habits = {str(used.reading): used for r in readings if r.habits for used in r.habits}
    return (*evidence, *[habits[said] for said in sorted(habits)])


def _shown(value: Json) -> str | None:
    """Return a value as evidence shows it: of people, outlets and pictures the name or the address."""
    if value is None or isinstance(value, str):
        return value
    members = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join([str(m.get("name") or m.get("url") or "") if isinstance(m, dict) else str(m) for m in members])
