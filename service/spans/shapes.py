"""Where the parts of a date stand in a text: its shapes, each a way to assign slots to spans.

A shape says how the string *looks*, not what is true: "2022-40-25" looks like {year}-{month}-{day}.
Doubt between components ("03/04/2022") is two shapes.  Everything here is linear in the text, which
is cut to a bounded length first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from service.lexicon import calendar_names as names
from service.lexicon.labels import DATE_LABELS
from service.lexicon.spelling import folded
from service.spans import figures
from service.spans.clocks import clock_spans, zone_span
from service.spans.date_words import (
    COMPANY,
    YEAR,
    Name,
    Span,
    Token,
    date_vocabulary,
    names_in,
    names_weekday,
    tokens,
)
from service.spans.scanner import Words, day_and_year, numbered_months

#: Languages that write the year first, in two digits too: "21.12.12" in Seoul is no 21 December.
YEAR_FIRST_LANGUAGES = frozenset(("zh", "ja", "ko", "hu", "lt", "mn"))


class Shape(NamedTuple):
    """One way to see a date in a text: its spans, and the order of its parts ("ymd", "dmy", "mdy",
    "name", "").

    ``strangers`` counts the words that are no part of a date and no usual company of one;
    ``language`` is that of its names.
    """

    text: str
    spans: tuple[Span, ...]
    order: str
    strangers: int = 0
    language: str | None = None

    def slot_texts(self) -> tuple[tuple[str, str], ...]:
        """Slot name and the text that stands in it, in order."""
        text = self.text
        return tuple([(name, text[start:end]) for start, end, name in self.spans])

    def pattern(self, renamed: Mapping[str, str]) -> str:
        """The format from the first slot to the last as people write it, some slots renamed:
        "{year}-{minute}-{day}".
        """
        return self.written(lambda slot, _: f"{{{renamed.get(slot, slot)}}}") or ""

    def written(self, shown: Callable[[str, str], str | None]) -> str | None:
        """The text with each slot as it is shown, or None where one cannot be."""
        written, cursor = "", self.spans[0][0]
        for start, end, slot in self.spans:
            if (part := shown(slot, self.text[start:end])) is None:
                return None
            written += self.text[cursor:start] + part
            cursor = end
        return written

    def observed(self) -> str:
        """The part of the text that the format stands for."""
        return self.text[self.spans[0][0] : self.spans[-1][1]]

    @property
    def is_dotted(self) -> bool:
        """Whether a dot stands behind the first number of the day, "11.03.2017", wherever its clock
        stands.
        """
        end = next(end for _, end, name in self.spans if name in ("day", "month", "year", "year2"))
        return self.text[end : end + 2].strip()[:1] == "."

    def text_of(self, slot: str) -> str | None:
        """The text in a slot, or None where the shape has no such slot."""
        return next((self.text[start:end] for start, end, name in self.spans if name == slot), None)


def shapes(text: str, language: str | None = None) -> tuple[Shape, ...]:
    """Return every way to see one date in a plain text, of two the first that is whole, likeliest
    kinds first.
    """
    if not any(map(str.isdecimal, text)):
        return ()
    found, numeric = tokens(text), _three_numbers(text)
    in_figures = partial(_numeric_shapes, text, found, numeric, language)
    by_name = partial(_named_shapes, text, found, language)
    # a number before the numeric date may be of a date with a name
    begins = 0 if numeric is None else numeric.start()
    named_first = None in [token.key for token in found if token.end <= begins]
    ways = (by_name, in_figures) if named_first else (in_figures, by_name)
    for way in (*ways, partial(_compact_shapes, text, found, language)):
        if seen := way():
            return tuple(seen)
    return ()


def _three_numbers(text: str) -> re.Match[str] | None:
    """Return the first three numbers with marks between them that are a day, a month and a year;
    None without any.
    """
    match = figures.THREE_NUMBERS.search(text)
    return None if match is None or _has_two_marks(match) or _ends_in_hour(match) else match


def _has_two_marks(numbers: re.Match[str]) -> bool:
    """Return whether two marks part the numbers of a date that is none; but "25/2-2022" is one in
    Denmark and Sweden.
    """
    first, second = numbers["s1"].strip()[0], numbers["s2"].strip()[:1]
    return first != second and not (numbers["s1"] == "/" and len(numbers["c"]) == 4)


def _ends_in_hour(numbers: re.Match[str]) -> bool:
    """Return whether the third of the numbers is an hour, "19. 3. 10.02"."""
    if len(numbers["c"]) > 2:
        return False
    return figures.DAY_BEFORE.search(numbers.string, 0, numbers.start()) is not None


_SLOTS = {
    "ymd": ("year", "month", "day"),
    "dmy": ("day", "month", "year"),
    "mdy": ("month", "day", "year"),
}
#: The orders in which three numbers may stand, by the digits of the first and of the last; and
#: where the year is first.
_ORDERS = {
    **dict.fromkeys(((1, 2), (2, 2)), ("dmy", "mdy", "ymd")),
    **dict.fromkeys(((1, 4), (2, 4)), ("dmy", "mdy")),
    **dict.fromkeys(((4, 1), (4, 2), (4, 3)), ("ymd",)),
}
#: "21. 6. 3. 오후 2:36".
_ORDERS_YEAR_FIRST = _ORDERS | {(2, 1): ("ymd",)}


def _orders(numbers: re.Match[str], language: str | None) -> tuple[str, ...]:
    """Return the orders in which three numbers may be a date; none where a year of four digits
    stands elsewhere in the text, and none of them has its last two.
    """
    table = _ORDERS_YEAR_FIRST if (language or "")[:2] in YEAR_FIRST_LANGUAGES else _ORDERS
    ends = {numbers["a"], numbers["c"]}
    elsewhere = {year[-2:] for year in YEAR.findall(numbers.string)} - ends
    if elsewhere and max(map(len, ends)) < 4:
        return ()
    return table.get((len(numbers["a"]), len(numbers["c"])), ())


def _numeric_shapes(
    text: str, found: Sequence[Token], match: re.Match[str] | None, language: str | None
) -> list[Shape]:
    """Return the shapes of three numbers: a year has four digits, or two where no number has
    four.
    """
    orders = _orders(match, language) if match is not None else ()
    if match is None or not orders:
        return []
    year = "year" if 4 in (len(match["a"]), len(match["c"])) else "year2"
    clock = clock_spans(text, found, match.span(), language)
    made = []
    for order in orders:
        slots = [slot.replace("year", year) for slot in _SLOTS[order]]
        parts = [(*match.span(number), slot) for number, slot in zip("abc", slots, strict=True)]
        made.append(_shape(text, found, [*parts, *clock], order, language))
    return made


#: Digits that no marks part, and a year and a month alone, as addresses have them; the first that
#: is there.
_COMPACT = (
    figures.BETWEEN_BLANKS.fullmatch,
    figures.COMPACT.search,
    figures.IN_PATH.fullmatch,
    figures.YEAR_AND_MONTH.fullmatch,
)


def _compact_shapes(text: str, found: Sequence[Token], language: str | None) -> list[Shape]:
    """Return the shapes of digits without marks, and of a year and a month alone, as addresses have
    them: "2020/05".
    """
    last = figures.COMPACT_YEAR_LAST.fullmatch(text)
    if last is not None:
        a, b, year = last.span("a"), last.span("b"), (*last.span("year"), "year")
        orders = (("dmy", "day", "month"), ("mdy", "month", "day"))
        return [
            _shape(text, (), [(*a, one), (*b, other), year], order, language)
            for order, one, other in orders
        ]
    match = next(filter(None, (find(text) for find in _COMPACT)), None)
    if match is None:
        return []
    spans: list[Span] = [
        (*match.span(slot), slot) for slot, said in match.groupdict().items() if said
    ]
    if "hour" in match.re.groupindex:
        spans += _clock_of_compact(match, found, language)
    return [_shape(text, found, spans, "ymd", language)]


def _clock_of_compact(
    match: re.Match[str], found: Sequence[Token], language: str | None
) -> list[Span]:
    """Return the spans of the zone of digits that hold a clock, or those of a clock elsewhere in
    the text.
    """
    text = match.string
    if not match["hour"]:
        return clock_spans(text, found, match.span(), language)
    ahead = figures.ZONE_AHEAD.search(text, 0, match.start())
    return zone_span(text, match.end()) + ([(*ahead.span("zone"), "zone")] if ahead else [])


def _shape(
    text: str, found: Sequence[Token], spans: Sequence[Span], order: str, language: str | None
) -> Shape:
    """Return a shape of numbers, with the weekday that is named beside them."""
    # "CET" behind a Croatian clock is no Thursday
    seen = [name for name in _weekdays(found, language) if not _is_within(found[name.first], spans)]
    if seen:
        spans = [*spans, (found[seen[0].first].start, found[seen[0].last].end, "weekday_name")]
    return Shape(text, _in_order(spans), order, _strangers(found, seen, spans), language)


def _weekdays(found: Sequence[Token], language: str | None) -> list[Name]:
    """Return the weekdays that are named, in the page's language or else in English, or in any."""
    if not [token for token in found if token.key is not None]:
        return []
    if language is None:
        return _weekdays_in(found, "en") or _weekdays_in_any(found, 3)
    mine = _weekdays_in(found, language)
    english = [] if mine or language == "en" else _beside_numbers(found, _weekdays_in(found, "en"))
    # in a language that is not the page's, shorter words are too often its own: German "man" is a
    # Danish Monday
    return mine or english or _weekdays_in_any(found, 4)


