"""Whose a printed date is: the article's, another story's, the page's or an event's, by its place and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lexicon.date_spans import day_numbers, first_date
from service.lexicon.date_telling import is_date_label, is_of_a_noun, label_field
from service.lexicon.labels import label_of, signed
from service.model import Observation
from service.observe.date_stretch import (
    CLOCK,
    CLOCK_ONLY,
    DATE_LINE,
    DATES,
    DIGIT,
    ODD_CLOCK,
    YEAR,
    is_of_others,
    is_told_of_another,
)
from service.observe.sources import SOURCES
from service.records import replace
from service.view import class_words
from service.view.columns import View
from service.view.places import LIST, Places, listed

#: How often a day behind words that nobody knows is the article's: an estimate, below what is answered alone.
AMONG_WORDS = 0.7
FRAMES, HEADLINES = frozenset(("body", "article", "main", "html")), ("h1", "h2")
#: The item properties of an event's days, a person's and a film's.
_OTHER_DAYS = re.compile("(?:start|end|door|birth|death|founding|valid|release|expires|upload)", re.IGNORECASE)


def role_of(view: View, place: int, text: str) -> str:
    """Return "updated", "published", "other" or "": what marks and classes of a date's element and its parents say of it."""
    for depth, current in enumerate((place, *view.ancestors(place, 2))):
        if depth and view.tags[current] in FRAMES:
            break
        found = view.roles[current]
        if mark := view.get(current, "itemprop"):
            if _OTHER_DAYS.match(mark):
                return "other"
            found = class_words.roles(f"{view.names(current)} {mark}")
        if ("updated" in found) != ("published" in found):
            return "updated" if "updated" in found else "published"
        # <div class="deadline"><time> is an event's, unless its text has a label or an editor's clock
        if depth < 2 and "otherday" in found and not ODD_CLOCK.search(text) and not label_field(text):
            return "other"
    return ""


def is_plainly_own(view: View, place: int, raw: str) -> bool:
    """Return whether a label, a signature or an editor's clock says that a date is the article's."""
    return label_field(raw) != "" or ODD_CLOCK.search(raw) is not None or signed(view.own(place, " | ")) is not None


#: A report, a film and a record are released and issued too, on another day than what is written of them.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)
_BARS, _OTHER_LABEL = re.compile(r"[|•·]"), re.compile(r"[^\d:：|]{2,40}[:：]\s*\S")


def doubted(view: View, o: Observation) -> Observation:
    """Return a printed date, less reliable where words beside it may say what it is of: "Interview conducted on 8 May 2021"."""
    raw, place, bare = str(o.raw), o.order, o.field == "date"
    if o.field == "dateModified" or o.source.reliability <= AMONG_WORDS:
        return o
    line = _line(view, place, raw)
    if line == raw == first_date(raw):
        return o
    if is_of_a_noun(line):
        return as_other(o)
    # a place that names the publication is overruled by another label alone: "Kick-off: August 21, 2024"
    told = (bare or _OTHER_LABEL.match(line) is not None) and is_told_of_another(line, raw)
    fact = _OF_A_RELEASE.match(raw) or (label_field(raw) == "date" and _is_a_fact(view, place))
    return less_sure(o) if told or (bare and fact) else o


def _is_a_fact(view: View, place: int) -> bool:
    """Return whether other labels stand behind a date: "Date: 14 August 2010" / "Time: 8 PM" / "Place: Pier"."""
    behind = " ".join(view.runs[view.starts[place] : view.stops[place] + 6])
    return len([1 for label in re.findall(r"([^\W\d]+)\s?[:：]\s", behind) if label_of(f"{label}: x") is None]) > 1


