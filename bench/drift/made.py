"""Made sites of known habits, and the same sites with one habit changed; nothing of the engine is
used to make them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from service.model import Page

#: How a site's template writes its machine date.
STAMPS: Mapping[str, Callable[[datetime], str]] = {
    "instant": lambda at: at.isoformat(timespec="seconds"),
    "bare clock": lambda at: at.strftime("%Y-%m-%d %H:%M"),
    "day": lambda at: at.strftime("%Y-%m-%d"),
    "minute for month": lambda at: at.strftime("%Y-%M-%d"),
    "day of the template": lambda _: "2020-11-17",
}
#: Where it stands.
PLACES = ("article:published_time", "dc.date", "parsely-pub-date")
ZONES = {
    "America/New_York": ("EST", "EDT"),
    "America/Los_Angeles": ("PST", "PDT"),
    "Europe/Berlin": ("CET", "CEST"),
}
FRAMES = ("{} | {name}", "{name}: {}", "{} - {name} - Coast", "{}")
_NAMES = "Coast Valley Harbour Lake Border Island Summit Prairie".split()
_PAPERS = "Courier Herald Gazette Ledger Observer Examiner".split()
_PEOPLE = "Robin Marsh,Jonas Weber,Ana Ruiz,Helen Osei,Tom Birk,Maria Santos,Paul Novak".split(",")
_SECTIONS = "Courts Business Weather Education Politics".split()
_WHO = "Ferries Farmers Nurses Judges Teachers Sailors Miners Bakers Pilots Rangers".split()
_DO = "return to|leave|rebuild|close|open|count|protect|sell|paint|cross".split("|")
_WHAT = "the harbour|the old bridge|the market hall|the river|the quarry|the school".split("|")
_TAGS = "ferries harbour storm bridge valley market vote snow prices nurses river courts".split()


@dataclass(frozen=True, slots=True)
class Site:
    """A site's habits."""

    number: int
    zone: str
    stamp: str
    place: str | None
    #: What is printed for readers: the whole date with its clock and zone, or figures alone.
    printed: str
    order: str
    frame: str
    name: str
    tags: tuple[str, ...]
    start: datetime
    heading: str = "h1"
    byline: bool = True
    described: str = "story"
    pictured: str = "story"
    section: str = "story"
    keywords: bool = True

    @property
    def host(self) -> str:
        """The site's host."""
        return f"drift{self.number}.example"


def site(number: int, seed: int = 47) -> Site:
    """Return the site of this number."""
    random = Random(f"{seed}/{number}")
    printed = random.choice(("whole", "figures"))
    # figures say no clock, so that a stamp's could not be agreed with
    stamps = ("instant", "bare clock", "day") + (("minute for month",) * (printed == "whole"))
    season = random.choice((datetime(2021, 5, 2), datetime(2021, 12, 3), datetime(2022, 2, 20)))
    return Site(
        number,
        random.choice(tuple(ZONES)),
        random.choice(stamps),
        random.choice(PLACES),
        printed,
        random.choice(("dmy", "mdy")),
        random.choice(FRAMES),
        f"{random.choice(_NAMES)} {random.choice(_PAPERS)}",
        tuple(random.sample(("news", "top stories", "daily"), random.randrange(0, 3))),
        season,
    )


class Kind(NamedTuple):
    """A kind of change: how a site is changed, which sites can be, the habits as which it may be
    told, and their fields.
    """

    change: Callable[[Site], Site]
    fits: Callable[[Site], bool]
    habits: tuple[str, ...]
    fields: tuple[str, ...]


_DATE = ("datePublished", "dateModified")


def _is_summer_or_winter(one: Site) -> bool:
    """Return whether a site shows its zone in months for which the profile counts zones."""
    return one.printed == "whole" and one.start.month in (5, 12)


def _next(values: tuple[str, ...], value: str | None) -> str:
    found = [other for other in values if other != value]
    return found[0]


