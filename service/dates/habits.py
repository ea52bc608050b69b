"""What a site does on its other pages, as one more witness for this page's dates: it makes readings cheaper or dearer.

"2022-10-25" alone, on a site whose other pages proved {year}-{minute}-{day}, is no October: the reading as written pays the
bits of the count, and the other counts like one that the string shows by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, TypeAlias

from service.dates.defects import with_defects
from service.dates.hypothesis import Hypothesis
from service.dates.partial import offset_text, only, surprise
from service.dates.reading import Hints, Reading
from service.dates.readings import Readings
from service.dates.score import LOCAL_CLOCK_LABELLED_UTC, is_lived_by
from service.dates.witnesses import Witness, as_local
from service.dates.zones import local_offsets, utc_offset
from service.lexicon.tables import vocabulary
from service.lexicon.texts import form_of
from service.model import Evidence, Finding, Habit, Habits, Observation, PlaceHabits, Source

if TYPE_CHECKING:
    from service.dates.resolve import ScoredHypothesis, Use
    from service.dates.witnesses import Question

#: The origin of an offset that the site's other pages show.
PROFILE = "profile"
#: The weight of a place's general reliability before any page of the site is counted: so many pages.
_PAGES_BEFORE = 10
#: From these bits on a page without the site's habit is a finding.
_NOTABLE = 3.0
#: Months in which hardly a place of the world changes its clocks: Habits.january and Habits.july.
_JANUARY, _JULY = frozenset((12, 1, 2)), frozenset((5, 6, 7, 8))
#: Zones by whose rules clocks are changed, one for each rule and offset.
_CHANGING = vocabulary("changing_zones").split()


def as_usual(heard: Sequence[Witness], habits: Habits, hints: Hints) -> list[Witness]:
    """Return the witnesses and their readings weighed by what the site does on its other pages."""
    placed = [(witness, _places(witness, habits)) for witness in heard]
    return [w.but(_reliability(w, places), _reweighed(w, places, habits, hints)) for w, places in placed]


#: The places of a witness of which the site's other pages say something, with what.
_Places: TypeAlias = "list[tuple[str, PlaceHabits]]"


def _places(witness: Witness, habits: Habits) -> _Places:
    return [(place, habits.places[place]) for place in sorted(witness.places) if place in habits.places]


def _reliability(witness: Witness, places: _Places) -> float | None:
    """Return the reliability that a witness' place has on this site's other pages; None where they do not say."""
    counted = [known.agreed for _, known in places if known.agreed is not None]
    # a draft's date agrees with the publication now and then
    if not counted or witness.is_aside:
        return None
    best = max(counted, key=lambda habit: (habit.bits, habit.of))
    return (best.pages + _PAGES_BEFORE * witness.reliability) / (best.of + _PAGES_BEFORE)


#: The damage that a place's strings have on this site: the place, the rule, and how often.
_Damage = tuple[str, str, Habit]


def _row_of(witness: Witness, places: _Places, any_form: bool = False) -> _Damage | None:
    """Return the damage that strings of a witness' form have at its place on this site, or most strings of any form."""
    form = form_of(witness.text) if places and not any_form else ""
    rows = [(place, known.row if any_form else known.rows.get(form)) for place, known in places]
    found = [(place, *row) for place, row in rows if row is not None]
    return max(found, key=lambda row: (row[2].bits, row[0]), default=None)


def _order_of(places: _Places, habits: Habits) -> tuple[str, Habit] | None:
    """Return the order of day and month at a witness' place, or else on the whole site."""
    own = [known.order for _, known in places if known.order is not None]
    return max(own, key=lambda order: (order[1].bits, order[0]), default=habits.order)


