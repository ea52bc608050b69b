"""Observations of the dates that a reader sees, and whose each is: the article's, another story's, the page's or an event's.

Where a date stands says whose it is, and so do the words beside it; a date behind the body is the article's only where none
stands at the headline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from service.lexicon.date_spans import all_spans, dates_within, day_numbers, first_date, is_range
from service.lexicon.date_telling import is_date_label, is_of_a_noun, label_field, says_other_day
from service.lexicon.labels import label_of
from service.lexicon.relative_words import is_relative
from service.lexicon.signatures import signed
from service.lexicon.texts import split_bars
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
    names_from_today,
    stretches,
)
from service.observe.sources import SOURCES, see
from service.records import replace
from service.view import class_words
from service.view.columns import View
from service.view.places import LIST, Places, listed

#: More of a kind than any article prints around its own headline.
MAX_DATES, MAX_OTHER, MAX_UNNAMED = 40, 50, 5
#: How often a day behind words that nobody knows is the article's: an estimate, below what is answered alone.
AMONG_WORDS = 0.7
#: Where a <time> has its timestamp; "PT24M37S" is the length of a recording.
_STAMPS = ("datetime", "title", "data-published", "data-datetime", "data-timestamp")
_LENGTH = re.compile(r"PT?\d")
_FRAMES = frozenset(("body", "article", "main", "html"))
#: The item property of a date that is an event's start or a person's birth.
_OTHER_DAYS = frozenset(
    "startdate enddate doortime birthdate deathdate foundingdate validfrom validthrough releasedate expires uploaddate".split()
)


def role_of(view: View, place: int) -> str:
    """Return "updated", "published", "other" or "": what the words of an element and its nearest parents say of its date."""
    for depth, current in enumerate((place, *view.ancestors(place, 2))):
        if depth and view.tags[current] in _FRAMES:
            break
        found, attributes = view.roles[current], view.attributes[current]
        if mark := attributes.get("itemprop"):
            if mark.lower() in _OTHER_DAYS:
                return "other"
            found = class_words.roles(f"{view.names(current)} {mark}")
        if ("updated" in found) != ("published" in found):
            return "updated" if "updated" in found else "published"
        if "pubdate" in attributes:
            return "published"
    return ""


def in_card(view: View, place: int, places: Places) -> bool:
    """Return whether an element stands in an article, a link, a post or a card of its own, in a list of other stories."""
    card = place > places.first_paragraph or places.headline < 0
    for above in view.ancestors(place):
        tag = view.tags[above]
        if above in places.own:
            return False
        if tag == "article" and (places.headline >= 0 or not places.near_headline(place)):
            return True
        if tag == "blockquote" or (tag == "a" and len(view.text(above, _LINK + 1)) > _LINK):
            return True
        # <div><h2><a href="/storm">Storm closes coast road</a></h2><span>8 August 2013</span></div>
        card = card and view.ends[above] - above <= _CARD
        for heading in view.inside(above, _HEADINGS) if card else ():
            linked = view.first(heading, "a") >= 0 or view.tags[view.parents[heading]] == "a"
            titled = linked and len(view.text(heading, DATE_LINE).split()) >= _TITLE_WORDS
            if titled and len(view.text(above, _CARD + 1)) <= _CARD:
                return True
    return False


_HEADINGS, _LINKS = frozenset(("h2", "h3", "h4")), frozenset({"a"})
#: A heading that leads to its story has so many words at least; a teaser in a link is longer, and no card holds more.
_TITLE_WORDS, _LINK, _CARD = 3, 60, 400


def _is_elsewhere(view: View, place: int, places: Places) -> bool:
    return places.region(place) != "article" or in_card(view, place, places)


# --- <time>, date lines, captions and short texts that no class names ------------------------------------------------------


def observe_times(view: View, places: Places) -> Iterator[Observation]:
    """Yield what <time> elements say, attribute and text apart: the attribute is the machine's, the text the reader's."""
    own = other = 0
    for place in view.all("time"):
        role = "other" if _is_elsewhere(view, place, places) else role_of(view, place)
        own, other = own + (role != "other"), other + (role == "other")
        if own > MAX_DATES or other > MAX_OTHER:
            return
        yield from _time(view, place, f"{role}-" if role else "")


def _time(view: View, place: int, prefix: str) -> Iterator[Observation]:
    attributes, parent = view.attributes[place], view.parents[place]
    text = view.text(place, DATE_LINE, " ")
    stamp = next(filter(DIGIT.search, [attributes.get(name) or "" for name in _STAMPS]), "").strip()
    dated = DIGIT.search(text) is not None
    printed = dated or is_relative(text)
    label, others = _label(view, place) if printed else ("", False)
    if not prefix and len([1 for each in view.children(parent) if view.tags[each] == "time"]) > 1:
        # "Published <time>…</time> | Updated <time>…</time>"; "Updated <time>" alone is as often the publication's timestamp
        prefix = _PREFIXES.get(label_field(f"{label} {text}"), "")
    # <time>5 March</time> – <time>7 March 2021</time>
    of_days = dated and not prefix and (others or is_range(text) or is_range(view.text(parent, DATE_LINE, " ")))
    if not prefix and (of_days or _is_of_other_day(view, place, text)):
        prefix = "other-"
    # A marked element's attribute is read as microdata.
    if stamp and not _LENGTH.match(stamp) and not ("itemprop" in attributes and prefix != "other-"):
        yield see(view, place, f"{prefix}datetime", stamp, "time")
    if printed:
        yield see(view, place, f"{prefix}text", f"{label} {text}".strip(), "time")


_PREFIXES = {"datePublished": "published-", "dateModified": "updated-"}
#: No label is longer, and none without its mark has more words.
_LABEL, _LABEL_WORDS = 40, 3


def _label(view: View, place: int) -> tuple[str, bool]:
    """Return the label before a date, as "Updated" <time>3 May 2021</time> has it, and whether it is another day's: "When:"."""
    words = " ".join(view.before(place).split())
    if not words and (before := view.previous(place)) >= 0 and view.tags[before] not in ("h1", "h2"):
        # in a table of facts: "Released" | "3 May 2021"; a headline is no label, nor a sentence
        words = view.text(before, _LABEL + 1)
    # "by Jane Doe | Last updated: <span>3 May 2021</span>"
    label = next(iter(split_bars(words[-_LABEL:])[-1:]), "").strip(" ·•–—-,;(") if words else ""
    if not label or is_date_label(label):
        return label, False
    return "", (words.endswith(":") or len(words.split()) <= _LABEL_WORDS) and says_other_day(f"{label}:")


