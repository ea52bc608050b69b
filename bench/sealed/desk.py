"""The desk on which a family lays out one page: its moment, its newsroom, the places of its dates,
and the truth about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from bench.corruption.moments import Moment
from bench.corruption.scene import DAY, MINUTE, SECOND, Answer, Expectation, rounded, truths
from bench.sealed.press import AUTHORS, OUTLETS, Press

__all__ = [
    "DAY",
    "MACHINE",
    "MINUTE",
    "PLACES",
    "PRINT",
    "SECOND",
    "Answer",
    "Desk",
    "Expectation",
    "Moment",
]

#: Where software writes dates, and where they are printed for readers.
MACHINE = ("meta", "ld", "attr", "microdata", "supplied")
PRINT = ("line", "label", "time", "dump")
PLACES = (*MACHINE, *PRINT)

#: Newsrooms whose readers take a printed abbreviation for one offset.
ABBREVIATIONS = {
    "US": "EST EDT CST CDT MST MDT PST PDT",
    "CA": "EST EDT PST PDT",
    "GB": "GMT BST",
    "IE": "GMT IST",
    "IN": "IST",
    "AU": "AEST AEDT",
    "NZ": "NZST NZDT",
    "ZA": "SAST",
    "DE": "CET CEST",
    "AT": "CET CEST",
    "FR": "CET CEST",
    "ES": "CET CEST",
    "IT": "CET CEST",
    "NL": "CET CEST",
    "PL": "CET CEST",
    "SE": "CET CEST",
    "FI": "EET EEST",
    "GR": "EET EEST",
    "RU": "MSK",
    "JP": "JST",
    "KR": "KST",
    "ID": "WIB",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One text at one place; ``role`` names whose date it is, ``raw`` texts are HTML already."""

    place: str
    text: str
    role: str = "published"
    raw: bool = False


@dataclass(slots=True)
class Desk:
    """One page in the making.

    ``place`` is where the family's date stands; ``fetched`` is naive UTC; ``assume`` is the
    caller's word for the site's zone; ``plain`` makes a page of a list, without an article.
    """

    rng: Random
    press: Press
    at: Moment
    place: str
    fetched: datetime
    language: str | None
    host: str
    outlet: str
    author: str
    path: str = ""
    assume: str | None = None
    headline: str = ""
    paragraphs: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    byline: bool = True
    plain: bool = False

    @property
    def wall(self) -> datetime:
        """The publication on the newsroom's clock."""
        return self.at.wall

    @property
    def printed(self) -> bool:
        """Whether the family's date stands in print."""
        return self.place in PRINT

    def pick(self, *texts: str) -> str:
        """One of the texts."""
        return self.rng.choice(texts)

    def fmt(self, pattern: str, wall: datetime | None = None) -> str:
        """A wall time by an LDML pattern, in the newsroom's language."""
        return self.press.fmt(pattern, wall or self.wall)

    def date(self, wall: datetime | None = None) -> str:
        """A day as CLDR prints it at length for the newsroom."""
        return self.press.day(wall or self.wall)

    def put(
        self, text: str, place: str = "", *, raw: bool = False, role: str = "published"
    ) -> None:
        """Lays a text at a place, the family's own unless another is named."""
        self.said.append(Said(place or self.place, text, role, raw))

    def later(self, least: int = 40, most: int = 9000) -> Moment:
        """A moment of the same newsroom, so many minutes after publication."""
        return self.at.shifted(self.rng.randint(least, most))

    def fetch_after(self, moment: Moment, days: float) -> None:
        """The page is fetched so many days and some hours after a moment, at a clock of its own."""
        hours = self.rng.uniform(0.4, 21)
        self.fetched = (moment.utc + timedelta(days=days, hours=hours)).replace(microsecond=0)

    def address(self) -> None:
        """The page's address carries the newsroom's day."""
        form = self.pick("/%Y/%m/%d/", "/news/%Y/%m/%d/", "/%Y-%m-%d-")
        self.path = f"{self.wall:{form}}{self.pick('old-mill', 'new-quay', 'toll-road')}"

    def zone(self, moment: Moment | None = None) -> str | None:
        """The abbreviation that the country's readers know for the newsroom's clock, where there is
        one.
        """
        short = (moment or self.at).abbreviation
        return short if short in ABBREVIATIONS.get(self.press.country, "").split() else None

    def machine(self, text: str, role: str = "published") -> None:
        """Lays a text where software writes: the family's own place, or another where that is one
        of print.
        """
        self.put(text, self.place if self.place in MACHINE else self.pick("meta", "ld"), role=role)

    def human(self, text: str, role: str = "published") -> None:
        """Lays a text where readers see it: the family's own place, or another where that is a
        machine's.
        """
        self.put(text, self.place if self.place in PRINT else self.pick("line", "time"), role=role)


