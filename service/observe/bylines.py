"""Observations of the people that a reader sees: bylines that class words name, and names beside the headline or the date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lexicon.date_spans import first_date, looks_like_date
from service.lexicon.date_telling import says_other_day
from service.lexicon.labels import BYLINE_OPENINGS, LABELS, label_of, signed, without_end
from service.lexicon.people import ROLE_NOUNS, is_byline_names, is_signed_names, looks_like_person_name
from service.lexicon.texts import any_of, fold, split_bars
from service.model import Observation
from service.observe.date_stretch import DATES, DIGIT, date_stretch
from service.observe.datelines import in_card
from service.observe.sources import see
from service.patterns import late
from service.view import class_words
from service.view.columns import View
from service.view.places import Places

BYLINE, UNNAMED = 300, 160
_NOT_NAMES = frozenset("image photo avatar picture img social share follow icon links more".split())
_BYLINES = frozenset("byline bylines credits signature".split())
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")


def read_byline(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield what an element says that class words call an author or a byline: its author part and its date part apart."""
    if ("neighbour" in found and "author" not in found) or places.region(place) != "article":
        return
    words = class_words.words(view.names(place))
    text = view.text(place, BYLINE, " ", " | ") if words.isdisjoint(_NOT_NAMES) else ""
    if not text or len(text) > (120 if "biography" in found else BYLINE) or in_card(view, place, places):
        return
    name = "author" if words.isdisjoint(_BYLINES) else "byline"
    for part in split_bars(text):
        # "中華民國一百一十一年二月二十五日" has no digit
        if (digit := DIGIT.search(part)) or part[0] >= "\u2e80":
            date, dated = first_date(part), looks_like_date(part)
            if date or dated:
                yield see(view, place, "dateline", date_stretch(part))
                # "By Jane Doe 3 hours ago": a number, though no date is read there
                before = without_end(part.partition(date or (digit.group() if digit else part))[0])
                # "First published on Fri 25 Feb 2022" names nobody
                part = before if not dated or is_byline_names(before) or signed(part) else ""
        if _LETTERS.search(part) and part.casefold().strip(" :") not in LABELS["author"]:
            yield see(view, place, name, part)


#: What may stand between a byline and what is before it: a mark, or a clock.
_PARTED = re.compile(r"[|¦·•∙●▪◦—–,：\d]")
#: How a text begins that can open a byline; most cannot, and a closer look is slow.
_OPENING = late(rf"(?-i:[^\0-\u0dff])|(?:{any_of(BYLINE_OPENINGS)})[:|•·]*(?:\s|\Z)", re.IGNORECASE)


def observe_unnamed(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield names without a class word, where no other place names anyone: "By Jane Doe" at the headline, or beside a date."""
    shown = [o for o in seen if o.source.witness == "human"]
    if [o for o in shown if o.field == "author" and len(str(o.raw)) <= 80 and not str(o.raw).islower()]:
        return
    start = places.headline
    beside_dates = {o.order + step for o in shown if o.field in DATES for step in range(-3, 4)}
    for place in view.between(start - 20, max(places.first_paragraph + 4, start + 40)):
        if place not in view.direct or place == start or view.tags[place] == "h1":
            continue
        # "Par Élodie Marchand<br>Publié le …" is two lines
        text, beside = view.own(place, " | "), place in beside_dates
        opens = _OPENING.match(text)
        if not 4 < len(text) <= UNNAMED or not (opens or beside or _PARTED.search(text)) or places.region(place) != "article":
            continue
        if opens and len(whole := view.text(place, UNNAMED + 1, " ", " | ").strip(" |")) <= UNNAMED:
            # "Von <i>Friederike Haupt</i>, Oberkirnbach": the name may be an element's
            text = whole
        if beside and text.lower() == text.upper():
            # without capitals any few words have a name's shape: "مدیر تازه موزه", a museum's new director, in a link
            beside = "a" not in [view.tags[above] for above in (place, *view.ancestors(place))]
        if (name := _named(text, beside)) and not in_card(view, place, places):
            yield see(view, place, *name)


def _named(text: str, beside_date: bool) -> tuple[str, str] | None:
    """Return the source and the text of a name in a short text around the headline, or None."""
    digit, bars = DIGIT.search(text), split_bars(text)
    # "Vydáno: 3. května 2021 13:08, Autor: Jan Novák", "2020-08-17 09:12 来源：江河报 作者：林语桐"
    for part in dict.fromkeys((*bars, *text.split(", ")[1:], *(text.split() if "：" in text else ()), text)):
        # "By Jane Doe, Sat 5 Apr 2014"
        if digit and (parts := signed(part)):
            return "near-headline-byline", parts[0]
        told = label_of(part) if _OPENING.match(part) else None
        if told is not None and told[0] == "author" and is_signed_names(told[1].rstrip(" :")):
            return "near-headline-byline", part
    if digit and (date := first_date(text)):
        lone = without_end(text.partition(date)[0])
        # "QUARRY BAY, March 5, 2021 -- The town has agreed", "Embargoed until: Thursday, 8 May 2003": no names
        report = lone.isupper() and len(text.partition(date)[2]) > 20
        told_of = report or not looks_like_person_name(lone) or text.partition(lone)[2].lstrip().startswith(":")
        return None if told_of or says_other_day(text) else ("near-headline-byline", lone)
    # "Матвей Полынин, корреспондент", "Ana Lens, AP National Writer"
    text = text.strip(" |,·•-–—")
    name, _, role = text.rpartition(",")
    lone = name.strip() if name and fold(role).split(" ")[-1] in ROLE_NOUNS else text
    return ("near-headline-name", lone) if beside_date and looks_like_person_name(lone) else None
