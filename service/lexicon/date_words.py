"""The words and numbers of a text with a date: its plain spelling, its tokens, the names that a language sees in them.

And whether a text is a date and nothing else, by them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from service import names
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import LINE_LIMIT, remembered, squeeze, word_set
from service.lexicon.zone_words import ANY_ZONE
from service.spelling import folded

#: No date with its labels is longer than this; what follows is not looked at (longest seen in the corpora: 118 characters).
LONGEST = 256
#: In a longer text the first place that looks like a date is searched this far, and read with this much before it.
_SEARCHED, _LEAD = 20_000, 96

# Look-alikes that typography and scrapers put in a date: "2022–02–25T14∶40", "10：09", "14 h 40" with no-break spaces
_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−－", "-"), **dict.fromkeys("∶：", ":"), "／": "/", "．": ".", "،": ",", "，": ",",
     "（": "(", "）": ")", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "\t": " ", "\n": " ", "\r": " "}
)  # fmt: skip
_DATE_LIKE = re.compile(r"\d{4}|\d\d?\s?[-/.]\s?\d|\d\d?\.? \w{3}")
# "Feb 25, 20222:40 PM", "Feb 25, 20225 min read", "28. Juni 201914. Januar 2020": the year runs into what follows it
RUNS_ON = r"(?=\d{1,2}(?:[:h時时]\d\d|\s?min\b|\.?\s[^\W\d_]{3}))"
_GLUED_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d){RUNS_ON}")
#: "2020-06-2422:40": the day runs into its clock.
_GLUED_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d([-/.])\d\d\2\d\d)(?=\d\d:\d\d)")
# "Published:2021-03-05", "公開日：2021.03.05"; but not the T of a stamp, an hour's "14h:40" or the letters of "14:4O:30"
_GLUED_LABEL = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_OoIlSBTZ])(?<!\d.)):(?=\d)")
_YEAR_AND_CLOCK = re.compile(r"(?:(?<=[^\W\d_][-/ .])|(?<=\d[A-Z]{3}))((?:19|20)\d\d):(?=\d\d:\d\d)")
#: "14،40", "14٫40": the comma and the decimal sign of Arabic between hour and minute.
_ARABIC_CLOCK = re.compile(r"(?<![\d,.:/-])([01]?\d|2[0-3])[,٫]([0-5]\d)(?![\d,.:/-])")
#: "2021-04-12T04-55-46" and "2021-04-12_04-55-46", as file names have it, and "2022-02-25-14.40.00.000000", as DB2 does.
_DASHED_CLOCK = re.compile(r"(?<=\d{4}-\d\d-\d\d)([T _-])(\d\d)[-.]([0-5]\d)(?:[-.]([0-5]\d))?(?!\d|-)")
#: "2022:02:25 14:40:00", as cameras write.
_CAMERA = re.compile(r"(?<!\d)((?:19|20)\d\d):(\d\d):(\d\d)(?=[ T]\d\d:\d\d)")
_HAN = re.compile(r"[〇零一二三四五六七八九十百廿卅]{1,7}(?=\s?[年月日號号時时點点分])")
_HAN_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}


def plain(raw: str) -> str:
    """Return the text with digits of every script as 0-9, look-alikes as ASCII, and neither invisible marks nor escapes.

    Of a long text the window around the first place that looks like a date.
    """
    text = raw if len(raw) <= LONGEST else _window(raw)
    if "&" in text:
        text = unescape(text)
    if "%" in text:
        text = unquote(text, errors="replace")
    arabic = "،" in text or "٫" in text
    text = text.translate(_LOOKALIKES).replace("[GMT]", "GMT")
    if not text.isascii():
        text = "".join(_plain_characters(unicodedata.normalize("NFC", text)))
        if "年" in text or "月" in text:
            text = _HAN.sub(lambda match: str(_han_number(match.group().replace("廿", "二十").replace("卅", "三十"))), text)
        if arabic:
            text = _ARABIC_CLOCK.sub(r"\1:\2", text)
    if text.count("-") > _DASHES_OF_DAY:
        text = _DASHED_CLOCK.sub(_coloned, text)
    if text.count(":") > _COLONS_OF_CLOCK:
        text = _CAMERA.sub(r"\1-\2-\3", text)
    if ":" in text:
        text = _YEAR_AND_CLOCK.sub(r"\1 ", _GLUED_LABEL.sub(": ", text))
    return _GLUED_DAY.sub(r"\1 ", _GLUED_YEAR.sub(r"\1 ", text)).strip()


#: A day has so many dashes, and a clock so many colons; what holds more may be written with one sign alone.
_DASHES_OF_DAY, _COLONS_OF_CLOCK = 1, 2


def _coloned(clock: re.Match[str]) -> str:
    before, *parts = clock.groups()
    return ("T" if before == "T" else " ") + ":".join(part for part in parts if part)


def _window(raw: str) -> str:
    match = _DATE_LIKE.search(raw, 0, _SEARCHED)
    start = 0 if match is None or match.start() < LONGEST // 2 else match.start() - _LEAD
    return raw[start : start + LONGEST]


def _plain_characters(text: str) -> Iterator[str]:
    for character in text:
        if character.isascii():
            yield character
            continue
        category = unicodedata.category(character)
        if category == "Nd":
            yield str(unicodedata.decimal(character))
        elif category != "Cf":
            yield character


def _han_number(text: str) -> int:
    """Return the value of a number in Chinese: "二〇二二" -> 2022, "二十五" -> 25, "一百一十一" -> 111."""
    if "十" not in text and "百" not in text:
        return int("".join(_HAN_DIGITS[c] for c in text))
    total, current = 0, 0
    for character in text:
        if character in _HAN_DIGITS:
            current = int(_HAN_DIGITS[character])
        else:
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
    return total + current


#: Start, end, slot name.
Span = tuple[int, int, str]

# What ends a word: blanks, digits, ASCII and general punctuation, and the commas and stops of other scripts.  The signs of
# vowels (Devanagari, Thai, …) are no letters to \w and belong to their words.
END = (
    "\\s\\d!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    "\u060c\u061b\u061f\u06d4\u0964\u2000-\u206f\u3000-\u303f\uff01-\uff0f"
)
_TOKEN = re.compile(
    rf"(?P<number>\d+)(?:\s?(?P<mark>[年년月월号號]|日(?!曜)|일(?!요))|(?P<ending>-?(?:st|nd|rd|th|er|го|ші|шы|ке|ին|լին|ой|טן|ی|ê|an|mh)(?![^{END}]))?)?"
    rf"|(?P<word>[^{END}]+(?:[.'’׳״][^{END}]+)*)"
)
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿа-яά-ώ])(?=[A-ZÀ-ÖØ-ÞА-ЯΆ-Ώ])")


class Token(NamedTuple):
    """A number (with its mark: 年, 日) or a word (with the key under which names are looked up)."""

    start: int
    end: int
    text: str
    key: str | None = None
    mark: str = ""

    @property
    def digits(self) -> int:
        """The number of digits; 0 for a word."""
        return len(self.text) if self.key is None else 0


@remembered
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order; words glued at a capital ("UpdatedFebruary") are two."""
    found = []
    for match in _TOKEN.finditer(text):
        number = match["number"]
        if number is not None:
            start = match.start()
            found.append(Token(start, start + len(number), number, None, match["mark"] or ""))
            continue
        start, word = match.start(), match["word"]
        for part in _GLUED.split(word) if not word.isupper() and len(word) > 5 else (word,):
            found.append(Token(start, start + len(part), part, folded(part)))
            start += len(part)
    return tuple(found)


