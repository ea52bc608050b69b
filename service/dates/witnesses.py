"""Witnesses of a date, the observations that state it, grouped so that one source counts once; and
the question they answer.

Two meta tags filled from one CMS variable are one witness: equal raw strings in machine places are
one group.  A raw string that holds two labelled dates ("Posted 3 May | Updated 4 May") is two
statements, each with the role its label names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from math import log2
from operator import itemgetter
from typing import NamedTuple

from service.dates.defects import Near, may_show_itself
from service.dates.hypothesis import Hypothesis, said_alone
from service.dates.partial import only
from service.dates.reading import Hints, Reading
from service.dates.readings import Readings, read
from service.dates.relative import RELATIVE_DATE
from service.dates.score import LOCAL_CLOCK_LABELLED_UTC
from service.dates.string_repairs import text_of
from service.dates.terms import BITS
from service.dates.zones import local_offsets
from service.lexicon.labels import date_labels
from service.lexicon.texts import of_short_texts, unmarked
from service.model import Habits, Observation
from service.spans.date_context import is_date_of_data
from service.spans.date_spans import dates_within
from service.spans.date_words import LONGEST
from service.spans.labelled import label_of
from service.spans.relative_words import is_relative


class Statement(NamedTuple):
    """One date said at one place: the observation it came from, the role it has, and the text to
    read.
    """

    observation: Observation
    role: str
    text: str

    @property
    def look(self) -> int:
        """The number of the look that saw it; 0 where there was one."""
        return self.observation.capture or 0


class Witness:
    """Statements that count once: their independence class, their text, its readings, and how often
    such places are right.

    ``stated`` says that the role is the place's own ("datePublished"), not one that it might have
    ("date"); ``is_printed`` that readers see it: no attribute, which scripts read; ``is_aside``
    that all it states is when the page was created, which may be long before its publication; and
    ``asked`` that the readings are those of the defect rows too.  Explaining it is worth its odds
    (``most``, and less where it is damage) minus the price, and its information.
    """

    def __init__(
        self,
        kind: str,
        text: str,
        reliability: float,
        stated: bool,
        said: Sequence[Statement],
        readings: Readings,
    ) -> None:
        """Make the witness that some statements are together."""
        self.kind, self.text, self.reliability, self.stated, self.statements = (
            kind,
            text,
            reliability,
            stated,
            said,
        )
        self.is_printed = kind == "human" and bool(
            [s for s in said if not s.observation.source.id.endswith("datetime")]
        )
        self.is_aside = not [s for s in said if s.role != "dateCreated"]
        # no place is always right, and none never
        self.right = right = min(max(reliability, 1 - BITS["most_share"]), BITS["most_share"])
        self.readings, self.information, self.asked = readings, readings.information, False
        self.is_relative = is_counted(readings)
        self.sound = [
            (reading, said_alone(reading.partial, reading.abbreviation))
            for reading in readings.healthy
        ]
        # a place is no surer of a damaged string than of a sound one
        self.most = log2(right / (1 - right))
        self.odds = BITS["unknown_damage"] + log2(right) if readings.impossible else self.most
        self.damage: dict[Near | None, tuple[Reading, ...]] = {}

    def contribution(self, bits: float) -> float:
        """Return the bits by which explaining it at a price beats leaving it unexplained."""
        return min(self.odds - bits, self.most) + self.information

    def but(self, reliability: float | None = None, readings: Readings | None = None) -> Witness:
        """Return the witness where it is right so often, or says this."""
        right = self.reliability if reliability is None else reliability
        other = Witness(
            self.kind, self.text, right, self.stated, self.statements, readings or self.readings
        )
        other.asked = self.asked
        return other

    def asks_for_rows(self, hints: Hints) -> bool:
        """Return whether a defect row may start a hypothesis: it says nothing without one, or shows
        that one is meant.
        """
        readings = self.readings
        if readings.whole or not readings.healthy:
            return not readings.healthy and not readings.broken
        return may_show_itself(readings, hints)

    def days(self) -> list[date]:
        """Return the days that it states as written."""
        return [day for reading in self.readings.healthy if (day := reading.day()) is not None]

    @property
    def says_something(self) -> bool:
        """Whether its text is a date, damaged or not, or has the shape of one."""
        readings = self.readings
        return bool(readings.healthy or readings.broken or readings.impossible)

    @property
    def states_a_date(self) -> bool:
        """Whether that is no default which stands for none: "0001-01-01"."""
        return self.says_something and not self.readings.default

    @property
    def has_all_readings(self) -> bool:
        """Whether no defect row has more to say of it; addresses have no pattern."""
        return self.asked or self.kind == "url" or self.readings.whole

    @property
    def first_look(self) -> int:
        """The first of several looks at the article that saw it; 0 where there was one."""
        return min([statement.look for statement in self.statements])

    @property
    def places(self) -> set[str]:
        """The places that it is from: "meta:date", "ld+json:datePublished"."""
        return {statement.observation.source.id for statement in self.statements}

    @property
    def kinds_of_places(self) -> set[str]:
        """The kinds of those places: "meta", "ld+json"."""
        return {place.partition(":")[0] for place in self.places}

    @property
    def elements(self) -> list[str]:
        """The time elements whose text or attribute readers or scripts see, one a statement."""
        if self.kind != "human":
            return []
        found = [statement.observation for statement in self.statements]
        return [each.locator for each in found if each.source.id.startswith("time:")]


class AsWritten(dict[str, Readings]):
    """The readings of a page's texts, without those that need a defect row; each text is read
    once.
    """

    def __init__(self, hints: Hints) -> None:
        """Read texts under these hints."""
        self.hints = hints

    def __missing__(self, text: str) -> Readings:
        """Read a text."""
        found = self[text] = read(text, self.hints)
        return found

    def voice_of(self, statement: Statement) -> tuple[int, Readings]:
        """Return which voice states a text again, and what it says: one, at one look."""
        return 0, self[statement.text.strip()]


class AsWrittenAtLooks(AsWritten):
    """The readings of the texts of several looks at one article.

    What counts from the fetch is said anew at each look, by another voice where it says something
    else: "3 hours ago" at ten and at noon.  All else was written once, before the first look.
    """

    def __init__(self, hints: Hints, looks: Sequence[Hints]) -> None:
        """Read texts under the hints of the first look, and of each."""
        super().__init__(hints)
        self.looks = [AsWritten(each) for each in looks]

    def voice_of(self, statement: Statement) -> tuple[int, Readings]:
        """Return the first look at which a text says what it says here, and that."""
        text, look = statement.text.strip(), statement.look
        if not is_counted(self[text]):
            return 0, self[text]
        said = self.looks[look][text]
        first = [n for n, texts in enumerate(self.looks[:look]) if texts.get(text) == said]
        return (first or [look])[0], said


def is_counted(readings: Readings) -> bool:
    """Return whether a text counts from the fetch of its page: "3 hours ago"."""
    return {reading.rule for reading in readings.healthy} == {RELATIVE_DATE.id}


class Question(NamedTuple):
    """The question that witnesses answer, and what else is known.

    ``modified`` are the page's modification dates, which explain dates without a role, and
    ``updates`` those days of them that are printed; ``zone`` is the caller's, and ``by_header``
    says that only the response's header has the fetch; ``looks`` are the fetches of an article that
    was looked at several times, and ``stayed`` the texts that it still had a day later.  Of a
    modification it is asked with the one that is ``published``, and the kinds of places where its
    label of UTC proved wrong.
    """

    hints: Hints
    modified: tuple[Hypothesis, ...] = ()
    zone: str | None = None
    by_header: bool = False
    habits: Habits | None = None
    published: Hypothesis | None = None
    mislabelled: frozenset[str] = frozenset()
    updates: tuple[date, ...] = ()
    clocks_elsewhere: bool = False
    is_publication: bool = False
    looks: tuple[datetime, ...] = ()
    stayed: frozenset[str] = frozenset()

    def offset_at(self, wall: datetime | None) -> int | None:
        """Return the one offset of the site's clocks at a wall-clock time; None without a zone, or
        with two or none.
        """
        if self.zone is None or wall is None:
            return None
        offsets = local_offsets(self.zone, wall)
        return offsets[0] if len(offsets) == 1 else None


def as_local(healthy: Iterable[Reading]) -> list[Reading]:
    """Return the readings of a timestamp in UTC as those of a local clock, whose label is wrong."""
    rule = LOCAL_CLOCK_LABELLED_UTC.id
    return [
        reading._replace(
            partial=reading.partial._replace(offset=None),
            rule=rule,
            broken=True,
            written=None,
            abbreviation=None,
        )
        for reading in healthy
        if only(reading.partial.offset) == 0 and only(reading.partial.minute) is not None
    ]


#: Places that may say when a page was published though they do not name that role.  For "date" the
#: reliability of the source already counts that; a creation date is often that of a draft.
NEUTRAL_ROLES = ("date", "dateCreated")
#: Different texts read for dates on one page; the most on a page of the corpus is 62.  A junk text
#: can cost milliseconds.
MOST_TEXTS = 100


#: What stands between the parts of a line and belongs to none.
_EDGE = " |·•-–—:,;(（[/"
_DIGIT = re.compile(r"\d")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
#: A date in a bracket; "2018/9/23(日) 02:44配信" has none.
_BRACKETED = re.compile(r"[(（\[|][^)）\]]*\d")
_WORD = re.compile(r"[^\W\d_]{2}")
#: Fields whose places may print two dates, each with its label.
_LABELLED = ("date", "datePublished")
#: A label and a day have more characters than this.
_SHORTEST_LABELLED = 10


def statements(observations: Iterable[Observation]) -> list[Statement]:
    """Return every readable statement of the observations, with its role, but of other dates."""
    found: list[Statement] = []
    for observation in observations:
        if observation.field != "otherDate":
            found += _statements_of(observation)
    return found if len(found) <= MOST_TEXTS else _of_most_reliable_places(found)


def _statements_of(observation: Observation) -> list[Statement]:
    """Return the statements of one observation: a labelled text may hold several."""
    raw, field = observation.raw, observation.field
    text = raw if isinstance(raw, str) else text_of(raw)
    if text is None or not text.strip():
        return []
    # no label is written without letters: "2022-02-25T14:40:00Z"
    if field in _LABELLED and (_WORD.search(text) or not text.isascii()):
        return [Statement(observation, role, part) for role, part in _parts(text, field)]
    return [Statement(observation, field, text)]


def _of_most_reliable_places(found: Sequence[Statement]) -> list[Statement]:
    """Return the statements of the texts that the most reliable places have, up to the limit."""
    reliable: dict[str, float] = {}
    for each in found:
        known = reliable.get(each.text, 0.0)
        reliable[each.text] = max(known, each.observation.source.reliability)
    kept = set(sorted(reliable, key=lambda text: (-reliable[text], text))[:MOST_TEXTS])
    return [each for each in found if each.text in kept]


@of_short_texts
@lru_cache(maxsize=1024)
def _parts(text: str, field: str) -> list[tuple[str, str]]:
    """Return the labelled parts of a text, each with its role; without a second label the text as a
    whole.

    A label outranks a place that names no role ("date"); a place that names one keeps it.
    """
    # the tables leave out the joiners of "به\u200cروزرسانی"
    text = text if text.isascii() else unmarked(text)
    labels = _labels_in(text)
    if not labels:
        return [(field, text)]
    if len(labels) == 1 and field == "date" and is_date_of_data(text[:LONGEST]):
        # "Prices current as of 3 January 2022"
        return [("otherDate", text)]
    parts = _labelled_parts(text, labels, field)
    return [part for part in parts if _states_a_day(part[1])] or [(field, text)]


def _labels_in(text: str) -> list[re.Match[str]]:
    """Return the labels of dates in a text; "3 May" is too short for one."""
    is_long = len(text) > _SHORTEST_LABELLED and _WORD.search(text)
    return list(date_labels().finditer(text[:LONGEST])) if is_long else []


def _states_a_day(part: str) -> bool:
    """Return whether a part has a digit, or a day without one: "Updated yesterday"."""
    return bool(_DIGIT.search(part)) or is_relative((label_of(part) or ("", ""))[1])


def _labelled_parts(
    text: str, labels: Sequence[re.Match[str]], field: str
) -> list[tuple[str, str]]:
    """Return the parts of a text with their roles, by the labels before or behind them."""
    head, rest = text[: labels[0].start()].strip(_EDGE), text[labels[-1].end() :]
    # of one label alone the rest may be what it opens: "3 May 2021, edited by John Smith", not
    # "3 May 2021 (edited)."
    opened = _LETTER_OR_DIGIT if len(labels) == 1 else _DIGIT
    if _DIGIT.search(head) and not opened.search(rest):
        return _labelled_behind(text, labels, field)
    ends = [*(match.start() for match in labels[1:]), len(text)]
    # "3 May 2021 (updated 4 May 2021)"
    parts = [(field, head)]
    for match, end in zip(labels, ends, strict=True):
        parts.append((match.lastgroup or field, text[match.start() : end]))
    return parts


def _labelled_behind(
    text: str, labels: Sequence[re.Match[str]], field: str
) -> list[tuple[str, str]]:
    """Return the parts of a text whose labels stand behind their dates.

    "3 May 2021, published", "2021年3月5日 公開 3月6日 更新"; of "2021.03.05 2021.03.06更新" and
    "2023/2/21 21:20 （2/21 22:08 更新）" the label is that of the last.
    """
    parts: list[tuple[str, str]] = []
    start = 0
    for match in labels:
        part = text[start : match.end()]
        dates, bracket = dates_within(part), max(part.rfind(mark) for mark in "(（[|")
        last = part.rfind(dates[-1]) if len(dates) > 1 else 0
        if _DIGIT.search(part[: max(bracket, 0)]) and _BRACKETED.match(part, bracket):
            last = bracket
        parts += [
            (field, part[:last].strip(_EDGE)),
            (match.lastgroup or field, part[last:].strip(_EDGE)),
        ]
        start = match.end()
    return parts


def witnesses(found: Sequence[Statement], role: str, texts: AsWritten) -> list[Witness]:
    """Return the witnesses for one role ("datePublished", …), in an order that does not depend on
    the page's.
    """
    groups: dict[tuple[str, str, int], list[Statement]] = {}
    readings: dict[tuple[str, str, int], Readings] = {}
    for statement in found:
        if statement.role == role or (role == "datePublished" and statement.role in NEUTRAL_ROLES):
            voice, read_as = texts.voice_of(statement)
            key = (statement.observation.source.witness, statement.text.strip(), voice)
            groups.setdefault(key, []).append(statement)
            readings[key] = read_as
    roles = [statement.role for statement in found]
    created = _share_of_creation(role, roles)
    heard = []
    for key, said in sorted(groups.items(), key=itemgetter(0)):
        kind, text, _ = key
        right = max([_reliability_of(statement, created) for statement in said])
        is_stated = role in [statement.role for statement in said]
        heard.append(Witness(kind, text, right, is_stated, said, readings[key]))
    return heard


def _share_of_creation(role: str, roles: Sequence[str]) -> float:
    """Return how often a creation date is that of a role, beside the roles that a page states."""
    if role == "dateCreated":
        return 1.0
    is_beside = role == "datePublished" and role in roles
    return BITS["created_beside_share" if is_beside else "created_share"]


def _reliability_of(statement: Statement, created: float) -> float:
    """Return how often a statement is right; creation dates are the role's so often."""
    reliability = statement.observation.source.reliability
    return reliability * created if statement.role == "dateCreated" else reliability
