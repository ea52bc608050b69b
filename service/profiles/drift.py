"""What changed at a site: its pages in order of time, each asked for every habit of its profile.

All habits of a site are tested at once, each at its share of the rate of false alarms.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from service.profiles.detector import Detector, Start, log_e_of_most, log_sum, worth_keeping
from service.profiles.profile import VALUES, Document
from service.profiles.watched import (
    FIELD_OF,
    Features,
    Watched,
    listed,
    seen_before,
    watched,
)

#: The rate of false alarms: of so many sites that did not change, at most one is told to have
#: changed within so many pages of it.
ONE_IN, PAGES = 1_000, 100
#: Values of one kind that may yet turn out to be the site's; more are forgotten, oldest first.
_MOST_VALUES = 200
#: The least e-value for "on more than half of the pages since it came": half of a site's pages can
#: be about one large story for days, and one in some forty such stories passes.
_OWN = log(100)


class Change(NamedTuple):
    """A habit that changed: which it was, since which page of the site, and when that was certain.

    Pages are counted from 0 in the order in which they were given.
    """

    watched: Watched
    #: The value that came, where that is the change.
    came: str | None
    since: int
    told: int
    #: How often it was broken before and since, by the time it was certain.
    start: Start
    #: The first pages that broke the habit.
    shown_by: tuple[int, ...]


@dataclass(slots=True)
class _Habit:
    """A habit that is watched, and the pages that broke it lately."""

    watched: Watched
    detector: Detector
    breaks: deque[int] = field(default_factory=lambda: deque(maxlen=PAGES))

    def add(self, page: int, features: Features) -> bool:
        """Take in a page; return whether it says anything of the habit."""
        broken = self.watched.is_broken_by(features)
        if broken is None:
            return False
        if broken:
            self.breaks.append(page)
        self.detector.add(page, broken)
        return True


@dataclass(slots=True)
class _Value:
    """A value that the profile does not list, and the pages on which it may have come to stay.

    The page that brings a value is no proof for it: the pages that follow are.  Its weight is
    shared by all values that are new on that page.
    """

    starts: list[tuple[Start, float]] = field(default_factory=list)
    pages: deque[int] = field(default_factory=lambda: deque(maxlen=PAGES))

    def add(self, is_there: bool) -> None:
        """Take in a page."""
        found = [(start.after(is_there), weight) for start, weight in self.starts]
        kept = set(worth_keeping([start for start, _ in found]))
        self.starts = [one for one in found if one[0] in kept]

    def begin(self, page: int, before: int, of: int, weight: float) -> None:
        """Count the page as one on which the value may have come."""
        self.pages.append(page)
        self.starts.append((Start(page, before, of, 0, 0), weight))

    @property
    def log_sum(self) -> float:
        """The logarithm of the e-detector."""
        return log_sum([start.log_e + weight for start, weight in self.starts])

    @property
    def likeliest(self) -> Start:
        """The likeliest page on which it came."""
        return max(self.starts, key=lambda one: (one[0].log_e + one[1], -one[0].page))[0]


@dataclass(slots=True)
class _Kind:
    """The values of one kind, such as tags."""

    kind: str
    document: Document
    known: frozenset[str]
    of: int
    values: dict[str, _Value] = field(default_factory=dict)

    def add(self, page: int, features: Features) -> list[str]:
        """Take in a page; return the values on it that may have come."""
        names = features.of(self.kind) - self.known
        for name, value in self.values.items():
            value.add(name in names)
        self.values = {name: value for name, value in self.values.items() if value.starts}
        for name in sorted(names):
            value = self.values.setdefault(name, _Value())
            before = seen_before(self.document, self.kind, name)
            value.begin(page, before, self.of, -log(len(names)))
        for name in list(self.values)[: max(0, len(self.values) - _MOST_VALUES)]:
            del self.values[name]
        return sorted(names & self.values.keys())


class SiteWatch:
    """The habits of one site under watch."""

    def __init__(self, document: Document) -> None:
        self.pages = 0
        self._habits = [_Habit(one, Detector(one.broken, one.of)) for one in watched(document)]
        of = document.get("sample", 0)
        self._kinds = [_Kind(kind, document, listed(document, kind), of) for kind in VALUES if of]
        #: The habits that share the rate of false alarms.
        self.watching = len(self._habits) + len(self._kinds)
        self._limit = log(ONE_IN * PAGES * max(1, self.watching))

    def add(self, features: Iterable[str]) -> list[Change]:
        """Take in the next page; return the changes that are certain now and were not before."""
        page, read = self.pages, Features(features)
        self.pages += 1
        found = [self._of_habit(page, one) for one in self._habits if one.add(page, read)]
        for kind in self._kinds:
            found += [self._of_value(page, kind, name) for name in kind.add(page, read)]
        changes = [change for change in found if change is not None]
        told = {change.watched.name for change in changes}
        self._habits = [one for one in self._habits if one.watched.name not in told]
        return changes

    def _of_habit(self, page: int, one: _Habit) -> Change | None:
        detector = one.detector
        if not detector.starts or detector.log_sum < self._limit:
            return None
        start = detector.likeliest
        shown = [number for number in one.breaks if number >= start.page]
        return Change(one.watched, None, start.page, page, start, tuple(shown[:3]))

    def _of_value(self, page: int, kind: _Kind, name: str) -> Change | None:
        value = kind.values[name]
        start = value.likeliest
        if value.log_sum < self._limit or log_e_of_most(start.since, start.since_of) < _OWN:
            return None
        # it is known from now on
        kind.known |= {name}
        shown = [number for number in value.pages if number >= start.page]
        fields = (FIELD_OF[kind.kind],)
        told = Watched(
            "boilerplate", fields, "", "", kind.kind, None, start.before, start.before_of
        )
        del kind.values[name]
        return Change(told, name, start.page, page, start, tuple(shown[:3]))
