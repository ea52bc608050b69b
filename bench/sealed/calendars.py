"""Days of other calendars by arithmetic and by published tables: what a local calendar shows for a
Gregorian day.
"""

from __future__ import annotations

from datetime import date

from hijridate import Gregorian

from bench.corruption.calendars import persian

__all__ = ["bengali", "bikram", "ethiopic", "hebrew", "hebrew_letters", "hijri", "persian", "saka"]

PERSIAN_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
DARI_MONTHS = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت".split()
HIJRI_MONTHS = (
    "محرم;صفر;ربيع الأول;ربيع الآخر;جمادى الأولى;جمادى الآخرة;رجب;شعبان;رمضان;شوال;ذو "
    "القعدة;ذو الحجة"
).split(";")
ETHIOPIC_MONTHS = "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን".split()
HEBREW_MONTHS = "ניסן;אייר;סיוון;תמוז;אב;אלול;תשרי;חשוון;כסלו;טבת;שבט;אדר;אדר ב׳".split(";")
SAKA_MONTHS = "चैत्र वैशाख ज्येष्ठ आषाढ़ श्रावण भाद्रपद आश्विन कार्तिक अग्रहायण पौष माघ फाल्गुन".split()
#: CLDR's Marathi names; two of them are not the Hindi ones.
SAKA_MARATHI = "चैत्र वैशाख ज्येष्ठ आषाढ श्रावण भाद्रपद आश्विन कार्तिक मार्गशीर्ष पौष माघ फाल्गुन".split()
SAKA_LATIN = (
    "Chaitra Vaisakha Jyaistha Asadha Sravana Bhadra Asvina Kartika Agrahayana Pausa Magha Phalguna"
).split()
BIKRAM_MONTHS = "वैशाख जेठ असार साउन भदौ असोज कात्तिक मंसिर पुस माघ फागुन चैत".split()
BIKRAM_LATIN = (
    "Baisakh Jestha Asar Shrawan Bhadra Asoj Kartik Mangsir Poush Magh Falgun Chaitra".split()
)
BENGALI_MONTHS = "বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র".split()

#: The first day of each year of Bikram Sambat, and the lengths of its months, as Nepal's almanac
#: has them.
_BIKRAM = {
    2076: (date(2019, 4, 14), "31 32 31 32 31 30 30 30 29 29 30 30"),
    2077: (date(2020, 4, 13), "31 32 31 32 31 30 30 30 29 30 29 31"),
    2078: (date(2021, 4, 14), "31 31 31 32 31 31 30 29 30 29 30 30"),
    2079: (date(2022, 4, 14), "31 31 32 31 31 31 30 29 30 29 30 30"),
    2080: (date(2023, 4, 14), "31 32 31 32 31 30 30 30 29 29 30 30"),
    2081: (date(2024, 4, 13), "31 32 31 32 31 30 30 30 29 30 29 31"),
}


def _inside(first: date, lengths: list[int], day: date) -> tuple[int, int]:
    left = (day - first).days
    for index, length in enumerate(lengths, 1):
        if left < length:
            return index, left + 1
        left -= length
    raise ValueError(day)


def bikram(day: date) -> tuple[int, int, int] | None:
    """Year, month and day of Bikram Sambat, where the almanac's years are known."""
    for year, (first, lengths) in _BIKRAM.items():
        months = [int(length) for length in lengths.split()]
        if 0 <= (day - first).days < sum(months):
            return (year, *_inside(first, months, day))
    return None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def saka(day: date) -> tuple[int, int, int]:
    """Year, month and day of India's national calendar: 1 Chaitra is 22 March, 21 March in a leap
    year.
    """
    year = day.year
    if day < date(year, 3, 21 if _leap(year) else 22):
        year -= 1
    first = date(year, 3, 21 if _leap(year) else 22)
    return (year - 78, *_inside(first, [31 if _leap(year) else 30, *[31] * 5, *[30] * 6], day))


def bengali(day: date) -> tuple[int, int, int]:
    """Year, month and day of Bangladesh's calendar as it is since October 2019: 1 Boishakh is 14
    April.
    """
    year = day.year if day >= date(day.year, 4, 14) else day.year - 1
    falgun = 30 if _leap(year + 1) else 29
    return (year - 593, *_inside(date(year, 4, 14), [*[31] * 6, *[30] * 4, falgun, 30], day))


def ethiopic(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Ethiopian calendar."""
    passed = day.toordinal() + 1_721_425 - 1_724_221
    year = (4 * passed + 1463) // 1461
    inside = passed - (365 * (year - 1) + year // 4)
    return year, inside // 30 + 1, inside % 30 + 1


def hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day of the calendar of Umm al-Qura."""
    found = Gregorian(day.year, day.month, day.day).to_hijri()
    return found.year, found.month, found.day


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + 1 if (3 * (days + 1)) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, own, after = (_hebrew_elapsed(y) for y in (year - 1, year, year + 1))
    delay = 2 if after - own == 356 else 1 if own - before == 382 else 0
    return -1_373_427 + own + delay


def hebrew(day: date) -> tuple[int, str, int]:
    """Year, month's name and day of the Hebrew calendar."""
    number = day.toordinal()
    year = day.year + 3760
    while _hebrew_new_year(year + 1) <= number:
        year += 1
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    leap = length > 380
    lengths = [30, 30 if length % 10 == 5 else 29, 29 if length % 10 == 3 else 30, 29, 30]
    names = HEBREW_MONTHS[6:11]
    lengths += [30, 29] if leap else [29]
    names = [*names, *(["אדר א׳", "אדר ב׳"] if leap else ["אדר"]), *HEBREW_MONTHS[:6]]
    lengths += [30, 29, 30, 29, 30, 29]
    month, inside = _inside(date.fromordinal(_hebrew_new_year(year)), lengths, day)
    return year, names[month - 1], inside


def hebrew_letters(number: int) -> str:
    """כ״ד for 24, תשפ״ב for 5782: numbers in letters, the thousands left out."""
    left, text = number % 1000, ""
    for value, letter in zip((400, 300, 200, 100), "תשרק", strict=True):
        while left >= value:
            text, left = text + letter, left - value
    if left in (15, 16):
        text, left = text + ("טו" if left == 15 else "טז"), 0
    tens, ones = divmod(left, 10)
    text += ("", *"יכלמנסעפצ")[tens] + ("", *"אבגדהוזחט")[ones]
    return f"{text}׳" if len(text) == 1 else f"{text[:-1]}״{text[-1]}"
