"""A page's visible text, as a text-dump scraper keeps it → observations.

Nothing marks what is what here, so each line is typed by its content and its place.  With these marks the dump is written as a
page, an element a line, and a page's readers find its dates and names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import partial

from service.lexicon.date_spans import dates_within, day_numbers, first_date, looks_like_date
from service.lexicon.date_telling import is_date_label, label_field
from service.lexicon.labels import label_of, signed
from service.lexicon.lines import credit_in
from service.lexicon.people import PROFESSIONS, ROLE_NOUNS, is_byline_names, looks_like_organisation
from service.lexicon.texts import fold, split_bars, word_count
from service.model import Finding, Observation
from service.observe import body, datelines
from service.observe.date_stretch import DATE_LINE, DIGIT, with_clock
from service.observe.sources import DATED
from service.observe.text_headline import find_body, read_headline
from service.observe.text_lines import SIGNED, Dump, Line, ends_sentence, opens_biography, read_dump
from service.observe.text_values import read_block, read_labels
from service.view.columns import View
from service.view.places import AFTER_HEADLINE, ARTICLE, CAPTION, LIST, NEIGHBOUR, Places


def observe_text(text: str, address: str = "") -> tuple[tuple[Observation, ...], str, tuple[Finding, ...]]:
    """Return the observations of a text dump, its body, and findings about the whole; the address may name its headline."""
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
#: The place of the first line's element, behind html, head and body; the words of a date's form, and marks of markup in it.
_FIRST, _WORDS = 3, re.compile(r"\w+|[&\"]")


def as_page(dump: Dump) -> View:
    """Return the view of a page with an element for each line; lines with days of one form, "2 March", are of one class."""
    elements = []
    for line in dump.lines:
        tag = "h1" if line.number == dump.headline_number else _TAGS.get(line.kind, "div")
        dated = dump.body and (not line.kind or line.kind in SIGNED) and DIGIT.search(line.text, 0, DATE_LINE)
        form = _WORDS.sub("a", line.text[:DATE_LINE]) if dated else ""
        elements.append(f'<{tag} class="{form}">{line.text.replace("&", "&amp;").replace("<", "&lt;")}</{tag}>')
    return View("".join(elements))


class DumpPlaces(Places):
    """The fixed points of a dump's page; where no headline was found, the article begins where its byline may stand."""

    _headings = ("div",)

    def __init__(self, view: View, dump: Dump) -> None:
        """Take headline and body from the dump, and set the region of each line."""
        self.view = view
        at = {line.number: place for place, line in enumerate(dump.lines, _FIRST)}
        self.headline = at.get(dump.headline_number, at.get(dump.byline_range[0], _FIRST) - 1)
        self.own = {self.headline} if dump.headline_number else set()
        self.first_paragraph = at[dump.body[0].number] if dump.body else self.headline + AFTER_HEADLINE
        self._opening = self.headline
        self.article_range = 0, len(view)
        self._regions = {place: _region(dump, place - _FIRST) for place in at.values()}
        self._regions.update(dict.fromkeys((*self._others(), *self._other_days(dump)), NEIGHBOUR))

    def _other_days(self, dump: Dump) -> Iterator[int]:
        """Yield the lines with days of others: of a list, and those beside what signs the article below its headline."""
        days = [(place, line, day_numbers(line.text)) for place, line in enumerate(dump.lines, _FIRST) if _is_day(line)]
        between = [(line, day) for place, line, day in days if self.headline < place < self.first_paragraph]
        # the one between headline and body is the article's own
        end = self.first_paragraph if len({day for _, day in between}) > 1 else self.headline
        end = end if self.own and dump.body else len(self.view)
        # days of one form are a list's
        told = {place: (self.view.get(place, "class"), day) for place, _, day in days if place < end}
        told = {place: each for place, each in told.items() if self._regions[place] == ARTICLE}
        forms = Counter([form for form, _ in set(told.values())])
        yield from [place for place, (form, _) in told.items() if forms[form] >= LIST]
        own = {day for line, day in between if self.own and line.kind}
        for place, line, day in days if own else ():
            # a bare day above the headline is today
            today = place < self.headline and not (label_field(line.text) or signed(line.text))
            labelled = is_date_label(dump.lines[place - _FIRST - 1].text.strip(" :"))
            if today or (place > self.first_paragraph and day not in own and not labelled):
                yield place