def _weekdays_in(found: Sequence[Token], language: str) -> list[Name]:
    """Return the weekdays that one language names among the tokens."""
    return [name for name in names_in(found, language) if name.weekdays] if language else []


def _weekdays_in_any(found: Sequence[Token], shortest: int) -> list[Name]:
    """Return the weekdays that words of so many letters name in any language."""
    words = [
        (index, token.key) for index, token in enumerate(found) if len(token.key or "") >= shortest
    ]
    return [
        Name(i, i, frozenset(), days) for i, word in words if (days := names.weekdays(word or ""))
    ]


def _beside_numbers(found: Sequence[Token], seen: Sequence[Name]) -> list[Name]:
    """Return the names beside a number: in "Nguyễn Thu Hà / 17/06/2026" a word further off is
    none.
    """
    around = [
        (name, [*found[max(0, name.first - 1) : name.first], *found[name.last + 1 :][:1]])
        for name in seen
    ]
    return [name for name, others in around if None in [token.key for token in others]]


#: A month without a day has its year no further from it, in characters.
_NEAR = 8
#: What a page in one language pays for a date in English and in another, counted as words that do
#: not belong to a date.
_ENGLISH_TIER, _OTHER_TIER = 0.5, 0.75
#: Languages in which "13年12月22日" is of 2013; in Japan it may count the years of an era.
_SHORT_YEARS = ("zh", "ko")

