"""What clings to the names of a byline, as rows of one table, and the byline words that stand before names."""

from __future__ import annotations

import re

from service.fields.author_roles import BUTTONS, NOBODY, OUR, PREFIXES, RISKY_PREFIXES
from service.lexicon.date_spans import looks_like_date
from service.lexicon.people import AGENCIES, can_sign
from service.lexicon.signatures import without_end
from service.lexicon.texts import fold

URL = re.compile(
    r"(?:https?:)?//\S+|\Awww\.(?:facebook|twitter|x|instagram|linkedin)\.com\s\S+\Z|www\.\S+|"
    r"\S+\.(?:com|org|net)/\S+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[\(\[【（]([^()\[\]【】（）]{0,80})[\)\]】）]")

#: A row is a pattern, the damage that it is, characters of which a text that is all ASCII has one at least (most names have
#: none, and a pattern is dearer than a look at their letters), an example, and the like of it that is a name.  What is matched
#: goes, but for the groups: ``name`` stays, ``person`` must be somebody's name and stays, ``date`` must be a date.
Row = tuple[re.Pattern[str], str, str, str, str]
#: What clings to a whole byline.
LINE: tuple[Row, ...] = (
    (
        re.compile(
            r"^(?P<person>\S+(?:\s\S+){1,4}?),?\s+(?:(?:is|was|has been|ist|est|es|è|é)\s+(?:an?|the|our|eine?|une?|una?|uma?|"
            r"le|la|el)|Is\s+(?:An?|The)|covers|writes|reports|lives|works|joined|has|schreibt|berichtet|arbeitet|écrit|couvre|"
            r"cubre|escribe|scrive|schrijft|skriver)\s+\S.*",
            re.DOTALL,
        ),
        "role_in_author", "", "Jane Doe is a reporter at the Example", "Jane Has",
    ),
    (URL, "address_in_author", "/.", "Jane Doe https://example.com/jane", "J. Doe"),
    (re.compile(r"<?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}>?|(?<!\w)@\w{1,30}"),
     "address_in_author", "@", "Jane Doe @jd", "Jane Doe"),
    (re.compile(r"^(?:\d+\s+)?(?:second|minute|hour|day|week|month)s?\s+ago\s+|\s+\d+\s+(?:minute|hour|day|week|month)s?\s+ago$",
                re.IGNORECASE), "date_in_author", "gG", "Jane Doe 2 hours ago", "Day Ago"),
    (re.compile(r"\s*[·|•,]?\s*\d{1,3}\s?-?(?:min(?:ute)?s?\.?)(?:\s(?:read|lesezeit|de lecture))?.*$", re.IGNORECASE),
     "reading_time_in_author", "0123456789", "Jane Doe5 min read", "Min Jin Lee"),
    (re.compile(r"^\[?[\uac00-\ud7af]{2,10}\s?=\s?(?P<name>[\uac00-\ud7af]{2,4}(?:\s[^\s\]]{1,4})?)\]?$"),
     "agency_in_author", "\u3000", "[항구일보 = 김민수]", "김민수"),
    (re.compile(r"^(?=.*(?:来源|來源|编辑|編輯|编审|校对|審核|审核|出处)\s?[:：]).*?(?:作者|记者|記者|撰文)\s?[:：]\s?"
                r"(?P<name>[\u3400-\u9fff·、]{2,20})(?=\s|$).*"),
     "byline_word_in_author", "\u3000", "来源：江河报 作者：林语桐 责任编辑：王五", "林语桐"),
    (re.compile(r"^[（(]?(?:記者|记者)\s?(?P<name>[\u3400-\u9fff、]{2,20}?)\s?[／/]\s?[\u3400-\u9fff]{2,8}(?:報導|报导|報道|报道)[)）]?$"),
     "byline_word_in_author", "\u3000", "記者王小明／台北報導", "王小明"),
    (re.compile(r"(?:特约)?(?:本报|本社)?(?:記者|记者|编辑|編集委員|編集|通讯员|撰文|(?<=[\s/／・|（(])文|기자|특파원|논설위원|선임기자)"
                r"[:：/／・\s]*$|^(?:本报|本社|特约|见习|实习)?(?:文|撰文|記者|记者|作者|글)[:：/／・\s]+"),
     "role_in_author", "\u3000", "김철수 기자", "김철수"),
    (re.compile(r"(?<=\S)\s+(?:yazdı|írása|द्वारा|ने लिखा)$"),
     "byline_word_in_author", "z\u3000", "Jane Doe yazdı", "Jane Yazar"),
    (re.compile(r"^(?P<name>\S+\s.*?\S)(?:\s+(?>reports|[Ff]ollow|FOLLOW|[Ee]-?[Mm]ail(?:\s+[Bb]io)?|Bio|"
                r"View [Aa]ll(?:\s+(?:[Pp]osts|[Aa]rticles|[Ss]tories))?|Author|AUTHOR|Subscribe|Twitter|Facebook|LinkedIn|"
                r"Instagram|Profile|Contact|View Profile|View Bio|Full Bio|Read More|\d[\d.,]{0,8}k?\s+(?:[Vv]iew|[Cc]omment|"
                r"[Ss]hare|[Ll]ike)s?|(?:Leave|Add) a [Cc]omment|No [Cc]omments))+$"),
     "byline_word_in_author", "pwWoOuUrRkmtle", "Jane Doe Email Bio", "Follow the Money"),
    (re.compile(r"\s*[(\[（【]\s*$"), "remark_in_author", "([", "Deutsche Welle (", "Deutsche Welle"),
    (re.compile(r"^(?:(?:By|Von|Par|Por)(?=[A-ZÀ-Ý][a-zà-ÿ'’]+\s+[A-ZÀ-Ý])|SOURCE:?\s+(?=[A-Z])|"
                r"(?:and|und|et|og|och|y|&|with)\s+(?=\S+\s\S))"),
     "byline_word_in_author", "yYnrREtgh&", "ByTravis Haney", "Byron York"),
    (re.compile(r"^(?:.*\s)?a cura (?:di|del|della|dei|delle|degli|dello|dell['’])(?:\s+|(?<=['’]))(?P<name>\S.*)$",
                re.IGNORECASE), "byline_word_in_author", "uU", "Articolo a cura di Mario Rossi", "Mario Cura"),
    (re.compile(r"^(?P<name>(?!The )\S+ .*[a-zß-öø-ÿ]{2})(?:Published|Updated|Posted|Written|Veröffentlicht|Aktualisiert|"
                r"Publié|Publicado|Actualizado|Pubblicato|(?:Staff |Senior |Chief )?(?:Reporter|Writer|Correspondent|Editor|"
                r"Columnist)|Korrespondent(?:in)?|Redakteur(?:in)?|Autor(?:in)?|Journaliste?(?:in)?)(?: (?:on|at|am|"
                r"um|le|el|il)\b.*)?$"),
     "role_in_author", "PUWVARSCEKJ", "Ulrich ExnerKorrespondent", "Ulrich Redakteur"),
    (re.compile(r"^(?P<name>[A-ZÀ-Ý][a-zà-ÿ'’-]+(?:\s[A-ZÀ-Ý][\w.'’-]*){1,2}?)\s+(?:[A-Z]{2,}\s+){1,5}[A-Z]{2,}$"),
     "agency_in_author", "", "Meg Wagner EXAMPLE DAILY NEWS", "JEAN-LUC DOE"),
    (re.compile(r"(?<=\w)\s+(?:at|um|à|às|kl\.?)\s+\d{1,2}[:.h]\d\d.*$", re.IGNORECASE),
     "date_in_author", "0123456789", "Jane Doe at 9:15 PM", "Jane Doe"),
    (re.compile(r"^(?=.{0,60}\d)(?P<date>.{3,80}?)\s+by\s+(?P<name>\S.{2,})$", re.IGNORECASE),
     "date_in_author", "0123456789", "Monday August 27, 2018 by Jane Doe", "Word by Word"),
    (re.compile(r"(?<=.{3}[^\W\d_])\s*[,|·•:-]?\s*(?:(?:[Oo]n|[Aa]t|um|à|às|kl\.?)\s+)?(?P<date>(?:(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b).{3,60}|"
                r"(?<!\w)(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?!\d).*))$"),
     "date_in_author", "0123456789", "Jane Doe25 Feb", "Jane Doe 2nd"),
)  # fmt: skip
#: What clings to one name, once a byline is cut into its parts.
PART: tuple[Row, ...] = (
    (re.compile(r"^(?P<person>.*[^\s.])\.?\s+(?:Fotos?|Foto['’]s|Photos?|Kuvat?|Фото|Zdjęcia|Fotó)\s+[A-ZÀ-ÝА-Я]\S*\s+\S.*$"),
     "nobody_as_author", "FPKZ", "Jane Doe Foto's Otto Roe", "Mark Foto Smith"),
    (re.compile(r"^(?P<person>.*\S)\s+(?:in|aus|à|en|desde|reporting from|reports from)\s+[A-ZÀ-Ý][\w .,'’-]{1,40}$"),
     "place_in_author", "", "Jane Doe in Kyiv", "Jane in Kyiv"),
    (re.compile(r"^(?P<person>.*\S)\s+(?:Special [Tt]o|Special [Ff]or|[Ff]or|FOR|[Vv]ia|VIA|of|from|pour|für|para)\s+"
                r"(?:(?i:the)\s+)?[A-Z].{1,40}$"), "agency_in_author", "", "Jane Doe for The Example", "Words for Peace"),
)  # fmt: skip
_MARKS = {row[2]: frozenset(row[2]) for row in (*LINE, *PART)}
#: What clings to the ends of names: separators of the line they stood in.
_EDGE = " ,;|/•·-"


