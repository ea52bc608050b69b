"""Observations of the dates in short texts that no class word names: around the headline, or anywhere in the article.

Whose they are is told by where they stand and by what stands with them; a bare day may be an event's, another story's, or
the day on which the page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from service.lexicon.comments import opens_comments
from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.labels import label_of
from service.lexicon.lines import split_bars
from service.model import Observation
from service.observe.date_owners import make_of
from service.observe.date_stretch import (
    DATE_LINE,
    DIGIT,
    ODD_CLOCK,
    is_date_label,
    is_of_others,
    label_field,
    names_year,
    stretches,
)
from service.observe.datelines import in_card
from service.observe.document import BLOCKS, Document, Element, ancestors, is_hidden, text_of
from service.observe.own_dates import AMONG_WORDS, Standing, is_told_of_another, short_text, standing
from service.observe.places import Places
from service.observe.sources import SOURCES, observation

#: More than any article prints around its own headline.
MAX_UNNAMED = 5
#: Elements whose own text can be a date line.
_TEXTUAL = frozenset(
    """body p span div li small em strong b i td font h2 h3 h4 h5 h6 a dd dt address cite header section abbr u center label
    bdi data footer""".split()
)


def _see(place: str, name: str, raw: str, element: Element) -> Observation:
    return observation(place, name, raw, element.locator, element.position)


def observe_unnamed(
    document: Document, places: Places, seen: list[Observation], stamps: Sequence[str]
) -> Iterator[Observation]:
    """Dates in short texts that no class word names: around the headline, or, where none is there, anywhere in the article.

    Only where nothing else states a date that a reader could see or, for those in the article's text, a machine would read:
    ``stamps`` are the dates that the page states for machines.
    """
    dated = bool(stamps)
    stated = [o for o in seen if o.field in ("date", "datePublished")]
    start = places.headline.position if places.headline is not None else 0
    lower, upper = max(0, start - 40), max(places.first_paragraph + 15, start + 60)
    if stated and places.headline is not None and all(_is_behind(o, places) for o in stated):
        # a day that the template names, behind the body, may be of an event: the article's own may stand above it unnamed
        lower, upper, dated = start, places.first_paragraph, True
    elif stated:
        if not any(o.field == "dateModified" for o in seen):
            yield from _labelled_updates(document, places)
        return
    near = list(_short_dates(document, (lower, upper), places, "near-headline"))
    if near and near[-1].order > places.first_paragraph:
        upper = min(upper, _comments_at(document, places))
        near = [o for o in near if o.order < upper]
    # beside it a day with words of something else is a picture's or an event's: "The Old Pier, 3 August 1998"
    near = [_as_other(o) if stated and _standing(document, o) < Standing.BARE else o for o in near]
    entries = _entries(document, near, places)
    near = [_as_other(o) if _is_beside_title(document, o, places) else o for o in _own_first(document, near, places)]
    # beside a date for machines a bare day in a box at the foot says nothing: the weather's, an event's
    near = [_as_other(o) if _is_behind_body(document, o, places) and _is_no_witness(str(o.raw), stamps) else o for o in near]
    near = [_as_doubtful(document, o, _is_astray(document, o, places)) for o in near]
    near = [replace(o, source=replace(o.source, reliability=AMONG_WORDS)) if o.order in entries else o for o in near]
    yield from near
    if not dated and not any(o.field == "date" for o in near):
        far = _short_dates(document, (upper, upper + 3_000), places, "in-article")
        yield from (_as_doubtful(document, o, astray=True) for o in far)


def _entries(document: Document, near: list[Observation], places: Places) -> set[int]:
    """The places of moments of one make, one above the body and others in it: a live blog's entries, in either order."""
    timed = [o for o in near if o.field == "date" and ODD_CLOCK.search(str(o.raw)) and not label_field(str(o.raw))]
    makes: dict[str, list[int]] = {}
    for o in timed:
        makes.setdefault(make_of(document.element(o.order)), []).append(o.order)
    return {order for made in makes.values() if min(made) < places.first_paragraph < max(made) for order in made}


