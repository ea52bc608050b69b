"""The profile file: the sums over each site's sample, as one JSON file of integers that people
read, compare and edit.

``{"sites":{`` stands on the first line, each site on one of its own, sorted, and
``},"unedited":"sha-256:…","version":1}`` on the last; the whole is one JSON document, and each site
canonical.  The digest is of all that stands before it: a file to which it still belongs was written
here and has not been edited, and nothing in it has to be checked again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from publicsuffixlist import PublicSuffixList

from service.model import Habits
from service.profiles.contribution import PART, host_of
from service.profiles.habits import habits_of, leading
from service.profiles.problem import ProfileError, host_fault
from service.profiles.state import Site, State, Told
from service.render import canonical_bytes

VERSION = 1
#: The least pages of a site in a profile.
LEAST_PAGES = 3
#: The most bytes of a file of profiles; 100,000 sites have some 150 MB.
MOST_BYTES = 512 * 1024 * 1024
#: The newest pages, which count for more, are one in so many.
NEWEST = 4
#: The counts that are kept: on at least so many pages; forms of dates on one page in so many, other
#: values on one in so many, of all or of the newest.  Rarer ones belong to single stories.
_LEAST, _OF_FORMS, _OF_VALUES = 2, 20, 2
#: The most members of one kind in a site; those on the most pages are kept.
_MOST_MEMBERS = 50

#: A site of a profile as JSON.
Document: TypeAlias = dict[str, Any]

NUMBERS = ("first", "last", "newest", "pages", "sample")
FLAGS = ("ignored", "pinned")
KINDS = (
    "authors",
    "dates",
    "descriptions",
    "frames",
    "images",
    "offsets",
    "places",
    "publishers",
    "rest",
    "sections",
    "tags",
)
#: The kinds of values that may belong to the site and not to the story.
VALUES = ("authors", "descriptions", "images", "sections", "tags")
#: The members of which the pages are counted and nothing else: only `dateline drift` reads them.
COUNTED = frozenset(("places", "rest"))
#: The rest of the values that is kept: on one page in so many.
REST = 10


def lines_of(state: State, least: int = LEAST_PAGES) -> Iterator[bytes]:
    """Yield the profile of a state as the lines of its file."""
    digest = hashlib.sha256()
    for line in _lines_of_sites(state, least):
        digest.update(line)
        yield line
    yield b'},"unedited":"%s","version":%d}\n' % (_named(digest).encode(), VERSION)


def _lines_of_sites(state: State, least: int) -> Iterator[bytes]:
    yield _HEAD + b"\n"
    before = b""
    for host, document in _documents(state, least):
        yield before + canonical_bytes(host) + b":" + canonical_bytes(document)
        before = b",\n"
    yield b"\n" if before else b""


def _named(digest: hashlib._Hash) -> str:
    """Return a digest as files and answers write it."""
    return "sha-256:" + digest.hexdigest()[:32]


def _documents(state: State, least: int) -> Iterator[tuple[str, Document]]:
    """Yield the sites with enough pages, sorted; hosts of one registrable domain that agree become
    one site.
    """
    found: dict[str, Document] = {}
    domains: dict[str, list[str]] = {}
    for host, site in state.sites.items():
        site.cut(state.most)
        domains.setdefault(domain_of(host), []).append(host)
    for domain, hosts in domains.items():
        documents = {host: document_of(state.sites[host]) for host in sorted(hosts)}
        if len(hosts) > 1 and _agree(list(documents.values())):
            documents = {
                domain: document_of(
                    _together([state.sites[host] for host in sorted(hosts)], state.most)
                )
            }
        found |= {
            host: document for host, document in documents.items() if document["pages"] >= least
        }
    yield from sorted(found.items())


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def domain_of(host: str) -> str:
    """Return the registrable domain of a host: "m.news.example.co.uk" -> "example.co.uk"."""
    return _suffixes().privatesuffix(host) or host


def _agree(documents: Sequence[Document]) -> bool:
    """Return whether the hosts of a domain share a leading habit and differ in none."""
    told = [leading(document) for document in documents]
    common = [
        name for name, number in Counter(name for one in told for name in one).items() if number > 1
    ]
    return bool(common) and all(
        len({one[name] for one in told if name in one}) == 1 for name in common
    )


def _together(sites: Iterable[Site], most: int) -> Site:
    whole = Site()
    for site in sites:
        whole.more = whole.more or site.more
        whole.pages |= site.pages
    whole.cut(most)
    return whole


def document_of(site: Site) -> Document:
    """Return the sums over the sample of one site."""
    pages = sorted(site.pages.items(), key=lambda page: (page[1][0], page[0]), reverse=True)
    newest = max(1, len(pages) // NEWEST)
    counts: dict[str, list[int]] = {}
    for index, (_, told) in enumerate(pages):
        for feature in told[1]:
            _count(counts.setdefault(feature, [0, 0, 0, 0]), told, index < newest)
    whole = [0, 0, 0, 0]
    for index, (_, told) in enumerate(pages):
        _count(whole, told, index < newest)
    document = {
        "pages": site.count,
        "sample": len(pages),
        "newest": whole[1],
        "first": whole[2],
        "last": whole[3],
    }
    kept = list(_kept(counts, len(pages), newest))
    for feature, numbers in [*kept, *_rest(counts, {feature for feature, _ in kept}, len(pages))]:
        node: Document = document
        *path, name = feature.split(PART)
        for step in path:
            node = node.setdefault(step, {})
        node[name] = _shown(numbers, path[0] in COUNTED)
    return document


def _shown(numbers: list[int], counted: bool) -> Document:
    return (
        {"pages": numbers[0]}
        if counted
        else dict(zip(("pages", "newest", "first", "last"), numbers, strict=True))
    )


def _rest(
    counts: Mapping[str, list[int]], kept: Container[str], sample: int
) -> Iterator[tuple[str, list[int]]]:
    """Yield the values that are not on half of the pages and not rare either: whoever asks whether
    a value is new to a site has to know them.
    """
    kinds: dict[str, list[str]] = {}
    for feature in counts.keys() if sample else ():
        kinds.setdefault(feature.partition(PART)[0], []).append(feature)
    for kind in VALUES:
        common = [
            feature
            for feature in kinds.get(kind, ())
            if feature not in kept
            and counts[feature][0] * REST >= sample
            and counts[feature][0] >= _LEAST
        ]
        for feature in sorted(common, key=lambda feature: (-counts[feature][0], feature)):
            yield PART.join(("rest", feature)), counts[feature]


def _count(numbers: list[int], told: Told, is_new: bool) -> None:
    day = told[0]
    numbers[0] += 1
    numbers[1] += is_new
    if day:
        numbers[2] = min(numbers[2] or day, day)
        numbers[3] = max(numbers[3], day)


def _kept(
    counts: Mapping[str, list[int]], sample: int, newest: int
) -> Iterator[tuple[str, list[int]]]:
    """Yield the counts that belong to the site and not to a few pages."""
    kinds: dict[str, list[str]] = {}
    for feature in counts:
        kinds.setdefault(feature.rpartition(PART)[0], []).append(feature)
    for kind in sorted(kinds):
        steps = kind.split(PART)
        of_values = steps[0] not in ("dates", "offsets", "frames")
        # a single "25/04/2022" shows in which order a site writes days and months
        least = 1 if steps[-1] == "orders" else _LEAST
        most = max(counts[feature][0] for feature in kinds[kind])
        ranked = sorted(kinds[kind], key=lambda feature: (-counts[feature][0], feature))[
            :_MOST_MEMBERS
        ]
        for feature in ranked:
            pages, fresh = counts[feature][:2]
            if (
                steps[-1] == "either"
                and PART.join((*steps[:-1], "rows", feature.rpartition(PART)[2])) not in counts
            ):
                # damage that no page proves needs no counts of either-way strings
                continue
            common = max(pages * newest, fresh * sample) * _OF_VALUES >= sample * newest
            if pages >= least and (common if of_values else pages * _OF_FORMS >= most):
                yield feature, counts[feature]


# ------------------------------------------------------------------ reading a file


_HEAD = b'{"sites":{'
_TAIL = re.compile(rb'\},(?:"unedited":"(sha-256:[0-9a-f]{32})",)?"version":(\d{1,9})\}\s*\Z')
#: The bytes at the end of a file in which its tail is looked for.
_LONGEST_TAIL = 200
#: The number of sites whose habits are cached.
_READY = 4096


class Profiles:
    """A file of profiles in memory: each site as its line, parsed when a page of it comes.

    Another process is sent the file's name, and reads the file once.
    """

    def __init__(
        self, lines: Mapping[str, bytes | memoryview], digest: str, path: Path | None = None
    ) -> None:
        self._lines = lines
        self.digest = digest
        self.path = path
        self._habits: dict[str, Habits | None] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what pickle needs to load the same file in another process."""
        if self.path is not None:
            return _again, (self.path, self.digest)
        return Profiles, ({host: bytes(line) for host, line in self._lines.items()}, self.digest)

    def __len__(self) -> int:
        """The number of sites."""
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the sites."""
        return iter(self._lines)

    def document(self, host: str) -> Document | None:
        """Return the site of exactly this name, or None."""
        line = self._lines.get(host)
        return None if line is None else orjson.loads(line)

    def site_of(self, host: str) -> str | None:
        """Return the name under which a host is known: its own, or its registrable domain; None
        where neither is.
        """
        if host in self._lines:
            return host
        domain = domain_of(host) if host else host
        return domain if domain in self._lines else None

    def __call__(self, address: str) -> Habits | None:
        """Return the habits of the site of an address."""
        host = host_of(address)
        if host not in self._habits:
            if len(self._habits) >= _READY:
                self._habits.clear()
            site = self.site_of(host)
            self._habits[host] = (
                None if site is None else habits_of(site, orjson.loads(self._lines[site]))
            )
        return self._habits[host]


def loaded(path: Path) -> Profiles:
    """Return the profiles of a file; ProfileError says what is wrong with it and where."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ProfileError(
                f"{path}: has {size} bytes, more than the {MOST_BYTES} that are read;"
                " "
                "learn from fewer sites"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ProfileError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        found = of_bytes(data)
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}") from None
    found.path = path
    return found


