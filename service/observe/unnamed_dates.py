"""Observations of the dates in short texts that no class word names: around the headline, or anywhere in the article.

Whose they are is told by where they stand and by what stands with them; a bare day may be an event's, another story's, or
the day on which the page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.labels import label_of
from service.lexicon.lines import opens_comments
from service.lexicon.texts import split_bars
from service.model import Observation
from service.observe.date_roles import AMONG_WORDS, Standing, is_told_of_another, short_text, standing
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
from service.observe.datelines import in_card, is_of_other_item
from service.observe.sources import SOURCES, see
from service.records import replace
from service.view.columns import BLOCK, INLINE, View, is_hidden
from service.view.places import Places

#: More than any article prints around its own headline.
MAX_UNNAMED = 5
#: Elements whose own text can be a date line.
_TEXTUAL = frozenset(
    """body p span div li small em strong b i td font h2 h3 h4 h5 h6 a dd dt address cite header section abbr u center label
    bdi data footer""".split()
)


def observe_unnamed(view: View, places: Places, seen: list[Observation], stamps: Sequence[str]) -> Iterator[Observation]:
    """Yield dates in short texts that no class word names: around the headline or, if none is there, anywhere in the article.

    Only where nothing else states a date that a reader could see or, for those in the article's text, a machine would read:
    ``stamps`` are the dates that the page states for machines.
    """
    dated = bool(stamps)
    stated = [o for o in seen if o.field in ("date", "datePublished")]
    start = places.start
    lower, upper = max(0, start - 40), max(places.first_paragraph + 15, start + 60)
    if stated and places.headline >= 0 and all(_is_behind(o, places) for o in stated):
        # a day that the template names, behind the body, may be of an event: the article's own may stand above it unnamed
        lower, upper, dated = start, places.first_paragraph, True
    elif stated:
        yield from _labelled(view, places, _missing(seen, stated))
        return
    near = list(_short_dates(view, (lower, upper), places, "near-headline"))
    if near and near[-1].order > places.first_paragraph:
        upper = min(upper, _comments_at(view, places))
        near = [o for o in near if o.order < upper]
    # beside it a day with words of something else is a picture's or an event's: "The Old Pier, 3 August 1998"
    near = [_as_other(o) if stated and _standing(view, o) < Standing.BARE else o for o in near]
    entries = _entries(view, near, places)
    near = _own_first(view, near, places)
    silent = _silent(view, near, places, stamps)
    near = [_as_other(o) if o.order in silent else o for o in near]
    near = [_as_doubtful(view, o, _is_astray(view, o, places)) for o in near]
    near = [replace(o, source=replace(o.source, reliability=AMONG_WORDS)) if o.order in entries else o for o in near]
    yield from near
    if not dated and not any(o.field == "date" for o in near):
        far = _short_dates(view, (upper, upper + 3_000), places, "in-article")
        yield from (_as_doubtful(view, o, astray=True) for o in far)


#: A day as machines write it, with a month and a day of the calendar.
_SOUND_DAY = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def _silent(view: View, near: Sequence[Observation], places: Places, stamps: Sequence[str]) -> set[int]:
    """Return the places of days that say nothing of the article: the weather's, an event's, another story's.

    Without stamps those behind the article's own element; beside sound ones bare days behind the body's opening, unless one
    confirms a stamp or explains it: "25 February 2022" has the year and the day of "2022-10-25".  A broken timestamp needs all.
    """
    if not stamps:
        return {o.order for o in near if o.order >= places.article_end and not label_field(str(o.raw))}
    days = [tuple(map(int, match.groups())) for stamp in stamps if (match := _SOUND_DAY.match(stamp))]
    if len(days) < len(stamps):
        return set()
    bare = [o for o in near if o.field == "date" and o.order > places.first_paragraph and not ODD_CLOCK.search(str(o.raw))]
    strange = [o for o in bare if all(not day_numbers(str(o.raw)) >= {year, day} for year, _, day in days)]
    return {o.order for o in strange if _standing(view, o) != Standing.OWN}


def _entries(view: View, near: list[Observation], places: Places) -> set[int]:
    """Return the places of a live blog's entries: dates of one make, one above the body and others in it, in either order."""
    timed = [o.order for o in near if o.field == "date" and ODD_CLOCK.search(str(o.raw)) and not label_field(str(o.raw))]
    makes: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for place in timed:
        make = tuple((view.tags[each], view.get(each, "class")) for each in (place, view.parents[place]))
        makes.setdefault(make, []).append(place)
    return {place for made in makes.values() if min(made) < places.first_paragraph < max(made) for place in made}


