"""The answer about one date: its value, what became of each witness, the repairs with their proofs, and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.dates import machine_dates, reading, relative, string_repairs
from service.dates.defects import DEFECTS
from service.dates.formats import Moment
from service.dates.habits import changes, evidence_of
from service.dates.hypothesis import Hypothesis, contradicts_weekday
from service.dates.partial import offset_text, time_of
from service.dates.reading import shown_as
from service.dates.resolve import Decision, ScoredHypothesis, Use
from service.dates.score import FINDINGS, ROLES_SWAPPED
from service.dates.score import RULES as _LABEL_RULES
from service.dates.witnesses import MOST_TEXTS, NEUTRAL_ROLES, AsWritten, Question, Statement, Witness
from service.model import Candidate, Evidence, Finding, Observation, Repair, Resolution, Rule, Status, Zone
from service.records import Deferred

#: The damage that dates can have: slips of patterns, and what no pattern can write.
RULES: tuple[Rule, ...] = (
    *(defect.rule for defect in DEFECTS),
    *_LABEL_RULES,
    *machine_dates.RULES,
    *string_repairs.RULES,
    *relative.RULES,
    *reading.RULES,
)
_DAMAGE = {rule.id: rule for rule in RULES}
_SEVERITY = {each.code: each.severity for each in FINDINGS}
#: A field lists so many candidates at most.
_MOST_CANDIDATES = 8
#: The precisions at which an answer has a clock.
_TO_THE_MINUTE = ("minute", "second")


class Case(NamedTuple):
    """All that an answer about one role draws on; ``before`` is what stood there, where two roles' dates were exchanged."""

    role: str
    observations: Sequence[Observation]
    statements: Sequence[Statement]
    decision: Decision
    question: Question
    texts: AsWritten
    threshold: float
    before: str | None = None


def answer(case: Case) -> Resolution:
    """Return the resolution of one date role."""
    role, ranked, habits = case.role, case.decision.ranked, case.question.habits
    if not case.observations:
        return Resolution(role, "absent")
    findings = tuple(_unread(case))
    if not ranked:
        stated = [s.text for s in case.statements if s.role == role or s.role in NEUTRAL_ROLES]
        unread = [text for text in stated if case.texts[text].finding == "calendar_not_converted"]
        something = bool(unread or [w for w in case.decision.witnesses if w.readings.healthy])
        return Resolution(role, "ambiguous" if something else "absent", evidence=Deferred(_evidence, case), findings=findings)
    scored, value, confidence = emitted(ranked, case.threshold)
    # what states the role, can be read, and is not explained
    used = {id(use.witness) for use in scored.uses}
    others = [w for w in case.decision.witnesses if w.stated and id(w) not in used and w.readings.healthy]
    usual = [] if habits is None else list(evidence_of(role, scored, habits))
    of_use = {use: len(case.observations) + at for at, (use, _) in enumerate(usual)}
    evidence = Deferred(_evidence, case, [seen for _, seen in usual])
    repairs = list(_repairs(case, scored, value, confidence, of_use))
    repairs += [] if case.before is None else [_swap_roles(case, evidence, value, confidence)]
    stated_so = not others and value.text in [use.witness.text for use in scored.uses]
    status: Status = "repaired" if repairs else "conflict" if others else "stated" if stated_so else "normalized"
    with_clock, instant = value.precision in _TO_THE_MINUTE, None
    if with_clock and value.moment.offset is not None:
        instant = value.moment.at(0).wall.isoformat(timespec="seconds") + "Z"
    candidates, changed = _candidates(ranked), () if habits is None else changes(role, scored, habits)
    return Resolution(
        role, status, value.text, confidence, candidates, evidence, tuple(repairs),
        (*findings, *_findings(case, others), *changed), value.precision,
        edtf_of(candidates, confidence >= case.threshold, value), instant, value.zone if with_clock else None,
    )  # fmt: skip


class Value(NamedTuple):
    """A moment as the article writes it, and at what precision ("second", "minute", "hour", "day")."""

    text: str
    precision: str
    moment: Moment
    zone: Zone | None


