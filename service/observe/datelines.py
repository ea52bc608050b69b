"""Observations of the dates that a reader sees: <time> elements, date lines, stamps in attributes, dates in captions.

Where a date stands says whose it is: around the headline the article's, in a list of teasers a neighbour's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from selectolax.lexbor import LexborNode

from service.lexicon.date_ranges import is_range
from service.lexicon.date_spans import dates_within
from service.model import Observation
from service.observe import class_words
from service.observe.date_stretch import (
    DATE_LINE,
    DIGIT,
    date_parts,
    date_stretch,
    is_date_label,
    is_duration,
    stretches,
)
from service.observe.document import Document, Element, ancestors, is_hidden, text_of
from service.observe.places import Places
from service.observe.sources import observation

#: More of a kind than any article prints around its own headline.
MAX_DATES, MAX_OTHER = 40, 50
#: data-published="2016-12-09 09:13:00Z", data-timestamp="1481274780": scripts put the local form into the text later.
_STAMP_NAME = re.compile(r"^data-.{0,30}(?:date|time|publish|updated|utc|epoch|stamp)", re.IGNORECASE)
_STAMP = re.compile(r"\d{4}-\d\d?-\d\d?\S{0,3}.{0,40}|1[0-9]{9}(?:\d{3})?|\w{3},? .{0,6}\d.{4,40}")
#: The length of a recording, as <time datetime="PT24M37S"> gives it.
_LENGTH = re.compile(r"PT?\d")


def _see(place: str, name: str, raw: str, element: Element) -> Observation:
    return observation(place, name, raw, element.locator, element.position)


def role_of(element: Element) -> str:
    """ "updated", "published" or "": what an element's own words and its nearest parents' say of its date."""
    node = element.node
    for depth, current in enumerate((node, node.parent, node.parent.parent if node.parent else None)):
        if current is None or (depth and current.tag in ("body", "article", "main", "html")):
            break
        attributes = current.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
        found = class_words.roles(names[: class_words.LONGEST])
        if "updated" in found and "published" not in found:
            return "updated"
        if ("published" in found and "updated" not in found) or "pubdate" in attributes:
            return "published"
    return ""


def in_teaser(element: Element, places: Places) -> bool:
    """Whether an element stands in a list of other articles: in an article or a link of its own, away from the headline."""
    for parent in ancestors(element.node):
        if parent.mem_id in places.own:
            return False
        if parent.tag == "article" and (places.headline is not None or not places.near_headline(element)):
            return True
        if parent.tag == "a" and len(text_of(parent, 400)) > 60:
            return True
        if parent.tag == "blockquote":  # a post of a social network: <blockquote class="…-media"> … <time>
            return True
    return False


def in_card(element: Element, places: Places) -> bool:
    """Whether an element stands in a teaser, or in the card of another story that no class calls one, behind the opening."""
    if in_teaser(element, places):
        return True
    if element.position <= places.first_paragraph and places.headline is not None:
        return False
    for frame in takewhile(lambda parent: parent.mem_id not in places.own, ancestors(element.node)):
        if len(text_of(frame, _CARD + 1)) > _CARD:
            return False
        # <div><h2><a href="/storm">Storm closes coast road</a></h2><span>8 August 2013</span></div>
        heading = frame.css_first(_LINKED_HEADING)
        if heading is not None and len(text_of(heading, DATE_LINE).split()) >= _TITLE_WORDS:
            return True
    return False


#: A card's heading that leads to its story, of how many words at least, and the most that a card holds.
_LINKED_HEADING, _TITLE_WORDS, _CARD = "h2 a, h3 a, h4 a, a h2, a h3, a h4", 3, 400


def observe_times(document: Document, places: Places) -> Iterator[Observation]:
    """What <time> elements say, attribute and text apart: the attribute is the machine's, the text the reader's."""
    own = other = 0
    for element in [*document.all("time"), *(e for e in document.all("abbr") if DIGIT.search(e.get("title")))]:
        if places.region(element) == "article" and own < MAX_DATES and not in_teaser(element, places):
            own += 1
            role = role_of(element)
            yield from _time(element, f"{role}-" if role else "")
        elif other < MAX_OTHER:
            other += 1
            yield from _time(element, "other-")


def _time(element: Element, prefix: str) -> Iterator[Observation]:
    attributes = element.attributes
    text = text_of(element.node, DATE_LINE, " ")
    if not prefix and (is_range(text) or _ends_range(element.node, text)):
        prefix = "other-"
    stamp = (attributes.get("datetime") or attributes.get("title") or "").strip()
    if not stamp or not DIGIT.search(stamp):
        stamp = _attribute_stamp(element)
    # A marked element's attribute is read as microdata.
    if stamp and DIGIT.search(stamp) and not _LENGTH.match(stamp) and not ("itemprop" in attributes and prefix != "other-"):
        yield _see("time", f"{prefix}datetime", stamp, element)
    if text and DIGIT.search(text) and len(text) <= DATE_LINE and not is_duration(text):
        yield _see("time", f"{prefix}text", _with_label(element, text), element)


#: No word between the two days of a range is longer.
_JOINT = 12


def _ends_range(node: LexborNode, text: str) -> bool:
    """Whether a date is one end of a range whose other stands beside it: <time>5 March</time> – <time>7 March 2021</time>."""
    before, behind = node.prev, node.next
    if (joint := _joint(before)) and before is not None and before.prev is not None and before.prev.tag == node.tag:
        return is_range(f"{text_of(before.prev, DATE_LINE, ' ')} {joint} {text}")
    if (joint := _joint(behind)) and behind is not None and behind.next is not None and behind.next.tag == node.tag:
        return is_range(f"{text} {joint} {text_of(behind.next, DATE_LINE, ' ')}")
    return False


def _joint(node: LexborNode | None) -> str:
    """The mark or the word that an element's neighbour is, or ""."""
    text = (node.text_content or "").strip() if node is not None and node.tag == "-text" else ""
    return text if len(text) <= _JOINT else ""