def _comments_at(view: View, places: Places) -> int:
    """Return where readers' comments begin, under a heading that no class names, "1 comment"; the page's end without them."""
    behind = view.between(places.first_paragraph, len(view), _HEADING_TAGS)
    return next((at for at in behind if at in view.direct and opens_comments(view.own(at)[:_LABEL])), len(view))


_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "div", "b", "strong"})


def _missing(seen: Sequence[Observation], stated: Sequence[Observation]) -> set[str]:
    """Return what no place that a template names says: when the page was updated, and which date is the publication's."""
    missing = set() if any(o.field == "dateModified" for o in seen) else {"dateModified"}
    if all(o.field == "date" and not label_field(str(o.raw)) for o in stated):
        missing.add("datePublished")
    return missing


def _labelled(view: View, places: Places, fields: set[str]) -> Iterator[Observation]:
    """Yield dates that a short text between headline and body labels, beside a classed one.

    "Actualizado: 01/03/2016"; "First published 3 May 2021", where the date of class "date" is an update's.
    """
    if fields and places.headline >= 0:
        window = (places.headline, places.first_paragraph)
        near = _short_dates(view, window, places, "near-headline")
        yield from (o for o in near if o.field == "date" and label_field(str(o.raw)) in fields)


def _is_behind(o: Observation, places: Places) -> bool:
    """Return whether a date stands behind the body's opening, and neither label nor class names it the publication's."""
    visible = o.field == "date" and o.source.id.partition(":")[0] in ("html", "time")
    return visible and o.order > places.first_paragraph and not label_field(str(o.raw))


def _own_first(view: View, near: list[Observation], places: Places) -> list[Observation]:
    """Return the dates around a headline, those of neighbours made other dates where one is plainly the article's.

    On a short page other stories and the day of reading stand as near as the date line: "Læs også: 14. feb. 2019" behind
    three paragraphs, the archive's days beside them, "Oggi è mercoledì 25 novembre 2026" at the foot. Beside a bare day above
    the body, which may be an event's, one at the foot that stands alone or with a byline may be the article's.
    """
    start = places.headline if places.headline >= 0 else places.first_paragraph
    dated = [o for o in near if o.field == "date" and names_year(str(o.raw))]
    labelled = [o for o in dated if label_field(str(o.raw)) == "datePublished" and not _OF_A_RELEASE.match(str(o.raw))]
    above = max((_standing(view, o) for o in dated if start < o.order < places.first_paragraph), default=None)
    behind = [o for o in near if o.order > places.first_paragraph and not label_field(str(o.raw))]
    if labelled and (above is None or any(o.order < places.first_paragraph for o in labelled)):
        others = [o for o in near if not label_field(str(o.raw))]
    elif above == Standing.OWN:
        others = behind
    elif above == Standing.BARE:
        others = [o for o in behind if _standing(view, o) == Standing.BESIDE_WORDS]
    else:
        return near
    return [_as_other(o) if o in others else o for o in near]


#: A report, a film and a record are released and issued too, on another day than what is written of them.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)


def _standing(view: View, o: Observation) -> Standing:
    return standing(view, o.order, str(o.raw))


def _as_other(o: Observation) -> Observation:
    return replace(o, field="otherDate", source=SOURCES["html", "other-date"])


_LINKS = frozenset({"a"})


def _is_astray(view: View, o: Observation, places: Places) -> bool:
    """Return whether a bare day stands where an article's own does not.

    It is beside no headline, or before the element that holds it, as the day on which the page is read is; or it is below the
    body, as a source's.
    """
    if o.field != "date" or ODD_CLOCK.search(str(o.raw)) or _standing(view, o) == Standing.OWN:
        return False
    if places.headline < 0:
        return True
    if o.order > places.headline:
        # "Source: Estuary Institute, 15 October 2017", below what was made of it
        named = label_of(short_text(view, o.order))
        return o.order > places.first_paragraph and named is not None and named[0] == "publisher"
    above = set(view.ancestors(o.order))
    frames = list(view.ancestors(places.headline))
    if any(view.tags[frame] in ("article", "main") and frame not in above for frame in frames):
        return True
    # <div>Monday, July 28, 2025</div> <div><a href="/n">News</a></div> <h1>: the page's menu stands between
    common = next((view.tags[frame] for frame in frames if frame in above), "body")
    return common == "body" and any(True for _ in view.between(o.order, places.headline, _LINKS))


