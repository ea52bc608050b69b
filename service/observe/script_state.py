"""Observations from the state that a page's scripts start with: ``window.__STATE__ = {…}``, ``dataLayer.push({…})``, JSON.

It holds every story of the page: only an object that names this page, by its headline or its address, is read, and what tag
managers are told, which is of this page; and only for what no other machine-readable place states.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from service.lexicon.date_spans import looks_like_date
from service.lexicon.printed import parse
from service.lexicon.texts import fold
from service.model import Json, Observation
from service.observe.json_ld import first_text
from service.observe.sources import SUPPLIED_NAMES, fold_key, observation
from service.view.columns import View
from service.view.identity import PageIdentity, url_key

#: How much script is looked at, in how many places of it JSON may begin, how many of its values are walked, and how deep.
TOTAL_LIMIT, MAX_STARTS, MAX_VALUES, MAX_DEPTH = 2_000_000, 24, 60_000, 40
#: Where a value begins behind an assignment, a call or a key; state also comes as a string of JSON.
_START = re.compile(r"""[=(]\s{0,9}(?=[\[{"]["\[{\s\d])""")
#: Where what a tag manager is told of the page begins; so much of a literal is read, and so many in a script.
_LAYER = re.compile(r"\b(?:dataLayer\w{0,20}|digitalData|utag_data)(?:\.push\(|\s?=)\s{0,9}(?=[\[{])")
_LONGEST_LITERAL, _MOST_LAYERS = 10_000, 4
#: The fields that are read, and what stands in a script that has one of their keys.
_HINTS = {
    "datePublished": ("ublish", "ublication", "ssued", "osted", "ostD", "Dt", "pubdt", "egdt"),
    "author": ("uthor", "yline", "riter", '"by'),
    "keywords": ("tags", "Tags", "eywords", "opics", "ubjects", "ttributes"),
}
_READ = {key: field for key, field in SUPPLIED_NAMES.items() if field in _HINTS and len(key) > 3} | {
    "pagepostauthor": "author", "pagepostdate": "datePublished", "pageattributes": "keywords", "creditsby": "author",
}  # fmt: skip
#: Objects in a story's object that hold a part of it, as in Arc's and headless systems' state.
_PARTS = frozenset(("taxonomy", "credits", "attributes", "fields", "metadata"))
_DECODER = json.JSONDecoder()
#: Members that hold a tag's or a person's words, in the order in which they are preferred.
_WORDS = "name fullName displayName signature writerName authorName label tag keyword title text".split()
#: Members that name a page by its headline or its address.
_HEADLINES = ("title", "Title", "headline", "Headline", "name", "Name")
_NAMING = (*_HEADLINES, "url", "Url", "URL", "path", "Path", "slug", "Slug", "link", "Link", "uri", "href", "canonical")
#: The least that the last part of an address or a headline must have to be this page's and no other's.
_SLUG, _HEADLINE = 12, 15
#: What no JSON writer escapes; of scripts that write a syllable or a word with each sign, a few of them are enough.
_PLAIN, _FEW_SIGNS = re.compile(r"[A-Za-z0-9 ,.:-]+|[\u0400-\ud7ff]+"), 5
#: Words, not a number of the house's own catalogue.
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff\uac00-\ud7af]")
#: A list of tags that readers see makes the state's superfluous; an editor sets a dozen, and more are a recogniser's.
_ENOUGH_TAGS, MOST_TAGS = 2, 25
#: Longer texts of the state are the article's, and longer lists all that the house has; lists in lists that are opened.
_LONGEST_TEXT, MAX_LIST, _DEEPEST = 2_000, 100, 6

Node = Mapping[str, Json]


def observe_state(view: View, identity: PageIdentity, seen: Sequence[Observation]) -> Iterator[Observation]:
    """Yield what the object that names this page in the scripts' state says of its date, authors and tags."""
    stated = {"datePublished" if o.field == "date" else o.field for o in seen if o.source.witness == "machine"}
    if len([o for o in seen if o.field == "keywords"]) >= _ENOUGH_TAGS:
        stated.add("keywords")
    wanted = _HINTS.keys() - stated
    slugs = {slug for key in identity.keys if len(slug := key.rpartition("/")[2]) >= _SLUG}
    needles = set(slugs)
    for headline in [o.raw for o in seen if o.field == "headline" and isinstance(o.raw, str)] if wanted else ():
        # the longest plain part of a headline: a script about this page holds one
        stretch = max(_PLAIN.findall(headline[:400]), key=len, default="").strip()
        if len(stretch) >= (_FEW_SIGNS if stretch[:1] >= "\u2e80" else _SLUG):
            needles.add(stretch)
    for where, order, value, layer in _values(view, needles, wanted) if wanted else ():
        nodes = _nodes(value)
        told = _of_layer(value) if layer else _of_page(nodes, identity, slugs)
        # Apollo's objects stand under their keys: {"Author:5": {"name": "Ana Ruiz"}}
        inner = [pair for node in nodes for pair in node.items() if ":" in pair[0]] if told else []
        named = {key: each for key, each in inner if isinstance(each, Mapping)}
        for node in told:
            parts = [(key, part) for key, part in node.items() if key in _PARTS and isinstance(part, Mapping)]
            members = [*node.items(), *[(f"{key}/{inner}", each) for key, part in parts for inner, each in part.items()]]
            for key, raw in members:
                field = _READ.get(fold_key(key)) or _READ.get(fold_key(key.rpartition("/")[2]))
                if field in wanted and (clean := _read(field, raw, named)):
                    wanted.discard(field)
                    yield observation("script", field, clean, f"{where}/{key}", order)


def _values(view: View, needles: set[str], wanted: set[str]) -> Iterator[tuple[str, int, object, bool]]:
    """Yield the values in scripts that are about this page: the script's number, its place, the value, if told of the page."""
    left, starts = TOTAL_LIMIT, MAX_STARTS
    hints = [hint for field in wanted for hint in _HINTS[field]]
    for number, place in enumerate(view.all("script")):
        given, where = view.attributes[place], f"script[{number}]"
        kind = (given.get("type") or "").lower()
        if given.get("src") or "ld+json" in kind:
            continue
        text, end = view.script(place), 0
        left -= len(text)
        if left < 0:
            return
        layered = "dataLayer" in text or "digitalData" in text or "utag_data" in text
        named = [needle for needle in needles if needle in text]
        if not (layered or named) or not [hint for hint in hints if hint in text]:
            continue
        for layer in islice(_LAYER.finditer(text), _MOST_LAYERS) if layered else ():
            yield where, place, (parse(text[layer.end() : layer.end() + _LONGEST_LITERAL]) or (None,))[0], True
        for start in ([0] if "json" in kind else map(re.Match.end, _START.finditer(text))) if named else ():
            if not starts:
                break
            if start >= end:
                starts -= 1
                value, end = _decoded(text, start)
                yield where, place, value, False


def _decoded(text: str, start: int) -> tuple[object, int]:
    """Return the value that begins at a place and where it ends; a string is read again, since state comes as JSON in one."""
    try:
        value, end = _DECODER.raw_decode(text, start + len(text[start : start + 80]) - len(text[start : start + 80].lstrip()))
    except (ValueError, RecursionError):
        return None, start
    return (_decoded(value, 0)[0] if isinstance(value, str) and value[:1] in "[{" else value), end


def _nodes(value: object) -> list[Node]:
    """Return every object below a value in its order, bounded."""
    found: list[Node] = []
    stack, left = [(value, 0)], MAX_VALUES
    while stack and left:
        left -= 1
        current, depth = stack.pop()
        if isinstance(current, dict):
            found.append(current)
            current = [*current.values()]
        if isinstance(current, list) and depth < MAX_DEPTH:
            stack += [(child, depth + 1) for child in current[MAX_VALUES::-1] if isinstance(child, dict | list)]
    return found


def _of_layer(value: object) -> list[Node]:
    """Return what a tag manager is told of the page: the objects of the layer, and those in them; lists hold other stories."""
    told = [each for each in (value[:MAX_STARTS] if isinstance(value, list) else [value]) if isinstance(each, Mapping)]
    return [node for each in told for node in (each, *[*each.values()][:MAX_LIST]) if isinstance(node, Mapping)]


def _of_page(nodes: list[Node], identity: PageIdentity, slugs: set[str]) -> list[Node]:
    """Return the objects that carry the page's headline or its address."""
    found: list[Node] = []
    naming = [(node, *member) for node in nodes for member in node.items() if member[0].endswith(_NAMING)]
    for node, key, told in naming:
        if isinstance(told, str) and _SLUG <= len(told) <= _LONGEST_TEXT and not (found and found[-1] is node):
            if key.endswith(_HEADLINES):
                own = len(told) >= _HEADLINE and identity.is_headline(fold(told[:400]))
            else:
                own = (address := url_key(told)) in identity.keys or address.rpartition("/")[2] in slugs
            found += [node] if own else []
    return found


def _read(field: str, raw: Json, named: Mapping[str, Node]) -> Json:
    """Return what a member says of a field: a timestamp (text, seconds or milliseconds since 1970), or a list of words."""
    if field == "datePublished":
        if isinstance(raw, str):
            return raw if 8 <= len(raw) <= 60 and looks_like_date(raw.replace("T", " ")[:40]) else None
        return raw if isinstance(raw, int) and not isinstance(raw, bool) and 10**9 < raw < 4 * 10**12 else None
    words = _words(raw, named, 0)
    return [*words] if field == "author" or len(words) <= MOST_TAGS else None


def _words(raw: Json, named: Mapping[str, Node], depth: int) -> list[str]:
    """Return the words of a list, of its objects' names, or of the lists that an object holds."""
    if isinstance(raw, str):
        return [raw] if len(raw) <= _LONGEST_TEXT and "://" not in raw and _LETTERS.search(raw) else []
    if isinstance(raw, Mapping):
        if "name" not in raw:
            # Apollo's references: {"__ref": "Author:5"}, {"id": "Author:5"}
            raw = named.get(str(raw.get("__ref") or raw.get("id")), raw)
        if isinstance(last := raw.get("lastName"), str):
            return [f"{raw.get('firstName') or ''} {last}".strip()]
        if name := first_text(raw, _WORDS):
            return [name]
        raw = [item for value in raw.values() if isinstance(value, list) for item in value[:MAX_LIST]]
    items = raw[:MAX_LIST] if isinstance(raw, list) and depth < _DEEPEST else []
    return [word for item in items if isinstance(item, str | Mapping) for word in _words(item, named, depth + 1)]
