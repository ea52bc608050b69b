"""The authors: people and organisations who wrote the article, one element each, in the order of
the byline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from service.fields.author_cleaning import without_prefix
from service.fields.author_features import FEATURES, LINK, author_features
from service.fields.author_names import LONGEST, names_in, organisation_in, person_key
from service.fields.author_roles import newsroom_or_account_in
from service.fields.frame import plain, unprinted
from service.fields.url import site_labels
from service.judge.decision import (
    Damage,
    Reading,
    as_one,
    by_key_of,
    decide,
    lists,
    of_field,
    refused,
)
from service.lexicon.people import (
    AGENCIES,
    can_sign,
    looks_like_organisation,
    looks_like_person_name,
)
from service.lexicon.texts import compact, fold
from service.model import Context, Finding, Json, Observation, Resolution
from service.spans.labelled import label_of

#: What is damage in a printed byline too; taking "By" off a byline is reading it, not repairing it.
_OF_BYLINES = frozenset(("duplicate_author", "author_in_letters"))
#: Authors that one answer keeps.
MOST = 100
#: Of a list this many times as many members are read, so that duplicates crowd nobody out.
_CROWD = 5
#: Characters read of one source.
_MOST_READ = 100_000
#: Lists in objects in lists: lists of lists pass by the limit on members.
_DEPTH = 5
#: All whom one place names, by their folded names, each as answers have it.
_People: TypeAlias = dict[str, dict[str, Any]]


def resolve_authors(
    observations: Sequence[Observation],
    ctx: Context,
    *,
    publisher: str | None = None,
    headline: str | None = None,
) -> Resolution:
    """The authors as a list of {"@type", "name", "url"?}."""
    groups = lists(of_field(observations, "author"))
    outlet = site_labels(ctx.url) | ({compact(publisher)} if publisher else set())
    readings = [_read(group, fold(publisher or ""), outlet) for group in groups]
    if not any(reading.value for reading in readings):
        readings = [*map(_read_newsroom_or_account, readings, groups)]
    usual = ctx.habits.usual.get("authors", {}) if ctx.habits else {}
    features = author_features(by_key_of(readings), publisher, headline, usual)
    return decide("author", readings, FEATURES, marks=features)


#: The members of a person's object that hold the name, and its parts, in schema.org and in what
#: interfaces hand out.
_NAMES = ("name", "@value", "displayname", "fullname", "value")
_NAME_PARTS = (
    ("givenname", "firstname", "first"),
    ("additionalname", "middlename"),
    ("familyname", "lastname", "last"),
)
_ORGANISATION = re.compile("Organization|^(?:Corporation|NewsAgency)$")
_PROFILE = re.compile(r"https?://\S{1,2000}$", re.IGNORECASE)


#: A name as a page states it, with its type and its address.
_Stated: TypeAlias = tuple[str, str, Json]


def printed(raw: Json) -> str:
    """Return the names in a raw value as a reader would see them, without the marks of a
    programming language.
    """
    return raw if isinstance(raw, str) else ", ".join([name for name, _, _ in _stated(raw, [])])


def _stated(raw: Json, damages: list[str], depth: int = 0) -> list[_Stated]:
    """Return the names in a raw value: a string, an object or a list of either."""
    if isinstance(raw, str):
        return [(raw, "", None)]
    if depth > _DEPTH:
        return []
    if isinstance(raw, dict):
        return _stated_by_object(raw, damages, depth)
    return [one for member in _members(raw, damages) for one in _stated(member, damages, depth + 1)]


def _members(raw: Json, damages: list[str]) -> Sequence[Json]:
    """Return the members of a list, of which one that was taken apart into letters has one."""
    members = raw[: MOST * _CROWD] if isinstance(raw, (list, tuple)) else []
    if len(members) <= 3 or not all(isinstance(m, str) and len(m) == 1 for m in members):
        return members
    damages.append("author_in_letters")
    return ["".join(map(str, members))]


def _stated_by_object(raw: Mapping[str, Json], damages: list[str], depth: int) -> list[_Stated]:
    """Return the name of an object, or the names of the one that it holds as its name."""
    name = _object_name(raw)
    if not isinstance(name, str):
        return _stated(name, damages, depth + 1)
    return [(name, str(raw.get("@type")), raw.get("url") or raw.get("@id"))] if name else []


def _object_name(raw: Mapping[str, Json]) -> Json:
    """Return the name of a person's object, whole where it states the parts, or what holds it."""
    members = {str(key).lower().replace("_", ""): value for key, value in raw.items()}
    name = _first_of(members, _NAMES)
    parts = [str(_first_of(members, keys) or "") for keys in _NAME_PARTS]
    whole = " ".join(filter(None, parts))
    # "Jane", and her family's name beside it
    return whole if not name or whole.startswith(f"{name} ") else name


