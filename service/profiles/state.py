"""The state of learning: for each site a sample of pages, those whose addresses hash lowest, with
each one's features.

The lowest k of a set are the same however the set is split, ordered or repeated, so states merge
exactly.  Sums could not drop a page again; a sample can, and the profile is computed from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any

from service.profiles.contribution import Contribution
from service.profiles.problem import ProfileError, host_fault
from service.render import canonical_bytes

VERSION = 1
#: The pages of a site that are kept by default.
SAMPLE = 1000
#: The most bytes of a line; a site of a thousand pages with two hundred features each has fewer.
LONGEST_LINE = 64 * 1024 * 1024
_HASHES = 16**32

#: A page of the sample: the day of its publication and its features.
Told = tuple[int, tuple[str, ...]]


@dataclass(slots=True)
class Site:
    """The sample of one site: digest of the address -> the page's day and features; ``more`` says
    that pages were left out.
    """

    pages: dict[str, Told] = field(default_factory=dict)
    more: bool = False

    def add(self, address: str, told: Told) -> None:
        """Add a page; of two copies of one page the one of the later day stays, of equal days the
        greater.
        """
        known = self.pages.get(address)
        if known is None or told > known:
            self.pages[address] = told

    def cut(self, most: int) -> None:
        """Keep the pages whose addresses hash lowest."""
        if len(self.pages) > most:
            kept = sorted(self.pages)[:most]
            self.pages = {address: self.pages[address] for address in kept}
            self.more = True

    @property
    def count(self) -> int:
        """The number of pages seen: exact while all are kept, else estimated from the highest
        digest that is kept.
        """
        if not self.more:
            return len(self.pages)
        highest = int(max(self.pages), 16)
        return max(len(self.pages) + 1, (len(self.pages) - 1) * _HASHES // max(highest, 1))


@dataclass(slots=True)
class State:
    """The samples of all sites, of at most ``most`` pages each."""

    most: int = SAMPLE
    sites: dict[str, Site] = field(default_factory=dict)

    def add(self, told: Contribution) -> None:
        """Add one page."""
        site = self.sites.setdefault(told.host, Site())
        # one string object for each feature: the pages of a site share nearly all of theirs
        site.add(told.address, (told.day, tuple(map(intern, told.features))))
        if len(site.pages) >= 2 * self.most:
            site.cut(self.most)

    def merge(self, other: State) -> None:
        """Merge another state into this one; the smaller sample size holds, since the smaller
        sample cannot be enlarged.
        """
        if other.most < self.most:
            self.most = other.most
        for host, theirs in other.sites.items():
            mine = self.sites.setdefault(host, Site())
            mine.more = mine.more or theirs.more
            for address, told in theirs.pages.items():
                mine.add(address, told)
            if len(mine.pages) >= 2 * self.most:
                mine.cut(self.most)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the state's file: a header, then a line for each site, sorted."""
        yield canonical_bytes({"state": VERSION, "sample": self.most}) + b"\n"
        for host in sorted(self.sites):
            yield canonical_bytes(_document(host, self.sites[host], self.most)) + b"\n"


def of(contributions: Iterable[Contribution], most: int = SAMPLE) -> State:
    """Return the state of these pages."""
    state = State(most)
    for told in contributions:
        state.add(told)
    return state


def _document(host: str, site: Site, most: int) -> dict[str, Any]:
    site.cut(most)
    features = sorted({feature for _, told in site.pages.values() for feature in told})
    number = {feature: index for index, feature in enumerate(features)}
    pages = [
        [address, site.pages[address][0], [number[f] for f in site.pages[address][1]]]
        for address in sorted(site.pages)
    ]
    return {"host": host, "more": site.more, "features": features, "pages": pages}


def loaded(path: Path) -> State:
    """Return the state in a file; ProfileError says what is wrong with it and where."""
    try:
        with path.open("rb") as file:
            state = _begun(file.readline(1000), path)
            for line in iter(lambda: file.readline(LONGEST_LINE), b""):
                _site(state, line)
    except OSError as error:
        raise ProfileError(f"{path}: cannot be read: {error.strerror}") from None
    except _FaultError as fault:
        raise ProfileError(f"{path}: line {len(state.sites) + 2}: {fault}") from None
    return state


class _FaultError(Exception):
    """Raised for an invalid line; the message says what is wrong."""


def _begun(head: bytes, path: Path) -> State:
    try:
        found = json.loads(head)
        version, most = found["state"], found["sample"]
    except (ValueError, TypeError, KeyError):
        hint = (
            "; that is a profile, learn goes on from the state beside it"
            if head.startswith(b'{"sites"')
            else ""
        )
        raise ProfileError(f"{path}: is no state of dateline learn{hint}") from None
    if version != VERSION:
        raise ProfileError(
            f"{path}: is a state of version {str(version)[:20]}; this program reads "
            f"version {VERSION}"
        )
    if not _is_count(most) or most < 1:
        raise ProfileError(
            f"{path}: keeps {str(most)[:20]} pages a site, which is no number of pages"
        )
    return State(most)


def _site(state: State, line: bytes) -> None:
    if not line.endswith(b"\n"):
        raise _FaultError("is cut")
    try:
        found = json.loads(line)
        host, more, features, pages = (
            found[name] for name in ("host", "more", "features", "pages")
        )
        told = {
            address: (day, tuple(intern(features[n]) for n in numbers if n >= 0))
            for address, day, numbers in pages
        }
    except (ValueError, TypeError, KeyError, IndexError):
        raise _FaultError("is no site as dateline learn writes it") from None
    fault = host_fault(host)
    if fault is None and host in state.sites:
        fault = f"names {host} a second time"
    if fault is None and not (isinstance(more, bool) and all(map(_is_page, told.items()))):
        fault = f"{host} has a page that is none"
    if fault is not None:
        raise _FaultError(fault)
    state.sites[host] = Site(told, more)


def _is_page(page: tuple[Any, Told]) -> bool:
    address, (day, _) = page
    return (
        isinstance(address, str)
        and len(address) == 32
        and set(address) <= _DIGITS
        and _is_count(day)
    )


_DIGITS = frozenset("0123456789abcdef")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def merged(states: Iterable[State]) -> State:
    """Return the states merged into one."""
    whole: State | None = None
    for state in states:
        if whole is None:
            whole = State(state.most)
        whole.merge(state)
    return whole or State()


def with_page(state: State, told: Contribution) -> State:
    """Return the state with one page added."""
    state.add(told)
    return state


def with_state(state: State, other: State) -> State:
    """Return the state with another one merged in."""
    state.merge(other)
    return state


def written(state: State, path: Path) -> None:
    """Write the state to a file, which gets its name once it is complete."""
    replaced(path, state.lines())


def replaced(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines to a file, which gets its name once it is complete."""
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.writelines(lines)
    new.replace(path)


def contribution_of(members: Mapping[str, Any]) -> Contribution:
    """Return a contribution from its JSON form."""
    return Contribution(
        members["host"], members["address"], members["day"], tuple(members["features"])
    )
