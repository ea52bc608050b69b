"""The decision between dates: every witness is read every way, and the story that explains most at the least price stands.

For each moment that some reading states, the other witnesses are asked whether they can be explained by it (accounts.py): as
written, by a defect, or not at all.  The bits add up (gains.py, confidence.py), the candidates and "none of these" are
normalised, and where two moments stand the value is withheld or said at the precision on which they agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.dates.accounts import Account, accounts_of, assumes_much
from service.dates.confidence import posterior
from service.dates.habits import as_usual
from service.dates.hearing import Hearing, Question, asks_for_rows, damaged_by, noting, suspected, telling
from service.dates.readers import Readers
from service.dates.readings import Readings
from service.dates.score import contradicts_weekday, is_from_the_future
from service.dates.story import Story, determines_day
from service.dates.trust import behind_labels, doubted, drawn_by_scripts, shared_out
from service.dates.witnesses import Witness

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
