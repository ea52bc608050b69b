"""A page before it is rendered: the moment of publication, what each place states, and what a
careful reader concludes.

The reader's rule is kept in one place (``determined`` and ``expect``), so that all families are
judged alike:

* a visibly damaged statement yields to any healthy one, which its intact parts may confirm;
* a statement that looks valid and is wrong yields to two independent healthy ones, or to one that
  shares its minute;
* one against one is left open, and so is a single statement that cannot be sure by itself.
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
    """A value that may be emitted: the reader's day, the clock as (hour, minute, second or None),
    the offset in minutes.
    """

    day: date
    clock: tuple[int, int, int | None] | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class States:
    """What a healthy statement says of its moment: on which clock, at which precision, and whether
    with its offset.
    """

    precision: int
    utc: bool = False
    offset: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One date on a page; ``states`` is None where the text is damaged or is about another moment.

    ``role`` is published, modified, created, date (not stated), expires or other.
    """

    place: str
    text: str
    states: States | None = None
    role: str = "published"
    voice: str = "machine"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a careful reader answers: any of ``answers``; an empty one means that the value must be
    withheld.

    ``truth`` is known to the generator only; where a value that must be withheld is emitted, it is
    judged by the truth.
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
        """Return the words of the page's language."""
        return WORDS[self.locale.language]

    def claim(
        self,
        place: str,
        text: str,
        states: States | None = None,
        role: str = "published",
        voice: str = "machine",
    ) -> None:
        """Add a statement."""
        self.claims.append(Claim(place, text, states, role, voice))


def rounded(moment: Moment, precision: int, *, utc: bool = False, offset: bool = False) -> Answer:
    """Return the answer that states a moment at that precision."""
    seen = moment.as_utc() if utc else moment
    wall = seen.wall
    if precision == DAY:
        return Answer(wall.date())
    clock = (wall.hour, wall.minute, wall.second if precision == SECOND else None)
    return Answer(wall.date(), clock, seen.offset if offset else None)


def truths(moment: Moment) -> tuple[Answer, ...]:
    """Return every correct statement of the moment."""
    return (
        rounded(moment, SECOND, offset=True),
        rounded(moment, SECOND),
        rounded(moment, MINUTE, offset=True),
        rounded(moment, MINUTE),
        rounded(moment, DAY),
        rounded(moment, SECOND, utc=True, offset=True),
    )


def determined(truth: Moment, claims: Sequence[Claim]) -> tuple[Answer, ...]:
    """Return what the healthy statements about a moment determine together, finest first; empty
    when there are none.
    """
    said = [claim.states for claim in claims if claim.states is not None]
    local = [states for states in said if not states.utc]
    instants = [states for states in said if states.utc]
    clocks = [states.precision for states in said if states.precision > DAY]
    if not said:
        return ()
    if not clocks:
        return (rounded(truth, DAY),)
    if any(states.precision > DAY for states in local):
        # a local clock and an instant are two clocks of one moment, and so give the offset
        known = any(states.offset for states in local) or bool(instants)
        return _finest(truth, clocks, utc=False, offset=known)
    return _with_days(
        truth,
        clocks,
        [claim for claim in claims if claim.states is not None and not claim.states.utc],
    )


def _finest(
    truth: Moment, precisions: Sequence[int], *, utc: bool, offset: bool
) -> tuple[Answer, ...]:
    """Return the answer at the finest precision, and at the coarser ones with a clock that the page
    also states.
    """
    return tuple(
        rounded(truth, precision, utc=utc, offset=offset)
        for precision in sorted(set(precisions), reverse=True)
    )


def _with_days(truth: Moment, clocks: Sequence[int], days: Sequence[Claim]) -> tuple[Answer, ...]:
    """Return the answers for instants in UTC beside local days: the reader's day holds, an instant
    on another day does not.
    """
    instant = _finest(truth, clocks, utc=True, offset=True)
    if not days or truth.utc.date() == truth.wall.date():
        return instant
    day = rounded(truth, DAY)
    # an address is dated by a server whose zone is not stated, so either day can be defended
    return (day,) if any(claim.voice != "url" for claim in days) else (day, *instant)


def published(scene: Scene) -> list[Claim]:
    """Return the statements about the publication, or about a date whose role is not stated."""
    return [claim for claim in scene.claims if claim.role in ("published", "date")]


def healthy(scene: Scene) -> Expectation:
    """Return the expectation of a page on which every statement is true.

    A machine's day alone that equals the day of the fetch is a fresh story or a template's "now":
    withholding is no error.
    """
    said = published(scene)
    days = all(claim.voice == "machine" and claim.states == States(DAY) for claim in said)
    now = (
        scene.fetched is not None
        and at_utc(scene.fetched, scene.truth.zone).wall.date() == scene.truth.wall.date()
    )
    return Expectation(determined(scene.truth, said), truths(scene.truth), days and now)


@dataclass(frozen=True, slots=True)
class Damage:
    """What a reader can recover from a damaged statement.

    ``silent``: it reads as a valid date.  ``echo``: what a healthy statement must state so that the
    two confirm each other ("minute": 2022-10-25 beside 14:10; "day": a month too early beside the
    day itself).  ``adds``: what it states beyond the healthy statements once it is explained (its
    offset, its seconds).
    """

    silent: bool = False
    echo: str = ""
    adds: tuple[States, ...] = ()


def expect(scene: Scene, damage: Damage) -> Expectation:
    """Return what a careful reader concludes from the scene's healthy statements and one damaged
    one.
    """
    said = [claim for claim in published(scene) if claim.states is not None]
    answers = determined(scene.truth, said)
    clock = any(claim.states is not None and claim.states.precision > DAY for claim in said)
    confirmed = bool(said) and (damage.echo == "day" or (damage.echo == "minute" and clock))
    voices = {claim.voice for claim in said}
    if damage.silent and not confirmed and len(voices) < 2:
        answers = ()
    # what the damaged statement adds is stated with the offset that the healthy ones determine
    known = any(answer.offset is not None for answer in answers)
    more = (
        tuple(
            rounded(scene.truth, s.precision, utc=s.utc, offset=s.offset or known)
            for s in damage.adds
        )
        if answers
        else ()
    )
    return Expectation((*answers, *more), truths(scene.truth), not answers, damage.silent)


def days_off(scene: Scene, least: int, most: int, *, either: bool = False) -> Moment:
    """Return another moment at the same place, some days from the publication and at another time
    of day.
    """
    days = scene.rng.randint(least, most) * (scene.rng.choice((-1, 1)) if either else 1)
    return scene.truth.shifted(1440 * days + scene.rng.randint(-500, 500))


def printed_zone(locale: Locale, moment: Moment) -> str | None:
    """Return the abbreviation that a newsroom prints and readers of its country understand, or
    None.
    """
    known = moment.abbreviation in KNOWN_ABBREVIATIONS.get(locale.country, ())
    return moment.abbreviation if known else None


def printed(scene: Scene, moment: Moment, *, clock: bool, weekday: bool | None = None) -> str:
    """Return a day, or a day and a clock, as the locale's newsroom prints it."""
    locale = scene.locale
    days = [
        pattern for pattern in locale.days if weekday is None or ("EEEE" in pattern) == weekday
    ] or list(locale.days)
    pattern = scene.rng.choice(days)
    return java(
        moment, f"{pattern}'{locale.join}'{locale.clock}" if clock else pattern, locale.cldr
    )
