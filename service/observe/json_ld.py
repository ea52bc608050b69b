"""Observations from a page's JSON-LD: the main entity is chosen first, and only its own properties
are read.

A page's blocks also describe its neighbours (related stories, comments, a live blog's updates) and
its site; a date taken from one of those is a wrong date with a machine's authority.  They hang
below other properties than the main roads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from service.lexicon.printed import parse
from service.lexicon.slugs import bare_words, url_key
from service.lexicon.tables import table, vocabulary
from service.lexicon.texts import fold
from service.model import Finding, Json, Observation
from service.observe.parted import whole_of
from service.observe.sources import DATED, OF_BLOCKS, SOURCES, as_list, observation
from service.view.columns import View
from service.view.places import PageIdentity

#: The contract's limits on structured data, in characters, and on nesting; values and members
#: beyond these are a feed's.
TOTAL_LIMIT = 4 * 1024 * 1024
MAX_DEPTH = 64
MAX_VALUES = 10_000
MAX_LIST = 1_000
MOST_TYPES = 20
#: No property's name is longer: in locators, of which each node has its own, a name of 3 MB would
#: stand 5,000 times.
LONGEST_KEY = 200

#: What holds other values.
OPENED = frozenset((dict, list))
Node = dict[str, Json]
Path = tuple[str | int, ...]

#: How the types of an article end, and those that are whole: an "OrderHistory" is none.
_ENDS_OF_ARTICLES = ("article", "posting")
_ARTICLES = frozenset(("report", "newsitem", "story"))
#: What is embedded in articles as often as alone, and what stands for the article where there is no
#: proper one.
_EMBEDDED = frozenset({"videoobject", "audioobject", "photograph", "socialmediaposting"})
_LESSER_TYPES = _EMBEDDED.union(vocabulary("lesser_articles").split())
#: Properties whose values are the page's own entities, and places in lists; all others lead to
#: neighbours.
_MAIN_ROADS: frozenset[str | int] = frozenset(range(MAX_LIST)).union(
    "@graph mainEntity mainEntityOfPage itemReviewed breadcrumb".split()
)
#: The properties that are read of the main entity, the table's name and the node's.
_NAMES = [(name, name.rpartition("/")[2]) for place, name in SOURCES if place == "ld+json"]
_OWN = [(name, key) for name, key in _NAMES if name == key]
#: The types of nodes beside it that speak of the page or the site, and what the table calls those;
#: not a page of questions.
_BESIDE = {
    kind: [each for each in _NAMES if each[0].startswith(f"{row}/")]
    for row, kinds in table("vocabularies")["beside"].items()
    for kind in kinds.split()
}
#: As many articles of different headlines, none of which the page calls its own, are a front page's
#: list.
_LIST = 3
#: "application/ld+json; charset=utf-8", and how it is misspelt.
_JSON_LD = re.compile(r"\s*application/(?:ld[+-]json|json\+ld)\s*(?:;|\Z)", re.IGNORECASE)
#: An address, whole or within its site.
_ADDRESS = re.compile("://|^/")
#: What parts a name from its vocabulary.
VOCABULARY = re.compile("[/:#]")


class Found(NamedTuple):
    """An entity of the page: its node, where that stands, its types, its folded title; ``own`` as
    main roads led there.
    """

    node: Node
    locator: str
    order: int
    types: frozenset[str]
    title: str
    own: bool


#: The nodes that other nodes may name by ``@id``.
Known = dict[str, Node]


def observe_json_ld(
    view: View, identity: PageIdentity
) -> tuple[list[Observation], str, list[Finding]]:
    """Return what the page's own entities state, the article's text, and findings on damage."""
    entities, known, findings = list[Found](), Known(), list[Finding]()
    left = TOTAL_LIMIT
    scripts = [place for place in view.all("script") if _JSON_LD.match(view.get(place, "type"))]
    for number, place in enumerate(scripts):
        text, where = view.script(place), f"ld+json[{number}]"
        left -= len(text)
        if left < 0:
            message = (
                f"The page's JSON-LD is larger than {TOTAL_LIMIT:,} characters; the rest "
                "was not read."
            )
            findings.append(Finding("", "json_ld_limit", "info", message))
            break
        block, of_block = _read(text, where)
        findings += of_block
        _enter(entities, known, block, where, place)
    main = _fullest_first(_main_entities(entities, identity))
    # two blocks may carry the same node
    stated: dict[tuple[str, str], Observation] = {}
    read = [*[(found, _OWN) for found in main], *_beside(entities, main)]
    for at, (found, names) in enumerate(read, OF_BLOCKS):
        for o in _properties(found, names, known, at):
            stated.setdefault((o.source.id, repr(o.raw)), o)
    bodies = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return [*stated.values()], max(bodies, key=len, default=""), findings


def _read(text: str, where: str) -> tuple[object, list[Finding]]:
    """Return the value of a block, None of an unreadable one, and findings on what was broken."""
    value, damage = parse(text) or (None, None)
    if damage:
        message = (
            f"The JSON-LD block {where} is not valid JSON; it could be read "
            f"after undoing: {', '.join(damage)}."
        )
        return value, [Finding("", "json_ld_repaired", "info", message, list(damage))]
    if damage is None and text.strip():
        message = (
            f"The JSON-LD block {where} is broken in a way that no known damage "
            "explains; it was not read."
        )
        return None, [Finding("", "json_ld_unreadable", "info", message, text[:200])]
    return value, []


def _beside(entities: list[Found], main: list[Found]) -> list[tuple[Found, list[tuple[str, str]]]]:
    """Return the nodes that speak of the page or the site, with the properties read of each."""
    mains = {id(found) for found in main}
    others = [found for found in entities if found.own and id(found) not in mains]
    others = [found for found in others if not found.types.isdisjoint(_BESIDE)]
    return [
        (found, next(names for kind, names in _BESIDE.items() if kind in found.types))
        for found in _fullest_first(others)
    ]


def _properties(
    found: Found, names: list[tuple[str, str]], known: Known, at: int
) -> Iterator[Observation]:
    """Yield what a node states under some names of the table."""
    node = found.node
    for name, key in names:
        # an article's "name" is its headline where it has no other
        if key not in node or (name == "name" and node.get("headline")):
            continue
        raw = value_of(key, node[key], known)
        if raw is not None:
            yield observation("ld+json", name, raw, f"{found.locator}/{key}", at)


def _enter(entities: list[Found], known: Known, block: object, where: str, order: int) -> None:
    """Enter a block's nodes that are the page's own or an article, and all that have a name."""
    for node, path, own in _objects(block):
        _remember(known, node)
        types = types_of(node)
        if types and (own or is_article(types)):
            locator = "/".join([where, *[str(step)[:LONGEST_KEY] for step in path]])
            entities.append(Found(node, locator, order, types, _title(node), own))


def _objects(block: object) -> Iterator[tuple[Node, Path, bool]]:
    """Yield a block's objects in order, what leads to each, and whether by main roads alone."""
    stack: list[tuple[object, Path, bool]] = [(block, (), True)]
    for _ in range(MAX_VALUES):
        if not stack:
            return
        value, path, own = stack.pop()
        if isinstance(value, dict):
            yield value, path, own
        if len(path) < MAX_DEPTH:
            stack += [
                (each, (*path, step), own and step in _MAIN_ROADS)
                for step, each in _opened(value)[::-1]
            ]


