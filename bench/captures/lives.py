"""The life of an article: its site, what happens to it, and when it is looked at."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bench.captures.frequencies import (
    AFTER,
    AROUND,
    EVENTS,
    FIRST_LOOK,
    GAP,
    INSTEAD,
    LATE_LOOK,
    LINE,
    LOCALES,
    LOOKS,
    MACHINE,
    ON_UPDATE,
    OVERWRITTEN,
    UPDATES,
    drawn,
)
from bench.corruption.locales import Locale, locale
from bench.corruption.moments import Moment, draw

STORIES = json.loads(Path(__file__).with_name("stories.json").read_text("utf-8"))
PEOPLE = (
    "Mara Ellwood;Tomas Verhagen;Ines Calloway;Anton Brusk;Leila Haddock;Rosa Delmonte;"
    "Olga Strand;Yusuf Tarim;Nadia Perrin;Emil Sandberg"
).split(";")
PEOPLE_JA = "佐藤明美;高橋健一;中村由紀;小林大輔;加藤直子;山田翔太".split(";")
PLACES = "Ashford Bramley Corvane Dunmere Eastholm Fairwick Grenloch Harrowby Ilsted".split()
PLACES_JA = "青波 白川 桜島 北浜 松原 若葉".split()
OUTLETS = (
    "Harbour Ledger;River Courier;Morning Beacon;Valley Tribune;Hillside Post;Coast Gazette;"
    "Lantern;Granite Times"
).split(";")
#: The first and the last year of a publication, so that every look lies before the present.
YEARS = 2012, 2021


@dataclass(frozen=True, slots=True)
class Habits:
    """What a template does; a redesign draws new ones."""

    machine: str
    line: str
    on_update: str
    overwritten: str
    around: frozenset[str]
    layout: int


@dataclass(frozen=True, slots=True)
class Event:
    """What happens to an article, and when."""

    kind: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the address: when, and what it gives instead of the article, if it does."""

    at: Moment
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told: a story with its own words."""

    headline: str
    changed: str
    sentences: tuple[str, ...]
    authors: tuple[str, ...]
    second_author: str


@dataclass(frozen=True, slots=True)
class Life:
    """An article's life as it was."""

    number: int
    locale: Locale
    host: str
    outlet: str
    habits: tuple[Habits, Habits]
    published: Moment
    telling: Telling
    other: Telling
    events: tuple[Event, ...]
    looks: tuple[Look, ...]
    seed: str = field(repr=False)

    def times(self, *kinds: str, by: Moment | None = None) -> list[Moment]:
        """Return when these things happened, up to a moment."""
        return [
            event.at
            for event in self.events
            if event.kind in kinds and (by is None or event.at.utc <= by.utc)
        ]

    def is_redesigned(self, by: Moment) -> bool:
        """Return whether the site has its new template by then."""
        return bool(self.times("redesigned", by=by))

    def at(self, when: Moment) -> Habits:
        """Return the template's habits at a time."""
        return self.habits[self.is_redesigned(when)]


def life(number: int, seed: int = 47) -> Life:
    """Return the life of this number."""
    rng = Random(f"{seed}/{number}")
    where = locale(drawn(rng, LOCALES))
    published = draw(rng, rng.choice(where.zones), *YEARS)
    first = _habits(rng)
    # a redesign changes how a page looks, and what an update does with the dates is the system's
    second = replace(
        _habits(rng),
        on_update=first.on_update,
        overwritten=first.overwritten,
        layout=first.layout ^ 1,
    )
    one, two = rng.sample(range(4), 2)
    events = _events(rng, published)
    return Life(
        number,
        where,
        f"news{number}.example",
        rng.choice(OUTLETS),
        (first, second),
        published,
        _telling(rng, where, one),
        _telling(rng, where, two),
        events,
        _looks(rng, published),
        f"{seed}/{number}",
    )


def _habits(rng: Random) -> Habits:
    machine, line = drawn(rng, MACHINE), drawn(rng, LINE)
    while machine == line == "none":
        machine, line = drawn(rng, MACHINE), drawn(rng, LINE)
    around = frozenset(name for name, share in AROUND.items() if rng.random() < share)
    return Habits(
        machine, line, drawn(rng, ON_UPDATE), drawn(rng, OVERWRITTEN), around, rng.randrange(6)
    )


def _telling(rng: Random, where: Locale, which: int) -> Telling:
    japanese = where.language == "ja"
    headline, changed, sentences = STORIES[where.language]["stories"][which]
    people = rng.sample(PEOPLE_JA if japanese else PEOPLE, 3)
    slots = {"place": rng.choice(PLACES_JA if japanese else PLACES), "name": people[2]}
    filled = [text.format(**slots, n=rng.randrange(3, 90)) for text in (headline, changed)]
    return Telling(
        filled[0],
        filled[1],
        tuple(text.format(**slots, n=rng.randrange(3, 90)) for text in sentences),
        (people[0],),
        people[1],
    )


def _events(rng: Random, published: Moment) -> tuple[Event, ...]:
    found = []
    for kind, share in EVENTS.items():
        times = (drawn(rng, UPDATES) if kind == "updated" else 1) if rng.random() < share else 0
        least, most = AFTER[kind]
        found += [
            Event(kind, published.shifted(round(_between(rng, least, most)))) for _ in range(times)
        ]
    return tuple(sorted(found, key=lambda event: (event.at.utc, event.kind)))


def _between(rng: Random, least: float, most: float) -> float:
    """Return a number between two, evenly in the logarithm."""
    return math.exp(rng.uniform(math.log(least), math.log(most)))


def _looks(rng: Random, published: Moment) -> tuple[Look, ...]:
    count = rng.randint(*drawn(rng, LOOKS))
    gap = drawn(rng, GAP)
    at = published.shifted(round(_between(rng, *drawn(rng, FIRST_LOOK))))
    times = [at]
    for index in range(1, count):
        late = index == count - 1 and rng.random() < LATE_LOOK
        step = rng.uniform(365, 1095) * 1440 if late else gap * _between(rng, 0.4, 2.5)
        at = at.shifted(round(step))
        if at.utc < datetime(2026, 9, 1):
            times.append(at)
    instead = [drawn(rng, {None: 1 - sum(INSTEAD.values()), **INSTEAD}) for _ in times]
    places = [index for index, what in enumerate(instead) if what]
    # the article is what most looks show
    for index in places[max((len(times) - 1) // 2, 0) :]:
        instead[index] = None
    return tuple(Look(when, what) for when, what in zip(times, instead, strict=True))


def stamp(moment: Moment) -> str:
    """Return an instant as a fetcher notes it, in UTC."""
    return f"{moment.utc:%Y-%m-%dT%H:%M:%SZ}"


def lag(rng: Random) -> timedelta:
    """Return how old a page in a cache is when it is fetched."""
    return timedelta(minutes=rng.randrange(0, 9))
