"""Which row of a story was first: by proof, days as days, instants as instants."""

from __future__ import annotations

import pytest

from service.copies.first import First, Published, first_of, origin_of

DAY, INSTANT, LATER = "2026-03-05", "2026-03-05T10:00:00Z", "2026-03-05T11:30:00Z"


def row(told: str | None, day: str | None = None, *, proved: bool = True) -> Published:
    """A row that states a day or an instant."""
    instant = told if told is not None and "T" in told else None
    return Published(day or (told and told[:10]), instant, proved)


CASES = {
    "the earliest instant": ([row(LATER), row(INSTANT)], First(DAY, INSTANT)),
    "an older one without proof does not count": (
        [row("2026-03-01T10:00:00Z", proved=False), row(INSTANT)],
        First(DAY, INSTANT),
    ),
    "a day before the instant's": ([row(INSTANT), row("2026-03-04")], First("2026-03-04", None)),
    "a day behind it": ([row(INSTANT), row("2026-03-06")], First(DAY, INSTANT)),
    "on the same day nobody knows": ([row(INSTANT), row(DAY)], First(DAY, None)),
    "instants of two zones": (
        [row("2026-03-06T04:30:00Z", DAY), row("2026-03-06T00:00:00Z", "2026-03-06")],
        First("2026-03-06", "2026-03-06T00:00:00Z"),
    ),
    "nothing proved": ([row(INSTANT, proved=False), row(None)], None),
    "no row": ([], None),
}


@pytest.mark.parametrize("name", CASES)
def test_first(name: str) -> None:
    """A case: rows in any order, and the first publication."""
    rows, first = CASES[name]
    assert first_of(rows) == first
    assert first_of(rows[::-1]) == first


def test_rows_of_the_first_publication() -> None:
    """All that share it; none that only says so."""
    exact, day = First(DAY, INSTANT), First(DAY, None)
    assert exact.was_that_of(row(INSTANT))
    assert not exact.was_that_of(row(LATER))
    assert not exact.was_that_of(row(INSTANT, proved=False))
    assert day.was_that_of(row(DAY))
    assert day.was_that_of(row(LATER))


def test_claims_to_be_older() -> None:
    """Told of rows without proof, where it can be said at all."""
    exact, day = First(DAY, INSTANT), First(DAY, None)
    assert exact.is_after(row("2026-03-05T09:59:59Z", proved=False))
    assert exact.is_after(row("2026-03-04", proved=False))
    assert not exact.is_after(row(DAY, proved=False))
    assert not exact.is_after(row(LATER, proved=False))
    assert not exact.is_after(row(None, proved=False))
    assert day.is_after(row("2026-03-04T23:00:00Z", proved=False))
    assert not day.is_after(row(INSTANT, proved=False))


def test_origin() -> None:
    """That which most name; a tie is none."""
    assert origin_of(["AP", None, "AFP", "AP"]) == ("AP", 2)
    assert origin_of(["AP", "AFP"]) == origin_of([None, None]) == origin_of([]) == (None, 0)