@lru_cache(maxsize=1)
def _again(path: Path, digest: str) -> Profiles:
    found = loaded(path)
    if found.digest != digest:
        raise ProfileError(f"{path}: was changed while it was in use")
    return found


def of_bytes(data: bytes) -> Profiles:
    """Return the profiles in a file's bytes."""
    tail = _TAIL.search(data, max(0, len(data) - _LONGEST_TAIL))
    digest, end = hashlib.sha256(), len(data) if tail is None else tail.start()
    digest.update(memoryview(data)[:end])
    before = _named(digest)
    digest.update(memoryview(data)[end:])
    if not data.startswith(_HEAD + b"\n") or tail is None:
        return Profiles(_of_any_layout(data), _named(digest))
    _of_version(int(tail[2]))
    lines = _lines(data, len(_HEAD) + 1, end, unedited=tail[1] == before.encode())
    # laid out by hand, or broken: the slow parser finds out which
    return Profiles(_of_any_layout(data) if lines is None else lines, _named(digest))


def _lines(data: bytes, start: int, end: int, unedited: bool) -> Mapping[str, memoryview] | None:
    """Return the site of each line; None where a line is no site.

    The lines of an unedited file are not parsed: to read every count of a hundred thousand sites
    takes seconds.
    """
    found: dict[str, memoryview] = {}
    view, number = memoryview(data), 1
    while start < end:
        number += 1
        stop = data.find(b"\n", start, end)
        stop = end if stop < 0 else stop
        last = stop - 1 if data[stop - 1 : stop] == b"," else stop
        colon = data.find(b":{", start, last)
        try:
            host = orjson.loads(view[start:colon])
            site = None if unedited else orjson.loads(view[colon + 1 : last])
        except orjson.JSONDecodeError:
            return None
        if not isinstance(host, str):
            return None
        if host in found:
            raise ProfileError(f"line {number}: names {host[:80]} a second time")
        if not unedited:
            _check_site(host, site)
        found[host] = view[colon + 1 : last]
        start = stop + 1
    return found