@lru_cache(maxsize=1024)
def value_of(hypothesis: Hypothesis) -> Value:
    """Return the value of a hypothesis that determines a day: unknown seconds are :00, an hour alone gives the day."""
    moment = hypothesis.moment()
    assert moment is not None, "only hypotheses with a day are candidates"
    hour, minute, second = time_of(hypothesis.clock)
    if hour is None or minute is None:
        return Value(str(moment.wall.date()), "day" if hour is None else "hour", moment, None)
    if second == 60:
        # a leap second is not shown: many a reader of dates refuses :60
        second, moment = None, Moment(moment.wall.replace(second=0), moment.offset)
    text, zone = moment.wall.isoformat(timespec="seconds"), None
    if hypothesis.offset is not None:
        offset = offset_text(hypothesis.offset)
        text, zone = text + offset, Zone(offset, hypothesis.abbreviation, hypothesis.origin or "stated")
    return Value(text, "minute" if second is None else "second", moment, zone)


def emitted(ranked: Sequence[tuple[ScoredHypothesis, float]], threshold: float) -> tuple[ScoredHypothesis, Value, float]:
    """Return the best value; where no instant reaches the threshold, the clock or else the day that does.

    The clock is that of one timestamp whose zone may be several: "01:26 PM IST" is 13:26 in India and in Israel.
    """
    best, share = ranked[0]
    hypothesis, value = best.hypothesis, value_of(best.hypothesis)
    if share >= threshold:
        # a draft made at 03:46 and published on that day came out at an hour that nobody states
        clocks = {use.witness.is_aside and not use.witness.stated for use in best.uses if use.reading.partial.hour is not None}
        of_draft = clocks == {True} and True in [use.witness.stated for use in best.uses]
        return best, _day_alone(value) if of_draft else value, share
    # "14:40:00Z-05:00" beside a printed 14:40 leaves only the zone open
    bare = [use for use in best.uses if use.reading.partial.minute is not None and use.reading.partial.offset is None]
    if hypothesis.wall is not None and (bare or hypothesis.abbreviation is not None):
        local = hypothesis._replace(offset=None, origin=None, instant=None)
        same = sum([chance for each, chance in ranked if each.hypothesis.clock == hypothesis.clock])
        if same >= threshold:
            return best._replace(hypothesis=local), value_of(local), same
    same_day = sum([chance for each, chance in ranked if each.hypothesis.day == hypothesis.day])
    return (best, _day_alone(value), same_day) if same_day >= threshold else (best, value, share)


def _day_alone(value: Value) -> Value:
    return value._replace(text=value.text[:10], precision="day")


def edtf_of(candidates: Sequence[Candidate], stands: bool, value: Value) -> str:
    """Return the day, or the set of possible days where the value is withheld: "[2022-02-10,2022-10-02]"."""
    days = set() if stands else {str(each.value)[:10] for each in candidates if each.probability >= 0.05}
    return f"[{','.join(sorted(days))}]" if len(days) > 1 else next(iter(days), value.text[:10])


def _candidates(ranked: Sequence[tuple[ScoredHypothesis, float]]) -> tuple[Candidate, ...]:
    shares: dict[str, float] = {}
    for scored, share in ranked:
        text = value_of(scored.hypothesis).text
        shares[text] = shares.get(text, 0.0) + share
    best = sorted([(-share, text) for text, share in shares.items()])[:_MOST_CANDIDATES]
    return tuple([Candidate(text, -share) for share, text in best])


