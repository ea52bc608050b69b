"""Observations from microdata and RDFa: attributes that say of a visible element which property of the article it is."""

from __future__ import annotations

from collections.abc import Iterator

from service.lexicon.texts import fold
from service.model import Observation
from service.observe.see import see
from service.observe.sources import SOURCES, observation
from service.view.columns import View
from service.view.identity import PageIdentity

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


def _scopes(view: View, marked: list[int]) -> dict[int, tuple[int, str]]:
    """The item that each marked element's own property belongs to, as its place and type; (-1, "") outside all items."""
    known: dict[int, tuple[int, str]] = {}
    for place in marked:
        climbed: list[int] = []
        scope = (-1, "")
        for above in view.ancestors(place):
            if above in known:
                scope = known[above]
                break
            climbed.append(above)
            attributes = view.attributes[above]
            if "itemscope" in attributes or "typeof" in attributes:
                scope = (above, _type_name(attributes.get("itemtype") or attributes.get("typeof") or ""))
                break
        known.update(dict.fromkeys(climbed, scope))
    return {place: known.get(view.parents[place], (-1, "")) for place in marked}


def _type_name(kind: str) -> str:
    """The last part of the first type: "https://schema.org/NewsArticle" is "newsarticle", "sioc:Item" is "item"."""
    first = kind.split()[0] if kind.split() else ""
    return first.replace("#", "/").replace(":", "/").rpartition("/")[2].lower()


def observe_microdata(view: View, identity: PageIdentity) -> Iterator[Observation]:
    """The observations of the page's article item, of unmistakable properties outside all items, and neighbours' dates."""
    # metas by ``property`` are read as metas, and links as links
    tags = view.tags
    marked = [
        place
        for place, found in enumerate(view.attributes)
        if ("itemprop" in found or ("property" in found and tags[place] != "meta")) and tags[place] != "link"
    ][:MAX_MARKED]
    if not marked:
        return
    scopes = _scopes(view, marked)
    placed = [(place, name, *scopes[place]) for place in marked for name in _names(view, place)]
    main = _main_scopes(view, placed, identity)
    for place, name, scope, kind in placed:
        own = scope in main or (kind in _SCOPES_OF_THE_PAGE and name in _UNMISTAKABLE) or name.startswith(("dc:", "dcterms:"))
        if own:
            if raw := _value(view, place, name):
                yield see(view, place, name, raw, "rdfa" if ("rdfa", name) in SOURCES else "microdata")
        elif name in _DATES and (raw := _value(view, place, name)):
            yield see(view, place, "neighbour", raw, "microdata")
    for number, kind in enumerate(main.values()):
        if kind:
            yield observation("microdata", "itemtype", kind, f"item[{number}]", 0)


def _names(view: View, place: int) -> Iterator[str]:
    """The table's names for the element's properties; metas by ``property`` are read as metas."""
    for name in view.get(place, "itemprop").lower().split()[:8]:
        name = name.rpartition("/")[2]
        if ("microdata", name) in SOURCES and name not in ("itemtype", "neighbour"):
            yield name
    if view.tags[place] == "meta":
        return
    for name in view.get(place, "property").lower().split()[:8]:
        local = name.replace("/", ":").rpartition(":")[2]
        if ("rdfa", name) in SOURCES:
            yield name
        elif ("microdata", local) in SOURCES and local not in ("itemtype", "neighbour"):
            yield local


def _main_scopes(view: View, placed: list[tuple[int, str, int, str]], identity: PageIdentity) -> dict[int, str]:
    """The items that are the page's article, with their types: the only one, or those that carry the page's headline."""
    articles: dict[int, str] = {}
    named: dict[int, str] = {}
    for place, name, scope, kind in placed:
        if scope >= 0 and is_article_type(kind):
            articles.setdefault(scope, kind)
            if name in ("headline", "name"):
                text = fold(_value(view, place, "headline")[:400])
                if identity.is_headline(text) or view.tags[place] == "h1":
                    named[scope] = kind
    if named or len(articles) <= 1:
        return named or articles
    # An item with another headline is another story's; the first item is the page's where all behind it are such.
    others = {s for e, name, s, _ in placed if s in articles and name in ("headline", "name")}
    first = next(iter(articles))
    if set(articles) - others == {first}:
        return {first: articles[first]}
    # Several unnamed items: a list of teasers. The first is the article only where it alone has a body.
    bodies = {s: articles[s] for p, _, s, _ in placed if s in articles and "articlebody" in view.get(p, "itemprop").lower()}
    return bodies if len(bodies) == 1 else {}


def _value(view: View, place: int, name: str) -> str:
    """The property's value by the rules of microdata, with names rather than addresses for people."""
    attributes, tag = view.attributes[place], view.tags[place]
    if content := attributes.get("content"):
        return content
    if tag == "meta":
        return ""
    if stamp := attributes.get("datetime"):
        return stamp
    if name in _DATES and tag == "abbr" and (title := attributes.get("title")):
        return title
    if name in _LINKS:
        link = attributes.get("src") or attributes.get("href") or attributes.get("itemid")
        return link or _inner(view, place, "url") or ""
    if "itemscope" in attributes or "typeof" in attributes:
        inner = _inner(view, place, "name") or _inner(view, place, "headline")
        if inner or name in ("publisher", "author", "creator"):
            return inner or view.text(place, 200)
    return view.text(place) or attributes.get("title") or ""


#: An item nested in another is looked into so far: pages of a hundred thousand elements can nest a thousand of them.
_LARGEST_ITEM = 2_000


def _inner(view: View, place: int, name: str) -> str | None:
    """The first value of a property inside a nested item."""
    for attribute in ("itemprop", "property"):
        for inner in range(place + 1, min(view.ends[place], place + _LARGEST_ITEM)):
            attributes = view.attributes[inner]
            if name in (attributes.get(attribute) or "").split():
                if name == "url":
                    return attributes.get("content") or attributes.get("src") or attributes.get("href")
                return attributes.get("content") or view.text(inner, 300)
    return None
