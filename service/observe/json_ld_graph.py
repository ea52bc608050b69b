"""The entities of a page's JSON-LD, and which of them is the page's article.

Only what the main roads reach is the page's own: a related story or a comment hangs below other properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.lexicon.folding import fold
from service.model import Json
from service.observe.json_ld_blocks import Block
from service.view.identity import PageIdentity, url_key

#: The contract's limit on nesting.
MAX_DEPTH = 64
#: Nodes and members beyond these are a feed, not an article.
MAX_NODES, MAX_LIST = 5_000, 1_000
#: No property's name is longer: in locators, of which each node has its own, a name of 3 MB would stand 5,000 times.
LONGEST_KEY = 200

Node = Mapping[str, Json]

#: Types that are an article, beside everything that ends in Article or Posting.
_ARTICLE_TYPES = frozenset(("report", "apireference", "newsitem", "story"))
#: Types that stand for the article only where there is no proper one.
_LESSER_TYPES = frozenset(
    "review criticreview recipe howto qapage videoobject podcastepisode audioobject photograph imagegallery mediagallery "
    "creativework episode radioepisode tvepisode claimreview faqpage".split()
)
#: Of these, those that stand embedded in articles as often as alone.
RECORDINGS = frozenset({"videoobject", "audioobject", "photograph"})
#: Properties whose values are the page's own entities; all others lead to neighbours.
_MAIN_ROADS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"})


@dataclass(slots=True)
class Found:
    """An entity of the page: where it stands, and whether the road to it passed only through the page's own
    properties."""

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


def graph_of(blocks: Sequence[Block]) -> Graph:
    """Every node of the blocks, entered where it belongs."""
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
                _visit(graph, child, f"{locator}/{key[:LONGEST_KEY]}", order, depth + 1, own and key in _MAIN_ROADS)


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
    return any(name in _ARTICLE_TYPES or name.endswith(("article", "posting")) for name in types)


# --- the main entity -------------------------------------------------------------------------------------------------------


#: As many articles of different headlines, none of which the page calls its own, are a front page's list.
_LIST = 3


def main_entities(graph: Graph, identity: PageIdentity) -> list[Found]:
    """The nodes that describe the page's article: the best one, and others that are provably about the same.

    Two plugins often describe one article in two nodes.  A proper article beats a video or a list; one that names the page's
    address or headline beats one that does not.
    """
    articles = [found for found in graph.entities if is_article(found.types) and not _is_elsewhere(found, identity)]
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
    if not found.types & RECORDINGS or not name or _matches(found.node, identity):
        return False
    # the site stands behind the one or the other, or one is cut
    named = fold(str(name)[:400])
    return not any(_begins(named, other) or _begins(other, named) for other in (*identity.headlines, identity.heading))


def _is_elsewhere(found: Found, identity: PageIdentity) -> bool:
    """Whether an article has another address than the page, or is a post of a network, and no word of the page's headlines.

    A widget that embeds a post describes it (publisher "Facebook"), and so do boxes that lead to the story before.
    """
    node, own = found.node, (*identity.headlines, identity.heading, identity.title)
    name = node.get("headline") or node.get("name")
    if not isinstance(name, str) or not any(own) or _matches(node, identity):
        return False
    keys = {key for key in map(url_key, _addresses(node)) if "/" in key}
    told = _words(fold(name[:400]))
    other = bool(keys and identity.keys) or "socialmediaposting" in found.types
    return other and bool(told) and not any(told & _words(text) for text in own)


_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> set[str]:
    """The words of a folded text that can tie it to a topic; of scripts without blanks, each pair of characters."""
    words = {word for word in _WORD.findall(text) if len(word) > 3}
    return words | {text[at : at + 2] for at in range(len(text) - 1) if text[at] > "\u2e80" or "\u0e00" <= text[at] < "\u0f00"}


def _begins(short: str, whole: str) -> bool:
    """Whether a text is the beginning of another, to the end of a word; in scripts without blanks half its characters do."""
    least = _BEGINNING if short[:1] < "\u2e80" else _BEGINNING // 2
    return len(short) >= least and whole.startswith(short) and not whole[len(short) : len(short) + 1].isalnum()


def _matches(node: Node, identity: PageIdentity) -> int:
    """How well a node names this page: 2 for its address, 2 for its headline."""
    score = 0
    if set(map(url_key, _addresses(node))) & identity.keys:
        score += 2
    for name in ("headline", "name"):
        headline = node.get(name)
        if isinstance(headline, str) and identity.is_headline(fold(headline[:400])):
            return score + 2
    return score


def _addresses(node: Node) -> list[str]:
    """The addresses that a node gives itself."""
    return [text for name in ("url", "@id", "mainEntityOfPage") for text in addresses_of(node.get(name))]


def addresses_of(value: Json) -> Iterator[str]:
    """The value as an address, or the addresses that name the node it is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key in ("@id", "url"):
            if isinstance(address := value.get(key), str):
                yield address
