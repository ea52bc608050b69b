"""What a site does on its other pages, as one more witness for this page's dates: it makes readings
cheaper or dearer.

"2022-10-25" alone, on a site whose other pages proved {year}-{minute}-{day}, is no October: the
reading as written pays the bits of the count, and the other counts like one that the string shows
by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import log2
from operator import attrgetter
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
from service.records import replace

if TYPE_CHECKING:
    from service.dates.account import ScoredHypothesis, Use
    from service.dates.witnesses import Question

#: The origin of an offset that the site's other pages show.
PROFILE = "profile"
#: The weight of a place's general reliability before any page of the site is counted: so many
#: pages.
_PAGES_BEFORE = 10
#: From these bits on a page without the site's habit is a finding.
_NOTABLE = 3.0
#: Months in which hardly a place of the world changes its clocks: Habits.january and Habits.july.
_JANUARY = frozenset((12, 1, 2))
_JULY = frozenset((5, 6, 7, 8))
#: The orders of day and month that a text may have.
_ORDERS = frozenset(("dmy", "mdy"))
#: Zones by whose rules clocks are changed, one for each rule and offset.
_CHANGING = vocabulary("changing_zones").split()


def as_usual(heard: Sequence[Witness], habits: Habits, hints: Hints) -> list[Witness]:
    """Return the witnesses and their readings weighed by what the site does on its other pages."""
    placed = [(witness, _places(witness, habits)) for witness in heard]
    return [
        w.but(_reliability(w, places), _reweighed(w, places, habits, hints)) for w, places in placed
    ]


#: The places of a witness of which the site's other pages say something, with what.
_Places: TypeAlias = "list[tuple[str, PlaceHabits]]"


def _places(witness: Witness, habits: Habits) -> _Places:
    return [
        (place, habits.places[place]) for place in sorted(witness.places) if place in habits.places
    ]


def _reliability(witness: Witness, places: _Places) -> float | None:
    """Return the reliability that a witness' place has on this site's other pages; None where they
    do not say.
    """
    counted = [known.agreed for _, known in places if known.agreed is not None]
    # a draft's date agrees with the publication now and then
    if not counted or witness.is_aside:
        return None
    best = max(counted, key=lambda habit: (habit.bits, habit.of))
    return (best.pages + _PAGES_BEFORE * witness.reliability) / (best.of + _PAGES_BEFORE)


#: The damage that a place's strings have on this site: the place, the rule, and how often.
_Damage = tuple[str, str, Habit]


def _row_of(witness: Witness, places: _Places, any_form: bool = False) -> _Damage | None:
    """Return the damage that strings of a witness' form have at its place on this site, or most
    strings of any form.
    """
    form = form_of(witness.text) if places and not any_form else ""
    rows = [(place, known.row if any_form else known.rows.get(form)) for place, known in places]
    found = [(place, *row) for place, row in rows if row is not None]
    return max(found, key=lambda row: (row[2].bits, row[0]), default=None)


def _order_of(places: _Places, habits: Habits) -> tuple[str, Habit] | None:
    """Return the order of day and month at a witness' place, or else on the whole site."""
    own = [known.order for _, known in places if known.order is not None]
    return max(own, key=lambda order: (order[1].bits, order[0]), default=habits.order)


def _reweighed(witness: Witness, places: _Places, habits: Habits, hints: Hints) -> Readings:
    """Return the readings of a witness with the prices that the site's habits give them."""
    readings, order = witness.readings, _order_of(places, habits)
    if order is not None and len(readings.healthy) > 1:
        readings = readings._replace(healthy=_in_order(readings.healthy, *order))
    row = None if witness.kind == "url" else _row_of(witness, places)
    if row is None:
        return readings
    _, rule, habit = row
    usual = _by_row(witness, readings, rule, hints)
    return _under_row(readings, usual, rule, habit) if usual else readings


def _under_row(readings: Readings, usual: Sequence[Reading], rule: str, habit: Habit) -> Readings:
    """Return the readings with those under the site's usual damage cheap, and the others dear.

    What the string says is what it says under the row, and no more.
    """
    as_written, price = log2(1 + 2.0**habit.bits), log2(1 + 2.0**-habit.bits)
    dearer = [reading._replace(bits=reading.bits + as_written) for reading in readings.healthy]
    said = [
        reading._replace(
            silent=False, broken=True, bits=price + readings.information - surprise(reading.partial)
        )
        for reading in usual
    ]
    others = [reading for reading in readings.broken if reading.rule != rule]
    return readings._replace(healthy=tuple(dearer), broken=(*said, *others))


def _by_row(witness: Witness, readings: Readings, rule: str, hints: Hints) -> list[Reading]:
    """Return the readings of a witness under the damage that its place has on this site."""
    if rule == LOCAL_CLOCK_LABELLED_UTC.id:
        return as_local(readings.healthy)
    return [
        reading
        for reading in with_defects(witness.text, hints).broken
        if reading.rule == rule and not reading.string_repairs
    ]


