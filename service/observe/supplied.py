"""Observations from the metadata that a caller has already extracted, under any of the usual names and in the usual shapes.

A key is matched without case and punctuation, so that "article:published_time" and "articlePublishedTime" are one name; two
keys that fold alike are two statements.  What no name explains is handed back, and reported.  A scraper posts what its tool or
an interface gave, so values are opened: WordPress' {"rendered": …}, a list of Open Graph pairs, ninjs' headlines with a role
each, a date_gmt without its zone, GraphQL's {"edges": [{"node": …}]}, NYT's {"name": "glocations", "value": …}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from service.lexicon.date_spans import dates_within
from service.lexicon.date_telling import is_told_under_key
from service.lexicon.printed import json_of
from service.lexicon.texts import fold, word_set
from service.model import Finding, Json, Observation
from service.observe.date_stretch import DATE_LINE, DIGIT, stretches
from service.observe.json_ld_graph import is_article, types_of
from service.observe.sources import INDEXED, PRINTED_BYLINE, supplied_source
from service.observe.supplied_names import BODY_KEYS, SILENT_KEYS, SUPPLIED_NAMES, fold_key, rank_of_name

#: Nesting deeper than this is no metadata.
MAX_DEPTH = 6
#: Longer keys are cut in places, and those of wrappers sooner: "meta" with a megabyte of dots would stand before each member.
_LONGEST_KEY, _LONGEST_WRAPPER = 200, 40
#: Members of a caller's metadata that only hold the real ones.
_WRAPPERS = frozenset(
    "article metadata meta og opengraph twitter jsonld ldjson schema schemaorg dc dublincore parsely sailthru data newsarticle "
    "item result page citation microdata rdfa html head properties attributes structureddata graph @graph news newsnews "
    "fields".split()
)
#: The document of an Elasticsearch hit; under "source" stands who published.
_HIT = "_source"
#: As many of the same unknown name are told apart by strokes behind it; more of them are numbered.
_MOST_STROKES = 9
#: Unknown members that get a finding each; a record of 100,000 columns needs one sentence, not 100,000.
MOST_UNKNOWN_TOLD = 100
#: What is left of a value under a name that says less exactly what it is, beside one under the exact name.
_LESS_EXACT = 0.9
#: The fields whose values are dates of the article.
_DATES = frozenset(("date", "datePublished", "dateModified", "dateCreated"))
#: Shorter texts are no sentence with a date in it, and longer ones are cut elsewhere.
_SENTENCE, _FEWEST_WORDS = range(24, 400), 5
#: Members of a list of authors that are looked at for a date.
_MOST_BYLINES = 20


@dataclass(slots=True)
class Supplied:
    """What the caller's metadata gave: observations, findings, members nobody knows, and the article's text if it was there."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    extra: dict[str, Json] = field(default_factory=dict)
    body: str = ""
    #: How often each unknown name stood once more.
    repeated: dict[str, int] = field(default_factory=dict)


def observe_supplied(metadata: Mapping[str, Json]) -> Supplied:
    """Everything that the caller's metadata states."""
    supplied = Supplied()
    if not metadata:
        return supplied
    ranks: dict[int, int] = {}
    for order, (locator, path, key, value) in enumerate(_members(metadata, "metadata", (), 0)):
        folded = fold_key(key)
        name = _field(folded, path)
        if (listed := with_roles(folded, value)) is not None:
            name, value = listed
        if name in _DATES and isinstance(value, str) and _is_told(value):
            name = "otherDate"
        if folded in SILENT_KEYS or (name and _blank(value)):
            continue
        if name is not None:
            source = INDEXED if key == "@timestamp" and name == "date" else supplied_source(name)
            supplied.observations.append(Observation(name, plainer(name, folded, value), source, locator, order))
            ranks[order] = rank_of_name(name, folded)
            if name == "author":
                supplied.observations += _dates_of_byline(value, locator, order)
        elif folded in BODY_KEYS and isinstance(value, str):
            supplied.body = max(supplied.body, value, key=len)
        else:
            _unknown(supplied, (*path, key), value)
    supplied.observations = _exact_first(supplied.observations, ranks)
    return supplied


