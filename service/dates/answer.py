"""The answer about one date: its value, what became of each witness, the repairs with their proofs,
and the findings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from math import fsum
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from service.confidence import rounded
from service.dates import machine_dates, reading, relative, string_repairs
from service.dates.account import ScoredHypothesis, Use
from service.dates.defects import DEFECTS
from service.dates.formats import Moment
from service.dates.habits import compared
from service.dates.hypothesis import Hypothesis, contradicts_weekday
from service.dates.partial import offset_text, only, time_of
from service.dates.reading import shown_as
from service.dates.resolve import Decision
from service.dates.score import FINDINGS, ROLES_SWAPPED
from service.dates.score import RULES as _LABEL_RULES
from service.dates.witnesses import (
    MOST_TEXTS,
    AsWritten,
    Question,
    Statement,
    Witness,
)
from service.model import (
    Candidate,
    Evidence,
    Finding,
    Observation,
    Repair,
    Resolution,
    Rule,
    Status,
    Zone,
)
from service.records import Deferred, replace

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
#: The second that a leap second is, and the precision of a clock by whether it lacks its second.
_LEAP_SECOND = 60
_PRECISION = ("second", "minute")
#: Findings of a text that is told of though it was used.
_TOLD_OF_USED = ("hijri_day_uncertain",)


class Case(NamedTuple):
    """All that an answer about one role draws on; ``before`` is what stood there, where two roles'
    dates were exchanged.
    """

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
    ranked, findings = case.decision.ranked, tuple(_unread(case))
    if not case.observations:
        return Resolution(case.role)
    if not ranked:
        return Resolution(case.role, evidence=Deferred(_evidence, case), findings=findings)
    scored, value, confidence = emitted(ranked, case.threshold)
    usual, changed = compared(case.role, scored, case.question.habits)
    of_use = {use: (len(case.observations) + at,) for at, (use, _) in enumerate(usual)}
    evidence = Deferred(_evidence, case, [seen for _, seen in usual])
    repairs = (
        *_repairs(case, scored, value, confidence, of_use),
        *_swapped_roles(case, evidence, value, confidence),
    )
    conflicts = [witness for witness in case.decision.unexplained if witness.stated]
    candidates, days = _candidates(ranked), _shares_of_days(ranked)
    return Resolution(
        field=case.role,
        status=_status(repairs, conflicts, value.text in [use.witness.text for use in scored.uses]),
        value=value.text,
        confidence=confidence,
        candidates=candidates,
        evidence=evidence,
        repairs=repairs,
        findings=(*findings, *_findings(case, conflicts, value, confidence), *changed),
        precision=value.precision,
        edtf=edtf_of(candidates, confidence >= case.threshold, value),
        instant=value.instant,
        zone=value.zone,
        none_likelier=rounded(1.0 - fsum(days)) > rounded(max(days)),
    )


def _shares_of_days(ranked: Sequence[tuple[ScoredHypothesis, float]]) -> Sequence[float]:
    """Return the probability of each day, whatever its hour."""
    days: dict[object, float] = {}
    for scored, share in ranked:
        days[scored.hypothesis.day] = days.get(scored.hypothesis.day, 0.0) + share
    return tuple(days.values())


def _status(repairs: Sequence[Repair], conflicts: Sequence[Witness], is_as_stated: bool) -> Status:
    """Return what became of the page's statements."""
    if repairs:
        return "repaired"
    if conflicts:
        return "conflict"
    return "stated" if is_as_stated else "normalized"


class Value(NamedTuple):
    """A moment as the article writes it, and at what precision ("second", "minute", "hour",
    "day"); ``zone`` is that of its clock.
    """

    text: str
    precision: str
    moment: Moment
    zone: Zone | None = None

    @property
    def instant(self) -> str | None:
        """The instant in UTC, where the value has a clock of a known zone."""
        if self.zone is None:
            return None
        return self.moment.at(0).wall.isoformat(timespec="seconds") + "Z"

    @property
    def day_alone(self) -> Value:
        """The same moment without its clock."""
        return self._replace(text=self.text[:10], precision="day", zone=None)


