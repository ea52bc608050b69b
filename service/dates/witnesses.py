"""Witnesses of a date, the observations that state it, grouped so that one source counts once; and the question they answer.

Two meta tags filled from one CMS variable are one witness: equal raw strings in machine places are one group.  A raw string
that holds two labelled dates ("Posted 3 May | Updated 4 May") is two statements, each with the role its label names.  A witness
is less reliable where its date may be another's, the fetch's or a browser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
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
from service.dates.score import BITS, LOCAL_CLOCK_LABELLED_UTC
from service.dates.string_repairs import text_of
from service.dates.zones import country_offsets, local_offsets
from service.lexicon.date_spans import dates_within
from service.lexicon.date_telling import is_of_a_noun
from service.lexicon.date_words import LONGEST
from service.lexicon.labels import date_labels, label_of
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import of_short_texts, unmarked
from service.model import Habits, Observation


class Statement(NamedTuple):
    """One date said at one place: the observation it came from, the role it has, and the text to read."""

    observation: Observation
    role: str
    text: str


class Witness:
    """Statements that count once: their independence class, their text, its readings, and how often such places are right.

    ``stated`` says that the role is the place's own ("datePublished"), not one that it might have ("date"); ``is_printed`` that
    readers see it: no attribute, which scripts read; ``is_aside`` that all it states is when the page was created, which may
    be long before its publication; and ``asked`` that the readings are those of the defect rows too.  Explaining it is worth
    its odds (``most``, and less where it is damage) minus the price, and its information.
    """

    def __init__(
        self, kind: str, text: str, reliability: float, stated: bool, said: Sequence[Statement], readings: Readings
    ) -> None:
        """Make the witness that some statements are together."""
        self.kind, self.text, self.reliability, self.stated, self.statements = kind, text, reliability, stated, said
        self.is_printed = kind == "human" and bool([s for s in said if not s.observation.source.id.endswith("datetime")])
        self.is_aside = not [s for s in said if s.role != "dateCreated"]
        # no place is always right, and none never
        self.right = right = min(max(reliability, 1 - BITS["most_share"]), BITS["most_share"])
        self.readings, self.information, self.asked = readings, readings.information, False
        self.is_relative = {reading.rule for reading in readings.healthy} == {RELATIVE_DATE.id}
        self.sound = [(reading, said_alone(reading.partial, reading.abbreviation)) for reading in readings.healthy]
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
        other = Witness(self.kind, self.text, right, self.stated, self.statements, readings or self.readings)
        other.asked = self.asked
        return other

    def asks_for_rows(self, hints: Hints) -> bool:
        """Return whether a defect row may start a hypothesis: it says nothing without one, or shows that one is meant."""
        readings = self.readings
        if readings.whole or not readings.healthy:
            return not readings.healthy and not readings.broken
        return may_show_itself(readings, hints)

    def days(self) -> list[date]:
        """Return the days that it states as written."""
        return [day for reading in self.readings.healthy if (day := reading.day()) is not None]

    @property
    def places(self) -> set[str]:
        """The places that it is from: "meta:date", "ld+json:datePublished"."""
        return {statement.observation.source.id for statement in self.statements}


class AsWritten(dict[str, Readings]):
    """The readings of a page's texts, without those that need a defect row; each text is read once."""

    def __init__(self, hints: Hints) -> None:
        """Read texts under these hints."""
        self.hints = hints

    def __missing__(self, text: str) -> Readings:
        """Read a text."""
        found = self[text] = read(text, self.hints)
        return found


class Question(NamedTuple):
    """The question that witnesses answer, and what else is known.

    ``modified`` are the page's modification dates, which explain dates without a role, and ``updates`` those days of them that
    are printed; ``zone`` is the caller's, and ``by_header`` says that only the response's header has the fetch.  Of a
    modification it is asked with the one that is ``published``, and the kinds of places where its label of UTC proved wrong.
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

    def offset_at(self, wall: datetime | None) -> int | None:
        """Return the one offset of the site's clocks at a wall-clock time; None without a zone, or with two or none."""
        offsets = local_offsets(self.zone, wall) if self.zone is not None and wall is not None else ()
        return offsets[0] if len(offsets) == 1 else None


def as_local(healthy: Iterable[Reading]) -> list[Reading]:
    """Return the readings of a timestamp in UTC as those of a local clock, whose label is wrong."""
    rule = LOCAL_CLOCK_LABELLED_UTC.id
    return [
        reading._replace(partial=reading.partial._replace(offset=None), rule=rule, broken=True, written=None, abbreviation=None)
        for reading in healthy
        if only(reading.partial.offset) == 0 and only(reading.partial.minute) is not None
    ]


