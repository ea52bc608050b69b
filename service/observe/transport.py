"""Observations from what stands around the page: its address, the response's headers, and metadata that a caller extracted.

A scraper posts what its tool or an interface gave: a supplied key is matched without case and punctuation, its value is opened
(WordPress' {"rendered": …}, GraphQL's {"edges": [{"node": …}]}), and what no name explains is handed back and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from service.lexicon.date_spans import first_date
from service.lexicon.date_telling import is_told
from service.lexicon.printed import printed_of
from service.lexicon.slugs import path_of
from service.lexicon.tables import phrases, vocabulary
from service.model import Finding, Json, Observation, Observed, Source
from service.observe.date_stretch import DATE_LINE, DIGIT, stretches
from service.observe.json_ld import CONTAINERS, first_text, is_article, types_of
from service.observe.parted import Member, whole_of, with_wholes
from service.observe.sources import BODY_KEYS, DATED, OBJECT, RANKS, SUPPLIED_NAMES, fold_key, nearest_name, observation

#: The address of a site's front page: "https://www.example.com/", "example.com/index.html"; "/#!/town/quay" is a story's.
_FRONT = re.compile(r"(?:[a-z]{2,6}:)?(?://)?[^/?#]+/?(?:(?:index|default|home)\.\w{3,5})?(?:#(?![!/]).*)?", re.IGNORECASE)
#: A month and a day of two digits each; and of any.
_MM, _DD = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12]\\d|3[01])"
#: A day in the path: as parts of it, behind a hyphen, as papers of China part it ("/2021/0325/", "/2021-03/25/",
#: "/t20210325_1.htm"), or day first.  And a month: "/2021/04/92713" says April 2021 and no more.
_DAY = re.compile(
    r"(?<=[/\-_.])(?:19|20)\d\d(?:"
    r"/(?:0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})/(?:0?[1-9]|[12]\d|3[01])(?=[/.\-_]|$)"
    rf"|([-_.]){_MM}\1{_DD}(?!\d)|{_MM}{_DD}(?=[/.\-_a-z]|$)|(?:/{_MM}{_DD}|-?{_MM}/{_DD})(?=/))"
    rf"|(?<=/t)20\d\d{_MM}{_DD}(?=_)|(?<=[/\-_]){_DD}([-_/]){_MM}\2(?:19|20)\d\d(?=[/.\-_]|$)",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?<=[/\-_.])(?:19|20)\d\d(?<=/....)[/-]{_MM}(?=[/.]|$)")
#: First parts of a path that name a kind of page or a language, not a section.
_NO_SECTION = phrases("templates", "no_section")
#: A section's name, and no page's number, "article-9551232"; a moment by RFC 9110, 5.6.7: "Fri, 09 Jul 2021 00:55:30 GMT".
_SECTION = re.compile(r"(?!.*\d{5})[^\W\d_][\w\-]{2,30}")
_HTTP_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\Z", re.ASCII)
_CANONICAL = re.compile(r"""<([^<>]{1,4096})>[^,<]{0,400}?\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)


def observe_url(address: str, seen: Sequence[Observation] = ()) -> Iterator[Observation]:
    """The date in the path of the address or of what the page gives as its own, the first part as a section, the address."""
    path = "/" + path_of(address[:4096])
    own = [str(o.raw)[:4096] for o in seen if o.source.id in ("link:canonical", "meta:og:url")]
    if found := url_date(path) or url_date("/" + path_of("".join(own[:1]))):
        yield observation("url", "path-date", found, "url")
    parts = [part for part in path.lower().split("/", 6) if part]
    sections = [part for part in parts[:-1][:2] if part not in _NO_SECTION]
    if sections and _SECTION.fullmatch(sections[0]):
        yield observation("url", "path-section", sections[0], "url")
    if "://" in address:
        yield observation("url", "address", address, "url")


def of_front_page(address: str, seen: list[Observation]) -> list[Observation]:
    """Return the observations without dates that no class names, where a site's front page has them: its stories', or today."""
    dated = [o for o in seen if o.field == "datePublished" and o.source.witness == "machine"]
    if dated or not all(map(_FRONT.fullmatch, [address, *[str(o.raw) for o in seen if o.field == "url"]])):
        return seen
    return [o for o in seen if o.field not in ("date", "datePublished") or not o.source.id.startswith(("text:", "html:near-"))]


def url_date(path: str) -> str | None:
    """Return the date in a path as it stands there, the fullest form first; None without one."""
    match = _DAY.search(path) or _MONTH.search(path) if "20" in path or "19" in path else None
    return match and match.group()


