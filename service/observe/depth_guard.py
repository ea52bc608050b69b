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
    if len(page) < SCAN_FROM or len(page) - len(page.replace(b"<", b"")) < SCAN_FROM:
        return page, None
    end = limit_offset(page, MAX_DEPTH, MAX_ELEMENTS)
    if end is None:
        return page, None
    message = f"The page is deeper than {MAX_DEPTH:,} elements or has more than {MAX_ELEMENTS:,}; what comes before was read."
    return page[:end], Finding("", "page_truncated", "warning", message)


def limit_offset(page: bytes, max_depth: int, max_elements: int) -> int | None:
    """Return where the page passes a limit, or None."""
    stack = _Stack()
    names, contexts, next_tag = stack.names, stack.contexts, _TAG.search
    elements = position = 0
    while match := next_tag(page, position):
        position = match.end()
        slash, name, end = match.groups()
        if name is None:
            continue
        name = name.lower()
        if slash:
            if names and names[-1] == name:
                stack.pop()
            else:
                stack.leave(name)
            continue
        elements += 1
        foreign = bool(contexts) and contexts[-1] in _FOREIGN
        if foreign and name in _BREAKS_OUT:
            stack.break_out()
            foreign = False
        if name in _RAW_TEXT and not contexts:
            closing = _RAW_TEXT[name].search(page, position)
            position = closing.start() if closing else len(page)
        elif not (b"/" in end if foreign or name in _FOREIGN else name in _VOID):
            stack.enter(name, foreign)
        if len(names) > max_depth or elements > max_elements or (foreign and name == b"annotation-xml"):
            # (an attribute says whether HTML or MathML begins there: no page of news has one)
            return match.start()
    return None


class _Stack:
    """The open elements, as the tree builder would keep them or deeper."""

    def __init__(self) -> None:
        """Nothing is open."""
        self.names: list[bytes] = []
        self._open: Counter[bytes] = Counter()
        self.contexts: list[bytes] = []

    def enter(self, name: bytes, foreign: bool) -> None:
        """Open an element, closing the one beside it that its start tag ends; misplaced parts of tables are dropped."""
        if not foreign:
            if (name in _TABLE_PARTS and not self._open[b"table"]) or (name == b"form" and self._open[b"form"]):
                return
            if name in _CLOSES_P and self.names and self.names[-1] == b"p":
                self.pop()
            if name in _SIBLINGS and self._open[name]:
                self._close_sibling(name)
        self.names.append(name)
        self._open[name] += 1
        if name in _FOREIGN or (self.contexts and name in _INTEGRATION.get(self.contexts[-1], _NOTHING)):
            self.contexts.append(name)

    def _close_sibling(self, name: bytes) -> None:
        """Close the element of the same name that a new list item, cell or row ends, with the open paragraph inside."""
        for up, other in enumerate(reversed(self.names[-8:])):
            if other == name:
                self._pop_to(up)
                return
            # An <option> ends only one that is open directly around it.
            if name in _OPTIONS or (other in _SPECIAL and other not in _INSIDE_CELLS):
                return

    def leave(self, name: bytes) -> None:
        """Close the nearest open element of the name, which is not the innermost, if the end tag may reach it."""
        if name == b"form":
            # The end tag takes the form alone out of the stack and leaves what is open inside it.
            self._open[name] = 0
        if not self._open[name] or name in _FORMATTING:
            return
        stops = (
            _SPECIAL
            if name == b"p" or name not in _SPECIAL or name in _IN_FOREIGN
            else _STOPS_TABLE
            if name in _TABLE
            else _BARRIERS
        )
        for up, other in enumerate(reversed(self.names)):
            if other == name:
                self._pop_to(up)
                return
            if other in stops or (up > _LOOK_UP and stops is _SPECIAL):
                return

    def _pop_to(self, up: int) -> None:
        """Close the element ``up`` places from the top; the next text opens the formatting inside it again."""
        kept = [name for name in self.names[len(self.names) - up :] if name in _FORMATTING] if up else []
        for _ in range(up + 1):
            self.pop()
        for name in kept:
            if self._open[name] < _MOST_KEPT:
                self.names.append(name)
                self._open[name] += 1

    def break_out(self) -> None:
        """Leave foreign content, as the start tag of an HTML element in it does."""
        while self.contexts and self.contexts[-1] in _FOREIGN:
            self.pop()

    def pop(self) -> None:
        """Close the innermost element."""
        name = self.names.pop()
        self._open[name] = max(0, self._open[name] - 1)
        if self.contexts and self.contexts[-1] == name:
            self.contexts.pop()
