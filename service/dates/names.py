"""Names of months, days and halves of the day, as sets of numbers: "mar" can be several things in several languages."""

from __future__ import annotations

from itertools import product

_NONE: frozenset[int] = frozenset()

_MONTHS = (
    ("january", "jan"), ("february", "feb", "febr"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_WEEKDAYS = (
    ("monday", "mon"), ("tuesday", "tue", "tues"), ("wednesday", "wed", "weds"), ("thursday", "thu", "thur", "thurs"),
    ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
)  # fmt: skip

_MONTH_OF = {name: frozenset((number,)) for number, row in enumerate(_MONTHS, 1) for name in row}
_WEEKDAY_OF = {name: frozenset((number,)) for number, row in enumerate(_WEEKDAYS) for name in row}
_MERIDIEM_OF = {
    "".join(form): half for half, letter in enumerate("ap") for form in product((letter,), ("", "."), ("m",), ("", "."))
}


def months(word: str) -> frozenset[int]:
    """The months (1-12) that a word may name; empty when it names none.  Case and a final dot do not matter."""
    return _MONTH_OF.get(_folded(word), _NONE)


def weekdays(word: str) -> frozenset[int]:
    """The days of the week (0 = Monday) that a word may name; empty when it names none."""
    return _WEEKDAY_OF.get(_folded(word), _NONE)


def meridiem(word: str) -> int | None:
    """0 for the forms of am, 1 for those of pm, None for any other word."""
    return _MERIDIEM_OF.get(word.casefold())


def month_name(month: int) -> str:
    """The English name of a month: 2 -> "February"."""
    return _MONTHS[month - 1][0].capitalize()


def weekday_name(weekday: int) -> str:
    """The English name of a day of the week: 0 -> "Monday"."""
    return _WEEKDAYS[weekday][0].capitalize()


def _folded(word: str) -> str:
    return word.casefold().rstrip(".")
