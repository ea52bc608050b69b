"""One raw string of a byline → the names in it, each a person or an organisation, without what
names nobody.

What clings is taken off, the rest is cut at the marks and words that part names, and each part that
changed is read again.
"""

from __future__ import annotations

import re
import unicodedata

from service.fields import author_cleaning as cleaning
from service.fields import author_roles as roles
from service.fields.frame import plain
from service.lexicon.labels import LABELS
from service.lexicon.lines import is_placeholder
from service.lexicon.patterns import late
from service.lexicon.people import (
    AGENCIES,
    AND,
    NOBODY,
    PARTICLES,
    PLACES,
    ROLE,
    ROLE_NOUNS,
    can_sign,
    looks_like_organisation,
)
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, fold, remembered
from service.spans.date_spans import first_date

#: Characters read of one byline.
LONGEST = 2_000
#: Characters of the name of an organisation.
_LONGEST_ORGANISATION = 100
#: How often what changed is read again.
_ROUNDS = 4
#: A name and its type; the names of a text, with the ids of what had to be taken off or left out.
Name = tuple[str, str]
Names = tuple[tuple[Name, ...], tuple[str, ...]]
_NOBODY: Name = ("", "")


def organisation_in(raw: str) -> Names:
    """Return the names in what the page calls an organisation's name."""
    text = plain(raw[:200])
    if (
        len(text) > _LONGEST_ORGANISATION
        or fold(text) in NOBODY
        or is_placeholder(text)
        or cleaning.ADDRESS.fullmatch(text)
    ):
        return names_in(raw)
    return ((text, "Organization"),), ()


@remembered
def names_in(raw: str) -> Names:
    """Return the names in a byline or an author's name, each with its type, and the ids of the
    damage.

    >>> names_in("Jane Doe, Senior Reporter")[0], names_in("Senior Reporter")[0]
    ((('Jane Doe', 'Person'),), ())
    """
    if roles.is_plain(raw):
        return ((raw, "Person"),), ()
    text = plain(raw[:200])
    if fold(text) in NOBODY or is_placeholder(text) or first_date(text) == text:
        return (), ("nobody_as_author",)
    damages: list[str] = []
    found = _read(_one_line(raw[:LONGEST]), damages, _ROUNDS)
    return tuple(_settled(found, damages)), tuple(dict.fromkeys(damages))


def _one_line(raw: str) -> str:
    """Return the lines of a byline as one: "Ana Ruiz\\nTom Becker" and "Ana Ruiz\\nBerlin" are
    parted, "Ana\\n  Ruiz" is one name.
    """
    lines = [line for line in map(plain, raw.split("\n")) if line]
    parted = len(lines) > 1 and any(map(can_sign, map(cleaning.without_prefix, lines)))
    return (" ; " if parted else " ").join(lines)


def _read(text: str, damages: list[str], rounds: int) -> list[Name]:
    """Return the names of a text; one that came out changed is read again, so that an answer sent
    back is its own answer.
    """
    name = cleaning.without_prefix(text)
    if roles.is_plain(name):
        damages += ["byline_word_in_author"] * (name != text)
        return [(name, "Person")]
    bare = cleaning.without(cleaning.LINE, text, damages)
    unlabelled = cleaning.without_prefix(cleaning.without_prefix(bare))
    damages += ["byline_word_in_author"] * (unlabelled != bare)
    names: list[Name] = []
    for part in _parts(unlabelled, damages):
        name, kind = _judge(part, damages)
        again = rounds > 1 and kind == "Person" and name != text
        names += _read(name, damages, rounds - 1) if again else [(name, kind)]
    return [each for each in names if each != _NOBODY]


