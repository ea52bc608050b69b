"""What the pages of a crawl told, kept on disk, by site and in order of time.

In memory stands only where each page's line begins: some 200 bytes a page, so that a crawl of
millions of pages is looked at on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from service.profiles.contribution import Contribution
from service.profiles.profile import Profiles
from service.profiles.state import contribution_of


class Place(NamedTuple):
    """Where a page stands in a crawl: when it was fetched, its number in the input, and where its
    line begins.
    """

    fetched_at: str
    number: int
    offset: int


class Visit(NamedTuple):
    """One page of a site: its address, when it was fetched ("" where nothing says so), where its
    record is, and what it told.
    """

    url: str
    fetched_at: str
    record: tuple[str, int]
    told: Contribution


class Crawl:
    """The pages of a crawl, by the name that their sites have in the profiles.

    A page without a time is taken as fetched when the page of its site before it was.  Of several
    captures of one address the first stands: the twentieth look at one odd page is no news of its
    site.
    """

    def __init__(self, path: Path, profiles: Profiles) -> None:
        self.path = path
        self.sites: dict[str, list[Place]] = {}
        #: Pages of sites that no profile names, and later captures of pages.
        self.unknown = self.repeated = 0
        addresses: dict[tuple[str, str], Place] = {}
        last: dict[str, str] = {}
        for number, (offset, line) in enumerate(_lines(path)):
            site = profiles.site_of(line["host"]) if "host" in line else ""
            if site is None:
                self.unknown += 1
            if site:
                at = last[site] = line["fetchedAt"] or last.get(site, "")
                self._first(addresses, (site, line["address"]), Place(at, number, offset))
        for (site, _), place in addresses.items():
            self.sites.setdefault(site, []).append(place)
        for places in self.sites.values():
            places.sort()

    def _first(
        self,
        addresses: dict[tuple[str, str], Place],
        address: tuple[str, str],
        place: Place,
    ) -> None:
        known = addresses.get(address)
        self.repeated += known is not None
        addresses[address] = place if known is None else min(known, place)

    def visits(self, site: str, numbers: Iterable[int] | None = None) -> Iterator[Visit]:
        """Yield the pages of a site in order of time, or those of these numbers, counted from 0."""
        places = self.sites[site]
        with self.path.open("rb") as file:
            for number in range(len(places)) if numbers is None else numbers:
                file.seek(places[number].offset)
                yield _visit(orjson.loads(file.readline()), places[number])


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each line of a file, with the place where it begins."""
    offset = 0
    with path.open("rb") as file:
        for line in file:
            yield offset, orjson.loads(line)
            offset += len(line)


def _visit(line: Mapping[str, Any], place: Place) -> Visit:
    record = (line["source"], line["line"])
    return Visit(line["url"], place.fetched_at, record, contribution_of(line))
