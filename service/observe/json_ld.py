"""Observations from a page's JSON-LD: the main entity is chosen first, and only its own properties are read.

A page's blocks also describe its neighbours (related stories, comments, list elements, a live blog's updates) and its site;
a date taken from one of those is a wrong date with a machine's authority.  Only what the main roads reach is the page's own: a
related story or a comment hangs below other properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

#: Types that are an article, beside everything that ends in Article or Posting.
_ARTICLE_TYPES = frozenset(("report", "newsitem", "story"))
#: Types that stand for the article only where there is no proper one.
_LESSER_TYPES = frozenset(
    "review criticreview recipe howto qapage videoobject podcastepisode audioobject photograph imagegallery mediagallery "
    "creativework episode radioepisode tvepisode claimreview faqpage".split()
)
#: Of these, those that stand embedded in articles as often as alone.
_RECORDINGS = frozenset({"videoobject", "audioobject", "photograph"})
_PAGE_TYPES = frozenset("webpage itempage aboutpage collectionpage profilepage searchresultspage medicalwebpage".split())
_ORGANIZATIONS = frozenset("organization newsmediaorganization corporation localbusiness ngo governmentorganization".split())
#: Properties whose values are the page's own entities; all others lead to neighbours.
_MAIN_ROADS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"})
#: The properties that are read of the main entity, and of nodes of some types: the table's name and the node's.
_OWN = [(name, name) for place, name in SOURCES if place == "ld+json" and "/" not in name and name != "@type"]
_BESIDE = [
    (types, [(name, name.partition("/")[2]) for place, name in SOURCES if place == "ld+json" and name.startswith(f"{row}/")])
    for types, row in ((_PAGE_TYPES, "WebPage"), ({"website"}, "WebSite"), (_ORGANIZATIONS, "Organization"))
]
#: As many articles of different headlines, none of which the page calls its own, are a front page's list.
_LIST = 3
#: The longest trail of a breadcrumb; lists in lists that are opened.
_TRAIL, _DEEPEST = 20, 6
#: "application/ld+json; charset=utf-8", and how it is misspelt.
_JSON_LD = re.compile(r"\s*application/(?:ld[+-]json|json\+ld)\s*(?:;|\Z)", re.IGNORECASE)


#: What parts a type's name from its vocabulary.
_PARTS = re.compile("[/:#]")
#: Words that can tie a text to a topic; in scripts without blanks, each character.
_WORDS = re.compile(r"(?:(?![\u0e00-\u0eff\u2e80-\uffff])[^\W_]){4,}|[\u0e00-\u0eff\u2e80-\uffff]")


@dataclass(slots=True)
class Found:
    """An entity of the page: its node, where that stands, its types, and what it is called; ``own`` as main roads led there."""

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
    entities, known, findings = _read(view)
    main = _main_entities(entities, identity)
    mains = {id(found.node) for found in main}
    # two blocks may carry the same node
    first: dict[tuple[str, str], Observation] = {}
    for found in (*main, *(found for found in entities if found.own and id(found.node) not in mains)):
        node, own = found.node, id(found.node) in mains
        names = _OWN if own else next((names for types, names in _BESIDE if found.types & types), [])
        # an article's "name" is its headline where it has no other
        told = [
            (n, key, value_of(key, node[key], known))
            for n, key in names
            if key in node and (n != "name" or not node.get("headline"))
        ]
        told += [("@type", "@type", node.get("@type"))] if own else [("BreadcrumbList/name", "itemListElement", _trail(found))]
        for name, key, raw in told:
            if raw is not None:
                source = SOURCES["ld+json", name]
                stated = Observation(source.field, raw, source, f"{found.locator}/{key}", found.order)
                first.setdefault((name, repr(raw)), stated)
    texts = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return [*first.values()], max(texts, key=len, default=""), findings


def _trail(found: Found) -> Json:
    """Return the names on the way from the home page; the last is often the page itself."""
    trail = found.node if "breadcrumblist" in found.types else found.node.get("breadcrumb")
    items = trail.get("itemListElement") if isinstance(trail, dict) else None
    entries = [item for item in items[:_TRAIL] if isinstance(item, dict)] if isinstance(items, list) else []
    names = [item.get("name") or (isinstance(inner := item.get("item"), dict) and inner.get("name")) for item in entries]
    return [name for name in names if isinstance(name, str) and name.strip()] or None


# --- the entities ---------------------------------------------------------------------------------------------------------


def _read(view: View) -> tuple[list[Found], Known, list[Finding]]:
    """Return the entities of a page's JSON-LD, and findings on what had to be repaired or could not be read."""
    entities, known, findings, left = list[Found](), Known(), list[Finding](), TOTAL_LIMIT
    places = [place for place in view.all("script") if _JSON_LD.match(view.attributes[place].get("type") or "")]
    for number, place in enumerate(places):
        text, where = view.script(place), f"ld+json[{number}]"
        if not text or text.isspace():
            continue
        left -= len(text)
        if left < 0:
            message = f"The page's JSON-LD is larger than {TOTAL_LIMIT:,} characters; the rest was not read."
            findings.append(Finding("", "json_ld_limit", "warning", message))
            break
        value, stages = parse(text) or (None, None)
        if stages is None:
            message = f"The JSON-LD block {where} is broken in a way that no known damage explains; it was not read."
            findings.append(Finding("", "json_ld_unreadable", "warning", message, text[:200]))
        elif stages:
            message = f"The JSON-LD block {where} is not valid JSON; it could be read after undoing: {', '.join(stages)}."
            findings.append(Finding("", "json_ld_repaired", "info", message, list(stages)))
        _enter(entities, known, value, where, place)
    return entities, known, findings