#: Words that keep a date company, but prose too, and those of its labels.
_WORDS_OF_LABELS = frozenset([part for label in DATE_LABELS for part in folded(label).split()])
_COMPANY = COMPANY | date_vocabulary("prose") | _WORDS_OF_LABELS


def _strangers(found: Sequence[Token], seen: Sequence[Name], spans: Sequence[Span]) -> int:
    """Return the number of words that neither belong to a date nor usually stand beside one."""
    words = [
        index
        for index, token in enumerate(found)
        if token.key is not None and token.key not in _COMPANY and not _is_within(token, spans)
    ]
    named = {index for name in seen for index in range(name.first, name.last + 1)} if words else ()
    return len([index for index in words if index not in named])


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    """Return whether a token stands in one of the spans."""
    return bool([name for start, end, name in spans if start < token.end and token.start < end])


class _Seen(NamedTuple):
    """The date that a language sees: whether a part of it lacks, its words and costs, and whether
    it is a third language's.
    """

    is_partial: bool
    cost: float
    shape: Shape
    is_foreign: bool

    @property
    def is_certain(self) -> bool:
        """Whether no further language can see it better."""
        return not (self.is_partial or self.shape.strangers or self.is_foreign)


def _named_shapes(text: str, found: Sequence[Token], language: str | None) -> list[Shape]:
    """Return the shapes of a named date that leave the fewest words unexplained, in the page's
    language, English or others.
    """
    seen = list(_dates_by_language(text, found, language))
    least = min([each[:2] for each in seen], default=None)
    kept: dict[object, Shape] = {}
    for shape in [each.shape for each in seen if each[:2] == least]:
        kept.setdefault(
            (shape.spans, names.months(shape.text_of("month_name") or "", shape.language)), shape
        )
    return list(kept.values())


