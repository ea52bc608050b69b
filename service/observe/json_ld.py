"""Observations from a page's JSON-LD: the main entity is chosen first, then only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, list elements, a live blog's updates) and its site;
a date taken from one of those is a wrong date with a machine's authority.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from service.model import Json, Observation
from service.observe.json_ld_graph import (
    MAX_LIST,
    Block,
    Found,
    Graph,
    Node,
    addresses_of,
    graph_of,
    main_entities,
)
from service.observe.sources import SOURCES, observation
from service.view.identity import PageIdentity

_NAMES = [name for place, name in SOURCES if place == "ld+json"]
#: Properties read from the main entity: those of the table's rows without a node's name.
_PROPERTIES = tuple(name for name in _NAMES if "/" not in name and name != "@type")
_PAGE_TYPES = frozenset(
    "webpage itempage aboutpage collectionpage profilepage searchresultspage medicalwebpage checkoutpage contactpage".split()
)
_ORGANIZATIONS = frozenset(
    "organization newsmediaorganization corporation localbusiness ngo governmentorganization educationalorganization".split()
)
#: Types of nodes beside the article, the name of their rows in the table of sources, and the properties read.
_BESIDE = tuple(
    (types, row, tuple(name.partition("/")[2] for name in _NAMES if name.startswith(f"{row}/")))
    for types, row in (
        (_PAGE_TYPES, "WebPage"),
        (frozenset({"website"}), "WebSite"),
        (_ORGANIZATIONS, "Organization"),
        (frozenset({"person"}), "Person"),
    )
)
#: Members of an article's members that are read under rows of their own.
_MEMBERS = (("isPartOf", "name"), ("image", "creditText"))


def observe_json_ld(blocks: Sequence[Block], identity: PageIdentity) -> tuple[list[Observation], list[str]]:
    """The observations of the page's own entities, and the text of the article where the main entity carries it."""
    graph = graph_of(blocks)
    main = main_entities(graph, identity)
    mains = {id(found.node) for found in main}
    observations = [o for found in main for o in _article(found, graph)]
    observations += [o for found in graph.entities if id(found.node) not in mains for o in _lesser(found, graph)]
    bodies = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return _without_repetitions(observations), bodies


def _without_repetitions(observations: list[Observation]) -> list[Observation]:
    """The observations without exact repetitions of one statement, as when two blocks carry the same node."""
    first: dict[object, Observation] = {}
    for o in observations:
        first.setdefault((o.source.id, o.raw if isinstance(o.raw, str) else (repr(o.raw),)), o)
    return list(first.values())


def _said(found: Found, name: str, raw: Json, tail: str = "") -> Observation:
    return observation("ld+json", name, raw, f"{found.locator}/{tail or name}", found.order)


def _article(found: Found, graph: Graph) -> Iterator[Observation]:
    """What the main entity says of itself."""
    node = found.node
    if kind := node.get("@type"):
        yield _said(found, "@type", kind)
    for name in _PROPERTIES:
        if name in node and not (name == "name" and node.get("headline")):
            raw = value_of(name, node[name], graph)
            if raw is not None:
                yield _said(found, name, raw)
    for name, member in _MEMBERS:
        for item in _list(node.get(name)):
            if isinstance(item, dict) and isinstance(text := item.get(member), str) and text:
                yield _said(found, f"{name}/{member}", text)


def _lesser(found: Found, graph: Graph) -> Iterator[Observation]:
    """What a node beside the article says of the page or the site."""
    node, types = found.node, found.types
    for kinds, row, names in _BESIDE:
        if types & kinds:
            for name in names:
                raw = value_of(name, node[name], graph) if name in node else None
                if raw is not None:
                    yield _said(found, f"{row}/{name}", raw, name)
            break
    trail = node.get("breadcrumb") if types & _PAGE_TYPES else node if "breadcrumblist" in types else None
    if isinstance(trail, dict):
        yield from _breadcrumb(trail, found)