def _is_day(line: Line) -> bool:
    """Return whether a short line with a digit has a day that is no update's."""
    short = line.kind != "body" and len(line.text) <= DATE_LINE and DIGIT.search(line.text)
    return bool(short and (line.kind in SIGNED or first_date(line.text)) and label_field(line.text) != "dateModified")


def _region(dump: Dump, at: int) -> str:
    """Return whose a line is; a line with or below a date's label may stand anywhere but among comments."""
    line, (low, high) = dump.lines[at], dump.byline_range
    if line.kind == "caption":
        return CAPTION
    own = line.kind not in ("copyright", "value", "block", "body") and not 0 < dump.comments < line.number
    if line.kind == "label":
        own = own and (label_of(line.text) or ("date",))[0] in DATED
    elif not low <= line.number <= high:
        own = own and at > 0 and DIGIT.search(line.text) is not None and is_date_label(dump.lines[at - 1].text.strip(" :"))
    return ARTICLE if own else NEIGHBOUR


#: Below the body's last line tags, sections and an author's box may be the article's so far off.
_BELOW = 15


def _drop_what_is_others(dump: Dump) -> None:
    """Drop sources, topics and sections of other stories: what a whole page labels far from its article."""
    low, high = dump.byline_range
    topics = max(high, (dump.body[-1].number if dump.body else high) + _BELOW)
    last = {"publisher": high, "description": high, "keywords": topics, "articleSection": topics}
    dump.observations[:] = [o for o in dump.observations if o.field not in last or low <= o.order <= last[o.field]]


def _read_as_a_page(dump: Dump) -> None:
    """Read dates and names with a page's readers, from the view of the dump."""
    view = as_page(dump)
    places = DumpPlaces(view, dump)
    bylines = [place for place, line in enumerate(dump.lines, _FIRST) if line.kind == "byline"]
    unnamed = list(datelines.observe_unnamed(view, places, [], []))
    dates = [datelines.doubted(view, o) if o.field in DATED else o for o in unnamed]
    dates = datelines.settle(dates, view, places)
    for place in bylines if not any(o.field in ("date", "datePublished") for o in unnamed) else ():
        # "By Jane Doe | March 5–7, 2021" is signed, and a range alone is an event's
        parts = split_bars(view.text(place))
        opening = label_of(next(iter(parts), "")) or ("",)
        roles = frozenset(("author",) if opening[0] == "author" or any(map(is_byline_names, parts)) else ())
        dates += [o for o in datelines.read_date_line(view, place, roles, places) if o.field in DATED]
    labelled = _labelled_names(dump)
    kept = next(filter(None, labelled[:2]), [])
    names: list[tuple[Observation, float | None]] = []
    if not kept:
        own = partial(_own_names, dump, places, {o.order for o in dates})
        signed_by = [o for place in bylines for o in body.read_byline(view, place, frozenset(), places) if o.field == "author"]
        found = list(own(signed_by)) or list(own(body.observe_names(view, places, dates)))
        names = [each for each in found if each[1] is None] or found
        kept = [] if names else labelled[-1]
    dump.observations[:] = [o for o in dump.observations if o.field != "author" or o in kept]
    for o in dates:
        _say_date(dump, view, o, dump.lines[o.order - _FIRST])
    for o, trust in names:
        field, name = label_of(str(o.raw)) or ("", "")
        said = name if field == "author" else str(o.raw)
        dump.say("author", said.strip("*_ "), "text:byline", dump.lines[o.order - _FIRST], trust)


#: The title of another story has so many words, "Share" and "Recommended" have fewer.
_TITLE = 3


def _labelled_names(dump: Dump) -> list[list[Observation]]:
    """Return the labelled names between headline and body, those around them, and the one before another story's title."""
    named = [o for o in dump.observations if o.field == "author"]
    low, high = dump.byline_range
    last = dump.lines[-1].number if dump.lines else 0
    first, end = (dump.body[0].number, dump.body[-1].number) if dump.body else (0, high)
    titles = (line.number for line in dump.lines if line.number > end and line.kind == "" and word_count(line.text) >= _TITLE)
    foot = min(next(titles, last), (dump.comments or last + 1) - 1)
    several = len({fold(str(o.raw)) for o in named if o.order <= foot}) > 1
    spans = [(max(dump.headline_number + 1, low), first - 1), (low, min(high, foot)), (low, 0 if several else foot)]
    # each title of a list has its byline
    named = named if dump.body or len(named) < LIST else []
    return [[o for o in named if start <= o.order <= stop] for start, stop in spans]


