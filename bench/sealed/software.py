"""What programs print when nobody chose a format for readers: logs, databases, languages, office
files.
"""

from __future__ import annotations

from datetime import datetime

from babel.dates import get_timezone_name

from bench.corruption.moments import zone
from bench.sealed.desk import (
    MACHINE,
    PRINT,
    Desk,
    Expectation,
    day,
    epoch,
    iso,
    minute,
    second,
    shift,
    withheld,
    zulu,
)
from bench.sealed.families import family
from bench.sealed.stamps import month, weekday

_STAMPED = (*MACHINE, "dump")
_ALL = (*MACHINE, *PRINT)
_MANY = "en-US en-GB de-DE fr-FR ja-JP en-IN"


def _dial(d: Desk, pad: int = 1) -> str:
    return f"{str(d.wall.hour % 12 or 12).zfill(pad)}:{d.wall:%M}"


def _half(d: Desk) -> str:
    return "AM" if d.wall.hour < 12 else "PM"


@family(_STAMPED, _MANY)
def git_log(d: Desk) -> Expectation:
    """Fri Feb 25 14:40:00 2022 -0500."""
    d.machine(
        f"{weekday(d.at)} {month(d.at)} {d.wall.day} {d.wall:%H:%M:%S %Y} {shift(d.at.offset, '')}"
    )
    return second(d.at, offset=True)


@family(_STAMPED, _MANY)
def access_log(d: Desk) -> Expectation:
    """[25/Feb/2022:14:40:00 -0500]."""
    own = f"{d.wall:%d}/{month(d.at)}/{d.wall:%Y:%H:%M:%S} {shift(d.at.offset, '')}"
    d.machine(d.pick(own, f"[{own}]"))
    return second(d.at, offset=True)


@family(_STAMPED, _MANY)
def document_date(d: Desk) -> Expectation:
    """D:20220225144000-05'00': the date of a PDF."""
    hours = shift(d.at.offset, "'")
    d.machine(f"D:{d.wall:%Y%m%d%H%M%S}{d.pick(hours, hours + chr(39))}")
    return second(d.at, offset=True)


@family(_STAMPED, "en-US en-GB en-IN")
def oracle_default(d: Desk) -> Expectation:
    """25-FEB-22 02.40.00.000000 PM -05:00, 25-FEB-2022."""
    name = month(d.at).upper()
    if d.rng.random() < 0.4:
        d.machine(f"{d.wall:%d}-{name}-{d.wall:%Y}")
        return day(d.at)
    d.machine(
        f"{d.wall:%d}-{name}-{d.wall:%y} "
        f"{_dial(d, 2).replace(':', '.')}.{d.wall:%S}.000000 {_half(d)} "
        f"{shift(d.at.offset)}"
    )
    return second(d.at, offset=True)


@family(_STAMPED, "en-US en-GB en-IN de-DE")
def statistics_package(d: Desk) -> Expectation:
    """25FEB2022:14:40:00, 25FEB2022: SAS's DATETIME and DATE9."""
    name = month(d.at).upper()
    if d.rng.random() < 0.4:
        d.machine(f"{d.wall:%d}{name}{d.wall:%Y}")
        return day(d.at)
    d.machine(f"{d.wall:%d}{name}{d.wall:%Y:%H:%M:%S}")
    return second(d.at)


@family(_STAMPED, "en-US en-GB en-IN")
def sql_server_styles(d: Desk) -> Expectation:
    """Feb 25 2022  2:40PM (style 100), Feb 25 2022 02:40:00:000PM (style 109)."""
    front = f"{month(d.at)} {d.wall.day:2d} {d.wall:%Y}"
    if d.rng.random() < 0.6:
        d.machine(f"{front} {_dial(d).rjust(5)}{_half(d)}")
        return minute(d.at)
    d.machine(f"{front} {_dial(d).rjust(5)}:{d.wall:%S}:000{_half(d)}")
    return second(d.at)


