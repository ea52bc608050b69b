"""What marks the lists of authors of a page: printed twice or as cards are, the outlet, a part of another, in the headline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.fields.author_lists import spelled
from service.fields.frame import Reading
from service.fields.usual import is_usual
from service.lexicon.texts import fold
from service.model import Habit

#: Lists that the others may be a part of.
_MOST_COMPARED = 50
_WORD = re.compile(r"[^\W_]+")
#: Places that machines are not told of: elements of the page.
_PRINTED = "html:"
#: Places where a name was found by its look alone.
_UNMARKED = frozenset(("html:near-headline-name", "html:standing-name"))


def marks(
    by_key: Mapping[str, Sequence[Reading]], publisher: str | None, headline: str | None, known: Mapping[str, Habit]
) -> dict[str, dict[str, float]]:
    """Return the ids of the features that each list has; ``known`` are the keys of names on every page of the site."""
    title, site = _spaced(headline), _site(by_key, publisher)
    printed = {key: [r for r in same if r.observation.source.id.startswith(_PRINTED)] for key, same in by_key.items()}
    dumped = [r.observation.order for same in by_key.values() for r in same if r.observation.source.id.startswith("text:")]
    told = [key for key, same in by_key.items() if any(r.observation.source.witness == "machine" for r in same)]
    sets = {key: set(key.split("\n")) for key in told[:_MOST_COMPARED]}
    found: dict[str, dict[str, float]] = {}
    for key, same in by_key.items():
        mine = printed[key]
        alone = len(mine) == len(same)
        names = set(key.split("\n"))
        unnamed = any("unnamed" in r.marks for r in same)
        held = {
            "confirmed": len(mine) > 1,
            # "Maeve Tolan Harbour correspondent" beside "Maeve Tolan" is no other name
            "contradicted": alone and len(mine) == 1 and any(printed[o] and not f"{o} ".startswith(f"{key} ") for o in printed),
            "several": all("several" in r.marks for r in same),
            "signed": any("signed" in r.marks for r in same),
            "about": alone and _is_about(key, mine, title),
            # newsrooms have one word in most languages
            "one_word": " " not in key and "\n" not in key and not unnamed,
            "later": bool(dumped) and all(r.observation.order > min(dumped) for r in same),
            "outlet": all(_is_own(r, site) for r in same),
            "part": any(_is_part(names, other) for other in sets.values()),
            "usual": is_usual(same[0], known),
            "unnamed": unnamed,
        }
        found[key] = {name: 1.0 for name, holds in held.items() if holds}
    return found


def _is_part(mine: set[str], others: set[str]) -> bool:
    """Return whether a list lacks names of another, or its one name is the first word of the other's: "Jane" of "Jane Doe"."""
    cut = len(mine) == len(others) == 1 and mine != others and next(iter(others)).partition(" ")[0] in mine
    return mine < others or cut


def _is_about(key: str, printed: Sequence[Reading], headline: str) -> bool:
    """Return whether the headline has the name; a link to the person whom a story is about looks like one to its author."""
    linked = len(printed) == 1 and printed[0].observation.source.id == "html:rel-author"
    return f" {key} " in headline or (linked and f" {key.rpartition(' ')[2]} " in headline)


def _spaced(headline: str | None) -> str:
    """Return the headline as folded words between blanks, so that names are found in it as whole words."""
    return " " + " ".join(_WORD.findall(spelled(fold(headline or "")))) + " "


def _site(by_key: Mapping[str, Sequence[Reading]], publisher: str | None) -> str:
    """Return the outlet's folded name, or none where only names found by their look speak against it.

    Beside the headline of Jane Doe's own site whatever has the look of a name is no better than hers.
    """
    site = fold(publisher or "")
    people = [r for same in by_key.values() for r in same if _has_person(r, site)]
    return "" if all(r.observation.source.id in _UNMARKED for r in people) else site


def _is_own(reading: Reading, site: str) -> bool:
    elements = reading.value if isinstance(reading.value, list) else []
    return bool(site) and all(isinstance(each, dict) and fold(str(each.get("name"))) == site for each in elements)


def _has_person(reading: Reading, site: str) -> bool:
    """Return whether somebody is named who is not the site: "Yayla Haber" has the shape of a person's name."""
    elements = reading.value if isinstance(reading.value, list) else []
    people = [each for each in elements if isinstance(each, dict) and each.get("@type") == "Person"]
    return any(fold(str(each.get("name"))) != site for each in people)
