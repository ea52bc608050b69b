"""Zones: in words, by name, by abbreviations of several countries, and clocks whose zone another
witness tells.
"""

from __future__ import annotations

from babel.dates import get_timezone_name

from bench.corruption.moments import at_utc, at_wall, zone
from bench.sealed.desk import (
    MACHINE,
    PRINT,
    Answer,
    Desk,
    Expectation,
    also,
    day,
    iso,
    minute,
    second,
    shift,
    zulu,
)
from bench.sealed.families import family

_PLACES = (*PRINT, "supplied")
_ZONED_PRESS = (
    "en-US en-GB en-CA en-AU en-IN en-NZ de-DE fr-FR es-ES it-IT ja-JP ko-KR zh-CN ru-RU "
    "pt-BR tr-TR"
)


def _named(d: Desk) -> str:
    return str(
        get_timezone_name(d.wall.replace(tzinfo=zone(d.at.zone)), width="long", locale=d.press.cldr)
    )


@family(_PLACES, _ZONED_PRESS)
def zone_in_words(d: Desk) -> Expectation:
    """14:40 Eastern Standard Time, 14:40 Mitteleuropäische Zeit, 14:40 India Standard Time: CLDR's
    long name of the zone.
    """
    d.put(f"{d.date()}{d.pick(' ', ', ')}{d.wall:%H:%M} {d.pick(_named(d), f'({_named(d)})')}")
    return minute(d.at, offset=True)


_BY_CITY = {
    "ru-RU": "по московскому времени;мск;МСК",
    "zh-CN": "(北京时间);北京时间",
    "ja-JP": "(日本時間);日本時間",
    "ko-KR": "(한국시간);(한국시각)",
    "de-DE": "MEZ",
    "fr-FR": "heure de Paris;(heure de Paris)",
    "en-GB": "London time;UK time",
    "en-IN": "Indian Standard Time;India Standard Time",
    "es-MX": "hora de la Ciudad de México;hora del centro de México",
    "pt-BR": "horário de Brasília;(horário de Brasília)",
    "en-AU": "Sydney time;AEST",
    "uk-UA": "за київським часом;за Києвом",
    "en-NG": "West Africa Time;WAT",
    "en-PH": "Philippine Standard Time;Manila time",
}


@family(_PLACES, tuple(_BY_CITY))
def zone_by_its_city(d: Desk) -> Expectation | None:
    """14:40 по московскому времени, 14:40 北京时间, 14:40 heure de Paris: a capital's clock."""
    words = d.rng.choice(_BY_CITY[d.press.tag].split(";"))
    if words in ("MEZ", "AEST"):
        if d.at.offset != (60 if words == "MEZ" else 600):
            return None
    elif d.press.tag == "en-AU" and d.at.zone != "Australia/Sydney":
        return None
    front = d.press.language == "zh" and d.rng.random() < 0.5
    clock = f"{words.strip('()')}{d.wall:%H:%M}" if front else f"{d.wall:%H:%M} {words}"
    d.put(f"{d.date()} {clock}")
    return minute(d.at, offset=True)


@family(
    (*_PLACES, "meta"), "vi-VN en-PH zh-HK ru-RU tr-TR en-IN ar-SA pt-BR id-ID en-NG fa-IR ne-NP"
)
def offset_in_words(d: Desk) -> Expectation:
    """(GMT+7), UTC+3, UTC−03:00, GMT+0530: offsets as newsrooms print them, with or without zeros
    and brackets.
    """
    text = shift(d.at.offset)
    hours = f"{text[0]}{int(text[1:3])}" + ("" if text.endswith(":00") else text[3:])
    shown = d.pick(
        f"GMT{hours}", f"UTC{hours}", f"UTC{text}", f"GMT{text.replace(':', '')}", f"UTC {text}"
    )
    shown = shown.replace("-", d.pick("-", "−"))
    d.put(f"{d.date()}, {d.wall:%H:%M} {d.pick(shown, f'({shown})')}")
    return minute(d.at, offset=True)


