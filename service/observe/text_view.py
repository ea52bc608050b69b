"""A text dump as a view: each line is an element of the page's body, and the article's place among them is marked.

With it the readers of a page's dates and names read a dump too: a line is a paragraph, a heading or a short element, lines of
one shape ("2 March 2024", "27 May 2023") are of one make, and what stands among comments or far from the article is another's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from service import names
from service.lexicon.date_spans import dates_within, day_numbers, first_date, looks_like_date, names_day
from service.lexicon.date_telling import is_date_label, label_field
from service.lexicon.labels import label_of
from service.lexicon.people import is_byline_names
from service.lexicon.signatures import signed
from service.lexicon.texts import word_count
from service.model import Observation, Source
from service.observe.date_stretch import DATE_LINE, DIGIT, ODD_CLOCK
from service.observe.text_lines import DATES, Line, ends_sentence, opens_with_date
from service.view.columns import BLOCK, View
from service.view.places import AFTER_HEADLINE, ARTICLE, CAPTION, NEIGHBOUR, Places

#: Dates recorded from running text.
MOST_OTHER_DATES = 40
#: Where a value of a dump stands → (witness, reliability, that of a date there).
PLACES = {
    "text:label": ("machine", 0.9, 0.97),
    # a mail's sender, who need not have written what he sends
    "text:sender": ("machine", 0.75, 0.75),
    "text:byline": ("human", 0.93, 0.97),
    "text:above-headline": ("human", 0.93, 0.97),
    "text:near-headline": ("human", 0.9, 0.95),
    "text:block": ("machine", 0.85, 0.95),
    "text:headline": ("human", 0.93, 0.93),
    "text:title": ("machine", 0.6, 0.6),
    "text:biography": ("human", 0.85, 0.85),
    "text:copyright": ("human", 0.9, 0.9),
    "text:caption": ("human", 0.1, 0.1),
    "text:credit": ("human", 0.7, 0.7),
    "text:body": ("human", 0.1, 0.1),
    "text:furniture": ("human", 0.3, 0.3),
}


@dataclass(slots=True)
class Dump:
    """The page while it is taken apart."""

    lines: list[Line]
    observations: list[Observation] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    other_dates: int = 0
    #: The first and the last line number among which the article's byline stands, where the dump is of a whole page.
    byline_range: tuple[int, int] | None = None
    #: The number of the line that heads the readers' comments behind the body; 0 where none does.
    comments: int = 0
    #: The number of the headline's line; 0 where none was found, or only a label states it.
    headline_number: int = 0

    def say(self, name: str, raw: str, place: str, line: Line, reliability: float | None = None) -> None:
        """Record one observation; its order is the order of the lines."""
        witness, usual, of_dates = PLACES[place]
        trust = reliability if reliability is not None else of_dates if name in DATES else usual
        if place == "text:headline" and not self.headline_number:
            self.headline_number = line.number
        self.observations.append(
            Observation(name, raw, Source(place, name, witness, trust), f"line {line.number}", len(self.observations))
        )

    def days_above(self) -> list[Line]:
        """The lines between headline and body that are a day, updates aside; all before the body where there is no headline."""
        end, start = (self.body[0].number, self.headline_number) if self.body else (0, 0)
        return [
            line
            for line in self.lines
            if start < line.number < end
            and not self.is_elsewhere(line.number)
            and (line.kind == "byline" or looks_like_date(line.text))
            and label_field(line.text) != "dateModified"
        ]

    def is_elsewhere(self, number: int) -> bool:
        """Return whether a line stands among comments, or in a whole page's dump where other articles' bylines do."""
        first, last = self.byline_range or (0, number)
        return not first <= number <= last or 0 < self.comments < number

    def say_other_dates(self, line: Line, place: str) -> None:
        """Record the dates of running text, so that none is lost, and none is taken for the article's."""
        for stretch in dates_within(line.text, MOST_OTHER_DATES - self.other_dates):
            self.other_dates += 1
            self.say("otherDate", stretch, place, line)


def is_about(name: str, text: str) -> bool:
    """Return whether a line continues about the person whose name opens it: "Jane Doe, who covers courts, has …"."""
    # "Isack Hadjar" / "Isack Hadjar explains crash at Barcelona" is a topic and a title
    behind = text[len(name) : len(name) + 1]
    return (
        text.startswith(name)
        and behind in (",", " ", "(", ".", "'", "’")
        and word_count(text) > (5 if ends_sentence(text) else _TITLE)
    )


#: The titles of stories have as many words; what a box says of its author and does not end has more.
_TITLE = 11


def number_of(o: Observation) -> int:
    """Return the number of the line that an observation comes from."""
    return int(o.locator[5:])


