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
from service.lexicon.texts import fold
from service.model import Finding, Json, Observation
from service.observe.sources import SOURCES
from service.view.columns import View
from service.view.identity import PageIdentity, url_key

#: The contract's limits on structured data, in characters, and on nesting; nodes and members beyond these are a feed's.
TOTAL_LIMIT, MAX_DEPTH, MAX_NODES, MAX_LIST, MOST_TYPES = 4 * 1024 * 1024, 64, 5_000, 1_000, 20
#: No property's name is longer: in locators, of which each node has its own, a name of 3 MB would stand 5,000 times.
LONGEST_KEY = 200

Node = dict[str, Json]

#: Types that are an article, beside everything that ends in Article or Posting.
_ARTICLE_TYPES = frozenset(("report", "newsitem", "story"))
#: Of what stands for the article where there is no proper one: what is embedded in articles as often as alone; all of it.
_RECORDINGS = frozenset({"videoobject", "audioobject", "photograph"})
_LESSER_TYPES = _RECORDINGS | frozenset(
    "review criticreview recipe howto qapage podcastepisode imagegallery mediagallery creativework episode radioepisode "
    "tvepisode claimreview faqpage".split()
)
#: Properties whose values are the page's own entities; all others lead to neighbours.
_MAIN_ROADS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "breadcrumb"})
#: The properties that are read of the main entity, and of nodes of some types: the table's name and the node's.
_NAMES = [name for place, name in SOURCES if place == "ld+json"]
_OWN = [(name, name) for name in _NAMES if "/" not in name]
_BESIDE = [
    (frozenset(types.split()), [(name, name.partition("/")[2]) for name in _NAMES if name.startswith(f"{row}/")])
    for row, types in (
        ("WebPage", "webpage itempage aboutpage collectionpage profilepage searchresultspage medicalwebpage"),
        ("WebSite", "website"),
        ("BreadcrumbList", "breadcrumblist"),
        ("Organization", "organization newsmediaorganization corporation localbusiness ngo governmentorganization"),
    )
]
#: As many articles of different headlines, none of which the page calls its own, are a front page's list.
_LIST = 3
#: Lists in lists that are opened.
_DEEPEST = 6
#: "application/ld+json; charset=utf-8", and how it is misspelt.
_JSON_LD = re.compile(r"\s*application/(?:ld[+-]json|json\+ld)\s*(?:;|\Z)", re.IGNORECASE)
#: What parts a type's name from its vocabulary.
_PARTS = re.compile("[/:#]")
#: Words that can tie a text to a topic; in scripts without blanks, each character.
_WORDS = re.compile(r"(?:(?![\u0e00-\u0eff\u2e80-\uffff])[^\W_]){4,}|[\u0e00-\u0eff\u2e80-\uffff]")


class Found(NamedTuple):
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
    entities, known, findings = list[Found](), Known(), list[Finding]()
    left = TOTAL_LIMIT
    places = [place for place in view.all("script") if _JSON_LD.match(view.attributes[place].get("type") or "")]
    for number, place in enumerate(places):
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
    # two blocks may carry the same node
    stated: dict[tuple[str, str], Observation] = {}
    for found in (*main, *(found for found in entities if found.own and id(found) not in mains)):
        node = found.node
        names = _OWN if id(found) in mains else next((names for types, names in _BESIDE if found.types & types), ())
        for name, key in names:
            # an article's "name" is its headline where it has no other
            if key in node and (name != "name" or not node.get("headline")):
                raw = node[key] if key == "@type" else value_of(key, node[key], known)
                if raw is not None and (name, shown := repr(raw)) not in stated:
                    source = SOURCES["ld+json", name]
                    stated[name, shown] = Observation(source.field, raw, source, f"{found.locator}/{key}", found.order)
    bodies = [body for found in main if isinstance(body := found.node.get("articleBody"), str)]
    return [*stated.values()], max(bodies, key=len, default=""), findings


# --- the entities ---------------------------------------------------------------------------------------------------------


