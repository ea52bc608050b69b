"""A page as columns: its elements in document order, the text runs between their tags, and the
questions that both answer.

The page is walked once.  An element is a number, its place in that order; what is inside it is the
slice of places from it to its end, and the same of the text runs, so that no reader climbs or
searches the parser's tree again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import TypeVar

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from service.lexicon.tables import vocabulary
from service.view.class_words import roles, roles_of

BLOCKS = frozenset(vocabulary("blocks").split())
#: What a run begins with where a block began or ended before it, or an inline element;
#: ``str.split`` takes both for blanks.
BLOCK, INLINE = "\x1e", "\x1f"
#: The same by what stood before the run: 1 an inline element's border, 2 a blank, 4 a block's
#: border.
_BORDERS = ("", INLINE, " ", f"{INLINE} ", *[BLOCK] * 4)
#: Marks that cling to the word before them, whatever borders they stand behind.
_CLINGING = frozenset(",.:;!?")
#: The parser's number for a text.
_TEXT = 2
#: How an element is walked: not at all, as a comment; without what is inside (a script's text is
#: fetched when it is read); with all of it; or as a menu, which may be too long to be read.
_SKIPPED, _HOLLOW, _WHOLE, _MENU = range(4)
#: What no reader looks at, a quarter of a page; rt and rp hold how to say a word:
#: ``<ruby>体罰<rt>たいばつ</rt></ruby>``. What is drawn or typed into parts texts: "By Jane
#: Doe<svg/>5 March 2021" is two.
_UNSEEN, _DRAWN = (
    ("style", "noscript", "template", "rt", "rp", "-comment"),
    ("svg", "select", "button", "iframe"),
)
_HOLLOWS = frozenset(
    "area base br col embed hr img input link meta script source track wbr".split()
)
#: Elements whose class words say nothing.
_UNNAMED = _HOLLOWS - {"img"}
#: How the elements of a tag are walked, and their border; others are inline and walked whole.
_KINDS = {
    **dict.fromkeys(BLOCKS, (_WHOLE, 4)),
    **{tag: (_HOLLOW, 4 if tag in BLOCKS else 1) for tag in _HOLLOWS},
    **dict.fromkeys(_UNSEEN, (_SKIPPED, 0)),
    **dict.fromkeys(_DRAWN, (_SKIPPED, 1)),
    "nav": (_MENU, 4),
}
#: A trail of breadcrumbs and a list of topics have fewer links, and a page fewer menus; of a run so
#: many times as many characters are read as are asked for, since some are blanks; and of more runs
#: than so many together.
_MOST_STEPS, _MOST_MENUS, _LARGE, _MANY = 15, 50, 8, 64
#: Elements around one that are asked: news pages nest 51 deep at most, unclosed ones a thousand.
_AROUND = 128


Said = TypeVar("Said")


class _Told(dict[int, Said]):
    """What is told of each element when it is first asked: half of a page's elements never are."""

    def __init__(self, tell: Callable[[int], Said]) -> None:
        """Take what tells it."""
        self._tell = tell

    def __missing__(self, place: int) -> Said:
        said = self[place] = self._tell(place)
        return said


def _names(attributes: Mapping[str, str | None]) -> str:
    """The class and id words among attributes, as one text."""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()


