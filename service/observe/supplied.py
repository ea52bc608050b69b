"""Observations from the metadata that a caller has already extracted, under any of the usual names.

A key is matched without case and punctuation, so that "article:published_time" and "articlePublishedTime" are one name; two
keys that fold alike are two statements.  What no name explains is handed back, and reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from service.lexicon.date_spans import dates_within
from service.lexicon.date_telling import is_told_under_key
from service.model import Finding, Json, Observation
from service.observe.date_stretch import DATE_LINE, DIGIT, stretches
from service.observe.json_ld_graph import is_article, types_of
from service.observe.sources import INDEXED, PRINTED_BYLINE, supplied_source
from service.observe.supplied_names import BODY_KEYS, SILENT_KEYS, SUPPLIED_NAMES, fold_key, rank_of_name
from service.observe.supplied_shapes import of_pairs, opened, plainer, with_roles

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


@dataclass(slots=True)
class Supplied:
    """What the caller's metadata gave: observations, findings, members nobody knows, and the article's text if it was there."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    extra: dict[str, Json] = field(default_factory=dict)
    body: str = ""
    #: How often each unknown name stood once more.
    repeated: dict[str, int] = field(default_factory=dict)


#: As many of the same unknown name are told apart by strokes behind it; more of them are numbered.
_MOST_STROKES = 9
#: Unknown members that get a finding each; a record of 100,000 columns needs one sentence, not 100,000.
MOST_UNKNOWN_TOLD = 100


def observe_supplied(metadata: Mapping[str, Json]) -> Supplied:
    """Everything that the caller's metadata states."""
    supplied = Supplied()
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


#: What is left of a value under a name that says less exactly what it is, beside one under the exact name.
_LESS_EXACT = 0.9


def _exact_first(observations: list[Observation], ranks: Mapping[int, int]) -> list[Observation]:
    """The observations, with those believed less that stand beside one under a more exact name: "id" beside "link"."""
    best: dict[str, int] = {}
    for o in observations:
        best[o.field] = min(best.get(o.field, ranks[o.order]), ranks[o.order])

    def weighed(o: Observation) -> Observation:
        behind = ranks[o.order] - best[o.field]
        return replace(o, source=replace(o.source, reliability=o.source.reliability * _LESS_EXACT**behind)) if behind else o

    return [weighed(o) for o in observations]


#: The fields whose values are dates of the article.
_DATES = frozenset(("date", "datePublished", "dateModified", "dateCreated"))
#: Shorter texts are no sentence with a date in it, and longer ones are cut elsewhere.
_SENTENCE, _FEWEST_WORDS = range(24, 400), 5


def _is_told(value: str) -> bool:
    """Whether what a scraper took for the date is a sentence that tells of another: "The quay was rebuilt on May 14, 2022"."""
    if len(value) not in _SENTENCE or len(value.split()) < _FEWEST_WORDS or "<" in value or "{" in value:
        return False
    date = next(iter(dates_within(value, 1)), "")
    return bool(date) and is_told_under_key(value, date)


#: Members of a list of authors that are looked at for a date.
_MOST_BYLINES = 20


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
