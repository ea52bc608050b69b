"""Stamps that software did write, by a pattern of its own or by a mistake, and that say one thing
only.
"""

from __future__ import annotations

from datetime import date, timedelta

from bench.corruption.scene import rounded
from bench.sealed.desk import (
    DAY,
    MACHINE,
    MINUTE,
    PRINT,
    Desk,
    Expectation,
    Moment,
    also,
    day,
    epoch,
    iso,
    minute,
    second,
    shift,
    zulu,
)
from bench.sealed.families import family
from bench.sealed.numerals import ARABIC, BENGALI, DEVANAGARI, PERSIAN, THAI

_STAMPED = (*MACHINE, "dump")
_MANY = "en-US en-GB de-DE fr-FR ja-JP en-IN"
ENGLISH_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def weekday(moment: Moment) -> str:
    """Fri."""
    return ENGLISH_DAYS[moment.wall.weekday()]


def month(moment: Moment) -> str:
    """Feb."""
    return ENGLISH_MONTHS[moment.wall.month - 1]


def _undecided(moment: Moment) -> bool:
    """Whether day and month could change places and the weekday would be the same."""
    own = moment.wall.date()
    if own.day > 12 or own.day == own.month:
        return False
    return own.replace(day=own.month, month=own.day).weekday() == own.weekday()


@family(_STAMPED, _MANY)
def bracketed_zone(d: Desk) -> Expectation:
    """2022-02-25T14:40-05:00[America/New_York]: Java's ZonedDateTime names its zone."""
    name = d.at.zone
    if d.rng.random() < 0.25:
        d.machine(f"{d.at.utc:%Y-%m-%dT%H:%M:%S}Z{d.pick('[UTC]', '[Etc/UTC]')}")
        return second(d.at, utc=True)
    d.machine(f"{iso(d.at)}[{name}]")
    return second(d.at, offset=True)


@family(_STAMPED, _MANY)
def zone_id_without_offset(d: Desk) -> Expectation:
    """2022-02-25T14:40:00[Europe/Berlin], 2022-02-25 14:40 Europe/Berlin: the name alone gives the
    offset.
    """
    own = f"{d.wall:%Y-%m-%dT%H:%M:%S}"
    d.machine(
        d.pick(
            f"{own}[{d.at.zone}]",
            f"{own.replace('T', ' ')} {d.at.zone}",
            f"{own.replace('T', ' ')} ({d.at.zone})",
        )
    )
    return second(d.at, offset=True)


@family(_STAMPED, "de-DE fr-FR en-US ja-JP es-AR")
def php_object_as_json(d: Desk) -> Expectation:
    """{"date":"2022-02-25 14:40:00.000000","timezone_type":3,"timezone":"Europe/Berlin"}: a PHP
    date through json_encode.
    """
    inner = f'"date":"{d.wall:%Y-%m-%d %H:%M:%S}.000000","timezone_type":3,"timezone":"{d.at.zone}"'
    d.machine(("json:" if d.place in ("ld", "supplied") else "") + "{" + inner + "}")
    return second(d.at, offset=True)


@family(_STAMPED, "en-US en-CA en-GB de-DE fr-FR es-ES it-IT nl-NL pl-PL")
def drupal_medium(d: Desk) -> Expectation | None:
    """Fri, 02/25/2022 - 14:40: Drupal's medium format, translated by its site."""
    form = (
        "MM/dd/y"
        if d.press.country in ("US", "CA")
        else "dd.MM.y"
        if d.press.language == "de"
        else "dd/MM/y"
    )
    if _undecided(d.at):
        return None
    name = d.fmt("EEE").strip(".").capitalize()
    d.put(f"{name}, {d.fmt(form)} - {d.wall:%H:%M}", "line" if d.place == "dump" else d.place)
    return minute(d.at)


@family((*PRINT, "meta", "supplied"), "en-US en-GB de-DE fr-FR es-ES it-IT pt-BR nl-NL hu-HU")
def drupal_long(d: Desk) -> Expectation:
    """Friday, February 25, 2022 - 14:40: Drupal's long format."""
    name = d.fmt("EEEE").capitalize()
    form = "MMMM d, y" if d.press.language in ("en", "fr", "de", "es") else "d MMMM y"
    d.put(f"{name}, {d.fmt(form)} - {d.wall:%H:%M}")
    return minute(d.at)


