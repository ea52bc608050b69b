"""The publication of an article that was looked at several times: one decision over all statements.

Each look adds what no page says of itself: the article existed by then.  What several looks saw is
one voice said again; what counts from the fetch is another at each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from service.dates import OTHER_ROLE, SHOWN, beside_saves, fetched_of, question_of, stated_of
from service.dates.account import ScoredHypothesis
from service.dates.answer import Case, answer, value_of
from service.dates.hearing import weakened, without_clocks
from service.dates.hypothesis import Hypothesis, is_from_the_future
from service.dates.reading import Hints
from service.dates.resolve import Decision, decide
from service.dates.score import PUBLISHED_AGAIN, ROLES_SWAPPED
from service.dates.witnesses import (
    MOST_TEXTS,
    AsWrittenAtLooks,
    Question,
    Statement,
    Witness,
    witnesses,
)
from service.model import Context, Observation, Repair, Resolution
from service.records import replace

_PUBLISHED = "datePublished"
#: Places that can be overwritten when a story is put up again; an address is built once.
_OVERWRITTEN = frozenset(("machine", "human", "supplied"))

_DAY = timedelta(days=1)
#: What is seldom right moved nothing: it may be the moment of each look.
_LEAST_RIGHT = 0.35


class Look(NamedTuple):
    """What one look at an article saw: its statements, what was known beside them, and what they
    gave alone.
    """

    observations: Sequence[Observation]
    context: Context
    alone: Resolution


class Moved(NamedTuple):
    """A date of the publication that was put in the place of the first: its value, its text, and
    the look that saw it first.
    """

    value: str
    witness: Witness
    look: int


class Published(NamedTuple):
    """The first publication, and the dates to which it was moved, the earliest seen first."""

    resolution: Resolution
    moved: tuple[Moved, ...]


def first_publication(looks: Sequence[Look], threshold: float) -> Published:
    """Return when an article was first published, from several looks in the order of their time.

    Each observation's ``capture`` is the number of its look.
    """
    seen = [_in_own_roles(look) for look in looks]
    fetched = [at for look in looks if (at := fetched_of(look.context)) is not None]
    said = [o for observations in seen for o in observations]
    context = replace(
        looks[-1].context, fetched_at=looks[0].context.fetched_at, fetched_by_header=False
    )
    question = question_of(said, context)._replace(looks=tuple(fetched))
    texts = AsWrittenAtLooks(question.hints, [_hints_of(question, at) for at in fetched])
    stated = [stated_of(observations) for observations in seen]
    question = question._replace(stayed=_stayed(stated, fetched))
    found = _each_once(stated, texts)
    modified = without_clocks(witnesses(found, "dateModified", texts), question)
    first = beside_saves(question, modified, found)
    heard = without_clocks(witnesses(found, _PUBLISHED, texts), question)
    later = _later(weakened(heard, first), fetched[0])
    first = first._replace(modified=(*first.modified, *later))
    decision = decide(heard, first)
    case = _case(found, decision, first, texts, threshold)
    resolution = answer(case)
    moved = tuple(_moved(decision, looks))
    return Published(_with_repair(resolution, case, moved, looks), moved)


def _hints_of(question: Question, fetched: datetime) -> Hints:
    """Return the hints under which what counts from one look's fetch is read."""
    clock = question.hints.clock if question.zone is None else None
    return question.hints._replace(fetched=fetched, clock=clock)


def _in_own_roles(look: Look) -> list[Observation]:
    """Return a look's observations, with publication and modification in each other's place where
    the look alone shows that they stand so.
    """
    rules = [repair.rule for repair in look.alone.repairs]
    if ROLES_SWAPPED.id not in rules:
        return [*look.observations]
    stated = {(o.source.witness, o.field) for o in look.observations}
    both = {("machine", role) for role in OTHER_ROLE} <= stated
    kind = "machine" if both else "supplied"
    return [
        replace(o, field=OTHER_ROLE[o.field])
        if o.source.witness == kind and o.field in OTHER_ROLE
        else o
        for o in look.observations
    ]


def _stayed(looks: Sequence[Sequence[Statement]], fetched: Sequence[datetime]) -> frozenset[str]:
    """Return the texts that a place still had a day and more after the look that saw it first."""
    since: dict[tuple[str, str], datetime] = {}
    found = set()
    for statements, at in zip(looks, fetched, strict=True):
        for statement in statements:
            place = (statement.observation.source.id, statement.text)
            if at - since.setdefault(place, at) >= _DAY:
                found.add(statement.text)
    return frozenset(found)


def _each_once(looks: Sequence[Sequence[Statement]], texts: AsWrittenAtLooks) -> list[Statement]:
    """Return the statements, each place's text once: as the first look saw it that says so."""
    kept: dict[object, Statement] = {}
    known: set[str] = set()
    for statement in [each for statements in looks for each in statements]:
        if statement.text not in known and len(known) >= MOST_TEXTS:
            continue
        known.add(statement.text)
        voice, _ = texts.voice_of(statement)
        place = statement.observation.source.id
        kept.setdefault((place, statement.role, statement.text, voice), statement)
    return [*kept.values()]


