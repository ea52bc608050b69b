"""What the markup states for machines: meta tags, links, the title, and the marks that say which property an element is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from service.lexicon.printed import parse
from service.lexicon.texts import fold
from service.model import Finding, Observation
from service.observe.json_ld import VOCABULARY
from service.observe.parted import Member, is_part, with_wholes
from service.observe.sources import ATTRIBUTE_LIMIT, DATED, META_NAMES, SOURCES, fold_key, meta_name, observation, see
from service.view.columns import View
from service.view.places import PageIdentity

#: The contract's limit on meta tags, and how long names are that anybody gives.
MAX_METAS, _LONGEST_NAMES = 5_000, 400
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)


def observe_metas(view: View) -> tuple[list[Observation], list[Finding]]:
    """Return the observations of the page's meta tags in their order, and a finding where there are more than are read."""
    metas = view.all("meta")
    findings: list[Finding] = []
    if len(metas) > MAX_METAS:
        message = f"The page has {len(metas):,} meta tags; the first {MAX_METAS:,} were read."
        findings.append(Finding("", "meta_limit", "warning", message))
    # an exact repetition says nothing new
    stated: dict[tuple[str, str], Observation] = {}
    parts: list[Member] = []
    placed: dict[str, int] = {}
    for number, place in enumerate(metas[:MAX_METAS]):
        given = view.attributes[place].get
        rdfa, plain, header = given("property") or "", given("name") or "", given("http-equiv") or ""
        content = given("content") or given("value") or ""
        if not content or content.isspace() or len(rdfa) + len(plain) + len(header) > _LONGEST_NAMES:
            continue
        said = [(name, content) for name in _names(rdfa, plain, header)]
        # "time" alone may be how long the text takes
        if is_part(told := (rdfa or plain).lower()) and told != "time":
            parts.append(Member(f"meta[{number}]", (), told, content))
            placed[parts[-1].where] = place
        if not said and plain.lower() == "parsely-page":
            said = _of_parsely(content[:ATTRIBUTE_LIMIT])
        elif not (rdfa or plain or header) and _STAMP.fullmatch(content) and view.tags[view.parents[place]] == "head":
            # a stamp whose name got lost: <meta name="" content="2022-02-25T10:00:00Z">
            said = [("nameless", content)]
        if said and len(content) > ATTRIBUTE_LIMIT:
            message = f"The content of meta[{number}] is longer than {ATTRIBUTE_LIMIT:,} characters; it was not read."
            findings.append(Finding("", "attribute_limit", "warning", message))
            continue
        for name, raw in said:
            if (name, raw) not in stated:
                stated[name, raw] = observation("meta", name, raw, f"meta[{number}]", place)
    wholes = {whole.where: whole for whole in with_wholes(parts, of_page=True) if whole.where not in placed}
    joined = {where for places in wholes for where in places.split(", ")}
    stated = {key: o for key, o in stated.items() if o.locator not in joined or o.field not in DATED}
    for places, whole in wholes.items():
        for name in _names("", whole.key, ""):
            stated[name, places] = observation("meta", name, whole.value, places, placed[places.partition(",")[0]])
    dated = any(o.field in DATED and o.source.id != "meta:nameless" for o in stated.values())
    return [o for o in stated.values() if not dated or o.source.id != "meta:nameless"], findings


def _of_parsely(content: str) -> list[tuple[str, str]]:
    """Return what Parse.ly's older tag states, one JSON object: {"title": …, "authors": ["Jane Doe"], "pub_date": …}."""
    value = (parse(content) or (None,))[0]
    members = value.items() if isinstance(value, dict) else ()
    known = [(META_NAMES.get(fold_key(f"parsely-{'author' if key == 'authors' else key}")), raw) for key, raw in members]
    said = [(name, each) for name, raw in known if name for each in (raw if isinstance(raw, list) else [raw])]
    return [(name, each) for name, each in said if isinstance(each, str)]


@lru_cache(maxsize=4_096)
def _names(rdfa: str, plain: str, header: str) -> tuple[str, ...]:
    """Return the table's names of a meta by its attributes: RDFa lets one hold several, and of headers one states something."""
    told = [*rdfa.split(), plain, header if header.strip().lower() == "content-language" else ""]
    return tuple(dict.fromkeys([known for each in told if each and (known := meta_name(each))]))


def observe_document(view: View) -> Iterator[Observation]:
    """Yield the observations of the html element, the title and the links."""
    for place in view.all("html", limit=1):
        if lang := (view.get(place, "lang") or view.get(place, "xml:lang")).strip():
            yield observation("html", "lang", lang, "html/lang", 0)
    # a drawing has a title too
    title = next((place for place in view.all("title") if view.tags[view.parents[place]] in ("head", "body", "html")), -1)
    if title >= 0 and (text := view.text(title)):
        yield observation("html", "title", text, "title", title)
    canonical = ""
    for number, place in enumerate(view.all("link", limit=MAX_METAS)):
        given = view.attributes[place].get
        rels, href = (given("rel") or "").lower().split(), (given("href") or "").strip()
        for name in ("canonical", "image_src"):
            if name in rels and 0 < len(href) <= ATTRIBUTE_LIMIT:
                canonical = canonical or (href if name == "canonical" else "")
                yield observation("link", name, href, f"link[{number}]", place)
        # an alternate speaks of this page only where it leads to the page's own address
        language = (given("hreflang") or "").strip() if "alternate" in rels and href == canonical else ""
        if language and language.lower() != "x-default":
            yield observation("link", "hreflang", language, f"link[{number}]/hreflang", place)