#: "Photograph by Otto Doe", "Fotos: Otto Doe", "Photos Otto Doe": who made the pictures, edited or
#: translated is no author.
_PICTURES = any_of(phrases("people", "pictures")).replace("'", "['’]")
_CREDIT = re.compile(
    rf"(?:{_PICTURES}|{any_of(phrases('people', 'other_makers'))})(?:\s?:|\s+(?:by|von|de"
    r"|di|par|por|door|av)\s)\s*\S|"
    rf"(?:写真|撮影|摄影|攝影)\s?[:：/／]|(?:{_PICTURES})\s+(?-i:[A-ZÀ-ÝА-Я]\S*\s+\S)",
    re.IGNORECASE,
)
#: What parts names: marks, a spaced dash, a slash before a name, and a credit behind a name.
_LIST = late(
    # "김민수·이영희": only in Korean this dot parts two names
    r"\s*(?:;|、|／|\n|\||\s[/•·+–—-]\s|(?<=[가-힣]{2})·(?=[가-힣]{2})|/(?=(?-i:[A-ZÀ-ÝЀ-ЯΑ-Ω])"
    r"|(?:dpa|epd|sid|kna|afp|rtr)\b))\s*|"
    rf"(?:\.|(?<=\w))\s+(?={_CREDIT.pattern})",
    re.IGNORECASE,
)
_AND = re.compile(
    # one letter of the next name, and not of a given name: "مروان القصيري وريم الحوراني"
    (
        rf"\s*,?\s+{AND}\s+|\s+و(?!ليد|ائل|سام|سيم|فاء|داد|ردة|جدي|حيد|ديع|لاء|الي|لي\b"
        r"|لد\b"
        rf"|هبة|سن|صال)(?=\S{{2,}}\s\S)"
    ),
    re.IGNORECASE,
)
#: A comma that is not inside a remark behind a name, "Jane Doe (Brest, correspondent)", nor before
#: a suffix, "Martin Roe, Jr.".
_COMMA = re.compile(
    (
        r"\s*[,，،](?![^()\[\]]{0,80}[)\]]|\s*(?:[js]r|ii|iii|iv|m\.?d|ph\.?d|mba|esq|rn"
        r"|cfa"
        r"|[om]be)\.?\s*(?:,|\Z))\s*"
    ),
    re.IGNORECASE,
)
#: The full stop of a sentence, "Ana Ruiz.", and not of "Jr." and "Corp.".
_STOP = re.compile(r"(?<=\w{4})(?<!Corp)\.$")
ACRONYM = re.compile(r"[A-Z]{2,5}\d{0,2}")
#: Two names that a missing blank made one, "Jane DoeJohn Roe"; "McDonald" and "DeShawn" are one.
_GLUED = re.compile(
    r"(\S+ (?!(?:Mac|Van|Von|Fitz|Des|Del|Ash|Ben|Bin"
    r"|San)[A-Z])\w{2,}[a-zà-ÿ])([A-ZÀ-Ý]\w+ \S+(?: \S+)?)"
)


def _parts(text: str, damages: list[str]) -> list[str]:
    """Return the text cut at the marks and words that part names, and not inside a name; roles
    behind names go.
    """
    parts: list[str] = []
    pieces = [piece for listed in _LIST.split(text) for piece in _at_and(listed.strip())]
    for part in [part for piece in pieces for part in _at_commas(piece, damages)]:
        part = _STOP.sub("", part.strip(" ,|/:–—•·-").lstrip("."))
        if parts and _is_role_of(part, parts[-1]):
            damages.append("role_in_author")
        else:
            glued = _GLUED.fullmatch(part)
            parts += glued.groups() if glued else filter(None, [part])
    return parts


def _is_role_of(part: str, name: str) -> bool:
    """Return whether a part says what the name before it is: "White House Correspondent", but not
    "Tom Becker Reporter".
    """
    words = fold(part).split()
    of_desk = not ROLE_NOUNS.isdisjoint(words[-1:]) and not roles.OF_DESKS.isdisjoint(words[:2])
    return (of_desk or roles.is_role(part)) and can_sign(cleaning.without_prefix(name))


def _at_and(piece: str) -> list[str]:
    """Return the piece cut at "and" in many languages, where both sides can be names: "Ortega y
    Gasset" is one.
    """
    segments: list[str] = []
    start = 0
    for match in _AND.finditer(piece):
        left, right = piece[start : match.start()].strip(), piece[match.end() :].strip()
        if _are_two(left, right):
            segments.append(left)
            start = match.end()
    return [*segments, piece[start:]]