def _enter(entities: list[Found], known: Known, block: object, where: str, order: int) -> None:
    """Enter every node below a block's value, in its order."""
    nodes = 0
    stack = [(block, where, 0, True)]
    while stack and nodes < MAX_NODES:
        value, locator, depth, own = stack.pop()
        inside: Iterable[tuple[object, Json]]
        if isinstance(value, dict):
            nodes += 1
            name = value.get("@id")
            if isinstance(name, str) and len(value) > max(1, len(known.get(name, ()))):
                known[name] = value
            if ("@type" in value or "type" in value) and (types := types_of(value)) and (own or is_article(types)):
                title = value.get("headline") or value.get("name")
                entities.append(Found(value, locator, order, types, title if isinstance(title, str) else "", own))
            inside = value.items()
        else:
            inside = enumerate(value[:MAX_LIST]) if isinstance(value, list) else ()
        below = [(step, child) for step, child in inside if isinstance(child, (dict, list))] if depth < MAX_DEPTH else []
        for step, child in reversed(below):
            leads = own and (isinstance(step, int) or step in _MAIN_ROADS)
            stack.append((child, f"{locator}/{step if isinstance(step, int) else step[:LONGEST_KEY]}", depth + 1, leads))


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


def _matches(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node names this page, by its headline or its address."""
    titled = found.title and identity.is_headline(fold(found.title[:400]))
    return bool(titled) or not identity.keys.isdisjoint(map(url_key, _addresses(found.node)))


def _is_of_another(found: Found, identity: PageIdentity) -> bool:
    """Return whether a node is another's: a recording of another name, or an article that shares no word with the headline.

    A widget that embeds a post describes it (publisher "Facebook"), and so do boxes that lead to the story before; a film
    stands beside the story.
    """
    told = set(_WORDS.findall(fold(found.title[:400])))
    if not is_article(found.types):
        return found.title != "" and not found.types.isdisjoint(_RECORDINGS)
    own = " ".join((*identity.headlines, identity.heading, identity.title))
    placed = "socialmediaposting" in found.types or (identity.keys and any("/" in url_key(a) for a in _addresses(found.node)))
    return bool(placed and told and not own.isspace()) and told.isdisjoint(_WORDS.findall(own))


def _addresses(node: Node, names: Iterable[str] = ("url", "@id", "mainEntityOfPage")) -> list[str]:
    """The addresses that a node gives itself, or those of the nodes that it names."""
    values = [node.get(name) for name in names]
    given = [
        each for value in values for each in ((value.get("@id"), value.get("url")) if isinstance(value, dict) else [value])
    ]
    return [address for address in given if isinstance(address, str)]


# --- what a property states ------------------------------------------------------------------------------------------------

#: Properties whose values are people, organisations and images; the members of an entity that say what it is.
_WHOLE = frozenset("author creator publisher image copyrightHolder".split())
_LABELS = ("name", "@value", "alternateName", "url", "@id")
_KEPT = "@type name url givenName familyName contentUrl width height caption sameAs logo jobTitle".split()


def value_of(name: str, raw: Json, known: Known) -> Json:
    """Return the property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in ("url", "mainEntityOfPage"):
        return next((a for a in _addresses({name: raw}, (name,)) if "://" in a or a.startswith("/")), None)
    return _value(raw, known, name in _WHOLE)


def _value(raw: Json, known: Known, whole: bool, depth: int = 0) -> Json:
    """Return a text, a number or a list of them; an object gives its name, or if whole the members that identify it."""
    if isinstance(raw, str):
        return raw if raw and not raw.isspace() else None
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
        if whole:
            said = {key: raw[key] for key in _KEPT if raw.get(key) is not None}
            kept = {key: v if isinstance(v, str) else _value(v, {}, False) for key, v in said.items() if v != []}
            # an entity that is no more than an address
            address = {"url": name} if isinstance(name, str) and "://" in name and kept.keys() <= {"@type"} else {}
            return kept | address or None
        # a step of a trail
        item = raw.get("item")
        return first_text(item if isinstance(item, dict) and not raw.get("name") else raw, _LABELS)
    return raw if isinstance(raw, int | float) and not whole else None


def first_text(node: Mapping[str, Json], keys: Iterable[str]) -> str | None:
    """The first of an object's members that is a text."""
    for key in keys:
        if isinstance(text := node.get(key), str) and text and not text.isspace():
            return text
    return None
