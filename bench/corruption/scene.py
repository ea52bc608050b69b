"""A page before it is dressed: the moment it was published, what each place states, and what a careful reader gets from it.

The reader's rule is kept in one place (``determined`` and ``expect``), so that no family invents its own justice:

* a statement that is visibly damaged yields to any healthy one; what it still echoes may confirm it;
* a statement that reads well and is wrong yields to two independent healthy ones, or to one that shares its minute;
* one against one is left open, and so is what stands alone and does not prove itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from bench.corruption.locales import KNOWN_ABBREVIATIONS, Locale
from bench.corruption.moments import Moment, at_utc
from bench.corruption.pattern_letters import java
from bench.corruption.words import WORDS, Words

DAY, MINUTE, SECOND = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A value that may be emitted: the reader's day, the clock as (hour, minute, second or None), the offset in minutes."""

    day: date
    clock: tuple[int, int, int | None] | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class States:
    """What a healthy statement says of its moment: on which clock, how finely, and whether the offset stands there."""

    precision: int
    utc: bool = False
    offset: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One date that stands on a page; ``states`` is None where the text is damaged or speaks of another moment.

    ``role`` is published, modified, created, date (nobody says), expires or other.
    """

    place: str
    text: str
    states: States | None = None
    role: str = "published"
    voice: str = "machine"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a careful reader answers: any of ``answers``; none of them means that the value must be withheld.

    ``truth`` is what the generator alone knows; a page that must be withheld is judged by it when something is emitted.
    """

    answers: tuple[Answer, ...]
    truth: tuple[Answer, ...]
    open: bool = False
    silent: bool = False


@dataclass(slots=True)
class Scene:
    """One page in the making."""

    rng: Random
    locale: Locale
    truth: Moment
    outlet: str
    host: str
    modified: Moment | None = None
    fetched: datetime | None = None
    path: str = ""
    language: str = ""
    distractors: bool = True
    last_modified: str | None = None
    claims: list[Claim] = field(default_factory=list)

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return WORDS[self.locale.language]

    def claim(
        self, place: str, text: str, states: States | None = None, role: str = "published", voice: str = "machine"
    ) -> None:
        """One more statement."""
        self.claims.append(Claim(place, text, states, role, voice))


def rounded(moment: Moment, precision: int, *, utc: bool = False, offset: bool = False) -> Answer:
    """The answer that states a moment at that precision."""
    seen = moment.as_utc() if utc else moment
    wall = seen.wall
    if precision == DAY:
        return Answer(wall.date())
    clock = (wall.hour, wall.minute, wall.second if precision == SECOND else None)
    return Answer(wall.date(), clock, seen.offset if offset else None)


def truths(moment: Moment) -> tuple[Answer, ...]:
    """Every way of stating the moment rightly."""
    return (
        rounded(moment, SECOND, offset=True),
        rounded(moment, SECOND),
        rounded(moment, MINUTE, offset=True),
        rounded(moment, MINUTE),
        rounded(moment, DAY),
        rounded(moment, SECOND, utc=True, offset=True),
    )


def determined(truth: Moment, claims: Sequence[Claim]) -> tuple[Answer, ...]:
    """What the healthy statements about a moment determine together, finest first; nothing when there is none."""
    said = [claim.states for claim in claims if claim.states is not None]
    local = [states for states in said if not states.utc]
    instants = [states for states in said if states.utc]
    clocks = [states.precision for states in said if states.precision > DAY]
    if not said:
        return ()
    if not clocks:
        return (rounded(truth, DAY),)
    if any(states.precision > DAY for states in local):
        # a local clock beside an instant gives the offset, as two clocks of one moment
        known = any(states.offset for states in local) or bool(instants)
        return _finest(truth, clocks, utc=False, offset=known)
    return _with_days(truth, clocks, [claim for claim in claims if claim.states is not None and not claim.states.utc])


