"""Weekdays of every language that CLDR covers, which confirm a day, choose between two, or
contradict it.
"""

from __future__ import annotations

from datetime import timedelta

from bench.corruption.moments import at_wall
from bench.sealed.desk import PRINT, Desk, Expectation, Moment, day, iso, minute, second, withheld
from bench.sealed.families import family
from bench.sealed.press import COVERED

_PLACES = (*PRINT, "supplied", "meta")
_COMMON = (
    "en-US en-GB de-DE fr-FR es-ES it-IT pt-BR nl-NL sv-SE pl-PL cs-CZ ru-RU uk-UA tr-TR "
    "el-GR fi-FI ro-RO ja-JP ko-KR zh-CN"
)


def _decides(moment: Moment) -> bool:
    """Whether day and month could change places, and the weekday would not be the same then."""
    own = moment.wall.date()
    if own.day > 12 or own.day == own.month:
        return False
    return own.replace(day=own.month, month=own.day).weekday() != own.weekday()


def _slipped(d: Desk) -> str | None:
    """The full form of the day with another day's weekday."""
    text, other = d.press.day(d.wall, "full"), d.wall + timedelta(days=d.rng.randint(1, 6))
    for letters in ("EEEE", "cccc"):
        if text.count(d.fmt(letters)) == 1:
            return text.replace(d.fmt(letters), d.fmt(letters, other))
    return None


@family(_PLACES, COVERED, _decides)
def weekday_decides_order(d: Desk) -> Expectation:
    """ "<Friday>, 04/03/2022": of the two orders one fits the weekday."""
    name = d.fmt("EEEE")
    own = d.wall.strftime(d.pick("%d/%m/%Y", "%d/%m/%Y", "%m/%d/%Y"))
    d.put(f"{name}, {own}" if d.rng.random() < 0.7 else f"{own}, {name}")
    return day(d.at)


@family(_PLACES, COVERED)
def weekday_confirms(d: Desk) -> Expectation:
    """CLDR's full form of a day, with the weekday that it has, and sometimes its clock."""
    text = d.press.day(d.wall, "full")
    if d.rng.random() < 0.3:
        d.put(f"{text} {d.wall:%H:%M}")
        return minute(d.at)
    d.put(text)
    return day(d.at)


@family(_PLACES, COVERED)
def weekday_contradicts_alone(d: Desk) -> Expectation | None:
    """CLDR's full form with another day's weekday and no other date: either may be the slip."""
    text = _slipped(d)
    if text is None:
        return None
    d.put(text)
    truth = d.at if d.rng.random() < 0.5 else d.at.shifted(1440 * d.rng.choice((-2, -1, 1, 2)))
    return withheld(truth)


@family(("line", "time", "dump"), _COMMON)
def weekday_contradicts_two(d: Desk) -> Expectation | None:
    """A wrong weekday on a printed day that a stamp and the address confirm: the day stands."""
    text = _slipped(d)
    if text is None:
        return None
    d.put(text)
    d.machine(iso(d.at))
    d.address()
    return second(d.at, offset=True)


@family(_PLACES, _COMMON, _decides)
def short_weekday_decides_order(d: Desk) -> Expectation:
    """ "Fr 04.03.2022", "ven. 04/03/2022", "2022/04/03(日)": a weekday in its short form."""
    name = d.fmt("EEE")
    if d.press.language in ("ja", "zh", "ko"):
        d.put(f"{d.wall:%Y/%m/%d}{d.pick('', ' ')}({name})")
    else:
        own = f"{d.wall:%m/%d/%Y}" if d.press.country == "US" else f"{d.wall:%d/%m/%Y}"
        d.put(d.pick(f"{name} {own}", f"{name}, {own}", f"{own} ({name})"))
    return day(d.at)


@family((*PRINT, "supplied"), "en-US en-GB de-DE fr-FR es-ES it-IT nl-NL")
def january_with_the_old_year(d: Desk) -> Expectation:
    """ "Tuesday, 4 January 2021" for 2022: the weekday belongs to the next year; the stamp and the
    address have it.
    """
    d.at = at_wall(d.wall.replace(month=1, day=d.rng.randint(2, 28)), d.at.zone)
    old = d.wall.replace(year=d.wall.year - 1)
    d.put(d.press.day(d.wall, "full").replace(str(d.wall.year), str(old.year)))
    d.put(iso(d.at), "ld" if d.place != "dump" else "meta")
    d.address()
    d.fetch_after(d.at, 3)
    return second(d.at, offset=True)
