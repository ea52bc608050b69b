"""Who decides between two dates: every witness is read every way, and the story that explains most, at the least price, stands.

For each moment that some reading states, the other witnesses are asked whether they can be explained by it: as written, by a
defect, or not at all.  The bits add up (confidence.py), the candidates and "none of these" are normalised, and where two
moments stand the value is withheld or said at the precision on which they agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from math import log2
from typing import NamedTuple

from service.dates.confidence import posterior, surprise
from service.dates.defects import DEFECTS
from service.dates.partial import PartialDatetime, days, only, unify
from service.dates.readers import Readers
from service.dates.readings import Hints, Near, Reading, Readings, damaged, may_show_itself, proves
from service.dates.story import Joined, Story, begin, join, join_at_site
from service.dates.witnesses import Witness
from service.dates.zones import LOWEST_OFFSET, country_offsets, local_offsets

#: A second voice of one independence class (two meta tags) proves little beyond the first; an estimate.
_SAME_CLASS = 0.35
#: A string that is no date as written was damaged by something; that it is damage of no row is this unlikely, in bits.
_UNKNOWN_DAMAGE = 10.0
#: A date that names no role and equals the page's modification date is explained by it; the price in bits.
_IS_MODIFICATION = 3.5
#: A place that names the publication and holds the modification: the publisher overwrites one with the other.
_IS_OVERWRITTEN = 6.0
#: The same, where the line that prints the publication tells of an update that no place states.
_IS_UNTOLD_UPDATE = 3.5
#: An update follows within days as a rule; then the year and the month of its stamp are no coincidence.
_SOON = timedelta(days=7)
#: A clock printed for readers that shows UTC, at a site in a country whose clocks do not.
_FOREIGN_CLOCK = 6.0
#: Share of pages whose second stamp is within a quarter of an hour of the first: saved, then published; an estimate.
_SAVED_AND_PUBLISHED = 0.04
#: A printed weekday that contradicts its date means that one of the two is wrong.
_WRONG_WEEKDAY = 6.0
#: Pages are fetched after they are published; a stamp from the future is wrong or misread.
_FROM_THE_FUTURE = 12.0
#: A machine's date that is the fetch itself: four of ten templates for structured data that public repositories hold print the
#: moment of the request where the publication belongs, and fresh stories are fetched on their day as well; an estimate.
_RENDERED_NOW = 0.5
#: Between the rendering of a page and the end of its fetch.
_SAME_MOMENT = timedelta(minutes=1)
#: A text that scripts drew in the scraper's browser is its own element's date, seen from there; an estimate.
_DRAWN = 0.2
#: A slip that makes a plausible date of another is found sooner where readers see it than in a meta; an estimate, in bits.
_SEEN_BY_READERS = 4.0
#: More than an offset that nobody states costs; in bits.
_MUCH_ASSUMED = 6.0
#: An attribute that names no role and is later than what its own element prints as the publication; an estimate.
_LATER_THAN_LABEL = 0.3
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: The clocks that nearly all sites of no known country show lie between these, in minutes: California's and Japan's.
_MOST_CLOCKS = (-8 * 60, 9 * 60)
#: Pages of the web are from these years; an archive that puts up a page of 1923 has more than one witness for it.
_PLAUSIBLE_YEARS = range(1985, 2036)
_IMPLAUSIBLE_YEAR = 9.0
#: No more witnesses than this are weighed, those that name the role and are most often right first: a comment section prints
#: hundreds of dates, and weighing each against each is quadratic.
MOST_WITNESSES = 24
_RELIABILITY_LIMITS = (0.02, 0.995)


#: Rows that leave nothing but the clock of a string to be confirmed.
_CLOCK_ONLY = frozenset(defect.rule.id for defect in DEFECTS if defect.on_fetch_day)
#: Rows that a printed day of the week must confirm.
_BY_WEEKDAY = frozenset(defect.rule.id for defect in DEFECTS if defect.by_weekday)


#: What a reading tells alone.
Told = Callable[[Reading], Story]
#: What a witness can say of a story when damage is looked for.
Damage = Callable[["Witness", Story], tuple[Reading, ...]]


class Use(NamedTuple):
    """How a story explains one witness: the reading, and the rule where the join itself explains damage."""

    witness: Witness
    reading: Reading
    rule: str | None
    gain: float

    @property
    def broken_rule(self) -> str | None:
        """The rule of the damage, or None for a witness that means what it says."""
        return self.reading.rule if self.reading.broken else self.rule


class Account(NamedTuple):
    """A story with everything it explains, and its score: log2 of its odds against "none of these"."""

    story: Story
    uses: tuple[Use, ...]
    score: float


class Decision(NamedTuple):
    """The candidates with their probabilities, best first, and the account of the best."""

    accounts: tuple[tuple[Account, float], ...]
    witnesses: tuple[Witness, ...]

    @property
    def best(self) -> Account | None:
        """The account of the most probable moment, or None when nothing states a day."""
        return self.accounts[0][0] if self.accounts else None


class Question(NamedTuple):
    """What is asked besides the witnesses: hints for reading, the latest possible instant (UTC, naive), the stories of the
    page's modification dates, which explain dates that name no role, and the zone that the caller names for the site."""

    hints: Hints
    fetched: datetime | None = None
    modified: tuple[Story, ...] = ()
    zone: str | None = None

    def offset_at(self, wall: datetime) -> int | None:
        """The one offset of the site's clocks at a wall-clock time; None where no zone is named or it shows none or two."""
        offsets = local_offsets(self.zone, wall) if self.zone is not None else ()
        return offsets[0] if len(offsets) == 1 else None


