"""The place of an element on the page: near the headline, in the article's body, in a caption, or among the neighbours.

The headline is the fixed point.  A region that holds the headline is the article's whatever its class says; of two elements
that look alike, the one that hangs below the headline's own ancestors sooner is the article's.  What stands in a list of three
or more, told by repetition, is another story's, a comment's or an event's, whatever its classes are called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from service.lexicon.lines import OPENS_OTHERS
from service.lexicon.people import looks_like_person_name
from service.lexicon.texts import fold
from service.view.columns import View
from service.view.identity import PageIdentity, find_headline

_NEIGHBOUR_TAGS = frozenset({"nav", "dialog"})
_BESIDE_TAGS = frozenset({"aside", "footer", "form"})
#: No headline is shorter, no paragraph of an article's opening either.
_LONG_PARAGRAPH = 80
#: As many paragraphs of more than so many letters, side by side, are a body too; bylines and date lines are shorter.
_RUN, _SHORT_PARAGRAPH = 3, 40
#: Few sites' names are that long.
_LONG_HEADING = 25
#: So many headings are looked at, and such with so many elements.
_HEADINGS, _PARTS = 60, 4
#: How many elements before the headline its date line or byline may stand (a kicker, a sharing bar).
BEFORE_HEADLINE = 60
#: How many elements after the headline they may stand when no paragraph says where the body begins.
AFTER_HEADLINE = 150
#: How many elements beyond the end of what holds the body may be the article's: a box of tags, an author's portrait.
AFTER_BODY = 61
#: How many elements before the article's opening a sidebar may hold its date.
_BEFORE_OPENING = 15

ARTICLE, BESIDE, CAPTION, NEIGHBOUR = "article", "beside", "caption", "neighbour"


class Places:
    """The page's fixed points, and the place of any element.

    ``headline`` is -1 where the page has none; ``own`` are the elements around it, and around the body's beginning.
    """

    #: The tags of headings.
    _headings: tuple[str, ...] = ("h2", "h3", "h4", "h5", "h6")

    def __init__(self, view: View, identity: PageIdentity) -> None:
        """Find the headline, then the first paragraph after it."""
        self.view = view
        self.headline = find_headline(view, identity)
        self.own: set[int] = set()
        if self.headline >= 0:
            self.own.update((self.headline, *view.ancestors(self.headline)))
        else:
            self.own.update(place for tag in ("html", "body", "main") for place in view.all(tag, limit=1))
        self._neighbours = frozenset(self._others())
        self._regions = dict.fromkeys(self.own, ARTICLE)
        self.first_paragraph = self._first_paragraph()
        known = len(self.own)
        self._opening = self._opening_position()
        self.article_range = self._article_range()
        self.own.update(self._body_articles())
        if len(self.own) > known:
            self._regions = dict.fromkeys(self.own, ARTICLE)

    @property
    def start(self) -> int:
        """The headline's place, 0 without one."""
        return max(self.headline, 0)

    @property
    def article_end(self) -> int:
        """Return the place behind the <article> that holds headline and body; behind the page where none does."""
        view, first = self.view, self.first_paragraph
        frames = view.ancestors(self.headline) if self.headline >= 0 else ()
        holds = (place for place in frames if view.tags[place] == "article" and place <= first < view.ends[place])
        return next((view.ends[place] for place in holds), len(view))

    def _region(self, place: int) -> str:
        """Return the region that an element opens, or else the nearest of the elements around it that opens one."""
        known, climbed, region = self._regions, list[int](), ""
        while not region and place >= 0:
            if not (region := known.get(place) or self._opened(place)):
                climbed.append(place)
                place = self.view.parents[place]
        region = region or ARTICLE
        known.update(dict.fromkeys(climbed, region))
        return region

    def _opened(self, place: int) -> str:
        """Return the region that an element opens by its tag, its class words or a heading before it, or ""."""
        tag = self.view.tags[place]
        region = _opened(tag, self.view.roles[place])
        # an article's footer holds its tags and dates
        if region == BESIDE and tag == "footer" and not self._of_the_page(place):
            region = ""
        return region or (NEIGHBOUR if place in self._neighbours else "")

    def _others(self) -> Iterator[int]:
        """Yield the elements behind a heading of links to other stories, "Read also", up to the next long paragraph."""
        view = self.view
        for heading in view.all(*self._headings, limit=_HEADINGS):
            first = view.starts[heading]
            if heading < self.headline or view.ends[heading] - heading > _PARTS or first == view.stops[heading]:
                continue
            if len(view.runs[first]) > _LONG_HEADING * 3:
                continue
            text = view.text(heading, _LONG_HEADING * 2)
            if len(text) > _LONG_HEADING * 2 or fold(text.strip(" :：")) not in OPENS_OTHERS:
                continue
            yield heading
            place = view.next(heading)
            while place >= 0 and (view.tags[place] != "p" or reach(view.text(place)) <= _LONG_PARAGRAPH):
                if view.tags[place] in self._headings and view.tags[place] == view.tags[heading] != "div":
                    break
                yield place
                place = view.next(place)

    def _of_the_page(self, place: int) -> bool:
        """Return whether a footer, right below the body, is the page's own."""
        tags = [self.view.tags[above] for above in self.view.ancestors(place, 2)]
        return tags[:1] != ["article"] and (len(tags) < 2 or "body" in tags or "html" in tags)

    def _first_paragraph(self) -> int:
        """Return where the body begins: at its first long paragraph, or else the first of several short ones side by side."""
        view, start = self.view, self.start
        short: dict[int, list[int]] = {}
        for place in view.all("p"):
            size = reach(view.text(place)) if place > start else 0
            if size <= _SHORT_PARAGRAPH or self._region(place) != ARTICLE:
                continue
            if size > _LONG_PARAGRAPH:
                return place
            short.setdefault(view.parents[place], []).append(place)
        body = next((run for run in short.values() if len(run) >= _RUN), None)
        if body is None and self.headline >= 0:
            # a brief of one short paragraph in the <article> that holds its headline
            article = next((above for above in view.ancestors(start) if view.tags[above] == "article"), start)
            body = next((run for run in short.values() if run[0] < view.ends[article]), None)
        return body[0] if body else start + AFTER_HEADLINE

    def _opening_position(self) -> int:
        """Return where the article opens: at its headline, or at a long h1 shortly before that says the same in other words."""
        if self.headline < 0:
            return self.first_paragraph
        for place in self.view.all("h1", limit=5):
            near = 0 < self.headline - place <= BEFORE_HEADLINE
            if near and len(fold(self.view.text(place, 400)[:400])) >= _LONG_HEADING:
                self.own.update(self.view.ancestors(place))
                return place
        return self.headline

    def _body_articles(self) -> list[int]:
        """Return the <article> elements around the first paragraph: the page's own where the headline stands outside."""
        view = self.view
        first = min(self.first_paragraph, len(view) - 1)
        # where no paragraph is long, the place is none: on a page of teasers the last one's summary
        if self.headline < 0 or view.tags[first] != "p" or reach(view.text(first)) <= _LONG_PARAGRAPH:
            return []
        articles = [place for place in view.ancestors(first) if view.tags[place] == "article"]
        # on a section's page each story is an <article> with a heading of its own
        inner = articles[0] if articles else -1
        beside = [each for each in view.children(view.parents[inner]) if view.tags[each] == "article"] if inner > 0 else []
        headed = [each for each in beside if view.first(each, "h2", "h3") >= 0]
        return [] if len(headed) > 1 and not inner <= self.headline < view.ends[inner] else articles

    def _article_range(self) -> tuple[int, int]:
        """Return where the article's own elements begin and end: around the headline, and to the end of what holds the body.

        Headers, menus, sidebars and footers outside are most of a page and state nothing of it.
        """
        view = self.view
        if self.headline < 0:
            return 0, len(view)
        start = max(0, self.headline - BEFORE_HEADLINE)
        place = min(self.first_paragraph, len(view) - 1)
        while place >= 0 and place not in self.own:
            place = view.parents[place]
        # One above the element that holds both headline and body: author boxes and tag lists stand beside it.
        if place >= 0 and view.parents[place] >= 0 and view.tags[place] not in _WHOLE:
            place = view.parents[place]
        if place < 0 or view.tags[place] in ("html", "body"):
            return start, len(view)
        return min(start, place) if view.tags[place] == "article" else start, view.ends[place] + AFTER_BODY

    def region(self, place: int) -> str:
        """The region of an element: "article", "neighbour" or "caption".

        An aside or sidebar between the headline and the body holds the article's own date as often as not.
        """
        # <time class="update-recent">: what a date's own class calls it is no region
        timed = self.view.tags[place] == "time" and self.view.parents[place] >= 0
        region = self._region(self.view.parents[place] if timed else place)
        if region == BESIDE:
            return ARTICLE if self._opening - _BEFORE_OPENING <= place <= self.first_paragraph else NEIGHBOUR
        return region

    def in_header(self, place: int) -> bool:
        """Return whether an element stands in the page's header above the headline, with logo, weather and menu."""
        view = self.view
        if place >= (self.headline if self.headline >= 0 else self.first_paragraph):
            return False
        for around in (place, *view.ancestors(place)):
            if around in self.own:
                break
            named = view.tags[around] == "header" or view.get(around, "id") in _HEADERS
            if "header" in view.roles[around] or (named and self.headline >= 0):
                return True
        menus = view.between(place, self.headline, _OF_THE_PAGE) if self.headline >= 0 else ()
        return any(self._region(menu) == NEIGHBOUR or view.tags[menu] == "form" for menu in menus)

    def near_headline(self, place: int) -> bool:
        """Return whether an element stands where date lines and bylines do: at the headline, before the body or just in it."""
        if self.headline < 0:
            return place <= self.first_paragraph + 10
        start = self.headline
        return start - BEFORE_HEADLINE <= place <= max(self.first_paragraph + 12, start + 40)


