"""What clings to the names of a byline, as rows of one table; the byline's own words, and the roles around names."""

from __future__ import annotations

import re

from service.lexicon.date_spans import looks_like_date
from service.lexicon.date_words import CLOCK, COMPANY, words_of
from service.lexicon.labels import DATE_LABELS, LABELS, without_end
from service.lexicon.lines import PLACEHOLDERS, is_boilerplate, is_placeholder
from service.lexicon.people import AGENCIES, DESKS, KNOWN_WORDS, NOBODY, PROFESSIONS, ROLE, ROLE_NOUNS, TOPICS, can_sign
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, either_case, fold, remembered
from service.patterns import late
from service.spelling import folded

ADDRESS = re.compile(
    r"<?[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}>?|(?<!\w)@\w{1,30}|(?:https?:)?//\S+|\Awww\.\S+\s\S+\Z|www\.\S+|"
    r"\S+\.(?:com|org|net)/\S+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[\(\[【（〔]([^()\[\]【】（）〔〕]{0,80})[\)\]】）〕]")

#: A row is a pattern, the damage that it is, characters of which a text must have one (most names have none, and a pattern is
#: dearer than a look at their letters; a row without them speaks of words), an example, and the like of it that is a name.
#: What is matched goes, but for the groups: ``name`` stays, and ``person`` if it is somebody's name; ``date`` must be a date.
Row = tuple[re.Pattern[str], str, str, str, str]
_DIGITS, _LABELS = "0123456789", "记記作撰文編编글기"
#: What clings to a whole byline.
LINE: tuple[Row, ...] = (
    (re.compile(r"^(?P<person>\S+(?:\s\S+){1,4}?),?\s+(?:(?:[Ii]s|was|ist|est|es|è|é)\s+(?:[Aa]n?|[Tt]he|our|eine?|une?|una?|uma?|"
                r"le|la|el)|covers|writes|reports|contributed|schreibt|berichtet|écrit|escribe|scrive|schrijft)\s+\S.*"),
     "role_in_author", "", "Jane Doe is a reporter at the Example", "Jane Has"),
    (ADDRESS, "address_in_author", "@/.", "Jane Doe @jd", "J. Doe"),
    (re.compile(r"^(?:\d+\s+)?(?:second|minute|hour|day|week|month)s?\s+ago(?:\s+|$)", re.IGNORECASE),
     "date_in_author", "gG", "Minutes Ago Jane Doe", "Ago Ruiz"),
    (re.compile(rf"\s*[·|•,]?\s*(?:(?:{any_of(phrases('people', 'reading_time'))})\s*:?\s*)?"
                r"(?:ca\.? )?\d{1,3}\s?-?(?:min|мин)(?:ut[a-z]*|s|ута?|уты)?\b.*$", re.IGNORECASE),
     "date_in_author", _DIGITS, "Jane Doe Lesezeit: 3 Minuten", "Min Jin Lee"),
    (late(r"^[（(\[〔]?(?:[\uac00-\ud7af]{2,10}\s?=\s?|(?:.*\s)?(?:作者|记者|記者|撰文|文|글)\s?(?:[:：／/・=＝]\s?|\s|(?=\S+\s?[／/])))"
          r"(?P<name>[\u3400-\u9fff\uac00-\ud7af·、]{2,20}(?:\s[^\s\]]{1,4})?)(?:\s*[／/]\s?\S+|\s+(?:责任)?(?:编辑|編輯|校对|审核)\s?[:：].*)?[)）\]〕]?$"),
     "byline_word_in_author", "=" + _LABELS, "来源：江河报 作者：林语桐 责任编辑：王五", "林语桐"),
    (re.compile(r"(?:特约)?(?:本报|本社)?(?:記者|记者|编辑|編集委員|編集|通讯员|撰文|(?<=[\s/／・|（(])文|기자|특파원|논설위원|선임기자)"
                r"[:：/／・\s]*$|^(?:文|撰文|記者|记者|作者|글)[:：/／・\s]+|(?<=\S)\s+(?:yazdı|írása|द्वारा|ने लिखा)$"),
     "byline_word_in_author", "zíदल통특논선" + _LABELS, "김철수 기자", "김철수"),
    (re.compile(r"^(?P<name>\S+\s.*?\S)(?:\s+(?>reports|[Ff]ollow|FOLLOW|[Ee]-?[Mm]ail(?:\s+[Bb]io)?|(?:View |Full )?Bio|"
                r"View [Aa]ll(?:\s+(?:[Pp]osts|[Aa]rticles|[Ss]tories))?|Author|AUTHOR|Subscribe|Share|Twitter|Facebook|"
                r"LinkedIn|Instagram|(?:View )?Profile|Contact|Read [Mm]ore|More (?:[Bb]y|[Ff]rom) .*|Folgen|Suivre|Seguir|"
                r"Zur Person|\d[\d.,]{0,8}k?\s+(?:[Vv]iew|[Cc]omment|[Ss]hare|[Ll]ike)s?|(?:Leave|Add) a [Cc]omment|"
                r"No [Cc]omments))+$"),
     "byline_word_in_author", "wlLoRrmkent", "Jane Doe Email Bio", "Follow the Money"),
    (re.compile(r"\s*[(\[（【〔]\s*$"), "remark_in_author", "([（【〔", "Deutsche Welle (", "Deutsche Welle"),
    (re.compile(rf"^(?:(?:{any_of(phrases('people', 'before_by'))})\s+){{1,6}}"
                r"(?:by|from|von|por|par|de|di|door|av|af)\s+(?!this |the )(?=\S)", re.IGNORECASE),
     "byline_word_in_author", "yvVprdDAm", "View all posts by Jane Doe", "Los de Abajo"),
    (re.compile(r"^(?:(?:By|Von|Par|Por)(?=[A-ZÀ-Ý][a-zà-ÿ'’]+\s+[A-ZÀ-Ý])|(?:SOURCE:?|Follow|Suivre|Seguir)\s+(?=[A-Z])|"
                # the words of a picture's text, of a box below the article and of a badge
                r"(?:(?:Photo|Picture|Image|Avatar|Profile [Pp]icture) (?:of|for)(?: user)?|About [Tt]he [Aa]uthor:?|"
                r"EXCLUSIVE:?|Text|Texte|Texto|Testo|Od|Parašė|Autors:|Name:)\s+(?=[A-ZÀ-ÝĀ-Ž]\S*\s+[A-ZÀ-ÝĀ-Ž])(?!The )|"
                r"(?:and|und|et|og|och|y|&|with)\s+(?=\S+\s\S))"),
     "byline_word_in_author", "yVPSFTOINAEautowe&", "ByTravis Haney", "Byron York"),
    (re.compile(r"^(?P<name>(?!The )\S+ .*[a-zß-öø-ÿ]{2})(?:Published|Updated|Posted|Written|(?:Reporter|Writer|Correspondent|"
                r"Editor|Korrespondent|Redakteur|Autor)(?:in)?)(?: (?:on|at|am|um|le)\b.*)?$"),
     "role_in_author", "PUWRCEKA", "Ulrich ExnerKorrespondent", "Ulrich Redakteur"),
    (re.compile(r"^(?=.{0,60}\d)(?P<date>.{3,80}?)(?:\s+by\s+|\s*[|·•]\s*|(?<=\b[12]\d{3})\s+"
                r"(?-i:(?=[A-ZÀ-ÝĀ-ŽА-ЯΑ-Ω]\S*\s\D+$))(?!.*(?:time|zeit)$))(?P<name>[^\W\d_].{2,})$", re.IGNORECASE),
     "date_in_author", _DIGITS, "Monday August 27, 2018 by Jane Doe", "Word by Word"),
    (re.compile(r"(?<=.{3}[^\W\d_])\s*[,|·•:-]?\s*(?:(?:[Oo]n|[Aa]t|um|à|às|a las|en|alle|om|di|kl\.?|@)\s+)?"
                r"(?P<date>(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b).{3,60}|(?<!\w)(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?!\d).*)$"),
     "date_in_author", _DIGITS, "Jane Doe25 Feb", "Jane Doe 2nd"),
)  # fmt: skip
#: What clings to one name, once a byline is cut into its parts.
PART: tuple[Row, ...] = (
    (re.compile(r"^(?P<person>.*\S)\s+(?:in|aus|à|en|desde|reporting from|reports from)\s+[A-ZÀ-Ý][\w .,'’-]{1,40}$"),
     "remark_in_author", "", "Jane Doe in Kyiv", "Jane in Kyiv"),
    (re.compile(r"^(?P<person>.*\S)\s+(?:Special (?:[Tt]o|[Ff]or)|[Ff]or|FOR|[Vv]ia|VIA|of|from|pour|für|para)\s+"
                r"(?:(?i:the)\s+)?[A-Z].{1,40}$"), "agency_in_author", "", "Jane Doe for The Example", "Words for Peace"),
    (re.compile(r"^(?P<person>.*[a-z])(?:\s[A-Z]{2,5} News|(?:\s[A-Z]{2,}){2,6})$"),
     "agency_in_author", "", "Ana Ruiz EXAMPLE DAILY", "Ana Ruiz III"),
    (re.compile(r"^(?P<name>\S+ \S.*) (?P=name)$"), "duplicate_author", " ", "Ana Ruiz Ana Ruiz", "Ana Ana"),
)  # fmt: skip
#: What clings to the ends of names: separators of the line they stood in.
_EDGE = " ,;|/•·-"


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
    """Return what a row leaves of a text; all of it where what should be a name or a date is none."""
    groups = found.groupdict()
    if "person" in groups:
        return groups["person"] if can_sign(without_prefix(groups["person"])) else text
    if "date" not in groups:
        return groups.get("name") or pattern.sub("", text)
    date = groups["date"].strip(" ,|·•-")
    clock = (
        " " in text[: found.start()] and ":" in date and CLOCK.match(date) and COMPANY.issuperset(map(folded, words_of(date)))
    )
    dated = clock or looks_like_date(date)
    return (groups.get("name") or without_end(text[: found.start()].strip(" ,|·•-"))) if dated else text