def without(rows: tuple[Row, ...], text: str, damages: list[str]) -> str:
    """Return the text without what the rows find in it, whose damage is noted."""
    for pattern, damage, marks, _, _ in rows:
        if marks and _MARKS[marks].isdisjoint(text) and text.isascii():
            continue
        found = pattern.search(text)
        left = _left(pattern, found, text) if found else text
        if left != text:
            # "@a @a @a …" leaves 500 blanks, on which what follows costs the cube of their number
            text = " ".join(left.strip(_EDGE).split())
            damages.append(damage)
    return text


def _left(pattern: re.Pattern[str], found: re.Match[str], text: str) -> str:
    """Return what a row leaves of a text; all of it where what should be a name or a date is none."""
    groups = found.groupdict()
    if "person" in groups:
        return groups["person"] if can_sign(without_prefix(groups["person"])) else text
    if "date" in groups and not looks_like_date(groups["date"].strip(" ,|·•-")):
        return text
    if "date" in groups:
        return groups.get("name") or without_end(text[: found.start()].strip(" ,|·•-"))
    return groups.get("name") or pattern.sub("", text)


#: "本报记者 李明 王芳": the word for reporter in front, and the names parted by blanks alone.
_HAN_REPORTERS = re.compile(r"(?:本报|本社|特约|见习|实习)?记者[:：/／・\s]+([\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})+)")