@family(_ALL, "en-US en-GB en-CA en-AU")
def date_time_group(d: Desk) -> Expectation:
    """251940ZFEB22, 251940Z FEB 22: day, clock of UTC, month, year, as forces write it."""
    utc = d.at.as_utc()
    d.put(
        f"{utc.wall:%d%H%M}Z{d.pick('', ' ')}{month(utc).upper()}{d.pick('', ' ')}{utc.wall:%y}",
        "meta" if d.place == "dump" else "",
    )
    return minute(d.at, utc=True)


@family(
    ("line", "time", "dump", "supplied"), "en-GB de-DE fr-FR es-ES it-IT nl-NL pl-PL ru-RU pt-BR"
)
def wiki_signature(d: Desk) -> Expectation:
    """14:40, 25 February 2022 (UTC), 25. Feb. 2022, 14:40 (CET): the signature of a wiki's
    editor.
    """
    utc = d.at.as_utc()
    forms = {
        "en": "HH:mm, d MMMM y",
        "de": "HH:mm, d. MMM y",
        "fr": "d MMMM y 'à' HH:mm",
        "es": "HH:mm d MMM y",
        "it": "HH:mm, d MMM y",
        "nl": "d MMM y HH:mm",
        "pl": "HH:mm, d MMM y",
        "ru": "HH:mm, d MMMM y",
        "pt": "HH'h'mm'min' 'de' d 'de' MMMM 'de' y",
    }
    d.put(f"{d.fmt(forms[d.press.language], utc.wall)} (UTC)")
    return minute(d.at, utc=True)


@family(("line", "time", "dump", "supplied"), "en-US en-GB en-IN")
def clock_dot_day(d: Desk) -> Expectation:
    """2:40 PM · Feb 25, 2022: a post's foot."""
    d.put(f"{_dial(d)} {_half(d)} · {month(d.at)} {d.wall.day}, {d.wall.year}")
    return minute(d.at)


@family(_STAMPED, "en-US en-GB de-DE nl-NL")
def value_with_its_type(d: Desk) -> Expectation:
    """datetime;#2022-02-25 14:40:00 (SharePoint), !!timestamp …, {ts '2022-02-25 14:40:00'} (ODBC),
    #2022-02-25 14:40:00#.
    """
    own = f"{d.wall:%Y-%m-%d %H:%M:%S}"
    d.machine(
        d.pick(
            f"datetime;#{own}",
            f"!!timestamp {own}",
            f"{{ts '{own}'}}",
            f"#{own}#",
            f'="{own}"',
            f"TIMESTAMP '{own}'",
        )
    )
    return second(d.at)


@family(_STAMPED, "en-US en-GB de-DE nl-NL da-DK")
def sitecore_field(d: Desk) -> Expectation:
    """20220225T144000:637813968000000000: a Sitecore field, the same clock again in ticks."""
    ticks = int((d.wall - datetime(1, 1, 1)).total_seconds()) * 10_000_000
    d.machine(f"{d.wall:%Y%m%dT%H%M%S}:{ticks}")
    return second(d.at)


@family(_STAMPED, _MANY)
def ruby_inspect(d: Desk) -> Expectation:
    """#<DateTime: 2022-02-25T14:40:00-05:00 ((2459636j,70800s,0n),-18000s,2299161j)>."""
    number = d.at.utc.date().toordinal() + 1_721_425
    inside = (d.at.utc.hour * 60 + d.at.utc.minute) * 60 + d.at.utc.second
    tail = f"(({number}j,{inside}s,0n),{d.at.offset * 60:+d}s,2299161j)"
    d.machine(
        d.pick(
            f"#<DateTime: {iso(d.at)} {tail}>",
            f"{d.wall:%Y-%m-%d %H:%M:%S} {shift(d.at.offset, '')}",
        )
    )
    return second(d.at, offset=True)


