"""The readings of a raw date: every way in which it can be meant, as written or as the damage of something else.

``read`` asks, in this order, what a text says in ISO 8601, in another calendar, after a repair, instead of a date, as a count,
as a date, from the fetch, and after a guess at what it lost.  ``with_defects`` adds what it says under every row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates import calendars, machine_dates, relative, scan, string_repairs
from service.dates.partial import days, only, surprise
from service.dates.reading import AS_SAID, Hints, Reading, distinct, on_day, past_midnight, readings_of
from service.dates.score import LOCAL_CLOCK_LABELLED_UTC, order_prices
from service.dates.string_repairs import YEAR_DIGITS, Repaired
from service.lexicon import date_spans, relative_words
from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.date_words import LONGEST, YEAR, in_digits, is_misread, plain
from service.lexicon.texts import of_short_texts
from service.patterns import late

# Prices in bits; estimates. A reading that is possible, but that a machine's slip explains better; and a day without its year
# that is older than the nearest past one, of which the year that is not said costs 3 bits; and "2022056", as often a number:
_SUSPECT, _OLDER_THAN_A_YEAR, _SEVEN_DIGITS = 8.0, 12.0, 9.0
#: So long after the publication a save shows its year.
_FRESH = timedelta(days=14)
#: An instant counted in the wrong unit; and where it is cut to a day, which a Go layout of a wrong year prints too:
#: "30304-04-30" from "2022-01-02".
_WRONG_UNIT, _WRONG_UNIT_OF_A_DAY = 2.0, 9.0
#: A date serialised again and again: a JSON list in a repr in an escaped attribute.
_DEEPEST = 4
#: "২০২৩-১২-০৪T১৪:৩৫:৩৫+০০:০০": digits of another script around a timestamp's T.  A formatter that writes the readers' digits
#: also prints their clock, but labels it UTC: WordPress' date_i18n('c') does.
_NATIVE_TIMESTAMP, _UTC_BY_FORMATTER = re.compile(r"(?![0-9])\dT(?![0-9])\d"), 4.0
#: A month of the Islamic calendar that begins by sight begins on the computed day in about 3 of 4 cases, and a year that no
#: Gregorian page would print leaves little doubt of its calendar; estimates, in bits.
_DAY_OFF, _OTHER_CALENDAR = 2.6, 0.1
#: Vietnamese counts its days of the week from Sunday, the first: "Thứ 4, 05/04/2023" is a Wednesday.
_VIETNAMESE = re.compile(r"(?<![^\W\d_])thứ\s?([2-7])(?=\s?[,;.-]?\s)", re.IGNORECASE)
_WEEKDAYS = {2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy"}
#: What the ends of a range cost where a place gives it for a publication, which its first day begins; estimates, in bits.
_FIRST_OF_RANGE, _LAST_OF_RANGE = 0.1, 6.0
#: "January 25, 19122", "14 July 123", "July 2, 2", "2 juli 2", "17 okt. 2 019", "021. május 13." and "년 11월 17일" had a year;
#: "Jun-08" of a spreadsheet is one's month.
_DAMAGED_YEAR = late(
    r"[^\s\d,]{3,}\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:\d{3}|\d{5})(?![\d:.])|(?<!\d)[12] \d{3}(?!\d)"
    r"|(?:\d{1,2},|\d\.?\s[^\s\d]{3,})\s[12]\Z|\A[^\W\d_]{3,9}-\d\d\Z|\A(?:0\d\d\.?\s[^\W\d_]{3}|[年년])"
)
_YEAR = re.compile(r"(?<!\d)([12]\d{3,4})(?!\d)")
#: "2022-02-02-25" and "03/04/04/2014", of which either of two numbers may be the one too many.
_ONE_TOO_MANY = re.compile(r"(?<!\d)\d{1,4}([-/.])(\d\d)(?P<again>\1\2)(?P<last>\1\d{1,4})(?!\d)")
#: Where the second date begins of "2016-01-23T19:59:052016-03-03T22:36:05" and "24. Oktober 2018, 13:583. Dezember 2018".
_GLUED = re.compile(
    r"(?<=\d\d[-:./]\d\d)(?=(?:19|20)\d\d(?:([-./])\d\d\1\d\d(?!\d)|[年년])|\d\d?\.?\s(?![A-Z]{3,5}\b)[^\W\d_]{3})"
)
#: Languages that may write a short year before a month's name.
_YEAR_AHEAD = scan.YEAR_FIRST_LANGUAGES - {"zh", "ko"} | {"eu", "lv"}
_YEARS = frozenset(range(machine_dates.FIRST_YEAR, machine_dates.LAST_YEAR + 1))


class Readings(NamedTuple):
    """All readings of one raw date.

    ``information`` is what the string as it stands would say by chance, in bits; ``impossible`` says that as written it is no
    date although it has the shape of one; ``default`` that it stands for "no date"; ``finding`` is the code under which that,
    or a doubt, is reported.  A ``whole`` text was read to its last character, so that no row for a part of it applies.
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
    """Return the readings of a raw date string under the page's hints, without those that need a defect (see defects.py)."""
    quick = _read_iso(text)
    # a year that only the Gregorian calendar counts: 1900 to 2039
    if quick is not None and (text[:2] == "19" or (text[:2] == "20" and text[2:3] < "4")):
        return quick
    cleaned = plain(text)
    other = calendars.converted(cleaned, hints.language, hints.country)
    if other is not None and (span := date_spans.range_in(cleaned)) is not None:
        other = calendars.converted(span[0], hints.language, hints.country)  # "5-7 اسفند 1400" begins on the 5th
    if other is not None:
        return _of_other_calendar(text, other, hints)
    found = quick or _read(text, hints, _DEEPEST, cleaned)
    if text.isascii() or not _NATIVE_TIMESTAMP.search(text):
        return found
    utc = [reading for reading in found.healthy if only(reading.partial.offset) == 0]
    healthy = tuple([r._replace(bits=r.bits + _UTC_BY_FORMATTER) if r in utc else r for r in found.healthy])
    local = [r._replace(partial=r.partial._replace(offset=None), rule=LOCAL_CLOCK_LABELLED_UTC.id, broken=True) for r in utc]
    return found._replace(healthy=healthy, broken=(*found.broken, *local))


