"""Observations from the state that a page's scripts start with: ``window.__STATE__ = {…}``, ``dataLayer.push({…})``, JSON.

Such state holds every story of the page, so only an object that names this page, by its headline or its address, is read; and
only for what no other machine-readable place states.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from service.lexicon.date_spans import looks_like_date
from service.lexicon.texts import fold
from service.model import Json, Observation
from service.observe.sources import observation
from service.observe.supplied_names import SUPPLIED_NAMES, fold_key
from service.view.columns import View
from service.view.identity import PageIdentity, url_key

#: How much script is looked at, in how many places of it JSON may begin, how many of its values are walked.
TOTAL_LIMIT, MAX_STARTS, MAX_VALUES, MAX_DEPTH = 2_000_000, 12, 60_000, 40
#: Where a value begins behind an assignment, a call or a key; state also comes as a string of JSON.
_START = re.compile(r"""[=(]\s{0,9}(?=[\[{"]["\[{\s\d])""")
#: A key worth parsing for.
_KEY = re.compile(
    r'"[\w-]{0,16}(?:publi[sc]|dt|issued|posted|tags?|keyword|topics?|subjects?|author|byline|writer)[\w-]{0,12}\\?"\s{0,4}:',
    re.IGNORECASE,
)
_STATED = frozenset({"datePublished", "author", "keywords"})
_READ = {key: field for key, field in SUPPLIED_NAMES.items() if field in _STATED and len(key) > 3} | dict.fromkeys(
    # Names that editing systems use inside and scrapers do not: "Dt" is a date in Korean ones.
    "deploydt publishdt pubdt regdt regdate firstpublishdate firstpublicationdate originalpublishdate firstpublisheddate "
    "publishedtimestamp publicationdatetime publishdatetime publisheddatetime".split(),
    "datePublished",
)
_DECODER = json.JSONDecoder()
#: Members that hold a tag's or a person's words, in the order in which they are preferred.
_NAMES = {
    "keywords": ("name", "label", "tag", "keyword", "title", "text", "path"),
    "author": ("name", "fullName", "displayName", "signature", "writerName", "authorName"),
}
#: Members that name a page by its headline or its address.
_HEADLINES, _ADDRESSES = ("title", "headline", "name"), ("url", "path", "slug", "link", "uri", "href", "canonical")
#: The least that the last part of an address or a headline must have to be this page's and no other's.
_SLUG, _HEADLINE = 12, 15
#: Words, not a number of the house's own catalogue.
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff\uac00-\ud7af]")
#: A list of tags that readers see makes the state's superfluous; a lone link to a topic does not.
_ENOUGH_TAGS = 2
_LONGEST_TEXT, MAX_LIST = 2_000, 100
#: An editor sets a dozen tags; more are every name that a recogniser found in the text.
MOST_TAGS = 25

Node = Mapping[str, Json]


def observe_state(view: View, identity: PageIdentity, seen: Sequence[Observation]) -> Iterator[Observation]:
    """What the object of the scripts' state that names this page says of its date, authors and tags."""
    stated = {o.field for o in seen if o.source.witness == "machine"}
    wanted = _STATED - stated - ({"datePublished"} if "date" in stated else set())
    if sum(o.field == "keywords" for o in seen) >= _ENOUGH_TAGS:
        wanted -= {"keywords"}
    slugs = {slug for key in identity.keys if len(slug := key.rpartition("/")[2]) >= _SLUG}
    found: set[str] = set()
    for number, order, value in _values(view, _needles(seen, slugs)) if wanted else ():
        for node in _nodes(value):
            for key, raw in node.items() if _names_page(node, identity, slugs) else ():
                field = _READ.get(fold_key(key), "")
                clean = _CLEAN[field](raw) if field in wanted - found else None
                if clean:
                    found.add(field)
                    yield observation("script", field, clean, f"script[{number}]/{key}", order)


def _needles(seen: Iterable[Observation], slugs: set[str]) -> set[str]:
    """What a script that speaks of this page must hold: its address' last part, or the longest plain stretch of a headline."""
    headlines = [o.raw for o in seen if o.field == "headline" and isinstance(o.raw, str)]
    stretches = (max(_PLAIN.findall(headline[:400]), key=len, default="").strip() for headline in headlines)
    return slugs | {stretch for stretch in stretches if len(stretch) >= (_WORD if stretch[:1] >= "\u2e80" else _SLUG)}


#: What no JSON writer escapes; of scripts that write a syllable or a word with each sign, a few of them.
_WORD = 5
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:-]+|[\u0400-\ud7ff]+")


def _values(view: View, needles: set[str]) -> Iterator[tuple[int, int, object]]:
    """Every JSON value that stands in the page's scripts beside its own name: the script's number, its place, the value."""
    left, starts = TOTAL_LIMIT, MAX_STARTS
    for number, place in enumerate(view.all("script")):
        kind = view.get(place, "type").lower()
        if "ld+json" in kind or view.get(place, "src"):
            continue
        text = view.script(place)
        left -= len(text)
        if left < 0 or starts <= 0:
            return
        if len(text) > 60 and any(needle in text for needle in needles) and _KEY.search(text):
            for value in _parsed(text, "json" in kind, starts):
                starts -= 1
                yield number, place, value


def _parsed(text: str, whole: bool, most: int) -> Iterator[object]:
    """The values that begin in a script's text, None for each place where none could be read."""
    end = begun = 0
    for start in (0,) if whole else (match.end() for match in _START.finditer(text)):
        if start >= end:
            begun += 1
            value, end = _decoded(text, start)
            yield value
        if begun >= most:
            return


def _decoded(text: str, start: int) -> tuple[object, int]:
    """The value that begins at a place and where it ends; a string is read again, for state comes as JSON in a string."""
    try:
        value, end = _DECODER.raw_decode(text, start + len(text[start : start + 80]) - len(text[start : start + 80].lstrip()))
    except (ValueError, RecursionError):
        return None, start
    return (_decoded(value, 0)[0] if isinstance(value, str) and value[:1] in "[{" else value), end


def _nodes(value: object) -> Iterator[Node]:
    """Every object below a value in its order, bounded; a chunk "5:[…]" of streamed state is looked into once."""
    stack, left = [(value, 0)], MAX_VALUES
    while stack and left:
        left -= 1
        current, depth = stack.pop()
        children: Iterable[object] = ()
        if isinstance(current, dict):
            yield current
            children = current.values()
        elif isinstance(current, list):
            children = current[:MAX_VALUES]
        elif isinstance(current, str) and len(current) > 200 and depth < 3 and (start := _CHUNK.match(current)):
            children = (_decoded(current, start.end() - 1)[0],)
        if depth < MAX_DEPTH:
            stack += [(child, depth + 1) for child in reversed(list(children)) if _may_hold_nodes(child)]


def _may_hold_nodes(value: object) -> bool:
    return isinstance(value, dict | list) or (isinstance(value, str) and len(value) > 200)


_CHUNK = re.compile(r"[\w:]{0,8}[\[{]")


def _names_page(node: Node, identity: PageIdentity, slugs: set[str]) -> bool:
    """Whether an object carries the page's headline or its address."""
    for key, value in node.items():
        if not isinstance(value, str) or not _SLUG <= len(value) <= _LONGEST_TEXT:
            continue
        name = key.lower()
        if name.endswith(_HEADLINES) and len(value) >= _HEADLINE and identity.is_headline(fold(value[:400])):
            return True
        if name.endswith(_ADDRESSES):
            address = url_key(value)
            if address in identity.keys or address.rpartition("/")[2] in slugs:
                return True
    return False


def _date(raw: Json) -> Json:
    """A stamp as it stands, if it can be one: text with a date, or seconds or milliseconds since 1970."""
    if isinstance(raw, str):
        return raw if 8 <= len(raw) <= 60 and looks_like_date(raw.replace("T", " ")[:40]) else None
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and 10**9 < raw < 4 * 10**12 else None


def _texts(raw: Json, field: str) -> list[Json]:
    """The words of a list, of its objects' names, or of the lists that an object holds."""
    if isinstance(raw, str):
        return [raw] if len(raw) <= _LONGEST_TEXT and "://" not in raw and _LETTERS.search(raw) else []
    if isinstance(raw, Mapping):
        names = _NAMES[field]
        for key in names:
            if isinstance(name := raw.get(key), str) and name:
                # A path leads from the general to the tag: "General news/Crime/Kidnapping".
                return [name.rpartition("/")[2] if key == "path" else name]
        if field == "author" and isinstance(raw.get("lastName"), str):
            return [f"{raw.get('firstName') or ''} {raw['lastName']}".strip()]
        inner: list[Json] = [item for value in raw.values() if isinstance(value, list) for item in value[:MAX_LIST]]
        return [text for item in inner if isinstance(item, str | Mapping) for text in _texts(item, field)]
    if isinstance(raw, list):
        return [text for item in raw[:MAX_LIST] if isinstance(item, str | Mapping) for text in _texts(item, field)]
    return []


#: How each field's raw value is made of a member of the state.
_CLEAN: dict[str, Callable[[Json], Json]] = {
    "datePublished": _date,
    "author": lambda raw: _texts(raw, "author"),
    "keywords": lambda raw: tags if len(tags := _texts(raw, "keywords")) <= MOST_TAGS else None,
}
