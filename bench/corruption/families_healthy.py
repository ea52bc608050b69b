"""Healthy pages, traps that only look broken (catalogue D), and pages on which a careful reader
would be unsure.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bench.corruption.families import Family, Row, families, surround
from bench.corruption.families_tokens import of
from bench.corruption.moments import Moment, at_utc, at_wall
from bench.corruption.pattern_letters import java, offset, php, strftime, yearday
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Expectation,
    Scene,
    States,
    days_off,
    healthy,
    printed,
    rounded,
    truths,
)
from bench.corruption.stamps import byline, healthy_stamp, human, stamp, updated_line

_ZONED = States(SECOND, offset=True)
#: What healthy pages are dated by: machine stamps, a printed line, the address; most have more than
#: one.
_HEALTHY = (
    "stamp stamp+clock stamp+clock stamp+day stamp+url stamp+clock+url stamp+day+url "
    "date+day date+clock clock day clock+url day+url"
)


def _healthy(scene: Scene) -> Expectation:
    surround(scene, _HEALTHY)
    if scene.rng.random() < 0.4:
        updated_line(scene)
    return healthy(scene)


def _full(scene: Scene) -> Expectation:
    """A page on which everything is there and agrees, the modification too."""
    healthy_stamp(scene, SECOND)
    byline(scene)
    updated_line(scene)
    return healthy(scene)


def _open(scene: Scene) -> Expectation:
    """Return the expectation that nothing is emitted; only the generator knows the truth."""
    return Expectation((), truths(scene.truth), True)


def _long_after(scene: Scene) -> None:
    """Set a fetch so late that no reading of the digits lies in the future."""
    scene.fetched = scene.truth.utc + timedelta(days=scene.rng.randint(400, 1500))


def _undecided_order(scene: Scene) -> Expectation:
    """03/04/2021 on an English page of no country."""
    _long_after(scene)
    scene.language = scene.rng.choice(("", "en"))
    human(scene, php(scene.truth, scene.rng.choice(("d/m/Y", "m/d/Y", "j/n/Y", "n/j/Y"))))
    return _open(scene)


def _two_stamps(scene: Scene) -> Expectation:
    """Two stamps of equal standing, days apart; either may be the true one."""
    other = days_off(scene, 2, 40, either=True)
    pair = [_iso(scene.truth), _iso(other)]
    scene.rng.shuffle(pair)
    for place, text in zip(
        scene.rng.sample(("ld:datePublished", "meta:article:published_time", "meta:pubdate"), 2),
        pair,
        strict=True,
    ):
        scene.claim(place, text)
    scene.fetched = max(scene.truth.utc, other.utc) + timedelta(days=scene.rng.randint(1, 90))
    return _open(scene)


def _iso(moment: Moment) -> str:
    return php(moment, "c")


def _two_lines(scene: Scene) -> Expectation:
    """Two printed dates beneath the headline, neither with a label."""
    other = days_off(scene, 2, 30, either=True)
    pair = [printed(scene, scene.truth, clock=True), printed(scene, other, clock=True)]
    scene.rng.shuffle(pair)
    for text in pair:
        scene.claim("line", text, None, "date", "human")
    scene.fetched = max(scene.truth.utc, other.utc) + timedelta(days=scene.rng.randint(1, 90))
    return _open(scene)


def _days_apart(scene: Scene) -> Expectation:
    """A stamp and a printed line, each a day alone, two and more days apart."""
    other = days_off(scene, 2, 20, either=True)
    one, two = (scene.truth, other) if scene.rng.random() < 0.5 else (other, scene.truth)
    stamp(scene, php(one, "Y-m-d"))
    human(scene, printed(scene, two, clock=False))
    scene.fetched = max(one.utc, two.utc) + timedelta(days=scene.rng.randint(1, 90))
    return _open(scene)


def _three_parts(scene: Scene) -> Expectation:
    """12/11/10 alone on a page without language."""
    scene.fetched = scene.truth.utc + timedelta(days=4500)
    scene.language = ""
    human(scene, php(scene.truth, scene.rng.choice(("y/m/d", "d/m/y", "m/d/y"))))
    return _open(scene)


def _dial(scene: Scene) -> Expectation:
    """A clock of one to eleven without its half of the day: the day is certain, the hour is not."""
    scene.language = scene.locale.tag
    # a fetch of that morning would decide
    scene.fetched = scene.truth.utc + timedelta(days=scene.rng.randint(2, 60))
    human(scene, printed(scene, scene.truth, clock=False) + java(scene.truth, " h:mm"))
    return Expectation((rounded(scene.truth, DAY),), truths(scene.truth), True)


def _contradicting_weekday(scene: Scene) -> Expectation:
    """A printed weekday that is not the date's, and nothing else: either may be the mistake."""
    shift = scene.rng.choice((-7, -2, -1, 1, 2, 7, 30))
    shown = scene.truth.shifted(1440 * shift) if scene.rng.random() < 0.5 else scene.truth
    days = java(scene.truth.shifted(0 if shown is not scene.truth else 1440 * 2), "EEEE")
    scene.fetched = scene.truth.utc + timedelta(days=60)
    if java(shown, "EEEE") == days:
        days = java(shown.shifted(1440), "EEEE")
    human(scene, f"{days}, {java(shown, 'MMMM d, yyyy')}")
    return _open(scene)


