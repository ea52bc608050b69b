"""Ranges of days, which are when something takes place: "March 5–7, 2021", "du 5 au 7 mars 2021", "2021-03-05/2021-03-07".

A publication is a moment.  A range beside a headline is an event's, and where a place calls it the publication's its first day
is meant, if any.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from service import names
from service.lexicon.date_shapes import dates_within
from service.lexicon.folding import fold
from service.lexicon.labels import LABELS
from service.lexicon.words import word_set
from service.spelling import folded


class Range(NamedTuple):
    """The first and the last day of a range, each as the text would state it alone; ``doubtful`` where a name may end in the
    first number and the last alone be a day: "Festival 5 – 7 March 2021", "Apollo 11 – 15 March 2021"."""

    first: str
    last: str
    doubtful: bool = False


#: No line with a range is longer, its label and its place included.
LONGEST = 120

# What stands between two days: dashes and the words for "to" and "and" of the languages of newspapers
_TO = (
    "to|till?|until|thru|through|bis|zum|und|and|au|et|al|a|y|e|ed|até|ate|tot|en|met|t/m|og|och|do|i|a[žz]|po|по|до|и|та|"
    "ile|ve|đến|sampai|hingga|dan|s/d|إلى|الى|و|حتى|تا|עד|से|şi|și|până la|έως|ως|και|fino al|&|\\+"
)
_DASH = r"\s{0,2}[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]{1,2}\s{0,2}"
_JOIN = rf"(?P<join>{_DASH}|\s(?:{_TO})\s|\s?(?:至|到|から|부터)\s?)"
#: A quick look for what joins two numbers: most dates hold nothing of the kind.
_MAY_JOIN = re.compile(
    rf"\d\D{{0,24}}?(?:[-\u2010-\u2015\u2212~\u223c\u301c\uff5e]|\s(?:{_TO})\s|\./|至|到|から|부터)\D{{0,24}}?\d",
    re.IGNORECASE,
)
_ALONE = r"(?<![\w:.,/+-])"
_NTH = r"(?:st|nd|rd|th|er|\.|º|ª|°)?"
_YEAR = r"(?:,?\s(?:de[l]?\s)?(?P<year{0}>(?:19|20)\d\d)\.?(?:\s?г\.?|\s?р\.?)?)?"
_WORD = r"(?:[^\W\d_]{{1,3}}\.?\s)?(?P<month{0}>[^\W\d_]{{3,14}})\.?"
_WEEKDAY = r"(?P<weekday>\(?[^\W\d_]{1,14}\)?[.,]{0,2}\s(?:[^\W\d_]{2,3}\s)?)?"
_NO_CLOCK = r"(?!\d|\s?[:h]\s?\d|\.\d\d(?!\d)|\s?[ap]\.?m\b|\s?uhr\b)"

#: The forms, each with the groups ``first`` and ``last`` for what differs between the two days.
_FORMS = (
    # "5–7 March", "5. bis 7. März", "5./6. März", "Friday 5 – Sunday 7 March", "5 – 7 tháng 3"
    rf"{_ALONE}(?P<first>\d{{1,2}}){_NTH}(?:{_JOIN}|(?<=\.)/){_WEEKDAY}(?P<last>\d{{1,2}}){_NTH}\s?{_WORD.format(2)}",
    # "March 5–7, 2021"
    rf"{_WORD.format(1)}\s(?P<first>\d{{1,2}}){_NTH}{_JOIN}{_WEEKDAY}(?P<last>\d{{1,2}}){_NTH}{_NO_CLOCK}"
    r"(?=\s{0,2}(?:,|(?:19|20)\d\d|[|)·;]|$))",
    # "5.–7.3.2021", "5-7/3/2021"
    rf"{_ALONE}(?P<first>\d{{1,2}})\.?{_JOIN}(?P<last>\d{{1,2}})(?P<s>[./])\d{{1,2}}(?P=s)(?:19|20)?\d\d(?!\d)",
    # "2021年3月5日~7日", "2021년 3월 5일부터 7일까지"
    r"月\s?(?P<first>\d{1,2})\s?日?\s?(?:[(（].[)）])?" + _JOIN + r"(?P<last>\d{1,2})\s?日",
    r"월\s?(?P<first>\d{1,2})\s?일?\s?(?:[(（].[)）])?" + _JOIN + r"(?P<last>\d{1,2})\s?일",
)
#: The forms in which two whole dates stand.
_WHOLE = (
    # "28 February – 2 March 2021", "5 March 2021 to Sunday 7 March 2021"
    rf"{_ALONE}(?P<first>\d{{1,2}}{_NTH}\s?{_WORD.format(1)}{_YEAR.format(1)}){_JOIN}"
    rf"(?P<last>{_WEEKDAY}\d{{1,2}}{_NTH}\s?{_WORD.format(2)})",
    # "Feb 28 – Mar 2, 2021"
    rf"(?<![^\W\d_])(?P<first>{_WORD.format(1)}\s\d{{1,2}}{_NTH}{_YEAR.format(1)}){_JOIN}"
    rf"(?P<last>{_WEEKDAY}{_WORD.format(2)}\s\d{{1,2}}{_NTH}{_NO_CLOCK})",
    # "2021-03-05/2021-03-07", "05.03.2021 – 07.03.2021", "05.03.-07.03.2021", "5/3 – 7/3/2021"
    rf"(?<![\d.,:/-])(?P<first>(?:19|20)\d\d(?P<s>[-./])\d\d?(?P=s)\d\d?)"
    rf"(?:{_JOIN}|\s?/\s?)(?P<last>(?:19|20)\d\d(?P=s)\d\d?(?P=s)\d\d?)(?!\d)",
    rf"(?<![\d.,:/-])(?P<first>\d{{1,2}}(?P<s>[./-])\d{{1,2}}(?:(?P=s)(?:(?:19|20)?\d\d)?)?){_JOIN}"
    rf"(?P<last>{_WEEKDAY}\d{{1,2}}(?P=s)\d{{1,2}}(?P=s)(?:19|20)?\d\d)(?!\d)",
    # "2021年3月5日〜4月7日", "2021년 3월 5일 ~ 2021년 4월 7일"
    r"(?P<first>(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일](?:\s?[(（].[)）])?)"
    + _JOIN
    + r"(?P<last>(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])",
)


@cache
def _patterns(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns of the forms, compiled when a line first may hold a range: a start must not wait for them."""
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"\d+")
#: The last words of the labels of dates: "Date of publication 5 – 7 March 2021".
_LABEL_ENDS = frozenset(label.split(" ")[-1] for name in ("datePublished", "dateModified") for label in LABELS[name])
_CLOCK = re.compile(r"\d{1,2}\.\d\d")
_YEAR_SIGN = re.compile(r"\d{4}\s?(?P<sign>[年년])")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_range(text: str) -> bool:
    """Whether a line holds a range of days.

    >>> is_range("March 5–7, 2021"), is_range("5 March 2021 – 14:30"), is_range("2021-03-05")
    (True, False, False)
    """
    return range_in(text) is not None


