"""Healthy statements of a moment: the forms in which machines stamp pages, and bylines and
addresses around them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bench.corruption.moments import Moment
from bench.corruption.pattern_letters import epoch, java, php
from bench.corruption.scene import DAY, MINUTE, SECOND, Scene, States, printed, printed_zone

#: name, weight, how it is written, what it states.  Weights are rough shares of news pages.
_FORMS: tuple[tuple[str, float, Callable[[Moment], str], States], ...] = (
    ("iso with offset", 8, lambda m: php(m, "c"), States(SECOND, offset=True)),
    ("iso without colon", 1.5, lambda m: php(m, r"Y-m-d\TH:i:sO"), States(SECOND, offset=True)),
    ("iso minutes", 1, lambda m: php(m, r"Y-m-d\TH:iP"), States(MINUTE, offset=True)),
    (
        "iso utc",
        5,
        lambda m: php(m.as_utc(), r"Y-m-d\TH:i:s\Z"),
        States(SECOND, utc=True, offset=True),
    ),
    (
        "iso utc millis",
        2,
        lambda m: php(m.as_utc(), r"Y-m-d\TH:i:s.000\Z"),
        States(SECOND, utc=True, offset=True),
    ),
    (
        "iso utc +00:00",
        2,
        lambda m: php(m.as_utc(), r"Y-m-d\TH:i:s+00:00"),
        States(SECOND, utc=True, offset=True),
    ),
    ("iso local", 2, lambda m: php(m, r"Y-m-d\TH:i:s"), States(SECOND)),
    ("sql", 2, lambda m: php(m, "Y-m-d H:i:s"), States(SECOND)),
    ("sql minutes", 1, lambda m: php(m, "Y-m-d H:i"), States(MINUTE)),
    ("rfc 822", 1.5, lambda m: php(m, "D, d M Y H:i:s O"), States(SECOND, offset=True)),
    (
        "http",
        0.7,
        lambda m: php(m.as_utc(), r"D, d M Y H:i:s \G\M\T"),
        States(SECOND, utc=True, offset=True),
    ),
    ("day", 3, lambda m: php(m, "Y-m-d"), States(DAY)),
    ("compact day", 0.7, lambda m: php(m, "Ymd"), States(DAY)),
    ("epoch", 0.5, lambda m: str(epoch(m)), States(SECOND, utc=True, offset=True)),
)

#: Places of one published stamp that a CMS fills, and the role each states.
PUBLISHED = (
    ("ld:datePublished", "published"),
    ("meta:article:published_time", "published"),
    ("meta:pubdate", "published"),
    ("meta:parsely-pub-date", "published"),
    ("itemprop:datePublished", "published"),
    ("meta:date", "date"),
    ("meta:dc.date", "date"),
    ("meta:DC.date.issued", "published"),
)
MODIFIED = (
    "ld:dateModified",
    "meta:article:modified_time",
    "meta:og:updated_time",
    "itemprop:dateModified",
)


def places(scene: Scene, most: int = 3) -> list[tuple[str, str]]:
    """Return a few of the places that one variable of the CMS fills."""
    count = scene.rng.choice((1, 1, 2, min(3, most)))
    taken = {claim.place for claim in scene.claims}
    free = [
        row
        for row in (PUBLISHED[:5] if scene.rng.random() < 0.8 else PUBLISHED)
        if row[0] not in taken
    ]
    return scene.rng.sample(free, min(count, len(free)))


def stamp(scene: Scene, text: str, states: States | None = None) -> None:
    """Add one machine text in the places that one variable fills."""
    for place, role in places(scene):
        scene.claim(place, text, states, role)


def healthy_stamp(scene: Scene, least: int = DAY, zoned: bool = False) -> None:
    """Add a healthy machine stamp of the publication, at least as fine as asked, and modified
    stamps in the same form.
    """
    forms = [
        form for form in _FORMS if form[3].precision >= least and (form[3].offset or not zoned)
    ]
    _, _, write, states = scene.rng.choices(forms, [form[1] for form in forms])[0]
    stamp(scene, write(scene.truth), states)
    if scene.modified is not None and scene.rng.random() < 0.7:
        for place in scene.rng.sample(MODIFIED, scene.rng.choice((1, 2))):
            scene.claim(place, write(scene.modified), states, "modified")


def byline(
    scene: Scene, *, clock: bool = True, zone: bool | None = None, weekday: bool | None = None
) -> None:
    """Add a printed publication line; ``zone`` asks for an abbreviation that the country's readers
    know, if it has one.
    """
    abbreviation = printed_zone(scene.locale, scene.truth) if clock else None
    shown = abbreviation if zone or (zone is None and scene.rng.random() < 0.35) else None
    text = printed(scene, scene.truth, clock=clock, weekday=weekday) + (
        f" {shown}" if shown else ""
    )
    human(scene, text, States(MINUTE if clock else DAY, offset=shown is not None))


def human(scene: Scene, text: str, states: States | None = None) -> None:
    """Add a printed line in one of the places where publication dates are printed."""
    place = scene.rng.choice(("byline", "byline", "labelled", "time", "dateline"))
    role = "published" if place == "labelled" else "date"
    scene.claim(place, text, states, role, "human")


def updated_line(scene: Scene) -> None:
    """Add a printed line with the modification, where the page has one."""
    if scene.modified is not None:
        text = printed(scene, scene.modified, clock=True)
        scene.claim("updated", text, States(MINUTE), "modified", "human")


def url_day(scene: Scene) -> None:
    """Add an address with the newsroom's local day."""
    pattern = scene.rng.choice(
        ("'/'yyyy'/'MM'/'dd'/'", "'/'yyyy'/'MM'/'dd'/'", "'/news/'yyyy'-'MM'-'dd'-'")
    )
    scene.path = java(scene.truth, pattern)
    scene.claim("url", scene.path, States(DAY), "date", "url")


def modify(scene: Scene) -> None:
    """Add a modification some minutes to days after publication."""
    minutes = scene.rng.choice((7, 23, 48, 95, 190, 1300, 2950, 9000)) + scene.rng.randint(0, 30)
    scene.modified = scene.truth.shifted(minutes)
    fetch(scene)


def fetch(scene: Scene) -> None:
    """Add a fetch some minutes to months after the last change."""
    last = scene.modified or scene.truth
    hours = scene.rng.choice((0.4, 2, 9, 30, 200, 2000, 9000)) * (0.5 + scene.rng.random())
    scene.fetched = (last.utc + timedelta(hours=hours)).replace(microsecond=0)
