"""Dates of other calendars, rewritten as Gregorian ones before they are read: "۶ اسفند ۱۴۰۰"
becomes "2022-02-25".

Years that only count from elsewhere (Thai, Minguo, Japanese eras) are replaced where they stand;
dates of the Persian, the Islamic, the Hebrew, the Coptic, the Ethiopian and two Indian calendars
are converted whole.  Where a text prints the Gregorian date too, that half is read and the other
dropped.  Ethiopian dates without their era are recognised and not converted.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from hijridate import ummalqura

from service.dates.score import rule
from service.lexicon.patterns import late
from service.lexicon.spelling import folded
from service.lexicon.tables import table, vocabulary
from service.model import Rule
from service.spans.scanner import ETHIOPIAN_MONTHS

THAI = rule("thai_buddhist_year")
MINGUO = rule("minguo_year")
ERA = rule("japanese_era_year")
PERSIAN = rule("persian_date")
HIJRI = rule("hijri_date")
BIKRAM = rule("bikram_sambat_date")
SAKA = rule("saka_date")
ETHIOPIAN = rule("ethiopian_date")
COPTIC = rule("coptic_date")
HEBREW = rule("hebrew_date")
RULES = (THAI, MINGUO, ERA, PERSIAN, HIJRI, BIKRAM, SAKA, ETHIOPIAN, COPTIC, HEBREW)

#: What is known of a page: its language, its language with its script, and its country.
_Page = frozenset[str | None]
#: The span of a date in a text, and what stands for it; None where it is not converted.
_Seen = tuple[tuple[int, int], str | None, Rule | None]
#: The span of a date, and its year, month and day as its calendar counts them.
_Found = tuple[tuple[int, int], tuple[int, int, int]]
# Years between these are taken as Gregorian wherever they stand; a text with no other year and no
# letter from Hebrew on in Unicode's order is not looked at further
_ORDINARY = re.compile(r"(?<!\d)(?:19\d\d|20[0-3]\d)(?!\d)")
_SUSPECT = re.compile(
    r"[^\0-\u058f\U00010000-\U0010ffff]|(?<!\d)(?:1[0-5]\d\d|17[0-5]\d|2[1-6]\d\d"
    r"|20[4-9]\d|19[2-5]\d|1[01]\d|9\d|5[78]\d\d)(?!\d)"
    r"|(?<![A-Za-z\d])[RHSTM]\d{1,2}\b|\d (?:Heisei|Reiwa)\b|(?:Heisei|Reiwa) \d|(?<!\d)\d{4} AM\b"
)
_THAI_MONTH = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค"
    r"|[ก-๙]+(?:คม|ยน|พันธ์))\.?"
)
_THAI_YEAR = re.compile(
    r"(?:พ\.?\s?ศ\.?\s?|佛[历曆]\s?)?(?<!\d)(24[4-9]\d|25\d\d|26[0-4]\d|30[89]\d"
    r"|31[0-7]\d)(?!\d)(?:\s(?:BE\b|B\.E\.))?"
)
#: Thailand counts its years from 543 BC: 2565 is 2022, and 3108 a year that was converted twice.
_AHEAD = 543
#: Languages and the country of the Buddhist calendar, and what shows it in a text by itself.
_BUDDHIST = frozenset(("th", "lo", "km", "TH"))
_OF_BUDDHISTS = re.compile(r"[\u0e00-\u0e7f佛]|\bB\.?E\b|\+07")
_THAI_LETTER = re.compile("[\u0e00-\u0e7f]")
_THAI_SHORT = re.compile(
    rf"{_THAI_MONTH}\s?(\d\d)(?![\d:.])|(?<!\d)\d{{1,2}}([-/.])\d{{1,2}}\2(\d\d)(?![\d:])"
)
_MINGUO_YEAR = re.compile(
    r"(?:中華民國|中华民国|民國|民国)\s?(\d{1,3}|元)\s?(?=年|[-/.])|(?<![\d./-])(9\d"
    r"|1[0-3]\d)(?=\s?([-/.年])\s?\d{1,2}\s?[-/.月]\s?\d{1,2})"
)
#: The year before an era's first.
_ERAS = {
    name: year
    for names, year in (
        ("令和 ㋿ R", 2018),
        ("平成 ㍻ H", 1988),
        ("昭和 ㍼ S", 1925),
        ("大正 ㍽ T", 1911),
        ("明治 ㍾ M", 1867),
    )
    for name in names.split()
}
_ERA_YEAR = re.compile(
    rf"({'|'.join([name for name in _ERAS if not name.isascii()])})\s?(\d{{1,2}}|元)(?=\s?年|[-/.])"
)
_ERA_LETTER = re.compile(
    r"(?<![A-Za-z\d])([RHSTM])\.?(\d{1,2})(?=([-/.])\d{1,2}\3\d{1,2}(?!\d)|年)"
)
#: The same eras, and that of Minguo, in words before or behind their year: "November 12, 30
#: Heisei", "레이와 4년".
_ERA_WORDS = {
    "reiwa": 2018,
    "레이와": 2018,
    "heisei": 1988,
    "헤이세이": 1988,
    "minguo": 1911,
    "중화민국": 1911,
}
_ANY_ERA = "|".join(_ERA_WORDS)
_ERA_IN_WORDS = late(
    rf"(?i)(?<![^\W_])(?:(?P<era>{_ANY_ERA})\s?(?P<year>\d{{1,3}})(?!\d)"
    rf"|(?P<of>\d{{1,3}})\s(?P<behind>{_ANY_ERA})(?![^\W_]))"
)
_YMD = re.compile(r"(?<!\d)(?P<y>\d{4})\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<d>\d{1,2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s?([-/.])\s?(?P<m>\d{1,2})\s?\2\s?(?P<y>\d{4})(?!\d)")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
#: The pattern that finds a date written with a month's name, and the number of each name.
_Months = tuple[re.Pattern[str], dict[str, int]]
#: How many days beyond 29 the months of the Bikram Sambat have, a year a word, from 2040; no rule
#: gives them, almanacs do.
_NEPALI_YEARS = vocabulary("nepali_years").split()
#: Countries whose printed Hijri dates are those of the computed calendar.
_UMM_AL_QURA = frozenset(("SA", "QA", "BH", "KW", "AE", "YE"))
_STARTS = ummalqura.MONTH_STARTS
#: A year of one of them.
_WHOLE_YEAR = re.compile(
    r"(?<!\d)(?:1[34]\d\d|1500|17[0-5]\d|19[2-6]\d|20[4-9]\d|5[78]\d\d)(?!\d)|(?<!\d)\d{4} AM\b|תש"
)
#: כ"ד באדר א' תשפ"ב: the letters are numbers, and the thousands of the year are left out, which
#: begins so for a century yet.
_HEBREW_YEAR = "תש"
_HEBREW = late(
    r"(?:(?<![א-ת])(?P<day>[א-ל]{1,2}[\"״'׳]{0,2}[א-ט]?)\s)?(?<!\w)ב?(?P<name>תשרי|חשוו?ן"
    r"|מרחשוו?ן|כסלו|טבת|שבט|אדר(?:\s[אב](?![א-ת]))?|ניסן|אייר|סיוו?ן|"
    r"תמוז|מנחם אב|אב"
    r"|אלול)(?!\w)[^\d\n]{0,6}(?<![א-ת])(?P<year>(?:ה['׳]?)?תש[א-ת]?[\"״'׳]{1,2}[א-ת])"
)
_VALUES = dict(zip("אבגדהוזחטיכלמנסעפצקרשתםןףץ", [*range(1, 10), *range(10, 100, 10), 100, 200, 300,
    400, 40, 50, 80, 90],
    strict=True))  # fmt: skip
#: "99/12/15" in Persian is of 1399, "02/05/12" may be of 1402 or of 2012.
_SHORT = re.compile(r"(?<![\d/.-])\d\d?([-/.])\d\d?\1\d\d?(?![\d/.-])")


class Converted(NamedTuple):
    """A text whose date is Gregorian now: its rule (None: its Gregorian half), the days by which it
    may be off, a finding's code.
    """

    text: str
    rule: Rule | None = None
    days_off: tuple[int, ...] = ()
    finding: str | None = None


def converted(text: str, language: str | None, country: str | None) -> Converted | None:
    """Return the text with its date made Gregorian, or None where it holds no date of another
    calendar.
    """
    if _SUSPECT.search(text) is None and (language or "")[:2] not in ("th", "fa"):
        return None
    page = _known_of(language, country)
    seen = next(filter(None, (see(text, page) for see in _READERS)), None)
    if seen is None:
        return None
    (start, end), gregorian, row = seen
    rest = text[:start] + " " + text[end:]
    if _ORDINARY.search(rest):
        return converted(rest, language, country) or Converted(rest)
    if gregorian is None:
        return Converted("", finding="calendar_not_converted")
    whole = Converted(text[:start] + gregorian + text[end:], row)
    return _with_doubt(whole, page) if row is HIJRI else whole


def _with_doubt(whole: Converted, page: _Page) -> Converted:
    """Return a date of the Islamic calendar with the days by which it may be off: where months
    begin by sight, one.
    """
    days_off = (-1, 1) if page.isdisjoint(_UMM_AL_QURA) else ()
    return whole._replace(days_off=days_off, finding="hijri_day_uncertain")


def _known_of(language: str | None, country: str | None) -> _Page:
    """Return a page's language, its language with its script or country, and its country."""
    subtags = (language or "").split("-")
    region = next((subtag.upper() for subtag in subtags[1:] if len(subtag) == 2), None)
    return frozenset((subtags[0].lower(), "-".join(subtags[:2]).lower(), country or region))


