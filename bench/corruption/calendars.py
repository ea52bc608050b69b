"""Days of other calendars by arithmetic: Thai, Minguo, Japanese eras, Persian, and the civil Hijri
calendar.
"""

from __future__ import annotations

from datetime import date

_PERSIAN_MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
_HIJRI_MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان",
    "رمضان", "شوال", "ذو القعدة",
    "ذو الحجة",
)  # fmt: skip
#: First day of the two eras that the web has seen, and the Gregorian year before their first.
_ERAS = ((date(2019, 5, 1), "令和", 2018), (date(1989, 1, 8), "平成", 1988))


def persian(day: date) -> tuple[int, int, int]:
    """Return year, month and day of the Persian calendar, by the cycle of 33 years (right from 1178
    to 1633).
    """
    year = day.year - 621
    start = _persian_new_year(year)
    if day < start:
        year -= 1
        start = _persian_new_year(year)
    passed = (day - start).days
    if passed < 186:
        return year, passed // 31 + 1, passed % 31 + 1
    return year, (passed - 186) // 30 + 7, (passed - 186) % 30 + 1


def _persian_new_year(year: int) -> date:
    """Return 1 Farvardin of a year, counted from that of 1375 (20 March 1996) by the leap years of
    the 33-year cycle.
    """
    leaps = sum(
        1
        for y in range(min(1375, year), max(1375, year))
        if y % 33 in (1, 5, 9, 13, 17, 22, 26, 30)
    )
    days = (year - 1375) * 365 + (leaps if year >= 1375 else -leaps)
    return date.fromordinal(date(1996, 3, 20).toordinal() + days)


def persian_text(day: date) -> str:
    """Return a printed Persian day, in Persian digits."""
    year, month, number = persian(day)
    return f"{number} {_PERSIAN_MONTHS[month - 1]} {year}".translate(DIGITS["fa"])


def japanese(day: date) -> str:
    """Return a day with its era: 令和4年2月25日."""
    first, name, zero = next(era for era in _ERAS if day >= era[0])
    year = "元" if day.year - zero == 1 and first.year == day.year else str(day.year - zero)
    return f"{name}{year}年{day.month}月{day.day}日"


def hijri_text(day: date) -> str:
    """Return a printed day of the civil (tabular) Hijri calendar; a newsroom's own may differ by a
    day.
    """
    passed = day.toordinal() - 227_015
    year = (30 * passed + 10_646) // 10_631
    inside = passed - ((year - 1) * 354 + (3 + 11 * year) // 30)
    month = min(12, (11 * inside + 330) // 325)
    number = inside - (29 * (month - 1) + month // 2) + 1
    return f"{number} {_HIJRI_MONTHS[month - 1]} {year}"


#: Digits of each script, for str.translate.
DIGITS = {
    "ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "hi": str.maketrans("0123456789", "०१२३४५६७८९"),
    "th": str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"),
    "ja": str.maketrans("0123456789", "０１２３４５６７８９"),
}
