"""Observations of the people that a reader sees: bylines, names beside the date, standing names, author boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from service.lexicon.date_spans import first_date, looks_like_date
from service.lexicon.date_telling import says_other_day
from service.lexicon.labels import LABELS, label_of
from service.lexicon.people import ROLE_NOUNS, is_byline_names, is_signed_names, looks_like_person_name
from service.lexicon.signatures import before_date, signed, without_clock
from service.lexicon.texts import fold, split_bars
from service.model import Observation
from service.observe.date_stretch import DIGIT, date_stretch
from service.observe.datelines import in_card
from service.observe.sources import see
from service.view import class_words
from service.view.columns import View
from service.view.places import Places

#: Longer texts are no byline.
BYLINE, UNNAMED = 300, 160
_NOT_NAMES = frozenset(["image", "photo", "avatar", "picture", "img", "social", "share", "follow", "icon", "links", "more"])
_BYLINES = frozenset(["byline", "bylines", "credits", "signature"])


def read_byline(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield what an element says that class words call an author or a byline."""
    if ("neighbour" in found and "author" not in found) or view.stops[place] == view.starts[place]:
        return
    if view.stops[place] - view.starts[place] > BYLINE or places.region(place) != "article":
        return
    words = class_words.words(view.names(place))
    if not words.isdisjoint(_NOT_NAMES) or in_card(view, place, places):
        return
    text = _parted(view, place, view.text(place, BYLINE, " ", " | "))
    if text and len(text) <= (120 if "biography" in found else BYLINE):
        yield from _byline_parts(view, place, text, "author" if words.isdisjoint(_BYLINES) else "byline")


#: Elements in which a byline has one name each, and class words of those that have a part of one.
_NAMED, _OF_ONE = frozenset(("a", "span", "strong", "b", "em")), frozenset("first last given family forename surname".split())


def _parted(view: View, place: int, text: str) -> str:
    """Return the text of a byline with a mark between names that only their elements part: two links, "Ana Ruiz Tom Becker"."""
    inner = list(view.inside(place, _NAMED))[:_MOST_PARTS] if view.stops[place] - view.starts[place] > 1 else []
    told = [(p, view.text(p, UNNAMED)) for p in inner] if len(inner) > 1 else []
    whole = [(p, name) for p, name in told if " " in name and looks_like_person_name(name)]
    names = [name for p, name in whole if _OF_ONE.isdisjoint(class_words.words(view.names(p)))]
    for one, other in pairwise(dict.fromkeys(names)):
        text = text.replace(f"{one} {other}", f"{one}; {other}", 1)
    return text


#: No byline has more elements.
_MOST_PARTS = 20


def _byline_parts(view: View, place: int, text: str, name: str) -> Iterator[Observation]:
    """The author part and the date part of a byline, each with its own text: "By Jane Doe | Friday, 25 February 2022"."""
    for part in split_bars(text):
        digit = DIGIT.search(part)
        date = first_date(part) if digit else ""
        # "By Jane Doe 3 hours ago": a number, though no date is read there
        before = before_date(part, date or digit.group()) if digit else ""
        dated = looks_like_date(part)
        if date or dated:
            yield see(view, place, "dateline", date_stretch(part))
            # "First published on Fri 25 Feb 2022" names nobody
            part = before if not dated or is_byline_names(before) or signed(part) else ""
        if _LETTERS.search(part) and fold(part).strip(" :") not in LABELS["author"]:
            yield see(view, place, name, part)


_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")