def _first_of(members: Mapping[str, Json], keys: Iterable[str]) -> Json:
    """Return the first member that is not empty, or None."""
    return next((members[key] for key in keys if members.get(key)), None)


def _people(raw: Json, damages: list[str]) -> _People:
    """Return all whom a raw value names."""
    people: _People = {}
    seen = set[str]()
    read = 0
    for text, kind, url in _stated(raw, damages):
        if read > _MOST_READ:
            break
        read += min(len(text), LONGEST)
        names, damage = (organisation_in if _ORGANISATION.search(kind) else names_in)(text)
        damages += damage
        # the address of a profile belongs to one name alone
        profile = {"url": url} if len(names) == 1 and _PROFILE.match(str(url)) else {}
        for name, is_a in names:
            key = fold(name)
            # "José Muñoz", "Jose Munoz"
            if person_key(key) in seen:
                damages.append("duplicate_author")
                continue
            seen.add(person_key(key))
            people[key] = {"@type": is_a, "name": name} | profile
    return people


def _read(group: list[Observation], publisher: str, outlet: frozenset[str]) -> Reading:
    """Return whom one place names."""
    observation, source = as_one(group), group[0].source
    damages: list[str] = []
    raw = unprinted(observation.raw)
    people = _without_outlet(_people(raw, damages), publisher, outlet, damages)
    if not people:
        message = f"“{fold(printed(raw))[:100]}” names no author."
        finding = Finding("/article/author", "author_is_nobody", "info", message, raw)
        return refused(observation, "names no author", finding)
    on_page = source.id.startswith("html:")
    people = _without_furniture(people, raw, damages) if on_page else people
    if not people:
        return refused(observation, "names nobody")
    value: list[Json] = [*list(people.values())[:MOST]]
    names = [author["name"] for author in people.values()]
    rules = dict.fromkeys(damages)
    repaired = _OF_BYLINES.intersection(rules) if source.witness == "human" else rules
    signed = on_page and "byline_word_in_author" in damages
    several = _are_several(group, names)
    return Reading(
        observation,
        value,
        "\n".join(sorted(map(person_key, people))),
        tuple([Damage(rule, raw) for rule in rules if rule in repaired]),
        stated=raw in (value, names[0] if len(names) == 1 else names),
        finding=_too_many(source.id, len(names)),
        marks=frozenset(["signed"] * signed + ["several"] * several),
    )


def _too_many(place: str, count: int) -> Finding | None:
    """Return what is said of a place that names more authors than an answer keeps."""
    if count <= MOST:
        return None
    message = f"{place} names {count} authors; {MOST} are kept."
    return Finding("/article/author", "too_many_authors", "info", message)


def _has_person(people: _People) -> bool:
    """Return whether a person is among them, and not organisations alone."""
    return any(author["@type"] == "Person" for author in people.values())


def _without_outlet(
    people: _People, publisher: str, outlet: frozenset[str], damages: list[str]
) -> _People:
    """Return the people without the outlet beside somebody, "Pete Evans, CBC News" at cbc.ca; alone
    it is an organisation.

    ``outlet`` are its names, compacted.  A publisher of a person's very name may be that person's
    site, at janedoe.example.
    """
    kept: _People = {}
    for key, author in people.items():
        called = {compact(key), compact(key).removesuffix("news")}
        if not called.isdisjoint(outlet) and not looks_like_person_name(author["name"]):
            author["@type"] = "Organization"
        elif key != publisher:
            kept[key] = author
    if len(kept) in (0, len(people)) or not (publisher in people or _has_person(kept)):
        return people
    damages.append("site_name_as_author")
    return kept