def _of_other_calendar(text: str, other: calendars.Converted, hints: Hints) -> Readings:
    """Return the readings of a date in another calendar, with the days around it where its months begin by sight."""
    inner = read(other.text, hints) if other.text else Readings(text, finding=other.finding)
    if other.rule is None:
        return inner._replace(text=text, whole=True)
    healthy = [r._replace(rule=other.rule.id, bits=r.bits + _OTHER_CALENDAR, written=None) for r in inner.healthy]
    around = [
        reading._replace(partial=on_day(reading.partial, day + timedelta(days=off)), bits=reading.bits + _DAY_OFF)
        for reading in healthy
        for off in ((-1, 1) if other.doubt else ())
        if (day := reading.day()) is not None
    ]
    return inner._replace(text=text, healthy=(*healthy, *around), finding=other.finding, whole=True)


def _read_iso(text: str) -> Readings | None:
    partial = machine_dates.plain_iso(text)
    return None if partial is None else Readings(text, surprise(partial), (Reading(partial),))


def _read(text: str, hints: Hints, depth: int, known: str = "") -> Readings:
    """Return the readings of a text that is not plainly ISO: unwrapped, as no date, a count, a date, and a damaged date."""
    bare = text.strip()
    repaired = string_repairs.undressed(bare) if depth and len(bare) <= LONGEST else None
    if repaired is not None:
        return _through(_read_iso(repaired.text) or _read(repaired.text, hints, depth - 1), repaired, text)
    cleaned = known or plain(text)
    if not cleaned.isascii():
        cleaned = _VIETNAMESE.sub(lambda match: f"thứ {_WEEKDAYS[int(match[1])]}", cleaned)
    instead = machine_dates.instead_of_date(cleaned)
    if instead is not None:
        return Readings(text, default=True, finding=instead)
    found = _as_count(text, cleaned) or _as_date(text, cleaned, hints, depth)
    spelled = in_digits(cleaned, hints.language) if depth and not _states_day(found) else cleaned
    if spelled != cleaned and _states_day(said := _as_date(text, spelled, hints, 0)):
        return said
    if depth and not found.broken and (not _states_day(found) or is_misread(cleaned)):
        for wounded in string_repairs.wounds(cleaned, hints.language):
            healed = _read_iso(wounded.text) or _read(wounded.text, hints, 0)
            if _states_day(healed):
                return _through(healed, wounded, text)
    return found