class Hearing(NamedTuple):
    """How witnesses are heard: what is asked, what their readings tell, the damage that is looked for, who reads the page."""

    question: Question
    told: Told
    damage: Damage
    readers: Readers


def decide(witnesses: Sequence[Witness], question: Question) -> Decision:
    """The moments that the witnesses' readings state, weighed against each other and against "none of these".

    Healthy readings are tried first: where one story explains every witness as written, no defect is looked for.
    """
    read = [(witness, witness.readings(question.hints, broken=False)) for witness in witnesses]
    read = _shared_out([(witness, readings) for witness, readings in read if _says_something(readings)])
    read = _behind_labels(_drawn_by_scripts(read))
    if question.fetched is not None:
        read = [(_doubted(witness, readings, question.fetched, question.hints), readings) for witness, readings in read]
    read = sorted(read, key=lambda pair: (not pair[0].stated, -pair[0].reliability, pair[0].kind, pair[0].text))[
        :MOST_WITNESSES
    ]
    if not read:
        return Decision((), ())
    asked: list[tuple[Witness, Story]] = []
    hearing = Hearing(question, _telling(), _noting(asked), Readers(question.hints.language, question.hints.country))
    accounts = _accounts(read, hearing)
    # every witness as written, and in one way only: nothing is left for a defect to explain
    if not _settled(accounts, read, question):
        hearing = hearing._replace(damage=_damaged_by(question))
        unread = any(_asks_for_rows(witness, readings, question.hints) for witness, readings in read)
        # where no row has anything to say to what was asked, the same would be heard again
        if unread or any(hearing.damage(witness, story) for witness, story in asked):
            read = [(witness, _suspected(witness, readings, question.hints)) for witness, readings in read]
            accounts = _accounts(read, hearing)
    shares = posterior(tuple(account.score for account in accounts))
    ranked = _ranked(list(zip(accounts, shares, strict=True)))
    determined = tuple((account, share) for account, share in ranked if days_of(account.story))
    return Decision(determined, tuple(witness for witness, _ in read))


def _noting(asked: list[tuple[Witness, Story]]) -> Damage:
    """A function that looks for no damage, and notes where it was asked for."""

    def damage(witness: Witness, story: Story) -> tuple[Reading, ...]:
        asked.append((witness, story))
        return ()

    return damage


def _suspected(witness: Witness, readings: Readings, hints: Hints) -> Readings:
    """The readings, with those of the rows where a row may start a story."""
    return witness.readings(hints, broken=True) if _asks_for_rows(witness, readings, hints) else readings


def _asks_for_rows(witness: Witness, readings: Readings, hints: Hints) -> bool:
    """Whether a row may start a story: the text says nothing without one, or shows by itself that one is meant."""
    return not (readings.healthy or readings.broken) or may_show_itself(witness.text, readings, hints)