def _era_year(text: str, page: _Page) -> _Seen | None:
    """Return the year of a Japanese era, "令和4年", in Japan also of its letter, "R4.2.25"."""
    match = _ERA_YEAR.search(text)
    if match is None and not page.isdisjoint(("ja", "JP")):
        match = _ERA_LETTER.search(text)
    if match is None:
        return None
    return match.span(), str(_ERAS[match[1]] + int(match[2].replace("元", "1"))), ERA


def _era_year_in_words(text: str, _: _Page) -> _Seen | None:
    """Return the year of an era that is named in letters: "November 12, 30 Heisei"."""
    match = _ERA_IN_WORDS.search(text)
    if match is None:
        return None
    start = _ERA_WORDS[(match["era"] or match["behind"]).lower()]
    year = str(start + int(match["year"] or match["of"]))
    return match.span(), year, MINGUO if start == 1911 else ERA


def _minguo_year(text: str, page: _Page) -> _Seen | None:
    """Return the year of Minguo, in Taiwan also without its name: "111年2月25日"."""
    match = _MINGUO_YEAR.search(text)
    if match is None or not (match[1] or page & {"TW", "zh-hant"}):
        return None
    return match.span(), str(1911 + int((match[1] or match[2]).replace("元", "1"))), MINGUO


