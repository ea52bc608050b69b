"""Families of catalogue A7: places of one page that contradict each other, and dates that are not
the article's.
"""

from __future__ import annotations

from datetime import timedelta

from bench.corruption.families import Family, surround
from bench.corruption.moments import Moment, at_utc
from bench.corruption.pattern_letters import php
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Damage,
    Expectation,
    Scene,
    States,
    days_off,
    expect,
    healthy,
    printed,
    rounded,
    truths,
)
from bench.corruption.stamps import PUBLISHED, byline, healthy_stamp, stamp, updated_line

_ZONED = States(SECOND, offset=True)
#: A wrong stamp of the same site that week still shows the offset of its clocks.
_SAME_SITE = Damage(silent=True, adds=(States(MINUTE, offset=True),))


def _iso(moment: Moment) -> str:
    return php(moment, "c")


def _changed(scene: Scene, least: int = 1500) -> Moment:
    """Set and return the scene's modification, at least so many minutes after publication, with a
    fetch after it.
    """
    scene.modified = scene.truth.shifted(least + scene.rng.randint(0, 20_000))
    scene.fetched = scene.modified.shifted(scene.rng.randint(30, 90_000)).utc
    return scene.modified


def _overwritten(scene: Scene) -> Expectation:
    """The published stamp is rewritten at each edit; the printed line and the address keep the
    first day.
    """
    modified = _changed(scene)
    surround(scene, "clock+url day+url clock")
    stamp(scene, _iso(modified))
    scene.claim("meta:article:modified_time", _iso(modified), _ZONED, "modified")
    return expect(scene, _SAME_SITE)


def _created(scene: Scene) -> Expectation:
    """dateCreated is the draft's; datePublished stands beside it."""
    scene.claim(
        "ld:dateCreated",
        _iso(scene.truth.shifted(-scene.rng.randint(200, 20_000))),
        None,
        "created",
    )
    scene.claim("ld:datePublished", _iso(scene.truth), _ZONED)
    if scene.rng.random() < 0.5:
        byline(scene)
    return healthy(scene)


def _rendered_now(scene: Scene) -> Expectation | None:
    """The template prints the moment of the request: the day of the fetch, beside the true one in
    print.
    """
    if scene.fetched is None or (scene.fetched - scene.truth.utc) < timedelta(days=3):
        return None
    surround(scene, "clock day url day+url clock+url")
    now = at_utc(scene.fetched, scene.truth.zone)
    stamp(scene, scene.rng.choice((php(now, "Y-m-d"), _iso(now))))
    return expect(scene, Damage(silent=True, echo="day"))


def _number_in_address(scene: Scene) -> Expectation:
    """A number in the address that looks like a date: /2021/04/92713 is not 9 April."""
    scene.path = f"/{scene.truth.wall:%Y/%m}/{scene.rng.randint(10_000, 99_999)}-"
    if scene.rng.random() < 0.3:
        return Expectation((), truths(scene.truth), True)
    surround(scene, "clock day stamp")
    return healthy(scene)


def _version_in_address(scene: Scene) -> Expectation:
    """A version number in the address that looks like a date: /lantern-linux-2026-1-release."""
    scene.path = (
        f"/lantern-linux-{scene.rng.randint(2019, 2026)}-{scene.rng.randint(1, 4)}-release-"
    )
    surround(scene, "clock day stamp")
    return healthy(scene)


def _cover_date(scene: Scene) -> Expectation:
    """A magazine's address carries the cover's day, later than the day on which the story went
    out.
    """
    cover = days_off(scene, 6, 14)
    scene.path = f"/{cover.wall:%Y/%m/%d}/"
    scene.fetched = cover.shifted(9000).utc
    surround(scene, "clock+local day+stamp")
    return healthy(scene)


def _wrong_node(scene: Scene) -> Expectation:
    """Dates of the web site's or the breadcrumb's node, years older than the article."""
    kind = scene.rng.choice(
        (
            "WebSite:datePublished",
            "WebSite:dateModified",
            "BreadcrumbList:datePublished",
            "Organization:foundingDate",
        )
    )
    scene.claim(f"node:{kind}", _iso(days_off(scene, -2000, -300)), None, "other")
    if scene.rng.random() < 0.3:
        return Expectation((), truths(scene.truth), True)
    surround(scene, "clock day url")
    return healthy(scene)


def _no_date(scene: Scene) -> Expectation:
    """Captions, comments, related stories and a copyright year, and no date of the article."""
    scene.modified = None
    return Expectation((), truths(scene.truth), True)


def _event(scene: Scene) -> Expectation:
    """An event's date in the future, which is no publication."""
    scene.claim("node:Event:startDate", _iso(days_off(scene, 5, 90)), None, "other")
    if scene.rng.random() < 0.3:
        return Expectation((), truths(scene.truth), True)
    surround(scene, "clock day local")
    return healthy(scene)


