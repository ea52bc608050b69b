"""Dates of other calendars, rewritten as Gregorian ones before they are read: "۶ اسفند ۱۴۰۰" becomes "2022-02-25".

Years that only count from elsewhere (Thai, Minguo, Japanese eras) are replaced where they stand; dates of the Persian and the
Islamic calendar are converted whole.  Where a text prints the Gregorian date too, that half is read and the other dropped.
Hebrew and Ethiopian dates are recognised and not converted.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import ummalqura

from service.dates.findings import rule
from service.dates.named import FIRST_NEPALI_YEAR, HIJRI_MONTHS, NEPALI_MONTHS, NEPALI_YEARS, PERSIAN_MONTHS, Parts
from service.model import FindingCode, Rule

THAI = rule(
    "thai_buddhist_year", "the year counts from the Buddha's death",
    "Thailand's civil year is 543 ahead; formatters of a Thai locale print it, also in ISO stamps", "25 กุมภาพันธ์ 2565",
    "2022-02-25", "calendar-thai-buddhist",
)  # fmt: skip
MINGUO = rule(
    "minguo_year", "the year counts from the founding of the Republic of China",
    "Taiwan's official year 1 is 1912; formatters of its locale print it", "民國111年2月25日", "2022-02-25", "calendar-minguo",
)  # fmt: skip
ERA = rule(
    "japanese_era_year", "the year counts from the start of an emperor's reign",
    "Japan's official years are named by era; forms written ahead keep an era that ended (平成33)",
    "令和4年2月25日", "2022-02-25", "calendar-japanese-era",
)  # fmt: skip
PERSIAN = rule(
    "persian_date", "the date is of the Persian solar calendar",
    "Iran's and Afghanistan's civil calendar; WordPress plugins convert every date that a theme prints, machine stamps too",
    "۶ اسفند ۱۴۰۰", "2022-02-25", "calendar-jalali",
)  # fmt: skip
HIJRI = rule(
    "hijri_date", "the date is of the Islamic calendar",
    "Saudi Arabia's Umm al-Qura calendar is computed; elsewhere months begin when the moon is seen, a day earlier or later",
    "24 رجب 1443هـ", "2022-02-25", "calendar-hijri-umm-al-qura", "calendar-dual",
)  # fmt: skip
BIKRAM = rule(
    "bikram_sambat_date", "the date is of Nepal's solar calendar",
    "Nepal's civil year is 56 or 57 ahead and begins in April; its papers print it without the Gregorian date", "१३ फागुन २०७८",
    "2022-02-25", "calendar-nepali-bikram-sambat",
)  # fmt: skip
SAKA = rule(
    "saka_date", "the date is of India's national calendar",
    "India's civil year is 78 behind and begins in March; gazettes and government releases print it", "6 Phalguna 1943",
    "2022-02-25", "calendar-saka",
)  # fmt: skip
RULES = (THAI, MINGUO, ERA, PERSIAN, HIJRI, BIKRAM, SAKA)

FINDINGS = (
    FindingCode(
        "hijri_day_uncertain",
        "info",
        "The date is converted from the Islamic calendar; outside Saudi Arabia it can be a day earlier or later.",
        "Where the day matters, look for a Gregorian date on the page.",
    ),
    FindingCode(
        "calendar_not_converted",
        "warning",
        "The date is of a calendar that is not converted (Hebrew, Ethiopian, or unknown).",
        "No date is given from it; another place of the page may have the Gregorian date.",
    ),
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A text whose date is Gregorian now: its rule (None: its Gregorian half), days it may be off, a finding's code."""

    text: str
    rule: Rule | None = None
    doubt: int = 0
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date of another calendar in a text: its span, what stands for it (None: not converted), and as in Converted."""

    start: int
    end: int
    gregorian: str | None
    rule: Rule | None = None
    doubt: int = 0
    finding: str | None = None


# Years between these are taken as Gregorian wherever they stand, and a text with no other mark is not looked at further
_ORDINARY = re.compile(r"(?<!\d)(?:19\d\d|20[0-3]\d)(?!\d)")
_SUSPECT = re.compile(
    r"[^\x00-\x7f]|(?<!\d)(?:1[0-5]\d\d|2[1-6]\d\d|20[4-9]\d|19[2-5]\d|1[01]\d|9\d)(?!\d)|(?<![A-Za-z\d])[RHSTM]\d{1,2}\b"
)


def ordinary(text: str) -> bool:
    """Return whether a text that begins with a year has one that only the Gregorian calendar counts: 1900 to 2039."""
    return text[:2] == "19" or (text[:2] == "20" and text[2:3] < "4")


def converted(text: str, language: str | None, country: str | None) -> Converted | None:
    """Return the text with its date made Gregorian, or None where it holds no date of another calendar."""
    if _SUSPECT.search(text) is None and (language or "")[:2] not in ("th", "fa"):
        return None
    page = _Page((language or "").lower(), country or _region(language))
    for see in _CALENDARS:
        seen = see(text, page)
        if seen is None:
            continue
        rest = text[: seen.start] + " " + text[seen.end :]
        if _ORDINARY.search(rest):
            again = converted(rest, language, country)
            return again or Converted(rest)
        if seen.gregorian is None:
            return Converted("", None, 0, "calendar_not_converted")
        whole = text[: seen.start] + seen.gregorian + text[seen.end :]
        return Converted(whole, seen.rule, seen.doubt, seen.finding)
    return None


@dataclass(frozen=True, slots=True)
class _Page:
    language: str
    country: str | None

    def speaks(self, *languages: str) -> bool:
        return self.language.split("-")[0] in languages


def _region(language: str | None) -> str | None:
    parts = (language or "").split("-")
    return next((part.upper() for part in parts[1:] if len(part) == 2), None)


# --- years that count from elsewhere ---------------------------------------------------------------------------------------

_THAI_MONTH = r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค|[ก-๙]+(?:คม|ยน|พันธ์))\.?"
_THAI_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?\s?)?(?<!\d)(24[4-9]\d|25\d\d|26[0-4]\d)(?!\d)")
#: A year that a formatter of a Thai locale was given as one of Thailand's: "3108" for 2565, which is 2022.
_THAI_TWICE = re.compile(r"(?<!\d)(30[89]\d|31[0-7]\d)(?!\d)")
_AHEAD, _TWICE = 543, 3000
_THAI_SHORT = re.compile(rf"{_THAI_MONTH}\s?(\d\d)(?![\d:.])|(?<!\d)\d{{1,2}}([-/.])\d{{1,2}}\2(\d\d)(?![\d:])")
#: Two-digit years from here on are Buddhist (2540 is 1997); below they would be Gregorian ones of this century.
_FIRST_SHORT_BUDDHIST = 40


def _thai(text: str, page: _Page) -> _Seen | None:
    local = page.speaks("th", "lo", "km") or page.country == "TH"
    match = _THAI_YEAR.search(text) or _THAI_TWICE.search(text)
    if match and (local or "+07" in text or re.search("[\u0e00-\u0e7f]", text)):
        year = int(match[1])
        return _Seen(match.start(), match.end(), str(year - (_AHEAD if year < _TWICE else 2 * _AHEAD)), THAI)
    short = _THAI_SHORT.search(text) if local else None
    if short is None:
        return None
    group = 1 if short[1] else 3
    if int(short[group]) < _FIRST_SHORT_BUDDHIST:
        return None
    return _Seen(short.start(group), short.end(group), str(2500 + int(short[group]) - 543), THAI)


_MINGUO_YEAR = re.compile(
    r"(?:中華民國|中华民国|民國|民国)\s?(\d{1,3}|元)\s?(?=年|[-/.])|(?<![\d./-])(9\d|1[0-3]\d)(?=\s?([-/.年])\s?\d{1,2}\s?[-/.月]\s?\d{1,2})"
)


def _minguo(text: str, page: _Page) -> _Seen | None:
    match = _MINGUO_YEAR.search(text)
    if match is None or (match[1] is None and not (page.country == "TW" or page.language.startswith("zh-hant"))):
        return None
    year = match[1] or match[2]
    return _Seen(match.start(), match.end(), str(1911 + (1 if year == "元" else int(year))), MINGUO)


#: The year before an era's first.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
         "㋿": 2018, "㍻": 1988, "㍼": 1925, "㍽": 1911, "㍾": 1867}  # fmt: skip
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_ERA_YEAR = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,2}}|元)(?=\s?年|[-/.])")
_ERA_LETTER = re.compile(r"(?<![A-Za-z\d])([RHSTM])\.?(\d{1,2})(?=([-/.])\d{1,2}\3\d{1,2}(?!\d)|年)")


def _japanese(text: str, page: _Page) -> _Seen | None:
    match = _ERA_YEAR.search(text)
    if match is None and (page.speaks("ja") or page.country == "JP"):
        match = _ERA_LETTER.search(text)
    if match is None:
        return None
    before = _ERAS[_LETTERS.get(match[1], match[1])]
    return _Seen(match.start(), match.end(), str(before + (1 if match[2] == "元" else int(match[2]))), ERA)


# --- whole dates -----------------------------------------------------------------------------------------------------------

_YMD = re.compile(r"(?<!\d)(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")


def _numbers(text: str, first: int, last: int) -> tuple[int, int, Parts] | None:
    """The span and year, month and day of a date in numbers whose year lies between two."""
    for pattern, order in ((_YMD, (1, 3, 4)), (_DMY, (4, 3, 1))):
        match = pattern.search(text)
        if match is not None:
            year, month, day = (int(match[group]) for group in order)
            if first <= year <= last and 1 <= month <= 12 and 1 <= day <= 31:
                return match.start(), match.end(), (year, month, day)
    return None


#: Years in which news is printed; the cycle of 33 years is the calendar's own between 1178 and 1633.
_PERSIAN_YEARS, _HIJRI_YEARS = (1300, 1420), (1343, 1500)


def _persian(text: str, page: _Page) -> _Seen | None:
    named = PERSIAN_MONTHS.find(text, *_PERSIAN_YEARS)
    found = named if named and named[2] else None
    local = page.speaks("fa", "ps", "ckb", "prs") or page.country in ("IR", "AF")
    # +03:30 is the offset of Iran alone, +04:30 that of Afghanistan (and of Iran's summers until 2022)
    if found is None and (local or re.search(r"\+0[34]:?30", text)):
        found = _numbers(text, *_PERSIAN_YEARS)
    if found is None and page.speaks("fa", "prs"):
        return _short_persian(text)
    if found is None or found[2] is None:
        return None
    day = persian_day(*found[2])
    return None if day is None else _Seen(found[0], found[1], day.isoformat(), PERSIAN)


_SHORT = re.compile(r"(?<![\d/.-])(\d\d?)([-/.])(\d\d?)\2(\d\d?)(?![\d/.-])")


def _short_persian(text: str) -> _Seen | None:
    """Return the date of a year in two digits, "99/12/15": from 80 to 99 it is 13xx, and "02/05/12" may be 1402 or 2012.

    A day that year has not, "96/07/31", is none of our calendar's either.
    """
    match = _SHORT.search(text)
    if match is None:
        return None
    first, month, last = int(match[1]), int(match[3]), int(match[4])
    year, number = (first, last) if first > 31 else (last, first)
    day = persian_day(1300 + year, month, number) if year >= 80 else None
    if year < 80 and (min(first, last) > 9 or max(len(match[1]), len(match[4])) < 2):
        return None
    return _Seen(match.start(), match.end(), day.isoformat() if day else None, PERSIAN)


def _hijri(text: str, page: _Page) -> _Seen | None:
    named = HIJRI_MONTHS.find(text, *_HIJRI_YEARS)
    found = named if named and named[2] else None
    if found is None and (page.speaks("ar") or page.country in _UMM_AL_QURA):
        found = _numbers(text, *_HIJRI_YEARS)
    if found is None or found[2] is None:
        return None
    day = hijri_day(*found[2])
    if day is None:
        return None
    return _Seen(found[0], found[1], day.isoformat(), HIJRI, 0 if page.country in _UMM_AL_QURA else 1, "hijri_day_uncertain")


#: Countries whose printed Hijri dates are those of the computed calendar.
_UMM_AL_QURA = frozenset(("SA", "QA", "BH", "KW", "AE", "YE"))


def persian_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a Persian date, or None where there is no such date; good from 1178 to 1633 (1799 to 2254).

    Leap years come 8 in 33 years, which is the astronomical calendar's own rhythm in these centuries.
    """
    longest = 31 if month <= 6 else 30 if month < 12 or (8 * year + 29) % 33 < 8 else 29
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= longest):
        return None
    days = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    # 1 Farvardin 1178 was 21 March 1799
    leaps = (8 * year + 21) // 33 - (8 * 1178 + 21) // 33
    return date(1799, 3, 21) + timedelta(days=365 * (year - 1178) + leaps + days + day - 1)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a date of the Umm al-Qura calendar from 1343 to 1500, or None where there is no such date."""
    index = (year - 1) * 12 + month - 1 - ummalqura.HIJRI_OFFSET
    starts = ummalqura.MONTH_STARTS
    if not (0 <= index < len(starts) - 1 and 1 <= month <= 12 and 1 <= day <= starts[index + 1] - starts[index]):
        return None
    # the table counts Reduced Julian Days; day 15020 began at noon of 31 December 1899
    return date(1899, 12, 31) + timedelta(days=starts[index] - 15020 + day - 1)


#: Years of the Bikram Sambat that are none of the web's in our calendar, and years of the Śaka era in which news is printed.
_BIKRAM_YEARS, _SAKA_YEARS = (2040, 2090), (1921, 1960)


def _nepali(text: str, page: _Page) -> _Seen | None:
    local = page.speaks("ne", "mai") or page.country == "NP"
    found = NEPALI_MONTHS.find(text, *_BIKRAM_YEARS) or (_numbers(text, *_BIKRAM_YEARS) if local else None)
    if found is None:
        return None
    start, end, parts = found
    if parts is None and text[start:end].isascii() and not local:
        # "Magh" in Latin letters, without a year, may be anybody's name
        return None
    # in India the era goes with months of the moon
    lunar = page.country == "IN" or page.speaks("hi", "gu", "mr")
    day = bikram_day(*parts) if parts and not lunar else None
    return _Seen(start, end, day.isoformat() if day else None, BIKRAM)


def _saka(text: str, page: _Page) -> _Seen | None:
    found = NEPALI_MONTHS.find(text, *_SAKA_YEARS)
    if found is None or found[2] is None:
        return None
    year, month, number = found[2]
    # the era's first month is Chaitra
    day = saka_day(year, month % 12 + 1, number)
    return _Seen(found[0], found[1], day.isoformat() if day else None, SAKA)


def bikram_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a date of the Bikram Sambat from 2040 to 2090, or None where there is no such date."""
    at = year - FIRST_NEPALI_YEAR
    if not (0 <= at < len(NEPALI_YEARS) and 1 <= month <= 12 and 1 <= day <= 29 + int(NEPALI_YEARS[at][month - 1])):
        return None
    before = "".join(NEPALI_YEARS[:at]) + NEPALI_YEARS[at][: month - 1]
    # 1 Baisakh 2040 was 14 April 1983
    return date(1983, 4, 14) + timedelta(days=29 * len(before) + sum(map(int, before)) + day - 1)