def _naming(heard: Sequence[Witness]) -> list[Witness]:
    """Return the witnesses that name the publication, but for the renderer's clock."""
    return [w for w in heard if w.stated and not w.is_relative and w.right >= _LEAST_RIGHT]


def _later(heard: Sequence[Witness], first: datetime) -> list[Hypothesis]:
    """Return what of the publication is said to be after the first look, however it is read: the
    story was put up again then.
    """
    found: list[Hypothesis] = []
    for witness in _naming(heard):
        said = [each for _, each in witness.sound]
        if False not in [is_from_the_future(each, first, False) for each in said]:
            found += said
    return found


def _case(
    found: Sequence[Statement],
    decision: Decision,
    question: Question,
    texts: AsWrittenAtLooks,
    threshold: float,
) -> Case:
    """Return all that the answer draws on; each statement's place is shown once."""
    roles = SHOWN[_PUBLISHED]
    said = [s for s in found if s.role == _PUBLISHED or s.observation.field in roles]
    shown = list({id(s.observation): s.observation for s in said}.values())
    return Case(_PUBLISHED, shown, said, decision, question, texts, threshold)


def _moved(decision: Decision, looks: Sequence[Look]) -> Iterator[Moved]:
    """Yield the dates to which the publication was moved, each where it was first seen.

    A place of its kind had what is decided at an earlier look.
    """
    best = decision.best
    if best is None:
        return
    values = {value_of(best.hypothesis).text}
    other = [w for w in decision.unexplained if not w.is_relative and w.right >= _LEAST_RIGHT]
    for witness in sorted(other, key=lambda each: (each.first_look, each.text)):
        if not _is_moved(witness, best):
            continue
        value = _value_at(looks[witness.first_look], witness)
        if value is not None and value not in values:
            values.add(value)
            yield Moved(value, witness, witness.first_look)


def _is_moved(witness: Witness, best: ScoredHypothesis) -> bool:
    """Return whether a witness states what a place of its kind said otherwise before; a line that
    names no role is the same one where it stands in the same place.
    """
    if witness.kind not in _OVERWRITTEN:
        return False
    of_kind = [use.witness for use in best.uses if use.witness.kind == witness.kind]
    before = [each for each in of_kind if each.first_look < witness.first_look]
    if witness.stated:
        return bool([each for each in before if each.stated])
    return bool([each for each in before if each.places & witness.places])


def _value_at(look: Look, witness: Witness) -> str | None:
    """Return the value of a moved date: as its look alone gave it, or else as it is written; None
    for one without a day, such as "25 February".
    """
    days = [str(day) for day in witness.days()]
    alone = look.alone.value
    if isinstance(alone, str) and alone[:10] in days:
        return alone
    said = next((each for _, each in witness.sound if each.moment() is not None), None)
    return None if said is None else value_of(said).text


def _with_repair(
    resolution: Resolution, case: Case, moved: Sequence[Moved], looks: Sequence[Look]
) -> Resolution:
    """Return the resolution, with a repair where the publication was moved last."""
    if not moved or resolution.value is None:
        return resolution
    last = moved[-1]
    at = {id(o): n for n, o in enumerate(case.observations)}
    first = _first_named(case.decision)
    cited = [at[id(s.observation)] for s in (first, last.witness.statements[0])]
    before, after = last.witness.text, first.text
    seen = [_seen(looks, s) for s in (first, last.witness.statements[0])]
    why = (
        f'The capture of {seen[0]} says "{after}", and that of {seen[1]} "{before}", of the same '
        f"story: {PUBLISHED_AGAIN.damage}. The first date stands."
    )
    proof = {"first": after, "firstSeen": seen[0], "moved": before, "movedSeen": seen[1]}
    repair = Repair(
        f"/article/{_PUBLISHED}",
        PUBLISHED_AGAIN.id,
        last.witness.statements[0].observation.raw,
        resolution.value,
        resolution.confidence,
        why,
        tuple(sorted(cited)),
        proof,
    )
    return replace(resolution, status="repaired", repairs=(*resolution.repairs, repair))


def _first_named(decision: Decision) -> Statement:
    """Return the earliest statement among those that support what is decided, of those that name
    the publication if there are any.
    """
    named = [s for use in decision.uses if use.witness.stated for s in use.witness.statements]
    said = named or [s for use in decision.uses for s in use.witness.statements]
    return min(said, key=lambda s: (s.look, s.observation.source.id))


def _seen(looks: Sequence[Look], statement: Statement) -> str:
    """Return when a statement was seen, in UTC."""
    at = fetched_of(looks[statement.look].context)
    return "" if at is None else at.isoformat(timespec="seconds") + "Z"


__all__ = ["Look", "Moved", "Published", "first_publication"]
