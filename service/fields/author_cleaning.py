"""What clings to the names of a byline, as rows of one table, and the byline's own words before
them.
"""

from __future__ import annotations

import re

from service.fields.author_roles import NO_PERSONS, newsroom_or_account_in
from service.lexicon.labels import LABELS
from service.lexicon.patterns import late
from service.lexicon.people import ROLE, can_sign
from service.lexicon.spelling import folded
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, either_case, fold, remembered
from service.spans.date_spans import looks_like_date
from service.spans.date_words import CLOCK, COMPANY, words_of
from service.spans.labelled import without_lead_in

ADDRESS = re.compile(
    r"<?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}>?|(?<!\w)@\w{1,30}"
    r"|(?:https?:)?//\S+|\Awww\.\S+\s\S+\Z|www\.\S+|"
    r"\S+\.(?:com|org|net)/\S+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[\(\[【（〔]([^()\[\]【】（）〔〕]{0,80})[\)\]】）〕]")

#: A row is a pattern, the damage that it is, characters of which a text must have one (most names
#: have none, and a pattern is dearer than a look at their letters; a row without them speaks of
#: words), an example, and the like of it that is a name. What is matched goes, but for the groups:
#: ``name`` stays, and ``person`` if it is somebody's name; ``date`` must be a date.
Row = tuple[re.Pattern[str], str, str, str, str]
_DIGITS = "0123456789"
_LABELS = "记記作撰文編编글기"
#: What clings to a whole byline.
LINE: tuple[Row, ...] = (
    (re.compile(r"^(?P<person>\S+(?:\s\S+){1,4}?),?\s+(?:(?:[Ii]s|was|ist|est|es|è|é)\s+(?:[Aa]n?"
     r"|[Tt]he|our|eine?|une?|una?|uma?|"
                r"le|la|el)|covers|writes|reports|contributed|schreibt|berichtet|écrit"
                r"|escribe|scrive|schrijft)\s+\S.*"),
     "role_in_author", "", "Jane Doe is a reporter at the Example", "Jane Has"),
    (ADDRESS, "address_in_author", "@/.", "Jane Doe @jd", "J. Doe"),
    (re.compile(r"^(?:\d+\s+)?(?:second|minute|hour|day|week|month)s?\s+ago(?:\s+|$)",
     re.IGNORECASE),
     "date_in_author", "gG", "Minutes Ago Jane Doe", "Ago Ruiz"),
    (re.compile(rf"\s*[·|•,]?\s*(?:(?:{any_of(phrases('people', 'reading_time'))})\s*:?\s*)?"
                r"(?:ca\.? )?\d{1,3}\s?-?(?:min|мин)(?:ut[a-z]*|s|ута?|уты)?\b.*$", re.IGNORECASE),
     "date_in_author", _DIGITS, "Jane Doe Lesezeit: 3 Minuten", "Min Jin Lee"),
    (late(r"^[（(\[〔]?(?:[\uac00-\ud7af]{2,10}\s?=\s?|(?:.*\s)?(?:作者|记者|記者|撰文|文"
     r"|글)\s?(?:[:：／/・=＝]\s?|\s|(?=\S+\s?[／/])))"
          r"(?P<name>[\u3400-\u9fff\uac00-\ud7af·、]{2,20}(?:\s[^\s\]]{1,4})?)(?:\s*[／/]\s?\S+"
          r"|\s+(?:责任)?(?:编辑|編輯|校对|审核)\s?[:：].*)?[)）\]〕]?$"),
     "byline_word_in_author", "=" + _LABELS, "来源：江河报 作者：林语桐 责任编辑：王五", "林语桐"),
    (re.compile(r"(?:特约)?(?:本报|本社)?(?:記者|记者|编辑|編集委員|編集|通讯员|撰文|(?<=[\s/／・|（(])文|기자|특파원|논설위원|선임기자)"
                r"[:：/／・\s]*$|^(?:文|撰文|記者|记者|作者|글)[:：/／・\s]+|(?<=\S)\s+(?:yazdı|írása"
                r"|द्वारा|ने लिखा)$"),
     "byline_word_in_author", "zíदल통특논선" + _LABELS, "김철수 기자", "김철수"),
    (re.compile(r"^(?P<name>\S+\s.*?\S)(?:\s+(?>reports|[Ff]ollow|FOLLOW"
     r"|[Ee]-?[Mm]ail(?:\s+[Bb]io)?|(?:View |Full )?Bio|"
                r"View [Aa]ll(?:\s+(?:[Pp]osts|[Aa]rticles|[Ss]tories))?|Author|AUTHOR"
                r"|Subscribe|Share|Twitter|Facebook|"
                r"LinkedIn|Instagram|(?:View )?Profile|Contact|Read [Mm]ore|More (?:[Bb]y"
                r"|[Ff]rom) .*|Folgen|Suivre|Seguir|"
                r"Zur Person|\d[\d.,]{0,8}k?\s+(?:[Vv]iew|[Cc]omment|[Ss]hare|[Ll]ike)s?"
                r"|(?:Leave|Add) a [Cc]omment|"
                r"No [Cc]omments))+$"),
     "byline_word_in_author", "wlLoRrmkent", "Jane Doe Email Bio", "Follow the Money"),
    (re.compile(r"\s*[(\[（【〔]\s*$"), "remark_in_author", "([（【〔", "Deutsche Welle (",
     "Deutsche Welle"),
    (re.compile(rf"^(?:(?:{any_of(phrases('people', 'before_by'))})\s+){{1,6}}"
                r"(?:by|from|von|por|par|de|di|door|av|af)\s+(?!this |the )(?=\S)", re.IGNORECASE),
     "byline_word_in_author", "yvVprdDAm", "View all posts by Jane Doe", "Los de Abajo"),
    (re.compile(r"^(?:(?:By|Von|Par|Por)(?=[A-ZÀ-Ý][a-zà-ÿ'’]+\s+[A-ZÀ-Ý])|(?:SOURCE:?|Follow"
     r"|Suivre|Seguir)\s+(?=[A-Z])|"
                # the words of a picture's text, of a box below the article and of a badge
                r"(?:(?:Photo|Picture|Image|Avatar|Profile [Pp]icture) (?:of|for)(?: "
                r"user)?|About [Tt]he [Aa]uthor:?|"
                r"EXCLUSIVE:?|Text|Texte|Texto|Testo|Od|Parašė|Autors:"
                r"|Name:)\s+(?=[A-ZÀ-ÝĀ-Ž]\S*\s+[A-ZÀ-ÝĀ-Ž])(?!The )|"
                r"(?:and|und|et|og|och|y|&|with)\s+(?=\S+\s\S))"),
     "byline_word_in_author", "yVPSFTOINAEautowe&", "ByTravis Haney", "Byron York"),
    (re.compile(r"^(?P<name>(?!The )\S+ .*[a-zß-öø-ÿ]{2})(?:Published|Updated|Posted|Written"
     r"|(?:Reporter|Writer|Correspondent|"
                r"Editor|Korrespondent|Redakteur|Autor)(?:in)?)(?: (?:on|at|am|um|le)\b.*)?$"),
     "role_in_author", "PUWRCEKA", "Ulrich ExnerKorrespondent", "Ulrich Redakteur"),
    (re.compile(r"^(?=.{0,60}\d)(?P<date>.{3,80}?)(?:\s+by\s+|\s*[|·•]\s*|(?<=\b[12]\d{3})\s+"
                r"(?-i:(?=[A-ZÀ-ÝĀ-ŽА-ЯΑ-Ω]\S*\s\D+$))(?!.*(?:time"
                r"|zeit)$))(?P<name>[^\W\d_].{2,})$", re.IGNORECASE),
     "date_in_author", _DIGITS, "Monday August 27, 2018 by Jane Doe", "Word by Word"),
    (re.compile(r"(?<=.{3}[^\W\d_])\s*[,|·•:-]?\s*(?:(?:[Oo]n|[Aa]t|um|à|às|a las|en|alle|om|di"
     r"|kl\.?|@)\s+)?"
                r"(?P<date>(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b).{3,60}"
                r"|(?<!\w)(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
                r"|Dec)[a-z]*\.?\s+\d{1,2}(?!\d).*)$"),
     "date_in_author", _DIGITS, "Jane Doe25 Feb", "Jane Doe 2nd"),
)  # fmt: skip
#: What clings to one name, once a byline is cut into its parts.
PART: tuple[Row, ...] = (
    (re.compile(r"^(?P<person>.*\S)\s+(?:in|aus|à|en|desde|reporting from|reports "
     r"from)\s+[A-ZÀ-Ý][\w .,'’-]{1,40}$"),
     "remark_in_author", "", "Jane Doe in Kyiv", "Jane in Kyiv"),
    (re.compile(r"^(?P<person>.*\S)\s+(?:Special (?:[Tt]o|[Ff]or)|[Ff]or|FOR|[Vv]ia|VIA|of|from"
     r"|pour|für|para)\s+"
                r"(?:(?i:the)\s+)?[A-Z].{1,40}$"), "agency_in_author", "",
                    "Jane Doe for The Example", "Words for Peace"),
    (re.compile(r"^(?P<person>.*[a-z])(?:\s[A-Z]{2,5} News|(?:\s[A-Z]{2,}){2,6})$"),
     "agency_in_author", "", "Ana Ruiz EXAMPLE DAILY", "Ana Ruiz III"),
    (re.compile(r"^(?P<name>\S+ \S.*) (?P=name)$"), "duplicate_author", " ", "Ana Ruiz Ana Ruiz",
     "Ana Ana"),
)  # fmt: skip
#: What clings to the ends of names: separators of the line they stood in.
_EDGE = " ,;|/•·-"
_AROUND_DATES = " ,|·•-"


