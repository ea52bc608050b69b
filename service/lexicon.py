"""Small pure recognisers that several rooms need: does a text look like a date, a name, an organisation, a list of tags?

They judge shape only, never meaning, and every one of them is linear in the length of its input.  The tables are plain words in
many languages, folded with :func:`fold`; adding a language is adding words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from itertools import pairwise
from typing import Any, TypeVar, cast

from service import names
from service.spelling import folded

#: Longest text that a recogniser of single lines looks at: nothing longer is a byline, a label or a lone date.
LINE_LIMIT = 400
#: Judgements that a recogniser remembers: some pages' worth, of texts no longer than a line, so that memory is bounded.
_REMEMBERED = 2_048

Judgement = TypeVar("Judgement")
Remembering = TypeVar("Remembering", bound=Callable[..., Any])


def remembered(recognise: Callable[[str], Judgement]) -> Callable[[str], Judgement]:
    """The recogniser, with what it said of recent lines kept: a page states its headline, names and tags many times over."""
    kept = lru_cache(maxsize=_REMEMBERED)(recognise)

    @wraps(recognise)
    def judged(text: str) -> Judgement:
        return kept(text) if len(text) <= LINE_LIMIT else recognise(text)

    return judged


def of_short_texts(kept: Remembering) -> Remembering:
    """The function that remembers, which looks at a long text anew: a page can state hundreds of 64 KiB, and a memory of
    thousands of them would be a way to use up the machine's."""
    anew = kept.__wrapped__  # type: ignore[attr-defined]

    @wraps(kept)
    def judged(text: str, *rest: Any, **named: Any) -> Any:
        return kept(text, *rest, **named) if len(text) <= LINE_LIMIT else anew(text, *rest, **named)

    judged.cache_info = kept.cache_info  # type: ignore[attr-defined]
    return cast(Remembering, judged)


INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),
        0xFEFF,
    ]
)
_QUOTES = {ord(c): "'" for c in "‘’‚‛′ʼ`´"} | {ord(c): '"' for c in "“”„‟«»″"}
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−﹘﹣－"}
_PLAIN = _QUOTES | _DASHES | INVISIBLE | {ord("…"): "..."}


def _any_of(table: Iterable[int]) -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(map(chr, table))) + "]")


# str.translate looks up every character of a text that is not ASCII; most such texts hold none that it would change.
_HAS_INVISIBLE, _HAS_PLAIN = _any_of(INVISIBLE), _any_of(_PLAIN)

_BAR = re.compile(r"\s*[|¦·•∙●▪◦]+\s*|\s+[—–]\s+|\s{3,}")


def visible(text: str) -> str:
    """The text without invisible characters; those that spell its words stay.

    >>> visible("می\u200cماند\u200b"), visible("so\u200cft")
    ('می\u200cماند', 'soft')
    """
    return _INVISIBLE_RUN.sub(_spelling, text) if not text.isascii() and _HAS_INVISIBLE.search(text) else text


_INVISIBLE_RUN = re.compile(_HAS_INVISIBLE.pattern + "+")
_VIRAMA = "[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]"
#: Where a joiner spells: Persian and Urdu part a word's stems by a non-joiner, Indic scripts choose half letters and ligatures
#: by either beside a virama, and a family of emoji is held together by joiners.
_SPELLS = re.compile(
    f"(?<=[\u0620-\u08ff])\u200c(?=[\u0620-\u08ff])|(?<={_VIRAMA})[\u200c\u200d]|[\u200c\u200d](?={_VIRAMA})"
    "|(?<=[\ufe0f\U0001f300-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f300-\U0001faff])"
)


def _spelling(run: re.Match[str]) -> str:
    """What stays of a run of invisible characters: one joiner, where the letters around it are written with it."""
    before, behind = run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]
    joiner = next((c for c in run.group() if c in "\u200c\u200d"), "")
    return joiner if joiner and _SPELLS.search(f"{before}{joiner}{behind}") else ""


def unmarked(text: str) -> str:
    """The text without any invisible character: the form for comparing, in which "می\u200cشود" is "میشود"."""
    return text.translate(INVISIBLE) if not text.isascii() and _HAS_INVISIBLE.search(text) else text


def squeeze(text: str) -> str:
    """The text without invisible characters, with single blanks."""
    return " ".join(visible(text).split())


