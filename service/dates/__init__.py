"""The dates of an article: what a page prints about them, what that means, and which of two dates stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from service.dates.answer import RULES as _DAMAGE_RULES
from service.dates.answer import Case, answer
from service.dates.calendars import RULES as _CALENDAR_RULES
from service.dates.hypothesis import DRAFT, lasts
from service.dates.partial import offset_text
from service.dates.reading import Hints
from service.dates.resolve import Decision, decide
from service.dates.score import BITS, FINDINGS, LOCAL_CLOCK_LABELLED_UTC, ROLES_SWAPPED
from service.dates.witnesses import APART, AsWritten, Question, Statement, statements, witnesses
from service.dates.zones import is_zone, zone
from service.lexicon.date_words import YEAR
from service.model import Context, Finding, Observation, Resolution, Rule
from service.records import replace

RULES: tuple[Rule, ...] = (*_DAMAGE_RULES, ROLES_SWAPPED, *_CALENDAR_RULES)

#: "04/27/2014", "27-04-2014"; with dots the day is first.
_STROKES = re.compile(r"(?<![\d/-])(\d\d?)[/-](\d\d?)[/-](?:19|20)\d\d(?![\d/-])")
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
    clock = _clock_at_fetch(observations, context)
    hints = Hints(context.language, context.country, fetched_of(context), clock, _order(observations))
    beside = [str(o.raw)[:_LONGEST] for o in observations if o.field == "otherDate"]
    elsewhere = [text for text in beside if ":" in text and _DATE_AND_CLOCK.search(text)]
    question = Question(
        hints, (), context.assume_zone, context.fetched_by_header, context.habits,
        clocks_elsewhere=bool(elsewhere), is_publication=True,
    )  # fmt: skip
    texts, found = AsWritten(hints), _stated(observations)
    decisions = _decisions(found, question, texts)
    swapped = _in_each_others_place(observations, decisions)
    if swapped:
        put_back = [replace(o, field=_OTHER[o.field]) if o in swapped else o for o in observations]
        others = _decisions(_stated(put_back), question, texts)
        if _is_borne_out(others, decisions):
            observations, found, decisions = put_back, _stated(put_back), others
        else:
            swapped = []
    updates = {id(s.observation) for s in found if s.role == "dateModified"}
    there = {o.field for o in observations}
    resolutions = {}
    for role, fields in _SHOWN.items():
        if role in there or role in _OTHER:
            shown = [o for o in observations if o.field in fields or (role == "dateModified" and id(o) in updates)]
            ids = {id(o) for o in shown}
            mine = [s for s in found if id(s.observation) in ids]
            before = min([str(o.raw) for o in swapped if o.field == role], default=None)
            resolutions[role] = answer(Case(role, shown, mine, decisions[role], question, texts, threshold, before))
    return _in_order(resolutions)


def _in_each_others_place(observations: Sequence[Observation], decisions: Mapping[str, Decision]) -> list[Observation]:
    """Return the timestamps of both roles, where each modification is before each publication; none on nearly every page.

    The caller's own columns count where the page states nothing for machines; a creation explains the modification.
    """
    if [role for role in _OTHER if not decisions[role].witnesses]:
        return []
    stated = {(o.source.witness, o.field) for o in observations}
    kind = "machine" if stated & {("machine", role) for role in _OTHER} else "supplied"
    if not {(kind, role) for role in _OTHER} <= stated or ("machine", "dateCreated") in stated:
        return []
    heard = [[w for w in decisions[role].witnesses if w.stated and w.kind == kind] for role in _OTHER]
    published, modified = [[said for witness in each for _, said in witness.sound] for each in heard]
    if min([lasts(earlier, later) for later in published for earlier in modified], default=timedelta(0)) < DRAFT:
        return []
    return [o for o in observations if o.source.witness == kind and o.field in _OTHER]


def _is_borne_out(swapped: Mapping[str, Decision], as_stated: Mapping[str, Decision]) -> bool:
    """Return whether an address, or a clock that readers see, fits far better with publication and modification exchanged.

    A day alone is the draft's as often; and where readers see another date too, one of the two is put up again.
    """
    best, before = [[d for role in _OTHER if (d := decisions[role].best) is not None] for decisions in (swapped, as_stated)]
    uses = [use for scored in best for use in scored.uses]
    ids = [id(use.witness) for use in uses]
    seen = [u for u in uses if u.witness.kind == "url" or (u.witness.kind == "human" and u.reading.partial.minute is not None)]
    if not seen or [w for w in swapped["datePublished"].witnesses if w.kind == "human" and id(w) not in ids]:
        return False
    return sum([scored.score for scored in best]) - sum([scored.score for scored in before]) > BITS["exchanged"]


def _stated(observations: Sequence[Observation]) -> list[Statement]:
    """Return the statements of the observations.

    A line that names the publication states an update where no place of its own does: a later save is not printed.
    """
    found = statements(observations)
    if "dateModified" in [o.field for o in observations]:
        found = [s for s in found if s.role != "dateModified" or s.observation.field != "datePublished"]
    return found


def _decisions(found: Sequence[Statement], question: Question, texts: AsWritten) -> dict[str, Decision]:
    """Return the decision for each role: the modification explains dates of the publication, and this slips of the other."""
    roles = {s.role for s in found}
    ever = AsWritten(question.hints._replace(fetched=None)) if "expires" in roles else texts
    decisions = dict.fromkeys(_SHOWN, Decision((), ()))
    modified = witnesses(found, "dateModified", texts) if "dateModified" in roles else []
    # every server sends Last-Modified: alone it says when the file was made, and no page is in doubt for it
    modified = modified if [w for w in modified if w.kind != "http"] else []
    saves = [save for w in modified for _, save in w.sound]
    first = question
    if saves:
        # a day alone would explain every date of the day
        clocks = tuple([save for save in saves if save.clock.minute is not None] or saves)
        printed = [set(w.days()) for w in modified if w.is_printed]
        first = question._replace(modified=clocks, updates=tuple([day for days in printed if len(days) == 1 for day in days]))
        saved = {save.day for save in saves}
        if len(saved) == 1 and (last := saved.pop()) is not None and [s for s in found if not YEAR.search(s.text)]:
            instants = [save.instant for save in saves if save.instant is not None]
            moment = max(instants, default=datetime(last.year, last.month, last.day))
            hints = question.hints._replace(saved=moment)
            first, texts = first._replace(hints=hints), AsWritten(hints)
    decisions["datePublished"] = decide(witnesses(found, "datePublished", texts), first)
    if modified:
        best = decisions["datePublished"].best
        # the kinds of places whose UTC label proved wrong: what states the modification there has the same slip
        slips = [] if best is None else [u.witness for u in best.uses if u.broken_rule == LOCAL_CLOCK_LABELLED_UTC.id]
        mislabelled = frozenset([place.partition(":")[0] for witness in slips for place in witness.places])
        published = None if best is None else best.hypothesis
        later = question._replace(published=published, mislabelled=mislabelled, is_publication=False)
        decisions["dateModified"] = decide(modified, later)
    for role in {"dateCreated", "expires"} & roles:
        known = ever if role == "expires" else texts
        other = question._replace(hints=known.hints, is_publication=False)
        decisions[role] = decide(witnesses(found, role, known), other)
    return decisions


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


def _order(observations: Iterable[Observation]) -> str:
    """Return the order of day and month that the dates of a page share of which only one order is a day: "04/27/2014"."""
    pairs = _STROKES.findall("|".join([str(o.raw)[:_LONGEST] for o in observations]))
    orders = {"dmy" if int(a) > 12 else "mdy" for a, b in pairs if (int(a) > 12) != (int(b) > 12)}
    return orders.pop() if len(orders) == 1 else ""


__all__ = ["FIELDS", "FINDINGS", "RULES", "fetched_of", "is_zone", "offset_text", "resolve"]