class Name(NamedTuple):
    """A name of one or two tokens: the first and last of them, and the months and days of the week that it can be."""

    first: int
    last: int
    months: frozenset[int]
    weekdays: frozenset[int]


def names_in(found: Sequence[Token], language: str) -> list[Name]:
    """Return the names of months and weekdays that a language has among the tokens."""
    seen = []
    skip = -1
    for index, token in enumerate(found):
        if token.key is None or index <= skip:
            continue
        last, key = index, token.key
        if names.opens_name(key, language):
            # "sánzá ya zómi na mɔ̌kɔ́" is November, and "sánzá ya zómi" October
            for size in (4, 2, 1):
                following = found[index + 1 : index + 1 + size]
                joined = " ".join([key, *[t.key or "" for t in following]])
                if len(following) == size and (names.months_in(joined, language) or names.weekdays_in(joined, language)):
                    last, key = index + size, joined
                    break
        months, weekdays = names.months_in(key, language), names.weekdays_in(key, language)
        if last == index and weekdays and key in names.FIRST_WORDS and index + 1 < len(found):
            # "Thứ Tư" is a Wednesday on any page, and no "Thu"
            second = found[index + 1].key
            both = names.weekdays(f"{key} {second}") if second else frozenset()
            last, weekdays = (index + 1, both) if both else (last, weekdays)
        if months or weekdays:
            seen.append(Name(index, last, months, weekdays))
            skip = last
    return seen