UNNAMED = NOBODY | AGENCIES

#: Of one short word, which names open with too: "Di Giacomo".
_RISKY = phrases("people", "short_byline_words")
# "Words" opens names too, "Words Without Borders"; before a colon it is taken off as every label is
_PREFIX = re.compile(rf"({any_of(LABELS['author'] - {'words'}, either_case)})(\s*[:：]|(?=\s))\s*(?=[^\s:：])", re.IGNORECASE)


@remembered
def without_prefix(text: str) -> str:
    """Return the text without a byline word before it: "By Byron York" loses one, "Byrne Hobart" and "Di Giacomo" none."""
    if not (found := _PREFIX.match(text)):
        return text
    prefix, name = found[1].casefold(), text[found.end() :].strip(" :：")
    return name if found[2] or _may_follow(prefix, name.split()) else text


def _may_follow(prefix: str, rest: list[str]) -> bool:
    """Return whether a name may follow a byline word: "Di" needs two words behind it, and "Von der Leyen" is a name."""
    if prefix not in _RISKY:
        return True
    if len(rest) == 1:
        # "Von jane.doe", "Par courier.example", "Von Beispiel-Team": an account, a host or a newsroom
        return "." in rest[0].strip(".") or fold(rest[0]) in UNNAMED or unnamed_in(rest[0]) is not None
    # "von Doe, Anke" is Anke von Doe
    inverted = len(rest) == 2 and rest[0].endswith(",")
    # "Von unserem Korrespondenten Jörg Doe"
    return not inverted and (not rest[0].islower() or rest[0] in ROLE or fold(" ".join(rest)) in UNNAMED)


