"""The readings of a raw date: every way in which it can be meant, as written or as the damage of
something else.

``read`` asks what a text says in ISO 8601, in another calendar, after a repair, and then in each of
``_WAYS`` in turn; where none finds a day, it guesses at what the text lost.
``with_defects`` (see defects.py) adds what it says under every row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates import calendars, machine_dates, relative, string_repairs
from service.dates.orders import order_prices
from service.dates.partial import days, only, surprise
from service.dates.reading import (
    AS_SAID,
    Hints,
    Reading,
    distinct,
    on_day,
    past_midnight,
    readings_of,
)
from service.dates.score import LOCAL_CLOCK_LABELLED_UTC
from service.dates.string_repairs import YEAR_DIGITS, Repaired
from service.lexicon.patterns import late
from service.lexicon.texts import of_short_texts
from service.spans import ranges, relative_words, shapes
from service.spans.date_spans import dates_within, day_numbers
from service.spans.date_words import LONGEST, YEAR, in_digits, is_misread, plain

# Prices in bits; estimates. A reading that is possible, but that a machine's slip explains better;
# and a day without its year that is older than the nearest past one, of which the year that is not
# said costs 3 bits; and "2022056", as often a number:
_SUSPECT, _OLDER_THAN_A_YEAR, _SEVEN_DIGITS = 8.0, 12.0, 9.0
#: So long after the publication a save shows its year.
_FRESH = timedelta(days=14)
#: An instant counted in the wrong unit; and where it is cut to a day, which a Go layout of a wrong
#: year prints too: "30304-04-30" from "2022-01-02".
_WRONG_UNIT, _WRONG_UNIT_OF_A_DAY = 2.0, 9.0
#: A date serialised again and again: a JSON list in a repr in an escaped attribute.
_DEEPEST = 4
#: "২০২৩-১২-০৪T১৪:৩৫:৩৫+০০:০০": digits of another script around a timestamp's T.  A formatter that
#: writes the readers' digits also prints their clock, but labels it UTC: WordPress' date_i18n('c')
#: does.
_NATIVE_TIMESTAMP, _UTC_BY_FORMATTER = re.compile(r"(?![0-9])\dT(?![0-9])\d"), 4.0
#: A month of the Islamic calendar that begins by sight begins on the computed day in about 3 of 4
#: cases, and a year that no Gregorian page would print leaves little doubt of its calendar;
#: estimates, in bits.
_DAY_OFF, _OTHER_CALENDAR = 2.6, 0.1
#: Vietnamese counts its days of the week from Sunday, the first: "Thứ 4, 05/04/2023" is a
#: Wednesday.
_VIETNAMESE = re.compile(r"(?<![^\W\d_])thứ\s?([2-7])(?=\s?[,;.-]?\s)", re.IGNORECASE)
_WEEKDAYS = {2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy"}
#: What the ends of a range cost where a place gives it for a publication, which its first day
#: begins; estimates, in bits.
_FIRST_OF_RANGE, _LAST_OF_RANGE = 0.1, 6.0
#: "January 25, 19122", "14 July 123", "July 2, 2", "2 juli 2", "17 okt. 2 019", "021. május 13."
#: and "년 11월 17일" had a year; "Jun-08" of a spreadsheet is one's month.
_DAMAGED_YEAR = late(
    r"[^\s\d,]{3,}\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:\d{3}|\d{5})(?![\d:.])"
    r"|(?<!\d)[12] \d{3}(?!\d)"
    r"|(?:\d{1,2},|\d\.?\s[^\s\d]{3,})\s[12]\Z|\A[^\W\d_]{3,9}-\d\d\Z"
    r"|\A(?:0\d\d\.?\s[^\W\d_]{3}|[年년])"
)
_YEAR = re.compile(r"(?<!\d)([12]\d{3,4})(?!\d)")
#: "2022-02-02-25" and "03/04/04/2014", of which either of two numbers may be the one too many.
_ONE_TOO_MANY = re.compile(r"(?<!\d)\d{1,4}([-/.])(\d\d)(?P<again>\1\2)(?P<last>\1\d{1,4})(?!\d)")
#: Where the second date begins of "2016-01-23T19:59:052016-03-03T22:36:05" and "24. Oktober 2018,
#: 13:583. Dezember 2018".
_GLUED = re.compile(
    r"(?<=\d\d[-:./]\d\d)(?=(?:19|20)\d\d(?:([-./])\d\d\1\d\d(?!\d)|[年년])"
    r"|\d\d?\.?\s(?![A-Z]{3,5}\b)[^\W\d_]{3})"
)
#: Languages that may write a short year before a month's name.
_YEAR_AHEAD = shapes.YEAR_FIRST_LANGUAGES - {"zh", "ko"} | {"eu", "lv"}
_YEARS = frozenset(range(machine_dates.FIRST_YEAR, machine_dates.LAST_YEAR + 1))
#: The years that a mistyped one may have been.
ANY_YEAR = range(1900, 2100)
#: A year that only the Gregorian calendar counts.
_GREGORIAN_ALONE = re.compile(r"19|20[0-3]")


class Readings(NamedTuple):
    """All readings of one raw date.

    ``information`` is what the string as it stands would say by chance, in bits; ``impossible``
    says that as written it is no date although it has the shape of one; ``default`` that it stands
    for "no date"; ``finding`` is the code under which that, or a doubt, is reported.  A ``whole``
    text was read to its last character, so that no row for a part of it applies.
    """

    text: str
    information: float = 0.0
    healthy: tuple[Reading, ...] = ()
    broken: tuple[Reading, ...] = ()
    impossible: bool = False
    default: bool = False
    finding: str | None = None
    string_repairs: tuple[Repaired, ...] = ()
    whole: bool = False


@of_short_texts
@lru_cache(maxsize=4096)
def read(text: str, hints: Hints) -> Readings:
    """Return the readings of a raw date string under the page's hints, without those that need a
    defect (see defects.py).
    """
    quick = _read_iso(text)
    if quick is not None and _GREGORIAN_ALONE.match(text):
        return quick
    cleaned = plain(text)
    other = _in_other_calendar(cleaned, hints)
    if other is not None:
        return _of_other_calendar(text, other, hints)
    found = quick or _read(text, hints, _DEEPEST, cleaned)
    return _with_local_clock(found) if _NATIVE_TIMESTAMP.search(text) else found


def _with_local_clock(found: Readings) -> Readings:
    """Return the readings of a timestamp in a script's own digits, with those in which UTC is only
    the label of a local clock.
    """
    healthy, local = [], []
    for reading in found.healthy:
        if only(reading.partial.offset) == 0:
            clock = reading.partial._replace(offset=None)
            local.append(
                reading._replace(partial=clock, rule=LOCAL_CLOCK_LABELLED_UTC.id, broken=True)
            )
            reading = reading._replace(bits=reading.bits + _UTC_BY_FORMATTER)
        healthy.append(reading)
    return found._replace(healthy=tuple(healthy), broken=(*found.broken, *local))


def _in_other_calendar(cleaned: str, hints: Hints) -> calendars.Converted | None:
    """Return the text with the date of another calendar made Gregorian, or None where it has none;
    of a range its first day: "5-7 اسفند 1400" begins on the 5th.
    """
    other = calendars.converted(cleaned, hints.language, hints.country)
    span = None if other is None else ranges.range_in(cleaned)
    return other if span is None else calendars.converted(span[0], hints.language, hints.country)


def _of_other_calendar(text: str, other: calendars.Converted, hints: Hints) -> Readings:
    """Return the readings of a date in another calendar, with the days around it where its months
    begin by sight.
    """
    inner = read(other.text, hints) if other.text else Readings(text, finding=other.finding)
    if other.rule is None:
        return inner._replace(text=text, whole=True)
    healthy = [
        r._replace(rule=other.rule.id, bits=r.bits + _OTHER_CALENDAR, written=None)
        for r in inner.healthy
    ]
    around = [
        reading._replace(
            partial=on_day(reading.partial, day + timedelta(days=off)), bits=reading.bits + _DAY_OFF
        )
        for reading in healthy
        for off in other.days_off
        if (day := reading.day()) is not None
    ]
    return inner._replace(text=text, healthy=(*healthy, *around), finding=other.finding, whole=True)


def _read_iso(text: str) -> Readings | None:
    partial = machine_dates.plain_iso(text)
    return None if partial is None else Readings(text, surprise(partial), (Reading(partial),))


class _Attempt(NamedTuple):
    """A text that is to be read: as it was given, in plain characters, under a page's hints.

    ``depth`` is how many more repairs may be tried; a repaired text is asked for no further damage.
    """

    text: str
    cleaned: str
    hints: Hints
    depth: int


def _read(text: str, hints: Hints, depth: int = 0, known: str = "") -> Readings:
    """Return the readings of a text: unwrapped, in the first way that reads it, or healed.

    ``known`` is the text in plain characters, where that is known.
    """
    iso = _read_iso(text)
    if iso is not None:
        return iso
    bare = text.strip()
    repaired = string_repairs.undressed(bare) if depth and len(bare) <= LONGEST else None
    if repaired is not None:
        return _through(_read(repaired.text, hints, depth - 1), repaired, text)
    cleaned = _VIETNAMESE.sub(lambda m: f"thứ {_WEEKDAYS[int(m[1])]}", known or plain(text))
    attempt = _Attempt(text, cleaned, hints, depth)
    found = _first_of(_WAYS, attempt)
    return found if found.default or not depth else _healed(attempt, found)


def _first_of(ways: Iterable[Callable[[_Attempt], Readings | None]], attempt: _Attempt) -> Readings:
    """Return the readings in the first way that reads the text; the last way always does."""
    return next(found for way in ways if (found := way(attempt)) is not None)


def _healed(attempt: _Attempt, found: Readings) -> Readings:
    """Return the readings of a text that states no day with its numbers in figures or without its
    wounds; those that were found where that states none either.
    """
    states_day = _states_day(found)
    cleaned, language = attempt.cleaned, attempt.hints.language
    spelled = cleaned if states_day else in_digits(cleaned, language)
    if spelled != cleaned:
        said = _first_of(_WAYS_OF_DATES, attempt._replace(cleaned=spelled, depth=0))
        if _states_day(said):
            return said
    if found.broken or (states_day and not is_misread(cleaned)):
        return found
    for wounded in string_repairs.wounds(cleaned, language):
        healed = _read(wounded.text, attempt.hints)
        if _states_day(healed):
            return _through(healed, wounded, attempt.text)
    return found


def _states_day(readings: Readings) -> bool:
    """Return whether an undamaged reading states one day with its year: a damaged year must not be
    replaced by the fetch's.
    """
    return any(
        r.rule != relative.MISSING_YEAR.id and bool(days(r.partial)) for r in readings.healthy
    )


def _through(readings: Readings, repaired: Repaired, text: str) -> Readings:
    """Return the readings of a repaired text as readings of the damaged one."""
    healthy, broken = [
        tuple(
            [
                reading._replace(
                    bits=reading.bits + repaired.bits,
                    rule=reading.rule or repaired.rule.id,
                    broken=reading.broken or repaired.wound,
                    string_repairs=(repaired, *reading.string_repairs),
                )
                for reading in group
            ]
        )
        for group in (readings.healthy, readings.broken)
    ]
    if repaired.wound:
        healthy, broken = (), (*healthy, *broken)
    return readings._replace(
        text=text,
        healthy=healthy,
        broken=broken,
        string_repairs=(repaired, *readings.string_repairs),
        impossible=readings.impossible or (repaired.wound and bool(broken)),
        # one slip of a pattern is enough for a timestamp
        whole=readings.whole or repaired.rule in string_repairs.MALFORMED,
    )


def _instead_of_date(attempt: _Attempt) -> Readings | None:
    """Return that a text stands for no date: "0000-00-00", "{{date}}"; None for any other."""
    finding = machine_dates.instead_of_date(attempt.cleaned)
    return None if finding is None else Readings(attempt.text, default=True, finding=finding)


def _as_count(attempt: _Attempt) -> Readings | None:
    """Return the readings of a number as a count since an epoch: "1645818000"."""
    read_as = [
        Reading(said, count.bits, count.rule.id, count.bits > 0)
        for count, said in machine_dates.counted(attempt.cleaned)
    ]
    if not read_as:
        return None
    sure, odd = _parted(read_as)
    return Readings(attempt.text, _most_said(read_as), sure, odd, impossible=not sure, whole=True)


def _in_wrong_unit(attempt: _Attempt) -> Readings | None:
    """Return the readings of an instant that was counted in the wrong unit: "1970-01-20T01:10:18Z"
    is rather 2022.
    """
    meant = machine_dates.in_wrong_unit(attempt.cleaned)
    if meant is None:
        return None
    said, row = meant
    bits = _WRONG_UNIT if said.hour is not None else _WRONG_UNIT_OF_A_DAY
    as_written = machine_dates.plain_iso(attempt.cleaned, suspect=True)
    literal = [] if as_written is None else [Reading(as_written, _SUSPECT)]
    broken = (Reading(said, bits, row.id, True), *literal)
    return Readings(attempt.text, surprise(said), (), broken, impossible=True, whole=True)


def _as_rare_iso(attempt: _Attempt) -> Readings | None:
    """Return the reading of a rarer form of ISO 8601: "20220225T144000Z", "2022056"."""
    rare = machine_dates.rare_iso(attempt.cleaned)
    if rare is None:
        return None
    bits = _SEVEN_DIGITS if attempt.cleaned.isdecimal() else 0.0
    return Readings(attempt.text, surprise(rare), (Reading(rare, bits),))


def _as_time_ago(attempt: _Attempt) -> Readings | None:
    """Return the readings of a time before the fetch: "7m ago" means nothing without the fetch, and
    is not the 7th of an Italian August.
    """
    cleaned = attempt.cleaned
    if (
        len(cleaned) >= 40
        or YEAR.search(cleaned)
        or relative_words.stated_age(cleaned, attempt.hints.language) is None
    ):
        return None
    passed = relative.relative_readings(cleaned, attempt.hints)
    return Readings(attempt.text, _most_said(passed), passed)


def _as_length(attempt: _Attempt) -> Readings | None:
    """Return no reading of a text that counts days or hours to come, or of which it is not said
    that they passed, "tra 5 giorni", or counts them from a date; None for any other.
    """
    said = attempt.cleaned
    is_length = len(said) < 40 and (
        relative_words.counts_units(said) or relative_words.counts_from_a_date(said)
    )
    return Readings(attempt.text) if is_length else None


def _without_either_number(attempt: _Attempt) -> Readings | None:
    """Return the readings of "2022-02-02-25" without either of the numbers that may be too many."""
    cleaned = attempt.cleaned
    extra = _ONE_TOO_MANY.search(cleaned)
    if extra is None:
        return None
    halves = [
        reading._replace(bits=reading.bits + 1)
        for start, end in (extra.span("again"), extra.span("last"))
        for reading in _read(cleaned[:start] + cleaned[end:], attempt.hints).healthy
    ]
    return Readings(attempt.text, _most_said(halves), tuple(distinct(halves)))


def _as_range(attempt: _Attempt) -> Readings | None:
    """Return the readings of the two ends of a range: "Published March 5–7, 2021"."""
    span = ranges.range_in(attempt.cleaned) if attempt.depth else None
    if span is None:
        return None
    first, last = [_read(end, attempt.hints).healthy for end in span]
    # the year of the end is not that of a first day in December; and over New Year the last is not
    # meant
    latest = max(filter(None, [reading.day() for reading in last]), default=date.max)
    begins = [
        r._replace(bits=r.bits + _FIRST_OF_RANGE) for r in first if (r.day() or date.min) <= latest
    ]
    ends = [r._replace(bits=r.bits + _LAST_OF_RANGE) for r in last if begins]
    healthy = distinct([*begins, *ends])
    return Readings(attempt.text, _most_said(healthy), tuple(healthy), whole=True)


def _as_date(attempt: _Attempt) -> Readings | None:
    """Return the readings of a text as a date of the calendar; None where no order of its parts
    gives one.
    """
    cleaned, hints = _up_to_second_date(attempt.cleaned), attempt.hints
    possible = _in_every_order(shapes_of(cleaned, hints.language), hints)
    if not possible:
        return None
    default = _finding_of_default(possible, cleaned)
    if default is not None:
        return Readings(attempt.text, default=True, finding=default)
    dated = _with_years([*map(_suspected, possible)], cleaned, hints)
    healthy = tuple(filter(is_plausible, dated))
    information = _most_said(healthy) or _most_said(possible)
    finding = "template_leftover" if _has_go_day(possible) else None
    return Readings(attempt.text, information, healthy, impossible=not healthy, finding=finding)


def _as_no_day_of_calendar(attempt: _Attempt) -> Readings | None:
    """Return the readings of a date's shape that is no day of the calendar: those of a clock that
    goes on past 24, or none.
    """
    found = shapes_of(_up_to_second_date(attempt.cleaned), attempt.hints.language)
    if not found:
        return None
    rolled = [r for shape in found for r in past_midnight(shape, attempt.hints) if is_plausible(r)]
    healthy, broken = _parted(rolled)
    information = _most_said(rolled) or _digits(found[0])
    return Readings(attempt.text, information, healthy, broken, impossible=not healthy)


def _from_fetch(attempt: _Attempt) -> Readings:
    """Return the readings of a text without a date's shape, counted from the fetch: "yesterday".

    "20077-03-07" has no shape before a digit is taken out.
    """
    cleaned, hints = _up_to_second_date(attempt.cleaned), attempt.hints
    passed = relative.relative_readings(cleaned, hints)
    mistyped = () if passed or not attempt.depth else retyped(cleaned, hints)
    return Readings(attempt.text, _most_said(passed or mistyped), passed, impossible=bool(mistyped))


#: The ways to read a text, in the order in which they are tried: the first that reads it stands.
_WAYS_OF_DATES = (
    _as_rare_iso,
    _as_time_ago,
    _as_length,
    _without_either_number,
    _as_range,
    _as_date,
    _as_no_day_of_calendar,
    _from_fetch,
)
_WAYS = (_instead_of_date, _as_count, _in_wrong_unit, *_WAYS_OF_DATES)


def _parted(readings: Iterable[Reading]) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """Return the readings as written, and those of damage."""
    groups: dict[bool, list[Reading]] = {False: [], True: []}
    for reading in readings:
        groups[reading.broken].append(reading)
    return tuple(groups[False]), tuple(groups[True])


def prices_of_orders(found: tuple[shapes.Shape, ...], hints: Hints) -> tuple[float, ...]:
    """Return the bits of each shape's order among those of a string; alone it costs nothing."""
    return order_prices(found, hints) if len(found) > 1 else (0.0,) * len(found)


