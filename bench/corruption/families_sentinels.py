"""Families of catalogue A3 and A5: values that mean "no date", defaults that fill a gap, and
impossible values.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from bench.corruption.families import Family, Row, families, surround
from bench.corruption.families_tokens import of
from bench.corruption.moments import Moment
from bench.corruption.pattern_letters import java, names, php
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Answer,
    Damage,
    Expectation,
    Scene,
    States,
    expect,
    healthy,
    rounded,
    truths,
)
from bench.corruption.stamps import human, stamp

_ZEROS = (
    "0000-00-00", "0000-00-00 00:00:00",
    "00000000T00:00:00Z", "-0001-11-30", "-0001-11-30T00:00:00+00:00",
    "Wed, 30 Nov -0001 00:00:00 +0000", "0001-01-01", "0001-01-01T00:00:00Z",
    "Mon, 01 Jan 0001 00:00:00 +0000", "1-1-1",
    "1899-12-30", "30.12.1899 01:00",
    "1900-01-01", "1900-01-01T00:00:00", "1/0/1900", "1753-01-01", "1904-01-01", "1601-01-01",
    "1582-10-15", "1970-01-01", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "1969-12-31T19:00:00-05:00", "1970-01-01T05:30:00+05:30", "1970-01-01T01:00:00+01:00", "0",
    "2038-01-19T03:14:07Z",
    "1901-12-13T20:45:52Z", "9999-12-31", "9999-12-31T23:59:59Z",
)  # fmt: skip
_LEFTOVERS = (
    "{{ post.date }}", "{{date}}", "Invalid Date", "Invalid date", "NaN-NaN-NaN", "NaN", "None",
    "null", "undefined",
    "[[date]]",
    "YYYY-MM-DD", "yyyy-MM-dd", "%Y-%m-%d", "%%date%%", "<?php echo get_the_date(); ?>",
    "${publishedDate}", "#DATE#", "N/A", "[object Object]",
    "__DATE__", "DD/MM/YYYY", "datetime",
)  # fmt: skip


def _constant(text: str) -> object:
    return lambda _: text


def _texts(values: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(_constant(value) for value in values)


def _nothing(values: tuple[str, ...]) -> Family:
    """Return a family of pages with a sentinel alone and no date."""

    def build(scene: Scene) -> Expectation:
        stamp(scene, scene.rng.choice(values))
        return Expectation((), truths(scene.truth), True)

    return Family(
        "sentinel-alone" if values is _ZEROS else "template-leftover-alone", "defect", build
    )


def _day_of_fetch(scene: Scene) -> Expectation | None:
    """Only the clock was parsed, so the machine's day is that of the fetch."""
    if (
        scene.fetched is None
        or abs((scene.fetched - scene.truth.utc).days) < 2
        or not surround(scene, "clock clock+url")
    ):
        return None
    wall = scene.fetched.replace(
        hour=scene.truth.wall.hour, minute=scene.truth.wall.minute, second=scene.truth.wall.second
    )
    if wall > scene.fetched:
        return None
    stamp(scene, php(scene.truth.on_clock(wall), "Y-m-d H:i:s"))
    return expect(scene, Damage(True, "minute", (States(SECOND),)))


def _impossible_day(moment: Moment) -> str:
    last = monthrange(moment.wall.year, moment.wall.month)[1]
    day = min(31, last + 1 + moment.wall.minute % 2)
    return f"{moment.wall.year}-{moment.wall.month:02d}-{day:02d}"


def _next_weekday(moment: Moment, steps: int = 3) -> str:
    return names("day", "wide", "en_US")[(moment.wall.weekday() + steps) % 7]


def _wrong_weekday(moment: Moment) -> str:
    return f"{_next_weekday(moment)}, {java(moment, 'MMMM d, yyyy')}"


def _old_year(moment: Moment) -> str:
    return java(moment, "EEEE, MMMM d, ") + str(moment.wall.year - 1)


def _midnight_as_24(scene: Scene) -> Expectation:
    """24:00 of a day is 00:00 of the next; ISO 8601 allowed it until 2019."""
    midnight = scene.truth.on_clock(scene.truth.wall.replace(hour=0, minute=0, second=0))
    eve = midnight.wall - timedelta(days=1)
    scene.truth = midnight
    stamp(scene, f"{eve:%Y-%m-%d}" + scene.rng.choice(("T24:00:00", " 24:00:00")), States(SECOND))
    return healthy(scene)