#: Words of roles and offices that are surnames too: "Nick Staff", "Alexandra Editor".
_SURNAMES = phrases("people", "surnames_too") | PROFESSIONS
_PROFESSIONS = ROLE_NOUNS | PROFESSIONS
#: Words that say of two others that they are a desk's and no name: "White House Correspondent".
OF_DESKS = KNOWN_WORDS | {"house"}
_BEFORE_NAMES, _OF_AGENCIES = ROLE | AGENCIES, frozenset(word for name in AGENCIES for word in name.split())
#: Words that open a role and are no surname behind two other names.
_RANKS = frozenset(("Senior", "Head", "Deputy", "Associate", "Assistant", "Managing", "Contributing", "Executive"))
#: "Professor of Hydrology", "Associate Professor", "Head of News": what somebody is, and where.
POSITION = re.compile(
    rf"(?:[a-z-]+ ){{0,3}}(?:{any_of(_PROFESSIONS | {'head', 'dean', 'chair', 'minister', 'executive'})})(?: emerit\w+)? "
    r"(?:of|in|at|for|en|a|d[eioa]l?) .+"
)


@remembered
def is_role(part: str) -> bool:
    """Return whether a text says what somebody is, and where, and names nobody."""
    words = fold(part).strip(" .").split()
    if not words or POSITION.fullmatch(" ".join(words)):
        return bool(words)
    # "Online-Redakteurin"
    if all(word in ROLE or word.rpartition("-")[2] in ROLE_NOUNS for word in words):
        return True
    if words[-1].rpartition("-")[2] not in _PROFESSIONS or words[0] == "the":
        return False
    # "Foreign Policy Editor": what opens with a desk is no name, whatever follows
    return words[0] in ROLE or not can_sign(" ".join([word for word in part.split()[:-1] if fold(word) not in ROLE]))


def is_surname(name: str) -> bool:
    """Return whether a word of roles is a surname here: "Nick Staff", "Jane Counsel"; "Reuters Staff" is an agency's."""
    first, _, last = fold(name).partition(" ")
    known = last in _SURNAMES and first not in _BEFORE_NAMES and first not in ("the", "redaktion")
    return known and name.istitle() and first.isalpha()


