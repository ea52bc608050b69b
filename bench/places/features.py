"""The generic features of a short text's place: class words around it, what stands beside it, how
far it is from headline and body, its shape.

They know no site, no language and no rule; ``python -m bench.places`` learns what each is worth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.lexicon.texts import remembered
from service.view import class_words
from service.view.columns import BLOCK, View
from service.view.places import Places

#: Elements around a text whose class words are asked, the text's own first.
_AROUND = 5
#: Characters of a neighbour that are looked at; words that a shape shows, and that are counted;
#: and how many with a capital.
_BESIDE, _SHAPE, _MANY, _FEW = 60, 7, 6, 3
#: A longer shape says nothing of a part of the page.
_SHORT_SHAPE = 11
#: Texts from the headline up to which one stands right above or below it.
_ABOVE, _BELOW = 8, 6
#: Texts from the body's beginning up to which one stands in it rather than below.
_IN_BODY = 30
#: Runs of a page, and characters of one, whose words are looked up.
_RUNS, _RUN = 3_000, 2_000
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 40, 80, 200, 1000)
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_OF_ADDRESS = re.compile(r"[a-z]{2,30}")
_HOST = re.compile(r"^https?://[^/]*")
_MARKS = ".,:;|·•()-–—"


class ShortText(NamedTuple):
    """A short text that one element holds: the element, its first and last run, and the words."""

    place: int
    first: int
    last: int
    text: str


class Page(NamedTuple):
    """What a text's place is held against: the view, the page's fixed points, the runs at which
    headline and body begin, how many of the texts have a parent of the same make, and the words
    that the page writes without a capital.
    """

    view: View
    places: Places
    headline: int
    body: int
    makes: Counter[str]
    small: frozenset[str]


def page_of(view: View, places: Places, texts: Sequence[ShortText]) -> Page:
    """Return what the places of these texts are held against."""
    headline = view.stops[places.headline] if places.headline >= 0 else 0
    body = view.starts[min(places.first_paragraph, len(view))]
    makes = Counter([_make(view, view.parents[each.place]) for each in texts])
    return Page(view, places, headline, body, makes, _small_words(view, texts))


def _small_words(view: View, texts: Sequence[ShortText]) -> frozenset[str]:
    """Return the words of the texts that the page writes without a capital elsewhere: names of
    people are none of them.
    """
    asked = {word.lower() for each in texts for word in each.text.split() if word[:1].isupper()}
    written = [word for run in view.runs[:_RUNS] for word in run[:_RUN].split()]
    return frozenset(asked.intersection(written))


def _make(view: View, place: int) -> str:
    """Return the tag and class of an element: those of a list's items are equal."""
    return f"{view.tags[place]}.{view.get(place, 'class')}" if place >= 0 else ""


@remembered
def _words(text: str) -> tuple[str, ...]:
    """Return the words and marks of a text in lower case, every number being "0"."""
    return tuple(["0" if word.isdigit() else word for word in _WORD.findall(text.lower())])


@remembered
def shape_of(text: str) -> str:
    """Return the shape of a text's first words.

    >>> shape_of("By Jane Doe, 5 March 2021")
    'X X X, 0 X 0000'
    """
    return " ".join([_shape_of_word(word) for word in text.split()[:_SHAPE]])


@lru_cache(maxsize=2_048)
def _shape_of_word(word: str) -> str:
    core = word.strip(_MARKS)
    if not core:
        return word[:1]
    tail = "" if word[-1].isalnum() else word[-1]
    return _shape_of_core(core) + tail


def _shape_of_core(core: str) -> str:
    """Return the shape of a word without the marks around it: "X" with a capital, "s" in a script
    without.
    """
    if core.isdigit():
        return "0" * len(core) if len(core) in (3, 4) else "0"
    if any(map(str.isdigit, core)):
        return "0x" if any(map(str.isalpha, core)) else ("0:0" if ":" in core else "0/0")
    if core[0].islower():
        return "x"
    if not core[0].isupper():
        return "s"
    return "XX" if len(core) > 1 and core.isupper() else "X"


@lru_cache(maxsize=2_048)
def _step(count: int) -> str:
    """Return the step of a count: 0, 1, 2, 3, 5, 8 … with its sign."""
    size = next((step for step in _STEPS if abs(count) <= step), "more")
    return f"-{size}" if count < 0 else f"{size}"


# --- the features, one function each


def _class_words(page: Page, asked: ShortText) -> Iterable[str]:
    view = page.view
    around = (asked.place, *view.ancestors(asked.place, _AROUND - 1))
    return frozenset[str]().union(*[class_words.words(view.names(each)) for each in around])