#: A line of as many columns is prose, and counts whole; what a line falls short of the second is taken off, down to the third:
#: twenty links of a menu outweigh a sentence about cookies, and the words between two links of a paragraph do not part a body.
_PROSE, _EVEN, _LEAST = 80, 45, -12
#: Signs of Chinese, Japanese and Korean are as wide as two letters.
_WIDE = re.compile("[\u2e80-\U0010ffff]")


def widths(lines: Sequence[Line]) -> list[int]:
    """Return how wide in print the lines before each place are together; the last number is the width of all."""
    wide = [len(text) if (text := line.text).isascii() else len(text) + len(_WIDE.findall(text)) for line in lines]
    return [0, *accumulate(wide)]


def densest(wide: Sequence[int]) -> tuple[int, int]:
    """Return the places of the first and the last line of the run of lines that has most prose for its length."""
    best = weight = start = 0
    found = 0, 0
    for i in range(len(wide) - 1):
        if weight <= 0:
            weight, start = 0, i
        columns = wide[i + 1] - wide[i]
        weight += columns if columns >= _PROSE else max(columns - _EVEN, _LEAST)
        if weight > best:
            best, found = weight, (start, i)
    return found


_TAGS = {"body": "p", "paragraph": "p", "biography": "p", "caption": "figcaption"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
#: The date that ends an article stands no further behind it.
_FOOT = 3
#: So many lines hold two stories of a list, with their titles and summaries.
_NEAR = 24
#: As many days in a dump without a body are a list's.
_LIST = 3


class DumpView(View):
    """The columns of a dump: the body is element 0, the line at place ``i`` of the dump is element ``i + 1``."""

    __slots__ = ("numbers",)

    def __init__(self, lines: list[Line], headline: int) -> None:
        """Make an element of each line; the headline's is an h1."""
        super().__init__("")
        count = len(lines)
        self.numbers = [0, *[line.number for line in lines]]
        self.tags = ["body", *["h1" if line.number == headline else _TAGS.get(line.kind, "div") for line in lines]]
        self.parents = [-1, *[0] * count]
        self.ends = [count + 1, *range(2, count + 2)]
        self.runs = [BLOCK + line.text for line in lines]
        self.starts = [0, *range(count)]
        self.stops = [count, *range(1, count + 1)]
        self.owners = list(range(1, count + 1))
        self.direct = {place: [place - 1] for place in self.owners}
        self.attributes = [{}, *[{"class": _make(line.text)} if DIGIT.search(line.text) else {} for line in lines]]
        self._roles = [frozenset()] * (count + 1)
        self._by_tag.clear()
        for place, tag in enumerate(self.tags):
            self._by_tag[tag].append(place)

    def locator(self, place: int) -> str:
        """The number of the element's line: "line 12"."""
        return f"line {self.numbers[place]}"


def _make(text: str) -> str:
    """Return the shape of a short line, which lines of one make share: "a 0 a 0" of "Published 4 March 2024"."""
    return _DIGITS.sub("0", _LETTERS.sub("a", text)) if len(text) <= DATE_LINE else ""


class DumpPlaces(Places):
    """The fixed points of a dump's view; where no headline was found, the article begins where its byline may stand."""

    _headings = ("div",)

    def __init__(self, view: DumpView, dump: Dump, block: list[Line]) -> None:
        """Take headline and body from the dump, and set the region of each line."""
        at = {line.number: place for place, line in enumerate(dump.lines, 1)}
        first = at[dump.byline_range[0]] - 1 if dump.byline_range else 0
        self.view = view
        self.headline = at.get(dump.headline_number, first)
        self.own = {self.headline} if dump.headline_number else set()
        self.first_paragraph = at[dump.body[0].number] if dump.body else self.headline + AFTER_HEADLINE
        self._opening = self.headline
        self.article_range = 0, len(view)
        self.lines = dump.lines
        self._regions = [ARTICLE, *[_region(dump, place) for place in range(len(dump.lines))]]
        for place in (*(at[line.number] for line in block), *self._others()):
            self._regions[place] = NEIGHBOUR
        # the days that short lines name, by their places
        dated = [place for place, line in enumerate(dump.lines, 1) if len(line.text) <= DATE_LINE and DIGIT.search(line.text)]
        self._days = {place: day for place in dated if (day := _day(self.lines[place - 1].text)) is not None}
        if not dump.headline_number:
            # far from the body only what is labelled is the article's
            self.headline = min([self.headline, *(place - 1 for place in self._days if self._regions[place] == ARTICLE)])
        own = [at[line.number] for line in dump.days_above()]
        if any(self._regions[place] == ARTICLE and self.lines[place - 1].kind in ("byline", "label") for place in self._days):
            # a day of the body's is none of the article's where a line that is only a byline or a label states one
            for place in self._days:
                if self.lines[place - 1].kind == "body":
                    self._regions[place] = NEIGHBOUR
        if own:
            self._tell_caption(own)
            self._tell_other_days(own, dump)
        self._tell_lists(bool(dump.body))

    def _tell_caption(self, own: list[int]) -> None:
        """Make words and a day right above a paragraph a picture's, beside another day: "Az új híd, 2013. július 14."."""
        place, below = own[-1], self.lines[own[-1]]
        before = re.split(r"\d", self.lines[place - 1].text, maxsplit=1)[0]
        words = [word for word in _WORD.findall(before) if not names.months(word) and not names.weekdays(word)]
        glued = place + 1 == self.first_paragraph and not below.after_blank
        if len(own) > 1 and glued and len(words) > 1 and not self._is_stated(place):
            self._regions[place] = CAPTION

    def _tell_other_days(self, own: list[int], dump: Dump) -> None:
        """Make days a neighbour's where one stands between headline and body: those above it, of the page, and those behind.

        A bare day there may be an event's, "Saturday 12 June 2021", and leaves what a label or a byline at the foot says.
        """
        days = {day_numbers(self.lines[place - 1].text) for place in own}
        bare = not any(map(self._is_plainly_own, own))
        foot = dump.body[-1].number + _FOOT
        for place in self._days:
            line = self.lines[place - 1]
            if line.number < dump.headline_number:
                away = looks_like_date(line.text) and not self._is_stated(place)
            elif away := place > self.first_paragraph and day_numbers(line.text) not in days and names_day(line.text):
                # one that hangs below another story's title, "Flood victims wait" / "Published 5 March 2021", is that story's
                parted = line.number <= foot or line.after_blank or self.lines[place - 2].kind != ""
                away = not (bare and parted and self._is_stated(place))
            if away:
                self._regions[place] = NEIGHBOUR

    def _is_plainly_own(self, place: int) -> bool:
        """Return whether a day is plainly the article's: by a label, a byline, or a clock at which no event begins."""
        beside = range(max(1, place - 2), min(len(self.lines), place + 2) + 1)
        clock = ODD_CLOCK.search(self.lines[place - 1].text) is not None
        return clock or self._is_stated(place) or any(map(self._signs, beside))

    def _is_stated(self, place: int) -> bool:
        """Return whether a line labels its date, stands below its label, or names who wrote on that day."""
        above = self.lines[place - 2].text if place > 1 else ""
        return bool(label_field(self.lines[place - 1].text)) or is_date_label(above.strip(" :")) or self._signs(place)

    def _signs(self, place: int) -> bool:
        text = self.lines[place - 1].text
        named = label_of(text)
        return signed(text) is not None or (named is not None and named[0] == "author" and is_byline_names(named[1]))

    def _tell_lists(self, embodied: bool) -> None:
        """Make the days of a list of stories a neighbour's: several of one make above the body, or near one another.

        A dump without a body and with several days is a list whatever their make.
        """
        lists: dict[str, dict[int, frozenset[int]]] = {}
        for place, day in self._days.items():
            if self._regions[place] == ARTICLE:
                lists.setdefault(_make(self.lines[place - 1].text) if embodied else "", {})[place] = day
        for dated in lists.values():
            if len(set(dated.values())) < _LIST:
                continue
            first, *_, third = sorted(dated)[:_LIST]
            published = {place for place in dated if label_field(self.lines[place - 1].text) == "datePublished"}
            if not embodied or third <= self.first_paragraph or third - first <= _NEAR:
                for place in dated.keys() - (published if len(published) == 1 else set()):
                    self._regions[place] = NEIGHBOUR


def _day(text: str) -> frozenset[int] | None:
    """Return the numbers of the day in a short line, None without one."""
    return day_numbers(text) if first_date(text) or looks_like_date(text) else None


def _region(dump: Dump, at: int) -> str:
    """Return whose a line is; a line with or below a date's label may stand anywhere but among comments."""
    line = dump.lines[at]
    if line.kind == "caption":
        return CAPTION
    if 0 < dump.comments < line.number or line.kind in ("copyright", "biography", "value"):
        return NEIGHBOUR
    if line.kind == "label":
        labelled = label_of(line.text)
        return ARTICLE if labelled is None or labelled[0] in DATES else NEIGHBOUR
    if line.kind == "body" and not (DIGIT.search(line.text) and opens_with_date(line.text)):
        return NEIGHBOUR
    away = dump.is_elsewhere(line.number) and not (at and is_date_label(dump.lines[at - 1].text.strip(" :")))
    return NEIGHBOUR if away else ARTICLE
