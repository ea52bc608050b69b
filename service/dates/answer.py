"""The answer about one date: its value, what became of each witness, the repairs with their proofs, and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.dates import counts, mends, reading, relative, stamps
from service.dates.defects import DEFECTS, may_show_itself
from service.dates.findings import RULES as _LABEL_RULES
from service.dates.formats import Moment
from service.dates.habits import changes, evidence_of
from service.dates.hearing import Use
from service.dates.partial import days
from service.dates.reading import Hints, shown_as
from service.dates.readings import read
from service.dates.resolve import Account, Decision
from service.dates.values import Value, assumed, day_of, edtf_of, emitted, instant_of, value_of
from service.dates.witnesses import MOST_TEXTS, NEUTRAL_ROLES, Statement, Witness
from service.model import Candidate, Context, Evidence, Finding, Observation, Repair, Resolution, Rule, Status


@dataclass(frozen=True, slots=True)
class Case:
    """All that an answer about one role draws on."""

    role: str
    observations: Sequence[Observation]
    statements: Sequence[Statement]
    decision: Decision
    hints: Hints
    context: Context
    threshold: float


def unexplained(case: Case, account: Account) -> list[Witness]:
    """Return the witnesses that state the role, can be read, and are not explained by the account."""
    used = {id(use.witness) for use in account.uses}
    return [w for w in case.decision.witnesses if id(w) not in used and w.stated and read(w.text, case.hints).healthy]


def doubts(case: Case) -> list[Finding]:
    """Return every finding about the role; repairs are reported elsewhere."""
    found = []
    path = f"/article/{case.role}"
    for witness in case.decision.witnesses:
        # whether a text is a date as written does not depend on the rows, which cost most of a page's time
        readings = read(witness.text, case.hints)
        if readings.impossible and not _is_used(case, witness):
            message = f'"{witness.text[:80]}" is in a place for dates, but is not a date, as written or damaged.'
            found.append(Finding(path, "unreadable_date", "warning", message, witness.text))
    found += _findings_of_nothing(case, path)
    best = case.decision.best
    if best is not None:
        found += _findings_of(case, best, path)
    return found


#: What the findings say that a text stands for instead of a date.
_INSTEAD = {
    "default_date": 'is a zero or default that stands for "no date"',
    "calendar_not_converted": "is a date of a calendar that is not converted",
    "template_leftover": "is what a template or a program prints when it has no date",
}


def _findings_of_nothing(case: Case, path: str) -> Iterator[Finding]:
    """Yield one finding for each text that stands for no date, or that is a date only where another witness says so."""
    roles = {s.text.strip(): s for s in case.statements if s.role in (case.role, "date")}
    for text in sorted(roles):
        readings = read(text, case.hints)
        code = readings.finding
        if code == "hijri_day_uncertain":
            message = f'"{text[:80]}" is a day of the Islamic calendar; where months begin by sighting, it may be a day off.'
            yield Finding(path, code, "info", message, text)
            continue
        confirmed = any(use.witness.text == text for use in _confirmed(case))
        if code is not None and not (readings.healthy and confirmed):
            yield Finding(path, code, "warning", f'"{text[:80]}" {_INSTEAD.get(code, "is no date")}; it was not used.', text)


def _confirmed(case: Case) -> tuple[Use, ...]:
    """Return the uses of a decision that more than one witness supports."""
    best = case.decision.best
    return best.uses if best is not None and len(best.uses) > 1 else ()


def _is_used(case: Case, witness: Witness) -> bool:
    best = case.decision.best
    return best is not None and any(use.witness is witness for use in best.uses)


def _findings_of(case: Case, best: Account, path: str) -> list[Finding]:
    found = []
    day = days(best.story.clock)[0]
    share = case.decision.accounts[0][1]
    for use in best.uses:
        text = use.witness.text
        if use.reading.weekday is not None and day.weekday() not in use.reading.weekday:
            message = f'"{text[:80]}" names another day of the week than {day.isoformat()} was; one of the two is wrong.'
            found.append(Finding(path, "weekday_contradicts_date", "warning", message, text))
        if use.reading.out_of_season and share >= case.threshold:
            message = f'"{text[:80]}" names a zone out of its season; the local time of that day is given.'
            found.append(Finding(path, "zone_out_of_season", "info", message, text))
    fetched = case.hints.fetched
    if fetched is not None and best.story.clock.hour is None and day == fetched.date() and _is_machines_alone(best):
        message = (
            f"The only date is {day.isoformat()}, the day of the fetch: the article is new, or a template prints today's date."
        )
        found.append(Finding(path, "date_is_fetch_day", "info", message))
    how = "the most probable one" if share >= case.threshold else "and none of them is probable enough to the minute"
    found += _two_meanings(case, best, share, path)
    for witness in (*unexplained(case, best), *_rivals(case, best, share)):
        message = f'"{witness.text[:80]}" states another moment than {value_of(best.story).text}, {how}.'
        found.append(Finding(path, "conflicting_dates", "warning", message, witness.text))
    return found


#: A meaning that is so many times less probable than the best is not told to readers.
_RIVAL = 3


def _rivals(case: Case, best: Account, share: float) -> list[Witness]:
    """Return, for a withheld value, the address and the witnesses without a role that tell of a nearly as probable day."""
    if share >= case.threshold:
        return []
    used = {id(use.witness) for use in best.uses}
    others = {id(use.witness) for account in _other_days(case, best, share) for use in account.uses}
    return [
        w
        for w in case.decision.witnesses
        if id(w) not in used and not w.stated and (id(w) in others or w.kind == "url") and read(w.text, case.hints).healthy
    ]


def _other_days(case: Case, best: Account, share: float) -> Iterator[Account]:
    """Yield the accounts of other days that are nearly as probable as the best."""
    for account, chance in case.decision.accounts[1:]:
        if chance * _RIVAL >= share and day_of(account.story) != day_of(best.story):
            yield account


def _two_meanings(case: Case, best: Account, share: float, path: str) -> Iterator[Finding]:
    """Yield a finding for a text with two possible meanings: "05/04/2021" on a page that does not tell day from month."""
    other = next(_other_days(case, best, share), None)
    if other is None or share >= case.threshold:
        return
    also = {use.witness.text for use in other.uses}
    text = next((use.witness.text for use in best.uses if use.witness.text in also), None)
    if text is not None:
        message = f'"{text[:80]}" can mean {day_of(best.story)} or {day_of(other.story)}, and the page does not say which.'
        yield Finding(path, "ambiguous_date", "warning", message, text)


def _is_machines_alone(best: Account) -> bool:
    """Return whether only machines state the date: neither the printed page nor the address shows it."""
    return all(use.witness.kind not in ("human", "url") for use in best.uses)


#: The damage that dates can have: slips of patterns, and what no pattern can write.
RULES: tuple[Rule, ...] = (
    *(defect.rule for defect in DEFECTS),
    *_LABEL_RULES,
    *counts.RULES,
    *mends.RULES,
    *relative.RULES,
    *stamps.RULES,
    *reading.RULES,
)
_DAMAGE = {rule.id: rule for rule in RULES}
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