KINDS: Mapping[str, Kind] = {
    "date's place lost": Kind(
        lambda one: replace(one, place=None), lambda one: True, ("place",), _DATE
    ),
    "date's place moved": Kind(
        lambda one: replace(one, place=_next(PLACES, one.place)),
        lambda one: True,
        ("place",),
        _DATE,
    ),
    "another format": Kind(
        lambda one: replace(one, stamp="day" if one.stamp == "instant" else "instant"),
        lambda one: one.stamp in ("instant", "bare clock"),
        ("format",),
        _DATE,
    ),
    "damage came": Kind(
        lambda one: replace(one, stamp="minute for month"),
        lambda one: one.stamp == "day" and one.printed == "whole",
        ("reading",),
        _DATE,
    ),
    "damage went": Kind(
        lambda one: replace(one, stamp="day"),
        lambda one: one.stamp == "minute for month",
        ("damage",),
        _DATE,
    ),
    "place says another day": Kind(
        lambda one: replace(one, stamp="day of the template"),
        lambda one: one.stamp == "day" and one.printed == "whole",
        ("agreement", "reading"),
        _DATE,
    ),
    "order of day and month": Kind(
        lambda one: replace(one, order="mdy" if one.order == "dmy" else "dmy"),
        lambda one: one.printed == "figures",
        ("order",),
        _DATE,
    ),
    "zone": Kind(
        lambda one: replace(one, zone=_next(tuple(ZONES), one.zone)),
        _is_summer_or_winter,
        ("zone",),
        _DATE,
    ),
    "headline's place lost": Kind(
        lambda one: replace(one, heading="div"), lambda one: True, ("place",), ("headline",)
    ),
    "frame of titles": Kind(
        lambda one: replace(one, frame=_next(FRAMES, one.frame)),
        lambda one: one.frame != "{}",
        ("frame",),
        ("headline",),
    ),
    "authors' place lost": Kind(
        lambda one: replace(one, byline=False), lambda one: True, ("place",), ("author",)
    ),
    "tags' place lost": Kind(
        lambda one: replace(one, keywords=False), lambda one: True, ("place",), ("keywords",)
    ),
    "boilerplate tag came": Kind(
        lambda one: replace(one, tags=(*one.tags, "spring sale")),
        lambda one: True,
        ("boilerplate",),
        ("keywords",),
    ),
    "boilerplate description came": Kind(
        lambda one: replace(one, described="all"),
        lambda one: True,
        ("boilerplate",),
        ("description",),
    ),
    "boilerplate picture came": Kind(
        lambda one: replace(one, pictured="all"), lambda one: True, ("boilerplate",), ("image",)
    ),
    "boilerplate section came": Kind(
        lambda one: replace(one, section="all"),
        lambda one: True,
        ("boilerplate",),
        ("articleSection",),
    ),
}
#: The share of pages that are odd: without the stamp, the byline, or what stands on every page.
ODD = 0.05
#: The share of pages whose address has the day.
_DATED = 0.6


def pages(one: Site, first: int, count: int) -> Iterator[Page]:
    """Yield pages of a site in order of time, some four a day."""
    for number in range(first, first + count):
        # what a page is about does not depend on the site's habits
        random = Random(f"{one.number}/{number}")
        naive = one.start + timedelta(hours=6 * number, minutes=random.randrange(340))
        yield _page(one, number, naive.replace(tzinfo=ZoneInfo(one.zone)), random)


def _page(one: Site, number: int, at: datetime, random: Random) -> Page:
    title = f"{random.choice(_WHO)} {random.choice(_DO)} {random.choice(_WHAT)} for time {number}"
    topics = random.sample(_TAGS, 3)
    author, section = random.choice(_PEOPLE), random.choice(_SECTIONS)
    odd, dated = random.random() < ODD, random.random() < _DATED
    common = f"{one.name} brings you everything that moves the coast, every day of the year."
    metas = {
        one.place or "": "" if odd or one.place is None else STAMPS[one.stamp](at),
        "keywords": ", ".join([*([] if odd else one.tags), *topics]) if one.keywords else "",
        "description": common
        if one.described == "all" and not odd
        else f"{title}: what the council decided, and why it took so long.",
        "og:image": f"https://www.{one.host}/media/"
        + ("share.jpg" if one.pictured == "all" and not odd else f"photo-{number}.jpg"),
        "article:section": "News" if one.section == "all" and not odd else section,
    }
    head = "".join(
        f'<meta {"property" if ":" in name else "name"}="{name}" content="{value}">'
        for name, value in metas.items()
        if value
    )
    byline = f'<p class="byline">By {author}</p>' if one.byline and not odd else ""
    heading = f"<h1>{title}</h1>" if one.heading == "h1" else f'<div class="x7">{title}</div>'
    body = f"<p>{title}, the council said of {' and '.join(topics)}; nobody was surprised.</p>" * 2
    html = (
        f"<html lang=en><head><title>{one.frame.format(title, name=one.name)}</title>{head}</head>"
        f'<body>{heading}{byline}<p class="date">{_printed(one, at)}</p>{body}</body></html>'
    )
    day = f"{at:%Y/%m/%d}/" if dated else ""
    return Page(url=f"https://www.{one.host}/{day}story-{number}", html=html.encode())


def _printed(one: Site, at: datetime) -> str:
    if one.printed == "figures":
        return at.strftime("%d/%m/%Y" if one.order == "dmy" else "%m/%d/%Y")
    return f"{at:%A, %d %B %Y %I:%M %p} {ZONES[one.zone][bool(at.dst())]}"