@lru_cache(maxsize=1024)
def value_of(hypothesis: Hypothesis) -> Value:
    """Return the value of a hypothesis that determines a day: unknown seconds are :00, an hour
    alone gives the day.
    """
    moment = hypothesis.moment()
    assert moment is not None, "only hypotheses with a day are candidates"
    hour, minute, second = time_of(hypothesis.clock)
    if hour is None or minute is None:
        return Value(str(moment.wall.date()), "day" if hour is None else "hour", moment)
    if second == _LEAP_SECOND:
        # not shown: many a reader of dates refuses :60
        second, moment = None, Moment(moment.wall.replace(second=0), moment.offset)
    text, precision = moment.wall.isoformat(timespec="seconds"), _PRECISION[second is None]
    if hypothesis.offset is None:
        return Value(text, precision, moment)
    offset = offset_text(hypothesis.offset)
    zone = Zone(offset, hypothesis.abbreviation, hypothesis.origin or "stated")
    return Value(text + offset, precision, moment, zone)


#: A hypothesis, its value, and how probable that is.
Emitted: TypeAlias = tuple[ScoredHypothesis, Value, float]


def emitted(ranked: Sequence[tuple[ScoredHypothesis, float]], threshold: float) -> Emitted:
    """Return the best value; where no instant reaches the threshold, the clock or else the day that
    does.

    What is compared is the confidence that the answer shows: a caller who asks for .9999 gets what
    says .9999, and who asks for 1 none.
    """
    for found in _from_fine_to_coarse(ranked):
        if found[2] >= threshold:
            return found
    best, share = ranked[0]
    return best, value_of(best.hypothesis), rounded(share)


def _from_fine_to_coarse(ranked: Sequence[tuple[ScoredHypothesis, float]]) -> Iterator[Emitted]:
    """Yield the best moment as an instant, then as a clock of an open zone, then as a day.

    The clock is that of one timestamp whose zone may be several: "01:26 PM IST" is 13:26 in India
    and in Israel.  A draft's clock is none of the article's.
    """
    best, share = ranked[0]
    hypothesis, value = best.hypothesis, value_of(best.hypothesis)
    if _is_of_draft(best):
        yield best, value.day_alone, rounded(share)
    else:
        yield best, value, rounded(share)
        if _may_be_of_several_zones(best):
            local = hypothesis._replace(offset=None, origin=None, instant=None)
            same_clock = [each for each in ranked if each[0].hypothesis.clock == hypothesis.clock]
            yield best._replace(hypothesis=local), value_of(local), _together(same_clock)
    same_day = [each for each in ranked if each[0].hypothesis.day == hypothesis.day]
    yield best, value.day_alone, _together(same_day)


def _together(ranked: Sequence[tuple[ScoredHypothesis, float]]) -> float:
    """Return the probability of all of them together, rounded."""
    return rounded(sum([share for _, share in ranked]))


def _may_be_of_several_zones(best: ScoredHypothesis) -> bool:
    """Return whether a clock is known whose zone is not, or stands in letters alone."""
    if best.hypothesis.wall is None:
        return False
    if best.hypothesis.abbreviation is not None:
        return True
    # "14:40:00Z-05:00" beside a printed 14:40 leaves only the zone open
    partials = [use.reading.partial for use in best.uses]
    return None in [each.offset for each in partials if each.minute is not None]


def _is_of_draft(best: ScoredHypothesis) -> bool:
    """Return whether only a draft has a clock: made at 03:46, it came out on that day at an hour
    that nobody states.
    """
    timed = [use.witness for use in best.uses if use.reading.partial.hour is not None]
    if not timed or [witness for witness in timed if witness.stated or not witness.is_aside]:
        return False
    return True in [use.witness.stated for use in best.uses]


#: A candidate that is less probable is none of the days that a withheld date may be.
_POSSIBLE = 0.05


def edtf_of(candidates: Sequence[Candidate], stands: bool, value: Value) -> str:
    """Return the day, or the set of possible days where the value is withheld:
    "[2022-02-10,2022-10-02]".
    """
    likely = [] if stands else [each for each in candidates if each.probability >= _POSSIBLE]
    days = sorted({str(each.value)[:10] for each in likely})
    return f"[{','.join(days)}]" if len(days) > 1 else (*days, value.text[:10])[0]


