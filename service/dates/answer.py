"""A decision about a date as the answer tells it: value, precision, zone, evidence, repairs with their proofs, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates import zones
from service.dates.accounts import Account
from service.dates.damage import RULES as _DAMAGE_RULES
from service.dates.defects import DEFECTS
from service.dates.findings import (
    LOCAL_CLOCK_LABELLED_UTC,
    OFFSET_OUT_OF_SEASON,
    OFFSET_SIGN_INVERTED,
    UTC_CLOCK_LABELLED_LOCAL,
)
from service.dates.formats import Moment
from service.dates.hearing import Use
from service.dates.partial import days, offset_text, only
from service.dates.reading import Hints, shown_as
from service.dates.readings import read
from service.dates.resolve import Decision
from service.dates.story import Story
from service.dates.suspicions import may_show_itself
from service.dates.vetoes import shows_foreign_clock
from service.dates.witnesses import MOST_TEXTS, NEUTRAL_ROLES, Statement, Witness
from service.model import (
    Candidate,
    Context,
    Evidence,
    Finding,
    Observation,
    Repair,
    Resolution,
    Status,
    Zone,
)

_DAMAGE = {
    rule.id: rule
    for rule in (
        *(d.rule for d in DEFECTS),
        LOCAL_CLOCK_LABELLED_UTC,
        UTC_CLOCK_LABELLED_LOCAL,
        OFFSET_OUT_OF_SEASON,
        OFFSET_SIGN_INVERTED,
        *_DAMAGE_RULES,
    )
}
_MOST_CANDIDATES = 8


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


class Value(NamedTuple):
    """A moment as the article writes it, and at what precision ("second", "minute", "hour", "day")."""

    text: str
    precision: str
    moment: Moment
    zone: Zone | None


def answer(case: Case) -> Resolution:
    """The resolution of one date role."""
    evidence = tuple(_evidence(case))
    accounts = [(_assumed(account, case.context), share) for account, share in case.decision.accounts]
    candidates = _candidates(accounts)
    findings = tuple(_findings(case))
    if not accounts:
        texts = [s.text for s in case.statements if s.role == case.role or s.role in NEUTRAL_ROLES]
        something = any(read(w.text, case.hints).healthy for w in case.decision.witnesses)
        something = something or any(read(text, case.hints).finding == "calendar_not_converted" for text in texts)
        return Resolution(case.role, "ambiguous" if something else "absent", evidence=evidence, findings=findings)
    account, value, confidence = _emitted(accounts, case.threshold)
    repairs = tuple(_repairs(case, account, value, confidence))
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
        edtf=_edtf(candidates, confidence >= case.threshold, value),
        instant=_instant(value),
        zone=value.zone if value.precision in ("minute", "second") else None,
    )


def _emitted(accounts: Sequence[tuple[Account, float]], threshold: float) -> tuple[Account, Value, float]:
    """The best value; where no instant reaches the threshold, the clock or else the day that does.

    The clock is that of one stamp whose zone may be several: "01:26 PM IST" is 13:26 in India and in Israel.
    """
    best, share = accounts[0]
    value = value_of(best.story)
    if share >= threshold:
        return best, value, share
    if best.story.abbreviation is not None:
        same_clock = sum(other for account, other in accounts if _is_of_one_clock(account.story, best.story))
        if same_clock >= threshold:
            local = best._replace(story=best.story._replace(offset=None, origin=None, instant=None))
            return local, value_of(local.story), same_clock
    same_day = sum(other for account, other in accounts if _day(account.story) == _day(best.story))
    if same_day >= threshold:
        return best, value._replace(text=_day(best.story), precision="day"), same_day
    return best, value, share


def _is_of_one_clock(story: Story, other: Story) -> bool:
    return story.abbreviation == other.abbreviation and story.clock == other.clock


@lru_cache(maxsize=1024)
def value_of(story: Story) -> Value:
    """The article's form of a story that determines a day: unknown seconds are :00, an hour alone gives the day."""
    moment = story.moment()
    assert moment is not None, "only stories with a day are candidates"
    hour, minute, second = only(story.clock.hour), only(story.clock.minute), only(story.clock.second)
    if hour is None or minute is None:
        return Value(moment.wall.date().isoformat(), "day" if hour is None else "hour", moment, None)
    if second == 60:
        # a leap second is not shown: many a reader of dates refuses :60
        second, moment = None, Moment(moment.wall.replace(second=0), moment.offset)
    text = moment.wall.isoformat(timespec="seconds") + ("" if story.offset is None else offset_text(story.offset))
    zone = None
    if story.offset is not None and story.origin is not None:
        zone = Zone(offset_text(story.offset), story.abbreviation, story.origin)
    return Value(text, "minute" if second is None else "second", moment, zone)


