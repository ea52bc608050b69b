"""Date formatters by pattern language: what each prints for a moment, whatever the pattern's writer
meant.

Java and LDML, .NET, moment, dayjs (letter runs), PHP and strftime (single letters), Go (a reference
date), MySQL, Oracle and the getters of JavaScript.  Written from each language's own definition;
the engine has no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names, get_period_names

from bench.corruption.moments import Moment

EPOCH = datetime(1970, 1, 1)


@cache
def names(kind: str, width: str, cldr: str, context: str = "format") -> Mapping[int, str]:
    """Return CLDR's names of months (1 to 12) or days (0 is Monday)."""
    table = (
        get_month_names(width, context, cldr)  # type: ignore[arg-type]
        if kind == "month"
        else get_day_names(width, context, cldr)  # type: ignore[arg-type]
    )
    return dict(table)


@cache
def meridiem(morning: bool, cldr: str) -> str:
    """Return CLDR's word for the half of the day."""
    return str(get_period_names("abbreviated", "format", cldr)["am" if morning else "pm"])


def offset(minutes: int, colon: str = ":") -> str:
    """Return an offset in minutes as "-05:00"."""
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"{sign}{size // 60:02d}{colon}{size % 60:02d}"


def epoch(moment: Moment) -> int:
    """Return the seconds since 1970-01-01 UTC."""
    return int((moment.utc - EPOCH).total_seconds())


def yearday(moment: Moment) -> int:
    """Return the day of the year; 1 January is 1."""
    return moment.wall.timetuple().tm_yday


def us_week_year(day: date) -> int:
    """Return the week-based year that Java's YYYY prints in the US: weeks begin on Sunday, and week
    1 contains 1 January.
    """
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    return (sunday + timedelta(days=6)).year


def ordinal(day: int) -> str:
    """Return the ending of an ordinal: "th", "st", "nd" or "rd"."""
    return "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def month_length(wall: datetime) -> int:
    """Return the number of days in the month, 28 to 31."""
    following = (wall.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - timedelta(days=1)).day


def twelve(hour: int) -> int:
    """Return the hour of a twelve-hour clock, 1 to 12."""
    return hour % 12 or 12


def _runs(pattern: str, letters: str, quoted: str) -> list[str]:
    return re.findall(rf"{quoted}|([{letters}])\1*|.", pattern, re.DOTALL) and [
        found[0] for found in re.finditer(rf"{quoted}|([{letters}])\1*|.", pattern, re.DOTALL)
    ]


def _pad(value: int, run: str) -> str:
    return str(value).zfill(len(run))


def _year(moment: Moment, run: str) -> str:
    return f"{moment.wall.year % 100:02d}" if len(run) == 2 else _pad(moment.wall.year, run)


def _java_month(moment: Moment, run: str, cldr: str, context: str) -> str:
    if len(run) <= 2:
        return _pad(moment.wall.month, run)
    return names("month", "abbreviated" if len(run) == 3 else "wide", cldr, context)[
        moment.wall.month
    ]


def _java_week_year(moment: Moment, run: str, cldr: str) -> str:
    year = (
        us_week_year(moment.wall.date())
        if cldr in ("en_US", "en_CA", "ja_JP", "pt_BR")
        else moment.wall.isocalendar()[0]
    )
    return f"{year % 100:02d}" if len(run) == 2 else _pad(year, run)


_JAVA: dict[str, Callable[[Moment, str, str], str]] = {
    "y": lambda m, run, _: _year(m, run),
    "Y": _java_week_year,
    "M": lambda m, run, cldr: _java_month(m, run, cldr, "format"),
    "L": lambda m, run, cldr: _java_month(m, run, cldr, "stand-alone"),
    "d": lambda m, run, _: _pad(m.wall.day, run),
    "D": lambda m, run, _: _pad(yearday(m), run),
    "E": lambda m, run, cldr: names("day", "wide" if len(run) > 3 else "abbreviated", cldr)[
        m.wall.weekday()
    ],
    "u": lambda m, run, _: _pad(m.wall.isoweekday(), run),
    "a": lambda m, run, cldr: meridiem(m.wall.hour < 12, cldr),
    "H": lambda m, run, _: _pad(m.wall.hour, run),
    "k": lambda m, run, _: _pad(m.wall.hour or 24, run),
    "K": lambda m, run, _: _pad(m.wall.hour % 12, run),
    "h": lambda m, run, _: _pad(twelve(m.wall.hour), run),
    "m": lambda m, run, _: _pad(m.wall.minute, run),
    "s": lambda m, run, _: _pad(m.wall.second, run),
    "S": lambda m, run, _: _pad(_millis(m), run),
    "z": lambda m, run, _: m.abbreviation,
    "Z": lambda m, run, _: offset(m.offset, ""),
    "X": lambda m, run, _: "Z" if not m.offset else offset(m.offset, ":" if len(run) == 3 else ""),
}


