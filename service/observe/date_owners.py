"""Whose a printed date is: the article's, another story's, the page's or an event's.

Told by where it stands, by what its elements are called, by the words beside it, and by the dates
around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from service.model import BESIDE_WORDS, Observation
from service.observe.printed_clocks import is_a_fact
from service.observe.sources import SOURCES
from service.records import replace
from service.spans.date_context import is_date_label, is_date_of_data, label_field
from service.spans.date_lines import (
    CLOCK_ONLY,
    DATE_LINE,
    DATES,
    DIGIT,
    ODD_CLOCK,
    belongs_to_event,
    belongs_to_other_subject,
)
from service.spans.date_spans import day_numbers, first_date
from service.spans.date_words import CLOCK, YEAR
from service.spans.labelled import split_byline
from service.view import class_words
from service.view.columns import View
from service.view.places import LIST, Places, listed

HEADLINES = ("h1", "h2")
_FRAMES = frozenset(("body", "article", "main", "html"))
_QUOTATION, _FRAMES_OF_OTHERS = frozenset(("blockquote",)), frozenset(("blockquote", "article"))
_ROLES = frozenset(("updated", "published"))
_ONE_ROLE = {frozenset((role,)): role for role in _ROLES}
_CARD_HEADINGS, _CELLS = frozenset(("h2", "h3", "h4")), frozenset(("td", "dd"))
#: A teaser in a link is longer than any label, and no card holds more.
_LINK, _CARD = 60, 400
#: The item properties of an event's days, a person's and a film's.
_OTHER_DAYS = re.compile(
    "(?:start|end|door|birth|death|founding|valid|release|expires|upload)", re.IGNORECASE
)

# --- by its place and its elements
# ---------------------------------------------------------------------------------------------


def owner_of(view: View, place: int, places: Places, text: str) -> str:
    """Return whose a date is: "other" by its place, or what its element and those around it are
    called.
    """
    elsewhere = places.region(place) != "article" or in_card(view, place, places)
    return "other" if elsewhere else role_of(view, place, text)


def in_card(view: View, place: int, places: Places) -> bool:
    """Return whether an element stands in an article, a link, a post or a card of its own, in a
    list of other stories.
    """
    around = list(takewhile(lambda above: above not in places.own, view.ancestors(place)))
    one_of_many = places.headline >= 0 or not places.near_headline(place)
    frames = _FRAMES_OF_OTHERS if one_of_many else _QUOTATION
    if any(view.tags[above] in frames or _is_teaser(view, above) for above in around):
        return True
    behind = place > places.first_paragraph or places.headline < 0
    return behind and _is_in_linked_card(view, around)


def _is_teaser(view: View, place: int) -> bool:
    """Return whether an element is a link as long as a teaser."""
    return view.tags[place] == "a" and len(view.text(place, _LINK + 1)) > _LINK


def _is_in_linked_card(view: View, around: Sequence[int]) -> bool:
    """Return whether the nearest element with a heading, of those around another, is a card whose
    heading is a link: <div><h2><a href="/storm">Storm closes coast road</a></h2><span>8 August
    2013</span></div>.
    """
    for above in around:
        if view.ends[above] - above > _CARD:
            break
        if _has_linked_heading(view, above):
            return len(view.text(above, _CARD + 1)) <= _CARD
    return False


def _has_linked_heading(view: View, place: int) -> bool:
    """Return whether the first heading in an element is, or has, a link."""
    for heading in view.inside(place, _CARD_HEADINGS)[:1]:
        return view.tags[view.parents[heading]] == "a" or bool(view.inside(heading, {"a"}))
    return False


def role_of(view: View, place: int, text: str) -> str:
    """Return "updated", "published", "other" or "": what marks and classes of a date's element and
    its parents say of it.
    """
    for depth, current in enumerate((place, *view.ancestors(place, 2))):
        if depth and view.tags[current] in _FRAMES:
            break
        found, mark = view.roles[current], view.get(current, "itemprop")
        if _OTHER_DAYS.match(mark):
            return "other"
        if mark:
            found = class_words.roles(f"{view.names(current)} {mark}")
        if role := single_role(found):
            return role
        # <div class="deadline"><time> is an event's, unless its text has a label or an editor's
        # clock
        if depth < 2 and "otherday" in found and not _has_label_or_odd_clock(text):
            return "other"
    return ""


def single_role(found: frozenset[str]) -> str:
    """Return "updated" or "published", the one of the two that class words say, or "" where they
    say both or none.
    """
    return _ONE_ROLE.get(found & _ROLES, "")


def is_plainly_own(view: View, place: int, raw: str) -> bool:
    """Return whether a label, a signature or an editor's clock says that a date is the
    article's.
    """
    return _has_label_or_odd_clock(raw) or split_byline(view.own(place, " | ")) is not None


def _has_label_or_odd_clock(raw: str) -> bool:
    return label_field(raw) != "" or ODD_CLOCK.search(raw) is not None


# --- by the words beside it
# ---------------------------------------------------------------------------------------------

#: A report, a film and a record are released and issued too, on another day than what is written of
#: them, but at no hour.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)
_BARS = re.compile(r"[|•·]")


def doubted(view: View, o: Observation) -> Observation:
    """Return a printed date, marked where words beside it may say what it is of: "Interview
    conducted on 8 May 2021".
    """
    if o.field == "dateModified" or BESIDE_WORDS in o.marks:
        return o
    raw, event = str(o.raw), _is_of_an_event(view, o)
    line = _line(view, o.order, raw)
    if line == raw == first_date(raw) and not event:
        return o
    if is_date_of_data(line):
        return as_other(o)
    another = event or (o.field == "date" and _is_told_of_another(view, o.order, line, raw))
    return beside_words(o) if another else o


def _is_of_an_event(view: View, o: Observation) -> bool:
    """Return whether an event's labels stand behind a date of no stated role."""
    label = label_field(str(o.raw))
    unstated = o.field == "date" and label in ("", "date")
    return unstated and is_a_fact(view, o.order, label != "")


