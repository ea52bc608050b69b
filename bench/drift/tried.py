"""What is told of made sites: of those that changed, and of those that did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple, TypeAlias

from bench.drift import made
from service.normalize import normalize
from service.profiles import profile, state
from service.profiles.contribution import Contribution, contribution
from service.profiles.drift import PAGES, Change, SiteWatch

#: Pages that a profile is learned from, and the pages within which a change is to be found.
LEARNED, WITHIN = 60, 20
#: Changes that are tried on each site, and the pages that may go on as before until one.
CHANGES, BEFORE = 8, 40
#: Each site that did not change stands for so many: its pages in other orders, other ones learned
#: from.
ORDERS = 60
#: A large story, which does not belong to the site: the pages in a row of which a share has its
#: tag, and how many such stories each site has.
_STORY, _SHARE, STORIES = 40, 0.5, 5
_TAG = "the great flood"

_Told: TypeAlias = Sequence[Contribution]


class Tried(NamedTuple):
    """A change that was tried: its kind, the delay in pages (None where it was not found within
    reach), how far the page that was named is from the first, and the changes told before there was
    one.
    """

    kind: str
    delay: int | None
    off: int
    before: int


class Found(NamedTuple):
    """The outcomes of one made site."""

    tried: list[Tried]
    #: Large stories taken for the site's own.
    stories: int
    #: Sites that did not change, the habits that were watched on each, and those told to have.
    unchanged: int
    watched: int
    alarms: Counter[str]


def of_site(number: int) -> Found:
    """Return what is told of a site: as it is, in several orders, and with each of some changes."""
    one, random = made.site(number), Random(f"order {number}")
    told = _told(one, 0, LEARNED + PAGES)
    tried = []
    fitting = [name for name, kind in made.KINDS.items() if kind.fits(one)]
    for name in random.sample(fitting, CHANGES):
        before = random.randrange(BEFORE)
        changed = made.KINDS[name].change(one)
        since = _told(changed, LEARNED + before, WITHIN + 4)
        stream = [*told[LEARNED : LEARNED + before], *since]
        tried.append(_tried(name, told[:LEARNED], stream, before))
    alarms: Counter[str] = Counter()
    watched = 0
    for turn in range(ORDERS):
        pages = told if turn == 0 else random.sample(told, len(told))
        watch = _watch(pages[:LEARNED])
        watched += watch.watching
        changes = list(_changes(watch, pages[LEARNED:]))
        alarms.update({_name(changes[0]): 1} if changes else {})
    stories = sum(
        any(change.came == _TAG for change in _changes(_watch(told[:LEARNED]), pages))
        for pages in (_with_story(told[LEARNED:], random) for _ in range(STORIES))
    )
    return Found(tried, stories, ORDERS, watched, alarms)


def _told(one: made.Site, first: int, count: int) -> list[Contribution]:
    found = [contribution(page, normalize(page)) for page in made.pages(one, first, count)]
    return [each for each in found if each is not None]


def _watch(learned: _Told) -> SiteWatch:
    known = profile.of_bytes(b"".join(profile.lines_of(state.of(learned))))
    document = known.document(next(iter(known)))
    assert document is not None
    return SiteWatch(document)


def _changes(watch: SiteWatch, stream: _Told) -> Iterator[Change]:
    for page in stream:
        yield from watch.add(page.features)


def _tried(name: str, learned: _Told, stream: _Told, before: int) -> Tried:
    kind = made.KINDS[name]
    changes = list(_changes(_watch(learned), stream))
    right = [
        change
        for change in changes
        if change.told >= before
        and change.watched.habit in kind.habits
        and set(change.watched.fields) & set(kind.fields)
    ]
    early = sum(change.told < before for change in changes)
    if not right or right[0].told - before >= WITHIN:
        return Tried(name, None, 0, early)
    return Tried(name, right[0].told - before + 1, abs(right[0].since - before), early)


def _with_story(stream: _Told, random: Random) -> list[Contribution]:
    """Return the pages with a large story's tag on most of some in a row."""
    begun = random.randrange(PAGES - _STORY)
    return [
        page._replace(features=(*page.features, f"tags\t{_TAG}"))
        if begun <= number < begun + _STORY and random.random() < _SHARE
        else page
        for number, page in enumerate(stream)
    ]


def _name(change: Change) -> str:
    return f"{change.watched.habit} of {change.watched.fields[0]}"
