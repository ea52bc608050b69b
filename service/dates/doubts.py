"""The findings about one date role: texts that are no date, weekdays or witnesses that contradict, two possible meanings."""

from __future__ import annotations

from collections.abc import Iterator

from service.dates.accounts import Account
from service.dates.case import Case, unexplained
from service.dates.hearing import Use
from service.dates.partial import days
from service.dates.readings import read
from service.dates.values import day_of, value_of
from service.dates.witnesses import Witness
from service.model import Finding


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
