"""Witnesses, hypotheses and uses for tests, made from a text in one line."""

from __future__ import annotations

from typing import Any

from service.dates.account import Use
from service.dates.hypothesis import Hypothesis, said_alone
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.witnesses import Question, Statement, Witness
from service.model import Observation, Source


def witness(
    text: str,
    kind: str = "machine",
    reliability: float = 0.9,
    stated: bool = True,
    source: str = "",
    at: int = 0,
    role: str = "datePublished",
    hints: Hints = Hints(),  # noqa: B008
) -> Witness:
    """A witness with one statement, from an element of its own unless ``at`` is another's."""
    where = Source(source or f"{kind}:date", role, kind, reliability)
    said = Observation(role, text, where, f"element {at}", at)
    return Witness(
        kind, text, reliability, stated, (Statement(said, role, text),), read(text, hints)
    )


def hypothesis(text: str, hints: Hints = Hints()) -> Hypothesis:  # noqa: B008
    """The hypothesis that a text tells alone, as it is most likely meant."""
    reading = read(text, hints).healthy[0]
    return said_alone(reading.partial, reading.abbreviation)


def use(text: str, kind: str = "machine", hints: Hints = Hints(), **how: Any) -> Use:  # noqa: B008
    """A witness used as it is written."""
    return Use(witness(text, kind, hints=hints, **how), read(text, hints).healthy[0], None, 0.0)


def question(*modified: str, hints: Hints = Hints(), **known: Any) -> Question:  # noqa: B008
    """The question that is asked of a page that was modified at these moments."""
    return Question(hints, modified=tuple(hypothesis(text) for text in modified), **known)
