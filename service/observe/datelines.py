"""Observations of the dates that a reader sees: <time> elements, date lines, stamps in attributes, dates in captions.

Where a date stands says whose it is: around the headline the article's, in a list of teasers a neighbour's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lexicon import dates_within, label_of, looks_like_date, split_bars
from service.model import Observation
from service.observe import class_words
from service.observe.document import Document, Element, ancestors, text_of
from service.observe.places import Places
from service.observe.sources import observation

#: More of a kind than any article prints around its own headline.
MAX_DATES, MAX_OTHER = 40, 50
#: Longer texts are no date line.
DATE_LINE = 160
DIGIT = re.compile(r"\d")
_CLOCK_ONLY = re.compile(r"\D{0,12}\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\D{0,12}")
#: data-published="2016-12-09 09:13:00Z", data-timestamp="1481274780": scripts put the local form into the text later.
_STAMP_NAME = re.compile(r"^data-.{0,30}(?:date|time|publish|updated|utc|epoch|stamp)", re.IGNORECASE)
_STAMP = re.compile(r"\d{4}-\d\d?-\d\d?\S{0,3}.{0,40}|1[0-9]{9}(?:\d{3})?|\w{3},? .{0,6}\d.{4,40}")
#: Elements whose own text can be a date line.
_TEXTUAL = frozenset(
    """p span div li small em strong b i td font h2 h3 h4 h5 h6 a dd dt address cite time header section abbr u center label
    bdi data footer""".split()
)


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
        found = class_words.roles(names)
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
    return False


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
    stamp = (attributes.get("datetime") or attributes.get("title") or "").strip()
    if not stamp or not DIGIT.search(stamp):
        stamp = _attribute_stamp(element)
    # A marked element's attribute is read as microdata.
    if stamp and DIGIT.search(stamp) and not ("itemprop" in attributes and prefix != "other-"):
        yield _see("time", f"{prefix}datetime", stamp, element)
    text = text_of(element.node, DATE_LINE, " ")
    if text and DIGIT.search(text) and len(text) <= DATE_LINE:
        yield _see("time", f"{prefix}text", _with_label(element, text), element)


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
    return f"{label} {text}" if 0 < start <= 40 and len(around) < DATE_LINE and _is_date_label(label) else text


def _is_date_label(label: str) -> bool:
    """Whether a text is a date's label: "Published on", "Stand:"."""
    named = label_of(f"{label.rstrip(' :')}: x") if 0 < len(label) <= 40 and not DIGIT.search(label) else None
    return named is not None and named[0] in ("datePublished", "dateModified", "date")


def read_date_line(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """What an element says whose class words call it a date line."""
    if element.tag == "time":
        return
    text = element.node.text()
    if len(text) > 600 or not DIGIT.search(text):
        return
    text = text_of(element.node, DATE_LINE * 2, " ", " | ")
    if len(text) > DATE_LINE * 2:
        return
    if places.region(element) != "article" or in_teaser(element, places):
        if looks_like_date(text):
            yield _see("html", "other-date", text, element)
        return
    role = "updated" if "updated" in found else "published" if "published" in found else ""
    if "updated" in found and "published" in found:
        role = ""
    if stamp := _attribute_stamp(element):
        yield _see("html", f"{role}-stamp" if role else "stamp", stamp, element)
    for part in date_parts(text):
        yield _see("html", role or "dateline", part, element)


def date_parts(text: str) -> list[str]:
    """The parts of a short text that hold a date: "By Jane Doe | 3 May 2021 10:00 | 5 min read" gives the second.

    A clock that stands in the next part belongs to the day before it: "03.05.2021 | 10:00".
    """
    bars = split_bars(text)
    if len(bars) == 1 and looks_like_date(bars[0]):
        return bars
    parts: list[str] = []
    for part in bars:
        if len(part) > DATE_LINE or not DIGIT.search(part):
            continue
        if _CLOCK_ONLY.fullmatch(part) and parts:
            parts[-1] = f"{parts[-1]} {part}"
        elif looks_like_date(part):
            parts.append(part)
        elif spans := dates_within(part, 3):
            parts.append(from_date(part, spans[0]) if len(part) > 60 else part)
    return parts


def from_date(text: str, span: str) -> str:
    """A longer text cut to the date, with a few whole words of label before and the clock behind."""
    start = text.find(span)
    lead = text[max(0, start - 30) : start]
    if start > 30:
        lead = lead.partition(" ")[2]
    return (lead + text[start : start + len(span) + 40]).strip()


def observe_unnamed(document: Document, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Dates in short texts that no class word names: around the headline, or, where none is there, anywhere in the article.

    Only where nothing else states a date that a reader could see or a machine would read.
    """
    if any(o.field in ("date", "datePublished") for o in seen):
        return
    start = places.headline.position if places.headline is not None else 0
    lower, upper = max(0, start - 40), max(places.first_paragraph + 15, start + 60)
    near = list(_short_dates(document, (lower, upper), places, "near-headline", 5))
    yield from near
    if not near:
        yield from _short_dates(document, (upper, upper + 3_000), places, "in-article", 5)


def _short_dates(document: Document, window: tuple[int, int], places: Places, name: str, limit: int) -> Iterator[Observation]:
    found = 0
    for position, node in document.between(*window, _TEXTUAL):
        if found >= limit:
            return
        text = node.text(deep=False).strip()
        if not 5 < len(text) <= DATE_LINE or not DIGIT.search(text):
            continue
        element = document.element(position)
        if places.region(element) == "article" and not in_teaser(element, places):
            for part in date_parts(" ".join(text.split())):
                found += 1
                yield _see("html", name, _with_sibling_label(element, part), element)


def _with_sibling_label(element: Element, text: str) -> str:
    """The date with the label that stands in the element before it, as in a table of facts: "Released" | "3 May 2021"."""
    before = element.node.prev
    while before is not None and before.tag == "-text" and not (before.text_content or "").strip():
        before = before.prev
    label = text_of(before, 60) if before is not None and before.tag != "-text" else ""
    return f"{label} {text}" if _is_date_label(label) else text


def observe_captions(document: Document) -> Iterator[Observation]:
    """Dates in captions: recorded, never candidates."""
    for element in document.all("figcaption")[:MAX_OTHER]:
        for date in dates_within(text_of(element.node, 600), 2):
            yield _see("html", "other-date", date, element)
