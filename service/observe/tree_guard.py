"""Where a page's tree would grow dearer than its text: screens for every page, one linear scan for
the few they doubt.

The parser's time grows with the square of the depth, of the attributes of a tag and of the names
that a page makes up, and formatting that nothing closes is built anew in every block: 17 kB become
320 MB.  The screens overestimate what a page can do, so no page passes them that is dear; the scan
follows the standard's tokenizer and, coarsely, its tree construction, and takes a page for deeper
than it is where it is unsure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from math import isqrt

from service.lexicon.tables import vocabulary
from service.model import Finding


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds on a page's tree; of nodes there may also be one for each ``bytes_per_node``."""

    depth: int = 1_000
    nodes: int = 60_000
    most_nodes: int = 500_000
    bytes_per_node: int = 17
    #: No page has a tag or a comment for fewer bytes; the densest of 2,074 has one for 18.
    least_bytes: int = 8
    few_tags: int = 5_000
    attributes: int = 500
    names: int = 5_000


LIMITS = Limits()

_ATTRIBUTES = rb"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+)*+"
_TAG = re.compile(
    rb"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+>?|<(/?)([a-zA-Z][^\s/>]*+)("
    + _ATTRIBUTES
    + rb")([\s/]*+>?)",
    re.DOTALL,
)
_NAME = re.compile(rb"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+")


