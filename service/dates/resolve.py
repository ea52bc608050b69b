"""The decision between dates: each witness is read every way, and the moment that explains most
stands.

For each moment that some reading states, the other witnesses are asked whether they can be
explained by it: as written, by a defect, or not at all (a scored hypothesis).  The bits add up,
the candidates and "none of these" are normalised, and where two moments stand the value is withheld
or said at the precision on which they agree.  What all that costs are rows of terms.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import inf, log2
from operator import attrgetter, itemgetter
from typing import NamedTuple

from service.dates.account import Account, ScoredHypothesis, Use
from service.dates.defects import (
    Near,
    damaged,
    has_other_clock,
    is_clock_of_fetch_day,
    is_confirmed_by_weekday,
    rules_where,
    with_defects,
)
from service.dates.habits import as_usual, placed
from service.dates.hearing import in_stated_years, weakened
from service.dates.hypothesis import (
    Hypothesis,
    Joined,
    is_relabelled,
    is_within_save_interval,
    join,
    join_at_site,
    lies_after,
    said_alone,
    same_moment,
)
from service.dates.partial import only, surprise
from service.dates.reading import Hints, Reading, proves
from service.dates.score import odds, posterior, total_by_class
from service.dates.terms import BITS, applying, least, total
from service.dates.witnesses import Question, Witness, as_local

#: Rows that leave nothing but the clock of a string to be confirmed.
_CLOCK_ONLY = rules_where(is_clock_of_fetch_day)
#: Rows that a printed day of the week must confirm.
_BY_WEEKDAY = rules_where(is_confirmed_by_weekday)
_NO_RULES: frozenset[str] = frozenset()
#: No more witnesses than this are weighed, those that name the role and are most often right first:
#: a comment section prints hundreds of dates, and weighing each against each is quadratic.
MOST_WITNESSES = 24

#: A reading, as the hypothesis that it gives alone.
Said = tuple[Reading, Hypothesis]
#: A hypothesis that explains one witness more, and how.
Explained = tuple[Hypothesis, Use]


class Decision(NamedTuple):
    """The possible moments with their probabilities, best first, and the witnesses."""

    ranked: tuple[tuple[ScoredHypothesis, float], ...]
    witnesses: tuple[Witness, ...]

    @property
    def best(self) -> ScoredHypothesis | None:
        """The scored hypothesis of the most probable moment, or None when nothing states a day."""
        return self.ranked[0][0] if self.ranked else None

    @property
    def uses(self) -> tuple[Use, ...]:
        """How that explains its witnesses."""
        return self.best.uses if self.best else ()

    @property
    def unexplained(self) -> list[Witness]:
        """The witnesses of a date, as written, that it does not explain."""
        used = {id(use.witness) for use in self.uses}
        return [w for w in self.witnesses if id(w) not in used and w.readings.healthy]


def decide(witnesses: Sequence[Witness], question: Question) -> Decision:
    """Return the moments that the witnesses state, weighed against each other and against none."""
    heard = _weighable([w for w in witnesses if w.states_a_date], question)
    if not heard:
        return Decision((), ())
    ranked = ranked_hypotheses(heard, question)
    none = max([_score_of_none(scored, heard, question) for scored in ranked], default=0.0)
    shares = posterior([scored.score for scored in ranked], none)
    weighed = sorted(zip(shares, ranked, strict=True), key=itemgetter(0), reverse=True)
    if len(set(shares)) < len(shares):
        # equals are ordered by their hypotheses' texts, not by their place on the page
        weighed.sort(key=lambda pair: (-pair[0], repr(pair[1].hypothesis)))
    dated = [(scored, share) for share, scored in weighed if scored.hypothesis.day is not None]
    return Decision(tuple(dated), tuple(heard))


def _weighable(stating: Sequence[Witness], question: Question) -> list[Witness]:
    """Return the witnesses to weigh, with all readings, as this page and its site qualify them."""
    weak = weakened(stating, question)
    order = [
        (not w.stated, -w.reliability, w.first_look, w.kind, w.text, n) for n, w in enumerate(weak)
    ]
    first = [weak[n] for *_, n in sorted(order)[:MOST_WITNESSES]]
    dated = in_stated_years(first)
    heard = [_relabelled(_with_rows(witness, question.hints), question) for witness in dated]
    return heard if question.habits is None else as_usual(heard, question.habits, question.hints)


def _with_rows(witness: Witness, hints: Hints) -> Witness:
    """Return a witness with the readings of all defect rows, where it asks for them.

    An address is built from the variables of the page's path, which no row is of.
    """
    if witness.kind == "url" or not witness.asks_for_rows(hints):
        return witness
    asked = witness.but(readings=with_defects(witness.text, hints))
    asked.asked = True
    return asked


def _relabelled(witness: Witness, question: Question) -> Witness:
    """Return a witness of places whose label of UTC proved wrong as one of local clocks."""
    if not question.mislabelled or not witness.kinds_of_places <= question.mislabelled:
        return witness
    local = tuple(as_local(witness.readings.healthy))
    return witness.but(readings=witness.readings._replace(healthy=local)) if local else witness


def ranked_hypotheses(heard: Sequence[Witness], question: Question) -> list[ScoredHypothesis]:
    """Return one scored hypothesis for each different moment, the best of those that state it."""
    best: dict[object, ScoredHypothesis] = {}
    # the witnesses that say most come first, so that a vague one is read in their light and not
    # they in its
    weights = [(-w.information, -w.reliability, w.kind, w.text, n) for n, w in enumerate(heard)]
    by_weight = [heard[n] for *_, n in sorted(weights)]
    for witness in heard:
        for seed in (*witness.readings.healthy, *witness.readings.broken):
            if seed.silent or _is_settled(witness, seed, best.values()):
                continue
            scored = _best_from(witness, seed, by_weight, question)
            known = best.setdefault(_moment_key(scored.hypothesis), scored)
            if scored.score > known.score:
                best[_moment_key(scored.hypothesis)] = scored
    return list(best.values())


def _best_from(
    witness: Witness, seed: Reading, by_weight: Sequence[Witness], question: Question
) -> ScoredHypothesis:
    """Return the best scored hypothesis that starts from one reading, on the site's clock.

    Damage may cost more than it explains: "2019-01-01T08:23" as 17 March 2019 with its month and
    day lost.  So each witness that is explained by damage which it does not show is left out once;
    and so is a creation: its 23:15Z adds more to "2020-12-06" than it bears out.
    """
    tries = [_scored(witness, seed, by_weight, question)]
    costly = [
        use.witness for use in tries[0].uses[1:] if use.reading.silent or use.witness.is_aside
    ]
    tries += [_scored(witness, seed, by_weight, question, left) for left in costly]
    return placed(max(tries, key=attrgetter("score")), question)


def _moment_key(hypothesis: Hypothesis) -> object:
    """Return what hypotheses of one value share: the instant, or else the readers' clock."""
    clock, offset, *_, instant = hypothesis
    if instant is None:
        return None, clock[:5]
    return instant.replace(second=0), None if offset is not None else clock[:5]


