"""How often a witness is right beside the others of its page.

Less where its date may be the fetch's, a browser's or counted from an older copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from service.dates.conditions import APART
from service.dates.hypothesis import Hypothesis
from service.dates.partial import PartialDatetime, days, only, surprise, unify
from service.dates.reading import Hints, Reading
from service.dates.relative import MISSING_YEAR
from service.dates.terms import least_share
from service.dates.witnesses import Question, Witness
from service.dates.zones import country_offsets

#: Addresses and files are as old as they are, whenever they are fetched.
_BUILT_ONCE = ("url", "http")
#: Between the rendering of a page and the end of its fetch.
_SAME_MOMENT = timedelta(minutes=1)
#: Caches hand a page out for minutes after it was made.
_CACHED = timedelta(minutes=15)
#: A story is put up again shortly before a look now and then, and not before most looks.
_MOSTLY = 0.75
_DAY = timedelta(days=1)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: The clocks that nearly all sites of no known country show lie between these, in minutes:
#: California's and Japan's.
_MOST_CLOCKS = (-8 * 60, 9 * 60)
#: No clock is further from UTC, in seconds; zones are quarters of an hour apart.
_FARTHEST = 14 * 3600
#: The year of a browser's new Date("February 25"), which states none.
_NO_YEAR = 2001
_QUARTER = 900
_A_FEW = 5


class Hearing:
    """A witness beside the others of its page, as the conditions of its reliability ask for it.

    ``drawn_with`` are the witnesses that state the date of the same element in another form;
    ``follows`` says what of each look it states: "days" or nothing.
    """

    def __init__(
        self,
        witness: Witness,
        others: Sequence[Witness],
        elements: Iterable[Sequence[Witness]],
        question: Question,
        follows: str = "",
    ) -> None:
        """Take a witness, all of its page and of each element, and what was asked."""
        self.follows = follows
        self.witness, self.others, self.hints = witness, others, question.hints
        self.has_stayed = witness.text in question.stayed
        self.has_clocks_elsewhere = question.clocks_elsewhere
        self.drawn_with = [other for each in elements if witness in each for other in each]

    @property
    def readings(self) -> Sequence[Reading]:
        """What the witness says as written."""
        return self.witness.readings.healthy

    @property
    def from_dates(self) -> timedelta | None:
        """How far a witness that is counted from the fetch is from the nearest date beside it."""
        if not self.witness.is_relative:
            return None
        days = [day for other in self.others if not other.is_relative for day in other.days()]
        return min([abs(day - its) for day in days for its in self.witness.days()], default=None)

    @property
    def is_beside_label(self) -> bool:
        """Whether it is printed without its role, and another day is printed with it."""
        if not self.witness.is_printed or self.witness.stated:
            return False
        days = {*self.witness.days()}
        labelled = [w.days() for w in self.others if w.is_printed and w.stated]
        return bool([its for its in labelled if its and days.isdisjoint(its)])

    @property
    def is_of_fetch(self) -> bool:
        """Whether a machine states the moment of the fetch, or its day."""
        # what stood there a day later as well was not made for the look that saw it first
        fetched = None if self.has_stayed else self.hints.fetched
        return fetched is not None and _is_of_fetch(self.witness, self.hints, fetched)

    @property
    def is_drawn(self) -> bool:
        """Whether its own element has another date, for which a browser's may be a day early."""
        return True in [_draws(other, self.witness) for other in self.drawn_with]


def weakened(heard: Sequence[Witness], question: Question) -> list[Witness]:
    """Return the witnesses, less reliable where their date may be the fetch's or a browser's."""
    elements: dict[str, list[Witness]] = {}
    for witness in heard:
        for place in witness.elements:
            elements.setdefault(place, []).append(witness)
    several = [together for together in elements.values() if len(together) > 1]
    following = _following(heard, question) if question.looks else {}
    found = []
    for witness in heard:
        hearing = Hearing(witness, heard, several, question, following.get(witness, ""))
        share = least_share("reliability", hearing)
        found.append(witness.but(share) if share < witness.reliability else witness)
    return found


