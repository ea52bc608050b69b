"""Observations from a page's JSON-LD: the main entity is chosen first, then only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, list elements, a live blog's updates) and its site;
a date taken from one of those is a wrong date with a machine's authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.lexicon.folding import fold
from service.model import Finding, Json, Observation
from service.observe import json_ld_repair
from service.observe.document import Document
from service.observe.identity import PageIdentity, url_key
from service.observe.sources import SOURCES, observation

#: The contract's limits on structured data.
TOTAL_LIMIT, MAX_DEPTH = 4 * 1024 * 1024, 64
#: Members and neighbours beyond these are a feed, not an article.
MAX_NODES, MAX_NEIGHBOURS, MAX_LIST = 5_000, 20, 1_000

Node = Mapping[str, Json]

#: Types that are an article, beside everything that ends in Article or Posting.
_ARTICLE_TYPES = frozenset(
    "article report scholarlyarticle socialmediaposting blogposting liveblogposting discussionforumposting newsarticle "
    "reportagenewsarticle opinionnewsarticle analysisnewsarticle askpublicnewsarticle "
    "backgroundnewsarticle reviewnewsarticle "
    "advertisercontentarticle satiricalarticle techarticle apireference medicalscholarlyarticle review "
    "criticreview recipe howto "
    "qapage videoobject podcastepisode audioobject photograph imagegallery mediagallery creativework "
    "newsitem story episode "
    "radioepisode tvepisode claimreview faqpage".split()
)
#: Types that stand for the article only where there is no proper one.
_LESSER_TYPES = frozenset(
    "review criticreview recipe howto qapage videoobject podcastepisode audioobject photograph "
    "imagegallery mediagallery "
    "creativework episode radioepisode tvepisode claimreview faqpage".split()
)
#: Of these, those that stand embedded in articles as often as alone.
_RECORDINGS = frozenset({"videoobject", "audioobject", "photograph"})
_PAGE_TYPES = frozenset(
    "webpage itempage aboutpage collectionpage profilepage searchresultspage medicalwebpage checkoutpage contactpage".split()
)
_ORGANIZATIONS = frozenset(
    "organization newsmediaorganization corporation localbusiness ngo governmentorganization educationalorganization".split()
)
#: Properties whose values are the page's own entities; all others lead to neighbours.
_MAIN_ROADS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"})
#: Properties read from the main entity: those of the table's rows without a node's name.
_PROPERTIES = tuple(name for place, name in SOURCES if place == "ld+json" and "/" not in name and name != "@type")
_PAGE_PROPERTIES = tuple(
    name.partition("/")[2] for place, name in SOURCES if place == "ld+json" and name.startswith("WebPage/")
)
_KEPT = (
    "@type",
    "name",
    "url",
    "givenName",
    "familyName",
    "contentUrl",
    "width",
    "height",
    "caption",
    "sameAs",
    "logo",
    "jobTitle",
)
_WHOLE = frozenset(
    {
        "author",
        "creator",
        "publisher",
        "image",
        "sourceOrganization",
        "copyrightHolder",
        "contributor",
        "editor",
        "provider",
        "thumbnail",
    }
)


#: The properties that date an entity.
_DATES = frozenset(("datePublished", "dateCreated", "dateModified", "uploadDate"))
#: The fields that date a page.
_DATED = frozenset(("datePublished", "date", "dateCreated", "dateModified"))
#: The address of a page whose story is a recording: "/video/123", "/watch/ferry-stays".
_OF_RECORDING = re.compile(
    r"[/.-](?:videos?|vidéos?|watch|audio|podcasts?|mediathek|films?|fotos?|photos?|galler(?:y|ies))(?:[/.-]|$)"
)


@dataclass(slots=True)
class Block:
    """One script element that could be read: its number among the blocks, its place in the page, and its value."""

    number: int
    order: int
    value: object


@dataclass(slots=True)
class Found:
    """An entity of the page: where it stands, and whether the road to it passed only through the page's "
    "own properties."""

    node: Node
    locator: str
    order: int
    types: frozenset[str]


