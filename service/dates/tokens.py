"""The words and numbers of a date's text, and what a word says in one language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service import names
from service.lexicon.labels import LABELS
from service.spelling import folded

#: Start, end, slot name.
Span = tuple[int, int, str]

# What ends a word: blanks, digits, ASCII and general punctuation, and the commas and stops of other scripts.  The signs of
# vowels (Devanagari, Thai, …) are no letters to \w and belong to their words.
_END = (
    "\\s\\d!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    "\u060c\u061b\u061f\u06d4\u0964\u2000-\u206f\u3000-\u303f\uff01-\uff0f"
)
_TOKEN = re.compile(
    rf"(?P<number>\d+)(?:\s?(?P<mark>[年년月월号號]|日(?!曜)|일(?!요))|(?P<ending>-?(?:st|nd|rd|th|er|го|ші|шы|ке|ին|լին|ой|טן|ی|ê|an|mh)(?![^{_END}]))?)?"
    rf"|(?P<word>[^{_END}]+(?:[.'’׳״][^{_END}]+)*)"
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


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order; words glued at a capital ("UpdatedFebruary") are two."""
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
    return found


class Name(NamedTuple):
    """A name of one or two tokens: the first and last of them, and the months and days of the week that it can be."""

    first: int
    last: int
    months: frozenset[int]
    weekdays: frozenset[int]


def names_in(found: Sequence[Token], language: str) -> list[Name]:
    """The names of months and days that a language sees among tokens."""
    seen = []
    skip = -1
    for index, token in enumerate(found):
        if token.key is None or index <= skip:
            continue
        last, key = index, token.key
        if key in names.FIRST_WORDS:
            # "sánzá ya zómi na mɔ̌kɔ́" is November, and "sánzá ya zómi" October
            for size in (4, 2, 1):
                following = found[index + 1 : index + 1 + size]
                joined = " ".join([key, *(t.key or "" for t in following)])
                if len(following) == size and (names.months_in(joined, language) or names.weekdays_in(joined, language)):
                    last, key = index + size, joined
                    break
        months, weekdays = names.months_in(key, language), names.weekdays_in(key, language)
        if months or weekdays:
            seen.append(Name(index, last, months, weekdays))
            skip = last
    return seen


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split())


#: Words that stand between the day, the month and the year: "25 de febrero del 2022", "2022 m. vasario 25 d.".
CONNECTORS = _words(
    """
    de del della di da do of the d dnia den le el il lo la am vom en op st nd rd th er 1er ta ste nde º ª го ші ին ке
    anul annul an any year jahr jahre года году год г р рік року г. год. m metu gada gads g gadu tahun tarikh ano año a an
    жылы жылдын жыл жылғы оны он сар сарын сарыны сары թ թվականի թվականին წლის წ წელი সাল সালের साल سنة سنه عام سال ماه
    tháng thg ngày năm ngay nam thang thg mùng mung ko eko ren goda rok roku roka r godine god let leto leta
    dhe më të e y i u och og ja und et and ve ਸਾਲ વર્ષ ஆண்டு ที่ ปี พศ คศ ស ថ្ងៃទី ខែ ឆ្នាំ ວັນທີ ເດືອນ ປີ
    ခုနှစ် ခု လ ရက် ရက်နေ့ နေ့ miaka mwaka tarehe bulan dia día giorno mese jour il yili yil жил йили
    """
)

#: Words that keep a date company and say nothing about which day it is; labels are those of the lexicon.
COMPANY = (
    CONNECTORS
    | _words(
        """
        on at the of and by from to in o'clock publication post date created first online issued release released pm am uhr h t
        z dated time day as since ist is was kl klo klockan kello godz godzina o ob v u um ura uur kell plkst val ώρα ώρες στις
        στη hora horas hrs hs hr hours min a à às as las alle ore ora orele saat saati pukul pkl jam lúc giờ luc gio vào vao
        בשעה שעה الساعة الساعه ساعت بتوقيت توقيت в во о об от час часа часов ч мин хв год. год година година
        時 分 秒 时 点 時分 시 분 초 基준 น นาฬิกา เวลา บ बजे को টা টায় এএম পিএম மணி க్കു గంటలకు ਵਜੇ વાગ્યે
        kan den dne d feira ж uur tue wed gmt utc local ngày thứ am pm ที่ วัน วันที่ 于 於 在 の
        الموافق الموافقه هـ ه م ميلادي میلادی
        """
    )
    | frozenset(
        part for field in ("datePublished", "dateModified", "date") for label in LABELS[field] for part in folded(label).split()
    )
)


def strangers(found: Sequence[Token], seen: list[Name], spans: list[Span]) -> int:
    """The number of words that are no part of a date and no usual company of one."""
    named = {index for name in seen for index in range(name.first, name.last + 1)}
    return sum(
        1
        for index, token in enumerate(found)
        if token.key is not None
        and index not in named
        and token.key not in COMPANY
        and not any(start < token.end and token.start < end for start, end, _ in spans)
    )
