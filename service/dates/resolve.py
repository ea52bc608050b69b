"""The decision between dates: every witness is read every way, and the hypothesis that explains most at the least price stands.

For each moment that some reading states, the other witnesses are asked whether they can be explained by it: as written, by a
defect, or not at all (a scored hypothesis).  The bits add up (score.py), the candidates and "none of these" are
normalised, and where two moments stand the value is withheld or said at the precision on which they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import log2
from operator import itemgetter
from typing import NamedTuple

from service.dates.defects import DEFECTS, Near, damaged, has_other_clock, with_defects
from service.dates.habits import as_usual, placed
from service.dates.hypothesis import (
    Hypothesis,
    Joined,
    contradicts_weekday,
    is_from_the_future,
    is_near,
    is_relabelled,
    join,
    join_at_site,
    lasts,
    lies_after,
    said_alone,
    same_moment,
)
from service.dates.partial import only, surprise
from service.dates.reading import Reading, proves
from service.dates.relative import RELATIVE_DATE, share_of_day
from service.dates.score import BITS, odds, posterior, total_by_class
from service.dates.witnesses import APART, Question, Witness, as_local, weakened

#: Rows that leave nothing but the clock of a string to be confirmed.
_CLOCK_ONLY = frozenset(defect.rule.id for defect in DEFECTS if defect.on_fetch_day)
#: Rows that a printed day of the week must confirm.
_BY_WEEKDAY = frozenset(defect.rule.id for defect in DEFECTS if defect.by_weekday)
_EPOCH, _DAY_BEFORE = 1970, "zero_based_yearday_in_day_slot"
#: No more witnesses than this are weighed, those that name the role and are most often right first: a comment section prints
#: hundreds of dates, and weighing each against each is quadratic.
MOST_WITNESSES = 24


class Use(NamedTuple):
    """How a hypothesis explains one witness: the reading, and the rule of the damage where it does not mean what it says."""

    witness: Witness
    reading: Reading
    broken_rule: str | None
    contribution: float


#: A reading, as the hypothesis that it gives alone.
Said = tuple[Reading, Hypothesis]
#: A hypothesis that explains one witness more, and how.
Explained = tuple[Hypothesis, Use]


class ScoredHypothesis(NamedTuple):
    """A hypothesis with everything it explains and its score: log2 of its odds against "none of these"."""

    hypothesis: Hypothesis
    uses: tuple[Use, ...]
    score: float


class Decision(NamedTuple):
    """The possible moments with their probabilities, best first, and the witnesses."""

    ranked: tuple[tuple[ScoredHypothesis, float], ...]
    witnesses: tuple[Witness, ...]

    @property
    def best(self) -> ScoredHypothesis | None:
        """The scored hypothesis of the most probable moment, or None when nothing states a day."""
        return self.ranked[0][0] if self.ranked else None


def decide(witnesses: Sequence[Witness], question: Question) -> Decision:
    """Return the decision: the moments that the witnesses state, weighed against each other and against "none of these"."""
    hints = question.hints
    saying = [w for w in witnesses if (r := w.readings).healthy or r.broken or r.impossible]
    mute = [w for w in witnesses if w not in saying]
    heard = weakened([w for w in saying if not w.readings.default], hints)
    if not heard:
        return Decision((), ())
    ordered = sorted([(not w.stated, -w.reliability, w.kind, w.text, n) for n, w in enumerate(heard)])
    heard = [heard[n] for *_, n in ordered[:MOST_WITNESSES]]
    for n, witness in enumerate(heard):
        # an address is built from the variables of the page's path, which no row is of
        if witness.kind != "url" and witness.asks_for_rows(hints):
            witness = witness.but(readings=with_defects(witness.text, hints))
            witness.asked = True
        if question.mislabelled and {place.partition(":")[0] for place in witness.places} <= question.mislabelled:
            local = tuple(as_local(witness.readings.healthy))
            witness = witness.but(readings=witness.readings._replace(healthy=local)) if local else witness
        heard[n] = witness
    if question.habits is not None:
        heard = as_usual(heard, question.habits, hints)
    ranked = ranked_hypotheses(heard, question)
    weighed = sorted(zip(posterior([scored.score for scored in ranked]), ranked, strict=True), key=itemgetter(0), reverse=True)
    if len({share for share, _ in weighed}) < len(weighed):
        # equals are ordered by their hypotheses' texts, not by their place on the page
        weighed.sort(key=lambda pair: (-pair[0], repr(pair[1].hypothesis)))
    dated = [(scored, share) for share, scored in weighed if scored.hypothesis.day is not None]
    return Decision(tuple(_doubted(dated, [*heard, *mute], question) if dated else dated), tuple(heard))


def ranked_hypotheses(heard: Sequence[Witness], question: Question) -> list[ScoredHypothesis]:
    """Return one scored hypothesis for each different moment that a reading states, the best of those that several state."""
    best: dict[object, ScoredHypothesis] = {}
    # the witnesses that say most come first, so that a vague one is read in their light and not they in its
    weights = sorted([(-w.information, -w.reliability, w.kind, w.text, n) for n, w in enumerate(heard)])
    by_weight = [heard[n] for *_, n in weights]
    for witness in heard:
        for seed in (*witness.readings.healthy, *witness.readings.broken):
            if seed.silent or (not seed.broken and _is_settled(witness, seed, best.values())):
                continue
            tries = [_scored(witness, seed, by_weight, question)]
            # damage may cost more than it explains: "2019-01-01T08:23" as 17 March 2019 with its month and day lost
            silent = [use.witness for use in tries[0].uses[1:] if use.reading.silent]
            tries += [_scored(witness, seed, by_weight, question, left) for left in silent]
            scored = placed(max(tries, key=lambda each: each.score), question)
            # one value: the instant, or the readers' clock where no instant is known
            clock, offset, *_, instant = scored.hypothesis
            key = instant and instant.replace(second=0), None if instant and offset is not None else clock[:5]
            if key not in best or scored.score > best[key].score:
                best[key] = scored
    return list(best.values())


def _is_settled(witness: Witness, seed: Reading, found: Iterable[ScoredHypothesis]) -> bool:
    """Return whether a hypothesis explains a witness by this reading, or by a likelier one whose day another states alone.

    "06/01/2026" beside 2026-01-06 is not looked at as the first of June.
    """
    for scored in found:
        as_written = [use for use in scored.uses if use.broken_rule is None]
        for reading in [use.reading for use in as_written if use.witness is witness]:
            day = reading.day()
            if reading is seed or (reading.bits < seed.bits and day != seed.day() and day is not None and [
                use for use in as_written if use.witness is not witness and set(use.witness.days()) == {day}
            ]):  # fmt: skip
                return True
    return False


def _scored(
    witness: Witness, seed: Reading, by_weight: Sequence[Witness], question: Question, left: Witness | None = None
) -> ScoredHypothesis:
    """Return the scored hypothesis that starts from one reading and takes in all other witnesses but the one ``left``."""
    hypothesis = said_alone(seed.partial, seed.abbreviation)
    uses = [Use(witness, seed, seed.rule if seed.broken else None, witness.contribution(seed.bits))]
    unexplained = [other for other in by_weight if other is not witness]
    asked: dict[int, Hypothesis] = {}
    # what is true as written comes first; the rest may be true of the finished hypothesis, or the damage of it
    for finished in (False, True):
        rest, unexplained = unexplained, []
        for other in rest:
            again = other is left or asked.get(id(other)) is hypothesis
            asked[id(other)] = hypothesis
            found = None if again else _cheapest(hypothesis, other, other.sound, question)
            if found is None and finished and other is not left:
                found = _cheapest(hypothesis, other, damage_of(hypothesis, uses, other, question), question)
            if found is None:
                unexplained.append(other)
            else:
                hypothesis, use = found
                uses.append(use)
    return ScoredHypothesis(hypothesis, tuple(uses), _score(hypothesis, uses, unexplained, question))


def damage_of(hypothesis: Hypothesis, uses: Sequence[Use], witness: Witness, question: Question) -> list[Said]:
    """Return what a text may be the damage of, for a hypothesis that it does not state as written."""
    known = witness.kind == "url" or witness.readings.whole or witness.asked
    if known and not witness.readings.broken:
        return []
    day = hypothesis.day
    # a printed date names its weekday, and a text read as written states another day
    shown = frozenset(() if day is None else (day.weekday(),))
    named = [u for u in uses if u.witness.kind == "human" and u.reading.weekday == shown and u.reading.day() == day]
    by_weekday = bool(named) and shown.isdisjoint([its.weekday() for its in witness.days()])
    minute, found = only(hypothesis.clock.minute), witness.readings.broken
    if not known:
        # zones are quarters of an hour apart, but for the old ones that a site's may be
        quarter = None if minute is None or question.zone else minute % 15
        near = None if day is None else Near(day, quarter, by_weekday)
        if near not in witness.damage:
            other = near is not None and has_other_clock(witness.readings, near)
            witness.damage[near] = () if other else damaged(witness.text, question.hints, near)
        found = (*found, *witness.damage[near])
    return [
        (reading, said_alone(reading.partial, reading.abbreviation))
        for reading in found
        if (by_weekday or reading.rule not in _BY_WEEKDAY) and (minute is not None or reading.rule not in _CLOCK_ONLY)
    ]


def _cheapest(hypothesis: Hypothesis, witness: Witness, tried: Sequence[Said], question: Question) -> Explained | None:
    """Return the best of some readings as a use of the witness, with the hypothesis that it makes; None where none pays."""
    best: Explained | None = None
    most = 0.0
    for reading, said in tried:
        bits = reading.bits + (BITS["seen_by_readers"] if reading.silent and witness.is_printed else 0.0)
        if bits >= witness.odds + witness.information:
            continue
        same = said == hypothesis
        joins = [Joined(hypothesis)] if same else join(hypothesis, said, witness.kind == "url", question.hints)
        if question.zone is not None:
            at_site = join_at_site(hypothesis, said, question.offset_at(hypothesis.wall))
            joins += [] if at_site is None else [at_site]
        for joined, price, rule in joins:
            contribution = witness.contribution(bits + price)
            added = 0.0 if joined is hypothesis else joined.prior - hypothesis.prior
            # a string that can be read as it stands must explain more than the details that only its damage would add; and
            # what a reading adds is paid for in the end: of two explanations the one that adds less is better
            if contribution <= (added if reading.silent else 0) or (best is not None and contribution - added <= most):
                continue
            # rendered in the defective format, the moment must give the observed string
            if reading.broken and ((moment := joined.moment()) is None or not proves(reading, moment)):
                continue
            most, rule = contribution - added, reading.rule if reading.broken else rule
            best = joined, Use(witness, reading, rule, contribution)
    return best


#: Articles come out within a month of their writing; with more days between them two dates may be exchanged.
_MOST_SCHEDULED = timedelta(days=31)
#: What places that may state today's date, that only the words of a name tell, and other doubtful ones, are not.
_USUALLY_RIGHT = 0.92
#: Where fewer readers' clocks than this show the day of a timestamp in UTC, its day is in doubt.
_MOST_READERS = 0.5
#: Pages of the web are from these years; an archive that puts up a page of 1923 has more than one witness for it.
_PLAUSIBLE_YEARS = range(1985, 2031)


def _score(hypothesis: Hypothesis, uses: Sequence[Use], unexplained: Sequence[Witness], question: Question) -> float:
    """Return the score of a hypothesis: what its witnesses contribute, less its details and vetoes, up to its cap."""
    contributions = [(use.witness.kind, use.contribution) for use in uses]
    published = "machine" in [use.witness.kind for use in uses if use.witness.stated]
    spared = [(witness, alternative(hypothesis, witness, question, published)) for witness in unexplained]
    contributions += [(witness.kind, bits) for witness, bits in spared]
    score = total_by_class(contributions) - hypothesis.prior - vetoes(hypothesis, uses, question)
    day = hypothesis.day
    named = [w.sound[0][1] for w in unexplained if w.stated and w.kind == "machine" and w.sound] if question.modified else []
    # of two instants of a day that machines name the publication, the later one may be the modification
    if [other for other in named if other.day == day and lasts(other, hypothesis) > timedelta(0)]:
        saves = [save for save in question.modified if same_moment(hypothesis, save)]
        score -= BITS["is_modification"] if saves else 0.0
    most = None if day is None else _cap(day, uses, [witness for witness, bits in spared if not bits], question)
    # of two days with day and month exchanged, the one of the modification is meant
    if day in [save.day for save in question.modified] and "day_and_month_swapped" in [use.broken_rule for use in uses]:
        score += BITS["exchanged_day_of_save"]
    return score if most is None else min(score, odds(most))


def alternative(hypothesis: Hypothesis, witness: Witness, question: Question, published: bool) -> float:
    """Return how much less an unexplained witness counts: it may be the modification date, or a save minutes from publication.

    ``published`` says that the hypothesis has a machine place for it that names the publication: then another such place may
    have been overwritten with the modification.
    """
    best = 0.0
    if (witness.stated and not published) or witness.is_aside:
        return best
    for reading, other in witness.sound:
        # an address is built once, when the page is published
        saves = [] if witness.kind == "url" else [m for m in question.modified if same_moment(other, m)]
        if [m for m in saves if not lies_after(hypothesis, m)] and not (witness.stated and is_relabelled(hypothesis, other)):
            price = "is_same_days_save" if other.day == hypothesis.day else "is_modification"
            less = witness.information - BITS[price]
        elif is_near(hypothesis, other):
            less = log2(BITS["is_save_share"]) + surprise(reading.partial._replace(minute=None, second=None))
        else:
            continue
        best = max(best, -log2(1 - witness.right) - reading.bits + less)
    return best


def _cap(day: date, uses: Sequence[Use], left: Sequence[Witness], question: Question) -> float | None:
    """Return the most that a hypothesis of a day is worth beside its rivals; ``left`` have no alternative explanation.

    One variable filled all that supports it: agreement shows a right reading, and proves no date.  What is printed without a
    role is denied by a machine that names the publication: a line or an address may be of another date as well.
    """
    kinds = {use.witness.kind for use in uses}
    rivals: list[Witness] = []
    if len(uses) > 1 and (kinds == {"machine"} or (kinds == {"human"} and True not in [use.witness.stated for use in uses])):
        rivals = [w for w, away in _away(day, left) if away >= APART and w.kind not in kinds]
    denied = [w for w in rivals if "machine" in kinds or (w.stated and w.kind == "machine")]
    if denied:
        return max([use.witness.right for use in uses])
    # a count of the year's days from zero is, in January, only the day before one that a single place says
    if day.month == 1 and len(kinds) < 3 and _DAY_BEFORE in [use.broken_rule for use in uses]:
        return BITS["either_share"]
    # all that a caller's columns state may be exchanged; and "Stand vom 3. Januar 2015" on a page of 2021 is of something else
    saved = [save.day for save in question.modified if save.day is not None]
    its = None if question.published is None else question.published.day
    earlier = its - day if its is not None else day - min(saved, default=day)
    doubtful = kinds == {"supplied"} or (kinds == {"human"} and its is not None)
    return BITS["either_share"] if doubtful and earlier > _MOST_SCHEDULED else None


def _away(day: date, heard: Sequence[Witness]) -> list[tuple[Witness, timedelta]]:
    """Return the witnesses that state another day however they are read, and how far the nearest is."""
    nearest = [(w, min([abs(its - day) for its in w.days()], default=None)) for w in heard]
    return [(witness, away) for witness, away in nearest if away]


def vetoes(hypothesis: Hypothesis, uses: Sequence[Use], question: Question) -> float:
    """Return the bits against a hypothesis: printed weekdays that contradict it, and a moment after the page was fetched."""
    day, fetched = hypothesis.day, question.hints.fetched
    if day is None:
        return 0.0
    wrong = [use for use in uses if use.reading.weekday is not None and contradicts_weekday(hypothesis, use.reading)]
    total = BITS["wrong_weekday"] * len(wrong)
    if day.year not in _PLAUSIBLE_YEARS:
        total += BITS["implausible_year"]
    if fetched is not None and is_from_the_future(hypothesis, fetched, question.by_header):
        total += BITS["from_the_future"]
    return total


def _doubted(
    ranked: list[tuple[ScoredHypothesis, float]], heard: Sequence[Witness], question: Question
) -> list[tuple[ScoredHypothesis, float]]:
    """Return the ranked hypotheses, those of the best one's day worth no more than its doubts leave: no date may be true."""
    best, _ = ranked[0]
    day, ids = best.hypothesis.day, [id(use.witness) for use in best.uses]
    left = [w for w in heard if id(w) not in ids and not alternative(best.hypothesis, w, question, True)]
    of_day = sum([share for scored, share in ranked if scored.hypothesis.day == day])
    most = min([BITS[term] for term in _doubts(best, left, question)], default=1.0)
    doubted = [most < of_day and scored.hypothesis.day == day for scored, _ in ranked]
    return [(scored, share * most / of_day if less else share) for (scored, share), less in zip(ranked, doubted, strict=True)]