@family(_STAMPED, _MANY)
def python_repr(d: Desk) -> Expectation:
    """datetime.datetime(2022, 2, 25, 14, 40), Timestamp('…'), numpy.datetime64('…'),
    time.struct_time(tm_year=2022, …).
    """
    w = d.wall
    parts = ", ".join(
        map(str, (w.year, w.month, w.day, w.hour, w.minute, *((w.second,) if w.second else ())))
    )
    fields = zip(
        ("year", "mon", "mday", "hour", "min", "sec", "wday", "yday", "isdst"),
        (*w.timetuple()[:8], 0),
        strict=True,
    )
    d.machine(
        d.pick(
            f"datetime.datetime({parts})",
            f"Timestamp('{w:%Y-%m-%d %H:%M:%S}')",
            f"numpy.datetime64('{w:%Y-%m-%dT%H:%M:%S}')",
            "time.struct_time(" + ", ".join(f"tm_{name}={value}" for name, value in fields) + ")",
        )
    )
    return second(d.at)


@family(_STAMPED, "en-US en-CA en-GB de-DE fr-FR en-IN")
def java_to_string(d: Desk) -> Expectation | None:
    """Fri Feb 25 14:40:00 EST 2022."""
    short = d.zone()
    if short is None:
        return None
    d.machine(f"{weekday(d.at)} {month(d.at)} {d.wall:%d %H:%M:%S} {short} {d.wall:%Y}")
    return second(d.at, offset=True)


@family(_ALL, "en-US en-GB de-DE fr-FR es-ES ja-JP pt-BR ru-RU")
def script_to_string(d: Desk) -> Expectation:
    """Fri Feb 25 2022 14:40:00 GMT-0500 (Eastern Standard Time), the zone's name in the reader's
    language.
    """
    name = get_timezone_name(
        d.wall.replace(tzinfo=zone(d.at.zone)), width="long", locale=d.press.cldr
    )
    d.put(
        f"{weekday(d.at)} {month(d.at)} {d.wall:%d %Y %H:%M:%S} "
        f"GMT{shift(d.at.offset, '')} ({name})"
    )
    return second(d.at, offset=True)


@family(("meta", "ld", "supplied", "dump"), _MANY)
def wrapped_instant(d: Desk) -> Expectation:
    """ISODate("…"), {"$date":{"$numberLong":"…"}}, Timestamp(seconds=…, nanoseconds=0),
    <t:1645818000:F>.
    """
    seconds = epoch(d.at)
    d.machine(
        d.pick(
            f'ISODate("{zulu(d.at)}")',
            f'{{"$date":{{"$numberLong":"{seconds}000"}}}}',
            f"Timestamp(seconds={seconds}, nanoseconds=0)",
            f'{{"seconds":"{seconds}","nanos":0}}',
            f"<t:{seconds}:F>",
            f"@{seconds}",
        )
    )
    return second(d.at, utc=True)


@family(("meta", "ld", "supplied", "dump"), _MANY)
def chart_date(d: Desk) -> Expectation:
    """new Date(2022, 1, 25), Date(2022,1,25,14,40,0): a script's constructor, whose months begin at
    0.

    Without its "new" other languages' months begin at 1, so that to withhold it is no fault.
    """
    w, bare = d.wall, d.rng.random() < 0.5
    name, gap = "Date" if bare else "new Date", d.pick("", " ")
    if d.rng.random() < 0.5:
        d.machine(f"{name}({w.year},{gap}{w.month - 1},{gap}{w.day})")
        return day(d.at, either=bare)
    d.machine(
        f"{name}({w.year},{gap}{w.month - 1},{gap}{w.day},{gap}{w.hour},"
        f"{gap}{w.minute},"
        f"{gap}{w.second})"
    )
    return second(d.at, either=bare)


