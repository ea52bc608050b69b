"""One raw string of a byline → the names in it, each a person or an organisation, without what names nobody.

What clings is taken off, the rest is cut at the marks and words that part names, and each part that changed is read again.
"""

from __future__ import annotations

import re
from itertools import pairwise

from service.fields.author_cleaning import (
    BRACKETS,
    LINE,
    PART,
    POSITION,
    UNNAMED,
    URL,
    is_nobody,
    is_plain_name,
    is_role,
    is_surname,
    unnamed_in,
    without,
    without_prefix,
    without_roles,
)
from service.fields.frame import plain
from service.lexicon import people
from service.lexicon.date_spans import first_date
from service.lexicon.labels import LABELS
from service.lexicon.lines import is_placeholder
from service.lexicon.people import can_sign, looks_like_organisation
from service.lexicon.signatures import without_clock
from service.lexicon.texts import fold, phrase_set, remembered, word_set
from service.records import record

#: Characters read of one byline, and of the name of an organisation; how often what changed is read again.
LONGEST, _ORGANISATION, _ROUNDS = 2_000, 100, 4
Name = tuple[str, str]
_NOBODY: Name = ("", "")


@record(frozen=True, slots=True)
class Names:
    """The names found, as (name, "Person" or "Organization"), and the ids of what had to be taken off or left out."""

    found: tuple[Name, ...]
    damages: tuple[str, ...] = ()


_ADDRESS = re.compile(r"@\w+|https?://\S+")


def names_in(raw: str, *, organisation: bool = False) -> Names:
    """Return the names in a byline or an author's name; ``organisation`` says that the page calls it an organisation's.

    >>> names_in("By Maggie Roe, Shane Poe and Michael Doe").found[1]
    ('Shane Poe', 'Person')
    >>> names_in("Jane Doe, Senior Reporter").found, names_in("Senior Reporter").found
    ((('Jane Doe', 'Person'),), ())
    """
    if raw.strip().casefold() in people.NOBODY:
        return Names((), ("nobody_as_author",))
    if not organisation:
        bare = without_prefix(raw)
        if is_plain_name(bare):
            return Names(((bare, "Person"),), () if bare == raw else ("byline_word_in_author",))
        if _ADDRESS.fullmatch(raw):
            return Names((), ("address_in_author",))
    text = plain(raw[:200])
    if is_placeholder(text) or first_date(text) == text:
        return Names((), ("nobody_as_author",))
    if organisation and len(text) <= _ORGANISATION and not URL.fullmatch(text):
        return Names(((text, "Organization"),))
    return _people_in(raw[:LONGEST])


@remembered
def _people_in(raw: str) -> Names:
    damages: list[str] = []
    lines = [line for line in map(plain, raw.split("\n")) if line]
    # "Ana Ruiz\nTom Becker", "Ana Ruiz\nBerlin"; "Ana\n  Ruiz" is one
    joint = " ; " if len(lines) > 1 and any(can_sign(without_prefix(line)) for line in lines) else " "
    found = _read(without_clock(joint.join(lines)), damages, _ROUNDS)
    kept = _beside(_each_once(found, damages), damages)
    return Names(tuple(kept), tuple(dict.fromkeys(damages)))


def _read(text: str, damages: list[str], rounds: int) -> list[Name]:
    """Return the names of a text; one that came out changed is read again, so that an answer sent back is its own answer."""
    bare = without(LINE, text, damages)
    unlabelled = without_prefix(without_prefix(bare))
    if unlabelled != bare:
        damages.append("byline_word_in_author")
    names: list[Name] = []
    pictured = False
    for part in _parts(unlabelled, damages):
        name, kind = _judge(part, damages)
        # "Photograph: Otto Doe/Reuters": the agency is the photographer's
        pictured = _CREDIT.fullmatch(part) is not None or (pictured and kind == "Organization")
        if not name or pictured:
            continue
        again = kind == "Person" and name != text and rounds > 1 and not is_plain_name(name)
        names += _read(name, damages, rounds - 1) if again else [(name, kind)]
    return names


# --- parts ------------------------------------------------------------------------------------------------------------------