def range_in(text: str) -> Range | None:
    """The first and the last day of the range that a line holds, or None.

    >>> range_in("du 5 au 7 mars 2021")
    Range(first='du 5 mars 2021', last='du 7 mars 2021', doubtful=False)
    >>> range_in("Feb 28 – Mar 2, 2021")
    Range(first='Feb 28 2021', last='Mar 2, 2021', doubtful=False)
    """
    return _found(text) if 8 < len(text) <= LONGEST else None


_CLOCK_BESIDE = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")


def two_days(text: str) -> Range | None:
    """Two whole dates with nothing but marks and clocks beside them, of which either may be meant; None for all else.

    >>> two_days("2021-03-05, 2021-04-09"), two_days("2021-03-05 | 2021-03-05")
    (Range(first='2021-03-05', last='2021-04-09', doubtful=True), None)
    """
    dates = dates_within(text, 3) if 16 < len(text) <= LONGEST else []
    if len(dates) != 2 or dates[0] == dates[1] or not all(_ANY_YEAR.search(date) for date in dates):
        return None
    before, _, rest = text.partition(dates[0])
    between, _, behind = rest.partition(dates[1])
    beside = _CLOCK_BESIDE.sub("", f"{before} {between} {behind}".replace("T", " "))
    # "2016-05-24 14:17:57.02016-05-24": a date glued to a clock is the damage of one; and before a dash the first stands
    alone = between != "" and not set(beside) - set(" ,;|/()[]")
    return Range(dates[0], dates[1], True) if alone else None


