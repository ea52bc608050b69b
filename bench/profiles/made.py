"""Made sites with known habits, from a seed: pages to learn from, and pages that only the habit
decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from service.model import Page

#: The machine dates that a site's template writes, by the name of the habit.
STAMPS: dict[str, Callable[[datetime], str]] = {
    "sound": lambda at: at.isoformat(timespec="seconds"),
    "bare clock": lambda at: at.strftime("%Y-%m-%dT%H:%M:%S"),
    "minute for month": lambda at: at.strftime("%Y-%M-%d"),
    "day before month": lambda at: at.strftime("%Y-%d-%m"),
    "lost pm": lambda at: at.strftime("%Y-%m-%d %I:%M"),
    "local Z": lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"),
}
#: Zones with their printed abbreviations, in winter and in summer.
ZONES = {
    "America/New_York": ("EST", "EDT"),
    "America/Los_Angeles": ("PST", "PDT"),
    "Europe/Berlin": ("CET", "CEST"),
    "Asia/Kolkata": ("IST", "IST"),
}
FRAMES = (
    "{} :: {name}",
    "{name} » {}",
    "{} ~ {name}",
    "《{}》_{name}",
    "{} – {name} – The coast",
    "{} ◆ {name}",
    "{}",
)
_SUBJECTS = (
    "Ferries Farmers Nurses Judges Teachers Sailors Miners Bakers Pilots Rangers "
    "Students Drivers Fishers"
).split()
_VERBS = "return to|leave|rebuild|close|open|count|protect|sell|paint|cross".split("|")
_OBJECTS = (
    "the harbour|the old bridge|the northern valley|the market hall|the river|the quarry|"
    "the island school"
).split("|")
_ENDS = (
    "after the storm|before the vote|for a second time|without a licence|in heavy snow|"
    "as prices rise|at dawn"
).split("|")
_TAGS = (
    "ferries harbour storm bridge valley market vote snow prices school nurses farmers "
    "river courts budget roads"
).split()
_NAMES = "Coast Valley Harbour Lake Border Island Summit Prairie Delta Meadow".split()
_PEOPLE = (
    "Robin Marsh,Jonas Weber,Ana Ruiz,Helen Osei,Tom Birk,Maria Santos,David Cole,Ingrid "
    "Lund,Paul Novak"
).split(",")
_SECTIONS = "Courts Business Weather Education Politics".split()
_PAPERS = "Courier Herald Gazette Ledger Observer Standard Examiner Chronicle".split()


@dataclass(slots=True)
class Made:
    """A site and its habits."""

    number: int
    stamp: str
    order: str
    zone: str
    frame: str
    name: str
    tags: tuple[str, ...]
    described: bool
    pictured: bool
    #: The habit of the stamp before a relaunch, where there was one.
    before: str | None
    random: Random = field(repr=False)
    #: The name of whoever keeps the site, where every page has it beside the author's; whether
    #: every page is filed under News.
    keeper: str | None = None
    filed: bool = False
    #: Whether the site's name stands on pages to learn from; it does on none that asks.
    named: bool = False
    #: Whether pages that ask have their headline in the title alone, within the site's frame; and
    #: whether a second place of each page has the day on which the site's software last touched it.
    framed: bool = False
    touched: bool = False

    @property
    def host(self) -> str:
        """The site's host; a quarter of the sites share a registrable domain with another."""
        return (
            f"news{self.number}.example"
            if self.number % 4
            else f"edition{self.number % 8}.shared{self.number // 8}.example"
        )


