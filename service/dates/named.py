"""Dates whose month is a name or bears a mark: "25 February 2022", "15.II.2021", "2022年2月25日"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from service import names
from service.dates.formats import ROMAN
from service.lexicon.date_spans import counts
from service.lexicon.date_words import CONNECTORS, Name, Span, Token, keys, names_in
from service.lexicon.labels import LABELS
from service.spelling import folded

#: What may stand between a day and its month besides words that connect them.
_GAP = re.compile(r"[\s.,'’()\-/º°ª–·&+]{0,5}\Z")
_MONTH_MARKS = "月월"
_YEAR_MARKS = "年년"
_MARKS = " " + _YEAR_MARKS + _MONTH_MARKS + "日일号號"
#: The ending of an ordinal between a day and its month.
_ORDINAL = re.compile(r"-?[^\W\d_]{1,3}[\s.,]{0,3}\Z")
#: "tháng 2", "thg 2": the month's number follows its word.
_MONTH_WORDS = frozenset(("tháng", "thang", "thg"))
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
    words = [t for i, t in enumerate(found) if t.key is not None and t.key not in COMPANY and i not in named]
    return len([word for word in words if not is_within(word, spans)])


def is_within(token: Token, spans: Sequence[Span]) -> bool:
    """Return whether a token stands in one of the spans."""
    touched = [name for start, end, name in spans if start < token.end and token.start < end]
    return bool(touched)


class Found(NamedTuple):
    """A date read in one language: its spans, that language, and the words left over (plus what the language costs)."""

    spans: tuple[Span, ...]
    language: str | None
    strangers: int
    cost: float
    full: bool


class _Month(NamedTuple):
    """A month among tokens: its first and last token, its slot, and whether its name is a weekday's too."""

    first: int
    last: int
    slot: str
    weekday_too: bool = False


