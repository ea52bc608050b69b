"""Weighs the author lists of one page's sources: confirmed elements, people before agencies, fuller lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from service.fields.author_lists import spelled
from service.fields.frame import Reading
from service.lexicon.texts import fold
from service.records import replace

#: A fuller list is believed over a shorter one when its source is nearly as good.
_NEAR = 0.9
#: A person who is more likely not the author takes nothing from an agency.
_LIKELY = 0.5
#: Statements that are compared with one another.
_MOST_COMPARED = 50
_WORD = re.compile(r"[^\W_]+")
#: How often the names in elements found by their class words are the authors, one name and several: where another kind of
#: element has the same names, where none speaks, where another has other names.  Several names of several elements that
#: nothing confirms are mostly those of cards about other articles (measured on 1,100 elements of news pages).
_ELEMENTS = {
    (1, "confirmed"): 0.92,
    (1, "alone"): 0.80,
    (1, "contradicted"): 0.56,
    (2, "confirmed"): 0.65,
    (2, "alone"): 0.30,
    (2, "contradicted"): 0.20,
}
_BY_CLASS = ("html:author", "html:byline", "html:rel-author")
#: Marked elements repeat for cards too, though less often.
_REPEATED = 0.6


#: One element that lists several and nothing else, where no other names anyone: <ul class="authors"><li>Jane Doe</li> …
_ONE_LIST = 0.65


def weighed(readings: list[Reading], sizes: Sequence[tuple[int, bool]], headline: str | None) -> list[Reading]:
    """Return the readings, page elements weighed by their number and by what the page's other elements say.

    ``sizes`` has for each reading how many statements it is made of, and whether they are the names of one element.
    """
    keys = Counter(r.key for r in readings if r.value is not None and r.observation.source.id.startswith("html:"))
    words = _spaced(headline)
    return [_element(r, size, keys, words) for r, size in zip(readings, sizes, strict=True)]


def _element(reading: Reading, size: tuple[int, bool], keys: Mapping[str, int], headline: str) -> Reading:
    source = reading.observation.source
    several = size[0] > 1 and "\n" in reading.key
    if reading.value is None or not source.id.startswith(("html:", "microdata:")):
        return reading
    if source.id.startswith("microdata:"):
        return replace(reading, weight=_REPEATED / source.reliability) if several else reading
    # <span>Maeve Tolan</span><span>Harbour correspondent</span>: what clings to a name around it does not contradict the name
    rivals = [key for key in keys if key != reading.key and not key.startswith(f"{reading.key} ")]
    state = "confirmed" if keys[reading.key] > 1 else "contradicted" if rivals else "alone"
    measured = source.id in _BY_CLASS or state == "confirmed"
    chance = _ELEMENTS[2 if several else 1, state] if measured else source.reliability
    if several and state == "alone" and size[1]:
        chance = _ONE_LIST
    # A link to the person whom a story is about looks like one to its author
    about = f" {reading.key} " in headline or (
        source.id == "html:rel-author" and state != "confirmed" and f" {reading.key.rpartition(' ')[2]} " in headline
    )
    return replace(reading, weight=chance * (0.5 if about else 1.0) / source.reliability)


def _spaced(headline: str | None) -> str:
    """Return the headline as folded words between blanks, so that names are found in it as whole words."""
    return " " + " ".join(_WORD.findall(spelled(fold(headline or "")))) + " "


def people_first(readings: list[Reading], publisher: str | None = None) -> list[Reading]:
    """Return the readings, those that name only organisations weaker where another names a person."""
    site = fold(publisher or "")
    people = [r for r in readings if r.reliability >= _LIKELY and _has_person(r, "")]
    # beside the headline of Jane Doe's own site whatever has the look of a name is no better than hers
    if all(_is_unmarked(r) for r in people if _has_person(r, site)):
        site = ""
    if not people:
        return readings
    return [r if r.value is None or _has_person(r, site) else replace(r, weight=r.weight * _left(r, site)) for r in readings]


#: What is left of the weight of organisations beside a person, and of the outlet's own name, with which templates fill the
#: author's place in every story.
_ORGANISATION, _OUTLET = 0.55, 0.3


def _left(reading: Reading, site: str) -> float:
    elements = reading.value if isinstance(reading.value, list) else []
    own = all(isinstance(each, dict) and fold(str(each.get("name"))) == site for each in elements)
    return _OUTLET if own else _ORGANISATION


def _is_unmarked(reading: Reading) -> bool:
    """Return whether a name was found by its look alone."""
    return reading.observation.source.id in ("html:near-headline-name", "html:standing-name")


def _has_person(reading: Reading, site: str) -> bool:
    """Return whether somebody is named who is not the site: "Yayla Haber" has the shape of a person's name."""
    elements = reading.value if isinstance(reading.value, list) else []
    people = [each for each in elements if isinstance(each, dict) and each.get("@type") == "Person"]
    return any(fold(str(each.get("name"))) != site for each in people)


def with_fuller(readings: list[Reading]) -> list[Reading]:
    """Return the readings, a list that another source gives in full counted for the fuller one."""
    told = [r for r in readings if r.value is not None][:_MOST_COMPARED]
    sets = {r.key: set(r.key.split("\n")) for r in readings if r.value is not None}
    return [_fuller(reading, told, sets) for reading in readings]


def _fuller(reading: Reading, readings: list[Reading], sets: dict[str, set[str]]) -> Reading:
    if reading.value is None:
        return reading
    mine = sets[reading.key]
    wider = [
        r
        for r in readings
        if r.value is not None
        and r.reliability >= _NEAR * reading.reliability
        and (mine < sets[r.key] or _is_cut(mine, sets[r.key]))
    ]
    if not wider:
        return reading
    other = max(wider, key=lambda r: (r.reliability, len(sets[r.key]), r.key))
    return replace(reading, key=other.key, value=other.value, weight=reading.weight * 0.95, stated=False, damages=())


def _is_cut(mine: set[str], others: set[str]) -> bool:
    """Return whether the one name of a list is the first word of the one name of another: "Jane" of "Jane Doe"."""
    return len(mine) == len(others) == 1 and next(iter(others)).partition(" ")[0] in mine and mine != others
