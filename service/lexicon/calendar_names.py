"""Names of months, days and parts of the day in the languages of newspapers: "mar" is March,
Tuesday or neither.

The tables are the CLDR's (cldr_names.json), with what newspapers print beside it.  A word is read
in the page's language first, then in English, then in any; where languages disagree the answer is a
set of several numbers, which means doubt.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from itertools import takewhile

from service.lexicon.spelling import folded
from service.records import record

_NONE: frozenset[int] = frozenset()
_SINGLE = tuple(frozenset((number,)) for number in range(13))
#: Hours of the day (from, before); "21-6" runs over midnight.
Hours = tuple[int, int]


@record(frozen=True, slots=True)
class Names:
    """One language's names: folded word -> months 1-12, weekdays 0-6 from Monday, hours of a part
    of the day; first words.
    """

    months: dict[str, frozenset[int]]
    weekdays: dict[str, frozenset[int]]
    periods: dict[str, Hours]
    #: The first words of names of several words ("تشرين الأول", "thứ hai").
    openings: frozenset[str]


# Twelve months (or seven days) of forms that newspapers print and the CLDR lacks; "-" stands for
# none, "/" separates variants, "_" is the space in a name of several words.
_MORE_MONTHS = {
    "en": "- febr - - - - - - sept - - -",
    "de": "jänner/jän feber/febr mrz - - - - - sept - - dez",
    "fr": "janv fevr - - - - jul/juill - sept/septemb - - dec",
    "es": "ene - - - - - - ago/agto set/setiembre/sept - - -",
    "pt": "- - - - - - - - set - - -",
    "it": "genn febb - - magg - - - sett - - -",
    "nl": "- - mrt - - - - - sept - - -",
    "id": "- pebruari/peb - - - - - agt/ags/agust sept - nop/nopember -",
    "ar": "- - - - - حزیران تموز اب ایلول - - -",
    "fi": "tammik helmik maalisk huhtik toukok kesak heinak elok syysk lokak marrask jouluk",
    "lt": "sau vas kov bal geg bir lie rgp rgs spa lap grd",
    "uk": "січ лют бер/берез кві/квіт тра/трав чер/черв лип сер/серп вер/верес жов/жовт лис/листоп "
    "гру/груд",
    "cs": "- unr/un - - - - - - - - - -",
    "el": "- - μαρτη - μαη - - - - - - -",
    "mn": "нэгдүгээр хоёрдугаар гуравдугаар дөрөвдүгээр тавдугаар зургаадугаар/зургадугаар "
    "долдугаар/долоодугаар "
    "наймдугаар есдүгээр аравдугаар - -",
    "ka": (
        "იანვრის თებერვლის მარტის აპრილის მაისის ივნისის ივლისის აგვისტოს სექტემბრის "
        "ოქტომბრის ნოემბრის დეკემბრის"
    ),
    "hy": "հունվարին փետրվարին մարտին ապրիլին մայիսին հունիսին հուլիսին օգոստոսին "
    "սեպտեմբերին հոկտեմբերին նոյեմբերին դեկտեմբերին",
    "lv": (
        "janvari februari marta aprili maija junija julija augusta septembri oktobri "
        "novembri decembri"
    ),
    "gl": "- - - - - xun xul - - - - -",
    "bn": "জানুয়ারি ফেব্রুয়ারি - - - - - আগষ্ট - - - -",
    "hi": "- फरवरी/फर - - - - - - सितम्बर/सितंबर अक्तूबर/अक्टूबर नवम्बर दिसम्बर",
    "vi": "tháng_giêng/tháng_một tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy "
    "tháng_tám tháng_chín tháng_mười "
    "tháng_mười_một tháng_mười_hai/tháng_chạp",
    "my": "- - - - - - - သြဂုတ် - - - -",
    "ur": "- - مارچ - مئ - - - ستمبر - - -",
    "fil": "- - - - - - - - set - - -",
    "ta": "- - - - - - - - செப்டெம்பர் - - டிசெம்பர்",
}
_MORE_WEEKDAYS = {
    "en": "- tues weds thur/thurs - - -",
    "ja": "月曜/月 火曜/火 水曜/水 木曜/木 金曜/金 土曜/土 日曜/日",
    "ko": "월 화 수 목 금 토 일",
    "zh": "礼拜一/禮拜一/一 礼拜二/禮拜二/二 礼拜三/禮拜三/三 "
    "礼拜四/禮拜四/四 礼拜五/禮拜五/五 礼拜六/禮拜六/六 "
    "星期天/周天/礼拜天/禮拜天/日",
    "es": "- - mie - - - -",
    "pt": "segundafeira tercafeira quartafeira quintafeira sextafeira - -",
    "ar": "الإثنين - الأربعا - - - -",
    "fi": "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina",
    "th": (
        "จันทร์/วันจันทร์ที่ อังคาร/วันอังคารที่ พุธ/วันพุธที่ พฤหัสบดี/วันพฤหัสบดีที่/"
        "พฤหัส ศุกร์/วันศุกร์ที่ เสาร์/วันเสาร์ที่ อาทิตย์/วันอาทิตย์ที่"
    ),
    "sw": "j3 j4 j5 - - - -",
    "uk": "пон/понед вів/вівт сер/серед чет/четв пят/пятн суб нед/неділ",
}
#: In the form of the files: hours of the day to names of the part.
_MORE_PERIODS: dict[str, dict[str, str]] = {
    # nobody's evening: a 12 in the small hours is midnight
    "es": {"0-12": "delamadrugada|madrugada", "4-12": "delamanana", "12-20": "delatarde",
        "19-24": "delanoche", "0-24": "hs"},
    "pt": {"0-12": "damadrugada|madrugada", "4-12": "damanha|demanha", "12-19": "datarde|atarde",
        "18-24": "danoite|anoite"},
    "ru": {"18-24": "вечером", "4-12": "утром", "12-18": "днем", "22-4": "ночью"},
    "uk": {"18-24": "ввечері|увечері", "4-12": "вранці|уранці|зранку", "12-18": "вдень|удень",
        "22-4": "вночі|уночі"},
    "be": {"18-24": "вечара|увечары|вечарам", "4-12": "раніцы|раніцаи", "12-18": "дня|днем",
        "22-4": "ночы|уначы"},
    "de": {"6-12": "vormittags", "12-18": "nachmittags", "17-24": "abends", "11-14": "mittags"},
    "it": {"12-19": "delpomeriggio", "5-12": "delmattino", "17-24": "disera"},
    "el": {"0-12": "πμ", "12-24": "μμ"},
    "ja": {"0-12": "午前|未明", "12-24": "午後", "12-13": "正午", "4-8": "早朝", "21-24": "深夜",
        "17-24": "夜|晩|今夜|今晩"},
    "ko": {"0-12": "오전|새벽", "12-24": "오후", "5-12": "아침", "12-16": "낮", "19-24": "밤"},
    # before a twelve-hour clock, 上午 and 下午 are a.m. and p.m., whatever hours the CLDR gives
    # them
    "zh": {"0-12": "上午|凌晨|今晨|午前", "12-24": "下午|午後", "4-10": "早晨|清早|今早",
        "17-24": "今晚|晚間|晚间|晚",
           "17-20": "傍晚", "19-24": "夜间|夜間", "21-24": "深夜|夜里|夜裡|夜裏|半夜|午夜|子夜",
           "12-19": "午后"},
    # a.m. and p.m. as they sound: "02:40 पीएम"
    "hi": {"4-12": "सुबह", "12-16": "दोपहर", "16-21": "शाम", "20-4": "रात", "0-12": "एएम",
        "12-24": "पीएम"},
    "te": {"0-12": "ఏఎం|ఎఎం", "12-24": "పీఎం|పిఎం"}, "ml": {"0-12": "എഎം|രാവിലെ",
        "12-24": "പിഎം|വൈകിട്ട്"},
    "gu": {"0-12": "એએમ", "12-24": "પીએમ"}, "pa": {"0-12": "ਏਐਮ", "12-24": "ਪੀਐਮ"},
        "ur": {"0-12": "اےایم", "12-24": "پیایم"},
    "bn": {"5-12": "সকাল", "12-15": "দুপুর", "15-18": "বিকাল|বিকেল", "17-20": "সন্ধ্যা",
        "19-4": "রাত",
           "12-18": "অপরাহ্ণ|অপরাহ্ন", "0-12": "পূর্বাহ্ণ|পূর্বাহ্ন|এএম", "12-24": "পিএম"},
    "as": {"12-24": "অপৰাহ্ন", "0-12": "পূৰ্বাহ্ন", "4-12": "পুৱা|ৰাতিপুৱা", "12-16": "দুপৰীয়া",
        "12-18": "আবেলি",
           "16-20": "সন্ধিয়া|গধূলি", "19-24": "নিশা|ৰাতি"},
    "or": {"0-12": "ପୂର୍ବାହ୍ନ", "4-12": "ସକାଳ", "12-24": "ଅପରାହ୍ନ", "16-20": "ସନ୍ଧ୍ୟା",
        "19-24": "ରାତି"},
    "fil": {"0-12": "ngumaga", "12-13": "ngtanghali", "12-18": "nghapon", "18-24": "nggabi"},
    "kn": {"0-12": "ಪೂರ್ವಾಹ್ನ|ಎಎಂ", "12-24": "ಅಪರಾಹ್ನ|ಪಿಎಂ"},
    "ta": {"0-12": "முற்பகல்|ஏஎம்", "12-24": "பிற்பகல்|பிஎம்"},
    "nn": {"0-12": "formiddag", "12-24": "ettermiddag"},
    "sd": {"0-12": "صبح|صبح،منجهند|صبح,منجهند", "12-24": "شام|منجهند،شام|منجهند,شام"},
    "gd": {"0-12": "m", "12-24": "f"},
    "fur": {"0-12": "a", "12-24": "p"},
    "ar": {"12-24": "مساء", "0-12": "صباحا", "15-18": "عصرا"},
    "ms": {"12-24": "ptg", "12-19": "petang", "0-12": "pagi", "19-24": "malam"},
    "id": {"15-19": "petang", "15-18": "sore", "11-15": "siang", "18-24": "malam"},
    "fa": {"0-12": "بامداد"},
    "sq": {"0-12": "pd", "12-24": "md"},
}  # fmt: skip

#: Case endings after a month's name: "februárban", "otsailaren 14", "Şubat'ta", "fevralın 25-i".
_ENDINGS = {
    "hu": ("i", "ban", "ben", "an", "en"), "eu": ("ren", "aren", "k"), "tr": ("ta", "da", "te",
        "de"), "az": ("in", "un"),
    "et": ("l", "il"), "ky": ("ы", "и", "у"), "fi": ("ssa", "n"), "mn": ("ын", "ийн"), "uz": ("da",
        ), "fa": ("ماه",),
    "ku": ("a", "e", "an"), "ckb": ("ی",),
}  # fmt: skip
#: What stands before a month and is joined to it: Hebrew prepositions, "22 באוקטובר", and Thai's
#: word for a month, "1 เดือนตุลาคม".
_PREFIXES = {"he": ("ב", "ל"), "yi": ("ב",), "th": ("เดือน",)}

#: Other codes for a language, or codes of languages that share another one's names.
_SAME_LANGUAGE = {
    "no": ("nb", "nn"), "nb": ("nb", "nn"), "iw": ("he",), "in": ("id",), "tl": ("fil",),
        "mo": ("ro",), "sh": ("sr", "hr"),
    "bs": ("bs", "hr", "sr"), "ji": ("yi",), "ms": ("ms",), "yue": ("yue", "zh"), "zh": ("zh",
        "yue"), "prs": ("fa",),
}  # fmt: skip


def _forms(table: dict[str, str], more: str | None, first: int) -> dict[str, frozenset[int]]:
    """Return folded name -> numbers, from a table of the file and a row of the supplement that
    counts from ``first``.
    """
    found: dict[str, frozenset[int]] = {}
    for number, joined in table.items():
        single = _SINGLE[int(number)]
        for name in joined.split("|"):
            found[name] = found[name] | single if name in found else single
    for position, entry in enumerate((more or "").split(), first):
        for form in entry.split("/") if entry != "-" else ():
            found.setdefault(folded(form.replace("_", " ")), _SINGLE[position])
    return found


def _load(file: str) -> dict[str, Names]:
    text = resources.files("service.lexicon").joinpath(file).read_text("utf-8")
    found = {}
    for language, kinds in json.loads(text)["languages"].items():
        periods = {}
        for span, joined in (*kinds["periods"].items(), *_MORE_PERIODS.get(language, {}).items()):
            start, end = span.split("-")
            periods.update(dict.fromkeys(joined.split("|"), (int(start), int(end))))
        months = _forms(kinds["months"], _MORE_MONTHS.get(language), 1)
        weekdays = _forms(kinds["weekdays"], _MORE_WEEKDAYS.get(language), 0)
        openings = frozenset(
            [name.partition(" ")[0] for name in (*months, *weekdays) if " " in name]
        )
        found[language] = Names(months, weekdays, periods, openings)
    return found


_LANGUAGES = _load("cldr_names.json")
#: Name of a month -> the languages that have it; and the same for names with an affix, of more than
#: two letters without it.
_SPEAKERS: dict[str, list[str]] = {}
_INFLECTED: dict[str, list[str]] = {}
_SHORTEST = 2
_ANY_WEEKDAY: dict[str, frozenset[int]] = {}
_ANY_PERIOD: dict[str, Hours] = {}
for _language, _names in _LANGUAGES.items():
    for _name in _names.months:
        _SPEAKERS.setdefault(_name, []).append(_language)
    for _name, _numbers in [pair for pair in _names.months.items() if len(pair[0]) > _SHORTEST]:
        _forms_of_it = [_name + end for end in _ENDINGS.get(_language, ())]
        for _form in (*_forms_of_it, *[start + _name for start in _PREFIXES.get(_language, ())]):
            if _names.months.setdefault(_form, _numbers) is _numbers:
                _INFLECTED.setdefault(_form, []).append(_language)
    for _name, _numbers in _names.weekdays.items():
        _ANY_WEEKDAY[_name] = _ANY_WEEKDAY.get(_name, _NONE) | _numbers
    for _name, _hours in _names.periods.items():
        # short names are words in other languages: "de" is the Hungarian a.m.
        if len(_name) > 3 or (not _name.isascii() and len(_name) > 1):
            _ANY_PERIOD.setdefault(_name, _hours)

#: What has no other meaning beside a clock: Malay "petang", abbreviated, and the Arabic letters for
#: before and after noon.
_ANY_PERIOD |= {"ptg": (12, 24), "ص": (0, 12), "م": (12, 24)}

#: First words of names of several words, on any page.
FIRST_WORDS = frozenset().union(*(names.openings for names in _LANGUAGES.values()))


@lru_cache(maxsize=1)
def _rare_languages() -> dict[str, Names]:
    """Return the languages whose names are known only on their own pages; loaded when the first
    such page comes.
    """
    return _load("cldr_rare_names.json")


@lru_cache(maxsize=512)
def spoken(language: str | None) -> tuple[Names, ...]:
    """Return the tables of a language itself; empty for a language without a table."""
    if language is None:
        return ()
    code = language.split("-")[0].lower()
    known = tuple(_LANGUAGES[c] for c in _SAME_LANGUAGE.get(code, (code,)) if c in _LANGUAGES)
    if known or len(code) > _LONGEST_CODE:
        return known
    rare = _rare_languages().get(code)
    return () if rare is None else (rare,)


#: The most letters of a language code.
_LONGEST_CODE = 3


@lru_cache(maxsize=512)
def first_words(language: str | None) -> frozenset[str]:
    """Return the folded words with which longer names of months and days begin, on a page in a
    language.
    """
    return FIRST_WORDS.union(*[names.openings for names in spoken(language)])


@lru_cache(maxsize=8192)
def named_in(key: str, language: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the months, with or without a case ending, and the days of the week that a folded word
    names in one language.

    "Thứ Tư" is a Wednesday on any page, and no "Thu": so are all names of several words.
    """
    tables = spoken(language)
    named = [names.months[key] for names in tables if key in names.months]
    days = [names.weekdays[key] for names in tables if key in names.weekdays]
    days += [_ANY_WEEKDAY[key]] if " " in key and key in _ANY_WEEKDAY else []
    return (named or [_NONE])[0], (days or [_NONE])[0]


