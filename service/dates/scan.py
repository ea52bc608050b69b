"""Where the parts of a date stand in a text: its shapes, each a way to assign slots to spans.

A shape says how the string *looks*, not what is true: "2022-40-25" looks like {year}-{month}-{day}.  Doubt between components
("03/04/2022") is two shapes.  Everything here is linear in the text, which is cut to a bounded length first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from service import names
from service.dates.formats import SLOTS, Moment
from service.dates.zones import clock_spans, zone_span
from service.lexicon.date_words import COMPANY, YEAR, Name, Span, Token, dated, names_in, names_weekday, tokens
from service.lexicon.labels import LABELS
from service.lexicon.named_dates import Words, day_and_year, numbered_months
from service.spelling import folded

#: Languages that write the year first, in two digits too: "21.12.12" in Seoul is no 21 December.
YEAR_FIRST_LANGUAGES = frozenset(("zh", "ja", "ko", "hu", "lt", "mn"))
# "2O20-10-15", from a scan, is no 15 October of 2020 written backwards: what stands behind a letter in a number is its rest.
# In "19.3. 10:02" and "19. 3. 10.02" the third number is an hour, and the year is left out; "5/10/01/2022" has another year
_NUMERIC = re.compile(
    r"(?<![\d.,:])(?<!\d[OoIlОо])(?P<a>\d{1,6})(?P<s1>\s?[-/._]{1,2}\s?)(?P<b>\d{1,3})(?P<s2>\s?[-/._]{1,2}\s?|\s(?=20\d\d(?!\d)))(?P<c>(?!(?<=\.\s)\d{1,2}[:.]\d\d(?!\d))\d{1,6})(?![\d]|[.,:]\d{3}|[-/.](?:19|20)\d\d(?![\w/-]))"
)
#: The "19." before the month of "19. 3. 10.02", whose clock gives no year.
_DAY_BEFORE = re.compile(r"(?<![\d.])\d{1,2}\.\s\Z")
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:(?:T|[_: -](?=(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)))?(?P<hour>\d\d)(?P<minute>\d\d)"
    r"(?:(?P<second>\d\d)(?:\d{3}|[.,]\d{1,9}(?=Z|[+-]\d|\Z))?)?)?(?!\d)"
)
#: "TZID=Europe/Berlin:20210325T144012", of iCalendar (RFC 5545).
_ZONE_AHEAD = re.compile(r"TZID=(?P<zone>[A-Za-z_]{2,20}(?:/[A-Za-z_]{2,20}){1,2}):\s?\Z")
#: The same with the year behind, and with nothing but blanks between: "25022022", "25 02 2022", "2022 02 25".
_COMPACT_LAST = re.compile(r"(?P<a>\d\d)(?P<s> ?)(?P<b>\d\d)(?P=s)(?P<year>(?:19|20)\d\d)")
_BLANKS = re.compile(
    r"(?P<year>(?:19|20)\d\d) (?P<month>[01]?\d) (?P<day>[0-3]?\d)"
    r"(?: (?P<hour>\d\d)[: ](?P<minute>\d\d)(?:[: ](?P<second>\d\d))?)?"
)
#: "2021/0325", "2021-03/25" and "202103/25", as addresses of China's papers have it.
_IN_PATH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/]?(?P<month>\d\d)/?(?P<day>\d\d)")
_YEAR_AND_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})")


class Shape(NamedTuple):
    """One way to see a date in a text: its spans, the order of its parts ("ymd", "dmy", "mdy", "name", ""), how many words are
    no part of a date and no usual company of one, and the language of its names."""

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
        """The format from the first slot to the last as people write it, some slots renamed: "{year}-{minute}-{day}"."""
        return self._written(lambda slot, _: f"{{{renamed.get(slot, slot)}}}") or ""

    def rendered(self, moment: Moment, renamed: Mapping[str, str]) -> str | None:
        """The moment written in that format, or None where a slot cannot show it."""
        return self._written(lambda slot, text: SLOTS[renamed.get(slot, slot)].render(moment, text, self.language))

    def _written(self, shown: Callable[[str, str], str | None]) -> str | None:
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
        """Whether a dot stands behind the first number of the day, "11.03.2017", wherever its clock stands."""
        end = next(end for _, end, name in self.spans if name in ("day", "month", "year", "year2"))
        return self.text[end : end + 2].strip()[:1] == "."

    def text_of(self, slot: str) -> str | None:
        """The text in a slot, or None where the shape has no such slot."""
        return next((self.text[start:end] for start, end, name in self.spans if name == slot), None)


def shapes(text: str, language: str | None = None) -> tuple[Shape, ...]:
    """Return every way to see one date in a plain text, of two the first that is whole, likeliest kinds first."""
    if not any(map(str.isdecimal, text)):
        return ()
    numeric = _NUMERIC.search(text)
    if numeric is not None and (
        # "25/2-2022" in Denmark, "25/2 2022" in Sweden
        (numeric["s1"].strip()[0] != numeric["s2"].strip()[:1] and (numeric["s1"] != "/" or len(numeric["c"]) != 4))
        or (len(numeric["c"]) <= 2 and _DAY_BEFORE.search(text, 0, numeric.start()))
    ):
        numeric = None
    found = tokens(text)
    # a number before the numeric date may be of a date with a name
    later = numeric is not None and None in [token.key for token in found if token.end <= numeric.start()]
    seen = [] if later else _numeric_shapes(text, found, numeric, language)
    seen = seen or _named_shapes(text, found, language) or (_numeric_shapes(text, found, numeric, language) if later else [])
    return tuple(seen or _compact_shapes(text, found, language))


def _numeric_shapes(text: str, found: Sequence[Token], match: re.Match[str] | None, language: str | None) -> list[Shape]:
    """Return the shapes of three numbers: a year has four digits, or two where no number has four."""
    if match is None:
        return []
    first, last = len(match["a"]), len(match["c"])
    year = "year" if 4 in (first, last) else "year2"
    ymd, dmy, mdy = (year, "month", "day"), ("day", "month", year), ("month", "day", year)
    # "21. 6. 3. 오후 2:36" has the year first
    year_first = last <= 3 if first == 4 else (first, last) == (2, 1) and (language or "")[:2] in YEAR_FIRST_LANGUAGES
    orders = {"ymd": ymd} if year_first else {}
    if first <= 2 and last in (2, 4):
        orders = {"dmy": dmy, "mdy": mdy} | ({"ymd": ymd} if last == 2 else {})
    if year == "year2" and {other[-2:] for other in YEAR.findall(text)} - {match["a"], match["c"]}:
        orders = {}
    clock = clock_spans(text, found, match.span(), language) if orders else []
    return [
        _shape(text, found, [*[(*match.span(n), slot) for n, slot in zip("abc", slots, strict=True)], *clock], order, language)
        for order, slots in orders.items()
    ]


def _compact_shapes(text: str, found: Sequence[Token], language: str | None) -> list[Shape]:
    """Return the shapes of digits without marks, and of a year and a month alone, as addresses have them: "2020/05"."""
    last = _COMPACT_LAST.fullmatch(text)
    if last is not None:
        a, b, year = last.span("a"), last.span("b"), (*last.span("year"), "year")
        orders = (("dmy", "day", "month"), ("mdy", "month", "day"))
        return [_shape(text, (), [(*a, one), (*b, other), year], order, language) for order, one, other in orders]
    match = _BLANKS.fullmatch(text) or _COMPACT.search(text) or _IN_PATH.fullmatch(text) or _YEAR_AND_MONTH.fullmatch(text)
    if match is None:
        return []
    spans: list[Span] = [(*match.span(slot), slot) for slot, said in match.groupdict().items() if said]
    if match.re not in (_IN_PATH, _YEAR_AND_MONTH):
        spans += zone_span(text, match.end()) if match["hour"] else clock_spans(text, found, match.span(), language)
        ahead = _ZONE_AHEAD.search(text, 0, match.start()) if match["hour"] else None
        spans += [(*ahead.span("zone"), "zone")] if ahead is not None else []
    return [_shape(text, found, spans, "ymd", language)]


def _shape(text: str, found: Sequence[Token], spans: Sequence[Span], order: str, language: str | None) -> Shape:
    """Return a shape of numbers, with the weekday that is named beside them."""
    # "CET" behind a Croatian clock is no Thursday
    seen = [name for name in _weekdays(found, language) if not _is_within(found[name.first], spans)]
    if seen:
        spans = [*spans, (found[seen[0].first].start, found[seen[0].last].end, "weekday_name")]
    return Shape(text, tuple(sorted([s for s in spans if s[2]])), order, _strangers(found, seen, spans), language)


def _weekdays(found: Sequence[Token], language: str | None) -> list[Name]:
    """Return the weekdays that are named, in the page's language or else in English, or in any."""
    words = [(index, token.key) for index, token in enumerate(found) if token.key is not None]
    for tongue in dict.fromkeys((language, "en")) if words else ():
        seen = [name for name in names_in(found, tongue) if name.weekdays] if tongue else []
        if tongue != language and language is not None:
            # "Nguyễn Thu Hà / 17/06/2026": a word elsewhere, if no number stands beside it
            beside = [(name, [*found[max(0, name.first - 1) : name.first], *found[name.last + 1 :][:1]]) for name in seen]
            seen = [name for name, others in beside if None in [token.key for token in others]]
        if seen:
            return seen
    # in a language that is not the page's, shorter words are too often its own: German "man" is a Danish Monday
    least = 3 if language is None else 4
    return [Name(i, i, frozenset(), days) for i, word in words if len(word) >= least and (days := names.weekdays(word))]