def _reweighed(witness: Witness, places: _Places, habits: Habits, hints: Hints) -> Readings:
    readings = witness.readings
    order = _order_of(places, habits)
    if order is not None and len(readings.healthy) > 1:
        readings = readings._replace(healthy=_in_order(readings.healthy, *order))
    row = None if witness.kind == "url" else _row_of(witness, places)
    usual = [] if row is None else _by_row(witness, readings, row[1], hints)
    if row is None or not usual:
        return readings
    known = {id(reading) for reading in usual}
    as_written, price = log2(1 + 2.0 ** row[2].bits), log2(1 + 2.0 ** -row[2].bits)
    dearer = tuple(reading._replace(bits=reading.bits + as_written) for reading in readings.healthy if id(reading) not in known)
    # what the string says is what it says under the row, and no more
    said = tuple(
        reading._replace(silent=False, broken=True, bits=price + readings.information - surprise(reading.partial))
        for reading in usual
    )
    others = tuple(reading for reading in readings.broken if reading.rule != row[1])
    return readings._replace(healthy=dearer, broken=(*said, *others))


def _by_row(witness: Witness, readings: Readings, rule: str, hints: Hints) -> list[Reading]:
    """Return the readings of a witness under the damage that its place has on this site."""
    if rule == LOCAL_CLOCK_LABELLED_UTC.id:
        return as_local(readings.healthy)
    return [
        reading for reading in with_defects(witness.text, hints).broken if reading.rule == rule and not reading.string_repairs
    ]


def _in_order(healthy: tuple[Reading, ...], order: str, habit: Habit) -> tuple[Reading, ...]:
    """Return the readings, with those of the other order of day and month dearer; together they are as probable as before."""
    orders = [reading.written.shape.order if reading.written is not None else "" for reading in healthy]
    if not {"dmy", "mdy"} <= set(orders):
        return healthy
    raised = {
        i: healthy[i].bits + (0.0 if found == order else habit.bits)
        for i, found in enumerate(orders)
        if found in ("dmy", "mdy")
    }
    more = log2(sum(2.0**-bits for bits in raised.values()) / sum(2.0 ** -healthy[i].bits for i in raised))
    return tuple(r._replace(bits=max(0.0, raised[i] + more)) if i in raised else r for i, r in enumerate(healthy))


def offset_at(habits: Habits | None, wall: datetime) -> tuple[int, Habit] | None:
    """Return the offset of the site's clocks at a wall-clock time; None where its other pages do not say it."""
    if habits is None:
        return None
    if wall.month in _JANUARY or wall.month in _JULY:
        return habits.january if wall.month in _JANUARY else habits.july
    if habits.january is None or habits.july is None:
        return None
    (january, _), (july, _) = habits.january, habits.july
    weaker = min(habits.january[1], habits.july[1], key=lambda known: known.bits)
    shown = {(january,)} if january == july else {local_offsets(zone, wall) for zone in _zones_with(january, july, wall.year)}
    offsets = shown.pop() if len(shown) == 1 else ()
    return (offsets[0], weaker) if len(offsets) == 1 else None


@lru_cache(maxsize=256)
def _zones_with(january: int, july: int, year: int) -> tuple[str, ...]:
    """Return the zones whose clocks show these offsets in the middle of January and of July."""
    middles = ((datetime(year, 1, 15, 12), january), (datetime(year, 7, 15, 12), july))
    return tuple(zone for zone in _CHANGING if all(utc_offset(zone, noon) == offset for noon, offset in middles))


def placed(scored: ScoredHypothesis, question: Question) -> ScoredHypothesis:
    """Return the scored hypothesis on the site's clock, where a bare one or UTC's label is all that the page states of it.

    A printed clock that would be UTC's at a site whose clocks are not is local, and so is each timestamp that shows it.
    """
    hypothesis, uses = scored.hypothesis, scored.uses
    if hypothesis.offset or (hypothesis.offset is None and hypothesis.instant is not None) or (wall := hypothesis.wall) is None:
        return scored
    shown = None if question.zone is None else local_offsets(question.zone, wall)
    if hypothesis.offset == 0:
        if not _shows_foreign_clock(hypothesis, uses, question.hints, shown):
            return scored
        rule = LOCAL_CLOCK_LABELLED_UTC.id
        labelled = [only(use.reading.partial.offset) == 0 and not use.reading.broken for use in uses]
        uses = tuple([use._replace(broken_rule=rule) if utc else use for use, utc in zip(uses, labelled, strict=True)])
        hypothesis = hypothesis._replace(offset=None, origin=None, instant=None)
    if shown is not None and len(shown) != 1:
        # the clock occurs twice on that day, or never
        return scored._replace(
            hypothesis=hypothesis._replace(clock=hypothesis.clock._replace(hour=None, minute=None, second=None)), uses=uses
        )
    usual = offset_at(question.habits, wall) if shown is None else None
    if shown is not None or usual is not None:
        offset, origin = (shown[0], "assumed") if shown is not None else (usual[0] if usual else 0, PROFILE)
        hypothesis = hypothesis._replace(offset=offset, origin=origin, instant=wall - timedelta(minutes=offset))
    return scored._replace(hypothesis=hypothesis, uses=uses)


