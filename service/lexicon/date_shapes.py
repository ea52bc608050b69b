"""What has the shape of a date, healthy or broken, and the dates that stand inside running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from service import names
from service.lexicon.folding import fold, squeeze
from service.lexicon.lines import LINE_LIMIT
from service.lexicon.memory import remembered
from service.lexicon.words import word_set
from service.spelling import folded

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
# The vowel signs of Indic and Thai scripts belong to their words, and so do joiners, though \w does not hold them
_LETTER = r"[\w\u200c\u200d\u0300-\u036f\u0591-\u05c7\u0900-\u109f\u0e00-\u0eff\u1780-\u17df]"
# "14 Unr'21" is a month and a year
_TOKEN = re.compile(rf"{_LETTER}+(?:[.'’](?!\d){_LETTER}+)*", re.UNICODE)
#: Words that stand inside a printed date without being part of it; more than three unknown words make a sentence.
DATE_GLUE = word_set(
    """
        am pm uhr at um on the of den de del le les di el à a as kl klo ob o в г u ore ora alle h hrs hours est
        edt gmt utc and في
        """
)
#: The name of a zone behind a clock is no word: "23:29 IST", "14:40 (CET)".
_ZONE_BEHIND = re.compile(r"(?<=\d)\s?\(?[A-Z]{2,5}\)?\Z")
_RELATIVE = re.compile(
    r"(?:\d+|an?|one|vor|il y a|hace|há)\s.{0,12}?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|minuten?|"
    r"stunden?|tagen?|heures?|jours?|horas?|días?|dias?|ore|giorni)\b.{0,8}|yesterday|today|gestern|heute|hier|ayer|ieri|"
    r"\d+\s?(?:小时|分钟|天|時間|日|分|시간|분|일)\s?[前전]",
    re.IGNORECASE,
)


#: More words that are no part of a date make a sentence.
_MOST_UNKNOWN = 3
#: The words beside which a month is a number: "25 tháng 2, 2022", "2-р сарын 25".
_MONTH_WORDS = frozenset(("tháng", "thg", "сар", "сарын"))
_HAN_DATE = re.compile(r"[〇零一二三四五六七八九十百元]{1,6}年[一二三四五六七八九十]{1,3}月")
#: Words that put a span of time before now, in languages where the date's own words say no more.
_AGO = word_set(
    """
        ago ago. назад тому hace há atrás geleden sedan siden sitten temu önce lalu trước منذ قبل پیش לפני πριν преди prije
        pred před perc acum पहले আগে முன்பு
        """
)
#: Words that name a day from now; a line without a number in which more than so many others stand tells news of that day.
_DAY_WORDS = word_set(
    """
        yesterday gestern hier ayer ontem ieri gisteren igår wczoraj вчера dün kemarin
        أمس دیروز 昨天 昨日 前天 今天 今日 어제 오늘 그저께
        """
)
_MOST_BESIDE_DAY = 2


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
    words = [fold(word) for word in _TOKEN.findall(_ZONE_BEHIND.sub("", line)) if not word[0].isdigit()]
    if len(words) < 6 and len(line) < 40 and (not _AGO.isdisjoint(words) or _names_day(words, digits)):
        return True
    if not digits or not (
        _NUMERIC_DATE.search(line)
        or (_names_month(words) and (_YEAR.search(line) or _CLOCK.search(line) or len(words) < 3))
        or (len(words) < 6 and (han or _has_day_and_year(line)))
    ):
        return False
    unknown = [word for word in words if len(word) > 1 and not _is_of_date(word)]
    # or says by its stop or by its words that it is one
    sentence = is_other_sentence(line, unknown)
    if len(unknown) > _MOST_UNKNOWN:
        # "प्रकाशित तिथि 5 मार्च 2021, 18:02 अंतिम अपडेट 6 मार्च 2021, 09:15": two whole dates, each with its label
        two = len(_YEAR.findall(line)) == len(_CLOCK.findall(line)) == 2
        return two and len(unknown) <= _MOST_UNKNOWN + 2 and not sentence
    return not sentence


def _is_of_date(word: str) -> bool:
    """Whether a folded word is a month's, a day's, or one that stands inside a printed date."""
    return (
        word in _MONTHS
        or word in DATE_GLUE
        or bool(names.months(word) or names.weekdays(word))
        or folded(word) in names.FIRST_WORDS
        or names.is_inflected_month(word)
    )


def _names_day(words: list[str], digits: bool) -> bool:
    """Whether a short line tells its date by a day's name: "gestern, 14:20 Uhr", but not the headline "항구 축제 오늘 개막"."""
    beside = [word for word in words if word not in _DAY_WORDS and word not in DATE_GLUE]
    return not _DAY_WORDS.isdisjoint(words) and (digits or len(beside) <= _MOST_BESIDE_DAY)


def is_other_sentence(line: str, words: Sequence[str] = ()) -> bool:
    """Whether a line in a script without capitals or blanks is a sentence, or one of its words that are no part of a date is.

    Its patterns are loaded when such a line comes.
    """
    if line.isascii():
        return False
    from service.lexicon.sentences import is_phrase, is_sentence

    return any(map(is_phrase, words)) or "\u3002" in line[:-1] or is_sentence(line)