#: Places that may say when a page was published though they do not name that role.  For "date" the reliability of the source
#: already counts that; a creation date is often that of a draft.
NEUTRAL_ROLES = ("date", "dateCreated")
#: Different texts read for dates on one page; the most on a page of the corpus is 62.  A junk text can cost milliseconds.
MOST_TEXTS = 100


#: What stands between the parts of a line and belongs to none.
_EDGE = " |·•-–—:,;(（[/"
_DIGIT, _LETTER_OR_DIGIT = re.compile(r"\d"), re.compile(r"[^\W_]")
#: A date in a bracket; "2018/9/23(日) 02:44配信" has none.
_BRACKETED = re.compile(r"[(（\[|][^)）\]]*\d")
_WORD = re.compile(r"[^\W\d_]{2}")
#: Fields whose places may print two dates, each with its label.
_LABELLED = ("date", "datePublished")


def statements(observations: Iterable[Observation]) -> list[Statement]:
    """Return every readable statement of the observations, with its role, but of those that state other dates."""
    found = []
    for observation in observations:
        if observation.field == "otherDate":
            continue
        text = observation.raw if isinstance(observation.raw, str) else text_of(observation.raw)
        if text is None or not text.strip():
            continue
        # no label is written without letters: "2022-02-25T14:40:00Z"
        labelled = observation.field in _LABELLED and (_WORD.search(text) or not text.isascii())
        parts = _parts(text, observation.field) if labelled else [(observation.field, text)]
        found += [Statement(observation, role, part) for role, part in parts]
    if len(found) <= MOST_TEXTS:
        return found
    # where a page states more different texts than any page has, those of the most reliable places
    reliable: dict[str, float] = {}
    for each in found:
        reliable[each.text] = max(reliable.get(each.text, 0.0), each.observation.source.reliability)
    kept = set(sorted(reliable, key=lambda text: (-reliable[text], text))[:MOST_TEXTS])
    return [each for each in found if each.text in kept]


@of_short_texts
@lru_cache(maxsize=1024)
def _parts(text: str, field: str) -> list[tuple[str, str]]:
    """Return the labelled parts of a text, each with its role; without a second label the text as a whole.

    A label outranks a place that names no role ("date"); a place that names one keeps it.
    """
    # the tables leave out the joiners of "به\u200cروزرسانی"
    text = text if text.isascii() else unmarked(text)
    labels = list(date_labels().finditer(text[:LONGEST])) if len(text) > 10 and _WORD.search(text) else []
    if not labels:
        return [(field, text)]
    if len(labels) == 1 and field == "date" and is_of_a_noun(text[:LONGEST]):
        # "Prices current as of 3 January 2022"
        return [("otherDate", text)]
    head, rest = text[: labels[0].start()].strip(_EDGE), text[labels[-1].end() :]
    # of one label alone the rest may be what it opens: "3 May 2021, edited by John Smith", not "3 May 2021 (edited)."
    behind = not (_LETTER_OR_DIGIT if len(labels) == 1 else _DIGIT).search(rest)
    if _DIGIT.search(head) and behind:
        parts = _labelled_behind(text, labels, field)
    else:
        ends = [*(match.start() for match in labels[1:]), len(text)]
        parts = [(match.lastgroup or field, text[match.start() : end]) for match, end in zip(labels, ends, strict=True)]
        # "3 May 2021 (updated 4 May 2021)"
        parts = [(field, head), *parts]
    # "Updated yesterday" states a day without a digit
    dated = [(role, part) for role, part in parts if _DIGIT.search(part) or is_relative((label_of(part) or ("", ""))[1])]
    return dated or [(field, text)]


def _labelled_behind(text: str, labels: Sequence[re.Match[str]], field: str) -> list[tuple[str, str]]:
    """Return the parts of a text whose labels stand behind their dates.

    "3 May 2021, published", "2021年3月5日 公開 3月6日 更新"; of "2021.03.05 2021.03.06更新" and "2023/2/21 21:20 （2/21 22:08
    更新）" the label is that of the last.
    """
    parts: list[tuple[str, str]] = []
    start = 0
    for match in labels:
        part = text[start : match.end()]
        dates, bracket = dates_within(part), max(part.rfind(mark) for mark in "(（[|")
        last = part.rfind(dates[-1]) if len(dates) > 1 else 0
        if _DIGIT.search(part[: max(bracket, 0)]) and _BRACKETED.match(part, bracket):
            last = bracket
        parts += [(field, part[:last].strip(_EDGE)), (match.lastgroup or field, part[last:].strip(_EDGE))]
        start = match.end()
    return parts


