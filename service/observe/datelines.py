"""Observations of the dates that a reader sees: <time> elements, date lines, short texts that no class names, captions.

Where a date stands says whose it is: around the headline the article's, in a list of teasers a neighbour's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service import names
from service.lexicon.date_spans import dates_within, first_date, is_range
from service.lexicon.labels import label_of
from service.lexicon.lines import opens_comments
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import fold, split_bars, word_set
from service.model import Observation
from service.observe.date_roles import AMONG_WORDS, is_plainly_own
from service.observe.date_stretch import (
    DATE_LINE,
    DIGIT,
    ODD_CLOCK,
    date_parts,
    date_stretch,
    is_date_label,
    is_of_others,
    label_field,
    may_be_dated,
    names_from_today,
    names_year,
    stretches,
)
from service.observe.sources import SOURCES, see
from service.records import replace
from service.view import class_words
from service.view.columns import BLOCK, INLINE, View
from service.view.places import Places

#: More of a kind than any article prints around its own headline.
MAX_DATES, MAX_OTHER, MAX_UNNAMED = 40, 50, 5
#: Where a <time> has its timestamp; scripts put the local form of some into the text later.
_STAMPS = ("datetime", "title", "data-published", "data-datetime", "data-timestamp")
#: The length of a recording, as <time datetime="PT24M37S"> gives it.
_LENGTH = re.compile(r"PT?\d")


def role_of(view: View, place: int) -> str:
    """Return "updated", "published" or "": what an element's own words and its nearest parents' say of its date."""
    for depth, current in enumerate((place, *view.ancestors(place, 2))):
        if depth and view.tags[current] in _FRAMES:
            break
        found = view.roles[current]
        if mark := view.get(current, "itemprop"):
            found = class_words.roles(f"{view.names(current)} {mark}")
        if "updated" in found and "published" not in found:
            return "updated"
        if ("published" in found and "updated" not in found) or "pubdate" in view.attributes[current]:
            return "published"
    return ""


_FRAMES = frozenset(("body", "article", "main", "html"))


def is_of_other_item(view: View, place: int) -> bool:
    """Return whether marks in the page say that a date is of something else: an event's start, a person's birth."""
    for depth, current in enumerate((place, *view.ancestors(place, _ITEM_DEPTH))):
        attributes = view.attributes[current]
        if depth < _PROPERTY_DEPTH and (attributes.get("itemprop") or "").lower() in _OTHER_DAYS:
            return True
        if "itemscope" in attributes:
            return (attributes.get("itemtype") or "").rstrip("/").lower().endswith(_OTHER_ITEMS)
    return False


#: How far an item is looked for, and the element whose property a date may be.
_ITEM_DEPTH, _PROPERTY_DEPTH = 12, 2
_OTHER_DAYS = frozenset(
    "startdate enddate doortime birthdate deathdate foundingdate validfrom validthrough releasedate expires uploaddate".split()
)
_OTHER_ITEMS = ("event", "/person", "/organization", "/product", "/offer", "/jobposting", "/movie", "/book", "comment")


def in_card(view: View, place: int, places: Places) -> bool:
    """Return whether an element stands in an article, a link, a post or a card of its own, in a list of other stories."""
    card = place > places.first_paragraph or places.headline < 0
    for above in view.ancestors(place):
        tag = view.tags[above]
        if above in places.own:
            return False
        if tag == "article" and (places.headline >= 0 or not places.near_headline(place)):
            return True
        if tag == "blockquote" or (tag == "a" and len(view.text(above, _CARD)) > _LINK):
            return True
        # <div><h2><a href="/storm">Storm closes coast road</a></h2><span>8 August 2013</span></div>
        card = card and view.ends[above] - above <= _CARD and len(view.text(above, _CARD + 1)) <= _CARD
        for heading in view.inside(above, _HEADINGS) if card else ():
            linked = view.first(heading, "a") >= 0 or view.tags[view.parents[heading]] == "a"
            if linked and len(view.text(heading, DATE_LINE).split()) >= _TITLE_WORDS:
                return True
    return False


_HEADINGS = frozenset(("h2", "h3", "h4"))
#: A heading that leads to its story has so many words at least; a teaser in a link is longer, and no card holds more.
_TITLE_WORDS, _LINK, _CARD = 3, 60, 400


# --- <time> and date lines -------------------------------------------------------------------------------------------------


def observe_times(view: View, places: Places) -> Iterator[Observation]:
    """Yield what <time> elements say, attribute and text apart: the attribute is the machine's, the text the reader's."""
    own = other = 0
    for place in view.all("time"):
        others = places.region(place) != "article" or in_card(view, place, places) or is_of_other_item(view, place)
        if not others and own < MAX_DATES:
            own += 1
            role = role_of(view, place)
            yield from _time(view, place, f"{role}-" if role else "")
        elif other < MAX_OTHER:
            other += 1
            yield from _time(view, place, "other-")
        elif own >= MAX_DATES:
            return


def _time(view: View, place: int, prefix: str) -> Iterator[Observation]:
    attributes = view.attributes[place]
    text = view.text(place, DATE_LINE, " ")
    stamp = next(filter(DIGIT.search, [attributes.get(name) or "" for name in _STAMPS]), "").strip()
    labelled = _with_label(view, place, text) if text and len(text) <= DATE_LINE and may_be_dated(text) else ""
    parent = view.parents[place]
    named = "" if prefix else _PREFIXES.get(label_field(labelled), "")
    if named and sum(view.tags[each] == "time" for each in view.children(parent)) > 1:
        # "Published <time>…</time> | Updated <time>…</time>"; "Updated <time>" alone is as often the publication's timestamp
        prefix = named
    if not prefix and DIGIT.search(text) and (is_range(text) or is_range(view.text(parent, DATE_LINE, " "))):
        # <time>5 March</time> – <time>7 March 2021</time>
        prefix = "other-"
    # A marked element's attribute is read as microdata.
    if stamp and not _LENGTH.match(stamp) and not ("itemprop" in attributes and prefix != "other-"):
        yield see(view, place, f"{prefix}datetime", stamp, "time")
    if labelled:
        yield see(view, place, f"{prefix}text", labelled, "time")


#: What stands before a place's name where a label names the role.
_PREFIXES = {"datePublished": "published-", "dateModified": "updated-"}


def _with_label(view: View, place: int, text: str) -> str:
    """Return a date with its label, the words or the element before it: "Updated" <time>3 May 2021</time>."""
    words = " ".join(view.before(place).split())
    if not words and (before := view.previous(place)) >= 0:
        # in a table of facts: "Released" | "3 May 2021"
        words = view.text(before, _LABEL + 1)
    # "by Jane Doe | Last updated: <span>3 May 2021</span>"
    label = next(iter(split_bars(words[-_LABEL:])[-1:]), "").strip(" ·•–—-,;(")
    return f"{label} {text}" if is_date_label(label) else text


def read_date_line(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield what an element says that class words call a date line."""
    if view.tags[place] == "time" or view.stops[place] - view.starts[place] > DATE_LINE:
        return
    text = view.text(place, DATE_LINE * 2, " ", " | ")
    if len(text) > DATE_LINE * 2 or not may_be_dated(text):
        return
    # "Heute" heads a list of news as well, and "Friday 20:00" is when something is on
    above = places.near_headline(place) and place < places.first_paragraph
    if not above and is_relative(text) and not (DIGIT.search(text) and names_from_today(text)):
        return
    if places.region(place) != "article" or in_card(view, place, places) or is_of_other_item(view, place):
        for part in date_parts(text):
            yield see(view, place, "other-date", date_stretch(part))
        return
    role = "updated" if "updated" in found else "published" if "published" in found else ""
    if "updated" in found and "published" in found:
        role = ""
    # a byline is the article's own by its name, as a place that names the publication is
    for name, part in stretches(text, named=bool(role) or "author" in found):
        yield see(view, place, name or role or "dateline", part)


