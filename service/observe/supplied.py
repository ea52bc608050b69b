"""Observations from metadata that a caller has already extracted, under any of the usual names and in the usual shapes.

A key is matched without case and punctuation, so that "article:published_time" and "articlePublishedTime" are one name; two
keys that fold alike are two statements.  What no name explains is handed back, and reported.  A scraper posts what its tool or
an interface gave, so values are opened: WordPress' {"rendered": …}, a list of Open Graph pairs, ninjs' headlines with a role
each, a date_gmt without its zone, GraphQL's {"edges": [{"node": …}]}.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from service.lexicon.date_spans import first_date
from service.lexicon.date_telling import is_told_under_key
from service.lexicon.printed import json_of
from service.model import Finding, Json, Observation, Source
from service.observe.date_stretch import DATE_LINE, DIGIT, stretches
from service.observe.json_ld import is_article, types_of
from service.observe.sources import BODY_KEYS, SUPPLIED_NAMES, fold_key, nearest_name, rank_of_name, without_object

#: Nesting deeper than this is no metadata.
MAX_DEPTH = 6
#: Longer keys are cut in places, and those of wrappers sooner: "meta" with a megabyte of dots would stand before each member.
_LONGEST_KEY, _LONGEST_WRAPPER = 200, 40
#: Members of a caller's metadata that only hold the real ones.
_WRAPPERS = frozenset(
    "article metadata meta og opengraph twitter jsonld ldjson schema schemaorg dc dublincore parsely sailthru data newsarticle "
    "item result page citation microdata rdfa html head properties attributes structureddata graph @graph news newsnews "
    "fields objects embedded yoastheadjson".split()
)
#: The document of an Elasticsearch hit; under "source" stands who published.
_HIT = "_source"
#: Unknown members that get a finding each, of 100,000 columns; strokes that tell one name from the same.
MOST_UNKNOWN_TOLD, _MOST_STROKES = 100, 9
#: How often a scraper's own extraction is right; for dates, which it copies from the page rather than composing them.
_RELIABILITY, _DATE_RELIABILITY = 0.75, 0.96
#: What is left of it under a name that says less exactly what it is.
_LESS_EXACT = 0.9
#: "@timestamp" is Elasticsearch's and Logstash's: when the document came in, unless somebody set it to the article's date.
INDEXED = Source("supplied:@timestamp", "date", "supplied", 0.5)
#: The day that stands in a supplied byline: the caller handed on the line that the page prints for readers.
PRINTED_BYLINE = Source("supplied:byline", "date", "human", _DATE_RELIABILITY)
#: The fields whose values are dates of the article.
_DATES = frozenset(("date", "datePublished", "dateModified", "dateCreated"))
#: No sentence about a day has fewer blanks, and none that tells it is longer.
_SENTENCE, _LONGEST_SENTENCE = 4, 400
#: The address of an article, whose last part is made of words, and not of a site, a feed or an account.
_ARTICLE = re.compile(
    r"https?://[^/\s]{1,253}/\S{0,1000}?[^\W\d_]{2,40}(?:[-_][^\W_]{1,40}){2,40}(?:\.html?|-?\d+)?/?(?:[?#]\S*)?"
)
#: Keys that state nothing about the article.
_SILENT_KEYS = frozenset(("@context", "context"))
#: Members of a list of authors that are looked at for a date.
_MOST_BYLINES = 20


@dataclass(slots=True)
class Supplied:
    """What the caller's metadata gave: observations, findings, unknown members, and the article's text if it was there."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    extra: dict[str, Json] = field(default_factory=dict)
    body: str = ""
    #: How often each unknown name stood once more.
    repeated: dict[str, int] = field(default_factory=dict)