def _in_every_order(found: tuple[shapes.Shape, ...], hints: Hints) -> list[Reading]:
    """Return the readings of a text's shapes, each priced by its order.

    An order that gives no day of the calendar was not meant: "01/13/2015" is January's in Spain
    too.
    """
    said = [
        (shape, as_written)
        for shape in found
        if (as_written := readings_of(shape, None, 0.0, hints))
    ]
    prices = prices_of_orders(tuple([shape for shape, _ in said]), hints)
    priced = [
        r._replace(bits=r.bits + price)
        for (_, as_written), price in zip(said, prices, strict=True)
        for r in as_written
    ]
    ahead = [r for shape, _ in said for r in _year_ahead(shape, hints)]
    return distinct([*priced, *ahead], together=True)


def _year_ahead(shape: shapes.Shape, hints: Hints) -> list[Reading]:
    """Return the readings of a short year before its month, where a language has it there: "23.
    okt. 26." is of 2023.
    """
    if (
        shape.order != "name"
        or shape.text_of("year2") is None
        or (shape.language or "")[:2] not in _YEAR_AHEAD
    ):
        return []
    return readings_of(shape, None, 0.0, hints, {"day": "year2", "year2": "day"})


def _up_to_second_date(cleaned: str) -> str:
    """Return the text before a second whole date: "7 November 2023 (rev. 9 November 2023, 08:10)"
    says no 08:10 of the 7th.
    """
    if (glued := _GLUED.search(cleaned)) is not None and YEAR.search(cleaned, 0, glued.start()):
        return cleaned[: glued.start()]
    dates = dates_within(cleaned, 2) if len(YEAR.findall(cleaned)) > 1 else []
    # year, month and day; "5.5.2021" has two different numbers and is left as it stands
    whole = {numbers for date in dates if len(numbers := day_numbers(date)) == 3}
    return cleaned if len(whole) < 2 else cleaned[: cleaned.rindex(dates[1])]


