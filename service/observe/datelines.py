"""Observations of the dates that a reader sees: of <time> elements, of what class words call a date
line, and of short texts around the headline that nothing names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from service.lexicon.texts import split_bars
from service.model import Observation
from service.observe.date_owners import (
    HEADLINES,
    as_other,
    beside_words,
    in_card,
    is_plainly_own,
    owner_of,
    role_of,
    single_role,
)
from service.observe.sources import see
from service.spans.date_context import is_date_label, label_field, says_other_day
from service.spans.date_lines import DATE_LINE, DIGIT, ODD_CLOCK, dates_of_line
from service.spans.date_spans import first_date, looks_like_date
from service.spans.date_words import YEAR
from service.spans.labelled import label_of
from service.spans.ranges import range_in
from service.spans.relative_words import is_relative
from service.view.columns import View
from service.view.places import Places

MAX_TIMES, MAX_UNNAMED = 90, 5
#: Elements of moments: HTML's own, and those of which a script prints the age, "3 years ago".
_TIMES = frozenset(
    ("time", "relative-time", "time-ago", "local-time", "amp-timeago", "bsp-timestamp")
)
_STAMPS = tuple(
    (
        "datetime title data-published data-datetime data-timestamp data-date data-time "
        "data-utime data-epoch"
    ).split()
)
#: A day of a calendar to choose from has a stamp too: <td class="day" data-date="2021-03-25">.
_CHOICES = frozenset("td th button a li option".split())
#: A day as machines write it, with a month and a day of the calendar, or seconds since 1970.
_SOUND_DAY = re.compile(
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)|1\d{9}(?:\d{3})?\Z"
)
#: No label is longer, nor one without its mark of more words.
_LABEL, _LABEL_WORDS = 40, 3
_ROLE_OF_FIELD = {"datePublished": "published", "dateModified": "updated"}

# --- <time>
# ---------------------------------------------------------------------------------------------


def observe_times(view: View, places: Places) -> Iterator[Observation]:
    """Yield what <time> elements say, attribute and text apart: the attribute is the machine's, the
    text the reader's.
    """
    for place in view.between(0, len(view), _TIMES)[:MAX_TIMES]:
        text = view.text(place, DATE_LINE, " ")
        yield from _time(view, place, owner_of(view, place, places, text), text)


def _time(view: View, place: int, owner: str, text: str) -> Iterator[Observation]:
    stamp = _stamp(view, place)
    # "二〇二一年三月二十五日" and "yesterday" have no digits
    printed = DIGIT.search(text) is not None or looks_like_date(text)
    label, role = _label_and_role(view, place, owner, text, printed)
    if stamp and (role == "other" or "itemprop" not in view.attributes[place]):
        yield see(view, place, _row(role, "datetime"), stamp, "time")
    # "25 March" of 2021 is another day by now
    undated = _SOUND_DAY.match(stamp) and re.findall(r"\d+", text) == [stamp[8:10].lstrip("0")]
    if printed and (label or not undated):
        yield see(view, place, _row(role, "text"), f"{label} {text}".strip(), "time")


def _label_and_role(
    view: View, place: int, owner: str, text: str, printed: bool
) -> tuple[str, str]:
    """Return the label before a <time>, and the role that its owner, label or range says."""
    label, others = _label(view, place) if printed else ("", False)
    role = owner or _role_beside(view, place, f"{label} {text}") or _role_inside(text)
    if not role and printed and (others or _is_of_range(view, place, text)):
        role = "other"
    return label, role


def _row(role: str, name: str) -> str:
    """Return the name of the row of the table of places for a role, "updated-datetime"."""
    return f"{role}-{name}" if role else name


def _role_beside(view: View, place: int, text: str) -> str:
    """Return the role that a label says of one of several dates, "Published <time>…</time> |
    Updated <time>…</time>": "Updated <time>" alone is as often the publication's timestamp.
    """
    parent = view.parents[place]
    beside = (each for each in view.inside(parent, {"time"}) if view.parents[each] == parent)
    several = len([*islice(beside, 2)]) > 1
    return _ROLE_OF_FIELD.get(label_field(text), "") if several else ""


def _role_inside(text: str) -> str:
    """Return "updated" where an element's own text is an update: <time>Updated 3 May 2021</time>.

    Then its attribute is the update's too.
    """
    return "updated" if label_field(text) == "dateModified" else ""


def _is_of_range(view: View, place: int, text: str) -> bool:
    """Return whether a date is a range or one day of it: <time>5 March</time> – <time>7 March
    2021</time>.
    """
    if range_in(text):
        return True
    around = view.text(view.parents[place], DATE_LINE, " ")
    return DIGIT.search(around.replace(text, "", 1)) is not None and range_in(around) is not None


def _stamp(view: View, place: int) -> str:
    """Return the date that an element has for machines."""
    attributes = view.attributes[place]
    if attributes.keys().isdisjoint(_STAMPS):
        return ""
    stamps = [(attributes.get(name) or "").strip() for name in _STAMPS]
    stated = list(filter(DIGIT.search, stamps))
    # <time datetime="2021-03-25" title="2021-03-25T14:40:12+01:00">
    longer = [each for each in stated[1:] if _SOUND_DAY.match(each) and each[:10] == stated[0]]
    return next(iter((*longer, *stated)), "")


def _spelt_out(view: View, place: int, text: str) -> str:
    """Return the date that an element's title states where its text is only its age: title="3 May
    2021 14:40">2 days ago.
    """
    title = view.get(place, "title")
    return title if YEAR.search(title) and is_relative(text) and looks_like_date(title) else text


def _label(view: View, place: int) -> tuple[str, bool]:
    """Return the label before a date, as "Updated" <time>3 May 2021</time> has it, and whether it
    is another day's: "When:".
    """
    # in a table of facts: "Released" | "3 May 2021"; a headline is no label
    words, before = " ".join(view.before(place).split()), view.previous(place)
    if not words and before >= 0 and view.tags[before] not in HEADLINES:
        words = view.text(before, DATE_LINE)
    # "by Jane Doe | Last updated: <span>3 May 2021</span>"
    label = next(reversed(split_bars(words[-_LABEL:])), "").strip(" ·•–—-,;(")
    if not label or is_date_label(label):
        return label, False
    short = words.endswith(":") or len(words.split()) <= _LABEL_WORDS
    return "", short and says_other_day(f"{label}:")


# --- what class words call a date line
# ---------------------------------------------------------------------------------------------

#: No text with a date line's dates is longer; what names its dates; the row of a date line by its
#: owner, where its own class says no role, and where it says one.
_LINES, _NAMED = 2 * DATE_LINE, frozenset(("updated", "published", "author"))
_KINDS = (
    {"other": "other-date"},
    {"other": "other-date", "updated": "updated", "published": "published"},
)


def read_date_line(
    view: View, place: int, found: frozenset[str], places: Places
) -> Iterator[Observation]:
    """Yield what an element says that class words call a date line."""
    tag, size = view.tags[place], view.stops[place] - view.starts[place]
    if tag in _TIMES or size > DATE_LINE:
        return
    stamp = "" if tag in _CHOICES else _stamp(view, place)
    sound = _SOUND_DAY.match(stamp) is not None
    if not sound and not _may_print_day(view, place, places):
        return
    text = _spelt_out(view, place, view.text(place, _LINES, " ", " | "))
    parts = dates_of_line(text, not found.isdisjoint(_NAMED)) if len(text) <= _LINES else ()
    owner = owner_of(view, place, places, text) if parts or sound else ""
    if sound:
        # <span class="date" data-datetime="2021-03-25T14:40:12+01:00">3 years ago</span>
        yield see(view, place, _row(owner, "datetime"), stamp, "time")
    # a list that is called published holds "Updated 20:49, 5 Aug 2024" too
    kind = _KINDS[single_role(found) != ""].get(owner, "dateline")
    yield from _see_parts(view, place, parts, kind)


def _see_parts(
    view: View, place: int, parts: Sequence[tuple[str, str]], kind: str, label: str = ""
) -> Iterator[Observation]:
    """Yield the dates of a line, each under the row that its own words say, or else of a kind."""
    for name, part in parts:
        yield see(view, place, name or kind, f"{label} {part}".strip())


def _may_print_day(view: View, place: int, places: Places) -> bool:
    """Return whether an element has a digit, or stands where "Yesterday" is the article's day."""
    if any(map(DIGIT.search, view.runs[view.starts[place] : view.stops[place]])):
        return True
    return place < places.first_paragraph and places.near_headline(place)