def _comments_at(document: Document, places: Places) -> int:
    """Where the readers have their say, under a heading that no class names: "1 comment"; behind the page where they do not."""
    behind = document.between(places.first_paragraph, len(document), _HEADING_TAGS)
    return next((at for at, node in behind if opens_comments(node.text(deep=False)[:_LABEL].strip())), len(document))


_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "div", "b", "strong"})


def _labelled_updates(document: Document, places: Places) -> Iterator[Observation]:
    """The update that a short text between headline and body labels, beside a date with a class: "Actualizado: 01/03/2016"."""
    if places.headline is not None:
        window = (places.headline.position, places.first_paragraph)
        near = _short_dates(document, window, places, "near-headline")
        yield from (o for o in near if o.field == "date" and label_field(str(o.raw)) == "dateModified")


def _is_behind(o: Observation, places: Places) -> bool:
    """Whether a date stands behind the opening of the body, and neither label nor class names it the publication's."""
    visible = o.field == "date" and o.source.id.partition(":")[0] in ("html", "time")
    return visible and o.order > places.first_paragraph and not label_field(str(o.raw))


def _own_first(document: Document, near: list[Observation], places: Places) -> list[Observation]:
    """The dates around a headline, with those of neighbours made other dates where one is plainly the article's.

    On a short page other stories and the day of reading stand as near as the date line: "Læs også: 14. feb. 2019" behind
    three paragraphs, the archive's days beside them, "Oggi è mercoledì 25 novembre 2026" at the foot. Beside a bare day above
    the body, which may be an event's, one at the foot that stands alone or with a byline may be the article's.
    """
    start = places.headline.position if places.headline is not None else places.first_paragraph
    dated = [o for o in near if o.field == "date" and names_year(str(o.raw))]
    labelled = [o for o in dated if label_field(str(o.raw)) == "datePublished" and not _OF_A_RELEASE.match(str(o.raw))]
    above = max((_standing(document, o) for o in dated if start < o.order < places.first_paragraph), default=None)
    behind = [o for o in near if o.order > places.first_paragraph and not label_field(str(o.raw))]
    if labelled and (above is None or any(o.order < places.first_paragraph for o in labelled)):
        others = [o for o in near if not label_field(str(o.raw))]
    elif above == Standing.OWN:
        others = behind
    elif above == Standing.BARE:
        others = [o for o in behind if _standing(document, o) == Standing.BESIDE_WORDS]
    else:
        return near
    return [_as_other(o) if o in others else o for o in near]


#: A report, a film and a record are released and issued too, on another day than what is written of them.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)


def _standing(document: Document, o: Observation) -> Standing:
    return standing(document.element(o.order), str(o.raw))


def _as_other(o: Observation) -> Observation:
    return replace(o, field="otherDate", source=SOURCES["html", "other-date"])


def _is_beside_title(document: Document, o: Observation, places: Places) -> bool:
    """Whether a date outside of headline and opening stands with a link of a title's words: another story's.

    <a href="/a">Storm closes coast road for third day</a><span>February 28, 2024</span>
    """
    start = places.headline.position if places.headline is not None else 0
    if o.field != "date" or start <= o.order <= places.first_paragraph:
        return False
    node = document.element(o.order).node
    around = [node.parent] if node.parent is not None and node.parent.mem_id not in places.own else []
    texts = (text_of(link, DATE_LINE) for frame in around for link in frame.css("a")[:_MOST_LINKS])
    return any(len(text.split()) >= _TITLE_WORDS for text in texts)


#: A title has so many words at least, a kicker and a button fewer ("From Our Own Correspondent"), and a teaser no more links.
_TITLE_WORDS, _MOST_LINKS = 6, 3


def _is_behind_body(document: Document, o: Observation, places: Places) -> bool:
    """Whether a date that nothing calls the article's stands behind the opening of the body."""
    behind = o.field == "date" and o.order > places.first_paragraph
    return behind and not ODD_CLOCK.search(str(o.raw)) and _standing(document, o) != Standing.OWN