@family(_PLACES, "en-US en-CA")
def zone_without_its_season(d: Desk) -> Expectation:
    """2:40 PM ET, 2:40 p.m. PT: the clock that is on the wall there at that date."""
    short = {"E": "ET", "C": "CT", "M": "MT", "P": "PT"}[d.at.abbreviation[0]]
    half = d.pick("AM", "a.m.") if d.wall.hour < 12 else d.pick("PM", "p.m.")
    d.put(
        f"{d.date()}{d.pick(' ', ', ', ' at ')}{d.wall.hour % 12 or 12}:{d.wall:%M} {half} {short}"
    )
    return minute(d.at, offset=True)


@family(
    _PLACES, "en-US en-CA", lambda m: m.abbreviation.endswith("DT") and m.zone != "America/Phoenix"
)
def winter_name_in_summer(d: Desk) -> Expectation:
    """2:40 PM EST in July: the wall clock is sure, and whether its offset is the winter's is
    not.
    """
    short = d.at.abbreviation.replace("DT", "ST")
    d.put(f"{d.date()} {d.fmt('h:mm a')} {short}")
    literal = d.at.offset - 60
    wall = (d.wall.hour, d.wall.minute, None)
    return also(
        minute(d.at, offset=True), Answer(d.wall.date(), wall, literal), Answer(d.wall.date(), wall)
    )


#: A shared abbreviation, and the zones that write it: one of them is the page's, and the stamp of
#: UTC says which.
_SHARED = {
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "GST": ("Asia/Dubai",),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "SST": ("Asia/Singapore", "Pacific/Pago_Pago"),
}
_SUMMERS = {
    ("IST", "Europe/Dublin"): 60,
    ("IST", "Asia/Jerusalem"): 120,
    ("CST", "America/Chicago"): -360,
    ("BST", "Europe/London"): 60,
}
_SUMMERS |= {
    ("CST", "America/Havana"): -300,
    ("AST", "America/Halifax"): -240,
    ("PST", "America/Los_Angeles"): -480,
}


@family((*PRINT, "meta"), "en-US en-GB en-IN")
def shared_name_beside_utc(d: Desk) -> Expectation | None:
    """14:40 IST beside the stamp 09:10Z: the stamp says which of the countries' clocks is meant."""
    short = d.rng.choice(tuple(_SHARED))
    name = d.rng.choice(_SHARED[short])
    d.at = at_utc(d.at.utc, name)
    if _SUMMERS.get((short, name), d.at.offset) != d.at.offset:
        return None
    d.host = d.host.rsplit(".example.", 1)[0] + ".example.com"
    d.language = "en"
    d.put(zulu(d.at), "ld" if d.place != "dump" else "meta")
    d.put(f"{d.fmt('MMMM d, y')} {d.wall:%H:%M} {short}", d.place if d.place != "meta" else "line")
    return second(d.at, offset=True)


@family(PRINT, "en-US en-GB")
def shared_name_beside_utc_day(d: Desk) -> Expectation | None:
    """23:40 CST beside the day of UTC, which is the next or the same: the clock and the reader's
    day stand either way.

    A day that differs tells the countries apart, and there the whole value may be withheld; an
    equal one tells nothing, so that the offset may be left out.
    """
    short, names, common = d.rng.choice(
        (
            ("IST", ("Asia/Kolkata", "Europe/Dublin"), "Asia/Kolkata"),
            ("CST", ("America/Chicago", "Asia/Shanghai"), "America/Chicago"),
        )
    )
    d.at = at_utc(d.at.utc, d.rng.choice(names))
    if _SUMMERS.get((short, d.at.zone), d.at.offset) != d.at.offset:
        return None
    d.host = d.host.rsplit(".example.", 1)[0] + ".example.com"
    d.language = "en"
    d.put(f"{d.at.utc:%Y-%m-%d}", "ld" if d.place != "dump" else "meta")
    d.put(f"{d.fmt('MMMM d, y')} {d.wall:%H:%M} {short}")
    truth = minute(d.at, offset=True, either=d.at.utc.date() != d.wall.date())
    answers = list(minute(d.at).answers)
    if d.wall.date() == d.at.utc.date():
        # an equal day may be the newsroom's, and tells nothing apart: the country that prints
        # nearly all of these is no fault. In summer it prints the winter's name for the clock on
        # its wall (``winter_name_in_summer``), so that both offsets hold
        wall = (d.wall.hour, d.wall.minute, None)
        offsets = {
            at_wall(when, common).offset for when in (d.wall, d.wall.replace(month=1, day=9))
        }
        answers += [Answer(d.wall.date(), wall, offset) for offset in sorted(offsets)]
    return also(truth, *answers)