#: Shapes of one stamp whose parts are all there: local clock and offset.
_ZONED = (
    "{w:%Y-%m-%dT%H:%M:%S}.000{b}",
    "{w:%Y-%m-%dT%H:%M:%S},417{c}",
    "{w:%Y-%m-%dT%H:%M:%S}{h}",
    "{w:%Y-%m-%d %H:%M:%S} UTC{c}",
    "{w:%Y-%m-%d %H:%M:%S} GMT{b}",
    "{w:%Y%m%dT%H%M%S}{b}",
    "{w:%Y-%m-%dT%H%M%S}{b}",
    "{w:%Y-%m-%dt%H:%M:%S}{c}",
    "{w:%Y-%m-%dTT%H:%M:%S}{c}",
    "{w:%Y-%m-%d}T{w.hour}:{w.minute}:{w.second}{c}",
    "{w.year}-{w.month}-{w.day}T{w:%H:%M:%S}{c}",
    "{w:%Y/%m/%d %H:%M:%S} {b}",
    "{w:%Y-%m-%d %H:%M:%S} {b} {b}",
    "{w:%Y-%m-%d-T-%H:%M:%S}{c}",
    "{w:%Y-%m-%dT%H:%M:%S}UTC{c}",
)


@family(_STAMPED, _MANY)
def wild_zoned(d: Desk) -> Expectation:
    """20220225T144000+0100, 2022-02-25TT14:40:00+01:00, 2022-2-5T14:40:00+01:00: stamps out of
    shape, with their offset.
    """
    c = shift(d.at.offset)
    hours = c.replace(":00", "") if c.endswith(":00") else c
    d.machine(d.rng.choice(_ZONED).format(w=d.wall, b=shift(d.at.offset, ""), c=c, h=hours))
    return second(d.at, offset=True)


_UTC = (
    "{w:%Y-%m-%dT%H:%M:%S}ZZ",
    "{w:%Y-%m-%dT%H:%M:%S}.Z",
    "{w:%Y-%m-%dT%H:%M:%S}z",
    "{w:%Y-%m-%dT%H:%M:%S} Z",
    "{w:%Y-%m-%dT%H-%M-%S}Z",
    "{w:%Y%m%dT%H%M%S}Z",
    "{w:%Y-%m-%d %H:%M:%S} UTC",
    "{w:%Y-%m-%d %H:%M:%S} +0000 UTC",
    "{w:%Y-%m-%dT%H:%M:%S}.0000000Z",
    "{w:%Y-%m-%dT%H:%M:%S}Z+00:00",
    "{w:%Y-%m-%dT%H:%M:%S}.123456789Z",
    "{w:%Y-%m-%dT%H:%M:%S}GMT",
    "{w:%Y-%m-%dT%H:%M:%S}+00:00Z",
)


@family(_STAMPED, _MANY)
def wild_utc(d: Desk) -> Expectation:
    """2022-02-25T19:40:00ZZ, 20220225T194000Z, 2022-02-25T19-40-00Z: stamps of UTC out of shape."""
    d.machine(d.rng.choice(_UTC).format(w=d.at.utc))
    return second(d.at, utc=True)


_LOCAL = (
    "{w:%Y:%m:%d %H:%M:%S}",
    "{w:%Y-%m-%d_%H-%M-%S}",
    "{w:%Y-%m-%d_%H:%M:%S}",
    "{w:%Y.%m.%d.%H.%M.%S}",
    "{w:%Y-%m-%d-%H.%M.%S}.000000",
    "{w:%Y-%m-%d, %H:%M:%S}",
    "{w:%Y-%m-%d @ %H:%M:%S}",
    "{w:%Y-%m-%d %H.%M.%S}",
    "{w:%Y%m%d %H:%M:%S}",
    "{w:%Y%m%d%H%M%S}",
    "{w:%Y-%m-%dT%H:%M:%S}.000",
    "date: {w:%Y-%m-%d %H:%M:%S}",
)


@family(_STAMPED, _MANY)
def wild_local(d: Desk) -> Expectation:
    """2022:02:25 14:40:00 (cameras), 2022-02-25-14.40.00.000000 (DB2), 2022-02-25_14-40-00 (file
    names).
    """
    d.machine(d.rng.choice(_LOCAL).format(w=d.wall))
    return second(d.at)


@family(_STAMPED, "en-US en-GB de-DE en-AU")
def day_out_of_shape(d: Desk) -> Expectation:
    """2022 02 25, 2022_02_25, 2022.02.25, 2022-02-25 with odd dashes, and no clock."""
    sign = d.pick(" ", "_", ".", "\u2010", "\u2013", "\u2212", " - ", "/", "\u2011")
    d.machine(f"{d.wall:%Y}{sign}{d.wall:%m}{sign}{d.wall:%d}")
    return day(d.at)


@family(PRINT, "en-US en-GB de-DE sv-SE hu-HU ko-KR")
def day_in_blanks_alone(d: Desk) -> Expectation:
    """A printed line "2022 02 25" and no other date."""
    d.put(f"{d.wall:%Y %m %d}")
    return day(d.at)


@family(
    _STAMPED,
    "de-DE fr-FR en-GB es-ES it-IT",
    lambda m: m.wall.day > 12 and m.wall.day not in (19, 20),
)
def compact_day_first(d: Desk) -> Expectation:
    """25022022, 25022022 1440: day, month and year without signs; no other order gives a day."""
    if d.rng.random() < 0.4:
        d.machine(f"{d.wall:%d%m%Y %H%M}")
        # the day alone is less than the one stamp of the page says
        return minute(d.at)
    d.machine(f"{d.wall:%d%m%Y}")
    return day(d.at)