@lru_cache(maxsize=1024)
def _found(text: str) -> Range | None:
    if not _MAY_JOIN.search(text):
        return None
    for form in _patterns(_FORMS):
        match = form.search(text)
        if match and _within_month(match) and not _is_counted(match):
            (start, end), (begin, stop) = match.span("first"), match.span("last")
            return Range(text[:end] + text[stop:], text[:start] + text[begin:], _may_be_named(match))
    for form in _patterns(_WHOLE):
        match = form.search(text)
        if match and _between_months(match):
            return _with_years(match)
    return None


def _with_years(match: re.Match[str]) -> Range:
    """Both days, the one without a year with that of the other: "05.03." of "05.03. – 07.03.2021".

    Where the first month is the later, "Dec 30 – Jan 2, 2021", the first day is of the year before.
    """
    text, mark = match.string, match.groupdict().get("s")
    before, first, last = text[: match.start()], match["first"], match["last"]
    behind = text[match.end("last") :]
    months = _months(match)
    turn = months is not None and months[0] > months[1]
    of_first, of_last = _ANY_YEAR.search(first), _ANY_YEAR.search(last + behind)
    if of_first is None and of_last is not None:
        year = str(int(of_last.group()) - turn)
        first = f"{first.rstrip('.')}{mark}{year}" if mark else f"{first} {year}"
    elif of_first is not None and of_last is None:
        year = str(int(of_first.group()) + turn)
        han = _YEAR_SIGN.match(first)
        last = f"{year}{han.group('sign')}{last}" if han else f"{last} {year}"
    return Range(before + first, before + last + behind)


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """The months of two whole dates, where each is one and no other."""
    groups = match.groupdict()
    if "month1" in groups:
        named = [names.months(groups[name]) for name in ("month1", "month2")]
        return (min(named[0]), min(named[1])) if all(len(found) == 1 for found in named) else None
    first, last = _numbers(match)
    if groups.get("s") is None:
        return first[-2], last[-2]
    if len(first) != 2:
        return None
    day_first, month_first = (first[1], last[1]), (first[0], last[0])
    if groups["s"] == "." or max(month_first) > 12:
        return day_first
    return month_first if max(day_first) > 12 else None


def _numbers(match: re.Match[str]) -> tuple[list[int], list[int]]:
    first, last = ([int(number) for number in _NUMBERS.findall(match[name])] for name in ("first", "last"))
    return first, last