@remembered
def fold(text: str) -> str:
    """The form in which two spellings of one text are equal: NFKC, case, blanks, quotes, dashes, invisible characters."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    folded = unicodedata.normalize("NFKC", _plainly(text)).casefold()
    return " ".join(_plainly(folded).split())


def _plainly(text: str) -> str:
    return text.translate(_PLAIN) if _HAS_PLAIN.search(text) else text


#: What every text holds that ftfy takes for mojibake: two characters beyond ASCII in a row, or one of a few alone.
_SUSPECT = re.compile("[^\x00-\x7f]{2}|[\x80-\x9fÂÃŒœ]")


@remembered
def is_mojibake(text: str) -> bool:
    """Whether the text looks as if it had been decoded with a wrong charset: "KrÃ¤uter"."""
    if text.isascii() or not _SUSPECT.search(text):
        return False
        # Loaded on first need: ftfy's patterns are a tenth of the start-up.
    from ftfy.badness import is_bad

    return is_bad(text)


def unscrambled(text: str) -> str:
    """The text with mojibake undone: "KrÃ¤uter" is "Kräuter"."""
    if not is_mojibake(text):
        return text
    from ftfy import fix_encoding

    return fix_encoding(text)


@remembered
def compact(text: str) -> str:
    """The letters and digits of the folded text alone, so that "The Example-Times" equals "theexampletimes"."""
    return "".join(filter(str.isalnum, fold(text)))


def split_bars(line: str) -> list[str]:
    """The parts of a line that bars, dots, spaced long dashes or wide gaps part: "By | 3 May 2021" has two."""
    return [part for part in (piece.strip() for piece in _BAR.split(line[:LINE_LIMIT])) if part]


def word_set(text: str) -> frozenset[str]:
    """The folded words of a table that is written as one text."""
    return frozenset(fold(word) for word in text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The folded phrases of a table that is written with commas."""
    return frozenset(fold(phrase) for phrase in text.replace("\n", ",").split(",") if phrase.strip())


#: Month names of 39 languages, full and short, from the CLDR (babel 2.18), without dots.
_MONTHS = word_set(
    """
        abe abendua abr abril abu abuztua ago agost agosto agu agustus août api apirila apr april aprile aprilie
        aprill apríl apríla aprīlis ara aralık aug august augusta augusti augusts augustus augusztus avg avgust
        avr avril aza azaroa ağu ağustos bal balandis balandžio birž birželio birželis bře březen března cze
        czerwca czerwiec dec december decembra decembrie decembris decembro des desember desembre dets detsember
        dez dezember dezembro dic dicembre diciembre dub duben dubna déc décembre d’abr d’abril d’ag d’agost
        d’oct d’octubre eka ekaina eki ekim elo elokuu elokuuta ene enero eyl eylül feb febbraio febr febreiro
        febrer febrero februar februari februarie february február februára februāris febrúar fev fevereiro févr
        février geg gegužė gegužės gen gener gennaio giu giugno gru grudnia grudzień gruod gruodis gruodžio haz
        haziran heinä heinäkuu heinäkuuta helmi helmikuu helmikuuta huhti huhtikuu huhtikuuta ian ianuarie ira
        iraila iul iulie iun iunie jaan jaanuar jan janeiro januar januari january január januára janv janvier
        janvāris janúar joulu joulukuu joulukuuta juil juillet juin jul julho juli julij julio juliol july jun
        june junho juni junij junio juny juuli juuni júl júla július júlí jún júna június júní jūl jūlijs jūn
        jūnijs kas kasım kesä kesäkuu kesäkuuta kol kolovoz kolovoza kov kovas kovo kvě květen května kwi
        kwiecień kwietnia lapkr lapkritis lapkričio led leden ledna liep liepa liepos lip lipanj lipca lipiec
        lipnja lis listopad listopada listopadu loka lokakuu lokakuuta lug luglio lut lutego luty maalis
        maaliskuu maaliskuuta maart mag maggio mai maiatza maig maijs maio maj maja mar marca march marec maret
        marras marraskuu marraskuuta mars mart martie marts martxoa marzec marzo març março may mayo mayıs maí
        mei mrt máj mája május márc március mär märts märz nis nisan noiembrie nov november novembra novembre
        novembris novembro noviembre nóv nóvember oca ocak oct october octobre octombrie octubre okt oktober
        oktobris oktoober október októbra ots otsaila ott ottobre out outubro ožu ožujak ožujka paź październik
        października pro prosinac prosinca prosince prosinec rugp rugpjūtis rugpjūčio rugs rugsėjis rugsėjo ruj
        rujan rujna saus sausio sausis sep sept september septembra septembre septembrie septembris septiembre
        set setembre setembro settembre sie sierpień sierpnia sij siječanj siječnja spal spalio spalis srp srpanj
        srpen srpna srpnja stu studeni studenoga sty styczeń stycznia svi svibanj svibnja syys syyskuu syyskuuta
        szept szeptember tammi tammikuu tammikuuta tem temmuz touko toukokuu toukokuuta tra travanj travnja urr
        urria urt urtarrila uzt uztaila vas vasario vasaris veebr veebruar velj veljača veljače wrz wrzesień
        września xan xaneiro xul xullo xuño zář září ágú ágúst ápr április úno únor února červen července
        červenec června čvc čvn říj říjen října şub şubat απρ απρίλιοσ απριλίου αυγ αυγούστου αύγ αύγουστοσ δεκ
        δεκέμβριοσ δεκεμβρίου ιαν ιανουάριοσ ιανουαρίου ιουλ ιουλίου ιουν ιουνίου ιούλ ιούλιοσ ιούν ιούνιοσ μάι
        μάιοσ μάρ μάρτιοσ μαΐ μαΐου μαρ μαρτίου νοέ νοέμβριοσ νοε νοεμβρίου οκτ οκτωβρίου οκτώβριοσ σεπ
        σεπτέμβριοσ σεπτεμβρίου φεβ φεβρουάριοσ φεβρουαρίου авг август августа апр апрель апреля април бер
        березень березня вер вересень вересня груд грудень грудня дек декабрь декабря декември дец децембар жовт
        жовтень жовтня июл июль июля июн июнь июня квіт квітень квітня лип липень липня лист листопад листопада
        лют лютий лютого май мар март марта мая мај нов новембар ное ноември нояб ноябрь ноября окт октобар
        октомври октябрь октября сент сентябрь сентября сеп септембар септември серп серпень серпня січ січень
        січня трав травень травня феб фебруар фев февр февраль февраля февруари черв червень червня юли юни янв
        январь января яну януари јан јануар јул јун אוגוסט אוג׳ אוקטובר אוק׳ אפריל אפר׳ דצמבר דצמ׳ יולי יוני
        ינואר ינו׳ מאי מרץ נובמבר נוב׳ ספטמבר ספט׳ פברואר פבר׳ آوریل أبريل أغسطس أكتوبر اوت اکتبر دسامبر ديسمبر
        سبتمبر سپتامبر فبراير فوریه فوریهٔ مارس مايو مهٔ نوامبر نوفمبر يناير يوليو يونيو ژانویه ژانویهٔ ژوئن
        ژوئیه ژوئیهٔ अक्टूबर अक्टू॰ अगस्त अग॰ अप्रैल जनवरी जन॰ जुलाई जुल॰ जून दिसंबर दिस॰ नवंबर नव॰ फ़रवरी फ़र॰
        मार्च सितंबर सित॰ অক্টো অক্টোবর আগস্ট এপ্রি এপ্রিল জানু জানুয়ারী জুন জুল জুলাই ডিসে ডিসেম্বর নভে নভেম্বর
        ফেব ফেব্রুয়ারী মার্চ সেপ সেপ্টেম্বর ก.ค ก.พ ก.ย กรกฎาคม กันยายน กุมภาพันธ์ ต.ค ตุลาคม ธ.ค ธันวาคม พ.ค
        พ.ย พฤศจิกายน พฤษภาคม ม.ค มกราคม มิ.ย มิถุนายน มี.ค มีนาคม ส.ค สิงหาคม เม.ย เมษายน sept
        """
)

