"""Families of catalogue A2: order of day and month, two-digit years or other centuries, and moments
as one number.
"""

from __future__ import annotations

from datetime import datetime

from bench.corruption.families import Family, Row, families
from bench.corruption.families_tokens import of
from bench.corruption.moments import Moment
from bench.corruption.pattern_letters import EPOCH, epoch, java, php
from bench.corruption.scene import DAY, MINUTE, SECOND, Damage, Expectation, Scene, States, healthy
from bench.corruption.stamps import byline, human, stamp, url_day

_INSTANT = States(SECOND, utc=True, offset=True)
#: An instant that can only be read with a second witness; a printed clock then gives the offset
#: too.
_EXPLAINED = Damage(adds=(_INSTANT, States(SECOND, offset=True), States(MINUTE, offset=True)))
_DATED = "alone alone clock day url"
_WITNESSED = "clock clock+url day url"
#: Seconds between 1601, 1900, 2001 and 1970: the zero of FILETIME and WebKit, of NTP, of Cocoa.
_FROM_1601, _FROM_1900, _FROM_2001 = 11_644_473_600, 2_208_988_800, -978_307_200


def _doubtful(moment: Moment) -> bool:
    return moment.wall.day <= 12 and moment.wall.day != moment.wall.month


def _excel(moment: Moment, zero: datetime = datetime(1899, 12, 30)) -> str:
    return str((moment.wall - zero).days)


def _excel_fraction(moment: Moment) -> str:
    return f"{(moment.wall - datetime(1899, 12, 30)).total_seconds() / 86_400:.5f}"


def _year_of(moment: Moment, shift: int) -> str:
    return f"{moment.wall.year + shift:04d}-{moment.wall.month:02d}-{moment.wall.day:02d}"


def _transposed(moment: Moment) -> str:
    year = str(moment.wall.year)
    return f"{year[0]}{year[2]}{year[1]}{year[3]}" + php(moment, "-m-d")


def _doubled(moment: Moment) -> str:
    year = str(moment.wall.year)
    return f"{year[0]}{year[1]}{year[2]}{year[3]}{year[3]}" + php(moment, "-m-d")


def _seconds_as_millis(moment: Moment) -> str:
    """Return JavaScript's new Date(seconds): a stamp in January 1970 whose milliseconds are the
    seconds.
    """
    days, rest = divmod(epoch(moment), 86_400_000)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"1970-01-{1 + days:02d}T{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}Z"


def _millis_as_seconds(moment: Moment) -> str:
    """Return milliseconds taken for seconds: a year near 50,000, found by whole cycles of 400 years
    (146,097 days).
    """
    days, rest = divmod(epoch(moment) * 1000, 86_400)
    cycles, days = divmod(days, 146_097)
    day = datetime.fromordinal(EPOCH.toordinal() + days)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    return f"{day.year + 400 * cycles}-{day.month:02d}-{day.day:02d}T{clock}Z"


def _ticks(moment: Moment) -> str:
    return str(int((moment.utc - datetime(1, 1, 1)).total_seconds()) * 10_000_000)


def _local_epoch(moment: Moment) -> str:
    return str(epoch(moment) + moment.offset * 60)


def _julian_day(moment: Moment) -> str:
    return str(moment.wall.toordinal() + 1_721_425)


def _millis_wrapped(moment: Moment) -> str:
    sign = "-" if moment.offset < 0 else "+"
    size = abs(moment.offset)
    return f"/Date({epoch(moment) * 1000}{sign}{size // 60:02d}{size % 60:02d})/"


def _order_by_country(scene: Scene) -> Expectation | None:
    """A day in digits whose order only the country's habit tells: 04/05/2021 on a British page."""
    scene.language = scene.locale.tag
    human(scene, java(scene.truth, scene.locale.numeric), States(DAY))
    return healthy(scene)


def _order_by_witness(scene: Scene) -> Expectation | None:
    """A day in digits on a page without a language, whose order the address or a stamp tells."""
    scene.language = ""
    human(scene, php(scene.truth, scene.rng.choice(("d/m/Y", "m/d/Y"))), States(DAY))
    scene.rng.choice((url_day, lambda s: stamp(s, php(s.truth, "c"), States(SECOND, offset=True))))(
        scene
    )
    return healthy(scene)


def _three_parts(scene: Scene) -> Expectation | None:
    """12/11/10 beside a byline or an address that says which is which."""
    stamp(scene, php(scene.truth, scene.rng.choice(("y/m/d", "d/m/y", "m/d/y"))), States(DAY))
    scene.rng.choice((url_day, byline))(scene)
    return healthy(scene)


_ORDERED = (
    "en-US en-GB en-AU en-IN en-ZA fr-FR es-ES es-MX pt-BR it-IT de-DE nl-NL pl-PL el-GR "
    "ru-RU tr-TR"
)
_TWO_DIGITS = Row(
    "two-digit-year",
    (*of(php, "D, d M y H:i:s O"),),
    _DATED,
    States(SECOND, offset=True),
    fits=lambda m: m.wall.year % 100 > 31 or m.wall.year % 100 < 20,
)