def _of_any_layout(data: bytes) -> dict[str, bytes]:
    """Return the sites of a file in any other JSON layout."""
    if data.startswith(b'{"sample":') or b'"state":' in data[:100]:
        raise ProfileError(
            "is a state of dateline learn, not the profile that was written beside it"
        )
    try:
        found = json.loads(data, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        said = (
            f": {error.msg} at line {error.lineno}"
            if isinstance(error, json.JSONDecodeError)
            else f": {error}"
        )
        raise ProfileError(f"is no JSON, or cut{said}") from None
    if not isinstance(found, dict) or not isinstance(found.get("sites"), dict):
        raise ProfileError('is no profile: it has no member "sites"')
    _of_version(found.get("version"))
    for host, site in found["sites"].items():
        _check_site(host, site)
    return {host: orjson.dumps(site) for host, site in found["sites"].items()}


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(
            name for name, number in Counter(name for name, _ in pairs).items() if number > 1
        )
        raise ProfileError(f"names {twice[:80]} a second time")
    return found


def _of_version(version: object) -> None:
    if version != VERSION:
        raise ProfileError(
            f"is of version {str(version)[:20]}; this program reads version {VERSION}"
        )


def _check_site(host: str, site: object) -> None:
    fault = host_fault(host)
    if fault is not None:
        raise ProfileError(fault)
    if type(site) is not dict or type(site.get("pages")) is not int:
        raise ProfileError(f'{host}: has no number of "pages"')
    for name in site.keys() - _KNOWN:
        near = get_close_matches(name, sorted(_KNOWN), 1)
        raise ProfileError(
            f"{host}: {name[:40]!r} is no member of a site"
            + (f"; did you mean {near[0]}?" if near else "")
        )
    if not _is_plain(site):
        _check(site, host, _LEVELS)


_KNOWN = frozenset((*NUMBERS, *FLAGS, *KINDS))
_NUMBERS, _FLAGS = frozenset(NUMBERS), frozenset(FLAGS)
#: The greatest integer that every JSON reader keeps exactly, and the objects that stand in one
#: another in a site.
_GREATEST, _LEVELS = 2**53, 6


def _is_plain(site: dict[str, Any]) -> bool:
    """Return whether a site holds nothing but objects and counts; much faster than finding out
    where something else is.
    """
    numbers, greatest, level = _NUMBERS, _GREATEST, [site]
    for _ in range(_LEVELS + 1):
        below: list[dict[str, Any]] = []
        for node in level:
            for name, value in node.items():
                if type(value) is dict:
                    below.append(value)
                elif type(value) is not int or not 0 <= value <= greatest or name not in numbers:
                    return False
        level = below
    return not level


def _check(node: dict[str, Any], where: str, levels: int) -> None:
    for name, value in node.items():
        kind = type(value)
        if kind is int and name in _NUMBERS:
            if not 0 <= value <= _GREATEST:
                raise ProfileError(f"{where}: {name} is {value}, which is no count")
        elif kind is dict and levels:
            _check(value, f"{where}/{name[:60]}", levels - 1)
        elif kind is not bool or name not in _FLAGS:
            raise ProfileError(f"{where}: {name[:60]} should be {_expected(name)}")


def _expected(name: str) -> str:
    return (
        "a whole number"
        if name in _NUMBERS
        else "true or false"
        if name in _FLAGS
        else "an object of counts"
    )