_NUMERIC_DATE = re.compile(
    r"(?<![\d./-])\d{1,4}\s?[-/.年년]\s?\d{1,3}\s?[-/.月월]\s?(?:\d{1,4}|[A-Z][a-z])(?!\d)"
    r"|(?<![\d./-])\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|(?<!\d)\d{4}-W\d\d"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h.]\d{2}(?!\d)|\b\d{1,2}\s?[ap]\.?m\b|\d{1,2}[时時시]", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?:(?!\d)|(?=\d{1,2}:\d\d))")
#: Unix seconds or milliseconds from 2001 on, and calendar digits without separators.
_BARE_NUMBER = re.compile(r"(?:19|20)\d\d-[0-3]\d\d|1\d{9}(?:\d{3})?|(?:19|20)\d{6}(?:\d{4}|\d{6})?")
# The vowel signs of Indic and Thai scripts belong to their words, though \w does not hold them
_LETTER = r"[\w\u0300-\u036f\u0900-\u109f\u0e00-\u0eff\u1780-\u17df]"
# "14 Unr'21" is a month and a year
_TOKEN = re.compile(rf"{_LETTER}+(?:[.'’](?!\d){_LETTER}+)*", re.UNICODE)
#: Words that stand inside a printed date without being part of it; more than three unknown words make a sentence.
_DATE_GLUE = word_set(
    """
        am pm uhr at um on the of den de del le les di el à a as kl klo ob o в г u ore ora alle h hrs hours est
        edt gmt utc and
        """
)
_RELATIVE = re.compile(
    r"(?:\d+|an?|one|vor|il y a|hace|há)\s.{0,12}?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|minuten?|"
    r"stunden?|tagen?|heures?|jours?|horas?|días?|dias?|ore|giorni)\b.{0,8}|yesterday|today|gestern|heute|hier|ayer|ieri|"
    r"\d+\s?(?:小时|分钟|天|時間|日|分|시간|분|일)\s?[前전]",
    re.IGNORECASE,
)