def _as_doubtful(view: View, o: Observation, astray: bool) -> Observation:
    """Return the date, less reliable where words before it may say whose it is.

    "Valid from 8 May 2003", "Sold out! 8 May 2003". A bare day that is ``astray`` may be the day on which the page is read, at
    its top or its foot.
    """
    bare = astray and _standing(view, o) != Standing.OWN
    raw = str(o.raw)
    told = bare or _OF_A_RELEASE.match(raw) is not None or is_told_of_another(_labelled_text(view, o.order), raw)
    if o.field != "date" or not told:
        return o
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def _labelled_text(view: View, place: int) -> str:
    """Return the text of an element with its label in a table or a list of facts: "Polling day" | "6 August 2024"."""
    label = _text_before(view, place, _LABEL + 1) if view.tags[place] in _CELLS else ""
    text = short_text(view, place)
    return f"{label}: {text}" if 0 < len(label) <= _LABEL and not is_date_label(label) else text


#: Elements whose label stands in the one before them.
_CELLS = frozenset({"td", "dd"})


def _short_dates(view: View, window: tuple[int, int], places: Places, name: str) -> Iterator[Observation]:
    found = 0
    for place in view.marked(*window, DIGIT):
        if found >= MAX_UNNAMED:
            return
        text = view.own(place, " | ") if view.tags[place] in _TEXTUAL else ""
        text = text if len(text) <= DATE_LINE else _lines_above(view, place)
        if not 5 < len(text) <= DATE_LINE or not DIGIT.search(text):
            continue
        if places.region(place) == "article" and not in_card(view, place, places) and not is_hidden(view, place):
            inside = is_of_other_item(view, place) or _inside_sentence(view, place) or _is_labelled_others(view, place, text)
            for kind, part in stretches(" ".join(text.split()), unnamed=True):
                found += 1
                kind = kind or ("other-date" if inside else name)
                yield see(view, place, kind, _with_sibling_label(view, place, part))


#: A longer line in an element without paragraphs is the body's first, and more lines than these stand above none.
_FIRST_LINE, _MOST_LINES = 90, 8


def _lines_above(view: View, place: int) -> str:
    """Return the short lines that open an element which holds the body too, without paragraphs: its dateline and byline.

    <td>By Tom Wexler<br>January 23, 1996<br><br>The county board voted on Tuesday night to close two …
    """
    start, end = view.starts[place], view.stops[place]
    lines: list[str] = []
    for line in "".join(view.runs[start : min(end, start + 2 * _MOST_LINES)]).split(BLOCK):
        if len(line) > _FIRST_LINE or len(lines) >= _MOST_LINES:
            break
        if line.strip():
            lines.append(" ".join(line.replace(INLINE, "").split()))
    return " | ".join(lines)


def _inside_sentence(view: View, place: int) -> bool:
    """Return whether an element is words of a paragraph, as <b>22 November</b> in a text about an exhibition."""
    above = view.parents[place]
    if view.tags[place] not in _INLINE or above < 0 or view.tags[above] not in ("p", "li", "td"):
        return False
    return len(view.before(place).strip()) > 30


def _is_labelled_others(view: View, place: int, text: str) -> bool:
    """Return whether the element before a date, inside or beside, labels another's: <b>When:</b> Saturday 16 March 2024."""
    date = dates_within(text, 1)
    before = view.text(place, DATE_LINE * 2, " ").partition(date[0])[0] if date else ""
    # "Issue 44 | Posted 6 April 2017": a label reaches no further than its bar
    before = next(iter(split_bars(before)[-1:]), "")
    other = _element_before(view, place)
    beside = view.text(other, _LABEL + 1) if other >= 0 else ""
    # a headline is no label, nor a sentence: <h1>Escaped tiger captured</h1><p>3 May 2021</p>
    headline = other >= 0 and (view.tags[other] in _HEADLINES or view.first(other, *_HEADLINES) >= 0)
    if not beside.endswith(":") and (headline or len(beside.split()) > _LABEL_WORDS):
        beside = ""
    return any(0 < len(label) <= _LABEL and is_of_others(label) for label in (before, beside))


#: No label is longer, and none without its mark has more words.
_LABEL, _LABEL_WORDS = 40, 3
_HEADLINES = ("h1", "h2")
_INLINE = frozenset(["b", "strong", "em", "i", "u", "span", "a", "font"])


def _with_sibling_label(view: View, place: int, text: str) -> str:
    """Return the date with the label in the element before it, as in a table of facts: "Released" | "3 May 2021"."""
    label = _text_before(view, place, 60)
    if not label and (before := view.before(place)):
        # "by Jane Doe | Last updated: <span>3 May 2021</span>"
        label = next(iter(split_bars(before[-60:])[-1:]), "")
    return f"{label} {text}" if is_date_label(label) else text


def _text_before(view: View, place: int, limit: int) -> str:
    """Return the text of the element right before another one; "" where there is none, or words stand between."""
    before = _element_before(view, place)
    return view.text(before, limit) if before >= 0 else ""


def _element_before(view: View, place: int) -> int:
    """Return the element right before another one; -1 where there is none, or words stand between."""
    return view.previous(place) if not view.before(place) else -1