# --- what nothing names
# ---------------------------------------------------------------------------------------------

#: Elements whose own text is no date line, or read elsewhere.
_UNREAD = _TIMES | {"title", "h1", "figcaption", "blockquote", "button"}
#: Dates of any role but an update's; the roles that a label may say.
_PUBLISHED, _LABELLED = frozenset(("date", "datePublished")), frozenset(_ROLE_OF_FIELD)
#: So many elements around the headline, and behind it and the body's first paragraph, a page that
#: states no stamps may print its date.
_ABOVE, _BELOW, _INTO_BODY = 40, 60, 15


def observe_unnamed(
    view: View, places: Places, seen: list[Observation], stamps: Sequence[str]
) -> Iterator[Observation]:
    """Yield dates in short texts around the headline that no class names; beside one that has a
    class, only labelled ones.
    """
    if classed := [o for o in seen if o.field in _PUBLISHED]:
        labels = [label_field(str(o.raw)) for o in classed]
        wanted = _LABELLED.difference(labels, [o.field for o in seen])
        return _beside_classed(view, places, classed, wanted)
    return _without_classed(view, places, stamps)


def _beside_classed(
    view: View, places: Places, classed: Sequence[Observation], wanted: frozenset[str]
) -> Iterator[Observation]:
    """Yield the dates between headline and body with a wanted label, or all where those of a class
    stand behind.
    """
    if places.headline < 0 or not wanted:
        return
    first = places.first_paragraph
    stand = {(o.field, o.order > first, label_field(str(o.raw))) for o in classed}
    behind = stand == {("date", True, "")}
    for o in _short_dates(view, (places.headline, first), places):
        if behind or (o.field == "date" and label_field(str(o.raw)) in wanted):
            yield o