def header(headers: Mapping[str, str], name: str) -> str:
    """Return the header's value by its name, whatever the case; "" where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name), "") if headers else ""


def sent_at(headers: Mapping[str, str]) -> datetime | None:
    """Return when the response was written, by its Date header: the moment of the fetch where the caller names none."""
    stamp = header(headers, "date").strip()
    try:
        return parsedate_to_datetime(stamp) if _HTTP_DATE.match(stamp) else None
    except ValueError:
        return None


def observe_headers(headers: Mapping[str, str]) -> Iterator[Observation]:
    """The observations of Last-Modified, Content-Language and Link."""
    for name in ("last-modified", "content-language"):
        value = header(headers, name)
        if value.strip():
            yield observation("http", name, value, f"headers/{name}")
    for address in _CANONICAL.findall(header(headers, "link")[:65536]):
        yield observation("http", "link-canonical", address, "headers/link")


#: Wrappers in wrappers that are opened, objects and members of one list, unknown members that get a finding each.
MAX_DEPTH, _MOST, _MOST_MEMBERS, MOST_UNKNOWN_TOLD = 6, 200, 10_000, 100
#: Keys are cut in places, those of wrappers sooner, since they stand before each member; a longer string is no page's JSON.
_LONGEST_KEY, _LONGEST_WRAPPER, _LONGEST = 200, 40, 1_000_000
#: Members of a caller's metadata that only hold the real ones, and the document of an Elasticsearch hit, which "source" is not.
_WRAPPERS = frozenset(vocabulary("wrappers").split())
_HIT = "_source"
#: What scrapers call the time of the fetch.
_OF_FETCH = frozenset(vocabulary("of_fetch").split())
#: How often a scraper's own extraction is right (dates it copies from the page rather than composing them), and what is left of
#: it under a name that says less exactly what it is.
_RELIABILITY, _DATE_RELIABILITY, _LESS_EXACT = 0.75, 0.96, 0.9
#: "@timestamp" is Elasticsearch's and Logstash's: when the document came in, unless somebody set it to the article's date.
INDEXED = Source("supplied:@timestamp", "date", "supplied", 0.5)
#: The day that stands in a supplied byline: the caller handed on the line that the page prints for readers.
PRINTED_BYLINE = Source("supplied:byline", "date", "human", _DATE_RELIABILITY)
#: No sentence about a day has fewer blanks.
_SENTENCE = 4


def observe_supplied(metadata: Mapping[str, Json]) -> Observed:
    """Return everything that the caller's metadata states: unknown members too, and the article's text if it was there."""
    observations, findings, extra, body = list[Observation](), list[Finding](), dict[str, Json](), ""
    repeated: dict[str, int] = {}
    for order, (locator, path, key, value) in enumerate(with_wholes([*_members(metadata, "metadata", (), 0)])):
        bare = fold_key(key).lstrip("@")
        if bare not in RANKS and bare not in BODY_KEYS:
            # "newstitle" is "title"
            bare = OBJECT.sub("", bare)
        # "title" in "og" is "ogtitle"
        inner = SUPPLIED_NAMES.get(fold_key(path[-1] + bare)) if path and path[-1] != _HIT else None
        name = inner or SUPPLIED_NAMES.get(bare)
        if bare == "wpterm":
            # WordPress keeps the terms of each taxonomy in a list of its own
            terms = [term for kept in value if isinstance(kept, list) for term in kept] if isinstance(value, list) else []
            tags = [term for term in terms if isinstance(term, dict) and term.get("taxonomy") == "post_tag"]
            name, value = ("keywords", [*tags]) if tags else (name, value)
        if bare == "context" or (name and (value in (None, "", [], {}) or (isinstance(value, str) and value.isspace()))):
            continue
        if name is not None:
            observations += _stated(name, bare, value, locator, order, key == "@timestamp")
        elif bare in BODY_KEYS and isinstance(value, str):
            body = max(body, value, key=len)
        else:
            name = ".".join((*path, key))
            if len(findings) <= MOST_UNKNOWN_TOLD:
                message = f"No known field is called {name[:80]!r}."
                if bare in _OF_FETCH:
                    message += " The time of the fetch is the request's fetchedAt."
                elif near := nearest_name(key):
                    message += f" Did you mean {near!r}?"
                if len(findings) == MOST_UNKNOWN_TOLD:
                    message = "There are more unknown members, which are not named one by one."
                findings.append(Finding("", "unknown_metadata_key", "info", message, name[:200]))
            # a list's objects have their members' names in common
            again = repeated[name] = repeated.get(name, -1) + 1
            # a stroke more for each of 10,000 would cost the cube of their number
            extra[name + ("'" * again if again < 10 else f"'{again}")] = value
    return Observed(tuple(observations), tuple(findings), extra, body)


def _stated(name: str, bare: str, value: Json, locator: str, order: int, indexed: bool) -> Iterator[Observation]:
    """Yield what a member with a known name states."""
    rank = RANKS.get(bare, 0)
    if isinstance(value, str) and bare == "source" and value.startswith(("https://", "http://")) and "/" in value[8:-1]:
        # trafilatura's "source" is the page's address, said less exactly than by a column for addresses
        name, rank = "url", rank + 2
    if isinstance(value, str) and name in DATED and value.count(" ") >= _SENTENCE and (date := first_date(value[:DATE_LINE])):
        # "The quay was rebuilt on May 14, 2022" tells of another day
        name = "otherDate" if is_told(value[:DATE_LINE], date) else name
    reliability = (_DATE_RELIABILITY if name in DATED else _RELIABILITY) * _LESS_EXACT**rank
    source = INDEXED if indexed and name == "date" else Source(f"supplied:{name}", name, "supplied", reliability)
    raw = _unwrapped(name, value, 0)
    if isinstance(value, Mapping) and name in DATED:
        raw = whole_of(value) or raw
    raw = {"value": raw, "timezone": "UTC"} if name.startswith("date") and bare.endswith(_IN_UTC) else raw
    yield Observation(name, raw, source, locator, order)
    for text in (value if isinstance(value, list) else [value])[:_MOST] if name == "author" else ():
        # "By Ana Ruiz | Sunday, 18 March 2018 01:04 PM EST": the day may confirm or deny what the caller's date column says
        if isinstance(text, str) and len(text) <= DATE_LINE and DIGIT.search(text):
            for other, part in stretches(text, unnamed=True):
                if not other and first_date(part):
                    yield Observation("date", part, PRINTED_BYLINE, locator, order)


def _members(metadata: Mapping[str, Json], locator: str, path: tuple[str, ...], depth: int) -> Iterator[Member]:
    """Yield every member: where it stands, the keys above it, its key, its value; wrappers are opened, real values are not."""
    for key, member in metadata.items():
        if isinstance(key, str):
            inner = _inner(member) if depth < MAX_DEPTH and (key == _HIT or fold_key(key) in _WRAPPERS) else []
            short = key[: _LONGEST_WRAPPER if inner else _LONGEST_KEY]
            here = f"{locator}/{short.replace('~', '~0').replace('/', '~1')}"
            for node in inner:
                yield from _members(node, here, (*path, short), depth + 1)
            if not inner:
                yield Member(here, path, key, member)


def _inner(member: Json) -> list[Mapping[str, Json]]:
    """Return the objects inside a wrapper, or nothing where the member is a value of its own."""
    if isinstance(member, str) and len(member) <= _LONGEST and member.strip()[:1] in ("{", "["):
        member = printed_of(member)
    items = member[:_MOST] if isinstance(member, list) else [member]
    if items and all(isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in items):
        # [["og:title", "…"], ["article:tag", "…"]]
        return [{str(name): [each for other, each in items if other == name] for name, _ in items}]  # type: ignore[misc]
    nodes = [item for item in items if isinstance(item, Mapping)]
    # A page's JSON-LD as a scraper hands it on also holds the site and the trail; only the article's members are its own.
    return [item for item in nodes if is_article(types_of(item))] or nodes


#: Keys whose timestamps are in UTC, though they do not say so: WordPress' date_gmt, feedparser's published_parsed.
_IN_UTC = ("gmt", "utc", "parsed")
#: The members of an object that hold its text: WordPress, feedparser and RSS as JSON, xmltodict, Arc, the New York Times.
_TEXTS = ("rendered", "#text", "$t", "_", "__cdata", "#cdata", "basic", "raw", "main")
#: The members under which interfaces keep a name, and the properties that have one.
_A_NAME = vocabulary("names").split()
_OF_NAMES = frozenset("author publisher articleSection keywords".split())
#: Members that say a value themselves: what else the object holds, {"url": …, "attributes": {"alt": …}}, is about it.
_SAID = vocabulary("said").split()


def _unwrapped(name: str, value: Json, depth: int) -> Json:
    """Return a value with its containers opened, its name under "name", or only its text."""
    if depth > MAX_DEPTH or not isinstance(value, list | Mapping):
        return value
    if isinstance(value, list):
        return [*(_unwrapped(name, each, depth + 1) for each in value[:_MOST_MEMBERS]), *value[_MOST_MEMBERS:]]
    spelt = {fold_key(key): key for key in value if name in _OF_NAMES}
    if said := first_text(value, [spelt[key] for key in _A_NAME if key in spelt]):
        # {"name": "Old quay", "value": "old-quay"} has a tag and its slug
        return value if fold_key(str(value.get("name"))) == fold_key(said) else {**value, "name": said}
    if text := first_text(value, _TEXTS):
        return text
    inside = next((value[key] for key in CONTAINERS if value.get(key)), None)
    if isinstance(inside, Mapping | list | str) and not any(isinstance(value.get(key), str) for key in _SAID):
        return _unwrapped(name, inside, depth + 1)
    return value