def _are_two(left: str, right: str) -> bool:
    """Return whether what stands on both sides of "and" can be names."""
    # "Maria Costa e Silva (Reuters)": a remark is no second word of a name
    first = _COMMA.split(right, maxsplit=1)[0].partition(" (")[0].strip()
    if fold(first) in NOBODY:
        return not _is_position(left, first)
    if roles.is_role(first) or _is_position(left, first):
        return False
    # "Miller, Jane and Roe, John"
    turned = "," in left and "," in right and len(left.split()) == 2
    follows = turned or " " in first or looks_like_organisation(first)
    return follows and _can_be_first(left)


def _can_be_first(name: str) -> bool:
    """Return whether a text can be the first of two names, "Ortega" of which none is."""
    return (
        " " in name
        or fold(name) in roles.NO_PERSONS
        or roles.newsroom_or_account_in(name) is not None
    )


def _is_position(left: str, right: str) -> bool:
    """Return whether both sides of "and" are of one position: "Jane Doe, Head of Crime and Courts",
    "Jane Doe Crime and Courts Reporter".
    """
    if can_sign(right) and roles.OF_DESKS.isdisjoint(fold(right).split()):
        return False
    return roles.POSITION.fullmatch(fold(_COMMA.split(left)[-1])) is not None


#: Small words in the names of people and houses: "Centre for Rural and Coastal Studies".
_IN_NAMES = PARTICLES | {"the", "for", "and"}
_NO_FAMILY = ROLE | AGENCIES | PLACES
#: What stands behind an acronym that is an outlet's: nothing, or a desk, "CBC News".
_ACRONYM_ENDS = ROLE | {""}