def _enter(entities: list[Found], known: Known, block: object, where: str, order: int) -> None:
    """Enter every node below a block's value, in its order."""
    nodes = 0
    stack = [(block, where, 0, True)]
    while stack and nodes < MAX_NODES:
        value, locator, depth, own = stack.pop()
        inside: list[tuple[str, object, bool]] = []
        if isinstance(value, dict):
            nodes += 1
            name = value.get("@id")
            if isinstance(name, str) and len(value) > max(1, len(known.get(name, ()))):
                known[name] = value
            if ("@type" in value or "type" in value) and (types := types_of(value)) and (own or is_article(types)):
                title = value.get("headline") or value.get("name")
                entities.append(Found(value, locator, order, types, title if isinstance(title, str) else "", own))
            inside = [(key[:LONGEST_KEY], child, own and key in _MAIN_ROADS) for key, child in value.items()]
        elif isinstance(value, list):
            inside = [(str(index), item, own) for index, item in enumerate(value[:MAX_LIST])]
        for step, child, leads in reversed(inside) if depth < MAX_DEPTH else ():
            if isinstance(child, dict | list):
                stack.append((child, f"{locator}/{step}", depth + 1, leads))


def types_of(node: Mapping[str, Json]) -> frozenset[str]:
    """The node's types in lower case without their vocabulary: "http://schema.org/NewsArticle" is "newsarticle"."""
    raw = node.get("@type") or node.get("type")
    names = raw[:MOST_TYPES] if isinstance(raw, list) else [raw]
    return frozenset([_PARTS.split(name[-LONGEST_KEY:])[-1].strip().lower() for name in names if isinstance(name, str)])


@lru_cache(maxsize=512)
def is_article(types: frozenset[str]) -> bool:
    """Return whether a node of these types is a proper article."""
    return any(name in _ARTICLE_TYPES or name.endswith(("article", "posting")) for name in types)


def _main_entities(entities: list[Found], identity: PageIdentity) -> list[Found]:
    """Return the nodes that describe the page's article: the best one, and others that are provably about the same.

    Two plugins often describe one article in two nodes.  A proper article beats a video or a list; one that names the page's
    address or headline beats one that does not.
    """
    told = [found for found in entities if is_article(found.types) or (found.own and found.types & _LESSER_TYPES)]
    named = {id(found.node) for found in told if _matches(found, identity)}
    # Some CMS hang the article below the breadcrumb or the site; it counts only where it names this page.
    own = [found for found in told if id(found.node) in named or (found.own and not _is_of_another(found, identity))]
    own = [found for found in own if found.own] or own
    articles = [found for found in own if is_article(found.types)] or own
    if len(articles) <= 1 or not named.isdisjoint([id(found.node) for found in articles]):
        return [found for found in articles if len(articles) == 1 or id(found.node) in named]
    headlines = {fold(found.title[:400]) for found in articles} - {""}
    return [max(articles, key=lambda found: len(found.node))] if len(headlines) < _LIST else []


