"""What the markup states for machines: meta tags, links, the title, and the marks that say which
property an element is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.lexicon.printed import parse
from service.lexicon.texts import LINE_LIMIT, fold
from service.model import Finding, Observation
from service.observe.bounds import MOST_OF_LONG_TEXTS
from service.observe.json_ld import VOCABULARY
from service.observe.parted import Member, is_part, with_wholes
from service.observe.sources import (
    ATTRIBUTE_LIMIT,
    DATED,
    META_NAMES,
    OF_METAS,
    OF_PAGE,
    SOURCES,
    as_list,
    fold_key,
    meta_name,
    observation,
    see,
)
from service.records import replace
from service.view.columns import View
from service.view.places import PageIdentity

#: The contract's limit on meta tags.
MAX_METAS = 5_000
#: How long names are that anybody gives.
_LONGEST_NAMES = 400
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
#: The attributes by which a meta is named.
_NAMED_BY = ("property", "name", "http-equiv")
#: The source of a stamp whose name got lost.
_NAMELESS = "meta:nameless"


class _Meta(NamedTuple):
    """A meta tag: where it stands, its key, all it is called, the table's names, what it says."""

    where: str
    place: int
    key: str
    called: str
    names: tuple[str, ...]
    content: str


def observe_metas(view: View) -> tuple[list[Observation], list[Finding]]:
    """Return what the page's metas state by name, and a finding where there are too many."""
    places = view.all("meta")
    findings: list[Finding] = []
    if len(places) > MAX_METAS:
        message = f"The page has {len(places):,} meta tags; the first {MAX_METAS:,} were read."
        findings.append(Finding("", "meta_limit", "warning", message))
    metas = [*_metas(view, places[:MAX_METAS])]
    # an exact repetition says nothing new
    stated: dict[tuple[str, str], Observation] = {}
    for meta in metas:
        statements = _statements(view, meta)
        if statements and len(meta.content) > ATTRIBUTE_LIMIT:
            message = (
                f"The content of {meta.where} is longer than {ATTRIBUTE_LIMIT:,} "
                "characters; it was not read."
            )
            findings.append(Finding("", "attribute_limit", "info", message))
            continue
        for name, raw in statements:
            stated.setdefault((name, raw), observation("meta", name, raw, meta.where, meta.place))
    observed = _without_parts([*stated.values()], _whole_dates(metas))
    named = [o for o in observed if o.source.id != _NAMELESS]
    is_dated = not DATED.isdisjoint([o.field for o in named])
    return _by_name(named if is_dated else observed), findings


def _metas(view: View, places: Sequence[int]) -> Iterator[_Meta]:
    """Yield the meta tags that say something under names of a usual length."""
    for number, place in enumerate(places):
        rdfa, plain, header = [view.get(place, name) for name in _NAMED_BY]
        content = view.get(place, "content") or view.get(place, "value")
        called, key = f"{rdfa}{plain}{header}", (rdfa or plain).lower()
        if content.strip() and len(called) <= _LONGEST_NAMES:
            names = _names(rdfa, plain, header)
            yield _Meta(f"meta[{number}]", place, key, called, names, content)


def _statements(view: View, meta: _Meta) -> list[tuple[str, str]]:
    """Return what a meta states: the table's names and the values."""
    if meta.names:
        return [(name, meta.content) for name in meta.names]
    if meta.key == "parsely-page":
        return _of_parsely(meta.content[:ATTRIBUTE_LIMIT])
    # a stamp whose name got lost: <meta name="" content="2022-02-25T10:00:00Z">
    is_nameless = not meta.called and _STAMP.fullmatch(meta.content)
    if is_nameless and view.tags[view.parents[meta.place]] == "head":
        return [("nameless", meta.content)]
    return []