def in_stated_years(heard: Sequence[Witness]) -> list[Witness]:
    """Return the witnesses, each day without its year in the years that others state for it.

    "Sep 16" beside 2025-09-16T04:51:00-06:00, or in an address of /2025/09/, is not of the year of
    the fetch.
    """
    stated = [
        reading.partial
        for witness in heard
        for reading in witness.readings.healthy
        if only(reading.partial.year) not in (None, _NO_YEAR) and reading.rule != MISSING_YEAR.id
    ]
    return [_of_stated_year(witness, stated) for witness in heard] if stated else [*heard]


def _of_stated_year(witness: Witness, stated: Sequence[PartialDatetime]) -> Witness:
    """Return a witness without its readings in the fetch's year, where others state its year."""
    healthy = witness.readings.healthy
    counted = [reading for reading in healthy if reading.rule == MISSING_YEAR.id]
    if not counted:
        return witness
    as_said = [
        reading._replace(partial=reading.partial._replace(year=None), rule=None)
        for reading in counted
    ]
    borne_out = tuple([r for r in as_said if _is_stated(r.partial, stated)])
    if not borne_out:
        return witness
    information = max([surprise(reading.partial) for reading in borne_out])
    said = witness.readings._replace(healthy=borne_out, information=information)
    return witness.but(readings=said)


def _is_stated(said: PartialDatetime, stated: Sequence[PartialDatetime]) -> bool:
    """Return whether a day without its year is that of a date with one, or beside it, as zones
    have it.
    """
    for its in stated:
        of_year = said._replace(year=its.year)
        together = unify(PartialDatetime(*of_year[:3]), PartialDatetime(*its[:3]))
        if its.month is not None and together is not None:
            return True
        if True in [abs(mine - day) <= _DAY for mine in days(of_year) for day in days(its)]:
            return True
    return False


def without_clocks(heard: Iterable[Witness], question: Question) -> list[Witness]:
    """Return the witnesses but for those that state each look's own moment: at ten a place said
    ten, at noon noon, which is the clock of who made the page and tells nothing of the article.
    """
    found = [*heard]
    following = _following(found, question)
    return [witness for witness in found if following.get(witness) != "moments"]


def _following(heard: Sequence[Witness], question: Question) -> dict[Witness, str]:
    """Return the witnesses of places that state each look's own moment, or day.

    A place must have followed two looks: a story is put up, and put up again, a minute before a
    look once, not twice.  Where a cache may have handed the page out, it must have followed most.
    """
    at: dict[str, list[_Followed]] = {}
    for witness in heard:
        for place, look in {(s.observation.source.id, s.look) for s in witness.statements}:
            if precision := _of_look(witness, question, look):
                at.setdefault(place, []).append(_Followed(witness, look, precision))
    followed = _clocks(at, len(question.looks))
    return {each.witness: _precision(seen) for seen in followed for each in seen}


class _Followed(NamedTuple):
    """A witness that states a look's own moment or day."""

    witness: Witness
    look: int
    precision: str


def _clocks(at: Mapping[str, Sequence[_Followed]], looks: int) -> Iterator[Sequence[_Followed]]:
    """Yield what each place stated that is a clock: of two looks, or of most where a cache may have
    handed the page out.
    """
    for seen in at.values():
        at_once = [each for each in seen if each.precision != "minutes"]
        if _several(at_once) > 1 or _several(seen) >= max(2, _MOSTLY * looks):
            yield seen


def _several(seen: Sequence[_Followed]) -> int:
    """Return of how many looks or texts these are, the fewer: each look must have its own text."""
    return min(len({each.witness.text for each in seen}), len({each.look for each in seen}))


