"""Where on the page an element stands: near the headline, in the article's body, in a caption, or among the neighbours.

The headline is the fixed point.  A region that holds the headline is the article's whatever its class says; of two elements
that look alike, the one that hangs below the headline's own ancestors sooner is the article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from service.lexicon.folding import fold
from service.lexicon.slugs import bare_words
from service.observe import class_words
from service.observe.document import Document, Element, ancestors
from service.observe.identity import PageIdentity

_NEIGHBOUR_TAGS = frozenset({"nav", "dialog"})
_BESIDE_TAGS = frozenset({"aside", "footer", "form"})
#: No headline is shorter, no paragraph of an article's opening either.
_LONG_PARAGRAPH = 80
#: As many paragraphs of more than so many letters, side by side, are a body too; bylines and date lines are shorter.
_RUN, _SHORT_PARAGRAPH = 3, 40
#: Few sites' names are that long.
_LONG_HEADING = 25
#: How many elements before the headline its date line or byline may stand (a kicker, a sharing bar).
BEFORE_HEADLINE = 60
#: How many elements after the headline they may stand when no paragraph says where the body begins.
AFTER_HEADLINE = 150
#: How many elements beyond the end of what holds the body may be the article's: a box of tags, an author's portrait.
AFTER_BODY = 61


class Places:
    """The page's fixed points, and the place of any element."""

    def __init__(self, document: Document, identity: PageIdentity) -> None:
        """Find the headline, then the first paragraph after it."""
        self.document = document
        self.headline = find_headline(document, identity)
        self.own: set[int] = set()
        self._regions: dict[int, str] = {}
        if self.headline is not None:
            node: LexborNode | None = self.headline.node
            while node is not None:
                self.own.add(node.mem_id)
                node = node.parent
        else:
            self.own.update(e.node.mem_id for e in document.all("html", "body", "main", limit=1))
        self.first_paragraph = self._first_paragraph()
        self._opening = self._opening_position()
        self.article_range = self._article_range()
        self.own.update(self._body_articles())

    def _first_paragraph(self) -> int:
        """Where the body begins: at its first long paragraph, or else at the first of several short ones side by side."""
        start = self.headline.position if self.headline else 0
        short: dict[int, list[Element]] = {}
        for element in self.document.all("p"):
            size = reach(element.text) if element.position > start else 0
            if size <= _SHORT_PARAGRAPH or self._region(element.node) != "article":
                continue
            if size > _LONG_PARAGRAPH:
                return element.position
            parent = element.node.parent
            if parent is not None:
                short.setdefault(parent.mem_id, []).append(element)
        body = next((run for run in short.values() if len(run) >= _RUN), None)
        return body[0].position if body else start + AFTER_HEADLINE

    def _opening_position(self) -> int:
        """Where the article opens: at its headline, or at a long h1 shortly before that says the same in other words."""
        if self.headline is None:
            return self.first_paragraph
        start = self.headline.position
        for element in self.document.all("h1", limit=5):
            if 0 < start - element.position <= BEFORE_HEADLINE and len(fold(element.text[:400])) >= _LONG_HEADING:
                self.own.update(parent.mem_id for parent in ancestors(element.node))
                return element.position
        return start

    def _body_articles(self) -> list[int]:
        """The <article> elements around the first paragraph: they are the page's own where the headline stands outside."""
        first = self.document.element(min(self.first_paragraph, len(self.document) - 1)) if len(self.document) else None
        # where no paragraph is long, the place is none: on a page of teasers the last one's summary
        if (
            first is None
            or first.tag != "p"
            or reach(first.text) <= _LONG_PARAGRAPH
            or (self.headline is None and _is_one_of_many(first.node))
        ):
            return []
        return [node.mem_id for node in ancestors(first.node) if node.tag == "article"]

    def _article_range(self) -> tuple[int, int]:
        """Where the article's own elements stand in the walk: around the headline, and to the end of what holds the body.

        Headers, menus, sidebars and footers outside are most of a page and state nothing of it.
        """
        if self.headline is None:
            return 0, len(self.document)
        start = max(0, self.headline.position - BEFORE_HEADLINE)
        last = min(self.first_paragraph, len(self.document) - 1)
        node: LexborNode | None = self.document.element(last).node
        while node is not None and node.mem_id not in self.own:
            node = node.parent
        # One above the element that holds both headline and body: author boxes and tag lists stand beside it.
        if node is not None and node.parent is not None and node.tag not in ("html", "body", "main", "article"):
            node = node.parent
        if node is None or node.tag in ("html", "body"):
            return start, len(self.document)
        position = self.document.position_above(node, self.headline.position)
        return min(start, position) if node.tag == "article" else start, self.document.end(node, position) + AFTER_BODY

    def region(self, element: Element) -> str:
        """The region of an element: "article", "neighbour" or "caption".

        An aside or sidebar between the headline and the body holds the article's own date as often as not.
        """
        # <time class="update-recent">: what a date's own class calls it is no region
        around = element.node.parent if element.tag == "time" else None
        region = self._region(around or element.node)
        if region == "beside":
            return "article" if self._opening - 15 <= element.position <= self.first_paragraph else "neighbour"
        return region

    def _region(self, node: LexborNode) -> str:
        climbed: list[int] = []
        region = "article"
        current: LexborNode | None = node
        while current is not None:
            key = current.mem_id
            if key in self.own:
                break
            known = self._regions.get(key)
            if known is not None:
                region = known
                break
            climbed.append(key)
            own = _own_region(current)
            if own:
                region = own
                break
            current = current.parent
        self._regions.update(dict.fromkeys(climbed, region))
        return region

    def near_headline(self, element: Element) -> bool:
        """Whether an element stands where date lines and bylines stand: around the headline, before the body or just in it."""
        if self.headline is None:
            return element.position <= self.first_paragraph + 10
        start = self.headline.position
        return start - BEFORE_HEADLINE <= element.position <= max(self.first_paragraph + 12, start + 40)


