"""Observations of the dates that a reader sees, and whose each is: the article's, another story's, the page's or an event's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.lexicon.date_spans import day_numbers, first_date, looks_like_date, range_in
from service.lexicon.date_telling import is_date_label, is_of_a_noun, label_field, says_other_day
from service.lexicon.date_words import CLOCK, YEAR
from service.lexicon.labels import label_of, signed
from service.lexicon.relative_words import is_relative
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
    stretches,
)
from service.observe.sources import SOURCES, see
from service.records import replace
from service.view import class_words
from service.view.columns import View
from service.view.places import LIST, Places, listed

MAX_TIMES, MAX_UNNAMED = 90, 5
#: Elements of moments: HTML's own, and those of which a script prints the age, "3 years ago".
_TIMES = frozenset(("time", "relative-time", "time-ago", "local-time", "amp-timeago", "bsp-timestamp"))
_STAMPS = tuple("datetime title data-published data-datetime data-timestamp data-date data-time data-utime data-epoch".split())
#: A day as machines write it, with a month and a day of the calendar, or seconds since 1970.
_SOUND_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)|1\d{9}(?:\d{3})?\Z")
#: No label is longer, nor one without its mark of more words; a teaser in a link is longer, and no card holds more.
_LABEL, _LABEL_WORDS, _LINK, _CARD = 40, 3, 60, 400


def in_card(view: View, place: int, places: Places) -> bool:
    """Return whether an element stands in an article, a link, a post or a card of its own, in a list of other stories."""
    behind = place > places.first_paragraph or places.headline < 0
    for above in view.ancestors(place):
        if above in places.own:
            return False
        tag = view.tags[above]
        if tag == "article" and (places.headline >= 0 or not places.near_headline(place)):
            return True
        if tag == "blockquote" or (tag == "a" and len(view.text(above, _LINK + 1)) > _LINK):
            return True
        # <div><h2><a href="/storm">Storm closes coast road</a></h2><span>8 August 2013</span></div>
        behind = behind and view.ends[above] - above <= _CARD
        headings = view.inside(above, {"h2", "h3", "h4"}) if behind else ()
        linked = headings and (view.tags[view.parents[headings[0]]] == "a" or view.inside(headings[0], {"a"}))
        if linked:
            if len(view.text(above, _CARD + 1)) <= _CARD:
                return True
            # and no more what is around it
            behind = False
    return False


def _whose(view: View, place: int, places: Places, text: str) -> str:
    """Return whose a date is: "other" by its place, or what its element and those around it are called."""
    elsewhere = places.region(place) != "article" or in_card(view, place, places)
    return "other" if elsewhere else role_of(view, place, text)


def observe_times(view: View, places: Places) -> Iterator[Observation]:
    """Yield what <time> elements say, attribute and text apart: the attribute is the machine's, the text the reader's."""
    for place in view.between(0, len(view), _TIMES)[:MAX_TIMES]:
        text = view.text(place, DATE_LINE, " ")
        yield from _time(view, place, _whose(view, place, places, text), text)


def _time(view: View, place: int, role: str, text: str) -> Iterator[Observation]:
    stamp, parent = _stamp(view, place), view.parents[place]
    # "二〇二一年三月二十五日" and "yesterday" have no digits
    printed = DIGIT.search(text) is not None or looks_like_date(text)
    label, others = _label(view, place) if printed else ("", False)
    if not role and len([1 for each in view.siblings(parent + 1) if view.tags[each] == "time"]) > 1:
        # "Published <time>…</time> | Updated <time>…</time>"; "Updated <time>" alone is as often the publication's timestamp
        role = {"datePublished": "published", "dateModified": "updated"}.get(label_field(f"{label} {text}"), "")
    if not role and printed and (others or range_in(text) or _is_of_range(view, parent, text)):
        role = "other"
    prefix = f"{role}-" if role else ""
    if stamp and not ("itemprop" in view.attributes[place] and role != "other"):
        yield see(view, place, f"{prefix}datetime", stamp, "time")
    # "25 March" of 2021 is another day by now
    undated = _SOUND_DAY.match(stamp) and re.findall(r"\d+", text) == [stamp[8:10].lstrip("0")]
    if printed and (label or not undated):
        yield see(view, place, f"{prefix}text", f"{label} {text}".strip(), "time")


def _is_of_range(view: View, parent: int, text: str) -> bool:
    """Return whether a date is one of two: <time>5 March</time> – <time>7 March 2021</time>."""
    around = view.text(parent, DATE_LINE, " ")
    return DIGIT.search(around.replace(text, "", 1)) is not None and range_in(around) is not None


def _stamp(view: View, place: int) -> str:
    attributes = view.attributes[place]
    if attributes.keys().isdisjoint(_STAMPS):
        return ""
    said = [stamp.strip() for name in _STAMPS if DIGIT.search(stamp := attributes.get(name) or "")]
    # <time datetime="2021-03-25" title="2021-03-25T14:40:12+01:00">
    longer = [stamp for stamp in said[1:] if _SOUND_DAY.match(stamp) and stamp[:10] == said[0]]
    return next(iter((*longer, *said)), "")


def _spelt_out(view: View, place: int, text: str) -> str:
    """Return the date that an element's title states where its text is only its age: title="3 May 2021 14:40">2 days ago."""
    title = view.get(place, "title")
    return title if YEAR.search(title) and is_relative(text) and looks_like_date(title) else text