@family(
    _STAMPED, "de-DE fr-FR en-GB en-US", lambda m: m.wall.day <= 12 and m.wall.day != m.wall.month
)
def compact_day_first_beside_print(d: Desk) -> Expectation:
    """05042022 beside the printed 5 April: the printed day says which half is the month."""
    d.machine(f"{d.wall:%m%d%Y}" if d.press.country == "US" else f"{d.wall:%d%m%Y}")
    d.human(d.date())
    return day(d.at)


@family(_STAMPED, _MANY)
def week_date(d: Desk) -> Expectation:
    """2022-W08-5 and 2022W085: ISO's week date."""
    year, week, number = d.wall.isocalendar()
    d.machine(
        d.pick(
            f"{year}-W{week:02d}-{number}",
            f"{year}W{week:02d}{number}",
            f"{year}-W{week:02d}-{number}T{d.wall:%H:%M}",
        )
    )
    return minute(d.at) if "T" in d.said[-1].text else day(d.at)


@family(_STAMPED, _MANY, lambda m: m.wall.timetuple().tm_yday > 99)
def ordinal_date(d: Desk) -> Expectation:
    """2022-156 and 2022-156T14:40:00Z: ISO's day of the year."""
    number = d.wall.timetuple().tm_yday
    if d.rng.random() < 0.5:
        d.machine(f"{d.wall:%Y}-{number:03d}")
        return day(d.at)
    d.machine(f"{d.at.utc:%Y}-{d.at.utc.timetuple().tm_yday:03d}T{d.at.utc:%H:%M:%S}Z")
    return second(d.at, utc=True)


@family(("meta", "ld", "attr", "supplied"), _MANY, lambda m: m.wall.year > 2001)
def number_in_another_notation(d: Desk) -> Expectation:
    """1.645818E9, 1645818000.0, 1645818000.123456, "1,645,818,000": an epoch that a number format
    has dressed.
    """
    seconds = epoch(d.at)
    mantissa = f"{seconds / 10**9:.9f}".rstrip("0")
    d.machine(
        d.pick(
            f"{mantissa}E9",
            f"{seconds}.0",
            f"{seconds}.123456",
            f"{seconds:,}",
            f"{seconds}000.0",
            f"{mantissa}e+09",
        )
    )
    return second(d.at, utc=True)


@family(("meta", "ld", "supplied"), _MANY)
def jackson_array(d: Desk) -> Expectation:
    """[2022,2,25,14,40]: a Java date as Jackson writes it, in JSON or joined by commas."""
    parts = [d.wall.year, d.wall.month, d.wall.day, d.wall.hour, d.wall.minute]
    if d.wall.second:
        parts.append(d.wall.second)
    body = d.pick(",", ", ").join(map(str, parts))
    as_json = d.place in ("ld", "supplied") and d.rng.random() < 0.6
    d.machine(f"json:[{body}]" if as_json else d.pick(f"[{body}]", body))
    return second(d.at)


@family(("meta", "ld", "attr", "supplied"), "en-US en-GB fr-FR de-DE")
def serial_with_fraction(d: Desk) -> Expectation:
    """44617.6111111111 beside the printed day: a spreadsheet's number of days, with the clock as
    its fraction.
    """
    days = (d.wall.date() - date(1899, 12, 30)).days
    inside = d.wall - d.wall.replace(hour=0, minute=0, second=0)
    d.machine(f"{days + inside / timedelta(days=1):.10f}")
    d.human(d.date())
    return also(second(d.at), rounded(d.at, MINUTE), rounded(d.at, DAY))


@family(_STAMPED, "ar-EG ar-SA fa-IR th-TH hi-IN bn-BD mr-IN")
def iso_in_local_digits(d: Desk) -> Expectation:
    """٢٠٢٢-٠٢-٢٥T١٤:٤٠:٠٠+٠٢:٠٠: a formatter that was given the device's locale."""
    table = {
        "ar": ARABIC,
        "fa": PERSIAN,
        "th": THAI,
        "hi": DEVANAGARI,
        "mr": DEVANAGARI,
        "bn": BENGALI,
    }[d.press.language]
    d.machine((iso(d.at) if d.rng.random() < 0.7 else f"{d.wall:%Y-%m-%d}").translate(table))
    return second(d.at, offset=True) if "T" in d.said[-1].text else day(d.at)


@family(_STAMPED, "en-US de-DE en-GB")
def zulu_printed_for_people(d: Desk) -> Expectation:
    """A stamp of UTC beside the printed local clock: one instant, and the reader's clock stands."""
    d.machine(zulu(d.at))
    d.human(f"{d.date()} {d.wall:%H:%M}")
    return second(d.at, offset=True)