@lru_cache(maxsize=2_048)
def _opened(tag: str, found: frozenset[str]) -> str:
    """Return the region that an element opens by its tag or its class words, or ""."""
    if tag == "figcaption":
        return CAPTION
    # <nav class="article-header__tags"> lists the article's own topics.
    if tag in _NEIGHBOUR_TAGS and not ("tags" in found and "neighbour" not in found):
        return NEIGHBOUR
    whole = tag in _WHOLE
    if "neighbour" in found and "author" not in found and not whole:
        return NEIGHBOUR
    if "caption" in found and not whole:
        return CAPTION
    beside = "beside" in found and "author" not in found and not whole
    return BESIDE if beside or tag in _BESIDE_TAGS else ""


#: How templates call the header of a page.
_HEADERS = frozenset({"header", "top", "masthead"})
#: What the header of a page holds and that of an article does not.
_OF_THE_PAGE = frozenset({"nav", "form"})
_WHOLE = frozenset({"html", "body", "main", "article"})


def reach(text: str) -> int:
    """Return how long a text is in letters; a sign of Chinese or Japanese and a Korean syllable count as two.

    How the source is indented says nothing.
    """
    text = " ".join(text.split())
    return len(text) if text.isascii() or len(text) > _LONG_PARAGRAPH else len(text) + len(_WIDE.findall(text))