def _buddhist_year(text: str, page: _Page) -> _Seen | None:
    """Return the year of the Buddhist calendar, where page or text are of its countries.

    The formatter of a Thai locale was given a Thai year: "3108" for 2565, which is 2022.
    """
    match = _THAI_YEAR.search(text)
    if match is None or (page.isdisjoint(_BUDDHIST) and _OF_BUDDHISTS.search(text) is None):
        return None
    year = int(match[1])
    return match.span(), str(year - (_AHEAD if year < 3000 else 2 * _AHEAD)), THAI


def _short_buddhist_year(text: str, page: _Page) -> _Seen | None:
    """Return the two digits of a Buddhist year.

    From 40 on they are Buddhist (2540 is 1997); below they would be Gregorian ones of this century.
    """
    match = _THAI_SHORT.search(text)
    if match is None or (page.isdisjoint(_BUDDHIST) and _THAI_LETTER.search(text) is None):
        return None
    group = 1 if match[1] else 3
    year = int(match[group])
    return (match.span(group), str(2500 + year - _AHEAD), THAI) if year >= 40 else None


def _numbers(text: str, years: range) -> _Found | None:
    """Return the span and the parts of a date in numbers whose year is one of these."""
    for match in (_YMD.search(text), _DMY.search(text)):
        if (
            match is not None
            and int(match["y"]) in years
            and 1 <= int(match["m"]) <= 12
            and 1 <= int(match["d"]) <= 31
        ):
            return match.span(), (int(match["y"]), int(match["m"]), int(match["d"]))
    return None


