"""Observations from what stands around the page: its address, the response's headers, and metadata
that a caller extracted.

A scraper posts what its tool or an interface gave: a supplied key is matched without case and
punctuation, its value is opened (WordPress' {"rendered": …}, GraphQL's {"edges": [{"node": …}]}),
and what no name explains is handed back and reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from service.lexicon.printed import printed_of
from service.lexicon.slugs import path_of
from service.lexicon.tables import phrases, vocabulary
from service.model import Finding, Json, Observation, Observed, Source
from service.observe.json_ld import CONTAINERS, first_text, is_article, types_of
from service.observe.parted import Member, whole_of, with_wholes
from service.observe.sources import (
    BODY_KEYS,
    DATED,
    OBJECT,
    RANKS,
    SUPPLIED_NAMES,
    as_list,
    fold_key,
    nearest_name,
    observation,
)
from service.spans.date_context import is_in_sentence
from service.spans.date_lines import DATE_LINE, DIGIT, dates_of_line
from service.spans.date_spans import first_date

#: The address of a site's front page: "https://www.example.com/", "example.com/index.html";
#: "/#!/town/quay" is a story's.
_FRONT = re.compile(
    r"(?:[a-z]{2,6}:)?(?://)?[^/?#]+/?(?:(?:index|default|home)\.\w{3,5})?(?:#(?![!/]).*)?",
    re.IGNORECASE,
)
#: A month and a day of two digits each; and of any.
_MM = "(?:0[1-9]|1[0-2])"
_DD = "(?:0[1-9]|[12]\\d|3[01])"
#: A day in the path: as parts of it, behind a hyphen, as papers of China part it ("/2021/0325/",
#: "/2021-03/25/", "/t20210325_1.htm"), or day first.  And a month: "/2021/04/92713" says April 2021
#: and no more.
_DAY = re.compile(
    r"(?<=[/\-_.])(?:19|20)\d\d(?:"
    r"/(?:0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]{0,6})/(?:0?[1-9]|[12]\d|3[01])(?=[/.\-_]|$)"
    rf"|([-_.]){_MM}\1{_DD}(?!\d)|{_MM}{_DD}(?=[/.\-_a-z]|$)|(?:/{_MM}{_DD}|-?{_MM}/{_DD})(?=/))"
    rf"|(?<=/t)20\d\d{_MM}{_DD}(?=_)|(?<=[/\-_]){_DD}([-_/]){_MM}\2(?:19|20)\d\d(?=[/.\-_]|$)",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?<=[/\-_.])(?:19|20)\d\d(?<=/....)[/-]{_MM}(?=[/.]|$)")
#: First parts of a path that name a kind of page or a language, not a section.
_NO_SECTION = phrases("templates", "no_section")
#: A section's name, and no page's number, "article-9551232"; a moment by RFC 9110, 5.6.7: "Fri, 09
#: Jul 2021 00:55:30 GMT".
_SECTION = re.compile(r"(?!.*\d{5})[^\W\d_][\w\-]{2,30}")
_HTTP_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\Z", re.ASCII)
_CANONICAL = re.compile(
    r"""<([^<>]{1,4096})>[^,<]{0,400}?\brel\s*=\s*["']?canonical\b""", re.IGNORECASE
)


#: What a front page's stories, or today, are taken for, and the sources that name no date.
_PUBLISHED = ("date", "datePublished")
_LOOSE = ("text:", "html:near-")


def observe_url(address: str, seen: Sequence[Observation] = ()) -> Iterator[Observation]:
    """Yield the date in the page's address, its first part as a section, and the address."""
    path = "/" + path_of(address[:4096])
    own = [str(o.raw)[:4096] for o in seen if o.source.id in ("link:canonical", "meta:og:url")]
    if found := url_date(path) or url_date("/" + path_of("".join(own[:1]))):
        yield observation("url", "path-date", found, "url")
    if section := _section(path):
        yield observation("url", "path-section", section, "url")
    if "://" in address:
        yield observation("url", "address", address, "url")


def _section(path: str) -> str:
    """Return the section that a path begins with, "" where it names none."""
    above = list(filter(None, path.lower().split("/", 6)))[:-1]
    section = next((part for part in above[:2] if part not in _NO_SECTION), "")
    return section if _SECTION.fullmatch(section) else ""


