"""Days that are printed, or stamped by a device, in a calendar other than the Gregorian."""

from __future__ import annotations

from datetime import date

from bench.sealed import calendars as cal
from bench.sealed.desk import (
    MACHINE,
    PRINT,
    Desk,
    Expectation,
    Moment,
    also,
    day,
    minute,
    second,
    shift,
)
from bench.sealed.families import family
from bench.sealed.numerals import (
    ARABIC,
    BENGALI,
    DEVANAGARI,
    PERSIAN,
    THAI,
    era,
    era_of,
    han,
    han_year,
)

_PLACES = (*PRINT, "meta", "supplied")


def _today(d: Desk) -> date:
    return d.wall.date()


@family(_PLACES, "ja-JP")
def one_letter_era(d: Desk) -> Expectation:
    """R4.2.25, H30/05/07, 令4.2.25, ㋿4年2月25日: an era in one character."""
    w = d.wall
    name, letter, sign, year = era_of(_today(d))
    shown = d.pick(
        f"{letter}{year}.{w.month}.{w.day}",
        f"{letter}{year:02d}/{w:%m/%d}",
        f"{letter}{year}.{w:%m.%d}",
        f"{name[0]}{year}.{w.month}.{w.day}",
        f"{sign}{year}年{w.month}月{w.day}日",
        f"{letter}.{year}.{w.month}.{w.day}",
    )
    d.put(shown)
    return day(d.at)


@family(_PLACES, "ja-JP")
def era_in_full(d: Desk) -> Expectation:
    """平成31年4月30日, 令和元年5月1日, and 平成33年 of tables that were printed before the era
    ended.
    """
    w = d.wall
    if w.year >= 2020 and d.rng.random() < 0.2:
        d.put(f"平成{w.year - 1988}年{w.month}月{w.day}日")
    else:
        d.put(
            f"{era(_today(d))}{w.month}月{w.day}日"
            + d.pick("", f"({d.fmt('EEE')})", " " + d.fmt("EEEE"))
        )
    return day(d.at)


@family((*PRINT, "supplied"), "ja-JP zh-CN zh-TW")
def han_numerals(d: Desk) -> Expectation:
    """二〇二二年二月二十五日, 令和四年二月二十五日, 民國一百一十一年's plain sisters."""
    w = d.wall
    tail = f"{han(w.month)}月{han(w.day)}日"
    if d.press.language == "ja" and d.rng.random() < 0.5:
        name, _, _, year = era_of(_today(d))
        d.put(f"{name}{'元' if year == 1 else han(year)}年{tail}")
    else:
        d.put(f"{han_year(w.year, d.pick('〇', '零', '○'))}年{tail}")
    return day(d.at)


@family(_PLACES, "zh-TW")
def minguo_bare(d: Desk) -> Expectation:
    """111/02/25, 111-02-25 14:40, 民111.2.25: a year of three digits on a page of Taiwan."""
    year, w = d.wall.year - 1911, d.wall
    if year < 100:
        d.put(f"民國{year}年{w.month}月{w.day}日")
        return day(d.at)
    if d.rng.random() < 0.4:
        d.put(
            d.pick(
                f"{year}/{w:%m/%d %H:%M}", f"{year}-{w:%m-%d %H:%M}", f"{year}.{w:%m.%d} {w:%H:%M}"
            )
        )
        return minute(d.at)
    d.put(
        d.pick(
            f"{year}/{w:%m/%d}",
            f"{year}.{w:%m.%d}",
            f"{year}-{w:%m-%d}",
            f"民{year}.{w.month}.{w.day}",
            f"民國{year}.{w:%m.%d}",
        )
    )
    return day(d.at)


