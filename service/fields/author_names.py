"""One raw string of a byline → the names in it, each a person or an organisation, without what names nobody."""

from __future__ import annotations

import re
from itertools import pairwise

from service.fields.author_clinging import BRACKETS, URL, bare, without_prefix
from service.fields.author_parts import parts_of, titled
from service.fields.author_roles import (
    ACRONYM,
    agency_of_role,
    is_agency_staff,
    is_nobody,
    is_position,
    is_role,
    is_surname,
    without_agency,
    without_leading_role,
    without_role,
)
from service.fields.author_words import (
    LOWER_CASE_NAMES,
    NOBODY,
    WRITING,
)
from service.fields.frame import plain
from service.lexicon.date_spans import DATE_GLUE, dates_within, looks_like_date
from service.lexicon.lines import is_placeholder
from service.lexicon.people import AGENCIES, PLACES, WIDER_PLACES, can_sign, looks_like_organisation
from service.lexicon.signatures import without_end
from service.lexicon.texts import fold, remembered, word_set
from service.records import record

#: "Photograph by Otto Doe", "Fotos: Otto Doe": who made the pictures is not the author.
_PICTURED_BY = re.compile(
    r"(?:photo(?:graph(?:s|y)?|s)?|pictures?|images?|illustrations?|graphics?|videos?|fotos?|fotografías?|bild(?:er)?|zdjęcia|фото|"
    r"translat(?:ed|ion)|edit(?:ed|ing)|produced|fact[- ]checked|(?:medically|fact) reviewed|"
    r"übersetzt|übersetzung|bearbeitet|bearbeitung|redigiert|"
    r"traduit|traduction|traducido|traducción|traduzione|vertaald|перевод)"
    r"(?:\s*:|\s+(?:by|von|de|di|par|por|door|av))\s+\S.*|"
    r"(?:写真|撮影|摄影|攝影)\s?[:：/／].*|(?:photos?|fotos?|foto['’]s|kuvat?|фото|zdjęcia|fotó)(?:\s*:|\s+(?=\S+\s+\S))\s*(?-i:[A-ZÀ-ÝА-Я]).*",
    re.IGNORECASE,
)
#: The same in brackets behind a name: "Jane Doe (words) and Otto Doe (pictures)".
_PICTURING = word_set(
    "photo photos photography photographer pictures images illustration illustrations graphics video camera fotos bilder"
)
_ROUNDS = 4
#: Characters read of one byline.
LONGEST = 2_000
_PLACE = re.compile(r"\s+(?:in|aus|à|en|desde|reporting from|reports from)\s+[A-ZÀ-Ý][\w .,'’-]{1,40}$")


@record(frozen=True, slots=True)
class Names:
    """The names found, as (name, "Person" or "Organization"), and the ids of what had to be taken off or left out."""

    found: tuple[tuple[str, str], ...]
    damages: tuple[str, ...] = ()


def names_in(raw: str, *, organisation: bool = False) -> Names:
    """Return the names in a byline or an author's name; ``organisation`` says that the page calls it an organisation's.

    >>> names_in("By Maggie Roe, Shane Poe and Michael Doe").found[1]
    ('Shane Poe', 'Person')
    >>> names_in("Jane Doe, Senior Reporter").found, names_in("Senior Reporter").found
    ((('Jane Doe', 'Person'),), ())
    """
    if is_placeholder(plain(raw[:200])) or _is_date(plain(raw[:200])) or _OF_HOUSE.match(raw):
        return Names((), ("nobody_as_author",))
    if organisation and not _is_placeholder_name(plain(raw[:200])):
        return Names(((plain(raw[:200]), "Organization"),))
    return _people_in(raw[:LONGEST])


#: "Published by Penguin Random House": a house, and not who wrote it.
_OF_HOUSE = re.compile(
    r"\s*(?:published by|publicado por|pubblicato da|publié par)\s.{0,60}\b(?:house|books?|press|publish\w*|media|editorial|"
    r"ediciones|éditions|edizioni|editore|editora|verlag|group|grupo)\b",
    re.IGNORECASE,
)


@remembered
def _people_in(raw: str) -> Names:
    damages: list[str] = []
    found = _once(_of_lines(raw), damages)
    for _ in range(_ROUNDS):
        again = [each for name, kind in found for each in ([(name, kind)] if kind != "Person" else _once(name, damages))]
        if again == found:
            break
        found = again
    names = _each_once(found, damages)
    kept = _without_remarks(_without_agencies(_without_places(names, damages), damages), damages)
    return Names(tuple(kept), tuple(dict.fromkeys(damages)))