def retyped(cleaned: str, hints: Hints, years: Container[int] = ANY_YEAR) -> tuple[Reading, ...]:
    """Return the readings of a short text with its year's digits exchanged, or a doubled one taken
    out, to one of some years.

    A second witness decides.
    """
    found: list[Reading] = []
    for match in _YEAR.finditer(cleaned) if len(cleaned) < 60 else ():
        start, end = match.span()
        for other in _mistyped_years(match[1]):
            if int(other) in years:
                text, cut = cleaned[:start] + other + cleaned[end:], (start, start + 4, match[1])
                repaired = Repaired(text, YEAR_DIGITS, 13.0, (cut,), wound=True)
                # no depth: the digits of the repaired year are not exchanged again
                found += _through(_read(text, hints), repaired, cleaned).broken
    return tuple(found)


def _mistyped_years(year: str) -> list[str]:
    """Return the years that may have been typed wrong as these digits, in order: "2202" for 2022,
    "20077" for 2007.
    """
    if len(year) == 5:
        others = {year[:n] + year[n + 1 :] for n in range(4) if year[n] == year[n + 1]}
    else:
        others = {year[:n] + year[n + 1] + year[n] + year[n + 2 :] for n in range(3)} - {year}
    return sorted([other for other in others if int(other) in ANY_YEAR])