def _at_commas(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at commas; "Doe, Jane" is Jane Doe, also before other names and a
    role.
    """
    family, *rest = words = _COMMA.split(segment)
    # "Miller, Jane, Roe, John" are two or four: nobody can tell
    if len(words) > 3 and len(words) % 2 == 0 and all(w.istitle() and w.isalpha() for w in words):
        damages.append("nobody_as_author")
        return []
    if not rest or not _is_turned(family, rest[0]):
        return words
    return [f"{rest[0]} {family}", *rest[1:]]


def _is_turned(family: str, given: str) -> bool:
    """Return whether these are a family's name and a given one, and no name with a role, an agency
    or a place.
    """
    *particles, last = family.split() or [""]
    if len(given.split()) > 2 or not all(map(str.islower, particles)):
        return False
    if not last[:1].isupper() or not given[:1].isupper():
        return False
    return _NO_FAMILY.isdisjoint((fold(family), fold(given.rpartition(" ")[2])))


#: What stands before a colon and a writer's name; behind other labels somebody made the pictures or
#: edited.
_WRITING = LABELS["author"] | phrases("people", "writing")
#: People who write their own names without capitals.
_LOWER_CASE = phrases("people", "in_small_letters")


def _judge(part: str, damages: list[str]) -> Name:
    """Return the name in one part and what it is, or an empty name."""
    if _is_credit(part):
        damages.append("nobody_as_author")
        return _NOBODY
    name = _without_label(cleaning.without_prefix(_without_remark(part, damages)))
    known = roles.without_roles(name)
    damages += ["role_in_author"] * (known != name)
    alone = cleaning.without(cleaning.PART, known, damages)
    if fold(alone) in AGENCIES:
        return alone, "Organization"
    if roles.is_nobody(alone):
        damages.append("role_in_author" if roles.is_role(alone) else "nobody_as_author")
        return _NOBODY
    if _is_organisation(alone):
        return alone, "Organization"
    if _is_sentence(alone):
        damages.append("nobody_as_author")
        return _NOBODY
    cased = _cased(alone)
    damages += ["capitals_in_author"] * (cased != alone)
    return cased, "Person"


def _is_credit(part: str) -> bool:
    """Return whether a part says who made the pictures, before the name or behind it: "Otto Doe
    (pictures)".
    """
    found = cleaning.BRACKETS.search(part)
    if found and _CREDIT.match(f"{found[1]}: X"):
        return True
    return _CREDIT.match(part) is not None


def _without_remark(part: str, damages: list[str]) -> str:
    """Return a part without what it has in brackets, or what is in them where that is all."""
    if inside := cleaning.BRACKETS.fullmatch(part):
        return " ".join(inside[1].split())
    bare = cleaning.BRACKETS.sub("", part)
    damages += ["remark_in_author"] * (bare != part)
    return " ".join(bare.split())


def _without_label(name: str) -> str:
    """Return the name behind a colon, where the words before it say who wrote."""
    label, colon, rest = name.partition(":")
    if not colon or len(label.split()) > 2:
        return name
    return rest.strip() if fold(label) in _WRITING else ""


def _is_organisation(name: str) -> bool:
    """Return whether a name is an organisation's: "AFP", "CBC News", "Example Media, Inc."."""
    first, _, desk = name.partition(" ")
    if ACRONYM.fullmatch(first) and fold(desk) in _ACRONYM_ENDS:
        return True
    return looks_like_organisation(name) and not roles.is_surname(name)


def _is_sentence(text: str) -> bool:
    """Return whether a text has small words that no name has: "Jane Doe will be back soon"."""
    small = [word for word in text.split() if word.islower() and word.isalpha()]
    return text[:1].isupper() and not _IN_NAMES.issuperset(small)


def _cased(name: str) -> str:
    """Return the name in the case of names, where it is all capitals or all lower case and not
    somebody's own spelling.
    """
    words = name.split()
    if len(words) < 2 or fold(name) in _LOWER_CASE:
        return name
    if name.isupper() and max(map(len, words)) > 3:
        # these letters are Turkish and Azerbaijani, whose small I has no dot
        turkish = not {"Ğ", "İ"}.isdisjoint(name)
        return " ".join([_titled(word, turkish) for word in words])
    if name.islower() and len(words) <= 3 and all(map(str.isalpha, words)):
        return " ".join(map(_titled, words))
    return name


_INITIAL = re.compile(r"(?:^|(?<=[-'’])|(?<=^mc)(?=\w{3}))\w")
_NUMERAL = re.compile(r".\.|i[iv]i?|md", re.IGNORECASE)


def _titled(word: str, turkish: bool = False) -> str:
    """Return a word in the case of names: "O'BRIEN" is "O'Brien", "MCDONALD" "McDonald", "III"
    stays.
    """
    if _NUMERAL.fullmatch(word):
        return word.upper()
    lower = word.replace("İ", "i").replace("I", "ı").lower() if turkish else word.lower()
    # the titles of Georgian letters are themselves
    return _INITIAL.sub(
        lambda found: "İ" if turkish and found[0] == "i" else found[0].title(), lower
    )


#: What a name is that stands beside somebody who can sign, by its type.
_BESIDE = {"Person": "remark_in_author", "Organization": "agency_in_author"}


def _settled(found: list[Name], damages: list[str]) -> list[Name]:
    """Return each name once, without places, and without remarks and agencies beside somebody:
    "Jane Doe, London | Reuters".
    """
    names = _without_places(found, damages)
    persons = [each for each in names if each[1] == "Person"]
    # "De notre correspondant à Rome, Jeanne Dupont", "Jane Doe, Leeds": what is no name beside one
    signing = [each for each in persons if can_sign(each[0])] or persons
    if not signing:
        return names
    damages += [_BESIDE[each[1]] for each in names if each not in signing]
    return signing


def _without_places(found: list[Name], damages: list[str]) -> list[Name]:
    """Return each name once, and no place that stands as one."""
    names: dict[str, Name] = {}
    for name, kind in found:
        # "USA." is what a biography leaves
        key = fold(name).rstrip(".")
        if kind == "Person" and key in PLACES:
            damages.append("remark_in_author")
        elif key in names:
            damages.append("duplicate_author")
        else:
            names[key] = (name, kind)
    return [*names.values()]


#: Letters that people whose keyboards lack them write with others; titles, and a middle initial.
_LETTERS = str.maketrans("øæœłđðı-'.,:;!?", "oaolddi        ")
_ASIDE = re.compile(
    r"^(?:(?:dr|prof|sir|dame|mr|mrs|ms|rev)\.? )+(?=\S+ \S)|(?<=\w) [^\W\d_]\.?(?= \w)"
)


@remembered
def person_key(folded: str) -> str:
    """Return the key of a name on one page, where accents, titles and a middle initial make no
    other person.
    """
    name = _ASIDE.sub("", folded)
    if not name.isascii():
        name = "".join(
            [c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)]
        )
    return " ".join(name.translate(_LETTERS).split())
