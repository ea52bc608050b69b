"""Cuts a byline into the parts that may each be a name: at marks, "and", dashes, commas, and where a blank got lost."""

from __future__ import annotations

import re

from service.fields.author_clinging import without_prefix
from service.fields.author_roles import ACRONYM, is_desk, is_position, is_role, is_title, without_role
from service.fields.author_words import NOBODY, SUFFIX, TOPICS
from service.lexicon.people import AGENCIES, PLACES, ROLE, can_sign, is_signed_names, looks_like_organisation
from service.lexicon.texts import fold, word_set

_LIST = re.compile(
    r"\s*(?:;|、|／|\n|\||\s/\s|\s•\s|\s·\s|\s\+\s|/(?=[A-ZÀ-ÝЀ-ЯΑ-Ω]|(?:dpa|epd|sid|kna|afp|rtr)\b)|"
    r"(?:\.|(?<=[a-zà-ÿ]))\s+(?=(?:Photo|Foto|Pictures|Illustration|Edit)\w*(?: (?:by|von|de|di|par|por)\b|\s?:))|"
    r"\s+(?=(?:写真|撮影|摄影|攝影)\s?[:：/／])|\.?(?<=[\w.])\s+(?=(?:Fotos?|Foto['’]s|Photos?|Kuvat?|Фото|Zdjęcia|Fotó|Pictures|Illustrations?)\s?:\s?[A-ZÀ-ÝА-Я]))\s*"
)
#: The same without its colon between two names: "Jane Doe Foto Otto Roe"; "Mark Foto Smith" is one.
_PICTURE = re.compile(r"\.?\s+(?=(?:Fotos?|Foto['’]s|Photos?|Kuvat?|Фото|Zdjęcia|Fotó)\s+(?P<by>[A-ZÀ-ÝА-Я].*))")
_AND = re.compile(
    r"\s*,?\s+(?:and|und|et|og|och|en|ve|и|та|i|y|e|&|with|mit|avec|con|és|și|và|και|"
    r"(?-i:i|ja|dan|і)|और|এবং|ও|และ|و|اور)\s+",
    re.IGNORECASE,
)
#: What is left of "Ana Ruiz and Tom Becker" where somebody cut it into a list and kept the "and".
_JOINT_FIRST = re.compile(r"(?:and|und|et|og|och|y|&|with)\s+(?=\S+\s\S)")
#: "and" in Czech and Slovak, a preposition in all that is near to Latin; so both sides must be names, and one must show a
#: letter or an ending of those languages: "Petr Novák a Jana Malá", not "Jean Dupont a Paris Match".
_CZECH_AND = re.compile(r"\s+a\s+")
_CZECH = re.compile(r"[ěščřžůňťďľĺŕý]|(?:ová|[aeiuáí]k|á[rl])\b", re.IGNORECASE)
#: "Articolo redazionale a cura di Mario Rossi": what stands before it is no name unless it has the shape of one.
_EDITED_BY = re.compile(r"(?:^|\s)a cura (?:di|del|della|dei|delle|degli|dello|dell['’])(?:\s+|(?<=['’]))", re.IGNORECASE)
#: How the names of offices begin in which "and" parts no names: "Centre for Rural and Coastal Studies".
_OFFICE = re.compile(
    r"(?:department|ministry|cent(?:re|er)|institute|school|faculty|committee|society|council)\b.* and ", re.IGNORECASE
)
#: What a dash parts from a name: "Jane Doe - Reporter".
_DASH = re.compile(r"\s+[-–—]\s+")
_COMMA = re.compile(r"[,，،]")
#: A last word of so many characters, its full stop among them, may be cut short: "Jr.", "Chr.".
_ABBREVIATED = 4
#: A comma that is not inside a remark behind a name: "Jane Doe (Brest, correspondent)".
_COMMA_OUTSIDE = re.compile(r"[,，،](?![^()\[\]]{0,80}[)\]])")
#: Capitals behind these are of the same name: "McDonald", "DeShawn".
_NOT_GLUE = re.compile(r"(?:Mc|Mac|De|Di|Du|Da|Le|La|Lo|Van|Von|Fitz|Des|Del|Ash|Al|El|Ben|Bin|San|St|[A-Z])$")


def parts_of(text: str, damages: list[str]) -> list[str]:
    """Return the text cut at the marks and words that part names, and not inside a name."""
    parts: list[str] = []
    joint = _JOINT_FIRST.match(text)
    if joint and can_sign(text[joint.end() :]):
        text = text[joint.end() :]
        damages.append("byline_word_in_author")
    for piece in (half for listed in _LIST.split(_edited(text, damages)) for half in _at_picture(listed.strip())):
        for segment in _at_and(piece):
            for part in _at_dash(segment, damages):
                parts += _at_commas(part, damages)
    halves = (half for part in parts for half in _at_arabic_and(_without_edges(part.strip())))
    return [split for half in halves for split in _unglued(half) if split]