#: No name and no label is a run of so many characters.
_SENTENCE = 12
_HAN_DATE = re.compile(r"[〇零一二三四五六七八九十百元]{1,6}年[一二三四五六七八九十]{1,3}月")
#: Words that put a span of time before now, in languages where the date's own words say no more.
_AGO = word_set(
    """
        ago ago. назад тому hace há atrás geleden sedan siden sitten temu önce lalu trước منذ قبل پیش לפני πριν преди prije
        pred před perc acum पहले আগে முன்பு yesterday gestern hier ayer ontem ieri gisteren igår wczoraj вчера dün kemarin
        أمس دیروز 昨天 昨日 前天 今天 今日 어제 오늘 그저께
        """
)


@remembered
def looks_like_date(text: str) -> bool:
    """Whether the text is a date and nothing else, healthy or broken: "2022-40-25" is, a sentence with a date is not."""
    line = squeeze(text[:LINE_LIMIT])
    if not line or len(line) > 90:
        return False
    if _BARE_NUMBER.fullmatch(line) or (_RELATIVE.fullmatch(line) and len(line) < 40):
        return True
    # "中華民國一百一十一年二月二十五日" has no digits
    han = not line.isascii() and _HAN_DATE.search(line) is not None
    digits = han or any(map(str.isdigit, line))
    if not digits and len(line) >= 40:
        return False
    words = [fold(word) for word in _TOKEN.findall(line) if not word[0].isdigit()]
    if len(words) < 6 and len(line) < 40 and not _AGO.isdisjoint(words):
        return True
    if not digits or not (
        _NUMERIC_DATE.search(line)
        or (_names_month(words) and (_YEAR.search(line) or _CLOCK.search(line) or len(words) < 3))
        or (len(words) < 6 and (han or _has_day_and_year(line)))
    ):
        return False
    unknown = [
        word
        for word in words
        if word not in _MONTHS
        and word not in _DATE_GLUE
        and len(word) > 1
        and not names.months(word)
        and not names.weekdays(word)
    ]
    # in scripts without blanks a long run is a sentence: "町議会は僅差で渡し船を残すことを決めた (2013年9月23日)"
    sentence = any(word[0] >= "\u2e80" and len(word) >= _SENTENCE and "年" not in word for word in unknown)
    # or says by its stop that it is one
    sentence = sentence or "\u3002" in line[:-1]
    return len(unknown) <= 3 and not sentence


def _names_month(words: list[str]) -> bool:
    """Whether one of the folded words, or two of them in a row, name a month."""
    return any(word in _MONTHS or word.strip(".") in _MONTHS or names.months(word) for word in words) or any(
        folded(first) in names.FIRST_WORDS and names.months(f"{first} {second}") for first, second in pairwise(words)
    )


def _has_day_and_year(line: str) -> bool:
    """Whether numbers as large as a day's and a year's stand there: the months of other calendars are in no table here.

    Years of the Persian and Islamic calendars begin at 1200, those of the Buddhist end at 2600.
    """
    numbers = [number for number in re.findall(r"\d+", line) if len(number) <= 4]
    years = any(len(number) == 4 and 1200 <= int(number) <= 2600 for number in numbers)
    return years and len(numbers) <= 6 and any(len(number) < 3 and 1 <= int(number) <= 31 for number in numbers)


_DAY_FIRST = re.compile(
    # the year may run into the clock: "25 de junio de 201819:36"
    r"(?<!\w)\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s)?([^\W\d]{3,12})\.?,?\s(?:de\s)?(?:19|20)\d\d(?:(?!\w)|(?=\d{1,2}:\d\d))"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d]{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d)?(?!\w)")


def dates_within(text: str, limit: int = 20) -> list[str]:
    """Up to ``limit`` stretches of running text that look like dates; "on Feb. 10, 2007 in Beijing" holds "Feb. 10, 2007"."""
    found = {m.start(): m.group() for m in _NUMERIC_DATE.finditer(text)}
    ends: dict[int, int] = {}
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            inside = any(start <= match.start() < end for start, end in ends.items()) if len(ends) < limit else False
            if fold(match.group(1)) in _MONTHS and not inside:
                found[match.start()] = match.group()
                ends[match.start()] = match.end()
    return [found[start] for start in sorted(found)[:limit]]


_PARTICLES = word_set(
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
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*\.?", re.UNICODE)
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[\s·・][\u4e00-\u9fff]{1,4})?|[\uac00-\ud7af]{2,4}|[\u30a0-\u30ff]{2,10}[・=][\u30a0-\u30ff・]{2,14}"
)


@remembered
def looks_like_person_name(text: str) -> bool:
    """Whether the text has the shape of one person's name: two to six capitalised words, particles allowed, no digits."""
    name = squeeze(text[:LINE_LIMIT])
    if _HAN_NAME.fullmatch(name):
        return True
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 6 or len(name) > 60 or looks_like_organisation(name) or is_boilerplate(name):
        return False
    capitals = 0
    for word in words:
        if not _NAME_WORD.fullmatch(word):
            return False
        cased = word[0].isupper() or not (word[0].islower() or word[0].isupper())
        if not cased and fold(word) not in _PARTICLES and "'" not in word and "’" not in word:
            return False
        capitals += cased and fold(word) not in _HONORIFICS
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


