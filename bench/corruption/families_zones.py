"""Families of catalogue A4: the clock is right and its zone is wrong or written in an odd form."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bench.corruption.families import Family, Row, families, surround
from bench.corruption.families_tokens import of
from bench.corruption.moments import Moment, at_utc, at_wall
from bench.corruption.pattern_letters import offset, php
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Damage,
    Expectation,
    Scene,
    States,
    expect,
    healthy,
    printed,
    rounded,
    truths,
)
from bench.corruption.stamps import byline, human, stamp, url_day

_ZONED = States(SECOND, offset=True)
_SHIFTED = Damage(True, "minute", (States(SECOND),))
_STANDARD = {"EDT": "EST", "CDT": "CST", "PDT": "PST"}


def _moved(moment: Moment) -> bool:
    return moment.offset != 0


def _utc_with_local_label(moment: Moment) -> str:
    return php(moment.as_utc(), r"Y-m-d\TH:i:s") + offset(moment.offset)


def _inverted(moment: Moment) -> str:
    return php(moment, r"Y-m-d\TH:i:s") + offset(-moment.offset)


def _posix(moment: Moment) -> str:
    hours = moment.offset // 60
    return php(moment, "Y-m-d H:i ") + f"Etc/GMT{-hours:+d}"


def _gmt_hours(moment: Moment) -> str:
    return php(moment, "Y-m-d H:i:s ") + f"GMT{moment.offset // 60:+d}"


def _whole_hours(moment: Moment) -> bool:
    return moment.offset % 60 == 0 and moment.offset != 0


def _three_digits(moment: Moment) -> str:
    sign, hours = ("-" if moment.offset < 0 else "+"), abs(moment.offset) // 60
    return php(moment, r"Y-m-d\TH:i:s") + f"{sign}{hours}{abs(moment.offset) % 60:02d}"


def _doubled_minus(moment: Moment) -> str:
    hours, minutes = divmod(abs(moment.offset), 60)
    return php(moment, r"Y-m-d\TH:i:s") + f"-{hours:02d}:-{minutes:02d}"


def _lost_plus(moment: Moment) -> str:
    return php(moment, r"Y-m-d\TH:i:s") + " " + offset(moment.offset)[1:]


def _local_labelled_utc(scene: Scene) -> Expectation | None:
    """A local clock with a Z behind it, beside the printed clock: relabelled where the zone is
    printed, else left local.
    """
    text = php(
        scene.truth,
        scene.rng.choice((r"Y-m-d\TH:i:s\Z", r"Y-m-d\TH:i:s+00:00", r"Y-m-d\TH:i:s.000\Z")),
    )
    if not surround(scene, "zone zone+url bare bare+url"):
        return None
    stamp(scene, text)
    scene.language = scene.locale.tag
    # in a country of one zone a reader can name the offset of local clocks; the contract allows to
    # withhold it
    one = (_ZONED, States(MINUTE, offset=True)) if len(scene.locale.zones) == 1 else ()
    return expect(scene, Damage(True, "minute", (States(SECOND), *one)))


def _two_labels(scene: Scene) -> Expectation:
    """A local clock labelled Z beside the same clock with its offset and a byline."""
    stamp(scene, php(scene.truth, "c"), _ZONED)
    byline(scene)
    stamp(scene, php(scene.truth, r"Y-m-d\TH:i:s\Z"))
    return expect(scene, _SHIFTED)


def _wrong_season(scene: Scene) -> Expectation:
    """ "EST" printed in July: the local clock is meant, and so daylight time."""
    text = f"{printed(scene, scene.truth, clock=True)} {_STANDARD[scene.truth.abbreviation]}"
    alone = scene.rng.random() < 0.5
    if not alone:
        surround(scene, "local utc url")
    human(scene, text, States(MINUTE, offset=True))
    said = healthy(scene)
    # alone, a literal EST in July is possible too: the local clock is the better guess, and
    # withholding is no error
    return Expectation(said.answers, said.truth, alone)


def _australian_eastern(scene: Scene) -> Expectation:
    """ "EST" on a page from Australia is Eastern Standard Time there."""
    scene.language = scene.locale.tag
    human(scene, f"{printed(scene, scene.truth, clock=True)} EST", States(MINUTE, offset=True))
    return healthy(scene)


def _moscow(scene: Scene) -> Expectation:
    """MSK was four hours ahead of UTC from 2011 to 2014."""
    human(scene, f"{printed(scene, scene.truth, clock=True)} MSK", States(MINUTE, offset=True))
    return healthy(scene)


def _midnight_in_utc(scene: Scene) -> Expectation | None:
    """A day's local midnight converted to UTC, which gives the day before: only the printed day is
    known.
    """
    midnight = at_wall(scene.truth.wall.replace(hour=0, minute=0, second=0), scene.truth.zone)
    if midnight.wall.hour:
        return None
    if not surround(scene, "day weekday day+url"):
        return None
    stamp(scene, php(midnight.as_utc(), r"Y-m-d\TH:i:s.000\Z"))
    return Expectation((rounded(scene.truth, DAY),), truths(scene.truth), silent=True)


def _twice_shown(scene: Scene) -> Expectation:
    """A local time that occurred twice that night, with an instant that says which."""
    days = {
        "America/New_York": date(2022, 11, 6),
        "America/Chicago": date(2021, 11, 7),
        "America/Los_Angeles": date(2023, 11, 5),
    }
    name = scene.rng.choice(sorted(days))
    day = days[name]
    first = at_wall(datetime(day.year, day.month, day.day, 1, scene.rng.randint(0, 59)), name)
    scene.truth = at_utc(first.utc + timedelta(hours=scene.rng.randint(0, 1)), name)
    scene.fetched = scene.truth.utc + timedelta(days=3)
    byline(scene, zone=scene.rng.random() < 0.5)
    if scene.rng.random() < 0.7:
        stamp(
            scene,
            php(scene.truth.as_utc(), r"Y-m-d\TH:i:s\Z"),
            States(SECOND, utc=True, offset=True),
        )
    return healthy(scene)


def _correct_utc(scene: Scene) -> Expectation:
    """A correct conversion to UTC that looks like another time than the byline's."""
    byline(scene)
    stamp(
        scene, php(scene.truth.as_utc(), r"Y-m-d\TH:i:s\Z"), States(SECOND, utc=True, offset=True)
    )
    return healthy(scene)


