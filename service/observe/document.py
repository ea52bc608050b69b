"""A thin adapter over the HTML parser: the tree, walked once, with what the observers need sorted out.

Elements are named by their place in the walk ("meta[14]"), because the parser keeps no source offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table tbody td tfoot th thead tr ul".split()
)
#: Elements whose text is not read: rt and rp hold how to say the word before them, ``<ruby>体罰<rt>たいばつ</rt></ruby>``.
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "rt", "rp"})


class Element:
    """An element that an observer looks at: its node, tag, attributes, and place in the walk."""

    __slots__ = ("_attributes", "_text", "node", "position", "tag")

    def __init__(self, node: LexborNode, tag: str, position: int) -> None:
        """Nothing is read before someone asks."""
        self.node, self.tag, self.position = node, tag, position
        self._attributes: dict[str, str | None] | None = None
        self._text: str | None = None

    @property
    def attributes(self) -> dict[str, str | None]:
        """The attributes by name, read once."""
        if self._attributes is None:
            self._attributes = self.node.attributes
        return self._attributes

    @property
    def text(self) -> str:
        """All the text inside, as it stands in the source; put together once."""
        if self._text is None:
            self._text = self.node.text()
        return self._text

    def get(self, name: str) -> str:
        """The attribute's value, "" where there is none."""
        return self.attributes.get(name) or ""

    @property
    def names(self) -> str:
        """The class and id words, as one text."""
        attributes = self.attributes
        return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"

    @property
    def locator(self) -> str:
        """The structural place: tag and number in the walk."""
        return f"{self.tag}[{self.position}]"


class Document:
    """The parsed page: its nodes in document order, and elements made of them when someone looks.

    A page has a thousand elements of which a hundred matter; making all of them costs as much as the parse.
    """

    def __init__(self, text: str | bytes) -> None:
        """Parse once and walk once."""
        self.tree = LexborHTMLParser(text)
        # "*" is answered in C; a walk in Python costs twice as much.
        self._nodes: list[LexborNode] = self.tree.css("*") if self.tree.root is not None else []
        self._elements: dict[int, Element] = {}
        # A tag's number is had for half of what its name costs.
        by_number: dict[int, list[int]] = defaultdict(list)
        for position, node in enumerate(self._nodes):
            by_number[node.tag_id].append(position)
        self._by_tag: dict[str, list[int]] = {self._nodes[places[0]].tag or "": places for places in by_number.values()}

    def __len__(self) -> int:
        """How many elements the page has."""
        return len(self._nodes)

    def element(self, position: int) -> Element:
        """The element at a place in the walk."""
        made = self._elements.get(position)
        if made is None:
            node = self._nodes[position]
            made = self._elements[position] = Element(node, node.tag or "", position)
        return made

    def all(self, *tags: str, limit: int = 100_000) -> list[Element]:
        """The elements with one of the tags, in document order for a single tag."""
        return [self.element(position) for tag in tags for position in self._by_tag.get(tag, ())[:limit]]

    def between(
        self, start: int, end: int, tags: frozenset[str] | None = None, but: frozenset[str] = frozenset()
    ) -> Iterator[tuple[int, LexborNode]]:
        """The places and nodes from one place in the walk up to another, of some tags only if given, or of all but some."""
        start = max(0, start)
        by_tag = self._by_tag
        places = [by_tag[tag] for tag in (by_tag.keys() - but if tags is None else tags & by_tag.keys())]
        inside = (positions[bisect_left(positions, start) : bisect_left(positions, end)] for positions in places)
        nodes = self._nodes
        return ((position, nodes[position]) for position in sorted(chain.from_iterable(inside)))

    def marked(self) -> list[Element]:
        """The elements that microdata or RDFa marks, in document order."""
        found = {node.mem_id for node in self.tree.css("[itemprop], [property]:not(meta)")}
        if not found:
            return []
        return [self.element(i) for i, node in enumerate(self._nodes) if node.mem_id in found and node.tag != "link"]

    def positions(self) -> dict[int, int]:
        """The place of every node by its id."""
        return {node.mem_id: position for position, node in enumerate(self._nodes)}

    def end(self, node: LexborNode, position: int) -> int:
        """The first place behind a node, which stands at a place, and behind all that is inside it."""
        last, inside = node, _last_element(node)
        while inside is not None:
            last, inside = inside, _last_element(inside)
        key, end = last.mem_id, len(self._nodes) - 1
        while end > position and self._nodes[end].mem_id != key:
            end -= 1
        return end + 1

    def position_above(self, node: LexborNode, position: int) -> int:
        """The place of a node that is known to stand at or before a place."""
        key = node.mem_id
        while position > 0 and self._nodes[position].mem_id != key:
            position -= 1
        return position


def _last_element(node: LexborNode) -> LexborNode | None:
    """The last element that stands directly in the node."""
    child = node.last_child
    while child is not None and not child.is_element_node:
        child = child.prev
    return child


def ancestors(node: LexborNode, limit: int = 200) -> Iterator[LexborNode]:
    """The node's ancestors, nearest first."""
    parent = node.parent
    while parent is not None and limit:
        yield parent
        parent = parent.parent
        limit -= 1


def is_hidden(element: Element) -> bool:
    """Whether a class or a style hides an element from every reader: "updated rich-snippet-hidden", not "hidden-xs".

    What only narrow screens or the printer leave out is shown to most, and "overflow-hidden" is how a long line is cut.
    """
    classes = element.names.lower().split()
    hides = any(_HIDING.fullmatch(name) for name in classes) and not any(_SHOWING.fullmatch(name) for name in classes)
    return hides or _UNSEEN.search(element.get("style")) is not None


_HIDING = re.compile(
    r"(?!.*(?:overflow|backface|scroll|scrollbar|not|never)(?:[-_][xy])?[-_]?hidden)(?:[\w-]{1,40}[-_])?(?:is)?hidden"
)
#: Names for what a wider screen shows after all: "hidden md:block".
_SHOWING = re.compile(
    r"(?:\w{2,3}|screen|desktop):(?:block|flex|inline|inline-block|inline-flex|grid|table|contents)|visible(?:-\w+)?"
)
_UNSEEN = re.compile(r"display\s{0,2}:\s{0,2}none", re.IGNORECASE)


def text_of(node: LexborNode, limit: int = 2_000, between: str = "", blocks: str = " ") -> str:
    """The text a reader sees in the node, blanks squeezed; ``between`` parts inline elements, ``blocks`` parts blocks."""
    only = node.first_child
    if only is None or (only.next is None and only.tag == "-text"):
        # Most elements that anyone reads hold one text and nothing else.
        piece = (only.text_content or "") if only is not None and node.tag not in _SILENT else ""
        return " ".join(f"{blocks if node.tag in BLOCKS else between} {piece}".split())
    parts: list[str] = []
    size = 0
    for child in node.traverse(include_text=True):
        tag = child.tag
        if tag == "-text":
            parent = child.parent
            if parent is None or parent.tag not in _SILENT:
                piece = child.text_content or ""
                if between and child.prev is not None:
                    parts.append(between)
                size += len(piece)
                parts.append(piece)
        elif tag in BLOCKS:
            parts.append(blocks)
        elif between and tag != "-comment":
            parts.append(between)
        if size > limit:
            break
    return " ".join("".join(parts).split())