def witnesses(found: Sequence[Statement], role: str, texts: AsWritten) -> list[Witness]:
    """Return the witnesses for one role ("datePublished", …), in an order that does not depend on the page's."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in found:
        if statement.role == role or (role == "datePublished" and statement.role in NEUTRAL_ROLES):
            groups.setdefault((statement.observation.source.witness, statement.text.strip()), []).append(statement)
    beside = role == "datePublished" and role in [statement.role for statement in found]
    created = BITS["created_beside_share" if beside else "created_share"] if role != "dateCreated" else 1.0
    heard = []
    for (kind, text), said in sorted(groups.items(), key=itemgetter(0)):
        right = max([s.observation.source.reliability * (created if s.role == "dateCreated" else 1.0) for s in said])
        heard.append(Witness(kind, text, right, role in [s.role for s in said], said, texts[text]))
    return heard


#: Less than this apart two days may be one moment in two zones.
APART = timedelta(days=2)
#: Between the rendering of a page and the end of its fetch.
_SAME_MOMENT = timedelta(minutes=1)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: The clocks that nearly all sites of no known country show lie between these, in minutes: California's and Japan's.
_MOST_CLOCKS = (-8 * 60, 9 * 60)


def weakened(heard: Sequence[Witness], hints: Hints) -> list[Witness]:
    """Return the witnesses, of less reliability where their date may be the fetch's, a browser's or not the label's."""
    timed: dict[str, list[Witness]] = {}
    for witness in heard:
        for statement in witness.statements if witness.kind == "human" else ():
            if statement.observation.source.id.startswith("time:"):
                timed.setdefault(statement.observation.locator, []).append(witness)
    found = []
    for witness in heard:
        shares = [witness.reliability]
        others = [day for other in heard if witness.is_relative and not other.is_relative for day in other.days()]
        if min([abs(day - its) for day in others for its in witness.days()], default=APART) > APART:
            # the fetch may be of a copy, in which "Yesterday" was printed years before
            shares.append(BITS["relative_share"])
        if hints.fetched is not None and _is_of_fetch(witness, hints, hints.fetched):
            shares.append(BITS["rendered_now_share"])
        for together in timed.values():
            if len(together) > 1 and witness in together:
                shares += [_share_beside(other, witness) for other in together]
        found.append(witness if min(shares) == witness.reliability else witness.but(min(shares)))
    return found


def _share_beside(other: Witness, witness: Witness) -> float:
    """Return how reliable a witness is at most beside what its own element states in another form.

    A browser west of UTC drew the day before (toLocaleDateString of new Date("2022-02-25")).
    """
    if other.is_printed and other.stated and not witness.stated and len(other.days()) == len(witness.days()) == 1:
        # <time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>
        return BITS["drawn_share"] if witness.days()[0] - other.days()[0] >= APART else 1.0
    its = other.days()[0] if other is not witness and _ISO_DAY.fullmatch(other.text) and len(other.sound) == 1 else None
    return BITS["drawn_share"] if its is not None and its - timedelta(days=1) in witness.days() else 1.0


def _is_of_fetch(witness: Witness, hints: Hints, fetched: datetime) -> bool:
    """Return whether a machine states the moment of the fetch, or its day: its template may print today.

    So may the header of a page, whose date a text dump has above the headline.  An element's attribute and a scraper's own
    column may hold the very moment of the fetch; the day of it they share with every fresh story.
    """
    is_header = witness.places == {"text:above-headline"}
    if len(witness.sound) != 1 or witness.kind in ("url", "http") or (witness.is_printed and not is_header):
        return False
    ((_, hypothesis),) = witness.sound
    clock, moment = hypothesis.clock, hypothesis.moment()
    if moment is None:
        return False
    if clock.hour is None:
        offsets = (0, *(country_offsets(hints.country or "", fetched.date()) or _MOST_CLOCKS))
        days = [(fetched + timedelta(minutes=minutes)).date() for minutes in offsets]
        return (witness.kind == "machine" or is_header) and moment.wall.date() in days
    if hypothesis.instant is not None:
        return abs(hypothesis.instant - fetched) <= _SAME_MOMENT
    # a clock without a zone is that of the fetch in some zone, to a few seconds; zones are quarters of an hour apart
    apart = abs((moment.wall - fetched).total_seconds())
    return clock.second is not None and apart <= 14 * 3600 and min(apart % 900, -apart % 900) <= 5