def _whole_dates(metas: Sequence[_Meta]) -> list[Observation]:
    """Return the dates that several metas state in parts, each at the places of all its parts."""
    # "time" alone may be how long the text takes
    dated = [meta for meta in metas if is_part(meta.key) and meta.key != "time"]
    parts = [Member(meta.where, (), meta.key, meta.content) for meta in dated]
    places = {meta.where: meta.place for meta in metas}
    return [
        observation("meta", name, whole.value, whole.where, places[whole.where.partition(",")[0]])
        for whole in with_wholes(parts, of_page=True)
        if ", " in whole.where
        for name in _names("", whole.key, "")
    ]


def _without_parts(stated: list[Observation], wholes: list[Observation]) -> list[Observation]:
    """Return what metas state, with whole dates in place of their parts."""
    joined = {where for whole in wholes for where in whole.locator.split(", ")}
    return [o for o in stated if o.locator not in joined or o.field not in DATED] + wholes


def _by_name(metas: Sequence[Observation]) -> list[Observation]:
    """Return the metas by their names, the most reliable first, each name's values in page order.

    A head is a set of names: whether og:image or twitter:image stands first says nothing of which
    is the picture.
    """
    ordered = sorted(metas, key=lambda o: (-o.source.reliability, o.source.id, o.order))
    return [replace(o, order=at) for at, o in enumerate(ordered, OF_METAS)]


#: What Parse.ly's older tag calls otherwise than its newer ones.
_PARSELY = {"authors": "author"}


def _of_parsely(content: str) -> list[tuple[str, str]]:
    """Return what Parse.ly's older tag states: {"title": …, "authors": ["Jane Doe"]}."""
    value, *_ = parse(content) or (None,)
    if not isinstance(value, dict):
        return []
    named = [(fold_key(f"parsely-{_PARSELY.get(key, key)}"), raw) for key, raw in value.items()]
    return [
        (META_NAMES[name], each)
        for name, raw in named
        if name in META_NAMES
        for each in as_list(raw)
        if isinstance(each, str)
    ]


@lru_cache(maxsize=4_096)
def _names(rdfa: str, plain: str, header: str) -> tuple[str, ...]:
    """Return the table's names of a meta: RDFa may hold several, one header states something."""
    header = header if header.strip().lower() == "content-language" else ""
    names = map(meta_name, filter(None, [*rdfa.split(), plain, header]))
    return tuple(dict.fromkeys(filter(None, names)))


#: What a document's own title stands in; the links that state something; what names no language.
_DOCUMENT = frozenset({"head", "body", "html"})
_LINKS = frozenset({"canonical", "image_src"})
_NO_LANGUAGE = frozenset({"", "x-default"})


def observe_document(view: View) -> Iterator[Observation]:
    """Yield the observations of the html element, the title and the links."""
    for place in view.all("html", limit=1):
        if lang := (view.get(place, "lang") or view.get(place, "xml:lang")).strip():
            yield observation("html", "lang", lang, "html/lang", OF_PAGE)
    # a drawing has a title too
    titles = [place for place in view.all("title") if view.tags[view.parents[place]] in _DOCUMENT]
    for place in titles[:1]:
        if text := view.text(place):
            yield observation("html", "title", text, "title", place)
    yield from _observe_links(view)


def _observe_links(view: View) -> Iterator[Observation]:
    """Yield what the links state: the page's own address, its picture, its language."""
    canonical = ""
    for number, place in enumerate(view.all("link", limit=MAX_METAS)):
        rels, href = view.get(place, "rel").lower().split(), view.get(place, "href").strip()
        names = _LINKS.intersection(rels) if 0 < len(href) <= ATTRIBUTE_LIMIT else ()
        for name in sorted(names):
            yield observation("link", name, href, f"link[{number}]", place)
        if "canonical" in names:
            canonical = canonical or href
        # an alternate speaks of this page only where it leads to the page's own address
        language = view.get(place, "hreflang").strip()
        is_own = "alternate" in rels and href == canonical
        if is_own and language.lower() not in _NO_LANGUAGE:
            yield observation("link", "hreflang", language, f"link[{number}]/hreflang", place)


