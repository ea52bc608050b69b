"""The kinds of damage that are no slip of a pattern, gathered from the modules of each."""

from __future__ import annotations

from service.dates import counts, defaults, mends, relative, stamps, wrappers
from service.dates.defaults import FINDINGS
from service.dates.findings import rule
from service.model import Rule

END_OF_DAY = rule(
    "end_of_day_clock",
    "the clock says 24:00, the start of the next day",
    "ISO 8601:2004 and European timetables write the end of a day this way",
    "2022-02-25T24:00:00",
    "2022-02-26T00:00:00",
    "impossible-value",
)
PAST_MIDNIGHT = rule(
    "clock_past_midnight",
    "the hour is past 24: the hours after midnight are counted as part of the day before",
    "Japanese and Korean broadcasters write 25:30 for half past one",
    "2022-02-25 25:30",
    "2022-02-26T01:30:00",
    "impossible-value",
)

RULES: tuple[Rule, ...] = (
    *counts.RULES,
    *counts.WRONG_UNITS,
    *defaults.RULES,
    *mends.RULES,
    *relative.RULES,
    *stamps.RULES,
    *wrappers.RULES,
    END_OF_DAY,
    PAST_MIDNIGHT,
)

__all__ = ["END_OF_DAY", "FINDINGS", "PAST_MIDNIGHT", "RULES"]