def observe_unnamed(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield names without a class word: "By Jane Doe" in a short text around the headline, or a name beside the date there.

    Only where no other place that a reader sees names anyone.
    """
    if _someone_named(seen):
        return
    start = places.headline
    first, last = start - 20, max(places.first_paragraph + 4, start + 40)
    dates = [o.order for o in seen if o.source.witness == "human" and o.field in _DATE_FIELDS]
    beside_dates = {order + step for order in dates for step in range(-3, 4)}
    found: list[Observation] = []
    for place in view.between(first, last):
        if place not in view.direct or place == start or len(found) > 3:
            continue
        # "Par Élodie Marchand<br>Publié le …" is two lines
        text = view.own(place, " | ")
        if not 4 < len(text) <= UNNAMED or view.tags[place] in _SILENT or places.region(place) != "article":
            continue
        if _opens_byline(text) and len(whole := view.text(place, UNNAMED + 1, " ", " | ").strip(" |")) <= UNNAMED:
            # "Von <i>Friederike Haupt</i>, Oberkirnbach": the name may be an element's
            text = whole
        # without capitals any few words have a name's shape: "مدیر تازه موزه", a museum's new director, in a link to its story
        teaser = text.lower() == text.upper() and any(view.tags[each] == "a" for each in (place, *view.ancestors(place)))
        if (named := _named(text, place in beside_dates and not teaser)) and not in_card(view, place, places):
            found.append(see(view, place, *named))
    yield from found


_SILENT = frozenset({"script", "style", "button", "option", "h1"})
_DATE_FIELDS = frozenset({"date", "datePublished", "dateModified"})


def _someone_named(seen: list[Observation]) -> bool:
    """Return whether a place that a reader sees names someone.

    A paragraph with an "author" in its class does not, nor does "valley news".
    """
    named = [str(o.raw) for o in seen if o.field == "author" and o.source.witness == "human"]
    return bool([raw for raw in named if len(raw) <= 80 and not raw.islower()])


def _named(text: str, beside_date: bool) -> tuple[str, str] | None:
    """Return the source and the text of a name in a short text around the headline, or None."""
    # "Vydáno: 3. května 2021 13:08, Autor: Jan Novák", "2020-08-17 09:12 来源：江河报 作者：林语桐"
    for part in (*split_bars(text), *text.split(", ")[1:], *(text.split() if "：" in text else ())):
        if labelled := _labelled(without_clock(part)):
            # "By Jane Doe, Sat 5 Apr 2014"
            return "near-headline-byline", (signed(labelled) or (labelled,))[0]
    if DIGIT.search(text) and (date := first_date(text)):
        dated = next((part for part in split_bars(text) if date in part), "")
        if parts := signed(text) or signed(dated):
            return "near-headline-byline", parts[0]
        lone = before_date(text, date)
        # "QUARRY BAY, March 5, 2021 -- The town has agreed": where a report was written, and its beginning
        report = lone.isupper() and len(text.partition(date)[2]) > _CLOCK
        # "Embargoed until: Thursday, 8 May 2003": a label is no name
        told = report or not looks_like_person_name(lone) or text.partition(lone)[2].lstrip().startswith(":")
        return None if told or says_other_day(text) else ("near-headline-byline", lone)
    # "Матвей Полынин, корреспондент", "Ana Lens, AP National Writer"
    name, _, role = text.strip(" |,·•-–—").rpartition(",")
    lone = name.strip() if name and fold(role).split(" ")[-1] in ROLE_NOUNS else text.strip(" |,·•-–—")
    return ("near-headline-name", lone) if beside_date and looks_like_person_name(lone) else None


#: A clock and its zone behind a date have no more letters.
_CLOCK = 20


def _labelled(text: str) -> str:
    """Return a text that is a byline with its label, "By Jane Doe", or ""."""
    told = label_of(text) if text.strip() and _opens_byline(text) else None
    return text if told is not None and told[0] == "author" and is_signed_names(told[1].rstrip(" :")) else ""


def _opens_byline(text: str) -> bool:
    """Return whether a text's first word can open a byline; most cannot, and a closer look is slow."""
    first = text.split(None, 1)[0].casefold().strip(":|•·")
    return first in _BYLINE_WORDS or text[0] >= "\u0e00"


_BYLINE_WORDS = frozenset(label.split()[0] for label in LABELS["author"])


def observe_standing_name(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield a name alone in the paragraph after the body's last long one, as papers sign: "... erstattet. <p>Jane Doe</p>".

    Only where no other place that a reader sees names anyone.
    """
    if _someone_named(seen):
        return
    paragraphs = [p for p in view.all("p") if p >= places.first_paragraph and places.region(p) == "article"]
    short: list[tuple[int, str]] = []
    for place in reversed(paragraphs[1:400]):
        text = view.text(place)
        if len(text) > 100:
            break
        short.append((place, text.strip(" .–—-()")))
    else:
        return
    for place, name in short[:-3:-1]:
        if 4 < len(name) < 50 and looks_like_person_name(name) and not name.isupper():
            yield see(view, place, "standing-name", name)
            return


def read_biography(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The text of an author box."""
    text = view.text(place, 3_000, " ")
    if 60 <= len(text) <= 3_000 and not {"caption", "copyright"} & found:
        yield see(view, place, "author-box", text[:1_500])
