"""The month names of the Persian, the Islamic and the Nepali calendar, and the date that is written with one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.spelling import folded

#: Year, month and day as the calendar counts them.
Parts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Months:
    """The month names of a calendar, as one pattern that finds a date written with them."""

    pattern: re.Pattern[str]
    number: dict[str, int]

    def find(self, text: str, first: int, last: int) -> tuple[int, int, Parts | None] | None:
        """The span of a date with a month's name, and its parts where day and a year between the two are there."""
        match = self.pattern.search(text)
        if match is None:
            return None
        month = self.number[_letters(match["name"])]
        day = next((int(match[g]) for g in ("day", "day_behind", "day_last") if match[g]), 0)
        year = next((int(match[g]) for g in ("year", "year_ahead") if match[g]), 0)
        if not (first <= year <= last and 1 <= day <= 32):
            return match.start(), match.end(), None
        return match.start(), match.end(), (year, month, day)


def _letters(name: str) -> str:
    return folded(name).replace(" ", "").replace("-", "")


def _table(rows: str, mark: str = "") -> Months:
    """Months from rows of variants: one month a line, variants parted by bars."""
    number = {_letters(v): n for n, row in enumerate(rows.strip().splitlines(), 1) for v in row.strip().split("|")}
    variants = sorted((v for row in rows.strip().splitlines() for v in row.strip().split("|")), key=len, reverse=True)
    names = "|".join(re.escape(v).replace(r"\ ", r"[\s\u200c-]?") for v in variants)
    pattern = (
        rf"(?:(?<!\d)(?P<year_ahead>\d{{4}})[^\d\n]{{0,12}})?(?:(?<!\d)(?P<day>\d{{1,2}})(?:\s?[^\W\d]{{0,3}}[\s.,/-]{{1,3}}|(?=\D)))?"
        rf"(?<![^\W\d_])(?:ماه\s)?(?P<name>{names})(?![^\W\d_])(?:\sماه)?(?:[\s.,/-]{{1,3}}(?P<day_behind>\d{{1,2}})(?![\d:]))?"
        rf"(?:[^\d\n]{{1,12}}(?P<year>\d{{4}})(?!\d)(?:\s?(?:{mark}))?)?(?:\s(?P<day_last>\d{{1,2}})(?![\d:]))?"
    )
    return Months(re.compile(pattern, re.IGNORECASE), number)


PERSIAN_MONTHS = _table(
    """
    فروردین|فروردين|حمل|farvardin
    اردیبهشت|ارديبهشت|ثور|ordibehesht
    خرداد|جوزا|khordad
    تیر|تير|سرطان
    مرداد|امرداد|اسد|mordad
    شهریور|شهريور|سنبله|shahrivar
    مهر|میزان|ميزان
    آبان|ابان|عقرب
    آذر|اذر|قوس
    دی|دي|جدی|جدي
    بهمن|دلو|bahman
    اسفند|حوت|esfand
    """,
    "خورشیدی|شمسی|ه\\.?\\s?ش|هـ?ش",
)
HIJRI_MONTHS = _table(
    """
    محرم|المحرم|محرم الحرام|muharram
    صفر|صفر الخير|safar
    ربيع الأول|ربيع الاول|ربیع الاول|ربیع الأول|ربيع أول|rabi al-awwal
    ربيع الآخر|ربيع الاخر|ربيع الثاني|ربیع الثانی|ربیع الآخر|ربيع ثاني|rabi al-thani|rabi al-akhir
    جمادى الأولى|جمادى الاولى|جمادي الأولى|جمادی الاول|جمادی الأول|جمادى الأول|جمادی الاولی
    جمادى الآخرة|جمادى الاخرة|جمادى الثانية|جمادي الثاني|جمادی الثانی|جمادی الآخر|جمادى الآخر|جمادی الثانیه
    رجب|رجب المرجب|rajab
    شعبان|شعبان المعظم|sha'ban|shaban|syaban
    رمضان|رمضان المبارك|ramadan|ramadhan|ramazan
    شوال|شوال المكرم|shawwal|syawal
    ذو القعدة|ذي القعدة|ذو القعده|ذي القعده|ذی القعدہ|ذیقعده|ذوالقعدة|ذی قعدہ
    ذو الحجة|ذي الحجة|ذو الحجه|ذي الحجه|ذی الحجہ|ذیحجه|ذوالحجة|ذی الحج
    """,
    "هـ?|ه\u0640?|AH\\b|H\\b",
)
#: From the Bikram Sambat's first month; in Latin letters as Nepal's papers and India's offices spell them.
NEPALI_MONTHS = _table(
    """
    वैशाख|बैशाख|baisakh|baishakh|vaisakh|vaisakha|vaishakha
    जेठ|जेष्ठ|ज्येष्ठ|jestha|jeth|jyaistha|jyaishtha
    असार|आषाढ|asar|ashad|ashadh|asadha|ashadha
    साउन|श्रावण|shrawan|saun|sravana|shravana
    भदौ|भाद्र|bhadau|bhadra|bhadrapada
    असोज|आश्विन|asoj|ashwin|asvina|ashvina
    कात्तिक|कार्तिक|kartik|kartika
    मंसिर|मङ्सिर|अग्रहायण|mangsir|agrahayana
    पुस|पुष|पौष|poush|pausa|pausha
    माघ|magh|magha
    फागुन|फाल्गुन|falgun|fagun|phalguna
    चैत|चैत्र|chait|chaitra
    """
)
#: How many days beyond 29 the months of the Bikram Sambat have, a year a word, from 2040; no rule gives them, almanacs do.
FIRST_NEPALI_YEAR, NEPALI_YEARS = (
    2040,
    """
    223222101011 223321101011 232321110012 222322011011 223222101011 232321101011 232321110012 222322101011 223222101011
    232321110011 232321110102 222322101011 223222101011 232321110011 232321110102 223222101011 223231101011 232321110012
    132321110102 223222101011 223321101011 232321110012 222322010102 223222101011 223321101011 232321110012 222322011002
    223222101011 223321101011 232321110012 222322011011 223222101011 232321101011 232321110012 222322101011 223222101011
    232321110011 232321110102 222322101011 223222101011 232321110011 232321110102 223222101011 223222101011 223221110111
    232312110111 132321110111 223222101111 123312110111 132321110111 132321110111
""".split(),
)