#: As many articles side by side on a page without a headline of its own are a list of them.
_MANY = 3


def reach(text: str) -> int:
    """How long a text is in letters; a sign of Chinese or Japanese and a Korean syllable say as much as two.

    How the source is indented says nothing.
    """
    text = " ".join(text.split())
    if text.isascii() or len(text) > _LONG_PARAGRAPH:
        return len(text)
    return len(text) + sum(character >= "\u2e80" for character in text)


def _is_one_of_many(node: LexborNode) -> bool:
    """Whether an element stands in one of several articles side by side, each under a heading of its own."""
    article = next((parent for parent in ancestors(node) if parent.tag == "article"), None)
    sibling = article.parent.child if article is not None and article.parent is not None else None
    headed = 0
    while sibling is not None and headed < _MANY:
        headed += sibling.tag == "article" and sibling.css_first("h1, h2, h3") is not None
        sibling = sibling.next
    return headed >= _MANY


def _own_region(node: LexborNode) -> str:
    """The region that an element opens by its tag or its class words, or ""."""
    tag = node.tag
    if tag == "figcaption":
        return "caption"
    attributes = node.attributes
    names, identity = attributes.get("class"), attributes.get("id")
    found = class_words.roles(f"{names or ''} {identity or ''}"[: class_words.LONGEST]) if names or identity else _NO_ROLES
    # <nav class="article-header__tags"> lists the article's own topics.
    if tag in _NEIGHBOUR_TAGS and not ("tags" in found and "neighbour" not in found):
        return "neighbour"
    if "neighbour" in found and "author" not in found and tag not in _WHOLE:
        return "neighbour"
    if "caption" in found and tag not in _WHOLE:
        return "caption"
    beside = "beside" in found and "author" not in found and tag not in _WHOLE
    return "beside" if beside or (tag in _BESIDE_TAGS and not (tag == "footer" and not _of_the_page(node))) else ""


_WHOLE = frozenset({"html", "body", "main", "article"})
_NO_ROLES: frozenset[str] = frozenset()


