"""What tells who wrote the article from cards, outlets, agencies and those whom it is about: one
function a feature.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from service.fields.author_names import person_key
from service.fields.titles import pieces
from service.judge.decision import Feature, Reading
from service.lexicon.texts import fold, key_of

#: Lists that the others may be a part of.
_MOST_COMPARED = 50
#: The place of links to authors.
LINK = "html:rel-author"
#: The place of names that were found by their look alone.
_UNMARKED = "html:near-headline-name"


class _Names(NamedTuple):
    """The names that places of a page agree on, folded, those of persons among them, the readings
    that say them, and where.
    """

    key: str
    all: frozenset[str]
    persons: frozenset[str]
    readings: Sequence[Reading]
    places: frozenset[str]
    witnesses: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its names."""
        return frozenset(self.key.split("\n"))

    @property
    def is_printed(self) -> bool:
        """Whether a place where readers see them says them."""
        return any(place.startswith("html:") for place in self.places)

    @property
    def is_only_printed(self) -> bool:
        """Whether no other place says them."""
        return all(place.startswith("html:") for place in self.places)

    @property
    def is_dumped(self) -> bool:
        """Whether the first of their places is in a page's plain text."""
        return self.readings[0].observation.source.id.startswith("text:")


class _Page(NamedTuple):
    """All lists of names of a page, and what they are held against: the outlet's names, folded, the
    headline, the first byline of a dump, the lists for machines, and the names on every page of the
    site.
    """

    printed: Sequence[str]
    outlet: frozenset[str]
    headline: str
    first_dumped: int
    for_machines: Sequence[frozenset[str]]
    usual: Collection[str]


def _is_contradicted(names: _Names, page: _Page) -> bool:
    # "Maeve Tolan Harbour correspondent" beside "Maeve Tolan" is no other name
    others = [o for o in page.printed if not f"{o} ".startswith(f"{names.key} ")]
    return names.is_only_printed and len(names.readings) == 1 and bool(others)


def _is_about(names: _Names, page: _Page) -> bool:
    # a link to the person whom a story is about looks like one to its author
    is_link = names.places == {LINK} and len(names.readings) == 1
    name = names.key.split(" ")[-1] if is_link else names.key
    return names.is_only_printed and f" {name} " in page.headline


def _is_later(names: _Names, page: _Page) -> bool:
    first = min([r.observation.order for r in names.readings])
    return names.is_dumped and first > page.first_dumped


def _is_part(names: _Names, page: _Page) -> bool:
    return any(names.keys < o or names.keys == _given_names(o) for o in page.for_machines)


def _given_names(names: frozenset[str]) -> frozenset[str]:
    """Return the first words of names of several: "jane" of "jane doe"."""
    return frozenset([name.partition(" ")[0] for name in names]) - names


def _is_usual(names: _Names, page: _Page) -> bool:
    return all(key_of(name) in page.usual for name in names.all)


#: A feature that only tells a value from its rivals.
_rival = partial(Feature, own=False)
#: Each feature, and whether a list of names has it.
_ROWS: tuple[tuple[Feature, Callable[[_Names, _Page], bool]], ...] = (
    (Feature("contradicted", "printed, as other names are elsewhere", -1.0), _is_contradicted),
    (
        Feature("several", "several names, each of an element of its own", -2.0),
        lambda names, _: all("several" in r.marks for r in names.readings),
    ),
    (Feature("about", "the headline has the name", -2.0), _is_about),
    (
        Feature("signed", "printed behind a byline's word", 1.0),
        lambda names, _: any("signed" in r.marks for r in names.readings),
    ),
    # newsrooms have one word in most languages
    (Feature("one_word", "one word", -0.5), lambda names, _: len(names.key.split()) < 2),
    (_rival("later", "not the first byline of a dump", -1.0), _is_later),
    (
        _rival("outlet", "the outlet's own name, where another names somebody", -2.0),
        lambda names, page: names.all <= page.outlet,
    ),
    (_rival("part", "a part of what machines are told", -1.0), _is_part),
    (_rival("usual", "on every page of the site, where another is not", -1.0), _is_usual),
)
FEATURES = tuple([feature for feature, _ in _ROWS])


def author_features(
    by_key: Mapping[str, Sequence[Reading]],
    publisher: str | None,
    headline: str | None,
    usual: Collection[str],
) -> dict[str, dict[str, float]]:
    """Return the features of each list of authors; ``usual`` are the keys of names on every page
    of the site.
    """
    lists = [_names(key, readings) for key, readings in by_key.items()]
    page = _page(lists, publisher or "", headline or "", usual)
    return {
        each.key: {feature.id: 1.0 for feature, holds in _ROWS if holds(each, page)}
        for each in lists
    }


def _page(lists: Sequence[_Names], publisher: str, headline: str, usual: Collection[str]) -> _Page:
    """Return what the lists of a page are held against."""
    return _Page(
        [each.key for each in lists if each.is_printed],
        _outlet_names(lists, publisher),
        f" {person_key(fold(headline))} ",
        min([each.readings[0].observation.order for each in lists if each.is_dumped], default=0),
        [each.keys for each in lists if "machine" in each.witnesses][:_MOST_COMPARED],
        usual,
    )


def _names(key: str, readings: Sequence[Reading]) -> _Names:
    """Return the names of one key of the readings, whose values are lists of people."""
    named = {(fold(each["name"]), each["@type"]) for r in readings for each in r.value}  # type: ignore
    return _Names(
        key,
        frozenset([name for name, _ in named]),
        frozenset([name for name, kind in named if kind == "Person"]),
        readings,
        frozenset([r.observation.source.id for r in readings]),
        frozenset([r.observation.source.witness for r in readings]),
    )


def _outlet_names(lists: Sequence[_Names], publisher: str) -> frozenset[str]:
    """Return the names of the outlet, folded, where a list names somebody else: of "Council backs
    plan | Quay Post" the parts too.

    Where only names found by their look speak against it, the outlet's name on Jane Doe's own site
    is no worse than they.
    """
    names = frozenset([fold(publisher), *map(fold, pieces(publisher))])
    others = [each for each in lists if each.persons - names and each.places != {_UNMARKED}]
    return names if others and publisher else frozenset()