def _is_of_another(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node is another's: a recording of another name, or an article that shares no word with the headline.

    A widget that embeds a post describes it (publisher "Facebook"), and so do boxes that lead to the story before; a film
    stands beside the story.
    """
    if not found.title or not is_article(found.types):
        return bool(found.title) and not found.types.isdisjoint(_RECORDINGS)
    own = (*identity.headlines, identity.heading, identity.title)
    placed = "socialmediaposting" in found.types or (identity.keys and any("/" in url_key(a) for a in _addresses(found.node)))
    told = set(_WORDS.findall(fold(found.title[:400])))
    return bool(placed and told and any(own)) and told.isdisjoint(word for text in own for word in _WORDS.findall(text))


def _matches(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node names this page, by its headline or its address."""
    if found.title and identity.is_headline(fold(found.title[:400])):
        return True
    return not identity.keys.isdisjoint(map(url_key, _addresses(found.node)))


def _addresses(node: Node) -> list[str]:
    """The addresses that a node gives itself."""
    return [text for name in ("url", "@id", "mainEntityOfPage") for text in addresses_of(node.get(name))]


def addresses_of(value: Json) -> list[str]:
    """Return the value as an address, or the addresses of the node that it is."""
    given = [value.get("@id"), value.get("url")] if isinstance(value, dict) else [value]
    return [address for address in given if isinstance(address, str)]


# --- what a property states ------------------------------------------------------------------------------------------------

#: Properties whose values are people, organisations and images; the members of an entity that say what it is.
_WHOLE = frozenset("author creator publisher image copyrightHolder".split())
_LABELS = ("name", "url", "@value", "@id")
_KEPT = "@type name url givenName familyName contentUrl width height caption sameAs logo jobTitle".split()


def value_of(name: str, raw: Json, known: Known) -> Json:
    """Return the property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in ("url", "mainEntityOfPage"):
        return next((a for a in addresses_of(raw) if "://" in a or a.startswith("/")), None)
    return _value(raw, known, name in _WHOLE)


def _value(raw: Json, known: Known, whole: bool, depth: int = 0) -> Json:
    """Return a text, a number or a list of them; an object gives its name, or if whole the members that identify it."""
    if isinstance(raw, list):
        # a template that wraps a list once more gives [["a", "b"]]
        flat = [each for item in raw[:MAX_LIST] for each in (item if isinstance(item, list) else [item])][:MAX_LIST]
        return [item for each in flat if not isinstance(each, list) and (item := _value(each, known, whole, depth))] or None
    if isinstance(raw, dict):
        if isinstance(name := raw.get("@id"), str) and name in known and not raw.get("name"):
            # one step only, so that a cycle cannot be followed
            raw, known = known[name], {}
        inner = raw.get("@graph") or raw.get("@list")
        if isinstance(inner, list):
            return _value(inner, known, whole, depth + 1) if depth < _DEEPEST else None
        return _entity(raw) if whole else first_text(raw, ("name", "@value", "alternateName", "@id"))
    if isinstance(raw, str):
        return raw if raw.strip() else None
    return raw if isinstance(raw, int | float) and not whole else None


def first_text(node: Mapping[str, Json], keys: Iterable[str]) -> str | None:
    """The first of an object's members that is a text."""
    return next((text for key in keys if isinstance(text := node.get(key), str) and text.strip()), None)


def _entity(node: Node) -> Json:
    """Return a person, organisation or image with only the members that identify it, each without nesting."""
    kept: Node = {}
    for key in _KEPT:
        value = node.get(key)
        if isinstance(value, list):
            flat = [first_text(item, _LABELS) if isinstance(item, dict) else item for item in value[:50]]
            value = [item for item in flat if isinstance(item, str | int | float)] or None
        elif isinstance(value, dict):
            value = first_text(value, _LABELS)
        if value is not None:
            kept[key] = value
    address = node.get("@id")
    if isinstance(address, str) and "://" in address and kept.keys() <= {"@type"}:
        kept["url"] = address
    return kept or None