def _states_day(readings: Readings) -> bool:
    """Return whether an undamaged reading states one day with its year: a damaged year must not be replaced by the fetch's."""
    return bool([r for r in readings.healthy if r.rule != relative.MISSING_YEAR.id and days(r.partial)])


def _through(readings: Readings, repaired: Repaired, text: str) -> Readings:
    """Return the readings of a repaired text as readings of the damaged one."""
    healthy, broken = [
        [
            reading._replace(
                bits=reading.bits + repaired.bits, rule=reading.rule or repaired.rule.id,
                broken=reading.broken or repaired.wound, string_repairs=(repaired, *reading.string_repairs),
            )
            for reading in group
        ]
        for group in (readings.healthy, readings.broken)
    ]  # fmt: skip
    healthy, broken = ([], healthy + broken) if repaired.wound else (healthy, broken)
    return readings._replace(
        text=text, healthy=tuple(healthy), broken=tuple(broken), string_repairs=(repaired, *readings.string_repairs),
        impossible=readings.impossible or (repaired.wound and bool(broken)),
        # one slip of a pattern is enough for a timestamp
        whole=readings.whole or repaired.rule in string_repairs.MALFORMED,
    )  # fmt: skip


def _as_count(text: str, cleaned: str) -> Readings | None:
    """Return the readings of a number, and of an instant that was counted in the wrong unit."""
    counted = machine_dates.counted(cleaned) if cleaned[-1:].isdigit() else ()
    read_as = [Reading(said, count.bits, count.rule.id, count.bits > 0) for count, said in counted]
    if not read_as and (wrong := machine_dates.in_wrong_unit(cleaned)) is not None:
        bits = _WRONG_UNIT if wrong[0].hour is not None else _WRONG_UNIT_OF_A_DAY
        as_written = machine_dates.plain_iso(cleaned, suspect=True)
        literal = [] if as_written is None else [Reading(as_written, _SUSPECT)]
        broken = (Reading(wrong[0], bits, wrong[1].id, True), *literal)
        return Readings(text, surprise(wrong[0]), (), broken, impossible=True, whole=True)
    sure, odd = tuple(r for r in read_as if not r.broken), tuple(r for r in read_as if r.broken)
    return Readings(text, _most_said(read_as), sure, odd, impossible=not sure, whole=True) if read_as else None


