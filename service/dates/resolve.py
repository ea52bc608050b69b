"""The decision between dates: every witness is read every way, and the story that explains most at the least price stands.

For each moment that some reading states, the other witnesses are asked whether they can be explained by it: as written, by a
defect, or not at all (an account, a scored hypothesis).  The bits add up (score.py), the candidates and "none of these" are
normalised, and where two moments stand the value is withheld or said at the precision on which they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from service.dates.defects import DEFECTS
from service.dates.habits import as_usual
from service.dates.hearing import Hearing, Question, Use, asks_for_rows, damaged_by, noting, suspected, telling
from service.dates.partial import days, only, unify
from service.dates.readers import Readers
from service.dates.reading import Reading, proves
from service.dates.readings import Readings
from service.dates.score import (
    IS_OVERWRITTEN,
    contradicts_weekday,
    excuse,
    gain_of,
    is_denied,
    is_from_the_future,
    is_late,
    is_one_voice,
    is_redated,
    odds,
    prior,
    reliability,
    same_moment,
    total_by_class,
    vetoes,
)
from service.dates.story import Joined, Story, determines_day, join, join_at_site
from service.dates.witnesses import Witness, behind_labels, doubted, drawn_by_scripts, shared_out

#: A slip that makes a plausible date of another is found sooner where readers see it than in a meta; an estimate, in bits.
_SEEN_BY_READERS = 4.0
#: More than an offset that nobody states costs; in bits.
_MUCH_ASSUMED = 6.0
#: Rows that leave nothing but the clock of a string to be confirmed.
_CLOCK_ONLY = frozenset(defect.rule.id for defect in DEFECTS if defect.on_fetch_day)
#: Rows that a printed day of the week must confirm.
_BY_WEEKDAY = frozenset(defect.rule.id for defect in DEFECTS if defect.by_weekday)


class Account(NamedTuple):
    """A story (hypothesis) with everything it explains and its score: log2 of its odds against "none of these"."""

    story: Story
    uses: tuple[Use, ...]
    score: float


def accounts_of(read: Sequence[tuple[Witness, Readings]], hearing: Hearing) -> list[Account]:
    """Return one account for each different moment that a reading states, the best where several readings state it."""
    best: dict[object, Account] = {}
    # the witnesses that say most come first, so that a vague one is read in their light and not they in its
    by_weight = sorted(read, key=lambda pair: (-pair[1].information, -pair[0].reliability, pair[0].kind, pair[0].text))
    for witness, readings in read:
        for seed in (*readings.healthy, *(reading for reading in readings.broken if not reading.silent)):
            if any(_already_used(account, witness, readings, seed) for account in best.values()):
                continue
            account = _best_account(witness, readings, seed, by_weight, hearing)
            key = _identity(account.story)
            if key not in best or account.score > best[key].score:
                best[key] = account
    return list(best.values())


def _already_used(account: Account, witness: Witness, readings: Readings, reading: Reading) -> bool:
    """Return whether a story already explains a witness as written, so that starting from it would give the same story again.

    Not where the story had to assume much for it: then the witness has one of its own.
    """
    return not reading.broken and any(
        use.witness is witness and use.reading is reading and use.rule is None and not assumes_much(use, readings)
        for use in account.uses
    )


def assumes_much(use: Use, readings: Readings) -> bool:
    """Return whether a witness fits a story only by an unstated offset: clocks twelve hours ahead of UTC in Lisbon."""
    return gain_of(use.witness, readings, use.reading.bits) - use.gain > _MUCH_ASSUMED


def _best_account(
    witness: Witness, readings: Readings, seed: Reading, by_weight: Sequence[tuple[Witness, Readings]], hearing: Hearing
) -> Account:
    """Return the account that starts from one reading, without any damaged witness that costs more than it explains.

    "2019-01-01T08:23" beside "17 March 2019" can be that day with its month and day lost, but what it says of the hour is then
    paid for in full, and its own gain counts for little beside another of its class: the day alone is the better story.
    """
    account = _account(witness, readings, seed, by_weight, hearing)
    for use in account.uses[1:]:
        if use.reading.silent:
            others = [pair for pair in by_weight if pair[0] is not use.witness]
            without = _account(witness, readings, seed, others, hearing, [p for p in by_weight if p[0] is use.witness])
            account = max(account, without, key=lambda told: told.score)
    return account


def _account(
    witness: Witness,
    readings: Readings,
    seed: Reading,
    by_weight: Sequence[tuple[Witness, Readings]],
    hearing: Hearing,
    left: Sequence[tuple[Witness, Readings]] = (),
) -> Account:
    """Return the account that starts from one reading and takes in every other witness that adds to its score.

    What is ``left`` out stays unexplained, and is not excused: the story could have explained it.
    """
    story = hearing.told(seed)
    uses = [Use(witness, seed, None, gain_of(witness, readings, seed.bits))]
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
    # what a zone's name means is one guess, however many places print it: it is paid for once, and in full
    gains = [(use.witness.kind, use.gain + use.reading.meaning) for use in uses]
    meanings = {use.reading.abbreviation: use.reading.meaning for use in uses}
    published = any(use.witness.stated and use.witness.kind == "machine" for use in uses)
    updated = any(use.witness.beside_update for use in uses)
    excuses = [(pair, excuse(story, *pair, hearing, published, updated)) for pair in unexplained]
    gains += [(pair[0].kind, softened) for pair, softened in excuses]
    excuses += [(pair, 0.0) for pair in left]
    unexplained += left
    score = total_by_class(gains) - sum(sorted(meanings.values())) - prior(story) - vetoes(story, uses, hearing.question)
    denied = is_one_voice(uses) and any(is_denied(story, witness.kind, *pair) for pair, softened in excuses if not softened)
    if denied or any(is_redated(story, uses, *pair) for pair in unexplained):
        score = min(score, odds(max(reliability(use.witness) for use in uses)))
    if any(same_moment(story, modified) for modified in hearing.question.modified) and is_late(
        story, unexplained, hearing.told
    ):
        score -= IS_OVERWRITTEN
    return Account(story, tuple(uses), score)


def _joins(story: Story, witness: Witness, other: Story, hearing: Hearing) -> Iterator[Joined]:
    """Yield every way to read a witness as true of a story, using the caller's zone for the site where there is one."""
    joined = join(story, other, witness.kind == "url", hearing.readers)
    question = hearing.question
    return joined if question.zone is None else chain(joined, join_at_site(story, other, question.offset_at))