def _names_month(words: list[str]) -> bool:
    """Whether one of the folded words, or two of them in a row, name a month."""
    return any(
        word in _MONTHS or word.strip(".") in _MONTHS or word in _MONTH_WORDS or names.months(word) for word in words
    ) or any(folded(first) in names.FIRST_WORDS and names.months(f"{first} {second}") for first, second in pairwise(words))


def _has_day_and_year(line: str) -> bool:
    """Whether numbers as large as a day's and a year's stand there: the months of other calendars are in no table here.

    Years of the Persian and Islamic calendars begin at 1200, those of the Buddhist end at 2600.
    """
    numbers = [number for number in re.findall(r"\d+", line) if len(number) <= 4]
    years = any(len(number) == 4 and 1200 <= int(number) <= 2600 for number in numbers)
    return years and len(numbers) <= 6 and any(len(number) < 3 and 1 <= int(number) <= 31 for number in numbers)


#: Persian and Islamic years; their months are in no table here.
_OTHER_YEARS = range(1300, 1500)


@remembered
def names_day(text: str) -> bool:
    """Whether a date and nothing else names its month, in any language, beside a day and with a year of four digits.

    >>> names_day("25 फ़रवरी 2022, 14:40"), names_day("6 اسفند 1400"), names_day("Current Biology 31, 2021")
    (True, True, False)
    """
    if not looks_like_date(text):
        return False
    parts = re.findall(rf"\d+|{_TOKEN.pattern}", text[:LINE_LIMIT])
    years = [int(part) for part in parts if part.isdecimal() and len(part) == 4 and 1200 <= int(part) <= 2600]
    if not years:
        return False
    other = any(year in _OTHER_YEARS for year in years)
    return any(
        (_is_month(word, other) or _begins_month(parts, place))
        and any(part.isdecimal() and len(part) < 3 and 1 <= int(part) <= 31 for part in around)
        for place, word in enumerate(parts)
        if not word[0].isdecimal() and (around := parts[max(0, place - 2) : place + 3])
    )


def _begins_month(parts: list[str], place: int) -> bool:
    """Whether a word and the next are a month's name of two: "Meán Fómhair", "كانون الأول"."""
    first = folded(parts[place])
    return first in names.FIRST_WORDS and bool(names.months(" ".join(parts[place : place + 2])))


def _is_month(word: str, other: bool) -> bool:
    """Whether a word is a month's; beside a Persian or Islamic year it may be any in Arabic script."""
    key = fold(word)
    known = key in _MONTHS or key in _MONTH_WORDS or bool(names.months(word)) or names.is_inflected_month(word)
    return known or (other and len(word) > 1 and "\u0600" <= word[0] <= "\u06ff")


_DAY_FIRST = re.compile(
    # the year may run into the clock: "25 de junio de 201819:36"
    # and a name into the day: "Jane Doe5 Nov 2013"
    r"(?:(?<!\w)|(?<=[^\W\d_]{3}))\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s)?([^\W\d]{3,12})\.?,?\s(?:de\s)?(?:19|20)\d\d(?:(?!\w)|(?=\d{1,2}(?::\d\d|\s?min\b)))"
)
_MONTH_FIRST = re.compile(
    # or into the minutes of reading: "Feb 25, 20225 min read"
    r"(?:(?<!\w)|(?<=[a-zß-öø-ÿ]{3})(?=[A-Z]))([^\W\d]{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d(?=\d{1,2}(?::\d\d|\s?min\b))|(?:,?\s(?:19|20)\d\d)?(?!\w))"
)


#: Every date has one; most texts that are asked have none.
_DIGIT = re.compile(r"\d")


def dates_within(text: str, limit: int = 20) -> list[str]:
    """Up to ``limit`` stretches of running text that look like dates; "on Feb. 10, 2007 in Beijing" holds "Feb. 10, 2007"."""
    if _DIGIT.search(text) is None:
        return []
    found = {m.start(): m.group() for m in _NUMERIC_DATE.finditer(text)}
    ends: dict[int, int] = {}
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            inside = any(start <= match.start() < end for start, end in ends.items()) if len(ends) < limit else False
            if not inside and _names_month_alone(match.group(1)):
                found[match.start()] = match.group()
                ends[match.start()] = match.end()
    return [found[start] for start in sorted(found)[:limit]]


def _names_month_alone(word: str) -> bool:
    return fold(word) in _MONTHS or (not word.isascii() and names.is_inflected_month(word))


#: Seconds or milliseconds since 1970, and a day whose digits nothing parts.
_EPOCH, _UNPARTED = re.compile(r"1\d{9}(?:\d{3})?"), re.compile(r"\A((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\d|\Z)")
_NUMBER, _LETTERS = re.compile(r"\d{1,4}"), re.compile(r"[^\W\d_]+")


def day_numbers(text: str) -> frozenset[int]:
    """The numbers of a date's day, month and year in no order, by which two spellings of one day are the same.

    >>> day_numbers("2021-03-05T14:40:00Z") == day_numbers("March 5, 2021") == day_numbers("1614953400")
    True
    """
    if _EPOCH.fullmatch(text):
        day = datetime.fromtimestamp(int(text[:10]), UTC)
        return frozenset((day.year, day.month, day.day))
    date = next(iter(dates_within(_UNPARTED.sub(r"\1-\2-\3 ", text), 1)), text)
    months = [min(found) for word in _LETTERS.findall(date) if (found := names.months(word))]
    return frozenset((*map(int, _NUMBER.findall(date)[:3]), *months[:1]))