def read_date_line(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield what an element says that class words call a date line."""
    first, last = view.starts[place], view.stops[place]
    if view.tags[place] == "time" or not 0 < last - first <= DATE_LINE:
        return
    # "Heute" heads a list of news as well, and "Friday 20:00" is when something is on
    dated = any(map(DIGIT.search, view.runs[first:last]))
    above = place < places.first_paragraph and (dated or places.near_headline(place))
    text = view.text(place, DATE_LINE * 2, " ", " | ") if dated or above else ""
    if not 0 < len(text) <= DATE_LINE * 2:
        return
    if (
        dated
        and not all_spans(text)
        and is_relative(text)
        and not (names_from_today(text) or (above and places.near_headline(place)))
    ):
        return
    # a byline is the article's own by its name, as a place that names the publication is
    updated, published = "updated" in found, "published" in found
    role = "" if updated == published else "updated" if updated else "published"
    parts = stretches(text, named=updated or published or "author" in found)
    others = parts and (_is_of_other_day(view, place, text) or _is_elsewhere(view, place, places))
    for name, part in parts:
        yield see(view, place, "other-date" if others else name or role or "dateline", part)


def observe_captions(view: View) -> Iterator[Observation]:
    """Yield the dates in captions: they are recorded, but never candidates."""
    for place in view.all("figcaption")[:MAX_OTHER]:
        dated = any(map(DIGIT.search, view.runs[view.starts[place] : view.stops[place]]))
        for date in dates_within(view.text(place, 600), 2) if dated else ():
            yield see(view, place, "other-date", date)


#: Elements whose own text can be a date line.
_TEXTUAL = frozenset(
    """body p span div li small em strong b i td font h2 h3 h4 h5 h6 a dd dt address cite header section abbr u center label
    bdi data footer""".split()
)
#: A day as machines write it, with a month and a day of the calendar.
_SOUND_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def observe_unnamed(view: View, places: Places, seen: list[Observation], stamps: Sequence[str]) -> Iterator[Observation]:
    """Yield dates in short texts around the headline that no class word names.

    Beside a date that a reader could see, only what a label says that no other place does; unless it stands behind the body,
    where it may be an event's.  Beside sound ``stamps``, for machines, a day in or behind the body is another story's.
    """
    stated = [o for o in seen if o.field in ("date", "datePublished")]
    start, first = places.start, places.first_paragraph
    if stated:
        known = {o.field for o in seen} | {label_field(str(o.raw)) for o in stated}
        # all behind the body's opening, and neither label nor class names one the publication's
        unnamed = [o for o in stated if o.field == "date" and o.source.id.startswith(("html:", "time:")) and o.order > first]
        behind = len(unnamed) == len(stated) and not [o for o in unnamed if label_field(str(o.raw))]
        for o in _short_dates(view, (start, first), places) if places.headline >= 0 else ():
            if behind or (o.field == "date" and label_field(str(o.raw)) in {"datePublished", "dateModified"} - known):
                yield o
        return
    sound = stamps and all(map(_SOUND_DAY.match, stamps))
    near = list(_short_dates(view, (max(0, start - 40), first if sound else max(first + 15, start + 60)), places))
    # without stamps a day outside the article's own element says nothing of it: today's, the weather's, an event's
    begin = next((above for above in view.ancestors(start) if view.tags[above] in ("article", "main")), 0)
    end, entries = len(view) if stamps else places.article_end, _entries(view, near, first)
    for o in near:
        bare, place = not is_plainly_own(view, o.order, str(o.raw)), o.order
        # "Source: Estuary Institute, 15 October 2017" at the foot
        sourced = place > first and (label_of(view.own(place, " | ")) or "")[:1] == ("publisher",)
        if (bare and place < begin) or (place >= end and not label_field(str(o.raw))):
            yield _other(o)
        else:
            yield _less_sure(o) if (bare and places.headline < 0) or sourced or place in entries else o


def _entries(view: View, near: list[Observation], first: int) -> set[int]:
    """Return the places of a live blog's entries: dates of one make, one above the body and others in it, in either order."""
    makes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for o in near:
        if o.field == "date" and ODD_CLOCK.search(str(o.raw)) and not label_field(str(o.raw)):
            around = (o.order, view.parents[o.order])
            makes[tuple(view.tags[each] + view.get(each, "class") for each in around)].append(o.order)
    return {place for made in makes.values() if min(made) < first < max(made) for place in made}


def _short_dates(view: View, window: tuple[int, int], places: Places) -> Iterator[Observation]:
    found = 0
    for place in view.marked(*window, DIGIT):
        text = view.own(place, " | ") if view.tags[place] in _TEXTUAL and found < MAX_UNNAMED else ""
        parts = stretches(text, unnamed=True) if 5 < len(text) <= DATE_LINE else ()
        if not parts or _is_elsewhere(view, place, places):
            continue
        label, others = _label(view, place)
        others = others or _is_of_other_day(view, place, f"{label} {text}")
        if view.ends[place] > place + 1 and not others:
            # <p><b>When:</b> Saturday 16 March 2024</p>; a label reaches no further than its bar
            inside = split_bars(view.text(place, DATE_LINE * 2, " ").partition(first_date(text) or text)[0])
            # <li><a href="/x">Flood money runs dry</a> - February 2, 1998</li>
            titles = [len(view.text(link, DATE_LINE).split()) for link in view.inside(place, _LINKS)]
            listed = view.tags[place] == "li" and max(titles, default=0) >= _TITLE_WORDS
            others = listed or says_other_day(inside[-1] if inside else "")
        for kind, part in parts:
            found += 1
            yield see(view, place, kind or ("other-date" if others else "near-headline"), f"{label} {part}".strip())


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
        label = view.text(before, _LABEL)
        text = text if is_date_label(label) else f"{label}: {text}"
    elif text.strip() == raw.strip() and parent >= 0 and view.tags[parent] not in ("h1", "h2", "h3"):
        # <p>Interview conducted on <time>8 May 2021</time></p>
        text = f"{view.before(place)} {text} {view.behind(place)}".strip()
    line = next((part.strip() for part in _BARS.split(text) if raw in part), raw) if len(text) <= DATE_LINE else raw
    told = _is_of_other_day(view, place, raw)
    if not told and not (line == raw == first_date(raw)):
        if is_of_a_noun(line):
            return _other(o)
        # a place that names the publication is overruled by another label alone: "Kick-off: August 21, 2024"
        bare = o.field == "date"
        told = bare and (_OF_A_RELEASE.match(raw) is not None or is_a_fact(view, place, raw))
        told = told or ((bare or _OTHER_LABEL.match(line) is not None) and not is_range(raw) and is_told_of_another(line, raw))
    return _less_sure(o) if told else o


def _less_sure(o: Observation) -> Observation:
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def _is_of_other_day(view: View, place: int, raw: str) -> bool:
    """Return whether an element or its parent is marked or classed as an event's: <div class="deadline"><time>."""
    parent, roles = view.parents[place], view.roles
    around = [place] if parent < 0 or view.tags[parent] in _FRAMES else [place, parent]
    marks = [mark.lower() for each in around if (mark := view.attributes[each].get("itemprop"))]
    classed = [each for each in around if "otherday" in roles[each]]
    return not _OTHER_DAYS.isdisjoint(marks) or (classed != [] and not ODD_CLOCK.search(raw) and not label_field(raw))


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
    changed = {id(o): _of_no_role(o) for o in own if only} | {id(o): _other(o) for o in kept if id(o) in foreign}
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


def _other(o: Observation) -> Observation:
    """Return the observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])
