"""The authors: people and organisations who wrote the article, one element each, in the order of the byline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.fields.author_names import names_in
from service.fields.author_words import STAFF
from service.fields.frame import Damage, Reading, decide, of_field, refused, unprinted
from service.lexicon.boilerplate import is_boilerplate
from service.lexicon.folding import compact, fold
from service.lexicon.proper_names import looks_like_organisation, looks_like_person_name
from service.lexicon.words import word_set
from service.model import Context, Finding, FindingCode, Json, Observation, Resolution, Rule
from service.weigh import lists, members

#: The chance that a wrong statement names exactly these authors.
_CHANCE = 0.005
#: How often the authors are all and only these where printed and machine places agree (122 of 127 news pages).
_AGREED = 0.97
_MOST = 100
#: Of a list, this many times as many members are read, so that duplicates do not crowd others out.
_CROWD = 5
_DEPTH = 5
#: A fuller list is believed over a shorter one when its source is nearly as good.
_NEAR = 0.9
#: A person who is likelier not to be the author takes nothing from an agency.
_LIKELY = 0.5
#: Statements that are compared with one another.
_MOST_COMPARED = 50
_WORD = re.compile(r"[^\W_]+")
_PROFILE = re.compile(r"https?://\S{1,2000}$", re.IGNORECASE)


def _rule(name: str, damage: str, cause: str, before: str, after: str, *catalogue: str) -> Rule:
    return Rule(name, "author", damage, cause, before, after, catalogue)


RULES = (
    _rule(
        "byline_word_in_author",
        "the byline's word stands in the name",
        "the byline's text is taken whole",
        "By Jane Doe",
        "Jane Doe",
        "byline-prefix",
        "byline-prefix-lang",
    ),
    _rule(
        "role_in_author",
        "a role or desk stands with the name",
        "the byline's text is taken whole",
        "Jane Doe, Senior Reporter",
        "Jane Doe",
        "job-title",
    ),
    _rule(
        "date_in_author",
        "a date or time is glued to the name",
        "the text of neighbouring elements is joined",
        "Jane Doe25 Feb",
        "Jane Doe",
        "date-in-author",
        "relative-time-in-author",
    ),
    _rule(
        "reading_time_in_author",
        "a reading time is glued to the name",
        "the text of neighbouring elements is joined",
        "Jane Doe5 min read",
        "Jane Doe",
        "reading-time-in-author",
    ),
    _rule(
        "address_in_author",
        "a mail address, profile or handle stands with the name",
        "the links for contacting the author are read with the name",
        "Jane Doe @jd",
        "Jane Doe",
        "handle-in-author",
    ),
    _rule(
        "remark_in_author",
        "a remark in brackets stands behind the name",
        "pronouns or a place are set in brackets behind the name",
        "Jane Doe (she/her)",
        "Jane Doe",
        "pronouns",
    ),
    _rule(
        "place_in_author",
        "the reporter's place stands behind the name",
        "the dateline is read with the byline",
        "Jane Doe in Kyiv",
        "Jane Doe",
        "location-in-author",
    ),
    _rule(
        "agency_in_author",
        "an agency or another organisation stands behind the author",
        "the credit line is read whole",
        "Jane Doe, Reuters",
        "Jane Doe",
        "agency-in-author",
    ),
    _rule(
        "capitals_in_author",
        "the name is all capitals or has none",
        "capitals that were meant for the eye stand in the data",
        "JANE DOE",
        "Jane Doe",
        "shouting",
    ),
    _rule(
        "duplicate_author",
        "an author stands twice, or inverted too",
        "the lists of two sources are joined",
        "Jane Doe; Doe, Jane",
        "Jane Doe",
        "duplicate-inverted",
    ),
    _rule(
        "nobody_as_author",
        "a newsroom, account, topic or role stands among the authors",
        "a CMS requires an author, and whatever is at hand is entered",
        "Jane Doe, Admin",
        "Jane Doe",
        "generic",
    ),
    _rule(
        "author_in_letters",
        "the list holds the letters of a name",
        "a program loops over a string as if it were a list",
        "J a n e",
        "Jane",
        "letters",
    ),
    _rule(
        "site_name_as_author",
        "the publisher's name stands among the authors",
        "a template names the site where no author is known",
        "[Jane Doe], [The Example Times]",
        "Jane Doe",
        "site-name",
    ),
)
_WHY = {rule.id: rule.damage[:1].upper() + rule.damage[1:] + "." for rule in RULES}
#: What belongs to a printed byline is no damage there: taking "By" off a byline is reading it, not repairing it.
_USUAL_IN_BYLINES = frozenset(
    (
        "byline_word_in_author",
        "role_in_author",
        "date_in_author",
        "reading_time_in_author",
        "place_in_author",
        "remark_in_author",
        "address_in_author",
        "agency_in_author",
        "capitals_in_author",
        "nobody_as_author",
        "site_name_as_author",
    )
)
FINDINGS = (
    FindingCode(
        "author_is_nobody",
        "info",
        "What stands in the author's place is a newsroom, an account, an address or a topic; it is not used.",
        "Nothing to do; other places of the page may name the author.",
    ),
    FindingCode(
        "too_many_authors",
        "warning",
        "The page names more authors than the answer keeps.",
        "Nothing to do; the rest is in explain=full.",
    ),
)


@dataclass(slots=True)
class _People:
    """The authors of one source while they are read: folded name → element."""

    found: dict[str, dict[str, Json]] = field(default_factory=dict)
    damages: list[str] = field(default_factory=list)
    from_profile: bool = False

    def add(self, name: str, kind: str, url: str | None) -> None:
        key = fold(name)
        if key in self.found:
            self.damages.append("duplicate_author")
            return
        element: dict[str, Json] = {"@type": kind, "name": name}
        if url:
            element["url"] = url
        self.found[key] = element


def resolve_authors(
    observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None, headline: str | None = None
) -> Resolution:
    """The authors as a list of {"@type", "name", "url"?}."""
    groups = lists(of_field(observations, "author"))
    outlet = _outlet(publisher, ctx.url)
    read = _told_once([_read(group, publisher, outlet) for group in groups])
    readings = _weighed(read, [len(group) for group in groups], _spaced(headline))
    if not any(reading.value for reading in readings):
        readings += [_from_biography(o) for o in of_field(observations, "biography")]
    return decide("author", _people_first(_with_fuller(readings)), u=_CHANCE, ceiling=_AGREED)


def _told_once(readings: list[Reading]) -> list[Reading]:
    """The readings, with one finding for a nobody whom many places name: "admin" stands in six of them."""
    told: set[str] = set()
    kept = []
    for r in readings:
        name = fold(_printed(r.finding.raw)) if r.finding is not None else ""
        kept.append(replace(r, finding=None) if name and name in told else r)
        told.add(name)
    return kept


def _printed(raw: Json) -> str:
    """The names in a raw value as a reader would see them, without the marks of a programming language."""
    if isinstance(raw, Mapping):
        return _printed(raw.get("name") or raw.get("@value") or list(raw.values()))
    if isinstance(raw, (list, tuple)):
        return ", ".join(filter(None, map(_printed, raw)))
    return "" if raw is None else str(raw)


def _spaced(headline: str | None) -> str:
    """The headline as folded words between blanks, so that names are found in it as whole words."""
    return " " + " ".join(_WORD.findall(fold(headline or ""))) + " "


def _outlet(publisher: str | None, url: str | None) -> frozenset[str]:
    """The names that the outlet goes by where an author's name is expected: its own, and that of its site."""
    host = re.sub(r"^[a-z]+://(?:www\.)?|[/:?#].*$", "", (url or "").casefold())
    names = (publisher or "", host, *(label for label in host.split(".")[:-1] if len(label) > 2))
    return frozenset(compact(name) for name in names if name)


