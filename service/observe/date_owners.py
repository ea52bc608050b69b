"""Whose the dates on a page are: the article's around its headline, and other stories' in lists, tickers and page headers.

Decided when all of them are known: a date behind the body is the article's only where none stands at the headline.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from selectolax.lexbor import LexborNode

from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.event_cards import fact_of_event, tells_event
from service.lexicon.proper_names import looks_like_person_name
from service.model import Observation
from service.observe import class_words
from service.observe.date_stretch import CLOCK_ONLY, DIGIT, is_date_label, is_of_others, label_field, names_year
from service.observe.document import Document, Element, ancestors, is_hidden, text_of
from service.observe.own_dates import Standing, standing
from service.observe.places import Places, reach
from service.observe.sources import SOURCES

_DATES = frozenset({"date", "datePublished", "dateModified"})
_PLACES = frozenset({"html", "time"})
#: As many dates of one make are a list: of stories, of comments, of events.
LIST = 3
#: A date further before the headline than this stands in the page's header, if it does not share a part of the page with it.
_HEADER = 15
#: What the header of a page holds and that of an article does not.
_OF_THE_PAGE = frozenset({"nav", "form"})
#: Where what follows the headline begins to be something else.
_RIGHT_BEHIND = 40
#: The date of an item stands no deeper in it.
_DEEPEST_ITEM = 6


def settle(seen: list[Observation], document: Document, places: Places, dated: bool) -> list[Observation]:
    """The observations with nested repetitions of a date dropped and neighbours' dates made other dates.

    ``dated`` is whether a machine-readable place states the article's date.
    """
    dates = [o for o in seen if o.field in _DATES and o.source.id.partition(":")[0] in _PLACES]
    if not dates:
        return seen
    elements = {o.order: document.element(o.order) for o in dates}
    others = {_bare(o) for o in seen if o.field == "otherDate"}
    dropped = _repeated(dates, elements, others) | _said_twice(dates, elements, places)
    kept = [o for o in dates if id(o) not in dropped]
    foreign = _of_others(kept, elements, places, dated)
    own = [o for o in kept if id(o) not in foreign]
    # Old themes call an article's only date "updated", for hAtom asked for one.
    only = all(o.field == "dateModified" and not label_field(str(o.raw)) for o in own)
    roles = {id(o): _of_no_role(o) for o in own if not is_hidden(elements[o.order])} if only else {}
    return [_other(o) if id(o) in foreign else roles.get(id(o), o) for o in seen if id(o) not in dropped]


# --- nested repetitions ----------------------------------------------------------------------------------------------------


def _repeated(dates: list[Observation], elements: dict[int, Element], others: set[str]) -> set[int]:
    """The ids of observations that say what an element inside or around them says: the innermost stays, or the labelled.

    What a frame repeats of ``others``, dates that are known for another's, is no longer form of the date beside them.
    """
    texts = [o for o in dates if not o.source.id.endswith(("datetime", "stamp"))]
    at: dict[int, list[Observation]] = defaultdict(list)
    for o in texts:
        at[elements[o.order].node.mem_id].append(o)
    dropped: set[int] = set()
    for inner in texts:
        node = elements[inner.order].node
        around = [node.mem_id, *(parent.mem_id for parent in ancestors(node, 8))]
        outers = [o for key in around for o in at.get(key, ()) if o is not inner and _bare(o) not in others - {_bare(inner)}]
        # a frame around two dates said both: "3 May 2021" is no part of "Updated 3 May 2021 10:00" beside it
        for outer in [o for o in outers if _bare(o) == _bare(inner)] or outers:
            if id(outer) not in dropped and id(inner) not in dropped:
                worse = _worse(str(outer.raw), str(inner.raw), outer, inner)
                if worse is not None:
                    dropped.add(id(worse))
    return dropped


def _said_twice(dates: list[Observation], elements: dict[int, Element], places: Places) -> set[int]:
    """The ids of what readers are shown of stamps behind the body that stand against a bare day above it.

    <p>5 March 2018</p> … <time datetime="2019-02-14T19:00">Thu, Feb 14</time>: one element, and no two against one.
    """
    start, first = places.headline.position if places.headline is not None else 0, places.first_paragraph
    bare = any(o.source.id == "html:near-headline" and start < o.order < first and not _is_firm(o, elements) for o in dates)
    stamped = {o.order for o in dates if bare and o.order > first and o.source.id == "time:datetime"}
    return {id(o) for o in dates if o.order in stamped and o.source.id == "time:text"}


def _bare(o: Observation) -> str:
    return str(o.raw).strip(" ()[]|,")


def _worse(around: str, within: str, outer: Observation, inner: Observation) -> Observation | None:
    """Which of two nested observations adds nothing: the outer, unless it also holds the clock or the label."""
    within = within.strip(" ()[]|,")
    if not within or within not in around:
        return None
    before, _, behind = around.partition(within)
    if behind.lstrip(" |·•,/–—-").startswith(within) and not DIGIT.search(around.replace(within, "")):
        # the frame around two elements that print one day, the publication's and the update's: "May 12, 2022 May 12, 2022"
        return outer
    if DIGIT.search(before + behind) or is_date_label(before.strip(" |,:([")):
        return inner
    # Two roles of one element, "date" and "published": the one that says more.
    return inner if inner.order == outer.order and inner.field == "date" else outer


# --- other stories' dates ----------------------------------------------------------------------------------------------------


def _of_others(dates: list[Observation], elements: dict[int, Element], places: Places, dated: bool) -> set[int]:
    """The ids of the observations whose date is another's."""
    make = {order: make_of(element) for order, element in elements.items()}
    near = {order for order, element in elements.items() if places.near_headline(element)}
    header = {order for order in elements if _in_header(elements[order], places)}
    header |= _above_the_menu(dates, elements, places, near - header)
    own = [o for o in dates if o.order in near - header and _is_day(str(o.raw))]
    anchored = bool(own)
    # no unnamed day makes a publication that the template names another's
    firmly = any(_is_firm(o, elements) for o in own)
    lists = _lists(dates, make)
    led, first = _first_of_lists(lists, near - header, elements, make, places)
    above = _above_the_body([o for o in dates if _is_firm(o, elements)], near - header, places)
    others: set[int] = set()
    for o in dates:
        raw = str(o.raw)
        far = o.order not in near
        listed = make[o.order] in lists and o.order != first.get(make[o.order])
        labelled = bool(label_field(raw))
        if (
            is_of_others(raw, o.field != "date" or o.source.id == "html:dateline")
            or (far and not labelled and (firmly or (anchored and o.field == "dateModified")))
            or (bool(above) and o.order > places.first_paragraph and not labelled and day_numbers(raw) not in above)
            or (listed and (dated or anchored or make[o.order] in led))
            or (o.field == "date" and label_field(raw) in ("", "date") and _opens_event(elements[o.order], places))
            or (far and CLOCK_ONLY.fullmatch(raw))
            or (o.order in header and not labelled)
        ):
            others.add(id(o))
    return others