def _exact_first(observations: list[Observation], ranks: Mapping[int, int]) -> list[Observation]:
    """The observations, with those believed less that stand beside one under a more exact name: "id" beside "link"."""
    best: dict[str, int] = {}
    for o in observations:
        best[o.field] = min(best.get(o.field, ranks[o.order]), ranks[o.order])

    def weighed(o: Observation) -> Observation:
        behind = ranks[o.order] - best[o.field]
        return replace(o, source=replace(o.source, reliability=o.source.reliability * _LESS_EXACT**behind)) if behind else o

    return [weighed(o) for o in observations]


def _is_told(value: str) -> bool:
    """Whether what a scraper took for the date is a sentence that tells of another: "The quay was rebuilt on May 14, 2022"."""
    if len(value) not in _SENTENCE or len(value.split()) < _FEWEST_WORDS or "<" in value or "{" in value:
        return False
    date = next(iter(dates_within(value, 1)), "")
    return bool(date) and is_told_under_key(value, date)


def _dates_of_byline(value: Json, locator: str, order: int) -> Iterator[Observation]:
    """The days that a byline prints beside the names, "By Ana Ruiz | Sunday, 18 March 2018 01:04 PM EST".

    They may confirm or deny what the caller's date column says; a part that tells of another day says nothing here.
    """
    for text in value[:_MOST_BYLINES] if isinstance(value, list) else [value]:
        if not isinstance(text, str) or len(text) > DATE_LINE or not DIGIT.search(text):
            continue
        for other, part in stretches(text, unnamed=True):
            if not other and dates_within(part, 1):
                yield Observation("date", part, PRINTED_BYLINE, locator, order)


def _blank(value: Json) -> bool:
    return value is None or value == "" or value == [] or value == {} or (isinstance(value, str) and value.isspace())


def _field(folded: str, path: tuple[str, ...]) -> str | None:
    """The property that a folded key names, alone or behind the key of the object that holds it ("og" and "title")."""
    key = folded.lstrip("@")
    if path and path[-1] != _HIT and (name := SUPPLIED_NAMES.get(fold_key(path[-1]) + key)):
        return name
    return SUPPLIED_NAMES.get(key)


def _members(
    value: Mapping[str, Json], locator: str, path: tuple[str, ...], depth: int
) -> Iterator[tuple[str, tuple[str, ...], str, Json]]:
    """Every member with its locator, the keys above it, its key and value; wrappers are looked into, real values are not."""
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
    """The objects inside a wrapper, or nothing where the member is a value of its own."""
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
        # "zzz''''…" with a stroke more for each of 10,000 would cost the cube of their number
        name = whole + ("'" * again if again <= _MOST_STROKES else f"'{again}")
    supplied.extra[name] = value
    told = len(supplied.findings)
    if told > MOST_UNKNOWN_TOLD:
        return
    message = f"No known field is called {name[:80]!r}."
    if told == MOST_UNKNOWN_TOLD:
        message = "There are more unknown members, which are not named one by one."
    supplied.findings.append(Finding("", "unknown_metadata_key", "info", message, name[:200]))


# --- the shapes of values, opened ------------------------------------------------------------------------------------------