#: A month without a day has its year no further from it, in characters.
_NEAR = 8
#: What a page in one language pays for a date in English and in another, counted as words that do not belong to a date.
_ENGLISH_TIER, _OTHER_TIER = 0.5, 0.75
#: Languages in which "13年12月22日" is of 2013; in Japan it may count the years of an era.
_SHORT_YEARS = ("zh", "ko")

#: Words that keep a date company, but prose too, and those of its labels.
_COMPANY = (
    COMPANY
    | dated("prose")
    | {part for field in ("datePublished", "dateModified", "date") for label in LABELS[field] for part in folded(label).split()}
)


def _strangers(found: Sequence[Token], seen: Sequence[Name], spans: Sequence[Span]) -> int:
    """Return the number of words that neither belong to a date nor usually stand beside one."""
    words = [(i, t) for i, t in enumerate(found) if t.key is not None and t.key not in _COMPANY and not _is_within(t, spans)]
    named = {index for name in seen for index in range(name.first, name.last + 1)} if words else ()
    return len([index for index, _ in words if index not in named])


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    """Return whether a token stands in one of the spans."""
    return bool([name for start, end, name in spans if start < token.end and token.start < end])


def _named_shapes(text: str, found: Sequence[Token], language: str | None) -> list[Shape]:
    """Return the shapes of a named date that leave the fewest words unexplained: in the page's language, English or others."""
    clock = clock_spans(text, found, None, language)
    timed = [span for span in clock if span[2]]
    words = Words(text, found, frozenset([i for i, t in enumerate(found) if _is_within(t, timed)] if timed else ()))
    numbered = numbered_months(words)
    best: list[tuple[bool, float, Shape]] = []
    alike: dict[object, tuple[float, Shape | None]] = {}
    for tongue, cost in _tongues(found, language):
        other = tongue not in (language, "en")
        seen = names_in(found, tongue, 3 if other and language else 1)
        if other:
            # "Sat, 29 Ot 2022" on an English page is no September
            seen = [name for name in seen if not names_weekday(found, name, language)]
        # forty languages know "Jan" where English does, and see the same date
        view = (tongue[:2] in _SHORT_YEARS, *[(n.first, n.last, not n.months, not n.weekdays) for n in seen])
        cheapest, shape = alike.get(view) or (cost, _dated(words, clock, tongue, seen, numbered))
        alike[view] = cheapest, shape
        if shape is None or cost > cheapest:
            continue
        said = {name for *_, name in shape.spans}
        partial = "day" not in said or said.isdisjoint(("year", "year2"))
        best.append((partial, shape.strangers + cost, shape._replace(language=tongue)))
        if not (partial or shape.strangers or other):
            break
    least = min([each[:2] for each in best], default=None)
    kept: dict[object, Shape] = {}
    for *rank, shape in best:
        if tuple(rank) == least:
            kept.setdefault((shape.spans, names.months(shape.text_of("month_name") or "", shape.language)), shape)
    return list(kept.values())


