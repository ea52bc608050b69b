"""Witnesses of a date, the observations that state it, grouped so that one source counts once; and the question they answer.

Two meta tags filled from one CMS variable are one witness: equal raw strings in machine places are one group.  A raw string
that holds two labelled dates ("Posted 3 May | Updated 4 May") is two statements, each with the role its label names.  A witness
is less reliable where its date may be another's, the fetch's or a browser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from service.dates.defects import may_show_itself
from service.dates.hypothesis import Hypothesis, begin
from service.dates.partial import only
from service.dates.reading import Hints, Reading
from service.dates.readings import Readings, read
from service.dates.score import BITS, LOCAL_CLOCK_LABELLED_UTC
from service.dates.string_repairs import text_of
from service.dates.zones import country_offsets, local_offsets
from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.date_telling import is_of_a_noun
from service.lexicon.date_words import LONGEST
from service.lexicon.labels import LABELS, closes_line, label_of, names_first
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import of_short_texts
from service.model import Habits, Observation


class Statement(NamedTuple):
    """One date said at one place: the observation it came from, the role it has, and the text to read."""

    observation: Observation
    role: str
    text: str


class Witness:
    """Statements that count once: their independence class, their text, and how often such places are right.

    ``stated`` says that the role is the place's own ("datePublished"), not one that it might have ("date"); ``is_printed`` that
    readers see it: no attribute, which scripts read; ``is_aside`` that all it states is when the page was created, which may
    be long before its publication.  ``right`` is the reliability within limits: no place is always right, and none never.
    """

    __slots__ = ("is_aside", "is_printed", "kind", "reliability", "right", "stated", "statements", "text")

    def __init__(self, kind: str, text: str, reliability: float, stated: bool, said: Sequence[Statement]) -> None:
        """Make the witness that some statements are together."""
        self.kind, self.text, self.reliability, self.stated, self.statements = kind, text, reliability, stated, tuple(said)
        self.is_printed = kind == "human" and bool([s for s in said if not s.observation.source.id.endswith("datetime")])
        self.is_aside = not [s for s in said if s.role != "dateCreated"]
        self.right = min(max(reliability, 1 - BITS["most_share"]), BITS["most_share"])

    def at(self, reliability: float) -> Witness:
        """Return the witness where it is right so often."""
        return Witness(self.kind, self.text, reliability, self.stated, self.statements)

    @property
    def places(self) -> set[str]:
        """The kinds of places that it is from: JSON-LD, the metas, microdata."""
        return {statement.observation.source.id.partition(":")[0] for statement in self.statements}

    @property
    def is_header(self) -> bool:
        """Whether all of it stands above the headline of a text dump."""
        return {s.observation.source.id for s in self.statements} == {"text:above-headline"}


def asks_for_rows(witness: Witness, readings: Readings, hints: Hints) -> bool:
    """Return whether a defect row may start a hypothesis: a text says nothing without one, or shows that one is meant."""
    if readings.whole or not readings.healthy:
        return not readings.healthy and not readings.broken
    checks = [reading for reading in readings.healthy if reading.weekday is not None]
    return (hints.fetched is not None or bool(checks)) and may_show_itself(witness.text, readings, hints)


class AsWritten(dict[str, Readings]):
    """The readings of a page's texts, without those that need a defect row; each text is read once."""

    def __init__(self, hints: Hints) -> None:
        """Read texts under these hints."""
        self.hints = hints

    @classmethod
    def of(cls, question: Question) -> AsWritten:
        """Return the readings of the page that a question is about."""
        return question.texts if question.texts is not None else cls(question.hints)

    def __missing__(self, text: str) -> Readings:
        """Read a text."""
        found = self[text] = read(text, self.hints)
        return found


#: A witness with its readings.
Heard = tuple[Witness, Readings]


