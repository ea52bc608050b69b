"""The date value of an answer: its form, precision and zone, what is said where it is unsure, and the decision in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from service.confidence import rounded
from service.dates import zones
from service.dates.findings import LOCAL_CLOCK_LABELLED_UTC
from service.dates.formats import Moment
from service.dates.habits import PROFILE, offset_at
from service.dates.hearing import Question, Use
from service.dates.partial import days, offset_text, only, surprise
from service.dates.reading import Hints, Reading
from service.dates.resolve import Account, Decision, decide
from service.dates.score import shows_foreign_clock
from service.dates.story import Story
from service.dates.witnesses import Statement, statements, witnesses
from service.model import Candidate, Context, Json, Observation, Resolution, Zone


class Value(NamedTuple):
    """A moment as the article writes it, and at what precision ("second", "minute", "hour", "day")."""

    text: str
    precision: str
    moment: Moment
    zone: Zone | None


@lru_cache(maxsize=1024)
def value_of(story: Story) -> Value:
    """Return the value of a story that determines a day: unknown seconds are :00, an hour alone gives the day."""
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


def emitted(accounts: Sequence[tuple[Account, float]], threshold: float) -> tuple[Account, Value, float]:
    """Return the best value; where no instant reaches the threshold, the clock or else the day that does.

    The clock is that of one timestamp whose zone may be several: "01:26 PM IST" is 13:26 in India and in Israel.
    """
    best, share = accounts[0]
    value = value_of(best.story)
    if share >= threshold:
        return best, _day_alone(best, value) if _is_clock_of_draft(best) else value, share
    if best.story.abbreviation is not None:
        same_clock = sum(other for account, other in accounts if _is_of_one_clock(account.story, best.story))
        if same_clock >= threshold:
            local = best._replace(story=best.story._replace(offset=None, origin=None, instant=None))
            return local, value_of(local.story), same_clock
    same_day = sum(other for account, other in accounts if day_of(account.story) == day_of(best.story))
    if same_day >= threshold:
        return best, _day_alone(best, value), same_day
    return best, value, share


def _day_alone(account: Account, value: Value) -> Value:
    return value._replace(text=day_of(account.story), precision="day")


def _is_clock_of_draft(account: Account) -> bool:
    """Return whether a day is named as the publication's while the time of day is that of the page's creation alone.

    A draft made at 03:46 and published on that day came out at an hour that nobody states.
    """
    clocks = [use.witness for use in account.uses if use.reading.partial.hour is not None]
    drafts = clocks and all(witness.is_aside and not witness.stated for witness in clocks)
    return bool(drafts) and any(use.witness.stated for use in account.uses)


def _is_of_one_clock(story: Story, other: Story) -> bool:
    return story.abbreviation == other.abbreviation and story.clock == other.clock


def assumed(account: Account, context: Context) -> Account:
    """Return the account with the caller's zone, where the page states none and the clock occurs once that day."""
    story = account.story
    moment = story.moment()
    if context.assume_zone is not None and _is_local_clock_labelled_utc(account, context.assume_zone):
        return _relabelled(account, context.assume_zone)
    if context.assume_zone is None and shows_foreign_clock(story, account.uses, context.language, context.country):
        return _without_label(account)
    known = story.offset is not None or story.instant is not None or only(story.clock.minute) is None
    bare = not known and only(story.clock.hour) is not None and context.assume_zone is None
    usual = offset_at(context.habits, moment.wall) if bare and moment is not None else None
    if usual is not None:
        return account._replace(story=story._replace(offset=usual[0], origin=PROFILE))
    if context.assume_zone is None or known or moment is None:
        return account
    offsets = zones.local_offsets(context.assume_zone, moment.wall)
    if len(offsets) != 1:
        return account._replace(story=story._replace(clock=story.clock._replace(hour=None, minute=None, second=None)))
    return account._replace(story=story._replace(offset=offsets[0], origin="assumed"))


def _is_local_clock_labelled_utc(account: Account, zone: str) -> bool:
    """Return whether a Z timestamp and a printed clock show the same time at a site whose clocks are not on UTC."""
    story, moment = account.story, account.story.moment()
    if story.offset != 0 or moment is None or only(story.clock.minute) is None:
        return False
    printed = any(
        use.witness.kind == "human" and use.reading.partial.minute is not None and use.reading.partial.offset is None
        for use in account.uses
    )
    return printed and zones.local_offsets(zone, moment.wall) not in ((0,), ())


def _without_label(account: Account) -> Account:
    """Return the account as local time: the readers' clock cannot be UTC's there, and nothing says its offset."""
    return account._replace(story=account.story._replace(offset=None, origin=None, instant=None), uses=_labelled(account.uses))


