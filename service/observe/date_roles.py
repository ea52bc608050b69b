"""Whose a printed date is: the article's, another story's, the page's or an event's, by its place and the words beside it."""

from __future__ import annotations

import re
from collections import defaultdict

from service.lexicon.date_spans import day_numbers, first_date, is_range
from service.lexicon.date_telling import is_date_label, is_of_a_noun, label_field
from service.lexicon.signatures import signed
from service.model import Observation
from service.observe.date_stretch import (
    CLOCK_ONLY,
    DATE_LINE,
    DATES,
    DIGIT,
    ODD_CLOCK,
    is_a_fact,
    is_of_others,
    is_told_of_another,
)
from service.observe.sources import SOURCES
from service.records import replace
from service.view.columns import View
from service.view.places import LIST, Places, listed

#: How often a day behind words that nobody knows is the article's: an estimate, below what is answered alone.
AMONG_WORDS = 0.7
#: No label is longer.
LABEL = 40
FRAMES = frozenset(("body", "article", "main", "html"))
#: The item property of a date that is an event's start or a person's birth.
OTHER_DAYS = frozenset(
    "startdate enddate doortime birthdate deathdate foundingdate validfrom validthrough releasedate expires uploaddate".split()
)

# --- what the words beside a date tell -------------------------------------------------------------------------------------

_BARS, _OTHER_LABEL = re.compile(r"[|•·]"), re.compile(r"[^\d:：|]{2,40}[:：]\s*\S")
#: A report, a film and a record are released and issued too, on another day than what is written of them.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)


def doubted(view: View, o: Observation) -> Observation:
    """Return a printed date, less reliable where words beside it may say what it is of: "Interview conducted on 8 May 2021"."""
    raw, place = str(o.raw), o.order
    if o.field == "dateModified" or o.source.reliability <= AMONG_WORDS:
        return o
    text = view.own(place, " | ")
    text = text if raw in text else view.text(place, DATE_LINE + 1, " ", " | ")
    parent, before = view.parents[place], view.previous(place)
    if view.tags[place] in ("td", "dd") and before >= 0:
        # "Polling day" | "6 August 2024"
        label = view.text(before, LABEL)
        text = text if is_date_label(label) else f"{label}: {text}"
    elif text.strip() == raw.strip() and parent >= 0 and view.tags[parent] not in ("h1", "h2", "h3"):
        # <p>Interview conducted on <time>8 May 2021</time></p>
        text = f"{view.before(place)} {text} {view.behind(place)}".strip()
    line = next((part.strip() for part in _BARS.split(text) if raw in part), raw) if len(text) <= DATE_LINE else raw
    told = is_of_other_day(view, place, raw)
    if not told and not (line == raw == first_date(raw)):
        if is_of_a_noun(line):
            return as_other(o)
        # a place that names the publication is overruled by another label alone: "Kick-off: August 21, 2024"
        bare = o.field == "date"
        told = bare and (_OF_A_RELEASE.match(raw) is not None or is_a_fact(view, place, raw))
        told = told or ((bare or _OTHER_LABEL.match(line) is not None) and not is_range(raw) and is_told_of_another(line, raw))
    return less_sure(o) if told else o


def less_sure(o: Observation) -> Observation:
    """Return the date as one beside words that nobody knows."""
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def is_of_other_day(view: View, place: int, raw: str) -> bool:
    """Return whether an element or its parent is marked or classed as an event's: <div class="deadline"><time>."""
    parent, roles = view.parents[place], view.roles
    around = [place] if parent < 0 or view.tags[parent] in FRAMES else [place, parent]
    marks = [mark.lower() for each in around if (mark := view.attributes[each].get("itemprop"))]
    classed = [each for each in around if "otherday" in roles[each]]
    return not OTHER_DAYS.isdisjoint(marks) or (classed != [] and not ODD_CLOCK.search(raw) and not label_field(raw))


# --- the dates of a page together ------------------------------------------------------------------------------------------


def settle(seen: list[Observation], view: View, places: Places, dated: bool) -> list[Observation]:
    """Return the observations without a date's repetitions, neighbours' made other dates; machines state one if ``dated``."""
    dates = [o for o in seen if o.field in DATES and o.source.id.partition(":")[0] in ("html", "time")]
    if not dates:
        return seen
    dropped = _repeated(view, dates) if len(dates) > 1 else set()
    kept = [o for o in dates if id(o) not in dropped]
    foreign = _of_others(view, kept, places, dated)
    own = [o for o in kept if id(o) not in foreign]
    # Old themes call an article's only date "updated", for hAtom asked for one.
    only = not [o for o in own if o.field != "dateModified" or label_field(str(o.raw))]
    changed = {id(o): _of_no_role(o) for o in own if only} | {id(o): as_other(o) for o in kept if id(o) in foreign}
    return [changed.get(id(o), o) for o in seen if id(o) not in dropped]