def observe_captions(view: View) -> Iterator[Observation]:
    """Yield the dates in captions: they are recorded, but never candidates."""
    for place in view.all("figcaption")[:MAX_OTHER]:
        for date in dates_within(view.text(place, 600), 2):
            yield see(view, place, "other-date", date)


# --- short texts that no class names ---------------------------------------------------------------------------------------

#: Elements whose own text can be a date line.
_TEXTUAL = frozenset(
    """body p span div li small em strong b i td font h2 h3 h4 h5 h6 a dd dt address cite header section abbr u center label
    bdi data footer""".split()
)


def observe_unnamed(view: View, places: Places, seen: list[Observation], stamps: Sequence[str]) -> Iterator[Observation]:
    """Yield dates in short texts around the headline that no class word names.

    Beside a date that a reader could see, only what a label says that no other place does; unless that date stands behind the
    body, where it may be of an event, and the article's own may stand above it unnamed.  Beside sound ``stamps``, which the
    page states for machines, a day in or behind the body is another story's; a broken timestamp needs all.
    """
    stated = [o for o in seen if o.field in ("date", "datePublished")]
    start, first = places.start, places.first_paragraph
    if not stated:
        sound = stamps and all(map(_SOUND_DAY.match, stamps))
        near = list(_short_dates(view, (max(0, start - 40), first if sound else max(first + 15, start + 60)), places))
        comments = _comments_at(view, places) if near and near[-1].order > first else len(view)
        entries = _entries(view, near, first)
        # without stamps a day behind the article's own element says nothing of it: the weather's, an event's
        end = len(view) if stamps else places.article_end
        for o in near:
            if o.order >= comments:
                continue
            if o.order >= end and not label_field(str(o.raw)):
                yield replace(o, field="otherDate", source=SOURCES["html", "other-date"])
            elif o.order in entries:
                yield replace(o, source=replace(o.source, reliability=AMONG_WORDS))
            elif o.field == "date" and _is_astray(view, o.order, places):
                yield _as_doubtful(view, o)
            else:
                yield o
    elif places.headline >= 0 and all(_is_behind(o, places) for o in stated):
        yield from _short_dates(view, (start, first), places)
    elif places.headline >= 0:
        known = {o.field for o in seen} | {label_field(str(o.raw)) for o in stated}
        for o in _short_dates(view, (start, first), places):
            if o.field == "date" and label_field(str(o.raw)) in {"datePublished", "dateModified"} - known:
                yield o