def of_front_page(address: str, seen: list[Observation]) -> list[Observation]:
    """Return the observations, of a site's front page without the dates that no class names."""
    stated = {(o.field, o.source.witness) for o in seen}
    addresses = [address, *[str(o.raw) for o in seen if o.field == "url"]]
    if ("datePublished", "machine") in stated or not all(map(_FRONT.fullmatch, addresses)):
        return seen
    return [o for o in seen if o.field not in _PUBLISHED or not o.source.id.startswith(_LOOSE)]


def url_date(path: str) -> str | None:
    """Return the date in a path as it stands there, the fullest form first; None without one."""
    match = _DAY.search(path) or _MONTH.search(path)
    return match and match.group()


def header(headers: Mapping[str, str], name: str) -> str:
    """Return the header's value by its name, whatever the case; "" where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name), "")


def sent_at(headers: Mapping[str, str]) -> datetime | None:
    """Return when the response was written, by its Date header, or None."""
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


#: Wrappers in wrappers that are opened, objects and members of one list, unknown members that get a
#: finding each.
MAX_DEPTH = 6
_MOST = 200
_MOST_MEMBERS = 10_000
MOST_UNKNOWN_TOLD = 100
#: Keys are cut in places, those of wrappers sooner, since they stand before each member; a longer
#: string is no page's JSON.
_LONGEST_KEY = 200
_LONGEST_WRAPPER = 40
_LONGEST = 1_000_000
_PRINTED = re.compile(r"\s*[{\[]")
#: Members of a caller's metadata that only hold the real ones, and the document of an Elasticsearch
#: hit, which "source" is not.
_WRAPPERS = frozenset(vocabulary("wrappers").split())
_HIT = "_source"
#: What scrapers call the time of the fetch.
_OF_FETCH = frozenset(vocabulary("of_fetch").split())
#: How often a scraper's own extraction is right (dates it copies from the page rather than
#: composing them), and what is left of it under a name that says less exactly what it is.
_RELIABILITY = 0.75
_DATE_RELIABILITY = 0.96
_LESS_EXACT = 0.9
#: "@timestamp" is Elasticsearch's and Logstash's: when the document came in, unless somebody set it
#: to the article's date.
INDEXED = Source("supplied:@timestamp", "date", "supplied", 0.5)
#: The day that stands in a supplied byline: the caller handed on the line that the page prints for
#: readers.
PRINTED_BYLINE = Source("supplied:byline", "date", "human", _DATE_RELIABILITY)
#: No sentence about a day has fewer blanks.
_SENTENCE = 4
#: The address of a page, not of a site.
_PAGE = re.compile(r"(?:https://|http://.).*/.", re.DOTALL)
#: Folded keys that are known as they are.
_KNOWN = BODY_KEYS.union(RANKS)


def observe_supplied(metadata: Mapping[str, Json]) -> Observed:
    """Return all that the caller's metadata states, unknown members and the text included."""
    observations, unknown, body = list[Observation](), list[tuple[str, Member]](), ""
    members = with_wholes([*_members(metadata, "metadata", (), 0)])
    for order, member in enumerate(members):
        bare = _bare_key(member.key)
        name, value = _known(member, bare)
        if name is not None:
            observations += _stated(name, bare, member._replace(value=value), order)
        elif bare in BODY_KEYS and isinstance(value, str):
            body = max(body, value, key=len)
        elif bare != "context":
            unknown.append((".".join((*member.path, member.key)), member))
    return Observed(tuple(observations), _unknown_keys(unknown), _extra(unknown), body)


def _bare_key(key: str) -> str:
    """Return a folded key without what it belongs to: "newstitle" is "title"."""
    bare = fold_key(key).lstrip("@")
    return bare if bare in _KNOWN else OBJECT.sub("", bare)


def _known(member: Member, bare: str) -> tuple[str | None, Json]:
    """Return the property that a member states, None where its name is not known, and its value."""
    tags = _tags_of_wordpress(member.value) if bare == "wpterm" else []
    if tags:
        return "keywords", tags
    # "title" in "og" is "ogtitle"
    within = "".join(member.path[-1:]).removesuffix(_HIT)
    name = SUPPLIED_NAMES.get(fold_key(within + bare)) or SUPPLIED_NAMES.get(bare)
    return name, member.value