def _at_picture(piece: str) -> list[str]:
    """Return the piece cut before the word for pictures, where names stand on both sides of it."""
    word = _PICTURE.search(piece)
    if word is None or not is_signed_names(without_prefix(piece[: word.start()])) or not is_signed_names(word["by"]):
        return [piece]
    return [piece[: word.start()], piece[word.end() :]]


def _without_edges(part: str) -> str:
    """Return a part without the marks around it; a full stop stays with "Jr." and "Inc." and goes from "Ana Ruiz."."""
    if not part.endswith("."):
        return part.strip(" ,.|/:–—-")
    part = part.strip(" ,|/:–—-")
    last = part.rpartition(" ")[2]
    ended = len(last) > _ABBREVIATED and last[:-1].isalpha() and fold(last) not in SUFFIX and can_sign(part[:-1])
    return part[:-1] if ended and not looks_like_organisation(part) else part


def _edited(text: str, damages: list[str]) -> str:
    """Return the text with a mark between names in the place of "a cura di", and without what is no name before it."""
    before, *names = _EDITED_BY.split(text)
    if not names:
        return text
    damages.append("byline_word_in_author")
    return ";".join([before, *names] if can_sign(without_prefix(before)) else names)


def _at_dash(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at a dash between a name and a role or a place: "Jane Doe - Reporter", "MADRID - Jane Doe"."""
    name, *rest = _DASH.split(segment, maxsplit=1)
    if rest and can_sign(rest[0]) and (fold(name) in PLACES or (name.isupper() and _is_place_word(name))):
        damages.append("place_in_author")
        return rest
    if not rest or not can_sign(without_prefix(name)):
        return [segment]
    behind = fold(rest[0])
    if is_title(rest[0]):
        damages.append("role_in_author")
        return [name]
    told = (
        behind in AGENCIES
        or behind in NOBODY
        or is_role(behind.split())
        or is_position(behind)
        or looks_like_organisation(rest[0])
        # "Jane Doe - Ana Ruiz Reporter"
        or without_role(rest[0]) != rest[0]
    )
    if told or not _is_place_word(rest[0]):
        return [name, *rest] if told else [segment]
    damages.append("place_in_author")
    return [name]


def _is_place_word(part: str) -> bool:
    """Return whether a part behind a whole name is a single word and no role or agency, as a place is: "Jane Doe, Berlin"."""
    alone = " " not in part and part[:1] < "\u2e80" and part[:1].isalpha() and not part[:1].islower()
    folded = fold(part)
    return alone and not ACRONYM.fullmatch(part) and folded not in AGENCIES | NOBODY | ROLE | TOPICS


def _at_and(piece: str) -> list[str]:
    """Return the piece cut at "and" in many languages, where both sides can be names: "Ortega y Gasset" is one."""
    segments: list[str] = []
    if _OFFICE.match(piece):
        return [piece]
    start = 0
    for match in _AND.finditer(piece):
        left, right = piece[start : match.start()], piece[match.end() :]
        first = re.split(r"[,;]", right)[0]
        both = len(left.split()) >= 2 and len(first.split()) >= 2
        agency = looks_like_organisation(right) and (len(left.split()) >= 2 or fold(left) in NOBODY)
        if _is_in_title(left, right):
            continue
        name, _, desk = left.rpartition(" ")
        if " " in name and "," not in piece and is_desk(desk) and is_title(right):
            # "Jane Doe Crime and Courts Reporter"
            return [*segments, name]
        if both or agency or fold(first) in NOBODY or fold(left) in AGENCIES:
            segments.append(left)
            start = match.end()
    return [half for segment in (*segments, piece[start:]) for half in _at_czech_and(segment)]


#: What parts a title from the name before it.
_BEFORE_TITLE = re.compile(r"\s*[,，،]\s*|\s+[-–—]\s+")


def _is_in_title(left: str, right: str) -> bool:
    """Return whether "and" stands in a role and parts no names: "Jane Doe, Crime and Courts Reporter"."""
    *names, opening = _BEFORE_TITLE.split(left)
    closing = _BEFORE_TITLE.split(right, maxsplit=1)[0]
    # "Jane Doe, Head of Marketing and Community Development"
    desk = is_position(opening) and is_desk(closing)
    return bool(names) and (desk or (is_title(closing) and not is_title(opening))) and _is_bare_name(names[-1])


def _is_bare_name(part: str) -> bool:
    """Return whether a part is somebody's name without a role behind it; then the next part may be a name too."""
    name = without_prefix(part)
    return can_sign(name) and without_role(name) == name


def _at_czech_and(segment: str) -> list[str]:
    names = _CZECH_AND.split(segment)
    return names if len(names) > 1 and _CZECH.search(segment) and all(map(can_sign, names)) else [segment]


#: Given names before which "and" may stand; a list of the names that begin with its letter would be without end.
_GIVEN_IN_ARABIC = word_set(
    """
        محمد أحمد احمد محمود علي حسن حسين إبراهيم ابراهيم خالد عمر عمرو يوسف مصطفى طارق سامي سعيد سمير كريم هاني ماجد ناصر
        فيصل فهد سلطان صالح عادل جمال كمال رامي زياد باسم بسام فادي فؤاد حازم حسام أيمن ايمن أشرف اشرف إسلام أسامة أنس
        إيهاب بلال جورج جاد حمزة حيدر رائد راشد رضا زكريا سليمان سيف شريف صلاح طه عباس عثمان عصام عماد غسان فارس قاسم ليث
        مازن مالك مجدي محسن مروان معاذ منصور منير مهند موسى نادر نبيل نزار هشام هيثم ياسر ياسين يحيى يعقوب إلياس
        ريم سارة سارا فاطمة مريم ليلى نور نورا هدى منى رنا دينا داليا هالة هند أمل أمينة آية إيمان أسماء بشرى
        جميلة حنان خديجة دعاء رانيا رشا زينب سلمى سلوى سميرة سهى شيماء عائشة غادة فرح كوثر لمى لينا مها ميساء نادية نجلاء
        نوال هناء ياسمين يسرا عبد
    """
)
#: Behind these stands a family's name, and "and" never.
_SON_OF = word_set("بن ابن بنت بنة ولد ول")
#: An article and a name: "الطيب"; "والي" is a name with no "and" before it.
_WITH_ARTICLE = re.compile(r"ال\w{3,}")


def _at_arabic_and(part: str) -> list[str]:
    """Return the part cut before an Arabic "and", one letter of the next name: "مروان القصيري وريم الحوراني"."""
    words = part.split()
    names, start = [], 0
    for at in range(2, len(words) - 1):
        word, behind = words[at][1:], words[at - 1]
        known = words[at][0] == "و" and (word in _GIVEN_IN_ARABIC or _WITH_ARTICLE.fullmatch(word))
        if known and at - start > 1 and behind not in _SON_OF and can_sign(left := " ".join(words[start:at])):
            names.append(left)
            words[at], start = word, at
    return [*names, " ".join(words[start:])] if names else [part]


def _at_commas(segment: str, damages: list[str]) -> list[str]:
    """Return the segment cut at commas; "King, Jr." is one name and "Doe, Jane" is Jane Doe."""
    pieces = [piece.strip() for piece in (_COMMA if segment[:1] in "([" else _COMMA_OUTSIDE).split(segment) if piece.strip()]
    whole: list[str] = []
    for piece in pieces:
        if whole and fold(piece) in SUFFIX:
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    if len(whole) == 2 and _is_inverted(whole[0], whole[1]):
        if whole[0].isupper() and len(whole[0]) > (3 if " " in whole[1] else 2) and not whole[1].isupper():
            # "RUIZ, Ana": capitals mark the family name, as in lists of names; "BBC, Tom Becker" has an outlet
            damages.append("capitals_in_author")
            whole[0] = titled(whole[0])
        return [f"{whole[1]} {whole[0]}"]
    whole = _without_titles(whole, damages)
    if len(whole) == 2 and can_sign(without_prefix(whole[0])) and fold(whole[1]) in PLACES:
        damages.append("place_in_author")
        return whole[:1]
    return whole


def _without_titles(parts: list[str], damages: list[str]) -> list[str]:
    """Return the parts without roles behind a name; one cut down to its desk, "Middle East Editor", names a role."""
    kept: list[str] = []
    for part in parts:
        if kept and is_title(part) and _is_bare_name(kept[-1]):
            damages.append("role_in_author")
        else:
            kept.append(part)
    return kept


def titled(word: str, turkish: bool = False) -> str:
    """Return a word in the case of names: "O'BRIEN" is "O'Brien", "MCDONALD" "McDonald", "III" stays."""
    if (len(word) <= 2 and word.endswith(".")) or fold(word) in ("ii", "iii", "iv", "md"):
        return word.upper()
    if turkish:
        word = word.replace("İ", "i").replace("I", "ı")
    lower = word.casefold() if word.isascii() else word.lower()
    if lower.startswith("mc") and len(lower) > 4:
        return "Mc" + lower[2:].capitalize()
    dotted = "İ" if turkish else "I"
    return re.sub(r"(^|[-'’])(\w)", lambda m: m.group(1) + (dotted if m.group(2) == "i" else m.group(2).upper()), lower)


def _is_inverted(family: str, given: str) -> bool:
    words = given.split()
    particles, _, last = family.rpartition(" ")
    single = last[:1].isupper() and (not particles or particles.islower()) and fold(family) not in ROLE | AGENCIES
    return (
        single and len(words) <= 2 and words[0][:1].isupper() and not any(fold(w) in ROLE or fold(w) in AGENCIES for w in words)
    )


def _unglued(part: str) -> list[str]:
    """Return two names that a missing blank made one: "Jane DoeJohn Roe"; "McDonald" and "DeShawn" stay whole."""
    words = part.split()
    for i, word in enumerate(words):
        for seam in re.finditer(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])", word):
            left, right = word[: seam.start()], word[seam.start() :]
            first, second = [*words[:i], left], [right, *words[i + 1 :]]
            if len(first) == 2 and 2 <= len(second) <= 3 and not _NOT_GLUE.search(left) and len(left) > 2:
                return [" ".join(first), *_unglued(" ".join(second))]
    return [part]