def _candidates(ranked: Sequence[tuple[ScoredHypothesis, float]]) -> tuple[Candidate, ...]:
    shares: dict[str, float] = {}
    for scored, share in ranked:
        text = value_of(scored.hypothesis).text
        shares[text] = shares.get(text, 0.0) + share
    best = sorted([(-share, text) for text, share in shares.items()])[:_MOST_CANDIDATES]
    return tuple([Candidate(text, -share) for share, text in best])


def _evidence(case: Case, usual: Sequence[Evidence] = ()) -> list[Evidence]:
    """Return one piece of evidence for each observation of the role's fields: how it was read, and
    whether it agrees.

    Behind it stands the ``usual``, from the site's other pages.
    """
    uses = {id(s.observation): use for use in case.decision.uses for s in use.witness.statements}
    weighed = {id(s.observation): w for w in case.decision.witnesses for s in w.statements}
    found = [
        _evidence_of(case, each, uses.get(id(each)), weighed.get(id(each)))
        for each in case.observations
    ]
    return [*found, *usual]


def _evidence_of(
    case: Case, observation: Observation, use: Use | None, witness: Witness | None
) -> Evidence:
    """Return how an observation was read: in a use, as a witness of another moment, or not."""
    if observation.field == "otherDate":
        return Evidence(observation, why="stands where other dates stand than the page's own")
    if use is not None:
        rule = use.broken_rule or use.reading.rule
        return Evidence(observation, str(use.reading), True, rule=rule)
    if witness is None or witness.is_aside:
        return Evidence(observation, why=_why_unread(case, observation))
    readings = (*witness.readings.healthy, *witness.readings.broken)
    if not readings:
        why = "no date as written, and no known damage explains it"
        return Evidence(observation, None, False, why)
    cheapest = min(readings, key=attrgetter("bits"))
    return Evidence(observation, str(cheapest), False, "says another moment")


def _statements_of(case: Case, observation: Observation) -> list[Statement]:
    return [each for each in case.statements if each.observation is observation]


def _why_unread(case: Case, observation: Observation) -> str:
    """Return why an observation was not weighed."""
    if observation.source.witness == "http":
        return "tells of the file, and nothing else of the page"
    stated = _statements_of(case, observation)
    if not {s.role for s in stated} <= {case.role, "date"}:
        return "has another role"
    readings = [case.texts[s.text.strip()] for s in stated]
    if any(map(attrgetter("default"), readings)):
        return "a default that stands for no date"
    dropped = not readings and len(case.statements) >= MOST_TEXTS
    if dropped or any(map(attrgetter("healthy"), readings)):
        clock = "the moment of the look, as at each: the clock of who made the page"
        return clock if case.question.looks else "one date of too many to weigh"
    return "not readable as a date"


def _repairs(
    case: Case,
    scored: ScoredHypothesis,
    value: Value,
    confidence: float,
    usual: Mapping[int, tuple[int]],
) -> Iterator[Repair]:
    """Yield one repair for each witness that means something else than it says, with the proof that
    it renders back.

    ``usual`` is the index of the evidence from the site's other pages, by the index of the use that
    it is about.
    """
    sound = scored.uses_as_written
    if len(sound) == len(scored.uses):
        return
    at = {id(o): n for n, o in enumerate(case.observations)}
    for number, use in enumerate(scored.uses):
        if use.broken_rule is None:
            continue
        said = [s for each in (use, *sound) for s in each.witness.statements]
        cited = {at[id(s.observation)] for s in said} | {*usual.get(number, ())}
        yield Repair(
            f"/article/{case.role}",
            use.broken_rule,
            use.witness.statements[0].observation.raw,
            value.text,
            confidence,
            _explanation(use, use.broken_rule, sound, value),
            tuple(sorted(cited)),
            _proof(use, value),
        )