def _read(group: list[Observation], publisher: str | None, outlet: frozenset[str] = frozenset()) -> Reading:
    observation = group[0]
    people = _People()
    raw = unprinted(members(group))
    _collect(raw, people, 0)
    _drop_publisher(people, publisher)
    for element in people.found.values():
        name = str(element["name"])
        # janedoe.example may well be Jane Doe's own
        if (compact(name) in outlet and not looks_like_person_name(name)) or _is_newsroom(name, outlet):
            element["@type"] = "Organization"
    if not people.found:
        message = f"“{_printed(raw)[:100]}” in {observation.source.id} names no author."
        found = Finding("/article/author", "author_is_nobody", "info", message, raw)
        return refused(observation, "names no author", found)
    if observation.source.id.startswith("html:"):
        _drop_furniture(people)
    if not people.found:
        return refused(observation, "names nobody")
    value: list[Json] = []
    value += list(people.found.values())[:_MOST]
    printed_for_readers = observation.source.witness == "human"
    rules = [rule for rule in dict.fromkeys(people.damages) if not (printed_for_readers and rule in _USUAL_IN_BYLINES)]
    damages = tuple(Damage(rule, raw, _WHY[rule]) for rule in rules)
    weight = 0.65 if people.from_profile else 1.0
    stated = raw == value or raw == _names(value)
    finding = None
    if len(people.found) > _MOST:
        message = f"{observation.source.id} names {len(people.found)} authors; {_MOST} are kept."
        finding = Finding("/article/author", "too_many_authors", "warning", message)
    return Reading(observation, value, "\n".join(sorted(people.found)), damages, weight=weight, stated=stated, finding=finding)


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