def without_roles(name: str) -> str:
    """Return the name without the roles around it that no comma parts from it, and without an agency behind it."""
    words, folded = name.split(), fold(name).split()
    if len(words) < 3 or len(words) != len(folded) or (ROLE.isdisjoint(folded) and _OF_AGENCIES.isdisjoint(folded)):
        return name
    if folded[0] in AGENCIES and is_role(" ".join(words[1:])):
        return words[0]
    opened = [at + 1 for at, word in enumerate(folded) if word in ROLE_NOUNS and _BEFORE_NAMES.issuperset(folded[:at])]
    start = opened[-1] if opened and can_sign(" ".join(words[opened[-1] :])) else 0
    end = len(words)
    # an agency of one word is written as only agencies are: "Ana Maria Lusa" is a name
    if folded[-1] in AGENCIES and (not words[-1].istitle() or folded[-1] == "reuters"):
        end -= 1
    elif len(words) > 3 and " ".join(folded[-2:]) in AGENCIES:
        end -= 2
    closed = end < len(words) or folded[-1] in ROLE_NOUNS
    for at in range(start + 2, end):
        # "Jane Doe Ressortleiterin Politik", "Jane Doe Editor at Large": what stands behind the role is its desk
        role = folded[at] in ROLE_NOUNS and folded[at] not in _SURNAMES
        if role or (words[at] in _RANKS and at < end - 1) or (closed and ROLE.issuperset(folded[at:end])):
            end = at
            break
    return " ".join(words[start:end])


#: What names never have: words of programs, hosts, dates and accounts.
_NOT_IN_NAMES = phrases("people", "not_in_names")
#: How the name of a newsroom ends, an outlet's host, and a user's name.
_DESK_ENDS, _IN_ACCOUNTS = phrases("people", "desk_ends"), frozenset("_*" + _DIGITS)
_HOST = re.compile(r"(?:[\w-]+\.){1,3}(?:com|net|org|info|news|[a-z]{2})", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?!.*(?:admin|editor|guest|import|publish|redak|test|user))[^\W\d_][\w-]{2,30}", re.IGNORECASE)


@remembered
def is_nobody(name: str) -> bool:
    """Return whether the words name no one: a newsroom, an account, a date, a role, a sentence."""
    folded = fold(name).strip(" .:")
    words = folded.split()
    # "Son Güncelleme" (last update) stands where a byline does, and in the case of a name
    if folded in NOBODY or folded in DATE_LABELS or is_placeholder(folded) or is_boilerplate(name) or looks_like_date(name):
        return True
    # " a " is a preposition in some languages and an article in others, and part of no name
    if not any(map(str.isalpha, name)) or " a " in name or len(name) > 80 or len(words) > 8:
        return True
    if not _NOT_IN_NAMES.isdisjoint(words) or folded.startswith("special to "):
        return True
    if len(words) > 1:
        return is_role(name) and not is_surname(name)
    # "covid-19", "NZZ-Redaktion", "jdoe42", "print"; "Madonna" is a name
    if folded in TOPICS or folded.rpartition("-")[2] in _DESK_ENDS or not _IN_ACCOUNTS.isdisjoint(name):
        return True
    small = name.islower() and name.isascii() and folded not in AGENCIES
    return small or is_role(name) or _HOST.fullmatch(folded) is not None


#: Two words with a capital each, as most names are; what rows and labels speak of, which such a text may be instead.
_TWO_WORDS = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+ [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?")
_SPOKEN = KNOWN_WORDS.union(_NOT_IN_NAMES, phrases("people", "around_authors"))
_SPOKEN |= set(" ".join(LABELS["author"] | DATE_LABELS | PLACEHOLDERS).split())


@remembered
def is_plain(name: str) -> bool:
    """Return whether a text is a person's name and nothing else, as most are: "Jane Doe"."""
    said = name.lower().replace("-", " ").split()
    return bool(_TWO_WORDS.fullmatch(name)) and _SPOKEN.isdisjoint(said) and can_sign(name) and not looks_like_date(name)


def unnamed_in(name: str, *, linked: bool = False) -> tuple[str, str] | None:
    """Return the newsroom, the host or the account in the place of a name, and its type: "Sports Desk", "jdoe42".

    A word in small letters, "print", is an account only where it is ``linked`` as an author; "admin" is none.
    """
    folded = fold(name)
    words = folded.replace("-", " ").split()
    if folded in DESKS or (len(words) in (2, 3) and words[-1] in _DESK_ENDS and not any(map(str.islower, name.split()))):
        return name, "Organization"
    if folded in NOBODY or folded in _NOT_IN_NAMES or folded in DATE_LABELS or is_placeholder(name) or is_boilerplate(name):
        return None
    if _HOST.fullmatch(name):
        return name.removeprefix("www."), "Organization"
    # "Covid19" is a topic
    plainly = "_" in name or (name[:1].islower() and any(map(str.isdigit, name))) or (linked and is_nobody(name))
    return (name, "Person") if plainly and _ACCOUNT.fullmatch(name) and folded not in TOPICS and not is_role(name) else None