def _explanation(use: Use, rule: str, sound: Sequence[Use], value: Value) -> str:
    """Return in words what is damaged, how, and what it gives beside the sound witnesses."""
    by_row = use.reading.broken and not use.reading.string_repairs and use.reading.format
    written = f" was written as {by_row}" if by_row else ""
    others = ", ".join([f'"{other.witness.text}"' for other in sound[:3]])
    gives = f"With {others} that gives" if sound else "Read in this way, it gives"
    return f'"{use.witness.text}"{written}: {_DAMAGE[rule].damage}. {gives} {value.text}.'


def _proof(use: Use, value: Value) -> dict[str, str] | None:
    """Return the format that renders the observed string, and the damage done again to a repaired
    text.
    """
    form, string_repairs = use.reading.format, use.reading.string_repairs
    proof = (
        {"mended": string_repairs[-1].text, "damaged": string_repairs[0].damaged()}
        if string_repairs
        else {}
    )
    if form is not None and shown_as(use.reading, value.moment) is not None:
        proof |= {"format": str(form), "rendered": use.reading.observed}
    return proof or None


#: What bears out that publication and modification were exchanged, by the kind of witness.
_BORNE_OUT = {"human": "printed", "url": "address"}


def _swapped_roles(
    case: Case, evidence: Sequence[Evidence], value: Value, confidence: float
) -> Iterator[Repair]:
    """Yield the repair of one of two roles whose dates were put back in their places."""
    if case.before is None:
        return
    agreeing = {n: e.observation for n, e in enumerate(evidence) if e.agrees}
    kinds = {o.source.witness: str(o.raw) for o in agreeing.values()}
    proof = {name: kinds[kind] for kind, name in _BORNE_OUT.items() if kind in kinds} or None
    why = f"{ROLES_SWAPPED.damage.capitalize()}: the modification is the earlier one."
    yield Repair(
        f"/article/{case.role}",
        ROLES_SWAPPED.id,
        case.before,
        value.text,
        confidence,
        why,
        tuple(agreeing),
        proof,
    )


#: What the findings say of a text that is no date of this role.
_INSTEAD = {
    "default_date": 'is a zero or default that stands for "no date"; it was not used.',
    "calendar_not_converted": "is a date of a calendar that is not converted; it was not used.",
    "template_leftover": (
        "is what a template or a program prints when it has no date; it was not used."
    ),
    "hijri_day_uncertain": (
        "is a day of the Islamic calendar; where months begin by sighting, it may be a day off."
    ),
}
#: A meaning that is so many times less probable than the best is no finding.
_RIVAL = 3


def _finding(case: Case, code: str, text: str, message: str) -> Finding:
    return Finding(f"/article/{case.role}", code, _SEVERITY[code], f'"{text[:80]}" {message}', text)


def _unread(case: Case) -> Iterator[Finding]:
    """Yield one finding for each text that is no date, stands for none, or is a date only where
    another witness says so.
    """
    used = {use.witness.text for use in case.decision.uses}
    for text in [witness.text for witness in case.decision.witnesses]:
        # whether a text is a date as written does not depend on the rows, which cost most of a
        # page's time
        if case.texts[text].impossible and text not in used:
            message = "is in a place for dates, but is not a date, as written or damaged."
            yield _finding(case, "unreadable_date", text, message)
    yield from _doubted(case, used)


def _doubted(case: Case, used: Collection[str]) -> Iterator[Finding]:
    """Yield one finding for each text that stands for no date, or may mean another."""
    borne_out = used if len(case.decision.uses) > 1 else ()
    texts = {s.text.strip() for s in case.statements if s.role in (case.role, "date")}
    doubted = [text for text in texts if case.texts[text].finding is not None]
    for text in sorted(doubted):
        code = str(case.texts[text].finding)
        if code in _TOLD_OF_USED or text not in borne_out:
            yield _finding(case, code, text, _INSTEAD[code])