def bare(text: str, damages: list[str]) -> str:
    """Return the text without addresses, dates, reading times and byline words around the names."""
    reporters = _HAN_REPORTERS.fullmatch(text)
    if reporters:
        damages.append("byline_word_in_author")
        return "、".join(reporters.group(1).split())
    text = without(LINE, text, damages)
    unlabelled = without_prefix(without_prefix(text))
    if unlabelled != text:
        damages.append("byline_word_in_author")
    return unlabelled


#: The byline words under their first characters, so that a name is held against those few that can stand before it.
_PREFIXES_BY_INITIAL = {initial: [p for p in PREFIXES if p[:1] == initial] for initial in {p[:1] for p in PREFIXES}}

#: Newsrooms and agencies, before which a byline's word may stand too.
_UNNAMED = NOBODY | AGENCIES


def without_prefix(text: str) -> str:
    """Return the text without a byline word before it: "By Byron York" loses one, "Byrne Hobart" and "Di Giacomo" none."""
    folded = text.casefold()
    for prefix in _PREFIXES_BY_INITIAL.get(folded[:1], ()):
        if not folded.startswith(prefix) or len(prefix) >= len(text):
            continue
        rest = text[len(prefix) :]
        name = rest.strip(" :：")
        if rest.lstrip()[:1] in (":", "："):
            return name
        if rest[:1].isspace() and name and _may_stand_before(prefix, name.split()):
            return text if text[:1].islower() and name[:1].islower() and prefix not in ("by", "written by") else name
    return text


def _may_stand_before(prefix: str, rest: list[str]) -> bool:
    """Return whether a byline word may be one here: "Di" needs two words behind it, and "Von der Leyen" is a name."""
    if prefix in BUTTONS:
        return can_sign(" ".join(rest))
    if prefix not in RISKY_PREFIXES:
        return True
    if len(rest) == 1:
        # "Von jane.doe", "Par courier.example": an account or a host
        return "." in rest[0].strip(".") or fold(rest[0]) in _UNNAMED
    # "von Doe, Anke" is Anke von Doe
    inverted = len(rest) == 2 and rest[0].endswith(",")
    return not inverted and (not rest[0].islower() or rest[0] in OUR or fold(" ".join(rest)) in _UNNAMED)