def without(rows: tuple[Row, ...], text: str, damages: list[str]) -> str:
    """Return the text without what the rows find in it, whose damage is noted."""
    letters = frozenset(text)
    for pattern, damage, marks, _, _ in rows:
        found = None if marks and letters.isdisjoint(marks) else pattern.search(text)
        left = _left(pattern, found, text) if found else text
        if left != text:
            # "@a @a @a …" leaves 500 blanks, on which what follows costs the cube of their number
            text = " ".join(left.strip(_EDGE).split())
            damages.append(damage)
    return text


def _left(pattern: re.Pattern[str], found: re.Match[str], text: str) -> str:
    """Return what a row leaves of a text; all of it where what should be a name or a date is
    none.
    """
    groups = found.groupdict()
    if "person" in groups:
        return groups["person"] if can_sign(without_prefix(groups["person"])) else text
    if "date" not in groups:
        return groups.get("name") or pattern.sub("", text)
    date, before = groups["date"].strip(_AROUND_DATES), text[: found.start()]
    if not looks_like_date(date) and not (" " in before and _is_clock(date)):
        return text
    return groups.get("name") or without_lead_in(before.strip(_AROUND_DATES))


def _is_clock(text: str) -> bool:
    """Return whether a text is a time of day, with nothing but words of dates beside it."""
    if ":" not in text or not CLOCK.match(text):
        return False
    return COMPANY.issuperset(map(folded, words_of(text)))