_LIST_SEPARATOR = re.compile(r"\s*[,;|،؛、，；·•]\s*|\s/\s")


def is_keyword_list(text: str) -> bool:
    """Whether the text is a list of short items parted by commas, semicolons, bars or dots, and no sentence."""
    line = squeeze(text[:4000])
    items = [item for item in _LIST_SEPARATOR.split(line) if item]
    if len(items) < 2 or looks_like_date(line) or looks_like_organisation(line):
        return False
    sizes = [len(item.split()) for item in items]
    sentence = line[-1:] in "!?。" or (line[-1:] == "." and sizes[-1] > 2)
    return max(sizes) <= 5 and sum(sizes) / len(sizes) <= 2.6 and max(map(len, items)) <= 50 and not sentence


LABELS: dict[str, frozenset[str]] = {
    "author": phrase_set(
        """
        by, author, authors, author(s), written by, posted by, story by, words by, reported by, byline, von
        autor, autorin, autoren, verfasst von, geschrieben von, par, auteur, auteurs, écrit par, rédigé par
        propos recueillis par, por, escrito por, autora, autores, autore, autrice, a cura di, scritto da, di
        door, geschreven door, av, skrevet av, skriven av, af, skrevet af, journalist, skribent, forfatter
        författare, kirjoittaja, teksti, autorzy, tekst, przez, napisał, napisała, автор, авторы, автор статьи
        автори, автор текста, text von, texte, بقلم, كتب, كاتب, نویسنده, מאת, yazar, yazan, haber, penulis, oleh
        ditulis oleh, tác giả, συντάκτης, του, της, szerző, írta, autorka, napsal, scris de, autorul, 作者, 文
        撰文, 記者, 记者, 編集, 著者, 執筆, 글, 기자, 기자명, 글쓴이, 저자, as told to, guest post by, guest column by
        opinion by, analysis by, commentary by, review by, interview by, article by, creator, from, ผู้เขียน, লেখক, लेखक, द्वारा
        """
    ),
    "datePublished": phrase_set(
        """
        published, published on, published at, published date, publication date, publish date, pub date, pubdate
        date published, datepublished, date of publication, posted, posted on, posted at, first published
        originally published, issued, released, release date, created, veröffentlicht, veröffentlicht am
        veröffentlichung, erschienen, erschienen am, erstellt am, publiziert am, publié, publié le, publiée le
        date de publication, mis en ligne le, paru le, publicado, publicado el, publicado em, publicada el
        fecha de publicación, data de publicação, pubblicato, pubblicato il, data di pubblicazione, gepubliceerd
        gepubliceerd op, geplaatst op, publicatiedatum, publicerad, publicerat, publiceret, publisert, udgivet
        julkaistu, opublikowano, data publikacji, опубликовано, дата публикации, опубліковано, публикувано
        yayınlanma, yayınlanma tarihi, yayınlandı, yayın tarihi, giriş tarihi, نشر, نشر في, تاريخ النشر
        منتشر شده, פורסם, פורסם ב, 发布时间, 發布時間, 发布日期, 发表时间, 发表于, 发布于, 公開日, 公開, 掲載日
        投稿日, 配信, 입력, 등록, 게재, diterbitkan, dipublikasikan, ngày đăng, xuất bản, đăng ngày, δημοσιεύτηκε
        δημοσίευση, megjelent, megjelenés, publikováno, vydáno, zverejnené, publicat, publicat în, objavljeno
        تاریخ انتشار, منتشر شده در, เผยแพร่, เผยแพร่เมื่อ, วันที่เผยแพร่, प्रकाशित, প্রকাশিত, প্রকাশ
        објављено
        """
    ),
    "dateModified": phrase_set(
        """
        updated, updated on, updated at, last updated, last updated on, last update, update, modified
        last modified, date modified, datemodified, modification date, edited, revised, aktualisiert
        aktualisiert am, zuletzt aktualisiert, letzte aktualisierung, geändert, geändert am, mis à jour
        mis à jour le, mise à jour, dernière mise à jour, modifié le, modifié, actualizado, actualizado el
        actualizada el, última actualización, atualizado, atualizado em, última atualização, modificado em
        aggiornato, aggiornato il, ultimo aggiornamento, bijgewerkt, bijgewerkt op, laatst bijgewerkt
        laatste update, gewijzigd, oppdatert, sist oppdatert, opdateret, uppdaterad, uppdaterat
        senast uppdaterad, päivitetty, zaktualizowano, aktualizacja, ostatnia aktualizacja, обновлено, изменено
        оновлено, дата обновления, güncelleme, güncellenme, güncellenme tarihi, son güncelleme, آخر تحديث
        تم التحديث, بروزرسانی, עודכן, עודכן ב, 更新时间, 更新時間, 更新, 更新日, 最終更新, 수정, 최종수정
        업데이트, อัปเดต, อัพเดต, แก้ไขล่าสุด, अपडेट, अपडेटेड, আপডেট, به‌روزرسانی
        diperbarui, cập nhật, ενημερώθηκε, τελευταία ενημέρωση, frissítve, frissült, aktualizováno
        aktualizované, actualizat, ažurirano
        """
    ),
    "date": phrase_set(
        """
        date, datum, data, fecha, date/time, timestamp, дата, التاريخ, تاريخ, תאריך, 日期, 日付, 日時, 날짜
        tarih, tanggal, dato, päivämäärä, ngày, ημερομηνία, dátum, sent, gesendet, stand
        """
    ),
    "headline": phrase_set(
        """
        title, headline, titel, überschrift, titre, título, titular, titolo, titulo, tytuł, заголовок, название
        标题, 標題, タイトル, 제목, العنوان, عنوان, subject, betreff, objet, asunto, oggetto, onderwerp, başlık
        judul, otsikko, rubrik, overskrift, tiêu đề, τίτλος, cím, כותרת
        """
    ),
    "description": phrase_set(
        """
        description, summary, abstract, teaser, excerpt, standfirst, dek, subtitle, beschreibung, zusammenfassung
        résumé, chapô, chapeau, descripción, resumen, entradilla, descrição, resumo, descrizione, sommario
        samenvatting, beschrijving, описание, анонс, 摘要, 概要, 描述, 導讀, 요약, özet, spot, ringkasan
        beskrivning, beskrivelse, ingress, opis, περίληψη
        """
    ),
    "keywords": phrase_set(
        """
        tags, tag, keywords, keyword, topics, topic, tagged, tagged with, tagged as, filed under, related topics
        more on, in this story, schlagwörter, schlagworte, stichwörter, stichworte, themen, mehr zum thema
        mots-clés, mots clés, étiquettes, thèmes, sujets, sur le même sujet, etiquetas, palabras clave, temas
        palavras-chave, tópicos, assuntos, parole chiave, argomenti, tag correlati, trefwoorden, onderwerpen
        labels, nøkkelord, stikkord, emneord, emner, ämnen, taggar, nyckelord, avainsanat, aiheet, tagi
        słowa kluczowe, tematy, теги, метки, темы, ключевые слова, ключові слова, etiketler, anahtar kelimeler
        الكلمات المفتاحية, الوسوم, كلمات مفتاحية, كلمات دلالية, برچسب ها, תגיות, 标签, 標籤, 关键词, 關鍵字
        关键字, タグ, キーワード, 태그, 키워드, từ khóa, chủ đề, kata kunci, topik, címkék, kulcsszavak
        klíčová slova, štítky, cuvinte cheie, etichete, ετικέτες, λέξεις-κλειδιά
        """
    ),
    "articleSection": phrase_set(
        """
        section, category, rubrik, ressort, kategorie, rubrique, catégorie, sección, categoría, seção, editoria
        categoria, sezione, rubriek, categorie, kategori, рубрика, раздел, категория, القسم, 分类, 栏目, 频道
        カテゴリ, カテゴリー, ジャンル, 카테고리, posted in, kategoria, dział, avdeling, sektion, osasto
        chuyên mục, κατηγορία, rovat, rubryka
        """
    ),
    "publisher": phrase_set(
        """
        publisher, published by, source, site, site name, outlet, publication, newspaper, herausgeber, verlag
        quelle, éditeur, fuente, editor responsable, fonte, bron, uitgever, kilde, källa, utgivare, lähde
        издатель, источник, джерело, kaynak, المصدر, מקור, 来源, 來源, 出处, 出典, 媒体, 출처, sumber, nguồn
        πηγή, forrás, zdroj, źródło
        """
    ),
    "url": phrase_set(
        """
        url, link, permalink, canonical, canonical url, web address, web, adresse, address, enlace, lien, ссылка
        الرابط, 链接, 網址, リンク, 링크
        """
    ),
    "inLanguage": phrase_set(
        """
        language, lang, locale, sprache, langue, idioma, lingua, taal, язык, اللغة, 语言, 語言, 言語, 언어, språk
        sprog, kieli, język, dil, bahasa
        """
    ),
    "wordCount": phrase_set(
        """
        word count, words, wordcount, wörter, wortzahl, nombre de mots, palabras, número de palabras, parole
        woorden, ord, слов, 字数, 字數
        """
    ),
    "caption": phrase_set(
        """
        photo, photos, image, picture, caption, photo credit, image credit, photo by, image by, file photo, foto
        fotos, bild, bildquelle, bildnachweis, crédit photo, crédits, crédit, photographie, imagen, imagem
        foto di, beeld, fotó, фото, صورة, 图, 图片, 写真, 사진, credit, getty images
        """
    ),
}
#: One look-up for all labels; a label that two fields share stands with the first.
_FIELD_OF = {label: name for name in reversed(LABELS) for label in LABELS[name]}
_AND = re.compile(r"\s*(?:,|;|&|、|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bi\b|\ben\b|\boch\b|\bog\b|\bи\b|\bve\b)\s*")