def keys(text: str) -> frozenset[str]:
    """Return the words of a table as tokens have them."""
    return frozenset(folded(word) for word in text.split())


#: Words that stand between the day, the month and the year: "25 de febrero del 2022", "2022 m. vasario 25 d.".
CONNECTORS = keys(
    """
    de del della di da do of the d dnia den le el il lo la am vom en op st nd rd th er 1er ta ste nde º ª го ші ին ке
    anul annul an any year jahr jahre года году год г р рік року г. год. m metu gada gads g gadu tahun tarikh ano año a an
    жылы жылдын жыл жылғы оны он сар сарын сарыны сары թ թվականի թվականին წლის წ წელი সাল সালের साल سنة سنه عام سال ماه
    tháng thg ngày năm ngay nam thang thg mùng mung ko eko ren goda rok roku roka r godine god let leto leta
    dhe më të e y i u och og ja und et and ve ਸਾਲ વર્ષ ஆண்டு ที่ ปี พศ คศ ស ថ្ងៃទី ខែ ឆ្នាំ ວັນທີ ເດືອນ ປີ
    ခုနှစ် ခု လ ရက် ရက်နေ့ နေ့ miaka mwaka tarehe bulan dia día giorno mese jour il yili yil жил йили
    """
)


# --- a date and nothing else ------------------------------------------------------------------------------------------------

NUMBER = re.compile(r"\d+")
#: "2022-02-25", "25. 2. 2022", "2022년 2월 25", "2월 25일", "2022-02-Fr" of a wrong pattern, "2022-W08".
NUMERIC = re.compile(
    r"(?<![\d./-])(?:\d{1,4}\s?[-/.年년]\s?\d{1,3}\s?[-/.月월]\s?(?:\d{1,4}(?!\d)|(?:19|20)\d\d(?=\d{1,2}[:h時时]\d\d)|\d\d(?=\d\d:\d\d)|[A-Z][a-z](?!\w))"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{4}-W\d\d)"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h.]\d{2}(?!\d)|\b\d{1,2}\s?[ap]\.?m\b|\d{1,2}[时時시]|\d\s(?:นาฬิกา|ໂມງ)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?:(?!\d)|(?=\d{1,2}:\d\d))")
#: Unix seconds or milliseconds from 2001 on, and calendar digits without separators.
_BARE_NUMBER = re.compile(
    r"(?:19|20)\d\d-[0-3]\d\d|1\d{9}(?:\d{3})?|(?:19|20)\d{6}(?:\d{4}|\d{6})?|(?:19|20)\d{6}T\d{4,6}(?:Z|[+-]\d{4})?"
)
#: Words that stand inside a printed date without being part of it; more than three unknown words make a sentence.
DATE_GLUE = word_set(
    """
        am pm uhr at um on the of den de del le les di el à a as kl klo ob o в г u ore ora alle h hrs hours est
        edt gmt utc and في को کو बजे بجے nang min เวลา นาฬิกา นาที วินาที ໂມງ ນາທີ ວິນາທີ
        """
)
_GLUE = keys(" ".join(DATE_GLUE))
#: More words that are no part of a date make a sentence.
_MOST_UNKNOWN = 3
#: The name of a zone behind a clock is no word: "23:29 IST", "14:40 (CET)".
_ZONE_BEHIND = re.compile(rf"(?<=[\d.mMhs])\s?\(?(?:[A-Z]{{2,5}}|{ANY_ZONE})\)?\Z")
#: The words beside which a month is a number: "25 tháng 2, 2022", "2-р сарын 25".
_MONTH_WORDS = keys("tháng thg сар сарын")
#: "中華民國一百一十一年二月二十五日" has no digits.
_HAN_DATE = re.compile(r"[〇零一二三四五六七八九十百元]{1,6}年[一二三四五六七八九十]{1,3}月")
#: Longer lines hold more than a date, and more words than a date's.
_LONGEST, _MOST_WORDS = 90, 5