def _evidence(case: Case, usual: Sequence[Evidence] = ()) -> list[Evidence]:
    """Return one piece of evidence for each observation of the role's fields: how it was read, and whether it agrees.

    Behind it stands the ``usual``, from the site's other pages.
    """
    uses = case.decision.ranked[0][0].uses if case.decision.ranked else ()
    told: dict[int, tuple[str, str | None]] = {}
    for use in uses:
        how = str(use.reading), use.broken_rule or use.reading.rule
        told |= {id(s.observation): how for s in use.witness.statements}
    weighed = {id(s.observation): w for w in case.decision.witnesses for s in w.statements if id(s.observation) not in told}
    found = []
    for observation in case.observations:
        if observation.field == "otherDate":
            found.append(Evidence(observation, None, None, "stands where other dates stand than the page's own"))
        elif (said := told.get(id(observation))) is not None:
            found.append(Evidence(observation, said[0], True, None, said[1]))
        elif (witness := weighed.get(id(observation))) is None or witness.is_aside:
            found.append(Evidence(observation, None, None, _why_unread(case, observation)))
        else:
            readings = witness.readings
            if readings.impossible and not readings.broken:
                found.append(Evidence(observation, None, False, "no date as written, and no known damage explains it"))
            else:
                reading = min((*readings.healthy, *readings.broken), key=lambda r: r.bits, default=None)
                found.append(Evidence(observation, reading and str(reading), False, "says another moment"))
    return [*found, *usual]


def _why_unread(case: Case, observation: Observation) -> str:
    """Return why an observation was not weighed."""
    if observation.source.witness == "http":
        return "tells of the file, and nothing else of the page"
    stated = [s for s in case.statements if s.observation is observation]
    if [s for s in stated if s.role not in (case.role, "date")]:
        return "has another role"
    readings = [case.texts[s.text.strip()] for s in stated]
    if [each for each in readings if each.default]:
        return "a default that stands for no date"
    too_many = not readings and len(case.statements) >= MOST_TEXTS
    return "one date of too many to weigh" if too_many or [r for r in readings if r.healthy] else "not readable as a date"


def _repairs(
    case: Case, scored: ScoredHypothesis, value: Value, confidence: float, usual: Mapping[int, int]
) -> Iterator[Repair]:
    """Yield one repair for each witness that means something else than it says, with the proof that it renders back.

    ``usual`` is the index of the evidence from the site's other pages, by the index of the use that it is about.
    """
    healthy = [use for use in scored.uses if use.broken_rule is None]
    at = {id(o): n for n, o in enumerate(case.observations)} if len(healthy) < len(scored.uses) else {}
    for number, use in enumerate(scored.uses):
        if use.broken_rule is not None:
            cited = {at[id(s.observation)] for each in (use, *healthy) for s in each.witness.statements}
            cited |= {usual[number]} if number in usual else set()
            raw, why = use.witness.statements[0].observation.raw, _explanation(use, use.broken_rule, healthy, value)
            place, proof = f"/article/{case.role}", _proof(use, value)
            yield Repair(place, use.broken_rule, raw, value.text, confidence, why, tuple(sorted(cited)), proof)


def _explanation(use: Use, rule: str, healthy: Sequence[Use], value: Value) -> str:
    by_row = use.reading.format is not None and use.reading.broken and not use.reading.string_repairs
    written = f" was written as {use.reading.format}" if by_row else ""
    others = ", ".join(f'"{other.witness.text}"' for other in healthy[:3])
    gives = f"With {others} that gives" if healthy else "Read in this way, it gives"
    return f'"{use.witness.text}"{written}: {_DAMAGE[rule].damage}. {gives} {value.text}.'


def _proof(use: Use, value: Value) -> dict[str, str] | None:
    """Return the format that renders the observed string, and the damage done again to a repaired text."""
    form, string_repairs = use.reading.format, use.reading.string_repairs
    proof = {"mended": string_repairs[-1].text, "damaged": string_repairs[0].damaged()} if string_repairs else {}
    if form is not None and shown_as(use.reading, value.moment) is not None:
        proof |= {"format": str(form), "rendered": use.reading.observed}
    return proof or None


#: What bears out that publication and modification were exchanged, by the kind of witness.
_BORNE_OUT = {"human": "printed", "url": "address"}


def _swap_roles(case: Case, evidence: Sequence[Evidence], value: Value, confidence: float) -> Repair:
    """Return the repair of one of two roles whose dates were put back in their places."""
    agreeing = {n: e.observation for n, e in enumerate(evidence) if e.agrees}
    kinds = {o.source.witness: str(o.raw) for o in agreeing.values()}
    proof = {name: kinds[kind] for kind, name in _BORNE_OUT.items() if kind in kinds} or None
    why = f"{ROLES_SWAPPED.damage.capitalize()}: the modification is the earlier one."
    return Repair(f"/article/{case.role}", ROLES_SWAPPED.id, case.before, value.text, confidence, why, tuple(agreeing), proof)