#: A day as machines write it, with a month and a day of the calendar.
_SOUND_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def _is_behind(o: Observation, places: Places) -> bool:
    """Return whether a date stands behind the body's opening, and neither label nor class names it the publication's."""
    visible = o.field == "date" and o.source.id.partition(":")[0] in ("html", "time")
    return visible and o.order > places.first_paragraph and not label_field(str(o.raw))


def _is_astray(view: View, place: int, places: Places) -> bool:
    """Return whether a bare day stands where an article's own does not: on a page without a headline, above or below it.

    "Saturday, April 20, 2024" and the weather, outside the <article>; "Source: Estuary Institute, 15 October 2017" at its foot.
    """
    if places.headline < 0:
        return True
    if place > places.headline:
        return place > places.first_paragraph and (label_of(view.own(place, " | ")) or "-")[0] == "publisher"
    frames = [above for above in view.ancestors(places.headline) if view.tags[above] in ("article", "main")]
    return bool(frames) and place < frames[0]


def _entries(view: View, near: list[Observation], first: int) -> set[int]:
    """Return the places of a live blog's entries: dates of one make, one above the body and others in it, in either order."""
    makes: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for o in near:
        if o.field == "date" and ODD_CLOCK.search(str(o.raw)) and not label_field(str(o.raw)):
            make = tuple((view.tags[each], view.get(each, "class")) for each in (o.order, view.parents[o.order]))
            makes.setdefault(make, []).append(o.order)
    return {place for made in makes.values() if min(made) < first < max(made) for place in made}