def _label(view: View, place: int) -> tuple[str, bool]:
    """Return the label before a date, as "Updated" <time>3 May 2021</time> has it, and whether it is another day's: "When:"."""
    # in a table of facts: "Released" | "3 May 2021"; a headline is no label
    words, before = " ".join(view.before(place).split()), view.previous(place)
    if not words and before >= 0 and view.tags[before] not in HEADLINES:
        words = view.text(before, DATE_LINE)
    # "by Jane Doe | Last updated: <span>3 May 2021</span>"
    label = next(reversed(split_bars(words[-_LABEL:])), "").strip(" ·•–—-,;(")
    if not label or is_date_label(label):
        return label, False
    return "", (words.endswith(":") or len(words.split()) <= _LABEL_WORDS) and says_other_day(f"{label}:")


def read_date_line(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield what an element says that class words call a date line."""
    first, last = view.starts[place], view.stops[place]
    if view.tags[place] in _TIMES or last - first > DATE_LINE:
        return
    # a day of a calendar to choose from has one too: <td class="day" data-date="2021-03-25">
    stamp = _stamp(view, place) if view.tags[place] not in ("td", "th", "button", "a", "li", "option") else ""
    sound = _SOUND_DAY.match(stamp) is not None
    # "Yesterday" has no digit
    own = sound or any(map(DIGIT.search, view.runs[first:last]))
    if not own and not (place < places.first_paragraph and places.near_headline(place)):
        return
    text = _spelt_out(view, place, view.text(place, DATE_LINE * 2, " ", " | "))
    told = ("updated" in found) != ("published" in found)
    named = told or not found.isdisjoint(("published", "author"))
    parts = stretches(text, named) if len(text) <= DATE_LINE * 2 else ()
    role = _whose(view, place, places, text) if parts or sound else ""
    if sound:
        # <span class="date" data-datetime="2021-03-25T14:40:12+01:00">3 years ago</span>
        yield see(view, place, f"{role}-datetime" if role else "datetime", stamp, "time")
    # a list that is called published holds "Updated 20:49, 5 Aug 2024" too
    kind = "other-date" if role == "other" else (told and role) or "dateline"
    for name, part in parts:
        yield see(view, place, name or kind, part)


#: Elements whose own text is no date line, or read elsewhere.
_UNREAD = _TIMES | {"title", "h1", "figcaption", "blockquote", "button"}


def observe_unnamed(view: View, places: Places, seen: list[Observation], stamps: Sequence[str]) -> Iterator[Observation]:
    """Yield dates in short texts around the headline that no class names; beside one that has a class, only labelled ones."""
    stated = [o for o in seen if o.field in ("date", "datePublished")]
    start, first = max(places.headline, 0), places.first_paragraph
    if stated:
        labels = {label_field(str(o.raw)) for o in stated}
        wanted = {"datePublished", "dateModified"}.difference(labels, [o.field for o in seen])
        behind = labels == {""} and all(o.field == "date" and o.order > first for o in stated)
        for o in _short_dates(view, (start, first), places) if places.headline >= 0 and wanted else ():
            if behind or (o.field == "date" and label_field(str(o.raw)) in wanted):
                yield o
        return
    sound = stamps and all(map(_SOUND_DAY.match, stamps))
    near = list(_short_dates(view, (max(0, start - 40), first if sound else max(first + 15, start + 60)), places))
    # without stamps a day outside the article's own element says nothing of it: today's, the weather's, an event's
    begin = next((above for above in view.ancestors(start) if view.tags[above] in ("article", "main")), 0)
    end = view.ends[begin] if not stamps and begin <= first < view.ends[begin] else len(view)
    # the entries of a live blog, of one make and each with its clock: one stands above the body and the others in it
    clocks = [o.order for o in near if o.field == "date" and ODD_CLOCK.search(str(o.raw)) and not label_field(str(o.raw))]
    one_make = len({view.tags[each] + view.get(each, "class") for each in clocks}) == 1
    entries = clocks if one_make and clocks[0] < first < clocks[-1] else ()
    for o in near:
        bare = not is_plainly_own(view, o.order, str(o.raw))
        # "Source: Estuary Institute, 15 October 2017" at the foot
        sourced = o.order > first and (label_of(view.own(o.order, " | ")) or "")[:1] == ("publisher",)
        if (bare and o.order < begin) or (o.order >= end and not label_field(str(o.raw))):
            yield as_other(o)
        else:
            yield less_sure(o) if (bare and places.headline < 0) or sourced or o.order in entries else o


def _short_dates(view: View, window: tuple[int, int], places: Places) -> Iterator[Observation]:
    found = 0
    for place in view.marked(*window, DIGIT.search):
        text = (
            _spelt_out(view, place, view.own(place, " | ")) if view.tags[place] not in _UNREAD and found < MAX_UNNAMED else ""
        )
        # where it stands is told sooner than what it says
        own = 5 < len(text) <= DATE_LINE and places.region(place) == "article" and not in_card(view, place, places)
        if not (parts := stretches(text, unnamed=True) if own else ()):
            continue
        label, others = _label(view, place)
        if not others and view.ends[place] > place + 1:
            # <p><b>When:</b> Saturday 16 March 2024</p>; a label reaches no further than its bar
            inside = split_bars(view.text(place, DATE_LINE * 2, " ").partition(first_date(text) or text)[0])
            others = says_other_day(inside[-1] if inside else "")
        others = others or role_of(view, place, f"{label} {text}") == "other"
        for kind, part in parts:
            found += 1
            yield see(view, place, kind or ("other-date" if others else "near-headline"), f"{label} {part}".strip())


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


#: A report, a film and a record are released and issued too, on another day than what is written of them, but at no hour.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)
_BARS = re.compile(r"[|•·]")


def doubted(view: View, o: Observation) -> Observation:
    """Return a printed date, less reliable where words beside it may say what it is of: "Interview conducted on 8 May 2021"."""
    raw, place, bare = str(o.raw), o.order, o.field == "date"
    if o.field == "dateModified" or o.source.reliability <= AMONG_WORDS:
        return o
    line, label = _line(view, place, raw), label_field(raw)
    fact = bare and label in ("", "date") and is_a_fact(view, place, label != "")
    if line == raw == first_date(raw) and not fact:
        return o
    if is_of_a_noun(line):
        return as_other(o)
    in_byline = not view.roles[place].isdisjoint(("author", "date"))
    told = (_OF_A_RELEASE.match(raw) and not CLOCK.search(raw)) or is_told_of_another(line, raw, in_byline=in_byline)
    return less_sure(o) if bare and (fact or told) else o


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


def settle(seen: list[Observation], view: View, places: Places) -> list[Observation]:
    """Return the observations without a date's repetitions, and with neighbours' made other dates."""
    dates = [o for o in seen if o.field in DATES]
    dropped = _repeated(view, dates)
    kept = [o for o in dates if id(o) not in dropped]
    changed = {id(o): as_other(o) for o in _of_others(view, kept, places)}
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
                if before[-1:].isdigit():
                    continue  # "5 Aug 2013 | 15 Aug 2013"
                more = DIGIT.search(before) or CLOCK.search(behind) or YEAR.search(behind)
                dropped.add(id(inner if more or is_date_label(before.strip(" |,:([")) else outer))
    return dropped


def _of_others(view: View, dates: list[Observation], places: Places) -> Iterator[Observation]:
    """Yield the dates that are not the article's: by their words, in the page's header, far off, aside or in a list."""
    stated = {o.order: str(o.raw) for o in dates}
    near = set(filter(places.near_headline, stated))
    header = {order for order in stated if order <= max(places.headline, 0) and places.in_header(order)}
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
        named = o.field != "date" or o.source.id == "html:dateline"
        if (far and not label_field(raw)) or place in lists or is_of_others(raw, named):
            yield o