def observe_supplied(metadata: Mapping[str, Json]) -> Supplied:
    """Return everything that the caller's metadata states."""
    supplied, addresses = Supplied(), list[Observation]()
    for order, (locator, path, key, value) in enumerate(_members(metadata, "metadata", (), 0)):
        folded = without_object(fold_key(key))
        name = _field(folded, path)
        if (listed := with_roles(folded, value)) is not None:
            name, value = listed
        if name in _DATES and isinstance(value, str) and _is_told(value):
            name = "otherDate"
        if folded in _SILENT_KEYS or (name and _blank(value)):
            continue
        if name is not None:
            if folded == "source" and isinstance(value, str) and _ARTICLE.fullmatch(value):
                # trafilatura's "source" is the page's address, where no column for addresses says it
                addresses.append(Observation("url", value, _source("url", rank_of_name(folded) + 2), locator, order))
                continue
            source = INDEXED if key == "@timestamp" and name == "date" else _source(name, rank_of_name(folded))
            supplied.observations.append(Observation(name, plainer(name, folded, value), source, locator, order))
            if name == "author":
                supplied.observations += _dates_of_byline(value, locator, order)
        elif folded in BODY_KEYS and isinstance(value, str):
            supplied.body = max(supplied.body, value, key=len)
        else:
            _unknown(supplied, (*path, key), value)
    if not any(o.field == "url" for o in supplied.observations):
        supplied.observations += addresses[:1]
    return supplied


def _source(name: str, rank: int) -> Source:
    """Return the source of a value that the caller's own extraction gave under a name of that rank."""
    reliability = _DATE_RELIABILITY if name in _DATES or name == "expires" else _RELIABILITY
    return Source(f"supplied:{name}", name, "supplied", reliability * _LESS_EXACT**rank)


def _is_told(value: str) -> bool:
    """Return whether a supplied date is a sentence that tells of another day: "The quay was rebuilt on May 14, 2022"."""
    prose = value.count(" ") >= _SENTENCE and len(value) < _LONGEST_SENTENCE and "<" not in value and "{" not in value
    date = first_date(value) if prose else ""
    return bool(date) and is_told_under_key(value, date)


def _dates_of_byline(value: Json, locator: str, order: int) -> Iterator[Observation]:
    """Yield the days that a byline prints beside the names, "By Ana Ruiz | Sunday, 18 March 2018 01:04 PM EST".

    They may confirm or deny what the caller's date column says; a part that tells of another day says nothing here.
    """
    for text in value[:_MOST_BYLINES] if isinstance(value, list) else [value]:
        if not isinstance(text, str) or len(text) > DATE_LINE or not DIGIT.search(text):
            continue
        for other, part in stretches(text, unnamed=True):
            if not other and first_date(part):
                yield Observation("date", part, PRINTED_BYLINE, locator, order)


def _blank(value: Json) -> bool:
    return value is None or value == "" or value == [] or value == {} or (isinstance(value, str) and value.isspace())


def _field(folded: str, path: tuple[str, ...]) -> str | None:
    """Return the property that a folded key names, alone or behind the key of its object ("og" and "title")."""
    key = folded.lstrip("@")
    if path and path[-1] != _HIT and (name := SUPPLIED_NAMES.get(fold_key(path[-1]) + key)):
        return name
    return SUPPLIED_NAMES.get(key)


def _members(
    value: Mapping[str, Json], locator: str, path: tuple[str, ...], depth: int
) -> Iterator[tuple[str, tuple[str, ...], str, Json]]:
    """Yield every member with its locator, the keys above it, its key and value; wrappers are opened, real values are not."""
    for key, member in value.items():
        if not isinstance(key, str):
            continue
        inner = _inner(key, member)
        short = key[: _LONGEST_WRAPPER if inner else _LONGEST_KEY]
        here = f"{locator}/{short.replace('~', '~0').replace('/', '~1')}"
        if inner and depth < MAX_DEPTH:
            for node in inner:
                yield from _members(node, here, (*path, short), depth + 1)
        else:
            yield here, path, key, member