@family(_STAMPED, "de-DE fr-FR en-GB nl-NL es-ES")
def day_with_a_zone(d: Desk) -> Expectation:
    """2022-02-25+01:00, 2022-02-25Z: a day of XML Schema, which may carry a zone."""
    d.machine(f"{d.wall:%Y-%m-%d}{d.pick(shift(d.at.offset), 'Z')}")
    return day(d.at)


@family(("meta", "ld", "supplied", "line", "dump"), "en-US en-GB de-DE fr-FR")
def unrendered_filter(d: Desk) -> Expectation:
    """{{ '2022-02-25' | date: 'longDate' }}: a template's expression that was never run still holds
    its value.
    """
    own = f"{d.wall:%Y-%m-%d}"
    d.put(
        d.pick(
            f"{{{{ '{own}' | date: 'longDate' }}}}",
            f'{{{{ "{own}" | date: "%B %d, %Y" }}}}',
            f"[date format='F j, Y']{own}[/date]",
        )
    )
    return day(d.at)


_NOTHING = (
    "infinity;-infinity;Invalid date;Invalid DateTime;NaT;(null);{{ page.date }};"
    "%Y-%m-%d;[object Object];N/A;--;TBD;undefined;"
    "0000-00-00 00:00:00;0001-01-01T00:00:00Z;1970-01-01T00:00:00+00:00;"
    "1601-01-01T00:00:00Z;-0001-11-30T00:00:00+00:00;"
    "1899-12-30T00:00:00;9999-12-31T23:59:59Z;$date;YYYY-MM-DD;dd/mm/yyyy;"
    "1753-01-01T00:00:00;NULL;${article.date}"
).split(";")


@family(_STAMPED, "en-US en-GB de-DE fr-FR es-ES ja-JP")
def no_value(d: Desk) -> Expectation:
    """A stamp that says that there is none: alone nothing is known; a printed day beside it
    stands.
    """
    d.machine(d.rng.choice(_NOTHING))
    if d.rng.random() < 0.5:
        d.human(d.date())
        return day(d.at)
    return withheld()


@family((*PRINT, "meta", "supplied"), "en-US", lambda m: m.wall.day > 12)
def forum_american(d: Desk) -> Expectation:
    """02-25-2022, 02:40 PM (vBulletin), 02.25.2022, 02/25/2022 14:40:00 (.NET's invariant culture):
    month first.
    """
    which = d.rng.randrange(3)
    if which == 0:
        d.put(f"{d.wall:%m-%d-%Y}, {_dial(d, 2)} {_half(d)}")
        return minute(d.at)
    if which == 1:
        d.put(f"{d.wall:%m/%d/%Y %H:%M:%S}")
        return second(d.at)
    d.put(f"{d.wall:%m.%d.%Y}")
    return day(d.at)


@family((*PRINT, "meta", "supplied"), "en-US en-GB en-AU")
def forum_post(d: Desk) -> Expectation:
    """Fri Feb 25, 2022 2:40 pm (phpBB)."""
    d.put(f"{weekday(d.at)} {month(d.at)} {d.wall:%d}, {d.wall.year} {_dial(d)} {_half(d).lower()}")
    return minute(d.at)


@family(_STAMPED, "en-US en-GB de-DE fr-FR", lambda m: m.wall.year > 2001)
def column_too_short(d: Desk) -> Expectation:
    """Cut values: 2022-02-25T14:4 keeps its day; "February 25, 202" lost its year, and has it from
    the address alone.
    """
    if d.rng.random() < 0.5:
        d.machine(
            f"{d.wall:%Y-%m-%d}"
            + d.pick(
                f"T{d.wall:%H}:{d.wall.minute // 10}",
                "T",
                f" {d.wall.hour // 10}",
                f"T{d.wall:%H}:",
            )
        )
        return day(d.at)
    d.machine(d.fmt("MMMM d, y" if d.press.language == "en" else "d MMMM y")[:-1])
    if d.rng.random() < 0.6:
        d.address()
        return day(d.at)
    return withheld(d.at)