def _is_settled(witness: Witness, seed: Reading, found: Iterable[ScoredHypothesis]) -> bool:
    """Return whether a hypothesis explains a witness by this reading, or by a likelier one.

    The likelier one's day another witness must state alone: "06/01/2026" beside 2026-01-06 is not
    looked at as the first of June.
    """
    if seed.broken:
        return False
    for scored in found:
        as_written = scored.uses_as_written
        for use in as_written:
            if use.witness is witness and (
                use.reading is seed or _is_likelier(use, seed, as_written)
            ):
                return True
    return False


def _is_likelier(use: Use, seed: Reading, as_written: Sequence[Use]) -> bool:
    """Return whether a use's reading costs less than the seed, and another states its day alone."""
    day = use.reading.day()
    if use.reading.bits >= seed.bits or day in (None, seed.day()):
        return False
    others = [other.witness for other in as_written if other.witness is not use.witness]
    return {day} in [set(other.days()) for other in others]


def _scored(
    witness: Witness,
    seed: Reading,
    by_weight: Sequence[Witness],
    question: Question,
    left: Witness | None = None,
) -> ScoredHypothesis:
    """Return the scored hypothesis that starts from one reading and takes in all others.

    But the one ``left``.  What is true as written comes first; then the rest, which may be true of
    the finished hypothesis, or the damage of it.
    """
    growing = _Growing(witness, seed, question)
    rest = [other for other in by_weight if other not in (witness, left)]
    rest = [other for other in rest if not growing.takes_as_written(other)]
    for other in rest:
        if not growing.takes_as_written(other):
            growing.takes_as_damaged(other)
    hypothesis, uses = growing.hypothesis, growing.uses
    explained = [use.witness for use in uses]
    unexplained = [other for other in by_weight if other not in explained]
    return ScoredHypothesis(
        hypothesis, tuple(uses), _score(hypothesis, uses, unexplained, question)
    )


