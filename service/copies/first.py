"""Which of the rows of a story was published first, by proof, and which claim to be older.

A copy's date is often older than that of its origin, since papers print what their system says:
only a date that independent witnesses prove counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Published(NamedTuple):
    """When a row says it was published: its day, its instant in UTC where that is known, and
    whether it is proved.
    """

    day: str | None
    instant: str | None
    is_proved: bool


class First(NamedTuple):
    """The first publication that is proved: its day, and the instant where no other proved row
    could be earlier.
    """

    day: str
    instant: str | None

    def was_that_of(self, row: Published) -> bool:
        """Return whether a row was published then; of those of a day nobody knows which was first.

        >>> First("2026-03-05", None).was_that_of(Published("2026-03-05", None, True))
        True
        """
        if not row.is_proved:
            return False
        return row.day == self.day if self.instant is None else row.instant == self.instant

    def is_after(self, row: Published) -> bool:
        """Return whether a row that is not proved says it was published before.

        >>> First("2026-03-05", None).is_after(Published("2026-03-04", None, False))
        True
        """
        if row.is_proved or row.day is None:
            return False
        if self.instant is None or row.instant is None:
            return row.day < self.day
        return row.instant < self.instant


def first_of(rows: Iterable[Published]) -> First | None:
    """Return the earliest publication that is proved, if any is: instants are compared as instants,
    and with days as days.

    >>> first_of([Published("2026-03-05", "2026-03-05T10:00:00Z", True),
    ...           Published("2026-03-05", None, True)])
    First(day='2026-03-05', instant=None)
    """
    days: list[str] = []
    moments: list[tuple[str, str]] = []
    for row in rows:
        if row.is_proved and row.day is not None:
            if row.instant is None:
                days.append(row.day)
            else:
                moments.append((row.instant, row.day))
    day = min(days, default=None)
    if moments:
        instant, its_day = min(moments)
        if day is None or its_day < day:
            return First(its_day, instant)
    return None if day is None else First(day, None)


def origin_of(named: Sequence[str | None]) -> tuple[str | None, int]:
    """Return the origin that most rows name, and how many; none where two are named as often.

    >>> origin_of(["Reuters", None, "Reuters", "AFP"]), origin_of(["AFP", "Reuters"])
    (('Reuters', 2), (None, 0))
    """
    counted = Counter(filter(None, named)).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None, 0
    return counted[0]