def _as_date(text: str, cleaned: str, hints: Hints, depth: int) -> Readings:
    """Return the readings of a text as a date, or as a date relative to the fetch."""
    rare = machine_dates.rare_iso(cleaned)
    if rare is not None:
        return Readings(text, surprise(rare), (Reading(rare, _SEVEN_DIGITS if cleaned.isdecimal() else 0.0),))
    if len(cleaned) < 40 and not YEAR.search(cleaned) and relative_words.ago(cleaned, hints.language) is not None:
        # "7m ago" means nothing without the fetch, and is not the 7th of an Italian August
        passed = relative.relative_readings(cleaned, hints)
        return Readings(text, _most_said(passed), passed)
    if (either := _ONE_TOO_MANY.search(cleaned)) is not None:
        parts = [cleaned[: either.start(group)] + cleaned[either.end(group) :] for group in ("again", "last")]
        halves = [r._replace(bits=r.bits + 1) for part in parts for r in (_read_iso(part) or _read(part, hints, 0)).healthy]
        return Readings(text, _most_said(halves), tuple(distinct(halves)))
    if depth and (span := date_spans.range_in(cleaned)) is not None:
        return _of_range(text, span, hints)
    cleaned = _up_to_second_date(cleaned)
    found = shapes_of(cleaned, hints.language)
    if not found:
        passed = relative.relative_readings(cleaned, hints)
        # "20077-03-07" has no shape before a digit is taken out
        mistyped = () if passed or not depth else tuple(retyped(cleaned, hints))
        return Readings(text, _most_said(passed or mistyped), passed, impossible=bool(mistyped))
    # an order that gives no day of the calendar was not meant: "01/13/2015" is January's in Spain too
    said = [(shape, as_written) for shape in found if (as_written := readings_of(shape, None, 0.0, hints))]
    possible = said[0][1] if said else []
    if len(said) > 1:
        prices = order_prices(tuple([shape for shape, _ in said]), hints)
        possible = [r._replace(bits=r.bits + price) for (_, each), price in zip(said, prices, strict=True) for r in each]
    possible = distinct([*possible, *[r for shape, _ in said for r in _year_ahead(shape, hints)]], together=True)
    kinds = [_default_kind(reading) for reading in possible]
    if possible and set(kinds) == {"zero"}:
        return Readings(text, default=True, finding="default_date")
    of_go = "slip" in kinds and bool([reading for reading in possible if reading.day() == machine_dates.GO_DAY])
    if of_go and machine_dates.GO_CLOCK.search(cleaned):
        return Readings(text, default=True, finding="template_leftover")
    healthy = possible
    if "slip" in kinds:
        # a date that is possible, but that a machine's slip explains better
        healthy = [r._replace(bits=r.bits + _SUSPECT) if k == "slip" else r for r, k in zip(possible, kinds, strict=True)]
    if [reading for reading in healthy if reading.partial.year is None]:
        healthy = distinct(_with_year(healthy, hints, lost=bool(_DAMAGED_YEAR.search(cleaned) or YEAR.search(cleaned))))
    healthy = [reading for reading in healthy if is_plausible(reading)]
    rolled = [r for shape in found for r in past_midnight(shape, hints) if is_plausible(r)] if not possible else []
    healthy += [reading for reading in rolled if not reading.broken]
    broken = tuple([reading for reading in rolled if reading.broken])
    information = _most_said((*healthy, *broken)) or _most_said(possible) or _digits(found[0])
    finding = "template_leftover" if of_go and healthy else None
    return Readings(text, information, tuple(healthy), broken, not healthy, finding=finding)


def _year_ahead(shape: scan.Shape, hints: Hints) -> list[Reading]:
    """Return the readings of a short year before its month, where a language has it there: "23. okt. 26." is of 2023."""
    if shape.order != "name" or shape.text_of("year2") is None or (shape.language or "")[:2] not in _YEAR_AHEAD:
        return []
    return readings_of(shape, None, 0.0, hints, {"day": "year2", "year2": "day"})


def _up_to_second_date(cleaned: str) -> str:
    """Return the text before a second whole date: "7 November 2023 (rev. 9 November 2023, 08:10)" says no 08:10 of the 7th."""
    if (glued := _GLUED.search(cleaned)) is not None and YEAR.search(cleaned, 0, glued.start()):
        return cleaned[: glued.start()]
    dates = dates_within(cleaned, 2) if len(YEAR.findall(cleaned)) > 1 else []
    # year, month and day; "5.5.2021" has two different numbers and is left as it stands
    whole = {numbers for date in dates if len(numbers := day_numbers(date)) == 3}
    return cleaned if len(whole) < 2 else cleaned[: cleaned.rindex(dates[1])]