def _inner(key: str, member: Json) -> list[Mapping[str, Json]]:
    """Return the objects inside a wrapper, or nothing where the member is a value of its own."""
    if fold_key(key) not in _WRAPPERS and key != _HIT:
        return []
    member = opened(member)
    if pairs := of_pairs(member):
        return pairs
    items = [item for item in (member if isinstance(member, list) else [member])[:50] if isinstance(item, Mapping)]
    # A page's JSON-LD as a scraper hands it on also holds the site and the trail; only the article's members are its own.
    articles = [item for item in items if is_article(types_of(item))]
    return articles or items


def _unknown(supplied: Supplied, keys: tuple[str, ...], value: Json) -> None:
    name = whole = ".".join(keys)
    while name in supplied.extra:
        again = supplied.repeated[whole] = supplied.repeated.get(whole, 0) + 1
        # a stroke more for each of 10,000 would cost the cube of their number
        name = whole + ("'" * again if again <= _MOST_STROKES else f"'{again}")
    supplied.extra[name] = value
    told = len(supplied.findings)
    if told > MOST_UNKNOWN_TOLD:
        return
    near = nearest_name(keys[-1])
    meant = f" Did you mean {near!r}?" if near is not None else ""
    message = f"No known field is called {name[:80]!r}.{meant}"
    if told == MOST_UNKNOWN_TOLD:
        message = "There are more unknown members, which are not named one by one."
    supplied.findings.append(Finding("", "unknown_metadata_key", "info", message, name[:200]))


# --- the shapes of values, opened ------------------------------------------------------------------------------------------

#: Longer strings are no JSON of one page; objects are read so deep, and so many of one list: no reader takes more.
_LONGEST, _DEEPEST, _MOST, _MOST_MEMBERS = 1_000_000, 6, 200, 10_000
#: Keys whose timestamps are in UTC, though they do not say so: WordPress' date_gmt, feedparser's published_parsed.
_IN_UTC = ("gmt", "utc", "parsed")
#: What feeds put around a text that is not to be read as markup.
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)
#: The members of an object that hold its text: WordPress, feedparser and RSS as JSON, xmltodict, Arc, the New York Times.
_TEXTS = ("rendered", "#text", "$t", "_", "__cdata", "#cdata", "basic", "raw", "main")
#: Objects that only hold others: GraphQL's {"edges": [{"node": …}]}, JSON-LD's {"@list": […]}, Strapi's
#: {"data": [{"attributes": …}]}, a byline's {"person": […]}.
_CONTAINERS = ("data", "items", "edges", "nodes", "node", "@list", "@set", "results", "attributes", "fields", "person")
#: Field → the folded members under which interfaces keep the name that a reader of the field looks for, the surest first.
#: Of {"name": "glocations", "value": "Quay"} the name is the tag's kind.
_NAMED = {
    "author": "name displayname fullname authorname webtitle",
    "publisher": "name displayname publishername sourcename sitename webtitle title",
    "keywords": "value name tagname tagtitle displayname webtitle label title word topic",
    "articleSection": "name sectionname categoryname displayname webtitle label title",
}
#: Members that say a value themselves: what else the object holds, {"url": …, "attributes": {"alt": …}}, is about it.
_SAID = (
    *("@value", "value", "text", "headline", "title", "description", "term", "keyword", "tag", "slug", "legalName"),
    *("url", "contentUrl", "@id", "thumbnailUrl", "$date", "date", "datetime", "timestamp"),
)
#: ninjs 3: folded key → the property, the member that says the role, the roles that count, the members that hold the value.
_OF_SUBJECTS = ("keywords", "rel", ("keyword", "keywords", "subject", "about", ""), ("literal", "name"))
_WITH_ROLES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "headlines": ("headline", "role", ("main", ""), ("value",)),
    "descriptions": ("description", "role", ("summary", ""), ("value",)),
    "people": ("author", "rel", ("author", "creator"), ("name",)),
    "infosources": ("publisher", "role", ("publisher", ""), ("name",)),
    "subjects": _OF_SUBJECTS,
    "subject": _OF_SUBJECTS,
    "wpterm": ("keywords", "taxonomy", ("post_tag",), ("name",)),
}