def _broadcast_clock(scene: Scene) -> Expectation:
    """25:30 of a Japanese evening is 01:30 of the next day."""
    eve, wall = scene.truth.wall - timedelta(days=1), scene.truth.wall
    human(
        scene,
        f"{eve.year}年{eve.month}月{eve.day}日 {wall.hour + 24}:{wall.minute:02d}",
        States(MINUTE),
    )
    return healthy(scene)


def _leap_second(scene: Scene) -> Expectation:
    """A real leap second: 23:59:60 on the last day of 2016."""
    stamp(scene, "2016-12-31T23:59:60Z")
    new_year = datetime(2017, 1, 1)
    answers = (
        Answer(datetime(2016, 12, 31).date(), (23, 59, 60), 0),
        Answer(datetime(2016, 12, 31).date(), (23, 59, None), 0),
        Answer(new_year.date(), (0, 0, 0), 0),
    )
    scene.fetched = datetime(2017, 3, 1)
    return Expectation(answers, answers)


def _redundant_meridiem(moment: Moment) -> str:
    return php(moment, "Y-m-d H:i ") + ("am" if moment.wall.hour < 12 else "pm")


def _cut_clock(scene: Scene) -> Expectation | None:
    """A stamp cut inside its clock keeps its day."""
    if not surround(scene, "alone alone clock url"):
        return None
    text = php(scene.truth, r"Y-m-d\TH:i:s")
    stamp(scene, text[: scene.rng.choice((11, 12, 14))])
    said = expect(scene, Damage())
    return Expectation((*said.answers, rounded(scene.truth, DAY)), said.truth)


_WITNESSED = "clock clock+url day url stamp"
_JANUARY = "stamp url stamp+url"

FAMILIES: tuple[Family, ...] = (
    _nothing(_ZEROS),
    _nothing(_LEFTOVERS),
    Family("default-day-of-fetch", "defect", _day_of_fetch),
    Family("clock-24-00", "trap", _midnight_as_24, weight=0.6),
    Family(
        "broadcast-clock",
        "defect",
        _broadcast_clock,
        lambda m: m.wall.hour < 4,
        ("ja-JP",),
        weight=0.6,
    ),
    Family("leap-second", "trap", _leap_second, weight=0.2),
    Family("truncated-clock", "defect", _cut_clock),
    *families(
        (
            Row("sentinel", tuple(_texts(_ZEROS)), _WITNESSED, weight=2),  # type: ignore[arg-type]
            Row("template-leftover", tuple(_texts(_LEFTOVERS)), _WITNESSED),  # type: ignore[arg-type]
            Row(
                "js-default-year-2001",
                of(php, r"2001-m-d\T00:00:00", r"2001-m-d"),
                "clock day url day+url",
                damage=Damage(silent=True, echo="day"),
                fits=lambda m: m.wall.year > 2002 and (m.wall.month, m.wall.day) != (2, 29),
            ),
            Row(
                "default-first-day",
                of(php, "Y-m-01"),
                "day+url clock+url day",
                damage=Damage(silent=True),
                fits=lambda m: m.wall.day > 1,
            ),
            Row(
                "impossible-day",
                (_impossible_day,),
                f"{_WITNESSED} alone",
                fits=lambda m: m.wall.month in (2, 4, 6, 9, 11),
            ),
            Row(
                "month-zero",
                of(php, "Y-00-d"),
                f"{_WITNESSED} alone",
                fits=lambda m: m.wall.minute != 0,
            ),
            Row("day-zero", of(php, "Y-m-00"), f"{_WITNESSED} alone"),
            Row(
                "redundant-meridiem",
                (_redundant_meridiem,),
                "alone clock day",
                States(MINUTE),
                fits=lambda m: m.wall.hour > 12,
            ),
            Row(
                "weekday-contradiction-witnessed",
                (_wrong_weekday,),
                _JANUARY,
                human=True,
                locales="en-US en-CA en-IN",
                damage=Damage(adds=(States(DAY),)),
            ),
            Row(
                "old-year-in-january",
                (_old_year,),
                _JANUARY,
                human=True,
                locales="en-US en-CA en-IN",
                damage=Damage(adds=(States(DAY),)),
                fits=lambda m: m.wall.month == 1 and m.wall.day < 20 and m.wall.year > 1998,
            ),
        )
    ),
)