def _attribute_stamp(element: Element) -> str:
    """The stamp that an element carries for scripts, or ""."""
    for name, value in element.attributes.items():
        if (
            value
            and len(value) < 60
            and name.startswith("data-")
            and _STAMP_NAME.match(name)
            and _STAMP.fullmatch(value.strip())
        ):
            return value.strip()
    return ""


def _with_label(element: Element, text: str) -> str:
    """The text with the words before it in its parent, where they can be its label: "Updated" <time>3 May 2021</time>."""
    parent = element.node.parent
    if parent is None or parent.tag in ("article", "body", "main", "header"):
        return text
    around = text_of(parent, DATE_LINE, " ")
    start = around.find(text)
    label = around[:start].strip()
    if 0 < start <= 40 and len(around) < DATE_LINE and is_date_label(label):
        return f"{label} {text}"
    # "Published <time>…</time> | Updated <time>…</time>": of two in one line each has its own
    before = element.node.prev
    beside = (before.text_content or "").strip(" \t\r\n|·•–—-:,;(") if before is not None and before.tag == "-text" else ""
    return f"{beside} {text}" if is_date_label(beside) else text


def read_date_line(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """What an element says whose class words call it a date line."""
    if element.tag == "time":
        return
    text = element.text
    if len(text) > 600 or not DIGIT.search(text):
        return
    text = text_of(element.node, DATE_LINE * 2, " ", " | ")
    if len(text) > DATE_LINE * 2:
        return
    text = _without_hidden(element, text)
    if places.region(element) != "article" or in_teaser(element, places):
        for part in date_parts(text):
            yield _see("html", "other-date", date_stretch(part), element)
        return
    role = "updated" if "updated" in found else "published" if "published" in found else ""
    if "updated" in found and "published" in found:
        role = ""
    if stamp := _attribute_stamp(element):
        yield _see("html", f"{role}-stamp" if role else "stamp", stamp, element)
    # a byline is the article's own by its name, as a place that names the publication is
    for name, part in stretches(text, named=bool(role) or "author" in found):
        yield _see("html", name or role or "dateline", part, element)


def _without_hidden(element: Element, text: str) -> str:
    """The text of a date line without what is hidden in it, where another date is left.

    <span class="updated rich-snippet-hidden">2018-11-06T16:04:12-07:00</span><span>June 28th, 2018</span>
    """
    shown = text
    for node in element.node.css("[class*=hidden]")[:_MOST_HIDDEN]:
        if is_hidden(Element(node, node.tag or "", element.position)):
            shown = shown.replace(text_of(node, DATE_LINE, " ", " | "), " ", 1)
    return shown if shown == text or date_parts(shown) else text


#: More of a date line's parts are not hidden.
_MOST_HIDDEN = 4


def observe_captions(document: Document) -> Iterator[Observation]:
    """Dates in captions: recorded, never candidates."""
    for element in document.all("figcaption")[:MAX_OTHER]:
        for date in dates_within(text_of(element.node, 600), 2):
            yield _see("html", "other-date", date, element)