def _written_order(reading: Reading) -> str:
    """Return the order in which a reading has day and month, where two are in use."""
    order = "" if reading.written is None else reading.written.shape.order
    return order if order in _ORDERS else ""


def _in_order(healthy: tuple[Reading, ...], usual: str, habit: Habit) -> tuple[Reading, ...]:
    """Return the readings, with those of the other order of day and month dearer; together they are
    as probable as before.
    """
    orders = [_written_order(reading) for reading in healthy]
    if not _ORDERS.issubset(orders):
        return healthy
    rivals = [(n, reading.bits) for n, reading in enumerate(healthy) if orders[n]]
    raised = {n: bits + habit.bits * (orders[n] != usual) for n, bits in rivals}
    before = sum([2.0**-bits for _, bits in rivals])
    more = log2(sum([2.0**-bits for bits in raised.values()]) / before)
    priced = {n: healthy[n]._replace(bits=max(0.0, bits + more)) for n, bits in raised.items()}
    return tuple([priced.get(n, reading) for n, reading in enumerate(healthy)])


def offset_at(habits: Habits, wall: datetime) -> tuple[int, Habit] | None:
    """Return the offset of the site's clocks at a wall-clock time; None where its other pages do
    not say it.
    """
    january, july = habits.january, habits.july
    if wall.month in _JANUARY:
        return january
    if wall.month in _JULY:
        return july
    if january is None or july is None:
        return None
    weaker = min(january[1], july[1], key=attrgetter("bits"))
    if january[0] == july[0]:
        return january[0], weaker
    zones = _zones_with(january[0], july[0], wall.year)
    shown = {local_offsets(zone, wall) for zone in zones}
    offsets = shown.pop() if len(shown) == 1 else ()
    return (offsets[0], weaker) if len(offsets) == 1 else None


@lru_cache(maxsize=256)
def _zones_with(january: int, july: int, year: int) -> tuple[str, ...]:
    """Return the zones whose clocks show these offsets in the middle of January and of July."""
    middles = ((datetime(year, 1, 15, 12), january), (datetime(year, 7, 15, 12), july))
    return tuple(
        zone
        for zone in _CHANGING
        if all(utc_offset(zone, noon) == offset for noon, offset in middles)
    )


def placed(scored: ScoredHypothesis, question: Question) -> ScoredHypothesis:
    """Return the scored hypothesis on the site's clock, where a bare one or UTC's label is all that
    the page states of it.

    A printed clock that would be UTC's at a site whose clocks are not is local, and so is each
    timestamp that shows it.
    """
    hypothesis, wall = scored.hypothesis, scored.hypothesis.wall
    is_utc = hypothesis.offset == 0
    is_bare = (hypothesis.offset, hypothesis.instant) == (None, None)
    if wall is None or not (is_utc or is_bare):
        return scored
    shown = None if question.zone is None else local_offsets(question.zone, wall)
    if is_utc:
        if not _shows_foreign_clock(wall, scored.uses, question.hints, shown):
            return scored
        scored = _without_label_of_utc(scored)
    return scored._replace(hypothesis=_at_site(scored.hypothesis, wall, shown, question.habits))


def _without_label_of_utc(scored: ScoredHypothesis) -> ScoredHypothesis:
    """Return the scored hypothesis with a bare clock, where each label of UTC is wrong."""
    rule = LOCAL_CLOCK_LABELLED_UTC.id

    def relabelled(use: Use) -> Use:
        is_wrong = only(use.reading.partial.offset) == 0 and not use.reading.broken
        return use._replace(broken_rule=rule) if is_wrong else use

    bare = scored.hypothesis._replace(offset=None, origin=None, instant=None)
    return scored._replace(hypothesis=bare, uses=tuple(map(relabelled, scored.uses)))


def _at_site(
    bare: Hypothesis, wall: datetime, shown: tuple[int, ...] | None, habits: Habits | None
) -> Hypothesis:
    """Return a bare clock with the offset of the site: the caller's zone's, or that of its pages.

    Where a clock occurs twice on its day, or never, the day alone is known.
    """
    if shown is not None and len(shown) != 1:
        return bare._replace(clock=bare.clock._replace(hour=None, minute=None, second=None))
    usual = offset_at(habits, wall) if habits is not None and shown is None else None
    if shown is not None:
        offset, origin = shown[0], "assumed"
    elif usual is not None:
        offset, origin = usual[0], PROFILE
    else:
        return bare
    instant = wall - timedelta(minutes=offset)
    return bare._replace(offset=offset, origin=origin, instant=instant)


#: How JavaScript's Date writes itself: toISOString has always three decimals, toString the name of
#: UTC.
_BY_SCRIPT = re.compile(r"\d:\d\d\.\d{3}Z\Z|GMT\+0000 \(", re.ASCII)
#: "March 6, 2014 12:25 PM" is printed in North America.
_AMERICAN = re.compile(r"\{month_name\}.*\{day\}.*\{meridiem\}")


