"""Cuts a byline into the parts that may each be a name: at marks, "and", dashes, commas, and where a blank got lost."""

from __future__ import annotations

import re

from service.fields.author_cleaning import without_prefix
from service.fields.author_roles import (
    ACRONYM,
    GIVEN_IN_ARABIC,
    NOBODY,
    SON_OF,
    SUFFIX,
    TOPICS,
    is_desk,
    is_role,
    is_title,
    without_role,
)
from service.lexicon.people import AGENCIES, PLACES, ROLE, can_sign, looks_like_organisation
from service.lexicon.texts import fold

_LIST = re.compile(
    r"\s*(?:;|、|／|\n|\||\s/\s|\s•\s|\s·\s|\s\+\s|/(?=[A-ZÀ-ÝЀ-ЯΑ-Ω]|(?:dpa|epd|sid|kna|afp|rtr)\b)|"
    r"(?:\.|(?<=[a-zà-ÿ]))\s+(?=(?:Photo|Foto|Pictures|Illustration|Edit)\w*(?: (?:by|von|de|di|par|por)\b|\s?:))|"
    r"\s+(?=(?:写真|撮影|摄影|攝影)\s?[:：/／])|\.?(?<=[\w.])\s+(?=(?:Fotos?|Foto['’]s|Photos?|Kuvat?|Фото|Zdjęcia|Fotó|Pictures|Illustrations?)\s?:\s?[A-ZÀ-ÝА-Я]))\s*"
)
_AND = re.compile(
    r"\s*,?\s+(?:and|und|et|og|och|en|ve|и|та|i|y|e|&|with|mit|avec|con|és|și|và|και|"
    r"(?-i:i|ja|dan|і|a)|और|এবং|ও|และ|و|اور)\s+",
    re.IGNORECASE,
)
#: "a" is "and" in Czech and Slovak, and a preposition in all that is near to Latin; so both sides must be names, and one must
#: show a letter or an ending of those languages: "Petr Novák a Jana Malá", not "Jean Dupont a Paris Match".
_CZECH = re.compile(r"[ěščřžůňťďľĺŕý]|(?:ová|[aeiuáí]k|á[rl])\b", re.IGNORECASE)
#: How the names of offices begin in which "and" parts no names: "Centre for Rural and Coastal Studies".
_OFFICE = re.compile(
    r"(?:department|ministry|cent(?:re|er)|institute|school|faculty|committee|society|council)\b.* and ", re.IGNORECASE
)
#: What a dash parts from a name: "Jane Doe - Reporter".
_DASH = re.compile(r"\s+[-–—]\s+")
#: A comma that is not inside a remark behind a name: "Jane Doe (Brest, correspondent)".
_COMMA = re.compile(r"[,，،](?![^()\[\]]{0,80}[)\]])")
#: What parts a title from the name before it.
_BEFORE_TITLE = re.compile(r"\s*[,，،]\s*|\s+[-–—]\s+")
#: A last word of so many characters, its full stop among them, may be cut short: "Jr.", "Chr.".
_ABBREVIATED = 4
_UNNAMED = NOBODY | AGENCIES
_NO_PLACES = _UNNAMED | ROLE | TOPICS
#: Capitals behind these are of the same name: "McDonald", "DeShawn".
_NOT_GLUE = re.compile(r"(?:Mc|Mac|De|Di|Du|Da|Le|La|Lo|Van|Von|Fitz|Des|Del|Ash|Al|El|Ben|Bin|San|St|[A-Z])$")
#: An article and a name: "الطيب"; "والي" is a name with no "and" before it.
_WITH_ARTICLE = re.compile(r"ال\w{3,}")


def parts_of(text: str, damages: list[str]) -> list[str]:
    """Return the text cut at the marks and words that part names, and not inside a name."""
    parts = []
    for piece in _LIST.split(text):
        for segment in _at_and(piece.strip()):
            for part in _at_dash(segment, damages):
                for name in _at_commas(part, damages):
                    parts += [half for whole in _at_arabic_and(_without_edges(name.strip())) for half in _unglued(whole)]
    return [part for part in parts if part]


def _without_edges(part: str) -> str:
    """Return a part without the marks around it; a full stop stays with "Jr." and "Inc." and goes from "Ana Ruiz."."""
    part = part.strip(" ,|/:–—-")
    if not part.endswith("."):
        return part.lstrip(".")
    last = part.rpartition(" ")[2]
    ended = len(last) > _ABBREVIATED and last[:-1].isalpha() and fold(last) not in SUFFIX and can_sign(part[:-1])
    return part[:-1] if ended and not looks_like_organisation(part) else part


def _at_and(piece: str) -> list[str]:
    """Return the piece cut at "and" in many languages, where both sides can be names: "Ortega y Gasset" is one."""
    segments: list[str] = []
    start = len(piece) if _OFFICE.match(piece) else 0
    for match in _AND.finditer(piece, start):
        left, right = piece[start : match.start()], piece[match.end() :]
        first = re.split(r"[,;]", right)[0]
        if _is_in_title(left, right) or (match[0].strip() == "a" and not (_CZECH.search(piece) and can_sign(left))):
            continue
        name, _, desk = left.rpartition(" ")
        if " " in name and "," not in piece and is_desk(desk) and is_title(right):
            # "Jane Doe Crime and Courts Reporter"
            return [*segments, name]
        named = " " in left.strip() or fold(left) in _UNNAMED
        if (named and (" " in first.strip() or looks_like_organisation(right))) or fold(first) in NOBODY:
            segments.append(left)
            start = match.end()
    return [*segments, piece[start if segments else 0 :]]


