"""The place where a page grows too deep or too large to be parsed: one linear scan over its tags, before the parser.

The parser's time is quadratic in depth: 200,000 nested <div> in one megabyte cost it minutes.  The scan follows the standard's
tokenizer and, coarsely, its tree construction; where it is unsure it takes the page for deeper than it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from service.lexicon.tables import vocabulary
from service.model import Finding

#: The contract's limits on a page's tree.
MAX_DEPTH, MAX_ELEMENTS = 2_000, 500_000
#: With fewer "<" no page can hurt the parser (0.12 s at most); 2 of 806 real news pages have more.
SCAN_FROM = 10_000
#: How far up an end tag looks for its start tag past elements that it may not close, and a list item for the one before it.
_LOOK_UP, _BESIDE = 64, 8
_TAG = re.compile(
    rb"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+>?"
    rb"|<(/?)([a-zA-Z][^\s/>]*+)(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+)*+([\s/]*+>?)",
    re.DOTALL,
)


def _set(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


#: Start tags that open nothing; those of <html>, <head> and <body> stand once, and more of them are dropped.
_VOID = _set(vocabulary("void"))
_RAW_TEXT = {
    name: re.compile(b"</" + name, re.IGNORECASE) for name in _set("script style textarea title xmp iframe noembed noframes")
}
#: A new one of these closes an open one beside it, so a long list without end tags is not deep; no <option> looks past others.
_SIBLINGS = _set("p li dd dt tr td th option")
#: Elements whose end tag closes all that is open inside; an end tag of any other stops before them.
_SPECIAL = _set(vocabulary("special"))
#: No end tag but a table's own reaches out of these; what stops those.
_BARRIERS = _set("applet caption table td th marquee object template foreignobject desc title")
_TABLE, _STOPS_TABLE = _set("table tbody thead tfoot tr td th caption template"), _set("table template")
#: Outside a table the start tags of its parts are dropped.
_TABLE_PARTS = _set("td th tr tbody thead tfoot caption colgroup")
#: Where foreign content begins, in which "<x/>" closes itself and scripts are no raw text, and what is HTML again inside it.
_FOREIGN, _HTML_AGAIN = _set("svg math"), _set("foreignobject desc title mi mo mn ms mtext annotation-xml")
_BREAKS_OUT = _set(vocabulary("breaks_out"))
#: The end tag of one of these closes no other element; closed with another, it is opened anew by the next text, as often as
#: is counted: a page that never closes <b> is not that deep.
_FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
_MOST_KEPT = 500
#: What an end tag may not close on its way up to its start tag, and how far it looks for that.
_ORDINARY = (_SPECIAL, _LOOK_UP)
_REACH = {
    **dict.fromkeys(_SPECIAL - _HTML_AGAIN - {b"p"}, (_BARRIERS, MAX_DEPTH)),
    **dict.fromkeys(_TABLE, (_STOPS_TABLE, MAX_DEPTH)),
    **dict.fromkeys(_FORMATTING | {b"form"}, (_BARRIERS, 1)),
}
#: What a new sibling does not look past: a list item stands in a description, and not beside it.
_NO_ITEM = _SPECIAL - _set("p li")
_NOT_PAST = dict.fromkeys(_set("dd dt"), _SPECIAL - _set("p dd dt")) | dict.fromkeys(_set("tr td th"), _STOPS_TABLE)


def cut_depth(page: bytes) -> tuple[bytes, Finding | None]:
    """Return the page up to where its tree would pass the limits on depth or elements, and the finding that says so."""
    # bytes.replace finds single bytes twice as fast as bytes.count
    few = len(page) < SCAN_FROM or len(page) - len(page.replace(b"<", b"")) < SCAN_FROM
    end = None if few else limit_offset(page, MAX_DEPTH, MAX_ELEMENTS)
    if end is None:
        return page, None
    message = f"The page is deeper than {MAX_DEPTH:,} elements or has more than {MAX_ELEMENTS:,}; what comes before was read."
    return page[:end], Finding("", "page_truncated", "warning", message)


def limit_offset(page: bytes, max_depth: int, max_elements: int) -> int | None:
    """Return where the page passes a limit, or None."""
    # the open elements, as the tree builder would keep them or deeper, and how many of each
    names, opened = list[bytes](), defaultdict[bytes, int](int)
    elements = position = 0
    while match := _TAG.search(page, position):
        position = match.end()
        slash, name, end = match.groups()
        if name is None:
            continue
        name = name.lower()
        if slash:
            if names and names[-1] == name:
                names.pop()
                opened[name] -= 1
            elif opened.get(name):
                _close(names, opened, _up_to(names, name, *_REACH.get(name, _ORDINARY)))
            continue
        elements += 1
        drawn = opened.get(b"svg") or opened.get(b"math")
        foreign = drawn and _is_foreign(opened)
        while foreign and name in _BREAKS_OUT:
            _close(names, opened, 1)
            foreign = _is_foreign(opened)
        if name in _RAW_TEXT and not drawn:
            closing = _RAW_TEXT[name].search(page, position)
            position = closing.start() if closing else len(page)
        elif not (b"/" in end if foreign or name in _FOREIGN else name in _VOID):
            if name in _TABLE_PARTS and not opened[b"table"] and not foreign:
                continue
            if name in _SIBLINGS and opened[name] and not foreign:
                _close(names, opened, _up_to(names, name, _NOT_PAST.get(name, _NO_ITEM), 1 if name == b"option" else _BESIDE))
            names.append(name)
            opened[name] += 1
        if len(names) > max_depth or elements > max_elements:
            return match.start()
    return None


def _is_foreign(opened: dict[bytes, int]) -> bool:
    """Return whether what comes is drawn or a formula, with no HTML inside that."""
    return bool(opened[b"svg"] or opened[b"math"]) and not any(map(opened.__getitem__, _HTML_AGAIN))


def _up_to(names: list[bytes], name: bytes, stops: frozenset[bytes], most: int) -> int:
    """Return how many open elements end with the innermost of a name: those up to it, none if another stops the way."""
    for count, other in enumerate(islice(reversed(names), most), 1):
        if other == name:
            return count
        if other in stops:
            break
    return 0


def _close(names: list[bytes], opened: dict[bytes, int], count: int) -> None:
    """Close the innermost open elements."""
    closed = names[len(names) - count :]
    del names[len(names) - count :]
    for name in closed:
        opened[name] -= 1
    for name in closed[1:]:
        if name in _FORMATTING and opened[name] < _MOST_KEPT:
            names.append(name)
            opened[name] += 1
