"""The place of an element on the page: near the headline, in the article's body, in a caption, or
among the neighbours.

The element that prints the headline by which the page calls itself is the fixed point.  A region
that holds it is the article's whatever its class says; of two elements that look alike, the one
that hangs below the headline's own ancestors sooner is the article's.  What stands in a list of
three or more, told by repetition, is another story's, a comment's or an event's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from service.lexicon.lines import OPENS_OTHERS
from service.lexicon.slugs import is_home
from service.lexicon.texts import fold, print_width
from service.records import record
from service.view.columns import View

ARTICLE, BESIDE, CAPTION, NEIGHBOUR = "article", "beside", "caption", "neighbour"
#: Elements that are regions by themselves, and those whose class words speak of the whole page.
_NEIGHBOUR_TAGS, _BESIDE_TAGS = frozenset({"nav", "dialog"}), frozenset({"aside", "footer", "form"})
_REGION_TAGS = _NEIGHBOUR_TAGS | _BESIDE_TAGS | {"figcaption"}
_WHOLE = frozenset({"html", "body", "main", "article"})
_OF_REGIONS = frozenset({NEIGHBOUR, BESIDE, CAPTION})
#: How templates call the header of a page; what that holds and the header of an article does not.
_HEADERS, _OF_THE_PAGE = frozenset({"header", "top", "masthead"}), frozenset({"nav", "form"})
#: No paragraph of an article's opening is shorter; as many of more than the lesser number of
#: letters, side by side, are a body too, for bylines and date lines are shorter.
_LONG_PARAGRAPH, _SHORT_PARAGRAPH, _RUN = 80, 40, 3
#: Few sites' names are that long.
_LONG_HEADING = 25
#: So many headings are looked at, and in them for no longer words before other stories.
_HEADINGS, _OPENING = 60, 50
#: How many elements before the headline its date line or byline may stand (a kicker, a sharing
#: bar).
BEFORE_HEADLINE = 60
#: How many elements after the headline they may stand when no paragraph says where the body begins.
AFTER_HEADLINE = 150
#: How many elements beyond the end of what holds the body may be the article's: a box of tags, an
#: author's portrait.
AFTER_BODY = 61
#: How many elements before the article's opening a sidebar may hold its date.
_BEFORE_OPENING = 15


@record(frozen=True, slots=True)
class PageIdentity:
    """The address keys and the folded headlines that a page's metadata state.

    ``title`` is its folded <title>, which may hold more than the headline; ``heading`` its only h1,
    which may be the site's.
    """

    keys: frozenset[str]
    headlines: frozenset[str]
    title: str = ""
    heading: str = ""

    def is_headline(self, folded: str) -> bool:
        """Return whether a folded text is one of the page's headlines, or too long a part of its
        title to be another's.
        """
        return (
            folded in self.headlines
            or folded == self.heading
            or (len(folded) >= 15 and folded in self.title)
        )


def find_headline(view: View, identity: PageIdentity) -> int:
    """Return the heading that says what the metadata say, else the first h1 that says anything; -1
    without one.

    The site's name is often an h1 too, on the home page's template.
    """
    best, found = 0, -1
    for place in (*view.all("h1", limit=20), *view.all("h2", limit=30), *view.all("h3", limit=20)):
        text = fold(view.text(place, 400)[:400])
        if len(text) >= 3:
            if text in identity.headlines:
                return place
            # the first of the best
            if (rank := _rank(view, place, text, identity)) > best:
                best, found = rank, place
    return found


def _rank(view: View, place: int, text: str, identity: PageIdentity) -> int:
    """Return how much like the headline a heading is: in the title, an h1, long enough."""
    first, titled = view.tags[place] == "h1", text in identity.title and len(text) >= 15
    if not (first or titled) or _is_logo(view, place):
        return 0
    return 2 * titled + 2 * first + (len(text) >= 12)


def _is_logo(view: View, place: int) -> bool:
    """Return whether a heading is the site's name: all of it one link to the home page."""
    links = [link for link in view.inside(place, {"a"}) if view.get(link, "href")]
    return (
        len(links) == 1
        and is_home(view.get(links[0], "href"))
        and view.text(links[0]) == view.text(place)
    )