#: What stands in brackets behind a name: "(Brest, correspondante)".
_REMARK = re.compile(r"\s*\([^()]{0,80}\)")


@remembered
def is_byline_names(text: str) -> bool:
    """Whether the text is one to eight names as a byline lists them: "Jane Doe, John Roe and Reuters"."""
    names = [name for name in _AND.split(_REMARK.sub("", squeeze(text[:LINE_LIMIT]))) if name]
    named = [looks_like_person_name(name) or looks_like_organisation(name) for name in names]
    return bool(names) and len(names) <= 8 and named[0] and sum(named) * 2 >= len(names)


#: Labels that need no colon, given what must follow: "Published 3 May 2021", "By Jane Doe".
_BARE: dict[str, Callable[[str], bool]] = {
    "datePublished": looks_like_date,
    "dateModified": looks_like_date,
    "author": is_byline_names,
}
#: The first words of those labels: most lines begin with another, and need not be looked at more closely.
_BARE_OPENINGS = frozenset(label.split(" ")[0] for label, name in _FIELD_OF.items() if name in _BARE)
_COLON_MARK = re.compile(r"[:：\t=–—-]")
_COLON = re.compile(r"\s*[:：]\s*|\s+[-–—=]\s+|\t")
_EDGE = " \t*_#>`~-–—•·|:："


