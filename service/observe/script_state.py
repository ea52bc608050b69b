"""Observations from the state that a page's scripts start with: ``window.__STATE__ = {…}``,
``dataLayer.push({…})``, JSON.

It holds every story of the page: only an object that names this page is read, and what tag managers
are told of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from service.lexicon.printed import parse
from service.lexicon.slugs import url_key
from service.lexicon.texts import fold
from service.model import Json, Observation
from service.observe.json_ld import MAX_LIST, OPENED, Known, Node, words_of
from service.observe.sources import SUPPLIED_NAMES, fold_key, is_timestamp, observation
from service.view.columns import View
from service.view.places import PageIdentity

#: How much script is looked at, in how many places of it JSON may begin, and how many of its values
#: are walked.
TOTAL_LIMIT = 2_000_000
MAX_STARTS = 24
MAX_VALUES = 60_000
#: Where a value begins behind an assignment or in a call; state also comes as a string of JSON.
_START = re.compile(r"""[=(]\s{0,9}(?=[\[{"]["\[{\s\d])""")
#: Where what a tag manager is told of the page begins, by the manager's name, which a search finds
#: at once where the pattern begins with it; so much of a literal is read, and so many in a script.
_LAYERS = {
    name: re.compile(rf"{name}(?<!\w{name})\w{{0,20}}(?:\.push\(|\s?=)\s{{0,9}}(?=[\[{{])")
    for name in ("dataLayer", "digitalData", "utag_data")
}
_LONGEST_LITERAL = 10_000
_MOST_LAYERS = 4
#: The fields that are read, and what stands in a script that has one of their keys.
_HINTS = {
    "datePublished": tuple("ublish ublication ssued osted ostD Dt pubdt egdt pubD pubT".split()),
    "author": ("uthor", "yline", "riter", '"by'),
    "keywords": ("tags", "Tags", "eywords", "opics", "ubjects", "ttributes"),
}
_READ = {key: field for key,
    field in SUPPLIED_NAMES.items() if field in _HINTS and len(key) > 3} | {
    "pagepostauthor": "author", "pagepostdate": "datePublished", "pageattributes": "keywords",
    "by": "author",
}  # fmt: skip
#: Objects in a story's object that hold a part of it, as in Arc's and headless systems' state.
_PARTS = ("taxonomy", "credits", "attributes", "fields", "metadata")
_DECODER = json.JSONDecoder()
#: Members that name a page by its headline or its address.
_HEADLINES = ("title", "Title", "headline", "Headline", "name", "Name")
_NAMING = (
    *_HEADLINES,
    *"url Url URL path Path slug Slug link Link uri href canonical".split(),
)
#: The least that the last part of an address or a headline must have to be this page's and no
#: other's.
_SLUG = 12
_HEADLINE = 15
#: What no JSON writer escapes; of scripts that write a syllable or a word with each sign, a few of
#: them are enough.
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:-]+|[^\0-\u03ff\ud800-\U0010ffff]+")
_FEW_SIGNS = 5
#: Headlines that scripts are searched for; a page states the same one in a dozen places.
_MOST_HEADLINES = 50
#: A list of tags that readers see makes the state's superfluous; an editor sets a dozen, and more
#: are a recogniser's.
_ENOUGH_TAGS = 2
MOST_TAGS = 25
#: Longer texts of the state are the article's; more members of a layer are no page's.
_LONGEST_TEXT = 2_000
_MOST_MEMBERS = 100


def observe_state(
    view: View, identity: PageIdentity, seen: Sequence[Observation]
) -> Iterator[Observation]:
    """Yield what the object of this page in the scripts' state says of date, authors, tags."""
    wanted = _HINTS.keys() - _stated_fields(seen)
    if not wanted:
        return
    ends = {key.rpartition("/")[2] for key in identity.keys}
    needles = {end for end in ends if len(end) >= _SLUG} | _stretches(seen)
    for where, order, value, is_layer in _values(view, needles, wanted):
        members, known = _stated_of_page(value, is_layer, identity, ends)
        for key, raw in members:
            field = _READ.get(fold_key(key))
            if field in wanted and (clean := _read(field, raw, known)):
                wanted.discard(field)
                yield observation("script", field, clean, f"{where}/{key}", order)
        if not wanted:
            return


def _stated_fields(seen: Sequence[Observation]) -> set[str]:
    """Return the fields of which the scripts' state says nothing new."""
    stated = {o.field for o in seen if o.source.witness == "machine"}
    if "date" in stated:
        stated.add("datePublished")
    if sum(o.field == "keywords" for o in seen) >= _ENOUGH_TAGS:
        stated.add("keywords")
    return stated


def _stated_of_page(
    value: object, is_layer: bool, identity: PageIdentity, ends: set[str]
) -> tuple[list[tuple[str, Json]], Known]:
    """Return the members of this page's objects and of their parts, and what these refer to."""
    nodes = _objects(value)
    stories = _of_layer(value) if is_layer else _of_page(nodes, identity, ends)
    parts = [part for node in stories for key in _PARTS if isinstance(part := node.get(key), dict)]
    members = [member for node in (*stories, *parts) for member in node.items()]
    return members, _references(nodes) if stories else {}


def _references(nodes: Sequence[Node]) -> Known:
    """Return what others refer to: Apollo has {"Author:5": {"name": "Ana Ruiz"}}."""
    members = [member for node in nodes for member in node.items()]
    return {key: each for key, each in members if ":" in key and isinstance(each, dict)}


def _stretches(seen: Sequence[Observation]) -> set[str]:
    """Return the longest plain part of each headline: a script about this page holds one."""
    headlines = dict.fromkeys(
        o.raw[:400] for o in seen if o.field == "headline" and isinstance(o.raw, str)
    )
    # every script is searched for each
    plain = [
        max(_PLAIN.findall(headline), key=len, default="").strip()
        for headline in [*headlines][:_MOST_HEADLINES]
    ]
    return {part for part in plain if len(part) >= (_FEW_SIGNS if part[:1] >= "\u2e80" else _SLUG)}


def _values(
    view: View, needles: set[str], wanted: set[str]
) -> Iterator[tuple[str, int, object, bool]]:
    """Yield where a value about this page stands, its place, the value, if it is a layer's."""
    starts = MAX_STARTS
    needles = _shortest(needles)
    hints = [hint for field in wanted for hint in _HINTS[field]]
    for where, place, kind, text in _scripts(view):
        holds = text.__contains__
        layers, is_named = list(filter(holds, _LAYERS)), any(map(holds, needles))
        if not (layers or is_named) or not any(map(holds, hints)):
            continue
        for value in _layer_values(text, layers):
            yield where, place, value, True
        states = _state_values(text, kind) if is_named else ()
        for value in islice(states, starts):
            starts -= 1
            yield where, place, value, False


def _shortest(needles: set[str]) -> set[str]:
    """Return the needles that hold no other: a title with the site's name holds the headline."""
    return {each for each in needles if sum(other in each for other in needles) == 1}


def _scripts(view: View) -> Iterator[tuple[str, int, str, str]]:
    """Yield where the page's own scripts stand, their places, their types and their texts."""
    left = TOTAL_LIMIT
    for number, place in enumerate(view.all("script")):
        kind = view.get(place, "type").lower()
        if view.get(place, "src") or "ld+json" in kind:
            continue
        text = view.script(place)
        left -= len(text)
        if left < 0:
            return
        yield f"script[{number}]", place, kind, text


def _layer_values(text: str, layers: Sequence[str]) -> Iterator[object]:
    """Yield what a script tells tag managers."""
    starts = [match.end() for name in layers for match in _LAYERS[name].finditer(text)]
    for start in sorted(starts)[:_MOST_LAYERS]:
        yield (parse(text[start : start + _LONGEST_LITERAL]) or (None,))[0]


def _state_values(text: str, kind: str) -> Iterator[object]:
    """Yield the values of a script: all of it if JSON, else what is assigned or passed."""
    if "json" in kind:
        yield _decoded(text.lstrip(), 0)[0]
        return
    end = 0
    # what stands in a value that was read is no other
    while begun := _START.search(text, end):
        value, end = _decoded(text, begun.end())
        yield value


def _decoded(text: str, start: int) -> tuple[object, int]:
    """Return the value that begins at a place, read again if a string holds it, and its end."""
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
    """Return the objects of a layer and those in them; lists in them hold other stories."""
    layers = value[:MAX_STARTS] if isinstance(value, list) else [value]
    return [
        node
        for layer in layers
        if isinstance(layer, dict)
        for node in (layer, *[*layer.values()][:_MOST_MEMBERS])
        if isinstance(node, dict)
    ]


def _of_page(nodes: list[Node], identity: PageIdentity, ends: set[str]) -> list[Node]:
    """Return the objects that carry the page's headline or its address."""
    # thousands of objects have the same keys
    naming = {key for key in set[str]().union(*nodes) if key.endswith(_NAMING)}
    return [
        node
        for node in nodes
        if any(_names_page(key, node[key], identity, ends) for key in naming.intersection(node))
    ]


def _names_page(key: str, text: Json, identity: PageIdentity, ends: set[str]) -> bool:
    """Return whether a member names this page, by its headline or its address."""
    if not isinstance(text, str) or not _SLUG <= len(text) <= _LONGEST_TEXT:
        return False
    if key.endswith(_HEADLINES):
        return len(text) >= _HEADLINE and identity.is_headline(fold(text[:400]))
    # most addresses are of other pages, and their keys are slow to make
    if not any(map(text.lower().__contains__, ends)):
        return False
    end = (address := url_key(text)).rpartition("/")[2]
    return address in identity.keys or (end in ends and len(end) >= _SLUG)


def _read(field: str, raw: Json, known: Known) -> Json:
    """Return what a member says of a field: a timestamp, or a list of words."""
    if field == "datePublished":
        return raw if is_timestamp(raw) else None
    # "18-285742" is of the house's own catalogue
    words = [
        word
        for word in words_of(raw, known)
        if len(word) <= _LONGEST_TEXT and "://" not in word and any(map(str.isalpha, word))
    ]
    return [*words] if field == "author" or len(words) <= MOST_TAGS else None