def _findings(
    case: Case, conflicts: Sequence[Witness], value: Value, confidence: float
) -> Iterator[Finding]:
    """Yield the findings about the best hypothesis, and about what contradicts it."""
    best, share = case.decision.ranked[0]
    stands, given = rounded(share) >= case.threshold, confidence >= case.threshold
    yield from _findings_of_uses(case, best, stands)
    if _is_fetch_day_by_machines(case, best):
        message = (
            f"The only date is {best.hypothesis.day}, the day of the fetch: the article is new, or"
            " a template prints today's date."
        )
        yield Finding(f"/article/{case.role}", "date_is_fetch_day", "info", message)
    how, rivals = f"{value.text} is given, as the likelier", conflicts
    if not stands:
        how = _CUT_TO[value.precision == "day"] if given else "none is given"
        likely = _likely_rivals(case)
        yield from _ambiguous(case, likely)
        rivals = [*conflicts, *_rivals_without_role(case, likely)]
    for witness in rivals:
        yield _conflict(case, witness, how, given)


#: What is left of a date whose zone or whose hour is open: its clock, its day.
_CUT_TO = ("the local time is given without a zone", "the day alone is given")


def _conflict(case: Case, witness: Witness, how: str, given: bool) -> Finding:
    """Return the finding that a witness contradicts the best hypothesis, and in what: its day, or
    else its time or its zone alone; only a day that is withheld is worth a look.
    """
    best = case.decision.ranked[0][0].hypothesis
    same = [each.partial for each in witness.readings.healthy if each.day() == best.day]
    if not same:
        message = f"states another date than {best.day}; {how}."
        found = _finding(case, "conflicting_dates", witness.text, message)
        return replace(found, severity="info") if given else found
    zones = [only(e.offset) for e in same if time_of(e)[:2] == time_of(best.clock)[:2]]
    elsewhere = [offset for offset in zones if offset not in (None, best.offset)]
    what = (
        f"the time in another zone, on {best.day}" if elsewhere else f"another time of {best.day}"
    )
    return _finding(case, "conflicting_times", witness.text, f"states {what}; {how}.")


def _likely_rivals(case: Case) -> list[ScoredHypothesis]:
    """Return the other hypotheses that are nearly as probable as the best."""
    (_, share), *others = case.decision.ranked
    return [scored for scored, chance in others if chance * _RIVAL >= share]


def _ambiguous(case: Case, likely: Sequence[ScoredHypothesis]) -> Iterator[Finding]:
    """Yield a finding of the first text that can mean the best day or the likeliest other."""
    best = case.decision.ranked[0][0]
    others = [each for each in likely if each.hypothesis.day != best.hypothesis.day]
    for rival in others[:1]:
        also = [use.witness.text for use in rival.uses]
        days = f"{best.hypothesis.day} or {rival.hypothesis.day}"
        message = f"can mean {days}, and nothing on the page says which."
        for text in [use.witness.text for use in best.uses if use.witness.text in also][:1]:
            yield _finding(case, "ambiguous_date", text, message)


def _rivals_without_role(case: Case, likely: Sequence[ScoredHypothesis]) -> list[Witness]:
    """Return the address, and what states without a role a moment that is nearly as probable."""
    probable = {id(use.witness) for scored in likely for use in scored.uses}
    left = [witness for witness in case.decision.unexplained if not witness.stated]
    return [witness for witness in left if id(witness) in probable or witness.kind == "url"]


def _findings_of_uses(case: Case, best: ScoredHypothesis, stands: bool) -> Iterator[Finding]:
    """Yield the findings about weekdays and zones that the best hypothesis contradicts."""
    for use in best.uses:
        if contradicts_weekday(best.hypothesis, use.reading):
            message = (
                f"names another day of the week than {best.hypothesis.day} was; one of "
                "the two is wrong."
            )
            yield _finding(case, "weekday_contradicts_date", use.witness.text, message)
        if use.reading.out_of_season and stands:
            message = "names a zone out of its season; the local time of that day is given."
            yield _finding(case, "zone_out_of_season", use.witness.text, message)


def _is_fetch_day_by_machines(case: Case, best: ScoredHypothesis) -> bool:
    """Return whether machines alone state the day of the fetch, without a clock."""
    fetched = case.question.hints.fetched
    if fetched is None or best.hypothesis.clock.hour is not None:
        return False
    is_machines = {use.witness.kind for use in best.uses}.isdisjoint(("human", "url"))
    return is_machines and best.hypothesis.day == fetched.date()