def _set(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


#: Start tags that open nothing; those of <html>, <head> and <body> stand once, and the attributes
#: of more are merged into them.
_VOID = _set(vocabulary("void"))
_MERGED = _set("html body")
_RAW_TEXT = {
    name: re.compile(b"</" + name, re.IGNORECASE)
    for name in _set("script style textarea title xmp iframe noembed noframes")
}
#: A new one of these closes an open one beside it, so a long list without end tags is not deep; no
#: <option> looks past others.
_SIBLINGS = _set("p li dd dt tr td th option")
#: Elements whose end tag closes all that is open inside; an end tag of any other stops before them.
_SPECIAL = _set(vocabulary("special"))
#: No end tag but a table's own reaches out of these; what stops those.
_BARRIERS = _set("applet caption table td th marquee object template foreignobject desc title")
_TABLE = _set("table tbody thead tfoot tr td th caption template")
_STOPS_TABLE = _set("table template")
#: What texts and comments stand in where a table has no cell around them; and how many copied
#: characters take the memory of an element.
_TABLE_FRAMES = _set("table tbody thead tfoot tr colgroup")
_COPIED = 400
#: Outside a table the start tags of its parts are dropped.
_TABLE_PARTS = _set("td th tr tbody thead tfoot caption colgroup")
#: Where foreign content begins, in which "<x/>" closes itself and scripts are no raw text, and what
#: is HTML again inside it.
_FOREIGN = _set("svg math")
_HTML_AGAIN = _set("foreignobject desc title mi mo mn ms mtext annotation-xml")
_BREAKS_OUT = _set(vocabulary("breaks_out"))
#: The end tag of one of these closes no other element; closed with another, it is opened anew by
#: the next text, at most three of a name and the same attributes.
_FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
_KEPT = 3
#: How far up an end tag looks for its start tag past elements that it may not close, and a list
#: item for the one before it.
_LOOK_UP = 64
_BESIDE = 8
_ALL_THE_WAY = 1_000_000
#: What an end tag may not close on its way up to its start tag, and how far it looks for that.
_ORDINARY = (_SPECIAL, _LOOK_UP)
_REACH = {
    **dict.fromkeys(_SPECIAL - _HTML_AGAIN - {b"p"}, (_BARRIERS, _ALL_THE_WAY)),
    **dict.fromkeys(_TABLE, (_STOPS_TABLE, _ALL_THE_WAY)),
    **dict.fromkeys(_FORMATTING | {b"form"}, (_BARRIERS, 1)),
}
#: What a new sibling does not look past: a list item stands in a description, and not beside it.
_NO_ITEM = _SPECIAL - _set("p li")
_NOT_PAST = dict.fromkeys(_set("dd dt"), _SPECIAL - _set("p dd dt")) | dict.fromkeys(
    _set("tr td th"), _STOPS_TABLE
)


def cut_tree(page: bytes) -> tuple[bytes, Finding | None]:
    """Return the page up to where its tree would pass a limit, and the finding that says which."""
    end = limit(page, LIMITS) if may_be_dear(page) else None
    if end is None:
        return page, None
    at, what = end
    message = f"The page has {what}; what comes before was read."
    return page[:at], Finding("", "page_truncated", "warning", message)


# ---- the screens: what a page can do at most -----------------------------------------------------

#: Tags cost as much as their square where all stand open (2.6 ns each with each), attributes where
#: all stand in one tag, and made-up names where all are different: so many squares a byte cost no
#: more than twenty times a typical page.
_TAGS_SQUARED = 200
_ATTRIBUTES_SQUARED = 400
_WORDS_SQUARED = 3_400
#: Shorter pages have no room for names that hurt.
_ROOM_FOR_NAMES = 300_000
#: What an element that is built anew takes, beside its attributes; how much all of them may take, a
#: byte and in all.
_ELEMENT = 400
_ANEW_A_BYTE = 400
_ANEW = 48_000_000
#: How much all tags of html and body may hold, since the attributes of the later are merged into
#: the first.
_MERGED_BYTES = 4_000
#: A tag with enough attributes to hurt stands over the begin of a stride.
_STRIDE = 4_096
_TRIES = 3
_BEFORE_VALUE = b"= \t\n\f\r"
_NO_NAMES = bytes.maketrans(b"/>=", b"   ")
_PLAIN = rb"(?:\s++[\w:-]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+)*+\s*+>"
_NAMES = rb"big|b|code|em|font|i|small|strike|strong|s|tt|u"
#: Formatting that is not closed at once, and the tags of html and body; with the tag's end where it
#: is plain where that is.
_KEPT_OPEN = re.compile(
    rb"<(?=[b-fhistuB-FHISTU])(?=(?:"
    + _NAMES
    + rb"|html|body)[\s/>])(?!("
    + _NAMES
    + rb")"
    + _PLAIN
    + rb"[^<]*+</\1\s*+>)"
    rb"(" + _NAMES + rb"|html|body)(?=[\s/>])(" + _PLAIN + rb")?",
    re.IGNORECASE,
)


def may_be_dear(page: bytes) -> bool:
    """Return whether a page may cost much more than its text; never False for one that does."""
    # bytes.replace finds single bytes twice as fast as bytes.count
    tags = len(page) - len(page.replace(b"<", b""))
    return (
        tags * tags > _TAGS_SQUARED * len(page)
        or tags > min(_most_nodes(len(page), LIMITS), _most_tags(len(page), LIMITS))
        or _may_be_built_anew(page, tags)
        or _may_have_many_attributes(page)
        or _may_have_many_names(page)
        or _may_move_much_text(page, tags)
    )


def _most_nodes(size: int, limits: Limits) -> int:
    """Return how many nodes a page of a size may have, one for two bytes at most."""
    return min(size // 2, max(limits.nodes, min(size // limits.bytes_per_node, limits.most_nodes)))


def _most_tags(size: int, limits: Limits) -> int:
    """Return how many tags and comments a page of a size may have that open something."""
    return max(limits.few_tags, size // limits.least_bytes)


def _may_be_built_anew(page: bytes, tags: int) -> bool:
    """Return whether open formatting may be rebuilt, or html and body be merged, too often."""
    anew = merged = 0
    for _, name, plain in _KEPT_OPEN.findall(page):
        if not plain:
            return True
        if name.lower() in _MERGED:
            merged += len(plain)
        else:
            anew += _ELEMENT + len(plain)
    return anew * tags > min(_ANEW_A_BYTE * len(page), _ANEW) or merged > _MERGED_BYTES


def _may_have_many_attributes(page: bytes) -> bool:
    """Return whether a tag may have so many attributes that they hurt.

    Such a tag is longer than a stride.  Were a tag open where a stride begins, in whatever quotes,
    it would end soon behind it on most pages; where it would not, as in a script, every word is
    counted, and each with each name before it.
    """
    names, count, most = set[bytes](), 0, _ATTRIBUTES_SQUARED * len(page)
    for start in range(_STRIDE, len(page), _STRIDE):
        stop = start + _STRIDE
        if not _ends_a_tag(page, start, stop):
            words = page[start:stop].translate(_NO_NAMES).split()
            names.update(words)
            count += len(words)
            if len(names) * count > most:
                return True
    return False


def _ends_a_tag(page: bytes, start: int, stop: int) -> bool:
    """Return whether a tag that is open at a place ends, or has no attribute, before a stop."""
    end = stop
    for _ in range(_TRIES):
        end = page.rfind(b">", start, end)
        if end < 0:
            return False
        if _is_outside(page, b'"', start, end, stop) and _is_outside(page, b"'", start, end, stop):
            return True
    return False


def _is_outside(page: bytes, quote: bytes, start: int, end: int, stop: int) -> bool:
    """Return whether no value in these quotes is open at the end."""
    last = page.rfind(quote, start, end)
    if last < 0:
        # a value that is open at the start, and all of this is in it
        return page.find(quote, end, stop) < 0
    # the last quote begins no value
    return page[last - 1] not in _BEFORE_VALUE


def _may_have_many_names(page: bytes) -> bool:
    """Return whether a page may make up so many names that the parser's table is slow."""
    if len(page) < _ROOM_FOR_NAMES:
        return False
    most = isqrt(_WORDS_SQUARED * len(page)) // 2
    return len(set(page.translate(_NO_NAMES).split())) > most


#: So many comments and hidden fields between texts that stand in a table, and in no cell, hurt.
_MOVES = 2_000
_MAY_MOVE = (b"<!", b"<?", b"<i", b"<I")


def _may_move_much_text(page: bytes, tags: int) -> bool:
    """Return whether so many comments and fields may stand in tables that they hurt."""
    return tags > _MOVES and sum(map(page.count, _MAY_MOVE)) > _MOVES


# ---- the scan ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tree:
    """What stands open, as the tree builder would keep it or deeper, how many of each name, and how
    much was built.
    """

    names: list[bytes] = field(default_factory=list)
    opened: dict[bytes, int] = field(default_factory=lambda: defaultdict(int))
    #: Elements and comments, and all formatting that stands open again with each tag, since a block
    #: may build it anew.
    nodes: int = 0
    #: Of formatting, under its name and attributes: the name, and as how many nodes it counts; and
    #: those of all that is open.
    kept: dict[bytes, tuple[bytes, int]] = field(default_factory=dict)
    anew: int = 0
    #: The attributes of the tags of html and body, and the names of all elements and attributes.
    merged: int = 0
    known: set[bytes] = field(default_factory=set)
    #: Characters of texts in tables and in no cell.
    moved: int = 0


def limit(page: bytes, limits: Limits) -> tuple[int, str] | None:
    """Return where the page passes a limit, and what it has more of, or None."""
    tree, position, most = _Tree(), 0, _most_nodes(len(page), limits)
    tags, most_tags = 0, _most_tags(len(page), limits)
    while match := _TAG.search(page, position):
        slash, name, inside, end = match.groups()
        if tree.names and tree.names[-1] in _TABLE_FRAMES:
            _move(tree, name, match.start() - position)
        position = match.end()
        tree.nodes += 1 + tree.anew
        tags += 1
        if name is not None:
            name = name.lower()
            if slash:
                _end_tag(tree, name)
            else:
                raw = _start_tag(tree, name, inside, end)
                position = _behind(raw, page, position) if raw else position
            # most tags say nothing new
            new = inside or name not in tree.known or len(tree.names) > limits.depth
            if new and (passed := _passed(tree, name, inside, limits)):
                return match.start(), passed
        if tags > most_tags:
            return match.start(), f"more tags and comments than {most_tags:,}"
        if tree.nodes > most:
            return (
                match.start(),
                f"more elements and comments, repeated formatting included, than {most:,}",
            )
    return None


def _move(tree: _Tree, name: bytes | None, text: int) -> None:
    """Count a text before a tag in a table and in no cell.

    It is moved before the table, and joins the text there. That is copied whole where a comment or
    a hidden field came between, which stay in the table: 1 MB of "<?x?>ab" took 13 seconds, 1 GB.
    """
    tree.moved += text
    if text and (name is None or name.lower() == b"input"):
        tree.nodes += tree.moved // _COPIED


def _behind(raw: re.Pattern[bytes], page: bytes, position: int) -> int:
    """Return where the raw text ends that begins at a place."""
    closing = raw.search(page, position)
    return closing.start() if closing else len(page)


def _passed(tree: _Tree, name: bytes, inside: bytes, limits: Limits) -> str | None:
    """Return which limit the tree passes with a tag, but that on nodes."""
    if inside:
        names = _NAME.findall(inside)
        if len(names) > limits.attributes:
            return f"more attributes on a tag than {limits.attributes:,}"
        tree.known.update(names)
        if name in _MERGED:
            tree.merged += len(names)
            if tree.merged > limits.attributes:
                return f"more attributes of html and body than {limits.attributes:,}"
    tree.known.add(name)
    if len(tree.known) > limits.names:
        return f"more names of elements and attributes than {limits.names:,}"
    return (
        f"more elements inside one another than {limits.depth:,}"
        if len(tree.names) > limits.depth
        else None
    )


def _end_tag(tree: _Tree, name: bytes) -> None:
    """Close what an end tag closes."""
    names = tree.names
    last = names[-1] if names else b""
    if last == name or (last in tree.kept and tree.kept[last][0] == name):
        _forget(tree, names.pop())
    elif tree.opened.get(name):
        _close(tree, _up_to(names, name, *_REACH.get(name, _ORDINARY)))


def _forget(tree: _Tree, name: bytes) -> None:
    """Count an element as open no more."""
    tree.opened[name] -= 1
    if name in tree.kept:
        tree.anew -= tree.kept[name][1]


def _open(tree: _Tree, name: bytes) -> None:
    """Count an element as open."""
    tree.names.append(name)
    tree.opened[name] += 1
    if name in tree.kept:
        tree.anew += tree.kept[name][1]


def _start_tag(tree: _Tree, name: bytes, inside: bytes, end: bytes) -> re.Pattern[bytes] | None:
    """Open what a start tag opens, and return the end of its raw text if that follows."""
    drawn = tree.opened.get(b"svg") or tree.opened.get(b"math")
    if drawn and _stays_foreign(tree, name):
        if b"/" not in end:
            _open_tag(tree, name, inside)
        return None
    if name in _RAW_TEXT and not drawn:
        return _RAW_TEXT[name]
    _start_html_tag(tree, name, inside, end)
    return None


def _stays_foreign(tree: _Tree, name: bytes) -> bool:
    """Close the foreign content that a tag breaks out of, and return whether the tag is foreign."""
    while name in _BREAKS_OUT and _is_foreign(tree.opened):
        _close(tree, 1)
    return _is_foreign(tree.opened)


def _start_html_tag(tree: _Tree, name: bytes, inside: bytes, end: bytes) -> None:
    """Open what a start tag opens that is neither foreign nor followed by raw text."""
    opened = tree.opened
    closes_itself = b"/" in end if name in _FOREIGN else name in _VOID
    if closes_itself or (name in _TABLE_PARTS and not opened[b"table"]):
        return
    if name in _SIBLINGS and opened[name]:
        beside = 1 if name == b"option" else _BESIDE
        _close(tree, _up_to(tree.names, name, _NOT_PAST.get(name, _NO_ITEM), beside))
    _open_tag(tree, name, inside)


def _open_tag(tree: _Tree, name: bytes, inside: bytes) -> None:
    """Count an element as open; formatting under its name and its attributes."""
    if name in _FORMATTING:
        whole = name + inside
        tree.kept[whole] = name, 1 + len(inside) // _ELEMENT
        name = whole
    _open(tree, name)


def _is_foreign(opened: dict[bytes, int]) -> bool:
    """Return whether what comes is drawn or a formula, with no HTML inside that."""
    return bool(opened[b"svg"] or opened[b"math"]) and not any(map(opened.__getitem__, _HTML_AGAIN))


def _up_to(names: list[bytes], name: bytes, stops: frozenset[bytes], most: int) -> int:
    """Return how many open elements end with the innermost of a name, 0 if one stops the way."""
    for count, other in enumerate(islice(reversed(names), most), 1):
        if other == name:
            return count
        if other in stops:
            break
    return 0


def _close(tree: _Tree, count: int) -> None:
    """Close the innermost open elements, and open anew the formatting among them."""
    names, opened = tree.names, tree.opened
    closed = names[len(names) - count :]
    del names[len(names) - count :]
    for name in closed:
        _forget(tree, name)
    for name in closed[1:]:
        if name in tree.kept and opened[name] < _KEPT:
            _open(tree, name)
