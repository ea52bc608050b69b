"""Observations of the dates that a reader sees: <time> elements, date lines, timestamps in attributes, dates in captions.

Where a date stands says whose it is: around the headline the article's, in a list of teasers a neighbour's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from service.lexicon.date_ranges import is_range
from service.lexicon.date_spans import dates_within
from service.lexicon.relative_words import is_relative
from service.model import Observation
from service.observe.date_stretch import (
    DATE_LINE,
    DIGIT,
    date_parts,
    date_stretch,
    is_date_label,
    is_duration,
    label_field,
    may_be_dated,
    names_from_today,
    stretches,
)
from service.observe.sources import see
from service.view import class_words
from service.view.columns import View, is_hidden
from service.view.places import Places

#: More of a kind than any article prints around its own headline.
MAX_DATES, MAX_OTHER = 40, 50
#: data-published="2016-12-09 09:13:00Z", data-timestamp="1481274780": scripts put the local form into the text later.
_STAMP_NAME = re.compile(r"^data-.{0,30}(?:date|time|publish|updated|utc|epoch|stamp)", re.IGNORECASE)
_STAMP = re.compile(r"\d{4}-\d\d?-\d\d?\S{0,3}.{0,40}|1[0-9]{9}(?:\d{3})?|\w{3},? .{0,6}\d.{4,40}")
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
    """startdate enddate doortime previousstartdate birthdate deathdate foundingdate dissolutiondate validfrom validthrough
    validuntil releasedate expires availabilitystarts availabilityends pricevaliduntil uploaddate applicationdeadline""".split()
)
_OTHER_ITEMS = (
    "event", "/person", "/organization", "/product", "/offer", "/jobposting", "/movie", "/book", "/musicalbum", "/vehicle",
    "/musicrecording", "/place", "/course", "/tvepisode", "/tvseries", "/comment", "/usercomments",
)  # fmt: skip


def in_teaser(view: View, place: int, places: Places) -> bool:
    """Return whether an element stands in a list of other articles: in an article or link of its own, not at the headline."""
    for above in view.ancestors(place):
        if above in places.own:
            return False
        tag = view.tags[above]
        if tag == "article" and (places.headline >= 0 or not places.near_headline(place)):
            return True
        if tag == "a" and len(view.text(above, 400)) > 60:
            return True
        if tag == "blockquote":  # a post of a social network: <blockquote class="…-media"> … <time>
            return True
    return False


def in_card(view: View, place: int, places: Places) -> bool:
    """Return whether an element stands in a teaser, or behind the opening in another story's card that no class calls one."""
    if in_teaser(view, place, places):
        return True
    if place <= places.first_paragraph and places.headline >= 0:
        return False
    for frame in takewhile(lambda above: above not in places.own, view.ancestors(place)):
        if view.ends[frame] - frame > _CARD or len(view.text(frame, _CARD + 1)) > _CARD:
            return False
        # <div><h2><a href="/storm">Storm closes coast road</a></h2><span>8 August 2013</span></div>
        heading = _linked_heading(view, frame)
        if heading >= 0 and len(view.text(heading, DATE_LINE).split()) >= _TITLE_WORDS:
            return True
    return False


def _linked_heading(view: View, frame: int) -> int:
    """Return the first heading in a link, or the first link in a heading, inside an element; -1 for none."""
    for inner in view.inside(frame, _HEADED):
        above = [view.tags[around] for around in takewhile(lambda around: around > frame, view.ancestors(inner))]
        if (view.tags[inner] == "a" and not _HEADINGS.isdisjoint(above)) or (view.tags[inner] != "a" and "a" in above):
            return inner
    return -1


_HEADINGS = frozenset(("h2", "h3", "h4"))
_HEADED = _HEADINGS | {"a"}
#: A card's heading that leads to its story has so many words at least, and no card holds more.
_TITLE_WORDS, _CARD = 3, 400


def observe_times(view: View, places: Places) -> Iterator[Observation]:
    """Yield what <time> elements say, attribute and text apart: the attribute is the machine's, the text the reader's."""
    own = other = 0
    for place in (*view.all("time"), *(p for p in view.all("abbr") if DIGIT.search(view.get(p, "title")))):
        other_s = in_teaser(view, place, places) or is_of_other_item(view, place)
        if places.region(place) == "article" and own < MAX_DATES and not other_s:
            own += 1
            role = role_of(view, place)
            yield from _time(view, place, f"{role}-" if role else "")
        elif other >= MAX_OTHER:
            if own >= MAX_DATES:
                return
        else:
            other += 1
            yield from _time(view, place, "other-")


def _time(view: View, place: int, prefix: str) -> Iterator[Observation]:
    attributes = view.attributes[place]
    text = view.text(place, DATE_LINE, " ")
    if not prefix and (is_range(text) or _ends_range(view, place, text)):
        prefix = "other-"
    stamp = (attributes.get("datetime") or attributes.get("title") or "").strip()
    if not stamp or not DIGIT.search(stamp):
        stamp = _attribute_stamp(view, place)
    labelled = _with_label(view, place, text) if text and len(text) <= DATE_LINE and may_be_dated(text) else ""
    if not prefix and label_field(labelled) in _PREFIXES and _labels_two(view, place):
        # "Published <time>…</time>, updated <time>…</time>": the words say it of the attributes too
        prefix = _PREFIXES[label_field(labelled)]
    # A marked element's attribute is read as microdata.
    if stamp and DIGIT.search(stamp) and not _LENGTH.match(stamp) and not ("itemprop" in attributes and prefix != "other-"):
        yield see(view, place, f"{prefix}datetime", stamp, "time")
    if labelled and not is_duration(text):
        yield see(view, place, f"{prefix}text", labelled, "time")