def _best_use(
    story: Story, uses: Sequence[Use], witness: Witness, readings: Readings, hearing: Hearing
) -> tuple[Story, Use] | None:
    """Return the cheapest way to read a witness as true of the story, or None where leaving it unexplained is cheaper."""
    sound: Iterable[Reading] = readings.healthy
    if witness.kind == "human":
        sound = [reading for reading in sound if not _shows_second_zone(uses, witness, reading)]
    # what is true as written needs no damage to explain it, unless it is only by much that nobody states
    as_written = _cheapest(story, witness, readings, sound, hearing)
    if as_written is not None and not assumes_much(as_written[1], readings):
        return as_written
    broken = [
        reading
        for reading in (*readings.broken, *hearing.damage(witness, story))
        if reading.rule not in _BY_WEEKDAY or _shows_weekday(story, uses, readings)
    ]
    damaged = _cheapest(story, witness, readings, broken, hearing)
    if as_written is None or damaged is None:
        return as_written or damaged
    return max(as_written, damaged, key=lambda told: told[1].gain - prior(told[0]))


def _shows_weekday(story: Story, uses: Iterable[Use], readings: Readings) -> bool:
    """Return whether a printed date of the story names its weekday while a text read as written states another day."""
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
    """Return whether a bare printed clock shows another time than one the story has: a page prints its clocks in one zone.

    "11.2.2025 23:55 | 12.2.2025 7:25" beside 23:55Z is a publication and an update, and not one moment seen from seven hours
    and a half further east.
    """
    if not _is_bare_clock(witness, reading):
        return False
    return any(_is_bare_clock(use.witness, use.reading) and unify(use.reading.partial, reading.partial) is None for use in uses)


def _is_bare_clock(witness: Witness, reading: Reading) -> bool:
    """Return whether a reading is of a clock without a zone that readers see; an attribute is written for machines."""
    said = reading.partial
    return said.minute is not None and said.offset is None and witness.kind == "human" and witness.is_printed


def _cheapest(
    story: Story, witness: Witness, readings: Readings, tried: Iterable[Reading], hearing: Hearing
) -> tuple[Story, Use] | None:
    best: tuple[float, Joined, Reading, float] | None = None
    for reading in tried:
        if gain_of(witness, readings, reading.bits) <= 0:
            continue
        if reading.broken and reading.rule in _CLOCK_ONLY and only(story.clock.minute) is None:
            continue
        for joined in _joins(story, witness, hearing.told(reading), hearing):
            gain = gain_of(witness, readings, reading.bits + joined.bits + _seen(witness, reading))
            # a string that can be read as it stands must explain more than the details that only its damage would add
            if gain <= (prior(joined.story) - prior(story) if reading.silent else 0.0):
                continue
            if reading.broken and not _proved(joined.story, reading):
                continue
            # what a reading adds to the story is paid for in the end: of two explanations the one that adds less is better
            net = gain - prior(joined.story)
            if best is None or net > best[0] or (net == best[0] and repr(joined.story) > repr(best[1].story)):
                best = (net, joined, reading, gain)
    if best is None:
        return None
    _, joined, reading, gain = best
    return joined.story, Use(witness, reading, joined.rule, gain)