#: Lines from a name to its date, at most; below the lead, the body's first, a byline stands no further than the second.
_BESIDE, _LEAD = 4, 8
#: How often a name between headline and date that no byline word opens is the author's: a place or a topic can stand there.
_STANDING = 0.65


def _own_names(
    dump: Dump, places: DumpPlaces, dates: Set[int], names: Iterable[Observation]
) -> Iterator[tuple[Observation, float | None]]:
    """Yield the names that are signed, and bare ones between headline and body beside a date, with how sure these are."""
    # "Open Future" in the menu and beside the day is a section
    menu = {line.text for line in dump.lines if line.number < dump.byline_range[0]}
    last = 0
    for o in names:
        text, line = str(o.raw), dump.lines[o.order - _FIRST]
        field, is_names = (label_of(text) or ("",))[0], is_byline_names(text)
        # "18/03/2019 | Jane Doe", "Jane Doe, 12 March 2024", and "By Jane Doe | The Norham Times"
        parts, opens = split_bars(line.text), o.source.id == "html:near-headline-byline"
        parted = any(map(looks_like_date, parts)) and (text in parts or (opens and f"{text}," in line.text))
        signed_so = parted and is_names and not looks_like_organisation(text)
        if signed_so or (field == "author" and not ends_sentence(text)):
            yield o, None
        # "Иван Петров от 5 марта 2021" may be the subject of the text
        cut = o.source.id == "html:author" and f"{text} {first_date(line.text)}" not in line.text
        # "Sports Desk 5 March 2021"
        desk = text != line.text and looks_like_organisation(text)
        if field or parted or opens or cut or desk or not is_names:
            # an agency's name alone is a picture's as often
            continue
        # a role, or letters in the place of a portrait, may stand between two names
        near = 0 < dump.headline_number < line.number and o.order < places.first_paragraph + _LEAD
        near = near and o.order - (last or o.order) <= 2
        # without capitals any few words have a name's shape
        reach = _BESIDE if text[0] < "\u0590" else 1
        beside = any(abs(o.order - at) <= reach for at in dates)
        # "Senior Reporter, Cork"
        role = fold(text.partition(",")[0].split(" ")[-1]) in ROLE_NOUNS | PROFESSIONS
        if near and beside and 2 <= len(text.split()) <= 4 and not role and text not in menu:
            last = o.order
            yield o, _STANDING


def _say_date(dump: Dump, view: View, o: Observation, line: Line) -> None:
    """Record a date that a page's reader saw in a line, with its label, and with the clock that stands beside it."""
    raw, above = str(o.raw), line.number < dump.headline_number
    if o.field == "otherDate" or (above and not any(map(looks_like_date, split_bars(line.text)))):
        dump.say("otherDate", raw, "text:byline", line)
    else:
        place = "text:above-headline" if above and line.text == raw else "text:byline"
        trust = o.source.reliability if o.source.reliability < 0.9 else None
        dump.say("date" if label_field(raw) else "datePublished", str(with_clock(view, o).raw), place, line, trust)


#: Dates recorded from running text.
_MOST_OTHER_DATES = 40


def _read_rest(dump: Dump) -> None:
    """Read the author's box, copyright lines, captions, and the dates of everything else: recorded, so that nothing is lost.

    The author stands alone behind the headline, no further than a box from the body: in a menu it is a product, a programme.
    """
    article = dump.body or dump.lines
    said = {o.order for o in dump.observations}
    left = _MOST_OTHER_DATES
    for i, line in enumerate(dump.lines):
        own = (dump.headline_number or article[0].number - 1) < line.number <= article[-1].number + _BELOW
        if own and line.kind in ("", "byline") and opens_biography(dump.lines, i):
            dump.say("author", line.text, "text:biography", line)
        elif line.kind == "copyright":
            dump.say("copyright", line.text, "text:copyright", line)
        elif line.kind == "caption" and (credit := credit_in(line.text)):
            dump.say("creditText", credit, "text:credit", line)
        if left > 0 and DIGIT.search(line.text) and line.kind != "value" and line.number not in said:
            place = f"text:{line.kind}" if line.kind in ("copyright", "caption") else "text:body"
            for date in dates_within(line.text, left):
                left -= 1
                dump.say("otherDate", date, place, line)
