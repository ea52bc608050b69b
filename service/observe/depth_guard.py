"""Where a page grows too deep or too large to be parsed: one linear scan over its tags, before the parser sees them.

The parser's time is quadratic in depth: 200,000 nested <div> in one megabyte cost it minutes.  The scan follows the standard's
tokenizer and, coarsely, its tree construction; where it is unsure it takes the page for deeper than it is.
"""

from __future__ import annotations

import re
from collections import Counter

from service.model import Finding

#: The contract's limits on a page's tree.
MAX_DEPTH, MAX_ELEMENTS = 2_000, 500_000
#: With fewer "<" no page can hurt the parser (0.12 s at most); 2 of 806 real news pages have more. Counting is nearly free.
SCAN_FROM = 10_000
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+>?"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+)*+(?P<end>[\s/]*+>?)",
    re.DOTALL,
)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _set("area base br col embed hr img input link meta param source track wbr frame bgsound keygen basefont")
_RAW_TEXT = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
#: A new one of these closes an open one beside it, so a long list without end tags is not deep.
_SIBLINGS = _set("p li dd dt tr td th option optgroup")
#: Elements whose end tag closes all that is open inside; an end tag of any other stops before them.
_SPECIAL = _set(
    """address applet article aside blockquote body button caption center colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html li listing main marquee menu nav object
    ol p pre search section select summary table tbody td template tfoot th thead tr ul foreignobject desc title
    mi mo mn ms mtext annotation-xml"""
)
#: No end tag but a table's own reaches out of these.
_BARRIERS = _set("applet caption html table td th marquee object template foreignobject desc title")
_TABLE = _set("table tbody thead tfoot tr td th caption template html body")
_CLOSES_P = _SPECIAL - _set("p button caption td th tr tbody thead tfoot colgroup object applet marquee template select")
#: Where foreign content begins and where HTML begins again inside it; there "<x/>" closes itself and scripts are no raw text.
_FOREIGN = _set("svg math")
_INTEGRATION = {"svg": _set("foreignobject desc title"), "math": _set("annotation-xml mi mo mn ms mtext")}
_IN_FOREIGN, _NOTHING = _INTEGRATION["svg"] | _INTEGRATION["math"], _set("")
_BREAKS_OUT = _set(
    """b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
    pre ruby s small span strong strike sub sup table tt u ul var"""
)
_FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
_TABLE_PARTS = _set("td th tr tbody thead tfoot caption colgroup")
#: Unclosed formatting elements of one name that are counted again; a page that never closes <b> is not that deep.
_MOST_KEPT = 500
#: How far up an end tag looks for its start tag past elements that it may not close.
_LOOK_UP = 64


def cut_depth(text: str | bytes) -> tuple[str | bytes, Finding | None]:
    """The page up to where its tree would pass the limits on depth or elements, and the finding that says so."""
    if (text.count(b"<") if isinstance(text, bytes) else text.count("<")) < SCAN_FROM:
        return text, None
    decoded = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    end = limit_offset(decoded, MAX_DEPTH, MAX_ELEMENTS)
    if end is None:
        return text, None
    message = f"The page is deeper than {MAX_DEPTH:,} elements or has more than {MAX_ELEMENTS:,}; what stands before was read."
    return decoded[:end], Finding("", "page_truncated", "warning", message)


def limit_offset(text: str, max_depth: int, max_elements: int) -> int | None:
    """Where the page passes a limit, None if it does not."""
    stack = _Stack()
    elements = position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        name = (match.group("name") or "").lower()
        if not name:
            continue
        if match.group("slash"):
            stack.leave(name)
            continue
        elements += 1
        foreign = stack.foreign()
        if foreign and name in _BREAKS_OUT:
            stack.break_out()
            foreign = False
        if name in _RAW_TEXT and not foreign:
            closing = _RAW_TEXT[name].search(text, position)
            position = closing.start() if closing else len(text)
        elif not (name in _VOID or (name == "image" and not foreign) or (foreign and "/" in match.group("end"))):
            stack.enter(name)
        if len(stack.names) > max_depth or elements > max_elements:
            return match.start()
    return None


class _Stack:
    """The open elements, as the tree builder would keep them or deeper."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._open: Counter[str] = Counter()
        self._contexts: list[str] = []

    def foreign(self) -> bool:
        """Whether the innermost context is SVG or MathML."""
        return bool(self._contexts) and self._contexts[-1] in _FOREIGN

    def enter(self, name: str) -> None:
        """Open an element, closing the one beside it that its start tag ends; misplaced parts of tables are dropped."""
        if (name in _TABLE_PARTS and not self._open["table"]) or (name == "form" and self._open["form"]):
            return
        if name in _CLOSES_P and self.names and self.names[-1] == "p":
            self._pop()
        if name in _SIBLINGS and self._open[name]:
            self._close_sibling(name)
        self.names.append(name)
        self._open[name] += 1
        if name in _FOREIGN or (self._contexts and name in _INTEGRATION.get(self._contexts[-1], _NOTHING)):
            self._contexts.append(name)

    def _close_sibling(self, name: str) -> None:
        """Close the element of the same name that a new list item, cell or row ends, with the open paragraph inside."""
        for up, other in enumerate(reversed(self.names[-8:])):
            if other == name:
                self._pop_to(up)
                return
            # An <option> ends only one that is open directly around it.
            if name in ("option", "optgroup") or (other in _SPECIAL and other not in ("p", "td", "th")):
                return

    def leave(self, name: str) -> None:
        """Close the nearest open element of the name, if the end tag may reach it."""
        if not self._open[name]:
            return
        if name == "form" and self.names[-1] != "form":
            # The end tag takes the form alone out of the stack and leaves what is open inside it.
            self._open["form"] = 0
            return
        free = name in _SPECIAL and name != "p" and (name not in _IN_FOREIGN or name in self._contexts)
        for up, other in enumerate(reversed(self.names)):
            if other == name and (name not in _FORMATTING or not up):
                self._pop_to(up)
                return
            blocked = other in _BARRIERS and name not in _TABLE if free else other in _SPECIAL
            if blocked or (up > _LOOK_UP and not free):
                return

    def _pop_to(self, up: int) -> None:
        """Close the element ``up`` places from the top; formatting inside it is opened anew by the next text."""
        kept = [name for name in self.names[len(self.names) - up :] if name in _FORMATTING] if up else []
        for _ in range(up + 1):
            self._pop()
        for name in kept:
            if self._open[name] < _MOST_KEPT:
                self.names.append(name)
                self._open[name] += 1

    def break_out(self) -> None:
        """Leave foreign content, as the start tag of an HTML element in it does."""
        while self.foreign():
            self._pop()

    def _pop(self) -> None:
        name = self.names.pop()
        self._open[name] = max(0, self._open[name] - 1)
        if self._contexts and self._contexts[-1] == name:
            self._contexts.pop()