def _opened(node: object) -> list[tuple[str | int, object]]:
    """Return the members of an object or a list that hold others."""
    members: Iterable[tuple[str | int, object]] = ()
    if isinstance(node, dict):
        members = node.items()
    elif isinstance(node, list):
        members = enumerate(node[:MAX_LIST])
    return [(step, each) for step, each in members if type(each) in OPENED]


def _remember(known: Known, node: Node) -> None:
    """Keep a node under its name, the fullest of those that have it."""
    name = node.get("@id")
    if isinstance(name, str) and len(node) > max(1, len(known.get(name, ()))):
        known[name] = node


def _title(node: Node) -> str:
    title = node.get("headline") or node.get("name")
    return fold(title[:400]) if isinstance(title, str) else ""


def types_of(node: Mapping[str, Json]) -> frozenset[str]:
    """Return a node's types: "http://schema.org/NewsArticle" is "newsarticle"."""
    raw = node.get("@type") or node.get("type")
    names = [name[-LONGEST_KEY:] for name in as_list(raw)[:MOST_TYPES] if isinstance(name, str)]
    return _without_vocabulary(tuple(names))


@lru_cache(maxsize=512)
def _without_vocabulary(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset([VOCABULARY.split(name)[-1].strip().lower() for name in names])


@lru_cache(maxsize=512)
def is_article(types: frozenset[str]) -> bool:
    """Return whether a node of these types is a proper article."""
    return any(name in _ARTICLES or name.endswith(_ENDS_OF_ARTICLES) for name in types)


def _main_entities(entities: list[Found], identity: PageIdentity) -> list[Found]:
    """Return the best node of the page's article, and others that are provably of the same."""
    candidates = list(filter(_may_be_main, entities))
    named = {id(found) for found in candidates if _names_page(found, identity)}
    best = [found for found in candidates if id(found) in named or _is_of_page(found, identity)]
    for is_better in (_is_own, _is_proper_article, lambda found: id(found) in named):
        best = list(filter(is_better, best)) or best
    if named.issuperset(map(id, best[:1])):
        return best
    return [] if _are_listed(best) else _fullest_first(best)[:1]


def _is_own(found: Found) -> bool:
    return found.own


def _is_proper_article(found: Found) -> bool:
    return is_article(found.types)


def _may_be_main(found: Found) -> bool:
    """Return whether a node may describe the page's article."""
    return is_article(found.types) or (found.own and not found.types.isdisjoint(_LESSER_TYPES))


def _names_page(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node carries the page's headline or its address."""
    named = found.title != "" and identity.is_headline(found.title)
    return named or not identity.keys.isdisjoint(map(url_key, _addresses(found.node)))


def _is_of_page(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node is the page's: some CMS hang others below the breadcrumb or site."""
    return found.own and not _is_of_another(found, identity)


def _are_listed(articles: list[Found]) -> bool:
    """Return whether articles have so many headlines that they are a front page's list."""
    return len({found.title for found in articles} - {""}) >= _LIST


def _fullest_first(entities: list[Found]) -> list[Found]:
    """Return the fullest entities first: which block of a page one stands in says nothing."""
    if len(entities) <= 1:
        return entities
    return sorted(entities, key=lambda found: (-len(found.node), repr(found.node)))


def _is_of_another(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node is embedded, or has another address and no word of the headline."""
    if found.title and not found.types.isdisjoint(_EMBEDDED):
        return True
    words = {word for word in bare_words(found.title) if len(word) > len("with")}
    own = bare_words(" ".join((*identity.headlines, identity.heading, identity.title)))
    elsewhere = identity.keys and any("/" in url_key(address) for address in _addresses(found.node))
    return bool(elsewhere and words and own) and words.isdisjoint(own)


def _addresses(node: Node) -> list[str]:
    """The addresses that a node gives itself, or those of the nodes that it names."""
    named = [value for name in ("url", "@id", "mainEntityOfPage") if (value := node.get(name))]
    given = [
        each
        for value in named
        for each in ((value.get("@id"), value.get("url")) if isinstance(value, dict) else [value])
    ]
    return [address for address in given if isinstance(address, str)]


#: Properties whose values are people, organisations and images; the members of an entity that say
#: what it is.
_WHOLE = frozenset("author creator publisher image copyrightHolder".split())
_KEPT = (
    "@type name url givenName familyName contentUrl width height caption sameAs logo jobTitle"
).split()
#: Members that hold the words of an object, in the order in which they are preferred.
_WORDED = (
    "name @value alternateName fullName displayName signature writerName authorName "
    "label tag keyword title text"
).split()
#: Members of objects that only hold others: a step of a trail, {"@type": "ListItem", "item":
#: {"name": "World"}}, JSON-LD's {"@list": […]}, GraphQL's {"edges": [{"node": …}]}, Strapi's
#: {"data": […]}; lists in lists that are opened.
CONTAINERS = (
    "@graph @list @set item items edges nodes node data results attributes fields person".split()
)
_DEEPEST = 6


def value_of(name: str, raw: Json, known: Known) -> Json:
    """Return a property's value, references within the page resolved; None if it says nothing."""
    if name in ("url", "mainEntityOfPage"):
        return next(filter(_ADDRESS.search, _addresses({name: raw})), None)
    if name in DATED and isinstance(raw, dict):
        # PHP prints {"date": "2022-02-25 14:40:00.000000", "timezone": "Europe/Berlin"}
        return whole_of(raw) or _value(raw, known, whole=False)
    return _value(raw, known, name in _WHOLE)


def _value(raw: Json, known: Known, whole: bool, depth: int = 0) -> Json:
    """Return a text, a number or a list of them; an object gives its words, or if whole the members
    that identify it.
    """
    if isinstance(raw, str):
        return raw if raw.strip() else None
    if isinstance(raw, list):
        return _values(raw, known, whole, depth)
    if isinstance(raw, dict):
        return _of_object(*_referred(raw, known), whole, depth)
    return raw if isinstance(raw, int | float) and not whole else None


def _values(raw: list[Json], known: Known, whole: bool, depth: int) -> Json:
    """Return the values of a list, those of lists in it among them; None without any."""
    if depth >= _DEEPEST:
        return None
    opened = [_value(each, known, whole, depth + 1) for each in raw[:MAX_LIST]]
    # a template that wraps a list once more gives [["a", "b"]]
    return [item for each in opened for item in as_list(each) if item] or None


def _name_of(node: Node) -> str:
    """Return the name by which a node is referred to, "" where it has none."""
    # Apollo's state refers by {"__ref": "Author:5"} or {"id": "Author:5"}
    name = node.get("@id") or node.get("__ref") or node.get("id")
    return name if isinstance(name, str) else ""


def _referred(node: Node, known: Known) -> tuple[Node, Known]:
    """Return the node that another is a mere reference to, and what references in it may be."""
    name = _name_of(node)
    if not name or name not in known or node.get("name"):
        return node, known
    # one step only, so that a cycle cannot be followed
    return known[name], {}


def _identifying(node: Node) -> Json:
    """Return the members of an entity that say what it is, None without any."""
    kept = {
        key: each if isinstance(each, str) else _value(each, {}, whole=False)
        for key in _KEPT
        if (each := node.get(key)) not in (None, [])
    }
    # an entity that is no more than an address
    if "://" in (name := _name_of(node)) and kept.keys() <= {"@type"}:
        kept["url"] = name
    return kept or None


def _of_object(node: Node, known: Known, whole: bool, depth: int) -> Json:
    """Return what identifies an object, its words, those of what it only holds, or its address."""
    if whole and not isinstance(node.get("@graph") or node.get("@list"), list):
        return _identifying(node)
    if isinstance(last := node.get("lastName"), str):
        return f"{node.get('firstName') or ''} {last}".strip()
    if words := first_text(node, _WORDED):
        return words
    inner = next((node[key] for key in CONTAINERS if type(node.get(key)) in OPENED), None)
    return _value(inner, known, whole, depth + 1) or first_text(node, ("url", "@id"))


def words_of(raw: Json, known: Known) -> list[str]:
    """Return the words of a text, a list, an object with a name or of lists, or a reference."""
    words = _value(raw, known, whole=False)
    if words is None and isinstance(raw, dict):
        # {"organizations": ["Port Authority"], "people": ["Ana Ruiz"]}
        lists = [each for each in raw.values() if isinstance(each, list)]
        words = _value(lists, known, whole=False)
    return [each for each in as_list(words) if isinstance(each, str)]


def first_text(node: Mapping[str, Json], keys: Iterable[str]) -> str | None:
    """The first of an object's members that is a text."""
    texts = [text for key in keys if isinstance(text := node.get(key), str)]
    return next(filter(str.strip, texts), None)