def _dates_by_language(text: str, found: Sequence[Token], language: str | None) -> Iterator[_Seen]:
    """Yield the date that each language sees, the cheapest languages first, up to one that is
    certain.
    """
    clock = clock_spans(text, found, None, language)
    words = _outside(text, found, clock)
    numbered = numbered_months(words)
    alike: dict[object, tuple[float, Shape | None]] = {}
    for tongue, cost in _tongues(found, language):
        is_foreign = tongue not in (language, "en")
        named = _foreign_names(found, tongue, language) if is_foreign else names_in(found, tongue)
        # forty languages know "Jan" where English does, and see the same date
        view = (
            tongue[:2] in _SHORT_YEARS,
            *[(n.first, n.last, not n.months, not n.weekdays) for n in named],
        )
        if view not in alike:
            alike[view] = cost, _dated(words, clock, tongue, named, numbered)
        cheapest, shape = alike[view]
        if shape is None or cost > cheapest:
            continue
        seen = _Seen(
            _lacks_part(shape), shape.strangers + cost, shape._replace(language=tongue), is_foreign
        )
        yield seen
        if seen.is_certain:
            return


def _outside(text: str, found: Sequence[Token], clock: Sequence[Span]) -> Words:
    """Return a text with its tokens, of which those of its clock are taken."""
    timed = [span for span in clock if span[2]]
    taken = [index for index, token in enumerate(found) if _is_within(token, timed)]
    return Words(text, found, frozenset(taken))


def _foreign_names(found: Sequence[Token], tongue: str, language: str | None) -> list[Name]:
    """Return the names of a third language, but for those that are weekdays: "Sat, 29 Ot 2022" is
    no September.
    """
    seen = names_in(found, tongue, 3 if language else 1)
    return [name for name in seen if not names_weekday(found, name, language)]


def _lacks_part(shape: Shape) -> bool:
    """Return whether a shape has no day or no year."""
    slots = {name for *_, name in shape.spans}
    return "day" not in slots or slots.isdisjoint(("year", "year2"))


def _tongues(found: Sequence[Token], language: str | None) -> Iterator[tuple[str, float]]:
    """Yield the page's language, English, and each other that knows a month among the words, with
    what it costs.
    """
    english, other = (_ENGLISH_TIER, _OTHER_TIER) if language else (0.0, 0.0)
    if language:
        yield language, 0.0
    if not (language or "").startswith("en"):
        yield "en", english
    for tongue in sorted(_knowing_a_month(found) - {"en"}):
        yield tongue, other


def _knowing_a_month(found: Sequence[Token]) -> set[str]:
    """Return the languages that know a month among the words, or among pairs of them."""
    words = [token.key for token in found if token.key]
    words += [
        f"{a.key} {b.key}" for a, b in pairwise(found) if a.key in names.FIRST_WORDS and b.key
    ]
    return {tongue for key in words for tongue in names.speakers(key)}


class _Month(NamedTuple):
    """A month, the slot that it fills, and the spans of the day and the year that go with it."""

    name: Name
    slot: str
    parts: dict[str, tuple[int, int]]

    def rank(self) -> tuple[bool, bool, bool, int]:
        """What it lacks, so that the least is the best: a day, a year, a name that is no weekday's,
        the first place.
        """
        lacks_year = self.parts.keys().isdisjoint(("year", "year2"))
        return ("day" not in self.parts, lacks_year, bool(self.name.weekdays), self.name.first)


