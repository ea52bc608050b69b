"""Observations from microdata, RDFa and microformats: marks that tell which property a visible element is."""

from __future__ import annotations

from collections.abc import Iterator

from service.lexicon.texts import fold
from service.model import Observation
from service.observe.sources import SOURCES, observation, see
from service.view.columns import View
from service.view.identity import PageIdentity
from service.view.places import Places

#: Marked elements beyond this are a list of articles; an item is looked into so far, for a thousand of them can nest.
MAX_MARKED, _LARGEST_ITEM = 3_000, 2_000
#: Properties that mean the article's even where no item is around them.
_UNMISTAKABLE = frozenset(
    """headline alternativeheadline datepublished datemodified datecreated articlesection author wordcount inlanguage
    keywords""".split()
)
_LINKS = frozenset({"image", "thumbnailurl"})
_SCOPES_OF_THE_PAGE = frozenset({"webpage", "itempage", "creativework", "collectionpage", ""})


def is_article_type(name: str) -> bool:
    """Return whether an item's type is an article's."""
    return name.endswith(("article", "posting", "report")) or name in ("newsitem", "review", "hentry")


def observe_microdata(view: View, identity: PageIdentity) -> Iterator[Observation]:
    """Yield the observations of the page's article item, and of unmistakable properties outside all items."""
    marked: list[tuple[int, str]] = []
    places = [place for place, found in enumerate(view.attributes) if "itemprop" in found or "property" in found]
    for place in places[:MAX_MARKED]:
        tag, attributes = view.tags[place], view.attributes[place]
        named = attributes.get("itemprop") or ""
        # metas by ``property`` are read as metas, and links as links
        if tag != "meta":
            named = f"{named} {attributes.get('property') or ''}"
        if tag != "link":
            marked += [(place, name) for each in named.lower().split()[:8] if (name := _known(each))]
    known: dict[int, tuple[int, str]] = {}
    placed = [(place, name, *_scope(view, place, known)) for place, name in marked]
    main = _main_scopes(view, placed, identity)
    for place, name, scope, kind in placed:
        own = scope in main or (kind in _SCOPES_OF_THE_PAGE and name in _UNMISTAKABLE) or ":" in name
        if own and (raw := _value(view, place, name)):
            yield see(view, place, name, raw, "rdfa" if ":" in name else "microdata")
    for number, kind in enumerate(main.values()):
        yield observation("microdata", "itemtype", kind, f"item[{number}]", 0)


def _known(name: str) -> str | None:
    """Return the table's name for a property: "schema:headline" and "http://schema.org/headline" are "headline"."""
    if ("rdfa", name) in SOURCES:
        return name
    name = name.replace("/", ":").rpartition(":")[2]
    return name if ("microdata", name) in SOURCES and name != "itemtype" else None


def _scope(view: View, place: int, known: dict[int, tuple[int, str]]) -> tuple[int, str]:
    """Return the item of a marked element's property, as its place and type; (-1, "") outside all items."""
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
    return scope


def _type_name(kind: str) -> str:
    """Return the last part of the first type: "https://schema.org/NewsArticle" is "newsarticle", "sioc:Item" is "item"."""
    first = kind.split()[0] if kind.split() else ""
    return first.replace("#", "/").replace(":", "/").rpartition("/")[2].lower()


def _main_scopes(view: View, placed: list[tuple[int, str, int, str]], identity: PageIdentity) -> dict[int, str]:
    """Return the items that are the page's article, with their types: the only one, or those that carry the page's headline."""
    articles = {scope: kind for _, _, scope, kind in placed if scope >= 0 and is_article_type(kind)}
    headed = [(place, scope) for place, name, scope, _ in placed if name == "headline" and scope in articles]
    named = {
        scope: articles[scope]
        for place, scope in headed
        if view.tags[place] == "h1" or identity.is_headline(fold(_value(view, place, "headline")[:400]))
    }
    if named or len(articles) <= 1:
        return named or articles
    # An item with another headline is another story's; the first item is the page's where all items after it are other
    # stories'.
    first = next(iter(articles))
    return {first: articles[first]} if articles.keys() - {scope for _, scope in headed} == {first} else {}


def _value(view: View, place: int, name: str) -> str:
    """Return the property's value by the rules of microdata, with names rather than addresses for people."""
    attributes, tag = view.attributes[place], view.tags[place]
    if content := attributes.get("content"):
        return content
    if tag == "meta":
        return ""
    if stamp := attributes.get("datetime") or (tag == "abbr" and attributes.get("title")):
        return stamp
    if name in _LINKS:
        return attributes.get("src") or attributes.get("href") or attributes.get("itemid") or _inner(view, place, "url")
    if "itemscope" in attributes or "typeof" in attributes:
        inner = _inner(view, place, "name") or _inner(view, place, "headline")
        if inner or name in ("publisher", "author", "creator"):
            return inner or view.text(place, 200)
    return view.text(place) or attributes.get("title") or ""


def _inner(view: View, place: int, name: str) -> str:
    """The first value of a property inside a nested item."""
    for inner in range(place + 1, min(view.ends[place], place + _LARGEST_ITEM)):
        attributes = view.attributes[inner]
        if name in (attributes.get("itemprop") or "").split() or name in (attributes.get("property") or "").split():
            if name == "url":
                return attributes.get("content") or attributes.get("src") or attributes.get("href") or ""
            return attributes.get("content") or view.text(inner, 300)
    return ""


# --- microformats ----------------------------------------------------------------------------------------------------------

#: The table's names, each a class; more elements than these are a feed in one entry, longer texts are no property.
_CLASSES = frozenset(name for place, name in SOURCES if place == "hentry")
_MOST_CLASSED, _LONGEST_TEXT = 40, 400


def observe_microformats(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield what the article's entry ("hentry", "h-entry") says under such a class, where nothing else says it of that element.

    Old themes put "hentry" on every teaser too; the innermost around the headline is the article's, or the page's only one.
    """
    entries = [place for place, roles in enumerate(view.roles) if "entry" in roles]
    own = [place for place in entries if place in places.own] or entries[: len(entries) == 1]
    # a <time class="published"> without an attribute states its text once: the label before it is the reader's
    known = {(o.order, str(o.raw)) for o in seen} | {
        (o.order, view.text(o.order, _LONGEST_TEXT + 1, " ")) for o in seen if o.source.id.startswith("time:")
    }
    inside = range(own[-1] + 1, view.ends[own[-1]]) if own else ()
    words = [(place, view.attributes[place].get("class") or "") for place in inside]
    classed = [(place, classes) for place, named in words if (classes := _CLASSES.intersection(named.split()))]
    for place, classes in classed[:_MOST_CLASSED]:
        for name in sorted(classes) if places.region(place) == "article" else ():
            stamp = "published" in name and (view.get(place, "datetime") or view.get(place, "title")).strip()
            raw = stamp or view.text(place, _LONGEST_TEXT + 1, " ")
            if raw and len(raw) <= _LONGEST_TEXT and (place, raw) not in known:
                yield see(view, place, name, raw, "hentry")