@lru_cache(maxsize=1024)
def shapes_of(cleaned: str, language: str | None) -> tuple[shapes.Shape, ...]:
    """Return the shapes of a text in plain characters: the one that only a malformed timestamp can
    have, or those of dates.
    """
    return machine_dates.whole_shapes(cleaned) or shapes.shapes(cleaned, language)


def _with_years(readings: list[Reading], cleaned: str, hints: Hints) -> list[Reading]:
    """Return the readings, each without a year preceded by that of the nearest past one; where the
    text lost its year, a weekday must confirm it.
    """
    if None not in [reading.partial.year for reading in readings]:
        return readings
    is_lost = bool(_DAMAGED_YEAR.search(cleaned) or YEAR.search(cleaned))
    found = []
    for reading in readings:
        nearest = _in_nearest_year(reading, hints, is_lost)
        if nearest is not None:
            found.append(nearest)
            reading = reading._replace(bits=reading.bits + _OLDER_THAN_A_YEAR)
        found.append(reading)
    return distinct(found)


def _in_nearest_year(reading: Reading, hints: Hints, is_lost: bool) -> Reading | None:
    """Return the reading of a day without its year in the nearest past one; None where it has a
    year, or nothing says which is the nearest.
    """
    year, month, day = map(only, reading.partial[:3])
    latest = min(filter(None, (hints.fetched, hints.saved)), default=None)
    if reading.partial.year is not None or (is_lost and reading.weekday is None):
        return None
    if month is None or day is None or latest is None:
        return None
    year = relative.year_of(month, day, reading.weekday, latest)
    # a save that is not of the days after the publication may be of any year
    if year is None or (hints.saved or datetime.min).date() - date(year, month, day) > _FRESH:
        return None
    partial = reading.partial._replace(year=frozenset((year,)))
    return reading._replace(
        partial=partial, bits=reading.bits + AS_SAID, rule=relative.MISSING_YEAR.id
    )