class Question(NamedTuple):
    """The question that witnesses answer, and what else is known.

    ``modified`` are the page's modification dates, which explain dates without a role, and ``updates`` those days of them that
    are printed; ``zone`` is the caller's, and ``by_header`` says that only the response's header has the fetch.  Of a
    modification it is asked with the one that is ``published``, and the kinds of places where its label of UTC proved wrong.
    ``texts`` are the page's as read so far.
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
    swapped: bool = False
    texts: AsWritten | None = None

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

# ------------------------------------------------------------------ what is said, and of which date


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


#: What stands between the parts of a line and belongs to none.
_EDGE = " |·•-–—:,;(（[/"
_DIGIT = re.compile(r"\d")
#: What no machine's timestamp holds: "2022-02-25T14:40:00Z" needs no search for labels.
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
        parts = _parts(text, observation.field) if observation.field in _LABELLED else [(observation.field, text)]
        found += [Statement(observation, role, part) for role, part in parts]
    printed = [each for each in found if each.role in _LABELLED and each.observation.source.witness == "human"]
    firsts = [day_numbers(each.text) for each in printed if each.role == "datePublished" and names_first(each.text)]
    if firsts:
        # "Tue 7 Nov 2023 20.00 GMT" above "First published on Tue 7 Nov 2023 08.00 GMT" is an update's; another day's is not
        bare = [each for each in printed if label_of(each.text) is None and not names_first(each.text)]
        later = [id(each) for each in bare if day_numbers(each.text) in firsts]
        found = [each for each in found if id(each) not in later]
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
    labels = list(_label().finditer(text[:LONGEST])) if len(text) > 10 and _WORD.search(text) else []
    if not labels:
        return [(field, text)]
    if len(labels) == 1 and field == "date" and is_of_a_noun(text[:LONGEST]):
        # "Prices current as of 3 January 2022"
        return [("otherDate", text)]
    head, rest = text[: labels[0].start()].strip(_EDGE), text[labels[-1].end() :]
    # of one label alone the rest may be what it opens: "3 May 2021, edited by John Smith"
    behind = closes_line(rest) if len(labels) == 1 else not _DIGIT.search(rest)
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
        if _DIGIT.search(part[: max(bracket, 0)]) and _DIGIT.search(part[bracket:]):
            last = bracket
        parts += [(field, part[:last].strip(_EDGE)), (match.lastgroup or field, part[last:].strip(_EDGE))]
        start = match.end()
    return parts


def witnesses(found: Sequence[Statement], role: str) -> list[Witness]:
    """Return the witnesses for one role ("datePublished", …), in an order that does not depend on the page's."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in found:
        if statement.role == role or (role == "datePublished" and statement.role in NEUTRAL_ROLES):
            groups.setdefault((statement.observation.source.witness, statement.text.strip()), []).append(statement)
    beside = role == "datePublished" and role in [statement.role for statement in found]
    shares = {"date": 1.0, "dateCreated": BITS["created_beside_share" if beside else "created_share"], role: 1.0}
    return [
        Witness(
            kind,
            text,
            max([s.observation.source.reliability * shares[s.role] for s in members]),
            role in [s.role for s in members],
            members,
        )
        for (kind, text), members in [(key, groups[key]) for key in sorted(groups)]
    ]


# ------------------------------------------------------------------ how reliable each is here

#: Between the rendering of a page and the end of its fetch.
_SAME_MOMENT = timedelta(minutes=1)
#: Seconds between the two where nothing says the zone; zones are quarters of an hour apart, at most 14 hours from UTC.
_SAME_SECONDS, _QUARTER, _FARTHEST = 5, 15 * 60, 14 * 3600
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: The clocks that nearly all sites of no known country show lie between these, in minutes: California's and Japan's.
_MOST_CLOCKS = (-8 * 60, 9 * 60)