def _damaged_by(question: Question) -> Damage:
    """A function that gives what the rows make of a text that can be read without them, where a story's moment may be meant."""

    def damage(witness: Witness, story: Story) -> tuple[Reading, ...]:
        as_written = witness.readings(question.hints, broken=False)
        if not witness.may_be_damaged or _asks_for_rows(witness, as_written, question.hints):
            return ()
        return damaged(witness.text, question.hints, _around(story, question))

    return damage


def _around(story: Story, question: Question) -> Near | None:
    """The moment near which a reading must be to join a story; None while its day is open."""
    possible = days(story.clock)
    if len(possible) != 1:
        return None
    # a day beside an instant may have got its clock from elsewhere, and a site's old zones are no quarters of an hour apart
    on_quarters = (story.offset or 0) % 15 == 0 and (story.offset is not None or story.instant is None) and not question.zone
    minute = only(story.clock.minute) if on_quarters else None
    return Near(possible[0], None if minute is None else minute % 15)


def _ranked(weighed: list[tuple[Account, float]]) -> list[tuple[Account, float]]:
    """The accounts by their probability; the order of equals must not depend on the page's, so their stories' texts give it."""
    if len({share for _, share in weighed}) < len(weighed):
        weighed = sorted(weighed, key=lambda pair: repr(pair[0].story))
    return sorted(weighed, key=lambda pair: -pair[1])


def _telling() -> Told:
    """A function that works out once for each reading what it tells alone."""
    # by identity, since a reading is no key; kept beside its story, since an identity is free again when its object is gone
    stories: dict[int, tuple[Reading, Story]] = {}

    def told(reading: Reading) -> Story:
        known = stories.get(id(reading))
        if known is None:
            known = stories[id(reading)] = reading, begin(reading)
        return known[1]

    return told


def _shared_out(read: list[tuple[Witness, Readings]]) -> list[tuple[Witness, Readings]]:
    """The witnesses, where several days are printed without a role, each with its share of the trust: one of them at most is
    the page's own."""
    printed = [(w, r) for w, r in read if w.kind == "human" and not w.stated]
    shown = {reading.day() for _, readings in printed for reading in readings.healthy[:1]} - {None}
    # two may be one day seen from two zones; the resolver weighs them
    if len(shown) < 3:
        return read
    return [
        (w._replace(reliability=w.reliability / len(shown)) if w.kind == "human" and not w.stated else w, r) for w, r in read
    ]


def _doubted(witness: Witness, readings: Readings, fetched: datetime, hints: Hints) -> Witness:
    """The witness, trusted no more than a coin where a machine states the fetch itself: its template may print today."""
    if witness.kind != "machine" or len(readings.healthy) != 1:
        return witness
    said = readings.healthy[0].partial
    story = begin(readings.healthy[0])
    moment = story.moment()
    if moment is None or (said.hour is not None and story.instant is None):
        return witness
    if story.instant is not None:
        now = abs(story.instant - fetched) <= _SAME_MOMENT
    else:
        offsets = country_offsets(hints.country or "", fetched.date()) or _MOST_CLOCKS
        now = moment.wall.date() in {(fetched + timedelta(minutes=minutes)).date() for minutes in (0, *offsets)}
    return witness._replace(reliability=min(witness.reliability, _RENDERED_NOW)) if now else witness


def _drawn_by_scripts(read: list[tuple[Witness, Readings]]) -> list[tuple[Witness, Readings]]:
    """The witnesses, with little trust in a text that shows the day before its own element's date: a browser west of UTC
    drew it from a date without a clock (toLocaleDateString of new Date("2022-02-25"))."""
    days_at: dict[str, set[date]] = {}
    for witness, readings in read:
        if len(readings.healthy) == 1 and _ISO_DAY.fullmatch(witness.text) and (day := readings.healthy[0].day()) is not None:
            for locator in _time_elements(witness):
                days_at.setdefault(locator, set()).add(day)
    if not days_at:
        return read
    return [(_less_trusted(witness, readings, days_at), readings) for witness, readings in read]


