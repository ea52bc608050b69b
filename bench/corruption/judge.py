"""The verdict on one emitted date: right, right day, wrong clock, wrong, withheld, and for open
pages lucky.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench.corruption.scene import Answer, Expectation

#: From best to worst.  "coarse": the day is right and less is said than the page determines.
#: "clock": the day is right, the clock or the offset is not.  "lucky": the page decides nothing,
#: and the truth was emitted.
VERDICTS = ("right", "coarse", "lucky", "withheld", "clock", "wrong")
#: The verdicts under which an emitted value is right at the precision that it states.
TRUE = frozenset(("right", "coarse", "lucky"))


@dataclass(frozen=True, slots=True)
class Emitted:
    """A value as the article carries it, taken apart; ``clock`` holds no second where the precision
    is the minute.
    """

    day: date
    clock: tuple[int, int, int | None] | None
    offset: int | None


def emitted(value: str, precision: str | None) -> Emitted:
    """Return the parts of an emitted value such as "2022-02-25T14:40:00-05:00"."""
    if len(value) == 10:
        return Emitted(date.fromisoformat(value), None, None)
    leap = value[17:19] == "60"
    moment = datetime.fromisoformat(value[:17] + "59" + value[19:] if leap else value)
    offset = moment.utcoffset()
    second = 60 if leap else moment.second
    return Emitted(
        moment.date(),
        (moment.hour, moment.minute, second if precision != "minute" or second else None),
        None if offset is None else int(offset.total_seconds() // 60),
    )


def verdict(expected: Expectation, value: str | None, precision: str | None) -> str:
    """Return the verdict on what was emitted (None: withheld)."""
    if value is None:
        return "right" if expected.open else "withheld"
    said = emitted(value, precision)
    found = _best(said, expected.answers)
    if (
        expected.open
        and found in ("clock", "wrong")
        and _best(said, expected.truth) in ("right", "coarse")
    ):
        return "lucky"
    return found


def _best(said: Emitted, answers: Sequence[Answer]) -> str:
    return min((_against(said, answer) for answer in answers), key=VERDICTS.index, default="wrong")


def _against(said: Emitted, answer: Answer) -> str:
    if said.day != answer.day:
        return "wrong"
    if said.clock is None:
        return "right" if answer.clock is None else "coarse"
    if answer.clock is None:
        return "clock"
    if said.offset is not None and answer.offset is not None and said.offset != answer.offset:
        return (
            "coarse"
            if _instant(said.day, said.clock, said.offset)
            == _instant(answer.day, answer.clock, answer.offset)
            else "clock"
        )
    if said.clock[:2] != answer.clock[:2] or (said.offset is not None and answer.offset is None):
        return "clock"
    return _seconds(said, answer)


def _seconds(said: Emitted, answer: Answer) -> str:
    """Return the verdict on values that agree except for the seconds and an offset that may be
    missing.
    """
    assert said.clock is not None
    assert answer.clock is not None
    shown, true = said.clock[2], answer.clock[2]
    if shown is not None and (true or 0) != shown:
        return "clock"
    less = (said.offset is None and answer.offset is not None) or (shown is None and bool(true))
    return "coarse" if less else "right"


def _instant(day: date, clock: tuple[int, int, int | None], offset: int) -> datetime:
    return datetime(day.year, day.month, day.day, clock[0], clock[1]) - timedelta(minutes=offset)
