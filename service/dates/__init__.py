"""The dates of an article: what a page prints about them, what that means, and which of two dates
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from service.dates.account import ScoredHypothesis, Use
from service.dates.answer import RULES as _DAMAGE_RULES
from service.dates.answer import Case, answer
from service.dates.calendars import RULES as _CALENDAR_RULES
from service.dates.conditions import APART
from service.dates.hypothesis import DRAFT, Hypothesis, lasts
from service.dates.partial import offset_text
from service.dates.reading import Hints
from service.dates.resolve import Decision, decide
from service.dates.score import FINDINGS, LOCAL_CLOCK_LABELLED_UTC, PUBLISHED_AGAIN, ROLES_SWAPPED
from service.dates.terms import BITS
from service.dates.witnesses import AsWritten, Question, Statement, Witness, statements, witnesses
from service.dates.zones import is_zone, zone
from service.model import Context, Finding, Observation, Resolution, Rule
from service.records import replace
from service.spans.date_words import YEAR

RULES: tuple[Rule, ...] = (*_DAMAGE_RULES, ROLES_SWAPPED, PUBLISHED_AGAIN, *_CALENDAR_RULES)

#: "04/27/2014", "27-04-2014"; with dots the day is first.
_STROKES = re.compile(r"(?<![\d/-])(\d\d?)[/-](\d\d?)[/-](?:19|20)\d\d(?![\d/-])")
FIELDS = ("datePublished", "dateModified", "dateCreated", "expires", "date", "otherDate")

#: Which fields' observations stand as evidence under each role; where a line names an update, under
#: that role too.
SHOWN = {
    "datePublished": ("datePublished", "date", "dateCreated", "otherDate"),
    "dateModified": ("dateModified",),
    "dateCreated": ("dateCreated",),
    "expires": ("expires",),
}
_NO_TIME = timedelta(0)
#: The roles whose timestamps a template may exchange.
OTHER_ROLE = {"datePublished": "dateModified", "dateModified": "datePublished"}
_BY_MACHINE = frozenset([("machine", role) for role in OTHER_ROLE])


def resolve(
    observations: Sequence[Observation], context: Context, threshold: float
) -> dict[str, Resolution]:
    """Return the resolution of each date role: datePublished, dateModified, and if observed others.

    Others are dateCreated and expires.  ``threshold`` is the probability below which an instant is
    said as a day, where the day alone reaches it.
    """
    question = question_of(observations, context)
    page = Stated(observations, stated_of(observations), question, AsWritten(question.hints))
    decisions = _decisions(page)
    exchanged = _in_each_others_place(observations, decisions)
    if exchanged:
        put_back = _with_roles_exchanged(page, exchanged)
        others = _decisions(put_back)
        if _is_borne_out(others, decisions):
            page, decisions = put_back, others
    observed = {o.field for o in page.observations} | OTHER_ROLE.keys()
    roles = [role for role in SHOWN if role in observed]
    return _in_order(
        {role: answer(_case(role, page, decisions[role], threshold)) for role in roles}
    )


class Stated(NamedTuple):
    """What a page states of its dates, and what is asked of it.

    ``exchanged`` are the observations, as they stand on the page, whose roles were.
    """

    observations: Sequence[Observation]
    found: Sequence[Statement]
    question: Question
    texts: AsWritten
    exchanged: Sequence[Observation] = ()


def question_of(observations: Sequence[Observation], context: Context) -> Question:
    """Return the question of when a page was published, with what else is known of it."""
    clock, order = _clock_at_fetch(observations, context), _order(observations)
    hints = Hints(context.language, context.country, fetched_of(context), clock, order)
    beside = [str(o.raw)[:_LONGEST] for o in observations if o.field == "otherDate"]
    with_clock = [text for text in beside if ":" in text and _DATE_AND_CLOCK.search(text)]
    return Question(
        hints,
        zone=context.assume_zone,
        by_header=context.fetched_by_header,
        habits=context.habits,
        clocks_elsewhere=bool(with_clock),
        is_publication=True,
    )


def _with_roles_exchanged(page: Stated, exchanged: Sequence[Observation]) -> Stated:
    """Return the page with some observations of the publication as of the modification, and the
    reverse.
    """
    observations = [
        replace(each, field=OTHER_ROLE[each.field]) if each in exchanged else each
        for each in page.observations
    ]
    found = stated_of(observations)
    return page._replace(observations=observations, found=found, exchanged=exchanged)


def _case(role: str, page: Stated, decision: Decision, threshold: float) -> Case:
    """Return all that the answer about one role draws on: what stands as its evidence above all."""
    # a line of another field may name the role: "Updated 4 May" where publications stand
    ids = {id(s.observation) for s in page.found if s.role == role}
    shown = [o for o in page.observations if o.field in SHOWN[role] or id(o) in ids]
    shown_ids = {id(o) for o in shown}
    said = [s for s in page.found if id(s.observation) in shown_ids]
    before = _first_text(role, page.exchanged)
    return Case(role, shown, said, decision, page.question, page.texts, threshold, before)


def _first_text(role: str, exchanged: Sequence[Observation]) -> str | None:
    """Return what stood in a role's place, where its dates were exchanged with the other's."""
    return min([str(each.raw) for each in exchanged if each.field == role], default=None)


def _in_each_others_place(
    observations: Sequence[Observation], decisions: Mapping[str, Decision]
) -> list[Observation]:
    """Return the timestamps of both roles, where each modification is before each publication.

    None on nearly every page.  The caller's own columns count where the page states nothing for
    machines; a creation explains the modification.
    """
    stated = {(o.source.witness, o.field) for o in observations}
    kind = "supplied" if stated.isdisjoint(_BY_MACHINE) else "machine"
    needed = {(kind, role) for role in OTHER_ROLE}
    if not needed <= stated or ("machine", "dateCreated") in stated:
        return []
    published, modified = [_stated_by(kind, decisions[role]) for role in OTHER_ROLE]
    if _least_apart(published, modified) < DRAFT:
        return []
    return [o for o in observations if (o.source.witness, o.field) in needed]


def _least_apart(published: Sequence[Hypothesis], modified: Sequence[Hypothesis]) -> timedelta:
    """Return by how much each publication is later than each modification, at the least."""
    apart = [lasts(earlier, later) for later in published for earlier in modified]
    return min(apart, default=_NO_TIME)


def _stated_by(kind: str, decision: Decision) -> list[Hypothesis]:
    """Return the moments that the places of a kind state for a decision's own role."""
    heard = [w for w in decision.witnesses if w.stated and w.kind == kind]
    return [said for witness in heard for _, said in witness.sound]