@dataclass(frozen=True, slots=True)
class Story:
    """The truth about one page."""

    number: int
    at: datetime
    title: str
    tags: tuple[str, ...]
    author: str
    section: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A test page: the kind of question that it is, and the truth about it."""

    kind: str
    page: Page
    story: Story


def site(number: int, seed: int = 21) -> Made:
    """Return the site of this number."""
    random = Random(f"{seed}/{number}")
    stamp = random.choice(tuple(STAMPS))
    # a chance of its own, which leaves all else of the site as it is without names
    names = Random(f"{seed}/{number}/names")
    return Made(
        number,
        stamp,
        random.choice(("dmy", "mdy")),
        random.choice(tuple(ZONES)),
        random.choice(FRAMES),
        f"{random.choice(_NAMES)} {random.choice(_PAPERS)}",
        tuple(
            random.sample(("news", "top stories", "coast today", "daily"), random.randrange(1, 4))
        ),
        random.random() < 0.4,
        random.random() < 0.4,
        random.choice([other for other in STAMPS if other != stamp])
        if random.random() < 0.2
        else None,
        random,
        names.choice(_PEOPLE[:2]) if names.random() < 0.3 else None,
        names.random() < 0.3,
        names.random() < 0.5,
        names.random() < 0.3,
        names.random() < 0.5 and stamp in ("sound", "bare clock"),
    )


def story(made: Made, number: int, newest: bool = False) -> Story:
    """Return a story of the site; the older ones are from before a relaunch."""
    random = made.random
    days = random.randrange(900, 1000) if newest else random.randrange(0, 1000)
    naive = datetime(2021, 3, 1) + timedelta(days=days, minutes=random.randrange(6 * 60, 23 * 60))
    at = naive.replace(tzinfo=ZoneInfo(made.zone))
    title = (
        " ".join(random.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))
        + f" {number}"
    )
    tags = tuple(random.sample(_TAGS, random.randrange(2, 6)))
    return Story(
        number,
        at,
        title,
        tags,
        _PEOPLE[2:][number % len(_PEOPLE[2:])],
        _SECTIONS[number % len(_SECTIONS)],
    )


#: The share of pages that are odd: without the template's habit, its tags or its byline; and of
#: those that were published before the relaunch of a site that had one.
ODD, _RELAUNCH = 0.1, 500


def lesson(made: Made, number: int) -> Page:
    """Return a page to learn from; most print their full date for readers."""
    told = story(made, number)
    odd = made.random.random() < ODD
    relaunched = (told.at.replace(tzinfo=None) - datetime(2021, 3, 1)).days > _RELAUNCH
    habit = made.before if made.before and not relaunched else made.stamp
    stamp = STAMPS["sound" if odd else habit](told.at)
    printed = _printed(made, told, "numbers" if made.random.random() < 0.3 else "whole")
    return _page(made, told, stamp, printed, odd=odd, named=made.named)


#: What is asked, by kind: what is printed beside the site's stamp, whether the stamp stands at all,
#: and whether the address has the day.
QUESTIONS = {
    "lone stamp": ("", True, False),
    "stamp and dated address": ("", True, True),
    "stamp and printed day": ("day", True, False),
    "numbers alone": ("numbers", False, False),
    "printed clock without zone": ("clock", False, False),
}


def questions(made: Made, first: int) -> list[Asked]:
    """Return pages of the site that leave something open, one of each kind."""
    found = []
    for offset, (kind, (printed, stamped, dated)) in enumerate(QUESTIONS.items()):
        told = story(made, first + offset, newest=True)
        if made.random.random() < 0.5:
            # the silent case: the minute passes for a month, and so does the day
            told = replace(
                told,
                at=told.at.replace(
                    minute=made.random.randrange(1, 13), day=made.random.randrange(1, 13)
                ),
            )
        stamp = STAMPS[made.stamp](told.at) if stamped else ""
        page = _page(
            made, told, stamp, _printed(made, told, printed), dated=dated, framed=made.framed
        )
        found.append(Asked(kind, page, told))
    return found


def poisoned(made: Made, number: int, value: str) -> Page:
    """Return a page made by an attacker: its own witnesses agree on a habit that the site does not
    have.
    """
    told = story(made, number)
    return _page(
        made, told, STAMPS[value](told.at), _printed(made, told, "whole"), tags=("casino",)
    )


def _printed(made: Made, told: Story, how: str) -> str:
    at = told.at
    if how == "whole":
        summer = bool(at.dst())
        return f"{at:%A, %d %B %Y %I:%M %p} {ZONES[made.zone][summer]}"
    if how == "numbers":
        return at.strftime("%d/%m/%Y" if made.order == "dmy" else "%m/%d/%Y")
    return (
        at.strftime("%d %B %Y %H:%M")
        if how == "clock"
        else at.strftime("%d %B %Y")
        if how == "day"
        else ""
    )


def _page(
    made: Made,
    told: Story,
    stamp: str,
    printed: str,
    *,
    odd: bool = False,
    dated: bool = False,
    named: bool = False,
    framed: bool = False,
    tags: Sequence[str] = (),
) -> Page:
    day = f"{told.at:%Y/%m/%d}/" if dated else ""
    address = f"https://www.{made.host}/{day}story-{told.number}"
    shown = [*(() if odd else made.tags), *told.tags, *tags]
    metas = [
        ("property", "article:published_time", stamp),
        ("property", "og:title", "" if framed else told.title),
        ("name", "keywords", ", ".join(shown)),
        ("name", "description", _description(made, told, odd)),
        ("property", "og:image", _picture(made, told, odd)),
        ("property", "og:site_name", made.name if named else ""),
        ("property", "article:section", "News" if made.filed else ""),
        ("name", "parsely-section", told.section if made.filed else ""),
        ("name", "author", made.keeper or ""),
        (
            "name",
            "dc.date",
            f"{told.at + timedelta(days=3 + told.number % 5):%Y-%m-%d}" if made.touched else "",
        ),
    ]
    head = "".join(
        f'<meta {kind}="{name}" content="{value}">' for kind, name, value in metas if value
    )
    title = made.frame.format(told.title, name=made.name)
    # a time in a class that says no role: what is printed is the page's own, and nobody says in
    # which order
    byline = f'<p class="byline">By {told.author}</p>' if made.keeper else ""
    byline += f'<p class="date">{printed}</p>' if printed else ""
    heading = "" if framed else f"<h1>{told.title}</h1>"
    # most topics of a story stand in its text
    topics = " and ".join(told.tags)
    body = (
        f"<p>{told.title}, the council said on the radio of {topics}, and nobody on "
        "the "
        "coast was surprised by it.</p>"
    ) * 3
    html = (
        f"<html lang=en><head><title>{title}</title>{head}</head><body>"
        f"{heading}{byline}{body}</body></html>"
    )
    return Page(url=address, html=html.encode())


#: What the description of every page says on some sites.
COMMON = "everything that moves the coast"


def _description(made: Made, told: Story, odd: bool) -> str:
    common = f"{made.name} brings you {COMMON} and its people, every day of the year."
    return (
        common
        if made.described and not odd
        else f"{told.title}: what the council decided and why it took so long."
    )


def _picture(made: Made, told: Story, odd: bool) -> str:
    name = "share" if made.pictured and not odd else f"photo-{told.number}"
    return f"https://www.{made.host}/media/{name}.jpg"
