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
#: A new one of these closes an open one beside it, so a long list without end tags is not deep.
_SIBLINGS, _OPTIONS = _set("p li dd dt tr td th option"), _set("option")
#: Elements whose end tag closes all that is open inside; an end tag of any other stops before them.
_SPECIAL = _set(
    """address applet article aside blockquote body button caption center colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html li listing main marquee menu nav object
    ol p pre search section select summary table tbody td template tfoot th thead tr ul foreignobject desc title
    mi mo mn ms mtext"""
)
#: No end tag but a table's own reaches out of these.
_BARRIERS = _set("applet caption table td th marquee object template foreignobject desc title")
#: End tags that only another table stops.
_TABLE, _STOPS_TABLE = _set("table tbody thead tfoot tr td th caption template"), _set("table template")
_TABLE_PARTS = _set("td th tr tbody thead tfoot caption colgroup")
_CLOSES_P = _SPECIAL - _TABLE_PARTS - _set("p button object applet marquee template select")
_INSIDE_CELLS = _set("p td th")
#: Where foreign content begins and where HTML begins again inside it; there "<x/>" closes itself and scripts are no raw text.
_FOREIGN = _set("svg math")
_INTEGRATION = {b"svg": _set("foreignobject desc title"), b"math": _set("mi mo mn ms mtext")}
_IN_FOREIGN, _NOTHING = _INTEGRATION[b"svg"] | _INTEGRATION[b"math"], _set("")
_BREAKS_OUT = _set(
    """b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
    pre ruby s small span strong strike sub sup table tt u ul var"""
)
#: The end tag of one of these closes no other element: the parser opens anew what it cut through, or leaves it open.
_FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
#: Unclosed formatting elements of one name that are counted again; a page that never closes <b> is not that deep.
_MOST_KEPT = 500
#: How far up an end tag looks for its start tag past elements that it may not close.
_LOOK_UP = 64


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
    names: list[bytes] = []
    opened: Counter[bytes] = Counter()
    contexts: list[bytes] = []
    elements = position = 0
    while match := _TAG.search(page, position):
        position = match.end()
        slash, name, end = match.groups()
        if name is None:
            continue
        name = name.lower()
        if slash:
            up = 0 if names and names[-1] == name else _reach(names, opened, name)
            if up > 0 or (up == 0 and contexts):
                _close(names, opened, contexts, up)
            elif up == 0:
                names.pop()
                opened[name] = max(0, opened[name] - 1)
            continue
        elements += 1
        foreign = bool(contexts) and contexts[-1] in _FOREIGN
        if foreign and name in _BREAKS_OUT:
            while contexts and contexts[-1] in _FOREIGN:
                _close(names, opened, contexts, 0)
            foreign = False
        if name in _RAW_TEXT and not contexts:
            closing = _RAW_TEXT[name].search(page, position)
            position = closing.start() if closing else len(page)
        elif not (b"/" in end if foreign or name in _FOREIGN else name in _VOID):
            if not foreign:
                # misplaced parts of tables are dropped; a start tag may end what is open beside it
                if (name in _TABLE_PARTS and not opened[b"table"]) or (name == b"form" and opened[b"form"]):
                    continue
                if name in _CLOSES_P and names and names[-1] == b"p":
                    _close(names, opened, contexts, 0)
                if name in _SIBLINGS and opened[name] and (up := _sibling(names, name)) >= 0:
                    _close(names, opened, contexts, up)
            names.append(name)
            opened[name] += 1
            if name in _FOREIGN or (contexts and name in _INTEGRATION.get(contexts[-1], _NOTHING)):
                contexts.append(name)
        if len(names) > max_depth or elements > max_elements or (foreign and name == b"annotation-xml"):
            # (an attribute says whether HTML or MathML begins there: no page of news has one)
            return match.start()
    return None


def _sibling(names: list[bytes], name: bytes) -> int:
    """Return how far up the element of the same name is that a new list item, cell or row ends, or -1."""
    for up, other in enumerate(reversed(names[-8:])):
        if other == name:
            return up
        # an <option> ends only one that is open directly around it
        if name in _OPTIONS or (other in _SPECIAL and other not in _INSIDE_CELLS):
            break
    return -1


def _reach(names: list[bytes], opened: Counter[bytes], name: bytes) -> int:
    """Return how far up the nearest open element is that an end tag closes, -1 where it may not reach one."""
    if name == b"form":
        # the end tag takes the form alone out of the stack and leaves what is open inside it
        opened[name] = 0
    if not opened[name] or name in _FORMATTING:
        return -1
    whole = name == b"p" or name not in _SPECIAL or name in _IN_FOREIGN
    stops = _SPECIAL if whole else _STOPS_TABLE if name in _TABLE else _BARRIERS
    for up, other in enumerate(reversed(names)):
        if other == name:
            return up
        if other in stops or (up > _LOOK_UP and whole):
            break
    return -1


def _close(names: list[bytes], opened: Counter[bytes], contexts: list[bytes], up: int) -> None:
    """Close the element ``up`` places from the top; the next text opens the formatting inside it again."""
    closed = names[len(names) - up - 1 :]
    del names[len(names) - up - 1 :]
    for name in reversed(closed):
        opened[name] = max(0, opened[name] - 1)
        if contexts and contexts[-1] == name:
            contexts.pop()
    for name in closed[1:]:
        if name in _FORMATTING and opened[name] < _MOST_KEPT:
            names.append(name)
            opened[name] += 1