def _class_words_of_run(view: View, run: int) -> Iterable[str]:
    return class_words.words(view.names(view.owners[run])) if 0 <= run < len(view.runs) else ()


def _class_words_before(page: Page, asked: ShortText) -> Iterable[str]:
    return _class_words_of_run(page.view, asked.first - 1)


def _class_words_behind(page: Page, asked: ShortText) -> Iterable[str]:
    return _class_words_of_run(page.view, asked.last + 1)


def _words_before(page: Page, asked: ShortText) -> Sequence[str]:
    """Return the words right before a text, of a long neighbour the last ones."""
    if asked.first < 1:
        return ()
    return _words(page.view.runs[asked.first - 1].strip()[-_BESIDE:])


def _last_before(page: Page, asked: ShortText) -> Iterable[str]:
    border = "block" if page.view.runs[asked.first][:1] == BLOCK else "line"
    return (f"{border} {''.join(_words_before(page, asked)[-1:])}",)


def _first_word(_: Page, asked: ShortText) -> Iterable[str]:
    return _words(asked.text)[:1]


def _size(asked: ShortText) -> int:
    """Return how many words a text has, more than a few being as many."""
    return min(len([word for word in _words(asked.text) if word[0].isalnum()]), _MANY)


def _shapes(_: Page, asked: ShortText) -> Iterable[str]:
    return (shape_of(asked.text),)


def _link_of(page: Page, asked: ShortText) -> int:
    """Return the link that a text is, or stands in; -1 without one."""
    view = page.view
    around = (asked.place, *view.ancestors(asked.place, 2))
    return next((each for each in around if view.tags[each] == "a"), -1)


def _address_words(page: Page, asked: ShortText) -> Iterable[str]:
    link = _link_of(page, asked)
    address = page.view.get(link, "href")[:200].lower() if link >= 0 else ""
    return set(_OF_ADDRESS.findall(_HOST.sub("", address))[:3])


def _rels(page: Page, asked: ShortText) -> Iterable[str]:
    link = _link_of(page, asked)
    return page.view.get(link, "rel")[:200].lower().split() if link >= 0 else ()


def _part(page: Page, asked: ShortText) -> str:
    """Return the part of the page where a text stands, by headline and body."""
    below, in_body = asked.first - page.headline, asked.first - page.body
    if page.places.headline < 0:
        return "page without headline"
    if below < 0:
        return "far above the headline" if below < -_ABOVE else "above the headline"
    if asked.place < page.places.first_paragraph:
        return "right below the headline" if below < _BELOW else "between headline and body"
    return "in the body" if in_body < _IN_BODY else "below the body"


def _parts(page: Page, asked: ShortText) -> Iterator[str]:
    """Yield the part of the page, and it with the text's size, its shape and its region."""
    part, shape = _part(page, asked), shape_of(asked.text)
    yield part
    yield f"{part}, {_size(asked)} words"
    yield f"{part}, {shape if len(shape) <= _SHORT_SHAPE else 'long'}"
    yield f"{part}, {page.places.region(asked.place)}"


def _from_body(page: Page, asked: ShortText) -> Iterable[str]:
    return (_step(asked.first - page.body),)


def _repeated(page: Page, asked: ShortText) -> Iterable[str]:
    return (_step(page.makes[_make(page.view, page.view.parents[asked.place])]),)


def _small(page: Page, asked: ShortText) -> Iterable[str]:
    words = [word for word in asked.text.split() if word[:1].isupper()]
    count = len([word for word in words if word.lower() in page.small])
    return (f"{min(count, _FEW)} of {min(len(words), _FEW)}",)


class Feature(NamedTuple):
    """A row: the feature's name, and what tells the values that a text has of it."""

    name: str
    values: Callable[[Page, ShortText], Iterable[str]]


#: The one table of features: of forty that were tried, those that it costs something to leave out.
#: Tags, depths and the words of the text itself told nothing of other hosts' pages.
FEATURES = (
    Feature("class", _class_words),
    Feature("class before", _class_words_before),
    Feature("class behind", _class_words_behind),
    Feature("before", _last_before),
    Feature("first", _first_word),
    Feature("shape", _shapes),
    Feature("address", _address_words),
    Feature("rel", _rels),
    Feature("part", _parts),
    Feature("from body", _from_body),
    Feature("alike", _repeated),
    Feature("small", _small),
)


def values_of(page: Page, asked: ShortText) -> Iterator[tuple[str, str]]:
    """Yield each feature of a text's place and a value of it: ("class", "byline")."""
    for feature in FEATURES:
        for value in feature.values(page, asked):
            yield feature.name, value