def _far_east(scene: Scene) -> Expectation:
    """Half an hour into the 26th at +14:00, fetched on the 25th in UTC: not the future."""
    scene.truth = at_wall(scene.truth.wall.replace(hour=0, minute=30), "Pacific/Kiritimati")
    scene.fetched = scene.truth.utc + timedelta(hours=1.5)
    stamp(scene, php(scene.truth, "c"), _ZONED)
    return healthy(scene)


def _two_days_one_instant(scene: Scene) -> Expectation:
    """An evening in America: the same instant on two days, in one stamp with an offset and in one
    with a Z.
    """
    stamp(scene, php(scene.truth, "c"), _ZONED)
    stamp(
        scene, php(scene.truth.as_utc(), r"Y-m-d\TH:i:s\Z"), States(SECOND, utc=True, offset=True)
    )
    if scene.rng.random() < 0.5:
        url_day(scene)
    return healthy(scene)


def _z_and_offset(scene: Scene) -> Expectation:
    """A Z and an offset behind one clock: one of the two is right, and a printed clock says
    which.
    """
    true = scene.truth if scene.rng.random() < 0.5 else scene.truth.as_utc()
    byline(scene)
    stamp(scene, php(true, r"Y-m-d\TH:i:s\Z") + offset(scene.truth.offset), None)
    return expect(
        scene,
        Damage(adds=(States(SECOND), States(SECOND, offset=True), States(MINUTE, offset=True))),
    )