def _letters(name: str) -> str:
    return folded(name).replace(" ", "").replace("-", "")


@lru_cache(maxsize=16)
def _table(
    text: str, mark: str = "", calendar: str = "", around: tuple[str, str] = ("", "")
) -> _Months:
    """Months in their order, parted by semicolons, with their spellings, parted by bars, and those
    that the CLDR has.
    """
    more = table("calendar_months")[calendar] if calendar else []
    written = " ".join(text.split()).split("; ") if text else []
    months = ["|".join(filter(None, names)).split("|") for names in zip_longest(written, more)]
    names = sorted((name for month in months for name in month), key=len, reverse=True)
    any_name = "|".join(re.escape(name).replace(r"\ ", r"[\s\u200c-]?") for name in names)
    pattern = (
        rf"{around[0]}(?:(?<!\d)(?P<year_ahead>\d{{4}})[^\d\n]{{0,12}})?"
        r"(?:(?<!\d)(?P<day>\d{1,2})(?:\s?[^\W\d]{0,3}[\s.,/-]{1,3}|(?=\D)))?"
        rf"(?<![^\W\d_])(?:ماه\s)?(?P<name>{any_name})(?![^\W\d_])(?:\sماه)?"
        r"(?:[\s.,/-]{1,3}(?P<day_behind>\d{1,2})(?![\d:]))?"
        rf"(?:[^\d\n]{{1,12}}(?P<year>\d{{4}})(?!\d)(?:\s?(?:{mark}))?)?"
        rf"(?:\s(?P<day_last>\d{{1,2}})(?![\d:]))?{around[1]}"
    )
    return late(pattern, re.IGNORECASE), {
        _letters(name): n for n, month in reversed([*enumerate(months, 1)]) for name in month
    }


def _first_number(match: re.Match[str], groups: Sequence[str]) -> int:
    """Return the number in the first of some groups that has one, or 0."""
    return next((int(match[group]) for group in groups if match[group]), 0)


def _named(text: str, months: _Months, years: range) -> _Found | None:
    """Return the span and the parts of a date with a month's name, where its day and a year of
    these are there.
    """
    match = months[0].search(text)
    if match is None:
        return None
    day = _first_number(match, ("day", "day_behind", "day_last"))
    year = _first_number(match, ("year", "year_ahead"))
    # the year ahead of "25 March 2021 / 12 Shaban 1442" is the other half's
    start = match.end("year_ahead") if match["year"] and match["year_ahead"] else match.start()
    return (
        ((start, match.end()), (year, months[1][_letters(match["name"])], day))
        if year in years and day
        else None
    )


#: The Bikram Sambat's from its first; in Latin letters as Nepal's papers and India's offices spell
#: them.
_PERSIAN_MONTHS, _HIJRI_MONTHS, _NEPALI_MONTHS = [
    ",".join(table("dates")[months].values()).replace(",", ";")
    for months in ("persian_months", "hijri_months", "nepali_months")
]
#: The same of the Śaka era, whose first month is Chaitra, the last of the Bikram Sambat.
_SAKA_MONTHS = "; ".join([_NEPALI_MONTHS.split("; ")[-1], *_NEPALI_MONTHS.split("; ")[:-1]])
#: Eritrea's "27 ጁላይ ዮም 2008 ዓ/ም" is Gregorian.
_ETHIOPIAN = re.compile(ETHIOPIAN_MONTHS.replace("; ", "|") + r"|ዓ\.?ም")
#: With the era, and without the one of "እ.ኤ.አ. የካቲት 25 ቀን 2014 ዓ.ም.": translators leave the
#: Gregorian year, "የካቲት 25, 2014".
_OF_ETHIOPIA = (r"(?<!ኤ\.አ\.\s)(?<!እኤአ\s)", r"\s?(?:ዓ[./]?\s?ም\.?|AM\b)")


