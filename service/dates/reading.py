"""One reading of a raw date: what it says under one hypothesis of how it was written, and the proof that it was written so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from service import names
from service.dates import scan, zones
from service.dates.formats import Format, Moment
from service.dates.mends import Mended
from service.dates.partial import PartialDatetime, days


class Hints(NamedTuple):
    """What a page says about its writers, for order and zones: BCP 47 language and ISO 3166 country, where known.

    ``fetched`` is when the page was fetched (UTC, naive), for dates that are told from then: "3 hours ago", "25 February"; and
    ``clock`` the offset that the site's clocks showed then, in minutes, where somebody says it.
    """

    language: str | None = None
    country: str | None = None
    fetched: datetime | None = None
    clock: int | None = None


class Written(NamedTuple):
    """How a text was written: its shape, the slots that hold something else than they seem to, and the clock's lag.

    The format that follows from it is worked out where something is proved or shown, which few readings come to.
    """

    shape: scan.Shape
    renamed: Mapping[str, str]
    shift: timedelta = timedelta(0)


class Reading(NamedTuple):
    """What a raw date says under one hypothesis of how it was written.

    ``bits`` is the price of the hypothesis (-log2 of its share). ``rule`` names the form or the damage. ``broken`` says that
    the string as it stands means something else. A ``silent`` reading is of damage that left a readable string, and is believed
    only beside a second witness. ``meaning`` is the part of the bits that its zone's name costs, for meaning this offset and no
    other. ``weekday`` is a check, not a statement. ``mends`` (string repairs) were made to the text before it was read, the
    outermost first.
    """

    partial: PartialDatetime
    bits: float = 0.0
    rule: str | None = None
    broken: bool = False
    written: Written | None = None
    weekday: frozenset[int] | None = None
    abbreviation: str | None = None
    out_of_season: bool = False
    mends: tuple[Mended, ...] = ()
    silent: bool = False
    meaning: float = 0.0

    @property
    def format(self) -> Format | None:
        """The pattern in which the text was written, or None for a count and for a timestamp that needs no proof."""
        if self.written is None:
            return None
        return self.written.shape.format().with_slots(self.written.renamed)._replace(shift=self.written.shift)

    @property
    def observed(self) -> str:
        """What the format stands for: a part of the text."""
        return "" if self.written is None else self.written.shape.observed()

    def day(self) -> date | None:
        """The one calendar day it states, or None."""
        possible = days(self.partial)
        return possible[0] if len(possible) == 1 else None

    def __str__(self) -> str:
        """The reading in a few characters: "2022-02-25T14:40-05:00 Fri", "2022-??-25T??:40"."""
        text = str(self.partial)
        if self.weekday is not None and len(self.weekday) == 1:
            text += " " + names.weekday_name(next(iter(self.weekday)))[:3]
        return text


def proves(reading: Reading, moment: Moment) -> bool:
    """Return whether the moment, rendered in the reading's format, gives the observed string back.

    Tried at the moment's own offset and in UTC, where a server may have rendered it.
    """
    if reading.written is None:
        # counts and mends have proofs of their own
        return reading.day() is not None
    return shown_as(reading, moment) is not None


def shown_as(reading: Reading, moment: Moment) -> Moment | None:
    """Return the moment as the reading's format shows it: at its own offset, in UTC, or at midnight where no clock was given.

    new Date("February 25") is 2001-02-25T00:00:00, whatever hour the page's readers see.
    """
    form, observed = reading.format, reading.observed
    if form is None or reading.written is None:
        return None
    seen = [moment] if moment.offset is None else [moment, moment.at(0)]
    if moment.wall.hour or moment.wall.minute or moment.offset is None:
        shape = reading.written.shape
        if shows_midnight(shape):
            zone = shape.text_of("zone")
            offset = None if zone is None else zones.offset_minutes(zone)
            seen.append(Moment(moment.wall.replace(hour=0, minute=0, second=0), offset))
    return next((shown for shown in seen if form.render(shown) == observed), None)


def shows_midnight(shape: scan.Shape) -> bool:
    """Return whether the clock of a shape is 00:00, where it has one: a midnight, or a date without a clock."""
    clock = [shape.text_of(name) for name in ("hour", "minute", "second", "fraction")]
    return clock[0] is not None and all(text is None or not text.strip("0") for text in clock)