#: How JavaScript's Date writes itself: toISOString has always three decimals, toString the name of UTC.
_BY_SCRIPT = re.compile(r"\d:\d\d\.\d{3}Z\Z|GMT\+0000 \(", re.ASCII)


def _shows_foreign_clock(hypothesis: Hypothesis, uses: Iterable[Use], hints: Hints, shown: tuple[int, ...] | None) -> bool:
    """Return whether the readers' clock would be UTC's in a place where hardly any clock shows that.

    ``shown`` are the offsets of the site's clocks then, where its zone is known.  An element's attribute is no readers' clock;
    but where a script wrote it from its Date, a server whose clock is UTC's drew the text as well.
    """
    human = [use for use in uses if use.witness.kind == "human" and use.reading.partial.minute is not None]
    clocks = [use.reading for use in human if use.witness.is_printed or _BY_SCRIPT.search(use.witness.text)]
    if not clocks or hypothesis.day is None or any(clock.partial.offset is not None for clock in clocks):
        return False
    if shown is not None:
        return shown not in ((0,), ())
    by_utc = is_lived_by(0, hypothesis.day, hints)
    # "March 6, 2014 12:25 PM" is printed in North America
    american = [clock for clock in clocks if re.search(r"\{month_name\}.*\{day\}.*\{meridiem\}", clock.format or "")]
    return not by_utc if by_utc is not None else bool(american)


def evidence_of(role: str, scored: ScoredHypothesis, habits: Habits) -> Iterator[tuple[int, Evidence]]:
    """Yield what the site's pages say of each use of a hypothesis, with the index of the use, and of its offset (-1)."""

    def seen(what: str, place: str, habit: Habit, reading: str, agrees: bool, why: str | None = None) -> Evidence:
        observed = Observation(role, str(habit), Source(f"profile:{what}", role, PROFILE, 0.5), place)
        return Evidence(observed, reading, agrees, why)

    for index, use in enumerate(scored.uses):
        places = _places(use.witness, habits)
        damage, order, written = _row_of(use.witness, places), _order_of(places, habits), use.reading.written
        if damage is not None and ((agrees := use.broken_rule == damage[1]) or damage[2].bits >= _NOTABLE):
            place, rule, habit = damage
            yield index, seen(rule, place, habit, rule, agrees, None if agrees else "this page's string is read otherwise")
        if order is not None and written is not None and written.shape.order in ("dmy", "mdy"):
            yield index, seen("order", habits.host, order[1], order[0], written.shape.order == order[0])
    moment = scored.hypothesis.moment() if scored.hypothesis.origin == PROFILE else None
    known = None if moment is None else offset_at(habits, moment.wall)
    if known is not None:
        yield -1, seen("offset", habits.host, known[1], offset_text(known[0]), True)


def changes(role: str, scored: ScoredHypothesis, habits: Habits) -> Iterator[Finding]:
    """Yield a finding for each place without its usual damage, where two witnesses of this page agree on the date."""
    day, uses = scored.hypothesis.day or date.max, scored.uses if len({use.witness.kind for use in scored.uses}) > 1 else ()
    for use in uses:
        row = _row_of(use.witness, _places(use.witness, habits), any_form=True)
        if row is None or use.broken_rule is not None or row[2].bits < _NOTABLE:
            continue
        last = str(row[2].last or "")
        since = f", until {last[:4]}-{last[4:6]}-{last[6:]}" if last and last < day.strftime("%Y%m%d") else ""
        message = f'{row[0]} has {row[1]} on {row[2]} of {habits.host}{since}; "{use.witness.text[:80]}" has not.'
        yield Finding(f"/article/{role}", "site_changed_habits", "info", message, use.witness.text)