class _Text(NamedTuple):
    """A text with its tokens, the spans of its clock and of what goes with it, and the tokens in the clock."""

    text: str
    found: Sequence[Token]
    clock: Sequence[Span]
    aside: Sequence[Span]
    busy: frozenset[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the place of some tokens in the text."""
        return self.found[first].start, self.found[last].end

    def between(self, first: int, second: int) -> str:
        """Return what stands between two tokens."""
        return self.text[self.found[first].end : self.found[second].start]

    def is_day(self, index: int | None) -> bool:
        """Return whether a token may be the number of a day."""
        return index is not None and 1 <= self.found[index].digits <= 2 and self.found[index].mark not in _OTHER_MARKS

    def ends_american(self, index: int) -> bool:
        """Return whether the number behind a month is its day and a year follows: "September 18, 1999"."""
        year = index + 1
        if not self.is_day(index) or year >= len(self.found) or year in self.busy:
            return False
        return self.found[year].digits == 4 and not self.found[year].mark and bool(_GAP.match(self.between(index, year)))


_OTHER_MARKS = tuple(_YEAR_MARKS + _MONTH_MARKS)


def named_dates(
    text: str, found: Sequence[Token], clock: Sequence[Span], aside: Sequence[Span], language: str | None
) -> list[Found]:
    """Return the readings of a named date in the page's language, in English and in every language that knows a month in it.

    ``clock`` are the spans of the time of day, ``aside`` what else belongs to it.  The readings that leave the fewest words
    unexplained stay; with the page's language that is nearly always one.
    """
    busy = frozenset([i for i, token in enumerate(found) if is_within(token, clock)])
    words = _Text(text, found, clock, aside, busy)
    best: list[Found] = []
    tried: set[tuple[Name, ...]] = set()
    for tongue, cost, other in _tongues(found, language):
        seen = tuple(names_in(found, tongue))
        if other and seen in tried:
            continue
        if other:
            tried.add(seen)
        date = _through(words, tongue, seen, cost)
        if date is not None and date.full and date.strangers == 0 and not other:
            return [min([date, *best], key=lambda date: date.cost)]
        best += [date] if date is not None else []
    least = min([(not date.full, date.cost) for date in best], default=None)
    kept: dict[object, Found] = {}
    for date in best:
        if (not date.full, date.cost) == least:
            month = next((text[a:b] for a, b, slot in date.spans if slot == "month_name"), "")
            kept.setdefault((date.spans, names.months(month, date.language)), date)
    return list(kept.values())


def _tongues(found: Sequence[Token], language: str | None) -> Iterator[tuple[str, float, bool]]:
    """Yield the page's language, English, and each other that knows a month among the words, with what it costs."""
    if language:
        yield language, 0.0, False
    if not (language or "").startswith("en"):
        yield "en", _ENGLISH_TIER if language else 0.0, False
    pairs = [f"{a.key} {b.key}" for a, b in pairwise(found) if a.key in names.FIRST_WORDS and b.key]
    words = [token.key for token in found if token.key]
    knowing = {tongue for key in (*words, *pairs) for tongue in names.speakers(key)}
    for tongue in sorted((knowing or set(names.INFLECTED)) - {"en"}):
        yield tongue, _OTHER_TIER if language else 0.0, True


def _through(words: _Text, language: str, seen: Sequence[Name], cost: float) -> Found | None:
    """Return the date that a language sees: around the month that has a day and a year beside it."""
    months = [month for month in _months(words, seen)[:_MOST_MONTHS] if month.first not in words.busy]
    ranked = []
    for month in months:
        parts = _parts(words, month)
        weaker = month.weekday_too and len(months) > 1
        ranked.append((("day" not in parts, "year" not in parts and "year2" not in parts, weaker, month.first), month, parts))
    if not ranked:
        return None
    _, month, parts = min(ranked, key=lambda rank: rank[0])
    if not parts:
        return None
    # "13年12月22日" is of 2013; in Japan it may count the years of an era
    if language[:2] in ("zh", "ko") and (year := parts.get("year")) and year[1] - year[0] == 2:
        parts["year2"] = parts.pop("year")
    spans = [
        (*words.span(month.first, month.last), month.slot),
        *words.clock,
        *[(start, end, slot) for slot, (start, end) in parts.items()],
    ]
    for name in seen:
        if name.weekdays and name.first not in words.busy and not month.first <= name.first <= month.last:
            spans.append((*words.span(name.first, name.last), "weekday_name"))
            break
    # "mar 9 nov 2021" is no English date
    mine = words.found[month.first].key
    others = [o for o in months if o.slot == "month_name" and not o.weekday_too and words.found[o.first].key != mine]
    left = strangers(words.found, seen, [*spans, *words.aside]) + len(others)
    full = "day" in parts and ("year" in parts or "year2" in parts)
    return Found(tuple(sorted(spans)), language, left, left + cost, full)


def _months(words: _Text, seen: Sequence[Name]) -> list[_Month]:
    """Return the months among the tokens: names, Roman numbers, and numbers with a mark or a word for months."""
    found = words.found
    months = [_Month(name.first, name.last, "month_name", bool(name.weekdays)) for name in seen if name.months]
    for index, token in enumerate(found):
        if token.key is not None:
            if token.text in ROMAN and _is_between_day_and_year(words, index):
                months.append(_Month(index, index, "month_roman"))
            continue
        before = found[index - 1].key if index else None
        behind = [following.key for following in found[index + 1 : index + 3]]
        worded = before in _MONTH_WORDS or "сарын" in behind or behind == ["р", "сар"]
        if len(token.text) <= 2 and (token.mark in ("月", "월") or worded) and 1 <= int(token.text) <= 60:
            months.append(_Month(index, index, "month"))
    return months


def _is_between_day_and_year(words: _Text, index: int) -> bool:
    """Return whether a word stands between a day's number and a year's with the same mark: "15.II.2021", "3 X 1998"."""
    if not 0 < index < len(words.found) - 1 or not words.is_day(index - 1) or words.found[index + 1].digits != 4:
        return False
    mark = words.between(index - 1, index).strip()
    return mark == words.between(index, index + 1).strip() and mark in ("", ".", "-", "/")


def _parts(words: _Text, month: _Month) -> dict[str, tuple[int, int]]:
    """Return the spans of day and year around a month: the neighbouring numbers, then the nearest year of the text."""
    found, parts = words.found, dict[str, tuple[int, int]]()
    left, right = _neighbour(words, month.first, -1), _neighbour(words, month.last, 1)
    if left is not None and _is_of_an_issue(words, left, month):
        left = None
    if right is not None and words.ends_american(right):
        # "Boone 4, Millbrook 3, September 18, 1999"
        return {"day": words.span(right, right), "year": words.span(right + 1, right + 1)}
    day = left if words.is_day(left) else right if words.is_day(right) else None
    if day is not None:
        parts["day"] = words.span(day, day)
    start, end = words.span(month.first, month.last)
    years = [
        (start - token.end if token.end <= start else token.start - end + 0.5, i)
        for i, token in enumerate(found)
        if token.key is None and i not in words.busy and (token.mark in _YEAR_MARKS if token.mark else len(token.text) == 4)
    ]
    # a year of four digits before one of fewer with its mark
    years = [year for year in years if found[year[1]].digits == 4] or years
    if years:
        distance, near = min(years)
        if day is not None or distance <= 8:
            parts["year"] = words.span(near, near)
    elif (short := _short_year(words, day, left, right)) is not None:
        parts["year2"] = words.span(short, short)
    return parts


def _short_year(words: _Text, day: int | None, left: int | None, right: int | None) -> int | None:
    """Return the token of a year of two digits: "Feb '22", "25 Feb 22", "Feb 25, 22"."""
    for index, token in enumerate(words.found):
        if token.digits == 2 and token.start and words.text[token.start - 1] in "'’‘" and index != day:
            return index
    if day is None:
        return None
    behind = right if day == left else _neighbour(words, day, 1)
    return behind if behind != day and behind is not None and _is_two_digits(words.found[behind]) else None


def _is_two_digits(token: Token) -> bool:
    return token.digits == 2 and not token.mark


def _neighbour(words: _Text, index: int, step: int) -> int | None:
    """Return the number next to a token, over at most three connecting words; None where something else stands there."""
    found, at = words.found, index + step
    for _ in range(4):
        if not 0 <= at < len(found) or at in words.busy:
            return None
        first, second = (at, at - step) if step < 0 else (at - step, at)
        between = words.between(first, second).lstrip(_MARKS)
        if _GAP.match(between) is None and not (found[first].key is None and _ORDINAL.match(between)):
            return None
        if found[at].key is None:
            return at
        if found[at].key not in CONNECTORS:
            return None
        at += step
    return None


def _is_of_an_issue(words: _Text, number: int, month: _Month) -> bool:
    """Return whether a number before a month counts issues or parts and no days: "Issue 12, May 2010" is of May."""
    parted = words.between(number, month.first)
    return ("," in parted or "/" in parted) and counts(words.text, words.found[number].start)