def _precision(seen: Sequence[_Followed]) -> str:
    """Return what a place states of its looks, as far as all of its texts do."""
    return "days" if "days" in [each.precision for each in seen] else "moments"


def _of_look(witness: Witness, question: Question, look: int) -> str:
    """Return what of a look a witness states: its "moments", "minutes" before it, its "days" or
    nothing.
    """
    if len(witness.sound) != 1 or witness.kind in _BUILT_ONCE or witness.is_relative:
        return ""
    ((_, hypothesis),) = witness.sound
    moment, fetched = hypothesis.moment(), question.looks[look]
    if moment is None:
        return ""
    if hypothesis.clock.minute is not None:
        if _shows_moment(hypothesis, moment.wall, fetched):
            return "moments"
        made = hypothesis.instant
        return "minutes" * (made is not None and timedelta(0) <= fetched - made <= _CACHED)
    return "days" * (moment.wall.date() in _days_at(fetched, question.hints))


def _shows_moment(hypothesis: Hypothesis, wall: datetime, fetched: datetime) -> bool:
    """Return whether a clock shows the moment of a look, in its zone or in any."""
    if hypothesis.instant is not None:
        return abs(hypothesis.instant - fetched) <= _SAME_MOMENT
    seconds = abs((wall - fetched).total_seconds())
    off = min(seconds % _QUARTER, -seconds % _QUARTER)
    return seconds <= _FARTHEST and off <= _SAME_MOMENT.total_seconds()


def _draws(other: Witness, witness: Witness) -> bool:
    """Return whether a witness may be how a browser west of UTC drew the other of its element.

    toLocaleDateString of new Date("2022-02-25") shows the 24th.
    """
    days, its_days = witness.days(), other.days()
    if other.is_printed and other.stated and not witness.stated and len(its_days) == len(days) == 1:
        # <time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>
        return days[0] - its_days[0] >= APART
    if other is witness or not _ISO_DAY.fullmatch(other.text) or len(other.sound) != 1:
        return False
    return its_days[0] - _DAY in days


def _is_of_fetch(witness: Witness, hints: Hints, fetched: datetime) -> bool:
    """Return whether a machine states the moment of the fetch, or its day: its template may print
    today.

    So may the header of a page, whose date a text dump has above the headline.  An element's
    attribute and a scraper's own column may hold the very moment of the fetch; the day of it they
    share with every fresh story.
    """
    if len(witness.sound) != 1 or witness.kind in _BUILT_ONCE:
        return False
    is_header = witness.places == {"text:above-headline"}
    if witness.is_printed and not is_header:
        return False
    ((_, hypothesis),) = witness.sound
    moment = hypothesis.moment()
    if moment is None:
        return False
    if hypothesis.clock.hour is not None:
        return _is_at_fetch(hypothesis, moment.wall, fetched)
    prints_today = is_header or witness.kind == "machine"
    return prints_today and moment.wall.date() in _days_at(fetched, hints)


def _is_at_fetch(hypothesis: Hypothesis, wall: datetime, fetched: datetime) -> bool:
    """Return whether a clock shows the moment of the fetch, in its zone or, to the second, in
    any.
    """
    if hypothesis.instant is not None:
        return abs(hypothesis.instant - fetched) <= _SAME_MOMENT
    return hypothesis.clock.second is not None and _is_in_some_zone(wall - fetched)


def _days_at(fetched: datetime, hints: Hints) -> list[date]:
    """Return the days that the site's clocks may show at the fetch."""
    offsets = country_offsets(hints.country or "", fetched.date()) or _MOST_CLOCKS
    return [(fetched + timedelta(minutes=minutes)).date() for minutes in (0, *offsets)]


def _is_in_some_zone(ahead: timedelta) -> bool:
    """Return whether a clock so far ahead of UTC's is that of a zone, to a few seconds."""
    seconds = abs(ahead.total_seconds())
    return seconds <= _FARTHEST and min(seconds % _QUARTER, -seconds % _QUARTER) <= _A_FEW