def _of_lines(raw: str) -> str:
    """Return the text on one line; where each line names somebody or an outlet, "Ana Ruiz\\nTom Becker", marks part them."""
    lines = [line for line in map(plain, raw.split("\n")) if line] if "\n" in raw else []
    named = [can_sign(without_prefix(line)) for line in lines]
    whole = any(named) and all(known or _is_beside(line) for known, line in zip(named, lines, strict=True))
    return " ; ".join(lines) if whole else plain(raw.replace("\n", " \n "))


def _is_beside(line: str) -> bool:
    """Return whether a line may stand beside names in a byline: an outlet, a place, a byline's word."""
    folded = fold(line)
    return folded in NOBODY or folded in PLACES or looks_like_organisation(line)


def _each_once(found: list[tuple[str, str]], damages: list[str]) -> list[tuple[str, str]]:
    """Return each name once; an outlet behind each of several people, "Ana Ruiz, CNN and Tom Becker, CNN", is dropped."""
    names: dict[str, tuple[str, str]] = {}
    repeated: set[str] = set()
    for name, kind in found:
        if fold(name) in names or _inverted(name) in names:
            damages.append("duplicate_author")
            repeated |= {fold(name)} if kind == "Organization" else set()
        else:
            names[fold(name)] = (name, kind)
    if any(kind == "Person" for _, kind in names.values()) and repeated:
        damages.append("agency_in_author")
        return [named for key, named in names.items() if key not in repeated]
    return [*names.values()]


def _is_date(text: str) -> bool:
    """Return whether a text is a date and words of one only: "March 5, 2021 at 2:40 pm", not "April March"."""
    if not any(map(str.isdigit, text)) or not looks_like_date(text):
        return False
    date = next(iter(dates_within(text, 1)), "")
    before, _, behind = text.partition(date) if date else (text, "", "")
    return all(fold(word) in DATE_GLUE for word in _LETTERS.findall(f"{without_end(before)} {behind}"))


_LETTERS = re.compile(r"[^\W\d_]+")


def _once(text: str, damages: list[str]) -> list[tuple[str, str]]:
    """Return the names of one pass of cleaning, in order; passes are repeated until a name no longer changes."""
    names, more = _round(text)
    damages += more
    return [*names]


