"""The dates of an article: what a page prints about them, what that means, and which of two dates stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from service.dates.answer import RULES as _DAMAGE_RULES
from service.dates.answer import Case, answer
from service.dates.calendars import FINDINGS as _CALENDAR_FINDINGS
from service.dates.calendars import RULES as _CALENDAR_RULES
from service.dates.counts import FINDINGS as _DEFAULT_FINDINGS
from service.dates.findings import FINDINGS as _ANSWER_FINDINGS
from service.dates.habits import FINDINGS as _HABIT_FINDINGS
from service.dates.hearing import Question
from service.dates.partial import offset_text
from service.dates.reading import Hints
from service.dates.resolve import Decision, decide
from service.dates.roles import APART, EXCHANGED, exchanged, told, with_shared_clock
from service.dates.story import Story
from service.dates.witnesses import statements, witnesses
from service.dates.zones import is_zone, zone
from service.model import Context, Finding, FindingCode, Observation, Resolution, Rule
from service.records import replace

RULES: tuple[Rule, ...] = (
    *_DAMAGE_RULES,
    EXCHANGED,
    *_CALENDAR_RULES,
)
FINDINGS: tuple[FindingCode, ...] = (*_ANSWER_FINDINGS, *_DEFAULT_FINDINGS, *_CALENDAR_FINDINGS, *_HABIT_FINDINGS)

#: The observation fields that this room reads.
FIELDS = ("datePublished", "dateModified", "dateCreated", "expires", "date", "otherDate")

#: Which fields' observations stand as evidence under each role.
_SHOWN = {
    "datePublished": ("datePublished", "date", "dateCreated", "otherDate"),
    "dateModified": ("dateModified",),
    "dateCreated": ("dateCreated",),
    "expires": ("expires",),
}

#: Fields whose text may hold a second label, "Published 3 May | Updated 4 May": the second of them is asked where no place of
#: its own tells of an update, since a later save is not printed.
_MAY_TELL = ("date", "datePublished")

#: The roles that every answer reports on.
_ALWAYS = ("datePublished", "dateModified")


def resolve(observations: Sequence[Observation], context: Context, threshold: float) -> dict[str, Resolution]:
    """Return the resolution of each date role: datePublished, dateModified, and if observed dateCreated and expires.

    ``threshold`` is the probability below which an instant is said as a day, where the day alone reaches it.
    """
    hints = Hints(context.language, context.country, fetched_of(context), _clock_at_fetch(observations, context))
    restored = exchanged(observations, hints)
    if restored is not None:
        found = _resolutions(restored, context, hints, threshold)
        if all(found[role].value is not None for role in _ALWAYS):
            return found | {role: told(found[role], observations) for role in _ALWAYS}
    return _cross_checked(_resolutions(observations, context, hints, threshold))


#: The years in which pages are fetched: a clock that shows another was never set.
_FETCHES = range(1990, 2200)


def fetched_of(context: Context) -> datetime | None:
    """Return when the page was fetched, in UTC without its zone; None where nobody says, or where the clock was never set."""
    at = context.fetched_at
    return at.astimezone(UTC).replace(tzinfo=None) if at is not None and at.year in _FETCHES else None


#: The offset of "2022-02-25T14:40:00-05:00".
_OFFSET = re.compile(r"\d\d:\d\d(?:\.\d+)?([+-]\d\d):?(\d\d)\Z")


def _clock_at_fetch(observations: Sequence[Observation], context: Context) -> int | None:
    """Return the offset of the site's clocks at the fetch: the caller's zone's, or the one that all its timestamps have."""
    fetched = fetched_of(context)
    if fetched is None:
        return None
    if context.assume_zone is not None:
        delta = fetched.replace(tzinfo=UTC).astimezone(zone(context.assume_zone)).utcoffset()
        return None if delta is None else int(delta.total_seconds() // 60)
    stamps = [o.raw for o in observations if o.source.witness == "machine" and isinstance(o.raw, str)]
    found = {match.groups() for raw in stamps if (match := _OFFSET.search(raw[-_LONGEST_STAMP:]))}
    offsets = {int(hours) * 60 + int(f"{hours[0]}{minutes}") for hours, minutes in found}
    # UTC's is the server's
    return offsets.pop() if len(offsets) == 1 and offsets != {0} else None


#: No timestamp is longer.
_LONGEST_STAMP = 40


def _resolutions(
    observations: Sequence[Observation], context: Context, hints: Hints, threshold: float
) -> dict[str, Resolution]:
    """Return the resolution of each role from the observations of its fields."""
    fetched = hints.fetched
    resolutions: dict[str, Resolution] = {}
    modified: tuple[Story, ...] = ()
    asked = _MAY_TELL[: 1 if any(o.field == "dateModified" for o in observations) else 2]
    for role in ("dateModified", "datePublished", "dateCreated", "expires"):
        shown = [o for o in observations if o.field in _SHOWN[role] or (role == "dateModified" and o.field in asked)]
        if not shown and role not in _ALWAYS:
            continue
        found = statements(shown)
        if role == "dateModified":
            relevant = {s.index for s in found if s.role == role}
            shown = [o for i, o in enumerate(shown) if o.field == role or i in relevant]
            found = statements(shown)
        latest = None if role == "expires" else fetched
        told_by = modified if role == "datePublished" else ()
        question = Question(hints, latest, told_by, context.assume_zone, context.fetched_by_header, context.habits)
        heard = witnesses(found, role)
        # every server sends Last-Modified: alone it tells when the file was made, and no page is in doubt for it
        decision = decide([] if all(witness.kind == "http" for witness in heard) else heard, question)
        if role == "dateModified":
            modified = _stories(decision)
        if shown or role in _ALWAYS:
            resolutions[role] = answer(Case(role, shown, found, decision, hints, context, threshold))
    return resolutions


def _stories(decision: Decision) -> tuple[Story, ...]:
    return tuple(account.story for account, _ in decision.accounts)


def _cross_checked(resolutions: dict[str, Resolution]) -> dict[str, Resolution]:
    """Return the resolutions checked against each other: one may explain the other, and an update that comes first is told."""
    published, modified = resolutions["datePublished"], resolutions["dateModified"]
    in_order = _most_in_order(modified, published, modified)
    resolutions["datePublished"] = published = _less_sure(published, modified, _most_in_order(published, published, modified))
    resolutions["dateModified"] = modified = with_shared_clock(_less_sure(modified, published, in_order), published)
    if _is_before(modified, published):
        message = f"The page says it was modified at {modified.value}, before its publication at {published.value}."
        finding = Finding("/article/dateModified", "modified_before_published", "info", message, modified.value)
        resolutions["dateModified"] = replace(modified, findings=(*modified.findings, finding))
    return resolutions


def _is_before(modified: Resolution, published: Resolution) -> bool:
    """Return whether a modification is before the publication: as an instant, or by so many days that no zones explain it."""
    if modified.instant and published.instant:
        return modified.instant < published.instant
    return _days_before(modified, published) >= APART.days


def _days_before(modified: Resolution, published: Resolution) -> int:
    """Return by how many days a modification is said to be before the publication; 0 where one of the two is not given."""
    if modified.value is None or published.value is None:
        return 0
    first, second = (date.fromisoformat(str(each.value)[:10]) for each in (modified, published))
    return (second - first).days


#: What is left of a repair where something else explains the string as well, and of two dates that may be exchanged.
_EITHER = 0.5
#: What is left of two columns of the caller's where the last save is days before the publication: a scheduled post on all 7 of
#: the gold's pages that have 2 to 21 days between the two.  With more days than these between them they may be exchanged.
_SCHEDULED, _MOST_SCHEDULED = 0.91, 31
_SWAPPED, _DAY_BEFORE = "day_and_month_swapped", "zero_based_yearday_in_day_slot"


def _less_sure(resolution: Resolution, other: Resolution, in_order: float) -> Resolution:
    """Return the date with less of its probability where something plainer explains its repair, or its place, as well.

    ``in_order`` is the most that its order and the other's leave it.
    """
    most = _EITHER if _has_minute(resolution, other) or _is_day_before(resolution) else in_order
    if resolution.value is None or most >= resolution.confidence:
        return resolution
    first, *rest = resolution.candidates
    return replace(resolution, confidence=most, candidates=(replace(first, probability=most), *rest))


def _most_in_order(resolution: Resolution, published: Resolution, modified: Resolution) -> float:
    """Return the most that a date is worth where the modification lies days before the publication.

    A printed one is of something else than the article: "Stand vom 3. Januar 2015" on a page of 2021. Two columns of the
    caller's with no page beside them may be exchanged.
    """
    apart = _days_before(modified, published)
    if resolution is modified and apart >= APART.days and _kinds(modified) == {"human"}:
        return _EITHER
    if apart < APART.days or _kinds(published) | _kinds(modified) != {"supplied"}:
        return 1.0
    return _SCHEDULED if apart <= _MOST_SCHEDULED else _EITHER


def _has_minute(resolution: Resolution, other: Resolution) -> bool:
    """Return whether only a swapped day and month are stated, and their month is the day of the page's other date.

    "2015-25-11" beside a publication of 2015-07-11 is its day with the minute in the month's place.
    """
    if len(_kinds(resolution)) > 1 or not any(repair.rule == _SWAPPED for repair in resolution.repairs):
        return False
    mine, its = (str(each.value or "")[:10].split("-") for each in (resolution, other))
    return len(mine) == len(its) == 3 and (mine[0], mine[1]) == (its[0], its[2]) and mine != its


def _is_day_before(resolution: Resolution) -> bool:
    """Return whether a count of the year's days from zero is, in January, only the day before one that a single place says.

    Zones and print editions put that day there far more often.
    """
    counted = any(repair.rule == _DAY_BEFORE for repair in resolution.repairs)
    return counted and str(resolution.value)[5:7] == "01" and len(_kinds(resolution)) < 3


def _kinds(resolution: Resolution) -> set[str]:
    """Return the kinds of witnesses that agree with a value."""
    return {evidence.observation.source.witness for evidence in resolution.evidence if evidence.agrees}


__all__ = ["FIELDS", "FINDINGS", "RULES", "fetched_of", "is_zone", "offset_text", "resolve"]