def iso(moment: Moment, *, minutes: bool = False) -> str:
    """2022-02-25T14:40:00-05:00."""
    return (
        f"{moment.wall:%Y-%m-%dT%H:%M}"
        + ("" if minutes else f":{moment.wall:%S}")
        + shift(moment.offset)
    )


def zulu(moment: Moment) -> str:
    """2022-02-25T19:40:00Z."""
    return f"{moment.utc:%Y-%m-%dT%H:%M:%SZ}"


def shift(minutes: int, colon: str = ":") -> str:
    """An offset as -05:00."""
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"{sign}{size // 60:02d}{colon}{size % 60:02d}"


def epoch(moment: Moment) -> int:
    """Seconds since 1970."""
    return int((moment.utc - datetime(1970, 1, 1)).total_seconds())


def day(moment: Moment, *, either: bool = False) -> Expectation:
    """The reader's day and no more; with ``either`` to withhold it is no fault."""
    return Expectation((rounded(moment, DAY),), truths(moment), either)


def on(when: date, *, either: bool = False) -> Expectation:
    """A day that is told as a date."""
    return Expectation((Answer(when),), (Answer(when),), either)


def minute(
    moment: Moment, *, offset: bool = False, utc: bool = False, either: bool = False
) -> Expectation:
    """The clock to the minute, with the offset where the page states it, on the clock of UTC where
    it is printed so.
    """
    return Expectation(
        (rounded(moment, MINUTE, utc=utc, offset=offset or utc),), truths(moment), either
    )


def second(
    moment: Moment, *, offset: bool = False, utc: bool = False, either: bool = False
) -> Expectation:
    """The clock to the second."""
    return Expectation(
        (rounded(moment, SECOND, utc=utc, offset=offset or utc),), truths(moment), either
    )


def withheld(*moments: Moment) -> Expectation:
    """Nothing may be emitted; ``moments`` is what the author alone knows, where there is a
    publication at all.
    """
    return Expectation((), tuple(answer for moment in moments for answer in truths(moment)), True)


def also(truth: Expectation, *answers: Answer) -> Expectation:
    """The same truth with more answers that a careful reader can defend."""
    return Expectation((*truth.answers, *answers), truth.truth, truth.open, truth.silent)


def desk(rng: Random, press: Press, at: Moment, place: str) -> Desk:
    """A desk for one page, fetched some days to months after publication."""
    outlet = rng.choice(OUTLETS)
    host = f"www.{outlet.lower().replace(' ', '-')}-{rng.randint(2, 900)}.example.{press.tld}"
    fetched = (at.utc + timedelta(days=rng.choice((3, 9, 40, 200)) * (0.5 + rng.random()))).replace(
        microsecond=0
    )
    language = press.tag if rng.random() < 0.8 else press.language
    made = Desk(rng, press, at, place, fetched, language, host, outlet, rng.choice(AUTHORS))
    made.headline, made.paragraphs = press.headline, list(press.paragraphs)
    return made