def _tags_of_wordpress(value: Json) -> list[Json]:
    """Return the tags among WordPress' terms, of which each taxonomy has a list of its own."""
    lists = [each for each in as_list(value) if isinstance(each, list)]
    terms = [term for each in lists for term in each if isinstance(term, dict)]
    return [term for term in terms if term.get("taxonomy") == "post_tag"]


def _unknown_keys(unknown: Sequence[tuple[str, Member]]) -> tuple[Finding, ...]:
    """Return a finding for each of the first members that no name explains."""
    messages = [_guess(name, member.key) for name, member in unknown[:MOST_UNKNOWN_TOLD]]
    messages.append("There are more unknown members, which are not named one by one.")
    return tuple(
        Finding("", "unknown_metadata_key", "info", message, name[:200])
        for message, (name, _) in zip(messages, unknown, strict=False)
    )


def _guess(name: str, key: str) -> str:
    """Return what to say of an unknown member: where it belongs, or what it nearly is."""
    message = f"No known field is called {name[:80]!r}."
    if _bare_key(key) in _OF_FETCH:
        return f"{message} The time of the fetch is the request's fetchedAt."
    near = nearest_name(key)
    return f"{message} Did you mean {near!r}?" if near else message


def _extra(unknown: Sequence[tuple[str, Member]]) -> dict[str, Json]:
    """Return the unknown members by name; a list's objects have their members' names in common."""
    extra, times = dict[str, Json](), Counter[str]()
    for name, member in unknown:
        again = times[name]
        times[name] += 1
        # a stroke more for each of 10,000 would cost the cube of their number
        extra[name + ("'" * again if again < 10 else f"'{again}")] = member.value
    return extra


def _stated(name: str, bare: str, member: Member, order: int) -> Iterator[Observation]:
    """Yield what a member with a known name states."""
    value, locator = member.value, member.where
    if value in (None, "", [], {}) or (isinstance(value, str) and value.isspace()):
        return
    name, rank = _exactly(name, bare, value)
    indexed = (member.key, name) == ("@timestamp", "date")
    source = INDEXED if indexed else _source(name, rank)
    yield Observation(name, _raw(name, bare, value), source, locator, order)
    for day in _printed_days(value) if name == "author" else ():
        yield Observation("date", day, PRINTED_BYLINE, locator, order)


def _exactly(name: str, bare: str, value: Json) -> tuple[str, int]:
    """Return the property that a value is of under a name, and how inexactly the name says so."""
    rank = RANKS.get(bare, 0)
    if not isinstance(value, str):
        return name, rank
    if bare == "source" and _PAGE.match(value):
        # trafilatura's "source" is the page's address, said less exactly than by a column for
        # addresses
        return "url", rank + 2
    return "otherDate" if name in DATED and _tells_of_another_day(value) else name, rank


def _tells_of_another_day(text: str) -> bool:
    """Return whether a text is a sentence: "The quay was rebuilt on May 14, 2022"."""
    if text.count(" ") < _SENTENCE:
        return False
    line = text[:DATE_LINE]
    date = first_date(line)
    return date != "" and is_in_sentence(line, date)


def _source(name: str, rank: int) -> Source:
    reliability = (_DATE_RELIABILITY if name in DATED else _RELIABILITY) * _LESS_EXACT**rank
    # a column called "title" holds the page's as often, with the site's name in it
    of = "title" if name == "headline" and rank else name
    return Source(f"supplied:{of}", name, "supplied", reliability)


def _raw(name: str, bare: str, value: Json) -> Json:
    """Return a member's value opened, a date's parts as one, with the zone that its key names."""
    whole = whole_of(value) if isinstance(value, Mapping) and name in DATED else None
    raw = whole or _unwrapped(name, value, 0)
    is_utc = name.startswith("date") and bare.endswith(_IN_UTC)
    return {"value": raw, "timezone": "UTC"} if is_utc else raw


def _printed_days(value: Json) -> Iterator[str]:
    """Yield the days that stand in bylines, which may confirm or deny the caller's date column: "By
    Ana Ruiz | Sunday, 18 March 2018 01:04 PM EST".
    """
    for text in as_list(value)[:_MOST]:
        if isinstance(text, str) and len(text) <= DATE_LINE and DIGIT.search(text):
            for other, part in dates_of_line(text, in_plain_element=True):
                if not other and first_date(part):
                    yield part