#: Longer strings are no JSON of one page.
_LONGEST = 1_000_000
_MOST = 200
#: Keys whose stamps are in UTC, though they do not say so: WordPress' date_gmt, feedparser's published_parsed.
_IN_UTC = ("gmt", "utc", "parsed")
#: The members of an object that hold its text: WordPress, feedparser and RSS as JSON, xmltodict, Arc, the New York Times.
_TEXTS = ("rendered", "#text", "$t", "_", "__cdata", "#cdata", "basic", "raw", "main")
#: Objects that only hold others: GraphQL's {"edges": [{"node": …}]}, JSON-LD's {"@list": […]}, Strapi's
#: {"data": [{"attributes": …}]}.
_CONTAINERS = ("data", "items", "edges", "nodes", "node", "@list", "@set", "results", "attributes", "fields")
#: Field → the folded members under which interfaces keep the name that a reader of the field looks for, the surest first.
_NAMED = {
    "author": "name displayname fullname authorname webtitle original",
    "publisher": "name displayname publishername sourcename sitename webtitle title",
    "keywords": "name tagname tagtitle displayname webtitle label title word",
    "articleSection": "name sectionname categoryname displayname webtitle label title",
}
#: Members that say a value themselves: what else the object holds, {"url": …, "attributes": {"alt": …}}, is about it.
_SAID = (
    *("@value", "value", "text", "headline", "title", "description", "term", "keyword", "tag", "slug", "legalName"),
    *("url", "contentUrl", "@id", "thumbnailUrl", "$date", "date", "datetime", "timestamp"),
)
#: The members of a person's name that a reader puts together; one whose name is in pieces has no other.
_PIECES = frozenset("givenname firstname first familyname lastname last".split())
#: The kinds of entities that the New York Times' keywords name beside their values, and other systems their tags' kinds.
_KINDS = word_set(
    "glocations organizations organisations persons subject subjects creative_works keyword keywords tag tags topic topics "
    "des_facet org_facet per_facet geo_facet person organization organisation place places location locations"
)
#: Members whose numbers weigh nothing: {"id": 5, "count": 3} is no {"Ukraine": 0.9, "Russia": 0.5}.
_COUNTERS = word_set(
    "lat lon lng latitude longitude x y id ids count total rank score weight order size page pages limit offset parent length "
    "value version depth level"
)
#: The objects are read so deep, and so many of one list: no reader takes more.
_DEEPEST, _MOST_MEMBERS = 6, 10_000
#: A code of a language, "eng", "pt_BR", and what looks like one and is a member of an object.
_LANGUAGE = re.compile(r"(?!(?:id|url|uri|src|ref|key|alt|tag)$)[a-z]{2,3}(?:[-_]\w{2,8})?", re.IGNORECASE)
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)
#: ninjs 3: folded key → the property, the member that says the role, the roles that count, the member that holds the value.
_WITH_ROLES: dict[str, tuple[str, str, frozenset[str], tuple[str, ...]]] = {
    "headlines": ("headline", "role", frozenset(("main", "")), ("value",)),
    "descriptions": ("description", "role", frozenset(("summary", "")), ("value",)),
    "people": ("author", "rel", frozenset(("author", "creator")), ("name",)),
    "infosources": ("publisher", "role", frozenset(("publisher", "")), ("name",)),
    "subjects": ("keywords", "rel", frozenset(("keyword", "keywords", "subject", "about", "")), ("literal", "name")),
    "subject": ("keywords", "rel", frozenset(("keyword", "keywords", "subject", "about", "")), ("literal", "name")),
}


def opened(member: Json) -> Json:
    """The JSON that a wrapper's string is, or the value as it is."""
    if not isinstance(member, str) or len(member) > _LONGEST or member.strip()[:1] not in ("{", "["):
        return member
    value = json_of(member)
    return member if value is None else value


def of_pairs(member: Json) -> list[Mapping[str, Json]]:
    """The object that a list of pairs is, [["og:title", "…"], ["article:tag", "…"]]; a key that stands twice has a list."""
    pairs = member[:_MOST] if isinstance(member, list) else []
    said: dict[str, list[Json]] = {}
    for pair in pairs:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not isinstance(pair[0], str):
            return []
        said.setdefault(pair[0], []).append(pair[1])
    return [{key: values if len(values) > 1 else values[0] for key, values in said.items()}] if said else []


def with_roles(folded: str, member: Json) -> tuple[str, Json] | None:
    """The property and the values that a list of objects with a role each states, or None where it is no such list."""
    row = _WITH_ROLES.get(folded)
    if row is None or not isinstance(member, list) or not all(isinstance(each, Mapping) for each in member):
        return None
    name, role, wanted, texts = row
    values: list[Json] = []
    unsaid: list[Json] = []
    for each in member[:_MOST]:
        assert isinstance(each, Mapping)
        said = next((each[text] for text in texts if isinstance(each.get(text), str)), None)
        part = str(each.get(role) or "").casefold()
        if said is not None and part in wanted:
            # of one value only, who says that it is the one goes first: an agency without a role beside the publisher
            (values if part or name in ("author", "keywords") else unsaid).append(said)
    values += unsaid
    if not values:
        return None
    return name, values if name in ("author", "keywords") else values[0]