def _is_no_witness(raw: str, stamps: Sequence[str]) -> bool:
    """Whether every stamp is a sound day that a printed day neither confirms nor explains: its numbers in another order, or
    its minute in the month's place.

    "2021-40-05" and "N/A" need all the witnesses there are.
    """
    days = [tuple(map(int, match.groups())) for stamp in stamps if (match := _SOUND_DAY.match(stamp))]
    if not stamps or len(days) < len(stamps):
        return False
    printed = day_numbers(raw)
    return all(printed != frozenset((year, month, day)) and not printed >= {year, day} for year, month, day in days)


_LINKS = frozenset({"a"})
#: A day as machines write it, with a month and a day of the calendar.
_SOUND_DAY = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def _is_astray(document: Document, o: Observation, places: Places) -> bool:
    """Whether a bare day stands beside no headline, or before the element that holds it, as the day on which the page is read
    does; or below the body, as a source's."""
    if o.field != "date" or ODD_CLOCK.search(str(o.raw)) or _standing(document, o) == Standing.OWN:
        return False
    if places.headline is None:
        return True
    if o.order > places.headline.position:
        # "Source: Estuary Institute, 15 October 2017", below what was made of it
        named = label_of(short_text(document.element(o.order)))
        return o.order > places.first_paragraph and named is not None and named[0] == "publisher"
    above = {node.mem_id for node in ancestors(document.element(o.order).node)}
    frames = list(ancestors(places.headline.node))
    if any(node.tag in ("article", "main") and node.mem_id not in above for node in frames):
        return True
    # <div>Monday, July 28, 2025</div> <div><a href="/n">News</a></div> <h1>: the page's menu stands between
    common = next((node.tag for node in frames if node.mem_id in above), "body")
    return common == "body" and any(True for _ in document.between(o.order, places.headline.position, _LINKS))


def _as_doubtful(document: Document, o: Observation, astray: bool) -> Observation:
    """The date, believed less where words before it may say whose it is: "Valid from 8 May 2003", "Sold out! 8 May 2003".

    A bare day that is ``astray`` may be the day on which the page is read, at its top or its foot.
    """
    bare = astray and _standing(document, o) != Standing.OWN
    element = document.element(o.order)
    raw = str(o.raw)
    told = bare or _OF_A_RELEASE.match(raw) is not None or is_told_of_another(_labelled_text(element), raw)
    if o.field != "date" or not told:
        return o
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def _labelled_text(element: Element) -> str:
    """The text of an element with the label that a table or a list of facts gives it: "Polling day" | "6 August 2024"."""
    label = _text_before(element, _LABEL + 1) if element.tag in _CELLS else ""
    text = short_text(element)
    return f"{label}: {text}" if 0 < len(label) <= _LABEL and not is_date_label(label) else text


#: Elements whose label stands in the one before them.
_CELLS = frozenset({"td", "dd"})


def _short_dates(document: Document, window: tuple[int, int], places: Places, name: str) -> Iterator[Observation]:
    found = 0
    for position, node in document.between(*window, _TEXTUAL):
        if found >= MAX_UNNAMED:
            return
        text = node.text(deep=False, separator=" | ").strip()
        text = text if len(text) <= DATE_LINE else _lines_above(node)
        if not 5 < len(text) <= DATE_LINE or not DIGIT.search(text):
            continue
        element = document.element(position)
        own = places.region(element) == "article" or (name == "near-headline" and _is_labelled_frame(element, text, places))
        if own and not in_card(element, places) and not is_hidden(element):
            inside = _inside_sentence(element) or _behind_quotation(element, text) or _is_labelled_others(element, text)
            for kind, part in stretches(" ".join(text.split()), unnamed=True):
                found += 1
                kind = kind or ("other-date" if inside else name)
                yield _see("html", kind, _with_sibling_label(element, part), element)


def _is_labelled_frame(element: Element, text: str, places: Places) -> bool:
    """Whether a frame that a class calls a menu holds a labelled date and little else: <div class="news-nav">Published: …"""
    if label_field(text) != "datePublished":
        return False
    frame = element.node
    for parent in ancestors(element.node):
        if parent.mem_id in places.own:
            return frame.css_first("a") is None and len(text_of(frame, 2 * DATE_LINE + 1)) <= 2 * DATE_LINE
        frame = parent
    return False