def _members(
    metadata: Mapping[str, Json], locator: str, path: tuple[str, ...], depth: int
) -> Iterator[Member]:
    """Yield every member: where it stands, the keys above it, its key, its value; wrappers are
    opened, real values are not.

    An object's keys have no order, so that of their letters is taken: "author" is read before
    "creator".
    """
    for key, member in sorted(metadata.items(), key=_of_key):
        if isinstance(key, str):
            inner = (
                _inner(member)
                if depth < MAX_DEPTH and (key == _HIT or fold_key(key) in _WRAPPERS)
                else []
            )
            short = key[: _LONGEST_WRAPPER if inner else _LONGEST_KEY]
            here = f"{locator}/{short.replace('~', '~0').replace('/', '~1')}"
            for node in inner:
                yield from _members(node, here, (*path, short), depth + 1)
            if not inner:
                yield Member(here, path, key, member)


def _of_key(item: tuple[str, Json]) -> str:
    return str(item[0])


def _inner(member: Json) -> list[Mapping[str, Json]]:
    """Return the objects inside a wrapper, or nothing where the member is a value of its own."""
    items = as_list(_parsed(member))[:_MOST]
    if items and all(map(_is_pair, items)):
        return [_of_pairs(items)]
    nodes = [item for item in items if isinstance(item, Mapping)]
    # A page's JSON-LD as a scraper hands it on also holds the site and the trail; only the
    # article's members are its own.
    return [item for item in nodes if is_article(types_of(item))] or nodes


def _parsed(member: Json) -> Json:
    """Return the value that a member is the printed form of, any other member as it is."""
    is_printed = isinstance(member, str) and _PRINTED.match(member) and len(member) <= _LONGEST
    return printed_of(str(member)) if is_printed else member


def _is_pair(item: Json) -> bool:
    return isinstance(item, list) and len(item) == 2 and isinstance(item[0], str)


def _of_pairs(pairs: Sequence[Any]) -> dict[str, Json]:
    """Return an object of the values under each name: [["og:title", "…"], ["article:tag", "…"]]."""
    values: dict[str, list[Json]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {**values}


#: Keys whose timestamps are in UTC, though they do not say so: WordPress' date_gmt, feedparser's
#: published_parsed.
_IN_UTC = ("gmt", "utc", "parsed")
#: The members of an object that hold its text: WordPress, feedparser and RSS as JSON, xmltodict,
#: Arc, the New York Times.
_TEXTS = ("rendered", "#text", "$t", "_", "__cdata", "#cdata", "basic", "raw", "main")
#: The members under which interfaces keep a name, and the properties that have one.
_A_NAME = vocabulary("names").split()
_OF_NAMES = frozenset("author publisher articleSection keywords".split())
#: Members that say a value themselves: what else the object holds, {"url": …, "attributes": {"alt":
#: …}}, is about it.
_STATING = vocabulary("said").split()


def _unwrapped(name: str, value: Json, depth: int) -> Json:
    """Return a value with its containers opened, its name under "name", or only its text."""
    if depth > MAX_DEPTH or not isinstance(value, list | Mapping):
        return value
    if isinstance(value, list):
        return [
            *(_unwrapped(name, each, depth + 1) for each in value[:_MOST_MEMBERS]),
            *value[_MOST_MEMBERS:],
        ]
    if name in _OF_NAMES and (named := _with_name(value)):
        return named
    if text := first_text(value, _TEXTS):
        return text
    inside = _held(value)
    return value if inside is None else _unwrapped(name, inside, depth + 1)


def _with_name(value: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return an object with its name under "name", an empty one where it has none."""
    spelt = {fold_key(key): key for key in sorted(value)}
    name = first_text(value, [spelt[key] for key in _A_NAME if key in spelt])
    if name is None:
        return {}
    # {"name": "Old quay", "value": "old-quay"} has a tag and its slug
    is_same = fold_key(str(value.get("name"))) == fold_key(name)
    return value if is_same else {**value, "name": name}


def _held(value: Mapping[str, Json]) -> Json:
    """Return what an object only holds, None where it says something itself."""
    if any(isinstance(value.get(key), str) for key in _STATING):
        return None
    inside = next((value[key] for key in CONTAINERS if value.get(key)), None)
    return inside if isinstance(inside, Mapping | list | str) else None