@family(_PLACES, "th-TH")
def thai_years(d: Desk) -> Expectation:
    """25 ก.พ. 65, 25/02/2565, วันศุกร์ที่ 25 กุมภาพันธ์ พ.ศ. 2565 เวลา 14:40 น., in either kind of
    digits.
    """
    w, year = d.wall, d.wall.year + 543
    clock = d.rng.random() < 0.4
    own = d.pick(
        f"{w.day} {d.fmt('MMMM')} {year}",
        f"{w.day} {d.fmt('MMM')} {year}",
        f"{w.day} {d.fmt('MMM')} {year % 100}",
        f"{w:%d/%m}/{year}",
        f"{d.fmt('EEEE')}ที่ {w.day} {d.fmt('MMMM')} พ.ศ. {year}",
        f"{w.day} {d.fmt('MMMM')} พ.ศ.{year}",
    )
    text = own + (d.pick(f" เวลา {w:%H:%M} น.", f" {w:%H:%M} น.", f" - {w:%H:%M}") if clock else "")
    d.put(text.translate(THAI) if d.rng.random() < 0.3 else text)
    return minute(d.at) if clock else day(d.at)


@family(_PLACES, "th-TH")
def thai_page_with_common_year(d: Desk) -> Expectation:
    """25 ก.พ. 2022 on a Thai page: a year of the common era, from which nothing is taken."""
    d.put(
        d.pick(
            f"{d.wall.day} {d.fmt('MMMM')} {d.wall.year}",
            f"{d.wall.day} {d.fmt('MMM')} {d.wall.year}",
            d.date(),
        )
    )
    return day(d.at)


@family(_PLACES, "hi-IN mr-IN en-IN")
def saka_named(d: Desk) -> Expectation:
    """6 Phalguna 1943 (Saka), 6 फाल्गुन, 1943 (शक): India's national calendar with its month
    named.
    """
    year, month, number = cal.saka(_today(d))
    if d.press.language == "en":
        d.put(
            d.pick(
                f"{number} {cal.SAKA_LATIN[month - 1]} {year} (Saka)",
                f"{cal.SAKA_LATIN[month - 1]} {number}, {year} Saka",
            )
        )
    else:
        names = cal.SAKA_MARATHI if d.press.language == "mr" else cal.SAKA_MONTHS
        text = f"{number} {names[month - 1]}{d.pick(' ', ', ')}{year} {d.pick('(शक)', 'शक')}"
        d.put(text.translate(DEVANAGARI) if d.rng.random() < 0.5 else text)
    return day(d.at)


@family(_PLACES, "ne-NP en-IN", lambda m: date(2019, 4, 15) < m.wall.date() < date(2025, 4, 13))
def bikram_named(d: Desk) -> Expectation | None:
    """१३ फागुन २०७८, 13 Falgun 2078 BS: Nepal's calendar with its month named."""
    found = cal.bikram(_today(d))
    if found is None:
        return None
    year, month, number = found
    if d.press.language == "ne":
        text = d.pick(
            f"{number} {cal.BIKRAM_MONTHS[month - 1]} {year}",
            f"{year} {cal.BIKRAM_MONTHS[month - 1]} {number}",
        )
        d.put(f"{d.pick('', 'वि.सं. ')}{text}".translate(DEVANAGARI))
    else:
        d.put(f"{number} {cal.BIKRAM_LATIN[month - 1]} {year} {d.pick('BS', 'B.S.')}")
    return day(d.at)


@family(_PLACES, "fa-IR fa-AF")
def solar_hijri(d: Desk) -> Expectation:
    """۶ اسفند ۱۴۰۰ - ۱۴:۴۰, ۶ حوت ۱۴۰۰ with the months of Kabul, ۱۴۰۰/۱۲/۰۶."""
    year, month, number = cal.persian(_today(d))
    names = cal.PERSIAN_MONTHS if d.press.country == "IR" else cal.DARI_MONTHS
    clock = d.rng.random() < 0.4
    worded = f"{d.pick('', d.fmt('EEEE') + ' ')}{number} {names[month - 1]} {year}"
    own = worded if d.rng.random() < 0.7 else f"{year}/{month:02d}/{number:02d}"
    text = own + (f"{d.pick(' - ', '، ', ' ساعت ')}{d.wall:%H:%M}" if clock else "")
    d.put(text.translate(PERSIAN) if d.rng.random() < 0.7 else text)
    return minute(d.at) if clock else day(d.at)


