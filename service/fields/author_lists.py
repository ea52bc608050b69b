"""The people whom one source names as authors: strings, objects and lists taken apart, without words that name nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

from service.fields.author_names import LONGEST, names_in
from service.fields.author_words import STAFF
from service.fields.url import site_labels
from service.lexicon.labels import label_of
from service.lexicon.lines import is_boilerplate
from service.lexicon.people import AGENCIES, can_sign, looks_like_organisation, looks_like_person_name, may_be_person_name
from service.lexicon.texts import compact, fold, word_set
from service.model import Json

#: Authors that one answer keeps.
MOST = 100
#: Of a list, this many times as many members are read, so that duplicates do not crowd others out.
_CROWD = 5
#: Characters read of one source: lists of lists pass by the limit on members, 50 in each of 50 in each of 50.
_MOST_READ = 100_000
#: Lists in objects in lists, and no deeper.
_DEPTH = 5
_PROFILE = re.compile(r"https?://\S{1,2000}$", re.IGNORECASE)
_PROFILE_PATH = word_set(
    """
        author authors editor editors by contributor contributors people staff writer writers profile profiles
        autor autores auteur autoren auteurs reporters
        """
)
_SLUG = re.compile(r"[a-z]{2,20}(?:-[a-z]{1,20}){1,3}")


@dataclass(slots=True)
class People:
    """The authors of one source while they are read: folded name → element."""

    found: dict[str, dict[str, Json]] = field(default_factory=dict)
    damages: list[str] = field(default_factory=list)
    read: int = 0

    def add(self, name: str, kind: str, url: str | None) -> None:
        key = fold(name)
        if key in self.found:
            self.damages.append("duplicate_author")
            return
        element: dict[str, Json] = {"@type": kind, "name": name}
        if url:
            element["url"] = url
        self.found[key] = element


def collect(raw: Json, people: People, depth: int = 0) -> None:
    """Add to the people all that a raw value names: a string, an object, or a list of either."""
    if depth > _DEPTH or raw is None or isinstance(raw, (bool, int, float)) or people.read > _MOST_READ:
        return
    if isinstance(raw, str):
        profile = _of_profile(raw)
        people.read += min(len(raw), LONGEST)
        names = names_in(profile or raw)
        people.damages += names.damages
        for name, kind in names.found:
            people.add(name, kind, None)
    elif isinstance(raw, dict):
        _collect_object(raw, people, depth)
    else:
        members = list(raw)[: MOST * _CROWD]
        if len(members) > 3 and all(isinstance(m, str) and len(m) == 1 for m in members):
            people.damages.append("author_in_letters")
            collect("".join(str(m) for m in members), people, depth + 1)
            return
        for member in members:
            collect(member, people, depth + 1)


#: The members of a person's object that hold the name, and its parts, in schema.org and in what interfaces hand out.
_NAMES = ("name", "@value", "display_name", "displayName", "full_name", "fullName", "fullname", "value")
_NAME_PARTS = (
    ("givenName", "given_name", "firstName", "first_name", "firstname", "first"),
    ("additionalName", "middleName", "middle_name"),
    ("familyName", "family_name", "lastName", "last_name", "lastname", "last"),
)


def _collect_object(raw: dict[str, Json], people: People, depth: int) -> None:
    name = next((raw[key] for key in _NAMES if raw.get(key)), None)
    if not name:
        name = " ".join(said for keys in _NAME_PARTS if (said := next((str(raw[key]) for key in keys if raw.get(key)), "")))
        name = name or None
    if not isinstance(name, str):
        collect(name, people, depth + 1)
        return
    organisation = _is_organisation(raw)
    people.read += min(len(name), LONGEST)
    found = names_in(name, organisation=organisation)
    people.damages += found.damages
    url = raw.get("url") or raw.get("@id")
    address = url if isinstance(url, str) and _PROFILE.match(url) and len(found.found) == 1 else None
    for each, kind in found.found:
        people.add(each, kind, address)


def _is_organisation(raw: dict[str, Json]) -> bool:
    kind = raw.get("@type")
    return "Organization" in str(kind) or str(kind) in ("Corporation", "NewsAgency")


def _of_profile(raw: str) -> str | None:
    """Return the name in the address of an author's page on the outlet's own site.

    "https://…/editors/jane-doe" is Jane Doe's.
    """
    if not _PROFILE.match(raw.strip()):
        return None
    segments = raw.split("?")[0].split("#")[0].rstrip("/").split("/")[3:]
    slug = segments[-1] if segments else ""
    if len(segments) < 2 or not any(segment.casefold() in _PROFILE_PATH for segment in segments[:-1]):
        return None
    return " ".join(part.capitalize() for part in slug.split("-")) if _SLUG.fullmatch(slug) else None


def outlet_names(publisher: str | None, url: str | None) -> frozenset[str]:
    """Return the names that the outlet goes by where an author's name is expected: its own, and that of its site."""
    return site_labels(url) | ({compact(publisher)} if publisher else set())


def drop_publisher(people: People, publisher: str | None) -> None:
    """Drop the publisher's own name where somebody else is named too; alone it is all that is known."""
    key = fold(publisher or "")
    if key in people.found and len(people.found) > 1:
        del people.found[key]
        people.damages.append("site_name_as_author")
    if " " in key and any(name.endswith(" " + key) for name in people.found):
        people.found = dict(_without_outlet(*told, key, people.damages) for told in people.found.items())