def _line(view: View, place: int, raw: str) -> str:
    """Return the part of a line that holds a date, with the label of its cell and the sentence around its element."""
    text, parent = view.own(place, " | "), view.parents[place]
    text = text if raw in text else view.text(place, DATE_LINE + 1, " ", " | ")
    if view.tags[place] in ("td", "dd") and view.previous(place) >= 0:
        # "Polling day" | "6 August 2024"
        text = f"{view.text(view.previous(place), DATE_LINE).rstrip(' :')}: {text}"
    elif text.strip() == raw.strip() and parent >= 0 and view.tags[parent] not in HEADLINES:
        # <p>Interview conducted on <time>8 May 2021</time></p>
        text = f"{view.before(place)} {text} {view.behind(place)}".strip()
    return next((part.strip() for part in _BARS.split(text) if raw in part), raw) if len(text) <= DATE_LINE else raw


def less_sure(o: Observation) -> Observation:
    """Return the date as one beside words that nobody knows."""
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def as_other(o: Observation) -> Observation:
    """Return the observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])


def settle(seen: list[Observation], view: View, places: Places, dated: bool) -> list[Observation]:
    """Return the observations without a date's repetitions, neighbours' made other dates; machines state one if ``dated``."""
    dates = [o for o in seen if o.field in DATES]
    dropped = _repeated(view, dates)
    kept = [o for o in dates if id(o) not in dropped]
    changed = {id(o): as_other(o) for o in _of_others(view, kept, places, dated)}
    own = [o for o in kept if id(o) not in changed]
    if not [o for o in own if o.field != "dateModified" or label_field(str(o.raw))]:
        # old themes call an article's only date "updated", for hAtom asked for one: it has no role that anyone states
        for o in own:
            place, _, name = o.source.id.partition(":")
            source = SOURCES[place, name.removeprefix("updated").removeprefix("-") or "dateline"]
            changed[id(o)] = replace(o, field="date", source=source)
    return [changed.get(id(o), o) for o in seen if id(o) not in dropped]


def _repeated(view: View, dates: list[Observation]) -> set[int]:
    """Return the ids of dates that repeat what an element inside or around them says: the innermost stays, or the labelled."""
    told = [(o, str(o.raw).strip(" ()[]|,")) for o in dates if not o.source.id.endswith("datetime")]
    dropped: set[int] = set()
    for inner, bare in told:
        around = [pair for pair in told if pair[0].order <= inner.order < view.ends[pair[0].order] and pair[0] is not inner]
        # a frame around two dates said both: "3 May 2021" is no part of "Updated 3 May 2021 10:00" beside it
        for outer, other in [pair for pair in around if pair[1] == bare] or around:
            if bare and bare in other and dropped.isdisjoint((id(outer), id(inner))):
                before, _, behind = other.partition(bare)
                more = (
                    DIGIT.search(before) or CLOCK.search(behind) or YEAR.search(behind) or is_date_label(before.strip(" |,:(["))
                )
                dropped.add(id(inner if more else outer))
    return dropped


def _of_others(view: View, dates: list[Observation], places: Places, dated: bool) -> Iterator[Observation]:
    """Yield the dates that are not the article's: by their words, in the page's header, far off, aside or in a list."""
    stated = {o.order: str(o.raw) for o in dates}
    near = {order for order in stated if places.near_headline(order)}
    header = {order for order in stated if order <= places.start and places.in_header(order)}
    lists = listed(view, places, stated) if len(stated) >= LIST else set()
    days = [o for o in dates if o.order in near and len(str(o.raw)) >= 8 and not CLOCK_ONLY.fullmatch(str(o.raw))]
    anchored = not header.issuperset([o.order for o in days])
    # where a day between headline and first paragraph is the article's, others behind are not
    last = places.first_paragraph if places.headline >= 0 and len(dates) > 1 else -1
    above = {
        day_numbers(str(o.raw))
        for o in days
        if places.headline - 3 <= o.order < last and o.order not in header and o.field != "dateModified"
        # a bare one may be an event's
        if o.source.id != "html:near-headline" or is_plainly_own(view, o.order, str(o.raw))
    }
    for o in dates:
        raw, place = str(o.raw), o.order
        behind = above and place > places.first_paragraph and day_numbers(raw) not in above
        far = place in header or (anchored and place not in near) or behind
        among = place in lists and (dated or anchored or place in near)
        if (far and not label_field(raw)) or among or is_of_others(raw, o.field != "date" or o.source.id == "html:dateline"):
            yield o
