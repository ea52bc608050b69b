"""Takes off what clings to the names of a byline: addresses, dates, reading times, byline words, a biography."""

from __future__ import annotations

import re

from service.fields.author_words import BUTTONS, NOBODY, PREFIXES, RISKY_PREFIXES, SAFE_LOWER
from service.lexicon.date_spans import looks_like_date
from service.lexicon.people import AGENCIES, can_sign, looks_like_person_name
from service.lexicon.signatures import without_end
from service.lexicon.texts import fold, word_set

URL = re.compile(r"(?:https?:)?//\S+|www\.\S+|\S+\.(?:com|org|net)/\S+", re.IGNORECASE)
#: "Www.Facebook.Com Janedoe": an account's address, whose slash a program took for a blank between words.
_ACCOUNT = re.compile(r"\Awww\.(?:facebook|twitter|x|instagram|linkedin)\.com\s\S+\Z", re.IGNORECASE)
_MAIL = re.compile(r"<?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}>?")
_HANDLE = re.compile(r"(?<!\w)@\w{1,30}")
_READING_TIME = re.compile(
    r"\s*[·|•,]?\s*\d{1,3}\s?-?(?:min(?:ute)?s?\.?)(?:\s(?:read|lesezeit|de lecture))?.*$", re.IGNORECASE
)
#: "ByTravis Haney": the blank behind the byline word got lost; "Byron" has no capital there.
_GLUED_BY = re.compile(r"^(?:(?:By|Von|Par|Por)(?=[A-ZÀ-Ý][a-zà-ÿ'’]+\s+[A-ZÀ-Ý])|SOURCE:?\s+(?=[A-Z]))")
#: "Carolyn SaidUpdated", "Ulrich ExnerKorrespondent": the next element's label or role, which no blank parts from the name.
_GLUED_LABEL = re.compile(
    r"^((?!The )\S+ .*[a-zß-öø-ÿ]{2})(?:Published|Updated|Posted|Written|Veröffentlicht|Aktualisiert|Publié|Publicado|"
    r"Actualizado|Pubblicato|(?:Staff |Senior |Chief )?(?:Reporter|Writer|Correspondent|Editor|Columnist)|Korrespondent(?:in)?|"
    r"Redakteur(?:in)?|Autor(?:in)?|Journaliste?(?:in)?)(?: (?:on|at|am|um|le|el|il)\b.*)?$"
)
#: "Meg Wagner EXAMPLE DAILY NEWS": the outlet in capitals behind a name that has none.
_OUTLET = re.compile(r"(?<=^)([A-ZÀ-Ý][a-zà-ÿ'’-]+(?:\s[A-ZÀ-Ý][\w.'’-]*){1,2}?)\s+(?:[A-Z]{2,}\s+){1,5}[A-Z]{2,}$")
_AGO = re.compile(
    r"^(?:\d+\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?)\s+ago\s+|\s+\d+\s+(?:minutes?|hours?|days?|weeks?|months?)\s+ago$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<=\w)\s+(?:at|um|à|às|kl\.?)\s+\d{1,2}[:.h]\d\d.*$", re.IGNORECASE)
_DATED_BY = re.compile(r"^(?=.{0,60}\d)(.{3,80}?)\s+by\s+(\S.{2,})$", re.IGNORECASE)
#: "Jane Doe25 Feb": a date that a missing blank glued to the name.
_GLUED_DATE = re.compile(r"(?<=[^\W\d_])\s*[,|·•-]?\s*(?:on\s+)?(?=\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(.{4,60})$")
_MONTH_DATE = re.compile(
    r"\s*[,|·•-]?\s*(?i:\b(?:(?:last )?updated|published|posted|on|am|le|el|il|op|den)\b:?\s*){0,2}(?<!\w)"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?!\d)(?:,?\s+\d{4})?.*$"
)
#: "Ana Ruiz Published: 18:42": the label of a date between it and the name.
_LABELLED_DATE = re.compile(r"\s+(?i:(?:(?:last|first)\s+)?(?:published|updated|posted))\s?:\s?(?=\D{0,12}\d).{4,60}$")
BRACKETS = re.compile(r"\s*[\(\[【（]([^()\[\]【】（）]{0,80})[\)\]】）]")
#: "Jane Doe is a reporter at the Example": a biography in the byline's place.
_BIOGRAPHY = re.compile(
    r"(.{4,50}?),?\s+(?:(?:is|was|has been|ist|est|es|è|é)\s+(?:an?|the|our|eine?|une?|una?|uma?|le|la|el)|Is\s+(?:An?|The)"
    r"|covers|writes|reports|lives|works|joined|has|schreibt|berichtet|arbeitet|écrit|couvre|cubre|escribe|scrive|schrijft|skriver)"
    r"\s+\S.*",
    re.DOTALL,
)
#: "本报记者 李明 王芳": the word for reporter in front, and the names parted by blanks alone.
_HAN_REPORTERS = re.compile(r"(?:本报|本社|特约|见习|实习)?记者[:：/／・\s]+([\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})+)")
_CJK_ROLE = re.compile(
    r"(?:特约)?(?:本报|本社)?(?:記者|记者|编辑|編集委員|編集|通讯员|撰文|(?<=[\s/／・|（(])文|기자|특파원|논설위원|선임기자)[:：/／\s]*$|^(?:本报|本社|特约|见习|实习)?(?:文|撰文|記者|记者|作者|글)[:：/／・\s]+"
)