class Places:
    """The page's fixed points, and the place of any element.

    ``headline`` is -1 where the page has none; ``own`` are the elements around it, and around the
    body's beginning.
    """

    _headings: tuple[str, ...] = ("h2", "h3", "h4", "h5", "h6")

    def __init__(self, view: View, identity: PageIdentity) -> None:
        """Find the headline, then the first paragraph after it."""
        self.view = view
        self.headline = find_headline(view, identity)
        if self.headline >= 0:
            self.own = {self.headline, *view.ancestors(self.headline)}
        else:
            self.own = {
                place for tag in ("html", "body", "main") for place in view.all(tag, limit=1)
            }
        others = dict.fromkeys(self._others(), NEIGHBOUR)
        self._regions = others | dict.fromkeys(self.own, ARTICLE)
        self.first_paragraph = self._first_paragraph()
        # the article opens at its headline, or at a long h1 shortly before that says the same in
        # other words
        above = [h for h in view.all("h1", limit=5) if BEFORE_HEADLINE >= self.headline - h > 0]
        opening = next((h for h in above if len(view.text(h, 400)) >= _LONG_HEADING), self.headline)
        self.own.update(view.ancestors(opening) if opening >= 0 else ())
        self._opening = opening if opening >= 0 else self.first_paragraph
        self.article_range = self._article_range()
        self.own.update(self._body_articles())
        # what stands in these was told before they were known to be the article's own
        self._regions = others | dict.fromkeys(self.own, ARTICLE)

    def _region(self, place: int) -> str:
        """Return the region that an element opens by its tag or class words, or else the nearest
        around it that opens one.
        """
        view, known, region = self.view, self._regions, ""
        climbed: list[int] = []
        while place >= 0 and not (region := known.get(place, "")):
            tag, found = view.tags[place], view.roles[place]
            region = _opened(tag, found) if found or tag in _REGION_TAGS else ""
            # an article's footer holds its tags and dates
            if region == BESIDE and tag == "footer" and view.tags[view.parents[place]] != "body":
                region = ""
            climbed.append(place)
            place = -1 if region else view.parents[place]
        region = region or ARTICLE
        known.update(dict.fromkeys(climbed, region))
        return region

    def _others(self) -> Iterator[int]:
        """Yield the elements behind a heading of links to other stories, "Read also", up to the
        next long paragraph.
        """
        view = self.view
        for heading in view.all(*self._headings, limit=_HEADINGS):
            text = view.text(heading, _OPENING + 1) if heading >= self.headline else ""
            if len(text) > _OPENING or fold(text.strip(" :：")) not in OPENS_OTHERS:
                continue
            yield heading
            for place in islice(view.siblings(heading), 1, None):
                if self._is_long(place) or view.tags[heading] == view.tags[place] != "div":
                    break
                yield place

    def _first_paragraph(self) -> int:
        """Return where the body begins: at its first long paragraph, or else the first of several
        short ones side by side.
        """
        view, start = self.view, max(self.headline, 0)
        short: dict[int, list[int]] = defaultdict(list)
        for place in view.all("p"):
            size = self._size(place) if place > start else 0
            if size > _SHORT_PARAGRAPH and self._region(place) == ARTICLE:
                if size > _LONG_PARAGRAPH:
                    return place
                short[view.parents[place]].append(place)
        return self._first_of_short(list(short.values()), start)

    def _first_of_short(self, short: list[list[int]], start: int) -> int:
        """Return the first of several short paragraphs, given by their parents, or how far behind
        the headline they would stand.
        """
        runs = [run for run in short if len(run) >= _RUN]
        if self.headline >= 0 and not runs:
            # a brief is one short paragraph in the <article> that holds its headline
            end = self.view.ends[self._article_around(start)]
            runs = [run for run in short if run[0] < end]
        return runs[0][0] if runs else start + AFTER_HEADLINE

    def _article_around(self, place: int) -> int:
        """Return the nearest <article> around an element, or the element itself."""
        around = self.view.ancestors(place)
        return next((above for above in around if self.view.tags[above] == "article"), place)

    def _size(self, place: int) -> int:
        """Return how long an element's text is in letters, of a long one at least how long."""
        is_empty = self.view.starts[place] == self.view.stops[place]
        return 0 if is_empty else _reach(self.view.text(place, _LONG_PARAGRAPH + 1))

    def _is_long(self, place: int) -> bool:
        """Return whether an element is a long paragraph, as none but an article's own text has."""
        return self.view.tags[place] == "p" and self._size(place) > _LONG_PARAGRAPH

    def _body_articles(self) -> list[int]:
        """Return the <article> elements around the first paragraph: the page's own where the
        headline stands outside.
        """
        view = self.view
        first = min(self.first_paragraph, len(view) - 1)
        # where no paragraph is long, the place is none: on a page of teasers the last one's summary
        if self.headline < 0 or not self._is_long(first):
            return []
        articles = [place for place in view.ancestors(first) if view.tags[place] == "article"]
        if not articles or articles[0] <= self.headline < view.ends[articles[0]]:
            return articles
        # on a section's page each story is an <article> with a heading of its own
        beside = view.siblings(view.parents[articles[0]] + 1)
        stories = [each for each in beside if self._is_story(each)]
        return [] if len(stories) > 1 else articles

    def _is_story(self, place: int) -> bool:
        """Return whether an element is an <article> with a heading of its own."""
        return self.view.tags[place] == "article" and bool(self.view.inside(place, {"h2", "h3"}))

    def _article_range(self) -> tuple[int, int]:
        """Return where the article's own elements begin and end: around the headline, and to the
        end of what holds the body.

        Headers, menus, sidebars and footers outside are most of a page and state nothing of it.
        """
        view = self.view
        if self.headline < 0:
            return 0, len(view)
        start = max(0, self.headline - BEFORE_HEADLINE)
        first = min(self.first_paragraph, len(view) - 1)
        place = next(
            (around for around in (first, *view.ancestors(first)) if around in self.own), 0
        )
        # one above the element that holds both headline and body: author boxes and tag lists stand
        # beside it
        if view.tags[place] not in _WHOLE:
            place = view.parents[place]
        if view.tags[place] in ("html", "body"):
            return start, len(view)
        return start, view.ends[place] + AFTER_BODY

    def region(self, place: int) -> str:
        """The region of an element: "article", "neighbour" or "caption".

        An aside or sidebar between the headline and the body holds the article's own date as often
        as not.
        """
        # <time class="update-recent">: what a date's own class calls it is no region
        timed = self.view.tags[place] == "time" and self.view.parents[place] >= 0
        region = self._region(self.view.parents[place] if timed else place)
        if region == BESIDE:
            return (
                ARTICLE
                if self._opening - _BEFORE_OPENING <= place <= self.first_paragraph
                else NEIGHBOUR
            )
        return region

    def in_header(self, place: int) -> bool:
        """Return whether an element stands in the page's header above the headline, with logo,
        weather and menu.
        """
        view = self.view
        if place >= (self.headline if self.headline >= 0 else self.first_paragraph):
            return False
        for around in (place, *view.ancestors(place)):
            if around in self.own:
                break
            if self._is_header(around):
                return True
        menus = view.between(place, self.headline, _OF_THE_PAGE)
        return any(view.tags[menu] == "form" or self._region(menu) == NEIGHBOUR for menu in menus)

    def _is_header(self, place: int) -> bool:
        """Return whether an element is the page's header, by its name only above a headline."""
        view = self.view
        named = view.tags[place] == "header" or view.get(place, "id") in _HEADERS
        return "header" in view.roles[place] or (named and self.headline >= 0)

    def near_headline(self, place: int) -> bool:
        """Return whether an element stands where date lines and bylines do: at the headline, before
        the body or just in it.
        """
        start, first = self.headline, self.first_paragraph
        return (
            start - BEFORE_HEADLINE <= place <= max(first + 12, start + 40)
            if start >= 0
            else place <= first + 10
        )


