"""Witnesses of a date: the observations that state it, grouped so that one source counts once.

Two meta tags filled from one CMS variable are one witness: equal raw strings in machine places are one group.  A raw string
that holds two labelled dates ("Posted 3 May | Updated 4 May") is two statements, each with the role its label names.  A witness
is trusted less where its date may be another's, the fetch's or a browser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from service.dates.reading import Hints
from service.dates.readings import Readings, read
from service.dates.story import begin
from service.dates.suspicions import with_defects
from service.dates.wrappers import text_of
from service.dates.zones import country_offsets
from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.date_telling import at_clock, clock_of_update, is_of_a_noun
from service.lexicon.date_words import LONGEST
from service.lexicon.labels import LABELS, closes_line, label_of, names_first
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import of_short_texts
from service.model import Observation


@dataclass(frozen=True, slots=True)
class Statement:
    """One date said at one place: the observation it came from, the role it has, and the text to read."""

    index: int
    observation: Observation
    role: str
    text: str


class Witness(NamedTuple):
    """Statements that count once: their independence class, their text, and how often such places are right.

    ``stated`` says that the role is the place's own ("datePublished"), not one that it might have ("date"); ``beside_update``
    that the same line tells of an update too: "January 19, 2020 / 12:25 PM / Updated 8 hours ago".
    """

    kind: str
    text: str
    reliability: float
    stated: bool
    statements: tuple[Statement, ...]
    beside_update: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether all it states is when the page was created, which may be long before its publication."""
        return all(statement.role == "dateCreated" for statement in self.statements)

    @property
    def is_printed(self) -> bool:
        """Whether a reader sees it: no attribute, which scripts read."""
        return any(not statement.observation.source.id.endswith(_ATTRIBUTES) for statement in self.statements)

    def readings(self, hints: Hints, broken: bool) -> Readings:
        """What the text can mean, with the defect rows or without them."""
        return with_defects(self.text, hints) if broken and self.may_be_damaged else read(self.text, hints)

    @property
    def may_be_damaged(self) -> bool:
        """Whether a defect row can have written it: an address is built from the variables of the page's path instead."""
        return self.kind != "url"


#: Places that may say when a page was published though they do not name that role, and how much less they are worth for it.
#: For "date" the reliability of the source already counts that; a creation date is often that of a draft.
NEUTRAL_ROLES: Mapping[str, float] = {"date": 1.0, "dateCreated": 0.8}


#: Beside a place that names the publication, a creation date that differs is that of a draft.
_CREATED_BESIDE_PUBLISHED = 0.3


#: How the names of places end that are an element's attribute.
_ATTRIBUTES = ("datetime", "stamp")


#: Different texts read for dates on one page; the most on a page of the corpus is 62.  A junk text can cost milliseconds.
MOST_TEXTS = 100


def _label_pattern(field: str) -> str:
    """Return the pattern of a field's labels, the longest first, by their first letter: most words of a text begin no label."""
    # a word of two or three letters is a label in scripts that spell syllables or words with one: "수정", "更新"
    labels = [label for label in LABELS[field] if len(label) > 3 or (len(label) > 1 and label[0] >= "\u2e80")]
    by_letter: dict[str, list[str]] = {}
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        by_letter.setdefault(label[0], []).append(label[1:])
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(map(_spelled, rests))})" for letter, rests in sorted(by_letter.items()))


def _spelled(label: str) -> str:
    """Return the pattern of a label with the joiners that the tables leave out: "به\u200cروزرسانی"."""
    joined = any("\u0600" <= letter < "\u0780" for letter in label)
    return "\u200c?" + "\u200c?".join(label) if joined else re.escape(label)