def opened(member: Json) -> Json:
    """Return the JSON that a wrapper's string is, or the value as it is."""
    if not isinstance(member, str) or len(member) > _LONGEST or member.strip()[:1] not in ("{", "["):
        return member
    value = json_of(member)
    return member if value is None else value


def of_pairs(member: Json) -> list[Mapping[str, Json]]:
    """Return the object that a list of pairs is: [["og:title", "…"], ["article:tag", "…"]].

    A key that stands twice has a list.
    """
    said: dict[str, list[Json]] = {}
    for pair in member[:_MOST] if isinstance(member, list) else []:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not isinstance(pair[0], str):
            return []
        said.setdefault(pair[0], []).append(pair[1])
    return [{key: values if len(values) > 1 else values[0] for key, values in said.items()}] if said else []


def with_roles(folded: str, member: Json) -> tuple[str, Json] | None:
    """Return the property and the values of a list of objects with a role each, or None where it is no such list."""
    if folded not in _WITH_ROLES or not isinstance(member, list):
        return None
    name, role, wanted, keys = _WITH_ROLES[folded]
    said: list[tuple[str, str]] = []
    for each in (each for part in member[:_MOST] for each in (part[:_MOST] if isinstance(part, list) else [part])):
        if not isinstance(each, Mapping):
            return None
        said += [(str(each.get(role) or "").casefold(), text) for key in keys if isinstance(text := each.get(key), str)][:1]
    # an entry marked as the one comes first: an agency without a role stands beside the publisher
    values: list[Json] = [text for part, text in sorted(said, key=lambda pair: not pair[0]) if part in wanted]
    if not values:
        return None
    return name, values if name in ("author", "keywords") else values[0]


def plainer(name: str, folded: str, value: Json) -> Json:
    """Return a known member's value without what an interface puts around it: a title's {"rendered": …}, a UTC timestamp."""
    value = _unwrapped(name, value, 0)
    if isinstance(value, Mapping) and (name.startswith("date") or name in ("headline", "description", "alternativeHeadline")):
        value = _text(value, _TEXTS) or value
    elif name.startswith("date") and folded.endswith(_IN_UTC):
        return {"value": value, "timezone": "UTC"}
    return value


def _unwrapped(name: str, value: Json, depth: int) -> Json:
    """Return a value with its containers opened, its name under "name", and no CDATA around its text; others unchanged."""
    if isinstance(value, str) and (inner := _CDATA.fullmatch(value)):
        return inner[1]
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [*(_unwrapped(name, each, depth + 1) for each in value[:_MOST_MEMBERS]), *value[_MOST_MEMBERS:]]
    if not isinstance(value, Mapping):
        return value
    if name in _NAMED:
        folded = {fold_key(key): key for key in value if isinstance(key, str)}
        keys = [folded[wanted] for wanted in _NAMED[name].split() if wanted in folded]
        if (text := _text(value, [*keys, *_TEXTS])) is not None:
            label = value.get("name")
            # {"name": "Old quay", "value": "old-quay"} has a tag and its slug
            return value if isinstance(label, str) and fold_key(label) == fold_key(text) else {**value, "name": text}
    if any(isinstance(value.get(key), str) for key in _SAID):
        return value
    inside = next((value[key] for key in _CONTAINERS if value.get(key)), None)
    return _unwrapped(name, inside, depth + 1) if isinstance(inside, Mapping | list | str) else value


def _text(value: Mapping[str, Json], keys: Iterable[str]) -> str | None:
    """The first of an object's members that is a text."""
    return next((text for key in keys if isinstance(text := value.get(key), str) and text.strip()), None)