def _seen(witness: Witness, reading: Reading) -> float:
    """Return what damage costs more that leaves a plausible date in print: "11 November" with the month as the day."""
    return _SEEN_BY_READERS if reading.silent and witness.kind == "human" and witness.is_printed else 0.0


def _proved(story: Story, reading: Reading) -> bool:
    """Return whether the story's moment, rendered in the defective format, gives the observed string."""
    moment = story.moment()
    return moment is not None and proves(reading, moment)


def _identity(story: Story) -> object:
    """Return what makes two stories one value: the instant, or the readers' clock where no instant is known."""
    clock = story.clock
    return (
        story.instant.replace(second=0) if story.instant is not None else None,
        None
        if story.instant is not None and story.offset is not None
        else (clock.year, clock.month, clock.day, clock.hour, clock.minute),
    )


#: No more witnesses than this are weighed, those that name the role and are most often right first: a comment section prints
#: hundreds of dates, and weighing each against each is quadratic.
MOST_WITNESSES = 24


class Decision(NamedTuple):
    """The possible moments with their probabilities, best first, and the account of the best."""

    accounts: tuple[tuple[Account, float], ...]
    witnesses: tuple[Witness, ...]

    @property
    def best(self) -> Account | None:
        """The account of the most probable moment, or None when nothing states a day."""
        return self.accounts[0][0] if self.accounts else None


def decide(witnesses: Sequence[Witness], question: Question) -> Decision:
    """Return the decision: the moments that the witnesses state, weighed against each other and against "none of these".

    Healthy readings are tried first: where one story explains every witness as written, no defect is looked for.
    """
    read = [(witness, witness.readings(question.hints, broken=False)) for witness in witnesses]
    read = shared_out([(witness, readings) for witness, readings in read if _says_something(readings)])
    read = behind_labels(drawn_by_scripts(read))
    if question.fetched is not None:
        read = [(doubted(witness, readings, question.fetched, question.hints), readings) for witness, readings in read]
    read = sorted(read, key=lambda pair: (not pair[0].stated, -pair[0].reliability, pair[0].kind, pair[0].text))[
        :MOST_WITNESSES
    ]
    if not read:
        return Decision((), ())
    asked: list[tuple[Witness, Story]] = []
    bare = read
    read = as_usual(bare, question.habits, question.hints)
    hearing = Hearing(question, telling(), noting(asked), Readers(question.hints.language, question.hints.country))
    accounts = accounts_of(read, hearing)
    # every witness as written, and in one way only: nothing is left for a defect to explain
    if not _settled(accounts, read, question):
        hearing = hearing._replace(damage=damaged_by(question))
        unread = any(asks_for_rows(witness, readings, question.hints) for witness, readings in bare)
        # where no defect row has anything to say to what was asked, weighing again would give the same
        if unread or any(hearing.damage(witness, story) for witness, story in asked):
            bare = [(witness, suspected(witness, readings, question.hints)) for witness, readings in bare]
            read = as_usual(bare, question.habits, question.hints)
            accounts = accounts_of(read, hearing)
    shares = posterior(tuple(account.score for account in accounts))
    ranked = _ranked(list(zip(accounts, shares, strict=True)))
    determined = tuple((account, share) for account, share in ranked if determines_day(account.story))
    return Decision(determined, tuple(witness for witness, _ in read))


def _ranked(weighed: list[tuple[Account, float]]) -> list[tuple[Account, float]]:
    """Return the accounts by probability; equals are ordered by their stories' texts, not by their place on the page."""
    if len({share for _, share in weighed}) < len(weighed):
        weighed = sorted(weighed, key=lambda pair: repr(pair[0].story))
    return sorted(weighed, key=lambda pair: -pair[1])


def _says_something(readings: Readings) -> bool:
    return bool(readings.healthy or readings.broken or readings.impossible) and not readings.default


def _settled(accounts: Sequence[Account], read: Sequence[tuple[Witness, Readings]], question: Question) -> bool:
    if len(accounts) != 1 or len(accounts[0].uses) != len(read) or is_from_the_future(accounts[0].story, question):
        return False
    readings = {id(witness): found for witness, found in read}
    return all(
        use.broken_rule is None
        and not contradicts_weekday(accounts[0].story, use.reading)
        and not assumes_much(use, readings[id(use.witness)])
        for use in accounts[0].uses
    )


def posterior(scores: tuple[float, ...]) -> tuple[float, ...]:
    """Return the probability of each hypothesis; its score is log2 of its odds against "none of these", which scores 0."""
    top = max((0.0, *scores))
    weights = [2.0 ** (score - top) for score in scores]
    total = sum(sorted(weights)) + 2.0**-top
    return tuple(weight / total for weight in weights)
