"""What the markup states for machines: meta tags, links, the title, and the marks that say which property an element is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from service.lexicon.printed import parse
from service.lexicon.texts import fold
from service.model import Finding, Observation
from service.observe.sources import ATTRIBUTE_LIMIT, META_NAMES, SOURCES, SUPPLIED_NAMES, fold_key, observation, see
from service.view.columns import View
from service.view.identity import PageIdentity

#: The contract's limit on meta tags; where a meta has its name, and how long names are that anybody gives.
MAX_METAS = 5_000
_NAMING, _LONGEST_NAMES = ("property", "name", "http-equiv"), 400
#: The last part of a name that a system prefixes with its own: "acme:publishtime", "page-content-tags".
_LAST_PART = re.compile(r"[:.]|[-_](?=(?:tags|keywords)$)")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
#: The row that stands for the metas of no vocabulary, by the field that scrapers read under their names.
_HOUSE = {
    "datePublished": "published",
    "dateModified": "updated",
    "dateCreated": "created",
    "author": "authors",
    "keywords": "tags",
    "articleSection": "section",
}
#: What a property belongs to that is no page: "book:release_date" is the day of what the page is about.
_OF_ELSE = frozenset("book music video movie product event profile offer job audio song album".split())


def observe_metas(view: View) -> tuple[list[Observation], list[Finding]]:
    """Return the observations of the page's meta tags in their order, and a finding where there are more than are read."""
    metas = view.all("meta")
    findings: list[Finding] = []
    if len(metas) > MAX_METAS:
        message = f"The page has {len(metas):,} meta tags; the first {MAX_METAS:,} were read."
        findings.append(Finding("", "meta_limit", "warning", message))
    # an exact repetition says nothing new
    stated: dict[tuple[str, str], Observation] = {}
    for number, place in enumerate(metas[:MAX_METAS]):
        attributes = view.attributes[place]
        content = attributes.get("content") or attributes.get("value") or ""
        if not content or content.isspace():
            continue
        told = [attributes.get(each) or "" for each in _NAMING]
        names = _names(*told) if len("".join(told)) <= _LONGEST_NAMES else ()
        if not names and content[0].isdigit() and _STAMP.fullmatch(content):
            # a stamp whose name got lost: <meta name="" content="2022-02-25T10:00:00Z">
            named = "".join([*told, attributes.get("itemprop") or ""]).strip()
            names = () if named or view.tags[view.parents[place]] != "head" else ("nameless",)
        if names and len(content) > ATTRIBUTE_LIMIT:
            message = f"The content of meta[{number}] is longer than {ATTRIBUTE_LIMIT:,} characters; it was not read."
            findings.append(Finding("", "attribute_limit", "warning", message))
            continue
        older = not names and told[1].lower() == "parsely-page"
        for name, raw in _members(content[:ATTRIBUTE_LIMIT]) if older else [(name, content) for name in names]:
            if (name, raw) not in stated:
                source = SOURCES["meta", name]
                stated[name, raw] = Observation(source.field, raw, source, f"meta[{number}]", place)
    return [*stated.values()], findings


def _members(content: str) -> list[tuple[str, str]]:
    """Return the members of Parse.ly's older tag, one JSON object: {"title": …, "authors": ["Jane Doe"], "pub_date": …}."""
    value = (parse(content) or (None,))[0]
    said: list[tuple[str, str]] = []
    for key, raw in value.items() if isinstance(value, dict) else ():
        name = META_NAMES.get(fold_key(f"parsely-{'author' if key == 'authors' else key}"))
        said += [(name, each) for each in (raw if isinstance(raw, list) else [raw]) if name and isinstance(each, str)]
    return said


@lru_cache(maxsize=4_096)
def _names(rdfa: str, plain: str, header: str) -> tuple[str, ...]:
    """Return the table's names of a meta by its attributes: RDFa lets one hold several, and of headers one states something."""
    told = [*rdfa.split(), plain, header if header.strip().lower() == "content-language" else ""]
    return tuple(dict.fromkeys([known for each in told if each and (known := _known(each))]))


def _known(name: str) -> str | None:
    """Return the table's name for a meta, or None; of a name of no vocabulary the last part tells."""
    folded = fold_key(name)
    if folded in META_NAMES or folded.startswith("twitter"):
        return META_NAMES.get(folded)
    parts = _LAST_PART.split(name.strip().lower())
    last = fold_key(parts[-1])
    if len(last) <= 3 or not _OF_ELSE.isdisjoint(parts[:-1]):
        return None
    return _HOUSE.get(SUPPLIED_NAMES.get(folded) or SUPPLIED_NAMES.get(last, ""))