@remembered
def looks_like_date(text: str) -> bool:
    """Return whether the text is a date and nothing else, healthy or broken: "2022-40-25" is, a sentence with a date is not."""
    line = squeeze(text[:LINE_LIMIT])
    if not line or len(line) > _LONGEST:
        return False
    if _BARE_NUMBER.fullmatch(line) or is_relative(line):
        return True
    if not any(map(str.isdigit, line)):
        # "中華民國一百一十一年二月二十五日"
        return not line.isascii() and _HAN_DATE.search(line) is not None
    words = [token.key for token in tokens(_ZONE_BEHIND.sub("", line)) if token.key]
    if not (
        NUMERIC.search(line)
        or (_names_month(words) and (_YEAR.search(line) or _CLOCK.search(line)))
        or (len(words) < 3 and any(map(names.is_printed_month, words)))
        or (len(words) <= _MOST_WORDS and _has_day_and_year(line))
    ):
        return False
    unknown = [word for word in words if len(word) > 1 and not _is_of_date(word)]
    return len(unknown) <= _MOST_UNKNOWN and not is_other_sentence(line, unknown)


def _is_of_date(word: str) -> bool:
    """Return whether a word is a month's, a day's, or one that stands inside a printed date."""
    return (
        word in _GLUE
        or word in names.FIRST_WORDS
        or bool(names.months(word) or names.weekdays(word))
        or names.is_inflected_month(word)
    )


def is_other_sentence(line: str, words: Sequence[str] = ()) -> bool:
    """Return whether a line without capitals or blanks is a sentence, alone or by one of its words beside the date.

    Its patterns are loaded when such a line comes.
    """
    if line.isascii():
        return False
    from service.lexicon.sentences import is_phrase, is_sentence

    return any(map(is_phrase, words)) or "\u3002" in line[:-1] or is_sentence(line)


def _names_month(words: Sequence[str]) -> bool:
    """Return whether one of the words, or two of them in a row, name a month."""
    if not _MONTH_WORDS.isdisjoint(words) or any(map(names.months, words)):
        return True
    pairs = [f"{first} {second}" for first, second in pairwise(words) if first in names.FIRST_WORDS]
    return any(map(names.months, pairs))


def _has_day_and_year(line: str) -> bool:
    """Return whether numbers as large as a day's and a year's stand there: months of other calendars are in no table here.

    Years of the Persian and Islamic calendars begin at 1200, those of the Buddhist end at 2600.
    """
    numbers = [number for number in NUMBER.findall(line) if len(number) <= 4]
    years = any(len(number) == 4 and 1200 <= int(number) <= 2600 for number in numbers)
    return years and len(numbers) <= 6 and any(len(number) < 3 and 1 <= int(number) <= 31 for number in numbers)


@remembered
def names_day(text: str) -> bool:
    """Return whether a date and nothing else names its month, in any language, beside a day and a year of four digits.

    >>> names_day("25 फ़रवरी 2022, 14:40"), names_day("6 اسفند 1400"), names_day("Current Biology 31, 2021")
    (True, True, False)
    """
    if not (_has_day_and_year(text[:LINE_LIMIT]) and looks_like_date(text)):
        return False
    found = tokens(text[:LINE_LIMIT])
    words = [token.key for token in found if token.key]
    # beside a Persian or Islamic year any word in Arabic script may be a month's
    other = any(token.digits == 4 and 1300 <= int(token.text) < 1500 for token in found)
    arabic = other and any(len(word) > 1 and "\u0600" <= word[0] <= "\u06ff" for word in words)
    return arabic or _names_month(words) or any(map(names.is_inflected_month, words))
