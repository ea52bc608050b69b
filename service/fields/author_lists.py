"""The people whom one source names as authors (strings, objects and lists taken apart), and what marks the lists of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from service.fields.author_names import LONGEST, names_in
from service.fields.frame import Reading, is_usual
from service.judge.features import Feature, mark
from service.lexicon.labels import label_of
from service.lexicon.lines import is_boilerplate
from service.lexicon.people import AGENCIES, can_sign, looks_like_organisation, looks_like_person_name
from service.lexicon.texts import compact, fold, remembered
from service.model import Habit, Json

#: Authors that one answer keeps; of a list this many times as many members are read, so that duplicates crowd nobody out.
MOST, _CROWD = 100, 5
#: Characters read of one source, and lists in objects in lists: lists of lists pass by the limit on members.
_MOST_READ, _DEPTH = 100_000, 5
_PROFILE = re.compile(r"https?://\S{1,2000}$", re.IGNORECASE)
#: The members of a person's object that hold the name, and its parts, in schema.org and in what interfaces hand out.
_NAMES = ("name", "@value", "display_name", "displayName", "full_name", "fullName", "fullname", "value")
_NAME_PARTS = (
    ("givenName", "given_name", "firstName", "first_name", "firstname", "first"),
    ("additionalName", "middleName", "middle_name"),
    ("familyName", "family_name", "lastName", "last_name", "lastname", "last"),
)


@dataclass(slots=True)
class People:
    """The authors of one source while they are read: folded name → element."""

    found: dict[str, dict[str, Json]] = field(default_factory=dict)
    damages: list[str] = field(default_factory=list)
    read: int = 0

    def add(self, raw: str, *, organisation: bool = False, url: str | None = None) -> None:
        """Add the names in a text; the address of a profile belongs to one name alone."""
        self.read += min(len(raw), LONGEST)
        names = names_in(raw, organisation=organisation)
        self.damages += names.damages
        for name, kind in names.found:
            element: dict[str, Json] = {"@type": kind, "name": name}
            if url and len(names.found) == 1:
                element["url"] = url
            if self.found.setdefault(fold(name), element) is not element:
                self.damages.append("duplicate_author")

    def drop(self, keys: Collection[str], damage: str) -> None:
        """Drop the names of these keys, and note the damage."""
        self.found = {key: element for key, element in self.found.items() if key not in keys}
        self.damages.append(damage)

    def names_person(self, besides: Collection[str]) -> bool:
        """Return whether somebody is a person, besides those of these keys."""
        return "Person" in [element["@type"] for key, element in self.found.items() if key not in besides]


def collect(raw: Json, people: People, depth: int = 0) -> None:
    """Add to the people all that a raw value names: a string, an object, or a list of either."""
    if depth > _DEPTH or raw is None or isinstance(raw, (bool, int, float)) or people.read > _MOST_READ:
        return
    if isinstance(raw, str):
        people.add(raw)
    elif isinstance(raw, dict):
        name = next((raw[key] for key in _NAMES if raw.get(key)), None)
        if not name:
            name = " ".join([said for keys in _NAME_PARTS if (said := next((str(raw[k]) for k in keys if raw.get(k)), ""))])
        if not isinstance(name, str):
            collect(name, people, depth + 1)
        elif name:
            url, kind = raw.get("url") or raw.get("@id"), str(raw.get("@type"))
            organisation = "Organization" in kind or kind in ("Corporation", "NewsAgency")
            people.add(name, organisation=organisation, url=url if isinstance(url, str) and _PROFILE.match(url) else None)
    else:
        members = list(raw)[: MOST * _CROWD]
        if len(members) > 3 and all(isinstance(m, str) and len(m) == 1 for m in members):
            people.damages.append("author_in_letters")
            members = ["".join(map(str, members))]
        for member in members:
            collect(member, people, depth + 1)


def tell_outlet(people: People, publisher: str, outlet: frozenset[str]) -> None:
    """Drop the outlet where somebody else is named, "Pete Evans, CBC News" at cbc.ca; alone it is an organisation.

    ``outlet`` are its names, compacted.  A publisher of a person's very name may be that person's site.
    """
    key = fold(publisher)
    own = {name for name, element in people.found.items() if _is_outlet(str(element["name"]), outlet)}
    for name in own:
        people.found[name]["@type"] = "Organization"
    named = {key} & people.found.keys() if len(people.found) > 1 else set()
    dropped = named | (own if own and people.names_person(own) else set())
    if dropped and len(dropped) < len(people.found):
        people.drop(dropped, "site_name_as_author")


def _is_outlet(name: str, outlet: frozenset[str]) -> bool:
    """Return whether a name is the outlet's; janedoe.example may well be Jane Doe's own."""
    letters = compact(name)
    return not outlet.isdisjoint((letters, letters.removesuffix("news"))) and not looks_like_person_name(name)


def drop_furniture(people: People, written: str) -> None:
    """Drop what page elements hold beside names: buttons, remarks, agencies, and a name with other words beside the bare name.

    What is ``written`` there may open with a byline's word: "By Mit Patel".
    """
    for key, element in list(people.found.items()):
        name = str(element["name"])
        longer = [other for other in people.found if other != key and other in key and len(other) > 4]
        alone = " " not in name and name[:1].isupper()
        named = alone or looks_like_person_name(name) or looks_like_organisation(name)
        signed = not named and can_sign(name) and (label_of(written) or ("",))[0] == "author"
        if longer or not (named or signed) or is_boilerplate(name):
            del people.found[key]
    # "Jane Doe | AFP"
    agencies = people.found.keys() & AGENCIES
    if agencies and people.names_person(agencies):
        people.drop(agencies, "agency_in_author")


#: Letters that people whose keyboards lack them write with others; titles, and a middle initial.
_LETTERS = str.maketrans("øæœłđðı-'.,:;!?", "oaolddi        ")
_ASIDE = re.compile(r"^(?:(?:dr|prof|sir|dame|mr|mrs|ms|rev)\.? )+(?=\S+ \S)|(?<=\w) [^\W\d_]\.?(?= \w)")


@remembered
def same_name(folded: str) -> str:
    """Return the key of a name on one page, where accents, titles and a middle initial make no other person."""
    letters = [c for c in unicodedata.normalize("NFKD", _ASIDE.sub("", folded)) if not unicodedata.combining(c)]
    name = " ".join("".join(letters).translate(_LETTERS).split())
    return name.removeprefix("the ") if name.removeprefix("the ") in AGENCIES else name


#: What tells who wrote the article from cards, outlets, agencies and whom it is about.
FEATURES: tuple[Feature, ...] = (
    mark("contradicted", "printed, as other names are elsewhere", -1.0),
    mark("several", "several names, each of an element of its own", -2.0),
    mark("about", "the headline has the name", -2.0),
    mark("signed", "printed behind a byline's word", 1.0),
    mark("one_word", "one word", -0.5),
    mark("later", "not the first byline of a dump", -1.0, own=False),
    mark("outlet", "the outlet's own name, where another names somebody", -2.0, own=False),
    mark("part", "a part of what machines are told", -1.0, own=False),
    mark("unnamed", "a newsroom, a host or an account, where nobody is named", -1.0),
    mark("usual", "on every page of the site, where another is not", -1.0, own=False),
)
#: Lists that the others may be a part of.
_MOST_COMPARED = 50
#: The place of links to authors, and that where a name was found by its look alone.
_LINK, _UNMARKED = "html:rel-author", "html:near-headline-name"


def marks(
    by_key: Mapping[str, Sequence[Reading]], publisher: str | None, headline: str | None, known: Mapping[str, Habit]
) -> dict[str, dict[str, float]]:
    """Return the ids of the features that each list has; ``known`` are the keys of names on every page of the site."""
    title, site = f" {same_name(fold(headline or ''))} ", _site(by_key, publisher)
    places = {key: [r.observation.source for r in same] for key, same in by_key.items()}
    printed = {key: sum([place.id.startswith("html:") for place in stated]) for key, stated in places.items()}
    orders = {
        key: min([r.observation.order for r in same])
        for key, same in by_key.items()
        if same[0].observation.source.id.startswith("text:")
    }
    told = [key for key, stated in places.items() if "machine" in [place.witness for place in stated]]
    sets = [frozenset(key.split("\n")) for key in told[:_MOST_COMPARED]]
    others = {key for key, count in printed.items() if count}
    found: dict[str, dict[str, float]] = {}
    for key, same in by_key.items():
        mine = frozenset(key.split("\n"))
        alone = printed[key] == len(same)
        marked = frozenset[str]().union(*[r.marks for r in same])
        held = {
            # "Maeve Tolan Harbour correspondent" beside "Maeve Tolan" is no other name
            "contradicted": alone and len(same) == 1 and bool([o for o in others if not f"{o} ".startswith(f"{key} ")]),
            "several": all("several" in r.marks for r in same),
            # a link to the person whom a story is about looks like one to its author
            "about": alone
            and f" {key if len(same) > 1 or same[0].observation.source.id != _LINK else key.split(' ')[-1]} " in title,
            "signed": "signed" in marked,
            # newsrooms have one word in most languages
            "one_word": len(key.split()) == 1 and "unnamed" not in marked,
            "later": bool(orders) and key in orders and orders[key] > min(orders.values()),
            "outlet": bool(site) and all(name == site for r in same for name, _ in named_in(r)),
            "part": bool([other for other in sets if _is_part(mine, other)]),
            "usual": bool(known) and is_usual(same[0], known),
            "unnamed": "unnamed" in marked,
        }
        found[key] = {name: 1.0 for name, holds in held.items() if holds}
    return found


def named_in(reading: Reading) -> list[tuple[str, str]]:
    """Return the folded names of a reading, each with its type."""
    elements = reading.value if isinstance(reading.value, list) else []
    return [(fold(str(each.get("name"))), str(each.get("@type"))) for each in elements if isinstance(each, dict)]


def _is_part(mine: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a list lacks names of another, or its one name is the first word of the other's: "Jane" of "Jane Doe"."""
    return mine < others or (len(others) == 1 and mine == {next(iter(others)).partition(" ")[0]} != others)


def _site(by_key: Mapping[str, Sequence[Reading]], publisher: str | None) -> str:
    """Return the outlet's folded name, or none where only names found by their look speak against it.

    Beside the headline of Jane Doe's own site whatever has the look of a name is no better than hers.
    """
    site = fold(publisher or "")
    # "Yayla Haber" has the shape of a person's name
    for same in by_key.values():
        for r in same:
            if r.observation.source.id != _UNMARKED and [1 for name, k in named_in(r) if k == "Person" and name != site]:
                return site
    return ""