def saka_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a date of India's national calendar, or None where there is no such date."""
    leap = calendar.isleap(year + 78)
    lengths = (31 if leap else 30, *[31] * 5, *[30] * 6)
    if not (1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        return None
    # 1 Chaitra is 22 March, 21 March in leap years
    return date(year + 78, 3, 21 if leap else 22) + timedelta(days=sum(lengths[: month - 1]) + day - 1)


# --- recognised, not converted ---------------------------------------------------------------------------------------------

_ETHIOPIAN = re.compile(r"መስከረም|ጥቅምት|[ኅህ]ዳር|ታ[ኅህ]ሣ?ሥ?ስ?|ጥር|የካቲት|መጋቢት|ሚያዝያ|ግንቦት|ሰኔ|[ሐሀ]ምሌ|ነሐሴ|ጳጉሜን?|ዓ\.?ም")
_HEBREW = re.compile(
    r"(?<!\w)ב?(?:תשרי|חשוו?ן|מרחשוו?ן|כסלו|טבת|שבט|אדר|ניסן|אייר|סיוו?ן|תמוז|מנחם אב|אלול)(?!\w)[^\d\n]{0,6}"
    r"(?:(?:ה['׳]?)?תש[א-ת]?[\"״'׳][א-ת]|57\d\d|58\d\d)"
)


def _ethiopian(text: str, page: _Page) -> _Seen | None:
    match = _ETHIOPIAN.search(text)
    if match is None or not re.search(r"\d", text):
        return None
    # the year is not the Gregorian one though it looks like it: the whole text goes, unless a second year stands in it
    years = _ORDINARY.findall(text)
    end = len(text) if len(years) < 2 else match.end()
    return _Seen(0 if len(years) < 2 else match.start(), end, None)


def _hebrew(text: str, page: _Page) -> _Seen | None:
    match = _HEBREW.search(text)
    return None if match is None else _Seen(match.start(), match.end(), None)


def _unknown(text: str, page: _Page) -> _Seen | None:
    """Return a date whose year prints no news in the Gregorian calendar, on a page that does not name another calendar."""
    found = _numbers(text, 1300, 1600) or _numbers(text, 2400, 2700)
    return None if found is None else _Seen(found[0], found[1], None)


_CALENDARS: tuple[Callable[[str, _Page], _Seen | None], ...] = (
    _japanese, _minguo, _thai, _hijri, _persian, _saka, _nepali, _ethiopian, _hebrew, _unknown,
)  # fmt: skip
