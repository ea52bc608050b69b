"""The answer about one date: its value, what became of each witness, and the repairs with their proofs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.dates.accounts import Account
from service.dates.case import Case, unexplained
from service.dates.damage import RULES as _DAMAGE_RULES
from service.dates.defects import DEFECTS
from service.dates.doubts import doubts
from service.dates.findings import RULES as _LABEL_RULES
from service.dates.formats import Moment
from service.dates.habits import changes, evidence_of
from service.dates.hearing import Use
from service.dates.reading import Hints, shown_as
from service.dates.readings import read
from service.dates.suspicions import may_show_itself
from service.dates.values import Value, assumed, edtf_of, emitted, instant_of, value_of
from service.dates.witnesses import MOST_TEXTS, NEUTRAL_ROLES, Statement, Witness
from service.model import Candidate, Evidence, Observation, Repair, Resolution, Status

_DAMAGE = {rule.id: rule for rule in (*(d.rule for d in DEFECTS), *_LABEL_RULES, *_DAMAGE_RULES)}
_MOST_CANDIDATES = 8


def answer(case: Case) -> Resolution:
    """Return the resolution of one date role."""
    evidence = tuple(_evidence(case))
    accounts = [(assumed(account, case.context), share) for account, share in case.decision.accounts]
    candidates = _candidates(accounts)
    findings = tuple(doubts(case))
    if not accounts:
        texts = [s.text for s in case.statements if s.role == case.role or s.role in NEUTRAL_ROLES]
        something = any(read(w.text, case.hints).healthy for w in case.decision.witnesses)
        something = something or any(read(text, case.hints).finding == "calendar_not_converted" for text in texts)
        return Resolution(case.role, "ambiguous" if something else "absent", evidence=evidence, findings=findings)
    account, value, confidence = emitted(accounts, case.threshold)
    usual = list(evidence_of(case.role, account.uses, account.story, case.context.habits))
    of_use = {use: len(evidence) + at for at, (use, _) in enumerate(usual)}
    evidence = (*evidence, *(told for _, told in usual))
    findings = (*findings, *changes(case.role, account.uses, account.story, case.context.habits))
    repairs = tuple(_repairs(case, account, value, confidence, of_use))
    return Resolution(
        case.role,
        _status(case, account, value, repairs),
        value.text,
        confidence,
        candidates,
        evidence,
        repairs,
        findings,
        precision=value.precision,
        edtf=edtf_of(candidates, confidence >= case.threshold, value),
        instant=instant_of(value),
        zone=value.zone if value.precision in ("minute", "second") else None,
    )


def _status(case: Case, account: Account, value: Value, repairs: tuple[Repair, ...]) -> Status:
    if repairs:
        return "repaired"
    if unexplained(case, account):
        return "conflict"
    raws = {use.witness.text for use in account.uses}
    return "stated" if value.text in raws else "normalized"


def _candidates(accounts: Sequence[tuple[Account, float]]) -> tuple[Candidate, ...]:
    shares: dict[str, float] = {}
    for account, share in accounts:
        text = value_of(account.story).text
        shares[text] = shares.get(text, 0.0) + share
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(text, share) for text, share in ranked[:_MOST_CANDIDATES])


def _evidence(case: Case) -> list[Evidence]:
    """Return one piece of evidence for each observation of the role's fields: how it was read, and whether it agrees."""
    best = case.decision.best
    uses = {} if best is None else {s.index: use for use in best.uses for s in use.witness.statements}
    read = {s.index: w for w in case.decision.witnesses for s in w.statements}
    stated: dict[int, list[Statement]] = {}
    for statement in case.statements:
        stated.setdefault(statement.index, []).append(statement)
    found = []
    for index, observation in enumerate(case.observations):
        if index in uses:
            use = uses[index]
            found.append(Evidence(observation, str(use.reading), True, rule=use.rule or use.reading.rule))
        elif index in read and not read[index].is_aside:
            found.append(_disagreeing(observation, read[index], case.hints))
        else:
            found.append(Evidence(observation, None, None, _why_unread(case, observation, stated.get(index, []))))
    return found


#: A reading at no more than this is cheaper than that of any row.
_LEAST_BITS = min(defect.bits for defect in DEFECTS)


def _disagreeing(observation: Observation, witness: Witness, hints: Hints) -> Evidence:
    readings = witness.readings(hints, broken=False)
    cheap = any(reading.bits <= _LEAST_BITS for reading in readings.healthy)
    if not cheap or may_show_itself(witness.text, readings, hints):
        readings = witness.readings(hints, broken=True)
    reading = min((*readings.healthy, *readings.broken), key=lambda r: r.bits, default=None)
    if readings.impossible and not readings.broken:
        return Evidence(observation, None, False, "no date as written, and no known damage explains it")
    return Evidence(observation, None if reading is None else str(reading), False, "says another moment")


def _why_unread(case: Case, observation: Observation, stated: Sequence[Statement]) -> str:
    """Return why an observation was not weighed; ``stated`` are the statements made of it."""
    if observation.field == "otherDate":
        return "stands where other dates stand than the page's own"
    texts = [s.text for s in stated]
    if observation.source.witness == "http":
        return "tells of the file, and nothing else of the page"
    if any(case.role != s.role and s.role != "date" for s in stated):
        return "has another role"
    if any(read(text, case.hints).default for text in texts):
        return "a default that stands for no date"
    too_many = not texts and len(case.statements) >= MOST_TEXTS
    if too_many or any(read(text, case.hints).healthy for text in texts):
        return "one date of too many to weigh"
    return "not readable as a date"


def _repairs(case: Case, account: Account, value: Value, confidence: float, usual: Mapping[int, int]) -> list[Repair]:
    """Return one repair for each witness that means something else than it says, with the proof that it renders back.

    ``usual`` is the index of the evidence from the site's other pages, by the index of the use that it is about.
    """
    healthy = [use for use in account.uses if use.broken_rule is None]
    found = []
    for at, use in enumerate(account.uses):
        rule = use.broken_rule
        if rule is None:
            continue
        citing = [use, *healthy]
        told = [usual[at]] if at in usual else []
        indices = tuple(sorted({*(s.index for cited in citing for s in cited.witness.statements), *told}))
        found.append(
            Repair(
                f"/article/{case.role}",
                rule,
                use.witness.statements[0].observation.raw,
                value.text,
                confidence,
                _explanation(use, healthy, value),
                indices,
                _proof(use, value.moment),
            )
        )
    return found


def _explanation(use: Use, healthy: Sequence[Use], value: Value) -> str:
    damage = _DAMAGE[use.broken_rule or ""].damage
    told = use.reading.format is not None and use.reading.broken and not use.reading.mends
    written = f" was written as {use.reading.format}" if told else ""
    sentence = f'"{use.witness.text}"{written}: {damage}.'
    if healthy:
        others = ", ".join(f'"{other.witness.text}"' for other in healthy[:3])
        return f"{sentence} With {others} that gives {value.text}."
    return f"{sentence} Read in this way, it gives {value.text}."


def _proof(use: Use, moment: Moment) -> dict[str, str] | None:
    form, observed, mends = use.reading.format, use.reading.observed, use.reading.mends
    # a mend (string repair) is proved by damaging the mended text again
    proof = {"mended": mends[-1].text, "damaged": mends[0].damaged()} if mends else {}
    if form is not None and shown_as(use.reading, moment) is not None:
        return proof | {"format": str(form), "rendered": observed}
    return proof or None