def _is_firm(o: Observation, elements: dict[int, Element]) -> bool:
    """Whether a class, an element or what stands with it says that a date is the article's."""
    return o.source.id != "html:near-headline" or standing(elements[o.order], str(o.raw)) == Standing.OWN


#: An article's date line stands no further before its headline.
_RIGHT_BEFORE = 3


def _above_the_body(dates: list[Observation], near: set[int], places: Places) -> set[frozenset[int]]:
    """The days between an article's headline and its first paragraph, beside which a day behind that paragraph is another's.

    On a short page the events, the comments and the other stories below stand as near to the headline as the article's end.
    """
    if places.headline is None:
        return set()
    first = places.headline.position - _RIGHT_BEFORE
    own = (o for o in dates if o.order in near and first <= o.order < places.first_paragraph and o.field != "dateModified")
    return {day_numbers(str(o.raw)) for o in own if names_year(str(o.raw)) and not is_of_others(str(o.raw))}


def make_of(element: Element) -> str:
    """What a template's repetitions of an element have in common: its tag and classes, and its parent's."""
    parent = element.node.parent
    above = f"{parent.tag}.{parent.attributes.get('class')}" if parent is not None else ""
    return f"{above}>{element.tag}.{element.get('class')}"


def _lists(dates: Iterable[Observation], make: dict[int, str]) -> set[str]:
    """The makes of which several elements with different dates stand on the page."""
    raws: dict[str, set[str]] = defaultdict(set)
    places = Counter(made for made, _ in {(make[o.order], o.order) for o in dates})
    for o in dates:
        raws[make[o.order]].add(str(o.raw))
    return {made for made, count in places.items() if count >= LIST and len(raws[made]) >= LIST}


def _first_of_lists(
    lists: set[str], near: set[int], elements: dict[int, Element], make: dict[int, str], places: Places
) -> tuple[set[str], dict[str, int]]:
    """The makes of lists that have an element near the headline, and of each the nearest behind it, which is the article's own.

    It is not where it is one item among its like, as the first day of a list of events is.
    """
    start = places.headline.position if places.headline is not None else 0
    # beside a date of its own right behind the headline, a list that ends before it is of others
    own = places.headline is not None and any(start < order and make[order] not in lists for order in near)
    found: dict[str, int] = {}
    for order in sorted(near, key=lambda order: (order < start, abs(order - start))):
        if make[order] in lists and not (own and order < start):
            found.setdefault(make[order], order)
    # right behind the headline the first item is the article's own: a thread's first post
    behind = start + _RIGHT_BEHIND if places.headline is not None else -1
    items = {made for made, order in found.items() if order > behind and _is_item(order, elements, make, places)}
    items |= {made for made in found if _lists_stories(sorted(order for order in elements if make[order] == made), places)}
    return set(found), {made: order for made, order in found.items() if made not in items}


