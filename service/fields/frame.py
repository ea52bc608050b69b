"""The steps that every field shares: observations are read, equal readings are one candidate, and witnesses decide.

A field gives a reader (observation → :class:`Reading`) and its table of features; the rest (the judge, status, candidates,
evidence, repairs, the finding about witnesses that disagree) is the same for all.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from service.confidence import printed
from service.judge import Claim, Verdict, contributions, judged
from service.judge.features import Feature, Marked, marked
from service.lexicon.printed import printed_of
from service.lexicon.texts import remembered, unscrambled, visible
from service.model import Candidate, Evidence, Finding, Json, Observation, Repair, Resolution, Rule, Source, Status, findings_of
from service.records import record, replace

#: Text longer than this in one value is not the value but a page.
LONGEST = 20_000


_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]{0,500}>")


@record(frozen=True, slots=True)
class Damage:
    """One change of meaning that a reading needed: the rule's id and what stood before it."""

    rule: str
    before: Json
    explanation: str
    removed: tuple[Json, ...] = ()


@record(frozen=True, slots=True)
class Reading:
    """What one observation says after cleaning: the value and its fold key, or why it says nothing.

    ``stated`` is whether the page has the value in the answer's own shape; where it is None, a value equal to the raw one is.
    ``marks`` are ids of features that the judge weighs.
    """

    observation: Observation
    value: Json = None
    key: str = ""
    damages: tuple[Damage, ...] = ()
    why: str | None = None
    finding: Finding | None = None
    stated: bool | None = None
    marks: frozenset[str] = frozenset()


#: Candidates shown of one field, the emitted one among them.
_MOST_CANDIDATES = 10


@remembered
def plain(raw: str) -> str:
    """Return the text with entities (doubly escaped too), markup, mojibake, invisible characters and odd blanks undone."""
    raw = raw[:LONGEST]
    text = _undone(raw)
    # a blank that is put right can make mojibake of what stands beside it: "Â" and a no-break space, then "Â" and a blank
    for _ in range(3):
        if text.isascii() or text == raw or (again := _undone(text)) == text:
            break
        text = again
    return text


def _undone(text: str) -> str:
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if "<" in text:
        text = _MARKUP.sub("", text)
    if "\\" in text:
        text = _SLASHED.sub("", text)
    if text.isascii():
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(visible(unscrambled(text)).split()))


#: What PHP's addslashes leaves before quotes: "Mayor\\'s plan".
_SLASHED = re.compile(r"(?<!\\)\\{1,8}(?=['\"’])")


def unprinted(raw: Json) -> Json:
    """Return the list or object whose printed form the text is ("['a', 'b']", "('a',)"), or the value as it is."""
    text = raw.strip() if isinstance(raw, str) and len(raw) <= LONGEST else ""
    if text[:1] + text[-1:] not in ("[]", "{}", "()") or (text[0] == "(" and text[1:2] not in "'\""):
        return raw
    return printed_of(text) or raw


#: How the printed form of a list or an object begins; "[Video] Council backs plan" begins otherwise.
_PRINTED = ("['", '["', "{'", '{"', "('")


def text_of(raw: Json, keys: Sequence[str] = ("name", "@value", "value", "text", "headline", "title")) -> str | None:
    """Return the one text of a raw value: a string, an object's name, the first member of a list; None when there is none."""
    for _ in range(6):
        if isinstance(raw, str):
            opened = unprinted(raw) if raw[:2] in _PRINTED else raw
            if opened is raw:
                return raw
            raw = opened
        if isinstance(raw, dict):
            raw = next((raw[key] for key in keys if raw.get(key)), None)
        elif isinstance(raw, (list, tuple)):
            raw = next((member for member in raw if member), None)
        elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return str(raw)
        else:
            return None
    return None


#: Where on the page an observation stands.
_PLACE = attrgetter("order", "source.id", "locator")


def of_field(observations: Iterable[Observation], *fields: str) -> list[Observation]:
    """Return the observations of these fields in page order; the parts of one element, <li>Maeve<li>Bo, as they came."""
    mine = [o for o in observations if o.field in fields]
    return sorted(mine, key=_PLACE) if len(mine) > 1 else mine


def refused(observation: Observation, why: str, finding: Finding | None = None) -> Reading:
    """Return a reading that says nothing, with the reason."""
    return Reading(observation, why=why, finding=finding)


def decide(
    name: str,
    readings: Sequence[Reading],
    features: Sequence[Feature] = (),
    *,
    marks: Mapping[str, Mapping[str, float]] | None = None,
    display: Callable[[Sequence[Reading]], Reading] | None = None,
    conflicts: bool = True,
) -> Resolution:
    """Return the resolution of one field from all its readings: the likeliest value, its confidence, and what explains it.

    ``marks`` are the features of each value by key; without them a value has those that all its readings are marked with.
    """
    if not readings:
        return Resolution(name)
    by_key = by_key_of([reading for reading in readings if reading.value is not None])
    best = {key: (display or spelled_best)(same) for key, same in by_key.items()}
    if marks is None:
        marks = {key: dict.fromkeys(frozenset.intersection(*[r.marks for r in same]), 1.0) for key, same in by_key.items()}
    values = [Marked(key, _text(best[key].value), statements_of(same), marks[key]) for key, same in by_key.items()]
    words = {feature.id: feature.words for feature in features}
    return judge_of(name, readings, by_key, marked(features, values), words, best, conflicts=conflicts)