def _hebrew_new_year(year: int) -> int:
    """Return the day on which a Hebrew year begins: a new moon, put off so that no year is of an
    odd length.
    """
    before, day, behind = [_delayed(each) for each in (year - 1, year, year + 1)]
    return day + (2 if behind - day == 356 else 1 if day - before == 382 else 0)


def _delayed(year: int) -> int:
    """Return the day of the new moon before a Hebrew year, or the next where that would be a
    Sunday, Wednesday or Friday.
    """
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + (3 * (day + 1) % 7 < 3)


def _hebrew_lengths(year: int) -> list[int]:
    """Return the lengths of a Hebrew year's months: the second and third make up its length, the
    sixth is a leap year's.
    """
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    leap = 30 if (7 * year + 1) % 19 < 7 else 0
    return [30, 29 + (length % 10 == 5), 30 - (length % 10 == 3), 29, 30, leap, *[29, 30] * 3, 29]


def _hebrew_in_letters(text: str) -> _Found | None:
    """Return the span and the parts of a Hebrew date whose numbers are letters, where its day is
    there.
    """
    match = _HEBREW.search(text) if _HEBREW_YEAR in text else None
    if match is None or not match["day"]:
        return None
    day, year = [
        sum([_VALUES.get(letter, 0) for letter in match[part].removeprefix("ה'")])
        for part in ("day", "year")
    ]
    month = _table("", "", "hebrew")[1].get(_letters(re.sub("['׳]", "", match["name"])), 0)
    return match.span(), (5000 + year, month, day)


def _no_date(_: str) -> _Found | None:
    return None


def _nowhere(_: str, __: _Page) -> bool:
    return False


def _is_foreign_to_ethiopia(text: str, page: _Page) -> bool:
    """Return whether neither page nor text are in Amharic."""
    return "am" not in page and " AM" not in text


def _is_of_india(_: str, page: _Page) -> bool:
    """Return whether a page is of India, where the Bikram Sambat goes with months of the moon,
    which no table has.
    """
    return not page.isdisjoint(("hi", "gu", "mr", "IN"))


class _Calendar(NamedTuple):
    """A calendar whose dates are converted whole: the names of its months, the marks of its era
    behind the year, its name in the CLDR, its years, the Gregorian day on which they begin, the
    lengths of a year's months, the places and the marks with which a date in numbers is one of its
    own, what must stand before and behind a date with a name, how a date in letters is found, and
    where its dates are of another calendar or translators left the Gregorian year."""

    rule: Rule
    names: str
    mark: str
    cldr: str
    years: range
    start: date
    lengths: Callable[[int], Sequence[int]]
    places: frozenset[str] = frozenset()
    marked: re.Pattern[str] = re.compile("(?!)")
    around: tuple[str, str] = ("", "")
    in_letters: Callable[[str], _Found | None] = _no_date
    not_converted: Callable[[str, _Page], bool] = _nowhere

    @property
    def months(self) -> _Months:
        """The pattern and the numbers of its months, made when first needed."""
        return _table(self.names, self.mark, self.cldr, self.around)

    def found(self, text: str, page: _Page) -> _Found | None:
        """The span and the parts of a date of its own in a text: with a name, in letters, or in
        numbers where page or text are marked.
        """
        has_year = any(int(year) in self.years for year in _FOUR_DIGITS.findall(text))
        named = _named(text, self.months, self.years) if has_year else None
        found = named or self.in_letters(text)
        if found is None and (page & self.places or self.marked.search(text)):
            return _numbers(text, self.years)
        return found

    def day(self, year: int, month: int, number: int) -> date | None:
        """The Gregorian day of a date, or None where there is no such date."""
        lengths = self.lengths(year) if year in self.years else ()
        if not 1 <= month <= len(lengths) or not 1 <= number <= lengths[month - 1]:
            return None
        before = sum([sum(self.lengths(earlier)) for earlier in range(self.years[0], year)])
        return self.start + timedelta(days=before + sum(lengths[: month - 1]) + number - 1)


