"""What has the shape of a proper name: a person's, an organisation's, or the several that a byline lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from service.lexicon.boilerplate import is_boilerplate
from service.lexicon.folding import fold, squeeze
from service.lexicon.lines import LINE_LIMIT
from service.lexicon.memory import remembered
from service.lexicon.words import phrase_set, word_set

#: What stands between the words of a name without a capital.
PARTICLES = word_set(
    """
        de del della di da dos das do du des la le los las van von der den ter ten te zu zur zum vom am bin ibn
        al el ben abu af av y e i und of st st. mc mac o' d' l' ap san bar bat
        """
)
_HONORIFICS = word_set(
    """
        dr dr. prof prof. sir dame mr mr. mrs mrs. ms ms. jr jr. sr sr. ii iii iv md phd mr mba rabbi rev rev.
        fr. sheikh
        """
)
#: Words that begin a heading or a link with capitals and nobody's name: "Zum Geburtstag", "View Archive".
_NO_FIRST_NAMES = word_set(
    "zum zur im am vom bei für mit nach über auf unser unsere alle mehr neue jetzt hier the our your all view more about "
    "back zurück retour volver statement"
)
#: Those of them that behind a byline's word begin a name: "By Mit Patel", "By Im Chang-dong", "By Mehr Tarar".
_SIGNED_FIRST_NAMES = word_set("zum zur im am vom bei mit alle mehr")
#: Vowels and points that are written onto letters, which \\w leaves out: of "मीनल" and "วรัญญา", of "José" in two characters.
_MARKS = "".join(c for c in map(chr, range(0x300, 0x1100)) if unicodedata.category(c) in ("Mn", "Mc")) + "\u200c\u200d"
_NAME_WORD = re.compile(rf"['’]?[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:['’.\-](?:[^\W\d_]|[{_MARKS}])*)*\.?", re.UNICODE)
#: Scripts in which two words beside a date are as often a button or a town: there a byline's word must name names.
_ONLY_SIGNED = re.compile(r"[\u0900-\u0eff]")
#: What stands with blanks around it and no capitals, and names nobody: reading times, the eras of East Asia before a year.
_NO_NAMES = phrase_set(
    """
        دقيقة واحدة, دقيقة قراءة, دقائق قراءة, دقيقتان, أقل من دقيقة, وقت القراءة, مدة القراءة, یک دقیقه, زمان مطالعه
        دقیقه مطالعه, דקת קריאה, דקות קריאה, 令和, 平成, 昭和, 大正, 明治, 西暦, 西元, 公元, 民國, 民国, 中華民國, 中华民国
        農曆, 农历, 旧暦
    """
)
#: "d'Arcy", "al-Rashid": small letters before an apostrophe or an article's hyphen, and a nickname in quotes between two names.
_ELIDED = re.compile(r"(?:[a-zà-ÿ]{1,2}['’]|(?:al|el|an|ar|as|ash|at|az|ad|ben|bin)-)[A-ZÀ-Ý]")
_NICKNAME = re.compile(r"(?<=\w) ([\"“«'‘])[\w.-]{2,20}[\"”»'’](?= \w)")
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[\s·・][\u4e00-\u9fff]{1,4})?|[\uac00-\ud7af]{2,4}|[\u30a0-\u30ff]{2,10}[・=][\u30a0-\u30ff・]{2,14}"
)


#: A name in a script without capitals has so many words at most: "محمد عبد الله صالح"; more are a line of text.
_UNCASED = 4


@remembered
def looks_like_person_name(text: str) -> bool:
    """Whether the text has the shape of one person's name, and begins like none of a heading."""
    named = _has_shape_of_name(text) and fold(text.split()[0]) not in _NO_FIRST_NAMES
    return named and not _ONLY_SIGNED.search(text)


@remembered
def can_sign(text: str) -> bool:
    """Whether the text behind a byline's word can be one person's name, however headings begin."""
    return _has_shape_of_name(text) and fold(text.split()[0]) not in _NO_FIRST_NAMES - _SIGNED_FIRST_NAMES


def _has_shape_of_name(text: str) -> bool:
    """Whether the text is two to six capitalised words, particles allowed, no digits; without capitals two to four."""
    name = squeeze(text[:LINE_LIMIT])
    if not name.isascii() and (fold(name) in _NO_NAMES or (_ONLY_SIGNED.match(name) and not may_be_person_name(name))):
        return False
    if _HAN_NAME.fullmatch(name):
        return True
    words = _NICKNAME.sub("", name).replace(",", " ").split()
    if not 2 <= len(words) <= 6 or len(name) > 60 or looks_like_organisation(name) or is_boilerplate(name):
        return False
    if len(words) > _UNCASED and all(word[0].lower() == word[0].upper() for word in words):
        return False
    capitals = 0
    for word in words:
        if not _NAME_WORD.fullmatch(word):
            return False
        cased = word[0].isupper() or not (word[0].islower() or word[0].isupper() or word[0] in "'’") or _ELIDED.match(word)
        if not cased and fold(word) not in PARTICLES and "'" not in word and "’" not in word:
            return False
        capitals += bool(cased) and fold(word) not in _HONORIFICS
    return capitals >= 2 and name[-1:] not in ":;!?"


