"""One raw string of a byline → the names in it, each a person or an organisation, without what names nobody.

What clings is taken off, the rest is cut at the marks and words that part names, and each part that changed is read again.
"""

from __future__ import annotations

import re

from service.fields import author_cleaning as cleaning
from service.fields.frame import plain
from service.lexicon.date_spans import first_date
from service.lexicon.labels import LABELS
from service.lexicon.lines import is_placeholder
from service.lexicon.people import AGENCIES, AND, NOBODY, PARTICLES, PLACES, ROLE, ROLE_NOUNS, can_sign, looks_like_organisation
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, fold, remembered
from service.patterns import late

#: Characters read of one byline, and of the name of an organisation; how often what changed is read again.
LONGEST, _ORGANISATION, _ROUNDS = 2_000, 100, 4
#: A name and its type; the names of a text, with the ids of what had to be taken off or left out.
Name = tuple[str, str]
Names = tuple[tuple[Name, ...], tuple[str, ...]]
_NOBODY: Name = ("", "")


def organisation_in(raw: str) -> Names:
    """Return the names in what the page calls an organisation's name."""
    text = plain(raw[:200])
    if len(text) > _ORGANISATION or fold(text) in NOBODY or is_placeholder(text) or cleaning.ADDRESS.fullmatch(text):
        return names_in(raw)
    return ((text, "Organization"),), ()


@remembered
def names_in(raw: str) -> Names:
    """Return the names in a byline or an author's name, each with its type, and the ids of the damage.

    >>> names_in("Jane Doe, Senior Reporter")[0], names_in("Senior Reporter")[0]
    ((('Jane Doe', 'Person'),), ())
    """
    if cleaning.is_plain(raw):
        return ((raw, "Person"),), ()
    text = plain(raw[:200])
    if fold(text) in NOBODY or is_placeholder(text) or first_date(text) == text:
        return (), ("nobody_as_author",)
    damages: list[str] = []
    lines = [line for line in map(plain, raw[:LONGEST].split("\n")) if line]
    # "Ana Ruiz\nTom Becker", "Ana Ruiz\nBerlin"; "Ana\n  Ruiz" is one
    joint = " ; " if len(lines) > 1 and any(can_sign(cleaning.without_prefix(line)) for line in lines) else " "
    found = _read(joint.join(lines), damages, _ROUNDS)
    return tuple(_settled(found, damages)), tuple(dict.fromkeys(damages))


def _read(text: str, damages: list[str], rounds: int) -> list[Name]:
    """Return the names of a text; one that came out changed is read again, so that an answer sent back is its own answer."""
    name = cleaning.without_prefix(text)
    if cleaning.is_plain(name):
        damages += ["byline_word_in_author"] * (name != text)
        return [(name, "Person")]
    bare = cleaning.without(cleaning.LINE, text, damages)
    unlabelled = cleaning.without_prefix(cleaning.without_prefix(bare))
    if unlabelled != bare:
        damages.append("byline_word_in_author")
    names: list[Name] = []
    for part in _parts(unlabelled, damages):
        name, kind = _judge(part, damages)
        if not name:
            continue
        again = kind == "Person" and name != text and rounds > 1
        names += _read(name, damages, rounds - 1) if again else [(name, kind)]
    return names


