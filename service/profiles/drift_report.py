"""The report of what changed at the sites of a crawl, and which answers rest on it.

What a site does now is learned from its pages since the last change. An answer rests on a change
where the page, asked once with the profile and once with what was learned since, is answered
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from service.model import Json
from service.profiles import profile, state
from service.profiles.contribution import PART
from service.profiles.crawl import Crawl, Visit
from service.profiles.drift import ONE_IN, PAGES, Change, SiteWatch
from service.profiles.profile import Profiles
from service.profiles.watched import Features

VERSION = 1
#: The test by its published name, as the report and docs/drift.md give it.
METHOD = "Shiryaev-Roberts e-detector over universal-inference e-values"

#: The fields of a page that are answered otherwise, and what its places say, by its record.
Asked = Mapping[tuple[str, int], Mapping[str, Any]]


class SiteDrift(NamedTuple):
    """A site that changed: how many pages of it there are, how many habits were watched, the
    changes, and what the pages do now, change by change.
    """

    site: str
    pages: int
    watching: int
    changes: list[Change]
    now: list[str | None]

    @property
    def since(self) -> int:
        """The page of the first change."""
        return min(change.since for change in self.changes)

    @property
    def newest(self) -> int:
        """The page of the last change."""
        return max(change.since for change in self.changes)


def drifted(crawl: Crawl, profiles: Profiles) -> Iterator[SiteDrift]:
    """Yield the sites of a crawl that changed, sorted by name."""
    for site in sorted(crawl.sites):
        document = profiles.document(site) or {}
        watch = SiteWatch(document)
        changes = list(
            chain.from_iterable(watch.add(visit.told.features) for visit in crawl.visits(site))
        )
        if not changes:
            continue
        now = []
        for change in changes:
            shown = crawl.visits(site, change.shown_by)
            pages = [Features(visit.told.features) for visit in shown]
            now.append(change.came or change.watched.now(pages, document))
        yield SiteDrift(site, len(crawl.sites[site]), watch.watching, changes, now)


def relearned(crawl: Crawl, sites: Iterable[SiteDrift]) -> Profiles:
    """Return the profiles of the sites that changed, from their pages since the last change."""
    known = state.State()
    for one in sites:
        for visit in crawl.visits(one.site, range(one.newest, one.pages)):
            known.add(visit.told._replace(host=one.site))
    return profile.of_bytes(b"".join(profile.lines_of(known)))


def records(crawl: Crawl, sites: Iterable[SiteDrift]) -> frozenset[tuple[str, int]]:
    """Return the records of the pages since each site's first change: those to be asked again."""
    return frozenset(
        visit.record
        for one in sites
        for visit in crawl.visits(one.site, range(one.since, one.pages))
    )


def evidence(crawl: Crawl, sites: Iterable[SiteDrift]) -> frozenset[tuple[str, int]]:
    """Return the records of the pages that show the changes."""
    return frozenset(
        visit.record
        for one in sites
        for change in one.changes
        for visit in crawl.visits(one.site, change.shown_by)
    )


def document(
    crawl: Crawl, profiles: Profiles, sites: Iterable[SiteDrift], asked: Asked
) -> dict[str, Json]:
    """Return the report as a JSON object."""
    return {
        "version": VERSION,
        "profiles": profiles.digest,
        "test": {"method": METHOD, "falseAlarms": {"oneSiteIn": ONE_IN, "withinPages": PAGES}},
        "sites": len(crawl.sites),
        "pages": sum(map(len, crawl.sites.values())),
        "repeated": crawl.repeated,
        "unknown": crawl.unknown,
        "changed": [_site(crawl, one, asked) for one in sites],
    }


def _site(crawl: Crawl, one: SiteDrift, asked: Asked) -> dict[str, Json]:
    again: list[Json] = []
    for visit in crawl.visits(one.site, range(one.since, one.pages)):
        fields = asked.get(visit.record, {}).get("fields")
        if fields:
            again.append({**_visit(visit), "fields": fields})
    changes: list[Json] = [
        _change(crawl, one.site, change, now, asked)
        for change, now in zip(one.changes, one.now, strict=True)
    ]
    return {
        "site": one.site,
        "pages": one.pages,
        "watched": one.watching,
        "changes": changes,
        "askAgain": again,
    }


def _change(
    crawl: Crawl, site: str, change: Change, now: str | None, asked: Asked
) -> dict[str, Json]:
    watched, start = change.watched, change.start
    told: dict[str, Json] = {
        "habit": watched.habit,
        "fields": list(watched.fields),
        "since": _numbered(crawl, site, change.since),
        "certain": _numbered(crawl, site, change.told),
        "before": {"pages": start.before_of, "broken": start.before},
        "after": {"pages": start.since_of, "broken": start.since},
        "evidence": [
            _quoted(visit, watched.place, asked) for visit in crawl.visits(site, change.shown_by)
        ],
    }
    named = {"place": watched.place, "was": watched.shown, "now": now}
    return told | {name: value.replace(PART, " ") for name, value in named.items() if value}


def _numbered(crawl: Crawl, site: str, number: int) -> dict[str, Json]:
    """Return a page of a site with its number, counted from 1."""
    return {"page": number + 1, **_visit(next(crawl.visits(site, [number])))}


def _visit(visit: Visit) -> dict[str, Json]:
    source, line = visit.record
    told: dict[str, Json] = {"url": visit.url, "source": source, "line": line}
    return told | ({"fetchedAt": visit.fetched_at} if visit.fetched_at else {})


def _quoted(visit: Visit, place: str, asked: Asked) -> dict[str, Json]:
    """Return a page with what its place says, where it says anything."""
    says = asked.get(visit.record, {}).get("says", {})
    return _visit(visit) | ({"says": says[place]} if place in says else {})