@remembered
def _round(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the names of one pass, and the damage that it undid."""
    damages: list[str] = []
    judged: list[tuple[str, str]] = []
    pictured = False
    for part in parts_of(bare(text, damages), damages):
        name, kind = _judge(part, damages)
        # "Photograph: Otto Doe/Reuters": the agency is the photographer's
        pictured = _PICTURED_BY.fullmatch(part) is not None or (pictured and kind == "Organization")
        judged += [(name, kind)] if name and not pictured else []
    return tuple(judged), tuple(damages)


def _is_placeholder_name(name: str) -> bool:
    folded = fold(name)
    return not folded or is_placeholder(name) or folded in NOBODY or bool(URL.fullmatch(name)) or len(name) > 100


def _inverted(name: str) -> str:
    words = fold(name).split()
    return " ".join([*words[1:], words[0]]) if len(words) == 2 else ""


def _judge(part: str, damages: list[str]) -> tuple[str, str]:
    """Return the name in one part and what it is, or an empty name."""
    made = BRACKETS.search(part)
    if _PICTURED_BY.fullmatch(part) or (made and fold(made.group(1)) in _PICTURING and part[: made.start()].strip()):
        damages.append("nobody_as_author")
        return "", ""
    named = _without_circumstances(part, damages)
    agency = agency_of_role(named)
    if agency:
        damages.append("role_in_author")
        return agency, "Organization"
    name = without_role(without_leading_role(named))
    if name != named:
        damages.append("role_in_author")
    alone = without_agency(_undoubled(name))
    if alone != name:
        damages.append("duplicate_author" if alone == _undoubled(name) else "agency_in_author")
        name = alone
    if fold(name) in AGENCIES or is_agency_staff(name):
        return name, "Organization"
    if is_nobody(name) or (name != named and fold(name) in WIDER_PLACES):
        # "New York Correspondent" is the correspondent of a place
        role = bool(name) and (is_role(fold(name).split()) or is_position(name))
        damages.append("role_in_author" if role else "nobody_as_author")
        return "", ""
    if (looks_like_organisation(name) and not is_surname(name)) or ACRONYM.fullmatch(name):
        return name, "Organization"
    cased = _cased(name)
    if cased != name:
        damages.append("capitals_in_author")
    return cased, "Person"


def _without_circumstances(part: str, damages: list[str]) -> str:
    """Return the part without a remark in brackets, the reporter's place, a label, and the outlet she wrote it for."""
    inside = BRACKETS.fullmatch(part)
    name = inside.group(1) if inside else BRACKETS.sub("", part)
    if name != part and not inside:
        damages.append("remark_in_author")
    placeless = _PLACE.sub("", name)
    if placeless != name and can_sign(placeless):
        damages.append("place_in_author")
        name = placeless
    name = _unlabelled(" ".join(without_prefix(name).split()))
    # before what stands behind "of" goes: "Jane Doe Head of News"
    if " of " in name and can_sign(without_role(name)) and without_role(name) != name:
        damages.append("role_in_author")
        name = without_role(name)
    unaffiliated = _AFFILIATION.sub("", name)
    if unaffiliated != name and can_sign(unaffiliated):
        damages.append("agency_in_author")
        name = unaffiliated
    return name


def _undoubled(name: str) -> str:
    """Return once a name that stands twice: the link's text and its title of "Ana Ruiz Ana Ruiz"."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else name


#: "Jane Doe for The Example", "Jane Doe via Example Wire": the outlet she wrote it for.
_AFFILIATION = re.compile(
    r"\s+(?:Special [Tt]o|Special [Ff]or|[Ff]or|FOR|[Vv]ia|VIA|of|from|pour|für|para)\s+(?:(?i:the)\s+)?[A-Z].{1,40}$"
)


def _unlabelled(name: str) -> str:
    """Return the name behind a label that says what somebody did: a writer's name stays, a photographer's or editor's goes."""
    label, colon, rest = name.partition(":")
    if not colon or len(label.split()) > 2:
        return name
    return rest.strip() if fold(label) in WRITING else ""


#: Letters of a script that has no case.
_GEORGIAN = re.compile("[\u10a0-\u10ff]")


def _cased(name: str) -> str:
    """Return the name in the case of names, where it is all capitals or all lower case and not somebody's own spelling."""
    words = name.split()
    if fold(name) in LOWER_CASE_NAMES or len(words) < 2 or _GEORGIAN.search(name) or not any(map(str.isalpha, name)):
        return name
    if name.isupper() and any(len(word) > 3 for word in words):
        # these letters are Turkish and Azerbaijani, whose small I has no dot
        turkish = "Ğ" in name or "İ" in name
        return " ".join(titled(word, turkish) for word in words)
    if name.islower() and all(map(str.isalpha, words)) and len(words) <= 3 and name.upper() != name:
        return " ".join(titled(word) for word in words)
    return name


def _without_agencies(names: list[tuple[str, str]], damages: list[str]) -> list[tuple[str, str]]:
    """Return the names without the agency behind a person: it is the source of the text and not its author."""
    if len(names) > 1 and fold(names[0][0]) in AGENCIES and all(_is_place(name) for name in names[1:]):
        damages.append("place_in_author")
        return names[:1]
    people = [name for name in names if name[1] == "Person"]
    behind = names[max((names.index(name) for name in people), default=len(names)) + 1 :]
    agencies = [name for name in names if fold(name[0]) in AGENCIES or name in behind]
    if people and agencies:
        damages.append("agency_in_author")
        return [name for name in names if name not in agencies]
    return names


def _without_places(names: list[tuple[str, str]], damages: list[str]) -> list[tuple[str, str]]:
    """Return the names without countries and the towns before them, and without towns behind somebody.

    "Jane Doe, London, Bo Roe".
    """
    kept: list[tuple[str, str]] = []
    for (name, kind), (following, _) in pairwise([*names, ("", "")]):
        folded = fold(name)
        somebody = any(" " in other for other, _ in kept)
        town = folded in PLACES and (somebody or fold(following) in WIDER_PLACES)
        if kind != "Person" or not (town or folded in WIDER_PLACES):
            kept.append((name, kind))
    if len(kept) < len(names):
        damages.append("place_in_author")
    return kept


def _is_place(name: tuple[str, str]) -> bool:
    """Return whether the word is a dateline's place behind its agency: "AFP, MANILA"."""
    return name[1] == "Person" and " " not in name[0] and name[0].isascii() and name[0].isupper()


def _without_remarks(names: list[tuple[str, str]], damages: list[str]) -> list[tuple[str, str]]:
    """Return the names without parts of a byline that are no names beside others that are: "De notre correspondant à Rome"."""
    named = [name for name in names if name[1] != "Person" or can_sign(name[0]) or " " not in name[0]]
    if named and len(named) < len(names) and any(can_sign(name[0]) for name in named):
        damages.append("remark_in_author")
        return named
    return names