#: What parts a number from a date as often as two days: "Page 1 - 15 March 2021", "Room 4 and 5 May 2021".
_PARTS = re.compile(
    r"\s{1,2}[-\u2010-\u2015\u2212~]{1,2}\s{1,2}|\s(?:and|und|et|y|e|ed|en|och|og|i|a|и|та|ve|dan|و|και|&|\+)\s", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?P<dot>\.?)\s{0,2}\Z|[#№]\s?\Z")
#: What may stand before the first of two days, beside its weekday and a label.
_OPENERS = frozenset(
    "from between on of the vom von am den der zwischen du des le les entre depuis del de el els los desde dias días dies do "
    "dos das dia dal dai il i tra fra van tussen dagen från mellan mellem mellom od z ze ve dnech dne dnia dni между с со от "
    "з від між από στις ngày tanggal من بين بتاريخ".split()
)


#: Words for what is numbered: pages, parts, issues, rooms, comments.
_NUMBERED = word_set(
    """
        page pages part parts chapter issue number vol volume episode season series round day week week room lot item no nr num
        figure fig table section step article heat match game set update version comments comment kommentare kommentar seite
        teil heft ausgabe nummer band folge staffel kapitel tag woche zimmer raum runde spieltag partie chapitre numéro tome
        épisode saison semaine jour salle journée commentaires parte capítulo número tomo edición episodio temporada semana día
        sala jornada comentarios comentários edição episódio rodada pagina capitolo numero puntata stagione settimana giorno
        giornata commenti deel hoofdstuk aflevering seizoen dag zaal reacties del kapitel avsnitt nummer sida side säsong vecka
        rum avsnitt uke afsnit kommentarer część rozdział numer odcinek sezon strona tydzień dzień sala kolejka díl číslo
        strana kapitola týden den kolo rész szám oldal fejezet évad nap osa numero sivu luku jakso kausi viikko часть глава
        номер выпуск серия сезон страница день неделя тур том частина розділ випуск bölüm sayı sayfa sezon gün hafta tur
        bagian edisi halaman bab musim hari pekan phần số trang tập chương ngày tuần
    """
)


def _is_counted(match: re.Match[str]) -> bool:
    parts = _PARTS.fullmatch(match.groupdict().get("join") or "")
    return parts is not None and counts(match.string, match.start("first")) is True


def _may_be_named(match: re.Match[str]) -> bool:
    """Whether a name may end in the first number: "Apollo 11 – 15 March 2021"."""
    parts = _PARTS.fullmatch(match.groupdict().get("join") or "")
    return parts is not None and counts(match.string, match.start("first")) is None


def counts(text: str, number: int) -> bool | None:
    """Whether a number, at its place in a text, counts something else than days, as the word right before it says; None where
    that is any other word.

    >>> counts("Part 2 - 15 March 2021", 5), counts("Published 2 - 15 March 2021", 10), counts("Apollo 11 - 15 March 2021", 7)
    (True, False, None)
    """
    before = _WORD_BEFORE.search(text, max(0, number - 24), number)
    if before is None:
        return False
    word, dot = before.groups()
    if word is None or (dot and not names.weekdays(word) and not _is_month(word)) or fold(word) in _NUMBERED:
        return True
    return False if names.weekdays(word) or _is_month(word) or fold(word) in _OPENERS or fold(word) in _LABEL_ENDS else None


def _within_month(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    word = groups.get("month1") or groups.get("month2")
    return (
        _is_between(groups.get("weekday"))
        and (word is None or _is_month(word))
        and 0 < int(match["first"]) < int(match["last"]) <= 31
    )


def _between_months(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if match["first"] == match["last"] or not _is_between(groups.get("weekday")):
        return False
    if "month1" in groups:
        return _is_month(groups["month1"]) and _is_month(groups["month2"])
    first, last = _numbers(match)
    if groups.get("s") != "." or len(first) != 2:
        return True
    # "10.02 – 15.3.2021" is a clock before a date
    clock = _CLOCK.fullmatch(match["first"]) is not None and first[0] < 24
    return not clock and 0 < first[1] <= 12 and first[::-1] != last[1::-1]


def _is_between(words: str | None) -> bool:
    """Whether what stands before the second day is the name of its weekday, or an article: "dal 5 al 7"."""
    return all(len(word) < 4 or names.weekdays(word) for word in _WORDS.findall(words or ""))


def _is_month(word: str) -> bool:
    # "tháng 3" is March, "במרץ" is "in March"
    return folded(word) == "thang" or bool(names.months(word)) or names.is_inflected_month(word)