#: What the findings say that a text stands for instead of a date.
_INSTEAD = {
    "default_date": 'is a zero or default that stands for "no date"',
    "calendar_not_converted": "is a date of a calendar that is not converted",
    "template_leftover": "is what a template or a program prints when it has no date",
}
#: A meaning that is so many times less probable than the best is no finding.
_RIVAL = 3


def _finding(case: Case, code: str, text: str, message: str) -> Finding:
    return Finding(f"/article/{case.role}", code, _SEVERITY[code], f'"{text[:80]}" {message}', text)


def _unread(case: Case) -> Iterator[Finding]:
    """Yield one finding for each text that is no date, stands for none, or is a date only where another witness says so."""
    uses = case.decision.ranked[0][0].uses if case.decision.ranked else ()
    used = {use.witness.text for use in uses}
    for witness in case.decision.witnesses:
        # whether a text is a date as written does not depend on the rows, which cost most of a page's time
        if case.texts[witness.text].impossible and witness.text not in used:
            message = "is in a place for dates, but is not a date, as written or damaged."
            yield _finding(case, "unreadable_date", witness.text, message)
    texts = {s.text.strip() for s in case.statements if s.role in (case.role, "date")}
    for text in sorted([text for text in texts if case.texts[text].finding is not None]):
        readings = case.texts[text]
        code = readings.finding
        if code == "hijri_day_uncertain":
            message = "is a day of the Islamic calendar; where months begin by sighting, it may be a day off."
            yield _finding(case, code, text, message)
        elif code is not None and not (readings.healthy and len(uses) > 1 and text in used):
            yield _finding(case, code, text, f"{_INSTEAD.get(code, 'is no date')}; it was not used.")


def _findings(case: Case, unexplained: Sequence[Witness]) -> Iterator[Finding]:
    """Yield the findings about the best hypothesis, and about what contradicts it."""
    (best, share), *others = case.decision.ranked
    stands, day, fetched = share >= case.threshold, best.hypothesis.day, case.question.hints.fetched
    for use in best.uses:
        if use.reading.weekday is not None and contradicts_weekday(best.hypothesis, use.reading):
            message = f"names another day of the week than {day} was; one of the two is wrong."
            yield _finding(case, "weekday_contradicts_date", use.witness.text, message)
        if use.reading.out_of_season and stands:
            message = "names a zone out of its season; the local time of that day is given."
            yield _finding(case, "zone_out_of_season", use.witness.text, message)
    is_machines = {use.witness.kind for use in best.uses}.isdisjoint(("human", "url"))
    if fetched is not None and best.hypothesis.clock.hour is None and day == fetched.date() and is_machines:
        message = f"The only date is {day}, the day of the fetch: the article is new, or a template prints today's date."
        yield Finding(f"/article/{case.role}", "date_is_fetch_day", "info", message)
    how, rivals = "the most probable one", list(unexplained)
    if not stands:
        how = "and none of them is probable enough to the minute"
        likely = [scored for scored, chance in others if chance * _RIVAL >= share and scored.hypothesis.day != day]
        also = [use.witness.text for use in likely[0].uses] if likely else []
        for text in [use.witness.text for use in best.uses if use.witness.text in also][:1]:
            message = f"can mean {day} or {likely[0].hypothesis.day}, and the page does not say which."
            yield _finding(case, "ambiguous_date", text, message)
        # the address too, and what states without a role a day that is nearly as probable
        probable, used = [[id(use.witness) for each in some for use in each.uses] for some in (likely, [best])]
        left = [w for w in case.decision.witnesses if not w.stated and w.readings.healthy and id(w) not in used]
        rivals += [w for w in left if id(w) in probable or w.kind == "url"]
    for witness in rivals:
        message = f"states another moment than {value_of(best.hypothesis).text}, {how}."
        yield _finding(case, "conflicting_dates", witness.text, message)
