"""Observations from microdata and RDFa: attributes that say of a visible element which property of the article it is."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from service.lexicon.folding import fold
from service.model import Observation
from service.observe.document import Document, Element, ancestors, text_of
from service.observe.identity import PageIdentity
from service.observe.sources import SOURCES, observation

#: Marked elements beyond this are a list of articles.
MAX_MARKED = 3_000
_DATES = frozenset({"datepublished", "datemodified", "datecreated", "expires"})
#: Properties that mean the article's even where no item is around them.
_UNMISTAKABLE = frozenset(
    """headline alternativeheadline datepublished datemodified datecreated articlesection author wordcount inlanguage
    keywords""".split()
)
_LINKS = frozenset({"url", "mainentityofpage", "image", "thumbnailurl"})
_SCOPES_OF_THE_PAGE = frozenset({"webpage", "itempage", "creativework", "collectionpage", ""})


def is_article_type(name: str) -> bool:
    """Whether an item's type is an article's."""
    return name.endswith(("article", "posting", "report")) or name in ("newsitem", "review", "hentry")


class Scopes:
    """The items of the page: which element opens them and what type each has, found by climbing once from each property."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[int, tuple[int, str]] = {}

    def of(self, node: LexborNode) -> tuple[int, str]:
        """The id and type of the item that the node's own property belongs to; (0, "") outside all items."""
        climbed: list[int] = []
        scope = (0, "")
        for parent in ancestors(node):
            key = parent.mem_id
            if key in self._known:
                scope = self._known[key]
                break
            climbed.append(key)
            attributes = parent.attributes
            if "itemscope" in attributes or "typeof" in attributes:
                kind = attributes.get("itemtype") or attributes.get("typeof") or ""
                scope = (key, _type_name(kind))
                break
        self._known.update(dict.fromkeys(climbed, scope))
        return scope


def _type_name(kind: str) -> str:
    """The last part of the first type: "https://schema.org/NewsArticle" is "newsarticle", "sioc:Item" is "item"."""
    first = kind.split()[0] if kind.split() else ""
    return first.replace("#", "/").replace(":", "/").rpartition("/")[2].lower()


def observe_microdata(document: Document, identity: PageIdentity) -> Iterator[Observation]:
    """The observations of the page's article item, of unmistakable properties outside all items, and neighbours' dates."""
    marked = document.marked()[:MAX_MARKED]
    if not marked:
        return
    scopes = Scopes()
    placed = [(element, name, *scopes.of(element.node)) for element in marked for name in _names(element)]
    main = _main_scopes(placed, identity)
    for element, name, scope, kind in placed:
        own = scope in main or (kind in _SCOPES_OF_THE_PAGE and name in _UNMISTAKABLE) or name.startswith(("dc:", "dcterms:"))
        if own and (scope in main or element.tag != "meta" or "itemprop" in element.attributes):
            yield from _observe(element, name)
        elif name in _DATES and (raw := _value(element, name)):
            yield observation("microdata", "neighbour", raw, element.locator, element.position)
    for scope, kind in main.items():
        if kind:
            yield observation("microdata", "itemtype", kind, f"item[{list(main).index(scope)}]", 0)


def _names(element: Element) -> Iterator[str]:
    """The table's names for the element's properties; metas by ``property`` are read as metas."""
    for name in element.get("itemprop").lower().split()[:8]:
        name = name.rpartition("/")[2]
        if ("microdata", name) in SOURCES and name not in ("itemtype", "neighbour"):
            yield name
    if element.tag == "meta":
        return
    for name in element.get("property").lower().split()[:8]:
        local = name.replace("/", ":").rpartition(":")[2]
        if ("rdfa", name) in SOURCES:
            yield name
        elif ("microdata", local) in SOURCES and local not in ("itemtype", "neighbour"):
            yield local


def _main_scopes(placed: list[tuple[Element, str, int, str]], identity: PageIdentity) -> dict[int, str]:
    """The items that are the page's article, with their types: the only one, or those that carry the page's headline."""
    articles: dict[int, str] = {}
    named: dict[int, str] = {}
    for element, name, scope, kind in placed:
        if scope and is_article_type(kind):
            articles.setdefault(scope, kind)
            if name in ("headline", "name") and (identity.is_headline(_folded(element)) or element.tag == "h1"):
                named[scope] = kind
    if named or len(articles) <= 1:
        return named or articles
    # An item with another headline is another story's; the first item is the page's where all behind it are such.
    others = {s for e, name, s, _ in placed if s in articles and name in ("headline", "name")}
    first = next(iter(articles))
    if set(articles) - others == {first}:
        return {first: articles[first]}
    # Several unnamed items: a list of teasers. The first is the article only where it alone has a body.
    bodies = {s: articles[s] for e, _, s, _ in placed if s in articles and "articlebody" in e.get("itemprop").lower()}
    return bodies if len(bodies) == 1 else {}


def _folded(element: Element) -> str:
    return fold(_value(element, "headline")[:400])


def _observe(element: Element, name: str) -> Iterator[Observation]:
    place = "rdfa" if ("rdfa", name) in SOURCES else "microdata"
    raw = _value(element, name)
    if raw:
        yield observation(place, name, raw, element.locator, element.position)


def _value(element: Element, name: str) -> str:
    """The property's value by the rules of microdata, with names rather than addresses for people."""
    attributes = element.attributes
    content = attributes.get("content")
    if content:
        return content
    if element.tag == "meta":
        return ""
    if attributes.get("datetime"):
        return attributes.get("datetime") or ""
    if name in _DATES and element.tag == "abbr" and attributes.get("title"):
        return attributes.get("title") or ""
    if name in _LINKS:
        return attributes.get("src") or attributes.get("href") or attributes.get("itemid") or _inner(element, "url") or ""
    if "itemscope" in attributes or "typeof" in attributes:
        inner = _inner(element, "name") or _inner(element, "headline")
        if inner or name in ("publisher", "author", "creator"):
            return inner or text_of(element.node, 200)
    return text_of(element.node) or attributes.get("title") or ""


def _inner(element: Element, name: str) -> str | None:
    """The first value of a property inside a nested item."""
    for attribute in ("itemprop", "property"):
        node = element.node.css_first(f'[{attribute}~="{name}"]')
        if node is not None:
            attributes = node.attributes
            if name == "url":
                return attributes.get("content") or attributes.get("src") or attributes.get("href")
            return attributes.get("content") or text_of(node, 300)
    return None