def _is_told_of_another(view: View, place: int, line: str, raw: str) -> bool:
    """Return whether the words of a date's line say that it is of something else."""
    if _OF_A_RELEASE.match(raw) and not CLOCK.search(raw):
        return True
    in_byline = not view.roles[place].isdisjoint(("author", "date"))
    return belongs_to_other_subject(line, raw, in_byline=in_byline)


def _line(view: View, place: int, raw: str) -> str:
    """Return the part of a line that holds a date, with the label of its cell and the sentence
    around its element.
    """
    text, parent = view.own(place, " | "), view.parents[place]
    if raw not in text:
        text = view.text(place, DATE_LINE + 1, " ", " | ")
    if view.tags[place] in _CELLS and view.previous(place) >= 0:
        # "Polling day" | "6 August 2024"
        text = f"{view.text(view.previous(place), DATE_LINE).rstrip(' :')}: {text}"
    elif text.strip() == raw.strip() and parent >= 0 and view.tags[parent] not in HEADLINES:
        # <p>Interview conducted on <time>8 May 2021</time></p>
        text = f"{view.before(place)} {text} {view.behind(place)}".strip()
    parts = _BARS.split(text) if len(text) <= DATE_LINE else []
    return next((part.strip() for part in parts if raw in part), raw)


def beside_words(o: Observation) -> Observation:
    """Return the date with the mark of one beside words that nobody knows."""
    return replace(o, marks=o.marks | {BESIDE_WORDS})


def as_other(o: Observation) -> Observation:
    """Return the observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])


# --- by the dates around it
# ---------------------------------------------------------------------------------------------


def settle(seen: list[Observation], view: View, places: Places) -> list[Observation]:
    """Return the observations without a date's repetitions, and with neighbours' made other
    dates.
    """
    dates = [o for o in seen if o.field in DATES]
    dropped = _repeated(view, dates)
    kept = [o for o in dates if id(o) not in dropped]
    whose = _Dates(view, places, kept)
    own, others = [], {}
    for o in kept:
        if any(is_such(whose, o) for is_such in _OF_OTHERS):
            others[id(o)] = as_other(o)
        else:
            own.append(o)
    changed = others | _without_role(own)
    return [changed.get(id(o), o) for o in seen if id(o) not in dropped]


def _without_role(own: Sequence[Observation]) -> dict[int, Observation]:
    """Return an article's only dates that class words alone call "updated", by their ids, as dates
    of a role that nobody states: old themes call any date so, for hAtom asked for one.
    """
    if any(o.field != "dateModified" or label_field(str(o.raw)) for o in own):
        return {}
    changed = {}
    for o in own:
        place, _, name = o.source.id.partition(":")
        source = SOURCES[place, name.removeprefix("updated").removeprefix("-") or "dateline"]
        changed[id(o)] = replace(o, field="date", source=source)
    return changed


def _repeated(view: View, dates: Sequence[Observation]) -> set[int]:
    """Return the ids of dates that repeat what an element inside or around them says: the innermost
    stays, or the labelled.
    """
    printed = {
        id(o): str(o.raw).strip(" ()[]|,") for o in dates if not o.source.id.endswith("datetime")
    }
    shown = [o for o in dates if id(o) in printed]
    dropped: set[int] = set()
    for inner in shown:
        for outer in _frames_around(view, shown, inner, printed):
            if dropped.isdisjoint((id(outer), id(inner))):
                repeated = _repetition(inner, printed[id(inner)], outer, printed[id(outer)])
                dropped.update(map(id, repeated))
    return dropped


def _frames_around(
    view: View, shown: Sequence[Observation], inner: Observation, printed: Mapping[int, str]
) -> list[Observation]:
    """Return the other dates whose elements hold a date's, of them those that say just the same."""
    around = [o for o in shown if o.order <= inner.order < view.ends[o.order] and o is not inner]
    # a frame around two dates said both: "3 May 2021" is no part of "Updated 3 May 2021 10:00"
    # beside it
    return [o for o in around if printed[id(o)] == printed[id(inner)]] or around