def _repeated(view: View, dates: list[Observation]) -> set[int]:
    """Return the ids of dates that repeat what an element inside or around them says: the innermost stays, or the labelled."""
    at: dict[int, list[tuple[Observation, str]]] = defaultdict(list)
    for o in dates:
        if not o.source.id.endswith("datetime"):
            at[o.order].append((o, str(o.raw).strip(" ()[]|,")))
    dropped: set[int] = set()
    for order, inners in at.items():
        around = [pair for key in (order, *view.ancestors(order, 8)) for pair in at.get(key, ())]
        for inner, bare in inners if len(around) > 1 else ():
            outers = [pair for pair in around if pair[0] is not inner]
            # a frame around two dates said both: "3 May 2021" is no part of "Updated 3 May 2021 10:00" beside it
            for outer, other in [pair for pair in outers if pair[1] == bare] or outers:
                if bare and bare in other and dropped.isdisjoint((id(outer), id(inner))):
                    before, _, behind = other.partition(bare)
                    # the outer adds nothing, unless it holds the clock or the label
                    more = DIGIT.search(before + behind) or is_date_label(before.strip(" |,:(["))
                    dropped.add(id(inner if more else outer))
    return dropped


def _of_others(view: View, dates: list[Observation], places: Places, dated: bool) -> set[int]:
    """Return the ids of dates that are not the article's: by their words, in the page's header, far off, aside or in a list."""
    stated = {o.order: str(o.raw) for o in dates}
    near = {order for order in stated if places.near_headline(order)}
    header = {order for order in stated if order <= places.start and places.in_header(order)}
    lists = listed(view, places, stated) if len(stated) >= LIST else set()
    # a clock alone is no day
    days = [o for o in dates if o.order in near and len(str(o.raw)) >= 8 and not CLOCK_ONLY.fullmatch(str(o.raw))]
    anchored = not header.issuperset([o.order for o in days])
    labelled = "datePublished" in [label_field(str(o.raw)) for o in days]
    # where a day between headline and first paragraph is the article's, others behind are not; a bare one may be an event's
    last = places.first_paragraph if places.headline >= 0 else -1
    above = {
        day_numbers(str(o.raw))
        for o in days
        if places.headline - 3 <= o.order < last and o.order not in header and o.field != "dateModified"
        if o.source.id != "html:near-headline" or is_plainly_own(view, o.order, str(o.raw))
    }
    found = set[int]()
    for o in dates:
        raw, place = str(o.raw), o.order
        # around "Published Wednesday, June 11, 2003" bare days are an archive's
        aside = above and (place > places.first_paragraph or (labelled and o.source.id == "html:near-headline"))
        far = place in header or (anchored and place not in near) or (aside and day_numbers(raw) not in above)
        if (
            (far and not label_field(raw))
            or (place in lists and (dated or anchored or place in near))
            or is_of_others(raw, o.field != "date" or o.source.id == "html:dateline")
        ):
            found.add(id(o))
    return found


def is_plainly_own(view: View, place: int, raw: str) -> bool:
    """Return whether a label, a signature, a byline beside it or an editor's clock says that a date is the article's."""
    text = view.own(place, " | ")
    if label_field(raw) or ODD_CLOCK.search(raw) or signed(text):
        return True
    # <p>By Jane Doe</p><p>5 March 2021</p>; not "The Old Pier, 5 March 2021"
    sides = ((view.before(place), view.previous(place)), (view.behind(place), view.next(place))) if text.strip() == raw else ()
    beside = [" ".join(words.split()) or (view.text(other, DATE_LINE) if other >= 0 else "") for words, other in sides]
    return [words for words in beside if 2 < len(words) < DATE_LINE and signed(f"{words} {first_date(raw)}")] != []


def _of_no_role(o: Observation) -> Observation:
    """Return the observation as a date whose role nobody states."""
    place, _, name = o.source.id.partition(":")
    kind = name.removeprefix("updated").removeprefix("-") or "dateline"
    return replace(o, field="date", source=SOURCES[place, kind])


def as_other(o: Observation) -> Observation:
    """Return the observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])