def _assumed(account: Account, context: Context) -> Account:
    """The account with the caller's word for the zone, where the page states none and the clock stands once that day."""
    story = account.story
    moment = story.moment()
    if context.assume_zone is not None and _is_local_clock_labelled_utc(account, context.assume_zone):
        return _relabelled(account, context.assume_zone)
    if context.assume_zone is None and shows_foreign_clock(story, account.uses, context.language, context.country):
        return _without_label(account)
    known = story.offset is not None or story.instant is not None or only(story.clock.minute) is None
    if context.assume_zone is None or known or moment is None:
        return account
    offsets = zones.local_offsets(context.assume_zone, moment.wall)
    if len(offsets) != 1:
        return account._replace(story=story._replace(clock=story.clock._replace(hour=None, minute=None, second=None)))
    return account._replace(story=story._replace(offset=offsets[0], origin="assumed"))


def _is_local_clock_labelled_utc(account: Account, zone: str) -> bool:
    """Whether a Z stamp and a clock printed for readers show the same time at a site whose clocks are not on UTC."""
    story, moment = account.story, account.story.moment()
    if story.offset != 0 or moment is None or only(story.clock.minute) is None:
        return False
    printed = any(
        use.witness.kind == "human" and use.reading.partial.minute is not None and use.reading.partial.offset is None
        for use in account.uses
    )
    return printed and zones.local_offsets(zone, moment.wall) not in ((0,), ())


def _without_label(account: Account) -> Account:
    """The account as local time: the readers' clock cannot be UTC's there, and nothing says which offset it has."""
    uses = tuple(
        use._replace(rule=LOCAL_CLOCK_LABELLED_UTC.id) if only(use.reading.partial.offset) == 0 else use for use in account.uses
    )
    return account._replace(story=account.story._replace(offset=None, origin=None, instant=None), uses=uses)


def _relabelled(account: Account, zone: str) -> Account:
    """The account with the site's offset, each Z stamp being explained as a local clock."""
    moment = account.story.moment()
    assert moment is not None
    offset = zones.local_offsets(zone, moment.wall)[0]
    instant = moment.wall - timedelta(minutes=offset)
    uses = tuple(
        use._replace(rule=LOCAL_CLOCK_LABELLED_UTC.id) if only(use.reading.partial.offset) == 0 else use for use in account.uses
    )
    return account._replace(story=account.story._replace(offset=offset, origin="assumed", instant=instant), uses=uses)


def _status(case: Case, account: Account, value: Value, repairs: tuple[Repair, ...]) -> Status:
    if repairs:
        return "repaired"
    if _unexplained(case, account):
        return "conflict"
    raws = {use.witness.text for use in account.uses}
    return "stated" if value.text in raws else "normalized"


def _unexplained(case: Case, account: Account) -> list[Witness]:
    used = {id(use.witness) for use in account.uses}
    return [w for w in case.decision.witnesses if id(w) not in used and w.stated and read(w.text, case.hints).healthy]


def _candidates(accounts: Sequence[tuple[Account, float]]) -> tuple[Candidate, ...]:
    shares: dict[str, float] = {}
    for account, share in accounts:
        text = value_of(account.story).text
        shares[text] = shares.get(text, 0.0) + share
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(text, share) for text, share in ranked[:_MOST_CANDIDATES])


def _edtf(candidates: tuple[Candidate, ...], stands: bool, value: Value) -> str:
    """The day, or the set of days that could stand where the value is withheld: "[2022-02-10,2022-10-02]"."""
    if stands:
        return value.text[:10]
    possible = sorted({str(candidate.value)[:10] for candidate in candidates if candidate.probability >= 0.05})
    return possible[0] if len(possible) == 1 else "[" + ",".join(possible) + "]" if possible else value.text[:10]


def _instant(value: Value) -> str | None:
    if value.moment.offset is None or value.precision not in ("minute", "second"):
        return None
    utc = value.moment.wall - timedelta(minutes=value.moment.offset)
    return utc.isoformat(timespec="seconds") + "Z"


def _day(story: Story) -> str:
    return days(story.clock)[0].isoformat()


def _evidence(case: Case) -> list[Evidence]:
    """One entry for each observation of the role's fields: how it was read, and whether it agrees."""
    best = case.decision.best
    uses = {} if best is None else {s.index: use for use in best.uses for s in use.witness.statements}
    read = {s.index: w for w in case.decision.witnesses for s in w.statements}
    found = []
    for index, observation in enumerate(case.observations):
        if index in uses:
            use = uses[index]
            found.append(Evidence(observation, str(use.reading), True, rule=use.rule or use.reading.rule))
        elif index in read and not read[index].is_aside:
            found.append(_disagreeing(observation, read[index], case.hints))
        else:
            found.append(Evidence(observation, None, None, _why_unread(case, index, observation)))
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