@family(MACHINE[:4], "de-DE fr-FR en-US ja-JP en-IN es-AR", lambda m: m.offset != 0)
def local_clock_called_utc(d: Desk) -> Expectation:
    """T14:40:00+00:00 or Z beside the printed 14:40 CET: the stamp's clock is the newsroom's."""
    d.machine(f"{d.wall:%Y-%m-%dT%H:%M:%S}{d.pick('Z', '+00:00')}")
    d.put(
        f"{d.date()} {d.wall:%H:%M} {d.zone() or 'UTC' + shift(d.at.offset)}",
        d.pick("line", "time"),
    )
    return also(second(d.at, offset=True), *minute(d.at, offset=True).answers)


@family(
    (*MACHINE[:4], "dump"), "de-DE en-US ja-JP en-AU ru-RU", lambda m: m.wall.date() != m.utc.date()
)
def two_days_one_instant(d: Desk) -> Expectation:
    """23:40Z of the day before beside a printed clock of the morning: one instant, and the reader's
    day stands.
    """
    d.machine(zulu(d.at))
    d.human(f"{d.date()} {d.wall:%H:%M} {d.zone() or 'UTC' + shift(d.at.offset)}")
    return second(d.at, offset=True)


@family((*MACHINE, "dump"), "de-DE en-US fr-FR pt-BR ko-KR")
def no_zone_none_given(d: Desk) -> Expectation:
    """A clock without a zone on a page of a known country: none is added."""
    d.machine(
        f"{d.wall:%Y-%m-%dT%H:%M:%S}" if d.rng.random() < 0.5 else f"{d.wall:%Y-%m-%d %H:%M:%S}"
    )
    return second(d.at)


@family((*PRINT, "supplied"), "de-DE fr-FR es-ES nl-NL ru-RU en-GB")
def local_time_in_words(d: Desk) -> Expectation:
    """14:40 Ortszeit, heure locale, hora local: the place's own clock, whose offset nobody
    states.
    """
    words = {
        "de": "Uhr Ortszeit",
        "fr": "heure locale",
        "es": "hora local",
        "nl": "uur lokale tijd",
        "ru": "по местному времени",
        "en": "local time",
    }[d.press.language]
    d.put(f"{d.date()} {d.wall:%H:%M} {words}")
    return minute(d.at)


@family((*MACHINE, "dump"), "de-DE fr-FR en-US ja-JP pl-PL")
def assumed_zone(d: Desk) -> Expectation:
    """A stamp without a zone where the caller names the site's: its offset at that date is
    given.
    """
    d.assume = d.at.zone
    d.machine(f"{d.wall:%Y-%m-%d %H:%M:%S}")
    return second(d.at, offset=True)


@family((*MACHINE, "dump"), "de-DE en-US ja-JP pl-PL")
def assumed_zone_not_needed(d: Desk) -> Expectation:
    """A stamp with its own offset where the caller names another zone: the page's word stands."""
    d.assume = d.pick("Asia/Kolkata", "America/Bogota", "Pacific/Auckland")
    d.machine(iso(d.at))
    return second(d.at, offset=True)


@family((*MACHINE, "dump"), "ja-JP de-DE ko-KR en-IN")
def midnight_moved_to_utc(d: Desk) -> Expectation:
    """2022-02-24T15:00:00Z beside the printed 25 February in Japan: a day's midnight in UTC, and
    the day is the printed one.
    """
    local = d.at.shifted(-(d.wall.hour * 60 + d.wall.minute) - d.wall.second / 60)
    d.machine(f"{local.utc:%Y-%m-%dT%H:%M:%SZ}")
    d.human(d.date())
    answers = (Answer(d.wall.date(), (0, 0, 0), d.at.offset), Answer(d.wall.date(), (0, 0, None)))
    return also(day(d.at), *answers)