_PICTURES = r"photos?|fotos?|foto['’]s|kuvat?|фото|zdjęcia|fotó|pictures|illustrations?"
_BY = r"(?:by|von|de|di|par|por|door|av)"
#: "Photograph by Otto Doe", "Fotos: Otto Doe": who made the pictures, edited or translated is not the author.
_CREDIT = re.compile(
    rf"(?:photograph(?:s|y)?|images?|graphics?|videos?|fotografías?|bild(?:er)?|{_PICTURES}|(?:translat|edit)(?:ed|ion|ing)|"
    r"produced|(?:fact|medically)[- ](?:checked|reviewed)|übersetz(?:t|ung)|bearbeit(?:et|ung)|redigiert|traduit|"
    rf"tradu(?:ction|cido|cción|zione)|vertaald|перевод)(?:\s*:|\s+{_BY})\s+\S.*|(?:写真|撮影|摄影|攝影)\s?[:：/／].*|"
    # "Otto Doe (pictures)"
    rf"(?:{_PICTURES})(?:\s*:|\s+(?=\S+\s+\S))\s*(?-i:[A-ZÀ-ÝА-Я]).*|.+[(\[](?:{_PICTURES}|photograph\w+|graphics|video|camera)[)\]]",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\s*(?:;|、|／|\n|\||\s[/•·+]\s|/(?=(?-i:[A-ZÀ-ÝЀ-ЯΑ-Ω])|(?:dpa|epd|sid|kna|afp|rtr)\b)|\s+(?=(?:写真|撮影|摄影|攝影)\s?[:：/／]))\s*|"
    rf"(?:\.|(?<=\w))\s+(?=(?:photo|foto|pictures|illustration|edit)\w*\s{_BY}\s|(?:{_PICTURES}|edit\w*)(?:\s?:|(?-i:\s+[A-ZÀ-ÝА-Я]\S*\s+\S)))",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*,?\s+(?:and|und|et|og|och|en|ve|и|та|i|y|e|&|with|mit|avec|con|és|și|và|και|"
    r"(?-i:i|ja|dan|і)|और|এবং|ও|และ|و|اور)\s+|"
    # one letter of the next name, and not of a given name: "مروان القصيري وريم الحوراني"
    r"\s+و(?!ليد|ائل|سام|سيم|فاء|داد|ردة|جدي|حيد|ديع|لاء|الي|لي\b|لد\b|هبة|سن|صال)(?=\S{2,}\s\S)",
    re.IGNORECASE,
)
#: How the names of offices begin in which "and" parts no names: "Centre for Rural and Coastal Studies".
_OFFICES = tuple("department ministry centre center institute school faculty committee society council".split())
#: A dash, and a comma that is not inside a remark behind a name: "Jane Doe - Reporter", "Jane Doe (Brest, correspondent)".
_COMMA = re.compile(r"(\s+[-–—]\s+|\s*[,，،](?![^()\[\]]{0,80}[)\]])\s*)")
SUFFIX = word_set("jr jr. sr sr. ii iii iv md m.d. m.d phd ph.d. ph.d mba esq esq. rn dds do jd cfa cpa frs obe mbe")
#: Words that open the names of places: "West Yorkshire", "New Delhi".
_WIDER = word_set("north south east west northern southern eastern western central new upper lower greater")
ACRONYM = re.compile(r"[A-Z]{2,5}\d{0,2}")
#: Two names that a missing blank made one, "Jane DoeJohn Roe"; "McDonald" and "DeShawn" are one.
_GLUED = re.compile(r"(\S+ (?!(?:Mac|Van|Von|Fitz|Des|Del|Ash|Ben|Bin|San)[A-Z])\w{2,}[a-zà-ÿ])([A-ZÀ-Ý]\w+ \S+(?: \S+)?)")


def _parts(text: str, damages: list[str]) -> list[str]:
    """Return the text cut at the marks and words that part names, and not inside a name."""
    parts: list[str] = []
    for piece in _LIST.split(text):
        for segment in _at_and(piece.strip()):
            for part in map(_without_edges, _at_commas(segment, damages)):
                glued = _GLUED.fullmatch(part)
                parts += glued.groups() if glued else [part]
    return [part for part in parts if part]


def _without_edges(part: str) -> str:
    """Return a part without the marks around it; a full stop stays with "Jr." and "Inc." and goes from "Ana Ruiz."."""
    part = part.strip(" ,|/:–—-")
    last = part.rpartition(" ")[2]
    # a last word of four characters may be cut short: "Chr."
    ended = part.endswith(".") and len(last) > 4 and last[:-1].isalpha() and fold(last) not in SUFFIX
    return part[:-1] if ended and can_sign(part[:-1]) and not looks_like_organisation(part) else part.lstrip(".")


def _at_and(piece: str) -> list[str]:
    """Return the piece cut at "and" in many languages, where both sides can be names: "Ortega y Gasset" is one."""
    segments: list[str] = []
    start = 0
    for match in _AND.finditer(piece):
        left, right = piece[start : match.start()].strip(), piece[match.end() :].strip()
        first = _COMMA.split(right, maxsplit=1)[0].strip()
        # "Jane Doe, Head of Crime and Courts", "Jane Doe Crime and Courts Reporter"
        position = POSITION.fullmatch(fold(_COMMA.split(left)[-1])) and not is_plain_name(first)
        of_role = position or fold(left).startswith(_OFFICES) or (is_role(first) and fold(first) not in people.NOBODY)
        named = " " in left or fold(left) in UNNAMED or unnamed_in(left) is not None
        if not of_role and ((named and (" " in first or looks_like_organisation(first))) or fold(first) in people.NOBODY):
            segments.append(left)
            start = match.end()
    return [*segments, piece[start if segments else 0 :]]


def _is_place(part: str) -> bool:
    """Return whether a part before or behind a dash is a place's name: "MADRID", "West Yorkshire", "Leeds, Yorkshire"."""
    folded, words = fold(part), part.split()
    if folded in people.PLACES or folded in people.WIDER_PLACES or (len(words) == 2 and folded.split()[0] in _WIDER):
        return True
    if "," in part:
        return len(words) == 2 and is_plain_name(part.replace(",", ""))
    alone = len(words) == 1 and part[0].isalpha() and not part[0].islower() and part < "\u2e80" and not ACRONYM.fullmatch(part)
    return alone and folded not in UNNAMED and folded not in people.ROLE and folded not in people.TOPICS


def _at_commas(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at commas, and at dashes between a name and a role, a place or another: "MADRID - Jane Doe".

    Roles behind names go; "King, Jr." is one name and "Doe, Jane" is Jane Doe.
    """
    pieces = _COMMA.split(segment.strip())
    parts: list[str] = []
    for joint, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        before = without_prefix(parts[-1]) if parts else ""
        named = (can_sign(before) and without_roles(before) == before) or (len(parts) == 2 and _is_inverted(*parts))
        if not parts or not piece:
            parts += [piece] if piece else []
        elif named and (
            is_role(piece)
            or (people.ROLE_NOUNS & {fold(piece).rpartition(" ")[2]} and not is_plain_name(" ".join(piece.split()[:2])))
        ):
            # "White House Correspondent"
            damages.append("role_in_author")
        elif joint.strip() not in "-–—":
            joined = fold(piece) in SUFFIX
            parts[-1:] = [f"{parts[-1]}, {piece}"] if joined else [parts[-1], piece]
        elif _is_place(piece) or (can_sign(piece) and _is_place(", ".join(parts))):
            # "Maria Costa, Valor — São Paulo"
            damages.append("place_in_author")
            parts = parts[:1] if _is_place(piece) else [piece]
        elif can_sign(before) and (
            fold(piece) in UNNAMED
            or looks_like_organisation(piece)
            or without_roles(piece) != piece
            or (is_plain_name(before) and is_plain_name(piece))
        ):
            parts.append(piece)
        else:
            parts[-1] += joint + piece
    if len(parts) != 2 or not _is_inverted(*parts):
        return parts
    family, given = parts
    # "RUIZ, Ana": capitals mark the family name, as in lists of names; "BBC, Tom Becker" has an outlet
    marked = family.isupper() and len(family) > (3 if " " in given else 2) and not given.isupper()
    damages += ["capitals_in_author"] * marked
    family = _titled(family) if marked else family
    return [f"{given} {family}"]


def _is_inverted(family: str, given: str) -> bool:
    """Return whether two parts are a family name, perhaps with particles before it, and one or two given names."""
    *particles, last = family.split()
    told = people.ROLE | people.AGENCIES
    cased = last[:1].isupper() and given[:1].isupper() and all(map(str.islower, particles))
    return cased and len(given.split()) <= 2 and fold(family) not in told and fold(given.split()[-1]) not in told


# --- one part ---------------------------------------------------------------------------------------------------------------

_WRITING = LABELS["author"] | word_set(
    "text texte texto testo tekst teksti szöveg words story report reporter reporting reporters bericht reportage reportagem "
    "reportaje protokoll interview entretien entrevista intervista rozmowa redacción текст интервью opracował opracowała "
    "opracowanie bài เรื่อง เรื่องโดย रिपोर्ट रिपोर्टर संवाददाता כתב כתבה ρεπορτάζ κείμενο"
)
#: People who write their own names without capitals.
_LOWER_CASE = phrase_set("bell hooks, danah boyd, e. e. cummings, e.e. cummings, k.d. lang, k. d. lang, adrienne maree brown")


def _judge(part: str, damages: list[str]) -> Name:
    """Return the name in one part and what it is, or an empty name."""
    if _CREDIT.fullmatch(part):
        damages.append("nobody_as_author")
        return _NOBODY
    inside, bare = BRACKETS.fullmatch(part), BRACKETS.sub("", part)
    damages += ["remark_in_author"] * (not inside and bare != part)
    name = without_prefix(" ".join((inside[1] if inside else bare).split()))
    label, colon, rest = name.partition(":")
    if colon and len(label.split()) < 3:
        # a writer's name stays, a photographer's or an editor's goes
        name = rest.strip() if fold(label) in _WRITING else ""
    known = without_roles(name)
    damages += ["role_in_author"] * (known != name)
    alone = without(PART, known, damages)
    if fold(alone) in people.AGENCIES:
        return alone, "Organization"
    if is_nobody(alone) or (alone != part and fold(alone) in people.WIDER_PLACES):
        # "New York Correspondent" is the correspondent of a place
        damages.append("role_in_author" if is_role(alone) else "nobody_as_author")
        return _NOBODY
    if (looks_like_organisation(alone) and not is_surname(alone)) or ACRONYM.fullmatch(alone):
        return alone, "Organization"
    cased = _cased(alone)
    damages += ["capitals_in_author"] * (cased != alone)
    return cased, "Person"


_INITIAL = re.compile(r"(?:(?<=^)|(?<=[-'’]))\w")


def _cased(name: str) -> str:
    """Return the name in the case of names, where it is all capitals or all lower case and not somebody's own spelling."""
    words = name.split()
    if len(words) < 2 or fold(name) in _LOWER_CASE:
        return name
    if name.isupper() and any(len(word) > 3 for word in words):
        # these letters are Turkish and Azerbaijani, whose small I has no dot
        turkish = "Ğ" in name or "İ" in name
        return " ".join([_titled(word, turkish) for word in words])
    return " ".join(map(_titled, words)) if name.islower() and len(words) <= 3 and all(map(str.isalpha, words)) else name


def _titled(word: str, turkish: bool = False) -> str:
    """Return a word in the case of names: "O'BRIEN" is "O'Brien", "MCDONALD" "McDonald", "III" stays."""
    if (len(word) <= 2 and word.endswith(".")) or fold(word) in ("ii", "iii", "iv", "md"):
        return word.upper()
    lower = word.replace("İ", "i").replace("I", "ı").lower() if turkish else word.lower()
    if lower.startswith("mc") and len(lower) > 4:
        return "Mc" + lower[2:].capitalize()
    # the titles of Georgian letters are themselves
    return _INITIAL.sub(lambda found: "İ" if turkish and found[0] == "i" else found[0].title(), lower)


# --- the names beside one another -------------------------------------------------------------------------------------------


def _each_once(found: list[Name], damages: list[str]) -> list[Name]:
    """Return each name once, whichever of its words stands first."""
    names: dict[str, Name] = {}
    for name, kind in found:
        first, _, last = fold(name).partition(" ")
        if fold(name) in names or f"{last} {first}" in names:
            damages.append("duplicate_author")
        else:
            names[fold(name)] = (name, kind)
    return [*names.values()]


def _beside(names: list[Name], damages: list[str]) -> list[Name]:
    """Return the names without places, remarks and agencies beside somebody: "Jane Doe, London, Bo Roe | Reuters"."""
    kept: list[Name] = []
    for (name, kind), (following, _) in pairwise([*names, _NOBODY]):
        # "USA." is what a biography leaves
        place = fold(name).rstrip(".")
        town = place in people.PLACES and (any(" " in other for other, _ in kept) or fold(following) in people.WIDER_PLACES)
        # "AFP, MANILA" is an agency's dateline
        town = town or (bool(kept) and fold(kept[0][0]) in people.AGENCIES and name.isupper() and " " not in name)
        if kind == "Person" and (town or place in people.WIDER_PLACES):
            damages.append("place_in_author")
        else:
            kept.append((name, kind))
    persons = [at for at, (_, kind) in enumerate(kept) if kind == "Person"]
    if not persons:
        return kept
    signed = any(can_sign(kept[at][0]) for at in persons)
    # "De notre correspondant à Rome, Jeanne Dupont": several words that are no name beside one
    remarks = {at for at in persons if signed and " " in kept[at][0] and not can_sign(kept[at][0])}
    last = max(set(persons) - remarks, default=persons[-1])
    # the source is not the author: "Ana Ruiz, CNN and Tom Becker, CNN"
    sources = {at for at, (name, _) in enumerate(kept) if at > last or fold(name) in people.AGENCIES or ACRONYM.fullmatch(name)}
    sources -= remarks
    damages += ["remark_in_author"] * bool(remarks) + ["agency_in_author"] * bool(sources)
    return [name for at, name in enumerate(kept) if at not in remarks | sources]
