"""Every sealed family: importing this module fills the register."""

from bench.sealed import (
    clocks,
    escapes,
    glue,
    kinds,
    numbers,
    other_calendars,
    relative,
    software,
    stamps,
    weekdays,
    witnesses,
    zones,
)
from bench.sealed.families import REGISTER

__all__ = ["MODULES", "REGISTER"]

MODULES = (
    clocks,
    escapes,
    glue,
    kinds,
    numbers,
    other_calendars,
    relative,
    software,
    stamps,
    weekdays,
    witnesses,
    zones,
)