def _of_range(text: str, span: tuple[str, str], hints: Hints) -> Readings:
    """Return the readings of the two ends of a range: "Published March 5–7, 2021"."""
    first, last = [list((_read_iso(end) or _read(end, hints, 0)).healthy) for end in span]
    latest = max((day for reading in last if (day := reading.day()) is not None), default=None)
    # the year of the end is not that of a first day in December; and over New Year the last is not meant
    first = [r for r in first if latest is None or (day := r.day()) is None or day <= latest]
    priced = [r._replace(bits=r.bits + _FIRST_OF_RANGE) for r in first]
    healthy = distinct([*priced, *[r._replace(bits=r.bits + _LAST_OF_RANGE) for r in last if first]])
    return Readings(text, _most_said(healthy), tuple(healthy), whole=True)


def retyped(cleaned: str, hints: Hints, years: Collection[int] | None = None) -> list[Reading]:
    """Return the readings of a short text with its year's digits exchanged, or a doubled one taken out, to one of some years.

    A second witness decides.
    """
    found: list[Reading] = []
    for match in _YEAR.finditer(cleaned) if len(cleaned) < 60 else ():
        (start, end), year = match.span(), match[1]
        others = {year[:n] + year[n + 1] + year[n] + year[n + 2 :] for n in range(3)} - {year}
        if len(year) == 5:
            others = {year[:n] + year[n + 1 :] for n in range(4) if year[n] == year[n + 1]}
        for other in sorted(others):
            if other[:2] in ("19", "20") and (years is None or int(other) in years):
                text = cleaned[:start] + other + cleaned[end:]
                repaired = Repaired(text, YEAR_DIGITS, 13.0, ((start, start + 4, year),), wound=True)
                # no depth: the digits of the repaired year are not exchanged again
                found += _through(_read_iso(text) or _read(text, hints, 0), repaired, cleaned).broken
    return found


@lru_cache(maxsize=1024)
def shapes_of(cleaned: str, language: str | None) -> tuple[scan.Shape, ...]:
    """Return the shapes of a text in plain characters: the one that only a malformed timestamp can have, or those of dates."""
    return machine_dates.whole_shapes(cleaned) or scan.shapes(cleaned, language)


def _with_year(readings: Iterable[Reading], hints: Hints, *, lost: bool) -> list[Reading]:
    """Return the readings, each without a year preceded by that of the nearest past one; a ``lost`` year needs a weekday."""
    found, latest = [], min([at for at in (hints.fetched, hints.saved) if at is not None], default=None)
    for reading in readings:
        month, day = only(reading.partial.month), only(reading.partial.day)
        dated = reading.partial.year is not None or (lost and reading.weekday is None)
        year = relative.year_of(month, day, reading.weekday, latest) if month and day and not dated and latest else None
        # a save that is not of the days after the publication may be of any year
        if month and day and year and (hints.saved is None or hints.saved.date() - date(year, month, day) <= _FRESH):
            partial = reading.partial._replace(year=frozenset((year,)))
            found.append(reading._replace(partial=partial, bits=reading.bits + AS_SAID, rule=relative.MISSING_YEAR.id))
            reading = reading._replace(bits=reading.bits + _OLDER_THAN_A_YEAR)
        found.append(reading)
    return found


def is_plausible(reading: Reading) -> bool:
    """Return whether a web page can have been published in the reading's year."""
    years = reading.partial.year
    return years is None or not _YEARS.isdisjoint(years)


def _default_kind(reading: Reading) -> str | None:
    """Return what kind of default a reading's date is (see machine_dates.default_kind); None for a date of its own."""
    partial = reading.partial
    if machine_dates.YEARS_OF_DEFAULTS.isdisjoint(partial.year or ()) or (day := reading.day()) is None:
        return None
    wall = datetime(day.year, day.month, day.day, only(partial.hour) or 0, only(partial.minute) or 0)
    return machine_dates.default_kind(wall, only(partial.offset), only(partial.hour) is not None)


def _most_said(readings: Iterable[Reading]) -> float:
    return max([surprise(reading.partial) for reading in readings], default=0.0)


def _digits(shape: scan.Shape) -> float:
    """Return the bits of a string that is no date: its numbers are as good as random, except the year."""
    numbers = [text for name, text in shape.slot_texts() if text.isdecimal() and not name.startswith("year")]
    return 3.0 + sum(math.log2(10) * min(len(text), 2) for text in numbers)