def plainer(name: str, folded: str, value: Json) -> Json:
    """The value of a known member without what an interface puts around it: a title's {"rendered": …}, a stamp in UTC."""
    value = _unwrapped(name, value, 0)
    if isinstance(value, Mapping) and name in ("headline", "description", "alternativeHeadline"):
        return next((text for key in _TEXTS if (text := _text(value.get(key))) is not None), value)
    if name.startswith("date") and isinstance(value, Mapping):
        return next((value[key] for key in _TEXTS if isinstance(value.get(key), str)), value)
    if name.startswith("date") and folded.endswith(_IN_UTC):
        return {"value": value, "timezone": "UTC"}
    return value


def _unwrapped(name: str, value: Json, depth: int) -> Json:
    """A value with its containers opened, its name under "name", and no CDATA around its text; what reads as it is stays so."""
    if isinstance(value, str):
        inner = _CDATA.fullmatch(value) if "<![CDATA[" in value[:20] else None
        return inner[1] if inner else value
    if depth > _DEEPEST or not isinstance(value, Mapping | list):
        return value
    if isinstance(value, list):
        return [*(_unwrapped(name, each, depth + 1) for each in value[:_MOST_MEMBERS]), *value[_MOST_MEMBERS:]]
    if name == "keywords" and (weighed := _weighed(value)):
        return weighed
    if (named := _named(name, value)) is not None:
        return named
    if any(isinstance(value.get(key), str) for key in _SAID):
        return value
    inside = next((value[key] for key in _CONTAINERS if value.get(key)), None)
    if inside is None and name == "author":
        # the New York Times' byline, whose people have their names in pieces
        inside = value.get("person")
    return value if not isinstance(inside, Mapping | list | str) else _unwrapped(name, inside, depth + 1)


def _named(field: str, value: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """An object of a field that has names, with the name where its reader looks for it; None for one that has none."""
    if field not in _NAMED:
        return None
    if "value" not in value and isinstance(plainly := value.get("name"), str) and plainly.strip():
        return value
    folded = {fold_key(key): key for key in value if isinstance(key, str)}
    if field == "keywords" and (tag := _text(value.get("value"))) is not None:
        kind = fold(str(value.get("name")))
        if kind in _KINDS and kind != fold(tag):
            return {"name": tag}
    if field == "author" and _PIECES & folded.keys() and not value.get("name"):
        return value
    keys = [*(folded[wanted] for wanted in _NAMED[field].split() if wanted in folded), *_TEXTS]
    name = next((text for key in keys if (text := _text(value.get(key))) is not None), None)
    return None if name is None else value if value.get("name") == name else {**value, "name": name}


def _text(value: Json) -> str | None:
    """The text that a member is, or the first of those that it has by language, {"eng": "Ukraine"}; None for anything else."""
    if isinstance(value, Mapping) and value and all(_LANGUAGE.fullmatch(str(key)) for key in value):
        value = next(iter(value.values()))
    return value if isinstance(value, str) and value.strip() else None


def _weighed(value: Mapping[str, Json]) -> list[Json]:
    """The keys of an object that has a weight for each, {"Ukraine": 0.9, "Russia": 0.5}, or nothing."""
    weights = [weight for weight in value.values() if isinstance(weight, int | float) and not isinstance(weight, bool)]
    # {"0": 12, "1": 15} is PHP's list of numbers, {"width": 5, "height": 3} has counts
    weighed = len(weights) == len(value) > 1 and all(0 <= weight <= 1 for weight in weights)
    words = not any(str(key).isdigit() or fold(str(key)) in _COUNTERS for key in value)
    return [*value] if weighed and words else []