def _behind_labels(read: list[tuple[Witness, Readings]]) -> list[tuple[Witness, Readings]]:
    """The witnesses, with less trust in an element's attribute where its text calls another, earlier day the publication's.

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


def _less_trusted(witness: Witness, readings: Readings, days_at: dict[str, set[date]]) -> Witness:
    shown = {day + timedelta(days=1) for reading in readings.healthy if (day := reading.day()) is not None}
    drawn = any(shown & days_at.get(locator, set()) for locator in _time_elements(witness))
    return witness._replace(reliability=min(witness.reliability, _DRAWN)) if drawn else witness


def _time_elements(witness: Witness) -> set[str]:
    return {s.observation.locator for s in witness.statements if s.observation.source.id.startswith("time:")}


def days_of(story: Story) -> bool:
    """Whether a story determines one calendar day."""
    return len(days(story.clock)) == 1


def _says_something(readings: Readings) -> bool:
    return bool(readings.healthy or readings.broken or readings.impossible) and not readings.default


def _settled(accounts: Sequence[Account], read: Sequence[tuple[Witness, Readings]], question: Question) -> bool:
    if len(accounts) != 1 or len(accounts[0].uses) != len(read) or _is_from_the_future(accounts[0].story, question):
        return False
    return all(use.broken_rule is None and not _contradicts_weekday(accounts[0].story, use.reading) for use in accounts[0].uses)


def _accounts(read: Sequence[tuple[Witness, Readings]], hearing: Hearing) -> list[Account]:
    """One account for each different moment that some reading states, the best where several readings state it."""
    best: dict[object, Account] = {}
    # the witnesses that say most come first, so that a vague one is read in their light and not they in its
    by_weight = sorted(read, key=lambda pair: (-pair[1].information, -pair[0].reliability, pair[0].kind, pair[0].text))
    for witness, readings in read:
        for seed in (*readings.healthy, *(reading for reading in readings.broken if not reading.silent)):
            if any(_already_used(account, witness, readings, seed) for account in best.values()):
                continue
            account = _account(witness, readings, seed, by_weight, hearing)
            key = _identity(account.story)
            if key not in best or account.score > best[key].score:
                best[key] = account
    return _without_coarser(list(best.values()))


def _already_used(account: Account, witness: Witness, readings: Readings, reading: Reading) -> bool:
    """Whether a story already explains this witness as written: seeding from it would tell the same story again.

    Not where the story had to assume much for it: then the witness has one of its own.
    """
    return not reading.broken and any(
        use.witness is witness
        and use.reading is reading
        and use.rule is None
        and _gain(witness, readings, reading.bits) - use.gain <= _MUCH_ASSUMED
        for use in account.uses
    )


def _account(
    witness: Witness, readings: Readings, seed: Reading, by_weight: Sequence[tuple[Witness, Readings]], hearing: Hearing
) -> Account:
    """The story that starts from one reading and takes in every other witness that it can explain with gain."""
    story = hearing.told(seed)
    uses = [Use(witness, seed, None, _gain(witness, readings, seed.bits))]
    rest = [pair for pair in by_weight if pair[0] is not witness]
    # a second look: what the first witness could not be to a vague story it may be to the finished one
    unexplained = rest
    refused: dict[int, Story] = {}
    for _ in range(2):
        rest, unexplained = unexplained, []
        for other, other_readings in rest:
            found = None if refused.get(id(other)) == story else _best_use(story, uses, other, other_readings, hearing)
            if found is None:
                unexplained.append((other, other_readings))
                refused[id(other)] = story
            else:
                story, use = found
                uses.append(use)
    # what a zone's name means is one guess, however many voices print it: it is paid for once, and in full
    gains = [(use.witness.kind, use.gain + use.reading.meaning) for use in uses]
    meanings = {use.reading.abbreviation: use.reading.meaning for use in uses}
    published = any(use.witness.stated and use.witness.kind == "machine" for use in uses)
    updated = any(use.witness.beside_update for use in uses)
    gains += [(pair[0].kind, _excuse(story, *pair, hearing, published, updated)) for pair in unexplained]
    score = _by_class(gains) - sum(sorted(meanings.values())) - _prior(story) - _vetoes(story, uses, hearing.question)
    if any(_same_moment(story, modified) for modified in hearing.question.modified) and _is_late(
        story, unexplained, hearing.told
    ):
        score -= _IS_OVERWRITTEN
    return Account(story, tuple(uses), score)


def _joins(story: Story, witness: Witness, other: Story, hearing: Hearing) -> Iterator[Joined]:
    """Every way to tell a story and another witness' as one, with the caller's word for the site's zone where there is one."""
    joined = join(story, other, witness.kind == "url", hearing.readers)
    question = hearing.question
    return joined if question.zone is None else chain(joined, join_at_site(story, other, question.offset_at))