#: Marked elements beyond this are a list of articles.
MAX_MARKED = 3_000
#: An item is looked into so far, for a thousand of them can nest.
_LARGEST_ITEM = 2_000
#: An element says a property anew in so many elements that say it: they all have its text.
_DEEPEST = 20
#: So much of an element's text is its value.
_LONGEST_VALUE = 2_000
#: Properties that may be another thing's where no article's item is around them; what speaks of the
#: page as a whole.
_OF_ANYTHING = frozenset("description publisher image copyrightyear copyrightholder".split())
_SCOPES_OF_THE_PAGE = frozenset({"webpage", "itempage", "creativework", "collectionpage", ""})
_ITEM_TYPES = ("article", "posting", "report", "newsitem", "review", "hentry")
#: The attributes that mark a property; metas by ``property`` are read as metas, and links as links.
_MARKS = ("itemprop", "property")
_MARKS_OF = {"link": (), "meta": ("itemprop",)}
#: The attributes that make an element an item.
_ITEM = frozenset({"itemscope", "typeof"})
#: The attributes in which an element states its value for machines, and those with a picture.
_STAMPS = ("content", "datetime")
_STAMPS_OF = {"abbr": ("content", "datetime", "title"), "meta": ("content",)}
_PICTURES = ("src", "href", "itemid")
#: Properties whose items have their name as text where no property says it.
_OF_PEOPLE = frozenset({"publisher", "author", "creator"})


class _Mark(NamedTuple):
    """An element that is marked as a property, and the item that it is of, -1 outside all."""

    place: int
    name: str
    item: int


def observe_microdata(view: View, identity: PageIdentity) -> Iterator[Observation]:
    """Yield what the page's article item states, and unmistakable properties outside items."""
    marks = [*_marks(view)]
    kinds = {item: _kind(view, item) for item in dict.fromkeys([mark.item for mark in marks])}
    main = _main_items(view, marks, kinds, identity)
    long: Counter[str] = Counter()
    for mark in marks:
        place, name, item = mark
        if item not in main and not _speaks_of_page(name, kinds[item]):
            continue
        limit = _LONGEST_VALUE if long[name] <= 2 * MOST_OF_LONG_TEXTS else LINE_LIMIT + 1
        if raw := _value(view, place, name, limit):
            long[name] += min(len(raw), _LONGEST_VALUE) if len(raw) > LINE_LIMIT else 0
            yield see(view, place, name, raw, "microdata")
    for number, item in enumerate(main):
        yield observation("microdata", "itemtype", kinds[item], f"item[{number}]", 0)


def _speaks_of_page(name: str, kind: str) -> bool:
    """Return whether a property of an item that is no article is the page's all the same."""
    return kind in _SCOPES_OF_THE_PAGE and name not in _OF_ANYTHING


def _marks(view: View) -> Iterator[_Mark]:
    """Yield the properties that elements are marked as, in page order."""
    items, nesting = _Items(view), _Nesting(view)
    for place in view.marked_up()[:MAX_MARKED]:
        marks = _MARKS_OF.get(view.tags[place], _MARKS)
        words = " ".join([view.get(place, mark) for mark in marks])
        names = _properties(words) if len(words) <= _LONGEST_NAMES else ()
        for name in names:
            if nesting.depth(name, place) <= _DEEPEST:
                yield _Mark(place, name, items[place])


class _Items(dict[int, int]):
    """The place of the item that each element stands in, -1 outside all; each asked once, since
    a thousand elements may stand in one another.
    """

    def __init__(self, view: View) -> None:
        super().__init__({-1: -1})
        self._view = view

    def __missing__(self, place: int) -> int:
        path, above = [place], self._view.parents[place]
        while above not in self and not self._is_item(above):
            path.append(above)
            above = self._view.parents[above]
        item = above if self._is_item(above) else self[above]
        self.update(dict.fromkeys(path, item))
        return item

    def _is_item(self, place: int) -> bool:
        return place >= 0 and not _ITEM.isdisjoint(self._view.attributes[place])