def _of_the_page(node: LexborNode) -> bool:
    """Whether a footer is the page's own, right below the body; an article's footer holds its tags and dates."""
    parent = node.parent
    above = parent.parent if parent is not None else None
    if parent is not None and parent.tag == "article":
        return False
    return any(n is None or n.tag in ("body", "html") for n in (parent, above))


def find_headline(document: Document, identity: PageIdentity) -> Element | None:
    """The element that prints the headline: the heading that says what the metadata say, else the first h1 that says anything.

    The site's name is often an h1 too, on the home page's template.
    """
    ranked: list[tuple[int, Element]] = []
    addresses = [" ".join(bare_words(key)) for key in sorted(identity.keys)]
    for element in _headings(document):
        text = fold(element.text[:400])
        if len(text) >= 3:
            if text in identity.headlines:
                return element
            ranked.append((_rank(element, text, identity, addresses), element))
    # The first of the best; a page without headings that fit has none.
    best = max(ranked, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] > 0 else _unheaded(document, identity)


def _unheaded(document: Document, identity: PageIdentity) -> Element | None:
    """The element without a heading's tag that prints what the metadata or the <title> call the article, the site's name aside.

    <title>Council backs plan | Quay Post</title> … <div><span>Council backs plan</span></div>
    """
    parts = [part.strip() for part in _TITLE_PARTS.split(identity.title)]
    named = {text for text in (*identity.headlines, identity.title, parts[0], parts[-1]) if len(text.split()) >= _FEW_WORDS}
    longest = max(map(len, named), default=0)
    for position, node in document.between(0, _MOST_LOOKED_AT, _PLAIN_TAGS) if named else ():
        text = node.text(deep=False)
        if len(text) <= 2 * longest + _INDENTED and fold(text) in named:
            return document.element(position)
    return None


#: What titles put between the headline and the site's name.
_TITLE_PARTS = re.compile(r"\s+(?:\||-|–|—|::|»|·|•)\s+")
#: Site names and sections have fewer words; blanks of the source around a text; elements before which a headline stands.
_FEW_WORDS, _INDENTED, _MOST_LOOKED_AT = 4, 200, 3_000
_PLAIN_TAGS = frozenset(["div", "span", "p", "td", "font", "b", "strong", "big", "center", "h4", "h5", "h6", "dt"])


def _rank(element: Element, text: str, identity: PageIdentity, addresses: Sequence[str]) -> int:
    """How much like the headline a heading is: named so by its class, part of the title or address, an h1, long enough."""
    words = class_words.words(f"{element.names} {element.get('itemprop')}")
    named = not words.isdisjoint(_TITLE_WORDS)
    titled = text in identity.title and len(text) >= 8
    # <header><h2>, beside a title that was written anew for the search engines
    slug = bare_words(text)
    slugged = len(slug) >= _OWN_SLUG and any(" ".join(slug) in address for address in addresses)
    first = element.tag == "h1"
    if not (first or slugged or (titled and (named or len(text) >= 15))) or _is_logo(element):
        return 0
    return 4 * (named and titled) + 2 * (titled and len(text) >= 15) + 2 * first + 3 * slugged + (len(text) >= 12)


#: So many words of an address in their order are no section's nor a series' name.
_OWN_SLUG = 5


def _is_logo(element: Element) -> bool:
    """Whether a heading is the site's name: all of it one link to the home page."""
    links = element.node.css("a[href]")
    address = (links[0].attributes["href"] or "") if len(links) == 1 else ""
    return is_home(address) and links[0].text() == element.text


def is_home(address: str) -> bool:
    """Whether a link's address is that of a site's home page."""
    return address != "" and _HOME.fullmatch(address) is not None


#: "/", "https://www.example.com/", "index.html".
_HOME = re.compile(r"(?:https?://[^/?#]{1,80})?/?(?:index\.\w{3,5})?")
_TITLE_WORDS = frozenset({"posttitle", "entrytitle", "articletitle", "headline", "storytitle", "articleheadline", "newstitle"})


def _headings(document: Document) -> Sequence[Element]:
    return [*document.all("h1", limit=20), *document.all("h2", limit=30), *document.all("h3", limit=20)]