#: Marked elements beyond this are a list of articles; an item is looked into so far, for a thousand of them can nest; no
#: property stands deeper in its item.
MAX_MARKED, _LARGEST_ITEM, _DEEPEST = 3_000, 2_000, 200
#: Properties that may be another thing's where no article's item is around them; what speaks of the page as a whole.
_OF_ANYTHING = frozenset("description publisher image copyrightyear copyrightholder".split())
_SCOPES_OF_THE_PAGE = frozenset({"webpage", "itempage", "creativework", "collectionpage", ""})
_ITEM_TYPES = ("article", "posting", "report", "newsitem", "review", "hentry")


def observe_microdata(view: View, identity: PageIdentity) -> Iterator[Observation]:
    """Yield the observations of the page's article item, and of unmistakable properties outside all items."""
    tags = view.tags
    placed: list[tuple[int, str, int]] = []
    kinds = {-1: ""}
    for place in view.marked_up()[:MAX_MARKED]:
        tag, given = tags[place], view.attributes[place].get
        # metas by ``property`` are read as metas, and links as links
        told = f"{given('itemprop') or ''} {(tag != 'meta' and given('property')) or ''}" if tag != "link" else ""
        names = _properties(told) if len(told) <= _LONGEST_NAMES else ()
        if names and (scope := _scope(view, place)) not in kinds:
            # "https://schema.org/NewsArticle" is "newsarticle", "sioc:Item" is "item"
            kind = (view.get(scope, "itemtype") or view.get(scope, "typeof")).split(None, 1)[:1]
            kinds[scope] = VOCABULARY.split("".join(kind).lower())[-1]
        placed += [(place, name, scope) for name in names]
    main = _main_items(view, placed, kinds, identity)
    for place, name, scope in placed:
        own = scope in main or (kinds[scope] in _SCOPES_OF_THE_PAGE and name not in _OF_ANYTHING)
        if own and (raw := _value(view, place, name)):
            yield see(view, place, name, raw, "microdata")
    for number, scope in enumerate(main):
        yield observation("microdata", "itemtype", kinds[scope], f"item[{number}]", 0)


def _scope(view: View, place: int) -> int:
    """Return the place of the item that an element stands in, -1 outside all."""
    for above in view.ancestors(place, _DEEPEST):
        if "itemscope" in view.attributes[above] or "typeof" in view.attributes[above]:
            return above
    return -1


@lru_cache(maxsize=1_024)
def _properties(told: str) -> tuple[str, ...]:
    """Return the table's names of a mark: "schema:headline" and "http://schema.org/headline" are "headline"."""
    names = [VOCABULARY.split(word)[-1] for word in told.lower().split()[:8]]
    return tuple([name for name in names if ("microdata", name) in SOURCES and name != "itemtype"])


def _main_items(view: View, placed: list[tuple[int, str, int]], kinds: dict[int, str], identity: PageIdentity) -> list[int]:
    """Return the items that are the page's article: the only one, or those that carry the page's headline."""
    articles = [scope for scope in dict.fromkeys([scope for _, _, scope in placed]) if kinds[scope].endswith(_ITEM_TYPES)]
    if len(articles) <= 1:
        return articles
    heads = [(place, scope, fold(_value(view, place, name)[:400])) for place, name, scope in placed if name == "headline"]
    named = {scope for place, scope, told in heads if view.tags[place] == "h1" or identity.is_headline(told)}
    # where all items after the first have other headlines, they are other stories and the first is the page's
    lone = {*articles[1:]} == {scope for _, scope, _ in heads}
    return [scope for scope in articles if scope in named] or articles[:lone]


def _value(view: View, place: int, name: str) -> str:
    """Return the property's value by the rules of microdata, with names rather than addresses for people."""
    attributes, tag = view.attributes[place], view.tags[place]
    if (content := attributes.get("content")) or tag == "meta":
        return content or ""
    if stamp := attributes.get("datetime") or (tag == "abbr" and attributes.get("title")):
        return stamp
    if name == "image":
        return attributes.get("src") or attributes.get("href") or attributes.get("itemid") or _inner(view, place, "url")
    if "itemscope" in attributes or "typeof" in attributes:
        inner = _inner(view, place, "name") or _inner(view, place, "headline")
        if inner or name in ("publisher", "author", "creator"):
            return inner or view.text(place, 200)
    return view.text(place) or attributes.get("title") or ""


def _inner(view: View, place: int, name: str) -> str:
    """The first value of a property inside a nested item."""
    for inner in range(place + 1, min(view.ends[place], place + _LARGEST_ITEM)):
        given = view.attributes[inner].get
        if name in (given("itemprop") or "").split() or name in (given("property") or "").split():
            link = given("src") or given("href") or ""
            return given("content") or (link if name == "url" else view.text(inner, 300))
    return ""
