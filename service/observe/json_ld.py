"""Observations from a page's JSON-LD: the main entity is chosen first, and only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, a live blog's updates) and its site; a date taken from
one of those is a wrong date with a machine's authority.  They hang below other properties than the main roads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from service.lexicon.printed import parse
from service.lexicon.slugs import bare_words, url_key
from service.lexicon.tables import table, vocabulary
from service.lexicon.texts import fold
from service.model import Finding, Json, Observation
from service.observe.parted import whole_of
from service.observe.sources import DATED, SOURCES, observation
from service.view.columns import View
from service.view.places import PageIdentity

#: The contract's limits on structured data, in characters, and on nesting; values and members beyond these are a feed's.
TOTAL_LIMIT, MAX_DEPTH, MAX_VALUES, MAX_LIST, MOST_TYPES = 4 * 1024 * 1024, 64, 10_000, 1_000, 20
#: No property's name is longer: in locators, of which each node has its own, a name of 3 MB would stand 5,000 times.
LONGEST_KEY = 200

#: What holds other values.
OPENED = frozenset((dict, list))
Node = dict[str, Json]
Path = tuple[str | int, ...]

#: How the types of an article end, and those that are whole: an "OrderHistory" is none.
_ENDS_OF_ARTICLES, _ARTICLES = ("article", "posting"), frozenset(("report", "newsitem", "story"))
#: What is embedded in articles as often as alone, and what stands for the article where there is no proper one.
_EMBEDDED = frozenset({"videoobject", "audioobject", "photograph", "socialmediaposting"})
_LESSER_TYPES = _EMBEDDED.union(vocabulary("lesser_articles").split())
#: Properties whose values are the page's own entities; all others lead to neighbours.
_MAIN_ROADS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "breadcrumb"})
#: The properties that are read of the main entity, the table's name and the node's.
_NAMES = [(name, name.rpartition("/")[2]) for place, name in SOURCES if place == "ld+json"]
_OWN = [(name, key) for name, key in _NAMES if name == key]
#: The types of nodes beside it that speak of the page or the site, and what the table calls those; not a page of questions.
_BESIDE = {
    kind: [each for each in _NAMES if each[0].startswith(f"{row}/")]
    for row, kinds in table("vocabularies")["beside"].items()
    for kind in kinds.split()
}
#: As many articles of different headlines, none of which the page calls its own, are a front page's list.
_LIST = 3
#: "application/ld+json; charset=utf-8", and how it is misspelt.
_JSON_LD = re.compile(r"\s*application/(?:ld[+-]json|json\+ld)\s*(?:;|\Z)", re.IGNORECASE)
#: What parts a name from its vocabulary.
VOCABULARY = re.compile("[/:#]")


class Found(NamedTuple):
    """An entity of the page: its node, where that stands, its types, its folded title; ``own`` as main roads led there."""

    node: Node
    locator: str
    order: int
    types: frozenset[str]
    title: str
    own: bool


#: The nodes that other nodes may name by ``@id``.
Known = dict[str, Node]


def observe_json_ld(view: View, identity: PageIdentity) -> tuple[list[Observation], str, list[Finding]]:
    """Return the observations of the page's own entities, the main entity's text, and findings on what was broken."""
    entities, known, findings = list[Found](), Known(), list[Finding]()
    left = TOTAL_LIMIT
    kinds = [(place, view.attributes[place].get("type")) for place in view.all("script")]
    for number, place in enumerate([place for place, kind in kinds if kind and _JSON_LD.match(kind)]):
        text, where = view.script(place), f"ld+json[{number}]"
        left -= len(text)
        if left < 0:
            message = f"The page's JSON-LD is larger than {TOTAL_LIMIT:,} characters; the rest was not read."
            findings.append(Finding("", "json_ld_limit", "warning", message))
            break
        read = parse(text)
        if read is not None:
            _enter(entities, known, read[0], where, place)
            if read[1]:
                message = f"The JSON-LD block {where} is not valid JSON; it could be read after undoing: {', '.join(read[1])}."
                findings.append(Finding("", "json_ld_repaired", "info", message, list(read[1])))
        elif text and not text.isspace():
            message = f"The JSON-LD block {where} is broken in a way that no known damage explains; it was not read."
            findings.append(Finding("", "json_ld_unreadable", "warning", message, text[:200]))
    main = _main_entities(entities, identity)
    mains = {id(found) for found in main}
    others = [found for found in entities if found.own and id(found) not in mains]
    beside = [(found, _BESIDE[kind]) for found in others for kind in [kind for kind in _BESIDE if kind in found.types][:1]]
    # two blocks may carry the same node
    stated: dict[tuple[str, str], Observation] = {}
    for found, names in (*[(found, _OWN) for found in main], *beside):
        node = found.node
        for name, key in names:
            # an article's "name" is its headline where it has no other
            if key in node and (name != "name" or not node.get("headline")):
                raw = node[key] if key == "@type" else value_of(key, node[key], known)
                if raw is not None and (name, shown := repr(raw)) not in stated:
                    stated[name, shown] = observation("ld+json", name, raw, f"{found.locator}/{key}", found.order)
    bodies = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return [*stated.values()], max(bodies, key=len, default=""), findings


def _enter(entities: list[Found], known: Known, block: object, where: str, order: int) -> None:
    """Enter every node below a block's value, in its order, with the keys and numbers that lead to it."""
    stack: list[tuple[object, Path, bool]] = [(block, (), True)]
    for _ in range(MAX_VALUES):
        if not stack:
            break
        node, path, own = stack.pop()
        members: Iterable[tuple[str | int, object]] = ()
        if isinstance(node, dict):
            members = node.items()
            name = node.get("@id")
            if isinstance(name, str) and len(node) > max(1, len(known.get(name, ()))):
                known[name] = node
            if ("@type" in node or "type" in node) and (types := types_of(node)) and (own or is_article(types)):
                title = node.get("headline") or node.get("name")
                locator = "/".join([where, *[str(s)[:LONGEST_KEY] for s in path]])
                entities.append(Found(node, locator, order, types, fold(title[:400]) if isinstance(title, str) else "", own))
        elif isinstance(node, list):
            members = enumerate(node[:MAX_LIST])
        if len(path) < MAX_DEPTH:
            below = [(step, each) for step, each in members if type(each) in OPENED][::-1]
            stack += [(each, (*path, step), own and (isinstance(step, int) or step in _MAIN_ROADS)) for step, each in below]