def _weighed(readings: list[Reading], sizes: Sequence[int], headline: str) -> list[Reading]:
    """The readings, with those of page elements worth what their number and the other elements of the page make of them."""
    keys = Counter(r.key for r in readings if r.value is not None and r.observation.source.id.startswith("html:"))
    return [_element(r, size, keys, headline) for r, size in zip(readings, sizes, strict=True)]


def _element(reading: Reading, size: int, keys: Mapping[str, int], headline: str) -> Reading:
    source = reading.observation.source
    several = size > 1 and "\n" in reading.key
    if reading.value is None or not source.id.startswith(("html:", "microdata:")):
        return reading
    if source.id.startswith("microdata:"):
        return replace(reading, weight=_REPEATED / source.reliability) if several else reading
    state = "confirmed" if keys[reading.key] > 1 else "contradicted" if len(keys) > 1 else "alone"
    measured = source.id in _BY_CLASS or state == "confirmed"
    chance = _ELEMENTS[2 if several else 1, state] if measured else source.reliability
    # A link to the person whom a story is about looks like one to its author
    about = f" {reading.key} " in headline or (
        source.id == "html:rel-author" and state != "confirmed" and f" {reading.key.rpartition(' ')[2]} " in headline
    )
    return replace(reading, weight=chance * (0.5 if about else 1.0) / source.reliability)


def _drop_furniture(people: _People) -> None:
    """Drop what page elements hold beside names: buttons, remarks, and a name in its surroundings beside the bare name."""
    for key, element in list(people.found.items()):
        name = str(element["name"])
        longer = any(other != key and other in key and len(other) > 4 for other in people.found)
        named = looks_like_person_name(name) or looks_like_organisation(name) or (" " not in name and name[:1].isupper())
        if longer or not named or is_boilerplate(name):
            del people.found[key]


_PROFILE_PATH = word_set(
    """
        author authors editor editors by contributor contributors people staff writer writers profile profiles
        autor autores auteur autoren auteurs reporters
        """
)
_SLUG = re.compile(r"[a-z]{2,20}(?:-[a-z]{1,20}){1,3}")


def _of_profile(raw: str) -> str | None:
    """The name in the address of an author's page on the outlet's own site: "https://…/editors/jane-doe" is Jane Doe's."""
    if not _PROFILE.match(raw.strip()):
        return None
    segments = raw.split("?")[0].split("#")[0].rstrip("/").split("/")[3:]
    slug = segments[-1] if segments else ""
    if len(segments) < 2 or not any(segment.casefold() in _PROFILE_PATH for segment in segments[:-1]):
        return None
    return " ".join(part.capitalize() for part in slug.split("-")) if _SLUG.fullmatch(slug) else None


def _names(value: list[Json]) -> Json:
    names = [element["name"] for element in value if isinstance(element, dict)]
    return names[0] if len(names) == 1 else names


def _collect(raw: Json, people: _People, depth: int) -> None:
    if depth > _DEPTH or raw is None or isinstance(raw, (bool, int, float)):
        return
    if isinstance(raw, str):
        profile = _of_profile(raw)
        names = names_in(profile or raw)
        people.from_profile |= profile is not None
        people.damages += names.damages
        for name, kind in names.found:
            people.add(name, kind, None)
    elif isinstance(raw, dict):
        _collect_object(raw, people, depth)
    else:
        members = list(raw)[: _MOST * _CROWD]
        if len(members) > 3 and all(isinstance(m, str) and len(m) == 1 for m in members):
            people.damages.append("author_in_letters")
            _collect("".join(str(m) for m in members), people, depth + 1)
            return
        for member in members:
            _collect(member, people, depth + 1)


