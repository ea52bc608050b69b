"""The case of one date role: all that its answer draws on, and the witnesses that the chosen account does not explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.dates.accounts import Account
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.resolve import Decision
from service.dates.witnesses import Statement, Witness
from service.model import Context, Observation


@dataclass(frozen=True, slots=True)
class Case:
    """All that an answer about one role draws on."""

    role: str
    observations: Sequence[Observation]
    statements: Sequence[Statement]
    decision: Decision
    hints: Hints
    context: Context
    threshold: float


def unexplained(case: Case, account: Account) -> list[Witness]:
    """Return the witnesses that state the role, can be read, and are not explained by the account."""
    used = {id(use.witness) for use in account.uses}
    return [w for w in case.decision.witnesses if id(w) not in used and w.stated and read(w.text, case.hints).healthy]