@dataclass(slots=True)
class Graph:
    """Every entity of the page that the main roads reach, and the nodes that other nodes may name by ``@id``."""

    entities: list[Found] = field(default_factory=list)
    neighbours: list[Found] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    seen: int = 0


def read_blocks(document: Document) -> tuple[list[Block], list[Finding]]:
    """The page's JSON-LD blocks as values, and findings on what had to be repaired or could not be read."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    left = TOTAL_LIMIT
    for number, element in enumerate(e for e in document.all("script") if _is_json_ld(e.get("type"))):
        text = element.node.text(deep=True) or ""
        if not text.strip():
            continue
        left -= len(text)
        if left < 0:
            message = f"The page's JSON-LD is larger than {TOTAL_LIMIT:,} characters; the rest was not read."
            findings.append(Finding("", "json_ld_limit", "warning", message))
            break
        parsed = json_ld_repair.parse(text)
        where = f"ld+json[{number}]"
        if parsed is None:
            message = f"The JSON-LD block {where} is broken in a way that no known damage explains; it was not read."
            findings.append(Finding("", "json_ld_unreadable", "warning", message, text[:200]))
            continue
        value, stages = parsed
        if stages:
            message = f"The JSON-LD block {where} is not valid JSON; it could be read after undoing: {', '.join(stages)}."
            findings.append(Finding("", "json_ld_repaired", "info", message, list(stages)))
        blocks.append(Block(number, element.position, value))
    return blocks, findings


def _is_json_ld(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in ("application/ld+json", "application/json+ld", "application/ld-json")


def observe_json_ld(blocks: Sequence[Block], identity: PageIdentity) -> tuple[list[Observation], list[str]]:
    """The observations of the page's own entities, and the text of the article where the main entity carries it."""
    graph = _graph(blocks)
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
    graph = _graph(blocks)
    dated = [found for found in graph.entities if _DATES & found.node.keys()]
    if len(dated) != 1 or not dated[0].types & _RECORDINGS:
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


# --- the graph -------------------------------------------------------------------------------------------------------------


def _graph(blocks: Sequence[Block]) -> Graph:
    graph = Graph()
    for block in blocks:
        _visit(graph, block.value, f"ld+json[{block.number}]", block.order, 0, own=True)
    return graph


def _visit(graph: Graph, value: object, locator: str, order: int, depth: int, own: bool) -> None:
    """Enter every node below a value; ``own`` is whether only main roads led here."""
    if depth > MAX_DEPTH or graph.seen > MAX_NODES:
        return
    if isinstance(value, list):
        for index, item in enumerate(value[:MAX_LIST]):
            _visit(graph, item, f"{locator}/{index}", order, depth + 1, own)
    elif isinstance(value, dict):
        graph.seen += 1
        _enter(graph, value, locator, order, own)
        for key, child in value.items():
            if isinstance(child, dict | list):
                _visit(graph, child, f"{locator}/{key}", order, depth + 1, own and key in _MAIN_ROADS)


def _enter(graph: Graph, node: dict[str, Json], locator: str, order: int, own: bool) -> None:
    name = node.get("@id")
    if isinstance(name, str) and len(node) > 1:
        known = graph.by_id.get(name)
        if known is None or len(known) < len(node):
            graph.by_id[name] = node
    types = types_of(node)
    if types and (own or is_article(types)):
        (graph.entities if own else graph.neighbours).append(Found(node, locator, order, types))


def types_of(node: Node) -> frozenset[str]:
    """The node's types in lower case without their vocabulary: "http://schema.org/NewsArticle" is "newsarticle"."""
    raw = node.get("@type") or node.get("type")
    names = raw if isinstance(raw, list) else [raw]
    return frozenset(re.split(r"[/:#]", name)[-1].strip().lower() for name in names if isinstance(name, str) and name)


def is_article(types: frozenset[str]) -> bool:
    """Whether a node of these types is a proper article."""
    return any(
        (name in _ARTICLE_TYPES and name not in _LESSER_TYPES) or name.endswith(("article", "posting")) for name in types
    )