#: Of one short word, which names open with too: "Di Giacomo".
_RISKY = phrases("people", "short_byline_words")
# "Words" opens names too, "Words Without Borders"; before a colon it is taken off as every label is
_PREFIX = re.compile(
    rf"({any_of(LABELS['author'] - {'words'}, either_case)})(\s*[:：]|(?=\s))\s*(?=[^\s:：])",
    re.IGNORECASE,
)


@remembered
def without_prefix(text: str) -> str:
    """Return the text without a byline word before it: "By Byron York" loses one, "Byrne Hobart"
    and "Di Giacomo" none.
    """
    if not (found := _PREFIX.match(text)):
        return text
    prefix, name = found[1].casefold(), text[found.end() :].strip(" :：")
    return name if found[2] or _may_follow(prefix, name.split()) else text


def _may_follow(prefix: str, rest: list[str]) -> bool:
    """Return whether a name may follow a byline word: "Di" needs two words behind it, and "Von der
    Leyen" is a name.
    """
    if prefix not in _RISKY:
        return True
    first = rest[0]
    if len(rest) == 1:
        # "Von jane.doe", "Par courier.example", "Von Beispiel-Team": an account, a host or a
        # newsroom
        is_host = "." in first.strip(".")
        return is_host or fold(first) in NO_PERSONS or newsroom_or_account_in(first) is not None
    # "von Doe, Anke" is Anke von Doe
    if len(rest) == 2 and first.endswith(","):
        return False
    # "Von unserem Korrespondenten Jörg Doe"
    return not first.islower() or first in ROLE or fold(" ".join(rest)) in NO_PERSONS