WHOLE = (
    _Calendar(HIJRI, _HIJRI_MONTHS, "هـ?|ه\u0640?|AH\\b|H\\b", "", range(1343, 1501), date(1924, 8,
        1),
        lambda year: [_STARTS[n + 1] - _STARTS[n] for n in range(12 * (year - 1343),
        12 * (year - 1342))],
        _UMM_AL_QURA | {"ar"}),
    # 8 leap years in 33 are the astronomical calendar's own rhythm in these centuries; marked by
    # the offset of Iran alone, and that of Afghanistan (and of Iran's summers until 2022)
    _Calendar(PERSIAN, _PERSIAN_MONTHS, "خورشیدی|شمسی|ه\\.?\\s?ش|هـ?ش|AP\\b|SH\\b", "persian",
        range(1300, 1421), date(1921, 3, 21), lambda year: [*[31] * 6, *[30] * 5,
            30 if (8 * year + 29) % 33 < 8 else 29],
        frozenset(("fa", "ps", "ckb", "prs", "IR", "AF")), re.compile(r"\+0[34]:?30")),
    _Calendar(SAKA, _SAKA_MONTHS, "[ŚS]aka\\b|शक|শক|শকাব্দ|সাল|શક|శక|ಶಕ|Śk", "indian", range(1921,
        1961), date(1999, 3, 22),
        lambda year: [30 + isleap(year + 78), *[31] * 5, *[30] * 6]),
    # years that are none of the web's in our calendar
    _Calendar(BIKRAM, _NEPALI_MONTHS, "", "", range(2040, 2091), date(1983, 4, 14),
        lambda year: [29 + int(more) for more in _NEPALI_YEARS[year - 2040]], frozenset(("ne",
        "mai", "NP")), not_converted=_is_of_india),
    # to September 2027: later years are Gregorian ones that were not converted, as long as they are
    # to come
    _Calendar(ETHIOPIAN, ETHIOPIAN_MONTHS, "", "ethiopic", range(1980, 2020), date(1987, 9, 12),
        lambda year: [*[30] * 12, 5 + (year % 4 == 3)], marked=re.compile("\\d{4} AM .*[ሀ-፿]"),
        around=_OF_ETHIOPIA, not_converted=_is_foreign_to_ethiopia),
    _Calendar(COPTIC, "", "AM\\b|A\\.M\\.|ap\\. D\\.|ش\\b|للشهداء", "coptic", range(1704, 1760),
        date(1987, 9, 12),
        lambda year: [*[30] * 12, 5 + (year % 4 == 3)]),
    _Calendar(HEBREW, "", "AM\\b|A\\.\\s?M\\.", "hebrew", range(5740, 5801), date(1979, 9, 22),
        _hebrew_lengths, in_letters=_hebrew_in_letters),
)  # fmt: skip


def _whole_date(text: str, page: _Page) -> _Seen | None:
    """Return a date that is converted whole, the first that a calendar finds."""
    rows = WHOLE if _WHOLE_YEAR.search(text) or _ETHIOPIAN.search(text) else ()
    for row in rows:
        found = row.found(text, page)
        if found is not None:
            day = None if row.not_converted(text, page) else row.day(*found[1])
            return found[0], day.isoformat() if day else None, row.rule
    return None


def _not_converted(text: str, page: _Page) -> _Seen | None:
    """Return a date of a calendar that is not converted, or whose year prints no news in the
    Gregorian calendar.
    """
    match = _ETHIOPIAN.search(text)
    if match is not None and re.search(r"\d", text):
        # the year is not the Gregorian one though it looks like it: the whole text goes, unless a
        # second year stands in it
        return match.span() if len(_ORDINARY.findall(text)) > 1 else (0, len(text)), None, None
    match = (_HEBREW_YEAR in text and _HEBREW.search(text)) or (
        _SHORT.search(text) if page & {"fa", "prs"} else None
    )
    if match is not None:
        return match.span(), None, None
    found = _numbers(text, range(1300, 1601)) or _numbers(text, range(2400, 2701))
    return None if found is None else (found[0], None, None)


#: What finds a date of another calendar, in the order in which it is asked.
_READERS = (
    _era_year,
    _era_year_in_words,
    _minguo_year,
    _buddhist_year,
    _short_buddhist_year,
    _whole_date,
    _not_converted,
)