#: News agencies and services whose name stands in bylines without "agency".
AGENCIES = phrase_set(
    """
        reuters, ap, afp, dpa, upi, ansa, efe, apa, sda, ats, tass, tassr, itar-tass, interfax, ria novosti
        xinhua, kyodo, kyodo news, yonhap, pti, ani, ians, aap, cp, the canadian press, canadian press
        associated press, the associated press, press association, pa media, pa, agence france-presse
        deutsche presse-agentur, europa press, lusa, belga, anp, ritzau, ntb, tt, stt, pap, čtk, ctk, mti
        agerpres, tanjug, hina, sid, epd, kna, bloomberg, bloomberg news, cnn wire, cnn newsource, anadolu agency
        anadolu ajansı, aa, dha, iha, antara, bernama, vna, cna, 新华社, 共同通信, 連合ニュース, 연합뉴스
        press trust of india
        """
)
_ORG_LAST = word_set(
    """
        inc inc. ltd ltd. llc llp plc gmbh ag kg corp corp. co. company sa s.a. srl bv b.v. oy ab as asa sarl pty
        limited group media news times post press agency agencies tribune herald gazette journal chronicle daily
        weekly magazine network broadcasting radio tv television zeitung nachrichten verlag presse redaktion
        newsroom foundation association institute university committee council union publishing communications
        online newswire wire staff team desk bureau board editors correspondents reporters today review observer
        telegraph guardian independent mirror express courier dispatch bulletin digest report
        """
)
_ORG_FIRST = word_set(
    """
        the agence agencia agenzia agência redaktion redacción redazione redação rédaction newsroom staff team
        radio university
        """
)
_ORG_ANY = word_set(
    """
        gmbh inc. llc ltd. newspaper newspapers publishing broadcasting corporation universität université
        universidad ministry department
        """
)


#: Names of which no capital tells that they are names: two or three words in an Indian script, Thai or Lao, and Japanese family
#: names with a given name in kana, "高橋さくら".
_UNCASED_NAME = re.compile(
    r"[\u0900-\u0dff]{2,15}(?: [\u0900-\u0dff]{1,15}){1,2}|[\u0e00-\u0eff]{2,20} [\u0e00-\u0eff]{2,25}|"
    r"[\u3400-\u9fff々ヶ]{1,4} ?[\u3040-\u30ff]{2,4}"
)


def may_be_person_name(text: str) -> bool:
    """Whether the text can be a person's name in a place for names, in a script in which no shape tells it from other words."""
    return _UNCASED_NAME.fullmatch(squeeze(text[:LINE_LIMIT])) is not None


#: How the names of newspapers, agencies and broadcasters end in scripts without blanks: "中央通訊社", "한국일보".
_ORG_END = re.compile(
    r"[^\x00-\x7f]{1,12}(?:新聞社?|新闻社?|日報|日报|時報|时报|通訊社|通讯社|通信社?|晚报|晚報|電視台?|电视台?|放送|テレビ|出版社|編集部|编辑部|"
    r"일보|신문|통신|방송|뉴스|타임즈)(?:網|网|デジタル|電子版|オンライン)?"
)


@remembered
def looks_like_organisation(text: str) -> bool:
    """Whether the text has the shape of an organisation's name: "Example Media, Inc.", "The Example Times", "dpa"."""
    name = squeeze(text[:LINE_LIMIT])
    folded = fold(name).strip("()[]")
    words = folded.replace(",", " ").split()
    if folded in AGENCIES or _ORG_END.fullmatch(folded.replace(" ", "")):
        return True
    if not 1 < len(words) <= 8 or (name[:1].islower() and "." not in name):
        return False
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in name.split())
    if capitals < len(name.split()) / 2:
        return False
    return words[-1] in _ORG_LAST or (words[0] in _ORG_FIRST and len(words) <= 5) or any(word in _ORG_ANY for word in words)


_AND = re.compile(
    r"\s*(?:,|;|&|、|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bi\b|\ben\b|\boch\b|\bog\b|\bи\b|\bve\b|"
    r"\ba\b|\bés\b|\bși\b|\bja\b|\bvà\b|\bdan\b|\bκαι\b|\bта\b|\bі\b|(?<=\s)(?:और|এবং|ও|และ|و|اور)(?=\s))\s*"
)
#: What stands in brackets behind a name, "(Brest, correspondante)", and who took the pictures: "Foto's Femke Doe".
_REMARK = re.compile(
    r"\s*\([^()]{0,80}\)|"
    r"\.?\s+(?:[/–-]\s*)?(?:(?:Fotos?|Foto['’]s|Photos?|Bild(?:er)?|Kuvat?|Фото|Zdjęcia|Fotó)(?:\s*:|\s(?=\S+\s+\S))|(?:Pictures|Illustrations?):)"
    r"\s*(?=\w).*"
)


@remembered
def is_byline_names(text: str) -> bool:
    """Whether the text is one to eight names as a byline lists them: "Jane Doe, John Roe and Reuters"."""
    return _are_names(text, looks_like_person_name)


@remembered
def is_signed_names(text: str) -> bool:
    """Whether the text behind a byline's word is one to eight names: "Mit Patel and Jane Doe"."""
    return _are_names(text, can_sign)


def _are_names(text: str, is_person: Callable[[str], bool]) -> bool:
    names = [name for name in _AND.split(_REMARK.sub("", squeeze(text[:LINE_LIMIT]))) if name]
    named = [is_person(name) or looks_like_organisation(name) for name in names]
    return bool(names) and len(names) <= 8 and named[0] and sum(named) * 2 >= len(names)