def _text(value: Json) -> str:
    """Return a value as the judge is told it: names by lines, of pictures and sections the first."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(value, list) and isinstance(first, dict) and "name" in first:
        return "\n".join([str(each.get("name")) for each in value if isinstance(each, dict)])
    return str(first.get("name") or first.get("url")) if isinstance(first, dict) else str(first)


def by_key_of(said: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Return the readings of each value."""
    by_key: dict[str, list[Reading]] = {}
    for reading in said:
        by_key.setdefault(reading.key, []).append(reading)
    return by_key


def best_of(same: Sequence[Reading], rank: Callable[[Reading], tuple[Any, ...]]) -> Reading:
    """Return the one of several equal readings to print: the first by rank, then the most reliable, then the first."""
    if len(same) == 1:
        return same[0]
    ranks = [(*rank(r), -r.observation.source.reliability, r.observation.order, repr(r.value)) for r in same]
    return same[ranks.index(min(ranks))]


def spelled_best(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal readings to print: without repair first, then the most reliable, then the first."""
    return best_of(same, lambda r: (len(r.damages),))


def statements_of(same: Sequence[Reading]) -> tuple[Source, ...]:
    """Return who states a value."""
    return tuple([reading.observation.source for reading in same])


def judge_of(
    name: str,
    readings: Sequence[Reading],
    by_key: Mapping[str, Sequence[Reading]],
    claims: Sequence[Claim],
    words: Mapping[str, str],
    best: Mapping[str, Reading],
    *,
    conflicts: bool = False,
) -> Resolution:
    """Return the resolution of a field from the claims about it.

    ``readings`` are one for each observation, ``by_key`` all that they may say, ``claims`` the possible values, ``words`` the
    features' words, and ``best`` has the one of equal readings that is printed.  ``conflicts`` is whether another witness's
    probable value is a conflict.
    """
    if not readings:
        return Resolution(name)
    if not claims:
        evidence = tuple([Evidence(r.observation, None, False, r.why or "says nothing") for r in readings])
        return Resolution(name, evidence=evidence, findings=_findings(readings))
    verdicts = judged(name, claims)
    ranked = [(best[verdict.key], verdict) for verdict in verdicts[:_MOST_CANDIDATES]]
    chosen = ranked[0][0]
    candidates = [Candidate(said.value, printed(v.probability), contributions(v, words)) for said, v in ranked]
    # of a statement that may say several things, the answer shows what it says of the chosen value
    said_so = {id(reading.observation): reading for reading in reversed(by_key[chosen.key])}
    shown = [r if r.key == chosen.key else said_so.get(id(r.observation), r) for r in readings]
    resolution = _resolution(name, chosen, shown, tuple(candidates))
    return _with_conflict(resolution, by_key[chosen.key], ranked[1:]) if conflicts else resolution


def _resolution(name: str, chosen: Reading, readings: Sequence[Reading], candidates: tuple[Candidate, ...]) -> Resolution:
    confidence = candidates[0].probability
    evidence = tuple(
        [
            Evidence(r.observation, None, False, r.why or "says nothing")
            if r.value is None
            else Evidence(
                r.observation,
                r.value if isinstance(r.value, str) else _shown(r.value),
                r.key == chosen.key,
                None if r.key == chosen.key else "another value is likelier",
            )
            for r in readings
        ]
    )
    mine = tuple([i for i, item in enumerate(evidence) if item.agrees])
    repairs = [
        Repair(f"/article/{name}", d.rule, d.before, chosen.value, confidence, d.explanation, mine, None, d.removed)
        for d in chosen.damages
    ]
    stated = chosen.stated if chosen.stated is not None else chosen.observation.raw == chosen.value
    status: Status = "repaired" if repairs else "stated" if stated else "normalized"
    return Resolution(name, status, chosen.value, confidence, candidates, evidence, tuple(repairs), _findings(readings))


def _shown(value: Json) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("url") or "")
    if isinstance(value, (list, tuple)):
        return ", ".join([member if isinstance(member, str) else _shown(member) for member in value])
    return str(value)


def _findings(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    found = [reading.finding for reading in readings if reading.finding is not None]
    return tuple({(finding.code, finding.message): finding for finding in found}.values())


#: A rival of another witness that keeps this much of the probability is a disagreement worth telling.
_RIVAL = 0.05


def _with_conflict(resolution: Resolution, same: Sequence[Reading], rivals: Sequence[tuple[Reading, Verdict]]) -> Resolution:
    """Return the resolution, marked as a conflict where an independent witness states a probable other value."""
    mine = {reading.observation.source.witness for reading in same}
    for rival, verdict in rivals:
        if rival.observation.source.witness in mine or verdict.probability < _RIVAL:
            continue
        message = f"{rival.observation.source.id} ({rival.observation.locator}) says “{_shown(rival.value)[:200]}” instead."
        finding = Finding(f"/article/{resolution.field}", "witnesses_disagree", "info", message, rival.observation.raw)
        status: Status = resolution.status if resolution.repairs else "conflict"
        return replace(resolution, status=status, findings=(*resolution.findings, finding))
    return resolution


RULES: tuple[Rule, ...] = ()
FINDINGS = findings_of(
    """
    witnesses_disagree info
        Independent places of the page state different values; the likelier one is given, the other is among the candidates.
        Compare the candidates when this field matters to you.
    placeholder_value info
        A value was only a CMS's default, an unfilled template or a printed missing value; it is not used.
        Nothing to do; it is not used.
    """
)


def placeholder(observation: Observation, name: str) -> Reading:
    """Return a reading of a value that only fills the slot: "null", "{{title}}", "Uncategorized"."""
    message = f"“{str(observation.raw)[:100]}” in {observation.source.id} is a placeholder."
    return refused(
        observation,
        "a placeholder",
        Finding(f"/article/{name}", "placeholder_value", "info", message, observation.raw),
    )