def _without_classed(view: View, places: Places, stamps: Sequence[str]) -> Iterator[Observation]:
    """Yield the dates around the headline of a page on which no class names a date."""
    first = places.first_paragraph
    near = list(_short_dates(view, _window(places, stamps), places))
    begin, end = _article(view, places, stamps)
    entries = _entries(view, near, first)
    for o in near:
        bare = not is_plainly_own(view, o.order, str(o.raw))
        if (bare and o.order < begin) or (o.order >= end and not label_field(str(o.raw))):
            yield as_other(o)
        elif (bare and places.headline < 0) or o.order in entries or _is_sourced(view, o, first):
            yield beside_words(o)
        else:
            yield o


def _window(places: Places, stamps: Sequence[str]) -> tuple[int, int]:
    """Return where an article's date may begin to stand and end, without a class."""
    start, first = max(places.headline, 0), places.first_paragraph
    sound = stamps and all(map(_SOUND_DAY.match, stamps))
    last = first if sound else max(first + _INTO_BODY, start + _BELOW)
    return max(0, start - _ABOVE), last


def _article(view: View, places: Places, stamps: Sequence[str]) -> tuple[int, int]:
    """Return where the article's own element begins and ends: without stamps a day outside says
    nothing of it, being today's, the weather's, an event's.
    """
    above = view.ancestors(max(places.headline, 0))
    begin = next((each for each in above if view.tags[each] in ("article", "main")), 0)
    holds_body = begin <= places.first_paragraph < view.ends[begin]
    return begin, view.ends[begin] if holds_body and not stamps else len(view)


def _entries(view: View, near: Sequence[Observation], first: int) -> list[int]:
    """Return the places of the entries of a live blog, of one make and each with its clock: one
    stands above the body and the others in it.
    """
    bare = [o for o in near if o.field == "date" and not label_field(str(o.raw))]
    clocks = [o.order for o in bare if ODD_CLOCK.search(str(o.raw))]
    makes = {view.tags[each] + view.get(each, "class") for each in clocks}
    return clocks if len(makes) == 1 and clocks[0] < first < clocks[-1] else []


def _is_sourced(view: View, o: Observation, first: int) -> bool:
    """Return whether a date below the body's beginning is a source's: "Source: Estuary Institute,
    15 October 2017" at the foot.
    """
    label = label_of(view.own(o.order, " | ")) if o.order > first else None
    return label is not None and label[0] == "publisher"


def _short_dates(view: View, window: tuple[int, int], places: Places) -> Iterator[Observation]:
    """Yield the first dates of short texts between two places."""
    found = 0
    for place in view.marked(*window, DIGIT.search):
        if found >= MAX_UNNAMED:
            return
        text, parts = _short_text(view, place, places)
        if not parts:
            continue
        label, others = _label(view, place)
        others = (
            others
            or _is_labelled_inside(view, place, text)
            or role_of(view, place, f"{label} {text}") == "other"
        )
        kind = "other-date" if others else "near-headline"
        found += len(parts)
        yield from _see_parts(view, place, parts, kind, label)


def _short_text(view: View, place: int, places: Places) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return an element's own text and its dates, none where it is none of the article's."""
    if view.tags[place] in _UNREAD:
        return "", ()
    text = _spelt_out(view, place, view.own(place, " | "))
    # where it stands is told sooner than what it says
    fits = 5 < len(text) <= DATE_LINE and places.region(place) == "article"
    own = fits and not in_card(view, place, places)
    return text, dates_of_line(text, in_plain_element=True) if own else ()


def _is_labelled_inside(view: View, place: int, text: str) -> bool:
    """Return whether a label in an element of its own says that the date is another day's: <p>
    <b>When:</b> Saturday 16 March 2024</p>.
    """
    if view.ends[place] <= place + 1:
        return False
    before = view.text(place, _LINES, " ").partition(first_date(text) or text)[0]
    # a label reaches no further than its bar
    inside = split_bars(before)
    return bool(inside) and says_other_day(inside[-1])
