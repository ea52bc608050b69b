"""Digits and numerals of other scripts, and the names of Japanese eras."""

from __future__ import annotations

from datetime import date

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
BENGALI = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
#: Digits, signs and the blank at the width of an ideograph.
WIDE = {**{code: code + 0xFEE0 for code in range(0x21, 0x7F)}, 0x20: 0x3000}
ROMAN = tuple("I II III IV V VI VII VIII IX X XI XII".split())
#: First day of each era, its name, its letter, its square sign, and the year before its first.
ERAS = (
    (date(2019, 5, 1), "令和", "R", "\u32ff", 2018),
    (date(1989, 1, 8), "平成", "H", "\u337b", 1988),
    (date(1926, 12, 25), "昭和", "S", "\u337c", 1925),
)
_HAN = "〇一二三四五六七八九"


def in_digits(text: str, table: dict[int, int]) -> str:
    """A text with its European digits written in another script's."""
    return text.translate(table)


def era_of(day: date) -> tuple[str, str, str, int]:
    """The era's name, letter and sign, and the year in it."""
    _, name, letter, sign, zero = next(row for row in ERAS if day >= row[0])
    return name, letter, sign, day.year - zero


def era(day: date) -> str:
    """令和4年, and 元年 for the first."""
    name, _, _, year = era_of(day)
    return f"{name}{'元' if year == 1 else year}年"


def han_year(year: int, zero: str = "〇") -> str:
    """二〇二二."""
    return "".join(_HAN[int(digit)] for digit in str(year)).replace("〇", zero)


def han(number: int) -> str:
    """二十五: a number from 1 to 99."""
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十"
    return front + (_HAN[ones] if ones else "")