# --- the main entity -------------------------------------------------------------------------------------------------------


#: As many articles of different headlines, none of which the page calls its own, are a front page's list.
_LIST = 3


def main_entities(graph: Graph, identity: PageIdentity) -> list[Found]:
    """The nodes that describe the page's article: the best one, and others that are provably about the same.

    Two plugins often describe one article in two nodes.  A proper article beats a video or a list; one that names the page's
    address or headline beats one that does not.
    """
    articles = [found for found in graph.entities if is_article(found.types)]
    if not articles:
        lesser = [found for found in graph.entities if found.types & _LESSER_TYPES]
        articles = [found for found in lesser if not _is_of_another(found, identity)]
    if not articles:
        # Some CMS hang the article below the breadcrumb or the site; it counts only where it names this page.
        articles = [found for found in graph.neighbours if _matches(found.node, identity) >= 2]
    if len(articles) <= 1:
        return articles
    scores = [_matches(found.node, identity) for found in articles]
    best = max(scores)
    if best == 0:
        headlines = {fold(str(found.node.get("headline") or found.node.get("name") or "")[:400]) for found in articles} - {""}
        if len(headlines) >= _LIST:
            return []
        return [max(articles, key=lambda found: len(found.node))] if len(articles) <= 3 else articles[:1]
    return [found for found, score in zip(articles, scores, strict=True) if score == best or score >= 2]


#: The least characters of a name that begins another: "Ferry stays" of "Ferry stays in service".
_BEGINNING = 8


def _is_of_another(found: Found, identity: PageIdentity) -> bool:
    """Whether a recording has a name of its own, and neither that nor its address is the page's: a film beside the story."""
    name = found.node.get("name")
    if not found.types & _RECORDINGS or not name or _matches(found.node, identity):
        return False
    # the site stands behind the one or the other, or one is cut
    named = fold(str(name)[:400])
    return not any(_begins(named, other) or _begins(other, named) for other in (*identity.headlines, identity.heading))


def _begins(short: str, whole: str) -> bool:
    """Whether a text is the beginning of another, to the end of a word; in scripts without blanks half its characters do."""
    least = _BEGINNING if short[:1] < "\u2e80" else _BEGINNING // 2
    return len(short) >= least and whole.startswith(short) and not whole[len(short) : len(short) + 1].isalnum()


def _matches(node: Node, identity: PageIdentity) -> int:
    """How well a node names this page: 2 for its address, 2 for its headline."""
    score = 0
    addresses = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    keys = {url_key(text) for value in addresses for text in _addresses(value)}
    if keys & identity.keys:
        score += 2
    for name in ("headline", "name"):
        headline = node.get(name)
        if isinstance(headline, str) and identity.is_headline(fold(headline[:400])):
            return score + 2
    return score