#: A longer line in an element without paragraphs is the body's first, and more lines than these stand above none.
_FIRST_LINE, _MOST_LINES = 90, 8


def _lines_above(node: LexborNode) -> str:
    """The short lines with which an element opens that holds the body too, without paragraphs: its dateline and its byline.

    <td>By Tom Wexler<br>January 23, 1996<br><br>The county board voted on Tuesday night to close two …
    """
    lines: list[str] = []
    line, child = "", node.child
    while child is not None and len(line) <= _FIRST_LINE and len(lines) < _MOST_LINES:
        ends = child.tag in BLOCKS
        if ends and line.strip():
            lines.append(line.strip())
        line = "" if ends else line + (child.text_content or "" if child.tag == "-text" else text_of(child, _FIRST_LINE))
        child = child.next
    return " | ".join(" ".join(line.split()) for line in lines if len(line) <= _FIRST_LINE)


def _inside_sentence(element: Element) -> bool:
    """Whether an element is words of a paragraph, as <b>22 November</b> in a text about an exhibition."""
    parent = element.node.parent
    if element.tag not in _INLINE or parent is None or parent.tag not in ("p", "li", "td"):
        return False
    before = element.node.prev
    return before is not None and before.tag == "-text" and len((before.text_content or "").strip()) > 30


def _behind_quotation(element: Element, text: str) -> bool:
    """Whether an element ends a quoted title, as <b>Deus caritas est“ 5/6, 25. Dezember 2005:</b>: a work's date."""
    date = dates_within(text, 1)
    before = text.partition(date[0])[0] if date else ""
    return element.tag in _INLINE and bool(_QUOTED.search(before))


def _is_labelled_others(element: Element, text: str) -> bool:
    """Whether the element before a date, inside its own or beside it, labels another's: <b>When:</b> Saturday 16 March 2024."""
    date = dates_within(text, 1)
    before = text_of(element.node, DATE_LINE * 2, " ").partition(date[0])[0] if date else ""
    # "Issue 44 | Posted 6 April 2017": a label reaches no further than its bar
    before = next(iter(split_bars(before)[-1:]), "")
    node = _node_before(element)
    beside = text_of(node, _LABEL + 1) if node is not None else ""
    # a headline is no label, nor a sentence: <h1>Escaped tiger captured</h1><p>3 May 2021</p>
    headline = node is not None and (node.tag in _HEADLINES or node.css_first(", ".join(_HEADLINES)) is not None)
    if not beside.endswith(":") and (headline or len(beside.split()) > _LABEL_WORDS):
        beside = ""
    return any(0 < len(label) <= _LABEL and is_of_others(label) for label in (before, beside))


#: No label is longer, and none without its mark has more words.
_LABEL, _LABEL_WORDS = 40, 3
_HEADLINES = ("h1", "h2")
#: The marks around titles; the straight ones are inches too.
_QUOTED = re.compile(r"[\u201c\u201d\u201e\u00ab\u00bb]")
_INLINE = frozenset(["b", "strong", "em", "i", "u", "span", "a", "font"])


def _with_sibling_label(element: Element, text: str) -> str:
    """The date with the label that stands in the element before it, as in a table of facts: "Released" | "3 May 2021"."""
    label = _text_before(element, 60)
    before = element.node.prev
    if not label and before is not None:
        # "by Jane Doe | Last updated: <span>3 May 2021</span>"
        label = next(iter(split_bars((before.text_content or "")[-60:])[-1:]), "")
    return f"{label} {text}" if is_date_label(label) else text


def _text_before(element: Element, limit: int) -> str:
    """The text of the element right before another one; "" where there is none, or words stand between."""
    before = _node_before(element)
    return text_of(before, limit) if before is not None else ""


def _node_before(element: Element) -> LexborNode | None:
    """The element right before another one; None where there is none, or words stand between."""
    before = element.node.prev
    while before is not None and before.tag == "-text" and not (before.text_content or "").strip():
        before = before.prev
    return before if before is not None and before.tag != "-text" else None