_WIDE = re.compile("[\u2e80-\U0010ffff]")


# --- lists -------------------------------------------------------------------------------------------------------------------

#: As many siblings of one make are a list.
LIST = 3
#: What a list's item holds stands no deeper in it.
_DEEPEST = 12
#: Right behind the headline the first item is the page's own, as the post is with which a thread begins.
_RIGHT_BEHIND = 40
#: No story's title is shorter, a user's name and "Reply" are; and no title is longer.
_SHORTEST, _LONGEST = 8, 400
_LINKS = frozenset({"a"})


def listed(view: View, places: Places, stated: Mapping[int, str]) -> set[int]:
    """Return the elements, of those given with what they state, that stand in a list of items which state different things.

    Items are siblings of one tag and class.  What holds the headline or the body's beginning is no item.
    """
    items: dict[tuple[int, str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    inside: dict[tuple[int, str, str, int], list[int]] = defaultdict(list)
    for element, text in stated.items():
        for item in (element, *view.ancestors(element, _DEEPEST)):
            if item in places.own or _opens_body(view, places, item):
                break
            key = (view.parents[item], view.tags[item], view.get(item, "class"))
            items[key][item].add(text)
            inside[(*key, item)].append(element)
    found: set[int] = set()
    for key, states in items.items():
        if len(states) >= LIST and len(set().union(*states.values())) >= LIST:
            first = _own_item(view, places, sorted(states))
            found.update(element for item in states if item != first for element in inside[(*key, item)])
    return found


def _opens_body(view: View, places: Places, item: int) -> bool:
    """Return whether the article's body begins inside an element.

    On a page without a headline an <article> may be one of many.
    """
    begins = item <= places.first_paragraph < view.ends[item]
    return begins and (places.headline >= 0 or view.tags[item] != "article")


def _own_item(view: View, places: Places, items: list[int]) -> int:
    """Return the item of a list that is the page's own, -1 for none: the first above the body if the items have no titles."""
    first = next((item for item in items if item > places.headline), -1)
    near = places.headline >= 0 and 0 < first - places.headline <= _RIGHT_BEHIND and first <= places.first_paragraph
    return first if near and not _are_stories(view, items[:LIST]) else -1


def _are_stories(view: View, items: Iterable[int]) -> bool:
    """Return whether each item has a link with a title of its own: <p>12/14/1998 <a>Bridge lab opens</a></p>."""
    titles = [max((view.text(link, _LONGEST) for link in view.inside(item, _LINKS)), key=len, default="") for item in items]
    wordy = all(" " in title or not title.isascii() for title in titles)
    named = any(reach(title) < _SHORTEST or looks_like_person_name(title) for title in titles)
    return wordy and not named and len(set(titles)) == len(titles)