def _is_in_title(left: str, right: str) -> bool:
    """Return whether "and" stands in a role and parts no names: "Jane Doe, Head of Crime and Courts"."""
    *names, opening = _BEFORE_TITLE.split(left)
    if not names or not _is_bare_name(names[-1]):
        return False
    closing = _BEFORE_TITLE.split(right, maxsplit=1)[0]
    return is_desk(closing) if is_title(opening) else is_title(closing)


def _is_bare_name(part: str) -> bool:
    """Return whether a part is somebody's name without a role behind it; then the next part may be a name too."""
    name = without_prefix(part)
    return can_sign(name) and without_role(name) == name


def _at_dash(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at a dash between a name and a role or a place: "Jane Doe - Reporter", "MADRID - Jane Doe"."""
    name, *rest = _DASH.split(segment, maxsplit=1)
    if rest and can_sign(rest[0]) and (fold(name) in PLACES or (name.isupper() and _is_place_word(name))):
        damages.append("place_in_author")
        return rest
    if not rest or not can_sign(without_prefix(name)):
        return [segment]
    behind = fold(rest[0])
    told = behind in AGENCIES or behind in NOBODY or is_role(behind.split()) or looks_like_organisation(rest[0])
    # "Jane Doe - Ana Ruiz Reporter"; in "Jane Doe - Inside Story" who knows what stands behind
    if not is_title(rest[0]) and (told or without_role(rest[0]) != rest[0]):
        return [name, *rest]
    if not is_title(rest[0]) and not _is_place_word(rest[0]):
        return [segment]
    damages.append("role_in_author" if is_title(rest[0]) else "place_in_author")
    return [name]


def _is_place_word(part: str) -> bool:
    """Return whether a part beside a whole name is a single word and no role or agency, as a place is: "Jane Doe, Berlin"."""
    alone = " " not in part and part[:1] < "\u2e80" and part[:1].isalpha() and not part[:1].islower()
    return alone and not ACRONYM.fullmatch(part) and fold(part) not in _NO_PLACES


def _at_commas(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at commas, without roles behind names; "King, Jr." is one name and "Doe, Jane" is Jane Doe."""
    parts: list[str] = []
    for piece in filter(None, map(str.strip, _COMMA.split(segment))):
        if parts and fold(piece) in SUFFIX:
            parts[-1] = f"{parts[-1]}, {piece}"
        elif parts and is_title(piece) and _is_bare_name(parts[-1]):
            damages.append("role_in_author")
        else:
            parts.append(piece)
    if len(parts) != 2 or not _is_inverted(*parts):
        return parts
    family, given = parts
    if family.isupper() and len(family) > (3 if " " in given else 2) and not given.isupper():
        # "RUIZ, Ana": capitals mark the family name, as in lists of names; "BBC, Tom Becker" has an outlet
        damages.append("capitals_in_author")
        family = titled(family)
    return [f"{given} {family}"]


def _is_inverted(family: str, given: str) -> bool:
    """Return whether two parts are a family name, perhaps with particles before it, and one or two given names."""
    *particles, last = family.split()
    single = last[:1].isupper() and all(map(str.islower, particles)) and fold(family) not in ROLE | AGENCIES
    return single and len(given.split()) <= 2 and given[:1].isupper() and fold(given.split()[-1]) not in ROLE | AGENCIES


def _at_arabic_and(part: str) -> list[str]:
    """Return the part cut before an Arabic "and", one letter of the next name: "مروان القصيري وريم الحوراني"."""
    words = part.split() if not part.isascii() else []
    names, start = [], 0
    for at in range(2, len(words) - 1):
        word, left = words[at][1:], " ".join(words[start:at])
        known = words[at][0] == "و" and (word in GIVEN_IN_ARABIC or _WITH_ARTICLE.fullmatch(word))
        if known and words[at - 1] not in SON_OF and can_sign(left):
            names.append(left)
            words[at], start = word, at
    return [*names, " ".join(words[start:])] if names else [part]


def _unglued(part: str) -> list[str]:
    """Return two names that a missing blank made one: "Jane DoeJohn Roe"; "McDonald" and "DeShawn" stay whole."""
    words = part.split()
    for seam in re.finditer(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])", words[1]) if 3 <= len(words) <= 4 else ():
        left, right = words[1][: seam.start()], words[1][seam.start() :]
        if len(left) > 2 and not _NOT_GLUE.search(left):
            return [f"{words[0]} {left}", " ".join([right, *words[2:]])]
    return [part]


def titled(word: str, turkish: bool = False) -> str:
    """Return a word in the case of names: "O'BRIEN" is "O'Brien", "MCDONALD" "McDonald", "III" stays."""
    if (len(word) <= 2 and word.endswith(".")) or fold(word) in ("ii", "iii", "iv", "md"):
        return word.upper()
    if turkish:
        word = word.replace("İ", "i").replace("I", "ı")
    lower = word.lower()
    if lower.startswith("mc") and len(lower) > 4:
        return "Mc" + lower[2:].capitalize()
    dotted = "İ" if turkish else "I"
    return re.sub(r"(^|[-'’])(\w)", lambda m: m.group(1) + (dotted if m.group(2) == "i" else m.group(2).upper()), lower)