def speakers(key: str) -> tuple[str, ...]:
    """Return the languages in which a folded word is a month, or else one with an affix."""
    return tuple(_SPEAKERS.get(key) or _INFLECTED.get(key) or ())


@lru_cache(maxsize=8192)
def months(word: str, language: str | None = None) -> frozenset[int]:
    """Return the months (1-12) that a word may name; empty when it names none.  Case, accents and
    dots do not matter.
    """
    key = folded(word)
    mine = (language and named_in(key, language)[0]) or named_in(key, "en")[0]
    return mine or _NONE.union(
        *[_LANGUAGES[tongue].months[key] for tongue in _SPEAKERS.get(key, ())]
    )


#: Letters of Latin and of Cyrillic script that look the same.
_TO_LATIN = str.maketrans("аеосрхуіј", "aeocpxyij")
_TO_CYRILLIC = str.maketrans("aeocpxyij", "аеосрхуіј")


def misspelt_months(word: str, language: str | None) -> set[int]:
    """Return the months of a language or of English that a word without affix names but for a
    letter: "Septmber", "dcembre".

    Letters that look alike in two scripts are the same, however many: "cентября" with a Latin c.
    """
    # Romanian "marți" is a Tuesday
    if is_of_calendar(word):
        return set()
    # "pa¼dziernika": what is no letter is one in another encoding
    key = folded("".join([letter if letter.isalpha() else "?" for letter in word]))
    alike = () if key.isascii() else (key.translate(_TO_LATIN), key.translate(_TO_CYRILLIC))
    known = _months_spoken(language)
    mixed = [numbers for name, numbers in known if name in alike]
    meant = mixed[:1] or [numbers for name, numbers in known if _is_slip(key, name)]
    return set[int]().union(*meant)