def _is_borne_out(swapped: Mapping[str, Decision], as_stated: Mapping[str, Decision]) -> bool:
    """Return whether an address or a clock that readers see fits far better when exchanged.

    A day alone is the draft's as often; and where readers see another date too, one of the two is
    put up again.
    """
    best = _best_of_roles(swapped)
    if not any(map(_bears_out, [use for scored in best for use in scored.uses])):
        return False
    if "human" in [witness.kind for witness in swapped["datePublished"].unexplained]:
        return False
    gained = _score_of(best) - _score_of(_best_of_roles(as_stated))
    return gained > BITS["exchanged"]


def _best_of_roles(decisions: Mapping[str, Decision]) -> list[ScoredHypothesis]:
    """Return the best hypotheses of publication and modification."""
    return [best for role in OTHER_ROLE if (best := decisions[role].best) is not None]


def _score_of(best: Iterable[ScoredHypothesis]) -> float:
    return sum([scored.score for scored in best])


def _bears_out(use: Use) -> bool:
    """Return whether a use is of an address, or of a clock that readers see."""
    if use.witness.kind == "human":
        return use.reading.partial.minute is not None
    return use.witness.kind == "url"


def stated_of(observations: Sequence[Observation]) -> list[Statement]:
    """Return the statements of the observations.

    A line that names the publication states an update where no place of its own does: a later save
    is not printed.
    """
    found = statements(observations)
    if "dateModified" in [o.field for o in observations]:
        found = [
            s for s in found if s.role != "dateModified" or s.observation.field != "datePublished"
        ]
    return found


def _decisions(page: Stated) -> dict[str, Decision]:
    """Return the decision for each role.

    The modification explains dates of the publication, and this slips of the other.
    """
    found, question, texts = page.found, page.question, page.texts
    roles = {s.role for s in found}
    decisions = dict.fromkeys(SHOWN, Decision((), ()))
    modified = witnesses(found, "dateModified", texts) if "dateModified" in roles else []
    if {w.kind for w in modified} == {"http"}:
        # every server sends Last-Modified: alone it says when the file was made, and no page is in
        # doubt for it
        modified = []
    first = beside_saves(question, modified, found)
    # a day without its year lies before the modification
    texts = texts if first.hints == question.hints else AsWritten(first.hints)
    published = decisions["datePublished"] = decide(witnesses(found, "datePublished", texts), first)
    if modified:
        decisions["dateModified"] = decide(modified, _of_modification(question, published.best))
    other = question._replace(hints=texts.hints, is_publication=False)
    if "dateCreated" in roles:
        created = other._replace(mislabelled=_mislabelled(published.best))
        decisions["dateCreated"] = decide(witnesses(found, "dateCreated", texts), created)
    if "expires" in roles:
        # what is to come lies after the fetch
        ever = AsWritten(question.hints._replace(fetched=None))
        later = other._replace(hints=ever.hints)
        decisions["expires"] = decide(witnesses(found, "expires", ever), later)
    return decisions


def beside_saves(
    question: Question, modified: Sequence[Witness], found: Sequence[Statement]
) -> Question:
    """Return the question of the publication, with the modification dates of the page."""
    saves = [save for witness in modified for _, save in witness.sound]
    if not saves:
        return question
    # a day alone would explain every date of the day
    clocks = [save for save in saves if save.clock.minute is not None]
    updates = _printed_days(modified)
    first = question._replace(modified=tuple(clocks or saves), updates=updates)
    have_years = all(YEAR.search(s.text) for s in found)
    last = None if have_years else _last_of_one_day(saves)
    return first if last is None else first._replace(hints=question.hints._replace(saved=last))


