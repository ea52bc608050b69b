"""A page's visible text, as a text-dump scraper keeps it → observations.

Nothing marks what is what here, so each line is typed by its content and its place.  With these
marks the dump is written as a page, an element a line, and a page's readers find its dates and
names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from service.lexicon.lines import credit_in
from service.lexicon.people import PROFESSIONS, ROLE_NOUNS, is_byline_names, looks_like_organisation
from service.lexicon.texts import fold, split_bars, word_count
from service.model import Finding, Observation
from service.observe import body, date_owners, datelines
from service.observe.printed_clocks import with_clock
from service.observe.sources import DATED
from service.observe.text_body import find_body
from service.observe.text_headline import read_headline
from service.observe.text_lines import SIGNED, Dump, Line, ends_sentence, opens_biography, read_dump
from service.observe.text_values import read_block, read_labels
from service.spans.date_context import is_date_label, label_field
from service.spans.date_lines import DATE_LINE, DIGIT
from service.spans.date_spans import dates_within, day_numbers, first_date, looks_like_date
from service.spans.labelled import label_of, split_byline
from service.view.columns import View
from service.view.places import AFTER_HEADLINE, ARTICLE, CAPTION, LIST, NEIGHBOUR, Places


def observe_text(
    text: str, address: str = ""
) -> tuple[tuple[Observation, ...], str, tuple[Finding, ...]]:
    """Return the observations of a text dump, its body, and findings about the whole; the address
    may name its headline.
    """
    dump, findings = read_dump(text)
    find_body(dump)
    read_labels(dump)
    read_headline(dump, address)
    _drop_what_is_others(dump)
    read_block(dump)
    _read_as_a_page(dump)
    _read_rest(dump)
    dump.observations.sort(key=lambda o: o.order)
    return tuple(dump.observations), "\n\n".join([line.raw for line in dump.body]), findings


_TAGS = {"body": "p", "paragraph": "p", "caption": "figcaption"}
#: The place of the first line's element, behind html, head and body; the words of a date's form,
#: and marks of markup in it.
_FIRST, _WORDS = 3, re.compile(r"\w+|[&\"]")


def as_page(dump: Dump) -> View:
    """Return the view of a page with an element for each line; lines with days of one form, "2
    March", are of one class.
    """
    elements = []
    for line in dump.lines:
        tag = "h1" if line.number == dump.headline_number else _TAGS.get(line.kind, "div")
        dated = (
            dump.body
            and (not line.kind or line.kind in SIGNED)
            and DIGIT.search(line.text, 0, DATE_LINE)
        )
        form = _WORDS.sub("a", line.text[:DATE_LINE]) if dated else ""
        elements.append(
            f'<{tag} class="{form}">{line.text.replace("&", "&amp;").replace("<", "&lt;")}</{tag}>'
        )
    return View("".join(elements))


class DumpPlaces(Places):
    """The fixed points of a dump's page; where no headline was found, the article begins where its
    byline may stand.
    """

    _headings = ("div",)

    def __init__(self, view: View, dump: Dump) -> None:
        """Take headline and body from the dump, and set the region of each line."""
        self.view = view
        at = {line.number: place for place, line in enumerate(dump.lines, _FIRST)}
        self.headline = at.get(dump.headline_number, at.get(dump.byline_range[0], _FIRST) - 1)
        self.own = {self.headline} if dump.headline_number else set()
        self.first_paragraph = (
            at[dump.body[0].number] if dump.body else self.headline + AFTER_HEADLINE
        )
        self._opening = self.headline
        self.article_range = 0, len(view)
        self._regions = {place: _region(dump, place - _FIRST) for place in at.values()}
        self._regions.update(dict.fromkeys((*self._others(), *self._other_days(dump)), NEIGHBOUR))

    def _other_days(self, dump: Dump) -> Iterator[int]:
        """Yield the lines with days of others: of a list, and those beside what signs the article
        below its headline.
        """
        lines = enumerate(dump.lines, _FIRST)
        days = {place: day_numbers(line.text) for place, line in lines if _is_day(line)}
        between = [place for place in days if self.headline < place < self.first_paragraph]
        yield from self._listed_days(days, self._end_of_lists(dump, {days[at] for at in between}))
        signed_days = {days[at] for at in between if dump.lines[at - _FIRST].kind}
        if self.own and signed_days:
            yield from self._days_beside(dump, days, signed_days)

    def _end_of_lists(self, dump: Dump, between: Set[frozenset[int]]) -> int:
        """Return where no list of days stands any more: the one day between headline and body is
        the article's own.
        """
        if not self.own or not dump.body:
            return len(self.view)
        return self.first_paragraph if len(between) > 1 else self.headline

    def _listed_days(self, days: Mapping[int, frozenset[int]], end: int) -> Iterator[int]:
        """Yield the lines whose days stand in elements of one class, as a list's do."""
        listed = {
            place: (self.view.get(place, "class"), day)
            for place, day in days.items()
            if place < end and self._regions[place] == ARTICLE
        }
        forms = Counter([form for form, _ in set(listed.values())])
        yield from [place for place, (form, _) in listed.items() if forms[form] >= LIST]

    def _days_beside(
        self, dump: Dump, days: Mapping[int, frozenset[int]], signed_days: Set[frozenset[int]]
    ) -> Iterator[int]:
        """Yield the lines with days that are not the signed one: bare ones above the headline,
        which are today, and those in or behind the body without a label above.
        """
        for place, day in days.items():
            text = dump.lines[place - _FIRST].text
            today = place < self.headline and not (label_field(text) or split_byline(text))
            behind = place > self.first_paragraph and day not in signed_days
            if today or (behind and not _is_below_label(dump, place - _FIRST)):
                yield place


