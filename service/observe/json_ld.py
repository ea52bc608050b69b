"""Observations from a page's JSON-LD: the main entity is chosen first, then only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, list elements, a live blog's updates) and its site;
a date taken from one of those is a wrong date with a machine's authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from service.model import Json, Observation
from service.observe.json_ld_blocks import Block
from service.observe.json_ld_graph import RECORDINGS, Found, Graph, Node, graph_of, is_article, main_entities
from service.observe.json_ld_values import members_of, value_of
from service.observe.sources import SOURCES, observation
from service.view.identity import PageIdentity

#: Neighbours beyond these are a feed, not an article.
MAX_NEIGHBOURS = 20
_PAGE_TYPES = frozenset(
    "webpage itempage aboutpage collectionpage profilepage searchresultspage medicalwebpage checkoutpage contactpage".split()
)
_ORGANIZATIONS = frozenset(
    "organization newsmediaorganization corporation localbusiness ngo governmentorganization educationalorganization".split()
)
#: Properties read from the main entity: those of the table's rows without a node's name.
_PROPERTIES = tuple(name for place, name in SOURCES if place == "ld+json" and "/" not in name and name != "@type")
_PAGE_PROPERTIES = tuple(
    name.partition("/")[2] for place, name in SOURCES if place == "ld+json" and name.startswith("WebPage/")
)
#: Types of nodes beside the article, the name of their rows in the table of sources, and the properties read.
_BESIDE: tuple[tuple[frozenset[str], str, tuple[str, ...]], ...] = (
    (_PAGE_TYPES, "WebPage", tuple(dict.fromkeys(_PAGE_PROPERTIES))),
    (frozenset({"website"}), "WebSite", ("name", "publisher", "inLanguage")),
    (_ORGANIZATIONS, "Organization", ("name",)),
    (frozenset({"person"}), "Person", ("name",)),
)
#: Properties of theirs that are read as the article's are.
_ALIKE = {"primaryImageOfPage": "image"}
#: The properties that date an entity.
_DATES = frozenset(("datePublished", "dateCreated", "dateModified", "uploadDate"))
#: The fields that date a page.
_DATED = frozenset(("datePublished", "date", "dateCreated", "dateModified"))
#: The address of a page whose story is a recording: "/video/123", "/watch/ferry-stays".
_OF_RECORDING = re.compile(
    r"[/.-](?:videos?|vidéos?|watch|audio|podcasts?|mediathek|films?|fotos?|photos?|galler(?:y|ies))(?:[/.-]|$)"
)


def observe_json_ld(blocks: Sequence[Block], identity: PageIdentity) -> tuple[list[Observation], list[str]]:
    """The observations of the page's own entities, and the text of the article where the main entity carries it."""
    graph = graph_of(blocks)
    main = main_entities(graph, identity)
    observations = [o for found in main for o in _article(found, graph)]
    mains = {id(found.node) for found in main}
    for found in graph.entities:
        if id(found.node) not in mains:
            observations += _lesser(found, graph)
    for found in graph.neighbours[:MAX_NEIGHBOURS]:
        observations += _neighbour(found)
    bodies = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return _without_repetitions(observations), bodies


def observe_lone_recording(blocks: Sequence[Block], identity: PageIdentity, seen: Sequence[Observation]) -> list[Observation]:
    """The dates of the one recording on a page whose address says that it shows one, where nothing else dates the page.

    Its name may be another than the page's: editors reword them.
    """
    if any(o.field in _DATED for o in seen) or not any(map(_OF_RECORDING.search, identity.keys)):
        return []
    graph = graph_of(blocks)
    dated = [found for found in graph.entities if _DATES & found.node.keys()]
    if len(dated) != 1 or not dated[0].types & RECORDINGS:
        return []
    return [o for o in _article(dated[0], graph) if o.field in _DATED]


def _without_repetitions(observations: list[Observation]) -> list[Observation]:
    """The observations without exact repetitions of one statement, as when two blocks carry the same node."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for o in observations:
        key = (o.source.id, repr(o.raw))
        if key not in seen:
            seen.add(key)
            kept.append(o)
    return kept


def _article(found: Found, graph: Graph) -> Iterator[Observation]:
    node = found.node
    kind = node.get("@type")
    if kind:
        yield observation("ld+json", "@type", kind, f"{found.locator}/@type", found.order)
    for name in _PROPERTIES:
        if name not in node or (name == "name" and node.get("headline")):
            continue
        raw = value_of(name, node[name], graph)
        if raw is not None:
            yield observation("ld+json", name, raw, f"{found.locator}/{name}", found.order)
    for name, member in (("isPartOf", "name"), ("image", "creditText")):
        for text in members_of(node.get(name), member):
            yield observation("ld+json", f"{name}/{member}", text, f"{found.locator}/{name}/{member}", found.order)


def _lesser(found: Found, graph: Graph) -> Iterator[Observation]:
    """What a node beside the article says of the page or the site."""
    node, types = found.node, found.types
    for kinds, row, names in _BESIDE:
        if types & kinds:
            for name in names:
                raw = value_of(_ALIKE.get(name, name), node[name], graph) if name in node else None
                if raw is not None:
                    yield observation("ld+json", f"{row}/{name}", raw, f"{found.locator}/{name}", found.order)
            break
    trail = node.get("breadcrumb") if types & _PAGE_TYPES else node if "breadcrumblist" in types else None
    if isinstance(trail, Mapping):
        yield from _breadcrumb(trail, found)
    elif is_article(types):
        yield from _neighbour(found)
    elif "videoobject" in types and isinstance(date := node.get("uploadDate"), str) and date:
        yield observation("ld+json", "VideoObject/uploadDate", date, f"{found.locator}/uploadDate", found.order)


def _breadcrumb(node: Node, found: Found) -> Iterator[Observation]:
    """The names on the way from the home page, as one list; the last is often the page itself."""
    items = node.get("itemListElement")
    names: list[Json] = []
    for item in items[:20] if isinstance(items, list) else ():
        if not isinstance(item, Mapping):
            continue
        target = item.get("item")
        name = item.get("name") or (target.get("name") if isinstance(target, Mapping) else None)
        if isinstance(name, str) and name.strip():
            names.append(name)
    if names:
        yield observation("ld+json", "BreadcrumbList/name", names, f"{found.locator}/itemListElement", found.order)


def _neighbour(found: Found) -> Iterator[Observation]:
    date = found.node.get("datePublished")
    if isinstance(date, str) and date:
        yield observation("ld+json", "neighbour/datePublished", date, f"{found.locator}/datePublished", found.order)