def weakened(read: Sequence[Heard], hints: Hints) -> list[Heard]:
    """Return the witnesses, of less reliability where their date may be the fetch's, a browser's or not the label's."""
    timed = [
        (statement.observation.locator, witness, readings)
        for witness, readings in read
        if witness.kind == "human"
        for statement in witness.statements
        if statement.observation.source.id.startswith("time:")
    ]
    days = [(at, w, day) for at, w, r in timed if len(r.healthy) == 1 and (day := r.healthy[0].day()) is not None]
    found = []
    for witness, readings in read:
        shares = [witness.reliability]
        if hints.fetched is not None and _is_of_fetch(witness, readings.healthy, hints, hints.fetched):
            shares.append(BITS["rendered_now_share"])
        for at in {at for at, its, _ in timed if its is witness}:
            shares += [_share_beside(w, day, witness, readings.healthy) for its, w, day in days if its == at]
        share = min(shares)
        found.append((witness if share == witness.reliability else witness.at(share), readings))
    return found


def _share_beside(other: Witness, its: date, witness: Witness, healthy: Sequence[Reading]) -> float:
    """Return how reliable a witness is at most beside what its own element states in another form.

    A browser west of UTC drew the day before (toLocaleDateString of new Date("2022-02-25")). And in
    <time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time> the label is of what is printed.
    """
    said = [day for reading in healthy if (day := reading.day()) is not None]
    if _ISO_DAY.fullmatch(other.text) and its - timedelta(days=1) in said:
        return BITS["drawn_share"]
    # a day apart may be two zones' days
    later = len(said) == 1 and said[0] - its > timedelta(days=1) and other.is_printed and other.stated and not witness.stated
    return BITS["later_than_label_share"] if later else 1.0


def _is_of_fetch(witness: Witness, healthy: Sequence[Reading], hints: Hints, fetched: datetime) -> bool:
    """Return whether a machine states the moment of the fetch, or its day: its template may print today.

    So may the header of a page, whose date a text dump has above the headline.  An element's attribute and a scraper's own
    column may hold the very moment of the fetch; the day of it they share with every fresh story.
    """
    if len(healthy) != 1 or witness.kind in ("url", "http") or (witness.is_printed and not witness.is_header):
        return False
    hypothesis = begin(healthy[0])
    clock, moment = hypothesis.clock, hypothesis.moment()
    if moment is None:
        return False
    if clock.hour is None:
        offsets = (0, *(country_offsets(hints.country or "", fetched.date()) or _MOST_CLOCKS))
        days = [(fetched + timedelta(minutes=minutes)).date() for minutes in offsets]
        return (witness.kind == "machine" or witness.is_header) and moment.wall.date() in days
    if hypothesis.instant is not None:
        return abs(hypothesis.instant - fetched) <= _SAME_MOMENT
    # a clock without a zone is that of the fetch in some zone, to a few seconds
    since = (moment.wall - fetched).total_seconds()
    beside = (since + _QUARTER / 2) % _QUARTER - _QUARTER / 2
    return clock.second is not None and abs(since) <= _FARTHEST and abs(beside) <= _SAME_SECONDS


# ------------------------------------------------------------------ what one denies of another's

#: Less than this apart two days may be one moment in two zones.
APART = timedelta(days=2)
#: Articles are written in one month and come out in the next; later ones were put up again.
_MONTHS_OVER = 2


def day_of(readings: Readings) -> date | None:
    """Return the one day that a text states however it is read; None for another text."""
    days = {reading.day() for reading in readings.healthy}
    return days.pop() if len(days) == 1 else None


def is_redated(day: date, witness: Witness, readings: Readings) -> bool:
    """Return whether an address names a month long before a day: "/2017/7/12/" on a page of 2019.

    Sites put stories up again under a new date, in print and in their metadata; the address stays as it was built.
    """
    if witness.kind != "url" or len(readings.healthy) != 1:
        return False
    year, month = only(readings.healthy[0].partial.year), only(readings.healthy[0].partial.month)
    return year is not None and month is not None and (day.year - year) * 12 + day.month - month > _MONTHS_OVER
