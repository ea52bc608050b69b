"""Lists told by repetition: siblings of one make with one kind of thing in each, as teasers and comments have.

What stands in a list of three or more is another story's, a comment's or an event's, whatever its classes are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from service.lexicon.people import looks_like_person_name
from service.view.columns import View
from service.view.places import Places, reach

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