@family(_PLACES, "he-IL")
def hebrew_day(d: Desk) -> Expectation:
    """כ״ד באדר א׳ תשפ״ב, 24 באדר א׳ 5782: the Hebrew calendar alone."""
    year, name, number = cal.hebrew(_today(d))
    d.put(
        d.pick(
            f"{cal.hebrew_letters(number)} ב{name} {cal.hebrew_letters(year)}",
            f"{cal.hebrew_letters(number)} ב{name} ה{cal.hebrew_letters(year)}",
            f"{number} ב{name} {year}",
        )
    )
    return day(d.at)


@family(_PLACES, "am-ET")
def ethiopic_day(d: Desk) -> Expectation:
    """የካቲት 18 ቀን 2014 ዓ.ም., 18 የካቲት 2014: Ethiopia's calendar, seven or eight years behind."""
    year, month, number = cal.ethiopic(_today(d))
    name = cal.ETHIOPIC_MONTHS[month - 1]
    d.put(
        d.pick(
            f"{name} {number} ቀን {year} ዓ.ም.",
            f"{number} {name} {year}",
            f"{d.fmt('EEEE')}፣ {name} {number} ቀን {year}",
            f"{name} {number}, {year}",
        )
    )
    return day(d.at)


@family(_PLACES, "ar-SA")
def hijri_alone(d: Desk) -> Expectation:
    """24 رجب 1443 هـ on a Saudi page: the calendar of Umm al-Qura; to withhold it is no fault, for
    others count otherwise.
    """
    year, month, number = cal.hijri(_today(d))
    text = f"{number} {cal.HIJRI_MONTHS[month - 1]} {year} {d.pick('هـ', 'هـ.', 'ه')}"
    d.put(text.translate(ARABIC) if d.rng.random() < 0.5 else text)
    return day(d.at, either=True)


@family(_PLACES, "ko-KP")
def juche_year(d: Desk) -> Expectation:
    """주체111(2022)년 2월 25일: the year of Pyongyang with the common year in brackets."""
    w = d.wall
    d.put(
        d.pick(
            f"주체{w.year - 1911}({w.year})년 {w.month}월 {w.day}일",
            f"주체{w.year - 1911}({w.year}).{w.month}.{w.day}.",
        )
    )
    return day(d.at)


@family((*PRINT, "supplied"), "ar-SA ar-EG fa-IR zh-TW ja-JP th-TH he-IL ne-NP bn-BD am-ET hi-IN")
def two_calendars(d: Desk) -> Expectation | None:
    """٢٥ فبراير ٢٠٢٢ الموافق ٢٤ رجب ١٤٤٣: one day in two calendars, in either order."""
    other = _other_calendar(d)
    if other is None:
        return None
    common = d.fmt("d MMMM y") if d.press.language in ("ne", "am") else d.date()
    pair = [common, other]
    d.rng.shuffle(pair)
    joint = " الموافق " if d.press.language == "ar" else d.pick(" / ", " - ", " | ", " (")
    d.put(f"{pair[0]}{joint}{pair[1]}{')' if joint == ' (' else ''}")
    return day(d.at)