# A label may be glued to what follows ("UpdatedFebruary 25"), to a day ("3月5日更新") or to a clock ("14:40 UhrAktualisiert"),
# but is no part of a word ("Eastern Standard Time", "Stand")
@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of every label that names a date, compiled on first need: sixty languages would slow the start."""
    return re.compile(
        r"(?:(?<![^\W\d_])|(?<=\d[日일])|(?<=\d[分분])(?=現在|현재|기준)|(?-i:(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[AP]M)(?=[A-Z][a-z])))"
        rf"(?:(?P<dateModified>{_label_pattern('dateModified')})|(?P<datePublished>{_label_pattern('datePublished')}))"
        # "Von Max Stand, 5. März 2021" is signed
        r"(?-i:(?![a-zß-öø-ÿα-ωа-яё]))(?!(?<=stand),)",
        re.IGNORECASE,
    )


_CLOCK = re.compile(r"\d[:：]\d\d(?![:\d])")
#: What stands between the parts of a line and belongs to none.
_EDGE = " |·•-–—:,;(/"
#: What no machine's timestamp holds: "2022-02-25T14:40:00Z" needs no search for labels.
_WORD = re.compile(r"[^\W\d_]{2}")


def statements(observations: Sequence[Observation]) -> list[Statement]:
    """Return every readable statement of the observations, with its role."""
    found = []
    for index, observation in enumerate(observations):
        text = text_of(observation.raw)
        if text is None or not text.strip():
            continue
        found += [Statement(index, observation, role, part) for role, part in _parts(text, observation.field)]
    return _bounded(_first_of_printed(found))


def _first_of_printed(found: list[Statement]) -> list[Statement]:
    """Return the statements without bare dates beside a first publication: "Tue 7 Nov 20.00" / "First published on …".

    Only on its day: a note at the foot that tells of another century's print is no rival of the date above.
    """
    printed = [s for s in found if s.observation.source.witness == "human" and s.role in ("date", "datePublished")]
    firsts = [day_numbers(s.text) for s in printed if s.role == "datePublished" and names_first(s.text)]
    if not firsts:
        return found
    later = {id(s) for s in printed if not names_first(s.text) and label_of(s.text) is None and day_numbers(s.text) in firsts}
    return [s for s in found if id(s) not in later]


def _bounded(found: list[Statement]) -> list[Statement]:
    """Return the statements of the most reliable texts, where a page states more different ones than any page has."""
    if len(found) <= MOST_TEXTS:
        return found
    trust: dict[str, float] = {}
    for statement in found:
        trust[statement.text] = max(trust.get(statement.text, 0.0), statement.observation.source.reliability)
    if len(trust) <= MOST_TEXTS:
        return found
    kept = set(sorted(trust, key=lambda text: (-trust[text], text))[:MOST_TEXTS])
    return [statement for statement in found if statement.text in kept]


@of_short_texts
@lru_cache(maxsize=1024)
def _parts(text: str, field: str) -> list[tuple[str, str]]:
    """Return the labelled parts of a text, each with its role; without a second label the text as a whole.

    A label outranks a place that names no role ("date"); a place that names one keeps it.
    """
    labels = list(_label().finditer(text[:LONGEST])) if len(text) > 10 and _WORD.search(text) else []
    if not labels:
        return [(field, text)]
    if len(labels) == 1 and field == "date" and is_of_a_noun(text[:LONGEST]):
        # "Prices current as of 3 January 2022"
        return [("otherDate", text)]
    head = text[: labels[0].start()].strip(_EDGE)
    if any(map(str.isdigit, head)) and _stand_behind(labels, text[labels[-1].end() :]):
        parts = _labelled_behind(text, labels, field)
    else:
        ends = [*(match.start() for match in labels[1:]), len(text)]
        parts = [(match.lastgroup or field, text[match.start() : end]) for match, end in zip(labels, ends, strict=True)]
        # "3 May 2021 (updated 4 May 2021)"
        parts = [(field, head), *parts] if any(map(str.isdigit, head)) else parts
    parts = [
        (role, part)
        for role, part in _on_one_day(parts)
        # "Updated yesterday" states a day without a digit
        if any(map(str.isdigit, part)) or is_relative((label_of(part) or ("", ""))[1])
    ]
    if field not in ("date", "datePublished") or not parts:
        return [(field, text)]
    return parts


def _stand_behind(labels: Sequence[re.Match[str]], rest: str) -> bool:
    """Return whether labels behind a date are its own; one alone may open what follows: "3 May 2021, edited by John Smith"."""
    return closes_line(rest) if len(labels) == 1 else not any(map(str.isdigit, rest))


def _labelled_behind(text: str, labels: Sequence[re.Match[str]], field: str) -> list[tuple[str, str]]:
    """Return the parts of a text whose labels stand behind their dates.

    "3 May 2021, published", "2021年3月5日 公開 3月6日 更新".
    """
    parts: list[tuple[str, str]] = []
    start = 0
    for match in labels:
        part = text[start : match.end()]
        # "2023/2/21 21:20 （2/21 22:08 更新）": what stands before the bracket has no label
        mark = max(part.rfind(mark) for mark in "(（[|")
        if not start and mark > 0 and any(map(str.isdigit, part[:mark])) and any(map(str.isdigit, part[mark:])):
            parts.append((field, part[:mark].strip(_EDGE)))
            part = part[mark + 1 :]
        # "2021.03.05 2021.03.06更新": the label is that of the last
        dates = dates_within(part)
        last = part.rfind(dates[-1]) if len(dates) > 1 else 0
        parts += [(field, part[:last].strip(_EDGE))] if last else []
        parts.append((match.lastgroup or field, part[last:].strip(_EDGE)))
        start = match.end()
    return [(field, text)] if any(len(_CLOCK.findall(part)) > 1 for _, part in parts) else parts


def _on_one_day(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parts, an update's clock without a day preceded by the publication's day: "…, mis à jour à 20:15"."""
    for at, (role, part) in enumerate(parts):
        clock = clock_of_update(part) if role == "dateModified" and at else None
        if clock is not None and parts[at - 1][0] != "dateModified":
            dated = at_clock(parts[at - 1][1].strip(_EDGE), clock)
            parts = [*parts[:at], *([(role, dated)] if dated else []), *parts[at + 1 :]]
            break
    return parts


def witnesses(found: Iterable[Statement], role: str) -> list[Witness]:
    """Return the witnesses for one role ("datePublished", …), in an order that does not depend on the page's."""
    found = list(found)
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in found:
        fits = statement.role == role or (role == "datePublished" and statement.role in NEUTRAL_ROLES)
        if fits:
            groups.setdefault((statement.observation.source.witness, statement.text.strip()), []).append(statement)
    named = any(statement.role == role for members in groups.values() for statement in members)
    shares = NEUTRAL_ROLES if not named else {**NEUTRAL_ROLES, "dateCreated": _CREATED_BESIDE_PUBLISHED}
    updates = frozenset(s.index for s in found if s.role == "dateModified" != role)
    return [
        _witness(kind, text, members, role, shares, updates)
        for (kind, text), members in sorted(groups.items(), key=lambda g: g[0])
    ]


def _witness(
    kind: str, text: str, members: list[Statement], role: str, shares: Mapping[str, float], updates: frozenset[int]
) -> Witness:
    def worth(statement: Statement) -> float:
        share = 1.0 if statement.role == role else shares[statement.role]
        return statement.observation.source.reliability * share

    stated = any(statement.role == role for statement in members)
    beside = any(statement.index in updates for statement in members)
    return Witness(kind, text, max(worth(s) for s in members), stated, tuple(members), beside)


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