def _doubts(best: ScoredHypothesis, left: Sequence[Witness], question: Question) -> Iterator[str]:
    """Yield the term of each conflict of real pages that leaves a hypothesis in doubt, whatever its rivals are worth."""
    hypothesis, uses, hints = best.hypothesis, best.uses, question.hints
    kinds, day, offset = {use.witness.kind for use in uses}, hypothesis.day, hypothesis.offset
    if day is None:
        return
    named, printed = True in [use.witness.stated for use in uses], "human" in kinds
    latest = date.max if hints.fetched is None else hints.fetched.date() + APART
    # a year to come, and a count of seconds read as one of milliseconds, deny nothing
    others = [(w, away) for w, away in _away(day, left) if [d for d in w.days() if d <= latest and d.year != _EPOCH]]
    # a byline is of 18 May, the day of the edition, and JSON-LD says that the story came out on the evening before
    if not named and [w for w, _ in others if w.stated and w.right > _USUALLY_RIGHT]:
        yield "either_share" if kinds == {"url"} else "unnamed_share"
    # "Yesterday" was counted from the day on which a copy was made, and denies no stamp of before
    if not printed and [w for w, away in others if w.kind == "human" and away >= APART and not w.is_relative]:
        yield "print_denies_share"
    # published 2019-08-01 beside modified 2019-01-08, and "12/04/2015" in Spanish beside 2015-12-04
    saved = [its for save in question.modified if (its := save.day) is not None]
    exchanged = day.timetuple()[:3] in [(its.year, its.day, its.month) for its in saved if its != day]
    strokes = [u for u in uses if (w := u.reading.written) and w.shape.order in ("dmy", "mdy") and not w.shape.is_dotted]
    if exchanged and (max(saved) < day or len(strokes) == len(uses)) and not printed and "url" not in kinds:
        yield "either_share"
    if [update for update in question.updates if day - update >= APART]:
        yield "updated_before_share" if printed or "url" in kinds else "either_share"
    by_machine = question.is_publication and "url" not in kinds and not [use for use in uses if use.witness.is_printed]
    if by_machine and offset == 0 and (at := hypothesis.instant) and share_of_day(day, at, hints) < _MOST_READERS:
        yield "utc_day_share"
    if question.clocks_elsewhere and len(uses) == 1 and not named and uses[0].reading.weekday and hypothesis.clock.hour is None:
        yield "lone_weekday_share"
    if kinds <= {"human", "url"} and [use for use in uses if use.reading.rule == RELATIVE_DATE.id]:
        yield "from_fetch_share"