def _other_calendar(d: Desk) -> str | None:
    today, w = _today(d), d.wall
    if d.press.language == "ar":
        year, month, number = cal.hijri(today)
        return f"{number} {cal.HIJRI_MONTHS[month - 1]} {year} هـ"
    if d.press.language == "fa":
        year, month, number = cal.persian(today)
        return f"{number} {cal.PERSIAN_MONTHS[month - 1]} {year}".translate(PERSIAN)
    if d.press.language == "he":
        year, name, number = cal.hebrew(today)
        return f"{cal.hebrew_letters(number)} ב{name} {cal.hebrew_letters(year)}"
    if d.press.language == "am":
        year, month, number = cal.ethiopic(today)
        return f"{cal.ETHIOPIC_MONTHS[month - 1]} {number} ቀን {year}"
    if d.press.language == "hi":
        year, month, number = cal.saka(today)
        return f"{number} {cal.SAKA_MONTHS[month - 1]} {year} (शक)"
    if d.press.language == "bn":
        if today < date(2019, 10, 20):
            return None
        year, month, number = cal.bengali(today)
        return f"{number} {cal.BENGALI_MONTHS[month - 1]} {year}".translate(BENGALI)
    if d.press.language == "ne":
        found = cal.bikram(today)
        return (
            None
            if found is None
            else f"{found[2]} {cal.BIKRAM_MONTHS[found[1] - 1]} {found[0]}".translate(DEVANAGARI)
        )
    if d.press.language == "th":
        return f"{w.day} {d.fmt('MMMM')} พ.ศ. {w.year + 543}"
    return (
        f"{era(today)}{w.month}月{w.day}日"
        if d.press.language == "ja"
        else f"民國{w.year - 1911}年{w.month}月{w.day}日"
    )


@family(PRINT, "ja-JP zh-TW")
def two_years_in_one_day(d: Desk) -> Expectation:
    """2022年(令和4年)2月25日, 令和4(2022)年2月25日, 民國111(2022)年2月25日."""
    w = d.wall
    if d.press.language == "ja":
        name, _, _, year = era_of(_today(d))
        d.put(
            d.pick(
                f"{w.year}年({name}{year}年){w.month}月{w.day}日",
                f"{name}{year}({w.year})年{w.month}月{w.day}日",
                f"{w.year}年（{name}{year}年）{w.month}月{w.day}日",
            )
        )
    else:
        d.put(f"民國{w.year - 1911}({w.year})年{w.month}月{w.day}日")
    return day(d.at)


def _stamp(moment: Moment, year: int, month: int, number: int) -> str:
    return f"{year:04d}-{month:02d}-{number:02d}T{moment.wall:%H:%M:%S}{shift(moment.offset)}"


@family((*MACHINE, "dump"), "th-TH ja-JP fa-IR ar-SA zh-TW")
def device_calendar_in_stamp(d: Desk) -> Expectation:
    """2565-02-25T…, 0004-02-25T…, 1400-12-06T…, 1443-07-24T…, 0111-02-25T…: a phone's calendar in a
    stamp, the day in print.

    The printed day is Gregorian, so that nothing hangs on knowing which calendar a phone was set
    to.
    """
    today, w = _today(d), d.wall
    if d.press.language == "th":
        text = _stamp(d.at, w.year + 543, w.month, w.day)
    elif d.press.language == "ja":
        text = _stamp(d.at, era_of(today)[3], w.month, w.day)
    elif d.press.language == "fa":
        text = _stamp(d.at, *cal.persian(today))
    elif d.press.language == "ar":
        text = _stamp(d.at, *cal.hijri(today))
    else:
        text = _stamp(d.at, w.year - 1911, w.month, w.day)
    d.machine(text)
    d.human(f"{d.date()} {d.wall:%H:%M}")
    return also(second(d.at, offset=True), *minute(d.at).answers)


@family((*MACHINE, "dump"), "th-TH fa-IR")
def device_calendar_alone(d: Desk) -> Expectation:
    """2565-02-25T14:40:00+07:00 and 1400-12-06T14:40:00+03:30 with no other date: the page's
    country has that calendar.
    """
    w = d.wall
    d.machine(
        _stamp(d.at, w.year + 543, w.month, w.day)
        if d.press.language == "th"
        else _stamp(d.at, *cal.persian(_today(d)))
    )
    return second(d.at, offset=True)
