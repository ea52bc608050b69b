"""The authors: people and organisations who wrote the article, one element each, in the order of the byline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from service.fields.author_cleaning import unnamed_in, without_prefix
from service.fields.author_names import LONGEST, names_in, organisation_in
from service.fields.frame import plain, unprinted
from service.fields.titles import pieces
from service.fields.url import site_labels
from service.judge.decision import Damage, Feature, Reading, as_one, by_key_of, decide, lists, of_field, refused
from service.lexicon.labels import label_of
from service.lexicon.people import AGENCIES, can_sign, looks_like_organisation, looks_like_person_name
from service.lexicon.texts import compact, fold, key_of, remembered
from service.model import Context, Finding, Habit, Json, Observation, Resolution

#: What is damage in a printed byline too; taking "By" off a byline is reading it, not repairing it.
_OF_BYLINES = frozenset(("duplicate_author", "author_in_letters"))
#: What tells who wrote the article from cards, outlets, agencies and whom it is about.
FEATURES: tuple[Feature, ...] = (
    Feature("contradicted", "printed, as other names are elsewhere", -1.0),
    Feature("several", "several names, each of an element of its own", -2.0),
    Feature("about", "the headline has the name", -2.0),
    Feature("signed", "printed behind a byline's word", 1.0),
    Feature("one_word", "one word", -0.5),
    Feature("later", "not the first byline of a dump", -1.0, own=False),
    Feature("outlet", "the outlet's own name, where another names somebody", -2.0, own=False),
    Feature("part", "a part of what machines are told", -1.0, own=False),
    Feature("usual", "on every page of the site, where another is not", -1.0, own=False),
)
#: Authors that one answer keeps; of a list this many times as many members are read, so that duplicates crowd nobody out.
MOST, _CROWD = 100, 5
#: Characters read of one source, and lists in objects in lists: lists of lists pass by the limit on members.
_MOST_READ, _DEPTH = 100_000, 5
#: Lists that the others may be a part of.
_MOST_COMPARED = 50
#: The place of links to authors, and that where a name was found by its look alone.
_LINK, _UNMARKED = "html:rel-author", "html:near-headline-name"
#: All whom one place names, by their folded names, each as answers have it.
_People: TypeAlias = dict[str, dict[str, Any]]


def resolve_authors(
    observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None, headline: str | None = None
) -> Resolution:
    """The authors as a list of {"@type", "name", "url"?}."""
    groups = lists(of_field(observations, "author"))
    outlet = site_labels(ctx.url) | ({compact(publisher)} if publisher else set())
    readings = [_read(group, fold(publisher or ""), outlet) for group in groups]
    if not [reading for reading in readings if reading.value]:
        readings = [_unnamed(reading, group) for reading, group in zip(readings, groups, strict=True)]
    usual = ctx.habits.usual.get("authors", {}) if ctx.habits else {}
    return decide("author", readings, FEATURES, marks=marks(by_key_of(readings), publisher, headline, usual))


#: The members of a person's object that hold the name, and its parts, in schema.org and in what interfaces hand out.
_NAMES = ("name", "@value", "displayname", "fullname", "value")
_NAME_PARTS = (("givenname", "firstname", "first"), ("additionalname", "middlename"), ("familyname", "lastname", "last"))
_PROFILE = re.compile(r"https?://\S{1,2000}$", re.IGNORECASE)


def printed(raw: Json) -> str:
    """Return the names in a raw value as a reader would see them, without the marks of a programming language."""
    return raw if isinstance(raw, str) else ", ".join([name for name, _, _ in _stated(raw, [])])


def _stated(raw: Json, damages: list[str], depth: int = 0) -> list[tuple[str, str, Json]]:
    """Return the names in a raw value, a string, an object or a list of either, each with its type and its address."""
    if isinstance(raw, str):
        return [(raw, "", None)]
    if depth > _DEPTH or not isinstance(raw, (dict, list, tuple)):
        return []
    if isinstance(raw, dict):
        told = {str(key).lower().replace("_", ""): value for key, value in raw.items()}
        name = next((told[key] for key in _NAMES if told.get(key)), None)
        whole = " ".join([said for keys in _NAME_PARTS if (said := next((str(told[k]) for k in keys if told.get(k)), ""))])
        # "Jane", and her family's name beside it
        if not name or (isinstance(name, str) and whole.startswith(f"{name} ")):
            name = whole
        if not isinstance(name, str):
            return _stated(name, damages, depth + 1)
        return [(name, str(raw.get("@type")), raw.get("url") or raw.get("@id"))] if name else []
    inner = list(raw)[: MOST * _CROWD]
    if len(inner) > 3 and all(isinstance(m, str) and len(m) == 1 for m in inner):
        damages.append("author_in_letters")
        inner = ["".join(map(str, inner))]
    return [one for member in inner for one in _stated(member, damages, depth + 1)]


def _people(raw: Json, damages: list[str]) -> _People:
    """Return all whom a raw value names."""
    people: _People = {}
    seen = set[str]()
    read = 0
    for text, kind, url in _stated(raw, damages):
        if read > _MOST_READ:
            break
        read += min(len(text), LONGEST)
        house = "Organization" in kind or kind in ("Corporation", "NewsAgency")
        names, told = organisation_in(text) if house else names_in(text)
        damages += told
        # the address of a profile belongs to one name alone
        profile = url if len(names) == 1 and isinstance(url, str) and _PROFILE.match(url) else None
        for name, is_a in names:
            key = fold(name)
            # "José Muñoz", "Jose Munoz"
            if same_name(key) in seen:
                damages.append("duplicate_author")
                continue
            seen.add(same_name(key))
            people[key] = {"@type": is_a, "name": name} | ({"url": profile} if profile else {})
    return people


def _read(group: list[Observation], publisher: str, outlet: frozenset[str]) -> Reading:
    """Return whom one place names."""
    observation, source = as_one(group), group[0].source
    damages: list[str] = []
    raw = unprinted(observation.raw)
    people = _without_outlet(_people(raw, damages), publisher, outlet, damages)
    if not people:
        message = f"“{fold(printed(raw))[:100]}” names no author."
        return refused(observation, "names no author", Finding("/article/author", "author_is_nobody", "info", message, raw))
    on_page = source.id.startswith("html:")
    people = _without_furniture(people, raw, damages) if on_page else people
    if not people:
        return refused(observation, "names nobody")
    value: list[Json] = [*list(people.values())[:MOST]]
    rules = [rule for rule in dict.fromkeys(damages) if source.witness != "human" or rule in _OF_BYLINES]
    names = [author["name"] for author in people.values()]
    message = f"{source.id} names {len(names)} authors; {MOST} are kept." if len(names) > MOST else ""
    signed, several = on_page and "byline_word_in_author" in damages, len(names) > 1 and _are_several(group)
    return Reading(
        observation,
        value,
        "\n".join(sorted(map(same_name, people))),
        tuple([Damage(rule, raw) for rule in rules]),
        stated=raw in (value, names[0] if len(names) == 1 else names),
        finding=Finding("/article/author", "too_many_authors", "warning", message) if message else None,
        marks=frozenset(["signed"] * signed + ["several"] * several),
    )


def _without_outlet(people: _People, publisher: str, outlet: frozenset[str], damages: list[str]) -> _People:
    """Return the people without the outlet beside somebody, "Pete Evans, CBC News" at cbc.ca; alone it is an organisation.

    ``outlet`` are its names, compacted.  A publisher of a person's very name may be that person's site, at janedoe.example.
    """
    kept: _People = {}
    for key, author in people.items():
        letters = compact(key)
        if (letters in outlet or letters.removesuffix("news") in outlet) and not looks_like_person_name(author["name"]):
            author["@type"] = "Organization"
        elif key != publisher:
            kept[key] = author
    somebody = publisher in people or "Person" in [author["@type"] for author in kept.values()]
    if kept.keys() == people.keys() or not kept or not somebody:
        return people
    damages.append("site_name_as_author")
    return kept


def _without_furniture(people: _People, raw: Json, damages: list[str]) -> _People:
    """Return the people without what page elements hold beside them: buttons, remarks, agencies, longer forms of a name."""
    whole = len(people) > 1 and any(looks_like_person_name(author["name"]) for author in people.values())
    kept: _People = {}
    for key, author in people.items():
        name = author["name"]
        longer = whole and [other for other in people if other != key and other in key and len(other) > 4]
        alone = not whole and " " not in name and name[:1].isupper()
        named = alone or looks_like_person_name(name) or looks_like_organisation(name)
        # "By Mit Patel"
        signed = not named and can_sign(name) and (label_of(printed(raw)) or ("",))[0] == "author"
        if not longer and (named or signed):
            kept[key] = author
    # "Jane Doe | AFP"
    others = {key: author for key, author in kept.items() if key not in AGENCIES}
    if len(others) == len(kept) or "Person" not in [author["@type"] for author in others.values()]:
        return kept
    damages.append("agency_in_author")
    return others


def _are_several(group: Sequence[Observation]) -> bool:
    """Return whether the names of a place stand in several elements, and not in one that lists them or repeats another."""
    if len(group) == 1 or not group[0].source.id.startswith(("html:", "microdata:")):
        return False
    written = [printed(o.raw) for o in group]
    texts = [text for text in written if names_in(text)[0]]
    longest = max(texts, key=len, default="")
    listed = len({o.locator for o in group}) == 1 and all(map(looks_like_person_name, written))
    return not listed and not all(text in longest for text in texts)


def _unnamed(reading: Reading, group: Sequence[Observation]) -> Reading:
    """Return the reading of a newsroom, a host or an account, where nobody is named: "By Sports Desk", "Posted by jdoe42".

    An account is a byline where readers see it; what a CMS calls its users is none.  A word in a scraper's column fills a slot;
    an object there says what it names, as an answer does that is sent back.
    """
    raw, source = reading.observation.raw, reading.observation.source
    typed = all(isinstance(each, Mapping) and "@type" in each for each in (raw if isinstance(raw, list | tuple) else [raw]))
    texts = [plain(printed(o.raw)[:200]).strip(" .,|") for o in group]
    bare = [without_prefix(text).strip() for text in texts]
    said = {unnamed_in(text, linked=source.id == _LINK) for text in bare} - {None}
    name, kind = (said.pop() if len(said) == 1 else None) or ("", "")
    hidden = kind == "Person" and source.witness not in ("supplied", "human") and bare == texts
    if not name or hidden or (source.witness == "supplied" and not typed):
        return reading
    element: Json = {"@type": kind, "name": name}
    stated = raw in (element, [element], name)
    return Reading(reading.observation, [element], same_name(fold(name)), stated=stated)


#: Letters that people whose keyboards lack them write with others; titles, and a middle initial.
_LETTERS = str.maketrans("øæœłđðı-'.,:;!?", "oaolddi        ")
_ASIDE = re.compile(r"^(?:(?:dr|prof|sir|dame|mr|mrs|ms|rev)\.? )+(?=\S+ \S)|(?<=\w) [^\W\d_]\.?(?= \w)")


@remembered
def same_name(folded: str) -> str:
    """Return the key of a name on one page, where accents, titles and a middle initial make no other person."""
    name = _ASIDE.sub("", folded)
    if not name.isascii():
        name = "".join([c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)])
    return " ".join(name.translate(_LETTERS).split())


def marks(
    by_key: Mapping[str, Sequence[Reading]], publisher: str | None, headline: str | None, known: Mapping[str, Habit]
) -> dict[str, dict[str, float]]:
    """Return the ids of the features that each list has; ``known`` are the keys of names on every page of the site."""
    names = {key: [(fold(e["name"]), e["@type"]) for r in same for e in r.value or ()] for key, same in by_key.items()}  # type: ignore
    places = {key: [r.observation.source.id for r in same] for key, same in by_key.items()}
    shown = {key: [place for place in said if place.startswith("html:")] for key, said in places.items()}
    only_shown = [key for key, said in places.items() if len(shown[key]) == len(said)]
    title = f" {same_name(fold(headline or ''))} " if only_shown else ""
    # "Council backs plan | Quay Post"
    name = publisher if publisher and len(by_key) > 1 else ""
    site = {fold(name), *map(fold, pieces(name))}
    # where only names found by their look speak against it, the outlet's name on Jane Doe's own site is no worse than they
    marked = [key for key in by_key if set(places[key]) != {_UNMARKED}]
    if not [1 for key in marked for name, kind in names[key] if kind == "Person" and name not in site]:
        site.clear()
    dumped = [same[0].observation.order for key, same in by_key.items() if places[key][0].startswith("text:")]
    told = [key for key, same in by_key.items() if "machine" in [r.observation.source.witness for r in same]]
    sets = [frozenset(key.split("\n")) for key in told[:_MOST_COMPARED]] if len(by_key) > 1 else []
    found: dict[str, dict[str, float]] = {}
    for key, same in by_key.items():
        mine, flags = frozenset(key.split("\n")), frozenset[str]().union(*[r.marks for r in same])
        alone, lone = key in only_shown, len(same) == 1
        held = {
            # "Maeve Tolan Harbour correspondent" beside "Maeve Tolan" is no other name
            "contradicted": alone and lone and [o for o in shown if shown[o] and not f"{o} ".startswith(f"{key} ")],
            "several": "several" in flags and all("several" in r.marks for r in same),
            # a link to the person whom a story is about looks like one to its author
            "about": alone and f" {key.split(' ')[-1] if places[key] == [_LINK] else key} " in title,
            "signed": "signed" in flags,
            # newsrooms have one word in most languages
            "one_word": " " not in key and "\n" not in key,
            "later": places[key][0].startswith("text:") and min([r.observation.order for r in same]) > min(dumped),
            "outlet": site and not [1 for name, _ in names[key] if name not in site],
            # "Jane" of "Jane Doe"
            "part": [o for o in sets if mine < o or (len(o) == 1 and mine != o and mine == {next(iter(o)).partition(" ")[0]})],
            "usual": known and all(key_of(name) in known for name, _ in names[key]),
        }
        found[key] = {name: 1.0 for name, holds in held.items() if holds}
    return found
