"""The account that one hypothesis gives of a page: what it explains, what it leaves, and the rest.

It answers what the conditions of the table of terms ask; each fact is found when first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from service.dates import hypothesis as hypotheses
from service.dates.conditions import APART
from service.dates.hypothesis import Hypothesis, contradicts_weekday, lasts, same_moment
from service.dates.reading import Reading
from service.dates.relative import MISSING_YEAR, RELATIVE_DATE, share_of_day
from service.dates.score import rule
from service.dates.witnesses import Question, Witness

_EPOCH = 1970
_DAY_AND_MONTH_EXCHANGED = rule("day_and_month_swapped").id
_DAYS_FROM_ZERO = rule("zero_based_yearday_in_day_slot").id
_NO_TIME = timedelta(0)
_NUMERIC_ORDERS = ("dmy", "mdy")


class Use(NamedTuple):
    """How a hypothesis explains one witness: the reading, and the rule of its damage, if any."""

    witness: Witness
    reading: Reading
    broken_rule: str | None
    contribution: float

    @property
    def is_in_strokes(self) -> bool:
        """Whether the date is of figures between strokes, of which two orders are known."""
        written = self.reading.written
        if written is None or written.shape.order not in _NUMERIC_ORDERS:
            return False
        return not written.shape.is_dotted


class ScoredHypothesis(NamedTuple):
    """A hypothesis with all that it explains and its score: log2 of its odds against "none"."""

    hypothesis: Hypothesis
    uses: tuple[Use, ...]
    score: float

    @property
    def uses_as_written(self) -> list[Use]:
        """The uses of what is true as it stands."""
        return [use for use in self.uses if use.broken_rule is None]


class Account:
    """A hypothesis of a known day beside its page.

    ``unexplained`` are the witnesses that it does not explain, ``left`` those of them that have no
    other explanation either.
    """

    def __init__(
        self,
        hypothesis: Hypothesis,
        day: date,
        uses: Sequence[Use],
        unexplained: Sequence[Witness],
        left: Sequence[Witness],
        question: Question,
    ) -> None:
        """Take what the hypothesis explains and leaves, and what was asked."""
        self.hypothesis, self.day, self.uses = hypothesis, day, uses
        self.unexplained, self.left, self.question = unexplained, left, question

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the witnesses that it explains: "machine", "human", "url"."""
        return frozenset([use.witness.kind for use in self.uses])

    @cached_property
    def is_named(self) -> bool:
        """Whether a place that names the role supports it."""
        return True in [use.witness.stated for use in self.uses]

    @cached_property
    def broken_rules(self) -> list[str | None]:
        """The rules of the damage that it explains."""
        return [use.broken_rule for use in self.uses]

    @property
    def has_day_and_month_exchanged(self) -> bool:
        """Whether it explains that day and month stand in each other's place."""
        return _DAY_AND_MONTH_EXCHANGED in self.broken_rules

    @property
    def counts_days_from_zero(self) -> bool:
        """Whether it explains a count of the year's days from zero."""
        return _DAYS_FROM_ZERO in self.broken_rules

    @property
    def best_place(self) -> float:
        """How often the best of the places that support it is right."""
        return max([use.witness.right for use in self.uses])

    @property
    def contradicted(self) -> list[Use]:
        """The uses whose weekday is not that of the day."""
        named = [use for use in self.uses if use.reading.weekday is not None]
        return [use for use in named if contradicts_weekday(self.hypothesis, use.reading)]

    @property
    def is_from_the_future(self) -> bool:
        """Whether its moment lies after the fetch of the page."""
        fetched, by_header = self.question.hints.fetched, self.question.by_header
        if fetched is None:
            return False
        return hypotheses.is_from_the_future(self.hypothesis, fetched, by_header)

    @property
    def is_said_later(self) -> bool:
        """Whether a look before all that support it saw the role named with another date."""
        if not self.question.looks:
            return False
        first = min([use.witness.first_look for use in self.uses])
        return bool([w for w in self.unexplained if w.stated and w.sound and w.first_look < first])

    @cached_property
    def saved_days(self) -> list[date]:
        """The days of the page's modification dates."""
        return [day for save in self.question.modified if (day := save.day) is not None]

    @property
    def is_save(self) -> bool:
        """Whether it is one of the page's modification dates."""
        return True in [same_moment(self.hypothesis, save) for save in self.question.modified]

    @property
    def is_after_another_of_its_day(self) -> bool:
        """Whether a machine's place for the role states an earlier clock of the day."""
        if not self.question.modified:
            return False
        named = [w for w in self.unexplained if w.stated and w.kind == "machine" and w.sound]
        others = [witness.sound[0][1] for witness in named]
        return bool(
            [o for o in others if o.day == self.day and lasts(o, self.hypothesis) > _NO_TIME]
        )

    @cached_property
    def away(self) -> list[tuple[Witness, timedelta]]:
        """What is left that states another day however it is read, and how far the nearest is."""
        day = self.day
        nearest = [(w, min([abs(its - day) for its in w.days()], default=None)) for w in self.left]
        return [(witness, away) for witness, away in nearest if away]

    @property
    def is_denied_by_machine(self) -> bool:
        """Whether a machine's place for the role states another day, zones apart."""
        rivals = [w for w, away in self.away if away >= APART and w.kind == "machine"]
        return True in [witness.stated for witness in rivals]

    @cached_property
    def denying(self) -> list[tuple[Witness, timedelta]]:
        """What is left that states another day, which may be meant.

        A year to come, and a count of seconds read as one of milliseconds, deny nothing.
        """
        fetched = self.question.hints.fetched
        latest = date.max if fetched is None else fetched.date() + APART

        def may_be_meant(witness: Witness) -> bool:
            return bool([day for day in witness.days() if day <= latest and day.year != _EPOCH])

        return [(witness, away) for witness, away in self.away if may_be_meant(witness)]

    @property
    def is_named_before(self) -> bool:
        """Whether a machine's place for the role states a day long before it."""
        named = [(w, away) for w, away in self.denying if w.stated and w.kind == "machine"]
        return bool([w for w, away in named if away >= APART and max(w.days()) < self.day])

    @property
    def published_day(self) -> date | None:
        """The day of the publication, where this is asked of another role."""
        published = self.question.published
        return None if published is None else published.day

    @property
    def from_other_role(self) -> timedelta:
        """How long before the other role's date it lies: a modification, or the publication."""
        if (published := self.published_day) is not None:
            return published - self.day
        return self.day - min(self.saved_days, default=self.day)

    @property
    def is_mirrored_save(self) -> bool:
        """Whether it is a save's day with day and month exchanged."""
        mirrored = [(its.year, its.day, its.month) for its in self.saved_days if its != self.day]
        return self.day.timetuple()[:3] in mirrored

    @property
    def is_in_strokes(self) -> bool:
        """Whether all that supports it is of figures between strokes: "12/04/2015"."""
        return False not in [use.is_in_strokes for use in self.uses]

    @property
    def is_visible(self) -> bool:
        """Whether readers see something of what supports it, in print or in the address."""
        return "url" in self.kinds or True in [use.witness.is_printed for use in self.uses]

    @property
    def is_of_publication(self) -> bool:
        """Whether the publication is asked for."""
        return self.question.is_publication

    @property
    def share_of_readers(self) -> float:
        """How many of the clocks that readers may have show its day at its instant."""
        instant = self.hypothesis.instant
        return 1.0 if instant is None else share_of_day(self.day, instant, self.question.hints)

    @property
    def since_fetch(self) -> timedelta | None:
        """How long before the fetch a day of an earlier year is, where nothing else says of which
        year: no save after it, and no weekday.
        """
        hints = self.question.hints
        if hints.fetched is None or hints.saved is not None:
            return None
        said = {(use.reading.rule, use.reading.weekday) for use in self.uses}
        is_open = said == {(MISSING_YEAR.id, None)} and self.day.year < hints.fetched.year
        return hints.fetched.date() - self.day if is_open else None

    @property
    def is_counted(self) -> bool:
        """Whether a use of it is counted from the fetch: "3 hours ago"."""
        return RELATIVE_DATE.id in [use.reading.rule for use in self.uses]