def _repetition(
    inner: Observation, bare: str, outer: Observation, text: str
) -> Iterator[Observation]:
    """Yield that of two dates, one within the other's element, which says nothing beyond the
    other.
    """
    before, found, behind = text.partition(bare) if bare else ("", "", "")
    # "5 Aug 2013 | 15 Aug 2013"
    if found and not before[-1:].isdigit():
        more = DIGIT.search(before) or CLOCK.search(behind) or YEAR.search(behind)
        yield inner if more or is_date_label(before.strip(" |,:([")) else outer


@dataclass(frozen=True)
class _Dates:
    """The dates of a page, and where they stand beside each other."""

    view: View
    places: Places
    dates: Sequence[Observation]

    @cached_property
    def near_headline(self) -> set[int]:
        """The places of those near the headline."""
        return set(filter(self.places.near_headline, [o.order for o in self.dates]))

    @cached_property
    def in_header(self) -> set[int]:
        """The places of those in the page's header."""
        above = [o.order for o in self.dates if o.order <= max(self.places.headline, 0)]
        return set(filter(self.places.in_header, above))

    @cached_property
    def in_list(self) -> set[int]:
        """The places of those in a list of items with a date each."""
        stated = {o.order: str(o.raw) for o in self.dates}
        return listed(self.view, self.places, stated) if len(stated) >= LIST else set()

    @cached_property
    def days(self) -> list[Observation]:
        """Those near the headline that state a day."""
        near = [o for o in self.dates if o.order in self.near_headline]
        return [o for o in near if len(str(o.raw)) >= 8 and not CLOCK_ONLY.fullmatch(str(o.raw))]

    @cached_property
    def is_anchored(self) -> bool:
        """Whether a day near the headline stands outside the page's header."""
        return not self.in_header.issuperset([o.order for o in self.days])

    @cached_property
    def days_above_body(self) -> set[frozenset[int]]:
        """The days between headline and first paragraph that are the article's."""
        if self.places.headline < 0 or len(self.dates) < 2:
            return set()
        window = range(self.places.headline - 3, self.places.first_paragraph)
        above = [o for o in self.days if o.order in window and o.order not in self.in_header]
        return {
            day_numbers(str(o.raw))
            for o in above
            if o.field != "dateModified" and not self._is_bare(o)
        }

    def _is_bare(self, o: Observation) -> bool:
        """Return whether a date may be an event's: nothing says that it is the article's."""
        unnamed = o.source.id == "html:near-headline"
        return unnamed and not is_plainly_own(self.view, o.order, str(o.raw))

    def is_far(self, o: Observation) -> bool:
        """Return whether a date without a label stands in the page's header, or far from the
        headline where another stands near.
        """
        far = self.is_anchored and o.order not in self.near_headline
        return (far or o.order in self.in_header) and not label_field(str(o.raw))

    def is_behind_own(self, o: Observation) -> bool:
        """Return whether another day stands above the body than this one in or below it, which has
        no label.
        """
        if not self.days_above_body or o.order <= self.places.first_paragraph:
            return False
        raw = str(o.raw)
        return day_numbers(raw) not in self.days_above_body and not label_field(raw)

    def is_listed(self, o: Observation) -> bool:
        """Return whether a date stands in a list."""
        return o.order in self.in_list

    def belongs_to_event(self, o: Observation) -> bool:
        """Return whether a date's words say that it is an event's."""
        named = o.field != "date" or o.source.id == "html:dateline"
        return belongs_to_event(str(o.raw), named)


#: What makes a date another's, beside the page's other dates.
_OF_OTHERS: tuple[Callable[[_Dates, Observation], bool], ...] = (
    _Dates.is_far,
    _Dates.is_behind_own,
    _Dates.is_listed,
    _Dates.belongs_to_event,
)