#: "Photograph by Otto Doe", "Fotos: Otto Doe", "Photos Otto Doe": who made the pictures, edited or translated is no author.
_PICTURES = any_of(phrases("people", "pictures")).replace("'", "['’]")
_CREDIT = re.compile(
    rf"(?:{_PICTURES}|{any_of(phrases('people', 'other_makers'))})(?:\s?:|\s+(?:by|von|de|di|par|por|door|av)\s)\s*\S|"
    rf"(?:写真|撮影|摄影|攝影)\s?[:：/／]|(?:{_PICTURES})\s+(?-i:[A-ZÀ-ÝА-Я]\S*\s+\S)",
    re.IGNORECASE,
)
#: What parts names: marks, a spaced dash, a slash before a name, and a credit behind a name.
_LIST = late(
    # "김민수·이영희": only in Korean this dot parts two names
    r"\s*(?:;|、|／|\n|\||\s[/•·+–—-]\s|(?<=[가-힣]{2})·(?=[가-힣]{2})|/(?=(?-i:[A-ZÀ-ÝЀ-ЯΑ-Ω])|(?:dpa|epd|sid|kna|afp|rtr)\b))\s*|"
    rf"(?:\.|(?<=\w))\s+(?={_CREDIT.pattern})",
    re.IGNORECASE,
)
_AND = re.compile(
    # one letter of the next name, and not of a given name: "مروان القصيري وريم الحوراني"
    rf"\s*,?\s+{AND}\s+|\s+و(?!ليد|ائل|سام|سيم|فاء|داد|ردة|جدي|حيد|ديع|لاء|الي|لي\b|لد\b|هبة|سن|صال)(?=\S{{2,}}\s\S)",
    re.IGNORECASE,
)
#: A comma that is not inside a remark behind a name, "Jane Doe (Brest, correspondent)", nor before a suffix, "Martin Roe, Jr.".
_COMMA = re.compile(
    r"\s*[,，،](?![^()\[\]]{0,80}[)\]]|\s*(?:[js]r|ii|iii|iv|m\.?d|ph\.?d|mba|esq|rn|cfa|[om]be)\.?\s*(?:,|\Z))\s*",
    re.IGNORECASE,
)
#: The full stop of a sentence, "Ana Ruiz.", and not of "Jr." and "Corp.".
_STOP = re.compile(r"(?<=\w{4})(?<!Corp)\.$")
ACRONYM = re.compile(r"[A-Z]{2,5}\d{0,2}")
#: Two names that a missing blank made one, "Jane DoeJohn Roe"; "McDonald" and "DeShawn" are one.
_GLUED = re.compile(r"(\S+ (?!(?:Mac|Van|Von|Fitz|Des|Del|Ash|Ben|Bin|San)[A-Z])\w{2,}[a-zà-ÿ])([A-ZÀ-Ý]\w+ \S+(?: \S+)?)")


def _parts(text: str, damages: list[str]) -> list[str]:
    """Return the text cut at the marks and words that part names, and not inside a name; roles behind names go."""
    parts: list[str] = []
    for segment in [segment for piece in _LIST.split(text) for segment in _at_and(piece.strip())]:
        for part in _at_commas(segment, damages):
            part = _STOP.sub("", part.strip(" ,|/:–—•·-").lstrip("."))
            if not part:
                continue
            glued = _GLUED.fullmatch(part)
            # "White House Correspondent", but not "Tom Becker Reporter"
            words = fold(part).split()
            desk = parts and words[-1:] and words[-1] in ROLE_NOUNS and not cleaning.OF_DESKS.isdisjoint(words[:2])
            if parts and (desk or cleaning.is_role(part)) and can_sign(cleaning.without_prefix(parts[-1])):
                damages.append("role_in_author")
            else:
                parts += glued.groups() if glued else [part]
    return parts


def _at_and(piece: str) -> list[str]:
    """Return the piece cut at "and" in many languages, where both sides can be names: "Ortega y Gasset" is one."""
    segments: list[str] = []
    start = 0
    for match in _AND.finditer(piece):
        left, right = piece[start : match.start()].strip(), piece[match.end() :].strip()
        # "Maria Costa e Silva (Reuters)": a remark is no second word of a name
        first = _COMMA.split(right, maxsplit=1)[0].partition(" (")[0].strip()
        # "Jane Doe, Head of Crime and Courts", "Jane Doe Crime and Courts Reporter"
        named = can_sign(first) and cleaning.OF_DESKS.isdisjoint(fold(first).split())
        position = not named and cleaning.POSITION.fullmatch(fold(_COMMA.split(left)[-1]))
        of_role = position or (cleaning.is_role(first) and fold(first) not in NOBODY)
        named = " " in left or fold(left) in cleaning.UNNAMED or cleaning.unnamed_in(left) is not None
        # "Miller, Jane and Roe, John"
        turned = "," in left and "," in right and len(left.split()) == 2
        follows = turned or " " in first or looks_like_organisation(first)
        if not of_role and ((named and follows) or fold(first) in NOBODY):
            segments.append(left)
            start = match.end()
    return [*segments, piece[start if segments else 0 :]]


#: Small words in the names of people and houses: "Centre for Rural and Coastal Studies".
_IN_NAMES = PARTICLES | {"the", "for", "and"}
_NO_FAMILY = ROLE | AGENCIES | PLACES