def _finest(truth: Moment, precisions: Sequence[int], *, utc: bool, offset: bool) -> tuple[Answer, ...]:
    """The answer at the finest precision, and at the coarser clocks that the page states as well."""
    return tuple(rounded(truth, precision, utc=utc, offset=offset) for precision in sorted(set(precisions), reverse=True))


def _with_days(truth: Moment, clocks: Sequence[int], days: Sequence[Claim]) -> tuple[Answer, ...]:
    """Instants on the clock of UTC beside local days: the reader's day stands, and an instant of another day does not."""
    instant = _finest(truth, clocks, utc=True, offset=True)
    if not days or truth.utc.date() == truth.wall.date():
        return instant
    day = rounded(truth, DAY)
    # an address is dated by a server whose zone nobody states, so that either day can be defended
    return (day,) if any(claim.voice != "url" for claim in days) else (day, *instant)


def published(scene: Scene) -> list[Claim]:
    """The statements about the publication, or about a date whose role nobody states."""
    return [claim for claim in scene.claims if claim.role in ("published", "date")]


def healthy(scene: Scene) -> Expectation:
    """The expectation of a page on which every statement is true.

    A machine's day alone that is the day of the fetch is a fresh story or a template's now: to withhold it is no fault.
    """
    said = published(scene)
    days = all(claim.voice == "machine" and claim.states == States(DAY) for claim in said)
    now = scene.fetched is not None and at_utc(scene.fetched, scene.truth.zone).wall.date() == scene.truth.wall.date()
    return Expectation(determined(scene.truth, said), truths(scene.truth), days and now)


@dataclass(frozen=True, slots=True)
class Damage:
    """What a reader can make of a damaged statement.

    ``silent``: it reads as a valid date.  ``echo``: what a healthy statement must state so that the two confirm each other
    ("minute": 2022-10-25 beside 14:10; "day": a month too early beside the day itself).  ``adds``: what it says beyond the
    healthy statements once it is explained (its offset, its seconds).
    """

    silent: bool = False
    echo: str = ""
    adds: tuple[States, ...] = ()


def expect(scene: Scene, damage: Damage) -> Expectation:
    """What a careful reader gets from the scene's healthy statements and one damaged one."""
    said = [claim for claim in published(scene) if claim.states is not None]
    answers = determined(scene.truth, said)
    clock = any(claim.states is not None and claim.states.precision > DAY for claim in said)
    confirmed = bool(said) and (damage.echo == "day" or (damage.echo == "minute" and clock))
    voices = {claim.voice for claim in said}
    if damage.silent and not confirmed and len(voices) < 2:
        answers = ()
    # what the damaged statement adds keeps the offset that the healthy ones determine
    known = any(answer.offset is not None for answer in answers)
    more = tuple(rounded(scene.truth, s.precision, utc=s.utc, offset=s.offset or known) for s in damage.adds) if answers else ()
    return Expectation((*answers, *more), truths(scene.truth), not answers, damage.silent)


def days_off(scene: Scene, least: int, most: int, *, either: bool = False) -> Moment:
    """Another moment of the same place, so many days from the publication and at a clock of its own."""
    days = scene.rng.randint(least, most) * (scene.rng.choice((-1, 1)) if either else 1)
    return scene.truth.shifted(1440 * days + scene.rng.randint(-500, 500))


def printed_zone(locale: Locale, moment: Moment) -> str | None:
    """The abbreviation that a newsroom prints and a reader of its country understands, where there is one."""
    known = moment.abbreviation in KNOWN_ABBREVIATIONS.get(locale.country, ())
    return moment.abbreviation if known else None


def printed(scene: Scene, moment: Moment, *, clock: bool, weekday: bool | None = None) -> str:
    """A day, or a day and a clock, as the locale's newsroom prints it."""
    locale = scene.locale
    days = [pattern for pattern in locale.days if weekday is None or ("EEEE" in pattern) == weekday] or list(locale.days)
    pattern = scene.rng.choice(days)
    return java(moment, f"{pattern}'{locale.join}'{locale.clock}" if clock else pattern, locale.cldr)
