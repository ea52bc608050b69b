"""Observations from the state that a page's scripts start with: ``window.__STATE__ = {…}``, ``dataLayer.push({…})``, JSON.

It holds every story of the page: only an object that names this page is read, and what tag managers are told of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence

from service.lexicon.printed import parse
from service.lexicon.slugs import url_key
from service.lexicon.texts import fold
from service.model import Json, Observation
from service.observe.json_ld import MAX_LIST, OPENED, Known, Node, words_of
from service.observe.sources import SUPPLIED_NAMES, fold_key, is_timestamp, observation
from service.view.columns import View
from service.view.places import PageIdentity

#: How much script is looked at, in how many places of it JSON may begin, and how many of its values are walked.
TOTAL_LIMIT, MAX_STARTS, MAX_VALUES = 2_000_000, 24, 60_000
#: Where a value begins behind an assignment or in a call; state also comes as a string of JSON.
_START = re.compile(r"""[=(]\s{0,9}(?=[\[{"]["\[{\s\d])""")
#: Where what a tag manager is told of the page begins, by the manager's name, which a search finds at once where the pattern
#: begins with it; so much of a literal is read, and so many in a script.
_LAYERS = {
    name: re.compile(rf"{name}(?<!\w{name})\w{{0,20}}(?:\.push\(|\s?=)\s{{0,9}}(?=[\[{{])")
    for name in ("dataLayer", "digitalData", "utag_data")
}
_LONGEST_LITERAL, _MOST_LAYERS = 10_000, 4
#: The fields that are read, and what stands in a script that has one of their keys.
_HINTS = {
    "datePublished": tuple("ublish ublication ssued osted ostD Dt pubdt egdt pubD pubT".split()),
    "author": ("uthor", "yline", "riter", '"by'),
    "keywords": ("tags", "Tags", "eywords", "opics", "ubjects", "ttributes"),
}
_READ = {key: field for key, field in SUPPLIED_NAMES.items() if field in _HINTS and len(key) > 3} | {
    "pagepostauthor": "author", "pagepostdate": "datePublished", "pageattributes": "keywords", "by": "author",
}  # fmt: skip
#: Objects in a story's object that hold a part of it, as in Arc's and headless systems' state.
_PARTS = ("taxonomy", "credits", "attributes", "fields", "metadata")
_DECODER = json.JSONDecoder()
#: Members that name a page by its headline or its address.
_HEADLINES = ("title", "Title", "headline", "Headline", "name", "Name")
_NAMING = (*_HEADLINES, "url", "Url", "URL", "path", "Path", "slug", "Slug", "link", "Link", "uri", "href", "canonical")
#: The least that the last part of an address or a headline must have to be this page's and no other's.
_SLUG, _HEADLINE = 12, 15
#: What no JSON writer escapes; of scripts that write a syllable or a word with each sign, a few of them are enough.
_PLAIN, _FEW_SIGNS = re.compile(r"[A-Za-z0-9 ,.:-]+|[^\0-\u03ff\ud800-\U0010ffff]+"), 5
#: A list of tags that readers see makes the state's superfluous; an editor sets a dozen, and more are a recogniser's.
_ENOUGH_TAGS, MOST_TAGS = 2, 25
#: Longer texts of the state are the article's; more members of a layer are no page's.
_LONGEST_TEXT, _MOST_MEMBERS = 2_000, 100


def observe_state(view: View, identity: PageIdentity, seen: Sequence[Observation]) -> Iterator[Observation]:
    """Yield what the object that names this page in the scripts' state says of its date, authors and tags."""
    stated = {"datePublished" if o.field == "date" else o.field for o in seen if o.source.witness == "machine"}
    if len([o for o in seen if o.field == "keywords"]) >= _ENOUGH_TAGS:
        stated.add("keywords")
    wanted = _HINTS.keys() - stated
    if not wanted:
        return
    slugs = {slug for key in identity.keys if len(slug := key.rpartition("/")[2]) >= _SLUG}
    for where, order, value, layered in _values(view, slugs | _stretches(seen), wanted):
        nodes = _objects(value)
        told = _of_layer(value) if layered else _of_page(nodes, identity, slugs)
        # Apollo's objects stand under their keys: {"Author:5": {"name": "Ana Ruiz"}}
        known = {key: each for node in nodes if told for key, each in node.items() if ":" in key and isinstance(each, dict)}
        parts = [part for node in told for key in _PARTS if isinstance(part := node.get(key), dict)]
        for key, raw in [member for node in (*told, *parts) for member in node.items()]:
            field = _READ.get(fold_key(key))
            if field in wanted and (clean := _read(field, raw, known)):
                wanted.discard(field)
                yield observation("script", field, clean, f"{where}/{key}", order)
        if not wanted:
            return


def _stretches(seen: Sequence[Observation]) -> set[str]:
    """Return the longest plain part of each headline: a script about this page holds one."""
    headlines = {o.raw[:400] for o in seen if o.field == "headline" and isinstance(o.raw, str)}
    plain = [max(_PLAIN.findall(headline), key=len, default="").strip() for headline in headlines]
    return {part for part in plain if len(part) >= (_FEW_SIGNS if part[:1] >= "\u2e80" else _SLUG)}


def _values(view: View, needles: set[str], wanted: set[str]) -> Iterator[tuple[str, int, object, bool]]:
    """Yield the values in scripts that are about this page: the script's number, its place, the value, if told of the page."""
    left, starts = TOTAL_LIMIT, MAX_STARTS
    # a title with the site's name stands nowhere without its headline
    needles = {each for each in needles if not [other for other in needles if other != each and other in each]}
    hints = [hint for field in wanted for hint in _HINTS[field]]
    for number, place in enumerate(view.all("script")):
        given, where = view.attributes[place], f"script[{number}]"
        kind = (given.get("type") or "").lower()
        if given.get("src") or "ld+json" in kind:
            continue
        text = view.script(place)
        left -= len(text)
        if left < 0:
            return
        holds = text.__contains__
        layers, named = list(filter(holds, _LAYERS)), any(map(holds, needles))
        if not (layers or named) or not any(map(holds, hints)):
            continue
        for start in sorted([match.end() for name in layers for match in _LAYERS[name].finditer(text)])[:_MOST_LAYERS]:
            yield where, place, (parse(text[start : start + _LONGEST_LITERAL]) or (None,))[0], True
        if named and starts and "json" in kind:
            starts -= 1
            yield where, place, _decoded(text.lstrip(), 0)[0], False
            continue
        # what stands in a value that was read is no other
        begun = _START.search(text) if named else None
        while begun and starts:
            starts -= 1
            value, end = _decoded(text, begun.end())
            yield where, place, value, False
            begun = _START.search(text, end)


def _decoded(text: str, start: int) -> tuple[object, int]:
    """Return the value that begins at a place and where it ends; a string is read again, since state comes as JSON in one."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start
    return (_decoded(value, 0)[0] if isinstance(value, str) and value[:1] in "[{" else value), end


def _objects(value: object) -> list[Node]:
    """Return every object in a value, each before those in it."""
    found, stack = list[Node](), [value]
    while stack and len(found) < MAX_VALUES:
        current = stack.pop()
        if isinstance(current, dict):
            found.append(current)
            members: Collection[object] = current.values()
        else:
            members = current[:MAX_LIST] if isinstance(current, list) else ()
        stack += [each for each in members if type(each) in OPENED][::-1]
    return found


def _of_layer(value: object) -> list[Node]:
    """Return what a tag manager is told of the page: the objects of the layer, and those in them; lists hold other stories."""
    told = [each for each in (value[:MAX_STARTS] if isinstance(value, list) else [value]) if isinstance(each, dict)]
    return [node for each in told for node in (each, *[*each.values()][:_MOST_MEMBERS]) if isinstance(node, dict)]


def _of_page(nodes: list[Node], identity: PageIdentity, slugs: set[str]) -> list[Node]:
    """Return the objects that carry the page's headline or its address."""
    ends = {key.rpartition("/")[2] for key in identity.keys}
    # thousands of objects have the same keys
    naming = {key for key in set[str]().union(*nodes) if key.endswith(_NAMING)}

    def names_page(key: str, text: str) -> bool:
        if key.endswith(_HEADLINES):
            return len(text) >= _HEADLINE and identity.is_headline(fold(text[:400]))
        near = any(map(text.lower().__contains__, ends))
        return near and ((address := url_key(text)) in identity.keys or address.rpartition("/")[2] in slugs)

    def is_told(node: Node) -> bool:
        texts = [(key, text) for key in naming.intersection(node) if isinstance(text := node[key], str)]
        return [1 for key, text in texts if _SLUG <= len(text) <= _LONGEST_TEXT and names_page(key, text)] != []

    return list(filter(is_told, nodes))


def _read(field: str, raw: Json, known: Known) -> Json:
    """Return what a member says of a field: a timestamp (text, seconds or milliseconds since 1970), or a list of words."""
    if field == "datePublished":
        return raw if is_timestamp(raw) else None
    said = words_of(raw, known)
    # "18-285742" is of the house's own catalogue
    words = [word for word in said if len(word) <= _LONGEST_TEXT and "://" not in word and any(map(str.isalpha, word))]
    return [*words] if field == "author" or len(words) <= MOST_TAGS else None