@remembered
def label_of(line: str) -> tuple[str, str] | None:
    """The field that the line's label names and the text after it, or None without a label.

    >>> label_of("Schlagwörter: a, b"), label_of("A story: the end")
    (('keywords', 'a, b'), None)
    """
    text = squeeze(line[: LINE_LIMIT * 8]).strip("*_#>`~ ")
    parts = _COLON.split(text, maxsplit=1) if len(line) < LINE_LIMIT * 8 and _COLON_MARK.search(text) else [text]
    if len(parts) == 2 and len(parts[0]) <= 40:
        name = _FIELD_OF.get(fold(parts[0]).strip(_EDGE))
        if name is not None:
            return name, parts[1].strip("*_ ")
    words = text[:LINE_LIMIT].split(" ")
    opening = fold(words[0]).partition(" ")[0]
    if opening and opening not in _BARE_OPENINGS:
        return None
    for size in range(min(4, len(words) - 1), 0, -1):
        name = _FIELD_OF.get(fold(" ".join(words[:size])))
        rest = " ".join(words[size:])
        is_value = _BARE.get(name or "")
        if name is not None and is_value is not None and is_value(rest.lstrip(_EDGE)):
            return name, rest.lstrip(_EDGE).rstrip("*_ ")
    return None


_BOILERPLATE_START = phrase_set(
    """
        skip to, skip navigation, jump to, sign up, sign in, log in, login, subscribe, read more, read also
        read next, related:, related articles, share, share this, follow us, advertisement, sponsored
        all rights reserved, click here, continue reading, continue reading below, we use cookies
        this site uses cookies, this website uses, accept all, manage cookies, privacy, terms of, cookie
        join the, receive, get the, download the, download our, most read, most popular, trending, recommended
        you may also like, more from, more stories, comments, leave a comment, read and post, post a comment
        please review, back to top, top stories, print this, email this, copyright policy, interest-based
        do not sell, newsletter, contact us, about us, menu, home, search, close, play video, watch:, listen to
        loading, support our, support us, donate, become a member, already a subscriber, zum inhalt, direkt zum
        anmelden, abonnieren, teilen, mehr zum thema, lesen sie auch, lesen sie mehr, newsletter, datenschutz
        impressum, wir verwenden cookies, zur startseite, aller au contenu, s'abonner, partager, lire aussi
        lire la suite, nous utilisons, mentions légales, abonnez-vous, ir al contenido, saltar al, suscríbete
        compartir, leer más, lee también, utilizamos cookies, aviso legal, ir para o, assine, compartilhar
        leia também, leia mais, vai al contenuto, abbonati, condividi, leggi anche, naar de inhoud, abonneer
        delen, lees ook, lees meer, читайте также, подписаться, поделиться, подпишитесь, 分享, 登录, 返回顶部
        相关阅读, シェア, 関連記事, ログイン, 공유하기, 로그인, 관련기사
        """
)
_BOILERPLATE_WORDS = phrase_set(
    """
        top, menu, home, search, share, print, email, facebook, twitter, x, whatsapp, linkedin, reddit, telegram
        pinterest, rss, advertisement, anzeige, publicité, publicidad, werbung, реклама, close, next, previous
        video, audio, live, ad, more
        """
)