@lru_cache(maxsize=2_048)
def _opened(tag: str, found: frozenset[str]) -> str:
    """Return the region that an element opens by its tag or its class words, or ""."""
    if tag == "figcaption":
        return CAPTION
    # what is about its author, or is all of the page, is no region for what its class words say
    named = found - _OF_REGIONS if tag in _WHOLE else found
    of_others = frozenset[str]() if "author" in found else named
    # <nav class="article-header__tags"> lists the article's own topics.
    is_menu = tag in _NEIGHBOUR_TAGS and "tags" not in found
    if is_menu or "neighbour" in of_others:
        return NEIGHBOUR
    if "caption" in named:
        return CAPTION
    return BESIDE if tag in _BESIDE_TAGS or "beside" in of_others else ""


def _reach(text: str) -> int:
    """Return how long a squeezed text is in letters, of a long one at least how long."""
    return len(text) if text.isascii() or len(text) > _LONG_PARAGRAPH else print_width(text)


#: As many siblings of one make are a list.
LIST = 3
#: What a list's item holds stands no deeper in it.
_DEEPEST = 12


def listed(view: View, places: Places, stated: Mapping[int, str]) -> set[int]:
    """Return the elements, of those given with what they state, that stand in a list of items which
    state different things.

    Items are siblings of one tag and class.  What holds the headline or the body's beginning is no
    item.
    """
    fixed = _fixed(view, places)
    lists: dict[tuple[int, str, str], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for element in stated:
        for item in (element, *view.ancestors(element, _DEEPEST)):
            if item in fixed:
                break
            lists[view.parents[item], view.tags[item], view.get(item, "class")][item].add(element)
    found: set[int] = set()
    for items in lists.values():
        elements = set[int]().union(*items.values())
        if len(items) >= LIST and len({stated[element] for element in elements}) >= LIST:
            found |= elements
    return found


def _fixed(view: View, places: Places) -> set[int]:
    """Return the elements that hold the headline or the body's beginning; on a page without a
    headline an <article> may be one of many.
    """
    first = places.first_paragraph
    around = (first, *view.ancestors(first)) if first < len(view) else ()
    if places.headline >= 0:
        return places.own.union(around)
    return places.own.union([each for each in around if view.tags[each] != "article"])
