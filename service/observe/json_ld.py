"""Observations from a page's JSON-LD: the main entity is chosen first, and only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, list elements, a live blog's updates) and its site;
a date taken from one of those is a wrong date with a machine's authority.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.model import Json, Observation
from service.observe.json_ld_graph import MAX_LIST, Block, Found, Graph, addresses_of, graph_of, main_entities
from service.observe.sources import SOURCES, observation
from service.view.identity import PageIdentity

_NAMES = [name for place, name in SOURCES if place == "ld+json" and name != "@type"]
#: Properties of the main entity, and members of its members: "image/creditText".
_PROPERTIES = [name for name in _NAMES if "/" not in name]
_MEMBERS = [name.split("/") for name in _NAMES if "/" in name and name[0].islower()]
_PAGE_TYPES = frozenset(
    "webpage itempage aboutpage collectionpage profilepage searchresultspage medicalwebpage checkoutpage contactpage".split()
)
_ORGANIZATIONS = frozenset(
    "organization newsmediaorganization corporation localbusiness ngo governmentorganization educationalorganization".split()
)
#: Types of nodes beside the article, the name of their rows in the table of sources, and the properties read.
_BESIDE = [
    (types, row, [name.partition("/")[2] for name in _NAMES if name.startswith(f"{row}/")])
    for types, row in (
        (_PAGE_TYPES, "WebPage"),
        ({"website"}, "WebSite"),
        (_ORGANIZATIONS, "Organization"),
        ({"person"}, "Person"),
    )
]
#: The longest trail of a breadcrumb; lists in lists that are opened.
_TRAIL, _DEEPEST = 20, 6


def observe_json_ld(blocks: Sequence[Block], identity: PageIdentity) -> tuple[list[Observation], list[str]]:
    """Return the observations of the page's own entities, and the text of the article where the main entity carries it."""
    graph = graph_of(blocks)
    main = main_entities(graph, identity)
    mains = {id(found.node) for found in main}
    observations = [o for found in main for o in _article(found, graph)]
    observations += [o for found in graph.entities if id(found.node) not in mains for o in _lesser(found, graph)]
    # two blocks may carry the same node
    first: dict[tuple[str, str], Observation] = {}
    for o in observations:
        first.setdefault((o.source.id, repr(o.raw)), o)
    bodies = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return [*first.values()], bodies


def _said(found: Found, name: str, raw: Json, tail: str = "") -> Observation:
    return observation("ld+json", name, raw, f"{found.locator}/{tail or name}", found.order)


def _article(found: Found, graph: Graph) -> Iterator[Observation]:
    """Yield what the main entity says of itself."""
    node = found.node
    if kind := node.get("@type"):
        yield _said(found, "@type", kind)
    for name in _PROPERTIES:
        if name in node and not (name == "name" and node.get("headline")):
            raw = value_of(name, node[name], graph)
            if raw is not None:
                yield _said(found, name, raw)
    for name, member in _MEMBERS:
        for item in _members(node.get(name)):
            if isinstance(item, dict) and isinstance(text := item.get(member), str) and text:
                yield _said(found, f"{name}/{member}", text)


def _lesser(found: Found, graph: Graph) -> Iterator[Observation]:
    """Yield what a node beside the article says of the page or the site."""
    node, types = found.node, found.types
    for kinds, row, names in _BESIDE:
        if types & kinds:
            for name in names:
                raw = value_of(name, node[name], graph) if name in node else None
                if raw is not None:
                    yield _said(found, f"{row}/{name}", raw, name)
            break
    trail = node.get("breadcrumb") if types & _PAGE_TYPES else node if "breadcrumblist" in types else None
    items = trail.get("itemListElement") if isinstance(trail, dict) else None
    # The names on the way from the home page, as one list; the last is often the page itself.
    entries = [item for item in items[:_TRAIL] if isinstance(item, dict)] if isinstance(items, list) else []
    named = [item.get("name") or (item["item"].get("name") if isinstance(item.get("item"), dict) else "") for item in entries]
    if names := [name for name in named if isinstance(name, str) and name.strip()]:
        yield _said(found, "BreadcrumbList/name", [*names], "itemListElement")


# --- what a property states ------------------------------------------------------------------------------------------------

#: Properties whose values are people, organisations and images; the members of an entity that say what it is.
_WHOLE = frozenset("author creator contributor editor publisher image primaryImageOfPage copyrightHolder".split())
_KEPT = "@type name url givenName familyName contentUrl width height caption sameAs logo jobTitle".split()


def value_of(name: str, raw: Json, graph: Graph) -> Json:
    """Return the property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in ("url", "mainEntityOfPage"):
        return next((a for a in addresses_of(raw) if "://" in a or a.startswith("/")), None)
    return _value(raw, graph, name in _WHOLE)


def _members(raw: Json) -> list[Json]:
    """Return the members of a list and of the lists in it: a template that wraps a list once more gives [["a", "b"]]."""
    items = raw[:MAX_LIST] if isinstance(raw, list) else [raw]
    flat = [each for item in items for each in (item if isinstance(item, list) else [item])]
    return [each for each in flat[:MAX_LIST] if not isinstance(each, list)]


def _value(raw: Json, graph: Graph, whole: bool, depth: int = 0) -> Json:
    """Return a text, a number or a list of them; an object gives its name, or if whole the members that identify it."""
    if isinstance(raw, list):
        return [item for item in (_value(each, graph, whole, depth) for each in _members(raw)) if item] or None
    if isinstance(raw, dict) and isinstance(name := raw.get("@id"), str) and name in graph.by_id and not raw.get("name"):
        # one step only, so that a cycle cannot be followed
        raw, graph = graph.by_id[name], Graph()
    if isinstance(raw, dict):
        inner = raw.get("@graph") or raw.get("@list")
        if isinstance(inner, list):
            return _value(inner, graph, whole, depth + 1) if depth < _DEEPEST else None
        return _entity(raw) if whole else _named(raw, "name", "@value", "alternateName", "@id")
    if isinstance(raw, str):
        return raw if raw.strip() else None
    return raw if isinstance(raw, int | float) and not whole else None


def _named(node: dict[str, Json], *keys: str) -> str | None:
    """The first of an object's members that is a text."""
    return next((text for key in keys if isinstance(text := node.get(key), str) and text), None)


def _entity(node: dict[str, Json]) -> Json:
    """Return a person, organisation or image with only the members that identify it."""
    kept = {key: _flat(node[key]) for key in _KEPT if key in node}
    address = node.get("@id")
    if isinstance(address, str) and "://" in address and kept.keys() <= {"@type"}:
        kept["url"] = address
    return {key: value for key, value in kept.items() if value is not None} or None


def _flat(value: Json) -> Json:
    """Return a member of an entity without nesting: the name of a name's object, the address of a logo's."""
    if isinstance(value, dict):
        return _named(value, "name", "url", "@value", "@id")
    if isinstance(value, list):
        flat = (_flat(item) if isinstance(item, dict) else item for item in value[:50])
        return [item for item in flat if isinstance(item, str | int | float)] or None
    return value