def _millis(moment: Moment) -> int:
    """Return milliseconds that a clock could show, derived from the moment, so that it always
    prints the same.
    """
    return (moment.wall.minute * 61 + moment.wall.second * 17 + moment.wall.day * 29) % 1000


def java(moment: Moment, pattern: str, cldr: str = "en_US") -> str:
    """Return what SimpleDateFormat prints; also LDML, except for YYYY in the few locales named
    above.
    """
    out = []
    for run in _runs(pattern, "A-Za-z", "'[^']*'"):
        if run.startswith("'"):
            out.append(run[1:-1] or "'")
        else:
            cell = _JAVA.get(run[0])
            out.append(cell(moment, run, cldr) if cell else run)
    return "".join(out)


def dotnet(moment: Moment, pattern: str) -> str:
    """Return what DateTime.ToString prints in the invariant culture: Y and D are letters like any
    other.
    """
    cells: dict[str, Callable[[str], str]] = {
        "y": lambda run: _year(moment, run),
        "M": lambda run: _java_month(moment, run, "en_US", "format"),
        "d": lambda run: (
            _pad(moment.wall.day, run) if len(run) <= 2 else _JAVA["E"](moment, run, "en_US")
        ),
        "H": lambda run: _pad(moment.wall.hour, run),
        "h": lambda run: _pad(twelve(moment.wall.hour), run),
        "m": lambda run: _pad(moment.wall.minute, run),
        "s": lambda run: _pad(moment.wall.second, run),
        "f": lambda run: f"{_millis(moment):03d}"[: len(run)],
        "t": lambda run: "AM" if moment.wall.hour < 12 else "PM",
        "z": lambda run: offset(moment.offset) if len(run) == 3 else offset(moment.offset)[:3],
    }
    return "".join(
        run[1:-1] if run[0] == "'" else cells.get(run[0], str)(run)
        for run in _runs(pattern, "A-Za-z", "'[^']*'")
    )


_WEEKDAY = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MOMENT_TOKENS = (
    r"\[[^\]]*\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|d|HH|H|hh|h|kk|k|mm|m"
    r"|ss|s|SSS|A|a|ZZ|Z|X|x|GGGG|gggg|."
)


def _moment_cell(moment: Moment, token: str, dayjs: bool) -> str:
    wall = moment.wall
    table: dict[str, str] = {
        "YYYY": f"{wall.year:04d}",
        "YY": f"{wall.year % 100:02d}",
        "DDDD": f"{yearday(moment):03d}",
        "DDD": str(yearday(moment)),
        "Do": f"{wall.day}{ordinal(wall.day)}",
        "dd": _WEEKDAY[wall.weekday()],
        "d": str(wall.isoweekday() % 7),
        "A": "AM" if wall.hour < 12 else "PM",
        "a": "am" if wall.hour < 12 else "pm",
        "Z": offset(moment.offset),
        "ZZ": offset(moment.offset, ""),
        "X": str(epoch(moment)),
        "x": str(epoch(moment) * 1000),
        "GGGG": str(wall.isocalendar()[0]),
        "gggg": str(us_week_year(wall.date())),
        "SSS": f"{_millis(moment):03d}",
    }
    if dayjs and token in ("DDDD", "DDD"):
        return f"{wall.day:02d}" if token == "DDDD" else str(wall.day)
    if token in table:
        return table[token]
    if token.startswith("["):
        return token[1:-1]
    letter = {"D": "d", "d": "E"}.get(token[0], token[0])
    return _JAVA[letter](moment, letter * len(token), "en_US") if token[0] in "MDdHhkms" else token


def moment_js(moment: Moment, pattern: str, *, dayjs: bool = False) -> str:
    """Return what moment (or dayjs) prints: yyyy and other unknown letters stay as they are."""
    return "".join(
        _moment_cell(moment, token, dayjs)
        for token in re.findall(_MOMENT_TOKENS, pattern, re.DOTALL)
    )