def _abbreviation_of_many(scene: Scene) -> Expectation:
    """AST, SST, ACT or AMT on an English page of no country: the local time is certain, its offset
    is not.

    IST and CST are of several countries too, but one of them prints nearly all of the English pages
    that carry it.
    """
    scene.language, scene.host = "en", scene.host.rsplit(".example.", 1)[0] + ".example.com"
    # a fetch of that day would decide
    scene.fetched = scene.truth.utc + timedelta(days=scene.rng.randint(2, 60))
    text = scene.rng.choice(("AST", "SST", "ACT", "AMT"))
    human(scene, f"{php(scene.truth, 'F j, Y H:i')} {text}", States(MINUTE))
    return Expectation(
        (rounded(scene.truth, MINUTE), rounded(scene.truth, DAY)), truths(scene.truth), True
    )


def _z_and_offset(scene: Scene) -> Expectation:
    """A Z and an offset behind one clock: two instants, and the days may differ too."""
    true = scene.truth if scene.rng.random() < 0.5 else scene.truth.as_utc()
    scene.fetched = scene.truth.utc + timedelta(days=scene.rng.randint(2, 60))
    stamp(scene, php(true, r"Y-m-d\TH:i:s\Z") + offset(scene.truth.offset))
    answers = (
        (rounded(scene.truth, DAY),) if scene.truth.wall.date() == scene.truth.utc.date() else ()
    )
    return Expectation(answers, truths(scene.truth), True)


def _relative(scene: Scene) -> Expectation:
    """ "5 hours ago" and a fetch in UTC: the reader's day depends on a zone that is not stated."""
    hours = scene.rng.randint(2, 22)
    scene.modified, scene.fetched = (
        None,
        at_utc(scene.truth.utc, "UTC").shifted(hours * 60 + 20).wall,
    )
    human(scene, f"{hours} hours ago")
    # the day on the clock of the fetch can be defended as well as the reader's
    answers = (rounded(scene.truth, DAY), rounded(scene.truth, DAY, utc=True))
    return Expectation(answers, truths(scene.truth), True)


def _today(scene: Scene) -> Expectation:
    """A stamp of the day of the fetch and no other date: a fresh story or a template's now."""
    scene.modified = None
    fetched = scene.truth.utc + timedelta(hours=scene.rng.uniform(1, 9))
    if scene.rng.random() < 0.5:
        fetched += timedelta(days=scene.rng.randint(20, 900))
    scene.fetched = fetched.replace(microsecond=0)
    stamp(scene, php(at_utc(scene.fetched, scene.truth.zone), "Y-m-d"))
    return _open(scene)


def _redated(scene: Scene) -> Expectation:
    """An address of years ago, a stamp of this week: a story dated anew, or an address that was
    kept.
    """
    old = days_off(scene, -1500, -400)
    scene.path = f"/{old.wall:%Y/%m/%d}/"
    stamp(scene, _iso(scene.truth))
    scene.fetched = scene.truth.utc + timedelta(days=scene.rng.randint(1, 20))
    if scene.rng.random() < 0.5:
        scene.truth = old
    return _open(scene)


def _undated_year(scene: Scene) -> Expectation:
    """A month or a year, and no day."""
    stamp(scene, php(scene.truth, scene.rng.choice(("Y-m", "Y", "F Y"))))
    return _open(scene)