def _collect_object(raw: dict[str, Json], people: _People, depth: int) -> None:
    name = raw.get("name") or raw.get("@value")
    if not name and (raw.get("givenName") or raw.get("familyName")):
        name = " ".join(str(raw[key]) for key in ("givenName", "additionalName", "familyName") if raw.get(key))
    if not isinstance(name, str):
        _collect(name, people, depth + 1)
        return
    organisation = _is_organisation(raw)
    found = names_in(name, organisation=organisation)
    people.damages += found.damages
    url = raw.get("url") or raw.get("@id")
    address = url if isinstance(url, str) and _PROFILE.match(url) and len(found.found) == 1 else None
    for each, kind in found.found:
        people.add(each, kind, address)


def _is_organisation(raw: dict[str, Json]) -> bool:
    kind = raw.get("@type")
    return "Organization" in str(kind) or str(kind) in ("Corporation", "NewsAgency")


def _drop_publisher(people: _People, publisher: str | None) -> None:
    """The publisher's own name is dropped where somebody else is named too; alone it is all that is known."""
    key = fold(publisher or "")
    if key in people.found and len(people.found) > 1:
        del people.found[key]
        people.damages.append("site_name_as_author")
    if " " in key and any(name.endswith(" " + key) for name in people.found):
        people.found = dict(_without_outlet(*told, key, people.damages) for told in people.found.items())


def _without_outlet(key: str, element: dict[str, Json], outlet: str, damages: list[str]) -> tuple[str, dict[str, Json]]:
    """A name without the outlet that is printed behind it, the role already gone: "Jane Doe Example Times" Reporter."""
    name = str(element["name"])
    bare = " ".join(name.split()[: -len(outlet.split())])
    if not key.endswith(" " + outlet) or " " not in bare or not looks_like_person_name(bare):
        return key, element
    damages.append("agency_in_author")
    return fold(bare), {**element, "name": bare}


def _is_newsroom(name: str, outlet: Collection[str]) -> bool:
    """Whether a name is the outlet's own and a word for its staff: "The Example Times Staff"."""
    words = fold(name).split()
    rest = [word for word in words if word not in STAFF]
    return len(rest) < len(words) and any(compact("".join(words)) in outlet for words in (rest, rest[1:]) if words)


def _from_biography(observation: Observation) -> Reading:
    """The author whose name opens the biography: "Jane Doe, who covers courts, has …"."""
    text = observation.raw if isinstance(observation.raw, str) else ""
    opening = re.match(r"(.{4,50}?)(?:,|\s+(?:is|has|was|covers|writes|ist|schreibt|est|es|è|é)\b)", text[:200])
    if not opening or not looks_like_person_name(opening.group(1)):
        return refused(observation, "opens with no name")
    element: dict[str, Json] = {"@type": "Person", "name": opening.group(1).strip()}
    return Reading(observation, [element], fold(opening.group(1)), weight=0.8, stated=False)


def _people_first(readings: list[Reading]) -> list[Reading]:
    """The readings, with those that name organisations only made weaker where another names a person."""
    if not any(_has_person(reading) and reading.reliability >= _LIKELY for reading in readings):
        return readings
    return [r if r.value is None or _has_person(r) else replace(r, weight=r.weight * 0.55) for r in readings]


def _has_person(reading: Reading) -> bool:
    elements = reading.value if isinstance(reading.value, list) else []
    return any(isinstance(element, dict) and element.get("@type") == "Person" for element in elements)


def _with_fuller(readings: list[Reading]) -> list[Reading]:
    """The readings, with a list that another source gives in full counted for the fuller one."""
    told = [r for r in readings if r.value is not None][:_MOST_COMPARED]
    sets = {r.key: set(r.key.split("\n")) for r in readings if r.value is not None}
    return [_fuller(reading, told, sets) for reading in readings]


def _fuller(reading: Reading, readings: list[Reading], sets: dict[str, set[str]]) -> Reading:
    if reading.value is None:
        return reading
    mine = sets[reading.key]
    wider = [r for r in readings if r.value is not None and mine < sets[r.key] and r.reliability >= _NEAR * reading.reliability]
    if not wider:
        return reading
    other = max(wider, key=lambda r: (r.reliability, len(sets[r.key]), r.key))
    return replace(reading, key=other.key, value=other.value, weight=reading.weight * 0.95, stated=False, damages=())