FAMILIES: tuple[Family, ...] = (
    Family(
        "day-month-order-by-country",
        "trap",
        _order_by_country,
        _doubtful,
        tuple(_ORDERED.split()),
        True,
    ),
    Family(
        "day-month-order-by-witness", "trap", _order_by_witness, _doubtful, ("en-US", "en-GB"), True
    ),
    Family(
        "three-way-order-witnessed",
        "defect",
        _three_parts,
        lambda m: 2001 <= m.wall.year <= 2012 and _doubtful(m),
    ),
    *families(
        (
            Row(
                "year-day-month",
                of(php, "Y-d-m", "Y/d/m", "Y.d.m"),
                _DATED,
                States(DAY),
                fits=lambda m: m.wall.day > 12,
            ),
            _TWO_DIGITS,
            Row(
                "two-digit-year-printed",
                of(java, "d.M.yy", "dd.MM.yy"),
                "stamp local url stamp+url",
                States(DAY),
                human=True,
                locales="de-DE de-AT pl-PL ru-RU cs-CZ fi-FI",
            ),
            Row(
                "year-0022",
                (lambda m: _year_of(m, -2000),),
                _WITNESSED,
                fits=lambda m: m.wall.year >= 2000,
            ),
            Row(
                "century-off",
                (lambda m: _year_of(m, -100),),
                _WITNESSED,
                fits=lambda m: m.wall.year >= 2005,
            ),
            Row("year-digits-doubled", (_doubled,), f"{_WITNESSED} stamp", weight=0.7),
            Row(
                "year-digits-transposed",
                (_transposed,),
                f"{_WITNESSED} stamp",
                fits=lambda m: m.wall.year >= 2010,
                weight=0.7,
            ),
            Row("epoch-seconds", (lambda m: str(epoch(m)),), _DATED, _INSTANT),
            Row(
                "epoch-millis",
                (lambda m: str(epoch(m) * 1000),),
                _DATED,
                _INSTANT,
                fits=lambda m: m.wall.year > 2001,
            ),
            Row(
                "epoch-micros",
                (lambda m: str(epoch(m) * 10**6),),
                _DATED,
                _INSTANT,
                fits=lambda m: m.wall.year > 2001,
                weight=0.6,
            ),
            Row(
                "epoch-nanos",
                (lambda m: str(epoch(m) * 10**9),),
                _DATED,
                _INSTANT,
                fits=lambda m: m.wall.year > 2001,
                weight=0.6,
            ),
            Row(
                "epoch-written-oddly",
                (
                    lambda m: f"{epoch(m):,}",
                    lambda m: f"{epoch(m)}.0",
                    lambda m: f"@{epoch(m)}",
                    lambda m: f"[{epoch(m)}]",
                ),
                _DATED,
                _INSTANT,
                fits=lambda m: m.wall.year > 2001,
                weight=0.7,
            ),
            Row("epoch-seconds-read-as-millis", (_seconds_as_millis,), _DATED, _INSTANT),
            Row(
                "epoch-millis-read-as-seconds",
                (_millis_as_seconds,),
                _DATED,
                _INSTANT,
                fits=lambda m: m.wall.year > 2001,
                weight=0.7,
            ),
            Row(
                "epoch-of-local-time",
                (_local_epoch,),
                "bare zone zone+url",
                damage=Damage(True, "minute", (States(SECOND),)),
                fits=lambda m: m.offset != 0 and m.wall.year > 2001,
            ),
            Row("dotnet-date", (_millis_wrapped,), _DATED, States(SECOND, offset=True), weight=0.7),
            Row(
                "filetime",
                (lambda m: str((epoch(m) + _FROM_1601) * 10**7),),
                _DATED,
                _INSTANT,
                weight=0.5,
            ),
            Row(
                "webkit-micros",
                (lambda m: str((epoch(m) + _FROM_1601) * 10**6),),
                _DATED,
                _INSTANT,
                weight=0.5,
            ),
            Row("dotnet-ticks", (_ticks,), "utc clock+utc day+utc", _INSTANT, weight=0.5),
            Row(
                "cocoa-epoch",
                (lambda m: str(epoch(m) + _FROM_2001),),
                _WITNESSED,
                fits=lambda m: m.wall.year > 2005,
                damage=_EXPLAINED,
                weight=0.5,
            ),
            Row(
                "ntp-epoch",
                (lambda m: str(epoch(m) + _FROM_1900),),
                _WITNESSED,
                fits=lambda m: m.wall.year < 2026,
                damage=_EXPLAINED,
                weight=0.5,
            ),
            Row("julian-day", (_julian_day,), _WITNESSED, weight=0.5),
            Row("excel-serial", (_excel,), _DATED, States(DAY), weight=0.8),
            Row("excel-serial-fraction", (_excel_fraction,), _DATED, States(MINUTE), weight=0.5),
            Row(
                "excel-1904-serial",
                (lambda m: _excel(m, datetime(1904, 1, 1)),),
                _WITNESSED,
                weight=0.5,
            ),
            Row("compact-digits", of(php, "YmdHis"), _DATED, States(SECOND)),
            Row("compact-digits-minutes", of(php, "YmdHi"), _DATED, States(MINUTE)),
            Row(
                "object-wrapper",
                (
                    lambda m: 'json:{"$date": "' + php(m.as_utc(), r"Y-m-d\TH:i:s\Z") + '"}',
                    lambda m: f'json:{{"_seconds": {epoch(m)}, "_nanoseconds": 0}}',
                    lambda m: f'json:{{"$date": {epoch(m) * 1000}}}',
                ),
                _DATED,
                _INSTANT,
                fits=lambda m: m.wall.year > 2001,
                html_only=True,
                weight=0.7,
            ),
        )
    ),
)