def _last_of_one_day(saves: Sequence[Hypothesis]) -> datetime | None:
    """Return the last instant of saves of one day, or where that begins; None where days differ."""
    day, *others = {save.day for save in saves}
    if others or day is None:
        return None
    return max(_instants(saves), default=datetime(day.year, day.month, day.day))


def _printed_days(modified: Sequence[Witness]) -> tuple[date, ...]:
    """Return the days of updates that are printed, where one text states one day."""
    printed = [set(witness.days()) for witness in modified if witness.is_printed]
    return tuple([day for days in printed if len(days) == 1 for day in days])


def _instants(saves: Iterable[Hypothesis]) -> list[datetime]:
    """Return the known instants among some moments."""
    return [save.instant for save in saves if save.instant is not None]


def _of_modification(question: Question, published: ScoredHypothesis | None) -> Question:
    """Return the question of the modification, beside the publication that was decided."""
    return question._replace(
        published=None if published is None else published.hypothesis,
        mislabelled=_mislabelled(published),
        is_publication=False,
    )


def _mislabelled(published: ScoredHypothesis | None) -> frozenset[str]:
    """Return the kinds of places at which the label of UTC proved wrong.

    What states the modification or the creation there has the same slip.
    """
    uses = [] if published is None else published.uses
    wrong = [use for use in uses if use.broken_rule == LOCAL_CLOCK_LABELLED_UTC.id]
    return frozenset[str]().union(*[use.witness.kinds_of_places for use in wrong])


def _in_order(resolutions: dict[str, Resolution]) -> dict[str, Resolution]:
    """Return the resolutions, with a finding where the modification is before the publication."""
    published, modified = resolutions["datePublished"], resolutions["dateModified"]
    if _is_before(modified, published):
        message = (
            f"The page says it was modified at {modified.value}, before its publication "
            f"at {published.value}."
        )
        finding = Finding(
            "/article/dateModified", "modified_before_published", "info", message, modified.value
        )
        resolutions["dateModified"] = replace(modified, findings=(*modified.findings, finding))
    return resolutions


def _is_before(first: Resolution, second: Resolution) -> bool:
    """Return whether one date is before another: by instants, or else by days that no zones
    explain.
    """
    if first.value is None or second.value is None:
        return False
    if first.instant and second.instant:
        return first.instant < second.instant
    days = [date.fromisoformat(str(each.value)[:10]) for each in (first, second)]
    return days[1] - days[0] >= APART


#: The years in which pages are fetched: a clock that shows another was never set.
_FETCHES = range(1990, 2200)
#: "22/12/2011, 14:14".
_DATE_AND_CLOCK = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d).*\d:\d\d")
#: The offset of "2022-02-25T14:40:00-05:00"; no timestamp is longer than this.
_OFFSET = re.compile(r"\d\d:\d\d(?:\.\d+)?([+-])(\d\d):?(\d\d)\Z")
_LONGEST = 40


def fetched_of(context: Context) -> datetime | None:
    """Return when the page was fetched, in UTC without its zone; None where nobody says, or where
    the clock was never set.
    """
    at = context.fetched_at
    return (
        at.astimezone(UTC).replace(tzinfo=None) if at is not None and at.year in _FETCHES else None
    )


def _clock_at_fetch(observations: Iterable[Observation], context: Context) -> int | None:
    """Return the offset of the site's clocks at the fetch: the caller's zone's, or the one that all
    its timestamps have.
    """
    fetched = fetched_of(context)
    if fetched is None:
        return None
    if context.assume_zone is not None:
        delta = fetched.replace(tzinfo=UTC).astimezone(zone(context.assume_zone)).utcoffset()
        return None if delta is None else int(delta.total_seconds() // 60)
    offsets = _stated_offsets(observations)
    # UTC's is the server's
    return offsets.pop() if len(offsets) == 1 and offsets != {0} else None


def _stated_offsets(observations: Iterable[Observation]) -> set[int]:
    """Return the offsets of the timestamps that machines state, in minutes."""
    machine = [o.raw for o in observations if o.source.witness == "machine"]
    ends = [raw[-_LONGEST:] for raw in machine if isinstance(raw, str)]
    found = {match.groups() for end in ends if (match := _OFFSET.search(end))}
    return {int(f"{sign}{int(hours) * 60 + int(minutes)}") for sign, hours, minutes in found}


def _order(observations: Iterable[Observation]) -> str:
    """Return the order of day and month that the dates of a page share of which only one order is a
    day: "04/27/2014".
    """
    pairs = _STROKES.findall("|".join([str(o.raw)[:_LONGEST] for o in observations]))
    orders = {"dmy" if int(a) > 12 else "mdy" for a, b in pairs if (int(a) > 12) != (int(b) > 12)}
    return orders.pop() if len(orders) == 1 else ""


__all__ = ["FIELDS", "FINDINGS", "RULES", "fetched_of", "is_zone", "offset_text", "resolve"]
