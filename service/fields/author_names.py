"""One raw string of a byline → the names in it, each a person or an organisation, without what names nobody."""

from __future__ import annotations

import re
from itertools import pairwise

from service.fields.author_cleaning import BRACKETS, PART, URL, bare, without, without_prefix
from service.fields.author_parts import parts_of, titled
from service.fields.author_roles import (
    ACRONYM,
    LOWER_CASE_NAMES,
    NOBODY,
    WRITING,
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
from service.fields.frame import plain
from service.lexicon.date_spans import DATE_GLUE, first_date, looks_like_date
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
#: "Published by Penguin Random House": a house, and not who wrote it.
_OF_HOUSE = re.compile(
    r"\s*(?:published by|publicado por|pubblicato da|publié par)\s.{0,60}\b(?:house|books?|press|publish\w*|media|editorial|"
    r"ediciones|éditions|edizioni|editore|editora|verlag|group|grupo)\b",
    re.IGNORECASE,
)
_ROUNDS = 4
#: Characters read of one byline, and of the name of an organisation.
LONGEST, _ORGANISATION = 2_000, 100
_LETTERS = re.compile(r"[^\W\d_]+")
#: Letters of a script that has no case.
_GEORGIAN = re.compile("[\u10a0-\u10ff]")
Name = tuple[str, str]


@record(frozen=True, slots=True)
class Names:
    """The names found, as (name, "Person" or "Organization"), and the ids of what had to be taken off or left out."""

    found: tuple[Name, ...]
    damages: tuple[str, ...] = ()


def names_in(raw: str, *, organisation: bool = False) -> Names:
    """Return the names in a byline or an author's name; ``organisation`` says that the page calls it an organisation's.

    >>> names_in("By Maggie Roe, Shane Poe and Michael Doe").found[1]
    ('Shane Poe', 'Person')
    >>> names_in("Jane Doe, Senior Reporter").found, names_in("Senior Reporter").found
    ((('Jane Doe', 'Person'),), ())
    """
    text = plain(raw[:200])
    if is_placeholder(text) or _is_date(text) or _OF_HOUSE.match(raw):
        return Names((), ("nobody_as_author",))
    if organisation and fold(text) not in NOBODY and len(text) <= _ORGANISATION and not URL.fullmatch(text):
        return Names(((text, "Organization"),))
    return _people_in(raw[:LONGEST])


@remembered
def _people_in(raw: str) -> Names:
    damages: list[str] = []
    found = _once(_of_lines(raw), damages)
    for _ in range(_ROUNDS):
        again = [each for name, kind in found for each in ([(name, kind)] if kind != "Person" else _once(name, damages))]
        if again == found:
            break
        found = again
    kept = _without_others(_each_once(found, damages), damages)
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


def _is_date(text: str) -> bool:
    """Return whether a text is a date and words of one only: "March 5, 2021 at 2:40 pm", not "April March"."""
    if not any(map(str.isdigit, text)) or not looks_like_date(text):
        return False
    before, _, behind = text.partition(first_date(text) or "\0")
    return all(fold(word) in DATE_GLUE for word in _LETTERS.findall(f"{without_end(before)} {behind}"))


def _once(text: str, damages: list[str]) -> list[Name]:
    """Return the names of one pass of cleaning, in order; passes are repeated until a name no longer changes."""
    names, more = _round(text)
    damages += more
    return [*names]


@remembered
def _round(text: str) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Return the names of one pass, and the damage that it undid."""
    damages: list[str] = []
    judged: list[Name] = []
    pictured = False
    for part in parts_of(bare(text, damages), damages):
        name, kind = _judge(part, damages)
        # "Photograph: Otto Doe/Reuters": the agency is the photographer's
        pictured = _PICTURED_BY.fullmatch(part) is not None or (pictured and kind == "Organization")
        judged += [(name, kind)] if name and not pictured else []
    return tuple(judged), tuple(damages)


def _judge(part: str, damages: list[str]) -> Name:
    """Return the name in one part and what it is, or an empty name."""
    remark = BRACKETS.search(part)
    if _PICTURED_BY.fullmatch(part) or (remark and remark.start() and fold(remark.group(1)) in _PICTURING):
        damages.append("nobody_as_author")
        return "", ""
    named = _without_circumstances(part, damages)
    name = agency_of_role(named) or without_role(without_leading_role(named))
    alone = without_agency(_undoubled(name))
    if alone != name:
        damages.append("agency_in_author")
    if name != named:
        damages.append("role_in_author")
    if fold(alone) in AGENCIES or is_agency_staff(alone):
        return alone, "Organization"
    if is_nobody(alone) or (name != named and fold(alone) in WIDER_PLACES):
        # "New York Correspondent" is the correspondent of a place
        damages.append("role_in_author" if is_role(fold(alone).split()) or is_position(alone) else "nobody_as_author")
        return "", ""
    if (looks_like_organisation(alone) and not is_surname(alone)) or ACRONYM.fullmatch(alone):
        return alone, "Organization"
    cased = _cased(alone)
    if cased != alone:
        damages.append("capitals_in_author")
    return cased, "Person"


def _without_circumstances(part: str, damages: list[str]) -> str:
    """Return the part without a remark in brackets, a label, a role "of" something, the reporter's place and her outlet."""
    inside = BRACKETS.fullmatch(part)
    name = inside.group(1) if inside else BRACKETS.sub("", part)
    if name != part and not inside:
        damages.append("remark_in_author")
    name = _unlabelled(" ".join(without_prefix(name).split()))
    if " of " in name and can_sign(role := without_role(name)) and role != name:
        # before what stands behind "of" goes: "Jane Doe Head of News"
        damages.append("role_in_author")
        name = role
    return without(PART, name, damages)


def _unlabelled(name: str) -> str:
    """Return the name behind a label that says what somebody did: a writer's name stays, a photographer's or editor's goes."""
    label, colon, rest = name.partition(":")
    if not colon or len(label.split()) > 2:
        return name
    return rest.strip() if fold(label) in WRITING else ""


def _undoubled(name: str) -> str:
    """Return once a name that stands twice: the link's text and its title of "Ana Ruiz Ana Ruiz"."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else name


def _cased(name: str) -> str:
    """Return the name in the case of names, where it is all capitals or all lower case and not somebody's own spelling."""
    words = name.split()
    if len(words) < 2 or fold(name) in LOWER_CASE_NAMES or _GEORGIAN.search(name):
        return name
    if name.isupper() and any(len(word) > 3 for word in words):
        # these letters are Turkish and Azerbaijani, whose small I has no dot
        turkish = "Ğ" in name or "İ" in name
        return " ".join(titled(word, turkish) for word in words)
    return " ".join(map(titled, words)) if name.islower() and len(words) <= 3 and all(map(str.isalpha, words)) else name


def _each_once(found: list[Name], damages: list[str]) -> list[Name]:
    """Return each name once; an outlet behind each of several people, "Ana Ruiz, CNN and Tom Becker, CNN", is dropped."""
    names: dict[str, Name] = {}
    repeated: set[str] = set()
    for name, kind in found:
        key = fold(name)
        first, _, last = key.partition(" ")
        if key in names or f"{last} {first}" in names:
            damages.append("duplicate_author")
            repeated |= {key} if kind == "Organization" else set()
        else:
            names[key] = (name, kind)
    if repeated and any(kind == "Person" for _, kind in names.values()):
        damages.append("agency_in_author")
        return [named for key, named in names.items() if key not in repeated]
    return [*names.values()]


def _without_others(names: list[Name], damages: list[str]) -> list[Name]:
    """Return the names without places, agencies and remarks beside somebody: "Jane Doe, London, Bo Roe | Reuters"."""
    kept: list[Name] = []
    for (name, kind), (following, _) in pairwise([*names, ("", "")]):
        # "USA." is what a biography leaves
        place = fold(name).rstrip(".")
        town = place in PLACES and (any(" " in other for other, _ in kept) or fold(following) in WIDER_PLACES)
        # "AFP, MANILA" is an agency's dateline
        dateline = bool(kept) and fold(kept[0][0]) in AGENCIES and name.isupper() and " " not in name
        if kind == "Person" and (town or dateline or place in WIDER_PLACES):
            damages.append("place_in_author")
        else:
            kept.append((name, kind))
    signed = [name for name in kept if name[1] == "Person" and can_sign(name[0])]
    if not signed:
        return kept if "Person" not in [kind for _, kind in kept] else _people_first(kept, damages)
    # "De notre correspondant à Rome, Jeanne Dupont": several words that are no name beside one
    named = [name for name in kept if name in signed or name[1] != "Person" or " " not in name[0]]
    if len(named) < len(kept):
        damages.append("remark_in_author")
    return _people_first(named, damages)


def _people_first(names: list[Name], damages: list[str]) -> list[Name]:
    """Return the names without agencies, and without what else is no person behind the last: the source is not the author."""
    last = max([at for at, (_, kind) in enumerate(names) if kind == "Person"])
    kept = [name for at, name in enumerate(names) if at <= last and fold(name[0]) not in AGENCIES]
    if len(kept) < len(names):
        damages.append("agency_in_author")
    return kept