def _why_unread(case: Case, index: int, observation: Observation) -> str:
    if observation.field == "otherDate":
        return "stands where other dates stand than the page's own"
    texts = [s.text for s in case.statements if s.index == index]
    if any(case.role != s.role and s.role != "date" for s in case.statements if s.index == index):
        return "has another role"
    if any(read(text, case.hints).default for text in texts):
        return "a default that stands for no date"
    too_many = not texts and len(case.statements) >= MOST_TEXTS
    if too_many or any(read(text, case.hints).healthy for text in texts):
        return "one date of too many to weigh"
    return "not readable as a date"


def _repairs(case: Case, account: Account, value: Value, confidence: float) -> list[Repair]:
    """One repair for each witness whose words mean something else than they say, with the proof that it re-renders."""
    healthy = [use for use in account.uses if use.broken_rule is None]
    found = []
    for use in account.uses:
        rule = use.broken_rule
        if rule is None:
            continue
        citing = [use, *healthy]
        indices = tuple(sorted({s.index for cited in citing for s in cited.witness.statements}))
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
    return f"{sentence} Read so, it proves itself: {value.text}."


def _proof(use: Use, moment: Moment) -> dict[str, str] | None:
    form, observed, mends = use.reading.format, use.reading.observed, use.reading.mends
    # a mend is proved by damaging the mended text again
    proof = {"mended": mends[-1].text, "damaged": mends[0].damaged()} if mends else {}
    if form is not None and shown_as(use.reading, moment) is not None:
        return proof | {"format": str(form), "rendered": observed}
    return proof or None


def _findings(case: Case) -> list[Finding]:
    found = []
    path = f"/article/{case.role}"
    for witness in case.decision.witnesses:
        # whether a text is a date as written does not depend on the rows, which cost most of a page's time
        readings = read(witness.text, case.hints)
        if readings.impossible and not _is_used(case, witness):
            message = f'"{witness.text[:80]}" stands in a place for dates; no reading of it gives one, as written or damaged.'
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
    """One finding for each text that stands for no date, or that is a date only where another witness says so."""
    roles = {s.text.strip(): s for s in case.statements if s.role in (case.role, "date")}
    for text in sorted(roles):
        readings = read(text, case.hints)
        code = readings.finding
        if code == "hijri_day_uncertain":
            message = f'"{text[:80]}" is a day of the Islamic calendar; where its months begin by sight it may be a day off.'
            yield Finding(path, code, "info", message, text)
            continue
        confirmed = any(use.witness.text == text for use in _confirmed(case))
        if code is not None and not (readings.healthy and confirmed):
            yield Finding(path, code, "warning", f'"{text[:80]}" {_INSTEAD.get(code, "is no date")}; it was not used.', text)


def _confirmed(case: Case) -> tuple[Use, ...]:
    """The uses of a decision that more than one witness carries."""
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
            message = f'"{text[:80]}" names a zone out of its season; the clock on the wall was taken.'
            found.append(Finding(path, "zone_out_of_season", "info", message, text))
    fetched = case.hints.fetched
    if fetched is not None and best.story.clock.hour is None and day == fetched.date() and _is_machines_alone(best):
        message = (
            f"The only date is {day.isoformat()}, the day of the fetch: fresh, or printed by a template that prints today."
        )
        found.append(Finding(path, "date_is_fetch_day", "info", message))
    how = "the most probable one" if share >= case.threshold else "and none of them is probable enough to the minute"
    found += _two_meanings(case, best, share, path)
    for witness in (*_unexplained(case, best), *_rivals(case, best, share)):
        message = f'"{witness.text[:80]}" states another moment than {value_of(best.story).text}, {how}.'
        found.append(Finding(path, "conflicting_dates", "warning", message, witness.text))
    return found


#: A meaning that is so many times less probable than the best is none that a reader would weigh.
_RIVAL = 3


def _rivals(case: Case, best: Account, share: float) -> list[Witness]:
    """The witnesses without a role that tell of a nearly as probable day, and the address, where the value is withheld."""
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
    """The accounts of other days that are nearly as probable as the best."""
    for account, chance in case.decision.accounts[1:]:
        if chance * _RIVAL >= share and _day(account.story) != _day(best.story):
            yield account


def _two_meanings(case: Case, best: Account, share: float, path: str) -> Iterator[Finding]:
    """A finding for a text of which two meanings stand: "05/04/2021" on a page that does not say which comes first."""
    other = next(_other_days(case, best, share), None)
    if other is None or share >= case.threshold:
        return
    also = {use.witness.text for use in other.uses}
    text = next((use.witness.text for use in best.uses if use.witness.text in also), None)
    if text is not None:
        message = f'"{text[:80]}" can mean {_day(best.story)} or {_day(other.story)}, and the page does not say which.'
        yield Finding(path, "ambiguous_date", "warning", message, text)


def _is_machines_alone(best: Account) -> bool:
    """Whether neither a reader nor the address was shown the date."""
    return all(use.witness.kind not in ("human", "url") for use in best.uses)