class _Growing:
    """A hypothesis that starts from one reading and takes in one witness after another."""

    def __init__(self, witness: Witness, seed: Reading, question: Question) -> None:
        """Start from a reading of a witness."""
        self.hypothesis, self.question = said_alone(seed.partial, seed.abbreviation), question
        rule = seed.rule if seed.broken else None
        self.uses = [Use(witness, seed, rule, witness.contribution(seed.bits))]
        self._asked: dict[Witness, Hypothesis] = {}

    def takes_as_written(self, other: Witness) -> bool:
        """Take in a witness by what it says as written, where it can be true; return whether."""
        if self._asked.get(other) is self.hypothesis:
            return False
        self._asked[other] = self.hypothesis
        return self._takes(other, other.sound)

    def takes_as_damaged(self, other: Witness) -> bool:
        """Take in a witness by what it may be the damage of, where that pays; return whether."""
        return self._takes(other, damage_of(self.hypothesis, self.uses, other, self.question))

    def _takes(self, other: Witness, said: Sequence[Said]) -> bool:
        found = _cheapest(self.hypothesis, other, said, self.question)
        if found is not None:
            self.hypothesis, use = found
            self.uses.append(use)
        return found is not None


def damage_of(
    hypothesis: Hypothesis, uses: Sequence[Use], witness: Witness, question: Question
) -> list[Said]:
    """Return what a text may be the damage of, for a hypothesis that it does not state."""
    found = witness.readings.broken
    if witness.has_all_readings and not found:
        return []
    by_weekday = _is_confirmed_by_weekday(hypothesis.day, uses, witness)
    minute = only(hypothesis.clock.minute)
    if not witness.has_all_readings:
        near = _near(hypothesis.day, minute, by_weekday, question)
        found = (*found, *_damage_near(witness, near, question.hints))
    without = _NO_RULES if by_weekday else _BY_WEEKDAY
    without |= _CLOCK_ONLY if minute is None else _NO_RULES
    likely = [reading for reading in found if reading.rule not in without]
    return [(reading, said_alone(reading.partial, reading.abbreviation)) for reading in likely]


def _near(
    day: date | None, minute: int | None, by_weekday: bool, question: Question
) -> Near | None:
    """Return near which moment damage is looked for; None where its day is open.

    Zones are quarters of an hour apart, but for the old ones that a site's may be.
    """
    quarter = None if minute is None or question.zone else minute % 15
    return None if day is None else Near(day, quarter, by_weekday)


def _is_confirmed_by_weekday(day: date | None, uses: Sequence[Use], witness: Witness) -> bool:
    """Return whether a printed date names a day's weekday, which no reading of a text has."""
    if day is None:
        return False
    shown = day.weekday()
    printed = [use.reading for use in uses if use.witness.kind == "human"]
    named = [reading.day() for reading in printed if reading.weekday == frozenset((shown,))]
    return day in named and shown not in [its.weekday() for its in witness.days()]


def _damage_near(witness: Witness, near: Near | None, hints: Hints) -> tuple[Reading, ...]:
    """Return what a witness' text may be the damage of near a moment; each moment is asked once."""
    if near not in witness.damage:
        is_other = near is not None and has_other_clock(witness.readings, near)
        witness.damage[near] = () if is_other else damaged(witness.text, hints, near)
    return witness.damage[near]


def _cheapest(
    hypothesis: Hypothesis, witness: Witness, tried: Sequence[Said], question: Question
) -> Explained | None:
    """Return the best of some readings as a use of the witness, with the hypothesis it makes.

    None where none pays.  What a reading adds is paid for in the end: of two explanations the one
    that adds less is better.
    """
    best: Explained | None = None
    most = -inf
    for reading, joined, contribution, gain in _paying(hypothesis, witness, tried, question):
        if gain > most and _is_proved(reading, joined.hypothesis):
            rule = reading.rule if reading.broken else joined.rule
            most, best = gain, (joined.hypothesis, Use(witness, reading, rule, contribution))
    return best


def _paying(
    hypothesis: Hypothesis, witness: Witness, tried: Sequence[Said], question: Question
) -> Iterator[tuple[Reading, Joined, float, float]]:
    """Yield each reading in each way in which it pays: what it contributes, and what of that is no
    more than it adds.
    """
    seen_by_readers = BITS["seen_by_readers"] * witness.is_printed
    most = witness.odds + witness.information
    for reading, said in tried:
        bits = reading.bits + seen_by_readers * reading.silent
        if bits >= most:
            continue
        for joined in _joins(hypothesis, said, witness, question):
            contribution = witness.contribution(bits + joined.bits)
            added = joined.hypothesis.prior - hypothesis.prior
            # a string that can be read as it stands must explain more than the details that only
            # its damage would add
            if contribution > added * reading.silent:
                yield reading, joined, contribution, contribution - added