def _best_use(
    story: Story, uses: Sequence[Use], witness: Witness, readings: Readings, hearing: Hearing
) -> tuple[Story, Use] | None:
    """The cheapest way to read a witness as true of the story, where that beats leaving it unexplained."""
    sound: Iterable[Reading] = readings.healthy
    if witness.kind == "human":
        sound = [reading for reading in sound if not _shows_second_zone(uses, witness, reading)]
    # what is true as written needs no damage to explain it
    as_written = _cheapest(story, witness, readings, sound, hearing)
    if as_written is not None:
        return as_written
    broken = [
        reading
        for reading in (*readings.broken, *hearing.damage(witness, story))
        if reading.rule not in _BY_WEEKDAY or _shows_weekday(story, uses, readings)
    ]
    return _cheapest(story, witness, readings, broken, hearing)


def _shows_weekday(story: Story, uses: Iterable[Use], readings: Readings) -> bool:
    """Whether a printed date of the story names its day of the week, and the day that a text states as written is another."""
    possible = days(story.clock)
    if len(possible) != 1:
        return False
    day = possible[0]
    written = {said.weekday() for reading in readings.healthy if (said := reading.day()) is not None}
    return day.weekday() not in written and any(
        use.witness.kind == "human" and use.reading.day() == day and use.reading.weekday == frozenset((day.weekday(),))
        for use in uses
    )


def _shows_second_zone(uses: Iterable[Use], witness: Witness, reading: Reading) -> bool:
    """Whether a bare printed clock shows another time than one that the story has: a page prints its clocks in one zone.

    "11.2.2025 23:55 | 12.2.2025 7:25" beside 23:55Z is a publication and an update, and not one moment seen from seven hours
    and a half further east.
    """
    if not _is_bare_clock(witness, reading):
        return False
    return any(_is_bare_clock(use.witness, use.reading) and unify(use.reading.partial, reading.partial) is None for use in uses)


def _is_bare_clock(witness: Witness, reading: Reading) -> bool:
    """Whether a reading is of a clock without a zone that readers see; an element's attribute is the machine's."""
    said = reading.partial
    return said.minute is not None and said.offset is None and witness.kind == "human" and witness.is_printed


def _cheapest(
    story: Story, witness: Witness, readings: Readings, tried: Iterable[Reading], hearing: Hearing
) -> tuple[Story, Use] | None:
    best: tuple[float, Joined, Reading, float] | None = None
    for reading in tried:
        if _gain(witness, readings, reading.bits) <= 0:
            continue
        if reading.broken and reading.rule in _CLOCK_ONLY and only(story.clock.minute) is None:
            continue
        for joined in _joins(story, witness, hearing.told(reading), hearing):
            gain = _gain(witness, readings, reading.bits + joined.bits + _seen(witness, reading))
            if gain <= 0:
                continue
            if reading.broken and not _proved(joined.story, reading):
                continue
            # what a reading adds to the story is paid for in the end: of two explanations the one that adds less is better
            net = gain - _prior(joined.story)
            if best is None or net > best[0] or (net == best[0] and repr(joined.story) > repr(best[1].story)):
                best = (net, joined, reading, gain)
    if best is None:
        return None
    _, joined, reading, gain = best
    return joined.story, Use(witness, reading, joined.rule, gain)


def _seen(witness: Witness, reading: Reading) -> float:
    """What damage costs more that leaves a plausible date in print: "11 November" where the month stands for the day."""
    return _SEEN_BY_READERS if reading.silent and witness.kind == "human" and witness.is_printed else 0.0


