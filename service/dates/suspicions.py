"""Suspicions (defect readings): what a raw date may be the damage of, under every defect row and with a mistyped year."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from service.dates.defects import DEFECTS
from service.dates.hypotheses import Near, Row, distinct, is_plausible, rows
from service.dates.mends import Mended
from service.dates.reading import Hints, Reading
from service.dates.readings import Readings, mistyped_years, read, retyped, shapes_of
from service.dates.score import order_prices
from service.lexicon.date_words import plain
from service.lexicon.texts import of_short_texts

#: Rows whose damage a string shows by itself, where it cannot be meant as written.
_WEEK_YEARS = frozenset(defect.rule.id for defect in DEFECTS if defect.narrowed)
_YEAR_BEFORE = "year_before"
# What the year before costs where the printed weekday is that of the year after, and the hand was in January or the page was
# fetched within two months: of the slips that make a weekday wrong, one in six does so by chance; an estimate, in bits
_STALE_YEAR, _RECENT = 0.5, timedelta(days=60)


def with_defects(text: str, hints: Hints) -> Readings:
    """Return the readings with those of every defect row whose slots the string has, and of mistyped years."""
    readings = read(text, hints)
    new = damaged(text, hints)
    late = bool(readings.healthy) and any(not reading.silent and reading.rule in _WEEK_YEARS for reading in new)
    return readings._replace(broken=(*readings.broken, *new), impossible=readings.impossible or late)


@of_short_texts
@lru_cache(maxsize=2048)
def damaged(text: str, hints: Hints, near: Near | None = None) -> tuple[Reading, ...]:
    """Return the readings of a text under every defect row whose slots it has, and with its year's digits exchanged.

    Where a moment is asked for, without most of those that cannot be true of it.  None where the text says as written all that
    it can.
    """
    readings = read(text, hints)
    if readings.default or readings.whole:
        return ()
    cleaned, rows_of_text, mistyped = _suspicions(readings.mends[-1].text if readings.mends else text, hints)
    fetched_that_day = hints.fetched is not None and any(_is_fetch_day(reading, hints.fetched) for reading in readings.healthy)
    fitting = [
        (row, price)
        for row, price in rows_of_text
        if (near is None or row.may_be(near)) and (fetched_that_day or not row.defect.on_fetch_day)
    ]
    mistyped = tuple(mended for mended in mistyped if near is None or not _is_of_other_year(mended, near, readings))
    if not fitting and not mistyped:
        return ()
    broken = distinct(reading for row, price in fitting for reading in row.readings(price, hints) if is_plausible(reading))
    known = {reading.partial for reading in (*readings.healthy, *readings.broken)}
    new = (*(r for r in broken if r.partial not in known), *retyped(cleaned, mistyped, hints))
    shown = tuple(_shown_by_itself(r, readings.healthy, hints) for r in new)
    return tuple(
        (showing or r)._replace(mends=(*readings.mends, *r.mends), silent=bool(known) and showing is None)
        for r, showing in zip(new, shown, strict=True)
    )


def _is_fetch_day(reading: Reading, fetched: datetime) -> bool:
    day = reading.day()
    return day is not None and abs(datetime(day.year, day.month, day.day, 12) - fetched) < timedelta(hours=26)


def may_show_itself(text: str, readings: Readings, hints: Hints) -> bool:
    """Return whether a text that reads well may show by itself that a row is meant: a weekday, a day after the fetch."""
    written = [said for reading in readings.healthy if (said := reading.day()) is not None]
    if not written or readings.whole:
        return False
    if hints.fetched is not None and all(day > hints.fetched.date() + _RECENT for day in written):
        return True
    if not any(
        r.weekday is not None and (day := r.day()) is not None and day.weekday() not in r.weekday for r in readings.healthy
    ):
        return False
    _, fitting, _ = _suspicions(readings.mends[-1].text if readings.mends else text, hints)
    return any(row.defect.rule.id == _YEAR_BEFORE for row, _ in fitting)


def _shown_by_itself(reading: Reading, healthy: tuple[Reading, ...], hints: Hints) -> Reading | None:
    """Return the reading, where the string alone shows that it is meant: weekday or fetch contradict it as written."""
    day = reading.day()
    written = [said for other in healthy if (said := other.day()) is not None]
    if day is None or not written:
        return None
    recent = hints.fetched is not None and timedelta(0) <= hints.fetched - datetime(day.year, day.month, day.day) <= _RECENT
    if reading.rule in _WEEK_YEARS:
        # "2022-12-29" on a page of 2021-12-30
        fetched = hints.fetched
        return reading if recent and fetched and all(d > fetched.date() + _RECENT for d in written) else None
    weekday = reading.weekday
    fits = weekday is not None and day.weekday() in weekday and all(d.weekday() not in weekday for d in written)
    # no hand wrote a date with seconds
    by_hand = day.month == 1 and hints.fetched is None and reading.partial.second is None
    if reading.rule == _YEAR_BEFORE and fits and (recent or by_hand):
        return reading._replace(bits=_STALE_YEAR)
    return None


@of_short_texts
@lru_cache(maxsize=1024)
def _suspicions(text: str, hints: Hints) -> tuple[str, tuple[tuple[Row, float], ...], tuple[Mended, ...]]:
    """Return a text in plain characters, the rows that its shapes fit with each order's price, and its mistyped years."""
    cleaned = plain(text)
    found = shapes_of(cleaned, hints.language)
    priced = zip(found, order_prices(found, hints), strict=True)
    return cleaned, tuple((row, price) for shape, price in priced for row in rows(shape)), mistyped_years(cleaned)


def _is_of_other_year(mended: Mended, near: Near, readings: Readings) -> bool:
    """Return whether the mistyped year, and so any date with it, is another year than the moment's."""
    start, end, typed = mended.cuts[0]
    years = {str((near.day + timedelta(days=n)).year) for n in (-2, 2)}
    return mended.text[start:end] not in years and _says_year(readings, typed)


def _says_year(readings: Readings, typed: str) -> bool:
    """Return whether every reading has the year written there in four digits: then another year would not fit the text."""
    year = frozenset((int(typed),))
    return typed[:2] in ("19", "20") and len(typed) == 4 and {reading.partial.year for reading in readings.healthy} == {year}