def _without_outlet(key: str, element: dict[str, Json], outlet: str, damages: list[str]) -> tuple[str, dict[str, Json]]:
    """Return a name without the outlet printed behind it, once the role is gone: "Jane Doe Example Times" Reporter."""
    name = str(element["name"])
    bare = " ".join(name.split()[: -len(outlet.split())])
    if not key.endswith(" " + outlet) or " " not in bare or not looks_like_person_name(bare):
        return key, element
    damages.append("agency_in_author")
    return fold(bare), {**element, "name": bare}


def drop_agencies(people: People) -> None:
    """Drop the agency that a printed byline has beside a person: "Jane Doe | AFP"."""
    agencies = [key for key in people.found if key in AGENCIES]
    if agencies and any(element["@type"] == "Person" for element in people.found.values()):
        people.found = {key: element for key, element in people.found.items() if key not in agencies}
        people.damages.append("agency_in_author")


def merge_spellings(people: People) -> None:
    """Keep one of two spellings of a name in a list, the one with more accents: "Jürgen Doe", "Juergen Doe"."""
    if len(people.found) < 2:
        return
    kept: dict[str, str] = {}
    for key in sorted(people.found, key=lambda key: len(key.encode("ascii", "ignore")) - len(key)):
        kept.setdefault(spelled(key), key)
    if len(kept) < len(people.found):
        people.found = {key: element for key, element in people.found.items() if key in kept.values()}
        people.damages.append("duplicate_author")


#: Letters that people whose keyboards lack them write with others; an "e" behind a vowel may be an umlaut's.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_UMLAUT, _JOINED = re.compile(r"(?<=[aou])e"), re.compile(r"[-'.]")
_TITLE = re.compile(r"^(?:(?:dr|prof|sir|dame|mr|mrs|ms|rev)\.? )+(?=\S+ \S)")
_INITIAL = re.compile(r"(?<=\w) [^\W\d_]\.? (?=\w)")


def spelled(folded: str) -> str:
    """Return a folded name as a keyboard without accents spells it: "juergen" and "jürgen" are both "jurgen"."""
    bare = folded
    if not folded.isascii():
        bare = "".join([c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)]).translate(_LETTERS)
    return _UMLAUT.sub("", _JOINED.sub(" ", bare)) if bare.isascii() or bare != folded else bare


def same_name(folded: str) -> str:
    """Return the key of a name on one page: accents, titles and a middle initial make no other person there."""
    name = " ".join(spelled(_INITIAL.sub(" ", _TITLE.sub("", folded))).split())
    return name.removeprefix("the ") if name.removeprefix("the ") in AGENCIES else name


def tell_outlet(people: People, outlet: Collection[str]) -> None:
    """Call the outlet an organisation, and drop it beside a person: "Pete Evans, CBC News" at cbc.ca."""
    own = {key for key, element in people.found.items() if _is_outlet(str(element["name"]), outlet)}
    if own and any(element["@type"] == "Person" for key, element in people.found.items() if key not in own):
        people.found = {key: element for key, element in people.found.items() if key not in own}
        people.damages.append("site_name_as_author")
        return
    for key in own:
        people.found[key]["@type"] = "Organization"


def _is_outlet(name: str, outlet: Collection[str]) -> bool:
    letters = compact(name)
    # janedoe.example may well be Jane Doe's own
    named = letters in outlet or (fold(name).endswith(" news") and letters.removesuffix("news") in outlet)
    return (named and not looks_like_person_name(name)) or is_newsroom(name, outlet)


def is_newsroom(name: str, outlet: Collection[str]) -> bool:
    """Return whether a name is the outlet's own and a word for its staff: "The Example Times Staff"."""
    words = fold(name).split()
    rest = [word for word in words if word not in STAFF]
    return len(rest) < len(words) and any(compact("".join(words)) in outlet for words in (rest, rest[1:]) if words)


def drop_furniture(people: People, written: str) -> None:
    """Drop what page elements hold beside names: buttons, remarks, and a name with other words beside the bare name.

    What is ``written`` there may open with a byline's word: "By Mit Patel".
    """
    is_person = can_sign if (label_of(written) or ("",))[0] == "author" else looks_like_person_name
    for key, element in list(people.found.items()):
        name = str(element["name"])
        longer = any(other != key and other in key and len(other) > 4 for other in people.found)
        alone = (" " not in name and name[:1].isupper()) or may_be_person_name(name)
        named = is_person(name) or looks_like_organisation(name) or alone
        if longer or not named or is_boilerplate(name) or _MIXED.search(name):
            del people.found[key]
    if any(" " in name for name in people.found) or len(people.found) > 1:
        people.found = {key: e for key, e in people.found.items() if not _ACRONYM.fullmatch(key) or key.strip(".") in AGENCIES}


#: Japanese within a word of Latin letters, or in quotes, is a line of text: "AWSが語る「宇宙」".
_MIXED = re.compile(r"[「」『』]|[a-z][\u3040-\u30ff]|[\u3040-\u30ff][a-z]", re.IGNORECASE)
#: What a biography leaves of a country beside a name: "USA."
_ACRONYM = re.compile(r"[a-z]{2,3}\.")