def _months_spoken(language: str | None) -> list[tuple[str, frozenset[int]]]:
    """Return the names without affix of a language and of English, and the months they name."""
    tables = (*spoken(language), _LANGUAGES["en"])
    return [pair for table in tables for pair in table.months.items() if pair[0] in _SPEAKERS]


def _is_slip(word: str, name: str) -> bool:
    """Return whether a word is a name but for a letter that is another, lacks, is too many or
    stands too early.
    """
    if abs(len(word) - len(name)) > 1 or len(name) < len("sep"):
        return False
    if word[:1] != name[:1] and word[:1].isascii():
        return len(word) >= len("ugust") and word == name[1:]
    pairs = zip(word, name, strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    rest, left = word[same:], name[same:]
    # "Jully", "Occt"
    if rest[1:] == left and word[same - 1 : same] == rest[:1]:
        return True
    if len(name) < len("august"):
        return len(name) >= len("march") and _is_slip_in_short(name, rest, left)
    return _is_slip_in_long(rest, left)


def _is_slip_in_long(rest: str, left: str) -> bool:
    """Return whether a letter is another, lacks or is too many, or two changed places; another
    ending makes another word: "Auguste", "Martin" beside Romanian "martie".
    """
    is_other = len(left) > 1 and _is_other_letter(rest, left)
    is_more = left != "" and rest[1:] == left
    return is_other or is_more or rest == left[1:] or _is_exchange(rest, left)


def _is_exchange(rest: str, left: str) -> bool:
    """Return whether two letters changed places, from where a word is no longer as a name."""
    return (rest[1::-1], rest[2:]) == (left[:2], left[2:])


def _is_other_letter(rest: str, left: str) -> bool:
    return len(rest) == len(left) and rest[1:] == left[1:]


def _is_slip_in_short(name: str, rest: str, left: str) -> bool:
    """Return whether two letters changed places or one was read in another encoding, "Aprli",
    "Þubat"; of other short names too many words are neighbours: "Match", "Mach", "Mario", "Julia".
    """
    encoded = rest[:1] == "?" or (name.isascii() and not rest.isascii())
    return _is_exchange(rest, left) or (encoded and _is_other_letter(rest, left))


#: Languages of newspapers in Latin script: months of other languages are too often words in these,
#: "sun", "her", "des".
_PRINTED = frozenset(
    "ca cs da de en es et eu fi fr gl hr hu id is it lt lv nb nl pl pt ro sk sl sv tr".split()
)


@lru_cache(maxsize=8_192)
def is_printed_month(word: str) -> bool:
    """Return whether a word is a month's name by itself: in a newspaper's language, or in another
    script.

    >>> is_printed_month("Sept."), is_printed_month("Sun"), is_printed_month("ಫೆಬ್ರವರಿ")
    (True, False, True)
    """
    key = folded(word)
    tongues = _SPEAKERS.get(key)
    if tongues is None:
        return not word.isascii() and key in _INFLECTED
    return not key.isascii() or (len(key) > _SHORTEST and not _PRINTED.isdisjoint(tongues))


@lru_cache(maxsize=8192)
def weekdays(word: str, language: str | None = None) -> frozenset[int]:
    """Return the days of the week (0 = Monday) that a word may name; empty when it names none."""
    key = folded(word)
    if mine := (language and named_in(key, language)[1]) or named_in(key, "en")[1]:
        return mine
    # "am" in "am 29.12.2010" is a German preposition, though in some language two such letters are
    # a weekday
    return _ANY_WEEKDAY.get(key, _NONE) if len(key) > 2 or not key.isascii() else _NONE


@lru_cache(maxsize=8_192)
def named(word: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the months, with a Basque, Hebrew or other affix too, and the days of the week that a
    word names in any language.

    >>> words = ("Sept.", "urtarrilaren", "באוקטובר", "listopada", "harbour")
    >>> [sorted(named(word)[0]) for word in words]
    [[9], [1], [10], [10, 11], []]
    """
    key = folded(word)
    inflected = [_LANGUAGES[tongue].months[key] for tongue in _INFLECTED.get(key, ())]
    return months(word) or _NONE.union(*inflected), weekdays(word)


def may_be_weekday(word: str) -> bool:
    """Return whether a word, however short, is a day of the week in some language of newspapers:
    "Mo", "ma", "пт".
    """
    return folded(word) in _ANY_WEEKDAY


def is_cut_weekday(word: str) -> bool:
    """Return whether a word is a weekday's name without its first letter or two, "riday", as a
    template's cell cuts it.
    """
    return (
        len(word) > 3
        and word.islower()
        and any(word in (name[1:], name[2:]) for name in _ANY_WEEKDAY)
    )


@lru_cache(maxsize=2_048)
def periods(word: str, language: str | None = None) -> Hours | None:
    """Return the hours that a word for a part of the day means: "p.m." -> (12, 24), "下午" -> (13,
    19); None for others.
    """
    key = folded(word).replace(" ", "")
    if key in ("am", "pm"):
        return (12, 24) if key == "pm" else (0, 12)
    for names in (*spoken(language), _LANGUAGES["en"]):
        if key in names.periods:
            return names.periods[key]
    return _ANY_PERIOD.get(key)


@lru_cache(maxsize=8192)
def is_of_calendar(word: str) -> bool:
    """Return whether a word names a month, a day of the week or a part of the day: "March",
    "otsailaren", "Fri", "下午".
    """
    return any(named(word)) or periods(word) is not None


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_name(month: int) -> str:
    """Return the English name of a month: 2 -> "February"."""
    return _ENGLISH_MONTHS[month - 1]


def weekday_name(weekday: int) -> str:
    """Return the English name of a day of the week: 0 -> "Monday"."""
    return _ENGLISH_WEEKDAYS[weekday]