def _is_below_label(dump: Dump, at: int) -> bool:
    """Return whether the line above one is a date's label alone."""
    return at > 0 and is_date_label(dump.lines[at - 1].text.strip(" :"))


def _is_day(line: Line) -> bool:
    """Return whether a short line with a digit has a day that is no update's."""
    if line.kind == "body" or len(line.text) > DATE_LINE or not DIGIT.search(line.text):
        return False
    dated = line.kind in SIGNED or first_date(line.text)
    return bool(dated) and label_field(line.text) != "dateModified"


#: Lines that state no date of the article's, wherever they stand.
_UNDATED = frozenset(("copyright", "value", "block", "body"))


def _region(dump: Dump, at: int) -> str:
    """Return whose a line is; a line with or below a date's label may stand anywhere but among
    comments.
    """
    line, (low, high) = dump.lines[at], dump.byline_range
    if line.kind == "caption":
        return CAPTION
    if line.kind in _UNDATED or 0 < dump.comments < line.number:
        return NEIGHBOUR
    if line.kind == "label":
        own = (label_of(line.text) or ("date",))[0] in DATED
    else:
        labelled = DIGIT.search(line.text) is not None and _is_below_label(dump, at)
        own = low <= line.number <= high or labelled
    return ARTICLE if own else NEIGHBOUR


#: Below the body's last line tags, sections and an author's box may be the article's so far off.
_BELOW = 15


def _drop_what_is_others(dump: Dump) -> None:
    """Drop sources, topics and sections of other stories: what a whole page labels far from its
    article.
    """
    low, high = dump.byline_range
    topics = max(high, (dump.body[-1].number if dump.body else high) + _BELOW)
    last = {"publisher": high, "description": high, "keywords": topics, "articleSection": topics}
    dump.observations[:] = [
        o for o in dump.observations if o.field not in last or low <= o.order <= last[o.field]
    ]


def _read_as_a_page(dump: Dump) -> None:
    """Read dates and names with a page's readers, from the view of the dump."""
    view = as_page(dump)
    places = DumpPlaces(view, dump)
    bylines = _bylines(dump)
    dates = _dates(view, places, bylines)
    labelled = _labelled_names(dump)
    kept = next(filter(None, labelled[:2]), [])
    names = [] if kept else _unlabelled_names(dump, places, bylines, dates)
    if not names and not kept:
        kept = labelled[-1]
    dump.observations[:] = [o for o in dump.observations if o.field != "author" or o in kept]
    for o in dates:
        _say_date(dump, view, o, dump.lines[o.order - _FIRST])
    for o, trust in names:
        _say_name(dump, str(o.raw), dump.lines[o.order - _FIRST], trust)


def _bylines(dump: Dump) -> list[int]:
    """Return the places of the lines that are bylines."""
    return [place for place, line in enumerate(dump.lines, _FIRST) if line.kind == "byline"]


def _say_name(dump: Dump, raw: str, line: Line, trust: float | None) -> None:
    """Record a name that a page's reader saw in a line, without its label."""
    field, name = label_of(raw) or ("", "")
    signature = name if field == "author" else raw
    dump.say("author", signature.strip("*_ "), "text:byline", line, trust)


def _dates(view: View, places: Places, bylines: Sequence[int]) -> list[Observation]:
    """Return the dates of a dump's view: those of short lines, and without one those of bylines."""
    unnamed = list(datelines.observe_unnamed(view, places, [], []))
    doubted = [date_owners.doubted(view, o) if o.field in DATED else o for o in unnamed]
    dates = date_owners.settle(doubted, view, places)
    if not _PUBLISHED.isdisjoint([o.field for o in unnamed]):
        return dates
    for place in bylines:
        line = datelines.read_date_line(view, place, _byline_roles(view, place), places)
        dates += [o for o in line if o.field in DATED]
    return dates