def _breadcrumb(node: Node, found: Found) -> Iterator[Observation]:
    """The names on the way from the home page, as one list; the last is often the page itself."""
    items = node.get("itemListElement")
    names: list[Json] = []
    for item in items[:20] if isinstance(items, list) else ():
        if isinstance(item, dict):
            target = item.get("item")
            name = item.get("name") or (target.get("name") if isinstance(target, dict) else None)
            if isinstance(name, str) and name.strip():
                names.append(name)
    if names:
        yield _said(found, "BreadcrumbList/name", names, "itemListElement")


# --- what a property states ------------------------------------------------------------------------------------------------

#: The members of an entity that say what it is.
_KEPT = "@type name url givenName familyName contentUrl width height caption sameAs logo jobTitle".split()
#: Properties whose values are people, organisations and images; those that are addresses; those that name topics.
_WHOLE = frozenset(
    "author creator publisher image primaryImageOfPage sourceOrganization copyrightHolder contributor editor provider "
    "thumbnail".split()
)
_ADDRESSES, _TOPICS = frozenset(("url", "mainEntityOfPage", "@id")), frozenset(("about", "mentions"))


def value_of(name: str, raw: Json, graph: Graph) -> Json:
    """The property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in _WHOLE:
        return _entity(raw, graph)
    if name in _ADDRESSES:
        return next((a for a in addresses_of(raw) if "://" in a or a.startswith("/")), None)
    if name in _TOPICS:
        # never the addresses of unnamed ones
        things = (_resolve(item, graph) for item in _list(raw))
        names = (thing.get("name") if isinstance(thing, dict) else thing for thing in things)
        return [name for name in names if isinstance(name, str) and name and "://" not in name] or None
    return _plain(raw, graph)


def _list(raw: Json) -> Iterable[Json]:
    return raw[:MAX_LIST] if isinstance(raw, list) else (raw,)


def _members(raw: list[Json]) -> list[Json]:
    """The members of a list, those of the lists in it among them: a template that wraps a list once more gives [["a", "b"]]."""
    flat = [each for item in raw[:MAX_LIST] for each in (item if isinstance(item, list) else [item])]
    return [each for each in flat[:MAX_LIST] if not isinstance(each, list)]


def _resolve(value: Json, graph: Graph) -> Json:
    """The node that a reference names, where the page has it; one step only, so that a cycle cannot be followed."""
    if isinstance(value, dict) and isinstance(name := value.get("@id"), str) and not value.get("name"):
        return graph.by_id.get(name, value)
    return value


def _plain(raw: Json, graph: Graph) -> Json:
    """A text or a list of texts; objects give their name or value."""
    if isinstance(raw, list):
        return [item for item in (_plain(item, graph) for item in _members(raw)) if item] or None
    node = _resolve(raw, graph)
    if isinstance(node, dict):
        texts = (node.get(key) for key in ("name", "@value", "alternateName", "@id"))
        return next((text for text in texts if isinstance(text, str) and text), None)
    return node if isinstance(node, str | int | float) and node != "" else None


def _entity(raw: Json, graph: Graph) -> Json:
    """A person, organisation or image as it stands, reduced to the members that say what it is."""
    if isinstance(raw, str):
        return raw if raw.strip() else None
    if isinstance(raw, list):
        return [item for item in (_entity(item, graph) for item in _members(raw)) if item] or None
    node = _resolve(raw, graph)
    if not isinstance(node, dict):
        return None
    inner = node.get("@graph") or node.get("@list")
    if isinstance(inner, list):
        return _entity(inner, graph)
    kept = {key: _flat(node[key]) for key in _KEPT if key in node}
    address = node.get("@id")
    if isinstance(address, str) and "://" in address and kept.keys() <= {"@type"}:
        kept["url"] = address
    return {key: value for key, value in kept.items() if value is not None} or None


def _flat(value: Json) -> Json:
    """A member of an entity without further nesting: a name's own object gives its name, a logo its address."""
    if isinstance(value, dict):
        return next((value[key] for key in ("name", "url", "@value", "@id") if isinstance(value.get(key), str)), None)
    if isinstance(value, list):
        flat = (_flat(item) if isinstance(item, dict) else item for item in value[:50])
        return [item for item in flat if isinstance(item, str | int | float)] or None
    return value