def _at_commas(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at commas; "Doe, Jane" is Jane Doe, also before other names and a role."""
    family, *rest = _COMMA.split(segment)
    *particles, last = family.split() or [""]
    given, others = (rest or [""])[0], rest[1:]
    small = all(map(str.islower, particles)) and len(given.split()) <= 2
    cased = small and last[:1].isupper() and given[:1].isupper()
    # "Miller, Jane, Roe, John" are two or four: nobody can tell
    if len(rest) > 2 and len(rest) % 2 and all(word.istitle() and word.isalpha() for word in [family, *rest]):
        damages.append("nobody_as_author")
        return []
    if not cased or not _NO_FAMILY.isdisjoint((fold(family), fold(given.rpartition(" ")[2]))):
        return [family, *rest]
    return [f"{given} {family}", *others]


#: What stands before a colon and a writer's name; behind other labels somebody made the pictures or edited.
_WRITING = LABELS["author"] | phrases("people", "writing")
#: People who write their own names without capitals.
_LOWER_CASE = phrases("people", "in_small_letters")


def _judge(part: str, damages: list[str]) -> Name:
    """Return the name in one part and what it is, or an empty name."""
    found = cleaning.BRACKETS.search(part)
    # "Otto Doe (pictures)"
    if _CREDIT.match(part) or (found and _CREDIT.match(f"{found[1]}: X")):
        damages.append("nobody_as_author")
        return _NOBODY
    inside, bare = found and found[0] == part, cleaning.BRACKETS.sub("", part) if found else part
    damages += ["remark_in_author"] * (not inside and bare != part)
    name = cleaning.without_prefix(" ".join((found[1] if found and inside else bare).split()))
    label, colon, rest = name.partition(":")
    if colon and len(label.split()) < 3:
        name = rest.strip() if fold(label) in _WRITING else ""
    known = cleaning.without_roles(name)
    damages += ["role_in_author"] * (known != name)
    alone = cleaning.without(cleaning.PART, known, damages)
    folded = fold(alone)
    if folded in AGENCIES:
        return alone, "Organization"
    if cleaning.is_nobody(alone):
        damages.append("role_in_author" if cleaning.is_role(alone) else "nobody_as_author")
        return _NOBODY
    first, _, desk = alone.partition(" ")
    outlet = ACRONYM.fullmatch(first) and (not desk or fold(desk) in ROLE)
    if outlet or (looks_like_organisation(alone) and not cleaning.is_surname(alone)):
        return alone, "Organization"
    # "Jane Doe will be back soon"
    if alone[:1].isupper() and [w for w in alone.split() if w.islower() and w.isalpha() and w not in _IN_NAMES]:
        damages.append("nobody_as_author")
        return _NOBODY
    cased = _cased(alone)
    damages += ["capitals_in_author"] * (cased != alone)
    return cased, "Person"


def _cased(name: str) -> str:
    """Return the name in the case of names, where it is all capitals or all lower case and not somebody's own spelling."""
    words = name.split()
    if len(words) < 2 or fold(name) in _LOWER_CASE:
        return name
    if name.isupper() and max(map(len, words)) > 3:
        # these letters are Turkish and Azerbaijani, whose small I has no dot
        return " ".join([_titled(word, turkish="Ğ" in name or "İ" in name) for word in words])
    return " ".join(map(_titled, words)) if name.islower() and len(words) <= 3 and all(map(str.isalpha, words)) else name


_INITIAL, _NUMERAL = re.compile(r"(?:^|(?<=[-'’])|(?<=^mc)(?=\w{3}))\w"), re.compile(r".\.|i[iv]i?|md", re.IGNORECASE)


def _titled(word: str, turkish: bool = False) -> str:
    """Return a word in the case of names: "O'BRIEN" is "O'Brien", "MCDONALD" "McDonald", "III" stays."""
    if _NUMERAL.fullmatch(word):
        return word.upper()
    lower = word.replace("İ", "i").replace("I", "ı").lower() if turkish else word.lower()
    # the titles of Georgian letters are themselves
    return _INITIAL.sub(lambda found: "İ" if turkish and found[0] == "i" else found[0].title(), lower)


def _settled(found: list[Name], damages: list[str]) -> list[Name]:
    """Return each name once, without places, and without remarks and agencies beside somebody: "Jane Doe, London | Reuters"."""
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
    persons = [each for each in names.values() if each[1] == "Person"]
    # "De notre correspondant à Rome, Jeanne Dupont", "Jane Doe, Leeds": what is no name beside one
    signing = [each for each in persons if can_sign(each[0])] or persons
    if not signing:
        return [*names.values()]
    others = [each for each in names.values() if each not in signing]
    damages += ["remark_in_author" if kind == "Person" else "agency_in_author" for _, kind in others]
    return signing