_ABBREVIATED = "en-US en-CA en-GB en-IE en-IN en-ZA en-NZ de-DE fr-FR es-ES it-IT nl-NL pl-PL fi-FI"
_AMERICAN = ("en-US", "en-CA", "es-MX", "pt-BR", "es-AR")
_SHAPES = (
    *of(php, r"Y-m-d\TH:i:sO", "Y-m-d H:i:s O", r"Y-m-d\TH:i:s P"),
    lambda moment: php(moment, "c").replace("+", "%2B"),
)

FAMILIES: tuple[Family, ...] = (
    Family("local-labelled-utc", "defect", _local_labelled_utc, _moved, weight=2),
    Family("local-labelled-utc-two-stamps", "defect", _two_labels, _moved),
    Family(
        "tz-abbrev-wrong-season",
        "defect",
        _wrong_season,
        lambda m: m.abbreviation in _STANDARD,
        ("en-US",),
    ),
    Family(
        "tz-abbrev-of-australia",
        "trap",
        _australian_eastern,
        lambda m: 5 <= m.wall.month <= 8 and m.abbreviation == "AEST",
        ("en-AU",),
        weight=0.5,
    ),
    Family(
        "tz-historical-offset",
        "trap",
        _moscow,
        lambda m: date(2011, 4, 1) < m.wall.date() < date(2014, 10, 1) and m.abbreviation == "MSK",
        ("ru-RU",),
        weight=0.6,
    ),
    Family(
        "date-only-shifted-by-utc", "defect", _midnight_in_utc, lambda m: m.offset >= 60, weight=1.5
    ),
    Family("clock-shown-twice", "trap", _twice_shown, None, ("en-US",), weight=0.6),
    Family("utc-is-right", "trap", _correct_utc, _moved, weight=1.5),
    Family("not-the-future", "trap", _far_east, weight=0.4),
    Family(
        "two-days-one-instant",
        "trap",
        _two_days_one_instant,
        lambda m: m.utc.date() != m.wall.date(),
        _AMERICAN,
    ),
    Family("z-and-offset-witnessed", "defect", _z_and_offset, _moved, weight=0.6),
    *families(
        (
            Row(
                "utc-labelled-local-offset",
                (_utc_with_local_label,),
                "zone bare bare+url zone+url",
                damage=Damage(
                    True, "minute", (States(SECOND), _ZONED, States(MINUTE, offset=True))
                ),
                fits=_moved,
                weight=2,
            ),
            Row(
                "tz-sign-inverted",
                (_inverted,),
                "zone zone+url zone+utc",
                damage=Damage(True, "minute", (States(SECOND, offset=True), States(SECOND))),
                fits=_moved,
            ),
            Row(
                "tz-posix-inverted",
                (_posix,),
                "alone clock day url",
                States(MINUTE, offset=True),
                fits=_whole_hours,
                weight=0.6,
            ),
            Row(
                "tz-offset-shapes",
                (*_SHAPES, _three_digits),
                "alone clock day url",
                _ZONED,
                fits=lambda m: m.offset > 0,
            ),
            Row("tz-gmt-hours", (_gmt_hours,), "alone clock day url", _ZONED, fits=_whole_hours),
            Row(
                "tz-lost-plus",
                (_lost_plus,),
                "alone clock day url",
                _ZONED,
                fits=lambda m: m.offset > 0,
            ),
            Row(
                "tz-doubled-minus",
                (_doubled_minus,),
                "alone clock day",
                _ZONED,
                fits=lambda m: m.offset < 0 and m.offset % 60 != 0,
                locales="en-CA",
                weight=0.4,
            ),
            Row(
                "tz-unicode-minus",
                (
                    lambda m: (
                        php(m, "c").replace("-", "\u2212")
                        if m.offset < 0
                        else php(m, "c").replace("-", "\u2010")
                    ),
                ),
                "alone clock day",
                _ZONED,
                weight=0.6,
            ),
            Row(
                "tz-offset-and-abbreviation",
                of(php, "Y-m-d H:i:s O T", "D, d M Y H:i:s O (T)"),
                "alone clock url",
                _ZONED,
                fits=lambda m: m.abbreviation.isalpha(),
                locales=_ABBREVIATED,
                weight=0.7,
            ),
        )
    ),
)