def _labels_two(view: View, place: int) -> bool:
    """Return whether one of two <time> elements of one parent is labelled the publication and the other the update.

    "Updated <time datetime="…">" alone is as often the publication's timestamp below the update's word.
    """
    parent = view.parents[place]
    if parent < 0 or view.ends[parent] - parent > _FEW:
        return False
    times = [child for child in view.children(parent) if view.tags[child] == "time"]
    roles = {label_field(_with_label(view, child, view.text(child, DATE_LINE, " "))) for child in times[:_FEW]}
    return roles >= _PREFIXES.keys()


#: A line of dates has no more elements.
_FEW = 12
#: What stands before a place's name where a label names the role.
_PREFIXES = {"datePublished": "published-", "dateModified": "updated-"}
#: No word between the two days of a range is longer.
_JOINT = 12


def _ends_range(view: View, place: int, text: str) -> bool:
    """Return whether a date is one end of a range: <time>5 March</time> – <time>7 March 2021</time>."""
    before, joint = view.previous(place), view.before(place).strip()
    if before >= 0 and 0 < len(joint) <= _JOINT and view.tags[before] == view.tags[place]:
        return is_range(f"{view.text(before, DATE_LINE, ' ')} {joint} {text}")
    behind, joint = view.next(place), view.behind(place).strip()
    if behind >= 0 and 0 < len(joint) <= _JOINT and view.tags[behind] == view.tags[place]:
        return is_range(f"{text} {joint} {view.text(behind, DATE_LINE, ' ')}")
    return False


def _by_role(attribute: tuple[str, str | None]) -> tuple[bool, bool, str]:
    """Return the key by which attributes are sorted: the publication's first, an update's last."""
    name = attribute[0]
    return "publi" not in name, "updat" in name or "modif" in name, name


def _attribute_stamp(view: View, place: int) -> str:
    """Return the timestamp that an element carries for scripts, or ""."""
    # the publication's before the update's, whatever their order
    for name, value in sorted(view.attributes[place].items(), key=_by_role):
        if (
            value
            and len(value) < 60
            and name.startswith("data-")
            and _STAMP_NAME.match(name)
            and _STAMP.fullmatch(value.strip())
        ):
            return value.strip()
    return ""


def _with_label(view: View, place: int, text: str) -> str:
    """Return the text with the words before it in its parent that can be its label: "Updated" <time>3 May 2021</time>."""
    parent = view.parents[place]
    if parent < 0 or view.tags[parent] in ("article", "body", "main", "header"):
        return text
    around = view.text(parent, DATE_LINE, " ")
    start = around.find(text)
    label = around[:start].strip()
    if 0 < start <= 40 and len(around) < DATE_LINE and is_date_label(label):
        return f"{label} {text}"
    # "Published <time>…</time> | Updated <time>…</time>": of two in one line each has its own
    beside = " ".join(view.before(place).split()).strip(" |·•–—-:,;(")
    return f"{beside} {text}" if is_date_label(beside) else text


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
    text = _without_hidden(view, place, text)
    # on a page without a headline, a section's or the site's own, each date is a card's
    teased = in_card if places.headline < 0 else in_teaser
    if places.region(place) != "article" or teased(view, place, places) or is_of_other_item(view, place):
        for part in date_parts(text):
            yield see(view, place, "other-date", date_stretch(part))
        return
    role = "updated" if "updated" in found else "published" if "published" in found else ""
    if "updated" in found and "published" in found:
        role = ""
    if stamp := _attribute_stamp(view, place):
        yield see(view, place, f"{role}-stamp" if role else "stamp", stamp)
    # a byline is the article's own by its name, as a place that names the publication is
    for name, part in stretches(text, named=bool(role) or "author" in found):
        yield see(view, place, name or role or "dateline", part)


def _without_hidden(view: View, place: int, text: str) -> str:
    """Return the text of a date line without hidden parts, where another date is left.

    <span class="updated rich-snippet-hidden">2018-11-06T16:04:12-07:00</span><span>June 28th, 2018</span>
    """
    if view.ends[place] - place > _LARGEST_LINE:
        return text
    hidden = [p for p in range(place + 1, view.ends[place]) if "hidden" in (view.attributes[p].get("class") or "")]
    shown = text
    for inner in hidden[:_MOST_HIDDEN]:
        if is_hidden(view, inner):
            shown = shown.replace(view.text(inner, DATE_LINE, " ", " | "), " ", 1)
    return shown if shown == text or date_parts(shown) else text


#: More of a date line's parts are not hidden, and no date line has so many elements.
_MOST_HIDDEN, _LARGEST_LINE = 4, 400


def observe_captions(view: View) -> Iterator[Observation]:
    """Yield the dates in captions: they are recorded, but never candidates."""
    for place in view.all("figcaption")[:MAX_OTHER]:
        for date in dates_within(view.text(place, 600), 2):
            yield see(view, place, "other-date", date)