def _proved(story: Story, reading: Reading) -> bool:
    """Whether rendering the story's moment in the defective format gives the observed string."""
    moment = story.moment()
    if moment is None or proves(reading, moment):
        return moment is not None
    # what was given no clock shows midnight: new Date("February 25") is 2001-02-25T00:00:00
    midnight = moment.wall.replace(hour=0, minute=0, second=0)
    return reading.partial.hour is None and proves(reading, moment._replace(wall=midnight))


def _gain(witness: Witness, readings: Readings, bits: float) -> float:
    """The bits by which explaining a witness beats leaving it unexplained: its odds and its information, minus the price."""
    right = _reliability(witness)
    if not readings.impossible:
        return log2(right / (1 - right)) + readings.information - bits
    # a place is no surer of a damaged string than of a sound one
    return min(_UNKNOWN_DAMAGE + log2(right) - bits, log2(right / (1 - right))) + readings.information


def _reliability(witness: Witness) -> float:
    low, high = _RELIABILITY_LIMITS
    return min(max(witness.reliability, low), high)


def _by_class(gains: Sequence[tuple[str, float]]) -> float:
    """The sum of gains in which each independence class counts once in full and its further voices less and less.

    Forty comments on one evening are not forty witnesses of it.
    """
    by_class: dict[str, list[float]] = {}
    for kind, gain in gains:
        by_class.setdefault(kind, []).append(gain)
    total = 0.0
    for kind in sorted(by_class):
        total += sum(gain * _SAME_CLASS**place for place, gain in enumerate(sorted(by_class[kind], reverse=True)))
    return total


def _prior(story: Story) -> float:
    """The bits of everything a story says, so that a story pays for each detail that it lets its witnesses be right about."""
    if story.instant is None or story.clock.hour is not None:
        return surprise(story.clock)
    wall = story.instant
    return surprise(
        story.clock._replace(hour=frozenset((wall.hour,)), minute=frozenset((wall.minute,)), second=frozenset((wall.second,)))
    )


def _excuse(story: Story, witness: Witness, readings: Readings, hearing: Hearing, published: bool, updated: bool) -> float:
    """What softens an unexplained witness: it is the modification date, or a save minutes away from publication.

    ``published`` says that the story has a machine place for it that names the publication: then another such place may have
    been overwritten with the modification.  ``updated`` says that the story's own line tells of an update.
    """
    best = 0.0
    for reading in readings.healthy:
        other = hearing.told(reading)
        odds = -log2(1 - _reliability(witness))
        if witness.is_aside:
            continue
        if updated and witness.kind == "machine" and (apart := _after(story, other)) > timedelta(0):
            soon = reading.partial._replace(day=None, hour=None, minute=None, second=None)
            best = max(best, odds - _IS_UNTOLD_UPDATE - reading.bits + (surprise(soon) if apart <= _SOON else 0.0))
        # an address is built once, when the page is published
        if witness.kind != "url" and any(_same_moment(other, modified) for modified in hearing.question.modified):
            if not witness.stated:
                best = max(best, odds + readings.information - _IS_MODIFICATION - reading.bits)
            elif published and other.clock.minute is not None and not _is_relabelled(story, other):
                best = max(best, odds + readings.information - _IS_OVERWRITTEN - reading.bits)
        elif (published or not witness.stated) and _near(story, other):
            best = max(best, odds + log2(_SAVED_AND_PUBLISHED) + surprise(_day_and_hour(reading.partial)) - reading.bits)
    return best


def _after(story: Story, other: Story) -> timedelta:
    """How long a stamp lies after a story's moment, at the least: a clock without a zone may be the last on the globe."""
    moment = story.moment()
    if other.instant is None or moment is None:
        return timedelta(0)
    latest = moment.wall + timedelta(minutes=-LOWEST_OFFSET, days=story.clock.hour is None)
    return other.instant - (latest if story.instant is None else story.instant)


def _is_late(story: Story, unexplained: Iterable[tuple[Witness, Readings]], told: Told) -> bool:
    """Whether a machine place that names the publication states an earlier instant of the story's day, to the second."""
    return any(
        witness.stated
        and witness.kind == "machine"
        and story.instant is not None
        and (other := told(readings.healthy[0])).instant is not None
        and other.clock.second is not None
        and other.instant < story.instant
        and days(other.clock) == days(story.clock)
        for witness, readings in unexplained
        if readings.healthy
    )