def types_of(node: Mapping[str, Json]) -> frozenset[str]:
    """The node's types in lower case without their vocabulary: "http://schema.org/NewsArticle" is "newsarticle"."""
    raw = node.get("@type") or node.get("type")
    names = raw[:MOST_TYPES] if isinstance(raw, list) else [raw]
    return _without_vocabulary(tuple([name[-LONGEST_KEY:] for name in names if isinstance(name, str)]))


@lru_cache(maxsize=512)
def _without_vocabulary(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset([VOCABULARY.split(name)[-1].strip().lower() for name in names])


@lru_cache(maxsize=512)
def is_article(types: frozenset[str]) -> bool:
    """Return whether a node of these types is a proper article."""
    return any(name in _ARTICLES or name.endswith(_ENDS_OF_ARTICLES) for name in types)


def _main_entities(entities: list[Found], identity: PageIdentity) -> list[Found]:
    """Return the nodes that describe the page's article: the best one, and others that are provably about the same."""
    told = [found for found in entities if is_article(found.types) or (found.own and found.types & _LESSER_TYPES)]
    named = {
        id(found)
        for found in told
        if (found.title and identity.is_headline(found.title))
        or not identity.keys.isdisjoint(map(url_key, _addresses(found.node)))
    }
    # Some CMS hang the article below the breadcrumb or the site; it counts only where it names this page.
    own = [found for found in told if id(found) in named or (found.own and not _is_of_another(found, identity))]
    own = [found for found in own if found.own] or own
    articles = [found for found in own if is_article(found.types)] or own
    best = [found for found in articles if id(found) in named] or articles
    if len(best) <= 1 or id(best[0]) in named:
        return best
    return [max(best, key=lambda found: len(found.node))] if len({found.title for found in best} - {""}) < _LIST else []


def _is_of_another(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node is of another story: embedded, or of another address and without a word of the page's headline."""
    if found.title and not found.types.isdisjoint(_EMBEDDED):
        return True
    told = {word for word in bare_words(found.title) if len(word) > len("with")}
    own = bare_words(" ".join((*identity.headlines, identity.heading, identity.title)))
    elsewhere = identity.keys and any("/" in url_key(address) for address in _addresses(found.node))
    return bool(elsewhere and told and own) and told.isdisjoint(own)


def _addresses(node: Node) -> list[str]:
    """The addresses that a node gives itself, or those of the nodes that it names."""
    named = [value for name in ("url", "@id", "mainEntityOfPage") if (value := node.get(name))]
    given = [each for value in named for each in ((value.get("@id"), value.get("url")) if isinstance(value, dict) else [value])]
    return [address for address in given if isinstance(address, str)]


#: Properties whose values are people, organisations and images; the members of an entity that say what it is.
_WHOLE = frozenset("author creator publisher image copyrightHolder".split())
_KEPT = "@type name url givenName familyName contentUrl width height caption sameAs logo jobTitle".split()
#: Members that hold the words of an object, in the order in which they are preferred.
_WORDED = "name @value alternateName fullName displayName signature writerName authorName label tag keyword title text".split()
#: Members of objects that only hold others: a step of a trail, {"@type": "ListItem", "item": {"name": "World"}}, JSON-LD's
#: {"@list": […]}, GraphQL's {"edges": [{"node": …}]}, Strapi's {"data": […]}; lists in lists that are opened.
CONTAINERS = "@graph @list @set item items edges nodes node data results attributes fields person".split()
_DEEPEST = 6


def value_of(name: str, raw: Json, known: Known) -> Json:
    """Return the property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in ("url", "mainEntityOfPage"):
        return next((a for a in _addresses({name: raw}) if "://" in a or a.startswith("/")), None)
    if name in DATED and isinstance(raw, dict):
        # PHP prints {"date": "2022-02-25 14:40:00.000000", "timezone": "Europe/Berlin"}
        return whole_of(raw) or _value(raw, known, whole=False) or (raw if "date" in raw else None)
    return _value(raw, known, name in _WHOLE)


def _value(raw: Json, known: Known, whole: bool, depth: int = 0) -> Json:
    """Return a text, a number or a list of them; an object gives its words, or if whole the members that identify it."""
    if isinstance(raw, str):
        return raw if raw and not raw.isspace() else None
    if isinstance(raw, list):
        opened = [_value(each, known, whole, depth + 1) for each in raw[:MAX_LIST]] if depth < _DEEPEST else []
        # a template that wraps a list once more gives [["a", "b"]]
        return [item for each in opened for item in (each if isinstance(each, list) else [each]) if item] or None
    if not isinstance(raw, dict):
        return raw if isinstance(raw, int | float) and not whole else None
    # Apollo's state refers by {"__ref": "Author:5"} or {"id": "Author:5"}
    name = raw.get("@id") or raw.get("__ref") or raw.get("id")
    if isinstance(name, str) and name in known and not raw.get("name"):
        # one step only, so that a cycle cannot be followed
        raw, known = known[name], {}
    if whole and not isinstance(raw.get("@graph") or raw.get("@list"), list):
        said = {key: each for key in _KEPT if (each := raw.get(key)) is not None and each != []}
        kept = {key: each if isinstance(each, str) else _value(each, {}, False) for key, each in said.items()}
        # an entity that is no more than an address
        address = {"url": name} if isinstance(name, str) and "://" in name and kept.keys() <= {"@type"} else {}
        return kept | address or None
    if isinstance(last := raw.get("lastName"), str):
        return f"{raw.get('firstName') or ''} {last}".strip()
    if words := first_text(raw, _WORDED):
        return words
    inner = next((raw[key] for key in CONTAINERS if isinstance(raw.get(key), list | dict)), None)
    return _value(inner, known, whole, depth + 1) or first_text(raw, ("url", "@id"))


def words_of(raw: Json, known: Known) -> list[str]:
    """Return the words of a value of any shape: a text, a list, an object with a name or of lists, or what these refer to."""
    said = _value(raw, known, whole=False)
    if said is None and isinstance(raw, dict):
        # {"organizations": ["Port Authority"], "people": ["Ana Ruiz"]}
        said = _value([each for each in raw.values() if isinstance(each, list)], known, whole=False)
    return [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)]


def first_text(node: Mapping[str, Json], keys: Iterable[str]) -> str | None:
    """The first of an object's members that is a text."""
    return next((text for key in keys if isinstance(text := node.get(key), str) and text and not text.isspace()), None)