def _relabelled(account: Account, zone: str) -> Account:
    """Return the account with the site's offset, each Z timestamp being explained as a local clock."""
    moment = account.story.moment()
    assert moment is not None
    offset = zones.local_offsets(zone, moment.wall)[0]
    instant = moment.wall - timedelta(minutes=offset)
    story = account.story._replace(offset=offset, origin="assumed", instant=instant)
    return account._replace(story=story, uses=_labelled(account.uses))


def _labelled(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """Return the uses of an account, each timestamp in UTC explained as a local clock."""
    return tuple(
        use._replace(rule=LOCAL_CLOCK_LABELLED_UTC.id) if only(use.reading.partial.offset) == 0 else use for use in uses
    )


def edtf_of(candidates: tuple[Candidate, ...], stands: bool, value: Value) -> str:
    """Return the day, or the set of possible days where the value is withheld: "[2022-02-10,2022-10-02]"."""
    if stands:
        return value.text[:10]
    possible = sorted({str(candidate.value)[:10] for candidate in candidates if candidate.probability >= 0.05})
    return possible[0] if len(possible) == 1 else "[" + ",".join(possible) + "]" if possible else value.text[:10]


def instant_of(value: Value) -> str | None:
    """Return the value in UTC, "2022-02-25T19:40:00Z"; None where its offset or its clock is not known."""
    if value.moment.offset is None or value.precision not in ("minute", "second"):
        return None
    utc = value.moment.wall - timedelta(minutes=value.moment.offset)
    return utc.isoformat(timespec="seconds") + "Z"


def day_of(story: Story) -> str:
    """Return the day of the story as the answer writes it."""
    return days(story.clock)[0].isoformat()


#: The cells of one row of a table.
Row = tuple[str, ...]


def explain(observations: Sequence[Observation], question: Question, resolution: Resolution) -> Iterator[str]:
    """Yield the lines that show how the observations were read and weighed, and what was decided."""
    found = statements(observations)
    decision = decide(witnesses(found, "datePublished"), question)
    yield from _laid_out(("READ", "bits", "says", "rule", "format"), _readings(found, question.hints))
    yield ""
    yield from _laid_out(("WEIGHED", "bits", "because", "rule"), _accounts(decision))
    yield ""
    yield from _answer(resolution)


def _readings(found: Sequence[Statement], hints: Hints) -> Iterator[Row]:
    """Yield every reading of every raw string, the cheapest first."""
    for witness in witnesses(found, "datePublished"):
        readings = witness.readings(hints, True)
        yield (witness.text, "", f"({witness.kind}, {readings.information:.1f} bits of information)")
        for reading in sorted((*readings.healthy, *readings.broken), key=lambda r: (r.bits, str(r))):
            yield ("", f"{reading.bits:.1f}", str(reading), reading.rule or "as written", _format(reading))
        if readings.default:
            yield ("", "", "a default that stands for no date", "default_date")
        elif readings.impossible:
            yield ("", "", "as written it has the shape of a date and is none")
        elif not readings.healthy:
            yield ("", "", "nothing in it is a date")


def _accounts(decision: Decision) -> Iterator[Row]:
    """Yield each possible moment, with what it explains and at what price."""
    for account, share in decision.accounts:
        yield (f"{value_of(account.story).text}", f"{account.score:+.1f}", f"probability {rounded(share):.4f}")
        yield ("", f"{-surprise(account.story.clock):+.1f}", "is what its own details cost")
        yield from _account(account, decision)


def _account(account: Account, decision: Decision) -> Iterator[Row]:
    used = {id(use.witness) for use in account.uses}
    for use in account.uses:
        yield ("", f"{use.gain:+.1f}", f"explains {use.witness.text}", use.broken_rule or "as written")
    for witness in decision.witnesses:
        if id(witness) not in used:
            yield ("", "", f"leaves {witness.text}", "unexplained")


def _answer(resolution: Resolution) -> Iterator[str]:
    value = resolution.value or "nothing"
    yield f"ANSWER  {value}  {resolution.status}, confidence {rounded(resolution.confidence):.4f}"
    for repair in resolution.repairs:
        yield f"        {repair.rule}: {repair.explanation}"
        yield from (f"        proof: {shown}" for shown in _proofs(repair.proof or {}))
    for finding in resolution.findings:
        yield f"        {finding.code}: {finding.message}"


def _proofs(proof: Mapping[str, Json]) -> Iterator[str]:
    """Yield the proof that a repair is right: the damage done again gives the text that was observed."""
    if "format" in proof:
        yield f"{proof['format']} renders {proof['rendered']}"
    if "mended" in proof:
        yield f"{proof['mended']} damaged again is {proof['damaged']}"


def _format(reading: Reading) -> str:
    return str(reading.format) if reading.format is not None else "ISO 8601"


def _laid_out(head: Row, rows: Iterator[Row]) -> Iterator[str]:
    """Yield the rows under their head in plain columns, each as wide as its widest cell except the last."""
    table = [head, *rows]
    widths = [max(len(row[n]) for row in table if n < len(row)) for n in range(len(head))]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