_PHP: dict[str, Callable[[Moment], str]] = {
    "d": lambda m: f"{m.wall.day:02d}",
    "D": lambda m: names("day", "abbreviated", "en_US")[m.wall.weekday()],
    "j": lambda m: str(m.wall.day),
    "l": lambda m: names("day", "wide", "en_US")[m.wall.weekday()],
    "N": lambda m: str(m.wall.isoweekday()),
    "S": lambda m: ordinal(m.wall.day),
    "w": lambda m: str(m.wall.isoweekday() % 7),
    "z": lambda m: str(yearday(m) - 1),
    "F": lambda m: names("month", "wide", "en_US")[m.wall.month],
    "m": lambda m: f"{m.wall.month:02d}",
    "M": lambda m: names("month", "abbreviated", "en_US")[m.wall.month],
    "n": lambda m: str(m.wall.month),
    "t": lambda m: str(month_length(m.wall)),
    "o": lambda m: str(m.wall.isocalendar()[0]),
    "Y": lambda m: str(m.wall.year),
    "y": lambda m: f"{m.wall.year % 100:02d}",
    "a": lambda m: "am" if m.wall.hour < 12 else "pm",
    "A": lambda m: "AM" if m.wall.hour < 12 else "PM",
    "g": lambda m: str(twelve(m.wall.hour)),
    "G": lambda m: str(m.wall.hour),
    "h": lambda m: f"{twelve(m.wall.hour):02d}",
    "H": lambda m: f"{m.wall.hour:02d}",
    "i": lambda m: f"{m.wall.minute:02d}",
    "s": lambda m: f"{m.wall.second:02d}",
    "O": lambda m: offset(m.offset, ""),
    "P": lambda m: offset(m.offset),
    "T": lambda m: m.abbreviation,
    "Z": lambda m: str(m.offset * 60),
    "U": lambda m: str(epoch(m)),
    "c": lambda m: m.wall.isoformat(timespec="seconds") + offset(m.offset),
}


def php(moment: Moment, pattern: str) -> str:
    """Return what date() prints; a backslash keeps the letter after it."""
    pieces = re.findall(r"\\.|.", pattern, re.DOTALL)
    return "".join(p[1] if len(p) == 2 else _PHP[p](moment) if p in _PHP else p for p in pieces)


_STRFTIME = {
    "Y": "Y", "y": "y", "m": "m", "d": "d", "e": "j", "H": "H", "I": "h", "M": "i", "S": "s",
        "p": "A",
    "a": "D", "A": "l", "b": "M", "B": "F", "G": "o", "z": "O", "Z": "T", "s": "U",
}  # fmt: skip


def strftime(moment: Moment, pattern: str) -> str:
    """Return what C's strftime (and perl, Python, Ruby) prints in English."""

    def cell(match: re.Match[str]) -> str:
        if match[1] == "j":
            return f"{yearday(moment):03d}"
        return _PHP[_STRFTIME[match[1]]](moment)

    return re.sub("%(.)", cell, pattern)


def mysql(moment: Moment, pattern: str) -> str:
    """Return what DATE_FORMAT prints: %i is the minute, %m the month, %M its name."""
    table = {
        "Y": "Y",
        "m": "m",
        "d": "d",
        "H": "H",
        "i": "i",
        "s": "s",
        "M": "F",
        "h": "h",
        "p": "A",
    }
    return re.sub("%(.)", lambda match: _PHP[table[match[1]]](moment), pattern)


def oracle(moment: Moment, pattern: str) -> str:
    """Return what TO_CHAR prints: MI is the minute, MM the month."""
    table = {"YYYY": "Y", "MM": "m", "DD": "d", "HH24": "H", "MI": "i", "SS": "s"}
    return re.sub("YYYY|MM|DD|HH24|MI|SS", lambda match: _PHP[table[match[0]]](moment), pattern)


_GO = {
    "2006": "Y", "06": "y", "01": "m", "1": "n", "January": "F", "Jan": "M", "02": "d", "2": "j",
        "15": "H", "03": "h",
    "3": "g", "04": "i", "05": "s", "PM": "A", "Monday": "l", "Mon": "D", "MST": "T", "-0700": "O",
        "-07:00": "P",
}  # fmt: skip
_GO_TOKENS = "|".join(sorted(_GO, key=lambda token: (-len(token), token)))


def go(moment: Moment, layout: str) -> str:
    """Return what Time.Format prints: it replaces each piece of the reference date in the layout,
    from the left.
    """
    return re.sub(_GO_TOKENS, lambda match: _PHP[_GO[match[0]]](moment), layout)


def getters(moment: Moment, template: str) -> str:
    """Return what a template of JavaScript getters prints: {year} {month0} {date} {day} {hours}
    {minutes} {year1900}.
    """
    wall = moment.wall
    return template.format(
        year=wall.year,
        year1900=wall.year - 1900,
        month0=wall.month - 1,
        month=wall.month,
        date=wall.day,
        day=wall.isoweekday() % 7,
        hours=wall.hour,
        minutes=wall.minute,
    )