def observe_document(view: View) -> Iterator[Observation]:
    """Yield the observations of the html element, the title and the links."""
    for place in view.all("html", limit=1):
        attributes = view.attributes[place]
        if (lang := attributes.get("lang") or attributes.get("xml:lang") or "").strip():
            yield observation("html", "lang", lang, "html/lang", 0)
    # a drawing has a title too
    title = next((place for place in view.all("title") if view.tags[view.parents[place]] in ("head", "body", "html")), -1)
    if title >= 0 and (text := view.text(title)):
        yield observation("html", "title", text, "title", title)
    canonical = ""
    for number, place in enumerate(view.all("link", limit=MAX_METAS)):
        attributes = view.attributes[place]
        href, rel = (attributes.get("href") or "").strip(), (attributes.get("rel") or "").lower().split()
        for name in ("canonical", "image_src"):
            if name in rel and 0 < len(href) <= ATTRIBUTE_LIMIT:
                canonical = canonical or (href if name == "canonical" else "")
                yield observation("link", name, href, f"link[{number}]", place)
        # an alternate speaks of this page only where it leads to the page's own address
        language = (attributes.get("hreflang") or "").strip() if "alternate" in rel and href == canonical else ""
        if language and language.lower() != "x-default":
            yield observation("link", "hreflang", language, f"link[{number}]/hreflang", place)


# --- microdata, RDFa and hAtom ---------------------------------------------------------------------------------------------

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
    placed: list[tuple[int, str, int, str]] = []
    known: dict[int, tuple[int, str]] = {}
    for place in view.marked_up()[:MAX_MARKED]:
        tag, attributes = view.tags[place], view.attributes[place]
        # metas by ``property`` are read as metas, and links as links
        told = f"{attributes.get('itemprop') or ''} {(tag != 'meta' and attributes.get('property')) or ''}"
        names = _properties(told) if tag != "link" and len(told) <= _LONGEST_NAMES else ()
        if names:
            around = _scope(view, place, known)
            placed += [(place, name, *around) for name in names]
    main = _main_scopes(view, placed, identity)
    for place, name, scope, kind in placed:
        own = scope in main or (kind in _SCOPES_OF_THE_PAGE and name in _UNMISTAKABLE) or ":" in name
        if own and (raw := _value(view, place, name)):
            yield see(view, place, name, raw, "rdfa" if ":" in name else "microdata")
    for number, kind in enumerate(main.values()):
        yield observation("microdata", "itemtype", kind, f"item[{number}]", 0)


@lru_cache(maxsize=1_024)
def _properties(told: str) -> tuple[str, ...]:
    """Return the table's names of a mark: "schema:headline" and "http://schema.org/headline" are "headline"."""
    found: list[str] = []
    for name in told.lower().split()[:8]:
        bare = name if ("rdfa", name) in SOURCES else name.replace("/", ":").rpartition(":")[2]
        if ("rdfa", bare) in SOURCES or (("microdata", bare) in SOURCES and bare != "itemtype"):
            found.append(bare)
    return tuple(found)


def _scope(view: View, place: int, known: dict[int, tuple[int, str]]) -> tuple[int, str]:
    """Return the item of a marked element's property, as its place and type; (-1, "") outside all items."""
    climbed: list[int] = []
    scope, above = (-1, ""), view.parents[place]
    while above >= 0:
        if (there := known.get(above)) is not None:
            scope = there
            break
        climbed.append(above)
        attributes = view.attributes[above]
        if "itemscope" in attributes or "typeof" in attributes:
            # "https://schema.org/NewsArticle" is "newsarticle", "sioc:Item" is "item"
            first = (attributes.get("itemtype") or attributes.get("typeof") or "").split()[:1]
            scope = (above, "".join(first).replace("#", "/").replace(":", "/").rpartition("/")[2].lower())
            break
        above = view.parents[above]
    known.update(dict.fromkeys(climbed, scope))
    return scope


def _main_scopes(view: View, placed: list[tuple[int, str, int, str]], identity: PageIdentity) -> dict[int, str]:
    """Return the items that are the page's article, with their types: the only one, or those that carry the page's headline."""
    articles = {scope: kind for _, _, scope, kind in placed if scope >= 0 and is_article_type(kind)}
    if len(articles) <= 1:
        return articles
    headed = [(place, scope) for place, name, scope, _ in placed if name == "headline" and scope in articles]
    named = {
        scope: articles[scope]
        for place, scope in headed
        if view.tags[place] == "h1" or identity.is_headline(fold(_value(view, place, "headline")[:400]))
    }
    # An item with another headline is another story's; the first item is the page's where all items after it are other
    # stories'.
    first = next(iter(articles))
    lone = articles.keys() - {scope for _, scope in headed} == {first}
    return named or ({first: articles[first]} if lone else {})


def _value(view: View, place: int, name: str) -> str:
    """Return the property's value by the rules of microdata, with names rather than addresses for people."""
    attributes, tag = view.attributes[place], view.tags[place]
    if (content := attributes.get("content")) or tag == "meta":
        return content or ""
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
            link = attributes.get("src") or attributes.get("href") or ""
            return attributes.get("content") or (link if name == "url" else view.text(inner, 300))
    return ""


def observe_stamps(view: View) -> Iterator[Observation]:
    """Yield the moment that hAtom hides in a title: <abbr class="published" title="2011-05-03T10:15:00Z">10:15</abbr>."""
    for place in view.all("abbr", limit=MAX_MARKED):
        attributes = view.attributes[place]
        stamp = (attributes.get("title") or "").strip()
        if "published" in (attributes.get("class") or "").split() and _STAMP.fullmatch(stamp):
            yield see(view, place, "published", stamp, "hentry")
            return