def is_plausible(reading: Reading) -> bool:
    """Return whether a web page can have been published in the reading's year."""
    years = reading.partial.year
    return years is None or not _YEARS.isdisjoint(years)


def _finding_of_default(readings: Sequence[Reading], cleaned: str) -> str | None:
    """Return the finding's code where all readings are a system's zero, or Go's layout itself."""
    if {_default_kind(reading) for reading in readings} == {"zero"}:
        return "default_date"
    is_layout = machine_dates.GO_CLOCK.search(cleaned) and _has_go_day(readings)
    return "template_leftover" if is_layout else None


def _has_go_day(readings: Iterable[Reading]) -> bool:
    return machine_dates.GO_DAY in [reading.day() for reading in readings]


def _suspected(reading: Reading) -> Reading:
    """Return the reading, dearer where a machine's slip explains its date better."""
    is_slip = _default_kind(reading) == "slip"
    return reading._replace(bits=reading.bits + _SUSPECT) if is_slip else reading


def _default_kind(reading: Reading) -> str | None:
    """Return what kind of default a reading's date is (see machine_dates.default_kind); None for a
    date of its own.
    """
    partial = reading.partial
    if (
        machine_dates.YEARS_OF_DEFAULTS.isdisjoint(partial.year or ())
        or (day := reading.day()) is None
    ):
        return None
    wall = datetime(
        day.year, day.month, day.day, only(partial.hour) or 0, only(partial.minute) or 0
    )
    return machine_dates.default_kind(wall, only(partial.offset), only(partial.hour) is not None)


def _most_said(readings: Iterable[Reading]) -> float:
    return max([surprise(reading.partial) for reading in readings], default=0.0)


def _digits(shape: shapes.Shape) -> float:
    """Return the bits of a string that is no date: its numbers are as good as random, except the
    year.
    """
    numbers = [
        text
        for name, text in shape.slot_texts()
        if text.isdecimal() and not name.startswith("year")
    ]
    return 3.0 + sum(math.log2(10) * min(len(text), 2) for text in numbers)