def _joins(
    hypothesis: Hypothesis, said: Hypothesis, witness: Witness, question: Question
) -> list[Joined]:
    """Return every way in which what a witness says can be true of a hypothesis."""
    is_same, in_address = said == hypothesis, witness.kind == "url"
    found = [] if is_same else join(hypothesis, said, in_address, question.hints)
    if question.zone is not None:
        at_site = join_at_site(hypothesis, said, question.offset_at(hypothesis.wall))
        found += [] if at_site is None else [at_site]
    return [Joined(hypothesis), *found] if is_same else found


def _is_proved(reading: Reading, joined: Hypothesis) -> bool:
    """Return whether a reading is as written, or its moment gives the observed string, rendered in
    the defective format.
    """
    if not reading.broken:
        return True
    moment = joined.moment()
    return moment is not None and proves(reading, moment)


def _score(
    hypothesis: Hypothesis, uses: Sequence[Use], unexplained: Sequence[Witness], question: Question
) -> float:
    """Return the score of a hypothesis: what its witnesses contribute, less its details and
    terms.
    """
    published = "machine" in [use.witness.kind for use in uses if use.witness.stated]
    spared = [(w, alternative(hypothesis, w, question, published)) for w in unexplained]
    contributions = [(use.witness.kind, use.contribution) for use in uses]
    contributions += [(witness.kind, bits) for witness, bits in spared]
    score = total_by_class(contributions) - hypothesis.prior
    day = hypothesis.day
    if day is None:
        return score
    left = [witness for witness, bits in spared if not bits]
    account = Account(hypothesis, day, uses, unexplained, left, question)
    score += total("for", account) - total("against", account)
    caps = [BITS[id] * odds(account.best_place) for id in applying("cap", account)]
    return min([score, *caps])


def alternative(
    hypothesis: Hypothesis, witness: Witness, question: Question, published: bool
) -> float:
    """Return how much less an unexplained witness counts: it may be the modification, or a save.

    ``published`` says that the hypothesis has a machine place that names the publication: then
    another such place may have been overwritten with the modification.
    """
    if (witness.stated and not published) or witness.is_aside:
        return 0.0
    found = [_spared(hypothesis, witness, said, question) for said in witness.sound]
    against = -log2(1 - witness.right)
    return max(0.0, *[against + less for less in found if less is not None], 0.0)


def _spared(
    hypothesis: Hypothesis, witness: Witness, said: Said, question: Question
) -> float | None:
    """Return the bits of a reading as a save beside the hypothesis; None where it is none."""
    reading, other = said
    if _is_save(hypothesis, witness, other, question):
        price = "is_same_days_save" if other.day == hypothesis.day else "is_modification"
        return witness.information - BITS[price] - reading.bits
    if is_within_save_interval(hypothesis, other):
        day_and_hour = reading.partial._replace(minute=None, second=None)
        return log2(BITS["is_save_share"]) + surprise(day_and_hour) - reading.bits
    return None


def _is_save(
    hypothesis: Hypothesis, witness: Witness, other: Hypothesis, question: Question
) -> bool:
    """Return whether a witness may state a modification, one that pages put in its place.

    An address is built once, when the page is published.
    """
    if witness.kind == "url":
        return False
    saves = [save for save in question.modified if same_moment(other, save)]
    if False not in [lies_after(hypothesis, save) for save in saves]:
        return False
    return not (witness.stated and is_relabelled(hypothesis, other))


def _score_of_none(scored: ScoredHypothesis, heard: Sequence[Witness], question: Question) -> float:
    """Return the score of "none of these" beside a hypothesis: its doubts lift it above 0.

    However much agrees, all of it may be of something else.
    """
    hypothesis, uses, score = scored
    day = hypothesis.day
    if day is None or score <= 0.0:
        return 0.0
    used = [id(use.witness) for use in uses]
    unexplained = [witness for witness in heard if id(witness) not in used]
    left = [w for w in unexplained if not alternative(hypothesis, w, question, True)]
    account = Account(hypothesis, day, uses, unexplained, left, question)
    return max(0.0, score - least("doubt", account))