def _comments_at(view: View, places: Places) -> int:
    """Return where readers' comments begin, under a heading that no class names, "1 comment"; the page's end without them."""
    behind = view.between(places.first_paragraph, len(view), _HEADING_TAGS)
    return next((at for at in behind if at in view.direct and opens_comments(view.own(at)[:_LABEL])), len(view))


_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "div", "b", "strong"})


def _as_doubtful(view: View, o: Observation) -> Observation:
    own = ODD_CLOCK.search(str(o.raw)) or is_plainly_own(view, o.order, str(o.raw))
    return o if own else replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def _short_dates(view: View, window: tuple[int, int], places: Places) -> Iterator[Observation]:
    found = 0
    for place in view.marked(*window, DIGIT):
        text = view.own(place, " | ") if view.tags[place] in _TEXTUAL and found < MAX_UNNAMED else ""
        if not 5 < len(text) <= DATE_LINE or not DIGIT.search(text) or places.region(place) != "article":
            continue
        if in_card(view, place, places):
            continue
        for kind, part in stretches(text, unnamed=True):
            found += 1
            inside = is_of_other_item(view, place) or _is_labelled_others(view, place, text)
            # <li><a href="/x">Flood money runs dry</a> - February 2, 1998</li>
            links = view.inside(place, _LINKS) if view.tags[place] == "li" else ()
            inside = inside or any(len(view.text(link, DATE_LINE).split()) >= _TITLE_WORDS for link in links)
            name = kind or ("other-date" if inside else "near-headline")
            yield see(view, place, name, _with_label(view, place, part))


def _is_labelled_others(view: View, place: int, text: str) -> bool:
    """Return whether the words before a date, inside or beside, label another's: <b>When:</b> Saturday 16 March 2024."""
    date = first_date(text)
    before = view.text(place, DATE_LINE * 2, " ").partition(date)[0] if date else ""
    # "Issue 44 | Posted 6 April 2017": a label reaches no further than its bar
    before = next(iter(split_bars(before)[-1:]), "")
    other = view.previous(place) if not view.before(place) else -1
    beside = view.text(other, _LABEL + 1) if other >= 0 else ""
    # a headline is no label, nor a sentence: <h1>Escaped tiger captured</h1><p>3 May 2021</p>
    headline = other >= 0 and (view.tags[other] in _HEADLINES or view.first(other, *_HEADLINES) >= 0)
    if not beside.endswith(":") and (headline or len(beside.split()) > _LABEL_WORDS):
        beside = ""
    return any(0 < len(label) <= _LABEL and is_of_others(label) for label in (before, beside))


_LINKS = frozenset({"a"})
#: No label is longer, and none without its mark has more words.
_LABEL, _LABEL_WORDS = 40, 3
_HEADLINES = ("h1", "h2")


# --- the clock of a day in an element of its own ---------------------------------------------------------------------------