def _tongues(found: Sequence[Token], language: str | None) -> Iterator[tuple[str, float]]:
    """Yield the page's language, English, and each other that knows a month among the words, with what it costs."""
    if language:
        yield language, 0.0
    if (language or "")[:2] != "en":
        yield "en", _ENGLISH_TIER if language else 0.0
    words = [token.key for token in found if token.key]
    words += [f"{a.key} {b.key}" for a, b in pairwise(found) if a.key in names.FIRST_WORDS and b.key]
    knowing = {tongue for key in words for tongue in names.speakers(key)}
    yield from [(tongue, _OTHER_TIER if language else 0.0) for tongue in sorted(knowing - {"en"})]


def _dated(
    words: Words, clock: Sequence[Span], language: str, seen: Sequence[Name], numbered: Sequence[tuple[Name, str]]
) -> Shape | None:
    """Return the date that a language sees: around the month that has a day and a year beside it."""
    # a date with its range and its labels names two; where there are more than six, the first are looked at
    months = [*[(name, "month_name") for name in seen if name.months], *numbered][:6]
    months = [month for month in months if month[0].first not in words.busy]
    ranked = []
    for month, slot in months:
        parts = _parts(words, month)
        weaker = bool(month.weekdays) and len(months) > 1
        rank = ("day" not in parts, "year" not in parts and "year2" not in parts, weaker, month.first)
        ranked.append((rank, month, slot, parts))
    if not ranked:
        return None
    _, month, slot, parts = min(ranked, key=lambda each: each[0])
    if not parts:
        return None
    if language[:2] in _SHORT_YEARS and (year := parts.get("year")) and year[1] - year[0] == 2:
        parts["year2"] = parts.pop("year")
    spans = [(*words.span(month.first, month.last), slot), *clock, *[(*span, slot) for slot, span in parts.items()]]
    weekdays = [n for n in seen if n.weekdays and n.first not in words.busy and not month.first <= n.first <= month.last]
    spans += [(*words.span(name.first, name.last), "weekday_name") for name in weekdays[:1]]
    # "mar 9 nov 2021" is no English date
    mine = words.found[month.first].key
    others = [o for o, slot in months if slot == "month_name" and not o.weekdays and words.found[o.first].key != mine]
    left = _strangers(words.found, seen, spans) + len(others)
    spans = [span for span in spans if span[2]]
    return Shape(words.text, tuple(sorted(spans)), "name", left, language)


def _parts(words: Words, month: Name) -> dict[str, tuple[int, int]]:
    """Return the spans of day and year around a month: those beside it, or the nearest year of the text."""
    day, year = day_and_year(words, month)
    start, end = words.span(month.first, month.last)
    if not words.is_year(year):
        years = [(start - t.end if t.end <= start else t.start - end + 0.5, i) for i, t in words.numbers() if words.is_year(i)]
        if years:
            # a year of four digits before one of fewer with its mark
            distance, nearest = min([near for near in years if words.found[near[1]].digits == 4] or years)
            year = nearest if day is not None or distance <= _NEAR else None
        else:
            # "Feb '22"
            marked = [
                i for i, t in words.numbers() if t.digits == 2 and i != day and t.start and words.text[t.start - 1] in "'’‘"
            ]
            year = next(iter(marked), year)
    parts = {"day": words.span(day, day)} if day is not None else {}
    if year is not None:
        parts["year" if words.is_year(year) else "year2"] = words.span(year, year)
    return parts
