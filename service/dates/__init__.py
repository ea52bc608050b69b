"""The dates of an article: what a page prints about them, what that means, and which of two dates stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from service.dates.answer import FINDINGS as _ANSWER_FINDINGS
from service.dates.answer import RULES as _DAMAGE_RULES
from service.dates.answer import Case, answer
from service.dates.calendars import FINDINGS as _CALENDAR_FINDINGS
from service.dates.calendars import RULES as _CALENDAR_RULES
from service.dates.counts import FINDINGS as _DEFAULT_FINDINGS
from service.dates.hypothesis import DRAFT, Hypothesis, begin, join
from service.dates.partial import offset_text
from service.dates.reading import Hints, Reading
from service.dates.readings import read
from service.dates.resolve import Decision, Question, ScoredHypothesis, decide
from service.dates.score import LOCAL_CLOCK_LABELLED_UTC, ROLES_SWAPPED
from service.dates.witnesses import APART, Statement, day_of, statements, witnesses
from service.dates.zones import is_zone, zone
from service.model import Context, Finding, FindingCode, Observation, Resolution, Rule
from service.records import replace

RULES: tuple[Rule, ...] = (*_DAMAGE_RULES, ROLES_SWAPPED, *_CALENDAR_RULES)
FINDINGS: tuple[FindingCode, ...] = (*_ANSWER_FINDINGS, *_DEFAULT_FINDINGS, *_CALENDAR_FINDINGS)

#: The observation fields that this room reads.
FIELDS = ("datePublished", "dateModified", "dateCreated", "expires", "date", "otherDate")

#: Which fields' observations stand as evidence under each role; where a line names an update, under that role too.
_SHOWN = {
    "datePublished": ("datePublished", "date", "dateCreated", "otherDate"),
    "dateModified": ("dateModified",),
    "dateCreated": ("dateCreated",),
    "expires": ("expires",),
}
#: The roles whose timestamps a template may exchange.
_OTHER = {"datePublished": "dateModified", "dateModified": "datePublished"}


def resolve(observations: Sequence[Observation], context: Context, threshold: float) -> dict[str, Resolution]:
    """Return the resolution of each date role: datePublished, dateModified, and if observed dateCreated and expires.

    ``threshold`` is the probability below which an instant is said as a day, where the day alone reaches it.
    """
    hints = Hints(context.language, context.country, fetched_of(context), _clock_at_fetch(observations, context))
    found = _stated(observations)
    swapped = _with_roles_swapped(found, hints)
    if swapped:
        observations = [replace(o, field=_OTHER[o.field]) if o in swapped else o for o in observations]
        found = _stated(observations)
    question = Question(
        hints, zone=context.assume_zone, by_header=context.fetched_by_header, habits=context.habits, swapped=bool(swapped)
    )
    decisions = _decisions(found, question)
    resolutions = {}
    for role, fields in _SHOWN.items():
        also = [id(s.observation) for s in found if s.role == role] if role == "dateModified" else []
        shown = [o for o in observations if o.field in fields or id(o) in also]
        if shown or role in _OTHER:
            ids = [id(o) for o in shown]
            mine = [s for s in found if id(s.observation) in ids]
            before = min([str(o.raw) for o in swapped if o.field == role], default=None)
            case = Case(role, shown, mine, decisions[role], hints, context.habits, threshold, before)
            resolutions[role] = answer(case)
    return _in_order(resolutions)


def _stated(observations: Sequence[Observation]) -> list[Statement]:
    """Return the statements of the observations.

    A line that names the publication states an update where no place of its own does: a later save is not printed.
    """
    found = statements(observations)
    if "dateModified" in [o.field for o in observations]:
        found = [s for s in found if s.role != "dateModified" or s.observation.field != "datePublished"]
    return found


def _decisions(found: Sequence[Statement], question: Question) -> dict[str, Decision]:
    """Return the decision for each role: the modification explains dates of the publication, and this slips of the other."""
    heard = {role: witnesses(found, role) for role in _SHOWN}
    # every server sends Last-Modified: alone it says when the file was made, and no page is in doubt for it
    if {w.kind for w in heard["dateModified"]} == {"http"}:
        heard["dateModified"] = []
    read_as = [(w, w.readings(question.hints, broken=False)) for w in heard["dateModified"]]
    saves = [begin(reading) for _, readings in read_as for reading in readings.healthy]
    updates = tuple([day for w, readings in read_as if w.is_printed and (day := day_of(readings)) is not None])
    # a day alone would explain every date of the day
    with_clock = [save for save in saves if save.clock.minute is not None]
    elsewhere = bool([s for s in found if s.role == "otherDate" and _DATE_AND_CLOCK.search(s.text[:_LONGEST])])
    first = question._replace(
        modified=tuple(with_clock or saves), updates=updates, clocks_elsewhere=elsewhere, is_publication=True
    )
    published = decide(heard["datePublished"], first)
    best = published.best
    later = question._replace(published=None if best is None else best.hypothesis, mislabelled=_mislabelled(best))
    ever = question._replace(hints=question.hints._replace(fetched=None)) if heard["expires"] else question
    return {
        "datePublished": published,
        "dateModified": decide(heard["dateModified"], later),
        "dateCreated": decide(heard["dateCreated"], question),
        "expires": decide(heard["expires"], ever),
    }


def _in_order(resolutions: dict[str, Resolution]) -> dict[str, Resolution]:
    """Return the resolutions, with a finding where the modification is before the publication."""
    published, modified = resolutions["datePublished"], resolutions["dateModified"]
    if published.value is None or modified.value is None:
        return resolutions
    first, second = [date.fromisoformat(str(each.value)[:10]) for each in (modified, published)]
    if modified.instant < published.instant if modified.instant and published.instant else second - first >= APART:
        message = f"The page says it was modified at {modified.value}, before its publication at {published.value}."
        finding = Finding("/article/dateModified", "modified_before_published", "info", message, modified.value)
        resolutions["dateModified"] = replace(modified, findings=(*modified.findings, finding))
    return resolutions


def _mislabelled(best: ScoredHypothesis | None) -> frozenset[str]:
    """Return the kinds of places whose UTC label proved wrong: what states the modification there has the same slip."""
    uses = best.uses if best is not None else ()
    return frozenset([p for use in uses if use.broken_rule == LOCAL_CLOCK_LABELLED_UTC.id for p in use.witness.places])


# ------------------------------------------------------------------ the fetch

#: The years in which pages are fetched: a clock that shows another was never set.
_FETCHES = range(1990, 2200)
#: "22/12/2011, 14:14".
_DATE_AND_CLOCK = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d).*\d:\d\d")
#: The offset of "2022-02-25T14:40:00-05:00"; no timestamp is longer than this.
_OFFSET, _LONGEST = re.compile(r"\d\d:\d\d(?:\.\d+)?([+-])(\d\d):?(\d\d)\Z"), 40


def fetched_of(context: Context) -> datetime | None:
    """Return when the page was fetched, in UTC without its zone; None where nobody says, or where the clock was never set."""
    at = context.fetched_at
    return at.astimezone(UTC).replace(tzinfo=None) if at is not None and at.year in _FETCHES else None


def _clock_at_fetch(observations: Iterable[Observation], context: Context) -> int | None:
    """Return the offset of the site's clocks at the fetch: the caller's zone's, or the one that all its timestamps have."""
    fetched = fetched_of(context)
    if fetched is None:
        return None
    if context.assume_zone is not None:
        delta = fetched.replace(tzinfo=UTC).astimezone(zone(context.assume_zone)).utcoffset()
        return None if delta is None else int(delta.total_seconds() // 60)
    raws = [o.raw[-_LONGEST:] for o in observations if o.source.witness == "machine" and isinstance(o.raw, str)]
    found = {match.groups() for raw in raws if (match := _OFFSET.search(raw))}
    offsets = {int(f"{sign}{int(hours) * 60 + int(minutes)}") for sign, hours, minutes in found}
    # UTC's is the server's
    return offsets.pop() if len(offsets) == 1 and offsets != {0} else None


# ------------------------------------------------------------------ publication and modification in each other's place


def _with_roles_swapped(found: Sequence[Statement], hints: Hints) -> list[Observation]:
    """Return the timestamps of publication and modification, where they stand in each other's place; else none.

    The publication is said to be the later one, and what readers see, or the address, bears out that it is the earlier.  The
    caller's own columns count where the page states nothing for machines; a creation explains the modification.
    """
    said = [(s.observation.source.witness, s.observation.field, s) for s in found]
    stated = {(kind, field) for kind, field, _ in said}
    kind = "machine" if stated & {("machine", role) for role in _OTHER} else "supplied"
    if not {(kind, role) for role in _OTHER} <= stated or ("machine", "dateCreated") in stated:
        return []
    published, modified = [_one_moment([s for its, field, s in said if (its, field) == (kind, role)], hints) for role in _OTHER]
    apart = None if published is None or modified is None else _apart(modified, published)
    # nearly every page: the modification is the later
    if published is None or modified is None or apart is None or apart < DRAFT:
        return []
    shown = [(its, s.role, r) for its, _, s in said if its in ("human", "url") for r in read(s.text, hints).healthy]
    printed = [reading for its, role, reading in shown if its == "human" and role in ("date", "datePublished")]
    updated = [reading for its, role, reading in shown if its == "human" and role == "dateModified"]
    if any(_may_show(reading, published) for reading in printed):
        return []
    # a day alone is the draft's as often, and an address may keep the day on which it was begun
    built = [day for its, _, reading in shown if its == "url" and apart >= APART and (day := reading.day()) is not None]
    near = [[abs(day - moment.day) < APART for day in built if moment.day is not None] for moment in (published, modified)]
    clocks = [(reading, modified) for reading in printed] + [(reading, published) for reading in updated]
    seen = any(reading.partial.minute is not None and _may_show(reading, moment) for reading, moment in clocks)
    built_then = True in near[1] and True not in near[0]
    return [s.observation for its, field, s in said if its == kind and field in _OTHER] if built_then or seen else []


def _one_moment(given: Sequence[Statement], hints: Hints) -> Hypothesis | None:
    """Return the one moment that all given timestamps state as written, or None; only a caller's column may lack a clock."""
    found: dict[object, Hypothesis] = {}
    for statement in given:
        readings = read(statement.text, hints).healthy
        by_machine = statement.observation.source.witness == "machine"
        if len(readings) != 1 or (readings[0].partial.minute is None and by_machine):
            return None
        hypothesis = begin(readings[0])
        found.setdefault(hypothesis.instant or hypothesis.clock, hypothesis)
    return next(iter(found.values())) if len(found) == 1 else None


def _apart(first: Hypothesis, second: Hypothesis) -> timedelta | None:
    """Return how much later the second moment is; None where their clocks cannot be compared."""
    if first.instant is not None and second.instant is not None:
        return second.instant - first.instant
    one, two = first.moment(), second.moment()
    return two.wall - one.wall if one is not None and two is not None and first.instant is second.instant else None


def _may_show(reading: Reading, moment: Hypothesis) -> bool:
    """Return whether a printed date can be a timestamp's moment in some zone."""
    return None in [joined.rule for joined in join(moment, begin(reading), False)]


__all__ = ["FIELDS", "FINDINGS", "RULES", "fetched_of", "is_zone", "offset_text", "resolve"]
