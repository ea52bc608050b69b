"""The slots of a date's format, "{year}-{minute}-{day}", which read a text's parts and render a
moment as that text.

So a defect can be proved: rendering the answer in the defective format must give the observed
string back.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.partial import ONE, PartialDatetime, exactly, yearday
from service.lexicon import calendar_names as names

#: What a text states in a slot, in a language; None where it cannot stand there.
Said = Mapping[str, frozenset[int]] | None


_CLOCK = frozenset(("hour", "minute", "second"))


class Moment(NamedTuple):
    """A wall-clock reading, with its offset in minutes east of UTC where that is known."""

    wall: datetime
    offset: int | None = None

    def at(self, offset: int) -> Moment:
        """Return the same instant as a clock at another offset shows it; the moment itself where it
        has no offset.
        """
        return (
            self
            if self.offset is None
            else Moment(self.wall + timedelta(minutes=offset - self.offset), offset)
        )


class Slot(NamedTuple):
    """How the text of a slot is read in a language, and how a moment is rendered as that text is
    spelled; None for neither.
    """

    read: Callable[[str, str | None], Said]
    render: Callable[[Moment, str, str | None], str | None]


def read_slots(
    texts: tuple[tuple[str, str], ...], language: str | None = None
) -> PartialDatetime | None:
    """Return what slot texts ((name, text), ...) say together, before any calendar check; None when
    one cannot be read.
    """
    said: dict[str, frozenset[int]] = {}
    for name, text in texts:
        components = _COMMON.get((name, text)) or slot_says(name, text, language)
        if components is None:
            return None
        for component, allowed in components.items():
            said[component] = said.get(component, allowed) & allowed
            if not said[component]:
                return None
    half = said.pop("half", None)
    if half is None or "hour" not in said:
        return PartialDatetime(**said)
    return _in_half(said, *divmod(min(half), 100))


def _in_half(said: dict[str, frozenset[int]], start: int, before: int) -> PartialDatetime | None:
    """Return what slots say together with a part of the day: 2 PM is 14, 12 AM is 0, "下午2時" is
    14; "13:14 pm" says the same thing twice.
    """
    possible = [_hour_of_part(hour, start, before) for hour in said["hour"]]
    hours = frozenset([hour for hour in possible if hour is not None])
    if hours:
        return PartialDatetime(**said | {"hour": hours})
    if max(said["hour"]) > 12:
        return None
    # "晚上1:15" is of that day or of the next: the clock is left open
    return PartialDatetime(**{name: said[name] for name in said.keys() - _CLOCK})


@lru_cache(maxsize=4096)
def slot_says(name: str, text: str, language: str | None = None) -> Said:
    """Return the parts of a date that a text states in a slot, or None where it cannot stand
    there.
    """
    return SLOTS[name].read(text, language)


def _hour_of_part(hour: int, start: int, before: int) -> int | None:
    """Return the hour of the day that a 12-hour clock shows in a part of it; the nearer one where
    it lies outside.

    People stretch the parts ("上午7:30" though the CLDR's 上午 begins at 8), but 14 in the morning
    is a contradiction, and the hours after midnight are no evening's: the night belongs to two
    days.
    """
    if hour > 12:
        return None if (start, before) == (0, 12) else hour
    if hour == 0 and before <= 12:
        return hour
    if hour == 12 and (start, before) not in ((0, 12), (12, 24)):
        # twelve at night is the next day's midnight as often as this one's, and twelve in the
        # morning noon in Spain
        return 12 if start <= 14 and before > 12 else None
    return hour % 12 if before == 12 else _nearer_hour(hour, start, before)


def _nearer_hour(hour: int, start: int, before: int) -> int | None:
    """Return the hour of either half that is nearer to a part of the day; None for one after
    midnight in an evening.
    """
    if 17 <= start < before and hour < (4 if start < 21 else 6):
        return None
    return min((hour % 12, hour % 12 + 12), key=lambda h: _hours_away(h, start, before))


def _hours_away(hour: int, start: int, before: int) -> int:
    length = (before - start) % 24 or 24
    into = (hour - start) % 24
    return 0 if into < length else min(into - length + 1, 24 - into)


#: Two digits are a year of the web's age or of its archives: "22" is 2022 and "85" is 1985 (not
#: POSIX' pivot of 1969-2068, which gives newspapers of 2068).
_TWO_DIGIT_YEARS = {f"{year % 100:02d}": (year,) for year in range(1950, 2050)}
#: "15.II.2021": Roman numbers of months, as Poles, Hungarians and Russians write them.
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: The years that a week's year allows for its day: the same or a neighbour.
_WEEK_YEARS = {str(year): (year - 1, year, year + 1) for year in range(1900, 2100)}


def _number(
    component: str, low: int, high: int, value_of: Callable[[datetime], int | None], shift: int = 0
) -> Slot:
    """Return a slot of numbers low..high that states ``component`` = number + shift, shown padded
    as the text is.
    """

    def read(text: str, language: str | None) -> Said:
        # "2022-012-5" has a digit at the wrong place
        value = int(text) if text.isdecimal() and len(text) <= (2 if high < 100 else 5) else -1
        return {component: frozenset((value + shift,))} if low <= value <= high else None

    def render(moment: Moment, text: str, language: str | None) -> str | None:
        value = value_of(moment.wall)
        return None if value is None or value < 0 else str(value).zfill(len(text))

    return Slot(read, render)


def _one_of(
    component: str, values: Mapping[str, Sequence[int]], shown: Callable[[Moment, str], str]
) -> Slot:
    """Return a slot of the texts of a table, each with the values that it allows, and how a moment
    is shown like a text.
    """
    return Slot(
        lambda text, _: {component: frozenset(values[text])} if text in values else None,
        lambda moment, text, _: shown(moment, text),
    )


def _kept(*texts: str) -> Slot:
    """Return a slot whose text, one of these where some are named, states nothing and cannot
    contradict a moment.
    """
    return Slot(
        lambda text, _: {} if not texts or text in texts else None, lambda _, text, __: text
    )


def _constant(text: str) -> Slot:
    """Return a slot with the same number whatever the moment: what a formatter fills in for a part
    it was not given.
    """
    return Slot(_kept(text, text.zfill(2)).read, lambda _, seen, __: text.zfill(len(seen)))


def _named(shown: Callable[[Moment], int], meant: Callable[[str, str | None], frozenset[int]],
name: Callable[[int], str],
    component: str | None = None) -> Slot:  # fmt: skip
    """Return a slot of names, which keeps the text where it names the moment's part; without a
    component it states nothing.
    """

    def read(text: str, language: str | None) -> Said:
        return (
            {}
            if component is None
            else {component: said}
            if (said := meant(text, language))
            else None
        )

    return Slot(
        read,
        lambda m, text, language: text if shown(m) in meant(text, language) else name(shown(m)),
    )


def _render_meridiem(moment: Moment, text: str, language: str | None) -> str:
    hours, hour = names.periods(text, language), moment.wall.hour
    nearer = hours is not None and _hours_away(hour, *hours) <= _hours_away(
        (hour + 12) % 24, *hours
    )
    return text if nearer else "PM" if hour >= 12 else "AM"


SLOTS: dict[str, Slot] = {
    "year": _number("year", 1, 9998, lambda wall: wall.year),
    "year2": _one_of("year", _TWO_DIGIT_YEARS, lambda m,
        text: str(m.wall.year % 100).zfill(len(text))),
    "month": _number("month", 1, 12, lambda wall: wall.month),
    "month_name": _named(lambda m: m.wall.month, names.months, names.month_name, "month"),
    "month_roman": _one_of("month", {each: (n,) for n, name in enumerate(ROMAN,
    1) for each in (name, name.lower())},
        lambda m,
        text: ROMAN[m.wall.month - 1] if text.isupper() else ROMAN[m.wall.month - 1].lower()),
    "day": _number("day", 1, 31, lambda wall: wall.day),
    "yearday": _number("yearday", 1, 366, yearday),
    # day 32 and beyond: where the month's slot holds something else, a lower day of the year could
    # be any January's
    "yearday_past_january": _number("yearday", 32, 366,
    lambda wall: yearday(wall) if wall.month > 1 else None),
    "hour": _number("hour", 0, 23, lambda wall: wall.hour),
    # "02:40 PM": the meridiem slot narrows what this one says
    "hour_of_half": _number("hour", 0, 23, lambda wall: (wall.hour + 11) % 12 + 1),
    # which half is not said: "02" is 2 or 14, "12" is 0 or 12
    "hour12": _one_of("hour", {text: (n % 12, n % 12 + 12) for n in range(1,
        13) for text in (str(n), f"{n:02d}")},
        lambda m, text: str((m.wall.hour + 11) % 12 + 1).zfill(len(text))),
    "minute": _number("minute", 0, 59, lambda wall: wall.minute),
    # a second :00 is nobody's minute
    "minute_past_hour": _number("minute", 1, 59, lambda wall: wall.minute or None),
    # 60 is a leap second (RFC 3339, section 5.7)
    "second": _number("second", 0, 60, lambda wall: wall.second),
    "fraction": _kept(),
    # "12 noon" is 12:00
    "noon": Slot(lambda text, _: {"hour": frozenset((12,)), "minute": frozenset((0,))}, lambda m,
        text,
        _: text if (m.wall.hour, m.wall.minute) == (12, 0) else None),
    # the part of the day, its two hours as one number: 12 to 24 is 1224
    "meridiem": Slot(lambda text, language: {"half": frozenset((hours[0] * 100 + hours[1],))}
        if (hours := names.periods(text, language)) else None, _render_meridiem),
    "half_letter": _one_of("half", {"a": (12,), "A": (12,), "p": (1_224,), "P": (1_224,)},
        lambda m, text: ("AP" if text.isupper() else "ap")[m.wall.hour >= 12]),
    "weekday_name": _named(lambda m: m.wall.weekday(), names.weekdays, names.weekday_name),
    "zone": _kept(),
    # What slips of a pattern put in their places: the year of the Saturday that ends the day's week
    # (Java's, ICU's and Swift's "Y" in US locales), that of the ISO week, ...
    "us_week_year": _one_of("year", _WEEK_YEARS,
        lambda m, _: str((m.wall + timedelta(days=(5 - m.wall.weekday()) % 7)).year)),
    "iso_week_year": _one_of("year", _WEEK_YEARS, lambda m, _: str(m.wall.isocalendar().year)),
    "month_from_zero": _number("month", 0, 11, lambda wall: wall.month - 1, 1),
    "month_as_day": _number("month", 1, 12, lambda wall: wall.month),
    "yearday_from_zero": _number("yearday", 0, 365, lambda wall: yearday(wall) - 1, 1),
    "weekday_letters": _one_of("weekday", {names.weekday_name(n)[:width]: (n,
    ) for n in range(7) for width in (2, 3)},
        lambda m, text: names.weekday_name(m.wall.weekday())[: len(text)]),
    # getDay() counts from Sunday as 0, and pads nothing
    "weekday_number": _one_of("weekday", {str(n): ((n - 1) % 7,) for n in range(7)},
        lambda m, _: str((m.wall.weekday() + 1) % 7)),
    "days_in_month": Slot(_kept("28", "29", "30", "31").read, lambda m,
    *_: str(monthrange(m.wall.year, m.wall.month)[1])),
    "year_since_1900": _number("year", 90, 199,
    lambda wall: wall.year - 1900 if 1990 <= wall.year < 2100 else None, 1900),
    # the literal "19" before the years since 1900: 19122 for 2022
    "year_since_1900_behind_19": _number("year", 19_100, 19_199,
        lambda wall: wall.year + 17_100 if 2000 <= wall.year < 2100 else None, -17_100),
    "year_of_century": _one_of("year", {f"00{text}": year for text,
    year in _TWO_DIGIT_YEARS.items()},
        lambda m, _: f"{m.wall.year % 100:04d}"),
    "year_of_next_century": _number("year", 2050, 2199, lambda wall: wall.year + 100, -100),
    "year_of_last_century": _number("year", 1890, 1949, lambda wall: wall.year - 100, 100),
    # a hand's habit of December lives on into February
    "year_before": _number("year", 1990, 2098,
    lambda wall: wall.year - 1 if wall.month <= 2 else None, 1),
    # what Go makes of the layout "2022": 2, 02 and 2 are all its day of the month
    "year_as_go_layout": _one_of("day", {f"{d}{d:02d}{d}": (d,) for d in range(1, 32)},
        lambda m, _: f"{m.wall.day}{m.wall.day:02d}{m.wall.day}"),
    "default_year": _constant("2001"),
    "default_day": _constant("1"),
    "hour_to_24": _one_of("hour", {text: (n % 24,) for n in range(1, 25) for text in (str(n),
    f"{n:02d}")},
        lambda m, text: str(m.wall.hour or 24).zfill(len(text))),
    "hour_past_midnight": _number("hour", 24, 29,
    lambda wall: wall.hour + 24 if wall.hour < 6 else None, -24),
    "sixtieth_second": _constant("60"),
    # a getter gives a single 0, a column of a database two
    "zero": _constant("00"),
    "kept": _kept(),
}  # fmt: skip

#: What the numbers of nearly all dates say, by slot and text.
_COMMON = {
    (name, text): {name: ONE[n]}
    for name, first, last in (("year", 1990, 2039), ("month", 1, 12), ("day", 1, 31), ("hour", 0,
    23), ("minute", 0, 59),
                              ("second", 0, 59))
    for n in range(first, last + 1) for text in (str(n), f"{n:02d}")
}  # fmt: skip


def stated(moment: Moment) -> PartialDatetime:
    """Return everything a moment says, as a partial datetime with one value everywhere."""
    wall = moment.wall
    said = exactly(
        year=wall.year,
        month=wall.month,
        day=wall.day,
        hour=wall.hour,
        minute=wall.minute,
        second=wall.second,
    )
    return said if moment.offset is None else said._replace(offset=frozenset((moment.offset,)))