def _byline_roles(view: View, place: int) -> frozenset[str]:
    """Return the class words that a byline would have: "By Jane Doe | March 5–7, 2021" is signed,
    and a range alone is an event's.
    """
    parts = split_bars(view.text(place))
    opening = label_of(parts[0] if parts else "") or ("",)
    signed_so = opening[0] == "author" or any(map(is_byline_names, parts))
    return frozenset(("author",)) if signed_so else frozenset()


def _unlabelled_names(
    dump: Dump, places: DumpPlaces, bylines: Sequence[int], dates: Sequence[Observation]
) -> list[tuple[Observation, float | None]]:
    """Return the article's names in bylines, or else in any lines, those that are signed first."""
    view, dated = places.view, {o.order for o in dates}
    read = [o for place in bylines for o in body.read_byline(view, place, frozenset(), places)]
    signed_by = [o for o in read if o.field == "author"]
    found = list(_own_names(dump, places, dated, signed_by)) or list(
        _own_names(dump, places, dated, body.observe_names(view, places, list(dates)))
    )
    return [each for each in found if each[1] is None] or found


#: A date of any role but an update's.
_PUBLISHED = frozenset(("date", "datePublished"))
#: The title of another story has so many words, "Share" and "Recommended" have fewer.
_TITLE = 3


def _labelled_names(dump: Dump) -> list[list[Observation]]:
    """Return the labelled names between headline and body, those around them, and the one before
    another story's title.
    """
    named = [o for o in dump.observations if o.field == "author"]
    # each title of a list has its byline
    if not dump.body and len(named) >= LIST:
        return [[], [], []]
    low, high = dump.byline_range
    first = dump.body[0].number if dump.body else 0
    foot = _foot(dump)
    spans = [
        (max(dump.headline_number + 1, low), first - 1),
        (low, min(high, foot)),
        (low, 0 if _are_several(named, foot) else foot),
    ]
    return [[o for o in named if start <= o.order <= stop] for start, stop in spans]


def _are_several(named: Sequence[Observation], foot: int) -> bool:
    """Return whether different names stand above the foot of a dump."""
    return len({fold(str(o.raw)) for o in named if o.order <= foot}) > 1


def _foot(dump: Dump) -> int:
    """Return the number of the last line below the body that may be the article's: another story's
    title stands there, or comments do.
    """
    end = dump.body[-1].number if dump.body else dump.byline_range[1]
    behind = [line for line in dump.lines if line.number > end and line.kind == ""]
    titles = (line.number for line in behind if word_count(line.text) >= _TITLE)
    last = dump.lines[-1].number if dump.lines else 0
    return min(next(titles, last), (dump.comments or last + 1) - 1)


#: Lines from a name to its date, at most; below the lead, the body's first, a byline stands no
#: further than the second.
_BESIDE, _LEAD = 4, 8
#: How often a name between headline and date that no byline word opens is the author's: a place or
#: a topic can stand there.
_STANDING = 0.65
#: What people are: "Senior Reporter, Cork" is no name.
_ROLES = ROLE_NOUNS | PROFESSIONS


def _own_names(
    dump: Dump, places: DumpPlaces, dates: Set[int], names: Iterable[Observation]
) -> Iterator[tuple[Observation, float | None]]:
    """Yield the names that are signed, and bare ones between headline and body beside a date, with
    how sure these are.
    """
    menu = _menu(dump)
    last = 0
    for o in names:
        name = _Name(o, str(o.raw), dump.lines[o.order - _FIRST])
        if name.is_signed:
            yield o, None
        # a role, or letters in the place of a portrait, may stand between two names
        if name.may_stand_bare and o.order - (last or o.order) <= 2:
            near = 0 < dump.headline_number < name.line.number
            near = near and o.order < places.first_paragraph + _LEAD
            if near and name.is_beside(dates) and name.text not in menu:
                last = o.order
                yield o, _STANDING


def _menu(dump: Dump) -> set[str]:
    """Return the texts above where bylines stand: "Open Future" there and beside the day is a
    section.
    """
    return {line.text for line in dump.lines if line.number < dump.byline_range[0]}