def _dated(
    words: Words,
    clock: Sequence[Span],
    language: str,
    seen: Sequence[Name],
    numbered: Sequence[tuple[Name, str]],
) -> Shape | None:
    """Return the date that a language sees: around the month that has a day and a year beside
    it.
    """
    # a date with its range and its labels names two; where there are more than six, the first are
    # looked at
    listed = [*[(name, "month_name") for name in seen if name.months], *numbered][:6]
    months = [_Month(name, slot, _parts(words, name)) for name, slot in listed]
    months = [month for month in months if month.name.first not in words.busy]
    best = min(months, key=_Month.rank, default=None)
    if best is None or not best.parts:
        return None
    month, parts = best.name, best.parts
    if language[:2] in _SHORT_YEARS:
        parts = _with_short_year(parts)
    spans = [(*words.span(month.first, month.last), best.slot), *clock]
    spans += [(*span, slot) for slot, span in parts.items()]
    spans += _weekday_beside(words, month, seen)
    left = _strangers(words.found, seen, spans) + _other_months(words, month, months)
    return Shape(words.text, _in_order(spans), "name", left, language)


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of slots in their order, without those that have none, as a zone's name that
    repeats its offset.
    """
    return tuple(sorted([span for span in spans if span[2]]))


def _with_short_year(parts: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return the parts with a year of two digits under the name that it has: "13年12月22日"."""
    start, end = parts.get("year", (0, 0))
    return (
        {"year2" if slot == "year" else slot: span for slot, span in parts.items()}
        if end - start == 2
        else parts
    )


def _weekday_beside(words: Words, month: Name, seen: Sequence[Name]) -> list[Span]:
    """Return the span of the first weekday that is named outside the clock and the month; none
    without one.
    """
    taken = words.busy.union(range(month.first, month.last + 1))
    weekdays = [name for name in seen if name.weekdays and name.first not in taken]
    return [(*words.span(name.first, name.last), "weekday_name") for name in weekdays[:1]]


def _other_months(words: Words, month: Name, months: Sequence[_Month]) -> int:
    """Return how many other months are named: "mar 9 nov 2021" is no English date."""
    named = [each.name for each in months if each.slot == "month_name" and not each.name.weekdays]
    return len(
        [name for name in named if words.found[name.first].key != words.found[month.first].key]
    )


def _parts(words: Words, month: Name) -> dict[str, tuple[int, int]]:
    """Return the spans of day and year around a month: those beside it, or the nearest year of the
    text.
    """
    day, year = day_and_year(words, month)
    if not words.is_year(year):
        year = _distant_year(words, month, day, year)
    parts = {"day": day, "year" if words.is_year(year) else "year2": year}
    return {slot: words.span(index, index) for slot, index in parts.items() if index is not None}


def _distant_year(words: Words, month: Name, day: int | None, beside: int | None) -> int | None:
    """Return the nearest year of four digits, or with its mark, or one of two with an apostrophe;
    else the one ``beside``.
    """
    start, end = words.span(month.first, month.last)
    numbers = words.numbers()
    ranks = [
        (token.digits != 4, _distance(token, start, end), index)
        for index, token in numbers
        if words.is_year(index)
    ]
    if not ranks:
        cut = (i for i, token in numbers if i != day and _is_cut_year(words.text, token))
        return next(cut, beside)
    _, distance, nearest = min(ranks)
    return nearest if day is not None or distance <= _NEAR else None


def _distance(token: Token, start: int, end: int) -> float:
    """Return how far a token stands from a span, of two as far off that before it the nearer."""
    return start - token.end if token.end <= start else token.start - end + 0.5


def _is_cut_year(text: str, token: Token) -> bool:
    """Return whether a number is a year whose century an apostrophe stands for: "Feb '22"."""
    return token.digits == 2 and text[max(0, token.start - 1) : token.start] in ("'", "’", "‘")
