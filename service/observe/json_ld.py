"""Observations from a page's JSON-LD: the main entity is chosen first, and only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, list elements, a live blog's updates) and its site;
a date taken from one of those is a wrong date with a machine's authority.  Only what the main roads reach is the page's own: a
related story or a comment hangs below other properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.lexicon.printed import parse
from service.lexicon.texts import fold
from service.model import Finding, Json, Observation
from service.observe.sources import SOURCES
from service.view.columns import View
from service.view.identity import PageIdentity, url_key

#: The contract's limits on structured data, in characters, and on nesting.
TOTAL_LIMIT, MAX_DEPTH = 4 * 1024 * 1024, 64
#: Nodes and members beyond these are a feed, not an article.
MAX_NODES, MAX_LIST, MOST_TYPES = 5_000, 1_000, 20
#: No property's name is longer: in locators, of which each node has its own, a name of 3 MB would stand 5,000 times.
LONGEST_KEY = 200

Node = dict[str, Json]
#: One script element that could be read: its number among them, its place in the page, and its value.
Block = tuple[int, int, object]

#: Types that are an article, beside everything that ends in Article or Posting.
_ARTICLE_TYPES = frozenset(("report", "newsitem", "story"))
#: Types that stand for the article only where there is no proper one.
_LESSER_TYPES = frozenset(
    "review criticreview recipe howto qapage videoobject podcastepisode audioobject photograph imagegallery mediagallery "
    "creativework episode radioepisode tvepisode claimreview faqpage".split()
)
#: Of these, those that stand embedded in articles as often as alone.
_RECORDINGS = frozenset({"videoobject", "audioobject", "photograph"})
#: Properties whose values are the page's own entities; all others lead to neighbours.
_MAIN_ROADS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"})
_WORD = re.compile(r"[^\W_]+")
#: As many articles of different headlines, none of which the page calls its own, are a front page's list.
_LIST = 3
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
    source = SOURCES["ld+json", name]
    return Observation(source.field, raw, source, f"{found.locator}/{tail or name}", found.order)


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


# --- the graph ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """An entity of the page: its node, where that stands, and its types."""

    node: Node
    locator: str
    order: int
    types: frozenset[str]


@dataclass(slots=True)
class Graph:
    """The entities that are the page's own, other articles, and the nodes that other nodes may name by ``@id``."""

    entities: list[Found] = field(default_factory=list)
    neighbours: list[Found] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    seen: int = 0


#: "application/ld+json; charset=utf-8", and how it is misspelt.
_JSON_LD = re.compile(r"\s*application/(?:ld[+-]json|json\+ld)\s*(?:;|\Z)", re.IGNORECASE)


def read_blocks(view: View) -> tuple[list[Block], list[Finding]]:
    """Return the JSON-LD of a page's scripts as values, and findings on what had to be repaired or could not be read."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    left = TOTAL_LIMIT
    places = [place for place in view.all("script") if _JSON_LD.match(view.attributes[place].get("type") or "")]
    for number, place in enumerate(places):
        text = view.script(place)
        if not text or text.isspace():
            continue
        left -= len(text)
        if left < 0:
            message = f"The page's JSON-LD is larger than {TOTAL_LIMIT:,} characters; the rest was not read."
            findings.append(Finding("", "json_ld_limit", "warning", message))
            break
        parsed = parse(text)
        where = f"ld+json[{number}]"
        if parsed is None:
            message = f"The JSON-LD block {where} is broken in a way that no known damage explains; it was not read."
            findings.append(Finding("", "json_ld_unreadable", "warning", message, text[:200]))
            continue
        value, stages = parsed
        if stages:
            message = f"The JSON-LD block {where} is not valid JSON; it could be read after undoing: {', '.join(stages)}."
            findings.append(Finding("", "json_ld_repaired", "info", message, list(stages)))
        blocks.append((number, place, value))
    return blocks, findings


def graph_of(blocks: Sequence[Block]) -> Graph:
    """Return the graph of the blocks, with every node entered where it belongs."""
    graph = Graph()
    for number, order, value in blocks:
        _visit(graph, value, f"ld+json[{number}]", order, 0, own=True)
    return graph


def _visit(graph: Graph, value: object, locator: str, order: int, depth: int, own: bool) -> None:
    """Enter every node below a value; ``own`` is whether only properties of the page's own entities led here."""
    if depth > MAX_DEPTH or graph.seen > MAX_NODES:
        return
    if isinstance(value, list):
        for index, item in enumerate(value[:MAX_LIST]):
            if isinstance(item, dict | list):
                _visit(graph, item, f"{locator}/{index}", order, depth + 1, own)
    elif isinstance(value, dict):
        graph.seen += 1
        name, types = value.get("@id"), types_of(value)
        if isinstance(name, str) and len(value) > max(1, len(graph.by_id.get(name, ()))):
            graph.by_id[name] = value
        if types and (own or is_article(types)):
            (graph.entities if own else graph.neighbours).append(Found(value, locator, order, types))
        for key, child in value.items():
            if isinstance(child, dict | list):
                _visit(graph, child, f"{locator}/{key[:LONGEST_KEY]}", order, depth + 1, own and key in _MAIN_ROADS)