#: "来源：江河报 作者：林语桐 责任编辑：王五": of a line of labels the author's.
_HAN_LABELLED = re.compile(r"(?:作者|记者|記者|撰文)\s?[:：]\s?([\u3400-\u9fff·、]{2,20})(?=\s|$)")
#: "記者王小明／台北報導": the reporter's place behind the name.
_HAN_REPORTED = re.compile(
    r"[（(]?(?:記者|记者)\s?([\u3400-\u9fff、]{2,20}?)\s?[／/]\s?[\u3400-\u9fff]{2,8}(?:報導|报导|報道|报道)[)）]?"
)
_HAN_OTHERS = re.compile(r"(?:来源|來源|编辑|編輯|编审|校对|審核|审核|出处)\s?[:：]")
#: "[항구일보 = 김민수 기자]": the paper before its reporter.
_OF_PAPER = re.compile(r"^\[?[\uac00-\ud7af]{2,10}\s?=\s?([\uac00-\ud7af]{2,4}(?:\s[^\s\]]{1,4})?)\]?$")
#: What follows a name and says that it is the writer's: "Jane Doe yazdı", "Doe Jane írása".
_WROTE = re.compile(r"(?<=\S)\s+(?:yazdı|írása|द्वारा|ने लिखा)$")
#: The same in English, and the buttons and links beside a name of two words at least: "Ana Ruiz reports", "Ana Ruiz Email Bio".
_FOLLOW = re.compile(
    r"^(\S+\s.*?\S)(?:\s+(?:reports|[Ff]ollow|FOLLOW|[Ee]-?[Mm]ail(?:\s+[Bb]io)?|Bio|"
    r"View [Aa]ll(?:\s+(?:[Pp]osts|[Aa]rticles|[Ss]tories))?|Author|AUTHOR|Subscribe|Twitter|Facebook|LinkedIn|"
    r"Instagram|Profile|Contact|View Profile|View Bio|Full Bio|Read More))+$"
)

#: What counts the readers' say beside a name: "Ana Ruiz 12 Comments", "Ana Ruiz Leave a comment".
_SAY = re.compile(
    r"\s+(?:\d[\d.,]{0,8}k?\s+(?:views?|comments?|shares?|likes?)|(?:leave|add) a comment|no comments)$", re.IGNORECASE
)
#: A bracket that a program opened or cut off: "Deutsche Welle (".
_OPEN = re.compile(r"\s*[(\[（【]\s*$")
_DIGITS = frozenset("0123456789")
#: What clings to names, the damage that it is, and characters of which it has one at least where a text is all ASCII: most
#: names have none, and a pattern is dearer than a look at their letters.
_CLINGING: tuple[tuple[re.Pattern[str], str, frozenset[str] | None], ...] = (
    (_ACCOUNT, "address_in_author", frozenset(".")),
    (URL, "address_in_author", frozenset("/.")),
    (_MAIL, "address_in_author", frozenset("@")),
    (_HANDLE, "address_in_author", frozenset("@")),
    (_AGO, "date_in_author", frozenset("gG")),
    (_READING_TIME, "reading_time_in_author", _DIGITS),
    (_CLOCK, "date_in_author", _DIGITS),
    (_OF_PAPER, "agency_in_author", frozenset()),
    (_CJK_ROLE, "role_in_author", frozenset()),
    (_WROTE, "byline_word_in_author", frozenset()),
    (_FOLLOW, "byline_word_in_author", frozenset("pwWoOuUrRkmtl")),
    (_SAY, "byline_word_in_author", frozenset("cCvVkK")),
    (_OPEN, "remark_in_author", frozenset("([")),
    (_GLUED_BY, "byline_word_in_author", None),
    (_GLUED_LABEL, "role_in_author", None),
    (_OUTLET, "agency_in_author", None),
)
#: What clings to the ends of names: separators of the line they stood in.
_EDGE = " ,;|/•·"