def _is_item(order: int, elements: dict[int, Element], make: dict[int, str], places: Places) -> bool:
    """Whether an element and the next of its make stand at one place of two items of one list, which lies beside the headline.

    <li><span class="datum">29.02.2020 18:00 Uhr</span> … </li><li><span class="datum">04.04.2020 18:00 Uhr</span> …
    """
    behind = sorted(other for other in elements if make[other] == make[order] and other > order)
    if not behind:
        return False
    one, two = (list(ancestors(elements[number].node, _DEEPEST_ITEM)) for number in (order, behind[0]))
    if places.headline is None:  # several <article> side by side, and none of them the page's own
        return any(a.tag == b.tag == "article" and a.mem_id not in places.own for a, b in zip(one, two, strict=False))
    for first, second in zip(one, two, strict=False):
        if first.mem_id in places.own or second.mem_id in places.own:
            return False
        if first.mem_id == second.mem_id:
            return True
        if first.tag != second.tag or first.attributes.get("class") != second.attributes.get("class"):
            return False
    return False


#: The facts of an event stand within so many elements behind its day.
_FACTS_WITHIN = 16


def _opens_event(element: Element, places: Places) -> bool:
    """Whether a date opens the notice of an event: "Date: Saturday, August 14, 2010" / "Time: 8 PM" / "Location: Pier 4"."""
    behind = places.document.between(element.position, element.position + _FACTS_WITHIN)
    lines = [line.strip() for _, node in behind for line in node.text(deep=False, separator="|").split("|")]
    if sum(fact_of_event(line) is not None for line in lines) < 2:
        return False
    dated = next((at for at, line in enumerate(lines) if dates_within(line, 1)), len(lines))
    return tells_event(lines[dated + 1 :])


#: Between the dates of two items of a list of stories stands no more text than a title and a summary.
_SUMMARY = 400
#: No story's title is shorter; a username or "Reply" is.
_TITLE = 8


def _lists_stories(orders: list[int], places: Places) -> bool:
    """Whether the first dates of one make stand each beside a link with a title of its own, and no body between: an archive's.

    <h1>Press releases</h1> <p>12/14/1998 <a>Bridge lab opens</a></p> <p>11/30/1998 <a>A grant for the lab</a></p> …
    """
    titles = [_title_between(start, end, places) for start, end in pairwise(orders[:LIST])]
    return len(titles) == LIST - 1 and all(titles) and len(set(titles)) == len(titles)


def _title_between(start: int, end: int, places: Places) -> str:
    """The longest link between two places of the walk, if it has the words of a title and little else stands there; else ""."""
    nodes = [node for _, node in places.document.between(start, end)]
    links = (text_of(node, _SUMMARY) for node in nodes if node.tag == "a")
    title = max(links, key=len, default="")
    wordy = " " in title or not title.isascii()
    brief = sum(len((node.text(deep=False) or "").strip()) for node in nodes) <= _SUMMARY
    return title if brief and wordy and reach(title) >= _TITLE and not looks_like_person_name(title) else ""


def _in_header(element: Element, places: Places) -> bool:
    """Whether a date before the headline is the day in the page's own header, beside the logo and the weather."""
    start = places.headline.position if places.headline is not None else places.first_paragraph
    if element.position >= start:
        return False
    if class_words.names_page_header(element.names):
        return True
    away = element.position < start - _HEADER
    for parent in ancestors(element.node):
        if parent.mem_id in places.own:
            return (
                away
                and places.headline is not None
                and (parent.tag in ("body", "html") or _is_cut_off(element, parent, places))
            )
        identity = parent.attributes.get("id") or ""
        if parent.tag == "header" or identity in ("header", "top", "masthead"):
            return places.headline is not None
        if class_words.names_page_header(f"{parent.attributes.get('class') or ''} {identity}"):
            return True
    return False


def _above_the_menu(dates: list[Observation], elements: dict[int, Element], places: Places, near: set[int]) -> set[int]:
    """The dates shortly before the headline with the page's menu between, where another day stands right behind the headline.

    On a short page today's date is no further from the headline than an article's own.
    """
    if places.headline is None:
        return set()
    start = places.headline.position
    if not any(o.order > start and o.order in near and _is_day(raw := str(o.raw)) and not is_of_others(raw) for o in dates):
        return set()
    return {order for order in near if order < start and _is_cut_off(elements[order], None, places)}


def _is_cut_off(element: Element, parent: LexborNode | None, places: Places) -> bool:
    """Whether the page's menu or its search stands between a date and the headline, in a frame around the whole page."""
    assert places.headline is not None
    between = places.document.between(element.position, places.headline.position, _OF_THE_PAGE)
    return (parent is None or parent.tag == "div") and any(
        places.region(places.document.element(at)) == "neighbour" or node.tag == "form" for at, node in between
    )


def _is_day(raw: str) -> bool:
    return len(raw) >= 8 and not CLOCK_ONLY.fullmatch(raw)


def _of_no_role(o: Observation) -> Observation:
    """The observation as a date whose role nobody states."""
    place, _, name = o.source.id.partition(":")
    kind = name.removeprefix("updated").removeprefix("-") or "dateline"
    return replace(o, field="date", source=SOURCES[place, kind])


def _other(o: Observation) -> Observation:
    """The observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "stamp" if "stamp" in name else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])