def _addresses(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key in ("@id", "url"):
            if isinstance(address := value.get(key), str):
                yield address


# --- the observations ------------------------------------------------------------------------------------------------------


def _article(found: Found, graph: Graph) -> Iterator[Observation]:
    node = found.node
    kind = node.get("@type")
    if kind:
        yield observation("ld+json", "@type", kind, f"{found.locator}/@type", found.order)
    for name in _PROPERTIES:
        if name not in node or (name == "name" and node.get("headline")):
            continue
        raw = _value(name, node[name], graph)
        if raw is not None:
            yield observation("ld+json", name, raw, f"{found.locator}/{name}", found.order)
    for name, member in (("isPartOf", "name"), ("image", "creditText")):
        for text in _members(node.get(name), member):
            yield observation("ld+json", f"{name}/{member}", text, f"{found.locator}/{name}/{member}", found.order)


def _members(raw: Json, member: str) -> Iterator[str]:
    """A text member of the property's object, or of each of its objects."""
    for item in raw[:MAX_LIST] if isinstance(raw, list) else [raw]:
        if isinstance(item, Mapping) and isinstance(text := item.get(member), str) and text:
            yield text


def _value(name: str, raw: Json, graph: Graph) -> Json:
    """The property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in ("about", "mentions"):
        return _names(raw, graph)
    if name in ("url", "mainEntityOfPage", "@id"):
        return next((a for a in _addresses(raw) if "://" in a or a.startswith("/")), None)
    if name in ("articleSection", "genre", "keywords", "inLanguage", "headline", "description", "name"):
        return _plain(raw, graph)
    if name in _WHOLE:
        return _entity(raw, graph)
    return raw if isinstance(raw, str | int | float) and raw != "" else _plain(raw, graph)


def _resolve(value: Json, graph: Graph) -> Json:
    """The node that a reference names, where the page has it; one step only, so that a cycle cannot be followed."""
    if isinstance(value, Mapping) and isinstance(name := value.get("@id"), str) and not value.get("name"):
        return graph.by_id.get(name, value)
    return value


def _entity(raw: Json, graph: Graph) -> Json:
    """A person, organisation or image as it stands, reduced to the members that say what it is."""
    if isinstance(raw, list):
        items = [item for item in (_entity(item, graph) for item in raw[:MAX_LIST] if not isinstance(item, list)) if item]
        return items or None
    if not isinstance(raw, Mapping):
        return raw if isinstance(raw, str) and raw.strip() else None
    node = _resolve(raw, graph)
    if not isinstance(node, Mapping):
        return None
    if isinstance(node.get("@graph") or node.get("@list"), list):
        return _entity(node.get("@graph") or node.get("@list"), graph)
    kept = {key: _flat(node[key]) for key in _KEPT if key in node}
    if not kept.keys() - {"@type"} and isinstance(node.get("@id"), str) and "://" in str(node["@id"]):
        kept["url"] = node["@id"]
    return {key: value for key, value in kept.items() if value is not None} or None


def _flat(value: Json) -> Json:
    """A member of an entity without further nesting: a name's own object gives its name, a logo its address."""
    if isinstance(value, Mapping):
        return next((value[key] for key in ("name", "url", "@value", "@id") if isinstance(value.get(key), str)), None)
    if isinstance(value, list):
        return [item for item in value[:50] if isinstance(item, str | int | float)] or None
    return value


def _plain(raw: Json, graph: Graph) -> Json:
    """A text or a list of texts; objects give their name or value."""
    if isinstance(raw, list):
        return [item for item in (_plain(item, graph) for item in raw[:MAX_LIST] if not isinstance(item, list)) if item] or None
    if isinstance(raw, Mapping):
        node = _resolve(raw, graph)
        if isinstance(node, Mapping):
            return next(
                (v for key in ("name", "@value", "alternateName", "@id") if isinstance(v := node.get(key), str) and v), None
            )
    return raw if isinstance(raw, str | int | float) and raw != "" else None


def _names(raw: Json, graph: Graph) -> Json:
    """The names of the things that an article is about: a list, never the addresses of unnamed ones."""
    items = raw if isinstance(raw, list) else [raw]
    names: list[Json] = []
    for item in items[:MAX_LIST]:
        node = _resolve(item, graph)
        name = node.get("name") if isinstance(node, Mapping) else node
        if isinstance(name, str) and name and "://" not in name:
            names.append(name)
    return names or None


#: Types of nodes beside the article, the name of their rows in the table of sources, and the properties read.
_BESIDE: tuple[tuple[frozenset[str], str, tuple[str, ...]], ...] = (
    (_PAGE_TYPES, "WebPage", tuple(dict.fromkeys(_PAGE_PROPERTIES))),
    (frozenset({"website"}), "WebSite", ("name", "publisher", "inLanguage")),
    (_ORGANIZATIONS, "Organization", ("name",)),
    (frozenset({"person"}), "Person", ("name",)),
)


def _lesser(found: Found, graph: Graph) -> Iterator[Observation]:
    """What a node beside the article says of the page or the site."""
    node, types = found.node, found.types
    for kinds, row, names in _BESIDE:
        if types & kinds:
            for name in names:
                raw = _value(_ALIKE.get(name, name), node[name], graph) if name in node else None
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


_ALIKE = {"primaryImageOfPage": "image"}


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
