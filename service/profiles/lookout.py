"""The sites whose pages come by, each held against its profile as `dateline drift` does, in bounded
memory.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from service.model import Page, Result
from service.profiles.contribution import contribution, digest_of, host_of
from service.profiles.drift import Change, SiteWatch
from service.profiles.profile import Profiles

#: One page in so many is looked at, the same ones everywhere: what a page tells of its site costs
#: half of what its answer does.
ONE_IN = 8
#: The sites that are watched, of which the one that was idle longest goes first, and the addresses
#: of each that are known again.
_MOST_SITES, _MOST_ADDRESSES = 256, 512


class Sighting(NamedTuple):
    """What a page told of its site, to be held against the profiles with which it was answered."""

    profiles: Profiles
    site: str
    address: str
    features: tuple[str, ...]


def sighting(page: Page, result: Result, profiles: Profiles | None) -> Sighting | None:
    """Return what a page tells of its site; None of a site without a profile, and of most pages."""
    if profiles is None or page.url is None:
        return None
    address = digest_of(page.url)
    if int(address, 16) % ONE_IN:
        return None
    site = profiles.site_of(host_of(page.url))
    told = None if site is None else contribution(page, result)
    if site is None or told is None:
        return None
    return Sighting(profiles, site, address, told.features)


@dataclass(slots=True)
class _Watched:
    watch: SiteWatch
    seen: deque[str] = field(default_factory=lambda: deque(maxlen=_MOST_ADDRESSES))


class Lookout:
    """The sites that are watched in this process."""

    def __init__(self) -> None:
        self._digest = ""
        self._sites: OrderedDict[str, _Watched] = OrderedDict()

    def __len__(self) -> int:
        """The number of sites that are watched."""
        return len(self._sites)

    def add(self, seen: Sighting) -> Iterator[Change]:
        """Take in a page; yield the habits that its site does not keep any more, each once."""
        if seen.profiles.digest != self._digest:
            # what the pages said against other profiles is no matter any more
            self._digest = seen.profiles.digest
            self._sites.clear()
        known = self._sites.get(seen.site)
        if known is None:
            known = _Watched(SiteWatch(seen.profiles.document(seen.site) or {}))
            self._sites[seen.site] = known
        self._sites.move_to_end(seen.site)
        if len(self._sites) > _MOST_SITES:
            self._sites.popitem(last=False)
        if seen.address not in known.seen:
            known.seen.append(seen.address)
            yield from known.watch.add(seen.features)