def _modified_only(scene: Scene) -> Expectation:
    """Only the modification is stated; it is never promoted."""
    modified = _changed(scene, 60)
    if scene.rng.random() < 0.5:
        scene.claim("ld:dateModified", _iso(modified), _ZONED, "modified")
    else:
        updated_line(scene)
    return Expectation((), truths(scene.truth), True)


def _scheduled(scene: Scene) -> Expectation:
    """A scheduled post: its last edit came before its publication; neither date moves."""
    scene.modified = scene.truth.shifted(-scene.rng.randint(20, 2000))
    scene.claim("ld:datePublished", _iso(scene.truth), _ZONED)
    scene.claim("ld:dateModified", _iso(scene.modified), _ZONED, "modified")
    if scene.rng.random() < 0.6:
        byline(scene)
    return healthy(scene)


def _live_blog(scene: Scene) -> Expectation:
    """A live blog: coverage began before, and was modified the day after."""
    modified = _changed(scene, 1000)
    scene.claim(
        "node:LiveBlogPosting:coverageStartTime", _iso(scene.truth.shifted(-120)), None, "other"
    )
    scene.claim("ld:datePublished", _iso(scene.truth), _ZONED)
    scene.claim("ld:dateModified", _iso(modified), _ZONED, "modified")
    if scene.rng.random() < 0.5:
        byline(scene)
    return healthy(scene)


def _drawn_in_the_browser(scene: Scene) -> Expectation:
    """A date-only value that a browser west of Greenwich shows as the day before: the attribute is
    right.
    """
    eve = scene.truth.shifted(-1440)
    text = f"{scene.truth.wall:%Y-%m-%d} | {printed(scene, eve, clock=False)}"
    scene.claim("datetime", text, States(DAY), "date", "human")
    if scene.rng.random() < 0.5:
        surround(scene, "url local")
    return healthy(scene)


def _modified_is_created(scene: Scene) -> Expectation:
    """dateModified is fed from the draft's creation, weeks before publication."""
    draft = days_off(scene, -40, -3)
    scene.claim("ld:dateModified", _iso(draft), None, "other")
    scene.claim("ld:datePublished", _iso(scene.truth), _ZONED)
    byline(scene)
    return healthy(scene)


def _expires(scene: Scene) -> Expectation:
    """An expiry date months away beside the publication."""
    scene.claim("meta:expires", _iso(scene.truth.shifted(1440 * 180)), None, "expires")
    surround(scene, "clock stamp day")
    return healthy(scene)


def _fresh(scene: Scene) -> Expectation:
    """A story of the day of the fetch, with its byline: not a template's now."""
    scene.modified = None
    scene.fetched = scene.truth.utc + timedelta(minutes=scene.rng.randint(3, 300))
    byline(scene)
    healthy_stamp(scene, MINUTE)
    return healthy(scene)


def _two_vocabularies(scene: Scene) -> Expectation:
    """One meta has the draft's day, two other witnesses have the day of publication."""
    place, role = scene.rng.choice(PUBLISHED[1:5])
    surround(scene, "clock+url day+url")
    scene.claim(place, _iso(days_off(scene, -30, -2)), None, role)
    return expect(scene, _SAME_SITE)


def _midnight_placeholder(scene: Scene) -> Expectation:
    """A stamp of a day alone that the CMS writes with 00:00, beside the printed clock."""
    byline(scene)
    stamp(scene, php(scene.truth, r"Y-m-d\T00:00:00"), States(DAY))
    return Expectation((*healthy(scene).answers, rounded(scene.truth, DAY)), truths(scene.truth))


FAMILIES: tuple[Family, ...] = (
    Family("published-overwritten-by-modified", "defect", _overwritten, weight=1.5),
    Family("draft-day-as-published", "defect", _two_vocabularies),
    Family("created-beside-published", "trap", _created, html_only=True),
    Family("rendered-now", "defect", _rendered_now, weight=2),
    Family("number-in-address", "trap", _number_in_address),
    Family("version-in-address", "trap", _version_in_address),
    Family("cover-date-in-address", "trap", _cover_date),
    Family("wrong-node", "trap", _wrong_node, html_only=True),
    Family("no-date", "trap", _no_date, weight=2),
    Family("event-date", "trap", _event, html_only=True),
    Family("modified-only", "trap", _modified_only, weight=1.5),
    Family("scheduled-post", "trap", _scheduled),
    Family("live-blog", "trap", _live_blog, html_only=True),
    Family("client-rendered-date", "defect", _drawn_in_the_browser, html_only=True),
    Family("modified-is-created", "trap", _modified_is_created),
    Family("expiry-date", "trap", _expires),
    Family("fresh-story", "trap", _fresh),
    Family("midnight-for-no-clock", "defect", _midnight_placeholder, lambda m: m.wall.hour > 1),
)
