"""Dates whose month is a name or bears a mark, "25 February 2022", "2022年2月25日", and the months of three more calendars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from service import names
from service.dates.clock import zone_aside
from service.dates.formats import ROMAN
from service.lexicon.date_spans import counts
from service.lexicon.date_words import CONNECTORS, Name, Span, Token, keys, names_in
from service.lexicon.labels import LABELS
from service.spelling import folded

#: What may stand between a day and its month besides words that connect them.
_GAP = re.compile(r"[\s.,'’()\-/º°ª–·&+]{0,5}\Z")
_MONTH_MARKS = "月월"
_YEAR_MARKS = "年년"
#: "tháng 2", "thg 2": the month's number follows its word; "2-р сар": it stands before.
_MONTH_WORDS = frozenset(("tháng", "thang", "thg", "сарын", "сар"))
#: What a page in one language pays for a date in another, counted as words that do not belong to a date.
_ENGLISH_TIER, _OTHER_TIER = 0.5, 0.75
#: A date with its range and its labels names two months; where there are more than these, the first are looked at.
_MOST_MONTHS = 6

#: Words that keep a date company and say nothing about which day it is; labels are those of the lexicon.
COMPANY = (
    CONNECTORS
    | keys(
        """
        on at the of and by from to in o'clock publication post date created first online issued release released pm am uhr h t
        z dated time day as since ist is was kl klo klockan kello godz godzina o ob v u um ura uur kell plkst val ώρα ώρες στις
        στη hora horas hrs hs hr hours min a à às as las alle ore ora orele saat saati pukul pkl jam lúc giờ luc gio vào vao
        בשעה שעה الساعة الساعه ساعت بتوقيت توقيت в во о об от час часа часов ч мин хв год. год година година
        時 分 秒 时 点 時分 시 분 초 基준 น นาฬิกา นาที วินาที ໂມງ ນາທີ ວິນາທີ เวลา บ बजे को টা টায় এএম পিএম மணி க్കു గంటలకు ਵਜੇ વાગ્યે
        kan den dne d feira nang ee соати сағат në ж uur tue wed gmt utc local ngày thứ am pm ที่ วัน วันที่ 于 於 在 の
        الموافق الموافقه هـ ه م ميلادي میلادی ad ce n.e e.m po kr d.c милади b.e н.э н.е คศ ค.ศ ຄ.ສ
        """
    )
    | frozenset(
        part for field in ("datePublished", "dateModified", "date") for label in LABELS[field] for part in folded(label).split()
    )
)


def strangers(found: Sequence[Token], seen: Sequence[Name], spans: Sequence[Span]) -> int:
    """Return the number of words that neither belong to a date nor usually stand beside one."""
    named = {index for name in seen for index in range(name.first, name.last + 1)}
    return sum(
        1
        for index, token in enumerate(found)
        if token.key is not None
        and index not in named
        and token.key not in COMPANY
        and not any(start < token.end and token.start < end for start, end, _ in spans)
    )


class Found(NamedTuple):
    """A date read in one language: its spans, that language, and the words left over (plus what the language costs)."""

    spans: tuple[Span, ...]
    language: str | None
    strangers: int
    cost: float
    full: bool


class _Month(NamedTuple):
    """A month among tokens: its first and last token, its span, its slot."""

    first: int
    last: int
    span: tuple[int, int]
    slot: str
    weekday_too: bool = False


def named_dates(text: str, found: Sequence[Token], clock: Sequence[Span], language: str | None) -> list[Found]:
    """Return the readings of a named date in the page's language, in English and in every language that knows a month in it.

    The ones that leave the fewest words unexplained stay; with the page's language that is nearly always one.
    """
    tiers = [(language, 0.0)] if language else []
    if language is None or not language.startswith("en"):
        tiers.append(("en", _ENGLISH_TIER if language else 0.0))
    best: list[Found] = []
    for tongue, cost in tiers:
        seen = _through(text, found, clock, tongue, names_in(found, tongue), cost)
        if seen is not None and seen.full and seen.strangers == 0:
            return [seen] if not best else [min([seen, *best], key=lambda f: f.cost)]
        best += [seen] if seen is not None else []
    best += _through_others(text, found, clock, _OTHER_TIER if language else 0.0, bool(best))
    return _cheapest(text, best)


def _through_others(text: str, found: Sequence[Token], clock: Sequence[Span], cost: float, known: bool) -> list[Found]:
    """Return the readings in each language that knows a month among the words; languages that read the same count once."""
    pairs = (f"{a.key} {b.key}" for a, b in pairwise(found) if a.key in names.FIRST_WORDS and b.key)
    keys = [token.key for token in found if token.key]
    knowing = {tongue for key in (*keys, *pairs) for tongue in names.speakers(key)}
    if not knowing and not known:
        knowing = set(names.INFLECTED)
    readings = []
    seen_before = set()
    for tongue in sorted(knowing - {"en"}):
        seen = names_in(found, tongue)
        if tuple(seen) in seen_before:
            continue
        seen_before.add(tuple(seen))
        reading = _through(text, found, clock, tongue, seen, cost)
        if reading is not None:
            readings.append(reading)
    return readings


def _cheapest(text: str, best: list[Found]) -> list[Found]:
    """Return the readings at the least cost, one for each meaning."""
    if not best:
        return []
    least = min((not f.full, f.cost) for f in best)
    kept: dict[object, Found] = {}
    for seen in best:
        if (not seen.full, seen.cost) == least:
            month = next((text[a:b] for a, b, slot in seen.spans if slot == "month_name"), None)
            meaning = names.months(month, seen.language) if month else None
            kept.setdefault((seen.spans, meaning), seen)
    return list(kept.values())


def _through(
    text: str, found: Sequence[Token], clock: Sequence[Span], language: str, seen: list[Name], cost: float
) -> Found | None:
    months = _months(text, found, seen)[:_MOST_MONTHS]
    busy = {i for i, t in enumerate(found) if any(a < t.end and t.start < b for a, b, _ in clock)}
    ranked = []
    for month in months:
        if month.first in busy:
            continue
        parts = _parts(text, found, month, busy)
        others_are_months = any(m is not month and not m.weekday_too for m in months)
        key = ("day" not in parts, "year" not in parts and "year2" not in parts, month.weekday_too and others_are_months)
        ranked.append((key, month.first, month, parts))
    if not ranked:
        return None
    _, _, month, parts = min(ranked, key=lambda r: r[:2])
    if not parts:
        return None
    # "13年12月22日" is of 2013; in Japan it may count the years of an era
    if language[:2] in ("zh", "ko") and (year := parts.get("year")) and year[1] - year[0] == 2 and int(text[slice(*year)]) < 40:
        parts["year2"] = parts.pop("year")
    spans = [(*month.span, month.slot), *clock, *((a, b, slot) for slot, (a, b) in parts.items())]
    weekday = next((n for n in seen if n.weekdays and n.first not in busy and not month.first <= n.first <= month.last), None)
    if weekday is not None:
        spans.append((found[weekday.first].start, found[weekday.last].end, "weekday_name"))
    left = strangers(found, seen, [*spans, *zone_aside(text, spans)]) + _left_over(text, found, months, month, parts, busy)
    full = "day" in parts and ("year" in parts or "year2" in parts)
    return Found(tuple(sorted(spans)), language, left, left + cost, full)


def _months(text: str, found: Sequence[Token], seen: list[Name]) -> list[_Month]:
    months = [
        _Month(n.first, n.last, (found[n.first].start, found[n.last].end), "month_name", bool(n.weekdays))
        for n in seen
        if n.months
    ]
    for index, token in enumerate(found):
        if token.text in ROMAN and _is_between_day_and_year(text, found, index):
            months.append(_Month(index, index, (token.start, token.end), "month_roman"))
        before = found[index - 1].key if index else None
        behind = [t.key for t in found[index + 1 : index + 3]]
        marked = token.mark and token.mark in _MONTH_MARKS
        worded = (
            (before in _MONTH_WORDS and before not in ("сар", "сарын")) or "сарын" in behind[:2] or behind[:2] == ["р", "сар"]
        )
        if token.key is None and token.digits <= 2 and (marked or worded) and 1 <= int(token.text) <= 60:
            months.append(_Month(index, index, (token.start, token.end), "month"))
    return months


def _is_between_day_and_year(text: str, found: Sequence[Token], index: int) -> bool:
    """Return whether a word stands between a day's number and a year's with the same mark: "15.II.2021", "3 X 1998"."""
    if not 0 < index < len(found) - 1:
        return False
    day, word, year = found[index - 1 : index + 2]
    marks = text[day.end : word.start].strip(), text[word.end : year.start].strip()
    return _is_day(found, index - 1) and year.digits == 4 and marks[0] == marks[1] and marks[0] in ("", ".", "-", "/")


def _parts(text: str, found: Sequence[Token], month: _Month, busy: set[int]) -> dict[str, tuple[int, int]]:
    """Return the spans of day and year around a month: the neighbouring numbers, then the nearest year of the text."""
    parts: dict[str, tuple[int, int]] = {}
    left, right = _neighbour(text, found, month.first, -1, busy), _neighbour(text, found, month.last, 1, busy)
    if left is not None and _is_of_an_issue(text, found, left, month):
        left = None
    day = left if _is_day(found, left) else right if _is_day(found, right) else None
    american = right is not None and right + 1 not in busy and _ends_american(text, found, right)
    day = right if american else day
    if day is not None:
        parts["day"] = _span(found[day])
    years = [i for i, t in enumerate(found) if i not in busy and t.digits == 4 and not t.mark.strip("年년")]
    years += [
        i
        for i, t in enumerate(found)
        if 1 <= t.digits <= 4 and t.mark and t.mark in _YEAR_MARKS and i not in busy and i not in years
    ]
    if years:
        near = right + 1 if american and right is not None else min(years, key=lambda i: _distance(found[i], month.span))
        if not (day is None and _distance(found[near], month.span) > 8):
            parts["year"] = _span(found[near])
    else:
        short = _short_year(text, found, month, day, left, right, busy)
        if short is not None:
            parts["year2"] = _span(found[short])
    return parts


def _ends_american(text: str, found: Sequence[Token], right: int) -> bool:
    """Return whether the number behind a month is its day and a year follows: "Boone 4, Millbrook 3, September 18, 1999"."""
    year = found[right + 1] if right + 1 < len(found) and _is_day(found, right) else None
    return year is not None and year.digits == 4 and not year.mark and bool(_GAP.match(text[found[right].end : year.start]))


def _short_year(
    text: str, found: Sequence[Token], month: _Month, day: int | None, left: int | None, right: int | None, busy: set[int]
) -> int | None:
    """Return the token of a year of two digits: "Feb '22", "25 Feb 22", "Feb 25, 22"."""
    marked = next((i for i, t in enumerate(found) if t.digits == 2 and t.start and text[t.start - 1] in "'’‘"), None)
    if marked is not None and marked != day:
        return marked
    if day is None:
        return None
    behind = right if day == left else _neighbour(text, found, day, 1, busy)
    if behind is None or behind == day or found[behind].digits != 2 or found[behind].mark:
        return None
    return behind


def _neighbour(text: str, found: Sequence[Token], index: int, step: int, busy: set[int]) -> int | None:
    """Return the number next to a token, over at most three connecting words; None where something else stands there."""
    at = index + step
    for _ in range(4):
        if not 0 <= at < len(found) or at in busy:
            return None
        one, two = (found[at], found[at - step]) if step < 0 else (found[at - step], found[at])
        between = text[one.end : two.start].lstrip(" " + _YEAR_MARKS + _MONTH_MARKS + "日일号號")
        if _GAP.match(between) is None and not (one.key is None and _ends_with_ordinal(between)):
            return None
        if found[at].key is None:
            return at
        if found[at].key not in CONNECTORS:
            return None
        at += step
    return None


def _ends_with_ordinal(between: str) -> bool:
    return re.match(r"-?[^\W\d_]{1,3}[\s.,]{0,3}\Z", between) is not None


def _is_of_an_issue(text: str, found: Sequence[Token], number: int, month: _Month) -> bool:
    """Return whether a number before a month counts issues or parts and no days: "Issue 12, May 2010" is of May."""
    parted = text[found[number].end : found[month.first].start]
    return ("," in parted or "/" in parted) and counts(text, found[number].start)


def _is_day(found: Sequence[Token], index: int | None) -> bool:
    return index is not None and 1 <= found[index].digits <= 2 and found[index].mark not in ("年", "년", "月", "월")


def _left_over(
    text: str, found: Sequence[Token], months: list[_Month], month: _Month, parts: dict[str, tuple[int, int]], busy: set[int]
) -> int:
    """Return the number of other months without a day of their own: "mar 9 nov 2021" is no English date."""
    left = 0
    for other in months:
        if other is month or other.weekday_too or other.slot != "month_name":
            continue
        own = (_neighbour(text, found, other.first, -1, busy), _neighbour(text, found, other.last, 1, busy))
        left += not any(_is_day(found, i) and _span(found[i or 0]) != parts.get("day") for i in own)
    return left


def _distance(token: Token, span: tuple[int, int]) -> float:
    return span[0] - token.end if token.end <= span[0] else token.start - span[1] + 0.5


def _span(token: Token) -> tuple[int, int]:
    return token.start, token.end


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
    فروردین|فروردين|حمل|وری|farvardin
    اردیبهشت|ارديبهشت|ثور|غويی|غویی|ordibehesht
    خرداد|جوزا|غبرګولی|khordad
    تیر|تير|سرطان|چنګاښ|چنگاښ
    مرداد|امرداد|اسد|زمری|mordad
    شهریور|شهريور|سنبله|وږی|shahrivar
    مهر|میزان|ميزان|تله
    آبان|ابان|عقرب|لړم
    آذر|اذر|قوس|ليندۍ|لیندۍ
    دی|دي|جدی|جدي|مرغومی
    بهمن|دلو|سلواغه|bahman
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