@remembered
def is_boilerplate(line: str) -> bool:
    """Whether the line is a page's furniture: navigation, sharing, cookies, subscriptions, comments."""
    folded = fold(line[:LINE_LIMIT]).strip(_EDGE)
    if folded in _BOILERPLATE_WORDS or "trademarks of" in folded or "app for ios" in folded:
        return True
    words = folded.split(" ")
    starts = (" ".join(words[:size]) for size in range(1, 5))
    return any(start in _BOILERPLATE_START and (len(start) > 5 or len(words) < 5) for start in starts)


_CREDIT = re.compile(
    r"\([^()]{0,80}(?:/|\b(?:getty|reuters|shutterstock|afp|alamy|epa|imago|photo|file|courtesy|foto|via|ap|dpa)\b)[^()]{0,80}\)\W*$"
    r"|(?:photo(?:graph)?|image|picture|foto|illustration|bild|credit|crédit)s?\s?(?:by|credit|courtesy|von|de|di)?\s?[:：©]",
    re.IGNORECASE,
)


#: Where a caption's credit begins: a label with its mark, the sign of copyright, or a closing bracket that names a source.
_CREDIT_PART = re.compile(
    r"(?:(?:photo(?:graph)?|image|picture|foto(?:graf\w*)?|fotó|illustration|bild(?:quelle|nachweis)?|credit|crédits?|kuva|imagen|"
    r"imagem|фото|图|写真|사진)s?(?:\s(?:by|credit|courtesy|von|de|di))?\s?[:：/©]|©|"
    r"\b(?:photo|image|picture|photograph|foto) (?:by|von|de|di|par)\s).{1,120}$",
    re.IGNORECASE,
)


def credit_in(caption: str) -> str | None:
    """The part of a caption that says whose the picture is, or None.

    >>> credit_in("The bridge in 1998. (Photo: B. Lens)"), credit_in("Snow (Ana Lens/Example Images)"), credit_in("Snow (1998)")
    ('Photo: B. Lens', 'Ana Lens/Example Images', None)
    """
    text = squeeze(caption[: LINE_LIMIT * 3])
    bracket = re.search(r"\(([^()]{2,120})\)\W*$", text)
    if bracket and (_CREDIT_PART.match(bracket[1]) or _CREDIT.search(bracket[0])):
        return bracket[1].strip()
    part = _CREDIT_PART.search(text[-220:])
    return part[0].strip(" [].|" if "(" in part[0] else " ()[].|") if part else None


@remembered
def is_caption(line: str) -> bool:
    """Whether the line describes a picture: it ends in a credit in brackets or names its photographer."""
    text = squeeze(line[: LINE_LIMIT * 3])
    return bool(_CREDIT.search(text[-220:])) and len(text) <= 700


_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|\bcopyright\b)\s*.{0,60}|.{0,120}\ball rights reserved\b.*", re.IGNORECASE)


def is_copyright(line: str) -> bool:
    """Whether the line claims a copyright: "© 2024 Example Media. All rights reserved."."""
    text = squeeze(line[:LINE_LIMIT])
    return (
        bool(text)
        and len(text) <= 250
        and bool(_COPYRIGHT.match(text))
        and (text[0] in "©(&" or "©" in text or "opyright" in text or "eserved" in text)
    )


#: Words that fill a field in which nobody wrote anything: CMS defaults, unfilled templates, programmers' nothings.
PLACEHOLDERS = phrase_set(
    """
        null, undefined, none, nil, nan, n/a, na, -, --, ., ?, tbd, todo, test, default, unknown, untitled
        no title, (no title), empty, false, true, string, object, [object object], lorem ipsum, title
        description, keywords, tags, author, name, page title, uncategorized, uncategorised, sin categoría
        sin categoria, sem categoria, non classé, non classifié, nicht kategorisiert, unkategorisiert, allgemein
        geen categorie, senza categoria, ukategorisert, ikke kategoriseret, okategoriserad, luokittelematon
        bez kategorii, nezařazené, nezaradené, без рубрики, без категории, kategorilenmemiş, genel, غير مصنف
        דף הבית, 未分類, 未分类, 미분류, chưa phân loại, tak berkategori, χωρίς κατηγορία, egyéb
        kategorizálatlan, necategorisit, uncategorized @en
        """
)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%.*%\}|\[\[[^\[\]]*\]\]|<%.*%>|\$\{[^{}]*\}|%%\w+%%|__\w+__|\{\w+\}")


@remembered
def is_placeholder(text: str) -> bool:
    """Whether the text is a CMS default, an unfilled template or a programmer's nothing: "{{author}}", "null"."""
    folded = fold(text[:LINE_LIMIT])
    return not folded or folded in PLACEHOLDERS or bool(_TEMPLATE.fullmatch(folded))


def word_count(text: str) -> int:
    """How many words the text has: runs between blanks, and single characters in scripts that are written without blanks."""
    if text.isascii():
        return len(text.split())
    wide = sum("\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff" for c in text)
    return wide if wide * 3 > len(text) else len(text.split())


def unique(items: Iterable[str]) -> list[str]:
    """The items without repetitions, first place wins."""
    return list(dict.fromkeys(items))