def _same_moment(first: Story, second: Story) -> bool:
    return any(not joined.bits for joined in join(second, first, False))


def _near(first: Story, second: Story) -> bool:
    mine, theirs = first.instant, second.instant
    if mine is None or theirs is None:
        one, two = first.moment(), second.moment()
        if one is None or two is None or first.clock.minute is None or second.clock.minute is None:
            return False
        mine, theirs = one.wall, two.wall
    return abs(mine - theirs) <= timedelta(minutes=15)


def _is_relabelled(story: Story, other: Story) -> bool:
    """Whether two stamps are whole hours apart to the very second: one moment under two labels, and no later save."""
    if story.instant is None or other.instant is None or not (only(story.clock.second) and only(other.clock.second)):
        return False
    apart = abs(story.instant - other.instant)
    return timedelta(0) < apart <= timedelta(hours=14) and not apart % timedelta(hours=1)


def _day_and_hour(partial: PartialDatetime) -> PartialDatetime:
    return partial._replace(minute=None, second=None)


def _vetoes(story: Story, uses: Iterable[Use], question: Question) -> float:
    """Bits against a story: printed weekdays that contradict it, and a moment after the page was fetched."""
    total = sum(_WRONG_WEEKDAY for use in uses if _contradicts_weekday(story, use.reading))
    moment = story.moment()
    if shows_foreign_clock(story, uses, question.hints.country):
        total += _FOREIGN_CLOCK
    if moment is not None and moment.wall.year not in _PLAUSIBLE_YEARS:
        total += _IMPLAUSIBLE_YEAR
    if _is_from_the_future(story, question):
        total += _FROM_THE_FUTURE
    return total


def _is_from_the_future(story: Story, question: Question) -> bool:
    """Whether a moment lies after the fetch of its page, however far in the east its clock stands."""
    moment = story.moment() if question.fetched is not None else None
    if question.fetched is None or moment is None:
        return False
    earliest = moment.wall - timedelta(minutes=story.offset if story.offset is not None else 14 * 60)
    return earliest > question.fetched + timedelta(minutes=5)


def shows_foreign_clock(story: Story, uses: Iterable[Use], country: str | None) -> bool:
    """Whether the readers' clock would be UTC's in a country where no clock shows that."""
    moment = story.moment()
    if story.offset != 0 or country is None or moment is None:
        return False
    clocks = [use.reading.partial for use in uses if use.witness.kind == "human" and use.reading.partial.minute is not None]
    printed = bool(clocks) and all(clock.offset is None for clock in clocks)
    known = country_offsets(country, moment.wall.date())
    return printed and bool(known) and 0 not in known


def _contradicts_weekday(story: Story, reading: Reading) -> bool:
    possible = days(story.clock)
    return reading.weekday is not None and len(possible) == 1 and possible[0].weekday() not in reading.weekday


def _identity(story: Story) -> object:
    """What makes two stories one value: the instant, or the readers' clock where no instant is known."""
    clock = story.clock
    return (
        story.instant.replace(second=0) if story.instant is not None else None,
        None
        if story.instant is not None and story.offset is not None
        else (clock.year, clock.month, clock.day, clock.hour, clock.minute),
    )


def _without_coarser(accounts: list[Account]) -> list[Account]:
    """The accounts without those that say less of the same moment and explain no more: a day inside a told instant."""
    kept = []
    for account in accounts:
        explained = {id(use.witness) for use in account.uses}
        if any(
            other is not account
            and (other.score >= account.score or not days_of(account.story))
            and explained <= {id(use.witness) for use in other.uses}
            and (days_of(account.story) or len(account.uses) < len(other.uses))
            and _refines(other.story, account.story)
            for other in accounts
        ):
            continue
        kept.append(account)
    return kept


def _refines(finer: Story, coarser: Story) -> bool:
    if not days_of(coarser):
        # "2019-08" is no rival of the day in it that explains as much
        return days_of(finer) and unify(finer.clock, coarser.clock) is not None
    if coarser.clock.hour is not None and only(coarser.clock.minute) is not None:
        return False
    return days(finer.clock) == days(coarser.clock)