_HOUR = r"(?:[01]?\d|2[0-3])"
#: A time of day and nothing else; with a dot between its parts it may be a price, and needs its unit.
_CLOCK = re.compile(
    rf"(?:{_HOUR}\s?[:h時时시點点]\s?[0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?\s?m\.?|uhr|h|hrs|分|분|น\.?)?|{_HOUR}\.[0-5]\d\s?(?:uhr|[ap]\.?m\.?)|"
    r"\d{1,2}\s?[ap]\.?\s?m\.?)(?:\s?\(?(?-i:[A-Z]{2,5}|[+-]\d\d:?\d\d)\)?)?",
    re.IGNORECASE,
)
#: Class words of what is played or counted, and the half of the day or the zone behind a clock.
_NO_CLOCK = word_set("duration length runtime player score result results laenge dauer duree")
_UNIT = re.compile(r"[ap]\.?\s?m\.?|uhr|hrs?|\(?(?-i:[A-Z]{3,5}|ET|PT|CT|MT|Z|[+-]\d\d:?\d\d)\)?", re.IGNORECASE)
_ANY_CLOCK = re.compile(r"\d\s?[:h時时시點点]\s?\d\d|\d\s?[ap]\.?\s?m\b", re.IGNORECASE)
#: What may stand between a day and its clock.
_BETWEEN = word_set(
    """
    at um à às alle ore kl klo om ob o в г u во у saat pukul jam time uhrzeit zeit hora heure ora tid tijd время godzina čas
    时间 時間 시간 时刻 kell plkst las a
    """
)
_MARKS = " |·•–—-,;:()/\u00a0"
#: Texts that are looked at beside a day, and around it for another clock: in a programme or a live blog each entry has its own.
_NEAR, _AROUND = 5, 40


def with_clock(view: View, o: Observation) -> Observation:
    """Return a printed day's observation with the clock that stands right beside it, where it is the only one near."""
    raw = str(o.raw)
    if o.field not in _FIELDS or o.source.witness != "human" or _ANY_CLOCK.search(raw) or not names_year(raw):
        return o
    text = view.text(o.order, DATE_LINE + 1, " ").rstrip(_MARKS)
    if not (text.endswith(raw.rstrip(_MARKS)) or raw.endswith(text)) or "T" in view.get(o.order, "datetime"):
        return o
    first, last = view.starts[o.order], view.stops[o.order]
    clock = _clock_in(view, o.order, range(last, min(last + _NEAR, len(view.runs))))
    clock = clock or _clock_in(view, o.order, range(first - 1, max(-1, first - 1 - _NEAR), -1))
    around = view.runs[max(0, first - _AROUND) : last + _AROUND] if clock else ()
    clocks = [run for run in around if len(run) < _LABEL and _ANY_CLOCK.search(run) and _CLOCK.fullmatch(_bare(run))]
    return replace(o, raw=f"{raw} {clock}") if len(clocks) == 1 else o


_FIELDS = frozenset({"date", "datePublished", "dateModified"})


def _bare(text: str) -> str:
    return " ".join(text.replace(BLOCK, " ").replace(INLINE, " ").split()).strip(_MARKS)


def _clock_in(view: View, day: int, runs: range) -> str:
    """Return the clock with which the texts beside a day begin, with its half and zone in elements of their own; or ""."""
    clock, told = "", False
    for run in runs:
        text = _bare(view.runs[run])
        if not text or (not clock and fold(text).strip(".") in _BETWEEN):
            told = told or bool(text)
            continue
        if not clock:
            if not _CLOCK.fullmatch(text) or not (told or _is_of_day(view, view.owners[run], day)):
                return ""
            clock = text
        elif runs.step > 0 and (_UNIT.fullmatch(text) or names.periods(fold(text)) is not None):
            clock = f"{clock} {text}"
        else:
            break
    return clock


def _is_of_day(view: View, own: int, day: int) -> bool:
    """Return whether a bare "14:40" stands in the day's line or in a date's, and is not by its class the length of a film."""
    parent = view.parents[own]
    words = class_words.words(view.names(own)) | class_words.words(view.names(parent) if parent >= 0 else "")
    if not words.isdisjoint(_NO_CLOCK) or view.get(own, "datetime").startswith("P"):
        return False
    # <div class="date">12 May 2020</div><p>12:30</p> tells how long a film is
    beside = parent == view.parents[day] and view.tags[own] in ("time", view.tags[day])
    return "date" in view.roles[own] or beside or own == view.parents[day]