def _shows_foreign_clock(
    wall: datetime, uses: Iterable[Use], hints: Hints, shown: tuple[int, ...] | None
) -> bool:
    """Return whether the readers' clock would be UTC's in a place where hardly any clock shows
    that.

    ``shown`` are the offsets of the site's clocks then, where its zone is known.  "12:00 AM" beside
    05:00:00+00:00 is another clock, or none.
    """
    day, hour_and_minute = wall.date(), (wall.hour, wall.minute)
    clocks = [each for each in _readers_clocks(uses) if _may_show(each, hour_and_minute)]
    if not clocks or [clock for clock in clocks if clock.partial.offset is not None]:
        return False
    if shown is not None:
        return shown not in ((0,), ())
    by_utc = is_lived_by(0, day, hints)
    if by_utc is not None:
        return not by_utc
    return any(map(_AMERICAN.search, [str(clock.format) for clock in clocks]))


def _may_show(reading: Reading, hour_and_minute: tuple[int, int]) -> bool:
    """Return whether a clock may show an hour and a minute."""
    hours, minutes = reading.partial.hour or (), reading.partial.minute or ()
    return hour_and_minute[0] in hours and hour_and_minute[1] in minutes


def _readers_clocks(uses: Iterable[Use]) -> list[Reading]:
    """Return the clocks that readers see, to the minute.

    An element's attribute is none; but where a script wrote it from its Date, a server whose clock
    is UTC's drew the text as well.
    """
    human = [use for use in uses if use.witness.kind == "human"]
    seen = [
        use.reading
        for use in human
        if use.witness.is_printed or _BY_SCRIPT.search(use.witness.text)
    ]
    return [reading for reading in seen if reading.partial.minute is not None]


def compared(
    role: str, scored: ScoredHypothesis, habits: Habits | None
) -> tuple[list[tuple[int, Evidence]], list[Finding]]:
    """Return what the site's pages say of the uses of a hypothesis, each with the index of its use
    (-1: of the offset), and a finding for each place that changed its habits.
    """
    if habits is None:
        return [], []
    heard = [(index, use, _places(use.witness, habits)) for index, use in enumerate(scored.uses)]
    evidence = [
        (index, seen)
        for index, use, places in heard
        for seen in (
            *_evidence_of_damage(role, use, places),
            *_evidence_of_order(role, use, _order_of(places, habits), habits.host),
        )
    ]
    evidence += [(-1, seen) for seen in _evidence_of_offset(role, scored.hypothesis, habits)]
    return evidence, list(_changes(role, scored, habits))


def _seen(role: str, what: str, place: str, habit: Habit, reading: str, agrees: bool) -> Evidence:
    """Return a habit of the site as evidence."""
    source = Source(f"profile:{what}", role, PROFILE, 0.5)
    return Evidence(Observation(role, str(habit), source, place), reading, agrees)


def _evidence_of_damage(role: str, use: Use, places: _Places) -> Iterator[Evidence]:
    """Yield that the strings of a use's place are damaged so, or notably are elsewhere."""
    row = _row_of(use.witness, places)
    if row is None:
        return
    place, rule, habit = row
    evidence = _seen(role, rule, place, habit, rule, use.broken_rule == rule)
    if evidence.agrees:
        yield evidence
    elif habit.bits >= _NOTABLE:
        yield replace(evidence, why="this page's string is read otherwise")


def _evidence_of_order(
    role: str, use: Use, order: tuple[str, Habit] | None, host: str
) -> Iterator[Evidence]:
    """Yield that the site writes day and month in the order of a use's text, or in the other."""
    written = _written_order(use.reading)
    if order is not None and written:
        usual, habit = order
        yield _seen(role, "order", host, habit, usual, written == usual)


def _evidence_of_offset(role: str, hypothesis: Hypothesis, habits: Habits) -> Iterator[Evidence]:
    """Yield that the site's clocks show the offset of a hypothesis, where it is from them."""
    wall = hypothesis.wall if hypothesis.origin == PROFILE else None
    known = None if wall is None else offset_at(habits, wall)
    if known is not None:
        offset, habit = known
        yield _seen(role, "offset", habits.host, habit, offset_text(offset), True)


def _changes(role: str, scored: ScoredHypothesis, habits: Habits) -> Iterator[Finding]:
    """Yield a finding for each place without its usual damage, where two witnesses of this page
    agree on the date.
    """
    if len({use.witness.kind for use in scored.uses}) == 1:
        return
    for use in scored.uses_as_written:
        row = _row_of(use.witness, _places(use.witness, habits), any_form=True)
        if row is None or row[2].bits < _NOTABLE:
            continue
        place, rule, habit = row
        since = _until(habit, scored.hypothesis.day or date.max)
        text = use.witness.text
        message = f'{place} has {rule} on {habit} of {habits.host}{since}; "{text[:80]}" has not.'
        yield Finding(f"/article/{role}", "site_changed_habits", "info", message, text)


def _until(habit: Habit, day: date) -> str:
    """Return in words until when a habit was seen, where that is before a day."""
    last = str(habit.last or "")
    if not last or last >= day.strftime("%Y%m%d"):
        return ""
    return f", until {last[:4]}-{last[4:6]}-{last[6:]}"
