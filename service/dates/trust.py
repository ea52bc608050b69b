"""Trust (reliability) of a witness before it is weighed: less where its date may be another's, the fetch's or a browser's.

The causes are pages' own: several days printed without a role, a template that prints today, an attribute that its element's
label belies, a text that scripts drew from a date without a clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from service.dates.reading import Hints
from service.dates.readings import Readings
from service.dates.story import begin
from service.dates.witnesses import Witness
from service.dates.zones import country_offsets

#: A machine's date that is the fetch itself: four of ten templates for structured data that public repositories hold print the
#: moment of the request where the publication belongs, and fresh stories are fetched on their day as well; an estimate.
_RENDERED_NOW = 0.5
#: Between the rendering of a page and the end of its fetch.
_SAME_MOMENT = timedelta(minutes=1)
#: Seconds between the two where nothing says the zone; zones are quarters of an hour apart, at most 14 hours from UTC.
_SAME_SECONDS, _QUARTER, _FARTHEST = 5, 15 * 60, 14 * 3600
#: A text that scripts drew in the scraper's browser is its own element's date, seen from there; an estimate.
_DRAWN = 0.2
#: An attribute that names no role and is later than what its own element prints as the publication; an estimate.
_LATER_THAN_LABEL = 0.3
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: The clocks that nearly all sites of no known country show lie between these, in minutes: California's and Japan's.
_MOST_CLOCKS = (-8 * 60, 9 * 60)


def shared_out(read: list[tuple[Witness, Readings]]) -> list[tuple[Witness, Readings]]:
    """Return the witnesses, each with a share of the reliability where several days are printed without a role.

    One of them at most is the page's own.
    """
    printed = [(w, r) for w, r in read if w.kind == "human" and not w.stated]
    shown = {reading.day() for _, readings in printed for reading in readings.healthy[:1]} - {None}
    # two may be one day seen from two zones; the resolver weighs them
    if len(shown) < 3:
        return read
    return [
        (w._replace(reliability=w.reliability / len(shown)) if w.kind == "human" and not w.stated else w, r) for w, r in read
    ]


def doubted(witness: Witness, readings: Readings, fetched: datetime, hints: Hints) -> Witness:
    """Return the witness with at most even odds where a machine states the moment of the fetch: its template may print today.

    So may the header of a page, whose date a text dump has above the headline.  An element's attribute and a scraper's own
    column may hold the very moment of the fetch; the day of it they share with every fresh story.
    """
    bare = witness.kind == "machine" or _is_above_headline(witness)
    if not (bare or witness.kind == "supplied" or not witness.is_printed) or len(readings.healthy) != 1:
        return witness
    said = readings.healthy[0].partial
    if said.hour is None and not bare:
        return witness
    story = begin(readings.healthy[0])
    moment = story.moment()
    if moment is None:
        return witness
    if said.hour is not None and story.instant is None:
        now = said.second is not None and _is_somewhere(moment.wall, fetched)
    elif story.instant is not None:
        now = abs(story.instant - fetched) <= _SAME_MOMENT
    else:
        offsets = country_offsets(hints.country or "", fetched.date()) or _MOST_CLOCKS
        now = moment.wall.date() in {(fetched + timedelta(minutes=minutes)).date() for minutes in (0, *offsets)}
    return witness._replace(reliability=min(witness.reliability, _RENDERED_NOW)) if now else witness


def _is_somewhere(wall: datetime, fetched: datetime) -> bool:
    """Return whether a clock without a zone is that of the fetch in some zone, to a few seconds."""
    since = (wall - fetched).total_seconds()
    beside = (since + _QUARTER / 2) % _QUARTER - _QUARTER / 2
    return abs(since) <= _FARTHEST and abs(beside) <= _SAME_SECONDS


def _is_above_headline(witness: Witness) -> bool:
    return all(statement.observation.source.id == "text:above-headline" for statement in witness.statements)


def drawn_by_scripts(read: list[tuple[Witness, Readings]]) -> list[tuple[Witness, Readings]]:
    """Return the witnesses, with little reliability for a text that shows the day before its own element's date.

    A browser west of UTC drew it from a date without a clock (toLocaleDateString of new Date("2022-02-25")).
    """
    days_at: dict[str, set[date]] = {}
    for witness, readings in read:
        if len(readings.healthy) == 1 and _ISO_DAY.fullmatch(witness.text) and (day := readings.healthy[0].day()) is not None:
            for locator in _time_elements(witness):
                days_at.setdefault(locator, set()).add(day)
    if not days_at:
        return read
    return [(_less_trusted(witness, readings, days_at), readings) for witness, readings in read]


def _less_trusted(witness: Witness, readings: Readings, days_at: dict[str, set[date]]) -> Witness:
    shown = {day + timedelta(days=1) for reading in readings.healthy if (day := reading.day()) is not None}
    drawn = any(shown & days_at.get(locator, set()) for locator in _time_elements(witness))
    return witness._replace(reliability=min(witness.reliability, _DRAWN)) if drawn else witness


def behind_labels(read: list[tuple[Witness, Readings]]) -> list[tuple[Witness, Readings]]:
    """Return the witnesses, an attribute less reliable where its element's text calls another, earlier day the publication's.

    <time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>: the label is of what is printed, and the other is
    likely the last save.
    """
    labelled = {
        locator: day
        for witness, readings in read
        if witness.stated and witness.is_printed and len(readings.healthy) == 1
        if (day := readings.healthy[0].day()) is not None
        for locator in _time_elements(witness)
    }
    return [(_later_than_label(*pair, labelled), pair[1]) for pair in read] if labelled else read


def _later_than_label(witness: Witness, readings: Readings, labelled: Mapping[str, date]) -> Witness:
    day = readings.healthy[0].day() if len(readings.healthy) == 1 and not witness.stated else None
    # a day apart may be two zones' days
    late = day is not None and any(
        day - labelled[locator] > timedelta(days=1) for locator in _time_elements(witness) & labelled.keys()
    )
    return witness._replace(reliability=min(witness.reliability, _LATER_THAN_LABEL)) if late else witness


def _time_elements(witness: Witness) -> set[str]:
    return {s.observation.locator for s in witness.statements if s.observation.source.id.startswith("time:")}