class View:
    """The columns of a page; element ``i`` is the ``i``-th in document order.

    ``tags``, ``parents`` (-1 above the root), ``ends`` (the first place behind all that is inside)
    and ``attributes`` have an entry an element.  ``runs`` are the texts between tags that are not
    blank, each with a mark of the border before it, and ``owners`` the elements that hold them;
    ``starts`` is how many of them stand before an element (the last entry: before the page's end),
    ``stops`` how many before its end, ``direct`` which of them stand in it and in nothing inside
    it.
    """

    def __init__(self, text: str | bytes) -> None:
        """Parse once and walk once."""
        # nobody listens to the tree's changes, and nobody reads what a <select> copies then
        self.tree = LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self._nodes = nodes = list[LexborNode]()
        # a table that held the view would keep the whole tree until the next collection, which is
        # rare
        self.attributes = attributes = _Told[Mapping[str, str | None]](
            lambda place: nodes[place].attributes
        )
        self.roles = _Told[frozenset[str]](lambda place: roles(_names(attributes[place])))
        self.runs: list[str] = []
        self.starts: list[int] = []
        self.stops: list[int] = []
        self.owners: list[int] = []
        self.direct: dict[int, list[int]] = defaultdict(list)
        self._by_tag: dict[str, list[int]] = defaultdict(list)
        if self.tree.root is not None:
            self._walk(self.tree.root)
            # all of these are read
            self.attributes.update(
                {
                    place: self._nodes[place].attributes
                    for place in self.all("meta", "link", "script")
                }
            )
        self.starts.append(len(self.runs))

    def _walk(self, node: LexborNode) -> None:
        """Fill the columns; the parser's own links are followed, since asking it what stands above
        costs more than knowing.
        """
        tags, parents, ends, nodes = self.tags, self.parents, self.ends, self._nodes
        runs, starts, stops, owners, direct = (
            self.runs,
            self.starts,
            self.stops,
            self.owners,
            self.direct,
        )
        kinds: dict[int, tuple[str, int, int, list[int]]] = {}
        # the open element, and the borders since the last text
        above, border = -1, 0
        more: dict[int, list[str]] = defaultdict(list)
        place = texts = menus = 0
        while True:
            number = node.tag_id
            if number == _TEXT:
                if node.is_empty_text_node or (text := node.text_content or "").isspace():
                    border |= 2
                else:
                    if border & 5 or not texts:
                        if border > 3 and len(text) < 5 and text.strip() in _CLINGING:
                            # <div>Harbour</div><span>: </span><span>Wall reopens</span>
                            border, text = 1, text.lstrip()
                        owners.append(above)
                        direct[above].append(texts)
                        runs.append(_BORDERS[border] + text)
                        texts += 1
                    else:
                        # nothing but comments and blanks stand between the two
                        more[texts - 1].append(_BORDERS[border] + text)
                    border = 0
            else:
                try:
                    tag, walk, mark, alike = kinds[number]
                except KeyError:
                    tag = node.tag or ""
                    walk, mark, alike = *_KINDS.get(tag, (_WHOLE, 1)), self._by_tag[tag]
                    kinds[number] = tag, walk, mark, alike
                border |= mark
                if walk:
                    alike.append(place)
                    tags.append(tag)
                    nodes.append(node)
                    parents.append(above)
                    starts.append(texts)
                    # what holds something is told its end behind it
                    stops.append(texts)
                    place += 1
                    ends.append(place)
                    if walk == _MENU:
                        menus += 1
                        walk = _HOLLOW if menus <= _MOST_MENUS and _is_large(node) else _WHOLE
                    if walk == _WHOLE and (inner := node.first_child) is not None:
                        node, above = inner, place - 1
                        continue
            while (after := node.next) is None and above >= 0:
                ends[above], stops[above] = place, texts
                border |= 4 if tags[above] in BLOCKS else 1
                node, above = nodes[above], parents[above]
            if after is None:
                break
            node = after
        for run, rest in more.items():
            runs[run] += "".join(rest)

    def __len__(self) -> int:
        """Return the number of elements of the page."""
        return len(self.tags)

    def all(self, *tags: str, limit: int = 100_000) -> list[int]:
        """The places of the elements with one of the tags, in document order for a single tag."""
        return [place for tag in tags for place in self._by_tag.get(tag, ())[:limit]]

    def between(self, start: int, end: int, tags: Set[str] | None = None) -> Sequence[int]:
        """The places from one up to another, of some tags only if given."""
        start, end = max(0, start), min(end, len(self.tags))
        if tags is None:
            return range(start, end)
        found: list[int] = []
        for tag in tags if start < end else ():
            if places := self._by_tag.get(tag):
                found += places[bisect_left(places, start) : bisect_left(places, end)]
        return found if len(tags) == 1 else sorted(found)

    def inside(self, place: int, tags: Set[str]) -> Sequence[int]:
        """The places inside an element of some tags."""
        return self.between(place + 1, self.ends[place], tags)

    def siblings(self, place: int) -> Iterator[int]:
        """An element and those behind it below the same parent."""
        end = self.ends[self.parents[place]]
        while place < end:
            yield place
            place = self.ends[place]

    def previous(self, place: int) -> int:
        """The element right before another below the same parent, -1 without one."""
        before, above = place - 1, self.parents[place]
        while before != above != self.parents[before]:
            before = self.parents[before]
        return before if before != above else -1

    def ancestors(self, place: int, limit: int = _AROUND) -> list[int]:
        """The elements around another, nearest first; of a page that nests deeper than any that
        was written, those that are near.
        """
        parents, above = self.parents, self.parents[place]
        around: list[int] = []
        while above >= 0 and len(around) < limit:
            around.append(above)
            above = parents[above]
        return around

    def get(self, place: int, name: str) -> str:
        """An attribute's value, "" where there is none."""
        return self.attributes[place].get(name) or ""

    def names(self, place: int) -> str:
        """The class and id words of an element, as one text."""
        return _names(self.attributes[place])

    def named(self, start: int, end: int) -> list[tuple[int, frozenset[str]]]:
        """The elements from one place up to another that class words give roles, and these."""
        nodes, tags = self._nodes, self.tags
        read = {
            place: nodes[place].attributes
            for place in self.between(start, end)
            if tags[place] not in _UNNAMED
        }
        names = [
            f"{has.get('class') or ''} {has['id']}" if "id" in has else has.get("class") or ""
            for has in read.values()
        ]
        known = roles_of(names)
        given = dict(zip(read, map(known.__getitem__, names), strict=True))
        self.attributes.update(read)
        self.roles.update(given)
        return [each for each in given.items() if each[1]]

    def marked_up(self) -> list[int]:
        """The elements with a property of microdata or RDFa, if one of those looked at has any;
        metas by itemprop alone.
        """
        tags, nodes = self.tags, self._nodes
        for place, each in self.attributes.items():
            if "itemprop" in each or ("property" in each and tags[place] != "meta"):
                break
        else:
            return []
        found = self.tree.css("[itemprop], [property]:not(meta)")
        places = {
            nodes[place].mem_id: place for place in self.all(*{node.tag or "" for node in found})
        }
        return [places[node.mem_id] for node in found if node.mem_id in places]

    def marked(self, start: int, end: int, has_mark: Callable[[str], object]) -> list[int]:
        """The elements from one place up to another whose own text has a mark, as a date has a
        digit; in document order.
        """
        runs, owners = self.runs, self.owners
        found = {owners[run] for run in range(*self.span(start, end)) if has_mark(runs[run])}
        return sorted([place for place in found if start <= place < end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the runs between two places: from the first's to those of all that begins
        before the second.
        """
        count = len(self.tags)
        return self.starts[min(max(start, 0), count)], self.starts[min(end, count)]

    def text(self, place: int, limit: int = 2_000, between: str = "", blocks: str = " ") -> str:
        """The text a reader sees in an element, blanks squeezed; ``between`` parts inline elements,
        ``blocks`` parts blocks.

        Of an element of more than ``limit`` characters at least so many.
        """
        start, end = self.starts[place], self.stops[place]
        if end - start == 1:
            # most elements that anyone reads hold one text and nothing else; so many words are at
            # least so many characters
            return " ".join(self.runs[start][: _LARGE * limit].split(None, limit)[:limit])
        # each of a thousand elements around a megabyte is asked for its text
        runs = [run[: _LARGE * limit] for run in self.runs[start : min(end, start + limit + 1)]]
        if len(runs) > _MANY:
            # and each of those thousand may hold as many texts
            sizes = accumulate(map(len, runs))
            runs = runs[
                : next((at for at, size in enumerate(sizes, 1) if size > _LARGE * limit), len(runs))
            ]
        whole = "".join(runs).lstrip()
        return " ".join(whole.replace(INLINE, between).replace(BLOCK, blocks).split())

    def own(self, place: int, separator: str = "") -> str:
        """The text that stands in an element and in nothing inside it, its pieces parted by a
        separator, blanks squeezed.
        """
        return separator.join(
            [" ".join(self.runs[piece].split()) for piece in self.direct.get(place, ())]
        )

    def script(self, place: int) -> str:
        """The source of a script, which is no text of the page."""
        return self._nodes[place].text(deep=True) or ""

    def before(self, place: int) -> str:
        """The text of an element's parent right before it, with nothing between the two."""
        run, above = self.starts[place] - 1, self.parents[place]
        behind_last = place - 1 == above or run >= self.stops[place - 1]
        return self.runs[run] if run >= 0 and behind_last and self.owners[run] == above else ""

    def behind(self, place: int) -> str:
        """The text of an element's parent right behind it, with nothing between the two."""
        run = self.stops[place]
        return (
            self.runs[run]
            if run < self.starts[self.ends[place]] and self.owners[run] == self.parents[place]
            else ""
        )


def _is_large(menu: LexborNode) -> bool:
    """Return whether a menu is too long to be read, and holds neither the headline nor the page's
    small print.
    """
    if len(menu.css("a")) <= _MOST_STEPS or menu.css_first("h1") is not None:
        return False
    text = menu.text()
    return "©" not in text and "opyright" not in text