def bare(text: str, damages: list[str]) -> str:
    """Return the text without addresses, dates, reading times and byline words around the names."""
    reporters = _HAN_REPORTERS.fullmatch(text)
    if reporters:
        damages.append("byline_word_in_author")
        return "、".join(reporters.group(1).split())
    labelled = _HAN_REPORTED.fullmatch(text) or (_HAN_LABELLED.search(text) if _HAN_OTHERS.search(text) else None)
    if labelled:
        damages.append("byline_word_in_author")
        return labelled.group(1)
    biography = _BIOGRAPHY.fullmatch(text)
    if biography and looks_like_person_name(biography.group(1)):
        damages.append("role_in_author")
        return biography.group(1)
    mail = _MAIL.search(text)
    inside = BRACKETS.search(text)
    if mail and inside and not _MAIL.search(inside.group(1)) and not text[: mail.start()].strip():
        text = inside.group(1)
        damages.append("address_in_author")
    for pattern, damage, marks in _CLINGING:
        if marks is not None and text.isascii() and marks.isdisjoint(text):
            continue
        changed = (pattern.sub(r"\1", text) if pattern.groups else pattern.sub("", text)).strip(_EDGE)
        if changed != text.strip(_EDGE):
            # "@a @a @a …" leaves 500 blanks, on which what follows costs the cube of their number
            text = " ".join(changed.split())
            damages.append(damage)
    dated = _DATED_BY.match(text)
    if dated and looks_like_date(dated.group(1)):
        text = dated.group(2)
        damages.append("date_in_author")
    unlabelled = without_prefix(without_prefix(text))
    if unlabelled != text:
        text = unlabelled
        damages.append("byline_word_in_author")
    for pattern in (_MONTH_DATE, _LABELLED_DATE, _GLUED_DATE):
        match = pattern.search(text)
        if match and match.start() > 3 and looks_like_date(match.group().strip(" ,|·•-")):
            text = without_end(text[: match.start()].strip(" ,|·•-"))
            damages.append("date_in_author")
    return text


#: The byline words under their first characters, so that a name is held against those few that can stand before it.
_PREFIXES_BY_INITIAL = {initial: [p for p in PREFIXES if p[:1] == initial] for initial in {p[:1] for p in PREFIXES}}


def without_prefix(text: str) -> str:
    """Return the text without byline words: "By Byron York" loses one, "Byrne Hobart" and "Di Giacomo" none."""
    folded = text.casefold()
    for prefix in _PREFIXES_BY_INITIAL.get(folded[:1], ()):
        if not folded.startswith(prefix) or len(prefix) >= len(text):
            continue
        rest = text[len(prefix) :]
        if rest[:1] in ":：" or rest.lstrip()[:1] in (":", "："):
            return rest.lstrip(" :：").strip()
        if rest[:1].isspace() and rest.strip() and _may_stand_before(prefix, rest.split()):
            cased = not text[:1].islower() or prefix in SAFE_LOWER or rest.strip()[:1].isupper()
            return rest.strip() if cased else text
    return text


#: "Von unserem Korrespondenten Jörg Doe", "Our Correspondent Jane Doe".
OUR = word_set("our unser unserem unserer notre nuestro nuestra nosso nostra nostro onze vår")


def _may_stand_before(prefix: str, rest: list[str]) -> bool:
    """Return whether a byline word may be one here: "Di" needs two words behind it, and "Von der Leyen" is a name."""
    if prefix in BUTTONS:
        return can_sign(" ".join(rest))
    if prefix not in RISKY_PREFIXES:
        return True
    # "von Doe, Anke" is Anke von Doe
    if rest[0].endswith(",") and len(rest) == 2 and prefix not in SAFE_LOWER - {"von", "av", "af"}:
        return False
    # "Von jane.doe", "Par courier.example": an account or a host
    dotted = len(rest) == 1 and "." in rest[0].strip(".")
    named = len(rest) >= 2 and (not rest[0].islower() or rest[0] in OUR)
    return dotted or named or fold(" ".join(rest)) in NOBODY | AGENCIES