@dataclass(frozen=True)
class _Name:
    """A name that a page's reader found, and the line that it stands in."""

    seen: Observation
    text: str
    line: Line

    @cached_property
    def field(self) -> str:
        """The field that its label names, or ""."""
        return (label_of(self.text) or ("",))[0]

    @cached_property
    def is_opening(self) -> bool:
        """Whether it is the beginning of its line."""
        return self.seen.source.id == "html:near-headline-byline"

    @cached_property
    def is_parted_from_date(self) -> bool:
        """Whether a mark parts it from a date: "18/03/2019 | Jane Doe", "Jane Doe, 12 March 2024",
        and "By Jane Doe | The Norham Times".
        """
        parts = split_bars(self.line.text)
        if not any(map(looks_like_date, parts)):
            return False
        return self.text in parts or (self.is_opening and f"{self.text}," in self.line.text)

    @cached_property
    def is_signed(self) -> bool:
        """Whether it is signed: by a byline's word, or parted from a date."""
        if self.field == "author" and not ends_sentence(self.text):
            return True
        is_names = self.is_parted_from_date and is_byline_names(self.text)
        return is_names and not looks_like_organisation(self.text)

    @cached_property
    def may_stand_bare(self) -> bool:
        """Whether it may be a name without a sign: an agency's alone is a picture's as often."""
        if self.field or self.is_parted_from_date or self.is_opening or self._is_cut:
            return False
        # "Sports Desk 5 March 2021"
        desk = self.text != self.line.text and looks_like_organisation(self.text)
        return not desk and is_byline_names(self.text) and self._has_size_of_name

    @property
    def _is_cut(self) -> bool:
        """Whether more than a date stands behind it: "Иван Петров от 5 марта 2021" may be the
        subject of the text.
        """
        whole = f"{self.text} {first_date(self.line.text)}"
        return self.seen.source.id == "html:author" and whole not in self.line.text

    @property
    def _has_size_of_name(self) -> bool:
        """Whether it has two to four words, the last before a comma no role: "Senior Reporter,
        Cork".
        """
        last = self.text.partition(",")[0].split(" ")[-1]
        return 2 <= len(self.text.split()) <= 4 and fold(last) not in _ROLES

    def is_beside(self, dates: Set[int]) -> bool:
        """Return whether a date stands near: without capitals any few words have a name's shape."""
        reach = _BESIDE if self.text[0] < "\u0590" else 1
        order = self.seen.order
        return not dates.isdisjoint(range(order - reach, order + reach + 1))


def _say_date(dump: Dump, view: View, o: Observation, line: Line) -> None:
    """Record a date that a page's reader saw in a line, with its label, and with the clock that
    stands beside it.
    """
    raw, above = str(o.raw), line.number < dump.headline_number
    if o.field == "otherDate" or (above and not any(map(looks_like_date, split_bars(line.text)))):
        dump.say("otherDate", raw, "text:byline", line)
        return
    place = "text:above-headline" if above and line.text == raw else "text:byline"
    field = "date" if label_field(raw) else "datePublished"
    dump.say(field, str(with_clock(view, o).raw), place, line, marks=o.marks)


#: Dates recorded from running text.
_MOST_OTHER_DATES = 40


#: The kinds of lines that have a place of their own for dates.
_DATED_PLACES = frozenset(("copyright", "caption"))


def _read_rest(dump: Dump) -> None:
    """Read the author's box, copyright lines, captions, and the dates of everything else: recorded,
    so that nothing is lost.
    """
    known = {o.order for o in dump.observations}
    left = _MOST_OTHER_DATES
    for i, line in enumerate(dump.lines):
        _read_furniture(dump, i)
        if left <= 0 or line.kind == "value" or line.number in known:
            continue
        place = f"text:{line.kind}" if line.kind in _DATED_PLACES else "text:body"
        for date in dates_within(line.text, left) if DIGIT.search(line.text) else ():
            left -= 1
            dump.say("otherDate", date, place, line)


def _read_furniture(dump: Dump, i: int) -> None:
    """Record what a line of the author's box, a copyright line or a caption states."""
    line = dump.lines[i]
    if _may_hold_author(dump, line) and opens_biography(dump.lines, i):
        dump.say("author", line.text, "text:biography", line)
    elif line.kind == "copyright":
        dump.say("copyright", line.text, "text:copyright", line)
    elif line.kind == "caption" and (credit := credit_in(line.text)):
        dump.say("creditText", credit, "text:credit", line)


def _may_hold_author(dump: Dump, line: Line) -> bool:
    """Return whether the author's box may begin with a line: alone behind the headline, no further
    than a box from the body. In a menu it is a product, a programme.
    """
    article = dump.body or dump.lines
    start, end = dump.headline_number or article[0].number - 1, article[-1].number + _BELOW
    return start < line.number <= end and line.kind in ("", "byline")
