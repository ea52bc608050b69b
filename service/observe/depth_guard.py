"""The place where a page grows too deep or too large to be parsed: one linear scan over its tags, before the parser.

The parser's time is quadratic in depth: 200,000 nested <div> in one megabyte cost it minutes.  The scan follows the standard's
tokenizer and, coarsely, its tree construction; where it is unsure it takes the page for deeper than it is.
"""

from __future__ import annotations

import re
from collections import Counter

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
_VOID = _set(
    "area base br col embed hr img image input link meta param source track wbr frame bgsound keygen basefont html head body"
)
_RAW_TEXT = {
    name: re.compile(b"</" + name, re.IGNORECASE) for name in _set("script style textarea title xmp iframe noembed noframes")
}
#: A new one of these closes an open one beside it, so a long list without end tags is not deep; no <option> looks past others.
_SIBLINGS = _set("p li dd dt tr td th option")
#: Elements whose end tag closes all that is open inside; an end tag of any other stops before them.
_SPECIAL = _set(
    """address applet article aside blockquote body button caption center colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html li listing main marquee menu nav object
    ol p pre search section select summary table tbody td template tfoot th thead tr ul foreignobject desc title
    mi mo mn ms mtext"""
)
#: No end tag but a table's own reaches out of these; what stops those.
_BARRIERS = _set("applet caption table td th marquee object template foreignobject desc title")
_TABLE, _STOPS_TABLE = _set("table tbody thead tfoot tr td th caption template"), _set("table template")
#: Outside a table the start tags of its parts are dropped.
_TABLE_PARTS = _set("td th tr tbody thead tfoot caption colgroup")
#: Where foreign content begins and where HTML begins again inside it; there "<x/>" closes itself and scripts are no raw text.
_FOREIGN = _set("svg math")
_INTEGRATION = {b"svg": _set("foreignobject desc title"), b"math": _set("mi mo mn ms mtext")}
_IN_FOREIGN, _NOTHING = _INTEGRATION[b"svg"] | _INTEGRATION[b"math"], _set("")
_BREAKS_OUT = _set(
    """b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
    pre ruby s small span strong strike sub sup table tt u ul var"""
)
#: The end tag of one of these closes no other element; closed with another, it is opened anew by the next text, as often as
#: is counted: a page that never closes <b> is not that deep.
_FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
_MOST_KEPT = 500


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
    # the open elements, as the tree builder would keep them or deeper, how many of each, and where foreign content began
    names, opened, contexts = list[bytes](), Counter[bytes](), list[bytes]()
    elements = position = 0
    while match := _TAG.search(page, position):
        position = match.end()
        slash, name, end = match.groups()
        if name is None:
            continue
        name = name.lower()
        if slash:
            if opened[name] and names[-1] == name and not contexts:
                names.pop()
                opened[name] -= 1
            elif opened[name]:
                _close(names, opened, contexts, 1 if names[-1] == name else _reach(names, name))
            continue
        elements += 1
        foreign = bool(contexts) and contexts[-1] in _FOREIGN
        while foreign and name in _BREAKS_OUT:
            _close(names, opened, contexts, 1)
            foreign = bool(contexts) and contexts[-1] in _FOREIGN
        if name in _RAW_TEXT and not contexts:
            closing = _RAW_TEXT[name].search(page, position)
            position = closing.start() if closing else len(page)
        elif not (b"/" in end if foreign or name in _FOREIGN else name in _VOID):
            if name in _TABLE_PARTS and not opened[b"table"] and not foreign:
                continue
            if name in _SIBLINGS and opened[name] and not foreign:
                _close(names, opened, contexts, _beside(names, name))
            names.append(name)
            opened[name] += 1
            if name in _FOREIGN or (contexts and name in _INTEGRATION.get(contexts[-1], _NOTHING)):
                contexts.append(name)
        if len(names) > max_depth or elements > max_elements or (foreign and name == b"annotation-xml"):
            # (an attribute says whether HTML or MathML begins there: no page of news has one)
            return match.start()
    return None


def _beside(names: list[bytes], name: bytes) -> int:
    """Return how many open elements a new list item, cell, row or option ends: up to that of its name, if beside it."""
    for count, other in enumerate(reversed(names[-_BESIDE:]), 1):
        if other == name:
            return count
        if name == b"option" or (other in _SPECIAL and other not in _SIBLINGS):
            break
    return 0


def _reach(names: list[bytes], name: bytes) -> int:
    """Return how many open elements an end tag closes, of which the innermost is another: those up to its own, if in reach."""
    if name in _FORMATTING or name == b"form":
        return 0
    whole = name == b"p" or name not in _SPECIAL or name in _IN_FOREIGN
    stops = _SPECIAL if whole else _STOPS_TABLE if name in _TABLE else _BARRIERS
    for count, other in enumerate(reversed(names), 1):
        if other == name:
            return count
        if other in stops or (count > _LOOK_UP and whole):
            break
    return 0


def _close(names: list[bytes], opened: Counter[bytes], contexts: list[bytes], count: int) -> None:
    """Close the innermost open elements."""
    closed = names[len(names) - count :]
    del names[len(names) - count :]
    for name in reversed(closed):
        opened[name] -= 1
        if contexts and contexts[-1] == name:
            contexts.pop()
    for name in closed[1:]:
        if name in _FORMATTING and opened[name] < _MOST_KEPT:
            names.append(name)
            opened[name] += 1