def types_of(node: Mapping[str, Json]) -> frozenset[str]:
    """The node's types in lower case without their vocabulary: "http://schema.org/NewsArticle" is "newsarticle"."""
    raw = node.get("@type") or node.get("type")
    names = raw[:MOST_TYPES] if isinstance(raw, list) else [raw]
    return frozenset([_type(name[-LONGEST_KEY:]) for name in names if name and isinstance(name, str)])


@lru_cache(maxsize=512)
def _type(name: str) -> str:
    return re.split(r"[/:#]", name)[-1].strip().lower()


@lru_cache(maxsize=512)
def is_article(types: frozenset[str]) -> bool:
    """Return whether a node of these types is a proper article."""
    return any(name in _ARTICLE_TYPES or name.endswith(("article", "posting")) for name in types)


def main_entities(graph: Graph, identity: PageIdentity) -> list[Found]:
    """Return the nodes that describe the page's article: the best one, and others that are provably about the same.

    Two plugins often describe one article in two nodes.  A proper article beats a video or a list; one that names the page's
    address or headline beats one that does not.
    """
    own = [found for found in graph.entities if not _is_of_another(found, identity)]
    articles = [found for found in own if is_article(found.types)] or [found for found in own if found.types & _LESSER_TYPES]
    if not articles:
        # Some CMS hang the article below the breadcrumb or the site; it counts only where it names this page.
        articles = [found for found in graph.neighbours if _matches(found.node, identity)]
    if len(articles) <= 1:
        return articles
    scores = [_matches(found.node, identity) for found in articles]
    if any(scores):
        return [found for found, score in zip(articles, scores, strict=True) if score]
    headlines = {fold(str(found.node.get("headline") or found.node.get("name") or "")[:400]) for found in articles} - {""}
    return [max(articles, key=lambda found: len(found.node))] if len(headlines) < _LIST else []


def _is_of_another(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node is another's: a recording of another name, or an article that shares no word with the headline.

    A widget that embeds a post describes it (publisher "Facebook"), and so do boxes that lead to the story before; a film
    stands beside the story.
    """
    name, own = found.node.get("headline") or found.node.get("name"), (*identity.headlines, identity.heading, identity.title)
    if not isinstance(name, str) or _matches(found.node, identity):
        return False
    if not is_article(found.types):
        return not found.types.isdisjoint(_RECORDINGS)
    other = "socialmediaposting" in found.types or (identity.keys and any("/" in url_key(a) for a in _addresses(found.node)))
    told = _words(fold(name[:400]))
    return any(own) and bool(other and told) and not any(told & _words(text) for text in own)


def _words(text: str) -> set[str]:
    """Return the words of a folded text that can tie it to a topic; in scripts without blanks, each pair of characters."""
    words = {word for word in _WORD.findall(text) if len(word) > 3}
    return words | {text[at : at + 2] for at in range(len(text) - 1) if text[at] > "\u2e80" or "\u0e00" <= text[at] < "\u0f00"}


def _matches(node: Node, identity: PageIdentity) -> bool:
    """Return whether a node names this page, by its headline or its address."""
    names = (node.get("headline"), node.get("name"))
    if any(isinstance(name, str) and identity.is_headline(fold(name[:400])) for name in names):
        return True
    return not identity.keys.isdisjoint(map(url_key, _addresses(node)))


def _addresses(node: Node) -> list[str]:
    """The addresses that a node gives itself."""
    return [text for name in ("url", "@id", "mainEntityOfPage") for text in addresses_of(node.get(name))]


def addresses_of(value: Json) -> Iterator[str]:
    """Yield the value as an address, or the addresses of the node that it is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (address for key in ("@id", "url") if isinstance(address := value.get(key), str))


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