class _Nesting:
    """How many elements with the same property an element stands in; asked in document order."""

    def __init__(self, view: View) -> None:
        self._ends, self._open = view.ends, defaultdict[str, list[int]](list)

    def depth(self, name: str, place: int) -> int:
        """Return the number of elements around a place that say a property, and open this one."""
        around = self._open[name]
        while around and around[-1] <= place:
            around.pop()
        around.append(self._ends[place])
        return len(around) - 1


def _kind(view: View, item: int) -> str:
    """Return an item's type: "https://schema.org/NewsArticle" is "newsarticle"."""
    types = "" if item < 0 else view.get(item, "itemtype") or view.get(item, "typeof")
    return VOCABULARY.split("".join(types.split(None, 1)[:1]).lower())[-1]


@lru_cache(maxsize=1_024)
def _properties(words: str) -> tuple[str, ...]:
    """Return the table's names of a mark: "http://schema.org/headline" is "headline"."""
    names = [VOCABULARY.split(word)[-1] for word in words.lower().split()[:8]]
    return tuple([name for name in names if ("microdata", name) in SOURCES and name != "itemtype"])


def _main_items(
    view: View, marks: Sequence[_Mark], kinds: dict[int, str], identity: PageIdentity
) -> list[int]:
    """Return the page's article items: the only one, or those that carry its headline."""
    articles = [item for item, kind in kinds.items() if kind.endswith(_ITEM_TYPES)]
    if len(articles) <= 1:
        return articles
    heads = [mark for mark in marks if mark.name == "headline"]
    named = {mark.item for mark in heads if _is_own_headline(view, mark.place, identity)}
    # where all items after the first have other headlines, they are other stories and the first is
    # the page's
    is_lone = {*articles[1:]} == {mark.item for mark in heads}
    return list(filter(named.__contains__, articles)) or articles[:is_lone]


def _is_own_headline(view: View, place: int, identity: PageIdentity) -> bool:
    """Return whether an element that is marked as a headline is the page's."""
    text = fold(_value(view, place, "headline", 400)[:400])
    return view.tags[place] == "h1" or identity.is_headline(text)


def _value(view: View, place: int, name: str, limit: int) -> str:
    """Return the property's value by the rules of microdata, with names rather than addresses for
    people.

    Of a text that is longer than the limit at least so much.
    """
    attributes, tag = view.attributes[place], view.tags[place]
    stated = _first_of(attributes, _STAMPS_OF.get(tag, _STAMPS))
    if stated or tag == "meta":
        return stated
    if name == "image":
        return _first_of(attributes, _PICTURES) or _inner(view, place, "url")
    if not _ITEM.isdisjoint(attributes):
        inner = _title_of_item(view, place)
        if inner or name in _OF_PEOPLE:
            return inner or view.text(place, 200)
    return view.text(place, limit) or view.get(place, "title")


def _title_of_item(view: View, place: int) -> str:
    return _inner(view, place, "name") or _inner(view, place, "headline")


def _first_of(attributes: Mapping[str, str | None], names: Sequence[str]) -> str:
    """Return the first of some attributes that says something, "" without one."""
    return next(filter(None, map(attributes.get, names)), "")


def _inner(view: View, place: int, name: str) -> str:
    """Return the first value of a property inside a nested item, "" without one."""
    for inner in range(place + 1, min(view.ends[place], place + _LARGEST_ITEM)):
        if name in f"{view.get(inner, 'itemprop')} {view.get(inner, 'property')}".split():
            link = _first_of(view.attributes[inner], ("src", "href"))
            return view.get(inner, "content") or (link if name == "url" else view.text(inner, 300))
    return ""