def _new_year(scene: Scene) -> Expectation:
    """A real story of 1 January, 00:00."""
    scene.truth = at_wall(datetime(scene.truth.wall.year, 1, 1), scene.truth.zone)
    scene.fetched = scene.truth.utc + timedelta(days=40)
    scene.modified = None
    byline(scene)
    stamp(scene, php(scene.truth, "c"), _ZONED)
    return healthy(scene)


def _go_layout(scene: Scene) -> Expectation:
    """A story that really appeared on Go's reference day, 2 January 2006."""
    scene.truth = at_wall(datetime(2006, 1, 2, 15, scene.rng.randint(0, 59)), scene.truth.zone)
    scene.fetched, scene.modified = scene.truth.utc + timedelta(days=9), None
    byline(scene)
    stamp(scene, php(scene.truth, "Y-m-d"), States(DAY))
    return healthy(scene)


_EUROPEAN = "de-DE pt-BR ar-EG fr-FR es-ES it-IT pl-PL ru-RU en-GB tr-TR"
_MANY = ("en-IN", "en-IE", "he-IL", "en-GB")

TRAPS: tuple[Family, ...] = (
    Family("new-year-story", "trap", _new_year, weight=0.5),
    Family("go-reference-day", "trap", _go_layout, weight=0.3),
    *families(
        (
            Row(
                "iso-never-swapped",
                of(php, "Y-m-d", "Y/m/d"),
                "alone",
                States(DAY),
                fits=lambda m: m.wall.day <= 12,
                locales=_EUROPEAN,
                kind="trap",
            ),
            Row(
                "leap-day",
                of(php, "Y-m-d", "Y/m/d"),
                "alone day url",
                States(DAY),
                fits=lambda m: (m.wall.month, m.wall.day) == (2, 29),
                kind="trap",
                weight=0.4,
            ),
            Row(
                "last-day-of-year",
                of(php, "Y-m-d"),
                "url day",
                States(DAY),
                fits=lambda m: (m.wall.month, m.wall.day) == (12, 31),
                kind="trap",
                weight=0.4,
            ),
            Row(
                "minute-is-month",
                of(php, "Y-m-d H:i:s"),
                "alone clock",
                States(SECOND),
                fits=lambda m: m.wall.minute == m.wall.month,
                kind="trap",
                weight=0.7,
            ),
            Row(
                "day-of-year-in-january",
                of(strftime, "%Y-%m-%d"),
                "alone url",
                States(DAY),
                fits=lambda m: yearday(m) <= 31,
                kind="trap",
                weight=0.4,
            ),
            Row(
                "no-zone",
                of(php, r"Y-m-d\TH:i:s", "Y-m-d H:i:s"),
                "alone bare url",
                States(SECOND),
                kind="trap",
            ),
        )
    ),
)

HEALTHY: tuple[Family, ...] = (
    Family("healthy", "healthy", _healthy, weight=3),
    Family("healthy-with-everything", "healthy", _full),
)

UNSURE: tuple[Family, ...] = (
    Family(
        "unsure-order",
        "unsure",
        _undecided_order,
        lambda m: m.wall.day <= 12 and m.wall.day != m.wall.month,
        ("en-US",),
        weight=2,
    ),
    Family("unsure-two-stamps", "unsure", _two_stamps, html_only=True, weight=1.5),
    Family("unsure-two-lines", "unsure", _two_lines),
    Family("unsure-days-apart", "unsure", _days_apart, weight=1.5),
    Family(
        "unsure-three-parts",
        "unsure",
        _three_parts,
        lambda m: 2001 <= m.wall.year <= 2012 and m.wall.day <= 12 and m.wall.day != m.wall.month,
        ("en-US",),
    ),
    Family(
        "unsure-half-of-the-day",
        "unsure",
        _dial,
        lambda m: m.wall.hour not in (0, 12),
        ("en-US", "en-AU", "en-NZ", "en-CA"),
    ),
    Family("unsure-weekday", "unsure", _contradicting_weekday, None, ("en-US", "en-CA")),
    Family("unsure-abbreviation", "unsure", _abbreviation_of_many, None, _MANY),
    Family("unsure-z-and-offset", "unsure", _z_and_offset, lambda m: m.offset != 0, weight=0.7),
    Family("unsure-hours-ago", "unsure", _relative, None, ("en-US", "en-GB", "en-IN", "en-AU")),
    Family("unsure-today", "unsure", _today),
    Family("unsure-redated", "unsure", _redated),
    Family("unsure-no-day", "unsure", _undated_year),
)