def _without_furniture(people: _People, raw: Json, damages: list[str]) -> _People:
    """Return the people without what page elements hold beside them: buttons, remarks, agencies,
    longer forms of a name.
    """
    names = [author["name"] for author in people.values()]
    beside_person = len(people) > 1 and any(map(looks_like_person_name, names))
    shorter = people if beside_person else {}
    kept = {
        key: author
        for key, author in people.items()
        if _can_write(author["name"], raw, one_word=not beside_person)
        and not any(len(o) > 4 and o in key and o != key for o in shorter)
    }
    return _without_agencies(kept, damages)


def _without_agencies(people: _People, damages: list[str]) -> _People:
    """Return the people without agencies beside somebody: "Jane Doe | AFP"."""
    others = {key: author for key, author in people.items() if key not in AGENCIES}
    if len(others) == len(people) or not _has_person(others):
        return people
    damages.append("agency_in_author")
    return others


def _can_write(name: str, raw: Json, one_word: bool) -> bool:
    """Return whether a text is somebody's name, of one word with a capital if that will do, or can
    be one and stands behind a byline's word: "By Mit Patel".
    """
    if looks_like_person_name(name) or looks_like_organisation(name):
        return True
    if one_word and " " not in name and name[:1].isupper():
        return True
    return can_sign(name) and (label_of(printed(raw)) or ("",))[0] == "author"


def _are_several(group: Sequence[Observation], names: Sequence[str]) -> bool:
    """Return whether the names of a place stand in several elements, and not in one that lists them
    or repeats another.
    """
    place = group[0].source.id
    if min(len(group), len(names)) < 2 or not place.startswith(("html:", "microdata:")):
        return False
    written = [printed(o.raw) for o in group]
    if len({o.locator for o in group}) == 1 and all(map(looks_like_person_name, written)):
        return False
    texts = [text for text in written if names_in(text)[0]]
    longest = max(texts, key=len, default="")
    return any(text not in longest for text in texts)


def _read_newsroom_or_account(reading: Reading, group: Sequence[Observation]) -> Reading:
    """Return the reading of a newsroom, a host or an account, where nobody is named: "By Sports
    Desk", "Posted by jdoe42".

    An account is a byline where readers see it; what a CMS calls its users is none.  A word in a
    scraper's column fills a slot; an object there says what it names, as an answer does that is
    sent back.
    """
    raw, source = reading.observation.raw, reading.observation.source
    supplied = source.witness == "supplied"
    if supplied and not _is_typed(raw):
        return reading
    texts = [plain(printed(o.raw)[:200]).strip(" .,|") for o in group]
    bare = [without_prefix(text).strip() for text in texts]
    name, kind = _one_newsroom_or_account(bare, linked=supplied or source.id == LINK)
    hidden = kind == "Person" and source.witness == "machine" and bare == texts
    if hidden or not name:
        return reading
    element: Json = {"@type": kind, "name": name}
    stated = raw in (element, [element], name)
    return Reading(reading.observation, [element], person_key(fold(name)), stated=stated)


def _one_newsroom_or_account(texts: Iterable[str], linked: bool) -> tuple[str, str]:
    """Return the one newsroom, host or account that the texts name, and its type, or two empty
    strings.
    """
    found = {newsroom_or_account_in(text, linked=linked) for text in texts} - {None}
    return (found.pop() if len(found) == 1 else None) or ("", "")


def _is_typed(raw: Json) -> bool:
    """Return whether a value is an object that names its type, or a list of such."""
    members = raw if isinstance(raw, (list, tuple)) else [raw]
    return all(isinstance(each, Mapping) and "@type" in each for each in members)
